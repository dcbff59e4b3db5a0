//! Which elements the standard has, where they stand, and which attributes they have.

use super::project::{SourceKind, VariableKind};

/// An element by its place in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Project,
    Codebook,
    Users,
    User,
    Codes,
    Code,
    Variables,
    Variable,
    Cases,
    Case,
    Sources,
    Notes,
    /// A source, or a note, which is a text source.
    Source(SourceKind),
    /// The words of a picture or a PDF document: a text source inside a source.
    Representation,
    Transcript,
    SyncPoint,
    Selection(Shape),
    /// The words of a selection of a PDF document.
    SelectionWords,
    Coding,
    VariableValue,
    Links,
    Link,
    Sets,
    Set,
    Graphs,
    Graph,
    /// Words that describe what is around them.
    Description,
    PlainText,
    /// The value in a `VariableValue`.
    Value(VariableKind),
    Reference(Reference),
    /// Not read, with all that is in it.
    Ignored,
}

/// What kind of place a selection has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Area,
    Page,
    Time,
    Transcript,
}

/// An element that only points at another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    Code,
    Note,
    Variable,
    Source,
    Selection,
    MemberCode,
    MemberSource,
    MemberNote,
}

/// What an element is inside another, or nothing where the standard has none of this name there.
pub(super) fn child(parent: Node, name: &str) -> Option<Node> {
    let special = match parent {
        Node::Project => in_project(name),
        Node::Codebook => in_codebook(name),
        Node::Users => (name == "User").then_some(Node::User),
        Node::Codes | Node::Code => (name == "Code").then_some(Node::Code),
        Node::Variables => (name == "Variable").then_some(Node::Variable),
        Node::Cases => (name == "Case").then_some(Node::Case),
        Node::Case => in_case(name),
        Node::Sources => in_sources(name),
        Node::Notes => (name == "Note").then_some(Node::Source(SourceKind::Text)),
        Node::Source(kind) => in_source(kind, name),
        Node::Representation => in_source(SourceKind::Text, name),
        Node::SelectionWords => (name == "PlainTextContent").then_some(Node::PlainText),
        Node::Transcript => in_transcript(name),
        Node::Selection(shape) => in_selection(shape, name),
        Node::Coding => (name == "CodeRef").then_some(Node::Reference(Reference::Code)),
        Node::VariableValue => in_value(name),
        Node::Links => (name == "Link").then_some(Node::Link),
        Node::Sets => (name == "Set").then_some(Node::Set),
        Node::Set => in_set(name),
        Node::Graphs => (name == "Graph").then_some(Node::Graph),
        Node::Graph => Some(Node::Ignored),
        Node::User
        | Node::Variable
        | Node::Link
        | Node::SyncPoint
        | Node::Description
        | Node::PlainText
        | Node::Value(_)
        | Node::Reference(_)
        | Node::Ignored => None,
    };
    special.or_else(|| anywhere(parent, name))
}

/// Descriptions and notes, which many elements have.
fn anywhere(parent: Node, name: &str) -> Option<Node> {
    match (name, parent) {
        ("Description", Node::Project | Node::Code | Node::Variable | Node::Case | Node::Set)
        | ("Description", Node::Source(_) | Node::Transcript | Node::Selection(_)) => Some(Node::Description),
        ("NoteRef", Node::Project | Node::Code | Node::Source(_) | Node::Representation)
        | ("NoteRef", Node::Transcript | Node::Selection(_) | Node::Coding | Node::Link) => {
            Some(Node::Reference(Reference::Note))
        }
        _ => None,
    }
}

fn in_project(name: &str) -> Option<Node> {
    Some(match name {
        "Users" => Node::Users,
        "CodeBook" => Node::Codebook,
        "Variables" => Node::Variables,
        "Cases" => Node::Cases,
        "Sources" => Node::Sources,
        "Notes" => Node::Notes,
        "Links" => Node::Links,
        "Sets" => Node::Sets,
        "Graphs" => Node::Graphs,
        _ => return None,
    })
}

fn in_codebook(name: &str) -> Option<Node> {
    match name {
        "Codes" => Some(Node::Codes),
        "Sets" => Some(Node::Sets),
        _ => None,
    }
}

fn in_sources(name: &str) -> Option<Node> {
    Some(Node::Source(match name {
        "TextSource" => SourceKind::Text,
        "PictureSource" => SourceKind::Picture,
        "PDFSource" => SourceKind::Pdf,
        "AudioSource" => SourceKind::Audio,
        "VideoSource" => SourceKind::Video,
        _ => return None,
    }))
}

fn in_case(name: &str) -> Option<Node> {
    Some(match name {
        "CodeRef" => Node::Reference(Reference::Code),
        "VariableValue" => Node::VariableValue,
        "SourceRef" => Node::Reference(Reference::Source),
        "SelectionRef" => Node::Reference(Reference::Selection),
        _ => return None,
    })
}

