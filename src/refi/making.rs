//! Making the items of a project in code.

use std::ops::Range;

use super::guid::Guid;
use super::project::{
    Authorship, Case, CaseIndex, Code, CodeIndex, Codebook, CoderFrom, Coding, Link, NoteIndex, Place, Project,
    Selection, Set, SetIndex, Source, SourceIndex, SourceKind, SyncPoint, Target, Text, Transcript, User, UserIndex,
    Value, Variable, VariableIndex, VariableKind, VariableValue,
};

macro_rules! adding {
    ($($method:ident $list:ident $item:ty => $index:ident $what:literal;)+) => {
        /// # Making a project
        impl Project {
            $(
                #[doc = concat!("Adds ", $what, "; gives its position, by which others point at it.")]
                pub fn $method(&mut self, item: $item) -> $index {
                    self.$list.push(item);
                    $index::new(self.$list.len() - 1)
                }
            )+
        }
    };
}

adding! {
    add_user users User => UserIndex "somebody who coded";
    add_code codes Code => CodeIndex "a code, its parent before it";
    add_variable variables Variable => VariableIndex "a variable";
    add_case cases Case => CaseIndex "a unit of analysis";
    add_source sources Source => SourceIndex "a source";
    add_note notes Source => NoteIndex "a note";
    add_set sets Set => SetIndex "a set";
}

impl Project {
    /// The positions of the codes, in their order.
    pub fn code_indices(&self) -> impl ExactSizeIterator<Item = CodeIndex> + use<> {
        (0..self.codes.len()).map(CodeIndex::new)
    }
}

impl Codebook {
    /// The positions of the codes, in their order.
    pub fn code_indices(&self) -> impl ExactSizeIterator<Item = CodeIndex> + use<> {
        (0..self.codes.len()).map(CodeIndex::new)
    }
}

impl User {
    /// A user with a name.
    pub fn new(guid: Guid, name: impl Into<String>) -> Self {
        Self { guid, name: Some(name.into()), id: None, listed: true }
    }
}

impl Code {
    /// A code at the root, for coding.
    pub fn new(guid: Guid, name: impl Into<String>) -> Self {
        Self { guid, name: name.into(), parent: None, codable: true, color: None, description: None, notes: Vec::new() }
    }

    /// The same code below another.
    #[must_use]
    pub fn below(self, parent: CodeIndex) -> Self {
        Self { parent: Some(parent), ..self }
    }

    /// The same code as a folder of codes.
    #[must_use]
    pub fn folder(self) -> Self {
        Self { codable: false, ..self }
    }

    /// The same code with a definition.
    #[must_use]
    pub fn description(self, description: impl Into<String>) -> Self {
        Self { description: Some(description.into()), ..self }
    }
}

impl Text {
    /// A text that stands in the XML.
    pub fn new(content: impl Into<String>) -> Self {
        Self { content: content.into(), path: None }
    }
}

impl Source {
    /// A source of which only the name is known.
    pub fn new(guid: Guid, name: impl Into<String>, kind: SourceKind) -> Self {
        Self {
            guid,
            name: name.into(),
            kind,
            text: None,
            path: None,
            transcripts: Vec::new(),
            selections: Vec::new(),
            codings: Vec::new(),
            values: Vec::new(),
            description: None,
            notes: Vec::new(),
            authorship: Authorship::default(),
        }
    }

    /// A text.
    pub fn of_text(guid: Guid, name: impl Into<String>, content: impl Into<String>) -> Self {
        Self { text: Some(Text::new(content)), ..Self::new(guid, name, SourceKind::Text) }
    }
}

impl Transcript {
    /// A transcript with its words.
    pub fn new(guid: Guid, content: impl Into<String>) -> Self {
        Self {
            guid,
            name: None,
            text: Some(Text::new(content)),
            sync_points: Vec::new(),
            description: None,
            notes: Vec::new(),
            authorship: Authorship::default(),
        }
    }
}

impl SyncPoint {
    /// A time of the recording, and the byte of the transcript that belongs to it.
    pub fn new(guid: Guid, time_ms: u64, byte: usize) -> Self {
        Self { guid, time_ms: Some(time_ms), byte: Some(byte) }
    }
}

impl Selection {
    /// A part of a source.
    pub fn new(guid: Guid, place: Place) -> Self {
        Self {
            guid,
            name: None,
            place,
            words: None,
            codings: Vec::new(),
            description: None,
            notes: Vec::new(),
            authorship: Authorship::default(),
        }
    }

    /// A part of a text, in bytes.
    pub fn of_text(guid: Guid, range: Range<usize>) -> Self {
        Self::new(guid, Place::Text(range))
    }
}

impl Coding {
    /// A coding of which nobody says whose it is.
    pub fn new(guid: Guid, target: Target) -> Self {
        Self { guid, target, coder: None, coder_from: CoderFrom::Unknown, at: None, notes: Vec::new() }
    }

    /// The same coding by somebody.
    #[must_use]
    pub fn by(self, coder: UserIndex) -> Self {
        Self { coder: Some(coder), coder_from: CoderFrom::Coding, ..self }
    }
}

impl Variable {
    /// A variable.
    pub fn new(guid: Guid, name: impl Into<String>, kind: VariableKind) -> Self {
        Self { guid, name: name.into(), kind, description: None }
    }
}

impl Case {
    /// A unit of analysis.
    pub fn new(guid: Guid, name: impl Into<String>) -> Self {
        let (codes, values, sources, selections) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { guid, name: name.into(), description: None, codes, values, sources, selections }
    }
}

impl Set {
    /// An empty set.
    pub fn new(guid: Guid, name: impl Into<String>) -> Self {
        let (codes, sources, notes) = (Vec::new(), Vec::new(), Vec::new());
        Self { guid, name: name.into(), description: None, codes, sources, notes }
    }
}

impl Link {
    /// A link that joins nothing yet.
    pub fn new(guid: Guid) -> Self {
        Self { guid, name: None, direction: None, color: None, origin: None, target: None, notes: Vec::new() }
    }
}

impl VariableValue {
    /// What a variable says; none where it is left empty.
    pub fn new(variable: VariableIndex, value: Option<Value>) -> Self {
        Self { variable, value }
    }
}
