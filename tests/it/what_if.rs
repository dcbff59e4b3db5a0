//! What if: what each ready-made change moves, by how much, and in which order changes are ranked.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use std::error::Error as _;

use cocreation::case::{CaseBuilder, Pattern, ProblemCode, Search};
use cocreation::evidence::{Basis, Date, Sign, Source};
use cocreation::graph::node::{Act, Actor, Institution, NodeKind, Practice, Purpose, Sphere};
use cocreation::graph::relation::{
    Advances, BelongsTo, DependsOn, PartyTo, RelationKind, TakesPartIn, TakesStance, Within,
};
use cocreation::graph::{Code, Handle};
use cocreation::spe::{self, Assessment, Change, Effect, Spec};
use cocreation::theory::Typology;
use cocreation::theory::typology::{InstitutionForm, Lever, PracticeKind};
use cocreation::{Case, ErrorKind, Problems};
use proptest::prelude::*;

use crate::generate::documents;

const NEAR: f64 = 1e-12;

#[track_caller]
fn near(value: impl Into<Option<f64>>, expected: f64) {
    let value = value.into().expect("a figure");
    assert!((value - expected).abs() < NEAR, "{value}, expected {expected}");
}

fn day(year: u16, month: u8) -> Date {
    Date::new(year, month, 1).unwrap()
}

/// Three years of 365 days.
fn three_years() -> Spec {
    Spec::as_of(Date::new(2012, 12, 30).unwrap()).from(day(2010, 1))
}

/// What is known of the care for engines: everything.
struct Care {
    case: Case,
    sphere: Handle<Sphere>,
    members: [Handle<Actor>; 3],
    supplier: Handle<Actor>,
    safety: Handle<Purpose>,
    delay: Handle<Act>,
}

fn act(case: &mut CaseBuilder, id: &str, date: Date, sphere: Handle<Sphere>, givers: &[Handle<Actor>]) -> Handle<Act> {
    let act = case.add(id, Act::on(id, date));
    case.relate(act, Within, sphere);
    for &giver in givers {
        let others = givers.iter().filter(|&&other| other != giver);
        others.fold(case.relate(giver, TakesPartIn, act), |claim, &other| claim.giving_to(other));
    }
    act
}

fn in_vain(form: InstitutionForm) -> Search {
    let any = Pattern::kind(NodeKind::Institution).coded(Code::of(form));
    Search::not_found("an agreement").relation(RelationKind::PartyTo).object(any)
}

/// Maker and airline endorse safety, the pilots oppose it. Once a year all three give to each other, once maker and
/// airline alone, all for safety; once the maker withholds. All sources, that is one, were searched in vain for agreements.
fn care() -> Care {
    let mut case = Case::builder("engine-care");
    let paper = case.source(Source::new("paper", "A paper"));
    let sphere = case.add("care", Sphere::joint("Engine care"));
    let members = ["maker", "airline", "pilots"].map(|id| case.add(id, Actor::new(id)));
    let supplier = case.add("supplier", Actor::new("A supplier"));
    let safety = case.add("safety", Purpose::new("Safety"));
    let [maker, airline, pilots] = members;
    for member in members {
        case.relate(member, BelongsTo, sphere);
    }
    case.relate(maker, TakesStance, safety);
    case.relate(airline, TakesStance, safety);
    case.relate(pilots, TakesStance, safety).stance(Sign::Negative).period(day(2010, 2));
    for (id, date, givers) in [
        ("first", day(2010, 6), &members[..]),
        ("second", day(2011, 6), &members),
        ("third", day(2012, 6), &members),
        ("fourth", day(2012, 9), &members[..2]),
    ] {
        let act = act(&mut case, id, date, sphere, givers);
        case.relate(act, Advances, safety);
    }
    let delay = act(&mut case, "delay", day(2011, 9), sphere, &[]);
    case.relate(maker, TakesPartIn, delay).valence(Sign::Negative);
    for form in [InstitutionForm::Roadmap, InstitutionForm::RiskAndBenefitSharing] {
        case.search(in_vain(form).in_source(paper));
    }
    Care { case: case.build().unwrap(), sphere, members, supplier, safety, delay }
}

impl Care {
    fn now(&self) -> Assessment {
        spe::assess(&self.case, self.sphere, three_years()).unwrap()
    }

