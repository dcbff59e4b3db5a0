//! Findings on compelling events, sustained purposeful engagement and what it rests on (F4, F6, F7, F9, F10).

use std::collections::BTreeSet;

use super::counted::{
    Wanted, coded_object, coding, counts, denied, entries, is_denied, is_positive, is_so, not_found, search_counts, so,
};
use super::focus::no_value;
use super::verdict::{CaseGrounds, Judged, Outcome, counted};
use crate::Case;
use crate::case::{Claim, Node};
use crate::evidence::{Certainty, Date};
use crate::graph::Handle;
use crate::graph::node::{Act, Event, NodeKind, Sphere};
use crate::graph::relation::RelationKind;
use crate::spe;
use crate::theory::Typology;
use crate::theory::typology::{Dimension, EventTrigger, InstitutionForm, PracticeKind, SphereKind, TieKind};

/// F4: an event triggers a practice, or comes before an act of one, in each case.
pub(super) fn practices_follow_events(cases: &[&Case]) -> Judged {
    Judged::each(cases, events_alone)
}

fn events_alone(case: &Case) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    let compelling: Vec<Node<'_>> = case.all::<Event>().map(|event| *event).filter(is_compelling).collect();
    let acts: Vec<Claim<'_>> = so(case, RelationKind::Enacts).filter(is_of_a_practice).collect();
    let triggered = here.claims(true, so(case, RelationKind::Triggers).filter(leads_to_a_practice));
    let after = |act: &Claim<'_>| compelling.iter().any(|event| is_later(*event, act.subject()));
    let later = here.claims(true, acts.iter().copied().filter(after));
    let so = triggered || later;
    let events = Wanted::kind(NodeKind::Event);
    let searched = here.searches(false, not_found(case, events, RelationKind::Triggers, Wanted::ANY));
    let before = !so && none_is_later(&compelling, &acts) && here.claims(false, acts);
    let outcome = Outcome::of(so, !so && (searched || before));
    let practices = match outcome {
        Outcome::Supported => "a practice follows or is reinforced",
        Outcome::NotSupported => "no practice follows",
        Outcome::NotTestable => "that practices follow is said by none but the authors, nor do dates show it",
    };
    here.saying(
        outcome,
        format!("{} beside authors' claims; {practices}", counted(compelling.len(), "compelling event")),
    )
}

fn is_compelling(event: &Node<'_>) -> bool {
    entries::<EventTrigger>(*event).next().is_some()
}

fn is_practice(node: Node<'_>) -> bool {
    entries::<PracticeKind>(node).next().is_some()
}

/// Whether a claim says that an act enacts one of the eight practices.
fn is_of_a_practice(enacts: &Claim<'_>) -> bool {
    enacts.object().is_some_and(is_practice)
}

/// Whether an event triggers one of the eight practices, or an act that enacts one.
fn leads_to_a_practice(triggers: &Claim<'_>) -> bool {
    let enacts_one =
        |act: Node<'_>| act.outgoing_by(RelationKind::Enacts).any(|claim| is_so(&claim) && is_of_a_practice(&claim));
    triggers.object().is_some_and(|object| is_practice(object) || enacts_one(object))
}

/// Whether there are acts and events, and by their dates no act can come after any event.
fn none_is_later(events: &[Node<'_>], acts: &[Claim<'_>]) -> bool {
    let never = |event: &Node<'_>, act: &Claim<'_>| {
        let periods = event.period().zip(act.subject().period());
        periods.is_some_and(|(event, act)| event.before(act) == Certainty::Impossible)
    };
    !events.is_empty() && !acts.is_empty() && acts.iter().all(|act| events.iter().all(|event| never(event, act)))
}

/// From this on a figure in [0, 1] counts as high, and below it as low.
const HIGH: f64 = 0.5;

/// F6: in cases with sustained and purposeful engagement, linking goes on into co-design and co-launching.
pub(super) fn linking_goes_on(cases: &[&Case]) -> Judged {
    Judged::each(cases, going_on_alone)
}

/// A case that is known to be without such engagement does not bear on the finding.
fn going_on_alone(case: &Case) -> CaseGrounds {
    let here = CaseGrounds::of(case);
    match engagement(case) {
        Outcome::Supported => going_on_where_engaged(case, here),
        Outcome::NotSupported => here.saying(None, "engagement is not sustained and purposeful"),
        Outcome::NotTestable => {
            here.saying(Outcome::NotTestable, "whether engagement is sustained and purposeful is not known")
        }
    }
}

