//! Concepts, lattices, implications and rules: against the definitions, against laws, and against published contexts.

mod cases;
mod exploration;
mod pictures;
mod twin;
mod unknown;

use cocreation::ErrorKind;
use cocreation::lattice::{self, Context, Incidence, Lattice, Reading, Set, Table};
use proptest::prelude::*;
use twin::Twin;

/// A table without unknown cells: `1` has, `0` lacks; with `?`, one with.
fn table(objects: &[&str], attributes: &[&str], cells: &[&str]) -> Table {
    Table::new(objects.iter().copied(), attributes.iter().copied(), |object, attribute| {
        match cells[object].as_bytes()[attribute] {
            b'1' => Incidence::Has,
            b'0' => Incidence::Lacks,
            _ => Incidence::Unknown,
        }
    })
}

fn numbered(count: usize) -> Vec<String> {
    (0..count).map(|nth| nth.to_string()).collect()
}

fn of_rows(rows: &[u32], attributes: u32) -> Table {
    Table::new(numbered(rows.len()), numbered(attributes as usize), |object, attribute| {
        if rows[object] >> attribute & 1 == 1 { Incidence::Has } else { Incidence::Lacks }
    })
}

fn number(set: &Set) -> u32 {
    set.iter().fold(0, |number, place| number | 1 << place)
}

fn set(side: u32, number: u32) -> Set {
    Set::of(side as usize, (0..side as usize).filter(|place| number >> place & 1 == 1))
}

fn twins() -> impl Strategy<Value = Twin> {
    (0..=8u32).prop_flat_map(|attributes| {
        let rows = prop::collection::vec(0..1u32 << attributes, 0..9);
        rows.prop_map(move |rows| Twin { rows, attributes })
    })
}

