//! Calibration: from raw figures to memberships in sets.

use libm::{exp, log, pow};
use serde::Serialize;

use crate::error::{Error, ErrorKind};

/// The degree of membership that the thresholds of inclusion stand for by default. The program fsQCA uses log-odds of 3
/// instead, which are [`IDM_FSQCA`].
pub const IDM: f64 = 0.95;

/// The degree of membership at log-odds of 3, e³ / (1 + e³).
pub const IDM_FSQCA: f64 = 0.952_574_126_822_433_2;

/// Memberships nearer than this to 0 or 1 become 0 or 1.
const NEAR: f64 = 1e-4;

/// How often the fit of the indirect method is improved at most; it settles within a dozen rounds.
const ROUNDS: usize = 100;

/// How raw figures become memberships.
///
/// The thresholds say where membership is excluded, where it crosses 0.5 and where it is included. They are a judgement
/// and should be reported with the results; a value that is the type of this judgement can be kept and serialised with
/// them.
///
/// ```
/// use cocreation::qca::{Calibration, IDM};
///
/// // Income: 400 is out, 550 neither in nor out, 900 in.
/// let rich = Calibration::Logistic { exclusion: 400.0, crossover: 550.0, inclusion: 900.0, idm: IDM };
/// let members = rich.calibrate(&[550.0, 900.0, 400.0])?;
/// assert_eq!(members[0], 0.5);
/// assert!((members[1] - 0.95).abs() < 1e-12 && (members[2] - 0.05).abs() < 1e-12);
/// # Ok::<(), cocreation::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "method")]
pub enum Calibration {
    /// The direct method of Ragin (2008): a logistic curve with membership `idm` at the threshold of inclusion, 1 − `idm`
    /// at that of exclusion, and 0.5 at the crossover. Decreasing where exclusion lies above inclusion.
    Logistic {
        /// Where membership is 1 − `idm`.
        exclusion: f64,
        /// Where it is 0.5.
        crossover: f64,
        /// Where it is `idm`.
        inclusion: f64,
        /// The degree of membership at the threshold of inclusion, above 0.5 and below 1: [`IDM`], or [`IDM_FSQCA`].
        idm: f64,
    },
    /// The direct method with powers: 0 up to exclusion, 1 from inclusion on, and between them powers of the distance that
    /// meet at 0.5; both 1 make straight lines. Decreasing where exclusion lies above inclusion.
    Linear {
        /// Where membership is 0.
        exclusion: f64,
        /// Where it is 0.5.
        crossover: f64,
        /// Where it is 1.
        inclusion: f64,
        /// The power below the crossover, above 0.
        below: f64,
        /// The power above the crossover, above 0.
        above: f64,
    },
    /// A bell: membership rises from `thresholds[0]` over `[1]` to `[2]`, stays up to `[3]`, and falls over `[4]` to `[5]`.
    Bell {
        /// Exclusion, crossover, inclusion, inclusion, crossover, exclusion, in ascending order.
        thresholds: [f64; 6],
        /// Whether the bell stands on its head: out in the middle and in at both ends.
        inverted: bool,
    },
    /// A level for each interval between the thresholds: with one, crisp membership; with more, a multi-value condition. A
    /// figure on a threshold goes up.
    Levels {
        /// The thresholds, ascending.
        thresholds: Vec<f64>,
    },
    /// The indirect method of Ragin (2008): each interval between the thresholds is given a qualitative score, evenly from
    /// 0 to 1, and a fractional logit on the logarithm, the root, the figure and its square smooths them. A figure on
    /// a threshold belongs to the interval below.
    Indirect {
        /// The thresholds, ascending.
        thresholds: Vec<f64>,
    },
}

impl Calibration {
    /// Its thresholds, in the order in which they are given.
    ///
    /// ```
    /// use cocreation::qca::{Calibration, IDM};
    ///
    /// let rich = Calibration::Logistic { exclusion: 400.0, crossover: 550.0, inclusion: 900.0, idm: IDM };
    /// assert_eq!(rich.thresholds(), [400.0, 550.0, 900.0]);
    /// assert_eq!(rich.with_threshold(1, 600.0).thresholds(), [400.0, 600.0, 900.0]);
    /// ```
    pub fn thresholds(&self) -> Vec<f64> {
        match self {
            Self::Logistic { exclusion, crossover, inclusion, .. }
            | Self::Linear { exclusion, crossover, inclusion, .. } => vec![*exclusion, *crossover, *inclusion],
            Self::Bell { thresholds, .. } => thresholds.to_vec(),
            Self::Levels { thresholds } | Self::Indirect { thresholds } => thresholds.clone(),
        }
    }