    fn rank(&self, changes: &[Change]) -> Vec<Effect> {
        spe::what_if(&self.case, self.sphere, three_years(), changes).unwrap()
    }

    fn effect(&self, change: Change) -> Effect {
        self.rank(&[change]).remove(0)
    }
}

/// The figures below the headline, and it, that are not what they were.
fn moved(before: &Assessment, after: &Assessment) -> Vec<&'static str> {
    let (before, after) = (before.trace(), after.trace());
    assert_eq!(before.len(), after.len());
    let pairs = before.iter().zip(&after).map(|(before, after)| (before.figure, after.figure));
    let values = |figure: &spe::Figure| (figure.value.low, figure.value.high, figure.value.point);
    pairs.filter(|(before, after)| values(before) != values(after)).map(|(before, _)| before.name).collect()
}

fn difference<'a>(effect: &'a Effect, name: &str) -> &'a spe::Difference {
    effect.differences.iter().find(|difference| difference.name == name).unwrap()
}

fn ratio(effect: &Effect, name: &str) -> f64 {
    let difference = difference(effect, name);
    difference.after.point.unwrap() / difference.before.point.unwrap()
}

/// The case of these tests, by hand: one pair of three shares the purpose and nothing else is shared, 1/9; one act of four
/// serves a purpose that all in it endorse; one act of five destroys.
#[test]
fn the_case_is_what_the_tests_take_it_for() {
    let spe = care().now();
    assert!(
        [&spe.purpose, &spe.engagement, &spe.sustained, &spe.destruction].iter().all(|f| f.value.is_exact()),
        "{spe}"
    );
    near(spe.purpose.value.point, 1.0 / 6.0);
    near(spe.destruction.value.point, 0.2);
    // One and a half, one and a half, and one of four: 4^(1/4) · (8/3)^(3/4) of three; all that is given comes back.
    near(spe.engagement.value.point, (4f64.powf(0.25) * (8.0 / 3.0f64).powf(0.75) / 3.0).cbrt());
}

// ------------------------------------------------------------------------------------------------ ready-made changes

#[test]
fn an_agreement_of_all_moves_its_part_of_purpose() {
    let care = care();
    let agreements = [
        (Change::risk_and_benefit_sharing(care.members), "shared mechanism", Some(Lever::RiskAndBenefitSharing)),
        (Change::roadmap(care.members), "shared roadmap", None),
    ];
    for (change, part, lever) in agreements {
        let effect = care.effect(change);
        assert_eq!(effect.lever, lever);
        assert_eq!(moved(&care.now(), &effect.after), ["SPE", "SPE+", "P", "P_decl", part]);
        // P_decl from 1/9 to 4/9, so P doubles and SPE is multiplied by the cube root of 2.
        near(difference(&effect, "P").rise(), 1.0 / 6.0);
        near(ratio(&effect, "SPE"), 2f64.cbrt());
    }
}

#[test]
fn an_agreement_of_two_moves_their_pair_alone() {
    let care = care();
    let effect = care.effect(Change::roadmap(care.members[..2].iter().copied()));
    // The pilots were not asked, and what was searched in vain they have not: 1/9 + 1/9.
    near(difference(&effect, "P").after.point, (2.0 / 9.0 * 0.25f64).sqrt());
}

#[test]
fn an_endorsement_replaces_what_the_actor_said_before() {
    let care = care();
    let effect = care.effect(Change::endorses(care.members[2], care.safety));
    assert_eq!(moved(&care.now(), &effect.after), ["SPE", "SPE+", "P", "P_decl", "shared outcomes", "P_enact"]);
    near(difference(&effect, "P").after.point, (1.0f64 / 3.0).sqrt());
    assert_eq!(effect.lever, None);
    let changed = Change::endorses(care.members[2], care.safety).apply(&care.case).unwrap();
    assert_eq!(changed.claims().len(), care.case.claims().len());
    let again = care.effect(Change::endorses(care.members[0], care.safety));
    assert_eq!(moved(&care.now(), &again.after), [""; 0]);
}

#[test]
fn who_joins_and_did_nothing_lowers_evenness() {
    let care = care();
    let joining =
        [Change::joins(care.supplier, care.sphere), Change::newcomer(Actor::customer("Another"), care.sphere)];
    for (change, id) in joining.into_iter().zip(["supplier", "newcomer"]) {
        let effect = care.effect(change);
        assert_eq!(effect.after.members.last().map(|member| &**member), Some(id));
        assert_eq!(moved(&care.now(), &effect.after), ["SPE", "SPE+", "E", "e_part"]);
        near(ratio(&effect, "E").powi(3), 0.75);
        assert!(effect.headline().rise() < Some(0.0));
    }
    let inside = care.effect(Change::joins(care.members[0], care.sphere));
    assert_eq!(moved(&care.now(), &inside.after), [""; 0]);
}

