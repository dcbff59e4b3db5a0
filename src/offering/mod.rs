//! Offerings: at which level one reaches which customer, how that drifts, and what each version of it proposes.
//!
//! An offering has four levels (T42): generic, expected, augmented, potential. The level is no property of the
//! offering: one element may be augmented for one customer and only expected for another, and what was augmented comes
//! to be expected. A case says so with [`perceives`](crate::graph::relation::Perceives). Propositions are versions of
//! offerings (T43), joined by [`succeeds`](crate::graph::relation::Succeeds), with the values that they
//! [propose](crate::graph::relation::Proposes).

mod report;

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};
use serde::Serialize;

use crate::Case;
use crate::case::attestation::{key_if_any, keys, names};
use crate::case::{Claim, ClaimId, Node, View};
use crate::evidence::{Certainty, Period};
use crate::graph::node::{Actor, Offering};
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{OfferingLevel, Role};

/// Follows the offerings of a case: their versions, their levels for each actor, and how these drift.
///
/// Only claims that hold are read. The date of a level is [that of the claim](Claim::when). A *drift* is a pair of
/// claims of one actor: augmented in the one and expected in the other, of the same offering or of two of which the one
/// succeeds the other, directly or not. Whether the augmented level came before the expected one is certain, possible
/// or impossible for the days that the dates allow, and unknown where a date is missing: the order of the versions is
/// not the order in which a customer saw them.
///
/// O(nodes + claims), for each actor the square of its levels, and for each offering of a level those that it succeeds.
///
/// Source: T42 of the register (Levitt 1980, as Serbin Wikner 2009, §3, reports it); T43 (Marcos-Cuevas et al. 2016,
/// §6.1).
///
/// ```
/// use cocreation::Case;
/// use cocreation::evidence::{Certainty, Period};
/// use cocreation::graph::{node::{Actor, Offering}, relation::Perceives};
/// use cocreation::offering::offerings;
/// use cocreation::theory::typology::OfferingLevel::{Augmented, Expected};
///
/// let mut case = Case::builder("engine-care");
/// let airline = case.add("airline", Actor::customer("Airline"));
/// let charter = case.add("charter", Actor::customer("Charter line"));
/// let monitoring = case.add("monitoring", Offering::new("Engine health monitoring"));
/// case.relate(airline, Perceives, monitoring).level(Augmented).period("2004".parse::<Period>()?);
/// case.relate(airline, Perceives, monitoring).level(Expected).period("2012/..".parse::<Period>()?);
/// case.relate(charter, Perceives, monitoring).level(Augmented);
///
/// let offerings = offerings(&case.build()?);
/// assert_eq!(offerings.drifts.len(), 1);
/// assert_eq!((&*offerings.drifts[0].actor, offerings.drifts[0].order), ("airline", Some(Certainty::Certain)));
/// assert_eq!(offerings.offerings[0].differs, true); // augmented for one, expected for another
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn offerings(case: &Case) -> Offerings {
    let claims = case.all::<Actor>().flat_map(|actor| actor.outgoing_by(RelationKind::Perceives));
    let perceived: Vec<Perceived<'_>> = claims.filter_map(Perceived::of).collect();
    let is_customer = |actor: &Node<'_>| actor.has_code(Role::Customer) || actor.has_code(Role::EndUser);
    let perceives = |actor: &Node<'_>| actor.outgoing_by(RelationKind::Perceives).any(|claim| claim.holds());
    let customers = case.all::<Actor>().map(|actor| *actor).filter(|actor| is_customer(actor) && !perceives(actor));
    Offerings {
        case: case.id().into(),
        offerings: case.all::<Offering>().map(Versioned::of).collect(),
        levels: perceived.iter().map(Level::of).collect(),
        drifts: drifts(&perceived),
        customers_without_level: names(customers),
    }
}

/// The offerings of a case, and their levels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Offerings {
    /// The id of the case.
    pub case: Box<str>,
    /// Each offering, in the case's order.
    pub offerings: Vec<Versioned>,
    /// At which level each offering reaches each actor, actor by actor and in the case's order.
    pub levels: Vec<Level>,
    /// Where what was augmented may have come to be expected, in the order of the levels.
    pub drifts: Vec<Drift>,
    /// The ids of the customers and end users whom no offering is said to reach at any level.
    pub customers_without_level: Vec<Box<str>>,
}

