//! The score from a stream: what it is by hand, that it is the score of a case with the same acts and facts, and that it
//! does not matter who recorded what, or when.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

mod of_case;

use std::collections::BTreeMap;

use cocreation::evidence::{Date, Period, Sign};
use cocreation::graph::Handle;
use cocreation::graph::node::{Act, Actor, Institution, Purpose, Sphere};
use cocreation::graph::relation::{
    Advances, BelongsTo, DependsOn, PartOf, PartyTo, Recovers, Succeeds, TakesPartIn, TakesStance, Within,
};
use cocreation::spe::{self, AgreementForm, Event, Fact, Ledger, Part, Party, Reason, Score, Spec};
use cocreation::theory::typology::InstitutionForm;
use cocreation::{Case, CaseBuilder, ErrorKind};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::spe::{day, search_in_vain, search_participation};

/// Four of these bins make a bin of the specification.
const BIN: i32 = 91;
const SPHERE: u32 = 1_000_003;
const CAP: f64 = 1e6;

fn empty() -> Ledger {
    Ledger::weighing(day(0), BIN as u32, 1.0, CAP).unwrap()
}

/// As of the end of a bin, counted from 1.
fn after(bins: i32) -> Spec {
    Spec { cap: CAP, ..Spec::as_of(day(bins * BIN - 1)).from(day(0)).bins([4 * BIN as u32]) }
}

fn score(ledger: &Ledger, spec: &Spec) -> Score {
    ledger.score(SPHERE, spec).unwrap().unwrap()
}

/// To the bit: a float is printed with as many digits as tell it from all others.
fn bits(ledger: &Ledger, spec: &Spec) -> Vec<String> {
    ledger.scores(spec).unwrap().map(|scored| format!("{scored:?}")).collect()
}

#[track_caller]
fn exactly(score: &Score, part: Part, expected: f64) {
    let value = score[part];
    assert!(value.is_exact() && (value.low - expected).abs() < 1e-12, "{part}: {value:?}, expected {expected}");
}

// ------------------------------------------------------------------------------------------------------- By hand

/// All contribute on a day, each to the next in a ring.
fn ring(ledger: &mut Ledger, on: Date, members: &[u32]) {
    let next: Vec<[u32; 1]> = members.iter().cycle().skip(1).take(members.len()).map(|&next| [next]).collect();
    let parties: Vec<Party<'_>> =
        members.iter().zip(&next).map(|(&actor, next)| Party::contributes(actor).to(next)).collect();
    ledger.record(&Event::new(SPHERE, on, &parties)).unwrap();
}

#[test]
fn parts_by_hand() {
    let mut ledger = empty();
    ring(&mut ledger, day(0), &[1, 2, 3]);
    ring(&mut ledger, day(730), &[1, 2]);
    ring(&mut ledger, day(1095), &[1, 3]);
    let score = score(&ledger, &after(16));
    // Days 0 to 1455 in bins of 364: four; days 0, 730 and 1095 fill the first, third and fourth.
    exactly(&score, Part::Coverage, 3.0 / 4.0);
    // Pairs 12, 13, 23; then 12: one of three stays; then 13: none of one stays.
    exactly(&score, Part::Retention, (1.0 / 3.0 + 0.0) / 2.0);
    // 1 gives 1/3 + 1/2 + 1/2, the others 1/3 + 1/2: shares 8/18, 5/18, 5/18, and all comes back.
    let entropy: f64 = [8.0, 5.0, 5.0].map(|x: f64| -x / 18.0 * (x / 18.0).ln()).iter().sum();
    exactly(&score, Part::Evenness, entropy.exp() / 3.0);
    exactly(&score, Part::Reciprocity, 1.0);
    exactly(&score, Part::Jointness, 1.0);
    // 12 (weight 2) was last active 725 days ago, 13 (2) 360, 23 (1) 1455.
    let fresh = |days: f64| (-days / 365.0).exp2();
    exactly(&score, Part::Recency, (2.0 * fresh(725.0) + 2.0 * fresh(360.0) + fresh(1455.0)) / 5.0);
}

