//! Conditions read from cases, against what was encoded, the concept lattice's reading and the assessment.

use std::collections::BTreeSet;

use cocreation::case::{Feature, Pattern, Search};
use cocreation::conditions::{self, Condition, Reading};
use cocreation::evidence::{Date, Sign, VagueDate};
use cocreation::graph::node::{Act, Actor, Event, Judgement, NodeKind, Sphere, Value};
use cocreation::graph::relation::{BelongsTo, DependsOn, Gains, Realizes, RelationKind, TakesPartIn, TiedTo, Within};
use cocreation::lattice::{self, Incidence};
use cocreation::qca::{Calibration, IDM, Membership, Table};
use cocreation::spe::{self, Part, Spec};
use cocreation::theory::typology::{CompetitiveOutcome, EventTrigger, PracticeKind, TieKind};
use cocreation::theory::{CONSTRUCTS, ConstructId, Typology};
use cocreation::{Case, CaseBuilder, ErrorKind};
use proptest::prelude::*;

const CASES: [&str; 8] =
    ["rolls_royce", "sap", "unilever", "bekaert", "competence_management", "consultancy_group", "combitech", "greenco"];

fn published(name: &str) -> Case {
    let path = format!("{}/examples/cases/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    Case::from_toml(&std::fs::read_to_string(path).expect("a case")).expect("sound")
}

fn encoded(encode: impl FnOnce(&mut CaseBuilder)) -> Case {
    let mut case = Case::builder("a-case");
    encode(&mut case);
    case.build().expect("sound")
}

/// What one condition says of one case.
fn said(condition: &Condition, encode: impl FnOnce(&mut CaseBuilder)) -> Reading {
    let case = encoded(encode);
    let table = conditions::table([&case], [condition.clone()]).expect("a table");
    assert_eq!(
        table.table.cell(0, condition.name()).expect("a cell"),
        table.reading(0, condition.name()).expect("one").membership
    );
    table.reading(0, condition.name()).expect("a cell").clone()
}

fn membership(condition: &Condition, encode: impl FnOnce(&mut CaseBuilder)) -> Membership {
    said(condition, encode).membership
}

const YES: Membership = Membership::Known(1.0);
const NO: Membership = Membership::Known(0.0);
const OPEN: Membership = Membership::Unknown;

/// One concept of presence: the table of conditions and the lattice's table agree in every cell, of every feature.
#[test]
fn presence_is_what_the_lattice_reads() {
    let cases = CASES.map(published);
    let features: BTreeSet<Feature> = CONSTRUCTS.iter().flat_map(|one| Feature::of_construct(one.id)).collect();
    let features: Vec<Feature> = features.into_iter().collect();
    let named =
        features.iter().enumerate().map(|(nth, feature)| Condition::presence(*feature).named(format!("F{nth}")));
    let table = conditions::table(&cases, named).expect("a table");
    let lattice = lattice::by_feature(&cases, features.iter().copied());
    for (row, case) in cases.iter().enumerate() {
        for (nth, feature) in features.iter().enumerate() {
            let wanted = match lattice.table.incidence(row, nth).expect("a cell") {
                Incidence::Has => YES,
                Incidence::Lacks => NO,
                Incidence::Unknown => OPEN,
            };
            let reading = table.reading(row, &format!("F{nth}")).expect("a cell");
            assert_eq!(reading.membership, wanted, "{} {feature}", case.id());
            assert!(reading.claims.iter().all(|claim| case.claim(*claim).is_some()));
        }
    }
    assert!(table.incidences(&[]).expect("all crisp").attributes().len() == features.len());
    assert_eq!(table.unknown(), lattice.table.unknown());
}

#[test]
fn every_feature_has_a_name_that_an_expression_can_hold() {
    for feature in CONSTRUCTS.iter().flat_map(|one| Feature::of_construct(one.id)) {
        let condition = Condition::presence(feature);
        assert!(Table::new([condition.name()]).is_ok(), "{feature}: {}", condition.name());
    }
    for part in Part::ALL {
        let condition = Condition::engagement(*part, Date::new(2020, 1, 1).expect("a date"));
        assert!(Table::new([condition.name()]).is_ok(), "{}", condition.name());
    }
    assert_eq!(Condition::presence(RelationKind::TakesPartIn).name(), "TAKES_PART_IN");
    assert_eq!(Condition::degree(RelationKind::DependsOn).name(), "DEPENDS_ON");
}

fn pair(case: &mut CaseBuilder) -> [cocreation::graph::Handle<Actor>; 2] {
    [case.add("maker", Actor::new("Maker")), case.add("buyer", Actor::new("Buyer"))]
}

#[test]
fn ties_are_of_the_kinds_asked_for_and_absent_only_where_all_was_searched() {
    let trust = Condition::ties([TieKind::Trust, TieKind::Social]);
    let any = Condition::ties(TieKind::ALL.iter().copied());
    let tied = |kind: Option<TieKind>, sign: Option<Sign>| {
        move |case: &mut CaseBuilder| {
            let [maker, buyer] = pair(case);
            let mut claim = case.relate(maker, TiedTo, buyer);
            if let Some(kind) = kind {
                claim = claim.kind(kind);
            }
            if let Some(sign) = sign {
                claim.sign(sign);
            }
        }
    };
    assert_eq!(membership(&trust, tied(Some(TieKind::Trust), None)), YES);
    assert_eq!(membership(&trust, tied(Some(TieKind::Formal), None)), OPEN);
    assert_eq!(membership(&any, tied(Some(TieKind::Formal), None)), YES);
    assert_eq!((membership(&trust, tied(None, None)), membership(&any, tied(None, None))), (OPEN, YES));
    assert_eq!(membership(&trust, tied(Some(TieKind::Trust), Some(Sign::Negative))), OPEN, "a broken tie is none");
    let denied = |case: &mut CaseBuilder| {
        let [maker, buyer] = pair(case);
        case.relate(maker, TiedTo, buyer).violated();
    };
    assert_eq!(membership(&any, denied), OPEN, "others may be tied");
    let sought = || Search::not_found("ties").relation(RelationKind::TiedTo);
    assert_eq!(membership(&any, |case| case.search(sought())), NO);
    let in_part = |case: &mut CaseBuilder| {
        let [maker, _] = pair(case);
        case.search(sought().subject(Pattern::node(maker)));
    };
    assert_eq!(membership(&any, in_part), OPEN);
    assert_eq!(said(&any, |case| case.search(sought())).to_string(), "0: searched, not found [s1]");
}

#[test]
fn value_is_realised_or_gained() {
    let value = Condition::value();
    let gained = |case: &mut CaseBuilder| {
        let ([maker, _], gain) = (pair(case), case.add("gain", Value::new("Gain")));
        case.relate(maker, Gains, gain);
    };
    let hoped = |case: &mut CaseBuilder| {
        let (work, gain) = (case.add("work", Act::new("Work")), case.add("gain", Value::new("Gain")));
        case.relate(work, Realizes, gain).expected();
    };
    assert_eq!((membership(&value, gained), membership(&value, hoped)), (YES, OPEN));
    assert_eq!(membership(&value, |case| case.search(Search::not_found("it").relation(RelationKind::Realizes))), NO);
    assert_eq!(membership(&value, |_| ()), OPEN);
}

#[test]
fn an_event_is_compelling_by_what_it_is_of() {
    let compelling = Condition::compelling_event();
    let fair = |case: &mut CaseBuilder| {
        case.add("e", Event::new("A fair"));
    };
    assert_eq!(membership(&compelling, fair), OPEN);
    let call = |case: &mut CaseBuilder| {
        let call = case.add("e", Event::new("A call"));
        case.classify(call, EventTrigger::CustomerDemand);
    };
    assert_eq!(membership(&compelling, call), YES);
    let none =
        |case: &mut CaseBuilder| case.search(Search::not_found("events").subject(Pattern::kind(NodeKind::Event)));
    assert_eq!(membership(&compelling, none), NO);
}

/// Three actors of a joint sphere who meet every year, of which nothing else is known.
fn meeting(case: &mut CaseBuilder) {
    let joint = case.add("joint", Sphere::joint("Joint"));
    let all = ["maker", "buyer", "seller"].map(|name| case.add(name, Actor::new(name)));
    for actor in all {
        case.relate(actor, BelongsTo, joint);
    }
    for year in 2010..2014 {
        let meeting = case.add(
            format!("m{year}"),
            Act::on("They meet", format!("{year}-06-30").parse::<VagueDate>().expect("a date")),
        );
        case.relate(meeting, Within, joint);
        for actor in all {
            case.relate(actor, TakesPartIn, meeting);
        }
    }
}

#[test]
fn a_figure_of_engagement_keeps_its_bounds_and_its_gaps() {
    let spec = Spec::as_of(Date::new(2014, 6, 30).expect("a date"));
    let case = encoded(meeting);
    let sphere = case.all::<Sphere>().next().expect("one").handle();
    let assessment = spe::assess(&case, sphere, &spec).expect("assessed");
    for part in Part::ALL {
        let reading = said(&Condition::engagement(*part, &spec), meeting);
        let figure = assessment.trace().into_iter().find(|step| step.figure.part == *part).expect("a figure").figure;
        assert_eq!(reading.membership, Membership::between(figure.value.low, figure.value.high), "{part}");
        assert_eq!(reading.gaps, figure.value.gaps, "{part}");
        assert!(figure.claims.iter().all(|claim| reading.claims.contains(claim)), "{part}");
    }
    // What a figure is made from is in it: the headline rests on all.
    let all = said(&Condition::engagement(Part::Headline, &spec), meeting).claims;
    let sustained = said(&Condition::engagement(Part::Sustained, &spec), meeting).claims;
    assert!(!sustained.is_empty() && sustained.iter().all(|claim| all.contains(claim)));
    assert!(
        matches!(membership(&Condition::engagement(Part::Sustained, &spec), meeting), Membership::Known(s) if s > 0.5)
    );
}

#[test]
fn a_sphere_is_chosen_or_unknown() {
    let date = Date::new(2014, 6, 30).expect("a date");
    let only = Condition::engagement(Part::Sustained, date);
    let two = |case: &mut CaseBuilder| {
        meeting(case);
        case.add("other", Sphere::joint("Another"));
    };
    assert_eq!(membership(&only, two), OPEN);
    assert!(said(&only, two).why.contains("several joint spheres"));
    assert!(said(&only, |_| ()).why.contains("no joint sphere"));
    let first = move |case: &Case| Some((case.all::<Sphere>().next()?.handle(), Spec::as_of(date)));
    let chosen = Condition::engagement_in(Part::Sustained, first);
    assert_eq!(membership(&chosen, two), membership(&only, meeting));
    assert_eq!(membership(&chosen, |_| ()), OPEN);
    let unusable = Condition::engagement(Part::Sustained, Spec::as_of(date).half_life(0.0));
    let refused = conditions::table([&encoded(meeting)], [unusable]);
    assert_eq!(refused.expect_err("no half-life").kind(), ErrorKind::Setting);
}

#[test]
fn degrees_that_differ_are_bounds() {
    let depends = Condition::degree(RelationKind::DependsOn);
    let stated = |degrees: &'static [f64]| {
        move |case: &mut CaseBuilder| {
            let [maker, buyer] = pair(case);
            let ends = [(maker, buyer), (buyer, maker)];
            for (degree, (from, to)) in degrees.iter().zip(ends) {
                case.relate(from, DependsOn, to).degree(*degree);
            }
        }
    };
    assert_eq!(membership(&depends, stated(&[])), OPEN);
    assert_eq!(membership(&depends, stated(&[0.4])), Membership::Known(0.4));
    assert_eq!(membership(&depends, stated(&[0.9, 0.4])), Membership::Between(0.4, 0.9));
    assert_eq!(said(&depends, stated(&[0.9, 0.4])).claims.len(), 2);
}

