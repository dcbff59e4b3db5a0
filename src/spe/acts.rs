//! The acts of a sphere as the score reads them: who contributed, to whom, when, and how much the act counts.

use super::Spec;
use super::boundary::Boundary;
use crate::case::{Case, ClaimId};
use crate::evidence::{Date, Period, Sign};
use crate::graph::relation::RelationKind;

/// When an act took place, in days, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    /// Nothing is known but that it lies no later than the as-of date.
    Undated,
    /// Once, no earlier than the first day and no later than the second.
    Once(i32, i32),
    /// Again and again: certainly between two days, if at all; possibly from a day (or from ever) to another.
    Standing { certain: Option<(i32, i32)>, possible: (Option<i32>, i32) },
}

/// An act within the sphere that lies no later than the as-of date.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub(super) node: u32,
    /// Its weight, cut at the cap.
    pub(super) weight: f64,
    pub(super) when: When,
    /// Members who contributed, in order.
    pub(super) contributors: Vec<u32>,
    /// Members who took part without withholding, contributors included.
    pub(super) willing: Vec<u32>,
    /// Whether a member misused or withheld.
    pub(super) destructive: bool,
    /// Whether such a misuse was made good.
    pub(super) recovered: bool,
    /// Giver, receiver: contributions to other members.
    pub(super) giving: Vec<(u32, u32)>,
}

/// The acts of a sphere.
pub(super) struct Acts {
    pub(super) acts: Vec<Act>,
    /// Acts that may lie after the as-of date, as nodes; they count for nothing and make everything uncertain.
    pub(super) maybe_later: Vec<u32>,
    /// The claims that say who took part in the acts.
    pub(super) claims: Vec<ClaimId>,
    /// The claims that misuses and recoveries rest on.
    pub(super) destruction_claims: Vec<ClaimId>,
    /// The earliest day that an act may have.
    pub(super) first_day: Option<i32>,
}

/// Reads the acts within a sphere. O(acts and their claims).
pub(super) fn read<'g>(case: &'g Case, sphere: u32, spec: &Spec, boundary: &mut Boundary<'g>) -> Acts {
    let mut reader = ActReader { case, as_of: spec.as_of.day_number(), published: published(case), boundary };
    let mut acts = Acts {
        acts: Vec::new(),
        maybe_later: Vec::new(),
        claims: Vec::new(),
        destruction_claims: Vec::new(),
        first_day: None,
    };
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
        reader.act(node, &mut acts);
    }
    cut_weights(&mut acts.acts, spec.cap);
    acts
}

/// The last day on which each source can have been made.
fn published(case: &Case) -> Vec<Option<i32>> {
    case.parts.sources.iter().map(|source| source.published.map(|date| date.latest().day_number())).collect()
}

/// Weights above a multiple of the median weight of contributions are cut; other acts must not move the median.
fn cut_weights(acts: &mut [Act], cap: f64) {
    let mut weights: Vec<f64> = acts.iter().filter(|act| act.contributes()).map(|act| act.weight).collect();
    weights.sort_unstable_by(f64::total_cmp);
    if let Some(&median) = weights.get(weights.len() / 2) {
        acts.iter_mut().for_each(|act| act.weight = act.weight.min(cap * median));
    }
}

impl Act {
    /// Whether some member contributed.
    pub(super) fn contributes(&self) -> bool {
        !self.contributors.is_empty()
    }

    /// Whether two or more members contributed.
    pub(super) fn is_joint_contribution(&self) -> bool {
        self.contributors.len() > 1
    }
}

/// Every unordered pair of the members, smaller first.
pub(super) fn pairs(members: &[u32]) -> impl Iterator<Item = (u32, u32)> + '_ {
    members.iter().enumerate().flat_map(|(nth, &a)| members[nth + 1..].iter().map(move |&b| (a, b)))
}

struct ActReader<'a, 'g> {
    case: &'g Case,
    as_of: i32,
    published: Vec<Option<i32>>,
    boundary: &'a mut Boundary<'g>,
}

/// What the reader makes of an act's date.
enum Placed {
    Later,
    MaybeLater,
    By(When),
}

impl ActReader<'_, '_> {
    fn act(&mut self, node: u32, acts: &mut Acts) {
        let attributes = self.case.parts.nodes[node as usize].attributes.as_deref();
        let period = attributes.and_then(|attributes| attributes.period.as_ref());
        let standing = attributes.is_some_and(|attributes| attributes.standing);
        let when = match self.place(node, period, standing) {
            Placed::Later => return,
            Placed::MaybeLater => return acts.maybe_later.push(node),
            Placed::By(when) => when,
        };
        let begin = match when {
            When::Undated => None,
            When::Once(first, _) => Some(first),
            When::Standing { certain, possible } => possible.0.or(certain.map(|(first, _)| first)),
        };
        acts.first_day = [acts.first_day, begin].into_iter().flatten().min();
        let weight = attributes.and_then(|attributes| attributes.weight).unwrap_or(1.0);
        let act = self.participants(node, weight, when, acts);
        acts.acts.push(act);
    }

