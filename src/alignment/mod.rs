//! Alignment of purposes across levels: personal, organisational, of outside stakeholders, and joint.
//!
//! [`across_levels`] reads who wants what, which purposes are said to point the same way or to be at odds, and from the two
//! together who is aligned with what (T40). A purpose is *joint* if no single organisation has all who endorse it: that is
//! read from who belongs to whom, as no list of the literature has it.
//!
//! Source: T40 as the learning-organisation source has it; a dominant logic carries the purpose (T44).

mod pair;
mod position;
mod report;

pub use pair::{PurposePair, ScopePair};
pub use position::{ActorAlignment, Position, Stance};

use serde::Serialize;

use crate::Case;
use crate::case::attestation::{Fit, by_entry, codings, entries_of, keys, names, sought_relation};
use crate::case::{Attestation, Attested, Claim, ClaimId, Gap, Node};
use crate::graph::node::{NodeKind, Purpose};
use crate::graph::relation::RelationKind;
use crate::theory::typology::PurposeScope;

/// Reads how the purposes of a case are aligned across levels.
///
/// Answers: who stands how to which purpose, of what scope is it and what carries it? Which purposes are aligned or at odds,
/// within and between the scopes, and of how many pairs does the case say nothing? Who is aligned with what, by endorsing it
/// or by being for a purpose that is aligned with it?
///
/// Alignment is read for one step: that a first purpose is aligned with a second and the second with a third says nothing of
/// the first and the third. What an actor wants is not taken for what its parts or its whole want.
///
/// O(nodes + claims), with a logarithm for sorting, and O(purposes × searches); the lines of actors are as many as stances
/// times the aligned pairs of their purposes.
///
/// ```
/// use cocreation::Case;
/// use cocreation::alignment::{self, Stance};
/// use cocreation::graph::{node::{Actor, Purpose}, relation::{AlignsWith, TakesStance}};
/// use cocreation::theory::typology::PurposeScope::{Organisational, Personal};
///
/// let mut case = Case::builder("a-firm");
/// let [ann, bob] = [case.add("ann", Actor::new("Ann")), case.add("bob", Actor::new("Bob"))];
/// let giving_back = case.add("giving-back", Purpose::new("Giving back").coded(Personal)); // c1
/// let mission = case.add("mission", Purpose::new("A green future").coded(Organisational)); // c2
/// case.relate(ann, TakesStance, giving_back); // c3
/// case.relate(bob, TakesStance, mission); // c4
/// case.relate(giving_back, AlignsWith, mission); // c5
/// let found = alignment::across_levels(&case.build()?);
///
/// // Ann is aligned with the mission through what she herself wants, Bob because he endorses it.
/// let with_mission: Vec<String> =
///     found.actors.iter().filter(|line| &*line.purpose == "mission").map(ToString::to_string).collect();
/// assert_eq!(with_mission, ["ann with mission through giving-back [c3, c5]", "bob with mission [c4]"]);
/// assert_eq!(found[(Personal, Organisational)].aligned, 1);
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn across_levels(case: &Case) -> Alignment {
    let purposes: Vec<PurposeLine> = case.all::<Purpose>().map(|purpose| PurposeLine::of(case, *purpose)).collect();
    let pairs = pair::all(case);
    let found = Alignment {
        case: case.id().into(),
        scopes: by_entry(case, &[NodeKind::Purpose]),
        levels: pair::levels(case, &pairs),
        actors: position::aligned(&purposes, &pairs),
        purposes,
        pairs,
        gaps: Vec::new(),
    };
    Alignment { gaps: found.find_gaps(), ..found }
}

/// How the purposes of a case are aligned; made by [`across_levels`]. Indexed by two scopes, in either order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Alignment {
    /// The id of the case.
    pub case: Box<str>,
    /// Personal, organisational and stakeholders' purposes.
    pub scopes: Vec<Attested<PurposeScope>>,
    /// Every purpose of the case, in its order.
    pub purposes: Vec<PurposeLine>,
    /// The pairs of purposes of which something is said, in the case's order.
    pub pairs: Vec<PurposePair>,
    levels: Vec<ScopePair>,
    /// Who is aligned, or at odds, with what: by actor and then by purpose, in the order of their ids.
    pub actors: Vec<ActorAlignment>,
    /// What is missing, searched in vain or never searched.
    pub gaps: Vec<Gap>,
}

impl std::ops::Index<(PurposeScope, PurposeScope)> for Alignment {
    type Output = ScopePair;

    fn index(&self, (a, b): (PurposeScope, PurposeScope)) -> &ScopePair {
        &self.levels[pair::place(a.min(b), a.max(b))]
    }
}

impl Alignment {
    /// The pairs of scopes, each with itself and with those behind it, in the register's order.
    pub fn levels(&self) -> impl ExactSizeIterator<Item = &ScopePair> {
        self.levels.iter()
    }

    fn find_gaps(&self) -> Vec<Gap> {
        let scopes = self.scopes.iter().filter_map(|row| row.attestation.gap(format!("{} purposes", row.entry)));
        let purposes = self.purposes.iter().flat_map(PurposeLine::gaps);
        let levels = self.levels.iter().filter_map(ScopePair::gap);
        scopes.chain(purposes).chain(levels).collect()
    }
}

/// A purpose: of what scope, who stands how to it, and what carries it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PurposeLine {
    /// The purpose.
    pub purpose: Box<str>,
    /// Whose it is said to be, in the register's order.
    #[serde(serialize_with = "keys")]
    pub scopes: Vec<PurposeScope>,
    /// The claims that say so.
    pub scope_claims: Vec<ClaimId>,
    /// Where each actor stands, in the case's order.
    pub positions: Vec<Position>,
    /// Whether anybody takes a stance.
    pub held: Attestation,
    /// Whether it is joint: two or more endorse it, and no organisation, with all its parts, has them all.
    pub joint: bool,
    /// The institutions that order it, such as a dominant logic.
    pub carried_by: Vec<Box<str>>,
    /// What that rests on.
    pub carried: Attestation,
}

impl PurposeLine {
    fn of(case: &Case, purpose: Node<'_>) -> Self {
        let stances = || purpose.incoming_by(RelationKind::TakesStance);
        let carrying = || {
            let governing = purpose.incoming_by(RelationKind::Governs);
            governing.filter(|claim| claim.subject().kind() == NodeKind::Institution)
        };
        let sought =
            |relation| sought_relation(case, relation, |from, to| Fit::anything(from).and(Fit::node(to, purpose)));
        let mut scope_claims: Vec<ClaimId> =
            codings::<PurposeScope>(purpose).filter(|(_, claim)| claim.holds()).map(|(_, claim)| claim.id()).collect();
        scope_claims.sort_unstable();
        let positions = position::of(stances());
        Self {
            purpose: purpose.id().into(),
            scopes: entries_of(purpose),
            scope_claims,
            joint: position::is_joint(case, &positions),
            positions,
            held: Attestation::of(stances()).sought(sought(RelationKind::TakesStance)),
            carried_by: names(carrying().filter(Claim::holds).map(|claim| claim.subject())),
            carried: Attestation::of(carrying()).sought(sought(RelationKind::Governs)),
        }
    }

    fn gaps(&self) -> impl Iterator<Item = Gap> {
        let scope = self.scopes.is_empty().then(|| Gap::unsearched(format!("{}, its scope", self.purpose)));
        scope.into_iter().chain(self.held.gap(format!("{}, who stands how to it", self.purpose)))
    }
}
