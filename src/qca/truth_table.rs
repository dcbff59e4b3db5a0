//! The truth table: which combinations of conditions are observed, and which of them are sufficient for the outcome.

use std::collections::BTreeMap;

use serde::Serialize;

use super::expression::Expression;
use super::fit::{Figure, sufficiency};
use super::region::Region;
use super::sample::{LeftOut, Sample};
use super::table::Table;
use super::warning::{self, Warning};
use crate::error::{Error, ErrorKind};

/// From where on a row counts as sufficient for the outcome.
///
/// ```
/// use cocreation::qca::Cuts;
///
/// let cuts = Cuts { n: 2, pri: 0.5, ..Cuts::inclusion(0.85) };
/// assert_eq!((cuts.inclusion, cuts.contradiction), (0.85, None));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cuts {
    /// The least inclusion, in [0, 1], of a row with output 1.
    pub inclusion: f64,
    /// The least inclusion, below the other, from which on a row is a contradiction instead of having output 0.
    pub contradiction: Option<f64>,
    /// The least number of cases of a row that is not a remainder, 1 or more.
    pub n: usize,
    /// The least PRI, in [0, 1], of a row with output 1; 0 asks for none.
    pub pri: f64,
}

impl Cuts {
    /// This cut of inclusion, one case, no contradictions and no cut of PRI.
    pub fn inclusion(inclusion: f64) -> Self {
        Self { inclusion, contradiction: None, n: 1, pri: 0.0 }
    }

    fn checked(&self) -> Result<(), Error> {
        let share = |cut: f64| (0.0..=1.0).contains(&cut);
        let lower = self.contradiction.is_none_or(|lower| share(lower) && lower < self.inclusion);
        if share(self.inclusion) && share(self.pri) && lower && self.n > 0 {
            return Ok(());
        }
        let message = "cuts of inclusion and PRI lie in [0, 1], that of contradictions below that of inclusion, that of n at 1 or above";
        Err(Error::new(ErrorKind::OutOfRange, message))
    }

    fn output(&self, n: usize, inclusion: Figure, pri: Figure) -> Output {
        let lower = self.contradiction.unwrap_or(self.inclusion);
        let pri_reached = self.pri <= 0.0 || pri.reaches(self.pri);
        match (inclusion.reaches(self.inclusion), inclusion.reaches(lower)) {
            _ if n < self.n => Output::Remainder,
            (true, _) if pri_reached => Output::Positive,
            (false, true) => Output::Contradiction,
            (true | false, _) => Output::Negative,
        }
    }
}

/// What an observed row of a truth table stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Output {
    /// 1: the row is sufficient for the outcome.
    Positive,
    /// 0: it is not.
    Negative,
    /// C: its inclusion lies between the two cuts.
    Contradiction,
    /// ?: it has fewer cases than asked for, and counts as not observed.
    Remainder,
}

impl std::fmt::Display for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Positive => "1",
            Self::Negative => "0",
            Self::Contradiction => "C",
            Self::Remainder => "?",
        })
    }
}

/// A row of a truth table that at least one case belongs to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Row {
    /// Its number: 1 where every condition has its level 0, the last condition turning fastest.
    pub number: u128,
    /// The level of each condition.
    pub levels: Vec<u8>,
    /// How many cases have a membership above 0.5 in it.
    pub n: usize,
    /// How far it is a subset of the outcome, over the memberships of *all* cases.
    pub inclusion: Figure,
    /// Its PRI, over all cases.
    pub pri: Figure,
    /// How far it is a subset of the negated outcome, over all cases.
    pub inclusion_in_negation: Figure,
    /// What it stands for.
    pub output: Output,
    /// The cases that belong to it.
    pub cases: Vec<Box<str>>,
    /// Those of them whose membership in the outcome is below 0.5: in a row with output 1 they are deviant in kind.
    pub deviant_in_kind: Vec<Box<str>>,
    /// Those of them that have the outcome, but less of it than of the row: deviant in degree.
    pub deviant_in_degree: Vec<Box<str>>,
}

