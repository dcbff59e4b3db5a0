//! Cases: what every case is checked for, and what a built one gives back.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use cocreation::case::document::{
    Claim, Codebook as BookItem, Coder as CoderItem, Measure as Figure, OwnCode as CodeItem,
};
use cocreation::case::document::{Evidence as EvidenceItem, Node, Pattern as PatternItem, Search as SearchItem};
use cocreation::case::document::{Source as SourceItem, VERSION};
use cocreation::case::{
    Assertion, CaseBuilder, Codebook, Crosswalk, Locus, OwnCode, Pattern, Problem, ProblemCode, Problems, Search,
    Severity,
};
use cocreation::evidence::{Basis, Coder, Measure, Modality, Polarity, Sign, Source};
use cocreation::graph::node::{
    Act, Actor, Institution, Judgement, NodeKind, Offering, Practice, Resource, Sphere, Value,
};
use cocreation::graph::relation::{
    BelongsTo, DependsOn, Enacts, Integrates, PartOf, RelationKind, TakesPartIn, TakesStance, TiedTo, Within,
};
use cocreation::graph::{Code, Handle, Query};
use cocreation::theory::typology::{EvidenceKind, PracticeKind, ResourceRoutine, Role, TieKind};
use cocreation::theory::{ConstructId, Typology};
use cocreation::{Case, Document};

use ProblemCode::{
    ActWithoutParticipants, BadDate, BadId, Circle, ClaimShape, ClaimWithoutEvidence, CodeNotAllowed, CodebookClash,
    DuplicateId, EmptyText, FieldNotAllowed, ImpossiblePeriod, JointSphereOfOne, OutOfRange, PracticeNobodyPerforms,
    QualifierNotAllowed, RelationNotAllowed, SelfClaim, SphereWithoutActors, UnknownCode, UnknownConstruct,
    UnknownFacet, UnknownId, UnknownVersion, UnknownWork, UnusedEvidence, WrongKind,
};

fn relation(subject: &str, relation: RelationKind, object: &str) -> Claim {
    Claim { relation: Some(relation), object: Some(object.into()), evidence: vec!["e".into()], ..Claim::bare(subject) }
}

fn code(subject: &str, code: &str) -> Claim {
    Claim { code: Some(code.into()), evidence: vec!["e".into()], ..Claim::bare(subject) }
}

fn piece(id: &str) -> EvidenceItem {
    EvidenceItem { id: id.into(), source: "s".into(), at: "§1".into(), kind: None, paraphrase: "they met".into() }
}

fn search() -> SearchItem {
    SearchItem {
        about: "a customer".into(),
        subject: PatternItem::default(),
        relation: None,
        object: PatternItem::default(),
        found: false,
        scope: Vec::new(),
        sources: Vec::new(),
        period: None,
        coder: None,
        evidence: Vec::new(),
    }
}

/// A book with one code.
fn book(id: &str, code: &str) -> BookItem {
    let code = CodeItem { id: code.into(), label: "A code".into(), definition: None, equivalents: None };
    BookItem { id: id.into(), title: None, codes: vec![code] }
}

/// Two actors and an act in which one of them takes part: a case of which nothing can be said against.
fn sound() -> Document {
    Document {
        version: VERSION,
        id: "a".into(),
        title: None,
        about: None,
        left_out: Vec::new(),
        sources: vec![SourceItem { id: "s".into(), title: "A paper".into(), published: None, work: None }],
        coders: vec![CoderItem { id: "ann".into(), name: None }],
        codebooks: vec![book("own", "c")],
        evidence: vec![piece("e")],
        nodes: vec![
            Node::bare("x", NodeKind::Actor, "X"),
            Node::bare("y", NodeKind::Actor, "Y"),
            Node::bare("z", NodeKind::Act, "Z"),
        ],
        claims: vec![relation("x", RelationKind::TakesPartIn, "z")],
        searches: vec![search()],
    }
}

/// The sound case with one more node, `nodes[3]`.
fn with_node(node: Node) -> Document {
    let mut document = sound();
    document.nodes.push(node);
    document
}

/// The sound case with one more claim, `claims[1]`.
fn with_claim(claim: Claim) -> Document {
    let mut document = sound();
    document.claims.push(claim);
    document
}

fn with(change: impl FnOnce(&mut Document)) -> Document {
    let mut document = sound();
    change(&mut document);
    document
}

fn found<'a>(problems: impl IntoIterator<Item = &'a Problem>) -> Vec<(ProblemCode, String)> {
    problems.into_iter().map(|problem| (problem.code, problem.locus.to_string())).collect()
}

