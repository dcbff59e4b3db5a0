//! Offerings by hand: versions, levels, drift.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use cocreation::Case;
use cocreation::evidence::{Certainty, Period};
use cocreation::graph::node::{Act, Actor, Offering, Practice, Value};
use cocreation::graph::relation::{Offers, PartOf, Perceives, Proposes, Shapes, Succeeds};
use cocreation::offering::{Offerings, offerings};
use cocreation::theory::Typology;
use cocreation::theory::typology::OfferingLevel::{self, Augmented, Expected, Generic};
use proptest::prelude::*;

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn texts(ids: &[Box<str>]) -> Vec<&str> {
    ids.iter().map(|id| &**id).collect()
}

/// Three versions of an offering and one beside them; the third proposes nothing on record.
fn versions() -> Offerings {
    let mut case = Case::builder("versions");
    let maker = case.add("maker", Actor::provider("Maker"));
    let pilots = case.add("pilots", Actor::customer("Pilots"));
    let [uptime, price, advice] = ["uptime", "price", "advice"].map(|id| case.add(id, Value::new(id)));
    let first = case.add("first", Offering::new("First").version("1.0").period(period("2001")));
    let second = case.add("second", Offering::new("Second").coded(Augmented));
    let third = case.add("third", Offering::new("Third"));
    let beside = case.add("beside", Offering::new("Beside"));
    let talks = case.add("talks", Practice::co_design("Talks"));
    case.relate(second, Succeeds, first);
    case.relate(third, Succeeds, second);
    for (version, value) in [(first, uptime), (first, price), (second, uptime), (second, advice)] {
        case.relate(version, Proposes, value);
    }
    case.relate(maker, Offers, second);
    case.relate(talks, Shapes, second);
    case.relate(pilots, Perceives, first).level(Augmented).period(period("2001/2004"));
    case.relate(pilots, Perceives, third).level(Expected).period(period("2004"));
    case.relate(pilots, Perceives, beside).level(Expected).period(period("2010"));
    case.relate(pilots, Perceives, second);
    case.relate(pilots, Perceives, second).level(Augmented).expected();
    offerings(&case.build().unwrap())
}

#[test]
fn versions_are_compared_by_what_they_propose() {
    let found = versions();
    let [first, second, third, _] = &found.offerings[..] else { panic!("four offerings") };
    assert_eq!((first.version.as_deref(), first.period), (Some("1.0"), Some(period("2001"))));
    let change = &second.changes[0];
    assert_eq!(&*change.from, "first");
    assert_eq!(
        [&change.added, &change.kept, &change.dropped].map(|ids| texts(ids)),
        [["advice"], ["uptime"], ["price"]]
    );
    assert_eq!((texts(&second.offered_by), texts(&second.shaped_by)), (vec!["maker"], vec!["talks"]));
    assert_eq!((&second.classified[..], second.reaches.len(), second.claims.len()), (&[Augmented][..], 0, 6));
    assert_eq!((third.proposes.len(), third.changes[0].dropped.len()), (0, 2));
}

#[test]
fn drift_runs_through_versions_and_not_beside_them() {
    let found = versions();
    let drifts: Vec<_> = found.drifts.iter().map(|drift| (&*drift.augmented, &*drift.expected, drift.order)).collect();
    // Augmented until some day of 2004, expected on some day of 2004.
    assert_eq!(drifts, [("first", "third", Some(Certainty::Possible))]);
    let unknown: Vec<_> = found.levels.iter().filter(|level| level.level.is_none()).collect();
    assert_eq!((unknown.len(), &*unknown[0].offering), (1, "second"));
    assert_eq!(found.levels.len(), 4, "what is only expected is no level");
    assert_eq!(found.customers_without_level.len(), 0);
}

#[test]
fn a_level_without_a_date_leaves_the_drift_unknown() {
    let mut case = Case::builder("undated");
    let offering = case.add("offering", Offering::new("Offering"));
    let [one, other] = [case.add("one", Actor::customer("One")), case.add("other", Actor::customer("Other"))];
    let meeting = case.add("meeting", Act::on("Meeting", period("2009")));
    let remark = case.add("remark", Act::new("Remark"));
    case.relate(remark, PartOf, meeting);
    case.relate(one, Perceives, offering).level(Augmented);
    case.relate(one, Perceives, offering).level(Expected).during(remark);
    case.relate(other, Perceives, offering).level(Expected).period(period("2001"));
    case.relate(other, Perceives, offering).level(Augmented).during(remark);
    case.add("third", Actor::customer("Third"));
    let found = offerings(&case.build().unwrap());
    let orders: Vec<_> = found.drifts.iter().map(|drift| drift.order).collect();
    assert_eq!(orders, [None, Some(Certainty::Impossible)]);
    assert_eq!(found.levels[1].period, Some(period("2009")), "a remark is as old as its meeting");
    assert!(found.offerings[0].differs, "both have had both levels, and so at some time different ones");
    assert_eq!(texts(&found.customers_without_level), ["third"]);
    let text = found.to_string();
    assert!(text.contains("one: offering then offering: unknown [c") && text.contains("Augmented, undated"), "{text}");
}

#[test]
fn one_element_may_be_augmented_for_one_and_expected_for_another() {
    let mut case = Case::builder("two");
    let offering = case.add("offering", Offering::new("Offering"));
    for (id, level) in [("one", Augmented), ("other", Expected)] {
        let actor = case.add(id, Actor::customer(id));
        case.relate(actor, Perceives, offering).level(level);
    }
    let found = offerings(&case.build().unwrap());
    assert!(found.offerings[0].differs && found.drifts.is_empty());
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!((&json["levels"][1]["level"], &json["levels"][1]["claim"]), (&"expected".into(), &"c4".into()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Against a slow count over all pairs of claims; the offerings are versions of each other.
    #[test]
    fn every_pair_of_augmented_and_expected_is_a_drift(
        levels in prop::collection::vec((0..2usize, 0..2usize, 0..4usize, prop::option::of(2000..2005u16)), 0..10),
    ) {
        let mut case = Case::builder("random");
        let actors = ["a", "b"].map(|id| case.add(id, Actor::new(id)));
        let versions = ["v", "w"].map(|id| case.add(id, Offering::new(id)));
        case.relate(versions[1], Succeeds, versions[0]);
        for &(actor, version, level, year) in &levels {
            let claim = case.relate(actors[actor], Perceives, versions[version]).level(OfferingLevel::ALL[level]);
            year.map(|year| claim.period(period(&year.to_string())));
        }
        let found = offerings(&case.build().unwrap());
        let at = |wanted: OfferingLevel| levels.iter().filter(move |level| OfferingLevel::ALL[level.2] == wanted);
        let pairs = at(Augmented).flat_map(|one| at(Expected).filter(move |other| other.0 == one.0).map(move |other| (one.3, other.3)));
        let pairs: Vec<_> = pairs.collect();
        prop_assert_eq!(found.drifts.len(), pairs.len());
        let certain = pairs.iter().filter(|(one, other)| one.zip(*other).is_some_and(|(one, other)| one < other)).count();
        let unknown = pairs.iter().filter(|(one, other)| one.is_none() || other.is_none()).count();
        prop_assert_eq!(found.drifts.iter().filter(|drift| drift.order == Some(Certainty::Certain)).count(), certain);
        prop_assert_eq!(found.drifts.iter().filter(|drift| drift.order.is_none()).count(), unknown);
        prop_assert_eq!(found.levels.iter().filter(|level| level.level == Some(Generic)).count(), at(Generic).count());
    }
}
