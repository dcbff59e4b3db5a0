//! From individuals to teams to organisations: what there is at each level.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::At;
use super::deeds::Deeds;
use crate::case::{ClaimId, Node};
use crate::graph::network::components;
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{ActorForm, Level};

/// Who is present or contributes, rolled up to one level.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RolledUp {
    /// The level.
    #[serde(serialize_with = "key")]
    pub level: Level,
    /// The actors at this level who are among them, or of which they are part.
    pub units: Vec<Unit>,
    /// Of them, those that the case ties to nobody at this level: a lower one of which the whole is not on record, or a
    /// higher one into which the case does not look.
    pub without: Vec<Box<str>>,
}

/// An actor at a level, and what is below it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unit {
    /// The actor.
    pub actor: Box<str>,
    /// How many of those present or contributing are this actor or part of it. Whoever is part of two counts for both.
    pub actors: usize,
    /// To how many acts within the sphere it contributes, itself or by its parts; each act once.
    pub acts: usize,
    /// The claims that put it at this level, and that its direct parts are part of it.
    pub claims: Vec<ClaimId>,
}

fn key<S: Serializer>(level: &Level, serializer: S) -> Result<S::Ok, S::Error> {
    level.entry().key.serialize(serializer)
}

/// O(actors + claims on them), and O(units on the ways up) for each actor.
pub(super) fn read(at: &At<'_>, present: &[u32], deeds: &Deeds) -> Vec<RolledUp> {
    let doers = deeds.rows.iter().flat_map(|deed| &deed.doers);
    let counted: BTreeSet<u32> = present.iter().chain(doers).copied().collect();
    let order = wholes_first(at);
    Level::ALL.iter().map(|&level| rolled_up(at, level, &order, &counted, deeds)).collect()
}

/// The actors, each after the wholes of which it is part.
fn wholes_first(at: &At<'_>) -> Vec<u32> {
    let structure = &at.case.structure;
    let actors: Vec<u32> = structure.of_kind(NodeKind::Actor).collect();
    let place = |node: u32| actors.binary_search(&node).ok().map(|place| place as u32);
    let edges = actors.iter().zip(0u32..).flat_map(|(&actor, part)| {
        wholes(at, actor).into_iter().filter_map(move |(whole, _)| Some((part, place(whole)?)))
    });
    let parts_first = components(actors.len(), edges);
    parts_first.into_iter().rev().flatten().map(|place| actors[place as usize]).collect()
}

/// The wholes of which the actor may be part on the day.
fn wholes(at: &At<'_>, actor: u32) -> Vec<(u32, ClaimId)> {
    let claims = Node { case: at.case, index: actor }.outgoing_by(RelationKind::PartOf);
    let held = claims.filter(|claim| at.may_hold(*claim));
    held.filter_map(|claim| Some((claim.object()?.index, claim.id()))).collect()
}

/// The claims that put the actor at the level: its codes for levels or, where it has none, for its form.
fn claims_at(at: &At<'_>, actor: u32, level: Level) -> Vec<ClaimId> {
    let codings = || Node { case: at.case, index: actor }.classifications().filter(|claim| at.may_hold(*claim));
    let levels = || codings().filter_map(|claim| Some((claim.code()?.entry::<Level>()?, claim.id())));
    let forms = codings().filter_map(|claim| Some((of_form(claim.code()?.entry()?)?, claim.id())));
    let at_level = |(of, claim): (Level, ClaimId)| (of == level).then_some(claim);
    if levels().next().is_some() {
        levels().filter_map(at_level).collect()
    } else {
        forms.filter_map(at_level).collect()
    }
}

fn of_form(form: ActorForm) -> Option<Level> {
    match form {
        ActorForm::Person => Some(Level::Micro),
        ActorForm::Group => Some(Level::Meso),
        ActorForm::Organisation => Some(Level::Macro),
        ActorForm::Aggregate => None,
    }
}

/// The actors at a level, and for every actor those of them that it comes to first on its ways up.
struct Ladder {
    units: BTreeMap<u32, Unit>,
    above: BTreeMap<u32, BTreeSet<u32>>,
}

impl Ladder {
    fn of(at: &At<'_>, level: Level, order: &[u32]) -> Self {
        let mut ladder = Self { units: BTreeMap::new(), above: BTreeMap::new() };
        for &actor in order {
            let (grounds, wholes) = (claims_at(at, actor, level), wholes(at, actor));
            for (whole, claim) in &wholes {
                ladder.units.get_mut(whole).into_iter().for_each(|unit| unit.claims.push(*claim));
            }
            if grounds.is_empty() {
                let of_wholes = wholes.iter().flat_map(|(whole, _)| ladder.from(*whole)).copied().collect();
                ladder.above.insert(actor, of_wholes);
            } else {
                ladder.above.insert(actor, [actor].into());
                ladder.units.insert(actor, Unit { actor: at.id(actor), actors: 0, acts: 0, claims: grounds });
            }
        }
        ladder
    }

    fn from(&self, actor: u32) -> impl Iterator<Item = &u32> {
        self.above.get(&actor).into_iter().flatten()
    }
}

fn rolled_up(at: &At<'_>, level: Level, order: &[u32], counted: &BTreeSet<u32>, deeds: &Deeds) -> RolledUp {
    let mut ladder = Ladder::of(at, level, order);
    let mut units = std::mem::take(&mut ladder.units);
    for unit in counted.iter().flat_map(|&actor| ladder.from(actor)) {
        units.get_mut(unit).into_iter().for_each(|unit| unit.actors += 1);
    }
    for deed in &deeds.rows {
        let acting: BTreeSet<&u32> = deed.doers.iter().flat_map(|&actor| ladder.from(actor)).collect();
        for unit in acting {
            units.get_mut(unit).into_iter().for_each(|unit| unit.acts += 1);
        }
    }
    let without = counted.iter().filter(|actor| ladder.from(**actor).next().is_none()).map(|&actor| at.id(actor));
    let without = without.collect();
    let mut units: Vec<Unit> = units.into_values().filter(|unit| unit.actors > 0).collect();
    units.iter_mut().for_each(|unit| unit.claims.sort_unstable());
    RolledUp { level, units, without }
}
