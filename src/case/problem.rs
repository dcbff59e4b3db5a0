//! Problems in a case, as values.

use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

/// Whether a problem keeps a case from being built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The case cannot be built.
    Error,
    /// The case is built; a reader should know all the same.
    Warning,
}

impl Severity {
    /// The severity as a word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

macro_rules! problem_codes {
    ($($name:ident $key:literal $severity:ident $meaning:literal;)+) => {
        /// What is wrong, as a documented code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ProblemCode {
            $(#[doc = $meaning] $name,)+
        }

        impl ProblemCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            const ROWS: &'static [(&'static str, Severity, &'static str)] =
                &[$(($key, Severity::$severity, $meaning)),+];

            /// The code as it is printed, in kebab case.
            pub const fn key(self) -> &'static str {
                Self::ROWS[self as usize].0
            }

            /// Whether it keeps a case from being built.
            pub const fn severity(self) -> Severity {
                Self::ROWS[self as usize].1
            }

            /// What it means.
            pub const fn meaning(self) -> &'static str {
                Self::ROWS[self as usize].2
            }
        }
    };
}

problem_codes! {
    Syntax "syntax" Error "The text is not well-formed JSON or TOML.";
    Shape "shape" Error "A field is missing, unknown, given twice, or holds a value of the wrong type.";
    UnknownVersion "unknown-version" Error "The document's version is not one that this crate reads.";
    TooLarge "too-large" Error "A section has more items than the crate can number.";
    BadId "bad-id" Error "An id is empty, longer than 200 bytes, or has white space, control characters or a slash.";
    DuplicateId "duplicate-id" Error "Two items of one section have the same id.";
    UnknownId "unknown-id" Error "An id is used that nothing bears.";
    WrongKind "wrong-kind" Error "An id names a node of a kind that cannot stand there.";
    EmptyText "empty-text" Error "A label, title, quantity or description is empty.";
    ClaimShape "claim-shape" Error "A claim has neither a relation with an object nor a code, or both.";
    RelationNotAllowed "relation-not-allowed" Error "The relation may not join nodes of these kinds.";
    SelfClaim "self-claim" Error "A relation joins a node to itself.";
    UnknownCode "unknown-code" Error "A code is in no closed list and no codebook of the case.";
    CodeNotAllowed "code-not-allowed" Error "The code's list does not classify nodes of this kind.";
    QualifierNotAllowed "qualifier-not-allowed" Error "A sign, degree, facet or receiver stands on a claim that has none.";
    UnknownFacet "unknown-facet" Error "The facet is not in the list that the relation takes its facets from.";
    OutOfRange "out-of-range" Error "A number lies outside what its meaning allows, or is no number.";
    FieldNotAllowed "field-not-allowed" Error "A node has a field that its kind does not have.";
    BadDate "bad-date" Error "A date, period or duration is not written in the documented subset of EDTF, or does not exist.";
    ImpossiblePeriod "impossible-period" Error "A period ends before it starts.";
    UnknownConstruct "unknown-construct" Error "A judgement names a construct that the register does not hold, or none.";
    UnknownWork "unknown-work" Error "A source names a work that the theory does not cite.";
    CodebookClash "codebook-clash" Error "A codebook has the id of a closed list.";
    Circle "circle" Error "A chain of part-of or succeeds comes back to where it started.";
    JointSphereOfOne "joint-sphere-of-one" Error "A joint sphere has a single actor.";
    SphereWithoutActors "sphere-without-actors" Warning "No actor is said to belong to the sphere.";
    PracticeNobodyPerforms "practice-nobody-performs" Warning "Nobody performs the practice, and no act with a participant enacts it.";
    ActWithoutParticipants "act-without-participants" Warning "Nobody is said to take part in the act.";
    ClaimWithoutEvidence "claim-without-evidence" Warning "The claim rests on no evidence.";
    UnusedEvidence "unused-evidence" Warning "No claim and no search rests on the evidence.";
}

impl fmt::Display for ProblemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

