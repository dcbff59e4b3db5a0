//! Findings on compelling events, sustained purposeful engagement and what it rests on (F4, F6, F7, F9, F10).

use std::collections::BTreeSet;

use super::counted::{
    Wanted, coded_object, coding, counts, denied, entries, is_denied, is_positive, is_so, not_found, search_counts, so,
};
use super::focus::no_value;
use super::verdict::{CaseGrounds, Judged, Outcome, counted};
use crate::Case;
use crate::case::{Claim, ClaimId, Node, SearchId, SearchView};
use crate::conditions::{self, Condition, Reading};
use crate::error::Error;
use crate::evidence::{Certainty, Date};
use crate::graph::Handle;
use crate::graph::node::{Act, Event, NodeKind, Sphere};
use crate::graph::relation::RelationKind;
use crate::qca::{self, Figure, Membership, NecessityCuts, Single, Table, single_conditions};
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

/// F6: sustained and purposeful engagement is sufficient for linking to go on into co-design and co-launching.
pub(super) fn linking_goes_on(cases: &[&Case]) -> Judged {
    let engaged = Condition::by("ENGAGED", |case| reading(engagement(case)));
    let goes_on = Condition::by("GOES_ON", |case| reading(going_on(case, &mut CaseGrounds::of(case))));
    let fit = || {
        let encoded = conditions::table(cases.iter().copied(), [engaged, goes_on])?;
        let fit = qca::fit_bounds(&encoded.table, &"ENGAGED".parse()?, &"GOES_ON".parse()?)?;
        Ok::<_, Error>((encoded, fit.of_condition))
    };
    let Ok((encoded, inclusion)) = fit() else { return Judged::open(cases) };
    let of = |row, name| encoded.reading(row, name).map_or(Membership::Unknown, |reading| reading.membership);
    let alone = |(row, case): (usize, &&Case)| going_on_alone(case, of(row, "ENGAGED"), of(row, "GOES_ON"));
    let cases: Vec<CaseGrounds> = cases.iter().enumerate().map(alone).collect();
    let settled = !inclusion.may_be_undefined;
    let always = settled && inclusion.least.value() == Some(1.0);
    let outcome = Outcome::of(always, settled && inclusion.greatest.value().is_some_and(|most| most < 1.0));
    let open = cases.iter().filter(|case| case.alone == Some(Outcome::NotTestable)).count();
    let why = format!(
        "inclS of ENGAGED for GOES_ON over {}, {open} of them open: {inclusion}.",
        counted(cases.len(), "case")
    );
    Judged { outcome, why, cases }
}

/// What is known to be so has a membership of 1, what is known not to be so one of 0.
fn reading(outcome: Outcome) -> Reading {
    let membership = match outcome {
        Outcome::Supported => Membership::Known(1.0),
        Outcome::NotSupported => Membership::Known(0.0),
        Outcome::NotTestable => Membership::Unknown,
    };
    Reading::new(membership, outcome.key())
}

/// A case that is known to be without such engagement does not bear on the finding.
fn going_on_alone(case: &Case, engaged: Membership, goes_on: Membership) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    if engaged == Membership::Known(0.0) {
        return here.saying(None, "engagement is not sustained and purposeful");
    }
    if engaged != Membership::Known(1.0) {
        let says = format!(
            "whether engagement is sustained and purposeful is not known; that linking goes on: {}",
            said(goes_on)
        );
        return here.saying(Outcome::NotTestable, says);
    }
    let outcome = going_on(case, &mut here);
    here.saying(outcome, format!("engagement is sustained and purposeful; that linking goes on: {outcome}"))
}

fn said(membership: Membership) -> &'static str {
    match membership.known() {
        Some(known) if known > 0.0 => "known",
        Some(_) => "ruled out",
        None => "unknown",
    }
}

