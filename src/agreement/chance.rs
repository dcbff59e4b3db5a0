//! The coefficients of the κ family: how much of the agreement beyond chance is reached, with chance in several senses.

use std::fmt;

use serde::Serialize;

use super::figure::{Figure, Undefined};
use super::ratings::Ratings;
use super::sample::{MISSING, Profile, Sample, size};

/// How much two different categories agree, from 0 to 1; a category and itself agree by 1.
///
/// Places and their number k are those of the declared list, so that categories that nobody used count in linear and
/// quadratic weights.
pub enum Weights<'f, V> {
    /// Not at all: w = 0.
    Identity,
    /// By the distance of their places: w = 1 − |i − j| / (k − 1).
    Linear,
    /// By its square: w = 1 − (i − j)² / (k − 1)².
    Quadratic,
    /// Linear in numbers of their own, such as the grades 1, 2, 5, in place of places; the widest distance is k − 1.
    LinearOn(&'f dyn Fn(&V) -> f64),
    /// Quadratic in numbers of their own.
    QuadraticOn(&'f dyn Fn(&V) -> f64),
}

impl<V> Clone for Weights<'_, V> {
    fn clone(&self) -> Self {
        *self
    }
}

// Not derived: the functions are copied, whatever the values are.
impl<V> Copy for Weights<'_, V> {}

impl<V> fmt::Debug for Weights<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Identity => "identity",
            Self::Linear => "linear",
            Self::Quadratic => "quadratic",
            Self::LinearOn(_) => "linear on numbers",
            Self::QuadraticOn(_) => "quadratic on numbers",
        })
    }
}

/// A coefficient (p_o − p_e) / (1 − p_e), with what it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Kappa {
    /// 1 for perfect agreement, 0 for what chance gives.
    pub figure: Figure,
    /// p_o: the (weighted) share of pairs that agree; `None` where there are no pairs.
    pub observed: Option<f64>,
    /// p_e: what chance would give; `None` where there are no pairs.
    pub expected: Option<f64>,
    /// How many units have two values or more.
    pub units: u64,
}

impl Kappa {
    fn undefined(reason: Undefined) -> Self {
        Self { figure: Figure::Undefined(reason), observed: None, expected: None, units: 0 }
    }

    /// From the shares of what disagrees and what would by chance.
    fn of(observed: f64, expected: f64, units: u64) -> Self {
        let figure = Figure::beyond_chance(observed, expected);
        Self { figure, observed: Some(1.0 - observed), expected: Some(1.0 - expected), units }
    }
}

/// The mean share of units on which two coders agree, over the pairs of coders; each pair on the units that both saw.
///
/// O(coders² · units). For missing values see also [`Kappa::observed`], a mean over units.
pub fn percent<V>(ratings: &Ratings<V>) -> Figure {
    Coefficient::Percent.of(ratings)
}

/// Cohen's κ of two coders, plain or weighted: chance from the marginals of each coder.
///
/// ```text
/// κ = (p_o − p_e) / (1 − p_e),   p_o = Σ w_ij p_ij,   p_e = Σ w_ij p_i. p_.j       over the units that both saw
/// ```
///
/// O(units + categories²). Cohen 1960, doi:10.1177/001316446002000104; weighted 1968, doi:10.1037/h0026256.
///
/// ```
/// use cocreation::agreement::{Ratings, Weights, cohen, scott};
///
/// let mut table = Ratings::builder(["ann", "bob"]);
/// for (unit, one, other) in [("s1", 1, 1), ("s2", 2, 1), ("s3", 1, 1), ("s4", 2, 1), ("s5", 1, 1)] {
///     table.unit(unit, [Some(one), Some(other)]);
/// }
/// let table = table.build()?;
/// // Bob says 1 whatever he sees. They agree on 3 of 5, and by chance on 3/5 too.
/// assert_eq!(cohen(&table, Weights::Identity).figure.value(), Some(0.0));
/// // With one set of marginals for both, 8/10 and 2/10, chance gives 0.68: κ = (0.6 − 0.68) / 0.32.
/// assert_eq!(scott(&table, Weights::Identity).figure.value(), Some(-0.25));
/// # Ok::<(), cocreation::agreement::Faults>(())
/// ```
pub fn cohen<V>(ratings: &Ratings<V>, weights: Weights<'_, V>) -> Kappa {
    two_coders(&ratings.sample(), weights, Joint::cohen)
}

