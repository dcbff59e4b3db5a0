//! Robustness: ranges of settings, and fit and cases against alternatives, worked out by hand.

use cocreation::ErrorKind;
use cocreation::qca::{
    Alternative, Analysis, Bound, Calibration, CaseRank, Cut, Cuts, Expression, Figure, Raw, RobustType, Search,
    SensitivityRange, Solution, Stepping, Table, TruthTable, Undefined, conservative, cut_range, intermediate,
    parsimonious, robustness, sufficiency, threshold_ranges, truth_table,
};
use proptest::prelude::*;

fn expression(text: &str) -> Expression {
    text.parse().expect("an expression")
}

fn near(found: Figure, expected: f64) {
    let value = found.value().unwrap_or_else(|| panic!("{found:?}"));
    assert!((value - expected).abs() < 1e-12, "{value}, {expected}");
}

fn solved(truth: &TruthTable) -> Result<Vec<Solution>, cocreation::Error> {
    Ok(vec![parsimonious(truth, &Search::default())?])
}

/// Of A, B and Y:
///
/// ```text
/// case   A    B    Y
/// a     0.9  0.8  0.9
/// b     0.7  0.2  0.6
/// c     0.2  0.9  0.3
/// d     0.1  0.1  0.2
/// e     0.8  0.4  0.5
/// ```
fn table() -> Table {
    let mut table = Table::new(["A", "B", "Y"]).expect("names");
    for (case, row) in [
        ("a", [0.9, 0.8, 0.9]),
        ("b", [0.7, 0.2, 0.6]),
        ("c", [0.2, 0.9, 0.3]),
        ("d", [0.1, 0.1, 0.2]),
        ("e", [0.8, 0.4, 0.5]),
    ] {
        table.add(case, row).expect("memberships");
    }
    table
}

/// By hand, A against B. Σ A = 2.7, Σ Y = 2.5, Σ min(A, Y) = 0.9 + 0.6 + 0.2 + 0.1 + 0.5 = 2.3.
/// The core A*B is 0.8, 0.2, 0.2, 0.1, 0.4, in sum 1.7, all of it within Y.
/// max(A, B) is 0.9, 0.7, 0.9, 0.1, 0.8, in sum 3.4.
#[test]
fn fit_and_cases_against_one_alternative() {
    let table = table();
    let against = [Alternative { table: &table, model: expression("B") }];
    let found = robustness(&table, "Y", &expression("A"), &against).expect("figures");
    assert_eq!(found.core.as_ref().map(ToString::to_string).as_deref(), Some("A*B"));
    near(found.initial_fit.inclusion, 2.3 / 2.7);
    near(found.core_fit.inclusion, 1.0);
    near(found.consistency, 2.3 / 2.7);
    near(found.coverage, (1.7 / 2.5) / (2.3 / 2.5));
    near(found.coincidence_with_all, 1.7 / 3.4);
    near(found.coincidence_with_any, 1.7 / 3.4);
    let kinds: Vec<_> = found.cases.iter().map(|case| (&*case.case, case.kind)).collect();
    let expected = [
        ("a", Some(RobustType::RobustTypical)),
        ("b", Some(RobustType::ShakyTypical)),
        ("c", Some(RobustType::PossibleDeviant)),
        ("d", Some(RobustType::Irrelevant)),
        ("e", None),
    ];
    assert_eq!(kinds, expected);
    // Of a and b with the outcome the core has a; of c without it, none.
    near(found.typical, 0.5);
    near(found.deviant, 0.0);
    assert_eq!(found.rank, CaseRank::AddsAndTakes);
    assert_eq!((&*found.ambiguous[0].case, found.ambiguous[0].outcome, found.ambiguous.len()), ("e", true, 1));
    let text = found.to_string();
    assert!(text.contains("robust typical    a\n") && text.contains("e has 0.5 in Y"), "{text}");
}

