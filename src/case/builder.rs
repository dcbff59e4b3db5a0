//! Building a case in code.

use std::marker::PhantomData;

use super::check::duplicate;
use super::codebook::Codebook;
use super::draft::{Draft, EvidenceDraft, EvidenceHandle, Grounds, SourceHandle};
use super::problem::{Locus, Problem, ProblemCode, Problems, Section};
use super::record::{Assertion, ClaimRecord, NodeRecord, Parts, Rare, Span};
use super::search::Search;
use super::{Case, ClaimId};
use crate::evidence::{Basis, Coder, Degree, Evidence, Measure, Modality, Period, Polarity, Sign, Source};
use crate::graph::node::{Act, Actor, Kind};
use crate::graph::relation::{
    AlignsWith, Bears, DependsOn, Gains, Integrates, PartyTo, Perceives, Performs, Relation, TakesPartIn, TakesStance,
    TiedTo,
};
use crate::graph::{Classifies, Code, Handle, Ids, Tag};
use crate::theory::Typology;
use crate::theory::typology::{DependenceBasis, OfferingLevel, PracticeAnatomy, ResourceRoutine, TieKind};

/// Collects the parts of a case; [`build`](Self::build) checks and freezes them.
#[derive(Debug)]
pub struct CaseBuilder {
    tag: Tag,
    parts: Parts,
    places: Ids,
    problems: Vec<Problem>,
    /// The claims that were set aside.
    retracted: Vec<u32>,
    /// The ids of the evidence that a revised case brought along, and the last number that was tried for new evidence.
    evidence_ids: Ids,
    evidence_number: u64,
}

/// A pointer to a coder of a case that is being built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoderHandle {
    tag: Tag,
    index: u32,
}

/// # About the case
impl CaseBuilder {
    pub(super) fn new(id: &str) -> Self {
        Self::resume(Parts { id: id.into(), ..Parts::default() }, Ids::default())
    }

    /// Goes on from parts that are sound, with the places of their nodes by id.
    pub(super) fn resume(parts: Parts, places: Ids) -> Self {
        let mut evidence_ids = Ids::default();
        for (place, piece) in (0u32..).zip(&parts.evidence) {
            evidence_ids.insert(&piece.id, place, |place| &parts.evidence[place as usize].id);
        }
        let tag = Tag::of(&parts.id);
        Self { tag, parts, places, problems: Vec::new(), retracted: Vec::new(), evidence_ids, evidence_number: 0 }
    }

    /// What the case is called.
    pub fn title(&mut self, title: impl Into<Box<str>>) -> &mut Self {
        self.parts.title = Some(title.into());
        self
    }

    /// Who, what, when, in a few sentences.
    pub fn about(&mut self, about: impl Into<Box<str>>) -> &mut Self {
        self.parts.about = Some(about.into());
        self
    }

    /// Something that the sources say and the case leaves out, with the reason.
    pub fn left_out(&mut self, what: impl Into<Box<str>>) -> &mut Self {
        self.parts.left_out.push(what.into());
        self
    }

    /// A source that evidence can point into.
    pub fn source(&mut self, source: Source) -> SourceHandle {
        self.parts.sources.push(source);
        SourceHandle { tag: self.tag, index: last(&self.parts.sources) }
    }

    /// A coder that claims can name.
    pub fn coder(&mut self, coder: Coder) -> CoderHandle {
        self.parts.coders.push(coder);
        CoderHandle { tag: self.tag, index: last(&self.parts.coders) }
    }

