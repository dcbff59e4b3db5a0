//! Draws, comparison, attribution and views of the score.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use cocreation::case::CaseBuilder;
use cocreation::evidence::{Coder, Date, Sign, Source, VagueDate};
use cocreation::graph::Handle;
use cocreation::graph::node::Institution;
use cocreation::graph::node::{Act, Actor, Purpose, Sphere};
use cocreation::graph::relation::{Advances, BelongsTo, PartyTo, TakesPartIn, TakesStance, Within};
use cocreation::spe::{self, Factor, Limit, Part, Plan, Reference, Side, Spec, Verdict};
use cocreation::theory::typology::InstitutionForm;
use cocreation::{Case, ErrorKind};
use proptest::prelude::*;

const NEAR: f64 = 1e-12;

fn day(year: u16) -> Date {
    Date::new(year, 6, 30).unwrap()
}

/// A sphere of so many actors that meet each year in rotating threes, each giving to the next; all endorse one purpose,
/// share a roadmap and risk and benefit. Each meeting is reported by one of two sources.
struct Scene {
    case: CaseBuilder,
    joint: Handle<Sphere>,
    members: Vec<Handle<Actor>>,
    acts: Vec<Handle<Act>>,
}

fn scene(actors: usize, dates: impl Fn(u16) -> VagueDate) -> Scene {
    let mut case = Case::builder("scene");
    let joint = case.add("joint", Sphere::joint("What they do together"));
    let sources = ["diary", "press"].map(|id| case.source(Source::new(id, id).published(VagueDate::day(day(2020)))));
    let purpose = case.add("aim", Purpose::new("What they want"));
    let roadmap = case.add("roadmap", Institution::new("A roadmap").coded(InstitutionForm::Roadmap));
    let shares = case.add("shares", Institution::new("Shares").coded(InstitutionForm::RiskAndBenefitSharing));
    let members: Vec<_> = (0..actors).map(|nth| case.add(format!("actor-{nth}"), Actor::new("An actor"))).collect();
    for &member in &members {
        case.relate(member, BelongsTo, joint);
        case.relate(member, TakesStance, purpose).evidence(sources[0].at("p. 1").reported("wants it"));
        case.relate(member, PartyTo, roadmap).evidence(sources[0].at("p. 2").reported("accepts it"));
        case.relate(member, PartyTo, shares).evidence(sources[1].at("p. 3").reported("shares"));
    }
    let mut acts = Vec::new();
    for (nth, year) in (2010..2020).enumerate() {
        let act = case.add(format!("act-{year}"), Act::on("They meet", dates(year)));
        case.relate(act, Within, joint);
        case.relate(act, Advances, purpose);
        for of in 0..3.min(actors) {
            let (giver, next) = (members[(nth + of) % actors], members[(nth + of + 1) % actors]);
            let claim = case.relate(giver, TakesPartIn, act).giving_to(next);
            claim.evidence(sources[nth % 2].at("p. 4").reported("met"));
        }
        acts.push(act);
    }
    Scene { case, joint, members, acts }
}

fn exact(actors: usize) -> Scene {
    scene(actors, |year| VagueDate::day(day(year)))
}

fn until_2019() -> Spec {
    Spec::as_of(day(2019)).from(Date::new(2010, 1, 1).unwrap())
}

// ------------------------------------------------------------------------------------------------------------- Draws

#[test]
fn the_same_seed_gives_the_same_draws() {
    let Scene { case, joint, .. } = exact(4);
    let case = case.build().unwrap();
    let draw = |seed| spe::draw(&case, joint, until_2019(), &Plan::seeded(seed).evaluations(300)).unwrap();
    assert_eq!(draw(7), draw(7));
    assert_ne!(draw(7).spreads, draw(8).spreads);
    assert_eq!(draw(7).evaluations, 300);
}