/// The document has these problems, at these places, and no others.
#[track_caller]
fn check(document: Document, expected: &[(ProblemCode, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(code, locus)| (*code, (*locus).to_owned())).collect();
    match Case::try_from(document) {
        Ok(case) => assert_eq!(found(case.warnings()), expected),
        Err(problems) => {
            assert_eq!(found(&problems), expected, "{problems}");
            assert!(problems.iter().any(|problem| problem.severity() == Severity::Error), "{problems}");
            assert!(problems.iter().all(|problem| problem.line.is_none()), "a document has no lines");
        }
    }
}

#[track_caller]
fn check_build(builder: CaseBuilder, expected: &[(ProblemCode, &str)]) {
    let expected: BTreeSet<_> = expected.iter().map(|(code, locus)| (*code, (*locus).to_owned())).collect();
    let problems = match builder.build() {
        Ok(case) => panic!("built as {:#?}", case.document()),
        Err(problems) => problems,
    };
    let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
    assert_eq!(found(errors).into_iter().collect::<BTreeSet<_>>(), expected, "{problems}");
}

/// For each code, the smallest change to a sound case that calls for it, and where it is then found.
fn faults() -> Vec<(Document, ProblemCode, &'static str)> {
    let actor = |id: &str| Node::bare(id, NodeKind::Actor, "An actor");
    let part_of = |from, to| relation(from, RelationKind::PartOf, to);
    let judgement = Node {
        construct: Some("T45".into()),
        value: Some("parity".into()),
        ..Node::bare("j", NodeKind::Judgement, "J")
    };
    vec![
        (with(|d| d.version = 2), UnknownVersion, "version"),
        (with(|d| d.id = "a b".into()), BadId, "id"),
        (with_node(actor("x")), DuplicateId, "nodes[3].id"),
        (with(|d| d.evidence.push(EvidenceItem { source: "t".into(), ..piece("f") })), UnknownId, "evidence[1].source"),
        (with_claim(Claim { during: Some("x".into()), ..code("x", "role/customer") }), WrongKind, "claims[1].during"),
        (with_node(Node::bare("w", NodeKind::Actor, " ")), EmptyText, "nodes[3].label"),
        (with_claim(Claim { evidence: vec!["e".into()], ..Claim::bare("x") }), ClaimShape, "claims[1]"),
        (with_claim(relation("z", RelationKind::TakesPartIn, "x")), RelationNotAllowed, "claims[1].relation"),
        (with_claim(relation("x", RelationKind::TiedTo, "x")), SelfClaim, "claims[1].object"),
        (with_claim(code("x", "role/queen")), UnknownCode, "claims[1].code"),
        (with_claim(code("x", "practice/co-design")), CodeNotAllowed, "claims[1].code"),
        (
            with_claim(Claim { degree: Some(0.5), ..relation("x", RelationKind::PartOf, "y") }),
            QualifierNotAllowed,
            "claims[1].degree",
        ),
        (
            with_claim(Claim { facet: Some("love".into()), ..relation("x", RelationKind::TiedTo, "y") }),
            UnknownFacet,
            "claims[1].facet",
        ),
        (
            with_claim(Claim { degree: Some(1.5), ..relation("x", RelationKind::TiedTo, "y") }),
            OutOfRange,
            "claims[1].degree",
        ),
        (with_node(Node { weight: Some(1.0), ..actor("w") }), FieldNotAllowed, "nodes[3].weight"),
        (with_node(Node { period: Some("2013-02-30".into()), ..actor("w") }), BadDate, "nodes[3].period"),
        (with_node(Node { period: Some("2013/2012".into()), ..actor("w") }), ImpossiblePeriod, "nodes[3].period"),
        (with_node(Node { construct: None, ..judgement }), UnknownConstruct, "nodes[3].construct"),
        (with(|d| d.sources[0].work = Some("Nobody1900".into())), UnknownWork, "sources[0].work"),
        (with(|d| d.codebooks.push(book("role", "king"))), CodebookClash, "codebooks[1].id"),
        (with(|d| d.claims.extend([part_of("x", "y"), part_of("y", "x")])), Circle, "nodes[0]"),
        (
            with(|d| {
                d.nodes.push(Node::bare("w", NodeKind::Sphere, "W"));
                d.claims.extend([code("w", "sphere/joint"), relation("x", RelationKind::BelongsTo, "w")]);
            }),
            JointSphereOfOne,
            "nodes[3]",
        ),
        (with_node(Node::bare("w", NodeKind::Sphere, "W")), SphereWithoutActors, "nodes[3]"),
        (with_node(Node::bare("w", NodeKind::Practice, "W")), PracticeNobodyPerforms, "nodes[3]"),
        (with_node(Node::bare("w", NodeKind::Act, "W")), ActWithoutParticipants, "nodes[3]"),
        (with_claim(Claim { evidence: Vec::new(), ..code("x", "role/customer") }), ClaimWithoutEvidence, "claims[1]"),
        (with(|d| d.evidence.push(piece("f"))), UnusedEvidence, "evidence[1]"),
    ]
}

#[test]
fn a_sound_case_has_neither_problems_nor_warnings() {
    check(sound(), &[]);
}

#[test]
fn each_fault_gives_its_code_at_its_place_and_nothing_else() {
    let mut seen = BTreeSet::new();
    for (document, code, locus) in faults() {
        let unused = (code == UnknownId).then_some((UnusedEvidence, "evidence[1]"));
        check(document.clone(), &[Some((code, locus)), unused].into_iter().flatten().collect::<Vec<_>>());
        assert_eq!(Case::try_from(document).is_ok(), code.severity() == Severity::Warning, "{code}");
        seen.insert(code);
    }
    // The first two are of texts and tested there; the third needs more items than fit into a test.
    seen.extend([ProblemCode::Syntax, ProblemCode::Shape, ProblemCode::TooLarge]);
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ProblemCode::ALL);
}

