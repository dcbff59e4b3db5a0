//! Laws that every report on a case keeps: names mean nothing to it, nor does the order of the claims.

use cocreation::case::document::Document;
use cocreation::{Case, alignment, ambidexterity, dialogue, dynamic_capabilities, readiness};
use proptest::prelude::*;
use serde_json::Value;

use crate::generate::documents;

/// The reports of a document, as JSON, and as text so that printing is tried too.
fn reports(document: &Document) -> Vec<(Value, String)> {
    let case = Case::try_from(document.clone()).expect("a sound document");
    let json = |value: serde_json::Result<Value>| value.expect("every report serialises");
    let (readiness, grid) = (readiness::profile(&case), dynamic_capabilities::grid(&case));
    let (alignment, balance) = (alignment::across_levels(&case), ambidexterity::balance(&case));
    let dialogue = dialogue::analyse(&case);
    vec![
        (json(serde_json::to_value(&readiness)), readiness.to_string()),
        (json(serde_json::to_value(&grid)), grid.to_string()),
        (json(serde_json::to_value(&alignment)), alignment.to_string()),
        (json(serde_json::to_value(&balance)), balance.to_string()),
        (json(serde_json::to_value(&dialogue)), dialogue.to_string()),
    ]
}

/// The fields in which ids of claims stand.
const OF_CLAIMS: [&str; 6] = ["claims", "against", "scope_claims", "unsorted", "unattributed", "claim"];

/// The value with its claims called otherwise and every list in one order.
fn settled(value: &Value, in_claims: bool, rename: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(|item| settled(item, in_claims, rename)).collect();
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        Value::Object(fields) => {
            let field = |(key, value): (&String, &Value)| {
                (key.clone(), settled(value, OF_CLAIMS.contains(&key.as_str()), rename))
            };
            Value::Object(fields.iter().map(field).collect())
        }
        Value::String(text) if in_claims => Value::String(rename(text)),
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => value.clone(),
    }
}

/// The place of a claim in the list, from what a report calls it.
fn place(claim: &str) -> usize {
    claim.trim_start_matches('c').parse::<usize>().expect("a claim") - 1
}

/// A mark that no document of the generator has in an id.
const MARK: char = '⟦';

fn marked(document: &Document) -> Document {
    let mark = |id: &mut Box<str>| *id = format!("{MARK}{id}").into();
    let mut marked = document.clone();
    marked.nodes.iter_mut().for_each(|node| mark(&mut node.id));
    for claim in &mut marked.claims {
        mark(&mut claim.subject);
        claim.object.iter_mut().chain(&mut claim.during).chain(&mut claim.giving_to).for_each(mark);
    }
    for search in &mut marked.searches {
        let patterns = [&mut search.subject, &mut search.object];
        patterns.into_iter().filter_map(|pattern| pattern.node.as_mut()).chain(&mut search.scope).for_each(mark);
    }
    marked
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// In another order of the claims every report says the same of the same claims.
    #[test]
    fn the_order_of_claims_means_nothing(
        (document, order) in documents().prop_flat_map(|document| {
            let order: Vec<usize> = (0..document.claims.len()).collect();
            (Just(document), Just(order).prop_shuffle())
        }),
    ) {
        let claims = order.iter().map(|&place| document.claims[place].clone()).collect();
        let shuffled = Document { claims, ..document.clone() };
        let back = |claim: &str| format!("c{}", order[place(claim)] + 1);
        for ((before, _), (after, _)) in reports(&document).iter().zip(reports(&shuffled)) {
            prop_assert_eq!(settled(before, false, &str::to_owned), settled(&after, false, &back));
        }
    }

    /// Under other ids every report says the same, and prints the same.
    #[test]
    fn ids_mean_nothing(document in documents()) {
        prop_assume!(document.nodes.iter().all(|node| node.id.len() + MARK.len_utf8() <= 200));
        for ((before, text), (after, marked)) in reports(&document).iter().zip(reports(&marked(&document))) {
            let after: Value = serde_json::from_str(&after.to_string().replace(MARK, "")).expect("still JSON");
            prop_assert_eq!(before, &after);
            prop_assert_eq!(text, &marked.replace(MARK, ""));
        }
    }
}
