//! Theory evaluation and factored forms.

use cocreation::qca::{Area, Expression, Table, Undefined, evaluate_theory};
use proptest::prelude::*;

fn expression(text: &str) -> Expression {
    text.parse().expect("an expression")
}

/// Of T, S and Y:
///
/// ```text
/// case   T    S    Y    T*S  ~T*S  T*~S  ~T*~S
/// a     0.9  0.8  0.7   0.8   0.1   0.2   0.1
/// b     0.2  0.7  0.9   0.2   0.7   0.2   0.3
/// c     0.6  0.3  0.8   0.3   0.3   0.6   0.4
/// d     0.1  0.2  0.6   0.1   0.2   0.1   0.8
/// e     0.8  0.9  0.2   0.8   0.2   0.1   0.1
/// f     0.3  0.8  0.4   0.3   0.7   0.2   0.2
/// g     0.7  0.1  0.1   0.1   0.1   0.7   0.3
/// h     0.1  0.1  0.0   0.1   0.1   0.1   0.9
/// i     0.5  0.8  0.5   0.5   0.5   0.2   0.2
/// ```
fn table() -> Table {
    let mut table = Table::new(["T", "S", "Y"]).expect("names");
    for (case, row) in [
        ("a", [0.9, 0.8, 0.7]),
        ("b", [0.2, 0.7, 0.9]),
        ("c", [0.6, 0.3, 0.8]),
        ("d", [0.1, 0.2, 0.6]),
        ("e", [0.8, 0.9, 0.2]),
        ("f", [0.3, 0.8, 0.4]),
        ("g", [0.7, 0.1, 0.1]),
        ("h", [0.1, 0.1, 0.0]),
        ("i", [0.5, 0.8, 0.5]),
    ] {
        table.add(case, row).expect("memberships");
    }
    table
}

#[test]
fn each_of_the_eight_kinds_of_case_is_named() {
    let mut table = table();
    table.add("j", [None, Some(1.0), Some(1.0)]).expect("memberships");
    let found = evaluate_theory(&table, "Y", &expression("T"), &expression("S")).expect("areas");
    let named: Vec<String> = found
        .areas
        .iter()
        .map(|one| format!("{}: {} | {}", one.area, one.with_outcome.join(" "), one.without_outcome.join(" ")))
        .collect();
    assert_eq!(named, ["T*S: a | e", "~T*S: b | f", "T*~S: c | g", "~T*~S: d | h"]);
    let written: Vec<String> =
        found.areas.iter().map(|one| one.expression.as_ref().expect("short").to_string()).collect();
    assert_eq!(written, ["S*T", "S*~T", "~S*T", "~S*~T"]);
    // By hand: Σ T*S = 3.2; within Y it is 0.7 + 0.2 + 0.3 + 0.1 + 0.2 + 0.3 + 0.1 + 0 + 0.5 = 2.4; Σ Y = 4.2.
    let fit = found.areas[0].fit;
    let near = |found: Option<f64>, expected: f64| (found.expect("a figure") - expected).abs() < 1e-12;
    assert!(near(fit.inclusion.value(), 2.4 / 3.2) && near(fit.coverage.value(), 2.4 / 4.2), "{fit:?}");
    assert_eq!((&*found.ambiguous[0].case, &*found.ambiguous[0].conditions[0]), ("i", "the theory"));
    assert!(found.ambiguous[0].outcome && found.ambiguous.len() == 1);
    assert_eq!((&*found.left_out[0].case, &*found.left_out[0].unknown[0]), ("j", "T"));
    let text = found.to_string();
    for line in [
        "covered least likely: b",
        "inconsistent most likely: e",
        "uncovered most likely: c",
        "consistent least likely: h",
    ] {
        assert!(text.contains(line), "{text}");
    }
}

/// A theory of the negated outcome is asked of the negated outcome; an empty area has no consistency.
#[test]
fn the_outcome_may_be_negated_and_an_area_empty() {
    let table = table();
    let found = evaluate_theory(&table, "~Y", &expression("0"), &expression("S")).expect("areas");
    assert_eq!(
        (found.areas[0].area, found.areas[0].fit.inclusion.reason()),
        (Area::ExpectedAndFound, Some(Undefined::NoMember))
    );
    assert_eq!(found.areas[1].with_outcome, ["e".into(), "f".into()]);
    assert!(evaluate_theory(&table, "Y", &expression("Z"), &expression("S")).is_err());
}

