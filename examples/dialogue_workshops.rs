//! Two strategy workshops: what their authors conclude, beside what the crate computes.
//! `cargo run --features cases --example dialogue_workshops`
//!
//! The sums that the authors draw themselves are left out, so that no conclusion proves itself.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::collections::BTreeSet;

use cocreation::case::Claim;
use cocreation::graph::relation::RelationKind;
use cocreation::theory::Typology;
use cocreation::theory::typology::{DialoguingPractice, EvidenceKind, Role};
use cocreation::{Case, cases, dialogue, realization};

fn main() {
    let workshops = [cases::competence_management(), cases::consultancy_group()];
    println!("Source: all five dialoguing practices occur over the two workshops together.");
    println!("Crate:  what was said, by practice{:>34}{:>22}", "competence management", "consultancy group");
    for &practice in DialoguingPractice::ALL {
        let [first, second] = workshops.each_ref().map(|case| utterances(case, practice).len());
        println!("        {:<52}{first:>15}{second:>22}", practice.entry().label);
    }
    let occurs = |practice| workshops.iter().any(|case| !utterances(case, practice).is_empty());
    let occurring = DialoguingPractice::ALL.iter().filter(|&&practice| occurs(practice)).count();
    println!("        {occurring} of {} occur, in one workshop or the other\n", DialoguingPractice::ALL.len());

    println!("Source: in the first workshop experience serves to allot tasks; nobody looks for synergies.");
    experience(&workshops[0]);

    println!("Source: the customer's view comes by way of the partners; no customer takes part.");
    for case in &workshops {
        println!("Crate:  {}", case.id());
        customers(case);
    }
    println!("\nNot concluded by the source: what becomes of the resources that are brought along.");
    for case in &workshops {
        let found = realization::paths(case);
        let (realised, stalled, latent) = (found.realised.len(), found.stalled.len(), found.latent.len());
        println!("Crate:  {}", case.id());
        println!("        {realised} realised, {stalled} taken up without a path to a value, {latent} latent");
    }
}

/// The acts that enact a dialoguing practice, on more than the authors' own word.
fn utterances(case: &Case, practice: DialoguingPractice) -> BTreeSet<&str> {
    let found = dialogue::analyse(case).practices.into_iter().filter(|row| row.practice == practice);
    let claims = found.flat_map(|row| row.enacted.claims).filter_map(|id| case.claim(id));
    let enacting = claims.filter(|claim| claim.relation() == Some(RelationKind::Enacts) && is_observed(claim));
    enacting.map(|claim| claim.subject().id()).collect()
}

/// What the talk about expertise takes in and brings forth, and what the coder looked for in it.
fn experience(case: &Case) {
    let talk = utterances(case, DialoguingPractice::UsingVariedExpertise);
    for relation in [RelationKind::Integrates, RelationKind::Produces] {
        let claims = related(case, relation).filter(|claim| talk.contains(claim.subject().id()));
        let objects: BTreeSet<&str> = claims.filter_map(|claim| Some(claim.object()?.label())).collect();
        println!("Crate:  the talk about expertise {relation}:");
        objects.iter().for_each(|object| println!("        - {object}"));
    }
    for search in case.searches().filter(|search| search.relation() == Some(RelationKind::Advances)) {
        let own_words = search.evidence().all(|piece| piece.kind() == Some(EvidenceKind::AuthorsClaim));
        if let Some(purpose) = search.object().node.filter(|_| !own_words) {
            let outcome = if search.found() { "found" } else { "not found" };
            println!("        {}: talk that advances {:?}: {outcome}", search.id(), purpose.label());
        }
    }
    println!();
}

/// Which of those who take part in the workshop are customers, and what the searches for one say.
fn customers(case: &Case) {
    let workshop = related(case, RelationKind::TakesPartIn)
        .filter(|claim| claim.object().is_some_and(|act| act.id() == "workshop"))
        .map(|claim| claim.subject());
    let (customers, others): (Vec<_>, Vec<_>) = workshop.partition(|actor| actor.has_code(Role::Customer));
    println!("        {} customers among {} participants", customers.len(), customers.len() + others.len());
    let looked = case.searches().filter(|search| search.relation() == Some(RelationKind::TakesPartIn));
    looked.for_each(|search| println!("        {}: {search}", search.id()));
}

/// The claims of a relation that hold and rest on more than the authors' own word.
fn related(case: &Case, relation: RelationKind) -> impl Iterator<Item = Claim<'_>> {
    case.claims().filter(move |claim| claim.relation() == Some(relation) && claim.holds() && is_observed(claim))
}

fn is_observed(claim: &Claim<'_>) -> bool {
    claim.evidence().any(|piece| piece.kind() != Some(EvidenceKind::AuthorsClaim))
}
