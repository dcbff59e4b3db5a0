//! Parameters of fit: how far memberships agree with "sufficient" and with "necessary".

use std::fmt;

use serde::Serialize;

/// A figure, or the reason why there is none.
///
/// ```
/// use cocreation::qca::{Undefined, sufficiency};
///
/// let nobody = sufficiency(&[0.0, 0.0], &[1.0, 0.0]);
/// assert_eq!(nobody.inclusion.value(), None); // a share of nothing is neither 0 nor 1
/// assert_eq!(nobody.inclusion.reason(), Some(Undefined::NoMember));
/// assert_eq!(nobody.coverage.value(), Some(0.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// The figure.
    Value(f64),
    /// Its denominator is 0.
    Undefined(Undefined),
}

/// Why a parameter of fit has no value: which sum of memberships is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Undefined {
    /// No case has the condition to any degree: Σ X = 0.
    NoMember,
    /// No case has the outcome to any degree: Σ Y = 0.
    NoOutcome,
    /// Every membership in the condition is as much one in the outcome as in its negation: Σ X = Σ min(X, Y, ¬Y).
    NothingUnambiguous,
    /// Condition and outcome are full in every case: Σ (1 − min(X, Y)) = 0.
    NothingAbsent,
    /// No case has both to any degree, Σ min(X, Y) = 0, and a ratio to that was asked for.
    NothingCovered,
    /// There is no case of the kind that is counted.
    NoCase,
}

impl Figure {
    pub(super) fn ratio(numerator: f64, denominator: f64, undefined: Undefined) -> Self {
        if denominator > 0.0 { Self::Value(numerator / denominator) } else { Self::Undefined(undefined) }
    }

    /// This figure over another; what is undefined in either stays so.
    pub(super) fn over(self, other: Self) -> Self {
        match (self, other) {
            (Self::Value(own), Self::Value(other)) => Self::ratio(own, other, Undefined::NothingCovered),
            (Self::Value(_), Self::Undefined(reason)) | (Self::Undefined(reason), _) => Self::Undefined(reason),
        }
    }

    /// The figure, if there is one.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            Self::Undefined(_) => None,
        }
    }

    /// Why there is none, if there is none.
    pub fn reason(self) -> Option<Undefined> {
        match self {
            Self::Value(_) => None,
            Self::Undefined(reason) => Some(reason),
        }
    }

    /// Whether the figure is there and reaches a cut, within [`TOLERANCE`].
    pub(super) fn reaches(self, cut: f64) -> bool {
        self.value().is_some_and(|value| value >= cut - TOLERANCE)
    }
}

/// How far below a cut a figure may fall and still reach it: sums of floats are not exact. The square root of the smallest
/// step of a double, as in R.
pub(super) const TOLERANCE: f64 = 1.5e-8;

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => f.pad(&format!("{value:.3}")),
            Self::Undefined(_) => f.pad("–"),
        }
    }
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoMember => "no case has the condition",
            Self::NoOutcome => "no case has the outcome",
            Self::NothingUnambiguous => "every membership is ambiguous between the outcome and its negation",
            Self::NothingAbsent => "condition and outcome are full in every case",
            Self::NothingCovered => "no case has both condition and outcome",
            Self::NoCase => "there is no such case",
        })
    }
}

/// How far a condition, term or solution is sufficient for the outcome: a subset of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Sufficiency {
    /// inclS, consistency: Σ min(X, Y) / Σ X, in [0, 1].
    pub inclusion: Figure,
    /// PRI, proportional reduction in inconsistency: (Σ min(X, Y) − Σ min(X, Y, ¬Y)) / (Σ X − Σ min(X, Y, ¬Y)). Low where
    /// X is a subset of Y and of ¬Y at once.
    pub pri: Figure,
    /// covS, raw coverage: Σ min(X, Y) / Σ Y, in [0, 1].
    pub coverage: Figure,
}

/// How far a condition or expression is necessary for the outcome: a superset of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Necessity {
    /// inclN: Σ min(X, Y) / Σ Y, in [0, 1].
    pub inclusion: Figure,
    /// covN: Σ min(X, Y) / Σ X, in [0, 1].
    pub coverage: Figure,
    /// RoN, relevance of necessity: Σ (1 − X) / Σ (1 − min(X, Y)). Low where X is trivially necessary because it is
    /// nearly always there (Schneider & Wagemann 2012).
    pub relevance: Figure,
}

