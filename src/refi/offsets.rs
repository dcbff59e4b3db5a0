//! How a program counts the positions of a text, and where they lie in its bytes.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

/// What one step of a position is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// A Unicode code point, as the standard asks.
    #[default]
    CodePoint,
    /// A UTF-16 code unit: an emoji counts two. NVivo for Windows counts so.
    Utf16,
}

/// How many steps the line end `CR LF` is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineEnd {
    /// Two, as it has two characters.
    #[default]
    CountsTwo,
    /// One: the program counted on a text with `LF` and wrote another.
    CountsOne,
}

/// Whether a selection's last character stands at its end position or before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RangeEnd {
    /// The end position is that of the first character behind. Every program seen does so.
    #[default]
    Exclusive,
    /// The end position is that of the last character, which is how the standard reads.
    Inclusive,
}

/// How a program counts positions. The standard leaves it open, and programs differ.
///
/// ```
/// use cocreation::refi::{OffsetConvention, Unit};
///
/// assert_eq!(
///     OffsetConvention::default().to_string(),
///     "code points, CR LF counts two, byte order mark not counted, end exclusive"
/// );
/// assert_eq!(OffsetConvention::of_origin("NVivo for Windows 12.6").map(|c| c.unit), Some(Unit::Utf16));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct OffsetConvention {
    /// What is counted.
    pub unit: Unit,
    /// What `CR LF` counts.
    pub line_end: LineEnd,
    /// Whether a byte order mark at the beginning of the text is counted as a character.
    pub counts_mark: bool,
    /// Whether the end position is inside.
    pub end: RangeEnd,
}

impl OffsetConvention {
    /// All sixteen, the likelier before the less likely.
    pub fn all() -> impl Iterator<Item = Self> {
        let ends = [RangeEnd::Exclusive, RangeEnd::Inclusive];
        ends.into_iter().flat_map(|end| {
            [false, true].into_iter().flat_map(move |counts_mark| {
                [Unit::CodePoint, Unit::Utf16].into_iter().flat_map(move |unit| {
                    [LineEnd::CountsTwo, LineEnd::CountsOne].into_iter().map(move |line_end| Self {
                        unit,
                        line_end,
                        counts_mark,
                        end,
                    })
                })
            })
        })
    }

    /// What is known of the program that wrote a file, by the name that it gives itself; none for one that is not known.
    ///
    /// NVivo for Windows and QualCoder were measured on files; what stands for ATLAS.ti and MAXQDA is what others' importers
    /// assume.
    pub fn of_origin(origin: &str) -> Option<Self> {
        let origin = origin.to_lowercase();
        let named = |names: &[&str]| names.iter().any(|name| origin.contains(name));
        if named(&["nvivo"]) {
            return Some(Self { unit: Unit::Utf16, ..Self::default() });
        }
        if named(&["atlas.ti", "atlas ti", "qualcoder", "maxqda"]) {
            return Some(Self { line_end: LineEnd::CountsOne, ..Self::default() });
        }
        named(&["pyrefiqda", "exegete", "lyze", "cocreation"]).then(Self::default)
    }

    fn measure(self) -> usize {
        2 * usize::from(self.unit == Unit::Utf16) + usize::from(self.line_end == LineEnd::CountsOne)
    }
}

impl fmt::Display for OffsetConvention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::CodePoint => "code points",
            Unit::Utf16 => "UTF-16 code units",
        };
        let line_end = match self.line_end {
            LineEnd::CountsTwo => "two",
            LineEnd::CountsOne => "one",
        };
        let mark = if self.counts_mark { "counted" } else { "not counted" };
        let end = match self.end {
            RangeEnd::Exclusive => "exclusive",
            RangeEnd::Inclusive => "inclusive",
        };
        write!(f, "{unit}, CR LF counts {line_end}, byte order mark {mark}, end {end}")
    }
}

/// Why a pair of positions is no range of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misplaced {
    Reversed,
    BeyondEnd,
    InsideCharacter,
}

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reversed => "the end lies before the start",
            Self::BeyondEnd => "the end lies beyond the text",
            Self::InsideCharacter => "a position falls inside a character",
        })
    }
}

/// Finds positions in a text, for every way of counting: marks each few bytes, and steps between them.
#[derive(Debug)]
pub(super) struct Ruler<'a> {
    text: &'a str,
    had_mark: bool,
    marks: Vec<Mark>,
    /// How long the text is, in each measure.
    lengths: [usize; 4],
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    byte: usize,
    counts: [usize; 4],
}

