//! From the items of a document to the parts of a case: ids are resolved, dates and codes are read.
//!
//! Every item goes in, whatever is wrong with it, so that all problems come out at once; what cannot be resolved is
//! marked [`NOWHERE`] and passed over by the later checks.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

#[cfg(any(feature = "json", feature = "toml"))]
use super::check::check;
use super::check::duplicate;
use super::codebook::{self, Crosswalk};
use super::document as doc;
use super::draft::Attributes;
#[cfg(any(feature = "json", feature = "toml"))]
use super::problem::Severity;
use super::problem::{Locus, Problem, ProblemCode, Section};
use super::record::{Assertion, ClaimRecord, NodeRecord, Parts, PatternRecord, Rare, SearchRecord, Span};
use crate::error::{Error, ErrorKind};
use crate::evidence::{Coder, Degree, Evidence, Measure, Source};
use crate::graph::relation::RelationKind;
use crate::graph::{Code, Ids, Tag};
use crate::theory::{ConstructId, t};

/// What an id that nothing bears is resolved to.
pub(super) const NOWHERE: u32 = u32::MAX;

/// Parts that grow item by item.
#[derive(Debug)]
pub(super) struct Assembly {
    tag: Tag,
    pub(super) parts: Parts,
    pub(super) problems: Vec<Problem>,
    sources: Ids,
    coders: Ids,
    evidence: Ids,
    pub(super) nodes: Ids,
    /// The codes of the case's own, as claims name them; of two with one name the first counts.
    own_codes: HashMap<String, (u32, u32)>,
    /// The ids of items that did not read.
    lost: HashSet<(Section, Box<str>)>,
    /// Which items of each section did not read, in order; they count when places are told.
    broken: [Vec<usize>; 8],
}

/// Where the reader is: an item of a section.
#[derive(Clone, Copy)]
struct At {
    section: Section,
    item: usize,
}

impl At {
    fn locus(self, field: impl Into<Box<str>>) -> Locus {
        Locus::item(self.section, self.item, field)
    }
}

/// At most this much of an offending text is quoted.
pub(super) fn quoted(text: &str) -> String {
    let shown: String = text.chars().take(40).flat_map(char::escape_debug).collect();
    if text.chars().nth(40).is_some() { format!("`{shown}…`") } else { format!("`{shown}`") }
}

impl Assembly {
    pub(super) fn new(
        version: u32,
        id: Box<str>,
        title: Option<Box<str>>,
        about: Option<Box<str>>,
        left_out: Vec<Box<str>>,
    ) -> Self {
        let tag = Tag::of(&id);
        let parts = Parts { id, title, about, left_out, ..Parts::default() };
        let mut assembly = Self {
            tag,
            parts,
            problems: Vec::new(),
            sources: Ids::default(),
            coders: Ids::default(),
            evidence: Ids::default(),
            nodes: Ids::default(),
            own_codes: HashMap::new(),
            lost: HashSet::new(),
            broken: Default::default(),
        };
        if version != doc::VERSION {
            let message = format!("version {version} is not known; this crate reads version {}", doc::VERSION);
            assembly.problem(ProblemCode::UnknownVersion, Locus::head("version"), message);
        }
        assembly
    }

    fn at(&self, section: Section, read: usize) -> At {
        At { section, item: self.place(section, read) }
    }

    /// Where in the document the item stands that was read after `read` others. O(log items that did not read).
    fn place(&self, section: Section, read: usize) -> usize {
        let broken = &self.broken[section as usize];
        let (mut before, mut end) = (0, broken.len());
        while before < end {
            let middle = usize::midpoint(before, end);
            if broken[middle] - middle <= read { before = middle + 1 } else { end = middle }
        }
        read + before
    }

