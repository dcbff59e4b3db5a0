//! A published case from end to end: Rolls-Royce TotalCare, encoded in `case.rs`, and what the analyses find in it.
//! `cargo run --example rolls_royce`
//!
//! The paper dates almost nothing, so the honest result is a wide interval for how sustained the engagement was, and the
//! report ends that part with the evidence that would narrow it most.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

mod case;
#[path = "../assess/report.rs"]
mod report;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let case = case::case();
    let published = "2016-12-31".parse()?;
    println!("{}", report::Report::of(&case, published)?.text(&case));
    Ok(())
}
