//! The identity of an item of an exchange file.

use std::fmt;

use serde::{Serialize, Serializer};

/// What identifies an item of an exchange file.
///
/// Files write one GUID as `{6B29FC40-…}` here and as `6b29fc40-…` there: both are the same value, and it prints in lower
/// case without braces. Some programs write ids that are no GUID; they are kept as they stand.
///
/// ```
/// use cocreation::refi::Guid;
///
/// let braced = Guid::new("{6B29FC40-CA47-1067-B31D-00DD010662DA}");
/// assert_eq!(braced, Guid::new("6b29fc40-ca47-1067-b31d-00dd010662da"));
/// assert_eq!(braced.to_string(), "6b29fc40-ca47-1067-b31d-00dd010662da");
/// assert!(!Guid::new("code-7").is_uuid());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Guid(Form);

/// 24 bytes and no allocation for the usual form: a project may have a million of them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    Uuid([u8; 16]),
    Foreign(Box<str>),
}

impl Guid {
    /// Reads an id: 8-4-4-4-12 hexadecimal digits in any case, in braces or not; anything else is kept as it stands,
    /// without white space around it.
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        Self(uuid(text).map_or_else(|| Form::Foreign(text.into()), Form::Uuid))
    }

    /// A GUID from its sixteen bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Form::Uuid(bytes))
    }

    /// The sixteen bytes, unless the id is no GUID.
    pub fn as_bytes(&self) -> Option<&[u8; 16]> {
        match &self.0 {
            Form::Uuid(bytes) => Some(bytes),
            Form::Foreign(_) => None,
        }
    }

    /// Whether it has the form that the standard asks for.
    pub fn is_uuid(&self) -> bool {
        self.as_bytes().is_some()
    }
}

fn uuid(text: &str) -> Option<[u8; 16]> {
    let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text).as_bytes();
    if inner.len() != 36 || [8, 13, 18, 23].iter().any(|at| inner[*at] != b'-') {
        return None;
    }
    let mut bytes = [0; 16];
    let mut digits = inner.iter().enumerate().filter(|(at, _)| ![8, 13, 18, 23].contains(at)).map(|(_, digit)| *digit);
    for byte in &mut bytes {
        *byte = (hexadecimal(digits.next()?)? << 4) | hexadecimal(digits.next()?)?;
    }
    Some(bytes)
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = match &self.0 {
            Form::Uuid(bytes) => bytes,
            Form::Foreign(text) => return f.pad(text),
        };
        let mut text = String::with_capacity(36);
        for (at, byte) in bytes.iter().enumerate() {
            if [4, 6, 8, 10].contains(&at) {
                text.push('-');
            }
            for half in [byte >> 4, byte & 15] {
                text.extend(char::from_digit(u32::from(half), 16));
            }
        }
        f.pad(&text)
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Guid({self})")
    }
}

impl Serialize for Guid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