    /// How many items of a section have been read.
    #[cfg(any(feature = "json", feature = "toml"))]
    fn read(&self, section: Section) -> usize {
        let parts = &self.parts;
        match section {
            Section::Head => 0,
            Section::Sources => parts.sources.len(),
            Section::Coders => parts.coders.len(),
            Section::Codebooks => parts.codebooks.len(),
            Section::Evidence => parts.evidence.len(),
            Section::Nodes => parts.nodes.len(),
            Section::Claims => parts.claims.len(),
            Section::Searches => parts.searches.len(),
        }
    }

    /// Every error, where some items did not read: the rest is checked all the same.
    #[cfg(any(feature = "json", feature = "toml"))]
    pub(super) fn errors(mut self) -> Vec<Problem> {
        let mut found = Vec::new();
        check(&self.parts, &mut found);
        found.retain(|problem| problem.severity() == Severity::Error);
        for problem in &mut found {
            let Locus { section, item, .. } = &mut problem.locus;
            *item = item.map(|item| self.place(*section, item as usize) as u32);
        }
        self.problems.append(&mut found);
        self.problems
    }

    pub(super) fn source(&mut self, item: doc::Source) {
        let at = self.at(Section::Sources, self.parts.sources.len());
        let published = self.parse(item.published.as_deref(), at, "published");
        self.parts.sources.push(Source { id: item.id, title: item.title, published, work: item.work });
        self.note(Table::Sources, at);
    }

    pub(super) fn coder(&mut self, item: doc::Coder) {
        let at = self.at(Section::Coders, self.parts.coders.len());
        self.parts.coders.push(Coder { id: item.id, name: item.name });
        self.note(Table::Coders, at);
    }

    pub(super) fn codebook(&mut self, item: doc::Codebook) {
        let at = self.at(Section::Codebooks, self.parts.codebooks.len());
        let book = self.parts.codebooks.len() as u32;
        for (nth, code) in (0u32..).zip(&item.codes) {
            self.own_codes.entry(format!("{}/{}", item.id, code.id)).or_insert((book, nth));
        }
        let codes = item.codes.into_iter().enumerate().map(|(place, code)| self.own_code(at, place, code)).collect();
        self.parts.codebooks.push(codebook::Codebook { id: item.id, title: item.title, codes });
    }

    fn own_code(&mut self, at: At, place: usize, item: doc::OwnCode) -> codebook::OwnCode {
        let crosswalk = match item.equivalents {
            None => Crosswalk::Unknown,
            Some(keys) if keys.is_empty() => Crosswalk::NoEquivalent,
            Some(keys) => Crosswalk::To(
                keys.iter()
                    .enumerate()
                    .filter_map(|(nth, key)| {
                        let found = Code::from_key(key);
                        if found.is_none() {
                            let field = format!("codes[{place}].equivalents[{nth}]");
                            let message = format!("{} is no entry of a closed list, written `list/entry`", quoted(key));
                            self.problem(ProblemCode::UnknownCode, at.locus(field), message);
                        }
                        found
                    })
                    .collect(),
            ),
        };
        codebook::OwnCode { id: item.id, label: item.label, definition: item.definition, crosswalk }
    }

    pub(super) fn evidence(&mut self, item: doc::Evidence) {
        let at = self.at(Section::Evidence, self.parts.evidence.len());
        let source = self.resolve(Table::Sources, &item.source, at, || "source".into());
        self.parts.evidence.push(Evidence {
            id: item.id,
            source,
            locator: item.at,
            kind: item.kind,
            paraphrase: item.paraphrase,
        });
        self.note(Table::Evidence, at);
    }

    pub(super) fn node(&mut self, item: doc::Node) {
        let at = self.at(Section::Nodes, self.parts.nodes.len());
        let attributes = Attributes {
            period: self.parse(item.period.as_deref(), at, "period"),
            duration: self.parse(item.duration.as_deref(), at, "duration"),
            sequence: item.sequence,
            weight: item.weight,
            standing: item.standing,
            size: item.size,
            version: item.version,
            construct: item.construct.as_deref().map(|text| self.construct(text, at)),
            value: item.value,
            scale: item.scale,
        };
        let attributes = attributes.boxed();
        self.parts.nodes.push(NodeRecord {
            id: item.id,
            kind: item.kind,
            label: item.label,
            note: item.note,
            attributes,
        });
        self.note(Table::Nodes, at);
    }

