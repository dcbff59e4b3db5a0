//! Expressions such as `A*~B + C[2]`: read, printed, negated, and evaluated on a table.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::membership::Membership;
use super::table::{Levels, Table, is_name};
use crate::error::{Error, ErrorKind};

/// The most terms of an expression, and the most that are looked through for those.
const MOST_TERMS: usize = 2_000;
const MOST_CANDIDATES: usize = 20_000;

/// A disjunction of conjunctions of conditions.
///
/// `+` is or, `*` is and, `~` is not, and parentheses group; `A[1]` and `A{1}` are level 1 of `A`. What is read is put into
/// a sum of products by rules that hold for fuzzy memberships as they do for crisp ones: distribution, De Morgan, `A*A = A`
/// and `A + A*B = A`. `A*~A` is *not* dropped, since a case may be in both to degree 0.5. Literals stand in order of
/// their names and terms with fewest literals first; the expression without terms prints as `0`, the term without literals as `1`.
///
/// ```
/// use cocreation::qca::Expression;
///
/// let path: Expression = "TIES*~POWER + TRUST".parse()?;
/// assert_eq!(path.to_string(), "TRUST + ~POWER*TIES");
/// assert_eq!(path.negated()?.to_string(), "POWER*~TRUST + ~TIES*~TRUST");
/// assert_eq!("~(A + B{2})*(A + C)".parse::<Expression>()?.to_string(), "A*~A*~B[2] + ~A*~B[2]*C");
/// # Ok::<(), cocreation::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Expression {
    terms: Vec<Conjunction>,
}

/// A conjunction of literals, in order and each once; without any it is full in every case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Conjunction {
    literals: BTreeSet<Literal>,
}

/// A condition or a level of it, or the negation of that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Literal {
    /// The name of the condition.
    pub condition: Box<str>,
    /// The level, of a multi-value condition.
    pub level: Option<u8>,
    /// Whether it is negated.
    pub negated: bool,
}

impl Expression {
    /// The expression of these terms.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] for more than 2000 terms.
    pub fn of(terms: impl IntoIterator<Item = Conjunction>) -> Result<Self, Error> {
        let mut terms: Vec<Conjunction> = terms.into_iter().collect();
        if terms.len() > MOST_CANDIDATES {
            return Err(too_long());
        }
        terms.sort();
        terms.dedup();
        let mut kept: Vec<Conjunction> = Vec::new();
        for term in terms {
            if !kept.iter().any(|shorter| shorter.literals.is_subset(&term.literals)) {
                kept.push(term);
            }
            if kept.len() > MOST_TERMS {
                return Err(too_long());
            }
        }
        Ok(Self { terms: kept })
    }

    /// Its terms, in order.
    pub fn terms(&self) -> &[Conjunction] {
        &self.terms
    }

    /// Its negation, by De Morgan's rules. The negation of a *solution* does not explain the negation of the outcome; that
    /// takes an analysis of its own.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] if it has more than 2000 terms.
    pub fn negated(&self) -> Result<Self, Error> {
        let not = |literal: &Literal| Conjunction::of([Literal { negated: !literal.negated, ..literal.clone() }]);
        let factor = |term: &Conjunction| Self::of(term.literals.iter().map(not));
        self.terms.iter().try_fold(Self::always(), |product, term| product.and(&factor(term)?))
    }

    /// Both this and the other.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] if that has more than 2000 terms.
    pub fn and(&self, other: &Self) -> Result<Self, Error> {
        let with = |own: &Conjunction, other: &Conjunction| own.literals.union(&other.literals).cloned().collect();
        let pairs = self.terms.iter().flat_map(|own| other.terms.iter().map(move |other| (own, other)));
        if self.terms.len().saturating_mul(other.terms.len()) > MOST_CANDIDATES {
            return Err(too_long());
        }
        Self::of(pairs.map(|(own, other)| Conjunction { literals: with(own, other) }))
    }

    /// This, or the other, or both.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] if that has more than 2000 terms.
    pub fn or(&self, other: &Self) -> Result<Self, Error> {
        Self::of(self.terms.iter().chain(&other.terms).cloned())
    }

    fn always() -> Self {
        Self { terms: vec![Conjunction::default()] }
    }

