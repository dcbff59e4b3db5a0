//! Tables as text: read cell by cell, with everything that is wrong with them at once.

use super::fault::{Fault, FaultKind, Faults, Remark, RemarkKind};
use super::membership::Membership;
use super::table::{Table, is_name, is_value};
use crate::error::Error;
use crate::faults::{BadName, Place, bad_names};

impl Table {
    /// Reads a table of text, such as the records of a CSV file: the names of the columns, then for each case its name and
    /// its cells. Blanks around a cell are no part of it, and a cell of blanks is a membership that is not known.
    ///
    /// O(cells · log cases).
    ///
    /// # Errors
    ///
    /// Everything that is wrong, with row and column: no columns or cases, a column whose name cannot stand in an
    /// expression, a case without a name, a name that stands twice, a row of another width, a cell that is no number or out
    /// of range, fractions and numbers above 1 in one column (those that are fewer count as wrong).
    ///
    /// ```
    /// use cocreation::qca::Table;
    ///
    /// let rows = [("Maker", ["0.8", "1"]), ("Seller", ["1.8", "yes"]), ("Maker", ["", "0"])];
    /// let faults = Table::read(["TIES", "VALUE"], rows).unwrap_err();
    /// assert_eq!(faults.iter().count(), 3);
    /// assert!(faults.to_string().ends_with("row 3 (Maker): has a name that stands before"));
    /// ```
    pub fn read<'c, R: IntoIterator<Item = &'c str>>(
        columns: impl IntoIterator<Item = &'c str>,
        rows: impl IntoIterator<Item = (&'c str, R)>,
    ) -> Result<Self, Faults> {
        let mut reader = Reader { columns: columns.into_iter().map(str::trim).collect(), ..Reader::default() };
        rows.into_iter().for_each(|(case, cells)| reader.row(case.trim(), cells));
        reader.check_names();
        reader.check_levels();
        reader.finish()
    }

    /// The cells that are not wrong and yet put their cases out: memberships that are not known, and those of exactly 0.5,
    /// in these columns, by row and column.
    ///
    /// O(cells).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnknownName`](crate::ErrorKind::UnknownName) if there is no such column.
    ///
    /// ```
    /// use cocreation::qca::Table;
    ///
    /// let table = Table::read(["TIES", "VALUE"], [("Maker", ["0.5", "1"]), ("Seller", ["0.2", ""])])?;
    /// let open: Vec<String> = table.remarks(&["TIES", "VALUE"])?.iter().map(ToString::to_string).collect();
    /// assert_eq!(open, [
    ///     "row 1 (Maker), column 1 (TIES): 0.5 is neither in nor out",
    ///     "row 2 (Seller), column 2 (VALUE): unknown; the case is left out",
    /// ]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn remarks(&self, columns: &[&str]) -> Result<Vec<Remark>, Error> {
        let mut columns = columns.iter().map(|name| self.column(name)).collect::<Result<Vec<_>, _>>()?;
        columns.sort_unstable();
        columns.dedup();
        let remark = |row: usize, column: usize| {
            let kind = match self.row(row)[column] {
                Membership::Known(value) => (value == 0.5).then_some(RemarkKind::Half),
                Membership::Between(..) | Membership::Unknown => Some(RemarkKind::Unknown),
            };
            kind.map(|kind| Remark {
                row: Place::at(row, self.cases()),
                column: Place::at(column, self.columns()),
                kind,
            })
        };
        let cells = (0..self.cases().len()).flat_map(|row| columns.iter().map(move |&column| (row, column)));
        Ok(cells.filter_map(|(row, column)| remark(row, column)).collect())
    }
}

/// What has been read so far, and what was wrong with it.
#[derive(Default)]
struct Reader<'c> {
    columns: Vec<&'c str>,
    cases: Vec<&'c str>,
    /// By case, then by column; also of rows that are too short or too long.
    cells: Vec<Vec<Option<f64>>>,
    faults: Vec<Fault>,
}

impl<'c> Reader<'c> {
    fn fault(&mut self, row: Option<usize>, column: Option<usize>, kind: FaultKind) {
        let row = row.map(|at| Place::at(at, &self.cases));
        self.faults.push(Fault { row, column: column.map(|at| Place::at(at, &self.columns)), kind });
    }

    fn row(&mut self, case: &'c str, cells: impl IntoIterator<Item = &'c str>) {
        let at = self.cases.len();
        self.cases.push(case);
        let mut values = Vec::with_capacity(self.columns.len());
        for (column, cell) in cells.into_iter().map(str::trim).enumerate() {
            values.push(value(cell).unwrap_or_else(|kind| {
                self.fault(Some(at), Some(column), kind);
                None
            }));
        }
        if values.len() != self.columns.len() {
            self.fault(Some(at), None, FaultKind::Width { cells: values.len(), columns: self.columns.len() });
        }
        self.cells.push(values);
    }

    fn check_names(&mut self) {
        for (at, bad) in bad_names(&self.cases) {
            self.fault(Some(at), None, bad.into());
        }
        for (at, _) in bad_names(&self.columns).into_iter().filter(|(_, bad)| *bad == BadName::Twice) {
            self.fault(None, Some(at), FaultKind::Twice);
        }
        for at in (0..self.columns.len()).filter(|&at| !is_name(self.columns[at])).collect::<Vec<_>>() {
            self.fault(None, Some(at), FaultKind::NoName);
        }
    }

    /// Looks for columns with both fractions and numbers above 1, and takes the fewer for wrong.
    fn check_levels(&mut self) {
        for column in 0..self.columns.len() {
            let cells = || (0..).zip(&self.cells).filter_map(|(row, cells)| Some((row, (*cells.get(column)?)?)));
            let fractions: Vec<(usize, f64)> = cells().filter(|(_, value)| value.fract() != 0.0).collect();
            let levels: Vec<(usize, f64)> = cells().filter(|(_, value)| *value > 1.0).collect();
            if fractions.is_empty() || levels.is_empty() {
                continue;
            }
            let few_levels = levels.len() <= fractions.len();
            for (row, value) in if few_levels { levels } else { fractions } {
                let text = value.to_string().into();
                let kind = if few_levels { FaultKind::LevelAmongFractions } else { FaultKind::FractionAmongLevels };
                self.fault(Some(row), Some(column), kind(text));
            }
        }
    }

    fn finish(mut self) -> Result<Table, Faults> {
        for (none, kind) in
            [(self.columns.is_empty(), FaultKind::NoColumns), (self.cases.is_empty(), FaultKind::NoCases)]
        {
            if none {
                self.fault(None, None, kind);
            }
        }
        match Faults::found(self.faults) {
            Some(faults) => Err(faults),
            None => Ok(Table::of_checked(&self.columns, &self.cases, self.cells)),
        }
    }
}

impl From<BadName> for FaultKind {
    fn from(bad: BadName) -> Self {
        match bad {
            BadName::Empty => Self::Unnamed,
            BadName::Twice => Self::Twice,
        }
    }
}

/// What a cell says.
fn value(cell: &str) -> Result<Option<f64>, FaultKind> {
    if cell.is_empty() {
        return Ok(None);
    }
    let number: f64 = cell.parse().map_err(|_| FaultKind::NoNumber(cell.into()))?;
    // Adding 0 makes -0 and 0 one number.
    if is_value(number) { Ok(Some(number + 0.0)) } else { Err(FaultKind::OutOfRange(cell.into())) }
}
