//! A case document from codings.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::map::{CodeMap, Entry, MapProblem, MapProblems, Meaning};
use super::proposal::{Candidate, Coded, Proposal, proposals};
use crate::case::document::{Claim, Codebook, Coder, Document, Evidence, Node, OwnCode, Source};
use crate::case::{Case, Problems};
use crate::error::{Error, ErrorKind};
use crate::evidence::Basis;
use crate::graph::Code;
use crate::graph::node::NodeKind;
use crate::refi::guid::Guid;
use crate::refi::project::{self, CodeIndex, Coding, Place, Project, Selection, Target, UserIndex};

/// The id of the codebook that a drafted case has.
const BOOK: &str = "codes";

/// A code that the table does not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unmapped {
    /// Its path.
    pub code: String,
    /// Its identity.
    pub guid: Guid,
    /// How many codings have it.
    pub codings: usize,
}

/// A code that the table leaves out on purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ignored {
    /// Its path.
    pub code: String,
    /// Why, as the table says.
    pub why: Box<str>,
    /// How many codings have it.
    pub codings: usize,
}

/// A case made from codings, before anybody has looked at it; made by [`draft`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Drafted {
    /// The case as a document, to be read, corrected and built.
    pub document: Document,
    /// Codes that the table does not have, with or without codings, in the order of the project; folders only if text was
    /// coded with them.
    pub unmapped: Vec<Unmapped>,
    /// Codes that the table leaves out.
    pub ignored: Vec<Ignored>,
    /// What overlapping segments may say; none of it is in the document.
    pub proposals: Vec<Proposal>,
    /// How many codings say that a text is about a *case* of the project; they are left out.
    pub about_cases: usize,
}

/// Makes a case from the codings of a project, by a table that says what the codes mean.
///
/// - Each code that means a node becomes a node, and a code of the codebook `codes` that the node is classified by: one
///   claim for each coder, on the segments that this coder gave the code. What the table classifies it `as` is claimed
///   likewise.
/// - Each code that means a claim gives that claim, once for each coder.
/// - Each segment used becomes a piece of evidence with its source, its locator (`bytes 120..180`, `page 2, …`) and its
///   words. The claim names the coder; a coder who is not known is not made up.
/// - Where one coder's segments of two nodes overlap, a relation that the schema allows between the two is *proposed*.
///   Nothing is claimed until [`accept`](Drafted::accept) takes a proposal.
///
/// Claims are marked as inferred: that the source states something cannot be seen from a coding. O(codings · log codings),
/// and the pairs of nodes that a coder has in one source.
///
/// # Errors
///
/// Everything that is wrong with the table, by line: a code that the project has not, or twice; a node of two kinds; a
/// class that is unknown or does not fit; a relation that may not join its nodes.
///
/// ```
/// use cocreation::graph::{node::NodeKind, relation::RelationKind};
/// use cocreation::refi::{self, Code, CodeMap, Coding, Guid, Meaning, Project, Selection, Source, Target, User};
///
/// let guid = |n: u8| Guid::from_bytes([n; 16]);
/// let mut project = Project::default();
/// let ann = project.add_user(User::new(guid(1), "Ann"));
/// let maker = project.add_code(Code::new(guid(2), "maker"));
/// let visits = project.add_code(Code::new(guid(3), "visits"));
/// let mut source = Source::of_text(guid(4), "Interview 1", "The maker's advisers visit the pilots.");
/// for (n, range, code) in [(5, 0..9, maker), (6, 0..26, visits)] {
///     let mut part = Selection::of_text(guid(n), range);
///     part.codings.push(Coding::new(guid(n + 10), Target::Code(code)).by(ann));
///     source.selections.push(part);
/// }
/// project.add_source(source);
///
/// let map = CodeMap::default()
///     .entry("maker", Meaning::node(NodeKind::Actor, "maker"))
///     .entry("visits", Meaning::node(NodeKind::Act, "visits"));
/// let mut drafted = refi::draft("advice", &project, &map)?;
/// let case = drafted.case()?;
/// let claim = case.claims().next().expect("one claim for each code");
/// assert_eq!(claim.to_string(), "maker is codes/maker");
/// assert_eq!(claim.coder().and_then(|coder| coder.name.as_deref()), Some("Ann"));
/// assert_eq!(claim.evidence().next().map(|piece| piece.locator()), Some("bytes 0..9"));
///
/// // Nothing but these two, and what they may have to do with each other:
/// assert_eq!(case.claims().len(), 2);
/// let proposal = &drafted.proposals[0];
/// assert_eq!((&*proposal.overlaps[0].quote, proposal.candidates.len()), ("The maker", 2));
/// let takes_part = proposal.candidates.iter().position(|may_be| may_be.relation == RelationKind::TakesPartIn);
/// drafted.accept(0, takes_part.expect("actors take part in acts"))?;
/// assert_eq!(drafted.case()?.claims().nth(2).map(|claim| claim.to_string()).as_deref(), Some("maker takes-part-in visits"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn draft(id: &str, project: &Project, map: &CodeMap) -> Result<Drafted, MapProblems> {
    let bound = Bound::new(project, map)?;
    let mut draft = Draft::new(id, project, &bound);
    draft.evidence();
    draft.claims();
    let usage = draft.usage();
    let coded = draft.coded();
    let unmapped = bound.unmapped(&usage);
    let ignored = bound.ignored(&usage);
    let about_cases = project.codings().filter(|(.., coding)| matches!(coding.target, Target::Case(_))).count();
    let proposals = proposals(&draft.document, &coded);
    let mut document = draft.document;
    drop_idle(&mut document, &proposals);
    Ok(Drafted { document, unmapped, ignored, proposals, about_cases })
}

