//! What a table says of an implication or a rule, with how far that depends on cells that nobody knows.

use std::fmt::{self, Display};

use serde::{Serialize, Serializer};

use super::context::Context;
use super::set::{Set, is_subset};
use super::table::Table;

/// A figure in a context, and between what it lies however the unknown cells of the table turn out.
///
/// The ends are reached: for each there is a way of filling the cells that gives it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate<T> {
    /// The figure in the context, whose reading of unknown cells is one way of filling them.
    pub value: T,
    /// The least that it can be.
    pub low: T,
    /// The greatest that it can be.
    pub high: T,
}

impl Display for Estimate<usize> {
    /// `3`, or `3 (2 to 5)` if it is not known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)?;
        if self.low < self.high { write!(f, " ({} to {})", self.low, self.high) } else { Ok(()) }
    }
}

impl Display for Estimate<f64> {
    /// `0.67`, or `0.67 (0.50 to 1.00)` if it is not known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.value)?;
        if self.low < self.high { write!(f, " ({:.2} to {:.2})", self.low, self.high) } else { Ok(()) }
    }
}

/// Whether an implication holds in a table with unknown cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Validity {
    /// It holds however the unknown cells turn out.
    Certain,
    /// It holds for some ways in which they may turn out, and for others not.
    Possible,
    /// It holds for none: some object surely has the premise and surely lacks part of the conclusion.
    Refuted,
}

impl Validity {
    /// How JSON writes it. O(1).
    pub const fn key(self) -> &'static str {
        const KEYS: [&str; 3] = ["certain", "possible", "refuted"];
        KEYS[self as usize]
    }
}

impl Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

impl Serialize for Validity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// An association rule: of the objects that have the premise, so many have the conclusion, too.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The attributes from which it is concluded.
    pub premise: Set,
    /// The attributes that are concluded.
    pub conclusion: Set,
    /// How many objects have premise and conclusion.
    pub support: Estimate<usize>,
    /// What share of the objects with the premise, from 0 to 1, has the conclusion; `None` if no object of the context has
    /// the premise. The ends are over the ways of filling the unknown cells that leave an object with the premise.
    pub confidence: Option<Estimate<f64>>,
}

impl Table {
    /// Whether whoever has the premise has the conclusion: in every, some or no way of filling the unknown cells.
    /// O(cells / 64).
    ///
    /// ```
    /// use cocreation::lattice::{Incidence::{Has, Unknown}, Set, Table, Validity};
    ///
    /// // Everything is round; of the second thing nobody knows whether it is red.
    /// let table = Table::new(["one", "two"], ["round", "red"], |thing, attribute| {
    ///     if (thing, attribute) == (1, 1) { Unknown } else { Has }
    /// });
    /// let (round, red) = (Set::of(2, [0]), Set::of(2, [1]));
    /// assert_eq!(table.validity(&red, &round), Validity::Certain);
    /// assert_eq!(table.validity(&round, &red), Validity::Possible);
    /// ```
    pub fn validity(&self, premise: &Set, conclusion: &Set) -> Validity {
        let conclusion = conclusion.difference(premise);
        let options = || (0..self.objects.len()).map(|object| Options::of(self, object, premise, &conclusion));
        if options().any(|options| options == Options { out: false, with: false, without: true }) {
            Validity::Refuted
        } else if options().any(|options| options.without) {
            Validity::Possible
        } else {
            Validity::Certain
        }
    }

    /// The least and the greatest share of the objects with the premise that have the conclusion; none if no object can
    /// have the premise.
    fn confidence(&self, premise: &Set, conclusion: &Set) -> Option<(f64, f64)> {
        let conclusion = conclusion.difference(premise);
        let options = (0..self.objects.len()).map(|object| Options::of(self, object, premise, &conclusion));
        let (mut least, mut greatest) = (Tally::default(), Tally::default());
        let mut any = Options { out: false, with: false, without: false };
        for options in options {
            // Whoever can be on the wanted side is; of the others, whoever can be without the premise is.
            least.count(!options.without && !options.out, options.without);
            greatest.count(options.with, !options.with && !options.out);
            any.with |= options.with;
            any.without |= options.without;
        }
        let share = |tally: Tally, otherwise: Option<f64>| tally.share().or(otherwise);
        Some((share(least, any.with.then_some(1.0))?, share(greatest, any.without.then_some(0.0))?))
    }
}

/// What an object can turn out to be as to a rule.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Options {
    /// Without the premise.
    out: bool,
    /// With premise and conclusion.
    with: bool,
    /// With the premise and without the conclusion.
    without: bool,
}

impl Options {
    /// The conclusion has nothing of the premise, so that the cells of the two are filled apart.
    fn of(table: &Table, object: usize, premise: &Set, conclusion: &Set) -> Self {
        let (sure, possible) = (table.sure.row(object), table.possible.row(object));
        let may = is_subset(premise.words(), possible);
        Self {
            out: !is_subset(premise.words(), sure),
            with: may && is_subset(conclusion.words(), possible),
            without: may && !is_subset(conclusion.words(), sure),
        }
    }
}

/// Objects with the premise, with and without the conclusion.
#[derive(Clone, Copy, Default)]
struct Tally {
    with: usize,
    without: usize,
}

impl Tally {
    fn count(&mut self, with: bool, without: bool) {
        self.with += usize::from(with);
        self.without += usize::from(without);
    }

    fn share(self) -> Option<f64> {
        let all = self.with + self.without;
        (all > 0).then(|| self.with as f64 / all as f64)
    }
}

impl Context {
    /// How many objects have all these attributes. O(cells / 64).
    pub fn support(&self, attributes: &Set) -> Estimate<usize> {
        let having =
            |matrix: &super::set::Matrix| matrix.rows().filter(|row| is_subset(attributes.words(), row)).count();
        let (low, high) = (having(&self.table.sure), having(&self.table.possible));
        Estimate { value: having(self.rows()), low, high }
    }

    /// What the context says of any rule. O(cells / 64).
    ///
    /// ```
    /// use cocreation::lattice::{Incidence::{Has, Lacks, Unknown}, Reading, Set, Table};
    ///
    /// // Four round things: one is red, one is not, and of two nobody knows.
    /// let colours = [Has, Lacks, Unknown, Unknown];
    /// let table = Table::new(["a", "b", "c", "d"], ["round", "red"], |thing, attribute| {
    ///     if attribute == 0 { Has } else { colours[thing] }
    /// });
    /// let rule = table.context(Reading::Lower).rule(&Set::of(2, [0]), &Set::of(2, [1]));
    /// let confidence = rule.confidence.expect("there are round things");
    /// assert_eq!((confidence.value, confidence.low, confidence.high), (0.25, 0.25, 0.75));
    /// assert_eq!((rule.support.value, rule.support.low, rule.support.high), (1, 1, 3));
    /// ```
    pub fn rule(&self, premise: &Set, conclusion: &Set) -> Rule {
        let support = self.support(&premise.union(conclusion));
        let all = self.support(premise).value;
        let value = (all > 0).then(|| support.value as f64 / all as f64);
        let ends = self.table.confidence(premise, conclusion);
        let confidence = value.zip(ends).map(|(value, (low, high))| Estimate { value, low, high });
        Rule { premise: premise.clone(), conclusion: conclusion.clone(), support, confidence }
    }
}
