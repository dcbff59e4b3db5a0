//! Parts of P, E and S computed by hand.

use cocreation::evidence::{Sign, Source, VagueDate};
use cocreation::graph::Handle;
use cocreation::graph::node::{Act, Actor, Purpose, Sphere};
use cocreation::graph::relation::{Advances, BelongsTo, DependsOn, PartOf, TakesPartIn, TakesStance};
use cocreation::spe::{Assessment, Reason, Spec};
use cocreation::theory::typology::InstitutionForm;

use super::{NEAR, Sketch, day, exactly, figures, has, near, period, unknown, until, value, within};

// ---------------------------------------------------------------------------------------------------------------- E

#[test]
fn evenness_is_the_hill_number_over_all_members() {
    let (mut sketch, [a, b, _silent]) = Sketch::of(["a", "b", "c"]);
    for (offset, member) in [(0, a), (1, a), (2, a), (3, b)] {
        let act = sketch.on(offset);
        sketch.gives(member, act, &[]);
    }
    // Shares 3/4 and 1/4: D₁ = (4/3)^(3/4) · 4^(1/4) = 4 / 3^(3/4) = 1.754765…, over three members.
    exactly(&sketch.assess(day(10)), "e_part", 0.584_921_783_534_441_1);
}

#[test]
fn an_act_of_several_is_shared_among_its_contributors() {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    sketch.together(0, &[a, b]);
    let alone = sketch.act(Act::on("alone", day(1)).weight(2.0));
    sketch.gives(a, alone, &[]);
    // a: 1/2 + 2, b: 1/2, so 5/6 and 1/6: D₁ = 6 / 5^(5/6) = 1.569192…, over two members.
    exactly(&sketch.assess(day(10)), "e_part", 0.784_596_291_607_098_4);
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
    exactly(&sketch.assess(spec), "e_part", 0.944_940_787_421_155);
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
    exactly(&spe, "S", 0.314_980_262_473_718_3);
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
    exactly(&spe, "s_now", (2.0 * std::f64::consts::FRAC_1_SQRT_2 + 2.0 * 0.840_896_415_253_714_5 + 0.5) / 5.0);
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
    let routine = sketch.act(Act::standing("a routine").period(super::period(period)));
    sketch.all_give(routine, &[a, b]);
    sketch.assess(spec)
}

#[test]
fn a_standing_act_contributes_in_each_bin_of_its_period() {
    // Days 0 to 1460: five bins, the last of one day, 2003-12-31. Day 800 is 2002-03-11, in the third.
    let spe = standing("2000-01-01/2002-03-11", until(1460));
    exactly(&spe, "s_cov", 3.0 / 5.0);
    // The pair was last active 660 days before the end: 2^(−660/365).
    exactly(&spe, "s_now", 0.285_543_177_934_820_3);
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
    assert!(near(value.low, 0.062_618_802_354_827_2) && near(value.high, 1.0), "{value:?}");
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
pub(super) fn declared() -> (Sketch, [Handle<Actor>; 3], Handle<Purpose>) {
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