#[test]
fn a_window_may_begin_with_any_bin_and_what_lies_before_is_left_out() {
    let mut ledger = empty();
    for on in [-3 * BIN, 0, 4 * BIN, 8 * BIN, 12 * BIN - 1] {
        ring(&mut ledger, day(on), &[1, 2]);
    }
    for (first, filled, bins) in [(-4, 4.0, 4.0), (0, 3.0, 3.0), (4, 2.0, 2.0)] {
        let spec = Spec { from: Some(day(first * BIN)), ..after(12) };
        let value = score(&ledger, &spec)[Part::Coverage];
        // Fewer than three bins give no S.
        let expected = if bins < 3.0 { None } else { Some(filled / bins) };
        assert_eq!(value.point, expected, "from bin {first}");
    }
}

#[test]
fn misuse_counts_until_it_is_made_good() {
    let mut ledger = empty();
    ring(&mut ledger, day(0), &[1, 2]);
    ledger.record(&Event::new(SPHERE, day(1), &[Party::withholds(2)]).id(9)).unwrap();
    ledger.record(&Event::new(SPHERE, day(1), &[Party::withholds(2)])).unwrap();
    assert_eq!(ledger.open(), 1);
    exactly(&score(&ledger, &after(4)), Part::Destruction, 2.0 / 3.0);
    ledger.recover(SPHERE, 9, day(2 * BIN));
    assert_eq!(ledger.open(), 0);
    exactly(&score(&ledger, &after(2)), Part::Destruction, 2.0 / 3.0);
    exactly(&score(&ledger, &after(3)), Part::Destruction, 1.0 / 2.0);
}

#[test]
fn of_two_stances_on_a_day_the_one_against_counts() {
    for turned in [false, true] {
        let mut ledger = empty();
        ring(&mut ledger, day(0), &[1, 2]);
        let mut said = [true, false];
        if turned {
            said.reverse();
        }
        for endorses in said {
            ledger.learn(SPHERE, Fact::Stance { actor: 1, purpose: 0, endorses }, day(0)).unwrap();
        }
        ledger.learn(SPHERE, Fact::Stance { actor: 2, purpose: 0, endorses: true }, day(0)).unwrap();
        exactly(&score(&ledger, &after(1)), Part::SharedOutcomes, 0.0);
    }
}

#[test]
fn rings_of_successors_and_of_wholes_come_to_an_end() {
    let mut ledger = empty();
    ring(&mut ledger, day(0), &[1, 2, 3]);
    for (one, other) in [(1, 2), (2, 1), (3, 3)] {
        ledger.learn(SPHERE, Fact::Succession { successor: one, predecessor: other }, None).unwrap();
        ledger.learn(SPHERE, Fact::PartOf { actor: one, whole: other }, None).unwrap();
    }
    // 1 and 2 are one, so two members are left, and 3 is of another organisation.
    let score = score(&ledger, &after(1));
    exactly(&score, Part::Jointness, 1.0);
    exactly(&score, Part::Evenness, 1.0);
}

#[test]
fn a_completed_endeavour_is_scored_at_its_end() {
    let mut ledger = empty();
    for on in [0, 4 * BIN, 8 * BIN, 12 * BIN - 1] {
        ring(&mut ledger, day(on), &[1, 2]);
    }
    let before = format!("{:?}", score(&ledger, &after(12)));
    ring(&mut ledger, day(20 * BIN), &[1, 2]);
    ledger.learn(SPHERE, Fact::Completed, day(12 * BIN - 1)).unwrap();
    assert_eq!(before, format!("{:?}", score(&ledger, &after(24))));
}

#[test]
fn a_sphere_of_which_only_facts_are_known_is_not_assessable() {
    let mut ledger = empty();
    for actor in [1, 2] {
        ledger.learn(SPHERE, Fact::Member { actor }, None).unwrap();
    }
    let scores: Vec<_> = ledger.scores(after(4)).unwrap().collect();
    assert_eq!(scores.len(), 1);
    assert!(!scores[0].1.is_assessable() && scores[0].1[Part::Evenness].reasons.contains(Reason::NoActs));
    assert!(ledger.score(SPHERE + 1, after(4)).unwrap().is_none());
}

// -------------------------------------------------------------------------------------------------- What is refused

