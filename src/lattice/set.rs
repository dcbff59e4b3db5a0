//! Sets of objects or of attributes as bits, and matrices of such rows.

use std::cmp::Ordering;
use std::fmt;

const BITS: usize = u64::BITS as usize;

/// A set of objects or of attributes of one table, by their places from 0 on.
///
/// Sets are ordered *lectically*: of two sets the one that has the first place at which they differ is the greater one. A
/// set is therefore greater than each of its subsets. A set knows how many places its side of the table has; sets of
/// different tables do not belong together.
///
/// ```
/// use cocreation::lattice::Set;
///
/// let (a, bc) = (Set::of(3, [0]), Set::of(3, [1, 2]));
/// assert!(a > bc && bc > Set::of(3, [2]) && Set::of(3, [2]) > Set::empty(3));
/// assert!(Set::of(3, [2]).is_subset(&bc));
/// assert_eq!(bc.iter().collect::<Vec<_>>(), [1, 2]);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Set {
    words: Box<[u64]>,
    side: usize,
}

impl Set {
    /// No place of a side with so many.
    pub fn empty(side: usize) -> Self {
        Self { words: vec![0; words_for(side)].into(), side }
    }

    /// Every place of a side with so many.
    pub fn full(side: usize) -> Self {
        let mut set = Self::empty(side);
        fill(&mut set.words, side);
        set
    }

    /// These places of a side with so many; a place that the side has not is left out. O(side / 64 + places).
    pub fn of(side: usize, places: impl IntoIterator<Item = usize>) -> Self {
        let mut set = Self::empty(side);
        places.into_iter().filter(|place| *place < side).for_each(|place| insert(&mut set.words, place));
        set
    }

    pub(super) fn from_words(words: &[u64], side: usize) -> Self {
        Self { words: words.into(), side }
    }

    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }

    pub(super) fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    /// How many places the side has.
    pub(super) fn side(&self) -> usize {
        self.side
    }

    /// Whether it has the place. O(1).
    pub fn contains(&self, place: usize) -> bool {
        place < self.side && contains(&self.words, place)
    }

    /// How many places it has. O(side / 64).
    pub fn len(&self) -> usize {
        count(&self.words)
    }

    /// Whether it has no place.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Whether the other has each of its places. O(side / 64).
    pub fn is_subset(&self, other: &Self) -> bool {
        is_subset(&self.words, &other.words)
    }

    /// Its places, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + Clone + '_ {
        places(&self.words)
    }

    /// The places that are in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self.with(other, |a, b| a & b)
    }

    /// The places that are in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.with(other, |a, b| a | b)
    }

    /// The places that are in this one and not in the other.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        self.with(other, |a, b| a & !b)
    }

    fn with(&self, other: &Self, each: impl Fn(u64, u64) -> u64) -> Self {
        let words = self.words.iter().zip(&other.words).map(|(a, b)| each(*a, *b)).collect();
        Self { words, side: self.side }
    }
}

impl Ord for Set {
    /// The lectic order.
    fn cmp(&self, other: &Self) -> Ordering {
        let differing = self.words.iter().zip(&other.words).find(|(a, b)| a != b);
        let order = differing.map_or(Ordering::Equal, |(a, b)| {
            let first = (a ^ b).trailing_zeros();
            if a >> first & 1 == 1 { Ordering::Greater } else { Ordering::Less }
        });
        order.then(self.side.cmp(&other.side))
    }
}

impl PartialOrd for Set {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Set {
    /// `{0, 3}`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// Rows of bits that lie side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Matrix {
    words: Vec<u64>,
    rows: usize,
    side: usize,
}

impl Matrix {
    /// Rows without a bit.
    pub(super) fn new(rows: usize, side: usize) -> Self {
        Self { words: vec![0; rows * words_for(side)], rows, side }
    }

    pub(super) fn side(&self) -> usize {
        self.side
    }

    pub(super) fn row(&self, row: usize) -> &[u64] {
        let width = words_for(self.side);
        &self.words[row * width..(row + 1) * width]
    }

    pub(super) fn insert(&mut self, row: usize, place: usize) {
        let width = words_for(self.side);
        insert(&mut self.words[row * width..(row + 1) * width], place);
    }

    pub(super) fn contains(&self, row: usize, place: usize) -> bool {
        contains(self.row(row), place)
    }

    pub(super) fn push(&mut self, row: &[u64]) {
        self.words.extend_from_slice(row);
        self.rows += 1;
    }

    pub(super) fn rows(&self) -> impl ExactSizeIterator<Item = &[u64]> {
        (0..self.rows).map(|row| self.row(row))
    }

    /// Rows for columns. O(rows × side).
    pub(super) fn transposed(&self) -> Self {
        let mut turned = Self::new(self.side, self.rows);
        for (row, words) in self.rows().enumerate() {
            places(words).for_each(|place| turned.insert(place, row));
        }
        turned
    }
}

pub(super) fn words_for(side: usize) -> usize {
    side.div_ceil(BITS)
}

/// The first so many bits.
pub(super) fn fill(words: &mut [u64], side: usize) {
    words.fill(u64::MAX);
    if let Some(last) = words.last_mut().filter(|_| !side.is_multiple_of(BITS)) {
        *last = u64::MAX >> (BITS - side % BITS);
    }
}

pub(super) fn insert(words: &mut [u64], place: usize) {
    words[place / BITS] |= 1 << (place % BITS);
}

pub(super) fn remove(words: &mut [u64], place: usize) {
    words[place / BITS] &= !(1 << (place % BITS));
}

pub(super) fn contains(words: &[u64], place: usize) -> bool {
    words[place / BITS] >> (place % BITS) & 1 == 1
}

pub(super) fn count(words: &[u64]) -> usize {
    words.iter().map(|word| word.count_ones() as usize).sum()
}

pub(super) fn is_subset(words: &[u64], of: &[u64]) -> bool {
    words.iter().zip(of).all(|(a, b)| a & !b == 0)
}

pub(super) fn intersect(words: &mut [u64], with: &[u64]) {
    words.iter_mut().zip(with).for_each(|(a, b)| *a &= b);
}

pub(super) fn subtract(words: &mut [u64], without: &[u64]) {
    words.iter_mut().zip(without).for_each(|(a, b)| *a &= !b);
}

pub(super) fn unite(words: &mut [u64], with: &[u64]) {
    words.iter_mut().zip(with).for_each(|(a, b)| *a |= b);
}

/// The first place with a bit.
pub(super) fn first(words: &[u64]) -> Option<usize> {
    let at = words.iter().position(|word| *word != 0)?;
    Some(at * BITS + words[at].trailing_zeros() as usize)
}

/// The places of the bits, in order.
pub(super) fn places(words: &[u64]) -> impl Iterator<Item = usize> + Clone + '_ {
    words.iter().enumerate().flat_map(|(at, word)| {
        let mut rest = *word;
        std::iter::from_fn(move || {
            let bit = rest.trailing_zeros() as usize;
            rest &= rest.checked_sub(1)?;
            Some(at * BITS + bit)
        })
    })
}