fn lattice_of(context: &Context) -> Lattice<'_> {
    lattice::build(context, 1_000).expect("at most 2^8 concepts")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    /// Every concept is closed on both sides, none is missing, and they come in lectic order.
    #[test]
    fn concepts_are_those_of_all_subsets(twin in twins()) {
        let context = of_rows(&twin.rows, twin.attributes).context(Reading::Lower);
        let found: Vec<_> = lattice::concepts(&context).collect();
        let intents: Vec<u32> = found.iter().map(|concept| number(&concept.intent)).collect();
        prop_assert_eq!(&intents, &twin.intents());
        for concept in &found {
            prop_assert_eq!(number(&concept.extent), twin.extent(number(&concept.intent)));
            prop_assert_eq!(&context.intent(&concept.extent), &concept.intent);
            prop_assert_eq!(&context.extent(&concept.intent), &concept.extent);
            prop_assert_eq!(&context.closure(&concept.intent), &concept.intent);
        }
        prop_assert!(found.windows(2).all(|pair| pair[0].intent < pair[1].intent));
        for least in 0..4 {
            let frequent: Vec<_> = lattice::concepts(&context).of_at_least(least).collect();
            let wanted: Vec<_> = found.iter().filter(|concept| concept.extent.len() >= least).cloned().collect();
            prop_assert_eq!(frequent, wanted);
        }
    }

    #[test]
    fn the_order_is_a_lattice(twin in twins()) {
        let context = of_rows(&twin.rows, twin.attributes).context(Reading::Lower);
        let lattice = lattice_of(&context);
        let intent = |place: usize| number(&lattice.concepts()[place].intent);
        let mut covers: Vec<_> =
            (0..lattice.len()).flat_map(|upper| lattice.lower(upper).iter().map(move |low| (upper, *low as usize))).collect();
        let back: Vec<_> =
            (0..lattice.len()).flat_map(|low| lattice.upper(low).iter().map(move |upper| (*upper as usize, low))).collect();
        prop_assert!((0..lattice.len()).all(|place| lattice.upper(place).is_sorted() && lattice.lower(place).is_sorted()));
        prop_assert_eq!(covers.len(), lattice.cover_count());
        let mut named: Vec<_> = covers.iter().map(|(upper, lower)| (intent(*upper), intent(*lower))).collect();
        let mut expected = twin.covers();
        named.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(named, expected);
        covers.sort_by_key(|pair| (pair.1, pair.0));
        prop_assert_eq!(covers, back);
        for object in 0..twin.rows.len() {
            prop_assert_eq!(intent(lattice.of_object(object)), twin.rows[object]);
        }
        for attribute in 0..twin.attributes {
            prop_assert_eq!(intent(lattice.of_attribute(attribute as usize)), twin.closure(1 << attribute));
        }
    }

    /// Idempotent, commutative, associative, absorbing, and in step with the order.
    #[test]
    fn meet_and_join_keep_their_laws(twin in twins(), places in any::<[prop::sample::Index; 3]>()) {
        let context = of_rows(&twin.rows, twin.attributes).context(Reading::Lower);
        let lattice = lattice_of(&context);
        let [a, b, c] = places.map(|place| place.index(lattice.len()));
        let (meet, join) = (|a, b| lattice.meet(a, b), |a, b| lattice.join(a, b));
        prop_assert_eq!((meet(a, a), join(a, a)), (a, a));
        prop_assert_eq!((meet(a, b), join(a, b)), (meet(b, a), join(b, a)));
        prop_assert_eq!(meet(a, meet(b, c)), meet(meet(a, b), c));
        prop_assert_eq!(join(a, join(b, c)), join(join(a, b), c));
        prop_assert_eq!((meet(a, join(a, b)), join(a, meet(a, b))), (a, a));
        prop_assert_eq!((lattice.is_below(a, b), lattice.is_below(a, b)), (meet(a, b) == a, join(a, b) == b));
        let (top, bottom) = (0, lattice.len() - 1);
        prop_assert!(lattice.is_below(a, top) && lattice.is_below(bottom, a));
        // The greatest of what lies below both, and the least of what lies above.
        let below = (0..lattice.len()).filter(|d| lattice.is_below(*d, a) && lattice.is_below(*d, b));
        prop_assert!(below.into_iter().all(|d| lattice.is_below(d, meet(a, b))));
        let above = (0..lattice.len()).filter(|d| lattice.is_below(a, *d) && lattice.is_below(b, *d));
        prop_assert!(above.into_iter().all(|d| lattice.is_below(join(a, b), d)));
    }

    /// Sound, complete, with the pseudo-intents for premises, and therefore minimal: none can be left out.
    #[test]
    fn the_basis_is_canonical(twin in twins()) {
        let context = of_rows(&twin.rows, twin.attributes).context(Reading::Lower);
        let basis = lattice::basis(&context, 1 << 9);
        prop_assert!(basis.whole);
        let arrows: Vec<(u32, u32)> =
            basis.implications.iter().map(|one| (number(&one.premise), number(&one.conclusion))).collect();
        prop_assert_eq!(arrows.iter().map(|one| one.0).collect::<Vec<_>>(), twin.pseudo_intents());
        for (premise, conclusion) in &arrows {
            prop_assert_eq!(premise | conclusion, twin.closure(*premise), "sound");
            prop_assert_eq!(premise & conclusion, 0);
        }
        for subset in 0..=twin.all() {
            prop_assert_eq!(twin::closed(subset, &arrows), twin.closure(subset), "complete");
            prop_assert_eq!(number(&basis.closure(&set(twin.attributes, subset))), twin.closure(subset));
        }
        for left_out in 0..arrows.len() {
            let others = [&arrows[..left_out], &arrows[left_out + 1..]].concat();
            let (premise, _) = arrows[left_out];
            prop_assert_ne!(twin::closed(premise, &others), twin.closure(premise), "minimal");
        }
        for (one, (premise, _)) in basis.implications.iter().zip(&arrows) {
            prop_assert_eq!(one.support.value, twin.extent(*premise).count_ones() as usize);
            prop_assert_eq!(one.validity, lattice::Validity::Certain);
        }
    }

    #[test]
    fn a_basis_that_was_cut_short_is_the_beginning_of_the_whole(twin in twins(), limit in 0..20usize) {
        let context = of_rows(&twin.rows, twin.attributes).context(Reading::Lower);
        let (whole, part) = (lattice::basis(&context, 1 << 9), lattice::basis(&context, limit));
        let closed_sets = twin.intents().len() + twin.pseudo_intents().len();
        prop_assert_eq!(part.whole, limit >= closed_sets);
        prop_assert_eq!(&whole.implications[..part.implications.len()], &part.implications[..]);
    }

    #[test]
    fn stability_and_separation_are_those_of_all_subsets(twin in twins()) {
        let context = of_rows(&twin.rows, twin.attributes).context(Reading::Lower);
        let lattice = lattice_of(&context);
        for (concept, indices) in lattice.concepts().iter().zip(lattice::indices(&lattice)) {
            let intent = number(&concept.intent);
            // Shares of powers of two: exact.
            prop_assert_eq!(indices.stability, twin.stability(intent));
            prop_assert_eq!(indices.extensional_stability, twin.extensional_stability(intent));
            prop_assert_eq!(indices.separation, twin.separation(intent));
        }
    }

    /// Rules have the support and the confidence of counting, and every rule's confidence is a product along a way down.
    #[test]
    fn rules_are_counted_and_enough(twin in twins(), least in 0..3usize) {
        let context = of_rows(&twin.rows, twin.attributes).context(Reading::Lower);
        let lattice = lattice_of(&context);
        let size = |attributes: u32| twin.extent(attributes).count_ones() as usize;
        let rules = lattice::rules(&lattice, least, 0.0).expect("sound thresholds").rules;
        let wanted = twin.covers().into_iter().filter(|(_, lower)| size(*lower) >= least).count();
        prop_assert_eq!(rules.len(), wanted);
        for rule in &rules {
            let (premise, both) = (number(&rule.premise), number(&rule.premise.union(&rule.conclusion)));
            let confidence = rule.confidence.expect("a premise above another concept has objects");
            prop_assert_eq!((rule.support.value, confidence.value), (size(both), size(both) as f64 / size(premise) as f64));
            prop_assert!(confidence.value < 1.0);
        }
        let half = lattice::rules(&lattice, least, 0.5).expect("sound thresholds").rules;
        let above = rules.iter().filter(|rule| rule.confidence.is_some_and(|confidence| confidence.value >= 0.5));
        prop_assert!(half.iter().eq(above));
    }

    /// Other places for the same objects and attributes: the same lattice under the new names.
    #[test]
    fn relabelling_changes_nothing(
        (twin, objects, attributes) in twins().prop_flat_map(|twin| {
            let objects: Vec<usize> = (0..twin.rows.len()).collect();
            let attributes: Vec<usize> = (0..twin.attributes as usize).collect();
            (Just(twin), Just(objects).prop_shuffle(), Just(attributes).prop_shuffle())
        })
    ) {
        let turn = |row: u32| {
            attributes.iter().enumerate().fold(0, |turned, (to, from)| turned | (row >> from & 1) << to)
        };
        let turned: Vec<u32> = objects.iter().map(|object| turn(twin.rows[*object])).collect();
        let (first, second) = (of_rows(&twin.rows, twin.attributes), of_rows(&turned, twin.attributes));
        let (first, second) = (first.context(Reading::Lower), second.context(Reading::Lower));
        let told = |context: &Context, turn: &dyn Fn(u32) -> u32| {
            let lattice = lattice_of(context);
            let indices = lattice::indices(&lattice);
            let intent = |place: usize| turn(number(&lattice.concepts()[place].intent));
            let mut concepts: Vec<_> = (0..lattice.len()).map(|place| {
                let mut lower: Vec<u32> = lattice.lower(place).iter().map(|lower| intent(*lower as usize)).collect();
                lower.sort_unstable();
                (intent(place), lattice.concepts()[place].extent.len(), lower, format!("{:?}", indices[place]))
            }).collect();
            concepts.sort();
            let basis = lattice::basis(context, 1 << 9);
            let mut arrows: Vec<_> = basis.implications.iter()
                .map(|one| (turn(number(&one.premise)), turn(number(&one.conclusion)), one.support.value)).collect();
            arrows.sort_unstable();
            (concepts, arrows)
        };
        prop_assert_eq!(told(&first, &turn), told(&second, &|row| row));
    }

    /// Sets over several words behave as the sets of the standard library do.
    #[test]
    fn sets_of_any_width(side in 1..200usize, a in prop::collection::btree_set(0..200usize, 0..40),
        b in prop::collection::btree_set(0..200usize, 0..40)) {
        let within = |set: &std::collections::BTreeSet<usize>| set.iter().copied().filter(|place| *place < side).collect::<std::collections::BTreeSet<_>>();
        let (x, y) = (Set::of(side, a.iter().copied()), Set::of(side, b.iter().copied()));
        let (a, b) = (within(&a), within(&b));
        prop_assert!(x.iter().eq(a.iter().copied()) && x.len() == a.len() && x.is_empty() == a.is_empty());
        prop_assert!(x.union(&y).iter().eq(a.union(&b).copied()));
        prop_assert!(x.intersection(&y).iter().eq(a.intersection(&b).copied()));
        prop_assert!(x.difference(&y).iter().eq(a.difference(&b).copied()));
        prop_assert_eq!(x.is_subset(&y), a.is_subset(&b));
        prop_assert!((0..200).all(|place| x.contains(place) == a.contains(&place)));
        let first = a.symmetric_difference(&b).next();
        let order = first.map_or(std::cmp::Ordering::Equal, |first| a.contains(first).cmp(&b.contains(first)));
        prop_assert_eq!(x.cmp(&y), order);
        prop_assert_eq!(Set::full(side).len(), side);
    }
}

