//! Reading a case document from text.
//!
//! JSON and TOML give the same tree of values with places in the text ([`Tree`]); what is done with the tree is written
//! once. Items stream from the text into the case without a document in between. Where an item does not read, the rest
//! of its section is read item by item, so that everything that is wrong comes out at once.

#[cfg(feature = "json")]
mod json;
#[cfg(feature = "toml")]
mod toml;

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};

use serde::de::DeserializeOwned;

use super::Case;
use super::assemble::{Assembly, quoted};
use super::document::{self as doc, Document, Object};
use super::problem::{Locus, Problem, ProblemCode, Problems, Section};

/// A value of a text, with its place in it.
trait Tree<'t>: Copy {
    /// Where in the text it starts, in bytes.
    fn offset(self, text: &str) -> usize;

    /// The fields of an object in the order of the text, repeated ones included; `None` where it is none.
    fn fields(self) -> Option<Vec<(Cow<'t, str>, Self)>>;

    /// The elements of a list; `None` where it is none.
    fn elements(self) -> Option<Vec<Self>>;

    /// The value as a type.
    fn read<T: DeserializeOwned>(self, text: &str) -> Result<T, Fault>;

    /// Reads a list element by element; after a failure, says how many were read.
    fn stream<T: DeserializeOwned>(self, text: &str, take: &mut dyn FnMut(T)) -> Result<(), usize> {
        let elements = self.elements().ok_or(0usize)?;
        for (nth, element) in elements.into_iter().enumerate() {
            take(element.read(text).map_err(|_| nth)?);
        }
        Ok(())
    }
}

/// Why a value does not read as the type that it should be.
struct Fault {
    path: String,
    offset: usize,
    message: String,
}

/// What a text is made of, as it comes.
enum Item {
    Source(doc::Source),
    Coder(doc::Coder),
    Codebook(doc::Codebook),
    Evidence(doc::Evidence),
    Node(doc::Node),
    Claim(doc::Claim),
    Search(doc::Search),
    /// An item that does not read, with its id if that much can be made out.
    Broken(Section, Option<Box<str>>),
}

/// The fields of the document, `None` where the text holds something else.
type Root<'t, V> = Option<Vec<(Cow<'t, str>, V)>>;

/// What stands before the sections.
#[derive(Default)]
struct Head {
    version: u32,
    id: Box<str>,
    title: Option<Box<str>>,
    about: Option<Box<str>>,
    left_out: Vec<Box<str>>,
}

const HEAD_KEYS: [&str; 5] = ["version", "id", "title", "about", "left_out"];

struct Reader<'a, 't, V> {
    text: &'a str,
    fields: BTreeMap<Cow<'t, str>, V>,
    /// Problems of shape, with where in the text they are as far as that is known.
    problems: Vec<(Problem, Option<usize>)>,
    is_document: bool,
}