#[test]
fn what_is_not_drawn_is_told() {
    let Scene { case, joint, .. } = exact(4);
    let case = case.build().unwrap();
    let draws = spe::draw(&case, joint, until_2019(), &Plan::seeded(1).evaluations(200)).unwrap();
    let factors: Vec<Factor> = draws.shares.iter().map(|share| share.factor).collect();
    assert_eq!(factors, [Factor::Evidence, Factor::Specification, Factor::Boundary]);
    let limits: Vec<Limit> = draws.limits.iter().map(|(limit, _)| *limit).collect();
    assert_eq!(limits, [Limit::NoDisagreement, Limit::ExactDates]);
}

#[test]
fn a_routine_of_which_no_day_is_known_is_told_to_be_undated() {
    let Scene { mut case, joint, members, .. } = exact(4);
    let routine = case.add("routine", Act::standing("They talk, since nobody knows when"));
    case.relate(routine, Within, joint);
    case.relate(members[0], TakesPartIn, routine);
    let case = case.build().unwrap();
    let draws = spe::draw(&case, joint, until_2019(), &Plan::seeded(1).evaluations(200)).unwrap();
    assert!(draws.limits.contains(&(Limit::Undated, 1)), "{:?}", draws.limits);
}

#[test]
fn one_source_is_a_single_point_of_failure() {
    let mut case = Case::builder("one-source");
    let joint = case.add("joint", Sphere::joint("Joint"));
    let paper = case.source(Source::new("paper", "A paper"));
    let [a, b] = ["a", "b"].map(|id| case.add(id, Actor::new(id)));
    for (nth, year) in (2010..2014).enumerate() {
        let act = case.add(format!("act-{year}"), Act::on("They meet", day(year)));
        case.relate(act, Within, joint);
        for member in [a, b] {
            case.relate(member, TakesPartIn, act).evidence(paper.at(format!("p. {nth}")).reported("met"));
        }
    }
    case.relate(a, BelongsTo, joint);
    case.relate(b, BelongsTo, joint);
    let case = case.build().unwrap();
    let draws = spe::draw(&case, joint, day(2014), &Plan::seeded(1).evaluations(100)).unwrap();
    assert!(draws.limits.contains(&(Limit::OneSource, 1)));
    assert!(draws.shares.iter().any(|share| share.factor == Factor::Evidence));
}

/// Coders who contradict each other on every second participation: the rate is theirs, and coding is drawn from it.
#[test]
fn two_coders_show_their_disagreement() {
    let mut case = Case::builder("two-coders");
    let joint = case.add("joint", Sphere::joint("Joint"));
    let coders = ["first", "second"].map(|id| case.coder(Coder::new(id)));
    let [a, b] = ["a", "b"].map(|id| case.add(id, Actor::new(id)));
    case.relate(a, BelongsTo, joint);
    case.relate(b, BelongsTo, joint);
    for (nth, year) in (2010..2014).enumerate() {
        let act = case.add(format!("act-{year}"), Act::on("They meet", day(year)));
        case.relate(act, Within, joint);
        case.relate(a, TakesPartIn, act).coder(coders[0]);
        let sign = if nth % 2 == 0 { Sign::Positive } else { Sign::Neutral };
        case.relate(b, TakesPartIn, act).coder(coders[0]);
        case.relate(b, TakesPartIn, act).coder(coders[1]).valence(sign);
    }
    let case = case.build().unwrap();
    let draws = spe::draw(&case, joint, day(2014), &Plan::seeded(1).evaluations(100)).unwrap();
    assert!(draws.shares.iter().any(|share| share.factor == Factor::Coding));
    assert!(!draws.limits.iter().any(|(limit, _)| *limit == Limit::NoDisagreement));
}

