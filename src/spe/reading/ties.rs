//! What a case says of its members beside the score: trust, professions and identities, compelling events.

use std::collections::{BTreeMap, BTreeSet};

use super::Reading;
use crate::case::ClaimId;
use crate::evidence::{Date, Sign};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::spe::definition::record::Pair;
use crate::theory::Typology;
use crate::theory::typology::{InstitutionForm, TieKind};

impl Reading<'_> {
    /// For each pair of members of which it is said, whether they trust each other as far as is said.
    pub(in crate::spe) fn trust(&mut self) -> BTreeMap<Pair, bool> {
        let mut trust = BTreeMap::new();
        for (actor, other, claim) in self.between(RelationKind::TiedTo) {
            let facet = self.case.claim(ClaimId(claim)).and_then(|claim| claim.facet());
            if facet.map(|facet| facet.key) != Some(TieKind::Trust.entry().key) {
                continue;
            }
            let (Some(one), Some(two)) = (self.member_of(actor), self.member_of(other)) else { continue };
            if one != two {
                let trusts = self.case.parts.claims[claim as usize].sign().unwrap_or_default() == Sign::Positive;
                trust.entry((one.min(two), one.max(two))).and_modify(|all| *all &= trusts).or_insert(trusts);
            }
        }
        trust
    }

    /// For each member that sees itself in something, in what; of professions alone if asked for.
    pub(in crate::spe) fn identities(&mut self, professions_alone: bool) -> BTreeMap<u32, BTreeSet<u32>> {
        let mut identities: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for (actor, institution, _) in self.between(RelationKind::IdentifiesWith) {
            let is_profession = self.case.structure.has_code(institution, InstitutionForm::Profession.into());
            if let Some(member) = self.member_of(actor).filter(|_| is_profession || !professions_alone) {
                identities.entry(member).or_default().insert(institution);
            }
        }
        identities
    }

    /// The days of the compelling events: those that start something, of which an act of the sphere is part, or that a
    /// member senses or seizes. A rough date counts by its middle day; an event without a date is left out.
    pub(in crate::spe) fn events(&mut self) -> Vec<i32> {
        let events: Vec<u32> = self.case.structure.of_kind(NodeKind::Event).collect();
        let compelling: Vec<u32> = events.into_iter().filter(|&event| self.is_compelling(event)).collect();
        let mut days: Vec<i32> = compelling.into_iter().filter_map(|event| self.middle(event)).collect();
        days.sort_unstable();
        days
    }

    fn is_compelling(&mut self, event: u32) -> bool {
        let network = &self.case.structure.network;
        let counts = |claim: &&u32| self.boundary.counts(**claim);
        let subject = |claim: &u32| self.case.parts.claims[*claim as usize].subject;
        let of_acts = network.incoming_by(event, RelationKind::Constitutes).iter().filter(counts).map(subject);
        let here = |act: u32| self.occasions.rows.iter().any(|row| row.node == act);
        if network.outgoing_by(event, RelationKind::Triggers).iter().any(|claim| self.boundary.counts(*claim))
            || of_acts.clone().any(here)
        {
            return true;
        }
        let noticed = [RelationKind::Senses, RelationKind::Seizes].map(|relation| network.incoming_by(event, relation));
        let actors: Vec<u32> = noticed.into_iter().flatten().filter(counts).map(subject).collect();
        actors.into_iter().any(|actor| self.member_of(actor).is_some())
    }

    fn middle(&self, event: u32) -> Option<i32> {
        let period = self.case.parts.nodes[event as usize].attributes.as_ref()?.period.as_ref()?;
        let day = |date: Option<Date>| date.map(|date| i64::from(date.day_number()));
        let (first, last) = (day(period.earliest_start())?, day(period.latest_end())?);
        Some((first + last).div_euclid(2) as i32)
    }

    /// The claims of a relation that count, with what they join.
    fn between(&self, relation: RelationKind) -> Vec<(u32, u32, u32)> {
        let structure = &self.case.structure;
        let claims =
            structure.of_kind(NodeKind::Actor).flat_map(|actor| structure.network.outgoing_by(actor, relation));
        let counted = claims.copied().filter(|&claim| self.boundary.counts(claim));
        let ends = |claim: u32| {
            let record = &self.case.parts.claims[claim as usize];
            Some((record.subject, record.relation()?.1, claim))
        };
        counted.filter_map(ends).collect()
    }
}