/// A section of a case document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// What stands before the sections: version, id, title …
    Head,
    /// `sources`
    Sources,
    /// `coders`
    Coders,
    /// `codebooks`
    Codebooks,
    /// `evidence`
    Evidence,
    /// `nodes`
    Nodes,
    /// `claims`
    Claims,
    /// `searches`
    Searches,
}

impl Section {
    /// The sections that hold items, in the order in which a document is written.
    pub const LISTS: &'static [Self] =
        &[Self::Sources, Self::Coders, Self::Codebooks, Self::Evidence, Self::Nodes, Self::Claims, Self::Searches];

    /// The key of the section in a document.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Head => "",
            Self::Sources => "sources",
            Self::Coders => "coders",
            Self::Codebooks => "codebooks",
            Self::Evidence => "evidence",
            Self::Nodes => "nodes",
            Self::Claims => "claims",
            Self::Searches => "searches",
        }
    }
}

/// A place in a case document: `claims[3].degree`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locus {
    /// The section.
    pub section: Section,
    /// The item in the section, counted from 0.
    pub item: Option<u32>,
    /// The field of the item, with a path below it where there is one (`evidence[0]`).
    pub field: Box<str>,
}

impl Locus {
    pub(crate) fn item(section: Section, item: usize, field: impl Into<Box<str>>) -> Self {
        Self { section, item: Some(item as u32), field: field.into() }
    }

    pub(crate) fn head(field: impl Into<Box<str>>) -> Self {
        Self { section: Section::Head, item: None, field: field.into() }
    }

    /// Moves up past the claims that are taken out, places in order; whether it does not lie in one of them.
    pub(super) fn is_left_by(&mut self, dropped: &[u32]) -> bool {
        let Some(item) = self.item.as_mut().filter(|_| self.section == Section::Claims) else { return true };
        let before = dropped.partition_point(|claim| *claim < *item);
        let left = dropped.get(before) != Some(item);
        *item -= before as u32;
        left
    }
}

impl fmt::Display for Locus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if (self.section, &*self.field) == (Section::Head, "") {
            return f.write_str("document");
        }
        f.write_str(self.section.key())?;
        self.item.map_or(Ok(()), |item| write!(f, "[{item}]"))?;
        match (self.section, &*self.field) {
            (_, "") => Ok(()),
            (Section::Head, field) => f.write_str(field),
            (_, field) => write!(f, ".{field}"),
        }
    }
}

/// One problem in a case: what, where, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, as a code.
    pub code: ProblemCode,
    /// Where it is.
    pub locus: Locus,
    /// The line of the text, from 1, where the case was read from a text.
    pub line: Option<u32>,
    /// What is wrong here and what would be right.
    pub message: String,
}

impl Problem {
    pub(crate) fn new(code: ProblemCode, locus: Locus, message: impl Into<String>) -> Self {
        Self { code, locus, line: None, message: message.into() }
    }

    /// Whether it keeps the case from being built.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl Serialize for Problem {
    /// Severity, code, path, line and message.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Problem", 5)?;
        fields.serialize_field("severity", self.severity().key())?;
        fields.serialize_field("code", self.code.key())?;
        fields.serialize_field("path", &self.locus.to_string())?;
        fields.serialize_field("line", &self.line)?;
        fields.serialize_field("message", &self.message)?;
        fields.end()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}] {}", self.severity(), self.code, self.locus)?;
        self.line.map_or(Ok(()), |line| write!(f, " (line {line})"))?;
        write!(f, ": {}", self.message)
    }
}

/// All the problems that keep a case from being built, with the warnings that came along.
///
/// In the order of the document. Never empty, and never without an error among them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize)]
pub struct Problems(Vec<Problem>);

impl Problems {
    pub(crate) fn new(mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(|problem| (problem.locus.section, problem.locus.item));
        Self(problems)
    }

    /// The problems, in the order of the document.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }

    #[cfg(any(feature = "json", feature = "toml"))]
    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Problem> {
        self.0.iter_mut()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 100;
        let lines: Vec<String> = self.0.iter().take(SHOWN).map(Problem::to_string).collect();
        f.write_str(&lines.join("\n"))?;
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "\n… and {more} more"),
        }
    }
}
