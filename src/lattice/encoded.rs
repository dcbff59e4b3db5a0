//! Tables from encoded cases.

use std::fmt::{self, Display};

use serde::Serialize;

use super::table::{Incidence, Table};
use crate::Case;
use crate::case::attestation::{Attestation, Fit, sought_relation};
use crate::case::{Claim, Feature, Node};
use crate::graph::Code;
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{InteractionCapability, PracticeKind};

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
    let cells = cases.iter().flat_map(|case| features.iter().map(|feature| feature.attestation(case))).collect();
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
    match said.presence() {
        Some(true) => Incidence::Has,
        Some(false) => Incidence::Lacks,
        None => Incidence::Unknown,
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
