//! What reading a file found: how much was read, what was skipped or repaired, and how positions were understood.

use std::fmt;

use serde::{Serialize, Serializer};

use super::coded::coded;
use super::offsets::OffsetConvention;

coded! {
    /// What a notice is about, as a documented code.
    NoticeCode:
    ProjectName "project-name" "The project file of the archive is not called `project.qde`.";
    UnsafeEntry "unsafe-entry" "An entry of the archive has a name that leads out of it; the entry is ignored.";
    Namespace "namespace" "The XML is in another version of the vocabulary, or in none.";
    ByteOrderMark "byte-order-mark" "The XML begins with a byte order mark.";
    UnknownElement "unknown-element" "An element that the standard does not have there is ignored, with all that is in it.";
    UnknownAttribute "unknown-attribute" "An attribute that the standard does not have is ignored.";
    Order "order" "The codebook stands behind the sources, against the schema.";
    NoCodes "no-codes" "There is no code.";
    ForeignId "foreign-id" "An id is no GUID; it is kept as it stands.";
    MissingId "missing-id" "An item has no id; nothing can refer to it.";
    DuplicateId "duplicate-id" "Two items of one kind have the same id; what refers to it means the first.";
    Codable "codable" "It is not said, or not said in XML's way, whether a code may be used for coding.";
    Color "color" "A colour is not of the form `#rgb` or `#rrggbb`; it is dropped.";
    BadValue "bad-value" "A value is not of the kind that its place asks for; it is dropped.";
    MemberAttribute "member-attribute" "A member of a set names its code in the attribute that the other file format uses.";
    SourcePath "source-path" "The path to a text is not written as the standard asks; the text was found all the same.";
    UnsafePath "unsafe-path" "The path to a text leads out of the archive; it was not followed.";
    ExternalText "external-text" "A text lies outside the archive and was not read.";
    MissingText "missing-text" "A text is not in the archive, or a text source has none.";
    TextTwice "text-twice" "A text is given as a file and in the XML; the file was taken.";
    Encoding "encoding" "A text is not UTF-8.";
    Position "position" "The positions of a selection are no range of its text; the selection is skipped.";
    NoPlace "no-place" "Selections of a text that could not be read are skipped.";
    UncertainConvention "uncertain-convention" "Another way of counting positions does as well or nearly, and means other text.";
    DanglingReference "dangling-reference" "A reference names nothing that was read; it is skipped.";
    UnlistedUser "unlisted-user" "Somebody is named who is not among the users; the id stands for the name.";
    CodesOfCoding "codes-of-coding" "A coding has no code and is skipped, or it has several and is read as several.";
    NotSupported "not-supported" "A part of the file that has no place in the model is skipped.";
}

/// Something that a reader of the data should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Notice {
    /// What it is about.
    pub code: NoticeCode,
    /// The line of the XML, from 1, where there is one.
    pub line: Option<u32>,
    /// What was found, and what was done about it.
    pub message: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]", self.code)?;
        self.line.map_or(Ok(()), |line| write!(f, " line {line}"))?;
        write!(f, " {}", self.message)
    }
}

macro_rules! elements {
    ($($name:ident $key:literal;)+) => {
        /// A kind of thing that a file has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Element {
            $(#[doc = concat!("The ", $key, ".")] $name,)+
        }

        impl Element {
            /// Every kind, in the order of the report.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The kind in words, in the plural.
            pub const fn label(self) -> &'static str {
                const LABELS: &[&str] = &[$($key),+];
                LABELS[self as usize]
            }
        }
    };
}

elements! {
    Users "users";
    Codes "codes";
    Variables "variables";
    Cases "cases";
    Sources "sources";
    Texts "texts";
    Transcripts "transcripts";
    SyncPoints "sync points";
    Selections "selections";
    Codings "codings";
    Values "values";
    Notes "notes";
    Links "links";
    Sets "sets";
    Graphs "graphs";
    References "references";
    Foreign "elements outside the standard";
}

/// How many things of one kind a file has, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// How many are in what was read.
    pub read: u64,
    /// How many were left out.
    pub skipped: u64,
    /// How many of those read were not quite as the standard asks.
    pub repaired: u64,
}

/// Why positions were counted as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChosenBy {
    /// The caller said so.
    Option,
    /// The names of selections repeat the quoted text, and fit this way of counting best.
    Snippets,
    /// More ranges begin and end with a word than under any other way.
    Boundaries,
    /// Others do as well, and the program that wrote the file is known to count so.
    Origin,
    /// Nothing tells more; the usual way was taken.
    Default,
}

/// How well a way of counting fits the selections of a file.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Fit {
    /// The way of counting.
    pub convention: OffsetConvention,
    /// How many selections are named by what they quote, or by its beginning.
    pub snippets: u64,
    /// How many ends of ranges, of all, lie at the border of a word; 0 to 1.
    pub boundaries: f64,
    /// How many selections cannot be placed.
    pub misplaced: u64,
}

