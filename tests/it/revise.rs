//! Revising a case: it begins with the whole case, what is added comes behind, and what is retracted is gone.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use cocreation::case::{Claim, ClaimId, ProblemCode, Problems};
use cocreation::evidence::Source;
use cocreation::graph::node::{Actor, Sphere};
use cocreation::graph::relation::{BelongsTo, DependsOn};
use cocreation::{Case, Document};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::generate::documents;

fn id(place: usize) -> ClaimId {
    format!("c{}", place + 1).parse().unwrap()
}

fn told(problems: &Problems) -> Vec<(ProblemCode, String)> {
    problems.iter().map(|problem| (problem.code, problem.locus.to_string())).collect()
}

/// Three who depend on each other in a ring; the second claim has a degree out of range if that is asked for.
fn ring(degree: f64) -> (cocreation::CaseBuilder, [ClaimId; 3]) {
    let mut case = Case::builder("ring");
    let [a, b, c] = ["a", "b", "c"].map(|id| case.add(id, Actor::new(id)));
    let first = case.relate(a, DependsOn, b).degree(0.5).id();
    let second = case.relate(b, DependsOn, c).degree(degree).id();
    let third = case.relate(c, DependsOn, a).degree(0.25).id();
    (case, [first, second, third])
}

/// Each claim with its id, without its degree.
fn claims(case: &Case) -> Vec<String> {
    let told = |claim: Claim<'_>| {
        let object = claim.object().map_or("", |object| object.id());
        format!("{} {} on {object}", claim.id(), claim.subject().id())
    };
    case.claims().map(told).collect()
}

#[test]
fn claims_keep_their_ids_until_the_case_is_built() {
    let (case, [first, _, third]) = ring(1.0);
    let case = case.build().unwrap();
    let [a, b] = ["a", "b"].map(|id| case.find::<Actor>(id).unwrap());
    // In either order, and one of them twice.
    for order in [[first, third, first], [third, first, third]] {
        let mut revised = case.revise();
        order.into_iter().for_each(|claim| revised.retract(claim));
        let added = revised.relate(b, DependsOn, a).id();
        assert_eq!(added, id(3));
        assert_eq!(claims(&revised.build().unwrap()), ["c1 b on c", "c2 b on a"]);
    }
    assert_eq!(case.claims().len(), 3);
}

#[test]
fn a_claim_that_was_made_just_now_can_be_retracted_with_its_problem() {
    let (mut case, [_, second, _]) = ring(2.0);
    case.retract(second);
    assert_eq!(case.build().unwrap().claims().len(), 2);
    let (mut case, [first, ..]) = ring(2.0);
    case.retract(first);
    // The faulty claim has moved up, and its problem with it.
    assert_eq!(told(&case.build().unwrap_err())[0], (ProblemCode::OutOfRange, "claims[0].degree".to_owned()));
}

#[test]
fn an_id_that_no_claim_has_is_a_problem() {
    let (mut case, [first, ..]) = ring(1.0);
    case.retract(first);
    case.retract(id(3));
    case.retract(id(u32::MAX as usize - 1));
    let problems = case.build().unwrap_err();
    let unknown: Vec<_> = told(&problems).into_iter().filter(|(code, _)| *code == ProblemCode::UnknownId).collect();
    let expected = [3, u32::MAX - 1].map(|place| (ProblemCode::UnknownId, format!("claims[{place}]")));
    assert_eq!(unknown, expected);
    assert!(problems.to_string().contains("there is no claim c4 to retract; the case has 3"), "{problems}");
}

#[test]
fn sources_and_evidence_are_good_for_the_revised_case() {
    let mut case = Case::builder("sourced");
    let paper = case.source(Source::new("paper", "A paper"));
    let [a, b] = ["a", "b"].map(|id| case.add(id, Actor::new(id)));
    let shared = case.evidence(paper.at("p. 1").reported("they depend on each other"));
    case.relate(a, DependsOn, b).evidence(shared);
    let case = case.build().unwrap();
    let mut revised = case.revise();
    revised.relate(b, DependsOn, a).evidence(shared).evidence(paper.at("p. 2").reported("they say so"));
    let revised = revised.build().unwrap();
    let last = revised.claims().last().unwrap();
    let grounds: Vec<_> = last.evidence().map(|piece| (piece.id(), &*piece.source().id, piece.locator())).collect();
    assert_eq!(grounds, [("e1", "paper", "p. 1"), ("e2", "paper", "p. 2")]);
    assert_eq!(revised.view(a).label(), "a");
}

#[test]
fn a_retracted_claim_leaves_its_evidence_and_takes_nothing_else() {
    let mut case = Case::builder("sourced");
    let paper = case.source(Source::new("paper", "A paper"));
    let [a, b] = ["a", "b"].map(|id| case.add(id, Actor::new(id)));
    let first = case.relate(a, DependsOn, b).evidence(paper.at("p. 1").reported("one way")).id();
    case.relate(b, DependsOn, a).evidence(paper.at("p. 2").reported("the other way"));
    case.retract(first);
    let case = case.build().unwrap();
    let codes: Vec<_> = case.warnings().iter().map(|problem| (problem.code, problem.locus.to_string())).collect();
    assert_eq!(codes, [(ProblemCode::UnusedEvidence, "evidence[0]".to_owned())]);
    let left: Vec<_> = case.claims().flat_map(|claim| claim.evidence().map(|piece| piece.locator())).collect();
    assert_eq!(left, ["p. 2"]);
}