    /// The same with another value of the threshold at a place in [`thresholds`](Self::thresholds); the same where there is
    /// no such place.
    #[must_use]
    pub fn with_threshold(&self, at: usize, value: f64) -> Self {
        let mut moved = self.clone();
        let place = match &mut moved {
            Self::Logistic { exclusion, crossover, inclusion, .. }
            | Self::Linear { exclusion, crossover, inclusion, .. } => {
                [exclusion, crossover, inclusion].into_iter().nth(at)
            }
            Self::Bell { thresholds, .. } => thresholds.get_mut(at),
            Self::Levels { thresholds } | Self::Indirect { thresholds } => thresholds.get_mut(at),
        };
        if let Some(threshold) = place {
            *threshold = value;
        }
        moved
    }

    /// The memberships of raw figures, in their order, in [0, 1]; whole numbers from 0 for levels.
    ///
    /// O(figures), times some dozen rounds for the indirect method. Memberships below 0.0001 become 0 and those above 0.9999
    /// become 1 where a curve comes near to them without end.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] for thresholds that are not in order, for an `idm` or a power out of range, or if the
    /// indirect method has too few different figures; [`ErrorKind::OutOfRange`] for a figure that is not finite, or not above
    /// 0 in the indirect method, which takes logarithms.
    pub fn calibrate(&self, raw: &[f64]) -> Result<Vec<f64>, Error> {
        if let Some(stray) = raw.iter().find(|raw| !raw.is_finite()) {
            return Err(Error::new(ErrorKind::OutOfRange, format!("{stray} cannot be calibrated")));
        }
        match self {
            Self::Logistic { exclusion, crossover, inclusion, idm } => {
                ordered(&[*exclusion, *crossover, *inclusion])?;
                let odds = log(within(*idm, 0.5, 1.0, "idm")? / (1.0 - idm));
                Ok(raw.iter().map(|&raw| logistic(raw, *exclusion, *crossover, *inclusion, odds)).collect())
            }
            Self::Linear { exclusion, crossover, inclusion, below, above } => {
                ordered(&[*exclusion, *crossover, *inclusion])?;
                within(*below, 0.0, f64::INFINITY, "power")?;
                within(*above, 0.0, f64::INFINITY, "power")?;
                Ok(raw.iter().map(|&raw| between(raw, [*exclusion, *crossover, *inclusion], *below, *above)).collect())
            }
            Self::Bell { thresholds, inverted } => bell(raw, thresholds, *inverted),
            Self::Levels { thresholds } => {
                ascending(thresholds)?;
                let level = |raw: &f64| thresholds.iter().filter(|threshold| raw >= threshold).count();
                Ok(raw.iter().map(|raw| level(raw) as f64).collect())
            }
            Self::Indirect { thresholds } => indirect(raw, thresholds),
        }
    }
}

fn refuse<T>(message: impl Into<String>) -> Result<T, Error> {
    Err(Error::new(ErrorKind::Setting, message))
}

fn ascending(thresholds: &[f64]) -> Result<(), Error> {
    let rises = thresholds.windows(2).all(|pair| pair[0] < pair[1]) && thresholds.iter().all(|one| one.is_finite());
    if rises && !thresholds.is_empty() { Ok(()) } else { refuse("the thresholds are to be finite and to ascend") }
}

/// Refuses thresholds that neither ascend nor descend.
fn ordered(thresholds: &[f64]) -> Result<(), Error> {
    let turned: Vec<f64> = thresholds.iter().rev().copied().collect();
    if ascending(thresholds).is_ok() || ascending(&turned).is_ok() {
        return Ok(());
    }
    refuse("the thresholds of exclusion, crossover and inclusion are to be finite and to ascend, or to descend")
}

fn within(value: f64, above: f64, below: f64, what: &str) -> Result<f64, Error> {
    if value > above && value < below {
        Ok(value)
    } else {
        refuse(format!("{what} is to lie between {above} and {below}"))
    }
}

fn rounded(membership: f64) -> f64 {
    match membership {
        near if near < NEAR => 0.0,
        near if near > 1.0 - NEAR => 1.0,
        other => other,
    }
}

fn logistic(raw: f64, exclusion: f64, crossover: f64, inclusion: f64, odds: f64) -> f64 {
    let above = (raw >= crossover) == (inclusion > crossover);
    let threshold = if above { (inclusion, 1.0) } else { (exclusion, -1.0) };
    let slope = threshold.1 * odds / (threshold.0 - crossover);
    if raw == crossover { 0.5 } else { rounded(1.0 / (1.0 + exp(-(raw - crossover) * slope))) }
}