/// Wide contexts cross the borders of words: more than 64 objects and attributes, closed one by one.
#[test]
fn more_than_a_word_of_objects_and_attributes() {
    let has = |object: usize, attribute: usize| (object * 7 + attribute * 5) % 11 < 2 || object == attribute;
    let table =
        Table::new(
            numbered(130),
            numbered(70),
            |object, attribute| {
                if has(object, attribute) { Incidence::Has } else { Incidence::Lacks }
            },
        );
    let context = table.context(Reading::Lower);
    let found: Vec<_> = lattice::concepts(&context).collect();
    assert!(found.windows(2).all(|pair| pair[0].intent < pair[1].intent));
    assert!(found.iter().all(|concept| context.intent(&concept.extent) == concept.intent));
    assert!(found.iter().all(|concept| context.extent(&concept.intent) == concept.extent));
    // The slow way: close the intents of the objects under intersection.
    let mut intents = vec![Set::full(70)];
    for object in 0..130 {
        let row = Set::of(70, (0..70).filter(|attribute| has(object, *attribute)));
        let mut more: Vec<Set> = intents.iter().map(|intent| intent.intersection(&row)).collect();
        intents.append(&mut more);
        intents.sort();
        intents.dedup();
    }
    assert!(found.iter().map(|concept| &concept.intent).eq(&intents), "{} and {}", found.len(), intents.len());
}

