//! What an exchange file holds, as values: users, codes, sources, selections, codings and what belongs to them.

use std::ops::Range;

use serde::Serialize;

use super::guid::Guid;

macro_rules! positions {
    ($($name:ident $list:literal;)+) => {$(
        #[doc = concat!("A position in `", $list, "`.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(u32);

        impl $name {
            /// The position as an index, counted from 0.
            pub fn get(self) -> usize {
                self.0 as usize
            }

            // A list longer than this is refused before anything points into it.
            pub(crate) fn new(position: usize) -> Self {
                Self(u32::try_from(position).unwrap_or(u32::MAX))
            }
        }
    )+};
}

positions! {
    UserIndex "Project::users";
    CodeIndex "Project::codes` or `Codebook::codes";
    VariableIndex "Project::variables";
    CaseIndex "Project::cases";
    SourceIndex "Project::sources";
    NoteIndex "Project::notes";
    SetIndex "Project::sets";
}

/// The position of a selection: in which source, and where in its [`selections`](Source::selections).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SelectionIndex {
    /// The source.
    pub source: SourceIndex,
    /// The place in the source's list of selections, counted from 0.
    pub selection: usize,
}

/// A project of a program for qualitative analysis.
///
/// Items point at each other by their positions in the lists. Names are never keys: a file may have three codes of one
/// name, and fifty sources of one name.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Project {
    /// What the project is called; empty where the file does not say.
    pub name: String,
    /// The program that wrote the file, as it calls itself.
    pub origin: Option<String>,
    /// The folder that relative paths to sources start from.
    pub base_path: Option<String>,
    /// What is said about the whole.
    pub description: Option<String>,
    /// Who made it and changed it, and when.
    pub authorship: Authorship,
    /// Those who coded, and those who are only named.
    pub users: Vec<User>,
    /// The codes, a parent always before its children.
    pub codes: Vec<Code>,
    /// What cases and sources may be described by.
    pub variables: Vec<Variable>,
    /// The units of analysis.
    pub cases: Vec<Case>,
    /// Texts, pictures, recordings.
    pub sources: Vec<Source>,
    /// The notes (memos): each a text source of its own, which may have selections and codings.
    pub notes: Vec<Source>,
    /// Links between items.
    pub links: Vec<Link>,
    /// Named groups of codes, sources and notes.
    pub sets: Vec<Set>,
    /// The notes on the project as a whole.
    pub project_notes: Vec<NoteIndex>,
}

impl Project {
    /// The names from the root of the tree to a code, as `a/b/c`. For a reader's eyes: names are not unique, and a name may
    /// hold a slash.
    pub fn code_path(&self, code: CodeIndex) -> String {
        path(&self.codes, code)
    }

    /// What a selection quotes, where its place is a range of a text that is there.
    pub fn quote(&self, selection: SelectionIndex) -> Option<&str> {
        let source = self.sources.get(selection.source.get())?;
        source.quote(source.selections.get(selection.selection)?)
    }

    /// Every coding of every source: which source, which selection (none for the source as a whole), and the coding.
    ///
    /// In the order of the file; the codings of notes are not among them.
    pub fn codings(&self) -> impl Iterator<Item = (SourceIndex, Option<SelectionIndex>, &Coding)> {
        self.sources.iter().enumerate().flat_map(|(position, source)| {
            let index = SourceIndex::new(position);
            let whole = source.codings.iter().map(move |coding| (index, None, coding));
            let parts = source.selections.iter().enumerate().flat_map(move |(selection, part)| {
                let place = SelectionIndex { source: index, selection };
                part.codings.iter().map(move |coding| (index, Some(place), coding))
            });
            whole.chain(parts)
        })
    }
}

/// A codebook: codes without sources.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Codebook {
    /// The program that wrote the file, as it calls itself.
    pub origin: Option<String>,
    /// The codes, a parent always before its children.
    pub codes: Vec<Code>,
    /// Named groups of codes.
    pub sets: Vec<Set>,
}

impl Codebook {
    /// The names from the root of the tree to a code, as `a/b/c`; see [`Project::code_path`].
    pub fn code_path(&self, code: CodeIndex) -> String {
        path(&self.codes, code)
    }
}

fn path(codes: &[Code], code: CodeIndex) -> String {
    let mut names = Vec::new();
    let mut next = codes.get(code.get());
    // The lists are open to change, so that a circle cannot be excluded; no path is longer than the list.
    while let Some(code) = next.filter(|_| names.len() < codes.len()) {
        names.push(code.name.as_str());
        next = code.parent.and_then(|parent| codes.get(parent.get()));
    }
    names.reverse();
    names.join("/")
}