/// Takes out coders who coded nothing of the case: a file also names who exported it.
fn drop_idle(document: &mut Document, proposals: &[Proposal]) {
    let of_claims = document.claims.iter().filter_map(|claim| claim.coder.clone());
    let busy: BTreeSet<Box<str>> = of_claims.chain(proposals.iter().map(|proposal| proposal.coder.clone())).collect();
    document.coders.retain(|coder| busy.contains(&coder.id));
}

/// A table whose codes have been found in a project.
struct Bound<'a> {
    project: &'a Project,
    entries: Vec<(CodeIndex, &'a Entry)>,
    of_code: BTreeMap<CodeIndex, usize>,
    /// The nodes by id: kind, label, in the order of the table.
    nodes: Vec<(&'a str, NodeKind, String)>,
    problems: Vec<MapProblem>,
}

impl<'a> Bound<'a> {
    fn new(project: &'a Project, map: &'a CodeMap) -> Result<Self, MapProblems> {
        let (of_code, nodes) = (BTreeMap::new(), Vec::new());
        let mut bound = Self { project, entries: Vec::new(), of_code, nodes, problems: Vec::new() };
        bound.find(map);
        bound.collect_nodes();
        bound.check_claims();
        MapProblems::found(std::mem::take(&mut bound.problems)).map(|()| bound)
    }

    fn problem(&mut self, entry: &Entry, message: impl fmt::Display) {
        let message = format!("code \"{}\": {message}", entry.code);
        self.problems.push(MapProblem { line: entry.line, message });
    }

    fn find(&mut self, map: &'a CodeMap) {
        let mut by_path: BTreeMap<String, Vec<CodeIndex>> = BTreeMap::new();
        let mut by_guid: BTreeMap<&Guid, CodeIndex> = BTreeMap::new();
        for (index, code) in self.project.code_indices().zip(&self.project.codes) {
            by_path.entry(self.project.code_path(index)).or_default().push(index);
            by_guid.entry(&code.guid).or_insert(index);
        }
        for entry in &map.entries {
            let guid = by_guid.get(&Guid::new(&entry.code)).copied();
            let named = by_path.get(&*entry.code).map_or(&[][..], Vec::as_slice);
            match (guid, named) {
                (Some(index), _) | (None, &[index]) => self.bind(index, entry),
                (None, []) => {
                    self.problem(entry, "the project has no such code; a code is named by its path or its GUID")
                }
                (None, several) => {
                    let guids: Vec<String> =
                        several.iter().map(|index| self.project.codes[index.get()].guid.to_string()).collect();
                    let message = format!("several codes have this path; name one by its GUID: {}", guids.join(", "));
                    self.problem(entry, message);
                }
            }
        }
    }

    fn bind(&mut self, code: CodeIndex, entry: &'a Entry) {
        if self.of_code.insert(code, self.entries.len()).is_some() {
            self.problem(entry, "stands twice in the table; once is right");
        }
        self.entries.push((code, entry));
    }

    fn collect_nodes(&mut self) {
        let entries = self.entries.clone();
        for (code, entry) in entries {
            let Meaning::Node { kind, id, label, classes } = &entry.meaning else { continue };
            if *kind == NodeKind::Judgement {
                self.problem(entry, "a judgement says more than a code can; add it to the drafted case by hand");
            }
            for class in classes {
                match Code::from_key(class) {
                    None => self
                        .problem(entry, format!("`{class}` is in no closed list; one is written `practice/co-design`")),
                    Some(known) if !known.classifies(*kind) => {
                        self.problem(entry, format!("`{class}` does not classify a node of kind {kind}"));
                    }
                    Some(_) => {}
                }
            }
            let name = &self.project.codes[code.get()].name;
            let label = label.as_deref().unwrap_or(if name.trim().is_empty() { id } else { name });
            match self.node(id) {
                Some(other) if other != *kind => {
                    self.problem(entry, format!("the node `{id}` is of kind {other} elsewhere in the table"));
                }
                Some(_) => {}
                None => self.nodes.push((id, *kind, label.to_owned())),
            }
        }
    }

    fn node(&self, id: &str) -> Option<NodeKind> {
        self.nodes.iter().find(|(other, ..)| *other == id).map(|(_, kind, _)| *kind)
    }

    fn check_claims(&mut self) {
        let entries = self.entries.clone();
        for (_, entry) in entries {
            let Meaning::Claim { relation, subject, object } = &entry.meaning else { continue };
            match (self.node(subject), self.node(object)) {
                (Some(from), Some(to)) if !relation.row().allows(from, to) => {
                    self.problem(
                        entry,
                        format!("{relation} does not lead from a node of kind {from} to one of kind {to}"),
                    );
                }
                (Some(_), Some(_)) if subject == object => {
                    self.problem(entry, format!("{relation} leads to the node itself"))
                }
                (Some(_), Some(_)) => {}
                (None, _) => self.problem(entry, format!("no code of the table means a node `{subject}`")),
                (_, None) => self.problem(entry, format!("no code of the table means a node `{object}`")),
            }
        }
    }

    fn meaning(&self, code: CodeIndex) -> Option<&'a Meaning> {
        self.of_code.get(&code).map(|at| &self.entries[*at].1.meaning)
    }

    fn unmapped(&self, usage: &[usize]) -> Vec<Unmapped> {
        let codes = self.project.code_indices().zip(&self.project.codes);
        let missing =
            codes.filter(|(index, code)| !self.of_code.contains_key(index) && (code.codable || usage[index.get()] > 0));
        let unmapped = missing.map(|(index, code)| Unmapped {
            code: self.project.code_path(index),
            guid: code.guid.clone(),
            codings: usage[index.get()],
        });
        unmapped.collect()
    }

    fn ignored(&self, usage: &[usize]) -> Vec<Ignored> {
        let reasons = self.entries.iter().filter_map(|(code, entry)| match &entry.meaning {
            Meaning::Ignored(why) => Some((*code, why.clone())),
            Meaning::Node { .. } | Meaning::Claim { .. } | Meaning::Relation(_) => None,
        });
        let ignored = reasons.map(|(code, why)| {
            let path = self.project.code_path(code);
            Ignored { code: path, why, codings: usage[code.get()] }
        });
        ignored.collect()
    }
}

