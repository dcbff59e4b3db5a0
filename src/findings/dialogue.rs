//! Findings on the two workshops (F12, F13, F14).

use super::counted::{Wanted, coded_object, coding, counts, empty_searches, entries, is_so, not_found, so};
use super::verdict::{CaseGrounds, Judged, Outcome, counted, listed};
use crate::Case;
use crate::case::{Claim, Node, SearchView};
use crate::evidence::{Modality, Polarity};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{DialoguingPractice, Role};

/// F12: each dialoguing practice is enacted in one of the cases.
pub(super) fn all_dialoguing_practices(cases: &[&Case]) -> Judged {
    let (found, cases): (Vec<Vec<Outcome>>, Vec<_>) = cases.iter().map(|case| dialoguing_alone(case)).unzip();
    let together = |place: usize| {
        let mut here = found.iter().map(|outcomes| outcomes[place]);
        let so = here.clone().any(|outcome| outcome == Outcome::Supported);
        Outcome::of(so, !so && !found.is_empty() && here.all(|outcome| outcome == Outcome::NotSupported))
    };
    let together: Vec<Outcome> = (0..DialoguingPractice::ALL.len()).map(together).collect();
    let of = |wanted| DialoguingPractice::ALL.iter().zip(&together).filter(move |(_, outcome)| **outcome == wanted);
    let names = |wanted| listed(of(wanted).map(|(practice, _)| practice));
    let why = format!(
        "Enacted: {}; looked for everywhere and not found: {}; open: {}.",
        names(Outcome::Supported),
        names(Outcome::NotSupported),
        names(Outcome::NotTestable)
    );
    Judged { outcome: Outcome::all(together), why, cases }
}

fn dialoguing_alone(case: &Case) -> (Vec<Outcome>, CaseGrounds) {
    let mut here = CaseGrounds::of(case);
    let outcomes: Vec<Outcome> =
        DialoguingPractice::ALL.iter().map(|&practice| enacted(case, practice, &mut here)).collect();
    let enacted = DialoguingPractice::ALL.iter().zip(&outcomes).filter(|(_, outcome)| **outcome == Outcome::Supported);
    let says = format!("enacted: {}", listed(enacted.map(|(practice, _)| practice)));
    (outcomes, here.saying(None, says))
}

fn enacted(case: &Case, practice: DialoguingPractice, here: &mut CaseGrounds) -> Outcome {
    let acts = so(case, RelationKind::Enacts).filter(|claim| coded_object(claim, practice).is_some());
    let so = here.claims(true, acts);
    let wanted = Wanted::coded(NodeKind::Practice, practice);
    let searched = here.searches(false, not_found(case, Wanted::kind(NodeKind::Act), RelationKind::Enacts, wanted));
    Outcome::of(so, searched && !so)
}

/// F13: what somebody has goes into talk in which tasks are handed out, and a search for synergies was looked for in vain.
pub(super) fn tasks_without_synergies(cases: &[&Case]) -> Judged {
    Judged::each(cases, tasks_alone)
}

fn tasks_alone(case: &Case) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    let handed_out = handing_out(case);
    let serves = so(case, RelationKind::Integrates)
        .filter(|claim| is_possessed(claim) && handed_out.iter().any(|task| during(task) == Some(claim.subject())));
    let serves: Vec<Claim<'_>> = serves.collect();
    let acts = || serves.iter().map(|claim| claim.subject());
    let tasks = handed_out.iter().copied().filter(|task| acts().any(|act| during(task) == Some(act)));
    here.claims(true, tasks);
    let allocated = here.claims(true, serves.iter().copied());
    let synergy =
        here.claims(false, so(case, RelationKind::Advances).filter(|claim| claim.object().is_some_and(is_synergy)));
    let searched = here.searches(true, empty_searches(case).filter(is_for_synergy));
    let known = |so| if so { "known" } else { "not known" };
    let says = format!(
        "experience that serves the allocation of tasks: {}; search for synergies: {}",
        known(allocated),
        if synergy {
            "found"
        } else if searched {
            "looked for and not found"
        } else {
            "not known"
        }
    );
    here.saying(Outcome::of(allocated && searched, synergy), says)
}

/// The claims that somebody is to take part in something, said in an act.
fn handing_out(case: &Case) -> Vec<Claim<'_>> {
    let expected = |claim: &Claim<'_>| claim.modality() == Modality::Expected && claim.polarity() == Polarity::Asserted;
    let parts = case.claims().filter(|claim| claim.relation() == Some(RelationKind::TakesPartIn));
    parts.filter(|claim| expected(claim) && counts(claim) && claim.during().is_some()).collect()
}

