//! What a reader should know before trusting an analysis.

use std::fmt;

use serde::Serialize;

use super::sample::Sample;
use super::truth_table::Row;

/// The share of cases that must be on either side of 0.5: with less a set is skewed (Oana, Schneider & Thomann 2021).
const LEAST_SHARE: f64 = 0.2;

/// What a reader should know before trusting an analysis.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "warning")]
pub enum Warning {
    /// Fewer than a fifth of the cases, or more than four fifths, are in the set: subset relations come easily.
    Skewed {
        /// The condition or outcome.
        set: Box<str>,
        /// The share of cases with a membership above 0.5.
        share: f64,
    },
    /// The condition is the same in all cases, so that nothing can be learnt of it.
    Constant {
        /// The condition.
        condition: Box<str>,
    },
    /// No case has this level, though cases have greater ones; whatever holds for it is an assumption.
    UnobservedLevel {
        /// The condition.
        condition: Box<str>,
        /// The level.
        level: u8,
    },
    /// The row is a subset of the outcome and of its negation at once; PRI tells, inclusion does not.
    SimultaneousSubset {
        /// The number of the row.
        row: u128,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Skewed { set, share } => {
                write!(f, "`{set}` is skewed: {:.0} % of the cases are in it", share * 100.0)
            }
            Self::Constant { condition } => write!(f, "`{condition}` is the same in all cases"),
            Self::UnobservedLevel { condition, level } => write!(f, "no case has level {level} of `{condition}`"),
            Self::SimultaneousSubset { row } => write!(f, "row {row} is a subset of the outcome and of its negation"),
        }
    }
}

pub(super) fn of_rows(sample: &Sample, rows: &[Row], inclusion: f64) -> Vec<Warning> {
    let conditions = (0..sample.conditions.len()).flat_map(|at| of_condition(sample, at));
    let outcome = skewed(&sample.outcome.to_string(), sample.y.iter().copied());
    let both = |row: &&Row| row.inclusion.reaches(inclusion) && row.inclusion_in_negation.reaches(inclusion);
    let rows = rows.iter().filter(both).map(|row| Warning::SimultaneousSubset { row: row.number });
    conditions.chain(outcome).chain(rows).collect()
}

fn of_condition(sample: &Sample, at: usize) -> Vec<Warning> {
    let condition = &sample.conditions[at];
    let values = || sample.x.iter().map(|row| row[at]);
    if values().all(|value| value == sample.x[0][at]) {
        return vec![Warning::Constant { condition: condition.clone() }];
    }
    if sample.levels[at] == 2 {
        return skewed(condition, values()).into_iter().collect();
    }
    let missing = (0..sample.levels[at]).filter(|&level| values().all(|value| value != f64::from(level)));
    missing.map(|level| Warning::UnobservedLevel { condition: condition.clone(), level }).collect()
}

fn skewed(set: &str, values: impl ExactSizeIterator<Item = f64>) -> Option<Warning> {
    let cases = values.len() as f64;
    let share = values.filter(|value| *value > 0.5).count() as f64 / cases;
    let fits = (LEAST_SHARE..=1.0 - LEAST_SHARE).contains(&share);
    (!fits).then(|| Warning::Skewed { set: set.into(), share })
}
