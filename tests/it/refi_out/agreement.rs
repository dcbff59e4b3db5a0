//! From codings to agreement.

use std::collections::BTreeSet;
use std::ops::Range;

use cocreation::agreement::{Blank, CodeSet, unitizing_alpha_2016};
use cocreation::graph::node::NodeKind;
use cocreation::refi::{Absence, CodeMap, CodedFile, LossKind, Meaning, Project, Units, draft, ratings, spans, write};
use proptest::prelude::*;

use super::{Coded, border, sample};

type Table = Vec<(String, Vec<Option<CodeSet>>)>;

fn table(files: &[CodedFile<'_>], units: Units, blank: Blank, absence: Absence) -> Table {
    let found = ratings(files, units, blank, absence).expect("coders are known").ratings;
    let coders = found.coders().len();
    let row = |unit: usize| (0..coders).map(|coder| found.value(unit, coder).cloned()).collect();
    found.units().iter().enumerate().map(|(unit, name)| (name.to_string(), row(unit))).collect()
}

fn set(codes: &[&str]) -> Option<CodeSet> {
    Some(codes.iter().map(|code| Box::from(*code)).collect())
}

fn missing() -> Option<CodeSet> {
    None
}

/// `0123456789…`: Ann codes all of the first text, Bob the end of its first sentence; only Ann codes the second.
fn two_texts() -> Coded {
    let texts = ["Oh. We trust them! Truly.\n\nEnd", "More 🤝 text."];
    let mut coded = Coded::new(0, &["Ann", "Bob"], &["trust", "doubt"], &texts);
    coded.code(0, 4..25, Some(0), 0);
    coded.code(0, 16..18, Some(1), 0);
    coded.code(0, 17..22, Some(1), 1);
    coded.code(1, 0..4, Some(0), 1);
    coded
}

#[test]
fn units_and_absence_are_as_chosen() {
    let coded = two_texts();
    let files = [CodedFile::new(&coded.project)];
    let sentences = table(&files, Units::Sentences, Blank::Counted, Absence::NotSeen);
    let expected = vec![
        ("text 0, 1: Oh.".to_owned(), vec![set(&[]), set(&[])]),
        ("text 0, 2: We trust them!".to_owned(), vec![set(&["trust"]), set(&["trust", "doubt"])]),
        ("text 0, 3: Truly.".to_owned(), vec![set(&["trust"]), set(&["doubt"])]),
        ("text 0, 4: End".to_owned(), vec![set(&[]), set(&[])]),
        ("text 1, 1: More 🤝 text.".to_owned(), vec![set(&["doubt"]), missing()]),
    ];
    assert_eq!(sentences, expected);
    let seen = table(&files, Units::Sentences, Blank::LeftOut, Absence::NothingFound);
    assert_eq!(
        seen.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["text 0, 2: We trust them!", "text 0, 3: Truly.", "text 1, 1: More 🤝 text."]
    );
    assert_eq!(seen[2].1, [set(&["doubt"]), set(&[])]);
    let paragraphs = table(&files, Units::Paragraphs, Blank::Counted, Absence::NotSeen);
    assert_eq!(paragraphs.len(), 3);
    assert_eq!(paragraphs[0].1, [set(&["trust"]), set(&["trust", "doubt"])]);
    let segments = table(&files, Units::Segments, Blank::Counted, Absence::NotSeen);
    let names: Vec<&str> = segments.iter().map(|(name, _)| name.as_str()).collect();
    // Between 4, 16, 17, 18, 22 and 25.
    assert_eq!(
        names,
        [
            "text 0, 1: We trust the",
            "text 0, 2: m",
            "text 0, 3: !",
            "text 0, 4:  Tru",
            "text 0, 5: ly.",
            "text 1, 1: More"
        ]
    );
    assert_eq!(segments[2].1, [set(&["trust"]), set(&["trust", "doubt"])]);
    assert_eq!(segments[4].1, [set(&["trust"]), set(&[])]);
    assert_eq!(table(&files, Units::Characters, Blank::Counted, Absence::NotSeen).len(), 30 + 12);
    let sources = table(&files, Units::Sources, Blank::Counted, Absence::NotSeen);
    assert_eq!(sources[0], ("text 0".to_owned(), vec![set(&["trust"]), set(&["trust", "doubt"])]));
    let found = ratings(&files, Units::Sentences, Blank::LeftOut, Absence::NotSeen).expect("a table");
    let how = "units are sentences; blank units left out; a coder without codes in a source has not seen it";
    assert_eq!(found.ratings.cut(), Some(how));
}

#[test]
fn sentences_end_where_a_reader_would_say() {
    let text = "He said: “Come!” She came. 3.5 km… (So far.) 価値共創。対話だ！はい";
    let mut coded = Coded::new(0, &["Ann"], &["a"], &[text]);
    coded.code(0, 0..1, Some(0), 0);
    let found = table(&[CodedFile::new(&coded.project)], Units::Sentences, Blank::Counted, Absence::NotSeen);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.split_once(": ").expect("a quote").1).collect();
    assert_eq!(names, ["He said: “Come!”", "She came.", "3.5 km…", "(So far.)", "価値共創。", "対話だ！", "はい"]);
}

