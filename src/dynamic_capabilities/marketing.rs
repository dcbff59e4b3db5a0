//! Dynamic marketing capability and what it is built on.

use serde::Serialize;

use crate::Case;
use crate::case::attestation::{by_entry, codings, key};
use crate::case::{Attestation, Attested, Gap};
use crate::graph::node::{Capability, NodeKind};
use crate::graph::relation::RelationKind;
use crate::theory::typology::{CapabilityFamily, MarketingBasis};

/// A dynamic marketing capability: one that develops, releases and integrates market knowledge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Marketing {
    /// The capabilities coded so: one line.
    pub capabilities: Vec<Attested<CapabilityFamily>>,
    /// Human capital, social capital and cognition.
    pub bases: Vec<Basis>,
}

/// What a dynamic marketing capability can be built on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// Which basis.
    #[serde(serialize_with = "key")]
    pub basis: MarketingBasis,
    /// The resources coded so.
    pub nodes: Vec<Box<str>>,
    /// What that rests on.
    pub present: Attestation,
    /// Whether a dynamic marketing capability is said to rest on such a resource.
    pub used: Attestation,
}

impl Marketing {
    pub(super) fn of(case: &Case) -> Self {
        let families = by_entry::<CapabilityFamily>(case, &[NodeKind::Capability]);
        let bases = by_entry::<MarketingBasis>(case, &[NodeKind::Resource]);
        Self {
            capabilities: families.into_iter().filter(|row| row.entry == CapabilityFamily::DynamicMarketing).collect(),
            bases: bases.into_iter().map(|row| Basis::of(case, row)).collect(),
        }
    }

    pub(super) fn gaps(&self) -> impl Iterator<Item = Gap> {
        let capabilities = self.capabilities.iter();
        let capabilities = capabilities.filter_map(|row| row.attestation.gap("dynamic marketing capability"));
        capabilities
            .chain(self.bases.iter().filter_map(|row| row.present.gap(format!("market knowledge: {}", row.basis))))
    }
}

impl Basis {
    fn of(case: &Case, row: Attested<MarketingBasis>) -> Self {
        let coded = case.all::<Capability>().flat_map(|node| codings::<CapabilityFamily>(*node));
        let coded = coded.filter(|(family, _)| *family == CapabilityFamily::DynamicMarketing);
        let used = coded.flat_map(|(_, coding)| {
            coding.subject().outgoing_by(RelationKind::RestsOn).flat_map(move |rests| {
                let bases = rests.object().into_iter().flat_map(codings::<MarketingBasis>);
                bases.filter(move |(basis, _)| *basis == row.entry).map(move |(_, basis)| [coding, rests, basis])
            })
        });
        let used = Attestation::of_groups(used);
        Self { basis: row.entry, nodes: row.nodes, present: row.attestation, used }
    }
}