fn during<'g>(claim: &Claim<'g>) -> Option<Node<'g>> {
    claim.during().map(|act| *act)
}

/// Whether the resource that goes in is one that some actor has.
fn is_possessed(integrates: &Claim<'_>) -> bool {
    integrates.object().is_some_and(|resource| resource.incoming_by(RelationKind::Possesses).any(|claim| is_so(&claim)))
}

/// Whether a purpose is to find synergies: no code says so, and its label is read.
fn is_synergy(node: Node<'_>) -> bool {
    node.kind() == NodeKind::Purpose && node.label().to_lowercase().contains("synerg")
}

fn is_for_synergy(search: &SearchView<'_>) -> bool {
    let subject = search.subject();
    let any_talk =
        subject.node.is_none() && subject.code.is_none() && subject.kind.is_none_or(|kind| kind == NodeKind::Act);
    search.relation() == Some(RelationKind::Advances) && any_talk && search.object().node.is_some_and(is_synergy)
}

/// F14: no customer takes part in the session, and others speak of or for customers.
pub(super) fn customers_are_spoken_for(cases: &[&Case]) -> Judged {
    Judged::each(cases, spoken_for_alone)
}

fn spoken_for_alone(case: &Case) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    let (sessions, acts) = sessions(case);
    let there = so(case, RelationKind::TakesPartIn)
        .filter(|claim| is_customer(claim.subject()) && claim.object().is_some_and(|act| acts.contains(&act)));
    let there = here.claims(false, there);
    let absent = here.searches(true, empty_searches(case).filter(|search| is_for_customers(search, &sessions)));
    let speaking = so(case, RelationKind::SpeaksFor)
        .filter(|claim| !is_customer(claim.subject()) && claim.object().is_some_and(is_customer));
    let speaking = here.claims(true, speaking);
    let talking = so(case, RelationKind::Enacts).filter(|claim| is_talk_of_others(claim, &acts));
    let talking = here.claims(true, talking);
    let customers = if there {
        "a customer takes part"
    } else if absent {
        "customers were looked for and not found"
    } else {
        "whether customers take part is not known"
    };
    let spoken = if speaking || talking { "others speak of or for them" } else { "who speaks for them is not known" };
    let outcome = Outcome::of(absent && (speaking || talking), there);
    here.saying(outcome, format!("{}; {customers}; {spoken}", counted(sessions.len(), "session")))
}

/// The acts that others are part of, or all acts where none is; and these with their parts.
fn sessions(case: &Case) -> (Vec<Node<'_>>, Vec<Node<'_>>) {
    let parts = so(case, RelationKind::PartOf).filter(|claim| claim.subject().kind() == NodeKind::Act);
    let (mut sessions, mut acts): (Vec<Node<'_>>, Vec<Node<'_>>) = (Vec::new(), Vec::new());
    for claim in parts {
        let whole = claim.object().filter(|whole| !sessions.contains(whole));
        sessions.extend(whole);
        acts.extend(whole.into_iter().chain([claim.subject()]));
    }
    if sessions.is_empty() {
        sessions = case.nodes().filter(|node| node.kind() == NodeKind::Act).collect();
        acts.clone_from(&sessions);
    }
    (sessions, acts)
}

fn is_customer(actor: Node<'_>) -> bool {
    coding(actor, Role::Customer).is_some()
}

/// Whether the search was for any customer who takes part in a session, or in anything.
fn is_for_customers(search: &SearchView<'_>, sessions: &[Node<'_>]) -> bool {
    let customers = Wanted::coded(NodeKind::Actor, Role::Customer).is_within(search.subject());
    let act = search.object().node;
    let there = act.map_or(search.scope().len() == 0, |act| sessions.contains(&act));
    search.relation() == Some(RelationKind::TakesPartIn) && customers && there
}

/// Whether an act of these is talk about customers or about their perspective, by somebody who is none.
fn is_talk_of_others(enacts: &Claim<'_>, acts: &[Node<'_>]) -> bool {
    const ABOUT: [DialoguingPractice; 2] =
        [DialoguingPractice::AboutTheCustomer, DialoguingPractice::NeedForCustomerPerspective];
    let act = enacts.subject();
    let about = enacts
        .object()
        .is_some_and(|practice| entries::<DialoguingPractice>(practice).any(|(kind, _)| ABOUT.contains(&kind)));
    let by_others =
        || act.incoming_by(RelationKind::TakesPartIn).any(|claim| is_so(&claim) && !is_customer(claim.subject()));
    about && acts.contains(&act) && by_others()
}
