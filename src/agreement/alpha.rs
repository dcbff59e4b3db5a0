//! Krippendorff's α.

use std::fmt;

use serde::Serialize;

use super::figure::{Figure, Undefined};
use super::ratings::Ratings;
use super::sample::{Profile, Sample, size};

/// How far apart two values are: δ² in the words of the source.
pub enum Metric<'f, V> {
    /// Two values are equal or not.
    Nominal,
    /// The values have an order, that of the categories: (Σ n_g over the values from one to the other − (n_c + n_k)/2)².
    Ordinal,
    /// The values are numbers with equal steps, as the function gives them: (c − k)².
    Interval(&'f dyn Fn(&V) -> f64),
    /// The values are numbers of 0 or more with a true zero, as the function gives them: ((c − k)/(c + k))².
    Ratio(&'f dyn Fn(&V) -> f64),
    /// Any other distance, used as it is and not squared, such as [`jaccard`](super::jaccard) for sets of codes. It is
    /// finite, 0 or more, 0 for a value and itself, and the same both ways.
    Distance(&'f dyn Fn(&V, &V) -> f64),
}

impl<V> Clone for Metric<'_, V> {
    fn clone(&self) -> Self {
        *self
    }
}

// Not derived: the functions are copied, whatever the values are.
impl<V> Copy for Metric<'_, V> {}

impl<V> fmt::Debug for Metric<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<V> fmt::Display for Metric<'_, V> {
    /// The name of the metric: `nominal`, `ordinal`, `interval`, `ratio`, `distance`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nominal => "nominal",
            Self::Ordinal => "ordinal",
            Self::Interval(_) => "interval",
            Self::Ratio(_) => "ratio",
            Self::Distance(_) => "distance",
        })
    }
}

/// Krippendorff's α of a table; made by [`alpha`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Alpha {
    /// α = 1 − D_o / D_e: 1 for perfect agreement, 0 for what chance gives, below 0 for systematic disagreement.
    pub figure: Figure,
    /// D_o, the mean distance of two values of one unit; `None` where there are no two, or no distance.
    pub observed: Option<f64>,
    /// D_e, the mean distance of any two of the values; `None` where there are no two, or no distance.
    pub expected: Option<f64>,
    /// How many units have two values or more.
    pub units: u64,
    /// How many values these units have: n.
    pub values: u64,
}

/// Krippendorff's α: agreement beyond chance, for any number of coders, with values missing, by any metric.
///
/// ```text
/// α = 1 − D_o / D_e
/// D_o = Σ_u Σ_{i≠j in u} δ²(i, j) / (m_u − 1) / n      m_u ≥ 2 values in unit u; n values in such units
/// D_e = Σ_{c,k} n_c n_k δ²(c, k) / (n (n − 1))         n_c values of category c in such units
/// ```
///
/// A unit with fewer than two values is left out, from n_c too. Categories that nobody used do not matter. α is undefined
/// without two values in one unit, and where all values that can be paired are at distance 0: then nothing shows whether
/// the coders can tell the categories apart.
///
/// Nominal sums are whole numbers up to the division by m_u − 1; sums by other metrics run over the units in the order of
/// the table, for each number of values apart. O(cells) for the nominal, O(units · c²) with c categories in a unit for any
/// other metric, and O(categories²) more for ratios and distances.
///
/// Krippendorff 2011, "Computing Krippendorff's alpha-reliability"; 2018, *Content Analysis*, 4th ed., ch. 12.
///
/// ```
/// use cocreation::agreement::{Metric, Ratings, alpha};
///
/// let mut table = Ratings::builder(["ann", "bob"]);
/// for (unit, one, other) in [("s1", 1, 1), ("s2", 2, 2), ("s3", 1, 2), ("s4", 2, 2)] {
///     table.unit(unit, [Some(one), Some(other)]);
/// }
/// table.unit("s5", [Some(3), None]); // seen by one coder only, and left out
/// let found = alpha(&table.build()?, Metric::Nominal);
/// // One of four units disagrees: D_o = 1/4. Three 1 and five 2: D_e = 2 · 3 · 5 / (8 · 7) = 15/28.
/// assert_eq!(found.figure.value(), Some(1.0 - 28.0 / 60.0));
/// # Ok::<(), cocreation::agreement::Faults>(())
/// ```
pub fn alpha<V>(ratings: &Ratings<V>, metric: Metric<'_, V>) -> Alpha {
    of_sample(&ratings.sample(), metric)
}

