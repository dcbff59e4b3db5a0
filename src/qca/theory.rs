//! Theory evaluation: what was expected against what was found.

use std::fmt;

use serde::Serialize;

use super::expression::Expression;
use super::fit::{Sufficiency, sufficiency};
use super::overlap::Overlap;
use super::report::listed_open;
use super::sample::LeftOut;
use super::table::Table;
use super::truth_table::Ambiguous;
use crate::error::Error;

/// Where an expectation T and a solution S meet or miss each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// T*S: expected and found. Theory is borne out.
    ExpectedAndFound,
    /// ~T*S: found though not expected. Theory may be extended.
    OnlyFound,
    /// T*~S: expected and not found. Theory may be narrowed.
    OnlyExpected,
    /// ~T*~S: neither.
    Neither,
}

impl Area {
    /// All areas, in order.
    pub const ALL: [Self; 4] = [Self::ExpectedAndFound, Self::OnlyFound, Self::OnlyExpected, Self::Neither];

    /// Whether theory expects the outcome of its cases: they are *most likely* cases, and *least likely* ones elsewhere.
    pub fn is_expected(self) -> bool {
        matches!(self, Self::ExpectedAndFound | Self::OnlyExpected)
    }

    /// Whether the solution covers its cases.
    pub fn is_found(self) -> bool {
        matches!(self, Self::ExpectedAndFound | Self::OnlyFound)
    }
}

/// An area, with its cases.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AreaEvaluation {
    /// Which.
    pub area: Area,
    /// It written out; `None` if it has more than 2000 terms.
    pub expression: Option<Expression>,
    /// The membership of each case of [`TheoryEvaluation::cases`].
    pub memberships: Vec<f64>,
    /// How far it is sufficient for the outcome.
    pub fit: Sufficiency,
    /// The cases in it, to more than 0.5, with the outcome: *covered* where the solution has them, else *uncovered*.
    pub with_outcome: Vec<Box<str>>,
    /// Those without the outcome: *inconsistent* where the solution has them, else *consistent*.
    pub without_outcome: Vec<Box<str>>,
}

/// A theoretical expectation set against a solution; made by [`evaluate_theory`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TheoryEvaluation {
    /// What was expected.
    pub theory: Expression,
    /// What was found.
    pub solution: Expression,
    /// The outcome.
    pub outcome: Box<str>,
    /// The cases in the evaluation.
    pub cases: Vec<Box<str>>,
    /// The four areas, in the order of [`Area::ALL`].
    pub areas: [AreaEvaluation; 4],
    /// Cases with a membership of exactly 0.5 in the expectation or the solution, which are in no area, or in the outcome,
    /// which are neither with nor without it.
    pub ambiguous: Vec<Ambiguous>,
    /// Cases whose membership in one of the three is not known: in no figure.
    pub left_out: Vec<LeftOut>,
}