    /// A construct that does not read stands as the first one: it is there, and what is wrong with it has been told.
    fn construct(&mut self, text: &str, at: At) -> ConstructId {
        self.parse(Some(text), at, "construct").unwrap_or(t(1))
    }

    pub(super) fn claim(&mut self, mut item: doc::Claim) {
        let at = self.at(Section::Claims, self.parts.claims.len());
        let subject = self.resolve(Table::Nodes, &item.subject, at, || "subject".into());
        let degree = self.degree(item.degree, at, "degree");
        let (grounds, receivers) = (self.grounds(&item.evidence, at), self.receivers(&item.giving_to, at));
        let (polarity, modality, basis) = (item.polarity, item.modality, item.basis);
        let (subject, assertion) = match self.assertion(&mut item, at) {
            Some(assertion) => (subject, assertion),
            None => (NOWHERE, Assertion::Code(Code::own(self.tag, NOWHERE, NOWHERE))),
        };
        let rare = self.rare(item, at);
        let claim = ClaimRecord { subject, assertion, polarity, modality, basis, degree, grounds, receivers, rare };
        self.parts.claims.push(claim);
    }

    fn grounds(&mut self, ids: &[Box<str>], at: At) -> Span {
        let mut span = Span::at_end(&self.parts.grounds);
        for (nth, id) in ids.iter().enumerate() {
            let piece = self.resolve(Table::Evidence, id, at, || format!("evidence[{nth}]").into());
            span.push(&mut self.parts.grounds, piece);
        }
        span
    }

    fn receivers(&mut self, ids: &[Box<str>], at: At) -> Span {
        let mut span = Span::at_end(&self.parts.receivers);
        for (nth, id) in ids.iter().enumerate() {
            let actor = self.resolve(Table::Nodes, id, at, || format!("giving_to[{nth}]").into());
            span.push(&mut self.parts.receivers, actor);
        }
        span
    }

    fn assertion(&mut self, item: &mut doc::Claim, at: At) -> Option<Assertion> {
        match (item.relation, item.object.take(), item.code.take()) {
            (Some(relation), Some(object), None) => {
                let object = self.resolve(Table::Nodes, &object, at, || "object".into());
                let facet = item.facet.take().and_then(|key| self.facet(relation, &key, at));
                Some(Assertion::Relation { relation, object, sign: item.sign, facet })
            }
            (None, None, Some(key)) => {
                for (given, field) in [(item.sign.is_some(), "sign"), (item.facet.is_some(), "facet")] {
                    if given {
                        let message = format!("a classification has no {field}; leave it out");
                        self.problem(ProblemCode::QualifierNotAllowed, at.locus(field), message);
                    }
                }
                self.code(&key, at, "code").map(Assertion::Code)
            }
            _ => {
                let message = "a claim has either `relation` and `object`, or `code`";
                self.problem(ProblemCode::ClaimShape, at.locus(""), message);
                None
            }
        }
    }

    fn facet(&mut self, relation: RelationKind, key: &str, at: At) -> Option<u8> {
        let Some(list) = relation.row().facet else {
            let message = format!("`{relation}` has no facet; leave it out");
            self.problem(ProblemCode::QualifierNotAllowed, at.locus("facet"), message);
            return None;
        };
        let found = list.entries.iter().position(|entry| entry.key == key);
        if found.is_none() {
            let keys: Vec<&str> = list.entries.iter().map(|entry| entry.key).collect();
            let message =
                format!("{} is no facet of `{relation}`; it would be one of {}", quoted(key), keys.join(", "));
            self.problem(ProblemCode::UnknownFacet, at.locus("facet"), message);
        }
        found.map(|entry| entry as u8)
    }

