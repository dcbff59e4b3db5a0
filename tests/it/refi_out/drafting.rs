//! From codings to a case.

use std::collections::BTreeSet;
use std::ops::Range;

use cocreation::case::Assertion;
use cocreation::graph::node::NodeKind;
use cocreation::graph::relation::RelationKind;
use cocreation::refi::{CodeMap, Drafted, Meaning, draft};
use proptest::prelude::*;

use super::{Coded, border, sample};

const MAP: &str = r#"
[[codes]]
code = "Co-creation/Sphere/joint sphere"
kind = "sphere"
id = "joint"
as = ["sphere/joint"]

[[codes]]
code = "Co-creation/Resources/operant resource"
kind = "resource"
id = "skills"
label = "Skills and data"
as = ["resource-nature/operant"]

[[codes]]
code = "Co-creation/Resources/operant resource/sub: data sharing"
kind = "resource"
id = "skills"

[[codes]]
code = "dialogue & \"access\""
ignore = "not in this study"
"#;

/// A claim, its coder, and where and what its evidence is.
type Told = (String, String, Vec<(String, String)>);

/// The claims as text, with their coders, and the locators and words that each rests on.
fn claims(drafted: &Drafted) -> Vec<Told> {
    let case = drafted.case().expect("a sound case");
    let claims = case.claims().map(|claim| {
        let coder = claim.coder().and_then(|coder| coder.name.as_deref()).unwrap_or_default().to_owned();
        let pieces = claim.evidence().map(|piece| (piece.locator().to_owned(), piece.paraphrase().to_owned()));
        (claim.to_string(), coder, pieces.collect())
    });
    claims.collect()
}

#[test]
fn a_project_of_two_coders_becomes_a_case() {
    let project = sample("qualcoder-git__two-coders-lf.qdpx");
    let map = CodeMap::from_toml(MAP).expect("a sound table");
    let drafted = draft("warsztat", &project, &map).expect("a sound table");

    // The truth of the sample has the codings in characters; here they are in bytes of the text.
    let claims = claims(&drafted);
    let short: Vec<_> = claims
        .iter()
        .map(|(claim, coder, pieces)| {
            (claim.as_str(), coder.as_str(), pieces.iter().map(|(_, words)| words.as_str()).collect())
        })
        .collect::<Vec<(&str, &str, Vec<&str>)>>();
    let a = vec!["the “joint workshop” is where it happens"];
    let b = vec!["Well, the “joint workshop” is where it happens"];
    let skills_a = vec!["they bring engineers", "Ressourcenintegration: Kunde ↔ Lieferant."];
    let skills_b = vec!["𝒱alue-in-use is only visible after 6 months."];
    let sharing = vec!["we bring the field data"];
    let expected = [
        ("joint is codes/co-creation-sphere-joint-sphere", "Coder A", a.clone()),
        ("joint is codes/co-creation-sphere-joint-sphere", "Coder B", b.clone()),
        ("joint is sphere/joint", "Coder A", a),
        ("joint is sphere/joint", "Coder B", b),
        ("skills is codes/co-creation-resources-operant-resource", "Coder A", skills_a.clone()),
        ("skills is codes/co-creation-resources-operant-resource", "Coder B", skills_b.clone()),
        ("skills is resource-nature/operant", "Coder A", skills_a),
        ("skills is resource-nature/operant", "Coder B", skills_b),
        ("skills is codes/co-creation-resources-operant-resource-s", "Coder B", sharing),
    ];
    assert_eq!(short, expected);
    let text = &project.sources[0].text.as_ref().expect("a text").content;
    let at = text.find("the “joint").expect("it is there");
    let locator = format!("bytes {at}..{}", at + "the “joint workshop” is where it happens".len());
    assert_eq!(claims[0].2[0].0, locator);

    let unmapped: Vec<_> = drafted.unmapped.iter().map(|code| (code.code.as_str(), code.codings)).collect();
    assert_eq!(unmapped, [("Co-creation/Resources/operand resource", 2)]);
    let ignored: Vec<_> = drafted.ignored.iter().map(|code| (&*code.code, &*code.why, code.codings)).collect();
    assert_eq!(ignored, [("dialogue & \"access\"", "not in this study", 3)]);
    assert_eq!(drafted.document.nodes[1].label, "Skills and data".into());
}

