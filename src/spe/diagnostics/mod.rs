//! What is reported beside the score of sustained purposeful engagement and never enters it.

mod giving;
mod rhythm;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

pub use giving::{DyadicReciprocity, Uncorrected};
pub use rhythm::{Gaps, Renewal};

use super::definition::record::{Act, Pair, Record, When, Window};
use super::definition::{self, Part, engagement, purpose};
use super::reading::Reading;
use super::{Counts, Spec};
use crate::absence::contributor_absence_factor;
use crate::case::Case;
use crate::error::Error;
use crate::graph::Handle;
use crate::graph::node::Sphere;
use crate::random::Generator;
use giving::Giving;

/// How it is asked whether compelling events renew the engagement.
///
/// ```
/// use cocreation::spe::Probe;
///
/// assert_eq!(Probe::seeded(7).within(90), Probe { within: 90, dates: 1_000, seed: 7 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Probe {
    /// τ: within how many days after an event a joint contribution answers it. 180 by default.
    pub within: u32,
    /// How many random dates the events are held against. 1 000 by default.
    pub dates: u32,
    /// Where these dates are drawn from.
    pub seed: u64,
}

impl Probe {
    /// The default probe from a seed.
    pub fn seeded(seed: u64) -> Self {
        Self { within: 180, dates: 1_000, seed }
    }

    /// Within how many days a joint contribution answers an event.
    #[must_use]
    pub fn within(self, days: u32) -> Self {
        Self { within: days, ..self }
    }
}

/// What stands beside the score of a sphere: each figure is `None` where too little is known for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diagnostics {
    /// Beside P: how much more is declared than enacted, P_decl − P_enact at their points, from −1 to 1.
    pub declared_minus_enacted: Option<f64>,
    /// Beside P: of the pairs of members that both see themselves in a profession, the share that has one in common.
    pub common_profession: Option<f64>,
    /// Beside P: of the pairs of members that both see themselves in a profession, slogan or logic, the share that has one
    /// in common.
    pub common_identity: Option<f64>,
    /// Beside P: of the pairs of members of whose trust something is said, the share that trusts.
    pub trust: Option<f64>,
    /// Beside P: PI = |d_ab − d_ba| of each pair of which both dependences are known, the most imbalanced first.
    pub imbalances: Vec<Imbalance>,
    /// Beside E: each member's share of the contributions, in the case's order.
    pub contributions: Vec<Contribution>,
    /// Beside E: the smallest number of members that together contribute half.
    pub contributor_absence_factor: Option<usize>,
    /// Beside E: Σ min(w_ij, w_ji) / Σ w, the share of giving that comes back in the same pair.
    pub dyadic_reciprocity: Option<f64>,
    /// Beside E: the same with each gift counted once, against what chance would give back.
    pub chance: Option<DyadicReciprocity>,
    /// Beside S: whether joint contributions come in bursts, from −1 (even) by 0 (as by chance) to 1.
    pub burstiness: Option<f64>,
    /// Beside S: whether a long interval follows a long one, from −1 to 1.
    pub memory: Option<f64>,
    /// Beside S: the longest stretches without a joint contribution.
    pub gaps: Option<Gaps>,
    /// Beside S: whether joint contributions grow, from −1 to 1.
    pub trend: Option<f64>,
    /// Beside S: whether compelling events are followed by joint contributions, and random dates.
    pub renewal: Option<Renewal>,
    /// Joint contributions without a day of their own, which the figures beside S leave out: undated ones and routines.
    pub without_day: usize,
    /// How many acts of which sort were counted, those of ill that were made good among them.
    pub counts: Counts,
}

/// How differently two members depend on each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Imbalance {
    /// The one that depends more, by id; the first in order where they depend alike.
    pub dependent: Box<str>,
    /// The other.
    pub on: Box<str>,
    /// By how much, from 0 to 1.
    pub by: f64,
}

/// What a member contributes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contribution {
    /// The member, by id.
    pub member: Box<str>,
    /// Its share of all contributions; an act of several is shared among them.
    pub share: f64,
}

