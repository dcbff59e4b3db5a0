//! The schema: the tables hold what the design names, and say it once.

use std::collections::{BTreeMap, BTreeSet};

use cocreation::evidence::{Basis, Modality, Polarity, Sign};
use cocreation::graph::node::{Field, NodeKind};
use cocreation::graph::relation::RelationKind;
use cocreation::graph::{CLASSIFICATIONS, Code, SCHEMA, kinds_of};
use cocreation::theory::typology::{
    DependenceBasis, LISTS, OfferingLevel, PracticeAnatomy, ResourceRoutine, TieKind, Typology,
};

/// Written by hand from the design of the typed graph: the relations that it names, with the pairs that it names.
const DESIGN: &str = "
    part-of: actor actor
    succeeds: actor actor
    belongs-to: actor sphere
    depends-on: actor actor
    tied-to: actor actor
    speaks-for: actor actor
    contests: actor actor, actor institution
    identifies-with: actor institution
    holds: actor capability
    possesses: actor resource
    party-to: actor institution
    takes-stance: actor purpose, actor practice, actor resource, actor offering
    performs: actor practice
    offers: actor offering
    perceives: actor offering
    senses: actor event
    seizes: actor event
    gains: actor value
    bears: actor value
    takes-part-in: actor act
    enacts: act practice
    within: act sphere
    advances: act purpose
    recovers: act act
    responds-to: act act
    constitutes: act event
    integrates: practice resource, act resource
    produces: practice resource, act resource
    grows: practice resource, act resource
    depletes: practice resource, act resource
    shapes: practice offering, act offering
    realizes: practice value, act value
    affords: resource value
    derives-from: resource resource
    yields: event resource
    leads-to: value value
    proposes: offering value
    serves: value purpose
    enables: capability practice
    underpins: capability capability, capability sphere
    develops: practice capability
    rests-on: capability resource, capability capability
    coordinates: practice practice
    feeds: practice practice
    triggers: event practice, event act
    institutes: practice institution
    governs: institution sphere, institution purpose
    regulates: institution practice
    aligns-with: purpose purpose
";

/// The kinds of node that the design names, in its order.
const KINDS: [&str; 12] = [
    "actor",
    "resource",
    "practice",
    "capability",
    "sphere",
    "act",
    "event",
    "purpose",
    "offering",
    "value",
    "institution",
    "judgement",
];

#[track_caller]
fn kind(key: &str) -> NodeKind {
    NodeKind::from_key(key).unwrap_or_else(|| panic!("there is no kind `{key}`"))
}

#[track_caller]
fn relation(key: &str) -> RelationKind {
    RelationKind::from_key(key).unwrap_or_else(|| panic!("there is no relation `{key}`"))
}

/// Every value has one key, no two share one, and a key leads back to its value.
#[track_caller]
fn check_keys<T: Copy + PartialEq + std::fmt::Debug>(
    all: &[T],
    key: impl Fn(T) -> &'static str,
    from_key: impl Fn(&str) -> Option<T>,
) {
    let mut seen = BTreeSet::new();
    for &value in all {
        assert!(seen.insert(key(value)), "`{}` stands for two", key(value));
        assert_eq!(from_key(key(value)), Some(value));
        assert_eq!(from_key(&format!("{} ", key(value))), None);
    }
    for stranger in ["", "Actor", "PartOf", "part_of", "nothing"] {
        assert_eq!(from_key(stranger), None, "{stranger:?}");
    }
}

#[test]
fn keys_and_values_stand_for_each_other() {
    check_keys(NodeKind::ALL, |kind| kind.row().key, NodeKind::from_key);
    check_keys(RelationKind::ALL, |relation| relation.row().key, RelationKind::from_key);
    check_keys(Polarity::ALL, Polarity::key, Polarity::from_key);
    check_keys(Modality::ALL, Modality::key, Modality::from_key);
    check_keys(Basis::ALL, Basis::key, Basis::from_key);
    check_keys(Sign::ALL, Sign::key, Sign::from_key);
}

#[test]
fn what_is_left_out_of_a_claim_is_its_plain_reading() {
    let defaults = [Polarity::default().key(), Modality::default().key(), Basis::default().key()];
    assert_eq!(defaults, ["asserted", "realised", "stated"]);
}

