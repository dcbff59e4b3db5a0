//! Reads a table of ratings from CSV, and says everything that is wrong with it.

use std::fmt::{self, Debug};

use cocreation::agreement::{CodeSet, Ratings};
use csv::StringRecord;

/// A table as text.
pub(crate) struct Table {
    coders: Vec<Box<str>>,
    /// Whether the second column names the source.
    sourced: bool,
    rows: Vec<StringRecord>,
}

/// A finite number, with an order.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(crate) struct Number(f64);

impl Number {
    pub(crate) fn value(&self) -> f64 {
        self.0
    }
}

impl Eq for Number {}

#[expect(clippy::derive_ord_xor_partial_ord, reason = "the numbers are finite: both orders are one")]
impl Ord for Number {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

pub(crate) fn label(cell: &str) -> Result<Box<str>, String> {
    Ok(cell.into())
}

pub(crate) fn number(cell: &str) -> Result<Number, String> {
    let number = cell.parse().ok().filter(|number: &f64| number.is_finite());
    // Adding 0 makes -0 and 0 one number.
    number.map(|number| Number(number + 0.0)).ok_or_else(|| format!("\"{cell}\" is no number"))
}

pub(crate) fn set(cell: &str) -> Result<CodeSet, String> {
    if cell == "{}" {
        return Ok(CodeSet::from_iter([]));
    }
    let codes = cell.split('|').map(str::trim);
    if codes.clone().any(str::is_empty) {
        return Err(format!("\"{cell}\" has an empty code; {{}} is a cell without codes"));
    }
    Ok(codes.map(Box::from).collect())
}

impl Table {
    pub(crate) fn read(file: &str) -> Result<Self, String> {
        let wrong = |error: &dyn fmt::Display| format!("{file}: {error}");
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .trim(csv::Trim::All)
            .from_path(file)
            .map_err(|error| wrong(&error))?;
        let header = reader.headers().map_err(|error| wrong(&error))?.clone();
        if header.get(0) != Some("unit") {
            return Err(wrong(&"the header does not begin with `unit`"));
        }
        let sourced = header.get(1) == Some("source");
        let coders = header.iter().skip(1 + usize::from(sourced)).map(Box::from).collect();
        let rows = reader.records().collect::<Result<_, _>>().map_err(|error| wrong(&error))?;
        Ok(Self { coders, sourced, rows })
    }

    pub(crate) fn has_sources(&self) -> bool {
        self.sourced
    }

    /// The table of values, or all problems, one a line.
    pub(crate) fn ratings<V: Ord + Clone + Debug>(
        &self,
        value: impl Fn(&str) -> Result<V, String>,
    ) -> Result<Ratings<V>, String> {
        let (mut table, mut problems) = (Ratings::builder(self.coders.clone()), Vec::new());
        for (row, record) in (1..).zip(&self.rows) {
            let mut cells = record.iter();
            let unit = cells.next().unwrap_or_default();
            if self.sourced {
                table.source(cells.next().unwrap_or_default());
            }
            let mut values = Vec::new();
            for (column, cell) in (1..).zip(cells) {
                let read = (!cell.is_empty()).then(|| value(cell)).transpose();
                let name = self.coders.get(column - 1).map_or("", |name| name);
                let mut wrong =
                    |what: String| problems.push(format!("row {row} ({unit}), column {column} ({name}): {what}"));
                values.push(read.unwrap_or_else(|what| {
                    wrong(what);
                    None
                }));
            }
            table.unit(unit, values);
        }
        let built = table.build();
        problems.extend(built.as_ref().err().map(ToString::to_string));
        if problems.is_empty() { built.map_err(|faults| faults.to_string()) } else { Err(listed(&problems)) }
    }
}

fn listed(problems: &[String]) -> String {
    format!("the table has problems\n{}", problems.join("\n"))
}
