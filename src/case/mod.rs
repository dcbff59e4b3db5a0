//! A case: a graph of claims with the evidence that they rest on, built once and then only read.
//!
//! A case comes from a program ([`Case::builder`]) or from a document ([`Case::from_json`], [`Case::from_toml`],
//! `Case::try_from(document)`). Either way it passes the same checks, and all problems come out at once ([`Problems`]).
//! A built case is immutable, `Send + Sync`, and lends views: [`View`] and [`Node`] for nodes, [`Claim`] for relations
//! and classifications, [`SearchView`] for what was looked for. Views carry one lifetime, `'g`, that of the case.

mod assemble;
pub(crate) mod attestation;
pub(crate) mod boundary;
mod builder;
mod check;
mod codebook;
pub mod document;
mod draft;
mod feature;
mod problem;
#[cfg(any(feature = "json", feature = "toml"))]
mod read;
mod record;
mod search;
mod view;
mod write;

pub use attestation::{Attestation, Attested, Gap, Standing};
pub use builder::{CaseBuilder, Claiming, CoderHandle};
pub use codebook::{Codebook, Crosswalk, OwnCode};
pub use draft::{Draft, EvidenceDraft, EvidenceHandle, Grounds, Place, SourceHandle};
pub use feature::Feature;
pub use problem::{Locus, Problem, ProblemCode, Problems, Section, Severity};
pub use search::{Pattern, Search};
pub use view::{Assertion, Claim, ClaimId, EvidenceView, Node, PatternView, SearchId, SearchView, View};

use crate::evidence::{Coder, Source};
use crate::graph::network::Link;
use crate::graph::node::{Kind, Sphere};
use crate::graph::{Code, Handle, Ids, NodeSet, Query, Structure, Tag};
use document::Document;
use record::Parts;

/// An encoded case, immutable.
///
/// ```
/// use cocreation::Case;
/// use cocreation::evidence::Source;
/// use cocreation::graph::{node::{Act, Actor, Practice}, relation::{Enacts, TakesPartIn}};
///
/// let mut case = Case::builder("advice");
/// let paper = case.source(Source::new("paper", "A published case"));
/// let maker = case.add("maker", Actor::provider("Engine maker"));
/// let airline = case.add("airline", Actor::customer("Airline"));
/// let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
/// let visits = case.add("visits", Act::standing("Advisers spend time with pilots"));
/// case.relate(maker, TakesPartIn, visits).giving_to(airline).evidence(paper.at("§5").reported("advisers visit"));
/// case.relate(visits, Enacts, advice);
/// let case = case.build()?;
///
/// let visits = case.view(visits);
/// assert!(visits.is_standing());
/// let claim = visits.incoming().next().expect("the maker takes part");
/// assert_eq!(claim.to_string(), "maker takes-part-in visits, giving to airline");
/// assert_eq!(claim.evidence().next().expect("one piece").locator(), "§5");
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
#[derive(Clone, Debug)]
pub struct Case {
    pub(crate) structure: Structure,
    pub(crate) parts: Parts,
    warnings: Vec<Problem>,
}

/// # Making a case
impl Case {
    /// Starts a case with this id.
    pub fn builder(id: &str) -> CaseBuilder {
        CaseBuilder::new(id)
    }

    /// Starts from everything that this case has: for a what-if, or for what was learnt since.
    ///
    /// Nothing is moved: handles and ids of nodes, claims, sources and evidence of this case are good for the builder, and
    /// handles for the case that it builds. Built without a change, that case is equal to this one, which itself stays as
    /// it is. [`CaseBuilder::retract`] takes a claim back. O(case).
    ///
    /// ```
    /// use cocreation::Case;
    /// use cocreation::graph::{node::{Actor, Sphere}, relation::BelongsTo};
    ///
    /// let mut case = Case::builder("engine-care");
    /// let [maker, airline] = [case.add("maker", Actor::new("Maker")), case.add("airline", Actor::new("Airline"))];
    /// let joint = case.add("care", Sphere::joint("Engine care"));
    /// case.relate(maker, BelongsTo, joint);
    /// case.relate(airline, BelongsTo, joint);
    /// let case = case.build()?;
    /// assert_eq!(case.revise().build()?, case);
    ///
    /// let mut revised = case.revise();
    /// let pilots = revised.add("pilots", Actor::aggregate("Pilots"));
    /// revised.relate(pilots, BelongsTo, joint);
    /// let revised = revised.build()?;
    /// assert_eq!(revised.view(maker).label(), "Maker");
    /// assert_eq!((case.nodes().len(), revised.nodes().len()), (3, 4));
    /// # Ok::<(), cocreation::Problems>(())
    /// ```
    pub fn revise(&self) -> CaseBuilder {
        let mut parts = self.parts.clone();
        for (place, node) in (0u32..).zip(&mut parts.nodes) {
            // A frozen case keeps the ids with its structure.
            node.id = self.structure.id(place).into();
        }
        CaseBuilder::resume(parts, self.structure.places().clone())
    }

    fn freeze(mut parts: Parts, places: Ids, mut problems: Vec<Problem>) -> Result<Self, Problems> {
        check::check(&parts, &mut problems);
        let problems = Problems::new(problems);
        if problems.iter().any(|problem| problem.severity() == Severity::Error) {
            return Err(problems);
        }
        let tag = Tag::of(&parts.id);
        let kinds = parts.nodes.iter().map(|node| node.kind).collect();
        let ids = parts.nodes.iter_mut().map(|node| std::mem::take(&mut node.id)).collect();
        let holding = parts.claims.iter().filter(|claim| claim.holds());
        let codes = holding.filter_map(|claim| match claim.assertion {
            record::Assertion::Code(code) => Some((code, claim.subject)),
            record::Assertion::Relation { .. } => None,
        });
        let codes = codes.collect();
        let links: Vec<Link> = parts
            .claims
            .iter()
            .map(|claim| Link { subject: claim.subject, object: claim.relation(), holds: claim.holds() })
            .collect();
        let structure = Structure::build(tag, kinds, ids, places, codes, &links);
        Ok(Self { structure, parts, warnings: problems.iter().cloned().collect() })
    }

