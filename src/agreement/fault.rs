//! What is wrong with a table or a continuum, as values.

use std::fmt;

use serde::Serialize;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The unit or the span; `None` if the fault is of none of them.
    pub row: Option<Place>,
    /// The coder; `None` if the fault is of none of them.
    pub column: Option<Place>,
    /// What is wrong.
    pub kind: FaultKind,
}

/// Where something stands in its list, and its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// From 1, without the header.
    pub number: usize,
    /// The name; empty if it has none.
    pub name: Box<str>,
}

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

impl fmt::Display for Fault {
    /// `row 3 (s3), column 2 (bob): "sum" is not a declared category`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = |what: &str, place: &Place| format!("{what} {} ({})", place.number, place.name);
        let row = self.row.as_ref().map(|place| named("row", place));
        let column = self.column.as_ref().map(|place| named("column", place));
        let places: Vec<String> = row.into_iter().chain(column).collect();
        if !places.is_empty() {
            write!(f, "{}: ", places.join(", "))?;
        }
        self.kind.fmt(f)
    }
}

/// Everything that is wrong with a table or a continuum, by row; never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// `None` if nothing is wrong.
    pub(super) fn found(mut faults: Vec<Fault>) -> Option<Self> {
        let number = |place: &Option<Place>| place.as_ref().map_or(0, |place| place.number);
        faults.sort_by_key(|fault| (number(&fault.row), number(&fault.column)));
        (!faults.is_empty()).then_some(Self(faults))
    }

    /// The faults, by row and column; those of no row come first.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Faults {
    /// A line for each fault, at most 100 of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 100;
        let lines: Vec<String> = self.0.iter().take(SHOWN).map(Fault::to_string).collect();
        f.write_str(&lines.join("\n"))?;
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "\n… and {more} more"),
        }
    }
}
