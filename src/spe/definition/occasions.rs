//! Who did what in which act, before the definition's rules decide what counts.

use std::ops::Range;

use super::record::{Act, Acts, Aim, Amount, Purpose, Recovered, Times, When};
use crate::evidence::{Certainty, Sign};

/// The acts of a sphere with all their participants.
#[derive(Clone, Debug, Default)]
pub(in crate::spe) struct Occasions {
    pub(in crate::spe) rows: Vec<Occasion>,
    pub(in crate::spe) doings: Vec<Doing>,
    /// To whom something was given, as members.
    pub(in crate::spe) receivers: Vec<u32>,
    /// Which purposes were advanced.
    pub(in crate::spe) aims: Vec<u32>,
    /// Days on which acts that are alike took place, beside the last.
    pub(in crate::spe) days: Vec<i32>,
}

/// An act, or several that are alike.
#[derive(Clone, Debug)]
pub(in crate::spe) struct Occasion {
    /// What names it where it was read.
    pub(in crate::spe) node: u32,
    pub(in crate::spe) weight: f64,
    /// For how many acts it stands.
    pub(in crate::spe) count: u32,
    /// Of several, when the last took place.
    pub(in crate::spe) when: When,
    /// Where the days of the others stand among [`Occasions::days`].
    pub(in crate::spe) days: Range<u32>,
    /// Whether it may lie after the as-of date.
    pub(in crate::spe) maybe_later: bool,
    pub(in crate::spe) recovered: Recovered,
    pub(in crate::spe) doings: Range<u32>,
    pub(in crate::spe) aims: Range<u32>,
}

/// What a member did in an act.
#[derive(Clone, Debug)]
pub(in crate::spe) struct Doing {
    pub(in crate::spe) member: u32,
    pub(in crate::spe) sign: Sign,
    pub(in crate::spe) receivers: Range<u32>,
}

impl Occasions {
    /// The acts as the definition reads them. O(acts + participants log participants of each).
    pub(in crate::spe) fn acts(&self, purposes: &[Purpose]) -> Acts {
        let mut acts = Acts {
            acts: Vec::with_capacity(self.rows.len()),
            people: Vec::with_capacity(self.doings.len()),
            gifts: Vec::with_capacity(self.receivers.len()),
            days: self.days.clone(),
            ..Acts::default()
        };
        let mut signs: Vec<(Sign, u32)> = Vec::new();
        for row in &self.rows {
            let doings = self.doings_of(row);
            let destructive = doings.iter().any(|doing| doing.sign == Sign::Negative);
            signs.clear();
            if !destructive {
                // It would enter D alone, whoever else took part.
                signs.extend(doings.iter().map(|doing| (doing.sign, doing.member)));
            }
            let (people, contributors) = add_people(&mut acts, &mut signs);
            let gifts = self.add_gifts(&mut acts, doings, &people, contributors);
            let aims = self.add_aims(&mut acts, row, purposes);
            let Occasion { node, weight, count, when, recovered, .. } = *row;
            let (weight, times, days) = (Amount::exact(weight), Times::ONCE, row.days.clone());
            let act = Act {
                node,
                weight,
                count,
                times,
                when,
                days,
                people,
                contributors,
                destructive,
                recovered,
                gifts,
                aims,
            };
            if row.maybe_later {
                acts.maybe_later.push(act)
            } else {
                acts.acts.push(act)
            };
        }
        acts
    }

    /// What contributors gave to other members, each gift once, in order.
    fn add_gifts(&self, acts: &mut Acts, doings: &[Doing], people: &Range<u32>, contributors: u32) -> Range<u32> {
        let givers = &acts.people[people.start as usize..(people.start + contributors) as usize];
        let start = acts.gifts.len();
        for doing in doings.iter().filter(|doing| givers.binary_search(&doing.member).is_ok()) {
            let receivers = &self.receivers[doing.receivers.start as usize..doing.receivers.end as usize];
            let others = receivers.iter().filter(|&&receiver| receiver != doing.member);
            acts.gifts.extend(others.map(|&receiver| (doing.member, receiver)));
        }
        sort_tail(&mut acts.gifts, start);
        start as u32..acts.gifts.len() as u32
    }

    /// The purposes that the act advances, without those that were certainly not held when it took place.
    fn add_aims(&self, acts: &mut Acts, row: &Occasion, purposes: &[Purpose]) -> Range<u32> {
        let start = acts.aims.len() as u32;
        for &purpose in &self.aims[row.aims.start as usize..row.aims.end as usize] {
            let held = purposes[purpose as usize].held(row.when);
            if held != Certainty::Impossible {
                acts.aims.push(Aim { purpose, held });
            }
        }
        start..acts.aims.len() as u32
    }
}

/// Contributors, then the indifferent, each in order and once: where several claims speak of one member, the worst sign
/// stands, so that doubt never raises a score.
fn add_people(acts: &mut Acts, signs: &mut Vec<(Sign, u32)>) -> (Range<u32>, u32) {
    let in_order = signs.windows(2).all(|two| two[0].0 == two[1].0 && two[0].1 < two[1].1);
    if !in_order {
        signs.sort_unstable_by_key(|&(sign, member)| (member, std::cmp::Reverse(sign)));
        signs.dedup_by_key(|(_, member)| *member);
        signs.sort_unstable();
    }
    let start = acts.people.len() as u32;
    acts.people.extend(signs.iter().map(|(_, member)| *member));
    let contributors = signs.partition_point(|(sign, _)| *sign == Sign::Positive) as u32;
    (start..acts.people.len() as u32, contributors)
}

/// Sorts what stands from a place on, each value once.
fn sort_tail<T: Ord + Copy>(list: &mut Vec<T>, start: usize) {
    list[start..].sort_unstable();
    let mut kept = start;
    for at in start..list.len() {
        if kept == start || list[kept - 1] != list[at] {
            list[kept] = list[at];
            kept += 1;
        }
    }
    list.truncate(kept);
}
