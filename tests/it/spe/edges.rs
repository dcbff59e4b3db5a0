//! D and the headline computed by hand, the edges of the definition, succession and settings.

use cocreation::evidence::{Date, Sign, Source, VagueDate};
use cocreation::graph::node::{Act, Actor, Institution, Purpose, Sphere};
use cocreation::graph::relation::{
    Advances, BelongsTo, DependsOn, PartOf, PartyTo, Recovers, Succeeds, TakesPartIn, TakesStance, Within,
};
use cocreation::spe::{self, Reason, Spec};
use cocreation::theory::typology::InstitutionForm;
use cocreation::{Case, ErrorKind};

use super::parts::declared;
use super::{NEAR, Sketch, day, exactly, figures, has, near, period, unknown, until, value, within};

// ---------------------------------------------------------------------------------------------- D and the headline

#[test]
fn destruction_counts_what_was_not_made_good() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    for offset in [0, 1, 2] {
        sketch.together(offset, &[a, b]);
    }
    let misuse = sketch.on(3);
    sketch.takes_part(a, misuse, Sign::Negative);
    let withheld = sketch.act(Act::on("withheld", day(4)).weight(5.0));
    sketch.takes_part(b, withheld, Sign::Negative);
    let amends = sketch.on(5);
    sketch.takes_part(b, amends, Sign::Neutral);
    sketch.case.relate(amends, Recovers, withheld);
    let spe = sketch.assess(day(10));
    // 1 / (3 + 1); the recovered weight of 5 does not count.
    exactly(&spe, "D", 0.25);
    assert_eq!((spe.counts.destructive, spe.counts.recovered), (2, 1));
}

#[test]
fn what_is_made_good_later_is_not_yet_made_good() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.together(0, &[a, b]);
    let misuse = sketch.on(3);
    sketch.takes_part(a, misuse, Sign::Negative);
    let amends = sketch.on(50);
    sketch.case.relate(amends, Recovers, misuse);
    exactly(&sketch.assess(day(10)), "D", 0.5);
}

#[test]
fn a_recovery_of_unknown_date_bounds_destruction() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.together(0, &[a, b]);
    let misuse = sketch.on(3);
    sketch.takes_part(a, misuse, Sign::Negative);
    let amends = sketch.case.add("amends", Act::new("some day, outside the sphere"));
    sketch.case.relate(amends, Recovers, misuse);
    // Made good by then, or not: 0 or 1/2.
    let spe = sketch.assess(day(10));
    let value = value(&spe, "D");
    assert!(near(value.low, 0.0) && near(value.high, 0.5) && has(value, Reason::MayBeLater), "{value:?}");
}

/// A sphere of which everything is known: P = 1/2, E = 1, S from `course`.
pub(super) fn known() -> Sketch {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    let purpose = sketch.purpose("purpose", &[a, b, c], &[]);
    sketch.searched_in_vain(InstitutionForm::Roadmap);
    sketch.searched_in_vain(InstitutionForm::RiskAndBenefitSharing);
    for (offset, members) in [(0, &[a, b, c][..]), (730, &[a, b]), (1095, &[a, c]), (1095, &[b, c])] {
        let act = sketch.on(offset);
        for (nth, &member) in members.iter().enumerate() {
            sketch.gives(member, act, &[members[(nth + 1) % members.len()]]);
        }
        sketch.case.relate(act, Advances, purpose);
    }
    sketch
}