/// Scott's π of two coders: chance from the marginals of both together, p_e = Σ w_ij q_i q_j with q_i = (p_i. + p_.i)/2.
///
/// Over the units that both saw. O(units + categories²). Scott 1955, doi:10.1086/266577.
pub fn scott<V>(ratings: &Ratings<V>, weights: Weights<'_, V>) -> Kappa {
    two_coders(&ratings.sample(), weights, Joint::scott)
}

/// Light's κ: the mean of [Cohen's κ](cohen) over the pairs of coders, each on the units that both saw.
///
/// Undefined if one pair is. O(coders² · (units + categories²)). Light 1971, doi:10.1037/h0031643.
pub fn light<V>(ratings: &Ratings<V>, weights: Weights<'_, V>) -> Figure {
    Coefficient::Light(weights).of(ratings)
}

/// Fleiss' κ as he defined it: every unit has the same number of values, and chance comes from the marginals of all.
///
/// Undefined ([`Undefined::UnequalCounts`]) where units differ; [`fleiss_general`] is defined there, and is another
/// coefficient. O(cells + categories²). Fleiss 1971, doi:10.1037/h0031619.
pub fn fleiss<V>(ratings: &Ratings<V>) -> Kappa {
    let (mut least, mut most) = (u64::MAX, 0);
    ratings.sample().each_profile(|profile, _| (least, most) = (least.min(size(profile)), most.max(size(profile))));
    if least != most || most < 2 {
        return Kappa::undefined(Undefined::UnequalCounts);
    }
    fleiss_general(ratings, Weights::Identity)
}

/// Fleiss' κ in the general form of Gwet: weights, and any number of values in a unit.
///
/// ```text
/// p_o = mean over the units with r ≥ 2 values of Σ_k n_k (Σ_l w_kl n_l − 1) / (r (r − 1))
/// π_k = mean over the units with r ≥ 1 values of n_k / r,      p_e = Σ w_kl π_k π_l
/// ```
///
/// With two coders and no value missing it is [Scott's π](scott). Sums run over the units in the order of the table.
/// O(cells + categories²). Gwet 2014, *Handbook of Inter-Rater Reliability*, 4th ed.
pub fn fleiss_general<V>(ratings: &Ratings<V>, weights: Weights<'_, V>) -> Kappa {
    many_coders(&ratings.sample(), weights, Multiple::fleiss)
}

/// The coefficient of Brennan and Prediger, also S or free-marginal κ: p_e = Σ w_kl / k².
///
/// k counts the declared categories, used or not. p_o is that of [`fleiss_general`]. O(cells + categories²). Brennan &
/// Prediger 1981, doi:10.1177/001316448104100307.
pub fn brennan_prediger<V>(ratings: &Ratings<V>, weights: Weights<'_, V>) -> Kappa {
    many_coders(&ratings.sample(), weights, Multiple::brennan_prediger)
}

/// Gwet's AC1 (identity weights) and AC2 (other weights): p_e = T / (k (k − 1)) · Σ π_k (1 − π_k) with T = Σ w_kl.
///
/// p_o and π are those of [`fleiss_general`]; k counts the declared categories. O(cells + categories²). Gwet 2008,
/// doi:10.1348/000711006X126600.
///
/// ```
/// use cocreation::agreement::{Ratings, Weights, gwet};
///
/// let mut table = Ratings::builder(["ann", "bob"]);
/// table.unit("s1", [Some("no"), Some("no")]).unit("s2", [Some("no"), Some("no")]);
/// table.unit("s3", [Some("no"), Some("no")]).unit("s4", [Some("yes"), Some("no")]);
/// // p_o = 3/4, π = (7/8, 1/8), p_e = 2 · 7/64: (48 − 14) / (64 − 14).
/// let found = gwet(&table.build()?, Weights::Identity);
/// assert_eq!(found.figure.to_string(), format!("{:.3}", 34.0 / 50.0));
/// # Ok::<(), cocreation::agreement::Faults>(())
/// ```
pub fn gwet<V>(ratings: &Ratings<V>, weights: Weights<'_, V>) -> Kappa {
    many_coders(&ratings.sample(), weights, Multiple::gwet)
}

