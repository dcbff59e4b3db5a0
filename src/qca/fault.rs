//! What is wrong with a table, and what is open in it, as values with row and column.

use std::fmt;

use serde::Serialize;

use crate::faults::{self, Place};

/// One thing that is wrong with a table; its rows are cases.
pub type Fault = faults::Fault<FaultKind>;

/// Everything that is wrong with a table.
pub type Faults = faults::Faults<FaultKind>;

/// What can be wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FaultKind {
    /// There is no column.
    NoColumns,
    /// There is no case.
    NoCases,
    /// A case without a name.
    Unnamed,
    /// A column or a case of this name stands before.
    Twice,
    /// A column whose name cannot stand in an expression.
    NoName,
    /// The row has so many cells, and there are so many columns.
    Width {
        /// How many cells.
        cells: usize,
        /// How many columns.
        columns: usize,
    },
    /// What stands in the cell is no number.
    NoNumber(Box<str>),
    /// The number is neither a membership nor a level: negative, not finite, or above 1 and not a whole number below 64.
    OutOfRange(Box<str>),
    /// A fraction in a column that has numbers above 1, mostly: a membership among levels.
    FractionAmongLevels(Box<str>),
    /// A number above 1 in a column that has fractions, mostly: a level among memberships.
    LevelAmongFractions(Box<str>),
}

/// A cell that is not wrong, and yet puts its case out of an analysis or of the rows of its truth table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Remark {
    /// The case.
    pub row: Place,
    /// The column.
    pub column: Place,
    /// Why.
    pub kind: RemarkKind,
}

/// Why a cell is remarked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    /// The membership is not known: the case is left out of every analysis with this column.
    Unknown,
    /// The membership is exactly 0.5: the case is neither in nor out, and belongs to no row.
    Half,
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoColumns => f.write_str("there is no column beside that of the names"),
            Self::NoCases => f.write_str("there is no case"),
            Self::Unnamed => f.write_str("has no name"),
            Self::Twice => f.write_str("has a name that stands before"),
            Self::NoName => {
                f.write_str("cannot stand in an expression: a name is letters, digits, `_` and `.`, a letter first")
            }
            Self::Width { cells, columns } => write!(f, "{cells} cells for {columns} columns"),
            Self::NoNumber(cell) => write!(f, "\"{cell}\" is no number"),
            Self::OutOfRange(cell) => {
                write!(f, "{cell} is out of range: memberships lie in [0, 1], levels are 0, 1, 2 up to 63")
            }
            Self::FractionAmongLevels(cell) => write!(f, "{cell} is a fraction in a column of levels"),
            Self::LevelAmongFractions(cell) => write!(f, "{cell} is above 1 in a column of memberships"),
        }
    }
}

impl fmt::Display for Remark {
    /// `row 3 (Seller), column 2 (TRUST): unknown; the case is left out`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.kind {
            RemarkKind::Unknown => "unknown; the case is left out",
            RemarkKind::Half => "0.5 is neither in nor out",
        };
        write!(f, "row {}, column {}: {why}", self.row, self.column)
    }
}
