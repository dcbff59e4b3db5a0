//! Nodes and evidence on their way into a case, and the constructors that make them.

use std::marker::PhantomData;

use crate::evidence::{Duration, Period};
use crate::graph::node::{
    Act, Actor, Capability, Event, Field, Institution, Judgement, Kind, Offering, Practice, Purpose, Resource, Sphere,
    Value,
};
use crate::graph::{Classifies, Code, Tag};
use crate::theory::ConstructId;
use crate::theory::typology::{
    ActorForm, EvidenceKind, InteractionCapability, PracticeKind, Role, SphereKind, ValueForm,
};

/// A node on its way into a case: a label, what it is classified as, and the fields of its kind.
///
/// The constructors of the kinds ([`Actor::provider`], [`Practice::co_design`](crate::graph::node::Practice::co_design) …)
/// make one; [`CaseBuilder::add`](super::CaseBuilder::add) takes it.
#[derive(Debug)]
pub struct Draft<K> {
    pub(crate) label: Box<str>,
    pub(crate) note: Option<Box<str>>,
    pub(crate) attributes: Attributes,
    pub(crate) codes: Vec<Code>,
    pub(crate) grounds: Vec<Grounds>,
    kind: PhantomData<fn() -> K>,
}

// Derived, it would ask for kinds that can be cloned; they have no values.
impl<K> Clone for Draft<K> {
    fn clone(&self) -> Self {
        Self {
            label: self.label.clone(),
            note: self.note.clone(),
            attributes: self.attributes.clone(),
            codes: self.codes.clone(),
            grounds: self.grounds.clone(),
            kind: PhantomData,
        }
    }
}

/// The fields that only some kinds of node have.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Attributes {
    pub(crate) period: Option<Period>,
    pub(crate) duration: Option<Duration>,
    pub(crate) sequence: Option<u32>,
    pub(crate) weight: Option<f64>,
    pub(crate) standing: bool,
    pub(crate) size: Option<u64>,
    pub(crate) version: Option<Box<str>>,
    pub(crate) construct: Option<ConstructId>,
    pub(crate) value: Option<Box<str>>,
    pub(crate) scale: Option<Box<str>>,
}

impl Attributes {
    /// Set apart on the heap, if any field is filled at all.
    pub(super) fn boxed(self) -> Option<Box<Self>> {
        let filled = self.filled().next().is_some();
        filled.then(|| Box::new(self))
    }

    /// The fields that are filled, in the order of the format.
    pub(super) fn filled(&self) -> impl Iterator<Item = Field> + use<> {
        [
            (self.period.is_some(), Field::Period),
            (self.duration.is_some(), Field::Duration),
            (self.sequence.is_some(), Field::Sequence),
            (self.weight.is_some(), Field::Weight),
            (self.standing, Field::Standing),
            (self.size.is_some(), Field::Size),
            (self.version.is_some(), Field::Version),
            (self.construct.is_some(), Field::Construct),
            (self.value.is_some(), Field::Value),
            (self.scale.is_some(), Field::Scale),
        ]
        .into_iter()
        .filter_map(|(filled, field)| filled.then_some(field))
    }
}

impl<K: Kind> Draft<K> {
    pub(crate) fn new(label: impl Into<Box<str>>) -> Self {
        Self {
            label: label.into(),
            note: None,
            attributes: Attributes::default(),
            codes: Vec::new(),
            grounds: Vec::new(),
            kind: PhantomData,
        }
    }

    /// Classifies the node: one claim for each code.
    #[must_use]
    pub fn coded(mut self, code: impl Classifies<K>) -> Self {
        self.codes.push(code.code());
        self
    }

    /// What every classification made here rests on.
    #[must_use]
    pub fn evidence(mut self, grounds: impl Into<Grounds>) -> Self {
        self.grounds.push(grounds.into());
        self
    }

