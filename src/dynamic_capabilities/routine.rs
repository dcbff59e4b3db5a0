//! Resource routines: what practices and acts do to resources.

use serde::Serialize;

use crate::Case;
use crate::case::attestation::{Fit, key, nodes_of, sought_relation};
use crate::case::{Attestation, Claim, ClaimId};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::ResourceRoutine;

/// The resource routines of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Routines {
    /// The seven routines, in the register's order.
    pub routines: Vec<Routine>,
    /// The claims that something integrates a resource, without saying by which routine.
    pub unsorted: Vec<ClaimId>,
}

/// One routine, with where it is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Routine {
    /// The routine.
    #[serde(serialize_with = "key")]
    pub routine: ResourceRoutine,
    /// The practice or act, and the resource: once for each claim that holds.
    pub uses: Vec<(Box<str>, Box<str>)>,
    /// What that rests on.
    pub attestation: Attestation,
}

impl Routines {
    pub(super) fn of(case: &Case) -> Self {
        let doing = nodes_of(case, &[NodeKind::Practice, NodeKind::Act]);
        let claims: Vec<Claim<'_>> = doing.flat_map(|node| node.outgoing_by(RelationKind::Integrates)).collect();
        let mut unsorted: Vec<ClaimId> =
            claims.iter().filter(|claim| claim.holds() && claim.facet().is_none()).map(Claim::id).collect();
        unsorted.sort_unstable();
        Self {
            routines: ResourceRoutine::ALL.iter().map(|&routine| Routine::of(case, routine, &claims)).collect(),
            unsorted,
        }
    }
}

impl Routine {
    fn of(case: &Case, routine: ResourceRoutine, claims: &[Claim<'_>]) -> Self {
        let of_routine = || claims.iter().filter(|claim| claim.facet() == Some(routine.entry()));
        let used = |claim: &Claim<'_>| Some((claim.subject().id().into(), claim.object()?.id().into()));
        let anything = |from, to| Fit::anything(from).and(Fit::anything(to));
        Self {
            routine,
            uses: of_routine().filter(|claim| claim.holds()).filter_map(used).collect(),
            attestation: Attestation::of(of_routine().copied()).sought(sought_relation(
                case,
                RelationKind::Integrates,
                anything,
            )),
        }
    }
}
