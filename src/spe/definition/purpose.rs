//! P: actors share a view of the outcomes, and act on it.

use super::record::{Act, Agreement, Aim, Amount, Pair, Record, pairs};
use super::weighted::{self, Row};
use super::{Interval, Notes, Part, Reason, Score, settle, times_unknown, unknown};
use crate::evidence::Certainty;

/// The parts of P_decl, and P_enact.
pub(super) fn score(record: &Record, notes: &mut impl Notes, score: &mut Score) {
    let dyads = dyads(record);
    let weights = Weights::of(record, &dyads);
    let searched = record.searched;
    for part in [Part::SharedOutcomes, Part::SharedRoadmap, Part::SharedMechanism, Part::Enacted] {
        let value = match part {
            Part::Enacted => enacted(record, notes),
            _ if dyads.is_empty() => unknown(notes, part, Reason::NoDyad),
            Part::SharedOutcomes => {
                let share = |pair: Pair| outcomes(record, pair);
                weights.mean(&dyads, (part, Reason::StancesUnknown), share, notes)
            }
            Part::SharedRoadmap => {
                let share = |pair: Pair| agreed(&record.roadmaps, searched.no_roadmap, pair);
                weights.mean(&dyads, (part, Reason::RoadmapUnknown), share, notes)
            }
            _ => {
                let share = |pair: Pair| agreed(&record.mechanisms, searched.no_mechanism, pair);
                weights.mean(&dyads, (part, Reason::MechanismUnknown), share, notes)
            }
        };
        score.set(part, settle(value, part, record, notes));
    }
}

/// A pair, and whether it certainly has a joint act in the window or a dependence.
type Dyad = (Pair, bool);

/// Pairs with a joint act or a dependence claim, in order. O(n log n) for n pairs of all acts, in memory for the distinct.
pub(in crate::spe) fn dyads(record: &Record) -> Vec<Dyad> {
    let depend = record.dependences.keys().map(|&(from, on)| (from.min(on), from.max(on)));
    let mut dyads: Vec<Dyad> = Vec::with_capacity(depend.len() + record.acts.acts.len().min(FEW));
    dyads.extend(depend.map(|pair| (pair, true)));
    let mut limit = dyads.len().max(FEW);
    for act in &record.acts.acts {
        dyads.extend(pairs(record.acts.willing(act)).map(|pair| (pair, act.times.least > 0)));
        if dyads.len() > limit {
            distinct(&mut dyads);
            limit = FEW.max(2 * dyads.len());
        }
    }
    distinct(&mut dyads);
    dyads
}

/// So many pairs wait at least before doubles are taken out.
const FEW: usize = 1024;

/// Each pair once, in order; certain if it ever is.
fn distinct(dyads: &mut Vec<Dyad>) {
    dyads.sort_unstable_by_key(|&(pair, certain)| (pair, !certain));
    dyads.dedup_by_key(|(pair, _)| *pair);
}

/// What a pair shares, as far as it is known, and how much that counts.
struct Share {
    low: f64,
    high: f64,
    point: Option<f64>,
    weight: f64,
}

impl Share {
    const UNKNOWN: Self = Self { low: 0.0, high: 1.0, point: None, weight: 1.0 };

    fn exact(value: f64, weight: f64) -> Self {
        Self { low: value, high: value, point: Some(value), weight }
    }
}

