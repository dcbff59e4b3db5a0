//! Reads a table of memberships from CSV, and says everything that is wrong with it.

use std::fmt::Display;

use cocreation::qca::Table;
use csv::StringRecord;

/// The table of a file: the first column names the cases, the header the columns.
pub(crate) fn read(file: &str) -> Result<Table, String> {
    let wrong = |error: &dyn Display| format!("{file}: {error}");
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_path(file).map_err(|error| wrong(&error))?;
    let header = reader.headers().map_err(|error| wrong(&error))?.clone();
    let rows = reader.records().collect::<Result<Vec<StringRecord>, _>>().map_err(|error| wrong(&error))?;
    let rows = rows.iter().map(|row| (row.get(0).unwrap_or_default(), row.iter().skip(1)));
    Table::read(header.iter().skip(1), rows).map_err(|faults| wrong(&format!("the table has problems\n{faults}")))
}
