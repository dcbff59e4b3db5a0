//! The reference results of the R package QCA 3.25.1 on published data, read where they are; they are not part of the crate.

#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cocreation::qca::{
    Calibration, Cuts, Expression, Figure, IDM, Intermediate, Kind, Model, Necessity, NecessityCuts, Output, Search,
    Single, Solution, Sufficiency, Superset, Table, TruthTable, conservative, intermediate, parsimonious,
    single_conditions, supersets, truth_table,
};
use serde_json::Value;

/// A term or a combination as the set of its literals, since the order of literals means nothing.
pub(super) type Term = BTreeSet<String>;

/// The folder of the reference results, unless it is absent.
pub(super) fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/golden/qca");
    if !folder.is_dir() {
        println!("skipped: there is no {}", folder.display());
        return None;
    }
    Some(folder)
}

/// A data set with its analyses.
pub(super) struct Reference {
    pub(super) table: Table,
    pub(super) analyses: Vec<Value>,
}

pub(super) fn read(folder: &Path, name: &str) -> Reference {
    let mut reader = csv::Reader::from_path(folder.join(name).join("data.csv")).expect("a table");
    let columns: Vec<String> = reader.headers().expect("a header").iter().skip(1).map(ToOwned::to_owned).collect();
    let mut table = Table::new(columns).expect("names");
    for record in reader.records() {
        let record = record.expect("a row");
        let values = record.iter().skip(1).map(|value| value.parse::<f64>().expect("a number"));
        table.add(&record[0], values).expect("memberships");
    }
    let text = std::fs::read_to_string(folder.join(name).join("golden.json")).expect("results");
    let analyses = serde_json::from_str::<Value>(&text).expect("JSON")["analyses"].as_array().expect("a list").clone();
    Reference { table, analyses }
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|item| item.as_str().expect("a text")).collect()
}

pub(super) fn truth(table: &Table, analysis: &Value) -> TruthTable {
    let cut = |at: usize| analysis["incl_cut"][at].as_f64();
    let cuts = Cuts {
        contradiction: cut(1),
        n: analysis["n_cut"].as_u64().expect("a number") as usize,
        pri: analysis["pri_cut"].as_f64().expect("a number"),
        ..Cuts::inclusion(cut(0).expect("a cut"))
    };
    let outcome = analysis["outcome"].as_str().expect("an outcome");
    truth_table(table, &strings(&analysis["conditions"]), outcome, &cuts).expect("a truth table")
}

/// What the file has is `null` where the reference divides by 0.
fn near(found: Figure, printed: &Value, place: &str) {
    match (found.value(), printed.as_f64()) {
        (Some(found), Some(printed)) => assert!((found - printed).abs() < 1e-9, "{place}: {found}, {printed}"),
        (found, printed) => assert!(found.is_none() && printed.is_none(), "{place}: {found:?}, {printed:?}"),
    }
}

/// The reference prints 0 for what is below 0.00001, and for unique coverage below 0.0001.
fn near_or_small(found: Figure, printed: &Value, small: f64, place: &str) {
    let value = found.value().unwrap_or(0.0);
    if value >= small || printed.as_f64() != Some(0.0) {
        near(found, printed, place);
    }
}

fn literals(term: &str) -> Term {
    term.split('*').map(ToOwned::to_owned).collect()
}

pub(super) fn model(terms: &[&str]) -> BTreeSet<Term> {
    terms.iter().map(|term| literals(term)).collect()
}

pub(super) fn terms(model: &Model) -> BTreeSet<Term> {
    model.terms.iter().map(|term| literals(&term.term)).collect()
}

/// How many results were compared, so that none is left out unnoticed.
#[derive(Default, Debug, PartialEq)]
struct Seen {
    rows: usize,
    models: usize,
    terms: usize,
    pairs: usize,
    necessity: usize,
    supersets: usize,
}

#[test]
fn every_analysis_is_that_of_the_reference() {
    let Some(folder) = folder() else { return };
    let mut seen = Seen::default();
    for name in ["CVF", "HC", "Krook", "LC", "LF", "LM", "d.stakeholder"] {
        let reference = read(&folder, name);
        for analysis in &reference.analyses {
            check(&reference.table, analysis, &mut seen);
        }
    }
    let all = Seen { rows: 232, models: 60, terms: 162, pairs: 17, necessity: 184, supersets: 51 };
    assert_eq!(seen, all);
}

