//! Borrowed views of nodes, claims, searches and evidence.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use super::draft::Attributes;
use super::record::{self, ClaimRecord, NodeRecord, PatternRecord, Rare};
use super::{Case, record::SearchRecord};
use crate::error::{Error, ErrorKind};
use crate::evidence::{Basis, Coder, Degree, Duration, Evidence, Measure, Modality, Period, Polarity, Sign, Source};
use crate::graph::node::{Act, Actor, Event, Judgement, Kind, NodeKind, Offering};
use crate::graph::relation::RelationKind;
use crate::graph::{Code, Handle};
use crate::theory::ConstructId;
use crate::theory::typology::{Entry, EvidenceKind};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0 + 1)
            }
        }

        impl std::str::FromStr for $name {
            type Err = Error;

            /// Reads what `Display` prints.
            fn from_str(text: &str) -> Result<Self, Error> {
                let number = text.strip_prefix($prefix).and_then(|digits| digits.parse::<u32>().ok());
                let id = number.and_then(|number| number.checked_sub(1)).map(Self);
                id.filter(|id| id.to_string() == text).ok_or_else(|| {
                    let text: String = text.chars().take(40).flat_map(char::escape_debug).collect();
                    let right = concat!($prefix, "1, ", $prefix, "2 …");
                    Error::new(ErrorKind::UnknownName, format!("`{text}` is no such id; one is written {right}"))
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    )+};
}

ids! {
    /// The id of a claim: its place in the case, counted from 1, printed `c12`.
    ClaimId "c";
    /// The id of a search: its place in the case, counted from 1, printed `s2`.
    SearchId "s";
}

/// A node of a case, whatever its kind.
#[derive(Clone, Copy)]
pub struct Node<'g> {
    pub(crate) case: &'g Case,
    pub(crate) index: u32,
}

impl<'g> Node<'g> {
    pub(super) fn record(&self) -> &'g NodeRecord {
        &self.case.parts.nodes[self.index as usize]
    }

    fn attributes(&self) -> Option<&'g Attributes> {
        self.record().attributes.as_deref()
    }

    /// Its id.
    pub fn id(&self) -> &'g str {
        self.case.structure.id(self.index)
    }

    /// Its kind.
    pub fn kind(&self) -> NodeKind {
        self.record().kind
    }

    /// What it is called.
    pub fn label(&self) -> &'g str {
        &self.record().label
    }

    /// A remark of whoever encoded the case.
    pub fn note(&self) -> Option<&'g str> {
        self.record().note.as_deref()
    }

    /// When it was, held or was valid.
    pub fn period(&self) -> Option<&'g Period> {
        self.attributes()?.period.as_ref()
    }

    /// How long it took or lasted, where stated without dates.
    pub fn duration(&self) -> Option<&'g Duration> {
        self.attributes()?.duration.as_ref()
    }

    /// Its handle, if it is of the kind.
    pub fn handle_as<K: Kind>(&self) -> Option<Handle<K>> {
        (self.kind() == K::KIND).then(|| self.case.structure.handle(self.index))
    }

    /// The claims whose subject it is: relations in the schema's order, then classifications.
    pub fn outgoing(&self) -> impl ExactSizeIterator<Item = Claim<'g>> + use<'g> {
        let case = self.case;
        case.structure.network.outgoing(self.index).iter().map(move |&index| Claim { case, index })
    }

    /// The relation claims whose object it is, in the schema's order.
    pub fn incoming(&self) -> impl ExactSizeIterator<Item = Claim<'g>> + use<'g> {
        let case = self.case;
        case.structure.network.incoming(self.index).iter().map(move |&index| Claim { case, index })
    }

    /// The claims of one relation whose subject it is. O(log of its claims).
    pub fn outgoing_by(&self, relation: RelationKind) -> impl ExactSizeIterator<Item = Claim<'g>> + use<'g> {
        let case = self.case;
        case.structure.network.outgoing_by(self.index, relation).iter().map(move |&index| Claim { case, index })
    }

    /// The claims of one relation whose object it is. O(log of its claims).
    pub fn incoming_by(&self, relation: RelationKind) -> impl ExactSizeIterator<Item = Claim<'g>> + use<'g> {
        let case = self.case;
        case.structure.network.incoming_by(self.index, relation).iter().map(move |&index| Claim { case, index })
    }

    /// The claims that classify it, contested ones included. O(log of its claims).
    pub fn classifications(&self) -> impl ExactSizeIterator<Item = Claim<'g>> + use<'g> {
        let case = self.case;
        case.structure.network.classifications(self.index).iter().map(move |&index| Claim { case, index })
    }

    /// Whether an asserted claim classifies it so. O(log codes of the case).
    pub fn has_code(&self, code: impl Into<Code>) -> bool {
        self.case.structure.has_code(self.index, code.into())
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.kind(), self.id())
    }
}

