//! Sets of rows of a truth table that are too many to list, as blocks that do not overlap.

use std::fmt;

use serde::{Serialize, Serializer};

use super::bits::ones;
use crate::error::{Error, ErrorKind};

/// The most blocks of which a region may consist: some tens of megabytes.
const MOST_BLOCKS: usize = 200_000;

/// A block: for each condition the levels that it allows, as bits.
pub(super) type Block = Box<[u64]>;

/// A set of rows of a truth table: listed where they are few, counted where they are many.
///
/// It is kept as blocks that do not overlap, so that the rows of twenty conditions and more need not be written out. It
/// serialises as its number of rows and its blocks, each with the levels that it allows of each condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    levels: Box<[u8]>,
    blocks: Vec<Block>,
}

impl Region {
    pub(super) fn empty(levels: &[u8]) -> Self {
        Self { levels: levels.into(), blocks: Vec::new() }
    }

    pub(super) fn whole(levels: &[u8]) -> Self {
        Self { levels: levels.into(), blocks: vec![levels.iter().map(|&levels| below(levels)).collect()] }
    }

    /// The rows of any of these blocks.
    pub(super) fn of<'a>(levels: &[u8], blocks: impl IntoIterator<Item = &'a Block>) -> Result<Self, Error> {
        let mut region = Self::empty(levels);
        blocks.into_iter().try_for_each(|block| region.add(block))?;
        Ok(region)
    }

    pub(super) fn add(&mut self, block: &Block) -> Result<(), Error> {
        let mut rest = vec![block.clone()];
        for own in &self.blocks {
            cut(&mut rest, own);
            checked(&rest)?;
        }
        self.blocks.append(&mut rest);
        checked(&self.blocks)
    }

    pub(super) fn remove(&mut self, block: &Block) -> Result<(), Error> {
        cut(&mut self.blocks, block);
        checked(&self.blocks)
    }

    /// The rows of this region that are not in the other.
    pub(super) fn without(mut self, other: &Self) -> Result<Self, Error> {
        other.blocks.iter().try_for_each(|block| self.remove(block))?;
        Ok(self)
    }

    /// The rows in both; none if they are of conditions with other levels.
    pub fn common(&self, other: &Self) -> Self {
        if self.levels != other.levels {
            return Self::empty(&self.levels);
        }
        let pairs = self.blocks.iter().flat_map(|own| other.blocks.iter().map(move |other| (own, other)));
        let meet = |(own, other): (&Block, &Block)| own.iter().zip(other).map(|(own, other)| own & other).collect();
        let blocks = pairs.filter(|(own, other)| !disjoint(own, other)).map(meet).collect();
        Self { levels: self.levels.clone(), blocks }
    }

    /// The rows of either.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] if they fall into more than 200 000 blocks, or if the two are of conditions with other levels.
    pub fn and_also(mut self, other: &Self) -> Result<Self, Error> {
        other.speaks_of(&self.levels)?;
        other.blocks.iter().try_for_each(|block| self.add(block))?;
        Ok(self)
    }

    /// Refuses a region of another truth table, as far as that can be seen.
    pub(super) fn speaks_of(&self, levels: &[u8]) -> Result<(), Error> {
        if *self.levels == *levels {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Setting,
            "the rows are those of another truth table: its conditions have other levels",
        ))
    }

    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// How many rows there are; where the number does not fit, the greatest that does.
    pub fn len(&self) -> u128 {
        let size = |block: &Block| {
            block.iter().fold(1_u128, |product, levels| product.saturating_mul(u128::from(levels.count_ones())))
        };
        self.blocks.iter().map(size).fold(0, u128::saturating_add)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Whether a row, given by the level of each condition, is among them.
    pub fn contains(&self, row: &[u8]) -> bool {
        self.blocks.iter().any(|block| block.len() == row.len() && holds(block, row))
    }

    /// The numbers of the rows, in order, if they are no more than `most`.
    pub fn rows(&self, most: usize) -> Option<Vec<u128>> {
        if self.len() > most as u128 {
            return None;
        }
        let mut rows: Vec<u128> = self.blocks.iter().flat_map(|block| listed(&self.levels, block)).collect();
        rows.sort_unstable();
        Some(rows)
    }
}

