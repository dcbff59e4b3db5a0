//! All models: the sets of prime implicants that cover every positive row, with the fewest terms or with none to spare.
//!
//! Rows whose cover follows from that of another row are left out first, and prime implicants that cover the same of the
//! rest are one *class*: a model of classes stands for as many models as there are ways to choose a member of each.
//! Implicants whose rows another covers, too, stay: a model of the fewest terms may use them. They are left out only while
//! the least number of terms is sought.
//!
//! The search covers, again and again, the row that has fewest classes left, by each of them in turn; a class that had its
//! turn is not used further down, so that every model is met once. It turns back where the terms that are left cannot do:
//! each open row costs at least 1 / (the most open rows that a class through it covers), and these prices add up to a lower
//! bound on the number of terms.

use std::collections::BTreeMap;

use super::bits::{Bits, ones};
use super::implicants::Primes;
use super::prices::Prices;
use super::search::{ModelCount, Models, Proof, Search, Spent, Steps};
use crate::error::{Error, ErrorKind};

/// The most entries that are compared two by two at a place below the first.
const MOST_COMPARED: usize = 2000;
/// How many entries can be compared with one in a step.
const COMPARED: usize = 1024;
/// What prices cost at the first place of a search, in steps for each entry.
const PRICED: usize = 8;
/// The most bytes that the entries of a search may take: a quarter of a gigabyte.
const MOST_HELD: usize = 1 << 28;

/// The models of a chart, as sorted positions of prime implicants.
#[derive(Debug)]
pub(super) struct Covers {
    pub(super) models: Vec<Vec<u32>>,
    pub(super) count: ModelCount,
    pub(super) proof: Proof,
    /// The prime implicants without which some row is not covered.
    pub(super) essential: Vec<u32>,
}

/// Finds the models that cover so many positive rows.
pub(super) fn covers(primes: &Primes, positives: usize, search: &Search, steps: &mut Steps) -> Result<Covers, Error> {
    let columns = Columns::of(primes, positives);
    let kept = columns.independent();
    let mut covers = match kept.len() {
        0 => Covers::none(),
        1..=64 => Chart::<1>::of(primes, &kept).covers(search, steps),
        65..=128 => Chart::<2>::of(primes, &kept).covers(search, steps),
        129..=256 => Chart::<4>::of(primes, &kept).covers(search, steps),
        257..=1024 => Chart::<16>::of(primes, &kept).covers(search, steps),
        _ => return Err(Error::new(ErrorKind::Setting, "there are more than 1024 positive rows to be covered")),
    };
    covers.essential = columns.essential();
    Ok(covers)
}

impl Covers {
    /// No positive row: there is nothing to explain.
    fn none() -> Self {
        Self { models: Vec::new(), count: ModelCount::Exactly(0), proof: Proof::Minimal, essential: Vec::new() }
    }
}

/// For each positive row the prime implicants that cover it, as bits.
struct Columns(Vec<Vec<u64>>);

impl Columns {
    fn of(primes: &Primes, positives: usize) -> Self {
        let mut columns = vec![vec![0_u64; primes.len().div_ceil(64)]; positives];
        for at in 0..primes.len() {
            for (word, &bits) in primes.covers(at).iter().enumerate() {
                ones(bits).for_each(|row| columns[word * 64 + row][at / 64] |= 1 << (at % 64));
            }
        }
        Self(columns)
    }

    /// The rows whose cover does not follow from that of another; of equal rows the first.
    fn independent(&self) -> Vec<usize> {
        let within = |a: &[u64], b: &[u64]| a.iter().zip(b).all(|(a, b)| a & !b == 0);
        let follows = |at: usize, other: usize| {
            other != at && within(&self.0[other], &self.0[at]) && (other < at || self.0[other] != self.0[at])
        };
        (0..self.0.len()).filter(|&at| !(0..self.0.len()).any(|other| follows(at, other))).collect()
    }

    fn essential(&self) -> Vec<u32> {
        let alone = |column: &&Vec<u64>| column.iter().map(|word| word.count_ones()).sum::<u32>() == 1;
        let first = |column: &Vec<u64>| {
            column.iter().enumerate().find_map(|(at, &word)| ones(word).next().map(|bit| (at * 64 + bit) as u32))
        };
        let mut essential: Vec<u32> = self.0.iter().filter(alone).filter_map(first).collect();
        essential.sort_unstable();
        essential.dedup();
        essential
    }
}

