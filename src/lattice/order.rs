//! The concept lattice: all concepts with their order.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::concepts::{Concept, concepts};
use super::context::Context;
use super::set::{self, Set};
use crate::error::{Error, ErrorKind};

/// Builds the concept lattice of a context: all its concepts, and which covers which.
///
/// It answers: which group is a special case of which? `limit` is the greatest number of concepts that the caller wants to
/// keep; there can be as many as 2^min(objects, attributes).
///
/// O(concepts × attributes × objects / 64); (objects + attributes) / 8 bytes and about a hundred for each concept, and
/// eight for each cover.
///
/// # Errors
///
/// [`ErrorKind::Setting`] if there are more concepts than the limit: part of a lattice is no lattice.
/// [`concepts`](super::concepts()) gives as many as wanted.
///
/// ```
/// use cocreation::lattice::{self, Incidence, Reading, Set, Table};
///
/// // ann sews and knits, bob knits and sings, eve knits.
/// let cells = ["110", "011", "010"];
/// let table = Table::new(["ann", "bob", "eve"], ["sews", "knits", "sings"], |object, attribute| {
///     if cells[object].as_bytes()[attribute] == b'1' { Incidence::Has } else { Incidence::Lacks }
/// });
/// let context = table.context(Reading::Lower);
/// let lattice = lattice::build(&context, 100)?;
///
/// // All knit (0); above the bottom (3) stand bob, who also sings (1), and ann, who also sews (2).
/// assert_eq!(lattice.len(), 4);
/// assert_eq!((lattice.lower(0), lattice.upper(3)), (&[1, 2][..], &[1, 2][..]));
/// assert_eq!((lattice.meet(1, 2), lattice.join(1, 2)), (3, 0));
/// assert_eq!((lattice.of_object(2), lattice.of_attribute(2)), (0, 1), "eve only knits; whoever sings is bob");
/// assert!(lattice::build(&context, 3).is_err());
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn build(context: &Context, limit: usize) -> Result<Lattice<'_>, Error> {
    // Places of concepts are kept in four bytes.
    let limit = limit.min(u32::MAX as usize);
    let mut found: Vec<Concept> = concepts(context).take(limit.saturating_add(1)).collect();
    if found.len() > limit {
        let message = format!("there are more than {limit} concepts; raise the limit, or take some of them");
        return Err(Error::new(ErrorKind::Setting, message));
    }
    found.shrink_to_fit();
    let mut lattice = Lattice { context, concepts: found, lower: Neighbours::default(), upper: Neighbours::default() };
    let covers = lattice.covers();
    lattice.lower = Neighbours::new(lattice.len(), covers.iter().copied());
    // By place, as the lower ones: the covers are sorted by their upper ends.
    lattice.upper = Neighbours::new(lattice.len(), covers.iter().map(|&(upper, lower)| (lower, upper)));
    Ok(lattice)
}

/// All concepts of a context with their order; made by [`build`].
///
/// A concept is named by its place in the lectic order of the intents. Place 0 is the top, the concept of all objects; the
/// last place is the bottom, that of all attributes; a concept has a greater place than each that is more general.
#[derive(Clone, Debug)]
pub struct Lattice<'c> {
    context: &'c Context,
    concepts: Vec<Concept>,
    lower: Neighbours,
    upper: Neighbours,
}

/// For each concept a list of others, one behind the other.
#[derive(Clone, Debug, Default)]
struct Neighbours {
    ends: Vec<usize>,
    others: Vec<u32>,
}

impl Neighbours {
    /// The second of each pair, by the first; pairs of one first place stay in their order.
    fn new(places: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut ends = vec![0; places + 1];
        pairs.clone().for_each(|(from, _)| ends[from as usize + 1] += 1);
        (0..places).for_each(|place| ends[place + 1] += ends[place]);
        let mut next = ends.clone();
        let mut others = vec![0; ends[places]];
        for (from, to) in pairs {
            others[next[from as usize]] = to;
            next[from as usize] += 1;
        }
        Self { ends, others }
    }

    fn of(&self, place: usize) -> &[u32] {
        &self.others[self.ends[place]..self.ends[place + 1]]
    }
}