/// Ids that are borne once.
#[derive(Default)]
struct Free {
    taken: BTreeSet<String>,
    /// The last number tried for each word: fifty sources may have one name.
    numbers: BTreeMap<String, u32>,
}

impl Free {
    /// A short word made of a name, with a number where it is taken.
    fn id(&mut self, name: &str, otherwise: &str) -> Box<str> {
        const LONGEST: usize = 40;
        let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut stem: String = words.collect::<Vec<_>>().join("-").to_lowercase().chars().take(LONGEST).collect();
        if stem.is_empty() {
            otherwise.clone_into(&mut stem);
        }
        let number = self.numbers.entry(stem.clone()).or_insert(1);
        let mut id = stem.clone();
        while !self.taken.insert(id.clone()) {
            *number += 1;
            id = format!("{stem}-{number}");
        }
        id.into()
    }
}

/// Which pieces of evidence each coder gave to a code.
type Given = BTreeMap<(CodeIndex, Option<UserIndex>), BTreeSet<usize>>;

struct Draft<'a> {
    project: &'a Project,
    bound: &'a Bound<'a>,
    document: Document,
    /// The ids of the codes in the codebook.
    codes: BTreeMap<CodeIndex, Box<str>>,
    given: Given,
}

impl<'a> Draft<'a> {
    fn new(id: &str, project: &'a Project, bound: &'a Bound<'a>) -> Self {
        let mut document = Document::empty(id);
        document.title = Some(project.name.as_str()).filter(|name| !name.trim().is_empty()).map(Into::into);
        document.about = project.description.as_deref().filter(|text| !text.trim().is_empty()).map(Into::into);
        let mut free = Free::default();
        document.sources = project.sources.iter().map(|source| drafted_source(source, &mut free)).collect();
        document.coders = drafted_coders(project);
        let node = |(id, kind, label): &(&str, NodeKind, String)| Node::bare(*id, *kind, &**label);
        document.nodes = bound.nodes.iter().map(node).collect();
        let mut draft = Self { project, bound, document, codes: BTreeMap::new(), given: Given::new() };
        draft.codebook();
        draft
    }

