//! Turning points: where somebody comes to see a thing otherwise, something is made good, or the talk makes an event.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::sequence::At;
use crate::Case;
use crate::case::attestation::names;
use crate::case::{Claim, ClaimId, Node};
use crate::evidence::Sign;
use crate::graph::relation::RelationKind;

/// A place in a sequence at which the talk turns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TurningPoint {
    /// The place.
    pub place: u32,
    /// The acts there at which it turns.
    pub acts: Vec<Box<str>>,
    /// What turns.
    pub turn: Turn,
    /// The claims that say so, in the case's order.
    pub claims: Vec<ClaimId>,
}

/// What turns at a turning point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// An actor takes a stance on something that is not the one it took when it last spoke of it in the sequence.
    Stance {
        /// The actor.
        actor: Box<str>,
        /// On what.
        on: Box<str>,
        /// The signs before.
        #[serde(serialize_with = "signs")]
        from: Vec<Sign>,
        /// The signs now; several where the claims differ.
        #[serde(serialize_with = "signs")]
        to: Vec<Sign>,
    },
    /// An act makes good this one.
    Recovery(Box<str>),
    /// An act is, or is part of, this event.
    Event(Box<str>),
}

fn signs<S: serde::Serializer>(signs: &[Sign], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(signs.iter().map(|sign| sign.key()))
}

/// A stance that an actor takes at a place, by all claims.
#[derive(Default)]
struct Taken<'g> {
    signs: BTreeSet<Sign>,
    acts: Vec<Node<'g>>,
    claims: Vec<ClaimId>,
}

/// The stances that a case has taken during acts, by act: read once for all sequences.
pub(super) struct Stances<'g> {
    case: &'g Case,
    by_act: BTreeMap<u32, Vec<Claim<'g>>>,
}

type Taking<'g> = BTreeMap<(u32, u32), Taken<'g>>;

impl<'g> Stances<'g> {
    /// O(claims).
    pub(super) fn of(case: &'g Case) -> Self {
        let stances =
            case.claims().filter(|claim| claim.relation() == Some(RelationKind::TakesStance) && claim.holds());
        let mut by_act: BTreeMap<u32, Vec<Claim<'g>>> = BTreeMap::new();
        for (claim, act) in stances.filter_map(|claim| Some((claim, claim.during()?))) {
            by_act.entry(act.index).or_default().push(claim);
        }
        Self { case, by_act }
    }

    /// The stances taken during the acts at one place, by actor and object.
    fn taken(&self, at: &At<'g>) -> Taking<'g> {
        let mut found = Taking::new();
        let claims =
            at.acts.iter().flat_map(|&act| self.by_act.get(&act.index).into_iter().flatten().map(move |c| (act, c)));
        for (act, claim, object) in claims.filter_map(|(act, claim)| Some((act, claim, claim.object()?))) {
            let taken = found.entry((claim.subject().index, object.index)).or_default();
            taken.signs.insert(claim.sign().unwrap_or_default());
            taken.acts.push(act);
            taken.claims.push(claim.id());
        }
        found
    }

    /// The turning points of a sequence, by place: stances by actor and object, then recoveries, then events.
    pub(super) fn turning_points(&self, places: &[At<'g>]) -> Vec<TurningPoint> {
        let mut last = Taking::new();
        let mut found = Vec::new();
        for at in places {
            for (key, now) in self.taken(at) {
                let before = last.get(&key).filter(|before| before.signs != now.signs);
                found.extend(before.map(|before| turned(self.case, key, at.place, before, &now)));
                last.insert(key, now);
            }
            found.extend(at.acts.iter().flat_map(|&act| done(act, at.place)));
        }
        found
    }
}

fn turned(case: &Case, (actor, on): (u32, u32), place: u32, before: &Taken<'_>, now: &Taken<'_>) -> TurningPoint {
    let id = |index| Node { case, index }.id().into();
    let (from, to) = (before.signs.iter().copied().collect(), now.signs.iter().copied().collect());
    let mut claims = [&before.claims[..], &now.claims].concat();
    claims.sort_unstable();
    let turn = Turn::Stance { actor: id(actor), on: id(on), from, to };
    TurningPoint { place, acts: names(now.acts.iter().copied()), turn, claims }
}

/// What an act makes good, and the events that it is part of.
fn done(act: Node<'_>, place: u32) -> impl Iterator<Item = TurningPoint> {
    let point = move |claim: Claim<'_>, turn: fn(Box<str>) -> Turn| {
        let turn = turn(claim.object()?.id().into());
        Some(TurningPoint { place, acts: vec![act.id().into()], turn, claims: vec![claim.id()] })
    };
    let recoveries = act.outgoing_by(RelationKind::Recovers).filter(Claim::holds);
    let events = act.outgoing_by(RelationKind::Constitutes).filter(Claim::holds);
    let recoveries = recoveries.filter_map(move |claim| point(claim, Turn::Recovery));
    recoveries.chain(events.filter_map(move |claim| point(claim, Turn::Event)))
}
