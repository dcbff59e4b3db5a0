//! Sets of small numbers as bits: conditions, rows that a term covers, rows that it must exclude.

/// A set of numbers below 64 × `W`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Bits<const W: usize>([u64; W]);

impl<const W: usize> Bits<W> {
    pub(super) const EMPTY: Self = Self([0; W]);

    /// The numbers below `count`.
    pub(super) fn first(count: usize) -> Self {
        let mut set = Self::EMPTY;
        (0..count).for_each(|at| set.insert(at));
        set
    }

    pub(super) fn insert(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }

    pub(super) fn contains(&self, at: usize) -> bool {
        self.0[at / 64] >> (at % 64) & 1 == 1
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & other.0[word]))
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & !other.0[word]))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|&word| word == 0)
    }

    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).all(|(&own, other)| own & !other == 0)
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(at, word)| ones(word).map(move |bit| at * 64 + bit))
    }
}

/// The positions of the ones in a word, in order.
pub(super) fn ones(word: u64) -> impl Iterator<Item = usize> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let first = rest.trailing_zeros() as usize;
        rest &= rest.checked_sub(1)?;
        Some(first)
    })
}

#[cfg(test)]
mod tests {
    use super::{Bits, ones};

    #[test]
    fn sets_by_hand() {
        let mut set = Bits::<2>::EMPTY;
        [1, 64, 100].into_iter().for_each(|at| set.insert(at));
        assert_eq!(set.iter().collect::<Vec<_>>(), [1, 64, 100]);
        assert_eq!((set.len(), set.contains(64), set.contains(63)), (3, true, false));
        assert_eq!(Bits::first(65).and(set).iter().collect::<Vec<_>>(), [1, 64]);
        assert!(Bits::first(65).and(set).is_within(&set) && !set.is_within(&Bits::first(100)));
        assert_eq!(ones(0b1010).collect::<Vec<_>>(), [1, 3]);
        assert!(set.without(set).is_empty() && set.or(Bits::EMPTY) == set);
    }
}