#[test]
fn a_code_has_a_key_of_its_own_and_a_meaning() {
    let keys: BTreeSet<&str> = ProblemCode::ALL.iter().map(|code| code.key()).collect();
    assert_eq!(keys.len(), ProblemCode::ALL.len());
    for code in ProblemCode::ALL {
        assert!(code.key().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{code}");
        assert!(code.meaning().ends_with('.'), "{code}: {}", code.meaning());
    }
}

#[test]
fn a_problem_prints_severity_code_place_and_message() {
    let problems = Case::try_from(with_claim(code("x", "role/king"))).unwrap_err();
    let text = problems.to_string();
    assert!(text.starts_with("error[unknown-code] claims[1].code: `role/king` "), "{text}");
    let case = Case::try_from(with(|d| d.evidence.push(piece("f")))).unwrap();
    let warning = case.warnings()[0].to_string();
    assert!(warning.starts_with("warning[unused-evidence] evidence[1]: "), "{warning}");
}

/// Every code that can stand beside the others, in one document, and all of them told in the order of the document.
#[test]
fn all_problems_come_out_at_once_and_in_order() {
    let mut all = sound();
    let expected: [(ProblemCode, &str); 27] = [
        (UnknownVersion, "version"),
        (BadId, "id"),
        (UnknownWork, "sources[0].work"),
        (CodebookClash, "codebooks[1].id"),
        (UnknownId, "evidence[1].source"),
        (UnusedEvidence, "evidence[1]"),
        (Circle, "nodes[0]"),
        (DuplicateId, "nodes[3].id"),
        (EmptyText, "nodes[4].label"),
        (FieldNotAllowed, "nodes[5].weight"),
        (BadDate, "nodes[6].period"),
        (ImpossiblePeriod, "nodes[7].period"),
        (UnknownConstruct, "nodes[8].construct"),
        (JointSphereOfOne, "nodes[9]"),
        (SphereWithoutActors, "nodes[10]"),
        (PracticeNobodyPerforms, "nodes[11]"),
        (ActWithoutParticipants, "nodes[12]"),
        (WrongKind, "claims[1].during"),
        (ClaimShape, "claims[2]"),
        (RelationNotAllowed, "claims[3].relation"),
        (SelfClaim, "claims[4].object"),
        (UnknownCode, "claims[5].code"),
        (CodeNotAllowed, "claims[6].code"),
        (QualifierNotAllowed, "claims[7].degree"),
        (UnknownFacet, "claims[8].facet"),
        (OutOfRange, "claims[9].degree"),
        (ClaimWithoutEvidence, "claims[14]"),
    ];
    for (fault, _, _) in faults() {
        all.version = all.version.max(fault.version);
        if fault.id.contains(' ') {
            all.id = fault.id;
        }
        let work = fault.sources[0].work.clone();
        all.sources[0].work = all.sources[0].work.take().or(work);
        all.codebooks.extend(fault.codebooks.into_iter().skip(1));
        all.evidence.extend(fault.evidence.into_iter().skip(1));
        all.nodes.extend(fault.nodes.into_iter().skip(3));
        all.claims.extend(fault.claims.into_iter().skip(1));
    }
    // One piece of evidence is enough to be at fault, and ids that are not at fault themselves are kept apart.
    all.evidence.truncate(2);
    for (place, node) in all.nodes.iter_mut().enumerate().skip(4) {
        node.id = format!("w{place}").into();
    }
    for claim in all.claims.iter_mut().filter(|claim| &*claim.subject == "w" || claim.object.as_deref() == Some("w")) {
        let joint = "w9".into();
        if &*claim.subject == "w" { claim.subject = joint } else { claim.object = Some(joint) }
    }
    let problems = Case::try_from(all).unwrap_err();
    let told = found(&problems);
    let wanted: BTreeSet<_> = expected.iter().map(|(code, locus)| (*code, (*locus).to_owned())).collect();
    assert_eq!(told.iter().cloned().collect::<BTreeSet<_>>(), wanted, "{problems}");
    assert_eq!(told.len(), wanted.len(), "a problem is told twice: {problems}");
    let places: Vec<_> = problems.iter().map(|problem| (problem.locus.section, problem.locus.item)).collect();
    assert!(places.is_sorted(), "{problems}");
}

#[test]
fn an_id_is_a_short_word() {
    for id in ["", " ", "a b", "a\u{a0}b", "a/b", "a\u{7}", "a\n", "\u{85}", &"i".repeat(201), &"é".repeat(101)] {
        check(with_node(Node::bare(id, NodeKind::Value, "V")), &[(BadId, "nodes[3].id")]);
    }
    for id in ["v", "é", "T1", "a.b[0]", "\"", "-", "s", &"i".repeat(200), &"é".repeat(100)] {
        check(with_node(Node::bare(id, NodeKind::Value, "V")), &[]);
    }
    check(with(|d| d.id = "".into()), &[(BadId, "id")]);
    check(
        with(|d| d.sources.push(SourceItem { id: "a b".into(), ..d.sources[0].clone() })),
        &[(BadId, "sources[1].id")],
    );
    check(with(|d| d.coders.push(CoderItem { id: "a/b".into(), name: None })), &[(BadId, "coders[1].id")]);
    check(with(|d| d.codebooks.push(book("a b", "c"))), &[(BadId, "codebooks[1].id")]);
    check(with(|d| d.codebooks.push(book("b", "a/b"))), &[(BadId, "codebooks[1].codes[0].id")]);
    check(
        with(|d| {
            d.evidence.push(piece("e f"));
            d.claims[0].evidence.push("e f".into());
        }),
        &[(BadId, "evidence[1].id")],
    );
}

#[test]
fn an_id_is_borne_once_in_its_section() {
    let twice = |d: &mut Document| {
        d.nodes.extend([Node::bare("x", NodeKind::Value, "V"), Node::bare("x", NodeKind::Value, "V")]);
    };
    check(with(twice), &[(DuplicateId, "nodes[3].id"), (DuplicateId, "nodes[4].id")]);
    check(with(|d| d.sources.push(d.sources[0].clone())), &[(DuplicateId, "sources[1].id")]);
    check(with(|d| d.coders.push(d.coders[0].clone())), &[(DuplicateId, "coders[1].id")]);
    check(with(|d| d.codebooks.push(book("own", "d"))), &[(DuplicateId, "codebooks[1].id")]);
    check(
        with(|d| {
            let again = d.codebooks[0].codes[0].clone();
            d.codebooks[0].codes.push(again);
        }),
        &[(DuplicateId, "codebooks[0].codes[1].id")],
    );
    // Sections do not share their ids.
    check(with(|d| d.coders.push(CoderItem { id: "x".into(), name: None })), &[]);
}

#[test]
fn what_an_id_names_must_be_there_and_of_the_right_kind() {
    let takes_part = || relation("y", RelationKind::TakesPartIn, "z");
    for (claim, expected) in [
        (relation("w", RelationKind::TakesPartIn, "z"), (UnknownId, "claims[1].subject")),
        (relation("x", RelationKind::TakesPartIn, "w"), (UnknownId, "claims[1].object")),
        (Claim { giving_to: vec!["x".into(), "w".into()], ..takes_part() }, (UnknownId, "claims[1].giving_to[1]")),
        (Claim { giving_to: vec!["z".into()], ..takes_part() }, (WrongKind, "claims[1].giving_to[0]")),
        (Claim { during: Some("w".into()), ..takes_part() }, (UnknownId, "claims[1].during")),
        (Claim { coder: Some("x".into()), ..takes_part() }, (UnknownId, "claims[1].coder")),
        (Claim { evidence: vec!["e".into(), "s".into()], ..takes_part() }, (UnknownId, "claims[1].evidence[1]")),
    ] {
        check(with_claim(claim), &[expected]);
    }
    let pattern = |node: &str| PatternItem { node: Some(node.into()), ..PatternItem::default() };
    let coded = |code: &str| PatternItem { code: Some(code.into()), ..PatternItem::default() };
    for (item, expected) in [
        (SearchItem { subject: pattern("w"), ..search() }, (UnknownId, "searches[1].subject.node")),
        (SearchItem { object: pattern("s"), ..search() }, (UnknownId, "searches[1].object.node")),
        (SearchItem { subject: coded("role/king"), ..search() }, (UnknownCode, "searches[1].subject.code")),
        (SearchItem { object: coded("own/d"), ..search() }, (UnknownCode, "searches[1].object.code")),
        (SearchItem { scope: vec!["w".into()], ..search() }, (UnknownId, "searches[1].scope[0]")),
        (SearchItem { sources: vec!["e".into()], ..search() }, (UnknownId, "searches[1].sources[0]")),
        (SearchItem { coder: Some("bob".into()), ..search() }, (UnknownId, "searches[1].coder")),
        (SearchItem { evidence: vec!["w".into()], ..search() }, (UnknownId, "searches[1].evidence[0]")),
        (SearchItem { about: "\t".into(), ..search() }, (EmptyText, "searches[1].about")),
        (SearchItem { period: Some("soon".into()), ..search() }, (BadDate, "searches[1].period")),
    ] {
        check(with(|d| d.searches.push(item)), &[expected]);
    }
}

#[test]
fn a_text_that_readers_need_is_not_empty() {
    check(with(|d| d.sources[0].title = "".into()), &[(EmptyText, "sources[0].title")]);
    check(with(|d| d.evidence[0].at = " ".into()), &[(EmptyText, "evidence[0].at")]);
    check(with(|d| d.evidence[0].paraphrase = "\n".into()), &[(EmptyText, "evidence[0].paraphrase")]);
    check(with(|d| d.codebooks[0].codes[0].label = "".into()), &[(EmptyText, "codebooks[0].codes[0].label")]);
    let figure = Figure { quantity: "".into(), value: 1.0, unit: None, date: None };
    check(
        with_claim(Claim { measure: Some(figure), ..code("x", "role/customer") }),
        &[(EmptyText, "claims[1].measure.quantity")],
    );
}

#[test]
fn a_judgement_says_what_it_judges_and_how_it_turned_out() {
    let judgement = |construct: Option<&str>, value: Option<&str>| {
        with_node(Node {
            construct: construct.map(Into::into),
            value: value.map(Into::into),
            ..Node::bare("j", NodeKind::Judgement, "J")
        })
    };
    check(judgement(Some("T1"), Some("high")), &[]);
    check(judgement(Some("T54"), Some("high")), &[]);
    for construct in ["T0", "T55", "t1", "45", ""] {
        check(judgement(Some(construct), Some("high")), &[(UnknownConstruct, "nodes[3].construct")]);
    }
    check(judgement(Some("T1"), None), &[(EmptyText, "nodes[3].value")]);
    check(judgement(Some("T1"), Some(" ")), &[(EmptyText, "nodes[3].value")]);
    check(judgement(None, None), &[(UnknownConstruct, "nodes[3].construct"), (EmptyText, "nodes[3].value")]);
}

#[test]
fn a_claim_is_either_a_relation_with_an_object_or_a_code() {
    for (relation, object, code) in [
        (Some(RelationKind::TiedTo), None, None),
        (None, Some("y"), None),
        (Some(RelationKind::TiedTo), None, Some("role/customer")),
        (None, Some("y"), Some("role/customer")),
        (Some(RelationKind::TiedTo), Some("y"), Some("role/customer")),
    ] {
        let claim = Claim {
            relation,
            object: object.map(Into::into),
            code: code.map(Into::into),
            evidence: vec!["e".into()],
            ..Claim::bare("x")
        };
        check(with_claim(claim), &[(ClaimShape, "claims[1]")]);
    }
}

#[test]
fn a_qualifier_stands_only_where_the_schema_has_it() {
    let plain = || relation("x", RelationKind::PartOf, "y");
    let sort = || code("x", "role/customer");
    for (claim, field) in [
        (Claim { sign: Some(Sign::Neutral), ..plain() }, "sign"),
        (Claim { degree: Some(0.0), ..plain() }, "degree"),
        (Claim { facet: Some("trust".into()), ..plain() }, "facet"),
        (Claim { giving_to: vec!["x".into()], ..plain() }, "giving_to"),
        (Claim { sign: Some(Sign::Positive), ..sort() }, "sign"),
        (Claim { degree: Some(1.0), ..sort() }, "degree"),
        (Claim { facet: Some("trust".into()), ..sort() }, "facet"),
        (Claim { giving_to: vec!["x".into()], ..sort() }, "giving_to"),
    ] {
        check(with_claim(claim), &[(QualifierNotAllowed, &format!("claims[1].{field}"))]);
    }
    let full = Claim {
        sign: Some(Sign::Negative),
        degree: Some(1.0),
        facet: Some("trust".into()),
        ..relation("x", RelationKind::TiedTo, "y")
    };
    check(with_claim(full), &[]);
}

#[test]
fn numbers_keep_within_what_they_mean() {
    let tie = || relation("x", RelationKind::TiedTo, "y");
    for value in [-0.1, 1.000_000_1, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, f64::MAX] {
        check(with_claim(Claim { degree: Some(value), ..tie() }), &[(OutOfRange, "claims[1].degree")]);
        check(with_claim(Claim { confidence: Some(value), ..tie() }), &[(OutOfRange, "claims[1].confidence")]);
    }
    for value in [0.0, -0.0, 5e-324, 1.0] {
        check(with_claim(Claim { degree: Some(value), confidence: Some(value), ..tie() }), &[]);
    }
    for value in [0.0, -0.0, -1.0, f64::INFINITY, f64::NAN] {
        check(with(|d| d.nodes[2].weight = Some(value)), &[(OutOfRange, "nodes[2].weight")]);
    }
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let figure = Figure { quantity: "q".into(), value, unit: None, date: None };
        check(with_claim(Claim { measure: Some(figure), ..tie() }), &[(OutOfRange, "claims[1].measure.value")]);
    }
}