/// Conger's κ: chance as the mean over the pairs of coders, each with marginals of its own.
///
/// p_o is that of [`fleiss_general`]; a coder's marginals are over all units that it saw, and a coder without a value is
/// left out. With two coders and no value missing it is [Cohen's κ](cohen). O(cells + coders² · categories²). Conger 1980,
/// doi:10.1037/0033-2909.88.2.322; with missing values as in Gwet 2014.
pub fn conger<V>(ratings: &Ratings<V>, weights: Weights<'_, V>) -> Kappa {
    conger_of(&ratings.sample(), weights)
}

/// A coefficient to be chosen at run time, and to be [bootstrapped](super::bootstrap).
#[derive(Debug)]
pub enum Coefficient<'f, V> {
    /// [`percent`].
    Percent,
    /// [`cohen`].
    Cohen(Weights<'f, V>),
    /// [`scott`].
    Scott(Weights<'f, V>),
    /// [`light`].
    Light(Weights<'f, V>),
    /// [`fleiss_general`].
    FleissGeneral(Weights<'f, V>),
    /// [`conger`].
    Conger(Weights<'f, V>),
    /// [`brennan_prediger`].
    BrennanPrediger(Weights<'f, V>),
    /// [`gwet`].
    Gwet(Weights<'f, V>),
    /// [`alpha`](super::alpha()).
    Alpha(super::Metric<'f, V>),
}

impl<V> Clone for Coefficient<'_, V> {
    fn clone(&self) -> Self {
        *self
    }
}

// Not derived: the functions are copied, whatever the values are.
impl<V> Copy for Coefficient<'_, V> {}

impl<V> Coefficient<'_, V> {
    /// The coefficient of a table.
    pub fn of(self, ratings: &Ratings<V>) -> Figure {
        self.of_sample(&ratings.sample())
    }

    pub(super) fn of_sample(self, sample: &Sample<'_, V>) -> Figure {
        match self {
            Self::Percent => over_pairs(sample, Weights::Identity, |joint, places| joint.agreement(places)),
            Self::Cohen(weights) => two_coders(sample, weights, Joint::cohen).figure,
            Self::Scott(weights) => two_coders(sample, weights, Joint::scott).figure,
            Self::Light(weights) => over_pairs(sample, weights, |joint, places| joint.cohen(places).figure),
            Self::FleissGeneral(weights) => many_coders(sample, weights, Multiple::fleiss).figure,
            Self::Conger(weights) => conger_of(sample, weights).figure,
            Self::BrennanPrediger(weights) => many_coders(sample, weights, Multiple::brennan_prediger).figure,
            Self::Gwet(weights) => many_coders(sample, weights, Multiple::gwet).figure,
            Self::Alpha(metric) => super::alpha::of_sample(sample, metric).figure,
        }
    }

    /// Whether it matters which coder gave a value.
    pub(super) fn knows_coders(self) -> bool {
        match self {
            Self::Percent | Self::Cohen(_) | Self::Scott(_) | Self::Light(_) | Self::Conger(_) => true,
            Self::FleissGeneral(_) | Self::BrennanPrediger(_) | Self::Gwet(_) | Self::Alpha(_) => false,
        }
    }
}

/// Where the categories lie, and how far apart that sets them: a weight is 1 less their distance over the widest one.
struct Places {
    places: Vec<f64>,
    shape: Shape,
    /// The widest distance.
    widest: f64,
}

#[derive(Clone, Copy)]
enum Shape {
    Unlike,
    Straight,
    Squared,
}

impl Places {
    /// `None` if a number is not finite.
    fn of<V>(categories: &[V], weights: Weights<'_, V>) -> Option<Self> {
        let ranks = || (0..categories.len()).map(|rank| rank as f64).collect();
        let numbers = |number: &dyn Fn(&V) -> f64| categories.iter().map(number).collect();
        let (places, shape): (Vec<f64>, Shape) = match weights {
            Weights::Identity => (ranks(), Shape::Unlike),
            Weights::Linear => (ranks(), Shape::Straight),
            Weights::Quadratic => (ranks(), Shape::Squared),
            Weights::LinearOn(number) => (numbers(number), Shape::Straight),
            Weights::QuadraticOn(number) => (numbers(number), Shape::Squared),
        };
        let ends = |ends: (f64, f64), place: &f64| (ends.0.min(*place), ends.1.max(*place));
        let (low, high) = places.iter().fold((f64::INFINITY, f64::NEG_INFINITY), ends);
        let all_finite = places.iter().all(|place| place.is_finite());
        let widest = shape.apart(low, high);
        // Without two places there is no distance to divide.
        let widest = if places.len() < 2 || widest == 0.0 { 1.0 } else { widest };
        (all_finite && widest.is_finite()).then_some(Self { places, shape, widest })
    }

    fn apart(&self, one: usize, other: usize) -> f64 {
        self.shape.apart(self.places[one], self.places[other])
    }

    /// Σ_kl distance · a_k · b_l over the categories.
    fn across(&self, one: &[f64], other: &[f64]) -> f64 {
        let present = |shares: &[f64]| -> Vec<(usize, f64)> {
            shares.iter().copied().enumerate().filter(|(_, share)| *share > 0.0).collect()
        };
        let (one, other) = (present(one), present(other));
        let row = |&(k, share): &(usize, f64)| {
            let apart = |&(l, shares): &(usize, f64)| share * shares * self.apart(k, l);
            other.iter().map(apart).sum::<f64>()
        };
        one.iter().map(row).sum()
    }

    fn within(&self, profile: &Profile) -> f64 {
        let mut sum = 0.0;
        for (at, &(one, count)) in profile.iter().enumerate() {
            for &(other, others) in &profile[at + 1..] {
                sum += 2.0 * f64::from(count) * f64::from(others) * self.apart(one as usize, other as usize);
            }
        }
        sum
    }
}

impl Shape {
    fn apart(self, one: f64, other: f64) -> f64 {
        match self {
            Self::Unlike => f64::from(u8::from(one != other)),
            Self::Straight => (one - other).abs(),
            Self::Squared => (one - other) * (one - other),
        }
    }
}

/// What two coders gave to the units that both saw.
struct Joint {
    /// How often each of the two gave each category.
    first: Vec<f64>,
    second: Vec<f64>,
    /// The sum of the distances.
    apart: f64,
    units: u64,
}

impl Joint {
    fn of<V>(sample: &Sample<'_, V>, one: usize, other: usize, places: &Places) -> Self {
        let none = vec![0.0; sample.categories.len()];
        let mut joint = Self { first: none.clone(), second: none, apart: 0.0, units: 0 };
        sample.each_row(|row, times| {
            let (one, other) = (row[one], row[other]);
            if one != MISSING && other != MISSING {
                let (one, other) = (one as usize, other as usize);
                joint.first[one] += times as f64;
                joint.second[other] += times as f64;
                joint.apart += times as f64 * places.apart(one, other);
                joint.units += times;
            }
        });
        joint
    }

    fn agreement(&self, _: &Places) -> Figure {
        match self.units {
            0 => Figure::Undefined(Undefined::NoPairs),
            units => Figure::Defined(1.0 - self.apart / units as f64),
        }
    }

    fn cohen(&self, places: &Places) -> Kappa {
        self.kappa(places, places.across(&self.first, &self.second), 1.0)
    }

    fn scott(&self, places: &Places) -> Kappa {
        let both: Vec<f64> = self.first.iter().zip(&self.second).map(|(one, other)| one + other).collect();
        self.kappa(places, places.across(&both, &both), 4.0)
    }

    /// From Σ distance over the pairs that chance makes, each counted so many times.
    fn kappa(&self, places: &Places, chance: f64, counted: f64) -> Kappa {
        if self.units == 0 {
            return Kappa::undefined(Undefined::NoPairs);
        }
        let n = self.units as f64;
        // Whole numbers up to the one division, where the places are.
        let figure = Figure::beyond_chance(counted * n * self.apart, chance);
        let shares =
            Kappa::of(self.apart / (n * places.widest), chance / (counted * n * n * places.widest), self.units);
        Kappa { figure, ..shares }
    }
}

fn two_coders<V>(sample: &Sample<'_, V>, weights: Weights<'_, V>, of: impl Fn(&Joint, &Places) -> Kappa) -> Kappa {
    if sample.coders != 2 {
        return Kappa::undefined(Undefined::NotTwoCoders);
    }
    let places = Places::of(sample.categories, weights);
    places.map_or(Kappa::undefined(Undefined::NoDistance), |places| of(&Joint::of(sample, 0, 1, &places), &places))
}

/// The mean of a figure over all pairs of coders.
fn over_pairs<V>(sample: &Sample<'_, V>, weights: Weights<'_, V>, of: impl Fn(&Joint, &Places) -> Figure) -> Figure {
    let Some(places) = Places::of(sample.categories, weights) else {
        return Figure::Undefined(Undefined::NoDistance);
    };
    let pairs = (0..sample.coders).flat_map(|one| (one + 1..sample.coders).map(move |other| (one, other)));
    let figures: Vec<Figure> = pairs.map(|(one, other)| of(&Joint::of(sample, one, other, &places), &places)).collect();
    match &figures[..] {
        [] => Figure::Undefined(Undefined::NoPairs),
        [only] => *only,
        _ => match figures.iter().map(|figure| figure.value()).sum::<Option<f64>>() {
            Some(sum) => Figure::Defined(sum / figures.len() as f64),
            None => Figure::Undefined(Undefined::UndefinedPair),
        },
    }
}

/// What is counted over the units, whoever gave the values.
struct Multiple {
    /// The mean distance of two values of one unit, in shares of the widest.
    apart: f64,
    /// π: the mean share of each category.
    shares: Vec<f64>,
    units: u64,
}

impl Multiple {
    fn of<V>(sample: &Sample<'_, V>, places: &Places) -> Self {
        let (mut by_size, mut shares) = (vec![0.0; sample.coders + 1], vec![0.0; sample.categories.len()]);
        let (mut units, mut rated) = (0, 0);
        sample.each_profile(|profile, times| {
            let size = size(profile);
            rated += if size > 0 { times } else { 0 };
            units += if size > 1 { times } else { 0 };
            by_size[size as usize] += times as f64 * places.within(profile);
            for &(category, count) in profile {
                shares[category as usize] += times as f64 * (f64::from(count) / size as f64);
            }
        });
        let mean = |(size, sum): (usize, &f64)| sum / (size * (size - 1)) as f64;
        let apart: f64 = by_size.iter().enumerate().skip(2).map(mean).sum();
        shares.iter_mut().for_each(|share| *share /= rated as f64);
        Self { apart: apart / (units as f64 * places.widest), shares, units }
    }

    fn kappa(&self, expected: f64) -> Kappa {
        Kappa::of(self.apart, expected, self.units)
    }

    fn fleiss(&self, places: &Places) -> Kappa {
        self.kappa(places.across(&self.shares, &self.shares) / places.widest)
    }

    fn brennan_prediger(&self, places: &Places) -> Kappa {
        let k = self.shares.len() as f64;
        self.kappa(places.total() / (k * k * places.widest))
    }

    fn gwet(&self, places: &Places) -> Kappa {
        let k = self.shares.len() as f64;
        if self.shares.len() < 2 {
            return Kappa {
                observed: Some(1.0 - self.apart),
                units: self.units,
                ..Kappa::undefined(Undefined::OneCategory)
            };
        }
        let weights = k * k - places.total() / places.widest;
        let spread: f64 = self.shares.iter().map(|share| share * (1.0 - share)).sum();
        self.kappa(1.0 - weights / (k * (k - 1.0)) * spread)
    }
}

impl Places {
    /// Σ_kl distance over the declared categories.
    fn total(&self) -> f64 {
        let each = vec![1.0; self.places.len()];
        self.across(&each, &each)
    }
}

fn many_coders<V>(sample: &Sample<'_, V>, weights: Weights<'_, V>, of: impl Fn(&Multiple, &Places) -> Kappa) -> Kappa {
    let Some(places) = Places::of(sample.categories, weights) else {
        return Kappa::undefined(Undefined::NoDistance);
    };
    let multiple = Multiple::of(sample, &places);
    if multiple.units == 0 { Kappa::undefined(Undefined::NoPairs) } else { of(&multiple, &places) }
}

fn conger_of<V>(sample: &Sample<'_, V>, weights: Weights<'_, V>) -> Kappa {
    many_coders(sample, weights, |multiple, places| {
        let mut shares = vec![vec![0.0; sample.categories.len()]; sample.coders];
        sample.each_row(|row, times| {
            for (coder, cell) in shares.iter_mut().zip(row).filter(|(_, cell)| **cell != MISSING) {
                coder[*cell as usize] += times as f64;
            }
        });
        shares.retain_mut(|coder| {
            let given: f64 = coder.iter().sum();
            coder.iter_mut().for_each(|share| *share /= given);
            given > 0.0
        });
        let pairs = (0..shares.len()).flat_map(|one| (one + 1..shares.len()).map(move |other| (one, other)));
        let sum: f64 = pairs.map(|(one, other)| places.across(&shares[one], &shares[other])).sum();
        let count = shares.len() * (shares.len() - 1) / 2;
        multiple.kappa(sum / (count as f64 * places.widest))
    })
}
