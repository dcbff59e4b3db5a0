//! The honesty test: does the map foretell a case that it has not seen?

use std::fmt;

use serde::Serialize;

use super::text::wrap;
use super::{Cell, Mapping, Term};

/// What keeps a rate from 0 and 1: Jeffreys' ½ on either side.
const JEFFREYS: f64 = 0.5;

/// Two scores nearer than this are the same but for rounding.
const ROUNDING: f64 = 1e-12;

/// The fewest cases for a test: one to foretell, one to learn from.
const FEWEST_CASES: usize = 2;

/// Leaves out one case after the other, foretells it from the rest, and scores the forecasts against simpler ones.
///
/// It answers: is the map worth more than a guess? Each case in turn is set aside. For each cell at which it looked, the
/// map of the other cases gives the chance of a link, its posterior mean; what the case has decides. Two scores are means
/// over all these forecasts: the *log score*, the logarithm of the chance that was given to what came about, at most 0,
/// greater is better; and the *Brier score*, the squared distance between chance and outcome, from 0 to 1, less is better.
///
/// The same is done for five simpler forecasters ([`Forecaster`]), the baselines. A baseline is *beaten* if the map is
/// better on both scores. If none is beaten, the report says so: the map then tells what the cases hold, and foretells
/// nothing.
///
/// Cells of one case hang together, so that a few cases with many cells each are still a few cases. In how many of them the
/// map does better is given beside the scores. Less than two cases that looked at anything allow no test.
///
/// O(cells × cases).
///
/// ```
/// use cocreation::Case;
/// use cocreation::case::Search;
/// use cocreation::graph::{node::{Capability, Practice}, relation::{Enables, RelationKind}};
/// use cocreation::mapping::{self, Forecaster, Prior};
///
/// // In each of three cases the developmental capability enables co-diagnosis, and nothing else was found.
/// let cases: Vec<Case> = (0..3)
///     .map(|nth| {
///         let mut case = Case::builder(&format!("case-{nth}"));
///         let develop = case.add("develop", Capability::developmental("Development"));
///         let advice = case.add("advice", Practice::co_diagnosis("Advice"));
///         case.relate(develop, Enables, advice);
///         case.search(Search::not_found("any other link").relation(RelationKind::Enables));
///         case.build()
///     })
///     .collect::<Result<_, _>>()?;
/// let forecast = mapping::hold_out(&mapping::map(&cases, &Prior::uniform(0.3, 1.0)?));
/// assert_eq!((forecast.cases, forecast.forecasts), (3, 144));
///
/// // The chance of a link was (0.3 + 2) / 3 where there is one, and 0.3 / 3 at the 47 others.
/// let by_hand = ((1.0_f64 - 2.3 / 3.0).powi(2) + 47.0 * 0.1_f64.powi(2)) / 48.0;
/// assert!((forecast.map.expect("three cases").brier - by_hand).abs() < 1e-12);
/// let uniform = forecast.baselines.iter().find(|baseline| baseline.by == Forecaster::Uniform).expect("one of five");
/// assert!(uniform.beaten && uniform.cases_better == 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn hold_out<C: Term, P: Term>(map: &Mapping<C, P>) -> Forecast {
    let held: Vec<HeldOut> = (0..map.case_ids().len()).map(|case| HeldOut::of(map, case)).collect();
    let held: Vec<HeldOut> = held.into_iter().filter(|held| !held.forecasts.is_empty()).collect();
    let testable = held.len() >= FEWEST_CASES;
    let score = |by: Forecaster| Scores::of(by, held.iter().flat_map(|held| &held.forecasts));
    let own = testable.then(|| score(Forecaster::Map));
    let baseline = |by: Forecaster| {
        let scores = score(by);
        let better = |own: Scores, other: Scores| own.log > other.log + ROUNDING;
        let in_case =
            |held: &&HeldOut| better(Scores::of(Forecaster::Map, &held.forecasts), Scores::of(by, &held.forecasts));
        let beaten = own.is_some_and(|own| better(own, scores) && own.brier < scores.brier - ROUNDING);
        Baseline { by, scores, beaten, cases_better: held.iter().filter(in_case).count() }
    };
    Forecast {
        cases: held.len(),
        forecasts: held.iter().map(|held| held.forecasts.len()).sum(),
        map: own,
        baselines: if testable { Forecaster::BASELINES.iter().map(|&by| baseline(by)).collect() } else { Vec::new() },
    }
}

/// How well a map foretells cases that it has not seen; made by [`hold_out`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Forecast {
    /// How many cases were left out in turn: those that looked at anything.
    pub cases: usize,
    /// How many cells were foretold.
    pub forecasts: usize,
    /// The scores of the map; `None` with less than two cases.
    pub map: Option<Scores>,
    /// The baselines; none with less than two cases.
    pub baselines: Vec<Baseline>,
}

/// How well forecasts came true.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// The mean natural logarithm of the chance that was given to what came about: at most 0, greater is better.
    pub log: f64,
    /// The mean squared distance of the chance and what came about, 0 or 1: from 0 to 1, less is better.
    pub brier: f64,
}

/// A simpler forecaster, and how the map does against it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Baseline {
    /// Who foretells.
    pub by: Forecaster,
    /// How well.
    pub scores: Scores,
    /// Whether the map is better on both scores.
    pub beaten: bool,
    /// In how many of the cases the map has the better log score.
    pub cases_better: usize,
}

/// How the chance of a link in a case is foretold from the other cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Forecaster {
    /// The posterior mean of the cell.
    Map,
    /// One half, always.
    Uniform,
    /// The prior mean of the cell, without any case.
    Prior,
    /// The rate of links of the capability over all practices, with ½ added to links and to the lack of them.
    Row,
    /// The rate of links of the practice over all capabilities, likewise.
    Column,
    /// Both: the log-odds of the two rates added, less those of the rate over all cells.
    RowAndColumn,
}