#[test]
fn the_headline_of_a_known_sphere() {
    let mut sketch = known();
    let misuse = sketch.on(1000);
    let culprit = sketch.case.add("d", Actor::new("d"));
    sketch.case.relate(culprit, BelongsTo, sketch.joint);
    sketch.takes_part(culprit, misuse, Sign::Negative);
    let spe = sketch.assess(until(1460));
    // All three pairs share the one outcome, no roadmap and no mechanism: 1/3. All joint acts advance it: 1. P = √(1/3).
    exactly(&spe, "P", 0.577_350_269_189_625_8);
    // a, b and c contribute 1/3 + 1/2 + 1/2 each, d nothing: e_part = 3/4. Every gift goes round: e_rec = 1. All acts
    // join organisations: e_joint = 1.
    exactly(&spe, "E", 0.908_560_296_416_069_8);
    // s_cov 3/5. Pairs ab ac bc | ab | ac bc: (1/3 + 0) / 2. ab (2) at 1/4, ac (2) and bc (2) at 1/2: 2.5 / 6.
    // (3/5 · 1/6 · 5/12)^(1/3) = (1/24)^(1/3).
    exactly(&spe, "S", 0.346_680_637_175_317_4);
    exactly(&spe, "D", 0.2);
    // (√(1/3) · (3/4)^(1/3) · (1/24)^(1/3))^(1/3) = (√(1/3) · (1/32)^(1/3))^(1/3)
    exactly(&spe, "SPE+", 0.566_553_470_733_585_3);
    exactly(&spe, "SPE", 0.453_242_776_586_868_2);
    assert!(spe.is_assessable() && spe.narrowing.iter().all(|narrowing| narrowing.gain < NEAR), "{:?}", spe.narrowing);
    // ∂SPE/∂P = (1 − D) · SPE⁺ / (3 P), and so for E and S.
    let rates = spe.marginal_rates().unwrap();
    for (rate, component) in
        rates.into_iter().zip([0.577_350_269_189_625_8, 0.908_560_296_416_069_8, 0.346_680_637_175_317_4])
    {
        assert!(near(rate, 0.453_242_776_586_868_2 / (3.0 * component)), "{rate}");
    }
}

#[test]
fn weights_and_exponent_of_the_mean() {
    let spe = |spec: Spec| value(&known().assess(spec), "SPE+").low;
    // P = √(1/3) = 0.57735…, E = 1, S = (1/24)^(1/3) = 0.34668….
    let (p, s): (f64, f64) = (0.577_350_269_189_625_8, 0.346_680_637_175_317_4);
    assert!(near(spe(until(1460).weights([1.0, 1.0, 2.0])), (p * s * s).powf(0.25)));
    assert!(near(spe(until(1460).exponent(-1.0)), 3.0 / (1.0 / p + 1.0 + 1.0 / s)));
    let half = (p.powf(-0.5) + 1.0 + s.powf(-0.5)) / 3.0;
    assert!(near(spe(until(1460).exponent(-0.5)), half.powi(-2)));
}

#[test]
fn the_mean_is_continuous_where_the_exponent_nears_zero() {
    let spe = |exponent: f64| value(&known().assess(until(1460).exponent(exponent)), "SPE+").low;
    for tiny in [-1e-9, -1e-12, -1e-15, -1e-18, -1e-300] {
        assert!((spe(tiny) - spe(0.0)).abs() < 1e-6, "{tiny}: {} is not {}", spe(tiny), spe(0.0));
    }
}

#[test]
fn only_the_ratios_of_weights_matter() {
    let spe = |weight: f64| value(&known().assess(until(1460).weights([weight; 3])), "SPE+").low;
    for weight in [1e308, 5e-324] {
        assert!(near(spe(weight), spe(1.0)), "{weight}: {}", spe(weight));
    }
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    for member in [a, b] {
        let act = sketch.act(Act::on("heavy", day(0)).weight(1e308));
        sketch.gives(member, act, &[]);
    }
    let misuse = sketch.act(Act::on("misuse", day(0)).weight(1e308));
    sketch.takes_part(a, misuse, Sign::Negative);
    let spe = sketch.assess(day(10));
    exactly(&spe, "e_part", 1.0);
    exactly(&spe, "D", 1.0 / 3.0);
}

// ------------------------------------------------------------------------------------------ Edges of the definition

#[test]
fn edge_no_acts_at_all() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.purpose("purpose", &[a, b], &[]);
    let spe = sketch.assess(day(2000));
    for name in ["E", "S", "D", "P_enact", "e_part", "e_rec", "e_joint", "s_cov", "s_pers", "s_now"] {
        unknown(&spe, name, Reason::NoActs);
    }
}

