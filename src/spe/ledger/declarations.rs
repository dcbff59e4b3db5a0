//! What the facts of a sphere tell the definition: stances, agreements, dependences, and what was looked for.

use std::collections::BTreeMap;

use super::facts::{AgreementForm, Facts, on};
use super::insiders::Insiders;
use crate::evidence::Date;
use crate::spe::definition::record::{Agreement, Pair, Purpose, Record, Searched, Stance, Stances};

/// A record without acts, and the purposes of acts numbered as in it. O(facts log facts + aims log aims).
pub(super) fn read(facts: Option<&Facts>, day: i32, insiders: &Insiders, aims: &mut [u32]) -> Record {
    let members = insiders.sides();
    let mut named: Vec<u32> = aims.to_vec();
    named.extend(facts.iter().flat_map(|facts| on(&facts.stances, day).map(|(_, purpose, _)| purpose)));
    named.sort_unstable();
    named.dedup();
    let number = |purpose: u32| named.partition_point(|&other| other < purpose) as u32;
    aims.iter_mut().for_each(|aim| *aim = number(*aim));
    let Some(facts) = facts else {
        let purposes = vec![ALWAYS; named.len()];
        return Record { purposes, stances: Stances::new(members.len(), []), members, ..Record::default() };
    };
    let agreements = |form| agreements(facts, form, day, insiders);
    let dependences = on(&facts.dependences, day).filter_map(|(from, on, degree)| {
        Some(((insiders.member(from)?, insiders.member(on)?), degree)).filter(|((from, on), _)| from != on)
    });
    let mut strongest: BTreeMap<Pair, Option<u64>> = BTreeMap::new();
    for (pair, degree) in dependences {
        let own = strongest.entry(pair).or_default();
        *own = degree.max(*own);
    }
    Record {
        purposes: purposes(facts, day, &named),
        stances: Stances::new(members.len(), stances(facts, day, insiders, number)),
        roadmaps: agreements(AgreementForm::Roadmap),
        mechanisms: agreements(AgreementForm::RiskAndBenefitSharing),
        dependences: strongest.into_iter().map(|(pair, degree)| (pair, degree.map(f64::from_bits))).collect(),
        searched: searched(facts, day),
        members,
        ..Record::default()
    }
}

/// A purpose of which nothing is told.
const ALWAYS: Purpose = Purpose { first: i32::MIN, last: i32::MAX, current: true };

fn purposes(facts: &Facts, day: i32, named: &[u32]) -> Vec<Purpose> {
    let mut periods: BTreeMap<u32, (i32, Option<i32>)> = BTreeMap::new();
    for &(since, (purpose, until)) in &facts.purposes {
        let first = since.map_or(i32::MIN, Date::day_number);
        let own = periods.entry(purpose).or_insert((first, None));
        *own = (first.min(own.0), until.map(Date::day_number).max(own.1));
    }
    let period = |purpose: u32| {
        periods.get(&purpose).map_or((i32::MIN, i32::MAX), |&(first, last)| (first, last.unwrap_or(i32::MAX)))
    };
    let begun = on(&facts.replacements, day).filter(|(new, _)| period(*new).0 <= day);
    let replaced: Vec<u32> = begun.map(|(_, old)| old).collect();
    let purpose = |&purpose: &u32| {
        let (first, last) = period(purpose);
        Purpose { first, last, current: first <= day && last >= day && !replaced.contains(&purpose) }
    };
    named.iter().map(purpose).collect()
}

/// The latest stance of each member on each purpose: of several actors for one member all must endorse.
fn stances(facts: &Facts, day: i32, insiders: &Insiders, number: impl Fn(u32) -> u32) -> Vec<(u32, Stance)> {
    let mut latest: BTreeMap<(u32, u32), bool> = BTreeMap::new();
    // In the order of the dates; on one day opposition comes last.
    for (actor, purpose, opposes) in on(&facts.stances, day) {
        latest.insert((actor, purpose), !opposes);
    }
    let mut of_members: BTreeMap<Pair, bool> = BTreeMap::new();
    for ((actor, purpose), endorses) in latest {
        if let Some(member) = insiders.member(actor) {
            *of_members.entry((member, number(purpose))).or_insert(true) &= endorses;
        }
    }
    let row = |((member, purpose), endorses)| (member, Stance { purpose, endorses, weight: 1.0 });
    of_members.into_iter().map(row).collect()
}

/// The agreements of one form: of several positions for one member all must accept.
fn agreements(facts: &Facts, form: AgreementForm, day: i32, insiders: &Insiders) -> Vec<Agreement> {
    let known = on(&facts.agreements, day).filter(|(own, _)| *own == form);
    let mut agreements: BTreeMap<u32, BTreeMap<u32, bool>> = known.map(|(_, it)| (it, BTreeMap::new())).collect();
    for (agreement, actor, accepts) in on(&facts.positions, day) {
        if let (Some(positions), Some(member)) = (agreements.get_mut(&agreement), insiders.member(actor)) {
            *positions.entry(member).or_insert(true) &= accepts;
        }
    }
    let agreement =
        |positions: BTreeMap<u32, bool>| Agreement { positions: positions.into_iter().collect(), weight: 1.0 };
    agreements.into_values().map(agreement).collect()
}

fn searched(facts: &Facts, day: i32) -> Searched {
    let in_vain = |form: AgreementForm| on(&facts.searched_in_vain, day).any(|own| own == form);
    Searched {
        participation: on(&facts.searched, day).next().is_some(),
        no_roadmap: in_vain(AgreementForm::Roadmap),
        no_mechanism: in_vain(AgreementForm::RiskAndBenefitSharing),
    }
}