    fn rare(&mut self, item: doc::Claim, at: At) -> Option<Box<Rare>> {
        let rare = Rare {
            measure: item.measure.map(|measure| self.measure(measure, at)),
            period: self.parse(item.period.as_deref(), at, "period"),
            during: item.during.map(|id| self.resolve(Table::Nodes, &id, at, || "during".into())),
            coder: item.coder.map(|id| self.resolve(Table::Coders, &id, at, || "coder".into())),
            confidence: self.degree(item.confidence, at, "confidence"),
            note: item.note,
        };
        (rare != Rare::default()).then(|| Box::new(rare))
    }

    fn measure(&mut self, item: doc::Measure, at: At) -> Measure {
        let date = self.parse(item.date.as_deref(), at, "measure.date");
        Measure { quantity: item.quantity, value: item.value, unit: item.unit, date }
    }

    pub(super) fn search(&mut self, item: doc::Search) {
        let at = self.at(Section::Searches, self.parts.searches.len());
        let record = SearchRecord {
            subject: self.pattern(&item.subject, at, "subject"),
            relation: item.relation,
            object: self.pattern(&item.object, at, "object"),
            found: item.found,
            scope: self.resolve_all(Table::Nodes, &item.scope, at, "scope").into_vec(),
            sources: self.resolve_all(Table::Sources, &item.sources, at, "sources").into_vec(),
            period: self.parse(item.period.as_deref(), at, "period"),
            coder: item.coder.map(|id| self.resolve(Table::Coders, &id, at, || "coder".into())),
            evidence: self.resolve_all(Table::Evidence, &item.evidence, at, "evidence"),
            about: item.about,
        };
        self.parts.searches.push(record);
    }

    fn pattern(&mut self, item: &doc::Pattern, at: At, field: &str) -> PatternRecord {
        PatternRecord {
            node: item.node.as_ref().map(|id| self.resolve(Table::Nodes, id, at, || format!("{field}.node").into())),
            kind: item.kind,
            code: item.code.as_ref().and_then(|key| self.code(key, at, &format!("{field}.code"))),
        }
    }

    fn code(&mut self, key: &str, at: At, field: &str) -> Option<Code> {
        let found = Code::from_key(key).or_else(|| self.own(key));
        if found.is_none() {
            let message = format!("{} is in no closed list and no codebook here; write `list/entry`", quoted(key));
            self.problem(ProblemCode::UnknownCode, at.locus(field), message);
        }
        found
    }

    fn own(&self, key: &str) -> Option<Code> {
        self.own_codes.get(key).map(|&(book, code)| Code::own(self.tag, book, code))
    }

    fn degree(&mut self, value: Option<f64>, at: At, field: &str) -> Option<Degree> {
        let degree = Degree::new(value?);
        degree.map_err(|error| self.problem(ProblemCode::OutOfRange, at.locus(field), error.to_string())).ok()
    }

    /// Reads a date, period, duration or construct; what is wrong with it becomes a problem.
    fn parse<T: FromStr<Err = Error>>(&mut self, text: Option<&str>, at: At, field: &str) -> Option<T> {
        let read = text?.parse::<T>();
        read.map_err(|error| {
            let code = match error.kind() {
                ErrorKind::ImpossiblePeriod => ProblemCode::ImpossiblePeriod,
                ErrorKind::UnknownConstruct => ProblemCode::UnknownConstruct,
                ErrorKind::DateSyntax
                | ErrorKind::ImpossibleDate
                | ErrorKind::OutOfRange
                | ErrorKind::UnknownName
                | ErrorKind::Setting
                | ErrorKind::Change
                | ErrorKind::Write
                | ErrorKind::Read
                | ErrorKind::Limit => ProblemCode::BadDate,
            };
            self.problem(code, at.locus(field), error.to_string());
        })
        .ok()
    }

    fn resolve(&mut self, table: Table, id: &str, at: At, field: impl FnOnce() -> Box<str>) -> u32 {
        let found = self.find(table, id);
        found.unwrap_or_else(|| {
            if !self.lost.contains(&(table.section(), id.into())) {
                let message = format!("nothing in `{}` has the id {}", table.section().key(), quoted(id));
                self.problem(ProblemCode::UnknownId, at.locus(field()), message);
            }
            NOWHERE
        })
    }

