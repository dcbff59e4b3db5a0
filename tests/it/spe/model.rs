//! Generated spheres: what they are made of, what may be hidden of them, and the cases that are made from them.

use std::collections::{BTreeMap, BTreeSet};

use cocreation::Case;
use cocreation::case::{CaseBuilder, Draft};
use cocreation::evidence::{Sign, Source, VagueDate};
use cocreation::graph::Handle;
use cocreation::graph::node::{Act, Actor, Institution, Purpose, Sphere};
use cocreation::graph::relation::{
    Advances, BelongsTo, DependsOn, PartOf, PartyTo, Recovers, TakesPartIn, TakesStance, Within,
};
use cocreation::spe::{self, Assessment, Spec};
use cocreation::theory::typology::InstitutionForm;
use proptest::prelude::*;
use proptest::sample::Index;

use super::{day, period, search_in_vain, search_participation};

/// The as-of date of generated spheres.
pub(super) const LAST: i32 = 1999;

/// A generated sphere; `None` and `When::Undated` stand for what is not known.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub(super) actors: Vec<Place>,
    pub(super) acts: Vec<Deed>,
    /// By actor and purpose; 0 is undecided.
    pub(super) stances: Vec<Vec<Option<Sign>>>,
    /// Who accepts it, by actor; no agreement was looked for in vain, if anything was.
    pub(super) roadmap: Option<Vec<Option<bool>>>,
    pub(super) mechanism: Option<Vec<Option<bool>>>,
    /// By actor and actor; none at all, or one for every pair.
    pub(super) degrees: Option<Vec<Vec<Option<f64>>>>,
    pub(super) searched: bool,
    /// Whether the acts rest on a source that was published on the last day.
    pub(super) published: bool,
    /// On which day the window begins, if anybody set it.
    pub(super) from: Option<i32>,
    /// The lengths of its bins.
    pub(super) bins: Vec<u32>,
}

/// Of which organisation and from which sphere (provider: true) an actor comes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) organisation: Option<usize>,
    pub(super) origin: Option<bool>,
}

#[derive(Clone, Debug)]
pub(super) struct Deed {
    pub(super) when: When,
    pub(super) weight: f64,
    pub(super) doings: Vec<Doing>,
    pub(super) advances: Vec<usize>,
    /// When an act makes it good, if one does.
    pub(super) amends: Option<When>,
}

#[derive(Clone, Debug)]
pub(super) struct Doing {
    pub(super) actor: usize,
    pub(super) sign: Sign,
    pub(super) receivers: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    Undated,
    On(i32),
    InYear(i32),
    InMonth(i32),
    /// From a day to a day that is known or not.
    Standing(i32, Option<i32>),
    /// From nobody knows when to a day.
    Until(i32),
    /// From nobody knows when to nobody knows when.
    GoingOn,
}

impl Deed {
    /// Who contributes; nobody where a member misuses or withholds.
    pub(super) fn contributors(&self) -> Vec<usize> {
        if self.is_destructive() { Vec::new() } else { self.with(Sign::Positive) }
    }

    /// Who takes part; nobody where a member misuses or withholds.
    pub(super) fn willing(&self) -> Vec<usize> {
        if self.is_destructive() { Vec::new() } else { self.doings.iter().map(|doing| doing.actor).collect() }
    }

    fn with(&self, sign: Sign) -> Vec<usize> {
        self.doings.iter().filter(|doing| doing.sign == sign).map(|doing| doing.actor).collect()
    }

    pub(super) fn is_joint_contribution(&self) -> bool {
        self.contributors().len() > 1
    }

    pub(super) fn is_destructive(&self) -> bool {
        !self.with(Sign::Negative).is_empty()
    }

    /// Whether it is certainly made good by the as-of date.
    pub(super) fn is_made_good(&self) -> bool {
        matches!(self.amends, Some(When::On(offset)) if offset <= LAST)
    }

    /// The days from its beginning to its end.
    pub(super) fn days(&self) -> (i32, i32) {
        match self.when {
            When::On(offset) => (offset, offset),
            When::Standing(start, Some(end)) => (start, end),
            other => panic!("not known: {other:?}"),
        }
    }

    /// The bins of this length from a day on in which it took place; what lies before that day is in none.
    pub(super) fn bins(&self, first: i32, length: u32) -> BTreeSet<i32> {
        let (start, end) = self.days();
        (start.max(first)..=end.min(LAST)).map(|day| (day - first) / length as i32).collect()
    }
}

fn sign() -> impl Strategy<Value = Sign> {
    prop_oneof![3 => Just(Sign::Positive), 1 => Just(Sign::Neutral), 1 => Just(Sign::Negative)]
}

fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        6 => (-400..=LAST).prop_map(When::On),
        1 => (-400..=LAST, -400..=LAST).prop_map(|(a, b)| When::Standing(a.min(b), Some(a.max(b)))),
    ]
}

/// When a misuse is made good, some time after the as-of date perhaps.
fn amends() -> impl Strategy<Value = Option<When>> {
    prop::option::of((-400..=LAST + 400).prop_map(When::On))
}

/// Weights of which some are beyond the cap.
fn weight() -> impl Strategy<Value = f64> {
    prop::sample::select(vec![0.5, 0.5, 1.0, 1.0, 1.0, 2.0, 2.0, 40.0])
}

/// An act of which everything is known. Whoever contributes gives to somebody, and to some purpose.
pub(super) fn deed(actors: usize, purposes: usize, people: [usize; 2]) -> impl Strategy<Value = Deed> {
    let [fewest, most] = people.map(|people| people.min(actors));
    let people = prop::sample::subsequence((0..actors).collect::<Vec<_>>(), fewest..=most);
    let role = (1..4u8, 0..256u32);
    let temper = 0..16u8;
    (when(), weight(), people, prop::collection::vec(role, most), 1..1u32 << purposes, temper, amends()).prop_map(
        move |(when, weight, people, roles, advances, temper, amends)| {
            let doing = |(nth, &actor): (usize, &usize)| {
                let (part, gifts) = roles[nth];
                let sign = match temper {
                    0 => Sign::Negative,
                    1 if nth == 0 => Sign::Negative,
                    _ if part > 1 => Sign::Positive,
                    _ => Sign::Neutral,
                };
                let receivers =
                    if sign == Sign::Positive { receivers(actors, actor, &people, gifts) } else { Vec::new() };
                Doing { actor, sign, receivers }
            };
            let doings: Vec<Doing> = people.iter().enumerate().map(doing).collect();
            let advances = (0..purposes).filter(|purpose| advances >> purpose & 1 == 1).collect();
            Deed { when, weight, doings, advances, amends: amends.filter(|_| temper < 2) }
        },
    )
}

/// Some of those who take part and of others, or else the next actor.
fn receivers(actors: usize, giver: usize, people: &[usize], gifts: u32) -> Vec<usize> {
    let others = [giver + 1, giver + gifts as usize].map(|other| other % actors);
    let pool: BTreeSet<usize> = people.iter().copied().chain(others).filter(|&other| other != giver).collect();
    let some: Vec<usize> =
        pool.into_iter().enumerate().filter(|(nth, _)| gifts >> nth & 1 == 1).map(|(_, other)| other).collect();
    if some.is_empty() { vec![(giver + 1) % actors] } else { some }
}

/// So many actors, acts, and people in an act; and up to how many actors every pair may state its dependence.
struct Size {
    actors: std::ops::RangeInclusive<usize>,
    acts: std::ops::RangeInclusive<usize>,
    people: [usize; 2],
    dependent: usize,
}

/// A sphere of which everything is known.
pub(super) fn known_model() -> impl Strategy<Value = Model> {
    sized(&Size { actors: 2..=6, acts: 0..=8, people: [0, 6], dependent: 6 })
}

/// A sphere of many actors, of which everything is known.
pub(super) fn large_known_model() -> impl Strategy<Value = Model> {
    sized(&Size { actors: 20..=200, acts: 0..=80, people: [2, 6], dependent: 40 })
}

fn sized(size: &Size) -> impl Strategy<Value = Model> + use<> {
    let (acts, people, dependent) = (size.acts.clone(), size.people, size.dependent);
    (size.actors.clone(), 1..=2usize).prop_flat_map(move |(actors, purposes)| {
        let place = (prop::option::of(0..2usize), prop::option::of(any::<bool>()))
            .prop_map(|(organisation, origin)| Place { organisation, origin });
        let positions = || prop::option::of(prop::collection::vec(any::<bool>().prop_map(Some), actors));
        let degree = prop::sample::select(vec![0.0, 0.1, 0.25, 0.3, 0.7, 1.0]).prop_map(Some);
        let stated = if actors > dependent { 0 } else { actors };
        let degrees = prop::collection::vec(prop::collection::vec(degree, stated), stated);
        let bins = prop::sample::select(vec![vec![365], vec![365, 200], vec![1000, 250], vec![90, 400, 1999]]);
        (
            prop::collection::vec(place, actors),
            prop::collection::vec(deed(actors, purposes, people), acts.clone()),
            prop::collection::vec(prop::collection::vec(sign().prop_map(Some), purposes), actors),
            (positions(), positions()),
            prop::option::of(degrees),
            any::<bool>(),
            prop::sample::select(vec![None, Some(0), Some(150)]),
            bins,
        )
            .prop_map(|(actors, acts, stances, (roadmap, mechanism), degrees, published, from, bins)| Model {
                degrees: degrees.filter(|degrees| !degrees.is_empty()),
                actors,
                acts,
                stances,
                roadmap,
                mechanism,
                searched: true,
                published,
                from,
                bins,
            })
    })
}

