//! Whether one sphere is engaged more than another.

use std::fmt;

use serde::Serialize;

use super::definition::{Part, Score};
use super::draws::{Factor, Plan, paired};
use super::reading::Reading;
use super::{Spec, definition};
use crate::case::Case;
use crate::error::Error;
use crate::graph::Handle;
use crate::graph::node::Sphere;

/// One side of a comparison: a sphere of a case, and how it is assessed.
///
/// Two dates of one sphere are two sides, as are two spheres of one case or of two.
#[derive(Clone, Debug)]
pub struct Side<'g> {
    case: &'g Case,
    sphere: Handle<Sphere>,
    spec: Spec,
}

impl<'g> Side<'g> {
    /// A sphere of a case under a specification, or at a date.
    pub fn new(case: &'g Case, sphere: Handle<Sphere>, spec: impl Into<Spec>) -> Self {
        Self { case, sphere, spec: spec.into() }
    }
}

/// Which of two sides is engaged more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The first is engaged more.
    First,
    /// The second is engaged more.
    Second,
    /// Neither can be said to be engaged more.
    NotOrdered,
}

/// What a comparison found, and on what ground.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Which side is engaged more.
    pub verdict: Verdict,
    /// Whether a side is no worse in P, E, S and D, whatever the unknown turns out to be, and better in one of P, E and S.
    pub dominance: Verdict,
    /// The share of paired draws in which the first, or the second, lies above the other with its whole interval.
    pub above: (f64, f64),
    /// How many paired draws were made.
    pub draws: usize,
    /// The two scores.
    pub scores: (Score, Score),
}

/// The share of paired draws that orders two sides.
pub const ENOUGH: f64 = 0.95;

/// Compares two sides: the first is engaged more only if it dominates, or lies above in at least [`ENOUGH`] of the paired
/// draws; otherwise the two are not ordered.
///
/// It dominates if it is no worse in each of P, E, S and D and better in one of P, E and S, with the whole of the
/// intervals. In a pair of draws both sides are measured alike: the same exponent, weights, half-life and bins.
///
/// Cost: that of `plan.evaluations` scores.
///
/// # Errors
///
/// [`ErrorKind::Setting`](crate::ErrorKind::Setting) if a specification or the plan cannot be used.
///
/// # Panics
///
/// On a handle of another case.
///
/// ```
/// use cocreation::{Case, spe};
/// use cocreation::graph::node::{Actor, Sphere};
/// use cocreation::graph::relation::BelongsTo;
/// use cocreation::spe::{Plan, Side, Verdict};
///
/// let mut case = Case::builder("unknown");
/// let joint = case.add("joint", Sphere::joint("Of which nothing is known"));
/// for id in ["maker", "airline"] {
///     let actor = case.add(id, Actor::new(id));
///     case.relate(actor, BelongsTo, joint);
/// }
/// let case = case.build()?;
/// let [then, now] = ["2010-12-31", "2020-12-31"].map(|day| day.parse::<cocreation::evidence::Date>());
/// let found = spe::compare(&Side::new(&case, joint, then?), &Side::new(&case, joint, now?), &Plan::seeded(1))?;
/// assert_eq!(found.verdict, Verdict::NotOrdered);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[track_caller]
pub fn compare(first: &Side<'_>, second: &Side<'_>, plan: &Plan) -> Result<Comparison, Error> {
    plan.check()?;
    let readings = (read(first)?, read(second)?);
    let score = |reading: &Reading<'_>, side: &Side<'_>| definition::score(&reading.record, &side.spec, &mut ());
    let scores = (score(&readings.0, first), score(&readings.1, second));
    let dominance = match (dominates(&scores.0, &scores.1), dominates(&scores.1, &scores.0)) {
        (true, _) => Verdict::First,
        (false, true) => Verdict::Second,
        (false, false) => Verdict::NotOrdered,
    };
    let shared = shared(&readings.0, &readings.1);
    let pairs = paired((&readings.0, &first.spec), (&readings.1, &second.spec), &shared, plan);
    let share = |above: &dyn Fn(&(Score, Score)) -> bool| {
        pairs.iter().filter(|pair| above(pair)).count() as f64 / pairs.len() as f64
    };
    let beyond = |one: &Score, other: &Score| one[Part::Headline].low > other[Part::Headline].high;
    let above = (share(&|(one, two)| beyond(one, two)), share(&|(one, two)| beyond(two, one)));
    let drawn = match above {
        (first, _) if first >= ENOUGH => Verdict::First,
        (_, second) if second >= ENOUGH => Verdict::Second,
        _ => Verdict::NotOrdered,
    };
    let verdict = if dominance == Verdict::NotOrdered { drawn } else { dominance };
    Ok(Comparison { verdict, dominance, above, draws: pairs.len(), scores })
}

fn read<'g>(side: &Side<'g>) -> Result<Reading<'g>, Error> {
    Reading::of(side.case, side.sphere, &side.spec)
}

/// What turns alike in both: how it is measured; the sources, in one case; who is left out, among the same members.
fn shared(one: &Reading<'_>, two: &Reading<'_>) -> Vec<Factor> {
    let one_case = std::ptr::eq(one.case, two.case);
    let mut shared = vec![Factor::Specification];
    shared.extend(one_case.then_some(Factor::Evidence));
    shared.extend((one_case && one.members == two.members).then_some(Factor::Boundary));
    shared
}

/// Whether one score is no worse than another in everything, and better in a component, whatever is not known.
fn dominates(one: &Score, other: &Score) -> bool {
    let no_worse = |part: Part| one[part].low >= other[part].high;
    let better = |part: Part| one[part].low > other[part].high;
    let no_more_destruction = one[Part::Destruction].high <= other[Part::Destruction].low;
    Part::COMPONENTS.into_iter().all(no_worse) && Part::COMPONENTS.into_iter().any(better) && no_more_destruction
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in Part::PROFILE {
            writeln!(f, "{:<6}{:<24}{}", part.name(), self.scores.0[part], self.scores.1[part])?;
        }
        let share = |share: f64| share * 100.0;
        let (first, second) = (share(self.above.0), share(self.above.1));
        writeln!(f, "first above in {first:.0} % of {} paired draws, second in {second:.0} %", self.draws)?;
        match (self.verdict, self.dominance) {
            (Verdict::NotOrdered, _) => write!(f, "not ordered"),
            (Verdict::First, Verdict::First) => write!(f, "the first is engaged more: it dominates"),
            (Verdict::Second, Verdict::Second) => write!(f, "the second is engaged more: it dominates"),
            (Verdict::First, _) => write!(f, "the first is engaged more: by the draws"),
            (Verdict::Second, _) => write!(f, "the second is engaged more: by the draws"),
        }
    }
}
