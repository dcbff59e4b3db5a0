//! The chain of absorptive capacity: acquire, assimilate, transform, exploit.

use std::fmt::{self, Display};

use serde::Serialize;

use super::DOING;
use crate::Case;
use crate::case::attestation::{Fit, by_entry, entries_of, key, keys, names, sought_relation};
use crate::case::{Attestation, Attested, Claim, Gap, Node};
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{AbsorptiveProcess, AbsorptiveStage, Level};

/// The four absorptive capacities in their order, and the links from each to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AbsorptiveChain {
    /// The four, from acquisition to exploitation.
    pub stages: Vec<Stage>,
    /// The three links between neighbours.
    pub links: Vec<Link>,
}

/// One absorptive capacity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// Which one.
    #[serde(serialize_with = "key")]
    pub stage: AbsorptiveStage,
    /// The capabilities, practices and acts coded so.
    pub nodes: Vec<Box<str>>,
    /// What that rests on.
    pub attestation: Attestation,
    /// The levels that those nodes are coded with.
    #[serde(serialize_with = "keys")]
    pub levels: Vec<Level>,
    /// The processes that those nodes are coded with.
    #[serde(serialize_with = "keys")]
    pub processes: Vec<AbsorptiveProcess>,
    /// The actors who hold those capabilities, perform those practices or take part in those acts.
    pub carriers: Vec<Box<str>>,
}

/// That what one capacity brings forth is taken up by the next: the later one rests on the earlier, or the earlier feeds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The earlier capacity.
    #[serde(serialize_with = "key")]
    pub from: AbsorptiveStage,
    /// The next one.
    #[serde(serialize_with = "key")]
    pub to: AbsorptiveStage,
    /// Claims by which a capability of the later stage rests on one of the earlier, or a practice of the earlier feeds one of
    /// the later.
    pub attestation: Attestation,
}

/// Where a chain breaks first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// This capacity is not attested.
    Stage(AbsorptiveStage),
    /// Nothing attested leads from the one to the other.
    Link(AbsorptiveStage, AbsorptiveStage),
}

impl AbsorptiveChain {
    pub(super) fn of(case: &Case) -> Self {
        let rows = by_entry::<AbsorptiveStage>(case, &DOING);
        let neighbours = AbsorptiveStage::ALL.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
        let links = neighbours.map(|(from, to)| Link::of(case, from, to)).collect();
        Self { stages: rows.into_iter().map(|row| Stage::of(case, row)).collect(), links }
    }

    /// The capacities that are not attested, in the order of the chain. O(1).
    pub fn missing(&self) -> Vec<AbsorptiveStage> {
        self.stages.iter().filter(|stage| !stage.attestation.is_attested()).map(|stage| stage.stage).collect()
    }

    /// The first place, from acquisition on, at which the chain is not attested; `None` if it is whole. O(1).
    ///
    /// A link is looked at before the capacity that it leads to: without the link the capacity would not carry on what went
    /// before it.
    pub fn broken_at(&self) -> Option<Break> {
        let stage = |stage: &Stage| (!stage.attestation.is_attested()).then_some(Break::Stage(stage.stage));
        let link = |link: &Link| (!link.attestation.is_attested()).then_some(Break::Link(link.from, link.to));
        let first = self.stages.first().and_then(stage);
        first.or_else(|| {
            self.links.iter().zip(self.stages.iter().skip(1)).find_map(|(to, next)| link(to).or_else(|| stage(next)))
        })
    }

    pub(super) fn gaps(&self) -> impl Iterator<Item = Gap> {
        let stages = self.stages.iter().filter_map(|row| row.attestation.gap(format!("absorptive {}", row.stage)));
        let link = |row: &Link| row.attestation.gap(format!("absorptive link {} → {}", row.from, row.to));
        stages.chain(self.links.iter().filter_map(link))
    }
}

impl Stage {
    fn of(case: &Case, row: Attested<AbsorptiveStage>) -> Self {
        let nodes: Vec<Node<'_>> = row.nodes.iter().filter_map(|id| case.node(id)).collect();
        let carrying = [RelationKind::Holds, RelationKind::Performs, RelationKind::TakesPartIn];
        let claims = nodes.iter().flat_map(|node| carrying.into_iter().flat_map(|relation| node.incoming_by(relation)));
        Self {
            stage: row.entry,
            levels: union(&nodes),
            processes: union(&nodes),
            carriers: names(claims.filter(Claim::holds).map(|claim| claim.subject())),
            nodes: row.nodes,
            attestation: row.attestation,
        }
    }
}

/// The entries that any of the nodes is coded with, in the register's order.
fn union<T: Typology>(nodes: &[Node<'_>]) -> Vec<T> {
    let mut entries: Vec<T> = nodes.iter().flat_map(|node| entries_of(*node)).collect();
    entries.sort_unstable();
    entries.dedup();
    entries
}

impl Link {
    fn of(case: &Case, from: AbsorptiveStage, to: AbsorptiveStage) -> Self {
        let earlier = case.structure.coded(from.into()).map(|index| Node { case, index });
        let leads = |claim: &Claim<'_>| match claim.relation() {
            Some(RelationKind::RestsOn) => claim.subject().has_code(to),
            Some(RelationKind::Feeds) => claim.object().is_some_and(|object| object.has_code(to)),
            Some(_) | None => false,
        };
        let joining = earlier.flat_map(|node| {
            node.incoming_by(RelationKind::RestsOn).chain(node.outgoing_by(RelationKind::Feeds)).filter(leads)
        });
        let resting = sought_relation(case, RelationKind::RestsOn, |later, earlier| {
            Fit::coded(later, to).and(Fit::coded(earlier, from))
        });
        let feeding = sought_relation(case, RelationKind::Feeds, |earlier, later| {
            Fit::coded(earlier, from).and(Fit::coded(later, to))
        });
        Self { from, to, attestation: Attestation::of(joining).sought(resting.into_iter().chain(feeding)) }
    }
}

impl Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stage(stage) => write!(f, "{stage}"),
            Self::Link(from, to) => write!(f, "{from} → {to}"),
        }
    }
}
