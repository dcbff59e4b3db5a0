//! How much a concept depends on single objects and attributes, and how it stands out.

use serde::Serialize;

use super::order::Lattice;
use super::set::{Set, words_for};

/// What there is to say of the soundness of one concept; made by [`indices`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Indices {
    /// Intensional stability: what share of all subsets of the extent, from 0 to 1, has just this intent. If each object
    /// were there or not by the toss of a coin, it is how likely the intent would still be found.
    pub stability: f64,
    /// Extensional stability: the same of the subsets of the intent and the extent.
    pub extensional_stability: f64,
    /// Separation: of all the incidences in the rows of the extent and in the columns of the intent, what share lies in
    /// both, from 0 to 1. `None` if there is no incidence at all in these rows and columns.
    pub separation: Option<f64>,
}

/// Computes stability and separation of every concept, in the order of the lattice.
///
/// It answers: which concepts are there by accident, and which stand out? Stability is counted in whole numbers of any
/// length and rounded once at the end: the count of subsets of an extent is 2^objects, and those that have another intent
/// are the extents below, each with its own count.
///
/// O(concepts² × objects / 64), so that ten thousand concepts take a second or more; (objects + attributes) / 8 bytes for
/// each concept.
///
/// Sources: Kuznetsov 2007, "On stability of a formal concept"; Klimushkin, Obiedkov & Roth 2010, "Approaches to the
/// selection of relevant concepts in the case of noisy data" (separation).
///
/// ```
/// use cocreation::lattice::{self, Incidence, Reading, Table};
///
/// // ann sews and knits, bob knits and sings, eve knits.
/// let cells = ["110", "011", "010"];
/// let table = Table::new(["ann", "bob", "eve"], ["sews", "knits", "sings"], |object, attribute| {
///     if cells[object].as_bytes()[attribute] == b'1' { Incidence::Has } else { Incidence::Lacks }
/// });
/// let context = table.context(Reading::Lower);
/// let indices = lattice::indices(&lattice::build(&context, 100)?);
///
/// // Of the 8 groups of the three, all but {ann}, {bob} and {} share knitting and nothing else.
/// assert_eq!(indices[0].stability, 5.0 / 8.0);
/// // {} and {knits} are had by all three.
/// assert_eq!(indices[0].extensional_stability, 1.0);
/// // Three incidences in the column of knitting; with the rows of the three, all five.
/// assert_eq!(indices[0].separation, Some(3.0 / 5.0));
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn indices(lattice: &Lattice<'_>) -> Vec<Indices> {
    let concepts = lattice.concepts();
    // Every set stands after its subsets: extents from the bottom up, intents from the top down.
    let extents: Vec<&Set> = concepts.iter().rev().map(|concept| &concept.extent).collect();
    let intents: Vec<&Set> = concepts.iter().map(|concept| &concept.intent).collect();
    let stable = stabilities(&extents).into_iter().rev();
    let both = stable.zip(stabilities(&intents)).zip(separations(lattice));
    let index =
        |((stability, extensional_stability), separation)| Indices { stability, extensional_stability, separation };
    both.map(index).collect()
}

/// Of each set of a closure system the share of its subsets whose closure it is: all but those that belong to the closed
/// sets within it.
fn stabilities(sets: &[&Set]) -> Vec<f64> {
    let mut counts: Vec<Whole> = Vec::with_capacity(sets.len());
    for (place, set) in sets.iter().enumerate() {
        let mut count = Whole::power_of_two(set.len(), set.side());
        let within = sets[..place].iter().zip(&counts).filter(|(other, _)| other.is_subset(set));
        within.for_each(|(_, others)| count.subtract(others));
        counts.push(count);
    }
    counts.iter().zip(sets).map(|(count, set)| count.over_power_of_two(set.len())).collect()
}

/// A whole number, the low words first.
struct Whole(Box<[u64]>);

impl Whole {
    /// 2^exponent, with room for 2^most.
    fn power_of_two(exponent: usize, most: usize) -> Self {
        let mut words = vec![0; words_for(most + 1)].into_boxed_slice();
        words[exponent / 64] = 1 << (exponent % 64);
        Self(words)
    }

    fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        for (word, taken) in self.0.iter_mut().zip(&other.0) {
            let (less, first) = word.overflowing_sub(*taken);
            let (less, second) = less.overflowing_sub(u64::from(borrow));
            (*word, borrow) = (less, first || second);
        }
    }

    /// The number over 2^exponent, from 0 to 1; too small a share is 0.
    fn over_power_of_two(&self, exponent: usize) -> f64 {
        // A shift by more than fits is one to 0.
        let shift = |word: usize| i32::try_from(64 * word as i64 - exponent as i64).unwrap_or(i32::MIN);
        let share = |(word, bits): (usize, &u64)| libm::ldexp(*bits as f64, shift(word));
        self.0.iter().enumerate().rev().map(share).fold(0.0, |sum, share| sum + share)
    }
}

fn separations(lattice: &Lattice<'_>) -> impl Iterator<Item = Option<f64>> {
    let sizes = |matrix: &super::set::Matrix| matrix.rows().map(super::set::count).collect::<Vec<_>>();
    let (rows, columns) = (sizes(lattice.context().rows()), sizes(lattice.context().columns()));
    lattice.concepts().iter().map(move |concept| {
        let both = concept.extent.len() * concept.intent.len();
        let sum = |set: &Set, sizes: &[usize]| set.iter().map(|place| sizes[place]).sum::<usize>();
        let all = sum(&concept.extent, &rows) + sum(&concept.intent, &columns) - both;
        (all > 0).then(|| both as f64 / all as f64)
    })
}
