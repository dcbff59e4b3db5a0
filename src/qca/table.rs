//! The table of cases and their memberships.

use serde::Serialize;

use super::membership::Membership;
use crate::error::{Error, ErrorKind};

/// The most levels that a multi-value condition may have.
const MOST_LEVELS: f64 = 64.0;

/// Cases with their memberships in conditions and outcomes.
///
/// A column is *crisp* (0 or 1), *fuzzy* (anything in [0, 1]) or *multi-value* (whole numbers from 0, one of them above 1);
/// which of them it is, is read off its values. A membership that is not known is `None` and stays unknown: it is not 0. One that
/// is known to lie between two others keeps its bounds ([`Membership`]), for [`Expression::bounds`](super::Expression::bounds).
///
/// ```
/// use cocreation::qca::{Levels, Table};
///
/// let mut table = Table::new(["TIES", "STAGE", "VALUE"])?;
/// table.add("Maker", [0.8, 2.0, 1.0])?;
/// table.add("Seller", [Some(0.3), Some(0.0), None])?;
/// assert_eq!(table.levels("TIES")?, Levels::Fuzzy);
/// assert_eq!(table.levels("STAGE")?, Levels::Values(3)); // 0, 1 and 2, of which 1 is not observed
/// assert_eq!(table.membership(1, "VALUE")?, None);
/// # Ok::<(), cocreation::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    columns: Vec<Box<str>>,
    cases: Vec<Box<str>>,
    /// By case, then by column.
    memberships: Vec<Vec<Membership>>,
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Levels {
    /// All are 0 or 1.
    Crisp,
    /// All are in [0, 1], and some lie between.
    Fuzzy,
    /// All are whole numbers below this one, which is 3 at least and one more than the greatest.
    Values(u8),
}

impl Levels {
    /// How many levels a row of a truth table tells apart.
    pub fn count(self) -> u8 {
        match self {
            Self::Crisp | Self::Fuzzy => 2,
            Self::Values(count) => count,
        }
    }
}

impl Table {
    /// An empty table with these columns, conditions and outcomes alike.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] if a name is given twice or cannot stand in an expression: a name is letters, digits, `_` and
    /// `.` and does not begin with a digit.
    pub fn new<N: Into<Box<str>>>(columns: impl IntoIterator<Item = N>) -> Result<Self, Error> {
        let columns: Vec<Box<str>> = columns.into_iter().map(Into::into).collect();
        for (at, name) in columns.iter().enumerate() {
            if !is_name(name) {
                let message =
                    format!("`{name}` cannot name a column; letters, digits, `_` and `.` can, a letter first");
                return Err(Error::new(ErrorKind::Setting, message));
            }
            if columns[..at].contains(name) {
                return Err(Error::new(ErrorKind::Setting, format!("there are two columns `{name}`")));
            }
        }
        Ok(Self { columns, cases: Vec::new(), memberships: Vec::new() })
    }

