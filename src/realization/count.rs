//! Numbers of paths, which may pass every integer type.

use std::fmt;

use serde::{Serialize, Serializer};

/// How many paths there are.
///
/// The number grows exponentially with the length of the chains, so that it may pass what can be stored; then it is a
/// lower bound, and says so. Serialised as its text, because few readers of JSON keep integers above 2⁵³ exact.
///
/// ```
/// use cocreation::realization::PathCount;
///
/// assert_eq!(PathCount::Exactly(3).to_string(), "3");
/// assert!(PathCount::AtLeast(u128::MAX).to_string().starts_with("at least 340282366920938463463"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathCount {
    /// So many.
    Exactly(u128),
    /// So many or more.
    AtLeast(u128),
}

impl PathCount {
    pub(super) const ZERO: Self = Self::Exactly(0);

    /// A sum that stopped at the greatest number stands for at least that many.
    pub(super) const fn saturated(sum: u128) -> Self {
        match sum {
            u128::MAX => Self::AtLeast(sum),
            sum => Self::Exactly(sum),
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self::saturated(self.bound().saturating_add(other.bound()))
    }

    /// The number, exact or not: there are never fewer paths. O(1).
    ///
    /// ```
    /// use cocreation::realization::PathCount;
    ///
    /// assert_eq!(PathCount::Exactly(3).bound(), 3);
    /// ```
    pub const fn bound(self) -> u128 {
        match self {
            Self::Exactly(paths) | Self::AtLeast(paths) => paths,
        }
    }
}

impl fmt::Display for PathCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(paths) => write!(f, "{paths}"),
            Self::AtLeast(paths) => write!(f, "at least {paths}"),
        }
    }
}

impl Serialize for PathCount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