    /// A codebook of the case's own; gives its codes, in its order.
    ///
    /// ```
    /// use cocreation::Case;
    /// use cocreation::case::{Codebook, Crosswalk, OwnCode};
    /// use cocreation::graph::{Code, node::Practice};
    /// use cocreation::theory::typology::PracticeKind;
    ///
    /// let same_as = Crosswalk::To(vec![Code::of(PracticeKind::CoDesign)]);
    /// let sketching = OwnCode::new("sketching", "Sketching together").crosswalk(same_as);
    /// let mut case = Case::builder("a-case");
    /// let codes = case.codebook(Codebook::new("studio").code(sketching));
    /// case.add("sketches", Practice::new("Drawing on one sheet").coded(codes[0]));
    /// let case = case.build()?;
    /// assert_eq!(case.claims().next().expect("one claim").to_string(), "sketches is studio/sketching");
    /// # Ok::<(), cocreation::Problems>(())
    /// ```
    pub fn codebook(&mut self, codebook: Codebook) -> Vec<Code> {
        let book = self.parts.codebooks.len() as u32;
        let codes = (0..codebook.codes.len() as u32).map(|code| Code::own(self.tag, book, code)).collect();
        self.parts.codebooks.push(codebook);
        codes
    }

    /// A piece of evidence that several claims share.
    ///
    /// # Panics
    ///
    /// On evidence from a source of another case.
    pub fn evidence(&mut self, draft: EvidenceDraft) -> EvidenceHandle {
        assert!(draft.source.tag == self.tag, "evidence points into a source of another case");
        let id = self.evidence_id();
        self.parts.evidence.push(Evidence {
            id,
            source: draft.source.index,
            locator: draft.locator,
            kind: draft.kind,
            paraphrase: draft.paraphrase,
        });
        EvidenceHandle { tag: self.tag, index: last(&self.parts.evidence) }
    }

    /// The first of `e1`, `e2` … that is still free.
    fn evidence_id(&mut self) -> Box<str> {
        loop {
            self.evidence_number += 1;
            let id = format!("e{}", self.evidence_number);
            if self.evidence_ids.find(&id, |place| &self.parts.evidence[place as usize].id).is_none() {
                return id.into();
            }
        }
    }

    fn ground(&mut self, grounds: Grounds) -> u32 {
        let handle = match grounds {
            Grounds::New(draft) => self.evidence(draft),
            Grounds::Shared(handle) => handle,
        };
        assert!(handle.tag == self.tag, "evidence of another case was used");
        handle.index
    }
}

fn last<T>(items: &[T]) -> u32 {
    items.len() as u32 - 1
}

/// # Nodes and claims
impl CaseBuilder {
    /// Adds a node, with one classification claim for each code of the draft.
    ///
    /// # Panics
    ///
    /// On evidence of another case.
    pub fn add<K: Kind>(&mut self, id: impl Into<Box<str>>, draft: Draft<K>) -> Handle<K> {
        let attributes = draft.attributes.boxed();
        self.parts.nodes.push(NodeRecord {
            id: id.into(),
            kind: K::KIND,
            label: draft.label,
            note: draft.note,
            attributes,
        });
        let index = last(&self.parts.nodes);
        let nodes = &self.parts.nodes;
        let id = &nodes[index as usize].id;
        if let Some(earlier) = self.places.insert(id, index, |place| &nodes[place as usize].id) {
            self.problems.push(duplicate(Section::Nodes, index as usize, id, earlier as usize));
        }
        let grounds: Vec<u32> = draft.grounds.into_iter().map(|grounds| self.ground(grounds)).collect();
        for code in draft.codes {
            self.claim(index, Assertion::Code(code));
            grounds.iter().for_each(|&ground| self.rest_on(ground));
        }
        Handle::new(self.tag, index)
    }