/// Worked out by hand: the factor that saves most goes first, and of equals the first by name.
#[test]
fn expressions_are_factored() {
    for (plain, factored) in [
        ("A*B + A*C", "A*(B + C)"),
        ("A*B*C + A*B*D + A*E", "A*(E + B*(C + D))"),
        ("A*C + A*D + B*C + B*D + E", "E + (A + B)*(C + D)"),
        ("S[1]*B + S[1]*~C + S[2]", "S[2] + S[1]*(B + ~C)"),
        ("A + B*C", "A + B*C"),
        ("A*~A + A*B", "A*(~A + B)"),
        ("0", "0"),
        ("1", "1"),
    ] {
        assert_eq!(expression(plain).factored().to_string(), factored);
        assert_eq!(expression(factored), expression(plain));
    }
}

/// Three terms, each two of which share a literal: three ways to begin.
#[test]
fn all_ways_of_factoring_are_listed() {
    let plain = expression("~A*B*~D + ~A*C + C*~D");
    let all = plain.factorings(10);
    let mut forms: Vec<String> = all.forms.iter().map(ToString::to_string).collect();
    forms.sort_unstable();
    assert_eq!(forms, ["C*(~A + ~D) + ~A*B*~D", "C*~D + ~A*(C + B*~D)", "~A*C + ~D*(C + ~A*B)"]);
    assert!(all.whole);
    let few = plain.factorings(2);
    assert_eq!((few.forms.len(), few.whole), (2, false));
}

/// However many forms there are, the search ends.
#[test]
fn a_search_for_all_forms_ends() {
    let circle: Vec<String> = (0..40).map(|at| format!("A{at}*A{}", (at + 1) % 40)).collect();
    let found = expression(&circle.join(" + ")).factorings(5);
    assert_eq!((found.forms.len(), found.whole), (5, false));
    let deep: Vec<String> =
        (1..=30).map(|at| (0..at).map(|nth| format!("A{nth:02}*")).collect::<String>() + &format!("B{at}")).collect();
    let deep = expression(&deep.join(" + "));
    assert_eq!(expression(&deep.factored().to_string()), deep);
}

const NAMES: [&str; 4] = ["A", "B", "C", "D"];

fn plain() -> impl Strategy<Value = Expression> {
    let literal = (0..4_usize, any::<bool>())
        .prop_map(|(at, negated)| format!("{}{}", if negated { "~" } else { "" }, NAMES[at]));
    let term = prop::collection::vec(literal, 1..4).prop_map(|literals| literals.join("*"));
    prop::collection::vec(term, 1..6).prop_map(|terms| expression(&terms.join(" + ")))
}

fn degrees(expression: &Expression, table: &Table) -> Vec<f64> {
    expression.evaluate(table).expect("memberships").into_iter().flatten().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    /// Every factored form reads as the expression, writes no more literals, and comes out the same each time.
    #[test]
    fn factoring_changes_nothing_but_the_writing(one in plain()) {
        let literals = |text: &str| text.matches(|c: char| c.is_ascii_alphabetic()).count();
        let all = one.factorings(50);
        for form in all.forms.iter().chain([&one.factored()]) {
            let text = form.to_string();
            prop_assert_eq!(&expression(&text), &one);
            prop_assert!(literals(&text) <= literals(&one.to_string()), "{}", text);
        }
        prop_assert!(!all.whole || all.forms.contains(&one.factored()), "{:?}", all);
        prop_assert_eq!(all, one.factorings(50));
    }

    /// In each case the four areas share out the memberships: the greatest of them is at least 0.5, and the areas written
    /// out have the memberships that are told.
    #[test]
    fn areas_are_what_they_are_written_as(theory in plain(), solution in plain(), rows in prop::collection::vec([0..=10_u32, 0..=10, 0..=10, 0..=10, 0..=10], 1..6)) {
        let mut table = Table::new(NAMES.into_iter().chain(["Y"])).expect("names");
        for (at, row) in rows.iter().enumerate() {
            table.add(format!("{at}"), row.map(|tenth| f64::from(tenth) / 10.0)).expect("memberships");
        }
        let found = evaluate_theory(&table, "Y", &theory, &solution).expect("areas");
        for one in &found.areas {
            let written = degrees(one.expression.as_ref().expect("short"), &table);
            prop_assert!(written.iter().zip(&one.memberships).all(|(own, told)| (own - told).abs() < 1e-12));
        }
        for case in 0..rows.len() {
            let most = found.areas.iter().map(|one| one.memberships[case]).fold(0.0, f64::max);
            prop_assert!(most >= 0.5 - 1e-12);
        }
        let placed: usize = found.areas.iter().map(|one| one.with_outcome.len() + one.without_outcome.len()).sum();
        prop_assert_eq!(placed + found.ambiguous.len(), rows.len());
    }
}
