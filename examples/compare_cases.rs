//! Four firms of one paper as a table for comparison: which conditions they meet, what each cell rests on, what nobody knows,
//! and what can be said of sufficiency and necessity all the same:
//! `cargo run --features cases --example compare_cases`
//!
//! What the authors merely claim counts in the table and not in the conclusions, so that a cell may be known in the one and not
//! in the other.
//!
//! With a folder behind it (`-- FOLDER`), the XY plot and the truth table are written there as SVG.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::path::Path;

use cocreation::conditions::{self, Condition};
use cocreation::evidence::Date;
use cocreation::qca::{Cuts, Search, conservative, fit_bounds, truth_table};
use cocreation::spe::Part;
use cocreation::theory::typology::{InteractionCapability, PracticeKind, TieKind};
use cocreation::{cases, findings, render};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let firms = [cases::rolls_royce(), cases::sap(), cases::unilever(), cases::bekaert()];
    let conditions = [
        Condition::ties([TieKind::Trust, TieKind::Social]),
        Condition::compelling_event(),
        Condition::presence(InteractionCapability::Concerted),
        Condition::presence(PracticeKind::CoLaunching),
        Condition::engagement(Part::Sustained, Date::new(2016, 12, 31)?).named("SUSTAINED"),
        Condition::value(),
    ];
    let encoded = conditions::table(&firms, conditions)?;
    println!("{encoded}");
    println!("{} cells are not known.\n", encoded.unknown());

    println!("If the unknown may be anything, inclS for VALUE is");
    for condition in encoded.table.columns().iter().filter(|name| ***name != *"VALUE") {
        let fit = fit_bounds(&encoded.table, &condition.parse()?, &"VALUE".parse()?)?;
        println!("  {condition:<18} {}", fit.of_condition);
    }

    let truth = truth_table(&encoded.table, &["COMPELLING_EVENT", "CO_LAUNCHING"], "VALUE", &Cuts::inclusion(0.8));
    match &truth {
        Ok(truth) => {
            println!("\n{}", render::truth_table(truth).markdown());
            println!("{}", render::solution(&conservative(truth, &Search::default())?).markdown());
        }
        Err(reason) => println!("\nNo truth table: {reason}."),
    }

    println!("What the paper concludes of several cases at once");
    for finding in ["F6", "F7", "F10"].into_iter().filter_map(findings::find) {
        println!("\n{}\n{}", finding.statement, finding.check(&firms));
    }

    if let Some(folder) = std::env::args().nth(1) {
        let plot = render::xy(&encoded.table, &"TIES".parse()?, &"VALUE".parse()?)?;
        std::fs::write(Path::new(&folder).join("xy.svg"), plot.svg())?;
        if let Ok(truth) = &truth {
            std::fs::write(Path::new(&folder).join("truth_table.svg"), render::truth_table(truth).svg())?;
        }
    }
    Ok(())
}