#[test]
fn settings_that_cannot_be_used_are_refused() {
    for made in [
        Ledger::new(day(0), 0),
        Ledger::new(day(0), Ledger::LONGEST_BIN + 1),
        Ledger::weighing(day(0), 1, f64::NAN, 10.0),
        Ledger::weighing(day(0), 1, 1.0, 0.5),
    ] {
        assert_eq!(made.unwrap_err().kind(), ErrorKind::Setting);
    }
    let ledger = empty();
    let sound = after(4);
    for (spec, what) in [
        (Spec { as_of: day(4 * BIN), ..sound.clone() }, "last day of a bin"),
        (Spec { from: Some(day(1)), ..sound.clone() }, "begins with a bin"),
        (Spec { bins: vec![365], ..sound.clone() }, "multiples"),
        (Spec { cap: 10.0, ..sound.clone() }, "another multiple"),
        (Spec { half_life: 0.0, ..sound.clone() }, "half-life"),
    ] {
        let error = ledger.score(SPHERE, &spec).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Setting);
        assert!(error.to_string().contains(what), "{error}");
        assert!(ledger.scores(&spec).is_err());
    }
    for other in [Ledger::new(day(0), BIN as u32), Ledger::weighing(day(1), BIN as u32, 1.0, CAP)] {
        assert_eq!(empty().merge(&other.unwrap()).unwrap_err().kind(), ErrorKind::Setting);
    }
}

#[test]
fn of_a_batch_all_or_nothing_is_recorded() {
    let mut ledger = empty();
    let parties = [Party::contributes(1), Party::contributes(2)];
    let sound = Event::new(SPHERE, day(0), &parties);
    let bad = [0.0, -1.0, f64::NAN, f64::INFINITY].map(|weight| sound.weight(weight));
    let error =
        ledger.record_all(&[sound, bad[0], bad[1], bad[2], bad[3], Event::new(SPHERE, day(0), &[])]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfRange);
    assert!(error.to_string().starts_with("5 of 6 acts cannot be recorded: 1: the weight"), "{error}");
    assert!(ledger == empty() && ledger.cells() == 0);
    for event in bad {
        assert_eq!(ledger.record(&event).unwrap_err().kind(), ErrorKind::OutOfRange);
    }
    for (fact, since) in [
        (Fact::Dependence { actor: 1, on: 2, degree: Some(f64::NAN) }, None),
        (Fact::Dependence { actor: 1, on: 2, degree: Some(1.5) }, None),
        (Fact::Purpose { purpose: 1, until: Some(day(0)) }, Some(day(1))),
        (Fact::Completed, None),
    ] {
        assert_eq!(ledger.learn(SPHERE, fact, since).unwrap_err().kind(), ErrorKind::OutOfRange);
    }
    assert!(ledger == empty());
}

// ------------------------------------------------------------------------------------------------------------ Memory

#[test]
fn more_acts_in_the_same_cells_take_no_more_of_them() {
    let fill = |times: i32| {
        let mut ledger = empty();
        for nth in 0..times * 500 {
            let (bin, actor) = (nth % 5, (nth / 5 % 10) as u32);
            ring(&mut ledger, day(bin * BIN + nth / 50 % BIN), &[actor, actor + 1]);
            ring(&mut ledger, day(bin * BIN), &[actor, actor + 1, actor + 2]);
        }
        ledger.cells()
    };
    assert_eq!(fill(1), 100);
    assert_eq!(fill(10), 100);
}

#[test]
fn extreme_numbers_are_kept() {
    let mut ledger = empty();
    let max = u32::MAX;
    let to = [max - 1];
    let parties = [Party::contributes(max).to(&to), Party::indifferent(max - 1)];
    for (sphere, on) in [(0, Date::MIN), (max, Date::MAX), (max, Date::MIN)] {
        let event = Event::new(sphere, on, &parties).weight(f64::MAX);
        ledger.record_all(&[event, event.weight(f64::MIN_POSITIVE), event.advances(&[max])]).unwrap();
    }
    let spheres: Vec<u32> = ledger.scores(after(4)).unwrap().map(|(sphere, _)| sphere).collect();
    assert_eq!((spheres, ledger.cells()), (vec![0, max], 6));
}

// ------------------------------------------------------------------------------------------- A stream and its case

#[derive(Clone, Debug)]
struct Deed {
    on: i32,
    weight: f64,
    /// Actor, sign, receivers.
    doings: Vec<(usize, Sign, Vec<usize>)>,
    aims: Vec<usize>,
    made_good: Option<i32>,
}

/// What an actor said of something, and on which day.
type Said = BTreeMap<(usize, usize, Option<i32>), bool>;

