//! Readiness: events and lags by hand, deployment, ties, scores with their raters, and the encoded cases.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use std::path::Path;

use cocreation::Case;
use cocreation::case::{ClaimId, Pattern, Search, Standing};
use cocreation::evidence::{Certainty, Date, Measure, Period, Sign};
use cocreation::graph::node::{Act, Actor, Capability, Event, Judgement, NodeKind, Practice, Resource, Sphere};
use cocreation::graph::relation::{
    Enables, Holds, Judges, Rates, RelationKind, Seizes, Senses, TiedTo, Triggers, Underpins,
};
use cocreation::readiness::{self, Lag};
use cocreation::theory::typology::{CapitalForm, EventTrigger, InteractionCapability, TieKind};
use cocreation::theory::{ConstructId, Typology};
use proptest::prelude::*;

fn encoded(name: &str) -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/cases/{name}.toml"));
    let text = std::fs::read_to_string(path).unwrap();
    Case::from_toml(&text).unwrap_or_else(|problems| panic!("{name}\n{problems}"))
}

/// The claims as they print: in a case that is encoded anew they get other ids.
fn said(case: &Case, claims: &[ClaimId]) -> Vec<String> {
    claims.iter().map(|&id| case.claim(id).unwrap().to_string()).collect()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn lag(event: &str, response: &str) -> (Option<i32>, Option<i32>) {
    let Lag { shortest, longest } = Lag::between(Some(&period(event)), Some(&period(response)));
    (shortest, longest)
}

fn texts<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

/// 2012 is a leap year: from its last day to 1 February 2013 it is 32 days, from its first to 28 February 366 + 58.
#[test]
fn lags_are_counted_by_hand() {
    assert_eq!(lag("2013-05-17", "2013-05-27"), (Some(10), Some(10)));
    assert_eq!(lag("2012", "2013-02"), (Some(32), Some(424)));
    assert_eq!(lag("2013-05-17", "2013-05-27/2014"), (Some(10), Some(10)), "what counts is the start");
    assert_eq!(lag("2013", "2013"), (Some(-364), Some(364)), "two days of one year");
    assert_eq!(lag("2013-05-17", "/2013-05-20"), (None, Some(3)), "begun on an unknown day");
    assert_eq!(lag("2013-05-17", "../2014"), (None, None), "going on since ever");
    assert_eq!(lag("/2013-05-17", "2013-05-20"), (Some(3), None));
}

#[test]
fn a_lag_prints_what_is_known_of_it() {
    let print = |shortest, longest| Lag { shortest, longest }.to_string();
    assert_eq!(print(Some(3), Some(3)), "3 days");
    assert_eq!(print(Some(3), Some(9)), "3 to 9 days");
    assert_eq!(print(Some(3), None), "at least 3 days");
    assert_eq!(print(None, Some(9)), "at most 9 days");
    assert_eq!(print(None, None), "unknown");
}

/// A flood in 2012: noticed, acted upon on a day of 2013, and a repair and an undated visit started.
#[test]
fn an_event_has_who_sensed_and_seized_it_and_the_first_response() {
    let mut case = Case::builder("pumps");
    let [maker, user] = ["maker", "user"].map(|id| case.add(id, Actor::new(id)));
    let flood = case.add("flood", Event::new("A flood").period(period("2012")).coded(EventTrigger::CustomerDemand)); // c1
    let repair = case.add("repair", Act::on("A repair", period("2013-02")));
    case.relate(user, Senses, flood); // c2
    case.relate(maker, Senses, flood).violated(); // c3
    case.relate(maker, Seizes, flood).inferred().period(period("2013-01-10")); // c4
    case.relate(flood, Triggers, repair); // c5
    let dated = readiness::profile(&case.build().unwrap());
    let event = &dated.events[0];
    assert_eq!(event.triggers, [EventTrigger::CustomerDemand]);
    assert_eq!((event.sensed.standing, event.sensed_by.join(" ")), (Standing::Stated, "user".to_owned()));
    assert!(event.sensed.is_contested());
    assert_eq!(event.sensed.to_string(), "stated [c2]; against: [c3]");
    assert_eq!((event.seized.standing, event.seized_by.join(" ")), (Standing::Inferred, "maker".to_owned()));
    let responses: Vec<String> =
        event.responses.iter().map(|one| format!("{} {} {}: {}", one.claim, one.relation, one.node, one.lag)).collect();
    // Noticed on an unknown day; acted upon 10 days after the last of 2012, 366 + 9 after the first; the repair as above.
    let by_hand = ["c2 senses user: unknown", "c4 seizes maker: 10 to 375 days", "c5 triggers repair: 32 to 424 days"];
    assert_eq!(responses, by_hand);
    assert_eq!(event.first, Some(Lag { shortest: Some(10), longest: Some(375) }));
}

#[test]
fn an_undated_response_may_have_been_the_first() {
    let mut case = Case::builder("pumps");
    let flood = case.add("flood", Event::new("A flood").period(period("2012-12-31")));
    let repair = case.add("repair", Act::on("A repair", period("2013-01-10")));
    let visit = case.add("visit", Act::new("A visit"));
    case.relate(flood, Triggers, repair);
    case.relate(flood, Triggers, visit);
    let readiness = readiness::profile(&case.build().unwrap());
    assert_eq!(readiness.events[0].first, Some(Lag { shortest: None, longest: Some(10) }));
    assert!(!texts(&readiness.gaps).iter().any(|gap| gap.contains("dates of the responses")));
}

#[test]
fn what_nobody_seized_is_unknown_unless_it_was_looked_for() {
    let mut case = Case::builder("pumps");
    let [flood, drought] = ["flood", "drought"].map(|id| case.add(id, Event::new(id)));
    let maker = case.add("maker", Actor::new("Maker"));
    case.search(Search::not_found("a response").relation(RelationKind::Seizes).object(Pattern::node(flood))); // s1
    let senses = Search::not_found("the maker notices").relation(RelationKind::Senses);
    case.search(senses.subject(Pattern::node(maker)).object(Pattern::kind(NodeKind::Event))); // s2
    let readiness = readiness::profile(&case.build().unwrap());
    let [first, second] = &readiness.events[..] else { panic!("two events") };
    assert_eq!(first.seized.to_string(), "searched, not found [s1]");
    assert_eq!(second.seized.to_string(), "not searched");
    // Only one actor was looked at.
    assert_eq!(second.sensed.to_string(), "searched in a part, not found [s2]");
    assert!(first.seized.is_settled() && !second.seized.is_settled() && !second.sensed.is_settled());
    assert_eq!((first.first, drought), (None, drought));
    let gaps = texts(&readiness.gaps);
    assert!(gaps.contains(&"flood, seized: searched, not found [s1]".to_owned()), "{gaps:?}");
    assert!(gaps.contains(&"drought, seized: not searched".to_owned()), "{gaps:?}");
}

/// The maker holds an empowered capability that enables advice, and a developmental one that enables nothing; a relational
/// one underpins a sphere; nobody found an ethical one.
#[test]
fn held_is_not_deployed() {
    let mut case = Case::builder("care");
    let maker = case.add("maker", Actor::new("Maker"));
    let care = case.add("care", Sphere::new("Care"));
    let advice = case.add("advice", Practice::new("Advice"));
    let empowered = case.add("empowered", Capability::empowered("Listening")); // c1
    let developmental = case.add("developmental", Capability::developmental("Teaching")); // c2
    let relational = case.add("relational", Capability::relational("Warmth")); // c3
    let upkeep = case.add("upkeep", Capability::new("Upkeep"));
    case.relate(maker, Holds, empowered); // c4
    case.relate(maker, Holds, developmental); // c5
    case.relate(empowered, Enables, advice).inferred(); // c6
    case.relate(relational, Underpins, care); // c7
    case.relate(upkeep, Enables, advice).violated(); // c8
    let ethical = Pattern::kind(NodeKind::Capability).coded(InteractionCapability::Ethical);
    case.search(Search::not_found("ethical").relation(RelationKind::Enables).subject(ethical)); // s1
    let readiness = readiness::profile(&case.build().unwrap());
    let of = |capability: InteractionCapability| &readiness.capabilities[capability.index()];
    assert_eq!(of(InteractionCapability::Empowered).deployed.to_string(), "inferred [c1, c6]");
    assert_eq!(of(InteractionCapability::Empowered).practices, ["advice".into()]);
    assert_eq!(of(InteractionCapability::Developmental).held.to_string(), "stated [c2, c5]");
    assert_eq!(of(InteractionCapability::Developmental).deployed.standing, Standing::NotSearched);
    assert_eq!(of(InteractionCapability::Relational).underpins.to_string(), "stated [c3, c7]");
    assert_eq!(of(InteractionCapability::Ethical).deployed.to_string(), "searched, not found [s1]");
    assert_eq!(of(InteractionCapability::Ethical).held.standing, Standing::NotSearched);
    assert_eq!(readiness.other_capabilities[0].name(), "upkeep");
    assert_eq!(readiness.other_capabilities[0].deployed.standing, Standing::Denied);
}

#[test]
fn ties_stand_by_kind_and_broken_ones_apart() {
    let mut case = Case::builder("care");
    let [a, b, c] = ["a", "b", "c"].map(|id| case.add(id, Actor::new(id)));
    case.add("trust", Resource::new("Trust").coded(CapitalForm::Social)); // c1
    case.relate(a, TiedTo, b).kind(TieKind::Trust).degree(0.75); // c2
    case.relate(b, TiedTo, c).kind(TieKind::Trust).sign(Sign::Negative); // c3
    case.relate(c, TiedTo, a); // c4
    let readiness = readiness::profile(&case.build().unwrap());
    let [trust, social, formal, unsaid] = &readiness.ties[..] else { panic!("three kinds and none") };
    assert_eq!(trust.ties, [("a".into(), "b".into(), Some(0.75))]);
    assert_eq!((trust.attestation.to_string(), trust.broken.to_string()), ("stated [c2]".into(), "stated [c3]".into()));
    assert_eq!(
        (social.attestation.standing, formal.attestation.standing),
        (Standing::NotSearched, Standing::NotSearched)
    );
    assert_eq!(unsaid.ties, [("c".into(), "a".into(), None)]);
    assert_eq!(texts(&readiness.social_capital[0].attestation.claims), ["c1"]);
}

/// A score comes with its rater, or with what is missing named; one on another construct is no score on readiness.
#[test]
fn a_score_is_shown_with_its_rater_and_what_is_missing_of_it() {
    let mut case = Case::builder("survey");
    let maker = case.add("maker", Actor::new("Maker"));
    let [asked, told] = ["asked", "told"].map(|id| case.add(id, Actor::new(id)));
    let readiness_id = ConstructId::new(33).unwrap();
    let access = case.add("access", Judgement::on(readiness_id, "DART: access", "2.5").scale("1 to 5"));
    let bare = case.add("bare", Judgement::on(readiness_id, "Ready?", "fairly"));
    let other = case.add("other", Judgement::on(ConstructId::new(45).unwrap(), "Outcome", "parity"));
    case.relate(access, Judges, maker).measure(Measure::new("mean", 2.5)); // c1
    case.relate(asked, Rates, access).measure(Measure::new("Cohen's kappa", 0.7)); // c2
    case.relate(told, Rates, access); // c3
    case.relate(bare, Judges, maker); // c4
    case.relate(other, Judges, maker); // c5
    case.relate(told, Rates, other); // c6
    let readiness = readiness::profile(&case.build().unwrap());
    let [access, bare] = &readiness.ratings[..] else { panic!("two scores") };
    assert_eq!(
        (texts(&access.figures), texts(&access.claims)),
        (vec!["mean 2.5".into()], vec!["c1".into(), "c2".into(), "c3".into()])
    );
    let raters: Vec<_> = access.raters.iter().map(|one| (&*one.actor, one.size, one.reliability.is_some())).collect();
    assert_eq!(raters, [("asked", None, true), ("told", None, false)]);
    assert_eq!(texts(&bare.claims), ["c4"]);
    let gaps = texts(&readiness.gaps);
    let of = |node: &str| {
        gaps.iter().filter_map(|gap| gap.strip_prefix(&format!("{node}, "))).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of("access"), ["its date: not searched", "how many gave it: not searched"]);
    assert_eq!(of("bare").len(), 5);
}

#[test]
fn a_score_with_its_rater_survives_the_format() {
    let mut case = Case::builder("survey");
    let answered = case.add("answered", Actor::aggregate("Those who answered").size(12));
    let date = Date::new(2014, 5, 1).unwrap();
    let score = Judgement::on(ConstructId::new(33).unwrap(), "Ready?", "3").scale("1 to 5").period(date);
    let score = case.add("score", score);
    case.relate(answered, Rates, score).measure(Measure::new("alpha", 0.8));
    let case = case.build().unwrap();
    let read = Case::from_toml(&case.document().to_toml().unwrap()).unwrap();
    assert_eq!(readiness::profile(&read), readiness::profile(&case));
    assert_eq!(readiness::profile(&read).ratings[0].raters[0].size, Some(12));
}

/// Marcos-Cuevas et al., §6: key customers asked, and a third party came in; Rolls-Royce noticed both and acted.
#[test]
fn rolls_royce_sensed_and_seized_two_events() {
    let case = encoded("rolls_royce");
    let readiness = readiness::profile(&case);
    let [demand, entry] = &readiness.events[..] else { panic!("two events") };
    for (event, id) in [(demand, "customer-demand"), (entry, "aftermarket-entry")] {
        assert_eq!(said(&case, &event.sensed.claims), [format!("rolls-royce senses {id}")]);
        assert_eq!(said(&case, &event.seized.claims), [format!("rolls-royce seizes {id}")]);
    }
    assert!(readiness.events.iter().all(|event| event.seized_by == ["rolls-royce".into()]));
    // The case searched all of the source for practices that the two enable: not found, yet they underpin.
    for capability in [InteractionCapability::Relational, InteractionCapability::Ethical] {
        let line = &readiness.capabilities[capability.index()];
        assert_eq!(line.deployed.standing, Standing::SearchedNotFound, "{capability}");
        assert!(line.underpins.is_attested(), "{capability}");
    }
}

/// Combitech: four events start purposes; that anybody sensed or seized them the case neither says nor looked for.
#[test]
fn combitech_has_events_that_nobody_is_known_to_have_sensed() {
    let case = encoded("combitech");
    let readiness = readiness::profile(&case);
    assert_eq!(readiness.events.len(), 4);
    assert!(readiness.events.iter().all(|event| event.sensed.standing == Standing::NotSearched));
    assert!(readiness.events.iter().all(|event| event.answered.is_attested()));
    assert!(readiness.events.iter().all(|event| event.period.is_none()), "no event is dated");
    assert!(readiness.to_string().contains("layoffs, sensed: not searched"));
}

fn dates() -> impl Strategy<Value = String> {
    (2000..2004u16, 1..13u8, 1..29u8, 0..4u8).prop_map(|(year, month, day, precision)| match precision {
        0 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("{year}-{month:02}"),
        2 => format!("{year}"),
        _ => format!("{year}~"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every choice of days within the two dates lies within the bounds, and the outermost choices reach them.
    #[test]
    fn the_bounds_of_a_lag_are_those_of_all_choices(event in dates(), response in dates(), within in -800..1600i32) {
        let (from, to): (cocreation::evidence::VagueDate, cocreation::evidence::VagueDate) =
            (event.parse().unwrap(), response.parse().unwrap());
        let (mut least, mut most) = (i32::MAX, i32::MIN);
        for a in from.earliest().day_number()..=from.latest().day_number() {
            // The lag is linear in the second day, so its ends will do.
            for b in [to.earliest().day_number(), to.latest().day_number()] {
                (least, most) = (least.min(b - a), most.max(b - a));
            }
        }
        let lag = Lag::between(Some(&event.parse().unwrap()), Some(&response.parse().unwrap()));
        prop_assert_eq!((lag.shortest, lag.longest), (Some(least), Some(most)));
        let expected = if most <= within { Certainty::Certain } else if least > within { Certainty::Impossible } else { Certainty::Possible };
        prop_assert_eq!(lag.within(within), expected);
    }
}
