//! The acts within a sphere: who contributes to them, and to whom they give.

use super::At;
use crate::case::boundary::Boundary;
use crate::case::{ClaimId, Node};
use crate::evidence::{Period, Sign};
use crate::graph::relation::RelationKind;

/// The acts within a sphere that did not certainly begin after the day.
pub(super) struct Deeds {
    pub(super) rows: Vec<Deed>,
    /// How many may have begun after the day all the same.
    pub(super) roughly_dated: usize,
}

/// An act within the sphere. Members are given by their places in the boundary.
#[derive(Default)]
pub(super) struct Deed {
    /// Members that contribute; nobody to an act in which a member misuses or withholds.
    pub(super) contributors: Vec<u32>,
    /// Contributors and the members to whom they give.
    pub(super) concerned: Vec<u32>,
    /// By whom and by which claim something was contributed.
    pub(super) participations: Vec<(u32, ClaimId)>,
    /// The actors that contribute, as nodes, whether or not they act for a member.
    pub(super) doers: Vec<u32>,
}

/// O(acts and claims on them).
pub(super) fn read(at: &At<'_>, boundary: &mut Boundary<'_>) -> Deeds {
    let network = &at.case.structure.network;
    let within = network.incoming_by(at.sphere, RelationKind::Within).iter().filter(|&&claim| boundary.counts(claim));
    let mut acts: Vec<u32> = within.map(|&claim| at.case.parts.claims[claim as usize].subject).collect();
    acts.sort_unstable();
    acts.dedup();
    acts.retain(|&act| boundary.has_begun(act));
    let roughly_dated = acts.iter().filter(|&&act| !certainly_begun(at, act)).count();
    Deeds { rows: acts.into_iter().map(|act| deed(at, boundary, act)).collect(), roughly_dated }
}

fn certainly_begun(at: &At<'_>, act: u32) -> bool {
    let node = Node { case: at.case, index: act };
    let latest = |period: &Period| period.latest_start().or_else(|| period.latest_end());
    node.period().and_then(latest).is_some_and(|latest| latest <= at.day)
}

fn deed(at: &At<'_>, boundary: &mut Boundary<'_>, act: u32) -> Deed {
    let mut deed = Deed::default();
    for &index in at.case.structure.network.incoming_by(act, RelationKind::TakesPartIn) {
        let claim = at.claim(index);
        if !claim.holds() {
            continue;
        }
        let (actor, sign) = (claim.subject().index, claim.sign().unwrap_or_default());
        let member = boundary.member(actor);
        match (sign, member) {
            (Sign::Negative, Some(_)) => return Deed::default(),
            (Sign::Positive, member) => {
                deed.doers.push(actor);
                deed.participations.extend(member.map(|member| (member, claim.id())));
                let receivers = claim.receivers().filter_map(|receiver| boundary.member(receiver.index));
                deed.concerned.extend(receivers.filter(|_| member.is_some()));
            }
            (Sign::Negative | Sign::Neutral, _) => {}
        }
    }
    deed.contributors = deed.participations.iter().map(|(member, _)| *member).collect();
    deed.concerned.extend(&deed.contributors);
    for list in [&mut deed.contributors, &mut deed.concerned, &mut deed.doers] {
        list.sort_unstable();
        list.dedup();
    }
    deed
}