/// A coder each in a file of their own, with other ids, other line ends, other letters and blanks in names, and sources in
/// another order.
#[test]
fn two_files_are_compared_as_one() {
    let texts = ["One.\nTwo. 🤝 Three.", "Other text."];
    let mut both = Coded::new(0, &["Ann", "Bob"], &["Trust", "Doubt"], &texts);
    both.code(0, 0..4, Some(0), 0);
    both.code(0, 5..9, Some(1), 0);
    both.code(1, 0..5, Some(0), 1);
    both.code(1, 0..5, Some(1), 1);
    let mut ann = Coded::new(1000, &["Ann"], &["Trust", "Doubt", "Hers"], &texts);
    ann.code(0, 0..4, Some(0), 0);
    ann.code(1, 0..5, Some(0), 1);
    let mut bob =
        Coded::new(2000, &["Bob"], &["doubt", " TRUST "], &[texts[1], "One.\r\nTwo. 🤝 Three.", "His alone."]);
    bob.code(0, 0..5, Some(0), 0);
    bob.code(1, 6..10, Some(0), 1);
    let one = [CodedFile::new(&both.project)];
    let two = [CodedFile::new(&ann.project), CodedFile::new(&bob.project)];
    for units in [Units::Characters, Units::Sentences, Units::Paragraphs, Units::Segments] {
        let rows = |files: &[CodedFile<'_>]| -> Vec<Vec<Option<CodeSet>>> {
            let lower = |set: CodeSet| set.iter().map(|code| code.to_lowercase().into()).collect();
            let rows = table(files, units, Blank::LeftOut, Absence::NotSeen).into_iter();
            rows.map(|(_, row)| row.into_iter().map(|set| set.map(lower)).collect()).collect()
        };
        assert_eq!(rows(&two), rows(&one), "{units}");
    }
    let losses = ratings(&two, Units::Sentences, Blank::LeftOut, Absence::NotSeen).expect("a table").losses;
    let told: Vec<String> = losses.iter().flat_map(|loss| loss.places.clone()).collect();
    assert_eq!(told, ["\"text 2\" (file 2)", "\"hers\" (file 1)"]);
}

#[test]
fn coders_are_told_apart_by_what_the_caller_says() {
    let mut ann = Coded::new(0, &["default"], &["a"], &["One. Two."]);
    ann.code(0, 0..4, Some(0), 0);
    let mut bob = Coded::new(100, &["default"], &["a"], &["One. Two."]);
    bob.code(0, 5..9, None, 0);
    let merged = ratings(
        &[CodedFile::new(&ann.project), CodedFile::new(&bob.project)],
        Units::Sentences,
        Blank::Counted,
        Absence::NotSeen,
    );
    let merged = merged.expect("one coder is known");
    assert_eq!(merged.ratings.coders().len(), 1);
    assert_eq!((merged.losses.count(LossKind::CoderByName), merged.losses.count(LossKind::UnknownCoder)), (1, 1));
    let apart = [CodedFile::by("Ann", &ann.project), CodedFile::by("Bob", &bob.project)];
    let rows = table(&apart, Units::Sentences, Blank::Counted, Absence::NotSeen);
    assert_eq!(
        rows.iter().map(|(_, row)| row.clone()).collect::<Vec<_>>(),
        [vec![set(&["a"]), set(&[])], vec![set(&[]), set(&["a"])]]
    );
}

#[test]
fn nobody_who_coded_is_a_fault() {
    assert!(ratings(&[], Units::Sentences, Blank::Counted, Absence::NotSeen).is_err());
    assert!(spans(&[CodedFile::new(&Project::default())], Absence::NotSeen).is_err());
}

/// The example of the coefficient's own documentation: 48 positions, 16 of them unlike, 1120 · 48 / 2156 by chance.
#[test]
fn spans_go_into_the_unitizing_coefficients() {
    let text = "é".repeat(24);
    let mut coded = Coded::new(0, &["ann", "bob"], &["trust"], &[&text, "seen by ann alone"]);
    for (user, range) in [(0, 2..10), (0, 14..20), (1, 4..8), (1, 15..17)] {
        coded.code(0, 2 * range.start..2 * range.end, Some(user), 0);
    }
    coded.code(1, 0..4, Some(0), 0);
    let found = spans(&[CodedFile::new(&coded.project)], Absence::NotSeen).expect("coders are known");
    let expected = Some(1.0 - 16.0 / (48.0 * 1120.0 / 2156.0));
    assert_eq!(unitizing_alpha_2016(&found.each[0].1).any.value(), expected);
    assert_eq!(unitizing_alpha_2016(&found.all.expect("nothing overlaps")).any.value(), expected);
    assert_eq!(found.losses.count(LossKind::NotSeenByAll), 1);
    // Two codes of one coder on one stretch: each by itself has a continuum, both together have none.
    let twice = two_texts();
    let found = spans(&[CodedFile::new(&twice.project)], Absence::NothingFound).expect("coders are known");
    assert!(found.all.is_none());
    assert_eq!(found.each.iter().map(|(code, _)| &**code).collect::<Vec<_>>(), ["trust", "doubt"]);
}

