//! The finding on a tool that few want (F15).

use super::counted::{Wanted, counts, empty_searches, entries, is_positive, is_so, so};
use super::verdict::{CaseGrounds, Judged, Outcome};
use crate::Case;
use crate::case::{Claim, Node, SearchView};
use crate::evidence::{Polarity, Sign};
use crate::graph::node::{Act, Actor, NodeKind, Resource};
use crate::graph::relation::RelationKind;
use crate::theory::typology::{DynamicDomain, MarketingBasis};

/// F15: who bears most resists, and no market knowledge goes in before somebody who resisted turns.
pub(super) fn sacrifice_and_resistance(cases: &[&Case]) -> Judged {
    Judged::each(cases, tool_alone)
}

fn tool_alone(case: &Case) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    let (resist, integrate) = (who_bears_most_resists(case, &mut here), no_market_knowledge(case, &mut here));
    let says = format!(
        "that those resist who bear most: {resist}; that no market knowledge goes in until the turning point: {integrate}"
    );
    here.saying(Outcome::all([resist, integrate]), says)
}

/// The stances on resources and offerings that somebody resists and somebody takes to.
fn contested(case: &Case) -> Vec<Claim<'_>> {
    let stances: Vec<Claim<'_>> = so(case, RelationKind::TakesStance).filter(|claim| is_tool(claim.object())).collect();
    let on = |tool: &Claim<'_>, wanted: fn(&Claim<'_>) -> bool| {
        stances.iter().any(|other| other.object() == tool.object() && wanted(other))
    };
    stances.iter().copied().filter(|claim| on(claim, is_negative) && on(claim, is_positive)).collect()
}

fn is_tool(node: Option<Node<'_>>) -> bool {
    node.is_some_and(|node| node.kind() == NodeKind::Resource || node.kind() == NodeKind::Offering)
}

fn is_negative(claim: &Claim<'_>) -> bool {
    claim.sign() == Some(Sign::Negative)
}

/// The different sacrifices that an actor is said to make, expects or fears.
fn sacrifices<'g>(actor: Node<'g>) -> (usize, Vec<Claim<'g>>) {
    let bears = actor.outgoing_by(RelationKind::Bears);
    let bears: Vec<Claim<'g>> = bears.filter(|claim| claim.polarity() == Polarity::Asserted && counts(claim)).collect();
    let mut values: Vec<u32> = bears.iter().filter_map(|claim| Some(claim.object()?.index)).collect();
    values.sort_unstable();
    values.dedup();
    (values.len(), bears)
}

/// Of the actors with a known stance on a contested tool and known sacrifices, those with most resist.
fn who_bears_most_resists(case: &Case, here: &mut CaseGrounds) -> Outcome {
    let stances = contested(case);
    let on_tool = |actor: Node<'_>, resists: bool| {
        stances.iter().any(|claim| claim.subject() == actor && is_negative(claim) == resists)
    };
    let actors =
        case.all::<Actor>().map(|actor| *actor).filter(|actor| on_tool(*actor, true) || on_tool(*actor, false));
    let known: Vec<(Node<'_>, usize, Vec<Claim<'_>>)> =
        actors.map(|actor| (actor, sacrifices(actor))).map(|(actor, (count, claims))| (actor, count, claims)).collect();
    let most = |resists: bool| {
        let side = known.iter().filter(|(actor, count, _)| on_tool(*actor, true) == resists && *count > 0);
        side.map(|(_, count, _)| *count).max()
    };
    let so = most(true).zip(most(false)).map(|(resisting, others)| resisting > others);
    for (actor, _, claims) in &known {
        let supports = so.unwrap_or(true) || on_tool(*actor, true);
        here.claims(supports, claims.iter().copied());
    }
    here.claims(true, stances.iter().copied());
    Outcome::of(so == Some(true), so == Some(false))
}

/// Whether no resource of market knowledge is integrated before the turning point, by searches or against by claims.
fn no_market_knowledge(case: &Case, here: &mut CaseGrounds) -> Outcome {
    let Some(turning) = turning_point(case) else { return Outcome::NotTestable };
    let whole = turning.outgoing_by(RelationKind::PartOf).find(is_so).and_then(|claim| claim.object());
    let earlier = |claim: &Claim<'_>| is_earlier(claim.subject(), turning, whole);
    let market = |claim: &Claim<'_>| claim.object().is_some_and(is_market_knowledge);
    let integrated =
        here.claims(false, so(case, RelationKind::Integrates).filter(|claim| market(claim) && earlier(claim)));
    let searched = here.searches(true, empty_searches(case).filter(|search| is_for_market_knowledge(case, search)));
    Outcome::of(searched, integrated)
}

/// The act in which somebody takes to a tool whom he or she had resisted.
fn turning_point(case: &Case) -> Option<Node<'_>> {
    let stances = contested(case);
    let resisted = |claim: &Claim<'_>| {
        stances
            .iter()
            .any(|other| other.subject() == claim.subject() && other.object() == claim.object() && is_negative(other))
    };
    let turns = stances.iter().filter(|claim| is_positive(claim) && resisted(claim));
    turns.filter_map(|claim| claim.during()).map(|act| *act).next()
}

/// Whether an act has a place in the sequence before the turning point. A turning point without one comes last.
fn is_earlier(act: Node<'_>, turning: Node<'_>, whole: Option<Node<'_>>) -> bool {
    let place = |node: Node<'_>| node.handle_as::<Act>().and_then(|act| node.case.view(act).sequence());
    let in_whole = act.outgoing_by(RelationKind::PartOf).any(|claim| is_so(&claim) && claim.object() == whole);
    let before = place(act).is_some_and(|own| place(turning).is_none_or(|turn| own < turn));
    act != turning && before && (in_whole || whole.is_none())
}

fn is_market_knowledge(resource: Node<'_>) -> bool {
    let market = entries::<DynamicDomain>(resource).any(|(domain, _)| domain == DynamicDomain::Market);
    market || entries::<MarketingBasis>(resource).next().is_some()
}

/// Whether the search was for acts that integrate market knowledge: all of it, or each resource of it that there is.
fn is_for_market_knowledge(case: &Case, search: &SearchView<'_>) -> bool {
    let acts = Wanted::kind(NodeKind::Act).is_within(search.subject());
    let market = Wanted::coded(NodeKind::Resource, DynamicDomain::Market);
    let one = |wanted: Node<'_>| {
        let mut others = case.all::<Resource>().map(|resource| *resource).filter(|other| is_market_knowledge(*other));
        is_market_knowledge(wanted) && others.all(|other| other == wanted)
    };
    let object = search.object();
    let fits = object.node.map_or_else(|| market.is_within(object), one);
    search.relation() == Some(RelationKind::Integrates) && acts && fits
}