#[test]
fn edge_no_contributions_though_they_were_searched_for() {
    let build = |searched: bool| {
        let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
        let act = sketch.on(0);
        sketch.takes_part(a, act, Sign::Neutral);
        sketch.takes_part(b, act, Sign::Neutral);
        if searched {
            sketch.searched();
        }
        sketch.assess(until(2000))
    };
    unknown(&build(false), "E", Reason::NoContributions);
    let spe = build(true);
    exactly(&spe, "E", 0.0);
    exactly(&spe, "SPE", 0.0);
    assert_eq!(spe.searches.len(), 1);
}

#[test]
fn edge_fewer_than_three_dated_joint_contributions() {
    // The third act is one member's alone, or joint.
    let build = |third: usize| {
        let (mut sketch, members) = Sketch::of(["a", "b", "c"]);
        sketch.together(0, &members);
        sketch.together(400, &members);
        sketch.together(800, &members[..third]);
        sketch.assess(until(1460))
    };
    for name in ["S", "s_cov", "s_pers", "s_now"] {
        unknown(&build(1), name, Reason::FewDated);
    }
    exactly(&build(2), "s_cov", 3.0 / 5.0);
}

#[test]
fn edge_fewer_than_three_bins() {
    // Days 0 to 729 make two bins of 365; day 730 begins a third.
    let build = |last: i32| {
        let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
        for offset in [0, 400, 700] {
            sketch.together(offset, &[a, b, c]);
        }
        sketch.assess(until(last))
    };
    for name in ["S", "s_cov", "s_pers", "s_now"] {
        unknown(&build(729), name, Reason::FewBins);
    }
    exactly(&build(730), "s_cov", 2.0 / 3.0);
}

#[test]
fn edge_only_one_non_empty_bin() {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    for offset in [0, 1, 2] {
        sketch.together(offset, &[a, b, c]);
    }
    let spe = sketch.assess(until(1460));
    unknown(&spe, "s_pers", Reason::OneBin);
    exactly(&spe, "s_cov", 0.2);
}

#[test]
fn edge_fewer_than_three_dyads() {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    sketch.together(0, &[a, b]);
    sketch.together(730, &[a, c]);
    sketch.together(1460, &[a, c]);
    let spe = sketch.assess(until(1460));
    unknown(&spe, "s_pers", Reason::FewDyads);
    exactly(&spe, "s_cov", 0.6);
    // ab (1) at 1/16, ac (2) at 1: 33/48. S: low with s_pers 0, high with 1, point over the known two.
    exactly(&spe, "s_now", 0.6875);
    within(&spe, "S", 0.0, (0.6_f64 * 0.6875).powf(1.0 / 3.0), (0.6_f64 * 0.6875).sqrt());
}

#[test]
fn edge_a_component_unknown_runs_over_the_whole_range() {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    for (offset, giver, receiver) in [(0, a, b), (1, b, c), (2, c, a)] {
        let act = sketch.on(offset);
        sketch.gives(giver, act, &[receiver]);
    }
    let spe = sketch.assess(day(10));
    // Nobody contributes jointly: e_joint is 0 and so is E, whatever P and S are.
    exactly(&spe, "E", 0.0);
    assert!(spe.purpose.value.is_unknown() && spe.sustained.value.is_unknown());
    within(&spe, "SPE", 0.0, 0.0, 0.0);
    // With a joint act beside it, E is known above 0, and SPE⁺ runs from 0 to E^(1/3).
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    let act = sketch.on(0);
    sketch.gives(a, act, &[b]);
    sketch.gives(b, act, &[a]);
    let alone = sketch.on(1);
    sketch.gives(a, alone, &[b]);
    let alone = sketch.on(1);
    sketch.gives(b, alone, &[a]);
    let spe = sketch.assess(day(10));
    // e_part 1, e_rec 1, e_joint 1/3.
    exactly(&spe, "E", 0.693_361_274_350_634_7);
    within(&spe, "SPE+", 0.0, 0.885_088_152_071_460_2, 0.693_361_274_350_634_7);
    assert!(spe.is_assessable());
}