/// Sets a theoretical expectation against a solution.
///
/// It answers: where do the cases bear theory out, where do they ask for more of it and where for less? Theory and solution
/// part the cases into four areas. A case with the outcome that theory did not expect and the solution covers is a *covered
/// least likely* case, for which theory may be extended; one that theory expected and that lacks the outcome although
/// the solution has it is an *inconsistent most likely* case; and so on for all eight ([`AreaEvaluation`]). An
/// expectation may name conditions that the solution lacks, as long as the table has them. Where there are several models,
/// ask for each.
///
/// O(cases × terms), and products of terms for the areas.
///
/// Sources: Ragin 1987, chapter 7; Schneider & Wagemann 2012, chapter 11.
///
/// # Errors
///
/// [`ErrorKind::UnknownName`](crate::ErrorKind::UnknownName) for a name that the table does not have,
/// [`ErrorKind::Setting`](crate::ErrorKind::Setting) if no case is known in all three.
///
/// ```
/// use cocreation::qca::{Table, evaluate_theory};
///
/// let mut table = Table::new(["TIES", "TRUST", "VALUE"])?;
/// for (case, row) in [("a", [1.0, 1.0, 1.0]), ("b", [0.0, 1.0, 1.0]), ("c", [1.0, 0.0, 0.0]), ("d", [0.0, 0.0, 1.0])] {
///     table.add(case, row)?;
/// }
/// // Theory expects value of ties; the analysis found trust.
/// let found = evaluate_theory(&table, "VALUE", &"TIES".parse()?, &"TRUST".parse()?)?;
/// let [both, only_found, only_expected, neither] = &found.areas;
/// assert_eq!(only_found.expression.as_ref().map(ToString::to_string), Some("~TIES*TRUST".to_owned()));
/// let named = |cases: &[Box<str>]| cases.join(" ");
/// assert_eq!((named(&both.with_outcome), named(&only_found.with_outcome)), ("a".into(), "b".into())); // b: least likely
/// assert_eq!((named(&only_expected.without_outcome), named(&neither.with_outcome)), ("c".into(), "d".into()));
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn evaluate_theory(
    table: &Table,
    outcome: &str,
    theory: &Expression,
    solution: &Expression,
) -> Result<TheoryEvaluation, Error> {
    let overlap = Overlap::of(table, outcome, &[(table, theory), (table, solution)])?;
    let sets = |case: usize| [("the theory", overlap.sets[0][case]), ("the solution", overlap.sets[1][case])];
    Ok(TheoryEvaluation {
        theory: theory.clone(),
        solution: solution.clone(),
        areas: Area::ALL.map(|area| evaluated(&overlap, area, theory, solution)),
        ambiguous: (0..overlap.cases.len()).filter_map(|case| overlap.ambiguous(case, &sets(case))).collect(),
        outcome: overlap.outcome,
        cases: overlap.cases,
        left_out: overlap.left_out,
    })
}

fn evaluated(overlap: &Overlap, area: Area, theory: &Expression, solution: &Expression) -> AreaEvaluation {
    let side = |degree: f64, inside: bool| if inside { degree } else { 1.0 - degree };
    let degrees = overlap.sets[0].iter().zip(&overlap.sets[1]);
    let memberships: Vec<f64> = degrees
        .map(|(expected, found)| side(*expected, area.is_expected()).min(side(*found, area.is_found())))
        .collect();
    AreaEvaluation {
        area,
        expression: written(area, theory, solution),
        fit: sufficiency(&memberships, &overlap.y),
        with_outcome: overlap.named(|case| memberships[case] > 0.5 && overlap.y[case] > 0.5),
        without_outcome: overlap.named(|case| memberships[case] > 0.5 && overlap.y[case] < 0.5),
        memberships,
    }
}

fn written(area: Area, theory: &Expression, solution: &Expression) -> Option<Expression> {
    let side = |expression: &Expression, inside: bool| {
        if inside { Some(expression.clone()) } else { expression.negated().ok() }
    };
    side(theory, area.is_expected())?.and(&side(solution, area.is_found())?).ok()
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::ExpectedAndFound => "T*S",
            Self::OnlyFound => "~T*S",
            Self::OnlyExpected => "T*~S",
            Self::Neither => "~T*~S",
        })
    }
}

impl fmt::Display for TheoryEvaluation {
    /// The four areas with their fit and their cases.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "T: {} against S: {} → {}", self.theory, self.solution, self.outcome)?;
        for one in &self.areas {
            let written = one.expression.as_ref().map_or("(too long to write out)".to_owned(), ToString::to_string);
            let fit = one.fit;
            writeln!(f, "\n{:<6} {written}", one.area)?;
            writeln!(f, "  inclS {}, PRI {}, covS {}", fit.inclusion, fit.pri, fit.coverage)?;
            let likely = if one.area.is_expected() { "most likely" } else { "least likely" };
            let kinds = if one.area.is_found() { ["covered", "inconsistent"] } else { ["uncovered", "consistent"] };
            for (kind, cases) in kinds.into_iter().zip([&one.with_outcome, &one.without_outcome]) {
                if !cases.is_empty() {
                    writeln!(f, "  {kind} {likely}: {}", cases.join(", "))?;
                }
            }
        }
        listed_open(f, &self.ambiguous, &self.outcome, &self.left_out)
    }
}