/// The share of current purposes that both endorse, of those on which both took a stance.
///
/// Where only one of a pair is known to have taken a stance, the other may have taken none, the same or another.
fn outcomes(record: &Record, (a, b): Pair) -> Share {
    let (mut endorsed, mut both, mut perhaps, mut one) = (0.0, 0.0, 0.0, 0.0);
    let (mut left, mut right) = (record.stances.of(a), record.stances.of(b));
    loop {
        let next = [left, right].into_iter().filter_map(|rows| rows.first()).map(|row| row.purpose).min();
        let Some(purpose) = next else { break };
        let take = |rows: &mut &[super::record::Stance]| {
            let (first, rest) = rows.split_first().filter(|(first, _)| first.purpose == purpose)?;
            *rows = rest;
            Some(*first)
        };
        let stances = (take(&mut left), take(&mut right));
        if !record.purposes[purpose as usize].current {
            continue;
        }
        match stances {
            (Some(a), Some(b)) => {
                let weight = (a.weight + b.weight) / 2.0;
                both += weight;
                endorsed += if a.endorses && b.endorses { weight } else { 0.0 };
            }
            (Some(known), None) | (None, Some(known)) => {
                one += known.weight;
                perhaps += if known.endorses { known.weight } else { 0.0 };
            }
            (None, None) => {}
        }
    }
    if both == 0.0 {
        return Share::UNKNOWN;
    }
    let (low, high) = (endorsed / (both + one), (endorsed + perhaps) / (both + perhaps));
    Share { low, high, point: Some(endorsed / both), weight: 1.0 }
}

/// Whether both accept an agreement of a kind.
fn agreed(agreements: &[Agreement], searched_in_vain: bool, (a, b): Pair) -> Share {
    let (mut accepted, mut refused, mut open, mut weight) = (0u32, 0u32, 0u32, 0.0);
    for agreement in agreements {
        match (agreement.position(a), agreement.position(b)) {
            (Some(true), Some(true)) => accepted += 1,
            (Some(false), _) | (_, Some(false)) => refused += 1,
            (None, _) | (_, None) => open += 1,
        }
        weight += agreement.weight;
    }
    let weight = if agreements.is_empty() { 1.0 } else { weight / agreements.len() as f64 };
    let settled = searched_in_vain || (open == 0 && refused > 0);
    if accepted > 0 {
        Share::exact(1.0, weight)
    } else if settled {
        Share::exact(0.0, weight)
    } else {
        Share::UNKNOWN
    }
}

/// How much each pair counts: by its mutual dependence MD_ab = d_ab + d_ba.
struct Weights {
    of: Vec<Amount>,
    /// Whether pairs count alike: no dependence is known, or all are known to be zero.
    alike: bool,
}

impl Weights {
    fn of(record: &Record, dyads: &[Dyad]) -> Self {
        let degree = |from: u32, on: u32| record.dependences.get(&(from, on)).copied().flatten();
        let degrees = || dyads.iter().flat_map(|&((a, b), _)| [degree(a, b), degree(b, a)]);
        let unknown = record.dependences.is_empty() || degrees().all(|degree| degree.is_none());
        let alike = unknown || degrees().all(|degree| degree == Some(0.0));
        let mutual = |(a, b): Pair| {
            let bounds = |degree: Option<f64>| degree.map_or((0.0, 1.0), |degree| (degree, degree));
            let (one, two) = (bounds(degree(a, b)), bounds(degree(b, a)));
            (one.0 + two.0, one.1 + two.1)
        };
        let of = dyads.iter().map(|&(pair, certain)| {
            let (low, high) = if alike { (1.0, 1.0) } else { mutual(pair) };
            Amount { low: if certain { low } else { 0.0 }, high, point: (low + high) / 2.0 }
        });
        Self { of: of.collect(), alike }
    }

    /// The mean over the pairs.
    fn mean(
        &self,
        dyads: &[Dyad],
        (part, reason): (Part, Reason),
        share: impl Fn(Pair) -> Share,
        notes: &mut impl Notes,
    ) -> Interval {
        let row = |(&(pair, _), &weight): (&Dyad, &Amount)| {
            let share = share(pair);
            Row { low: share.low, high: share.high, point: share.point, weight: weight.times(share.weight) }
        };
        let rows: Vec<Row> = dyads.iter().zip(&self.of).map(row).collect();
        let point = weighted::mean(&rows);
        let is_open = |row: &Row| row.low < row.high;
        let (open, weights_open) = (rows.iter().any(is_open), self.of.iter().any(|weight| !weight.is_exact()));
        let (low, high) = match point {
            // The same sum for all three, so that what is exact is equal to the bit.
            Some(point) if !open && !weights_open => (point, point),
            _ => self.bounds(&rows),
        };
        let mut value = Interval::between(low, high, point);
        if open {
            let open = dyads.iter().zip(&rows).filter(|(_, row)| is_open(row));
            notes.members(part, reason, open.flat_map(|(&((a, b), _), _)| [a, b]));
            value = value.because(reason);
        }
        if weights_open || self.alike {
            notes.plain(part, Reason::DependenceUnknown);
            value = value.because(Reason::DependenceUnknown);
        }
        value
    }

