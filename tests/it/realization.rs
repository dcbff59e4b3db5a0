//! How resources become value: paths by hand, counts against a slow twin, gaps, and degenerate cases.

#![expect(clippy::unwrap_used, reason = "the cases are built from parts that fit")]

use std::collections::{BTreeMap, BTreeSet};

use cocreation::case::{CaseBuilder, ClaimId, Pattern, Search};
use cocreation::graph::Handle;
use cocreation::graph::node::{Act, Actor, Capability, Event, Offering, Practice, Resource, Sphere, Value};
use cocreation::graph::relation::{
    Affords, Bears, Depletes, DerivesFrom, Develops, Enacts, Feeds, Gains, Grows, Integrates, LeadsTo, Produces,
    Proposes, Realizes, RelationKind, Shapes, Within,
};
use cocreation::realization::{self, Finding, Path, PathCount, Realization};
use cocreation::theory::typology::CapitalForm;
use cocreation::{Case, Document};
use proptest::prelude::*;

fn read(case: CaseBuilder) -> Realization {
    realization::paths(&case.build().unwrap())
}

fn texts(paths: impl Iterator<Item = Path>) -> Vec<String> {
    paths.map(|path| path.to_string()).collect()
}

fn nodes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| &*finding.node).collect()
}

fn claims(ids: &[ClaimId]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

fn resource(case: &mut CaseBuilder, id: &str) -> Handle<Resource> {
    case.add(id, Resource::new(id))
}

fn practice(case: &mut CaseBuilder, id: &str) -> Handle<Practice> {
    case.add(id, Practice::new(id))
}

fn act(case: &mut CaseBuilder, id: &str) -> Handle<Act> {
    case.add(id, Act::standing(id))
}

fn value(case: &mut CaseBuilder, id: &str) -> Handle<Value> {
    case.add(id, Value::new(id))
}

fn actor(case: &mut CaseBuilder, id: &str) -> Handle<Actor> {
    case.add(id, Actor::new(id))
}

#[test]
fn an_empty_case_has_nothing_to_say() {
    let realization = read(Case::builder("empty"));
    assert_eq!(realization.count, PathCount::Exactly(0));
    assert_eq!(realization.paths().next(), None);
    assert_eq!(realization.paths_from("nothing").next(), None);
    let text = "Realisation of empty: how resources become value\n\
                resources  0: 0 realised, 0 integrated without a path, 0 latent\n\
                paths      0\n\
                cycles     0\n";
    assert_eq!(realization.to_string(), text);
}

/// data → monitoring → report → advice → fuel → airline, and → less-co2 with nobody: two paths from data, two from report.
#[test]
fn a_chain_of_practices_is_a_path_from_each_of_its_resources() {
    let mut case = Case::builder("chain");
    let (data, report) = (resource(&mut case, "data"), resource(&mut case, "report"));
    let (monitoring, advice) = (practice(&mut case, "monitoring"), practice(&mut case, "advice"));
    let (fuel, co2) = (value(&mut case, "fuel"), value(&mut case, "less-co2"));
    let airline = actor(&mut case, "airline");
    case.relate(monitoring, Integrates, data);
    case.relate(monitoring, Produces, report);
    case.relate(advice, Integrates, report);
    case.relate(advice, Realizes, fuel);
    case.relate(advice, Realizes, co2);
    case.relate(airline, Gains, fuel);
    let realization = read(case);

    assert_eq!(realization.count, PathCount::Exactly(4));
    assert_eq!(
        texts(realization.paths()),
        [
            "data →(integrates) monitoring →(produces) report →(integrates) advice →(realizes) fuel →(gains) airline",
            "data →(integrates) monitoring →(produces) report →(integrates) advice →(realizes) less-co2",
            "report →(integrates) advice →(realizes) fuel →(gains) airline",
            "report →(integrates) advice →(realizes) less-co2",
        ]
    );
    assert_eq!(texts(realization.paths_from("report")), texts(realization.paths().skip(2)));
    assert_eq!(realization.paths_from("advice").next(), None);
    let path = realization.paths().next().unwrap();
    let rests_on: Vec<_> = path.steps.iter().map(|step| claims(&step.claims)).collect();
    assert_eq!(rests_on, [vec![], vec!["c1"], vec!["c2"], vec!["c3"], vec!["c4"], vec!["c6"]]);
    assert_eq!(realization.realised[0].paths, PathCount::Exactly(2));
    assert_eq!(nodes(&realization.values_without_beneficiary), ["less-co2"]);
    let [passed] = &realization.translations[..] else { panic!("one translation") };
    assert_eq!(
        (passed.resource.as_deref(), &*passed.from[0], &*passed.into[0]),
        (Some("report"), "monitoring", "advice")
    );
    assert_eq!(claims(&passed.claims), ["c2", "c3"]);
    assert_eq!(realization.cycles, []);
}

#[test]
fn a_second_source_makes_no_second_path() {
    let mut case = Case::builder("sources");
    let (data, advice, fuel) = (resource(&mut case, "data"), practice(&mut case, "advice"), value(&mut case, "fuel"));
    case.relate(advice, Integrates, data);
    case.relate(advice, Realizes, fuel);
    case.relate(advice, Integrates, data);
    case.relate(advice, Integrates, data).violated();
    let realization = read(case);
    assert_eq!(realization.count, PathCount::Exactly(1));
    let path = realization.paths().next().unwrap();
    assert_eq!(claims(&path.steps[1].claims), ["c1", "c3"]);
}

/// What goes into the visit comes out of the practice, not of the call. The call stands before the practice in the case,
/// hence its path comes first.
#[test]
fn an_act_and_its_practice_are_joined_but_two_acts_are_not() {
    let mut case = Case::builder("acts");
    let (data, skill) = (resource(&mut case, "data"), resource(&mut case, "skill"));
    let (visit, call) = (act(&mut case, "visit"), act(&mut case, "call"));
    let advice = practice(&mut case, "advice");
    let (fuel, calm) = (value(&mut case, "fuel"), value(&mut case, "calm"));
    case.relate(visit, Enacts, advice);
    case.relate(call, Enacts, advice);
    case.relate(visit, Integrates, data);
    case.relate(advice, Integrates, skill);
    case.relate(advice, Realizes, fuel);
    case.relate(call, Realizes, calm);
    let realization = read(case);
    assert_eq!(
        texts(realization.paths()),
        [
            "data →(integrates) visit →(enacts) advice →(realizes) fuel",
            "skill →(integrates) advice →(enacts) call →(realizes) calm",
            "skill →(integrates) advice →(realizes) fuel",
        ]
    );
    assert_eq!(realization.unused, [], "the visit gives nothing itself, but its practice does");
}

#[test]
fn what_is_denied_expected_or_feared_is_no_step() {
    let mut case = Case::builder("denied");
    let (data, slogan) = (resource(&mut case, "data"), resource(&mut case, "slogan"));
    let (advice, fuel, airline) =
        (practice(&mut case, "advice"), value(&mut case, "fuel"), actor(&mut case, "airline"));
    case.relate(advice, Integrates, data);
    case.relate(advice, Realizes, fuel).expected();
    case.relate(advice, Integrates, slogan).violated();
    case.relate(airline, Gains, fuel).feared();
    case.relate(slogan, Affords, fuel);
    case.relate(slogan, DerivesFrom, data);
    case.search(
        Search::not_found("anything that takes the slogan up")
            .relation(RelationKind::Integrates)
            .object(Pattern::node(slogan)),
    );
    case.search(
        Search::not_found("an act that takes data in")
            .relation(RelationKind::Integrates)
            .subject(Pattern::node(advice)),
    );
    case.search(Search::found("a beneficiary").relation(RelationKind::Gains));
    let realization = read(case);
    assert_eq!(realization.count, PathCount::Exactly(0));
    let [latent] = &realization.latent[..] else { panic!("one latent resource") };
    assert_eq!(&*latent.node, "slogan");
    assert_eq!(claims(&latent.claims), ["c3"]);
    assert_eq!(latent.searches.iter().map(ToString::to_string).collect::<Vec<_>>(), ["s1"]);
    let [stalled] = &realization.stalled[..] else { panic!("one stalled resource") };
    assert_eq!((&*stalled.node, claims(&stalled.claims)), ("data", vec!["c1".to_owned()]));
    let [nobody] = &realization.values_without_beneficiary[..] else { panic!("one value") };
    assert_eq!((&*nobody.node, claims(&nobody.claims)), ("fuel", vec!["c4".to_owned()]));
    assert_eq!(nobody.searches, [], "the only search found something");
}

/// trust → visits → insight → talks → trust is a cycle; outside are data → visits and talks → calm, visits → fuel.
///
/// From each of data, trust and insight the cycle is left in two ways: 3 × 2 paths.
#[test]
fn a_cycle_counts_as_one_step_and_is_passed_on_the_shortest_way() {
    let mut case = Case::builder("cycle");
    let [data, trust, insight] = ["data", "trust", "insight"].map(|id| resource(&mut case, id));
    let (visits, talks) = (practice(&mut case, "visits"), practice(&mut case, "talks"));
    let (fuel, calm) = (value(&mut case, "fuel"), value(&mut case, "calm"));
    case.relate(visits, Integrates, data);
    case.relate(visits, Integrates, trust);
    case.relate(visits, Produces, insight);
    case.relate(talks, Integrates, insight);
    case.relate(talks, Produces, trust);
    case.relate(visits, Realizes, fuel);
    case.relate(talks, Realizes, calm);
    case.relate(talks, Integrates, trust);
    let realization = read(case);
    assert_eq!(realization.count, PathCount::Exactly(6));
    assert_eq!(
        texts(realization.paths()),
        [
            "data →(integrates) visits →(realizes) fuel",
            "data →(integrates) visits →(produces) insight →(integrates) talks →(realizes) calm",
            "trust →(integrates) visits →(realizes) fuel",
            "trust →(integrates) talks →(realizes) calm",
            "insight →(integrates) talks →(produces) trust →(integrates) visits →(realizes) fuel",
            "insight →(integrates) talks →(realizes) calm",
        ]
    );
    let [cycle] = &realization.cycles[..] else { panic!("one cycle") };
    assert_eq!(cycle.nodes, ["trust".into(), "insight".into(), "visits".into(), "talks".into()]);
    assert_eq!(claims(&cycle.claims), ["c2", "c3", "c4", "c5", "c8"]);
}

/// From trust to insight one practice leads, or two of which one feeds the other; `closing` makes it a cycle.
#[test]
fn the_way_through_a_cycle_is_the_short_one() {
    let mut case = Case::builder("ways");
    let (trust, insight, fuel) =
        (resource(&mut case, "trust"), resource(&mut case, "insight"), value(&mut case, "fuel"));
    let [short, long, longer, closing] = ["short", "long", "longer", "closing"].map(|id| practice(&mut case, id));
    case.relate(short, Integrates, trust);
    case.relate(short, Produces, insight);
    case.relate(long, Integrates, trust);
    case.relate(long, Feeds, longer);
    case.relate(longer, Produces, insight);
    case.relate(closing, Integrates, insight);
    case.relate(closing, Produces, trust);
    case.relate(closing, Realizes, fuel);
    let realization = read(case);
    let way = "trust →(integrates) short →(produces) insight →(integrates) closing →(realizes) fuel";
    assert_eq!(texts(realization.paths_from("trust")), [way]);
}

#[test]
fn values_may_lead_to_each_other_in_a_circle() {
    let mut case = Case::builder("values");
    let (data, advice) = (resource(&mut case, "data"), practice(&mut case, "advice"));
    let (fuel, money) = (value(&mut case, "fuel"), value(&mut case, "money"));
    let (airline, maker) = (actor(&mut case, "airline"), actor(&mut case, "maker"));
    case.relate(advice, Integrates, data);
    case.relate(advice, Realizes, fuel);
    case.relate(fuel, LeadsTo, money);
    case.relate(money, LeadsTo, fuel);
    case.relate(airline, Gains, money);
    case.relate(maker, Bears, money);
    let realization = read(case);
    assert_eq!(
        texts(realization.paths()),
        [
            "data →(integrates) advice →(realizes) fuel",
            "data →(integrates) advice →(realizes) fuel →(leads-to) money →(gains) airline",
            "data →(integrates) advice →(realizes) fuel →(leads-to) money →(bears) maker",
        ]
    );
    assert_eq!(realization.count, PathCount::Exactly(3));
    assert_eq!(nodes(&realization.values_without_beneficiary), ["fuel"]);
}

#[test]
fn feeding_joins_practices_without_a_resource() {
    let mut case = Case::builder("feeds");
    let (data, fuel) = (resource(&mut case, "data"), value(&mut case, "fuel"));
    let (monitoring, advice, idle) =
        (practice(&mut case, "monitoring"), practice(&mut case, "advice"), practice(&mut case, "idle"));
    case.relate(monitoring, Integrates, data);
    case.relate(monitoring, Feeds, advice);
    case.relate(monitoring, Feeds, idle);
    case.relate(advice, Realizes, fuel);
    let realization = read(case);
    let only = "data →(integrates) monitoring →(feeds) advice →(realizes) fuel";
    assert_eq!(texts(realization.paths()), [only]);
    let [fed] = &realization.translations[..] else { panic!("one translation") };
    assert_eq!((fed.resource.as_deref(), fed.into.len()), (None, 2));
    assert_eq!(nodes(&realization.unused), ["idle"]);
}

/// Four values are proposed: `fuel` is realised, `money` follows from it, `calm` follows from an event, `fame` does not
/// come about, and neither does `peace`, which would follow from fame.
#[test]
fn a_promise_is_not_yet_a_value() {
    let mut case = Case::builder("promise");
    let (data, plan) = (resource(&mut case, "data"), resource(&mut case, "plan"));
    let (advice, selling) = (practice(&mut case, "advice"), practice(&mut case, "selling"));
    let offer = case.add("offer", Offering::new("offer"));
    let crash = case.add("crash", Event::new("crash"));
    let [fuel, money, calm, fame, peace] = ["fuel", "money", "calm", "fame", "peace"].map(|id| value(&mut case, id));
    case.relate(advice, Integrates, data);
    case.relate(advice, Realizes, fuel);
    case.relate(fuel, LeadsTo, money);
    case.relate(crash, LeadsTo, calm);
    case.relate(selling, Integrates, plan);
    case.relate(selling, Integrates, data);
    case.relate(selling, Shapes, offer);
    for promised in [fuel, money, calm, fame, peace] {
        case.relate(offer, Proposes, promised);
    }
    case.relate(fame, LeadsTo, peace);
    let realization = read(case);
    let promised: Vec<_> =
        realization.realised.iter().map(|realised| (&*realised.resource, realised.only_promised)).collect();
    assert_eq!(promised, [("data", false), ("plan", true)]);
    assert_eq!(nodes(&realization.unrealised_propositions), ["fame", "peace"]);
    assert_eq!(claims(&realization.unrealised_propositions[0].claims), ["c11"]);
    // From plan: five proposals, and again money by fuel and peace by fame. From data: fuel and money besides.
    assert_eq!(realization.realised[1].paths, PathCount::Exactly(7));
    assert_eq!(realization.count, PathCount::Exactly(7 + 7 + 2));
}

#[test]
fn what_nobody_uses_is_found() {
    let mut case = Case::builder("unused");
    let [shelf, tool, own, offer_less] =
        ["shelving", "tooling", "self-serving", "offering-nothing"].map(|id| practice(&mut case, id));
    let [teaching, growing] = ["teaching", "growing"].map(|id| practice(&mut case, id));
    let (silent, lone) = (act(&mut case, "silent"), act(&mut case, "lone"));
    let [report, hammer, notes, trust] = ["report", "hammer", "notes", "trust"].map(|id| resource(&mut case, id));
    let offer = case.add("offer", Offering::new("offer"));
    let skill = case.add("skill", Capability::developmental("skill"));
    case.relate(shelf, Produces, report);
    case.relate(tool, Produces, hammer);
    case.relate(shelf, Integrates, hammer);
    case.relate(own, Produces, notes);
    case.relate(own, Integrates, notes);
    case.relate(offer_less, Shapes, offer);
    case.relate(teaching, Develops, skill);
    case.relate(growing, Grows, trust);
    case.relate(tool, Integrates, trust);
    case.relate(silent, Enacts, tool);
    case.relate(lone, Enacts, shelf);
    let realization = read(case);
    let unused: Vec<_> = realization.unused.iter().map(|found| (&*found.node, claims(&found.claims))).collect();
    let expected: [(&str, &[&str]); 4] =
        [("shelving", &["c2"]), ("self-serving", &["c5"]), ("offering-nothing", &["c7"]), ("lone", &[])];
    let expected: Vec<(&str, Vec<String>)> =
        expected.iter().map(|(id, on)| (*id, on.iter().map(ToString::to_string).collect())).collect();
    assert_eq!(unused, expected);
    assert_eq!(realization.translations.len(), 1, "what a practice makes for itself passes to nobody");
}

#[test]
fn capital_says_who_makes_it_more() {
    let mut case = Case::builder("capital");
    let trust = case.add("trust", Resource::new("trust").coded(CapitalForm::Social));
    let denied = case.add("denied", Resource::new("denied"));
    case.classify(denied, CapitalForm::Morale).violated();
    let (visits, blame) = (practice(&mut case, "visits"), act(&mut case, "blame"));
    case.classify(trust, CapitalForm::Identity);
    case.relate(visits, Integrates, trust);
    case.relate(visits, Grows, trust);
    case.relate(blame, Depletes, trust);
    let realization = read(case);
    let [capital] = &realization.capital[..] else { panic!("one capital") };
    assert_eq!(capital.forms, [CapitalForm::Social, CapitalForm::Identity]);
    assert_eq!(capital.grown_in_use().collect::<Vec<_>>(), ["visits"]);
    assert_eq!((&*capital.depleted_by[0], claims(&capital.claims).join(" ")), ("blame", "c1 c3 c4 c5 c6".to_owned()));
}

#[test]
fn only_a_joint_sphere_is_crossed() {
    let mut case = Case::builder("spheres");
    let (data, fuel) = (resource(&mut case, "data"), value(&mut case, "fuel"));
    let joint = case.add("joint", Sphere::joint("joint"));
    let own = case.add("own", Sphere::provider("own"));
    for (id, sphere) in [("visit", joint), ("desk-work", own)] {
        let act = act(&mut case, id);
        case.relate(act, Integrates, data);
        case.relate(act, Realizes, fuel);
        case.relate(act, Within, sphere);
    }
    let realization = read(case);
    let crossing: Vec<_> =
        realization.paths().map(|path| (path.crosses_joint_sphere(), claims(&path.joint).join(" "))).collect();
    assert_eq!(crossing, [(true, "c5".to_owned()), (false, String::new())]);
}

/// Resources in a row, with two practices between each and the next: 2^steps paths from the first to the value.
fn ladder(steps: usize) -> Realization {
    let mut case = Case::builder("ladder");
    let end = value(&mut case, "end");
    let mut from = resource(&mut case, "r0");
    for step in 1..=steps {
        let to = resource(&mut case, &format!("r{step}"));
        for side in ["left", "right"] {
            let practice = practice(&mut case, &format!("{side}-{step}"));
            case.relate(practice, Integrates, from);
            if step == steps {
                case.relate(practice, Realizes, end);
            } else {
                case.relate(practice, Produces, to);
            }
        }
        from = to;
    }
    read(case)
}

#[test]
fn counts_are_exact_until_they_say_otherwise() {
    assert_eq!(ladder(100).realised[0].paths, PathCount::Exactly(1 << 100));
    // 2 + 4 + … + 2^100
    assert_eq!(ladder(100).count, PathCount::Exactly((1 << 101) - 2));
    let beyond = ladder(130);
    assert_eq!(beyond.realised[0].paths, PathCount::AtLeast(u128::MAX));
    assert_eq!(beyond.count, PathCount::AtLeast(u128::MAX));
    assert_eq!(beyond.realised[129].paths, PathCount::Exactly(2));
    assert_eq!(beyond.paths().take(1000).map(|path| path.to_string()).collect::<BTreeSet<_>>().len(), 1000);
}

#[test]
fn a_chain_of_a_hundred_thousand_practices_needs_no_deep_stack() {
    const LENGTH: usize = 100_000;
    let mut case = Case::builder("long");
    let end = value(&mut case, "end");
    let mut from = resource(&mut case, "r0");
    for step in 1..=LENGTH {
        let practice = practice(&mut case, &format!("p{step}"));
        let to = resource(&mut case, &format!("r{step}"));
        case.relate(practice, Integrates, from);
        case.relate(practice, Produces, to);
        from = to;
    }
    let last = practice(&mut case, "last");
    case.relate(last, Integrates, from);
    case.relate(last, Realizes, end);
    let realization = read(case);
    assert_eq!(realization.count, PathCount::Exactly(LENGTH as u128 + 1));
    assert_eq!(realization.paths().next().unwrap().steps.len(), 2 * LENGTH + 3);
}

/// engine-data goes by an act within the joint sphere, the slogan nowhere; see the case of `what_is_denied`.
#[test]
fn the_report_fits_a_terminal() {
    let mut case = Case::builder("totalcare");
    let (data, slogan) = (resource(&mut case, "engine-data"), resource(&mut case, "slogan"));
    let trust = case.add("trust", Resource::new("trust").coded(CapitalForm::Social));
    let visits = act(&mut case, "advisers-with-pilots");
    let advice = practice(&mut case, "flight-operations-advice");
    let (fuel, airline) = (value(&mut case, "fuel-saved-per-flight"), actor(&mut case, "the-airlines"));
    let joint = case.add("joint", Sphere::joint("joint"));
    case.relate(visits, Integrates, data);
    case.relate(visits, Enacts, advice);
    case.relate(visits, Within, joint);
    case.relate(advice, Realizes, fuel);
    case.relate(advice, Grows, trust);
    case.relate(airline, Gains, fuel);
    case.search(Search::not_found("use").relation(RelationKind::Integrates).object(Pattern::node(slogan)));
    let expected = "\
Realisation of totalcare: how resources become value
resources  3: 1 realised, 0 integrated without a path, 2 latent
paths      1
cycles     0

Latent resources: no practice and no act integrates them
  slogan [searched, not found: s1]
  trust

Paths
  engine-data →(integrates) advisers-with-pilots →(enacts) flight-operations-advice
      →(realizes) fuel-saved-per-flight →(gains) the-airlines [joint sphere: c5]

Realised resources, with the number of paths
  engine-data 1, 1 to somebody who gains, chains of up to 1

Intangible capital
  trust (social) grown by: flight-operations-advice depleted by: nobody on record [c1, c7]
";
    assert_eq!(format!("{:#}", read(case)), expected);
    let long = format!("{:#}", ladder(30));
    assert!(long.contains("\nPaths, the first 12 of 2147483646\n"), "{long}");
    assert!(long.lines().all(|line| line.chars().count() <= 100), "{long}");
}

#[test]
fn a_realisation_is_serialised_without_its_paths_and_a_path_with_its_claims() {
    let mut case = Case::builder("json");
    let (data, advice, fuel) = (resource(&mut case, "data"), practice(&mut case, "advice"), value(&mut case, "fuel"));
    case.relate(advice, Integrates, data);
    case.relate(advice, Realizes, fuel);
    let realization = read(case);
    let json = serde_json::to_value(&realization).unwrap();
    assert_eq!(json["count"], "1");
    let realised = serde_json::json!({
        "resource": "data", "paths": "1", "to_beneficiary": "0", "only_promised": false, "longest_chain": 1,
    });
    assert_eq!(json["realised"][0], realised);
    assert_eq!(json.get("routes"), None);
    let path = serde_json::to_value(realization.paths().next().unwrap()).unwrap();
    let expected = serde_json::json!({"steps": [
        {"node": "data", "via": null, "claims": []},
        {"node": "advice", "via": "integrates", "claims": ["c1"]},
        {"node": "fuel", "via": "realizes", "claims": ["c2"]},
    ], "joint": []});
    assert_eq!(path, expected);
}

/// A claim as the strategy draws it: a row of the schema, which nodes of the two kinds, and whether it holds.
#[derive(Clone, Debug)]
struct Drawn {
    row: usize,
    subject: usize,
    object: usize,
    holds: bool,
}

/// The rows that random cases are made of: the two kinds, as letters of node ids, and the relation.
const ROWS: [(char, RelationKind, char); 18] = [
    ('p', RelationKind::Integrates, 'r'),
    ('a', RelationKind::Integrates, 'r'),
    ('p', RelationKind::Produces, 'r'),
    ('a', RelationKind::Produces, 'r'),
    ('p', RelationKind::Realizes, 'v'),
    ('a', RelationKind::Realizes, 'v'),
    ('p', RelationKind::Shapes, 'o'),
    ('a', RelationKind::Shapes, 'o'),
    ('a', RelationKind::Enacts, 'p'),
    ('p', RelationKind::Feeds, 'p'),
    ('o', RelationKind::Proposes, 'v'),
    ('v', RelationKind::LeadsTo, 'v'),
    ('w', RelationKind::Gains, 'v'),
    ('w', RelationKind::Bears, 'v'),
    // No steps:
    ('r', RelationKind::Affords, 'v'),
    ('r', RelationKind::DerivesFrom, 'r'),
    ('p', RelationKind::Grows, 'r'),
    ('v', RelationKind::Serves, 'g'),
];

const KINDS: [(char, &str, usize); 7] = [
    ('r', "resource", 4),
    ('p', "practice", 3),
    ('a', "act", 3),
    ('o', "offering", 2),
    ('v', "value", 3),
    ('w', "actor", 2),
    ('g', "purpose", 1),
];

fn how_many(kind: char) -> usize {
    KINDS.iter().find(|(letter, ..)| *letter == kind).unwrap().2
}

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let claim = (0..ROWS.len(), 0usize..12, 0usize..12, prop::bool::weighted(0.85));
    prop::collection::vec(claim.prop_map(|(row, subject, object, holds)| Drawn { row, subject, object, holds }), 0..28)
}