impl fmt::Display for Region {
    /// The numbers of the rows where there are at most 64, and how many there are otherwise.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rows(64) {
            Some(rows) if rows.is_empty() => f.write_str("none"),
            Some(rows) => f.write_str(&rows.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
            None => write!(f, "{} rows", self.len()),
        }
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Form {
            rows: u128,
            blocks: Vec<Vec<Vec<usize>>>,
        }
        let levels = |block: &Block| block.iter().map(|&levels| ones(levels).collect()).collect();
        Form { rows: self.len(), blocks: self.blocks.iter().map(levels).collect() }.serialize(serializer)
    }
}

/// The numbers below `count` as bits.
pub(super) fn below(count: u8) -> u64 {
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}

pub(super) fn holds(block: &[u64], row: &[u8]) -> bool {
    block.iter().zip(row).all(|(levels, &level)| level < 64 && levels >> level & 1 == 1)
}

fn disjoint(a: &[u64], b: &[u64]) -> bool {
    a.iter().zip(b).any(|(a, b)| a & b == 0)
}

/// Refuses to go on with too many blocks.
fn checked(blocks: &[Block]) -> Result<(), Error> {
    if blocks.len() <= MOST_BLOCKS {
        return Ok(());
    }
    let message =
        format!("the rows outside the terms fall into more than {MOST_BLOCKS} blocks; ask for fewer conditions");
    Err(Error::new(ErrorKind::Setting, message))
}

/// Takes a block out of others.
fn cut(blocks: &mut Vec<Block>, block: &Block) {
    let Some(first) = blocks.iter().position(|own| !disjoint(own, block)) else { return };
    for own in blocks.split_off(first) {
        if disjoint(&own, block) { blocks.push(own) } else { split(own, block, blocks) }
    }
}

/// What is left of a block when another that it meets is taken out: a piece for each condition that the other restricts.
fn split(mut own: Block, other: &Block, kept: &mut Vec<Block>) {
    for at in 0..own.len() {
        let outside = own[at] & !other[at];
        if outside != 0 {
            let mut piece = own.clone();
            piece[at] = outside;
            kept.push(piece);
            own[at] &= other[at];
        }
    }
}

/// The numbers of the rows of a block.
fn listed(levels: &[u8], block: &Block) -> Vec<u128> {
    let mut rows = vec![0_u128];
    for (&count, &allowed) in levels.iter().zip(block) {
        let next = |row: &u128| ones(allowed).map(|level| row * u128::from(count) + level as u128).collect::<Vec<_>>();
        rows = rows.iter().flat_map(next).collect();
    }
    rows.into_iter().map(|row| row + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::Region;

    /// By hand: of the eight rows of three conditions `A + B` has six, `A*B` two, and what is in one only four.
    #[test]
    fn rows_by_hand() {
        let levels = [2, 2, 2];
        let (a, b, ab) = ([2, 3, 3].into(), [3, 2, 3].into(), [2, 2, 3].into());
        let mut region = Region::of(&levels, [&a, &b]).expect("few");
        assert_eq!(region.rows(8), Some(vec![3, 4, 5, 6, 7, 8]));
        region.remove(&ab).expect("few");
        assert_eq!((region.len(), region.rows(8), region.rows(3)), (4, Some(vec![3, 4, 5, 6]), None));
        assert!(region.contains(&[1, 0, 1]) && !region.contains(&[1, 1, 1]));
        assert!(region.common(&Region::of(&levels, [&ab]).expect("few")).is_empty());
        let rest = Region::whole(&levels).without(&region).expect("few");
        assert_eq!(rest.rows(8), Some(vec![1, 2, 7, 8]));
    }
}
