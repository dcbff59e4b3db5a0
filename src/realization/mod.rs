//! How resources become value: the paths from a resource through practices and acts to a value and to whom it accrues.
//!
//! A resource creates nothing by itself; it stays latent until a practice integrates it (T10). What comes out of one
//! practice goes into another, so that practices form chains (T11). Here the chains are read off the claims of a case.
//!
//! # Grammar
//!
//! A path is made of these steps, each of which rests on at least one claim that [holds](crate::case::Claim::holds):
//!
//! ```text
//! Resource  —(integrates)→  Practice | Act      the practice or act takes the resource in
//! Act       —(enacts)→      Practice            from the act to the practice that it is an instance of
//! Practice  —(enacts)→      Act                 from the practice to an act that enacts it
//! Practice  —(feeds)→       Practice            what the first brings forth goes into the second
//! Practice | Act  —(produces)→  Resource
//! Practice | Act  —(shapes)→    Offering  —(proposes)→  Value
//! Practice | Act  —(realizes)→  Value
//! Value     —(leads-to)→    Value
//! Value     —(gains)→       Actor               the actor has the value as a benefit (T46)
//! Value     —(bears)→       Actor               the actor makes the value as a sacrifice (T46)
//! ```
//!
//! A path starts at a resource, also at one that a practice produced. It ends at every value that it comes to: once for
//! each way in which an actor gains or bears the value, or once with nobody where no such claim holds.
//!
//! *Acts and practices.* A coder may say of an act what it takes in and of its practice what it gives, or the other way
//! round; hence the two steps by enacting. Between taking in and giving out a path takes at most one of them. Two acts of
//! one practice are therefore not joined through it: what went into the first does not come out of the second.
//!
//! *What is no step.* `affords`, because a resource that makes a value possible has not yet been integrated (T10);
//! `derives-from`, because it names no practice; `grows`, because the resource was there before, and its paths are counted
//! from itself. Violated, expected and feared claims are no steps.
//!
//! # Counting
//!
//! Several claims for the same step are one step with several claims: a second source does not multiply paths. Something
//! that is said both of an act and of the practice that it enacts is two routes, and counted as two.
//!
//! Paths are counted in the condensation of the graph of steps. Where steps come back to where they started, the nodes
//! that reach each other form a [`Cycle`], which counts as one step: the simple paths inside it are not counted, and an
//! enumerated path goes through it on one shortest way (an act and the practice that it enacts counting as one). Steps
//! into and out of a cycle at different nodes are different paths. A practice may appear twice on a path: once taking
//! something in, later giving something out.
//!
//! # Sources
//!
//! T9 (Dovey 2009), T10 (Lusch, Vargo and Tanniru 2010; Marcos-Cuevas et al. 2016, §6) and T11 (Nicolini 2009, as
//! Marcos-Cuevas et al. 2016, §3, report it); T46 from the register.

mod count;
mod gaps;
mod path;
mod reach;
mod report;
mod routes;

pub use count::PathCount;
pub use path::{Path, Paths, Step};
pub use reach::Reach;

use serde::{Serialize, Serializer};

use crate::case::{Case, ClaimId, SearchId};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::CapitalForm;
use routes::Routes;

