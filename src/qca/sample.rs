//! The cases of one analysis: those whose conditions and outcome are all known.

use std::fmt::Write;

use serde::Serialize;

use super::expression::{Conjunction, Expression, Literal, Reader};
use super::region::{Block, Region, below};
use super::table::{Levels, Table};
use crate::error::{Error, ErrorKind};

/// The most conditions of an analysis.
const MOST_CONDITIONS: usize = 64;

/// A case that is left out of an analysis, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// The name of the case.
    pub case: Box<str>,
    /// The conditions, or the expressions asked for, and the outcome, in which its membership is not known, or only within bounds.
    pub unknown: Vec<Box<str>>,
}

/// Memberships of cases in conditions and outcome, without gaps.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sample {
    pub(super) conditions: Vec<Box<str>>,
    pub(super) levels: Vec<u8>,
    /// Whether levels are written out: some condition has more than two.
    pub(super) multi_value: bool,
    pub(super) outcome: Literal,
    pub(super) cases: Vec<Box<str>>,
    /// By case, then by condition: a membership in [0, 1] or a level.
    pub(super) x: Vec<Vec<f64>>,
    pub(super) y: Vec<f64>,
    pub(super) left_out: Vec<LeftOut>,
}

impl Sample {
    pub(super) fn of(table: &Table, conditions: &[&str], outcome: &str) -> Result<Self, Error> {
        let outcome = single_literal(outcome)?;
        let (levels, columns) = checked(table, conditions, &outcome)?;
        let reader = outcome.reader(table)?;
        let mut sample = Self {
            conditions: conditions.iter().map(|name| (*name).into()).collect(),
            multi_value: levels.iter().any(|&levels| levels > 2),
            levels,
            outcome,
            cases: Vec::new(),
            x: Vec::new(),
            y: Vec::new(),
            left_out: Vec::new(),
        };
        (0..table.cases().len()).for_each(|case| sample.take(table, case, &columns, &reader));
        if sample.cases.is_empty() {
            return Err(Error::new(
                ErrorKind::Setting,
                "no case has known memberships in all conditions and the outcome",
            ));
        }
        Ok(sample)
    }

    /// Takes a case in, or notes why not.
    fn take(&mut self, table: &Table, case: usize, columns: &[usize], reader: &Reader) {
        let (name, row) = (table.cases()[case].clone(), table.row(case));
        let known: Vec<f64> = columns.iter().filter_map(|&column| row[column].known()).collect();
        let outcome = reader.bounds(row);
        let outcome_unknown = outcome.0 < outcome.1;
        if known.len() == columns.len() && !outcome_unknown {
            self.cases.push(name);
            self.x.push(known);
            self.y.push(outcome.0);
            return;
        }
        let gaps = columns
            .iter()
            .filter(|&&column| row[column].known().is_none())
            .map(|&column| table.columns()[column].clone());
        let unknown = gaps.chain(outcome_unknown.then(|| self.outcome.condition.clone())).collect();
        self.left_out.push(LeftOut { case: name, unknown });
    }

    /// The membership of a case in a level of a condition.
    pub(super) fn degree(&self, case: usize, condition: usize, level: u8) -> f64 {
        let value = self.x[case][condition];
        match (self.levels[condition], level) {
            (2, 0) => 1.0 - value,
            (2, _) => value,
            _ => f64::from(u8::from(value == f64::from(level))),
        }
    }

    /// The memberships of all cases in a term.
    pub(super) fn term(&self, levels: &[Option<u8>]) -> Vec<f64> {
        let kept = levels.iter().enumerate().filter_map(|(condition, level)| level.map(|level| (condition, level)));
        let kept: Vec<(usize, u8)> = kept.collect();
        let degree = |case: usize| kept.iter().map(|&(at, level)| self.degree(case, at, level)).fold(1.0, f64::min);
        (0..self.cases.len()).map(degree).collect()
    }

