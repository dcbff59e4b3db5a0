//! One evaluation: a sphere with its sources of uncertainty turned, and its score.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{Factor, Limit, Plan};
use crate::case::ClaimId;
use crate::evidence::Sign;
use crate::random::Generator;
use crate::spe::Spec;
use crate::spe::definition::occasions::Occasions;
use crate::spe::definition::record::{Pair, Record, When};
use crate::spe::definition::restrict::Kept;
use crate::spe::definition::{self, Score};
use crate::spe::reading::Reading;

/// What the draws of one sphere begin with.
pub(super) struct Scene {
    occasions: Occasions,
    /// The record without its acts.
    frame: Record,
    spec: Spec,
    last: i32,
    disagreement: f64,
    half_lives: (f64, f64),
    grids: Vec<Vec<u32>>,
    /// The sources, or pieces of evidence, of which anything rests, by their place in the case.
    clusters: Vec<u32>,
    /// For each act, each stance and each agreement, the clusters of its evidence.
    of_acts: Vec<Vec<u32>>,
    of_stances: Vec<Vec<u32>>,
    of_agreements: Vec<Vec<u32>>,
    /// What can be drawn.
    pub(super) factors: Vec<Factor>,
    /// What cannot, and of how many things.
    pub(super) limits: Vec<(Limit, usize)>,
}

/// Which of the two samples each factor is taken from.
pub(super) type Sides = [u64; Factor::ALL.len()];

impl Scene {
    pub(super) fn new(reading: &Reading<'_>, spec: &Spec, plan: &Plan) -> Self {
        let middle = spec.half_life;
        let mut grids = plan.grids.clone();
        if grids.is_empty() {
            let scaled = |of: fn(u32) -> u32| spec.bins.iter().map(|&bin| of(bin).max(1)).collect();
            grids = vec![scaled(|bin| bin / 2), spec.bins.clone(), scaled(|bin| bin.saturating_mul(2))];
        }
        let mut scene = Self {
            occasions: reading.occasions.clone(),
            frame: reading.record.frame(),
            spec: spec.clone(),
            last: reading.last,
            disagreement: 0.0,
            half_lives: plan.half_lives.unwrap_or((middle / 2.0, middle * 2.0)),
            grids,
            clusters: Vec::new(),
            of_acts: Vec::new(),
            of_stances: Vec::new(),
            of_agreements: Vec::new(),
            factors: Vec::new(),
            limits: Vec::new(),
        };
        scene.cluster(reading);
        scene.settle_coding(reading, plan);
        scene.settle_dates();
        scene.factors.push(Factor::Specification);
        if scene.frame.members.len() > 2 {
            scene.factors.push(Factor::Boundary);
        } else {
            scene.limits.push((Limit::SmallBoundary, 1));
        }
        scene
    }

    /// Groups the evidence of everything by its source or, where there is only one source, by piece.
    fn cluster(&mut self, reading: &Reading<'_>) {
        let evidence = Evidence::read(self, reading);
        let (sources, pieces) = (evidence.distinct(|piece| reading.source(piece)), evidence.distinct(|piece| piece));
        if pieces.len() < 2 {
            self.limits.push((if pieces.is_empty() { Limit::NoEvidence } else { Limit::OnePiece }, 1));
            return;
        }
        self.factors.push(Factor::Evidence);
        if sources.len() > 1 {
            self.spread(&evidence, |piece| reading.source(piece), sources);
        } else {
            self.limits.push((Limit::OneSource, 1));
            self.spread(&evidence, |piece| piece, pieces);
        }
        let bare = [&self.of_acts, &self.of_stances, &self.of_agreements].into_iter().flatten();
        let bare = bare.filter(|clusters| clusters.is_empty()).count();
        if bare > 0 {
            self.limits.push((Limit::WithoutEvidence, bare));
        }
    }

