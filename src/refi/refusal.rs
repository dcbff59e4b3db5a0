//! Errors that refuse a file: what is wrong, and where.

use std::fmt;
use std::io;

use crate::{Error, ErrorKind};

/// A bound that was passed, on its way through a reader that knows no other errors.
#[derive(Debug)]
pub(super) struct Passed(pub(super) String);

impl fmt::Display for Passed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Passed {}

impl From<Passed> for io::Error {
    fn from(passed: Passed) -> Self {
        Self::other(passed)
    }
}

/// A file that goes beyond a bound that the caller can change.
pub(super) fn too_much(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Limit, message)
}

/// A file that is damaged, or is not of the format.
pub(super) fn unreadable(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Read, message)
}

/// What a reader reports: a bound of ours that was passed, or damage.
pub(super) fn of_io(place: &str, error: io::Error) -> Error {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Passed>()) {
        Some(passed) => too_much(format!("{place}: {passed}")),
        None => Error::caused(
            ErrorKind::Read,
            format!("{place} cannot be read: it is damaged, or its reader failed"),
            error,
        ),
    }
}

/// A text from the file as it may stand in a message: not longer than a line.
pub(super) fn clipped(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("`{}…`", text[..end].escape_debug()),
        None => format!("`{}`", text.escape_debug()),
    }
}
