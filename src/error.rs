//! The one error type of the crate.

use std::error::Error as StdError;
use std::fmt;

/// What went wrong, as an opaque value with a [`kind`](Error::kind) to match on.
///
/// Messages are lower case, name the offending text, and say what would be right. A cause is reached through
/// [`source`](StdError::source) and not repeated in the message. Problems *in a case* are not errors but values:
/// see [`Problems`](crate::case::Problems).
///
/// ```
/// use cocreation::{evidence::Date, ErrorKind};
///
/// let error = "2013-02-30".parse::<Date>().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::ImpossibleDate);
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    kind: ErrorKind,
    message: String,
    #[source]
    cause: Option<Box<dyn StdError + Send + Sync>>,
}

/// The kinds of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// No construct of the register has this id.
    UnknownConstruct,
    /// A name that no entry of a closed list bears.
    UnknownName,
    /// Text that is not a date, period or duration of the documented subset of EDTF.
    DateSyntax,
    /// A date that no calendar has, such as 30 February.
    ImpossibleDate,
    /// A period that ends before it starts.
    ImpossiblePeriod,
    /// A number outside the range that its meaning allows.
    OutOfRange,
    /// A setting of an analysis that cannot be used.
    Setting,
    /// A change that leaves no sound case.
    Change,
    /// A document that could not be written.
    Write,
    /// A file that cannot be read: damaged, or of another format.
    Read,
    /// A file that goes beyond a limit which the caller can change.
    Limit,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), cause: None }
    }

    pub(crate) fn caused(
        kind: ErrorKind,
        message: impl Into<String>,
        cause: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self { kind, message: message.into(), cause: Some(cause.into()) }
    }

    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownConstruct => "unknown construct",
            Self::UnknownName => "unknown name",
            Self::DateSyntax => "not a date",
            Self::ImpossibleDate => "impossible date",
            Self::ImpossiblePeriod => "impossible period",
            Self::OutOfRange => "out of range",
            Self::Setting => "unusable setting",
            Self::Change => "impossible change",
            Self::Write => "cannot be written",
            Self::Read => "cannot be read",
            Self::Limit => "beyond a limit",
        })
    }
}
