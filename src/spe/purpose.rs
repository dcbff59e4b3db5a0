//! P: actors share a view of the outcomes, and act on it.

use std::collections::{BTreeMap, BTreeSet};

use super::acts::{Act, Acts, When, pairs};
use super::boundary::{Boundary, claim_begin};
use super::estimate::{Estimate, Gap, Mean, Reason};
use super::{Figure, Searched};
use crate::case::{Case, ClaimId};
use crate::evidence::{Certainty, Date, Period, Sign};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::typology::InstitutionForm;

type Pair = (u32, u32);

/// A pair and what is known of it.
type Known = (Pair, Share);

/// P = sqrt(P_decl · P_enact).
pub(super) fn assess(case: &Case, acts: &Acts, boundary: &mut Boundary<'_>, as_of: i32, searched: &Searched) -> Figure {
    let (stances, stance_claims) = stances(case, boundary);
    let dependence = Dependence::read(case, boundary);
    let dyads = dyads(acts, &dependence);
    let purposes = Purposes { case, as_of, stances };
    let enacted = purposes.enacted(acts, boundary);
    let declared = Figure::combining(
        "P_decl",
        "what the actors declare to share, weighted by mutual dependence",
        vec![
            dependence.figure(
                ("shared outcomes", "share of outcomes that both endorse"),
                (&purposes.shared(&dyads, boundary), Reason::StancesUnknown, stance_claims.clone()),
                acts,
                boundary,
            ),
            agreement(case, boundary, (&dyads, &dependence), acts, Agreement::Roadmap, searched.no_roadmap),
            agreement(case, boundary, (&dyads, &dependence), acts, Agreement::Mechanism, searched.no_mechanism),
        ],
        Mean::Arithmetic,
    );
    let claims = stance_claims.into_iter().chain(acts.claims.iter().copied()).chain(enacted.1).collect();
    let enacted = Figure::leaf(
        "P_enact",
        "share of joint acts for a purpose that all in them endorse",
        super::settle(enacted.0, acts, boundary),
        claims,
    );
    let parts = vec![declared, enacted];
    Figure::combining("P", "actors share and enact a view of the outcomes", parts, Mean::Geometric)
}

/// Pairs with a joint act or a dependence claim.
fn dyads(acts: &Acts, dependence: &Dependence) -> Vec<Pair> {
    let mut dyads: Vec<Pair> = acts.acts.iter().flat_map(|act| pairs(acts.willing(act))).collect();
    dyads.extend(dependence.degrees.keys().map(|&(from, on)| (from.min(on), from.max(on))));
    dyads.sort_unstable();
    dyads.dedup();
    dyads
}

/// # Stances
/// The stance of each member on each purpose: of several actors for one member all must endorse.
type Stances = BTreeMap<(u32, u32), bool>;

fn stances(case: &Case, boundary: &mut Boundary<'_>) -> (Stances, Vec<ClaimId>) {
    let mut latest: BTreeMap<(u32, u32, u32), (Moment, bool)> = BTreeMap::new();
    let mut claims = Vec::new();
    for purpose in case.structure.of_kind(NodeKind::Purpose) {
        for &claim in case.structure.network.incoming_by(purpose, RelationKind::TakesStance) {
            let record = &case.parts.claims[claim as usize];
            let Some(member) = boundary.member(record.subject).filter(|_| boundary.counts(claim)) else { continue };
            claims.push(ClaimId(claim));
            let endorses = record.sign().unwrap_or_default() == Sign::Positive;
            let stance = (moment(case, claim), endorses);
            let entry = latest.entry((member, purpose, record.subject)).or_insert(stance);
            *entry = stance.max(*entry);
        }
    }
    let mut stances = Stances::new();
    for ((member, purpose, _), (_, endorses)) in latest {
        stances.entry((member, purpose)).and_modify(|all| *all &= endorses).or_insert(endorses);
    }
    (stances, claims)
}

/// What orders the stances of one actor: the date, the place of the act in which it was said, the claim's place.
type Moment = (Option<Date>, Option<u32>, u32);