/// Something that is no longer known.
#[derive(Clone, Debug)]
pub(super) enum Hide {
    Date(Index),
    DayOfYear(Index),
    DayOfMonth(Index),
    Stance(Index, Index),
    /// When a routine began.
    Start(Index),
    Receivers(Index, Index),
    Degree(Index, Index),
    Position(bool, Index),
    Advances(Index),
    /// When a misuse was made good.
    Amends(Index),
    Searches,
}

pub(super) fn hide() -> impl Strategy<Value = Hide> {
    let at = any::<Index>;
    prop_oneof![
        3 => at().prop_map(Hide::Date),
        1 => at().prop_map(Hide::DayOfYear),
        1 => at().prop_map(Hide::DayOfMonth),
        2 => (at(), at()).prop_map(|(a, b)| Hide::Stance(a, b)),
        1 => at().prop_map(Hide::Start),
        2 => (at(), at()).prop_map(|(a, b)| Hide::Receivers(a, b)),
        1 => (at(), at()).prop_map(|(a, b)| Hide::Degree(a, b)),
        1 => (any::<bool>(), at()).prop_map(|(roadmap, a)| Hide::Position(roadmap, a)),
        1 => at().prop_map(Hide::Advances),
        1 => at().prop_map(Hide::Amends),
        1 => Just(Hide::Searches),
    ]
}