#[test]
fn no_word_is_given_a_number_by_the_crate() {
    let power = ConstructId::new(49).expect("a construct");
    let words = Condition::judgement(power, [("even", 1.0), ("mixed", 0.6)]);
    let judged = |values: &'static [&'static str]| {
        move |case: &mut CaseBuilder| {
            for (nth, value) in values.iter().enumerate() {
                case.add(format!("j{nth}"), Judgement::on(power, "Power", *value));
            }
        }
    };
    assert_eq!(words.name(), "T49");
    assert_eq!(membership(&words, judged(&[])), OPEN);
    assert_eq!(membership(&words, judged(&["even"])), YES);
    assert_eq!(membership(&words, judged(&["even", "mixed"])), Membership::Between(0.6, 1.0));
    assert_eq!(
        said(&words, judged(&["even", "odd"])).to_string(),
        "?: judged `even`, `odd`; no membership is given for `odd`"
    );
    let outcome = Condition::outcome([(CompetitiveOutcome::Failure, 0.0)]);
    let fell = |outcome: Option<CompetitiveOutcome>| {
        move |case: &mut CaseBuilder| {
            let draft = Judgement::on(ConstructId::new(45).expect("a construct"), "How it ended", "behind");
            let node = case.add("end", draft);
            if let Some(outcome) = outcome {
                case.classify(node, outcome);
            }
        }
    };
    assert_eq!(membership(&outcome, fell(Some(CompetitiveOutcome::Failure))), NO);
    assert_eq!(
        membership(&outcome, fell(Some(CompetitiveOutcome::Parity))),
        OPEN,
        "nobody said what parity stands for"
    );
    assert_eq!(membership(&outcome, fell(None)), OPEN);
    // Levels may be given as well; two that differ are no interval.
    let levels = Condition::judgement(power, [("even", 2.0), ("mixed", 0.0)]);
    assert_eq!(membership(&levels, judged(&["even"])), Membership::Known(2.0));
    assert_eq!(membership(&levels, judged(&["even", "mixed"])), OPEN);
}

