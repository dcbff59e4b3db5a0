//! What spans a map: entries of a closed list, or codes of the users' own.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::Case;
use crate::error::{Error, ErrorKind};
use crate::graph::Code;
use crate::sealed::Sealed;
use crate::theory::Typology;

/// How many codes may span one side of a map.
pub(super) const GREATEST_SIDE: usize = 64;

/// How much of an offending text an error repeats.
const SHOWN: usize = 40;

/// A capability or a practice of a map: what its rows and its columns are.
///
/// Sealed: a term is an entry of a closed list, such as
/// [`InteractionCapability`](crate::theory::typology::InteractionCapability), or the [`CodeName`] of a code.
pub trait Term: Sealed + Clone + Ord + fmt::Debug {
    /// How JSON writes it.
    fn key(&self) -> &str;
    /// How a table names it.
    fn label(&self) -> &str;
    /// The code that it stands for in this case; `None` if the case does not declare it.
    fn code_in(&self, case: &Case) -> Option<Code>;
    /// The id of the codebook that a case has to declare for it; `None` for an entry of a closed list.
    fn codebook(&self) -> Option<&str>;
}

impl<T: Typology> Term for T {
    fn key(&self) -> &str {
        self.entry().key
    }

    fn label(&self) -> &str {
        self.entry().label
    }

    fn code_in(&self, _: &Case) -> Option<Code> {
        Some(Code::of(*self))
    }

    fn codebook(&self) -> Option<&str> {
        None
    }
}

/// The name of a code as a case document writes it: `codebook/code` or `list/entry`.
///
/// A code of a codebook belongs to its case; its name is what several cases share.
///
/// ```
/// use cocreation::{ErrorKind, mapping::CodeName};
///
/// assert_eq!("studio/sketching".parse::<CodeName>()?.to_string(), "studio/sketching");
/// assert!("practice/co-design".parse::<CodeName>().is_ok());
/// assert_eq!("practice/co-nothing".parse::<CodeName>().unwrap_err().kind(), ErrorKind::UnknownName);
/// assert_eq!("sketching".parse::<CodeName>().unwrap_err().kind(), ErrorKind::UnknownName);
/// # Ok::<(), cocreation::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeName(Box<str>);

impl Sealed for CodeName {}

impl Term for CodeName {
    fn key(&self) -> &str {
        &self.0
    }

    fn label(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(_, code)| code)
    }

    fn code_in(&self, case: &Case) -> Option<Code> {
        Code::from_key(&self.0).or_else(|| {
            let (book_id, code_id) = self.0.split_once('/')?;
            let (nth, book) = (0..).zip(case.codebooks()).find(|(_, book)| &*book.id == book_id)?;
            let place = book.codes.iter().position(|code| &*code.id == code_id)?;
            Some(Code::own(case.structure.tag, nth, u32::try_from(place).ok()?))
        })
    }

    fn codebook(&self) -> Option<&str> {
        let book = self.0.split_once('/').map(|(book, _)| book);
        book.filter(|_| Code::from_key(&self.0).is_none())
    }
}

impl FromStr for CodeName {
    type Err = Error;

    /// Reads `codebook/code`; of a closed list, the entry must be there.
    fn from_str(text: &str) -> Result<Self, Error> {
        let sound = text.split_once('/').is_some_and(|(book, code)| {
            let closed = crate::theory::typology::LISTS.iter().any(|list| list.key == book);
            !book.is_empty() && !code.is_empty() && (!closed || Code::from_key(text).is_some())
        });
        if sound {
            return Ok(Self(text.into()));
        }
        let shown: String = text.chars().take(SHOWN).flat_map(char::escape_debug).collect();
        let message = format!("`{shown}` names no code; one is written codebook/code or list/entry");
        Err(Error::new(ErrorKind::UnknownName, message))
    }
}

impl fmt::Display for CodeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for CodeName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The two sides of a map, in their order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub(super) struct Frame<C: Term, P: Term> {
    #[serde(serialize_with = "keys")]
    pub(super) capabilities: Vec<C>,
    #[serde(serialize_with = "keys")]
    pub(super) practices: Vec<P>,
}

impl<C: Typology, P: Typology> Frame<C, P> {
    pub(super) fn closed() -> Self {
        Self { capabilities: C::ALL.to_vec(), practices: P::ALL.to_vec() }
    }
}

impl Frame<CodeName, CodeName> {
    pub(super) fn of_codes(capabilities: &[&str], practices: &[&str]) -> Result<Self, Error> {
        Ok(Self { capabilities: side(capabilities)?, practices: side(practices)? })
    }
}

fn side(names: &[&str]) -> Result<Vec<CodeName>, Error> {
    if names.is_empty() || names.len() > GREATEST_SIDE {
        let message = format!("{} codes: a side of a map has 1 to {GREATEST_SIDE}", names.len());
        return Err(Error::new(ErrorKind::Setting, message));
    }
    let side: Vec<CodeName> = names.iter().map(|name| name.parse()).collect::<Result<_, _>>()?;
    let twice = side.iter().enumerate().find(|(at, name)| side[..*at].contains(name));
    match twice {
        Some((_, name)) => Err(Error::new(ErrorKind::Setting, format!("`{name}` is on one side twice"))),
        None => Ok(side),
    }
}

impl<C: Term, P: Term> Frame<C, P> {
    /// Every cell: capability by capability, practice by practice.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&C, &P)> {
        self.capabilities
            .iter()
            .flat_map(|capability| self.practices.iter().map(move |practice| (capability, practice)))
    }

    pub(super) fn len(&self) -> usize {
        self.capabilities.len() * self.practices.len()
    }

    /// Where the cell of the two keys stands.
    pub(super) fn place(&self, capability: &str, practice: &str) -> Option<usize> {
        let row = self.capabilities.iter().position(|term| term.key() == capability)?;
        let column = self.practices.iter().position(|term| term.key() == practice)?;
        Some(row * self.practices.len() + column)
    }
}

pub(super) fn key<T: Term, S: Serializer>(term: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(term.key())
}

pub(super) fn keys<T: Term, S: Serializer>(terms: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(terms.iter().map(Term::key))
}