    /// Claims that a node is what the code says. The guard that comes back says how the claim is meant.
    ///
    /// # Panics
    ///
    /// On a handle of another case.
    #[track_caller]
    pub fn classify<K: Kind>(&mut self, node: Handle<K>, code: impl Classifies<K>) -> Claiming<'_> {
        let subject = node.index_in(self.tag);
        self.claim(subject, Assertion::Code(code.code()));
        Claiming { case: self, relation: PhantomData }
    }

    /// Claims that a relation joins two nodes. The guard that comes back says how the claim is meant.
    ///
    /// # Panics
    ///
    /// On a handle of another case.
    #[track_caller]
    pub fn relate<F: Kind, R: Relation<F, T>, T: Kind>(
        &mut self,
        from: Handle<F>,
        _relation: R,
        to: Handle<T>,
    ) -> Claiming<'_, R> {
        let (subject, object) = (from.index_in(self.tag), to.index_in(self.tag));
        let assertion = Assertion::Relation { relation: R::RELATION, object, sign: None, facet: None };
        self.claim(subject, assertion);
        Claiming { case: self, relation: PhantomData }
    }

    fn claim(&mut self, subject: u32, assertion: Assertion) {
        self.parts.claims.push(ClaimRecord {
            subject,
            assertion,
            polarity: Polarity::Asserted,
            modality: Modality::Realised,
            basis: Basis::Stated,
            degree: None,
            grounds: Span::at_end(&self.parts.grounds),
            receivers: Span::at_end(&self.parts.receivers),
            rare: None,
        });
    }

    /// The last claim rests on this piece of evidence too.
    fn rest_on(&mut self, ground: u32) {
        if let Some(claim) = self.parts.claims.last_mut() {
            claim.grounds.push(&mut self.parts.grounds, ground);
        }
    }

    /// Sets a claim aside: the built case does not have it.
    ///
    /// For a what-if, and for a correction: the document that is written then lacks the claim. What only that claim rested
    /// on stays, and is told as a warning. Until the case is built, claims keep their ids, so that ids of the case that is
    /// being revised can be used one after the other; in the built case the claims behind a retracted one have moved up,
    /// and have ids of their own. An id that no claim has becomes a problem of the case. To retract a claim twice is to
    /// retract it once.
    ///
    /// ```
    /// use cocreation::Case;
    /// use cocreation::graph::{node::Actor, relation::DependsOn};
    ///
    /// let mut case = Case::builder("two-firms");
    /// let [maker, airline] = [case.add("maker", Actor::new("Maker")), case.add("airline", Actor::new("Airline"))];
    /// let first = case.relate(maker, DependsOn, airline).id();
    /// case.relate(airline, DependsOn, maker);
    /// let case = case.build()?;
    ///
    /// let mut revised = case.revise();
    /// revised.retract(first);
    /// let revised = revised.build()?;
    /// let claims: Vec<String> = revised.claims().map(|claim| format!("{} {claim}", claim.id())).collect();
    /// assert_eq!(claims, ["c1 airline depends-on maker"]);
    /// # Ok::<(), cocreation::Problems>(())
    /// ```
    pub fn retract(&mut self, claim: ClaimId) {
        self.retracted.push(claim.0);
    }

    /// An id that no node has yet: the stem itself, or else the stem with the first number that is free, from 2.
    ///
    /// ```
    /// use cocreation::Case;
    /// use cocreation::graph::node::Actor;
    ///
    /// let mut case = Case::builder("a-case");
    /// case.add("maker", Actor::new("Maker"));
    /// assert_eq!(case.free_id("airline"), "airline");
    /// assert_eq!(case.free_id("maker"), "maker-2");
    /// ```
    pub fn free_id(&self, stem: &str) -> String {
        let (mut id, mut number) = (stem.to_owned(), 1u64);
        while self.places.find(&id, |place| &self.parts.nodes[place as usize].id).is_some() {
            number += 1;
            id = format!("{stem}-{number}");
        }
        id
    }

    /// Makes a change and marks what it adds as supposed: every claim as inferred, and nodes and claims with the remark,
    /// unless they have one.
    pub(crate) fn suppose(&mut self, remark: &str, change: impl FnOnce(&mut Self)) {
        let (nodes, claims) = (self.parts.nodes.len(), self.parts.claims.len());
        change(self);
        for node in self.parts.nodes.iter_mut().skip(nodes) {
            node.note.get_or_insert_with(|| remark.into());
        }
        for claim in self.parts.claims.iter_mut().skip(claims) {
            claim.basis = Basis::Inferred;
            claim.rare.get_or_insert_default().note.get_or_insert_with(|| remark.into());
        }
    }

    /// Records that something was looked for, and whether it was found.
    ///
    /// # Panics
    ///
    /// On a handle of another case.
    pub fn search(&mut self, search: Search) {
        let grounds = search.grounds;
        let evidence = grounds.into_iter().map(|grounds| self.ground(grounds)).collect();
        let of_this_case = |(tag, index): (Tag, u32)| {
            assert!(tag == self.tag, "a handle was used on a case that it does not belong to");
            index
        };
        let record = super::record::SearchRecord {
            about: search.about,
            subject: search.subject.record(self.tag),
            relation: search.relation,
            object: search.object.record(self.tag),
            found: search.found,
            scope: search.scope.into_iter().map(of_this_case).collect(),
            sources: search.sources.iter().map(|source| of_this_case((source.tag, source.index))).collect(),
            period: search.period,
            coder: search.coder.map(|coder| of_this_case((coder.tag, coder.index))),
            evidence,
        };
        self.parts.searches.push(record);
    }

    /// Checks everything and freezes the case. O(parts).
    ///
    /// # Errors
    ///
    /// Every problem at once, each with a code and a place, if any of them is an error. Warnings do not keep a case from
    /// being built; the case has them ([`Case::warnings`]).
    ///
    /// ```
    /// use cocreation::{Case, case::ProblemCode};
    /// use cocreation::graph::{node::{Actor, Sphere}, relation::BelongsTo};
    ///
    /// let mut case = Case::builder("lonely");
    /// let maker = case.add("maker", Actor::provider("Maker"));
    /// let joint = case.add("joint", Sphere::joint("A joint sphere"));
    /// case.add("maker", Actor::customer("The same id again"));
    /// case.relate(maker, BelongsTo, joint);
    /// let problems = case.build().unwrap_err();
    /// let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    /// assert!(codes.contains(&ProblemCode::DuplicateId));
    /// assert!(codes.contains(&ProblemCode::JointSphereOfOne));
    /// ```
    pub fn build(mut self) -> Result<Case, Problems> {
        self.drop_retracted();
        Case::freeze(self.parts, self.places, self.problems)
    }

    /// Takes out what was retracted, with its problems; the claims behind it move up, and so do the places of theirs.
    fn drop_retracted(&mut self) {
        let claims = self.parts.claims.len();
        let mut retracted = std::mem::take(&mut self.retracted);
        retracted.sort_unstable();
        retracted.dedup();
        let unknown = retracted.split_off(retracted.partition_point(|&claim| (claim as usize) < claims));
        if !retracted.is_empty() {
            self.parts.drop_claims(&retracted);
            self.problems.retain_mut(|problem| problem.locus.is_left_by(&retracted));
        }
        self.problems.extend(unknown.into_iter().map(|claim| {
            let message = format!("there is no claim {} to retract; the case has {claims}", ClaimId(claim));
            Problem::new(ProblemCode::UnknownId, Locus::item(Section::Claims, claim as usize, ""), message)
        }));
    }
}