/// A sphere of which acts and facts are known, some of them from a day on.
#[derive(Clone, Debug)]
struct World {
    /// For each member: since when, of which firm, from which side.
    members: Vec<(Option<i32>, Option<usize>, Option<bool>)>,
    deeds: Vec<Deed>,
    /// Whose place the heir takes, and when.
    succession: Option<(usize, Option<i32>)>,
    /// Of which member the unit is a part.
    unit_of: usize,
    /// The bins in which the second purpose begins, and after which it ends.
    second: Option<(i32, i32)>,
    /// When the second purpose takes the place of the first.
    replaced: Option<i32>,
    /// By actor, purpose and day.
    stances: Said,
    /// By agreement (roadmap, mechanism), actor and day.
    positions: Option<Said>,
    dependences: Vec<(usize, usize, Option<f64>, Option<i32>)>,
    searched: bool,
    /// The bin with which the endeavour is completed.
    completed: Option<i32>,
}

const LAST_BIN: i32 = 22;

fn on_day() -> impl Strategy<Value = i32> {
    -2 * BIN..LAST_BIN * BIN
}

fn since() -> impl Strategy<Value = Option<i32>> {
    prop_oneof![2 => Just(None), 1 => on_day().prop_map(Some)]
}

fn deed(actors: usize) -> impl Strategy<Value = Deed> {
    let sign = prop_oneof![12 => Just(Sign::Positive), 3 => Just(Sign::Neutral), 1 => Just(Sign::Negative)];
    let doing = (0..actors, sign, prop::collection::vec(0..actors, 0..=2));
    let weight = prop::sample::select(vec![0.25, 0.5, 1.0, 1.5, 2.0]);
    let aims = prop::collection::vec(0..2usize, 0..=2);
    (on_day(), weight, prop::collection::vec(doing, 1..=4), aims, prop::option::of(on_day()))
        .prop_map(|(on, weight, doings, aims, made_good)| Deed { on, weight, doings, aims, made_good })
}

fn world() -> impl Strategy<Value = World> {
    (2..=5usize).prop_flat_map(|count| {
        let actors = count + 2;
        let member = (since(), prop::option::of(0..2usize), prop::option::of(any::<bool>()));
        let bins = (0..LAST_BIN, 0..LAST_BIN).prop_map(|(a, b)| (a.min(b), a.max(b)));
        let positions = prop::collection::btree_map((0..2usize, 0..actors, since()), prop::bool::weighted(0.8), 0..8);
        let degree = prop::option::of(prop::sample::select(vec![0.0, 0.25, 0.5, 1.0]));
        (
            prop::collection::vec(member, count),
            prop::collection::vec(deed(actors), 0..=24),
            (prop::option::of((0..count, since())), 0..count),
            (prop::option::of(bins), prop::option::of(on_day())),
            prop::collection::btree_map((0..actors, 0..2usize, since()), prop::bool::weighted(0.8), 0..10),
            prop::option::of(positions),
            prop::collection::vec((0..actors, 0..actors, degree, since()), 0..6),
            (any::<bool>(), prop::option::weighted(0.2, 8..LAST_BIN)),
        )
            .prop_map(
                |(
                    mut members,
                    deeds,
                    (succession, unit_of),
                    (second, replaced),
                    stances,
                    positions,
                    dependences,
                    rest,
                )| {
                    // Where nobody is declared yet, a ledger takes those who took part for the members, and a case has none.
                    members[0].0 = None;
                    World {
                        members,
                        deeds,
                        succession,
                        unit_of,
                        second,
                        replaced,
                        stances,
                        positions,
                        dependences: dependences.into_iter().filter(|(from, on, ..)| from != on).collect(),
                        searched: rest.0,
                        completed: rest.1,
                    }
                },
            )
    })
}

/// A claim from a day on, or as far back as anybody knows.
macro_rules! claim {
    ($case:expr, $since:expr, $from:expr, $relation:expr, $to:expr) => {{
        let claim = $case.relate($from, $relation, $to);
        match $since {
            Some(since) => claim.period(day(since)),
            None => claim,
        }
    }};
}

/// What one reports of a world to a ledger.
#[derive(Clone, Debug)]
enum Report {
    Deed(usize),
    Recovery(usize, i32),
    Fact(Fact, Option<i32>),
}

