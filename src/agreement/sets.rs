//! Sets of codes as values, and how far apart two of them are.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

/// The codes that a coder gave to one unit; none, one or several.
///
/// The empty set is a value: the coder saw the unit and gave it no code. It prints as `{a, b}` and `{}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct CodeSet<C: Ord = Box<str>>(BTreeSet<C>);

impl<C: Ord> CodeSet<C> {
    /// The codes, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &C> {
        self.0.iter()
    }

    /// Whether the code is one of them.
    pub fn contains<Q: Ord + ?Sized>(&self, code: &Q) -> bool
    where
        C: std::borrow::Borrow<Q>,
    {
        self.0.contains(code)
    }

    fn shared(&self, other: &Self) -> f64 {
        self.0.intersection(&other.0).count() as f64
    }

    fn either(&self, other: &Self) -> f64 {
        self.0.union(&other.0).count() as f64
    }
}

impl<C: Ord> FromIterator<C> for CodeSet<C> {
    fn from_iter<I: IntoIterator<Item = C>>(codes: I) -> Self {
        Self(codes.into_iter().collect())
    }
}

impl<C: Ord + fmt::Display> fmt::Display for CodeSet<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        write!(f, "{{{}}}", codes.join(", "))
    }
}

/// The Jaccard distance 1 − |A∩B| / |A∪B|, in [0, 1]; 0 for two empty sets. O(|A| + |B|).
///
/// ```
/// use cocreation::agreement::{CodeSet, dice, jaccard, masi};
///
/// let [a, ab] = [CodeSet::from_iter(["a"]), CodeSet::from_iter(["a", "b"])];
/// assert_eq!(jaccard(&a, &ab), 0.5); // one code shared, of two
/// assert_eq!(masi(&a, &ab), 1.0 - 0.5 * 2.0 / 3.0); // and one set within the other
/// assert_eq!(dice(&a, &ab), 1.0 - 2.0 / 3.0); // one code shared, twice, of three given
/// ```
pub fn jaccard<C: Ord>(one: &CodeSet<C>, other: &CodeSet<C>) -> f64 {
    if one == other { 0.0 } else { 1.0 - one.shared(other) / one.either(other) }
}

/// The MASI distance 1 − J · M, in [0, 1]: the Jaccard likeness J times 1 for equal sets, 2/3 if one holds the other, 1/3 if
/// they overlap, 0 if they do not. O(|A| + |B|).
///
/// Passonneau 2006, "Measuring agreement on set-valued items (MASI)", LREC. Older software has 0.67 and 0.33.
pub fn masi<C: Ord>(one: &CodeSet<C>, other: &CodeSet<C>) -> f64 {
    let nested = one.0.is_subset(&other.0) || other.0.is_subset(&one.0);
    let monotonicity = if one == other {
        3.0
    } else if nested {
        2.0
    } else {
        1.0
    };
    1.0 - (1.0 - jaccard(one, other)) * monotonicity / 3.0
}

/// The Dice distance 1 − 2|A∩B| / (|A| + |B|), in [0, 1]; 0 for two empty sets. O(|A| + |B|).
pub fn dice<C: Ord>(one: &CodeSet<C>, other: &CodeSet<C>) -> f64 {
    let given = one.0.len() + other.0.len();
    if given == 0 { 0.0 } else { 1.0 - 2.0 * one.shared(other) / given as f64 }
}
