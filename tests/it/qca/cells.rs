//! Tables as text: what is wrong comes out at once, each thing with its row and column.

use cocreation::qca::{FaultKind, Levels, RemarkKind, Table};
use proptest::prelude::*;

/// The faults of a table of two columns, as text.
fn faults(columns: [&str; 2], rows: &[(&str, &[&str])]) -> Vec<String> {
    let rows = rows.iter().map(|(case, cells)| (*case, cells.iter().copied()));
    let faults = Table::read(columns, rows).expect_err("a bad table");
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn everything_that_is_wrong_is_told_with_its_place() {
    let rows: &[(&str, &[&str])] = &[
        ("a", &["high", "1.5"]),
        ("", &["-0.1", "NaN"]),
        ("a", &["1"]),
        ("b", &["1", "0", "x"]),
        ("c", &["64", "0,5"]),
    ];
    assert_eq!(
        faults(["A*B", "Y"], rows),
        [
            "column 1 (A*B): cannot stand in an expression: a name is letters, digits, `_` and `.`, a letter first",
            "row 1 (a), column 1 (A*B): \"high\" is no number",
            "row 1 (a), column 2 (Y): 1.5 is out of range: memberships lie in [0, 1], levels are 0, 1, 2 up to 63",
            "row 2 (): has no name",
            "row 2 (), column 1 (A*B): -0.1 is out of range: memberships lie in [0, 1], levels are 0, 1, 2 up to 63",
            "row 2 (), column 2 (Y): NaN is out of range: memberships lie in [0, 1], levels are 0, 1, 2 up to 63",
            "row 3 (a): 1 cells for 2 columns",
            "row 3 (a): has a name that stands before",
            "row 4 (b): 3 cells for 2 columns",
            "row 4 (b), column 3 (): \"x\" is no number",
            "row 5 (c), column 1 (A*B): 64 is out of range: memberships lie in [0, 1], levels are 0, 1, 2 up to 63",
            "row 5 (c), column 2 (Y): \"0,5\" is no number",
        ]
    );
    assert_eq!(faults(["A", "A"], &[]), ["there is no case", "column 2 (A): has a name that stands before"]);
    let nothing = Table::read([], [("a", [])]).expect_err("no columns");
    assert_eq!(nothing.iter().map(|fault| fault.kind.clone()).collect::<Vec<_>>(), [FaultKind::NoColumns]);
}

/// Of a column with memberships and levels those are wrong that are fewer.
#[test]
fn a_column_is_either_memberships_or_levels() {
    let fuzzy = [("a", &["0.2", "1"][..]), ("b", &["0.7", "1"]), ("c", &["2", "1"])];
    assert_eq!(faults(["A", "Y"], &fuzzy), ["row 3 (c), column 1 (A): 2 is above 1 in a column of memberships"]);
    let levels = [("a", &["0.2", "1"][..]), ("b", &["3", "1"]), ("c", &["2", "1"])];
    assert_eq!(faults(["A", "Y"], &levels), ["row 1 (a), column 1 (A): 0.2 is a fraction in a column of levels"]);
}

#[test]
fn what_is_open_is_remarked_on_in_the_columns_asked_for() {
    let rows = [("a", [" 0.5 ", "", "0.5"]), ("b", ["  ", "2", "1"])];
    let table = Table::read(["A", "S", "Y"], rows).expect("a table");
    let found = |columns: &[&str]| {
        let remarks = table.remarks(columns).expect("columns");
        remarks.iter().map(|one| (one.row.number, one.column.number, one.kind)).collect::<Vec<_>>()
    };
    let (half, unknown) = (RemarkKind::Half, RemarkKind::Unknown);
    assert_eq!(found(&["Y", "A", "S", "A"]), [(1, 1, half), (1, 2, unknown), (1, 3, half), (2, 1, unknown)]);
    assert_eq!(found(&["S"]), [(1, 2, unknown)]);
    assert_eq!(table.levels("S").expect("a column"), Levels::Values(3));
    assert!(table.remarks(&["Z"]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(50) })]

    /// What can be added can be read from its text, and is the same table.
    #[test]
    fn reading_undoes_printing(rows in prop::collection::vec([prop::option::of(0.0..=1.0_f64), prop::option::of(0.0..=1.0_f64)], 1..8)) {
        let mut added = Table::new(["A", "Y"]).expect("names");
        let mut texts = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            added.add(format!("case {at}"), *row).expect("memberships");
            let text = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
            texts.push((format!("case {at}"), row.map(text)));
        }
        let cells = texts.iter().map(|(case, cells)| (&**case, cells.iter().map(|cell| &**cell)));
        prop_assert_eq!(Table::read(["A", "Y"], cells).expect("a table"), added);
    }

    #[test]
    fn no_text_makes_the_reader_panic(cells in prop::collection::vec("[0-9.eE+,x -]{0,4}", 0..9), names in "[A-C,*0 ]{0,6}") {
        let rows = cells.chunks(2).map(|row| (&*row[0], row[1..].iter().map(|cell| &**cell)));
        if let Ok(table) = Table::read(names.split(','), rows) {
            let columns: Vec<&str> = table.columns().iter().map(|name| &**name).collect();
            prop_assert!(columns.iter().all(|column| table.levels(column).is_ok()));
        }
    }
}
