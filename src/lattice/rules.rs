//! Association rules from the lattice.

use super::measure::Rule;
use super::order::Lattice;
use crate::error::{Error, ErrorKind};

/// Finds the association rules between neighbouring concepts: the *Luxenburger basis* above two thresholds.
///
/// It answers: who has these attributes, how often does one have those? A rule leads from the intent of a concept to what
/// the intent of a concept right below has more. Each has an exception: its confidence is below 1. What has none is in the
/// [`basis`](super::basis()). From the two follow support and confidence of every rule A → B of the context: the support is
/// that of the closure of A ∪ B; the confidence is the product along any way down the lattice from the closure of A to that
/// of A ∪ B.
///
/// `support` is the least number of objects that have premise and conclusion, `confidence` the least confidence, from 0 to 1,
/// both in the context. The rules stand in lectic order of the premise, then of premise and conclusion together.
/// O(covers × cells / 64).
///
/// # Errors
///
/// [`ErrorKind::OutOfRange`] for a confidence outside [0, 1].
///
/// Source: Luxenburger 1991, "Implications partielles dans un contexte".
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
/// let lattice = lattice::build(&context, 100)?;
///
/// // Of the three who knit, one sings and one sews; that nobody does all has no support.
/// let rules = lattice::rules(&lattice, 1, 0.0)?;
/// assert_eq!(rules.to_string(), "knits → sings [1 object, 0.33]\nknits → sews [1 object, 0.33]\n");
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn rules<'l, 'c>(lattice: &'l Lattice<'c>, support: usize, confidence: f64) -> Result<Rules<'l, 'c>, Error> {
    if !(0.0..=1.0).contains(&confidence) {
        return Err(Error::new(ErrorKind::OutOfRange, format!("{confidence} as a confidence: one is from 0 to 1")));
    }
    let concepts = lattice.concepts();
    let size = |place: usize| concepts[place].extent.len();
    let share = |upper, lower| size(lower) as f64 / size(upper) as f64;
    let pairs =
        (0..lattice.len()).flat_map(|upper| lattice.lower(upper).iter().map(move |lower| (upper, *lower as usize)));
    let wanted = pairs.filter(|&(upper, lower)| size(lower) >= support && share(upper, lower) >= confidence);
    let rule = |(upper, lower): (usize, usize)| {
        let premise = &concepts[upper].intent;
        lattice.context().rule(premise, &concepts[lower].intent.difference(premise))
    };
    Ok(Rules { lattice, rules: wanted.map(rule).collect() })
}

/// Association rules of a context; made by [`rules`].
///
/// It prints one a line: `premise → conclusion [objects with both, confidence]`.
#[derive(Clone, Debug)]
pub struct Rules<'l, 'c> {
    pub(super) lattice: &'l Lattice<'c>,
    /// The rules.
    pub rules: Vec<Rule>,
}
