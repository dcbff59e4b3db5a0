//! Ids to places, without a second copy of the ids.

use std::hash::BuildHasher;

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};

/// Finds the place of an id in a list that somebody else keeps; `id_of` tells the id at a place.
///
/// Nothing ever iterates over it, so that the hasher's seed shows in no result.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids {
    /// Hash and place; the hash is kept so that growing need not read every id again.
    places: HashTable<(u64, u32)>,
    hasher: DefaultHashBuilder,
}

impl Ids {
    /// Where the id stands. O(1).
    pub(crate) fn find<'a>(&self, id: &str, id_of: impl Fn(u32) -> &'a str) -> Option<u32> {
        let hash = self.hasher.hash_one(id);
        let found = self.places.find(hash, |&(other, place)| other == hash && id_of(place) == id);
        found.map(|&(_, place)| place)
    }

    /// Notes where the id stands; if it stands somewhere already, says where and keeps that. O(1).
    pub(crate) fn insert<'a>(&mut self, id: &str, place: u32, id_of: impl Fn(u32) -> &'a str) -> Option<u32> {
        let hash = self.hasher.hash_one(id);
        let is_id = |&(other, place): &(u64, u32)| other == hash && id_of(place) == id;
        match self.places.entry(hash, is_id, |&(hash, _)| hash) {
            Entry::Occupied(entry) => Some(entry.get().1),
            Entry::Vacant(entry) => {
                entry.insert((hash, place));
                None
            }
        }
    }
}