/// The standard scales: their lattices are known for every size.
#[test]
fn standard_scales() {
    let scale = |size: usize, has: fn(usize, usize) -> bool| {
        let table = Table::new(numbered(size), numbered(size), |object, attribute| {
            if has(object, attribute) { Incidence::Has } else { Incidence::Lacks }
        });
        let context = table.context(Reading::Lower);
        let lattice = lattice_of(&context);
        (lattice.len(), lattice.cover_count(), lattice::basis(&context, 10_000).implications.len())
    };
    for n in 2..=9 {
        // Contranominal: every set of attributes is an intent, and nothing implies anything.
        assert_eq!(scale(n, |a, b| a != b), (1 << n, n << (n - 1), 0), "contranominal {n}");
        // Ordinal: a chain; the first attribute holds of all, each but the first two implies those before it.
        assert_eq!(scale(n, |a, b| a >= b), (n, n - 1, n - 1), "ordinal {n}");
        // Nominal: top, bottom and one for each; any two imply all, one implication for each pair, if there are three.
        let pairs = if n > 2 { n * (n - 1) / 2 } else { 0 };
        assert_eq!(scale(n, |a, b| a == b), (n + 2, 2 * n, pairs), "nominal {n}");
    }
}

#[test]
fn tables_without_objects_or_attributes_have_one_concept() {
    for (objects, attributes) in [(0, 0), (0, 3), (3, 0)] {
        let table = Table::new(numbered(objects), numbered(attributes), |_, _| Incidence::Has);
        for reading in Reading::ALL {
            let context = table.context(*reading);
            let lattice = lattice_of(&context);
            assert_eq!((lattice.len(), lattice.cover_count(), lattice.meet(0, 0)), (1, 0, 0));
            let concept = &lattice.concepts()[0];
            assert_eq!((concept.extent.len(), concept.intent.len()), (objects, attributes));
            assert_eq!(lattice::indices(&lattice)[0].separation, None);
            // Whatever is true of nothing: without objects, nothing implies everything.
            assert_eq!(lattice::basis(&context, 10).implications.len(), usize::from(attributes > 0));
            assert_eq!(lattice::concepts(&context).of_at_least(objects + 1).count(), 0);
        }
    }
}

