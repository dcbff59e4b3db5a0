//! Which evidence would narrow the headline's interval most.

use serde::Serialize;

use super::estimate::{Estimate, Gap, Reason, arithmetic_mean, geometric_mean, power_mean};
use super::{Assessment, Figure};

/// One kind of missing evidence, and what settling it would do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Narrowing {
    /// What is missing.
    pub gap: Gap,
    /// The width of the headline's interval if every figure that this gap touches came out at its point, or at the middle
    /// of its bounds where it has none, and everything else stayed as it is.
    pub width_after: f64,
    /// By how much that is less than the width now.
    pub gain: f64,
}

/// Tries each reason in turn: the figures that it touches are pinned, the headline is computed again.
pub(super) fn rank(assessment: &Assessment) -> Vec<Narrowing> {
    let mut gaps: Vec<&Gap> = Vec::new();
    for step in assessment.trace() {
        for gap in step.figure.value.gaps.iter().filter(|_| step.figure.parts.is_empty()) {
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
    let mut ranked: Vec<Narrowing> = gaps.into_iter().map(narrowing).filter(|n| n.gain > 0.0).collect();
    ranked.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    ranked
}

fn width_if_settled(assessment: &Assessment, reason: Reason) -> f64 {
    let [p, e, s] = assessment.components().map(|component| pinned(component, reason));
    let d = pinned(&assessment.destruction, reason);
    let spec = &assessment.spec;
    let mean = |of: fn(&Estimate) -> f64| power_mean(&[of(&p), of(&e), of(&s)], &spec.weights, spec.exponent);
    mean(|value| value.high) * (1.0 - d.low) - mean(|value| value.low) * (1.0 - d.high)
}

/// The bounds of a figure once a reason is settled.
fn pinned(figure: &Figure, reason: Reason) -> Estimate {
    let touched = figure.value.gaps.iter().any(|gap| gap.reason == reason);
    if !touched {
        return figure.value.clone();
    }
    if figure.parts.is_empty() {
        let middle = (figure.value.low + figure.value.high) / 2.0;
        return Estimate::exact(figure.value.point.unwrap_or(middle));
    }
    let parts: Vec<Estimate> = figure.parts.iter().map(|part| pinned(part, reason)).collect();
    let parts: Vec<&Estimate> = parts.iter().collect();
    if figure.name == "P_decl" {
        Estimate::combine(&parts, arithmetic_mean)
    } else {
        Estimate::combine(&parts, geometric_mean)
    }
}
