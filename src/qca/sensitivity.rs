//! Sensitivity ranges: how far a cut-off or a threshold may move until the models become others.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use super::calibration::Calibration;
use super::search::{ModelCount, Proof};
use super::solution::Solution;
use super::table::Table;
use super::truth_table::{Cuts, TruthTable, truth_table};
use crate::error::{Error, ErrorKind};

/// The most steps to either side.
const MOST_STEPS: u32 = 10_000;

/// An analysis that can be made again with other settings: what [`truth_table`] takes, and how the truth table is solved.
#[derive(Clone, Copy)]
pub struct Analysis<'a> {
    /// The cases.
    pub table: &'a Table,
    /// The conditions.
    pub conditions: &'a [&'a str],
    /// The outcome, such as `VALUE` or `~VALUE`.
    pub outcome: &'a str,
    /// The cut-offs.
    pub cuts: Cuts,
    /// How the truth table is solved, such as by [`parsimonious`](super::parsimonious); the intermediate solutions are as
    /// many as there are pairs. What is compared are all models of all these solutions together.
    pub solve: &'a dyn Fn(&TruthTable) -> Result<Vec<Solution>, Error>,
}

/// A cut-off that can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cut {
    /// The least inclusion of a row with output 1.
    Inclusion,
    /// The least PRI of such a row.
    Pri,
    /// The least number of cases of a row that is no remainder.
    N,
}

/// How far to go from a value, and by what steps.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Stepping {
    /// The width of a step, above 0; for [`Cut::N`] a whole number.
    pub step: f64,
    /// The least value that is tried.
    pub lowest: f64,
    /// The greatest.
    pub highest: f64,
}

/// Raw figures and how they become the memberships of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Raw<'a> {
    /// The column that they become.
    pub column: &'a str,
    /// The figures, in the order of the cases; `None` where none is known.
    pub figures: &'a [Option<f64>],
    /// How they become memberships.
    pub calibration: &'a Calibration,
}

/// How far a setting may move until the models become others; made by [`cut_range`] and [`threshold_ranges`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SensitivityRange {
    /// The setting, such as `inclusion` or `threshold 2 of TIES`.
    pub setting: Box<str>,
    /// Its value in the analysis.
    pub value: f64,
    /// All models of the analysis.
    pub models: Vec<Box<str>>,
    /// What happens below the value.
    pub down: Bound,
    /// What happens above it.
    pub up: Bound,
}

/// How far the models stay the same to one side.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// They become others.
    Changes {
        /// The last value that was tried at which they are the same.
        same: f64,
        /// The first at which they are others: the models change somewhere between.
        other: f64,
        /// What they are there.
        models: Vec<Box<str>>,
    },
    /// They are the same at every value that was tried. What lies beyond was not observed.
    Open {
        /// The last value that was tried.
        tried: f64,
    },
    /// They are the same up to a value beyond which the analysis cannot be made, or not wholly.
    Ends {
        /// The last value at which they are known to be the same.
        same: f64,
        /// The value at which there is no answer.
        at: f64,
        /// Why.
        reason: Box<str>,
    },
}

impl Bound {
    /// The last value at which the models are known to be the same.
    pub fn same(&self) -> f64 {
        match self {
            Self::Changes { same, .. } | Self::Ends { same, .. } => *same,
            Self::Open { tried } => *tried,
        }
    }
}

impl Stepping {
    fn checked(&self, value: f64) -> Result<(), Error> {
        let refuse = |message: String| Err(Error::new(ErrorKind::Setting, message));
        if !(self.step > 0.0 && self.step.is_finite() && self.lowest.is_finite() && self.highest.is_finite()) {
            return refuse("a step is above 0, and limits are finite".into());
        }
        if !(self.lowest..=self.highest).contains(&value) {
            return refuse(format!("{value} does not lie within {} to {}", self.lowest, self.highest));
        }
        if (self.highest - self.lowest) / self.step > f64::from(MOST_STEPS) {
            return refuse(format!("more than {MOST_STEPS} steps are asked for"));
        }
        Ok(())
    }

    /// The values to be tried to one side, nearest first.
    fn values(self, from: f64, sign: f64) -> impl Iterator<Item = f64> {
        let slack = self.step * 1e-9;
        let within = move |value: &f64| (self.lowest - slack..=self.highest + slack).contains(value);
        let value = move |count: u32| from + sign * f64::from(count) * self.step;
        (1..=MOST_STEPS).map(value).take_while(within).map(move |value| value.clamp(self.lowest, self.highest))
    }
}

