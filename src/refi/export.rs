//! A case as a project: nodes, lists and codebooks become codes, evidence becomes coded text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::codebook_export::{ORIGIN, Tree, entry_guid};
use super::loss::{LossKind, Losses};
use super::project::{
    Case as Unit, Code, CodeIndex, Coding, Direction, Item, Link, Project, Selection, Source, SourceIndex, Target,
    Text, User, UserIndex,
};
use super::writing::{Written, guid_of, write};
use crate::case::{Assertion, Case, Claim, EvidenceView, Node};
use crate::error::Error;
use crate::evidence::{Basis, Modality, Polarity};
use crate::graph::Code as CaseCode;
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::typology::LISTS;

/// What a case does not have and an exchange file may.
#[derive(Clone, Debug, Default)]
pub struct ExportOptions<'t> {
    texts: BTreeMap<Box<str>, &'t str>,
}

impl<'t> ExportOptions<'t> {
    /// Gives the text of a source, by the id that it has in the case. Evidence whose locator is a range of it, as
    /// `bytes 120..180`, then stands where it was found.
    #[must_use]
    pub fn text(mut self, source: impl Into<Box<str>>, text: &'t str) -> Self {
        self.texts.insert(source.into(), text);
        self
    }
}

/// Writes the evidence of a case as `.qdpx`: see [`project`] and [`write`](super::write()).
///
/// # Errors
///
/// [`ErrorKind::Write`](crate::ErrorKind::Write) where the archive would be larger than an archive can be.
pub fn export(case: &Case, options: &ExportOptions<'_>) -> Result<Written, Error> {
    let (project, mut losses) = project(case, options);
    let written = write(&project)?;
    losses.extend(written.losses);
    Ok(Written { bytes: written.bytes, losses })
}

/// A case as a project of a program for qualitative analysis, with what that cannot hold.
///
/// Each node is a code, in a folder for its kind, and so are the lists, codebooks and relations that claims use. Each piece of
/// evidence is a selection with the codes of the claims that rest on it, by the coder of the claim. Relations are links
/// between the codes of their nodes. A case knows the words of its sources by paraphrase only; where the
/// [options](ExportOptions::text) do not give a text, the paraphrases stand for it, one a paragraph, and the source says so.
///
/// The same case always gives the same project, ids included. O(case).
///
/// ```
/// use cocreation::evidence::Source;
/// use cocreation::graph::{node::{Act, Actor}, relation::TakesPartIn};
/// use cocreation::refi::{self, ExportOptions, LossKind, Place};
/// use cocreation::Case;
///
/// let mut case = Case::builder("advice");
/// let paper = case.source(Source::new("paper", "A published case"));
/// let maker = case.add("maker", Actor::new("Engine maker"));
/// let visits = case.add("visits", Act::standing("Advisers visit"));
/// case.relate(maker, TakesPartIn, visits).evidence(paper.at("§5").reported("Advisers visit the pilots"));
/// let (project, losses) = refi::project(&case.build()?, &ExportOptions::default());
///
/// let quotes: Vec<_> = project.codings().filter_map(|(_, part, _)| project.quote(part?)).collect();
/// assert_eq!(quotes, ["Advisers visit the pilots"; 3]); // the maker, the act, and the relation
/// assert_eq!(project.links[0].name.as_deref(), Some("maker takes-part-in visits"));
/// assert_eq!(losses.count(LossKind::StandIn), 1); // the paper's own words are not in the case
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn project(case: &Case, options: &ExportOptions<'_>) -> (Project, Losses) {
    let mut export = Export::new(case);
    export.users();
    export.codes();
    let places = export.sources(options);
    export.codings(&places);
    export.links();
    export.head();
    export.what_is_lost();
    (export.project, export.losses)
}

/// What the claims of a case may say of a piece of evidence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meant {
    Node(usize),
    Relation(RelationKind),
    Code(CaseCode),
}

struct Export<'c> {
    case: &'c Case,
    project: Project,
    losses: Losses,
    codes: BTreeMap<Meant, CodeIndex>,
}

impl<'c> Export<'c> {
    fn new(case: &'c Case) -> Self {
        Self { case, project: Project::default(), losses: Losses::default(), codes: BTreeMap::new() }
    }

    fn guid(&self, name: &str) -> super::Guid {
        guid_of(&format!("case {}/{name}", self.case.id()))
    }

