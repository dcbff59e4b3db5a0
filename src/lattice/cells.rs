//! Tables as text: read cell by cell, with everything that is wrong with them at once.

use std::fmt;

use serde::Serialize;

use super::table::{Incidence, Table, cut_at, cut_name};
use crate::faults::{self, BadName, Place, bad_names};

/// One thing that is wrong with a table as text; its rows are objects and its columns attributes.
pub type Fault = faults::Fault<FaultKind>;

/// Everything that is wrong with a table as text.
pub type Faults = faults::Faults<FaultKind>;

/// What can be wrong with a table as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FaultKind {
    /// An object or an attribute without a name.
    Unnamed,
    /// An object or an attribute of this name stands before.
    Twice,
    /// The row has so many cells, and there are so many attributes.
    Width {
        /// How many cells.
        cells: usize,
        /// How many attributes.
        attributes: usize,
    },
    /// What stands in the cell is no mark.
    NoMark(Box<str>),
    /// What stands in the cell is no number.
    NoNumber(Box<str>),
    /// The membership is outside [0, 1].
    OutOfRange(Box<str>),
    /// There is no threshold.
    NoThreshold,
    /// The threshold is not above 0 and at most 1.
    Threshold(Box<str>),
}

impl Table {
    /// Reads a table of marks, such as the records of a CSV file: the names of the attributes, then for each object its
    /// name and its cells. `1` or `x` is having, `0` lacking, and a cell of blanks unknown; blanks around are no part.
    ///
    /// O(cells + names · log names).
    ///
    /// # Errors
    ///
    /// Everything that is wrong, with row and column: a name that is empty or stands twice, a row of another width, a cell
    /// that is none of these.
    ///
    /// ```
    /// use cocreation::lattice::{Incidence::Unknown, Table};
    ///
    /// let table = Table::read_marks(["swims", "runs"], [("carp", ["x", "0"]), ("otter", ["1", " "])])?;
    /// assert_eq!(table.incidence(1, 1), Some(Unknown));
    /// let faults = Table::read_marks(["swims"], [("carp", ["often"])]).unwrap_err();
    /// assert_eq!(faults.to_string(), "row 1 (carp), column 1 (swims): \"often\" is not 1, x, 0 or blank");
    /// # Ok::<(), cocreation::lattice::Faults>(())
    /// ```
    pub fn read_marks<'c, R: IntoIterator<Item = &'c str>>(
        attributes: impl IntoIterator<Item = &'c str>,
        rows: impl IntoIterator<Item = (&'c str, R)>,
    ) -> Result<Self, Faults> {
        let read = Cells::read(attributes, rows, mark);
        let names = read.attributes.iter().map(|name| Box::from(*name)).collect();
        read.finish(names, |incidence| vec![incidence])
    }

    /// Reads a table of memberships as [`read_marks`](Self::read_marks) reads marks, and cuts each attribute at the
    /// thresholds as [`fuzzy`](Self::fuzzy) does.
    ///
    /// O(cells · thresholds + names · log names).
    ///
    /// # Errors
    ///
    /// Everything that is wrong, with row and column: as for marks, cells that are no numbers from 0 to 1, and thresholds
    /// that are missing or not above 0 and at most 1.
    ///
    /// ```
    /// use cocreation::lattice::{Incidence::{Has, Lacks}, Table};
    ///
    /// let rows = [("carp", ["0.9"]), ("otter", ["0.4"])];
    /// let table = Table::read_memberships(["swims"], &[0.5], rows)?;
    /// assert_eq!([0, 1].map(|object| table.incidence(object, 0)), [Some(Has), Some(Lacks)]);
    /// # Ok::<(), cocreation::lattice::Faults>(())
    /// ```
    pub fn read_memberships<'c, R: IntoIterator<Item = &'c str>>(
        attributes: impl IntoIterator<Item = &'c str>,
        thresholds: &[f64],
        rows: impl IntoIterator<Item = (&'c str, R)>,
    ) -> Result<Self, Faults> {
        let mut cuts = thresholds.to_vec();
        cuts.sort_by(f64::total_cmp);
        cuts.dedup();
        let mut read = Cells::read(attributes, rows, membership);
        read.faults.extend(threshold_faults(&cuts));
        let cuts = &cuts[..];
        let cut = |name: &'c str| cuts.iter().map(move |cut| cut_name(name, *cut, cuts.len()));
        let names = read.attributes.iter().copied().flat_map(cut).collect();
        read.finish(names, |membership| cuts.iter().map(|cut| cut_at(membership, *cut)).collect())
    }
}

/// What has been read, and what was wrong with it.
struct Cells<'c, T> {
    attributes: Vec<&'c str>,
    objects: Vec<&'c str>,
    rows: Vec<Vec<T>>,
    faults: Vec<Fault>,
}

impl<'c, T: Copy> Cells<'c, T> {
    fn read<R: IntoIterator<Item = &'c str>>(
        attributes: impl IntoIterator<Item = &'c str>,
        rows: impl IntoIterator<Item = (&'c str, R)>,
        read: impl Fn(&str) -> Result<T, FaultKind>,
    ) -> Self {
        let attributes = attributes.into_iter().map(str::trim).collect();
        let mut cells = Self { attributes, objects: Vec::new(), rows: Vec::new(), faults: Vec::new() };
        for (object, row) in rows {
            cells.objects.push(object.trim());
            cells.row(row, &read);
        }
        cells.check_names();
        cells
    }