/// How positions were counted, and how certain that is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Positions {
    /// The way of counting that was taken.
    pub convention: OffsetConvention,
    /// Why.
    pub chosen_by: ChosenBy,
    /// How well it fits; none where nothing had to be placed.
    pub fit: Option<Fit>,
    /// The best of those that would have meant other text.
    pub runner_up: Option<Fit>,
    /// How many selections had a range of text.
    pub ranges: u64,
}

impl Positions {
    pub(super) fn usual(convention: Option<OffsetConvention>) -> Self {
        let chosen_by = convention.map_or(ChosenBy::Default, |_| ChosenBy::Option);
        Self { convention: convention.unwrap_or_default(), chosen_by, fit: None, runner_up: None, ranges: 0 }
    }
}

/// What reading a file found.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// The program that wrote the file, as it calls itself.
    pub origin: Option<String>,
    /// How positions were counted; none for a codebook.
    pub positions: Option<Positions>,
    /// What a reader of the data should know, in the order of its finding.
    pub notices: Vec<Notice>,
    /// How many notices there were beyond the limit for their code.
    pub more_notices: u64,
    /// Bytes that were read, unpacked.
    pub bytes: u64,
    counts: [Count; Element::ALL.len()],
    /// How many notices of each code are listed, and how many may be.
    listed: [usize; NoticeCode::ALL.len()],
    limit: usize,
}

impl Report {
    pub(super) fn new(limit: usize) -> Self {
        let (counts, listed) = ([Count::default(); Element::ALL.len()], [0; NoticeCode::ALL.len()]);
        Self { origin: None, positions: None, notices: Vec::new(), more_notices: 0, bytes: 0, counts, listed, limit }
    }

    /// How many things of one kind there were.
    pub fn count(&self, element: Element) -> Count {
        self.counts[element as usize]
    }

    /// How many notices are listed for a code.
    pub fn notices_of(&self, code: NoticeCode) -> usize {
        self.notices.iter().filter(|notice| notice.code == code).count()
    }

    pub(super) fn counted(&mut self, element: Element) -> &mut Count {
        &mut self.counts[element as usize]
    }

    pub(super) fn note(&mut self, code: NoticeCode, line: Option<u32>, message: impl FnOnce() -> String) {
        let listed = &mut self.listed[code as usize];
        if *listed < self.limit {
            *listed += 1;
            self.notices.push(Notice { code, line, message: message() });
        } else {
            self.more_notices += 1;
        }
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let counts: std::collections::BTreeMap<Element, Count> =
            Element::ALL.iter().map(|element| (*element, self.count(*element))).collect();
        let mut fields = serializer.serialize_struct("Report", 6)?;
        fields.serialize_field("origin", &self.origin)?;
        fields.serialize_field("positions", &self.positions)?;
        fields.serialize_field("counts", &counts)?;
        fields.serialize_field("notices", &self.notices)?;
        fields.serialize_field("more_notices", &self.more_notices)?;
        fields.serialize_field("bytes", &self.bytes)?;
        fields.end()
    }
}

impl fmt::Display for Positions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.chosen_by {
            ChosenBy::Option => "as asked",
            ChosenBy::Snippets => "by the quotes in names",
            ChosenBy::Boundaries => "by the borders of words",
            ChosenBy::Origin => "by the program",
            ChosenBy::Default => "by default",
        };
        write!(f, "positions: {} ({why})", self.convention)?;
        for (label, fit) in [("fit", &self.fit), ("runner-up", &self.runner_up)] {
            let Some(fit) = fit else { continue };
            write!(f, "\n  {label}: {} of {} quoted in names, ", fit.snippets, self.ranges)?;
            write!(f, "{:.1} % of ends at words, {} misplaced", 100.0 * fit.boundaries, fit.misplaced)?;
            if label == "runner-up" {
                write!(f, " ({})", fit.convention)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    /// The program, a line for each kind of thing that was there, the positions, and the notices.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "written by {}", self.origin.as_deref().unwrap_or("an unnamed program"))?;
        for element in Element::ALL {
            let Count { read, skipped, repaired } = self.count(*element);
            if (read, skipped) != (0, 0) {
                writeln!(f, "{}: {read} read, {skipped} skipped, {repaired} repaired", element.label())?;
            }
        }
        self.positions.as_ref().map_or(Ok(()), |positions| writeln!(f, "{positions}"))?;
        self.notices.iter().try_for_each(|notice| writeln!(f, "{notice}"))?;
        match self.more_notices {
            0 => Ok(()),
            more => writeln!(f, "and {more} notices more"),
        }
    }
}
