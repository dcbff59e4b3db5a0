//! Whether the reading of a cell depends on how heavy the prior is.

use std::fmt;

use serde::Serialize;

use super::term::key;
use super::text::{clip, wrap};
use super::{Mapping, Share, Term};
use crate::theory::typology::{InteractionCapability, PracticeKind};

/// The strengths of the prior, in cases.
const STRENGTHS: [f64; 5] = [0.5, 1.0, 2.0, 4.0, 8.0];

/// Half of the cases: what an interval lies above, below or across.
const HALF: f64 = 0.5;

/// Computes the posterior of every cell anew with priors that weigh as much as ½, 1, 2, 4 and 8 cases.
///
/// It answers: would another reader, who trusts the prior more or less, read the map in the same way? The mean of each
/// prior stays as it is. What a posterior says is its [`Leaning`], and a cell is *robust* if all five lean alike. Where no
/// case looked, there is nothing but the prior, and the question does not arise.
///
/// O(cells).
///
/// ```
/// use cocreation::Case;
/// use cocreation::case::Search;
/// use cocreation::graph::relation::RelationKind;
/// use cocreation::mapping::{self, Leaning, Prior, Robustness};
///
/// // Eight cases looked for any link at all and found none.
/// let cases: Vec<Case> = (0..8)
///     .map(|nth| {
///         let mut case = Case::builder(&format!("case-{nth}"));
///         case.search(Search::not_found("any link").relation(RelationKind::Enables));
///         case.build()
///     })
///     .collect::<Result<_, _>>()?;
/// let sweep = mapping::sweep(&mapping::map(&cases, &Prior::literature()));
/// assert!(sweep.cells.iter().all(|cell| cell.robustness == Robustness::Robust(Leaning::Few)));
/// // (0.5 × 0.3 + 0) / (0.5 + 8) to (8 × 0.3 + 0) / (8 + 8)
/// let means: Vec<String> = sweep.cells[0].posteriors.iter().map(|p| format!("{:.3}", p.share.value)).collect();
/// assert_eq!(means, ["0.018", "0.033", "0.060", "0.100", "0.150"]);
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn sweep<C: Term, P: Term>(map: &Mapping<C, P>) -> Sweep<C, P> {
    let reading = |cell: &super::Cell<C, P>| {
        let posteriors: Vec<Posterior> = STRENGTHS
            .iter()
            .map(|&strength| {
                let share = Share::drawn(cell.prior.mean, strength, cell.cases_with, cell.cases_searched);
                Posterior { strength, share, leaning: Leaning::of(share) }
            })
            .collect();
        Reading {
            capability: cell.capability.clone(),
            practice: cell.practice.clone(),
            cases_with: cell.cases_with,
            cases_searched: cell.cases_searched,
            robustness: Robustness::of(&posteriors, cell.cases_searched),
            posteriors,
        }
    };
    Sweep { cells: map.cells().map(reading).collect() }
}

/// Every cell under priors of five strengths; made by [`sweep`](sweep()).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Sweep<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// The cells, in the order of the map.
    pub cells: Vec<Reading<C, P>>,
}

/// One cell under priors of five strengths.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Reading<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// The capability.
    #[serde(serialize_with = "key")]
    pub capability: C,
    /// The practice.
    #[serde(serialize_with = "key")]
    pub practice: P,
    /// k: in how many cases the link is.
    pub cases_with: usize,
    /// n: how many cases looked for it.
    pub cases_searched: usize,
    /// The posterior for each strength, the weakest first.
    pub posteriors: Vec<Posterior>,
    /// Whether the reading is the same for all.
    pub robustness: Robustness,
}

/// A posterior under a prior of one strength.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Posterior {
    /// m: how many cases the prior weighs as much as.
    pub strength: f64,
    /// The mean with its 90 % interval.
    pub share: Share,
    /// What it says.
    pub leaning: Leaning,
}

/// What a share with its interval says: in how many of the cases like these is the link to be expected?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaning {
    /// In most: the interval lies above one half.
    Most,
    /// In few: the interval lies below one half.
    Few,
    /// That is open: the interval holds one half.
    Open,
}

/// Whether the strength of the prior changes what is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Robustness {
    /// All strengths lean alike.
    Robust(Leaning),
    /// Some strengths lean otherwise than others: the prior decides.
    Depends,
    /// No case looked: there is nothing but the prior.
    PriorAlone,
}

impl Leaning {
    fn of(share: Share) -> Self {
        if share.low > HALF {
            Self::Most
        } else if share.high < HALF {
            Self::Few
        } else {
            Self::Open
        }
    }
}

impl Robustness {
    fn of(posteriors: &[Posterior], searched: usize) -> Self {
        let mut leanings = posteriors.iter().map(|posterior| posterior.leaning);
        match leanings.next() {
            Some(first) if searched > 0 && leanings.all(|other| other == first) => Self::Robust(first),
            Some(_) if searched > 0 => Self::Depends,
            Some(_) | None => Self::PriorAlone,
        }
    }
}

impl fmt::Display for Leaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Most => "in most",
            Self::Few => "in few",
            Self::Open => "open",
        })
    }
}

impl fmt::Display for Robustness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Robust(leaning) => write!(f, "robust: {leaning}"),
            Self::Depends => f.write_str("the prior decides"),
            Self::PriorAlone => f.write_str("prior alone"),
        }
    }
}

impl<C: Term, P: Term> fmt::Display for Sweep<C, P> {
    /// The posterior means side by side, for each cell that a case looked at.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Posterior under priors that weigh as much as so many cases\n")?;
        write!(f, "{:<36}{:>7}", "", "k/n")?;
        STRENGTHS.iter().try_for_each(|strength| write!(f, "{strength:>7}"))?;
        writeln!(f)?;
        let (read, alone): (Vec<_>, Vec<_>) = self.cells.iter().partition(|cell| cell.cases_searched > 0);
        read.iter().try_for_each(|cell| row(f, cell))?;
        wrap(f, &format!("{} cells at which no case looked rest on the prior alone.", alone.len()))?;
        wrap(f, "In most, in few: the 90 % interval lies above, below one half. Robust: so for every strength.")
    }
}

fn row<C: Term, P: Term>(f: &mut fmt::Formatter<'_>, cell: &Reading<C, P>) -> fmt::Result {
    let name = format!("{} × {}", clip(cell.capability.label(), 16), clip(cell.practice.label(), 15));
    write!(f, "{name:<36}{:>7}", format!("{}/{}", cell.cases_with, cell.cases_searched))?;
    cell.posteriors.iter().try_for_each(|posterior| write!(f, "{:>7.2}", posterior.share.value))?;
    writeln!(f, "  {}", cell.robustness)
}
