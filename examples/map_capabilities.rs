//! Which capabilities go with which practices, in one case and over several: `cargo run --example map_capabilities --features
//! cases`, or with case documents of your own: `cargo run --example map_capabilities --features cases -- FILE.toml …`
//!
//! Without files the four published firms are mapped, first Rolls-Royce by itself, then all four together: what the map
//! says, what does not support anything, how much of the reading is the prior's, and whether the map would have foretold a
//! case that it had not seen.

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::error::Error;

use cocreation::mapping::{self, Prior};
use cocreation::theory::Typology;
use cocreation::theory::typology::PracticeKind;
use cocreation::{Case, cases};

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let given = match files.is_empty() {
        true => vec![cases::rolls_royce(), cases::sap(), cases::unilever(), cases::bekaert()],
        false => files.iter().map(|file| read(file)).collect::<Result<_, _>>()?,
    };
    let prior = Prior::literature();
    if let [first, _, ..] = &given[..] {
        heading(&format!("One case: {}", first.title().unwrap_or(first.id())));
        println!("{}", mapping::map([first], &prior));
    }
    heading(&format!("{} cases together", given.len()));
    let map = mapping::map(&given, &prior);
    println!("{map}\n\n{}", mapping::cover(&map));
    heading("The smallest sets of capabilities for the practices that any supports");
    let supported: Vec<PracticeKind> = PracticeKind::ALL
        .iter()
        .copied()
        .filter(|&practice| map.cells().any(|cell| cell.practice == practice && cell.cases_with > 0))
        .collect();
    println!("{}", mapping::portfolios(&map, &supported, |_| 1)?);
    heading("How much is the prior's");
    println!("{}", mapping::sweep(&map));
    heading("Do they go together more often than chance has it");
    println!("{}", mapping::associate(&map));
    heading("One practice, or the system of practices");
    println!("{}", mapping::span(&map));
    heading("Would the map have foretold the case that it had not seen");
    println!("{}", mapping::hold_out(&map));
    heading("How far the cases differ");
    println!("{}", mapping::pool(&map));
    Ok(())
}

fn read(file: &str) -> Result<Case, Box<dyn Error>> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    Ok(Case::from_toml(&text).map_err(|problems| format!("{file}: not a sound case\n{problems}"))?)
}

fn heading(text: &str) {
    println!("\n{text}\n{}\n", "=".repeat(text.chars().count()));
}
