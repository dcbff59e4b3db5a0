//! The file format: exact round trips, and what is refused, where, and on which line.

use std::collections::BTreeSet;

use cocreation::case::document::{Claim, Node};
use cocreation::case::{Problem, ProblemCode, Problems, Severity};
use cocreation::graph::node::NodeKind;
use cocreation::graph::relation::RelationKind;
use cocreation::{Case, Document, ErrorKind};
use proptest::prelude::*;

use ProblemCode::{
    BadDate, BadId, ClaimShape, DuplicateId, EmptyText, OutOfRange, SelfClaim, Shape, SphereWithoutActors, Syntax,
    UnknownCode, UnknownId, UnknownVersion,
};

use crate::generate::documents;

#[track_caller]
fn case_of(document: &Document) -> Case {
    Case::try_from(document.clone()).unwrap_or_else(|problems| panic!("{problems}\n{document:#?}"))
}

/// A small document that uses each section once.
const SMALL_JSON: &str = r#"{
  "version": 1,
  "id": "small",
  "title": "é",
  "left_out": ["one thing"],
  "sources": [{"id": "paper", "title": "A paper", "published": "2013-23"}],
  "coders": [{"id": "ann"}],
  "codebooks": [{"id": "own", "codes": [{"id": "a", "label": "A", "equivalents": []}]}],
  "evidence": [{"id": "e1", "source": "paper", "at": "§5", "kind": "interview", "paraphrase": "they met"}],
  "nodes": [
    {"id": "maker", "kind": "actor", "label": "Maker", "size": 3},
    {"id": "visit", "kind": "act", "label": "Visit", "weight": 0.5, "standing": true}
  ],
  "claims": [
    {"subject": "maker", "relation": "takes-part-in", "object": "visit", "sign": "+", "giving_to": ["maker"],
     "measure": {"quantity": "hours", "value": 1.5}, "coder": "ann", "evidence": ["e1"]}
  ],
  "searches": [{"about": "others", "subject": {"kind": "actor"}, "found": false}]
}
"#;

const SMALL_TOML: &str = r#"version = 1
id = "small"
title = "é"
left_out = ["one thing"]

[[sources]]
id = "paper"
title = "A paper"
published = "2013-23"

[[coders]]
id = "ann"

[[codebooks]]
id = "own"
codes = [{ id = "a", label = "A", equivalents = [] }]

[[evidence]]
id = "e1"
source = "paper"
at = "§5"
kind = "interview"
paraphrase = "they met"

[[nodes]]
id = "maker"
kind = "actor"
label = "Maker"
size = 3

[[nodes]]
id = "visit"
kind = "act"
label = "Visit"
weight = 0.5
standing = true

[[claims]]
subject = "maker"
relation = "takes-part-in"
object = "visit"
sign = "+"
giving_to = ["maker"]
coder = "ann"
evidence = ["e1"]

[claims.measure]
quantity = "hours"
value = 1.5

[[searches]]
about = "others"
found = false
subject.kind = "actor"
"#;

