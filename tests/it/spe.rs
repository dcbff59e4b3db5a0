//! Sustained purposeful engagement: parts computed by hand, the edges of the definition, its axioms on generated
//! spheres, and a slow twin that follows the formulas of the definition.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use std::collections::{BTreeMap, BTreeSet};

use cocreation::case::{CaseBuilder, Draft, Pattern, Search};
use cocreation::evidence::{Date, Period, Sign, Source, VagueDate};
use cocreation::graph::node::{Act, Actor, Capability, Institution, NodeKind, Practice, Purpose, Sphere, Value};
use cocreation::graph::relation::{
    Advances, BelongsTo, DependsOn, Enacts, Gains, Holds, PartOf, PartyTo, Recovers, RelationKind, Succeeds,
    TakesPartIn, TakesStance, Underpins, Within,
};
use cocreation::graph::{Code, Handle};
use cocreation::spe::{self, Assessment, Estimate, Figure, Reason, Spec};
use cocreation::theory::typology::InstitutionForm;
use cocreation::{Case, ErrorKind};
use proptest::prelude::*;
use proptest::sample::Index;

/// For figures that are equal but for the order of a sum or for a root and its power.
const NEAR: f64 = 1e-9;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= NEAR
}

/// The day this many days after 2000-01-01, where the windows of these tests begin.
fn day(offset: i32) -> Date {
    Date::new(2000, 1, 1).unwrap().plus_days(offset).unwrap()
}

fn until(offset: i32) -> Spec {
    Spec::as_of(day(offset)).from(day(0))
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn figure<'a>(spe: &'a Assessment, name: &str) -> &'a Figure {
    spe.trace().into_iter().find(|step| step.figure.name == name).unwrap_or_else(|| panic!("no figure {name}")).figure
}

fn value<'a>(spe: &'a Assessment, name: &str) -> &'a Estimate {
    &figure(spe, name).value
}

fn has(estimate: &Estimate, reason: Reason) -> bool {
    estimate.gaps.iter().any(|gap| gap.reason == reason)
}

#[track_caller]
fn exactly(spe: &Assessment, name: &str, expected: f64) {
    let value = value(spe, name);
    assert!(value.is_exact() && near(value.low, expected), "{name}: {value:?}, expected exactly {expected}");
}

#[track_caller]
fn within(spe: &Assessment, name: &str, low: f64, high: f64, point: f64) {
    let value = value(spe, name);
    let agree = near(value.low, low) && near(value.high, high) && value.point.is_some_and(|it| near(it, point));
    assert!(agree, "{name}: {value:?}, expected {point} [{low}, {high}]");
}

/// Nothing known: no point, the whole range, and the reason.
#[track_caller]
fn unknown(spe: &Assessment, name: &str, reason: Reason) {
    let value = value(spe, name);
    assert!(value.is_unknown() && has(value, reason), "{name}: {value:?}, expected unknown for {reason}");
}

/// Every figure of the trace to the bit: its name, bounds and point.
fn figures(spe: &Assessment) -> Vec<(&'static str, u64, u64, Option<u64>)> {
    let row = |figure: &Figure| {
        let value = &figure.value;
        (figure.name, value.low.to_bits(), value.high.to_bits(), value.point.map(f64::to_bits))
    };
    spe.trace().iter().map(|step| row(step.figure)).collect()
}

type Members<'a> = &'a [Handle<Actor>];

/// A case with one joint sphere on its way.
struct Sketch {
    case: CaseBuilder,
    joint: Handle<Sphere>,
    members: Vec<Handle<Actor>>,
    acts: usize,
}

impl Sketch {
    fn of<const N: usize>(ids: [&str; N]) -> (Self, [Handle<Actor>; N]) {
        Self::lasting(Sphere::joint("What they do together"), ids)
    }

    fn lasting<const N: usize>(sphere: Draft<Sphere>, ids: [&str; N]) -> (Self, [Handle<Actor>; N]) {
        let mut case = Case::builder("sketch");
        let joint = case.add("joint", sphere);
        let members = ids.map(|id| case.add(id, Actor::new(id)));
        for member in members {
            case.relate(member, BelongsTo, joint);
        }
        (Self { case, joint, members: members.to_vec(), acts: 0 }, members)
    }

    fn act(&mut self, draft: Draft<Act>) -> Handle<Act> {
        self.acts += 1;
        let act = self.case.add(format!("act-{}", self.acts), draft);
        self.case.relate(act, Within, self.joint);
        act
    }

    fn on(&mut self, offset: i32) -> Handle<Act> {
        self.act(Act::on("done on a day", day(offset)))
    }

    /// The member contributes, to the receivers if there are any.
    fn gives(&mut self, member: Handle<Actor>, act: Handle<Act>, receivers: Members<'_>) {
        let claim = self.case.relate(member, TakesPartIn, act);
        receivers.iter().fold(claim, |claim, &receiver| claim.giving_to(receiver));
    }

    fn takes_part(&mut self, member: Handle<Actor>, act: Handle<Act>, sign: Sign) {
        self.case.relate(member, TakesPartIn, act).valence(sign);
    }

    /// All contribute on the day, and say nothing of whom they give to.
    fn together(&mut self, offset: i32, members: Members<'_>) -> Handle<Act> {
        let act = self.on(offset);
        self.all_give(act, members);
        act
    }

    fn all_give(&mut self, act: Handle<Act>, members: Members<'_>) {
        members.iter().for_each(|&member| self.gives(member, act, &[]));
    }

    fn purpose(&mut self, id: &str, endorse: Members<'_>, oppose: Members<'_>) -> Handle<Purpose> {
        let purpose = self.case.add(id, Purpose::new(id));
        for (members, sign) in [(endorse, Sign::Positive), (oppose, Sign::Negative)] {
            for &member in members {
                self.case.relate(member, TakesStance, purpose).stance(sign);
            }
        }
        purpose
    }

    fn agreement(&mut self, id: &str, form: InstitutionForm, accept: Members<'_>, reject: Members<'_>) {
        let agreement = self.case.add(id, Institution::new(id).coded(form));
        for (members, sign) in [(accept, Sign::Positive), (reject, Sign::Negative)] {
            for &member in members {
                self.case.relate(member, PartyTo, agreement).position(sign);
            }
        }
    }

    fn depends(&mut self, from: Handle<Actor>, on: Handle<Actor>, degree: f64) {
        self.case.relate(from, DependsOn, on).degree(degree);
    }

    /// Who took part, and who was given what, was looked for.
    fn searched(&mut self) {
        search_participation(&mut self.case);
    }

    fn searched_in_vain(&mut self, form: InstitutionForm) {
        search_in_vain(&mut self.case, form);
    }

    fn assess(self, spec: impl Into<Spec>) -> Assessment {
        let case = self.case.build().unwrap();
        spe::assess(&case, self.joint, spec).unwrap()
    }
}

fn search_participation(case: &mut CaseBuilder) {
    let acts = Pattern::kind(NodeKind::Act);
    case.search(Search::found("who took part and who was given what").relation(RelationKind::TakesPartIn).object(acts));
}

fn search_in_vain(case: &mut CaseBuilder, form: InstitutionForm) {
    let agreements = Pattern::kind(NodeKind::Institution).coded(Code::of(form));
    case.search(Search::not_found("an agreement").relation(RelationKind::PartyTo).object(agreements));
}

// ---------------------------------------------------------------------------------------------------------------- E

#[test]
fn evenness_is_the_hill_number_over_all_members() {
    let (mut sketch, [a, b, _silent]) = Sketch::of(["a", "b", "c"]);
    for (offset, member) in [(0, a), (1, a), (2, a), (3, b)] {
        let act = sketch.on(offset);
        sketch.gives(member, act, &[]);
    }
    // Shares 3/4 and 1/4: D₁ = (4/3)^(3/4) · 4^(1/4) = 4 / 3^(3/4) = 1.754765…, over three members.
    exactly(&sketch.assess(day(10)), "e_part", 0.584_921_783_53);
}

#[test]
fn an_act_of_several_is_shared_among_its_contributors() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.together(0, &[a, b]);
    let alone = sketch.act(Act::on("alone", day(1)).weight(2.0));
    sketch.gives(a, alone, &[]);
    // a: 1/2 + 2, b: 1/2, so 5/6 and 1/6: D₁ = 6 / 5^(5/6) = 1.569192…, over two members.
    exactly(&sketch.assess(day(10)), "e_part", 0.784_596_291_61);
}

#[test]
fn a_weight_beyond_the_cap_counts_as_the_cap() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    for (weight, member) in [(1.0, a), (1.0, a), (500.0, b)] {
        let act = sketch.act(Act::on("weighed", day(0)).weight(weight));
        sketch.gives(member, act, &[]);
    }
    // The median is 1, so 500 counts as 4: shares 2/6 and 4/6, D₁ = 3 / 2^(2/3) = 1.889881…, over two members.
    let spec = Spec { cap: 4.0, ..Spec::as_of(day(10)) };
    exactly(&sketch.assess(spec), "e_part", 0.944_940_787_42);
}

#[test]
fn a_ring_of_giving_is_reciprocal() {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    for (giver, receiver) in [(a, b), (b, c), (c, a)] {
        let act = sketch.on(0);
        sketch.gives(giver, act, &[receiver]);
    }
    exactly(&sketch.assess(day(10)), "e_rec", 1.0);
}

/// a gives to b, and nothing comes back.
fn one_way() -> Sketch {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    let act = sketch.on(0);
    sketch.gives(a, act, &[b]);
    sketch
}

#[test]
fn giving_that_does_not_come_back_is_unknown_until_it_was_looked_for() {
    let unsearched = one_way().assess(day(10));
    unknown(&unsearched, "e_rec", Reason::DirectionNotSearched);
    let mut sketch = one_way();
    sketch.searched();
    exactly(&sketch.assess(day(10)), "e_rec", 0.0);
}

#[test]
fn contributions_without_receivers_give_bounds() {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    for (giver, receiver) in [(a, b), (b, a), (c, a)] {
        let act = sketch.on(0);
        sketch.gives(giver, act, &[receiver]);
    }
    let open = sketch.act(Act::on("for whom?", day(1)).weight(0.25));
    sketch.gives(a, open, &[]);
    sketch.searched();
    // Out a 1, b 1, c 1; in a 2, b 1, c 0: 2 of 3 come back. The quarter could add nothing, or a quarter as what is given
    // and as much again as what is received: 2 / 3.25 to 2.5 / 3.25.
    within(&sketch.assess(day(10)), "e_rec", 2.0 / 3.25, 2.5 / 3.25, 2.0 / 3.0);
}

#[test]
fn jointness_follows_the_top_of_part_of() {
    let (mut sketch, [a1, a2, b]) = Sketch::of(["a1", "a2", "b"]);
    let [firm, unit] = ["firm", "unit"].map(|id| sketch.case.add(id, Actor::organisation(id)));
    sketch.case.relate(a1, PartOf, firm);
    sketch.case.relate(a2, PartOf, unit);
    sketch.case.relate(unit, PartOf, firm);
    let inside = sketch.act(Act::on("within the firm", day(0)).weight(2.0));
    sketch.all_give(inside, &[a1, a2]);
    sketch.together(1, &[a1, b]);
    let alone = sketch.on(2);
    sketch.gives(b, alone, &[]);
    // Of the weights 2, 1 and 1 only the second joins two organisations.
    exactly(&sketch.assess(day(10)), "e_joint", 0.25);
}

