//! Robustness against alternative solutions: what of a solution withstands them, in fit and in cases.

use std::fmt;

use serde::Serialize;

use super::expression::Expression;
use super::fit::{Figure, Sufficiency, Undefined, sufficiency};
use super::overlap::{Overlap, Read};
use super::report::listed_open;
use super::sample::LeftOut;
use super::search::ModelCount;
use super::solution::Solution;
use super::table::Table;
use super::truth_table::Ambiguous;
use crate::error::{Error, ErrorKind};

/// A model that might as well have been found, and the table that it is read on: with other thresholds of calibration the
/// same words stand for other memberships.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative<'a> {
    /// The table, with the cases of the initial solution in the same order.
    pub table: &'a Table,
    /// The model.
    pub model: Expression,
}

impl<'a> Alternative<'a> {
    /// All models of a solution: where the data do not choose between them, each is an alternative.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] if the solution lists fewer models than there are.
    pub fn of(table: &'a Table, solution: &Solution) -> Result<Vec<Self>, Error> {
        if solution.count != ModelCount::Exactly(solution.models.len() as u128) {
            let message = format!("{} models are listed of {}; list all", solution.models.len(), solution.count);
            return Err(Error::new(ErrorKind::Setting, message));
        }
        let alternative = |model: &super::Model| Ok(Self { table, model: model.expression()? });
        solution.models.iter().map(alternative).collect()
    }
}

/// What of a solution withstands alternative ones; made by [`robustness`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Robustness {
    /// The outcome.
    pub outcome: Box<str>,
    /// The model whose robustness is asked for.
    pub initial: Expression,
    /// Its fit.
    pub initial_fit: Sufficiency,
    /// What the model and all alternatives say alike, written out; `None` if they are read on different tables, so that one
    /// expression does not tell it, or if it has more than 2000 terms.
    pub core: Option<Expression>,
    /// The fit of the robust core.
    pub core_fit: Sufficiency,
    /// RF_cons: the consistency of the model over that of its core. The nearer to 1, the more robust; above 1 the model is
    /// more consistent than its core.
    pub consistency: Figure,
    /// RF_cov: the coverage of the core over that of the model, in [0, 1].
    pub coverage: Figure,
    /// RF_SC against the intersection of the alternatives: Σ min / Σ max of the two memberships, in [0, 1].
    pub coincidence_with_all: Figure,
    /// RF_SC against their union, in [0, 1].
    pub coincidence_with_any: Figure,
    /// RCR_typ: of the cases with the outcome in the model or in some alternative, the share that the core has.
    pub typical: Figure,
    /// RCR_dev: the same of the cases without the outcome.
    pub deviant: Figure,
    /// RCC rank: what cases the alternatives take away and add.
    pub rank: CaseRank,
    /// Every case that is in the analysis, with its memberships and its type.
    pub cases: Vec<RobustCase>,
    /// The model against each alternative by itself.
    pub single: Vec<SingleTest>,
    /// Cases with a membership of exactly 0.5 where it decides upon their type: they have none.
    pub ambiguous: Vec<Ambiguous>,
    /// Cases whose membership in a model or in the outcome is not known, with these: in no figure.
    pub left_out: Vec<LeftOut>,
}

/// A case under test.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RobustCase {
    /// Its name.
    pub case: Box<str>,
    /// Its membership in the model.
    pub initial: f64,
    /// The least of its memberships in the alternatives.
    pub in_all: f64,
    /// The greatest.
    pub in_any: f64,
    /// Its membership in the outcome.
    pub outcome: f64,
    /// Its type; `None` if a membership of 0.5 leaves it open.
    pub kind: Option<RobustType>,
}

/// How a case stands to a model and to its alternatives. With the outcome is above 0.5 in it, without it below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RobustType {
    /// In the model and all alternatives, with the outcome.
    RobustTypical,
    /// In the model and all alternatives, without the outcome.
    RobustDeviant,
    /// In the model and not in all alternatives, with the outcome.
    ShakyTypical,
    /// In the model and not in all alternatives, without the outcome.
    ShakyDeviant,
    /// Not in the model and in some alternative, with the outcome.
    PossibleTypical,
    /// Not in the model and in some alternative, without the outcome.
    PossibleDeviant,
    /// In none, with the outcome: extreme deviant coverage.
    Uncovered,
    /// In none, without the outcome.
    Irrelevant,
}

/// What cases alternatives take away from a model and add to it; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseRank {
    /// 1: none.
    Same,
    /// 2: they add possible cases.
    Adds,
    /// 3: they make cases shaky.
    Takes,
    /// 4: both.
    AddsAndTakes,
}

/// A model against one alternative.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SingleTest {
    /// The alternative.
    pub alternative: Expression,
    /// Σ min / Σ max of the two memberships, in [0, 1].
    pub coincidence: Figure,
    /// What cases it takes away and adds.
    pub rank: CaseRank,
}

