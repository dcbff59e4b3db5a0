//! How far coders agree, from a table of what each gave to each unit:
//! `cargo run --example agreement -- RATINGS.csv [--metric nominal|ordinal|interval|ratio|jaccard|masi|dice] [--format text|json]`
//!
//! RATINGS.csv has the header `unit,<coder>…` and a row a unit. A blank cell says that the coder did not see the unit. With
//! `interval`, `ratio` and `ordinal`, cells are numbers; with a set metric, codes joined by `|`, and `{}` for none. A column
//! `source` after `unit`, such as the interview, clusters the units. `ratings.csv` beside this file is such a table, made up.
//! A bad table prints all that is wrong with it and exits with 1.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

mod table;

use std::fmt::{Debug, Display};
use std::process::ExitCode;

use cocreation::agreement::{self, Agreement, Bootstrap, Coefficient, Draws, Metric, Ratings, dice, jaccard, masi};
use serde::Serialize;
use table::{Number, Table};

const USAGE: &str =
    "usage: agreement RATINGS.csv [--metric nominal|ordinal|interval|ratio|jaccard|masi|dice] [--format text|json]";

/// For the intervals; the seed is as good as any.
const DRAWS: Draws = Draws::new(1000, 42);

struct Arguments {
    file: String,
    metric: String,
    json: bool,
}

/// What is shown.
#[derive(Serialize)]
struct Report {
    agreement: Agreement,
    alpha_by_units: Bootstrap,
    /// Where the table has a column `source`.
    alpha_by_sources: Option<Bootstrap>,
}

fn main() -> ExitCode {
    match arguments().and_then(|arguments| run(&arguments)) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> Result<Arguments, String> {
    let mut arguments = Arguments { file: String::new(), metric: "nominal".to_owned(), json: false };
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--metric" => arguments.metric = rest.next().ok_or(USAGE)?,
            "--format" => {
                arguments.json = match rest.next().as_deref() {
                    Some("json") => true,
                    Some("text") => false,
                    _ => return Err(USAGE.to_owned()),
                }
            }
            file if arguments.file.is_empty() && !file.starts_with("--") => arguments.file = file.to_owned(),
            _ => return Err(USAGE.to_owned()),
        }
    }
    if arguments.file.is_empty() { Err(USAGE.to_owned()) } else { Ok(arguments) }
}

fn run(arguments: &Arguments) -> Result<String, String> {
    let table = Table::read(&arguments.file)?;
    let report = match arguments.metric.as_str() {
        "nominal" => Report::of(&table, table::label, Metric::Nominal),
        "ordinal" => Report::of(&table, table::number, Metric::Ordinal),
        "interval" => Report::of(&table, table::number, Metric::Interval(&Number::value)),
        "ratio" => Report::of(&table, table::number, Metric::Ratio(&Number::value)),
        "jaccard" => Report::of(&table, table::set, Metric::Distance(&jaccard)),
        "masi" => Report::of(&table, table::set, Metric::Distance(&masi)),
        "dice" => Report::of(&table, table::set, Metric::Distance(&dice)),
        _ => return Err(USAGE.to_owned()),
    };
    let mut report = report.map_err(|problems| format!("{}: {problems}", arguments.file))?;
    // A distance is a function, which has no name.
    report.agreement.metric = arguments.metric.as_str().into();
    if arguments.json {
        serde_json::to_string_pretty(&report).map_err(|error| error.to_string())
    } else {
        Ok(report.text())
    }
}

impl Report {
    fn of<V: Ord + Clone + Debug + Display>(
        table: &Table,
        value: impl Fn(&str) -> Result<V, String>,
        metric: Metric<'_, V>,
    ) -> Result<Self, String> {
        let ratings: Ratings<V> = table.ratings(value)?;
        let alpha = Coefficient::Alpha(metric);
        Ok(Self {
            alpha_by_units: agreement::bootstrap(&ratings, alpha, DRAWS),
            alpha_by_sources: table.has_sources().then(|| agreement::bootstrap_sources(&ratings, alpha, DRAWS)),
            agreement: agreement::assess(&ratings, metric),
        })
    }

    fn text(&self) -> String {
        let by_sources = self.alpha_by_sources.as_ref().map(|found| format!("\n  {found}")).unwrap_or_default();
        format!("{}\nIntervals of alpha\n  {}{by_sources}", self.agreement, self.alpha_by_units)
    }
}
