//! Agreement between coders against published figures, reference software, slow twins and laws.

mod golden;
mod laws;
mod pitfalls;
mod resampling;
mod sets;
mod table;
mod unitizing;

use std::fs;
use std::path::{Path, PathBuf};

use cocreation::agreement::{Figure, Ratings};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/agreement")
}

fn json(name: &str) -> Value {
    let text = fs::read_to_string(folder().join(name)).expect("a reference file");
    // Where other software gave not-a-number, the files say so, which is no JSON.
    serde_json::from_str(&text.replace(": NaN", ": null")).expect("JSON")
}

/// The header without its first cell, and the rows.
fn csv(name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let path = folder().join("inputs").join(format!("{name}.csv"));
    let mut reader = csv::ReaderBuilder::new().from_path(path).expect("an input file");
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = cells(reader.headers().expect("a header"))[1..].to_vec();
    (header, reader.records().map(|record| cells(&record.expect("a row"))).collect())
}

/// A table with the categories as the references list them.
fn labels(name: &str, categories: &[Box<str>]) -> Ratings {
    let (coders, rows) = csv(name);
    let mut table = Ratings::builder(coders);
    table.categories(categories.iter().cloned());
    for row in &rows {
        table.row(&*row[0], row[1..].iter().map(String::as_str));
    }
    table.build().expect("a sound table")
}

fn plain(name: &str) -> Ratings {
    let (coders, rows) = csv(name);
    let mut table = Ratings::builder(coders);
    for row in &rows {
        table.row(&*row[0], row[1..].iter().map(String::as_str));
    }
    table.build().expect("a sound table")
}

/// A label as the number that it is.
#[expect(clippy::borrowed_box, reason = "what a metric is given are the values of the table")]
fn number(label: &Box<str>) -> f64 {
    label.parse().expect("a number")
}

/// Whether a figure is the one of the reference, where null stands for undefined.
#[track_caller]
fn same(found: Figure, expected: &Value, within: f64, what: &str) {
    match (found.value(), expected.as_f64()) {
        (Some(found), Some(expected)) => assert!((found - expected).abs() <= within, "{what}: {found}, not {expected}"),
        (found, expected) => assert_eq!(found, expected, "{what}"),
    }
}

/// A table of numbers; negative ones are missing.
fn table_of(rows: &[Vec<i8>]) -> Ratings<i8> {
    let coders = rows.first().map_or(2, Vec::len);
    let mut table = Ratings::builder((0..coders).map(|coder| format!("coder {coder}")));
    for (nth, row) in rows.iter().enumerate() {
        table.unit(format!("unit {nth}"), row.iter().map(|&value| (value >= 0).then_some(value)));
    }
    table.build().expect("a sound table")
}
