//! Memberships within bounds, and the bounds of fit, against all ways in which the unknown may turn out.

use cocreation::ErrorKind;
use cocreation::qca::{
    Expression, Figure, FigureBounds, Levels, Membership, Table, fit_bounds, necessity, sufficiency,
};
use proptest::prelude::*;

#[test]
fn bounds_are_cells_of_a_fuzzy_column() {
    let mut table = Table::new(["A", "B"]).expect("names");
    for (least, most) in [(-0.1, 0.5), (0.5, 1.1), (0.6, 0.5), (f64::NAN, 0.5), (0.5, f64::NAN)] {
        let refused = table.add("a", [Membership::Between(least, most), Membership::Unknown]).expect_err("refused");
        assert_eq!(refused.kind(), ErrorKind::OutOfRange);
    }
    table.add("a", [Membership::Between(0.0, 1.0), Membership::Between(0.4, 0.4)]).expect("a row");
    table.add("b", [Membership::Between(0.2, 1.0), Membership::Known(1.0)]).expect("a row");
    assert_eq!(table.cell(0, "A").expect("a cell"), Membership::Unknown);
    assert_eq!(table.membership(0, "B").expect("a cell"), Some(0.4));
    assert_eq!(table.levels("A").expect("a column"), Levels::Fuzzy);
    let bounds = |text: &str| text.parse::<Expression>().expect("read").bounds(&table).expect("bounds");
    assert_eq!(bounds("~A"), [(0.0, 1.0), (0.0, 0.8)]);
    assert_eq!(bounds("A*B"), [(0.0, 0.4), (0.2, 1.0)]);
    table.add("c", [2.0, 0.0]).expect("a row");
    assert_eq!(table.levels("A").expect_err("bounds are no levels").kind(), ErrorKind::Setting);
}

#[test]
fn a_fit_that_may_be_undefined_says_so() {
    let mut table = Table::new(["X", "Y"]).expect("names");
    table.add("a", [None, Some(1.0)]).expect("a row");
    let fit =
        |table: &Table| fit_bounds(table, &"X".parse().expect("read"), &"Y".parse().expect("read")).expect("bounds");
    let one = FigureBounds { least: Figure::Value(1.0), greatest: Figure::Value(1.0), may_be_undefined: true };
    assert_eq!(fit(&table).of_condition, one);
    assert_eq!(fit(&table).of_condition.to_string(), "1.000, or undefined");
    assert_eq!(fit(&table).of_outcome.to_string(), "0.000 to 1.000");
    let mut nobody = Table::new(["X", "Y"]).expect("names");
    nobody.add("a", [Some(0.0), None]).expect("a row");
    assert!(fit(&nobody).of_condition.least.value().is_none() && fit(&nobody).of_condition.may_be_undefined);
}

/// A cell in tenths: known, or anything between two.
fn cell() -> impl Strategy<Value = (u8, u8)> {
    prop_oneof![3 => (0..=10_u8).prop_map(|at| (at, at)), 1 => (0..=10_u8, 0..=10_u8).prop_map(|(a, b)| (a.min(b), a.max(b))), 1 => Just((0, 10))]
}

/// Every table in tenths that the cells allow: where fit is least or greatest, memberships are at bounds or alike, and so
/// in tenths.
fn ways(rows: &[[(u8, u8); 2]]) -> Vec<Vec<[f64; 2]>> {
    rows.iter().fold(vec![Vec::new()], |ways, [x, y]| {
        let pairs: Vec<[f64; 2]> =
            (x.0..=x.1).flat_map(|x| (y.0..=y.1).map(move |y| [f64::from(x) / 10.0, f64::from(y) / 10.0])).collect();
        ways.iter().flat_map(|way| pairs.iter().map(|pair| way.iter().copied().chain([*pair]).collect())).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    /// The bounds are the least and the greatest figure of all the ways, and are reached.
    #[test]
    fn bounds_of_fit_are_those_of_all_ways(rows in proptest::collection::vec([cell(), cell()], 1..=3)) {
        let ways = ways(&rows);
        prop_assume!(ways.len() <= 20_000);
        let mut table = Table::new(["X", "Y"]).expect("names");
        for row in &rows {
            let cells = row.map(|(a, b)| Membership::Between(f64::from(a) / 10.0, f64::from(b) / 10.0));
            table.add("case", cells).expect("a row");
        }
        let found = fit_bounds(&table, &"X".parse().expect("read"), &"Y".parse().expect("read")).expect("bounds");
        let mut figures: [Vec<Option<f64>>; 3] = Default::default();
        for way in &ways {
            let (x, y): (Vec<f64>, Vec<f64>) = way.iter().map(|[x, y]| (*x, *y)).unzip();
            let (s, n) = (sufficiency(&x, &y), necessity(&x, &y));
            for (list, figure) in figures.iter_mut().zip([s.inclusion, s.coverage, n.relevance]) {
                list.push(figure.value());
            }
        }
        for (list, found) in figures.iter().zip([found.of_condition, found.of_outcome, found.relevance]) {
            let known = || list.iter().flatten().copied();
            prop_assert_eq!(found.may_be_undefined, list.contains(&None));
            prop_assert_eq!(found.least.value().is_none(), known().next().is_none());
            if let (Some(least), Some(greatest)) = (found.least.value(), found.greatest.value()) {
                prop_assert!((least - known().fold(1.0, f64::min)).abs() < 1e-9, "{} {:?}", least, rows);
                prop_assert!((greatest - known().fold(0.0, f64::max)).abs() < 1e-9, "{} {:?}", greatest, rows);
            }
        }
    }
}
