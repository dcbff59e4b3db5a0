//! Positions: a writer of our own for each way of counting, and the reader finds the same words.

use cocreation::refi::{ChosenBy, LineEnd, NoticeCode, OffsetConvention, RangeEnd, Unit};
use proptest::prelude::*;

use super::{Segment, json, one_text, quotes, read, read_as};

/// How a program writes: the positions, and the file of the text.
#[derive(Clone, Copy, Debug)]
struct Writer {
    convention: OffsetConvention,
    crlf: bool,
    mark: bool,
    /// Whether the selections are named by their quotes.
    names: bool,
}

const USUAL: OffsetConvention = OffsetConvention {
    unit: Unit::CodePoint,
    line_end: LineEnd::CountsTwo,
    counts_mark: false,
    end: RangeEnd::Exclusive,
};
const UTF16: OffsetConvention = OffsetConvention { unit: Unit::Utf16, ..USUAL };
const ONE: OffsetConvention = OffsetConvention { line_end: LineEnd::CountsOne, ..USUAL };
const MARK: OffsetConvention = OffsetConvention { counts_mark: true, ..USUAL };
const INCLUSIVE: OffsetConvention = OffsetConvention { end: RangeEnd::Inclusive, ..USUAL };

/// The eight that `expected_synthetic.json` describes.
const WRITERS: [(&str, &str, Writer); 8] = [
    ("spec_lf", "", Writer { convention: USUAL, crlf: false, mark: false, names: true }),
    ("spec_crlf", "", Writer { convention: USUAL, crlf: true, mark: false, names: false }),
    ("spec_inclusive", "", Writer { convention: INCLUSIVE, crlf: false, mark: false, names: false }),
    ("nvivo_win_like", "NVivo for Windows 12.6", Writer { convention: UTF16, crlf: true, mark: true, names: false }),
    ("nvivo_mac_like", "NVivo for Mac 15", Writer { convention: UTF16, crlf: false, mark: false, names: false }),
    ("atlas_like", "ATLAS.ti 23", Writer { convention: ONE, crlf: true, mark: false, names: true }),
    ("qualcoder_like_maxqda", "QualCoder", Writer { convention: ONE, crlf: true, mark: true, names: true }),
    ("bom_counted", "", Writer { convention: MARK, crlf: false, mark: true, names: false }),
];

/// The length of a text, in this writer's steps, counted the plain way: character by character.
fn steps(text: &str, writer: Writer) -> usize {
    let mut steps = 0;
    let mut before = ' ';
    for c in text.chars() {
        let joined = before == '\r' && c == '\n' && writer.convention.line_end == LineEnd::CountsOne;
        before = c;
        steps += match writer.convention.unit {
            _ if joined => 0,
            Unit::CodePoint => 1,
            Unit::Utf16 => c.len_utf16(),
        };
    }
    steps
}

/// The file of a text with LF and segments in code points, as this writer would write it, and the quotes it means.
fn written(text: &str, segments: &[(usize, usize)], origin: &str, writer: Writer) -> (Vec<u8>, Vec<String>) {
    let stored = |part: &str| if writer.crlf { part.replace('\n', "\r\n") } else { part.to_owned() };
    let characters: Vec<char> = text.chars().collect();
    let part = |from: usize, to: usize| stored(&characters[from..to].iter().collect::<String>());
    let mark = usize::from(writer.mark && writer.convention.counts_mark);
    let mut rows = Vec::new();
    let mut meant = Vec::new();
    for (from, to) in segments {
        let quote = part(*from, *to);
        let (start, end) = (mark + steps(&part(0, *from), writer), mark + steps(&part(0, *to), writer));
        let end = match writer.convention.end {
            RangeEnd::Exclusive => end,
            RangeEnd::Inclusive => end - 1,
        };
        rows.push(Segment { name: if writer.names { quote.clone() } else { String::new() }, start, end });
        meant.push(quote);
    }
    let bytes = [if writer.mark { "\u{feff}" } else { "" }, &stored(text)].concat();
    (one_text(origin, bytes.as_bytes(), &rows), meant)
}

fn found(read: &cocreation::refi::ImportedProject) -> Vec<String> {
    let source = &read.project.sources[0];
    source.selections.iter().map(|selection| source.quote(selection).expect("a quote").to_owned()).collect()
}

#[test]
fn every_way_of_counting_is_found_and_gives_the_same_seven_segments() {
    let truth = json("samples/expected_synthetic.json");
    let text = truth["text_lf"].as_str().expect("a text");
    let mut segments = Vec::new();
    for segment in truth["segments"].as_array().expect("segments") {
        let number = |key: &str| segment[key].as_u64().expect("a number") as usize;
        segments.push((number("start_cp"), number("end_cp")));
    }
    assert_eq!((WRITERS.len(), segments.len()), (truth["files"].as_object().expect("files").len(), 7));
    for (name, origin, writer) in WRITERS {
        let (file, meant) = written(text, &segments, origin, writer);
        let read = read(&file);
        assert_eq!(found(&read), meant, "{name}\n{}", read.report);
        for (meant, segment) in meant.iter().zip(truth["segments"].as_array().expect("segments")) {
            assert_eq!(meant, segment["text"].as_str().expect("a text"), "{name}");
        }
        let (file, meant) = written(text, &segments, "", Writer { names: false, ..writer });
        assert_eq!(found(&super::read(&file)), meant, "{name} without names and origin");
    }
}

