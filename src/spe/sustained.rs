//! S: joint contribution covers the window, keeps its pairs, and is recent.

use std::ops::Range;

use fixedbitset::FixedBitSet;
use hashbrown::HashMap;

use super::acts::{Act, Acts, When, pairs};
use super::boundary::Boundary;
use super::estimate::{Estimate, Gap, Mean, Reason};
use super::{Figure, Spec};

/// The window from t0 to T, in days, both included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) first: i32,
    pub(super) last: i32,
}

/// S = (s_cov · s_pers · s_now)^(1/3).
pub(super) fn assess(acts: &Acts, boundary: &Boundary<'_>, window: Option<Window>, spec: &Spec) -> Figure {
    let joint: Vec<&Act> = acts.acts.iter().filter(|act| act.is_joint_contribution()).collect();
    let estimates = match window.filter(|_| !acts.acts.is_empty()) {
        None => {
            let reason = if acts.acts.is_empty() { Reason::NoActs } else { Reason::FewDated };
            let estimate = || Estimate::unknown(Gap::new(reason));
            [estimate(), estimate(), estimate()]
        }
        Some(window) => course(acts, &joint, boundary, window, spec),
    };
    let names = [
        ("s_cov", "share of time bins with a joint contribution"),
        ("s_pers", "share of pairs that stay active from bin to bin"),
        ("s_now", "recency, halved with every half-life"),
    ];
    let parts = super::parts_on_acts(names, estimates, acts, boundary);
    Figure::combining("S", "actors keep contributing jointly over the window", parts, Mean::Geometric)
}

fn course(acts: &Acts, joint: &[&Act], boundary: &Boundary<'_>, window: Window, spec: &Spec) -> [Estimate; 3] {
    let grids: Vec<Grid> =
        spec.bins.iter().map(|&length| Grid::new(window, length)).filter(|grid| grid.bins >= 3).collect();
    let dated: usize = joint.iter().map(|act| occurrences(act, window, grids.first())).sum();
    let reason = if dated < 3 {
        Some(Reason::FewDated)
    } else if grids.is_empty() {
        Some(Reason::FewBins)
    } else {
        None
    };
    if let Some(reason) = reason {
        let about = || Gap::about(reason, undated(joint).into_iter().map(|node| boundary.node_id(node)));
        return [Estimate::unknown(about()), Estimate::unknown(about()), Estimate::unknown(about())];
    }
    let vague = Gap::about(Reason::VagueDates, vague(joint, &grids).into_iter().map(|node| boundary.node_id(node)));
    // Where nobody set t0, a contribution of unknown date may have come first, and each bin moves with it.
    let adrift = spec.from.is_none() && acts.first_day_vague;
    let vague = (adrift || vague.count > 0).then_some(vague);
    let coverage = coverage(joint, &grids, vague.clone());
    let coverage = if adrift { Estimate { low: 0.0, high: 1.0, ..coverage } } else { coverage };
    let dyads = Dyads::read(acts, joint);
    [coverage, persistence(&dyads, &grids, vague), recency(&dyads, boundary, window, spec)]
}

/// How many dated joint contributions an act stands for: a standing activity gives one for each bin it certainly fills.
fn occurrences(act: &Act, window: Window, grid: Option<&Grid>) -> usize {
    match act.when {
        When::Undated | When::Standing { certain: None, .. } => 0,
        When::Once(_, last) => usize::from(last >= window.first),
        When::Standing { certain: Some(span), .. } => grid.map_or(1, |grid| grid.range(span.0, span.1).count()),
    }
}

fn undated(joint: &[&Act]) -> Vec<u32> {
    let lacks_date = |act: &&&Act| matches!(act.when, When::Undated | When::Standing { certain: None, .. });
    joint.iter().filter(lacks_date).map(|act| act.node).collect()
}

/// The joint contributions that cannot be put into one bin (or, standing, one set of bins) of every grid.
fn vague(joint: &[&Act], grids: &[Grid]) -> Vec<u32> {
    let settled = |act: &Act| grids.iter().all(|grid| grid.certain(act).eq(grid.possible(act)));
    joint.iter().filter(|act| !settled(act)).map(|act| act.node).collect()
}

/// Bins of one length over the window.
#[derive(Clone, Copy, Debug)]
struct Grid {
    window: Window,
    length: i64,
    bins: usize,
}

impl Grid {
    fn new(window: Window, length: u32) -> Self {
        let days = i64::from(window.last) - i64::from(window.first) + 1;
        let length = i64::from(length);
        Self { window, length, bins: (days.max(0) as usize).div_ceil(length as usize) }
    }

    fn bin(&self, day: i32) -> usize {
        ((i64::from(day) - i64::from(self.window.first)) / self.length) as usize
    }