impl fmt::Display for Node<'_> {
    /// Its label.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}

macro_rules! equal_by_place {
    ($($view:ident)+) => {$(
        impl PartialEq for $view<'_> {
            /// The same place of the same case.
            fn eq(&self, other: &Self) -> bool {
                std::ptr::eq(self.case, other.case) && self.index == other.index
            }
        }

        impl Eq for $view<'_> {}
    )+};
}

equal_by_place! { Node Claim EvidenceView SearchView }

/// A node of a known kind; it does all that a [`Node`] does.
pub struct View<'g, K> {
    node: Node<'g>,
    kind: PhantomData<fn() -> K>,
}

impl<'g, K: Kind> View<'g, K> {
    pub(crate) fn new(case: &'g Case, index: u32) -> Self {
        Self { node: Node { case, index }, kind: PhantomData }
    }

    /// Its handle.
    pub fn handle(&self) -> Handle<K> {
        self.case.structure.handle(self.index)
    }
}

impl<K> Clone for View<'_, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for View<'_, K> {}

impl<'g, K> Deref for View<'g, K> {
    type Target = Node<'g>;

    fn deref(&self) -> &Node<'g> {
        &self.node
    }
}

impl<K> PartialEq for View<'_, K> {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl<K> Eq for View<'_, K> {}

impl<K> fmt::Display for View<'_, K> {
    /// Its label.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.node, f)
    }
}

impl<K> fmt::Debug for View<'_, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.node, f)
    }
}

impl View<'_, Actor> {
    /// How many it stands for or has.
    pub fn size(&self) -> Option<u64> {
        self.attributes()?.size
    }
}

impl<'g> View<'g, Act> {
    /// When it was: its own period or, without one, that of the nearest act that it is part of, if that is an occasion.
    ///
    /// An utterance was made within the meeting. What is part of something that went on from one date to another lies
    /// anywhere in it, and is not dated by it. Where an act is part of several, the first claimed counts. O(wholes).
    ///
    /// ```
    /// use cocreation::{Case, evidence::Period};
    /// use cocreation::graph::{node::Act, relation::PartOf};
    ///
    /// let mut case = Case::builder("a-case");
    /// let meeting = case.add("meeting", Act::on("A meeting", "2009-03-17".parse::<Period>()?));
    /// let utterance = case.add("utterance", Act::new("Somebody asks for coordination"));
    /// case.relate(utterance, PartOf, meeting);
    /// let case = case.build()?;
    /// assert_eq!(case.view(utterance).period(), None);
    /// assert_eq!(case.view(utterance).when(), Some(&"2009-03-17".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn when(&self) -> Option<&'g Period> {
        let wholes = std::iter::successors(whole(**self), |&act| whole(act));
        let occasion = |whole: Node<'g>| whole.period().filter(|period| period.is_occasion());
        self.period().or_else(|| wholes.into_iter().find_map(occasion))
    }
}

