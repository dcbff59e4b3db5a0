//! Dynamic capabilities: grid, chain, bases and routines by hand, and the encoded cases.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use std::path::Path;

use cocreation::Case;
use cocreation::case::{ClaimId, Pattern, Search, Standing};
use cocreation::dynamic_capabilities::{self, Break, DynamicCapabilities};
use cocreation::graph::node::{Act, Actor, Capability, Event, NodeKind, Practice, Resource};
use cocreation::graph::relation::{Feeds, Integrates, RestsOn, Seizes};
use cocreation::theory::Typology;
use cocreation::theory::typology::{
    AbsorptiveProcess, AbsorptiveStage, CapabilityFamily, CapabilityOrder, DynamicDomain, DynamicPhase, Enabler, Level,
    MarketingBasis, ResourceRoutine,
};

fn encoded(name: &str) -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/cases/{name}.toml"));
    let text = std::fs::read_to_string(path).unwrap();
    Case::from_toml(&text).unwrap_or_else(|problems| panic!("{name}\n{problems}"))
}

/// The claims as they print: in a case that is encoded anew they get other ids.
fn said(case: &Case, claims: &[ClaimId]) -> Vec<String> {
    claims.iter().map(|&id| case.claim(id).unwrap().to_string()).collect()
}

fn texts<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

/// A capability senses the market, a practice seizes technology by a coder's reading, an act transforms in no stated domain,
/// and an event is seized.
#[test]
fn the_grid_is_filled_by_hand() {
    let mut case = Case::builder("firm");
    case.add("listening", Capability::new("Listening").coded(DynamicPhase::Sensing).coded(DynamicDomain::Market)); // c1, c2
    let investing = case.add("investing", Practice::new("Investing").coded(DynamicPhase::Seizing)); // c3
    case.classify(investing, DynamicDomain::Technology).inferred(); // c4
    case.classify(investing, DynamicDomain::Market).violated(); // c5
    case.add("rebuilding", Act::new("Rebuilding").coded(DynamicPhase::Transforming)); // c6
    let firm = case.add("firm", Actor::new("Firm"));
    let patent = case.add("patent", Event::new("A patent"));
    case.relate(firm, Seizes, patent); // c7
    case.search(Search::not_found("technology sensed").subject(Pattern::default().coded(DynamicPhase::Sensing))); // s1
    let found = dynamic_capabilities::grid(&case.build().unwrap());
    let cell = |phase, domain| found[(phase, domain)].attestation.to_string();
    assert_eq!(cell(DynamicPhase::Sensing, DynamicDomain::Market), "stated [c1, c2]");
    assert_eq!(cell(DynamicPhase::Sensing, DynamicDomain::Technology), "searched, not found [s1]");
    assert_eq!(cell(DynamicPhase::Seizing, DynamicDomain::Market), "denied; against: [c3, c5]");
    assert_eq!(cell(DynamicPhase::Seizing, DynamicDomain::Technology), "inferred [c3, c4]");
    assert_eq!(cell(DynamicPhase::Transforming, DynamicDomain::Market), "not searched");
    assert_eq!(found[(DynamicPhase::Seizing, DynamicDomain::Technology)].nodes, ["investing".into()]);
    let without: Vec<String> =
        found.without_domain.iter().map(|row| format!("{}: {}", row.nodes.join(" "), row.attestation)).collect();
    assert_eq!(without, [": searched, not found [s1]", "patent: stated [c7]", "rebuilding: stated [c6]"]);
}

fn chain(stages: &[AbsorptiveStage], linked: &[(usize, usize)]) -> DynamicCapabilities {
    let mut case = Case::builder("firm");
    let all: Vec<_> = stages
        .iter()
        .map(|&stage| case.add(stage.entry().key, Capability::new(stage.entry().label).coded(stage)))
        .collect();
    for &(later, earlier) in linked {
        case.relate(all[later], RestsOn, all[earlier]);
    }
    dynamic_capabilities::grid(&case.build().unwrap())
}