/// By hand, A against B and A + B: the least of them is B, the greatest max(A, B), so that c is possible by the second
/// test as well and b shaky by the first. Against A + B alone A loses nothing.
#[test]
fn all_alternatives_count_and_each_is_shown() {
    let table = table();
    let other = |model: &str| Alternative { table: &table, model: expression(model) };
    for order in [["B", "A + B"], ["A + B", "B"]] {
        let found = robustness(&table, "Y", &expression("A"), &order.map(other)).expect("figures");
        near(found.coincidence_with_all, 1.7 / 3.4);
        near(found.coincidence_with_any, 2.7 / 3.4);
        assert_eq!(found.rank, CaseRank::AddsAndTakes);
        let single = found.single.iter().find(|single| single.alternative == expression("A + B")).expect("it");
        assert_eq!(single.rank, CaseRank::Adds);
        near(single.coincidence, 2.7 / 3.4);
    }
    // Neither the first nor the last tells what the one between them takes away.
    let between = robustness(&table, "Y", &expression("A"), &["A", "B", "A"].map(other)).expect("figures");
    near(between.coincidence_with_all, 1.7 / 2.7); // min(A, B) against A, which holds it
    assert_eq!(between.rank, CaseRank::AddsAndTakes);
    let takes = robustness(&table, "Y", &expression("A + B"), &[other("A")]).expect("figures");
    assert_eq!(takes.rank, CaseRank::Takes);
    let same = robustness(&table, "Y", &expression("A"), &[other("A")]).expect("figures");
    assert_eq!((same.rank, same.typical.value(), same.coverage.value()), (CaseRank::Same, Some(1.0), Some(1.0)));
    assert_eq!(same.deviant.reason(), Some(Undefined::NoCase));
}

/// An alternative with other thresholds is read on its own table.
#[test]
fn an_alternative_has_its_own_table() {
    let mut other = Table::new(["A", "B", "Y"]).expect("names");
    table().cases().iter().for_each(|case| other.add(&**case, [0.0, 0.0, 1.0]).expect("memberships"));
    let own = table();
    let against = [Alternative { table: &other, model: expression("A") }];
    let found = robustness(&own, "Y", &expression("A"), &against).expect("figures");
    assert_eq!((found.core.as_ref(), found.coverage.value()), (None, Some(0.0)));
    assert_eq!(found.consistency.reason(), Some(Undefined::NoMember)); // an empty core is neither consistent nor not
    other.add("f", [0.0, 0.0, 1.0]).expect("memberships");
    let against = [Alternative { table: &other, model: expression("A") }];
    let refused = robustness(&own, "Y", &expression("A"), &against).expect_err("another case");
    assert_eq!(refused.kind(), ErrorKind::Setting);
    assert_eq!(robustness(&own, "Y", &expression("A"), &[]).expect_err("none").kind(), ErrorKind::Setting);
}

/// Whoever is unknown in one model is in no figure.
#[test]
fn who_is_unknown_is_left_out_and_named() {
    let mut table = table();
    table.add("f", [Some(0.9), None, Some(0.1)]).expect("memberships");
    let against = [Alternative { table: &table, model: expression("B") }];
    let found = robustness(&table, "Y", &expression("A"), &against).expect("figures");
    near(found.initial_fit.inclusion, 2.3 / 2.7);
    assert_eq!((&*found.left_out[0].case, &*found.left_out[0].unknown[0]), ("f", "B"));
}

/// By hand: inclusion of A*~B is 1.0, of A*B 0.7, of the other rows 0.
fn crisp() -> Table {
    let mut table = Table::new(["A", "B", "Y"]).expect("names");
    let mut add = |a: f64, b: f64, outcomes: &[f64]| {
        for (at, y) in outcomes.iter().enumerate() {
            table.add(format!("{a}{b}{at}"), [a, b, *y]).expect("memberships");
        }
    };
    add(1.0, 0.0, &[1.0, 1.0]);
    add(1.0, 1.0, &[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0]);
    add(0.0, 0.0, &[0.0]);
    add(0.0, 1.0, &[0.0, 0.0, 0.0]);
    table
}

fn stepping(step: f64, lowest: f64, highest: f64) -> Stepping {
    Stepping { step, lowest, highest }
}

