//! Any bytes, as a project, as the XML inside one, as a text of one, and as a codebook: a value or an error comes out, never
//! a panic, and what is read keeps its promises.
//!
//! `cargo +nightly fuzz run read_refi` with `tests/golden/refi` as seeds.

#![no_main]

use std::io::{Cursor, Write};

use cocreation::refi::{ImportedProject, Limits, Place, ReadOptions, read_codebook, read_project};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive around the XML of a project and one text, so that the checksums of archives do not keep the fuzzer out.
fn archive(xml: &[u8], text: &[u8]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in [("project.qde", xml), ("sources/t.txt", text)] {
        zip.start_file(name, stored).ok()?;
        zip.write_all(content).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// Every range of a text is a piece of it, and every position is in its list.
fn check(read: &ImportedProject) {
    let project = &read.project;
    for source in project.sources.iter().chain(&project.notes) {
        for selection in &source.selections {
            assert!(!matches!(selection.place, Place::Text(_)) || source.quote(selection).is_some());
        }
    }
    for (_, _, coding) in project.codings() {
        assert!(coding.coder.is_none_or(|coder| coder.get() < project.users.len()));
    }
    assert!(!read.report.to_string().is_empty());
}

fuzz_target!(|bytes: &[u8]| {
    let mut limits = Limits::default();
    (limits.xml_bytes, limits.text_bytes, limits.total_bytes) = (1 << 22, 1 << 20, 1 << 23);
    let options = ReadOptions::new().limits(limits);
    let half = bytes.len() / 2;
    let wrapped = [archive(bytes, "Anna 🤝\r\nsays".as_bytes()), archive(&bytes[..half], &bytes[half..])];
    for file in wrapped.into_iter().flatten().chain([bytes.to_vec()]) {
        if let Ok(read) = read_project(Cursor::new(file), &options) {
            check(&read);
        }
    }
    let _ = read_codebook(bytes, &options);
});