#[test]
fn a_recovery_moves_destruction_once_it_has_come() {
    let care = care();
    let effect = care.effect(Change::recovers(care.delay, day(2012, 12)));
    assert_eq!(moved(&care.now(), &effect.after), ["SPE", "D"]);
    near(difference(&effect, "D").rise(), -0.2);
    near(ratio(&effect, "SPE"), 1.25);
    let late = care.effect(Change::recovers(care.delay, day(2013, 1)));
    assert_eq!(moved(&care.now(), &late.after), [""; 0]);
}

#[test]
fn a_joint_act_moves_what_rests_on_acts() {
    let care = care();
    let act = || Change::joint_act(care.members, care.sphere, day(2012, 12), Some(care.safety));
    let effect = care.effect(act());
    assert_eq!(effect.lever, Some(Lever::SocialFabric));
    let expected = ["SPE", "SPE+", "P", "P_enact", "E", "e_part", "S", "s_now", "D"];
    assert_eq!(moved(&care.now(), &effect.after), expected);
    // One act of five for a purpose that all in it endorse; one act of six destroys.
    near(difference(&effect, "P").after.point, (1.0 / 9.0 * 0.2f64).sqrt());
    near(difference(&effect, "D").after.point, 1.0 / 6.0);
    let late = Change::joint_act(care.members, care.sphere, day(2013, 1), Some(care.safety));
    assert_eq!(moved(&care.now(), &care.effect(late).after), [""; 0]);
    // Without a purpose nobody knows what it served.
    let aimless = care.effect(Change::joint_act(care.members, care.sphere, day(2012, 12), None));
    let p = &difference(&aimless, "P").after;
    near(p.low, (1.0 / 9.0 * 0.2f64).sqrt());
    near(p.high, (1.0 / 9.0 * 0.4f64).sqrt());
}

// --------------------------------------------------------------------------------------------------- any change at all

/// One change for each lever of T47.
fn levers(care: &Care) -> [Change; 5] {
    let [maker, airline, pilots] = care.members;
    let (safety, date) = (Some(care.safety), day(2012, 11));
    [
        Change::outcome_based_contract(care.members, care.safety),
        Change::risk_and_benefit_sharing(care.members),
        Change::early_aligned_sales(care.supplier, [maker, airline], care.sphere, date, safety),
        Change::learning_customer_needs(airline, [maker, pilots], care.sphere, date, safety),
        Change::joint_act(care.members, care.sphere, date, safety),
    ]
}

#[test]
fn each_lever_is_a_change_that_can_be_ranked() {
    let care = care();
    let changes = levers(&care);
    let offered: Vec<Option<Lever>> = changes.iter().map(|change| change.lever).collect();
    assert_eq!(offered, Lever::ALL.iter().copied().map(Some).collect::<Vec<_>>());
    let ranked = care.rank(&changes);
    assert_eq!(ranked.len(), Lever::ALL.len());
    assert!(ranked.iter().all(|effect| effect.headline().rise().is_some()));
    for pair in ranked.windows(2) {
        assert!(pair[0].headline().rise() >= pair[1].headline().rise());
    }
}

/// All three endorse safety then, where before only one pair of three did, so that what is shared is threefold; and all
/// four acts for it serve what all in them endorse, where before one did. P, their geometric mean, grows by √(3 × 4). The
/// pilots' old stance is gone, and the contract says what it is for.
#[test]
fn an_outcome_based_contract_supposes_that_all_pull_the_same_way() {
    let care = care();
    let [contract, ..] = levers(&care);
    let changed = contract.apply(&care.case).unwrap();
    let stances = changed.view(care.safety).incoming_by(RelationKind::TakesStance);
    assert!(stances.map(|claim| claim.sign().unwrap_or_default()).eq([Sign::Positive; 3]));
    let made = changed.view(changed.find::<Institution>("outcome-based-contract").unwrap());
    assert!(made.has_code(Lever::OutcomeBasedContract) && made.has_code(InstitutionForm::Contract));
    assert_eq!(made.incoming_by(RelationKind::PartyTo).len(), 3);
    let effect = care.effect(contract);
    assert!(moved(&care.now(), &effect.after).contains(&"P"));
    near(ratio(&effect, "P"), f64::from(3 * 4).sqrt());
    // Named twice, a party is one party.
    let twice = Change::outcome_based_contract([care.members[2]; 2], care.safety).apply(&care.case).unwrap();
    assert_eq!(twice.view(care.safety).incoming_by(RelationKind::TakesStance).len(), 3);
}