/// An offering as one version of a proposition.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Versioned {
    /// The id of the offering.
    pub offering: Box<str>,
    /// What the case calls this version.
    pub version: Option<Box<str>>,
    /// When it was on offer.
    pub period: Option<Period>,
    /// The ids of those who put it forward.
    pub offered_by: Vec<Box<str>>,
    /// The ids of the practices and acts that shaped it: a proposition originates between the parties.
    pub shaped_by: Vec<Box<str>>,
    /// The ids of the values that it proposes; none means that the case does not say.
    pub proposes: Vec<Box<str>>,
    /// What changed against each version whose place it took.
    pub changes: Vec<Change>,
    /// The levels that classifications give it, for nobody in particular.
    #[serde(serialize_with = "keys")]
    pub classified: Vec<OfferingLevel>,
    /// The ids of the actors whom it reaches at some level.
    pub reaches: Vec<Box<str>>,
    /// Whether it reaches two actors at different levels, at whatever time.
    pub differs: bool,
    /// The claims behind all this but the levels, in the case's order.
    pub claims: Vec<ClaimId>,
}

/// What a version proposes against the one whose place it took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The id of the version before.
    pub from: Box<str>,
    /// The ids of the values that only the new one proposes.
    pub added: Vec<Box<str>>,
    /// The ids of the values that both propose.
    pub kept: Vec<Box<str>>,
    /// The ids of the values that only the old one proposes. Where the new one proposes nothing on record, they may
    /// have been kept: see [`Versioned::proposes`].
    pub dropped: Vec<Box<str>>,
}

/// At which level an offering reaches an actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Level {
    /// The id of the actor.
    pub actor: Box<str>,
    /// The id of the offering.
    pub offering: Box<str>,
    /// The level; `None` where the case does not say.
    #[serde(serialize_with = "key_if_any")]
    pub level: Option<OfferingLevel>,
    /// When; `None` where nothing dates it.
    pub period: Option<Period>,
    /// The claim.
    pub claim: ClaimId,
}

/// What is augmented for an actor in one claim and expected in another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// The id of the actor.
    pub actor: Box<str>,
    /// The id of the offering that was augmented.
    pub augmented: Box<str>,
    /// The id of the offering that was expected: the same, or another version of it.
    pub expected: Box<str>,
    /// Whether the augmented level ended before the expected one began: impossible where it was the other way round or
    /// both held at once, `None` where a date is missing.
    pub order: Option<Certainty>,
    /// The claim of the augmented level and that of the expected one.
    pub claims: [ClaimId; 2],
}

/// A claim that an offering reaches an actor.
struct Perceived<'g> {
    claim: Claim<'g>,
    offering: Node<'g>,
    level: Option<OfferingLevel>,
    period: Option<Period>,
}

impl<'g> Perceived<'g> {
    fn of(claim: Claim<'g>) -> Option<Self> {
        let level = claim.facet().and_then(|facet| OfferingLevel::from_key(facet.key));
        let found = Self { claim, offering: claim.object()?, level, period: claim.when().copied() };
        claim.holds().then_some(found)
    }
}

impl Level {
    fn of(perceived: &Perceived<'_>) -> Self {
        Self {
            actor: perceived.claim.subject().id().into(),
            offering: perceived.offering.id().into(),
            level: perceived.level,
            period: perceived.period,
            claim: perceived.claim.id(),
        }
    }
}

impl Versioned {
    fn of(offering: View<'_, Offering>) -> Self {
        let incoming = |relation| offering.incoming_by(relation).filter(Claim::holds);
        let proposes = values(*offering);
        let reached = offering.incoming_by(RelationKind::Perceives).filter_map(Perceived::of);
        let reached: Vec<_> = reached.filter(|perceived| perceived.level.is_some()).collect();
        let relations = [RelationKind::Offers, RelationKind::Shapes].into_iter().flat_map(incoming);
        let own = [RelationKind::Proposes, RelationKind::Succeeds];
        let own = own.into_iter().flat_map(|relation| offering.outgoing_by(relation)).filter(Claim::holds);
        let coded = offering.classifications().filter(|claim| claim.holds() && level(claim).is_some());
        let mut claims: Vec<ClaimId> = relations.chain(own).chain(coded).map(|claim| claim.id()).collect();
        claims.sort_unstable();
        Self {
            offering: offering.id().into(),
            version: offering.version().map(Into::into),
            period: offering.period().copied(),
            offered_by: names(incoming(RelationKind::Offers).map(|claim| claim.subject())),
            shaped_by: names(incoming(RelationKind::Shapes).map(|claim| claim.subject())),
            changes: predecessors(*offering).map(|former| Change::between(former, &proposes)).collect(),
            proposes,
            classified: OfferingLevel::ALL.iter().copied().filter(|&level| offering.has_code(level)).collect(),
            reaches: names(reached.iter().map(|level| level.claim.subject())),
            differs: differs(&reached),
            claims,
        }
    }
}