/// With every other factor silent, all the variance is that of the specification: its total index is 1.
#[test]
fn a_lone_factor_has_all_the_variance() {
    let Scene { case, joint, .. } = exact(2);
    let case = case.build().unwrap();
    // The sources weigh every act alike in shares of two equal givers; dates are exact, and two actors cannot be fewer.
    let draws = spe::draw(&case, joint, until_2019(), &Plan::seeded(3).evaluations(4_000)).unwrap();
    let total = |factor: Factor| {
        draws.shares.iter().find(|share| share.factor == factor).and_then(|share| share.total).unwrap()
    };
    let specification = total(Factor::Specification);
    assert!(specification.low <= 1.0 && 1.0 <= specification.high + 0.05, "{specification:?}");
    assert!(total(Factor::Evidence).index < 1e-20, "{:?}", total(Factor::Evidence));
}

/// Without anything to draw but the measure fixed by the plan, each draw has the parts of the assessment.
#[test]
fn parts_that_no_factor_touches_stay() {
    let Scene { case, joint, .. } = exact(2);
    let case = case.build().unwrap();
    let spec = until_2019();
    let plan = Plan::seeded(3).evaluations(100).half_lives(365.0..=365.0).grids([vec![365]]);
    let draws = spe::draw(&case, joint, &spec, &plan).unwrap();
    let score = *spe::assess(&case, joint, &spec).unwrap().score();
    for part in Part::COMPONENTS {
        let spread = draws.spread(part).unwrap();
        let (low, high) = spread.interval.unwrap();
        let point = score[part].point.unwrap();
        assert!((low - point).abs() < NEAR && (high - point).abs() < NEAR, "{part}: {spread:?}, not {point}");
    }
}

#[test]
fn rough_dates_are_drawn_within_their_precision() {
    let rough = scene(3, |year| VagueDate::year(year).unwrap());
    let case = rough.case.build().unwrap();
    let spec = Spec::as_of(Date::new(2019, 12, 31).unwrap()).from(Date::new(2010, 1, 1).unwrap());
    let plan = Plan::seeded(5).evaluations(2_000).half_lives(365.0..=365.0).grids([vec![365]]);
    let draws = spe::draw(&case, rough.joint, &spec, &plan).unwrap();
    let recency = spe::assess(&case, rough.joint, &spec).unwrap();
    let bounds = recency.score()[Part::Sustained];
    let spread = draws.spread(Part::Sustained).unwrap();
    let (low, high) = spread.interval.unwrap();
    assert!(low < high && bounds.low <= low && high <= bounds.high, "{spread:?} {bounds}");
}

#[test]
fn a_plan_that_cannot_be_used_is_refused() {
    let Scene { case, joint, .. } = exact(2);
    let case = case.build().unwrap();
    let plans = [
        Plan::seeded(1).evaluations(1),
        Plan::seeded(1).disagreement(1.5),
        Plan::seeded(1).half_lives(10.0..=1.0),
        Plan::seeded(1).half_lives(f64::NAN..=1.0),
        Plan::seeded(1).grids([vec![]]),
    ];
    for plan in plans {
        let error = spe::draw(&case, joint, until_2019(), &plan).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Setting, "{plan:?}");
    }
}

// -------------------------------------------------------------------------------------------------------- Comparison

#[test]
fn a_sphere_is_not_ordered_against_itself() {
    let Scene { case, joint, .. } = exact(3);
    let case = case.build().unwrap();
    let side = Side::new(&case, joint, until_2019());
    let found = spe::compare(&side, &side, &Plan::seeded(1).evaluations(200)).unwrap();
    assert_eq!((found.verdict, found.above), (Verdict::NotOrdered, (0.0, 0.0)));
}

/// Ten years of meetings until 2019; by 2035 nobody has met for sixteen years.
#[test]
fn the_same_sphere_long_after_its_last_act_is_engaged_less() {
    let Scene { case, joint, .. } = exact(3);
    let case = case.build().unwrap();
    let later = Spec::as_of(day(2035)).from(Date::new(2010, 1, 1).unwrap());
    let (now, then) = (Side::new(&case, joint, until_2019()), Side::new(&case, joint, later));
    let plan = Plan::seeded(1).evaluations(400);
    let found = spe::compare(&now, &then, &plan).unwrap();
    assert_eq!((found.verdict, found.dominance), (Verdict::First, Verdict::First));
    assert_eq!(spe::compare(&then, &now, &plan).unwrap().verdict, Verdict::Second);
}

