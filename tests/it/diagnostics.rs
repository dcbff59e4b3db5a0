//! What stands beside the score, by hand.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use cocreation::Case;
use cocreation::case::CaseBuilder;
use cocreation::evidence::{Date, Sign, VagueDate};
use cocreation::graph::Handle;
use cocreation::graph::node::{Act, Actor, Event, Institution, Sphere};
use cocreation::graph::relation::{BelongsTo, DependsOn, IdentifiesWith, TakesPartIn, TiedTo, Triggers, Within};
use cocreation::spe::{self, Diagnostics, Probe, Spec};
use cocreation::theory::typology::{InstitutionForm, TieKind};

struct Sketch {
    case: CaseBuilder,
    joint: Handle<Sphere>,
    members: [Handle<Actor>; 3],
}

fn day(offset: i32) -> Date {
    Date::new(2000, 1, 1).unwrap().plus_days(offset).unwrap()
}

fn sketch() -> Sketch {
    let mut case = Case::builder("sketch");
    let joint = case.add("joint", Sphere::joint("What they do together"));
    let members = ["a", "b", "c"].map(|id| case.add(id, Actor::new(id)));
    for member in members {
        case.relate(member, BelongsTo, joint);
    }
    Sketch { case, joint, members }
}

impl Sketch {
    fn together(&mut self, offset: i32) -> Handle<Act> {
        let act = self.case.add(format!("act-{offset}"), Act::on("They meet", VagueDate::day(day(offset))));
        self.case.relate(act, Within, self.joint);
        for member in self.members {
            self.case.relate(member, TakesPartIn, act);
        }
        act
    }

    fn diagnose(self, last: i32) -> Diagnostics {
        let spec = Spec::as_of(day(last)).from(day(0));
        spe::diagnose(&self.case.build().unwrap(), self.joint, spec, Probe::seeded(1).within(10)).unwrap()
    }
}

#[test]
fn nothing_known_gives_no_figure() {
    let beside = sketch().diagnose(100);
    assert_eq!((beside.trust, beside.common_profession, beside.declared_minus_enacted), (None, None, None));
    assert_eq!((beside.burstiness, beside.trend, beside.renewal), (None, None, None));
    assert!(beside.imbalances.is_empty() && beside.contributions.iter().all(|member| member.share == 0.0));
}

#[test]
fn trust_and_professions_are_shares_of_the_pairs_of_which_something_is_said() {
    let Sketch { mut case, joint, members: [a, b, c] } = sketch();
    case.relate(a, TiedTo, b).kind(TieKind::Trust);
    case.relate(b, TiedTo, c).kind(TieKind::Trust).sign(Sign::Negative);
    case.relate(a, TiedTo, c).kind(TieKind::Formal);
    let engineers = case.add("engineers", Institution::new("Engineers").coded(InstitutionForm::Profession));
    let chefs = case.add("chefs", Institution::new("Chefs").coded(InstitutionForm::Profession));
    let slogan = case.add("slogan", Institution::new("Power by the hour"));
    for (actor, institution) in [(a, engineers), (b, engineers), (c, chefs), (a, slogan), (c, slogan)] {
        case.relate(actor, IdentifiesWith, institution);
    }
    let beside = Sketch { case, joint, members: [a, b, c] }.diagnose(100);
    // Of ab and bc the first trusts; of ab, ac and bc the first share a profession; by the slogan a and c have one more.
    assert_eq!(beside.trust, Some(0.5));
    assert_eq!(beside.common_profession, Some(1.0 / 3.0));
    assert_eq!(beside.common_identity, Some(2.0 / 3.0));
}

#[test]
fn imbalance_names_the_dependent_side() {
    let Sketch { mut case, joint, members: [a, b, c] } = sketch();
    for (from, on, degree) in [(a, b, 0.25), (b, a, 0.75), (b, c, 0.5), (c, b, 0.25), (a, c, 1.0)] {
        case.relate(from, DependsOn, on).degree(degree);
    }
    let beside = Sketch { case, joint, members: [a, b, c] }.diagnose(100);
    let rows: Vec<(&str, &str, f64)> =
        beside.imbalances.iter().map(|row| (&*row.dependent, &*row.on, row.by)).collect();
    // Of ac only one direction is known.
    assert_eq!(rows, [("b", "a", 0.5), ("b", "c", 0.25)]);
}

#[test]
fn the_rhythm_of_even_meetings() {
    let mut sketch = sketch();
    for nth in 0..10 {
        sketch.together(5 + nth * 10);
    }
    let beside = sketch.diagnose(99);
    // Days 5, 15, … 95 of 0 to 99: five days before, nine between, four after; ever the same interval.
    let gaps = beside.gaps.unwrap();
    assert_eq!((gaps.before, gaps.between, gaps.after), (5, 9, 4));
    assert_eq!((beside.burstiness, beside.memory), (Some(-1.0), None));
    assert_eq!(beside.contributor_absence_factor, Some(2));
}

#[test]
fn an_event_is_answered_by_a_joint_contribution() {
    let mut sketch = sketch();
    let act = sketch.together(50);
    for (nth, offset) in [45, 70, 95].into_iter().enumerate() {
        let event = sketch.case.add(format!("event-{nth}"), Event::new("A flood").period(VagueDate::day(day(offset))));
        sketch.case.relate(event, Triggers, act);
    }
    sketch.together(97);
    let renewal = sketch.diagnose(100).renewal.unwrap();
    // Ten days: day 45 is answered by day 50, day 70 is not. Those of day 95 are not over by day 100: its answer on day 97
    // counts no more than the silence of another such day would.
    assert_eq!((renewal.events, renewal.answered, renewal.censored), (3, 1, 1));
    assert_eq!((renewal.share, renewal.placebo_dates), (Some(0.5), 1_000));
    // Of the 91 days whose ten days lie in the window, 40 to 49 and 87 to 90 are answered: 14/91 = 0.15.
    assert!((renewal.placebo.unwrap() - 14.0 / 91.0).abs() < 0.04, "{renewal:?}");
}
