//! Finds the concepts of any table, what follows from what in it, and how often: Formal Concept Analysis.
//! `cargo run --example lattice -- TABLE.csv [--threshold T[,T…]] [--unknown lower|upper|complete] [--limit N]
//! [--format text|json|svg|dot]`
//!
//! The first column of TABLE.csv has the names of the objects, its header those of the attributes. A cell is `1` or `x` for
//! having, `0` for lacking, and blank for unknown. With `--threshold`, cells are memberships from 0 to 1 that are cut there.
//! Unknown cells are read as lacking (`lower`), as having (`upper`), or left out with their objects (`complete`).
//! `partners.csv` beside this file is such a table, made up.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::fmt::Write;
use std::process::ExitCode;

use cocreation::lattice::{self, Lattice, Reading, Table};
use cocreation::render;

const USAGE: &str = "usage: lattice TABLE.csv [--threshold T[,T...]] [--unknown lower|upper|complete] [--limit N] \
                     [--format text|json|svg|dot]";

/// How many concepts are kept at most, unless another number is given.
const LIMIT: usize = 10_000;

struct Arguments {
    file: String,
    thresholds: Vec<f64>,
    reading: Reading,
    limit: usize,
    format: Format,
}

#[derive(Clone, Copy)]
enum Format {
    Text,
    Json,
    Svg,
    Dot,
}

fn main() -> ExitCode {
    match arguments().and_then(|arguments| run(&arguments)) {
        Ok(report) => {
            println!("{}", report.trim_end());
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> Result<Arguments, String> {
    let (file, thresholds) = (String::new(), Vec::new());
    let mut arguments = Arguments { file, thresholds, reading: Reading::Lower, limit: LIMIT, format: Format::Text };
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or(USAGE);
        match argument.as_str() {
            "--threshold" => arguments.thresholds = value()?.split(',').map(number).collect::<Result<_, _>>()?,
            "--unknown" => {
                let key = value()?;
                let reading = Reading::ALL.iter().find(|reading| reading.key() == key);
                arguments.reading = *reading.ok_or(USAGE)?;
            }
            "--limit" => arguments.limit = value()?.parse().map_err(|_| USAGE)?,
            "--format" => {
                arguments.format = match value()?.as_str() {
                    "text" => Format::Text,
                    "json" => Format::Json,
                    "svg" => Format::Svg,
                    "dot" => Format::Dot,
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
    let table = read(&arguments.file, &arguments.thresholds)?;
    let context = table.context(arguments.reading);
    let lattice = lattice::build(&context, arguments.limit).map_err(|error| error.to_string())?;
    match arguments.format {
        Format::Text => text(&lattice, arguments.limit),
        Format::Json => json(&lattice, arguments.limit),
        Format::Svg => Ok(render::hasse(&lattice).svg()),
        Format::Dot => Ok(render::hasse(&lattice).dot()),
    }
}

/// The table of a file: the first column names the objects, the header the attributes.
fn read(file: &str, thresholds: &[f64]) -> Result<Table, String> {
    let told = |error: csv::Error| format!("{file}: {error}");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).map_err(told)?;
    let header = reader.headers().map_err(told)?.clone();
    let rows = reader.records().collect::<Result<Vec<csv::StringRecord>, _>>().map_err(told)?;
    let rows = rows.iter().map(|row| (row.get(0).unwrap_or_default(), row.iter().skip(1)));
    let attributes = header.iter().skip(1);
    let table = match thresholds {
        [] => Table::read_marks(attributes, rows),
        cuts => Table::read_memberships(attributes, cuts, rows),
    };
    let hint = if thresholds.is_empty() { "; memberships need --threshold" } else { "" };
    table.map_err(|faults| format!("{file}: the table has problems{hint}\n{faults}"))
}

fn number(text: &str) -> Result<f64, String> {
    text.trim().parse().map_err(|_| format!("`{text}` is not a number"))
}

fn text(lattice: &Lattice<'_>, limit: usize) -> Result<String, String> {
    let rules = lattice::rules(lattice, 1, 0.5).map_err(|error| error.to_string())?;
    let mut text = format!("{lattice}\nStability and separation, by concept\n");
    for (place, indices) in lattice::indices(lattice).iter().enumerate().take(40) {
        let separation = indices.separation.map_or("-".to_owned(), |separation| format!("{separation:.2}"));
        // Writing to a string does not fail.
        let _ = writeln!(text, "{place:>4} {:.3} {separation:>6}", indices.stability);
    }
    let basis = lattice::basis(lattice.context(), limit);
    let _ = write!(text, "\nWhat follows from what\n{basis}\nWhat goes with what, half of the time or more\n{rules}");
    Ok(text)
}

fn json(lattice: &Lattice<'_>, limit: usize) -> Result<String, String> {
    let rules = lattice::rules(lattice, 1, 0.5).map_err(|error| error.to_string())?;
    let value = serde_json::json!({
        "lattice": lattice,
        "indices": lattice::indices(lattice),
        "basis": lattice::basis(lattice.context(), limit),
        "rules": rules,
    });
    serde_json::to_string_pretty(&value).map_err(|error| error.to_string())
}
