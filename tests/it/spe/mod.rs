//! Sustained purposeful engagement: parts computed by hand, the edges of the definition, its axioms on generated
//! spheres, and a slow twin that follows the formulas of the definition.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

mod axioms;
mod edges;
mod influence;
mod limits;
mod model;
mod parts;
mod twin;

use cocreation::Case;
use cocreation::case::{CaseBuilder, Draft, Pattern, Search};
use cocreation::evidence::{Date, Period, Sign};
use cocreation::graph::node::{Act, Actor, Institution, NodeKind, Purpose, Sphere};
use cocreation::graph::relation::{BelongsTo, DependsOn, PartyTo, RelationKind, TakesPartIn, TakesStance, Within};
use cocreation::graph::{Code, Handle};
use cocreation::spe::{self, Assessment, Estimate, Figure, Reason, Spec};
use cocreation::theory::typology::InstitutionForm;
use proptest::prelude::{ProptestConfig, TestCaseError};

/// For figures that are equal but for rounding: the order of a sum, a root and its power, the digits of a constant.
const NEAR: f64 = 1e-12;

/// So many cases of generated spheres that are small, and of those that are large.
const SMALL: u32 = 192;
const LARGE: u32 = 24;

type Checked = Result<(), TestCaseError>;

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= NEAR
}

/// The day this many days after 2000-01-01, where the windows of these tests begin.
pub(crate) fn day(offset: i32) -> Date {
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

pub(crate) fn search_participation(case: &mut CaseBuilder) {
    let acts = Pattern::kind(NodeKind::Act);
    case.search(Search::found("who took part and who was given what").relation(RelationKind::TakesPartIn).object(acts));
}

pub(crate) fn search_in_vain(case: &mut CaseBuilder, form: InstitutionForm) {
    let agreements = Pattern::kind(NodeKind::Institution).coded(Code::of(form));
    case.search(Search::not_found("an agreement").relation(RelationKind::PartyTo).object(agreements));
}
