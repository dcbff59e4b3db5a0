//! The texts of the sources: found, read within the limits, decoded.

use std::io::{Read, Seek};

use super::archive::{Archive, leads_out};
use super::build::Draft;
use super::options::ReadOptions;
use super::project::Text;
use super::refusal::clipped;
use super::report::{Element, NoticeCode, Report};
use crate::Error;

/// Where texts come from.
pub(super) struct Shelf<'a, 'o, R> {
    pub(super) archive: &'a mut Archive<R>,
    pub(super) options: &'a ReadOptions<'o>,
    pub(super) report: &'a mut Report,
}

/// A text as it was found, and whether a byte order mark was taken off.
type Found = Option<(String, bool)>;

impl<R: Read + Seek> Shelf<'_, '_, R> {
    /// Reads the text of a source, those of its transcripts, and the words of its selections.
    pub(super) fn load(&mut self, draft: &mut Draft) -> Result<(), Error> {
        let line = draft.line;
        let name = clipped(&draft.source.name);
        let text = draft.source.text.take();
        let none = text.is_none() && draft.source.kind == super::project::SourceKind::Text;
        if none {
            self.missed(line, format!("the text source {name} has no text"));
        }
        (draft.source.text, draft.marked) = self.text(text, line)?;
        for transcript in &mut draft.source.transcripts {
            transcript.text = self.text(transcript.text.take(), line)?.0;
        }
        for (selection, path) in std::mem::take(&mut draft.words) {
            if let Some((words, _)) = self.file(&path, line)? {
                draft.source.selections[selection].words = Some(words);
            }
        }
        Ok(())
    }

    fn text(&mut self, text: Option<Text>, line: u32) -> Result<(Option<Text>, bool), Error> {
        let Some(Text { content, path }) = text else { return Ok((None, false)) };
        let found = match &path {
            Some(path) => self.file(path, line)?,
            None => None,
        };
        if found.is_some() && !content.is_empty() {
            let message = || "a text is given as a file and in the XML; the file was taken".into();
            self.report.note(NoticeCode::TextTwice, Some(line), message);
        }
        let inline = (path.is_none() || !content.is_empty()).then(|| unmarked(content));
        let Some((content, marked)) = found.or(inline) else { return Ok((None, false)) };
        self.report.counted(Element::Texts).read += 1;
        Ok((Some(Text { content, path }), marked))
    }

    fn missed(&mut self, line: u32, message: String) {
        self.report.counted(Element::Texts).skipped += 1;
        self.report.note(NoticeCode::MissingText, Some(line), || message);
    }

    fn file(&mut self, path: &str, line: u32) -> Result<Found, Error> {
        let bytes = match inside(path) {
            Some(inner) => self.inner(path, &inner, line)?,
            None => self.outer(path, line)?,
        };
        Ok(bytes.and_then(|bytes| self.decoded(bytes, path, line)))
    }

    fn inner(&mut self, path: &str, inner: &str, line: u32) -> Result<Option<Vec<u8>>, Error> {
        if leads_out(inner) {
            self.report.counted(Element::Texts).skipped += 1;
            let message = || format!("the path {} leads out of the archive; it was not followed", clipped(path));
            self.report.note(NoticeCode::UnsafePath, Some(line), message);
            return Ok(None);
        }
        let Some(entry) = self.archive.find(inner) else {
            self.missed(line, format!("the text {} is not in the archive", clipped(path)));
            return Ok(None);
        };
        if inner.contains('/') || !starts_with(path, "internal://") {
            self.report.counted(Element::Texts).repaired += 1;
            let message = || format!("the path {}, where `internal://NAME` would be right", clipped(path));
            self.report.note(NoticeCode::SourcePath, Some(line), message);
        }
        self.archive.bytes(&entry).map(Some)
    }

    fn outer(&mut self, path: &str, line: u32) -> Result<Option<Vec<u8>>, Error> {
        let bytes = self.options.external.and_then(|resolve| resolve(path));
        let Some(bytes) = bytes else {
            self.report.counted(Element::Texts).skipped += 1;
            let message = || format!("the text {} lies outside the archive and was not read", clipped(path));
            self.report.note(NoticeCode::ExternalText, Some(line), message);
            return Ok(None);
        };
        match self.archive.count(bytes.len()) {
            true => Ok(Some(bytes)),
            false => {
                Err(super::refusal::too_much(format!("the text {} is larger than the limits allow", clipped(path))))
            }
        }
    }

    /// Never lossy: a character that became another would move all positions behind it.
    fn decoded(&mut self, bytes: Vec<u8>, path: &str, line: u32) -> Found {
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => return Some(unmarked(text)),
            Err(error) => error.into_bytes(),
        };
        let text = self.options.decoder.and_then(|decode| decode(&bytes));
        let count = self.report.counted(Element::Texts);
        *(if text.is_some() { &mut count.repaired } else { &mut count.skipped }) += 1;
        self.report.note(NoticeCode::Encoding, Some(line), || {
            let done = if text.is_some() { "it was decoded as asked" } else { "it was not read" };
            format!("the text {} is not UTF-8; {done}", clipped(path))
        });
        text.map(unmarked)
    }
}

/// The text without a byte order mark, and whether it had one.
fn unmarked(mut text: String) -> (String, bool) {
    let marked = text.starts_with('\u{feff}');
    if marked {
        text.drain(..'\u{feff}'.len_utf8());
    }
    (text, marked)
}

fn starts_with(path: &str, scheme: &str) -> bool {
    path.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// The path inside the archive; none where it leads elsewhere. Some programs leave out the scheme.
fn inside(path: &str) -> Option<String> {
    if starts_with(path, "internal://") {
        return Some(path["internal://".len()..].replace('\\', "/"));
    }
    let plain = path.replace('\\', "/");
    let outside = plain.starts_with('/') || plain.contains(':');
    (!outside).then_some(plain)
}
