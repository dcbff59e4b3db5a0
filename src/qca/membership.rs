//! Memberships that are known, known within bounds, or not known.

use std::fmt;

use serde::{Serialize, Serializer};

/// The membership of a case in a set, as far as it is known.
///
/// Numbers and `Option`s of numbers turn into one, so that most tables never name it.
///
/// ```
/// use cocreation::qca::Membership;
///
/// assert_eq!(Membership::from(0.7), Membership::Known(0.7));
/// assert_eq!(Membership::from(None), Membership::Unknown);
/// assert_eq!(Membership::between(0.2, 0.9), Membership::Between(0.2, 0.9));
/// assert_eq!(Membership::between(0.4, 0.4), Membership::Known(0.4));
/// assert_eq!(Membership::Between(0.2, 0.9).known(), None); // within bounds is not known
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Membership {
    /// It is this one; of a multi-value condition, the level.
    Known(f64),
    /// It lies between these two, both included.
    Between(f64, f64),
    /// It may be anything.
    Unknown,
}

impl Membership {
    /// Between these bounds, in either order; known where they are one, unknown where they are 0 and 1.
    pub fn between(one: f64, other: f64) -> Self {
        let (least, most) = (one.min(other), one.max(other));
        match (least == most, least == 0.0 && most == 1.0) {
            (true, _) => Self::Known(least),
            (false, true) => Self::Unknown,
            (false, false) => Self::Between(least, most),
        }
    }

    /// The membership, if it is known.
    pub fn known(self) -> Option<f64> {
        match self {
            Self::Known(value) => Some(value),
            Self::Between(..) | Self::Unknown => None,
        }
    }

    /// The least and the greatest that it may be, where it is bounded at all.
    pub fn bounds(self) -> Option<(f64, f64)> {
        match self {
            Self::Known(value) => Some((value, value)),
            Self::Between(least, most) => Some((least, most)),
            Self::Unknown => None,
        }
    }
}

impl From<f64> for Membership {
    fn from(value: f64) -> Self {
        Self::Known(value)
    }
}

impl From<Option<f64>> for Membership {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Self::Unknown, Self::Known)
    }
}

impl fmt::Display for Membership {
    /// `0.71`, `1`, `0.20–0.90`, `?`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(value) if value.fract() == 0.0 => f.pad(&format!("{value}")),
            Self::Known(value) => f.pad(&format!("{value:.2}")),
            Self::Between(least, most) => f.pad(&format!("{least:.2}–{most:.2}")),
            Self::Unknown => f.pad("?"),
        }
    }
}

impl Serialize for Membership {
    /// A number, a pair of numbers, or null.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(value) => serializer.serialize_f64(*value),
            Self::Between(least, most) => [least, most].serialize(serializer),
            Self::Unknown => serializer.serialize_none(),
        }
    }
}