#[test]
fn edge_all_three_unknown_is_not_assessable() {
    let (sketch, _) = Sketch::of(["a", "b"]);
    let spe = sketch.assess(day(10));
    assert!(!spe.is_assessable());
    assert!(spe.headline.value.is_unknown() && has(&spe.headline.value, Reason::NoActs));
    assert!(spe.to_string().contains("not assessable"));
    let (mut lonely, [a]) = Sketch::lasting(Sphere::provider("Of one"), ["a"]);
    let act = lonely.on(0);
    lonely.gives(a, act, &[]);
    let spe = lonely.assess(day(10));
    assert!(!spe.is_assessable());
    unknown(&spe, "P", Reason::TooFewActors);
}

#[test]
fn an_act_that_may_be_later_unsettles_what_it_could_change() {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    sketch.purpose("purpose", &[a, b], &[c]);
    sketch.together(0, &[a, b]);
    let act = sketch.act(Act::new("nobody knows when"));
    sketch.all_give(act, &[b, c]);
    let spe = sketch.assess(day(10));
    assert_eq!(spe.counts.maybe_later, 1);
    // If it counts, bc is a pair too and shares no outcome: 1 or 1/2.
    let shared = value(&spe, "shared outcomes");
    assert!(shared.low <= 0.5 && shared.high >= 1.0 && has(shared, Reason::MayBeLater), "{shared:?}");
    for name in ["P_enact", "e_part", "e_rec", "e_joint", "D"] {
        assert!(has(value(&spe, name), Reason::MayBeLater), "{name}");
    }
}

// ------------------------------------------------------------------------------------------ What lies before the window

#[test]
fn what_lies_before_the_window_counts_for_nothing() {
    let build = |before: &[i32]| {
        let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
        sketch.purpose("purpose", &[a, b, c], &[]);
        for &offset in before {
            sketch.together(offset, &[c]);
            let misuse = sketch.on(offset);
            sketch.takes_part(b, misuse, Sign::Negative);
        }
        let routine = sketch.act(Act::standing("a routine").period(period("1998-01-01/2000-01-10")));
        sketch.all_give(routine, &[a, b]);
        for offset in [0, 400, 800] {
            sketch.together(offset, &[a, b]);
        }
        sketch.assess(until(1460))
    };
    assert_eq!(figures(&build(&[])), figures(&build(&[-1, -300])));
    // The routine reaches into the first bin and counts once: three occasions and one bin, by a and b of three.
    exactly(&build(&[-1]), "e_part", 2.0 / 3.0);
    exactly(&build(&[-1]), "D", 0.0);
    exactly(&build(&[]), "s_cov", 3.0 / 5.0);
}

/// But a pair that was active before it was active once.
#[test]
fn a_joint_contribution_before_the_window_tells_of_its_pair() {
    let build = |before: bool| {
        let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
        if before {
            sketch.together(-635, &[b, c]);
        }
        for offset in [0, 730, 1460] {
            sketch.together(offset, &[a, b]);
        }
        sketch.assess(until(1460))
    };
    exactly(&build(false), "s_now", 1.0);
    // ab (3) on the last day; bc (1) 2 095 days, or 5.74 half-lives, before it.
    exactly(&build(true), "s_now", (3.0 + 0.5_f64.powf(2095.0 / 365.0)) / 4.0);
    exactly(&build(true), "e_part", 2.0 / 3.0);
    exactly(&build(true), "s_cov", 3.0 / 5.0);
}

#[test]
fn a_window_that_begins_after_the_end_of_the_endeavour_holds_nothing() {
    let lasting = Sphere::joint("What they did").period(period("2000-01-01/2000-12-31"));
    let (mut sketch, [a, b]) = Sketch::lasting(lasting, ["a", "b"]);
    let routine = sketch.act(Act::standing("a routine").period(period("2000-01-01/2000-06-30")));
    sketch.all_give(routine, &[a, b]);
    sketch.together(10, &[a, b]);
    let spe = sketch.assess(Spec::as_of(day(1460)).from(day(1000)));
    for name in ["E", "S", "D", "P_enact"] {
        unknown(&spe, name, Reason::NoActs);
    }
}

