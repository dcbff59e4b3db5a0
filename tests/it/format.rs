//! The format page: its tables are the crate's own, and its example is a sound case.

use std::fmt::Write;
use std::path::Path;

use cocreation::Case;
use cocreation::case::ProblemCode;
use cocreation::graph::node::NodeKind;
use cocreation::graph::{SCHEMA, kinds_of};
use cocreation::theory::typology::LISTS;

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/FORMAT.md");
    std::fs::read_to_string(path).expect("the page is part of the project")
}

fn kinds() -> String {
    let mut table = String::from("| kind | further fields |\n| --- | --- |\n");
    for kind in NodeKind::ALL {
        let fields: Vec<String> = kind.row().fields.iter().map(|field| format!("`{}`", field.key())).collect();
        writeln!(table, "| `{kind}` | {} |", fields.join(", ")).expect("written to a string");
    }
    table
}

fn relations() -> String {
    let mut table = String::from("| relation | joins | meaning | may have |\n| --- | --- | --- | --- |\n");
    for row in SCHEMA {
        let pairs: Vec<String> = row.pairs.iter().map(|(from, to)| format!("{from} → {to}")).collect();
        let mut extras = Vec::new();
        extras.extend(row.sign.map(|meaning| format!("`sign`: {meaning}")));
        extras.extend(row.degree.map(|meaning| format!("`degree`: {meaning}")));
        extras.extend(row.facet.map(|list| format!("`facet` of `{}`", list.key)));
        extras.extend(row.receivers.then(|| "`giving_to`".to_owned()));
        writeln!(table, "| `{}` | {} | {} | {} |", row.key, pairs.join(", "), row.meaning, extras.join("; "))
            .expect("written to a string");
    }
    table
}

fn codes() -> String {
    let mut table = String::from("| list | classifies | entries |\n| --- | --- | --- |\n");
    for list in LISTS.iter().filter(|list| !kinds_of(list).is_empty()) {
        let kinds: Vec<&str> = kinds_of(list).iter().map(|kind| kind.row().key).collect();
        let entries: Vec<String> = list.entries.iter().map(|entry| format!("`{}`", entry.key)).collect();
        writeln!(table, "| `{}` | {} | {} |", list.key, kinds.join(", "), entries.join(", "))
            .expect("written to a string");
    }
    table
}

fn problems() -> String {
    let mut table = String::from("| code | severity | meaning |\n| --- | --- | --- |\n");
    for code in ProblemCode::ALL {
        writeln!(table, "| `{code}` | {} | {} |", code.severity(), code.meaning()).expect("written to a string");
    }
    table
}

/// The page with its tables made anew.
fn rewritten(page: &str) -> String {
    let tables = [("kinds", kinds()), ("relations", relations()), ("codes", codes()), ("problems", problems())];
    tables.iter().fold(page.to_owned(), |page, (name, table)| {
        let (before, rest) = page.split_once(&format!("<!-- table: {name} -->\n")).expect("the page has the mark");
        let (_, after) = rest.split_once("<!-- end -->").expect("the table has an end");
        format!("{before}<!-- table: {name} -->\n{table}<!-- end -->{after}")
    })
}

#[test]
fn the_tables_of_the_format_page_are_those_of_the_crate() {
    let page = page();
    let wanted = rewritten(&page);
    if std::env::var_os("COCREATION_REWRITE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/FORMAT.md");
        std::fs::write(path, &wanted).expect("the page can be written");
    }
    assert!(page == wanted, "docs/FORMAT.md is behind the code; run the tests with COCREATION_REWRITE=1");
}

#[test]
fn the_example_of_the_format_page_is_a_sound_case() {
    let page = page();
    let (_, rest) = page.split_once("```toml\n").expect("the page has an example");
    let (text, _) = rest.split_once("```").expect("the example has an end");
    let case = Case::from_toml(text).expect("sound");
    assert_eq!((case.nodes().len(), case.claims().len(), case.searches().len()), (3, 2, 1));
    let claim = case.claims().next().expect("two claims");
    assert_eq!(claim.to_string(), "maker takes-part-in visits, giving to airline");
}