/// Three of one firm contribute together: one from nowhere in particular, one from each side.
fn of_one_firm(ids: [&str; 3], origins: [Option<bool>; 3]) -> Assessment {
    let (mut sketch, members) = Sketch::of(ids);
    let firm = sketch.case.add("firm", Actor::organisation("Firm"));
    let sides = [sketch.case.add("theirs", Sphere::customer("C")), sketch.case.add("ours", Sphere::provider("P"))];
    for (member, origin) in members.into_iter().zip(origins) {
        sketch.case.relate(member, PartOf, firm);
        if let Some(ours) = origin {
            sketch.case.relate(member, BelongsTo, sides[usize::from(ours)]);
        }
    }
    sketch.together(0, &members);
    sketch.assess(day(10))
}

#[test]
fn jointness_follows_the_sphere_of_origin() {
    exactly(&of_one_firm(["a", "b", "c"], [Some(true), Some(false), Some(true)]), "e_joint", 1.0);
    unknown(&of_one_firm(["a", "b", "c"], [Some(true), None, Some(true)]), "e_joint", Reason::NotJoint);
}

#[test]
fn an_actor_of_no_known_origin_hides_no_difference_between_the_others() {
    for origins in [[None, Some(true), Some(false)], [Some(true), None, Some(false)], [Some(true), Some(false), None]] {
        exactly(&of_one_firm(["a", "b", "c"], origins), "e_joint", 1.0);
    }
}

#[test]
fn what_a_part_of_a_member_does_the_member_does() {
    let (mut sketch, [a, _b]) = Sketch::of(["a", "b"]);
    let engineer = sketch.case.add("engineer", Actor::person("An engineer of a"));
    let stranger = sketch.case.add("stranger", Actor::person("Of neither"));
    sketch.case.relate(engineer, PartOf, a);
    let act = sketch.on(0);
    sketch.gives(engineer, act, &[]);
    sketch.gives(stranger, act, &[]);
    let spe = sketch.assess(day(10));
    // a alone contributes, of two members.
    exactly(&spe, "e_part", 0.5);
    assert_eq!(spe.counts.contributions, 1);
}

// ---------------------------------------------------------------------------------------------------------------- S

/// Joint contributions on days 0 (a, b, c), 730 (a, b) and 1095 (a, c) of a window of 1461 days.
fn course() -> (Sketch, [Handle<Actor>; 3]) {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    sketch.together(0, &[a, b, c]);
    sketch.together(730, &[a, b]);
    sketch.together(1095, &[a, c]);
    (sketch, [a, b, c])
}

#[test]
fn persistence_of_dated_occasions() {
    let spe = course().0.assess(until(1460));
    // Days 0 to 1460 in bins of 365: five, the last of one day; days 0, 730 and 1095 fill the first, third and fourth.
    exactly(&spe, "s_cov", 3.0 / 5.0);
    // Pairs ab, ac, bc; then ab: one of three stays; then ac: none of one stays.
    exactly(&spe, "s_pers", (1.0 / 3.0 + 0.0) / 2.0);
    // ab (weight 2) two half-lives ago, ac (weight 2) one, bc (weight 1) four: (2/4 + 2/2 + 1/16) / 5.
    exactly(&spe, "s_now", 0.3125);
    // 0.6 · 1/6 · 0.3125 = 1/32.
    exactly(&spe, "S", 0.314_980_262_47);
    assert_eq!(spe.window, Some((day(0), day(1460))));
}

#[test]
fn persistence_is_averaged_over_the_grids() {
    let spe = course().0.assess(until(1460).bins([365, 730]).half_life(1460.0));
    // Bins of 730: three, days 0 | 730 and 1095 | none: 2/3.
    exactly(&spe, "s_cov", (3.0 / 5.0 + 2.0 / 3.0) / 2.0);
    // Bins of 730: ab, ac, bc, then ab, ac.
    exactly(&spe, "s_pers", (1.0 / 6.0 + 2.0 / 3.0) / 2.0);
    // (2 · 2^(−1/2) + 2 · 2^(−1/4) + 1 · 2^(−1)) / 5.
    exactly(&spe, "s_now", (2.0 * std::f64::consts::FRAC_1_SQRT_2 + 2.0 * 0.840_896_415_25 + 0.5) / 5.0);
}

#[test]
fn an_undated_act_bounds_persistence() {
    let (mut sketch, [a, b, _]) = course();
    let paper = sketch.case.source(Source::new("paper", "A paper").published(VagueDate::day(day(1460))));
    let act = sketch.act(Act::new("once"));
    for member in [a, b] {
        sketch.case.relate(member, TakesPartIn, act).evidence(paper.at("p. 1").reported("they did"));
    }
    let spe = sketch.assess(until(1460));
    within(&spe, "s_cov", 3.0 / 5.0, 4.0 / 5.0, 3.0 / 5.0);
    within(&spe, "s_pers", 0.0, 1.0, 1.0 / 6.0);
    // ab now weighs 3 and was last active on day 730 at the least, on the last day at the most; the point leaves the
    // undated act out of the days.
    let (low, high) = ((3.0 / 4.0 + 2.0 / 2.0 + 1.0 / 16.0) / 6.0, (3.0 + 2.0 / 2.0 + 1.0 / 16.0) / 6.0);
    within(&spe, "s_now", low, high, low);
    assert!(has(value(&spe, "s_cov"), Reason::VagueDates));
}

#[test]
fn a_date_that_is_close_enough_for_its_bin_may_be_too_rough_for_its_day() {
    let (mut sketch, [a, b, _]) = course();
    let act = sketch.act(Act::on("in a month", VagueDate::month(2003, 6).unwrap()));
    sketch.all_give(act, &[a, b]);
    let spe = sketch.assess(until(1460));
    // June 2003 lies in the bin of day 1095: 2003-01-01 is day 1096.
    exactly(&spe, "s_cov", 3.0 / 5.0);
    // ab (3), last active on 1 June (213 days before the end) at the least, on 30 June (184) at the most, and on 15 June
    // (199) for the point; ac (2) one half-life ago, bc (1) four.
    let now = |days: f64| (3.0 * 0.5_f64.powf(days / 365.0) + 2.0 / 2.0 + 1.0 / 16.0) / 6.0;
    within(&spe, "s_now", now(213.0), now(184.0), now(199.0));
    assert!(has(value(&spe, "s_now"), Reason::VagueDates));
}

/// Two dated joint contributions on day 0 and 1, and a standing one.
fn standing(period: &str, spec: Spec) -> Assessment {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.together(0, &[a, b]);
    sketch.together(1, &[a, b]);
    let routine = sketch.act(Act::standing("a routine").period(self::period(period)));
    sketch.all_give(routine, &[a, b]);
    sketch.assess(spec)
}

#[test]
fn a_standing_act_contributes_in_each_bin_of_its_period() {
    // Days 0 to 1460: five bins, the last of one day, 2003-12-31. Day 800 is 2002-03-11, in the third.
    let spe = standing("2000-01-01/2002-03-11", until(1460));
    exactly(&spe, "s_cov", 3.0 / 5.0);
    // The pair was last active 660 days before the end: 2^(−660/365).
    exactly(&spe, "s_now", 0.285_543_177_93);
    exactly(&standing("2000-01-01/..", until(1460)), "s_cov", 1.0);
    exactly(&standing("2000-01-01/..", until(1460)), "s_now", 1.0);
}

#[test]
fn a_standing_act_without_a_known_end_gives_bounds() {
    let spe = standing("2000-01-01/", until(1460));
    // On the first day for certain, up to the last perhaps.
    within(&spe, "s_cov", 1.0 / 5.0, 1.0, 1.0 / 5.0);
    let value = value(&spe, "s_now");
    // The pair is known to have been active on day 1, 1459 days before the end: 2^(−1459/365).
    assert!(near(value.low, 0.062_618_802_35) && near(value.high, 1.0), "{value:?}");
}

#[test]
fn a_standing_act_reported_before_it_began_does_not_panic() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.together(0, &[a, b]);
    sketch.together(1, &[a, b]);
    sketch.together(400, &[a, b]);
    let plan = sketch.case.source(Source::new("plan", "A plan").published(VagueDate::day(day(10))));
    let routine = sketch.act(Act::standing("a routine").period(period("2002-01-01/..")));
    for member in [a, b] {
        sketch.case.relate(member, TakesPartIn, routine).evidence(plan.at("p. 1").reported("they will"));
    }
    let cover = value(&sketch.assess(until(1460)), "s_cov").clone();
    assert!(cover.low <= cover.high && cover.high <= 1.0, "{cover:?}");
}

#[test]
fn a_routine_from_before_any_day_that_has_ended_is_not_later() {
    let spe = standing("../2001-12-31", until(1460));
    assert_eq!(spe.counts.maybe_later, 0);
    let cover = value(&spe, "s_cov");
    // The first two of five bins at the most: the routine ended on day 730, the first of the third bin.
    assert!(cover.low >= 1.0 / 5.0 && cover.high <= 3.0 / 5.0 + NEAR, "{cover:?}");
}

#[test]
fn the_point_of_recency_lies_within_its_bounds() {
    let (mut sketch, [a, b, c, d]) = Sketch::of(["a", "b", "c", "d"]);
    for offset in [1400, 1430, 1460] {
        sketch.together(offset, &[a, b]);
    }
    // c and d were active until day 0 at the latest, from nobody knows when.
    let paper = sketch.case.source(Source::new("paper", "A paper").published(VagueDate::day(day(1460))));
    let routine = sketch.act(Act::standing("a routine").period(period("../2000-01-01")).weight(3.0));
    for member in [c, d] {
        sketch.case.relate(member, TakesPartIn, routine).evidence(paper.at("p. 1").reported("they did"));
    }
    let now = value(&sketch.assess(until(1460)), "s_now").clone();
    // ab on the last day, cd four half-lives ago at the latest, of equal weight: at most (1 + 1/16) / 2.
    assert!(near(now.high, 0.531_25), "{now:?}");
    assert!(now.point.is_some_and(|point| now.low <= point && point <= now.high), "{now:?}");
}

#[test]
fn a_completed_endeavour_is_assessed_at_its_end() {
    let lasting = || Sphere::joint("What they did").period(period("2000-01-01/2003-12-31"));
    let three = |sketch: &mut Sketch, [a, b]: [Handle<Actor>; 2]| {
        for offset in [0, 400, 1460] {
            sketch.together(offset, &[a, b]);
        }
    };
    let (mut sketch, members) = Sketch::lasting(lasting(), ["a", "b"]);
    three(&mut sketch, members);
    let spe = sketch.assess(until(5000));
    assert_eq!(spe.completed, Some(day(1460)));
    exactly(&spe, "s_now", 1.0);
    exactly(&spe, "s_cov", 3.0 / 5.0);
    // What came after the end changes nothing.
    let (mut sketch, members) = Sketch::lasting(lasting(), ["a", "b"]);
    three(&mut sketch, members);
    let later = sketch.on(3000);
    sketch.gives(members[0], later, &[]);
    assert_eq!(figures(&spe), figures(&sketch.assess(until(5000))));
}

// ---------------------------------------------------------------------------------------------------------------- P

/// Three members, one purpose that a and b endorse and c opposes, one roadmap that all accept, no mechanism.
fn declared() -> (Sketch, [Handle<Actor>; 3], Handle<Purpose>) {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    let purpose = sketch.purpose("purpose", &[a, b], &[c]);
    sketch.agreement("plan", InstitutionForm::Roadmap, &[a, b, c], &[]);
    sketch.searched_in_vain(InstitutionForm::RiskAndBenefitSharing);
    (sketch, [a, b, c], purpose)
}