/// Sales becomes the fourth inside, and meets two of the others; who learns is never the customer itself.
#[test]
fn sales_and_learning_are_joint_acts_with_more() {
    let care = care();
    let [_, _, sales, learning, _] = levers(&care);
    let changed = sales.apply(&care.case).unwrap();
    assert_eq!(changed.view(care.sphere).incoming_by(RelationKind::BelongsTo).len(), 4);
    let act = changed.view(changed.find::<Act>("joint-act").unwrap());
    assert_eq!(act.incoming_by(RelationKind::TakesPartIn).len(), 3);
    let changed = learning.apply(&care.case).unwrap();
    let practice = changed.view(changed.find::<Practice>("learning-customer-needs").unwrap());
    assert!(practice.has_code(PracticeKind::CoDiagnosis) && practice.has_code(Lever::LearningCustomerNeeds));
    assert_eq!(practice.incoming_by(RelationKind::Enacts).len(), 1);
    let [maker, airline, _] = care.members;
    let day = day(2012, 11);
    let same = Change::learning_customer_needs(airline, [airline, maker], care.sphere, day, None);
    let changed = same.apply(&care.case).unwrap();
    let act = changed.view(changed.find::<Act>("joint-act").unwrap());
    assert_eq!(act.incoming_by(RelationKind::TakesPartIn).len(), 2);
}

#[test]
fn what_a_change_adds_is_marked_as_supposed() {
    let care = care();
    let change = Change::joint_act(care.members, care.sphere, day(2012, 12), Some(care.safety)).named("a fair");
    let changed = change.apply(&care.case).unwrap();
    let added: Vec<_> = changed.claims().skip(care.case.claims().len()).collect();
    assert_eq!(added.len(), 5);
    for claim in added {
        let marks = (claim.basis(), claim.note(), claim.evidence().len());
        assert_eq!(marks, (Basis::Inferred, Some("what if: a fair"), 0));
    }
    assert_eq!(changed.node("joint-act").unwrap().note(), Some("what if: a fair"));
    let (before, after) = (care.case.document(), changed.document());
    assert_eq!(after.claims[..before.claims.len()], before.claims);
    assert_eq!(after.nodes[..before.nodes.len()], before.nodes);
    // No source joins the case: a search of all sources stays one.
    assert_eq!(changed.sources(), care.case.sources());
    let own = Change::new("x", |case| {
        case.add("y", Actor::provider("Y").note("my own remark"));
    });
    let own = own.apply(&care.case).unwrap();
    assert_eq!(own.node("y").unwrap().note(), Some("my own remark"));
    assert_eq!(own.claims().last().unwrap().basis(), Basis::Inferred);
}

#[test]
fn ready_made_changes_take_free_ids() {
    let care = care();
    let [maker, airline, _] = care.members;
    let all = || {
        Change::roadmap([maker, airline])
            .and(Change::risk_and_benefit_sharing([maker, airline]))
            .and(Change::newcomer(Actor::new("New"), care.sphere))
            .and(Change::recovers(care.delay, day(2012, 1)))
            .and(Change::joint_act([maker, airline], care.sphere, day(2012, 1), None))
    };
    let thrice = [all(), all()].iter().try_fold(all().apply(&care.case).unwrap(), |case, change| change.apply(&case));
    let thrice = thrice.unwrap();
    let ids: Vec<&str> = thrice.nodes().skip(care.case.nodes().len()).map(|node| node.id()).collect();
    let stems = ["roadmap", "risk-and-benefit-sharing", "newcomer", "recovery", "joint-act"];
    let expected: Vec<String> =
        ["", "-2", "-3"].iter().flat_map(|number| stems.map(|stem| format!("{stem}{number}"))).collect();
    assert_eq!(ids, expected);
}