#[test]
fn the_missing_link_is_named() {
    use AbsorptiveStage::{Acquisition, Assimilation, Exploitation, Transformation};
    let whole = [Acquisition, Assimilation, Transformation, Exploitation];
    assert_eq!(chain(&[], &[]).chain.broken_at(), Some(Break::Stage(Acquisition)));
    assert_eq!(chain(&whole, &[(1, 0), (2, 1), (3, 2)]).chain.broken_at(), None);
    assert_eq!(chain(&whole, &[(1, 0), (3, 2)]).chain.broken_at(), Some(Break::Link(Assimilation, Transformation)));
    assert_eq!(
        chain(&whole, &[(0, 1), (2, 1), (3, 2)]).chain.broken_at(),
        Some(Break::Link(Acquisition, Assimilation))
    );
    let without = chain(&[Acquisition, Transformation, Exploitation], &[(2, 1)]).chain;
    assert_eq!(without.missing(), [Assimilation]);
    assert_eq!(without.broken_at(), Some(Break::Link(Acquisition, Assimilation)));
    assert_eq!(without.broken_at().unwrap().to_string(), "Acquisition → Assimilation");
}

#[test]
fn a_practice_may_feed_the_next_stage() {
    let mut case = Case::builder("firm");
    let scouting = case.add("scouting", Practice::new("Scouting").coded(AbsorptiveStage::Acquisition)); // c1
    let debating = case.add("debating", Practice::new("Debating").coded(AbsorptiveStage::Assimilation)); // c2
    case.relate(scouting, Feeds, debating); // c3
    let chain = dynamic_capabilities::grid(&case.build().unwrap()).chain;
    assert_eq!(chain.links[0].attestation.to_string(), "stated [c3]");
    let missing = Break::Link(AbsorptiveStage::Assimilation, AbsorptiveStage::Transformation);
    assert_eq!(chain.broken_at(), Some(missing));
}

#[test]
fn marketing_bases_are_used_where_a_marketing_capability_rests_on_them() {
    let mut case = Case::builder("firm");
    let insight = case.add("insight", Capability::new("Insight").coded(CapabilityFamily::DynamicMarketing)); // c1
    let other = case.add("other", Capability::new("Other").coded(CapabilityOrder::Zero)); // c2
    let skill = case.add("skill", Resource::new("Skill").coded(MarketingBasis::HumanCapital)); // c3
    let ties = case.add("ties", Resource::new("Ties").coded(MarketingBasis::SocialCapital)); // c4
    case.relate(insight, RestsOn, skill); // c5
    case.relate(other, RestsOn, ties); // c6
    let found = dynamic_capabilities::grid(&case.build().unwrap());
    let bases: Vec<_> =
        found.marketing.bases.iter().map(|basis| (basis.present.standing, basis.used.to_string())).collect();
    assert_eq!(bases[0], (Standing::Stated, "stated [c1, c3, c5]".to_owned()));
    assert_eq!(bases[1], (Standing::Stated, "not searched".to_owned()));
    assert_eq!(bases[2].0, Standing::NotSearched);
    assert_eq!(found.orders[0].attestation.to_string(), "stated [c2]");
}

#[test]
fn routines_are_read_off_what_is_integrated_how() {
    let mut case = Case::builder("firm");
    let merging = case.add("merging", Act::new("Merging"));
    let [skill, plant] = ["skill", "plant"].map(|id| case.add(id, Resource::new(id)));
    case.relate(merging, Integrates, skill).routine(ResourceRoutine::Gain); // c1
    case.relate(merging, Integrates, plant); // c2
    case.relate(merging, Integrates, plant).routine(ResourceRoutine::Release).expected(); // c3
    let routines = dynamic_capabilities::grid(&case.build().unwrap()).routines;
    let of = |routine: ResourceRoutine| &routines.routines[routine.index()];
    assert_eq!(of(ResourceRoutine::Gain).uses, [("merging".into(), "skill".into())]);
    assert_eq!(
        of(ResourceRoutine::Release).attestation.standing,
        Standing::NotSearched,
        "what is hoped for is not yet"
    );
    assert_eq!(texts(&routines.unsorted), ["c2"]);
}