#[test]
fn everything_wrong_with_a_table_comes_out_with_its_line() {
    let text = "[[codes]]\ncode = 'a'\nkind = 'actor'\n\n[[codes]]\ncode = 'b'\nkind = 'ghost'\nid = 'b'\n\n\
                [[codes]]\ncode = 'c'\nrelation = 'enacts'\nsubject = 'x'\n\n[[codes]]\ncode = 'd'\n\n[[codes]]\n\
                code = 'e'\ncolour = 'red'\n\n[[codes]]\ncode = 'f'\nkind = 'actor'\nid = 'f'\nignore = 'why'\n\n[other]\n";
    let problems = CodeMap::from_toml(text).expect_err("it is wrong");
    let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [1, 7, 10, 15, 20, 22, 28].map(Some), "{problems}");
    assert!(CodeMap::from_toml("[[codes]\n").expect_err("no TOML").to_string().starts_with("line 1: "));
    // One row, four problems: no code, two meanings, and neither of them in its list.
    let problems = CodeMap::from_toml("[[codes]]\nkind = 'actr'\nid = 'x'\nrelation = 'loves'\n").expect_err("wrong");
    let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [1, 1, 2, 4].map(Some), "{problems}");
    assert!(problems.to_string().contains("line 2: `actr` is not a kind of node"), "{problems}");
}

#[test]
fn a_table_that_does_not_fit_the_project_is_refused_with_all_that_is_wrong() {
    let mut coded = Coded::new(0, &["Ann"], &["a", "b", "twice", "twice"], &["text"]);
    coded.code(0, 0..4, Some(0), 0);
    let text = "[[codes]]\ncode = 'a'\nkind = 'actor'\nid = 'x'\nas = ['practice/co-design', 'role/nobody']\n\
                [[codes]]\ncode = 'b'\nkind = 'act'\nid = 'x'\n\
                [[codes]]\ncode = 'twice'\nignore = 'which?'\n\
                [[codes]]\ncode = 'none'\nignore = 'which?'\n\
                [[codes]]\ncode = 'a'\nrelation = 'enacts'\nsubject = 'x'\nobject = 'y'\n";
    let map = CodeMap::from_toml(text).expect("it reads");
    let problems = draft("x", &coded.project, &map).expect_err("it does not fit");
    let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
    // Two classes, the second kind, the path of two codes, no such code, the code again and its object.
    assert_eq!(lines, [1, 1, 6, 10, 13, 16, 16].map(Some), "{problems}");
    // By its GUID, either of two codes can be meant.
    let named =
        CodeMap::default().entry(&*coded.project.codes[3].guid.to_string(), Meaning::Ignored("the second".into()));
    assert_eq!(draft("x", &coded.project, &named).expect("it fits").ignored[0].code, "twice");
}

#[test]
fn a_code_that_means_a_claim_gives_it_for_each_coder() {
    let mut coded = Coded::new(0, &["Ann", "Bob"], &["maker", "airline", "needs"], &["The airline needs the maker."]);
    coded.code(0, 0..28, Some(1), 2);
    coded.code(0, 4..17, Some(0), 2);
    coded.code(0, 0..28, None, 2);
    let map = CodeMap::default()
        .entry("maker", Meaning::node(NodeKind::Actor, "maker"))
        .entry("airline", Meaning::node(NodeKind::Actor, "airline"))
        .entry("needs", Meaning::claim("airline", RelationKind::DependsOn, "maker"));
    let drafted = draft("needs", &coded.project, &map).expect("a sound table");
    let found = claims(&drafted);
    let said: Vec<_> = found.iter().map(|(claim, coder, pieces)| (&**claim, &**coder, &*pieces[0].0)).collect();
    let claim = "airline depends-on maker";
    // A coder who is not known is not made up. One place is one piece of evidence.
    assert_eq!(said, [(claim, "", "bytes 0..28"), (claim, "Ann", "bytes 4..17"), (claim, "Bob", "bytes 0..28")]);
    assert_eq!(drafted.document.evidence.len(), 2);
}

