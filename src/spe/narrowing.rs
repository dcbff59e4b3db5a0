//! Which evidence would narrow the headline's interval most.

use serde::Serialize;

use super::{Assessment, Estimate, Gap, Interval, Part, Reason};

/// One kind of missing evidence, and what settling it would do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Narrowing {
    /// What is missing.
    pub gap: Gap,
    /// The width of the headline's interval if every figure that this gap touches were drawn in towards its point, or
    /// towards the middle of its bounds where it has none, by the share that the gap answers for: wholly where it is the
    /// only one. Everything else stays as it is.
    pub width_after: f64,
    /// By how much that is less than the width now.
    pub gain: f64,
}

/// Tries each reason in turn: the figures that it touches are drawn in, and the headline is computed again.
pub(super) fn rank(assessment: &Assessment) -> Vec<Narrowing> {
    let mut gaps: Vec<&Gap> = Vec::new();
    for step in assessment.trace() {
        for gap in step.figure.value.gaps.iter().filter(|_| step.figure.part.parts().next().is_none()) {
            if !gaps.iter().any(|known| known.reason == gap.reason) {
                gaps.push(gap);
            }
        }
    }
    let now = assessment.headline.value.width();
    let narrowing = |gap: &Gap| {
        let width_after = width_if_settled(assessment, gap.reason);
        Narrowing { gap: gap.clone(), width_after, gain: now - width_after }
    };
    let mut ranked: Vec<Narrowing> = gaps.into_iter().map(narrowing).filter(|n| n.gain > f64::EPSILON).collect();
    ranked.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    ranked
}

fn width_if_settled(assessment: &Assessment, reason: Reason) -> f64 {
    let mut score = *assessment.score();
    for step in assessment.trace().iter().filter(|step| step.figure.part.parts().next().is_none()) {
        let value = &step.figure.value;
        score.set(step.figure.part, drawn_in(value, share(value, reason)));
    }
    score.rise(&assessment.spec);
    score[Part::Headline].width()
}

/// The share of a figure's width that a reason answers for: its share of the nodes that the reasons name.
///
/// How pairs are weighed matters only once their values are known, so an unknown dependence answers for nothing as long
/// as something else is unknown too.
fn share(value: &Estimate, reason: Reason) -> f64 {
    let answers = |gap: &&Gap| gap.reason != Reason::DependenceUnknown || value.gaps.len() == 1;
    let count = |gap: &Gap| gap.count.max(1) as f64;
    let total: f64 = value.gaps.iter().filter(answers).map(count).sum();
    let settled: f64 = value.gaps.iter().filter(answers).filter(|gap| gap.reason == reason).map(count).sum();
    if total > 0.0 { settled / total } else { 0.0 }
}

/// The interval drawn in by a share of its width, towards its point or its middle.
fn drawn_in(value: &Estimate, share: f64) -> Interval {
    let centre = value.point.unwrap_or((value.low + value.high) / 2.0);
    let towards = |bound: f64| bound + share * (centre - bound);
    Interval::between(towards(value.low), towards(value.high), value.point)
}
