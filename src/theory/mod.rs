//! Words: the constructs of the theory as data, with definitions, aliases and sources.
//!
//! The theory of value co-creation is written in words that several traditions use a little differently. Here each
//! construct is one row of a const table ([`CONSTRUCTS`]) with a stable id, a definition in this crate's own words, the
//! names under which the literature also knows it, and the works that it rests on ([`WORKS`]). What the literature
//! closes into a list (the six interaction capabilities, the eight practices …) is an exhaustive enum in [`typology`],
//! whose data is one const table each.
//!
//! ```
//! use cocreation::theory::{construct, typology::PracticeKind, ConstructId, Typology};
//!
//! let linking = construct(ConstructId::new(15)?);
//! assert_eq!(linking.label, "Linking practices");
//! assert!(PracticeKind::CoValuation.entry().aliases.contains(&"co-evaluation"));
//! # Ok::<(), cocreation::Error>(())
//! ```

mod constructs;
pub mod typology;
mod works;

pub use constructs::CONSTRUCTS;
pub use typology::Typology;
pub use works::WORKS;

use crate::error::{Error, ErrorKind};

/// The stable id of a construct: `T1` to `T54`.
///
/// Documents, tests and changelogs refer to constructs by it, so an id never changes its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConstructId(u8);

/// Short form for the const tables of this crate.
pub(crate) const fn t(number: u8) -> ConstructId {
    ConstructId(number)
}

impl ConstructId {
    /// How many constructs the register holds.
    pub const COUNT: u8 = 54;

    /// The id with this number.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnknownConstruct`] outside `1..=54`.
    ///
    /// ```
    /// use cocreation::theory::ConstructId;
    ///
    /// assert_eq!(ConstructId::new(34)?.to_string(), "T34");
    /// assert!(ConstructId::new(0).is_err());
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn new(number: u8) -> Result<Self, Error> {
        if (1..=Self::COUNT).contains(&number) {
            Ok(Self(number))
        } else {
            Err(Error::new(ErrorKind::UnknownConstruct, format!("T{number}: the register runs from T1 to T54")))
        }
    }

    /// The number behind the `T`, from 1 to 54.
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl std::fmt::Display for ConstructId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "T{}", self.0)
    }
}

impl std::str::FromStr for ConstructId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let number = text.strip_prefix('T').and_then(|digits| digits.parse().ok());
        match number.map(Self::new) {
            Some(Ok(id)) if id.to_string() == text => Ok(id),
            _ => Err(Error::new(ErrorKind::UnknownConstruct, format!("`{text}`: a construct is written T1 to T54"))),
        }
    }
}

/// One construct of the theory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Construct {
    /// Its stable id.
    pub id: ConstructId,
    /// The name that this crate uses.
    pub label: &'static str,
    /// What it is, in this crate's own words.
    pub definition: &'static str,
    /// Other names for the same thing in the literature.
    pub aliases: &'static [&'static str],
    /// Where the sources speak of it; the first is the one that the definition follows.
    pub sources: &'static [Citation],
    /// Where the sources pull in different directions, if they do.
    pub disagreement: Option<&'static str>,
}

/// A place in a work of [`WORKS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The key of the work in [`WORKS`].
    pub work: &'static str,
    /// Where in it (section, table, figure), empty where the source document names the work alone.
    pub locator: &'static str,
}

/// A work that the theory rests on, as the five source documents name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// The key that citations use, such as `MC16` or `Karpen2011`.
    pub key: &'static str,
    /// Authors as the source document gives them; empty where it names none.
    pub authors: &'static str,
    /// Year as the source document gives it.
    pub year: Option<u16>,
    /// Title; empty where the source document gives none.
    pub title: &'static str,
    /// Journal, publisher or event; empty where the source document gives none.
    pub venue: &'static str,
    /// The source documents that cite it, by key; empty for the five source documents themselves.
    pub cited_in: &'static [&'static str],
}

/// The construct with this id. O(1).
///
/// ```
/// use cocreation::theory::{construct, ConstructId};
///
/// let spe = construct(ConstructId::new(34)?);
/// assert_eq!(spe.label, "Sustained purposeful engagement");
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn construct(id: ConstructId) -> &'static Construct {
    &CONSTRUCTS[usize::from(id.0) - 1]
}

/// The work with this key, if the theory cites one. O(number of works).
///
/// ```
/// let core = cocreation::theory::work("MC16").expect("the core source is listed");
/// assert_eq!(core.year, Some(2016));
/// ```
pub fn work(key: &str) -> Option<&'static Work> {
    WORKS.iter().find(|work| work.key == key)
}
