//! Who spoke for whom, and who was there to speak for itself.

use std::collections::BTreeMap;
use std::fmt;

use hashbrown::HashSet;
use serde::Serialize;

use super::reading::{ids, sorted};
use crate::Case;
use crate::case::{Claim, ClaimId, Node, SearchId, SearchView};
use crate::evidence::Polarity;
use crate::graph::node::Actor;
use crate::graph::relation::RelationKind;
use crate::theory::typology::Role;

/// Finds who brings in the view of whom, and whether the one spoken for was there.
///
/// In the workshops of small firms the view of the customer came in through partners, and no customer took part. A case
/// says so with [`speaks-for`](crate::graph::relation::SpeaksFor), if it can with the act [`during`](Claim::during)
/// which it was. Whether the one spoken for was there is read, in this order:
///
/// - *present*: it, or an actor that is part of it, takes part in the act, in a part of the act, or in what the act is
///   part of; or in any act at all, where the claim names no act;
/// - *absent*: a claim that it takes part in the act is violated, or a search for it found nothing;
/// - *not on record* otherwise, which is not known to be absence.
///
/// A search is one for `takes-part-in` whose subject takes in the actor and whose object takes in the act; if the
/// object names no act, the scope must take it in, or be the whole case. Taking part is meant here in any way, also by
/// withholding: who withholds is there.
///
/// O(nodes + claims), and for each `speaks-for` the parts and wholes of its act and the parts of its object.
///
/// ```
/// use cocreation::Case;
/// use cocreation::case::{Pattern, Search};
/// use cocreation::graph::{node::{Act, Actor}, relation::{RelationKind, SpeaksFor, TakesPartIn}};
/// use cocreation::profile::{Presence, mediation};
/// use cocreation::theory::typology::Role;
///
/// let mut case = Case::builder("workshop");
/// let partner = case.add("partner", Actor::person("A partner"));
/// let customers = case.add("customers", Actor::customer("Customers"));
/// let workshop = case.add("workshop", Act::new("A workshop"));
/// case.relate(partner, TakesPartIn, workshop);
/// case.relate(partner, SpeaksFor, customers).during(workshop);
/// case.search(
///     Search::not_found("a customer in the workshop")
///         .subject(Pattern::default().coded(Role::Customer))
///         .relation(RelationKind::TakesPartIn)
///         .object(Pattern::node(workshop)),
/// );
/// let mediation = mediation(&case.build()?);
/// let voice = &mediation.actors[0].voices[0];
/// assert_eq!((&*voice.speaker, voice.presence), ("partner", Presence::Absent));
/// assert!(mediation.actors[0].only_mediated);
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
pub fn mediation(case: &Case) -> Mediation {
    let mut spoken: BTreeMap<u32, Vec<Claim<'_>>> = BTreeMap::new();
    let claims = case.all::<Actor>().flat_map(|actor| actor.outgoing_by(RelationKind::SpeaksFor)).filter(Claim::holds);
    for claim in claims {
        claim.object().into_iter().for_each(|object| spoken.entry(object.index).or_default().push(claim));
    }
    let customer = |actor: &Node<'_>| actor.has_code(Role::Customer) || actor.has_code(Role::EndUser);
    let silent = |actor: &Node<'_>| !spoken.contains_key(&actor.index) && participations(&members(*actor)).is_empty();
    let unheard = ids(case.all::<Actor>().map(|actor| *actor).filter(customer).filter(silent));
    let actors = spoken.iter().map(|(&index, claims)| Mediated::of(Node { case, index }, claims)).collect();
    Mediation { case: case.id().into(), actors, unheard }
}

/// Who spoke for whom in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mediation {
    /// The id of the case.
    pub case: Box<str>,
    /// Each actor for whom somebody speaks, in the case's order.
    pub actors: Vec<Mediated>,
    /// The ids of the customers and end users who take part in nothing on record and for whom nobody speaks.
    pub unheard: Vec<Box<str>>,
}

/// An actor for whom others speak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mediated {
    /// The actor's id.
    pub actor: Box<str>,
    /// Who speaks for it, claim by claim and speaker by speaker.
    pub voices: Vec<Voice>,
    /// Whether neither it nor a part of it takes part in any act on record: what it has to say comes in through others.
    pub only_mediated: bool,
    /// The claims that it, or a part of it, takes part in an act, in the case's order.
    pub own: Vec<ClaimId>,
}

/// Somebody who speaks for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// Who speaks.
    pub speaker: Box<str>,
    /// The act during which it does so, if the case says.
    pub during: Option<Box<str>>,
    /// Whether the one spoken for was there.
    pub presence: Presence,
    /// The claim that the one speaks for the other.
    pub claim: ClaimId,
    /// The claims on which the presence or absence rests, in the case's order.
    pub claims: Vec<ClaimId>,
    /// The searches that found it absent.
    pub searches: Vec<SearchId>,
}

/// Whether an actor for whom another speaks was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// It was, or a part of it.
    Present,
    /// It was not: the case denies it, or somebody looked.
    Absent,
    /// The case does not say.
    NotOnRecord,
}

