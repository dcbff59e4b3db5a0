//! Dynamic capabilities: sensing, seizing and transforming in market and technology, the chain of absorptive capacity, and
//! what resources are put through.
//!
//! [`grid`] sets the three phases of Teece (2007) against the two domains (T28). Beside the grid stand the orders of
//! capability (T29), the four absorptive capacities as a chain with its missing link (T30), dynamic marketing capability
//! with what it is built on (T31), the enablers (T32), and the resource routines that the case names (T12).
//!
//! A line says what the case *attests*. That nothing is attested is no weakness of the organisation: the line says whether
//! anybody looked.
//!
//! Sources: Serbin Wikner 2009, §2 and §4; Sun and Anderson 2010, as the learning-organisation source reports them.

mod chain;
mod marketing;
mod report;
mod routine;

pub use chain::{AbsorptiveChain, Break, Link, Stage};
pub use marketing::{Basis, Marketing};
pub use routine::{Routine, Routines};

use std::ops::Index;

use serde::Serialize;

use crate::Case;
use crate::case::attestation::{Fit, by_entry, codings, key, names, nodes_of, sought_code, sought_relation};
use crate::case::{Attestation, Attested, Claim, Gap, Node};
use crate::graph::node::{Event, NodeKind};
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{CapabilityOrder, DynamicDomain, DynamicPhase, Enabler};

/// The kinds of node that a phase classifies; a domain classifies resources too.
const DOING: [NodeKind; 3] = [NodeKind::Capability, NodeKind::Practice, NodeKind::Act];

/// Sets the dynamic capabilities of a case out in their grid, with chain, enablers and routines.
///
/// A node fills a cell if it is coded with the phase and with the domain. A node with a phase and no domain, and an event
/// that is sensed or seized, count for the phase in [`without_domain`](DynamicCapabilities::without_domain): nothing is read
/// into them. Searches for the code of a phase or of a domain cover its cells.
///
/// O(nodes + claims + searches), with a logarithm for sorting.
///
/// ```
/// use cocreation::Case;
/// use cocreation::case::{Pattern, Search, Standing};
/// use cocreation::dynamic_capabilities::{self, Break};
/// use cocreation::graph::node::{Capability, NodeKind};
/// use cocreation::theory::typology::{AbsorptiveStage, DynamicDomain::Market, DynamicPhase::{Seizing, Sensing, Transforming}};
///
/// let mut case = Case::builder("a-firm");
/// let listening = case.add("listening", Capability::new("Listening to customers").coded(Sensing).coded(Market));
/// case.classify(listening, AbsorptiveStage::Acquisition);
/// case.search(Search::not_found("seizing").subject(Pattern::default().coded(Seizing)));
/// let found = dynamic_capabilities::grid(&case.build()?);
///
/// assert_eq!(found[(Sensing, Market)].attestation.to_string(), "stated [c1, c2]");
/// assert_eq!(found[(Seizing, Market)].attestation.standing, Standing::SearchedNotFound);
/// assert_eq!(found[(Transforming, Market)].attestation.standing, Standing::NotSearched);
/// assert_eq!(found.chain.broken_at(), Some(Break::Link(AbsorptiveStage::Acquisition, AbsorptiveStage::Assimilation)));
/// assert_eq!(found.chain.missing(), &AbsorptiveStage::ALL[1..]);
/// # use cocreation::theory::Typology;
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn grid(case: &Case) -> DynamicCapabilities {
    let enabling = [NodeKind::Judgement, NodeKind::Actor, NodeKind::Institution];
    let found = DynamicCapabilities {
        case: case.id().into(),
        cells: cells(case),
        without_domain: DynamicPhase::ALL.iter().map(|&phase| without_domain(case, phase)).collect(),
        domains: by_entry(case, &[NodeKind::Capability, NodeKind::Practice, NodeKind::Act, NodeKind::Resource]),
        orders: by_entry(case, &[NodeKind::Capability]),
        chain: AbsorptiveChain::of(case),
        marketing: Marketing::of(case),
        enablers: by_entry(case, &enabling),
        routines: Routines::of(case),
        gaps: Vec::new(),
    };
    DynamicCapabilities { gaps: found.find_gaps(), ..found }
}

/// The dynamic capabilities that a case attests; made by [`grid`]. Indexed by phase and domain.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DynamicCapabilities {
    /// The id of the case.
    pub case: Box<str>,
    cells: Vec<Cell>,
    /// Each phase as far as no domain is known: nodes with the phase and no domain, and events sensed or seized.
    pub without_domain: Vec<Attested<DynamicPhase>>,
    /// What is coded market or technology, whatever its phase, resources included.
    pub domains: Vec<Attested<DynamicDomain>>,
    /// The orders of capability.
    pub orders: Vec<Attested<CapabilityOrder>>,
    /// The chain of absorptive capacity.
    pub chain: AbsorptiveChain,
    /// Dynamic marketing capability, and what it is built on.
    pub marketing: Marketing,
    /// The enablers.
    pub enablers: Vec<Attested<Enabler>>,
    /// The resource routines.
    pub routines: Routines,
    /// What is missing, searched in vain or never searched.
    pub gaps: Vec<Gap>,
}