/// Bytes between two marks: what a lookup steps over at most.
const SPACING: usize = 64;

enum Spot {
    /// At the border of a character, in bytes.
    Border(usize),
    /// Inside one that ends at this byte.
    Inside(usize),
}

impl<'a> Ruler<'a> {
    /// A ruler for a text whose byte order mark, if it had one, was taken off.
    pub(super) fn new(text: &'a str, had_mark: bool) -> Self {
        let mut marks = vec![Mark { byte: 0, counts: [0; 4] }];
        let (mut at, mut next) = (marks[0], SPACING);
        while let Some((bytes, widths)) = step(text, at.byte) {
            at.byte += bytes;
            at.counts = std::array::from_fn(|measure| at.counts[measure] + widths[measure]);
            if at.byte >= next {
                marks.push(at);
                next = at.byte + SPACING;
            }
        }
        Self { text, had_mark, marks, lengths: at.counts }
    }

    /// Whether this text shows a convention's unit, line end and byte order mark: it is the usual one, or the text has
    /// something that it counts differently.
    pub(super) fn tells_apart(&self, convention: OffsetConvention) -> [bool; 3] {
        let [plain, joined, wide, _] = self.lengths;
        [
            convention.unit == Unit::default() || wide != plain,
            convention.line_end == LineEnd::default() || joined != plain,
            !convention.counts_mark || self.had_mark,
        ]
    }

    /// The bytes that a pair of positions means.
    pub(super) fn range(&self, raw: &Range<usize>, convention: OffsetConvention) -> Result<Range<usize>, Misplaced> {
        if raw.start > raw.end {
            return Err(Misplaced::Reversed);
        }
        let start = self.byte(raw.start, convention)?;
        let end = match convention.end {
            RangeEnd::Exclusive => self.byte(raw.end, convention)?,
            RangeEnd::Inclusive => self.behind(raw.end, convention)?,
        };
        Ok(start..end)
    }

    /// The byte at a position.
    pub(super) fn byte(&self, position: usize, convention: OffsetConvention) -> Result<usize, Misplaced> {
        match self.spot(position, convention)? {
            Spot::Border(byte) => Ok(byte),
            Spot::Inside(_) => Err(Misplaced::InsideCharacter),
        }
    }

    /// The byte behind the character at a position.
    fn behind(&self, position: usize, convention: OffsetConvention) -> Result<usize, Misplaced> {
        match self.spot(position, convention)? {
            Spot::Inside(end) => Ok(end),
            Spot::Border(byte) => {
                let (bytes, _) = step_as(self.text, byte, convention).ok_or(Misplaced::BeyondEnd)?;
                Ok(byte + bytes)
            }
        }
    }

    fn spot(&self, position: usize, convention: OffsetConvention) -> Result<Spot, Misplaced> {
        let position = position.saturating_sub(usize::from(convention.counts_mark && self.had_mark));
        let measure = convention.measure();
        let mark = self.marks.partition_point(|mark| mark.counts[measure] <= position) - 1;
        let Mark { mut byte, counts } = self.marks[mark];
        let mut count = counts[measure];
        while count < position {
            let (bytes, width) = step_as(self.text, byte, convention).ok_or(Misplaced::BeyondEnd)?;
            byte += bytes;
            count += width;
        }
        Ok(if count == position { Spot::Border(byte) } else { Spot::Inside(byte) })
    }
}

/// The next thing of a text that no mark may lie in: its bytes, and its width in each measure.
fn step(text: &str, byte: usize) -> Option<(usize, [usize; 4])> {
    // Nearly everything in most texts.
    if text.as_bytes().get(byte).is_some_and(|next| next.is_ascii() && *next != b'\r') {
        return Some((1, [1; 4]));
    }
    let rest = &text[byte..];
    if rest.starts_with("\r\n") {
        return Some((2, [2, 1, 2, 1]));
    }
    let next = rest.chars().next()?;
    Some((next.len_utf8(), [1, 1, next.len_utf16(), next.len_utf16()]))
}

/// The next thing that one convention counts: its bytes and its width.
fn step_as(text: &str, byte: usize, convention: OffsetConvention) -> Option<(usize, usize)> {
    let (bytes, widths) = step(text, byte)?;
    match convention.line_end {
        LineEnd::CountsTwo if bytes == 2 && text.as_bytes()[byte] == b'\r' => Some((1, 1)),
        LineEnd::CountsTwo | LineEnd::CountsOne => Some((bytes, widths[convention.measure()])),
    }
}
