//! Factoring: `A*B + A*C` as `A*(B + C)`.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Serialize, Serializer};

use super::expression::{Conjunction, Expression, Literal};

/// How deep parentheses are nested at most; below, a sum stays written out.
const DEEPEST: usize = 8;

/// How many terms are held at most in search of all factored forms.
const MOST_HELD: usize = 50_000;

/// An expression with what its terms share before parentheses.
///
/// It prints as what can be read again: reading it gives the expression that was factored. Since min and max distribute
/// over each other it has the same membership in every case, fuzzy ones included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Factored {
    sum: Sum,
}

/// The factored forms of an expression; made by [`Expression::factorings`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Factorings {
    /// The forms, those with the fewest literals first.
    pub forms: Vec<Factored>,
    /// Whether these are all.
    pub whole: bool,
}

/// Parts that are joined by "or".
type Sum = Vec<Part>;

/// Some terms, times a sum of two parts or more; or one term alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    /// What stands before the parentheses: one term, or several in parentheses of their own.
    before: Vec<Conjunction>,
    inside: Sum,
}

/// A term as a set of literals.
type Term = BTreeSet<Literal>;

impl Expression {
    /// The expression with common factors before parentheses, so that few literals are written.
    ///
    /// Step by step that factor is taken out which saves most literals, the first in order among equals, and likewise
    /// within the parentheses, eight levels deep. Terms in parentheses that are the same are joined:
    /// `(A + B)*(C + D)`. It need not be the shortest form that there is; see [`factorings`](Self::factorings).
    ///
    /// O(terms × literals²), for the literals that differ.
    ///
    /// ```
    /// use cocreation::qca::Expression;
    ///
    /// let path: Expression = "TIES*TRUST + TIES*~POWER + SKILL".parse()?;
    /// assert_eq!(path.factored().to_string(), "SKILL + TIES*(~POWER + TRUST)");
    /// assert_eq!(path.factored().to_string().parse::<Expression>()?, path);
    /// let pairs: Expression = "A*C + A*D + B*C + B*D".parse()?;
    /// assert_eq!(pairs.factored().to_string(), "(A + B)*(C + D)");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn factored(&self) -> Factored {
        Factored { sum: factored(terms(self), DEEPEST) }
    }

    /// All ways of taking common factors out of the terms until no two that are left share a literal, no more than `most`.
    ///
    /// Which factor is taken out first makes the difference: `A*B + B*C + C*D` is `A*B + C*(B + D)` and `C*D + B*(A + C)`.
    /// Within parentheses each is [factored](Self::factored) in one way. There may be exponentially many; the search tries
    /// 50 000 / terms beginnings at most, and says whether these were all.
    ///
    /// ```
    /// use cocreation::qca::Expression;
    ///
    /// let found = "A*B + B*C + C*D".parse::<Expression>()?.factorings(10);
    /// let forms: Vec<String> = found.forms.iter().map(ToString::to_string).collect();
    /// assert_eq!((forms, found.whole), (vec!["A*B + C*(B + D)".to_owned(), "C*D + B*(A + C)".to_owned()], true));
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn factorings(&self, most: usize) -> Factorings {
        let most_starts = MOST_HELD / self.terms().len().max(1);
        let mut starts = vec![(Sum::new(), terms(self))];
        let (mut seen, mut forms): (BTreeSet<_>, BTreeSet<_>) = (starts.iter().cloned().collect(), BTreeSet::new());
        while let Some((taken, rest)) = starts.pop() {
            let groups = groups(&rest);
            if groups.is_empty() {
                let sum = ordered(taken.into_iter().chain(rest.into_iter().map(Part::alone)).collect());
                forms.insert((literals(&sum), Factored { sum }));
                continue;
            }
            for group in groups {
                let mut taken = taken.clone();
                taken.push(group.part(&rest, DEEPEST));
                taken.sort();
                let start = (taken, group.others(&rest));
                if seen.len() < most_starts && seen.insert(start.clone()) {
                    starts.push(start);
                }
            }
        }
        let whole = seen.len() < most_starts && forms.len() <= most;
        Factorings { forms: forms.into_iter().map(|(_, form)| form).take(most).collect(), whole }
    }
}