#[test]
fn a_date_is_read_wherever_one_stands() {
    let tie = || relation("x", RelationKind::TiedTo, "y");
    let dated = |date: &str| Figure { quantity: "q".into(), value: -1.0, unit: None, date: Some(date.into()) };
    check(with(|d| d.sources[0].published = Some("fall".into())), &[(BadDate, "sources[0].published")]);
    check(with(|d| d.nodes[2].period = Some("".into())), &[(BadDate, "nodes[2].period")]);
    check(with(|d| d.nodes[2].duration = Some("2013".into())), &[(BadDate, "nodes[2].duration")]);
    check(with(|d| d.nodes[2].duration = Some("P2Y/P1Y".into())), &[(ImpossiblePeriod, "nodes[2].duration")]);
    check(with_claim(Claim { period: Some("2013-02-30".into()), ..tie() }), &[(BadDate, "claims[1].period")]);
    check(with_claim(Claim { measure: Some(dated("2013/2014")), ..tie() }), &[(BadDate, "claims[1].measure.date")]);
    check(with_claim(Claim { measure: Some(dated("2013")), ..tie() }), &[]);
}

#[test]
fn each_kind_refuses_the_fields_of_the_others() {
    let full = Node {
        period: Some("2013".into()),
        duration: Some("P1Y".into()),
        sequence: Some(0),
        weight: Some(1.0),
        standing: true,
        size: Some(0),
        version: Some("".into()),
        construct: Some("T1".into()),
        value: Some("".into()),
        scale: Some("".into()),
        ..Node::bare("v", NodeKind::Value, "V")
    };
    let fields = ["duration", "sequence", "weight", "standing", "size", "version", "construct", "value", "scale"];
    let expected: Vec<String> = fields.iter().map(|field| format!("nodes[3].{field}")).collect();
    check(with_node(full), &expected.iter().map(|locus| (FieldNotAllowed, locus.as_str())).collect::<Vec<_>>());
}

