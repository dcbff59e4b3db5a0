//! Lower bounds on the number of terms, from prices for rows.
//!
//! Give each open row a price. A class whose rows cost more than 1 together is worth taking for 1, and is taken; the prices
//! of all rows less what is saved in this way is a lower bound on the number of classes that cover them (Lagrange's
//! relaxation of the covering problem: Beasley 1990, "A Lagrangian heuristic for set-covering problems", Naval Research
//! Logistics 37). Prices rise where a row is left uncovered and fall where it is covered twice.

use super::bits::Bits;

/// How often prices are changed at the first place of a search, and at those below, where they are inherited.
const ROUNDS: (usize, usize) = (200, 12);

/// What rounding may add to a bound.
const SLACK: f64 = 1e-6;

/// A price for each row.
#[derive(Clone, Debug)]
pub(super) struct Prices(Vec<f64>);

impl Prices {
    /// Each row costs its share of the greatest set that covers it.
    pub(super) fn of<const W: usize>(sets: impl Iterator<Item = Bits<W>>) -> Self {
        let mut greatest = vec![1_usize; W * 64];
        sets.for_each(|set| set.iter().for_each(|row| greatest[row] = greatest[row].max(set.len())));
        Self(greatest.into_iter().map(|size| 1.0 / size as f64).collect())
    }

    /// What a set costs more than its rows are worth.
    fn loss<const W: usize>(&self, set: Bits<W>) -> f64 {
        1.0 - set.iter().map(|row| self.0[row]).sum::<f64>()
    }

    /// Improves the prices until they show that the open rows cannot be covered by so many sets, or no longer; gives the
    /// bound.
    pub(super) fn improve<const W: usize>(&mut self, sets: &[Bits<W>], open: Bits<W>, left: usize, first: bool) -> f64 {
        let (mut best, mut kept, mut step, mut stale) = (f64::NEG_INFINITY, self.0.clone(), 1.0, 0);
        for _ in 0..if first { ROUNDS.0 } else { ROUNDS.1 } {
            let (value, uncovered) = self.value(sets, open);
            stale += 1;
            if value > best {
                (best, stale) = (value, 0);
                kept.clone_from(&self.0);
            }
            let square: f64 = uncovered.iter().map(|(_, by)| by * by).sum();
            if best > left as f64 + SLACK || square == 0.0 {
                break;
            }
            if stale == 4 {
                (step, stale) = (step / 2.0, 0);
            }
            let change = step * (left as f64 + 1.0 - value) / square;
            uncovered.iter().for_each(|&(row, by)| self.0[row] = (self.0[row] + change * by).max(0.0));
        }
        self.0 = kept;
        best
    }

    /// The bound, and by how much each open row is covered too rarely.
    fn value<const W: usize>(&self, sets: &[Bits<W>], open: Bits<W>) -> (f64, Vec<(usize, f64)>) {
        let mut value: f64 = open.iter().map(|row| self.0[row]).sum();
        let mut uncovered = vec![1.0; W * 64];
        for &set in sets {
            let loss = self.loss(set);
            if loss < 0.0 {
                value += loss;
                set.iter().for_each(|row| uncovered[row] -= 1.0);
            }
        }
        (value, open.iter().map(|row| (row, uncovered[row])).collect())
    }

    /// Whether a cover of so many sets may have this one, given the bound.
    pub(super) fn admit<const W: usize>(&self, set: Bits<W>, bound: f64, left: usize) -> bool {
        bound + self.loss(set).max(0.0) <= left as f64 + SLACK
    }
}
