//! E: actors contribute evenly, reciprocally and jointly.

use super::record::{Act, Amount, Record, Side};
use super::{Interval, Notes, Part, Reason, Score, settle, times_unknown, unknown};

/// e_part, e_rec and e_joint.
pub(super) fn score(record: &Record, notes: &mut impl Notes, score: &mut Score) {
    let mut contributions: Vec<&Act> = Vec::with_capacity(record.acts.acts.len());
    contributions.extend(record.acts.acts.iter().filter(|act| act.contributes()));
    for part in [Part::Evenness, Part::Reciprocity, Part::Jointness] {
        let value = match part {
            _ if contributions.is_empty() => silence(record, part, notes),
            Part::Evenness => evenness(record, &contributions, notes),
            Part::Reciprocity => reciprocity(record, &contributions, notes),
            _ => jointness(record, &contributions, notes),
        };
        score.set(part, settle(value, part, record, notes));
    }
}

/// Without contributions: zero if they were looked for, unknown if not.
fn silence(record: &Record, part: Part, notes: &mut impl Notes) -> Interval {
    if record.searched.participation {
        return Interval::exact(0.0);
    }
    let reason = if record.acts.acts.is_empty() { Reason::NoActs } else { Reason::NoContributions };
    unknown(notes, part, reason)
}

/// What each member contributes; an act of several is shared among its contributors.
pub(in crate::spe) fn amounts(record: &Record) -> Vec<Amount> {
    let mut amounts = vec![Amount::default(); record.members.len()];
    for act in record.acts.acts.iter().filter(|act| act.contributes()) {
        let each = act.amount().times(1.0 / f64::from(act.contributors));
        record.acts.contributors(act).iter().for_each(|&member| amounts[member as usize].add(each));
    }
    amounts
}

/// D₁ of the contribution shares over the number of members: the exponential of their entropy.
///
/// Where it is not known how often some acts took place, D₁ is at least that of the act with the fewest contributors (an
/// entropy of a mixture is no less than the least of what is mixed) and one over the greatest share that is possible, and
/// at most the number of those who may have contributed.
fn evenness(record: &Record, contributions: &[&Act], notes: &mut impl Notes) -> Interval {
    let amounts = amounts(record);
    let members = amounts.len() as f64;
    let hill = hill(amounts.iter().map(|amount| amount.point));
    if contributions.iter().all(|act| act.is_settled()) {
        return Interval::exact(hill.unwrap_or(0.0) / members);
    }
    let least: f64 = amounts.iter().map(|amount| amount.low).sum();
    let greatest = |amount: &Amount| amount.high / (amount.high + least - amount.low);
    let share = amounts.iter().filter(|amount| amount.high > 0.0).map(greatest).fold(0.0, f64::max);
    let fewest = contributions.iter().map(|act| act.contributors).min().map_or(0.0, f64::from);
    let low = if least > 0.0 { fewest.max(1.0 / share) } else { 0.0 };
    let high = amounts.iter().filter(|amount| amount.high > 0.0).count() as f64;
    let value = Interval::between(low / members, high / members, hill.map(|hill| hill / members));
    times_unknown(value, Part::Evenness, record, notes)
}

/// The Hill number of order 1; `None` where everything is 0.
fn hill(amounts: impl Iterator<Item = f64> + Clone) -> Option<f64> {
    let total: f64 = amounts.clone().sum();
    let shares = amounts.filter(|&amount| amount > 0.0).map(|amount| amount / total);
    (total > 0.0).then(|| libm::exp(shares.map(|share| -share * libm::log(share)).sum::<f64>()))
}

/// Σ_i min(out_i, in_i) / Σ w over directed giving. Each unit given to nobody known could add at most two to the sum.
fn reciprocity(record: &Record, contributions: &[&Act], notes: &mut impl Notes) -> Interval {
    let flow = Flow::read(record, contributions);
    let (part, searched) = (Part::Reciprocity, record.searched.participation);
    let receivers_unknown = flow.unknown.high > 0.0;
    if flow.known.high == 0.0 {
        return if searched && !receivers_unknown {
            Interval::exact(0.0)
        } else {
            unknown(notes, part, Reason::NoGiving)
        };
    }
    let one_way = flow.one_way(searched);
    if one_way.peekable().peek().is_some() {
        notes.members(part, Reason::DirectionNotSearched, flow.one_way(searched));
        return Interval::unknown(Reason::DirectionNotSearched);
    }
    let returned = |of: fn(&Amount) -> f64| -> f64 {
        flow.out.iter().zip(&flow.into).map(|(out, into)| of(out).min(of(into))).sum()
    };
    let all = |of: fn(&Amount) -> f64| of(&flow.known) + of(&flow.unknown);
    let (least, most) = (all(|amount| amount.low), all(|amount| amount.high));
    let settled = contributions.iter().all(|act| act.is_settled());
    let alone = || contributions.iter().map(|act| returned_in(record, act)).fold(1.0, f64::min);
    let low = returned(|amount| amount.low) / most;
    let low = if settled || least == 0.0 { low } else { low.max(alone()) };
    let high = returned(|amount| amount.high) + 2.0 * flow.unknown.high;
    let high = if least > 0.0 { high / least } else { 1.0 };
    let point = (flow.known.point > 0.0).then(|| returned(|amount| amount.point) / flow.known.point);
    let mut value = Interval::between(low, high, point);
    if receivers_unknown {
        let silent = contributions.iter().filter(|act| is_silent(record, act)).map(|act| act.node);
        notes.acts(part, Reason::ReceiversUnknown, silent);
        value = value.because(Reason::ReceiversUnknown);
    }
    if settled { value } else { times_unknown(value, part, record, notes) }
}

