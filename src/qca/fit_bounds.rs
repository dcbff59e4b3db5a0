//! Parameters of fit where some memberships are not known: the least and the greatest that they may be.

use std::fmt;

use serde::Serialize;

use super::expression::Expression;
use super::fit::{Figure, Undefined};
use super::table::Table;
use crate::error::Error;

/// The least and the greatest that a parameter of fit may be, over all that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FigureBounds {
    /// The least; undefined where the figure is so whatever the unknown turns out to be.
    pub least: Figure,
    /// The greatest.
    pub greatest: Figure,
    /// Whether the unknown may turn out so that the figure has no value at all.
    pub may_be_undefined: bool,
}

/// What the parameters of fit of X and Y may be; made by [`fit_bounds`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FitBounds {
    /// Σ min(X, Y) / Σ X: inclS of "X is sufficient for Y", which is covN.
    pub of_condition: FigureBounds,
    /// Σ min(X, Y) / Σ Y: covS of "X is sufficient for Y", which is inclN.
    pub of_outcome: FigureBounds,
    /// RoN of "X is necessary for Y".
    pub relevance: FigureBounds,
}

/// Bounds of the fit of an expression and an outcome over *all* cases of a table: none is left out.
///
/// It answers: would the figure be high, or low, whatever the unknown memberships are? A case of which nothing is known may
/// be anything from 0 to 1. The bounds are reached, each by some way in which the unknown may turn out, where no column
/// stands in them twice; else they may be wider than what can be.
///
/// O(cases × terms), times the few rounds that it takes to settle a quotient (Dinkelbach 1967, "On nonlinear fractional
/// programming", Management Science 13).
///
/// # Errors
///
/// As for [`Expression::evaluate`].
///
/// ```
/// use cocreation::qca::{Figure, Membership, Table, fit_bounds};
///
/// let mut table = Table::new(["TIES", "VALUE"])?;
/// table.add("a", [1.0, 1.0])?;
/// table.add("b", [1.0, 1.0])?;
/// table.add("c", [None, Some(0.0)])?;
/// // Two cases have ties and value; the third has no value. If it has ties, they suffice in two of three.
/// let fit = fit_bounds(&table, &"TIES".parse()?, &"VALUE".parse()?)?;
/// assert_eq!((fit.of_condition.least, fit.of_condition.greatest), (Figure::Value(2.0 / 3.0), Figure::Value(1.0)));
/// assert_eq!(fit.of_outcome.least, Figure::Value(1.0)); // no value without ties, whatever the third has
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn fit_bounds(table: &Table, condition: &Expression, outcome: &Expression) -> Result<FitBounds, Error> {
    let boxes: Vec<(Bounds, Bounds)> = condition.bounds(table)?.into_iter().zip(outcome.bounds(table)?).collect();
    let of = |reason, parts: fn(f64, f64) -> (f64, f64)| {
        let cases = boxes.iter().map(|case| extremes(*case).map(|(x, y)| parts(x, y)));
        quotient(&cases.collect::<Vec<_>>(), reason)
    };
    Ok(FitBounds {
        of_condition: of(Undefined::NoMember, |x, y| (x.min(y), x)),
        of_outcome: of(Undefined::NoOutcome, |x, y| (x.min(y), y)),
        relevance: of(Undefined::NothingAbsent, |x, y| (1.0 - x, 1.0 - x.min(y))),
    })
}

type Bounds = (f64, f64);

/// Where a function of X and Y that bends only at X = Y can be least or greatest: the corners, and the ends of that line.
fn extremes(((a, b), (c, d)): (Bounds, Bounds)) -> [(f64, f64); 6] {
    let (from, to) = (a.max(c), b.min(d));
    let on_line = |at: f64| if from <= to { (at, at) } else { (a, c) };
    [(a, c), (a, d), (b, c), (b, d), on_line(from), on_line(to)]
}

/// The bounds of Σ numerator / Σ denominator, where each case has one of its pairs and none has a greater numerator.
fn quotient(cases: &[[(f64, f64); 6]], reason: Undefined) -> FigureBounds {
    let denominator = |best: fn(f64, f64) -> f64| {
        cases.iter().map(|pairs| pairs.iter().map(|pair| pair.1).reduce(best).unwrap_or(0.0)).sum::<f64>()
    };
    let may_be_undefined = denominator(f64::min) <= 0.0;
    if denominator(f64::max) <= 0.0 {
        let undefined = Figure::Undefined(reason);
        return FigureBounds { least: undefined, greatest: undefined, may_be_undefined };
    }
    let (least, greatest) = (settled(cases, 1.0, -1.0), settled(cases, 0.0, 1.0));
    FigureBounds { least: Figure::Value(least), greatest: Figure::Value(greatest), may_be_undefined }
}

/// How often a quotient is bettered at most; it settles in a handful of rounds.
const ROUNDS: usize = 100;

/// The greatest quotient, or with −1 the least, from one that is no better.
fn settled(cases: &[[(f64, f64); 6]], start: f64, sign: f64) -> f64 {
    let mut quotient = start;
    for _ in 0..ROUNDS {
        let gain = |pair: &(f64, f64)| sign * (pair.0 - quotient * pair.1);
        let best = |pairs: &[(f64, f64); 6]| pairs.iter().copied().max_by(|a, b| gain(a).total_cmp(&gain(b)));
        let chosen: Vec<(f64, f64)> = cases.iter().filter_map(best).collect();
        let (above, below) = chosen.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
        if below <= 0.0 || sign * (above / below - quotient) <= 0.0 {
            break;
        }
        quotient = above / below;
    }
    quotient
}

impl fmt::Display for FigureBounds {
    /// `0.667 to 1.000`, with `or undefined` where it may be so; one number where it is settled.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (least, greatest) = (self.least, self.greatest);
        let range = if least == greatest { least.to_string() } else { format!("{least} to {greatest}") };
        let open = self.may_be_undefined && least.value().is_some();
        f.pad(&format!("{range}{}", if open { ", or undefined" } else { "" }))
    }
}