fn ranged(cut: Cut, cuts: Cuts, by: &Stepping) -> Result<SensitivityRange, cocreation::Error> {
    let table = crisp();
    cut_range(&Analysis { table: &table, conditions: &["A", "B"], outcome: "Y", cuts, solve: &solved }, cut, by)
}

/// By hand: from a cut of 0.75 on only A*~B is positive, down to 0.7 also A*B, and both are A.
#[test]
fn the_range_of_a_cut_ends_where_the_models_change() {
    let found = ranged(Cut::Inclusion, Cuts::inclusion(0.8), &stepping(0.05, 0.5, 1.0)).expect("a range");
    assert_eq!(found.models, ["A*~B".into()]);
    let Bound::Changes { same, other, models } = &found.down else { panic!("{found:?}") };
    assert!((same - 0.75).abs() < 1e-9 && (other - 0.7).abs() < 1e-9, "{found:?}");
    assert_eq!(*models, ["A".into()]);
    assert!(matches!(found.up, Bound::Open { tried } if (tried - 1.0).abs() < 1e-9), "{found:?}");
    let text = found.to_string();
    assert!(text.contains("down the same to 0.75; at 0.7 A\n") && text.contains("as far as was tried"), "{text}");

    // Beyond 1 there is no cut.
    let beyond = ranged(Cut::Inclusion, Cuts::inclusion(0.8), &stepping(0.1, 0.8, 2.0)).expect("a range");
    assert!(matches!(&beyond.up, Bound::Ends { reason, .. } if reason.contains("[0, 1]")), "{beyond:?}");
    assert!(matches!(beyond.down, Bound::Open { tried: 0.8 }));
}

/// By hand, at a cut of 0.7 for inclusion: with n from 2 on ~A*~B is a remainder, still outside A; from 3 on A*~B is one,
/// too, with A as before; from 4 on nothing is negative, and no condition is needed; from 11 on nothing is positive.
#[test]
fn the_range_of_the_number_of_cases() {
    let cuts = Cuts { n: 2, ..Cuts::inclusion(0.7) };
    let found = ranged(Cut::N, cuts, &stepping(1.0, 1.0, 20.0)).expect("a range");
    assert_eq!(found.models, ["A".into()]);
    assert!(matches!(found.down, Bound::Open { tried: 1.0 }), "{found:?}");
    assert!(
        matches!(&found.up, Bound::Changes { same: 3.0, other: 4.0, models } if **models == ["1".into()]),
        "{found:?}"
    );
}

/// A*B has inclusion and PRI of 0.7, A*~B of 1.
#[test]
fn the_range_of_pri() {
    let cuts = Cuts { pri: 0.5, ..Cuts::inclusion(0.6) };
    let found = ranged(Cut::Pri, cuts, &stepping(0.25, 0.0, 1.0)).expect("a range");
    assert!(matches!(found.down, Bound::Open { tried: 0.0 }), "{found:?}");
    assert!(matches!(found.up, Bound::Changes { same: 0.5, other: 0.75, .. }), "{found:?}");
}

#[test]
fn steps_that_cannot_be_made_are_refused() {
    let cuts = Cuts::inclusion(0.8);
    for bad in [
        stepping(0.0, 0.0, 1.0),
        stepping(-0.1, 0.0, 1.0),
        stepping(f64::NAN, 0.0, 1.0),
        stepping(0.1, 0.9, 1.0),
        stepping(0.1, 0.0, f64::INFINITY),
        stepping(1e-9, 0.0, 1.0),
    ] {
        assert_eq!(ranged(Cut::Inclusion, cuts, &bad).expect_err("refused").kind(), ErrorKind::Setting);
    }
    assert_eq!(ranged(Cut::N, cuts, &stepping(0.5, 1.0, 9.0)).expect_err("half a case").kind(), ErrorKind::Setting);
}