/// The first act that an act is part of; a case has no circle of parts.
fn whole(act: Node<'_>) -> Option<Node<'_>> {
    act.outgoing_by(RelationKind::PartOf).find(Claim::holds)?.object()
}

impl View<'_, Act> {
    /// Whether it is a standing activity rather than an occasion.
    pub fn is_standing(&self) -> bool {
        self.attributes().is_some_and(|attributes| attributes.standing)
    }

    /// Its place in a sequence.
    pub fn sequence(&self) -> Option<u32> {
        self.attributes()?.sequence
    }

    /// How much it counts: 1 where nothing is said.
    pub fn weight(&self) -> f64 {
        self.attributes().and_then(|attributes| attributes.weight).unwrap_or(1.0)
    }
}

impl View<'_, Event> {
    /// Its place in a sequence.
    pub fn sequence(&self) -> Option<u32> {
        self.attributes()?.sequence
    }
}

impl<'g> View<'g, Offering> {
    /// Which version of the offering it is.
    pub fn version(&self) -> Option<&'g str> {
        self.attributes()?.version.as_deref()
    }
}

impl<'g> View<'g, Judgement> {
    /// The construct that it judges.
    ///
    /// # Panics
    ///
    /// Never: a case is not built from a judgement without a construct.
    pub fn construct(&self) -> ConstructId {
        self.attributes().and_then(|attributes| attributes.construct).expect("checked when the case was built")
    }

    /// What was judged.
    pub fn value(&self) -> Option<&'g str> {
        self.attributes()?.value.as_deref()
    }

    /// The scale on which it was judged.
    pub fn scale(&self) -> Option<&'g str> {
        self.attributes()?.scale.as_deref()
    }
}

/// What a claim says of its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assertion<'g> {
    /// A relation joins it to an object.
    Relation(RelationKind, Node<'g>),
    /// It is what the code says.
    Classification(Code),
}

/// A claim: a relation or a classification, how it is meant, and what it rests on.
#[derive(Clone, Copy)]
pub struct Claim<'g> {
    pub(crate) case: &'g Case,
    pub(crate) index: u32,
}

/// # What it says
impl<'g> Claim<'g> {
    pub(crate) fn record(&self) -> &'g ClaimRecord {
        &self.case.parts.claims[self.index as usize]
    }

    fn rare(&self) -> Option<&'g Rare> {
        self.record().rare.as_deref()
    }

    /// Its id.
    pub fn id(&self) -> ClaimId {
        ClaimId(self.index)
    }

    /// What it is about.
    pub fn subject(&self) -> Node<'g> {
        Node { case: self.case, index: self.record().subject }
    }

    /// What it says of its subject.
    pub fn assertion(&self) -> Assertion<'g> {
        match self.record().assertion {
            record::Assertion::Relation { relation, object, .. } => {
                Assertion::Relation(relation, Node { case: self.case, index: object })
            }
            record::Assertion::Code(code) => Assertion::Classification(code),
        }
    }

    /// The relation, unless it is a classification.
    pub fn relation(&self) -> Option<RelationKind> {
        self.record().relation().map(|(relation, _)| relation)
    }

    /// The object of the relation, unless it is a classification.
    pub fn object(&self) -> Option<Node<'g>> {
        self.record().relation().map(|(_, index)| Node { case: self.case, index })
    }

    /// The code, if it is a classification.
    pub fn code(&self) -> Option<Code> {
        match self.record().assertion {
            record::Assertion::Code(code) => Some(code),
            record::Assertion::Relation { .. } => None,
        }
    }

    /// To whom something is given.
    pub fn receivers(&self) -> impl Iterator<Item = Node<'g>> + use<'g> {
        let case = self.case;
        case.parts.receivers_of(self.record()).iter().map(move |&index| Node { case, index })
    }

    /// Its sign, where one was given.
    pub fn sign(&self) -> Option<Sign> {
        self.record().sign()
    }

    /// Its degree, where one was given.
    pub fn degree(&self) -> Option<Degree> {
        self.record().degree
    }

    /// Which sort of the relation is meant, where it was said.
    pub fn facet(&self) -> Option<&'static Entry> {
        match self.record().assertion {
            record::Assertion::Relation { relation, facet, .. } => {
                relation.row().facet?.entries.get(usize::from(facet?))
            }
            record::Assertion::Code(_) => None,
        }
    }
}

