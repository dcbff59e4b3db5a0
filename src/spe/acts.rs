//! The acts of a sphere as the score reads them: who contributed, to whom, when, and how much the act counts.

use std::ops::Range;

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
    /// Where its willing participants stand among [`Acts::people`]: first those who contributed.
    people: Range<u32>,
    contributors: u32,
    /// Whether a member misused or withheld.
    pub(super) destructive: bool,
    /// Whether such a misuse was made good.
    pub(super) recovered: Recovered,
    /// Where its giving stands among [`Acts::gifts`].
    gifts: Range<u32>,
}

/// Whether a misuse was made good by the as-of date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Recovered {
    No,
    /// By an act that may lie after the as-of date.
    Maybe,
    Yes,
}

/// The acts of a sphere.
#[derive(Default)]
pub(super) struct Acts {
    pub(super) acts: Vec<Act>,
    /// Acts that may lie after the as-of date. They count for nothing and make uncertain what they could change.
    pub(super) maybe_later: Vec<Act>,
    /// The claims that say who took part in the acts.
    pub(super) claims: Vec<ClaimId>,
    /// The claims that misuses and recoveries rest on.
    pub(super) destruction_claims: Vec<ClaimId>,
    /// The earliest day on which a contribution may have begun, if any has one.
    pub(super) first_day: Option<i32>,
    /// Whether the first contribution may have begun on another day than that.
    pub(super) first_day_vague: bool,
    /// Who took part without withholding, one act after the other.
    people: Vec<u32>,
    /// Giver, receiver: contributions to other members, one act after the other.
    gifts: Vec<(u32, u32)>,
}

impl Acts {
    /// Members who contributed to the act, in order.
    pub(super) fn contributors(&self, act: &Act) -> &[u32] {
        &self.people[act.people.start as usize..(act.people.start + act.contributors) as usize]
    }

    /// Members who took part in the act without withholding: contributors, then the indifferent, each in order.
    pub(super) fn willing(&self, act: &Act) -> &[u32] {
        &self.people[act.people.start as usize..act.people.end as usize]
    }

    /// Giver, receiver: what contributors gave to other members in the act, in order.
    pub(super) fn gifts(&self, act: &Act) -> &[(u32, u32)] {
        &self.gifts[act.gifts.start as usize..act.gifts.end as usize]
    }
}

/// Reads the acts within a sphere. O(acts and their claims).
pub(super) fn read<'g>(case: &'g Case, sphere: u32, spec: &Spec, end: i32, boundary: &mut Boundary<'g>) -> Acts {
    let as_of = spec.as_of.day_number();
    let mut reader = ActReader { case, as_of, end, published: published(case), boundary, signs: Vec::new() };
    let mut acts = Acts::default();
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
    cut_weights(&mut acts, spec.cap);
    let begins = || acts.acts.iter().filter(|act| act.contributes()).map(Act::begin);
    let latest = begins().map(|(_, latest)| latest).min();
    acts.first_day = begins().filter_map(|(earliest, _)| earliest).min();
    acts.first_day_vague = begins().any(|(earliest, _)| earliest.is_none()) || acts.first_day < latest;
    acts
}

/// The last day on which each source can have been made.
fn published(case: &Case) -> Vec<Option<i32>> {
    case.parts.sources.iter().map(|source| source.published.map(|date| date.latest().day_number())).collect()
}

/// Weights become multiples of the median weight of contributions, and are cut at the cap; other acts must not move the
/// median. Only ratios of weights matter, and as multiples no sum of them overflows.
fn cut_weights(acts: &mut Acts, cap: f64) {
    let mut weights: Vec<f64> = acts.acts.iter().filter(|act| act.contributes()).map(|act| act.weight).collect();
    weights.sort_unstable_by(f64::total_cmp);
    let all = || acts.acts.iter().chain(&acts.maybe_later).map(|act| act.weight);
    let unit = weights.get(weights.len() / 2).copied().unwrap_or_else(|| all().fold(f64::MIN_POSITIVE, f64::max));
    let both = acts.acts.iter_mut().chain(&mut acts.maybe_later);
    both.for_each(|act| act.weight = (act.weight / unit).min(cap));
}

impl Act {
    /// Whether some member contributed.
    pub(super) fn contributes(&self) -> bool {
        self.contributors > 0
    }

    /// The earliest day on which it may have begun, if that is known, and the latest.
    fn begin(&self) -> (Option<i32>, i32) {
        match self.when {
            When::Undated => (None, i32::MAX),
            When::Once(first, last) => (Some(first), last),
            When::Standing { certain, possible } => (possible.0, certain.map_or(possible.1, |(start, _)| start)),
        }
    }