    /// The membership of each case: the greatest of the terms, each the least of its literals. `None` where it depends on a
    /// membership that is not known.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnknownName`] if the table has no such condition, [`ErrorKind::Setting`] if it has no such level, or if
    /// the name of a multi-value condition stands without a level.
    ///
    /// ```
    /// use cocreation::qca::{Expression, Table};
    ///
    /// let mut table = Table::new(["A", "B"])?;
    /// table.add("known", [0.8, 0.3])?;
    /// table.add("half known", [Some(0.2), None])?;
    /// let both: Expression = "A*~B".parse()?;
    /// assert_eq!(both.evaluate(&table)?, [Some(0.7), None]); // at most 0.2, but who knows
    /// let either: Expression = "B + ~B".parse()?;
    /// assert_eq!(either.evaluate(&table)?[0], Some(0.7));
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn evaluate(&self, table: &Table) -> Result<Vec<Option<f64>>, Error> {
        let exact = |(least, most): (f64, f64)| (least == most).then_some(least);
        Ok(self.bounds(table)?.into_iter().map(exact).collect())
    }

    /// The least and the greatest membership that each case may have, where what is not known may be anything
    /// within its bounds.
    ///
    /// Where a condition stands in it more than once the bounds may be wider than what can be.
    ///
    /// # Errors
    ///
    /// As for [`evaluate`](Self::evaluate).
    pub fn bounds(&self, table: &Table) -> Result<Vec<(f64, f64)>, Error> {
        let mut all = vec![(0.0_f64, 0.0_f64); table.cases().len()];
        for term in &self.terms {
            let readers = term.literals.iter().map(|literal| literal.reader(table)).collect::<Result<Vec<_>, _>>()?;
            for (case, own) in all.iter_mut().enumerate() {
                let read = readers.iter().map(|reader| reader.bounds(table.row(case)));
                let term = read.fold((1.0_f64, 1.0_f64), |(a, b), (least, most)| (a.min(least), b.min(most)));
                *own = (own.0.max(term.0), own.1.max(term.1));
            }
        }
        Ok(all)
    }
}

impl Conjunction {
    /// The conjunction of these literals.
    pub fn of(literals: impl IntoIterator<Item = Literal>) -> Self {
        Self { literals: literals.into_iter().collect() }
    }

    /// Its literals, in order.
    pub fn literals(&self) -> impl ExactSizeIterator<Item = &Literal> {
        self.literals.iter()
    }
}

impl Ord for Conjunction {
    /// Fewer literals first.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.literals.len(), &self.literals).cmp(&(other.literals.len(), &other.literals))
    }
}

impl PartialOrd for Conjunction {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Where a literal is read, and how.
pub(super) struct Reader {
    column: usize,
    level: Option<u8>,
    /// Whether a level is met or missed, or 1 is had to a degree.
    exact: bool,
    negated: bool,
}

impl Literal {
    /// How the literal is read off a row of the table.
    pub(super) fn reader(&self, table: &Table) -> Result<Reader, Error> {
        let levels = table.levels(&self.condition)?;
        let wrong = |what: String| Err(Error::new(ErrorKind::Setting, what));
        match (self.level, levels) {
            (None, Levels::Values(_)) => return wrong(format!("`{}` is multi-value: say which level", self.condition)),
            (Some(level), levels) if level >= levels.count() => {
                return wrong(format!("`{}` has levels 0 to {}, not {level}", self.condition, levels.count() - 1));
            }
            (None | Some(_), Levels::Crisp | Levels::Fuzzy | Levels::Values(_)) => {}
        }
        let exact = matches!(levels, Levels::Values(_));
        Ok(Reader { column: table.column(&self.condition)?, level: self.level, exact, negated: self.negated })
    }
}

impl Reader {
    pub(super) fn bounds(&self, row: &[Membership]) -> (f64, f64) {
        let Some((least, most)) = row[self.column].bounds() else { return (0.0, 1.0) };
        let (one, other) = (self.read(least), self.read(most));
        (one.min(other), one.max(other))
    }

    fn read(&self, value: f64) -> f64 {
        let plain = match self.level {
            Some(level) if self.exact => f64::from(u8::from(value == f64::from(level))),
            Some(0) => 1.0 - value,
            Some(_) | None => value,
        };
        if self.negated { 1.0 - plain } else { plain }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.negated { "~" } else { "" }, self.condition)?;
        self.level.map_or(Ok(()), |level| write!(f, "[{level}]"))
    }
}

