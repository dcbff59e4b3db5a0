//! The purposes of a case, who stands where on them, and what members agreed on.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use crate::case::boundary::{Boundary, claim_begin};
use crate::case::{Case, ClaimId};
use crate::evidence::{Date, Period, Sign};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::spe::definition::record::{Agreement, Pair, Purpose, Stance, Stances};
use crate::theory::typology::InstitutionForm;

/// The purposes of a case, numbered in its order.
#[derive(Debug)]
pub(super) struct Purposes<'g> {
    case: &'g Case,
    pub(super) rows: Vec<Purpose>,
    nodes: Vec<u32>,
    numbers: HashMap<u32, u32>,
}

impl<'g> Purposes<'g> {
    /// O(purposes).
    pub(super) fn read(case: &'g Case, boundary: &Boundary<'g>, as_of: i32) -> Self {
        let nodes: Vec<u32> = case.structure.of_kind(NodeKind::Purpose).collect();
        let numbers = nodes.iter().copied().zip(0..).collect();
        let mut purposes = Self { case, rows: Vec::new(), nodes, numbers };
        purposes.rows = purposes.nodes.iter().map(|&node| purposes.purpose(node, boundary, as_of)).collect();
        purposes
    }

    pub(super) fn number(&self, node: u32) -> Option<u32> {
        self.numbers.get(&node).copied()
    }

    /// Its period, taken as wide as it can be, and whether it is held at the as-of date: begun, not ended, and not
    /// replaced by another.
    fn purpose(&self, node: u32, boundary: &Boundary<'_>, as_of: i32) -> Purpose {
        let first = self.first(node);
        let end = self.period(node).and_then(Period::latest_end);
        let last = end.map_or(i32::MAX, Date::day_number);
        let replaced = self.case.structure.network.incoming_by(node, RelationKind::Succeeds).iter().any(|&claim| {
            boundary.counts(claim) && self.first(self.case.parts.claims[claim as usize].subject) <= as_of
        });
        Purpose { first, last, current: first <= as_of && last >= as_of && !replaced }
    }

    fn first(&self, node: u32) -> i32 {
        self.period(node).and_then(Period::earliest_start).map_or(i32::MIN, Date::day_number)
    }

    fn period(&self, node: u32) -> Option<&'g Period> {
        self.case.parts.nodes[node as usize].attributes.as_ref()?.period.as_ref()
    }

    /// The latest stance of each member on each purpose: of several actors for one member all must endorse.
    pub(super) fn stances(&self, boundary: &mut Boundary<'g>) -> (Stances, Vec<(Pair, ClaimId)>) {
        let mut latest: BTreeMap<(u32, u32, u32), (Moment, bool)> = BTreeMap::new();
        let mut claims = Vec::new();
        for (&node, purpose) in self.nodes.iter().zip(0u32..) {
            for &claim in self.case.structure.network.incoming_by(node, RelationKind::TakesStance) {
                let record = &self.case.parts.claims[claim as usize];
                let Some(member) = boundary.member(record.subject).filter(|_| boundary.counts(claim)) else { continue };
                claims.push(((member, purpose), ClaimId(claim)));
                let endorses = record.sign().unwrap_or_default() == Sign::Positive;
                let stance = (moment(self.case, claim), endorses);
                let entry = latest.entry((member, purpose, record.subject)).or_insert(stance);
                *entry = stance.max(*entry);
            }
        }
        let mut of_members: BTreeMap<Pair, bool> = BTreeMap::new();
        for ((member, purpose, _), (_, endorses)) in latest {
            of_members.entry((member, purpose)).and_modify(|all| *all &= endorses).or_insert(endorses);
        }
        let row = |((member, purpose), endorses)| (member, Stance { purpose, endorses, weight: 1.0 });
        (Stances::new(boundary.members.len(), of_members.into_iter().map(row)), claims)
    }
}

/// What orders the stances of one actor: the date, the place of the act in which it was said, the claim's place.
type Moment = (Option<Date>, Option<u32>, u32);

fn moment(case: &Case, claim: u32) -> Moment {
    let rare = case.parts.claims[claim as usize].rare.as_deref();
    let date = claim_begin(case, claim);
    let act = rare.and_then(|rare| rare.during).map(|act| &case.parts.nodes[act as usize]);
    let place = act.and_then(|act| act.attributes.as_ref()).and_then(|attributes| attributes.sequence);
    (date, place, claim)
}

/// The agreements of one form, and the claims that each rests on: of several actors for one member all must accept.
pub(super) fn agreements(
    case: &Case,
    form: InstitutionForm,
    boundary: &mut Boundary<'_>,
) -> (Vec<Agreement>, Vec<Vec<ClaimId>>) {
    let (mut agreements, mut of_agreements) = (Vec::new(), Vec::new());
    for institution in case.structure.coded(form.into()) {
        if !boundary.has_begun(institution) {
            continue;
        }
        let (mut positions, mut claims) = (BTreeMap::<u32, bool>::new(), Vec::new());
        for &claim in case.structure.network.incoming_by(institution, RelationKind::PartyTo) {
            let record = &case.parts.claims[claim as usize];
            let Some(member) = boundary.member(record.subject).filter(|_| boundary.counts(claim)) else { continue };
            claims.push(ClaimId(claim));
            let accepts = record.sign().unwrap_or_default() == Sign::Positive;
            positions.entry(member).and_modify(|all| *all &= accepts).or_insert(accepts);
        }
        agreements.push(Agreement { positions: positions.into_iter().collect(), weight: 1.0 });
        of_agreements.push(claims);
    }
    (agreements, of_agreements)
}

/// How strongly members are said to depend on each other, and the claims that say so: the strongest degree counts.
pub(super) fn dependences(case: &Case, boundary: &mut Boundary<'_>) -> (HashMap<Pair, Option<f64>>, Vec<ClaimId>) {
    let (mut dependences, mut claims) = (HashMap::new(), Vec::new());
    for actor in case.structure.of_kind(NodeKind::Actor) {
        for &claim in case.structure.network.outgoing_by(actor, RelationKind::DependsOn) {
            let record = &case.parts.claims[claim as usize];
            let Some((_, on)) = record.relation().filter(|_| boundary.counts(claim)) else { continue };
            let (Some(from), Some(on)) = (boundary.member(actor), boundary.member(on)) else { continue };
            if from != on {
                claims.push(ClaimId(claim));
                let degree = record.degree.map(|degree| degree.value());
                let entry = dependences.entry((from, on)).or_insert(degree);
                *entry = [*entry, degree].into_iter().flatten().max_by(f64::total_cmp);
            }
        }
    }
    (dependences, claims)
}