/// A text that tells nothing apart: the usual way, by default, without a doubt.
#[test]
fn plain_text_needs_no_choice_of_unit() {
    let writer = Writer { convention: USUAL, crlf: false, mark: false, names: false };
    let (file, meant) = written("one two three four", &[(4, 7), (8, 13)], "", writer);
    let read = read(&file);
    assert_eq!((found(&read), read.report.positions.expect("positions").convention), (meant, USUAL));
}

/// One emoji before the only segment, and both ways of counting give whole words: the program decides, and a notice says so.
#[test]
fn a_tie_goes_to_the_program_and_is_told() {
    let text = "🤝 a.b.c";
    for (origin, unit, by, quote) in [
        ("NVivo for Windows 12.6", Unit::Utf16, ChosenBy::Origin, "a"),
        // How it counts CR LF makes no difference here.
        ("ATLAS.ti 23", Unit::CodePoint, ChosenBy::Origin, "."),
        ("", Unit::CodePoint, ChosenBy::Default, "."),
    ] {
        let file = one_text(origin, text.as_bytes(), &[Segment { name: String::new(), start: 3, end: 4 }]);
        let read = read(&file);
        let positions = read.report.positions.clone().expect("positions");
        assert_eq!((positions.convention.unit, positions.chosen_by), (unit, by), "{}", read.report);
        assert_eq!(
            (found(&read), read.report.notices_of(NoticeCode::UncertainConvention)),
            (vec![quote.to_owned()], 1)
        );
    }
}

#[test]
fn the_option_outdoes_everything() {
    let text = "🤝 one two";
    let file = one_text("x", text.as_bytes(), &[Segment { name: "one".into(), start: 2, end: 5 }]);
    assert_eq!(found(&read(&file)), ["one"]);
    let read = read_as(&file, UTF16);
    assert_eq!(found(&read), [" on"]);
    assert_eq!(read.report.notices_of(NoticeCode::UncertainConvention), 1, "{}", read.report);
}

#[test]
fn every_convention_is_listed_once() {
    let mut all: Vec<OffsetConvention> = OffsetConvention::all().collect();
    assert_eq!(all[0], OffsetConvention::default());
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 16);
}

/// Texts with what makes programs differ: astral characters, line ends, combining characters, letters of many scripts.
fn text() -> impl Strategy<Value = String> {
    let word =
        prop::sample::select(vec!["a", "née", "🤝", "𝒱alue", "\n", "共創", "e\u{301}", " ", "x", "🚚🚚", "<&>", "ß."]);
    prop::collection::vec(word, 1..40).prop_map(|words| words.concat())
}

/// All sixteen ways, with the files that go with them.
fn writer() -> impl Strategy<Value = Writer> {
    (0..16_usize, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(at, crlf, mark, names)| {
        let convention = OffsetConvention::all().nth(at).expect("sixteen");
        Writer { convention, crlf, mark, names }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    /// Told how the file counts, the reader gives the exact words; named by their quotes, it finds out by itself.
    #[test]
    fn quotes_are_exact(
        text in text(), ends in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..8),
        writer in writer(),
    ) {
        let length = text.chars().count();
        let ends = ends.iter().map(|(from, to)| (from.index(length), to.index(length)));
        let segments: Vec<(usize, usize)> = ends.map(|(a, b)| (a.min(b), a.max(b) + 1)).collect();
        let (file, meant) = written(&text, &segments, "", writer);
        prop_assert_eq!(found(&read_as(&file, writer.convention)), meant.clone());
        if writer.names {
            let read = read(&file);
            prop_assert_eq!(found(&read), meant, "{}", read.report);
            prop_assert_eq!(read.report.positions.expect("positions").fit.expect("a fit").misplaced, 0);
        }
    }

    /// Any positions at all: a quote is there or a notice is, and nothing panics.
    #[test]
    fn any_positions_are_placed_or_reported(
        text in text(), rows in prop::collection::vec((0..60_usize, 0..60_usize), 1..8), writer in writer(),
    ) {
        let rows: Vec<Segment> =
            rows.into_iter().map(|(start, end)| Segment { name: String::new(), start, end }).collect();
        let file = one_text("", text.as_bytes(), &rows);
        let read = read_as(&file, writer.convention);
        let count = read.report.count(cocreation::refi::Element::Selections);
        prop_assert_eq!(count.read + count.skipped, rows.len() as u64);
        prop_assert_eq!(quotes(&read.project).len() as u64, count.read);
    }
}