    fn users(&mut self) {
        for coder in self.case.coders() {
            let guid = self.guid(&format!("coder/{}", coder.id));
            let name = coder.name.as_deref().unwrap_or(&coder.id);
            self.project.add_user(User { id: Some(coder.id.to_string()), ..User::new(guid, name) });
        }
    }

    fn codes(&mut self) {
        let mut tree = Tree::default();
        self.node_codes(&mut tree);
        self.list_codes(&mut tree);
        self.own_codes(&mut tree);
        self.relation_codes(&mut tree);
        self.project.codes = tree.codes;
        self.losses.extend(tree.losses);
    }

    /// A folder for each kind of node that there is.
    fn node_codes(&mut self, tree: &mut Tree) {
        for kind in NodeKind::ALL {
            let nodes = self.case.nodes().enumerate().filter(|(_, node)| node.kind() == *kind);
            let mut folder = None;
            for (nth, node) in nodes {
                let name = kind.row().plural;
                let folder = *folder.get_or_insert_with(|| {
                    tree.push(Code::new(guid_of(&format!("kind/{}", kind.row().key)), name).folder())
                });
                let guid = self.guid(&format!("node/{}", node.id()));
                let note = node.note().map(|note| format!("\n{note}")).unwrap_or_default();
                let code = Code::new(guid, node.label()).below(folder).description(format!("{}{note}", node.id()));
                let at = tree.push(code);
                self.codes.insert(Meant::Node(nth), at);
            }
        }
    }

    /// The closed lists that claims use, as in the codebook of the theory.
    fn list_codes(&mut self, tree: &mut Tree) {
        let used: BTreeSet<&str> = self.case.claims().filter_map(|claim| Some(claim.code()?.closed()?.0.key)).collect();
        if used.is_empty() {
            return;
        }
        let theory = tree.theory();
        for list in LISTS.iter().filter(|list| used.contains(list.key)) {
            tree.list(theory, list);
        }
        let places: BTreeMap<_, _> =
            tree.codes.iter().enumerate().map(|(nth, code)| (code.guid.clone(), CodeIndex::new(nth))).collect();
        for code in self.case.claims().filter_map(|claim| claim.code()) {
            let guid = code.closed().map(|(list, entry)| entry_guid(list.key, entry.key));
            if let Some(at) = guid.and_then(|guid| places.get(&guid)) {
                self.codes.insert(Meant::Code(code), *at);
            }
        }
    }

    fn own_codes(&mut self, tree: &mut Tree) {
        let scope = format!("case {}/", self.case.id());
        let books: Vec<Vec<CodeIndex>> = self.case.codebooks().iter().map(|book| tree.own(&scope, book)).collect();
        for code in self.case.claims().filter_map(|claim| claim.code()) {
            let place = code.own_place();
            if let Some(at) = place.and_then(|(_, book, nth)| books.get(book as usize)?.get(nth as usize)) {
                self.codes.insert(Meant::Code(code), *at);
            }
        }
    }

    /// Relations on evidence: which nodes they join stands in the links.
    fn relation_codes(&mut self, tree: &mut Tree) {
        let claims = self.case.claims().filter(|claim| claim.evidence().len() > 0);
        let used: BTreeSet<RelationKind> = claims.filter_map(|claim| claim.relation()).collect();
        if used.is_empty() {
            return;
        }
        let folder = tree.push(Code::new(guid_of("relations"), "relations").folder());
        for relation in used {
            let row = relation.row();
            let code = Code::new(guid_of(&format!("relations/{}", row.key)), row.key).below(folder);
            let at = tree.push(code.description(row.meaning));
            self.codes.insert(Meant::Relation(relation), at);
        }
    }

    /// The sources, with a selection for each place where evidence is; where each piece of evidence has its own.
    fn sources(&mut self, options: &ExportOptions<'_>) -> Vec<(SourceIndex, usize)> {
        let ids: BTreeMap<&str, usize> =
            self.case.sources().iter().enumerate().map(|(nth, source)| (&*source.id, nth)).collect();
        let mut pieces = vec![Vec::new(); ids.len()];
        for (at, piece) in self.case.evidence().enumerate() {
            pieces[ids[&*piece.source().id]].push((at, piece));
        }
        let mut places = vec![(SourceIndex::new(0), 0); self.case.evidence().len()];
        for (nth, pieces) in pieces.into_iter().enumerate() {
            match options.texts.get(&self.case.sources()[nth].id) {
                None => self.paraphrases(nth, false, pieces, &mut places),
                Some(text) => self.quotes(nth, text, pieces, &mut places),
            }
        }
        places
    }

