//! XML as a stream of elements and words, within the limits, and without anything that a document could make it expand.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Error as XmlError;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

use super::limits::Limits;
use super::refusal::{Passed, clipped, of_io, too_much, unreadable};
use crate::{Error, ErrorKind};

/// What is told of a document, in its order.
pub(super) trait Listener {
    /// An element begins. `None` stands for a namespace that is not that of the root.
    fn begin(&mut self, name: Option<&str>, attributes: &Attributes<'_>, line: u32);

    /// Words inside the element that was begun last and has not ended. An error says which limit they pass.
    fn words(&mut self, words: &str) -> Result<(), String>;

    /// The element that was begun last, and has not ended, ends.
    fn end(&mut self);
}

/// The attributes of an element that belong to no other namespace, by name, with their values.
#[derive(Debug, Default)]
pub(super) struct Attributes<'a>(Vec<(&'a str, Cow<'a, str>)>);

impl<'a> Attributes<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, value)| &**value)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| *name)
    }

    fn add(&mut self, name: &'a str, value: Cow<'a, str>) -> bool {
        let new = self.get(name).is_none();
        self.0.push((name, value));
        new
    }
}

/// The root of a document: its name and its namespace.
#[derive(Debug)]
pub(super) struct Root {
    pub(super) name: String,
    pub(super) namespace: Option<String>,
    /// Whether a byte order mark stands before it.
    pub(super) marked: bool,
    pub(super) line: u32,
    /// What the document is called in messages.
    pub(super) place: String,
}

/// A buffered reader that knows its line, and how much one tag or piece of text has taken.
struct Metered<R> {
    inner: BufReader<R>,
    line: u32,
    piece: u64,
    bound: u64,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.piece > self.bound {
            return Err(
                Passed(format!("a piece of more than {} bytes, which is the limit for one text", self.bound)).into()
            );
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        let consumed = &self.inner.buffer()[..amount];
        self.line = self.line.saturating_add(consumed.iter().filter(|byte| **byte == b'\n').count() as u32);
        self.piece += amount as u64;
        self.inner.consume(amount);
    }
}

/// A document that is being read.
pub(super) struct Document<'a, R> {
    reader: NsReader<Metered<R>>,
    /// What the document is called in messages.
    place: &'a str,
    limits: &'a Limits,
    namespace: Option<String>,
    depth: usize,
    items: u64,
    marked: bool,
    ended: bool,
}

/// Reads a whole document. `accept` sees the root before anything else, and may refuse it.
pub(super) fn read<L: Listener>(
    reader: impl Read,
    place: &str,
    limits: &Limits,
    listener: &mut L,
    accept: impl FnOnce(&mut L, &Root) -> Result<(), Error>,
) -> Result<(), Error> {
    let inner = BufReader::with_capacity(1 << 16, reader);
    let metered = Metered { inner, line: 1, piece: 0, bound: limits.text_bytes.max(limits.tag_bytes) };
    let reader = NsReader::from_reader(metered);
    let mut document =
        Document { reader, place, limits, namespace: None, depth: 0, items: 0, marked: false, ended: false };
    document.look_at_encoding()?;
    document.run(listener, accept)
}

