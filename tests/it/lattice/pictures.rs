//! Hasse diagrams: complete, well-formed, legible by estimate, safe with any text, bounded, and the same each time.

use cocreation::lattice::{self, Incidence, Reading, Table};
use cocreation::render;
use proptest::prelude::*;
use roxmltree::Document;

use super::{living_beings, numbered, of_rows, table, twins};
use crate::render::{check_legible, keep};

const WORDS: [&str; 9] = [
    "needs water",
    "lives in water",
    "lives on land",
    "needs chlorophyll",
    "two leaf germs",
    "one leaf germ",
    "can move",
    "has limbs",
    "suckles its young",
];

fn drawn(table: &Table, reading: Reading) -> (String, String) {
    let context = table.context(reading);
    let lattice = lattice::build(&context, 1_000).expect("small");
    let diagram = render::hasse(&lattice);
    (diagram.svg(), diagram.dot())
}

#[test]
fn the_pictures_that_are_kept_are_those_of_the_crate() {
    let beings = living_beings();
    let objects: Vec<String> = beings.objects().map(str::to_owned).collect();
    let named = Table::new(objects, WORDS, |object, attribute| beings.incidence(object, attribute).expect("a cell"));
    let (svg, dot) = drawn(&named, Reading::Lower);
    keep("tests/pictures/hasse.svg", &svg);
    keep("tests/pictures/hasse.dot", &dot);
    check_legible(&svg);
}

/// Every concept is drawn once, every line once for each level that it passes, every name once.
#[test]
fn nothing_is_left_out() {
    let context = living_beings().context(Reading::Lower);
    let lattice = lattice::build(&context, 100).expect("small");
    let diagram = render::hasse(&lattice);
    let (svg, dot) = (diagram.svg(), diagram.dot());
    let document = Document::parse(&svg).expect("well-formed");
    let concepts = document.descendants().filter(|node| node.has_attribute("data-concept")).count();
    assert_eq!((concepts, dot.matches(" -> ").count()), (lattice.len(), lattice.cover_count()));
    let texts: Vec<&str> = document.descendants().filter(|n| n.has_tag_name("text")).filter_map(|n| n.text()).collect();
    for name in context.table().attributes().chain(context.table().objects()) {
        assert_eq!(texts.iter().filter(|text| **text == name).count(), 1, "{name}");
    }
    let titles: Vec<&str> =
        document.descendants().filter(|n| n.has_tag_name("title")).filter_map(|n| n.text()).collect();
    assert!(titles.contains(&"Concept 0: 8 objects (leech; bream; frog; dog; spike-weed; reed; bean; maize) with a"));
}

#[test]
fn a_large_lattice_is_drawn_in_part_and_says_so() {
    let boolean =
        Table::new(
            numbered(9),
            numbered(9),
            |object, attribute| {
                if object == attribute { Incidence::Lacks } else { Incidence::Has }
            },
        );
    let (svg, dot) = drawn(&boolean, Reading::Lower);
    assert_eq!(svg.matches("data-concept=").count(), 40);
    assert!(svg.contains("Shown are the 40 concepts with the most objects; 472 more are not."));
    assert!(dot.contains("472 more are not"));
    check_legible(&svg);
}

#[test]
fn unknown_cells_are_told_and_any_text_is_safe() {
    let odd = table(&["<b>\"&'", "\u{0}\\n"], &["]]>", "a\"b\\"], &["1?", "01"]);
    for reading in Reading::ALL {
        let (svg, dot) = drawn(&odd, *reading);
        let document = Document::parse(&svg).expect("well-formed");
        assert!(document.descendants().all(|node| !node.has_tag_name("b")));
        assert!(svg.contains("1 unknown cell, ") && dot.contains("1 unknown cell, "));
        assert!(!dot.contains('\u{0}') && dot.contains("a\\\"b\\\\"));
        check_legible(&svg);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_lattice_is_well_formed_and_legible(twin in twins()) {
        let (svg, dot) = drawn(&of_rows(&twin.rows, twin.attributes), Reading::Lower);
        check_legible(&svg);
        prop_assert!(dot.starts_with("digraph"), "{}", dot);
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}