#[test]
fn the_kinds_are_the_twelve_of_the_design() {
    assert_eq!(NodeKind::ALL.iter().map(|kind| kind.row().key).collect::<Vec<_>>(), KINDS);
    let plurals: BTreeSet<&str> = NodeKind::ALL.iter().map(|kind| kind.row().plural).collect();
    assert_eq!(plurals.len(), KINDS.len());
    for kind in NodeKind::ALL {
        assert_eq!(kind.to_string(), kind.row().key);
        assert!(!kind.row().constructs.is_empty(), "{kind} carries no construct");
    }
}

#[test]
fn only_the_kinds_that_need_a_field_have_it() {
    let owners = |field: Field| {
        let with = NodeKind::ALL.iter().filter(|kind| kind.row().fields.contains(&field));
        with.map(|kind| kind.row().key).collect::<Vec<_>>().join(" ")
    };
    let expected = [
        (Field::Duration, "duration", "practice sphere act"),
        (Field::Sequence, "sequence", "act event"),
        (Field::Weight, "weight", "act"),
        (Field::Standing, "standing", "act"),
        (Field::Size, "size", "actor"),
        (Field::Version, "version", "offering"),
        (Field::Construct, "construct", "judgement"),
        (Field::Value, "value", "judgement"),
        (Field::Scale, "scale", "judgement"),
    ];
    for (field, key, kinds) in expected {
        assert_eq!((field.key(), owners(field).as_str()), (key, kinds));
    }
    assert_eq!((Field::Period.key(), owners(Field::Period)), ("period", KINDS.join(" ")));
}

#[test]
fn the_schema_has_one_row_for_each_relation_in_order() {
    assert_eq!(SCHEMA.iter().map(|row| row.relation).collect::<Vec<_>>(), RelationKind::ALL);
    for row in SCHEMA {
        assert_eq!(row.relation.row(), row);
        assert_eq!(row.relation.to_string(), row.key);
        assert!(!row.constructs.is_empty(), "{} carries no construct", row.key);
        assert!(row.meaning.ends_with('.'), "{}: {:?}", row.key, row.meaning);
    }
    let meanings: BTreeSet<&str> = SCHEMA.iter().map(|row| row.meaning).collect();
    assert_eq!(meanings.len(), SCHEMA.len(), "two relations mean the same");
}

#[test]
fn a_relation_joins_some_pair_and_each_pair_once() {
    for row in SCHEMA {
        let pairs: BTreeSet<_> = row.pairs.iter().collect();
        assert_eq!(pairs.len(), row.pairs.len(), "{} names a pair twice", row.key);
        assert!(!pairs.is_empty(), "{} joins nothing", row.key);
        for &from in NodeKind::ALL {
            for &to in NodeKind::ALL {
                assert_eq!(row.allows(from, to), pairs.contains(&(from, to)), "{} {from} {to}", row.key);
            }
        }
    }
}

#[test]
fn the_schema_holds_every_relation_and_pair_of_the_design() {
    let mut named = BTreeSet::new();
    for line in DESIGN.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (key, pairs) = line.split_once(": ").unwrap_or_else(|| panic!("{line:?}"));
        assert!(named.insert(key), "the list names {key} twice");
        for pair in pairs.split(", ") {
            let (from, to) = pair.split_once(' ').unwrap_or_else(|| panic!("{line:?}"));
            assert!(relation(key).row().allows(kind(from), kind(to)), "`{key}` does not go from {from} to {to}");
        }
    }
    // `judges` carries the design's node kind `Judgement`; no other relation may be there without being named.
    named.insert("judges");
    // `rates` says who gave a judgement: scores on readiness are imported with their rater.
    named.insert("rates");
    assert_eq!(SCHEMA.iter().map(|row| row.key).collect::<BTreeSet<_>>(), named);
}

#[test]
fn a_judgement_may_speak_of_every_other_kind() {
    let row = relation("judges").row();
    for &to in NodeKind::ALL {
        assert_eq!(row.allows(NodeKind::Judgement, to), to != NodeKind::Judgement, "{to}");
    }
}

#[test]
fn relations_do_not_run_backwards() {
    let refused = [
        ("enacts", "practice", "act"),
        ("belongs-to", "sphere", "actor"),
        ("takes-part-in", "act", "actor"),
        ("within", "act", "act"),
        ("enables", "practice", "capability"),
        ("develops", "capability", "practice"),
        ("realizes", "resource", "value"),
        ("affords", "practice", "value"),
        ("performs", "actor", "act"),
        ("part-of", "actor", "sphere"),
        ("succeeds", "actor", "offering"),
        ("governs", "sphere", "institution"),
    ];
    for (key, from, to) in refused {
        assert!(!relation(key).row().allows(kind(from), kind(to)), "`{key}` goes from {from} to {to}");
    }
}

