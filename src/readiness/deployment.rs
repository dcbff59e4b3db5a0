//! Capabilities held and deployed, and ties.

use serde::Serialize;

use crate::Case;
use crate::case::attestation::{Fit, codings, key_if_any, names, sought_code, sought_relation};
use crate::case::{Attestation, Claim, Gap, Node};
use crate::evidence::Sign;
use crate::graph::node::{Actor, Capability, NodeKind};
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{InteractionCapability, TieKind};

/// An interaction capability, or one capability that is none of the six: who holds it, and where it is deployed.
///
/// Held is not deployed: a capability is deployed where it is said to enable a practice. One that underpins others or a
/// sphere carries them without a practice of its own (T27).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Deployment {
    /// Which of the six; `None` for a capability that is none of them.
    #[serde(serialize_with = "key_if_any")]
    pub capability: Option<InteractionCapability>,
    /// The nodes that the case classifies so, or the one node.
    pub nodes: Vec<Box<str>>,
    /// Whether an actor holds it.
    pub held: Attestation,
    /// The actors who do.
    pub held_by: Vec<Box<str>>,
    /// Whether it enables a practice.
    pub deployed: Attestation,
    /// The practices that it enables.
    pub practices: Vec<Box<str>>,
    /// Whether it underpins other capabilities or a sphere.
    pub underpins: Attestation,
}

/// The six interaction capabilities.
pub(super) fn by_capability(case: &Case) -> Vec<Deployment> {
    let coded: Vec<_> = case.all::<Capability>().flat_map(|node| codings::<InteractionCapability>(*node)).collect();
    let of = |&capability: &InteractionCapability| {
        let codings: Vec<Claim<'_>> = coded.iter().filter(|(entry, _)| *entry == capability).map(|(_, c)| *c).collect();
        Deployment::of_coded(case, capability, &codings)
    };
    InteractionCapability::ALL.iter().map(of).collect()
}

/// The capabilities that are none of the six.
pub(super) fn others(case: &Case) -> Vec<Deployment> {
    let coded = |node: Node<'_>| InteractionCapability::ALL.iter().any(|&entry| node.has_code(entry));
    let others = case.all::<Capability>().filter(|node| !coded(**node));
    others.map(|node| Deployment::of_node(case, *node)).collect()
}

const HOLDS: RelationKind = RelationKind::Holds;
const ENABLES: RelationKind = RelationKind::Enables;
const UNDERPINS: RelationKind = RelationKind::Underpins;

