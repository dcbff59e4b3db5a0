//! Unknown cells: what is certain holds in every way of filling them, what is possible in some, and ends are reached.

use cocreation::lattice::{self, Incidence, Reading, Table, Validity};
use proptest::prelude::*;

use super::twin::{Twin, completions};
use super::{number, numbered, set, table};

/// At most three attributes and four objects: some thousand ways at most of filling all of it.
fn incomplete() -> impl Strategy<Value = (Vec<u32>, Vec<u32>, u32)> {
    (1..=3u32).prop_flat_map(|attributes| {
        let row = (0..1u32 << attributes, 0..1u32 << attributes);
        prop::collection::vec(row, 0..5).prop_map(move |rows| {
            let sure = rows.iter().map(|(sure, _)| *sure).collect();
            let possible = rows.iter().map(|(sure, more)| sure | more).collect();
            (sure, possible, attributes)
        })
    })
}

fn three_valued(sure: &[u32], possible: &[u32], attributes: u32) -> Table {
    Table::new(numbered(sure.len()), numbered(attributes as usize), |object, attribute| {
        match (sure[object] >> attribute & 1, possible[object] >> attribute & 1) {
            (1, _) => Incidence::Has,
            (_, 1) => Incidence::Unknown,
            _ => Incidence::Lacks,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn bounds_are_those_of_all_completions((sure, possible, attributes) in incomplete()) {
        let table = three_valued(&sure, &possible, attributes);
        let ways = completions(&sure, &possible, attributes);
        prop_assert_eq!(1usize << table.unknown(), ways.len());
        let size = |twin: &Twin, set: u32| twin.extent(set).count_ones() as usize;
        for reading in [Reading::Lower, Reading::Upper] {
            let context = table.context(reading);
            let own = Twin { rows: if reading == Reading::Lower { sure.clone() } else { possible.clone() }, attributes };
            for (premise, conclusion) in (0..1u32 << attributes).flat_map(|a| (0..1u32 << attributes).map(move |b| (a, b))) {
                let (a, b) = (set(attributes, premise), set(attributes, conclusion));
                let holds = |twin: &&Twin| conclusion & !twin.closure(premise) == 0;
                let expected = match ways.iter().filter(holds).count() {
                    all if all == ways.len() => Validity::Certain,
                    0 => Validity::Refuted,
                    _ => Validity::Possible,
                };
                prop_assert_eq!(table.validity(&a, &b), expected);
                let rule = context.rule(&a, &b);
                let both = premise | conclusion;
                let counts = || ways.iter().map(|twin| size(twin, both));
                let support = (size(&own, both), counts().min(), counts().max());
                prop_assert_eq!((rule.support.value, Some(rule.support.low), Some(rule.support.high)), support);
                let share = |twin: &Twin| {
                    let all = size(twin, premise);
                    (all > 0).then(|| size(twin, both) as f64 / all as f64)
                };
                let shares = || ways.iter().filter_map(share);
                prop_assert_eq!(rule.confidence.map(|one| one.value), share(&own));
                if let Some(confidence) = rule.confidence {
                    prop_assert_eq!(Some(confidence.low), shares().min_by(f64::total_cmp));
                    prop_assert_eq!(Some(confidence.high), shares().max_by(f64::total_cmp));
                }
            }
            // Whatever the basis of either reading says is at least possible.
            let basis = lattice::basis(&context, 1_000);
            prop_assert!(basis.implications.iter().all(|one| one.validity != Validity::Refuted));
            let intents: Vec<u32> = lattice::concepts(&context).map(|concept| number(&concept.intent)).collect();
            prop_assert_eq!(intents, own.intents());
        }
    }

    #[test]
    fn the_complete_reading_leaves_out_whoever_is_not_wholly_known((sure, possible, attributes) in incomplete()) {
        let context = three_valued(&sure, &possible, attributes).context(Reading::Complete);
        let known: Vec<u32> = sure.iter().zip(&possible).filter(|(a, b)| a == b).map(|(a, _)| *a).collect();
        prop_assert_eq!(context.left_out().len() + known.len(), sure.len());
        prop_assert_eq!(context.table().unknown(), 0);
        let own = Twin { rows: known, attributes };
        let intents: Vec<u32> = lattice::concepts(&context).map(|concept| number(&concept.intent)).collect();
        prop_assert_eq!(intents, own.intents());
    }
}

/// By hand: two round things, of one of which nobody knows whether it is red.
#[test]
fn reports_say_what_is_not_known() {
    let table = table(&["ball", "plum"], &["round", "red"], &["11", "1?"]);
    let text = |reading| {
        let context = table.context(reading);
        let lattice = lattice::build(&context, 10).expect("small");
        format!("{lattice}{}", lattice::basis(&context, 10))
    };
    assert_eq!(
        text(Reading::Lower),
        "2 concepts of 2 objects and 2 attributes\n1 unknown cell, read as lacking\n   \
         0 > [1]: ball, plum | round\n   1 > []: ball | round, red\n(nothing) → round [2 objects, certain]\n"
    );
    assert_eq!(
        text(Reading::Upper),
        "1 concept of 2 objects and 2 attributes\n1 unknown cell, read as having\n   \
         0 > []: ball, plum | round, red\n(nothing) → round, red [2 objects, possible]\n"
    );
    assert!(text(Reading::Complete).contains("1 unknown cell, left out with their objects (1)"));
    assert_eq!(table.to_string(), "xx  ball\nx?  plum\nAttributes: round, red\n");
    let json = serde_json::to_value(&table).expect("plain");
    assert_eq!(json["rows"][1], serde_json::json!(["has", "unknown"]));
    let context = table.context(Reading::Lower);
    let lattice = lattice::build(&context, 10).expect("small");
    let rules = lattice::rules(&lattice, 0, 0.0).expect("sound").to_string();
    assert_eq!(rules, "round → red [1 (1 to 2) objects, 0.50 (0.50 to 1.00)]\n");
    let json = serde_json::to_value(&lattice).expect("plain");
    assert_eq!(json["context"]["unknown"], 1);
    assert_eq!(json["concepts"][1]["extent"], serde_json::json!(["ball"]));
    let json = serde_json::to_value(lattice::basis(&context, 10)).expect("plain");
    assert_eq!(json["implications"][0]["validity"], "certain");
}