    /// A source with its own words: evidence stands where its locator says, a selection for each range.
    fn quotes(&mut self, nth: usize, text: &str, pieces: Pieces<'_>, places: &mut [(SourceIndex, usize)]) {
        let (found, told): (Vec<_>, Vec<_>) =
            pieces.into_iter().partition(|(_, piece)| range_of(piece.locator(), text).is_some());
        let mut exported = self.source(nth, "", text.to_owned());
        let mut ranges = BTreeMap::new();
        for (at, piece) in found {
            let range = range_of(piece.locator(), text).unwrap_or_default();
            let part = *ranges.entry((range.start, range.end)).or_insert_with(|| {
                exported.selections.push(self.selection(&piece, range.clone(), &text[range]));
                exported.selections.len() - 1
            });
            let comments = &mut exported.selections[part].description;
            let before = comments.take().map(|before| format!("{before}\n")).unwrap_or_default();
            *comments = Some(format!("{before}{}", comment(&piece)));
            places[at] = (SourceIndex::new(self.project.sources.len()), part);
        }
        self.project.add_source(exported);
        if !told.is_empty() {
            self.paraphrases(nth, true, told, places);
        }
    }

    fn source(&self, nth: usize, suffix: &str, text: String) -> Source {
        let source = &self.case.sources()[nth];
        let guid = self.guid(&format!("source/{}{suffix}", source.id));
        let published = source.published.as_ref().map(|date| format!(" Published: {date}."));
        let name = format!("{}{suffix}", source.title);
        let description = Some(format!("{}.{}", source.id, published.unwrap_or_default()));
        Source { description, ..Source::of_text(guid, name, text) }
    }

    /// A source made of what the case says of the evidence, one paragraph for each piece.
    fn paraphrases(&mut self, nth: usize, has_text: bool, pieces: Pieces<'_>, places: &mut [(SourceIndex, usize)]) {
        let (suffix, kind) = if has_text { (" (paraphrases)", LossKind::Unplaced) } else { ("", LossKind::StandIn) };
        let mut exported = self.source(nth, suffix, String::new());
        let mut text = String::new();
        for (at, piece) in pieces {
            let start = text.len();
            text.push_str(piece.paraphrase());
            places[at] = (SourceIndex::new(self.project.sources.len()), exported.selections.len());
            let mut part = self.selection(&piece, start..text.len(), piece.paraphrase());
            part.description = Some(comment(&piece));
            exported.selections.push(part);
            text.push('\n');
        }
        let says =
            "Not the source's own words: what the encoded case says of its evidence, one paragraph for each piece.";
        exported.description = Some(format!("{}\n{says}", exported.description.unwrap_or_default()));
        exported.text = Some(Text::new(text));
        self.losses.note(kind, || self.case.sources()[nth].id.to_string());
        self.project.add_source(exported);
    }

    fn selection(&self, piece: &EvidenceView<'_>, range: Range<usize>, quote: &str) -> Selection {
        let guid = self.guid(&format!("evidence/{}", piece.id()));
        Selection { name: Some(snippet(quote)), ..Selection::of_text(guid, range) }
    }

    fn codings(&mut self, places: &[(SourceIndex, usize)]) {
        let nodes: BTreeMap<&str, usize> = self.case.nodes().enumerate().map(|(nth, node)| (node.id(), nth)).collect();
        let pieces: BTreeMap<&str, usize> =
            self.case.evidence().enumerate().map(|(nth, piece)| (piece.id(), nth)).collect();
        let coders: BTreeMap<&str, usize> =
            self.case.coders().iter().enumerate().map(|(nth, coder)| (&*coder.id, nth)).collect();
        let mut given = BTreeMap::<(SourceIndex, usize), BTreeSet<Given>>::new();
        for claim in self.case.claims() {
            let coder = claim.coder().and_then(|coder| coders.get(&*coder.id)).map(|nth| UserIndex::new(*nth));
            let meant = meant(&claim, &nodes);
            let codes: Vec<CodeIndex> = meant.iter().filter_map(|meant| self.codes.get(meant)).copied().collect();
            for piece in claim.evidence() {
                let place = places[pieces[piece.id()]];
                given.entry(place).or_default().extend(codes.iter().map(|code| (*code, coder)));
            }
        }
        for ((source, part), codings) in given {
            let selection = &mut self.project.sources[source.get()].selections[part];
            for (code, coder) in codings {
                let name = format!("coding/{}/{}/{:?}", selection.guid, code.get(), coder.map(UserIndex::get));
                let coding = Coding::new(guid_of(&name), Target::Code(code));
                selection.codings.push(coder.map_or(coding.clone(), |coder| coding.by(coder)));
            }
        }
    }