impl<'a, 't, V: Tree<'t>> Reader<'a, 't, V> {
    fn new(text: &'a str, root: Root<'t, V>) -> Self {
        let is_document = root.is_some();
        let mut reader = Self { text, fields: BTreeMap::new(), problems: Vec::new(), is_document };
        if !is_document {
            let message = "a case document is an object with `version`, `id` and sections";
            reader.report("", None, message.to_owned());
        }
        for (key, value) in root.unwrap_or_default() {
            reader.field(key, value);
        }
        reader
    }

    fn field(&mut self, key: Cow<'t, str>, value: V) {
        let offset = Some(value.offset(self.text));
        let known = HEAD_KEYS.contains(&&*key) || Section::LISTS.iter().any(|section| section.key() == key);
        if !known {
            let keys: Vec<&str> = HEAD_KEYS.into_iter().chain(Section::LISTS.iter().map(|s| s.key())).collect();
            let message = format!("{} is no field of a case document; these are: {}", quoted(&key), keys.join(", "));
            self.report(quoted(&key).trim_matches('`'), offset, message);
            return;
        }
        let twice = match self.fields.entry(key) {
            Entry::Vacant(place) => {
                place.insert(value);
                None
            }
            Entry::Occupied(place) => Some(place.key().to_string()),
        };
        if let Some(key) = twice {
            self.report(&key, offset, format!("`{key}` is given twice; once is right"));
        }
    }

    fn report(&mut self, field: &str, offset: Option<usize>, message: String) {
        self.problems.push((Problem::new(ProblemCode::Shape, Locus::head(field), message), offset));
    }

    fn head_field<T: DeserializeOwned>(&mut self, key: &'static str) -> Option<T> {
        let value = *self.fields.get(key)?;
        let read = value.read(self.text);
        read.map_err(|fault: Fault| self.report(key, Some(fault.offset), fault.message)).ok()
    }

    fn required<T: DeserializeOwned>(&mut self, key: &'static str) -> Option<T> {
        if self.is_document && !self.fields.contains_key(key) {
            self.report(key, None, format!("the field `{key}` is missing"));
        }
        self.head_field(key)
    }

    /// Reads what stands before the sections. Of a document of another version nothing else is of use.
    fn head(&mut self) -> Head {
        let before = self.problems.len();
        let version: u32 = self.required("version").unwrap_or_default();
        if self.is_document && self.problems.len() == before && version != doc::VERSION {
            self.problems.clear();
            return Head { version, ..Head::default() };
        }
        Head {
            version: doc::VERSION,
            // What is wrong with an id that does not read has been told; the stand-in is sound.
            id: self.required("id").unwrap_or_else(|| "unread".into()),
            title: self.head_field("title"),
            about: self.head_field("about"),
            left_out: self.head_field("left_out").unwrap_or_default(),
        }
    }

    /// Reads the sections, those first that others refer to.
    fn sections(&mut self, take: &mut dyn FnMut(Item)) {
        self.section(Section::Sources, Item::Source, take);
        self.section(Section::Coders, Item::Coder, take);
        self.section(Section::Codebooks, Item::Codebook, take);
        self.section(Section::Evidence, Item::Evidence, take);
        self.section(Section::Nodes, Item::Node, take);
        self.section(Section::Claims, Item::Claim, take);
        self.section(Section::Searches, Item::Search, take);
    }

    fn section<T: DeserializeOwned>(&mut self, section: Section, wrap: fn(T) -> Item, take: &mut dyn FnMut(Item)) {
        let Some(&value) = self.fields.get(section.key()) else { return };
        let Err(done) = value.stream(self.text, &mut |Object(item)| take(wrap(item))) else { return };
        let Some(elements) = value.elements() else {
            let message = format!("`{}` is a list of items", section.key());
            return self.report(section.key(), Some(value.offset(self.text)), message);
        };
        for (place, element) in elements.into_iter().enumerate().skip(done) {
            match element.read(self.text) {
                Ok(Object(item)) => take(wrap(item)),
                Err(fault) => {
                    let problem =
                        Problem::new(ProblemCode::Shape, Locus::item(section, place, fault.path), fault.message);
                    self.problems.push((problem, Some(fault.offset)));
                    take(Item::Broken(section, id_of(element, self.text)));
                }
            }
        }
    }
}

/// The path of a fault below its item; empty where the item as a whole is at fault.
fn below_item(path: &str) -> String {
    if path == "." { String::new() } else { path.to_owned() }
}

fn id_of<'t, V: Tree<'t>>(item: V, text: &str) -> Option<Box<str>> {
    let fields = item.fields()?;
    let (_, id) = fields.into_iter().find(|(key, _)| key == "id")?;
    id.read(text).ok()
}

/// The line, counted from 1, on which the byte stands. O(offset).
#[cfg(feature = "toml")]
fn line_at(text: &str, offset: usize) -> u32 {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|&&byte| byte == b'\n').count() as u32 + 1
}

