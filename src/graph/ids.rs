//! Ids to places, without a second copy of the ids.

use std::hash::BuildHasher;

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};

/// Finds the place of an id in a list that somebody else keeps; `id_of` tells the id at a place.
///
/// Nothing ever iterates over it, so that the hasher's seed shows in no result.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids {
    places: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Ids {
    /// Where the id stands. O(1).
    pub(crate) fn find<'a>(&self, id: &str, id_of: impl Fn(u32) -> &'a str) -> Option<u32> {
        self.places.find(self.hasher.hash_one(id), |&place| id_of(place) == id).copied()
    }

    /// Notes where the id stands; if it stands somewhere already, says where and keeps that. O(1).
    pub(crate) fn insert<'a>(&mut self, id: &str, place: u32, id_of: impl Fn(u32) -> &'a str) -> Option<u32> {
        let hash = |place: &u32| self.hasher.hash_one(id_of(*place));
        match self.places.entry(self.hasher.hash_one(id), |&other| id_of(other) == id, hash) {
            Entry::Occupied(entry) => Some(*entry.get()),
            Entry::Vacant(entry) => {
                entry.insert(place);
                None
            }
        }
    }
}
