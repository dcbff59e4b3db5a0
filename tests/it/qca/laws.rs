//! What holds for every table, and that what is found is what the slow twins find.

use std::collections::BTreeSet;

use cocreation::qca::{
    Cuts, Expression, ModelCount, Models, NecessityCuts, Output, Proof, Region, Search, Solution, Table, TruthTable,
    conservative, enhanced, intermediate, necessity, parsimonious, single_conditions, sufficiency, supersets,
    truth_table,
};
use proptest::prelude::*;

use super::twin::{Cube, Question, covers, rows};

fn few(cases: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) }
}

const NAMES: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

/// A crisp or multi-value table with each row at most once, so that rows are what they are told to be.
fn question(conditions: std::ops::RangeInclusive<usize>, most_levels: u8) -> impl Strategy<Value = Question> {
    let levels = prop::collection::vec(2..=most_levels, conditions);
    levels.prop_flat_map(|levels| {
        let all = rows(&levels);
        // 0 and 1 are outputs, 2 and 3 leave the row out.
        prop::collection::vec(0..4_u8, all.len()).prop_map(move |outputs| {
            let with = |output: u8| {
                all.iter().zip(&outputs).filter(move |(_, own)| **own == output).map(|(row, _)| row.clone())
            };
            Question { levels: levels.clone(), positive: with(1).collect(), negative: with(0).collect() }
        })
    })
}

/// The truth table of a question. Two cases that count for nothing show the greatest level of each condition.
fn truth_of(question: &Question) -> Option<TruthTable> {
    let names: Vec<&str> = NAMES[..question.levels.len()].to_vec();
    let mut table = Table::new(names.iter().copied().chain(["Y"])).expect("names");
    let outputs = [(&question.positive, 1.0), (&question.negative, 0.0)];
    for (rows, output) in outputs {
        for row in rows {
            table.add(format!("{row:?}"), row.iter().map(|&level| f64::from(level)).chain([output])).expect("a row");
        }
    }
    let observed: Vec<_> = question.positive.iter().chain(&question.negative).collect();
    let shown = |at: usize| observed.iter().any(|row| row[at] + 1 == question.levels[at]);
    (!observed.is_empty() && (0..names.len()).all(|at| question.levels[at] == 2 || shown(at)))
        .then(|| truth_table(&table, &names, "Y", &Cuts::inclusion(1.0)).expect("a truth table"))
}

fn cube(term: &str, levels: &[u8]) -> Cube {
    let mut cube = vec![None; levels.len()];
    for literal in term.split('*').filter(|literal| *literal != "1") {
        let (name, level) = match literal.split_once('[') {
            Some((name, level)) => (name, level.trim_end_matches(']').parse().expect("a level")),
            None => (literal.trim_start_matches('~'), u8::from(!literal.starts_with('~'))),
        };
        cube[NAMES.iter().position(|own| *own == name).expect("a name")] = Some(level);
    }
    cube
}

fn found(solution: &Solution, levels: &[u8]) -> BTreeSet<BTreeSet<Cube>> {
    let model = |terms: &[cocreation::qca::Term]| terms.iter().map(|term| cube(&term.term, levels)).collect();
    solution.models.iter().map(|model_| model(&model_.terms)).collect()
}

fn all(models: Models) -> Search {
    Search { models, listed: 100_000, ..Search::default() }
}

/// The conservative question: whatever is not positive is excluded.
fn without_remainders(question: &Question) -> Question {
    let negative = rows(&question.levels).into_iter().filter(|row| !question.positive.contains(row)).collect();
    Question { negative, ..question.clone() }
}

/// Compares prime implicants, and all models of either sort, with the twin; tells whether it was small enough.
fn check(solution: &dyn Fn(&Search) -> Solution, question: &Question) -> bool {
    let primes = question.prime_implicants();
    let fewest = solution(&all(Models::Fewest));
    let own: BTreeSet<Cube> = fewest.prime_implicants.iter().map(|prime| cube(&prime.term, &question.levels)).collect();
    assert_eq!(own, primes.iter().cloned().collect());
    assert_eq!(own.len(), fewest.prime_implicants.len(), "each once");
    if primes.len() >= 15 || question.positive.is_empty() {
        return false;
    }
    let twin = question.fewest();
    assert_eq!(found(&fewest, &question.levels), twin);
    assert_eq!((fewest.count, fewest.proof), (ModelCount::Exactly(twin.len() as u128), Proof::Minimal));
    let irredundant = solution(&all(Models::Irredundant));
    let twin = question.irredundant();
    assert_eq!(found(&irredundant, &question.levels), twin);
    assert_eq!(irredundant.count, ModelCount::Exactly(twin.len() as u128));
    let one = solution(&all(Models::One));
    assert!(one.models.len() == 1 && fewest.models.contains(&one.models[0]));
    true
}