/// The triples (subject, relation, object) of the claims; a claim of a node on itself is left out.
fn triples(drawn: &[Drawn]) -> Vec<(String, RelationKind, String, bool)> {
    let triple = |drawn: &Drawn| {
        let (from, relation, to) = ROWS[drawn.row];
        let subject = format!("{from}{}", drawn.subject % how_many(from));
        let object = format!("{to}{}", drawn.object % how_many(to));
        (subject != object).then_some((subject, relation, object, drawn.holds))
    };
    drawn.iter().filter_map(triple).collect()
}

fn random_case(triples: &[(String, RelationKind, String, bool)]) -> Case {
    let nodes: Vec<_> = KINDS
        .iter()
        .flat_map(|(letter, kind, many)| {
            (0..*many).map(move |at| serde_json::json!({"id": format!("{letter}{at}"), "kind": kind, "label": "x"}))
        })
        .collect();
    let claims: Vec<_> = triples
        .iter()
        .map(|(subject, relation, object, holds)| {
            let polarity = if *holds { "asserted" } else { "violated" };
            serde_json::json!({
                "subject": subject, "relation": relation.row().key, "object": object, "polarity": polarity,
            })
        })
        .collect();
    let document = serde_json::json!({"version": 1, "id": "random", "nodes": nodes, "claims": claims});
    let document: Document = serde_json::from_value(document).unwrap();
    Case::try_from(document).unwrap()
}

