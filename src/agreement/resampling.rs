//! Intervals by resampling.

use std::fmt;

use hashbrown::HashMap;
use serde::Serialize;

use super::alpha::{Metric, Pairs, pairs};
use super::chance::Coefficient;
use super::figure::{Figure, Undefined};
use super::ratings::Ratings;
use super::sample::{Profiles, Sample};
use crate::quantile::quantile;
use crate::random::Generator;

/// How many resamples to draw, from which seed, and how wide the interval is.
///
/// The numbers come from xoshiro256++ whose state `SplitMix64` fills from the seed; the same seed gives the same figures
/// on every platform.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Draws {
    /// How many resamples.
    pub resamples: u32,
    /// The seed; any will do.
    pub seed: u64,
    /// The share of the resamples in the interval, between 0 and 1.
    pub level: f64,
}

impl Draws {
    /// So many resamples from a seed, for an interval of 95 %.
    pub const fn new(resamples: u32, seed: u64) -> Self {
        Self { resamples, seed, level: 0.95 }
    }
}

/// What is drawn with replacement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Drawn {
    /// Units.
    Units,
    /// Sources, each with all its units: for units of one interview, which are not independent of each other.
    Sources,
    /// Differences of pairs of values: [`krippendorff_bootstrap`].
    Pairs,
}

/// An interval for a coefficient; made by [`bootstrap`] or [`krippendorff_bootstrap`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Bootstrap {
    /// The coefficient of the table itself.
    pub figure: Figure,
    /// The lower end of the interval.
    pub low: Figure,
    /// The upper end of the interval.
    pub high: Figure,
    /// The mean over the resamples that have a figure.
    pub mean: Figure,
    /// What was drawn.
    pub drawn: Drawn,
    /// How often, and from which seed.
    pub draws: Draws,
    /// How many resamples have no figure, such as those with one category only. They are left out, not taken as 1.
    pub undefined: u32,
}

/// The percentile bootstrap of a coefficient by units: as many units as there are, drawn with replacement.
///
/// The ends of the interval are quantiles of the resamples that have a figure, interpolated linearly (type 7 of Hyndman
/// and Fan). Units without a value are drawn too. Units that are not independent of each other, such as those of one
/// interview, make this interval too narrow: see [`bootstrap_sources`].
///
/// Equal units are counted as one: O(cells) once, and for each resample O(units) to draw and the cost of the coefficient
/// over the distinct units. Memory O(cells + resamples). Efron 1979, doi:10.1214/aos/1176344552.
///
/// ```
/// use cocreation::agreement::{Coefficient, Draws, Metric, Ratings, bootstrap};
///
/// let mut table = Ratings::builder(["ann", "bob"]);
/// for (nth, agree) in [true, true, false, true, true, true, false, true].into_iter().enumerate() {
///     let value = nth % 2 == 0;
///     table.unit(nth.to_string(), [Some(value), Some(value == agree)]);
/// }
/// let found = bootstrap(&table.build()?, Coefficient::Alpha(Metric::Nominal), Draws::new(2000, 7));
/// let [low, high] = [found.low, found.high].map(|end| end.value().expect("some resamples have two categories"));
/// assert!(low < 0.0 && high == 1.0, "eight units tell little");
/// # Ok::<(), cocreation::agreement::Faults>(())
/// ```
pub fn bootstrap<V>(ratings: &Ratings<V>, coefficient: Coefficient<'_, V>, draws: Draws) -> Bootstrap {
    resample(ratings, coefficient, draws, Drawn::Units, &[])
}

/// The percentile bootstrap clustered by source: as many [sources](super::RatingsBuilder::source) as there are, drawn with
/// replacement, each with all its units.
///
/// Otherwise as [`bootstrap`]. With one source there is no interval; with a few it is rough.
pub fn bootstrap_sources<V>(ratings: &Ratings<V>, coefficient: Coefficient<'_, V>, draws: Draws) -> Bootstrap {
    let mut clusters = vec![Vec::new(); ratings.source_count];
    for (unit, &source) in (0..).zip(&ratings.sources) {
        clusters[source as usize].push(unit);
    }
    clusters.retain(|units| !units.is_empty());
    if clusters.len() < 2 {
        let figure = coefficient.of(ratings);
        return Bootstrap::without(figure, Undefined::OneSource, Drawn::Sources, draws, 0);
    }
    resample(ratings, coefficient, draws, Drawn::Sources, &clusters)
}

