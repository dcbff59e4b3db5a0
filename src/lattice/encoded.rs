//! Tables from encoded cases.

use std::fmt::{self, Display};

use serde::Serialize;

use super::table::{Incidence, Table};
use crate::Case;
use crate::case::attestation::{Attestation, Fit, Standing, sought_code, sought_relation};
use crate::case::{Claim, Node, PatternView, SearchView};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::graph::{Code, Expression, expressed_by, kinds_of};
use crate::theory::typology::{Dimension, InteractionCapability, PracticeKind};
use crate::theory::{ConstructId, Typology};

/// Something that a case may say: an attribute of [`by_feature`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// There is a node of this kind.
    Kind(NodeKind),
    /// Some node is so related to another.
    Relation(RelationKind),
    /// Some node is classified so; a practice also by its dimension.
    Code(Code),
}

impl Feature {
    /// The ways in which a case says a construct of the register: kinds of node, relations, and every entry of its lists.
    /// A construct that is only computed, or that is about how cases are made, has none. O(schema + entries).
    ///
    /// ```
    /// use cocreation::lattice::Feature;
    /// use cocreation::theory::ConstructId;
    ///
    /// let events = Feature::of_construct(ConstructId::new(38)?);
    /// let names: Vec<String> = events.iter().map(ToString::to_string).collect();
    /// assert_eq!(names[0], "event");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn of_construct(construct: ConstructId) -> Vec<Self> {
        let mut features = Vec::new();
        for expression in expressed_by(construct) {
            match expression {
                Expression::Node(kind) => features.push(Self::Kind(kind)),
                Expression::Relation(relation) | Expression::Facet(relation) => features.push(Self::Relation(relation)),
                Expression::Classification(list) => {
                    let keys = list.entries.iter().map(|entry| format!("{}/{}", list.key, entry.key));
                    features.extend(keys.filter_map(|key| Code::from_key(&key)).map(Self::Code));
                }
                Expression::Evidence(_) | Expression::Analysis(_) => {}
            }
        }
        features.sort_unstable();
        features.dedup();
        features
    }

    fn attested(self, case: &Case) -> Attestation {
        match self {
            Self::Kind(kind) => there_is(case, kind),
            Self::Relation(relation) => {
                let claims = case.claims().filter(|claim| claim.relation() == Some(relation));
                let fits = |subject, object| Fit::anything(subject).and(Fit::anything(object));
                Attestation::of(claims).sought(sought_relation(case, relation, fits))
            }
            Self::Code(code) => match code.entry::<Dimension>() {
                Some(dimension) => Attestation::of(coded(case, |code| in_dimension(code, dimension))),
                None => {
                    let kinds = code.closed().map_or(NodeKind::ALL, |(list, _)| kinds_of(list));
                    Attestation::of(coded(case, |other| other == code)).sought(sought_code(case, code, kinds))
                }
            },
        }
    }
}

impl From<NodeKind> for Feature {
    fn from(kind: NodeKind) -> Self {
        Self::Kind(kind)
    }
}

impl From<RelationKind> for Feature {
    fn from(relation: RelationKind) -> Self {
        Self::Relation(relation)
    }
}

impl From<Code> for Feature {
    fn from(code: Code) -> Self {
        Self::Code(code)
    }
}

impl<T: Typology> From<T> for Feature {
    fn from(entry: T) -> Self {
        Self::Code(Code::of(entry))
    }
}

impl Display for Feature {
    /// As a case document writes it: `event`, `enables`, `practice/co-design`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => kind.fmt(f),
            Self::Relation(relation) => relation.fmt(f),
            Self::Code(code) => code.fmt(f),
        }
    }
}