/// The two texts say the same, so that what is cut from them below is cut from whole documents.
#[test]
fn both_formats_give_the_same_document_and_the_same_case() {
    let document = Document::from_json(SMALL_JSON).unwrap();
    assert_eq!(document, Document::from_toml(SMALL_TOML).unwrap());
    let case = Case::from_json(SMALL_JSON).unwrap();
    assert_eq!(case, Case::from_toml(SMALL_TOML).unwrap());
    assert_eq!(case.document(), document);
    assert_eq!(case.nodes().map(|node| node.id()).collect::<Vec<_>>(), ["maker", "visit"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_case_gives_back_the_document_that_it_was_built_from(document in documents()) {
        prop_assert_eq!(case_of(&document).document(), document);
    }

    #[test]
    fn json_gives_back_document_and_case_and_is_written_in_one_way(document in documents()) {
        let text = document.to_json().unwrap();
        let read = Document::from_json(&text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
        prop_assert_eq!(&read.to_json().unwrap(), &text);
        prop_assert_eq!(&read, &document);
        let case = Case::from_json(&text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
        prop_assert_eq!(case.document().to_json().unwrap(), text);
        prop_assert_eq!(case, case_of(&document));
    }

    #[test]
    fn toml_gives_back_document_and_case_and_is_written_in_one_way(document in documents()) {
        let text = document.to_toml().unwrap();
        let read = Document::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
        prop_assert_eq!(&read.to_toml().unwrap(), &text);
        prop_assert_eq!(&read, &document);
        let case = Case::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
        prop_assert_eq!(case.document().to_toml().unwrap(), text);
        prop_assert_eq!(case, case_of(&document));
    }

    #[test]
    fn a_document_builds_the_same_case_each_time(document in documents()) {
        let (first, second) = (case_of(&document), case_of(&document));
        prop_assert_eq!(first.warnings(), second.warnings());
        prop_assert_eq!(first, second);
    }

    /// A case says what differs: no two documents give equal cases.
    #[test]
    fn cases_are_equal_only_if_their_documents_are(document in documents(), other in documents()) {
        prop_assert_eq!(case_of(&document) == case_of(&other), document == other);
        let mut longer = document.clone();
        longer.left_out.push("one more".into());
        prop_assert_ne!(case_of(&longer), case_of(&document));
    }

    #[test]
    fn any_text_is_read_or_refused_with_lines(text in any::<String>(), tail in "[\\[\\]{}\",:=.#'\n a-z0-9-]{0,60}") {
        for text in [&text, &tail, &format!("{SMALL_TOML}{tail}"), &format!("{{\"version\":1,\"id\":{tail}}}")] {
            check_lines(text, Case::from_json(text));
            check_lines(text, Case::from_toml(text));
        }
    }

    #[test]
    fn a_damaged_document_is_read_or_refused_with_lines(
        document in documents(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), 0..4usize, any::<u8>()), 1..6),
    ) {
        for text in [document.to_json().unwrap(), document.to_toml().unwrap()] {
            let mut bytes = text.into_bytes();
            for (at, cut, byte) in &damage {
                let at = at.index(bytes.len());
                let end = (at + cut).min(bytes.len());
                bytes.splice(at..end, [*byte]);
            }
            let text = String::from_utf8_lossy(&bytes);
            check_lines(&text, Case::from_json(&text));
            check_lines(&text, Case::from_toml(&text));
            check_lines(&text, Document::from_json(&text));
            check_lines(&text, Document::from_toml(&text));
        }
    }
}

/// What is refused says on which line of the text; and there is something to say.
#[track_caller]
fn check_lines<T>(text: &str, read: Result<T, Problems>) {
    let Err(problems) = read else { return };
    let lines = text.matches('\n').count() as u32 + 1;
    assert!(problems.iter().any(|problem| problem.severity() == Severity::Error), "{text:?}");
    for problem in &problems {
        assert!(problem.line.is_some_and(|line| (1..=lines).contains(&line)), "{problem:?} of {lines} lines: {text:?}");
    }
}

#[test]
fn a_document_cut_anywhere_is_read_or_refused_with_lines() {
    for (at, _) in SMALL_JSON.char_indices() {
        let cut = &SMALL_JSON[..at];
        let whole = cut.trim_end().len() == SMALL_JSON.trim_end().len();
        for problems in [Case::from_json(cut).err(), Document::from_json(cut).err()] {
            let Some(problems) = problems else {
                assert!(whole, "{cut:?}");
                continue;
            };
            let seen: Vec<ProblemCode> = problems.iter().map(|problem| problem.code).collect();
            assert_eq!(seen, [Syntax], "{cut:?}");
            check_lines(cut, Err::<(), _>(problems));
        }
    }
    for (at, _) in SMALL_TOML.char_indices() {
        check_lines(&SMALL_TOML[..at], Case::from_toml(&SMALL_TOML[..at]));
        check_lines(&SMALL_TOML[..at], Document::from_toml(&SMALL_TOML[..at]));
    }
}

type Found = Vec<(ProblemCode, String, Option<u32>)>;

fn found(problems: &Problems) -> Found {
    problems.iter().map(|problem: &Problem| (problem.code, problem.locus.to_string(), problem.line)).collect()
}

#[track_caller]
fn check_json(text: &str, expected: &[(ProblemCode, &str, u32)]) {
    let expected: Found =
        expected.iter().map(|(code, locus, line)| (*code, (*locus).to_owned(), Some(*line))).collect();
    let problems = Case::from_json(text).expect_err(text);
    assert_eq!(found(&problems), expected, "{problems}\n{text:.2000}");
}

/// As above, with warnings left aside.
#[track_caller]
fn check_json_errors(text: &str, expected: &[(ProblemCode, &str, u32)]) {
    let expected: Found =
        expected.iter().map(|(code, locus, line)| (*code, (*locus).to_owned(), Some(*line))).collect();
    let problems = Case::from_json(text).expect_err(text);
    let mut told = found(&problems);
    told.retain(|(code, _, _)| code.severity() == Severity::Error);
    assert_eq!(told, expected, "{problems}\n{text:.2000}");
}

#[track_caller]
fn check_toml(text: &str, expected: &[(ProblemCode, &str, u32)]) {
    let expected: Found =
        expected.iter().map(|(code, locus, line)| (*code, (*locus).to_owned(), Some(*line))).collect();
    let problems = Case::from_toml(text).expect_err(text);
    assert_eq!(found(&problems), expected, "{problems}\n{text:.2000}");
}

/// A JSON document whose items stand one on a line: `sections` begins on line 2.
fn json(sections: &str) -> String {
    format!("{{\"version\": 1, \"id\": \"a\",\n{sections}}}")
}

/// Two actors and an act on lines 2 to 5, then the claims, one a line, from line 7.
fn json_claims(claims: &[&str]) -> String {
    json(&format!(
        "\"nodes\": [\n{{\"id\": \"x\", \"kind\": \"actor\", \"label\": \"X\"}},\n{{\"id\": \"y\", \"kind\": \"actor\", \"label\": \
         \"Y\"}},\n{{\"id\": \"z\", \"kind\": \"act\", \"label\": \"Z\"}}],\n\"claims\": [\n{}]",
        claims.join(",\n")
    ))
}

#[test]
fn text_that_is_no_json_or_toml_is_one_problem_on_the_line_where_it_breaks() {
    for (text, line) in [
        ("", 1),
        (" \n\n", 3),
        ("{\"version\": 1,\n\"id\": }", 2),
        ("{\"version\": 1,\r\n\r\n\"id\": \"a\",}", 3),
        ("{\"version\": 1, \"id\": \"a\"}\n{}", 2),
        ("{\"version\": 01, \"id\": \"a\"}", 1),
        ("{\"version\": NaN, \"id\": \"a\"}", 1),
        ("{'version': 1}", 1),
        ("{\"version\": 1, \"id\": \"a\n\"}", 1),
        ("\u{feff}{\"version\": 1, \"id\": \"a\"}", 1),
    ] {
        let problems = Case::from_json(text).expect_err(text);
        let seen: Vec<_> = problems.iter().map(|p| (p.code, p.locus.to_string())).collect();
        assert_eq!(seen, [(Syntax, "document".to_owned())], "{text:?}");
        let at = problems.iter().next().and_then(|problem| problem.line);
        // A control character in a text is found where it stands, at the end of its line or the start of the next.
        assert!(at == Some(line) || (text.contains("a\n") && at == Some(line + 1)), "{text:?}: {at:?}");
    }
    for (text, line) in [
        ("version", 1),
        ("version = 1\nid = \"a\"\nid = \"b\"", 3),
        ("version = 1\r\nid = \"a\"\r\nversion = 1", 3),
        ("version = 1\nid = \"a\"\n[[nodes]]\nid = \"x\"\nid = \"y\"", 5),
        ("version = 1\nid = \"a\"\n[[nodes]", 3),
        ("version = 1\nid = \"a\"\nnodes = [\n[\n", 4),
        ("version = 01\nid = \"a\"", 1),
    ] {
        check_toml(text, &[(Syntax, "document", line)]);
    }
}

#[test]
fn what_is_no_document_at_all_is_one_problem() {
    for text in ["[]", "3", "\"version\"", "null", "true", "[{\"version\": 1, \"id\": \"a\"}]"] {
        check_json(text, &[(Shape, "document", 1)]);
    }
}

#[test]
fn a_missing_head_field_is_named() {
    check_json("{}", &[(Shape, "version", 1), (Shape, "id", 1)]);
    check_json("{\"id\": \"a\"}", &[(Shape, "version", 1)]);
    check_json("\n{\"version\": 1}", &[(Shape, "id", 2)]);
    check_toml("", &[(Shape, "version", 1), (Shape, "id", 1)]);
    check_toml("id = \"a\"", &[(Shape, "version", 1)]);
}

/// Where only the shape of a document is read, its problems have lines all the same.
#[test]
fn a_document_read_alone_gives_the_same_shape_problems_as_a_case() {
    for text in ["{}", "[]", "{\"version\": 1}", "{\"version\": 2, \"id\": \"a\"}", "{\"version\": 1,\n\"id\": 3}"] {
        let problems = Document::from_json(text).expect_err(text);
        assert_eq!(found(&problems), found(&Case::from_json(text).expect_err(text)), "{text}");
    }
    for text in ["", "version = 2\nid = \"a\"", "version = 1\nid = \"a\"\nnodes = 3"] {
        let problems = Document::from_toml(text).expect_err(text);
        assert_eq!(found(&problems), found(&Case::from_toml(text).expect_err(text)), "{text}");
    }
}

#[test]
fn another_version_is_refused_before_anything_else() {
    check_json("{\"id\": 3,\n\"version\": 2}", &[(UnknownVersion, "version", 2)]);
    check_json("{\"version\": 0, \"id\": \"a\", \"nodes\": 3}", &[(UnknownVersion, "version", 1)]);
    check_json("{\"version\": 4294967295}", &[(UnknownVersion, "version", 1)]);
    check_toml("id = \"a\"\nversion = 2\nnodes = 3", &[(UnknownVersion, "version", 2)]);
    let document = Document { version: 2, ..Document::from_json(SMALL_JSON).unwrap() };
    let problems = Case::try_from(document).unwrap_err();
    assert_eq!(found(&problems), [(UnknownVersion, "version".to_owned(), None)]);
}

#[test]
fn a_version_that_is_no_number_is_one_problem() {
    for version in ["\"1\"", "-1", "1.0", "null", "[1]", "4294967296", "99999999999999999999"] {
        check_json(&format!("{{\"version\": {version},\n\"id\": \"a\"}}"), &[(Shape, "version", 1)]);
    }
    check_toml("version = \"1\"\nid = \"a\"", &[(Shape, "version", 1)]);
}

#[test]
fn an_unknown_field_is_refused_at_every_level() {
    check_json("{\"version\": 1, \"id\": \"a\",\n\"knots\": []}", &[(Shape, "knots", 2)]);
    for (section, path) in [
        (r#""sources": [{"id": "s", "title": "S", "x": 1}]"#, "sources[0].x"),
        (r#""coders": [{"id": "s", "x": 1}]"#, "coders[0].x"),
        (r#""codebooks": [{"id": "s", "codes": [], "x": 1}]"#, "codebooks[0].x"),
        (r#""codebooks": [{"id": "s", "codes": [{"id": "c", "label": "C", "x": 1}]}]"#, "codebooks[0].codes[0].x"),
        (r#""evidence": [{"id": "s", "source": "s", "at": "1", "paraphrase": "p", "x": 1}]"#, "evidence[0].x"),
        (r#""nodes": [{"id": "s", "kind": "act", "label": "S", "x": 1}]"#, "nodes[0].x"),
        (r#""claims": [{"subject": "s", "x": 1}]"#, "claims[0].x"),
        (r#""claims": [{"subject": "s", "measure": {"quantity": "q", "value": 1, "x": 1}}]"#, "claims[0].measure.x"),
        (r#""searches": [{"about": "s", "found": true, "x": 1}]"#, "searches[0].x"),
        (r#""searches": [{"about": "s", "found": true, "object": {"x": 1}}]"#, "searches[0].object.x"),
    ] {
        check_json(&json(section), &[(Shape, path, 2)]);
    }
    check_toml("version = 1\nid = \"a\"\nknots = 1", &[(Shape, "knots", 3)]);
    check_toml(
        "version = 1\nid = \"a\"\n[[nodes]]\nid = \"x\"\nkind = \"act\"\nlabel = \"X\"\nx = 1",
        &[(Shape, "nodes[0].x", 7)],
    );
}

#[test]
fn a_field_given_twice_is_refused_at_every_level() {
    check_json("{\"version\": 1, \"id\": \"a\",\n\"id\": \"b\"}", &[(Shape, "id", 2)]);
    check_json("{\"version\": 1, \"id\": \"a\",\n\"nodes\": [],\n\"nodes\": []}", &[(Shape, "nodes", 3)]);
    for (section, path) in [
        (r#""nodes": [{"id": "s", "kind": "act", "label": "S", "id": "t"}]"#, "nodes[0].id"),
        (r#""nodes": [{"id": "s", "kind": "act", "label": "S", "note": null, "note": null}]"#, "nodes[0].note"),
        (
            r#""claims": [{"subject": "s", "measure": {"quantity": "q", "value": 1, "value": 1}}]"#,
            "claims[0].measure.value",
        ),
    ] {
        let problems = Case::from_json(&json(section)).expect_err(section);
        let first = problems.iter().next().expect("a problem");
        assert_eq!((first.code, first.line), (Shape, Some(2)), "{problems}");
        // The reader may name the object or the field in it; either is the place.
        assert!(path.starts_with(&first.locus.to_string()), "{problems}");
        assert_eq!(problems.iter().count(), 1, "{problems}");
    }
}

#[test]
fn a_value_of_the_wrong_type_is_refused_where_it_stands() {
    for (section, path) in [
        (r#""title": 3"#, "title"),
        (r#""left_out": "x""#, "left_out"),
        (r#""nodes": {}"#, "nodes"),
        (r#""nodes": null"#, "nodes"),
        (r#""nodes": "x""#, "nodes"),
        (r#""nodes": [3]"#, "nodes[0]"),
        (r#""nodes": [null]"#, "nodes[0]"),
        (r#""nodes": ["x"]"#, "nodes[0]"),
        (r#""nodes": [{"id": 3, "kind": "act", "label": "S"}]"#, "nodes[0].id"),
        (r#""nodes": [{"id": "s", "kind": 3, "label": "S"}]"#, "nodes[0].kind"),
        (r#""nodes": [{"id": "s", "kind": "Act", "label": "S"}]"#, "nodes[0].kind"),
        (r#""nodes": [{"id": "s", "kind": "act", "label": "S", "sequence": -1}]"#, "nodes[0].sequence"),
        (r#""nodes": [{"id": "s", "kind": "act", "label": "S", "sequence": 4294967296}]"#, "nodes[0].sequence"),
        (r#""nodes": [{"id": "s", "kind": "act", "label": "S", "weight": "1"}]"#, "nodes[0].weight"),
        (r#""nodes": [{"id": "s", "kind": "act", "label": "S", "weight": 1e999}]"#, "nodes[0].weight"),
        (r#""nodes": [{"id": "s", "kind": "act", "label": "S", "standing": 1}]"#, "nodes[0].standing"),
        (r#""nodes": [{"id": "s", "kind": "act", "label": "S", "standing": "true"}]"#, "nodes[0].standing"),
        (r#""nodes": [{"id": "s", "kind": "actor", "label": "S", "size": 1.5}]"#, "nodes[0].size"),
        (r#""nodes": [{"id": "s", "kind": "actor", "label": "S", "size": 18446744073709551616}]"#, "nodes[0].size"),
        (r#""nodes": [{"id": "s", "kind": "act"}]"#, "nodes[0]"),
        (r#""claims": [{"subject": "s", "polarity": "true"}]"#, "claims[0].polarity"),
        (r#""claims": [{"subject": "s", "sign": 1}]"#, "claims[0].sign"),
        (r#""claims": [{"subject": "s", "evidence": "e"}]"#, "claims[0].evidence"),
        (r#""claims": [{"subject": "s", "evidence": ["e", 3]}]"#, "claims[0].evidence[1]"),
        (r#""searches": [{"about": "s"}]"#, "searches[0]"),
        (r#""searches": [{"about": "s", "found": "no"}]"#, "searches[0].found"),
    ] {
        check_json(&json(section), &[(Shape, path, 2)]);
    }
    check_toml("version = 1\nid = \"a\"\n[nodes]\nx = 1", &[(Shape, "nodes", 3)]);
    check_toml(
        "version = 1\nid = \"a\"\n[[nodes]]\nid = \"x\"\nkind = \"actor\"\nlabel = \"X\"\nsize = 99999999999999999999",
        &[(Shape, "nodes[0].size", 7)],
    );
}

/// A struct of the format is written as an object; a list of its values in order is something else.
#[test]
fn a_list_of_values_is_no_item() {
    for (section, path) in [
        (r#""sources": [["s", "S"]]"#, "sources[0]"),
        (r#""coders": [["s"]]"#, "coders[0]"),
        (r#""codebooks": [["s", "S", []]]"#, "codebooks[0]"),
        (r#""codebooks": [{"id": "s", "codes": [["c", "C"]]}]"#, "codebooks[0].codes[0]"),
        (r#""evidence": [["e", "s", "at", null, "p"]]"#, "evidence[0]"),
        (r#""nodes": [["x", "actor", "X"]]"#, "nodes[0]"),
        (r#""nodes": [[]]"#, "nodes[0]"),
        (r#""claims": [["x"]]"#, "claims[0]"),
        (r#""claims": [{"subject": "s", "measure": ["q", 1.5]}]"#, "claims[0].measure"),
        (r#""searches": [["s", {}, null, {}, true]]"#, "searches[0]"),
        (r#""searches": [{"about": "s", "found": true, "subject": []}]"#, "searches[0].subject"),
    ] {
        check_json(&json(section), &[(Shape, path, 2)]);
    }
    check_toml("version = 1\nid = \"a\"\nnodes = [[\"x\", \"actor\", \"X\"]]", &[(Shape, "nodes[0]", 3)]);
    check_toml(
        "version = 1\nid = \"a\"\n[[searches]]\nabout = \"s\"\nfound = true\nsubject = []",
        &[(Shape, "searches[0].subject", 6)],
    );
}

#[test]
fn what_an_item_says_wrongly_is_found_on_its_line() {
    for (claim, expected) in [
        (r#"{"subject": "x", "relation": "depends-on", "object": "x"}"#, (SelfClaim, "claims[0].object")),
        (r#"{"subject": "w", "relation": "depends-on", "object": "x"}"#, (UnknownId, "claims[0].subject")),
        (r#"{"subject": "x", "relation": "depends-on"}"#, (ClaimShape, "claims[0]")),
        (r#"{"subject": "x", "code": "role/king"}"#, (UnknownCode, "claims[0].code")),
        (r#"{"subject": "x", "code": "role/customer", "period": "2013-02-30"}"#, (BadDate, "claims[0].period")),
        (r#"{"subject": "x", "code": "role/customer", "confidence": 1.5}"#, (OutOfRange, "claims[0].confidence")),
    ] {
        check_json_errors(&json_claims(&[claim]), &[(expected.0, expected.1, 7)]);
    }
    check_json(
        &json("\"nodes\": [\n{\"id\": \"x\\u0007y\", \"kind\": \"value\", \"label\": \"X\"}]"),
        &[(BadId, "nodes[0].id", 3)],
    );
}

#[test]
fn not_a_number_and_infinity_are_refused_in_toml() {
    let head = "version = 1\nid = \"a\"\n[[nodes]]\nid = \"x\"\nkind = \"actor\"\nlabel = \"X\"\n";
    let claim = "[[nodes]]\nid = \"y\"\nkind = \"actor\"\nlabel = \"Y\"\n[[evidence]]\nid = \"e\"\nsource = \"s\"\nat = \
                 \"1\"\nparaphrase = \"p\"\n[[sources]]\nid = \"s\"\ntitle = \"S\"\n[[claims]]\nsubject = \"x\"\nrelation = \
                 \"depends-on\"\nobject = \"y\"\nevidence = [\"e\"]\n";
    for number in ["nan", "+nan", "-nan", "inf", "-inf", "1.0000000001", "-0.1", "1e308"] {
        check_toml(&format!("{head}{claim}degree = {number}"), &[(OutOfRange, "claims[0].degree", 24)]);
        check_toml(&format!("{head}{claim}confidence = {number}"), &[(OutOfRange, "claims[0].confidence", 24)]);
    }
    for number in ["nan", "inf", "-inf"] {
        let text = format!("{head}{claim}[claims.measure]\nquantity = \"q\"\nvalue = {number}");
        check_toml(&text, &[(OutOfRange, "claims[0].measure.value", 26)]);
    }
    assert_eq!(Case::from_toml(&format!("{head}{claim}degree = 1")).unwrap().claims().len(), 1);
}

#[test]
fn lines_are_counted_in_line_feeds_whatever_the_line_ends_and_marks() {
    let toml = "version = 1\nid = \"a\"\n\n[[nodes]]\nid = \"x\"\nkind = \"ghost\"\nlabel = \"X\"\n";
    check_toml(toml, &[(Shape, "nodes[0].kind", 6)]);
    check_toml(&toml.replace('\n', "\r\n"), &[(Shape, "nodes[0].kind", 6)]);
    check_toml(&format!("\u{feff}{toml}"), &[(Shape, "nodes[0].kind", 6)]);
    let json =
        "{\n\"version\": 1,\n\"id\": \"é\",\n\"nodes\": [\n{\"id\": \"x\",\n\"kind\": \"ghost\", \"label\": \"X\"}]}";
    check_json(json, &[(Shape, "nodes[0].kind", 6)]);
    check_json(&json.replace('\n', "\r\n"), &[(Shape, "nodes[0].kind", 6)]);
}

/// TOML keeps a byte order mark out of the document; the case must not know of it.
#[test]
fn a_byte_order_mark_before_toml_changes_nothing() {
    let marked = Case::from_toml(&format!("\u{feff}{SMALL_TOML}")).unwrap();
    assert_eq!(marked, Case::from_toml(SMALL_TOML).unwrap());
}

#[test]
fn line_ends_outside_texts_change_nothing() {
    assert_eq!(Case::from_toml(&SMALL_TOML.replace('\n', "\r\n")).unwrap(), Case::from_toml(SMALL_TOML).unwrap());
    assert_eq!(Case::from_json(&SMALL_JSON.replace('\n', "\r\n")).unwrap(), Case::from_json(SMALL_JSON).unwrap());
}

/// A problem of shape in one item leaves all that can still be said of the others.
#[test]
fn a_problem_of_shape_does_not_hide_the_other_problems() {
    check_json_errors(
        &json(
            "\"sources\": [\n{\"id\": \"s s\", \"title\": \"S\"}],\n\"nodes\": [\n{\"id\": \"x\", \"kind\": \"ghost\", \"label\": \
             \"X\"},\n{\"id\": \"y\", \"kind\": \"value\", \"label\": \" \"},\n{\"id\": \"y\", \"kind\": \"value\", \"label\": \
             \"Y\"}],\n\"claims\": [\n{\"subject\": \"x\", \"relation\": \"tied-to\", \"object\": \"w\"}]",
        ),
        &[
            (BadId, "sources[0].id", 3),
            (Shape, "nodes[0].kind", 5),
            (EmptyText, "nodes[1].label", 6),
            (DuplicateId, "nodes[2].id", 7),
            (UnknownId, "claims[0].object", 9),
        ],
    );
}

/// What refers to an item that does not read is not at fault.
#[test]
fn what_names_a_broken_item_is_not_reported_with_it() {
    let text = json(
        "\"nodes\": [{\"id\": \"x\", \"kind\": \"ghost\", \"label\": \"X\"}, {\"id\": \"y\", \"kind\": \"actor\", \"label\": \
         \"Y\"}],\n\"claims\": [{\"subject\": \"y\", \"relation\": \"tied-to\", \"object\": \"x\"}]",
    );
    let problems = Case::from_json(&text).unwrap_err();
    assert!(found(&problems).contains(&(Shape, "nodes[0].kind".to_owned(), Some(2))), "{problems}");
    assert!(!problems.iter().any(|problem| problem.code == UnknownId), "{problems}");
}

#[test]
fn the_warnings_of_a_case_from_text_have_lines() {
    let text = json("\"nodes\": [\n{\"id\": \"x\", \"kind\": \"sphere\", \"label\": \"X\"}]");
    let case = Case::from_json(&text).unwrap();
    let seen: Vec<_> = case.warnings().iter().map(|w| (w.code, w.locus.to_string(), w.line)).collect();
    assert_eq!(seen, [(SphereWithoutActors, "nodes[0]".to_owned(), Some(3))]);
}

#[test]
fn nesting_without_end_is_refused_and_not_descended_into() {
    const DEEP: usize = 1_000_000;
    let arrays = format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP));
    check_json(&json(&format!("\"nodes\": {arrays}")), &[(Shape, "nodes[0]", 2)]);
    check_json(&json(&format!("\"left_out\": {arrays}")), &[(Shape, "left_out", 2)]);
    check_json(&json(&format!("\"knots\": {arrays}")), &[(Shape, "knots", 2)]);
    check_json(&arrays, &[(Shape, "document", 1)]);
    let objects = format!("{}1{}", "{\"id\":".repeat(DEEP), "}".repeat(DEEP));
    check_json(&json(&format!("\"nodes\": [{objects}]")), &[(Shape, "nodes[0].id", 2)]);
    check_json(&json(&format!("\"nodes\": {objects}")), &[(Shape, "nodes", 2)]);
    check_json(&"[".repeat(DEEP), &[(Syntax, "document", 1)]);
    check_toml(&format!("nodes = {arrays}"), &[(Syntax, "document", 1)]);
    check_toml(&format!("nodes = {}1{}", "{ id = ".repeat(DEEP), " }".repeat(DEEP)), &[(Syntax, "document", 1)]);
    check_toml(&format!("{}a = 1", "a.".repeat(DEEP)), &[(Syntax, "document", 1)]);
    check_toml(&format!("[{}a]", "a.".repeat(DEEP)), &[(Syntax, "document", 1)]);
    check_toml(&format!("[[{}a]]", "a.".repeat(DEEP)), &[(Syntax, "document", 1)]);
}

/// Ten thousand problems in one item are ten thousand problems, each with its own place and line.
#[test]
fn many_problems_are_all_told() {
    const MANY: usize = 10_000;
    let nodes = vec![Node::bare("x", NodeKind::Actor, "X"), Node::bare("y", NodeKind::Act, "Y")];
    let mut claim = Claim::bare("x");
    claim.relation = Some(RelationKind::TakesPartIn);
    claim.object = Some("y".into());
    claim.evidence = (0..MANY).map(|place| format!("e{place}").into()).collect();
    let mut document = Document::from_json("{\"version\": 1, \"id\": \"a\"}").unwrap();
    (document.nodes, document.claims) = (nodes, vec![claim]);
    let text = document.to_json().unwrap();
    let first_line = text.lines().position(|line| line.contains("\"e0\"")).unwrap() as u32 + 1;
    let problems = Case::from_json(&text).unwrap_err();
    assert_eq!(problems.iter().count(), MANY);
    for (place, problem) in problems.iter().enumerate() {
        assert_eq!((problem.code, problem.locus.to_string()), (UnknownId, format!("claims[0].evidence[{place}]")));
        assert_eq!(problem.line, Some(first_line + place as u32));
    }
    assert_eq!(problems.to_string().lines().count(), 101);
    assert!(problems.to_string().ends_with("… and 9900 more"), "{problems}");
    let toml = Case::from_toml(&document.to_toml().unwrap()).unwrap_err();
    assert_eq!(toml.iter().count(), MANY);
    let distinct: BTreeSet<String> = toml.iter().map(|problem| problem.locus.to_string()).collect();
    assert_eq!(distinct.len(), MANY);
}

/// As many items that do not read: each is told, on its own line, and none of them costs another walk over the text.
#[test]
fn many_items_that_do_not_read_are_all_told() {
    const MANY: usize = 10_000;
    let item = |place: usize| format!("{{\"id\": \"n{place}\", \"kind\": \"ghost\", \"label\": \"N\"}}");
    let items: Vec<String> = (0..MANY).map(item).collect();
    let text = json(&format!("\"nodes\": [\n{}]", items.join(",\n")));
    let problems = Case::from_json(&text).unwrap_err();
    assert_eq!(problems.iter().count(), MANY);
    for (place, problem) in problems.iter().enumerate() {
        assert_eq!((problem.code, problem.locus.to_string()), (Shape, format!("nodes[{place}].kind")));
        assert_eq!(problem.line, Some(3 + place as u32));
    }
}

/// JSON has no word for these numbers, so that writing them would lose them.
#[test]
fn a_number_that_json_cannot_write_is_refused_and_not_lost() {
    let mut document = Document::from_json(SMALL_JSON).unwrap();
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        document.nodes[1].weight = Some(number);
        assert_eq!(document.to_json().map_err(|error| error.kind()), Err(ErrorKind::Write), "{number}");
        let toml = Document::from_toml(&document.to_toml().unwrap()).unwrap();
        assert_eq!(toml.nodes[1].weight.map(f64::to_bits), Some(number.to_bits()));
    }
}

#[test]
fn what_is_left_out_is_not_written() {
    let document = Document::from_json("{\"version\": 1, \"id\": \"a\"}").unwrap();
    assert_eq!(document.to_json().unwrap(), "{\n  \"version\": 1,\n  \"id\": \"a\"\n}\n");
    assert_eq!(document.to_toml().unwrap(), "version = 1\nid = \"a\"\n");
}

/// "Nothing corresponds" and "nobody has said" are two things.
#[test]
fn an_empty_crosswalk_is_not_a_missing_one() {
    let with = |equivalents: &str| {
        json(&format!(
            "\"codebooks\": [{{\"id\": \"own\", \"codes\": [{{\"id\": \"c\", \"label\": \"C\"{equivalents}}}]}}]"
        ))
    };
    let (unknown, none) =
        (Case::from_json(&with("")).unwrap(), Case::from_json(&with(", \"equivalents\": []")).unwrap());
    assert_ne!(unknown, none);
    assert_eq!(none.document().codebooks[0].codes[0].equivalents, Some(Vec::new()));
    assert_eq!(unknown.document().codebooks[0].codes[0].equivalents, None);
}