    fn links(&mut self) {
        let nodes: BTreeMap<&str, usize> = self.case.nodes().enumerate().map(|(nth, node)| (node.id(), nth)).collect();
        let code_of = |codes: &BTreeMap<Meant, CodeIndex>, node: Node<'_>| {
            Some(Item::Code(*codes.get(&Meant::Node(*nodes.get(node.id())?))?))
        };
        for claim in self.case.claims() {
            let Assertion::Relation(_, object) = claim.assertion() else { continue };
            let mut link = Link::new(self.guid(&format!("claim/{}", claim.id())));
            link.name = Some(claim.to_string());
            link.direction = Some(Direction::OneWay);
            (link.origin, link.target) = (code_of(&self.codes, claim.subject()), code_of(&self.codes, object));
            self.project.links.push(link);
        }
    }

    fn head(&mut self) {
        let name = self.case.title().unwrap_or(self.case.id()).to_owned();
        let mut unit = Unit::new(self.guid("case"), &*name);
        unit.description = self.case.about().map(str::to_owned);
        unit.sources = (0..self.project.sources.len()).map(SourceIndex::new).collect();
        self.project.add_case(unit);
        self.project.description = Some(format!("The case {}, as encoded evidence.", self.case.id()));
        (self.project.name, self.project.origin) = (name, Some(ORIGIN.to_owned()));
    }

    fn what_is_lost(&mut self) {
        for claim in self.case.claims() {
            let qualified = claim.period().is_some()
                || claim.during().is_some()
                || claim.note().is_some()
                || claim.confidence().is_some()
                || claim.basis() != Basis::Stated;
            if qualified {
                self.losses.note(LossKind::Qualifier, || claim.id().to_string());
            }
            let plain = claim.polarity() == Polarity::Asserted && claim.modality() == Modality::Realised;
            if claim.code().is_some() && (claim.evidence().len() == 0 || !plain) {
                self.losses.note(LossKind::Classification, || claim.id().to_string());
            }
        }
        for node in self.case.document().nodes.iter().filter(|node| has_more_fields(node)) {
            self.losses.note(LossKind::NodeField, || node.id.to_string());
        }
        for search in self.case.searches() {
            self.losses.note(LossKind::Search, || search.id().to_string());
        }
        for left_out in self.case.left_out() {
            self.losses.note(LossKind::LeftOut, || snippet(left_out));
        }
    }
}

/// A code, and who gave it.
type Given = (CodeIndex, Option<UserIndex>);

/// Pieces of evidence with their places in the case.
type Pieces<'c> = Vec<(usize, EvidenceView<'c>)>;

/// What the comment on a selection says of the evidence that it stands for.
fn comment(piece: &EvidenceView<'_>) -> String {
    let kind = piece.kind().map(|kind| format!(", {kind}")).unwrap_or_default();
    format!("{}: {}{kind}", piece.id(), piece.locator())
}

/// What a claim says of its evidence: whom it is about, and what it says of them.
fn meant(claim: &Claim<'_>, nodes: &BTreeMap<&str, usize>) -> Vec<Meant> {
    let about = [Some(claim.subject()), claim.object()].into_iter().flatten().chain(claim.receivers());
    let about = about.filter_map(|node| nodes.get(node.id())).map(|nth| Meant::Node(*nth));
    let said = claim.relation().map(Meant::Relation).or(claim.code().map(Meant::Code));
    about.chain(said).collect()
}

/// Whether a node has a field other than id, label and note.
fn has_more_fields(node: &crate::case::document::Node) -> bool {
    let bare = crate::case::document::Node::bare(&*node.id, node.kind, &*node.label);
    *node != crate::case::document::Node { note: node.note.clone(), ..bare }
}

/// The range of a locator as [`draft`](super::draft) writes it, where the text has it.
fn range_of(locator: &str, text: &str) -> Option<Range<usize>> {
    let (start, end) = locator.strip_prefix("bytes ")?.split_once("..")?;
    let range = start.parse().ok()?..end.parse().ok()?;
    text.get(range.clone()).map(|_| range)
}

/// What a selection is called: its text, or the first hundred characters of it.
pub(super) fn snippet(text: &str) -> String {
    const LONGEST: usize = 100;
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some(_) => text.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}
