//! S: joint contribution covers the window, keeps its pairs, and is recent.

use std::ops::Range;

use hashbrown::HashMap;

use super::record::{Act, Acts, Amount, Pair, Record, When, Window, pairs};
use super::weighted::{self, Row};
use super::{Interval, Notes, Part, Reason, Score, settle, unknown};
use crate::spe::Spec;

const PARTS: [Part; 3] = [Part::Coverage, Part::Retention, Part::Recency];

/// s_cov, s_pers and s_now.
pub(super) fn score(record: &Record, spec: &Spec, notes: &mut impl Notes, score: &mut Score) {
    let mut joint: Vec<&Act> = Vec::with_capacity(record.acts.acts.len() + record.acts.earlier.len());
    joint.extend(record.acts.acts.iter().filter(|act| act.is_joint_contribution()));
    joint.extend(&record.acts.earlier);
    let values = match record.window.filter(|_| !record.acts.acts.is_empty()) {
        None => {
            let reason = if record.acts.acts.is_empty() { Reason::NoActs } else { Reason::FewDated };
            PARTS.map(|part| unknown(notes, part, reason))
        }
        Some(window) => course(record, &joint, window, spec, notes),
    };
    for (part, value) in PARTS.into_iter().zip(values) {
        score.set(part, settle(value, part, record, notes));
    }
}

fn course(record: &Record, joint: &[&Act], window: Window, spec: &Spec, notes: &mut impl Notes) -> [Interval; 3] {
    let grids = grids(window, spec);
    let first = Grid::new(window, spec.bins[0]);
    let dated: usize = joint.iter().map(|act| occurrences(act, &first)).sum();
    let reason = if dated < 3 {
        Some(Reason::FewDated)
    } else if grids.is_empty() {
        Some(Reason::FewBins)
    } else {
        None
    };
    if let Some(reason) = reason {
        return PARTS.map(|part| {
            notes.acts(part, reason, joint.iter().filter(|act| !act.is_dated()).map(|act| act.node));
            Interval::unknown(reason)
        });
    }
    let course = Course::read(record, joint, &grids, window);
    [course.coverage(notes), course.retention(notes), course.recency(spec.half_life, notes)]
}

/// The bins of the specification, without those lengths that give fewer than three bins.
pub(in crate::spe) fn grids(window: Window, spec: &Spec) -> Vec<Grid> {
    spec.bins.iter().map(|&length| Grid::new(window, length)).filter(|grid| grid.bins >= 3).collect()
}

/// How many dated joint contributions an act stands for: a standing activity gives one for each bin of the first length
/// that it certainly fills.
fn occurrences(act: &Act, grid: &Grid) -> usize {
    match act.when {
        When::Undated | When::Standing { certain: None, .. } => 0,
        When::Once(_, last) => {
            if last >= grid.window.first {
                act.count as usize
            } else {
                0
            }
        }
        When::Standing { certain: Some(span), .. } => grid.range(span.0, span.1).count(),
    }
}

/// Bins of one length over the window, anchored at its beginning.
#[derive(Clone, Copy, Debug)]
pub(in crate::spe) struct Grid {
    window: Window,
    length: i64,
    pub(in crate::spe) bins: usize,
}

impl Grid {
    pub(in crate::spe) fn new(window: Window, length: u32) -> Self {
        let days = i64::from(window.last) - i64::from(window.first) + 1;
        let length = i64::from(length);
        Self { window, length, bins: (days.max(0) as usize).div_ceil(length as usize) }
    }

    fn bin(&self, day: i32) -> usize {
        ((i64::from(day) - i64::from(self.window.first)) / self.length) as usize
    }

    /// The bins that two days span, as far as they lie in the window.
    pub(in crate::spe) fn range(&self, first: i32, last: i32) -> Range<usize> {
        let (first, last) = (first.max(self.window.first), last.min(self.window.last));
        if first > last {
            return 0..0;
        }
        let start = self.bin(first);
        let end = if first == last { start } else { self.bin(last) };
        start..end + 1
    }

    /// The bins in which something of that date certainly falls.
    pub(in crate::spe) fn certain(&self, when: When) -> Range<usize> {
        match when {
            When::Undated => 0..0,
            When::Once(first, last) => {
                let range = self.range(first, last);
                if range.len() == 1 && first >= self.window.first { range } else { 0..0 }
            }
            When::Standing { certain, .. } => certain.map_or(0..0, |(first, last)| self.range(first, last)),
        }
    }