/// By hand: 5 on a line from 0 over 10 to 20 is 0.25, 15 is 0.75; the other way round they change places.
#[test]
fn bounds_are_calibrated_where_the_curve_rises_or_falls() {
    let line = |exclusion: f64, inclusion: f64| Calibration::Linear {
        exclusion,
        crossover: 10.0,
        inclusion,
        below: 1.0,
        above: 1.0,
    };
    let raw =
        |least: f64, most: f64| Condition::by("X", move |_| Reading::new(Membership::Between(least, most), "measured"));
    let by = |calibration: Calibration, least, most| membership(&raw(least, most).calibrated(calibration), |_| ());
    assert_eq!(by(line(0.0, 20.0), 5.0, 15.0), Membership::Between(0.25, 0.75));
    assert_eq!(by(line(20.0, 0.0), 5.0, 12.5), Membership::Between(0.375, 0.75));
    assert_eq!(by(line(0.0, 20.0), 20.0, 30.0), YES, "above the threshold it does not matter how far");
    let levels = Calibration::Levels { thresholds: vec![10.0] };
    assert_eq!((by(levels.clone(), 11.0, 15.0), by(levels, 5.0, 15.0)), (YES, OPEN));
    let bell = Calibration::Bell { thresholds: [0.0, 1.0, 2.0, 3.0, 4.0, 5.0], inverted: false };
    assert_eq!(by(bell, 2.0, 3.0), OPEN, "said in the documentation");
    let point = Condition::by("X", |_| Reading::new(10.0, "measured")).calibrated(line(0.0, 20.0));
    assert_eq!(said(&point, |_| ()).to_string(), "0.50: measured; 10 before calibration");
    let upside = Calibration::Logistic { exclusion: 1.0, crossover: 1.0, inclusion: 2.0, idm: IDM };
    let refused = conditions::table([&encoded(|_| ())], [raw(1.0, 2.0).calibrated(upside)]);
    assert_eq!(refused.expect_err("no order").kind(), ErrorKind::Setting);
}