/// α of each code by itself: given or not given.
///
/// It answers which codes the coders can tell apart and which they cannot; that is what a codebook can be mended by. Each
/// is the nominal α of the table in which `has` says for each value whether the code is in it: for sets of codes
/// `|set, code| set.contains(code)`, for one code a unit `|value, code| value == code`. O(codes · cells).
///
/// ```
/// use cocreation::agreement::{CodeSet, Ratings, alpha_per_code};
///
/// let mut table = Ratings::builder(["ann", "bob"]);
/// let set = |codes: &[&'static str]| Some(CodeSet::from_iter(codes.iter().copied()));
/// table.unit("s1", [set(&["trust"]), set(&["trust", "doubt"])]);
/// table.unit("s2", [set(&["doubt"]), set(&[])]);
/// let codes = alpha_per_code(&table.build()?, ["trust", "doubt"], |set, code| set.contains(code));
/// assert_eq!(codes[0].1.figure.value(), Some(1.0));
/// assert_eq!(codes[1].1.figure.value(), Some(-0.5)); // D_o = 1; two with and two without: D_e = 2 · 2 · 2 / 12
/// # Ok::<(), cocreation::agreement::Faults>(())
/// ```
pub fn alpha_per_code<V, C>(
    ratings: &Ratings<V>,
    codes: impl IntoIterator<Item = C>,
    has: impl Fn(&V, &C) -> bool,
) -> Vec<(C, Alpha)> {
    let of = |code: C| {
        let binary = ratings.map(|value| has(value, &code));
        (code, alpha(&binary, Metric::Nominal))
    };
    codes.into_iter().map(of).collect()
}

pub(super) fn of_sample<V>(sample: &Sample<'_, V>, metric: Metric<'_, V>) -> Alpha {
    let tally = Tally::of(sample);
    let none = |reason| Alpha { figure: Figure::Undefined(reason), observed: None, expected: None, ..tally.counts() };
    if tally.units == 0 {
        return none(Undefined::NoPairs);
    }
    let Some(sums) = Distances::of(sample, metric, &tally).and_then(|distances| distances.sums(sample, &tally)) else {
        return none(Undefined::NoDistance);
    };
    let n = tally.values as f64;
    Alpha {
        figure: Figure::beyond_chance((n - 1.0) * sums.observed, sums.expected),
        observed: Some(sums.observed / n),
        expected: Some(sums.expected / (n * (n - 1.0))),
        ..tally.counts()
    }
}

/// What is counted of the units with two values or more.
#[derive(Debug)]
struct Tally {
    /// n_c.
    totals: Vec<u64>,
    /// By the number of values in a unit: the ordered pairs of unlike values in such units.
    unlike: Vec<u64>,
    units: u64,
    values: u64,
}

impl Tally {
    fn of<V>(sample: &Sample<'_, V>) -> Self {
        let (mut totals, mut unlike) = (vec![0; sample.categories.len()], vec![0; sample.coders + 1]);
        let (mut units, mut values) = (0, 0);
        sample.each_profile(|profile, times| {
            let size = size(profile);
            if size >= 2 {
                let mut alike = 0;
                for &(category, count) in profile {
                    let count = u64::from(count);
                    alike += count * count;
                    totals[category as usize] += times * count;
                }
                unlike[size as usize] += times * (size * size - alike);
                units += times;
                values += times * size;
            }
        });
        Self { totals, unlike, units, values }
    }

