//! What an assessment is asked to do.

use serde::Serialize;

use crate::error::{Error, ErrorKind};
use crate::evidence::Date;

/// How a sphere is to be assessed. Every constant of the definition is a field here; none is hidden.
///
/// A date alone is a specification too: `spe::assess(&case, sphere, date)`.
///
/// ```
/// use cocreation::spe::Spec;
///
/// let spec = Spec::as_of("2016-12-31".parse()?).from("2010-01-01".parse()?).half_life(730.0).bins([182, 365]);
/// assert_eq!(spec.bins, [182, 365]);
/// # Ok::<(), cocreation::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spec {
    /// T: what happened later is not seen.
    pub as_of: Date,
    /// t0, where the window begins; `None` takes the earliest day that a contribution may have.
    pub from: Option<Date>,
    /// The grid of bins: lengths in days, anchored at t0; results are averaged over them. One year by default.
    pub bins: Vec<u32>,
    /// h: after how many days without a joint contribution the recency of a pair has halved. One year by default.
    pub half_life: f64,
    /// Weights of acts are cut at this multiple of the median weight of the sphere's contributions in the window; where
    /// some may lie before it, the median is known within bounds. 10 by default.
    pub cap: f64,
    /// The weights of P, E and S, above 0. Equal by default, since nothing published supports others.
    pub weights: [f64; 3],
    /// The exponent of the mean of P, E and S, from −1 (harmonic) to 0 (geometric, the default).
    pub exponent: f64,
}

impl Spec {
    /// The default specification at a date.
    pub fn as_of(date: Date) -> Self {
        Self { as_of: date, from: None, bins: vec![365], half_life: 365.0, cap: 10.0, weights: [1.0; 3], exponent: 0.0 }
    }

    /// The window begins here.
    #[must_use]
    pub fn from(self, date: Date) -> Self {
        Self { from: Some(date), ..self }
    }

    /// The half-life in days.
    #[must_use]
    pub fn half_life(self, days: f64) -> Self {
        Self { half_life: days, ..self }
    }

    /// The lengths of the bins in days.
    #[must_use]
    pub fn bins(self, lengths: impl Into<Vec<u32>>) -> Self {
        Self { bins: lengths.into(), ..self }
    }

    /// The weights of P, E and S.
    #[must_use]
    pub fn weights(self, weights: [f64; 3]) -> Self {
        Self { weights, ..self }
    }

    /// The exponent of the mean of P, E and S.
    #[must_use]
    pub fn exponent(self, exponent: f64) -> Self {
        Self { exponent, ..self }
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        let above_0 = |value: f64| value.is_finite() && value > 0.0;
        let fault = if self.bins.is_empty() || self.bins.contains(&0) {
            "the grid needs at least one bin length, and each of at least one day"
        } else if !above_0(self.half_life) {
            "the half-life is a finite number of days above 0"
        } else if !(self.cap.is_finite() && self.cap >= 1.0) {
            "weights are cut at a finite multiple of the median, at least 1"
        } else if !self.weights.iter().all(|&weight| above_0(weight)) {
            "the weights of P, E and S are finite and above 0"
        } else if !(-1.0..=0.0).contains(&self.exponent) {
            "the exponent lies from -1 to 0"
        } else if self.from.is_some_and(|from| from > self.as_of) {
            "the window begins no later than the as-of date"
        } else {
            return Ok(());
        };
        Err(Error::new(ErrorKind::Setting, fault))
    }
}

impl From<Date> for Spec {
    fn from(date: Date) -> Self {
        Self::as_of(date)
    }
}

impl From<&Spec> for Spec {
    fn from(spec: &Spec) -> Self {
        spec.clone()
    }
}