    /// A remark for readers of the case; no analysis reads it.
    #[must_use]
    pub fn note(mut self, note: impl Into<Box<str>>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// When it was, held or was valid.
    #[must_use]
    pub fn period(mut self, period: impl Into<Period>) -> Self {
        self.attributes.period = Some(period.into());
        self
    }

    /// How long it took or lasted, where the source says so without dates.
    #[must_use]
    pub fn lasting(mut self, duration: Duration) -> Self {
        self.attributes.duration = Some(duration);
        self
    }
}

impl Draft<Actor> {
    /// How many an aggregate stands for, or how many belong to the actor.
    #[must_use]
    pub fn size(mut self, size: u64) -> Self {
        self.attributes.size = Some(size);
        self
    }
}

impl Draft<Act> {
    /// Makes it a standing activity, reported as going on, rather than an occasion.
    #[must_use]
    pub fn ongoing(mut self) -> Self {
        self.attributes.standing = true;
        self
    }

    /// Its place in a sequence, such as the number of an utterance.
    #[must_use]
    pub fn sequence(mut self, place: u32) -> Self {
        self.attributes.sequence = Some(place);
        self
    }

    /// How much it counts beside other acts; 1 where nothing is said. Must be a finite number above 0.
    #[must_use]
    pub fn weight(mut self, weight: f64) -> Self {
        self.attributes.weight = Some(weight);
        self
    }
}

impl Draft<Event> {
    /// Its place in a sequence, where the source tells what came before what without dates.
    #[must_use]
    pub fn sequence(mut self, place: u32) -> Self {
        self.attributes.sequence = Some(place);
        self
    }
}

impl Draft<Offering> {
    /// Which version of the offering it is.
    #[must_use]
    pub fn version(mut self, version: impl Into<Box<str>>) -> Self {
        self.attributes.version = Some(version.into());
        self
    }
}

impl Draft<Judgement> {
    pub(crate) fn judging(mut self, construct: ConstructId, value: impl Into<Box<str>>) -> Self {
        self.attributes.construct = Some(construct);
        self.attributes.value = Some(value.into());
        self
    }

    /// The scale on which it was judged.
    #[must_use]
    pub fn scale(mut self, scale: impl Into<Box<str>>) -> Self {
        self.attributes.scale = Some(scale.into());
        self
    }
}

macro_rules! plain_constructors {
    ($($kind:ident)+) => {$(
        impl $kind {
            /// A node of this kind with a label, nothing more claimed about it.
            pub fn new(label: impl Into<Box<str>>) -> Draft<Self> {
                Draft::new(label)
            }
        }
    )+};
}

plain_constructors! { Actor Resource Practice Capability Sphere Act Event Purpose Offering Value Institution Judgement }

impl Actor {
    /// An actor in the role of provider.
    pub fn provider(label: impl Into<Box<str>>) -> Draft<Self> {
        Self::new(label).coded(Role::Provider)
    }

    /// An actor in the role of customer.
    pub fn customer(label: impl Into<Box<str>>) -> Draft<Self> {
        Self::new(label).coded(Role::Customer)
    }

    /// One human being.
    pub fn person(label: impl Into<Box<str>>) -> Draft<Self> {
        Self::new(label).coded(ActorForm::Person)
    }

    /// An organisation.
    pub fn organisation(label: impl Into<Box<str>>) -> Draft<Self> {
        Self::new(label).coded(ActorForm::Organisation)
    }