fn check(table: &Table, analysis: &Value, seen: &mut Seen) {
    let id = analysis["id"].as_str().expect("an id");
    let truth = truth(table, analysis);
    check_rows(&truth, analysis, seen);
    for (kind, found) in [
        (Kind::Conservative, conservative(&truth, &Search::default())),
        (Kind::Parsimonious, parsimonious(&truth, &Search::default())),
    ] {
        let place = format!("{id}, {kind}");
        check_solution(&truth, &found.expect("a solution"), &analysis[&kind.to_string()], &place, seen);
    }
    if analysis["intermediate"].is_array() {
        check_intermediate(&truth, analysis, id, seen);
    }
    check_necessity(table, analysis, id, seen);
}

fn check_rows(truth: &TruthTable, analysis: &Value, seen: &mut Seen) {
    let id = analysis["id"].as_str().expect("an id");
    let rows = analysis["truth_table"].as_array().expect("rows");
    let found: Vec<_> = truth.rows.iter().filter(|row| row.output != Output::Remainder).collect();
    assert_eq!(found.len(), rows.len(), "{id}");
    for (found, row) in found.iter().zip(rows) {
        let place = format!("{id}, row {}", found.number);
        assert_eq!(found.number, u128::from(row["row"].as_u64().expect("a number")), "{place}");
        assert_eq!(
            found.levels.iter().map(ToString::to_string).collect::<Vec<_>>(),
            strings(&row["config"]),
            "{place}"
        );
        assert_eq!(found.n as u64, row["n"].as_u64().expect("a number"), "{place}");
        assert_eq!(found.output.to_string(), row["out"].as_str().expect("an output"), "{place}");
        assert_eq!(found.cases.iter().map(|case| &**case).collect::<Vec<_>>(), strings(&row["cases"]), "{place}");
        near(found.inclusion, &row["incl"], &place);
        near(found.pri, &row["PRI"], &place);
        seen.rows += 1;
    }
    // Rows that no case belongs to are left out here; see `differences.rs`.
    let few: Vec<_> =
        analysis["rows_below_n_cut"].as_array().into_iter().flatten().filter(|row| row["n"] != 0).collect();
    let found: Vec<_> = truth.rows.iter().filter(|row| row.output == Output::Remainder).collect();
    assert_eq!(found.len(), few.len(), "{id}");
    for (found, row) in found.iter().zip(few) {
        assert_eq!(
            (found.number as u64, found.n as u64),
            (row["row"].as_u64().expect("a number"), row["n"].as_u64().expect("a number"))
        );
        near(found.inclusion, &row["incl"], id);
        near(found.pri, &row["PRI"], id);
    }
}

fn check_solution(truth: &TruthTable, found: &Solution, printed: &Value, place: &str, seen: &mut Seen) {
    check_models(found, &printed["models"], place, seen);
    // The reference calls essential what is in every model; for us it is what alone covers some row (`differences.rs`).
    let shared = found.models.iter().map(terms).reduce(|all, own| &all & &own).unwrap_or_default();
    assert_eq!(shared, model(&strings(&printed["essential_PIs"])), "{place}");
    assert!(model(&found.essential.iter().map(|term| &**term).collect::<Vec<_>>()).is_subset(&shared), "{place}");
    let primes: BTreeSet<Term> = found.prime_implicants.iter().map(|prime| literals(&prime.term)).collect();
    assert_eq!(primes, model(&strings(&printed["prime_implicants"])), "{place}");
    let charted: BTreeSet<String> =
        found.prime_implicants.iter().flat_map(|prime| &prime.rows).map(ToString::to_string).collect();
    assert_eq!(charted, strings(&printed["pi_chart_rows"]).into_iter().map(ToOwned::to_owned).collect(), "{place}");
    let assumed: BTreeMap<&str, &Value> = printed["simplifying_assumptions"]
        .as_object()
        .expect("models")
        .iter()
        .map(|(name, rows)| (&**name, rows))
        .collect();
    for (name, printed_terms) in
        printed["models"].as_array().expect("models").iter().map(|model| (&model["name"], model))
    {
        let names: Vec<&str> = printed_terms["terms"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|term| term["term"].as_str().expect("a text"))
            .collect();
        let own = found.models.iter().find(|own| terms(own) == model(&names)).expect("the same model");
        assert_eq!(
            own.assumptions.rows(1000).expect("few"),
            numbers(assumed[name.as_str().expect("a text")]),
            "{place}, {name}"
        );
        assert!(!truth.rows.iter().any(|row| row.output == Output::Positive && own.assumptions.contains(&row.levels)));
    }
}