/// The classes of prime implicants with the rows that they cover.
struct Chart<const W: usize> {
    columns: Bits<W>,
    classes: Vec<(Bits<W>, Vec<u32>)>,
}

/// Prime implicants that cover the same open rows.
#[derive(Clone, Copy)]
struct Entry<const W: usize> {
    covers: Bits<W>,
    /// How many prime implicants they are.
    weight: u128,
    /// The first of their classes.
    class: u32,
}

/// What is sought on one way through the search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// One cover of so many terms at most, by classes that no other contains.
    One,
    /// The number of covers; classes that differ only in rows already covered are counted together.
    Count,
    /// The covers themselves.
    List,
    /// The covers from which no term can be left out.
    Irredundant,
}

/// A place in the search: what is open, what may cover it, and which classes are to be tried on one row.
struct Place<const W: usize> {
    open: Bits<W>,
    entries: Vec<Entry<W>>,
    /// The positions of the entries that cover the row, and how many of them had their turn.
    branch: Vec<usize>,
    tried: usize,
    /// How many entries are held here and above.
    held: usize,
    /// How many terms are left.
    left: usize,
    /// In how many ways the terms so far can be chosen.
    ways: u128,
    /// What each row is worth, for the bound.
    prices: Option<Prices>,
}

/// What the terms above a place have left for it.
struct At<const W: usize> {
    open: Bits<W>,
    left: usize,
    ways: u128,
    held: usize,
    prices: Option<Prices>,
}

/// What is known about the number of terms that a cover needs.
struct Known {
    at_least: usize,
    best: Vec<u32>,
}

/// What a way through the search has found.
#[derive(Default)]
struct Found {
    covers: Vec<Vec<u32>>,
    count: u128,
}

impl<const W: usize> Chart<W> {
    fn of(primes: &Primes, kept: &[usize]) -> Self {
        let mut classes: BTreeMap<Bits<W>, Vec<u32>> = BTreeMap::new();
        for at in 0..primes.len() {
            let words = primes.covers(at);
            let mut covers = Bits::EMPTY;
            let own = |&(_, &row): &(usize, &usize)| words[row / 64] >> (row % 64) & 1 == 1;
            kept.iter().enumerate().filter(own).for_each(|(column, _)| covers.insert(column));
            classes.entry(covers).or_default().push(at as u32);
        }
        classes.remove(&Bits::EMPTY);
        Self { columns: Bits::first(kept.len()), classes: classes.into_iter().collect() }
    }

    fn covers(&self, search: &Search, steps: &mut Steps) -> Covers {
        let (smallest, proof) = self.smallest(steps);
        let only = |count: ModelCount| Covers {
            models: self.models(std::slice::from_ref(&smallest), search.most().min(1)),
            count,
            proof,
            essential: Vec::new(),
        };
        match (search.models, proof) {
            (Models::Irredundant, _) => self.all(Aim::Irredundant, smallest, proof, search, steps),
            (Models::Fewest, Proof::Minimal) => self.all(Aim::Count, smallest, proof, search, steps),
            (Models::One | Models::Fewest, _) => only(ModelCount::AtLeast(1)),
        }
    }

    /// Counts and lists all covers: one that is known at least.
    fn all(&self, aim: Aim, smallest: Vec<u32>, proof: Proof, search: &Search, steps: &mut Steps) -> Covers {
        let terms = if aim == Aim::Irredundant { usize::MAX } else { smallest.len() };
        let mut found = Found::default();
        let most = if aim == Aim::Count { 0 } else { search.most() };
        let whole = self.search(aim, self.entries(), terms, most, &mut found, steps).is_ok();
        let mut listed = Found::default();
        if aim == Aim::Count && search.most() > 0 {
            // The list has a budget of its own, so that a count that was cut short still has examples.
            let mut steps = Steps::new(search.steps);
            let _ = self.search(Aim::List, self.entries(), terms, search.most(), &mut listed, &mut steps);
        } else {
            listed.covers = std::mem::take(&mut found.covers);
        }
        if listed.covers.is_empty() {
            listed.covers.push(smallest);
        }
        let models = self.models(&listed.covers, search.most());
        let count = if whole {
            ModelCount::Exactly(found.count)
        } else {
            ModelCount::AtLeast(found.count.max(models.len() as u128).max(1))
        };
        Covers { models, count, proof, essential: Vec::new() }
    }

