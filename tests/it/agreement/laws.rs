//! Laws, and α by the slow, obvious way.

use cocreation::agreement::{
    Metric, Ratings, Weights, alpha, cohen, conger, fleiss, fleiss_general, gwet, light, percent, scott,
};
use proptest::prelude::*;

use super::table_of;

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// Up to twelve units of two to five coders and five values; a fifth of the cells is missing.
fn tables() -> impl Strategy<Value = Vec<Vec<i8>>> {
    let cell = prop_oneof![1 => Just(-1), 4 => 0..5_i8];
    (2..6_usize).prop_flat_map(move |coders| prop::collection::vec(prop::collection::vec(cell.clone(), coders), 1..12))
}

/// Tables of two coders without missing values.
fn complete() -> impl Strategy<Value = Vec<Vec<i8>>> {
    prop::collection::vec(prop::collection::vec(0..4_i8, 2), 1..12)
}

fn value(number: &i8) -> f64 {
    f64::from(*number)
}

/// Not an interval: it has no squares.
fn odd(one: &i8, other: &i8) -> f64 {
    f64::from((one - other).abs()).sqrt()
}

fn metrics() -> [Metric<'static, i8>; 5] {
    [Metric::Nominal, Metric::Ordinal, Metric::Interval(&value), Metric::Ratio(&value), Metric::Distance(&odd)]
}

/// δ² as it is defined, with n_g counted anew.
fn distance(metric: Metric<'_, i8>, one: i8, other: i8, pairable: &[i8]) -> f64 {
    let count = |value: i8| pairable.iter().filter(|v| **v == value).count() as f64;
    let (c, k) = (f64::from(one), f64::from(other));
    match metric {
        Metric::Nominal => f64::from(u8::from(one != other)),
        Metric::Ordinal => {
            let between: f64 = (one.min(other)..=one.max(other)).map(count).sum();
            (between - (count(one) + count(other)) / 2.0).powi(2)
        }
        Metric::Interval(_) => (c - k).powi(2),
        Metric::Ratio(_) => {
            if c + k == 0.0 {
                0.0
            } else {
                ((c - k) / (c + k)).powi(2)
            }
        }
        Metric::Distance(distance) => distance(&one, &other),
    }
}

/// α by pairs: those within units, and those of all values.
fn slowly(rows: &[Vec<i8>], metric: Metric<'_, i8>) -> Option<f64> {
    let units: Vec<Vec<i8>> = rows.iter().map(|row| row.iter().copied().filter(|v| *v >= 0).collect()).collect();
    let units: Vec<Vec<i8>> = units.into_iter().filter(|unit: &Vec<i8>| unit.len() > 1).collect();
    let all: Vec<i8> = units.iter().flatten().copied().collect();
    let over_pairs = |values: &[i8]| {
        let mut sum = 0.0;
        for (i, one) in values.iter().enumerate() {
            for (_, other) in values.iter().enumerate().filter(|(j, _)| *j != i) {
                sum += distance(metric, *one, *other, &all);
            }
        }
        sum
    };
    let n = all.len() as f64;
    let observed: f64 = units.iter().map(|unit| over_pairs(unit) / (unit.len() - 1) as f64).sum::<f64>() / n;
    let expected = over_pairs(&all) / (n * (n - 1.0));
    (expected > 0.0).then(|| 1.0 - observed / expected)
}

fn near(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-11 * one.abs().max(1.0),
        (one, other) => one == other,
    }
}

fn every(table: &Ratings<i8>) -> Vec<Option<f64>> {
    let kappas = [Weights::Identity, Weights::Linear, Weights::Quadratic].map(|weights| {
        [fleiss_general(table, weights), conger(table, weights), gwet(table, weights), cohen(table, weights)]
    });
    let figures = metrics().map(|metric| alpha(table, metric).figure);
    let kappas = kappas.into_iter().flatten().map(|kappa| kappa.figure);
    kappas
        .chain(figures)
        .chain([percent(table), light(table, Weights::Identity)])
        .map(|figure| figure.value())
        .collect()
}