/// One is better in P, E and S, and one misuse stands against it: it does not dominate.
#[test]
fn destruction_is_not_netted_away() {
    let scene = exact(3);
    let mut case = scene.case;
    let misuse = case.add("misuse", Act::on("One withholds", day(2019)));
    case.relate(misuse, Within, scene.joint);
    case.relate(scene.members[0], TakesPartIn, misuse).valence(Sign::Negative);
    let case = case.build().unwrap();
    let before = Spec::as_of(Date::new(2013, 1, 1).unwrap()).from(Date::new(2010, 1, 1).unwrap());
    let found = spe::compare(
        &Side::new(&case, scene.joint, until_2019()),
        &Side::new(&case, scene.joint, before),
        &Plan::seeded(1).evaluations(100),
    );
    let found = found.unwrap();
    assert!(found.scores.0[Part::Destruction].low > 0.0);
    assert_ne!(found.dominance, Verdict::First);
}

// ------------------------------------------------------------------------------------------------------- Attribution

/// A slow twin: the mean gain over all orders of the actors, each sphere built and assessed anew without the others.
#[test]
fn shapley_values_are_the_mean_over_all_orders() {
    let build = |keep: &[usize]| {
        let scene = exact(4);
        let case = scene.case.build().unwrap();
        let mut revised = case.revise();
        for nth in (0..4).filter(|nth| !keep.contains(nth)) {
            let claims = case.view(scene.members[nth]).outgoing().filter(|claim| claim.object() == case.node("joint"));
            claims.for_each(|claim| revised.retract(claim.id()));
        }
        let case = revised.build().unwrap();
        *spe::assess(&case, scene.joint, until_2019()).unwrap().score()
    };
    let worth = |keep: &[usize]| {
        if keep.len() < 2 {
            return 0.5;
        }
        let score = build(keep);
        let product: f64 = score.components().iter().map(|component| component.point.unwrap_or(0.5)).product();
        product.cbrt() * (1.0 - score[Part::Destruction].point.unwrap_or(0.0))
    };
    let mut orders = vec![Vec::new()];
    for _ in 0..4 {
        orders = orders
            .into_iter()
            .flat_map(|order: Vec<usize>| {
                (0..4).filter(|nth| !order.contains(nth)).map(|nth| [&order[..], &[nth]].concat()).collect::<Vec<_>>()
            })
            .collect();
    }
    let mut expected = [0.0; 4];
    for order in &orders {
        for nth in 0..4 {
            let gain = worth(&order[..=nth]) - worth(&order[..nth]);
            expected[order[nth]] += gain / orders.len() as f64;
        }
    }
    let Scene { case, joint, .. } = exact(4);
    let case = case.build().unwrap();
    let found = spe::attribute(&case, joint, until_2019(), &Reference::profile([0.5; 3])).unwrap();
    assert!(found.exact && (found.of_reference - 0.5).abs() < NEAR);
    for (share, expected) in found.actors.iter().zip(expected) {
        assert!((share.shapley - expected).abs() < 1e-9, "{share:?}, not {expected}");
    }
    let sum: f64 = found.actors.iter().map(|share| share.shapley).sum();
    assert!((sum - (found.of_sphere - found.of_reference)).abs() < 1e-9);
    let logs: f64 = found.components.unwrap().iter().map(|share| share.share).sum();
    let ratio = spe::assess(&case, joint, until_2019()).unwrap().headline.value.point.unwrap() / found.of_reference;
    assert!((logs - ratio.ln()).abs() < 1e-9);
}

