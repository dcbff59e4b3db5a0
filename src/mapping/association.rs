//! Whether a capability goes with a practice beyond what each of them does anyway.

use std::fmt;

use serde::Serialize;

use super::false_discovery::adjusted;
use super::term::key;
use super::text::{clip, wrap};
use super::{Cell, Mapping, Share, Term};
use crate::theory::typology::{InteractionCapability, PracticeKind};

/// The fewest cases for a test: with six of them, an exact test of two equal halves cannot come below 5 %.
const FEWEST_CASES: usize = 7;

/// What smooths a ratio of counts, on either side of it.
const SMOOTHING: f64 = 0.5;

/// Tests of every cell whether its capability and its practice go together.
///
/// It answers: is the capability linked to this practice more often than one would expect of a capability with so many
/// links and a practice with so many links? A busy capability and a popular practice meet often without being for each
/// other.
///
/// # The table of a case
///
/// Each case is a stratum. Its units are the *places*: the pairs of capability and practice that the case looked at. What
/// it did not look at is no place, which is not a place without a link. A pair has one link or none, however often a case
/// mentions it. For one cell, the places fall into a table of two rows and two columns:
///
/// ```text
///                        the practice      another practice
/// the capability         1 place           places of its row
/// another capability     places of its     all other places
///                        column
/// ```
///
/// Under the null hypothesis, the links of the case lie at random on its places, with both margins given: so many links of
/// the capability, so many of the practice, so many in all. This is Fisher's condition for places that hold one link at
/// most; it is the exact conditional test of the interaction in a logistic model with effects of the case, of the
/// capability and of the practice, the other rows and the other columns taken together. The chance q that the cell has its
/// link follows in closed form. A case in which the margins force it (q is 0 or 1) tells nothing. A cell that a case did
/// not look at has no table there.
///
/// # Over the cases
///
/// - *Expected* is the sum of q over the cases that looked. The lift is taken over the t telling cases alone, in which
///   neither outcome is forced: with k links and expectation E in them, it is (k + ½) / (E + ½). Its 90 % interval is the
///   Jeffreys interval of the share k/t, carried over: (t·share + ½) / (E + ½), with the expectation as given. Where no
///   case is telling, there is no lift, which is not a lift of 1.
/// - The test, as Cochran, Mantel and Haenszel sum over strata, is exact: p is the chance of k links or more, the cases
///   being independent. It is one-sided, towards more. It runs from seven cases on that looked at the cell; below that, it
///   could hardly come out, and [`NoTest`] says so.
/// - Next to p stands the smallest p that these margins allow at all; a test whose smallest p is 0.3 shows nothing either
///   way.
/// - q-values are p-values adjusted by Benjamini and Hochberg over all cells that are tested.
///
/// O(cells × cases²).
///
/// ```
/// use cocreation::Case;
/// use cocreation::case::Search;
/// use cocreation::graph::{node::{Capability, Practice}, relation::{Enables, RelationKind}};
/// use cocreation::mapping::{self, Prior};
/// use cocreation::theory::typology::{InteractionCapability::Ethical, PracticeKind::Embedding};
///
/// // In each of seven cases two links, ethical with embedding and concerted with co-design; nothing else was found.
/// let cases: Vec<Case> = (0..7)
///     .map(|nth| {
///         let mut case = Case::builder(&format!("case-{nth}"));
///         let fair = case.add("fair", Capability::ethical("Fairness"));
///         let rules = case.add("rules", Practice::embedding("Rules"));
///         let concert = case.add("concert", Capability::concerted("Concertation"));
///         let design = case.add("design", Practice::co_design("Design"));
///         case.relate(fair, Enables, rules);
///         case.relate(concert, Enables, design);
///         case.search(Search::not_found("any other link").relation(RelationKind::Enables));
///         case.build()
///     })
///     .collect::<Result<_, _>>()?;
/// let association = mapping::associate(&mapping::map(&cases, &Prior::literature()));
/// let lift = association.cells.iter().find(|lift| (lift.capability, lift.practice) == (Ethical, Embedding)).expect("48");
///
/// // With two links, one in the row and one in the column are the same link or two. Of the ways to lay them, 35 have the
/// // link in the cell (the other one anywhere in 5 × 7 places), and 7 × 5 do not: q = 1/2 in each case.
/// assert_eq!((lift.observed, lift.expected), (7, 3.5));
/// assert_eq!(lift.lift.expect("looked at").value, 7.5 / 4.0);
/// let test = lift.test.as_ref().expect("seven cases");
/// assert_eq!((test.p, test.smallest_p), (0.5_f64.powi(7), 0.5_f64.powi(7)));
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn associate<C: Term, P: Term>(map: &Mapping<C, P>) -> Association<C, P> {
    let cases: Vec<Margins> = (0..map.case_ids().len()).map(|case| Margins::of(map, case)).collect();
    let columns = map.practices().len();
    let place = |at: usize| (at / columns, at % columns);
    let mut cells: Vec<_> = map.cells().enumerate().map(|(at, cell)| lift(cell, place(at), &cases)).collect();
    let tests = || cells.iter().filter_map(|cell: &Lift<C, P>| cell.test.as_ref().ok());
    let q = adjusted(&tests().map(|test| test.p).collect::<Vec<_>>());
    cells.iter_mut().filter_map(|cell| cell.test.as_mut().ok()).zip(q).for_each(|(test, q)| test.q = q);
    Association { cells }
}

