//! What an assessment found: figures that open down to claims, and how many acts they rest on.

use serde::Serialize;

use super::definition::record::{Act, Record, Recovered};
use super::definition::{self, Notes, Part, Score};
use super::interval::power_mean;
use super::narrowing::{self, Narrowing};
use super::reading::Reading;
use super::{Estimate, Gap, Interval, Reason, Spec};
use crate::case::{Case, ClaimId, EvidenceView, SearchId};
use crate::evidence::Date;

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
    /// Which figure of the definition it is.
    #[serde(skip)]
    pub part: Part,
}

impl Figure {
    /// A figure with everything below it: at most three deep, so that recursion is bounded by the definition.
    fn of(part: Part, score: &Score, lacks: &Lacks, reading: &Reading<'_>) -> Self {
        let parts: Vec<Self> = part.parts().map(|part| Self::of(part, score, lacks, reading)).collect();
        let gaps = if parts.is_empty() { lacks.gaps(part, reading) } else { gaps(&parts) };
        let value = Estimate::of(score[part], gaps);
        Self { name: part.name(), meaning: part.meaning(), value, claims: reading.claims(part), parts, part }
    }

    /// A figure that is shown beside its parts.
    fn above(part: Part, score: &Score, parts: &[&Self]) -> Self {
        let value = Estimate::of(score[part], gaps(parts.iter().copied()));
        Self { name: part.name(), meaning: part.meaning(), value, claims: Vec::new(), parts: Vec::new(), part }
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

/// The gaps of several figures, each once.
fn gaps<'a>(figures: impl IntoIterator<Item = &'a Figure>) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for gap in figures.into_iter().flat_map(|figure| &figure.value.gaps) {
        if !gaps.contains(gap) {
            gaps.push(gap.clone());
        }
    }
    gaps
}

/// What the figures lack, as the definition notes it.
#[derive(Default)]
struct Lacks(Vec<Lack>);

struct Lack {
    part: Part,
    reason: Reason,
    nodes: Vec<u32>,
    are_members: bool,
}

impl Notes for Lacks {
    fn acts(&mut self, part: Part, reason: Reason, nodes: impl Iterator<Item = u32>) {
        self.0.push(Lack { part, reason, nodes: nodes.collect(), are_members: false });
    }

    fn members(&mut self, part: Part, reason: Reason, members: impl Iterator<Item = u32>) {
        let mut nodes: Vec<u32> = members.collect();
        nodes.sort_unstable();
        nodes.dedup();
        self.0.push(Lack { part, reason, nodes, are_members: true });
    }
}

impl Lacks {
    fn gaps(&self, part: Part, reading: &Reading<'_>) -> Vec<Gap> {
        let id = |lack: &Lack, node: u32| if lack.are_members { reading.member(node) } else { reading.node(node) };
        let gap = |lack: &Lack| Gap::about(lack.reason, lack.nodes.iter().map(|&node| id(lack, node)));
        self.0.iter().filter(|lack| lack.part == part).map(gap).collect()
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
    pub(super) fn of(record: &Record) -> Self {
        let acts = &record.acts;
        let count = |of: &dyn Fn(&Act) -> bool| acts.acts.iter().filter(|act| of(act)).count();
        Self {
            members: record.members.len(),
            acts: acts.acts.len(),
            contributions: count(&|act| act.contributes()),
            joint: count(&|act| act.is_joint_contribution()),
            dated: count(&|act| act.is_joint_contribution() && act.is_dated()),
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
    #[serde(skip)]
    score: Score,
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
    pub(super) fn of(reading: &Reading<'_>, spec: Spec) -> Self {
        let mut lacks = Lacks::default();
        let score = definition::score(&reading.record, &spec, &mut lacks);
        let [purpose, engagement, sustained, destruction] =
            [Part::Purpose, Part::Engagement, Part::Sustained, Part::Destruction]
                .map(|part| Figure::of(part, &score, &lacks, reading));
        let positive = Figure::above(Part::Positive, &score, &[&purpose, &engagement, &sustained]);
        let headline = Figure::above(Part::Headline, &score, &[&positive, &destruction]);
        let day = |number: i32| Date::from_day_number(number).ok();
        let mut assessment = Self {
            sphere: reading.node(reading.sphere).into(),
            members: reading.members.iter().map(|&member| reading.node(member).into()).collect(),
            window: reading.record.window.and_then(|window| Some((day(window.first)?, day(window.last)?))),
            completed: reading.completed,
            counts: Counts::of(&reading.record),
            purpose,
            engagement,
            sustained,
            positive,
            destruction,
            headline,
            searches: reading.searches.clone(),
            narrowing: Vec::new(),
            score,
            spec,
        };
        assessment.narrowing = narrowing::rank(&assessment);
        assessment
    }

    /// All figures as plain numbers.
    pub fn score(&self) -> &Score {
        &self.score
    }

    /// Whether anything is known of P, E or S.
    pub fn is_assessable(&self) -> bool {
        self.score.is_assessable()
    }

    /// P, E and S.
    pub fn components(&self) -> [&Figure; 3] {
        [&self.purpose, &self.engagement, &self.sustained]
    }

    /// The arithmetic mean of P, E and S: with the minimum it brackets SPE⁺.
    pub fn mean(&self) -> Interval {
        self.score.mean()
    }

    /// The least of P, E and S.
    pub fn minimum(&self) -> Interval {
        self.score.minimum()
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
