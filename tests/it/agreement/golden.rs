//! Every coefficient of every reference table.

use cocreation::agreement::{
    Alpha, Figure, Kappa, Metric, Ratings, Weights, alpha, brennan_prediger, cohen, conger, fleiss, fleiss_general,
    gwet, light, percent, scott,
};
use serde_json::Value;

use super::{json, labels, number, same};

const EXACT: f64 = 1e-12;
/// irrCAC rounds to ten digits.
const ROUNDED: f64 = 5.1e-11;

fn weights(name: &str) -> Weights<'static, Box<str>> {
    match name.rsplit('_').next() {
        Some("linear") => Weights::Linear,
        Some("quadratic") => Weights::Quadratic,
        _ => Weights::Identity,
    }
}

fn metric(name: &str) -> Metric<'static, Box<str>> {
    match name {
        "nominal" => Metric::Nominal,
        "ordinal" => Metric::Ordinal,
        "interval" => Metric::Interval(&number),
        "ratio" => Metric::Ratio(&number),
        other => panic!("there is no metric {other}"),
    }
}

#[track_caller]
fn part(found: Option<f64>, expected: &Value, what: &str) {
    if let Some(expected) = expected.as_f64() {
        let found = found.unwrap_or_else(|| panic!("{what} is missing"));
        assert!((found - expected).abs() <= EXACT * expected.abs().max(1.0), "{what}: {found}, not {expected}");
    }
}

#[track_caller]
fn same_alpha(found: &Alpha, reference: &Value, what: &str) {
    same(found.figure, &reference["value"], EXACT, what);
    part(found.observed, &reference["Do"], what);
    part(found.expected, &reference["De"], what);
    part(Some(found.values as f64), &reference["n_pairable"], what);
}

#[track_caller]
fn same_kappa(found: &Kappa, reference: &Value, what: &str) {
    same(found.figure, &reference["value"], EXACT, what);
    part(found.observed, &reference["po"], what);
    part(found.expected, &reference["pe"], what);
}

fn of_two(name: &str, pair: &Ratings) -> Kappa {
    match name {
        "scott_pi" => scott(pair, Weights::Identity),
        "brennan_prediger" => brennan_prediger(pair, Weights::Identity),
        "cohen" | "cohen_linear" | "cohen_quadratic" => cohen(pair, weights(name)),
        "gwet_ac1" | "gwet_ac2_linear" | "gwet_ac2_quadratic" => gwet(pair, weights(name)),
        other => panic!("there is no coefficient {other}"),
    }
}

fn of_many(name: &str, table: &Ratings, reference: &Value, what: &str) {
    let kappa = match name.rsplit_once('_').map_or("", |(family, _)| family) {
        "gwet_ac" => gwet(table, weights(name)),
        "brennan_prediger" => brennan_prediger(table, weights(name)),
        "fleiss_general" => fleiss_general(table, weights(name)),
        "fleiss" => fleiss(table),
        "conger" => return same(conger(table, weights(name)).figure, &reference["irrCAC_py"]["value"], ROUNDED, what),
        "krippendorff_gwet_form" => {
            let places = table.map(|label| table.categories().iter().position(|other| other == label).expect("known"));
            let rank = |place: &usize| *place as f64;
            let apart = |a: &usize, b: &usize| a.abs_diff(*b) as f64;
            let metric = match weights(name) {
                Weights::Linear => Metric::Distance(&apart),
                Weights::Quadratic => Metric::Interval(&rank),
                _ => Metric::Nominal,
            };
            return same(alpha(&places, metric).figure, &reference["irrCAC_py"]["value"], ROUNDED, what);
        }
        "mean_pairwise" => return same(percent(table), reference, EXACT, what),
        "mean_pairwise_cohen" => return same(light(table, Weights::Identity), reference, EXACT, what),
        "randolph_free_marginal" => brennan_prediger(table, Weights::Identity),
        other => panic!("there is no family {other}"),
    };
    if reference.is_object() {
        same_kappa(&kappa, &reference["ref"], what);
    } else {
        same(kappa.figure, reference, EXACT, what);
    }
}

/// Some tables of many coders list six pairs only, and then no means over pairs.
fn is_listed(name: &str, reference: &Value, dataset: &Value) -> bool {
    let coders = dataset["coders"].as_u64().expect("a number") as usize;
    let all = dataset["pairwise"].as_object().expect("pairs").len() == coders * (coders - 1) / 2;
    !(reference.is_null() && name.starts_with("mean_pairwise") && !all)
}

fn check(name: &str, dataset: &Value) -> usize {
    let categories = dataset["categories"].as_array().expect("a list");
    let categories: Vec<Box<str>> = categories.iter().map(|label| label.as_str().expect("a label").into()).collect();
    let table = labels(name, &categories);
    let mut count = 0;
    for (key, reference) in dataset["alpha"].as_object().expect("alphas") {
        same_alpha(&alpha(&table, metric(key)), &reference["ref"], &format!("{name} alpha {key}"));
        count += 1;
    }
    for (key, references) in dataset["pairwise"].as_object().expect("pairs") {
        let place = |coder: &str| table.coders().iter().position(|name| &**name == coder).expect("a coder");
        let (one, other) = key.split_once('|').expect("two coders");
        let pair = table.pair(place(one), place(other)).expect("a pair");
        assert_eq!(pair.units().len() as u64, references["n_common"].as_u64().expect("a number"), "{name} {key}");
        same(percent(&pair), &references["percent"], EXACT, &format!("{name} {key} percent"));
        for (coefficient, reference) in references.as_object().expect("coefficients") {
            if let Some(reference) = reference.get("ref") {
                same_kappa(&of_two(coefficient, &pair), reference, &format!("{name} {key} {coefficient}"));
                count += 1;
            }
        }
    }
    for (key, reference) in dataset["multi"].as_object().expect("coefficients") {
        if is_listed(key, reference, dataset) {
            of_many(key, &table, reference, &format!("{name} {key}"));
            count += 1;
        }
    }
    count
}

#[test]
fn every_coefficient_is_that_of_the_references() {
    let references = json("coefficients.json");
    let datasets = references["datasets"].as_object().expect("tables");
    let count: usize = datasets.iter().map(|(name, dataset)| check(name, dataset)).sum();
    assert_eq!(datasets.len(), 17);
    assert!(count > 500, "{count} figures");
}

#[test]
fn published_figures_are_reproduced() {
    // With half of the last digit that is published.
    let published = [
        ("kripp2011_A_binary", "nominal", 0.095, 5e-4),
        ("kripp2011_B_nominal", "nominal", 0.692, 5e-4),
        ("kripp2011_C_4x12", "ordinal", 0.815, 5e-4),
        ("kripp2011_C_4x12", "ratio", 0.797, 5e-4),
        ("hayes_krippendorff_2007", "ordinal", 0.7598, 5e-5),
        // 0.234375, cut to four digits; R irr 0.84.1 has 0.2234.
        ("kripp2018_p306", "nominal", 0.2343, 1e-4),
        ("wikipedia_3x15", "interval", 0.811, 5e-4),
    ];
    for (name, by, expected, within) in published {
        same(alpha(&super::plain(name), metric(by)).figure, &expected.into(), within, name);
    }
    let Figure::Defined(fleiss) = fleiss(&super::plain("fleiss1971_6x30")).figure else { panic!("Fleiss 1971") };
    assert!((fleiss - 0.430).abs() < 5e-4, "{fleiss}");
}