const CREATURES: [&str; 8] = ["leech", "bream", "frog", "dog", "spike-weed", "reed", "bean", "maize"];

/// "Living beings and water", Ganter & Wille 1999, figure 1.1: needs water (a), lives in water (b), lives on land (c), needs
/// chlorophyll (d), two leaf germs (e), one leaf germ (f), can move (g), has limbs (h), suckles (i).
fn living_beings() -> Table {
    let rows = ["110000100", "110000110", "111000110", "101000111", "110101000", "111101000", "101110000", "101101000"];
    table(&CREATURES, &["a", "b", "c", "d", "e", "f", "g", "h", "i"], &rows)
}

/// The counts by the Python package `concepts` 0.9.2 (`len(lattice)`, sum of `len(lower_neighbors)`); the book draws the
/// same 19. Basis and stability by the definitions, over all subsets, in a script apart from this crate.
#[test]
fn living_beings_and_water() {
    let context = living_beings().context(Reading::Lower);
    let lattice = lattice_of(&context);
    assert_eq!((lattice.len(), lattice.cover_count()), (19, 32));
    let basis = lattice::basis(&context, 1_000);
    let names = |set: &Set| set.iter().map(|place| (b'a' + place as u8) as char).collect::<String>();
    let mut lines: Vec<String> = basis
        .implications
        .iter()
        .map(|one| format!("{}-{} {}", names(&one.premise), names(&one.conclusion), one.support))
        .collect();
    lines.sort();
    let mut expected = [
        "-a 8",
        "ae-cd 1",
        "af-d 3",
        "ah-g 3",
        "ai-cgh 1",
        "abd-f 2",
        "acg-h 2",
        "adg-bcefhi 0",
        "acdef-bghi 0",
        "abcghi-def 0",
    ];
    expected.sort_unstable();
    assert_eq!(lines, expected);
    let place = |intent: &str| {
        lattice.concepts().iter().position(|concept| names(&concept.intent) == intent).expect("an intent")
    };
    let indices = lattice::indices(&lattice);
    for (intent, stability) in
        [("a", 184.0 / 256.0), ("ab", 20.0 / 32.0), ("ac", 20.0 / 32.0), ("ag", 0.25), ("abg", 0.5), ("acgh", 0.25)]
    {
        assert_eq!(indices[place(intent)].stability, stability, "{intent}");
    }
}

/// A stability needs all bits of 2^objects: 200 objects with nothing to tell them apart but one.
#[test]
fn stability_of_many_objects() {
    let table = Table::new(numbered(200), ["all", "one"], |object, attribute| {
        if attribute == 0 || object == 7 { Incidence::Has } else { Incidence::Lacks }
    });
    let context = table.context(Reading::Lower);
    let indices = lattice::indices(&lattice_of(&context));
    // Of the top, all subsets but {7} and {}: 1 − 2/2^200, which is 1 in double precision; of {7}, both.
    assert_eq!((indices[0].stability, indices[1].stability), (1.0, 1.0));
    let table =
        Table::new(
            numbered(200),
            numbered(200),
            |object, attribute| {
                if object == attribute { Incidence::Lacks } else { Incidence::Has }
            },
        );
    // Contranominal: only the whole extent has the intent. The lattice is too large, and says so; some of it is had.
    let context = table.context(Reading::Lower);
    assert_eq!(lattice::build(&context, 5_000).expect_err("2^200").kind(), ErrorKind::Setting);
    assert_eq!(lattice::concepts(&context).take(5_000).count(), 5_000);
}

