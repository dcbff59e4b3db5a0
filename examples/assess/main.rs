//! Assesses any case document:
//! `cargo run --example assess -- FILE [--as-of DATE] [--format text|json]`
//!
//! FILE is a case document in JSON or TOML, by its ending. DATE is a day such as `2016-12-31`; without it the last day on
//! which a source of the case can have been published or, if no source is dated, the last day that the case dates. A bad
//! document prints every problem and exits with 1.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

mod report;

use std::process::ExitCode;

use cocreation::Case;
use cocreation::evidence::Date;
use report::Report;

const USAGE: &str = "usage: assess FILE.json|FILE.toml [--as-of YYYY-MM-DD] [--format text|json]";

struct Arguments {
    file: String,
    as_of: Option<Date>,
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
    let mut arguments = Arguments { file: String::new(), as_of: None, json: false };
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--as-of" => {
                let date = rest.next().ok_or(USAGE)?;
                arguments.as_of = Some(date.parse().map_err(|error| format!("--as-of: {error}"))?);
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
    let file = &arguments.file;
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let case = match file.rsplit_once('.').map(|(_, ending)| ending) {
        Some("json") => Case::from_json(&text),
        Some("toml") => Case::from_toml(&text),
        _ => return Err(format!("{file}: a case document ends in .json or .toml")),
    };
    let case = case.map_err(|problems| format!("{file}: not a sound case\n{problems}"))?;
    let as_of = arguments.as_of.or_else(|| last_publication(&case)).or_else(|| last_period(&case));
    let as_of = as_of.ok_or_else(|| format!("{file}: nothing in the case is dated; give a date with --as-of"))?;
    let report = Report::of(&case, as_of).map_err(|error| error.to_string())?;
    if arguments.json {
        serde_json::to_string_pretty(&report).map_err(|error| error.to_string())
    } else {
        Ok(report.text(&case))
    }
}

fn last_publication(case: &Case) -> Option<Date> {
    case.sources().iter().filter_map(|source| source.published).map(|date| date.latest()).max()
}

fn last_period(case: &Case) -> Option<Date> {
    case.nodes().filter_map(|node| node.period()?.latest_end()).max()
}