#[test]
fn the_case_itself_stays_as_it_is() {
    let care = care();
    let (document, now) = (care.case.document(), care.now());
    let withdrawn: Vec<_> = care.case.claims().map(|claim| claim.id()).collect();
    let changes = [
        Change::endorses(care.members[2], care.safety),
        Change::new("nothing was ever said", move |case| withdrawn.iter().for_each(|&claim| case.retract(claim))),
    ];
    let ranked = care.rank(&changes);
    assert_eq!((care.case.document(), care.now()), (document, now));
    // The same question has the same answer, to the bit.
    assert_eq!(care.rank(&changes), ranked);
    // A change alone has the effect that it has among others.
    assert_eq!(care.effect(Change::endorses(care.members[2], care.safety)), ranked[0]);
}

#[test]
fn a_package_moves_what_its_parts_cannot() {
    let mut case = Case::builder("stuck");
    let sphere = case.add("joint", Sphere::joint("Joint"));
    let purpose = case.add("purpose", Purpose::new("A purpose"));
    let [a, b] = ["a", "b"].map(|id| case.add(id, Actor::new(id)));
    for member in [a, b] {
        case.relate(member, BelongsTo, sphere);
    }
    case.relate(a, TakesStance, purpose);
    case.relate(b, TakesStance, purpose).stance(Sign::Negative);
    for (id, year) in [("first", 2010), ("second", 2011), ("third", 2012)] {
        let act = act(&mut case, id, day(year, 6), sphere, &[]);
        case.relate(a, TakesPartIn, act).giving_to(b);
        case.relate(b, TakesPartIn, act).valence(Sign::Neutral);
        case.relate(act, Advances, purpose);
    }
    case.search(Search::found("who gives").relation(RelationKind::TakesPartIn).object(Pattern::kind(NodeKind::Act)));
    let case = case.build().unwrap();
    // P is 0 as b opposes, E is 0 as nothing comes back.
    let agree = || Change::endorses(b, purpose);
    let give = || Change::joint_act([a, b], sphere, day(2012, 9), Some(purpose));
    let both = give().and(agree());
    assert_eq!((&*both.name, both.lever), ("a joint act and an actor endorses a purpose", Some(Lever::SocialFabric)));
    assert_eq!(agree().and(give()).lever, Some(Lever::SocialFabric));
    let ranked = spe::what_if(&case, sphere, three_years(), &[agree(), give(), both]).unwrap();
    assert_eq!(names(&ranked)[0], "a joint act and an actor endorses a purpose");
    assert!(ranked[0].headline().rise() > Some(0.0));
    assert_eq!(ranked[1..].iter().map(|effect| effect.headline().rise()).collect::<Vec<_>>(), [Some(0.0), Some(0.0)]);
}

// ------------------------------------------------------------------------------------------------------------- ranking

fn names(ranked: &[Effect]) -> Vec<&str> {
    ranked.iter().map(|effect| &*effect.name).collect()
}

#[test]
fn the_greatest_rise_goes_first_and_no_point_last() {
    let care = care();
    let silenced: Vec<_> = care.case.claims().filter(|claim| claim.code().is_none()).map(|claim| claim.id()).collect();
    let changes = [
        Change::new("nothing is known", move |case| silenced.iter().for_each(|&claim| case.retract(claim))),
        Change::joins(care.supplier, care.sphere),
        Change::recovers(care.delay, day(2012, 12)),
        Change::newcomer(Actor::new("New"), care.sphere),
        Change::new("nothing at all", |_| {}),
        Change::risk_and_benefit_sharing(care.members),
        Change::roadmap(care.members),
        Change::endorses(care.members[2], care.safety),
    ];
    // SPE is multiplied by the cube roots of 2√3, of 2 and of 2, by 5/4, by 1, and twice by the cube root of the cube root
    // of 3/4; equals go by name.
    let expected = [
        "an actor endorses a purpose",
        "a common roadmap",
        "a sharing of risk and benefit",
        "a misuse is made good",
        "nothing at all",
        "a newcomer joins",
        "an actor joins",
        "nothing is known",
    ];
    let ranked = care.rank(&changes);
    assert_eq!(names(&ranked), expected);
    assert_eq!(ranked[4].headline().rise(), Some(0.0));
    assert_eq!(ranked[7].headline().rise(), None);
    assert!(care.rank(&[]).is_empty());
}