/// A case with a membership of exactly 0.5, which is neither in nor out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ambiguous {
    /// The name of the case.
    pub case: Box<str>,
    /// The conditions in which its membership is 0.5, for which it belongs to no row; or the expressions asked for.
    pub conditions: Vec<Box<str>>,
    /// Whether its membership in the outcome is 0.5; then it is no deviant case.
    pub outcome: bool,
}

/// The truth table of an analysis; made by [`truth_table`].
///
/// Rows that no case belongs to are not listed; [`remainders`](Self::remainders) has them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TruthTable {
    /// The conditions, in the order in which they number the rows.
    pub conditions: Vec<Box<str>>,
    /// How many levels each condition has.
    pub levels: Vec<u8>,
    /// The outcome, such as `VALUE` or `~VALUE`.
    pub outcome: Box<str>,
    /// The cut-offs.
    pub cuts: Cuts,
    /// The observed rows, by number.
    pub rows: Vec<Row>,
    /// How many cases are in the analysis.
    pub cases: usize,
    /// The cases with a membership of exactly 0.5.
    pub ambiguous: Vec<Ambiguous>,
    /// The cases with a membership that is not known: in no figure of this analysis.
    pub left_out: Vec<LeftOut>,
    /// What a reader should know before trusting it.
    pub warnings: Vec<Warning>,
    #[serde(skip)]
    pub(super) sample: Sample,
}

/// Makes the truth table of conditions and an outcome.
///
/// It answers: which combinations of these conditions are there, and which of them go with the outcome? A case belongs to
/// the row in which its membership is above 0.5, and to none if a membership is exactly 0.5. A row has output 1 if it has
/// enough cases and its inclusion and PRI, over the fuzzy memberships of all cases, reach their cuts. An outcome may be
/// negated (`~VALUE`) or a level (`STAGE[2]`).
///
/// O(cases × conditions × observed rows).
///
/// Sources: Ragin 2008, chapter 7; Schneider & Wagemann 2012, chapter 7.
///
/// # Errors
///
/// [`ErrorKind::UnknownName`] for a column that the table does not have; [`ErrorKind::OutOfRange`] for a cut-off out of
/// range; [`ErrorKind::Setting`] for no condition or more than 64, for one given twice, for a column that is neither
/// memberships nor levels, or if no case is fully known.
///
/// ```
/// use cocreation::qca::{Cuts, Output, Table, truth_table};
///
/// let mut table = Table::new(["TIES", "TRUST", "VALUE"])?;
/// table.add("a", [1.0, 1.0, 1.0])?;
/// table.add("b", [1.0, 0.0, 1.0])?;
/// table.add("c", [1.0, 0.0, 0.0])?;
/// table.add("d", [0.0, 0.0, 0.0])?;
/// table.add("e", [None, Some(1.0), Some(1.0)])?;
/// let truth = truth_table(&table, &["TIES", "TRUST"], "VALUE", &Cuts::inclusion(0.8))?;
///
/// let found: Vec<_> = truth.rows.iter().map(|row| (row.number, row.n, row.inclusion.value(), row.output)).collect();
/// assert_eq!(found, [
///     (1, 1, Some(0.0), Output::Negative),
///     (3, 2, Some(0.5), Output::Negative), // b and c contradict each other
///     (4, 1, Some(1.0), Output::Positive),
/// ]);
/// assert_eq!(&*truth.rows[1].deviant_in_kind[0], "c");
/// assert_eq!((&*truth.left_out[0].case, &*truth.left_out[0].unknown[0]), ("e", "TIES"));
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn truth_table(table: &Table, conditions: &[&str], outcome: &str, cuts: &Cuts) -> Result<TruthTable, Error> {
    cuts.checked()?;
    let sample = Sample::of(table, conditions, outcome)?;
    let mut corners: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
    for case in 0..sample.cases.len() {
        if let Some(corner) = corner(&sample, case) {
            corners.entry(corner).or_default().push(case);
        }
    }
    let rows: Vec<Row> = corners.into_iter().map(|(levels, cases)| row(&sample, cuts, levels, &cases)).collect();
    Ok(TruthTable {
        conditions: sample.conditions.clone(),
        levels: sample.levels.clone(),
        outcome: sample.outcome.to_string().into(),
        cuts: *cuts,
        cases: sample.cases.len(),
        ambiguous: ambiguous(&sample),
        left_out: sample.left_out.clone(),
        warnings: warning::of_rows(&sample, &rows, cuts.inclusion),
        rows,
        sample,
    })
}

