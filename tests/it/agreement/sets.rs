//! Several codes a unit.

use cocreation::agreement::{CodeSet, Metric, Ratings, alpha, alpha_per_code, dice, jaccard, masi};

use super::{csv, json, same};

fn cell(text: &str) -> Option<CodeSet> {
    match text {
        "NA" => None,
        "{}" => Some(CodeSet::from_iter([])),
        codes => Some(codes.split('|').map(Box::from).collect()),
    }
}

fn small() -> Ratings<CodeSet> {
    let (coders, rows) = csv("sets_small_3x8");
    let mut table = Ratings::builder(coders);
    for row in &rows {
        table.unit(&*row[0], row[1..].iter().map(|text| cell(text)));
    }
    table.build().expect("a sound table")
}

#[test]
fn set_distances_give_the_alphas_of_the_references() {
    let (table, references) = (small(), json("sets.json"));
    let references = &references["sets_small_3x8"];
    let metrics = [
        ("nominal", Metric::Nominal),
        ("jaccard", Metric::Distance(&jaccard)),
        ("masi", Metric::Distance(&masi)),
        ("dice", Metric::Distance(&dice)),
    ];
    for (name, metric) in metrics {
        let (found, reference) = (alpha(&table, metric), &references[name]["ref"]);
        same(found.figure, &reference["value"], 1e-12, name);
        for (part, key) in [(found.observed, "Do"), (found.expected, "De")] {
            assert!((part.expect("a mean") - reference[key].as_f64().expect("a number")).abs() < 1e-12, "{name} {key}");
        }
    }
    let codes = references["per_code_binary_nominal_alpha"].as_object().expect("codes");
    for (code, alpha) in alpha_per_code(&table, codes.keys().map(String::as_str), |set, code| set.contains(*code)) {
        same(alpha.figure, &codes[code], 1e-12, code);
    }
}

/// The empty set is a value: seen, and no code given. Two of them are alike; one and any other have nothing in common.
#[test]
fn an_empty_set_is_a_value() {
    let [none, a, ab, bc] = [vec![], vec!["a"], vec!["a", "b"], vec!["b", "c"]].map(CodeSet::from_iter);
    for distance in [jaccard, masi, dice] {
        assert_eq!([distance(&none, &none), distance(&none, &a), distance(&a, &none)], [0.0, 1.0, 1.0]);
    }
    // Half of the codes, one set in the other; and a third of the codes, the sets overlapping.
    assert!((masi(&a, &ab) - 2.0 / 3.0).abs() < 1e-15);
    assert!((masi(&ab, &bc) - 8.0 / 9.0).abs() < 1e-15);
    assert_eq!(ab.to_string(), "{a, b}");
}