#[test]
fn a_code_of_the_cases_own_classifies_any_kind_and_a_closed_one_its_kinds() {
    check(with_claim(code("x", "own/c")), &[]);
    check(with_claim(code("z", "own/c")), &[]);
    check(with_claim(code("z", "engagement-sign/openness")), &[]);
    for (key, fault) in [
        ("own/d", UnknownCode),
        ("own", UnknownCode),
        ("c", UnknownCode),
        ("", UnknownCode),
        ("#0/0", UnknownCode),
        ("engagement-sign/openness", CodeNotAllowed),
        ("evidence/interview", CodeNotAllowed),
        ("tie/trust", CodeNotAllowed),
    ] {
        check(with_claim(code("x", key)), &[(fault, "claims[1].code")]);
    }
    check(
        with(|d| d.codebooks[0].codes[0].equivalents = Some(vec!["role/customer".into(), "own/c".into()])),
        &[(UnknownCode, "codebooks[0].codes[0].equivalents[1]")],
    );
}

#[test]
fn parts_and_successors_do_not_run_in_circles_but_other_relations_may() {
    let chain = |relation_kind: RelationKind, steps: &[(&str, &str)]| {
        let claims: Vec<Claim> = steps.iter().map(|(from, to)| relation(from, relation_kind, to)).collect();
        with(|d| {
            d.nodes.push(Node::bare("w", NodeKind::Actor, "W"));
            d.claims.extend(claims);
        })
    };
    for relation_kind in [RelationKind::PartOf, RelationKind::Succeeds] {
        check(chain(relation_kind, &[("x", "y"), ("y", "w"), ("x", "w")]), &[]);
        check(chain(relation_kind, &[("y", "w"), ("w", "y")]), &[(Circle, "nodes[1]")]);
        check(chain(relation_kind, &[("x", "y"), ("y", "w"), ("w", "x")]), &[(Circle, "nodes[0]")]);
    }
    check(chain(RelationKind::DependsOn, &[("x", "y"), ("y", "w"), ("w", "x")]), &[]);
    let unreal = |change: fn(&mut Claim)| {
        with(|d| {
            d.claims.extend([relation("x", RelationKind::PartOf, "y"), relation("y", RelationKind::PartOf, "x")]);
            change(&mut d.claims[2]);
        })
    };
    check(unreal(|claim| claim.polarity = Polarity::Violated), &[]);
    check(unreal(|claim| claim.modality = Modality::Expected), &[]);
    check(unreal(|claim| claim.modality = Modality::Feared), &[]);
    check(
        with(|d| {
            let (part, next) = (RelationKind::PartOf, RelationKind::Succeeds);
            d.claims.extend([relation("x", part, "y"), relation("y", next, "x")]);
        }),
        &[],
    );
}

#[test]
fn a_chain_as_long_as_memory_is_no_circle_and_a_closed_one_is_one() {
    const LONG: usize = 50_000;
    let nodes = (0..LONG).map(|at| Node::bare(format!("n{at}"), NodeKind::Offering, "N"));
    let step = |at: usize| relation(&format!("n{at}"), RelationKind::Succeeds, &format!("n{}", (at + 1) % LONG));
    let mut document = sound();
    document.nodes.extend(nodes);
    document.claims.extend((0..LONG - 1).map(step));
    check(document.clone(), &[]);
    document.claims.push(step(LONG - 1));
    check(document, &[(Circle, "nodes[3]")]);
}

/// Only what is asserted and has come about counts: for membership, participation, performance and codes.
#[test]
fn what_does_not_hold_does_not_count() {
    for unreal in [
        (|claim: &mut Claim| claim.polarity = Polarity::Violated) as fn(&mut Claim),
        |claim| claim.modality = Modality::Expected,
        |claim| claim.modality = Modality::Feared,
    ] {
        check(with(|d| unreal(&mut d.claims[0])), &[(ActWithoutParticipants, "nodes[2]")]);
        let sphere = |first: bool, second: bool, joint: bool| {
            with(|d| {
                d.nodes.push(Node::bare("w", NodeKind::Sphere, "W"));
                d.claims.extend(["x", "y"].map(|actor| relation(actor, RelationKind::BelongsTo, "w")));
                d.claims.push(code("w", "sphere/joint"));
                for (place, _) in [first, second, joint].into_iter().enumerate().filter(|(_, held)| !held) {
                    unreal(&mut d.claims[place + 1]);
                }
            })
        };
        check(sphere(true, true, true), &[]);
        check(sphere(true, false, true), &[(JointSphereOfOne, "nodes[3]")]);
        check(sphere(true, false, false), &[]);
        check(sphere(false, false, true), &[(SphereWithoutActors, "nodes[3]")]);
        let performed = |change: bool| {
            with(|d| {
                d.nodes.push(Node::bare("w", NodeKind::Practice, "W"));
                d.claims.push(relation("x", RelationKind::Performs, "w"));
                if change {
                    unreal(&mut d.claims[1]);
                }
            })
        };
        check(performed(false), &[]);
        check(performed(true), &[(PracticeNobodyPerforms, "nodes[3]")]);
    }
    let enacted = |act: &str| {
        with(|d| {
            d.nodes.extend([Node::bare("w", NodeKind::Practice, "W"), Node::bare("idle", NodeKind::Act, "I")]);
            d.claims.push(relation(act, RelationKind::Enacts, "w"));
        })
    };
    check(enacted("z"), &[(ActWithoutParticipants, "nodes[4]")]);
    check(enacted("idle"), &[(PracticeNobodyPerforms, "nodes[3]"), (ActWithoutParticipants, "nodes[4]")]);
}

/// Two claims of the same membership make no second member.
#[test]
fn a_member_counts_once_however_often_it_is_claimed() {
    let document = with(|d| {
        d.nodes.push(Node::bare("w", NodeKind::Sphere, "W"));
        d.claims.extend(["x", "x"].map(|actor| relation(actor, RelationKind::BelongsTo, "w")));
        d.claims.push(code("w", "sphere/joint"));
    });
    check(document, &[(JointSphereOfOne, "nodes[3]")]);
}

