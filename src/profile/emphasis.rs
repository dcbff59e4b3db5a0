//! On what a case lays more weight than the other cases of a pool.

use std::fmt;
use std::ops::Index;

use serde::{Serialize, Serializer};

use super::{Portion, Profile, profile};
use crate::Case;
use crate::beta::Beta;
use crate::theory::Typology;
use crate::theory::typology::{Dimension, PracticeKind};

/// How many acts, or pieces of evidence, the pool weighs as much as.
const POOL_STRENGTH: f64 = 4.0;

/// How much of the distribution lies inside an interval, half of the rest on each side.
const COVERAGE: f64 = 0.9;

/// Sets each case against the others: on which practices and dimensions does it lay more weight than they do?
///
/// The items are acts, and, apart from them, pieces of evidence, counted as [`profile`] counts them; an item in two
/// rows of a level counts in both. The model, for each level and each case:
///
/// - The *pool* is the mean of the shares of the other cases that have items, and of one case more whose shares are all
///   equal: each case has one voice, however many items it has, and no share of the pool is 0. The case itself is not
///   in its pool.
/// - The case's own share of a row is Beta(m·π + k, m·(1 − π) + n − k): π is the pool's share, m = 4, and k of the
///   case's n items are in the row. It is the share of one row under a Dirichlet distribution with the pool as its
///   reference.
/// - The *emphasis* is that share over the pool's: above 1 where the case does more of it. Its interval is the
///   equal-tailed 90 % interval of the share over π.
///
/// The interval tells how little a few items say. It takes the items for independent and the pool for known; items of
/// one case rarely are independent, so that it is rather too narrow than too wide. And of twelve rows one or so lies
/// apart by chance alone. It says where to look, and tests nothing.
///
/// O(nodes + claims + evidence) over all cases.
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::{node::{Act, Practice}, relation::Enacts};
/// use cocreation::profile::{Lean, emphasis};
/// use cocreation::theory::typology::Dimension::{Linking, Materialising};
///
/// let case = |id, practice| {
///     let mut case = Case::builder(id);
///     let practice = case.add("practice", practice);
///     for n in 0..4 {
///         let act = case.add(format!("act-{n}"), Act::new("Something done together"));
///         case.relate(act, Enacts, practice);
///     }
///     case.build()
/// };
/// let talks = case("talks", Practice::co_ideation("Talks"))?;
/// let makes = case("makes", Practice::co_design("Design"))?;
///
/// let emphasis = emphasis([&talks, &makes]);
/// let linking = emphasis.cases[0][Linking].acts.expect("both have acts");
/// // The pool of `talks`: 0 in `makes` and 1/4 in the even case, on average 1/8. Of the case: Beta(4/8 + 4, 4·7/8 + 0).
/// assert_eq!((linking.share, linking.pool), (1.0, 0.125));
/// assert!((linking.ratio - 4.5 / 8.0 / 0.125).abs() < 1e-12);
/// assert_eq!(linking.lean, Lean::More);
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
pub fn emphasis<'c>(cases: impl IntoIterator<Item = &'c Case>) -> Emphasis {
    let profiles: Vec<Profile> = cases.into_iter().map(profile).collect();
    let of_practices = level(&profiles.iter().map(practices).collect::<Vec<_>>());
    let of_dimensions = level(&profiles.iter().map(dimensions).collect::<Vec<_>>());
    let cases = profiles.into_iter().zip(of_practices.into_iter().zip(of_dimensions));
    let joined =
        |(profile, (practices, dimensions)): (Profile, _)| CaseEmphasis { case: profile.case, practices, dimensions };
    Emphasis { cases: cases.map(joined).collect() }
}

fn practices(profile: &Profile) -> Vec<&Portion> {
    PracticeKind::ALL.iter().map(|&kind| &profile[kind]).collect()
}

/// The three dimensions and, behind them, coordination.
fn dimensions(profile: &Profile) -> Vec<&Portion> {
    Dimension::ALL.iter().map(|&dimension| &profile[dimension]).chain([&profile.coordination]).collect()
}

/// On what each of a set of cases lays its weight, against the others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Emphasis {
    /// Each case, in the order in which they were given.
    pub cases: Vec<CaseEmphasis>,
}

/// On what one case lays its weight, against the others; indexed by [`PracticeKind`] and by [`Dimension`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CaseEmphasis {
    /// The id of the case.
    pub case: Box<str>,
    #[serde(serialize_with = "by_practice")]
    practices: Vec<Accents>,
    #[serde(serialize_with = "by_dimension")]
    dimensions: Vec<Accents>,
}

impl CaseEmphasis {
    /// Coordination, on the level of the dimensions.
    ///
    /// ```
    /// use cocreation::{Case, profile::emphasis};
    ///
    /// let alone = emphasis([&Case::builder("alone").build()?]);
    /// assert_eq!(alone.cases[0].coordination().acts, None);
    /// # Ok::<(), cocreation::case::Problems>(())
    /// ```
    pub fn coordination(&self) -> &Accents {
        &self.dimensions[Dimension::ALL.len()]
    }
}

/// The emphasis on one practice or dimension; `None` where the case, or all the others, have no such items at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Accents {
    /// By acts.
    pub acts: Option<Accent>,
    /// By evidence.
    pub evidence: Option<Accent>,
}