fn level(claim: &Claim<'_>) -> Option<OfferingLevel> {
    claim.code()?.entry()
}

/// Whether two actors have different levels.
fn differs(reached: &[Perceived<'_>]) -> bool {
    let mut of_others: BTreeMap<u32, HashSet<OfferingLevel>> = BTreeMap::new();
    for perceived in reached {
        of_others.entry(perceived.claim.subject().index).or_default().extend(perceived.level);
    }
    let mut actors = of_others.values();
    let first = actors.next();
    // One set of several levels differs from itself too as soon as another actor has any of them.
    first.is_some_and(|first| actors.any(|other| other != first || other.len() > 1))
}

impl Change {
    fn between(former: Node<'_>, now: &[Box<str>]) -> Self {
        let before = values(former);
        let [new, old] = [now, &before].map(|values| values.iter().collect::<HashSet<_>>());
        let of = |values: &[Box<str>], wanted: &dyn Fn(&Box<str>) -> bool| {
            values.iter().filter(|id| wanted(id)).cloned().collect()
        };
        Self {
            from: former.id().into(),
            added: of(now, &|id| !old.contains(id)),
            kept: of(now, &|id| old.contains(id)),
            dropped: of(&before, &|id| !new.contains(id)),
        }
    }
}

/// The ids of the values that the offering proposes.
fn values(offering: Node<'_>) -> Vec<Box<str>> {
    names(offering.outgoing_by(RelationKind::Proposes).filter(Claim::holds).filter_map(|claim| claim.object()))
}

fn predecessors(offering: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let mut seen = HashSet::new();
    let former = offering.outgoing_by(RelationKind::Succeeds).filter(Claim::holds).filter_map(|claim| claim.object());
    former.filter(move |former| seen.insert(former.index))
}

/// Which offerings each of some succeeds, directly or not.
#[derive(Default)]
struct Lineage(HashMap<u32, HashSet<u32>>);

impl Lineage {
    fn succeeds(&mut self, later: Node<'_>, former: Node<'_>) -> bool {
        self.0.entry(later.index).or_insert_with(|| ancestors(later)).contains(&former.index)
    }

    fn joins(&mut self, one: Node<'_>, other: Node<'_>) -> bool {
        one == other || self.succeeds(one, other) || self.succeeds(other, one)
    }
}

fn ancestors(offering: Node<'_>) -> HashSet<u32> {
    let (mut found, mut open) = (HashSet::new(), vec![offering]);
    while let Some(node) = open.pop() {
        open.extend(predecessors(node).filter(|former| found.insert(former.index)));
    }
    found
}

fn drifts(perceived: &[Perceived<'_>]) -> Vec<Drift> {
    let (mut drifts, mut lineage) = (Vec::new(), Lineage::default());
    for levels in perceived.chunk_by(|one, other| one.claim.subject() == other.claim.subject()) {
        for augmented in at(levels, OfferingLevel::Augmented) {
            let expected = at(levels, OfferingLevel::Expected);
            let joined = expected.filter(|other| lineage.joins(augmented.offering, other.offering));
            drifts.extend(joined.map(|expected| Drift::between(augmented, expected)));
        }
    }
    drifts
}

fn at<'a, 'g>(levels: &'a [Perceived<'g>], wanted: OfferingLevel) -> impl Iterator<Item = &'a Perceived<'g>> {
    levels.iter().filter(move |one| one.level == Some(wanted))
}

impl Drift {
    fn between(augmented: &Perceived<'_>, expected: &Perceived<'_>) -> Self {
        Self {
            actor: augmented.claim.subject().id().into(),
            augmented: augmented.offering.id().into(),
            expected: expected.offering.id().into(),
            order: augmented.period.zip(expected.period).map(|(before, after)| before.before(&after)),
            claims: [augmented.claim.id(), expected.claim.id()],
        }
    }
}