impl TruthTable {
    /// The rows for which an expression speaks, observed or not, such as combinations that cannot be.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnknownName`] if it names anything but conditions of this truth table, [`ErrorKind::Setting`] for a level
    /// that a condition does not have.
    pub fn region(&self, expression: &Expression) -> Result<Region, Error> {
        self.sample.region(expression)
    }

    /// The rows that count as not observed: no case belongs to them, or too few.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] if they are too many to be held, which takes thousands of observed rows.
    pub fn remainders(&self) -> Result<Region, Error> {
        let observed = self.rows.iter().filter(|row| row.output != Output::Remainder);
        let mut rest = Region::whole(&self.levels);
        observed.map(|row| self.block(row)).try_for_each(|block| rest.remove(&block))?;
        Ok(rest)
    }

    /// The rows that are a subset of the outcome and of its negation at once, both by the cut of inclusion.
    ///
    /// # Errors
    ///
    /// None that data can lead to; the type is that of all regions.
    pub fn simultaneous_subsets(&self) -> Result<Region, Error> {
        let both = |row: &&Row| {
            row.inclusion.reaches(self.cuts.inclusion) && row.inclusion_in_negation.reaches(self.cuts.inclusion)
        };
        Region::of(&self.levels, &self.rows.iter().filter(both).map(|row| self.block(row)).collect::<Vec<_>>())
    }

    pub(super) fn block(&self, row: &Row) -> super::region::Block {
        self.sample.block(&row.levels.iter().map(|&level| Some(level)).collect::<Vec<_>>())
    }

    pub(super) fn with_output(&self, output: Output) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.output == output)
    }
}

/// The levels at which a case has a membership above 0.5; none if a membership is 0.5.
fn corner(sample: &Sample, case: usize) -> Option<Vec<u8>> {
    let level = |(at, &count): (usize, &u8)| (0..count).find(|&level| sample.degree(case, at, level) > 0.5);
    sample.levels.iter().enumerate().map(level).collect()
}

fn row(sample: &Sample, cuts: &Cuts, levels: Vec<u8>, cases: &[usize]) -> Row {
    let degrees = sample.term(&levels.iter().map(|&level| Some(level)).collect::<Vec<_>>());
    let fit = sufficiency(&degrees, &sample.y);
    let negation: Vec<f64> = sample.y.iter().map(|y| 1.0 - y).collect();
    let named = |test: &dyn Fn(usize) -> bool| {
        cases.iter().filter(|case| test(**case)).map(|&case| sample.cases[case].clone()).collect::<Vec<_>>()
    };
    Row {
        number: sample.number(&levels),
        n: cases.len(),
        inclusion: fit.inclusion,
        pri: fit.pri,
        inclusion_in_negation: sufficiency(&degrees, &negation).inclusion,
        output: cuts.output(cases.len(), fit.inclusion, fit.pri),
        cases: named(&|_| true),
        deviant_in_kind: named(&|case| sample.y[case] < 0.5),
        deviant_in_degree: named(&|case| sample.y[case] > 0.5 && degrees[case] > sample.y[case]),
        levels,
    }
}

fn ambiguous(sample: &Sample) -> Vec<Ambiguous> {
    let of = |case: usize| {
        let half = |at: &usize| sample.x[case][*at] == 0.5;
        let conditions: Vec<_> =
            (0..sample.conditions.len()).filter(half).map(|at| sample.conditions[at].clone()).collect();
        let outcome = sample.y[case] == 0.5;
        let any = outcome || !conditions.is_empty();
        any.then(|| Ambiguous { case: sample.cases[case].clone(), conditions, outcome })
    };
    (0..sample.cases.len()).filter_map(of).collect()
}