fn all_near(one: &[Option<f64>], other: &[Option<f64>]) -> bool {
    one.iter().zip(other).all(|(one, other)| near(*one, *other))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn alpha_is_that_of_all_pairs(rows in tables()) {
        for metric in metrics() {
            let (found, expected) = (alpha(&table_of(&rows), metric).figure.value(), slowly(&rows, metric));
            prop_assert!(near(found, expected), "{metric}: {found:?}, not {expected:?}");
        }
    }

    #[test]
    fn many_categories_are_counted_as_few_are(rows in tables()) {
        let (table, mut wide) = (table_of(&rows), Ratings::builder(table_of(&rows).coders().to_vec()));
        wide.categories(0..100);
        for (nth, row) in rows.iter().enumerate() {
            wide.unit(nth.to_string(), row.iter().map(|&value| (value >= 0).then_some(value)));
        }
        let wide = wide.build().expect("sound");
        for metric in metrics() {
            prop_assert!(near(alpha(&table, metric).figure.value(), alpha(&wide, metric).figure.value()), "{metric}");
        }
    }

    #[test]
    fn the_order_of_units_and_of_coders_does_not_matter(rows in tables(), turn in 0..5_usize) {
        let mut turned: Vec<Vec<i8>> = rows.iter().rev().cloned().collect();
        let turn = turn % rows[0].len();
        turned.iter_mut().for_each(|row| row.rotate_left(turn));
        prop_assert!(all_near(&every(&table_of(&rows)), &every(&table_of(&turned))));
    }

    /// Upside down is a relabelling that keeps the distances of places; a shift keeps those of numbers.
    #[test]
    fn labels_do_not_matter(rows in tables(), shift in 0..50_i8) {
        let table = table_of(&rows);
        let other = table.map(|value| -value);
        prop_assert!(near(alpha(&table, Metric::Nominal).figure.value(), alpha(&other, Metric::Nominal).figure.value()));
        prop_assert!(near(alpha(&table, Metric::Ordinal).figure.value(), alpha(&other, Metric::Ordinal).figure.value()));
        let shifted = |value: &i8| f64::from(value + shift) * 0.5;
        let [plain, moved] = [Metric::Interval(&value), Metric::Interval(&shifted)].map(|metric| alpha(&table, metric).figure.value());
        prop_assert!(near(plain, moved));
    }

    #[test]
    fn coders_who_say_the_same_agree_or_nothing_is_known(values in prop::collection::vec(0..4_i8, 1..12)) {
        let rows: Vec<Vec<i8>> = values.iter().map(|value| vec![*value; 3]).collect();
        let varied = values.iter().any(|value| *value != values[0]);
        for metric in metrics() {
            let expected = varied.then_some(1.0);
            prop_assert_eq!(alpha(&table_of(&rows), metric).figure.value(), expected);
        }
        prop_assert_eq!(percent(&table_of(&rows)).value(), Some(1.0));
    }

    #[test]
    fn with_two_coders_and_no_value_missing_general_forms_are_the_special_ones(rows in complete()) {
        let table = table_of(&rows);
        for weights in [Weights::Identity, Weights::Linear, Weights::Quadratic] {
            let pairs = [(scott(&table, weights), fleiss_general(&table, weights)), (cohen(&table, weights), conger(&table, weights))];
            for (special, general) in pairs {
                prop_assert!(near(special.figure.value(), general.figure.value()), "{special:?} {general:?}");
            }
        }
        prop_assert!(near(light(&table, Weights::Identity).value(), cohen(&table, Weights::Identity).figure.value()));
        // 1 − α = (1 − π)(n − 1)/n.
        if let (Some(pi), Some(alpha)) = (fleiss(&table).figure.value(), alpha(&table, Metric::Nominal).figure.value()) {
            let n = 2.0 * rows.len() as f64;
            prop_assert!(((1.0 - alpha) - (1.0 - pi) * (n - 1.0) / n).abs() < 1e-12);
        }
    }

    /// A unit that one coder saw changes nothing that is counted by pairs.
    #[test]
    fn a_lone_value_does_not_matter_to_alpha(rows in tables(), value in 0..5_i8) {
        let mut more = rows.clone();
        let mut lone = vec![-1; rows[0].len()];
        lone[0] = value;
        more.push(lone);
        for metric in metrics() {
            let found = [&rows, &more].map(|rows| alpha(&table_of(rows), metric).figure.value());
            prop_assert!(near(found[0], found[1]), "{metric}: {found:?}");
        }
        prop_assert!(near(percent(&table_of(&rows)).value(), percent(&table_of(&more)).value()));
    }
}
