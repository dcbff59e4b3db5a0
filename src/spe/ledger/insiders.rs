//! Who is inside a sphere, and for whom an actor acts.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Facts, on};
use crate::spe::definition::record::Side;

/// The members of a sphere on a day, and the way from any actor to the member for which it acts.
#[derive(Default)]
pub(super) struct Insiders {
    /// In order.
    pub(super) members: Vec<u32>,
    successors: BTreeMap<u32, u32>,
    wholes: BTreeMap<u32, BTreeSet<u32>>,
    origins: BTreeMap<u32, u32>,
}

impl Insiders {
    /// O(facts log facts). Where no member is declared, all that took part are inside.
    pub(super) fn read(facts: Option<&Facts>, day: i32, took_part: impl FnOnce() -> Vec<u32>) -> Self {
        let mut insiders = facts.map_or_else(Self::default, |facts| Self::of(facts, day));
        if insiders.members.is_empty() {
            insiders.members = took_part();
        }
        let successors = &insiders.successors;
        insiders.members.iter_mut().for_each(|actor| *actor = successors.get(actor).copied().unwrap_or(*actor));
        insiders.members.sort_unstable();
        insiders.members.dedup();
        insiders
    }

    fn of(facts: &Facts, day: i32) -> Self {
        let mut wholes: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        on(&facts.wholes, day).for_each(|(actor, whole)| {
            wholes.entry(actor).or_default().insert(whole);
        });
        let mut origins: BTreeMap<u32, u32> = BTreeMap::new();
        on(&facts.origins, day).for_each(|(actor, origin)| {
            let own = origins.entry(actor).or_insert(origin);
            *own = origin.min(*own);
        });
        Self { members: on(&facts.members, day).collect(), successors: successors(facts, day), wholes, origins }
    }

    fn successor(&self, actor: u32) -> u32 {
        self.successors.get(&actor).copied().unwrap_or(actor)
    }

    /// The number of the member for which the actor acts: itself, its successor, or the nearest whole that it is part of.
    pub(super) fn member(&self, actor: u32) -> Option<u32> {
        let place = |actor: u32| self.members.binary_search(&self.successor(actor)).ok().map(|place| place as u32);
        place(actor).or_else(|| self.nearest(actor, place))
    }

    fn nearest(&self, actor: u32, place: impl Fn(u32) -> Option<u32>) -> Option<u32> {
        let mut seen = BTreeSet::from([actor]);
        let mut ring = vec![actor];
        while !ring.is_empty() {
            if let Some(found) = ring.iter().find_map(|&one| place(one)) {
                return Some(found);
            }
            let wholes: BTreeSet<u32> = ring.iter().flat_map(|&one| self.wholes_of(one)).collect();
            ring = wholes.into_iter().filter(|&whole| seen.insert(whole)).collect();
        }
        None
    }

    /// The wholes of which the actor, or who took its place, is a part.
    fn wholes_of(&self, actor: u32) -> impl Iterator<Item = u32> + '_ {
        let both = [actor, self.successor(actor)];
        both.into_iter().filter_map(|one| self.wholes.get(&one)).flatten().copied()
    }

    /// Where each member comes from.
    pub(super) fn sides(&self) -> Vec<Side> {
        let whole = |actor: u32| self.wholes.get(&actor)?.first().copied();
        let tops = if self.wholes.is_empty() { BTreeMap::new() } else { ends(self.members.iter().copied(), whole) };
        let top = |actor: u32| tops.get(&actor).copied().unwrap_or(actor);
        let origin = |actor: u32| self.origins.get(&actor).copied();
        let side = |&actor: &u32| Side { organisation: self.successor(top(actor)), origin: origin(actor) };
        self.members.iter().map(side).collect()
    }
}

/// For each actor whose place one other has taken, who stands at the end of that line.
fn successors(facts: &Facts, day: i32) -> BTreeMap<u32, u32> {
    let mut followers: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    on(&facts.successions, day).for_each(|(predecessor, successor)| {
        followers.entry(predecessor).or_default().insert(successor);
    });
    let follower = |actor: u32| followers.get(&actor).filter(|all| all.len() == 1)?.first().copied();
    ends(followers.keys().copied(), follower)
}

/// Where the lines end on which actors stand; in a ring, at its smallest number. No line is followed twice.
fn ends(starts: impl Iterator<Item = u32>, next: impl Fn(u32) -> Option<u32>) -> BTreeMap<u32, u32> {
    let mut ends = BTreeMap::new();
    for start in starts {
        let (mut way, mut seen) = (Vec::new(), BTreeSet::new());
        let mut current = start;
        let end = loop {
            if let Some(&known) = ends.get(&current) {
                break known;
            }
            if !seen.insert(current) {
                let ring = way.iter().copied().skip_while(|&one| one != current);
                break ring.min().unwrap_or(current);
            }
            way.push(current);
            match next(current) {
                Some(following) => current = following,
                None => break current,
            }
        };
        ends.extend(way.into_iter().map(|one| (one, end)));
    }
    ends
}
