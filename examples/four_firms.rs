//! Four firms of one paper side by side, and what the paper concludes from them beside what the crate computes:
//! `cargo run --features cases --example four_firms`
//!
//! What the authors only say in sum is left out when a conclusion is checked, so that none proves itself.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

use cocreation::evidence::Date;
use cocreation::findings;
use cocreation::graph::node::{Event, Sphere};
use cocreation::mapping::{self, Prior};
use cocreation::theory::Typology;
use cocreation::theory::typology::{Dimension, SphereKind};
use cocreation::{Case, cases, profile, realization, spe};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let firms = [cases::rolls_royce(), cases::sap(), cases::unilever(), cases::bekaert()];
    for case in &firms {
        firm(case)?;
    }
    let emphasis = profile::emphasis(&firms);
    println!("\nWhere each lays more weight than the others together\n\n{emphasis}");
    println!("\nWhat the paper concludes, and what the four cases say of it");
    for finding in findings::ALL.iter().filter(|finding| finding.published == ["C1", "C2", "C3", "C4"]) {
        println!("\nSource: {} {}", finding.id, finding.statement);
        let verdict = finding.check(&firms);
        println!("Crate:  {}. {}", verdict.outcome, verdict.why);
    }
    Ok(())
}

/// What sets it off, what is done, what comes of it, and how far the engagement is known.
fn firm(case: &Case) -> Result<(), cocreation::Error> {
    println!("\n{}", case.title().unwrap_or(case.id()));
    let events: Vec<&str> = case.all::<Event>().map(|event| event.label()).collect();
    println!("  set off by       {}", events.join("; "));
    let map = mapping::map([case], &Prior::literature());
    let links: Vec<String> =
        map.links().map(|(cell, _)| format!("{} with {}", cell.capability, cell.practice)).collect();
    println!(
        "  capabilities     {}",
        if links.is_empty() { "no link to a practice".to_owned() } else { links.join(", ") }
    );
    let practices = profile::profile(case);
    let counts = Dimension::ALL.iter().map(|&dimension| format!("{} {dimension}", practices[dimension].nodes.len()));
    println!("  practices        {}", counts.collect::<Vec<_>>().join(", "));
    let value = realization::paths(case);
    println!(
        "  resources        {} realised, {} latent; {} paths to a value",
        value.realised.len(),
        value.latent.len(),
        value.count
    );
    let joint = case.all::<Sphere>().find(|sphere| sphere.has_code(SphereKind::Joint));
    if let Some(joint) = joint {
        let spe = spe::assess(case, joint.handle(), Date::new(2016, 12, 31)?)?;
        let [p, e, s] = spe.score().components();
        println!("  engagement       P {p}, E {e}, S {s}");
    }
    Ok(())
}
