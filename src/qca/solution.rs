//! Solutions: the models that explain the positive rows, without remainders, with all of them, or with those that stand
//! to reason.

use serde::Serialize;

use super::bits::ones;
use super::cover::{Covers, covers};
use super::expression::Expression;
use super::fit::{Figure, Sufficiency, sufficiency, unique_coverages};
use super::implicants::{Primes, prime_implicants};
use super::region::{Region, holds};
use super::search::{ModelCount, Proof, Search, Steps};
use super::truth_table::{Output, Row, TruthTable};
use crate::error::Error;

/// The most terms and blocks of assumptions that are kept for the models of a list, of a kilobyte or less each.
const MOST_PARTS: usize = 500_000;

/// Which remainders a solution may cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// None: the complex solution.
    Conservative,
    /// Any that makes it simpler.
    Parsimonious,
    /// Easy counterfactuals: those that directional expectations speak for.
    Intermediate,
    /// Any but those that cannot be held.
    Enhanced,
}

/// The models that explain the positive rows of a truth table.
///
/// Several models are several explanations between which the data do not choose: *model ambiguity*.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Solution {
    /// Which remainders it may cover.
    pub kind: Kind,
    /// The outcome that is explained.
    pub outcome: Box<str>,
    /// The models, as many as were to be listed; none where no row is positive.
    pub models: Vec<Model>,
    /// How many models there are, listed or not.
    pub count: ModelCount,
    /// Whether fewer terms are proven not to do.
    pub proof: Proof,
    /// How many steps of the budget were used, but for those of listing what was counted.
    pub steps: u64,
    /// All prime implicants that cover a positive row, with the numbers of the positive rows that each covers: the
    /// prime-implicant chart.
    pub prime_implicants: Vec<PrimeImplicant>,
    /// The prime implicants without which some positive row is not covered; they are in every model.
    pub essential: Vec<Box<str>>,
}

/// A prime implicant: a term that can lose no condition without covering what it must not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PrimeImplicant {
    /// The term, such as `TIES*~POWER`.
    pub term: Box<str>,
    /// The numbers of the positive rows that it covers.
    pub rows: Vec<u128>,
}

/// One explanation: a disjunction of terms.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Model {
    /// Its terms, those with fewest conditions first.
    pub terms: Vec<Term>,
    /// The fit of all terms together.
    pub fit: Sufficiency,
    /// The rows that it covers although they are not observed: what it assumes.
    pub assumptions: Region,
    /// Rows with fewer cases than asked for that it covers although their cases speak against it: their inclusion does not
    /// reach the cut.
    pub contradicted_by: Vec<u128>,
    #[serde(skip)]
    pub(super) levels: Vec<Vec<Option<u8>>>,
}

/// A term of a model.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Term {
    /// The term, such as `TIES*~POWER`.
    pub term: Box<str>,
    /// Its fit.
    pub fit: Sufficiency,
    /// covU, the share of the outcome that it covers and no other term of the model does.
    pub unique: Figure,
}

impl Model {
    /// The model as an expression, to be negated or evaluated on another table.
    ///
    /// # Errors
    ///
    /// None for the models of a solution, whose terms can all be read.
    pub fn expression(&self) -> Result<Expression, Error> {
        self.to_string().parse()
    }

    /// The rows that both models assume: contradictory assumptions, if one explains an outcome and the other its negation.
    pub fn assumed_by_both(&self, other: &Self) -> Region {
        self.assumptions.common(&other.assumptions)
    }
}

