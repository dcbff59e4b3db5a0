//! What is necessary for the outcome: single conditions, and the smallest combinations.

use serde::Serialize;

use super::fit::{Necessity, Sufficiency, necessity, sufficiency};
use super::sample::{LeftOut, Sample};
use super::search::Steps;
use super::table::Table;
use crate::error::{Error, ErrorKind};

/// From where on a condition counts as necessary.
///
/// ```
/// let cuts = cocreation::qca::NecessityCuts::default();
/// assert_eq!((cuts.inclusion, cuts.coverage, cuts.relevance), (0.9, 0.6, 0.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct NecessityCuts {
    /// The least inclN, in [0, 1].
    pub inclusion: f64,
    /// The least covN, in [0, 1].
    pub coverage: f64,
    /// The least RoN, in [0, 1]; 0.5 or so keeps trivially necessary conditions out.
    pub relevance: f64,
}

impl Default for NecessityCuts {
    fn default() -> Self {
        Self { inclusion: 0.9, coverage: 0.6, relevance: 0.0 }
    }
}

impl NecessityCuts {
    fn checked(&self) -> Result<(), Error> {
        let shares = [self.inclusion, self.coverage, self.relevance];
        if shares.iter().all(|share| (0.0..=1.0).contains(share)) && self.inclusion > 0.0 {
            return Ok(());
        }
        Err(Error::new(ErrorKind::OutOfRange, "the cuts of necessity lie in [0, 1], that of inclusion above 0"))
    }

    fn met(&self, fit: &Necessity) -> bool {
        // Where nothing is ever absent, RoN is undefined: nothing is more trivially necessary.
        let relevant = self.relevance <= 0.0 || fit.relevance.reaches(self.relevance);
        fit.inclusion.reaches(self.inclusion) && fit.coverage.reaches(self.coverage) && relevant
    }
}

/// One condition, level or negation, with its fit both ways; made by [`single_conditions`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Single {
    /// The literal, such as `~TIES` or `STAGE[2]`.
    pub literal: Box<str>,
    /// How far it is necessary.
    pub necessity: Necessity,
    /// How far it is sufficient.
    pub sufficiency: Sufficiency,
}

impl Single {
    /// Whether it is necessary, not trivially so, and yet not sufficient: inclN, covN and RoN reach their cuts, and inclS is
    /// below its own.
    pub fn is_necessary_but_not_sufficient(&self, necessary: &NecessityCuts, sufficient: f64) -> bool {
        necessary.met(&self.necessity) && !self.sufficiency.inclusion.reaches(sufficient)
    }

    /// Whether it is necessary only because it is nearly always there: inclN reaches its cut, RoN does not reach 0.5.
    pub fn is_trivially_necessary(&self, necessary: &NecessityCuts) -> bool {
        self.necessity.inclusion.reaches(necessary.inclusion) && !self.necessity.relevance.reaches(0.5)
    }
}

/// The fit of every single condition, level and negation.
///
/// It answers: is this alone necessary for the outcome, is it alone sufficient? Cases with an unknown membership in any of
/// the conditions or the outcome are left out; [`truth_table`](super::truth_table) names them. O(cases × conditions).
///
/// # Errors
///
/// As for [`truth_table`](super::truth_table).
///
/// ```
/// use cocreation::qca::{NecessityCuts, Table, single_conditions};
///
/// let mut table = Table::new(["TIES", "VALUE"])?;
/// for (case, row) in [("a", [1.0, 1.0]), ("b", [1.0, 0.0]), ("c", [0.0, 0.0])] {
///     table.add(case, row)?;
/// }
/// let ties = &single_conditions(&table, &["TIES"], "VALUE")?[1];
/// assert_eq!(ties.necessity.inclusion.value(), Some(1.0)); // whoever has value has ties
/// assert_eq!(ties.sufficiency.inclusion.value(), Some(0.5)); // not the other way round
/// let cuts = NecessityCuts { coverage: 0.5, ..NecessityCuts::default() };
/// assert!(ties.is_necessary_but_not_sufficient(&cuts, 0.8));
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn single_conditions(table: &Table, conditions: &[&str], outcome: &str) -> Result<Vec<Single>, Error> {
    let sample = Sample::of(table, conditions, outcome)?;
    let single = |(name, x): (String, Vec<f64>)| Single {
        literal: name.into(),
        necessity: necessity(&x, &sample.y),
        sufficiency: sufficiency(&x, &sample.y),
    };
    let literals = literals(&sample).into_iter().flatten();
    Ok(literals.flat_map(|literal| with_negation(&sample, literal)).map(single).collect())
}