#[test]
fn names_and_memberships_that_cannot_stand_are_refused() {
    let (case, of) =
        (encoded(|_| ()), |name: &str, value: f64| Condition::by(name, move |_| Reading::new(value, "said")));
    let kind = |conditions: Vec<Condition>| conditions::table([&case], conditions).expect_err("refused").kind();
    assert_eq!(kind(vec![of("A", 1.0), of("A", 0.0)]), ErrorKind::Setting);
    assert_eq!(kind(vec![of("A*B", 1.0)]), ErrorKind::Setting);
    assert_eq!(kind(vec![of("A", 1.5)]), ErrorKind::OutOfRange);
    let fuzzy = conditions::table([&case], [of("A", 0.5)]).expect("a table");
    assert_eq!(fuzzy.incidences(&[]).expect_err("no threshold").kind(), ErrorKind::Setting);
    assert_eq!(fuzzy.incidences(&[0.0]).expect_err("no threshold").kind(), ErrorKind::OutOfRange);
    assert!(fuzzy.reading(1, "A").is_none() && fuzzy.reading(0, "B").is_none());
    let nothing = conditions::table([], []).expect("an empty table");
    assert_eq!((nothing.unknown(), nothing.to_string().lines().next()), (0, Some("case")));
}

/// By hand: the bounds lie below, around and above the three thresholds.
#[test]
fn thresholds_outside_the_bounds_settle_a_cell() {
    let crisp = Condition::presence(PracticeKind::CoDesign);
    let fuzzy = Condition::by("TRUST", |_| Reading::new(Membership::Between(0.3, 0.6), "said"));
    let table = conditions::table([&encoded(|_| ())], [crisp, fuzzy]).expect("a table");
    let context = table.incidences(&[0.2, 0.5, 0.7]).expect("thresholds");
    assert!(context.attributes().eq(["CO_DESIGN", "TRUST ≥ 0.2", "TRUST ≥ 0.5", "TRUST ≥ 0.7"]));
    let cells: Vec<_> = (0..4).filter_map(|at| context.incidence(0, at)).collect();
    assert_eq!(cells, [Incidence::Unknown, Incidence::Has, Incidence::Unknown, Incidence::Lacks]);
}