    /// Many actors spoken of as one.
    pub fn aggregate(label: impl Into<Box<str>>) -> Draft<Self> {
        Self::new(label).coded(ActorForm::Aggregate)
    }
}

macro_rules! coded_constructors {
    ($kind:ident: $($method:ident $code:expr, $doc:literal;)+) => {
        impl $kind {
            $(
                #[doc = $doc]
                pub fn $method(label: impl Into<Box<str>>) -> Draft<Self> {
                    Self::new(label).coded($code)
                }
            )+
        }
    };
}

coded_constructors! { Practice:
    co_diagnosis PracticeKind::CoDiagnosis, "A practice of co-diagnosis.";
    co_ideation PracticeKind::CoIdeation, "A practice of co-ideation.";
    co_valuation PracticeKind::CoValuation, "A practice of co-valuation, also called co-evaluation.";
    co_design PracticeKind::CoDesign, "A practice of co-design.";
    co_testing PracticeKind::CoTesting, "A practice of co-testing.";
    co_launching PracticeKind::CoLaunching, "A practice of co-launching.";
    embedding PracticeKind::Embedding, "An institutionalising practice.";
    coordination PracticeKind::Coordination, "A practice of coordination.";
}

coded_constructors! { Capability:
    individuated InteractionCapability::Individuated, "An individuated interaction capability.";
    relational InteractionCapability::Relational, "A relational interaction capability.";
    ethical InteractionCapability::Ethical, "An ethical interaction capability.";
    empowered InteractionCapability::Empowered, "An empowered interaction capability.";
    developmental InteractionCapability::Developmental, "A developmental interaction capability.";
    concerted InteractionCapability::Concerted, "A concerted interaction capability.";
}

coded_constructors! { Sphere:
    provider SphereKind::Provider, "A provider sphere.";
    customer SphereKind::Customer, "A customer sphere.";
    joint SphereKind::Joint, "A joint sphere.";
}

coded_constructors! { Value:
    in_exchange ValueForm::InExchange, "A value in exchange.";
    in_use ValueForm::InUse, "A value in use.";
    in_the_experience ValueForm::InTheExperience, "A value in the experience.";
}

impl Act {
    /// A standing activity: something reported as going on rather than as done once.
    pub fn standing(label: impl Into<Box<str>>) -> Draft<Self> {
        Self::new(label).ongoing()
    }

    /// Something done on an occasion.
    pub fn on(label: impl Into<Box<str>>, when: impl Into<Period>) -> Draft<Self> {
        Self::new(label).period(when)
    }
}

impl Judgement {
    /// A judgement of `value` on a construct of the register.
    pub fn on(construct: ConstructId, label: impl Into<Box<str>>, value: impl Into<Box<str>>) -> Draft<Self> {
        Self::new(label).judging(construct, value)
    }
}

/// A pointer to a source of a case that is being built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceHandle {
    pub(crate) tag: Tag,
    pub(crate) index: u32,
}

/// A pointer to a piece of evidence of a case that is being built, for evidence that several claims share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvidenceHandle {
    pub(crate) tag: Tag,
    pub(crate) index: u32,
}

/// A place in a source; its methods say what kind of evidence stands there.
#[derive(Clone, Debug)]
pub struct Place {
    source: SourceHandle,
    locator: Box<str>,
}

impl SourceHandle {
    /// A place in the source: section, table and column, utterance number.
    pub fn at(self, locator: impl Into<Box<str>>) -> Place {
        Place { source: self, locator: locator.into() }
    }
}

/// A piece of evidence on its way into a case.
#[derive(Clone, Debug)]
pub struct EvidenceDraft {
    pub(crate) source: SourceHandle,
    pub(crate) locator: Box<str>,
    pub(crate) kind: Option<EvidenceKind>,
    pub(crate) paraphrase: Box<str>,
}

impl Place {
    /// Evidence whose kind the source does not state.
    pub fn reported(self, paraphrase: impl Into<Box<str>>) -> EvidenceDraft {
        EvidenceDraft { source: self.source, locator: self.locator, kind: None, paraphrase: paraphrase.into() }
    }

    /// Evidence of a stated kind.
    pub fn of_kind(self, kind: EvidenceKind, paraphrase: impl Into<Box<str>>) -> EvidenceDraft {
        EvidenceDraft { kind: Some(kind), ..self.reported(paraphrase) }
    }

    /// The authors' own claim: a sentence of abstract, introduction or discussion, or one that generalises.
    pub fn claimed(self, paraphrase: impl Into<Box<str>>) -> EvidenceDraft {
        self.of_kind(EvidenceKind::AuthorsClaim, paraphrase)
    }
}

/// What a claim is given to rest on: a new piece of evidence, or one that the case already has.
#[derive(Clone, Debug)]
pub enum Grounds {
    /// A piece of evidence that joins the case with this claim.
    New(EvidenceDraft),
    /// A piece of evidence that the case already has.
    Shared(EvidenceHandle),
}

impl From<EvidenceDraft> for Grounds {
    fn from(draft: EvidenceDraft) -> Self {
        Self::New(draft)
    }
}

impl From<EvidenceHandle> for Grounds {
    fn from(handle: EvidenceHandle) -> Self {
        Self::Shared(handle)
    }
}