fn in_source(kind: SourceKind, name: &str) -> Option<Node> {
    Some(match (name, kind) {
        ("Coding", _) => Node::Coding,
        ("VariableValue", _) => Node::VariableValue,
        ("PlainTextContent", SourceKind::Text) => Node::PlainText,
        ("PlainTextSelection", SourceKind::Text) => Node::Selection(Shape::Text),
        ("TextDescription", SourceKind::Picture) | ("Representation", SourceKind::Pdf) => Node::Representation,
        ("PictureSelection", SourceKind::Picture) => Node::Selection(Shape::Area),
        ("PDFSelection", SourceKind::Pdf) => Node::Selection(Shape::Page),
        ("Transcript", SourceKind::Audio | SourceKind::Video) => Node::Transcript,
        // Some programs store a recording as the other kind.
        ("AudioSelection" | "VideoSelection", SourceKind::Audio | SourceKind::Video) => Node::Selection(Shape::Time),
        _ => return None,
    })
}

fn in_transcript(name: &str) -> Option<Node> {
    Some(match name {
        "PlainTextContent" => Node::PlainText,
        "SyncPoint" => Node::SyncPoint,
        "TranscriptSelection" => Node::Selection(Shape::Transcript),
        _ => return None,
    })
}

fn in_selection(shape: Shape, name: &str) -> Option<Node> {
    match (name, shape) {
        ("Coding", _) => Some(Node::Coding),
        ("Representation", Shape::Page) => Some(Node::SelectionWords),
        _ => None,
    }
}

fn in_value(name: &str) -> Option<Node> {
    Some(Node::Value(match name {
        "VariableRef" => return Some(Node::Reference(Reference::Variable)),
        "TextValue" => VariableKind::Text,
        "BooleanValue" => VariableKind::Boolean,
        "IntegerValue" => VariableKind::Integer,
        "FloatValue" => VariableKind::Float,
        "DateValue" => VariableKind::Date,
        "DateTimeValue" => VariableKind::DateTime,
        _ => return None,
    }))
}

fn in_set(name: &str) -> Option<Node> {
    Some(Node::Reference(match name {
        "MemberCode" => Reference::MemberCode,
        "MemberSource" => Reference::MemberSource,
        "MemberNote" => Reference::MemberNote,
        _ => return None,
    }))
}

const PROJECT: &[&str] =
    &["name", "origin", "creatingUserGUID", "creationDateTime", "modifyingUserGUID", "modifiedDateTime", "basePath"];

const TEXT: &[&str] = &[
    "guid",
    "name",
    "richTextPath",
    "plainTextPath",
    "creatingUser",
    "creationDateTime",
    "modifyingUser",
    "modifiedDateTime",
];

const MEDIUM: &[&str] =
    &["guid", "name", "path", "currentPath", "creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime"];

const SELECTION: &[&str] = &[
    "guid",
    "name",
    "startPosition",
    "endPosition",
    "creatingUser",
    "creationDateTime",
    "modifyingUser",
    "modifiedDateTime",
    "begin",
    "end",
    "page",
    "firstX",
    "firstY",
    "secondX",
    "secondY",
    "fromSyncPoint",
    "toSyncPoint",
];

/// The attributes of an element.
pub(super) fn attributes(node: Node) -> &'static [&'static str] {
    match node {
        Node::Project => PROJECT,
        Node::Codebook => &["origin"],
        Node::User => &["guid", "name", "id"],
        Node::Code => &["guid", "name", "isCodable", "color"],
        Node::Variable => &["guid", "name", "typeOfVariable"],
        Node::Case | Node::Set | Node::Graph => &["guid", "name"],
        Node::Source(SourceKind::Text) | Node::Representation | Node::SelectionWords | Node::Transcript => TEXT,
        Node::Source(SourceKind::Picture | SourceKind::Pdf | SourceKind::Audio | SourceKind::Video) => MEDIUM,
        Node::SyncPoint => &["guid", "timeStamp", "position"],
        Node::Selection(_) => SELECTION,
        Node::Coding => &["guid", "creatingUser", "creationDateTime"],
        Node::Link => &["guid", "name", "direction", "color", "originGUID", "targetGUID"],
        Node::Reference(Reference::MemberCode) => &["targetGUID", "guid"],
        Node::Reference(_) => &["targetGUID"],
        Node::Users
        | Node::Codes
        | Node::Variables
        | Node::Cases
        | Node::Sources
        | Node::Notes
        | Node::Links
        | Node::Sets
        | Node::Graphs
        | Node::VariableValue
        | Node::Description
        | Node::PlainText
        | Node::Value(_)
        | Node::Ignored => &[],
    }
}
