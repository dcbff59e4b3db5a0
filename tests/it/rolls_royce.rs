//! The first case, in code and as a document, and what the core source supports on it.

#[path = "../../examples/rolls_royce/case.rs"]
mod case;

use std::path::Path;

use cocreation::evidence::Date;
use cocreation::graph::node::Sphere;
use cocreation::mapping::{self, Prior, Status};
use cocreation::theory::typology::{InteractionCapability, PracticeKind};
use cocreation::{Case, realization, spe};

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn assessed(case: &Case) -> spe::Assessment {
    let sphere = case.find::<Sphere>("totalcare").expect("the joint sphere");
    spe::assess(case, sphere, Date::new(2016, 12, 31).expect("a day")).expect("a plain date")
}

#[test]
fn the_case_in_code_and_the_document_are_one_case() {
    let document = Case::from_toml(&file("examples/cases/rolls_royce.toml")).unwrap_or_else(|p| panic!("{p}"));
    assert_eq!(case::case(), document);
}

#[test]
fn every_claim_rests_on_evidence() {
    for claim in case::case().claims() {
        assert!(claim.evidence().len() > 0, "{claim:?}");
    }
}

/// Marcos-Cuevas et al. 2016, §5.1: the developmental capability is named together with co-diagnosing, and no other
/// capability with a practice; §6: relational and ethical were looked for without an instance.
#[test]
fn the_map_holds_the_one_link_that_the_source_states() {
    let map = mapping::map([&case::case()], &Prior::literature());
    let linked: Vec<_> =
        map.cells().filter(|cell| cell.status().is_link()).map(|cell| (cell.capability, cell.practice)).collect();
    assert_eq!(linked, [(InteractionCapability::Developmental, PracticeKind::CoDiagnosis)]);
    let relational = &map[(InteractionCapability::Relational, PracticeKind::CoDesign)];
    assert_eq!((relational.cases_with, relational.cases_searched), (0, 1));
    let individuated = &map[(InteractionCapability::Individuated, PracticeKind::CoDesign)];
    assert_eq!((individuated.status(), individuated.cases_searched), (Status::NotSearched, 0));
}

/// Table 2 has sixteen items: two, three and one linking, two, three and two materialising, three institutionalising.
#[test]
fn the_table_of_the_source_is_there_cell_by_cell() {
    let case = case::case();
    let items = |kind: PracticeKind| {
        let in_table = |claim: &cocreation::case::Claim<'_>| {
            claim.code() == Some(kind.into()) && claim.evidence().any(|piece| piece.locator().starts_with("Table 2"))
        };
        case.claims().filter(in_table).count()
    };
    let counts = [
        (PracticeKind::CoIdeation, 2),
        (PracticeKind::CoValuation, 3),
        (PracticeKind::CoDiagnosis, 1),
        (PracticeKind::CoTesting, 2),
        (PracticeKind::CoDesign, 3),
        (PracticeKind::CoLaunching, 2),
        (PracticeKind::Embedding, 3),
    ];
    for (kind, expected) in counts {
        assert_eq!(items(kind), expected, "{kind}");
    }
}

#[test]
fn what_nobody_dated_stays_open() {
    let spe = assessed(&case::case());
    assert!(spe.sustained.value.is_unknown());
    assert_eq!((spe.headline.value.low, spe.counts.dated), (0.0, 0));
    assert_eq!(spe.narrowing[0].gap.reason, spe::Reason::FewDated);
    for step in spe.trace().iter().filter(|step| step.figure.parts.is_empty() && step.depth > 1) {
        let rests_on_something = !step.figure.claims.is_empty() || step.figure.name == "D";
        assert!(rests_on_something, "{}", step.figure.name);
    }
}

#[test]
fn engine_data_become_value_for_airlines() {
    let realization = realization::paths(&case::case());
    let ends_well = realization.paths_from("engine-data").any(|path| {
        let last = path.steps.last().expect("a path has steps");
        &*last.node == "airlines" && path.crosses_joint_sphere()
    });
    assert!(ends_well);
    assert!(realization.values_without_beneficiary.iter().any(|finding| &*finding.node == "less-fuel-burn"));
}

#[test]
fn the_readme_shows_what_comes_out() {
    let printed = assessed(&case::case()).to_string();
    let readme = file("README.md");
    let (_, rest) = readme.split_once("```text\n").expect("the README shows a result");
    let (shown, _) = rest.split_once("```").expect("the block has an end");
    for line in shown.lines() {
        assert!(
            printed.lines().any(|other| other == line),
            "the README shows a line that is not printed:\n{line}\n\n{printed}"
        );
    }
}