    /// The problems that did not keep the case from being built.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }
}

impl TryFrom<Document> for Case {
    type Error = Problems;

    /// Builds the case that a document describes. O(document).
    fn try_from(document: Document) -> Result<Self, Problems> {
        let assembly = assemble::Assembly::from(document);
        Self::freeze(assembly.parts, assembly.nodes, assembly.problems)
    }
}

impl PartialEq for Case {
    /// Two cases are equal when they would be written as the same document.
    fn eq(&self, other: &Self) -> bool {
        self.structure.same_ids(&other.structure) && self.parts == other.parts
    }
}

/// # About the case
impl Case {
    /// The id of the case.
    pub fn id(&self) -> &str {
        &self.parts.id
    }

    /// What the case is called, if it says.
    pub fn title(&self) -> Option<&str> {
        self.parts.title.as_deref()
    }

    /// Who, what, when, in a few sentences, if it says.
    pub fn about(&self) -> Option<&str> {
        self.parts.about.as_deref()
    }

    /// What the sources say and the case leaves out, with the reasons.
    pub fn left_out(&self) -> impl ExactSizeIterator<Item = &str> {
        self.parts.left_out.iter().map(|text| &**text)
    }

    /// The sources, in order.
    pub fn sources(&self) -> &[Source] {
        &self.parts.sources
    }

    /// The coders, in order.
    pub fn coders(&self) -> &[Coder] {
        &self.parts.coders
    }

    /// The codebooks of the case's own, in order.
    pub fn codebooks(&self) -> &[Codebook] {
        &self.parts.codebooks
    }

    /// How a document writes the code.
    pub fn code_key(&self, code: Code) -> String {
        let own = code.own_place().and_then(|(_, book, nth)| {
            let book = self.parts.codebooks.get(book as usize)?;
            Some(format!("{}/{}", book.id, book.codes.get(nth as usize)?.id))
        });
        own.unwrap_or_else(|| code.to_string())
    }
}

/// # Nodes
impl Case {
    /// Every node, in the case's order.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = Node<'_>> {
        (0..self.structure.kinds.len() as u32).map(|index| Node { case: self, index })
    }

    /// Every node of one kind, in the case's order. O(nodes).
    pub fn all<K: Kind>(&self) -> impl Iterator<Item = View<'_, K>> {
        self.structure.of_kind(K::KIND).map(|index| View::new(self, index))
    }

    /// The node with this id, whatever its kind. O(1).
    pub fn node(&self, id: &str) -> Option<Node<'_>> {
        self.structure.position(id).map(|index| Node { case: self, index })
    }

    /// The handle of the node with this id, if it is of the kind. O(1).
    pub fn find<K: Kind>(&self, id: &str) -> Option<Handle<K>> {
        self.structure
            .position(id)
            .filter(|&node| self.structure.kind(node) == K::KIND)
            .map(|n| self.structure.handle(n))
    }

    /// The sphere with this id. O(1).
    pub fn sphere(&self, id: &str) -> Option<Handle<Sphere>> {
        self.find(id)
    }

    /// The node behind a handle.
    ///
    /// # Panics
    ///
    /// On a handle of another case.
    #[track_caller]
    pub fn view<K: Kind>(&self, handle: Handle<K>) -> View<'_, K> {
        let index = handle.index_in(self.structure.tag);
        let kind = self.structure.kinds.get(index as usize);
        assert!(kind == Some(&K::KIND), "a handle was used on a case that it does not belong to");
        View::new(self, index)
    }

    /// The nodes of a set, in the case's order.
    ///
    /// # Panics
    ///
    /// On a set of another case.
    #[track_caller]
    pub fn nodes_in<'g>(&'g self, set: &'g NodeSet) -> impl Iterator<Item = Node<'g>> {
        set.positions_in(self.structure.tag).map(|index| Node { case: self, index })
    }

    /// The nodes that a query asks for. O(nodes + claims) for each step of the query.
    pub fn resolve(&self, query: &Query) -> NodeSet {
        self.structure.resolve(query)
    }
}

/// # Claims and searches
impl Case {
    /// Every claim, in the case's order.
    pub fn claims(&self) -> impl ExactSizeIterator<Item = Claim<'_>> {
        (0..self.parts.claims.len() as u32).map(|index| Claim { case: self, index })
    }

    /// The claim with this id, if the case has one. O(1).
    pub fn claim(&self, id: ClaimId) -> Option<Claim<'_>> {
        ((id.0 as usize) < self.parts.claims.len()).then_some(Claim { case: self, index: id.0 })
    }

    /// The search with this id, if the case has one. O(1).
    pub fn search(&self, id: SearchId) -> Option<SearchView<'_>> {
        ((id.0 as usize) < self.parts.searches.len()).then_some(SearchView { case: self, index: id.0 })
    }

    /// Every search, in the case's order.
    pub fn searches(&self) -> impl ExactSizeIterator<Item = SearchView<'_>> {
        (0..self.parts.searches.len() as u32).map(|index| SearchView { case: self, index })
    }

    /// Every piece of evidence, in the case's order.
    pub fn evidence(&self) -> impl ExactSizeIterator<Item = EvidenceView<'_>> {
        (0..self.parts.evidence.len() as u32).map(|index| EvidenceView { case: self, index })
    }
}