/// A routine of 365 days fills one bin of a year if it begins with the bin, and two if not: where an act of unknown day
/// may come first, the bins move with it.
#[test]
fn a_routine_in_bins_that_may_move_counts_within_bounds() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    let routine = sketch.act(Act::standing("a routine").period(period("2002-01-01/2002-12-31")));
    sketch.gives(a, routine, &[b]);
    let first = sketch.act(Act::on("some day", VagueDate::year(2001).unwrap()));
    sketch.gives(b, first, &[a]);
    let spe = sketch.assess(day(1460));
    // One bin or two of the routine, beside one act: shares 1/2 and 1/2, or 2/3 and 1/3, which give 3 / 2^(2/3) / 2.
    let evenness = value(&spe, "e_part");
    let least = 1.5 / 4.0_f64.powf(1.0 / 3.0);
    assert!(evenness.low <= least + NEAR && evenness.high >= 1.0 - NEAR, "{evenness:?}");
    assert!(has(evenness, Reason::TimesUnknown));
}

/// One contributes, nobody knows how often: of the bounds, which are equal, rounding must not put the low above the high.
#[test]
fn rounding_keeps_bounds_in_order() {
    let (mut sketch, [_, b]) = Sketch::of(["a", "b"]);
    let routine = sketch.act(Act::standing("a routine").period(period("1999-06-24/")));
    sketch.gives(b, routine, &[]);
    let heavy = sketch.act(Act::on("heavy", day(0)).weight(40.0));
    sketch.gives(b, heavy, &[]);
    let evenness = value(&sketch.assess(Spec::as_of(day(1999)).bins([365])), "e_part").clone();
    assert!(evenness.low <= evenness.high && near(evenness.low, 0.5) && near(evenness.high, 0.5), "{evenness:?}");
}

/// The median of the weights, and with it the cap, depends on the acts that may lie before the window.
#[test]
fn a_cap_that_is_not_known_gives_bounds() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    let paper = sketch.case.source(Source::new("paper", "A paper").published(VagueDate::day(day(1460))));
    let heavy = sketch.act(Act::on("heavy", day(5)).weight(40.0));
    sketch.all_give(heavy, &[a, b]);
    let alone = sketch.on(5);
    sketch.gives(a, alone, &[]);
    let undated = sketch.act(Act::new("once"));
    sketch.case.relate(a, TakesPartIn, undated).evidence(paper.at("p. 1").reported("did"));
    // With the undated act the median is 1 and 40 counts as 10, of 12. Without it the median (the upper of two) is 40 and
    // nothing is cut: 40 of 41.
    let spe = sketch.assess(until(1460));
    within(&spe, "e_joint", 10.0 / 12.0, 40.0 / 41.0, 10.0 / 12.0);
    assert!(has(value(&spe, "e_joint"), Reason::TimesUnknown));
}

/// Weights as far apart as they can be, of acts of which any may lie before the window.
#[test]
fn a_cap_that_is_not_known_leaves_every_figure_a_number() {
    for weights in [[1e308, 1e308, 1e-308], [1e308, 1e-308, 1e-308], [5e-324, 1e308, 1e308]] {
        let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
        let paper = sketch.case.source(Source::new("paper", "A paper").published(VagueDate::day(day(1460))));
        for weight in weights {
            let undated = sketch.act(Act::new("once").weight(weight));
            for member in [a, b] {
                sketch.case.relate(member, TakesPartIn, undated).evidence(paper.at("p. 1").reported("did"));
            }
        }
        let misuse = sketch.act(Act::on("misuse", day(3)).weight(1e308));
        sketch.takes_part(a, misuse, Sign::Negative);
        let spe = sketch.assess(Spec { cap: 1e308, ..until(1460) });
        for step in spe.trace() {
            let value = &step.figure.value;
            let ordered = 0.0 <= value.low && value.low <= value.high && value.high <= 1.0;
            assert!(ordered && value.point.is_none_or(|point| point.is_finite()), "{}: {value:?}", step.figure.name);
        }
    }
}