impl Forecaster {
    /// All but the map.
    pub const BASELINES: &'static [Self] = &[Self::Uniform, Self::Prior, Self::Row, Self::Column, Self::RowAndColumn];
}

impl Forecast {
    /// Whether the map is better than at least one baseline on both scores; false where there is no test.
    ///
    /// ```
    /// use cocreation::mapping::{self, Prior};
    ///
    /// let forecast = mapping::hold_out(&mapping::map([], &Prior::literature()));
    /// assert!(forecast.map.is_none() && !forecast.beats_any());
    /// assert!(forecast.to_string().starts_with("No test"));
    /// ```
    pub fn beats_any(&self) -> bool {
        self.baselines.iter().any(|baseline| baseline.beaten)
    }
}

/// A case that was set aside, and what was foretold of it.
struct HeldOut {
    forecasts: Vec<Foretold>,
}

/// The chance that each forecaster gives to a link, and whether there is one.
struct Foretold {
    chances: [f64; 6],
    linked: bool,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    with: usize,
    searched: usize,
}

impl Counts {
    fn and(self, other: Self) -> Self {
        Self { with: self.with + other.with, searched: self.searched + other.searched }
    }

    fn rate(self) -> f64 {
        (self.with as f64 + JEFFREYS) / (self.searched as f64 + 2.0 * JEFFREYS)
    }

    /// The log-odds of the rate.
    fn log_odds(self) -> f64 {
        libm::log((self.with as f64 + JEFFREYS) / ((self.searched - self.with) as f64 + JEFFREYS))
    }
}

/// What the other cases say of a cell.
fn others<C: Term, P: Term>(cell: &Cell<C, P>, case: usize) -> Counts {
    let own = cell.by_case[case].outcome();
    Counts {
        with: cell.cases_with - usize::from(own == Some(true)),
        searched: cell.cases_searched - usize::from(own.is_some()),
    }
}

impl HeldOut {
    fn of<C: Term, P: Term>(map: &Mapping<C, P>, case: usize) -> Self {
        let sum = |counts: &mut dyn Iterator<Item = Counts>| counts.fold(Counts::default(), Counts::and);
        let rows: Vec<Counts> =
            map.rows().map(|(_, cells)| sum(&mut cells.iter().map(|cell| others(cell, case)))).collect();
        let columns: Vec<Counts> =
            (0..map.practices().len()).map(|at| sum(&mut map.column(at).map(|cell| others(cell, case)))).collect();
        let all = sum(&mut rows.iter().copied());
        let foretold = |(at, cell): (usize, &Cell<C, P>)| {
            let (row, column) = (rows[at / columns.len()], columns[at % columns.len()]);
            let linked = cell.by_case[case].outcome()?;
            Some(Foretold { chances: chances(cell, others(cell, case), row, column, all), linked })
        };
        Self { forecasts: map.cells().enumerate().filter_map(foretold).collect() }
    }
}

/// In the order of [`Forecaster`].
fn chances<C: Term, P: Term>(cell: &Cell<C, P>, counts: Counts, row: Counts, column: Counts, all: Counts) -> [f64; 6] {
    let prior = cell.prior;
    let posterior = (prior.strength * prior.mean + counts.with as f64) / (prior.strength + counts.searched as f64);
    let log_odds = row.log_odds() + column.log_odds() - all.log_odds();
    [posterior, 0.5, prior.mean, row.rate(), column.rate(), 1.0 / (1.0 + libm::exp(-log_odds))]
}

impl Scores {
    fn of<'f>(by: Forecaster, forecasts: impl IntoIterator<Item = &'f Foretold>) -> Self {
        let (mut log, mut brier, mut count) = (0.0, 0.0, 0_usize);
        for Foretold { chances, linked } in forecasts {
            let chance = chances[by as usize];
            let given = if *linked { chance } else { 1.0 - chance };
            log += libm::log(given);
            brier += (1.0 - given) * (1.0 - given);
            count += 1;
        }
        let count = count.max(1) as f64;
        Self { log: log / count, brier: brier / count }
    }
}

impl fmt::Display for Forecaster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Map => "the map",
            Self::Uniform => "uniform",
            Self::Prior => "prior only",
            Self::Row => "capability effect",
            Self::Column => "practice effect",
            Self::RowAndColumn => "both effects",
        })
    }
}

impl fmt::Display for Forecast {
    /// The scores side by side, and what they come to.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(map) = self.map else {
            return writeln!(f, "No test: {} of the cases looked at any cell, and two are needed.", self.cases);
        };
        writeln!(f, "{} cases, each foretold from the others: {} forecasts\n", self.cases, self.forecasts)?;
        writeln!(f, "{:<20}{:>10}{:>10}  the map is", "", "log score", "Brier")?;
        writeln!(f, "{:<20}{:>10.4}{:>10.4}", Forecaster::Map, map.log, map.brier)?;
        for Baseline { by, scores, beaten, cases_better } in &self.baselines {
            let verdict = if *beaten { "better" } else { "not better" };
            write!(f, "{by:<20}{:>10.4}{:>10.4}  {verdict}", scores.log, scores.brier)?;
            writeln!(f, "; better in {cases_better} of {} cases by log score", self.cases)?;
        }
        wrap(
            f,
            if self.beats_any() {
                "Better: on both scores. Cells of one case hang together; the number of cases is what counts."
            } else {
                "No baseline is beaten: the map tells what the cases hold and foretells nothing."
            },
        )
    }
}