impl Deployment {
    fn of_coded(case: &Case, capability: InteractionCapability, codings: &[Claim<'_>]) -> Self {
        let held: Vec<_> = pairs(codings, |node| node.incoming_by(HOLDS)).collect();
        let enabling: Vec<_> = pairs(codings, |node| node.outgoing_by(ENABLES)).collect();
        let underpinning = pairs(codings, |node| node.outgoing_by(UNDERPINS));
        let absent = || sought_code(case, capability, &[NodeKind::Capability]);
        let by = sought_relation(case, HOLDS, |from, to| Fit::anything(from).and(Fit::coded(to, capability)));
        let from =
            |relation| sought_relation(case, relation, |from, to| Fit::coded(from, capability).and(Fit::anything(to)));
        Self {
            capability: Some(capability),
            nodes: names(codings.iter().filter(|claim| claim.holds()).map(Claim::subject)),
            held_by: names(holding(&held).map(|claim| claim.subject())),
            practices: names(holding(&enabling).filter_map(|claim| claim.object())),
            held: Attestation::of_groups(held).sought(by.into_iter().chain(absent())),
            deployed: Attestation::of_groups(enabling).sought(from(ENABLES).into_iter().chain(absent())),
            underpins: Attestation::of_groups(underpinning).sought(from(UNDERPINS).into_iter().chain(absent())),
        }
    }

    fn of_node(case: &Case, node: Node<'_>) -> Self {
        let by = sought_relation(case, HOLDS, |from, to| Fit::anything(from).and(Fit::node(to, node)));
        let from = |relation| sought_relation(case, relation, |from, to| Fit::node(from, node).and(Fit::anything(to)));
        let held = || node.incoming_by(HOLDS);
        let enabling = || node.outgoing_by(ENABLES);
        Self {
            capability: None,
            nodes: vec![node.id().into()],
            held_by: names(held().filter(Claim::holds).map(|claim| claim.subject())),
            practices: names(enabling().filter(Claim::holds).filter_map(|claim| claim.object())),
            held: Attestation::of(held()).sought(by),
            deployed: Attestation::of(enabling()).sought(from(ENABLES)),
            underpins: Attestation::of(node.outgoing_by(UNDERPINS)).sought(from(UNDERPINS)),
        }
    }

    /// What it is called: the interaction capability, or the node.
    pub fn name(&self) -> &str {
        self.capability
            .map_or_else(|| self.nodes.first().map_or("", |node| node), |capability| capability.entry().label)
    }

    /// Being carried by an underpinning capability is no deployment, and to underpin is not expected of each.
    pub(super) fn gaps(&self) -> impl Iterator<Item = Gap> {
        let held = self.held.gap(format!("{}, held", self.name()));
        held.into_iter().chain(self.deployed.gap(format!("{}, deployed", self.name())))
    }
}

/// Each coding with each of these claims of its subject.
fn pairs<'c, 'g: 'c, I: Iterator<Item = Claim<'g>> + 'c>(
    codings: &'c [Claim<'g>],
    claims: impl Fn(Node<'g>) -> I + 'c,
) -> impl Iterator<Item = [Claim<'g>; 2]> + 'c {
    codings.iter().flat_map(move |&coding| claims(coding.subject()).map(move |claim| [coding, claim]))
}

/// The second claims of the pairs of which both hold.
fn holding<'c, 'g: 'c>(pairs: &'c [[Claim<'g>; 2]]) -> impl Iterator<Item = Claim<'g>> + 'c {
    pairs.iter().filter(|pair| pair.iter().all(Claim::holds)).map(|[_, claim]| *claim)
}

/// The ties of one kind between the actors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ties {
    /// Which kind; `None` for the ties of which none is stated.
    #[serde(serialize_with = "key_if_any")]
    pub kind: Option<TieKind>,
    /// Who is tied to whom, and how strongly (0 to 1) where a source says: once for each claim that holds.
    pub ties: Vec<(Box<str>, Box<str>, Option<f64>)>,
    /// Whether there are such ties.
    pub attestation: Attestation,
    /// Those that are broken, hostile or indifferent: claims that hold and whose sign is not +.
    pub broken: Attestation,
}

/// Ties by kind.
pub(super) fn ties(case: &Case) -> Vec<Ties> {
    let claims: Vec<Claim<'_>> =
        case.all::<Actor>().flat_map(|actor| actor.outgoing_by(RelationKind::TiedTo)).collect();
    let kinds = TieKind::ALL.iter().copied().map(Some).chain([None]);
    kinds.map(|kind| Ties::of(case, kind, &claims)).collect()
}

impl Ties {
    fn of(case: &Case, kind: Option<TieKind>, claims: &[Claim<'_>]) -> Self {
        let facet = kind.map(Typology::entry);
        let (ties, broken): (Vec<Claim<'_>>, Vec<Claim<'_>>) = claims
            .iter()
            .filter(|claim| claim.facet() == facet)
            .partition(|claim| claim.sign().unwrap_or_default() == Sign::Positive);
        let tie = |claim: &Claim<'_>| {
            let (from, to) = (claim.subject().id(), claim.object()?.id());
            Some((from.into(), to.into(), claim.degree().map(|degree| degree.value())))
        };
        let sought = sought_relation(case, RelationKind::TiedTo, |a, b| Fit::anything(a).and(Fit::anything(b)));
        Self {
            kind,
            ties: ties.iter().filter(|claim| claim.holds()).filter_map(tie).collect(),
            attestation: Attestation::of(ties).sought(sought),
            broken: Attestation::of(broken),
        }
    }

    /// What the line is called.
    pub fn name(&self) -> String {
        self.kind.map_or_else(|| "Ties of no stated kind".to_owned(), |kind| format!("{kind} ties"))
    }
}
