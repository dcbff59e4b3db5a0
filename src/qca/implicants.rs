//! All prime implicants of rows, found from what they must not cover.
//!
//! A term that covers the row p is p cut down to some of its conditions. It stays clear of a block of rows if it keeps a
//! condition whose level in p the block does not allow. The prime implicants that cover p are therefore the minimal sets of
//! conditions that meet all these sets of differences: their minimal hitting sets. No row is listed that the caller does
//! not give, and every prime implicant of p is found, whatever the number of conditions.
//!
//! The minimal hitting sets come from the search of Murakami & Uno (2014), "Efficient algorithms for dualizing large-scale
//! hypergraphs", Discrete Applied Mathematics 170: a set grows as long as each member is the only one to meet some
//! difference, so that none is met twice and none is kept that is not minimal.

use super::bits::{Bits, ones};
use super::region::Block;
use super::search::Steps;
use crate::error::{Error, ErrorKind};

/// The most prime implicants that are kept: with a hundred positive rows some 40 megabytes.
const MOST_PRIMES: usize = 1_000_000;
/// The most rows that they may cover together, sixteen bytes each in the chart of a solution.
const MOST_MARKS: usize = 10_000_000;
/// The most differences between a row and what its terms must exclude.
const MOST_DIFFERENCES: usize = 8192;
/// How many words can be compared in a step.
const WORDS: usize = 256;

/// The prime implicants of positive rows, each once, at the first row that it covers.
#[derive(Debug)]
pub(super) struct Primes {
    /// For each prime implicant the conditions that it keeps, as bits.
    pub(super) kept: Vec<u64>,
    /// For each the first positive row that it covers, which has its levels.
    pub(super) row: Vec<u32>,
    /// For each the positive rows that it covers, as bits in so many words.
    covers: Vec<u64>,
    words: usize,
    /// How many rows they cover together.
    marks: usize,
}

impl Primes {
    pub(super) fn len(&self) -> usize {
        self.kept.len()
    }

    pub(super) fn covers(&self, at: usize) -> &[u64] {
        &self.covers[at * self.words..(at + 1) * self.words]
    }

    /// Its level of each condition that it keeps.
    pub(super) fn levels(&self, at: usize, positives: &[Vec<u8>]) -> Vec<Option<u8>> {
        let row = &positives[self.row[at] as usize];
        row.iter()
            .enumerate()
            .map(|(condition, &level)| (self.kept[at] >> condition & 1 == 1).then_some(level))
            .collect()
    }
}

/// All prime implicants that cover a positive row and no row of a block.
///
/// The order is that of the positive rows, and of the search within a row: the same on every platform.
pub(super) fn prime_implicants(positives: &[Vec<u8>], off: &[Block], steps: &mut Steps) -> Result<Primes, Error> {
    let words = positives.len().div_ceil(64).max(1);
    let mut primes = Primes { kept: Vec::new(), row: Vec::new(), covers: Vec::new(), words, marks: 0 };
    for at in 0..positives.len() {
        let differences = least(off.iter().map(|block| difference(&positives[at], block)).collect());
        let compared = positives[at].len() + differences.len();
        steps.take_or_fail(off.len().saturating_mul(compared) / WORDS, "prime implicants")?;
        let agreeing = agreeing(positives, at, words);
        let mut emit = |kept: u64| primes.keep(kept, at, &agreeing);
        match differences.len() {
            0..=64 => Hitting::<1>::of(&differences).run(steps, &mut emit)?,
            65..=128 => Hitting::<2>::of(&differences).run(steps, &mut emit)?,
            129..=256 => Hitting::<4>::of(&differences).run(steps, &mut emit)?,
            257..=1024 => Hitting::<16>::of(&differences).run(steps, &mut emit)?,
            1025..=MOST_DIFFERENCES => Hitting::<128>::of(&differences).run(steps, &mut emit)?,
            _ => {
                return Err(too_many(
                    "differences between a row and those that its terms must exclude",
                    MOST_DIFFERENCES,
                ));
            }
        }
    }
    Ok(primes)
}

