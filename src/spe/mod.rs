//! Sustained purposeful engagement (SPE): to what degree the actors of a joint sphere share and enact a purpose,
//! contribute jointly and reciprocally, and keep doing so.
//!
//! Marcos-Cuevas et al. (2016, §6) name SPE as the mechanism that connects capabilities, practices and resources, and
//! define it in words; no published scale exists. This module computes an operational definition of it, built for this
//! crate. SPE is a *process* property of a sphere: it is neither an outcome nor a capability nor the volume of activity.
//!
//! # The definition
//!
//! For a joint sphere with n ≥ 2 actors inside its declared boundary, a window [t0, T] and an as-of date T, every figure
//! in [0, 1]:
//!
//! ```text
//! P = sqrt(P_decl · P_enact)              E = (e_part · e_rec · e_joint)^(1/3)      S = (s_cov · s_pers · s_now)^(1/3)
//!
//! P_decl  = mean of: outcomes that a pair both endorse, roadmap that both accept, sharing of risk and benefit that both
//!           are party to; each a mean over pairs weighted by mutual dependence d_ab + d_ba
//! P_enact = weight share of joint acts that contribute to a purpose which all their participants endorse
//! e_part  = exp(−Σ p ln p) / n over the actors' shares p of contributions
//! e_rec   = Σ_i min(given_i, received_i) / Σ given
//! e_joint = weight share of contributions that join actors of different organisations or spheres of origin
//! s_cov   = share of time bins with a joint contribution, averaged over the grid of bins
//! s_pers  = mean over neighbouring non-empty bins of the share of active pairs that stay active
//! s_now   = weighted mean over pairs of 2^(−(T − t_last) / half-life)
//!
//! SPE⁺ = (P · E · S)^(1/3)                 D = Σ w(−, not recovered) / (Σ w(+) + Σ w(−, not recovered))
//! SPE  = SPE⁺ · (1 − D)
//! ```
//!
//! # What is not known
//!
//! A part that the case does not know runs over all that it could be, and every figure made from it is an interval
//! ([`Estimate`]) with the reasons ([`Reason`]). Where nothing is known of P, E and S the sphere is not assessable. A
//! point estimate, where there is one, uses what is known only. [`Assessment::narrowing`] says which evidence would
//! narrow the interval most.
//!
//! ```
//! use cocreation::{Case, spe};
//! use cocreation::evidence::{Date, Period, Source, VagueDate};
//! use cocreation::graph::{node::{Act, Actor, Sphere}, relation::{BelongsTo, TakesPartIn, Within}};
//!
//! let mut case = Case::builder("three-meetings");
//! let [maker, airline] = [case.add("maker", Actor::provider("Maker")), case.add("airline", Actor::customer("Airline"))];
//! let joint = case.add("joint", Sphere::joint("What they do together"));
//! case.relate(maker, BelongsTo, joint);
//! case.relate(airline, BelongsTo, joint);
//! for year in [2010, 2011, 2012] {
//!     let day = Date::new(year, 6, 30)?;
//!     let meeting = case.add(format!("meeting-{year}"), Act::on("They meet", VagueDate::day(day)));
//!     case.relate(meeting, Within, joint);
//!     case.relate(maker, TakesPartIn, meeting).giving_to(airline);
//!     case.relate(airline, TakesPartIn, meeting).giving_to(maker);
//! }
//! let case = case.build()?;
//! let spe = spe::assess(&case, joint, Date::new(2012, 6, 30)?)?;
//!
//! // Both contribute alike, each gives what it gets, and they are of two organisations.
//! assert_eq!(spe.engagement.value.point, Some(1.0));
//! assert!(spe.engagement.value.is_exact());
//! // Nobody said what they pursue: P could be anything, and the score says so.
//! assert!(spe.purpose.value.is_unknown());
//! assert_eq!(spe.headline.value.low, 0.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod acts;
mod boundary;
mod engagement;
mod estimate;
mod narrowing;
mod purpose;
mod report;
mod spec;
mod sustained;

use std::collections::BTreeSet;

use serde::Serialize;

pub use estimate::{Estimate, Gap, Reason};
pub use narrowing::Narrowing;
pub use spec::Spec;