/// Explains the positive rows by themselves: the conservative, or complex, solution.
///
/// No remainder is covered, and the terms are as long as the data leave them. In the worst case the prime implicants grow
/// exponentially with the conditions; see [`Search`] for the budget.
///
/// # Errors
///
/// [`ErrorKind::Setting`](crate::ErrorKind::Setting) if the budget does not suffice for the prime implicants, if there are
/// more than a million of them or they cover more than ten million rows between them, or if there are more than 1024 rows to
/// cover.
///
/// ```
/// use cocreation::qca::{Cuts, Search, Table, conservative, parsimonious, truth_table};
///
/// let mut table = Table::new(["TIES", "TRUST", "VALUE"])?;
/// for (case, row) in [("a", [1.0, 1.0, 1.0]), ("b", [0.0, 1.0, 0.0]), ("c", [0.0, 0.0, 0.0])] {
///     table.add(case, row)?;
/// }
/// let truth = truth_table(&table, &["TIES", "TRUST"], "VALUE", &Cuts::inclusion(0.8))?;
/// assert_eq!(conservative(&truth, &Search::default())?.models[0].to_string(), "TIES*TRUST");
///
/// // Nobody has ties without trust. Who assumes that they would have value as well needs no trust to explain it.
/// let simple = &parsimonious(&truth, &Search::default())?.models[0];
/// assert_eq!((simple.to_string(), simple.assumptions.rows(9)), ("TIES".into(), Some(vec![3])));
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn conservative(truth: &TruthTable, search: &Search) -> Result<Solution, Error> {
    let mut off = Region::whole(&truth.levels);
    positives(truth).map(|row| truth.block(row)).try_for_each(|block| off.remove(&block))?;
    solve(truth, Kind::Conservative, &off, search)
}

/// Explains the positive rows with any remainder that makes it simpler: the parsimonious solution.
///
/// Only observed rows enter: the prime implicants through a positive row are the minimal sets of conditions in which it
/// differs from every negative row, so that the number of remainders does not matter. Contradictions are not covered unless
/// [`Search::contradictions`] says so.
///
/// # Errors
///
/// As for [`conservative`].
pub fn parsimonious(truth: &TruthTable, search: &Search) -> Result<Solution, Error> {
    solve(truth, Kind::Parsimonious, &refused(truth, &Region::empty(&truth.levels), search)?, search)
}

/// Explains the positive rows with any remainder but those that cannot be held: the enhanced standard analysis of Schneider
/// & Wagemann (2012, chapter 8).
///
/// Untenable are combinations that cannot be ([`TruthTable::region`]), assumptions made for the outcome and for its negation
/// ([`Model::assumed_by_both`]), and rows that are subsets of both ([`TruthTable::simultaneous_subsets`], which count only
/// where they are remainders). Join them with [`Region::and_also`].
///
/// # Errors
///
/// As for [`conservative`], and [`ErrorKind::Setting`](crate::ErrorKind::Setting) for rows of another truth table.
///
/// ```
/// use cocreation::qca::{Cuts, Search, Table, enhanced, truth_table};
///
/// let mut table = Table::new(["TIES", "TRUST", "VALUE"])?;
/// for (case, row) in [("a", [1.0, 1.0, 1.0]), ("b", [0.0, 1.0, 0.0]), ("c", [0.0, 0.0, 0.0])] {
///     table.add(case, row)?;
/// }
/// let truth = truth_table(&table, &["TIES", "TRUST"], "VALUE", &Cuts::inclusion(0.8))?;
/// let impossible = truth.region(&"TIES*~TRUST".parse()?)?; // there are no ties without trust
/// assert_eq!(enhanced(&truth, &impossible, &Search::default())?.models[0].to_string(), "TIES*TRUST");
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn enhanced(truth: &TruthTable, untenable: &Region, search: &Search) -> Result<Solution, Error> {
    solve(truth, Kind::Enhanced, &refused(truth, untenable, search)?, search)
}

pub(super) fn positives(truth: &TruthTable) -> impl Iterator<Item = &Row> {
    truth.with_output(Output::Positive)
}

/// What no term may cover: the observed rows that are not positive, and untenable remainders.
pub(super) fn refused(truth: &TruthTable, untenable: &Region, search: &Search) -> Result<Region, Error> {
    untenable.speaks_of(&truth.levels)?;
    let mut off = untenable.clone();
    positives(truth).map(|row| truth.block(row)).try_for_each(|block| off.remove(&block))?;
    let contradictions = truth.with_output(Output::Contradiction).filter(|_| !search.contradictions);
    let negative = truth.with_output(Output::Negative).chain(contradictions);
    negative.map(|row| truth.block(row)).try_for_each(|block| off.add(&block))?;
    Ok(off)
}