#[test]
fn a_sample_of_two_coders_gives_a_report() {
    let project = sample("qualcoder-git__two-coders-lf.qdpx");
    let found =
        ratings(&[CodedFile::new(&project)], Units::Sentences, Blank::LeftOut, Absence::NotSeen).expect("a table");
    assert_eq!(found.ratings.coders().len(), 2);
    let both = found.ratings.units().iter().position(|unit| unit.contains("joint workshop")).expect("it is coded");
    assert_eq!(found.ratings.value(both, 0).map(|set| set.contains("co-creation/sphere/joint sphere")), Some(true));
    assert_eq!(found.ratings.value(both, 1).map(|set| set.contains("co-creation/sphere/joint sphere")), Some(true));
}

/// The codes that a coder gave to any byte of a piece, looked up one by one.
fn codes_of(rows: &[(usize, Range<usize>, usize)], coder: usize, piece: &Range<usize>) -> BTreeSet<usize> {
    let touches = |range: &Range<usize>| range.clone().any(|byte| piece.contains(&byte));
    rows.iter().filter(|(user, range, _)| *user == coder && touches(range)).map(|(.., code)| *code).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn every_character_has_the_codes_that_lie_on_it(
        text in "[ab. é🤝\n]{1,30}",
        rows in prop::collection::vec((0usize..2, 0.0..=1.0, 0.0..=1.0, 0usize..3), 1..12),
    ) {
        let names = ["a", "b", "c"];
        let mut coded = Coded::new(0, &["Ann", "Bob"], &names, &[&text]);
        // Both saw the text: each codes it somewhere.
        let all = [(0, 0.0, 1.0, 0), (1, 0.0, 1.0, 1)];
        let rows: Vec<_> = all
            .into_iter()
            .chain(rows)
            .map(|(user, one, other, code): (usize, f64, f64, usize)| {
                (user, border(&text, one.min(other))..border(&text, one.max(other)), code)
            })
            .collect();
        for (user, range, code) in &rows {
            coded.code(0, range.clone(), Some(*user), *code);
        }
        let files = [CodedFile::new(&coded.project)];
        let found = table(&files, Units::Characters, Blank::Counted, Absence::NotSeen);
        let pieces: Vec<_> = text.char_indices().map(|(at, c)| at..at + c.len_utf8()).collect();
        prop_assert_eq!(found.len(), pieces.len());
        for ((_, values), piece) in found.iter().zip(&pieces) {
            for (coder, value) in values.iter().enumerate() {
                let expected = codes_of(&rows, coder, piece).into_iter().map(|code| names[code].into()).collect();
                prop_assert_eq!(value.as_ref(), Some(&expected));
            }
        }
        // Pieces between the ends of segments say the same of fewer, larger units.
        let bounds: BTreeSet<usize> = rows.iter().flat_map(|(_, range, _)| [range.start, range.end]).collect();
        let bounds: Vec<usize> = bounds.into_iter().collect();
        let larger = table(&files, Units::Segments, Blank::Counted, Absence::NotSeen);
        prop_assert_eq!(larger.len(), bounds.len() - 1);
        for ((_, values), ends) in larger.iter().zip(bounds.windows(2)) {
            let at = pieces.iter().position(|piece| piece.start == ends[0]).expect("a border");
            prop_assert_eq!(values, &found[at].1);
        }
    }
}

/// A hundred thousand segments, each within the one before, and as many units: time goes with their number, not its square.
#[test]
fn segments_within_segments_are_compared_in_no_time() {
    let text = "x".repeat(100_001);
    let mut coded = Coded::new(0, &["Ann", "Bob"], &["a", "b"], &[&text]);
    for start in 0..50_000 {
        coded.code(0, start..text.len() - start, Some(start % 2), start / 2 % 2);
    }
    let files = [CodedFile::new(&coded.project)];
    let found = ratings(&files, Units::Segments, Blank::LeftOut, Absence::NotSeen).expect("a table");
    assert_eq!(found.ratings.units().len(), 99_999);
    assert_eq!(spans(&files, Absence::NotSeen).expect("spans").each.len(), 2);
    assert_eq!(write(&coded.project).expect("a file").losses.iter().count(), 0);
    let map = CodeMap::default()
        .entry("a", Meaning::node(NodeKind::Actor, "a"))
        .entry("b", Meaning::node(NodeKind::Practice, "b"));
    let drafted = draft("many", &coded.project, &map).expect("a sound table");
    assert_eq!((drafted.document.evidence.len(), drafted.proposals.len()), (50_000, 2));
}
