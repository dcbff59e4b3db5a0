//! Projects and codebooks of programs for qualitative analysis, read from and written to the exchange format REFI-QDA.
//!
//! NVivo, ATLAS.ti, MAXQDA, QualCoder, Taguette and others export a *project* as a `.qdpx` file, an archive with the coded
//! texts, and a *codebook* as a `.qdc` file. Both are read here into plain values: who coded what with which code, and the
//! exact words.
//!
//! ```
//! use std::io::Cursor;
//! use cocreation::refi::{self, ReadOptions};
//!
//! // Two coders worked on one interview; the file was written by QualCoder.
//! let file = include_bytes!("../../tests/golden/refi/samples/qualcoder-git__two-coders-lf.qdpx");
//! let read = refi::read_project(Cursor::new(file), &ReadOptions::new())?;
//!
//! let project = read.project;
//! let (_, selection, coding) = project.codings().next().expect("a coding");
//! let coder = &project.users[coding.coder.expect("a coder").get()];
//! assert_eq!(coder.name.as_deref(), Some("Coder A"));
//! assert_eq!(project.quote(selection.expect("a part")), Some("the “joint workshop” is where it happens"));
//! let refi::Target::Code(code) = coding.target else { panic!("a case") };
//! assert_eq!(project.code_path(code), "Co-creation/Sphere/joint sphere");
//!
//! // What was read, what was not, and how positions were understood.
//! println!("{}", read.report);
//! # Ok::<(), cocreation::Error>(())
//! ```
//!
//! # Positions
//!
//! A selection is a pair of numbers, and programs count differently: code points or UTF-16 units, `CR LF` as one or as two,
//! the byte order mark or not ([`OffsetConvention`]). A wrong guess gives other words without any error. Which way a file
//! counts is found from what the caller says, from names of selections that repeat the quote, from how many ranges begin and
//! end with a word, and from the program that wrote the file, in this order; [`Report::positions`] says which, how well it
//! fits, and what comes next. Inside, a place is a range of bytes of the text, so that [`Project::quote`] is exact.
//!
//! # Who coded
//!
//! [`Coding::coder`] is the user whom the *coding* names. Only where it names nobody is it the one who made the selection,
//! and [`Coding::coder_from`] says so; some programs write there who exported the file. The format does not say who looked at
//! a text and found nothing.
//!
//! # Files that are not as they should be
//!
//! A file that is damaged, that is of another format, or that goes beyond the [`Limits`] is refused with an [`Error`]: of the
//! kind [`ErrorKind::Limit`](crate::ErrorKind::Limit) where a limit would have to be raised, and of the kind
//! [`ErrorKind::Read`](crate::ErrorKind::Read) otherwise. Everything less is read as far as it goes, and the [`Report`] lists
//! what was skipped and what was repaired: a selection without a place does not cost the rest.
//!
//! Nothing outside the given bytes is opened, whatever paths a file has in it; texts that lie outside come from a function of
//! the caller ([`ReadOptions::external`]) or not at all. Pictures, PDF documents and recordings are not opened either: their
//! selections are areas and times.
//!
//! # From codings to a case, and to agreement
//!
//! A table that a person writes says which code means which actor, practice or relation ([`CodeMap`]); [`draft`] makes a case
//! document of it, with the coded segments as evidence, and lists the codes that the table does not have. What overlapping
//! segments may say is proposed and never claimed. [`ratings`] and [`spans`] put two coders side by side, from one file or
//! from two, for [`agreement`](crate::agreement); what a unit is has to be said.
//!
//! # Writing
//!
//! [`write()`] and [`write_codebook`] make files that are valid against the schemas of the standard, always of the same bytes;
//! read again, they are what was written. [`export()`] does so for a case, and [`codebook()`] for the theory and codebooks of
//! one's own. What a file cannot hold is told ([`Losses`]).
//!
//! # Time and memory
//!
//! XML is read as a stream, and memory is that of the values: 300 000 selections in 30 MB of XML take about 90 MB and a third
//! of a second; with a coding each, in 75 MB of XML, about 230 MB.

