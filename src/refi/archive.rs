//! The archive: its entries by name, each read within the limits.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::limits::Limits;
use super::refusal::{Passed, clipped, of_io, too_much, unreadable};
use super::report::{NoticeCode, Report};
use crate::{Error, ErrorKind};

/// Bytes that any entry may have, however well it is packed.
const SMALL: u64 = 1 << 20;

/// Bytes that a directory may take for each entry that is allowed, and the search for it.
const DIRECTORY_ENTRY: u64 = 1 << 10;

/// Where the record at the end of an archive lies: behind it is only a comment of at most 64 KiB.
const DIRECTORY_TAIL: u64 = 66_000;

/// An open archive. Nothing of it is ever written anywhere.
pub(super) struct Archive<R> {
    zip: ZipArchive<Budgeted<R>>,
    /// Entries by their names in lower case with forward slashes.
    names: HashMap<String, usize>,
    left: u64,
    limits: Limits,
}

/// A reader that gives up after so many bytes: the directory of an archive is read before anything is known of it.
struct Budgeted<R> {
    inner: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Budgeted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let left = self.left.get().checked_sub(read as u64);
        self.left.set(
            left.ok_or_else(|| Passed("the directory of the archive is larger than its entries may need".into()))?,
        );
        Ok(read)
    }
}

impl<R: Seek> Seek for Budgeted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// A reader of one entry that counts what comes out of it.
pub(super) struct Gate<R> {
    inner: R,
    read: u64,
    bounds: [(u64, &'static str); 3],
}

impl<R: Read> Read for Gate<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        match self.bounds.iter().find(|(bound, _)| self.read > *bound) {
            Some((bound, what)) => Err(Passed(format!("it has more than {bound} bytes, which is {what}")).into()),
            None => Ok(read),
        }
    }
}

impl<R> Gate<R> {
    /// A gate for something that is not packed.
    pub(super) fn plain(inner: R, limits: &Limits) -> Self {
        let total = (limits.total_bytes, "the limit for all that is read");
        Self { inner, read: 0, bounds: [(limits.xml_bytes, "the limit for XML"), total, total] }
    }

    pub(super) fn read_so_far(&self) -> u64 {
        self.read
    }
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive: refuses what is no archive, what is too large, and what two readers would understand differently.
    pub(super) fn open(mut reader: R, limits: &Limits, report: &mut Report) -> Result<Self, Error> {
        let size = reader.seek(SeekFrom::End(0)).map_err(|error| of_io("the archive", error))?;
        if size > limits.archive_bytes {
            return Err(too_much(format!(
                "the archive has {size} bytes; at most {} are allowed",
                limits.archive_bytes
            )));
        }
        check_directory(&mut reader, size, limits)?;
        let allowed = (limits.entries as u64).saturating_mul(DIRECTORY_ENTRY).saturating_add(SMALL);
        let left = Rc::new(Cell::new(allowed));
        let budgeted = Budgeted { inner: reader, left: Rc::clone(&left) };
        let mut zip = ZipArchive::new(budgeted).map_err(|error| of_zip("the archive", error))?;
        if zip.len() > limits.entries {
            return Err(too_much(format!(
                "the archive has {} entries; at most {} are allowed",
                zip.len(),
                limits.entries
            )));
        }
        if zip.has_duplicate_names() {
            return Err(unreadable(
                "the archive has two entries of one name; readers disagree on which of them counts",
            ));
        }
        left.set(u64::MAX);
        if zip.has_overlapping_files().map_err(|error| of_zip("the archive", error))? {
            return Err(unreadable("entries of the archive overlap, or reach beyond its end; write it anew"));
        }
        let names = names(&zip, report)?;
        Ok(Self { zip, names, left: limits.total_bytes, limits: limits.clone() })
    }

    /// The project file: `project.qde`, or the only `.qde` there is.
    pub(super) fn project(&self, report: &mut Report) -> Result<String, Error> {
        if self.names.contains_key("project.qde") {
            return Ok("project.qde".into());
        }
        let mut found: Vec<&String> = self.names.keys().filter(|name| name.ends_with(".qde")).collect();
        found.sort();
        match found[..] {
            [one] => {
                report.note(NoticeCode::ProjectName, None, || format!("the project file is called {}", clipped(one)));
                Ok(one.clone())
            }
            [] => Err(unreadable("the archive has no `project.qde`, so it is no project for exchange")),
            _ => Err(unreadable("the archive has several `.qde` files, and none is called `project.qde`")),
        }
    }

    /// The one entry that a path leads to: in the folder `sources`, where it is said to be, or else by its name alone.
    pub(super) fn find(&self, path: &str) -> Option<String> {
        let path = normal(path);
        let path = path.strip_prefix("sources/").unwrap_or(&path);
        let usual = format!("sources/{path}");
        [usual.as_str(), path].into_iter().find(|name| self.names.contains_key(*name)).map(str::to_owned)
    }