/// A node, and whether it is about to give (`true`) or takes in; only practices and acts differ in this.
type State = (String, bool);

type Edge = (State, Option<RelationKind>, State);

/// The obvious twin: every step tried between all states, mutual reachability by closure, paths by plain recursion.
struct Twin {
    edges: BTreeSet<Edge>,
    reach: BTreeSet<(State, State)>,
    states: BTreeSet<State>,
}

fn state(id: &str, giving: bool) -> State {
    (id.to_owned(), giving && id.starts_with(['p', 'a']))
}

fn edge(subject: &str, relation: RelationKind, object: &str) -> Vec<Edge> {
    let step = |from, to| vec![(from, Some(relation), to)];
    match relation {
        RelationKind::Integrates | RelationKind::Gains | RelationKind::Bears => {
            step(state(object, false), state(subject, false))
        }
        RelationKind::Enacts => {
            let back = (state(object, false), Some(relation), state(subject, true));
            [step(state(subject, false), state(object, true)), vec![back]].concat()
        }
        RelationKind::Feeds
        | RelationKind::Produces
        | RelationKind::Realizes
        | RelationKind::Shapes
        | RelationKind::Proposes
        | RelationKind::LeadsTo => step(state(subject, true), state(object, false)),
        _ => Vec::new(),
    }
}