    fn spread(&mut self, evidence: &Evidence, cluster: impl Fn(u32) -> u32, clusters: Vec<u32>) {
        let of = |rows: &[Vec<u32>]| -> Vec<Vec<u32>> {
            let row = |pieces: &Vec<u32>| {
                let mut clusters: Vec<u32> = pieces.iter().map(|&piece| cluster(piece)).collect();
                clusters.sort_unstable();
                clusters.dedup();
                clusters
            };
            rows.iter().map(row).collect()
        };
        self.clusters = clusters;
        self.of_acts = of(&evidence.of_acts);
        self.of_stances = of(&evidence.of_stances);
        self.of_agreements = of(&evidence.of_agreements);
    }

    fn settle_coding(&mut self, reading: &Reading<'_>, plan: &Plan) {
        match plan.disagreement.or_else(|| reading.disagreement()) {
            Some(rate) => {
                self.disagreement = rate;
                self.factors.push(Factor::Coding);
            }
            None => self.limits.push((Limit::NoDisagreement, 1)),
        }
    }

    fn settle_dates(&mut self) {
        let count = |of: fn(&When) -> bool| self.occasions.rows.iter().filter(|row| of(&row.when)).count();
        let rough = count(|when| matches!(when, When::Once(first, last) if first < last));
        let unknown = count(|when| match when {
            When::Undated => true,
            When::Once(..) => false,
            When::Standing { certain, possible } => {
                possible.0.is_none_or(|first| *certain != Some((first, possible.1)))
            }
        });
        if rough > 0 {
            self.factors.push(Factor::Dates);
        } else {
            self.limits.push((Limit::ExactDates, 1));
        }
        if unknown > 0 {
            self.limits.push((Limit::Undated, unknown));
        }
    }

    /// The score of one draw: each factor from its side's own stream, so that one can be turned without the others.
    pub(super) fn evaluate(&self, seed: u64, row: u64, sides: Sides) -> Score {
        let (mut record, mut occasions, mut spec) = (self.frame.clone(), self.occasions.clone(), self.spec.clone());
        let mut dropped = None;
        for &factor in &self.factors {
            let stream = (row * Factor::ALL.len() as u64 + factor as u64) * 2 + sides[factor as usize];
            let generator = &mut Generator::stream(seed, stream);
            match factor {
                Factor::Evidence => self.weigh(&mut record, &mut occasions, generator),
                Factor::Coding => self.flip(&mut record, &mut occasions, generator),
                Factor::Dates => date(&mut occasions, generator),
                Factor::Specification => self.specify(&mut spec, generator),
                Factor::Boundary => dropped = self.drop_one(generator),
            }
        }
        if let Some(dropped) = dropped {
            let kept = Kept::new(record.members.len(), |member| member != dropped);
            (record, occasions) = (record.among(&kept), occasions.among(&kept));
        }
        record.enact(&occasions, &spec, self.last);
        definition::score(&record, &spec, &mut ())
    }

    /// The Bayesian bootstrap (Rubin 1981): clusters get weights from a flat Dirichlet distribution, 1 on average; what
    /// rests on several counts by their mean, so that a second source changes no value, only the uncertainty.
    fn weigh(&self, record: &mut Record, occasions: &mut Occasions, generator: &mut Generator) {
        // One for each place up to the last, so that a source has the same weight in every sphere of a case.
        let places = self.clusters.last().map_or(0, |&last| last as usize + 1);
        let drawn: Vec<f64> = (0..places).map(|_| generator.exponential()).collect();
        let mean =
            self.clusters.iter().map(|&cluster| drawn[cluster as usize]).sum::<f64>() / self.clusters.len() as f64;
        let weight = |clusters: &Vec<u32>| {
            let sum: f64 = clusters.iter().map(|&cluster| drawn[cluster as usize]).sum();
            // A cluster of weight 0 would make an act of weight 0, which no act has.
            if clusters.is_empty() { 1.0 } else { (sum / clusters.len() as f64 / mean).max(f64::EPSILON) }
        };
        occasions.rows.iter_mut().zip(&self.of_acts).for_each(|(row, of)| row.weight *= weight(of));
        record.stances.rows.iter_mut().zip(&self.of_stances).for_each(|(stance, of)| stance.weight = weight(of));
        let agreements = record.roadmaps.iter_mut().chain(&mut record.mechanisms);
        agreements.zip(&self.of_agreements).for_each(|(agreement, of)| agreement.weight = weight(of));
    }

