//! The four cases of Marcos-Cuevas et al. 2016: their tables item by item, what the paper says of all four, and the last of
//! them.

use std::collections::BTreeSet;

use cocreation::Case;
use cocreation::evidence::Basis;
use cocreation::graph::node::NodeKind;
use cocreation::graph::relation::RelationKind;
use cocreation::mapping::{self, Prior};
use cocreation::realization;
use cocreation::theory::typology::{EventTrigger, PracticeKind};

use crate::cases::case;

/// The four cases of Marcos-Cuevas et al. 2016, and how many items each of their tables has in the columns co-ideation,
/// co-valuation, co-diagnosing, co-testing, co-design, co-launching and embedding. Counted in the paper.
const TABLES: [(&str, &str, [usize; 7]); 4] = [
    ("rolls_royce", "Table 2", [2, 3, 1, 2, 3, 2, 3]),
    ("sap", "Table 3", [2, 2, 2, 2, 2, 2, 2]),
    ("unilever", "Table 4", [3, 1, 2, 1, 3, 2, 2]),
    ("bekaert", "Table 5", [1, 1, 2, 1, 1, 1, 1]),
];

/// What a finding that counts table cells goes by: the code that says where the paper tells of a practice.
#[test]
fn the_items_of_the_tables_are_told_apart_from_practices_of_the_text() {
    use PracticeKind::{CoDesign, CoDiagnosis, CoIdeation, CoLaunching, CoTesting, CoValuation, Embedding};
    for (name, table, expected) in TABLES {
        let case = case(name);
        let mut items = Vec::new();
        for practice in case.nodes().filter(|node| node.kind() == NodeKind::Practice) {
            let codes: Vec<_> = practice.classifications().filter_map(|claim| claim.code()).collect();
            let kinds: Vec<PracticeKind> = codes.iter().filter_map(|code| code.entry()).collect();
            let keys: Vec<String> = codes.iter().map(|&code| case.code_key(code)).collect();
            let told: Vec<&str> = keys.iter().filter_map(|key| key.strip_prefix("told-in/")).collect();
            let mut places = practice.classifications().flat_map(|claim| claim.evidence());
            let expected = if places.all(|piece| piece.locator().starts_with(table)) { "table" } else { "text" };
            assert_eq!((kinds.len(), &told[..]), (1, &[expected][..]), "{name}: {}", practice.id());
            items.extend(kinds.into_iter().filter(|_| expected == "table"));
        }
        let columns = [CoIdeation, CoValuation, CoDiagnosis, CoTesting, CoDesign, CoLaunching, Embedding];
        let counts = columns.map(|column| items.iter().filter(|&&kind| kind == column).count());
        assert_eq!((counts, items.len()), (expected, expected.iter().sum()), "{name}");
    }
}

/// §6 and the abstract of the same paper: what they say of all four cases has the same words and claims in each.
#[test]
fn what_the_paper_says_of_all_four_cases_is_encoded_alike() {
    let shared = |case: &Case| -> BTreeSet<String> {
        let places = ["Abstract", "§6, paragraph 4", "§6, paragraph 5, sentence 3", "§6, paragraph 9, sentence 8"];
        let words = case.evidence().filter(|piece| places.iter().any(|place| piece.locator().starts_with(place)));
        words.map(|piece| piece.paraphrase().trim_end_matches('.').to_owned()).collect()
    };
    let searched = |case: &Case| -> Vec<String> { case.searches().map(|search| search.about().to_owned()).collect() };
    let carried = |case: &Case, relation: RelationKind, from: &str, to: &str| {
        let node = case.node(from).unwrap_or_else(|| panic!("{from}"));
        let mut claims = node.outgoing_by(relation).filter(|claim| claim.object().is_some_and(|node| node.id() == to));
        claims.any(|claim| claim.basis() == Basis::Inferred && claim.evidence().len() == 1)
    };
    let model = case("unilever");
    let spheres = [("rolls_royce", "totalcare"), ("sap", "co-innovation"), ("bekaert", "carding-sphere")];
    for (name, sphere) in spheres.into_iter().chain([("unilever", "food-service")]) {
        let case = case(name);
        assert_eq!(shared(&case), shared(&model), "{name}");
        assert_eq!(searched(&case)[..2], searched(&model)[..2], "{name}");
        for capability in ["relational", "ethical"] {
            assert!(carried(&case, RelationKind::Underpins, capability, sphere), "{name}: {capability}");
        }
        assert!(carried(&case, RelationKind::Judges, "sustained-purposeful-engagement", sphere), "{name}");
        let roadmaps = case.node("roadmaps").expect("roadmaps");
        assert_eq!(roadmaps.outgoing_by(RelationKind::Governs).len(), 0, "{name}");
        for party in roadmaps.incoming_by(RelationKind::PartyTo) {
            assert_eq!((party.basis(), party.sign()), (Basis::Inferred, None), "{name}: {party:?}");
        }
    }
}

/// Section 5.4 names no interaction capability, and three items of Table 5 name who performs them.
#[test]
fn no_capability_and_no_performer_is_made_up_for_bekaert() {
    let case = case("bekaert");
    let map = mapping::map([&case], &Prior::literature());
    assert_eq!(map.cells().filter(|cell| cell.status().is_link()).count(), 0);
    assert!(case.claims().all(|claim| claim.relation() != Some(RelationKind::Holds)));
    let performs = case.claims().filter(|claim| claim.relation() == Some(RelationKind::Performs));
    let stated = performs.filter(|claim| claim.basis() == Basis::Stated);
    let performed: BTreeSet<&str> = stated.filter_map(|claim| claim.object()).map(|practice| practice.id()).collect();
    assert_eq!(performed, ["benefit-finding", "customer-trials", "patent-development"].into());
}

/// Section 5.4, paragraph 3: the patent lay idle; trials showed 20 % more throughput and, to a customer, lower costs.
#[test]
fn the_patent_of_bekaert_becomes_value_in_trials() {
    let case = case("bekaert");
    let realization = realization::paths(&case);
    let ends = |practice: &str, end: &str| {
        realization.paths_from("spike-patent").any(|path| {
            let nodes: Vec<&str> = path.steps.iter().map(|step| &*step.node).collect();
            nodes.contains(&practice) && nodes.last() == Some(&end)
        })
    };
    assert!(ends("customer-trials", "throughput"));
    assert!(ends("benefit-finding", "dust-finder"));
    let gains = case.claims().filter_map(|claim| claim.measure()).find(|measure| &*measure.quantity == "throughput");
    assert_eq!(gains.map(|measure| (measure.value, measure.unit.as_deref())), Some((20.0, Some("%"))));
    let event = case.node("untapped-patent").expect("the compelling event");
    assert!(event.has_code(EventTrigger::UntappedResource) && event.outgoing_by(RelationKind::Triggers).len() > 0);
}