#[test]
fn declarations_are_weighted_by_mutual_dependence() {
    let (mut sketch, [a, b, c], _) = declared();
    for (from, on, degree) in [(a, b, 0.5), (b, a, 0.5), (b, c, 0.25), (c, b, 0.25), (a, c, 0.0), (c, a, 0.5)] {
        sketch.depends(from, on, degree);
    }
    let spe = sketch.assess(day(10));
    // MD: ab 1, bc 1/2, ac 1/2; only ab shares the outcome.
    exactly(&spe, "shared outcomes", 0.5);
    exactly(&spe, "shared roadmap", 1.0);
    exactly(&spe, "shared mechanism", 0.0);
    exactly(&spe, "P_decl", 0.5);
}

#[test]
fn an_unknown_dependence_gives_bounds() {
    let (mut sketch, [a, b, c], _) = declared();
    for (from, on, degree) in [(a, b, 0.5), (b, a, 0.5), (b, c, 0.25), (c, b, 0.25), (a, c, 0.0)] {
        sketch.depends(from, on, degree);
    }
    sketch.case.relate(c, DependsOn, a);
    let spe = sketch.assess(day(10));
    // MD: ab 1, bc 1/2, ac from 0 to 1: 1/2.5 to 1/1.5, and 1/2 at the middle.
    within(&spe, "shared outcomes", 0.4, 2.0 / 3.0, 0.5);
    assert!(has(value(&spe, "shared outcomes"), Reason::DependenceUnknown));
    // All three pairs share the roadmap, whatever their weights.
    within(&spe, "shared roadmap", 1.0, 1.0, 1.0);
}

#[test]
fn pairs_count_alike_where_no_dependence_is_known_or_all_are_zero() {
    let (mut sketch, [a, b, c], _) = declared();
    sketch.together(0, &[a, b]);
    sketch.together(0, &[b, c]);
    let spe = sketch.assess(day(10));
    // Pairs ab and bc; the result says that it does not know their weights.
    within(&spe, "shared outcomes", 0.5, 0.5, 0.5);
    assert!(has(value(&spe, "shared outcomes"), Reason::DependenceUnknown));
    let (mut sketch, [a, b, c], _) = declared();
    for (from, on) in [(a, b), (b, a), (b, c), (c, b), (a, c), (c, a)] {
        sketch.depends(from, on, 0.0);
    }
    // All three pairs, of which one shares the outcome.
    within(&sketch.assess(day(10)), "shared outcomes", 1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0);
}

#[test]
fn dependences_of_which_some_are_zero_and_some_unknown_give_bounds() {
    let (mut sketch, [a, b, c], _) = declared();
    for (from, on) in [(a, b), (b, a), (b, c), (c, b), (a, c)] {
        sketch.depends(from, on, 0.0);
    }
    sketch.case.relate(c, DependsOn, a);
    // MD: ab 0, bc 0, ac from 0 to 1. Above 0, ac alone counts: 0. At 0 all are zero and count alike: 1/3.
    let spe = sketch.assess(day(10));
    let shared = value(&spe, "shared outcomes");
    assert!(near(shared.low, 0.0) && near(shared.high, 1.0 / 3.0), "{shared:?}");
}

#[test]
fn a_stance_that_only_one_of_a_pair_is_known_to_take_gives_bounds() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.together(0, &[a, b]);
    sketch.purpose("first", &[a, b], &[]);
    sketch.purpose("second", &[a], &[]);
    // b may have taken no stance on the second, or endorse it: 1; or oppose it: 1/2.
    within(&sketch.assess(day(10)), "shared outcomes", 0.5, 1.0, 1.0);
}

#[test]
fn an_agreement_of_which_one_side_is_unknown_is_unknown() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.together(0, &[a, b]);
    sketch.agreement("plan", InstitutionForm::Roadmap, &[a], &[]);
    sketch.agreement("deal", InstitutionForm::RiskAndBenefitSharing, &[a], &[b]);
    let spe = sketch.assess(day(10));
    unknown(&spe, "shared roadmap", Reason::RoadmapUnknown);
    exactly(&spe, "shared mechanism", 0.0);
}

#[test]
fn enacted_purpose_is_the_weight_share_of_joint_acts() {
    let build = |open: bool| {
        let (mut sketch, [a, b, c], purpose) = declared();
        let endorsed = sketch.together(0, &[a, b]);
        sketch.case.relate(endorsed, Advances, purpose);
        let contested = sketch.together(1, &[b, c]);
        sketch.case.relate(contested, Advances, purpose);
        let idle = sketch.act(Act::on("present", day(2)).weight(2.0));
        sketch.takes_part(a, idle, Sign::Neutral);
        sketch.takes_part(b, idle, Sign::Neutral);
        if open {
            sketch.together(3, &[a, b]);
        }
        sketch.assess(day(10))
    };
    // Of the weights 1, 1 and 2 only the first advances a purpose that all its participants endorse.
    exactly(&build(false), "P_enact", 0.25);
    let spe = build(true);
    // One more of weight 1 advances nobody knows what: 1/5 to 2/5.
    within(&spe, "P_enact", 0.2, 0.4, 0.25);
    assert!(has(value(&spe, "P_enact"), Reason::AdvanceUnknown));
}

#[test]
fn a_participant_of_unknown_stance_leaves_the_act_open() {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    let purpose = sketch.purpose("purpose", &[a, b], &[]);
    let act = sketch.together(0, &[a, b]);
    sketch.case.relate(act, Advances, purpose);
    let act = sketch.together(1, &[a, c]);
    sketch.case.relate(act, Advances, purpose);
    let spe = sketch.assess(day(10));
    within(&spe, "P_enact", 0.5, 1.0, 1.0);
    assert!(has(value(&spe, "P_enact"), Reason::EndorsementUnknown));
}

#[test]
fn an_act_that_may_precede_the_purpose_is_open() {
    // a opposes the old purpose; both endorse the new one, held since 2002; the act is said to have advanced both.
    let enacted = |when: Option<&str>| {
        let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
        let paper = sketch.case.source(Source::new("paper", "A paper").published(VagueDate::day(day(1460))));
        let old = sketch.purpose("old", &[b], &[a]);
        let new = sketch.case.add("new", Purpose::new("new").period(period("2002/..")));
        let act = sketch.act(when.map_or(Act::new("once"), |when| Act::on("once", period(when))));
        for member in [a, b] {
            sketch.case.relate(member, TakesStance, new);
            sketch.case.relate(member, TakesPartIn, act).evidence(paper.at("p. 1").reported("they did"));
        }
        sketch.case.relate(act, Advances, old);
        sketch.case.relate(act, Advances, new);
        let spe = sketch.assess(until(1460));
        (value(&spe, "P_enact").low, value(&spe, "P_enact").high)
    };
    assert_eq!(enacted(Some("2001-05-01")), (0.0, 0.0));
    assert_eq!(enacted(Some("2002-05-01")), (1.0, 1.0));
    assert_eq!(enacted(Some("2001/2002")), (0.0, 1.0));
    assert_eq!(enacted(None), (0.0, 1.0));
}

#[test]
fn the_latest_stance_counts() {
    for (first, second, shared) in [(Sign::Positive, Sign::Negative, 0.0), (Sign::Negative, Sign::Positive, 1.0)] {
        // Written in both orders: dates decide, not places.
        for turned in [false, true] {
            let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
            sketch.together(0, &[a, b]);
            let purpose = sketch.purpose("purpose", &[b], &[]);
            let mut said = [(first, day(0)), (second, day(5))];
            if turned {
                said.reverse();
            }
            for (sign, on) in said {
                sketch.case.relate(a, TakesStance, purpose).stance(sign).period(on);
            }
            exactly(&sketch.assess(day(10)), "shared outcomes", shared);
        }
    }
}

#[test]
fn a_stance_is_dated_by_the_act_in_which_it_was_said() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.together(0, &[a, b]);
    let purpose = sketch.purpose("purpose", &[b], &[]);
    let [early, late] = [0, 5].map(|offset| sketch.together(offset, &[a, b]));
    sketch.case.relate(a, TakesStance, purpose).stance(Sign::Positive).during(late);
    sketch.case.relate(a, TakesStance, purpose).stance(Sign::Negative).during(early);
    exactly(&sketch.assess(day(10)), "shared outcomes", 1.0);
}

// ---------------------------------------------------------------------------------------------- D and the headline

#[test]
fn destruction_counts_what_was_not_made_good() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    for offset in [0, 1, 2] {
        sketch.together(offset, &[a, b]);
    }
    let misuse = sketch.on(3);
    sketch.takes_part(a, misuse, Sign::Negative);
    let withheld = sketch.act(Act::on("withheld", day(4)).weight(5.0));
    sketch.takes_part(b, withheld, Sign::Negative);
    let amends = sketch.on(5);
    sketch.takes_part(b, amends, Sign::Neutral);
    sketch.case.relate(amends, Recovers, withheld);
    let spe = sketch.assess(day(10));
    // 1 / (3 + 1); the recovered weight of 5 does not count.
    exactly(&spe, "D", 0.25);
    assert_eq!((spe.counts.destructive, spe.counts.recovered), (2, 1));
}

#[test]
fn what_is_made_good_later_is_not_yet_made_good() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.together(0, &[a, b]);
    let misuse = sketch.on(3);
    sketch.takes_part(a, misuse, Sign::Negative);
    let amends = sketch.on(50);
    sketch.case.relate(amends, Recovers, misuse);
    exactly(&sketch.assess(day(10)), "D", 0.5);
}

#[test]
fn a_recovery_of_unknown_date_bounds_destruction() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.together(0, &[a, b]);
    let misuse = sketch.on(3);
    sketch.takes_part(a, misuse, Sign::Negative);
    let amends = sketch.case.add("amends", Act::new("some day, outside the sphere"));
    sketch.case.relate(amends, Recovers, misuse);
    // Made good by then, or not: 0 or 1/2.
    let spe = sketch.assess(day(10));
    let value = value(&spe, "D");
    assert!(near(value.low, 0.0) && near(value.high, 0.5) && has(value, Reason::MayBeLater), "{value:?}");
}

/// A sphere of which everything is known: P = 1/2, E = 1, S from `course`.
fn known() -> Sketch {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    let purpose = sketch.purpose("purpose", &[a, b, c], &[]);
    sketch.searched_in_vain(InstitutionForm::Roadmap);
    sketch.searched_in_vain(InstitutionForm::RiskAndBenefitSharing);
    for (offset, members) in [(0, &[a, b, c][..]), (730, &[a, b]), (1095, &[a, c]), (1095, &[b, c])] {
        let act = sketch.on(offset);
        for (nth, &member) in members.iter().enumerate() {
            sketch.gives(member, act, &[members[(nth + 1) % members.len()]]);
        }
        sketch.case.relate(act, Advances, purpose);
    }
    sketch
}