fn going_on_where_engaged(case: &Case, mut here: CaseGrounds) -> CaseGrounds {
    let outcome = Outcome::all([PracticeKind::CoDesign, PracticeKind::CoLaunching].map(|kind| {
        let so = here.claims(true, goes_on_into(case, kind));
        let practice = Wanted::coded(NodeKind::Practice, kind);
        let never = not_found(case, Wanted::kind(NodeKind::Act), RelationKind::Enacts, practice);
        let never = here.searches(false, never);
        let denying = denied(case, RelationKind::Feeds).filter(|claim| from_linking_to(claim, kind));
        let denying = here.claims(false, denying);
        Outcome::of(so, !so && (never || denying))
    }));
    here.saying(outcome, format!("engagement is sustained and purposeful; that linking goes on: {outcome}"))
}

/// Whether some joint sphere of the case is sustained and purposeful, by what the authors do not merely claim.
fn engagement(case: &Case) -> Outcome {
    let Some(case) = without_authors(case) else { return Outcome::NotTestable };
    let ends = case.all::<Act>().filter_map(|act| act.period()?.latest_end());
    let Some(last) = ends.max() else { return Outcome::NotTestable };
    let joint = case.all::<Sphere>().filter(|sphere| coding(**sphere, SphereKind::Joint).is_some());
    let spheres: Vec<Outcome> = joint.map(|sphere| sustained_and_purposeful(&case, sphere.handle(), last)).collect();
    let some = spheres.contains(&Outcome::Supported);
    let none = !spheres.is_empty() && spheres.iter().all(|sphere| *sphere == Outcome::NotSupported);
    Outcome::of(some, none)
}

fn sustained_and_purposeful(case: &Case, sphere: Handle<Sphere>, last: Date) -> Outcome {
    let Ok(assessment) = spe::assess(case, sphere, last) else { return Outcome::NotTestable };
    let parts = [&assessment.purpose.value, &assessment.sustained.value];
    Outcome::all(parts.map(|part| Outcome::of(part.low >= HIGH, part.high < HIGH)))
}

/// The case without the claims and searches that rest on the authors alone.
fn without_authors(case: &Case) -> Option<Case> {
    let mut document = case.document();
    let kept: Vec<bool> = case.claims().map(|claim| counts(&claim)).collect();
    let mut place = kept.iter();
    document.claims.retain(|_| place.next().copied().unwrap_or(false));
    let kept: Vec<bool> = case.searches().map(|search| search_counts(&search)).collect();
    let mut place = kept.iter();
    document.searches.retain(|_| place.next().copied().unwrap_or(false));
    Case::try_from(document).ok()
}

/// Whether a claim that one practice feeds another goes from linking to this kind.
fn from_linking_to(claim: &Claim<'_>, kind: PracticeKind) -> bool {
    is_linking(claim.subject()) && coded_object(claim, kind).is_some()
}

fn is_linking(practice: Node<'_>) -> bool {
    entries::<PracticeKind>(practice).any(|(kind, _)| kind.dimension() == Some(Dimension::Linking))
}

/// The claims that show linking going on into this kind: a practice that feeds one, or an act of one that answers, or
/// certainly comes after, an act of linking.
fn goes_on_into(case: &Case, kind: PracticeKind) -> Vec<Claim<'_>> {
    let feeding = so(case, RelationKind::Feeds).filter(|claim| from_linking_to(claim, kind));
    let linking: Vec<Node<'_>> = so(case, RelationKind::Enacts)
        .filter(|claim| claim.object().is_some_and(is_linking))
        .map(|claim| claim.subject())
        .collect();
    let follows = |act: Node<'_>| {
        let after = |first: &Node<'_>| is_later(*first, act);
        let answers = |claim: &Claim<'_>| is_so(claim) && claim.object().is_some_and(|to| linking.contains(&to));
        linking.iter().any(after) || act.outgoing_by(RelationKind::RespondsTo).any(|claim| answers(&claim))
    };
    let later =
        so(case, RelationKind::Enacts).filter(|claim| coded_object(claim, kind).is_some() && follows(claim.subject()));
    feeding.chain(later).collect()
}

fn is_later(first: Node<'_>, second: Node<'_>) -> bool {
    first.period().zip(second.period()).is_some_and(|(first, second)| first.before(second) == Certainty::Certain)
}

/// F7: no value without ties, and ties without value.
pub(super) fn ties_necessary_not_sufficient(cases: &[&Case]) -> Judged {
    let (pairs, cases): (Vec<_>, Vec<_>) = cases.iter().map(|case| ties_and_value(case)).unzip();
    let count = |ties: Outcome, value: Outcome| pairs.iter().filter(|pair| **pair == (ties, value)).count();
    let (yes, no) = (Outcome::Supported, Outcome::NotSupported);
    let (both, ties_only, value_only, neither) = (count(yes, yes), count(yes, no), count(no, yes), count(no, no));
    // That ties are necessary shows where their absence is known; that they do not suffice, where value is absent.
    let necessary = Outcome::of(both > 0 && neither > 0, value_only > 0);
    let insufficient = Outcome::of(ties_only > 0, ties_only == 0 && both > 0 && neither > 0);
    let why = format!(
        "Cases with ties and value: {both}; ties alone: {ties_only}; value alone: {value_only}; neither: {neither}; one or \
         both unknown: {}.",
        pairs.len() - both - ties_only - value_only - neither
    );
    Judged { outcome: Outcome::all([necessary, insufficient]), why, cases }
}

