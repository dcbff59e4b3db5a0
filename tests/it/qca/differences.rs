//! Where we differ from the reference on purpose: each is in `docs/COMPARE.md`, and a test here fails if it disappears.

use std::collections::BTreeSet;

use cocreation::qca::{
    Cuts, Expression, Output, Search, Table, Undefined, parsimonious, sufficiency, supersets, truth_table,
};
use cocreation::qca::{NecessityCuts, TruthTable};

use super::golden::{folder, model, read, terms, truth};

/// A crisp table from rows such as `11111 1`, conditions `A` and on, outcome `Y`.
fn crisp(rows: &[&str]) -> TruthTable {
    let digits = |row: &str| row.chars().filter_map(|c| c.to_digit(10)).map(f64::from).collect::<Vec<_>>();
    let count = digits(rows[0]).len() - 1;
    let names: Vec<String> = ('A'..'Y').take(count).map(|name| name.to_string()).collect();
    let mut table = Table::new(names.iter().map(|name| &**name).chain(["Y"])).expect("names");
    rows.iter().for_each(|row| table.add(*row, digits(row)).expect("a row"));
    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
    truth_table(&table, &names, "Y", &Cuts::inclusion(1.0)).expect("a truth table")
}

/// Number 1: the reference stops its search by levels after two without a new implicant.
#[test]
fn a_longer_model_of_as_few_terms_is_found() {
    let truth = crisp(&["11111 1", "00111 0", "01011 0", "01101 0", "01110 0"]);
    let solution = parsimonious(&truth, &Search::default()).expect("a solution");
    let models: Vec<String> = solution.models.iter().map(ToString::to_string).collect();
    assert_eq!(models, ["A", "B*C*D*E"]);
}

/// Number 2: above 16 conditions the reference loses prime implicants. By hand: p is all ones, and the first negative row
/// differs from it in the first two conditions, the next in the two after those, and so on: a term takes one of each pair.
#[test]
fn no_prime_implicant_is_lost_above_sixteen_conditions() {
    let ones = "1".repeat(20);
    let negative = |pair: usize| {
        let digit = |at: usize| if at / 2 == pair { '0' } else { '1' };
        format!("{} 0", (0..20).map(digit).collect::<String>())
    };
    let rows: Vec<String> = std::iter::once(format!("{ones} 1")).chain((0..10).map(negative)).collect();
    let truth = crisp(&rows.iter().map(|row| &**row).collect::<Vec<_>>());
    let solution = parsimonious(&truth, &Search { listed: 2000, ..Search::default() }).expect("a solution");
    assert_eq!((solution.prime_implicants.len(), solution.models.len()), (1 << 10, 1 << 10));
    assert_eq!(solution.models[0].terms[0].term.split('*').count(), 10);
}

/// Number 3: with two cuts of inclusion and two cases or more the reference marks other rows as contradictions.
#[test]
fn contradictions_are_the_rows_between_the_cuts() {
    let mut table = Table::new(["A", "B", "Y"]).expect("names");
    for (row, outcomes) in [([0.0, 0.0], "0000"), ([0.0, 1.0], "1110"), ([1.0, 0.0], "1"), ([1.0, 1.0], "1111")] {
        for outcome in outcomes.chars() {
            let outcome = f64::from(outcome.to_digit(10).expect("a digit"));
            table.add("a case", [row[0], row[1], outcome]).expect("a row");
        }
    }
    let cuts = Cuts { contradiction: Some(0.6), n: 2, ..Cuts::inclusion(0.9) };
    let truth = truth_table(&table, &["A", "B"], "Y", &cuts).expect("a truth table");
    let outputs: Vec<Output> = truth.rows.iter().map(|row| row.output).collect();
    assert_eq!(outputs, [Output::Negative, Output::Contradiction, Output::Remainder, Output::Positive]);
}

/// Number 4: the reference simplifies `A*~A` away before it computes memberships.
#[test]
fn a_condition_and_its_negation_are_not_empty() {
    let mut table = Table::new(["A"]).expect("a name");
    table.add("a case", [0.4]).expect("a row");
    let both: Expression = "A*~A".parse().expect("an expression");
    assert_eq!(both.evaluate(&table).expect("memberships"), [Some(0.4)]);
}