mod archive;
mod build;
mod codebook_export;
mod coded;
mod compare;
mod detect;
mod encode;
mod export;
mod guid;
mod ids;
mod limits;
mod loss;
mod making;
mod offsets;
mod options;
mod place;
mod project;
mod refusal;
mod report;
mod schema;
mod settle;
mod steps;
mod texts;
mod writing;
mod xml;

use std::io::{Read, Seek};

use serde::Serialize;

use archive::{Archive, Gate};
use build::{Builder, Draft};
use refusal::unreadable;
use schema::Node;
use xml::Root;

use crate::Error;

pub use codebook_export::codebook;
pub use compare::{Absence, CodedFile, Compared, Spans, Units, ratings, spans};
pub use encode::{
    Candidate, CodeMap, Drafted, Ignored, MapProblem, MapProblems, Meaning, Overlap, Proposal, Unmapped, draft,
};
pub use export::{ExportOptions, export, project};
pub use guid::Guid;
pub use limits::Limits;
pub use loss::{Loss, LossKind, Losses};
pub use offsets::{LineEnd, OffsetConvention, RangeEnd, Unit};
pub use options::{ReadOptions, utf16};
pub use project::{
    Authorship, Case, CaseIndex, Code, CodeIndex, Codebook, CoderFrom, Coding, Direction, Item, Link, NoteIndex, Place,
    Project, Selection, SelectionIndex, Set, SetIndex, Source, SourceIndex, SourceKind, SyncPoint, Target, Text,
    Transcript, User, UserIndex, Value, Variable, VariableIndex, VariableKind, VariableValue,
};
pub use report::{ChosenBy, Count, Element, Fit, Notice, NoticeCode, Positions, Report};
pub use writing::{Written, write, write_codebook};

/// A project, and what reading it found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ImportedProject {
    /// The project.
    pub project: Project,
    /// What was read, skipped and repaired.
    pub report: Report,
}

/// A codebook, and what reading it found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ImportedCodebook {
    /// The codebook.
    pub codebook: Codebook,
    /// What was read, skipped and repaired.
    pub report: Report,
}

/// Reads a project (`.qdpx`) from anything that can be read and sought: a `Cursor` over bytes, an open file.
///
/// # Errors
///
/// [`ErrorKind::Read`](crate::ErrorKind::Read) for what is no sound archive with a project in it, and
/// [`ErrorKind::Limit`](crate::ErrorKind::Limit) for one that goes beyond the limits; the message names the entry and the line.
pub fn read_project(reader: impl Read + Seek, options: &ReadOptions<'_>) -> Result<ImportedProject, Error> {
    let mut report = Report::new(options.limits.notices);
    let mut archive = Archive::open(reader, &options.limits, &mut report)?;
    let entry = archive.project(&mut report)?;
    let mut builder = Builder::new(Node::Project, options.limits.text_bytes, &mut report);
    archive.read(&entry, options.limits.xml_bytes, "the limit for XML", |gate| {
        xml::read(gate, &entry, &options.limits, &mut builder, accept_project)
    })?;
    let Builder { mut project, mut sources, mut notes, mut ids, .. } = builder;
    let mut shelf = texts::Shelf { archive: &mut archive, options, report: &mut report };
    sources.iter_mut().chain(&mut notes).try_for_each(|draft| shelf.load(draft))?;
    let drafts = sources.iter().chain(&notes);
    let convention = place::understand(drafts, project.origin.as_deref(), options.offsets, &mut report);
    let mut placed = |drafts: Vec<Draft>| {
        let placed = drafts.into_iter().map(|mut draft| {
            place::settle(&mut draft, convention, &mut report);
            draft.source
        });
        placed.collect()
    };
    (project.sources, project.notes) = (placed(sources), placed(notes));
    settle::settle(&mut project, &mut ids, &mut report);
    report.bytes = archive.read_so_far();
    report.origin.clone_from(&project.origin);
    Ok(ImportedProject { project, report })
}