fn numbers(list: &Value) -> Vec<u128> {
    list.as_array().expect("a list").iter().map(|number| u128::from(number.as_u64().expect("a number"))).collect()
}

/// The same models, and the same figures for each.
fn check_models(found: &Solution, printed: &Value, place: &str, seen: &mut Seen) {
    let printed = printed.as_array().expect("models");
    assert_eq!(found.models.len(), printed.len(), "{place}: {found}");
    assert_eq!(found.count.to_string(), printed.len().to_string(), "{place}");
    for printed in printed {
        let list = printed["terms"].as_array().expect("terms");
        let names: Vec<&str> = list.iter().map(|term| term["term"].as_str().expect("a term")).collect();
        let own = found.models.iter().find(|own| terms(own) == model(&names));
        let own = own.unwrap_or_else(|| panic!("{place}: no model {names:?} in {found}"));
        for term in list {
            check_term(own, term, list.len(), place);
            seen.terms += 1;
        }
        sufficient(&own.fit, &printed["solution"], place);
        seen.models += 1;
    }
}

fn check_term(own: &Model, printed: &Value, terms: usize, place: &str) {
    let name = printed["term"].as_str().expect("a term");
    let term = own.terms.iter().find(|term| literals(&term.term) == literals(name)).expect("the term");
    sufficient(&term.fit, printed, place);
    // A term that stands alone has no unique coverage in the reference; see `differences.rs`.
    assert_eq!(printed["covU"].is_null(), terms == 1, "{place}");
    if terms > 1 {
        near_or_small(term.unique, &printed["covU"], 1e-4, place);
    }
}

fn sufficient(found: &Sufficiency, printed: &Value, place: &str) {
    near_or_small(found.inclusion, &printed["inclS"], 1e-5, place);
    near_or_small(found.pri, &printed["PRI"], 1e-5, place);
    near_or_small(found.coverage, &printed["covS"], 1e-5, place);
}

fn check_intermediate(truth: &TruthTable, analysis: &Value, id: &str, seen: &mut Seen) {
    let expected: Vec<Expression> =
        strings(&analysis["dir_exp"]).iter().map(|expected| expected.parse().expect("a term")).collect();
    let none = truth.region(&Expression::default()).expect("no row");
    let found = intermediate(truth, &expected, &none, &Search::default()).expect("solutions");
    let simple = parsimonious(truth, &Search::default()).expect("a solution");
    let complex = conservative(truth, &Search::default()).expect("a solution");
    let printed = analysis["intermediate"].as_array().expect("pairs");
    assert_eq!(found.len(), printed.len(), "{id}");
    for printed in printed {
        let pair = |own: &&Intermediate| {
            terms(&complex.models[own.conservative]) == model(&strings(&printed["conservative_model"]))
                && terms(&simple.models[own.parsimonious]) == model(&strings(&printed["parsimonious_model"]))
        };
        let own = found.iter().find(pair).expect("the pair");
        let place = format!("{id}, {}", printed["id"]);
        assert_eq!(own.easy.rows(1000), Some(numbers(&printed["easy_counterfactuals"])), "{place}");
        assert_eq!(own.difficult.rows(1000), Some(numbers(&printed["difficult_counterfactuals"])), "{place}");
        check_models(&own.solution, &printed["models"], &place, &mut Seen::default());
        seen.pairs += 1;
    }
}

fn check_necessity(table: &Table, analysis: &Value, id: &str, seen: &mut Seen) {
    let (conditions, outcome) = (strings(&analysis["conditions"]), analysis["outcome"].as_str().expect("an outcome"));
    let singles = single_conditions(table, &conditions, outcome).expect("figures");
    let single = |printed: &Value| -> &Single {
        let name = printed["condition"].as_str().expect("a condition");
        singles.iter().find(|single| *single.literal == *name).unwrap_or_else(|| panic!("{id}: no {name}"))
    };
    for printed in analysis["necessity"].as_array().into_iter().flatten() {
        necessary(&single(printed).necessity, printed, id);
        seen.necessity += 1;
    }
    for printed in analysis["sufficiency_single"].as_array().into_iter().flatten() {
        sufficient(&single(printed).sufficiency, printed, id);
    }
    let search = &analysis["superSubset"];
    if search.is_object() {
        let cut = |name: &str| search["args"][name].as_f64().expect("a cut");
        let cuts = NecessityCuts { inclusion: cut("incl.cut"), coverage: cut("cov.cut"), relevance: 0.0 };
        let found = supersets(table, &conditions, outcome, &cuts, 1_000_000).expect("supersets");
        let found: BTreeMap<Term, &Superset> = found
            .conjunctions
            .iter()
            .chain(&found.disjunctions)
            .map(|one| (literals(&one.expression.replace(" + ", "*+")), one))
            .collect();
        let printed = search["rows"].as_array().expect("rows");
        let names = |row: &Value| literals(&row["expression"].as_str().expect("a text").replace(" + ", "*+"));
        assert_eq!(found.keys().cloned().collect::<BTreeSet<_>>(), printed.iter().map(names).collect(), "{id}");
        for row in printed {
            necessary(&found[&names(row)].necessity, row, id);
            seen.supersets += 1;
        }
    }
}