/// Every crisp question of three conditions: each of the 6561 ways to have a row positive, negative or not at all.
#[test]
fn all_models_of_every_question_of_three_conditions() {
    let all = rows(&[2, 2, 2]);
    let mut compared = 0;
    for code in 0..3_u32.pow(8) {
        let output = |at: usize| code / 3_u32.pow(at as u32) % 3;
        let with = |wanted: u32| (0..8).filter(|&at| output(at) == wanted).map(|at| all[at].clone()).collect();
        let question = Question { levels: vec![2; 3], positive: with(1), negative: with(0) };
        let Some(truth) = truth_of(&question) else { continue };
        compared += u32::from(check(&|search| parsimonious(&truth, search).expect("few"), &question));
    }
    // All but the 256 without a positive row.
    assert_eq!(compared, 6561 - 256);
}

proptest! {
    #![proptest_config(few(100))]

    #[test]
    fn all_models_of_four_conditions_are_those_of_the_twin(question in question(4..=4, 2)) {
        if let Some(truth) = truth_of(&question) {
            check(&|search| parsimonious(&truth, search).expect("few"), &question);
            check(&|search| conservative(&truth, search).expect("few"), &without_remainders(&question));
        }
    }

    #[test]
    fn all_models_of_multi_value_conditions_are_those_of_the_twin(question in question(2..=3, 3)) {
        if let Some(truth) = truth_of(&question) {
            check(&|search| parsimonious(&truth, search).expect("few"), &question);
            check(&|search| conservative(&truth, search).expect("few"), &without_remainders(&question));
        }
    }

    #[test]
    fn a_model_covers_what_it_must_and_nothing_forbidden_and_can_lose_nothing(question in question(5..=6, 2)) {
        let Some(truth) = truth_of(&question) else { return Ok(()) };
        let solution = parsimonious(&truth, &Search { listed: 5, ..Search::default() }).expect("few");
        for model in found(&solution, &question.levels) {
            prop_assert!(question.positive.iter().all(|row| model.iter().any(|term| covers(term, row))));
            for term in &model {
                prop_assert!(question.allows(term));
                for at in (0..term.len()).filter(|&at| term[at].is_some()) {
                    let mut shorter = term.clone();
                    shorter[at] = None;
                    prop_assert!(!question.allows(&shorter));
                }
                let others = model.iter().filter(|other| *other != term).collect::<Vec<_>>();
                prop_assert!(!question.positive.iter().all(|row| others.iter().any(|other| covers(other, row))));
            }
        }
    }

    #[test]
    fn conservative_is_within_intermediate_within_parsimonious(question in question(3..=4, 2), signs in 0..16_u8) {
        let Some(truth) = truth_of(&question) else { return Ok(()) };
        let expected: Vec<Expression> = (0..question.levels.len())
            .map(|at| format!("{}{}", if signs >> at & 1 == 1 { "~" } else { "" }, NAMES[at]).parse().expect("a literal"))
            .collect();
        let none = truth.region(&Expression::default()).expect("no row");
        let search = Search { listed: 4, ..Search::default() };
        let between = intermediate(&truth, &expected, &none, &search).expect("few");
        let (long, short) = (conservative(&truth, &search).expect("few"), parsimonious(&truth, &search).expect("few"));
        for between in &between {
            prop_assert!(between.easy.common(&between.difficult).is_empty());
            let assumed = &short.models[between.parsimonious].assumptions;
            prop_assert_eq!(between.easy.len() + between.difficult.len(), assumed.len());
            for model in &between.solution.models {
                let covered = |model: &cocreation::qca::Model| truth.region(&model.expression().expect("terms")).expect("rows");
                let (long, short) = (covered(&long.models[between.conservative]), covered(&short.models[between.parsimonious]));
                let own = covered(model);
                prop_assert_eq!(own.common(&long).len(), long.len());
                prop_assert_eq!(own.common(&short).len(), own.len());
            }
        }
    }

    #[test]
    fn untenable_rows_are_not_covered(question in question(3..=4, 2), untenable in 0..16_u128) {
        let Some(truth) = truth_of(&question) else { return Ok(()) };
        let row = rows(&question.levels)[untenable as usize % (1 << question.levels.len())].clone();
        let literals: Vec<String> =
            row.iter().zip(NAMES).map(|(level, name)| format!("{}{name}", if *level == 0 { "~" } else { "" })).collect();
        let region: Region = truth.region(&literals.join("*").parse().expect("a term")).expect("a row");
        prop_assert!(region.contains(&row) && region.len() == 1);
        let solution = enhanced(&truth, &region, &all(Models::Fewest)).expect("few");
        if !question.positive.contains(&row) {
            let mut question = question.clone();
            question.negative.extend((!question.negative.contains(&row)).then_some(row));
            if question.prime_implicants().len() < 15 && !question.positive.is_empty() {
                prop_assert_eq!(found(&solution, &question.levels), question.fewest());
            }
        }
    }
}

