//! How long to look for models, and what is proven when the search ends.

use std::fmt;

use serde::Serialize;

use crate::error::{Error, ErrorKind};

/// Which models to look for, how many to list, and how long to search.
///
/// The budget is a number of steps of the search and not a time, so that the same question has the same answer on every
/// machine. A step is a set of conditions that is tried for a prime implicant, or a class of prime implicants that is
/// looked at for a model; it takes about a microsecond. Counting and listing each have what is left of the budget, or the
/// whole of it. The default lists up to 100 models of fewest terms within ten million steps.
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
    /// How many models to list at most; all are counted, as far as the steps suffice.
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

/// What is left of a budget.
#[derive(Debug)]
pub(super) struct Steps(u64);

/// The budget is spent.
#[derive(Debug)]
pub(super) struct Spent;

impl Steps {
    pub(super) fn new(steps: u64) -> Self {
        Self(steps)
    }

    pub(super) fn take(&mut self, steps: usize) -> Result<(), Spent> {
        let left = self.0.checked_sub(steps as u64).ok_or(Spent);
        self.0 = *left.as_ref().unwrap_or(&0);
        left.map(drop)
    }

    /// Takes a step of a search that is of no use unless it comes to its end.
    pub(super) fn take_or_fail(&mut self, sought: &str) -> Result<(), Error> {
        let message = || format!("the budget was spent before all {sought} were found; allow more steps");
        self.take(1).map_err(|Spent| Error::new(ErrorKind::Setting, message()))
    }
}