fn takes_in(step: &Edge) -> bool {
    matches!(step.1, Some(RelationKind::Integrates | RelationKind::Feeds))
}

fn reaches(reach: &BTreeSet<(State, State)>, from: &State, to: &State) -> bool {
    reach.contains(&(from.clone(), to.clone()))
}

impl Twin {
    fn new(triples: &[(String, RelationKind, String, bool)]) -> Self {
        let doing = ["p0", "p1", "p2", "a0", "a1", "a2"];
        let mut edges: BTreeSet<Edge> = doing.map(|id| (state(id, false), None, state(id, true))).into();
        edges.extend(triples.iter().filter(|triple| triple.3).flat_map(|(s, relation, o, _)| edge(s, *relation, o)));
        let states: BTreeSet<State> = KINDS
            .iter()
            .flat_map(|(letter, _, many)| (0..*many).map(move |at| format!("{letter}{at}")))
            .flat_map(|id| [state(&id, false), state(&id, true)])
            .collect();
        let mut reach: BTreeSet<(State, State)> =
            edges.iter().map(|(from, _, to)| (from.clone(), to.clone())).collect();
        for middle in &states {
            for from in states.iter().filter(|from| reaches(&reach, from, middle)).cloned().collect::<Vec<_>>() {
                for to in &states {
                    if reaches(&reach, middle, to) {
                        reach.insert((from.clone(), to.clone()));
                    }
                }
            }
        }
        Self { edges, reach, states }
    }