fn terms(expression: &Expression) -> Vec<Term> {
    expression.terms().iter().map(|term| term.literals().cloned().collect()).collect()
}

/// Terms with a common factor.
struct Group {
    factor: Term,
    /// The places of the terms.
    members: Vec<usize>,
}

/// For each literal that two terms have, those that have it, and all that they share.
fn groups(terms: &[Term]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for literal in terms.iter().flatten().collect::<BTreeSet<_>>() {
        let members: Vec<usize> = (0..terms.len()).filter(|&at| terms[at].contains(literal)).collect();
        if members.len() < 2 || groups.iter().any(|group| group.members == members) {
            continue;
        }
        let shared = |factor: Term, at: &usize| &factor & &terms[*at];
        let factor = members.iter().fold(terms[members[0]].clone(), shared);
        groups.push(Group { factor, members });
    }
    groups
}

impl Group {
    /// How many literals need not be written.
    fn saved(&self) -> usize {
        (self.members.len() - 1) * self.factor.len()
    }

    fn others(&self, terms: &[Term]) -> Vec<Term> {
        (0..terms.len()).filter(|at| !self.members.contains(at)).map(|at| terms[at].clone()).collect()
    }

    fn part(&self, terms: &[Term], depth: usize) -> Part {
        let quotient = self.members.iter().map(|&at| &terms[at] - &self.factor).collect();
        Part { before: vec![Conjunction::of(self.factor.clone())], inside: factored(quotient, depth - 1) }
    }
}

/// The terms with the factors taken out that save most; `depth` bounds how often it calls itself.
fn factored(mut rest: Vec<Term>, depth: usize) -> Sum {
    let mut sum = Sum::new();
    // The first of the best.
    let best = |rest: &[Term]| groups(rest).into_iter().rev().max_by_key(Group::saved).filter(|_| depth > 0);
    while let Some(group) = best(&rest) {
        sum.push(group.part(&rest, depth));
        rest = group.others(&rest);
    }
    ordered(sum.into_iter().chain(rest.into_iter().map(Part::alone)).collect())
}

/// The parts in order; those with the same parentheses are joined.
fn ordered(parts: Sum) -> Sum {
    let mut joined: Sum = Vec::new();
    for part in parts {
        match joined.iter_mut().find(|other| !part.inside.is_empty() && other.inside == part.inside) {
            Some(other) => other.before.extend(part.before),
            None => joined.push(part),
        }
    }
    joined.iter_mut().for_each(|part| part.before.sort());
    joined.sort_by_cached_key(|part| (literals(std::slice::from_ref(part)), part.clone()));
    joined
}

/// How many literals are written.
fn literals(sum: &[Part]) -> usize {
    let own = |part: &Part| part.before.iter().map(|term| term.literals().len()).sum::<usize>();
    sum.iter().map(|part| own(part) + literals(&part.inside)).sum()
}

impl Part {
    fn alone(term: Term) -> Self {
        Self { before: vec![Conjunction::of(term)], inside: Sum::new() }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let terms: Vec<String> = self.before.iter().map(ToString::to_string).collect();
        match (terms.len(), self.inside.is_empty()) {
            (_, true) => return f.write_str(&terms.join(" + ")),
            (1, false) => write!(f, "{}*(", terms[0])?,
            (_, false) => write!(f, "({})*(", terms.join(" + "))?,
        }
        printed(f, &self.inside)?;
        f.write_str(")")
    }
}

impl fmt::Display for Factored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.sum.is_empty() { f.write_str("0") } else { printed(f, &self.sum) }
    }
}

fn printed(f: &mut fmt::Formatter<'_>, sum: &[Part]) -> fmt::Result {
    for (at, part) in sum.iter().enumerate() {
        write!(f, "{}{part}", if at > 0 { " + " } else { "" })?;
    }
    Ok(())
}

impl Serialize for Factored {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