    /// One cover with the fewest terms, or the best that was met before the steps were spent.
    fn smallest(&self, steps: &mut Steps) -> (Vec<u32>, Proof) {
        let mut entries = self.entries();
        by_size(&mut entries);
        let mut known = Known { at_least: lower_bound(&entries, self.columns).max(1), best: self.greedy() };
        // Either end is only cut short, and what it has shown by then stays.
        if undominated(&mut entries, steps).is_ok() {
            let proven = steps.on_most(|steps| self.raise(&entries, &mut known, steps));
            let _ = proven.or_else(|Spent| self.lower(&entries, &mut known, steps));
        }
        let Known { at_least, best } = known;
        let proof = if at_least < best.len() { Proof::NotProven { at_least } } else { Proof::Minimal };
        (best, proof)
    }

    /// Shows that a cover needs one term more, and one more, until one with so many is found.
    fn raise(&self, entries: &[Entry<W>], known: &mut Known, steps: &mut Steps) -> Result<(), Spent> {
        while known.at_least < known.best.len() {
            match self.within(known.at_least, entries, steps)? {
                Some(cover) => known.best = cover,
                None => known.at_least += 1,
            }
        }
        Ok(())
    }

    /// Finds a cover with fewer terms, and one with fewer still, until there is none.
    fn lower(&self, entries: &[Entry<W>], known: &mut Known, steps: &mut Steps) -> Result<(), Spent> {
        while known.at_least < known.best.len() {
            match self.within(known.best.len() - 1, entries, steps)? {
                Some(cover) => known.best = cover,
                None => known.at_least = known.best.len(),
            }
        }
        Ok(())
    }

    /// A cover of so many terms at most, if there is one.
    fn within(&self, terms: usize, entries: &[Entry<W>], steps: &mut Steps) -> Result<Option<Vec<u32>>, Spent> {
        let mut found = Found::default();
        match self.search(Aim::One, entries.to_vec(), terms, 1, &mut found, steps) {
            Ok(()) => Ok(None),
            Err(Ended::Enough) => Ok(found.covers.pop().map(|cover| self.without_spare(cover))),
            Err(Ended::Spent) => Err(Spent),
        }
    }

    /// A cover made by always taking the class that covers most open rows, the first of equals.
    fn greedy(&self) -> Vec<u32> {
        let (mut open, mut chosen) = (self.columns, Vec::new());
        while !open.is_empty() {
            let gain = |at: &usize| self.classes[*at].0.and(open).len();
            let Some(best) = (0..self.classes.len()).rev().max_by_key(gain) else { break };
            open = open.without(self.classes[best].0);
            chosen.push(best as u32);
        }
        self.without_spare(chosen)
    }

    /// The cover without classes whose rows the others cover, the last one first.
    fn without_spare(&self, mut cover: Vec<u32>) -> Vec<u32> {
        for at in (0..cover.len()).rev() {
            let others = cover.iter().enumerate().filter(|(other, _)| *other != at);
            let others = others.fold(Bits::EMPTY, |all, (_, &class)| all.or(self.classes[class as usize].0));
            if self.classes[cover[at] as usize].0.is_within(&others) {
                cover.remove(at);
            }
        }
        cover
    }

    fn entries(&self) -> Vec<Entry<W>> {
        let entry = |(class, (covers, members)): (usize, &(Bits<W>, Vec<u32>))| Entry {
            covers: *covers,
            weight: members.len() as u128,
            class: class as u32,
        };
        self.classes.iter().enumerate().map(entry).collect()
    }

    /// Covers of prime implicants instead of classes, in order, as many as are wanted.
    fn models(&self, covers: &[Vec<u32>], most: usize) -> Vec<Vec<u32>> {
        let mut models = Vec::new();
        for cover in covers {
            let members: Vec<&[u32]> = cover.iter().map(|&class| &self.classes[class as usize].1[..]).collect();
            products(&members, most, &mut models);
        }
        models.sort_unstable();
        models
    }