#[test]
fn new_evidence_takes_no_id_that_a_document_has_given() {
    let mut case = Case::builder("numbered");
    let paper = case.source(Source::new("paper", "A paper"));
    let [a, b] = ["a", "b"].map(|id| case.add(id, Actor::new(id)));
    for page in ["p. 1", "p. 2"] {
        case.relate(a, DependsOn, b).evidence(paper.at(page).reported("they depend"));
    }
    let mut document = case.build().unwrap().document();
    for (place, id) in ["e4", "e2"].into_iter().enumerate() {
        document.evidence[place].id = id.into();
        document.claims[place].evidence = vec![id.into()];
    }
    let mut revised = Case::try_from(document).unwrap().revise();
    for page in ["p. 3", "p. 4", "p. 5"] {
        revised.relate(b, DependsOn, a).evidence(paper.at(page).reported("they depend"));
    }
    let revised = revised.build().unwrap();
    assert_eq!(revised.evidence().map(|piece| piece.id()).collect::<Vec<_>>(), ["e4", "e2", "e1", "e3", "e5"]);
    assert_eq!(Case::try_from(revised.document()).unwrap(), revised);
}

#[test]
fn a_free_id_is_the_stem_or_its_first_free_number() {
    let mut case = Case::builder("ids");
    for expected in ["plan", "plan-2", "plan-3"] {
        assert_eq!(case.free_id("plan"), expected);
        let id = case.free_id("plan");
        case.add(id, Actor::new("A plan"));
    }
    case.add("deal-2", Actor::new("A deal"));
    assert_eq!(["deal", "deal-2"].map(|stem| case.free_id(stem)), ["deal", "deal-2-2"]);
    assert_eq!(case.build().unwrap().revise().free_id("plan"), "plan-4");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn revised_without_a_change_a_case_is_what_it_was(document in documents()) {
        let case = Case::try_from(document.clone()).unwrap();
        let revised = case.revise().build().unwrap();
        prop_assert_eq!(&revised, &case);
        prop_assert_eq!(revised.document(), document);
        prop_assert_eq!(revised.warnings(), case.warnings());
        for node in case.nodes() {
            prop_assert_eq!(revised.node(node.id()).map(|other| other.to_string()), Some(node.to_string()));
        }
    }

    /// What is added comes behind everything, under ids that are free, and the document reads back.
    #[test]
    fn what_is_added_comes_behind(document in documents()) {
        let case = Case::try_from(document.clone()).unwrap();
        let actors: Vec<_> = case.all::<Actor>().map(|actor| (actor.handle(), actor.id().to_owned())).collect();
        let mut revised = case.revise();
        let paper = revised.source(Source::new("paper", "A paper"));
        let sphere = revised.add(revised.free_id("sphere"), Sphere::new("A sphere"));
        for (actor, _) in &actors {
            revised.relate(*actor, BelongsTo, sphere).evidence(paper.at("p. 1").reported("they are in"));
        }
        let revised = revised.build().unwrap();
        for (actor, id) in &actors {
            prop_assert_eq!(revised.view(*actor).id(), id);
        }
        let after = revised.document();
        prop_assert_eq!(&after.nodes[..document.nodes.len()], &document.nodes[..]);
        prop_assert_eq!(&after.claims[..document.claims.len()], &document.claims[..]);
        prop_assert_eq!(&after.evidence[..document.evidence.len()], &document.evidence[..]);
        prop_assert_eq!(after.evidence.len(), document.evidence.len() + actors.len());
        prop_assert_eq!(Case::try_from(after).unwrap(), revised);
    }

    /// The document without the claims is the slow twin: the same case, or the same problems.
    #[test]
    fn to_retract_claims_is_to_take_them_out_of_the_document(
        document in documents(),
        picked in prop::collection::vec(any::<Index>(), 0..6),
    ) {
        let case = Case::try_from(document.clone()).unwrap();
        let count = document.claims.len();
        let places: Vec<usize> = picked.iter().filter(|_| count > 0).map(|index| index.index(count)).collect();
        let mut revised = case.revise();
        places.iter().for_each(|&place| revised.retract(id(place)));
        let kept = |place: &usize| !places.contains(place);
        let claims = document.claims.iter().enumerate().filter(|(place, _)| kept(place)).map(|(_, claim)| claim.clone());
        let without = Document { claims: claims.collect(), ..document.clone() };
        match (revised.build(), Case::try_from(without)) {
            (Ok(revised), Ok(without)) => {
                prop_assert_eq!(revised.warnings(), without.warnings());
                prop_assert_eq!(revised, without);
            }
            (Err(revised), Err(without)) => prop_assert_eq!(revised, without),
            (revised, without) => prop_assert!(false, "{:?}, but from the document {:?}", revised, without),
        }
    }
}
