//! How long to look for models, and what is proven when the search ends.

use std::fmt;

use serde::Serialize;

use crate::error::{Error, ErrorKind};

/// Which models to look for, how many to list, and how long to search.
///
/// The default lists up to 100 models of fewest terms within ten million steps.
///
/// **Time.** The budget is a number of steps of the search and not a time, so that the same question has the same answer
/// on every machine. A step is a set of conditions that is tried for a prime implicant, or a class of prime implicants
/// that is looked at for a model, and more where they are compared with many; it takes some tenths of a microsecond. Counting
/// has what is left of the budget, and listing what was counted has the whole of it again, so that the default ends within
/// some ten seconds. [`Solution::steps`](super::Solution::steps) tells how many were used, and
/// [`Solution::count`](super::Solution::count) and [`Solution::proof`](super::Solution::proof) what is not proven by then.
///
/// **Memory.** Bounded, whatever is asked: at most a million prime implicants that cover ten million rows between them
/// (more are refused); at most a quarter of a gigabyte for the classes that a search keeps for its way back (where it needs
/// more, it ends as if the budget were spent); and at most 10 000 models or half a million of their terms and blocks of
/// assumptions (there the list ends, and the models are counted still). Together that is some two gigabytes at worst, with
/// names of ten letters; twenty conditions and two hundred rows took 30 megabytes.
///
/// ```
/// use cocreation::qca::{Models, Search};
///
/// let search = Search { models: Models::Irredundant, listed: 20, ..Search::default() };
/// assert_eq!(search.steps, 10_000_000);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Search {
    /// Which models.
    pub models: Models,
    /// How many models to list at most, and never more than 10 000; all are counted, as far as the steps suffice.
    pub listed: usize,
    /// The budget of steps.
    pub steps: u64,
    /// Whether rows with a contradiction may be covered like remainders. They may not, unless asked for.
    pub contradictions: bool,
}

/// Which models of a solution to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Models {
    /// One of those with the fewest terms; the others are not counted.
    One,
    /// All with the fewest terms.
    Fewest,
    /// All from which no term can be left out, whatever their number of terms.
    Irredundant,
}

impl Default for Search {
    fn default() -> Self {
        Self { models: Models::Fewest, listed: 100, steps: 10_000_000, contradictions: false }
    }
}

/// How many models there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModelCount {
    /// So many, and no more.
    Exactly(u128),
    /// So many were met before the search ended; there may be more.
    AtLeast(u128),
}

/// What is known about the number of terms of the models that were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// No model has fewer terms than the smallest listed.
    Minimal,
    /// The budget was spent before that was shown; no model has fewer terms than this.
    NotProven {
        /// A proven lower bound on the number of terms.
        at_least: usize,
    },
}

impl fmt::Display for ModelCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(count) => count.fmt(f),
            Self::AtLeast(count) => write!(f, "at least {count}"),
        }
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minimal => f.write_str("proven minimal"),
            Self::NotProven { at_least } => write!(f, "not proven minimal; no model has fewer than {at_least} terms"),
        }
    }
}

impl Search {
    /// How many models are listed at most.
    pub(super) fn most(&self) -> usize {
        self.listed.min(MOST_LISTED)
    }
}

/// The most models that are listed.
const MOST_LISTED: usize = 10_000;

/// A budget, and what is left of it.
#[derive(Debug)]
pub(super) struct Steps {
    budget: u64,
    left: u64,
}

/// The budget is spent.
#[derive(Debug)]
pub(super) struct Spent;

impl Steps {
    pub(super) fn new(steps: u64) -> Self {
        Self { budget: steps, left: steps }
    }

    pub(super) fn spent(&self) -> u64 {
        self.budget - self.left
    }

    /// Runs on three quarters of what is left.
    pub(super) fn on_most<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let reserve = self.left / 4;
        self.left -= reserve;
        let made = run(self);
        self.left += reserve;
        made
    }

    pub(super) fn take(&mut self, steps: usize) -> Result<(), Spent> {
        let left = self.left.checked_sub(steps as u64).ok_or(Spent);
        self.left = *left.as_ref().unwrap_or(&0);
        left.map(drop)
    }

    /// Takes steps of a search that is of no use unless it comes to its end.
    pub(super) fn take_or_fail(&mut self, steps: usize, sought: &str) -> Result<(), Error> {
        let message = || format!("the budget was spent before all {sought} were found; allow more steps");
        self.take(steps).map_err(|Spent| Error::new(ErrorKind::Setting, message()))
    }
}
