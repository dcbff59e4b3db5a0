//! The map as plain text, for a terminal of 100 columns.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;

use super::text::{clip, wrap};
use super::{CaseCell, Cell, Mapping, Share, Status, Term, cases_with};

/// How many ids a line lists before it only says how many more there are.
const LISTED: usize = 8;

const NAME_WIDTH: usize = 14;
const CELL_WIDTH: usize = 10;
const LAST_WIDTH: usize = 14;
const CASE_WIDTH: usize = 40;

/// How many practices stand side by side; more of them come in further tables.
const COLUMNS: usize = 8;
const STATUS_WIDTH: usize = 19;

const CONTESTED: char = '!';
const ONLY_AUTHORS: char = '*';

impl<C: Term, P: Term> Display for Mapping<C, P> {
    /// The table, its legend, and the links with their claims.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let cases = if self.cases.len() == 1 { "case" } else { "cases" };
        let ids: Vec<String> = self.cases.iter().map(|id| clip(id, CASE_WIDTH)).collect();
        wrap(f, &format!("Capability–practice map of {} {cases}: {}", self.cases.len(), Listed(&ids)))?;
        for start in (0..self.practices().len()).step_by(COLUMNS) {
            writeln!(f)?;
            table(f, self, start..self.practices().len().min(start + COLUMNS))?;
        }
        legend(f)?;
        if !self.undeclared.is_empty() {
            wrap(f, &format!("No case declares: {}", Listed(&self.undeclared)))?;
        }
        self.cells.iter().filter(|cell| cell.cases_with > 0).try_for_each(|cell| write!(f, "\n{cell}"))
    }
}

/// The rows of some practices, with their headings.
fn table<C: Term, P: Term>(f: &mut Formatter<'_>, map: &Mapping<C, P>, part: Range<usize>) -> fmt::Result {
    let practices = &map.practices()[part.clone()];
    let width = |at: usize| if at + 1 < practices.len() { CELL_WIDTH - 1 } else { LAST_WIDTH };
    // Labels such as "Co-diagnosis" take two lines, so that eight columns fit.
    let halves = || practices.iter().enumerate().map(|(at, term)| (at, halved(term.label())));
    line(f, "", halves().map(|(at, (upper, _))| clip(upper, width(at))))?;
    line(f, "", halves().map(|(at, (_, lower))| clip(lower, width(at))))?;
    map.rows().try_for_each(|(capability, cells)| {
        line(f, &clip(capability.label(), NAME_WIDTH - 1), cells[part.clone()].iter().map(in_table))
    })
}

fn halved(label: &str) -> (&str, &str) {
    label.find('-').map_or(("", label), |hyphen| label.split_at(hyphen + 1))
}

fn line(f: &mut Formatter<'_>, name: &str, cells: impl Iterator<Item = String>) -> fmt::Result {
    let cells: String = cells.map(|text| format!("{text:<CELL_WIDTH$}")).collect();
    writeln!(f, "{}", format!("{name:<NAME_WIDTH$}{cells}").trim_end())
}

fn in_table<C: Term, P: Term>(cell: &Cell<C, P>) -> String {
    let mut text = String::from(cell.status.row().symbol);
    text.extend(cell.contested.then_some(CONTESTED));
    text.extend(cell.only_authors_claims.then_some(ONLY_AUTHORS));
    if cell.cases_searched > 0 {
        text.push_str(&format!(" {}/{}", cell.cases_with, cell.cases_searched));
    }
    text
}

fn legend(f: &mut Formatter<'_>) -> fmt::Result {
    writeln!(f)?;
    for status in Status::ALL {
        writeln!(f, "{} {status:<STATUS_WIDTH$} {}", status.row().symbol, status.row().meaning)?;
    }
    for (mark, label, meaning) in [
        (CONTESTED, "contested", "Claims both link the two and deny the link."),
        (ONLY_AUTHORS, "authors' claims", "Every link rests on claims of the authors alone, not on an observation."),
    ] {
        writeln!(f, "{mark} {label:<STATUS_WIDTH$} {meaning}")?;
    }
    writeln!(f, "k/n: of n cases that claim, deny or looked for the link, k have it. Intervals hold 90 %.")
}

impl<C: Term, P: Term> Display for Cell<C, P> {
    /// The status, the three shares side by side, and the cases with a link.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (capability, practice) = (self.capability.label(), self.practice.label());
        let marks = marks(self.contested, self.only_authors_claims);
        wrap(f, &format!("{capability} × {practice}: {}{marks}", self.status))?;
        match self.raw {
            Some(raw) => write!(f, "  raw {}/{} = {raw}", self.cases_with, self.cases_searched)?,
            None => write!(f, "  raw -")?,
        }
        writeln!(f, "   prior {:.2}, weight {}   posterior {}", self.prior.mean, self.prior.strength, self.posterior)?;
        if let Some(source) = self.prior.source {
            writeln!(f, "  prior source: {} {}", source.work, source.locator)?;
        }
        cases_with(self).try_for_each(|in_case| wrap(f, &format!("  {in_case}")))
    }
}

fn marks(contested: bool, only_authors_claims: bool) -> &'static str {
    match (contested, only_authors_claims) {
        (false, false) => "",
        (true, false) => ", contested",
        (false, true) => ", on authors' claims only",
        (true, true) => ", contested, on authors' claims only",
    }
}

impl Display for CaseCell {
    /// `a-case: evidenced; c12, c15; not found by s1`
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}{}",
            clip(&self.case, CASE_WIDTH),
            self.status,
            marks(self.contested, self.only_authors_claims)
        )?;
        if !self.claims.is_empty() {
            write!(f, "; {}", Listed(&self.claims))?;
        }
        if !self.searches.is_empty() {
            write!(f, "; not found by {}", Listed(&self.searches))?;
        }
        if !self.develops.is_empty() {
            write!(f, "; developed by it in {}", Listed(&self.develops))?;
        }
        Ok(())
    }
}

impl Display for Share {
    /// `0.40 [0.15, 0.68]`
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} [{:.2}, {:.2}]", self.value, self.low, self.high)
    }
}

/// The first few of many ids.
struct Listed<'a, T>(&'a [T]);

impl<T: Display> Display for Listed<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (nth, item) in self.0.iter().take(LISTED).enumerate() {
            write!(f, "{}{item}", if nth > 0 { ", " } else { "" })?;
        }
        match self.0.len().saturating_sub(LISTED) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}