/// Tells what stands beside the score: the figures that help to read it and must not enter it.
///
/// Joint contributions with a rough date are put on its middle day.
///
/// Cost: that of the record, of O(dependences), and of the chance figure, which grows with the kinds of members.
///
/// # Errors
///
/// [`ErrorKind::Setting`](crate::ErrorKind::Setting) if the specification cannot be used.
///
/// # Panics
///
/// On a handle of another case.
///
/// ```
/// use cocreation::{Case, spe};
/// use cocreation::evidence::{Date, VagueDate};
/// use cocreation::graph::{node::{Act, Actor, Sphere}, relation::{BelongsTo, DependsOn, TakesPartIn, Within}};
///
/// let mut case = Case::builder("lopsided");
/// let [maker, airline] = [case.add("maker", Actor::provider("Maker")), case.add("airline", Actor::customer("Airline"))];
/// let joint = case.add("joint", Sphere::joint("What they do together"));
/// case.relate(maker, BelongsTo, joint);
/// case.relate(airline, BelongsTo, joint);
/// case.relate(airline, DependsOn, maker).degree(0.75);
/// case.relate(maker, DependsOn, airline).degree(0.25);
/// for (nth, (giver, receiver)) in [(maker, airline), (maker, airline), (airline, maker)].into_iter().enumerate() {
///     let day = Date::new(2010, 1, 1)?.plus_days(nth as i32)?;
///     let act = case.add(format!("act-{nth}"), Act::on("One gives", VagueDate::day(day)));
///     case.relate(act, Within, joint);
///     case.relate(giver, TakesPartIn, act).giving_to(receiver);
/// }
/// let case = case.build()?;
/// let beside = spe::diagnose(&case, joint, Date::new(2010, 12, 31)?, spe::Probe::seeded(1))?;
///
/// assert_eq!((&*beside.imbalances[0].dependent, beside.imbalances[0].by), ("airline", 0.5));
/// assert_eq!(beside.contributor_absence_factor, Some(1)); // the maker gives two of three
/// assert!((beside.dyadic_reciprocity.unwrap_or(0.0) - 2.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[track_caller]
pub fn diagnose(
    case: &Case,
    sphere: Handle<Sphere>,
    spec: impl Into<Spec>,
    probe: Probe,
) -> Result<Diagnostics, Error> {
    let spec = spec.into();
    let mut reading = Reading::of(case, sphere, &spec)?;
    let score = definition::score(&reading.record, &spec, &mut ());
    let (declared, enacted) = (score[Part::Declared].point, score[Part::Enacted].point);
    let (professions, identities) = (reading.identities(true), reading.identities(false));
    let (trust, events) = (reading.trust(), reading.events());
    let record = &reading.record;
    let amounts: Vec<f64> = engagement::amounts(record).into_iter().map(|amount| amount.point).collect();
    let givings = givings(record);
    let rhythm = Rhythm::of(record, &spec);
    let renewal = rhythm.as_ref().filter(|_| !events.is_empty()).map(|rhythm| rhythm.renewal(&events, probe));
    Ok(Diagnostics {
        declared_minus_enacted: declared.zip(enacted).map(|(declared, enacted)| declared - enacted),
        common_profession: in_common(&professions),
        common_identity: in_common(&identities),
        trust: share(trust.values().filter(|trusts| **trusts).count(), trust.len()),
        imbalances: imbalances(&reading),
        contributions: contributions(&reading, &amounts),
        contributor_absence_factor: contributor_absence_factor(&amounts),
        dyadic_reciprocity: giving::weighted_reciprocity(&givings),
        chance: giving::dyadic_reciprocity(&givings),
        burstiness: rhythm.as_ref().and_then(|rhythm| rhythm::burstiness(&rhythm.days)),
        memory: rhythm.as_ref().and_then(|rhythm| rhythm::memory(&rhythm.days)),
        gaps: rhythm.as_ref().and_then(|rhythm| rhythm::gaps(&rhythm.days, rhythm.window)),
        trend: rhythm.as_ref().and_then(|rhythm| rhythm::trend(&rhythm.weights, rhythm.window, spec.bins[0])),
        renewal,
        without_day: joint(record).filter(|act| day(act).is_none()).count(),
        counts: Counts::of(record),
    })
}

/// Whether a weight says anything: it is a finite number above 0.
fn is_weight(weight: f64) -> bool {
    weight.is_finite() && weight > 0.0
}

fn share(some: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| some as f64 / all as f64)
}

/// Of the pairs of which both have something, the share with something in common.
fn in_common(of_members: &BTreeMap<u32, BTreeSet<u32>>) -> Option<f64> {
    let sets: Vec<&BTreeSet<u32>> = of_members.values().collect();
    let pairs = || sets.iter().enumerate().flat_map(|(nth, one)| sets[nth + 1..].iter().map(move |two| (*one, *two)));
    share(pairs().filter(|(one, two)| !one.is_disjoint(two)).count(), pairs().count())
}

