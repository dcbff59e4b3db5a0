//! What draws tell: how much of a figure's variance rests on each source of uncertainty.

use serde::Serialize;

use crate::quantile::quantile;
use crate::random::Generator;

/// How often the rows are drawn anew for an interval. A percentile of 400 is known to about one point of probability.
const RESAMPLES: usize = 400;

/// The percentiles between which the interval of an index lies: 90 %.
const ENDS: [f64; 2] = [0.05, 0.95];

/// The Sobol total index of one factor: the share of the variance that would be left, on average, if every other factor
/// were known. What factors do together counts for each of them, so that indices may add up to more than 1.
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
/// Computer Physics Communications 117), which Saltelli et al. (2010, the same 181, table 2 f) recommend:
///
/// ```text
/// total_i = mean_j (base[j] − turned[i][j])² / (2 V)    V = variance of base and second together, divisor 2 · rows
/// ```
///
/// The interval is the percentile bootstrap over rows, from 400 resamples of the seed; all factors share the resamples.
/// It is widened to the index where the index lies outside, since resamples vary less than the rows they come from. A
/// resample in which the figure does not vary says nothing of shares and is left out.
///
/// `None` with fewer than 2 rows, where the figure does not vary, and where a value or a sum of squares is not finite.
/// Takes O(rows × factors × resamples) time, O(rows × factors) memory.
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
        (variance > 0.0 && variance.is_finite()).then_some(variance)
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

#[cfg(test)]
mod tests {
    use super::{Generator, Total, totals};
    use proptest::prelude::*;

    /// The totals of a model at pairs of points.
    fn of<const K: usize>(pairs: &[[[f64; K]; 2]], seed: u64, model: impl Fn([f64; K]) -> f64) -> Vec<Total> {
        let at = |point: &dyn Fn(&[[f64; K]; 2]) -> [f64; K]| pairs.iter().map(|pair| model(point(pair))).collect();
        let turn = |i: usize, [a, b]: &[[f64; K]; 2]| std::array::from_fn(|at| if at == i { b[at] } else { a[at] });
        let turned = Vec::from_iter((0..K).map(|i| at(&|pair| turn(i, pair))));
        let (base, second): (Vec<f64>, Vec<f64>) = (at(&|pair| pair[0]), at(&|pair| pair[1]));
        totals(&base, &turned, &second, seed).expect("the figure varies")
    }

    /// Point n of the recurrence of Roberts (2018), even over six dimensions: the fractions of n / gᵏ with g⁷ = g + 1.
    fn even(n: u32) -> [[f64; 3]; 2] {
        let g = (0..60).fold(1.0_f64, |g, _| (1.0 + g).powf(1.0 / 7.0));
        [1, 4].map(|first| [0, 1, 2].map(|next| (f64::from(n) * g.powi(-first - next)).fract()))
    }

    /// Ishigami & Homma (1990) with a = 7 and b = 0.1; the shares from the closed form, to four digits.
    #[test]
    fn ishigami_has_its_published_shares() {
        let model = |x: [f64; 3]| {
            let [x, y, z] = x.map(|unit| std::f64::consts::PI * (2.0 * unit - 1.0));
            x.sin() + 7.0 * y.sin().powi(2) + 0.1 * z.powi(4) * x.sin()
        };
        for (total, share) in of(&Vec::from_iter((1..=8192).map(even)), 1, model).iter().zip([0.5576, 0.4424, 0.2437]) {
            assert!((total.index - share).abs() < 0.005 && total.low < share && share < total.high, "{total:?}");
        }
    }

    /// 3 x + 2 y + z has shares 9 : 4 : 1. Intervals of 90 % cover it 180 times in 200, ± 4 · 4.2 (binomial).
    #[test]
    fn intervals_cover_the_shares_of_a_sum_as_often_as_they_say() {
        let mut covered = [0; 3];
        for seed in 0..200 {
            let mut generator = Generator::stream(seed, 1);
            let pairs = [(); 100].map(|()| [(); 2].map(|()| [(); 4].map(|()| generator.unit())));
            let found = of(&pairs, seed, |[x, y, z, _]| 3.0 * x + 2.0 * y + z);
            assert_eq!([found[3].index, found[3].low, found[3].high], [0.0; 3]);
            for (at, share) in [9.0 / 14.0, 4.0 / 14.0, 1.0 / 14.0].into_iter().enumerate() {
                covered[at] += usize::from(found[at].low <= share && share <= found[at].high);
            }
        }
        assert!(covered.iter().all(|count| (163..=197).contains(count)), "{covered:?}");
    }

