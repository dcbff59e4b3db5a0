//! A firm that learns with its ecosystem: what its authors conclude, beside what the crate computes.
//! `cargo run --features cases --example learning_organisation`
//!
//! What the authors only say in sum is counted apart from what an interview shows.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

use cocreation::case::{Claim, ClaimId};
use cocreation::evidence::Date;
use cocreation::graph::node::{Actor, Sphere};
use cocreation::theory::Typology;
use cocreation::theory::typology::{EvidenceKind, PurposeScope};
use cocreation::{Case, alignment, cases, dynamic_capabilities, realization, spe, sphere};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let case = cases::greenco();
    let as_of = "2017-12-31".parse()?;
    purpose(&case);
    capital(&case);
    println!("\nSource: value is created with many more than customers.");
    case.all::<Sphere>().for_each(|sphere| beyond(&case, sphere.id(), as_of));
    absorptive(&case);
    println!("\nNot concluded by the source: how far the engagement is sustained.");
    for sphere in case.all::<Sphere>() {
        let spe = spe::assess(&case, sphere.handle(), as_of)?;
        println!("Crate:  SPE {}: nothing dates the acts of the sphere, nor the source,", spe.headline.value);
        println!("        so that {} acts may lie after any day that one asks for", spe.counts.maybe_later);
    }
    Ok(())
}

fn purpose(case: &Case) {
    println!("Source: personal and organisational purpose are aligned for everyone interviewed.");
    let found = alignment::across_levels(case);
    let levels = found.levels().find(|row| row.scopes == (PurposeScope::Personal, PurposeScope::Organisational));
    if let Some(row) = levels {
        let (aligned, at_odds, unsaid) = (row.aligned, row.at_odds, row.unsaid);
        println!("Crate:  personal purposes: {aligned} aligned with the firm's, {at_odds} at odds, {unsaid} unsaid");
    }
    let shown = found.pairs.iter().filter(|pair| observed(case, &pair.aligned.claims) > 0).count();
    let staff = case.find::<Actor>("interviewed-staff").and_then(|staff| case.view(staff).size());
    println!("        {shown} of them shown by an interview; {} were interviewed", staff.unwrap_or_default());
}

fn capital(case: &Case) {
    println!("\nSource: intangible capital grows along the practices that use it.");
    let found = realization::paths(case).capital;
    for capital in &found {
        let [used, grown] = [&capital.integrated_by, &capital.grown_by].map(|nodes| or_nothing(nodes));
        println!("Crate:  {:<22} used by: {used:<26} grown by: {grown}", capital.resource);
    }
    let behind: Vec<_> = found.iter().flat_map(|capital| capital.claims.iter().copied()).collect();
    println!("        of {} claims behind this, {} are shown by an observation", behind.len(), observed(case, &behind));
}

fn or_nothing(nodes: &[Box<str>]) -> String {
    if nodes.is_empty() { "nothing on record".to_owned() } else { nodes.join(", ") }
}

fn beyond(case: &Case, sphere: &str, as_of: Date) {
    if let Some(handle) = case.sphere(sphere) {
        let found = sphere::structure(case, handle, as_of);
        println!("Crate:  beyond provider and customer: {}", or_nothing(&found.expansion.beyond));
        println!("        without a listed role: {}", or_nothing(&found.expansion.without_role));
    }
}

fn absorptive(case: &Case) {
    println!("\nSource: all four absorptive capacities are at work.");
    let chain = dynamic_capabilities::grid(case).chain;
    for stage in &chain.stages {
        let claims = &stage.attestation.claims;
        let (label, count, shown) = (stage.stage.entry().label, claims.len(), observed(case, claims));
        println!("Crate:  {label:<16}{}, on {count} claims, {shown} by an observation", stage.attestation.standing);
    }
    let broken = chain.broken_at();
    println!("        the chain is {}", broken.map_or("whole".to_owned(), |at| format!("broken: {at:?}")));
}

/// How many of the claims rest on more than the authors' own word.
fn observed(case: &Case, claims: &[ClaimId]) -> usize {
    let of_kind = |claim: &Claim<'_>| claim.evidence().any(|piece| piece.kind() != Some(EvidenceKind::AuthorsClaim));
    claims.iter().filter_map(|&id| case.claim(id)).filter(of_kind).count()
}