/// Krippendorff's own bootstrap of α: it draws differences of pairs of values, not units.
///
/// In place of each pair of values in a unit stands the difference of a pair drawn from all units, and α is 1 less their
/// sum, each divided by m_u − 1 of the place, over n · D_e of the table. It takes all pairs as independent and chance as
/// known; the interval is much narrower than that of [`bootstrap`] and says less. It is the algorithm of the R package icr,
/// except that resamples below −1 are kept.
///
/// O(pairs of values · log categories) for each resample. Krippendorff 2018, *Content Analysis*, 4th ed., ch. 12.
pub fn krippendorff_bootstrap<V>(ratings: &Ratings<V>, metric: Metric<'_, V>, draws: Draws) -> Bootstrap {
    let sample = ratings.sample();
    let figure = super::alpha::of_sample(&sample, metric).figure;
    let Some(pairs) = pairs(&sample, metric) else {
        let reason = figure.reason().unwrap_or(Undefined::NoPairs);
        return Bootstrap::without(figure, reason, Drawn::Pairs, draws, 0);
    };
    let urn = Urn::of(&pairs);
    let mut generator = Generator::new(draws.seed);
    let alphas =
        (0..draws.resamples).map(|_| Figure::Defined(1.0 - urn.draw_all(&pairs, &mut generator) / pairs.expected));
    Bootstrap::of(figure, alphas.collect(), Drawn::Pairs, draws)
}

/// The pairs of values, to be drawn from.
struct Urn<'p> {
    distances: &'p [(f64, u64)],
    /// How many pairs stand up to and with each distance.
    ends: Vec<u64>,
    total: u64,
}

impl<'p> Urn<'p> {
    fn of(pairs: &'p Pairs) -> Self {
        let mut total = 0;
        let mut end = |(_, count): &(f64, u64)| {
            total += count;
            total
        };
        let ends = pairs.distances.iter().map(&mut end).collect();
        Self { distances: &pairs.distances, ends, total }
    }

    fn draw(&self, generator: &mut Generator) -> f64 {
        let drawn = (generator.unit() * self.total as f64) as u64;
        let at = self.ends.partition_point(|end| *end <= drawn);
        self.distances.get(at).map_or(0.0, |(distance, _)| *distance)
    }

    /// Σ over the places of two distances by m − 1.
    fn draw_all(&self, pairs: &Pairs, generator: &mut Generator) -> f64 {
        let of_size = |(others, count): (u32, &u64)| {
            let sum: f64 = (0..*count).map(|_| self.draw(generator)).sum();
            2.0 * sum / f64::from(others)
        };
        (1..).zip(pairs.by_size.iter().skip(2)).map(of_size).sum()
    }
}

/// The distinct rows of a table.
struct Patterns {
    cells: Vec<u32>,
    count: usize,
    of_unit: Vec<u32>,
}

impl Patterns {
    /// Rows that differ only in who gave a value are one, unless it matters.
    fn of<V>(ratings: &Ratings<V>, knows_coders: bool) -> Self {
        let mut found = HashMap::<Box<[u32]>, u32>::new();
        let mut patterns = Self { cells: Vec::new(), count: 0, of_unit: Vec::with_capacity(ratings.units.len()) };
        let mut row = Vec::new();
        for cells in ratings.cells.chunks_exact(ratings.coders.len()) {
            row.clear();
            row.extend_from_slice(cells);
            if !knows_coders {
                row.sort_unstable();
            }
            let next = found.len() as u32;
            let pattern = *found.entry_ref(&row[..]).or_insert(next);
            if pattern == next {
                patterns.cells.extend(&row);
            }
            patterns.of_unit.push(pattern);
        }
        patterns.count = found.len();
        patterns
    }

