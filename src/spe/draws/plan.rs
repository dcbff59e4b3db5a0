//! What is to be drawn.

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Serialize, Serializer};

use crate::error::{Error, ErrorKind};

/// What is to be drawn, how often, and from which seed. Every constant is a field; none is hidden.
///
/// ```
/// use cocreation::spe::Plan;
///
/// let plan = Plan::seeded(2016).evaluations(2_000).disagreement(0.1).half_lives(180.0..=1_460.0);
/// assert_eq!((plan.evaluations, plan.disagreement), (2_000, Some(0.1)));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// Where the draws begin: the same seed gives the same draws to the bit, on every platform.
    pub seed: u64,
    /// How often the score is computed in all, from 64 to ten million. 10 000 by default.
    ///
    /// With k sources of uncertainty to draw from, k + 2 evaluations make one row of the design.
    pub evaluations: usize,
    /// The rate at which two coders disagree on a claim, from 0 to 1; `None` takes what two coders of the case show, and
    /// where no two coded the same claim, coding is not drawn.
    pub disagreement: Option<f64>,
    /// Between which half-lives, in days, the specification is drawn, evenly on the logarithm; `None` takes from half to
    /// twice that of the specification.
    pub half_lives: Option<(f64, f64)>,
    /// The grids of bins among which the specification is drawn; where there is none, that of the specification, with bins
    /// half and twice as long.
    pub grids: Vec<Vec<u32>>,
}

impl Plan {
    /// The default plan from a seed.
    pub fn seeded(seed: u64) -> Self {
        Self { seed, evaluations: 10_000, disagreement: None, half_lives: None, grids: Vec::new() }
    }

    /// How often the score is computed in all.
    #[must_use]
    pub fn evaluations(self, evaluations: usize) -> Self {
        Self { evaluations, ..self }
    }

    /// The rate at which two coders disagree on a claim.
    #[must_use]
    pub fn disagreement(self, rate: f64) -> Self {
        Self { disagreement: Some(rate), ..self }
    }

    /// Between which half-lives, in days, the specification is drawn.
    #[must_use]
    pub fn half_lives(self, days: RangeInclusive<f64>) -> Self {
        Self { half_lives: Some((*days.start(), *days.end())), ..self }
    }

    /// The grids of bins, lengths in days, among which the specification is drawn.
    #[must_use]
    pub fn grids(self, grids: impl Into<Vec<Vec<u32>>>) -> Self {
        Self { grids: grids.into(), ..self }
    }

    pub(in crate::spe) fn check(&self) -> Result<(), Error> {
        let above_0 = |value: f64| value.is_finite() && value > 0.0;
        let fault = if !(64..=10_000_000).contains(&self.evaluations) {
            "the evaluations are from 64 to ten million"
        } else if self.disagreement.is_some_and(|rate| !(0.0..=1.0).contains(&rate)) {
            "the rate of disagreement lies from 0 to 1"
        } else if self.half_lives.is_some_and(|(low, high)| !above_0(low) || !above_0(high) || low > high) {
            "the half-lives are finite numbers of days above 0, the smaller first"
        } else if self.grids.iter().any(|grid| grid.is_empty() || grid.contains(&0)) {
            "each grid needs at least one bin length, and each of at least one day"
        } else {
            return Ok(());
        };
        Err(Error::new(ErrorKind::Setting, fault))
    }
}

macro_rules! keyed {
    ($(#[$of:meta])* $type:ident { $($name:ident $key:literal $meaning:literal;)+ }) => {
        $(#[$of])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type {
            $(#[doc = $meaning] $name,)+
        }

        impl $type {
            const ROWS: &'static [(&'static str, &'static str)] = &[$(($key, $meaning)),+];

            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The key, in kebab case.
            pub const fn key(self) -> &'static str {
                Self::ROWS[self as usize].0
            }

            /// What it means.
            pub const fn meaning(self) -> &'static str {
                Self::ROWS[self as usize].1
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.key())
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.key())
            }
        }
    };
}

keyed! {
    /// A source of uncertainty.
    Factor {
        Evidence "evidence" "Which evidence happens to be there: acts, stances and agreements are weighed by a Bayesian bootstrap of their sources.";
        Coding "coding" "How it was coded: claims are flipped at the rate at which coders disagree.";
        Dates "dates" "When it happened: rough dates are drawn within their precision.";
        Specification "specification" "How it is measured: exponent, weights of the components, half-life and bins.";
        Boundary "boundary" "Who is inside: nobody or any one actor is left out.";
    }
}

keyed! {
    /// What could not be drawn, or only in part, and why.
    Limit {
        NoEvidence "no-evidence" "Nothing rests on evidence: evidence is not drawn.";
        OneSource "one-source" "All evidence is from one source, a single point of failure: its pieces are drawn instead of sources.";
        OnePiece "one-piece" "All rests on one piece of evidence: evidence is not drawn.";
        WithoutEvidence "without-evidence" "Some acts, stances or agreements rest on no evidence and keep their weight.";
        NoDisagreement "no-disagreement" "No rate of disagreement was given, and no two coders coded the same claim: coding is not drawn.";
        ExactDates "exact-dates" "No act has a rough date: dates are not drawn.";
        Undated "undated" "Some acts have no date, or go on for a time that is not known: their dates are not drawn and stay unknown.";
        SmallBoundary "small-boundary" "With two actors none can be left out: the boundary is not drawn.";
        NoPoint "no-point" "Some draws have no point estimate of the headline: the variance is not shared out.";
        NoVariance "no-variance" "The headline is the same in all draws: there is no variance to share out.";
    }
}
