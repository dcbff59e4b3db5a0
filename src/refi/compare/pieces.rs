//! Units of a text.

use std::ops::Range;

/// Every character.
pub(super) fn characters(text: &str) -> Vec<Range<usize>> {
    text.char_indices().map(|(at, character)| at..at + character.len_utf8()).collect()
}

/// What stands between line ends, without white space around it; empty lines are no paragraphs.
pub(super) fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let ends = text.char_indices().filter(|(_, c)| matches!(c, '\n' | '\r' | '\u{2029}'));
    let bounds = ends.map(|(at, c)| at + c.len_utf8()).chain([text.len()]);
    between(text, bounds)
}

/// What stands between the ends of sentences: a full stop, question mark, exclamation mark or ellipsis, with brackets and
/// quotation marks that close behind it, before white space; and the end of a line. Chinese and Japanese marks need no white
/// space behind them.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    for line in paragraphs(text) {
        let (offset, line) = (line.start, &text[line]);
        let pieces = between(line, ends_of_sentences(line).into_iter().chain([line.len()]));
        sentences.extend(pieces.into_iter().map(|piece| piece.start + offset..piece.end + offset));
    }
    sentences
}

/// The bytes behind sentences.
fn ends_of_sentences(line: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    // Whether a sentence has come to its mark, and whether the mark needs white space behind it.
    let mut ended = None;
    for (at, character) in line.char_indices() {
        match character {
            '.' | '!' | '?' | '…' => ended = Some(true),
            '。' | '！' | '？' => ended = Some(false),
            '"' | '\'' | '”' | '’' | '»' | '«' | ')' | ']' | '」' | '』' => {}
            character => {
                if ended.take().is_some_and(|needs_space| !needs_space || character.is_whitespace()) {
                    ends.push(at);
                }
            }
        }
    }
    ends
}

/// The text as a whole, unless it is empty.
pub(super) fn whole(text: &str) -> Vec<Range<usize>> {
    cut([0, text.len()])
}

/// The pieces of a text between all these bytes; none where there are none.
pub(super) fn cut(bounds: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    let mut bounds: Vec<usize> = bounds.into_iter().collect();
    bounds.sort_unstable();
    bounds.dedup();
    bounds.windows(2).map(|ends| ends[0]..ends[1]).collect()
}

/// The pieces that end at these bytes, in order, without white space around them; empty ones are left out.
fn between(text: &str, ends: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut start = 0;
    let pieces = ends.filter_map(|end| {
        let piece = &text[start..end];
        let from = start + piece.len() - piece.trim_start().len();
        start = end;
        let words = piece.trim();
        (!words.is_empty()).then_some(from..from + words.len())
    });
    pieces.collect()
}