impl Mediated {
    fn of(actor: Node<'_>, claims: &[Claim<'_>]) -> Self {
        let members = members(actor);
        let own = participations(&members);
        Self {
            actor: actor.id().into(),
            voices: claims.iter().map(|&claim| Voice::of(claim, actor, &members, &own)).collect(),
            only_mediated: own.is_empty(),
            own: in_order(own),
        }
    }
}

impl Voice {
    fn of(claim: Claim<'_>, actor: Node<'_>, members: &[Node<'_>], own: &[Claim<'_>]) -> Self {
        let act = claim.during().map(|act| *act);
        let around = act.map(around);
        let there = |claim: &&Claim<'_>| {
            let within = |around: &HashSet<u32>| claim.object().is_some_and(|act| around.contains(&act.index));
            around.as_ref().is_none_or(within)
        };
        let present: Vec<Claim<'_>> = own.iter().filter(there).copied().collect();
        let (denied, searches) =
            if present.is_empty() { (denials(members, act), searches(actor, act)) } else { Default::default() };
        let presence = match (present.is_empty(), denied.is_empty() && searches.is_empty()) {
            (false, _) => Presence::Present,
            (true, false) => Presence::Absent,
            (true, true) => Presence::NotOnRecord,
        };
        Self {
            speaker: claim.subject().id().into(),
            during: act.map(|act| act.id().into()),
            presence,
            claim: claim.id(),
            claims: in_order(present.into_iter().chain(denied)),
            searches,
        }
    }
}

fn in_order<'g>(claims: impl IntoIterator<Item = Claim<'g>>) -> Vec<ClaimId> {
    sorted(claims.into_iter().map(|claim| claim.index)).into_iter().map(ClaimId).collect()
}

/// The actor or act and all its parts, near and far.
fn members(node: Node<'_>) -> Vec<Node<'_>> {
    reached(node, |node, open| {
        let parts = node.incoming_by(RelationKind::PartOf).filter(Claim::holds);
        open.extend(parts.map(|claim| claim.subject()));
    })
}

/// An act, what it is part of, and the parts of it, near and far.
fn around(act: Node<'_>) -> HashSet<u32> {
    let above = reached(act, |act, open| {
        let wholes = act.outgoing_by(RelationKind::PartOf).filter(Claim::holds);
        open.extend(wholes.filter_map(|claim| claim.object()));
    });
    members(act).into_iter().chain(above).map(|act| act.index).collect()
}

fn reached<'g>(start: Node<'g>, open_next: impl Fn(Node<'g>, &mut Vec<Node<'g>>)) -> Vec<Node<'g>> {
    let (mut found, mut seen, mut open) = (Vec::new(), HashSet::new(), vec![start]);
    while let Some(node) = open.pop() {
        if seen.insert(node.index) {
            found.push(node);
            open_next(node, &mut open);
        }
    }
    found
}

/// The claims that one of the actors takes part in an act, in whatever way.
fn participations<'g>(members: &[Node<'g>]) -> Vec<Claim<'g>> {
    members.iter().flat_map(|member| member.outgoing_by(RelationKind::TakesPartIn)).filter(Claim::holds).collect()
}

/// The claims that one of the actors does not take part in the act, or, if none is named, in one.
fn denials<'g>(members: &[Node<'g>], act: Option<Node<'g>>) -> Vec<Claim<'g>> {
    let claims = members.iter().flat_map(|member| member.outgoing_by(RelationKind::TakesPartIn));
    let about = |claim: &Claim<'_>| act.is_none_or(|act| claim.object() == Some(act));
    claims.filter(|claim| claim.polarity() == Polarity::Violated).filter(about).collect()
}

fn searches(actor: Node<'_>, act: Option<Node<'_>>) -> Vec<SearchId> {
    let Some(act) = act else { return Vec::new() };
    let about = |search: &SearchView<'_>| {
        let missing = !search.found() && search.relation() == Some(RelationKind::TakesPartIn);
        let object = search.object();
        let there = object.fits(act) && (object.node.is_some() || search.covers(act));
        missing && search.subject().fits(actor) && there
    };
    actor.case.searches().filter(about).map(|search| search.id()).collect()
}

impl fmt::Display for Mediation {
    /// Each actor for whom somebody speaks, and who does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Who speaks for whom in {}", self.case)?;
        self.actors.iter().try_for_each(|actor| write!(f, "{actor}"))?;
        if self.unheard.is_empty() {
            return Ok(());
        }
        writeln!(f, "\nCustomers who take part in nothing and for whom nobody speaks: {}", self.unheard.join(", "))
    }
}

impl fmt::Display for Mediated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = if self.only_mediated { "on record only through others" } else { "takes part in acts as well" };
        writeln!(f, "\n{} ({own})", self.actor)?;
        self.voices.iter().try_for_each(|voice| writeln!(f, "  {voice}"))
    }
}

impl fmt::Display for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let during = self.during.as_ref().map(|act| format!(" during {act}")).unwrap_or_default();
        write!(f, "{}{during}: {} [{}]", self.speaker, self.presence, self.claim)
    }
}

impl fmt::Display for Presence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Present => "it was there itself",
            Self::Absent => "it was absent",
            Self::NotOnRecord => "whether it was there is not on record",
        })
    }
}