fn necessary(found: &Necessity, printed: &Value, place: &str) {
    near_or_small(found.inclusion, &printed["inclN"], 1e-5, place);
    near_or_small(found.coverage, &printed["covN"], 1e-5, place);
    near_or_small(found.relevance, &printed["RoN"], 1e-5, place);
}

/// The thresholds of the reference, `e=400, c=550, i=900`, by name.
fn thresholds(args: &Value) -> BTreeMap<String, f64> {
    let pairs = args["thresholds"].as_str().unwrap_or_default().split(", ").filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.parse().expect("a number"))).collect()
}

/// The method of a reference result, and how near to it we come; none where the reference has no result or a method that
/// is left out (see `docs/COMPARE.md`).
fn method(id: &str, args: &Value) -> Option<(Calibration, f64)> {
    let at = thresholds(args);
    let figure = |name: &str, other: f64| args[name].as_f64().unwrap_or(other);
    let list = |value: &Value| {
        value.as_array().map_or_else(
            || vec![value.as_f64().expect("a threshold")],
            |list| list.iter().map(|one| one.as_f64().expect("a threshold")).collect(),
        )
    };
    match id {
        "direct_ecdf_inc" | "tfr" => None,
        "indirect" => {
            let text = args["thresholds"].as_str().expect("thresholds").split(", ");
            let thresholds = text.map(|one| one.parse().expect("a number")).collect();
            // The reference rounds to six digits.
            Some((Calibration::Indirect { thresholds }, 0.5e-6 + 1e-9))
        }
        "crisp_1" | "crisp_2" => Some((Calibration::Levels { thresholds: list(&args["thresholds"]) }, 1e-9)),
        "bell_inc" => Some((
            Calibration::Bell {
                thresholds: ["e1", "c1", "i1", "i2", "c2", "e2"].map(|name| at[name]),
                inverted: false,
            },
            1e-9,
        )),
        "bell_dec" => Some((
            Calibration::Bell { thresholds: ["i1", "c1", "e1", "e2", "c2", "i2"].map(|name| at[name]), inverted: true },
            1e-9,
        )),
        _ => {
            let (exclusion, crossover, inclusion) = (at["e"], at["c"], at["i"]);
            let (below, above) = (figure("below", 1.0), figure("above", 1.0));
            let method = if args["logistic"] == false {
                Calibration::Linear { exclusion, crossover, inclusion, below, above }
            } else {
                Calibration::Logistic { exclusion, crossover, inclusion, idm: figure("idm", IDM) }
            };
            Some((method, 1e-9))
        }
    }
}

#[test]
fn calibration_is_that_of_the_reference() {
    let Some(folder) = folder() else { return };
    let text = std::fs::read_to_string(folder.join("calibration/golden.json")).expect("results");
    let mut checked = 0;
    let golden: Value = serde_json::from_str(&text).expect("JSON");
    for case in golden["cases"].as_array().expect("cases") {
        let id = case["id"].as_str().expect("an id");
        let Some((method, tolerance)) = method(id, &case["args"]) else { continue };
        let list = |list: &Value| {
            list.as_array().expect("a list").iter().map(|one| one.as_f64().expect("a number")).collect::<Vec<_>>()
        };
        let (found, printed) = (method.calibrate(&list(&case["x"])).expect("memberships"), list(&case["y"]));
        assert_eq!(found.len(), printed.len());
        for (found, printed) in found.iter().zip(printed) {
            assert!((found - printed).abs() <= tolerance, "{id}: {found}, {printed}");
        }
        checked += 1;
    }
    assert_eq!(checked, 18);
}