/// One phase in one domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The phase.
    #[serde(serialize_with = "key")]
    pub phase: DynamicPhase,
    /// The domain.
    #[serde(serialize_with = "key")]
    pub domain: DynamicDomain,
    /// The capabilities, practices and acts with both.
    pub nodes: Vec<Box<str>>,
    /// The claims that give them both, and the searches that covered the cell.
    pub attestation: Attestation,
}

impl Index<(DynamicPhase, DynamicDomain)> for DynamicCapabilities {
    type Output = Cell;

    fn index(&self, (phase, domain): (DynamicPhase, DynamicDomain)) -> &Cell {
        &self.cells[phase.index() * DynamicDomain::ALL.len() + domain.index()]
    }
}

impl DynamicCapabilities {
    /// The six cells, phase by phase.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = &Cell> {
        self.cells.iter()
    }

    fn find_gaps(&self) -> Vec<Gap> {
        let cells =
            self.cells.iter().filter_map(|cell| cell.attestation.gap(format!("{}, {}", cell.phase, cell.domain)));
        let orders = self.orders.iter().filter_map(|row| row.attestation.gap(format!("{} capability", row.entry)));
        let enablers = self.enablers.iter().filter_map(|row| row.attestation.gap(row.entry.entry().label));
        let routines = self.routines.routines.iter();
        let routines = routines.filter_map(|row| row.attestation.gap(format!("routine of {}", row.routine)));
        cells
            .chain(orders)
            .chain(self.chain.gaps())
            .chain(self.marketing.gaps())
            .chain(enablers)
            .chain(routines)
            .collect()
    }
}

fn cells(case: &Case) -> Vec<Cell> {
    let mut groups: Vec<Vec<[Claim<'_>; 2]>> = vec![Vec::new(); DynamicPhase::ALL.len() * DynamicDomain::ALL.len()];
    for node in nodes_of(case, &DOING) {
        for (phase, first) in codings::<DynamicPhase>(node) {
            for (domain, second) in codings::<DynamicDomain>(node) {
                groups[phase.index() * DynamicDomain::ALL.len() + domain.index()].push([first, second]);
            }
        }
    }
    let pairs =
        DynamicPhase::ALL.iter().flat_map(|&phase| DynamicDomain::ALL.iter().map(move |&domain| (phase, domain)));
    pairs.zip(groups).map(|((phase, domain), groups)| cell(case, phase, domain, groups)).collect()
}

fn cell(case: &Case, phase: DynamicPhase, domain: DynamicDomain, groups: Vec<[Claim<'_>; 2]>) -> Cell {
    let both = groups.iter().filter(|group| group.iter().all(Claim::holds));
    let nodes = names(both.map(|[first, _]| first.subject()));
    let sought = sought_code(case, phase, &DOING).into_iter().chain(sought_code(case, domain, &DOING));
    Cell { phase, domain, nodes, attestation: Attestation::of_groups(groups).sought(sought) }
}

fn without_domain(case: &Case, phase: DynamicPhase) -> Attested<DynamicPhase> {
    let undirected = |node: &Node<'_>| !DynamicDomain::ALL.iter().any(|&domain| node.has_code(domain));
    let coded = nodes_of(case, &DOING).filter(undirected).flat_map(codings::<DynamicPhase>);
    let coded = coded.filter(|(entry, _)| *entry == phase).map(|(_, claim)| (claim, claim.subject()));
    let relation = match phase {
        DynamicPhase::Sensing => Some(RelationKind::Senses),
        DynamicPhase::Seizing => Some(RelationKind::Seizes),
        DynamicPhase::Transforming => None,
    };
    let events = case.all::<Event>().flat_map(|event| {
        relation.into_iter().flat_map(move |relation| event.incoming_by(relation).map(move |claim| (claim, *event)))
    });
    let said: Vec<(Claim<'_>, Node<'_>)> = coded.chain(events).collect();
    let noticed = relation
        .into_iter()
        .flat_map(|relation| sought_relation(case, relation, |from, to| Fit::anything(from).and(Fit::anything(to))));
    let nodes = names(said.iter().filter(|(claim, _)| claim.holds()).map(|(_, node)| *node));
    let sought = sought_code(case, phase, &DOING).into_iter().chain(noticed);
    let attestation = Attestation::of(said.into_iter().map(|(claim, _)| claim)).sought(sought);
    Attested { entry: phase, nodes, attestation }
}
