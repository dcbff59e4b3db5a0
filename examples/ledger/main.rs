//! Reads a log of who did what with whom, feeds it to a ledger, and says per sphere and period how far the engagement was
//! sustained and purposeful, and who carries it:
//! `cargo run --example ledger -- EVENTS.csv [--sphere COLUMN] [--by year|quarter] [--format text|json]`
//!
//! EVENTS.csv, or EVENTS.csv.gz, has a header; the columns `date`, `subject`, `actor_person_hash`, `actor_org`,
//! `counterpart_org`, `weight`, `evidence` and `ref` are read, and COLUMN (`project`, unless another is given) says to which
//! sphere a row belongs. `small.csv` beside this file is such a log, made up. A bad log prints what is wrong with its rows
//! and exits with 1.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

mod log;
mod metrics;
mod period;
mod report;
mod score;
mod stream;

use std::process::ExitCode;

use period::By;
use report::Report;

const USAGE: &str = "usage: ledger EVENTS.csv[.gz] [--sphere COLUMN] [--by year|quarter] [--format text|json]";

struct Arguments {
    file: String,
    sphere: String,
    by: By,
    json: bool,
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
    let mut arguments = Arguments { file: String::new(), sphere: "project".to_owned(), by: By::Year, json: false };
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--sphere" => arguments.sphere = rest.next().ok_or(USAGE)?,
            "--by" => {
                arguments.by = match rest.next().as_deref() {
                    Some("year") => By::Year,
                    Some("quarter") => By::Quarter,
                    _ => return Err(USAGE.to_owned()),
                }
            }
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
    let log = log::read(&arguments.file, &arguments.sphere)?;
    let report = Report::of(&log, arguments.by).map_err(|error| error.to_string())?;
    if arguments.json {
        serde_json::to_string_pretty(&report).map_err(|error| error.to_string())
    } else {
        report.text().map_err(|error| error.to_string())
    }
}