/// The share of the giving in one act that comes back in it: what is returned in all acts together is no less than the
/// sum of what is returned in each.
fn returned_in(record: &Record, act: &Act) -> f64 {
    let (contributors, gifts) = (record.acts.contributors(act), record.acts.gifts(act));
    let share = 1.0 / contributors.len() as f64;
    let mut into = vec![0.0; contributors.len()];
    for given in gifts.chunk_by(|one, other| one.0 == other.0) {
        for (_, receiver) in given {
            if let Ok(at) = contributors.binary_search(receiver) {
                into[at] += share / given.len() as f64;
            }
        }
    }
    let gives = |giver: &u32| gifts.binary_search_by_key(giver, |gift| gift.0).is_ok();
    contributors.iter().zip(into).filter(|(giver, _)| gives(giver)).map(|(_, into)| share.min(into)).sum()
}

/// Whether some contributor to the act gives to nobody known.
fn is_silent(record: &Record, act: &Act) -> bool {
    let gifts = record.acts.gifts(act);
    record.acts.contributors(act).iter().any(|&giver| gifts.binary_search_by_key(&giver, |gift| gift.0).is_err())
}

/// What each member gives to and gets from other members.
struct Flow {
    /// Whether each contributed at all, to whomever.
    gives: Vec<bool>,
    out: Vec<Amount>,
    into: Vec<Amount>,
    known: Amount,
    unknown: Amount,
}

impl Flow {
    fn read(record: &Record, contributions: &[&Act]) -> Self {
        let members = record.members.len();
        let blank = vec![Amount::default(); members];
        let (known, unknown) = (Amount::default(), Amount::default());
        let mut flow = Self { gives: vec![false; members], out: blank.clone(), into: blank, known, unknown };
        for act in contributions {
            flow.add(act, record.acts.contributors(act), record.acts.gifts(act));
        }
        flow
    }

    fn add(&mut self, act: &Act, contributors: &[u32], mut gifts: &[(u32, u32)]) {
        let each = act.amount().times(1.0 / f64::from(act.contributors));
        for &giver in contributors {
            self.gives[giver as usize] = true;
            let own = gifts.iter().take_while(|gift| gift.0 == giver).count();
            let (given, rest) = gifts.split_at(own);
            gifts = rest;
            if given.is_empty() {
                self.unknown.add(each);
                continue;
            }
            self.out[giver as usize].add(each);
            self.known.add(each);
            let share = each.times(1.0 / own as f64);
            given.iter().for_each(|&(_, receiver)| self.into[receiver as usize].add(share));
        }
    }

    /// Members that are known to give only, or to be given only, where nobody looked for the other direction.
    fn one_way(&self, searched: bool) -> impl Iterator<Item = u32> {
        let sides = self.gives.iter().zip(&self.into).zip(0u32..);
        let one_way = sides.filter(move |((gives, into), _)| !searched && **gives != (into.high > 0.0));
        one_way.map(|(_, member)| member)
    }
}

/// The weight share of contributions whose contributors come from different sides.
fn jointness(record: &Record, contributions: &[&Act], notes: &mut impl Notes) -> Interval {
    let sides = &record.members;
    if !differ(sides.iter().copied()) {
        return unknown(notes, Part::Jointness, Reason::NotJoint);
    }
    let (mut joining, mut other) = (Amount::default(), Amount::default());
    for act in contributions {
        let joins = differ(record.acts.contributors(act).iter().map(|&member| sides[member as usize]));
        if joins {
            joining.add(act.amount())
        } else {
            other.add(act.amount())
        };
    }
    let value = share(joining, other);
    if contributions.iter().all(|act| act.is_settled()) {
        value
    } else {
        times_unknown(value, Part::Jointness, record, notes)
    }
}

/// The share of one amount in it and another.
pub(super) fn share(one: Amount, other: Amount) -> Interval {
    let of = |one: f64, other: f64| (one + other > 0.0).then(|| one / (one + other));
    let (low, high) = (of(one.low, other.high).unwrap_or(0.0), of(one.high, other.low).unwrap_or(1.0));
    Interval::between(low, high, of(one.point, other.point))
}

/// Whether any two come from different organisations, or from different known spheres of origin. O(sides).
fn differ(sides: impl Iterator<Item = Side> + Clone) -> bool {
    several(sides.clone().map(|side| side.organisation)) || several(sides.filter_map(|side| side.origin))
}

fn several(mut nodes: impl Iterator<Item = u32>) -> bool {
    nodes.next().is_some_and(|first| nodes.any(|other| other != first))
}