    /// The bins in which it may fall.
    pub(in crate::spe) fn possible(&self, when: When) -> Range<usize> {
        match when {
            When::Undated => 0..self.bins,
            When::Once(first, last) => self.range(first, last),
            When::Standing { possible, .. } => self.range(possible.0.unwrap_or(self.window.first), possible.1),
        }
    }

    /// Where the point estimate puts it: in the bin of its middle day, or where it certainly is.
    pub(in crate::spe) fn point(&self, when: When) -> Range<usize> {
        match when {
            When::Once(first, last) if first == last => self.range(first, last),
            When::Once(first, last) => {
                let middle = (i64::from(first.max(self.window.first)) + i64::from(last)).div_euclid(2) as i32;
                self.range(middle, middle)
            }
            When::Undated | When::Standing { .. } => self.certain(when),
        }
    }

    fn filled(&self, acts: &Acts, joint: &[&Act], ranges: impl Fn(When) -> Range<usize>) -> usize {
        let mut bins = Bins::new(1, self.bins);
        joint.iter().flat_map(|act| acts.whens(act)).for_each(|when| bins.fill(0, &ranges(when)));
        bins.row(0).count()
    }
}

/// Sets of bins, one for each row, a bit for each bin.
struct Bins {
    words: usize,
    bits: Vec<u64>,
}

impl Bins {
    fn new(rows: usize, bins: usize) -> Self {
        let words = bins.div_ceil(64);
        Self { words, bits: vec![0; rows * words] }
    }

    fn fill(&mut self, row: usize, range: &Range<usize>) {
        let own = &mut self.bits[row * self.words..(row + 1) * self.words];
        if range.len() == 1 {
            own[range.start / 64] |= 1 << (range.start % 64);
            return;
        }
        let mut bin = range.start;
        while bin < range.end {
            let end = range.end.min((bin / 64 + 1) * 64);
            let mask = u64::MAX >> (64 - (end - bin)) << (bin % 64);
            own[bin / 64] |= mask;
            bin = end;
        }
    }

    fn clear(&mut self) {
        self.bits.fill(0);
    }

    /// Adds the bins of a single row to one of several.
    fn join(&mut self, row: usize, single: &Self) {
        let own = &mut self.bits[row * self.words..(row + 1) * self.words];
        own.iter_mut().zip(&single.bits).for_each(|(own, more)| *own |= more);
    }

    fn row(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        let own = self.bits[row * self.words..(row + 1) * self.words].iter().zip((0..).step_by(64));
        own.flat_map(|(&word, first)| Ones(word).map(move |bit| first + bit))
    }

    fn rows(&self) -> usize {
        self.bits.len() / self.words
    }

    fn contains(&self, row: usize, bin: usize) -> bool {
        self.bits[row * self.words + bin / 64] >> (bin % 64) & 1 == 1
    }
}

/// The places of the bits that are set in a word.
struct Ones(u64);

impl Iterator for Ones {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let bit = self.0.trailing_zeros() as usize;
        self.0 &= self.0.wrapping_sub(1);
        (bit < 64).then_some(bit)
    }
}

/// The pairs that were ever active, numbered, and for each joint contribution the pairs that it joins.
struct Dyads {
    ends: Vec<u32>,
    joined: Vec<u32>,
    count: u32,
}

impl Dyads {
    fn read(record: &Record, joint: &[&Act]) -> Self {
        let mut numbers: HashMap<Pair, u32> = HashMap::with_capacity(joint.len());
        let (ends, joined) = (Vec::with_capacity(joint.len()), Vec::with_capacity(joint.len()));
        let mut dyads = Self { ends, joined, count: 0 };
        for act in joint {
            for pair in pairs(record.acts.contributors(act)) {
                let next = numbers.len() as u32;
                dyads.joined.push(*numbers.entry(pair).or_insert(next));
            }
            dyads.ends.push(dyads.joined.len() as u32);
        }
        dyads.count = numbers.len() as u32;
        dyads
    }
}

/// What the parts of S are computed from.
struct Course<'a> {
    record: &'a Record,
    joint: &'a [&'a Act],
    grids: &'a [Grid],
    window: Window,
    dyads: Dyads,
    /// For each grid.
    activities: Vec<Activity>,
    /// Whether some joint contribution cannot be put into one bin (or, standing, one set of bins) of every grid.
    is_vague: bool,
}

