//! The acts of a sphere in a case: who contributed, to whom, when, and how much the act counts.

use std::ops::Range;

use super::purposes::Purposes;
use crate::case::boundary::Boundary;
use crate::case::{Case, ClaimId};
use crate::evidence::{Date, Period, Sign};
use crate::graph::relation::RelationKind;
use crate::spe::Spec;
use crate::spe::definition::occasions::{Doing, Occasion, Occasions};
use crate::spe::definition::record::{Act, Acts, Recovered, When};

/// The claims that the acts rest on.
#[derive(Debug, Default)]
pub(in crate::spe) struct ActClaims {
    /// Who took part in the acts.
    pub(in crate::spe) participation: Vec<OfAct>,
    /// Misuses and recoveries.
    pub(in crate::spe) destruction: Vec<OfAct>,
    /// Which purposes the acts advance.
    pub(in crate::spe) advances: Vec<OfAct>,
}

/// A claim on an act: the act's node, and the claim.
pub(in crate::spe) type OfAct = (u32, ClaimId);

impl ActClaims {
    /// Leaves out the claims on acts that were left out. O(claims log acts).
    pub(super) fn keep(&mut self, acts: &Acts) {
        let nodes = |acts: &[Act]| acts.iter().map(|act| act.node).collect::<Vec<u32>>();
        let kept = [nodes(&acts.acts), nodes(&acts.earlier), nodes(&acts.maybe_later)];
        let kept = |node: u32| kept.iter().any(|nodes| nodes.binary_search(&node).is_ok());
        for claims in [&mut self.participation, &mut self.destruction, &mut self.advances] {
            claims.retain(|(node, _)| kept(*node));
        }
    }
}

/// Reads the acts within a sphere. O(acts and their claims).
pub(super) fn read<'g>(
    case: &'g Case,
    sphere: u32,
    spec: &Spec,
    end: i32,
    boundary: &mut Boundary<'g>,
    purposes: &Purposes<'g>,
) -> (Occasions, ActClaims) {
    let as_of = spec.as_of.day_number();
    let (published, occasions, claims) = (published(case), Occasions::default(), ActClaims::default());
    let mut reader = ActReader { case, as_of, end, published, boundary, purposes, occasions, claims };
    let within = case.structure.network.incoming_by(sphere, RelationKind::Within);
    let mut nodes: Vec<u32> = within
        .iter()
        .filter(|&&claim| reader.boundary.counts(claim))
        .map(|&claim| case.parts.claims[claim as usize].subject)
        .collect();
    nodes.dedup();
    if !nodes.is_sorted() {
        nodes.sort_unstable();
        nodes.dedup();
    }
    for node in nodes {
        reader.act(node);
    }
    (reader.occasions, reader.claims)
}

/// The last day on which each source can have been made.
fn published(case: &Case) -> Vec<Option<i32>> {
    case.parts.sources.iter().map(|source| source.published.map(|date| date.latest().day_number())).collect()
}

struct ActReader<'a, 'g> {
    case: &'g Case,
    as_of: i32,
    /// T: the as-of date, or the end of an endeavour that was completed before it.
    end: i32,
    published: Vec<Option<i32>>,
    boundary: &'a mut Boundary<'g>,
    purposes: &'a Purposes<'g>,
    occasions: Occasions,
    claims: ActClaims,
}

/// What the reader makes of an act's date.
enum Placed {
    Later,
    MaybeLater(When),
    By(When),
}

impl ActReader<'_, '_> {
    fn act(&mut self, node: u32) {
        let attributes = self.case.parts.nodes[node as usize].attributes.as_deref();
        let period = attributes.and_then(|attributes| attributes.period.as_ref());
        let standing = attributes.is_some_and(|attributes| attributes.standing);
        let weight = attributes.and_then(|attributes| attributes.weight).unwrap_or(1.0);
        match self.place(node, period, standing) {
            Placed::Later => {}
            Placed::MaybeLater(when) => self.occasion(node, weight, when, true),
            Placed::By(when) => self.occasion(node, weight, when, false),
        }
    }

    /// Where an act lies in time: its own period, and that a source reports nothing that happened after it was made.
    fn place(&self, node: u32, period: Option<&Period>, standing: bool) -> Placed {
        let day = |date: Option<Date>| date.map(Date::day_number);
        let reported = self.reported_by(node);
        let earliest = period.and_then(|period| day(period.earliest_start()));
        // A start before any day gives no latest start; the activity had begun by its end.
        let start = period.filter(|_| standing).and_then(|period| day(period.latest_start()));
        let begun_by = start.or_else(|| period.and_then(|period| day(period.latest_end())));
        let begun_by = [begun_by, reported].into_iter().flatten().min();
        if earliest.is_some_and(|earliest| earliest > self.end) {
            return Placed::Later;
        }
        let Some(begun_by) = begun_by.filter(|&last| last <= self.as_of) else {
            // If it is not later, a routine may have gone on for as long as the window.
            let routine = When::Standing { certain: None, possible: (earliest, self.end) };
            return Placed::MaybeLater(if standing { routine } else { When::Undated });
        };
        let begun_by = begun_by.min(self.end);
        Placed::By(match (standing, earliest) {
            (true, _) => self.standing(period, begun_by),
            (false, Some(earliest)) => When::Once(earliest.min(begun_by), begun_by),
            (false, None) => When::Undated,
        })
    }