/// One emphasis, with its 90 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Accent {
    /// The case's own share, k/n, from 0 to 1.
    pub share: f64,
    /// The pool's share, above 0 and below 1.
    pub pool: f64,
    /// The mean of the share under the model, over the pool's share: 1 is as much as the pool.
    pub ratio: f64,
    /// The lower end of the interval of the ratio.
    pub low: f64,
    /// The upper end of the interval of the ratio.
    pub high: f64,
    /// What the interval says.
    pub lean: Lean,
}

/// What an interval of an emphasis says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lean {
    /// All of it lies above 1.
    More,
    /// All of it lies below 1.
    Less,
    /// 1 lies in it: the items do not tell.
    Open,
}

impl Index<PracticeKind> for CaseEmphasis {
    type Output = Accents;

    fn index(&self, practice: PracticeKind) -> &Accents {
        &self.practices[practice.index()]
    }
}

impl Index<Dimension> for CaseEmphasis {
    type Output = Accents;

    fn index(&self, dimension: Dimension) -> &Accents {
        &self.dimensions[dimension.index()]
    }
}

/// The accents of each case on one level, given the rows of each case.
fn level(cases: &[Vec<&Portion>]) -> Vec<Vec<Accents>> {
    let (acts, evidence) = (accents(cases, |row| row.acts), accents(cases, |row| row.evidence));
    let row = |(acts, evidence)| Accents { acts, evidence };
    acts.into_iter().zip(evidence).map(|(acts, evidence)| acts.into_iter().zip(evidence).map(row).collect()).collect()
}

fn accents(cases: &[Vec<&Portion>], count: fn(&Portion) -> usize) -> Vec<Vec<Option<Accent>>> {
    let counts: Vec<Counts> = cases.iter().map(|rows| Counts::of(rows, count)).collect();
    let speaking = counts.iter().filter(|counts| counts.total > 0.0).count() as f64;
    let rows = cases.first().map_or(0, Vec::len);
    let sums: Vec<f64> = (0..rows).map(|row| counts.iter().filter_map(|counts| counts.share(row)).sum()).collect();
    let accent = |counts: &Counts, row: usize| {
        let others = (sums[row] - counts.share(row)?).max(0.0);
        let pool = (others + 1.0 / rows as f64) / speaking;
        (speaking > 1.0).then(|| Accent::new(counts.rows[row], counts.total, pool))
    };
    counts.iter().map(|counts| (0..rows).map(|row| accent(counts, row)).collect()).collect()
}

/// The items of one case on one level.
struct Counts {
    rows: Vec<f64>,
    total: f64,
}

impl Counts {
    fn of(rows: &[&Portion], count: fn(&Portion) -> usize) -> Self {
        let rows: Vec<f64> = rows.iter().map(|row| count(row) as f64).collect();
        Self { total: rows.iter().sum(), rows }
    }

    fn share(&self, row: usize) -> Option<f64> {
        (self.total > 0.0).then(|| self.rows[row] / self.total)
    }
}

impl Accent {
    fn new(with: f64, all: f64, pool: f64) -> Self {
        let beta = Beta::new(POOL_STRENGTH * pool + with, POOL_STRENGTH * (1.0 - pool) + all - with);
        let tail = (1.0 - COVERAGE) / 2.0;
        let (low, high) = (beta.quantile(tail) / pool, beta.quantile(1.0 - tail) / pool);
        let lean = match (low > 1.0, high < 1.0) {
            (true, _) => Lean::More,
            (false, true) => Lean::Less,
            (false, false) => Lean::Open,
        };
        Self { share: with / all, pool, ratio: beta.mean() / pool, low, high, lean }
    }
}

fn by_practice<S: Serializer>(rows: &[Accents], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(PracticeKind::ALL.iter().map(|kind| kind.entry().key).zip(rows))
}

/// Coordination, an entry of another list, keeps its key.
fn by_dimension<S: Serializer>(rows: &[Accents], serializer: S) -> Result<S::Ok, S::Error> {
    let keys = Dimension::ALL.iter().map(|dimension| dimension.entry().key);
    serializer.collect_map(keys.chain([PracticeKind::Coordination.entry().key]).zip(rows))
}

impl fmt::Display for Emphasis {
    /// For each case a table with the ratios and their intervals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cases.iter().try_for_each(|case| write!(f, "{case}"))
    }
}

impl fmt::Display for CaseEmphasis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Emphasis of {} against the other cases (1 is as much as they)\n", self.case)?;
        writeln!(f, "{:<22}{:>26}{:>26}", "", "acts", "evidence")?;
        for &dimension in Dimension::ALL {
            row(f, dimension.entry().label, &self[dimension])?;
            for &kind in dimension.practices() {
                row(f, &format!("  {kind}"), &self[kind])?;
            }
        }
        row(f, "Coordination (apart)", self.coordination())?;
        row(f, "  Coordination", &self[PracticeKind::Coordination])?;
        writeln!(f)
    }
}

fn row(f: &mut fmt::Formatter<'_>, label: &str, accents: &Accents) -> fmt::Result {
    let line = format!("{label:<22}{:>26}{:>26}", ratio(accents.acts), ratio(accents.evidence));
    writeln!(f, "{}", line.trim_end())
}

fn ratio(accent: Option<Accent>) -> String {
    let Some(Accent { ratio, low, high, lean, .. }) = accent else { return "unknown  ".into() };
    let mark = match lean {
        Lean::More => "+",
        Lean::Less => "-",
        Lean::Open => " ",
    };
    format!("{ratio:.2} [{low:.2}, {high:.2}] {mark}")
}