    /// Where an act lies in time: its own period, and that a source reports nothing that happened after it was made.
    fn place(&self, node: u32, period: Option<&Period>, standing: bool) -> Placed {
        let day = |date: Option<Date>| date.map(Date::day_number);
        let reported = self.reported_by(node);
        let earliest = period.and_then(|period| day(period.earliest_start()));
        let begun_by = period.and_then(|p| day(if standing { p.latest_start() } else { p.latest_end() }));
        let begun_by = [begun_by, reported].into_iter().flatten().min();
        if earliest.is_some_and(|earliest| earliest > self.as_of) {
            return Placed::Later;
        }
        let Some(begun_by) = begun_by.filter(|&last| last <= self.as_of) else { return Placed::MaybeLater };
        Placed::By(match (standing, earliest) {
            (true, _) => self.standing(period, begun_by),
            (false, Some(earliest)) => When::Once(earliest.min(begun_by), begun_by),
            (false, None) => When::Undated,
        })
    }

    /// A standing activity goes on, as far as is known, from its start to its end or to the as-of date.
    fn standing(&self, period: Option<&Period>, begun_by: i32) -> When {
        let day = |date: Option<Date>| date.map(Date::day_number);
        let earliest = period.and_then(|period| day(period.earliest_start()));
        let endless = period.is_some_and(|period| period.end() == crate::evidence::Bound::Open);
        let at_least = if endless { Some(self.as_of) } else { period.and_then(|period| day(period.earliest_end())) };
        let at_most = period.and_then(|period| day(period.latest_end())).unwrap_or(self.as_of).min(self.as_of);
        let certain = at_least.map(|end| (begun_by, end.min(self.as_of))).filter(|(start, end)| start <= end);
        When::Standing { certain, possible: (earliest, at_most) }
    }

    /// The day by which some source had reported the act.
    fn reported_by(&self, node: u32) -> Option<i32> {
        let network = &self.case.structure.network;
        let claims = network.incoming_by(node, RelationKind::TakesPartIn).iter();
        let claims = claims.chain(network.outgoing_by(node, RelationKind::Within));
        let evidence = claims.flat_map(|&claim| &self.case.parts.claims[claim as usize].evidence);
        evidence.filter_map(|&at| self.published[self.case.parts.evidence[at as usize].source as usize]).min()
    }

    fn participants(&mut self, node: u32, weight: f64, when: When, acts: &mut Acts) -> Act {
        let mut signs: Vec<(u32, Sign)> = Vec::with_capacity(4);
        let mut giving: Vec<(u32, u32)> = Vec::new();
        for &claim in self.case.structure.network.incoming_by(node, RelationKind::TakesPartIn) {
            let record = &self.case.parts.claims[claim as usize];
            let Some(member) = self.boundary.member(record.subject).filter(|_| record.holds()) else { continue };
            let sign = record.sign().unwrap_or_default();
            acts.claims.push(ClaimId(claim));
            if sign == Sign::Negative {
                acts.destruction_claims.push(ClaimId(claim));
            }
            signs.push((member, sign));
            let receivers = record.rare.as_ref().filter(|_| sign == Sign::Positive).map(|rare| &rare.receivers[..]);
            for &receiver in receivers.unwrap_or_default() {
                giving.extend(self.boundary.member(receiver).filter(|&to| to != member).map(|to| (member, to)));
            }
        }
        let recovered = self.recovered(node, acts);
        assemble(Act { node, weight, when, recovered, giving, ..Act::blank() }, signs)
    }

    /// Whether an act that lies no later than the as-of date made it good.
    fn recovered(&self, node: u32, acts: &mut Acts) -> bool {
        let claims = self.case.structure.network.incoming_by(node, RelationKind::Recovers);
        let by_then = |claim: &&u32| {
            let recovery = self.case.parts.claims[**claim as usize].subject;
            let attributes = self.case.parts.nodes[recovery as usize].attributes.as_deref();
            let period = attributes.and_then(|attributes| attributes.period.as_ref());
            self.boundary.counts(**claim) && matches!(self.place(recovery, period, false), Placed::By(_))
        };
        let recovering: Vec<ClaimId> = claims.iter().filter(by_then).map(|&claim| ClaimId(claim)).collect();
        acts.destruction_claims.extend(&recovering);
        !recovering.is_empty()
    }
}

/// Where several claims speak of one member, the worst sign stands: doubt never raises a score.
fn assemble(mut act: Act, mut signs: Vec<(u32, Sign)>) -> Act {
    signs.sort_unstable_by_key(|&(member, sign)| (member, std::cmp::Reverse(sign)));
    signs.dedup_by_key(|(member, _)| *member);
    act.destructive = signs.iter().any(|(_, sign)| *sign == Sign::Negative);
    act.willing = signs.iter().filter(|(_, sign)| *sign != Sign::Negative).map(|(member, _)| *member).collect();
    act.contributors = signs.iter().filter(|(_, sign)| *sign == Sign::Positive).map(|(member, _)| *member).collect();
    act.giving.retain(|(giver, _)| act.contributors.binary_search(giver).is_ok());
    act.giving.sort_unstable();
    act.giving.dedup();
    act
}

impl Act {
    fn blank() -> Self {
        Self {
            node: 0,
            weight: 0.0,
            when: When::Undated,
            contributors: Vec::new(),
            willing: Vec::new(),
            destructive: false,
            recovered: false,
            giving: Vec::new(),
        }
    }
}