/// Names and literals for expressions in crisp and fuzzy tables.
fn expression() -> impl Strategy<Value = Expression> {
    let literal = (0..4_usize, prop::option::of(0..3_u8), any::<bool>()).prop_map(|(at, level, negated)| {
        let level = level.map_or(String::new(), |level| format!("[{level}]"));
        format!("{}{}{level}", if negated { "~" } else { "" }, NAMES[at])
    });
    let term = prop::collection::vec(literal, 1..4).prop_map(|literals| literals.join("*"));
    prop::collection::vec(term, 0..4).prop_map(|terms| {
        let text = if terms.is_empty() { "0".to_owned() } else { terms.join(" + ") };
        text.parse().expect("an expression")
    })
}

/// A fuzzy table of `A` to `C` and a multi-value `D`, with an outcome.
fn fuzzy() -> impl Strategy<Value = Vec<[f64; 5]>> {
    let degree = || (0..=20_u32).prop_map(|twentieth| f64::from(twentieth) / 20.0);
    let row = (degree(), degree(), degree(), 0..3_u8, degree());
    let rows = prop::collection::vec(row.prop_map(|(a, b, c, d, y)| [a, b, c, f64::from(d), y]), 1..12);
    // One case more, so that every column is what it is meant to be.
    rows.prop_map(|mut rows| {
        rows.push([0.25, 0.75, 0.35, 2.0, 0.45]);
        rows
    })
}

fn fuzzy_table(rows: &[[f64; 5]], names: [&str; 5]) -> Table {
    let mut table = Table::new(names).expect("names");
    for (at, row) in rows.iter().enumerate() {
        table.add(format!("case {at}"), *row).expect("memberships");
    }
    table
}

/// All literals must be readable: `D` needs a level and the others have levels 0 and 1.
fn readable(expression: &Expression) -> bool {
    let fits = |literal: &cocreation::qca::Literal| {
        if &*literal.condition == "D" { literal.level.is_some() } else { literal.level.is_none_or(|level| level < 2) }
    };
    expression.terms().iter().all(|term| term.literals().all(fits))
}

