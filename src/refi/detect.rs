//! Which way of counting positions a file uses.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use super::offsets::{OffsetConvention, Ruler};
use super::report::{ChosenBy, Fit, Positions};

/// A text with the ranges that were selected in it, and the names of the selections.
#[derive(Debug)]
pub(super) struct Marked<'a> {
    pub(super) text: &'a str,
    pub(super) ruler: Ruler<'a>,
    pub(super) ranges: Vec<(Range<usize>, Option<&'a str>)>,
}

/// What speaks for one way of counting.
#[derive(Debug)]
struct Candidate {
    convention: OffsetConvention,
    /// Selections whose name is their quote, or its beginning.
    snippets: u64,
    /// The same, weighed: a whole quote says more than a beginning.
    likeness: u64,
    /// Ends of ranges at the border of a word.
    borders: u64,
    misplaced: u64,
    /// Two with the same value mean the same text throughout.
    meaning: u64,
}

/// Chooses by the caller's word, the quotes in names, the borders of words, the program, or the usual way, in this order.
pub(super) fn choose(texts: &[Marked<'_>], origin: Option<&str>, asked: Option<OffsetConvention>) -> Positions {
    let ranges = texts.iter().map(|text| text.ranges.len() as u64).sum();
    if ranges == 0 {
        return Positions::usual(asked);
    }
    let candidates = candidates(texts, asked);
    let named = texts.iter().flat_map(|text| &text.ranges).filter(|(_, name)| name.is_some()).count() as u64;
    let known = origin.and_then(OffsetConvention::of_origin).map(|known| reduced(known, texts));
    let (chosen, chosen_by) = match asked.and_then(|asked| candidates.iter().find(|it| it.convention == asked)) {
        Some(asked) => (asked, ChosenBy::Option),
        None => best(&candidates, named, known),
    };
    let others = candidates.iter().filter(|other| other.meaning != chosen.meaning);
    let runner_up = others.max_by_key(|other| (other.likeness, other.borders, std::cmp::Reverse(other.misplaced)));
    Positions {
        convention: chosen.convention,
        chosen_by,
        fit: Some(chosen.fit(ranges)),
        runner_up: runner_up.map(|other| other.fit(ranges)),
        ranges,
    }
}

/// The ways of counting that may differ on these texts, each with what speaks for it.
fn candidates(texts: &[Marked<'_>], asked: Option<OffsetConvention>) -> Vec<Candidate> {
    let matters = |it: &OffsetConvention| reduced(*it, texts) == *it || asked == Some(*it);
    OffsetConvention::all().filter(matters).map(|convention| Candidate::weigh(convention, texts)).collect()
}

/// The convention with the usual way in whatever these texts cannot tell apart.
fn reduced(convention: OffsetConvention, texts: &[Marked<'_>]) -> OffsetConvention {
    let mut tells = [false; 3];
    for text in texts {
        let here = text.ruler.tells_apart(convention);
        tells = std::array::from_fn(|at| tells[at] || here[at]);
    }
    let [unit, line_end, mark] = tells;
    OffsetConvention {
        unit: if unit { convention.unit } else { Default::default() },
        line_end: if line_end { convention.line_end } else { Default::default() },
        counts_mark: mark && convention.counts_mark,
        end: convention.end,
    }
}

/// The best candidate, and what decided. Ties go to the program's own way, then to the usual one.
fn best(candidates: &[Candidate], named: u64, known: Option<OffsetConvention>) -> (&Candidate, ChosenBy) {
    // Names are quotes only where most of them are found in the text, whichever way it is counted.
    let quoting = candidates.iter().any(|it| 2 * it.snippets >= named && it.snippets > 0);
    let likeness = |it: &Candidate| if quoting { it.likeness } else { 0 };
    let key = |it: &Candidate| (likeness(it), it.borders);
    let top = candidates.iter().map(key).max().unwrap_or_default();
    let tied: Vec<&Candidate> = candidates.iter().filter(|it| key(it) == top).collect();
    let by_program = known.and_then(|known| tied.iter().copied().find(|it| it.convention == known));
    let chosen = by_program.unwrap_or(tied[0]);
    let differs = |it: &Candidate| it.meaning != chosen.meaning;
    let chosen_by = if tied.iter().any(|it| differs(it)) {
        by_program.map_or(ChosenBy::Default, |_| ChosenBy::Origin)
    } else if candidates.iter().any(|it| differs(it) && likeness(it) == top.0) {
        ChosenBy::Boundaries
    } else if candidates.iter().any(differs) {
        ChosenBy::Snippets
    } else {
        ChosenBy::Default
    };
    (chosen, chosen_by)
}

impl Candidate {
    fn weigh(convention: OffsetConvention, texts: &[Marked<'_>]) -> Self {
        let mut it = Self { convention, snippets: 0, likeness: 0, borders: 0, misplaced: 0, meaning: 0 };
        let mut meaning = DefaultHasher::new();
        for marked in texts {
            for (raw, name) in &marked.ranges {
                let range = marked.ruler.range(raw, convention).ok();
                range.hash(&mut meaning);
                match range {
                    Some(range) => it.add(marked.text, &range, *name),
                    None => it.misplaced += 1,
                }
            }
        }
        it.meaning = meaning.finish();
        it
    }

    fn add(&mut self, text: &str, range: &Range<usize>, name: Option<&str>) {
        self.borders += u64::from(begins_a_word(text, range)) + u64::from(ends_a_word(text, range));
        let likeness = name.map_or(0, |name| likeness(name, &text[range.clone()]));
        self.likeness += likeness;
        self.snippets += u64::from(likeness > 0);
    }

    fn fit(&self, ranges: u64) -> Fit {
        Fit {
            convention: self.convention,
            snippets: self.snippets,
            boundaries: self.borders as f64 / (2 * ranges) as f64,
            misplaced: self.misplaced,
        }
    }
}

/// A range that starts with a space, or within a word, was not marked so by anybody.
fn begins_a_word(text: &str, range: &Range<usize>) -> bool {
    let Some(first) = text[range.clone()].chars().next() else { return false };
    let before = text[..range.start].chars().next_back();
    !(first.is_whitespace() || (first.is_alphanumeric() && before.is_some_and(char::is_alphanumeric)))
}

fn ends_a_word(text: &str, range: &Range<usize>) -> bool {
    let Some(last) = text[range.clone()].chars().next_back() else { return false };
    let behind = text[range.end..].chars().next();
    !(last.is_whitespace() || (last.is_alphanumeric() && behind.is_some_and(char::is_alphanumeric)))
}

/// Characters from which on the beginning of a quote is no coincidence.
const TELLING: usize = 10;

/// 4 where the name is the quote, 3 where it is but for white space, which XML changes in attributes, 2 where it is the
/// beginning of the quote, 0 otherwise.
fn likeness(name: &str, quote: &str) -> u64 {
    if name == quote {
        return 4;
    }
    if spaced(name).eq(spaced(quote)) {
        return 3;
    }
    let cut = name.strip_suffix('…').or_else(|| name.strip_suffix("..."));
    let beginning = cut.unwrap_or(name);
    let telling = cut.is_some_and(|cut| !cut.is_empty()) || beginning.chars().nth(TELLING - 1).is_some();
    let mut quoted = spaced(quote);
    if telling && spaced(beginning).all(|c| quoted.next() == Some(c)) { 2 } else { 0 }
}

/// The characters with all white space as spaces, and `CR LF` as one.
fn spaced(text: &str) -> impl Iterator<Item = char> {
    let mut before = ' ';
    text.chars().filter_map(move |c| {
        let joined = before == '\r' && c == '\n';
        before = c;
        (!joined).then(|| if c.is_whitespace() { ' ' } else { c })
    })
}