#[test]
fn beyond_sixteen_actors_shapley_values_are_drawn_with_a_bound() {
    let Scene { case, joint, .. } = exact(17);
    let case = case.build().unwrap();
    let reference = Reference::profile([0.5; 3]).sampled(40, 11);
    let found = spe::attribute(&case, joint, until_2019(), &reference).unwrap();
    assert!(!found.exact);
    // 2 · sqrt(ln 40 / 80).
    assert!(found.actors.iter().all(|share| (share.bound - 0.429_469_4).abs() < 1e-6), "{:?}", found.actors[0]);
    let sum: f64 = found.actors.iter().map(|share| share.shapley).sum();
    assert!((sum - (found.of_sphere - found.of_reference)).abs() < 1e-9);
    assert_eq!(found, spe::attribute(&case, joint, until_2019(), &reference).unwrap());
}

#[test]
fn a_reference_of_zero_is_refused() {
    let Scene { case, joint, .. } = exact(2);
    let case = case.build().unwrap();
    for reference in [Reference::profile([0.0, 0.5, 0.5]), Reference::profile([0.5; 3]).destruction(1.0)] {
        let error = spe::attribute(&case, joint, until_2019(), &reference).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Setting);
    }
}

// ------------------------------------------------------------------------------------------------------------- Views

#[test]
fn the_view_of_an_actor_has_its_acts_only() {
    let Scene { case, joint, members, acts } = exact(5);
    let case = case.build().unwrap();
    // Rotating threes of five: each takes part in six of ten acts, and a neighbour in four of these.
    let own = spe::assess_actor(&case, joint, members[0], until_2019()).unwrap();
    assert_eq!((own.counts.acts, own.counts.members, acts.len()), (6, 5, 10));
    let pair = spe::assess_dyad(&case, joint, (members[0], members[1]), until_2019()).unwrap();
    assert_eq!((pair.counts.acts, pair.counts.members), (4, 2));
    assert_eq!(&*pair.members[1], "actor-1");
    // Every claim behind a figure of the view is on one of its acts.
    let participation = case.view(members[0]).outgoing().filter(|claim| claim.relation().is_some()).count();
    assert!(pair.purpose.parts[1].claims.len() < own.purpose.parts[1].claims.len() && participation > 6);
}

#[test]
fn an_actor_outside_has_no_view() {
    let Scene { mut case, joint, members, .. } = exact(2);
    let stranger = case.add("stranger", Actor::new("Stranger"));
    let case = case.build().unwrap();
    let error = spe::assess_actor(&case, joint, stranger, until_2019()).unwrap_err();
    assert!(error.to_string().contains("`stranger`"));
    assert!(spe::assess_dyad(&case, joint, (members[0], members[0]), until_2019()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is drawn, every figure and every index stays in its range, and bounds hold the points.
    #[test]
    fn spreads_are_in_order(actors in 2..7usize, seed: u64, rate in 0.0..1.0f64, rough: bool) {
        let date = |year| if rough { VagueDate::year(year).unwrap() } else { VagueDate::day(day(year)) };
        let Scene { case, joint, .. } = scene(actors, date);
        let case = case.build().unwrap();
        let plan = Plan::seeded(seed).evaluations(120).disagreement(rate);
        let draws = spe::draw(&case, joint, until_2019(), &plan).unwrap();
        for spread in &draws.spreads {
            let (low, high) = spread.bounds;
            prop_assert!((0.0..=1.0).contains(&low) && (0.0..=1.0).contains(&high), "{spread:?}");
            if let (Some(median), Some((from, to))) = (spread.median, spread.interval) {
                prop_assert!(from <= median && median <= to, "{spread:?}");
                prop_assert!(spread.points.0 < spread.points.1 || low <= from && to <= high, "{spread:?}");
            }
        }
        for total in draws.shares.iter().filter_map(|share| share.total) {
            prop_assert!(0.0 <= total.low && total.low <= total.index && total.index <= total.high, "{total:?}");
        }
    }
}