    /// Goes through the covers of so many terms at most by these entries.
    fn search(
        &self,
        aim: Aim,
        entries: Vec<Entry<W>>,
        left: usize,
        most: usize,
        found: &mut Found,
        steps: &mut Steps,
    ) -> Result<(), Ended> {
        steps.take(entries.len() * PRICED * W.div_ceil(4))?;
        let root = At { open: self.columns, left, ways: 1, held: 0, prices: None };
        let mut stack: Vec<Place<W>> = self.place(aim, entries, root, steps)?.into_iter().collect();
        while let Some(place) = stack.last_mut() {
            let Some(&at) = place.branch.get(place.tried) else {
                stack.pop();
                continue;
            };
            place.tried += 1;
            steps.take(place.entries.len() * W.div_ceil(4))?;
            let entry = place.entries[at];
            let (open, left) = (place.open.without(entry.covers), place.left - 1);
            let ways = place.ways.saturating_mul(entry.weight);
            if aim == Aim::Irredundant && !self.each_needed(&stack) {
                continue;
            }
            if open.is_empty() {
                self.note(aim, &stack, ways, most, found)?;
            } else if left > 0 {
                stack.extend(self.below(aim, &stack, open, left, ways, steps)?);
                if stack.last().is_some_and(|place| place.held > MOST_HELD / size_of::<Entry<W>>()) {
                    return Err(Ended::Spent);
                }
            }
        }
        Ok(())
    }

    /// The place below the last one, if what is open there can be covered.
    fn below(
        &self,
        aim: Aim,
        stack: &[Place<W>],
        open: Bits<W>,
        left: usize,
        ways: u128,
        steps: &mut Steps,
    ) -> Result<Option<Place<W>>, Spent> {
        let Some(place) = stack.last() else { return Ok(None) };
        let mut had_turn = vec![false; place.entries.len()];
        place.branch[..place.tried].iter().for_each(|&at| had_turn[at] = true);
        let rest = place.entries.iter().zip(&had_turn).filter(|(_, had_turn)| !**had_turn);
        let cut = |entry: &Entry<W>| Entry { covers: entry.covers.and(open), ..*entry };
        let mut entries: Vec<Entry<W>> =
            rest.map(|(entry, _)| cut(entry)).filter(|entry| !entry.covers.is_empty()).collect();
        if aim == Aim::Count || aim == Aim::One {
            entries = merged(entries);
        }
        self.place(aim, entries, At { open, left, ways, held: place.held, prices: place.prices.clone() }, steps)
    }

    /// A place, unless no cover of what is open there can have so few terms.
    fn place(
        &self,
        aim: Aim,
        mut entries: Vec<Entry<W>>,
        at: At<W>,
        steps: &mut Steps,
    ) -> Result<Option<Place<W>>, Spent> {
        let At { open, left, ways, held, mut prices } = at;
        if left < usize::MAX {
            by_size(&mut entries);
            let most = entries.first().map_or(0, |entry| entry.covers.len());
            // The other terms cover `most` each at best; a term that covers less than what remains is of no use.
            let least = open.len().saturating_sub(most.saturating_mul(left - 1));
            entries.truncate(entries.partition_point(|entry| entry.covers.len() >= least));
            if lower_bound(&entries, open) > left {
                return Ok(None);
            }
            if aim == Aim::One && entries.len() <= MOST_COMPARED {
                undominated(&mut entries, steps)?;
            }
            prices = Some(priced(&mut entries, open, left, prices));
        }
        let Some(row) = rarest(&entries, open) else { return Ok(None) };
        let branch = (0..entries.len()).filter(|&at| entries[at].covers.contains(row)).collect();
        let held = held + entries.len();
        Ok(Some(Place { open, entries, branch, tried: 0, held, left, ways, prices }))
    }

    fn chosen(stack: &[Place<W>]) -> Vec<u32> {
        stack.iter().map(|place| place.entries[place.branch[place.tried - 1]].class).collect()
    }

    /// Whether each class chosen so far covers a row that no other does.
    fn each_needed(&self, stack: &[Place<W>]) -> bool {
        let chosen = Self::chosen(stack);
        let covers = || chosen.iter().map(|&class| self.classes[class as usize].0);
        let (mut once, mut twice) = (Bits::EMPTY, Bits::EMPTY);
        covers().for_each(|covers| (once, twice) = (once.or(covers), twice.or(once.and(covers))));
        covers().all(|covers| !covers.is_within(&twice))
    }