    fn find(&self, table: Table, id: &str) -> Option<u32> {
        let parts = &self.parts;
        match table {
            Table::Sources => self.sources.find(id, |place| &parts.sources[place as usize].id),
            Table::Coders => self.coders.find(id, |place| &parts.coders[place as usize].id),
            Table::Evidence => self.evidence.find(id, |place| &parts.evidence[place as usize].id),
            Table::Nodes => self.nodes.find(id, |place| &parts.nodes[place as usize].id),
        }
    }

    /// Makes the last item of a table findable. Sources and coders are few and checked for twins with the whole case.
    fn note(&mut self, table: Table, at: At) {
        let parts = &self.parts;
        let earlier = match table {
            Table::Sources => insert_last(&mut self.sources, &parts.sources, |source| &source.id),
            Table::Coders => insert_last(&mut self.coders, &parts.coders, |coder| &coder.id),
            Table::Evidence => insert_last(&mut self.evidence, &parts.evidence, |evidence| &evidence.id),
            Table::Nodes => insert_last(&mut self.nodes, &parts.nodes, |node| &node.id),
        };
        let id = match table {
            Table::Sources | Table::Coders => None,
            Table::Evidence => parts.evidence.last().map(|evidence| &evidence.id),
            Table::Nodes => parts.nodes.last().map(|node| &node.id),
        };
        if let (Some(earlier), Some(id)) = (earlier, id) {
            let earlier = self.place(table.section(), earlier as usize);
            self.problems.push(duplicate(table.section(), at.item, id, earlier));
        }
    }

    fn resolve_all(&mut self, table: Table, ids: &[Box<str>], at: At, field: &str) -> Box<[u32]> {
        ids.iter()
            .enumerate()
            .map(|(nth, id)| self.resolve(table, id, at, || format!("{field}[{nth}]").into()))
            .collect()
    }

    /// Keeps the id of an item that did not read, so that what refers to it is not reported too.
    #[cfg(any(feature = "json", feature = "toml"))]
    pub(super) fn broken(&mut self, section: Section, id: Option<&str>) {
        let read = self.read(section);
        let place = read + self.broken[section as usize].len();
        self.broken[section as usize].push(place);
        self.lost.extend(id.map(|id| (section, id.into())));
    }

    fn problem(&mut self, code: ProblemCode, locus: Locus, message: impl Into<String>) {
        self.problems.push(Problem::new(code, locus, message));
    }
}

fn insert_last<T>(ids: &mut Ids, items: &[T], id_of: impl Fn(&T) -> &str) -> Option<u32> {
    let last = items.len().checked_sub(1)?;
    ids.insert(id_of(&items[last]), last as u32, |place| id_of(&items[place as usize]))
}

/// What an id may name.
#[derive(Clone, Copy)]
enum Table {
    Sources,
    Coders,
    Evidence,
    Nodes,
}

impl Table {
    fn section(self) -> Section {
        match self {
            Self::Sources => Section::Sources,
            Self::Coders => Section::Coders,
            Self::Evidence => Section::Evidence,
            Self::Nodes => Section::Nodes,
        }
    }
}

impl From<doc::Document> for Assembly {
    fn from(document: doc::Document) -> Self {
        let (title, about) = (document.title, document.about);
        let mut assembly = Self::new(document.version, document.id, title, about, document.left_out);
        document.sources.into_iter().for_each(|item| assembly.source(item));
        document.coders.into_iter().for_each(|item| assembly.coder(item));
        document.codebooks.into_iter().for_each(|item| assembly.codebook(item));
        document.evidence.into_iter().for_each(|item| assembly.evidence(item));
        document.nodes.into_iter().for_each(|item| assembly.node(item));
        document.claims.into_iter().for_each(|item| assembly.claim(item));
        document.searches.into_iter().for_each(|item| assembly.search(item));
        assembly
    }
}