    /// A standing activity goes on, as far as is known, from its start to its end or to the as-of date.
    fn standing(&self, period: Option<&Period>, begun_by: i32) -> When {
        let day = |date: Option<Date>| date.map(Date::day_number);
        let earliest = period.and_then(|period| day(period.earliest_start())).map(|first| first.min(begun_by));
        let endless = period.is_some_and(|period| period.end() == crate::evidence::Bound::Open);
        let at_least = if endless { Some(self.end) } else { period.and_then(|period| day(period.earliest_end())) };
        let at_most = period.and_then(|period| day(period.latest_end())).unwrap_or(self.end).min(self.end);
        let certain = at_least.map(|end| (begun_by, end.min(self.end))).filter(|(start, end)| start <= end);
        When::Standing { certain, possible: (earliest, at_most) }
    }

    /// The day by which some source had reported the act.
    fn reported_by(&self, node: u32) -> Option<i32> {
        let network = &self.case.structure.network;
        let claims = network.incoming_by(node, RelationKind::TakesPartIn).iter();
        let claims = claims.chain(network.outgoing_by(node, RelationKind::Within));
        let parts = &self.case.parts;
        let evidence = claims.flat_map(|&claim| parts.grounds_of(&parts.claims[claim as usize]));
        evidence.filter_map(|&at| self.published[self.case.parts.evidence[at as usize].source as usize]).min()
    }

    /// What the members did in an act, and the purposes that it advances.
    fn occasion(&mut self, node: u32, weight: f64, when: When, maybe_later: bool) {
        let doings = self.occasions.doings.len() as u32;
        for &claim in self.case.structure.network.incoming_by(node, RelationKind::TakesPartIn) {
            let record = &self.case.parts.claims[claim as usize];
            let Some(member) = self.boundary.member(record.subject).filter(|_| record.holds()) else { continue };
            let sign = record.sign().unwrap_or_default();
            self.claims.participation.push((node, ClaimId(claim)));
            if sign == Sign::Negative {
                self.claims.destruction.push((node, ClaimId(claim)));
            }
            let start = self.occasions.receivers.len() as u32;
            for &receiver in self.case.parts.receivers_of(record) {
                self.occasions.receivers.extend(self.boundary.member(receiver));
            }
            let receivers = start..self.occasions.receivers.len() as u32;
            self.occasions.doings.push(Doing { member, sign, receivers });
        }
        let doings = doings..self.occasions.doings.len() as u32;
        let (recovered, aims) = (self.recovered(node), self.aims(node));
        self.occasions.rows.push(Occasion {
            node,
            weight,
            count: 1,
            when,
            days: 0..0,
            maybe_later,
            recovered,
            doings,
            aims,
        });
    }

    /// The purposes that the act advances.
    fn aims(&mut self, node: u32) -> Range<u32> {
        let start = self.occasions.aims.len() as u32;
        for &claim in self.case.structure.network.outgoing_by(node, RelationKind::Advances) {
            let relation = self.case.parts.claims[claim as usize].relation();
            let Some((_, purpose)) = relation.filter(|_| self.boundary.counts(claim)) else { continue };
            self.claims.advances.push((node, ClaimId(claim)));
            self.occasions.aims.extend(self.purposes.number(purpose));
        }
        start..self.occasions.aims.len() as u32
    }

    /// Whether an act that lies no later than the as-of date made it good.
    fn recovered(&mut self, node: u32) -> Recovered {
        let mut recovered = Recovered::No;
        for &claim in self.case.structure.network.incoming_by(node, RelationKind::Recovers) {
            if !self.boundary.counts(claim) {
                continue;
            }
            let recovery = self.case.parts.claims[claim as usize].subject;
            let attributes = self.case.parts.nodes[recovery as usize].attributes.as_deref();
            let period = attributes.and_then(|attributes| attributes.period.as_ref());
            let standing = attributes.is_some_and(|attributes| attributes.standing);
            match self.place(recovery, period, standing) {
                Placed::Later => continue,
                Placed::MaybeLater(_) if recovered == Recovered::No => recovered = Recovered::Maybe,
                Placed::MaybeLater(_) => {}
                Placed::By(_) => recovered = Recovered::Yes,
            }
            self.claims.destruction.push((node, ClaimId(claim)));
        }
        recovered
    }
}