impl<'a> Course<'a> {
    fn read(record: &'a Record, joint: &'a [&'a Act], grids: &'a [Grid], window: Window) -> Self {
        let dyads = Dyads::read(record, joint);
        let mut course = Self { record, joint, grids, window, dyads, activities: Vec::new(), is_vague: record.adrift };
        course.activities = grids.iter().map(|grid| course.activity(grid)).collect();
        let some = course.vague().next().is_some();
        course.is_vague |= some;
        course
    }

    /// Which pairs were active in which bins of a grid.
    fn activity(&self, grid: &Grid) -> Activity {
        let pairs = self.dyads.count as usize;
        let (mut bins, mut own) = (Bins::new(pairs + 1, grid.bins), Bins::new(1, grid.bins));
        for (act, joined) in self.joined() {
            own.clear();
            self.record.acts.whens(act).for_each(|when| own.fill(0, &grid.point(when)));
            joined.iter().for_each(|&pair| bins.join(pair as usize, &own));
            bins.join(pairs, &own);
        }
        let mut filled = Vec::with_capacity(grid.bins);
        filled.extend(bins.row(pairs));
        Activity { bins, filled }
    }

    /// The joint contributions with the pairs that each joins.
    fn joined(&self) -> impl Iterator<Item = (&'a Act, &[u32])> {
        let mut start = 0;
        self.joint.iter().zip(&self.dyads.ends).map(move |(act, &end)| {
            let pairs = &self.dyads.joined[start..end as usize];
            start = end as usize;
            (*act, pairs)
        })
    }

    /// The joint contributions that cannot be put into one bin (or, standing, one set of bins) of every grid.
    fn vague(&self) -> impl Iterator<Item = u32> + '_ {
        let in_one_set = |act: &Act| self.grids.iter().all(|grid| grid.certain(act.when) == grid.possible(act.when));
        let settled = move |act: &Act| act.is_on_one_day() || in_one_set(act);
        self.joint.iter().filter(move |act| !settled(act)).map(|act| act.node)
    }

    /// The share of bins with a joint contribution, averaged over the grids.
    fn coverage(&self, notes: &mut impl Notes) -> Interval {
        let (acts, joint, grids) = (&self.record.acts, self.joint, self.grids);
        let filled = |(grid, activity): (&Grid, &Activity)| activity.filled.len() as f64 / grid.bins as f64;
        let point = grids.iter().zip(&self.activities).map(filled).sum::<f64>() / grids.len() as f64;
        if !self.is_vague {
            return Interval::exact(point);
        }
        notes.acts(Part::Coverage, Reason::VagueDates, self.vague());
        let mean = |share: &dyn Fn(&Grid) -> usize| {
            grids.iter().map(|grid| share(grid) as f64 / grid.bins as f64).sum::<f64>() / grids.len() as f64
        };
        let low = mean(&|grid| grid.filled(acts, joint, |when| grid.certain(when)));
        let value = Interval::between(low, mean(&|grid| most_filled(grid, acts, joint)), Some(point));
        // Where nobody set t0, a contribution of unknown date may have come first, and each bin moves with it.
        let value = if self.record.adrift { Interval { low: 0.0, high: 1.0, ..value } } else { value };
        value.because(Reason::VagueDates)
    }

    /// Mean retention of active pairs over neighbouring non-empty bins, averaged over the grids.
    fn retention(&self, notes: &mut impl Notes) -> Interval {
        if self.dyads.count < 3 {
            return unknown(notes, Part::Retention, Reason::FewDyads);
        }
        let retentions = self.activities.iter().filter_map(Activity::retention);
        let (sum, count) = retentions.fold((0.0, 0u32), |(sum, count), one| (sum + one, count + 1));
        if count == 0 {
            return unknown(notes, Part::Retention, Reason::OneBin);
        }
        let mean = sum / f64::from(count);
        if !self.is_vague {
            return Interval::exact(mean);
        }
        notes.acts(Part::Retention, Reason::VagueDates, self.vague());
        Interval::between(0.0, 1.0, Some(mean)).because(Reason::VagueDates)
    }