/// Finds how the resources of a case become value, and where they do not.
///
/// O(nodes + claims), but for sorting the claims of each list entry, and for the searches: each gap looks through the
/// searches for its relation. The paths themselves are not built before they are asked for ([`Realization::paths`]).
///
/// ```
/// use cocreation::{Case, realization::{self, PathCount}};
/// use cocreation::graph::{node::{Actor, Practice, Resource, Value}, relation::{Gains, Integrates, Realizes}};
///
/// let mut case = Case::builder("advice");
/// let data = case.add("engine-data", Resource::new("Engine data"));
/// case.add("slogan", Resource::new("A slogan"));
/// let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
/// let fuel = case.add("fuel-saved", Value::in_use("Less fuel"));
/// let airline = case.add("airline", Actor::customer("Airline"));
/// case.relate(advice, Integrates, data);
/// case.relate(advice, Realizes, fuel);
/// case.relate(airline, Gains, fuel);
/// let case = case.build()?;
///
/// let realization = realization::paths(&case);
/// assert_eq!(realization.count, PathCount::Exactly(1));
/// assert_eq!(&*realization.latent[0].node, "slogan");
/// let path = realization.paths().next().expect("one path");
/// assert_eq!(path.to_string(), "engine-data →(integrates) advice →(realizes) fuel-saved →(gains) airline");
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
pub fn paths(case: &Case) -> Realization {
    let (routes, realised) = Routes::build(case);
    let integrating = gaps::integrating(case);
    Realization {
        case: case.id().into(),
        latent: gaps::latent(case, &integrating),
        stalled: gaps::stalled(case, &integrating, &routes),
        count: realised.iter().fold(PathCount::ZERO, |sum, realised| sum.plus(realised.paths)),
        realised,
        translations: gaps::translations(case),
        cycles: routes.cycles(),
        capital: gaps::capital(case),
        unused: gaps::unused(case, &integrating),
        values_without_beneficiary: gaps::values_without_beneficiary(case),
        unrealised_propositions: gaps::unrealised_propositions(case),
        routes,
    }
}

/// How the resources of a case become value, and where they do not; made by [`paths`].
///
/// Nodes are given by their ids, in the order of the case. Every resource of the case is in exactly one of `latent`,
/// `stalled` and `realised`. The paths are enumerated by [`paths`](Self::paths) and not part of what is serialised, and neither is
/// [how far](Self::reach_of) each resource reaches.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Realization {
    /// The id of the case.
    pub case: Box<str>,
    /// How many paths there are, from all resources together.
    pub count: PathCount,
    /// Resources that no practice and no act integrates (T10). Claims: those that say that something does not, or is
    /// expected or feared to, integrate the resource.
    pub latent: Vec<Finding>,
    /// Resources that are integrated, but from which no path reaches a value. Claims: those that say who integrates
    /// them. No searches: no single relation is missing.
    pub stalled: Vec<Finding>,
    /// Resources from which a path reaches a value.
    pub realised: Vec<Realised>,
    /// What one practice or act brings forth and another takes in (T11).
    pub translations: Vec<Translation>,
    /// Steps that come back to where they started.
    pub cycles: Vec<Cycle>,
    /// The resources coded as intangible capital, with what makes them more or less (T9).
    pub capital: Vec<Capital>,
    /// Practices and acts that give nothing that anyone uses, as far as the case says.
    ///
    /// Something given is *used* if it is a value that is realised, an offering that proposes a value, a resource that is
    /// produced or grown and that *another* practice or act integrates, or a practice that is fed. Rules set up,
    /// capabilities developed and practices coordinated count as used, too: whether they are is not asked here. An act
    /// and the practices that it enacts answer for each other. Claims: those that say what is produced, grown or shaped
    /// in vain.
    pub unused: Vec<Finding>,
    /// Values that nobody gains or bears (T46). Claims: those that say that somebody does not, or is expected or feared
    /// to.
    pub values_without_beneficiary: Vec<Finding>,
    /// Values that an offering proposes and that do not come about: no practice or act realizes them, and no event and
    /// no value that comes about leads to them. Claims: the proposals.
    pub unrealised_propositions: Vec<Finding>,
    #[serde(skip)]
    routes: Routes,
}

/// A node about which something is missing, with what the case has on it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The node.
    pub node: Box<str>,
    /// The claims that bear on it; which ones is said at each list of [`Realization`].
    pub claims: Vec<ClaimId>,
    /// The searches that looked for what is missing and did not find it. Where there are none, it is unknown whether
    /// anybody looked.
    pub searches: Vec<SearchId>,
}

/// A resource from which a path reaches a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Realised {
    /// The resource.
    pub resource: Box<str>,
    /// How many paths start at it.
    pub paths: PathCount,
    /// How many of these end with an actor that gains the value.
    pub to_beneficiary: PathCount,
    /// Whether all of these paths go through a proposition, so that the value is promised and no claim on a path says
    /// that it has come about.
    pub only_promised: bool,
    /// How many practices and acts one of these paths passes in a row at most, each taking in what the one before brings
    /// forth (T11). Those inside a cycle are not counted, as a cycle is one step.
    pub longest_chain: u32,
}