    /// The term as it is written.
    pub(super) fn name(&self, levels: &[Option<u8>]) -> Box<str> {
        let mut name = String::new();
        let kept = levels.iter().enumerate().filter_map(|(condition, level)| level.map(|level| (condition, level)));
        for (condition, level) in kept {
            let literal = self.literal(condition, level);
            // Nothing can go wrong when text is written to text.
            let _ = write!(name, "{}{literal}", if name.is_empty() { "" } else { "*" });
        }
        if name.is_empty() { "1".into() } else { name.into() }
    }

    pub(super) fn literal(&self, condition: usize, level: u8) -> Literal {
        Literal {
            condition: self.conditions[condition].clone(),
            level: self.multi_value.then_some(level),
            negated: !self.multi_value && level == 0,
        }
    }

    pub(super) fn block(&self, levels: &[Option<u8>]) -> Block {
        levels.iter().zip(&self.levels).map(|(level, &count)| level.map_or(below(count), |level| 1 << level)).collect()
    }

    /// The number of a row: 1 for the first level of every condition, the last condition turning fastest.
    pub(super) fn number(&self, row: &[u8]) -> u128 {
        let step = |number: u128, (level, count): (&u8, &u8)| number * u128::from(*count) + u128::from(*level);
        row.iter().zip(&self.levels).fold(0, step) + 1
    }

    /// The rows for which an expression speaks.
    pub(super) fn region(&self, expression: &Expression) -> Result<Region, Error> {
        let blocks = expression.terms().iter().map(|term| self.allowed(term)).collect::<Result<Vec<_>, _>>()?;
        Region::of(&self.levels, blocks.iter().filter(|block| block.iter().all(|&levels| levels != 0)))
    }

    /// The levels that a term allows of each condition.
    pub(super) fn allowed(&self, term: &Conjunction) -> Result<Block, Error> {
        let mut block: Block = self.levels.iter().map(|&count| below(count)).collect();
        for literal in term.literals() {
            let at = self.conditions.iter().position(|name| *name == literal.condition);
            let unknown = || format!("`{}` is not a condition of the analysis", literal.condition);
            let at = at.ok_or_else(|| Error::new(ErrorKind::UnknownName, unknown()))?;
            let count = self.levels[at];
            let level = literal.level.or((count == 2).then_some(1)).filter(|&level| level < count);
            let wrong = || format!("`{literal}` is no level of a condition with levels 0 to {}", count - 1);
            let level = 1 << level.ok_or_else(|| Error::new(ErrorKind::Setting, wrong()))?;
            block[at] &= if literal.negated { !level } else { level };
        }
        Ok(block)
    }
}

pub(super) fn single_literal(outcome: &str) -> Result<Literal, Error> {
    let expression: Expression = outcome.parse()?;
    let literals: Vec<&Literal> = expression.terms().iter().flat_map(Conjunction::literals).collect();
    match literals[..] {
        [literal] => Ok(literal.clone()),
        _ => Err(Error::new(ErrorKind::Setting, format!("`{outcome}` is not one column, or its negation"))),
    }
}

/// The levels and the columns of the conditions, if an analysis can be made of them.
fn checked(table: &Table, conditions: &[&str], outcome: &Literal) -> Result<(Vec<u8>, Vec<usize>), Error> {
    let refuse = |message: String| Err(Error::new(ErrorKind::Setting, message));
    if !(1..=MOST_CONDITIONS).contains(&conditions.len()) {
        return refuse(format!("an analysis has 1 to {MOST_CONDITIONS} conditions, not {}", conditions.len()));
    }
    for (at, name) in conditions.iter().enumerate() {
        if **name == *outcome.condition || conditions[..at].contains(name) {
            return refuse(format!("`{name}` is given twice among the conditions and the outcome"));
        }
    }
    let count = |name: &&str| table.levels(name).map(Levels::count);
    let levels = conditions.iter().map(count).collect::<Result<Vec<u8>, _>>()?;
    let rows = levels.iter().try_fold(1_u128, |product, &levels| product.checked_mul(u128::from(levels)));
    if rows.is_none() {
        return refuse("the rows of the truth table cannot be numbered: too many conditions with many levels".into());
    }
    let columns = conditions.iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
    Ok((levels, columns))
}
