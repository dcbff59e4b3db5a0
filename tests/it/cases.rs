//! The encoded cases: each is sound, its page of facts speaks of what is in it, and every report can be followed.

#[path = "../../examples/assess/report.rs"]
mod report;

use std::collections::BTreeSet;
use std::path::Path;

use cocreation::Case;
use cocreation::case::{Claim, ProblemCode};
use cocreation::evidence::{Basis, Date, Duration, Period};
use cocreation::graph::node::{Act, Actor, Field, NodeKind};
use cocreation::graph::relation::RelationKind;
use cocreation::mapping::{self, Prior};
use cocreation::theory::Typology;
use cocreation::theory::typology::{InteractionCapability, LISTS, PracticeKind, Role};
use serde_json::Value;

const CASES: [&str; 8] =
    ["rolls_royce", "sap", "unilever", "bekaert", "competence_management", "consultancy_group", "combitech", "greenco"];

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub(crate) fn case(name: &str) -> Case {
    Case::from_toml(&file(&format!("examples/cases/{name}.toml")))
        .unwrap_or_else(|problems| panic!("{name}\n{problems}"))
}

fn date() -> Date {
    Date::new(2020, 1, 1).expect("a day")
}

#[test]
fn every_claim_of_every_case_rests_on_evidence() {
    for name in CASES {
        let case = case(name);
        assert!(case.claims().len() > 100, "{name} has {} claims", case.claims().len());
        let bare = [ProblemCode::ClaimWithoutEvidence, ProblemCode::UnusedEvidence];
        let warnings: Vec<_> = case.warnings().iter().filter(|warning| bare.contains(&warning.code)).collect();
        assert!(warnings.is_empty(), "{name}: {warnings:?}");
    }
}

#[test]
fn every_case_is_written_as_it_is_read() {
    for name in CASES {
        let case = case(name);
        let json = case.document().to_json().expect("finite numbers");
        assert_eq!(Case::from_json(&json).unwrap_or_else(|p| panic!("{name}\n{p}")), case, "{name}");
        let toml = case.document().to_toml().expect("finite numbers");
        assert_eq!(Case::from_toml(&toml).unwrap_or_else(|p| panic!("{name}\n{p}")), case, "{name}");
    }
}

/// Words of the format that a page of facts may set in backticks beside the ids of its case.
fn words_of_the_format() -> BTreeSet<String> {
    let mut words: BTreeSet<String> = [
        "about",
        "left_out",
        "title",
        "note",
        "label",
        "measure",
        "giving_to",
        "sign",
        "degree",
        "facet",
        "polarity",
        "modality",
        "basis",
        "during",
        "asserted",
        "violated",
        "realised",
        "expected",
        "feared",
        "stated",
        "inferred",
        "published",
        "found",
        "scope",
        "sources",
        "searches",
        "coders",
        "evidence",
        "kind",
        "+",
        "-",
        "0",
    ]
    .map(str::to_owned)
    .into();
    words.extend(RelationKind::ALL.iter().map(|relation| relation.row().key.to_owned()));
    words.extend(NodeKind::ALL.iter().map(|kind| kind.row().key.to_owned()));
    let fields = NodeKind::ALL.iter().flat_map(|kind| kind.row().fields);
    words.extend(fields.map(|field: &Field| field.key().to_owned()));
    for list in LISTS {
        words.insert(list.key.to_owned());
        words.extend(
            list.entries.iter().flat_map(|entry| [entry.key.to_owned(), format!("{}/{}", list.key, entry.key)]),
        );
    }
    words
}

fn ids_of(case: &Case) -> BTreeSet<String> {
    let mut ids: BTreeSet<String> = case.nodes().map(|node| node.id().to_owned()).collect();
    ids.extend(case.evidence().map(|piece| piece.id().to_owned()));
    ids.extend(case.claims().map(|claim| claim.id().to_string()));
    ids.extend(case.searches().map(|search| search.id().to_string()));
    for book in case.codebooks() {
        ids.insert(book.id.to_string());
        ids.extend(book.codes.iter().flat_map(|code| [code.id.to_string(), format!("{}/{}", book.id, code.id)]));
    }
    ids
}

