//! How far the score would move if other evidence, coders, dates, specifications or boundaries had been met with.

mod plan;
mod scene;
mod sensitivity;

use serde::Serialize;

pub use plan::{Factor, Limit, Plan};
pub use sensitivity::Total;

use super::Spec;
use super::definition::{Part, Score};
use super::reading::Reading;
use crate::case::Case;
use crate::error::Error;
use crate::graph::Handle;
use crate::graph::node::Sphere;
use crate::quantile::quantile;
use scene::{Scene, Sides};

const FACTORS: usize = Factor::ALL.len();

/// Draws the score of a sphere again and again, with its sources of uncertainty turned at random from a seed.
///
/// Answers: how certain is the score, and what is it uncertain from? A narrow interval needs many sources, coders who
/// agree, close dates, and a result that does not hang on one actor or on how it is measured.
///
/// What is *unknown* is not drawn: each draw has an interval of its own, and [`Spread::bounds`] holds 90 % of all of them.
///
/// The variance of the headline's point is shared out by Sobol's total indices (Jansen's estimator), each with a
/// bootstrap interval: the share that would vanish, on average, if all factors but this one were fixed at unknown values.
/// They can add up to more than 1 where factors act together.
///
/// Cost: `evaluations` times that of the score, without reading the case again.
///
/// # Errors
///
/// [`ErrorKind::Setting`](crate::ErrorKind::Setting) if the specification or the plan cannot be used.
///
/// # Panics
///
/// On a handle of another case.
///
/// ```
/// use cocreation::{Case, spe};
/// use cocreation::evidence::{Date, VagueDate};
/// use cocreation::graph::{node::{Act, Actor, Sphere}, relation::{BelongsTo, TakesPartIn, Within}};
/// use cocreation::spe::{Factor, Limit, Plan};
///
/// let mut case = Case::builder("three-years");
/// let [maker, airline] = [case.add("maker", Actor::provider("Maker")), case.add("airline", Actor::customer("Airline"))];
/// let joint = case.add("joint", Sphere::joint("What they do together"));
/// case.relate(maker, BelongsTo, joint);
/// case.relate(airline, BelongsTo, joint);
/// for year in [2010, 2011, 2012] {
///     let meeting = case.add(format!("meeting-{year}"), Act::on("They meet", VagueDate::year(year)?));
///     case.relate(meeting, Within, joint);
///     case.relate(maker, TakesPartIn, meeting).giving_to(airline);
///     case.relate(airline, TakesPartIn, meeting).giving_to(maker);
/// }
/// let case = case.build()?;
/// let draws = spe::draw(&case, joint, Date::new(2012, 12, 31)?, &Plan::seeded(1).evaluations(400))?;
///
/// // Years are rough dates and the measure is a choice: these are drawn. No source, no two coders, no third actor: these
/// // are not, and the result says so.
/// let drawn: Vec<Factor> = draws.shares.iter().map(|share| share.factor).collect();
/// assert_eq!(drawn, [Factor::Dates, Factor::Specification]);
/// let limits: Vec<Limit> = draws.limits.iter().map(|(limit, _)| *limit).collect();
/// assert_eq!(limits, [Limit::NoEvidence, Limit::NoDisagreement, Limit::SmallBoundary]);
/// // Nobody said what they pursue, so P and with it the headline could be anything.
/// assert_eq!(draws.headline().bounds.0, 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[track_caller]
pub fn draw(case: &Case, sphere: Handle<Sphere>, spec: impl Into<Spec>, plan: &Plan) -> Result<Draws, Error> {
    let spec = spec.into();
    plan.check()?;
    let reading = Reading::of(case, sphere, &spec)?;
    Ok(Draws::of(&Scene::new(&reading, &spec, plan), plan))
}

/// What the draws came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Draws {
    /// What was drawn, how often, from which seed.
    pub plan: Plan,
    /// How often the score was computed: a whole number of rows, no more than planned.
    pub evaluations: usize,
    /// The profile first, then the number, each with its spread.
    pub spreads: Vec<Spread>,
    /// For each factor that was drawn, its share of the variance of the headline.
    pub shares: Vec<Share>,
    /// What could not be drawn, or only in part, and of how many things that is true.
    pub limits: Vec<(Limit, usize)>,
}

/// How one figure spreads over the draws.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// Which figure.
    pub part: Part,
    /// The median of the points, `None` where no draw has one.
    pub median: Option<f64>,
    /// The middle 90 % of the points.
    pub interval: Option<(f64, f64)>,
    /// From the 5 % quantile of the lower bounds to the 95 % quantile of the upper ones: with what is unknown.
    pub bounds: (f64, f64),
    /// In how many draws the figure has a point, and in how many it was looked at.
    pub points: (usize, usize),
}

