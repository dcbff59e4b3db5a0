//! Attribute exploration: asking somebody who knows more than the table.

use std::fmt::{self, Display};

use serde::Serialize;

use super::closure::{closed, next_closed};
use super::report::{arrow, names};
use super::set::{self, Set};
use super::table::{Incidence, Table};
use crate::error::{Error, ErrorKind};

/// Asks, implication by implication, what holds in general, and learns from every answer.
///
/// It answers: which implications hold among *all* objects of a kind, of which the table has only a few? As an iterator it
/// gives the next [`Conjecture`] that no object of the table refutes and that does not follow from what was confirmed. The
/// caller, who knows the field, either [confirms](Self::confirm) it or [refutes](Self::refute) it with an object that has
/// the premise and lacks part of the conclusion; then the next one is asked for. A conjecture without an answer is asked
/// again. At the end, whatever implication holds in general follows from the confirmed ones, and an object of the table
/// refutes each that does not.
///
/// If every cell is known, the confirmed implications are the canonical basis of the final table, and no fewer questions
/// than these would do. Unknown cells are no counterexamples: only an object that *surely* has the premise and *surely*
/// lacks part of the conclusion refutes.
///
/// Between two questions all sets that are closed already are passed over: O(sets × attributes × (implications ×
/// attributes / 64 + cells / 64)). There can be exponentially many, so explore a dozen or two of attributes, not hundreds.
///
/// Sources: Ganter & Wille 1999, §2.3; for unknown cells Burmeister & Holzer 2005.
///
/// ```
/// use cocreation::lattice::{Exploration, Incidence::{Has, Lacks}, Table};
///
/// // What do we know of all birds? So far we know a duck.
/// let table = Table::new(["duck"], ["flies", "swims"], |_, _| Has);
/// let mut exploration = Exploration::new(table);
///
/// let asked = exploration.next().expect("there is something to ask");
/// assert_eq!(asked.to_string(), "(nothing) → flies, swims");
/// exploration.refute("penguin", &[Lacks, Has])?;
/// let asked = exploration.next().expect("do all birds swim?");
/// assert_eq!(asked.to_string(), "(nothing) → swims");
/// exploration.refute("swift", &[Has, Lacks])?;
/// // Neither follows from nothing, neither from the other: there is nothing left to ask.
/// assert!(exploration.next().is_none() && exploration.confirmed().is_empty());
/// # Ok::<(), cocreation::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Exploration {
    table: Table,
    confirmed: Vec<Conjecture>,
    /// The next set that may be the premise of a question.
    at: Option<Set>,
    open: Option<Conjecture>,
}

/// An implication that the exploration asks for, and that is perhaps confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conjecture {
    /// The attributes that would imply.
    #[serde(skip)]
    pub premise: Set,
    /// The attributes that would be implied; none of them is in the premise.
    #[serde(skip)]
    pub conclusion: Set,
    #[serde(rename = "premise")]
    premise_names: Box<[Box<str>]>,
    #[serde(rename = "conclusion")]
    conclusion_names: Box<[Box<str>]>,
}

impl Conjecture {
    fn new(table: &Table, premise: Set, conclusion: Set) -> Self {
        let names = |set: &Set| set.iter().map(|place| table.attributes[place].clone()).collect();
        let (premise_names, conclusion_names) = (names(&premise), names(&conclusion));
        Self { premise, conclusion, premise_names, conclusion_names }
    }
}

impl Display for Conjecture {
    /// `premise → conclusion`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        arrow(f, &names(&self.premise_names), &names(&self.conclusion_names))
    }
}

impl Exploration {
    /// Begins with the objects that are known; there may be none.
    pub fn new(table: Table) -> Self {
        let at = Some(Set::empty(table.attributes.len()));
        Self { table, confirmed: Vec::new(), at, open: None }
    }

    /// The conjecture that waits for an answer.
    pub fn open(&self) -> Option<&Conjecture> {
        self.open.as_ref()
    }

    /// The implications that were confirmed, in the lectic order of their premises.
    pub fn confirmed(&self) -> &[Conjecture] {
        &self.confirmed
    }

    /// The objects that were known and the counterexamples.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The answer that the conjecture holds of all objects there are.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] if no conjecture waits for an answer.
    pub fn confirm(&mut self) -> Result<(), Error> {
        let confirmed = self.open.take().ok_or_else(nothing_asked)?;
        self.at = Some(confirmed.premise.clone());
        self.confirmed.push(confirmed);
        self.advance();
        Ok(())
    }

    /// The answer that the conjecture does not hold, with an object that shows it: what it has of each attribute.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`], and nothing changes, if no conjecture waits for an answer, the row is not as long as the
    /// table is wide, the object does not surely refute the conjecture, or it refutes one that was confirmed.
    pub fn refute(&mut self, object: &str, row: &[Incidence]) -> Result<(), Error> {
        let open = self.open.as_ref().ok_or_else(nothing_asked)?;
        let side = self.table.attributes.len();
        if row.len() != side {
            return Err(unusable(format!("{} cells: the table has {side} attributes", row.len())));
        }
        let mut alone = self.table.of_objects(&[]);
        alone.push(object.into(), row);
        if !refutes(&alone, open) {
            return Err(unusable(format!("the object has to have {} and to lack some of the rest", Given(open))));
        }
        if let Some(broken) = self.confirmed.iter().find(|confirmed| refutes(&alone, confirmed)) {
            return Err(unusable(format!("the object contradicts what was confirmed: {broken}")));
        }
        self.table.push(object.into(), row);
        self.open = None;
        Ok(())
    }

    /// Goes on to the next set that is closed under what was confirmed.
    fn advance(&mut self) {
        let implications = self.confirmed.iter().map(|one| (&one.premise, &one.conclusion));
        let at = self.at.as_ref();
        self.at = at.and_then(|at| next_closed(at, |set| closed(set, &implications)));
    }
}

impl Iterator for Exploration {
    type Item = Conjecture;

    /// The conjecture that waits for an answer, or the next one; none at the end.
    fn next(&mut self) -> Option<Conjecture> {
        while self.open.is_none() {
            let premise = self.at.as_ref()?;
            let conclusion = conceivable(&self.table, premise).difference(premise);
            if conclusion.is_empty() {
                self.advance();
            } else {
                self.open = Some(Conjecture::new(&self.table, premise.clone(), conclusion));
            }
        }
        self.open.clone()
    }
}

/// What may follow from the premise, as far as the objects that surely have it tell: all that each of them may have.
fn conceivable(table: &Table, premise: &Set) -> Set {
    let mut left = Set::full(premise.side());
    let rows = table.sure.rows().zip(table.possible.rows());
    for (_, possible) in rows.filter(|(sure, _)| set::is_subset(premise.words(), sure)) {
        set::intersect(left.words_mut(), possible);
    }
    left
}

fn refutes(object: &Table, conjecture: &Conjecture) -> bool {
    object.validity(&conjecture.premise, &conjecture.conclusion) == super::Validity::Refuted
}

/// The premise in words.
struct Given<'q>(&'q Conjecture);

impl Display for Given<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::report::list(f, &names(&self.0.premise_names))
    }
}

fn nothing_asked() -> Error {
    unusable("nothing was asked: ask for the next conjecture first".to_owned())
}

fn unusable(message: String) -> Error {
    Error::new(ErrorKind::Setting, message)
}