/// # How it is meant
impl<'g> Claim<'g> {
    /// Whether it says that it is so, or that it is not.
    pub fn polarity(&self) -> Polarity {
        self.record().polarity
    }

    /// Whether it speaks of what is, is expected or is feared.
    pub fn modality(&self) -> Modality {
        self.record().modality
    }

    /// Whether the source states it or a coder inferred it.
    pub fn basis(&self) -> Basis {
        self.record().basis
    }

    /// Whether it asserts something that has come about: what traversals follow and scores count.
    pub fn holds(&self) -> bool {
        self.record().holds()
    }

    /// When it held.
    pub fn period(&self) -> Option<&'g Period> {
        self.rare()?.period.as_ref()
    }

    /// The act in which it was said or held.
    pub fn during(&self) -> Option<View<'g, Act>> {
        self.rare()?.during.map(|index| View::new(self.case, index))
    }

    /// When it held: its own period or, without one, [when](View::when) the act was in which it was said or held.
    pub fn when(&self) -> Option<&'g Period> {
        self.period().or_else(|| self.during()?.when())
    }

    /// A figure that the source gives.
    pub fn measure(&self) -> Option<&'g Measure> {
        self.rare()?.measure.as_ref()
    }

    /// A remark of whoever encoded the case.
    pub fn note(&self) -> Option<&'g str> {
        self.rare()?.note.as_deref()
    }
}

/// # What it rests on
impl<'g> Claim<'g> {
    /// Its evidence, in the order in which it was given.
    pub fn evidence(&self) -> impl ExactSizeIterator<Item = EvidenceView<'g>> + use<'g> {
        let case = self.case;
        case.parts.grounds_of(self.record()).iter().map(move |&index| EvidenceView { case, index })
    }

    /// Who coded it.
    pub fn coder(&self) -> Option<&'g Coder> {
        self.rare()?.coder.map(|index| &self.case.parts.coders[index as usize])
    }

    /// How sure the coder is.
    pub fn confidence(&self) -> Option<Degree> {
        self.rare()?.confidence
    }
}

impl fmt::Display for Claim<'_> {
    /// `maker takes-part-in visits, giving to airline`, with what is not the common case behind it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = self.subject();
        match self.assertion() {
            Assertion::Relation(relation, object) => write!(f, "{} {relation} {}", subject.id(), object.id())?,
            Assertion::Classification(code) => write!(f, "{} is {}", subject.id(), self.case.code_key(code))?,
        }
        for receiver in self.receivers() {
            write!(f, ", giving to {}", receiver.id())?;
        }
        self.facet().map_or(Ok(()), |facet| write!(f, ", {}", facet.label))?;
        self.sign().map_or(Ok(()), |sign| write!(f, " ({sign})"))?;
        self.degree().map_or(Ok(()), |degree| write!(f, " ({})", degree.value()))?;
        self.measure().map_or(Ok(()), |measure| write!(f, ", {measure}"))?;
        if self.modality() != Modality::Realised {
            write!(f, ", {}", self.modality())?;
        }
        if self.polarity() == Polarity::Violated {
            f.write_str(", violated")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Claim<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.id())
    }
}

/// A piece of evidence of a case.
#[derive(Clone, Copy)]
pub struct EvidenceView<'g> {
    pub(crate) case: &'g Case,
    pub(crate) index: u32,
}

impl<'g> EvidenceView<'g> {
    fn record(&self) -> &'g Evidence {
        &self.case.parts.evidence[self.index as usize]
    }

    /// Its id.
    pub fn id(&self) -> &'g str {
        &self.record().id
    }

    /// The source that it points into.
    pub fn source(&self) -> &'g Source {
        &self.case.parts.sources[self.record().source as usize]
    }

    /// Where in the source.
    pub fn locator(&self) -> &'g str {
        &self.record().locator
    }

    /// What kind of evidence it is; `None` where the source does not say.
    pub fn kind(&self) -> Option<EvidenceKind> {
        self.record().kind
    }

    /// What stands there, in the coder's words.
    pub fn paraphrase(&self) -> &'g str {
        &self.record().paraphrase
    }
}