#[test]
fn between_equal_points_the_greater_rise_of_the_low_bound_goes_first() {
    let care = care();
    let open = Change::new("an act for nobody knows what", {
        let (sphere, members) = (care.sphere, care.members);
        move |case| {
            act(case, "open", day(2012, 9), sphere, &members[..2]);
        }
    });
    let case = open.and(Change::endorses(care.members[2], care.safety)).apply(&care.case).unwrap();
    let (open, safety) = (case.find::<Act>("open").unwrap(), care.safety);
    let learnt = Change::new("the act served safety", move |case| {
        case.relate(open, Advances, safety);
    });
    let changes = [Change::new("nothing", |_| {}), learnt];
    let ranked = spe::what_if(&case, care.sphere, three_years(), &changes).unwrap();
    assert_eq!(names(&ranked), ["the act served safety", "nothing"]);
    assert_eq!(ranked.iter().map(|effect| effect.headline().rise()).collect::<Vec<_>>(), [Some(0.0), Some(0.0)]);
    assert!(ranked[0].headline().after.low > ranked[0].headline().before.low);
}

// -------------------------------------------------------------------------------------------------- errors and reports

#[test]
fn a_change_that_leaves_errors_is_named_with_all_of_them() {
    let care = care();
    let [maker, airline, _] = care.members;
    let faulty = Change::new("a slip", move |case| {
        case.add("maker", Actor::new("The same id again"));
        case.relate(maker, DependsOn, airline).degree(2.0);
    });
    let changes = [Change::roadmap([maker]), faulty, Change::roadmap([airline])];
    let error = spe::what_if(&care.case, care.sphere, three_years(), &changes).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Change);
    assert_eq!(error.to_string(), "the change `a slip` leaves a case with errors");
    let problems = error.source().and_then(|source| source.downcast_ref::<Problems>()).expect("the problems");
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert!([ProblemCode::DuplicateId, ProblemCode::OutOfRange].iter().all(|code| codes.contains(code)), "{codes:?}");
    assert_eq!(changes[1].apply(&care.case).unwrap_err().kind(), ErrorKind::Change);
    let unusable = spe::what_if(&care.case, care.sphere, three_years().half_life(0.0), &[]).unwrap_err();
    assert_eq!(unusable.kind(), ErrorKind::Setting);
}

#[test]
fn an_effect_prints_and_serialises() {
    let care = care();
    let effect = care.effect(Change::recovers(care.delay, day(2012, 12)).lever(Lever::SocialFabric));
    let text = effect.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "a misuse is made good (lever: Social fabric)");
    assert_eq!(lines[1], "  P    0.17                -> 0.17, +0.00");
    assert_eq!(lines[5], "  D    0.20                -> 0.00, -0.20");
    assert_eq!(lines.len(), 7);
    let json = serde_json::to_value(&effect).unwrap();
    assert_eq!((&json["lever"], &json["differences"][4]["name"]), (&"social-fabric".into(), &"D".into()));
    assert_eq!(json["differences"][4]["after"]["high"], 0.0);
    let plain = serde_json::to_value(care.effect(Change::roadmap(care.members))).unwrap();
    assert!(plain["lever"].is_null());
}

#[test]
fn changes_go_between_threads_and_say_who_they_are() {
    fn check<T: Send + Sync>(_: &T) {}
    let change = Change::new("a change", |_| {});
    check(&change);
    assert_eq!(format!("{change:?}"), "Change { name: \"a change\", lever: None, .. }");
}

#[test]
#[should_panic(expected = "does not belong to")]
fn a_handle_of_another_case_is_refused() {
    let stranger = Case::builder("another").add("stranger", Actor::new("A stranger"));
    drop(Change::roadmap([stranger]).apply(&care().case));
}

// ------------------------------------------------------------------------------------------------------------ any case

