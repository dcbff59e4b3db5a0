//! Who goes between the sphere and other spheres.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::At;
use crate::case::{Claim, ClaimId, Node};
use crate::evidence::Sign;
use crate::graph::relation::RelationKind;

/// How an actor goes between two spheres.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mediation {
    /// It belongs to, or contributes to acts within, both spheres itself.
    Presence,
    /// It speaks for these, who are in the other sphere and not in this one.
    Voice(Vec<Box<str>>),
}

/// An actor that goes between this sphere and another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mediator {
    /// The actor, whether or not it is a member: a person may go where the firm does not.
    pub actor: Box<str>,
    /// The other sphere.
    pub sphere: Box<str>,
    /// How it goes between.
    pub by: Mediation,
    /// Whether it is the only one on record that goes between these two.
    pub sole: bool,
    /// The claims that say so.
    pub claims: Vec<ClaimId>,
}

/// By sphere, the claims that put an actor there.
type Presence = BTreeMap<u32, Vec<ClaimId>>;

/// Who goes between the sphere and another, by the other sphere. O(claims on those in the sphere and
/// on their acts), and on those for whom they speak.
pub(super) fn read(at: &At<'_>, present: &[u32]) -> Vec<Mediator> {
    let here: BTreeSet<u32> = present.iter().copied().chain(doers(at)).collect();
    let mut mediators = Vec::new();
    for &actor in &here {
        let presence = presence(at, actor);
        let own = presence.get(&at.sphere).cloned().unwrap_or_default();
        for (&sphere, claims) in presence.iter().filter(|(sphere, _)| **sphere != at.sphere) {
            mediators.push((sphere, mediator(at, actor, sphere, Mediation::Presence, [&own[..], claims].concat())));
        }
        for (sphere, (voices, claims)) in voices(at, actor, &here) {
            if !presence.contains_key(&sphere) {
                let by = Mediation::Voice(voices.into_iter().map(|node| at.id(node)).collect());
                mediators.push((sphere, mediator(at, actor, sphere, by, [&own[..], &claims].concat())));
            }
        }
    }
    mediators.sort_by_key(|(sphere, _)| *sphere);
    let of_sphere = mediators.chunk_by_mut(|one, other| one.0 == other.0);
    of_sphere.filter(|chunk| chunk.len() == 1).for_each(|chunk| chunk[0].1.sole = true);
    mediators.into_iter().map(|(_, mediator)| mediator).collect()
}

fn mediator(at: &At<'_>, actor: u32, sphere: u32, by: Mediation, mut claims: Vec<ClaimId>) -> Mediator {
    claims.sort_unstable();
    claims.dedup();
    Mediator { actor: at.id(actor), sphere: at.id(sphere), by, sole: false, claims }
}

/// The actors that contribute to acts within the sphere.
fn doers(at: &At<'_>) -> Vec<u32> {
    let within = Node { case: at.case, index: at.sphere }.incoming_by(RelationKind::Within);
    let acts = within.filter(|claim| at.has_begun(*claim)).map(|claim| claim.subject()).filter(|act| begun(at, *act));
    let parts = acts.flat_map(|act| act.incoming_by(RelationKind::TakesPartIn)).filter(contributes);
    parts.map(|claim| claim.subject().index).collect()
}

fn begun(at: &At<'_>, act: Node<'_>) -> bool {
    act.period().and_then(|period| period.earliest_start()).is_none_or(|start| start <= at.day)
}

fn contributes(claim: &Claim<'_>) -> bool {
    claim.holds() && claim.sign().unwrap_or_default() == Sign::Positive
}

/// The spheres to which an actor belongs or in which it contributes to an act.
fn presence(at: &At<'_>, actor: u32) -> Presence {
    let mut spheres = Presence::new();
    let node = Node { case: at.case, index: actor };
    for claim in node.outgoing_by(RelationKind::BelongsTo).filter(|claim| at.may_hold(*claim)) {
        spheres.entry(object(claim)).or_default().push(claim.id());
    }
    for part in node.outgoing_by(RelationKind::TakesPartIn).filter(contributes) {
        let act = Node { case: at.case, index: object(part) };
        let within = act.outgoing_by(RelationKind::Within).filter(|claim| begun(at, act) && at.has_begun(*claim));
        for claim in within {
            spheres.entry(object(claim)).or_default().extend([part.id(), claim.id()]);
        }
    }
    spheres
}

fn object(claim: Claim<'_>) -> u32 {
    claim.object().map_or(claim.subject().index, |node| node.index)
}

/// By sphere, for whom in it the actor speaks who is not here.
fn voices(at: &At<'_>, actor: u32, here: &BTreeSet<u32>) -> BTreeMap<u32, (Vec<u32>, Vec<ClaimId>)> {
    let mut found: BTreeMap<u32, (Vec<u32>, Vec<ClaimId>)> = BTreeMap::new();
    let speaking = Node { case: at.case, index: actor }.outgoing_by(RelationKind::SpeaksFor);
    for claim in speaking.filter(|claim| at.has_begun(*claim) && !here.contains(&object(*claim))) {
        for (sphere, claims) in presence(at, object(claim)) {
            let (voices, grounds) = found.entry(sphere).or_default();
            voices.push(object(claim));
            voices.sort_unstable();
            voices.dedup();
            grounds.push(claim.id());
            grounds.extend(claims);
        }
    }
    found
}