/// The text looked for sensing, seizing and transforming in the acts of one meeting, and calls none of them so.
#[test]
fn combitech_searched_for_the_phases_in_one_meeting() {
    let case = encoded("combitech");
    let found = dynamic_capabilities::grid(&case);
    for (cell, search) in found.cells().zip(["s5", "s5", "s6", "s6", "s7", "s7"]) {
        assert_eq!(cell.attestation.standing, Standing::SearchedNotFound, "{} {}", cell.phase, cell.domain);
        assert!(cell.attestation.searched_in_part && cell.nodes.is_empty());
        assert_eq!(texts(&cell.attestation.searches), [search]);
    }
    let market = &found.domains[DynamicDomain::Market.index()];
    assert_eq!(market.attestation.standing, Standing::Inferred);
    assert_eq!(market.nodes, ["customer-information".into(), "contact-information".into()]);
    assert_eq!(found.domains[DynamicDomain::Technology.index()].nodes, ["technical-knowledge".into()]);
    let gain = &found.routines.routines[ResourceRoutine::Gain.index()];
    assert_eq!(gain.uses, [("acquisitions-2006".into(), "technical-knowledge".into())]);
    let managers = &found.enablers[Enabler::RoleOfManagers.index()].attestation;
    assert_eq!(said(&case, &managers.claims), ["unaware-top is enabler/role-of-managers"]);
    assert_eq!(found.chain.broken_at(), Some(Break::Stage(AbsorptiveStage::Acquisition)));
    assert_eq!(found.chain.stages[0].attestation.standing, Standing::NotSearched);
}

/// GreenCo: the four capacities with their levels and processes, each resting on the one before it. Staff ask for feedback,
/// and design a process with an installer: read as three of the four.
#[test]
fn greenco_has_the_whole_chain() {
    let case = encoded("greenco");
    let found = dynamic_capabilities::grid(&case);
    assert_eq!(found.chain.broken_at(), None);
    assert_eq!(found.chain.missing(), []);
    let links: Vec<String> = found.chain.links.iter().flat_map(|link| said(&case, &link.attestation.claims)).collect();
    let by_hand =
        [("assimilation", "acquisition"), ("transformation", "assimilation"), ("exploitation", "transformation")];
    assert_eq!(links, by_hand.map(|(later, earlier)| format!("{later} rests-on {earlier}")));
    let first = &found.chain.stages[0];
    assert_eq!(first.levels, [Level::Micro, Level::Meso]);
    assert_eq!(first.processes, [AbsorptiveProcess::Intuition, AbsorptiveProcess::Interpretation]);
    let carriers: Vec<String> = found.chain.stages.iter().map(|stage| stage.carriers.join(" ")).collect();
    assert_eq!(carriers, ["greenco staff", "greenco", "greenco staff installer", "greenco staff installer"]);
    assert!(found.cells().all(|cell| cell.attestation.standing == Standing::NotSearched), "nobody looked");
    assert!(found.to_string().contains("Absorptive capacity, whole"));
}

#[test]
fn a_search_of_another_kind_of_node_says_nothing() {
    let mut case = Case::builder("firm");
    let market = Pattern::kind(NodeKind::Resource).coded(DynamicDomain::Market);
    case.search(Search::not_found("market knowledge").subject(market));
    let found = dynamic_capabilities::grid(&case.build().unwrap());
    assert!(found.cells().all(|cell| cell.attestation.standing == Standing::NotSearched));
    assert_eq!(found.domains[0].attestation.standing, Standing::SearchedNotFound);
    assert!(found.domains[0].attestation.searched_in_part, "capabilities, practices and acts were not looked at");
}