/// Who made an item and changed it, and when: times as the file writes them (`xsd:dateTime`, with or without a zone).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Authorship {
    /// Who made it.
    pub by: Option<UserIndex>,
    /// When it was made.
    pub at: Option<String>,
    /// Who changed it last.
    pub modified_by: Option<UserIndex>,
    /// When it was changed last.
    pub modified_at: Option<String>,
}

/// Somebody who coded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct User {
    /// Its identity.
    pub guid: Guid,
    /// The name; two users may have the same.
    pub name: Option<String>,
    /// A short id that the program uses.
    pub id: Option<String>,
    /// Whether the file lists the user. One who is not listed is known by the GUID that a coding names, and by no name.
    pub listed: bool,
}

/// A code or, where it cannot be used for coding, a folder of codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Code {
    /// Its identity.
    pub guid: Guid,
    /// The name, which other codes may have too.
    pub name: String,
    /// The code above it in the tree.
    pub parent: Option<CodeIndex>,
    /// Whether text may be coded with it; a folder is not codable.
    pub codable: bool,
    /// `#rgb` or `#rrggbb`, in lower case.
    pub color: Option<String>,
    /// Its definition.
    pub description: Option<String>,
    /// The notes on it.
    pub notes: Vec<NoteIndex>,
}

/// What kind of thing a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// A text.
    Text,
    /// A picture.
    Picture,
    /// A PDF document.
    Pdf,
    /// A sound recording.
    Audio,
    /// A film.
    Video,
}

/// A text, picture, document or recording.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Source {
    /// Its identity.
    pub guid: Guid,
    /// What it is called; empty where the file does not say.
    pub name: String,
    /// What it is.
    pub kind: SourceKind,
    /// The text of a text source, the description of a picture or the words of a PDF document, where there are any.
    pub text: Option<Text>,
    /// Where the file says that the thing itself is: the picture, the recording, the styled text. It is never opened.
    pub path: Option<String>,
    /// What was written down of a recording.
    pub transcripts: Vec<Transcript>,
    /// The parts that were selected, in the order of the file.
    pub selections: Vec<Selection>,
    /// The codings of the source as a whole.
    pub codings: Vec<Coding>,
    /// What it is described by.
    pub values: Vec<VariableValue>,
    /// What is said about it.
    pub description: Option<String>,
    /// The notes on it.
    pub notes: Vec<NoteIndex>,
    /// Who made it and changed it, and when.
    pub authorship: Authorship,
}

impl Source {
    /// What a selection of this source quotes: the text at its place, or the words that a PDF selection gives along.
    pub fn quote<'a>(&'a self, selection: &'a Selection) -> Option<&'a str> {
        match &selection.place {
            Place::Text(range) => self.text.as_ref()?.content.get(range.clone()),
            Place::Transcript { transcript, range: Some(range), .. } => {
                self.transcripts.get(*transcript)?.text.as_ref()?.content.get(range.clone())
            }
            Place::Transcript { range: None, .. } | Place::Time { .. } | Place::Area { .. } => {
                selection.words.as_deref()
            }
        }
    }
}

/// A text: what was read, without a byte order mark, line ends as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Text {
    /// The text itself.
    pub content: String,
    /// The path that the file gives for it; none where the text stands in the XML.
    pub path: Option<String>,
}

/// What was written down of a recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Transcript {
    /// Its identity.
    pub guid: Guid,
    /// What it is called.
    pub name: Option<String>,
    /// What it says, where the file has it.
    pub text: Option<Text>,
    /// Where text and recording meet, in the order of the file.
    pub sync_points: Vec<SyncPoint>,
    /// What is said about it.
    pub description: Option<String>,
    /// The notes on it.
    pub notes: Vec<NoteIndex>,
    /// Who made it and changed it, and when.
    pub authorship: Authorship,
}

/// A point where a transcript and its recording meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SyncPoint {
    /// Its identity.
    pub guid: Guid,
    /// The time in the recording, in milliseconds.
    pub time_ms: Option<u64>,
    /// The place in the transcript's text, in bytes.
    pub byte: Option<usize>,
}

/// A part of a source that somebody marked. One without a coding is a quotation or an annotation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Selection {
    /// Its identity. A file may give one GUID to two selections.
    pub guid: Guid,
    /// What it is called: with some programs the quoted text, or its beginning.
    pub name: Option<String>,
    /// Where in the source it is.
    pub place: Place,
    /// The words of a PDF selection, where the file has them.
    pub words: Option<String>,
    /// What it was coded with, and by whom.
    pub codings: Vec<Coding>,
    /// The comment on it.
    pub description: Option<String>,
    /// The notes on it.
    pub notes: Vec<NoteIndex>,
    /// Who made it and changed it, and when. This is not who *coded* it: see [`Coding::coder`].
    pub authorship: Authorship,
}