/// The models of the positive rows by terms that stay clear of a region.
pub(super) fn solve(truth: &TruthTable, kind: Kind, off: &Region, search: &Search) -> Result<Solution, Error> {
    let rows: Vec<&Row> = positives(truth).collect();
    let levels: Vec<Vec<u8>> = rows.iter().map(|row| row.levels.clone()).collect();
    let mut steps = Steps::new(search.steps);
    let primes = prime_implicants(&levels, off.blocks(), &mut steps)?;
    let Covers { models, count, proof, essential } = covers(&primes, rows.len(), search, &mut steps)?;
    let chart = charted(truth, &primes, &rows, &levels);
    let named = |&at: &u32| (chart[at as usize].term.clone(), primes.levels(at as usize, &levels));
    let models = listed(truth, models.iter().map(|model| model.iter().map(named).collect()))?;
    Ok(Solution {
        kind,
        outcome: truth.outcome.clone(),
        models,
        count,
        proof,
        steps: steps.spent(),
        essential: essential.into_iter().map(|at| chart[at as usize].term.clone()).collect(),
        prime_implicants: chart,
    })
}

/// A term by its name, and its levels.
type Named = (Box<str>, Vec<Option<u8>>);

/// The models, by the number of terms and by name, as far as there is room for them; at least one.
fn listed(truth: &TruthTable, covers: impl Iterator<Item = Vec<Named>>) -> Result<Vec<Model>, Error> {
    let (mut models, mut parts) = (Vec::new(), 0);
    for cover in covers {
        let model = modelled(truth, cover)?;
        parts += model.terms.len() + model.assumptions.blocks().len();
        if parts > MOST_PARTS && !models.is_empty() {
            break;
        }
        models.push(model);
    }
    models.sort_by_cached_key(|model| (model.terms.len(), model.to_string()));
    Ok(models)
}

fn charted(truth: &TruthTable, primes: &Primes, rows: &[&Row], levels: &[Vec<u8>]) -> Vec<PrimeImplicant> {
    let number = |word: usize| move |bit: usize| rows[word * 64 + bit].number;
    let covered =
        |at: usize| primes.covers(at).iter().enumerate().flat_map(move |(word, &bits)| ones(bits).map(number(word)));
    let charted =
        |at| PrimeImplicant { term: truth.sample.name(&primes.levels(at, levels)), rows: covered(at).collect() };
    (0..primes.len()).map(charted).collect()
}

/// A model with its fit and with what it assumes.
fn modelled(truth: &TruthTable, mut terms: Vec<Named>) -> Result<Model, Error> {
    let sample = &truth.sample;
    let conditions = |levels: &[Option<u8>]| levels.iter().flatten().count();
    terms.sort_by(|a, b| (conditions(&a.1), &a.0).cmp(&(conditions(&b.1), &b.0)));
    let (names, levels): (Vec<Box<str>>, Vec<Vec<Option<u8>>>) = terms.into_iter().unzip();
    let memberships: Vec<Vec<f64>> = levels.iter().map(|term| sample.term(term)).collect();
    let unique = unique_coverages(&memberships, &sample.y);
    let term = |(at, term): (usize, Box<str>)| Term {
        term,
        fit: sufficiency(&memberships[at], &sample.y),
        unique: unique[at],
    };
    let whole = |case: usize| memberships.iter().map(|term| term[case]).fold(0.0, f64::max);
    let whole: Vec<f64> = (0..sample.cases.len()).map(whole).collect();
    let blocks: Vec<_> = levels.iter().map(|term| sample.block(term)).collect();
    let mut assumptions = Region::of(&sample.levels, &blocks)?;
    positives(truth).map(|row| truth.block(row)).try_for_each(|block| assumptions.remove(&block))?;
    let against = |row: &&Row| !row.inclusion.reaches(truth.cuts.inclusion);
    let covered = |row: &&Row| blocks.iter().any(|block| holds(block, &row.levels));
    let contradicted = truth.with_output(Output::Remainder).filter(against).filter(covered);
    Ok(Model {
        terms: names.into_iter().enumerate().map(term).collect(),
        fit: sufficiency(&whole, &sample.y),
        contradicted_by: contradicted.map(|row| row.number).collect(),
        assumptions,
        levels,
    })
}
