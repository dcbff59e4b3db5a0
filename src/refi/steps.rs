//! Bytes of a text as positions in characters.

use std::ops::Range;

/// Counts the characters before a byte: marks each few bytes, and steps between them.
pub(super) struct Steps<'t> {
    text: &'t str,
    marks: Vec<usize>,
}

/// Bytes between two marks.
const SPACING: usize = 256;

impl<'t> Steps<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let counts = text.as_bytes().chunks(SPACING).map(characters);
        let marks = counts.scan(0, |before, count| Some(std::mem::replace(before, *before + count)));
        Self { text, marks: marks.collect() }
    }

    /// The position of a byte, if it is at the border of a character.
    pub(super) fn at(&self, byte: usize) -> Option<usize> {
        if !self.text.is_char_boundary(byte) {
            return None;
        }
        let block = (byte / SPACING).min(self.marks.len().saturating_sub(1));
        Some(self.marks.get(block).unwrap_or(&0) + characters(&self.text.as_bytes()[block * SPACING..byte]))
    }

    pub(super) fn range(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let (start, end) = (self.at(range.start)?, self.at(range.end)?);
        (start <= end).then_some(start..end)
    }
}

/// How many characters begin in these bytes of a text.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}
