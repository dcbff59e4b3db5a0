//! What is wrong with a table: everything at once, each with its row and column.
//!
//! [`agreement`](crate::agreement), [`lattice`](crate::lattice) and [`qca`](crate::qca) read tables that people make by hand.
//! What can be wrong differs, and is an enumeration of each; where it stands, and how it is told, is the same.
//!
//! ```
//! use cocreation::lattice::Table;
//!
//! let faults = Table::read_marks(["swims", "runs"], [("carp", ["1", "no"]), ("carp", ["x", ""])]).unwrap_err();
//! let places: Vec<_> = faults.iter().map(|fault| fault.column.as_ref().map(|column| &*column.name)).collect();
//! assert_eq!(places, [Some("runs"), None]);
//! assert!(faults.to_string().ends_with("row 2 (carp): has a name that stands before"));
//! ```

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault<K> {
    /// The row; `None` if the fault is of none.
    pub row: Option<Place>,
    /// The column; `None` if the fault is of none.
    pub column: Option<Place>,
    /// What is wrong.
    pub kind: K,
}

/// Where something stands in its list, and its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// From 1; neither a header nor a column of names counts.
    pub number: usize,
    /// The name; empty if it has none.
    pub name: Box<str>,
}

/// Everything that is wrong, by row and column; never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize)]
pub struct Faults<K>(Vec<Fault<K>>);

impl Place {
    /// The place at an index, counted from 0, of a list of names.
    pub(crate) fn at<N: AsRef<str>>(at: usize, names: &[N]) -> Self {
        Self { number: at + 1, name: names.get(at).map_or("", AsRef::as_ref).into() }
    }
}

impl<K> Faults<K> {
    /// `None` if nothing is wrong.
    pub(crate) fn found(mut faults: Vec<Fault<K>>) -> Option<Self> {
        let number = |place: &Option<Place>| place.as_ref().map_or(0, |place| place.number);
        faults.sort_by_key(|fault| (number(&fault.row), number(&fault.column)));
        (!faults.is_empty()).then_some(Self(faults))
    }

    /// The faults, by row and column; those of no row come first.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault<K>> {
        self.0.iter()
    }
}

impl<'a, K> IntoIterator for &'a Faults<K> {
    type Item = &'a Fault<K>;
    type IntoIter = std::slice::Iter<'a, Fault<K>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What can be wrong with a name, wherever it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadName {
    Empty,
    /// It stands before.
    Twice,
}

/// The names that are empty or stand before. O(names · log names).
pub(crate) fn bad_names<N: AsRef<str>>(names: &[N]) -> Vec<(usize, BadName)> {
    let mut before = BTreeSet::new();
    let mut fault = |name| match name {
        "" => Some(BadName::Empty),
        name => (!before.insert(name)).then_some(BadName::Twice),
    };
    let found = names.iter().enumerate().map(|(at, name)| (at, fault(name.as_ref())));
    found.filter_map(|(at, kind)| Some((at, kind?))).collect()
}

impl fmt::Display for Place {
    /// `3 (Seller)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.number, self.name)
    }
}

impl<K: fmt::Display> fmt::Display for Fault<K> {
    /// `row 3 (Seller), column 2 (TRUST): "high" is no number`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = |what, place: &Option<Place>| place.as_ref().map(|place| format!("{what} {place}"));
        let places: Vec<String> =
            [named("row", &self.row), named("column", &self.column)].into_iter().flatten().collect();
        if !places.is_empty() {
            write!(f, "{}: ", places.join(", "))?;
        }
        self.kind.fmt(f)
    }
}

impl<K: fmt::Display> fmt::Display for Faults<K> {
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