    /// An α of which the counts are known.
    fn counts(&self) -> Alpha {
        let figure = Figure::Undefined(Undefined::NoPairs);
        Alpha { figure, observed: None, expected: None, units: self.units, values: self.values }
    }

    /// The categories that occur, with their numbers.
    fn present(&self) -> impl Iterator<Item = (u32, f64)> + Clone {
        (0..).zip(&self.totals).filter(|(_, total)| **total > 0).map(|(category, total)| (category, *total as f64))
    }

    /// Σ_c of the pairs with all that come before: the ordered pairs of values of two categories.
    fn unlike_pairs(&self) -> f64 {
        let square = |total: u64| u128::from(total) * u128::from(total);
        let alike: u128 = self.totals.iter().map(|total| square(*total)).sum();
        (square(self.values) - alike) as f64
    }
}

/// A metric with what it takes from the data.
enum Distances<'d, V> {
    Unlike,
    /// The square of the difference of two places. Ordinal distances are of this kind: a category stands at the number of
    /// values below it and half of its own.
    Squared(Vec<f64>),
    Ratio(Vec<f64>),
    Given(&'d [V], &'d dyn Fn(&V, &V) -> f64),
}

/// Σ over the pairs in units, and over all pairs.
struct Sums {
    observed: f64,
    expected: f64,
}

impl<'d, V> Distances<'d, V> {
    /// `None` if the numbers of the categories that occur are not fit for the metric.
    fn of(sample: &Sample<'d, V>, metric: Metric<'d, V>, tally: &Tally) -> Option<Self> {
        let numbers = |number: &dyn Fn(&V) -> f64, fit: &dyn Fn(f64) -> bool| {
            let numbers: Vec<f64> = sample.categories.iter().map(number).collect();
            tally.present().all(|(category, _)| fit(numbers[category as usize])).then_some(numbers)
        };
        match metric {
            Metric::Nominal => Some(Self::Unlike),
            Metric::Ordinal => Some(Self::Squared(middle_ranks(&tally.totals))),
            Metric::Interval(number) => numbers(number, &f64::is_finite).map(Self::Squared),
            Metric::Ratio(number) => numbers(number, &|x| x.is_finite() && x >= 0.0).map(Self::Ratio),
            Metric::Distance(distance) => Some(Self::Given(sample.categories, distance)),
        }
    }

    fn between(&self, one: u32, other: u32) -> f64 {
        let (one, other) = (one as usize, other as usize);
        match self {
            Self::Unlike => f64::from(u8::from(one != other)),
            Self::Squared(places) => square(places[one] - places[other]),
            // Two zeros are at no distance.
            Self::Ratio(numbers) if numbers[one] == numbers[other] => 0.0,
            Self::Ratio(numbers) => square((numbers[one] - numbers[other]) / (numbers[one] + numbers[other])),
            Self::Given(categories, distance) => distance(&categories[one], &categories[other]),
        }
    }

    /// `None` if a distance is not a number of 0 or more.
    fn sums(&self, sample: &Sample<'_, V>, tally: &Tally) -> Option<Sums> {
        let expected = self.expected(tally).filter(|sum| sum.is_finite())?;
        let observed = self.observed(sample, tally);
        observed.is_finite().then_some(Sums { observed, expected })
    }

    fn observed(&self, sample: &Sample<'_, V>, tally: &Tally) -> f64 {
        let by_size: Vec<f64> = match self {
            Self::Unlike => tally.unlike.iter().map(|pairs| *pairs as f64).collect(),
            Self::Squared(_) | Self::Ratio(_) | Self::Given(..) => self.within_units(sample),
        };
        // Units of up to one value have no pairs.
        (1..).zip(by_size.iter().skip(2)).map(|(others, sum)| sum / f64::from(others)).sum()
    }

    /// By the number of values in a unit: the sum over the ordered pairs in such units.
    fn within_units(&self, sample: &Sample<'_, V>) -> Vec<f64> {
        let mut by_size = vec![0.0; sample.coders + 1];
        sample.each_profile(|profile, times| {
            by_size[size(profile) as usize] += times as f64 * 2.0 * self.within(profile);
        });
        by_size
    }