#[test]
fn warnings_of_one_sort_are_summed_up_at_the_first() {
    let document = with(|d| {
        d.evidence.extend([piece("f"), piece("g")]);
        d.nodes.extend([Node::bare("v", NodeKind::Act, "V"), Node::bare("w", NodeKind::Act, "W")]);
        d.claims.extend(["role/customer", "role/provider"].map(|key| Claim { evidence: Vec::new(), ..code("x", key) }));
    });
    check(
        document.clone(),
        &[(UnusedEvidence, "evidence[1]"), (ActWithoutParticipants, "nodes[3]"), (ClaimWithoutEvidence, "claims[1]")],
    );
    let case = Case::try_from(document).unwrap();
    for warning in case.warnings() {
        let numbers: Vec<&str> =
            warning.message.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
        assert_eq!(numbers, ["2"], "{warning}");
    }
}

#[test]
fn evidence_that_only_a_search_rests_on_is_used() {
    check(
        with(|d| {
            d.evidence.push(piece("f"));
            d.searches[0].evidence.push("f".into());
        }),
        &[],
    );
}

#[test]
fn what_a_program_gets_wrong_is_told_at_the_same_places() {
    let mut case = Case::builder("a b");
    let x = case.add("x", Actor::new(""));
    let y = case.add("x", Actor::new("Y"));
    case.add("z", Act::new("Z").weight(f64::NAN));
    case.source(Source::new("s", "S").work("Nobody1900"));
    case.relate(x, DependsOn, y).degree(1.5).confidence(-0.5);
    case.relate(x, TiedTo, x).measure(Measure::new("", f64::INFINITY));
    case.classify(x, Code::of(PracticeKind::CoDesign));
    case.codebook(Codebook::new("role"));
    check_build(
        case,
        &[
            (BadId, "id"),
            (EmptyText, "nodes[0].label"),
            (DuplicateId, "nodes[1].id"),
            (OutOfRange, "nodes[2].weight"),
            (UnknownWork, "sources[0].work"),
            (OutOfRange, "claims[0].degree"),
            (OutOfRange, "claims[0].confidence"),
            (SelfClaim, "claims[1].object"),
            (EmptyText, "claims[1].measure.quantity"),
            (OutOfRange, "claims[1].measure.value"),
            (CodeNotAllowed, "claims[2].code"),
            (CodebookClash, "codebooks[0].id"),
        ],
    );
}

/// A code of one's own belongs to the case whose codebook has it; elsewhere it names nothing that could be written.
#[test]
fn a_code_of_another_case_is_unknown() {
    let foreign = Case::builder("other").codebook(Codebook::new("own").code(OwnCode::new("c", "C")))[0];
    let mut case = Case::builder("a");
    let x = case.add("x", Actor::new("X"));
    case.classify(x, foreign);
    check_build(case, &[(UnknownCode, "claims[0].code")]);
    let mut case = Case::builder("a");
    case.search(Search::found("x").subject(Pattern::kind(NodeKind::Actor).coded(foreign)));
    check_build(case, &[(UnknownCode, "searches[0].subject.code")]);
}

#[test]
fn a_crosswalk_leads_to_closed_lists_only() {
    let mut case = Case::builder("a");
    let own = case.codebook(Codebook::new("own").code(OwnCode::new("c", "C")))[0];
    let to_own = OwnCode::new("d", "D").crosswalk(Crosswalk::To(vec![Code::of(Role::Customer), own]));
    case.codebook(Codebook::new("second").code(to_own));
    check_build(case, &[(UnknownCode, "codebooks[1].codes[0].equivalents[1]")]);
}

fn some_handle(case_id: &str) -> Handle<Actor> {
    Case::builder(case_id).add("x", Actor::new("X"))
}

#[track_caller]
fn check_panics<T>(what: &str, act: impl FnOnce() -> T) {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        act();
    }));
    let message = outcome.expect_err(what);
    let text = message.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| message.downcast_ref::<String>().cloned()).unwrap_or_default();
    assert!(text.contains("another case") || text.contains("not belong") || text.contains("two different"), "{text}");
}

#[test]
fn what_belongs_to_another_case_panics_where_it_is_used() {
    let foreign = some_handle("other");
    let mut other = Case::builder("other");
    let (source, coder) = (other.source(Source::new("s", "S")), other.coder(Coder::new("ann")));
    let act = other.add("z", Act::new("Z"));
    let shared = other.evidence(source.at("1").reported("p"));
    let mut case = Case::builder("a");
    let (x, z) = (case.add("x", Actor::new("X")), case.add("z", Act::new("Z")));
    check_panics("relate from", || case.relate(foreign, TakesPartIn, z).id());
    check_panics("relate to", || case.relate(x, TakesPartIn, act).id());
    check_panics("classify", || case.classify(foreign, Role::Customer).id());
    check_panics("giving_to", || case.relate(x, TakesPartIn, z).giving_to(foreign).id());
    check_panics("during", || case.relate(x, TakesPartIn, z).during(act).id());
    check_panics("coder", || case.relate(x, TakesPartIn, z).coder(coder).id());
    check_panics("new evidence", || case.relate(x, TakesPartIn, z).evidence(source.at("1").reported("p")).id());
    check_panics("shared evidence", || case.relate(x, TakesPartIn, z).evidence(shared).id());
    check_panics("evidence", || case.evidence(source.at("1").reported("p")));
    check_panics("evidence of a draft", || case.add("y", Actor::provider("Y").evidence(shared)));
    check_panics("scope", || case.search(Search::found("x").within(foreign)));
    check_panics("pattern", || case.search(Search::found("x").subject(Pattern::node(foreign))));
    check_panics("source of a search", || case.search(Search::found("x").in_source(source)));
    check_panics("coder of a search", || case.search(Search::found("x").coder(coder)));
    let (case, other) = (Case::try_from(sound()).unwrap(), other.build().unwrap());
    check_panics("view", || case.view(foreign));
    let (all, others) = (case.resolve(&Query::all()), other.resolve(&Query::all()));
    check_panics("contains", || all.contains(foreign));
    check_panics("union", || all.union(&others));
    check_panics("intersection", || all.intersection(&others));
    check_panics("difference", || all.difference(&others));
}

#[test]
fn a_case_its_views_and_its_problems_go_between_threads() {
    fn check<T: Send + Sync>() {}
    check::<Case>();
    check::<Document>();
    check::<Problems>();
    check::<Query>();
    check::<cocreation::Error>();
    check::<cocreation::graph::NodeSet>();
    check::<Handle<Actor>>();
    check::<cocreation::case::Node<'_>>();
    check::<cocreation::case::View<'_, Actor>>();
    check::<cocreation::case::Claim<'_>>();
    check::<cocreation::case::SearchView<'_>>();
    let case = Case::try_from(sound()).unwrap();
    let seen = std::thread::scope(|scope| scope.spawn(|| case.nodes().count()).join().expect("no panic"));
    assert_eq!(seen, 3);
}