#[test]
fn the_headline_of_a_known_sphere() {
    let mut sketch = known();
    let misuse = sketch.on(1000);
    let culprit = sketch.case.add("d", Actor::new("d"));
    sketch.case.relate(culprit, BelongsTo, sketch.joint);
    sketch.takes_part(culprit, misuse, Sign::Negative);
    let spe = sketch.assess(until(1460));
    // All three pairs share the one outcome, no roadmap and no mechanism: 1/3. All joint acts advance it: 1. P = √(1/3).
    exactly(&spe, "P", 0.577_350_269_19);
    // a, b and c contribute 1/3 + 1/2 + 1/2 each, d nothing: e_part = 3/4. Every gift goes round: e_rec = 1. All acts
    // join organisations: e_joint = 1.
    exactly(&spe, "E", 0.908_560_296_42);
    // s_cov 3/5. Pairs ab ac bc | ab | ac bc: (1/3 + 0) / 2. ab (2) at 1/4, ac (2) and bc (2) at 1/2: 2.5 / 6.
    // (3/5 · 1/6 · 5/12)^(1/3) = (1/24)^(1/3).
    exactly(&spe, "S", 0.346_680_637_18);
    exactly(&spe, "D", 0.2);
    // (√(1/3) · (3/4)^(1/3) · (1/24)^(1/3))^(1/3) = (√(1/3) · (1/32)^(1/3))^(1/3)
    exactly(&spe, "SPE+", 0.566_553_470_73);
    exactly(&spe, "SPE", 0.453_242_776_59);
    assert!(spe.is_assessable() && spe.narrowing.iter().all(|narrowing| narrowing.gain < NEAR), "{:?}", spe.narrowing);
    // ∂SPE/∂P = (1 − D) · SPE⁺ / (3 P), and so for E and S.
    let rates = spe.marginal_rates().unwrap();
    for (rate, component) in rates.into_iter().zip([0.577_350_269_19, 0.908_560_296_42, 0.346_680_637_18]) {
        assert!(near(rate, 0.453_242_776_59 / (3.0 * component)), "{rate}");
    }
}

#[test]
fn weights_and_exponent_of_the_mean() {
    let spe = |spec: Spec| value(&known().assess(spec), "SPE+").low;
    // P = √(1/3) = 0.57735…, E = 1, S = (1/24)^(1/3) = 0.34668….
    let (p, s): (f64, f64) = (0.577_350_269_19, 0.346_680_637_18);
    assert!(near(spe(until(1460).weights([1.0, 1.0, 2.0])), (p * s * s).powf(0.25)));
    assert!(near(spe(until(1460).exponent(-1.0)), 3.0 / (1.0 / p + 1.0 + 1.0 / s)));
    let half = (p.powf(-0.5) + 1.0 + s.powf(-0.5)) / 3.0;
    assert!(near(spe(until(1460).exponent(-0.5)), half.powi(-2)));
}

#[test]
fn the_mean_is_continuous_where_the_exponent_nears_zero() {
    let spe = |exponent: f64| value(&known().assess(until(1460).exponent(exponent)), "SPE+").low;
    for tiny in [-1e-9, -1e-12, -1e-15, -1e-18, -1e-300] {
        assert!((spe(tiny) - spe(0.0)).abs() < 1e-6, "{tiny}: {} is not {}", spe(tiny), spe(0.0));
    }
}

#[test]
fn only_the_ratios_of_weights_matter() {
    let spe = |weight: f64| value(&known().assess(until(1460).weights([weight; 3])), "SPE+").low;
    for weight in [1e308, 5e-324] {
        assert!(near(spe(weight), spe(1.0)), "{weight}: {}", spe(weight));
    }
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    for member in [a, b] {
        let act = sketch.act(Act::on("heavy", day(0)).weight(1e308));
        sketch.gives(member, act, &[]);
    }
    let misuse = sketch.act(Act::on("misuse", day(0)).weight(1e308));
    sketch.takes_part(a, misuse, Sign::Negative);
    let spe = sketch.assess(day(10));
    exactly(&spe, "e_part", 1.0);
    exactly(&spe, "D", 1.0 / 3.0);
}

// ------------------------------------------------------------------------------------------ Edges of the definition

#[test]
fn edge_no_acts_at_all() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.purpose("purpose", &[a, b], &[]);
    let spe = sketch.assess(day(2000));
    for name in ["E", "S", "D", "P_enact", "e_part", "e_rec", "e_joint", "s_cov", "s_pers", "s_now"] {
        unknown(&spe, name, Reason::NoActs);
    }
}

#[test]
fn edge_no_contributions_though_they_were_searched_for() {
    let build = |searched: bool| {
        let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
        let act = sketch.on(0);
        sketch.takes_part(a, act, Sign::Neutral);
        sketch.takes_part(b, act, Sign::Neutral);
        if searched {
            sketch.searched();
        }
        sketch.assess(until(2000))
    };
    unknown(&build(false), "E", Reason::NoContributions);
    let spe = build(true);
    exactly(&spe, "E", 0.0);
    exactly(&spe, "SPE", 0.0);
    assert_eq!(spe.searches.len(), 1);
}

#[test]
fn edge_fewer_than_three_dated_joint_contributions() {
    // The third act is one member's alone, or joint.
    let build = |third: usize| {
        let (mut sketch, members) = Sketch::of(["a", "b", "c"]);
        sketch.together(0, &members);
        sketch.together(400, &members);
        sketch.together(800, &members[..third]);
        sketch.assess(until(1460))
    };
    for name in ["S", "s_cov", "s_pers", "s_now"] {
        unknown(&build(1), name, Reason::FewDated);
    }
    exactly(&build(2), "s_cov", 3.0 / 5.0);
}

#[test]
fn edge_fewer_than_three_bins() {
    // Days 0 to 729 make two bins of 365; day 730 begins a third.
    let build = |last: i32| {
        let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
        for offset in [0, 400, 700] {
            sketch.together(offset, &[a, b, c]);
        }
        sketch.assess(until(last))
    };
    for name in ["S", "s_cov", "s_pers", "s_now"] {
        unknown(&build(729), name, Reason::FewBins);
    }
    exactly(&build(730), "s_cov", 2.0 / 3.0);
}

#[test]
fn edge_only_one_non_empty_bin() {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    for offset in [0, 1, 2] {
        sketch.together(offset, &[a, b, c]);
    }
    let spe = sketch.assess(until(1460));
    unknown(&spe, "s_pers", Reason::OneBin);
    exactly(&spe, "s_cov", 0.2);
}

#[test]
fn edge_fewer_than_three_dyads() {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    sketch.together(0, &[a, b]);
    sketch.together(730, &[a, c]);
    sketch.together(1460, &[a, c]);
    let spe = sketch.assess(until(1460));
    unknown(&spe, "s_pers", Reason::FewDyads);
    exactly(&spe, "s_cov", 0.6);
    // ab (1) at 1/16, ac (2) at 1: 33/48. S: low with s_pers 0, high with 1, point over the known two.
    exactly(&spe, "s_now", 0.6875);
    within(&spe, "S", 0.0, (0.6_f64 * 0.6875).powf(1.0 / 3.0), (0.6_f64 * 0.6875).sqrt());
}

#[test]
fn edge_a_component_unknown_runs_over_the_whole_range() {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    for (offset, giver, receiver) in [(0, a, b), (1, b, c), (2, c, a)] {
        let act = sketch.on(offset);
        sketch.gives(giver, act, &[receiver]);
    }
    let spe = sketch.assess(day(10));
    // Nobody contributes jointly: e_joint is 0 and so is E, whatever P and S are.
    exactly(&spe, "E", 0.0);
    assert!(spe.purpose.value.is_unknown() && spe.sustained.value.is_unknown());
    within(&spe, "SPE", 0.0, 0.0, 0.0);
    // With a joint act beside it, E is known above 0, and SPE⁺ runs from 0 to E^(1/3).
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    let act = sketch.on(0);
    sketch.gives(a, act, &[b]);
    sketch.gives(b, act, &[a]);
    let alone = sketch.on(1);
    sketch.gives(a, alone, &[b]);
    let alone = sketch.on(1);
    sketch.gives(b, alone, &[a]);
    let spe = sketch.assess(day(10));
    // e_part 1, e_rec 1, e_joint 1/3.
    exactly(&spe, "E", 0.693_361_274_35);
    within(&spe, "SPE+", 0.0, 0.885_088_152_07, 0.693_361_274_35);
    assert!(spe.is_assessable());
}

#[test]
fn edge_all_three_unknown_is_not_assessable() {
    let (sketch, _) = Sketch::of(["a", "b"]);
    let spe = sketch.assess(day(10));
    assert!(!spe.is_assessable());
    assert!(spe.headline.value.is_unknown() && has(&spe.headline.value, Reason::NoActs));
    assert!(spe.to_string().contains("not assessable"));
    let (mut lonely, [a]) = Sketch::lasting(Sphere::provider("Of one"), ["a"]);
    let act = lonely.on(0);
    lonely.gives(a, act, &[]);
    let spe = lonely.assess(day(10));
    assert!(!spe.is_assessable());
    unknown(&spe, "P", Reason::TooFewActors);
}

#[test]
fn an_act_that_may_be_later_unsettles_what_it_could_change() {
    let (mut sketch, [a, b, c]) = Sketch::of(["a", "b", "c"]);
    sketch.purpose("purpose", &[a, b], &[c]);
    sketch.together(0, &[a, b]);
    let act = sketch.act(Act::new("nobody knows when"));
    sketch.all_give(act, &[b, c]);
    let spe = sketch.assess(day(10));
    assert_eq!(spe.counts.maybe_later, 1);
    // If it counts, bc is a pair too and shares no outcome: 1 or 1/2.
    let shared = value(&spe, "shared outcomes");
    assert!(shared.low <= 0.5 && shared.high >= 1.0 && has(shared, Reason::MayBeLater), "{shared:?}");
    for name in ["P_enact", "e_part", "e_rec", "e_joint", "D"] {
        assert!(has(value(&spe, name), Reason::MayBeLater), "{name}");
    }
}

// ------------------------------------------------------------------------------------------------------- Succession

#[test]
fn an_actor_that_is_taken_over_stays_one_member() {
    let (mut sketch, [old, _other]) = Sketch::of(["old", "other"]);
    let new = sketch.case.add("new", Actor::new("Took over"));
    sketch.case.relate(new, Succeeds, old);
    for (offset, who) in [(0, old), (1, new)] {
        let act = sketch.on(offset);
        sketch.gives(who, act, &[]);
    }
    let spe = sketch.assess(day(10));
    assert_eq!(spe.members.iter().map(|id| &**id).collect::<Vec<_>>(), ["other", "new"]);
    // One of two members did everything.
    exactly(&spe, "e_part", 0.5);
}

#[test]
fn a_pair_follows_the_successor() {
    let (mut sketch, [old, b, c]) = Sketch::of(["old", "b", "c"]);
    let new = sketch.case.add("new", Actor::new("Took over"));
    sketch.case.relate(new, Succeeds, old).period(day(500));
    sketch.together(0, &[old, b, c]);
    sketch.together(365, &[old, b, c]);
    sketch.together(730, &[new, b, c]);
    let spe = sketch.assess(until(1460));
    // Three pairs in three bins, none lost.
    exactly(&spe, "s_pers", 1.0);
    assert_eq!(spe.counts.members, 3);
}

#[test]
fn a_take_over_by_a_part_of_a_member_reaches_the_member() {
    let (mut sketch, [a, _b]) = Sketch::of(["a", "b"]);
    let [unit, shop] = ["unit", "shop"].map(|id| sketch.case.add(id, Actor::new(id)));
    sketch.case.relate(unit, PartOf, a);
    sketch.case.relate(unit, Succeeds, shop);
    let act = sketch.on(0);
    sketch.gives(shop, act, &[]);
    exactly(&sketch.assess(day(10)), "e_part", 0.5);
}

#[test]
fn a_purpose_that_was_replaced_is_not_current() {
    // Both endorsed the old purpose, and differ on the new one that took its place on day 5.
    let at = |last: i32| {
        let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
        sketch.together(0, &[a, b]);
        let old = sketch.purpose("old", &[a, b], &[]);
        let new = sketch.case.add("new", Purpose::new("new"));
        sketch.case.relate(a, TakesStance, new).stance(Sign::Positive).period(day(5));
        sketch.case.relate(b, TakesStance, new).stance(Sign::Negative).period(day(5));
        sketch.case.relate(new, Succeeds, old).period(day(5));
        sketch.assess(day(last))
    };
    exactly(&at(10), "shared outcomes", 0.0);
    // Before that day the old one was current.
    exactly(&at(3), "shared outcomes", 1.0);
}