/// Where in a source a selection is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A range of bytes of the source's [text](Source::text), always at the borders of characters.
    Text(Range<usize>),
    /// A rectangle: pixels of a picture, or points of a PDF page from its lower left corner.
    Area {
        /// The page of a PDF document as the file counts (ATLAS.ti from 0).
        page: Option<u32>,
        /// The first corner, as x and y.
        first: (i64, i64),
        /// The corner opposite to it.
        second: (i64, i64),
    },
    /// A stretch of a recording.
    Time {
        /// Where it begins, in milliseconds.
        begin_ms: u64,
        /// Where it ends, in milliseconds.
        end_ms: u64,
    },
    /// A stretch of a transcript, between two of its points; an open end is not known.
    Transcript {
        /// The place in the source's [transcripts](Source::transcripts).
        transcript: usize,
        /// The place of the first point in the transcript's list.
        from: Option<usize>,
        /// The place of the last point in the transcript's list.
        to: Option<usize>,
        /// The bytes of the transcript's text between the points, where both say where they are.
        range: Option<Range<usize>>,
    },
}

/// What a coding codes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A code.
    Code(CodeIndex),
    /// A case: the text is said to be about it.
    Case(CaseIndex),
}

/// Where it is said who coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CoderFrom {
    /// In the coding itself.
    Coding,
    /// In the selection only; some programs write there who *exported* the file.
    Selection,
    /// Nowhere.
    Unknown,
}

/// One code, given to a selection or to a whole source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Coding {
    /// Its identity.
    pub guid: Guid,
    /// The code, or the case.
    pub target: Target,
    /// Who coded; none where the file does not say.
    pub coder: Option<UserIndex>,
    /// Where the file says so.
    pub coder_from: CoderFrom,
    /// When, as the file writes it.
    pub at: Option<String>,
    /// The notes on it.
    pub notes: Vec<NoteIndex>,
}

/// Something that cases and sources may be described by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Variable {
    /// Its identity.
    pub guid: Guid,
    /// The name.
    pub name: String,
    /// What kind of values it has.
    pub kind: VariableKind,
    /// What it means.
    pub description: Option<String>,
}

/// What kind of values a variable has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum VariableKind {
    /// Any text.
    Text,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Float,
    /// A day.
    Date,
    /// A day and a time.
    DateTime,
}

/// What a variable says about a case or a source.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct VariableValue {
    /// The variable.
    pub variable: VariableIndex,
    /// What it says; none where the file leaves it empty.
    pub value: Option<Value>,
}

/// A value of a variable.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A text.
    Text(String),
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Float(f64),
    /// A day, as the file writes it (`xsd:date`).
    Date(String),
    /// A day and a time, as the file writes it (`xsd:dateTime`).
    DateTime(String),
}

/// A unit of analysis: a person, a firm, a site.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Case {
    /// Its identity.
    pub guid: Guid,
    /// The name; empty where the file does not say.
    pub name: String,
    /// What is said about it.
    pub description: Option<String>,
    /// The codes that stand for it.
    pub codes: Vec<CodeIndex>,
    /// What it is described by.
    pub values: Vec<VariableValue>,
    /// The sources that are about it.
    pub sources: Vec<SourceIndex>,
    /// The selections that are about it.
    pub selections: Vec<SelectionIndex>,
}

/// A named group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Set {
    /// Its identity.
    pub guid: Guid,
    /// The name.
    pub name: String,
    /// What is said about it.
    pub description: Option<String>,
    /// The codes in it; some programs group cases by it.
    pub codes: Vec<Target>,
    /// The sources in it.
    pub sources: Vec<SourceIndex>,
    /// The notes in it.
    pub notes: Vec<NoteIndex>,
}

/// An item that a link may join.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// A user.
    User(UserIndex),
    /// A code.
    Code(CodeIndex),
    /// A variable.
    Variable(VariableIndex),
    /// A case.
    Case(CaseIndex),
    /// A source.
    Source(SourceIndex),
    /// A selection.
    Selection(SelectionIndex),
    /// A note.
    Note(NoteIndex),
    /// A set.
    Set(SetIndex),
}

/// Which way a link points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Direction {
    /// Neither way.
    Associative,
    /// From its origin to its target.
    OneWay,
    /// Both ways.
    Bidirectional,
}

/// A link between two items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Link {
    /// Its identity.
    pub guid: Guid,
    /// What the link says.
    pub name: Option<String>,
    /// Which way it points, where the file says so.
    pub direction: Option<Direction>,
    /// `#rgb` or `#rrggbb`, in lower case.
    pub color: Option<String>,
    /// Where it starts; none where the file names nothing that was read.
    pub origin: Option<Item>,
    /// Where it ends; none where the file names nothing that was read.
    pub target: Option<Item>,
    /// The notes on it.
    pub notes: Vec<NoteIndex>,
}
