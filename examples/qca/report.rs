//! What is shown of an analysis.

use std::fmt;

use cocreation::Error;
use cocreation::qca::{
    self, Cuts, Expression, Intermediate, ModelCount, NecessityCuts, Proof, Region, Remark, Search, Single, Solution,
    Supersets, Table, TruthTable,
};
use serde::Serialize;

/// The steps within which necessary combinations are looked for.
const STEPS: u64 = 1_000_000;

/// Which solutions are wanted.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    conservative: bool,
    parsimonious: bool,
    intermediate: bool,
}

impl Wanted {
    pub(crate) fn named(name: &str) -> Option<Self> {
        let none = Self { conservative: false, parsimonious: false, intermediate: false };
        match name {
            "conservative" => Some(Self { conservative: true, ..none }),
            "parsimonious" => Some(Self { parsimonious: true, ..none }),
            "intermediate" => Some(Self { intermediate: true, ..none }),
            _ => None,
        }
    }

    pub(crate) fn all(intermediate: bool) -> Self {
        Self { conservative: true, parsimonious: true, intermediate }
    }

    /// Whether it takes directional expectations.
    pub(crate) fn expects(self) -> bool {
        self.intermediate
    }
}

#[derive(Serialize)]
pub(crate) struct Report {
    pub(crate) remarks: Vec<Remark>,
    truth_table: TruthTable,
    /// The rows that count as not observed.
    remainders: Region,
    conservative: Option<Solution>,
    parsimonious: Option<Solution>,
    /// For each pair of a conservative and a parsimonious model.
    intermediate: Option<Vec<Intermediate>>,
    necessity: Vec<Single>,
    /// `None` if they were not found within the steps.
    supersets: Option<Supersets>,
    warnings: Vec<String>,
}

impl Report {
    pub(crate) fn of(
        table: &Table,
        conditions: &[&str],
        outcome: &str,
        cuts: &Cuts,
        wanted: Wanted,
        expected: &[Expression],
    ) -> Result<Self, Error> {
        let search = Search::default();
        let truth_table = qca::truth_table(table, conditions, outcome, cuts)?;
        let none = truth_table.region(&Expression::default())?;
        let intermediate = || qca::intermediate(&truth_table, expected, &none, &search);
        let explained: Expression = outcome.parse()?;
        let literals = explained.terms().iter().flat_map(|term| term.literals());
        let used: Vec<&str> = conditions.iter().copied().chain(literals.map(|literal| &*literal.condition)).collect();
        let mut report = Self {
            remarks: table.remarks(&used)?,
            remainders: truth_table.remainders()?,
            conservative: wanted.conservative.then(|| qca::conservative(&truth_table, &search)).transpose()?,
            parsimonious: wanted.parsimonious.then(|| qca::parsimonious(&truth_table, &search)).transpose()?,
            intermediate: wanted.intermediate.then(intermediate).transpose()?,
            necessity: qca::single_conditions(table, conditions, outcome)?,
            supersets: qca::supersets(table, conditions, outcome, &NecessityCuts::default(), STEPS).ok(),
            warnings: Vec::new(),
            truth_table,
        };
        report.warnings = report.warned();
        Ok(report)
    }

    fn solutions(&self) -> impl Iterator<Item = &Solution> {
        let between = self.intermediate.iter().flatten().map(|between| &between.solution);
        self.conservative.iter().chain(&self.parsimonious).chain(between)
    }

    fn warned(&self) -> Vec<String> {
        let mut warnings: Vec<String> = self.truth_table.warnings.iter().map(ToString::to_string).collect();
        for solution in self.solutions() {
            let mut warn = |what: String| warnings.push(format!("{} solution: {what}", solution.kind));
            let listed = solution.models.len();
            if listed > 0 && solution.count != ModelCount::Exactly(1) {
                warn(format!(
                    "{} models, {listed} of them listed; the data do not choose between them",
                    solution.count
                ));
            }
            if solution.proof != Proof::Minimal {
                warn(solution.proof.to_string());
            }
            for row in solution.models.iter().flat_map(|model| &model.contradicted_by) {
                warn(format!("it covers row {row}, whose few cases speak against it"));
            }
        }
        if self.supersets.is_none() {
            warnings.push(format!("necessary combinations were not found within {STEPS} steps"));
        }
        warnings
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.truth_table)?;
        writeln!(f, "Rows with no case, or with too few: {}\n", self.remainders)?;
        for solution in self.conservative.iter().chain(&self.parsimonious) {
            writeln!(f, "{solution}")?;
        }
        for between in self.intermediate.iter().flatten() {
            writeln!(f, "{between}")?;
        }
        writeln!(f, "Single conditions\n  inclN   covN    RoN  inclS    PRI   covS")?;
        for Single { literal, necessity: n, sufficiency: s, .. } in &self.necessity {
            write!(f, "  {:>5}  {:>5}  {:>5}", n.inclusion, n.coverage, n.relevance)?;
            writeln!(f, "  {:>5}  {:>5}  {:>5}  {literal}", s.inclusion, s.pri, s.coverage)?;
        }
        if let Some(supersets) = &self.supersets {
            write!(f, "\n{supersets}")?;
        }
        // Those of the truth table stand below it.
        let more = &self.warnings[self.truth_table.warnings.len()..];
        writeln!(f, "\n{}", if more.is_empty() { "No further warnings" } else { "Further warnings" })?;
        more.iter().try_for_each(|warning| writeln!(f, "  {warning}"))
    }
}