/// How far a cut-off may move until the models become others.
///
/// It answers: does the result depend on the exact cut-off that was chosen? The cut-off goes up and down by steps, the others
/// stay, and the analysis is made anew. The models are the same if *all* models of either are: one model more or
/// less is a change. Between two steps nothing is observed, so that a narrower step may find a narrower range.
///
/// As many analyses as steps, up to 10 000.
///
/// Source: Oana & Schneider 2021, "A Robustness Test Protocol for Applied QCA", Sociological Methods & Research 53 (1).
///
/// # Errors
///
/// Those of the analysis itself; [`ErrorKind::Setting`] for a step or limits that cannot be used, or if the analysis does
/// not list all its models, proven minimal.
///
/// ```
/// use cocreation::qca::{Analysis, Bound, Cut, Cuts, Search, Stepping, Table, cut_range, parsimonious};
///
/// let mut table = Table::new(["A", "Y"])?;
/// for (case, row) in [("a", [1.0, 0.9]), ("b", [1.0, 0.8]), ("c", [0.0, 0.1]), ("d", [0.0, 0.2])] {
///     table.add(case, row)?;
/// }
/// // By hand: A has inclusion 0.85, ~A 0.15.
/// let solve = |truth: &_| Ok(vec![parsimonious(truth, &Search::default())?]);
/// let cuts = Cuts::inclusion(0.8);
/// let analysis = Analysis { table: &table, conditions: &["A"], outcome: "Y", cuts, solve: &solve };
/// let found = cut_range(&analysis, Cut::Inclusion, &Stepping { step: 0.1, lowest: 0.5, highest: 1.0 })?;
/// assert!((found.down.same() - 0.5).abs() < 1e-9 && matches!(found.down, Bound::Open { .. }));
/// assert!(matches!(&found.up, Bound::Changes { same: 0.8, models, .. } if models.is_empty())); // at 0.9 nothing is left
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn cut_range(analysis: &Analysis<'_>, cut: Cut, stepping: &Stepping) -> Result<SensitivityRange, Error> {
    let cuts = analysis.cuts;
    let (name, value) = match cut {
        Cut::Inclusion => ("inclusion", cuts.inclusion),
        Cut::Pri => ("PRI", cuts.pri),
        Cut::N => ("n", cuts.n as f64),
    };
    if cut == Cut::N && stepping.step.fract() != 0.0 {
        return Err(Error::new(ErrorKind::Setting, "cases are counted: the step is a whole number"));
    }
    let moved = |value: f64| match cut {
        Cut::Inclusion => Cuts { inclusion: value, ..cuts },
        Cut::Pri => Cuts { pri: value, ..cuts },
        // Whole and at least 0, or out of range and refused there.
        Cut::N => Cuts { n: value as usize, ..cuts },
    };
    range(name.into(), value, stepping, |value| analysis.models(analysis.table, &moved(value)))
}

/// How far each threshold of a calibration may move until the models become others.
///
/// It answers: does the result depend on where exactly membership begins, crosses over and is full? The column is made from
/// raw figures by the calibration, and anew for each step of one threshold while the others stay. Where it meets its
/// neighbour the range ends: there is no such calibration. One stepping for each of
/// [`Calibration::thresholds`], in the same order. As many analyses as steps.
///
/// Source: as for [`cut_range`].
///
/// # Errors
///
/// As for [`cut_range`]; [`ErrorKind::Setting`] for another number of figures than cases, or of steppings than
/// thresholds.
///
/// ```
/// use cocreation::qca::{
///     Analysis, Bound, Calibration, Cuts, Raw, Search, Stepping, Table, parsimonious, threshold_ranges,
/// };
///
/// let mut table = Table::new(["RICH", "Y"])?;
/// for (case, row) in [("a", [0.0, 1.0]), ("b", [0.0, 1.0]), ("c", [0.0, 0.0])] {
///     table.add(case, row)?;
/// }
/// let solve = |truth: &_| Ok(vec![parsimonious(truth, &Search::default())?]);
/// let cuts = Cuts::inclusion(0.8);
/// let analysis = Analysis { table: &table, conditions: &["RICH"], outcome: "Y", cuts, solve: &solve };
/// let figures = [Some(900.0), Some(700.0), Some(300.0)];
/// let raw = Raw { column: "RICH", figures: &figures, calibration: &Calibration::Levels { thresholds: vec![500.0] } };
/// let found = threshold_ranges(&analysis, &raw, &[Stepping { step: 100.0, lowest: 0.0, highest: 1000.0 }])?;
///
/// // At 300 all are rich, with and without the outcome; at 1000 nobody is. Between them a alone, or a and b, are rich.
/// assert!(matches!(found[0].down, Bound::Changes { same: 400.0, other: 300.0, .. }));
/// assert!(matches!(found[0].up, Bound::Changes { same: 900.0, other: 1000.0, .. }));
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn threshold_ranges(
    analysis: &Analysis<'_>,
    raw: &Raw<'_>,
    steppings: &[Stepping],
) -> Result<Vec<SensitivityRange>, Error> {
    let (column, thresholds) = (analysis.table.column(raw.column)?, raw.calibration.thresholds());
    if raw.figures.len() != analysis.table.cases().len() || steppings.len() != thresholds.len() {
        let message = format!(
            "{} figures and {} steppings for {} cases and {} thresholds",
            raw.figures.len(),
            steppings.len(),
            analysis.table.cases().len(),
            thresholds.len()
        );
        return Err(Error::new(ErrorKind::Setting, message));
    }
    let one = |(at, (&value, stepping)): (usize, (&f64, &Stepping))| {
        range(format!("threshold {} of {}", at + 1, raw.column), value, stepping, |value| {
            let memberships = calibrated(raw.figures, &raw.calibration.with_threshold(at, value))?;
            analysis.models(&analysis.table.with_column(column, &memberships), &analysis.cuts)
        })
    };
    thresholds.iter().zip(steppings).enumerate().map(one).collect()
}