impl Model {
    /// Both stances of a pair on one purpose leave no trace once hidden, and a last dependence above 0 makes the
    /// definition weigh all pairs alike: these two are left alone.
    pub(super) fn hide(mut self, hides: &[Hide]) -> Self {
        for (nth, hide) in hides.iter().enumerate() {
            let first_stance = !hides[..nth].iter().any(|other| matches!(other, Hide::Stance(..)));
            let actors = self.actors.len();
            match hide {
                Hide::Date(act) => self.change(act, |deed| match &mut deed.when {
                    When::Standing(_, end) => *end = None,
                    When::Until(_) | When::GoingOn => deed.when = When::GoingOn,
                    When::Undated | When::On(_) | When::InYear(_) | When::InMonth(_) => deed.when = When::Undated,
                }),
                Hide::Start(act) => self.change(act, |deed| {
                    if let When::Standing(_, end) = deed.when {
                        deed.when = end.map_or(When::GoingOn, When::Until);
                    }
                }),
                Hide::DayOfYear(act) => self.change(act, |deed| {
                    if let When::On(offset) = deed.when {
                        deed.when = When::InYear(offset);
                    }
                }),
                Hide::DayOfMonth(act) => self.change(act, |deed| {
                    if let When::On(offset) = deed.when {
                        deed.when = When::InMonth(offset);
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
                Hide::Amends(act) => self.change(act, |deed| deed.amends = deed.amends.map(|_| When::Undated)),
                Hide::Searches => self.searched = false,
            }
        }
        self
    }

    pub(super) fn change(&mut self, act: &Index, change: impl FnOnce(&mut Deed)) {
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
pub(super) fn model() -> impl Strategy<Value = Model> {
    (known_model(), prop::collection::vec(hide(), 0..=5)).prop_map(|(model, hides)| model.hide(&hides))
}

/// A sphere of many actors, of which some things are known.
pub(super) fn large_model() -> impl Strategy<Value = Model> {
    (large_known_model(), prop::collection::vec(hide(), 0..=30)).prop_map(|(model, hides)| model.hide(&hides))
}

/// How a model is made into a case.
#[derive(Clone, Debug)]
pub(super) struct Making {
    /// In which order actors, with their claims, are written.
    pub(super) order: Vec<usize>,
    pub(super) copies: usize,
    /// All days are that many times as far from day 0.
    pub(super) scale: i32,
    pub(super) second: Second,
}

/// What a second source adds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Second {
    Nothing,
    /// More evidence for each claim.
    Evidence,
    /// Each claim once more.
    Claims,
}

impl Making {
    pub(super) fn of(model: &Model) -> Self {
        Self { order: (0..model.actors.len()).collect(), copies: 1, scale: 1, second: Second::Nothing }
    }
}

/// The handles of a case made from a model.
pub(super) struct Nodes {
    pub(super) joint: Handle<Sphere>,
    pub(super) actors: Vec<Handle<Actor>>,
    pub(super) acts: Vec<Handle<Act>>,
    pub(super) purposes: Vec<Handle<Purpose>>,
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
        When::InMonth(offset) => Act::on("an act", VagueDate::month(at(offset).year(), at(offset).month()).unwrap()),
        When::Standing(start, Some(end)) => {
            Act::standing("a routine").period(period(&format!("{}/{}", at(start), at(end))))
        }
        When::Standing(start, None) => Act::standing("a routine").period(period(&format!("{}/", at(start)))),
        When::GoingOn => Act::standing("a routine"),
        When::Until(end) => Act::standing("a routine").period(period(&format!("/{}", at(end)))),
    }
}

impl Model {
    pub(super) fn build(&self, making: &Making) -> (CaseBuilder, Nodes) {
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
        for (nth, when) in self.acts.iter().enumerate().filter_map(|(nth, deed)| Some((nth, deed.amends?))) {
            let amends = case.add(id("amends", nth), draft(when, making.scale));
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

    pub(super) fn spec(&self) -> Spec {
        self.scaled(1)
    }

    fn scaled(&self, scale: i32) -> Spec {
        let bins: Vec<u32> = self.bins.iter().map(|length| length * scale as u32).collect();
        let spec = Spec::as_of(day(LAST * scale)).bins(bins).half_life(365.0 * f64::from(scale));
        match self.from {
            Some(first) => spec.from(day(first * scale)),
            None => spec,
        }
    }

    pub(super) fn assess(&self) -> Assessment {
        self.assess_made(&Making::of(self))
    }

    pub(super) fn assess_made(&self, making: &Making) -> Assessment {
        self.assess_by(making, |_, _| {}, self.scaled(making.scale))
    }

    /// With something more in the case.
    pub(super) fn assess_with(&self, add: impl FnOnce(&mut CaseBuilder, &Nodes)) -> Assessment {
        self.assess_by(&Making::of(self), add, self.spec())
    }

    pub(super) fn assess_by(
        &self,
        making: &Making,
        add: impl FnOnce(&mut CaseBuilder, &Nodes),
        spec: impl Into<Spec>,
    ) -> Assessment {
        let (mut case, nodes) = self.build(making);
        add(&mut case, &nodes);
        spe::assess(&case.build().unwrap(), nodes.joint, spec).unwrap()
    }

    pub(super) fn purposes(&self) -> usize {
        self.stances[0].len()
    }
}

/// Writes one more act into a case made from a model.
pub(super) fn add_deed(case: &mut CaseBuilder, nodes: &Nodes, deed: &Deed, id: &str) {
    let act = case.add(id, draft(deed.when, 1).weight(deed.weight));
    case.relate(act, Within, nodes.joint);
    for doing in &deed.doings {
        let claim = case.relate(nodes.actors[doing.actor], TakesPartIn, act).valence(doing.sign);
        doing.receivers.iter().fold(claim, |claim, &receiver| claim.giving_to(nodes.actors[receiver]));
    }
    for &purpose in &deed.advances {
        case.relate(act, Advances, nodes.purposes[purpose]);
    }
    if let Some(when) = deed.amends {
        let amends = case.add(format!("{id}-amends"), draft(when, 1));
        case.relate(amends, Recovers, act);
    }
}

/// An act in which somebody misuses or withholds, and the others take part without contributing.
pub(super) fn misuse(actors: usize) -> impl Strategy<Value = Deed> {
    let unknown = prop::sample::select(vec![When::Undated, When::GoingOn, When::Standing(0, None), When::Until(900)]);
    let when = prop_oneof![3 => when(), 1 => unknown];
    let sign = prop_oneof![Just(Sign::Negative), Just(Sign::Neutral)];
    (when, weight(), prop::collection::vec(prop::option::of(sign), actors), 0..actors, amends()).prop_map(
        |(when, weight, signs, culprit, amends)| {
            let sign = |nth: usize, sign: Option<Sign>| if nth == culprit { Some(Sign::Negative) } else { sign };
            let doings = signs
                .into_iter()
                .enumerate()
                .filter_map(|(actor, own)| Some(Doing { actor, sign: sign(actor, own)?, receivers: Vec::new() }));
            Deed { when, weight, doings: doings.collect(), advances: vec![0], amends }
        },
    )
}

pub(super) fn and_misuse(model: impl Strategy<Value = Model>) -> impl Strategy<Value = (Model, Deed)> {
    model.prop_flat_map(|model| {
        let actors = model.actors.len();
        (Just(model), misuse(actors))
    })
}
