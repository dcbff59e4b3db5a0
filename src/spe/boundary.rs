//! Who is inside the declared boundary of a sphere, and for whom somebody acts.

use hashbrown::HashMap;

use crate::case::{Case, ClaimId};
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
        let record = &self.case.parts.claims[claim as usize];
        let period = record.rare.as_ref().and_then(|rare| rare.period.as_ref());
        let begin = period.and_then(|period| period.earliest_start());
        record.holds() && begin.is_none_or(|begin| begin.day_number() <= self.as_of)
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
            ring = ring.iter().flat_map(|&one| self.objects(one, RelationKind::PartOf)).collect();
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

/// Where a member comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Side {
    organisation: u32,
    origin: Option<u32>,
}

impl Side {
    /// Whether two members come from different organisations, or from different known spheres of origin.
    pub(super) fn differs(self, other: Self) -> bool {
        let origins_differ = matches!((self.origin, other.origin), (Some(one), Some(two)) if one != two);
        self.organisation != other.organisation || origins_differ
    }
}