#[test]
fn a_table_of_cases_is_plain_data() {
    let fuzzy = Condition::by("TRUST", |_| Reading::new(Membership::Between(0.3, 0.6), "two ratings"));
    let table = conditions::table([&encoded(|_| ())], [fuzzy, Condition::value()]).expect("a table");
    let json = serde_json::to_value(&table).expect("plain data");
    assert_eq!(json["table"]["memberships"][0], serde_json::json!([[0.3, 0.6], null]));
    assert_eq!(json["cells"][0]["why"], "two ratings");
    assert_eq!(
        table.to_string(),
        "case        TRUST  VALUE\na-case  0.30–0.60      ?\n\na-case, TRUST = 0.30–0.60: two ratings\na-case, VALUE = ?: not searched\n"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    /// Cases in another order are rows in another order, and nothing else.
    #[test]
    fn the_order_of_the_cases_is_the_order_of_the_rows(turn in 0..8_usize) {
        let mut cases = CASES.map(published);
        let all = || PracticeKind::ALL.iter().map(|kind| Condition::presence(*kind)).chain([Condition::value()]);
        let before = conditions::table(&cases, all()).expect("a table");
        cases.rotate_left(turn);
        let after = conditions::table(&cases, all()).expect("a table");
        for row in 0..8 {
            for name in before.table.columns() {
                prop_assert_eq!(after.reading(row, name), before.reading((row + turn) % 8, name));
            }
        }
    }
}
