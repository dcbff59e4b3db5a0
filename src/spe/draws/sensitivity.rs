//! What draws tell: how much of a figure's variance rests on each source of uncertainty, and where its quantiles lie.

use serde::Serialize;

use crate::random::Generator;

/// How often the rows are drawn anew for an interval. A percentile of 400 is known to about one point of probability.
const RESAMPLES: usize = 400;

/// The percentiles between which the interval of an index lies: 90 %.
const ENDS: [f64; 2] = [0.05, 0.95];

/// The Sobol total index of one factor: the share of the variance that would be left if every other factor were known, on
/// average over what they might be. It counts what the factor does alone and together with others, so that the indices of
/// several factors may add up to more than 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Total {
    /// The estimate: 0 where the factor never changes anything. Never below 0; chance may bring it above 1.
    pub index: f64,
    /// The lower end of the 90 % interval, at most `index`.
    pub low: f64,
    /// The upper end of the 90 % interval, at least `index`.
    pub high: f64,
}

/// The total index of every factor, in the order of `turned`.
///
/// Two independent draws A and B of all the factors belong to each row j: `base[j]` is the figure at A, `second[j]` the
/// figure at B, and `turned[i][j]` the figure at A with factor i taken from B. The estimator is Jansen's (1999,
/// "Analysis of variance designs for model output", Computer Physics Communications 117), as Saltelli et al. (2010,
/// Computer Physics Communications 181, table 2 f) recommend it:
///
/// ```text
/// total_i = mean_j (base[j] − turned[i][j])² / (2 V)      V = variance of all of base and second, with divisor 2 · rows
/// ```
///
/// The interval is the percentile bootstrap over rows, from 400 resamples of the seed; all factors share the resamples. It
/// is widened to the index where the index lies outside, which few and skewed rows can bring about. A resample in which
/// the figure does not vary says nothing of shares and is left out.
///
/// `None` with fewer than 2 rows, where the figure does not vary, and where a value or the square of a difference is not
/// finite. Takes O(rows × factors × resamples) time, O(rows × factors) memory.
///
/// # Panics
///
/// If the columns differ in length.
pub(super) fn totals(base: &[f64], turned: &[Vec<f64>], second: &[f64], seed: u64) -> Option<Vec<Total>> {
    assert!(turned.iter().map(Vec::len).chain([second.len()]).all(|len| len == base.len()), "columns differ in length");
    let count = u32::try_from(base.len()).ok().filter(|count| *count >= 2)?;
    let rows = Rows::new(base, turned, second);
    let found = rows.indices(&Vec::from_iter(0..base.len()))?;
    let resampled = rows.resampled(count, &mut Generator::new(seed));
    found.into_iter().zip(resampled).map(|(index, drawn)| Total::new(index, drawn)).collect()
}

impl Total {
    /// An index with the interval that its resamples span.
    fn new(index: f64, mut resampled: Vec<f64>) -> Option<Self> {
        resampled.sort_unstable_by(f64::total_cmp);
        let [low, high] = ENDS.map(|end| quantile(&resampled, end));
        Some(Self { index, low: low?.min(index), high: high?.max(index) })
    }
}

/// What the estimator needs of each row, so that a resample only adds.
struct Rows {
    /// The figure at A and at B.
    figures: Vec<[f64; 2]>,
    factors: usize,
    /// (base − turned)² of every factor, row after row.
    squares: Vec<f64>,
}

impl Rows {
    fn new(base: &[f64], turned: &[Vec<f64>], second: &[f64]) -> Self {
        let figures = base.iter().zip(second).map(|(&a, &b)| [a, b]).collect();
        let row = |j: usize| turned.iter().map(move |column| square(base[j] - column[j]));
        Self { figures, factors: turned.len(), squares: (0..base.len()).flat_map(row).collect() }
    }

    /// The total index of each factor over some rows; `None` where the figure does not vary over them.
    fn indices(&self, drawn: &[usize]) -> Option<Vec<f64>> {
        let scale = 2.0 * drawn.len() as f64 * self.variance(drawn)?;
        let indices = self.sums(drawn).into_iter().map(|sum| sum / scale);
        indices.map(|index| index.is_finite().then_some(index)).collect()
    }

    /// The variance of the figure over A and B together, about the first of them rather than about 0: the same value
    /// throughout then gives exactly 0, and little is lost to cancellation.
    fn variance(&self, drawn: &[usize]) -> Option<f64> {
        let [origin, _] = self.figures[*drawn.first()?];
        let (mut sum, mut squares) = (0.0, 0.0);
        for [a, b] in drawn.iter().map(|&row| self.figures[row]) {
            sum += (a - origin) + (b - origin);
            squares += square(a - origin) + square(b - origin);
        }
        let count = 2.0 * drawn.len() as f64;
        let variance = squares / count - square(sum / count);
        (variance > 0.0).then_some(variance)
    }

    /// The sum of squared differences of each factor.
    fn sums(&self, drawn: &[usize]) -> Vec<f64> {
        let mut sums = vec![0.0; self.factors];
        for &row in drawn {
            let squares = &self.squares[row * self.factors..][..self.factors];
            sums.iter_mut().zip(squares).for_each(|(sum, square)| *sum += square);
        }
        sums
    }

    /// For each factor, its index in every resample that has one.
    fn resampled(&self, count: u32, generator: &mut Generator) -> Vec<Vec<f64>> {
        let mut resampled = vec![Vec::with_capacity(RESAMPLES); self.factors];
        let mut drawn = vec![0; self.figures.len()];
        for _ in 0..RESAMPLES {
            drawn.fill_with(|| generator.below(count) as usize);
            let indices = self.indices(&drawn).unwrap_or_default();
            resampled.iter_mut().zip(indices).for_each(|(column, index)| column.push(index));
        }
        resampled
    }
}

fn square(value: f64) -> f64 {
    value * value
}

/// The value below which lies the share p of a sample in ascending order, with linear interpolation between neighbours:
/// type 7 of Hyndman & Fan (1996, "Sample quantiles in statistical packages", The American Statistician 50), the default
/// of R and of NumPy. At p = 0 it is the least value, at p = 1 the greatest.
///
/// `None` for an empty sample, for p outside [0, 1], and where the result is not finite. Constant time.
pub(in crate::spe) fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1).filter(|_| (0.0..=1.0).contains(&p))?;
    let position = p * last as f64;
    let at = position as usize;
    let (lower, upper) = (sorted[at], sorted[last.min(at + 1)]);
    // Rounding must not lift the result above the neighbour.
    let value = (lower + (position - at as f64) * (upper - lower)).min(upper);
    value.is_finite().then_some(value)
}