/// A small case that uses most of what a program can say.
fn told() -> CaseBuilder {
    let mut case = Case::builder("told");
    case.title("Told").about("A case.").left_out("The weather, which nobody coded.");
    let paper = case.source(Source::new("paper", "A paper"));
    let ann = case.coder(Coder::new("ann").name("Ann"));
    let own = case.codebook(Codebook::new("own").code(OwnCode::new("warm", "Warm")))[0];
    let shared = case.evidence(paper.at("§2").of_kind(EvidenceKind::Interview, "they like each other"));
    let maker = case.add("maker", Actor::provider("Maker").size(12).note("an actor"));
    let airline = case.add("airline", Actor::customer("Airline"));
    let advice = case.add("advice", Practice::co_diagnosis("Advice"));
    let visit = case.add("visit", Act::standing("Visits").sequence(3).weight(2.5));
    let joint = case.add("joint", Sphere::joint("Together"));
    let data = case.add("data", Resource::new("Flight data"));
    case.relate(airline, BelongsTo, joint);
    case.relate(maker, BelongsTo, joint);
    case.relate(visit, Enacts, advice);
    case.relate(maker, TakesPartIn, visit).giving_to(airline).evidence(paper.at("§5").claimed("advisers visit"));
    case.relate(airline, TakesPartIn, visit).valence(Sign::Neutral).violated().expected();
    case.relate(visit, Within, joint).inferred().note("nobody says so");
    case.relate(advice, Integrates, data).routine(ResourceRoutine::Integration).feared();
    let tie = case.relate(maker, TiedTo, airline).kind(TieKind::Trust).sign(Sign::Positive).degree(0.5);
    tie.coder(ann).confidence(0.75).during(visit).evidence(shared).evidence(shared);
    let figure = Measure::new("throughput", 20.0).unit("%");
    case.relate(maker, TakesStance, advice).stance(Sign::Negative).salience(1.0).measure(figure);
    case.classify(maker, own).period("2013".parse::<cocreation::evidence::Period>().expect("a year"));
    case.search(
        Search::not_found("a third party").subject(Pattern::kind(NodeKind::Actor).coded(own)).within(joint).coder(ann),
    );
    case
}

#[test]
fn a_case_built_twice_gives_equal_cases_documents_and_handles() {
    let (first, second) = (told().build().unwrap(), told().build().unwrap());
    assert_eq!(first, second);
    assert_eq!(first.document(), second.document());
    assert_eq!(first.document().to_json().unwrap(), second.document().to_json().unwrap());
    assert_eq!(first.warnings(), second.warnings());
    assert_eq!(first.find::<Actor>("maker"), second.find::<Actor>("maker"));
    assert_eq!(Case::try_from(first.document()).unwrap(), first);
}

#[test]
fn claims_read_as_they_were_made() {
    let case = told().build().unwrap();
    let expected = [
        "maker is role/provider",
        "airline is role/customer",
        "advice is practice/co-diagnosis",
        "joint is sphere/joint",
        "airline belongs-to joint",
        "maker belongs-to joint",
        "visit enacts advice",
        "maker takes-part-in visit, giving to airline",
        "airline takes-part-in visit (0), expected, violated",
        "visit within joint",
        "advice integrates data, Integration, feared",
        "maker tied-to airline, Trust (+) (0.5)",
        "maker takes-stance advice (-) (1), throughput 20 %",
        "maker is own/warm",
    ];
    assert_eq!(case.claims().map(|claim| claim.to_string()).collect::<Vec<_>>(), expected);
    let ids: Vec<String> = case.claims().map(|claim| claim.id().to_string()).collect();
    assert_eq!((ids[0].as_str(), ids[13].as_str()), ("c1", "c14"));
    assert_eq!(case.searches().next().map(|search| search.id().to_string()).as_deref(), Some("s1"));
}

#[test]
fn a_claim_carries_how_it_is_meant_and_what_it_rests_on() {
    let case = told().build().unwrap();
    let claim = |text: &str| case.claims().find(|claim| claim.to_string().starts_with(text)).expect(text);
    let tie = claim("maker tied-to");
    assert_eq!((tie.sign(), tie.degree().map(|degree| degree.value())), (Some(Sign::Positive), Some(0.5)));
    assert_eq!(tie.confidence().map(|confidence| confidence.value()), Some(0.75));
    assert_eq!(tie.coder().and_then(|coder| coder.name.as_deref()), Some("Ann"));
    assert_eq!(tie.during().map(|act| act.id()), Some("visit"));
    assert_eq!(tie.facet().map(|facet| facet.key), Some("trust"));
    assert_eq!(tie.evidence().map(|piece| piece.id()).collect::<Vec<_>>(), ["e1", "e1"]);
    let visits = claim("maker takes-part-in");
    let piece = visits.evidence().next().expect("one piece");
    assert_eq!(piece.to_string(), "paper §5: advisers visit");
    assert_eq!((piece.id(), piece.kind()), ("e2", Some(EvidenceKind::AuthorsClaim)));
    assert_eq!(visits.receivers().map(|actor| actor.id()).collect::<Vec<_>>(), ["airline"]);
    let within = claim("visit within");
    assert_eq!((within.basis(), within.note()), (Basis::Inferred, Some("nobody says so")));
    assert_eq!(within.assertion(), Assertion::Relation(RelationKind::Within, case.node("joint").expect("a sphere")));
    let own = claim("maker is own/warm");
    assert_eq!(own.period().map(ToString::to_string).as_deref(), Some("2013"));
    assert_eq!((own.relation(), own.object(), own.sign(), own.facet()), (None, None, None, None));
}

#[test]
fn only_what_is_asserted_and_realised_holds() {
    let case = told().build().unwrap();
    let not: Vec<String> = case.claims().filter(|claim| !claim.holds()).map(|claim| claim.id().to_string()).collect();
    assert_eq!(not, ["c9", "c11"]);
    let mut case = Case::builder("a");
    let (x, y) = (case.add("x", Actor::new("X")), case.add("y", Actor::new("Y")));
    case.classify(x, Role::Customer).violated();
    case.classify(x, Role::Partner).expected();
    case.classify(x, Role::Supplier).feared();
    case.classify(x, Role::Provider).inferred();
    case.relate(x, TiedTo, y).violated();
    case.relate(x, DependsOn, y).expected();
    case.relate(x, PartOf, y).feared();
    let case = case.build().unwrap();
    let roles: Vec<Role> = Role::ALL.iter().copied().filter(|role| case.view(x).has_code(*role)).collect();
    assert_eq!(roles, [Role::Provider]);
    assert_eq!(case.claims().filter(|claim| claim.holds()).count(), 1);
    for relation in [RelationKind::TiedTo, RelationKind::DependsOn, RelationKind::PartOf] {
        assert!(case.resolve(&Query::ids(["x"]).along(relation)).is_empty(), "{relation}");
        assert_eq!(case.view(x).outgoing_by(relation).count(), 1, "the claim itself is reached: {relation}");
    }
}

