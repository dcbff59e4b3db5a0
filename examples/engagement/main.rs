//! The course of the engagement in a generated sphere, year by year, and what would have changed it most.
//!
//! Nothing here happened: three firms are made up so that a reader can follow P, E, S and D through a compelling event, a
//! take-over, a withheld resource and its recovery, a purpose that is replaced, and the completion of the endeavour.
//!
//! ```sh
//! cargo run --example engagement
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

mod story;

use std::error::Error;

use cocreation::evidence::Date;
use cocreation::graph::node::Actor;
use cocreation::spe::{self, Change, Part, Plan, Probe, Reference, Spec};
use story::Story;

fn main() -> Result<(), Box<dyn Error>> {
    let story = story::tell()?;
    println!("A made-up sphere: a maker, an operator and a workshop keep pumps running (generated, not observed)\n");
    course(&story)?;
    changes(&story)?;
    owed(&story)?;
    certainty(&story)?;
    beside(&story)
}

/// The window of every assessment begins with the sphere.
fn spec(year: u16) -> Result<Spec, cocreation::Error> {
    Ok(Spec::as_of(Date::new(year, 12, 31)?).from(Date::new(2010, 1, 1)?))
}

/// P, E, S, D and SPE at the end of each year.
fn course(story: &Story) -> Result<(), Box<dyn Error>> {
    for (year, happened) in story::YEARS {
        let spe = spe::assess(&story.case, story.joint, spec(year)?)?;
        let figure = |part: Part| format!("{part} {}", spe.score()[part]);
        let row = [Part::Purpose, Part::Engagement, Part::Sustained, Part::Destruction, Part::Headline].map(figure);
        println!("{year}  {happened}\n      {}", row.join("   "));
    }
    Ok(())
}

/// The three changes that would have moved the score of 2014, when the drawings were withheld, most.
fn changes(story: &Story) -> Result<(), Box<dyn Error>> {
    let [maker, operator, workshop] = story.members;
    let date = Date::new(2014, 11, 1)?;
    let candidates = [
        Change::risk_and_benefit_sharing([maker, operator, workshop]),
        Change::recovers(story.withheld, date),
        Change::joint_act([maker, operator, workshop], story.joint, date, Some(story.first_purpose)),
        Change::roadmap([maker, operator, workshop]),
        Change::newcomer(Actor::organisation("A pump museum"), story.joint),
    ];
    let plan = Plan::seeded(2016).evaluations(400);
    let ranked = spe::what_if_drawn(&story.case, story.joint, spec(2014)?, &candidates, &plan)?;
    println!("\nWhat would have changed the score of 2014 most");
    ranked.iter().take(3).for_each(|effect| print!("{effect}"));
    Ok(())
}

/// To whom the score is owed, against a sphere of halves.
fn owed(story: &Story) -> Result<(), Box<dyn Error>> {
    let found = spe::attribute(&story.case, story.joint, spec(2016)?, &Reference::profile([0.5; 3]))?;
    println!("\nTo whom the score of 2016 is owed, against 0.5 in P, E and S");
    for share in found.ranked() {
        println!("  {:<10}{:+.3}", share.actor, share.shapley);
    }
    Ok(())
}

/// How certain the score of 2016 is, and from what it is uncertain.
fn certainty(story: &Story) -> Result<(), Box<dyn Error>> {
    let plan = Plan::seeded(2016).evaluations(2_000).disagreement(0.05);
    let draws = spe::draw(&story.case, story.joint, spec(2016)?, &plan)?;
    let headline = draws.headline();
    println!("\nHow certain the score of 2016 is");
    if let (Some(median), Some((low, high))) = (headline.median, headline.interval) {
        println!("  median {median:.2}, 90 % of the draws from {low:.2} to {high:.2}");
    }
    for share in &draws.shares {
        if let Some(total) = share.total {
            println!("  {:<14}{:.2} [{:.2}, {:.2}]", share.factor, total.index, total.low, total.high);
        }
    }
    draws.limits.iter().for_each(|(limit, count)| println!("  not drawn ({count}): {}", limit.meaning()));
    Ok(())
}

/// What stands beside the score of 2016 and never enters it.
fn beside(story: &Story) -> Result<(), Box<dyn Error>> {
    let beside = spe::diagnose(&story.case, story.joint, spec(2016)?, Probe::seeded(2016).within(60))?;
    println!("\nBeside the score of 2016");
    beside.to_string().lines().for_each(|line| println!("  {line}"));
    Ok(())
}