#[test]
fn what_begins_after_the_date_is_not_seen() {
    let now = |sketch: Sketch| figures(&sketch.assess(day(10)));
    let before = now(declared().0);
    let (mut sketch, [a, b, c], purpose) = declared();
    // A mechanism, a purpose and a stance of later days; a member and a dependence of a later day.
    let deal = Institution::new("deal").coded(InstitutionForm::RiskAndBenefitSharing).period(day(50));
    let deal = sketch.case.add("deal", deal);
    let aim = sketch.case.add("aim", Purpose::new("aim").period(day(50)));
    for member in [a, b, c] {
        sketch.case.relate(member, PartyTo, deal);
        sketch.case.relate(member, TakesStance, aim);
    }
    let meeting = sketch.on(50);
    sketch.case.relate(c, TakesStance, purpose).stance(Sign::Positive).during(meeting);
    let late = sketch.case.add("late", Actor::new("late"));
    sketch.case.relate(late, BelongsTo, sketch.joint).period(day(50));
    sketch.case.relate(a, DependsOn, b).degree(1.0).period(day(50));
    assert_eq!(before, now(sketch));
}

#[test]
fn claims_that_do_not_hold_count_for_nothing() {
    let now = |sketch: Sketch| figures(&sketch.assess(until(1460)));
    let before = now(known());
    let mut sketch = known();
    let late = sketch.case.add("late", Actor::new("late"));
    sketch.case.relate(late, BelongsTo, sketch.joint).expected();
    let act = sketch.case.add("hoped", Act::on("hoped for", day(3)));
    sketch.case.relate(act, Within, sketch.joint).expected();
    let feared = sketch.on(4);
    let a = sketch.members[0];
    sketch.case.relate(a, TakesPartIn, feared).valence(Sign::Negative).feared();
    let old = sketch.case.add("old", Purpose::new("old"));
    sketch.case.relate(a, TakesStance, old).stance(Sign::Negative).violated();
    assert_eq!(before, now(sketch));
}

// ---------------------------------------------------------------------------------------------------------- Settings

#[test]
fn settings_that_cannot_be_used_are_refused() {
    let base = || Spec::as_of(day(1460));
    let bad = [
        base().bins([]),
        base().bins([365, 0]),
        base().half_life(0.0),
        base().half_life(-1.0),
        base().half_life(f64::NAN),
        base().half_life(f64::INFINITY),
        Spec { cap: 0.5, ..base() },
        Spec { cap: f64::NAN, ..base() },
        Spec { cap: f64::INFINITY, ..base() },
        base().weights([1.0, 0.0, 1.0]),
        base().weights([1.0, 1.0, -1.0]),
        base().weights([f64::NAN, 1.0, 1.0]),
        base().weights([1.0, f64::INFINITY, 1.0]),
        base().exponent(-1.1),
        base().exponent(0.1),
        base().exponent(f64::NAN),
        base().from(day(1461)),
    ];
    for spec in bad {
        let case = known();
        let joint = case.joint;
        let case = case.case.build().unwrap();
        let error = spe::assess(&case, joint, &spec).expect_err(&format!("{spec:?}"));
        assert_eq!(error.kind(), ErrorKind::Setting, "{spec:?}");
    }
    // The ends of what is allowed.
    for spec in [base().exponent(-1.0), Spec { cap: 1.0, ..base() }, base().from(day(1460))] {
        known().assess(spec);
    }
}

// ------------------------------------------------------------------------------------------------- Generated spheres

/// The last day of the window of generated spheres, which begins on day 0: six bins of 365 days.
const LAST: i32 = 1999;

/// A generated sphere; `None` and `When::Undated` stand for what is not known.
#[derive(Clone, Debug)]
struct Model {
    actors: Vec<Place>,
    acts: Vec<Deed>,
    /// By actor and purpose; 0 is undecided.
    stances: Vec<Vec<Option<Sign>>>,
    /// Who accepts it, by actor; no agreement was looked for in vain, if anything was.
    roadmap: Option<Vec<Option<bool>>>,
    mechanism: Option<Vec<Option<bool>>>,
    /// By actor and actor; none at all, or one for every pair.
    degrees: Option<Vec<Vec<Option<f64>>>>,
    searched: bool,
    /// Whether the acts rest on a source that was published on the last day.
    published: bool,
}

/// Of which organisation and from which sphere (provider: true) an actor comes.
#[derive(Clone, Copy, Debug)]
struct Place {
    organisation: Option<usize>,
    origin: Option<bool>,
}

#[derive(Clone, Debug)]
struct Deed {
    when: When,
    weight: f64,
    doings: Vec<Doing>,
    advances: Vec<usize>,
    recovered: bool,
}

#[derive(Clone, Debug)]
struct Doing {
    actor: usize,
    sign: Sign,
    receivers: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum When {
    Undated,
    On(i32),
    InYear(i32),
    /// From a day to a day that is known or not.
    Standing(i32, Option<i32>),
}

impl Deed {
    fn with(&self, sign: Sign) -> Vec<usize> {
        self.doings.iter().filter(|doing| doing.sign == sign).map(|doing| doing.actor).collect()
    }

    fn is_joint_contribution(&self) -> bool {
        self.with(Sign::Positive).len() > 1
    }

    fn is_destructive(&self) -> bool {
        !self.with(Sign::Negative).is_empty()
    }

    /// The days from its beginning to its end.
    fn days(&self) -> (i32, i32) {
        match self.when {
            When::On(offset) => (offset, offset),
            When::Standing(start, Some(end)) => (start, end),
            other => panic!("not known: {other:?}"),
        }
    }

    /// The bins of 365 days from day 0 on in which it took place; an act before day 0 is in none.
    fn bins(&self) -> Vec<usize> {
        let (start, end) = self.days();
        (0..6).filter(|&bin| (start.max(0)..=end).any(|day| day / 365 == bin)).map(|bin| bin as usize).collect()
    }

    /// Its weight, once for each of these bins.
    fn amount(&self) -> f64 {
        self.weight * self.bins().len() as f64
    }
}

fn sign() -> impl Strategy<Value = Sign> {
    prop_oneof![3 => Just(Sign::Positive), 1 => Just(Sign::Neutral), 1 => Just(Sign::Negative)]
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        6 => (-200..=LAST).prop_map(When::On),
        1 => (-200..=LAST, -200..=LAST).prop_map(|(a, b)| When::Standing(a.min(b), Some(a.max(b)))),
    ]
}

/// An act of which everything is known. Whoever contributes gives to somebody, and to some purpose.
fn deed(actors: usize, purposes: usize) -> impl Strategy<Value = Deed> {
    let weight = prop::sample::select(vec![0.5, 1.0, 2.0]);
    let doing = (0..4u8, 0..64u32);
    (when(), weight, prop::collection::vec(doing, actors), 1..1u32 << purposes, 0..8u8, any::<bool>()).prop_map(
        move |(when, weight, doings, advances, temper, recovered)| {
            let willing = temper > 0;
            let doing = |(actor, (part, gifts)): (usize, (u8, u32))| {
                let sign = [Sign::Neutral, Sign::Positive][usize::from(part > 1)];
                let sign = if willing { sign } else { Sign::Negative };
                let mut receivers: Vec<usize> =
                    (0..actors).filter(|&other| other != actor && gifts >> other & 1 == 1).collect();
                if receivers.is_empty() {
                    receivers.push((actor + 1) % actors);
                }
                let receivers = if sign == Sign::Positive { receivers } else { Vec::new() };
                (part > 0).then_some(Doing { actor, sign, receivers })
            };
            let doings: Vec<Doing> = doings.into_iter().enumerate().filter_map(doing).collect();
            let advances = (0..purposes).filter(|purpose| advances >> purpose & 1 == 1).collect();
            Deed { when, weight, doings, advances, recovered: recovered && !willing }
        },
    )
}

/// A sphere of which everything is known.
fn known_model() -> impl Strategy<Value = Model> {
    (2..=6usize, 1..=2usize).prop_flat_map(|(actors, purposes)| {
        let place = (prop::option::of(0..2usize), prop::option::of(any::<bool>()))
            .prop_map(|(organisation, origin)| Place { organisation, origin });
        let positions = || prop::option::of(prop::collection::vec(any::<bool>().prop_map(Some), actors));
        let degree = prop::sample::select(vec![0.0, 0.1, 0.25, 0.3, 0.7, 1.0]).prop_map(Some);
        let degrees = prop::collection::vec(prop::collection::vec(degree, actors), actors);
        (
            prop::collection::vec(place, actors),
            prop::collection::vec(deed(actors, purposes), 0..=8),
            prop::collection::vec(prop::collection::vec(sign().prop_map(Some), purposes), actors),
            positions(),
            positions(),
            prop::option::of(degrees),
            any::<bool>(),
        )
            .prop_map(|(actors, acts, stances, roadmap, mechanism, degrees, published)| Model {
                actors,
                acts,
                stances,
                roadmap,
                mechanism,
                degrees,
                searched: true,
                published,
            })
    })
}

/// Something that is no longer known.
#[derive(Clone, Debug)]
enum Hide {
    Date(Index),
    DayOfYear(Index),
    Stance(Index, Index),
    Receivers(Index, Index),
    Degree(Index, Index),
    Position(bool, Index),
    Advances(Index),
    Searches,
}

fn hide() -> impl Strategy<Value = Hide> {
    let at = any::<Index>;
    prop_oneof![
        3 => at().prop_map(Hide::Date),
        2 => at().prop_map(Hide::DayOfYear),
        2 => (at(), at()).prop_map(|(a, b)| Hide::Stance(a, b)),
        2 => (at(), at()).prop_map(|(a, b)| Hide::Receivers(a, b)),
        1 => (at(), at()).prop_map(|(a, b)| Hide::Degree(a, b)),
        1 => (any::<bool>(), at()).prop_map(|(roadmap, a)| Hide::Position(roadmap, a)),
        1 => at().prop_map(Hide::Advances),
        1 => Just(Hide::Searches),
    ]
}

impl Model {
    /// Both stances of a pair on one purpose leave no trace once hidden, and a last dependence above 0 makes the
    /// definition weigh all pairs alike: these two are left alone.
    fn hide(mut self, hides: &[Hide]) -> Self {
        for (nth, hide) in hides.iter().enumerate() {
            let first_stance = !hides[..nth].iter().any(|other| matches!(other, Hide::Stance(..)));
            let actors = self.actors.len();
            match hide {
                Hide::Date(act) => self.change(act, |deed| match &mut deed.when {
                    When::Standing(_, end) => *end = None,
                    when => *when = When::Undated,
                }),
                Hide::DayOfYear(act) => self.change(act, |deed| {
                    if let When::On(offset) = deed.when {
                        deed.when = When::InYear(offset);
                    }
                }),
                Hide::Stance(actor, purpose) if first_stance => {
                    let own = actor.index(actors);
                    *purpose.get_mut(self.stances[own].as_mut_slice()) = None;
                }
                Hide::Stance(..) => {}
                Hide::Receivers(act, doing) => self.change(act, |deed| {
                    if !deed.doings.is_empty() {
                        doing.get_mut(deed.doings.as_mut_slice()).receivers.clear();
                    }
                }),
                Hide::Degree(from, on) => self.hide_degree(from.index(actors), on.index(actors)),
                Hide::Position(roadmap, actor) => {
                    let agreement = if *roadmap { &mut self.roadmap } else { &mut self.mechanism };
                    if let Some(positions) = agreement {
                        *actor.get_mut(positions.as_mut_slice()) = None;
                    }
                }
                Hide::Advances(act) => self.change(act, |deed| deed.advances.clear()),
                Hide::Searches => self.searched = false,
            }
        }
        self
    }

