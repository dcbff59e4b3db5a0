//! What each case says by itself, and drawn towards the others.

use std::fmt;

use serde::Serialize;

use super::term::key;
use super::text::{clip, wrap};
use super::{Cell, Mapping, Share, Status, Term};
use crate::beta::log_beta;
use crate::theory::typology::{InteractionCapability, PracticeKind};

/// How strongly cases may be drawn to the pool: it weighs as much as so many places.
const STRENGTHS: [f64; 8] = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

/// What keeps the rate of the pool from 0 and 1: Jeffreys' ½ on either side.
const JEFFREYS: f64 = 0.5;

/// The fewest cases, with two places or more each, from which it can be seen how far cases lie apart.
const FEWEST_CASES: usize = 2;

/// How many cases a report lists.
const LISTED: usize = 12;

/// Breaks a map down by case, and draws each case towards the pool.
///
/// It answers: does this case differ from the others, or has it merely little to say? A *place* of a case is a cell at
/// which it looked. Two breakdowns:
///
/// - *Margins*: over all cells, and for each capability and each practice, the links and places of each case, with the raw
///   share (Jeffreys interval) and the shrunk one. The shrunk share of a case with k links on n places is the mean of
///   Beta(M·μ + k, M·(1 − μ) + n − k), with the pool's rate μ = (Σk + ½) / (Σn + 1). M, in places, is the one of ½, 1, 2 …
///   64 under which the counts are most likely (the beta-binomial model; the least if several are): small where cases
///   differ, great where they are alike. That takes two cases with two places each, and both links and places without one
///   among them; otherwise there is no M, and nothing is shrunk.
/// - *Cells*: the outcome of each case, if it looked; the posterior mean μ of the *other* cases; and the two together,
///   Beta(m·μ + x, m·(1 − μ) + 1 − x), where m is the strength of the cell's prior. For a case that did not look it is what
///   the others let expect.
///
/// The interval of a shrunk share takes the pool as known; with few cases it is too narrow.
///
/// O(cells × cases).
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::{node::{Capability, Practice}, relation::Enables};
/// use cocreation::mapping::{self, Prior};
///
/// let mut case = Case::builder("advice");
/// let develop = case.add("develop", Capability::developmental("Development"));
/// let advice = case.add("advice", Practice::co_diagnosis("Advice"));
/// case.relate(develop, Enables, advice);
/// let (with, silent) = (case.build()?, Case::builder("silent").build()?);
///
/// let pooling = mapping::pool(&mapping::map([&with, &silent], &Prior::uniform(0.3, 4.0)?));
/// let cell = pooling.cells.iter().find(|cell| cell.by_case[0].outcome.is_some()).expect("one link");
/// // To the first case, the others say nothing but the prior: (4 × 0.3 + 1) / 5. To the silent one, they say just that.
/// let shrunk: Vec<String> = cell.by_case.iter().map(|case| format!("{:.2}", case.shrunk.value)).collect();
/// assert_eq!((cell.by_case[0].others, shrunk), (0.3, vec!["0.44".to_owned(), "0.44".to_owned()]));
/// assert_eq!(pooling.overall.strength, None, "one place is not enough");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn pool<C: Term, P: Term>(map: &Mapping<C, P>) -> Pooling<C, P> {
    let columns = map.practices().iter().enumerate();
    Pooling {
        overall: Margin::of(map, map.cells.iter()),
        capabilities: map.rows().map(|(term, cells)| TermMargin::of(map, term, cells.iter())).collect(),
        practices: columns.map(|(at, term)| TermMargin::of(map, term, map.column(at))).collect(),
        cells: map.cells().map(PooledCell::of).collect(),
    }
}

/// A map by case, with each case drawn towards the pool; made by [`pool`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Pooling<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// Over all cells.
    pub overall: Margin,
    /// Over the cells of each capability.
    pub capabilities: Vec<TermMargin<C>>,
    /// Over the cells of each practice.
    pub practices: Vec<TermMargin<P>>,
    /// Cell by cell, in the order of the map.
    pub cells: Vec<PooledCell<C, P>>,
}

/// The cells of a capability or a practice, by case.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct TermMargin<T: Term> {
    /// The capability or the practice.
    #[serde(serialize_with = "key")]
    pub term: T,
    /// Its cells.
    #[serde(flatten)]
    pub margin: Margin,
}

/// Some cells of the map, by case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Margin {
    /// μ: the rate of the pool; `None` if no case looked.
    pub rate: Option<f64>,
    /// M: as how many places the pool weighs; `None` if it cannot be told how far the cases lie apart.
    pub strength: Option<f64>,
    /// The cases, in the order of the map.
    pub by_case: Vec<CaseShare>,
}

/// How much of what a case looked at has a link.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseShare {
    /// The id of the case.
    pub case: Box<str>,
    /// At how many cells it has a link.
    pub links: usize,
    /// At how many cells it looked.
    pub places: usize,
    /// The case by itself; `None` if it did not look.
    pub raw: Option<Share>,
    /// The case drawn towards the pool; `None` without M.
    pub shrunk: Option<Share>,
}

/// One cell, by case.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct PooledCell<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// The capability.
    #[serde(serialize_with = "key")]
    pub capability: C,
    /// The practice.
    #[serde(serialize_with = "key")]
    pub practice: P,
    /// The cases, in the order of the map.
    pub by_case: Vec<PooledCase>,
}

