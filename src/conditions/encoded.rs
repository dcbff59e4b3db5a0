//! Tables of cases and conditions, with what each cell rests on.

use std::fmt::{self, Display};

use serde::Serialize;

use super::condition::Condition;
use super::reading::Reading;
use crate::error::Error;
use crate::qca::{Levels, Table};
use crate::{Case, lattice};

/// Reads cases by conditions: a row for each case, by its id, and a column for each condition and outcome.
///
/// O(conditions × claims) for each case, and for conditions on engagement an assessment of a sphere.
///
/// # Errors
///
/// [`ErrorKind::Setting`](crate::ErrorKind::Setting) if two conditions have one name or a name cannot stand in an expression, for
/// a specification or calibration that cannot be used; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a membership
/// that is none.
///
/// ```
/// use cocreation::conditions::{self, Condition};
/// use cocreation::graph::node::{Event, NodeKind, Practice};
/// use cocreation::theory::typology::PracticeKind;
/// use cocreation::{Case, ErrorKind};
///
/// let mut case = Case::builder("studio");
/// case.add("sketches", Practice::co_design("Sketches drawn together"));
/// let case = case.build()?;
/// let design = || Condition::presence(PracticeKind::CoDesign);
/// let encoded = conditions::table([&case], [design(), Condition::presence(NodeKind::Event)])?;
/// assert!(encoded.to_string().contains("studio, CO_DESIGN = 1: stated"));
/// assert!(encoded.to_string().contains("studio, EVENT = ?: not searched"));
///
/// let twice = conditions::table([&case], [design(), design()]);
/// assert_eq!(twice.map_err(|error| error.kind()).err(), Some(ErrorKind::Setting));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn table<'c>(
    cases: impl IntoIterator<Item = &'c Case>,
    conditions: impl IntoIterator<Item = Condition>,
) -> Result<Encoded, Error> {
    let cases: Vec<&Case> = cases.into_iter().collect();
    let conditions: Vec<Condition> = conditions.into_iter().collect();
    let mut table = Table::new(conditions.iter().map(Condition::name))?;
    let columns = conditions.iter().map(|condition| condition.read(&cases)).collect::<Result<Vec<_>, _>>()?;
    for (row, case) in cases.iter().enumerate() {
        table.add(case.id(), columns.iter().map(|column| column[row].membership))?;
    }
    let cells = (0..cases.len()).flat_map(|row| columns.iter().map(move |column| column[row].clone())).collect();
    Ok(Encoded { table, cells })
}

/// A table read from cases, with what each cell rests on; made by [`table`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Encoded {
    /// The table.
    pub table: Table,
    /// What each cell rests on, case by case.
    cells: Vec<Reading>,
}

impl Encoded {
    /// What the membership of a case, by its place, in a condition rests on; `None` if there is no such cell. O(conditions).
    pub fn reading(&self, case: usize, condition: &str) -> Option<&Reading> {
        let columns = self.table.columns();
        let column = columns.iter().position(|name| **name == *condition)?;
        (case < self.table.cases().len()).then(|| &self.cells[case * columns.len() + column])
    }

    /// The same cases and conditions for Formal Concept Analysis: a case has a crisp condition or lacks it, and a fuzzy one
    /// at each of these thresholds. Bounds settle a cell where the threshold lies outside them. O(cells × thresholds).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a threshold that is not above 0 and at most 1, and for a
    /// condition with levels; [`ErrorKind::Setting`](crate::ErrorKind::Setting) if a condition is fuzzy and there is no threshold.
    ///
    /// ```
    /// use cocreation::Case;
    /// use cocreation::conditions::{self, Condition, Reading};
    /// use cocreation::lattice::Incidence::Has;
    /// use cocreation::qca::Membership;
    ///
    /// let trust = Condition::by("TRUST", |_| Reading::new(Membership::Between(0.6, 0.8), "two ratings"));
    /// let encoded = conditions::table([&Case::builder("a-case").build()?], [trust])?;
    /// assert_eq!(encoded.incidences(&[0.5])?.incidence(0, 0), Some(Has));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn incidences(&self, thresholds: &[f64]) -> Result<lattice::Table, Error> {
        let columns = self.table.columns();
        let cuts = |name: &str| match self.table.levels(name)? {
            Levels::Crisp => Ok(&[1.0][..]),
            Levels::Fuzzy | Levels::Values(_) => Ok(thresholds),
        };
        let attributes = columns.iter().map(|name| Ok((&**name, cuts(name)?))).collect::<Result<Vec<_>, Error>>()?;
        let bounds = |case: usize, column: usize| {
            self.cells[case * columns.len() + column].membership.bounds().unwrap_or((0.0, 1.0))
        };
        lattice::Table::bounded(self.table.cases().iter().map(|case| &**case), attributes, bounds)
    }

    /// The cells that are not known, or only within bounds.
    pub fn unknown(&self) -> usize {
        self.cells.iter().filter(|cell| cell.membership.known().is_none()).count()
    }
}

impl Display for Encoded {
    /// The table, then a line for each cell: what it rests on.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (cases, columns) = (self.table.cases(), self.table.columns());
        let wide = |name: &str| name.chars().count();
        let first = cases.iter().map(|case| wide(case)).chain([4]).max().unwrap_or(0);
        let shown: Vec<String> = self.cells.iter().map(|cell| cell.membership.to_string()).collect();
        let width = |column: usize| {
            let cells = shown.iter().skip(column).step_by(columns.len()).map(|cell| wide(cell));
            cells.chain([wide(&columns[column])]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns.len()).map(width).collect();
        write!(f, "{:first$}", "case")?;
        columns.iter().zip(&widths).try_for_each(|(name, width)| write!(f, "  {name:>width$}"))?;
        writeln!(f)?;
        for (row, case) in cases.iter().enumerate() {
            write!(f, "{case:first$}")?;
            let cells = shown[row * columns.len()..].iter().zip(&widths);
            cells.take(columns.len()).try_for_each(|(cell, width)| write!(f, "  {cell:>width$}"))?;
            writeln!(f)?;
        }
        writeln!(f)?;
        let pairs = cases.iter().flat_map(|case| columns.iter().map(move |column| (case, column)));
        pairs.zip(&self.cells).try_for_each(|((case, column), cell)| writeln!(f, "{case}, {column} = {cell}"))
    }
}