/// The share of a factor in the variance of the headline.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// Which factor.
    pub factor: Factor,
    /// Sobol's total index with a bootstrap interval; `None` where the variance could not be shared out.
    pub total: Option<Total>,
}

impl Draws {
    /// The spread of the headline.
    pub fn headline(&self) -> &Spread {
        &self.spreads[Part::PROFILE.len() - 1]
    }

    /// The spread of a figure of the profile.
    pub fn spread(&self, part: Part) -> Option<&Spread> {
        self.spreads.iter().find(|spread| spread.part == part)
    }

    fn of(scene: &Scene, plan: &Plan) -> Self {
        let factors = &scene.factors;
        let rows = plan.evaluations / (factors.len() + 2);
        let design = |row: usize| {
            let evaluate = |sides: Sides| scene.evaluate(plan.seed, row as u64, sides);
            let turned = factors.iter().map(|&factor| {
                let mut sides: Sides = [0; FACTORS];
                sides[factor as usize] = 1;
                evaluate(sides)
            });
            (evaluate([0; FACTORS]), evaluate([1; FACTORS]), turned.collect::<Vec<Score>>())
        };
        let design: Vec<_> = (0..rows).map(design).collect();
        let scores: Vec<&Score> = design.iter().flat_map(|(base, second, _)| [base, second]).collect();
        let mut limits = scene.limits.clone();
        let totals = totals(&design, factors.len(), plan.seed, &mut limits);
        let share = |(nth, &factor): (usize, &Factor)| Share { factor, total: totals.as_ref().map(|all| all[nth]) };
        Self {
            plan: plan.clone(),
            evaluations: rows * (factors.len() + 2),
            spreads: Part::PROFILE.map(|part| Spread::of(part, &scores)).into(),
            shares: factors.iter().enumerate().map(share).collect(),
            limits,
        }
    }
}

type Row = (Score, Score, Vec<Score>);

fn totals(design: &[Row], factors: usize, seed: u64, limits: &mut Vec<(Limit, usize)>) -> Option<Vec<Total>> {
    let point = |score: &Score| score[Part::Headline].point;
    let all = design.iter().flat_map(|(base, second, turned)| [base, second].into_iter().chain(turned));
    let without = all.filter(|score| point(score).is_none()).count();
    if without > 0 {
        limits.push((Limit::NoPoint, without));
        return None;
    }
    let column = |of: &dyn Fn(&Row) -> Option<f64>| -> Vec<f64> { design.iter().filter_map(of).collect() };
    let (base, second) = (column(&|row| point(&row.0)), column(&|row| point(&row.1)));
    let turned: Vec<Vec<f64>> = (0..factors).map(|nth| column(&|row| point(&row.2[nth]))).collect();
    let totals = sensitivity::totals(&base, &turned, &second, seed);
    if totals.is_none() {
        limits.push((Limit::NoVariance, 1));
    }
    totals
}

impl Spread {
    fn of(part: Part, scores: &[&Score]) -> Self {
        let sorted = |of: &dyn Fn(&Score) -> Option<f64>| {
            let mut values: Vec<f64> = scores.iter().filter_map(|score| of(score)).collect();
            values.sort_unstable_by(f64::total_cmp);
            values
        };
        let points = sorted(&|score| score[part].point);
        let at = |p: f64| quantile(&points, p);
        let bound = |values: Vec<f64>, p: f64, none: f64| quantile(&values, p).unwrap_or(none);
        Self {
            part,
            median: at(0.5),
            interval: at(0.05).zip(at(0.95)),
            bounds: (
                bound(sorted(&|score| Some(score[part].low)), 0.05, 0.0),
                bound(sorted(&|score| Some(score[part].high)), 0.95, 1.0),
            ),
            points: (points.len(), scores.len()),
        }
    }
}

/// The scores of two spheres, drawn in pairs: the factors that they share are turned alike, the others on their own.
pub(super) fn paired(
    one: (&Reading<'_>, &Spec),
    two: (&Reading<'_>, &Spec),
    shared: &[Factor],
    plan: &Plan,
) -> Vec<(Score, Score)> {
    let scenes = (Scene::new(one.0, one.1, plan), Scene::new(two.0, two.1, plan));
    let mut sides: Sides = [1; FACTORS];
    shared.iter().for_each(|&factor| sides[factor as usize] = 0);
    let draw = |row: u64| (scenes.0.evaluate(plan.seed, row, [0; FACTORS]), scenes.1.evaluate(plan.seed, row, sides));
    (0..plan.evaluations as u64 / 2).map(draw).collect()
}