    /// A participation moves one step, to or from indifference; a stance and a position turn round.
    fn flip(&self, record: &mut Record, occasions: &mut Occasions, generator: &mut Generator) {
        let flips = |generator: &mut Generator| generator.unit() < self.disagreement;
        for doing in &mut occasions.doings {
            if flips(generator) {
                doing.sign = match doing.sign {
                    Sign::Positive | Sign::Negative => Sign::Neutral,
                    Sign::Neutral => [Sign::Positive, Sign::Negative][generator.below(2) as usize],
                };
            }
        }
        let stances = record.stances.rows.iter_mut().map(|stance| &mut stance.endorses);
        let agreements = record.roadmaps.iter_mut().chain(&mut record.mechanisms);
        let positions = agreements.flat_map(|one| one.positions.iter_mut().map(|(_, accepts)| accepts));
        for side in stances.chain(positions) {
            *side ^= flips(generator);
        }
    }

    /// Exponent from −1 to 0; weights from a flat Dirichlet distribution; half-life evenly on the logarithm; any grid.
    fn specify(&self, spec: &mut Spec, generator: &mut Generator) {
        spec.exponent = -generator.unit();
        spec.weights = [(); 3].map(|()| generator.exponential().max(f64::EPSILON));
        let (low, high) = self.half_lives;
        spec.half_life = low * libm::pow(high / low, generator.unit());
        spec.bins.clone_from(&self.grids[generator.below(self.grids.len() as u32) as usize]);
    }

    /// Nobody, or any one actor.
    fn drop_one(&self, generator: &mut Generator) -> Option<u32> {
        let members = self.frame.members.len() as u32;
        Some(generator.below(members + 1)).filter(|&member| member < members)
    }
}

/// Rough dates become a day within their precision.
fn date(occasions: &mut Occasions, generator: &mut Generator) {
    for row in &mut occasions.rows {
        if let When::Once(first, last) = row.when
            && first < last
        {
            let days = (i64::from(last) - i64::from(first) + 1).min(i64::from(u32::MAX)) as u32;
            let day = (i64::from(first) + i64::from(generator.below(days))) as i32;
            row.when = When::Once(day, day);
        }
    }
}

/// The pieces of evidence behind each act, stance and agreement.
struct Evidence {
    of_acts: Vec<Vec<u32>>,
    of_stances: Vec<Vec<u32>>,
    of_agreements: Vec<Vec<u32>>,
}

impl Evidence {
    fn read(scene: &Scene, reading: &Reading<'_>) -> Self {
        let mut of_acts: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for &(node, claim) in &reading.claims.acts.participation {
            of_acts.entry(node).or_default().extend(reading.grounds(claim));
        }
        let mut of_stances: BTreeMap<Pair, Vec<u32>> = BTreeMap::new();
        for &(stance, claim) in &reading.claims.stances {
            of_stances.entry(stance).or_default().extend(reading.grounds(claim));
        }
        let agreements = reading.claims.roadmaps.iter().chain(&reading.claims.mechanisms);
        let grounds =
            |claims: &Vec<ClaimId>| claims.iter().flat_map(|&claim| reading.grounds(claim)).copied().collect();
        let acts = scene.occasions.rows.iter();
        Self {
            of_acts: acts.map(|row| of_acts.get(&row.node).cloned().unwrap_or_default()).collect(),
            // Both are in the order of member and purpose.
            of_stances: of_stances.into_values().collect(),
            of_agreements: agreements.map(grounds).collect(),
        }
    }

    fn all(&self) -> impl Iterator<Item = u32> + '_ {
        [&self.of_acts, &self.of_stances, &self.of_agreements].into_iter().flatten().flatten().copied()
    }

    /// What the pieces are grouped by, each once and in order.
    fn distinct(&self, group: impl Fn(u32) -> u32) -> Vec<u32> {
        let distinct: BTreeSet<u32> = self.all().map(group).collect();
        distinct.into_iter().collect()
    }
}
