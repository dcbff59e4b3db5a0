//! Generated cases for the benches: plain arithmetic, no randomness, so that every run measures the same input.

use cocreation::Case;
use cocreation::case::{CaseBuilder, EvidenceHandle};
use cocreation::evidence::{Date, Source, VagueDate};
use cocreation::graph::Handle;
use cocreation::graph::node::{Act, Actor, Practice, Sphere};
use cocreation::graph::relation::{BelongsTo, Enacts, TakesPartIn, Within};

const PRACTICES: u32 = 8;

/// Actors of two sides, a joint sphere, practices: what acts are put into.
pub(crate) struct Stage {
    pub(crate) case: CaseBuilder,
    pub(crate) joint: Handle<Sphere>,
    actors: Vec<Handle<Actor>>,
    practices: Vec<Handle<Practice>>,
    source: cocreation::case::SourceHandle,
}

impl Stage {
    pub(crate) fn new(actors: u32) -> Self {
        let mut case = Case::builder("generated");
        let source = case.source(Source::new("log", "A generated log").published(year(2020)));
        let known = case.evidence(source.at("header").reported("who takes part"));
        let joint = case.add("joint", Sphere::joint("Generated sphere").evidence(known));
        let actors: Vec<_> = (0..actors)
            .map(|n| case.add(format!("actor-{n}"), Actor::organisation(format!("Actor {n}")).evidence(known)))
            .collect();
        for &actor in &actors {
            case.relate(actor, BelongsTo, joint).evidence(known);
        }
        let practices = (0..PRACTICES)
            .map(|n| case.add(format!("practice-{n}"), Practice::co_design(format!("Practice {n}")).evidence(known)))
            .collect();
        Self { case, joint, actors, practices, source }
    }

    /// One dated act of two actors, each giving to the other: four claims, each with evidence of its own.
    pub(crate) fn act(&mut self, number: u32, day: i32) {
        let day = Date::from_day_number(day).expect("within the calendar");
        let act = self.case.add(format!("act-{number}"), Act::on(format!("Meeting {number}"), VagueDate::day(day)));
        let pick = |step: u32| self.actors[(number.wrapping_mul(step) as usize) % self.actors.len()];
        let (one, two) = (pick(7), pick(13));
        let place = |what: &str| {
            self.source.at(format!("row {number}")).reported(format!("{what}, as the log has it in row {number}"))
        };
        let seen = [place("first partner"), place("second partner"), place("where"), place("what was done")];
        let [first, second, place, done] = seen;
        self.case.relate(one, TakesPartIn, act).giving_to(two).evidence(first);
        self.case.relate(two, TakesPartIn, act).giving_to(one).evidence(second);
        self.case.relate(act, Within, self.joint).evidence(place);
        self.case.relate(act, Enacts, self.practices[number as usize % PRACTICES as usize]).evidence(done);
    }

    /// The same act, all four claims resting on one piece of evidence.
    pub(crate) fn act_resting_on(&mut self, number: u32, day: i32, evidence: EvidenceHandle) {
        let day = Date::from_day_number(day).expect("within the calendar");
        let act = self.case.add(format!("act-{number}"), Act::on("Meeting", VagueDate::day(day)));
        let pick = |step: u32| self.actors[(number.wrapping_mul(step) as usize) % self.actors.len()];
        let (one, two) = (pick(7), pick(13));
        self.case.relate(one, TakesPartIn, act).giving_to(two).evidence(evidence);
        self.case.relate(two, TakesPartIn, act).giving_to(one).evidence(evidence);
        self.case.relate(act, Within, self.joint).evidence(evidence);
        self.case.relate(act, Enacts, self.practices[number as usize % PRACTICES as usize]).evidence(evidence);
    }

    pub(crate) fn header(&mut self) -> EvidenceHandle {
        self.case.evidence(self.source.at("log").reported("the rows of the log"))
    }
}

fn year(year: u16) -> VagueDate {
    VagueDate::year(year).expect("a year of the calendar")
}

/// A builder with this many acts over ten years among fifty actors.
pub(crate) fn acts(count: u32, own_evidence: bool) -> Stage {
    let mut stage = Stage::new(50);
    let shared = stage.header();
    for number in 0..count {
        let day = (u64::from(number) * 3650 / u64::from(count)) as i32 + 14_600;
        if own_evidence { stage.act(number, day) } else { stage.act_resting_on(number, day, shared) }
    }
    stage
}
