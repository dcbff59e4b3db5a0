//! Sources, coders, and pieces of evidence.

use super::VagueDate;
use crate::theory::typology::EvidenceKind;

/// Something that was read, heard or seen, and that evidence points into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The id by which evidence names it.
    pub id: Box<str>,
    /// What it is, as a reference list would say.
    pub title: Box<str>,
    /// When it was published or made; what it reports happened no later.
    pub published: Option<VagueDate>,
    /// The key of the work in [`WORKS`](crate::theory::WORKS), if it is one that the theory rests on.
    pub work: Option<Box<str>>,
}

impl Source {
    /// A source with an id and a title.
    pub fn new(id: impl Into<Box<str>>, title: impl Into<Box<str>>) -> Self {
        Self { id: id.into(), title: title.into(), published: None, work: None }
    }

    /// The same source with the date of its publication.
    #[must_use]
    pub fn published(self, date: VagueDate) -> Self {
        Self { published: Some(date), ..self }
    }

    /// The same source, named as a work that the theory rests on.
    #[must_use]
    pub fn work(self, key: impl Into<Box<str>>) -> Self {
        Self { work: Some(key.into()), ..self }
    }
}

/// Somebody who coded the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coder {
    /// The id by which claims name the coder.
    pub id: Box<str>,
    /// The coder's name, if it may be known.
    pub name: Option<Box<str>>,
}

impl Coder {
    /// A coder known by an id.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self { id: id.into(), name: None }
    }

    /// The same coder with a name.
    #[must_use]
    pub fn name(self, name: impl Into<Box<str>>) -> Self {
        Self { name: Some(name.into()), ..self }
    }
}

/// A piece of evidence: a place in a source, what kind of evidence it is, and a paraphrase of what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// The id by which claims name it.
    pub(crate) id: Box<str>,
    pub(crate) source: u32,
    /// Where in the source: section, table and column, utterance number.
    pub(crate) locator: Box<str>,
    /// What kind of evidence it is; `None` where the source does not say.
    pub(crate) kind: Option<EvidenceKind>,
    /// What stands there, in the coder's words.
    pub(crate) paraphrase: Box<str>,
}
