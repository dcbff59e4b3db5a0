//! Solutions as the usual chart of configurations.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::markdown::{self, Escaped};
use crate::qca::{Conjunction, Expression, Literal, Model, Solution, Term};

/// How many models are written out.
const SHOWN: usize = 12;

/// Lays a solution out as the chart of Ragin & Fiss (2008): a column for each term, a row for each condition.
///
/// `●` is a condition that is there, `⊗` one that is not, a number the level of one with several; where there is nothing, it
/// does not matter. The fit of each term and of the whole model stand below. Of many models the first twelve are shown.
///
/// ```
/// use cocreation::qca::{Cuts, Search, Table, conservative, truth_table};
/// use cocreation::render;
///
/// let mut table = Table::new(["POWER", "TIES", "VALUE"])?;
/// for (case, row) in [("a", [0.0, 1.0, 1.0]), ("b", [1.0, 1.0, 0.0])] {
///     table.add(case, row)?;
/// }
/// let truth = truth_table(&table, &["POWER", "TIES"], "VALUE", &Cuts::inclusion(0.8))?;
/// let chart = render::solution(&conservative(&truth, &Search::default())?).markdown();
/// assert!(chart.contains("| POWER | ⊗ |\n| TIES | ● |\n| inclS | 1.000 |"));
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn solution(solution: &Solution) -> SolutionChart<'_> {
    SolutionChart { solution }
}

/// A solution to be written as a chart; made by [`solution`].
#[derive(Clone, Copy, Debug)]
pub struct SolutionChart<'s> {
    solution: &'s Solution,
}

impl SolutionChart<'_> {
    /// A Markdown table for each model.
    pub fn markdown(&self) -> String {
        let Solution { kind, outcome, models, count, proof, .. } = self.solution;
        let title = format!("The {kind} solution for {outcome}: models {count}, {proof}");
        let mut text = format!("**{}**\n", Escaped(&title));
        for (nth, model) in models.iter().take(SHOWN).enumerate() {
            chart(&mut text, nth + 1, model, outcome);
        }
        let note = match (models.is_empty(), models.len().saturating_sub(SHOWN)) {
            (true, _) => "\nNo model is listed.\n".to_owned(),
            (false, 0) => return text + "\n● there, ⊗ not there, blank: either.\n",
            (false, more) => format!("\n● there, ⊗ not there, blank: either. {more} more models are listed.\n"),
        };
        text + &note
    }
}

fn chart(text: &mut String, number: usize, model: &Model, outcome: &str) {
    // Writing to a string does not fail.
    let _ = write!(text, "\nM{number}: {}\n\n", Escaped(&format!("{model} → {outcome}")));
    let terms: Vec<Vec<Literal>> = model.terms.iter().map(|term| literals(&term.term)).collect();
    let numbers = (1..=terms.len()).map(|nth| format!("{number}.{nth}"));
    let head: Vec<String> = ["condition".to_owned()].into_iter().chain(numbers).chain(["model".to_owned()]).collect();
    let head: Vec<&str> = head.iter().map(String::as_str).take(if terms.len() > 1 { usize::MAX } else { 2 }).collect();
    markdown::head(text, &head);
    let names: BTreeSet<&str> = terms.iter().flatten().map(|literal| &*literal.condition).collect();
    let fill = |cells: Vec<String>| cells.into_iter().chain([String::new()]).take(head.len()).collect::<Vec<_>>();
    for name in names {
        let cells = terms.iter().map(|term| mark(term, name));
        markdown::row(text, fill([Escaped(name).to_string()].into_iter().chain(cells).collect()));
    }
    let whole = [model.fit.inclusion, model.fit.pri, model.fit.coverage].map(|figure| figure.to_string());
    let figure = |at: usize| {
        let of = move |term: &Term| [term.fit.inclusion, term.fit.pri, term.fit.coverage, term.unique][at].to_string();
        model.terms.iter().map(of)
    };
    for (at, name) in ["inclS", "PRI", "covS", "covU"].into_iter().enumerate() {
        let all = whole.get(at).cloned().unwrap_or_default();
        let cells = [name.to_owned()].into_iter().chain(figure(at)).chain([all]);
        markdown::row(text, cells.take(head.len()));
    }
    if !model.assumptions.is_empty() {
        let _ = write!(text, "\nAssumes the rows {}.\n", Escaped(&model.assumptions.to_string()));
    }
    for row in &model.contradicted_by {
        let _ = write!(text, "\nThe few cases of row {row}, which it covers, speak against it.\n");
    }
}

/// The literals of a term as it is written; none of the term that is always so.
fn literals(term: &str) -> Vec<Literal> {
    let read = term.parse::<Expression>().unwrap_or_default();
    read.terms().iter().flat_map(Conjunction::literals).cloned().collect()
}

fn mark(term: &[Literal], name: &str) -> String {
    match term.iter().find(|literal| *literal.condition == *name) {
        None => String::new(),
        Some(Literal { level: Some(level), negated: false, .. }) => level.to_string(),
        Some(Literal { level: Some(level), negated: true, .. }) => format!("not {level}"),
        Some(Literal { negated, .. }) => if *negated { "⊗" } else { "●" }.to_owned(),
    }
}