/// Where the concept of each extent stands.
struct Extents<'l> {
    concepts: &'l [Concept],
    places: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl<'l> Extents<'l> {
    fn new(concepts: &'l [Concept]) -> Self {
        let hasher = DefaultHashBuilder::default();
        let hash = |place: &u32| hasher.hash_one(concepts[*place as usize].extent.words());
        let mut places = HashTable::with_capacity(concepts.len());
        (0..concepts.len() as u32).for_each(|place| {
            places.insert_unique(hash(&place), place, hash);
        });
        Self { concepts, places, hasher }
    }

    fn find(&self, extent: &[u64]) -> Option<u32> {
        let same = |place: &u32| self.concepts[*place as usize].extent.words() == extent;
        self.places.find(self.hasher.hash_one(extent), same).copied()
    }
}

impl<'c> Lattice<'c> {
    /// The context of which it is the lattice.
    pub fn context(&self) -> &'c Context {
        self.context
    }

    /// How many concepts there are: at least one.
    #[expect(clippy::len_without_is_empty, reason = "no lattice is empty")]
    pub fn len(&self) -> usize {
        self.concepts.len()
    }

    /// The concepts in lectic order.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The concepts right below this one, in order: its special cases. O(1).
    ///
    /// # Panics
    ///
    /// If the lattice has no such place; so do the other questions after a place, an object or an attribute.
    pub fn lower(&self, place: usize) -> &[u32] {
        self.lower.of(place)
    }

    /// The concepts right above this one, in order. O(1).
    pub fn upper(&self, place: usize) -> &[u32] {
        self.upper.of(place)
    }

    /// How many pairs of neighbours there are: the lines of a Hasse diagram.
    pub fn cover_count(&self) -> usize {
        self.lower.others.len()
    }

    /// Whether the first concept is the second or a special case of it. O(objects / 64).
    pub fn is_below(&self, place: usize, other: usize) -> bool {
        self.concepts[place].extent.is_subset(&self.concepts[other].extent)
    }

    /// The most general concept below both: of the objects that both have. O(cells / 64 + log concepts).
    pub fn meet(&self, place: usize, other: usize) -> usize {
        let shared = self.concepts[place].extent.intersection(&self.concepts[other].extent);
        self.place_of(&self.context.intent(&shared))
    }

    /// The most special concept above both: of the attributes that both have. O(attributes / 64 × log concepts).
    pub fn join(&self, place: usize, other: usize) -> usize {
        self.place_of(&self.concepts[place].intent.intersection(&self.concepts[other].intent))
    }

    /// The most special concept that has the object. O(attributes / 64 × log concepts).
    pub fn of_object(&self, object: usize) -> usize {
        let side = self.context.table.attributes.len();
        self.place_of(&Set::from_words(self.context.rows().row(object), side))
    }

    /// The most general concept that has the attribute. O(cells / 64 + log concepts).
    pub fn of_attribute(&self, attribute: usize) -> usize {
        let extent = Set::from_words(self.context.columns().row(attribute), self.context.table.objects.len());
        self.place_of(&self.context.intent(&extent))
    }

    /// Where the concept of an intent stands.
    fn place_of(&self, intent: &Set) -> usize {
        self.concepts.partition_point(|concept| concept.intent < *intent)
    }

    /// Every pair of neighbours, the upper one first, sorted.
    ///
    /// Adding one attribute to a concept leads to a concept below. That one is a neighbour if each attribute that it has
    /// more leads to it: otherwise one of them leads to a concept in between.
    fn covers(&self) -> Vec<(u32, u32)> {
        let extents = Extents::new(&self.concepts);
        let mut covers = Vec::new();
        let mut extent = Set::empty(self.context.table.objects.len());
        let mut reached: Vec<u32> = Vec::new();
        for (place, concept) in (0..).zip(&self.concepts) {
            let others = (0..self.context.table.attributes.len()).filter(|other| !concept.intent.contains(*other));
            for attribute in others {
                extent.words_mut().copy_from_slice(concept.extent.words());
                set::intersect(extent.words_mut(), self.context.columns().row(attribute));
                reached.extend(extents.find(extent.words()));
            }
            reached.sort_unstable();
            let size = concept.intent.len();
            let more = |below: u32| self.concepts[below as usize].intent.len() - size;
            let same = reached.chunk_by(|a, b| a == b);
            covers.extend(same.filter(|same| same.len() == more(same[0])).map(|same| (place, same[0])));
            reached.clear();
        }
        covers
    }
}