    /// The codes that mean nodes, as a codebook of the case.
    fn codebook(&mut self) {
        let mut free = Free::default();
        let mut codes = Vec::new();
        for (index, entry) in &self.bound.entries {
            if !matches!(entry.meaning, Meaning::Node { .. }) {
                continue;
            }
            let code = &self.project.codes[index.get()];
            let id = free.id(&self.project.code_path(*index), "code");
            let label = if code.name.trim().is_empty() { &id } else { code.name.as_str() };
            let definition = code.description.as_deref().filter(|text| !text.trim().is_empty()).map(Into::into);
            codes.push(OwnCode { id: id.clone(), label: label.into(), definition, equivalents: None });
            self.codes.insert(*index, id);
        }
        if !codes.is_empty() {
            self.document.codebooks.push(Codebook { id: BOOK.into(), title: None, codes });
        }
    }

    /// A piece of evidence for each place with a code that means a node or a claim; one place is one piece, however often the
    /// file selects it.
    fn evidence(&mut self) {
        let mut places: BTreeMap<(usize, String), usize> = BTreeMap::new();
        for (source, part, coding) in self.project.codings() {
            let Target::Code(code) = coding.target else { continue };
            let meant = matches!(self.bound.meaning(code), Some(Meaning::Node { .. } | Meaning::Claim { .. }));
            if !meant {
                continue;
            }
            let from = &self.project.sources[source.get()];
            let selection = part.and_then(|part| from.selections.get(part.selection));
            let at = locator(selection);
            let piece = *places.entry((source.get(), at.clone())).or_insert_with(|| {
                let piece = Evidence {
                    id: format!("e{}", self.document.evidence.len() + 1).into(),
                    source: self.document.sources[source.get()].id.clone(),
                    at: at.into(),
                    kind: None,
                    paraphrase: words(from, selection).into(),
                };
                self.document.evidence.push(piece);
                self.document.evidence.len() - 1
            });
            self.given.entry((code, coding.coder)).or_default().insert(piece);
        }
    }

    fn claims(&mut self) {
        let bound = self.bound;
        for (code, entry) in &bound.entries {
            match &entry.meaning {
                Meaning::Node { id, classes, .. } => {
                    let own = self.codes.get(code).map(|own| format!("{BOOK}/{own}"));
                    for class in own.iter().map(String::as_str).chain(classes.iter().map(|class| &**class)) {
                        self.classify(*code, id, class, own.as_deref() == Some(class));
                    }
                }
                Meaning::Claim { relation, subject, object } => {
                    for (coder, pieces) in self.pieces_of(*code) {
                        let mut claim = self.claim(subject, coder, &pieces);
                        (claim.relation, claim.object) = (Some(*relation), Some(object.clone()));
                        self.document.claims.push(claim);
                    }
                }
                Meaning::Relation(_) | Meaning::Ignored(_) => {}
            }
        }
    }