#[test]
fn claims_that_contradict_each_other_stand_side_by_side() {
    let mut case = Case::builder("a");
    let (x, y) = (case.add("x", Actor::new("X")), case.add("y", Actor::new("Y")));
    case.relate(x, TiedTo, y);
    case.relate(x, TiedTo, y).violated();
    case.relate(x, TiedTo, y);
    case.classify(x, Role::Customer);
    case.classify(x, Role::Customer).violated();
    let case = case.build().unwrap();
    let texts: Vec<String> = case.view(x).outgoing().map(|claim| format!("{claim:?}")).collect();
    let expected = [
        "c1: x tied-to y",
        "c2: x tied-to y, violated",
        "c3: x tied-to y",
        "c4: x is role/customer",
        "c5: x is role/customer, violated",
    ];
    assert_eq!(texts, expected);
    assert!(case.view(x).has_code(Role::Customer));
    assert_eq!(case.document().claims.len(), 5);
}

#[test]
fn a_node_gives_its_claims_in_the_order_of_the_schema_and_then_of_the_case() {
    let case = told().build().unwrap();
    let ids = |claims: &mut dyn Iterator<Item = cocreation::case::Claim<'_>>| {
        claims.map(|claim| claim.id().to_string()).collect::<Vec<_>>()
    };
    let maker = case.node("maker").expect("a node");
    assert_eq!(ids(&mut maker.outgoing()), ["c6", "c12", "c13", "c8", "c1", "c14"]);
    assert_eq!(ids(&mut maker.incoming()), [""; 0]);
    assert_eq!(ids(&mut maker.classifications()), ["c1", "c14"]);
    let visit = case.node("visit").expect("a node");
    assert_eq!(ids(&mut visit.incoming()), ["c8", "c9"]);
    assert_eq!(ids(&mut visit.incoming_by(RelationKind::TakesPartIn)), ["c8", "c9"]);
    assert_eq!(ids(&mut visit.incoming_by(RelationKind::Enacts)), [""; 0]);
    assert_eq!(ids(&mut visit.outgoing_by(RelationKind::Enacts)), ["c7"]);
    let joint = case.node("joint").expect("a node");
    assert_eq!(ids(&mut joint.incoming()), ["c5", "c6", "c10"]);
}

#[test]
fn views_give_the_fields_of_their_kind() {
    let case = told().build().unwrap();
    let (maker, visit) = (case.find::<Actor>("maker").expect("an actor"), case.find::<Act>("visit").expect("an act"));
    assert_eq!((case.view(maker).size(), case.view(maker).note()), (Some(12), Some("an actor")));
    let visit = case.view(visit);
    assert_eq!((visit.is_standing(), visit.sequence(), visit.weight()), (true, Some(3), 2.5));
    assert_eq!(case.find::<Act>("maker"), None);
    assert_eq!(case.find::<Actor>("nobody"), None);
    assert_eq!(case.node("nobody"), None);
    assert_eq!(case.sphere("joint"), case.find::<Sphere>("joint"));
    assert_eq!(case.sphere("maker"), None);
    let maker = case.node("maker").expect("a node");
    assert_eq!((maker.handle_as::<Sphere>(), maker.kind()), (None, NodeKind::Actor));
    assert_eq!(case.all::<Actor>().map(|actor| actor.id().to_owned()).collect::<Vec<_>>(), ["maker", "airline"]);
    assert_eq!(case.all::<Institution>().count() + case.all::<Value>().count() + case.all::<Offering>().count(), 0);
    let mut other = Case::builder("judged");
    let construct = ConstructId::new(45).unwrap();
    let judged = other.add("j", Judgement::on(construct, "Outcome", "parity").scale("four outcomes"));
    let plain = other.add("z", Act::new("Z"));
    let other = other.build().unwrap();
    let judged = other.view(judged);
    assert_eq!(
        (judged.construct(), judged.value(), judged.scale()),
        (construct, Some("parity"), Some("four outcomes"))
    );
    let plain = other.view(plain);
    assert_eq!((plain.is_standing(), plain.sequence(), plain.weight()), (false, None, 1.0));
}

#[test]
fn a_search_knows_what_it_looked_for_and_where() {
    let case = told().build().unwrap();
    let search = case.searches().next().expect("one search");
    let node = |id: &str| case.node(id).expect("a node");
    assert_eq!((search.about(), search.found(), search.relation()), ("a third party", false, None));
    let fitting: Vec<&str> = case.nodes().filter(|node| search.subject().fits(*node)).map(|node| node.id()).collect();
    assert_eq!(fitting, ["maker"]);
    assert!(case.nodes().all(|node| search.object().fits(node)), "an empty pattern fits every node");
    assert!(search.covers(node("joint")) && !search.covers(node("visit")));
    assert_eq!(search.scope().map(|node| node.id()).collect::<Vec<_>>(), ["joint"]);
    assert_eq!(search.coder().map(|coder| &*coder.id), Some("ann"));
    let everywhere = Case::try_from(sound()).unwrap();
    let search = everywhere.searches().next().expect("one search");
    assert!(everywhere.nodes().all(|node| search.covers(node)), "no scope is the whole case");
}

#[test]
fn ids_of_a_larger_case_name_nothing_in_a_smaller_one() {
    let (large, small) = (told().build().unwrap(), Case::try_from(sound()).unwrap());
    let last = large.claims().last().expect("claims").id();
    assert_eq!(large.claim(last).map(|claim| claim.to_string()).as_deref(), Some("maker is own/warm"));
    assert!(small.claim(last).is_none());
}

#[test]
fn nodes_of_two_cases_are_never_equal() {
    let (first, second) = (told().build().unwrap(), told().build().unwrap());
    assert_eq!(first.node("maker"), first.node("maker"));
    assert_ne!(first.node("maker"), first.node("airline"));
    assert_ne!(first.node("maker"), second.node("maker"));
}

#[test]
fn a_place_is_printed_as_a_path() {
    let problems = Case::try_from(with(|d| d.id = "".into())).unwrap_err();
    let locus: &Locus = &problems.iter().next().expect("one").locus;
    assert_eq!((locus.item, &*locus.field, locus.to_string().as_str()), (None, "id", "id"));
}