fn too_many(what: &str, most: usize) -> Error {
    Error::new(ErrorKind::Setting, format!("there are more than {most} {what}; ask for fewer conditions"))
}

impl Primes {
    /// Notes a prime implicant unless it was found at an earlier row.
    fn keep(&mut self, kept: u64, at: usize, agreeing: &[u64]) -> Result<(), Error> {
        let start = self.covers.len();
        for word in 0..self.words {
            // The last entry is for no condition: every row.
            let every = agreeing[agreeing.len() - self.words + word];
            let both = ones(kept).fold(every, |set, condition| set & agreeing[condition * self.words + word]);
            self.covers.push(both);
        }
        let earlier = (0..at / 64 + 1).any(|word| self.covers[start + word] & before(at, word) != 0);
        if earlier {
            self.covers.truncate(start);
            return Ok(());
        }
        if self.len() == MOST_PRIMES {
            return Err(too_many("prime implicants", MOST_PRIMES));
        }
        self.marks += self.covers[start..].iter().map(|word| word.count_ones() as usize).sum::<usize>();
        if self.marks > MOST_MARKS {
            return Err(too_many("rows covered by prime implicants", MOST_MARKS));
        }
        self.kept.push(kept);
        self.row.push(at as u32);
        Ok(())
    }
}

/// The numbers below `at` that fall into a word.
fn before(at: usize, word: usize) -> u64 {
    if (word + 1) * 64 <= at { u64::MAX } else { (1 << (at % 64)) - 1 }
}

/// For each condition, and at last for none, the rows that have the same level of it as one of them.
fn agreeing(positives: &[Vec<u8>], at: usize, words: usize) -> Vec<u64> {
    let conditions = positives[at].len();
    let mut agreeing = vec![0; (conditions + 1) * words];
    let same = |row: &[u8], condition: usize| condition == conditions || row[condition] == positives[at][condition];
    for (other, row) in positives.iter().enumerate() {
        for condition in (0..=conditions).filter(|&condition| same(row, condition)) {
            agreeing[condition * words + other / 64] |= 1 << (other % 64);
        }
    }
    agreeing
}

/// The conditions whose level in a row a block does not allow, as bits.
fn difference(row: &[u8], block: &Block) -> u64 {
    let differs = |(at, (&level, allowed)): (usize, (&u8, &u64))| u64::from(allowed >> level & 1 == 0) << at;
    row.iter().zip(block).enumerate().map(differs).sum()
}

/// The sets of which no other is a part, by size; not all where there are too many.
fn least(mut sets: Vec<u64>) -> Vec<u64> {
    sets.sort_unstable_by_key(|set| (set.count_ones(), *set));
    sets.dedup();
    let mut least: Vec<u64> = Vec::new();
    for set in sets {
        if least.len() <= MOST_DIFFERENCES && least.iter().all(|smaller| smaller & !set != 0) {
            least.push(set);
        }
    }
    least
}

/// The search for the minimal hitting sets of up to 64 × `W` sets of up to 64 conditions.
struct Hitting<'a, const W: usize> {
    sets: &'a [u64],
    /// For each condition the sets that it is in.
    hits: [Bits<W>; 64],
}

/// A place in the search: what is chosen, what may still be, and what is not yet hit.
struct Place<const W: usize> {
    chosen: u64,
    candidates: u64,
    open: Bits<W>,
    /// The conditions left to try here, which together are all that hit one of the open sets.
    trying: u64,
    /// Where the critical sets of the chosen stand on the stack: those that one of them alone hits.
    critical: usize,
}

impl<'a, const W: usize> Hitting<'a, W> {
    fn of(sets: &'a [u64]) -> Self {
        let mut hits = [Bits::EMPTY; 64];
        for (at, &set) in sets.iter().enumerate() {
            ones(set).for_each(|condition| hits[condition].insert(at));
        }
        Self { sets, hits }
    }