    fn change(&mut self, act: &Index, change: impl FnOnce(&mut Deed)) {
        if !self.acts.is_empty() {
            change(act.get_mut(self.acts.as_mut_slice()));
        }
    }

    fn hide_degree(&mut self, from: usize, on: usize) {
        let Some(degrees) = &mut self.degrees else { return };
        let hidden = degrees[from][on].take();
        let stated = |(a, row): (usize, &Vec<Option<f64>>)| (0..row.len()).any(|b| a != b && row[b] > Some(0.0));
        if !degrees.iter().enumerate().any(stated) {
            degrees[from][on] = hidden;
        }
    }
}

/// A sphere of which some things are known.
fn model() -> impl Strategy<Value = Model> {
    (known_model(), prop::collection::vec(hide(), 0..=5)).prop_map(|(model, hides)| model.hide(&hides))
}

/// How a model is made into a case.
#[derive(Clone, Debug)]
struct Making {
    /// In which order actors, with their claims, are written.
    order: Vec<usize>,
    copies: usize,
    /// All days are that many times as far from day 0.
    scale: i32,
    second: Second,
}

/// What a second source adds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Second {
    Nothing,
    /// More evidence for each claim.
    Evidence,
    /// Each claim once more.
    Claims,
}

impl Making {
    fn of(model: &Model) -> Self {
        Self { order: (0..model.actors.len()).collect(), copies: 1, scale: 1, second: Second::Nothing }
    }
}

/// The handles of a case made from a model.
struct Nodes {
    joint: Handle<Sphere>,
    actors: Vec<Handle<Actor>>,
    acts: Vec<Handle<Act>>,
    purposes: Vec<Handle<Purpose>>,
}

/// The handles of one copy of a model.
struct Copy {
    /// By their place in the model, made in the order of the making.
    actors: BTreeMap<usize, Handle<Actor>>,
    firms: [Handle<Actor>; 2],
    /// Customers, providers.
    sides: [Handle<Sphere>; 2],
    purposes: Vec<Handle<Purpose>>,
    roadmap: Option<Handle<Institution>>,
    mechanism: Option<Handle<Institution>>,
    acts: Vec<Handle<Act>>,
}

fn draft(when: When, scale: i32) -> Draft<Act> {
    let at = |offset: i32| day(offset * scale);
    match when {
        When::Undated => Act::new("an act"),
        When::On(offset) => Act::on("an act", at(offset)),
        When::InYear(offset) => Act::on("an act", VagueDate::year(at(offset).year()).unwrap()),
        When::Standing(start, Some(end)) => {
            Act::standing("a routine").period(period(&format!("{}/{}", at(start), at(end))))
        }
        When::Standing(start, None) => Act::standing("a routine").period(period(&format!("{}/", at(start)))),
    }
}

impl Model {
    fn build(&self, making: &Making) -> (CaseBuilder, Nodes) {
        let mut case = Case::builder("model");
        let joint = case.add("joint", Sphere::joint("What they do together"));
        let mut nodes = Nodes { joint, actors: Vec::new(), acts: Vec::new(), purposes: Vec::new() };
        for copy in 0..making.copies {
            self.build_copy(making, copy, &mut case, &mut nodes);
        }
        if self.searched {
            search_participation(&mut case);
            let none = |agreement: &Option<_>| agreement.is_none();
            if none(&self.roadmap) {
                search_in_vain(&mut case, InstitutionForm::Roadmap);
            }
            if none(&self.mechanism) {
                search_in_vain(&mut case, InstitutionForm::RiskAndBenefitSharing);
            }
        }
        (case, nodes)
    }

    fn build_copy(&self, making: &Making, copy: usize, case: &mut CaseBuilder, nodes: &mut Nodes) {
        let id = |what: &str, nth: usize| format!("{what}-{copy}-{nth}");
        let mut actors: BTreeMap<usize, Handle<Actor>> = BTreeMap::new();
        for &nth in &making.order {
            actors.insert(nth, case.add(id("actor", nth), Actor::new("An actor")));
        }
        let agreement = |case: &mut CaseBuilder, what: &str, form, of: &Option<_>| {
            of.is_some().then(|| case.add(id(what, 0), Institution::new("An agreement").coded(form)))
        };
        let deeds = self.acts.iter().enumerate();
        let act = |case: &mut CaseBuilder, (nth, deed): (usize, &Deed)| {
            case.add(id("act", nth), draft(deed.when, making.scale).weight(deed.weight))
        };
        let parts = Copy {
            actors,
            firms: [0, 1].map(|nth| case.add(id("firm", nth), Actor::organisation("A firm"))),
            sides: [
                case.add(id("customer", 0), Sphere::customer("Customers")),
                case.add(id("provider", 0), Sphere::provider("Providers")),
            ],
            purposes: (0..self.purposes()).map(|nth| case.add(id("purpose", nth), Purpose::new("A purpose"))).collect(),
            roadmap: agreement(case, "roadmap", InstitutionForm::Roadmap, &self.roadmap),
            mechanism: agreement(case, "mechanism", InstitutionForm::RiskAndBenefitSharing, &self.mechanism),
            acts: deeds.map(|deed| act(case, deed)).collect(),
        };
        self.claim_copy(making, copy, &parts, case, nodes.joint);
        for (nth, _) in self.acts.iter().enumerate().filter(|(_, deed)| deed.recovered) {
            let amends = case.add(id("amends", nth), Act::on("amends", day(LAST * making.scale)));
            case.relate(amends, Recovers, parts.acts[nth]);
        }
        nodes.actors.extend(parts.actors.into_values());
        nodes.acts.extend(parts.acts);
        nodes.purposes.extend(parts.purposes);
    }

    fn claim_copy(&self, making: &Making, nth: usize, copy: &Copy, case: &mut CaseBuilder, joint: Handle<Sphere>) {
        let mut report = Source::new(format!("report-{nth}"), "A report");
        if self.published {
            report = report.published(VagueDate::day(day(LAST * making.scale)));
        }
        let report = case.source(report);
        let memoir = case.source(Source::new(format!("memoir-{nth}"), "A memoir"));
        let witnesses = if making.second == Second::Claims { vec![report, memoir] } else { vec![report] };
        for source in witnesses {
            let found = || source.at("p. 1").reported("so it was");
            let more = (making.second == Second::Evidence).then(|| memoir.at("p. 2").reported("so it was"));
            macro_rules! claim {
                ($from:expr, $relation:expr, $to:expr) => {{
                    let claim = case.relate($from, $relation, $to).evidence(found());
                    match &more {
                        Some(more) => claim.evidence(more.clone()),
                        None => claim,
                    }
                }};
            }
            for &nth in &making.order {
                let (actor, place) = (copy.actors[&nth], self.actors[nth]);
                claim!(actor, BelongsTo, joint);
                place.organisation.map(|firm| claim!(actor, PartOf, copy.firms[firm]).id());
                place.origin.map(|provider| claim!(actor, BelongsTo, copy.sides[usize::from(provider)]).id());
                for (purpose, stance) in copy.purposes.iter().zip(&self.stances[nth]) {
                    stance.map(|sign| claim!(actor, TakesStance, *purpose).stance(sign).id());
                }
                for (agreement, positions) in [(copy.roadmap, &self.roadmap), (copy.mechanism, &self.mechanism)] {
                    let position = positions.as_ref().and_then(|positions| positions[nth]);
                    if let (Some(agreement), Some(accepts)) = (agreement, position) {
                        let sign = if accepts { Sign::Positive } else { Sign::Negative };
                        claim!(actor, PartyTo, agreement).position(sign);
                    }
                }
                for other in making.order.iter().filter(|&&other| other != nth) {
                    let Some(degrees) = &self.degrees else { continue };
                    let claim = claim!(actor, DependsOn, copy.actors[other]);
                    degrees[nth][*other].map(|degree| claim.degree(degree).id());
                }
                for (act, deed) in copy.acts.iter().zip(&self.acts) {
                    for doing in deed.doings.iter().filter(|doing| doing.actor == nth) {
                        let claim = claim!(actor, TakesPartIn, *act).valence(doing.sign);
                        doing.receivers.iter().fold(claim, |claim, receiver| claim.giving_to(copy.actors[receiver]));
                    }
                }
            }
            for (act, deed) in copy.acts.iter().zip(&self.acts) {
                claim!(*act, Within, joint);
                for &purpose in &deed.advances {
                    claim!(*act, Advances, copy.purposes[purpose]);
                }
            }
        }
    }

    fn assess(&self) -> Assessment {
        self.assess_made(&Making::of(self))
    }

    fn assess_made(&self, making: &Making) -> Assessment {
        let scale = making.scale as u32;
        let spec = until(LAST * making.scale).bins([365 * scale]).half_life(365.0 * f64::from(scale));
        self.assess_with(making, |_, _| {}, spec)
    }

    fn assess_with(&self, making: &Making, add: impl FnOnce(&mut CaseBuilder, &Nodes), spec: Spec) -> Assessment {
        let (mut case, nodes) = self.build(making);
        add(&mut case, &nodes);
        spe::assess(&case.build().unwrap(), nodes.joint, spec).unwrap()
    }

    fn purposes(&self) -> usize {
        self.stances[0].len()
    }
}

// ----------------------------------------------------------------------------------------------------- The slow twin

/// Every figure of a sphere of which everything is known, by the formulas of the definition; `None` where the edges of
/// the definition leave it unknown.
fn twin(model: &Model) -> BTreeMap<&'static str, Option<f64>> {
    let mut all = BTreeMap::new();
    all.extend(twin_of_persistence(model));
    let inside = model.acts.iter().filter(|deed| !deed.bins().is_empty()).cloned().collect();
    let model = &Model { acts: inside, ..model.clone() };
    all.extend(twin_of_purpose(model));
    all.extend(twin_of_engagement(model));
    if model.acts.is_empty() {
        all.extend(["s_cov", "s_pers", "s_now"].map(|name| (name, None)));
    }
    let weight = |of: &dyn Fn(&&Deed) -> bool| model.acts.iter().filter(of).map(Deed::amount).sum::<f64>();
    let good = weight(&|deed| !deed.with(Sign::Positive).is_empty());
    let bad = weight(&|deed| deed.is_destructive() && !deed.recovered);
    all.insert("D", (good + bad > 0.0).then(|| bad / (good + bad)));
    // Nought times what is not known is nought: every component is essential.
    let product = |all: &BTreeMap<&str, Option<f64>>, names: &[&str]| -> Option<f64> {
        let parts = names.iter().map(|name| all[name]);
        if parts.clone().any(|part| part == Some(0.0)) { Some(0.0) } else { parts.product() }
    };
    let decl = ["shared outcomes", "shared roadmap", "shared mechanism"].map(|name| all[name]);
    all.insert("P_decl", decl.into_iter().sum::<Option<f64>>().map(|sum| sum / 3.0));
    all.insert("P", product(&all, &["P_decl", "P_enact"]).map(f64::sqrt));
    all.insert("E", product(&all, &["e_part", "e_rec", "e_joint"]).map(f64::cbrt));
    all.insert("S", product(&all, &["s_cov", "s_pers", "s_now"]).map(f64::cbrt));
    all.insert("SPE+", product(&all, &["P", "E", "S"]).map(f64::cbrt));
    all.insert("kept", all["D"].map(|destroyed| 1.0 - destroyed));
    all.insert("SPE", product(&all, &["SPE+", "kept"]));
    all.remove("kept");
    all
}

