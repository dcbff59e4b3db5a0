//! Qualitative Comparative Analysis of any table of memberships:
//! `cargo run --example qca -- TABLE.csv --outcome VALUE`, and `--help` for the rest.
//!
//! `partnerships.csv` beside this file is such a table, made up.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

mod report;
mod table;

use std::process::ExitCode;

use cocreation::qca::{Cuts, Expression, Table};
use report::{Report, Wanted};

const USAGE: &str = "\
usage: qca TABLE.csv --outcome Y [--conditions A,B] [--incl 0.8[,0.6]] [--pri 0] [--n-cut 1]
           [--solution conservative|parsimonious|intermediate] [--dir-exp A,~B] [--format text|json]

TABLE.csv   the first column names the cases, the header the columns; cells are memberships from 0 to 1, or levels 0, 1, 2
            and so on of a multi-value condition. Cells are parted by commas; a fraction has a point.
--outcome   a column, its negation `~Y`, or a level `S[2]`. An outcome and its negation are two analyses.
--conditions  all other columns, unless given.
--incl      the least inclusion of a row with output 1; a second, lower one makes contradictions of the rows between.
--pri       the least PRI of a row with output 1.
--n-cut     the least number of cases of a row that is no remainder.
--solution  conservative and parsimonious unless given, and intermediate with --dir-exp.
--dir-exp   directional expectations, parted by commas: either terms, `A,~B,C*~D` (also `S[2]`), or for each condition in
            order its expected level, or `-` for none: `1,0,-`.

Wrong, all told at once with row and column, exit code 1: a cell that is no number or out of range, a row that is too long or
too short, a name of a case or column that stands twice or is missing, fractions and levels in one column.
Remarked on, with row and column on the standard error and in the JSON, and the analysis goes on: an empty cell, which is
unknown and not 0 (the case is left out and named), and a membership of 0.5 (the case is in no row and named).";

struct Arguments {
    file: String,
    outcome: String,
    conditions: Option<Vec<String>>,
    cuts: Cuts,
    wanted: Option<Wanted>,
    expectations: Option<String>,
    json: bool,
}

fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == "--help") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
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
    let mut found = Arguments {
        file: String::new(),
        outcome: String::new(),
        conditions: None,
        cuts: Cuts::inclusion(0.8),
        wanted: None,
        expectations: None,
        json: false,
    };
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or_else(|| format!("{argument} lacks its value\n{USAGE}"));
        match argument.as_str() {
            "--outcome" => found.outcome = value()?,
            "--conditions" => found.conditions = Some(listed(&value()?)),
            "--incl" => (found.cuts.inclusion, found.cuts.contradiction) = inclusions(&value()?)?,
            "--pri" => found.cuts.pri = number(&value()?)?,
            "--n-cut" => found.cuts.n = number(&value()?)?,
            "--solution" => found.wanted = Some(Wanted::named(&value()?).ok_or(USAGE)?),
            "--dir-exp" => found.expectations = Some(value()?),
            "--format" => {
                found.json = match value()?.as_str() {
                    "json" => true,
                    "text" => false,
                    _ => return Err(USAGE.to_owned()),
                }
            }
            file if found.file.is_empty() && !file.starts_with("--") => found.file = file.to_owned(),
            other => return Err(format!("{other} is not understood\n{USAGE}")),
        }
    }
    let complete = !found.file.is_empty() && !found.outcome.is_empty();
    let agree = found.expectations.is_some() == found.wanted.is_some_and(Wanted::expects) || found.wanted.is_none();
    match (complete, agree) {
        (false, _) => Err(USAGE.to_owned()),
        (true, false) => Err(format!("--dir-exp goes with the intermediate solution, and it with --dir-exp\n{USAGE}")),
        (true, true) => Ok(found),
    }
}

fn listed(text: &str) -> Vec<String> {
    text.split(',').map(|item| item.trim().to_owned()).collect()
}

fn number<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    text.trim().parse().map_err(|_| format!("`{text}` is not such a number\n{USAGE}"))
}

/// The cut of inclusion, and that of contradictions.
fn inclusions(text: &str) -> Result<(f64, Option<f64>), String> {
    match text.split_once(',') {
        None => Ok((number(text)?, None)),
        Some((upper, lower)) => Ok((number(upper)?, Some(number(lower)?))),
    }
}

fn run(arguments: &Arguments) -> Result<String, String> {
    let table = table::read(&arguments.file)?;
    let told = |error: cocreation::Error| error.to_string();
    let outcome: Expression = arguments.outcome.parse().map_err(told)?;
    let conditions = arguments.conditions.clone().unwrap_or_else(|| others(&table, &outcome));
    let conditions: Vec<&str> = conditions.iter().map(String::as_str).collect();
    let expected = arguments.expectations.as_ref().map(|text| expectations(text, &conditions)).transpose()?;
    let wanted = arguments.wanted.unwrap_or(Wanted::all(expected.is_some()));
    let report =
        Report::of(&table, &conditions, &arguments.outcome, &arguments.cuts, wanted, &expected.unwrap_or_default())
            .map_err(told)?;
    report.remarks.iter().for_each(|remark| eprintln!("remark: {remark}"));
    if arguments.json {
        serde_json::to_string_pretty(&report).map_err(|error| error.to_string())
    } else {
        Ok(report.to_string())
    }
}

/// All columns but that of the outcome.
fn others(table: &Table, outcome: &Expression) -> Vec<String> {
    let named = |name: &str| outcome.terms().iter().any(|term| term.literals().any(|own| *own.condition == *name));
    table.columns().iter().filter(|name| !named(name)).map(ToString::to_string).collect()
}

/// Terms, or a level for each condition.
fn expectations(text: &str, conditions: &[&str]) -> Result<Vec<Expression>, String> {
    let items = listed(text);
    let is_level = |item: &String| item == "-" || item.parse::<u8>().is_ok();
    if !items.iter().all(is_level) && items.iter().any(is_level) {
        return Err("--dir-exp takes terms or levels, not both".to_owned());
    }
    let terms: Vec<String> = if items.iter().all(is_level) {
        if items.len() != conditions.len() {
            return Err(format!("--dir-exp has {} levels for {} conditions", items.len(), conditions.len()));
        }
        let expected = items.iter().zip(conditions).filter(|(item, _)| *item != "-");
        expected.map(|(level, condition)| format!("{condition}[{level}]")).collect()
    } else {
        items
    };
    terms.iter().map(|term| term.parse().map_err(|error: cocreation::Error| error.to_string())).collect()
}
