//! Feeds a stream to a ledger and scores each sphere in each period, and over its whole course.

use std::collections::BTreeMap;
use std::error::Error;

use cocreation::evidence::Date;
use cocreation::spe::{Event, Fact, Ledger, Party, Score, Spec};

use super::period::{By, Period};
use super::stream::{Act, Participant, Stream};

/// What was scored: a sphere in a period, or over its whole course.
pub(crate) type Place = (u32, Option<Period>);

/// A score, and what it rests on.
#[derive(Debug)]
pub(crate) struct Scored {
    pub(crate) score: Score,
    pub(crate) counts: Counts,
}

/// How many acts there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub(crate) struct Counts {
    pub(crate) acts: usize,
    /// Acts in which at least two actors take part.
    pub(crate) joint_acts: usize,
    /// Acts that undo the work of somebody.
    pub(crate) negative_acts: usize,
}

impl Counts {
    fn add(&mut self, act: &Act) {
        let first = act.participants.first().map(|one| one.actor);
        self.acts += 1;
        self.joint_acts += usize::from(act.participants.iter().any(|one| Some(one.actor) != first));
        self.negative_acts += usize::from(act.negative);
    }
}

/// The days of the log.
#[derive(Clone, Copy)]
struct Span {
    first: Date,
    last: Date,
}

/// Scores a stream whose last row is of the given day.
///
/// Each period of a sphere is recorded as a sphere of its own: whoever takes part in the period is inside, and nobody is
/// held to have been silent who had left before or came later. A window begins with the period, or with the log where
/// that begins later, and ends where the period or the log ends.
pub(crate) fn by_period(stream: &Stream, by: By, last: Date) -> Result<BTreeMap<Place, Scored>, Box<dyn Error>> {
    let Some(first) = stream.acts.iter().map(|act| act.day).min() else { return Ok(BTreeMap::new()) };
    let span = Span { first, last };
    // In bins of a day every day is the end of a bin.
    let mut ledger = Ledger::new(first, 1)?;
    let mut counts: BTreeMap<Place, Counts> = BTreeMap::new();
    for act in &stream.acts {
        for period in [Some(by.period(act.day)), None] {
            counts.entry((act.sphere, period)).or_default().add(act);
        }
    }
    let numbers: BTreeMap<Place, u32> = counts.keys().copied().zip(0..).collect();
    for act in &stream.acts {
        for period in [Some(by.period(act.day)), None] {
            record(&mut ledger, numbers[&(act.sphere, period)], act)?;
        }
    }
    let scored = numbers.iter().map(|(&place, &number)| {
        // The log is a search: who takes part and gives in it was looked for.
        ledger.learn(number, Fact::Searched, None)?;
        let score = ledger.score(number, spec(place.1, by, span))?.ok_or("a sphere without acts")?;
        Ok((place, Scored { score, counts: counts[&place] }))
    });
    scored.collect()
}

fn spec(period: Option<Period>, by: By, span: Span) -> Spec {
    match period {
        None => Spec::as_of(span.last).from(span.first).bins([365]),
        Some(period) => {
            let (first, last) = (period.first().max(span.first), period.last().min(span.last));
            Spec::as_of(last).from(first).bins([by.bin()])
        }
    }
}

/// Everybody in an act contributes; in one that undoes the work of somebody, everybody misuses.
fn record(ledger: &mut Ledger, sphere: u32, act: &Act) -> Result<(), cocreation::Error> {
    let receivers: Vec<Vec<u32>> = act.participants.iter().map(|one| one.gives_to.into_iter().collect()).collect();
    let party = |(one, to): (&Participant, _)| match act.negative {
        true => Party::withholds(one.actor),
        false => Party::contributes(one.actor).to(to),
    };
    let parties: Vec<Party<'_>> = act.participants.iter().zip(receivers.iter().map(Vec::as_slice)).map(party).collect();
    ledger.record(&Event::new(sphere, act.day, &parties).weight(act.weight))
}