fn imbalances(reading: &Reading<'_>) -> Vec<Imbalance> {
    let degree = |pair: Pair| reading.record.dependences.get(&pair).copied().flatten();
    let mut imbalances = Vec::new();
    for ((one, two), _) in purpose::dyads(&reading.record) {
        let Some((there, back)) = degree((one, two)).zip(degree((two, one))) else { continue };
        let (dependent, on) = if back > there { (two, one) } else { (one, two) };
        let id = |member: u32| reading.member(member).into();
        imbalances.push(Imbalance { dependent: id(dependent), on: id(on), by: (there - back).abs() });
    }
    imbalances.sort_by(|one, two| two.by.total_cmp(&one.by));
    imbalances
}

fn contributions(reading: &Reading<'_>, amounts: &[f64]) -> Vec<Contribution> {
    let total: f64 = amounts.iter().sum();
    let share = |amount: f64| if total > 0.0 { amount / total } else { 0.0 };
    let rows = amounts.iter().zip(0..);
    rows.map(|(&amount, member)| Contribution { member: reading.member(member).into(), share: share(amount) }).collect()
}

/// Each gift, with its part of what its giver contributes to the act.
fn givings(record: &Record) -> Vec<Giving> {
    let mut givings = Vec::new();
    for act in record.acts.acts.iter().filter(|act| act.contributes()) {
        let each = act.amount().point / f64::from(act.contributors);
        for of_giver in record.acts.gifts(act).chunk_by(|one, other| one.0 == other.0) {
            let weight = each / of_giver.len() as f64;
            givings.extend(of_giver.iter().map(|&(giver, receiver)| Giving { giver, receiver, weight }));
        }
    }
    givings
}

fn joint(record: &Record) -> impl Iterator<Item = &Act> {
    record.acts.acts.iter().filter(|act| act.is_joint_contribution())
}

/// The middle day of an occasion.
fn day(act: &Act) -> Option<i32> {
    match act.when {
        When::Once(first, last) => Some((i64::from(first) + i64::from(last)).div_euclid(2) as i32),
        When::Undated | When::Standing { .. } => None,
    }
}

/// On which days joint contributions were made, and how much.
struct Rhythm {
    window: (i32, i32),
    days: Vec<i32>,
    weights: Vec<(i32, f64)>,
}

impl Rhythm {
    fn of(record: &Record, spec: &Spec) -> Option<Self> {
        let Window { first, last } = record.window.filter(|_| !spec.bins.is_empty())?;
        let inside = |&(day, _): &(i32, f64)| (first..=last).contains(&day);
        let dated = joint(record).filter_map(|act| Some((day(act)?, act.weight.point)));
        let weights: Vec<(i32, f64)> = dated.filter(inside).collect();
        let days: BTreeSet<i32> = weights.iter().map(|(day, _)| *day).collect();
        Some(Self { window: (first, last), days: days.into_iter().collect(), weights })
    }

    fn renewal(&self, events: &[i32], probe: Probe) -> Renewal {
        let mut generator = Generator::new(probe.seed);
        let below = |n: u32| generator.below(n);
        rhythm::renewal(events, &self.days, self.window, probe.within, probe.dates, below)
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |name: &str, value: Option<f64>| match value {
            Some(value) => writeln!(f, "{name:<26}{value:.2}"),
            None => writeln!(f, "{name:<26}not known"),
        };
        line("declared minus enacted", self.declared_minus_enacted)?;
        line("common profession", self.common_profession)?;
        line("common identity", self.common_identity)?;
        line("trust", self.trust)?;
        line("greatest power imbalance", self.imbalances.first().map(|imbalance| imbalance.by))?;
        line("dyadic reciprocity", self.dyadic_reciprocity)?;
        line("beyond chance", self.chance.and_then(|chance| chance.corrected))?;
        line("contributor absence", self.contributor_absence_factor.map(|factor| factor as f64))?;
        line("burstiness", self.burstiness)?;
        line("memory", self.memory)?;
        line("trend", self.trend)?;
        line("longest gap in days", self.gaps.map(|gaps| f64::from(gaps.between)))?;
        line("events renewed", self.renewal.and_then(|renewal| renewal.share))?;
        line("random dates renewed", self.renewal.and_then(|renewal| renewal.placebo))?;
        writeln!(f, "{:<26}{} of {}", "misuses made good", self.counts.recovered, self.counts.destructive)
    }
}
