//! Small analyses worked out by hand.

use std::collections::BTreeSet;

use cocreation::ErrorKind;
use cocreation::qca::{
    Calibration, Cuts, Expression, IDM, ModelCount, Models, Proof, Search, Table, Warning, conservative, enhanced,
    parsimonious, truth_table,
};

fn kind<T: std::fmt::Debug>(result: Result<T, cocreation::Error>) -> ErrorKind {
    result.expect_err("refused").kind()
}

#[test]
fn tables_refuse_what_is_neither_membership_nor_level() {
    assert_eq!(kind(Table::new(["A", "A"])), ErrorKind::Setting);
    assert_eq!(kind(Table::new(["A*B"])), ErrorKind::Setting);
    let mut table = Table::new(["A", "Y"]).expect("names");
    for bad in [-0.1, 1.5, 64.0, f64::NAN, f64::INFINITY] {
        assert_eq!(kind(table.add("a", [bad, 0.0])), ErrorKind::OutOfRange);
    }
    assert_eq!(kind(table.add("a", [0.0])), ErrorKind::Setting);
    table.add("a", [0.5, 1.0]).expect("a row");
    table.add("b", [2.0, 1.0]).expect("a row");
    assert_eq!(kind(table.levels("A")), ErrorKind::Setting);
    assert_eq!(kind(table.levels("B")), ErrorKind::UnknownName);
    assert_eq!(kind(table.membership(2, "A")), ErrorKind::OutOfRange);
}

#[test]
fn truth_tables_refuse_what_has_no_meaning() {
    let mut table = Table::new(["A", "B", "Y"]).expect("names");
    table.add("a", [Some(1.0), None, Some(1.0)]).expect("a row");
    let cuts = Cuts::inclusion(0.8);
    assert_eq!(kind(truth_table(&table, &["A", "B"], "Y", &cuts)), ErrorKind::Setting); // nobody is known
    assert_eq!(kind(truth_table(&table, &[], "Y", &cuts)), ErrorKind::Setting);
    assert_eq!(kind(truth_table(&table, &["A", "A"], "Y", &cuts)), ErrorKind::Setting);
    assert_eq!(kind(truth_table(&table, &["Y"], "~Y", &cuts)), ErrorKind::Setting);
    assert_eq!(kind(truth_table(&table, &["A"], "A*Y", &cuts)), ErrorKind::Setting);
    assert_eq!(kind(truth_table(&table, &["Z"], "Y", &cuts)), ErrorKind::UnknownName);
    for bad in [Cuts { n: 0, ..cuts }, Cuts { contradiction: Some(0.9), ..cuts }, Cuts::inclusion(1.1)] {
        assert_eq!(kind(truth_table(&table, &["A"], "Y", &bad)), ErrorKind::OutOfRange);
    }
}

#[test]
fn warnings_say_what_is_wrong_with_the_data() {
    let mut table = Table::new(["A", "B", "S", "Y"]).expect("names");
    table.add("a", [1.0, 1.0, 0.0, 1.0]).expect("a row");
    table.add("b", [1.0, 0.0, 2.0, 0.0]).expect("a row");
    let truth = truth_table(&table, &["A", "B", "S"], "Y", &Cuts::inclusion(0.8)).expect("a truth table");
    let constant = Warning::Constant { condition: "A".into() };
    assert_eq!(truth.warnings, [constant, Warning::UnobservedLevel { condition: "S".into(), level: 1 }]);

    // By hand: 0.3 is as much a subset of 0.5 as of 1 − 0.5, and so is every membership here.
    let mut table = Table::new(["A", "Y"]).expect("names");
    [0.6, 0.2].iter().for_each(|&a| table.add("a case", [a, 0.5]).expect("a row"));
    let truth = truth_table(&table, &["A"], "Y", &Cuts::inclusion(0.8)).expect("a truth table");
    assert!(truth.warnings.contains(&Warning::SimultaneousSubset { row: 2 }), "{:?}", truth.warnings);
    assert_eq!(truth.simultaneous_subsets().expect("rows").rows(9), Some(vec![2]));
    assert!(truth.ambiguous.iter().all(|case| case.outcome && case.conditions.is_empty()));
}

