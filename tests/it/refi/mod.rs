//! Projects and codebooks of other programs: samples, hostile files, positions, and damage.

mod damage;
mod details;
mod hostile;
mod positions;
mod samples;

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use cocreation::refi::{ImportedProject, OffsetConvention, Project, ReadOptions, SelectionIndex, Target, read_project};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/refi").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(golden(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn json(name: &str) -> serde_json::Value {
    serde_json::from_slice(&bytes(name)).expect("JSON")
}

fn read(bytes: &[u8]) -> ImportedProject {
    read_project(Cursor::new(bytes), &ReadOptions::new()).unwrap_or_else(|error| panic!("{error}"))
}

fn read_as(bytes: &[u8], convention: OffsetConvention) -> ImportedProject {
    read_project(Cursor::new(bytes), &ReadOptions::new().offsets(convention)).unwrap_or_else(|error| panic!("{error}"))
}

/// An archive with these entries.
fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        zip.write_all(content).expect("its content");
    }
    zip.finish().expect("an archive").into_inner()
}

const CODE: &str = "5b0268d2-88d8-5853-8406-592f5d1c95a1";
const USER: &str = "18cd369d-4d55-56b6-ae42-f11f26299e85";

/// A project with one user, one code, and what is put in the middle.
fn project_xml(origin: &str, middle: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="{origin}"><Users><User guid="{USER}" name="A"/></Users>
<CodeBook><Codes><Code guid="{CODE}" name="c" isCodable="true"/></Codes></CodeBook>{middle}</Project>"#
    )
}

fn project(middle: &str) -> Vec<u8> {
    archive(&[("project.qde", project_xml("test", middle).as_bytes())])
}

fn guid(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012x}")
}

/// What one selection is written as.
struct Segment {
    name: String,
    start: usize,
    end: usize,
}

/// A project with one text in a file, and one coding for each segment.
fn one_text(origin: &str, text: &[u8], segments: &[Segment]) -> Vec<u8> {
    let mut selections = String::new();
    for (number, segment) in segments.iter().enumerate() {
        let (selection, coding) = (guid(2 * number), guid(2 * number + 1));
        let name = escaped(&segment.name);
        let Segment { start, end, .. } = segment;
        write!(
            selections,
            r#"<PlainTextSelection guid="{selection}" name="{name}" startPosition="{start}" endPosition="{end}">
<Coding guid="{coding}" creatingUser="{USER}"><CodeRef targetGUID="{CODE}"/></Coding></PlainTextSelection>"#
        )
        .expect("a string grows");
    }
    let source = guid(usize::MAX >> 20);
    let middle = format!(
        r#"<Sources><TextSource guid="{source}" name="t" plainTextPath="internal://t.txt">{selections}</TextSource></Sources>"#
    );
    archive(&[("project.qde", project_xml(origin, &middle).as_bytes()), ("sources/t.txt", text)])
}

/// A text as it may stand in an attribute; line ends and tabs by number, so that nothing changes them.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        match c {
            '&' | '<' | '>' | '"' | '\'' | '\t' | '\n' | '\r' => {
                write!(out, "&#{};", c as u32).expect("a string grows")
            }
            c => out.push(c),
        }
        out
    })
}

/// Every coding with a quote, as source, quote, coder and path of the code.
fn quotes(project: &Project) -> Vec<(String, String, String, String)> {
    let mut found = Vec::new();
    for (source, selection, coding) in project.codings() {
        let quote = selection.and_then(|selection: SelectionIndex| project.quote(selection)).unwrap_or_default();
        let coder = coding.coder.and_then(|coder| project.users[coder.get()].name.clone()).unwrap_or_default();
        let code = match coding.target {
            Target::Code(code) => project.code_path(code),
            Target::Case(case) => project.cases[case.get()].name.clone(),
        };
        found.push((project.sources[source.get()].name.clone(), quote.to_owned(), coder, code));
    }
    found.sort();
    found
}