    fn within(&self, profile: &Profile) -> f64 {
        let mut sum = 0.0;
        for (at, &(one, count)) in profile.iter().enumerate() {
            for &(other, others) in &profile[at + 1..] {
                sum += f64::from(count) * f64::from(others) * self.between(one, other);
            }
        }
        sum
    }

    fn expected(&self, tally: &Tally) -> Option<f64> {
        match self {
            Self::Unlike => Some(tally.unlike_pairs()),
            Self::Squared(places) => Some(squared_pairs(places, tally)),
            Self::Ratio(_) | Self::Given(..) => self.pair_by_pair(tally),
        }
    }

    fn pair_by_pair(&self, tally: &Tally) -> Option<f64> {
        let (mut sum, mut rest) = (0.0, tally.present());
        while let Some((one, count)) = rest.next() {
            for (other, others) in rest.clone() {
                let distance = self.between(one, other);
                if distance.is_nan() || distance < 0.0 {
                    return None;
                }
                sum += 2.0 * count * others * distance;
            }
        }
        Some(sum)
    }
}

/// Σ n_c n_k (x_c − x_k)² = 2 n Σ n_c (x_c − x̄)², exactly 0 only if all places are one.
fn squared_pairs(places: &[f64], tally: &Tally) -> f64 {
    let at = |category: u32| places[category as usize];
    let mut present = tally.present().map(|(category, _)| at(category));
    let first = present.next();
    if present.all(|place| Some(place) == first) {
        return 0.0;
    }
    let n = tally.values as f64;
    let mean = tally.present().map(|(category, count)| count * at(category)).sum::<f64>() / n;
    2.0 * n * tally.present().map(|(category, count)| count * square(at(category) - mean)).sum::<f64>()
}

fn square(x: f64) -> f64 {
    x * x
}

/// For each category, the number of values below it and half of its own.
fn middle_ranks(totals: &[u64]) -> Vec<f64> {
    let mut below = 0;
    let mut rank = |total: &u64| {
        below += total;
        below as f64 - *total as f64 / 2.0
    };
    totals.iter().map(&mut rank).collect()
}

/// α's numerator pair by pair, for Krippendorff's own bootstrap: which distances occur in units, and how many pairs have
/// each, in the order of the categories; and the denominator.
pub(super) struct Pairs {
    /// The distance of two values and how many unordered pairs in units have it.
    pub(super) distances: Vec<(f64, u64)>,
    /// By the number of values in a unit: how many unordered pairs such units have.
    pub(super) by_size: Vec<u64>,
    /// n · D_e.
    pub(super) expected: f64,
}

/// `None` where α is undefined.
pub(super) fn pairs<V>(sample: &Sample<'_, V>, metric: Metric<'_, V>) -> Option<Pairs> {
    let tally = Tally::of(sample);
    let distances = Distances::of(sample, metric, &tally)?;
    let sums = distances.sums(sample, &tally).filter(|sums| sums.expected > 0.0)?;
    let mut by_size = vec![0; sample.coders + 1];
    let mut unlike = std::collections::BTreeMap::<(u32, u32), u64>::new();
    sample.each_profile(|profile, times| {
        let size = size(profile);
        by_size[size as usize] += times * (size * size.saturating_sub(1) / 2);
        for (at, &(one, count)) in profile.iter().enumerate() {
            for &(other, others) in &profile[at + 1..] {
                *unlike.entry((one, other)).or_default() += times * u64::from(count) * u64::from(others);
            }
        }
    });
    let alike = by_size.iter().sum::<u64>() - unlike.values().sum::<u64>();
    let unlike = unlike.into_iter().map(|((one, other), count)| (distances.between(one, other), count));
    let expected = sums.expected / (tally.values as f64 - 1.0);
    Some(Pairs { distances: std::iter::once((0.0, alike)).chain(unlike).collect(), by_size, expected })
}