/// Two models, of which one is listed, are not compared as if they were all.
#[test]
fn models_that_are_not_listed_are_not_compared() {
    let mut table = Table::new(["A", "B", "Y"]).expect("names");
    table.add("a", [1.0, 1.0, 1.0]).expect("a row");
    table.add("b", [0.0, 0.0, 0.0]).expect("a row");
    let search = Search { listed: 1, ..Search::default() };
    let solve = |truth: &TruthTable| Ok(vec![parsimonious(truth, &search)?]);
    let (conditions, cuts) = (["A", "B"], Cuts::inclusion(0.8));
    let analysis = Analysis { table: &table, conditions: &conditions, outcome: "Y", cuts, solve: &solve };
    let refused = cut_range(&analysis, Cut::Inclusion, &stepping(0.1, 0.5, 1.0)).expect_err("one of two");
    assert!(refused.to_string().contains("not all models"), "{refused}");
    let truth = truth_table(&table, &conditions, "Y", &cuts).expect("a truth table");
    let one = parsimonious(&truth, &search).expect("a solution");
    assert_eq!(Alternative::of(&table, &one).expect_err("one of two").kind(), ErrorKind::Setting);
    let both = parsimonious(&truth, &Search::default()).expect("a solution");
    assert_eq!(Alternative::of(&table, &both).expect("both").len(), 2);
}

/// By hand: figures 10, 20, 30 and 40, the outcome of the last two. Between 20 and 30 the crossover parts them; at 30 the
/// third is ambiguous and the fourth still explains, at 35 the third is out and has the outcome. A crossover at the threshold
/// of exclusion or of inclusion is none.
#[test]
fn the_ranges_of_thresholds() {
    let mut table = Table::new(["A", "Y"]).expect("names");
    for (case, y) in [("a", 0.0), ("b", 0.0), ("c", 1.0), ("d", 1.0)] {
        table.add(case, [0.0, y]).expect("memberships");
    }
    let (conditions, cuts) = (["A"], Cuts::inclusion(0.8));
    let analysis = Analysis { table: &table, conditions: &conditions, outcome: "Y", cuts, solve: &solved };
    let calibration = Calibration::Linear { exclusion: 15.0, crossover: 25.0, inclusion: 28.0, below: 1.0, above: 1.0 };
    let figures = [Some(10.0), Some(20.0), Some(30.0), Some(40.0)];
    let raw = Raw { column: "A", figures: &figures, calibration: &calibration };
    let by = [stepping(5.0, 0.0, 50.0), stepping(1.0, 0.0, 50.0), stepping(50.0, 28.0, 28.0)];
    let found = threshold_ranges(&analysis, &raw, &by).expect("ranges");
    assert!(found.iter().all(|range| range.models == ["A".into()]), "{found:?}");
    // Exclusion at 5 gives the first two 5/20/2 and 15/20/2, so that A has inclusion 2/2.5 = 0.8; at 0 it gives them 0.2 and
    // 0.4, and A has less. At 25 it meets the crossover.
    assert!(matches!(&found[0].down, Bound::Changes { same: 5.0, other: 0.0, .. }), "{:?}", found[0]);
    assert!(matches!(&found[0].up, Bound::Ends { same: 20.0, at: 25.0, .. }), "{:?}", found[0]);
    // The crossover: at 20 the second is ambiguous, in no row, and half of it without the outcome: A has inclusion 2/2.5 = 0.8;
    // at 19 the second has 0.5 + 0.5/9 and A less than that. At 28 it meets the inclusion.
    assert!(matches!(&found[1].down, Bound::Changes { same: 20.0, other: 19.0, .. }), "{:?}", found[1]);
    assert!(matches!(&found[1].up, Bound::Ends { same: 27.0, at: 28.0, .. }), "{:?}", found[1]);
    assert!(matches!((&found[2].down, &found[2].up), (Bound::Open { tried: 28.0 }, Bound::Open { tried: 28.0 })));
    let short = threshold_ranges(&analysis, &raw, &by[..2]).expect_err("two of three");
    assert_eq!(short.kind(), ErrorKind::Setting);
}

type Solve = dyn Fn(&TruthTable) -> Result<Vec<Solution>, cocreation::Error>;