/// The membership between exclusion and inclusion, whichever is greater.
fn between(raw: f64, [exclusion, crossover, inclusion]: [f64; 3], below: f64, above: f64) -> f64 {
    let sign = if inclusion > exclusion { 1.0 } else { -1.0 };
    let (raw, exclusion, crossover, inclusion) = (sign * raw, sign * exclusion, sign * crossover, sign * inclusion);
    match raw {
        raw if raw <= exclusion => 0.0,
        raw if raw >= inclusion => 1.0,
        raw if raw <= crossover => pow((exclusion - raw) / (exclusion - crossover), below) / 2.0,
        raw => 1.0 - pow((inclusion - raw) / (inclusion - crossover), above) / 2.0,
    }
}

fn bell(raw: &[f64], thresholds: &[f64; 6], inverted: bool) -> Result<Vec<f64>, Error> {
    let [e1, c1, i1, i2, c2, e2] = *thresholds;
    ascending(&[e1, c1, i1])?;
    ascending(&[i2, c2, e2])?;
    if i1 > i2 {
        return refuse("the bell's thresholds of inclusion are to ascend");
    }
    let one = |raw: f64| {
        let side = if raw < i1 { [e1, c1, i1] } else { [e2, c2, i2] };
        let up = between(raw, side, 1.0, 1.0);
        if inverted { 1.0 - up } else { up }
    };
    Ok(raw.iter().map(|&raw| one(raw)).collect())
}

/// The indirect method: a fractional logit by iterated weighted least squares.
fn indirect(raw: &[f64], thresholds: &[f64]) -> Result<Vec<f64>, Error> {
    ascending(thresholds)?;
    if let Some(stray) = raw.iter().find(|raw| **raw <= 0.0) {
        return Err(Error::new(
            ErrorKind::OutOfRange,
            format!("{stray} has no logarithm, which the indirect method takes"),
        ));
    }
    let score =
        |raw: &f64| thresholds.iter().filter(|threshold| raw > threshold).count() as f64 / thresholds.len() as f64;
    let scores: Vec<f64> = raw.iter().map(score).collect();
    let columns =
        [|_| 1.0, log, f64::sqrt, |raw| raw, |raw| raw * raw].map(|f| raw.iter().map(|&raw| f(raw)).collect());
    let mut odds: Vec<f64> =
        scores.iter().map(|score| (score + 0.5) / 2.0).map(|mean| log(mean / (1.0 - mean))).collect();
    let mut deviance = f64::INFINITY;
    for _ in 0..ROUNDS {
        odds = improved(&columns, &scores, &odds)?;
        let now = scores.iter().zip(&odds).map(|(&score, &odds)| misfit(score, share(odds))).sum::<f64>();
        if (now - deviance).abs() < 1e-10 * (now + 0.1) {
            break;
        }
        deviance = now;
    }
    Ok(odds.iter().map(|&odds| rounded(share(odds))).collect())
}

fn share(odds: f64) -> f64 {
    1.0 / (1.0 + exp(-odds))
}

fn misfit(score: f64, mean: f64) -> f64 {
    let part = |score: f64, mean: f64| if score > 0.0 { score * log(score / mean) } else { 0.0 };
    2.0 * (part(score, mean.max(1e-300)) + part(1.0 - score, (1.0 - mean).max(1e-300)))
}

/// One round: the weighted regression of the working response, by columns made orthogonal one after the other (twice, so
/// that the powers of large figures lose no digits).
fn improved(columns: &[Vec<f64>; 5], scores: &[f64], odds: &[f64]) -> Result<Vec<f64>, Error> {
    let means: Vec<f64> = odds.iter().map(|&odds| share(odds)).collect();
    let roots: Vec<f64> = means.iter().map(|mean| (mean * (1.0 - mean)).max(1e-12).sqrt()).collect();
    let response = |at: usize| roots[at] * odds[at] + (scores[at] - means[at]) / roots[at];
    let mut rest: Vec<f64> = (0..odds.len()).map(response).collect();
    let whole = rest.clone();
    let mut basis: Vec<Vec<f64>> = Vec::new();
    for column in columns {
        let mut column: Vec<f64> = column.iter().zip(&roots).map(|(value, root)| value * root).collect();
        let length = norm(&column);
        (0..2).for_each(|_| basis.iter().for_each(|other| subtract(&mut column, other)));
        let left = norm(&column);
        if left <= length * 1e-12 {
            return refuse("the indirect method takes at least five different figures");
        }
        column.iter_mut().for_each(|value| *value /= left);
        subtract(&mut rest, &column);
        basis.push(column);
    }
    Ok(whole.iter().zip(&rest).zip(&roots).map(|((whole, rest), root)| (whole - rest) / root).collect())
}

fn norm(column: &[f64]) -> f64 {
    column.iter().map(|value| value * value).sum::<f64>().sqrt()
}

/// Takes the part along a column of length 1 out of another.
fn subtract(column: &mut [f64], along: &[f64]) {
    let part: f64 = column.iter().zip(along).map(|(own, other)| own * other).sum();
    column.iter_mut().zip(along).for_each(|(own, other)| *own -= part * other);
}