/// A claim that has just been made: its methods say how it is meant and what it rests on.
///
/// The claim stands whether or not a method is called; [`id`](Self::id) ends the chain where its id is wanted. Claims may
/// contradict each other; both stand, and only what is asserted and has come about *holds*:
///
/// ```
/// use cocreation::Case;
/// use cocreation::evidence::{Measure, Sign};
/// use cocreation::graph::{node::{Actor, Act, Resource, Value}, relation::{Bears, Gains, TakesStance}};
///
/// let mut case = Case::builder("a-tool");
/// let manager = case.add("manager", Actor::person("Area manager"));
/// let tool = case.add("tool", Resource::new("A tool for sales"));
/// let close = case.add("close", Act::new("The meeting ends").sequence(24));
/// let work = case.add("work", Value::new("Time to keep it up to date"));
/// let trust = case.add("trust", Value::new("Trust of customers"));
/// case.relate(manager, TakesStance, tool).stance(Sign::Negative);
/// case.relate(manager, TakesStance, tool).stance(Sign::Positive).during(close);
/// case.relate(manager, Bears, work).expected().measure(Measure::new("extra work", 2.0).unit("hours a week"));
/// case.relate(manager, Gains, trust).violated();
/// let case = case.build()?;
/// let holding: Vec<String> = case.claims().filter(|claim| claim.holds()).map(|claim| claim.to_string()).collect();
/// assert_eq!(holding[1..], ["manager takes-stance tool (-)", "manager takes-stance tool (+)"]);
/// # Ok::<(), cocreation::Problems>(())
/// ```
///
/// Methods that fit one relation only (`degree` on `DependsOn`, `giving_to` on `TakesPartIn`) exist on that relation alone:
///
/// ```compile_fail,E0599
/// # use cocreation::Case;
/// # use cocreation::graph::{node::{Act, Practice}, relation::Enacts};
/// # let mut case = Case::builder("a-case");
/// # let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
/// # let visit = case.add("visit", Act::standing("Advisers spend time with pilots"));
/// case.relate(visit, Enacts, advice).degree(0.5); // an act enacts a practice or does not
/// ```
#[derive(Debug)]
pub struct Claiming<'b, R = ()> {
    case: &'b mut CaseBuilder,
    relation: PhantomData<R>,
}