    /// Whether the day on which it was last done is known.
    pub(super) fn ends_on_one_day(&self) -> bool {
        match self.when {
            When::Undated => false,
            When::Once(first, last) => first == last,
            When::Standing { certain, possible } => certain.is_some_and(|(_, end)| end == possible.1),
        }
    }

    /// Whether two or more members contributed.
    pub(super) fn is_joint_contribution(&self) -> bool {
        self.contributors > 1
    }
}

/// Every unordered pair of the members, smaller first.
pub(super) fn pairs(members: &[u32]) -> impl Iterator<Item = (u32, u32)> + '_ {
    members.iter().enumerate().flat_map(|(nth, &a)| members[nth + 1..].iter().map(move |&b| (a.min(b), a.max(b))))
}

struct ActReader<'a, 'g> {
    case: &'g Case,
    as_of: i32,
    /// T: the as-of date, or the end of an endeavour that was completed before it.
    end: i32,
    published: Vec<Option<i32>>,
    boundary: &'a mut Boundary<'g>,
    /// Who took part in the act at hand, kept to spare an allocation for each act.
    signs: Vec<(u32, Sign)>,
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
        let weight = attributes.and_then(|attributes| attributes.weight).unwrap_or(1.0);
        match self.place(node, period, standing) {
            Placed::Later => {}
            Placed::MaybeLater => {
                let act = self.participants(node, weight, When::Undated, acts);
                acts.maybe_later.push(act);
            }
            Placed::By(when) => {
                let act = self.participants(node, weight, when, acts);
                acts.acts.push(act);
            }
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
        let Some(begun_by) = begun_by.filter(|&last| last <= self.as_of) else { return Placed::MaybeLater };
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

    fn participants(&mut self, node: u32, weight: f64, when: When, acts: &mut Acts) -> Act {
        self.signs.clear();
        let gifts_start = acts.gifts.len();
        for &claim in self.case.structure.network.incoming_by(node, RelationKind::TakesPartIn) {
            let record = &self.case.parts.claims[claim as usize];
            let Some(member) = self.boundary.member(record.subject).filter(|_| record.holds()) else { continue };
            let sign = record.sign().unwrap_or_default();
            acts.claims.push(ClaimId(claim));
            if sign == Sign::Negative {
                acts.destruction_claims.push(ClaimId(claim));
            }
            self.signs.push((member, sign));
            for &receiver in self.case.parts.receivers_of(record) {
                acts.gifts.extend(self.boundary.member(receiver).filter(|&to| to != member).map(|to| (member, to)));
            }
        }
        let recovered = self.recovered(node, acts);
        let destructive = self.signs.iter().any(|(_, sign)| *sign == Sign::Negative);
        if destructive {
            // It enters D alone, whoever else took part.
            self.signs.clear();
        }
        let (people, contributors) = self.people(acts);
        let gifts = gifts(acts, gifts_start, &people, contributors);
        Act { node, weight, when, people, contributors, destructive, recovered, gifts }
    }

    /// Where several claims speak of one member, the worst sign stands: doubt never raises a score.
    fn people(&mut self, acts: &mut Acts) -> (Range<u32>, u32) {
        self.signs.sort_unstable_by_key(|&(member, sign)| (member, std::cmp::Reverse(sign)));
        self.signs.dedup_by_key(|(member, _)| *member);
        self.signs.sort_unstable_by_key(|&(member, sign)| (sign, member));
        let start = acts.people.len() as u32;
        let willing = self.signs.iter().filter(|(_, sign)| *sign != Sign::Negative);
        acts.people.extend(willing.map(|(member, _)| *member));
        let contributors = self.signs.partition_point(|(_, sign)| *sign == Sign::Positive) as u32;
        (start..acts.people.len() as u32, contributors)
    }

    /// Whether an act that lies no later than the as-of date made it good.
    fn recovered(&self, node: u32, acts: &mut Acts) -> Recovered {
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
                Placed::MaybeLater if recovered == Recovered::No => recovered = Recovered::Maybe,
                Placed::MaybeLater => {}
                Placed::By(_) => recovered = Recovered::Yes,
            }
            acts.destruction_claims.push(ClaimId(claim));
        }
        recovered
    }
}

/// Sorts the gifts of the last act, each once, and drops those of members who did not contribute after all.
fn gifts(acts: &mut Acts, start: usize, people: &Range<u32>, contributors: u32) -> Range<u32> {
    let givers = &acts.people[people.start as usize..(people.start + contributors) as usize];
    let gifts = &mut acts.gifts;
    gifts[start..].sort_unstable();
    let mut kept = start;
    for at in start..gifts.len() {
        let gift = gifts[at];
        let is_twin = kept > start && gifts[kept - 1] == gift;
        if !is_twin && givers.binary_search(&gift.0).is_ok() {
            gifts[kept] = gift;
            kept += 1;
        }
    }
    gifts.truncate(kept);
    start as u32..kept as u32
}