    /// The least and the greatest mean; where all weights may be zero, the pairs may also count alike.
    fn bounds(&self, rows: &[Row]) -> (f64, f64) {
        let (low, high) = weighted::bounds(rows);
        if self.of.iter().any(|weight| weight.low > 0.0) {
            return (low, high);
        }
        let one = Amount { low: 1.0, high: 1.0, point: 1.0 };
        let alike: Vec<Row> = rows.iter().map(|row| Row { weight: one, ..*row }).collect();
        let (least, most) = weighted::bounds(&alike);
        (low.min(least), high.max(most))
    }
}

/// Among joint acts of no ill will, the weight share of contributions to a purpose that all participants endorse.
fn enacted(record: &Record, notes: &mut impl Notes) -> Interval {
    let joint = || record.acts.acts.iter().filter(|act| record.acts.willing(act).len() > 1 && !act.destructive);
    if joint().next().is_none() {
        let reason = if record.acts.acts.is_empty() { Reason::NoActs } else { Reason::NoDyad };
        return unknown(notes, Part::Enacted, reason);
    }
    let verdicts: Vec<(&Act, Verdict)> = joint().map(|act| (act, verdict(record, act))).collect();
    let sum = |of: &dyn Fn(Verdict) -> bool| {
        let mut sum = Amount::default();
        verdicts.iter().filter(|(_, verdict)| of(*verdict)).for_each(|(act, _)| sum.add(act.amount()));
        sum
    };
    let (yes, no) = (sum(&|verdict| verdict == Verdict::Yes), sum(&|verdict| verdict == Verdict::No));
    let open = sum(&Verdict::is_open);
    let share = |one: f64, other: f64| (one + other > 0.0).then(|| one / (one + other));
    let low = share(yes.low, no.high + open.high).unwrap_or(0.0);
    let high = share(yes.high + open.high, no.low).unwrap_or(1.0);
    let mut value = Interval::between(low, high, share(yes.point, no.point));
    for (reason, lacking) in
        [(Reason::AdvanceUnknown, Verdict::NoPurposeKnown), (Reason::EndorsementUnknown, Verdict::StanceUnknown)]
    {
        let mut nodes = verdicts.iter().filter(|(_, verdict)| *verdict == lacking).map(|(act, _)| act.node).peekable();
        if nodes.peek().is_some() {
            notes.acts(Part::Enacted, reason, nodes);
            value = value.because(reason);
        }
    }
    if joint().all(Act::is_settled) { value } else { times_unknown(value, Part::Enacted, record, notes) }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    Yes,
    No,
    NoPurposeKnown,
    StanceUnknown,
}

impl Verdict {
    fn is_open(self) -> bool {
        matches!(self, Self::NoPurposeKnown | Self::StanceUnknown)
    }
}

/// Whether the act advances a purpose that all its participants endorse.
fn verdict(record: &Record, act: &Act) -> Verdict {
    if !act.contributes() {
        return Verdict::No;
    }
    let willing = record.acts.willing(act);
    let (mut held, mut open) = (false, false);
    let possible = |aim: &Aim| aim.held != Certainty::Impossible;
    for Aim { purpose, held: certainty } in record.acts.aims(act).iter().copied().filter(possible) {
        let stances = || willing.iter().map(|&member| record.stances.on(member, purpose));
        let certain = certainty == Certainty::Certain;
        if certain && stances().all(|stance| stance == Some(true)) {
            return Verdict::Yes;
        }
        held |= certain;
        open |= !stances().any(|stance| stance == Some(false));
    }
    match (open, held) {
        (true, _) => Verdict::StanceUnknown,
        (false, true) => Verdict::No,
        (false, false) => Verdict::NoPurposeKnown,
    }
}
