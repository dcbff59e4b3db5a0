//! Slow and obvious twins: every term and every set of terms is tried.

use std::collections::BTreeSet;

/// A term: for each condition a level, or none.
pub(super) type Cube = Vec<Option<u8>>;

/// What an analysis is about: how many levels there are, the rows to be explained, and the rows to be excluded.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) levels: Vec<u8>,
    pub(super) positive: Vec<Vec<u8>>,
    pub(super) negative: Vec<Vec<u8>>,
}

pub(super) fn covers(cube: &Cube, row: &[u8]) -> bool {
    cube.iter().zip(row).all(|(level, own)| level.is_none_or(|level| level == *own))
}

/// Every row that there can be.
pub(super) fn rows(levels: &[u8]) -> Vec<Vec<u8>> {
    let longer = |rows: Vec<Vec<u8>>, count: &u8| {
        rows.iter().flat_map(|row| (0..*count).map(|level| [&row[..], &[level]].concat())).collect()
    };
    levels.iter().fold(vec![Vec::new()], longer)
}

/// Every term that there can be.
fn cubes(levels: &[u8]) -> Vec<Cube> {
    let longer = |cubes: Vec<Cube>, count: &u8| {
        let levels = || std::iter::once(None).chain((0..*count).map(Some));
        cubes.iter().flat_map(|cube| levels().map(|level| [&cube[..], &[level]].concat())).collect()
    };
    levels.iter().fold(vec![Vec::new()], longer)
}

impl Question {
    pub(super) fn allows(&self, cube: &Cube) -> bool {
        !self.negative.iter().any(|row| covers(cube, row))
    }

    /// The terms that cover a positive row and no negative one, and of which no shorter part does so.
    pub(super) fn prime_implicants(&self) -> Vec<Cube> {
        let shorter = |cube: &Cube, at: usize| {
            let mut shorter = cube.clone();
            shorter[at] = None;
            shorter
        };
        let useful = |cube: &Cube| self.allows(cube) && self.positive.iter().any(|row| covers(cube, row));
        let kept = |cube: &Cube| (0..cube.len()).filter(|&at| cube[at].is_some()).collect::<Vec<_>>();
        let prime = |cube: &Cube| useful(cube) && kept(cube).iter().all(|&at| !self.allows(&shorter(cube, at)));
        cubes(&self.levels).into_iter().filter(prime).collect()
    }

    /// The sets of prime implicants that cover every positive row and can lose none; every subset is tried.
    pub(super) fn irredundant(&self) -> BTreeSet<BTreeSet<Cube>> {
        let primes = self.prime_implicants();
        assert!(primes.len() < 20, "too many to try");
        let covered = |cube: &Cube| {
            (0..self.positive.len())
                .filter(|&row| covers(cube, &self.positive[row]))
                .fold(0_u64, |set, row| set | 1 << row)
        };
        let columns: Vec<u64> = primes.iter().map(covered).collect();
        let all = (1_u64 << self.positive.len()) - 1;
        let whole =
            |set: u32| (0..primes.len()).filter(|at| set >> at & 1 == 1).fold(0, |rows, at| rows | columns[at]) == all;
        let needed = |set: u32| (0..primes.len()).filter(|at| set >> at & 1 == 1).all(|at| !whole(set & !(1 << at)));
        let model = |set: u32| (0..primes.len()).filter(|at| set >> at & 1 == 1).map(|at| primes[at].clone()).collect();
        (0..1_u32 << primes.len()).filter(|&set| whole(set) && needed(set)).map(model).collect()
    }

    /// Those of them with the fewest terms.
    pub(super) fn fewest(&self) -> BTreeSet<BTreeSet<Cube>> {
        let all = self.irredundant();
        let least = all.iter().map(BTreeSet::len).min().unwrap_or(0);
        all.into_iter().filter(|model| model.len() == least).collect()
    }
}
