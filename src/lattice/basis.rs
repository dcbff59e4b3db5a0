//! Implications, and the fewest from which all that hold follow.

use super::closure::{closed, next_closed};
use super::context::Context;
use super::measure::{Estimate, Validity};
use super::set::Set;

/// Finds the canonical basis of a context (Duquenne and Guigues): the fewest implications that say all that hold.
///
/// It answers: which attributes bring which others with them, without exception? Each implication of the basis holds in
/// the context (sound); whatever implication holds follows from them (complete); and no smaller set of implications is
/// both (minimal). The premises are the *pseudo-intents*; the implications come in the lectic order of their premises. A
/// premise that no object has implies everything: then the implication says what never occurs together
/// ([`support`](Implication::support) 0).
///
/// On the way, every intent and every pseudo-intent is looked at, and there can be exponentially many. After `limit` of
/// them the search stops and [`whole`](Basis::whole) says so; what was found up to then holds and belongs to the basis.
/// Each costs O(attributes × implications × attributes / 64) or somewhat more.
///
/// Source: Guigues & Duquenne 1986, "Familles minimales d'implications informatives résultant d'un tableau de données
/// binaires"; Ganter & Wille 1999, §2.3.
///
/// ```
/// use cocreation::lattice::{self, Incidence, Reading, Table};
///
/// // ann sews and knits, bob knits and sings, eve knits.
/// let cells = ["110", "011", "010"];
/// let table = Table::new(["ann", "bob", "eve"], ["sews", "knits", "sings"], |object, attribute| {
///     if cells[object].as_bytes()[attribute] == b'1' { Incidence::Has } else { Incidence::Lacks }
/// });
/// let context = table.context(Reading::Lower);
/// let basis = lattice::basis(&context, 1_000);
///
/// // All knit, and nothing else follows from anything: whoever sewed, knitted and sang would do all that there is.
/// assert_eq!(basis.to_string(), "(nothing) → knits [3 objects]\n");
/// assert!(basis.whole);
/// ```
pub fn basis(context: &Context, limit: usize) -> Basis<'_> {
    let mut basis = Basis { context, implications: Vec::new(), whole: false };
    let mut at = Some(Set::empty(context.table.attributes.len()));
    let mut looked_at = 0;
    while let Some(set) = at.as_ref().filter(|_| looked_at < limit) {
        looked_at += 1;
        let intent = context.closure(set);
        if intent != *set {
            basis.implications.push(Implication::new(context, set, intent.difference(set)));
        }
        at = next_closed(set, |set| basis.closure(set));
    }
    basis.whole = at.is_none();
    basis
}

/// Implications of a context; made by [`basis`].
///
/// It prints one a line: `premise → conclusion [objects with the premise]`.
#[derive(Clone, Debug)]
pub struct Basis<'c> {
    pub(super) context: &'c Context,
    /// The implications in the lectic order of their premises.
    pub implications: Vec<Implication>,
    /// Whether these are all: the search ended before its limit.
    pub whole: bool,
}

/// Whoever has the premise has the conclusion, too: this holds in a context.
#[derive(Clone, Debug, PartialEq)]
pub struct Implication {
    /// The attributes that imply.
    pub premise: Set,
    /// The attributes that are implied; none of them is in the premise.
    pub conclusion: Set,
    /// How many objects have the premise, and how many there might be if the unknown cells were known.
    pub support: Estimate<usize>,
    /// Whether it holds however the unknown cells of the context's table turn out. In the context itself it holds; of
    /// objects that the reading left out nothing is said.
    pub validity: Validity,
}

impl Implication {
    fn new(context: &Context, premise: &Set, conclusion: Set) -> Self {
        let support = context.support(premise);
        let validity = context.table.validity(premise, &conclusion);
        Self { premise: premise.clone(), conclusion, support, validity }
    }
}

impl Basis<'_> {
    /// All attributes that these bring with them by the implications. O(implications² × attributes / 64) at worst.
    ///
    /// An implication follows from the basis exactly if its conclusion is in the closure of its premise.
    pub fn closure(&self, attributes: &Set) -> Set {
        closed(attributes, &self.implications.iter().map(|one| (&one.premise, &one.conclusion)))
    }
}
