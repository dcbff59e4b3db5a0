//! Attribute exploration against experts that know all objects there are.

use cocreation::ErrorKind;
use cocreation::lattice::Incidence::{Has, Lacks, Unknown};
use cocreation::lattice::{self, Exploration, Incidence, Reading, Table};
use proptest::prelude::*;

use super::twin::{Twin, closed};
use super::{number, of_rows, twins};

fn row(twin: &Twin, object: u32) -> Vec<Incidence> {
    (0..twin.attributes).map(|attribute| if object >> attribute & 1 == 1 { Has } else { Lacks }).collect()
}

/// Answers from all objects of the twin; counterexamples are given whole, or with what is not needed left unknown.
fn explore(twin: &Twin, known: &[u32], whole: bool) -> Exploration {
    let mut exploration = Exploration::new(of_rows(known, twin.attributes));
    let mut asked = 0;
    while let Some(conjecture) = exploration.next() {
        asked += 1;
        assert!(asked <= 1 << 9, "it comes to an end");
        let (premise, conclusion) = (number(&conjecture.premise), number(&conjecture.conclusion));
        let refuting = twin.rows.iter().find(|row| premise & !**row == 0 && conclusion & !**row != 0);
        match refuting {
            None => exploration.confirm().expect("asked"),
            Some(object) => {
                let mut cells = row(twin, *object);
                if !whole {
                    let needed = premise | (conclusion & !object);
                    (0..twin.attributes).filter(|at| needed >> at & 1 == 0).for_each(|at| cells[at as usize] = Unknown);
                }
                exploration.refute("seen", &cells).expect("a counterexample");
            }
        }
    }
    exploration
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 150, ..ProptestConfig::default() })]

    /// With whole counterexamples the canonical basis of all objects comes out, whatever was known before.
    #[test]
    fn it_finds_the_basis_of_what_the_expert_knows(twin in twins(), known in 0..4usize) {
        let known = &twin.rows[..known.min(twin.rows.len())];
        let explored = explore(&twin, known, true);
        let all = of_rows(&twin.rows, twin.attributes).context(Reading::Lower);
        let basis = lattice::basis(&all, 1 << 9);
        prop_assert_eq!(explored.confirmed().len(), basis.implications.len());
        for (confirmed, one) in explored.confirmed().iter().zip(&basis.implications) {
            prop_assert_eq!((&confirmed.premise, &confirmed.conclusion), (&one.premise, &one.conclusion));
        }
        let final_basis = explored.table().context(Reading::Lower);
        prop_assert_eq!(lattice::basis(&final_basis, 1 << 9).implications.len(), explored.confirmed().len());
    }

    /// With cells left unknown it still comes out that whatever holds follows, and whatever does not is refuted.
    #[test]
    fn unknown_cells_refute_nothing(twin in twins()) {
        let explored = explore(&twin, &[], false);
        let arrows: Vec<(u32, u32)> =
            explored.confirmed().iter().map(|one| (number(&one.premise), number(&one.conclusion))).collect();
        for subset in 0..=twin.all() {
            prop_assert_eq!(closed(subset, &arrows), twin.closure(subset));
        }
    }
}

#[test]
fn answers_are_checked_and_change_nothing_when_they_are_wrong() {
    let table =
        Table::new(["duck"], ["flies", "swims", "sings"], |_, attribute| if attribute < 2 { Has } else { Lacks });
    let mut exploration = Exploration::new(table);
    let kind = |result: Result<(), cocreation::Error>| result.expect_err("refused").kind();
    assert_eq!(kind(exploration.confirm()), ErrorKind::Setting, "nothing was asked");
    assert_eq!(kind(exploration.refute("swift", &[Has, Lacks, Lacks])), ErrorKind::Setting);
    let asked = exploration.next().expect("a question");
    assert_eq!(asked.to_string(), "(nothing) → flies, swims");
    assert_eq!(exploration.next(), Some(asked.clone()), "asked again");
    assert_eq!(kind(exploration.refute("swift", &[Has, Lacks])), ErrorKind::Setting, "too short");
    assert_eq!(kind(exploration.refute("swan", &[Has, Has, Lacks])), ErrorKind::Setting, "no counterexample");
    assert_eq!(kind(exploration.refute("swift", &[Has, Unknown, Lacks])), ErrorKind::Setting, "not surely one");
    assert_eq!(exploration.open(), Some(&asked));
    exploration.refute("penguin", &[Lacks, Has, Unknown]).expect("it does not fly");
    assert_eq!(exploration.next().expect("next").to_string(), "(nothing) → swims");
    exploration.confirm().expect("for the sake of the test, all swim");
    let asked = exploration.next().expect("next");
    assert_eq!(asked.to_string(), "swims, sings → flies");
    let error = exploration.refute("lark", &[Lacks, Lacks, Has]).expect_err("it does not swim");
    assert!(error.to_string().contains("the object has to have swims, sings"), "{error}");
    assert_eq!(serde_json::to_value(&asked).expect("plain")["conclusion"], serde_json::json!(["flies"]));
    exploration.confirm().expect("asked");
    assert_eq!(exploration.next(), None);
    let confirmed: Vec<String> = exploration.confirmed().iter().map(ToString::to_string).collect();
    assert_eq!(confirmed, ["(nothing) → swims", "swims, sings → flies"]);
    assert!(exploration.table().objects().eq(["duck", "penguin"]));
}

/// A counterexample to the question that is also one to what was confirmed.
#[test]
fn what_was_confirmed_is_not_contradicted() {
    let table = super::table(&["x", "y", "z"], &["a", "b", "c"], &["101", "111", "000"]);
    let mut exploration = Exploration::new(table);
    assert_eq!(exploration.next().expect("asked").to_string(), "c → a");
    exploration.confirm().expect("asked");
    assert_eq!(exploration.next().expect("asked").to_string(), "b → a, c");
    let error = exploration.refute("w", &[Lacks, Has, Has]).expect_err("c without a");
    assert_eq!(error.to_string(), "the object contradicts what was confirmed: c → a");
    exploration.refute("w", &[Has, Has, Lacks]).expect("b without c");
    assert_eq!(exploration.next().expect("asked").to_string(), "b → a");
}
