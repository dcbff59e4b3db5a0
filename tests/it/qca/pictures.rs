//! XY plots, truth tables and solutions as pictures: complete, legible by estimate, safe with any text, and bounded.

use cocreation::ErrorKind;
use cocreation::qca::{
    Cuts, Membership, Search, Table, TruthTable, conservative, necessity, parsimonious, sufficiency, truth_table,
};
use cocreation::render;
use proptest::prelude::*;
use roxmltree::Document;

use crate::render::{check_legible, keep};

const NAMES: [&str; 4] = ["TIES", "TRUST", "POWER", "VALUE"];

/// Made up: eleven firms, one with a membership that is not known, one with bounds.
fn firms() -> Table {
    let mut table = Table::new(NAMES).expect("names");
    let rows = [
        ("Engines", [0.9, 0.8, 0.2, 0.9]),
        ("Software", [0.8, 0.7, 0.3, 0.8]),
        ("Kitchens", [0.7, 0.9, 0.1, 0.9]),
        ("Wire", [0.6, 0.2, 0.4, 0.7]),
        ("Bearings", [0.8, 0.1, 0.7, 0.2]),
        ("Paper", [0.2, 0.9, 0.1, 0.8]),
        ("Glass", [0.1, 0.2, 0.9, 0.1]),
        ("Steel", [0.3, 0.3, 0.8, 0.2]),
        ("Paint", [0.9, 0.6, 0.6, 0.6]),
    ];
    rows.into_iter().for_each(|(name, row)| table.add(name, row).expect("a row"));
    table.add("Tools", [None, Some(0.4), Some(0.6), Some(0.3)]).expect("a row");
    let bounded =
        [Membership::Between(0.4, 0.7), Membership::Known(0.6), Membership::Known(0.2), Membership::Known(0.7)];
    table.add("Boats", bounded).expect("a row");
    table
}

fn truth(table: &Table) -> TruthTable {
    truth_table(table, &NAMES[..3], "VALUE", &Cuts::inclusion(0.8)).expect("a truth table")
}

fn plot(table: &Table, condition: &str, outcome: &str) -> String {
    let read = |text: &str| text.parse().expect("an expression");
    render::xy(table, &read(condition), &read(outcome)).expect("columns of the table").svg()
}

#[test]
fn the_pictures_that_are_kept_are_those_of_the_crate() {
    let (svg, truth) = (plot(&firms(), "TIES", "VALUE"), truth(&firms()));
    let chart = render::truth_table(&truth);
    keep("tests/pictures/xy.svg", &svg);
    keep("tests/pictures/truth_table.svg", &chart.svg());
    keep("tests/pictures/truth_table.md", &chart.markdown());
    let solution = parsimonious(&truth, &Search::default()).expect("solved");
    keep("tests/pictures/solution.md", &render::solution(&solution).markdown());
    check_legible(&svg);
    check_legible(&chart.svg());
}

fn texts(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).expect("well-formed");
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|node| node.text()).map(str::to_owned).collect()
}

/// Every known case stands where its memberships are, and the figures are those of the known cases.
#[test]
fn a_plot_has_every_known_case_and_names_the_others() {
    let (table, svg) = (firms(), plot(&firms(), "TIES", "VALUE"));
    let document = Document::parse(&svg).expect("well-formed");
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for case in 0..table.cases().len() {
        let [of_x, of_y] = ["TIES", "VALUE"].map(|name| table.membership(case, name).expect("a cell"));
        let Some((of_x, of_y)) = of_x.zip(of_y) else { continue };
        x.push(of_x);
        y.push(of_y);
        let title = format!("{}: {of_x:.2} in TIES, {of_y:.2} in VALUE", table.cases()[case]);
        let mark = document.descendants().find(|node| node.text() == Some(&title)).expect("a mark");
        let circle =
            mark.parent().and_then(|g| g.descendants().find(|node| node.has_tag_name("circle"))).expect("drawn");
        let at = |name| circle.attribute(name).expect("given").parse::<f64>().expect("a number");
        assert!((at("cx") - (64.0 + 500.0 * of_x)).abs() < 0.1 && (at("cy") - (596.0 - 500.0 * of_y)).abs() < 0.1);
    }
    assert_eq!(svg.matches("data-cases=").count(), 9);
    let texts = texts(&svg);
    assert!(texts.contains(&"Not drawn, for a membership is not known: Tools (0.30 in VALUE); Boats (0.40 to 0.70 in TIES, 0.70 in VALUE).".to_owned()), "{texts:?}");
    let (s, n) = (sufficiency(&x, &y), necessity(&x, &y));
    for line in [
        format!("inclS {}", s.inclusion),
        format!("PRI {}", s.pri),
        format!("covS {}", s.coverage),
        format!("inclN {}", n.inclusion),
        format!("covN {}", n.coverage),
        format!("RoN {}", n.relevance),
    ] {
        assert!(texts.contains(&line), "{line}");
    }
    for name in NAMES.iter().take(0).chain(&["Engines", "Bearings", "Paper"]) {
        assert!(texts.iter().any(|text| text == name), "{name} has a label");
    }
}