#[test]
fn without_a_positive_row_there_is_nothing_to_explain() {
    let mut table = Table::new(["A", "Y"]).expect("names");
    table.add("a", [1.0, 0.0]).expect("a row");
    let truth = truth_table(&table, &["A"], "Y", &Cuts::inclusion(0.8)).expect("a truth table");
    let solution = parsimonious(&truth, &Search::default()).expect("a solution");
    assert_eq!((solution.models.len(), solution.count), (0, ModelCount::Exactly(0)));
    assert!(solution.to_string().contains("nothing to explain"));
}

#[test]
fn without_a_negative_row_everything_explains_it() {
    let mut table = Table::new(["A", "B", "Y"]).expect("names");
    table.add("a", [1.0, 0.0, 1.0]).expect("a row");
    let truth = truth_table(&table, &["A", "B"], "Y", &Cuts::inclusion(0.8)).expect("a truth table");
    let simple = parsimonious(&truth, &Search::default()).expect("a solution");
    assert_eq!((simple.models[0].to_string(), simple.models[0].assumptions.len()), ("1".into(), 3));
    let complex = conservative(&truth, &Search::default()).expect("a solution");
    assert_eq!(complex.models[0].to_string(), "A*~B");
    assert_eq!(truth.remainders().expect("rows").rows(9), Some(vec![1, 2, 4]));

    // Rows of another truth table are refused, and no row has such a level.
    let other = truth_table(&table, &["A"], "Y", &Cuts::inclusion(0.8)).expect("a truth table");
    let rows = other.region(&"A".parse().expect("a name")).expect("rows");
    assert_eq!(kind(enhanced(&truth, &rows, &Search::default())), ErrorKind::Setting);
    assert_eq!(kind(truth.remainders().expect("rows").and_also(&rows)), ErrorKind::Setting);
    assert!(!rows.contains(&[200]) && truth.remainders().expect("rows").common(&rows).is_empty());
}

/// A table whose rows follow a fixed pattern without structure, so that models are long.
fn tangled(conditions: usize, cases: u64) -> Table {
    let names = ('A'..='X').take(conditions).map(|name| name.to_string());
    let mut table = Table::new(names.chain(["Y".to_owned()])).expect("names");
    for case in 1..=cases {
        let mixed = case.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 20;
        let bits = (0..=conditions).map(|at| (mixed >> at & 1) as f64);
        table.add(format!("case {case}"), bits).expect("a row");
    }
    table
}

#[test]
fn a_spent_budget_ends_with_the_best_model_and_a_bound() {
    let table = tangled(12, 90);
    let names: Vec<&str> = table.columns()[..12].iter().map(|name| &**name).collect();
    let truth = truth_table(&table, &names, "Y", &Cuts::inclusion(1.0)).expect("a truth table");
    let one = Search { models: Models::One, ..Search::default() };
    let whole = parsimonious(&truth, &one).expect("a solution");
    assert_eq!((whole.proof, whole.models.len()), (Proof::Minimal, 1));
    let fewest = whole.models[0].terms.len();
    let mut seen = [false; 2];
    // From too few for the prime implicants to enough for the proof.
    for steps in (10..20).map(|power| 1_u64 << power) {
        let Ok(part) = parsimonious(&truth, &Search { steps, ..one.clone() }) else { continue };
        match part.proof {
            Proof::Minimal => {
                seen[0] = true;
                assert_eq!(part.models[0].terms.len(), fewest);
            }
            Proof::NotProven { at_least } => {
                seen[1] = true;
                assert!(at_least <= fewest && part.models[0].terms.len() >= fewest);
                assert!(part.to_string().contains("not proven minimal"), "{part}");
                assert_eq!(part.count, ModelCount::AtLeast(1));
            }
        }
        // The best that was met has no term to spare, proven or not: each covers a case by itself.
        assert!(part.models[0].terms.iter().all(|term| term.unique.value() > Some(0.0)));
        assert!(part.steps <= steps);
        for models in [Models::Fewest, Models::Irredundant] {
            let part =
                parsimonious(&truth, &Search { models, steps, listed: 2, ..one.clone() }).expect("as many steps");
            assert!((1..=2).contains(&part.models.len()) && part.count != ModelCount::AtLeast(0), "{steps}: {part}");
        }
    }
    assert_eq!(seen, [true; 2]);
    assert_eq!(kind(parsimonious(&truth, &Search { steps: 3, ..Search::default() })), ErrorKind::Setting);
}