#[test]
fn a_routine_is_dated_once_in_each_bin_of_the_first_length() {
    let build = |bins: [u32; 2]| {
        let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
        let routine = sketch.act(Act::standing("a routine").period(period("2000-01-01/2001-06-30")));
        sketch.all_give(routine, &[a, b]);
        sketch.assess(until(1460).bins(bins))
    };
    // Two bins of a year, or one of a thousand days, which is too long for the window: fewer than three.
    unknown(&build([365, 100]), "s_cov", Reason::FewDated);
    unknown(&build([1000, 100]), "s_cov", Reason::FewDated);
    assert!(value(&build([100, 365]), "s_cov").is_exact());
}

#[test]
fn misuse_that_may_be_later_may_also_have_gone_on_all_the_time() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.together(0, &[a, b]);
    let misuse = sketch.act(Act::standing("a misuse"));
    sketch.takes_part(a, misuse, Sign::Negative);
    // Not at all, or in each of five bins: 0 to 5/6.
    within(&sketch.assess(until(1460)), "D", 0.0, 5.0 / 6.0, 0.0);
}

#[test]
fn misuse_that_goes_on_for_nobody_knows_how_long_is_not_said_to_be_later() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.together(0, &[a, b]);
    let misuse = sketch.act(Act::standing("a misuse").period(period("2000-01-01/")));
    sketch.takes_part(a, misuse, Sign::Negative);
    let spe = sketch.assess(until(1460));
    // In one bin, or in all five: 1/2 to 5/6.
    within(&spe, "D", 0.5, 5.0 / 6.0, 0.5);
    assert!(has(value(&spe, "D"), Reason::TimesUnknown) && !has(value(&spe, "D"), Reason::MayBeLater));
}

// ------------------------------------------------------------------------------------------------------- Succession

#[test]
fn an_actor_that_is_taken_over_stays_one_member() {
    let (mut sketch, [old, _other]) = Sketch::of(["old", "other"]);
    let new = sketch.case.add("new", Actor::new("Took over"));
    sketch.case.relate(new, Succeeds, old);
    for (offset, who) in [(0, old), (1, new)] {
        let act = sketch.on(offset);
        sketch.gives(who, act, &[]);
    }
    let spe = sketch.assess(day(10));
    assert_eq!(spe.members.iter().map(|id| &**id).collect::<Vec<_>>(), ["other", "new"]);
    // One of two members did everything.
    exactly(&spe, "e_part", 0.5);
}

#[test]
fn a_pair_follows_the_successor() {
    let (mut sketch, [old, b, c]) = Sketch::of(["old", "b", "c"]);
    let new = sketch.case.add("new", Actor::new("Took over"));
    sketch.case.relate(new, Succeeds, old).period(day(500));
    sketch.together(0, &[old, b, c]);
    sketch.together(365, &[old, b, c]);
    sketch.together(730, &[new, b, c]);
    let spe = sketch.assess(until(1460));
    // Three pairs in three bins, none lost.
    exactly(&spe, "s_pers", 1.0);
    assert_eq!(spe.counts.members, 3);
}

#[test]
fn a_take_over_by_a_part_of_a_member_reaches_the_member() {
    let (mut sketch, [a, _b]) = Sketch::of(["a", "b"]);
    let [unit, shop] = ["unit", "shop"].map(|id| sketch.case.add(id, Actor::new(id)));
    sketch.case.relate(unit, PartOf, a);
    sketch.case.relate(unit, Succeeds, shop);
    let act = sketch.on(0);
    sketch.gives(shop, act, &[]);
    exactly(&sketch.assess(day(10)), "e_part", 0.5);
}

#[test]
fn a_purpose_that_was_replaced_is_not_current() {
    // Both endorsed the old purpose, and differ on the new one that took its place on day 5.
    let at = |last: i32| {
        let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
        sketch.together(0, &[a, b]);
        let old = sketch.purpose("old", &[a, b], &[]);
        let new = sketch.case.add("new", Purpose::new("new"));
        sketch.case.relate(a, TakesStance, new).stance(Sign::Positive).period(day(5));
        sketch.case.relate(b, TakesStance, new).stance(Sign::Negative).period(day(5));
        sketch.case.relate(new, Succeeds, old).period(day(5));
        sketch.assess(day(last))
    };
    exactly(&at(10), "shared outcomes", 0.0);
    // Before that day the old one was current.
    exactly(&at(3), "shared outcomes", 1.0);
}

