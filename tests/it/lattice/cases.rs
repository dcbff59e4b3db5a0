//! Tables from encoded cases.

use cocreation::case::{Feature, Pattern, Search};
use cocreation::graph::Code;
use cocreation::graph::node::{Act, Actor, Capability, Event, NodeKind, Practice};
use cocreation::graph::relation::{Enables, Performs, RelationKind};
use cocreation::lattice::Incidence::{self, Has, Lacks, Unknown};
use cocreation::lattice::{self, Reading};
use cocreation::theory::typology::{Dimension, InteractionCapability, PracticeKind};
use cocreation::theory::{CONSTRUCTS, Typology};
use cocreation::{Case, CaseBuilder};

use super::twin::Twin;

const CASES: [&str; 8] =
    ["rolls_royce", "sap", "unilever", "bekaert", "competence_management", "consultancy_group", "combitech", "greenco"];

fn published(name: &str) -> Case {
    let path = format!("{}/examples/cases/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    Case::from_toml(&std::fs::read_to_string(path).expect("a case")).expect("sound")
}

/// What a table says of one feature of one case.
fn said<R>(feature: impl Into<Feature>, encode: impl FnOnce(&mut CaseBuilder) -> R) -> Option<Incidence> {
    let mut case = Case::builder("a-case");
    encode(&mut case);
    lattice::by_feature([&case.build().expect("sound")], [feature.into()]).table.incidence(0, 0)
}

#[test]
fn what_holds_is_had_what_is_denied_or_sought_everywhere_is_lacked_and_the_rest_is_unknown() {
    let code = Code::of(PracticeKind::CoDesign);
    assert_eq!(said(code, |_| ()), Some(Unknown));
    assert_eq!(said(code, |case| case.add("a", Practice::co_design("Design"))), Some(Has));
    let plain = |case: &mut CaseBuilder| case.add("a", Practice::new("Something"));
    assert_eq!(said(code, |case| plain(case)), Some(Unknown));
    let denied = |case: &mut CaseBuilder| {
        let practice = plain(case);
        case.classify(practice, PracticeKind::CoDesign).violated();
    };
    assert_eq!(said(code, denied), Some(Lacks));
    let expected = |case: &mut CaseBuilder| {
        let practice = plain(case);
        case.classify(practice, PracticeKind::CoDesign).expected();
    };
    assert_eq!(said(code, expected), Some(Unknown));
    let sought = || Search::not_found("design").subject(Pattern::default().coded(code));
    assert_eq!(said(code, |case| case.search(sought())), Some(Lacks));
    let within = |case: &mut CaseBuilder| {
        let act = case.add("act", Act::new("One day"));
        case.search(sought().within(act));
    };
    assert_eq!(said(code, within), Some(Unknown), "a part of the case is not the case");
    assert_eq!(said(Dimension::Linking, |case| case.add("a", Practice::co_ideation("Ideas"))), Some(Has));
    assert_eq!(said(Dimension::Linking, |case| case.add("a", Practice::embedding("Rules"))), Some(Unknown));
    assert_eq!(said(NodeKind::Event, |case| case.add("e", Event::new("A crisis"))), Some(Has));
    assert_eq!(said(NodeKind::Event, |_| ()), Some(Unknown));
    let no_event = || Search::not_found("an event").subject(Pattern::kind(NodeKind::Event));
    assert_eq!(said(NodeKind::Event, |case| case.search(no_event())), Some(Lacks));
    let performs = |case: &mut CaseBuilder| {
        let (actor, practice) = (case.add("ann", Actor::new("Ann")), plain(case));
        case.relate(actor, Performs, practice);
    };
    assert_eq!(said(RelationKind::Performs, performs), Some(Has));
    let unperformed = || Search::not_found("who does it").relation(RelationKind::Performs);
    assert_eq!(said(RelationKind::Performs, |case| case.search(unperformed())), Some(Lacks));
}

#[test]
fn every_construct_that_is_claimed_has_features_with_names_that_documents_write() {
    let with_features = CONSTRUCTS.iter().filter(|construct| !Feature::of_construct(construct.id).is_empty()).count();
    assert!(with_features > 40, "{with_features}");
    for feature in CONSTRUCTS.iter().flat_map(|construct| Feature::of_construct(construct.id)) {
        let name = feature.to_string();
        let known = Code::from_key(&name).is_some()
            || NodeKind::from_key(&name).is_some()
            || RelationKind::ALL.iter().any(|relation| relation.to_string() == name);
        assert!(known, "{name}");
    }
}

/// The published cases by the eight practices: every cell against the nodes of the case.
#[test]
fn the_published_cases_by_practice() {
    let cases = CASES.map(published);
    let encoded = lattice::by_feature(&cases, PracticeKind::ALL.iter().copied());
    let mut rows = [0; 8];
    for (object, case) in cases.iter().enumerate() {
        for (attribute, kind) in PracticeKind::ALL.iter().enumerate() {
            let has = case.nodes().any(|node| node.has_code(*kind));
            rows[object] |= u32::from(has) << attribute;
            assert_eq!(encoded.table.incidence(object, attribute) == Some(Has), has, "{} {kind}", case.id());
            let behind = encoded.attestation(object, attribute).expect("a cell");
            assert!(!has || behind.claims.iter().all(|id| case.claim(*id).is_some()) && !behind.claims.is_empty());
        }
    }
    assert_eq!(encoded.attestation(8, 0), None);
    assert_eq!(encoded.attestation(0, 8), None);
    let context = encoded.table.context(Reading::Lower);
    let lattice = lattice::build(&context, 256).expect("at most 2^8");
    assert_eq!(lattice.len(), Twin { rows: rows.to_vec(), attributes: 8 }.intents().len(), "{lattice}");
}

#[test]
fn capabilities_by_practice_within_a_case() {
    let mut case = Case::builder("a-case");
    let concert = case.add("concert", Capability::concerted("Concertation"));
    let fair = case.add("fair", Capability::ethical("Fairness"));
    let ideas = case.add("ideas", Practice::co_ideation("Ideas"));
    let rules = case.add("rules", Practice::embedding("Rules"));
    let link = case.relate(concert, Enables, ideas).id();
    let denial = case.relate(fair, Enables, rules).violated().id();
    let search = Search::not_found("what concertation does for rules").relation(RelationKind::Enables);
    let search = search.subject(Pattern::default().coded(Code::of(InteractionCapability::Concerted)));
    case.search(search.object(Pattern::default().coded(Code::of(PracticeKind::Embedding))));
    let encoded = lattice::capabilities_by_practice(&case.build().expect("sound"));
    let text = encoded.to_string();
    assert!(text.lines().any(|line| line.starts_with("Concerted, Co-ideation: stated [")), "{text}");
    let cell = |capability: InteractionCapability, practice: PracticeKind| {
        let place = (capability.index(), practice.index());
        (encoded.table.incidence(place.0, place.1), encoded.attestation(place.0, place.1).expect("a cell").clone())
    };
    let (held, behind) = cell(InteractionCapability::Concerted, PracticeKind::CoIdeation);
    assert_eq!(held, Some(Has));
    assert!(behind.claims.contains(&link));
    let (held, behind) = cell(InteractionCapability::Ethical, PracticeKind::Embedding);
    assert_eq!(held, Some(Lacks));
    assert!(behind.against.contains(&denial));
    let (held, behind) = cell(InteractionCapability::Concerted, PracticeKind::Embedding);
    assert_eq!((held, behind.searches.len()), (Some(Lacks), 1));
    assert_eq!(cell(InteractionCapability::Ethical, PracticeKind::CoIdeation).0, Some(Unknown));
    assert_eq!(encoded.table.unknown(), 45);
    assert!(encoded.table.objects().eq(InteractionCapability::ALL.iter().map(|one| one.entry().label)));
}