    /// Goes through all minimal hitting sets. The stack is as deep as there are conditions, 64 at most.
    fn run(&self, steps: &mut Steps, emit: &mut impl FnMut(u64) -> Result<(), Error>) -> Result<(), Error> {
        let open = Bits::first(self.sets.len());
        if open.is_empty() {
            return emit(0);
        }
        let all = self.sets.iter().fold(0, |all, set| all | set);
        let mut critical: Vec<Bits<W>> = Vec::new();
        let mut stack = vec![self.place(0, all, open, 0)];
        while let Some(place) = stack.last_mut() {
            critical.truncate(place.critical + place.chosen.count_ones() as usize);
            if place.trying == 0 {
                stack.pop();
                continue;
            }
            let condition = place.trying.trailing_zeros() as usize;
            place.trying &= place.trying - 1;
            let hits = self.hits[condition];
            if !grow(&mut critical, place.critical, hits, place.open) {
                continue;
            }
            let (chosen, candidates, open) =
                (place.chosen | 1 << condition, place.candidates, place.open.without(hits));
            place.candidates |= 1 << condition;
            // Each condition left to try here is compared with each that is chosen.
            let compared = 1 + (place.trying.count_ones() * chosen.count_ones()) as usize;
            steps.take_or_fail(1 + compared * W / WORDS, "prime implicants")?;
            if open.is_empty() {
                emit(chosen)?;
                continue;
            }
            let next = self.place(chosen, candidates, open, critical.len() - chosen.count_ones() as usize);
            stack.push(next);
        }
        Ok(())
    }

    fn place(&self, chosen: u64, candidates: u64, open: Bits<W>, critical: usize) -> Place<W> {
        let mut trying = candidates;
        for at in open.iter() {
            let set = self.sets[at] & candidates;
            if set.count_ones() < trying.count_ones() || set == 0 {
                trying = set;
            }
            if trying.count_ones() <= 1 {
                break;
            }
        }
        Place { chosen, candidates: candidates & !trying, open, trying, critical }
    }
}

/// Puts the critical sets of the chosen, with one more, on the stack; not if one of them would have none left.
fn grow<const W: usize>(critical: &mut Vec<Bits<W>>, from: usize, hits: Bits<W>, open: Bits<W>) -> bool {
    let until = critical.len();
    for at in from..until {
        let left = critical[at].without(hits);
        if left.is_empty() {
            critical.truncate(until);
            return false;
        }
        critical.push(left);
    }
    critical.push(hits.and(open));
    true
}

#[cfg(test)]
mod tests {
    use super::{Hitting, least};
    use crate::qca::search::Steps;

    fn hitting(sets: &[u64]) -> Vec<u64> {
        let mut found = Vec::new();
        let sets = least(sets.to_vec());
        let mut steps = Steps::new(1000);
        Hitting::<1>::of(&sets)
            .run(&mut steps, &mut |set| {
                found.push(set);
                Ok(())
            })
            .expect("few");
        found.sort_unstable();
        found
    }

    /// By hand: {a, b}, {b, c}, {c, a} are hit by any two of the three.
    #[test]
    fn minimal_hitting_sets_by_hand() {
        assert_eq!(hitting(&[0b011, 0b110, 0b101]), [0b011, 0b101, 0b110]);
        assert_eq!(hitting(&[0b011, 0b111, 0b1000]), [0b1001, 0b1010]);
        assert_eq!(hitting(&[]), [0]);
    }

    /// Every family of up to four sets of four conditions, against all sixteen candidates.
    #[test]
    fn minimal_hitting_sets_of_all_small_families() {
        for code in 0..(15_u64 * 15 * 15 * 15) {
            let sets = [code % 15 + 1, code / 15 % 15 + 1, code / 225 % 15 + 1, code / 3375 + 1];
            let hits = |set: u64| sets.iter().all(|other| other & set != 0);
            let minimal = |&set: &u64| hits(set) && (0..4).all(|at| set >> at & 1 == 0 || !hits(set & !(1 << at)));
            assert_eq!(hitting(&sets), (0..16).filter(minimal).collect::<Vec<_>>(), "{sets:?}");
        }
    }
}
