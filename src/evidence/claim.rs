//! How a claim is meant.

use std::fmt;

use super::VagueDate;
use crate::error::{Error, ErrorKind};

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $key:literal)+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// Every choice, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// How a case document writes it.
            pub const fn key(self) -> &'static str {
                const KEYS: &[&str] = &[$($key),+];
                KEYS[self as usize]
            }

            /// The choice that a case document writes so, if there is one.
            pub fn from_key(key: &str) -> Option<Self> {
                match key {
                    $($key => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.key())
            }
        }
    )+};
}

choices! {
    /// Whether a claim says that something is so, or that it is not so.
    Polarity {
        /// The claim says that it is so.
        #[default] Asserted "asserted"
        /// The claim says that it is not so: negative evidence, which is more than no evidence.
        Violated "violated"
    }

    /// Whether a claim speaks of what is, of what is hoped for, or of what is feared.
    Modality {
        /// It has come about.
        #[default] Realised "realised"
        /// Somebody expects it.
        Expected "expected"
        /// Somebody fears it.
        Feared "feared"
    }

    /// Whether the source states a claim or a coder read it out of the source.
    Basis {
        /// The source states it.
        #[default] Stated "stated"
        /// A coder inferred it.
        Inferred "inferred"
    }

    /// The sign of a participation, tie, stance or agreement; the schema says what it means on each relation.
    Sign {
        /// It speaks for.
        #[default] Positive "+"
        /// It is indifferent.
        Neutral "0"
        /// It speaks against.
        Negative "-"
    }
}

/// A degree in [0, 1].
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Degree(f64);

impl Degree {
    /// The degree with this value.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::OutOfRange`] unless the value is a number from 0 to 1.
    ///
    /// ```
    /// use cocreation::evidence::Degree;
    ///
    /// assert_eq!(Degree::new(0.5)?.value(), 0.5);
    /// assert!(Degree::new(f64::NAN).is_err());
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn new(value: f64) -> Result<Self, Error> {
        if (0.0..=1.0).contains(&value) {
            Ok(Self(value))
        } else {
            Err(Error::new(ErrorKind::OutOfRange, format!("{value}: a degree is a number from 0 to 1")))
        }
    }

    /// The value, from 0 to 1.
    pub fn value(self) -> f64 {
        self.0
    }
}

/// A figure that a source gives: "throughput +20 %", "55 000 people".
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// What was measured.
    pub quantity: Box<str>,
    /// The figure: any finite number, negative for a loss.
    pub value: f64,
    /// The unit as the source gives it, if it gives one.
    pub unit: Option<Box<str>>,
    /// When the figure held, if the source says.
    pub date: Option<VagueDate>,
}

impl Measure {
    /// A figure without unit or date.
    pub fn new(quantity: impl Into<Box<str>>, value: f64) -> Self {
        Self { quantity: quantity.into(), value, unit: None, date: None }
    }

    /// The same figure in a unit.
    #[must_use]
    pub fn unit(self, unit: impl Into<Box<str>>) -> Self {
        Self { unit: Some(unit.into()), ..self }
    }

    /// The same figure at a date.
    #[must_use]
    pub fn date(self, date: VagueDate) -> Self {
        Self { date: Some(date), ..self }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.quantity, self.value)?;
        self.unit.as_ref().map_or(Ok(()), |unit| write!(f, " {unit}"))?;
        self.date.as_ref().map_or(Ok(()), |date| write!(f, " ({date})"))
    }
}