    /// A class of the closed lists is claimed even where nobody used the code: the table says so.
    fn classify(&mut self, code: CodeIndex, node: &str, class: &str, own: bool) {
        let mut given = self.pieces_of(code);
        if given.is_empty() && !own {
            given.push((None, BTreeSet::new()));
        }
        for (coder, pieces) in given {
            let claim = Claim { code: Some(class.into()), ..self.claim(node, coder, &pieces) };
            self.document.claims.push(claim);
        }
    }

    fn pieces_of(&self, code: CodeIndex) -> Vec<(Option<UserIndex>, BTreeSet<usize>)> {
        let of_code = self.given.range((code, None)..).take_while(|((other, _), _)| *other == code);
        of_code.map(|((_, coder), pieces)| (*coder, pieces.clone())).collect()
    }

    fn claim(&self, subject: &str, coder: Option<UserIndex>, pieces: &BTreeSet<usize>) -> Claim {
        let evidence = pieces.iter().map(|piece| self.document.evidence[*piece].id.clone()).collect();
        let coder = coder.and_then(|coder| self.document.coders.get(coder.get())).map(|coder| coder.id.clone());
        Claim { coder, evidence, basis: Basis::Inferred, ..Claim::bare(subject) }
    }

    /// How many codings each code has.
    fn usage(&self) -> Vec<usize> {
        let mut usage = vec![0; self.project.codes.len()];
        for (.., coding) in self.project.codings() {
            if let Target::Code(code) = coding.target
                && let Some(count) = usage.get_mut(code.get())
            {
                *count += 1;
            }
        }
        usage
    }

    /// The segments of text that mean nodes or relations, by coders who are known.
    fn coded(&self) -> Vec<Coded<'a>> {
        let nodes: BTreeMap<&str, usize> =
            self.bound.nodes.iter().enumerate().map(|(nth, (id, ..))| (*id, nth)).collect();
        let coded = self.project.codings().filter_map(|(source, part, coding)| {
            let Coding { target: Target::Code(code), coder: Some(coder), .. } = coding else { return None };
            let from = &self.project.sources[source.get()];
            let Place::Text(range) = &from.selections.get(part?.selection)?.place else { return None };
            let (node, relation) = match self.bound.meaning(*code)? {
                Meaning::Node { id, .. } => (Some(*nodes.get(&**id)?), None),
                Meaning::Relation(relation) => (None, Some(*relation)),
                Meaning::Claim { .. } | Meaning::Ignored(_) => return None,
            };
            let text = from.text.as_ref()?.content.as_str();
            text.get(range.clone())?;
            Some(Coded { source: source.get(), coder: coder.get(), node, relation, range: range.clone(), text })
        });
        coded.collect()
    }
}

fn drafted_source(source: &project::Source, free: &mut Free) -> Source {
    let title = if source.name.trim().is_empty() { source.guid.to_string() } else { source.name.clone() };
    let title = if title.trim().is_empty() { "a source without a name".to_owned() } else { title };
    Source { id: free.id(&source.name, "source"), title: title.into(), published: None, work: None }
}

/// Everybody whom the file names, so that positions are those of the users.
fn drafted_coders(project: &Project) -> Vec<Coder> {
    let mut free = Free::default();
    let coder = |user: &project::User| {
        let name = user.name.as_deref().filter(|name| !name.trim().is_empty());
        let id = free.id(name.unwrap_or(&user.guid.to_string()), "coder");
        Coder { id, name: name.map(Into::into) }
    };
    project.users.iter().map(coder).collect()
}

/// Where a selection is, in words; the whole source without one.
fn locator(selection: Option<&Selection>) -> String {
    let Some(selection) = selection else { return "the whole source".to_owned() };
    match &selection.place {
        Place::Text(range) => format!("bytes {}..{}", range.start, range.end),
        Place::Area { page, first, second } => {
            let page = page.map(|page| format!("page {page}, ")).unwrap_or_default();
            format!("{page}area {first:?} to {second:?}")
        }
        Place::Time { begin_ms, end_ms } => format!("milliseconds {begin_ms}..{end_ms}"),
        Place::Transcript { transcript, range: Some(range), .. } => {
            format!("transcript {}, bytes {}..{}", transcript + 1, range.start, range.end)
        }
        Place::Transcript { transcript, from, to, range: None } => {
            let point = |point: &Option<usize>| point.map(|point| (point + 1).to_string()).unwrap_or_default();
            format!("transcript {}, points {}..{}", transcript + 1, point(from), point(to))
        }
    }
}