/// The memberships of the figures that are known.
fn calibrated(figures: &[Option<f64>], calibration: &Calibration) -> Result<Vec<Option<f64>>, Error> {
    let known: Vec<f64> = figures.iter().flatten().copied().collect();
    let mut memberships = calibration.calibrate(&known)?.into_iter();
    Ok(figures.iter().map(|figure| figure.and_then(|_| memberships.next())).collect())
}

/// All models, or why they are not known.
type Found = Result<BTreeSet<Box<str>>, Error>;

impl Analysis<'_> {
    fn models(&self, table: &Table, cuts: &Cuts) -> Found {
        let solutions = (self.solve)(&truth_table(table, self.conditions, self.outcome, cuts)?)?;
        let whole = |solution: &Solution| {
            let listed = solution.count == ModelCount::Exactly(solution.models.len() as u128);
            listed && (solution.proof == Proof::Minimal || solution.models.is_empty())
        };
        if !solutions.iter().all(whole) {
            return Err(Error::new(ErrorKind::Setting, "not all models are listed, or they are not proven minimal"));
        }
        Ok(solutions.iter().flat_map(|solution| &solution.models).map(|model| model.to_string().into()).collect())
    }
}

impl fmt::Debug for Analysis<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Analysis");
        shown.field("conditions", &self.conditions).field("outcome", &self.outcome).field("cuts", &self.cuts);
        shown.finish_non_exhaustive()
    }
}

fn range(
    setting: String,
    value: f64,
    stepping: &Stepping,
    models: impl Fn(f64) -> Found,
) -> Result<SensitivityRange, Error> {
    stepping.checked(value)?;
    let own = models(value)?;
    let (down, up) = (bound(&own, value, stepping, -1.0, &models), bound(&own, value, stepping, 1.0, &models));
    Ok(SensitivityRange { setting: setting.into(), value, models: own.into_iter().collect(), down, up })
}

/// Goes to one side until the models are others, or nothing more can be tried.
fn bound(own: &BTreeSet<Box<str>>, from: f64, stepping: &Stepping, sign: f64, models: &impl Fn(f64) -> Found) -> Bound {
    let mut same = from;
    for value in stepping.values(from, sign) {
        match models(value) {
            Ok(found) if found == *own => same = value,
            Ok(found) => return Bound::Changes { same, other: value, models: found.into_iter().collect() },
            Err(error) => return Bound::Ends { same, at: value, reason: error.to_string().into() },
        }
    }
    Bound::Open { tried: same }
}

impl fmt::Display for SensitivityRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}: {}", self.setting, shown(self.value), joined(&self.models))?;
        told(f, "down", &self.down)?;
        told(f, "up", &self.up)
    }
}

fn told(f: &mut fmt::Formatter<'_>, side: &str, bound: &Bound) -> fmt::Result {
    write!(f, "  {side:<4} the same to {}", shown(bound.same()))?;
    match bound {
        Bound::Changes { other, models, .. } => writeln!(f, "; at {} {}", shown(*other), joined(models)),
        Bound::Open { .. } => writeln!(f, ", as far as was tried"),
        Bound::Ends { at, reason, .. } => writeln!(f, "; at {} there is no answer: {reason}", shown(*at)),
    }
}

/// A value without the dust of adding steps.
fn shown(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn joined(models: &[Box<str>]) -> String {
    if models.is_empty() { "no model".to_owned() } else { models.join(" or ") }
}