const FORMS: [AgreementForm; 2] = [AgreementForm::Roadmap, AgreementForm::RiskAndBenefitSharing];

/// Numbers of actors, in the order of their nodes.
fn number(actor: usize) -> u32 {
    7 * actor as u32 + 3
}

impl World {
    fn firm(&self, nth: usize) -> u32 {
        number(self.members.len() + 2 + nth)
    }

    fn reports(&self) -> Vec<Report> {
        let mut reports: Vec<Report> = (0..self.deeds.len()).map(Report::Deed).collect();
        let made_good = |(nth, deed): (usize, &Deed)| deed.made_good.map(|on| Report::Recovery(nth, on));
        reports.extend(self.deeds.iter().enumerate().filter_map(made_good));
        reports.extend(self.facts().into_iter().map(|(fact, since)| Report::Fact(fact, since)));
        reports
    }

    fn facts(&self) -> Vec<(Fact, Option<i32>)> {
        let (heir, unit) = (number(self.members.len()), number(self.members.len() + 1));
        let mut facts = vec![(Fact::PartOf { actor: unit, whole: number(self.unit_of) }, None)];
        for (nth, &(since, firm, origin)) in self.members.iter().enumerate() {
            let actor = number(nth);
            facts.push((Fact::Member { actor }, since));
            facts.extend(firm.map(|firm| (Fact::PartOf { actor, whole: self.firm(firm) }, None)));
            facts.extend(origin.map(|side| (Fact::Origin { actor, origin: u32::from(side) }, None)));
        }
        if let Some((old, since)) = self.succession {
            facts.push((Fact::Succession { successor: heir, predecessor: number(old) }, since));
        }
        if let Some((first, last)) = self.second {
            facts.push((Fact::Purpose { purpose: 1, until: Some(day((last + 1) * BIN - 1)) }, Some(first * BIN)));
        }
        facts.extend(self.replaced.map(|on| (Fact::Replacement { new: 1, old: 0 }, Some(on))));
        for (&(actor, purpose, since), &endorses) in &self.stances {
            facts.push((Fact::Stance { actor: number(actor), purpose: purpose as u32, endorses }, since));
        }
        if let Some(positions) = &self.positions {
            facts.extend([0, 1].map(|nth| (Fact::Agreement { agreement: nth, form: FORMS[nth as usize] }, None)));
            for (&(agreement, actor, since), &accepts) in positions {
                let (agreement, actor) = (agreement as u32, number(actor));
                facts.push((Fact::Position { agreement, actor, accepts }, since));
            }
        }
        for &(from, on, degree, since) in &self.dependences {
            facts.push((Fact::Dependence { actor: number(from), on: number(on), degree }, since));
        }
        if self.searched {
            facts.push((Fact::Searched, None));
            facts.extend(FORMS.map(|form| (Fact::NoAgreement { form }, None)));
        }
        facts.extend(self.completed.map(|bin| (Fact::Completed, Some((bin + 1) * BIN - 1))));
        facts
    }

    fn report(&self, sphere: u32, report: &Report, ledger: &mut Ledger) {
        match *report {
            Report::Recovery(nth, on) => ledger.recover(sphere, nth as u64, day(on)),
            Report::Fact(fact, since) => ledger.learn(sphere, fact, since.map(day)).unwrap(),
            Report::Deed(nth) => {
                let deed = &self.deeds[nth];
                let numbers = |actors: &Vec<usize>| actors.iter().map(|&actor| number(actor)).collect::<Vec<u32>>();
                let receivers: Vec<Vec<u32>> = deed.doings.iter().map(|(_, _, receivers)| numbers(receivers)).collect();
                let party = |((actor, sign, _), gives_to): (&(usize, Sign, _), _)| Party {
                    actor: number(*actor),
                    sign: *sign,
                    gives_to,
                };
                let doings = deed.doings.iter().zip(receivers.iter().map(Vec::as_slice));
                let parties: Vec<Party<'_>> = doings.map(party).collect();
                let aims: Vec<u32> = deed.aims.iter().map(|&aim| aim as u32).collect();
                let event = Event::new(sphere, day(deed.on), &parties).weight(deed.weight).advances(&aims);
                ledger.record(&event.id(nth as u64)).unwrap();
            }
        }
    }

    fn ledger(&self) -> Ledger {
        let mut ledger = empty();
        self.reports().iter().for_each(|report| self.report(SPHERE, report, &mut ledger));
        ledger
    }