/// One case at one cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PooledCase {
    /// The id of the case.
    pub case: Box<str>,
    /// What it says.
    pub status: Status,
    /// Whether it has the link; `None` if it did not look.
    pub outcome: Option<bool>,
    /// What the other cases and the prior let expect: their posterior mean.
    pub others: f64,
    /// The case and the others together.
    pub shrunk: Share,
}

impl<T: Term> TermMargin<T> {
    fn of<'m, C: Term + 'm, P: Term + 'm>(
        map: &Mapping<C, P>,
        term: &T,
        cells: impl Iterator<Item = &'m Cell<C, P>>,
    ) -> Self {
        Self { term: term.clone(), margin: Margin::of(map, cells) }
    }
}

impl Margin {
    fn of<'m, C: Term + 'm, P: Term + 'm>(map: &Mapping<C, P>, cells: impl Iterator<Item = &'m Cell<C, P>>) -> Self {
        let mut counts = vec![(0, 0); map.case_ids().len()];
        for cell in cells {
            for ((links, places), in_case) in counts.iter_mut().zip(&cell.by_case) {
                *places += usize::from(in_case.is_searched());
                *links += usize::from(in_case.status.is_link());
            }
        }
        let (links, places) = counts.iter().fold((0, 0), |sum, (k, n)| (sum.0 + k, sum.1 + n));
        let mean = (links as f64 + JEFFREYS) / (places as f64 + 2.0 * JEFFREYS);
        let strength = strength(&counts, mean);
        let by_case = map.case_ids().zip(&counts).map(|(case, &(links, places))| CaseShare {
            case: case.into(),
            links,
            places,
            raw: Share::raw(links, places),
            shrunk: strength.map(|strength| Share::drawn(mean, strength, links, places)),
        });
        Self { rate: (places > 0).then_some(mean), strength, by_case: by_case.collect() }
    }
}

/// The strength under which the counts are most likely, the least of several.
fn strength(counts: &[(usize, usize)], mean: f64) -> Option<f64> {
    let several = counts.iter().filter(|(_, places)| *places > 1).count();
    let varied = counts.iter().any(|(links, _)| *links > 0) && counts.iter().any(|(links, places)| links < places);
    if several < FEWEST_CASES || !varied {
        return None;
    }
    let log_likelihood = |strength: f64| {
        let (a, b) = (strength * mean, strength * (1.0 - mean));
        let one = |&(k, n): &(usize, usize)| log_beta(a + k as f64, b + (n - k) as f64) - log_beta(a, b);
        counts.iter().map(one).sum::<f64>()
    };
    let likely = STRENGTHS.map(|strength| (strength, log_likelihood(strength)));
    likely.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(strength, _)| strength)
}

impl<C: Term, P: Term> PooledCell<C, P> {
    fn of(cell: &Cell<C, P>) -> Self {
        let strength = cell.prior.strength;
        let pooled = |in_case: &super::CaseCell| {
            let outcome = in_case.outcome();
            let own = (usize::from(outcome == Some(true)), usize::from(outcome.is_some()));
            let (k, n) = (cell.cases_with - own.0, cell.cases_searched - own.1);
            let others = (strength * cell.prior.mean + k as f64) / (strength + n as f64);
            PooledCase {
                case: in_case.case.clone(),
                status: in_case.status,
                outcome,
                others,
                shrunk: Share::drawn(others, strength, own.0, own.1),
            }
        };
        Self {
            capability: cell.capability.clone(),
            practice: cell.practice.clone(),
            by_case: cell.by_case.iter().map(pooled).collect(),
        }
    }
}

impl<C: Term, P: Term> fmt::Display for Pooling<C, P> {
    /// The margins by case; the cells are in the data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Links over places, by case, and drawn towards the pool\n")?;
        margin(f, "All cells", &self.overall)?;
        self.capabilities.iter().try_for_each(|of| margin(f, of.term.label(), &of.margin))?;
        self.practices.iter().try_for_each(|of| margin(f, of.term.label(), &of.margin))?;
        wrap(f, "A place is a cell at which the case looked. What nobody looked at is left out. Intervals hold 90 %.")
    }
}

fn margin(f: &mut fmt::Formatter<'_>, name: &str, margin: &Margin) -> fmt::Result {
    let Some(rate) = margin.rate else { return Ok(()) };
    match margin.strength {
        Some(strength) => writeln!(f, "{}: rate {rate:.2}, weighs as much as {strength} places", clip(name, 40))?,
        None => writeln!(f, "{}: rate {rate:.2}, too little to tell how far cases lie apart", clip(name, 40))?,
    }
    let looked = || margin.by_case.iter().filter(|case| case.places > 0);
    for CaseShare { case, links, places, raw, shrunk } in looked().take(LISTED) {
        let shown = |share: &Option<Share>| share.map_or_else(|| "-".to_owned(), |share| share.to_string());
        let counts = format!("{links}/{places}");
        writeln!(f, "  {:<24}{counts:>7}   raw {:<19}   shrunk {}", clip(case, 24), shown(raw), shown(shrunk))?;
    }
    match looked().count().saturating_sub(LISTED) {
        0 => Ok(()),
        more => writeln!(f, "  and {more} more"),
    }
}