    /// The contribution-weighted mean over pairs of 2^(−(T − t_last)/h).
    fn recency(&self, half_life: f64, notes: &mut impl Notes) -> Interval {
        let fresh = |day: i32| libm::exp2(-(f64::from(self.window.last) - f64::from(day)) / half_life);
        let row = |last: Last| {
            let high = fresh(last.most);
            // A known day is the same for all three.
            let of = |day: i32| if day == last.most { high } else { fresh(day) };
            Row { low: last.least.map_or(0.0, of), high, point: last.middle.map(of), weight: last.weight }
        };
        let rows: Vec<Row> = self.lasts().into_iter().map(row).collect();
        let point = weighted::mean(&rows);
        if let Some(point) = point.filter(|_| rows.iter().all(|row| row.low == row.high && row.weight.is_exact())) {
            return Interval::exact(point);
        }
        let (low, high) = weighted::bounds(&rows);
        // A date may be close enough for its bin, and too rough for its day.
        let rough = self.joint.iter().filter(|act| !act.ends_on_one_day() || !act.times.is_known());
        notes.acts(Part::Recency, Reason::VagueDates, rough.map(|act| act.node));
        Interval::between(low, high, point).because(Reason::VagueDates)
    }

    fn lasts(&self) -> Vec<Last> {
        let mut lasts = vec![Last::default(); self.dyads.count as usize];
        for (act, pairs) in self.joined() {
            let own = Last::of(act, self.window);
            pairs.iter().for_each(|&pair| lasts[pair as usize].join(&own));
        }
        lasts
    }
}

/// Which pairs are active in which bins of a grid, as the point estimate puts it.
///
/// One set of bins for each pair, so that a standing activity costs its pairs and not its pairs times its bins; the row after
/// the last pair has the bins that any fills.
struct Activity {
    bins: Bins,
    /// The bins that are not empty, in order.
    filled: Vec<usize>,
}

impl Activity {
    /// The mean of |D_k ∩ D_next| / |D_k| over the non-empty bins; `None` with fewer than two of them.
    fn retention(&self) -> Option<f64> {
        let (bins, filled) = (&self.bins, &self.filled);
        let steps = filled.len().checked_sub(1).filter(|&steps| steps > 0)?;
        let mut place = vec![usize::MAX; filled[steps] + 1];
        filled.iter().take(steps).enumerate().for_each(|(nth, &bin)| place[bin] = nth);
        let (mut there, mut stays) = (vec![0u32; steps], vec![0u32; steps]);
        for pair in 0..bins.rows() - 1 {
            for nth in bins.row(pair).map(|bin| place[bin]).filter(|&nth| nth < steps) {
                there[nth] += 1;
                stays[nth] += u32::from(bins.contains(pair, filled[nth + 1]));
            }
        }
        let kept = there.iter().zip(&stays).map(|(&there, &stays)| f64::from(stays) / f64::from(there));
        Some(kept.sum::<f64>() / steps as f64)
    }
}

/// The most bins that the joint contributions can fill.
fn most_filled(grid: &Grid, acts: &Acts, joint: &[&Act]) -> usize {
    let reachable = grid.filled(acts, joint, |when| grid.possible(when));
    let settled = grid.filled(acts, joint, |when| grid.certain(when));
    let open = |act: &&&Act| grid.certain(act.when) != grid.possible(act.when);
    reachable.min(joint.iter().filter(open).map(|act| more(grid, act)).fold(settled, usize::saturating_add))
}

/// How many bins an unsettled act can fill beyond those that it certainly fills.
fn more(grid: &Grid, act: &Act) -> usize {
    match act.when {
        When::Undated | When::Once(..) => act.count as usize,
        When::Standing { .. } => grid.possible(act.when).len() - grid.certain(act.when).len(),
    }
}

/// One pair's joint contributions: their weight, and bounds and middle of the last day.
#[derive(Clone, Copy, Debug)]
struct Last {
    weight: Amount,
    least: Option<i32>,
    most: i32,
    middle: Option<i32>,
}

impl Default for Last {
    fn default() -> Self {
        Self { weight: Amount::default(), least: None, most: i32::MIN, middle: None }
    }
}

impl Last {
    fn of(act: &Act, window: Window) -> Self {
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
        Self { weight: act.ever(), least: least.map(until), most: until(most), middle: middle.map(until) }
    }

    fn join(&mut self, other: &Self) {
        self.weight.add(other.weight);
        self.least = self.least.max(other.least);
        self.most = self.most.max(other.most);
        self.middle = self.middle.max(other.middle);
    }
}