/// A level of a condition with its memberships.
struct Candidate {
    name: String,
    x: Vec<f64>,
}

/// For each condition its levels.
fn literals(sample: &Sample) -> Vec<Vec<Candidate>> {
    let candidate = |at: usize, level: u8| Candidate {
        name: sample.literal(at, level).to_string(),
        x: (0..sample.cases.len()).map(|case| sample.degree(case, at, level)).collect(),
    };
    let levels = |(at, &count): (usize, &u8)| (0..count).map(|level| candidate(at, level)).collect();
    sample.levels.iter().enumerate().map(levels).collect()
}

/// A level and, where it is not one of two, what is not of that level.
fn with_negation(sample: &Sample, literal: Candidate) -> Vec<(String, Vec<f64>)> {
    let condition = literal.name.split('[').next().unwrap_or_default();
    let at = sample.conditions.iter().position(|name| **name == *condition);
    let more = at.is_some_and(|at| sample.levels[at] > 2);
    let negation = more.then(|| (format!("~{}", literal.name), literal.x.iter().map(|x| 1.0 - x).collect()));
    std::iter::once((literal.name, literal.x)).chain(negation).collect()
}

/// A combination that is necessary.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Superset {
    /// The combination: `A*B` or `A + B`.
    pub expression: Box<str>,
    /// How far it is necessary.
    pub necessity: Necessity,
}

/// The combinations that are necessary for the outcome; made by [`supersets`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Supersets {
    /// The outcome.
    pub outcome: Box<str>,
    /// The cut-offs.
    pub cuts: NecessityCuts,
    /// Every conjunction that reaches the cuts, single conditions included. A part of one is necessary to the same degree or
    /// a higher one, so that the longest say most.
    pub conjunctions: Vec<Superset>,
    /// The disjunctions of two conditions or more that reach the cuts and of which no part reaches that of inclusion.
    pub disjunctions: Vec<Superset>,
    /// Cases with a membership that is not known: in no figure.
    pub left_out: Vec<LeftOut>,
}

/// Finds the combinations that are necessary for the outcome: the superset search.
///
/// It answers: what is always there when the outcome is, and what are functional equivalents of which one is always there?
/// A condition enters with one level at a time. A conjunction loses inclusion with every literal, a disjunction gains it, so
/// that neither is followed further than it must be. The disjunctions may still be as many as 3 to the power of the
/// conditions; `steps` bounds how many are looked at.
///
/// # Errors
///
/// As for [`truth_table`](super::truth_table); [`ErrorKind::OutOfRange`] for a cut out of range, [`ErrorKind::Setting`] if the
/// steps do not suffice.
///
/// ```
/// use cocreation::qca::{NecessityCuts, Table, supersets};
///
/// let mut table = Table::new(["A", "B", "Y"])?;
/// for (case, row) in [("a", [1.0, 0.0, 1.0]), ("b", [0.0, 1.0, 1.0]), ("c", [0.0, 0.0, 0.0])] {
///     table.add(case, row)?;
/// }
/// let found = supersets(&table, &["A", "B"], "Y", &NecessityCuts::default(), 1_000)?;
/// let both: Vec<_> = found.disjunctions.iter().map(|found| &*found.expression).collect();
/// assert_eq!(both, ["~A + ~B", "A + B"]); // one of the two is always there, and never both; the first is trivial
/// assert_eq!(found.disjunctions[0].necessity.relevance.value(), Some(0.0));
/// assert_eq!(found.disjunctions[1].necessity.relevance.value(), Some(1.0));
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn supersets(
    table: &Table,
    conditions: &[&str],
    outcome: &str,
    cuts: &NecessityCuts,
    steps: u64,
) -> Result<Supersets, Error> {
    cuts.checked()?;
    let sample = Sample::of(table, conditions, outcome)?;
    let mut steps = Steps::new(steps);
    let literals = literals(&sample);
    let wanted = Wanted { y: &sample.y, cuts, literals: &literals };
    let (conjunctions, disjunctions) = (wanted.conjunctions(&mut steps)?, wanted.disjunctions(&mut steps)?);
    Ok(Supersets {
        outcome: sample.outcome.to_string().into(),
        cuts: *cuts,
        conjunctions,
        disjunctions,
        left_out: sample.left_out,
    })
}