    fn case(&self) -> (Case, Handle<Sphere>) {
        let mut case = Case::builder("world");
        let mut sphere = Sphere::joint("What they do together");
        if let Some(bin) = self.completed {
            let period: Period = format!("{}/{}", day(-400), day((bin + 1) * BIN - 1)).parse().unwrap();
            sphere = sphere.period(period);
        }
        let joint = case.add("joint", sphere);
        let actors: Vec<Handle<Actor>> =
            (0..self.members.len() + 4).map(|nth| case.add(format!("actor-{nth}"), Actor::new("An actor"))).collect();
        self.add_people(&mut case, joint, &actors);
        let purposes = self.add_purposes(&mut case, &actors);
        self.add_ties(&mut case, &actors);
        self.add_deeds(&mut case, joint, &actors, &purposes);
        (case.build().unwrap(), joint)
    }

    fn add_people(&self, case: &mut CaseBuilder, joint: Handle<Sphere>, actors: &[Handle<Actor>]) {
        let count = self.members.len();
        let sides = [case.add("customers", Sphere::customer("C")), case.add("providers", Sphere::provider("P"))];
        case.relate(actors[count + 1], PartOf, actors[self.unit_of]);
        for (nth, &(since, firm, origin)) in self.members.iter().enumerate() {
            claim!(case, since, actors[nth], BelongsTo, joint);
            firm.map(|firm| case.relate(actors[nth], PartOf, actors[count + 2 + firm]).id());
            origin.map(|side| case.relate(actors[nth], BelongsTo, sides[usize::from(side)]).id());
        }
        if let Some((old, since)) = self.succession {
            claim!(case, since, actors[count], Succeeds, actors[old]);
        }
    }

    fn add_purposes(&self, case: &mut CaseBuilder, actors: &[Handle<Actor>]) -> [Handle<Purpose>; 2] {
        let mut second = Purpose::new("The second");
        if let Some((first, last)) = self.second {
            let period: Period = format!("{}/{}", day(first * BIN), day((last + 1) * BIN - 1)).parse().unwrap();
            second = second.period(period);
        }
        let purposes = [case.add("first", Purpose::new("The first")), case.add("second", second)];
        if let Some(on) = self.replaced {
            claim!(case, Some(on), purposes[1], Succeeds, purposes[0]);
        }
        for (&(actor, purpose, since), &endorses) in &self.stances {
            claim!(case, since, actors[actor], TakesStance, purposes[purpose]).stance(sign(endorses));
        }
        purposes
    }

    /// Agreements, dependences, and what was looked for.
    fn add_ties(&self, case: &mut CaseBuilder, actors: &[Handle<Actor>]) {
        let forms = [InstitutionForm::Roadmap, InstitutionForm::RiskAndBenefitSharing];
        if let Some(positions) = &self.positions {
            let agreements = [0, 1]
                .map(|nth| case.add(format!("agreement-{nth}"), Institution::new("An agreement").coded(forms[nth])));
            for (&(agreement, actor, since), &accepts) in positions {
                claim!(case, since, actors[actor], PartyTo, agreements[agreement]).position(sign(accepts));
            }
        }
        for &(from, on, degree, since) in &self.dependences {
            let claim = claim!(case, since, actors[from], DependsOn, actors[on]);
            degree.map(|degree| claim.degree(degree).id());
        }
        if self.searched {
            search_participation(case);
            forms.into_iter().for_each(|form| search_in_vain(case, form));
        }
    }

    fn add_deeds(
        &self,
        case: &mut CaseBuilder,
        joint: Handle<Sphere>,
        actors: &[Handle<Actor>],
        purposes: &[Handle<Purpose>; 2],
    ) {
        for (nth, deed) in self.deeds.iter().enumerate() {
            let act = case.add(format!("act-{nth}"), Act::on("An act", day(deed.on)).weight(deed.weight));
            case.relate(act, Within, joint);
            for (actor, sign, receivers) in &deed.doings {
                let claim = case.relate(actors[*actor], TakesPartIn, act).valence(*sign);
                let others = receivers.iter().filter(|&receiver| receiver != actor);
                others.fold(claim, |claim, &receiver| claim.giving_to(actors[receiver]));
            }
            deed.aims.iter().for_each(|&aim| {
                case.relate(act, Advances, purposes[aim]);
            });
            if let Some(on) = deed.made_good {
                let amends = case.add(format!("amends-{nth}"), Act::on("Amends", day(on)));
                case.relate(amends, Recovers, act);
            }
        }
    }
}