#[test]
fn a_code_that_names_a_relation_narrows_what_is_proposed() {
    let mut coded = Coded::new(0, &["Ann"], &["maker", "visits", "takes part"], &["maker visits; maker visits"]);
    for start in [0, 14] {
        coded.code(0, start..start + 5, Some(0), 0);
        coded.code(0, start..start + 12, Some(0), 1);
    }
    coded.code(0, 16..18, Some(0), 2);
    let map = CodeMap::default()
        .entry("maker", Meaning::node(NodeKind::Actor, "maker"))
        .entry("visits", Meaning::node(NodeKind::Act, "visits"))
        .entry("takes part", Meaning::Relation(RelationKind::TakesPartIn));
    let mut drafted = draft("visits", &coded.project, &map).expect("a sound table");
    let shown: Vec<String> = drafted.proposals.iter().map(ToString::to_string).collect();
    let open = "maker takes-stance visits or maker takes-part-in visits? (ann, 1 overlap: \"maker\")";
    assert_eq!(shown, [open, "maker takes-part-in visits? (ann, 1 overlap: \"maker\")"]);
    assert_eq!((drafted.proposals[0].named, drafted.proposals[1].named), (false, true));
    drafted.accept(1, 0).expect("it is there").confidence = Some(0.5);
    assert!(drafted.accept(1, 1).is_err() && drafted.accept(2, 0).is_err());
    let last = claims(&drafted).pop().expect("a claim");
    // The overlap is the first code's own place, which is evidence already.
    assert_eq!(last.2, [("bytes 14..19".to_owned(), "maker".to_owned())]);
    assert_eq!(drafted.document.evidence.len(), 4);
}

/// Which characters two codes of one coder share, one by one.
fn shared_bytes(rows: &[(usize, Range<usize>, usize)], coder: usize, pair: [usize; 2]) -> BTreeSet<usize> {
    let bytes = |code: usize| -> BTreeSet<usize> {
        let own = rows.iter().filter(|(user, _, other)| *user == coder && *other == code);
        own.flat_map(|(_, range, _)| range.clone()).collect()
    };
    bytes(pair[0]).intersection(&bytes(pair[1])).copied().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

    /// What is proposed is what overlaps, to the byte; and no overlap makes a claim.
    #[test]
    fn overlaps_are_proposed_and_never_claimed(
        text in "[ab é🤝]{1,30}",
        rows in prop::collection::vec((0usize..2, 0.0..=1.0, 0.0..=1.0, 0usize..4), 0..14),
    ) {
        let mut coded = Coded::new(0, &["Ann", "Bob"], &["0", "1", "2", "3"], &[&text]);
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(user, one, other, code): (usize, f64, f64, usize)| {
                (user, border(&text, one.min(other))..border(&text, one.max(other)), code)
            })
            .collect();
        for (user, range, code) in &rows {
            coded.code(0, range.clone(), Some(*user), *code);
        }
        // The schema joins nothing to a purpose that an offering is: 2 and 3 have no relation.
        let kinds = [NodeKind::Actor, NodeKind::Practice, NodeKind::Offering, NodeKind::Purpose];
        let map = (0..4).fold(CodeMap::default(), |map, code| {
            map.entry(code.to_string(), Meaning::node(kinds[code], format!("n{code}")))
        });
        let drafted = draft("law", &coded.project, &map).expect("a sound table");
        for coder in 0..2 {
            for (one, other) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
                let ids = [format!("n{one}"), format!("n{other}")];
                let own = drafted.proposals.iter().filter(|proposal| {
                    let first = &proposal.candidates[0];
                    let ends = [&*first.subject, &*first.object];
                    &*proposal.coder == ["ann", "bob"][coder] && ids.iter().all(|id| ends.contains(&&**id))
                });
                let found: BTreeSet<usize> = own.flat_map(|proposal| &proposal.overlaps).flat_map(|it| it.bytes.clone()).collect();
                let expected = if (one, other) == (2, 3) { BTreeSet::new() } else { shared_bytes(&rows, coder, [one, other]) };
                prop_assert_eq!(found, expected);
            }
        }
        let case = drafted.case().expect("a sound case");
        for claim in case.claims() {
            prop_assert!(matches!(claim.assertion(), Assertion::Classification(_)), "{}", claim);
        }
        for overlap in drafted.proposals.iter().flat_map(|proposal| &proposal.overlaps) {
            prop_assert_eq!(&*overlap.quote, &text[overlap.bytes.clone()]);
        }
    }
}