/// Reads which case says which of these things.
///
/// It answers: which cases are alike in what? An object is a case, by its id; an attribute is a [`Feature`]. A case *has*
/// it if a holding claim says so (stated or inferred) or a node of the kind is there. It *lacks* it if claims deny it and
/// none says it, or if the whole case was searched for it in vain. Otherwise it is *unknown*: that nobody wrote of a thing
/// does not mean that there was none. [`Encoded::attestation`] has the claims and searches behind each cell.
///
/// O(features × (claims + searches)) for each case.
///
/// ```
/// use cocreation::Case;
/// use cocreation::case::{Pattern, Search};
/// use cocreation::graph::{Code, node::Practice};
/// use cocreation::lattice::{self, Incidence::{Has, Lacks, Unknown}};
/// use cocreation::theory::typology::PracticeKind::{CoDesign, CoTesting};
///
/// let mut studio = Case::builder("studio");
/// let advice = studio.add("sketches", Practice::co_design("Sketches drawn together"));
/// let mut plant = Case::builder("plant");
/// plant.search(Search::not_found("joint design").subject(Pattern::default().coded(Code::of(CoDesign))));
///
/// let (studio, plant) = (studio.build()?, plant.build()?);
/// let encoded = lattice::by_feature([&studio, &plant], [CoDesign, CoTesting]);
/// let cells = [(0, 0), (1, 0), (0, 1)].map(|(case, feature)| encoded.table.incidence(case, feature));
/// assert_eq!(cells, [Some(Has), Some(Lacks), Some(Unknown)]);
/// assert!(encoded.table.attributes().eq(["practice/co-design", "practice/co-testing"]));
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn by_feature<'c, F: Into<Feature>>(
    cases: impl IntoIterator<Item = &'c Case>,
    features: impl IntoIterator<Item = F>,
) -> Encoded {
    let features: Vec<Feature> = features.into_iter().map(Into::into).collect();
    let cases: Vec<&Case> = cases.into_iter().collect();
    let cells = cases.iter().flat_map(|case| features.iter().map(|feature| feature.attested(case))).collect();
    Encoded::new(cases.iter().map(|case| case.id().into()), features.iter().map(|one| one.to_string().into()), cells)
}

/// Reads which of the six capabilities enables which of the eight practices within a case.
///
/// An object is a capability, an attribute a practice. A capability *has* a practice if a holding `enables` claim joins a
/// node of the one to a node of the other; it *lacks* it if such a claim is denied and none holds, or if the whole case was
/// searched in vain for such a claim; otherwise it is *unknown*. Two capabilities in one extent carry the same practices.
///
/// O(codings × claims + 48 × searches).
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::{node::{Capability, Practice}, relation::Enables};
/// use cocreation::lattice::{self, Incidence::{Has, Unknown}};
///
/// let mut case = Case::builder("a-case");
/// let concert = case.add("concert", Capability::concerted("Concertation"));
/// let ideas = case.add("ideas", Practice::co_ideation("Ideas"));
/// let link = case.relate(concert, Enables, ideas).id();
/// let encoded = lattice::capabilities_by_practice(&case.build()?);
///
/// let place = |names: Vec<&str>, name| names.iter().position(|other| *other == name).expect("in the list");
/// let concerted = place(encoded.table.objects().collect(), "Concerted");
/// let co_ideation = place(encoded.table.attributes().collect(), "Co-ideation");
/// assert_eq!(encoded.table.incidence(concerted, co_ideation), Some(Has));
/// assert!(encoded.attestation(concerted, co_ideation).is_some_and(|said| said.claims.contains(&link)));
/// assert_eq!(encoded.table.unknown(), 47);
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn capabilities_by_practice(case: &Case) -> Encoded {
    let capabilities = InteractionCapability::ALL;
    let pairs = capabilities.iter().flat_map(|one| PracticeKind::ALL.iter().map(move |other| (*one, *other)));
    let cells = pairs.map(|(capability, practice)| linked(case, capability, practice)).collect();
    let practices = PracticeKind::ALL.iter().map(|practice| practice.entry().label.into());
    Encoded::new(capabilities.iter().map(|capability| capability.entry().label.into()), practices, cells)
}

/// A table read from cases, with what each cell rests on; made by [`by_feature`] and [`capabilities_by_practice`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Encoded {
    /// The table.
    pub table: Table,
    /// What each cell rests on, object by object.
    cells: Vec<Attestation>,
}

