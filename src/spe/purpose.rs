//! P: actors share a view of the outcomes, and act on it.

use std::collections::{BTreeMap, BTreeSet};

use super::acts::{Act, Acts, When, pairs};
use super::boundary::Boundary;
use super::estimate::{Estimate, Gap, Reason, arithmetic_mean, geometric_mean};
use super::{Figure, Searched};
use crate::case::{Case, ClaimId};
use crate::evidence::{Date, Period, Sign};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::typology::InstitutionForm;

type Pair = (u32, u32);

/// A pair and what is known of it.
type Known = (Pair, Option<f64>);

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
                ("shared outcomes", "share of outcomes that both endorse, of those on which both took a stance"),
                (&purposes.shared(&dyads), Reason::StancesUnknown, stance_claims.clone()),
                boundary,
            ),
            agreement(case, boundary, (&dyads, &dependence), InstitutionForm::Roadmap, searched.no_roadmap),
            agreement(
                case,
                boundary,
                (&dyads, &dependence),
                InstitutionForm::RiskAndBenefitSharing,
                searched.no_mechanism,
            ),
        ],
        arithmetic_mean,
    );
    let claims = stance_claims.into_iter().chain(acts.claims.iter().copied()).chain(enacted.1).collect();
    let enacted = Figure::leaf(
        "P_enact",
        "share of joint acts that advance a purpose which all their participants endorse",
        super::settle(enacted.0, acts, boundary),
        claims,
    );
    let parts = vec![declared, enacted];
    Figure::combining("P", "actors share and enact a view of the outcomes", parts, geometric_mean)
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
    let date = rare.and_then(|rare| rare.period.as_ref()).and_then(Period::earliest_start);
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
    fn shared(&self, dyads: &[Pair]) -> Vec<Known> {
        let current: Vec<u32> =
            self.case.structure.of_kind(NodeKind::Purpose).filter(|&purpose| self.is_current(purpose)).collect();
        let share = |&(a, b): &Pair| {
            let both = current.iter().filter_map(|&purpose| Some((self.stance(a, purpose)?, self.stance(b, purpose)?)));
            let (endorsed, all) =
                both.fold((0u32, 0u32), |(endorsed, all), (a, b)| (endorsed + u32::from(a && b), all + 1));
            (all > 0).then(|| f64::from(endorsed) / f64::from(all))
        };
        dyads.iter().map(|pair| (*pair, share(pair))).collect()
    }

    fn stance(&self, member: u32, purpose: u32) -> Option<bool> {
        self.stances.get(&(member, purpose)).copied()
    }

    /// Whether the purpose is held at the as-of date: begun, not ended, and not replaced by another.
    fn is_current(&self, purpose: u32) -> bool {
        let by_then = |period: &Period| period.earliest_start().is_none_or(|day| day.day_number() <= self.as_of);
        let ended = |period: &Period| period.latest_end().is_some_and(|day| day.day_number() < self.as_of);
        let begun = self.period(purpose).is_none_or(by_then) && !self.period(purpose).is_some_and(ended);
        let replaced = self.case.structure.network.incoming_by(purpose, RelationKind::Succeeds).iter().any(|&claim| {
            let record = &self.case.parts.claims[claim as usize];
            record.holds() && self.period(record.subject).is_none_or(by_then)
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
            let purposes: Vec<u32> = advancing
                .filter_map(|&claim| self.case.parts.claims[claim as usize].relation())
                .map(|(_, purpose)| purpose)
                .filter(|&purpose| self.held_at(purpose, act.when))
                .collect();
            tally.add(act, self.verdict(act, acts.willing(act), &purposes));
        }
        (tally.estimate(boundary), claims)
    }

    /// Whether the purpose can have been held when the act took place.
    fn held_at(&self, purpose: u32, when: When) -> bool {
        let (When::Once(first, last), Some(period)) = (when, self.period(purpose)) else { return true };
        period.earliest_start().is_none_or(|day| day.day_number() <= last)
            && period.latest_end().is_none_or(|day| day.day_number() >= first)
    }

    fn verdict(&self, act: &Act, willing: &[u32], purposes: &[u32]) -> Verdict {
        if !act.contributes() {
            return Verdict::No;
        }
        if purposes.is_empty() {
            return Verdict::NoPurposeKnown;
        }
        let all = |purpose: &u32| willing.iter().map(|&member| self.stance(member, *purpose)).collect::<Vec<_>>();
        let stances: Vec<Vec<Option<bool>>> = purposes.iter().map(all).collect();
        if stances.iter().any(|row| row.iter().all(|stance| *stance == Some(true))) {
            Verdict::Yes
        } else if stances.iter().all(|row| row.contains(&Some(false))) {
            Verdict::No
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
/// Whether the pairs share a roadmap, or an agreed sharing of risk and benefit.
fn agreement(
    case: &Case,
    boundary: &mut Boundary<'_>,
    (dyads, dependence): (&[Pair], &Dependence),
    form: InstitutionForm,
    searched_in_vain: bool,
) -> Figure {
    let (name, meaning, reason) = match form {
        InstitutionForm::Roadmap => ("shared roadmap", "whether both accept one roadmap", Reason::RoadmapUnknown),
        _ => {
            ("shared mechanism", "whether both are party to one sharing of risk and benefit", Reason::MechanismUnknown)
        }
    };
    let mut parties: Vec<BTreeMap<u32, bool>> = Vec::new();
    let mut claims = Vec::new();
    for institution in case.structure.coded(form.into()) {
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
        let both = |positions: &BTreeMap<u32, bool>| Some(*positions.get(&a)? && *positions.get(&b)?);
        let known: Vec<bool> = parties.iter().filter_map(both).collect();
        let settled = searched_in_vain || (!known.is_empty() && known.len() == parties.len());
        if known.contains(&true) { Some(1.0) } else { settled.then_some(0.0) }
    };
    let values: Vec<Known> = dyads.iter().map(|pair| (*pair, shares(pair))).collect();
    dependence.figure((name, meaning), (&values, reason, claims), boundary)
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
        boundary: &Boundary<'_>,
    ) -> Figure {
        claims.extend(&self.claims);
        let value = if values.is_empty() {
            Estimate::unknown(Gap::new(Reason::NoDyad))
        } else {
            self.mean(values, reason, boundary)
        };
        Figure::leaf(name, meaning, value, claims)
    }

    fn mean(&self, values: &[Known], reason: Reason, boundary: &Boundary<'_>) -> Estimate {
        let weights: Vec<(f64, f64)> = values.iter().map(|(pair, _)| self.mutual(*pair)).collect();
        let stated = self.degrees.values().any(|degree| degree.is_some_and(|degree| degree > 0.0));
        let weights = if stated { weights } else { vec![(1.0, 1.0); values.len()] };
        let rows: Vec<Row> =
            values.iter().zip(&weights).map(|((_, value), weight)| Row::new(*value, *weight)).collect();
        let known: f64 = rows.iter().filter(|row| row.known).map(Row::middle).sum();
        let point = rows.iter().filter(|row| row.known).map(|row| row.middle() * row.low).sum::<f64>() / known;
        let open: BTreeSet<&str> = values
            .iter()
            .filter(|(_, value)| value.is_none())
            .flat_map(|((a, b), _)| [boundary.id(*a), boundary.id(*b)])
            .collect();
        let mut gaps = Vec::new();
        if !open.is_empty() {
            gaps.push(Gap::about(reason, open.into_iter()));
        }
        if weights.iter().any(|(low, high)| low < high) || !stated {
            gaps.push(Gap::new(Reason::DependenceUnknown));
        }
        Estimate::between(extreme(&rows, false), extreme(&rows, true), (known > 0.0).then_some(point), gaps)
    }
}

/// A pair's value and weight, each within bounds.
#[derive(Clone, Copy, Debug)]
struct Row {
    low: f64,
    high: f64,
    known: bool,
    weight: (f64, f64),
}

impl Row {
    fn new(value: Option<f64>, weight: (f64, f64)) -> Self {
        let (low, high) = value.map_or((0.0, 1.0), |value| (value, value));
        Self { low, high, known: value.is_some(), weight }
    }

    fn middle(&self) -> f64 {
        (self.weight.0 + self.weight.1) / 2.0
    }
}

/// The least or greatest weighted mean that the bounds allow.
///
/// The mean is a ratio of sums that are linear in each weight, so at the extreme the rows with the best values have the
/// greatest weights and the others the least: only the place of the change has to be found. O(n log n).
fn extreme(rows: &[Row], greatest: bool) -> f64 {
    let mut sorted: Vec<(f64, (f64, f64))> =
        rows.iter().map(|row| (if greatest { row.high } else { row.low }, row.weight)).collect();
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
