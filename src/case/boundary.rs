//! Who is inside the declared boundary of a sphere, and for whom somebody acts.

use hashbrown::{HashMap, HashSet};

use super::{Case, ClaimId};
use crate::evidence::{Date, Period};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::typology::SphereKind;

/// The members of a sphere, and the way from any actor to the member for which it acts.
pub(crate) struct Boundary<'g> {
    case: &'g Case,
    as_of: i32,
    /// The members, as nodes, in the case's order.
    pub(crate) members: Vec<u32>,
    /// The claims that draw the boundary.
    pub(crate) claims: Vec<ClaimId>,
    places: HashMap<u32, u32>,
    successors: HashMap<u32, u32>,
    known: HashMap<u32, Option<u32>>,
}

impl<'g> Boundary<'g> {
    /// Reads the boundary. O(actors).
    pub(crate) fn read(case: &'g Case, sphere: u32, as_of: i32) -> Self {
        let mut boundary = Self {
            case,
            as_of,
            members: Vec::new(),
            claims: Vec::new(),
            places: HashMap::new(),
            successors: HashMap::new(),
            known: HashMap::new(),
        };
        boundary.successors = successors(&boundary);
        let belonging = case.structure.network.incoming_by(sphere, RelationKind::BelongsTo);
        let counted: Vec<u32> = belonging.iter().copied().filter(|&claim| boundary.counts(claim)).collect();
        let member = |&claim: &u32| boundary.successor(case.parts.claims[claim as usize].subject);
        boundary.members = counted.iter().map(member).collect();
        boundary.claims = counted.into_iter().map(ClaimId).collect();
        boundary.members.sort_unstable();
        boundary.members.dedup();
        boundary.places = boundary.members.iter().copied().zip(0..).collect();
        boundary
    }

    /// Whether the claim holds and had begun to hold by the as-of date.
    pub(crate) fn counts(&self, claim: u32) -> bool {
        let holds = self.case.parts.claims[claim as usize].holds();
        holds && claim_begin(self.case, claim).is_none_or(|begin| begin.day_number() <= self.as_of)
    }

    /// Whether the node's own period, if it has one, may have begun by the as-of date.
    pub(crate) fn has_begun(&self, node: u32) -> bool {
        let begin = period(self.case, node).and_then(Period::earliest_start);
        begin.is_none_or(|begin| begin.day_number() <= self.as_of)
    }