use crate::case::{Case, ClaimId, EvidenceView, SearchId, SearchView};
use crate::error::Error;
use crate::evidence::Date;
use crate::graph::Handle;
use crate::graph::node::Sphere;
use crate::graph::relation::RelationKind;
use crate::theory::typology::InstitutionForm;
use acts::{Acts, Recovered};
use boundary::Boundary;
use estimate::{Mean, power_mean};
use sustained::Window;

/// Assesses the engagement in a sphere at a date.
///
/// Answers: to what degree did the actors of the sphere, up to the date, share and enact a purpose, contribute jointly,
/// and keep doing so? What happened later is not seen. A date is a specification; [`Spec`] sets everything else.
///
/// Cost: O(actors) for the boundary; for the acts O(claims on them + pairs of contributors of each); for S O(pairs ever
/// active × bins) time, and a bit of memory for each; for P O(pairs × purposes and agreements). An actor that is part of
/// several wholes costs O(its wholes).
///
/// # Errors
///
/// [`ErrorKind::Setting`](crate::ErrorKind::Setting) if the specification cannot be used. That too little is known is no
/// error: the result says so.
///
/// # Panics
///
/// On a handle of another case.
#[track_caller]
pub fn assess(case: &Case, sphere: Handle<Sphere>, spec: impl Into<Spec>) -> Result<Assessment, Error> {
    let spec = spec.into();
    spec.check()?;
    let node = case.view(sphere).index;
    let as_of = spec.as_of.day_number();
    let searched = Searched::read(case, node);
    let completed = completion(case, node).filter(|end| end.day_number() < as_of);
    let last = completed.map_or(as_of, Date::day_number);
    let mut boundary = Boundary::read(case, node, last);
    let acts = acts::read(case, node, &spec, last, &mut boundary);
    let first = spec.from.map(Date::day_number).or(acts.first_day);
    let window = first.map(|first| Window { first, last }).filter(|window| window.first <= window.last);
    let components = if boundary.members.len() < 2 {
        let unknown =
            |name, meaning| Figure::leaf(name, meaning, Estimate::unknown(Gap::new(Reason::TooFewActors)), Vec::new());
        [unknown("P", "shared purpose"), unknown("E", "joint contribution"), unknown("S", "persistence")]
    } else {
        [
            purpose::assess(case, &acts, &mut boundary, last, &searched),
            engagement::assess(&acts, &boundary, &searched),
            sustained::assess(&acts, &boundary, window, &spec),
        ]
    };
    let destruction = destruction(&acts, &boundary);
    let [purpose, engagement, sustained] = components;
    let counts = Counts::of(&acts, boundary.members.len());
    let days = window.and_then(|window| Some((day(window.first)?, day(window.last)?)));
    let (positive, headline) = headline([&purpose, &engagement, &sustained], &destruction, &spec);
    let mut assessment = Assessment {
        sphere: case.structure.id(node).into(),
        members: boundary.members.iter().map(|&member| case.structure.id(member).into()).collect(),
        window: days,
        completed,
        counts,
        purpose,
        engagement,
        sustained,
        positive,
        destruction,
        headline,
        searches: searched.searches,
        narrowing: Vec::new(),
        spec,
    };
    assessment.narrowing = narrowing::rank(&assessment);
    Ok(assessment)
}

fn day(number: i32) -> Option<Date> {
    Date::from_day_number(number).ok()
}

/// The reported end of the endeavour: the known end of the sphere's period.
fn completion(case: &Case, sphere: u32) -> Option<Date> {
    let period = case.parts.nodes[sphere as usize].attributes.as_ref()?.period.as_ref()?;
    period.latest_end()
}

/// Acts that may lie after the as-of date could change a figure in any way; those of ill will enter D alone.
fn settle(estimate: Estimate, acts: &Acts, boundary: &Boundary<'_>) -> Estimate {
    let nodes: Vec<&str> = acts
        .maybe_later
        .iter()
        .filter(|act| !acts.willing(act).is_empty())
        .map(|act| boundary.node_id(act.node))
        .collect();
    if nodes.is_empty() {
        return estimate;
    }
    estimate.unsettled(Gap::about(Reason::MayBeLater, nodes.into_iter()))
}

