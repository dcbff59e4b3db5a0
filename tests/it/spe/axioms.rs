//! The axioms of the score on generated spheres, small and large; each name begins with its axiom.

use cocreation::case::CaseBuilder;
use cocreation::evidence::Sign;
use cocreation::graph::node::{Actor, Capability, Practice, Value};
use cocreation::graph::relation::{BelongsTo, Enacts, Gains, Holds, Underpins};
use cocreation::spe::{self, Assessment, Estimate, Figure, Reason};
use proptest::prelude::*;
use proptest::sample::Index;

use super::model::{
    Deed, Doing, LAST, Making, Model, Nodes, Second, When, add_deed, and_misuse, deed, hide, known_model,
    large_known_model, large_model, model,
};
use super::twin::twin;
use super::{Checked, LARGE, NEAR, SMALL, cases, figures, has, near, value};

fn values(spe: &Assessment) -> Vec<(&'static str, Estimate)> {
    spe.trace().iter().map(|step| (step.figure.name, step.figure.value.clone())).collect()
}

/// The figures of two assessments that are not the same but for rounding.
fn differences(one: &Assessment, two: &Assessment) -> Vec<(&'static str, Estimate, Estimate)> {
    let differ = |a: &Estimate, b: &Estimate| {
        let points = match (a.point, b.point) {
            (Some(a), Some(b)) => near(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        !(near(a.low, b.low) && near(a.high, b.high) && points)
    };
    let rows = values(one).into_iter().zip(values(two));
    rows.filter(|((_, a), (_, b))| differ(a, b)).map(|((name, a), (_, b))| (name, a, b)).collect()
}

/// Whether a figure has not risen, in its bounds or, where both have one, in its point.
fn no_higher(after: &Estimate, before: &Estimate) -> bool {
    let points = after.point.zip(before.point).is_none_or(|(after, before)| after <= before + NEAR);
    points && after.low <= before.low + NEAR && after.high <= before.high + NEAR
}

/// A sphere, and an order of its actors.
fn and_order(model: impl Strategy<Value = Model>) -> impl Strategy<Value = (Model, Vec<usize>)> {
    model.prop_flat_map(|model| {
        let order: Vec<usize> = (0..model.actors.len()).collect();
        (Just(model), Just(order).prop_shuffle())
    })
}

/// Others contribute to the act in which one misuses or withholds.
fn amid_contributions(mut misuse: Deed, actors: usize) -> Deed {
    for doing in misuse.doings.iter_mut().filter(|doing| doing.sign == Sign::Neutral) {
        *doing = Doing { sign: Sign::Positive, receivers: vec![(doing.actor + 1) % actors], ..doing.clone() };
    }
    misuse
}

/// A sphere, and an act that lies later.
fn and_later(model: impl Strategy<Value = Model>) -> impl Strategy<Value = (Model, Deed)> {
    model.prop_flat_map(|model| {
        let (actors, purposes) = (model.actors.len(), model.purposes());
        let later = (deed(actors, purposes, [0, 6]), 1..1000);
        (Just(model), later.prop_map(|(deed, days)| Deed { when: When::On(LAST + days), ..deed }))
    })
}

fn second() -> impl Strategy<Value = Second> {
    prop_oneof![Just(Second::Evidence), Just(Second::Claims)]
}

fn weights() -> [std::ops::Range<f64>; 3] {
    [0.1..10.0, 0.1..10.0, 0.1..10.0]
}

fn bounded(model: &Model) -> Checked {
    let spe = model.assess();
    for value in [spe.mean(), spe.minimum()] {
        prop_assert!(0.0 <= value.low && value.low <= value.high && value.high <= 1.0, "{value}");
    }
    for (name, value) in values(&spe) {
        let ordered = value.point.is_none_or(|point| value.low <= point && point <= value.high);
        prop_assert!(0.0 <= value.low && value.low <= value.high && value.high <= 1.0 && ordered, "{name}: {value:?}");
        prop_assert!(value.is_exact() || !value.gaps.is_empty(), "{name}: {value:?} gives no reason");
    }
    let width = spe.headline.value.width();
    for narrowing in &spe.narrowing {
        prop_assert!(near(narrowing.width_after + narrowing.gain, width) && narrowing.gain > 0.0);
        prop_assert!(has(&spe.headline.value, narrowing.gap.reason), "{narrowing:?}");
    }
    Ok(())
}

fn idle_never_raises_engagement(model: &Model) -> Checked {
    let idle = |case: &mut CaseBuilder, nodes: &Nodes| {
        let idle = case.add("idle", Actor::new("Does nothing"));
        case.relate(idle, BelongsTo, nodes.joint);
    };
    let (before, after) = (model.assess(), model.assess_with(idle));
    let (before, after) = (value(&before, "E"), value(&after, "E"));
    prop_assert!(no_higher(after, before), "{before} {after}");
    Ok(())
}

fn misuse_never_raises_the_headline(model: &Model, misuse: &Deed) -> Checked {
    let add = |case: &mut CaseBuilder, nodes: &Nodes| add_deed(case, nodes, misuse, "misuse");
    let (before, after) = (model.assess(), model.assess_with(add));
    prop_assert!(no_higher(&after.headline.value, &before.headline.value), "{} {}", before, after);
    Ok(())
}

/// An interval contains what the figure would be if the rest were known.
fn hidden_lies_within(model: &Model, hidden: &Model) -> Checked {
    let spe = hidden.assess();
    for (name, full) in twin(model) {
        let (value, Some(full)) = (value(&spe, name), full) else { continue };
        let contains = value.low <= full + NEAR && full <= value.high + NEAR;
        prop_assert!(contains, "{name}: {value:?} does not contain {full}");
    }
    Ok(())
}

fn traced_and_reproducible(model: &Model) -> Checked {
    let (case, nodes) = model.build(&Making::of(model));
    let case = case.build().unwrap();
    let assess = || spe::assess(&case, nodes.joint, model.spec()).unwrap();
    let spe = assess();
    prop_assert_eq!(&spe, &assess());
    prop_assert_eq!(figures(&spe), figures(&model.assess()));
    for step in spe.trace() {
        let Figure { name, claims, parts, value, .. } = step.figure;
        prop_assert!(claims.iter().all(|&claim| case.claim(claim).is_some()), "{}", name);
        prop_assert!(claims.is_empty() || parts.is_empty(), "{} rests on claims and on figures", name);
        let leaf = parts.is_empty() && step.depth > 1;
        let nothing = value.point.is_none_or(|point| point == 0.0);
        prop_assert!(!leaf || nothing || !claims.is_empty(), "{} rests on nothing", name);
    }
    prop_assert!(spe.searches.iter().all(|id| case.searches().any(|search| search.id() == *id)));
    Ok(())
}

fn later_changes_nothing(model: &Model, later: &Deed) -> Checked {
    let add = |case: &mut CaseBuilder, nodes: &Nodes| add_deed(case, nodes, later, "later");
    prop_assert_eq!(figures(&model.assess()), figures(&model.assess_with(add)));
    Ok(())
}

/// Where one sphere is no lower than another in P, E and S and destroys no more, so is its headline, at both ends of the
/// intervals, whatever the weights and the exponent.
fn monotone(models: [&Model; 2], weights: [f64; 3], exponent: f64) -> Checked {
    let assess = |model: &Model| {
        model.assess_by(&Making::of(model), |_, _| {}, model.spec().weights(weights).exponent(exponent))
    };
    let [one, two] = models.map(assess);
    for (low, high) in [(&one, &two), (&two, &one)] {
        let ends: [fn(&Estimate) -> f64; 2] = [|value| value.low, |value| value.high];
        for (nth, end) in ends.into_iter().enumerate() {
            let parts = low.components().into_iter().zip(high.components());
            let mut ordered = parts.map(|(low, high)| end(&low.value) <= end(&high.value));
            let destroyed = |spe: &Assessment| ends[1 - nth](&spe.destruction.value);
            if ordered.all(|is| is) && destroyed(low) >= destroyed(high) {
                let (low, high) = (end(&low.headline.value), end(&high.headline.value));
                prop_assert!(low <= high + NEAR, "{} {}", low, high);
            }
        }
    }
    Ok(())
}

/// A mechanism to which all are party can only raise P, and with it everything above it. The headline is made from the
/// ends of the intervals.
fn raised_by_an_agreement(model: &Model) -> Checked {
    let spe = model.assess();
    let agreed = Model { mechanism: Some(vec![Some(true); model.actors.len()]), ..model.clone() }.assess();
    for name in ["shared mechanism", "P_decl", "P", "SPE+", "SPE"] {
        let (before, after) = (value(&spe, name), value(&agreed, name));
        let risen = after.low >= before.low - NEAR && after.high >= before.high - NEAR;
        prop_assert!(risen, "{name}: {before:?} {after:?}");
        let known = before.point.filter(|_| value(&spe, "shared mechanism").point.is_some());
        prop_assert!(known.is_none_or(|point| after.point >= Some(point - NEAR)), "{name}: {before:?} {after:?}");
    }
    let mean = |of: fn(&Estimate) -> f64| {
        spe.components().map(|component| of(&component.value)).iter().product::<f64>().cbrt()
    };
    let d = &spe.destruction.value;
    prop_assert!(near(spe.headline.value.low, mean(|value| value.low) * (1.0 - d.high)));
    prop_assert!(near(spe.headline.value.high, mean(|value| value.high) * (1.0 - d.low)));
    Ok(())
}

fn nothing_without_each_component(model: &Model) -> Checked {
    let spe = model.assess();
    for component in spe.components() {
        let value = &component.value;
        prop_assert!(value.high > 0.0 || spe.headline.value.high == 0.0, "{}", spe);
        prop_assert!(value.low > 0.0 || spe.headline.value.low == 0.0, "{}", spe);
        prop_assert!(value.point != Some(0.0) || spe.headline.value.point == Some(0.0), "{}", spe);
    }
    Ok(())
}

/// Nobody contributes, or nobody endorses anything.
fn nothing_without_contributions_or_a_common_purpose(model: &Model) -> Checked {
    let mut idle = model.clone();
    for doing in idle.acts.iter_mut().flat_map(|deed| &mut deed.doings).filter(|doing| doing.sign == Sign::Positive) {
        *doing = Doing { sign: Sign::Neutral, receivers: Vec::new(), ..doing.clone() };
    }
    let spe = idle.assess();
    let headline = value(&spe, "SPE");
    prop_assert!(value(&spe, "E").high == 0.0 && headline.high == 0.0 && headline.point == Some(0.0));
    let against = |row: &Vec<Option<Sign>>| row.iter().map(|_| Some(Sign::Negative)).collect();
    let stances = model.stances.iter().map(against).collect();
    let spe = Model { stances, ..model.clone() }.assess();
    prop_assert!(value(&spe, "P_enact").point.is_none_or(|point| point == 0.0));
    if value(&spe, "P_enact").is_exact() {
        prop_assert!(value(&spe, "P").high == 0.0 && value(&spe, "SPE").high == 0.0);
    }
    Ok(())
}

fn the_same_in_another_order(model: &Model, order: Vec<usize>) -> Checked {
    let turned = model.assess_made(&Making { order, ..Making::of(model) });
    prop_assert_eq!(differences(&model.assess(), &turned), []);
    Ok(())
}

/// Dates, half-life and bins are scaled together.
fn the_same_in_another_unit_of_time(model: &Model, scale: i32) -> Checked {
    let scaled = model.assess_made(&Making { scale, ..Making::of(model) });
    prop_assert_eq!(differences(&model.assess(), &scaled), []);
    Ok(())
}

/// On what is known, wherever the definition does not count up to three, and with one organisation it is not a joint
/// sphere. Where not all accept an agreement, nobody knows where they stand on that of the other copy, so all do here.
fn the_same_twice(mut model: Model) -> Checked {
    for agreement in [&mut model.roadmap, &mut model.mechanism].into_iter().flatten() {
        agreement.fill(Some(true));
    }
    let one = model.assess();
    let two = model.assess_made(&Making { copies: 2, ..Making::of(&model) });
    let small = [Reason::FewDated, Reason::FewDyads, Reason::NotJoint];
    let counted = |name: &str| small.iter().any(|&reason| has(value(&one, name), reason));
    let differences: Vec<_> = differences(&one, &two).into_iter().filter(|row| !counted(row.0)).collect();
    prop_assert_eq!(differences, []);
    Ok(())
}

fn the_same_with_practices(model: &Model) -> Checked {
    let labelled = |turn: usize| {
        let add = move |case: &mut CaseBuilder, nodes: &Nodes| {
            let design = case.add("design", Practice::co_design("Design"));
            let practices = [design, case.add("test", Practice::co_testing("Test"))];
            for (nth, &act) in nodes.acts.iter().enumerate() {
                case.relate(act, Enacts, practices[(nth + turn) % 2]);
            }
        };
        figures(&model.assess_with(add))
    };
    let plain = figures(&model.assess());
    prop_assert_eq!(&plain, &labelled(0));
    prop_assert_eq!(&plain, &labelled(1));
    Ok(())
}

fn the_same_with_capabilities_and_outcomes(model: &Model, nth: usize) -> Checked {
    let add = |case: &mut CaseBuilder, nodes: &Nodes| {
        let skill = case.add("skill", Capability::relational("Skill"));
        let gain = case.add("gain", Value::in_use("Gain"));
        case.relate(nodes.actors[nth], Holds, skill);
        case.relate(skill, Underpins, nodes.joint);
        case.relate(nodes.actors[nth], Gains, gain).degree(1.0);
    };
    prop_assert_eq!(figures(&model.assess()), figures(&model.assess_with(add)));
    Ok(())
}

/// Evidence from a second source, which does not date the acts, or the same claims again.
fn the_same_with_a_second_source(model: &Model, second: Second) -> Checked {
    let twice = model.assess_made(&Making { second, ..Making::of(model) });
    prop_assert_eq!(figures(&model.assess()), figures(&twice));
    Ok(())
}

/// Where the window begins with the first contribution, its beginning may move, and routines fill other bins: none here.
/// An act that leaves a window that is set leaves the median of the weights too: no weight is cut here.
fn earlier_is_no_more_recent(mut model: Model, act: &Index, days: i32) -> Checked {
    let standing = |deed: &Deed| matches!(deed.when, When::Standing(..) | When::Until(_) | When::GoingOn);
    model.acts.retain(|deed| model.from.is_some() || !standing(deed));
    model.acts.iter_mut().for_each(|deed| deed.weight = deed.weight.min(2.0));
    let mut earlier = model.clone();
    earlier.change(act, |deed| {
        if let When::On(offset) = &mut deed.when {
            *offset -= days;
        }
    });
    let (before, after) = (model.assess(), earlier.assess());
    let (before, after) = (value(&before, "s_now"), value(&after, "s_now"));
    // An earlier beginning may make a window long enough to be assessed; before the window an act may be one of too few.
    let too_few = has(after, Reason::FewDated) || has(after, Reason::NoActs);
    prop_assert!(before.is_unknown() || too_few || no_higher(after, before), "{} {}", before, after);
    Ok(())
}

proptest! {
    #![proptest_config(cases(SMALL))]

    #[test]
    fn a01_bounded(model in model()) {
        bounded(&model)?;
    }

    #[test]
    fn a02_monotone_in_each_component(one in model(), two in model(), weights in weights(), exponent in -1.0..=0.0f64) {
        monotone([&one, &two], weights, exponent)?;
    }

    #[test]
    fn a02_monotone_in_each_part_of_what_is_declared(model in model()) {
        raised_by_an_agreement(&model)?;
    }

    #[test]
    fn a03_essential(model in model()) {
        nothing_without_each_component(&model)?;
    }

    #[test]
    fn a03_essential_without_contributions_or_a_common_purpose(model in known_model()) {
        nothing_without_contributions_or_a_common_purpose(&model)?;
    }

    #[test]
    fn a04_anonymous((model, order) in and_order(model())) {
        the_same_in_another_order(&model, order)?;
    }

    #[test]
    fn a05_unit_free_in_time(model in known_model(), scale in 2..5) {
        the_same_in_another_unit_of_time(&model, scale)?;
    }

    #[test]
    fn a06_replication(model in known_model()) {
        the_same_twice(model)?;
    }

    #[test]
    fn a07_an_idle_actor_never_raises_engagement(model in model()) {
        idle_never_raises_engagement(&model)?;
    }

    #[test]
    fn a08_neutral_to_the_mix_of_practices(model in model()) {
        the_same_with_practices(&model)?;
    }

    #[test]
    fn a09_misuse_never_raises_the_headline((model, misuse) in and_misuse(model())) {
        misuse_never_raises_the_headline(&model, &misuse)?;
    }

    #[test]
    fn a09_misuse_amid_contributions_never_raises_the_headline((model, misuse) in and_misuse(model())) {
        misuse_never_raises_the_headline(&model, &amid_contributions(misuse, model.actors.len()))?;
    }

    #[test]
    fn a10_a_second_source_changes_no_value(model in model(), second in second()) {
        the_same_with_a_second_source(&model, second)?;
    }

    #[test]
    fn a11_missing_is_not_zero(model in known_model(), hides in prop::collection::vec(hide(), 1..=4)) {
        hidden_lies_within(&model, &model.clone().hide(&hides))?;
    }

    /// Where nobody set the beginning of the window.
    #[test]
    fn a11_missing_is_not_zero_in_an_open_window(model in known_model(), hides in prop::collection::vec(hide(), 1..=2)) {
        let model = Model { from: None, ..model };
        hidden_lies_within(&model, &model.clone().hide(&hides))?;
    }

    #[test]
    fn a13_independent_of_capabilities_and_outcomes(model in model(), nth in 0..2usize) {
        the_same_with_capabilities_and_outcomes(&model, nth)?;
    }

    #[test]
    fn a14_traced_and_reproducible(model in model()) {
        traced_and_reproducible(&model)?;
    }

    #[test]
    fn a15_what_happened_later_changes_nothing((model, later) in and_later(model())) {
        later_changes_nothing(&model, &later)?;
    }

    #[test]
    fn a15_an_earlier_date_never_raises_recency(model in model(), act in any::<Index>(), days in 1..=LAST) {
        earlier_is_no_more_recent(model, &act, days)?;
    }
}

proptest! {
    #![proptest_config(cases(LARGE))]

    #[test]
    fn a01_bounded_when_large(model in large_model()) {
        bounded(&model)?;
    }

    #[test]
    fn a02_monotone_in_each_component_when_large(one in large_model(), two in large_model(), weights in weights(), exponent in -1.0..=0.0f64) {
        monotone([&one, &two], weights, exponent)?;
    }

    #[test]
    fn a02_monotone_in_each_part_of_what_is_declared_when_large(model in large_model()) {
        raised_by_an_agreement(&model)?;
    }

    #[test]
    fn a03_essential_when_large(model in large_model()) {
        nothing_without_each_component(&model)?;
    }

    #[test]
    fn a03_essential_without_contributions_or_a_common_purpose_when_large(model in large_known_model()) {
        nothing_without_contributions_or_a_common_purpose(&model)?;
    }

    #[test]
    fn a04_anonymous_when_large((model, order) in and_order(large_model())) {
        the_same_in_another_order(&model, order)?;
    }

    #[test]
    fn a05_unit_free_in_time_when_large(model in large_known_model(), scale in 2..5) {
        the_same_in_another_unit_of_time(&model, scale)?;
    }

    #[test]
    fn a06_replication_when_large(model in large_known_model()) {
        the_same_twice(model)?;
    }

    #[test]
    fn a07_an_idle_actor_never_raises_engagement_when_large(model in large_model()) {
        idle_never_raises_engagement(&model)?;
    }

    #[test]
    fn a08_neutral_to_the_mix_of_practices_when_large(model in large_model()) {
        the_same_with_practices(&model)?;
    }

    #[test]
    fn a09_misuse_never_raises_the_headline_when_large((model, misuse) in and_misuse(large_model())) {
        misuse_never_raises_the_headline(&model, &misuse)?;
    }

    #[test]
    fn a09_misuse_amid_contributions_never_raises_the_headline_when_large((model, misuse) in and_misuse(large_model())) {
        misuse_never_raises_the_headline(&model, &amid_contributions(misuse, model.actors.len()))?;
    }

    #[test]
    fn a10_a_second_source_changes_no_value_when_large(model in large_model(), second in second()) {
        the_same_with_a_second_source(&model, second)?;
    }

    #[test]
    fn a11_missing_is_not_zero_when_large(model in large_known_model(), hides in prop::collection::vec(hide(), 1..=20)) {
        hidden_lies_within(&model, &model.clone().hide(&hides))?;
    }

    #[test]
    fn a13_independent_of_capabilities_and_outcomes_when_large(model in large_model(), nth in 0..2usize) {
        the_same_with_capabilities_and_outcomes(&model, nth)?;
    }

    #[test]
    fn a14_traced_and_reproducible_when_large(model in large_model()) {
        traced_and_reproducible(&model)?;
    }

    #[test]
    fn a15_what_happened_later_changes_nothing_when_large((model, later) in and_later(large_model())) {
        later_changes_nothing(&model, &later)?;
    }

    #[test]
    fn a15_an_earlier_date_never_raises_recency_when_large(model in large_model(), act in any::<Index>(), days in 1..=LAST) {
        earlier_is_no_more_recent(model, &act, days)?;
    }
}