    /// V of {0, 2, 1, 1} is 1/2, and (1 + 0) / 2 / (2 V) = 1/2. A resample is both rows (1/2 again), the first twice
    /// (V = 1/4, 1 / (2 V) = 2), or the second twice (0), with probabilities 1/2, 1/4 and 1/4.
    #[test]
    fn two_rows_by_hand() {
        let hand = Total { index: 0.5, low: 0.0, high: 2.0 };
        assert_eq!(totals(&[0.0, 2.0], &[vec![1.0, 2.0]], &[1.0; 2], 5), Some(vec![hand]));
    }

    /// V of as many 1 as −1 is 1, and less in nearly every resample: nearly all their indices exceed 1 / (2 V) = 1/2.
    #[test]
    fn an_interval_holds_its_index() {
        let base = [1.0, -1.0].repeat(1000);
        let found = totals(&base, &[[2.0, 0.0].repeat(1000)], &base, 6).expect("the figure varies");
        assert!(found[0].index == 0.5 && found[0].low == 0.5 && found[0].high > 0.5, "{found:?}");
        // Without the first row the figure is always 0.7; with it no index exceeds 3.2.
        assert!(
            totals(&[0.0, 0.7, 0.7], &[vec![1.0; 3]], &[0.0, 0.7, 0.7], 7).is_some_and(|found| found[0].high < 3.3)
        );
        assert_eq!(Total::new(3.0, vec![2.0, 1.0]), Some(Total { index: 3.0, low: 1.05, high: 3.0 }));
    }

    #[test]
    fn what_does_not_vary_or_is_not_a_number_has_no_shares() {
        assert_eq!([totals(&[], &[], &[], 1), totals(&[0.0], &[vec![1.0]], &[1.0], 1)], [None, None]);
        for odd in [f64::NAN, f64::INFINITY, 1.2e154] {
            assert_eq!(totals(&[0.0, 1.0], &[vec![2.0 * odd, 0.0]], &[0.5, 0.5], 1), None);
            assert_eq!(totals(&[0.0, odd], &[vec![0.0, 0.0]], &[0.0, -odd], 1), None);
        }
        let without = |second: f64| totals(&[0.7; 3], &[], &[second; 3], 1);
        assert_eq!([without(0.7), without(0.0)], [None, Some(Vec::new())]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        /// The formula, with V as half the mean squared difference. Shares have no unit: a power of two loses no bit.
        #[test]
        fn laws_of_shares(rows in prop::collection::vec(prop::array::uniform4(0.0..1.0_f64), 2..30), seed: u64) {
            let column = |at: usize, unit: f64| Vec::from_iter(rows.iter().map(|row| unit * row[at]));
            let of = |i, j, unit| totals(&column(0, unit), &[column(i, unit), column(j, unit)], &column(3, unit), seed);
            let found = of(1, 2, 1.0).expect("the figure varies");
            prop_assert_eq!(of(1, 2, -8.0), Some(found.clone()));
            prop_assert_eq!(of(2, 1, 1.0), Some(vec![found[1], found[0]]));
            let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len() as f64;
            let pooled = [column(0, 1.0), column(3, 1.0)].concat();
            let twice = mean(pooled.iter().flat_map(|x| pooled.iter().map(move |y| (x - y).powi(2))).collect());
            for (at, &Total { index, low, high }) in found.iter().enumerate() {
                let formula = mean(rows.iter().map(|row| (row[0] - row[at + 1]).powi(2)).collect()) / twice;
                prop_assert!((index - formula).abs() <= 1e-9 * formula && [0.0, low, index, high].is_sorted());
            }
        }
    }
}