/// What one practice or act brings forth and another takes in (T11).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Translation {
    /// The resource that passes from one to the other; `None` for a practice that feeds others without a resource named.
    pub resource: Option<Box<str>>,
    /// Who produces the resource, or feeds.
    pub from: Vec<Box<str>>,
    /// Who integrates the resource, or is fed.
    pub into: Vec<Box<str>>,
    /// The claims that say so.
    pub claims: Vec<ClaimId>,
}

/// Nodes that reach each other by the steps of the grammar: a strongly connected component with more than one node.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cycle {
    /// The nodes, in the order of the case.
    pub nodes: Vec<Box<str>>,
    /// The claims for the steps among them.
    pub claims: Vec<ClaimId>,
}

/// A resource that is coded as intangible capital (T9), which use is said to make grow.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Capital {
    /// The resource.
    pub resource: Box<str>,
    /// The forms that it is coded as, in the register's order.
    #[serde(serialize_with = "keys")]
    pub forms: Vec<CapitalForm>,
    /// The practices and acts that integrate it.
    pub integrated_by: Vec<Box<str>>,
    /// The practices and acts that make it more. T9 expects those that integrate it among them.
    pub grown_by: Vec<Box<str>>,
    /// The practices and acts that make it less.
    pub depleted_by: Vec<Box<str>>,
    /// The claims that say so, classifications included.
    pub claims: Vec<ClaimId>,
}

impl Capital {
    /// The practices and acts that integrate the resource and make it grow: growth with use, as T9 has it.
    /// O(integrating × growing).
    ///
    /// ```
    /// use cocreation::{Case, realization};
    /// use cocreation::graph::{node::{Practice, Resource}, relation::{Grows, Integrates}};
    /// use cocreation::theory::typology::CapitalForm;
    ///
    /// let mut case = Case::builder("trust");
    /// let trust = case.add("trust", Resource::new("Trust").coded(CapitalForm::Social));
    /// let visits = case.add("visits", Practice::co_diagnosis("Visits"));
    /// let talks = case.add("talks", Practice::coordination("Talks"));
    /// case.relate(visits, Integrates, trust);
    /// case.relate(visits, Grows, trust);
    /// case.relate(talks, Grows, trust);
    ///
    /// let realization = realization::paths(&case.build()?);
    /// assert_eq!(realization.capital[0].grown_in_use().collect::<Vec<_>>(), ["visits"]);
    /// # Ok::<(), cocreation::case::Problems>(())
    /// ```
    pub fn grown_in_use(&self) -> impl Iterator<Item = &str> {
        self.grown_by.iter().filter(|by| self.integrated_by.contains(by)).map(|by| &**by)
    }
}

fn keys<S: Serializer>(forms: &[CapitalForm], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(forms.iter().map(|form| form.entry().key))
}

/// A claim that holds, with the node at its other end.
#[derive(Clone, Copy)]
struct Held {
    claim: u32,
    node: u32,
}

/// Where the holding claims of the relation lead whose subject the node is.
fn objects(case: &Case, node: u32, relation: RelationKind) -> impl Iterator<Item = Held> + '_ {
    holding(case, case.structure.network.outgoing_by(node, relation), |_, object| object)
}

/// Where the holding claims of the relation come from whose object the node is.
fn subjects(case: &Case, node: u32, relation: RelationKind) -> impl Iterator<Item = Held> + '_ {
    holding(case, case.structure.network.incoming_by(node, relation), |subject, _| subject)
}

fn holding<'g>(case: &'g Case, claims: &'g [u32], end: fn(u32, u32) -> u32) -> impl Iterator<Item = Held> + 'g {
    claims.iter().filter_map(move |&claim| {
        let record = &case.parts.claims[claim as usize];
        let (_, object) = record.relation().filter(|_| record.holds())?;
        Some(Held { claim, node: end(record.subject, object) })
    })
}

/// Whether nodes of the kind take resources in and give something out.
fn is_doing(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Practice | NodeKind::Act)
}

fn name(case: &Case, node: u32) -> Box<str> {
    case.structure.id(node).into()
}
