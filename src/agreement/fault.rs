//! What is wrong with a table or a continuum, as values.

use std::fmt;

use serde::Serialize;

use crate::faults;

/// One thing that is wrong with a table (rows are units, columns coders) or a continuum (rows are spans).
pub type Fault = faults::Fault<FaultKind>;

/// Everything that is wrong with a table or a continuum.
pub type Faults = faults::Faults<FaultKind>;

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FaultKind {
    /// There is no coder.
    NoCoders,
    /// A coder or a unit without a name.
    Unnamed,
    /// A coder or a unit of this name stands before.
    Twice,
    /// The row has so many cells, and there are so many coders.
    Width {
        /// How many cells.
        cells: usize,
        /// How many coders.
        coders: usize,
    },
    /// A category that is declared twice.
    CategoryTwice(Box<str>),
    /// A value that is not among the declared categories.
    Undeclared(Box<str>),
    /// A span of a coder who is not on the list.
    UnknownCoder,
    /// A span without length.
    Empty,
    /// A span that leaves the continuum.
    Outside,
    /// A span that overlaps an earlier or a later one of the same coder, given by its number.
    Overlaps(usize),
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCoders => f.write_str("there are no coders"),
            Self::Unnamed => f.write_str("has no name"),
            Self::Twice => f.write_str("has a name that stands before"),
            Self::Width { cells, coders } => write!(f, "{cells} cells for {coders} coders"),
            Self::CategoryTwice(category) => write!(f, "the category {category} is declared twice"),
            Self::Undeclared(value) => write!(f, "{value} is not a declared category"),
            Self::UnknownCoder => f.write_str("the coder is not on the list"),
            Self::Empty => f.write_str("the span has no length"),
            Self::Outside => f.write_str("the span leaves the continuum"),
            Self::Overlaps(other) => write!(f, "overlaps span {other} of the same coder; run such codes one by one"),
        }
    }
}

impl From<faults::BadName> for FaultKind {
    fn from(bad: faults::BadName) -> Self {
        match bad {
            faults::BadName::Empty => Self::Unnamed,
            faults::BadName::Twice => Self::Twice,
        }
    }
}
