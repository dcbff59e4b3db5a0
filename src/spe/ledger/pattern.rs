//! Who took part in an act and how: all that the definition asks of it but its day and its weight.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::event::Event;
use crate::evidence::Sign;

/// Who took part with which sign, who gave to whom, for which purposes, and when it was made good.
///
/// Acts are kept by pattern and not by pair, since succession, boundary and organisations may become known later: only who
/// took part *together* lets them be applied as if they had been known all along.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Pattern {
    /// In the order of the actors, each once, with its worst sign.
    pub(super) doings: Vec<(u32, Sign)>,
    /// Giver, receiver: in order, each once; only of contributions, and not to oneself.
    pub(super) gifts: Vec<(u32, u32)>,
    /// In order, each once.
    pub(super) purposes: Vec<u32>,
    /// The bin in which it was made good.
    pub(super) made_good: Option<i32>,
}

impl Pattern {
    /// O(n log n) in participants, receivers and purposes.
    pub(super) fn read(&mut self, event: &Event<'_>) {
        self.clear();
        self.doings.extend(event.parties.iter().map(|party| (party.actor, party.sign)));
        self.doings.sort_unstable_by_key(|&(actor, sign)| (actor, std::cmp::Reverse(sign)));
        self.doings.dedup_by_key(|(actor, _)| *actor);
        for party in event.parties {
            if self.sign(party.actor) == Some(Sign::Positive) {
                let others = party.gives_to.iter().filter(|&&receiver| receiver != party.actor);
                self.gifts.extend(others.map(|&receiver| (party.actor, receiver)));
            }
        }
        self.gifts.sort_unstable();
        self.gifts.dedup();
        self.purposes.extend_from_slice(event.purposes);
        self.purposes.sort_unstable();
        self.purposes.dedup();
    }

    /// Becomes the other without new memory.
    pub(super) fn copy(&mut self, other: &Self) {
        self.doings.clone_from(&other.doings);
        self.gifts.clone_from(&other.gifts);
        self.purposes.clone_from(&other.purposes);
        self.made_good = other.made_good;
    }

    pub(super) fn clear(&mut self) {
        self.doings.clear();
        self.gifts.clear();
        self.purposes.clear();
        self.made_good = None;
    }

    fn sign(&self, actor: u32) -> Option<Sign> {
        let at = self.doings.binary_search_by_key(&actor, |(actor, _)| *actor).ok()?;
        Some(self.doings[at].1)
    }
}

/// Patterns, each kept once and numbered as it came.
#[derive(Clone, Debug, Default)]
pub(super) struct Patterns {
    rows: Vec<Pattern>,
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Patterns {
    /// The number of a pattern. Amortised O(its length).
    pub(super) fn number(&mut self, pattern: &Pattern) -> u32 {
        let (rows, hasher) = (&mut self.rows, &self.hasher);
        let hash = hasher.hash_one(pattern);
        if let Some(&number) = self.numbers.find(hash, |&number| rows[number as usize] == *pattern) {
            return number;
        }
        let number = rows.len() as u32;
        rows.push(pattern.clone());
        self.numbers.insert_unique(hash, number, |&number| hasher.hash_one(&rows[number as usize]));
        number
    }

    pub(super) fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    pub(super) fn get(&self, number: u32) -> &Pattern {
        &self.rows[number as usize]
    }

    /// The numbers in the order of what the patterns say, which does not depend on who came first.
    pub(super) fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.len()).collect();
        order.sort_unstable_by_key(|&number| self.get(number));
        order
    }
}