fn ties_and_value(case: &Case) -> ((Outcome, Outcome), CaseGrounds) {
    let mut here = CaseGrounds::of(case);
    let formal = |claim: &Claim<'_>| claim.facet() == Some(TieKind::Formal.entry());
    let tied = so(case, RelationKind::TiedTo).filter(|claim| is_positive(claim) && !formal(claim));
    let tied: Vec<Claim<'_>> = tied.collect();
    let actors = Wanted::kind(NodeKind::Actor);
    let untied: Vec<_> = not_found(case, actors, RelationKind::TiedTo, actors).collect();
    let realized: Vec<Claim<'_>> = so(case, RelationKind::Realizes).chain(so(case, RelationKind::Gains)).collect();
    let valueless: Vec<_> = no_value(case).collect();
    let ties = Outcome::of(!tied.is_empty(), tied.is_empty() && !untied.is_empty());
    let value = Outcome::of(!realized.is_empty(), realized.is_empty() && !valueless.is_empty());
    // Only value without ties is against; all else is a part of the picture.
    let against = (ties, value) == (Outcome::NotSupported, Outcome::Supported);
    here.claims(!against, tied.into_iter().chain(realized));
    here.searches(!against, untied.into_iter().chain(valueless));
    let word = |outcome| match outcome {
        Outcome::Supported => "known",
        Outcome::NotSupported => "looked for and not found",
        Outcome::NotTestable => "unknown",
    };
    let says = format!("ties and trust: {}; value realised: {}", word(ties), word(value));
    ((ties, value), here.saying(None, says))
}

/// F9: actors who belong to different wholes share a profession, and it orders a purpose or a sphere, in each case.
pub(super) fn shared_profession(cases: &[&Case]) -> Judged {
    Judged::each(cases, profession_alone)
}

fn profession_alone(case: &Case) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    let professions = |claim: &Claim<'_>| coded_object(claim, InstitutionForm::Profession).is_some();
    let identified: Vec<Claim<'_>> = so(case, RelationKind::IdentifiesWith).filter(professions).collect();
    let shared: Vec<Claim<'_>> = identified.iter().copied().filter(|claim| is_shared(claim, &identified)).collect();
    let eases = |claim: &Claim<'_>| {
        let aim = claim.object().map(|object| object.kind());
        let aims = aim == Some(NodeKind::Purpose) || aim == Some(NodeKind::Sphere);
        aims && shared.iter().any(|shared| shared.object() == Some(claim.subject()))
    };
    let easing: Vec<Claim<'_>> = so(case, RelationKind::Governs).filter(eases).collect();
    let so = !easing.is_empty();
    here.claims(true, shared.iter().copied().chain(easing));
    let denying = here.claims(false, denied(case, RelationKind::IdentifiesWith).filter(professions));
    let profession = Wanted::coded(NodeKind::Institution, InstitutionForm::Profession);
    let looked = not_found(case, Wanted::kind(NodeKind::Actor), RelationKind::IdentifiesWith, profession);
    let searched = here.searches(false, looked);
    let outcome = Outcome::of(so, !so && shared.is_empty() && (searched || denying));
    let says = format!("{} share a profession with another party", counted(shared.len(), "actor"));
    here.saying(outcome, says)
}

/// Whether somebody else, neither a part nor a whole of this one, identifies with the same.
fn is_shared(claim: &Claim<'_>, identified: &[Claim<'_>]) -> bool {
    let apart = |other: &Claim<'_>| {
        let (one, another) = (claim.subject(), other.subject());
        one != another && !is_part_of(one, another) && !is_part_of(another, one)
    };
    identified.iter().any(|other| other.object() == claim.object() && apart(other))
}

fn is_part_of(part: Node<'_>, whole: Node<'_>) -> bool {
    let mut parts = part.outgoing_by(RelationKind::PartOf);
    parts.any(|claim| is_so(&claim) && claim.object() == Some(whole))
}