    fn sample<'t, V>(&'t self, ratings: &'t Ratings<V>) -> Sample<'t, V> {
        Sample { cells: &self.cells, ..ratings.sample() }
    }
}

/// `clusters` are empty where units are drawn one by one.
fn resample<V>(
    ratings: &Ratings<V>,
    coefficient: Coefficient<'_, V>,
    draws: Draws,
    drawn: Drawn,
    clusters: &[Vec<u32>],
) -> Bootstrap {
    let patterns = Patterns::of(ratings, coefficient.knows_coders());
    let sample = patterns.sample(ratings);
    let profiles: Option<Profiles> = (!coefficient.knows_coders()).then(|| sample.profiles());
    let mut generator = Generator::new(draws.seed);
    let mut times = vec![0_u64; patterns.count];
    let figures = (0..draws.resamples).map(|_| {
        times.fill(0);
        draw_units(&patterns.of_unit, clusters, &mut generator, |pattern| times[pattern as usize] += 1);
        coefficient.of_sample(&Sample { times: Some(&times), profiles: profiles.as_ref(), ..sample })
    });
    Bootstrap::of(coefficient.of(ratings), figures.collect(), drawn, draws)
}

fn draw_units(of_unit: &[u32], clusters: &[Vec<u32>], generator: &mut Generator, mut take: impl FnMut(u32)) {
    let below = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    if clusters.is_empty() {
        let units = below(of_unit.len());
        of_unit.iter().for_each(|_| take(of_unit[generator.below(units) as usize]));
    } else {
        for _ in clusters {
            let cluster = &clusters[generator.below(below(clusters.len())) as usize];
            cluster.iter().for_each(|unit| take(of_unit[*unit as usize]));
        }
    }
}

impl Bootstrap {
    fn without(figure: Figure, reason: Undefined, drawn: Drawn, draws: Draws, undefined: u32) -> Self {
        let none = Figure::Undefined(reason);
        Self { figure, low: none, high: none, mean: none, drawn, draws, undefined }
    }

    fn of(figure: Figure, figures: Vec<Figure>, drawn: Drawn, draws: Draws) -> Self {
        let mut defined: Vec<f64> = figures.into_iter().filter_map(Figure::value).collect();
        defined.sort_unstable_by(f64::total_cmp);
        let undefined = draws.resamples - defined.len() as u32;
        if !(draws.level > 0.0 && draws.level < 1.0) {
            return Self::without(figure, Undefined::NoLevel, drawn, draws, undefined);
        }
        if defined.is_empty() {
            return Self::without(figure, figure.reason().unwrap_or(Undefined::NoResample), drawn, draws, undefined);
        }
        let tail = (1.0 - draws.level) / 2.0;
        let finite = |value: Option<f64>| value.map_or(Figure::Undefined(Undefined::NoDistance), Figure::Defined);
        let [low, high] = [tail, 1.0 - tail].map(|share| finite(quantile(&defined, share)));
        let mean = defined.iter().sum::<f64>() / defined.len() as f64;
        let mean = finite(Some(mean).filter(|mean| mean.is_finite()));
        Self { figure, low, high, mean, drawn, draws, undefined }
    }
}

impl fmt::Display for Bootstrap {
    /// `[0.415, 1.000] (95 % of 1000 resamples of units, seed 42)`, or why there is no interval.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Draws { resamples, seed, level } = self.draws;
        let drawn = match self.drawn {
            Drawn::Units => "units",
            Drawn::Sources => "sources",
            Drawn::Pairs => "pairs of values, after Krippendorff",
        };
        match (self.low, self.high) {
            (Figure::Defined(low), Figure::Defined(high)) => write!(f, "[{low:.3}, {high:.3}]")?,
            (low, _) => low.fmt(f)?,
        }
        write!(f, " ({:.0} % of {resamples} resamples of {drawn}, seed {seed}", 100.0 * level)?;
        if self.undefined > 0 {
            write!(f, "; {} without a figure are left out", self.undefined)?;
        }
        f.write_str(")")
    }
}