proptest! {
    #![proptest_config(few(100))]

    #[test]
    fn parsing_undoes_printing(expression in expression()) {
        let printed = expression.to_string();
        prop_assert_eq!(&printed.parse::<Expression>().expect("an expression"), &expression);
        let braced = printed.replace('[', "{").replace(']', "}");
        prop_assert_eq!(braced.parse::<Expression>().expect("an expression"), expression);
    }

    #[test]
    fn de_morgan_holds_of_fuzzy_memberships(a in expression(), b in expression(), rows in fuzzy()) {
        prop_assume!(readable(&a) && readable(&b));
        let table = fuzzy_table(&rows, ["A", "B", "C", "D", "Y"]);
        let degrees = |expression: &Expression| -> Vec<f64> {
            expression.evaluate(&table).expect("memberships").into_iter().map(|degree| degree.expect("known")).collect()
        };
        let (own, other) = (degrees(&a), degrees(&b));
        let near = |found: Vec<f64>, expected: &dyn Fn(usize) -> f64| {
            found.iter().enumerate().all(|(at, found)| (found - expected(at)).abs() < 1e-12)
        };
        prop_assert!(near(degrees(&a.negated().expect("short")), &|at| 1.0 - own[at]));
        prop_assert!(near(degrees(&a.and(&b).expect("short")), &|at| own[at].min(other[at])));
        prop_assert!(near(degrees(&a.or(&b).expect("short")), &|at| own[at].max(other[at])));
        let neither = format!("~(({a}) + ({b}))").parse::<Expression>().expect("short");
        prop_assert!(near(degrees(&neither), &|at| 1.0 - own[at].max(other[at])));
    }

    #[test]
    fn relabelling_and_reordering_change_nothing(rows in fuzzy(), turn in 0..12_usize) {
        let cuts = Cuts { pri: 0.3, ..Cuts::inclusion(0.75) };
        let own = fuzzy_table(&rows, ["A", "B", "C", "D", "Y"]);
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        let other = fuzzy_table(&turned, ["Q", "R", "P", "S", "Y"]);
        let own = truth_table(&own, &["A", "B", "C", "D"], "Y", &cuts).expect("a truth table");
        let other = truth_table(&other, &["S", "P", "Q", "R"], "Y", &cuts).expect("a truth table");
        let relabel = |text: &str| {
            let name = |c| match c { 'Q' => 'A', 'R' => 'B', 'P' => 'C', 'S' => 'D', c => c };
            text.chars().map(name).collect::<String>().parse::<Expression>().expect("an expression").to_string()
        };
        let models = |truth: &TruthTable, relabel: &dyn Fn(&str) -> String| -> Vec<BTreeSet<String>> {
            [conservative(truth, &all(Models::Fewest)), parsimonious(truth, &all(Models::Fewest))]
                .into_iter().map(|solution| solution.expect("few").models.iter().map(|model| relabel(&model.to_string())).collect())
                .collect()
        };
        let same = |text: &str| text.parse::<Expression>().expect("an expression").to_string();
        prop_assert_eq!(models(&own, &same), models(&other, &relabel));
        prop_assert_eq!(own.rows.len(), other.rows.len());
    }

    #[test]
    fn fits_are_shares_and_rows_hold_each_case_once(rows in fuzzy()) {
        let table = fuzzy_table(&rows, ["A", "B", "C", "D", "Y"]);
        let truth = truth_table(&table, &["A", "B", "C", "D"], "~Y", &Cuts::inclusion(0.8)).expect("a truth table");
        let in_rows: usize = truth.rows.iter().map(|row| row.n).sum();
        let nowhere = truth.ambiguous.iter().filter(|case| !case.conditions.is_empty()).count();
        prop_assert_eq!(in_rows + nowhere, truth.cases);
        let share = |value: Option<f64>| value.is_none_or(|value| (-1e-12..=1.0 + 1e-12).contains(&value));
        for row in &truth.rows {
            prop_assert!(share(row.inclusion.value()) && share(row.pri.value()) && row.output != Output::Remainder);
        }
        let (x, y): (Vec<f64>, Vec<f64>) = rows.iter().map(|row| (row[0], row[4])).unzip();
        let (s, n) = (sufficiency(&x, &y), necessity(&x, &y));
        prop_assert_eq!((s.inclusion, s.coverage), (n.coverage, n.inclusion));
        // X is sufficient for Y as far as Y is necessary for X.
        prop_assert_eq!(sufficiency(&x, &y).inclusion.value(), necessity(&y, &x).inclusion.value());
    }

    #[test]
    fn supersets_are_those_found_by_trying_all(rows in fuzzy()) {
        let table = fuzzy_table(&rows, ["A", "B", "C", "D", "Y"]);
        let cuts = NecessityCuts { inclusion: 0.85, coverage: 0.5, relevance: 0.2 };
        let found = supersets(&table, &["A", "B", "C"], "Y", &cuts, 1_000).expect("few");
        let y: Vec<f64> = rows.iter().map(|row| row[4]).collect();
        let fit = |term: &str| {
            let x = term.parse::<Expression>().expect("an expression").evaluate(&table).expect("memberships");
            necessity(&x.into_iter().map(|x| x.expect("known")).collect::<Vec<_>>(), &y)
        };
        let reaches = |value: Option<f64>, cut: f64| value.is_some_and(|value| value >= cut - 1.5e-8);
        let met = |fit: &cocreation::qca::Necessity| {
            reaches(fit.inclusion.value(), 0.85) && reaches(fit.coverage.value(), 0.5) && reaches(fit.relevance.value(), 0.2)
        };
        let (mut conjunctions, mut disjunctions) = (BTreeSet::new(), BTreeSet::new());
        for code in 1..27_usize {
            let literal = |at: usize| match code / 3_usize.pow(at as u32) % 3 {
                0 => None,
                level => Some(format!("{}{}", if level == 1 { "~" } else { "" }, NAMES[at])),
            };
            let literals: Vec<String> = (0..3).filter_map(literal).collect();
            let (and, or) = (literals.join("*"), literals.join(" + "));
            conjunctions.extend(met(&fit(&and)).then_some(and));
            let part = |left_out: usize| {
                let part: Vec<&str> =
                    literals.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, literal)| &**literal).collect();
                reaches(fit(&part.join(" + ")).inclusion.value(), 0.85)
            };
            if literals.len() > 1 && met(&fit(&or)) && !(0..literals.len()).any(part) {
                disjunctions.insert(or);
            }
        }
        let names = |found: &[cocreation::qca::Superset]| found.iter().map(|one| one.expression.to_string()).collect::<BTreeSet<_>>();
        prop_assert_eq!(names(&found.conjunctions), conjunctions);
        prop_assert_eq!(names(&found.disjunctions), disjunctions);
        prop_assert_eq!(single_conditions(&table, &["A", "B", "C", "D"], "Y").expect("figures").len(), 6 + 6);
    }

    #[test]
    fn nothing_that_is_written_makes_the_parser_panic(text in "[AB~*+(){}\\[\\]0-9 ]{0,20}") {
        let _ = text.parse::<Expression>();
    }
}
