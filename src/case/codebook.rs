//! Codebooks of the user's own, with crosswalks to the closed lists.

use crate::graph::Code;

/// A list of codes that the case declares for itself.
///
/// Its crosswalk is kept with the case; the analyses do not follow it yet. They read codes of the closed lists, and a
/// [map](crate::mapping::Prior::of_codes) codes of one's own where it is asked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codebook {
    /// The id, the part before the `/` where a claim names one of its codes. No closed list may have it too.
    pub id: Box<str>,
    /// What it is called.
    pub title: Option<Box<str>>,
    /// Its codes, in its own order.
    pub codes: Vec<OwnCode>,
}

/// A code of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCode {
    /// The id, the part after the `/`.
    pub id: Box<str>,
    /// What it is called.
    pub label: Box<str>,
    /// What it means, if the codebook says so.
    pub definition: Option<Box<str>>,
    /// What it corresponds to among the closed lists.
    pub crosswalk: Crosswalk,
}

/// What a code of one's own corresponds to among the closed lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Crosswalk {
    /// Nobody has said.
    #[default]
    Unknown,
    /// It has been looked at, and nothing corresponds.
    NoEquivalent,
    /// It corresponds to one or more entries.
    To(Vec<Code>),
}

impl Codebook {
    /// An empty codebook.
    pub fn new(id: impl Into<Box<str>>) -> Self {
        Self { id: id.into(), title: None, codes: Vec::new() }
    }

    /// The same codebook with a title.
    #[must_use]
    pub fn title(self, title: impl Into<Box<str>>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// The same codebook with one more code.
    #[must_use]
    pub fn code(mut self, code: OwnCode) -> Self {
        self.codes.push(code);
        self
    }
}

impl OwnCode {
    /// A code with an id and a label.
    pub fn new(id: impl Into<Box<str>>, label: impl Into<Box<str>>) -> Self {
        Self { id: id.into(), label: label.into(), definition: None, crosswalk: Crosswalk::Unknown }
    }

    /// The same code with a definition.
    #[must_use]
    pub fn definition(self, definition: impl Into<Box<str>>) -> Self {
        Self { definition: Some(definition.into()), ..self }
    }

    /// The same code with what it corresponds to.
    #[must_use]
    pub fn crosswalk(self, crosswalk: Crosswalk) -> Self {
        Self { crosswalk, ..self }
    }
}
