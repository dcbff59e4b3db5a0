//! The value balance by hand, over time, and of an encoded case.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use std::path::Path;

use cocreation::Case;
use cocreation::balance::{ActorBalance, Balance, Course, Item, State, balance};
use cocreation::case::{Pattern, Search};
use cocreation::evidence::Period;
use cocreation::graph::node::{Act, Actor, Value};
use cocreation::graph::relation::{Bears, Gains, PartOf, RelationKind};
use proptest::prelude::*;

fn encoded(name: &str) -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/cases/{name}.toml"));
    Case::from_toml(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn of<'b>(balance: &'b Balance, actor: &str) -> &'b ActorBalance {
    balance.actors.iter().find(|found| &*found.actor == actor).unwrap()
}

fn states(items: &[Item]) -> Vec<(&str, State)> {
    items.iter().map(|item| (&*item.value, item.overall.state)).collect()
}

/// The customer gains quality (0.2 in 2001, 0.6 in 2002, nothing said in 2003), bears effort (there in 2001, none in 2002,
/// there in 2003), and does not gain a discount, looked at in each year.
fn years() -> (Case, [Period; 3]) {
    let years = ["2001", "2002", "2003"].map(period);
    let mut case = Case::builder("years");
    let customer = case.add("customer", Actor::customer("Customer"));
    case.add("bystander", Actor::new("Bystander"));
    let [quality, effort, discount] = ["quality", "effort", "discount"].map(|id| case.add(id, Value::new(id)));
    case.relate(customer, Gains, quality).period(years[0]).degree(0.2);
    case.relate(customer, Gains, quality).period(years[1]).degree(0.6);
    case.relate(customer, Bears, effort).period(years[0]);
    case.relate(customer, Bears, effort).period(years[1]).degree(0.0);
    case.relate(customer, Bears, effort).period(years[2]);
    for year in years {
        case.relate(customer, Gains, discount).period(year).violated();
    }
    (case.build().unwrap(), years)
}

#[test]
fn no_change_is_told_apart_from_not_observed() {
    let (case, years) = years();
    let balance = balance(&case, &years);
    let customer = of(&balance, "customer");
    let [quality, discount] = &customer.benefits[..] else { panic!("two benefits") };
    assert_eq!(quality.courses, [Course::More, Course::NotObserved]);
    assert_eq!((quality.overall.state, quality.overall.degree), (State::Observed, None));
    assert_eq!(quality.readings[1].degree, Some(0.6));
    assert_eq!((discount.overall.state, &discount.courses[..]), (State::NoChange, &[Course::NoChange; 2][..]));
    let effort = &customer.sacrifices[0];
    assert_eq!(effort.overall.state, State::Contested);
    assert_eq!(effort.courses, [Course::Less, Course::More]);
    assert_eq!(balance.not_observed, ["bystander".into()]);
    let text = balance.to_string();
    assert!(text.contains("observed → observed → not observed (more, not observed)"), "{text}");
}

#[test]
fn how_much_may_be_unknown() {
    let mut case = Case::builder("how-much");
    let (customer, ease) = (case.add("customer", Actor::new("Customer")), case.add("ease", Value::new("Ease")));
    case.relate(customer, Gains, ease).period(period("2001"));
    case.relate(customer, Gains, ease).period(period("2002")).degree(0.4);
    case.relate(customer, Gains, ease).period(period("2002"));
    let vague = case.relate(customer, Gains, ease).period(period("200X")).id();
    let undated = case.relate(customer, Gains, ease).id();
    let found = balance(&case.build().unwrap(), &["2001", "2002"].map(period));
    let ease = &of(&found, "customer").benefits[0];
    assert_eq!(ease.courses, [Course::HowMuchUnknown]);
    assert_eq!((&ease.readings[0].possible[..], &ease.undated[..]), (&[vague][..], &[undated][..]));
    assert_eq!(ease.readings[1].degree, None, "one claim gives a degree and one does not");
}