/// The parts of a component that rests on who took part in which act.
fn parts_on_acts(
    names: [(&'static str, &'static str); 3],
    estimates: [Estimate; 3],
    acts: &Acts,
    boundary: &Boundary<'_>,
) -> Vec<Figure> {
    let claims: Vec<ClaimId> = acts.claims.iter().chain(&boundary.claims).copied().collect();
    let part =
        |((name, meaning), estimate)| Figure::leaf(name, meaning, settle(estimate, acts, boundary), claims.clone());
    names.into_iter().zip(estimates).map(part).collect()
}

fn destruction(acts: &Acts, boundary: &Boundary<'_>) -> Figure {
    let claims = acts.destruction_claims.clone();
    let value = settle(destroyed(acts, boundary), acts, boundary);
    Figure::leaf("D", "share of misuse and withholding that was not made good", value, claims)
}

/// D, between what is certain to have been destroyed and what may have been.
fn destroyed(acts: &Acts, boundary: &Boundary<'_>) -> Estimate {
    fn weight<'a>(acts: impl Iterator<Item = &'a acts::Act>) -> f64 {
        acts.map(|act| act.weight).sum()
    }
    let good = weight(acts.acts.iter().filter(|act| act.contributes()));
    let open = |act: &&acts::Act| act.destructive && act.recovered != Recovered::Yes;
    let perhaps = |act: &&acts::Act| open(act) && act.recovered == Recovered::Maybe;
    let bad = weight(acts.acts.iter().filter(open));
    let least = weight(acts.acts.iter().filter(|act| open(act) && !perhaps(act)));
    let most = bad + weight(acts.maybe_later.iter().filter(open));
    if good + most == 0.0 {
        return Estimate::unknown(Gap::new(Reason::NoActs));
    }
    let share = |bad: f64| (good + bad > 0.0).then(|| bad / (good + bad));
    let unsure = acts.acts.iter().filter(perhaps).chain(acts.maybe_later.iter().filter(open));
    let unsure: Vec<&str> = unsure.map(|act| boundary.node_id(act.node)).collect();
    let gaps = if unsure.is_empty() { Vec::new() } else { vec![Gap::about(Reason::MayBeLater, unsure.into_iter())] };
    Estimate::between(share(least).unwrap_or(0.0), share(most).unwrap_or(1.0), share(bad), gaps)
}

/// SPE⁺ and the headline.
fn headline(components: [&Figure; 3], destruction: &Figure, spec: &Spec) -> (Figure, Figure) {
    let values = components.map(|component| &component.value);
    let all = |of: fn(&Estimate) -> f64| power_mean(&values.map(of), &spec.weights, spec.exponent);
    let (points, weights): (Vec<f64>, Vec<f64>) =
        values.iter().zip(spec.weights).filter_map(|(value, weight)| Some((value.point?, weight))).unzip();
    let point = (!points.is_empty()).then(|| power_mean(&points, &weights, spec.exponent));
    let gaps = Estimate::combine(&values, |_| 0.0).gaps;
    let positive = Estimate::between(all(|value| value.low), all(|value| value.high), point, gaps);
    let d = &destruction.value;
    let mut gaps = positive.gaps.clone();
    gaps.extend(d.gaps.iter().filter(|gap| !positive.gaps.contains(gap)).cloned());
    let spe = Estimate::between(
        positive.low * (1.0 - d.high),
        positive.high * (1.0 - d.low),
        positive.point.map(|point| point * (1.0 - d.point.unwrap_or(0.0))),
        gaps,
    );
    let figure = |name, meaning, value| Figure::leaf(name, meaning, value, Vec::new());
    (
        figure("SPE+", "the mean of P, E and S", positive),
        figure("SPE", "sustained purposeful engagement: SPE+ less the share destroyed", spe),
    )
}

/// What was looked for in the sphere, whatever came out.
#[derive(Debug, Default)]
struct Searched {
    /// Who took part in its acts and who was given what.
    participation: bool,
    /// A roadmap that actors accept: looked for in vain.
    no_roadmap: bool,
    /// An agreed sharing of risk and benefit: looked for in vain.
    no_mechanism: bool,
    searches: Vec<SearchId>,
}

/// A search of some sources or of one period says nothing of the others.
fn is_unlimited(case: &Case, search: SearchView<'_>) -> bool {
    let named: BTreeSet<&str> = search.sources().map(|source| &*source.id).collect();
    search.period().is_none() && (named.is_empty() || named.len() == case.sources().len())
}