impl Encoded {
    fn new(
        objects: impl Iterator<Item = Box<str>>,
        attributes: impl ExactSizeIterator<Item = Box<str>>,
        cells: Vec<Attestation>,
    ) -> Self {
        let width = attributes.len();
        let table = Table::new(objects, attributes, |object, attribute| incidence(&cells[object * width + attribute]));
        Self { table, cells }
    }

    /// The claims and searches behind a cell; `None` if the table has no such cell. O(1).
    pub fn attestation(&self, object: usize, attribute: usize) -> Option<&Attestation> {
        self.table.incidence(object, attribute)?;
        self.cells.get(object * self.table.attributes.len() + attribute)
    }
}

fn incidence(said: &Attestation) -> Incidence {
    match (said.is_attested(), said.is_settled()) {
        (true, _) => Incidence::Has,
        (false, true) => Incidence::Lacks,
        (false, false) => Incidence::Unknown,
    }
}

/// The claims that classify some node by a code that is wanted.
fn coded(case: &Case, wanted: impl Fn(Code) -> bool) -> impl Iterator<Item = Claim<'_>> {
    case.claims().filter(move |claim| claim.code().is_some_and(&wanted))
}

fn in_dimension(code: Code, dimension: Dimension) -> bool {
    code.entry::<PracticeKind>().is_some_and(|practice| practice.dimension() == Some(dimension))
}

const OPEN: PatternView<'static> = PatternView { node: None, kind: None, code: None };

/// A node needs no claim to be there.
fn there_is(case: &Case, kind: NodeKind) -> Attestation {
    if case.nodes().any(|node| node.kind() == kind) {
        return Attestation { standing: Standing::Stated, ..Attestation::default() };
    }
    let any = PatternView { kind: Some(kind), ..OPEN };
    let about = |search: &SearchView<'_>| {
        !search.found() && search.relation().is_none() && search.subject() == any && search.object() == OPEN
    };
    let whole =
        |search: &SearchView<'_>| search.scope().len() == 0 && search.sources().len() == 0 && search.period().is_none();
    let searches: Vec<SearchView<'_>> = case.searches().filter(about).collect();
    if searches.is_empty() {
        return Attestation::default();
    }
    Attestation {
        standing: Standing::SearchedNotFound,
        searched_in_part: !searches.iter().any(whole),
        searches: searches.iter().map(SearchView::id).collect(),
        ..Attestation::default()
    }
}

fn linked(case: &Case, capability: InteractionCapability, practice: PracticeKind) -> Attestation {
    let enabling = case.claims().filter(|claim| claim.relation() == Some(RelationKind::Enables));
    let ways = enabling.filter_map(|claim| Some((claim, claim.object()?))).flat_map(|(claim, object)| {
        codings(claim.subject(), Code::of(capability)).flat_map(move |subject_coding| {
            codings(object, Code::of(practice)).map(move |object_coding| [subject_coding, claim, object_coding])
        })
    });
    let fits = |subject, object| Fit::coded(subject, capability).and(Fit::coded(object, practice));
    Attestation::of_groups(ways).sought(sought_relation(case, RelationKind::Enables, fits))
}

/// The claims that classify the node so, whatever they say of it.
fn codings<'g>(node: Node<'g>, code: Code) -> impl Iterator<Item = Claim<'g>> {
    node.classifications().filter(move |coding| coding.code() == Some(code))
}

impl Display for Encoded {
    /// The table, then a line for each cell that the cases settle: what it rests on.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.table.fmt(f)?;
        let pairs = self.table.objects().flat_map(|object| self.table.attributes().map(move |other| (object, other)));
        let settled = pairs.zip(&self.cells).filter(|(_, said)| incidence(said) != Incidence::Unknown);
        settled.into_iter().try_for_each(|((object, attribute), said)| writeln!(f, "{object}, {attribute}: {said}"))
    }
}