/// Whether capabilities and practices go together, cell by cell; made by [`associate`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Association<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// The cells, in the order of the map.
    pub cells: Vec<Lift<C, P>>,
}

/// How much more often than expected a capability is linked to a practice.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Lift<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// The capability.
    #[serde(serialize_with = "key")]
    pub capability: C,
    /// The practice.
    #[serde(serialize_with = "key")]
    pub practice: P,
    /// In how many cases the link is.
    pub observed: usize,
    /// How many cases looked for it.
    pub searched: usize,
    /// In how many of them the link is to be expected, given the links of the capability and of the practice.
    pub expected: f64,
    /// In how many of them it could be and could not be; the others tell nothing of the association.
    pub telling: usize,
    /// Observed over expected in the telling cases, each with ½ added; `None` if there are none. 1 is neither more nor less.
    pub lift: Option<Share>,
    /// The test, or why there is none.
    #[serde(serialize_with = "test_or_reason")]
    pub test: Result<Test, NoTest>,
}

/// An exact test, stratified by case.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Test {
    /// The chance of as many links or more, if capability and practice had nothing to do with each other.
    pub p: f64,
    /// The smallest p that could have come out.
    pub smallest_p: f64,
    /// p adjusted by Benjamini and Hochberg over the cells that are tested.
    pub q: f64,
}

/// Why a cell is not tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoTest {
    /// Fewer than seven cases looked.
    TooFewCases,
}

/// Links and places of one case, by row and column.
struct Margins {
    places: Vec<Vec<bool>>,
    rows: Vec<Counts>,
    columns: Vec<Counts>,
    all: Counts,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    links: usize,
    places: usize,
}

impl Counts {
    fn add(&mut self, linked: bool) {
        self.links += usize::from(linked);
        self.places += 1;
    }
}

impl Margins {
    fn of<C: Term, P: Term>(map: &Mapping<C, P>, case: usize) -> Self {
        let (height, width) = (map.capabilities().len(), map.practices().len());
        let mut margins = Self {
            places: vec![vec![false; width]; height],
            rows: vec![Counts::default(); height],
            columns: vec![Counts::default(); width],
            all: Counts::default(),
        };
        for (row, (_, cells)) in map.rows().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                if let Some(linked) = cell.by_case[case].outcome() {
                    margins.places[row][column] = true;
                    let Self { rows, columns, all, .. } = &mut margins;
                    [&mut rows[row], &mut columns[column], all].into_iter().for_each(|counts| counts.add(linked));
                }
            }
        }
        margins
    }

    /// The chance that the cell has its link, given the margins; `None` if the case did not look at it.
    ///
    /// With x links in the cell, the other places can be filled in C(row places, row links − x) × C(column places, column
    /// links − x) × C(other places, other links + x) ways. The odds are the ratio for x = 1 and x = 0, in which the
    /// binomial coefficients cancel but for one factor each.
    fn chance(&self, (row, column): (usize, usize)) -> Option<f64> {
        if !self.places[row][column] {
            return None;
        }
        let (in_row, in_column) = (self.rows[row], self.columns[column]);
        let row_places = in_row.places - 1;
        let column_places = in_column.places - 1;
        let others = self.all.places + 1 - in_row.places - in_column.places;
        if in_row.links > row_places
            || in_column.links > column_places
            || in_row.links + in_column.links > self.all.links
        {
            return Some(1.0); // without the link, the margins do not come out
        }
        let other_links = self.all.links - in_row.links - in_column.links;
        let gained = in_row.links as f64 * in_column.links as f64 * others.saturating_sub(other_links) as f64;
        let lost = (row_places - in_row.links + 1) * (column_places - in_column.links + 1);
        let odds = gained / (lost as f64 * (other_links + 1) as f64);
        Some(odds / (1.0 + odds))
    }
}