/// Number 5: rows that no case belongs to.
#[test]
fn a_case_with_a_half_makes_no_row() {
    let Some(folder) = folder() else { return };
    let stakeholders = read(&folder, "d.stakeholder");
    let analysis = &stakeholders.analyses[0];
    let empty: BTreeSet<u64> = analysis["rows_below_n_cut"]
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| row["n"] == 0)
        .map(|row| row["row"].as_u64().expect("a number"))
        .collect();
    assert_eq!(empty, [1, 2, 15].into());
    let truth = truth(&stakeholders.table, analysis);
    assert!(truth.rows.iter().all(|row| !empty.contains(&(row.number as u64))));
    assert!(truth.ambiguous.iter().filter(|case| !case.conditions.is_empty()).count() >= 3);
}

/// Number 6: the reference calls essential what is in every model.
#[test]
fn essential_is_what_alone_covers_a_row() {
    let Some(folder) = folder() else { return };
    let reference = read(&folder, "LC");
    let analysis = reference.analyses.iter().find(|analysis| analysis["id"] == "LC_SURV").expect("the analysis");
    assert_eq!(analysis["parsimonious"]["essential_PIs"][0], "DEV*STB");
    let solution = parsimonious(&truth(&reference.table, analysis), &Search::default()).expect("a solution");
    assert_eq!(solution.prime_implicants.len(), 4);
    assert!(solution.essential.is_empty());
}

/// Number 7: a term that stands alone.
#[test]
fn a_term_that_stands_alone_covers_uniquely_what_it_covers() {
    let Some(folder) = folder() else { return };
    let reference = read(&folder, "LC");
    let analysis = &reference.analyses[0];
    let printed = &analysis["parsimonious"]["models"][0]["terms"];
    assert!(printed.as_array().expect("terms").len() == 1 && printed[0]["covU"].is_null());
    let solution = parsimonious(&truth(&reference.table, analysis), &Search::default()).expect("a solution");
    assert_eq!(terms(&solution.models[0]), model(&["DEV*STB"]));
    assert_eq!(solution.models[0].terms[0].unique, solution.models[0].terms[0].fit.coverage);
}

/// Number 8: a share of nothing. The reference gives 0 or not-a-number, without a reason.
#[test]
fn what_divides_by_nothing_is_undefined() {
    let fit = sufficiency(&[0.0, 0.0], &[0.0, 0.0]);
    assert_eq!(fit.inclusion.reason(), Some(Undefined::NoMember));
    assert_eq!(fit.coverage.reason(), Some(Undefined::NoOutcome));
    let ambiguous = sufficiency(&[0.5, 0.25], &[0.5, 0.5]);
    assert_eq!((ambiguous.inclusion.value(), ambiguous.pri.reason()), (Some(1.0), Some(Undefined::NothingUnambiguous)));
}

/// Number 9: a row with few cases that contradict the model which covers it.
#[test]
fn few_cases_that_contradict_a_model_are_reported() {
    let Some(folder) = folder() else { return };
    let reference = read(&folder, "LF");
    let analysis = reference.analyses.iter().find(|analysis| analysis["id"] == "LF_SURV_0.8_n2").expect("the analysis");
    let solution = parsimonious(&truth(&reference.table, analysis), &Search::default()).expect("a solution");
    let reported: Vec<(String, &[u128])> =
        solution.models.iter().map(|model| (model.to_string(), &model.contradicted_by[..])).collect();
    // Row 31 is Germany, row 6 Estonia: neither democracy survived.
    assert_eq!(reported, [("URB + DEV*~IND".to_owned(), &[31][..]), ("URB + LIT*~IND*STB".to_owned(), &[6, 31][..])]);
}

/// Number 10: small figures are printed as they are.
#[test]
fn small_figures_are_not_zero() {
    let fit = sufficiency(&[1e-6, 1.0], &[1.0, 0.0]);
    let inclusion = fit.inclusion.value().expect("a value");
    assert!(inclusion > 0.9e-6 && inclusion < 1e-5);
}

/// Number 11: the search for supersets ends by a budget instead of running on.
#[test]
fn a_search_for_supersets_that_is_too_long_is_refused() {
    let mut table = Table::new(["A", "B", "C", "D", "Y"]).expect("names");
    table.add("a", [0.1, 0.1, 0.1, 0.1, 1.0]).expect("a row");
    let refused = supersets(&table, &["A", "B", "C", "D"], "Y", &NecessityCuts::default(), 10);
    assert!(refused.expect_err("too long").to_string().contains("budget"));
}