    /// Adds a case, with a value for each column in order. A number is known; `None` is not; [`Membership::Between`] has bounds.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] for another number of values than columns, [`ErrorKind::OutOfRange`] for a value that is
    /// negative, not finite, or above 1 and not a whole number below 64, and for bounds that are not in [0, 1] or out of order.
    pub fn add<V: Into<Membership>>(
        &mut self,
        case: impl Into<Box<str>>,
        values: impl IntoIterator<Item = V>,
    ) -> Result<(), Error> {
        let (case, values): (Box<str>, Vec<Membership>) = (case.into(), values.into_iter().map(Into::into).collect());
        if values.len() != self.columns.len() {
            let message = format!("`{case}` has {} values for {} columns", values.len(), self.columns.len());
            return Err(Error::new(ErrorKind::Setting, message));
        }
        if let Some(value) = values.iter().find(|value| !fits(**value)) {
            let message =
                format!("`{case}` has {value:?}; memberships and bounds lie in [0, 1], levels are 0, 1, 2 up to 63");
            return Err(Error::new(ErrorKind::OutOfRange, message));
        }
        self.cases.push(case);
        self.memberships.push(values.into_iter().map(plain).collect());
        Ok(())
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[Box<str>] {
        &self.columns
    }

    /// The names of the cases.
    pub fn cases(&self) -> &[Box<str>] {
        &self.cases
    }

    /// The membership of a case, by its place, in a column; `None` where it is not known, or only within bounds.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnknownName`] if there is no such column, [`ErrorKind::OutOfRange`] if there is no such case.
    pub fn membership(&self, case: usize, column: &str) -> Result<Option<f64>, Error> {
        self.cell(case, column).map(Membership::known)
    }

    /// The same with its bounds, where it has any.
    ///
    /// # Errors
    ///
    /// As for [`membership`](Self::membership).
    ///
    /// ```
    /// use cocreation::qca::{Expression, Membership, Table};
    ///
    /// let mut table = Table::new(["TIES", "TRUST"])?;
    /// table.add("Maker", [Membership::Known(0.8), Membership::Between(0.3, 0.6)])?;
    /// assert_eq!(table.membership(0, "TRUST")?, None);
    /// assert_eq!(table.cell(0, "TRUST")?, Membership::Between(0.3, 0.6));
    /// assert_eq!("TIES*TRUST".parse::<Expression>()?.bounds(&table)?, [(0.3, 0.6)]);
    /// assert_eq!("TIES + TRUST".parse::<Expression>()?.evaluate(&table)?, [Some(0.8)]); // whatever trust is
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn cell(&self, case: usize, column: &str) -> Result<Membership, Error> {
        let column = self.column(column)?;
        let row = self.memberships.get(case);
        let missing =
            || Error::new(ErrorKind::OutOfRange, format!("there is no case {case}; there are {}", self.cases.len()));
        row.map(|row| row[column]).ok_or_else(missing)
    }

    /// What the values of a column are.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnknownName`] if there is no such column, [`ErrorKind::Setting`] if it has both fractions and numbers
    /// above 1, which are neither memberships nor levels.
    pub fn levels(&self, column: &str) -> Result<Levels, Error> {
        let at = self.column(column)?;
        let bounds = self.memberships.iter().filter_map(|row| row[at].bounds());
        let known: Vec<f64> = bounds.flat_map(|(least, most)| [least, most]).collect();
        let (fuzzy, most) = (known.iter().any(|value| value.fract() != 0.0), known.iter().copied().fold(0.0, f64::max));
        match (fuzzy, most > 1.0) {
            (false, false) => Ok(Levels::Crisp),
            (true, false) => Ok(Levels::Fuzzy),
            (false, true) => Ok(Levels::Values(most as u8 + 1)),
            (true, true) => {
                let message = format!("`{column}` has fractions and numbers above 1: neither memberships nor levels");
                Err(Error::new(ErrorKind::Setting, message))
            }
        }
    }

    /// A table of names and values that have been checked.
    pub(super) fn of_checked(columns: &[&str], cases: &[&str], memberships: Vec<Vec<Option<f64>>>) -> Self {
        let boxed = |names: &[&str]| names.iter().map(|name| Box::from(*name)).collect();
        let memberships = memberships.into_iter().map(|row| row.into_iter().map(Into::into).collect()).collect();
        Self { columns: boxed(columns), cases: boxed(cases), memberships }
    }

    pub(super) fn column(&self, name: &str) -> Result<usize, Error> {
        let unknown = || Error::new(ErrorKind::UnknownName, format!("the table has no column `{name}`"));
        self.columns.iter().position(|column| **column == *name).ok_or_else(unknown)
    }

    /// The same table with other values in a column.
    pub(super) fn with_column(&self, column: usize, values: &[Option<f64>]) -> Self {
        let mut other = self.clone();
        other.memberships.iter_mut().zip(values).for_each(|(row, value)| row[column] = (*value).into());
        other
    }

    pub(super) fn row(&self, case: usize) -> &[Membership] {
        &self.memberships[case]
    }
}

/// Whether a number is a membership or a level.
pub(super) fn is_value(number: f64) -> bool {
    (0.0..=1.0).contains(&number) || (1.0..MOST_LEVELS).contains(&number) && number.fract() == 0.0
}

/// Whether a table can hold it.
fn fits(cell: Membership) -> bool {
    let share = |value: f64| (0.0..=1.0).contains(&value);
    match cell {
        Membership::Known(value) => is_value(value),
        Membership::Between(least, most) => share(least) && share(most) && least <= most,
        Membership::Unknown => true,
    }
}

/// Bounds that say it all, or nothing, said plainly.
fn plain(cell: Membership) -> Membership {
    match cell {
        Membership::Between(least, most) => Membership::between(least, most),
        Membership::Known(_) | Membership::Unknown => cell,
    }
}

/// Whether a text can name a column.
pub(super) fn is_name(text: &str) -> bool {
    let first = text.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    first && text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
}