/// A sphere of which much is open: who took part how in acts on days, who endorses what, and who accepts what.
fn sphere_case() -> impl Strategy<Value = (Case, Handle<Sphere>, Vec<Handle<Actor>>)> {
    let sign = || prop::option::of(prop::sample::select(Sign::ALL.to_vec()));
    let row = move |actors| prop::collection::vec(sign(), actors);
    let acts = move |actors| prop::collection::vec((2005..2013u16, row(actors), any::<bool>()), 0..5);
    let degrees = |actors: usize| prop::collection::vec(prop::option::of(0..=4u8), actors);
    let case = move |actors| (acts(actors), row(actors), prop::option::of(row(actors)), degrees(actors), any::<bool>());
    (2..5usize).prop_flat_map(case).prop_map(|(acts, stances, accepted, degrees, searched)| {
        let mut case = Case::builder("any");
        let sphere = case.add("joint", Sphere::joint("Joint"));
        let purpose = case.add("purpose", Purpose::new("A purpose"));
        let actors: Vec<_> = (0..stances.len()).map(|nth| case.add(format!("a{nth}"), Actor::new("One"))).collect();
        for (nth, &actor) in actors.iter().enumerate() {
            case.relate(actor, BelongsTo, sphere);
            if let Some(sign) = stances[nth] {
                case.relate(actor, TakesStance, purpose).stance(sign);
            }
            if let Some(degree) = degrees[nth] {
                case.relate(actor, DependsOn, actors[(nth + 1) % actors.len()]).degree(f64::from(degree) / 4.0);
            }
        }
        for (nth, (year, signs, advances)) in acts.into_iter().enumerate() {
            let act = act(&mut case, &format!("act-{nth}"), day(year, 6), sphere, &[]);
            for (&actor, sign) in actors.iter().zip(signs).filter_map(|(actor, sign)| Some((actor, sign?))) {
                case.relate(actor, TakesPartIn, act).valence(sign);
            }
            if advances {
                case.relate(act, Advances, purpose);
            }
        }
        let form = InstitutionForm::RiskAndBenefitSharing;
        if let Some(accepted) = accepted {
            let deal = case.add("risk-and-benefit-sharing", Institution::new("A deal").coded(form));
            for (&actor, sign) in actors.iter().zip(accepted).filter_map(|(actor, sign)| Some((actor, sign?))) {
                case.relate(actor, PartyTo, deal).position(sign);
            }
        }
        if searched {
            case.search(in_vain(form));
        }
        (case.build().unwrap(), sphere, actors)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The bounds of P rise or stay, and so does its point; E, S and D are what they were, to the bit.
    #[test]
    fn a_sharing_of_all_never_lowers_purpose((case, sphere, actors) in sphere_case()) {
        let change = Change::risk_and_benefit_sharing(actors);
        let effect = spe::what_if(&case, sphere, three_years(), &[change]).unwrap().remove(0);
        let [p, e, s, _, d, spe] = &effect.differences;
        prop_assert!(p.after.low >= p.before.low - NEAR && p.after.high >= p.before.high - NEAR, "{}", p);
        prop_assert!(p.before.point.is_none_or(|before| p.after.point >= Some(before - NEAR)), "{}", p);
        prop_assert!(spe.after.low >= spe.before.low - NEAR && spe.after.high >= spe.before.high - NEAR, "{}", spe);
        for same in [e, s, d] {
            prop_assert_eq!(&same.before, &same.after);
        }
    }

    /// On any case, whatever is in it: what is asked of all actors has an answer, and never lowers the bounds of P.
    #[test]
    fn any_case_takes_a_ready_made_change(document in documents()) {
        let case = Case::try_from(document).unwrap();
        let actors: Vec<_> = case.all::<Actor>().map(|actor| actor.handle()).collect();
        for sphere in case.all::<Sphere>().map(|sphere| sphere.handle()) {
            let changes = [Change::risk_and_benefit_sharing(actors.clone()), Change::roadmap(actors.clone())];
            for effect in spe::what_if(&case, sphere, three_years(), &changes).unwrap() {
                let p = &effect.differences[0];
                prop_assert!(p.after.low >= p.before.low - NEAR && p.after.high >= p.before.high - NEAR, "{}", p);
            }
        }
    }

    /// The ranking does not depend on the order in which changes with names of their own are given.
    #[test]
    fn the_order_in_which_changes_are_given_does_not_matter(
        order in Just((0..5usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let care = care();
        let change = |nth: usize| match nth {
            0 => Change::roadmap(care.members),
            1 => Change::risk_and_benefit_sharing(care.members),
            2 => Change::joins(care.supplier, care.sphere),
            3 => Change::endorses(care.members[2], care.safety),
            _ => Change::recovers(care.delay, day(2012, 12)),
        };
        let given: Vec<Change> = order.into_iter().map(change).collect();
        let straight: Vec<Change> = (0..5).map(change).collect();
        prop_assert_eq!(care.rank(&given), care.rank(&straight));
    }
}