    /// The bins that two days span, as far as they lie in the window.
    fn range(&self, first: i32, last: i32) -> Range<usize> {
        let (first, last) = (first.max(self.window.first), last.min(self.window.last));
        if first > last { 0..0 } else { self.bin(first)..self.bin(last) + 1 }
    }

    /// The bins in which the act certainly falls.
    fn certain(&self, act: &Act) -> Range<usize> {
        match act.when {
            When::Undated => 0..0,
            When::Once(first, last) => {
                let range = self.range(first, last);
                if range.len() == 1 && first >= self.window.first { range } else { 0..0 }
            }
            When::Standing { certain, .. } => certain.map_or(0..0, |(first, last)| self.range(first, last)),
        }
    }

    /// The bins in which the act may fall.
    fn possible(&self, act: &Act) -> Range<usize> {
        match act.when {
            When::Undated => 0..self.bins,
            When::Once(first, last) => self.range(first, last),
            When::Standing { possible, .. } => self.range(possible.0.unwrap_or(self.window.first), possible.1),
        }
    }

    /// Where the point estimate puts the act: in the bin of its middle day, or where it certainly is.
    fn point(&self, act: &Act) -> Range<usize> {
        match act.when {
            When::Once(first, last) => {
                let middle = (i64::from(first.max(self.window.first)) + i64::from(last)).div_euclid(2) as i32;
                self.range(middle, middle)
            }
            When::Undated | When::Standing { .. } => self.certain(act),
        }
    }

    fn filled<'a>(&self, joint: &[&'a Act], ranges: impl Fn(&'a Act) -> Range<usize>) -> usize {
        let mut bins = vec![false; self.bins];
        joint.iter().flat_map(|act| ranges(act)).for_each(|bin| bins[bin] = true);
        bins.iter().filter(|filled| **filled).count()
    }
}

/// The share of bins with a joint contribution, averaged over the grids.
fn coverage(joint: &[&Act], grids: &[Grid], vague: Option<Gap>) -> Estimate {
    let mean = |share: &dyn Fn(&Grid) -> usize| {
        grids.iter().map(|grid| share(grid) as f64 / grid.bins as f64).sum::<f64>() / grids.len() as f64
    };
    let low = mean(&|grid| grid.filled(joint, |act| grid.certain(act)));
    let high = mean(&|grid| {
        let (reachable, settled) =
            (grid.filled(joint, |act| grid.possible(act)), grid.filled(joint, |act| grid.certain(act)));
        let open = |act: &&&Act| grid.certain(act) != grid.possible(act);
        let most: usize = joint.iter().filter(open).map(|act| more(grid, act)).fold(settled, usize::saturating_add);
        reachable.min(most)
    });
    let point = mean(&|grid| grid.filled(joint, |act| grid.point(act)));
    Estimate::between(low, high, Some(point.clamp(low, high)), vague.into_iter().collect())
}

/// How many bins an unsettled act can fill beyond those that it certainly fills.
fn more(grid: &Grid, act: &Act) -> usize {
    match act.when {
        When::Undated | When::Once(..) => 1,
        When::Standing { .. } => grid.possible(act).len() - grid.certain(act).len(),
    }
}

/// The pairs that were ever active, numbered, and for each joint contribution the pairs that it joins.
struct Dyads<'a> {
    joint: &'a [&'a Act],
    of_act: Vec<Range<u32>>,
    joined: Vec<u32>,
    count: u32,
}

impl<'a> Dyads<'a> {
    fn read(acts: &Acts, joint: &'a [&'a Act]) -> Self {
        let mut numbers: HashMap<(u32, u32), u32> = HashMap::new();
        let mut dyads = Self { joint, of_act: Vec::with_capacity(joint.len()), joined: Vec::new(), count: 0 };
        for act in joint {
            let start = dyads.joined.len() as u32;
            for pair in pairs(acts.contributors(act)) {
                let next = numbers.len() as u32;
                dyads.joined.push(*numbers.entry(pair).or_insert(next));
            }
            dyads.of_act.push(start..dyads.joined.len() as u32);
        }
        dyads.count = numbers.len() as u32;
        dyads
    }

    /// The joint contributions with the pairs that each joins.
    fn iter(&self) -> impl Iterator<Item = (&'a Act, &[u32])> {
        let joined = |range: &Range<u32>| &self.joined[range.start as usize..range.end as usize];
        self.joint.iter().copied().zip(self.of_act.iter().map(joined))
    }
}

/// Mean retention of active pairs over neighbouring non-empty bins, averaged over the grids.
fn persistence(dyads: &Dyads<'_>, grids: &[Grid], vague: Option<Gap>) -> Estimate {
    if dyads.count < 3 {
        return Estimate::unknown(Gap::new(Reason::FewDyads));
    }
    let retentions: Vec<f64> = grids.iter().filter_map(|grid| retention(dyads, grid)).collect();
    if retentions.is_empty() {
        return Estimate::unknown(Gap::new(Reason::OneBin));
    }
    let mean = retentions.iter().sum::<f64>() / retentions.len() as f64;
    match vague {
        None => Estimate::exact(mean),
        Some(gap) => Estimate::between(0.0, 1.0, Some(mean), vec![gap]),
    }
}

