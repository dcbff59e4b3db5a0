//! What the questions of this module read of a case: practices of a kind, their acts, who took part, and when it was.

use crate::Case;
use crate::case::{Claim, Node};
use crate::evidence::{Period, Sign};
use crate::graph::Code;
use crate::graph::node::Act;
use crate::graph::relation::RelationKind;
use crate::theory::typology::PracticeKind;

/// Each once, in order.
pub(super) fn sorted(items: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut items: Vec<u32> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}

pub(super) fn ids<'g>(nodes: impl IntoIterator<Item = Node<'g>>) -> Vec<Box<str>> {
    nodes.into_iter().map(|node| node.id().into()).collect()
}

/// The kinds that classifications give the node, and the claims that give them.
pub(super) fn kinds<'g>(node: Node<'g>) -> impl Iterator<Item = (PracticeKind, Claim<'g>)> {
    let codings = node.classifications().filter(Claim::holds);
    codings.filter_map(|claim| Some((claim.code()?.entry()?, claim)))
}

/// The practice nodes of any of the kinds, in the case's order.
pub(super) fn practices<'g>(case: &'g Case, wanted: &[PracticeKind]) -> Vec<Node<'g>> {
    let nodes = sorted(wanted.iter().flat_map(|&kind| case.structure.coded(Code::of(kind))));
    nodes.into_iter().map(|index| Node { case, index }).collect()
}

/// The claims that an act enacts the practice.
pub(super) fn enacting(practice: Node<'_>) -> impl Iterator<Item = Claim<'_>> {
    practice.incoming_by(RelationKind::Enacts).filter(Claim::holds)
}

/// The acts that enact a practice of any of the kinds, in the case's order.
pub(super) fn acts<'g>(case: &'g Case, wanted: &[PracticeKind]) -> Vec<Node<'g>> {
    let enacting = practices(case, wanted).into_iter().flat_map(enacting);
    let acts = sorted(enacting.map(|claim| claim.subject().index));
    acts.into_iter().map(|index| Node { case, index }).collect()
}

/// The claims that the actor takes part in an act, or that the act has a participant, other than by misusing or
/// withholding.
pub(super) fn participations(node: Node<'_>) -> impl Iterator<Item = Claim<'_>> {
    let claims = node.outgoing_by(RelationKind::TakesPartIn).chain(node.incoming_by(RelationKind::TakesPartIn));
    claims.filter(|claim| claim.holds() && claim.sign() != Some(Sign::Negative))
}

/// When the act was, or when the practice went on.
pub(super) fn date(node: Node<'_>) -> Option<Period> {
    let act = node.handle_as::<Act>().map(|act| node.case.view(act));
    act.map_or_else(|| node.period(), |act| act.when()).copied()
}

/// When a relation held: an enactment when its act was, anything else as it is dated, or by the act during which it
/// held.
pub(super) fn held(claim: Claim<'_>) -> Option<Period> {
    if claim.relation() == Some(RelationKind::Enacts) {
        return date(claim.subject());
    }
    claim.when().copied()
}