/// In a crisp table many cases stand in one place.
#[test]
fn cases_in_one_place_share_a_mark() {
    let mut table = Table::new(["A", "Y"]).expect("names");
    for case in 0..40 {
        table.add(format!("case {case}"), [f64::from(case % 2), f64::from(case / 2 % 2)]).expect("a row");
    }
    let svg = plot(&table, "A", "Y");
    assert_eq!(svg.matches("data-cases=\"10\"").count(), 4);
    assert!(svg.contains("and 2 more: 1.00 in A, 0.00 in Y"));
    check_legible(&svg);
}

#[test]
fn many_cases_are_drawn_in_part_and_it_is_said() {
    let mut table = Table::new(["A", "Y"]).expect("names");
    for case in 0..2_000_u32 {
        table.add(format!("case {case}"), [f64::from(case % 50) / 50.0, f64::from(case / 50) / 40.0]).expect("a row");
    }
    let svg = plot(&table, "A", "Y");
    assert_eq!(svg.matches("data-cases=").count(), 400);
    assert!(texts(&svg).iter().any(|text| text == "1600 cases more not drawn, for want of room."));
    assert!(texts(&svg).iter().any(|text| text.ends_with("marks without a label.")));
    assert!(svg.len() < 150_000, "{}", svg.len());
    check_legible(&svg);
}

#[test]
fn nothing_known_is_a_plot_of_nothing_with_the_reasons() {
    let mut table = Table::new(["A", "Y"]).expect("names");
    table.add("a", [None, Some(1.0)]).expect("a row");
    let svg = plot(&table, "A*~A", "~Y");
    assert!(svg.contains("inclS –") && svg.contains("no case has the condition"));
    check_legible(&svg);
    let unknown = render::xy(&table, &"B".parse().expect("read"), &"Y".parse().expect("read"));
    assert_eq!(unknown.expect_err("no such column").kind(), ErrorKind::UnknownName);
}

#[test]
fn a_chart_has_every_row_with_its_marks() {
    let truth = truth(&firms());
    let chart = render::truth_table(&truth);
    let (svg, text) = (chart.svg(), chart.markdown());
    let document = Document::parse(&svg).expect("well-formed");
    for row in &truth.rows {
        let number = row.number.to_string();
        let drawn = document.descendants().find(|node| node.attribute("data-row") == Some(&number)).expect("a row");
        let filled = drawn.descendants().filter(|node| node.attribute("fill") == Some("currentColor")).count();
        assert_eq!(filled, row.levels.iter().filter(|level| **level == 1).count());
        let line = text.lines().find(|line| line.starts_with(&format!("| {number} |"))).expect("a line");
        assert_eq!(line.matches('●').count(), filled);
        assert!(line.contains(&format!("| {} | {} | {} |", row.output, row.n, row.inclusion)));
        assert!(row.cases.iter().all(|case| line.contains(&**case)));
    }
    assert!(text.contains("Left out, for a membership is not known: Tools (TIES); Boats (TIES)."));
}