/// Every way of solving can be asked.
#[test]
fn any_solution_can_be_moved() {
    let table = crisp();
    let between = |truth: &TruthTable| {
        let none = truth.region(&Expression::default())?;
        let found = intermediate(truth, &[expression("A")], &none, &Search::default())?;
        Ok(found.into_iter().map(|between| between.solution).collect())
    };
    let complex = |truth: &TruthTable| Ok(vec![conservative(truth, &Search::default())?]);
    let solves: [&Solve; 2] = [&between, &complex];
    for solve in solves {
        let (conditions, cuts) = (["A", "B"], Cuts::inclusion(0.8));
        let analysis = Analysis { table: &table, conditions: &conditions, outcome: "Y", cuts, solve };
        let found = cut_range(&analysis, Cut::Inclusion, &stepping(0.05, 0.5, 1.0)).expect("a range");
        assert!((found.down.same() - 0.75).abs() < 1e-9, "{found}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// Models change only where a cut passes the inclusion of some row.
    #[test]
    fn a_cut_that_passes_no_row_changes_nothing(rows in prop::collection::vec([0..=10_u32, 0..=10, 0..=10], 1..9)) {
        let mut table = Table::new(["A", "B", "Y"]).expect("names");
        for (at, row) in rows.iter().enumerate() {
            table.add(format!("{at}"), row.map(|tenth| f64::from(tenth) / 10.0)).expect("memberships");
        }
        let (conditions, cuts) = (["A", "B"], Cuts::inclusion(0.8));
        let analysis = Analysis { table: &table, conditions: &conditions, outcome: "Y", cuts, solve: &solved };
        let found = cut_range(&analysis, Cut::Inclusion, &stepping(0.05, 0.0, 1.0)).expect("a range");
        let truth = truth_table(&table, &conditions, "Y", &cuts).expect("a truth table");
        let inclusions: Vec<f64> = truth.rows.iter().filter_map(|row| row.inclusion.value()).collect();
        for bound in [&found.down, &found.up] {
            if let Bound::Changes { same, other, .. } = bound {
                let passed = |inclusion: &f64| (same.min(*other) - 1e-6..=same.max(*other) + 1e-6).contains(inclusion);
                prop_assert!(inclusions.iter().any(passed), "{:?}, {:?}", found, inclusions);
            }
        }
    }

    /// The core is within the model; the order of the alternatives means nothing; each case is of one type or named.
    #[test]
    fn the_core_is_what_all_have(rows in prop::collection::vec([0..=10_u32, 0..=10, 0..=10, 0..=10], 1..9)) {
        let mut table = Table::new(["A", "B", "C", "Y"]).expect("names");
        for (at, row) in rows.iter().enumerate() {
            table.add(format!("{at}"), row.map(|tenth| f64::from(tenth) / 10.0)).expect("memberships");
        }
        let other = |model: &str| Alternative { table: &table, model: expression(model) };
        let found = robustness(&table, "Y", &expression("A + B*C"), &["A*B", "~C", "B"].map(other)).expect("figures");
        let turned = robustness(&table, "Y", &expression("A + B*C"), &["B", "A*B", "~C"].map(other)).expect("figures");
        prop_assert_eq!(&found.cases, &turned.cases);
        prop_assert_eq!((found.coverage, found.consistency, found.rank), (turned.coverage, turned.consistency, turned.rank));
        let core: Vec<f64> = found.core.as_ref().expect("short").evaluate(&table).expect("memberships").into_iter().flatten().collect();
        let least: Vec<f64> = found.cases.iter().map(|case| case.initial.min(case.in_all)).collect();
        prop_assert!(core.iter().zip(&least).all(|(core, least)| (core - least).abs() < 1e-12));
        let y: Vec<f64> = found.cases.iter().map(|case| case.outcome).collect();
        prop_assert_eq!(found.core_fit, sufficiency(&least, &y));
        prop_assert!(found.coverage.value().is_none_or(|share| (0.0..=1.0 + 1e-12).contains(&share)));
        let open = found.cases.iter().filter(|case| case.kind.is_none()).count();
        prop_assert_eq!(open, found.ambiguous.len());
    }
}