/// # On every claim
impl<R> Claiming<'_, R> {
    fn record(&mut self) -> &mut ClaimRecord {
        let last = self.case.parts.claims.last_mut();
        last.expect("a guard exists only after its claim has been pushed")
    }

    fn rare(&mut self) -> &mut Rare {
        self.record().rare.get_or_insert_default()
    }

    fn with(mut self, change: impl FnOnce(&mut ClaimRecord)) -> Self {
        change(self.record());
        self
    }

    fn with_rare(mut self, change: impl FnOnce(&mut Rare)) -> Self {
        change(self.rare());
        self
    }

    /// A degree out of range becomes a problem of the case, so that it comes out with all others.
    fn checked(&mut self, value: f64, field: &str) -> Option<Degree> {
        let place = self.case.parts.claims.len() - 1;
        let degree = Degree::new(value);
        let locus = Locus::item(Section::Claims, place, field);
        degree
            .map_err(|error| {
                self.case.problems.push(Problem::new(ProblemCode::OutOfRange, locus, error.to_string()));
            })
            .ok()
    }

    /// What the claim rests on; call it once for each piece of evidence.
    ///
    /// # Panics
    ///
    /// On evidence of another case.
    pub fn evidence(self, grounds: impl Into<Grounds>) -> Self {
        let index = self.case.ground(grounds.into());
        self.case.rest_on(index);
        self
    }

    /// The claim says that it is not so.
    pub fn violated(self) -> Self {
        self.with(|claim| claim.polarity = Polarity::Violated)
    }

    /// The claim speaks of what somebody expects.
    pub fn expected(self) -> Self {
        self.with(|claim| claim.modality = Modality::Expected)
    }

    /// The claim speaks of what somebody fears.
    pub fn feared(self) -> Self {
        self.with(|claim| claim.modality = Modality::Feared)
    }

    /// The source does not state it; a coder read it out of the source.
    pub fn inferred(self) -> Self {
        self.with(|claim| claim.basis = Basis::Inferred)
    }

    /// When it held.
    pub fn period(self, period: impl Into<Period>) -> Self {
        self.with_rare(|rare| rare.period = Some(period.into()))
    }

    /// The act in which it was said or held.
    ///
    /// # Panics
    ///
    /// On a handle of another case.
    #[track_caller]
    pub fn during(self, act: Handle<Act>) -> Self {
        let index = act.index_in(self.case.tag);
        self.with_rare(|rare| rare.during = Some(index))
    }

    /// A figure that the source gives.
    pub fn measure(self, measure: Measure) -> Self {
        self.with_rare(|rare| rare.measure = Some(measure))
    }

    /// Who coded the claim.
    ///
    /// # Panics
    ///
    /// On a coder of another case.
    pub fn coder(self, coder: CoderHandle) -> Self {
        assert!(coder.tag == self.case.tag, "a coder of another case was used");
        self.with_rare(|rare| rare.coder = Some(coder.index))
    }

    /// How sure the coder is, from 0 to 1.
    pub fn confidence(mut self, value: f64) -> Self {
        let confidence = self.checked(value, "confidence");
        self.with_rare(|rare| rare.confidence = confidence)
    }

    /// A remark for readers of the case.
    pub fn note(self, note: impl Into<Box<str>>) -> Self {
        self.with_rare(|rare| rare.note = Some(note.into()))
    }

    /// The id of the claim.
    pub fn id(self) -> ClaimId {
        ClaimId(last(&self.case.parts.claims))
    }

    fn signed(self, value: Sign) -> Self {
        self.with(|claim| {
            if let Assertion::Relation { sign, .. } = &mut claim.assertion {
                *sign = Some(value);
            }
        })
    }

    fn faceted(self, entry: impl Typology) -> Self {
        self.with(|claim| {
            if let Assertion::Relation { facet, .. } = &mut claim.assertion {
                *facet = Some(entry.index() as u8);
            }
        })
    }

    fn graded(mut self, value: f64) -> Self {
        let degree = self.checked(value, "degree");
        self.with(|claim| claim.degree = degree)
    }
}