/// The mean of |D_k ∩ D_next| / |D_k| over the non-empty bins; `None` with fewer than two of them.
///
/// One set of bins for each pair, so that a standing activity costs its pairs and not its pairs times its bins.
fn retention(dyads: &Dyads<'_>, grid: &Grid) -> Option<f64> {
    let mut active = vec![FixedBitSet::with_capacity(grid.bins); dyads.count as usize];
    for (act, pairs) in dyads.iter() {
        let bins = grid.point(act);
        pairs.iter().for_each(|&pair| active[pair as usize].insert_range(bins.clone()));
    }
    let mut filled = FixedBitSet::with_capacity(grid.bins);
    active.iter().for_each(|bins| filled.union_with(bins));
    let mut next = vec![0; grid.bins];
    filled.ones().zip(filled.ones().skip(1)).for_each(|(bin, following)| next[bin] = following);
    let last = filled.maximum()?;
    let (mut there, mut stays) = (vec![0u32; grid.bins], vec![0u32; grid.bins]);
    for bins in &active {
        for bin in bins.ones().filter(|&bin| bin != last) {
            there[bin] += 1;
            stays[bin] += u32::from(bins.contains(next[bin]));
        }
    }
    let steps = filled.count_ones(..).checked_sub(1).filter(|&steps| steps > 0)?;
    let kept = filled.ones().take(steps).map(|bin| f64::from(stays[bin]) / f64::from(there[bin]));
    Some(kept.sum::<f64>() / steps as f64)
}

/// One pair's joint contributions: their weight, and bounds and middle of the last day.
#[derive(Clone, Copy, Debug)]
struct Last {
    weight: f64,
    least: Option<i32>,
    most: i32,
    middle: Option<i32>,
}

/// The contribution-weighted mean over pairs of 2^(−(T − t_last)/h).
fn recency(dyads: &Dyads<'_>, boundary: &Boundary<'_>, window: Window, spec: &Spec) -> Estimate {
    let lasts = lasts(dyads, window);
    let total: f64 = lasts.iter().map(|last| last.weight).sum();
    let fresh = |day: i32| libm::exp2(-(f64::from(window.last) - f64::from(day)) / spec.half_life);
    let mean = |of: &dyn Fn(&Last) -> f64| lasts.iter().map(|last| last.weight * of(last)).sum::<f64>() / total;
    let low = mean(&|last| last.least.map_or(0.0, fresh));
    let high = mean(&|last| fresh(last.most));
    let dated: Vec<(f64, i32)> = lasts.iter().filter_map(|last| Some((last.weight, last.middle?))).collect();
    let known: f64 = dated.iter().map(|(weight, _)| weight).sum();
    let point = dated.iter().map(|&(weight, day)| weight * fresh(day)).sum::<f64>() / known;
    // A date may be close enough for its bin, and too rough for its day.
    let rough = dyads.joint.iter().filter(|act| !act.ends_on_one_day()).map(|act| boundary.node_id(act.node));
    let rough: Vec<&str> = rough.collect();
    let gap = (low < high).then(|| Gap::about(Reason::VagueDates, rough.into_iter()));
    // The point leaves undated pairs out, so that it could pass the bounds.
    let point = (known > 0.0).then(|| point.clamp(low, high));
    Estimate::between(low, high, point, gap.into_iter().collect())
}

fn lasts(dyads: &Dyads<'_>, window: Window) -> Vec<Last> {
    let blank = Last { weight: 0.0, least: None, most: i32::MIN, middle: None };
    let mut lasts = vec![blank; dyads.count as usize];
    for (act, pairs) in dyads.iter() {
        pairs.iter().for_each(|&pair| lasts[pair as usize] = lasts[pair as usize].after(act, window));
    }
    lasts
}

impl Last {
    fn after(self, act: &Act, window: Window) -> Self {
        let (least, most, middle) = match act.when {
            When::Undated => (None, window.last, None),
            When::Once(first, last) => {
                (Some(first), last, Some((i64::from(first) + i64::from(last)).div_euclid(2) as i32))
            }
            When::Standing { certain, possible } => {
                let end = certain.map(|(_, end)| end);
                (end, possible.1, end)
            }
        };
        let until = |day: i32| day.min(window.last);
        Self {
            weight: self.weight + act.weight,
            least: self.least.max(least.map(until)),
            most: self.most.max(until(most)),
            middle: self.middle.max(middle.map(until)),
        }
    }
}