    fn same(&self, a: &State, b: &State) -> bool {
        a == b || reaches(&self.reach, a, b) && reaches(&self.reach, b, a)
    }

    fn ends(&self, at: &State) -> bool {
        let accrues =
            |(from, via, _): &Edge| from == at && matches!(via, Some(RelationKind::Gains | RelationKind::Bears));
        at.0.starts_with('w') || at.0.starts_with('v') && !self.edges.iter().any(accrues)
    }

    /// Every path from `at`, as the steps that lead from one component to another, silent ones left out, and its end.
    fn paths(&self, at: &State) -> Vec<(Vec<Edge>, State)> {
        let mut found = Vec::new();
        for member in self.states.iter().filter(|member| self.same(at, member)) {
            if self.ends(member) {
                found.push((Vec::new(), member.clone()));
            }
            for edge in self.edges.iter().filter(|edge| edge.0 == *member && !self.same(at, &edge.2)) {
                for (rest, end) in self.paths(&edge.2) {
                    let step = edge.1.is_some().then(|| edge.clone());
                    found.push((step.into_iter().chain(rest).collect(), end));
                }
            }
        }
        found
    }

    /// The steps of an enumerated path; every one of them must be an edge, up to the silent ones.
    fn steps(&self, path: &Path) -> Vec<Edge> {
        let pairs = path.steps.windows(2);
        pairs
            .map(|pair| {
                let fits =
                    |edge: &&Edge| edge.0.0 == *pair[0].node && edge.1 == pair[1].via && edge.2.0 == *pair[1].node;
                self.edges.iter().find(fits).cloned().expect("each step rests on a claim that holds")
            })
            .collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn paths_are_those_of_the_twin(drawn in drawn()) {
        let triples = triples(&drawn);
        let case = random_case(&triples);
        let (realization, twin) = (realization::paths(&case), Twin::new(&triples));
        let mut expected = Vec::new();
        for at in 0..how_many('r') {
            let start = state(&format!("r{at}"), false);
            let paths = twin.paths(&start);
            let of_start = realization.realised.iter().find(|realised| *realised.resource == *start.0);
            prop_assert_eq!(of_start.map_or(0, |realised| realised.paths.bound()), paths.len() as u128);
            let fulfilled = |steps: &[Edge]| !steps.iter().any(|step| step.1 == Some(RelationKind::Proposes));
            let promised = of_start.map(|realised| realised.only_promised);
            prop_assert_eq!(promised.unwrap_or(false), !paths.is_empty() && !paths.iter().any(|path| fulfilled(&path.0)));
            let gains = |steps: &[Edge]| steps.last().is_some_and(|step| step.1 == Some(RelationKind::Gains));
            let gained = paths.iter().filter(|path| gains(&path.0)).count();
            prop_assert_eq!(of_start.map_or(0, |realised| realised.to_beneficiary.bound()), gained as u128);
            let taken_in = |steps: &[Edge]| steps.iter().filter(|step| takes_in(step)).count();
            let longest = paths.iter().map(|path| taken_in(&path.0)).max().unwrap_or(0);
            prop_assert_eq!(of_start.map_or(0, |realised| realised.longest_chain as usize), longest);
            expected.extend(paths.into_iter().map(|(steps, end)| (start.0.clone(), steps, end.0)));
        }
        let mut found = Vec::new();
        for path in realization.paths() {
            let (first, last) = (&path.steps[0], &path.steps[path.steps.len() - 1]);
            let steps = twin.steps(&path).into_iter().filter(|(from, _, to)| !twin.same(from, to));
            found.push((first.node.to_string(), steps.collect::<Vec<_>>(), last.node.to_string()));
        }
        prop_assert_eq!(realization.count, PathCount::Exactly(found.len() as u128));
        expected.sort();
        found.sort();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_resource_reaches_what_the_twin_reaches(drawn in drawn()) {
        let triples = triples(&drawn);
        let (realization, twin) = (realization::paths(&random_case(&triples)), Twin::new(&triples));
        for at in 0..how_many('r') {
            let start = state(&format!("r{at}"), false);
            let reached = |to: &State| reaches(&twin.reach, &start, to);
            let of = |letters: &[char]| -> BTreeSet<&str> {
                let states = twin.states.iter().filter(|state| state.0.starts_with(letters) && reached(state));
                states.map(|state| &*state.0).collect()
            };
            let by = |relation| -> BTreeSet<&str> {
                let edges = twin.edges.iter().filter(|edge| edge.1 == Some(relation) && reached(&edge.0));
                edges.map(|edge| &*edge.2.0).collect()
            };
            let reach = realization.reach_of(&start.0).unwrap();
            let pairs = [
                (&reach.doings, of(&['p', 'a'])),
                (&reach.resources, of(&['r'])),
                (&reach.offerings, of(&['o'])),
                (&reach.values, of(&['v'])),
                (&reach.gaining, by(RelationKind::Gains)),
                (&reach.bearing, by(RelationKind::Bears)),
            ];
            for (found, expected) in pairs {
                prop_assert_eq!(found.len(), expected.len(), "each once");
                prop_assert_eq!(found.iter().map(|id| &**id).collect::<BTreeSet<_>>(), expected);
            }
        }
        prop_assert_eq!(realization.reach_of("p0"), None);
    }

    #[test]
    fn every_step_rests_on_all_the_claims_that_say_so(drawn in drawn()) {
        let triples = triples(&drawn);
        let case = random_case(&triples);
        let mut held: BTreeMap<(&str, RelationKind, &str), Vec<String>> = BTreeMap::new();
        for (at, (subject, relation, object, _)) in triples.iter().enumerate().filter(|(_, triple)| triple.3) {
            held.entry((subject, *relation, object)).or_default().push(format!("c{}", at + 1));
        }
        for path in realization::paths(&case).paths().take(50) {
            for pair in path.steps.windows(2) {
                let (from, via, to) = (&*pair[0].node, pair[1].via.unwrap(), &*pair[1].node);
                let stated = held.get(&(from, via, to)).or_else(|| held.get(&(to, via, from)));
                prop_assert_eq!(stated, Some(&claims(&pair[1].claims)));
            }
        }
    }

    #[test]
    fn every_resource_is_latent_stalled_or_realised(drawn in drawn()) {
        let triples = triples(&drawn);
        let realization = realization::paths(&random_case(&triples));
        let integrated: BTreeSet<&str> = triples
            .iter()
            .filter(|(_, relation, _, holds)| *holds && *relation == RelationKind::Integrates)
            .map(|(_, _, object, _)| &**object)
            .collect();
        let latent: BTreeSet<&str> = nodes(&realization.latent).into_iter().collect();
        let others = nodes(&realization.stalled).into_iter().chain(realization.realised.iter().map(|r| &*r.resource));
        let others: Vec<&str> = others.collect();
        prop_assert_eq!(others.len(), integrated.len());
        prop_assert_eq!(others.into_iter().collect::<BTreeSet<_>>(), integrated.clone());
        prop_assert!(latent.is_disjoint(&integrated));
        prop_assert_eq!(latent.len() + integrated.len(), how_many('r'));
    }

    #[test]
    fn cycles_are_the_classes_of_mutual_reachability(drawn in drawn()) {
        let triples = triples(&drawn);
        let (realization, twin) = (realization::paths(&random_case(&triples)), Twin::new(&triples));
        let classes: BTreeSet<BTreeSet<&str>> = twin
            .states
            .iter()
            .map(|state| twin.states.iter().filter(|other| twin.same(state, other)).map(|other| &*other.0).collect())
            .filter(|class: &BTreeSet<&str>| class.len() > 1)
            .collect();
        let cycles: BTreeSet<BTreeSet<&str>> =
            realization.cycles.iter().map(|cycle| cycle.nodes.iter().map(|node| &**node).collect()).collect();
        prop_assert_eq!(cycles, classes);
    }
}
