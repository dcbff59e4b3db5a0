//! The case of GreenCo: what its document says without the authors' own claims, and what rests on these alone.

use std::collections::BTreeSet;
use std::path::Path;

use cocreation::Case;
use cocreation::case::{Claim, Node};
use cocreation::evidence::{Basis, Period};
use cocreation::graph::node::NodeKind;
use cocreation::graph::relation::RelationKind;
use cocreation::theory::Typology;
use cocreation::theory::typology::{AbsorptiveStage, EvidenceKind, Level};

fn case() -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/cases/greenco.toml");
    let text = std::fs::read_to_string(path).expect("the document");
    Case::from_toml(&text).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Whether somebody other than the authors stands behind a claim.
fn beyond_the_authors(claim: &Claim<'_>) -> bool {
    claim.holds() && claim.evidence().any(|piece| piece.kind() == Some(EvidenceKind::Interview))
}

fn ids<'g>(nodes: impl Iterator<Item = Node<'g>>) -> BTreeSet<String> {
    nodes.map(|node| node.id().to_owned()).collect()
}

fn set(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}

#[test]
fn the_owners_follow_each_other_as_the_text_dates_them() {
    let case = case();
    let owning = case.claims().filter(|claim| claim.object().is_some_and(|object| object.id() == "ownership"));
    let owners: Vec<(&str, Period)> =
        owning.map(|claim| (claim.subject().id(), *claim.period().expect("a period"))).collect();
    let expected =
        [("founder", "1934/"), ("owner-1981", "1981/1996"), ("owner-1996", "1996/2005"), ("parent", "2005/..")];
    assert_eq!(owners, expected.map(|(owner, period)| (owner, period.parse().expect("a period"))));
}

/// Quotation 2 says it, quotation 5 of what the company did; the alignment of all ten is the authors' claim.
#[test]
fn two_purposes_are_aligned_by_what_staff_say() {
    let case = case();
    let aligned = case.claims().filter(|claim| claim.relation() == Some(RelationKind::AlignsWith));
    let (told, authors): (Vec<_>, Vec<_>) = aligned.partition(beyond_the_authors);
    let told: Vec<_> = told.iter().map(|claim| (claim.subject().id(), claim.basis())).collect();
    assert_eq!(told, [("personal-q2", Basis::Stated), ("personal-q5", Basis::Inferred)]);
    assert_eq!(ids(authors.iter().map(Claim::subject)), set(&["personal-staff"]));
}

#[test]
fn only_the_authors_say_that_capital_grows() {
    let case = case();
    let grows: Vec<_> = case.claims().filter(|claim| claim.relation() == Some(RelationKind::Grows)).collect();
    assert!(!grows.is_empty() && !grows.iter().any(beyond_the_authors));
    let searches = case.searches().filter(|search| search.relation() == Some(RelationKind::Grows));
    assert_eq!(searches.map(|search| search.found()).collect::<Vec<_>>(), [false; 3]);
}

#[test]
fn the_joint_sphere_reaches_beyond_customers_by_what_staff_say() {
    let case = case();
    let members = case.claims().filter(|claim| claim.relation() == Some(RelationKind::BelongsTo));
    let (told, authors): (Vec<_>, Vec<_>) =
        members.filter(|claim| claim.basis() == Basis::Stated).partition(beyond_the_authors);
    let told = ids(told.iter().map(Claim::subject));
    assert_eq!(
        told,
        set(&["greenco", "customers", "installers", "competitors", "university-researchers", "consultants"])
    );
    assert_eq!(ids(authors.iter().map(Claim::subject)), set(&["end-users"]));
}

#[test]
fn assimilation_is_the_one_capacity_that_only_the_authors_name() {
    let case = case();
    let stage = |claim: &Claim<'_>| claim.code().and_then(|code| code.entry::<AbsorptiveStage>());
    let staged = |told: bool| -> BTreeSet<&str> {
        let claims = case.claims().filter(|claim| beyond_the_authors(claim) == told);
        claims.filter_map(|claim| stage(&claim)).map(|stage| stage.entry().key).collect()
    };
    assert_eq!(staged(true), ["acquisition", "exploitation", "transformation"].into());
    assert_eq!(staged(false), ["acquisition", "assimilation", "exploitation", "transformation"].into());
}

/// The practices of the three levels are told of learning organisations in general.
#[test]
fn no_performer_is_made_up_for_the_practices_by_level() {
    let case = case();
    let leveled = case.nodes().filter(|node| {
        node.kind() == NodeKind::Practice
            && node.classifications().any(|claim| claim.code().is_some_and(|code| code.entry::<Level>().is_some()))
    });
    let performed: Vec<_> = leveled.map(|node| node.incoming_by(RelationKind::Performs).len()).collect();
    assert_eq!(performed, [0; 8]);
}