fn lift<C: Term, P: Term>(cell: &Cell<C, P>, place: (usize, usize), cases: &[Margins]) -> Lift<C, P> {
    let chances: Vec<f64> = cases.iter().filter_map(|case| case.chance(place)).collect();
    let sum = |chances: &mut dyn Iterator<Item = &f64>| chances.fold(0.0, |sum, q| sum + q);
    let forced = chances.iter().filter(|q| **q >= 1.0).count();
    let telling = chances.iter().filter(|q| **q > 0.0 && **q < 1.0).count();
    let expected = sum(&mut chances.iter().filter(|q| **q < 1.0));
    let over = |share: f64| (telling as f64 * share + SMOOTHING) / (expected + SMOOTHING);
    let share = |raw: Share| Share { value: over(raw.value), low: over(raw.low), high: over(raw.high) };
    let enough = cell.cases_searched >= FEWEST_CASES;
    Lift {
        capability: cell.capability.clone(),
        practice: cell.practice.clone(),
        observed: cell.cases_with,
        searched: cell.cases_searched,
        telling,
        expected: sum(&mut chances.iter()),
        lift: Share::raw(cell.cases_with - forced, telling).map(share),
        test: if enough { Ok(test(&chances, cell.cases_with)) } else { Err(NoTest::TooFewCases) },
    }
}

/// The upper tail of a sum of independent yes-or-nos; with the greatest sum that is possible, the smallest p.
fn test(chances: &[f64], observed: usize) -> Test {
    let distribution = sums(chances);
    let tail = |from: usize| distribution.iter().skip(from).sum::<f64>().min(1.0);
    let greatest = chances.iter().filter(|q| **q > 0.0).count();
    let p = tail(observed);
    Test { p, smallest_p: tail(greatest), q: p }
}

/// The chance of each number of successes, by adding one trial after the other. O(n²).
fn sums(chances: &[f64]) -> Vec<f64> {
    let mut sums = vec![1.0];
    for q in chances {
        sums.push(0.0);
        for count in (0..sums.len()).rev() {
            let before = if count > 0 { sums[count - 1] } else { 0.0 };
            sums[count] = sums[count] * (1.0 - q) + before * q;
        }
    }
    sums
}

fn test_or_reason<S: serde::Serializer>(test: &Result<Test, NoTest>, serializer: S) -> Result<S::Ok, S::Error> {
    match test {
        Ok(test) => test.serialize(serializer),
        Err(reason) => reason.serialize(serializer),
    }
}

impl fmt::Display for NoTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFewCases => write!(f, "no test below {FEWEST_CASES} cases"),
        }
    }
}

impl<C: Term, P: Term> fmt::Display for Association<C, P> {
    /// A line for each cell that a case looked at; a dash where the margins force every outcome.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Association of capabilities and practices\n")?;
        writeln!(f, "{:<34}{:>6}{:>9}  {:<19}{:>9}{:>10}{:>9}", "", "k/n", "expected", "lift", "p", "p at best", "q")?;
        for cell in self.cells.iter().filter(|cell| cell.searched > 0) {
            let lift = cell.lift.map_or_else(|| "-".to_owned(), |lift| lift.to_string());
            let name = format!("{} × {}", clip(cell.capability.label(), 15), clip(cell.practice.label(), 14));
            let counts = format!("{}/{}", cell.observed, cell.searched);
            write!(f, "{name:<34}{counts:>6}{:>9.2}  {lift:<19}", cell.expected)?;
            match &cell.test {
                Ok(test) => writeln!(f, "{:>9.4}{:>10.4}{:>9.4}", test.p, test.smallest_p, test.q)?,
                Err(reason) => writeln!(f, "  {reason}")?,
            }
        }
        let unseen = self.cells.iter().filter(|cell| cell.searched == 0).count();
        writeln!(f, "Cells at which no case looked: {unseen}.")?;
        wrap(f, "Expected: given how many links capability and practice have in each case.")?;
        wrap(f, "Lift: 1 is as expected, with its 90 % interval; a dash where the margins leave no choice.")?;
        wrap(f, "p: one-sided, exact, stratified by case. p at best: the smallest that could come out.")?;
        wrap(f, "q: p adjusted for many cells.")
    }
}
