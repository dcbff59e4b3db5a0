//! What a table refuses, and what a report shows.

use cocreation::agreement::{FaultKind, Metric, Ratings, assess};

#[test]
fn all_that_is_wrong_comes_out_at_once_with_its_place() {
    let mut table = Ratings::builder(["ann", "", "ann"]);
    table.categories([1, 2, 1]);
    table.unit("s1", [Some(1), Some(2), Some(7)]);
    table.unit("s1", [Some(1), None]);
    table.unit("", [Some(9), None, None]);
    let faults = table.build().expect_err("a bad table");
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let expected = [
        "the category 1 is declared twice",
        "column 2 (): has no name",
        "column 3 (ann): has a name that stands before",
        "row 1 (s1), column 3 (ann): 7 is not a declared category",
        "row 2 (s1): 2 cells for 3 coders",
        "row 2 (s1): has a name that stands before",
        "row 3 (): has no name",
        "row 3 (), column 1 (ann): 9 is not a declared category",
    ];
    assert_eq!(lines, expected);
    let none = Ratings::<i8>::builder(Vec::<String>::new()).build().expect_err("no coders");
    assert_eq!(none.iter().next().map(|fault| &fault.kind), Some(&FaultKind::NoCoders));
}

#[test]
fn who_differs_from_whom_on_which_units_and_codes() {
    let mut table = Ratings::builder(["ann", "bob", "eve"]);
    table.row("s1", ["trust", "trust", "trust"]).row("s2", ["trust", "doubt", "doubt"]);
    table.row("s3", ["trust", "doubt", ""]).row("s4", ["doubt", "doubt", "hope"]).row("s5", ["", "hope", ""]);
    let found = assess(&table.build().expect("sound"), Metric::Nominal);
    assert_eq!((found.units, found.alpha.units, found.alpha.values), (5, 4, 11));
    let pair = &found.pairs[0];
    assert_eq!((&*pair.one, &*pair.other, pair.units), ("ann", "bob", 4));
    assert_eq!(pair.against, [("trust".into(), "doubt".into(), 2)]);
    assert_eq!(pair.percent.value(), Some(0.5));
    let confusions: Vec<String> = found.confusions.iter().map(ToString::to_string).collect();
    assert_eq!(confusions, ["doubt / trust: 3 pairs, in s2, s3", "doubt / hope: 2 pairs, in s4"]);
    let units: Vec<&str> = found.disagreements.iter().map(|row| &*row.unit).collect();
    assert_eq!(units, ["s2", "s3", "s4"]);
    // Values that cannot be compared are in the marginals, too: they were given.
    let hope = found.marginals.iter().find(|row| &*row.category == "hope").expect("given");
    assert_eq!((hope.count, &hope.by_coder[..]), (2, &[0, 1, 1][..]));
    let json = serde_json::to_value(&found).expect("JSON");
    assert_eq!(json["alpha"]["figure"]["undefined"], serde_json::Value::Null);
    assert!(found.to_string().contains("s2: ann trust, bob doubt, eve doubt"), "{found}");
}