/// Whether linking goes on into both kinds, with what says so.
fn going_on(case: &Case, here: &mut CaseGrounds) -> Outcome {
    Outcome::all([PracticeKind::CoDesign, PracticeKind::CoLaunching].map(|kind| {
        let so = here.claims(true, goes_on_into(case, kind));
        let practice = Wanted::coded(NodeKind::Practice, kind);
        let never = not_found(case, Wanted::kind(NodeKind::Act), RelationKind::Enacts, practice);
        let never = here.searches(false, never);
        let denying = denied(case, RelationKind::Feeds).filter(|claim| from_linking_to(claim, kind));
        let denying = here.claims(false, denying);
        Outcome::of(so, !so && (never || denying))
    }))
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

/// What F7 asks for: no value without ties, ties that are not nearly everywhere, and ties without value.
const NECESSARY: NecessityCuts = NecessityCuts { inclusion: 1.0, coverage: 0.0, relevance: 0.5 };
const SUFFICIENT: f64 = 1.0;

/// F7: ties are necessary for value and not sufficient, by the fit of one condition over the cases known in both.
pub(super) fn ties_necessary_not_sufficient(cases: &[&Case]) -> Judged {
    let conditions = [Condition::by("TIES", ties), Condition::by("VALUE", value)];
    let Ok(encoded) = conditions::table(cases.iter().copied(), conditions) else { return Judged::open(cases) };
    let fit = single(&encoded.table, "TIES", "VALUE");
    let outcome = fit.as_ref().map_or(Outcome::NotTestable, necessary_not_sufficient);
    let known = |row: &usize| {
        ["TIES", "VALUE"].iter().all(|name| encoded.table.membership(*row, name).is_ok_and(|known| known.is_some()))
    };
    let known = (0..cases.len()).filter(known).count();
    let figures = fit.map_or(String::new(), |fit| {
        let (n, s) = (fit.necessity, fit.sufficiency);
        format!(": inclN {}, RoN {}, inclS {} of TIES for VALUE", n.inclusion, n.relevance, s.inclusion)
    });
    let why = format!("Of {}, {known} known in both{figures}.", counted(cases.len(), "case"));
    let of = |row, name| encoded.reading(row, name).cloned().unwrap_or_else(|| reading(Outcome::NotTestable));
    let alone = |(row, case): (usize, &&Case)| ties_and_value(case, &of(row, "TIES"), &of(row, "VALUE"));
    Judged { outcome, why, cases: cases.iter().enumerate().map(alone).collect() }
}

/// The fit of one condition, as it stands; none if no row is known in it and in the outcome.
fn single(table: &Table, condition: &str, outcome: &str) -> Option<Single> {
    let fit = single_conditions(table, &[condition.trim_start_matches('~')], outcome).ok()?;
    fit.into_iter().find(|single| *single.literal == *condition)
}

/// A case with value and without ties decides. Where there is none, it takes cases without ties to tell whether ties are
/// necessary, or only nearly everywhere.
fn necessary_not_sufficient(ties: &Single) -> Outcome {
    let below = |figure: Figure, cut: f64| figure.value().is_some_and(|value| value < cut);
    let relevant = ties.necessity.relevance.value().is_some_and(|value| value >= NECESSARY.relevance);
    let refuted = below(ties.necessity.inclusion, NECESSARY.inclusion);
    let suffices = relevant && ties.sufficiency.inclusion.value().is_some_and(|value| value >= SUFFICIENT);
    Outcome::of(ties.is_necessary_but_not_sufficient(&NECESSARY, SUFFICIENT), refuted || suffices)
}

/// Whether there are ties in the case, of trust, social or of a kind that nobody gave.
fn ties(case: &Case) -> Reading {
    let formal = |claim: &Claim<'_>| claim.facet() == Some(TieKind::Formal.entry());
    let tied = so(case, RelationKind::TiedTo).filter(|claim| is_positive(claim) && !formal(claim));
    let actors = Wanted::kind(NodeKind::Actor);
    known_by(tied, not_found(case, actors, RelationKind::TiedTo, actors))
}

/// Whether value is realised in the case, or gained.
fn value(case: &Case) -> Reading {
    known_by(so(case, RelationKind::Realizes).chain(so(case, RelationKind::Gains)), no_value(case))
}

/// So if there is a claim, not so if there is none and it was searched for.
fn known_by<'g>(claims: impl Iterator<Item = Claim<'g>>, searches: impl Iterator<Item = SearchView<'g>>) -> Reading {
    let claims: Vec<ClaimId> = claims.map(|claim| claim.id()).collect();
    let searches: Vec<SearchId> = searches.map(|search| search.id()).collect();
    let outcome = Outcome::of(!claims.is_empty(), claims.is_empty() && !searches.is_empty());
    reading(outcome).claims(claims).searches(searches)
}

