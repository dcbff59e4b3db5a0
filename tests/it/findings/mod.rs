//! The findings of the sources: made-up cases for every outcome, the laws, and today's verdicts on the published cases.

mod capabilities;
mod engagement;
mod learning;
mod published;
mod weight;
mod workshops;

use std::fmt::Write;

use cocreation::Case;
use cocreation::findings::{self, Outcome};
use cocreation::graph::node::NodeKind;

#[track_caller]
fn check(id: &str, cases: &[&Case], expected: Outcome) {
    let verdict = findings::find(id).expect("a finding").check(cases.iter().copied());
    assert_eq!(verdict.outcome, expected, "{verdict}");
    assert_eq!(verdict.needs.is_some(), expected == Outcome::NotTestable);
}

/// The kinds of evidence that a made-up case may name, with where they stand.
const EVIDENCE: [(&str, &str, &str); 4] = [
    ("authors", "kind = \"authors-claim\"", "§6"),
    ("interview", "kind = \"interview\"", "§5"),
    ("text", "", "§5"),
    ("table", "", "Table 2, item 1"),
];

/// A case from short lines, each of words:
///
/// - `practice p practice/co-design@table period=2010`: a node, with codes and their evidence, and with fields;
/// - `c enables p @authors @text`: a claim and its evidence; `!enables` denies it, `?enables` expects it; fields may follow;
/// - `seek capability:interaction-capability/ethical enables practice: @text`: a search in vain; each pattern is `kind:code`,
///   where either may be left out, or `=node`.
fn case(id: &str, lines: &str) -> Case {
    let mut text = format!("version = 1\nid = \"{id}\"\n[[sources]]\nid = \"s\"\ntitle = \"Made up\"\n");
    for (id, kind, at) in EVIDENCE {
        writeln!(text, "[[evidence]]\nid = \"{id}\"\nsource = \"s\"\nat = \"{at}\"\nparaphrase = \"It is so\"\n{kind}")
            .expect("written to a string");
    }
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[0] {
            "seek" => text += &search(&words[1..]),
            kind if NodeKind::from_key(kind).is_some() => text += &node(&words),
            _ => text += &claim(&words),
        }
    }
    Case::from_toml(&text).unwrap_or_else(|problems| panic!("{id}\n{problems}\n{text}"))
}

/// The fields and the evidence of an item: `key=value` and `@kind`.
fn fields(words: &[&str]) -> String {
    let evidence: Vec<String> =
        words.iter().filter_map(|word| word.strip_prefix('@')).map(|id| format!("{id:?}")).collect();
    let mut text = format!("evidence = [{}]\n", evidence.join(", "));
    for (key, value) in words.iter().filter_map(|word| word.split_once('=')).filter(|(key, _)| !key.is_empty()) {
        let bare = value.parse::<f64>().is_ok() && ["degree", "sequence"].contains(&key);
        let value = if bare { value.to_owned() } else { format!("{value:?}") };
        writeln!(text, "{key} = {value}").expect("written to a string");
    }
    text
}

fn node(words: &[&str]) -> String {
    let (kind, id) = (words[0], words[1]);
    let (codes, rest): (Vec<&str>, Vec<&str>) =
        words[2..].iter().partition(|word| word.contains('/') && !word.contains('='));
    let label =
        if rest.iter().any(|word| word.starts_with("label=")) { String::new() } else { format!("label = {id:?}\n") };
    let own = fields(&rest).replace("evidence = []\n", "");
    let mut text = format!("[[nodes]]\nkind = {kind:?}\nid = {id:?}\n{label}{own}");
    for code in codes {
        let (code, evidence) =
            code.split_once('@').map_or((code, String::new()), |(code, kind)| (code, format!("{kind:?}")));
        writeln!(text, "[[claims]]\nsubject = {id:?}\ncode = {code:?}\nevidence = [{evidence}]").expect("written");
    }
    text
}

fn claim(words: &[&str]) -> String {
    let (subject, relation, object) = (words[0], words[1], words[2]);
    let manner = match relation.as_bytes()[0] {
        b'!' => "polarity = \"violated\"\n",
        b'?' => "modality = \"expected\"\n",
        _ => "",
    };
    let relation = relation.trim_start_matches(['!', '?']);
    let rest = fields(&words[3..]);
    format!("[[claims]]\nsubject = {subject:?}\nrelation = {relation:?}\nobject = {object:?}\n{manner}{rest}")
}

fn search(words: &[&str]) -> String {
    let pattern = |word: &str| match (word.strip_prefix('='), word.split_once(':')) {
        (Some(node), _) => format!("{{ node = {node:?} }}"),
        (None, Some((kind, ""))) if !kind.is_empty() => format!("{{ kind = {kind:?} }}"),
        (None, Some(("", code))) if !code.is_empty() => format!("{{ code = {code:?} }}"),
        (None, Some((kind, code))) if !kind.is_empty() => format!("{{ kind = {kind:?}, code = {code:?} }}"),
        _ => "{}".to_owned(),
    };
    let mut text = format!("[[searches]]\nabout = \"It\"\nfound = false\nsubject = {}\n", pattern(words[0]));
    let relation = words.get(1).filter(|word| !word.starts_with('@'));
    if let Some(relation) = relation {
        writeln!(text, "relation = {relation:?}\nobject = {}", pattern(words[2])).expect("written to a string");
    }
    text + &fields(words)
}

/// A page with its tables made anew, each between its marks.
pub(crate) fn rewritten(page: &str, tables: &[(&str, String)]) -> String {
    tables.iter().fold(page.to_owned(), |page, (name, table)| {
        let (before, rest) = page.split_once(&format!("<!-- table: {name} -->\n")).expect("the page has the mark");
        let (_, after) = rest.split_once("<!-- end -->").expect("the table has an end");
        format!("{before}<!-- table: {name} -->\n{table}<!-- end -->{after}")
    })
}
