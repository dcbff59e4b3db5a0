//! How a file is to be read.

use std::fmt;

use super::limits::Limits;
use super::offsets::OffsetConvention;

type External<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;
type Decoder<'a> = &'a dyn Fn(&[u8]) -> Option<String>;

/// How a file is to be read. Nothing has to be set.
///
/// ```
/// use cocreation::refi::{Limits, OffsetConvention, ReadOptions, utf16};
///
/// let options = ReadOptions::new()
///     .limits(Limits::default())
///     .offsets(OffsetConvention::default()) // count so, whatever the file looks like
///     .decoder(&utf16); // read texts in UTF-16, which the standard does not allow
/// # let _ = options;
/// ```
#[derive(Clone, Default)]
pub struct ReadOptions<'a> {
    pub(super) limits: Limits,
    pub(super) offsets: Option<OffsetConvention>,
    pub(super) external: Option<External<'a>>,
    pub(super) decoder: Option<Decoder<'a>>,
}

impl<'a> ReadOptions<'a> {
    /// The usual limits, positions as the file itself shows, no text from outside, and only texts in UTF-8.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads within other limits.
    pub fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Counts positions in this way, and does not look which fits.
    pub fn offsets(self, convention: OffsetConvention) -> Self {
        Self { offsets: Some(convention), ..self }
    }

    /// Asks this function for texts that lie outside the archive. It is given the path as the file writes it, such as
    /// `relative:///texts/a.txt`, and gives the bytes, or nothing.
    ///
    /// The path comes from the file, and whoever wrote the file may have written any path: look at it before you open it.
    pub fn external(self, resolver: &'a dyn Fn(&str) -> Option<Vec<u8>>) -> Self {
        Self { external: Some(resolver), ..self }
    }

    /// Asks this function for what a text says that is not UTF-8. It is given the bytes, and gives the text, or nothing; see
    /// [`utf16`]. A text that is guessed wrong moves the positions in it.
    pub fn decoder(self, decoder: &'a dyn Fn(&[u8]) -> Option<String>) -> Self {
        Self { decoder: Some(decoder), ..self }
    }
}

impl fmt::Debug for ReadOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadOptions")
            .field("limits", &self.limits)
            .field("offsets", &self.offsets)
            .field("external", &self.external.is_some())
            .field("decoder", &self.decoder.is_some())
            .finish()
    }
}

/// What a text in UTF-16 says: nothing unless it begins with a byte order mark and is sound to the last byte.
///
/// ```
/// use cocreation::refi::utf16;
///
/// assert_eq!(utf16(b"\xff\xfeA\0"), Some("\u{feff}A".to_owned()));
/// assert_eq!(utf16(b"A\0"), None);
/// ```
pub fn utf16(bytes: &[u8]) -> Option<String> {
    let number: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, []) = bytes.as_chunks::<2>() else { return None };
    char::decode_utf16(pairs.iter().map(|pair| number(*pair))).collect::<Result<String, _>>().ok()
}
