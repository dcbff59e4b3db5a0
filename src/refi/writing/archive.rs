//! The archive around a project: entries in a fixed order, stored, without times.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::error::{Error, ErrorKind};

/// The texts of a project, each under a name of its own.
#[derive(Debug, Default)]
pub(super) struct Files {
    files: Vec<(String, String)>,
    names: BTreeSet<String>,
    /// The last number tried for each stem.
    numbers: BTreeMap<String, u32>,
}

impl Files {
    /// Takes in a text; gives the path under which the project names it. Two sources of one id get two files.
    pub(super) fn add(&mut self, stem: &str, content: &str) -> String {
        let mut name = format!("{stem}.txt");
        let number = self.numbers.entry(stem.to_owned()).or_insert(1);
        while !self.names.insert(name.clone()) {
            *number += 1;
            name = format!("{stem}-{number}.txt");
        }
        // A mark at the beginning of the text itself would be taken for that of the file.
        let mark = if content.starts_with('\u{FEFF}') { "\u{FEFF}" } else { "" };
        self.files.push((format!("sources/{name}"), format!("{mark}{content}")));
        format!("internal://{name}")
    }
}

/// The bytes of the archive. Entries are stored as they are: packers differ in their last bits between machines.
pub(super) fn pack(project: &str, files: &Files) -> Result<Vec<u8>, Error> {
    let texts = files.files.iter().map(|(name, content)| (name.as_str(), content.as_str()));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in std::iter::once(("project.qde", project)).chain(texts) {
        archive.start_file(name, options(content.len())).map_err(|error| unwritten(name, error))?;
        archive.write_all(content.as_bytes()).map_err(|error| unwritten(name, error))?;
    }
    let bytes = archive.finish().map_err(|error| unwritten("the archive", error))?;
    Ok(bytes.into_inner())
}

fn options(length: usize) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .large_file(u32::try_from(length).is_err())
}

fn unwritten(what: &str, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::caused(ErrorKind::Write, format!("{what} cannot be written"), error)
}
