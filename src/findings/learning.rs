//! Findings on the learning organisation (F16 to F19).

use super::counted::{Wanted, absent, coded_object, coding, entries, is_denied, is_positive, is_so, so};
use super::verdict::{CaseGrounds, Judged, Outcome, counted, listed};
use crate::Case;
use crate::case::{Claim, Node};
use crate::evidence::Sign;
use crate::graph::node::{Actor, NodeKind, Sphere};
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{AbsorptiveStage, ActorForm, CapitalForm, EvidenceKind, PurposeScope, Role, SphereKind};

/// F16: every member of staff who was interviewed has a personal purpose in line with that of the organisation.
pub(super) fn purposes_align(cases: &[&Case]) -> Judged {
    Judged::each(cases, staff_alone)
}

fn staff_alone(case: &Case) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    let staff = case.all::<Actor>().map(|actor| *actor).filter(|actor| is_interviewed_staff(*actor));
    let staff: Vec<Outcome> = staff.map(|person| is_in_line(person, &mut here)).collect();
    let aligned = staff.iter().filter(|outcome| **outcome == Outcome::Supported).count();
    let says = format!(
        "{} interviewed, {aligned} with a personal purpose known to be in line",
        counted(staff.len(), "person")
    );
    here.saying(Outcome::all(staff), says)
}

/// Whether a person of the staff speaks in an interview: some claim about it rests on one.
fn is_interviewed_staff(actor: Node<'_>) -> bool {
    let spoke = |claim: Claim<'_>| claim.evidence().any(|piece| piece.kind() == Some(EvidenceKind::Interview));
    coding(actor, ActorForm::Person).is_some() && coding(actor, Role::Employee).is_some() && actor.outgoing().any(spoke)
}

fn is_in_line(person: Node<'_>, here: &mut CaseGrounds) -> Outcome {
    let endorsed = person.outgoing_by(RelationKind::TakesStance).filter(|claim| is_so(claim) && is_positive(claim));
    let own: Vec<(Claim<'_>, Node<'_>)> =
        endorsed.filter_map(|claim| Some((claim, coded_object(&claim, PurposeScope::Personal)?.0))).collect();
    let outcomes = own.into_iter().map(|(stance, purpose)| {
        let (with, against) = alignments(purpose);
        let outcome = Outcome::of(!with.is_empty(), with.is_empty() && !against.is_empty());
        if outcome != Outcome::NotTestable {
            here.claims(outcome == Outcome::Supported, [stance]);
        }
        here.claims(true, with);
        here.claims(false, against);
        outcome
    });
    Outcome::all(outcomes.collect::<Vec<_>>())
}

/// The claims that a purpose is in line with one of the organisation, and that it is not.
fn alignments(purpose: Node<'_>) -> (Vec<Claim<'_>>, Vec<Claim<'_>>) {
    let organisational = |claim: &Claim<'_>| {
        let ends = [Some(claim.subject()), claim.object()].into_iter().flatten();
        ends.filter(|end| *end != purpose).any(|end| coding(end, PurposeScope::Organisational).is_some())
    };
    let claims = purpose.outgoing_by(RelationKind::AlignsWith).chain(purpose.incoming_by(RelationKind::AlignsWith));
    let (mut with, mut against) = (Vec::new(), Vec::new());
    for claim in claims.filter(organisational) {
        let at_odds = is_denied(&claim) || is_so(&claim) && claim.sign() == Some(Sign::Negative);
        if at_odds {
            against.push(claim);
        } else if is_so(&claim) && is_positive(&claim) {
            with.push(claim);
        }
    }
    (with, against)
}

/// F17: what draws on intangible capital makes it grow.
pub(super) fn capital_grows(cases: &[&Case]) -> Judged {
    Judged::each(cases, capital_alone)
}

fn capital_alone(case: &Case) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    let uses = so(case, RelationKind::Integrates)
        .filter(|claim| claim.object().is_some_and(|resource| entries::<CapitalForm>(resource).next().is_some()));
    let (mut growing, mut shrinking, mut used) = (0, 0, 0);
    for claim in uses {
        let same = |other: &Claim<'_>| other.object() == claim.object();
        let user = claim.subject();
        let grows = user.outgoing_by(RelationKind::Grows).filter(same);
        let (denying, grows): (Vec<_>, Vec<_>) = grows.partition(is_denied);
        let depletes = user.outgoing_by(RelationKind::Depletes).filter(|other| same(other) && is_so(other));
        let grows = here.claims(true, grows.into_iter().filter(is_so));
        let shrinks = here.claims(false, denying.into_iter().chain(depletes));
        here.claims(grows || !shrinks, [claim]);
        (used, growing, shrinking) = (used + 1, growing + usize::from(grows), shrinking + usize::from(shrinks));
    }
    let says =
        format!("{} of intangible capital: in {growing} it grows, in {shrinking} it does not", counted(used, "use"));
    here.saying(Outcome::of(growing > 0, shrinking > 0), says)
}

/// F18: inside a joint sphere there are others than providers, their staff and customers.
pub(super) fn beyond_customers(cases: &[&Case]) -> Judged {
    Judged::each(cases, sphere_alone)
}

fn sphere_alone(case: &Case) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    let joint =
        case.all::<Sphere>().map(|sphere| *sphere).filter(|sphere| coding(*sphere, SphereKind::Joint).is_some());
    let inside: Vec<Claim<'_>> =
        joint.flat_map(|sphere| sphere.incoming_by(RelationKind::BelongsTo)).filter(is_so).collect();
    let two = |role: &Role| matches!(role, Role::Provider | Role::Customer | Role::Employee);
    let roles = |claim: &Claim<'_>| entries::<Role>(claim.subject()).map(|(role, _)| role).collect::<Vec<_>>();
    let (beyond, others): (Vec<_>, Vec<_>) =
        inside.iter().copied().partition(|claim| roles(claim).iter().any(|role| !two(role)));
    let mut further: Vec<Role> = beyond.iter().flat_map(roles).filter(|role| !two(role)).collect();
    further.sort_unstable();
    further.dedup();
    let all_known = !inside.is_empty() && others.iter().all(|claim| !roles(claim).is_empty());
    let so = here.claims(true, beyond);
    if !so && all_known {
        here.claims(false, others);
    }
    here.saying(
        Outcome::of(so, !so && all_known),
        format!("inside beside providers and customers: {}", listed(further)),
    )
}

/// F19: a capability, practice or act is there for each of the four absorptive capacities.
pub(super) fn four_absorptive_capacities(cases: &[&Case]) -> Judged {
    Judged::each(cases, stages_alone)
}

fn stages_alone(case: &Case) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    let of = |stage: AbsorptiveStage| case.nodes().filter_map(move |node| coding(node, stage));
    let outcomes: Vec<Outcome> = AbsorptiveStage::ALL
        .iter()
        .map(|&stage| {
            let so = here.claims(true, of(stage));
            let searched = here.searches(false, absent(case, Wanted::coded(NodeKind::Capability, stage)));
            Outcome::of(so, searched && !so)
        })
        .collect();
    let evidenced = AbsorptiveStage::ALL.iter().zip(&outcomes).filter(|(_, outcome)| **outcome == Outcome::Supported);
    let says = format!("evidenced beyond the authors' claims: {}", listed(evidenced.map(|(stage, _)| stage)));
    here.saying(Outcome::all(outcomes), says)
}
