//! Every construct of the register is exercised: by a published case that speaks of it, or by an item of the API and a test.

use std::path::{Path, PathBuf};

use cocreation::Case;
use cocreation::case::{Claim, Node};
use cocreation::graph::node::{Act, Actor, Capability, Institution, Judgement, NodeKind, Practice, Resource};
use cocreation::graph::relation::{Enacts, Judges, PartyTo, RelationKind, TakesPartIn};
use cocreation::graph::{Expression, expressed_by};
use cocreation::theory::typology::{
    CapabilityFamily, CapabilityOrder, Dimension, EffortFactor, EvidenceKind, InstitutionForm, MarketingBasis,
    PracticeKind,
};
use cocreation::theory::{CONSTRUCTS, ConstructId, Typology};

/// C1 to C8.
const CASES: [&str; 8] =
    ["rolls_royce", "sap", "unilever", "bekaert", "competence_management", "consultancy_group", "combitech", "greenco"];

/// What exercises a construct of method or one that is computed, and those few that no published text shows: the file and
/// the item of the API, the file and the test.
const BY_API: [(u8, &str, &str, &str, &str); 10] = [
    (18, "src/profile/mod.rs", "coordination", "tests/it/profile.rs", "practices_are_counted_by_hand"),
    (19, "src/profile/mod.rs", "profile", "tests/it/profile.rs", "a_dimension_counts_nothing_twice"),
    (
        29,
        "src/theory/typology.rs",
        "CapabilityOrder",
        "tests/it/coverage.rs",
        "what_no_published_case_shows_can_be_said",
    ),
    (
        31,
        "src/theory/typology.rs",
        "MarketingBasis",
        "tests/it/coverage.rs",
        "what_no_published_case_shows_can_be_said",
    ),
    (34, "src/spe/mod.rs", "assess", "tests/it/spe/edges.rs", "the_headline_of_a_known_sphere"),
    (41, "src/theory/typology.rs", "EffortFactor", "tests/it/coverage.rs", "what_no_published_case_shows_can_be_said"),
    (50, "src/theory/typology.rs", "EvidenceKind", "tests/it/mapping.rs", "links_on_the_authors_word_alone_are_marked"),
    (
        51,
        "src/case/codebook.rs",
        "Codebook",
        "tests/it/case.rs",
        "a_code_of_the_cases_own_classifies_any_kind_and_a_closed_one_its_kinds",
    ),
    (
        52,
        "src/agreement/report.rs",
        "assess",
        "tests/it/refi_out/agreement.rs",
        "a_sample_of_two_coders_gives_a_report",
    ),
    (
        53,
        "src/mapping/mod.rs",
        "map",
        "tests/it/mapping.rs",
        "a_denial_counts_as_a_search_and_contests_the_link_of_another_case",
    ),
];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn published() -> Vec<Case> {
    let read = |name| Case::from_toml(&text(&format!("examples/cases/{name}.toml"))).expect("sound");
    CASES.map(read).into()
}

/// Whether an entry of a list that several constructs share says something of this one; of any other list, each does.
fn is_of(id: u8, key: &str) -> bool {
    let [list, entry] = key.split('/').collect::<Vec<_>>()[..] else { return false };
    let practice = |of: Dimension| PracticeKind::from_key(entry).and_then(PracticeKind::dimension) == Some(of);
    let any = |keys: &[&str]| keys.contains(&entry);
    match (list, id) {
        ("practice", 15) => practice(Dimension::Linking),
        ("practice", 16) => practice(Dimension::Materialising),
        ("practice", 17) => practice(Dimension::Institutionalising),
        ("practice", 18) => any(&[PracticeKind::Coordination.entry().key]),
        ("capability-family", 25) => any(&[CapabilityFamily::Interaction.entry().key]),
        ("capability-family", 28) => any(&[CapabilityFamily::Dynamic.entry().key]),
        ("capability-family", 30) => any(&[CapabilityFamily::Absorptive.entry().key]),
        ("capability-family", 31) => any(&[CapabilityFamily::DynamicMarketing.entry().key]),
        ("capability-family", 33) => any(&[CapabilityFamily::CoCreationReadiness.entry().key]),
        ("institution", 35) => any(&["roadmap", "risk-and-benefit-sharing", "profession"]),
        ("institution", 40) => any(&["dominant-logic"]),
        // Whether an actor is a person or a firm says nothing of its role, nor of what it does.
        ("actor-form", 4 | 7) => false,
        _ => true,
    }
}