/// The fit of "X is sufficient for Y". Both are memberships in [0, 1] of the same cases, in the same order. O(cases).
///
/// Source: Ragin 2006; Schneider & Wagemann 2012, chapter 9.
///
/// ```
/// // By hand: min(X, Y) = 0.6 + 0.2, min(X, Y, 1 − Y) = 0.1 + 0.2.
/// let fit = cocreation::qca::sufficiency(&[0.6, 0.4], &[0.9, 0.2]);
/// let near = |figure: cocreation::qca::Figure, value: f64| (figure.value().unwrap() - value).abs() < 1e-12;
/// assert!(near(fit.inclusion, 0.8 / 1.0) && near(fit.coverage, 0.8 / 1.1));
/// assert!(near(fit.pri, (0.8 - 0.3) / (1.0 - 0.3)));
/// ```
pub fn sufficiency(x: &[f64], y: &[f64]) -> Sufficiency {
    let sums = Sums::of(x, y);
    let pri = (sums.both - sums.ambiguous, sums.x - sums.ambiguous);
    // Where the two sums differ by rounding alone nothing is unambiguous.
    let pri = if pri.1 <= sums.x * 1e-12 { (0.0, 0.0) } else { pri };
    Sufficiency {
        inclusion: Figure::ratio(sums.both, sums.x, Undefined::NoMember),
        pri: Figure::ratio(
            pri.0,
            pri.1,
            if sums.x > 0.0 { Undefined::NothingUnambiguous } else { Undefined::NoMember },
        ),
        coverage: Figure::ratio(sums.both, sums.y, Undefined::NoOutcome),
    }
}

/// The fit of "X is necessary for Y". Both are memberships in [0, 1] of the same cases, in the same order. O(cases).
///
/// Source: Ragin 2006; Schneider & Wagemann 2012, chapter 9.
///
/// ```
/// // By hand: min(X, Y) = 0.6 + 0.2; what is absent from X 0.4 + 0.6, from both together 0.4 + 0.8.
/// let fit = cocreation::qca::necessity(&[0.6, 0.4], &[0.9, 0.2]);
/// let near = |figure: cocreation::qca::Figure, value: f64| (figure.value().unwrap() - value).abs() < 1e-12;
/// assert!(near(fit.inclusion, 0.8 / 1.1) && near(fit.coverage, 0.8 / 1.0) && near(fit.relevance, 1.0 / 1.2));
/// ```
pub fn necessity(x: &[f64], y: &[f64]) -> Necessity {
    let sums = Sums::of(x, y);
    Necessity {
        inclusion: Figure::ratio(sums.both, sums.y, Undefined::NoOutcome),
        coverage: Figure::ratio(sums.both, sums.x, Undefined::NoMember),
        relevance: Figure::ratio(sums.absent, sums.not_both, Undefined::NothingAbsent),
    }
}

/// covU, the share of the outcome that each term covers and no other term of its model does: Σ min(X, Y) − Σ min(X, Y, max
/// of the others), over Σ Y. A term that stands alone covers what it covers uniquely. O(terms × cases).
pub(super) fn unique_coverages(terms: &[Vec<f64>], y: &[f64]) -> Vec<Figure> {
    let greatest: Vec<(usize, f64, f64)> = (0..y.len()).map(|case| greatest_two(terms, case)).collect();
    let unique = |at: usize| {
        let other = |case: usize| if greatest[case].0 == at { greatest[case].2 } else { greatest[case].1 };
        let alone = |(case, y): (usize, &f64)| terms[at][case].min(*y) - terms[at][case].min(*y).min(other(case));
        Figure::ratio(y.iter().enumerate().map(alone).sum(), y.iter().sum(), Undefined::NoOutcome)
    };
    (0..terms.len()).map(unique).collect()
}

/// The term that a case belongs to most, its membership, and the greatest in any other; 0 where there is no other.
fn greatest_two(terms: &[Vec<f64>], case: usize) -> (usize, f64, f64) {
    terms.iter().enumerate().fold((0, 0.0, 0.0), |(first, greatest, second), (at, term)| {
        if term[case] > greatest { (at, term[case], greatest) } else { (first, greatest, term[case].max(second)) }
    })
}

/// The sums that all parameters are made of, added up in the order of the cases.
#[derive(Default)]
struct Sums {
    x: f64,
    y: f64,
    both: f64,
    ambiguous: f64,
    absent: f64,
    not_both: f64,
}

impl Sums {
    fn of(x: &[f64], y: &[f64]) -> Self {
        let mut sums = Self::default();
        for (&x, &y) in x.iter().zip(y) {
            sums.x += x;
            sums.y += y;
            sums.both += x.min(y);
            sums.ambiguous += x.min(y).min(1.0 - y);
            sums.absent += 1.0 - x;
            sums.not_both += 1.0 - x.min(y);
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::{Figure, unique_coverages};

    /// By hand: of the first case the second term covers 0.75 − 0.5 alone, of the second two share the greatest, and the third
    /// is in one term only. The outcome is 2 in all.
    #[test]
    fn unique_coverages_by_hand() {
        let terms = [vec![0.5, 0.5, 0.0], vec![0.75, 0.25, 0.5], vec![0.25, 0.5, 0.0]];
        let unique = [0.0, (0.25 + 0.5) / 2.0, 0.0].map(Figure::Value);
        assert_eq!(unique_coverages(&terms, &[1.0, 0.5, 0.5]), unique);
        assert_eq!(unique_coverages(&terms[..1], &[1.0, 0.5, 0.5]), [Figure::Value(0.5)]);
    }
}