impl Searched {
    fn read(case: &Case, sphere: u32) -> Self {
        let mut searched = Self::default();
        let sphere = crate::case::Node { case, index: sphere };
        for search in case.searches().filter(|search| search.covers(sphere) && is_unlimited(case, *search)) {
            let (subject, object) = (search.subject(), search.object());
            let open = subject.node.is_none() && subject.code.is_none() && object.node.is_none();
            let form = |form: InstitutionForm| open && !search.found() && object.code == Some(form.into());
            let before = (searched.participation, searched.no_roadmap, searched.no_mechanism);
            match search.relation() {
                Some(RelationKind::TakesPartIn) if open && object.code.is_none() => searched.participation = true,
                Some(RelationKind::PartyTo) => {
                    searched.no_roadmap |= form(InstitutionForm::Roadmap);
                    searched.no_mechanism |= form(InstitutionForm::RiskAndBenefitSharing);
                }
                _ => {}
            }
            if before != (searched.participation, searched.no_roadmap, searched.no_mechanism) {
                searched.searches.push(search.id());
            }
        }
        searched
    }
}

/// A figure of an assessment, and what it is made from: other figures, or claims.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Its name in the definition.
    pub name: &'static str,
    /// What it tells.
    pub meaning: &'static str,
    /// Its value, as far as it is known.
    pub value: Estimate,
    /// The claims that it rests on, where it is not made from other figures.
    pub claims: Vec<ClaimId>,
    /// The figures that it is made from.
    pub parts: Vec<Figure>,
    #[serde(skip)]
    mean: Mean,
}

impl Figure {
    fn leaf(name: &'static str, meaning: &'static str, value: Estimate, claims: Vec<ClaimId>) -> Self {
        Self { name, meaning, value, claims, parts: Vec::new(), mean: Mean::Geometric }
    }

    fn combining(name: &'static str, meaning: &'static str, parts: Vec<Self>, mean: Mean) -> Self {
        let values: Vec<&Estimate> = parts.iter().map(|part| &part.value).collect();
        let value = Estimate::combine(&values, |values| mean.of(values));
        Self { name, meaning, value, claims: Vec::new(), parts, mean }
    }

    /// The evidence behind the claims that it rests on directly, each piece once, in the case's order.
    ///
    /// `case` is the case that was assessed; claims that it does not have are passed over.
    pub fn evidence<'g>(&self, case: &'g Case) -> Vec<EvidenceView<'g>> {
        let claims = self.claims.iter().filter_map(|&claim| case.claim(claim));
        let mut evidence: Vec<EvidenceView<'g>> = claims.flat_map(|claim| claim.evidence()).collect();
        evidence.sort_unstable_by_key(|piece| piece.index);
        evidence.dedup_by_key(|piece| piece.index);
        evidence
    }
}

/// How many acts of which sort were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Actors inside the boundary, silent ones included.
    pub members: usize,
    /// Acts within the sphere up to the date.
    pub acts: usize,
    /// Acts to which a member contributed.
    pub contributions: usize,
    /// Acts to which two or more members contributed.
    pub joint: usize,
    /// Of these, the ones with a date, however rough.
    pub dated: usize,
    /// Acts in which a member misused or withheld.
    pub destructive: usize,
    /// Of these, the ones that were made good.
    pub recovered: usize,
    /// Acts left out because they may lie after the date.
    pub maybe_later: usize,
}

impl Counts {
    fn of(acts: &Acts, members: usize) -> Self {
        let count = |of: &dyn Fn(&acts::Act) -> bool| acts.acts.iter().filter(|act| of(act)).count();
        let dated =
            |act: &acts::Act| !matches!(act.when, acts::When::Undated | acts::When::Standing { certain: None, .. });
        Self {
            members,
            acts: acts.acts.len(),
            contributions: count(&|act| act.contributes()),
            joint: count(&|act| act.is_joint_contribution()),
            dated: count(&|act| act.is_joint_contribution() && dated(act)),
            destructive: count(&|act| act.destructive),
            recovered: count(&|act| act.destructive && act.recovered == Recovered::Yes),
            maybe_later: acts.maybe_later.len(),
        }
    }
}

