//! The intermediate solution: easy counterfactuals, for which theory speaks, and difficult ones.

use serde::Serialize;

use super::expression::Expression;
use super::region::{Block, Region};
use super::search::Search;
use super::solution::{Kind, Model, Solution, conservative, positives, refused, solve};
use super::truth_table::TruthTable;
use crate::error::{Error, ErrorKind};

/// What lies between a conservative and a parsimonious model, by directional expectations.
///
/// Conservative, intermediate and parsimonious models are subsets of each other in this order, for each such pair.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Intermediate {
    /// The place of the model among those of the conservative solution.
    pub conservative: usize,
    /// The place of the model among those of the parsimonious solution.
    pub parsimonious: usize,
    /// Assumptions of the parsimonious model that the expectations speak for: easy counterfactuals.
    pub easy: Region,
    /// Its other assumptions: difficult counterfactuals, which the intermediate solution does without.
    pub difficult: Region,
    /// The models.
    pub solution: Solution,
}

/// Explains the positive rows with remainders for which directional expectations speak: the intermediate solutions.
///
/// An expectation is one term: `TRUST` says that trust contributes to the outcome, `~POWER` that its absence does, and
/// `TIES*~POWER` that both together do. A literal of a conservative term may go if the parsimonious model does without
/// it and it contradicts what is expected of its condition. The remainders that become covered in this way are easy
/// counterfactuals; prime implicants are made with them. There is one solution for each pair of a conservative and a
/// parsimonious model among those that are listed. Untenable remainders ([`enhanced`](super::enhanced)) are never
/// covered; give an empty region if there are none. The conservative and the parsimonious solution have the whole budget of
/// steps each, and all pairs together have it once more.
///
/// Sources: Ragin & Sonnett 2005; Ragin 2008, chapter 9; for combined expectations Dusa 2019.
///
/// # Errors
///
/// [`ErrorKind::Setting`] for an expectation that is not one term, or if the budget does not suffice;
/// [`ErrorKind::UnknownName`] for one that names anything but conditions.
///
/// ```
/// use cocreation::qca::{Cuts, Search, Table, intermediate, truth_table};
///
/// let mut table = Table::new(["A", "B", "C", "Y"])?;
/// for (case, row) in [("a", [1.0, 1.0, 0.0, 1.0]), ("b", [0.0, 0.0, 1.0, 0.0])] {
///     table.add(case, row)?;
/// }
/// let truth = truth_table(&table, &["A", "B", "C"], "Y", &Cuts::inclusion(0.8))?;
/// let expected = ["A".parse()?, "B".parse()?, "C".parse()?];
/// let found = intermediate(&truth, &expected, &truth.region(&"0".parse()?)?, &Search::default())?;
///
/// // `A*B*~C` and nothing else is observed; `A`, `B` and `~C` would each do. The first lacks `~C`, which was not expected.
/// let models: Vec<_> = found.iter().map(|between| between.solution.models[0].to_string()).collect();
/// assert_eq!(models, ["A*B", "A*B", "A*B*~C"]);
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn intermediate(
    truth: &TruthTable,
    expectations: &[Expression],
    untenable: &Region,
    search: &Search,
) -> Result<Vec<Intermediate>, Error> {
    let expected = expectations.iter().map(|one| read(truth, one)).collect::<Result<Vec<_>, _>>()?;
    let complex = conservative(truth, search)?;
    let simple = solve(truth, Kind::Parsimonious, &refused(truth, untenable, search)?, search)?;
    let pairs = (0..complex.models.len()).flat_map(|long| (0..simple.models.len()).map(move |short| (long, short)));
    let mut solver = Solver { truth, search: search.clone(), solved: Vec::new() };
    let between = |(long, short): (usize, usize)| {
        let (easy, difficult) = split(truth, &expected, &complex.models[long], &simple.models[short])?;
        let solution = solver.solution(&easy)?;
        Ok(Intermediate { conservative: long, parsimonious: short, easy, difficult, solution })
    };
    pairs.map(between).collect()
}

/// Solves for one set of easy counterfactuals after the other, on one budget. Many pairs have the same.
struct Solver<'t> {
    truth: &'t TruthTable,
    /// With the steps that are left.
    search: Search,
    solved: Vec<(Region, Solution)>,
}

impl Solver<'_> {
    fn solution(&mut self, easy: &Region) -> Result<Solution, Error> {
        if let Some((_, solution)) = self.solved.iter().find(|(solved, _)| solved == easy) {
            return Ok(solution.clone());
        }
        let mut off = Region::whole(&self.truth.levels).without(easy)?;
        positives(self.truth).map(|row| self.truth.block(row)).try_for_each(|block| off.remove(&block))?;
        let solution = solve(self.truth, Kind::Intermediate, &off, &self.search)?;
        self.search.steps = self.search.steps.saturating_sub(solution.steps);
        self.solved.push((easy.clone(), solution.clone()));
        Ok(solution)
    }
}

/// The levels that an expectation allows of each condition.
fn read(truth: &TruthTable, expectation: &Expression) -> Result<Block, Error> {
    match expectation.terms() {
        [term] => truth.sample.allowed(term),
        _ => Err(Error::new(
            ErrorKind::Setting,
            format!("`{expectation}` is not one term; give each expectation by itself"),
        )),
    }
}

/// The assumptions of the shorter model: the easy and the difficult ones.
fn split(truth: &TruthTable, expected: &[Block], long: &Model, short: &Model) -> Result<(Region, Region), Error> {
    let pairs = long.levels.iter().flat_map(|long| short.levels.iter().map(move |short| (long, short)));
    let inside =
        pairs.filter(|(long, short)| short.iter().zip(*long).all(|(short, long)| short.is_none() || short == long));
    let reduced: Vec<Block> =
        inside.map(|(long, short)| truth.sample.block(&reduced(truth, expected, long, short))).collect();
    let easy = Region::of(&truth.levels, &reduced)?.common(&short.assumptions);
    let difficult = short.assumptions.clone().without(&easy)?;
    Ok((easy, difficult))
}

/// A conservative term without the literals that its parsimonious one lacks and that contradict what is expected.
fn reduced(truth: &TruthTable, expected: &[Block], long: &[Option<u8>], short: &[Option<u8>]) -> Vec<Option<u8>> {
    let own = truth.sample.block(long);
    let met = |expectation: &Block| own.iter().zip(expectation).all(|(own, expected)| own & expected != 0);
    let speaks = |expectation: &&Block, at: usize| expectation[at] != super::region::below(truth.levels[at]);
    let goes = |at: usize| {
        let mut about = expected.iter().filter(|expectation| speaks(expectation, at)).peekable();
        about.peek().is_some() && !about.any(met)
    };
    let keep = |(at, level): (usize, &Option<u8>)| level.filter(|_| short[at].is_some() || !goes(at));
    long.iter().enumerate().map(keep).collect()
}
