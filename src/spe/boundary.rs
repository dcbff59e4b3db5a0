//! Who is inside the declared boundary of a sphere, and for whom somebody acts.

use hashbrown::HashMap;

use crate::case::{Case, ClaimId};
use crate::evidence::{Date, Period};
use crate::graph::relation::RelationKind;
use crate::theory::typology::SphereKind;

/// The members of a sphere, and the way from any actor to the member for which it acts.
pub(super) struct Boundary<'g> {
    case: &'g Case,
    as_of: i32,
    /// The members, as nodes, in the case's order.
    pub(super) members: Vec<u32>,
    /// The claims that draw the boundary.
    pub(super) claims: Vec<ClaimId>,
    places: HashMap<u32, u32>,
    known: HashMap<u32, Option<u32>>,
}

impl<'g> Boundary<'g> {
    /// Reads the boundary. O(members).
    pub(super) fn read(case: &'g Case, sphere: u32, as_of: i32) -> Self {
        let mut boundary = Self {
            case,
            as_of,
            members: Vec::new(),
            claims: Vec::new(),
            places: HashMap::new(),
            known: HashMap::new(),
        };
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
    pub(super) fn counts(&self, claim: u32) -> bool {
        let holds = self.case.parts.claims[claim as usize].holds();
        holds && claim_begin(self.case, claim).is_none_or(|begin| begin.day_number() <= self.as_of)
    }

    /// Whether the node's own period, if it has one, may have begun by the as-of date.
    pub(super) fn has_begun(&self, node: u32) -> bool {
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
    fn successor(&self, actor: u32) -> u32 {
        let mut current = actor;
        loop {
            let claims = self.case.structure.network.incoming_by(current, RelationKind::Succeeds);
            let mut followers: Vec<u32> = claims
                .iter()
                .filter(|&&claim| self.counts(claim))
                .map(|&claim| self.case.parts.claims[claim as usize].subject)
                .collect();
            followers.sort_unstable();
            followers.dedup();
            match followers[..] {
                [one] => current = one,
                _ => return current,
            }
        }
    }

    /// The place of the member for which the actor acts: itself, its successor, or the nearest whole that it is part of.
    pub(super) fn member(&mut self, actor: u32) -> Option<u32> {
        if let Some(&known) = self.known.get(&actor) {
            return known;
        }
        let mut found = None;
        let mut ring = vec![actor];
        let mut seen = vec![actor];
        while found.is_none() && !ring.is_empty() {
            found = ring.iter().find_map(|&one| self.places.get(&self.successor(one)).copied());
            let current = ring.iter().flat_map(|&one| [one, self.successor(one)]);
            ring = current.flat_map(|one| self.objects(one, RelationKind::PartOf)).collect();
            ring.retain(|one| !seen.contains(one));
            seen.extend(&ring);
        }
        self.known.insert(actor, found);
        found
    }

    /// The organisation of a node: the top of its chain of wholes, the first where it has several.
    fn organisation(&self, node: u32) -> u32 {
        let mut current = node;
        while let Some(whole) = self.objects(current, RelationKind::PartOf).next() {
            current = whole;
        }
        self.successor(current)
    }

    /// The provider or customer sphere from which a node comes, if the case says.
    fn origin(&self, node: u32) -> Option<u32> {
        let is_side = |sphere: u32, kind| self.case.structure.has_code(sphere, kind);
        self.objects(node, RelationKind::BelongsTo).find(|&sphere| {
            is_side(sphere, SphereKind::Provider.into()) || is_side(sphere, SphereKind::Customer.into())
        })
    }

    /// For each member, its organisation and its sphere of origin.
    pub(super) fn sides(&self) -> Vec<Side> {
        let side = |&node: &u32| Side { organisation: self.organisation(node), origin: self.origin(node) };
        self.members.iter().map(side).collect()
    }

    pub(super) fn node_id(&self, node: u32) -> &'g str {
        self.case.structure.id(node)
    }

    pub(super) fn id(&self, member: u32) -> &'g str {
        self.case.structure.id(self.members[member as usize])
    }
}

/// The earliest day on which the claim may have begun to hold: its own, or that of the act in which it was said.
pub(super) fn claim_begin(case: &Case, claim: u32) -> Option<Date> {
    let rare = case.parts.claims[claim as usize].rare.as_deref()?;
    let own = rare.period.as_ref().and_then(Period::earliest_start);
    own.or_else(|| period(case, rare.during?)?.earliest_start())
}

fn period(case: &Case, node: u32) -> Option<&Period> {
    case.parts.nodes[node as usize].attributes.as_ref()?.period.as_ref()
}

/// Where a member comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Side {
    organisation: u32,
    origin: Option<u32>,
}

/// Whether any two come from different organisations, or from different known spheres of origin. O(sides).
pub(super) fn differ(sides: impl Iterator<Item = Side> + Clone) -> bool {
    several(sides.clone().map(|side| side.organisation)) || several(sides.filter_map(|side| side.origin))
}

fn several(mut nodes: impl Iterator<Item = u32>) -> bool {
    nodes.next().is_some_and(|first| nodes.any(|other| other != first))
}