/// # On `TakesPartIn`
impl Claiming<'_, TakesPartIn> {
    /// To whom the contribution is given; call it once for each receiver.
    ///
    /// # Panics
    ///
    /// On a handle of another case.
    #[track_caller]
    pub fn giving_to(self, receiver: Handle<Actor>) -> Self {
        let index = receiver.index_in(self.case.tag);
        let parts = &mut self.case.parts;
        if let Some(claim) = parts.claims.last_mut() {
            claim.receivers.push(&mut parts.receivers, index);
        }
        self
    }

    /// Whether the actor contributes (as where nothing is said), is indifferent, or misuses or withholds.
    pub fn valence(self, sign: Sign) -> Self {
        self.signed(sign)
    }
}

/// # On `DependsOn`
impl Claiming<'_, DependsOn> {
    /// How strongly, from 0 to 1.
    pub fn degree(self, value: f64) -> Self {
        self.graded(value)
    }

    /// For what: a goal, a task or a resource.
    pub fn basis(self, basis: DependenceBasis) -> Self {
        self.faceted(basis)
    }
}

/// # On `TiedTo`
impl Claiming<'_, TiedTo> {
    /// How strong the tie is, from 0 to 1.
    pub fn degree(self, value: f64) -> Self {
        self.graded(value)
    }

    /// What kind of tie it is.
    pub fn kind(self, kind: TieKind) -> Self {
        self.faceted(kind)
    }

    /// Whether it is a tie or a broken or hostile one.
    pub fn sign(self, sign: Sign) -> Self {
        self.signed(sign)
    }
}

/// # On `TakesStance`
impl Claiming<'_, TakesStance> {
    /// For, undecided or against.
    pub fn stance(self, sign: Sign) -> Self {
        self.signed(sign)
    }

    /// How much it matters to the actor, from 0 to 1.
    pub fn salience(self, value: f64) -> Self {
        self.graded(value)
    }
}

/// # On `PartyTo`
impl Claiming<'_, PartyTo> {
    /// Accepts or rejects.
    pub fn position(self, sign: Sign) -> Self {
        self.signed(sign)
    }
}

/// # On `AlignsWith`
impl Claiming<'_, AlignsWith> {
    /// Aligned or at odds.
    pub fn alignment(self, sign: Sign) -> Self {
        self.signed(sign)
    }
}

/// # On `Integrates`
impl Claiming<'_, Integrates> {
    /// By which routine the resource goes in.
    pub fn routine(self, routine: ResourceRoutine) -> Self {
        self.faceted(routine)
    }
}

/// # On `Perceives`
impl Claiming<'_, Perceives> {
    /// The level that the offering reaches for the actor.
    pub fn level(self, level: OfferingLevel) -> Self {
        self.faceted(level)
    }
}

/// # On `Performs`
impl Claiming<'_, Performs> {
    /// Which part of the practice's anatomy the claim speaks of.
    pub fn anatomy(self, part: PracticeAnatomy) -> Self {
        self.faceted(part)
    }
}

/// # On `Gains` and `Bears`
impl Claiming<'_, Gains> {
    /// How much of it, from 0 to 1.
    pub fn degree(self, value: f64) -> Self {
        self.graded(value)
    }
}

impl Claiming<'_, Bears> {
    /// How much of it, from 0 to 1.
    pub fn degree(self, value: f64) -> Self {
        self.graded(value)
    }
}