/// Sets a model against alternative ones.
///
/// It answers: which part of what was found does not depend on the choices that were made, and which cases does it rest
/// on? The alternatives come from other cuts, other thresholds or other choices of conditions; *all* models of each
/// solution belong among them ([`Alternative::of`]), and so do the other models of the initial solution. The *test set* is
/// their intersection, or their union where possible cases are asked for; the *robust core* is what the model and all
/// alternatives have in common. Types of cases go by which side of 0.5 a membership is on, as the protocol has it: a
/// typical case may have more of the model than of the outcome.
///
/// O(cases × alternatives), and a product of terms for the core.
///
/// Source: Oana & Schneider 2021, "A Robustness Test Protocol for Applied QCA", Sociological Methods & Research 53 (1).
///
/// # Errors
///
/// [`ErrorKind::Setting`] without an alternative, for tables with other cases, or if no case is known in all of them;
/// [`ErrorKind::UnknownName`] for a name that a table does not have.
///
/// ```
/// use cocreation::qca::{Alternative, CaseRank, RobustType, Table, robustness};
///
/// let mut table = Table::new(["A", "B", "Y"])?;
/// for (case, row) in [("a", [1.0, 1.0, 1.0]), ("b", [1.0, 0.0, 1.0]), ("c", [0.0, 1.0, 0.0]), ("d", [0.0, 0.0, 0.0])] {
///     table.add(case, row)?;
/// }
/// let against = |model: &str| Ok::<_, cocreation::Error>([Alternative { table: &table, model: model.parse()? }]);
/// let found = robustness(&table, "Y", &"A".parse()?, &against("B")?)?;
///
/// assert_eq!(found.core.as_ref().map(ToString::to_string), Some("A*B".to_owned()));
/// assert_eq!(found.coverage.value(), Some(0.5)); // the core covers a, the model a and b
/// assert_eq!(found.coincidence_with_all.value(), Some(1.0 / 3.0)); // of a, b and c only a is in both
/// assert_eq!(found.cases[1].kind, Some(RobustType::ShakyTypical));
/// assert_eq!(found.cases[2].kind, Some(RobustType::PossibleDeviant));
/// assert_eq!(found.rank, CaseRank::AddsAndTakes);
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn robustness(
    table: &Table,
    outcome: &str,
    initial: &Expression,
    alternatives: &[Alternative<'_>],
) -> Result<Robustness, Error> {
    if alternatives.is_empty() {
        return Err(Error::new(ErrorKind::Setting, "robustness is against an alternative: give one at least"));
    }
    let others = alternatives.iter().map(|alternative| (alternative.table, &alternative.model));
    let read: Vec<Read<'_>> = [(table, initial)].into_iter().chain(others).collect();
    let overlap = Overlap::of(table, outcome, &read)?;
    let (own, tests) = (&overlap.sets[0], &overlap.sets[1..]);
    let (in_all, in_any) = (joined(tests, 1.0, f64::min), joined(tests, 0.0, f64::max));
    let core: Vec<f64> = own.iter().zip(&in_all).map(|(own, other)| own.min(*other)).collect();
    let (initial_fit, core_fit) = (sufficiency(own, &overlap.y), sufficiency(&core, &overlap.y));
    let cases: Vec<RobustCase> =
        (0..own.len()).map(|case| classified(&overlap, case, own[case], in_all[case], in_any[case])).collect();
    let single = |(at, alternative): (usize, &Alternative<'_>)| SingleTest {
        alternative: alternative.model.clone(),
        coincidence: coincidence(own, &tests[at]),
        rank: CaseRank::of(own, &tests[at], &tests[at]),
    };
    Ok(Robustness {
        initial: initial.clone(),
        core: core_expression(table, initial, alternatives),
        consistency: initial_fit.inclusion.over(core_fit.inclusion),
        coverage: core_fit.coverage.over(initial_fit.coverage),
        initial_fit,
        core_fit,
        coincidence_with_all: coincidence(own, &in_all),
        coincidence_with_any: coincidence(own, &in_any),
        typical: share(&cases, [RobustType::RobustTypical, RobustType::ShakyTypical, RobustType::PossibleTypical]),
        deviant: share(&cases, [RobustType::RobustDeviant, RobustType::ShakyDeviant, RobustType::PossibleDeviant]),
        rank: CaseRank::of(own, &in_all, &in_any),
        single: alternatives.iter().enumerate().map(single).collect(),
        ambiguous: (0..own.len()).filter_map(|case| open(&overlap, &cases, case)).collect(),
        cases,
        outcome: overlap.outcome,
        left_out: overlap.left_out,
    })
}

/// The case, if it has no type, with the sets that leave it open.
fn open(overlap: &Overlap, cases: &[RobustCase], case: usize) -> Option<Ambiguous> {
    let own = &cases[case];
    let sets = [("the model", own.initial), ("all alternatives", own.in_all), ("some alternative", own.in_any)];
    if own.kind.is_some() { None } else { overlap.ambiguous(case, &sets) }
}

fn joined(sets: &[Vec<f64>], start: f64, join: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    let cases = sets.first().map_or(0, Vec::len);
    (0..cases).map(|case| sets.iter().map(|set| set[case]).fold(start, &join)).collect()
}

/// Σ min / Σ max: how far two sets are the same.
fn coincidence(one: &[f64], other: &[f64]) -> Figure {
    let sum = |join: fn(f64, f64) -> f64| one.iter().zip(other).map(|(one, other)| join(*one, *other)).sum::<f64>();
    Figure::ratio(sum(f64::min), sum(f64::max), Undefined::NoMember)
}

/// How many of the cases of these types are of the first.
fn share(cases: &[RobustCase], kinds: [RobustType; 3]) -> Figure {
    let count = |kind: RobustType| cases.iter().filter(|case| case.kind == Some(kind)).count() as f64;
    Figure::ratio(count(kinds[0]), kinds.into_iter().map(count).sum(), Undefined::NoCase)
}

fn core_expression(table: &Table, initial: &Expression, alternatives: &[Alternative<'_>]) -> Option<Expression> {
    if alternatives.iter().any(|alternative| alternative.table != table) {
        return None;
    }
    alternatives.iter().try_fold(initial.clone(), |core, alternative| core.and(&alternative.model).ok())
}

fn classified(overlap: &Overlap, case: usize, initial: f64, in_all: f64, in_any: f64) -> RobustCase {
    let outcome = overlap.y[case];
    let kind = side(outcome).and_then(|with| RobustType::of(initial, in_all, in_any, with));
    RobustCase { case: overlap.cases[case].clone(), initial, in_all, in_any, outcome, kind }
}

/// Whether a membership is above 0.5; neither if it is just that.
pub(super) fn side(membership: f64) -> Option<bool> {
    (membership != 0.5).then_some(membership > 0.5)
}

impl RobustType {
    fn of(initial: f64, in_all: f64, in_any: f64, with: bool) -> Option<Self> {
        let kinds = if side(initial)? {
            if side(in_all)? {
                [Self::RobustTypical, Self::RobustDeviant]
            } else {
                [Self::ShakyTypical, Self::ShakyDeviant]
            }
        } else if side(in_any)? {
            [Self::PossibleTypical, Self::PossibleDeviant]
        } else {
            [Self::Uncovered, Self::Irrelevant]
        };
        Some(kinds[usize::from(!with)])
    }
}

impl CaseRank {
    fn of(own: &[f64], in_all: &[f64], in_any: &[f64]) -> Self {
        let takes = own.iter().zip(in_all).any(|(own, all)| *own > 0.5 && *all < 0.5);
        let adds = own.iter().zip(in_any).any(|(own, any)| *own < 0.5 && *any > 0.5);
        match (takes, adds) {
            (false, false) => Self::Same,
            (false, true) => Self::Adds,
            (true, false) => Self::Takes,
            (true, true) => Self::AddsAndTakes,
        }
    }
}

impl fmt::Display for RobustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::RobustTypical => "robust typical",
            Self::RobustDeviant => "robust deviant",
            Self::ShakyTypical => "shaky typical",
            Self::ShakyDeviant => "shaky deviant",
            Self::PossibleTypical => "possible typical",
            Self::PossibleDeviant => "possible deviant",
            Self::Uncovered => "uncovered",
            Self::Irrelevant => "irrelevant",
        })
    }
}