#[test]
fn what_begins_after_the_date_is_not_seen() {
    let now = |sketch: Sketch| figures(&sketch.assess(day(10)));
    let before = now(declared().0);
    let (mut sketch, [a, b, c], purpose) = declared();
    // A mechanism, a purpose and a stance of later days; a member and a dependence of a later day.
    let deal = Institution::new("deal").coded(InstitutionForm::RiskAndBenefitSharing).period(day(50));
    let deal = sketch.case.add("deal", deal);
    let aim = sketch.case.add("aim", Purpose::new("aim").period(day(50)));
    for member in [a, b, c] {
        sketch.case.relate(member, PartyTo, deal);
        sketch.case.relate(member, TakesStance, aim);
    }
    let meeting = sketch.on(50);
    sketch.case.relate(c, TakesStance, purpose).stance(Sign::Positive).during(meeting);
    let late = sketch.case.add("late", Actor::new("late"));
    sketch.case.relate(late, BelongsTo, sketch.joint).period(day(50));
    sketch.case.relate(a, DependsOn, b).degree(1.0).period(day(50));
    assert_eq!(before, now(sketch));
}

#[test]
fn claims_that_do_not_hold_count_for_nothing() {
    let now = |sketch: Sketch| figures(&sketch.assess(until(1460)));
    let before = now(known());
    let mut sketch = known();
    let late = sketch.case.add("late", Actor::new("late"));
    sketch.case.relate(late, BelongsTo, sketch.joint).expected();
    let act = sketch.case.add("hoped", Act::on("hoped for", day(3)));
    sketch.case.relate(act, Within, sketch.joint).expected();
    let feared = sketch.on(4);
    let a = sketch.members[0];
    sketch.case.relate(a, TakesPartIn, feared).valence(Sign::Negative).feared();
    let old = sketch.case.add("old", Purpose::new("old"));
    sketch.case.relate(a, TakesStance, old).stance(Sign::Negative).violated();
    assert_eq!(before, now(sketch));
}

// ---------------------------------------------------------------------------------------------------------- Settings

#[test]
fn settings_that_cannot_be_used_are_refused() {
    let base = || Spec::as_of(day(1460));
    let bad = [
        base().bins([]),
        base().bins([365, 0]),
        base().half_life(0.0),
        base().half_life(-1.0),
        base().half_life(f64::NAN),
        base().half_life(f64::INFINITY),
        Spec { cap: 0.5, ..base() },
        Spec { cap: f64::NAN, ..base() },
        Spec { cap: f64::INFINITY, ..base() },
        base().weights([1.0, 0.0, 1.0]),
        base().weights([1.0, 1.0, -1.0]),
        base().weights([f64::NAN, 1.0, 1.0]),
        base().weights([1.0, f64::INFINITY, 1.0]),
        base().exponent(-1.1),
        base().exponent(0.1),
        base().exponent(f64::NAN),
        base().from(day(1461)),
    ];
    for spec in bad {
        let case = known();
        let joint = case.joint;
        let case = case.case.build().unwrap();
        let error = spe::assess(&case, joint, &spec).expect_err(&format!("{spec:?}"));
        assert_eq!(error.kind(), ErrorKind::Setting, "{spec:?}");
    }
    // The ends of what is allowed.
    for spec in [base().exponent(-1.0), Spec { cap: 1.0, ..base() }, base().from(day(1460))] {
        known().assess(spec);
    }
}

/// A handle reaches only the node that it was made for: on another version of the case where something else stands at
/// its place, it is refused.
#[test]
#[should_panic(expected = "a handle was used on a case that it does not belong to")]
fn a_handle_to_what_is_no_sphere_here_is_refused() {
    let mut first = Case::builder("versions");
    let sphere = first.add("joint", Sphere::joint("Joint"));
    let mut second = Case::builder("versions");
    second.add("maker", Actor::provider("Maker"));
    let second = second.build().expect("sound");
    let day = "2020-01-01".parse::<Date>().expect("a day");
    drop(spe::assess(&second, sphere, day));
}