/// Whether a relation that several constructs share says something of this one; of any other, each claim does.
fn is_about(id: u8, case: &Case, claim: &Claim<'_>) -> bool {
    let has = |form: InstitutionForm| claim.object().is_some_and(|object| object.has_code(form));
    let placed = |node: Node<'_>| node.handle_as::<Act>().is_some_and(|act| case.view(act).sequence().is_some());
    let heard = |kind: Option<EvidenceKind>| {
        kind == Some(EvidenceKind::Workshop) || kind == Some(EvidenceKind::ObservedMeeting)
    };
    match (id, claim.relation()) {
        // A judgement says which construct it judges; a capability may need another, or a resource, without being of some
        // order or of marketing; a stance weighs neither benefit nor sacrifice.
        (_, Some(RelationKind::Judges))
        | (29 | 31 | 33, Some(RelationKind::RestsOn | RelationKind::Holds))
        | (46, Some(RelationKind::TakesStance)) => false,
        (47, Some(RelationKind::PartyTo)) => {
            has(InstitutionForm::RiskAndBenefitSharing) || has(InstitutionForm::Contract)
        }
        // Of the acts in a sequence, those are utterances that somebody heard.
        (54, _) => {
            let act = placed(claim.subject()) || claim.object().is_some_and(placed);
            act && claim.evidence().any(|piece| heard(piece.kind()))
        }
        _ => true,
    }
}

/// Whether the claim is that a judgement on the construct speaks of something.
fn judges_it(id: ConstructId, case: &Case, claim: &Claim<'_>) -> bool {
    let judgement = claim.subject().handle_as::<Judgement>();
    claim.relation() == Some(RelationKind::Judges)
        && judgement.is_some_and(|judgement| case.view(judgement).construct() == id)
}

/// Whether the claim carries the construct by a code or a facet, or by a judgement where the schema has it judged.
fn says_it(id: ConstructId, case: &Case, claim: &Claim<'_>) -> bool {
    let coded = |list: &str| claim.code().is_some_and(|code| code.closed().is_some_and(|(of, _)| of.key == list));
    let key = claim.code().map_or_else(String::new, |code| code.to_string());
    expressed_by(id).iter().any(|expression| match expression {
        Expression::Classification(list) => coded(list.key) && is_of(id.number(), &key),
        Expression::Facet(relation) => claim.relation() == Some(*relation) && claim.facet().is_some(),
        Expression::Node(kind) => *kind == NodeKind::Judgement && judges_it(id, case, claim),
        Expression::Relation(_) | Expression::Evidence(_) | Expression::Analysis(_) => false,
    })
}

/// Whether the claim carries the construct by its relation, or is a judgement on what is else only computed or related.
fn relates_it(id: ConstructId, case: &Case, claim: &Claim<'_>) -> bool {
    let by = |relation| expressed_by(id).contains(&Expression::Relation(relation));
    claim.relation().is_some_and(by) && is_about(id.number(), case, claim) || judges_it(id, case, claim)
}

/// The claims that hold and carry the construct: those that say it outright where there are any, else those that relate it.
fn carrying<'c>(id: ConstructId, cases: &'c [Case]) -> Vec<(usize, Claim<'c>)> {
    let of = |carries: fn(ConstructId, &Case, &Claim<'_>) -> bool| {
        let claims = |(nth, case): (usize, &'c Case)| {
            case.claims().filter(move |claim| claim.holds() && carries(id, case, claim)).map(move |claim| (nth, claim))
        };
        cases.iter().enumerate().flat_map(claims).collect::<Vec<_>>()
    };
    let outright = of(says_it);
    if outright.is_empty() { of(relates_it) } else { outright }
}

fn by_api(id: ConstructId) -> Option<(&'static str, &'static str, &'static str, &'static str)> {
    let row = BY_API.iter().find(|row| row.0 == id.number());
    row.map(|&(_, file, item, test_file, test)| (file, item, test_file, test))
}

#[test]
fn every_construct_is_exercised() {
    let cases = published();
    let idle: Vec<String> = CONSTRUCTS
        .iter()
        .filter(|row| carrying(row.id, &cases).is_empty() && by_api(row.id).is_none())
        .map(|row| format!("{} {}", row.id, row.label))
        .collect();
    assert!(idle.is_empty(), "no case, item or test exercises {idle:?}");
}

/// The items and tests that are named are there, and each item is one that users can name.
#[test]
fn what_exercises_a_construct_without_a_case_is_there() {
    for (number, file, item, test_file, test) in BY_API {
        let source = text(file);
        let forms = [
            format!("pub fn {item}("),
            format!("pub fn {item}<"),
            format!("pub struct {item} "),
            format!("pub {item}: "),
            format!("    {item} \""), // a row of the macro that makes the closed lists
        ];
        assert!(forms.iter().any(|form| source.contains(form)), "T{number}: {file} has no public `{item}`");
        let body = text(test_file);
        let (before, _) =
            body.split_once(&format!("fn {test}()")).unwrap_or_else(|| panic!("T{number}: no test `{test}`"));
        assert!(before.ends_with("#[test]\n"), "T{number}: `{test}` is no test");
    }
}

