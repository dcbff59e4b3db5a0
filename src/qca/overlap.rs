//! The memberships of cases in several expressions and in the outcome, where all of them are known.

use super::expression::Expression;
use super::sample::{LeftOut, single_literal};
use super::table::Table;
use super::truth_table::Ambiguous;
use crate::error::{Error, ErrorKind};

/// An expression and the table that it is read on.
pub(super) type Read<'a> = (&'a Table, &'a Expression);

/// Memberships in sets and in the outcome, without gaps.
pub(super) struct Overlap {
    pub(super) outcome: Box<str>,
    pub(super) cases: Vec<Box<str>>,
    /// By set, then by case.
    pub(super) sets: Vec<Vec<f64>>,
    pub(super) y: Vec<f64>,
    pub(super) left_out: Vec<LeftOut>,
}

impl Overlap {
    /// Reads the outcome on the first table and each expression on its own.
    pub(super) fn of(table: &Table, outcome: &str, expressions: &[Read<'_>]) -> Result<Self, Error> {
        let outcome = Expression::of([super::Conjunction::of([single_literal(outcome)?])])?;
        let mut columns = Vec::with_capacity(expressions.len() + 1);
        for (own, expression) in expressions.iter().copied().chain([(table, &outcome)]) {
            if own.cases() != table.cases() {
                return Err(Error::new(ErrorKind::Setting, "the tables do not have the same cases in the same order"));
            }
            columns.push((expression.to_string(), expression.evaluate(own)?));
        }
        let known: Vec<usize> =
            (0..table.cases().len()).filter(|&case| columns.iter().all(|(_, column)| column[case].is_some())).collect();
        if known.is_empty() {
            return Err(Error::new(ErrorKind::Setting, "no case has known memberships in all expressions"));
        }
        let of_known = |column: &[Option<f64>]| known.iter().filter_map(|&case| column[case]).collect();
        let mut sets: Vec<Vec<f64>> = columns.iter().map(|(_, column)| of_known(column)).collect();
        Ok(Self {
            outcome: outcome.to_string().into(),
            y: sets.pop().unwrap_or_default(),
            sets,
            left_out: left_out(table, &columns),
            cases: known.iter().map(|&case| table.cases()[case].clone()).collect(),
        })
    }

    /// The names of the cases that pass a test.
    pub(super) fn named(&self, test: impl Fn(usize) -> bool) -> Vec<Box<str>> {
        (0..self.cases.len()).filter(|case| test(*case)).map(|case| self.cases[case].clone()).collect()
    }

    /// The case, if it has a membership of exactly 0.5 in one of these sets or in the outcome.
    pub(super) fn ambiguous(&self, case: usize, sets: &[(&str, f64)]) -> Option<Ambiguous> {
        let conditions: Vec<Box<str>> =
            sets.iter().filter(|(_, degree)| *degree == 0.5).map(|(name, _)| (*name).into()).collect();
        let outcome = self.y[case] == 0.5;
        let any = outcome || !conditions.is_empty();
        any.then(|| Ambiguous { case: self.cases[case].clone(), conditions, outcome })
    }
}

fn left_out(table: &Table, columns: &[(String, Vec<Option<f64>>)]) -> Vec<LeftOut> {
    let unknown = |case: usize| {
        let mut names: Vec<Box<str>> = Vec::new();
        for (name, _) in columns.iter().filter(|(_, column)| column[case].is_none()) {
            if !names.iter().any(|other| **other == **name) {
                names.push(name.as_str().into());
            }
        }
        (!names.is_empty()).then(|| LeftOut { case: table.cases()[case].clone(), unknown: names })
    };
    (0..table.cases().len()).filter_map(unknown).collect()
}