    /// What an entry says, as bytes; none where it has no such entry.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        self.read(name, self.limits.text_bytes, "the limit for one text", |gate| {
            gate.read_to_end(&mut bytes).map(|_| ()).map_err(|error| of_io(&clipped(name), error))
        })?;
        Ok(bytes)
    }

    /// Lets somebody read an entry, and counts what was read.
    pub(super) fn read<T>(
        &mut self,
        name: &str,
        bytes: u64,
        what: &'static str,
        reading: impl FnOnce(&mut dyn Read) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let index = self.names.get(name).copied().unwrap_or(usize::MAX);
        let inner = self.zip.by_index(index).map_err(|error| of_zip(&clipped(name), error))?;
        let method = inner.compression();
        if !matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated) {
            let name = clipped(name);
            return Err(unreadable(format!("{name} is packed by {method}; only `store` and `deflate` are read")));
        }
        let packed = inner.compressed_size().saturating_mul(self.limits.ratio).max(SMALL);
        let bounds = [
            (bytes, what),
            (packed, "beyond the ratio to its packed size that is allowed"),
            (self.left, "what is left of the limit for all that is read"),
        ];
        let mut gate = Gate { inner, read: 0, bounds };
        let result = reading(&mut gate);
        self.left = self.left.saturating_sub(gate.read);
        result
    }

    /// Bytes read so far.
    pub(super) fn read_so_far(&self) -> u64 {
        self.limits.total_bytes - self.left
    }

    /// Counts bytes that came from elsewhere; whether they are within the limits.
    pub(super) fn count(&mut self, bytes: usize) -> bool {
        let within = bytes as u64 <= self.limits.text_bytes.min(self.left);
        self.left = self.left.saturating_sub(bytes as u64);
        within
    }
}

/// Refuses a directory that says it has more entries than are allowed, before anybody makes room for them: looks at
/// whatever may be the record at its end, where the ZIP format has it.
fn check_directory(reader: &mut (impl Read + Seek), size: u64, limits: &Limits) -> Result<(), Error> {
    let broken = |error| of_io("the archive", error);
    let mut tail = Vec::new();
    reader.seek(SeekFrom::Start(size.saturating_sub(DIRECTORY_TAIL))).map_err(broken)?;
    reader.by_ref().take(DIRECTORY_TAIL).read_to_end(&mut tail).map_err(broken)?;
    reader.seek(SeekFrom::Start(0)).map_err(broken)?;
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |sum: u64, byte| (sum << 8) | u64::from(*byte));
    let counts = tail.windows(40).filter_map(|record| match &record[..4] {
        b"PK\x05\x06" => Some(number(&record[10..12])).filter(|count| *count != 0xffff),
        b"PK\x06\x06" => Some(number(&record[32..40])),
        _ => None,
    });
    match counts.max() {
        Some(count) if count > limits.entries as u64 => {
            Err(too_much(format!("the archive has {count} entries; at most {} are allowed", limits.entries)))
        }
        Some(_) | None => Ok(()),
    }
}

/// The entries by name. Names that differ only in case are refused: one system would find the first, another the second.
fn names<R: Read + Seek>(zip: &ZipArchive<R>, report: &mut Report) -> Result<HashMap<String, usize>, Error> {
    let mut names = HashMap::new();
    for (index, raw) in zip.file_names_raw().enumerate() {
        let name = normal(&String::from_utf8_lossy(raw));
        if leads_out(&name) {
            report.note(NoticeCode::UnsafeEntry, None, || format!("the entry {} is ignored", clipped(&name)));
        } else if !name.ends_with('/') && names.insert(name.clone(), index).is_some() {
            let name = clipped(&name);
            return Err(unreadable(format!("the archive has two entries called {name}, but for upper and lower case")));
        }
    }
    Ok(names)
}

/// A name as it is looked up: systems differ in slashes and case, and so do exporters.
fn normal(name: &str) -> String {
    name.replace('\\', "/").to_lowercase()
}

/// Whether a path, with forward slashes, leads out of the folder where it starts.
pub(super) fn leads_out(path: &str) -> bool {
    path.starts_with('/') || path.contains([':', '\0']) || path.split('/').any(|step| step == "..")
}

fn of_zip(place: &str, error: ZipError) -> Error {
    let message = match error {
        ZipError::Io(error) => return of_io(place, error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "is encrypted; take off the password",
        _ => "is damaged, or no ZIP archive; export it once more",
    };
    Error::caused(ErrorKind::Read, format!("{place} {message}"), error)
}