/// No published text tells of coordination, orders of capability, dynamic marketing capability or customer effort; a case
/// can say them all the same, and only then carries them.
#[test]
fn what_no_published_case_shows_can_be_said() {
    let mut case = Case::builder("made-up");
    case.add("steering", Practice::coordination("Steering group"));
    case.add("order", Capability::new("Renewal").coded(CapabilityOrder::First));
    case.add("ties", Resource::new("Whom the sellers know").coded(MarketingBasis::SocialCapital));
    let effort = case
        .add("effort", Judgement::on(construct(41), "How much effort", "much").coded(EffortFactor::ServiceRelevance));
    let customer = case.add("customer", Actor::customer("Customer"));
    case.relate(effort, Judges, customer);
    let [said, bare] = [case.build().expect("sound"), Case::builder("bare").build().expect("sound")];
    for number in [18, 29, 31, 41] {
        assert!(!carrying(construct(number), std::slice::from_ref(&said)).is_empty(), "T{number}");
        assert!(carrying(construct(number), std::slice::from_ref(&bare)).is_empty(), "T{number}");
    }
}

fn construct(number: u8) -> ConstructId {
    ConstructId::new(number).expect("in the register")
}

/// What looks like a construct and is another is not taken for it.
#[test]
fn a_construct_is_told_from_its_neighbours() {
    let mut case = Case::builder("neighbours");
    let design = case.add("design", Practice::co_design("Design"));
    let firm = case.add("firm", Actor::organisation("Firm"));
    let plan = case.add("plan", Institution::new("Plan").coded(InstitutionForm::Roadmap));
    let talk = case.add("talk", Act::new("Talk"));
    case.relate(firm, PartyTo, plan);
    case.relate(firm, TakesPartIn, talk);
    case.relate(talk, Enacts, design);
    let cases = [case.build().expect("sound")];
    let carried: Vec<u8> = (1..=54).filter(|&number| !carrying(construct(number), &cases).is_empty()).collect();
    // T15, T17 and T18 are other practices; a roadmap is no lever; talk without a place is no utterance.
    assert_eq!(carried, [7, 16, 35, 36, 44]);
}

/// How a construct is said, in the words of the format.
fn said(id: ConstructId) -> String {
    let word = |expression: &Expression| match expression {
        Expression::Node(kind) => format!("`{kind}`"),
        Expression::Relation(relation) => format!("`{relation}`"),
        Expression::Classification(list) => format!("`{}/…`", list.key),
        Expression::Facet(relation) => format!("facet of `{relation}`"),
        Expression::Evidence(place) => format!("`{place}` of the document"),
        Expression::Analysis(module) => format!("computed by `{module}`"),
    };
    expressed_by(id).iter().map(word).collect::<Vec<_>>().join(", ")
}

fn exercised(id: ConstructId, cases: &[Case]) -> String {
    let claims = carrying(id, cases);
    let mut parts = Vec::new();
    if let Some((nth, claim)) = claims.first() {
        let mut numbers: Vec<String> = claims.iter().map(|(nth, _)| format!("C{}", nth + 1)).collect();
        numbers.dedup();
        parts.push(format!("{} (C{}: *{claim}*)", numbers.join(", "), nth + 1));
    }
    if let Some((file, item, test_file, test)) = by_api(id) {
        parts.push(format!("`{item}` in `{file}`, tested by `{test}` in `{test_file}`"));
    }
    parts.join("; ")
}

fn table() -> String {
    let cases = published();
    let rows = CONSTRUCTS
        .iter()
        .map(|row| format!("| {} | {} | {} | {} |\n", row.id, row.label, said(row.id), exercised(row.id, &cases)));
    let head = "| id | construct | said by | exercised by |\n| --- | --- | --- | --- |\n";
    std::iter::once(head.to_owned()).chain(rows).collect()
}

#[test]
fn the_page_of_coverage_tells_what_exercises_each_construct() {
    let page = path("docs/COVERAGE.md");
    let before = std::fs::read_to_string(&page).expect("the page is part of the project");
    let wanted = crate::findings::rewritten(&before, &[("coverage", table())]);
    if std::env::var_os("COCREATION_REWRITE").is_some() {
        std::fs::write(page, &wanted).expect("the page can be written");
    }
    assert!(before == wanted, "docs/COVERAGE.md is behind the cases; run the tests with COCREATION_REWRITE=1");
}