    fn note(&self, aim: Aim, stack: &[Place<W>], ways: u128, most: usize, found: &mut Found) -> Result<(), Ended> {
        found.count = found.count.saturating_add(ways);
        if found.covers.len() < most {
            found.covers.push(Self::chosen(stack));
        }
        let listing = matches!(aim, Aim::One | Aim::List);
        if listing && (found.covers.len() >= most || found.count >= most as u128) { Err(Ended::Enough) } else { Ok(()) }
    }
}

/// Why a search ended before its end.
enum Ended {
    Enough,
    Spent,
}

impl From<Spent> for Ended {
    fn from(_: Spent) -> Self {
        Self::Spent
    }
}

/// The greatest entries first.
fn by_size<const W: usize>(entries: &mut [Entry<W>]) {
    entries.sort_unstable_by_key(|entry| (std::cmp::Reverse(entry.covers.len()), entry.covers, entry.class));
}

/// Entries with the same rows as one.
fn merged<const W: usize>(mut entries: Vec<Entry<W>>) -> Vec<Entry<W>> {
    entries.sort_unstable_by_key(|entry| (entry.covers, entry.class));
    entries.dedup_by(|later, first| {
        let same = later.covers == first.covers;
        first.weight = if same { first.weight.saturating_add(later.weight) } else { first.weight };
        same
    });
    entries
}

/// Leaves out entries whose rows an earlier one covers, too.
fn undominated<const W: usize>(entries: &mut Vec<Entry<W>>, steps: &mut Steps) -> Result<(), Spent> {
    let mut kept: Vec<Entry<W>> = Vec::new();
    for entry in &*entries {
        steps.take(kept.len() / COMPARED)?;
        if !kept.iter().any(|other| entry.covers.is_within(&other.covers)) {
            kept.push(*entry);
        }
    }
    *entries = kept;
    Ok(())
}

/// A lower bound on the number of entries, ordered by size, that cover all open rows: each row costs at least a share of
/// the greatest entry that covers it. Above everything where a row cannot be covered.
fn lower_bound<const W: usize>(entries: &[Entry<W>], open: Bits<W>) -> usize {
    let (mut priced, mut sum) = (Bits::EMPTY, 0.0);
    for entry in entries {
        let new = entry.covers.without(priced).len();
        if new > 0 {
            sum += new as f64 / entry.covers.len() as f64;
            priced = priced.or(entry.covers);
        }
        if priced == open {
            return (sum - 1e-9_f64).ceil() as usize;
        }
    }
    usize::MAX
}

/// Prices, after leaving out the entries that no cover with so few terms can have: all, if there is no such cover.
fn priced<const W: usize>(
    entries: &mut Vec<Entry<W>>,
    open: Bits<W>,
    left: usize,
    inherited: Option<Prices>,
) -> Prices {
    let first = inherited.is_none();
    let sets: Vec<Bits<W>> = entries.iter().map(|entry| entry.covers).collect();
    let mut prices = inherited.unwrap_or_else(|| Prices::of(sets.iter().copied()));
    let bound = prices.improve(&sets, open, left, first);
    entries.retain(|entry| prices.admit(entry.covers, bound, left));
    prices
}

/// The open row that fewest entries cover, the first of equals; none if a row has none.
fn rarest<const W: usize>(entries: &[Entry<W>], open: Bits<W>) -> Option<usize> {
    let mut counts = vec![0_u32; W * 64];
    entries.iter().for_each(|entry| entry.covers.iter().for_each(|row| counts[row] += 1));
    open.iter().min_by_key(|&row| counts[row]).filter(|&row| counts[row] > 0)
}

/// All ways to choose one of each, sorted, until there are as many as wanted.
fn products(members: &[&[u32]], most: usize, into: &mut Vec<Vec<u32>>) {
    let mut turn = vec![0; members.len()];
    while into.len() < most {
        let mut model: Vec<u32> = members.iter().zip(&turn).map(|(members, &at)| members[at]).collect();
        model.sort_unstable();
        into.push(model);
        let Some(next) = (0..turn.len()).find(|&at| turn[at] + 1 < members[at].len()) else { return };
        turn[..next].fill(0);
        turn[next] += 1;
    }
}
