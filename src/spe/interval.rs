//! Figures in [0, 1] that may be known only within bounds, as plain numbers.

use std::fmt;

use serde::{Serialize, Serializer};

use super::estimate::Reason;

/// A figure in [0, 1] by partial identification, with the reasons why it is not exact: an
/// [`Estimate`](super::Estimate) without names, small enough to have millions of them.
///
/// ```
/// use cocreation::spe::Interval;
///
/// let half = Interval::exact(0.5);
/// assert!(half.is_exact() && half.reasons.is_empty());
/// assert_eq!(half.to_string(), "0.50");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// No smaller than this.
    pub low: f64,
    /// No larger than this.
    pub high: f64,
    /// The figure on what is known, `None` where nothing is.
    pub point: Option<f64>,
    /// What keeps it from being exact.
    pub reasons: Reasons,
}

impl Interval {
    /// A figure that is known; what lies outside [0, 1] is cut off.
    pub fn exact(value: f64) -> Self {
        Self::between(value, value, Some(value))
    }

    /// A figure of which nothing is known.
    pub(super) fn unknown(reason: Reason) -> Self {
        Self { low: 0.0, high: 1.0, point: None, reasons: Reasons::of(reason) }
    }

    /// A figure between bounds, rounding errors cut off at the ends of the range; the point is kept between them. Bounds
    /// that are equal but for rounding may come in either order.
    pub(super) fn between(low: f64, high: f64, point: Option<f64>) -> Self {
        // Adding zero turns a negative zero into a plain one.
        let cut = |value: f64| value.clamp(0.0, 1.0) + 0.0;
        let (low, high) = (cut(low.min(high)), cut(high.max(low)));
        Self { low, high, point: point.map(|point| cut(point).clamp(low, high)), reasons: Reasons::default() }
    }

    pub(super) fn because(mut self, reason: Reason) -> Self {
        self.reasons = self.reasons.and(Reasons::of(reason));
        self
    }

    /// The same figure, of which anything could be true for one more reason.
    pub(super) fn unsettled(self, reason: Reason) -> Self {
        Self { low: 0.0, high: 1.0, ..self }.because(reason)
    }

    /// Whether it is known exactly.
    pub fn is_exact(&self) -> bool {
        self.point.is_some() && self.low == self.high
    }

    /// Whether nothing at all is known of it.
    pub fn is_unknown(&self) -> bool {
        self.point.is_none() && self.low == 0.0 && self.high == 1.0
    }

    /// How far the bounds lie apart, from 0 (exact) to 1 (nothing known).
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// Combines figures by a function that rises in each of them; the point takes the figures that have one.
    pub(super) fn combine<const N: usize>(parts: [Self; N], rising: impl Fn(&[f64]) -> f64) -> Self {
        let mut points = [0.0; N];
        let mut known = 0;
        for point in parts.iter().filter_map(|part| part.point) {
            points[known] = point;
            known += 1;
        }
        let point = (known > 0).then(|| rising(&points[..known]));
        let reasons = parts.iter().fold(Reasons::default(), |all, part| all.and(part.reasons));
        let [low, high] = [parts.map(|part| part.low), parts.map(|part| part.high)].map(|bounds| rising(&bounds));
        Self { reasons, ..Self::between(low, high, point) }
    }
}

impl fmt::Display for Interval {
    /// `0.71 [0.40, 0.90]`, `0.71` where it is exact, `unknown [0.00, 1.00]` where nothing is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.point {
            Some(point) if self.is_exact() => format!("{point:.2}"),
            Some(point) => format!("{point:.2} [{:.2}, {:.2}]", self.low, self.high),
            None => format!("unknown [{:.2}, {:.2}]", self.low, self.high),
        };
        f.pad(&text)
    }
}

/// A set of reasons.
///
/// ```
/// use cocreation::spe::{Reason, Reasons};
///
/// let none = Reasons::default();
/// assert!(none.is_empty() && !none.contains(Reason::NoActs));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reasons(u32);

impl Reasons {
    fn of(reason: Reason) -> Self {
        Self(1 << reason as u32)
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether it is one of them.
    pub fn contains(self, reason: Reason) -> bool {
        self.0 & Self::of(reason).0 != 0
    }

    /// The reasons, in the order of [`Reason::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.iter().copied().filter(move |&reason| self.contains(reason))
    }
}

impl Serialize for Reasons {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// How figures are made from their parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mean {
    /// Parts can stand in for each other.
    Arithmetic,
    /// Each part is essential: zero where any figure is zero.
    Geometric,
}

impl Mean {
    pub(super) fn of(self, values: &[f64]) -> f64 {
        match self {
            Self::Arithmetic => values.iter().sum::<f64>() / values.len() as f64,
            Self::Geometric => power_mean(values, &[1.0; 3][..values.len()], 0.0),
        }
    }
}

/// The weighted power mean with an exponent from −1 (harmonic) to 0 (geometric); zero where any figure is zero.
pub(super) fn power_mean(values: &[f64], weights: &[f64], exponent: f64) -> f64 {
    if values.contains(&0.0) {
        return 0.0;
    }
    // Only ratios of weights matter; by the greatest, no sum of them overflows.
    let greatest = weights.iter().copied().fold(0.0, f64::max);
    let total: f64 = weights.iter().map(|weight| weight / greatest).sum();
    let mean = |of: &dyn Fn(f64) -> f64| {
        values.iter().zip(weights).map(|(&value, weight)| weight / greatest * of(value)).sum::<f64>() / total
    };
    let geometric = mean(&libm::log);
    if exponent == 0.0 {
        return libm::exp(geometric);
    }
    // About the geometric mean, so that exponents near 0 lose no digits: v^p − 1 = expm1(p·ln v).
    let about = mean(&|value| libm::expm1(exponent * (libm::log(value) - geometric)));
    libm::exp(geometric + libm::log1p(about) / exponent)
}
