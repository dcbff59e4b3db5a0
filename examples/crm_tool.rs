//! A CRM tool that few want to fill in: what its author concludes, beside what the crate computes.
//! `cargo run --features cases --example crm_tool`
//!
//! What the author only says in sum is left out, so that no conclusion proves itself.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

use cocreation::case::Claim;
use cocreation::dialogue::{self, Turn};
use cocreation::graph::relation::RelationKind;
use cocreation::theory::typology::{DynamicDomain, EvidenceKind};
use cocreation::{Case, balance, cases, realization};

const TOOL: &str = "shared-point";

fn main() {
    let case = cases::combitech();
    println!("Source: who sees the greatest sacrifices resists the tool, until the manager gives in.");
    let balance = balance::balance(&case, &[]);
    for actor in &balance.actors {
        let sacrifices: Vec<&str> = actor.sacrifices.iter().map(|item| &*item.value).collect();
        attitude(&case, &actor.actor, &sacrifices.join(", "));
    }
    balance.not_observed.iter().for_each(|actor| attitude(&case, actor, "not observed"));
    for sequence in &dialogue::analyse(&case).sequences {
        turning_points(sequence);
    }

    println!("\nSource: no knowledge of the market is taken up until the turning point.");
    for relation in [RelationKind::Integrates, RelationKind::Possesses] {
        market_knowledge(&case, relation);
    }
    let looked = case.searches().filter(|search| search.relation() == Some(RelationKind::Integrates));
    looked.for_each(|search| println!("Crate:  {}: {search}", search.id()));

    println!("\nSource: the firm is not ready to reap the benefits of the tool.");
    let found = realization::paths(&case);
    let (realised, stalled, latent) = (found.realised.len(), found.stalled.len(), found.latent.len());
    println!("Crate:  resources: {realised} realised, {stalled} taken up without a path to a value, {latent} latent");
    let tool = found.latent.iter().any(|finding| &*finding.node == TOOL);
    println!("        the tool itself: {}", if tool { "latent, for no act takes it up" } else { "taken up" });
}

/// The sacrifices, also those only expected or feared, of somebody who takes a stance on the tool, and these stances.
fn attitude(case: &Case, actor: &str, sacrifices: &str) {
    let said = |claim: &Claim<'_>| claim.object().is_some_and(|object| object.id() == TOOL) && observed(claim);
    let stances = case.node(actor).into_iter().flat_map(|node| node.outgoing_by(RelationKind::TakesStance));
    let signs: Vec<String> = stances.filter(said).filter_map(|claim| Some(claim.sign()?.to_string())).collect();
    if !signs.is_empty() {
        println!("Crate:  {actor}\n        sacrifices: {sacrifices}; on the tool: {}", signs.join(" "));
    }
}

/// Where the talk turns because somebody changes a stance.
fn turning_points(sequence: &dialogue::Sequence) {
    for point in &sequence.turning_points {
        if let Turn::Stance { actor, on, .. } = &point.turn {
            println!("Crate:  the talk turns at {}: {actor} changes its stance on {on}", point.acts.join(", "));
        }
    }
}

/// Knowledge of the market that acts take up or actors hold.
fn market_knowledge(case: &Case, relation: RelationKind) {
    let of_market = |claim: &Claim<'_>| claim.object().is_some_and(|object| object.has_code(DynamicDomain::Market));
    let claims = case.claims().filter(|claim| claim.relation() == Some(relation) && of_market(claim));
    claims.filter(observed).for_each(|claim| println!("Crate:  {}: {claim}", claim.id()));
}

/// Whether it rests on more than the author's own word.
fn observed(claim: &Claim<'_>) -> bool {
    claim.evidence().any(|piece| piece.kind() != Some(EvidenceKind::AuthorsClaim))
}