impl fmt::Display for CaseRank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Same => "1: neither shaky nor possible cases",
            Self::Adds => "2: possible cases, none shaky",
            Self::Takes => "3: shaky cases, none possible",
            Self::AddsAndTakes => "4: shaky and possible cases",
        })
    }
}

impl fmt::Display for Robustness {
    /// The figures, then the cases by type.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Robustness of {} → {} against {} alternatives", self.initial, self.outcome, self.single.len())?;
        let core = self.core.as_ref().map_or("(not one expression)".to_owned(), ToString::to_string);
        writeln!(f, "robust core  {core}: inclS {}, covS {}", self.core_fit.inclusion, self.core_fit.coverage)?;
        writeln!(f, "RF_cons {}  RF_cov {}", self.consistency, self.coverage)?;
        writeln!(f, "RF_SC   {} (all), {} (any)", self.coincidence_with_all, self.coincidence_with_any)?;
        writeln!(f, "RCR_typ {}  RCR_dev {}", self.typical, self.deviant)?;
        writeln!(f, "rank    {}", self.rank)?;
        let mut kinds: Vec<RobustType> = self.cases.iter().filter_map(|case| case.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            let cases = self.cases.iter().filter(|case| case.kind == Some(kind)).map(|case| &*case.case);
            writeln!(f, "  {kind:<17} {}", cases.collect::<Vec<_>>().join(", "))?;
        }
        listed_open(f, &self.ambiguous, &self.outcome, &self.left_out)
    }
}
