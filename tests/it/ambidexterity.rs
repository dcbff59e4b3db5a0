//! Exploration and exploitation: counts by hand, what is settled, and the encoded cases.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use std::path::Path;

use cocreation::Case;
use cocreation::ambidexterity::{self, Balance, Tally};
use cocreation::case::{Pattern, Search, Standing};
use cocreation::graph::node::{Act, Actor, NodeKind, Practice};
use cocreation::graph::relation::Enacts;
use cocreation::theory::typology::LearningMode::{Exploitation, Exploration};
use cocreation::theory::typology::Level;

fn encoded(name: &str) -> Balance {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/cases/{name}.toml"));
    let text = std::fs::read_to_string(path).unwrap();
    ambidexterity::balance(&Case::from_toml(&text).unwrap_or_else(|problems| panic!("{name}\n{problems}")))
}

fn tally(exploring: usize, both: usize, exploiting: usize) -> Tally {
    Tally { exploring, both, exploiting }
}

/// By the text: GreenCo, its logic, its values, exploratory learning and improving explore; the parent and the fast answers
/// exploit; the ambidextrous form and the teams do both. (5 + 2/2) / 9.
#[test]
fn greenco_leans_to_exploration() {
    let balance = encoded("greenco");
    assert_eq!(balance.all, tally(5, 2, 2));
    assert_eq!(balance.share, Some(6.0 / 9.0));
    assert_eq!(balance.both, ["team-agency".into(), "ambidextrous-form".into()]);
    let of = |kind: NodeKind| balance.by_kind.iter().find(|line| line.kind == kind).unwrap().tally;
    assert_eq!(of(NodeKind::Actor), tally(1, 0, 1));
    assert_eq!(of(NodeKind::Practice), tally(1, 1, 0));
    assert_eq!(of(NodeKind::Act), tally(1, 0, 1));
    assert_eq!(of(NodeKind::Institution), tally(2, 1, 0));
    let levels: Vec<_> = balance.by_level.iter().map(|line| (line.level, line.tally)).collect();
    let by_hand = [
        (Some(Level::Micro), tally(0, 0, 0)),
        (Some(Level::Meso), tally(0, 1, 0)),
        (Some(Level::Macro), tally(1, 0, 0)),
        (None, tally(4, 1, 2)),
    ];
    assert_eq!(levels, by_hand);
    assert!(balance.gaps.is_empty());
}

#[test]
fn cases_that_say_nothing_have_no_share() {
    for name in ["combitech", "bekaert", "rolls_royce", "competence_management"] {
        let balance = encoded(name);
        assert_eq!((balance.all, balance.share), (tally(0, 0, 0), None), "{name}");
        assert!(balance.modes.iter().all(|row| row.attestation.standing == Standing::NotSearched), "{name}");
        assert_eq!(balance.gaps.len(), 2);
    }
}

#[test]
fn an_act_counts_by_its_practices() {
    let mut case = Case::builder("firm");
    let research = case.add("research", Practice::new("Research").coded(Exploration));
    let routine = case.add("routine", Practice::new("Routine").coded(Exploitation));
    let [trial, shift, talk] = ["trial", "shift", "talk"].map(|id| case.add(id, Act::new(id)));
    let pilot = case.add("pilot", Act::new("Pilot").coded(Exploration));
    case.relate(trial, Enacts, research);
    case.relate(shift, Enacts, routine);
    case.relate(pilot, Enacts, routine);
    case.relate(talk, Enacts, research).violated();
    let balance = ambidexterity::balance(&case.build().unwrap());
    assert_eq!(balance.acts, tally(1, 1, 1));
    assert_eq!(balance.all, tally(2, 0, 1), "two practices and the pilot by their own codes");
}

/// A share needs both modes: attested, denied, or searched for in the whole case.
#[test]
fn one_mode_alone_is_no_share_unless_the_other_was_looked_for() {
    let share = |add: fn(&mut cocreation::CaseBuilder)| {
        let mut case = Case::builder("firm");
        case.add("research", Practice::new("Research").coded(Exploration));
        add(&mut case);
        ambidexterity::balance(&case.build().unwrap()).share
    };
    assert_eq!(share(|_| {}), None);
    assert_eq!(
        share(|case| case.search(Search::not_found("it").subject(Pattern::default().coded(Exploitation)))),
        Some(1.0)
    );
    assert_eq!(
        share(|case| case.search(Search::not_found("it").subject(Pattern::kind(NodeKind::Act).coded(Exploitation)))),
        None,
        "only acts were looked at"
    );
    let denied = share(|case| {
        let firm = case.add("firm", Actor::new("Firm"));
        case.classify(firm, Exploitation).violated();
    });
    assert_eq!(denied, Some(1.0));
}

#[test]
fn it_prints_counts_and_gaps() {
    let text = encoded("greenco").to_string();
    assert!(text.contains("share of exploration 0.67\n"), "{text}");
    assert!(
        encoded("combitech").to_string().contains("Gaps\n  Exploration: not searched\n  Exploitation: not searched\n")
    );
}
