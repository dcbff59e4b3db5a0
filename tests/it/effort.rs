//! The factors of customer effort.

use std::path::Path;

use cocreation::Case;
use cocreation::case::{Pattern, Search};
use cocreation::effort::{State, factors};
use cocreation::evidence::Sign;
use cocreation::graph::node::{Act, Actor, Judgement, Offering, Value};
use cocreation::graph::relation::{Bears, Gains, Judges, RelationKind, TakesStance};
use cocreation::theory::ConstructId;
use cocreation::theory::typology::EffortFactor::{EmployeeInteractions, PersonalGoalClarity, ServiceRelevance};

#[test]
fn each_factor_has_the_strongest_state_that_is_claimed() {
    let mut case = Case::builder("effort");
    let [one, other] = ["one", "other"].map(|id| case.add(id, Actor::customer(id)));
    let seller = case.add("seller", Actor::provider("Seller"));
    let service = case.add("service", Offering::new("Service"));
    let t41 = ConstructId::new(41).unwrap();
    let clear = case.add("clear", Judgement::on(t41, "Clear", "clear").coded(PersonalGoalClarity));
    let relevant = case.add("relevant", Judgement::on(t41, "Relevant", "very").coded(ServiceRelevance));
    case.add("vague", Judgement::on(t41, "Vague", "somehow"));
    let warmth = case.add("warmth", Value::new("Warmth").coded(EmployeeInteractions));
    let visit = case.add("visit", Act::new("Visit"));
    case.relate(clear, Judges, one).violated();
    case.relate(relevant, Judges, service);
    case.relate(one, Gains, warmth).expected();
    case.relate(one, Bears, warmth);
    case.relate(seller, Gains, warmth);
    case.relate(other, TakesStance, visit).stance(Sign::Negative).salience(0.5);
    case.relate(other, TakesStance, service).stance(Sign::Negative);
    let search = Search::not_found("how relevant the service is to the other").relation(RelationKind::Judges);
    case.search(search.subject(Pattern::default().coded(ServiceRelevance)).object(Pattern::node(other)));

    let found = factors(&case.build().unwrap());
    let [one, other] = &found.customers[..] else { panic!("two customers") };
    assert_eq!(one[PersonalGoalClarity].state, State::Denied);
    assert_eq!(one[EmployeeInteractions].state, State::OnRecord, "borne, which is more than expected");
    assert_eq!(one[EmployeeInteractions].claims.len(), 2, "the claim that holds, and that warmth is of the factor");
    assert_eq!(one[ServiceRelevance].state, State::NotSearched);
    assert_eq!((other[ServiceRelevance].state, other[ServiceRelevance].searches.len()), (State::NotFound, 1));
    assert_eq!((other.stances.len(), &*other.stances[0].on, other.stances[0].salience), (1, "visit", Some(0.5)));
    assert_eq!((found.others.len(), &*found.others[0].customer), (1, "seller"));
    assert_eq!((&found.unattached[..], &found.unclassified[..]), (&["relevant".into()][..], &["vague".into()][..]));
    assert_eq!(serde_json::to_value(&found).unwrap()["customers"][1]["stances"][0]["sign"], "-");
    assert!(found.to_string().contains("stance on visit: - ["));
}

#[test]
fn the_encoded_cases_say_where_customers_stand_and_nothing_of_the_factors() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/cases/greenco.toml");
    let found = factors(&Case::from_toml(&std::fs::read_to_string(path).unwrap()).unwrap());
    let customers = found.customers.iter().find(|customer| &*customer.customer == "customers").unwrap();
    assert_eq!((&*customers.stances[0].on, customers.stances[0].sign), ("collaborating", Some(Sign::Positive)));
    let factors = [PersonalGoalClarity, ServiceRelevance, EmployeeInteractions];
    assert!(found.customers.iter().all(|customer| factors.iter().all(|&f| customer[f].state == State::NotSearched)));
}