#[test]
fn what_was_looked_for_is_named() {
    let mut case = Case::builder("searched");
    let [one, other] = ["one", "other"].map(|id| case.add(id, Actor::new(id)));
    let [ease, trust] = ["ease", "trust"].map(|id| case.add(id, Value::new(id)));
    case.relate(one, Gains, ease).expected();
    let searched = |value| {
        Search::not_found("a gain")
            .subject(Pattern::node(other))
            .relation(RelationKind::Gains)
            .object(Pattern::node(value))
    };
    case.search(searched(trust));
    let found = balance(&case.build().unwrap(), &[]);
    assert_eq!(states(&of(&found, "one").benefits), [("ease", State::Prospective)]);
    assert_eq!(states(&of(&found, "other").benefits), [("trust", State::NotFound)]);
    assert_eq!(of(&found, "other").benefits[0].searches.len(), 1);
    assert!(found.not_observed.is_empty());
}

/// Figures counted in the document: gains and bears of Combitech and of the participants of the meeting.
#[test]
fn the_crm_tool_is_weighed_by_those_who_would_use_it() {
    let found = balance(&encoded("combitech"), &[period("2009-03"), period("2010")]);
    let firm = of(&found, "combitech");
    let prospective = |items: &[Item]| items.iter().filter(|item| item.overall.state == State::Prospective).count();
    assert_eq!((firm.benefits.len(), prospective(&firm.benefits)), (5, 2));
    assert_eq!((firm.sacrifices.len(), prospective(&firm.sacrifices)), (6, 5));
    let volume = firm.benefits.iter().find(|item| &*item.value == "secured-volume").unwrap();
    assert_eq!((volume.overall.state, volume.overall.degree), (State::NoChange, Some(0.0)));
    assert_eq!(states(&of(&found, "long-term-customers").sacrifices), [("losing-side", State::Observed)]);
    // Said in the meeting of 17 March 2009, of what may come.
    let calls = &of(&found, "business-area-manager").sacrifices[0];
    assert_eq!((&*calls.value, calls.readings[0].state), ("tiring-calls", State::Prospective));
    assert_eq!((calls.readings[1].state, &calls.courses[..]), (State::NotObserved, &[Course::NotObserved][..]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every claim of gain or sacrifice is in one item; turning time round turns more into less.
    #[test]
    fn nothing_is_lost_and_time_may_be_turned_round(
        claims in prop::collection::vec(
            (any::<bool>(), 0..2usize, 0..2usize, prop::option::of(0..3usize), prop::option::of(0..3u8), any::<bool>()), 0..12),
    ) {
        let years = ["2001", "2002", "2003"].map(period);
        let mut case = Case::builder("random");
        let actors = ["a", "b"].map(|id| case.add(id, Actor::new(id)));
        let values = ["v", "w"].map(|id| case.add(id, Value::new(id)));
        let meeting = case.add("meeting", Act::on("Meeting", years[0]));
        let remark = case.add("remark", Act::new("Remark"));
        case.relate(remark, PartOf, meeting);
        for &(gain, actor, value, year, degree, violated) in &claims {
            let (actor, value) = (actors[actor], values[value]);
            macro_rules! say {
                ($relation:ident) => {{
                    let claim = case.relate(actor, $relation, value);
                    let claim = if violated { claim.violated() } else { claim };
                    let claim = match year {
                        Some(0) => claim.during(remark),
                        Some(year) => claim.period(years[year]),
                        None => claim,
                    };
                    degree.map(|degree| claim.degree(f64::from(degree) / 2.0));
                }};
            }
            if gain { say!(Gains) } else { say!(Bears) }
        }
        let case = case.build().unwrap();
        let back = [years[2], years[1], years[0]];
        let (forth, back) = (balance(&case, &years), balance(&case, &back));
        let items = |found: &Balance| {
            found.actors.iter().flat_map(|actor| actor.benefits.iter().chain(&actor.sacrifices)).cloned().collect::<Vec<_>>()
        };
        let (forth, back) = (items(&forth), items(&back));
        prop_assert_eq!(forth.iter().map(|item| item.overall.claims.len()).sum::<usize>(), claims.len());
        for (one, other) in forth.iter().zip(&back) {
            let in_years: usize = one.readings.iter().map(|reading| reading.claims.len()).sum();
            prop_assert_eq!(in_years + one.undated.len(), one.overall.claims.len());
            let turned = |course: &Course| match course {
                Course::More => Course::Less,
                Course::Less => Course::More,
                other => *other,
            };
            let reversed: Vec<Course> = other.courses.iter().rev().map(turned).collect();
            prop_assert_eq!(&one.courses, &reversed);
        }
    }
}