/// What an assessment found: the profile first, then the number.
///
/// `Display` prints it in the order of the definition: P, E, S, SPE⁺, D, the headline, the arithmetic mean and the
/// minimum as a bracket, marginal rates at the point, what is not known, and which evidence would narrow it most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assessment {
    /// The sphere, by id.
    pub sphere: Box<str>,
    /// The actors inside its boundary, by id; an actor that was succeeded stands under its successor.
    pub members: Vec<Box<str>>,
    /// The window, if anything dates it: both days included.
    pub window: Option<(Date, Date)>,
    /// The reported end of the endeavour, where it lies before the as-of date; the window ends there.
    pub completed: Option<Date>,
    /// How many acts were counted.
    pub counts: Counts,
    /// P: actors share and enact a view of the outcomes.
    pub purpose: Figure,
    /// E: actors contribute jointly and reciprocally.
    pub engagement: Figure,
    /// S: actors keep doing so.
    pub sustained: Figure,
    /// SPE⁺, the mean of the three.
    pub positive: Figure,
    /// D: misuse and withholding that was not made good.
    pub destruction: Figure,
    /// SPE, the headline.
    pub headline: Figure,
    /// The searches that turned an unknown into a zero or a certainty.
    pub searches: Vec<SearchId>,
    /// Which evidence would narrow the headline's interval, the most useful first.
    pub narrowing: Vec<Narrowing>,
    /// How it was assessed.
    pub spec: Spec,
}

/// One step of a trace: a figure and how deep it stands below the headline.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Step<'a> {
    /// 0 for the headline.
    pub depth: usize,
    /// The figure.
    pub figure: &'a Figure,
}

impl Assessment {
    /// Whether anything is known of P, E or S.
    pub fn is_assessable(&self) -> bool {
        !self.components().iter().all(|component| component.value.is_unknown())
    }

    /// P, E and S.
    pub fn components(&self) -> [&Figure; 3] {
        [&self.purpose, &self.engagement, &self.sustained]
    }

    /// The arithmetic mean of P, E and S: with the minimum it brackets SPE⁺.
    pub fn mean(&self) -> Estimate {
        Estimate::combine(&self.components().map(|component| &component.value), |values| Mean::Arithmetic.of(values))
    }

    /// The least of P, E and S.
    pub fn minimum(&self) -> Estimate {
        let least = |values: &[f64]| values.iter().copied().fold(1.0, f64::min);
        Estimate::combine(&self.components().map(|component| &component.value), least)
    }

    /// By how much the headline would rise for a small rise of P, of E and of S; `None` unless all have points above 0.
    pub fn marginal_rates(&self) -> Option<[f64; 3]> {
        let mut points = [0.0; 3];
        for (point, component) in points.iter_mut().zip(self.components()) {
            *point = component.value.point.filter(|&value| value > 0.0)?;
        }
        let spec = &self.spec;
        let mean = power_mean(&points, &spec.weights, spec.exponent);
        let kept = 1.0 - self.destruction.value.point.unwrap_or(0.0);
        let total: f64 = spec.weights.iter().sum();
        let rate = |nth: usize| kept * spec.weights[nth] / total * libm::pow(mean / points[nth], 1.0 - spec.exponent);
        Some([rate(0), rate(1), rate(2)])
    }

    /// Every figure from the headline down to those that rest on claims, each before its parts.
    ///
    /// ```
    /// # use cocreation::{Case, spe};
    /// # use cocreation::graph::node::Sphere;
    /// # let mut case = Case::builder("empty");
    /// # let joint = case.add("joint", Sphere::joint("Nothing known"));
    /// # let case = case.build()?;
    /// # let spe = spe::assess(&case, joint, cocreation::evidence::Date::new(2020, 1, 1)?)?;
    /// let names: Vec<_> = spe.trace().iter().map(|step| (step.depth, step.figure.name)).collect();
    /// assert_eq!(names[..3], [(0, "SPE"), (1, "SPE+"), (2, "P")]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn trace(&self) -> Vec<Step<'_>> {
        let mut steps = vec![Step { depth: 0, figure: &self.headline }, Step { depth: 1, figure: &self.positive }];
        for component in self.components() {
            descend(component, 2, &mut steps);
        }
        descend(&self.destruction, 1, &mut steps);
        steps
    }
}

/// Figures are at most four deep, so that recursion is bounded by the definition.
fn descend<'a>(figure: &'a Figure, depth: usize, steps: &mut Vec<Step<'a>>) {
    steps.push(Step { depth, figure });
    for part in &figure.parts {
        descend(part, depth + 1, steps);
    }
}