fn sign(good: bool) -> Sign {
    if good { Sign::Positive } else { Sign::Negative }
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-12,
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Every figure of the case at a bin end.
fn of_case((case, joint): &(Case, Handle<Sphere>), spec: &Spec) -> BTreeMap<&'static str, (f64, f64, Option<f64>)> {
    let spe = spe::assess(case, *joint, spec).unwrap();
    let figure = |step: &spe::Step<'_>| {
        let value = &step.figure.value;
        (step.figure.name, (value.low, value.high, value.point))
    };
    spe.trace().iter().map(figure).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 256, ..ProptestConfig::default() })]

    /// One definition: what a stream and a case say of the same sphere is the same, at every bin end.
    #[test]
    fn a_stream_and_a_case_of_the_same_acts_have_the_same_score(world in world(), finer in any::<bool>()) {
        let (ledger, case) = (world.ledger(), world.case());
        for bins in [5, 12, 17, LAST_BIN] {
            let bin = BIN as u32;
            let spec = if finer { after(bins).bins([2 * bin, 4 * bin, 6 * bin]) } else { after(bins) };
            let (scored, expected) = (score(&ledger, &spec), of_case(&case, &spec));
            for &part in Part::ALL {
                let (value, (low, high, point)) = (scored[part], expected[part.name()]);
                let same = close(Some(value.low), Some(low)) && close(Some(value.high), Some(high)) && close(value.point, point);
                prop_assert!(same, "{part} after {bins} bins: {value:?}, of the case {:?}", (low, high, point));
            }
        }
    }

    /// Who recorded what, when, and in which order ledgers were merged, makes no difference to the bit.
    #[test]
    fn ledgers_merge_to_the_bit(
        worlds in prop::collection::vec(world(), 1..3),
        places in prop::collection::vec((0..3usize, any::<Index>()), 120),
    ) {
        let mut whole = empty();
        let mut parts = [empty(), empty(), empty()];
        let mut order = Vec::new();
        for (nth, world) in worlds.iter().enumerate() {
            let sphere = SPHERE + 40 * nth as u32;
            order.extend(world.reports().into_iter().map(|report| (sphere, world, report)));
        }
        order.iter().for_each(|(sphere, world, report)| world.report(*sphere, report, &mut whole));
        // Turned round by swaps, and dealt out.
        for (nth, (_, other)) in places.iter().enumerate().take(order.len()) {
            let other = other.index(order.len());
            order.swap(nth, other);
        }
        for ((sphere, world, report), (part, _)) in order.iter().zip(places.iter().cycle()) {
            world.report(*sphere, report, &mut parts[*part]);
        }
        let [a, b, c] = parts;
        let merged = |ledgers: &[&Ledger]| {
            ledgers.iter().fold(empty(), |mut merged, ledger| {
                merged.merge(ledger).unwrap();
                merged
            })
        };
        let left = merged(&[&merged(&[&a, &b]), &c]);
        let right = merged(&[&a, &merged(&[&b, &c])]);
        let turned = merged(&[&c, &b, &a]);
        prop_assert!(left == right && left == turned && left == whole);
        prop_assert!(merged(&[&empty(), &whole, &empty()]) == whole);
        prop_assert_eq!((left.cells(), left.open()), (whole.cells(), whole.open()));
        for bins in [12, LAST_BIN] {
            let expected = bits(&whole, &after(bins));
            for ledger in [&left, &right, &turned] {
                prop_assert_eq!(&bits(ledger, &after(bins)), &expected);
            }
            let spec = after(bins);
            let single = ledger_by_sphere(&left, &spec);
            prop_assert_eq!(&single, &expected);
        }
    }
}

/// The scores asked one by one.
fn ledger_by_sphere(ledger: &Ledger, spec: &Spec) -> Vec<String> {
    let spheres: Vec<u32> = ledger.scores(spec).unwrap().map(|(sphere, _)| sphere).collect();
    spheres.into_iter().map(|sphere| format!("{:?}", (sphere, ledger.score(sphere, spec).unwrap().unwrap()))).collect()
}