impl<R: Read> Document<'_, R> {
    /// The first bytes tell UTF-16 from UTF-8. The standard has UTF-8 only.
    fn look_at_encoding(&mut self) -> Result<(), Error> {
        let place = self.place;
        let first = self.reader.get_mut().fill_buf().map_err(|error| of_io(place, error))?;
        self.marked = first.starts_with(b"\xef\xbb\xbf");
        let wide = [&b"\xff\xfe"[..], b"\xfe\xff", b"<\0", b"\0<"].iter().any(|start| first.starts_with(start));
        match wide {
            true => Err(unreadable(format!("{place} is UTF-16; the standard asks for UTF-8"))),
            false => Ok(()),
        }
    }

    fn run<L: Listener>(
        &mut self,
        listener: &mut L,
        accept: impl FnOnce(&mut L, &Root) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let (mut buffer, mut accept) = (Vec::new(), Some(accept));
        loop {
            buffer.clear();
            self.reader.get_mut().piece = 0;
            let line = self.reader.get_mut().line;
            let (resolved, event) = match self.reader.read_resolved_event_into(&mut buffer) {
                Ok(read) => read,
                Err(error) => return Err(self.broken(line, error)),
            };
            let namespace = match resolved {
                ResolveResult::Bound(Namespace(name)) => Some(name),
                ResolveResult::Unbound | ResolveResult::Unknown(_) => None,
            };
            let unknown = matches!(resolved, ResolveResult::Unknown(_));
            let own = !unknown && namespace == self.namespace.as_deref();
            let first = accept.is_some().then(|| namespace.map(str::to_owned));
            match event {
                Event::Start(tag) | Event::Empty(tag) if self.ended => {
                    return Err(self.ill(line, format!("a second root element {}", clipped(tag.name().0))));
                }
                Event::Start(tag) => self.begin(listener, &mut accept, first, own, &tag, line)?,
                Event::Empty(tag) => {
                    self.begin(listener, &mut accept, first, own, &tag, line)?;
                    self.end(listener);
                }
                Event::End(_) => self.end(listener),
                Event::Text(text) => self.words(listener, &text.xml10_content(), line)?,
                Event::CData(text) => self.words(listener, &text.xml10_content(), line)?,
                Event::GeneralRef(reference) => {
                    let character = self.referenced(&reference, line)?;
                    self.words(listener, character.encode_utf8(&mut [0; 4]), line)?;
                }
                Event::DocType(_) => {
                    return Err(self.ill(line, "a DOCTYPE, which no exchange file needs; remove it"));
                }
                Event::Decl(declaration) => self.check_declared(&declaration, line)?,
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof if self.ended => return Ok(()),
                Event::Eof => return Err(self.ill(line, "the end of the file inside an element; it is cut off")),
            }
        }
    }

    fn begin<L: Listener>(
        &mut self,
        listener: &mut L,
        accept: &mut Option<impl FnOnce(&mut L, &Root) -> Result<(), Error>>,
        first: Option<Option<String>>,
        own: bool,
        tag: &BytesStart<'_>,
        line: u32,
    ) -> Result<(), Error> {
        self.depth += 1;
        self.items += 1;
        self.check_bounds(tag, line)?;
        let attributes = self.attributes(tag, line)?;
        let name = tag.local_name();
        let mut own = own;
        if let (Some(accept), Some(namespace)) = (accept.take(), first) {
            let root = Root {
                name: name.as_ref().to_owned(),
                namespace,
                marked: self.marked,
                line,
                place: self.place.to_owned(),
            };
            accept(listener, &root)?;
            (self.namespace, own) = (root.namespace, true);
        }
        listener.begin(own.then_some(name.as_ref()), &attributes, line);
        Ok(())
    }

    fn end(&mut self, listener: &mut impl Listener) {
        self.depth -= 1;
        self.ended = self.depth == 0;
        listener.end();
    }

    fn words(&self, listener: &mut impl Listener, words: &str, line: u32) -> Result<(), Error> {
        self.check_characters(words, line)?;
        if self.depth == 0 {
            let blank = words.chars().all(|c| c.is_ascii_whitespace() || c == '\u{feff}');
            return if blank {
                Ok(())
            } else {
                Err(self.ill(line, format!("words outside the root: {}", clipped(words))))
            };
        }
        listener.words(words).map_err(|passed| too_much(format!("{}, line {line}: {passed}", self.place)))
    }

    fn check_bounds(&self, tag: &BytesStart<'_>, line: u32) -> Result<(), Error> {
        // The parser counts its levels in 16 bits.
        let deepest = self.limits.depth.min(60_000);
        // Lists are numbered in 32 bits.
        let most = self.limits.items.min(u64::from(u32::MAX));
        let passed = if self.depth > deepest {
            format!("elements nested more than {deepest} deep")
        } else if self.items > most {
            format!("more than {most} elements")
        } else if tag.len() as u64 > self.limits.tag_bytes {
            format!("a tag of more than {} bytes", self.limits.tag_bytes)
        } else {
            return Ok(());
        };
        Err(too_much(format!("{}, line {line}: {passed}, which is the limit", self.place)))
    }

    fn attributes<'t>(&self, tag: &'t BytesStart<'_>, line: u32) -> Result<Attributes<'t>, Error> {
        let mut found = Attributes::default();
        for (count, attribute) in tag.attributes().with_checks(false).enumerate() {
            let Attribute { key, value } =
                attribute.map_err(|error| self.ill(line, format!("an attribute that is not well-formed: {error}")))?;
            if count >= self.limits.attributes {
                let limit = self.limits.attributes;
                return Err(too_much(format!(
                    "{}, line {line}: an element with more than {limit} attributes",
                    self.place
                )));
            }
            if key.prefix().is_some() || key.0 == "xmlns" {
                continue;
            }
            let value = Attribute { key, value }.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| self.ill(line, format!("the attribute `{}`: {error}", key.0)))?;
            self.check_characters(&value, line)?;
            if !found.add(key.0, value) {
                return Err(self.ill(line, format!("the attribute {} twice in one element", clipped(key.0))));
            }
        }
        Ok(found)
    }

    fn referenced(&self, reference: &BytesRef<'_>, line: u32) -> Result<char, Error> {
        let named = match &**reference {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        named.ok_or_else(|| self.ill(line, format!("the reference {} to nothing that XML has", clipped(reference))))
    }

    /// The parser lets pass what XML 1.0 has no place for.
    fn check_characters(&self, text: &str, line: u32) -> Result<(), Error> {
        let forbidden = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
        match text.chars().find(|c| forbidden(*c)) {
            Some(c) => Err(self.ill(line, format!("the character U+{:04X}, which XML does not allow", c as u32))),
            None => Ok(()),
        }
    }

    fn check_declared(&self, declaration: &BytesDecl<'_>, line: u32) -> Result<(), Error> {
        let Some(Ok(encoding)) = declaration.encoding() else { return Ok(()) };
        match encoding.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" | "us-ascii" => Ok(()),
            _ => Err(self.ill(line, format!("the encoding {}; the standard asks for UTF-8", clipped(&encoding)))),
        }
    }

    fn broken(&self, line: u32, error: XmlError) -> Error {
        let place = format!("{}, line {line}", self.place);
        match error {
            XmlError::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<Passed>()) {
                Some(passed) => too_much(format!("{place}: {passed}")),
                None => {
                    Error::caused(ErrorKind::Read, format!("{place}: the file is damaged, or its reader failed"), error)
                }
            },
            XmlError::Encoding(_) => {
                Error::caused(ErrorKind::Read, format!("{place}: bytes that are not UTF-8"), error)
            }
            _ => Error::caused(ErrorKind::Read, format!("{place}: the XML is not well-formed: {error}"), error),
        }
    }

    fn ill(&self, line: u32, what: impl std::fmt::Display) -> Error {
        unreadable(format!("{}, line {line}: {what}", self.place))
    }
}
