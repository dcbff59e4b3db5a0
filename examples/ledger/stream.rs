//! Turns a log into a stream of acts: each subject of a sphere, such as a patch, is one act.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cocreation::evidence::Date;

use super::log::{Log, Organisation, Row};

/// The acts of a log in the order of their days, with the names behind their numbers.
#[derive(Debug)]
pub(crate) struct Stream {
    pub(crate) spheres: Vec<Box<str>>,
    /// Organisations by name, and people of whom none is known as `individual:` and their hash.
    pub(crate) actors: Vec<Box<str>>,
    pub(crate) acts: Vec<Act>,
}

/// One act.
#[derive(Debug, PartialEq)]
pub(crate) struct Act {
    /// Its place among [`Stream::spheres`].
    pub(crate) sphere: u32,
    /// The first day in the log.
    pub(crate) day: Date,
    /// What the rows of its authors sum to; without an author the greatest weight of a row, without its sign.
    pub(crate) weight: f64,
    /// In the order of actors and receivers, none twice.
    pub(crate) participants: Vec<Participant>,
    /// Whether it undoes the work of somebody: the valence of all its participants is −1 then, and +1 otherwise.
    pub(crate) negative: bool,
}

/// Somebody who takes part in an act, once for each whom they give to, or once if they give to nobody known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Participant {
    /// A place among [`Stream::actors`].
    pub(crate) actor: u32,
    /// Another place there; who is given something need not take part.
    pub(crate) gives_to: Option<u32>,
}

/// A sphere and a subject.
type Patch<'l> = (&'l str, &'l str);

impl Stream {
    /// The acts of a log. Bots are no actors, and what only bots did is no act. O(rows log rows).
    pub(crate) fn of(log: &Log) -> Self {
        let mut patches: BTreeMap<Patch<'_>, Vec<&Row>> = BTreeMap::new();
        for row in &log.rows {
            patches.entry((&row.sphere, &row.subject)).or_default().push(row);
        }
        let authors = lone_authors(&patches);
        let (mut spheres, mut actors) = (Names::default(), Names::default());
        let acts = patches.iter().filter_map(|((sphere, _), rows)| {
            let sphere = spheres.number(sphere);
            let participants = participants(rows, &authors, &mut actors);
            (!participants.is_empty()).then(|| act(sphere, rows, participants))
        });
        let mut acts: Vec<Act> = acts.collect();
        acts.sort_by_key(|act| act.day);
        Self { spheres: spheres.list, actors: actors.list, acts }
    }
}

fn act(sphere: u32, rows: &[&Row], participants: Vec<Participant>) -> Act {
    let authored: f64 = rows.iter().filter(|row| row.authored).map(|row| row.weight).sum();
    let greatest = rows.iter().map(|row| row.weight.abs()).fold(0.0, f64::max);
    Act {
        sphere,
        day: rows.iter().map(|row| row.date).min().unwrap_or(Date::MIN),
        weight: if authored > 0.0 { authored } else { greatest },
        participants,
        negative: rows.iter().any(|row| row.weight < 0.0),
    }
}

/// Who wrote each patch, or undid another with it, where one person alone did: with `individual` as the counterpart, the
/// log does not say which.
fn lone_authors<'l>(patches: &BTreeMap<Patch<'l>, Vec<&'l Row>>) -> HashMap<Patch<'l>, &'l str> {
    let lone = |rows: &[&'l Row]| {
        let wrote = rows.iter().filter(|row| row.authored || row.weight < 0.0);
        let mut people = wrote.filter(|row| row.organisation == Organisation::Individual).map(|row| &*row.person);
        let first = people.next()?;
        people.all(|other| other == first).then_some(first)
    };
    patches.iter().filter_map(|(patch, rows)| Some((*patch, lone(rows)?))).collect()
}

fn participants(rows: &[&Row], authors: &HashMap<Patch<'_>, &str>, actors: &mut Names) -> Vec<Participant> {
    let mut found = BTreeSet::new();
    for row in rows {
        let Some(actor) = actors.actor(&row.organisation, Some(&row.person)) else { continue };
        // What mends or undoes an earlier patch is given to the author of that one.
        let patch = (&*row.sphere, row.mends.as_deref().unwrap_or(&row.subject));
        let person = authors.get(&patch).copied();
        let receiver = row.counterpart.as_ref().and_then(|counterpart| actors.actor(counterpart, person));
        found.insert(Participant { actor, gives_to: receiver.filter(|&receiver| receiver != actor) });
    }
    let gives: BTreeSet<u32> = found.iter().filter(|one| one.gives_to.is_some()).map(|one| one.actor).collect();
    found.retain(|one| one.gives_to.is_some() || !gives.contains(&one.actor));
    found.into_iter().collect()
}

/// Names by number, in the order in which they are first met.
#[derive(Default)]
struct Names {
    list: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

impl Names {
    /// The number of an organisation or of a person without one; `None` for a bot, and for a person who is not known.
    fn actor(&mut self, organisation: &Organisation, person: Option<&str>) -> Option<u32> {
        match organisation {
            Organisation::Named(name) => Some(self.number(name)),
            Organisation::Individual => person.map(|person| self.number(&format!("individual:{person}"))),
            Organisation::Bot => None,
        }
    }

    fn number(&mut self, name: &str) -> u32 {
        let next = u32::try_from(self.list.len()).expect("fewer names than numbers");
        *self.numbers.entry(name.into()).or_insert_with(|| {
            self.list.push(name.into());
            next
        })
    }
}