/// By hand: four positive rows, each with sixteen conditions that it alone has, and a negative row that has none. Each of
/// the sixteen explains its row, so that there are 16⁴ models of four terms.
#[test]
fn a_list_without_limit_ends_and_the_models_are_counted_still() {
    let names: Vec<String> = (0..64).map(|at| format!("C{at}")).collect();
    let mut table = Table::new(names.iter().map(String::as_str).chain(["Y"])).expect("names");
    for row in 0..5 {
        let bits = (0..64).map(|at| f64::from(u8::from(at / 16 == row)));
        table.add(format!("case {row}"), bits.chain([f64::from(u8::from(row < 4))])).expect("a row");
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let truth = truth_table(&table, &names, "Y", &Cuts::inclusion(1.0)).expect("a truth table");
    let listed = |listed: usize| parsimonious(&truth, &Search { listed, ..Search::default() }).expect("a solution");
    let endless = listed(usize::MAX);
    assert_eq!((endless.count, endless.proof), (ModelCount::Exactly(65_536), Proof::Minimal));
    assert!((1000..=10_000).contains(&endless.models.len()), "{}", endless.models.len());
    let different: BTreeSet<String> = endless.models.iter().map(ToString::to_string).collect();
    assert_eq!(different.len(), endless.models.len());
    assert_eq!((listed(0).models.len(), listed(1).models.len()), (0, 1));
}

#[test]
fn expressions_are_read_and_refused() {
    let read = |text: &str| text.parse::<Expression>().map(|expression| expression.to_string());
    for (text, printed) in [
        ("a*~B+c", "c + a*~B"),
        (" ~ ( A + ~ B ) ", "B*~A"),
        ("~~A", "A"),
        ("A + A*B", "A"),
        ("A*A", "A"),
        ("A{2} * B[0]", "A[2]*B[0]"),
        ("0 + A", "A"),
        ("1 + A", "1"),
        ("~1", "0"),
    ] {
        assert_eq!(read(text).expect(text), printed.parse::<Expression>().expect(printed).to_string(), "{text}");
    }
    for text in ["", "A +", "(A", "A)", "A B", "*A", "A[", "A[x]", "A[64]", "A[1", "2A", "()", "A~B"] {
        assert!(read(text).is_err(), "{text}");
    }
    let deep = format!("{}A{}", "(".repeat(100_000), ")".repeat(100_000));
    assert_eq!(read(&deep).expect("no depth is too deep"), "A");
    let wide = (0..20).map(|at| format!("(A{at} + B{at})")).collect::<Vec<_>>().join("*");
    assert_eq!(kind(wide.parse::<Expression>()), ErrorKind::Setting);
}

#[test]
fn calibration_refuses_thresholds_out_of_order() {
    let logistic =
        |exclusion, crossover, inclusion, idm| Calibration::Logistic { exclusion, crossover, inclusion, idm };
    assert_eq!(kind(logistic(1.0, 3.0, 2.0, IDM).calibrate(&[1.0])), ErrorKind::Setting);
    assert_eq!(kind(logistic(1.0, 2.0, 3.0, 0.5).calibrate(&[1.0])), ErrorKind::Setting);
    assert_eq!(kind(logistic(1.0, 2.0, 3.0, IDM).calibrate(&[f64::NAN])), ErrorKind::OutOfRange);
    assert_eq!(kind(Calibration::Levels { thresholds: vec![] }.calibrate(&[1.0])), ErrorKind::Setting);
    let indirect = Calibration::Indirect { thresholds: vec![1.0, 2.0] };
    assert_eq!(kind(indirect.calibrate(&[0.0])), ErrorKind::OutOfRange);
    assert_eq!(kind(indirect.calibrate(&[1.0, 1.0, 2.0])), ErrorKind::Setting);
}

/// By hand: with B unknown, `A*B` is between 0 and A, and `A + B` between A and 1.
#[test]
fn an_unknown_membership_bounds_an_expression_both_ways() {
    let mut table = Table::new(["A", "B"]).expect("names");
    table.add("a", [Some(0.3), None]).expect("a row");
    let bounds = |text: &str| text.parse::<Expression>().expect("an expression").bounds(&table).expect("bounds")[0];
    assert_eq!((bounds("A*B"), bounds("A + B"), bounds("A")), ((0.0, 0.3), (0.3, 1.0), (0.3, 0.3)));
}