impl fmt::Display for Conjunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        joined(f, self.literals.iter(), "*", "1")
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        joined(f, self.terms.iter(), " + ", "0")
    }
}

fn joined<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    items: impl ExactSizeIterator<Item = T>,
    between: &str,
    none: &str,
) -> fmt::Result {
    if items.len() == 0 {
        return f.write_str(none);
    }
    for (at, item) in items.enumerate() {
        write!(f, "{}{item}", if at > 0 { between } else { "" })?;
    }
    Ok(())
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for Expression {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Parser { text, rest: text, operators: Vec::new(), operands: Vec::new() }.parse()
    }
}

fn too_long() -> Error {
    Error::new(ErrorKind::Setting, format!("the expression has more than {MOST_TERMS} terms when it is written out"))
}

/// What waits for its operands, with the weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Operator {
    Open,
    Or,
    And,
    Not,
}

/// Reads by two stacks, so that no depth of parentheses is too deep.
struct Parser<'a> {
    text: &'a str,
    rest: &'a str,
    operators: Vec<Operator>,
    operands: Vec<Expression>,
}

impl Parser<'_> {
    fn parse(mut self) -> Result<Expression, Error> {
        loop {
            self.operand()?;
            while self.took(')') {
                self.reduce(Operator::Or)?;
                if self.operators.pop() != Some(Operator::Open) {
                    return Err(self.wrong("a parenthesis that was never opened"));
                }
            }
            if self.rest.is_empty() {
                break;
            }
            let operator = match () {
                () if self.took('+') => Operator::Or,
                () if self.took('*') => Operator::And,
                () => return Err(self.wrong("`+`, `*` or `)` is expected")),
            };
            self.reduce(operator)?;
            self.operators.push(operator);
        }
        self.reduce(Operator::Or)?;
        let whole = self.operands.pop().filter(|_| self.operators.is_empty());
        whole.ok_or_else(|| self.wrong("a parenthesis is not closed"))
    }

    /// Reads up to the end of a literal, noting what stands before it.
    fn operand(&mut self) -> Result<(), Error> {
        loop {
            if self.took('~') {
                self.operators.push(Operator::Not);
            } else if self.took('(') {
                self.operators.push(Operator::Open);
            } else {
                break;
            }
        }
        let operand = match () {
            () if self.took('0') => Expression::default(),
            () if self.took('1') => Expression::always(),
            () => Expression { terms: vec![Conjunction::of([self.literal()?])] },
        };
        self.operands.push(operand);
        Ok(())
    }

    fn literal(&mut self) -> Result<Literal, Error> {
        let end = self.rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        if !is_name(name) {
            return Err(self.wrong("the name of a condition is expected"));
        }
        self.rest = rest.trim_start();
        let level = match () {
            () if self.took('[') => Some(self.level(']')?),
            () if self.took('{') => Some(self.level('}')?),
            () => None,
        };
        Ok(Literal { condition: name.into(), level, negated: false })
    }

    fn level(&mut self, close: char) -> Result<u8, Error> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        let level = digits.parse::<u8>().ok().filter(|level| *level < 64);
        let level = level.ok_or_else(|| self.wrong("a level from 0 to 63 is expected"))?;
        self.rest = rest.trim_start();
        if self.took(close) { Ok(level) } else { Err(self.wrong("the level is not closed")) }
    }

    fn took(&mut self, sign: char) -> bool {
        let rest = self.rest.trim_start();
        self.rest = rest.strip_prefix(sign).map_or(rest, str::trim_start);
        self.rest.len() < rest.len()
    }

    /// Applies what binds at least as strongly as the operator that comes.
    fn reduce(&mut self, next: Operator) -> Result<(), Error> {
        while let Some(&operator) = self.operators.last().filter(|operator| **operator >= next) {
            self.operators.pop();
            let last = self.operands.pop().unwrap_or_default();
            let result = match operator {
                Operator::Not => last.negated()?,
                Operator::And => self.operands.pop().unwrap_or_default().and(&last)?,
                Operator::Or | Operator::Open => self.operands.pop().unwrap_or_default().or(&last)?,
            };
            self.operands.push(result);
        }
        Ok(())
    }

    fn wrong(&self, what: &str) -> Error {
        let at = self.text.chars().count() - self.rest.chars().count() + 1;
        Error::new(ErrorKind::Setting, format!("`{}`, character {at}: {what}", self.text))
    }
}