/// The words of a selection or, where it has none, what is said about it.
fn words(source: &project::Source, selection: Option<&Selection>) -> String {
    let said = |text: Option<&str>| text.filter(|text| !text.trim().is_empty()).map(str::to_owned);
    let told = selection.and_then(|part| {
        said(source.quote(part)).or_else(|| said(part.description.as_deref())).or_else(|| said(part.name.as_deref()))
    });
    let otherwise =
        || if selection.is_some() { "(a part without words)" } else { "(the source as a whole)" }.to_owned();
    told.unwrap_or_else(otherwise)
}

impl Drafted {
    /// Takes a proposal, by its place in the list, as one of its candidates: the claim joins the document, on the overlaps as
    /// evidence, by the coder of both segments. What comes back is the claim, for a sign or a note.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::OutOfRange`] where there is no such proposal or candidate.
    pub fn accept(&mut self, proposal: usize, candidate: usize) -> Result<&mut Claim, Error> {
        let found = self.proposals.get(proposal).and_then(|found| Some((found, found.candidates.get(candidate)?)));
        let Some((found, Candidate { subject, relation, object })) = found else {
            let message = format!("there is no candidate {candidate} of a proposal {proposal}; they count from 0");
            return Err(Error::new(ErrorKind::OutOfRange, message));
        };
        let note = Some("Proposed because the two codings overlap, and taken.".into());
        let mut claim =
            Claim { coder: Some(found.coder.clone()), note, basis: Basis::Inferred, ..Claim::bare(&**subject) };
        (claim.relation, claim.object) = (Some(*relation), Some(object.clone()));
        for overlap in &found.overlaps {
            let at = format!("bytes {}..{}", overlap.bytes.start, overlap.bytes.end);
            let there = self.document.evidence.iter().find(|piece| piece.source == overlap.source && *piece.at == *at);
            let id = there.map(|piece| piece.id.clone()).unwrap_or_else(|| {
                let id: Box<str> = format!("e{}", self.document.evidence.len() + 1).into();
                let (source, paraphrase) = (overlap.source.clone(), overlap.quote.clone());
                self.document.evidence.push(Evidence { id: id.clone(), source, at: at.into(), kind: None, paraphrase });
                id
            });
            claim.evidence.push(id);
        }
        self.document.claims.push(claim);
        let last = self.document.claims.len() - 1;
        Ok(&mut self.document.claims[last])
    }

    /// The case that the document describes. O(document).
    ///
    /// # Errors
    ///
    /// Every problem of the case, such as an id in the table that is no id.
    pub fn case(&self) -> Result<Case, Problems> {
        Case::try_from(self.document.clone())
    }
}

impl fmt::Display for Drafted {
    /// What was drafted, what is unmapped, what was left out, what is proposed; lists are cut after 12 rows.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Document { id, nodes, claims, evidence, coders, .. } = &self.document;
        let counts = [nodes.len(), claims.len(), evidence.len(), coders.len()];
        let [nodes, claims, evidence, coders] = counts;
        writeln!(f, "Case {id}: {nodes} nodes, {claims} claims on {evidence} pieces of evidence by {coders} coders")?;
        if self.about_cases > 0 {
            writeln!(f, "Codings with a case of the project, left out: {}", self.about_cases)?;
        }
        let unmapped = self.unmapped.iter().map(|code| format!("{} ({} codings)", code.code, code.codings));
        list(f, "Codes that the table does not have", unmapped)?;
        let ignored = self.ignored.iter().map(|code| format!("{} ({} codings): {}", code.code, code.codings, code.why));
        list(f, "Codes that the table leaves out", ignored)?;
        list(f, "Proposals, none of them in the case", self.proposals.iter().map(ToString::to_string))
    }
}

fn list(f: &mut fmt::Formatter<'_>, title: &str, rows: impl ExactSizeIterator<Item = String>) -> fmt::Result {
    const SHOWN: usize = 12;
    let more = rows.len().saturating_sub(SHOWN);
    if rows.len() > 0 {
        writeln!(f, "{title}")?;
    }
    rows.take(SHOWN).try_for_each(|row| writeln!(f, "  {row}"))?;
    if more > 0 { writeln!(f, "  … and {more} more") } else { Ok(()) }
}