impl fmt::Display for EvidenceView<'_> {
    /// `paper §5: advisers visit`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.source().id, self.locator(), self.paraphrase())
    }
}

impl fmt::Debug for EvidenceView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.id())
    }
}

/// What was looked for, within which scope, and whether it was found.
#[derive(Clone, Copy)]
pub struct SearchView<'g> {
    pub(crate) case: &'g Case,
    pub(crate) index: u32,
}

/// Which nodes a search looked for; what is `None` fits every node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternView<'g> {
    /// One node.
    pub node: Option<Node<'g>>,
    /// A kind of node.
    pub kind: Option<NodeKind>,
    /// A code.
    pub code: Option<Code>,
}

impl PatternView<'_> {
    /// Whether the node is one of those looked for.
    pub fn fits(&self, node: Node<'_>) -> bool {
        self.node.is_none_or(|wanted| wanted == node)
            && self.kind.is_none_or(|kind| kind == node.kind())
            && self.code.is_none_or(|code| node.has_code(code))
    }
}

impl<'g> SearchView<'g> {
    fn record(&self) -> &'g SearchRecord {
        &self.case.parts.searches[self.index as usize]
    }

    fn pattern(&self, record: &PatternRecord) -> PatternView<'g> {
        let node = record.node.map(|index| Node { case: self.case, index });
        PatternView { node, kind: record.kind, code: record.code }
    }

    /// Its id.
    pub fn id(&self) -> SearchId {
        SearchId(self.index)
    }

    /// What was looked for, in words.
    pub fn about(&self) -> &'g str {
        &self.record().about
    }

    /// Whether it was found.
    pub fn found(&self) -> bool {
        self.record().found
    }

    /// The nodes that were looked for, or the subjects of the relation.
    pub fn subject(&self) -> PatternView<'g> {
        self.pattern(&self.record().subject)
    }

    /// The relation that was looked for.
    pub fn relation(&self) -> Option<RelationKind> {
        self.record().relation
    }

    /// The objects of the relation.
    pub fn object(&self) -> PatternView<'g> {
        self.pattern(&self.record().object)
    }

    /// The nodes within which it was looked for; none means the whole case.
    pub fn scope(&self) -> impl ExactSizeIterator<Item = Node<'g>> + use<'g> {
        let case = self.case;
        self.record().scope.iter().map(move |&index| Node { case, index })
    }

    /// Whether the search covered this node: its scope names the node, or is the whole case.
    pub fn covers(&self, node: Node<'_>) -> bool {
        self.record().scope.is_empty() || self.scope().any(|within| within == node)
    }

    /// The sources in which it was looked for; none means all.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &'g Source> + use<'g> {
        let case = self.case;
        self.record().sources.iter().map(move |&index| &case.parts.sources[index as usize])
    }

    /// The period for which it was looked for.
    pub fn period(&self) -> Option<&'g Period> {
        self.record().period.as_ref()
    }

    /// Who looked.
    pub fn coder(&self) -> Option<&'g Coder> {
        self.record().coder.map(|index| &self.case.parts.coders[index as usize])
    }

    /// What the result rests on.
    pub fn evidence(&self) -> impl ExactSizeIterator<Item = EvidenceView<'g>> + use<'g> {
        let case = self.case;
        self.record().evidence.iter().map(move |&index| EvidenceView { case, index })
    }
}

impl fmt::Display for SearchView<'_> {
    /// `a customer who takes part (not found)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = if self.found() { "found" } else { "not found" };
        write!(f, "{} ({outcome})", self.about())
    }
}

impl fmt::Debug for SearchView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.id())
    }
}