struct Wanted<'a> {
    y: &'a [f64],
    cuts: &'a NecessityCuts,
    literals: &'a [Vec<Candidate>],
}

/// A choice of levels: for each literal its condition and its level.
type Choice = Vec<(usize, usize)>;

impl Wanted<'_> {
    /// All conjunctions that reach the cuts, shortest first.
    fn conjunctions(&self, steps: &mut Steps) -> Result<Vec<Superset>, Error> {
        let mut found = Vec::new();
        self.grow(steps, |choice, wanted| {
            let fit = necessity(&wanted.joined(choice, 1.0, f64::min), wanted.y);
            found.extend(wanted.cuts.met(&fit).then(|| wanted.named(choice, "*", fit)));
            fit.inclusion.reaches(wanted.cuts.inclusion)
        })?;
        Ok(found)
    }

    /// All disjunctions of two literals and more that reach the cuts and have no part that reaches that of inclusion.
    fn disjunctions(&self, steps: &mut Steps) -> Result<Vec<Superset>, Error> {
        let mut found = Vec::new();
        self.grow(steps, |choice, wanted| {
            let fit = necessity(&wanted.joined(choice, 0.0, f64::max), wanted.y);
            let reached = fit.inclusion.reaches(wanted.cuts.inclusion);
            if reached && choice.len() > 1 && wanted.cuts.met(&fit) && !wanted.part_reaches(choice) {
                found.push(wanted.named(choice, " + ", fit));
            }
            !reached
        })?;
        Ok(found)
    }

    /// Looks at choices by size, and at what follows those that are to be followed.
    fn grow(&self, steps: &mut Steps, mut follow: impl FnMut(&Choice, &Self) -> bool) -> Result<(), Error> {
        let mut size: Vec<Choice> = vec![Vec::new()];
        while !size.is_empty() {
            let mut next = Vec::new();
            for choice in &size {
                let first = choice.last().map_or(0, |(condition, _)| condition + 1);
                for condition in first..self.literals.len() {
                    for level in 0..self.literals[condition].len() {
                        steps.take_or_fail(1, "supersets")?;
                        let longer: Choice = choice.iter().copied().chain([(condition, level)]).collect();
                        if follow(&longer, self) {
                            next.push(longer);
                        }
                    }
                }
            }
            size = next;
        }
        Ok(())
    }

    fn part_reaches(&self, choice: &Choice) -> bool {
        (0..choice.len()).any(|left_out| {
            let part =
                choice.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, literal)| *literal).collect();
            necessity(&self.joined(&part, 0.0, f64::max), self.y).inclusion.reaches(self.cuts.inclusion)
        })
    }

    fn joined(&self, choice: &Choice, start: f64, join: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        let columns = || choice.iter().map(|&(condition, level)| &self.literals[condition][level].x);
        (0..self.y.len()).map(|case| columns().map(|column| column[case]).fold(start, &join)).collect()
    }

    fn named(&self, choice: &Choice, between: &str, necessity: Necessity) -> Superset {
        let names = choice.iter().map(|&(condition, level)| &*self.literals[condition][level].name);
        Superset { expression: names.collect::<Vec<_>>().join(between).into(), necessity }
    }
}