/// Reads a codebook (`.qdc`) from anything that can be read: bytes, an open file.
///
/// ```
/// use cocreation::refi::{self, ReadOptions};
///
/// let file = r#"<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="by hand"><Codes>
///     <Code guid="5b0268d2-88d8-5853-8406-592f5d1c95a1" name="actor" isCodable="false">
///         <Code guid="667481df-2a0d-513e-8ea0-af470a312be5" name="customer" isCodable="true"/>
///     </Code>
/// </Codes></CodeBook>"#;
/// let read = refi::read_codebook(file.as_bytes(), &ReadOptions::new())?;
/// assert_eq!(read.codebook.codes[1].parent.map(|parent| parent.get()), Some(0));
/// assert!(read.report.notices.is_empty());
/// # Ok::<(), cocreation::Error>(())
/// ```
///
/// # Errors
///
/// [`ErrorKind::Read`](crate::ErrorKind::Read) for what is no sound XML with a codebook in it, and
/// [`ErrorKind::Limit`](crate::ErrorKind::Limit) for what goes beyond the limits; the message names the line.
pub fn read_codebook(reader: impl Read, options: &ReadOptions<'_>) -> Result<ImportedCodebook, Error> {
    let mut report = Report::new(options.limits.notices);
    let mut gate = Gate::plain(reader, &options.limits);
    let mut builder = Builder::new(Node::Codebook, options.limits.text_bytes, &mut report);
    xml::read(&mut gate, "the codebook", &options.limits, &mut builder, accept_codebook)?;
    let Builder { mut project, mut ids, .. } = builder;
    settle::settle(&mut project, &mut ids, &mut report);
    report.bytes = gate.read_so_far();
    report.origin.clone_from(&project.origin);
    let codebook = Codebook { origin: project.origin, codes: project.codes, sets: project.sets };
    Ok(ImportedCodebook { codebook, report })
}

fn accept_project(builder: &mut Builder<'_>, root: &Root) -> Result<(), Error> {
    accept(builder, root, "Project", "urn:QDA-XML:project:", "a codebook is read by `read_codebook`")
}

fn accept_codebook(builder: &mut Builder<'_>, root: &Root) -> Result<(), Error> {
    accept(builder, root, "CodeBook", "urn:QDA-XML:codebook:", "a project is read by `read_project`")
}

/// The root has to be of the vocabulary, in whatever version; without a namespace it is read with a notice.
fn accept(builder: &mut Builder<'_>, root: &Root, name: &str, namespace: &str, hint: &str) -> Result<(), Error> {
    let right = format!("{namespace}1.0");
    let wrong = |what: &str, found: &str, right: &str| {
        let (Root { place, line, .. }, found) = (root, refusal::clipped(found));
        Err(unreadable(format!("{place}, line {line}: {what} is {found}; `{right}` would be right ({hint})")))
    };
    if root.name != name {
        return wrong("the root", &root.name, name);
    }
    if let Some(found) = root.namespace.as_deref().filter(|found| !found.starts_with(namespace)) {
        return wrong("the vocabulary", found, &right);
    }
    if root.marked {
        let message = "a byte order mark stands before the XML";
        builder.report.note(NoticeCode::ByteOrderMark, Some(root.line), || message.into());
    }
    if root.namespace.as_ref() != Some(&right) {
        let found = root.namespace.as_deref().map_or("none".to_owned(), refusal::clipped);
        let message = || format!("the vocabulary is {found}, where `{right}` would be right; it is read all the same");
        builder.report.note(NoticeCode::Namespace, Some(root.line), message);
    }
    Ok(())
}