#[test]
fn thresholds_and_names_are_checked() {
    let fuzzy = |membership: f64, thresholds: &[f64]| {
        Table::fuzzy(["x"], [("trust", thresholds)], |_, _| Some(membership)).map_err(|error| error.kind())
    };
    for wrong in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
        assert_eq!(fuzzy(wrong, &[0.5]), Err(ErrorKind::OutOfRange));
        assert_eq!(fuzzy(0.5, &[wrong]), Err(ErrorKind::OutOfRange));
    }
    assert_eq!(fuzzy(0.5, &[0.0]), Err(ErrorKind::OutOfRange));
    assert_eq!(fuzzy(0.5, &[]), Err(ErrorKind::Setting));
    let cut = fuzzy(0.5, &[0.8, 0.5, 0.5]).expect("sound");
    assert!(cut.attributes().eq(["trust ≥ 0.5", "trust ≥ 0.8"]));
    assert_eq!([0, 1, 2].map(|at| cut.incidence(0, at)), [Some(Incidence::Has), Some(Incidence::Lacks), None]);
    let context = living_beings().context(Reading::Lower);
    assert_eq!(context.table().attribute_set(&["b", "z"]).expect_err("no z").kind(), ErrorKind::UnknownName);
    assert_eq!(context.table().attribute_set(&["c", "b"]).expect("known"), Set::of(9, [1, 2]));
    for wrong in [-0.1, 1.5, f64::NAN] {
        assert!(lattice::rules(&lattice_of(&context), 0, wrong).is_err());
    }
}

#[test]
fn everything_that_is_wrong_with_a_table_of_text_is_told_at_once() {
    let rows = [("carp", vec!["1", "often"]), ("", vec!["x"]), ("carp", vec!["", "0", "1"])];
    let told = |faults: lattice::Faults| faults.to_string();
    assert_eq!(
        Table::read_marks(["swims", "swims"], rows.clone()).map_err(told),
        Err("column 2 (swims): has a name that stands before\n\
             row 1 (carp), column 2 (swims): \"often\" is not 1, x, 0 or blank\n\
             row 2 (): 1 cells for 2 attributes\n\
             row 2 (): has no name\n\
             row 3 (carp): 3 cells for 2 attributes\n\
             row 3 (carp): has a name that stands before"
            .to_owned())
    );
    let rows = [("carp", ["1.2", "NaN", "x", " 0.5 "])];
    assert_eq!(
        Table::read_memberships(["a", "b", "c", "d"], &[0.0, 2.0], rows).map_err(told),
        Err("0 as a threshold: one is above 0 and at most 1\n\
             2 as a threshold: one is above 0 and at most 1\n\
             row 1 (carp), column 1 (a): 1.2 as a membership: one is from 0 to 1\n\
             row 1 (carp), column 2 (b): NaN as a membership: one is from 0 to 1\n\
             row 1 (carp), column 3 (c): \"x\" is no number"
            .to_owned())
    );
    assert_eq!(
        Table::read_memberships(["a"], &[], [("x", ["1"])]).map_err(told).map_err(|text| text.len() > 9),
        Err(true)
    );
}

/// Memberships that are read as text are those that are given as numbers.
#[test]
fn text_and_numbers_make_the_same_table() {
    let numbers = [[Some(0.25), None], [Some(1.0), Some(0.5)]];
    let text = [("x", ["0.25", ""]), ("y", [" 1", "0.5 "])];
    let cuts = [0.5, 0.2, 0.5];
    let fuzzy = Table::fuzzy(["x", "y"], [("a", &cuts[..]), ("b", &cuts)], |row, column| numbers[row][column]);
    assert_eq!(Table::read_memberships(["a", "b"], &cuts, text).ok(), fuzzy.ok());
}