fn every_pair(of: &[usize]) -> BTreeSet<(usize, usize)> {
    of.iter().flat_map(|&a| of.iter().filter(move |&&b| a < b).map(move |&b| (a, b))).collect()
}

fn twin_of_purpose(model: &Model) -> [(&'static str, Option<f64>); 4] {
    let joint: Vec<(&Deed, Vec<usize>)> = model
        .acts
        .iter()
        .map(|deed| (deed, [deed.with(Sign::Positive), deed.with(Sign::Neutral)].concat()))
        .filter(|(_, willing)| willing.len() > 1)
        .collect();
    let mut dyads: BTreeSet<(usize, usize)> = joint.iter().flat_map(|(_, willing)| every_pair(willing)).collect();
    if model.degrees.is_some() {
        dyads = every_pair(&(0..model.actors.len()).collect::<Vec<_>>());
    }
    let mutual = |&(a, b): &(usize, usize)| {
        model.degrees.as_ref().map_or(1.0, |degrees| degrees[a][b].unwrap() + degrees[b][a].unwrap())
    };
    let none = dyads.iter().map(mutual).sum::<f64>() == 0.0;
    let weight = |dyad: &(usize, usize)| if none { 1.0 } else { mutual(dyad) };
    let total: f64 = dyads.iter().map(weight).sum();
    let mean = |of: &dyn Fn(usize, usize) -> f64| {
        let sum: f64 = dyads.iter().map(|dyad| weight(dyad) * of(dyad.0, dyad.1)).sum();
        (!dyads.is_empty()).then(|| sum / total)
    };
    let endorses = |actor: usize, purpose: usize| model.stances[actor][purpose] == Some(Sign::Positive);
    let outcomes = |a: usize, b: usize| {
        let both = (0..model.purposes()).filter(|&purpose| endorses(a, purpose) && endorses(b, purpose)).count();
        both as f64 / model.purposes() as f64
    };
    let share = |agreement: &Option<Vec<Option<bool>>>| {
        mean(&|a, b| {
            let accepts = |actor: usize| agreement.as_ref().is_some_and(|positions| positions[actor].unwrap());
            f64::from(u8::from(accepts(a) && accepts(b)))
        })
    };
    let serves = |deed: &Deed, willing: &[usize]| {
        let common = |&purpose: &usize| willing.iter().all(|&actor| endorses(actor, purpose));
        !deed.with(Sign::Positive).is_empty() && deed.advances.iter().any(common)
    };
    let all: f64 = joint.iter().map(|(deed, _)| deed.amount()).sum();
    let serving: f64 =
        joint.iter().filter(|(deed, willing)| serves(deed, willing)).map(|(deed, _)| deed.amount()).sum();
    [
        ("shared outcomes", mean(&outcomes)),
        ("shared roadmap", share(&model.roadmap)),
        ("shared mechanism", share(&model.mechanism)),
        ("P_enact", (!joint.is_empty()).then(|| serving / all)),
    ]
}

fn twin_of_engagement(model: &Model) -> [(&'static str, Option<f64>); 3] {
    let names = ["e_part", "e_rec", "e_joint"];
    let contributions: Vec<&Deed> = model.acts.iter().filter(|deed| !deed.with(Sign::Positive).is_empty()).collect();
    if contributions.is_empty() {
        return names.map(|name| (name, Some(0.0)));
    }
    let actors = model.actors.len();
    let (mut given, mut received) = (vec![0.0; actors], vec![0.0; actors]);
    for deed in &contributions {
        let contributors = deed.with(Sign::Positive);
        for doing in deed.doings.iter().filter(|doing| doing.sign == Sign::Positive) {
            let share = deed.amount() / contributors.len() as f64;
            given[doing.actor] += share;
            for &receiver in &doing.receivers {
                received[receiver] += share / doing.receivers.len() as f64;
            }
        }
    }
    let total: f64 = given.iter().sum();
    let power: f64 = given.iter().filter(|&&x| x > 0.0).map(|x| (x / total).powf(x / total)).product();
    let returned: f64 = (0..actors).map(|actor| given[actor].min(received[actor])).sum();
    let differ = |(a, b): (usize, usize)| {
        let (one, two) = (model.actors[a], model.actors[b]);
        let organisation = one.organisation.is_none() || one.organisation != two.organisation;
        organisation || one.origin.is_some() && two.origin.is_some() && one.origin != two.origin
    };
    let joins = |of: &[usize]| every_pair(of).into_iter().any(differ);
    let all: f64 = contributions.iter().map(|deed| deed.amount()).sum();
    let joining: f64 =
        contributions.iter().filter(|deed| joins(&deed.with(Sign::Positive))).map(|deed| deed.amount()).sum();
    let joint = joins(&(0..actors).collect::<Vec<_>>());
    [
        (names[0], Some(1.0 / power / actors as f64)),
        (names[1], Some(returned / total)),
        (names[2], joint.then(|| joining / all)),
    ]
}

fn twin_of_persistence(model: &Model) -> [(&'static str, Option<f64>); 3] {
    let names = ["s_cov", "s_pers", "s_now"];
    let mut active: Vec<BTreeSet<(usize, usize)>> = vec![BTreeSet::new(); 6];
    let mut last: BTreeMap<(usize, usize), (f64, i32)> = BTreeMap::new();
    let mut dated = 0;
    for deed in model.acts.iter().filter(|deed| deed.is_joint_contribution()) {
        let (_, end) = deed.days();
        for bin in deed.bins() {
            dated += 1;
            active[bin].extend(every_pair(&deed.with(Sign::Positive)));
        }
        for pair in every_pair(&deed.with(Sign::Positive)) {
            let entry = last.entry(pair).or_insert((0.0, i32::MIN));
            let times = deed.bins().len().max(1) as f64;
            *entry = (entry.0 + deed.weight * times, entry.1.max(end));
        }
    }
    if dated < 3 {
        return names.map(|name| (name, None));
    }
    let filled: Vec<&BTreeSet<(usize, usize)>> = active.iter().filter(|pairs| !pairs.is_empty()).collect();
    let kept: Vec<f64> =
        filled.windows(2).map(|two| two[0].intersection(two[1]).count() as f64 / two[0].len() as f64).collect();
    let persists = (last.len() >= 3 && !kept.is_empty()).then(|| kept.iter().sum::<f64>() / kept.len() as f64);
    let weight: f64 = last.values().map(|(weight, _)| weight).sum();
    let fresh: f64 = last.values().map(|(weight, on)| weight * 0.5_f64.powf(f64::from(LAST - on) / 365.0)).sum();
    [(names[0], Some(filled.len() as f64 / 6.0)), (names[1], persists), (names[2], Some(fresh / weight))]
}

// ------------------------------------------------------------------------------------------------------------ Axioms

fn values(spe: &Assessment) -> Vec<(&'static str, Estimate)> {
    spe.trace().iter().map(|step| (step.figure.name, step.figure.value.clone())).collect()
}

/// The figures of two assessments that are not the same but for rounding.
fn differences(one: &Assessment, two: &Assessment) -> Vec<(&'static str, Estimate, Estimate)> {
    let differ = |a: &Estimate, b: &Estimate| {
        let points = match (a.point, b.point) {
            (Some(a), Some(b)) => near(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        !(near(a.low, b.low) && near(a.high, b.high) && points)
    };
    let rows = values(one).into_iter().zip(values(two));
    rows.filter(|((_, a), (_, b))| differ(a, b)).map(|((name, a), (_, b))| (name, a, b)).collect()
}

/// Whether a figure has not risen, in its bounds or, where both have one, in its point.
fn no_higher(after: &Estimate, before: &Estimate) -> bool {
    let points = after.point.zip(before.point).is_none_or(|(after, before)| after <= before + NEAR);
    points && after.low <= before.low + NEAR && after.high <= before.high + NEAR
}

/// Writes one more act into a case made from a model.
fn add_deed(case: &mut CaseBuilder, nodes: &Nodes, deed: &Deed, id: &str) {
    let act = case.add(id, draft(deed.when, 1).weight(deed.weight));
    case.relate(act, Within, nodes.joint);
    for doing in &deed.doings {
        let claim = case.relate(nodes.actors[doing.actor], TakesPartIn, act).valence(doing.sign);
        doing.receivers.iter().fold(claim, |claim, &receiver| claim.giving_to(nodes.actors[receiver]));
    }
    for &purpose in &deed.advances {
        case.relate(act, Advances, nodes.purposes[purpose]);
    }
    if deed.recovered {
        let amends = case.add(format!("{id}-amends"), Act::on("amends", day(LAST)));
        case.relate(amends, Recovers, act);
    }
}

/// An act in which somebody misuses or withholds, and the others take part without contributing.
fn misuse(actors: usize) -> impl Strategy<Value = Deed> {
    let when = prop_oneof![4 => (-500..=LAST).prop_map(When::On), 1 => Just(When::Undated)];
    let sign = prop_oneof![Just(Sign::Negative), Just(Sign::Neutral)];
    (when, prop::collection::vec(prop::option::of(sign), actors), 0..actors, any::<bool>()).prop_map(
        |(when, signs, culprit, recovered)| {
            let sign = |nth: usize, sign: Option<Sign>| if nth == culprit { Some(Sign::Negative) } else { sign };
            let doings = signs
                .into_iter()
                .enumerate()
                .filter_map(|(actor, own)| Some(Doing { actor, sign: sign(actor, own)?, receivers: Vec::new() }));
            Deed { when, weight: 1.0, doings: doings.collect(), advances: vec![0], recovered }
        },
    )
}

fn and_misuse(model: impl Strategy<Value = Model>) -> impl Strategy<Value = (Model, Deed)> {
    model.prop_flat_map(|model| {
        let actors = model.actors.len();
        (Just(model), misuse(actors))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    /// A sphere of which everything is known has the values of the formulas, each of them exact.
    #[test]
    fn known_spheres_have_the_values_of_the_formulas(model in known_model()) {
        let spe = model.assess();
        for (name, expected) in twin(&model) {
            let value = value(&spe, name);
            match expected {
                Some(expected) => {
                    prop_assert!(value.is_exact() && near(value.low, expected), "{name}: {value:?}, not {expected}");
                }
                None => prop_assert!(value.low < value.high, "{name}: {value:?}, not unknown"),
            }
        }
    }

    /// A11: an interval contains what the figure would be if the rest were known.
    #[test]
    fn intervals_contain_what_is_hidden(model in known_model(), hides in prop::collection::vec(hide(), 1..=4)) {
        let spe = model.clone().hide(&hides).assess();
        for (name, full) in twin(&model) {
            let value = value(&spe, name);
            let Some(full) = full else { continue };
            prop_assert!(
                value.low <= full + NEAR && full <= value.high + NEAR,
                "{name}: {value:?} does not contain {full}"
            );
        }
    }

    /// A11 again, without a stated beginning of the window.
    #[test]
    fn intervals_contain_what_is_hidden_of_an_open_window(model in known_model(), hides in prop::collection::vec(hide(), 1..=2)) {
        let spec = || Spec::as_of(day(LAST));
        let full = model.assess_with(&Making::of(&model), |_, _| {}, spec());
        let part = model.clone().hide(&hides);
        let part = part.assess_with(&Making::of(&part), |_, _| {}, spec());
        for (name, full) in values(&full) {
            let value = value(&part, name);
            if full.is_exact() {
                prop_assert!(
                    value.low <= full.low + NEAR && full.low <= value.high + NEAR,
                    "{name}: {value:?} does not contain {full:?}"
                );
            }
        }
    }

    /// A1.
    #[test]
    fn figures_are_bounded(model in model()) {
        let spe = model.assess();
        for value in [spe.mean(), spe.minimum()] {
            prop_assert!(0.0 <= value.low && value.low <= value.high && value.high <= 1.0, "{value}");
        }
        for (name, value) in values(&spe) {
            let ordered = value.point.is_none_or(|point| value.low <= point && point <= value.high);
            prop_assert!(0.0 <= value.low && value.low <= value.high && value.high <= 1.0 && ordered, "{name}: {value:?}");
            prop_assert!(value.is_exact() || !value.gaps.is_empty(), "{name}: {value:?} gives no reason");
        }
        let width = spe.headline.value.width();
        for narrowing in &spe.narrowing {
            prop_assert!(near(narrowing.width_after + narrowing.gain, width) && narrowing.gain > 0.0);
            prop_assert!(has(&spe.headline.value, narrowing.gap.reason), "{narrowing:?}");
        }
    }

    /// A2: a mechanism to which all are party can only raise P, and with it everything above it. The headline is made
    /// from the ends of the intervals.
    #[test]
    fn figures_rise_with_their_parts(model in model()) {
        let spe = model.assess();
        let agreed = Model { mechanism: Some(vec![Some(true); model.actors.len()]), ..model.clone() }.assess();
        for name in ["shared mechanism", "P_decl", "P", "SPE+", "SPE"] {
            let (before, after) = (value(&spe, name), value(&agreed, name));
            prop_assert!(after.low >= before.low - NEAR && after.high >= before.high - NEAR, "{name}: {before:?} {after:?}");
            let known = before.point.filter(|_| value(&spe, "shared mechanism").point.is_some());
            prop_assert!(known.is_none_or(|point| after.point >= Some(point - NEAR)), "{name}: {before:?} {after:?}");
        }
        let mean = |of: fn(&Estimate) -> f64| spe.components().map(|component| of(&component.value)).iter().product::<f64>().cbrt();
        let d = &spe.destruction.value;
        prop_assert!(near(spe.headline.value.low, mean(|value| value.low) * (1.0 - d.high)));
        prop_assert!(near(spe.headline.value.high, mean(|value| value.high) * (1.0 - d.low)));
    }

    /// A3: nobody contributes, or nobody endorses anything or agrees to anything.
    #[test]
    fn each_component_is_essential(model in known_model()) {
        let mut idle = model.clone();
        for doing in idle.acts.iter_mut().flat_map(|deed| &mut deed.doings).filter(|doing| doing.sign == Sign::Positive) {
            *doing = Doing { sign: Sign::Neutral, receivers: Vec::new(), ..doing.clone() };
        }
        let spe = idle.assess();
        prop_assert!(value(&spe, "E").high == 0.0 && value(&spe, "SPE").high == 0.0 && value(&spe, "SPE").point == Some(0.0));
        let against = |row: &Vec<Option<Sign>>| row.iter().map(|_| Some(Sign::Negative)).collect();
        let stances = model.stances.iter().map(against).collect();
        let spe = Model { stances, ..model }.assess();
        prop_assert!(value(&spe, "P_enact").point.is_none_or(|point| point == 0.0));
        if value(&spe, "P_enact").is_exact() {
            prop_assert!(value(&spe, "P").high == 0.0 && value(&spe, "SPE").high == 0.0);
        }
    }

    /// A4.
    #[test]
    fn actors_are_anonymous(
        (model, order) in model().prop_flat_map(|model| {
            let order: Vec<usize> = (0..model.actors.len()).collect();
            (Just(model), Just(order).prop_shuffle())
        })
    ) {
        let turned = model.assess_made(&Making { order, ..Making::of(&model) });
        prop_assert_eq!(differences(&model.assess(), &turned), []);
    }

    /// A5, on days that are exact.
    #[test]
    fn time_has_no_unit(model in known_model(), scale in 2..5) {
        let scaled = model.assess_made(&Making { scale, ..Making::of(&model) });
        prop_assert_eq!(differences(&model.assess(), &scaled), []);
    }

    /// A6, on what is known, wherever the definition does not count up to three, and with one organisation it is not a
    /// joint sphere. Where not all accept an agreement, nobody knows where they stand on that of the other copy, so all
    /// do here.
    #[test]
    fn copies_score_the_same(mut model in known_model()) {
        for agreement in [&mut model.roadmap, &mut model.mechanism].into_iter().flatten() {
            agreement.fill(Some(true));
        }
        let one = model.assess();
        let two = model.assess_made(&Making { copies: 2, ..Making::of(&model) });
        let small = [Reason::FewDated, Reason::FewDyads, Reason::NotJoint];
        let counted = |name: &str| small.iter().any(|&reason| has(value(&one, name), reason));
        let differences: Vec<_> = differences(&one, &two).into_iter().filter(|row| !counted(row.0)).collect();
        prop_assert_eq!(differences, []);
    }

    /// A7.
    #[test]
    fn an_idle_actor_never_raises_engagement(model in model()) {
        let idle = |case: &mut CaseBuilder, nodes: &Nodes| {
            let idle = case.add("idle", Actor::new("Does nothing"));
            case.relate(idle, BelongsTo, nodes.joint);
        };
        let (before, after) = (model.assess(), model.assess_with(&Making::of(&model), idle, until(LAST)));
        prop_assert!(no_higher(value(&after, "E"), value(&before, "E")), "{} {}", before.engagement.value, after.engagement.value);
    }

    /// A8 and A13: practices, capabilities and values are not read.
    #[test]
    fn practices_capabilities_and_values_change_nothing(model in model(), turn in 0..2usize) {
        let add = |turn: usize| {
            move |case: &mut CaseBuilder, nodes: &Nodes| {
                let practices = [
                    case.add("design", Practice::co_design("Design")),
                    case.add("test", Practice::co_testing("Test")),
                ];
                for (nth, &act) in nodes.acts.iter().enumerate() {
                    case.relate(act, Enacts, practices[(nth + turn) % 2]);
                }
                let skill = case.add("skill", Capability::relational("Skill"));
                let gain = case.add("gain", Value::in_use("Gain"));
                case.relate(nodes.actors[turn], Holds, skill);
                case.relate(skill, Underpins, nodes.joint);
                case.relate(nodes.actors[turn], Gains, gain).degree(1.0);
            }
        };
        let plain = figures(&model.assess());
        let labelled = |turn| figures(&model.assess_with(&Making::of(&model), add(turn), until(LAST)));
        prop_assert_eq!(&plain, &labelled(turn));
        prop_assert_eq!(&plain, &labelled(1 - turn));
    }

    /// A9.
    #[test]
    fn misuse_never_raises_the_headline((model, misuse) in and_misuse(model()), open in any::<bool>()) {
        let spec = || if open { Spec::as_of(day(LAST)) } else { until(LAST) };
        let before = model.assess_with(&Making::of(&model), |_, _| {}, spec());
        let add = |case: &mut CaseBuilder, nodes: &Nodes| add_deed(case, nodes, &misuse, "misuse");
        let after = model.assess_with(&Making::of(&model), add, spec());
        prop_assert!(no_higher(&after.headline.value, &before.headline.value), "{} {}", before, after);
    }

    /// A9, where others contribute to the act in which one misuses or withholds.
    #[test]
    fn misuse_amid_contributions_never_raises_the_headline((model, mut misuse) in and_misuse(model())) {
        let others = model.actors.len();
        for doing in misuse.doings.iter_mut().filter(|doing| doing.sign == Sign::Neutral) {
            *doing = Doing { sign: Sign::Positive, receivers: vec![(doing.actor + 1) % others], ..doing.clone() };
        }
        let add = |case: &mut CaseBuilder, nodes: &Nodes| add_deed(case, nodes, &misuse, "misuse");
        let (before, after) = (model.assess(), model.assess_with(&Making::of(&model), add, until(LAST)));
        prop_assert!(no_higher(&after.headline.value, &before.headline.value), "{} {}", before, after);
    }

    /// A10: evidence from a second source, which does not date the acts, or the same claims again.
    #[test]
    fn a_second_source_changes_no_value(model in model(), claims in any::<bool>()) {
        let second = if claims { Second::Claims } else { Second::Evidence };
        let twice = model.assess_made(&Making { second, ..Making::of(&model) });
        prop_assert_eq!(figures(&model.assess()), figures(&twice));
    }

    /// A14, and that the same question has the same answer to the bit.
    #[test]
    fn figures_are_traced_and_reproducible(model in model()) {
        let (case, nodes) = model.build(&Making::of(&model));
        let case = case.build().unwrap();
        let assess = || spe::assess(&case, nodes.joint, until(LAST)).unwrap();
        let spe = assess();
        prop_assert_eq!(&spe, &assess());
        prop_assert_eq!(figures(&spe), figures(&model.assess()));
        for step in spe.trace() {
            let Figure { name, claims, parts, value, .. } = step.figure;
            prop_assert!(claims.iter().all(|&claim| case.claim(claim).is_some()), "{}", name);
            prop_assert!(claims.is_empty() || parts.is_empty(), "{} rests on claims and on figures", name);
            let leaf = parts.is_empty() && step.depth > 1;
            prop_assert!(!leaf || value.point.is_none_or(|point| point == 0.0) || !claims.is_empty(), "{} rests on nothing", name);
        }
        prop_assert!(spe.searches.iter().all(|id| case.searches().any(|search| search.id() == *id)));
    }

    /// A15: what happened after T changes nothing.
    #[test]
    fn later_acts_change_nothing((model, deed) in model().prop_flat_map(|model| {
        let (actors, purposes) = (model.actors.len(), model.purposes());
        (Just(model), deed(actors, purposes))
    }), days in 1..1000) {
        let later = Deed { when: When::On(LAST + days), ..deed };
        let add = |case: &mut CaseBuilder, nodes: &Nodes| add_deed(case, nodes, &later, "later");
        let after = model.assess_with(&Making::of(&model), add, until(LAST));
        prop_assert_eq!(figures(&model.assess()), figures(&after));
    }

    /// A15: an earlier date never raises recency.
    #[test]
    fn an_earlier_date_never_raises_recency(model in model(), act in any::<Index>(), days in 1..=LAST) {
        let mut earlier = model.clone();
        earlier.change(&act, |deed| {
            if let When::On(offset) = &mut deed.when {
                *offset -= days;
            }
        });
        let (before, after) = (model.assess(), earlier.assess());
        let (before, after) = (value(&before, "s_now"), value(&after, "s_now"));
        // Before the window it may be one of too few.
        let too_few = has(after, Reason::FewDated) || has(after, Reason::NoActs);
        prop_assert!(too_few || no_higher(after, before), "{} {}", before, after);
    }
}

/// A handle reaches only the node that it was made for: on another version of the case where something else stands at
/// its place, it is refused.
#[test]
#[should_panic(expected = "a handle was used on a case that it does not belong to")]
fn a_handle_to_what_is_no_sphere_here_is_refused() {
    let mut first = Case::builder("versions");
    let sphere = first.add("joint", Sphere::joint("Joint"));
    let mut second = Case::builder("versions");
    second.add("maker", Actor::provider("Maker"));
    let second = second.build().expect("sound");
    let day = "2020-01-01".parse::<Date>().expect("a day");
    drop(spe::assess(&second, sphere, day));
}
