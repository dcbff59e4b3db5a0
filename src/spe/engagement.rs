//! E: actors contribute evenly, reciprocally and jointly.

use super::acts::{Act, Acts};
use super::boundary::{Boundary, differ};
use super::estimate::{Estimate, Gap, Mean, Reason};
use super::{Figure, Searched};

/// E = (e_part · e_rec · e_joint)^(1/3).
pub(super) fn assess(acts: &Acts, boundary: &Boundary<'_>, searched: &Searched) -> Figure {
    let contributions: Vec<&Act> = acts.acts.iter().filter(|act| act.contributes()).collect();
    let estimates = match silence(acts, &contributions, searched) {
        Some(estimate) => [estimate.clone(), estimate.clone(), estimate],
        None => [
            evenness(acts, &contributions, boundary),
            reciprocity(acts, &contributions, boundary, searched),
            jointness(acts, &contributions, boundary),
        ],
    };
    let names = [
        ("e_part", "evenness of contributions over all members"),
        ("e_rec", "share of giving that comes back, in a ring or in pairs"),
        ("e_joint", "share that joins different organisations or spheres"),
    ];
    let parts = super::parts_on_acts(names, estimates, acts, boundary);
    Figure::combining("E", "actors contribute resources jointly and reciprocally", parts, Mean::Geometric)
}

/// Without contributions: zero if they were looked for, unknown if not.
fn silence(acts: &Acts, contributions: &[&Act], searched: &Searched) -> Option<Estimate> {
    if !contributions.is_empty() {
        return None;
    }
    let reason = if acts.acts.is_empty() { Reason::NoActs } else { Reason::NoContributions };
    Some(if searched.participation { Estimate::exact(0.0) } else { Estimate::unknown(Gap::new(reason)) })
}

/// D₁ of the contribution shares over the number of members: the exponential of their entropy.
fn evenness(acts: &Acts, contributions: &[&Act], boundary: &Boundary<'_>) -> Estimate {
    let members = boundary.members.len();
    let mut shares = vec![0.0; members];
    for act in contributions {
        let contributors = acts.contributors(act);
        let each = act.weight / contributors.len() as f64;
        contributors.iter().for_each(|&member| shares[member as usize] += each);
    }
    let total: f64 = shares.iter().sum();
    let entropy: f64 = shares.iter().filter(|&&share| share > 0.0).map(|share| -plogp(share / total)).sum();
    Estimate::exact(libm::exp(entropy) / members as f64)
}

fn plogp(share: f64) -> f64 {
    share * libm::log(share)
}

/// Σ_i min(out_i, in_i) / Σ w over directed giving. Each unit given to nobody known could add at most two to the sum.
fn reciprocity(acts: &Acts, contributions: &[&Act], boundary: &Boundary<'_>, searched: &Searched) -> Estimate {
    let flow = Flow::read(acts, contributions, boundary.members.len());
    if flow.known == 0.0 {
        let none = searched.participation && flow.unknown_acts.is_empty();
        return if none { Estimate::exact(0.0) } else { Estimate::unknown(Gap::new(Reason::NoGiving)) };
    }
    let returned: f64 = flow.out.iter().zip(&flow.into).map(|(out, into)| out.min(*into)).sum();
    let one_way: Vec<&str> = flow.one_way(searched).into_iter().map(|member| boundary.id(member)).collect();
    if !one_way.is_empty() {
        return Estimate::unknown(Gap::about(Reason::DirectionNotSearched, one_way.into_iter()));
    }
    let all = flow.known + flow.unknown;
    let gap = (flow.unknown > 0.0).then(|| {
        let acts = flow.unknown_acts.iter().map(|&node| boundary.node_id(node));
        Gap::about(Reason::ReceiversUnknown, acts)
    });
    let high = (returned + 2.0 * flow.unknown) / all;
    Estimate::between(returned / all, high, Some(returned / flow.known), gap.into_iter().collect())
}

/// What each member gives to and gets from other members.
struct Flow {
    /// Whether each contributed at all, to whomever.
    gives: Vec<bool>,
    out: Vec<f64>,
    into: Vec<f64>,
    known: f64,
    unknown: f64,
    unknown_acts: Vec<u32>,
}

impl Flow {
    fn read(acts: &Acts, contributions: &[&Act], members: usize) -> Self {
        let (gives, blank) = (vec![false; members], vec![0.0; members]);
        let (out, into) = (blank.clone(), blank);
        let mut flow = Self { gives, out, into, known: 0.0, unknown: 0.0, unknown_acts: Vec::new() };
        for act in contributions {
            flow.add(act, acts.contributors(act), acts.gifts(act));
        }
        flow
    }

    fn add(&mut self, act: &Act, contributors: &[u32], gifts: &[(u32, u32)]) {
        let each = act.weight / contributors.len() as f64;
        let mut silent = 0u32;
        for &giver in contributors {
            self.gives[giver as usize] = true;
            let start = gifts.partition_point(|&(other, _)| other < giver);
            let gifts = gifts[start..].iter().take_while(|&&(other, _)| other == giver);
            let receivers = gifts.clone().count();
            if receivers == 0 {
                silent += 1;
                continue;
            }
            self.out[giver as usize] += each;
            self.known += each;
            gifts.for_each(|&(_, receiver)| self.into[receiver as usize] += each / receivers as f64);
        }
        if silent > 0 {
            self.unknown += each * f64::from(silent);
            self.unknown_acts.push(act.node);
        }
    }

    /// Members that are known to give only, or to be given only, where nobody looked for the other direction.
    fn one_way(&self, searched: &Searched) -> Vec<u32> {
        let sides = self.gives.iter().zip(&self.into).zip(0u32..);
        let one_way = sides.filter(|((gives, into), _)| **gives != (**into > 0.0) && !searched.participation);
        one_way.map(|(_, member)| member).collect()
    }
}

/// The weight share of contributions whose contributors come from different sides.
fn jointness(acts: &Acts, contributions: &[&Act], boundary: &Boundary<'_>) -> Estimate {
    let sides = boundary.sides();
    if !differ(sides.iter().copied()) {
        return Estimate::unknown(Gap::new(Reason::NotJoint));
    }
    let joins = |act: &Act| differ(acts.contributors(act).iter().map(|&member| sides[member as usize]));
    let total: f64 = contributions.iter().map(|act| act.weight).sum();
    let joining: f64 = contributions.iter().filter(|act| joins(act)).map(|act| act.weight).sum();
    Estimate::exact(joining / total)
}