    fn fault(&mut self, row: Option<usize>, column: Option<usize>, kind: FaultKind) {
        let row = row.map(|at| Place::at(at, &self.objects));
        let column = column.map(|at| Place::at(at, &self.attributes));
        self.faults.push(Fault { row, column, kind });
    }

    fn row(&mut self, row: impl IntoIterator<Item = &'c str>, read: &impl Fn(&str) -> Result<T, FaultKind>) {
        let (at, attributes) = (self.rows.len(), self.attributes.len());
        let (mut values, mut cells) = (Vec::with_capacity(attributes), 0);
        for (column, cell) in row.into_iter().enumerate() {
            cells += 1;
            match read(cell.trim()) {
                Ok(value) => values.push(value),
                Err(kind) => self.fault(Some(at), Some(column), kind),
            }
        }
        if cells != attributes {
            self.fault(Some(at), None, FaultKind::Width { cells, attributes });
        }
        self.rows.push(values);
    }

    fn check_names(&mut self) {
        for (at, bad) in bad_names(&self.objects) {
            self.fault(Some(at), None, bad.into());
        }
        for (at, bad) in bad_names(&self.attributes) {
            self.fault(None, Some(at), bad.into());
        }
    }

    /// The table, in which each cell becomes some of those with these names.
    fn finish(self, names: Vec<Box<str>>, cut: impl Fn(T) -> Vec<Incidence>) -> Result<Table, Faults> {
        if let Some(faults) = Faults::found(self.faults) {
            return Err(faults);
        }
        let mut table = Table::new([] as [&str; 0], names, |_, _| Incidence::Unknown);
        for (object, row) in self.objects.into_iter().zip(self.rows) {
            let row: Vec<Incidence> = row.into_iter().flat_map(&cut).collect();
            table.push(object.into(), &row);
        }
        Ok(table)
    }
}

fn mark(cell: &str) -> Result<Incidence, FaultKind> {
    match cell {
        "1" | "x" | "X" => Ok(Incidence::Has),
        "0" => Ok(Incidence::Lacks),
        "" => Ok(Incidence::Unknown),
        other => Err(FaultKind::NoMark(other.into())),
    }
}

fn membership(cell: &str) -> Result<Option<f64>, FaultKind> {
    if cell.is_empty() {
        return Ok(None);
    }
    let number: f64 = cell.parse().map_err(|_| FaultKind::NoNumber(cell.into()))?;
    if (0.0..=1.0).contains(&number) { Ok(Some(number)) } else { Err(FaultKind::OutOfRange(cell.into())) }
}

fn threshold_faults(cuts: &[f64]) -> Vec<Fault> {
    let none = cuts.is_empty().then_some(FaultKind::NoThreshold);
    let wrong = cuts.iter().filter(|cut| !(**cut > 0.0 && **cut <= 1.0));
    let wrong = wrong.map(|cut| FaultKind::Threshold(cut.to_string().into()));
    none.into_iter().chain(wrong).map(|kind| Fault { row: None, column: None, kind }).collect()
}

impl From<BadName> for FaultKind {
    fn from(bad: BadName) -> Self {
        match bad {
            BadName::Empty => Self::Unnamed,
            BadName::Twice => Self::Twice,
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unnamed => f.write_str("has no name"),
            Self::Twice => f.write_str("has a name that stands before"),
            Self::Width { cells, attributes } => write!(f, "{cells} cells for {attributes} attributes"),
            Self::NoMark(cell) => write!(f, "\"{cell}\" is not 1, x, 0 or blank"),
            Self::NoNumber(cell) => write!(f, "\"{cell}\" is no number"),
            Self::OutOfRange(cell) => write!(f, "{cell} as a membership: one is from 0 to 1"),
            Self::NoThreshold => f.write_str("there is no threshold: at least one is needed"),
            Self::Threshold(cut) => write!(f, "{cut} as a threshold: one is above 0 and at most 1"),
        }
    }
}
