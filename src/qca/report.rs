//! Truth tables, solutions and supersets as text.

use std::fmt;

use super::counterfactual::Intermediate;
use super::necessity::{Single, Superset, Supersets};
use super::sample::LeftOut;
use super::search::ModelCount;
use super::solution::{Kind, Model, Solution};
use super::truth_table::{Ambiguous, TruthTable};

/// How many models, or combinations, are printed.
const SHOWN: usize = 12;

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Conservative => "conservative",
            Self::Parsimonious => "parsimonious",
            Self::Intermediate => "intermediate",
            Self::Enhanced => "enhanced",
        })
    }
}

impl fmt::Display for TruthTable {
    /// One line for each observed row, then who is ambiguous or left out, and the warnings.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Truth table of {} for {}, {} cases", self.conditions.join(", "), self.outcome, self.cases)?;
        writeln!(f, "   row  levels  out    n  inclS    PRI  cases")?;
        for row in &self.rows {
            let levels: Vec<String> = row.levels.iter().map(ToString::to_string).collect();
            let (levels, cases) = (levels.join(" "), row.cases.join(", "));
            write!(f, "{:>6}  {levels}  {:>3} {:>4}  ", row.number, row.output, row.n)?;
            writeln!(f, "{:>5}  {:>5}  {cases}", row.inclusion, row.pri)?;
        }
        listed_open(f, &self.ambiguous, &self.outcome, &self.left_out)?;
        self.warnings.iter().try_for_each(|warning| writeln!(f, "warning: {warning}"))
    }
}

impl fmt::Display for Model {
    /// The terms, joined by ` + `.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let terms: Vec<&str> = self.terms.iter().map(|term| &*term.term).collect();
        f.pad(&terms.join(" + "))
    }
}

impl fmt::Display for Solution {
    /// The number of models and what is proven of them, then the first twelve with the fit of their terms.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "The {} solution for {}: models {}, {}", self.kind, self.outcome, self.count, self.proof)?;
        if self.models.is_empty() && self.count == ModelCount::Exactly(0) {
            return writeln!(f, "No row is positive: there is nothing to explain.");
        }
        for (at, model) in self.models.iter().take(SHOWN).enumerate() {
            writeln!(f, "\nM{}: {model} → {}", at + 1, self.outcome)?;
            writeln!(f, "  inclS    PRI   covS   covU")?;
            for term in &model.terms {
                let fit = term.fit;
                writeln!(
                    f,
                    "  {:>5}  {:>5}  {:>5}  {:>5}  {}",
                    fit.inclusion, fit.pri, fit.coverage, term.unique, term.term
                )?;
            }
            writeln!(
                f,
                "  {:>5}  {:>5}  {:>5}         all terms",
                model.fit.inclusion, model.fit.pri, model.fit.coverage
            )?;
            writeln!(f, "  assumes {}", model.assumptions)?;
            for row in &model.contradicted_by {
                writeln!(f, "  warning: the few cases of row {row}, which it covers, speak against it")?;
            }
        }
        let more = self.models.len().saturating_sub(SHOWN);
        if more > 0 { writeln!(f, "\n… and {more} more that are listed") } else { Ok(()) }
    }
}

impl fmt::Display for Intermediate {
    /// The counterfactuals and the solution.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Between C{} and P{}", self.conservative + 1, self.parsimonious + 1)?;
        writeln!(f, "easy counterfactuals       {}", self.easy)?;
        writeln!(f, "difficult counterfactuals  {}", self.difficult)?;
        self.solution.fmt(f)
    }
}

impl fmt::Display for Single {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (n, s) = (&self.necessity, &self.sufficiency);
        write!(f, "{}: inclN {} covN {} RoN {}, ", self.literal, n.inclusion, n.coverage, n.relevance)?;
        write!(f, "inclS {} PRI {} covS {}", s.inclusion, s.pri, s.coverage)
    }
}

impl fmt::Display for Supersets {
    /// The first twelve of either sort.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Necessary for {}", self.outcome)?;
        writeln!(f, "  inclN   covN    RoN")?;
        listed(f, &self.conjunctions)?;
        listed(f, &self.disjunctions)
    }
}

fn listed(f: &mut fmt::Formatter<'_>, supersets: &[Superset]) -> fmt::Result {
    for Superset { expression, necessity } in supersets.iter().take(SHOWN) {
        let (inclusion, coverage, relevance) = (necessity.inclusion, necessity.coverage, necessity.relevance);
        writeln!(f, "  {inclusion:>5}  {coverage:>5}  {relevance:>5}  {expression}")?;
    }
    let more = supersets.len().saturating_sub(SHOWN);
    if more > 0 { writeln!(f, "  … and {more} more") } else { Ok(()) }
}

/// Who is ambiguous or left out, a line each.
pub(super) fn listed_open(
    f: &mut fmt::Formatter<'_>,
    ambiguous: &[Ambiguous],
    outcome: &str,
    left_out: &[LeftOut],
) -> fmt::Result {
    for case in ambiguous {
        let outcome = case.outcome.then_some(outcome);
        let sets: Vec<&str> = case.conditions.iter().map(|name| &**name).chain(outcome).collect();
        writeln!(f, "ambiguous: {} has 0.5 in {}", case.case, sets.join(", "))?;
    }
    for case in left_out {
        writeln!(f, "left out: {}, whose {} is not known", case.case, case.unknown.join(", "))?;
    }
    Ok(())
}