/// By hand from the expression of each model: filled where it stands, crossed where it is negated, blank else.
#[test]
fn a_solution_is_a_chart_of_its_terms() {
    let truth = truth(&firms());
    for solution in [conservative(&truth, &Search::default()), parsimonious(&truth, &Search::default())] {
        let solution = solution.expect("solved");
        let text = render::solution(&solution).markdown();
        let marks: usize = solution.models.iter().map(|model| model.to_string().matches("TIES").count()).sum();
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| TIES |")).collect();
        assert_eq!(rows.iter().map(|row| row.matches(['●', '⊗']).count()).sum::<usize>(), marks, "{text}");
        let negated: usize = solution.models.iter().map(|model| model.to_string().matches('~').count()).sum();
        let table = text.lines().filter(|line| line.starts_with('|'));
        assert_eq!(table.map(|line| line.matches('⊗').count()).sum::<usize>(), negated, "{text}");
        // Every row of a table has as many cells as its head.
        for block in text.split("\n\n").filter(|block| block.starts_with('|')) {
            let cells: Vec<usize> =
                block.lines().map(|line| line.matches(" |").count() + line.matches("---|").count()).collect();
            assert!(cells.iter().all(|count| *count == cells[0]), "{block}");
        }
    }
}

#[test]
fn multi_value_levels_are_numbers_and_any_name_of_a_case_is_safe() {
    let mut table = Table::new(["A_B", "STAGE", "Y"]).expect("names");
    table.add("<b>|\"&*", [1.0, 2.0, 1.0]).expect("a row");
    table.add("\u{0}`]]>", [0.0, 1.0, 0.0]).expect("a row");
    let truth = truth_table(&table, &["A_B", "STAGE"], "Y", &Cuts::inclusion(0.8)).expect("a truth table");
    let solution = parsimonious(&truth, &Search::default()).expect("solved");
    let (chart, solved) = (render::truth_table(&truth), render::solution(&solution).markdown());
    for svg in [chart.svg(), plot(&table, "STAGE[2]", "Y")] {
        let document = Document::parse(&svg).expect("well-formed");
        assert!(document.descendants().all(|node| !node.has_tag_name("b")));
        check_legible(&svg);
    }
    assert!(chart.markdown().contains("| A\\_B | STAGE |") && chart.markdown().contains("&lt;b>\\|"));
    assert!(solved.contains("| STAGE | 2 |"), "{solved}");
}

#[test]
fn a_large_truth_table_is_drawn_in_part_and_says_so() {
    let mut table = Table::new(["A", "B", "C", "D", "E", "F", "G", "Y"]).expect("names");
    for case in 0..128_u32 {
        table.add(format!("case {case}"), (0..8).map(|bit| f64::from(case >> bit & 1))).expect("a row");
    }
    let truth = truth_table(&table, &["A", "B", "C", "D", "E", "F", "G"], "Y", &Cuts::inclusion(0.8)).expect("a table");
    let chart = render::truth_table(&truth);
    assert_eq!(chart.svg().matches("data-row=").count(), 60);
    assert!(chart.markdown().contains("Shown are the rows with most cases; 68 more are not."));
    check_legible(&chart.svg());
    let names: Vec<String> =
        (0..30).map(|at| format!("A_CONDITION_WITH_A_LONG_NAME_{at}")).chain(["Y".into()]).collect();
    let mut wide = Table::new(names.iter().map(String::as_str)).expect("names");
    wide.add("all", [1.0; 31]).expect("a row");
    let conditions: Vec<&str> = names[..30].iter().map(String::as_str).collect();
    check_legible(
        &render::truth_table(&truth_table(&wide, &conditions, "Y", &Cuts::inclusion(0.8)).expect("one")).svg(),
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 60, ..ProptestConfig::default() })]

    /// No letters that make `NaN` or `inf`, so that these can only be figures.
    #[test]
    fn any_table_is_well_formed_and_legible(
        rows in prop::collection::vec(("[A-MO-Zilmw ]{1,40}", prop::option::of(0..=10_u8), 0..=10_u8, 0..=1_u8), 1..40)
    ) {
        let mut table = Table::new(["A", "B", "Y"]).expect("names");
        for (name, a, b, y) in &rows {
            table.add(name.as_str(), [a.map(|a| f64::from(a) / 10.0), Some(f64::from(*b) / 10.0), Some(f64::from(*y))])
                .expect("a row");
        }
        let svg = plot(&table, "A*B", "Y");
        check_legible(&svg);
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf "));
        if let Ok(truth) = truth_table(&table, &["A", "B"], "Y", &Cuts::inclusion(0.8)) {
            check_legible(&render::truth_table(&truth).svg());
            let solution = parsimonious(&truth, &Search::default()).expect("solved");
            prop_assert!(render::solution(&solution).markdown().starts_with("**The parsimonious"));
        }
    }
}