fn moment(case: &Case, claim: u32) -> Moment {
    let rare = case.parts.claims[claim as usize].rare.as_deref();
    let date = claim_begin(case, claim);
    let act = rare.and_then(|rare| rare.during).map(|act| &case.parts.nodes[act as usize]);
    let place = act.and_then(|act| act.attributes.as_ref()).and_then(|attributes| attributes.sequence);
    (date, place, claim)
}

struct Purposes<'g> {
    case: &'g Case,
    as_of: i32,
    stances: Stances,
}

impl Purposes<'_> {
    /// For each pair, the share of current purposes that both endorse, of those on which both took a stance.
    ///
    /// Where only one of a pair is known to have taken a stance, the other may have taken none, the same or another.
    fn shared(&self, dyads: &[Pair], boundary: &Boundary<'_>) -> Vec<Known> {
        let purposes = self.case.structure.of_kind(NodeKind::Purpose);
        let current: Vec<u32> = purposes.filter(|&purpose| self.is_current(purpose, boundary)).collect();
        let share = |&(a, b): &Pair| {
            let (mut endorsed, mut both, mut perhaps, mut one) = (0u32, 0u32, 0u32, 0u32);
            for &purpose in &current {
                match (self.stance(a, purpose), self.stance(b, purpose)) {
                    (Some(a), Some(b)) => (endorsed, both) = (endorsed + u32::from(a && b), both + 1),
                    (Some(known), None) | (None, Some(known)) => (perhaps, one) = (perhaps + u32::from(known), one + 1),
                    (None, None) => {}
                }
            }
            let of = |part: u32, all: u32| f64::from(part) / f64::from(all);
            if both == 0 {
                return Share::of(None);
            }
            Share {
                low: of(endorsed, both + one),
                high: of(endorsed + perhaps, both + perhaps),
                point: Some(of(endorsed, both)),
            }
        };
        dyads.iter().map(|pair| (*pair, share(pair))).collect()
    }

    fn stance(&self, member: u32, purpose: u32) -> Option<bool> {
        self.stances.get(&(member, purpose)).copied()
    }

    /// Whether the purpose is held at the as-of date: begun, not ended, and not replaced by another.
    fn is_current(&self, purpose: u32, boundary: &Boundary<'_>) -> bool {
        let by_then = |period: &Period| period.earliest_start().is_none_or(|day| day.day_number() <= self.as_of);
        let ended = |period: &Period| period.latest_end().is_some_and(|day| day.day_number() < self.as_of);
        let begun = self.period(purpose).is_none_or(by_then) && !self.period(purpose).is_some_and(ended);
        let replaced = self.case.structure.network.incoming_by(purpose, RelationKind::Succeeds).iter().any(|&claim| {
            let record = &self.case.parts.claims[claim as usize];
            boundary.counts(claim) && self.period(record.subject).is_none_or(by_then)
        });
        begun && !replaced
    }

    fn period(&self, node: u32) -> Option<&Period> {
        self.case.parts.nodes[node as usize].attributes.as_ref()?.period.as_ref()
    }

    /// Among joint acts of no ill will, the weight share of contributions to a purpose that all participants endorse.
    fn enacted(&self, acts: &Acts, boundary: &Boundary<'_>) -> (Estimate, Vec<ClaimId>) {
        let joint: Vec<&Act> = acts.acts.iter().filter(|act| acts.willing(act).len() > 1 && !act.destructive).collect();
        if joint.is_empty() {
            let reason = if acts.acts.is_empty() { Reason::NoActs } else { Reason::NoDyad };
            return (Estimate::unknown(Gap::new(reason)), Vec::new());
        }
        let mut tally = Tally::default();
        let mut claims = Vec::new();
        for act in joint {
            let advancing = self.case.structure.network.outgoing_by(act.node, RelationKind::Advances);
            let advancing = advancing.iter().filter(|&&claim| boundary.counts(claim));
            claims.extend(advancing.clone().map(|&claim| ClaimId(claim)));
            let purposes: Vec<(u32, Certainty)> = advancing
                .filter_map(|&claim| self.case.parts.claims[claim as usize].relation())
                .map(|(_, purpose)| (purpose, self.held_at(purpose, act.when)))
                .filter(|(_, held)| *held != Certainty::Impossible)
                .collect();
            tally.add(act, self.verdict(act, acts.willing(act), &purposes));
        }
        (tally.estimate(boundary), claims)
    }

    /// Whether the purpose was held when the act took place, its period taken as wide as it can be.
    fn held_at(&self, purpose: u32, when: When) -> Certainty {
        let (first, last) = match when {
            When::Undated => (i32::MIN, i32::MAX),
            When::Once(first, last) => (first, last),
            When::Standing { .. } => return Certainty::Certain,
        };
        let Some(period) = self.period(purpose) else { return Certainty::Certain };
        let start = period.earliest_start().map_or(i32::MIN, Date::day_number);
        let end = period.latest_end().map_or(i32::MAX, Date::day_number);
        if start <= first && last <= end {
            Certainty::Certain
        } else if start <= last && first <= end {
            Certainty::Possible
        } else {
            Certainty::Impossible
        }
    }

    fn verdict(&self, act: &Act, willing: &[u32], purposes: &[(u32, Certainty)]) -> Verdict {
        if !act.contributes() {
            return Verdict::No;
        }
        let row = |&(purpose, held): &(u32, Certainty)| {
            let stances = willing.iter().map(|&member| self.stance(member, purpose));
            (stances.collect::<Vec<Option<bool>>>(), held == Certainty::Certain)
        };
        let rows: Vec<(Vec<Option<bool>>, bool)> = purposes.iter().map(row).collect();
        let held = rows.iter().any(|(_, held)| *held);
        if rows.iter().any(|(row, held)| *held && row.iter().all(|stance| *stance == Some(true))) {
            Verdict::Yes
        } else if rows.iter().all(|(row, _)| row.contains(&Some(false))) {
            if held { Verdict::No } else { Verdict::NoPurposeKnown }
        } else {
            Verdict::StanceUnknown
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    Yes,
    No,
    NoPurposeKnown,
    StanceUnknown,
}

#[derive(Debug, Default)]
struct Tally {
    yes: f64,
    no: f64,
    unknown: f64,
    without_purpose: Vec<u32>,
    without_stance: Vec<u32>,
}

impl Tally {
    fn add(&mut self, act: &Act, verdict: Verdict) {
        match verdict {
            Verdict::Yes => self.yes += act.weight,
            Verdict::No => self.no += act.weight,
            Verdict::NoPurposeKnown => {
                self.unknown += act.weight;
                self.without_purpose.push(act.node);
            }
            Verdict::StanceUnknown => {
                self.unknown += act.weight;
                self.without_stance.push(act.node);
            }
        }
    }

    fn estimate(&self, boundary: &Boundary<'_>) -> Estimate {
        let known = self.yes + self.no;
        let all = known + self.unknown;
        let sides =
            [(Reason::AdvanceUnknown, &self.without_purpose), (Reason::EndorsementUnknown, &self.without_stance)];
        let gaps = sides.into_iter().filter(|(_, acts)| !acts.is_empty());
        let gaps =
            gaps.map(|(reason, acts)| Gap::about(reason, acts.iter().map(|&act| boundary.node_id(act)))).collect();
        let point = (known > 0.0).then(|| self.yes / known);
        Estimate::between(self.yes / all, (self.yes + self.unknown) / all, point, gaps)
    }
}

/// # Agreements
/// What a pair can agree on.
#[derive(Clone, Copy)]
enum Agreement {
    Roadmap,
    Mechanism,
}

impl Agreement {
    fn row(self) -> (InstitutionForm, &'static str, &'static str, Reason) {
        match self {
            Self::Roadmap => {
                (InstitutionForm::Roadmap, "shared roadmap", "whether both accept one roadmap", Reason::RoadmapUnknown)
            }
            Self::Mechanism => (
                InstitutionForm::RiskAndBenefitSharing,
                "shared mechanism",
                "whether both are party to one sharing of risk and benefit",
                Reason::MechanismUnknown,
            ),
        }
    }
}

/// Whether the pairs share a roadmap, or an agreed sharing of risk and benefit.
fn agreement(
    case: &Case,
    boundary: &mut Boundary<'_>,
    (dyads, dependence): (&[Pair], &Dependence),
    acts: &Acts,
    agreement: Agreement,
    searched_in_vain: bool,
) -> Figure {
    let (form, name, meaning, reason) = agreement.row();
    let mut parties: Vec<BTreeMap<u32, bool>> = Vec::new();
    let mut claims = Vec::new();
    for institution in case.structure.coded(form.into()) {
        if !boundary.has_begun(institution) {
            continue;
        }
        let mut positions: BTreeMap<u32, bool> = BTreeMap::new();
        for &claim in case.structure.network.incoming_by(institution, RelationKind::PartyTo) {
            let record = &case.parts.claims[claim as usize];
            let Some(member) = boundary.member(record.subject).filter(|_| boundary.counts(claim)) else { continue };
            claims.push(ClaimId(claim));
            let accepts = record.sign().unwrap_or_default() == Sign::Positive;
            positions.entry(member).and_modify(|all| *all &= accepts).or_insert(accepts);
        }
        parties.push(positions);
    }
    let shares = |&(a, b): &Pair| {
        let both = |positions: &BTreeMap<u32, bool>| match (positions.get(&a), positions.get(&b)) {
            (Some(true), Some(true)) => Some(true),
            (Some(false), _) | (_, Some(false)) => Some(false),
            _ => None,
        };
        let known: Vec<bool> = parties.iter().filter_map(both).collect();
        let settled = searched_in_vain || (!known.is_empty() && known.len() == parties.len());
        if known.contains(&true) { Some(1.0) } else { settled.then_some(0.0) }
    };
    let values: Vec<Known> = dyads.iter().map(|pair| (*pair, Share::of(shares(pair)))).collect();
    dependence.figure((name, meaning), (&values, reason, claims), acts, boundary)
}

/// # Dependence
/// How strongly members are said to depend on each other.
struct Dependence {
    /// From, on → degree; `None` where the dependence is stated without one.
    degrees: BTreeMap<Pair, Option<f64>>,
    claims: Vec<ClaimId>,
}

impl Dependence {
    fn read(case: &Case, boundary: &mut Boundary<'_>) -> Self {
        let mut dependence = Self { degrees: BTreeMap::new(), claims: Vec::new() };
        for actor in case.structure.of_kind(NodeKind::Actor) {
            for &claim in case.structure.network.outgoing_by(actor, RelationKind::DependsOn) {
                let record = &case.parts.claims[claim as usize];
                let Some((_, on)) = record.relation().filter(|_| boundary.counts(claim)) else { continue };
                let (Some(from), Some(on)) = (boundary.member(actor), boundary.member(on)) else { continue };
                if from != on {
                    dependence.claims.push(ClaimId(claim));
                    let degree = record.degree.map(|degree| degree.value());
                    let entry = dependence.degrees.entry((from, on)).or_insert(degree);
                    *entry = [*entry, degree].into_iter().flatten().max_by(f64::total_cmp);
                }
            }
        }
        dependence
    }

    /// Bounds of MD_ab = d_ab + d_ba.
    fn mutual(&self, (a, b): Pair) -> (f64, f64) {
        let bounds =
            |pair: Pair| self.degrees.get(&pair).copied().flatten().map_or((0.0, 1.0), |degree| (degree, degree));
        let (one, two) = (bounds((a, b)), bounds((b, a)));
        (one.0 + two.0, one.1 + two.1)
    }

    /// A part of P_decl: the mean over pairs, weighted by mutual dependence.
    fn figure(
        &self,
        (name, meaning): (&'static str, &'static str),
        (values, reason, mut claims): (&[Known], Reason, Vec<ClaimId>),
        acts: &Acts,
        boundary: &Boundary<'_>,
    ) -> Figure {
        claims.extend(&self.claims);
        let value = if values.is_empty() {
            Estimate::unknown(Gap::new(Reason::NoDyad))
        } else {
            self.mean(values, reason, boundary)
        };
        Figure::leaf(name, meaning, super::settle(value, acts, boundary), claims)
    }

    /// Whether the pairs count alike: no dependence is known, or all are known to be zero.
    fn alike(&self, values: &[Known]) -> bool {
        let directions = values.iter().flat_map(|&((a, b), _)| [(a, b), (b, a)]);
        let mut degrees = directions.map(|pair| self.degrees.get(&pair).copied().flatten());
        degrees.clone().all(|degree| degree.is_none()) || degrees.all(|degree| degree == Some(0.0))
    }

    fn mean(&self, values: &[Known], reason: Reason, boundary: &Boundary<'_>) -> Estimate {
        let alike = self.alike(values);
        let weight = |pair| if alike { (1.0, 1.0) } else { self.mutual(pair) };
        let rows: Vec<Row> = values.iter().map(|&(pair, share)| Row { share, weight: weight(pair) }).collect();
        let known = rows.iter().filter_map(|row| Some((row.share.point?, row.middle())));
        let total: f64 = known.clone().map(|(_, weight)| weight).sum();
        let point = (total > 0.0).then(|| known.map(|(value, weight)| weight * value).sum::<f64>() / total);
        let open: BTreeSet<&str> = values
            .iter()
            .filter(|(_, share)| share.low < share.high)
            .flat_map(|((a, b), _)| [boundary.id(*a), boundary.id(*b)])
            .collect();
        let weights_open = rows.iter().any(|row| row.weight.0 < row.weight.1);
        let mut gaps = Vec::new();
        let (low, high) = match point {
            // The same sum for all three, so that what is exact is equal to the bit.
            Some(point) if open.is_empty() && !weights_open => (point, point),
            _ => bounds(&rows),
        };
        if !open.is_empty() {
            gaps.push(Gap::about(reason, open.into_iter()));
        }
        if weights_open || alike {
            gaps.push(Gap::new(Reason::DependenceUnknown));
        }
        Estimate::between(low, high, point.map(|point| point.clamp(low, high)), gaps)
    }
}

/// What a pair shares, from 0 to 1, as far as it is known.
#[derive(Clone, Copy, Debug)]
struct Share {
    low: f64,
    high: f64,
    point: Option<f64>,
}

impl Share {
    fn of(known: Option<f64>) -> Self {
        let (low, high) = known.map_or((0.0, 1.0), |value| (value, value));
        Self { low, high, point: known }
    }
}

/// A pair's value and weight, each within bounds.
#[derive(Clone, Copy, Debug)]
struct Row {
    share: Share,
    weight: (f64, f64),
}

impl Row {
    fn middle(&self) -> f64 {
        (self.weight.0 + self.weight.1) / 2.0
    }
}

/// The least and the greatest weighted mean; where all weights may be zero, the pairs may also count alike.
fn bounds(rows: &[Row]) -> (f64, f64) {
    let (mut low, mut high) = (extreme(rows, false), extreme(rows, true));
    if rows.iter().all(|row| row.weight.0 == 0.0) {
        let alike: Vec<Row> = rows.iter().map(|row| Row { weight: (1.0, 1.0), ..*row }).collect();
        (low, high) = (low.min(extreme(&alike, false)), high.max(extreme(&alike, true)));
    }
    (low.min(high), high.max(low))
}

/// The least or greatest weighted mean that the bounds allow.
///
/// The mean is a ratio of sums that are linear in each weight, so at the extreme the rows with the best values have the
/// greatest weights and the others the least: only the place of the change has to be found. O(n log n).
fn extreme(rows: &[Row], greatest: bool) -> f64 {
    let mut sorted: Vec<(f64, (f64, f64))> =
        rows.iter().map(|row| (if greatest { row.share.high } else { row.share.low }, row.weight)).collect();
    sorted.sort_unstable_by(|a, b| if greatest { b.0.total_cmp(&a.0) } else { a.0.total_cmp(&b.0) });
    let (mut sum, mut total) =
        sorted.iter().fold((0.0, 0.0), |(sum, total), (value, weight)| (sum + value * weight.0, total + weight.0));
    let mut best = (total > 0.0).then(|| sum / total);
    for (value, weight) in &sorted {
        sum += value * (weight.1 - weight.0);
        total += weight.1 - weight.0;
        if total > 0.0 {
            let mean = sum / total;
            best = Some(best.map_or(mean, |best: f64| if greatest { best.max(mean) } else { best.min(mean) }));
        }
    }
    best.unwrap_or(if greatest { 1.0 } else { 0.0 })
}