#[test]
fn signs_degrees_facets_and_receivers_stand_on_the_relations_of_the_design() {
    let keys = |test: fn(RelationKind) -> bool| {
        RelationKind::ALL.iter().filter(|relation| test(**relation)).map(|relation| relation.row().key).collect()
    };
    let (signed, graded, receiving): (Vec<&str>, Vec<&str>, Vec<&str>) = (
        keys(|relation| relation.row().sign.is_some()),
        keys(|relation| relation.row().degree.is_some()),
        keys(|relation| relation.row().receivers),
    );
    assert_eq!(signed, ["tied-to", "party-to", "takes-stance", "takes-part-in", "aligns-with"]);
    assert_eq!(graded, ["depends-on", "tied-to", "takes-stance", "gains", "bears"]);
    assert_eq!(receiving, ["takes-part-in"]);
    let facets: BTreeMap<&str, _> = SCHEMA.iter().filter_map(|row| Some((row.key, row.facet?.key))).collect();
    let expected = BTreeMap::from([
        ("depends-on", DependenceBasis::LIST.key),
        ("tied-to", TieKind::LIST.key),
        ("performs", PracticeAnatomy::LIST.key),
        ("perceives", OfferingLevel::LIST.key),
        ("integrates", ResourceRoutine::LIST.key),
    ]);
    assert_eq!(facets, expected);
}

#[test]
fn a_classification_row_names_a_list_once_and_its_kinds_once() {
    let mut lists = BTreeSet::new();
    for (key, kinds) in CLASSIFICATIONS {
        assert!(lists.insert(*key), "`{key}` has two rows");
        assert!(!kinds.is_empty(), "`{key}` classifies nothing");
        assert_eq!(kinds.iter().collect::<BTreeSet<_>>().len(), kinds.len(), "`{key}` names a kind twice");
        let list = LISTS.iter().find(|list| list.key == *key).unwrap_or_else(|| panic!("`{key}` is no list"));
        assert_eq!(kinds_of(list), *kinds);
        for entry in list.entries {
            let code = Code::from_key(&format!("{key}/{}", entry.key)).expect("an entry has a code");
            for &kind in NodeKind::ALL {
                assert_eq!(code.classifies(kind), kinds.contains(&kind), "{code} on {kind}");
            }
        }
    }
    for kind in NodeKind::ALL {
        assert!(CLASSIFICATIONS.iter().any(|(_, kinds)| kinds.contains(kind)), "nothing classifies a {kind}");
    }
}

#[test]
fn lists_classify_the_kinds_that_the_register_speaks_of() {
    let expected = [
        ("practice", "practice"),
        ("dialoguing", "practice"),
        ("interaction-capability", "capability"),
        ("capability-order", "capability"),
        ("sphere", "sphere"),
        ("role", "actor"),
        ("actor-form", "actor"),
        ("value-form", "value"),
        ("resource-nature", "resource"),
        ("capital", "resource"),
        ("trigger", "event"),
        ("purpose-scope", "purpose"),
        ("engagement-sign", "act"),
        ("offering-level", "offering"),
        ("institutional-logic", "institution"),
        ("competitive-outcome", "judgement"),
        ("dimension", ""),
        ("evidence", ""),
        ("practice-anatomy", ""),
        ("resource-routine", ""),
        ("tie", ""),
        ("dependence", ""),
    ];
    for (key, kinds) in expected {
        let list = LISTS.iter().find(|list| list.key == key).unwrap_or_else(|| panic!("`{key}` is no list"));
        let found: Vec<&str> = kinds_of(list).iter().map(|kind| kind.row().key).collect();
        assert_eq!(found.join(" "), kinds, "{key}");
    }
    for (key, kind_key) in [("level", "actor"), ("level", "practice"), ("learning-mode", "practice"), ("domain", "act")]
    {
        let list = LISTS.iter().find(|list| list.key == key).unwrap_or_else(|| panic!("`{key}` is no list"));
        assert!(kinds_of(list).contains(&kind(kind_key)), "{key} on {kind_key}");
    }
}