#[test]
fn a_page_of_facts_names_only_what_its_case_holds() {
    let words = words_of_the_format();
    let mut strays = Vec::new();
    for name in CASES {
        let ids = ids_of(&case(name));
        for row in file(&format!("docs/facts/{name}.md")).lines().filter(|line| line.starts_with('|')) {
            let Some(place) = row.split('|').nth(3) else { continue };
            let is_date = |text: &str| text.parse::<Period>().is_ok() || text.parse::<Duration>().is_ok();
            let known = |id: &str| ids.contains(id) || words.contains(id) || is_date(id);
            for id in place.split('`').skip(1).step_by(2).filter(|id| !known(id)) {
                strays.push(format!("{name}: `{id}`"));
            }
        }
    }
    assert!(strays.is_empty(), "{} of them\n{}", strays.len(), strays.join("\n"));
}

/// Every `c12` and `s3` in a value.
fn mentioned(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            let is_id = text.strip_prefix(['c', 's']).is_some_and(|rest| rest.parse::<u32>().is_ok());
            found.extend(is_id.then(|| text.clone()));
        }
        Value::Array(values) => values.iter().for_each(|value| mentioned(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| mentioned(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn every_claim_that_a_report_mentions_is_told_in_it_with_its_evidence() {
    for name in CASES {
        let case = case(name);
        let report = report::Report::of(&case, date()).expect("a plain date");
        let json = serde_json::to_value(&report).expect("plain data");
        let mut mentions = BTreeSet::new();
        for part in ["mapping", "profile", "assessments", "realization", "paths"] {
            mentioned(&json[part], &mut mentions);
        }
        let ids = |part: &str| -> BTreeSet<String> {
            let items = json[part].as_array().expect("a list");
            items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
        };
        let told: BTreeSet<String> = ids("claims").union(&ids("searches")).cloned().collect();
        let untold: Vec<&String> = mentions.difference(&told).collect();
        assert!(untold.is_empty(), "{name}: {untold:?}");
        let evidence = ids("evidence");
        for claim in json["claims"].as_array().expect("a list") {
            for piece in claim["evidence"].as_array().expect("a list") {
                assert!(evidence.contains(piece.as_str().expect("an id")), "{name}: {piece} of {claim}");
            }
        }
        assert!(report.text(&case).contains("\nEvidence\n========\n"), "{name}");
    }
}

/// Marcos-Cuevas et al. 2016, Table 3: one row of seven cells, of two items each; coordination has none.
#[test]
fn the_table_of_sap_has_two_items_of_each_practice() {
    let case = case("sap");
    for &kind in PracticeKind::ALL {
        let in_table = |claim: &Claim<'_>| {
            claim.code() == Some(kind.into()) && claim.evidence().any(|piece| piece.locator().starts_with("Table 3"))
        };
        let expected = if kind == PracticeKind::Coordination { 0 } else { 2 };
        assert_eq!(case.claims().filter(in_table).count(), expected, "{kind}");
    }
}

/// Who performs the items of Table 3: two cells name somebody, two more those between whom something goes on.
#[test]
fn no_performer_is_made_up_for_a_cell_of_sap_that_names_none() {
    let case = case("sap");
    let items = case.nodes().filter(|node| {
        node.classifications().flat_map(|claim| claim.evidence()).any(|piece| piece.locator().starts_with("Table 3"))
    });
    let performed: BTreeSet<&str> =
        items.filter(|node| node.incoming_by(RelationKind::Performs).len() > 0).map(|node| node.id()).collect();
    let named = ["frontier-scanning", "stakeholder-involvement"];
    let between = ["partner-innovation", "project-linkages"];
    assert_eq!(performed, named.into_iter().chain(between).collect());
    for claim in case.claims().filter(|claim| claim.relation() == Some(RelationKind::Performs)) {
        let only_between = claim.object().is_some_and(|practice| between.contains(&practice.id()));
        assert!(!only_between || claim.basis() == Basis::Inferred, "{claim:?}");
    }
}

/// Marcos-Cuevas et al. 2016, §5.2: the empowered capability is named together with co-diagnosis and co-ideation, and no
/// other capability with a practice.
#[test]
fn the_map_of_sap_holds_the_two_links_that_the_source_states() {
    let map = mapping::map([&case("sap")], &Prior::literature());
    let linked: Vec<_> =
        map.cells().filter(|cell| cell.status().is_link()).map(|cell| (cell.capability, cell.practice)).collect();
    let empowered = InteractionCapability::Empowered;
    assert_eq!(linked, [(empowered, PracticeKind::CoDiagnosis), (empowered, PracticeKind::CoIdeation)]);
}

/// The acts that are numbered, in their order, each with whether it is quoted and who takes part in it.
fn utterances(case: &Case) -> Vec<(u32, bool, Vec<&str>)> {
    let quoted = |note: &str| note.starts_with("Quotation");
    let mut all: Vec<_> = case
        .all::<Act>()
        .filter_map(|act| {
            let speakers = act.incoming_by(RelationKind::TakesPartIn).map(|claim| claim.subject().id()).collect();
            Some((act.sequence()?, act.note().is_some_and(quoted), speakers))
        })
        .collect();
    all.sort_unstable();
    all
}

/// Who is quoted, in the order of the source; the name before each of its quotations, read by hand.
const COMPETENCE_MANAGEMENT: &str = "thomasina sarah thomasina haley sarah thomasina haley facilitator sarah thomasina";
const CONSULTANCY_GROUP: &str =
    "hannah peter susan facilitator hannah peter eric hannah susan peter susan eric rose facilitator";

#[test]
fn a_workshop_tells_who_said_what_in_the_order_of_its_source() {
    for (name, speakers) in [("competence_management", COMPETENCE_MANAGEMENT), ("consultancy_group", CONSULTANCY_GROUP)]
    {
        let case = case(name);
        let utterances = utterances(&case);
        let places: Vec<u32> = utterances.iter().map(|(place, _, _)| *place).collect();
        assert!(places.iter().copied().eq(1..=utterances.len() as u32), "{name}: {places:?}");
        let quoted = utterances.iter().filter(|(_, quoted, _)| *quoted).flat_map(|(_, _, who)| who.iter().copied());
        assert_eq!(quoted.collect::<Vec<_>>(), speakers.split(' ').collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn five_participants_and_a_facilitator_attend_a_workshop_and_no_customer_does() {
    for name in ["competence_management", "consultancy_group"] {
        let case = case(name);
        let workshop = case.all::<Act>().find(|act| act.id() == "workshop").expect("a workshop");
        let there: BTreeSet<&str> =
            workshop.incoming_by(RelationKind::TakesPartIn).map(|claim| claim.subject().id()).collect();
        assert_eq!(there.len(), 6, "{name}: {there:?}");
        assert!(there.contains("facilitator"), "{name}");
        let utterances = utterances(&case);
        let heard = utterances.iter().filter(|(_, quoted, _)| *quoted).flat_map(|(_, _, who)| who);
        assert!(heard.clone().all(|who| there.contains(who)), "{name}");
        let customer = |id: &str| case.all::<Actor>().any(|actor| actor.id() == id && actor.has_code(Role::Customer));
        assert!(!there.iter().any(|id| customer(id)), "{name}");
    }
}

/// What ships inside the crate are the documents themselves, each of the work that it names.
#[cfg(feature = "cases")]
#[test]
fn the_cases_inside_the_crate_are_the_documents() {
    use cocreation::cases;
    use cocreation::theory::WORKS;

    let names: BTreeSet<&str> = cases::ALL.iter().map(|published| published.name).collect();
    assert_eq!(names, BTreeSet::from(CASES));
    for published in cases::ALL {
        assert_eq!(published.case(), case(published.name));
        assert!(WORKS.iter().any(|work| work.key == published.work), "{published:?}");
    }
    let by_name = [
        cases::rolls_royce(),
        cases::sap(),
        cases::unilever(),
        cases::bekaert(),
        cases::competence_management(),
        cases::consultancy_group(),
        cases::combitech(),
        cases::greenco(),
    ];
    assert!(cases::ALL.iter().zip(&by_name).all(|(published, case)| published.case() == *case));
}