/// Only value without ties is against; all else is a part of the picture.
fn ties_and_value(case: &Case, ties: &Reading, value: &Reading) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    let against = (ties.membership, value.membership) == (Membership::Known(0.0), Membership::Known(1.0));
    here.reading(!against, ties);
    here.reading(!against, value);
    let word = |reading: &Reading| match reading.membership.known() {
        Some(known) if known > 0.0 => "known",
        Some(_) => "looked for and not found",
        None => "unknown",
    };
    let says = format!("ties and trust: {}; value realised: {}", word(ties), word(value));
    here.saying(None, says)
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

/// F10: dependence goes with a shared purpose further than its absence does, over pairs of actors.
pub(super) fn dependence_and_purpose(cases: &[&Case]) -> Judged {
    let (pairs, cases): (Vec<Vec<Known>>, Vec<_>) = cases.iter().map(|case| dependence_alone(case)).unzip();
    let pairs: Vec<Known> = pairs.into_iter().flatten().collect();
    let inclusion = |condition: &str| {
        let fit = pair_table(&pairs).ok().and_then(|table| single(&table, condition, "SHARED"));
        fit.and_then(|fit| fit.sufficiency.inclusion.value())
    };
    let (dependent, apart) = (inclusion("DEPENDENT"), inclusion("~DEPENDENT"));
    let both = dependent.zip(apart);
    let count = |wanted: bool| pairs.iter().filter(|pair| pair.0 == Some(wanted) && pair.1.is_some()).count();
    let share = |share: Option<f64>| share.map_or("undefined".to_owned(), |share| format!("{share:.3}"));
    let why = format!(
        "inclS of DEPENDENT for SHARED over {}: {}; of ~DEPENDENT over {}: {}.",
        counted(count(true), "pair"),
        share(dependent),
        counted(count(false), "pair"),
        share(apart)
    );
    let outcome =
        Outcome::of(both.is_some_and(|(one, other)| one > other), both.is_some_and(|(one, other)| one <= other));
    Judged { outcome, why, cases }
}

/// Whether the two of a pair depend on each other, and whether they share a purpose, as far as that is known.
type Known = (Option<bool>, Option<bool>);

fn pair_table(pairs: &[Known]) -> Result<Table, Error> {
    let mut table = Table::new(["DEPENDENT", "SHARED"])?;
    let crisp = |known: Option<bool>| known.map(|so| f64::from(u8::from(so)));
    pairs.iter().enumerate().try_for_each(|(nth, pair)| table.add(nth.to_string(), [crisp(pair.0), crisp(pair.1)]))?;
    Ok(table)
}

fn dependence_alone(case: &Case) -> (Vec<Known>, CaseGrounds) {
    let (mut pairs, mut here) = (Vec::new(), CaseGrounds::of(case));
    let stances: Vec<Claim<'_>> = so(case, RelationKind::TakesStance)
        .filter(|claim| claim.object().is_some_and(|object| object.kind() == NodeKind::Purpose))
        .collect();
    for pair in pairs_with_dependence(case) {
        let (common, mutual) = (common_purpose(case, pair, &stances), mutual(case, pair));
        pairs.push((mutual.as_ref().map(|known| known.0), common.as_ref().map(|known| known.0)));
        if let (Some((shares, claims)), Some((depends, links))) = (common, mutual) {
            here.claims(shares == depends, claims.into_iter().chain(links));
        }
    }
    let known = pairs.iter().filter(|pair| pair.0.is_some() && pair.1.is_some()).count();
    let says = format!("{} with known dependence and stances", counted(known, "pair"));
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
