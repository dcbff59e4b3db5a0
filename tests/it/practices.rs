//! Practices by actor and period, against other cases, in time, and who speaks for whom.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use std::path::Path;

use cocreation::Case;
use cocreation::case::{ClaimId, Pattern, Search};
use cocreation::evidence::{Certainty, Period, Sign, Source};
use cocreation::graph::node::{Act, Actor, NodeKind, Practice, Sphere};
use cocreation::graph::relation::{Enacts, Feeds, PartOf, Performs, RelationKind, SpeaksFor, TakesPartIn, Within};
use cocreation::profile::{
    Lean, Portion, Presence, Profile, Scope, Share, Unit, Untestable, actor_profile, conversion, emphasis, mediation,
    order, period_profile, profile,
};
use cocreation::theory::Typology;
use cocreation::theory::typology::{Dimension, PracticeKind, Role};
use proptest::prelude::*;

const CERTAIN: Option<Certainty> = Some(Certainty::Certain);
const POSSIBLE: Option<Certainty> = Some(Certainty::Possible);
const IMPOSSIBLE: Option<Certainty> = Some(Certainty::Impossible);

fn encoded(name: &str) -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/cases/{name}.toml"));
    Case::from_toml(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn ids(found: &[Box<str>]) -> Vec<&str> {
    found.iter().map(|id| &**id).collect()
}

fn texts(claims: &[ClaimId]) -> String {
    claims.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// `maker` performs advice and takes part in the visit; it withholds in the draft. `pilot` takes part in both.
fn shared_work() -> Case {
    let mut case = Case::builder("shared");
    let paper = case.source(Source::new("paper", "Paper"));
    let [e1, e2, e3] = ["1", "2", "3"].map(|place| case.evidence(paper.at(place).reported("as said")));
    let advice = case.add("advice", Practice::co_diagnosis("Advice").evidence(e1)); // c1
    let design = case.add("design", Practice::co_design("Design")); // c2
    let [maker, pilot] = [case.add("maker", Actor::new("Maker")), case.add("pilot", Actor::new("Pilot"))];
    let visit = case.add("visit", Act::new("Visit").weight(3.0));
    let draft = case.add("draft", Act::new("Draft"));
    case.relate(visit, Enacts, advice); // c3
    case.relate(draft, Enacts, design); // c4
    case.relate(maker, Performs, advice).evidence(e2); // c5
    case.relate(maker, TakesPartIn, visit).evidence(e2); // c6
    case.relate(maker, TakesPartIn, draft).valence(Sign::Negative).evidence(e3); // c7
    case.relate(pilot, TakesPartIn, visit); // c8
    case.relate(pilot, TakesPartIn, draft).evidence(e3); // c9
    case.build().unwrap()
}

#[test]
fn an_actor_has_its_own_profile() {
    let case = shared_work();
    let maker = actor_profile(&case, case.find("maker").unwrap());
    let advice = &maker[PracticeKind::CoDiagnosis];
    assert_eq!((advice.acts, advice.weight, advice.evidence), (1, 3.0, 2));
    assert_eq!(texts(&advice.claims), "c1 c3 c5 c6");
    assert_eq!(maker[PracticeKind::CoDesign].nodes.len(), 0, "who withholds does not do it");
    assert_eq!(maker.scope, Scope::Actor("maker".into()));

    let pilot = actor_profile(&case, case.find("pilot").unwrap());
    assert_eq!(texts(&pilot[PracticeKind::CoDesign].claims), "c2 c4 c9");
    assert_eq!(pilot[Dimension::Linking].shares.acts, Some(0.5));
    assert_eq!(pilot[Dimension::Linking].shares.weight, Some(0.75));
    assert!(pilot.to_string().starts_with("Practice profile of shared: actor pilot\n"));
}

/// A meeting in May 2009 with an utterance; a project of 2008 to 2010 with a step; a talk of 2009; a chat without a date.
fn dated_work() -> Case {
    let mut case = Case::builder("dated");
    let design = case.add("design", Practice::co_design("Design"));
    let embed = case.add("embed", Practice::embedding("Standards").period(period("2009/..")));
    let meeting = case.add("meeting", Act::on("Meeting", period("2009-05-04")));
    let project = case.add("project", Act::on("Project", period("2008/2010")));
    for (id, whole) in [("utterance", meeting), ("step", project)] {
        let part = case.add(id, Act::new(id));
        case.relate(part, PartOf, whole);
        case.relate(part, Enacts, design);
    }
    let talk = case.add("talk", Act::on("Talk", period("2009")));
    let chat = case.add("chat", Act::new("Chat"));
    let maker = case.add("maker", Actor::new("Maker"));
    case.relate(talk, Enacts, design);
    case.relate(chat, Enacts, design);
    case.relate(maker, Performs, embed);
    case.build().unwrap()
}

#[test]
fn a_period_counts_what_certainly_lies_in_it_and_names_the_rest() {
    let may = period_profile(&dated_work(), &period("2009-05-01/2009-05-31"));
    let design = &may[PracticeKind::CoDesign];
    assert_eq!((design.acts, design.possible_acts), (1, 1), "the utterance does, the talk may");
    assert_eq!(ids(&may.undated), ["step", "chat"]);
    assert_eq!(may[PracticeKind::Embedding].nodes.len(), 0, "since some day of 2009: perhaps since December");
    let june = period_profile(&dated_work(), &period("2010-06-01/2010-06-30"));
    assert_eq!(june[PracticeKind::CoDesign].acts + june[PracticeKind::CoDesign].possible_acts, 0);
    assert_eq!(ids(&june[PracticeKind::Embedding].nodes), ["embed"]);
    assert!(may.to_string().contains("1 more of Co-design may lie in the period, not counted"));
}

fn case_of(id: &str, counts: &[(PracticeKind, usize)]) -> Case {
    let mut case = Case::builder(id);
    for &(kind, count) in counts {
        let practice = case.add(kind.entry().key, Practice::new(kind.entry().label).coded(kind));
        for n in 0..count {
            let act = case.add(format!("{}-{n}", kind.entry().key), Act::new("Act"));
            case.relate(act, Enacts, practice);
        }
    }
    case.build().unwrap()
}

#[test]
fn emphasis_is_the_share_over_that_of_the_pool() {
    use PracticeKind::{CoDesign, CoIdeation};
    let (talks, makes) = (case_of("talks", &[(CoIdeation, 4)]), case_of("makes", &[(CoDesign, 4)]));
    let found = emphasis([&talks, &makes]);
    let linking = found.cases[0][Dimension::Linking].acts.unwrap();
    assert_eq!((linking.share, linking.pool, linking.lean), (1.0, 0.125, Lean::More));
    assert!((linking.ratio - 4.5).abs() < 1e-12);
    // The pool of a practice: (0 + 1/8) / 2; Beta(4/16 + 4, 4·15/16).
    let ideation = found.cases[0][CoIdeation].acts.unwrap();
    assert!((ideation.ratio - 4.25 / 8.0 * 16.0).abs() < 1e-12);
    // What neither does: the pool has 1/16, the case none of its 4.
    let unused = found.cases[0][PracticeKind::Embedding].acts.unwrap();
    assert!((unused.ratio - 0.25 / 8.0 * 16.0).abs() < 1e-12);
    assert!(unused.low < 1e-3 && unused.lean == Lean::Open, "four acts do not tell that there is less of it");
    assert_eq!(found.cases[0][CoIdeation].evidence, None, "there is no evidence at all");
}

/// Beta(a, 1) has the quantiles p^(1/a) in closed form. Two other cases with nothing but linking make a pool of
/// (1 + 1 + 1/4) / 3 = 3/4, so that one linking act makes Beta(4·3/4 + 1, 4·1/4 + 0).
#[test]
fn the_interval_of_an_emphasis_is_that_of_the_beta_distribution() {
    let [one, two, three] = ["one", "two", "three"].map(|id| case_of(id, &[(PracticeKind::CoDiagnosis, 1)]));
    let found = emphasis([&one, &two, &three]);
    let linking = found.cases[0][Dimension::Linking].acts.unwrap();
    assert!((linking.ratio - 0.8 / 0.75).abs() < 1e-12);
    assert!((linking.low - 0.05f64.powf(0.25) / 0.75).abs() < 1e-9, "{linking:?}");
    assert!((linking.high - 0.95f64.powf(0.25) / 0.75).abs() < 1e-9, "{linking:?}");
    assert_eq!(linking.lean, Lean::Open);
    // Against two cases of design alone, thirty acts of linking lean both ways.
    let [four, five] = ["four", "five"].map(|id| case_of(id, &[(PracticeKind::CoDesign, 30)]));
    let many = case_of("many", &[(PracticeKind::CoDiagnosis, 30)]);
    let apart = emphasis([&many, &four, &five]);
    let leans = [Dimension::Linking, Dimension::Materialising].map(|of| apart.cases[0][of].acts.unwrap().lean);
    assert_eq!(leans, [Lean::More, Lean::Less]);
}

#[test]
fn who_has_no_one_to_be_set_against_has_no_emphasis() {
    let one = case_of("one", &[(PracticeKind::CoDesign, 3)]);
    let silent = case_of("silent", &[(PracticeKind::CoDesign, 0)]);
    for found in [emphasis([&one]), emphasis([&one, &silent])] {
        assert!(found.cases.iter().all(|case| case[Dimension::Materialising].acts.is_none()));
    }
    assert!(emphasis([]).cases.is_empty());
}

#[test]
fn the_encoded_cases_differ_where_their_sources_do() {
    let [greenco, bekaert, crm] = ["greenco", "bekaert", "combitech"].map(encoded);
    let found = emphasis([&greenco, &bekaert, &crm]);
    assert_eq!(found.cases[0][PracticeKind::CoDesign].acts.unwrap().share, 1.0, "GreenCo has two acts, both co-design");
    assert_eq!(found.cases[2][PracticeKind::CoDesign].acts, None, "the sales meeting is of none of the eight kinds");
}

/// Talks in 2004 and, vaguely, in 2006; a draft in 2005; standards since 2010; a test without a date.
fn in_time() -> Case {
    let mut case = Case::builder("in-time");
    let talks = case.add("talks", Practice::co_ideation("Talks")); // c1
    let design = case.add("design", Practice::co_design("Design")); // c2
    let tests = case.add("tests", Practice::co_testing("Tests")); // c3
    let standards = case.add("standards", Practice::embedding("Standards").period(period("2010/.."))); // c4
    for (id, when, practice) in
        [("talk-1", "2004", talks), ("talk-2", "2006~", talks), ("draft", "2005", design), ("last", "2008", design)]
    {
        let act = case.add(id, Act::on(id, period(when)));
        case.relate(act, Enacts, practice); // c5 to c8
    }
    let trial = case.add("trial", Act::new("Trial"));
    case.relate(trial, Enacts, tests); // c9
    case.relate(design, Feeds, talks); // c10
    case.relate(talks, Feeds, standards).violated(); // c11
    case.build().unwrap()
}

#[test]
fn what_the_dates_do_not_tell_stays_unknown() {
    use PracticeKind::{CoDesign, CoIdeation, CoTesting, Embedding};
    let order = order(&in_time());
    let timing = |first, second| {
        let found = order.practices.iter().find(|timing| (timing.first, timing.second) == (first, second)).unwrap();
        (found.before, found.after, found.overlap)
    };
    // talk-2 may lie in 2005, with the draft; talk-1 lies before it, so that not all talks come after all design.
    assert_eq!(timing(CoIdeation, CoDesign), (POSSIBLE, IMPOSSIBLE, POSSIBLE));
    assert_eq!(timing(CoDesign, Embedding), (CERTAIN, IMPOSSIBLE, IMPOSSIBLE));
    assert_eq!(timing(CoIdeation, CoTesting), (None, None, None));
    assert_eq!(order.spans.len(), 4);
    assert_eq!(ids(&order.spans[2].undated), ["trial"]);
    assert_eq!(order.spans[0].earliest.unwrap().to_string(), "2004-01-01");
    assert_eq!((order.spans[3].latest, texts(&order.spans[3].claims).as_str()), (None, "c4"));
    // The trial may lie anywhere, so that what was certain of the design is possible of all materialising.
    let [linking, _, institutionalising] = &order.dimensions[..] else { panic!("three pairs") };
    assert_eq!(texts(&linking.fed_by), "c10");
    assert_eq!((institutionalising.before, institutionalising.overlap), (POSSIBLE, POSSIBLE));
    assert_eq!(order.in_stages(), POSSIBLE);
    assert!(order.to_string().contains("Co-ideation – Co-testing"));
}

#[test]
fn one_act_of_two_practices_needs_no_date() {
    let found = order(&encoded("rolls_royce"));
    let pair = &found.dimensions[0];
    assert_eq!((pair.before, pair.after, pair.overlap), (IMPOSSIBLE, IMPOSSIBLE, CERTAIN));
    assert!(!pair.shared.is_empty());
    assert_eq!(found.in_stages(), IMPOSSIBLE, "its linking and its materialising go on together");
}

/// Acts with participants: linking in 2004 (maker, airline), in 2006 (maker, airline), undated (maker, lessor);
/// materialising in 2005 (maker, airline), in 2006 (maker).
fn converted() -> Case {
    let mut case = Case::builder("converted");
    let talks = case.add("talks", Practice::co_ideation("Talks"));
    let design = case.add("design", Practice::co_design("Design"));
    let actors = ["maker", "airline", "lessor"].map(|id| case.add(id, Actor::new(id)));
    let joint = case.add("joint", Sphere::new("Joint"));
    for (id, when, practice, who) in [
        ("talk-1", Some("2004"), talks, &[0, 1][..]),
        ("talk-2", Some("2006"), talks, &[0, 1]),
        ("talk-3", None, talks, &[0, 2]),
        ("draft", Some("2005"), design, &[0, 1]),
        ("plan", Some("2006"), design, &[0]),
    ] {
        let draft = when.map_or_else(|| Act::new(id), |when| Act::on(id, period(when)));
        let act = case.add(id, draft);
        case.relate(act, Enacts, practice);
        who.iter().for_each(|&one| {
            case.relate(actors[one], TakesPartIn, act);
        });
        if id == "talk-3" {
            case.relate(act, Within, joint);
        }
    }
    case.build().unwrap()
}

#[test]
fn conversion_is_counted_by_hand() {
    let found = conversion(&converted(), Unit::Actor);
    let [maker, airline, lessor] = &found.units[..] else { panic!("three actors") };
    // talk-1 was followed by the draft; talk-2 may have been by the plan of the same year; of talk-3 nobody knows.
    let states: Vec<_> = maker.linking.iter().map(|act| (act.followed, act.accompanied)).collect();
    assert_eq!(states, [(CERTAIN, IMPOSSIBLE), (POSSIBLE, POSSIBLE), (None, None)]);
    assert_eq!(maker.share, Ok(Share { low: 1.0 / 3.0, high: 1.0 }));
    assert_eq!(airline.share, Ok(Share { low: 0.5, high: 0.5 }));
    assert_eq!(lessor.share, Err(Untestable::NoMaterialisingAct));

    let dyads = conversion(&converted(), Unit::Dyad);
    let names: Vec<_> = dyads.units.iter().map(|unit| ids(&unit.of)).collect();
    assert_eq!(names, [["maker", "airline"], ["maker", "lessor"]]);
    assert_eq!(dyads.units[0].share, Ok(Share { low: 0.5, high: 0.5 }));
    assert_eq!(ids(&dyads.materialising_apart), ["plan"], "one participant makes no pair");

    let spheres = conversion(&converted(), Unit::Sphere);
    assert_eq!(spheres.units[0].share, Err(Untestable::NoMaterialisingAct));
    assert_eq!(ids(&spheres.linking_apart), ["talk-1", "talk-2"]);
    let json = serde_json::to_value(conversion(&converted(), Unit::Actor)).unwrap();
    assert_eq!(json["units"][1]["share"]["low"], 0.5);
    assert_eq!(json["units"][2]["share"]["not-testable"], "no-materialising-act");
    assert_eq!(json["units"][0]["linking"][1]["followed"], "possible");
}

#[test]
fn without_dates_conversion_is_not_testable() {
    let found = conversion(&encoded("rolls_royce"), Unit::Sphere);
    assert_eq!(found.units[0].share, Err(Untestable::DatesMissing));
    let greenco = conversion(&encoded("greenco"), Unit::Sphere);
    assert_eq!(greenco.units[0].share, Err(Untestable::NoLinkingAct));
    assert!(found.to_string().contains("not testable: the acts are not dated"));
}

/// An act that is both does not follow itself, however vague its date.
#[test]
fn an_act_does_not_follow_itself() {
    let mut case = Case::builder("both");
    let both = case.add("both", Practice::co_ideation("Both").coded(PracticeKind::CoDesign));
    let joint = case.add("joint", Sphere::new("Joint"));
    let first = case.add("first", Act::on("First", period("2004")));
    case.relate(first, Enacts, both);
    case.relate(first, Within, joint);
    let alone = conversion(&case.build().unwrap(), Unit::Sphere);
    assert_eq!(alone.units[0].share, Err(Untestable::NoMaterialisingAct));
    assert_eq!(alone.units[0].linking[0].accompanied, CERTAIN);
    assert_eq!(texts(&alone.units[0].claims), "c1 c2 c3 c4");

    let mut case = Case::builder("two");
    let both = case.add("both", Practice::co_ideation("Both").coded(PracticeKind::CoDesign));
    let joint = case.add("joint", Sphere::new("Joint"));
    for (id, when) in [("first", "2004"), ("second", "2005")] {
        let act = case.add(id, Act::on(id, period(when)));
        case.relate(act, Enacts, both);
        case.relate(act, Within, joint);
    }
    let two = conversion(&case.build().unwrap(), Unit::Sphere);
    assert_eq!(two.units[0].share, Ok(Share { low: 0.5, high: 0.5 }));
}

#[test]
fn the_customers_of_the_workshop_are_spoken_for() {
    let found = mediation(&encoded("competence_management"));
    let [customers] = &found.actors[..] else { panic!("one is spoken for") };
    let speakers: Vec<&str> = customers.voices.iter().map(|voice| &*voice.speaker).collect();
    assert_eq!((&*customers.actor, speakers), ("customers", vec!["thomasina", "sarah", "haley", "john", "leeann"]));
    assert!(customers.voices.iter().all(|voice| voice.presence == Presence::Absent && voice.searches.len() == 1));
    let greenco = mediation(&encoded("greenco"));
    assert_eq!(greenco.actors[0].voices[0].presence, Presence::NotOnRecord);
    assert!(greenco.actors[0].only_mediated);
    assert!(ids(&greenco.unheard).contains(&"end-users"));
}

/// A pilot is part of the airline and takes part in an utterance of the first meeting. The second meeting denies it, of the
/// third nobody says anything.
#[test]
fn presence_is_read_from_parts_denials_and_searches() {
    let mut case = Case::builder("voices");
    let [maker, airline] = [case.add("maker", Actor::new("Maker")), case.add("airline", Actor::customer("Airline"))];
    let pilot = case.add("pilot", Actor::person("Pilot"));
    case.relate(pilot, PartOf, airline);
    let meetings = ["first", "second", "third", "fourth"].map(|id| case.add(id, Act::new(id)));
    let utterance = case.add("utterance", Act::new("Utterance"));
    case.relate(utterance, PartOf, meetings[0]);
    let there = case.relate(pilot, TakesPartIn, utterance).id();
    let denied = case.relate(airline, TakesPartIn, meetings[1]).violated().id();
    meetings.iter().for_each(|&meeting| {
        case.relate(maker, SpeaksFor, airline).during(meeting);
    });
    case.relate(maker, SpeaksFor, airline);
    case.search(
        Search::not_found("a customer in the fourth meeting")
            .subject(Pattern::kind(NodeKind::Actor).coded(Role::Customer))
            .relation(RelationKind::TakesPartIn)
            .within(meetings[3]),
    );
    let found = mediation(&case.build().unwrap());
    let voices = &found.actors[0].voices;
    let presence: Vec<Presence> = voices.iter().map(|voice| voice.presence).collect();
    use Presence::{Absent, NotOnRecord, Present};
    assert_eq!(presence, [Present, Absent, NotOnRecord, Absent, Present]);
    assert_eq!((&voices[0].claims[..], &voices[1].claims[..]), (&[there][..], &[denied][..]));
    assert_eq!((voices[3].searches.len(), found.actors[0].only_mediated), (1, false));
}

fn rows(profile: &Profile) -> Vec<&Portion> {
    let practices = PracticeKind::ALL.iter().map(|&kind| &profile[kind]);
    let dimensions = Dimension::ALL.iter().map(|&dimension| &profile[dimension]);
    practices.chain(dimensions).chain([&profile.coordination]).collect()
}

/// An act: the practices it enacts, its year if it has one, and who takes part.
type Deed = (Vec<usize>, Option<(u16, u16)>, Vec<usize>);

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let years = prop::option::of((2000..2010u16, 0..3u16));
    prop::collection::vec((prop::collection::vec(0..8usize, 0..3), years, prop::collection::vec(0..3usize, 0..3)), 0..8)
}

/// Eight practices, one of each kind; three actors; ids with a prefix.
fn acted(deeds: &[Deed], prefix: &str) -> Case {
    let mut case = Case::builder("random");
    let practices: Vec<_> = (0..)
        .zip(PracticeKind::ALL)
        .map(|(n, &kind)| case.add(format!("{prefix}p{n}"), Practice::new("Practice").coded(kind)))
        .collect();
    let actors = [0, 1, 2].map(|n| case.add(format!("{prefix}a{n}"), Actor::new("Actor")));
    for (n, (enacted, years, who)) in deeds.iter().enumerate() {
        let draft = years.map_or_else(|| Act::new("Act"), |(from, long)| Act::on("Act", years_of(from, long)));
        let act = case.add(format!("{prefix}d{n}"), draft);
        enacted.iter().for_each(|&practice| {
            case.relate(act, Enacts, practices[practice]);
        });
        who.iter().for_each(|&one| {
            case.relate(actors[one], TakesPartIn, act);
        });
    }
    case.build().unwrap()
}

fn years_of(from: u16, long: u16) -> Period {
    let text = if long == 0 { from.to_string() } else { format!("{from}/{}", from + long) };
    period(&text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares_add_up_and_parts_are_within_the_whole(deeds in deeds(), from in 2000..2010u16) {
        let case = acted(&deeds, "");
        let whole = profile(&case);
        let actors = ["a0", "a1", "a2"].map(|id| actor_profile(&case, case.find(id).unwrap()));
        let year = period_profile(&case, &period(&format!("{from}/{}", from + 1)));
        for part in actors.iter().chain([&year]) {
            for (part, all) in rows(part).iter().zip(rows(&whole)) {
                prop_assert!(part.acts + part.possible_acts <= all.acts && part.nodes.len() <= all.nodes.len());
            }
            for level in [&rows(part)[..8], &rows(part)[8..]] {
                let shares: Vec<f64> = level.iter().filter_map(|row| row.shares.acts).collect();
                prop_assert!(shares.is_empty() || (shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            }
        }
        let asked = period(&format!("{from}-01-01/{}-12-31", from + 1));
        // Every act of a kind lies in the period for certain, perhaps, not, or is without a date: by a slow count.
        for (n, &kind) in PracticeKind::ALL.iter().enumerate() {
            let lies = |wanted| deeds.iter().filter(|(enacted, years, _)| {
                let date = years.map(|(from, long)| years_of(from, long).overlaps(&asked));
                enacted.contains(&n) && date == Some(wanted)
            }).count();
            prop_assert_eq!(year[kind].acts, lies(Certainty::Certain));
            prop_assert_eq!(year[kind].possible_acts, lies(Certainty::Possible));
        }
    }

    #[test]
    fn relabelling_changes_nothing(deeds in deeds()) {
        let (case, renamed) = (acted(&deeds, ""), acted(&deeds, "x-"));
        let bare = |text: String| text.replace("x-", "");
        prop_assert_eq!(order(&case).to_string(), bare(order(&renamed).to_string()));
        prop_assert_eq!(emphasis([&case, &case]), emphasis([&renamed, &renamed]));
        for unit in [Unit::Sphere, Unit::Actor, Unit::Dyad] {
            prop_assert_eq!(conversion(&case, unit).to_string(), bare(conversion(&renamed, unit).to_string()));
        }
    }

    #[test]
    fn before_and_overlap_exclude_each_other(deeds in deeds()) {
        for timing in order(&acted(&deeds, "")).practices {
            let certain = [timing.before, timing.after, timing.overlap];
            prop_assert!(certain.iter().filter(|&&certainty| certainty == CERTAIN).count() <= 1, "{timing:?}");
            prop_assert_eq!(timing.before.is_none(), timing.overlap.is_none());
        }
    }

    #[test]
    fn a_share_is_between_its_bounds_and_a_date_only_narrows_it(deeds in deeds()) {
        let case = acted(&deeds, "");
        let dated: Vec<Deed> = deeds.iter().map(|(p, years, w)| (p.clone(), years.or(Some((2005, 0))), w.clone())).collect();
        let dated = acted(&dated, "");
        for unit in [Unit::Actor, Unit::Dyad] {
            let (vague, sharp) = (conversion(&case, unit), conversion(&dated, unit));
            for (vague, sharp) in vague.units.iter().zip(&sharp.units) {
                prop_assert_eq!(&vague.of, &sharp.of);
                let (Ok(vague), Ok(sharp)) = (vague.share, sharp.share) else { continue };
                prop_assert!((0.0..=1.0).contains(&vague.low) && vague.low <= vague.high && vague.high <= 1.0);
                prop_assert!(vague.low <= sharp.low && sharp.high <= vague.high, "{vague:?} {sharp:?}");
            }
        }
    }

    /// With the ratio inside its interval for all but very small shares, and none of them not a number.
    #[test]
    fn an_emphasis_is_a_number(one in deeds(), other in deeds()) {
        let (one, other) = (acted(&one, ""), acted(&other, ""));
        for case in emphasis([&one, &other]).cases {
            for accents in PracticeKind::ALL.iter().map(|&kind| case[kind]) {
                let Some(accent) = accents.acts else { continue };
                prop_assert!(accent.low >= 0.0 && accent.low <= accent.high && accent.high.is_finite());
                prop_assert!(accent.ratio <= accent.high + 1e-9 && (0.0..=1.0).contains(&accent.share));
            }
        }
    }
}
