//! Counting one row of a profile: which nodes, acts and claims belong to it.

use super::reading::{self, ids, sorted};
use super::{Portion, Shares};
use crate::Case;
use crate::case::{Claim, Node, View};
use crate::evidence::{Certainty, Period};
use crate::graph::node::{Act, Practice};
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::PracticeKind;

/// What of a case counts.
pub(super) enum Extent {
    Case,
    /// The actor, and the acts in which it takes part, in the case's order.
    Actor {
        actor: u32,
        acts: Vec<u32>,
    },
    Period(Period),
}

impl Extent {
    pub(super) fn actor(actor: Node<'_>) -> Self {
        let acts = sorted(reading::participations(actor).filter_map(|claim| Some(claim.object()?.index)));
        Self::Actor { actor: actor.index, acts }
    }

    /// Whether a relation claim of a practice node that holds counts.
    fn counts(&self, claim: Claim<'_>) -> bool {
        match self {
            Self::Case => true,
            Self::Actor { actor, acts } => {
                let subject = claim.subject().index;
                match claim.relation() {
                    Some(RelationKind::Enacts) => acts.binary_search(&subject).is_ok(),
                    relation => relation == Some(RelationKind::Performs) && subject == *actor,
                }
            }
            Self::Period(period) => reading::held(claim).is_some_and(|held| certainly(&held, period)),
        }
    }

    /// Whether a practice node counts of which no relation does.
    fn keeps(&self, node: Node<'_>) -> bool {
        match self {
            Self::Case => true,
            Self::Actor { .. } => false,
            Self::Period(period) => node.period().is_some_and(|own| certainly(own, period)),
        }
    }

    /// How many acts that enact the nodes may lie in the period, but need not.
    fn possible_acts(&self, nodes: &[Node<'_>]) -> usize {
        let Self::Period(period) = self else { return 0 };
        let may = |date: Period| date.overlaps(period) == Certainty::Possible;
        let acts = nodes.iter().flat_map(|&node| reading::enacting(node)).map(|claim| claim.subject());
        sorted(acts.filter(|&act| reading::date(act).is_some_and(may)).map(|act| act.index)).len()
    }

    /// The ids of the acts of the eight kinds that nothing dates, where dates matter.
    pub(super) fn undated(&self, case: &Case) -> Vec<Box<str>> {
        match self {
            Self::Case | Self::Actor { .. } => Vec::new(),
            Self::Period(_) => {
                let acts = reading::acts(case, PracticeKind::ALL);
                ids(acts.into_iter().filter(|&act| reading::date(act).is_none()))
            }
        }
    }

    /// The claims that the actor takes part in the acts.
    fn participations<'g>(&self, case: &'g Case, acts: &[u32]) -> Vec<Claim<'g>> {
        match self {
            Self::Case | Self::Period(_) => Vec::new(),
            Self::Actor { actor, .. } => {
                let among = |act: Node<'_>| acts.binary_search(&act.index).is_ok();
                let claims = reading::participations(Node { case, index: *actor });
                claims.filter(|claim| claim.object().is_some_and(among)).collect()
            }
        }
    }
}

fn certainly(one: &Period, other: &Period) -> bool {
    one.overlaps(other) == Certainty::Certain
}

pub(super) fn named(case: &Case, wanted: fn(usize) -> bool) -> Vec<Box<str>> {
    let kinds = |node: Node<'_>| PracticeKind::ALL.iter().filter(|&&kind| node.has_code(kind)).count();
    case.all::<Practice>().filter(|node| wanted(kinds(**node))).map(|node| node.id().into()).collect()
}

/// Counts what is of any of the kinds, all but the shares.
pub(super) fn count(case: &Case, wanted: &[PracticeKind], extent: &Extent) -> Portion {
    let coded = reading::practices(case, wanted);
    let possible_acts = extent.possible_acts(&coded);
    let relations = coded.iter().flat_map(|&node| relations(node));
    let relations: Vec<Claim<'_>> = relations.filter(|&claim| extent.counts(claim)).collect();
    let touched = touched(&relations);
    let counts = |node: &Node<'_>| touched.binary_search(&node.index).is_ok() || extent.keeps(*node);
    let nodes: Vec<Node<'_>> = coded.into_iter().filter(counts).collect();
    let acts = enacted_by(&relations);
    let codings = nodes.iter().flat_map(|&node| reading::kinds(node)).filter(|(kind, _)| wanted.contains(kind));
    let claims = codings.map(|(_, claim)| claim).chain(relations).chain(extent.participations(case, &acts));
    let claims = sorted(claims.map(|claim| claim.index));
    let claims: Vec<Claim<'_>> = claims.into_iter().map(|index| Claim { case, index }).collect();
    let weights = acts.iter().map(|&act| View::<Act>::new(case, act).weight());
    Portion {
        nodes: ids(nodes),
        acts: acts.len(),
        possible_acts,
        weight: weights.fold(0.0, |sum, weight| sum + weight).min(f64::MAX),
        evidence: sorted(claims.iter().flat_map(Claim::evidence).map(|evidence| evidence.index)).len(),
        shares: Shares::default(),
        claims: claims.iter().map(Claim::id).collect(),
    }
}

/// The relation claims of a practice node that hold, in either direction.
fn relations(node: Node<'_>) -> impl Iterator<Item = Claim<'_>> {
    node.outgoing().filter(|claim| claim.relation().is_some()).chain(node.incoming()).filter(Claim::holds)
}

/// The nodes at either end of the claims, in the case's order.
fn touched(claims: &[Claim<'_>]) -> Vec<u32> {
    let ends = claims.iter().flat_map(|claim| [Some(claim.subject()), claim.object()]);
    sorted(ends.flatten().map(|node| node.index))
}

/// The acts among the claims, in the case's order.
fn enacted_by(claims: &[Claim<'_>]) -> Vec<u32> {
    let enacting = claims.iter().filter(|claim| claim.relation() == Some(RelationKind::Enacts));
    sorted(enacting.map(|claim| claim.subject().index))
}