/// F10: of pairs that depend on each other, more share a purpose than of pairs that do not.
pub(super) fn dependence_and_purpose(cases: &[&Case]) -> Judged {
    let (tallies, cases): (Vec<Pairs>, Vec<_>) = cases.iter().map(|case| dependence_alone(case)).unzip();
    let sum = |of: fn(&Pairs) -> [u64; 2]| {
        tallies.iter().map(of).fold([0, 0], |sum, [shared, all]| [sum[0] + shared, sum[1] + all])
    };
    let ([shared, dependent], [shared_apart, apart]) = (sum(|pairs| pairs.dependent), sum(|pairs| pairs.independent));
    let above = u128::from(shared) * u128::from(apart) > u128::from(shared_apart) * u128::from(dependent);
    let known = dependent > 0 && apart > 0;
    let why = format!(
        "A purpose is shared by {shared} of {dependent} pairs that depend on each other, and by {shared_apart} of {apart} that \
         are known not to."
    );
    Judged { outcome: Outcome::of(known && above, known && !above), why, cases }
}

/// Pairs that share a purpose, of the pairs whose stances on one purpose are known.
#[derive(Clone, Copy, Default)]
struct Pairs {
    dependent: [u64; 2],
    independent: [u64; 2],
}

fn dependence_alone(case: &Case) -> (Pairs, CaseGrounds) {
    let (mut pairs, mut here) = (Pairs::default(), CaseGrounds::of(case));
    let stances: Vec<Claim<'_>> = so(case, RelationKind::TakesStance)
        .filter(|claim| claim.object().is_some_and(|object| object.kind() == NodeKind::Purpose))
        .collect();
    for pair in pairs_with_dependence(case) {
        let Some((shares, claims)) = common_purpose(case, pair, &stances) else { continue };
        let Some((depends, links)) = mutual(case, pair) else { continue };
        let tally = if depends { &mut pairs.dependent } else { &mut pairs.independent };
        tally[0] += u64::from(shares);
        tally[1] += 1;
        here.claims(shares == depends, claims.into_iter().chain(links));
    }
    let says = format!(
        "{} with known dependence and stances",
        counted((pairs.dependent[1] + pairs.independent[1]) as usize, "pair")
    );
    (pairs, here.saying(None, says))
}

/// Two actors, by their places in the case, the first before the second.
type Pair = (u32, u32);

/// The pairs of which it is said, either way, whether the one depends on the other.
fn pairs_with_dependence(case: &Case) -> BTreeSet<Pair> {
    let claims = so(case, RelationKind::DependsOn).chain(denied(case, RelationKind::DependsOn));
    let pairs = claims.filter_map(|claim| Some((claim.subject().index, claim.object()?.index)));
    pairs.filter(|(a, b)| a != b).map(|(a, b)| (a.min(b), a.max(b))).collect()
}

/// Whether the two depend on each other, with the claims; `None` where one side is not known and none is ruled out.
fn mutual(case: &Case, (a, b): Pair) -> Option<(bool, Vec<Claim<'_>>)> {
    let between = |claim: &Claim<'_>, from: u32, to: u32| {
        claim.subject().index == from && claim.object().is_some_and(|object| object.index == to)
    };
    let nil = |claim: &Claim<'_>| claim.degree().is_some_and(|degree| degree.value() == 0.0);
    let side = |from: u32, to: u32| {
        let node = Node { case, index: from };
        let claims: Vec<Claim<'_>> = node
            .outgoing_by(RelationKind::DependsOn)
            .filter(|claim| counts(claim) && between(claim, from, to))
            .collect();
        let so = claims.iter().any(|claim| claim.holds() && !nil(claim));
        let not = claims.iter().any(|claim| is_denied(claim) || claim.holds() && nil(claim));
        (Outcome::of(so, !so && not), claims)
    };
    let ((one, first), (other, second)) = (side(a, b), side(b, a));
    let claims = || first.into_iter().chain(second).collect();
    match Outcome::all([one, other]) {
        Outcome::Supported => Some((true, claims())),
        Outcome::NotSupported => Some((false, claims())),
        Outcome::NotTestable => None,
    }
}

/// Whether the two endorse one purpose, with their stances; `None` where there is no purpose on which both are known.
fn common_purpose<'g>(case: &'g Case, (a, b): Pair, stances: &[Claim<'g>]) -> Option<(bool, Vec<Claim<'g>>)> {
    let of = |index: u32| stances.iter().copied().filter(move |claim| claim.subject() == Node { case, index });
    let both =
        of(a).flat_map(|one| of(b).filter(move |other| other.object() == one.object()).map(move |other| (one, other)));
    let both: Vec<(Claim<'g>, Claim<'g>)> = both.collect();
    let shared = both.iter().any(|(one, other)| is_positive(one) && is_positive(other));
    let claims = both.iter().flat_map(|(one, other)| [*one, *other]).collect();
    (!both.is_empty()).then_some((shared, claims))
}