fn case_from<'t, V: Tree<'t>>(text: &str, root: Root<'t, V>) -> Result<Case, Problems> {
    let mut reader = Reader::new(text, root);
    let head = reader.head();
    let readable = head.version == doc::VERSION && reader.is_document;
    let mut assembly = Assembly::new(head.version, head.id, head.title, head.about, head.left_out);
    if readable {
        reader.sections(&mut |item| assembly.take(item));
    }
    let mut places = Places::new(text, reader.fields);
    let case = if !readable {
        Err(Problems::new(places.placed(reader.problems).chain(assembly.problems).collect()))
    } else if reader.problems.is_empty() {
        Case::freeze(assembly.parts, assembly.nodes, assembly.problems)
    } else {
        Err(Problems::new(places.placed(reader.problems).chain(assembly.errors()).collect()))
    };
    match case {
        Ok(mut case) => {
            places.locate(case.warnings.iter_mut());
            Ok(case)
        }
        Err(mut problems) => {
            places.locate(problems.iter_mut());
            Err(problems)
        }
    }
}

fn document_from<'t, V: Tree<'t>>(text: &str, root: Root<'t, V>) -> Result<Document, Problems> {
    let mut reader = Reader::new(text, root);
    let head = reader.head();
    let readable = head.version == doc::VERSION && reader.is_document;
    let mut document = Document::empty(head.id);
    (document.title, document.about, document.left_out) = (head.title, head.about, head.left_out);
    if readable {
        reader.sections(&mut |item| match item {
            Item::Source(item) => document.sources.push(item),
            Item::Coder(item) => document.coders.push(item),
            Item::Codebook(item) => document.codebooks.push(item),
            Item::Evidence(item) => document.evidence.push(item),
            Item::Node(item) => document.nodes.push(item),
            Item::Claim(item) => document.claims.push(item),
            Item::Search(item) => document.searches.push(item),
            Item::Broken(..) => {}
        });
    }
    let of_version = Assembly::new(head.version, Box::default(), None, None, Vec::new()).problems;
    if readable && reader.problems.is_empty() {
        return Ok(document);
    }
    let mut places = Places::new(text, reader.fields);
    let mut problems = Problems::new(places.placed(reader.problems).chain(of_version).collect());
    places.locate(problems.iter_mut());
    Err(problems)
}

impl Assembly {
    fn take(&mut self, item: Item) {
        match item {
            Item::Source(item) => self.source(item),
            Item::Coder(item) => self.coder(item),
            Item::Codebook(item) => self.codebook(item),
            Item::Evidence(item) => self.evidence(item),
            Item::Node(item) => self.node(item),
            Item::Claim(item) => self.claim(item),
            Item::Search(item) => self.search(item),
            Item::Broken(section, id) => self.broken(section, id.as_deref()),
        }
    }
}

/// Finds the lines of problems; each container of the text is taken apart at most once.
struct Places<'a, 't, V> {
    text: &'a str,
    line_starts: Option<Vec<usize>>,
    parts: HashMap<String, Parts<'t, V>>,
}

enum Parts<'t, V> {
    Fields(BTreeMap<Cow<'t, str>, V>),
    Elements(Vec<V>),
    Leaf,
}

impl<'t, V: Tree<'t>> Parts<'t, V> {
    fn of(value: V) -> Self {
        if let Some(elements) = value.elements() {
            Self::Elements(elements)
        } else {
            value.fields().map_or(Self::Leaf, |fields| Self::Fields(fields.into_iter().collect()))
        }
    }

    fn child(&self, step: &str) -> Option<V> {
        match self {
            Self::Fields(fields) => fields.get(step).copied(),
            Self::Elements(elements) => elements.get(step.parse::<usize>().ok()?).copied(),
            Self::Leaf => None,
        }
    }
}