    /// The objects of the relation claims of a node that count.
    fn objects(&self, node: u32, relation: RelationKind) -> impl Iterator<Item = u32> + '_ {
        let claims = self.case.structure.network.outgoing_by(node, relation);
        let counted = claims.iter().filter(|&&claim| self.counts(claim));
        counted.filter_map(|&claim| self.case.parts.claims[claim as usize].relation().map(|(_, object)| object))
    }

    /// Who has taken the actor's place, if one actor has: a take-over is not an exit.
    pub(crate) fn successor(&self, actor: u32) -> u32 {
        self.successors.get(&actor).copied().unwrap_or(actor)
    }

    /// The wholes of which the actor, or who took its place, is a part.
    fn wholes(&self, actor: u32) -> Vec<u32> {
        let successor = self.successor(actor);
        let mut wholes: Vec<u32> = self.objects(actor, RelationKind::PartOf).collect();
        if successor != actor {
            wholes.extend(self.objects(successor, RelationKind::PartOf));
        }
        wholes.sort_unstable();
        wholes.dedup();
        wholes
    }

    /// The place of the member for which the actor acts: itself, its successor, or the nearest whole that it is part of.
    ///
    /// What is found on the way up a single chain is kept for every actor on it, so that no chain is climbed twice.
    pub(crate) fn member(&mut self, actor: u32) -> Option<u32> {
        let (mut current, mut way) = (actor, Vec::new());
        let found = loop {
            if let Some(&known) = self.known.get(&current) {
                break known;
            }
            way.push(current);
            if let Some(&place) = self.places.get(&self.successor(current)) {
                break Some(place);
            }
            match self.wholes(current)[..] {
                [] => break None,
                [whole] => current = whole,
                _ => break self.nearest(current),
            }
        };
        self.known.extend(way.into_iter().map(|one| (one, found)));
        found
    }

    /// The nearest member among the wholes of an actor that is part of several; the first in order among equals.
    fn nearest(&self, actor: u32) -> Option<u32> {
        let mut seen: HashSet<u32> = [actor].into_iter().collect();
        let mut ring = vec![actor];
        while !ring.is_empty() {
            if let Some(place) = ring.iter().find_map(|&one| self.places.get(&self.successor(one)).copied()) {
                return Some(place);
            }
            let wholes: Vec<u32> = ring.iter().flat_map(|&one| self.wholes(one)).collect();
            ring = wholes.into_iter().filter(|&whole| seen.insert(whole)).collect();
        }
        None
    }

    /// The organisation of a node: the top of its chain of wholes, the first where it has several.
    fn organisation(&self, node: u32, tops: &mut HashMap<u32, u32>) -> u32 {
        let (mut current, mut way) = (node, Vec::new());
        let top = loop {
            if let Some(&top) = tops.get(&current) {
                break top;
            }
            way.push(current);
            match self.objects(current, RelationKind::PartOf).next() {
                Some(whole) => current = whole,
                None => break self.successor(current),
            }
        };
        tops.extend(way.into_iter().map(|one| (one, top)));
        top
    }

    /// The provider or customer sphere from which a node comes, if the case says.
    fn origin(&self, node: u32) -> Option<u32> {
        let is_side = |sphere: u32, kind| self.case.structure.has_code(sphere, kind);
        self.objects(node, RelationKind::BelongsTo).find(|&sphere| {
            is_side(sphere, SphereKind::Provider.into()) || is_side(sphere, SphereKind::Customer.into())
        })
    }

    /// For each member, its organisation and its sphere of origin.
    pub(crate) fn sides(&self) -> impl Iterator<Item = (u32, Option<u32>)> {
        let mut tops = HashMap::new();
        self.members.iter().map(move |&node| (self.organisation(node, &mut tops), self.origin(node)))
    }
}

/// For each actor whose place one other has taken, who stands at the end of that line. O(actors).
fn successors(boundary: &Boundary<'_>) -> HashMap<u32, u32> {
    let (case, mut next) = (boundary.case, HashMap::new());
    for actor in case.structure.of_kind(NodeKind::Actor) {
        let claims = case.structure.network.incoming_by(actor, RelationKind::Succeeds).iter();
        let counted = claims.filter(|&&claim| boundary.counts(claim));
        let mut followers: Vec<u32> = counted.map(|&claim| case.parts.claims[claim as usize].subject).collect();
        followers.sort_unstable();
        followers.dedup();
        if let [one] = followers[..] {
            next.insert(actor, one);
        }
    }
    let starts: Vec<u32> = next.keys().copied().collect();
    for start in starts {
        let (mut current, mut way) = (start, Vec::new());
        while let Some(&follower) = next.get(&current) {
            way.push(current);
            current = follower;
        }
        next.extend(way.into_iter().map(|one| (one, current)));
    }
    next
}

/// The earliest day on which the claim may have begun to hold: its own, or that of the act in which it was said.
pub(crate) fn claim_begin(case: &Case, claim: u32) -> Option<Date> {
    let rare = case.parts.claims[claim as usize].rare.as_deref()?;
    let own = rare.period.as_ref().and_then(Period::earliest_start);
    own.or_else(|| period(case, rare.during?)?.earliest_start())
}

fn period(case: &Case, node: u32) -> Option<&Period> {
    case.parts.nodes[node as usize].attributes.as_ref()?.period.as_ref()
}
