//! A figure that may be undefined, with the reason why.

use std::fmt;

use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A coefficient, or why there is none.
///
/// An undefined coefficient is not 0, not 1 and not "not a number": two coders who give one and the same code to every
/// unit agree, and yet nothing can be said about agreement beyond chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// The figure; always finite. It is at most 1 and has no lower bound that holds for all coefficients.
    Defined(f64),
    /// There is none.
    Undefined(Undefined),
}

/// Why a coefficient is undefined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Undefined {
    /// No unit has values of two coders.
    NoPairs,
    /// The values that can be compared leave no room for disagreement: only one category occurs among them.
    NoVariation,
    /// The list of categories has one entry only.
    OneCategory,
    /// The coefficient is for two coders, and the table has another number of them.
    NotTwoCoders,
    /// Fleiss' kappa needs the same number of values, two or more, in every unit.
    UnequalCounts,
    /// A mean over pairs of coders, of which one pair has no figure.
    UndefinedPair,
    /// The metric gives no finite distance of 0 or more for two of the values; a ratio needs values of 0 or more.
    NoDistance,
    /// All units are of one source, so that drawing sources gives the same table every time.
    OneSource,
    /// No resample had a figure.
    NoResample,
    /// The confidence level does not lie between 0 and 1.
    NoLevel,
}

impl Undefined {
    /// The reason as a key, in kebab case.
    pub const fn key(self) -> &'static str {
        self.row().0
    }

    /// The reason in words.
    pub const fn meaning(self) -> &'static str {
        self.row().1
    }

    const fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::NoPairs => ("no-pairs", "no unit has values of two coders"),
            Self::NoVariation => ("no-variation", "only one category occurs among the values that can be compared"),
            Self::OneCategory => ("one-category", "the list of categories has one entry only"),
            Self::NotTwoCoders => ("not-two-coders", "the coefficient is for two coders"),
            Self::UnequalCounts => ("unequal-counts", "not every unit has the same number of values, two or more"),
            Self::UndefinedPair => ("undefined-pair", "a pair of coders has no figure"),
            Self::NoDistance => ("no-distance", "the metric gives no distance of 0 or more for two of the values"),
            Self::OneSource => ("one-source", "all units are of one source"),
            Self::NoResample => ("no-resample", "no resample had a figure"),
            Self::NoLevel => ("no-level", "the confidence level does not lie between 0 and 1"),
        }
    }
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.meaning())
    }
}

impl Serialize for Undefined {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl Figure {
    /// The figure, if there is one.
    pub const fn value(self) -> Option<f64> {
        match self {
            Self::Defined(value) => Some(value),
            Self::Undefined(_) => None,
        }
    }

    /// The reason, if there is no figure.
    pub const fn reason(self) -> Option<Undefined> {
        match self {
            Self::Defined(_) => None,
            Self::Undefined(reason) => Some(reason),
        }
    }

    /// One less the ratio of two disagreements, of which the expected one is not 0.
    pub(super) fn beyond_chance(observed: f64, expected: f64) -> Self {
        if expected == 0.0 {
            return Self::Undefined(Undefined::NoVariation);
        }
        let value = 1.0 - observed / expected;
        if value.is_finite() { Self::Defined(value) } else { Self::Undefined(Undefined::NoDistance) }
    }
}

impl fmt::Display for Figure {
    /// `0.743`, or `undefined: no unit has values of two coders`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Defined(value) => write!(f, "{value:.3}"),
            Self::Undefined(reason) => write!(f, "undefined: {reason}"),
        }
    }
}

impl Serialize for Figure {
    /// `value`, and `undefined` with the key of the reason; one of them is null.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Figure", 2)?;
        fields.serialize_field("value", &self.value())?;
        fields.serialize_field("undefined", &self.reason())?;
        fields.end()
    }
}