impl<'a, 't, V: Tree<'t>> Places<'a, 't, V> {
    fn new(text: &'a str, fields: BTreeMap<Cow<'t, str>, V>) -> Self {
        let parts = HashMap::from([(String::new(), Parts::Fields(fields))]);
        Self { text, line_starts: None, parts }
    }

    /// The line, counted from 1, on which the byte stands. O(log lines), once the lines are known.
    fn line(&mut self, offset: usize) -> u32 {
        let feeds = || self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let starts = self.line_starts.get_or_insert_with(|| feeds().collect());
        starts.partition_point(|&start| start <= offset) as u32 + 1
    }

    /// Problems of which the place is known already, with their lines.
    fn placed(&mut self, problems: Vec<(Problem, Option<usize>)>) -> std::vec::IntoIter<Problem> {
        let lined = |(problem, offset): (Problem, Option<usize>)| Problem {
            line: offset.map(|offset| self.line(offset)),
            ..problem
        };
        problems.into_iter().map(lined).collect::<Vec<_>>().into_iter()
    }

    fn locate<'p>(&mut self, problems: impl Iterator<Item = &'p mut Problem>) {
        for problem in problems.filter(|problem| problem.line.is_none()) {
            let offset = self.offset(&problem.locus.to_string());
            problem.line = Some(self.line(offset));
        }
    }

    /// Where the deepest part of the path that the text has begins; the document, where it has none of it.
    fn offset(&mut self, path: &str) -> usize {
        let (mut deepest, mut prefix) = (None, String::new());
        for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()) {
            let parts = self.parts.entry(prefix.clone()).or_insert_with(|| deepest.map_or(Parts::Leaf, Parts::of));
            let Some(child) = parts.child(step) else { break };
            deepest = Some(child);
            prefix.push('.');
            prefix.push_str(step);
        }
        let beginning = || self.text.len() - self.text.trim_start().len();
        deepest.map_or_else(beginning, |value: V| value.offset(self.text))
    }
}

/// # Reading text
impl Case {
    /// Reads a case from a JSON document. O(text).
    ///
    /// # Errors
    ///
    /// Every problem at once, with its path and line; text that is not well-formed JSON is a single problem.
    ///
    /// ```
    /// use cocreation::Case;
    ///
    /// let text = r#"{"version": 1, "id": "a", "nodes": [
    ///   {"id": "x", "kind": "actor", "label": "X"},
    ///   {"id": "y", "kind": "ghost", "label": "Y"}],
    ///   "claims": [{"subject": "x", "relation": "tied-to", "object": "z"}]}"#;
    /// let problems = Case::from_json(text).unwrap_err();
    /// let places: Vec<_> = problems.iter().map(|p| (p.locus.to_string(), p.line)).collect();
    /// assert_eq!(places, [("nodes[1].kind".to_owned(), Some(3)), ("claims[0].object".to_owned(), Some(4))]);
    /// ```
    #[cfg(feature = "json")]
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        case_from(text, json::root(text)?)
    }

    /// Reads a case from a TOML document. O(text).
    ///
    /// # Errors
    ///
    /// Every problem at once, with its path and line; text that is not well-formed TOML is a single problem.
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        let root = toml::root(text)?;
        case_from(text, root.fields())
    }
}

impl Document {
    /// Reads a document from JSON, its shape only: whether it describes a case is checked when the case is built.
    ///
    /// # Errors
    ///
    /// Every field that is missing, unknown, given twice or of the wrong type; or that the text is not well-formed.
    #[cfg(feature = "json")]
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        document_from(text, json::root(text)?)
    }

    /// Reads a document from TOML, its shape only.
    ///
    /// # Errors
    ///
    /// As for JSON.
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        let root = toml::root(text)?;
        document_from(text, root.fields())
    }
}

/// The text cannot be taken apart at all.
fn syntax(line: u32, message: String) -> Problems {
    let locus = Locus::head("");
    Problems::new(vec![Problem { code: ProblemCode::Syntax, locus, line: Some(line), message }])
}
