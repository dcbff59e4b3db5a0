//! The beta distribution: its distribution function and quantiles, for shares that are not known exactly.

/// How near two successive guesses of a quantile are when the search ends, in absolute terms.
const QUANTILE_TOLERANCE: f64 = 1e-14;

/// Bisection alone halves the unit interval to the tolerance in 47 steps; Newton's steps between make it fewer.
const QUANTILE_STEPS: usize = 200;

/// How near 1 a factor of the continued fraction is when the evaluation ends.
const FRACTION_TOLERANCE: f64 = 1e-15;

/// The fraction converges in some multiple of √max(a, b) steps; parameters are held below some 10⁶.
const FRACTION_STEPS: usize = 100_000;

/// Stands in for a vanishing denominator of the continued fraction.
const LEAST_DENOMINATOR: f64 = 1e-300;

/// A beta distribution with both parameters above 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beta {
    a: f64,
    b: f64,
    log_constant: f64,
}

/// The logarithm of the beta function, for arguments above 0.
pub(crate) fn log_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}

impl Beta {
    /// Beta(a, b). Both are finite and above 0: callers add pseudo-counts that are.
    pub(crate) fn new(a: f64, b: f64) -> Self {
        debug_assert!(a > 0.0 && b > 0.0 && (a + b).is_finite(), "Beta({a}, {b})");
        Self { a, b, log_constant: -log_beta(a, b) }
    }

    pub(crate) fn mean(self) -> f64 {
        self.a / (self.a + self.b)
    }

    /// The regularised incomplete beta function, for x in [0, 1]: DLMF §8.17, the continued fraction 8.17.22 on the side
    /// where it converges fast, the symmetry 8.17.4 on the other.
    pub(crate) fn cumulative(self, x: f64) -> f64 {
        let Self { a, b, .. } = self;
        if x <= 0.0 {
            0.0
        } else if x >= 1.0 {
            1.0
        } else if x <= (a + 1.0) / (a + b + 2.0) {
            self.kernel(x) * fraction(x, a, b) / a
        } else {
            1.0 - self.kernel(x) * fraction(1.0 - x, b, a) / b
        }
    }

    /// The x below which lies the share p, for p in (0, 1): Newton's method inside a bracket that every step narrows, with
    /// bisection wherever a step would leave it.
    pub(crate) fn quantile(self, p: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        let mut x = self.mean();
        for _ in 0..QUANTILE_STEPS {
            let excess = self.cumulative(x) - p;
            if excess > 0.0 {
                high = x
            } else {
                low = x
            }
            let newton = x - excess * x * (1.0 - x) / self.kernel(x);
            let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
            if (next - x).abs() <= QUANTILE_TOLERANCE {
                return next;
            }
            x = next;
        }
        x
    }

    /// x^a (1 − x)^b / B(a, b), which is the density times x (1 − x).
    fn kernel(self, x: f64) -> f64 {
        libm::exp(self.log_constant + self.a * libm::log(x) + self.b * libm::log1p(-x))
    }
}

/// The continued fraction of DLMF 8.17.22 by the modified Lentz method.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / nonzero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for step in 1..=FRACTION_STEPS {
        let m = step as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        for term in [even, odd] {
            d = 1.0 / nonzero(1.0 + term * d);
            c = nonzero(1.0 + term / c);
            value *= c * d;
        }
        if (c * d - 1.0).abs() <= FRACTION_TOLERANCE {
            break;
        }
    }
    value
}

fn nonzero(value: f64) -> f64 {
    if value.abs() < LEAST_DENOMINATOR { LEAST_DENOMINATOR } else { value }
}

#[cfg(test)]
mod tests {
    use super::Beta;
    use proptest::prelude::*;

    #[track_caller]
    fn near(value: f64, expected: f64, tolerance: f64) {
        assert!((value - expected).abs() <= tolerance, "{value} is not {expected}");
    }

    /// `scipy.stats.beta.cdf(x, a, b)`, SciPy 1.17.1, NumPy 2.4.6.
    #[test]
    fn distribution_function_agrees_with_scipy() {
        for (x, a, b, expected, tolerance) in [
            (0.1, 0.5, 0.5, 0.204_832_764_699_133_45, 1e-13),
            (0.7, 3.2, 4.8, 0.959_751_415_944_091_6, 1e-13),
            (0.5, 10.0, 10.0, 0.5, 1e-13),
            (1e-8, 0.5, 4.5, 0.000_232_820_942_606_756_9, 1e-16),
            (0.999, 0.5, 4.5, 0.999_999_999_999_991_8, 1e-14),
            (0.3, 300.0, 700.0, 0.503_671_182_860_768_1, 1e-11),
            (0.29, 3e3, 7e3, 0.014_136_148_980_603_625, 1e-11),
            (0.2995, 3e5, 7e5, 0.137_604_521_743_757_3, 1e-8),
            (0.9, 200.0, 0.5, 8.707_774_398_967_449e-11, 1e-21),
        ] {
            near(Beta::new(a, b).cumulative(x), expected, tolerance);
        }
    }

    /// `scipy.stats.beta.ppf(p, a, b)`, SciPy 1.17.1, NumPy 2.4.6.
    #[test]
    fn quantiles_agree_with_scipy() {
        for (p, a, b, expected) in [
            (0.05, 0.5, 0.5, 0.006_155_829_702_431_136_5),
            (0.95, 0.5, 0.5, 0.993_844_170_297_568_9),
            (0.95, 1e-3, 2.0, 1.947_725_766_245_481_6e-23),
            (0.05, 2.0, 3.0, 0.097_611_462_886_414_34),
            (0.5, 30.0, 70.0, 0.298_661_974_308_695_6),
            (0.95, 1500.0, 2500.0, 0.387_624_882_233_861_5),
            (0.05, 3e5, 7e5, 0.299_246_461_170_548_4),
            (0.95, 3e5, 7e5, 0.300_753_993_641_266_26),
            (0.025, 200.0, 0.5, 0.987_503_331_621_034_3),
            (0.975, 0.3, 0.2, 0.999_999_912_716_335_6),
            (1e-6, 8.0, 3.0, 0.113_470_613_205_249_88),
            (1.0 - 1e-6, 8.0, 3.0, 0.997_965_364_365_888_1),
        ] {
            near(Beta::new(a, b).quantile(p), expected, 1e-11);
        }
    }

    #[test]
    fn beyond_the_unit_interval_lies_nothing() {
        let beta = Beta::new(2.0, 3.0);
        assert_eq!([beta.cumulative(-0.1), beta.cumulative(0.0)], [0.0, 0.0]);
        assert_eq!([beta.cumulative(1.0), beta.cumulative(1.1)], [1.0, 1.0]);
    }

    proptest! {
        /// Beta(1, b) has the distribution function 1 − (1 − x)^b in closed form, and Beta(a, 1) has x^a.
        #[test]
        fn closed_forms_hold(x in 0.0..=1.0f64, shape in 0.05..200.0f64) {
            near(Beta::new(1.0, shape).cumulative(x), 1.0 - (1.0 - x).powf(shape), 1e-12);
            near(Beta::new(shape, 1.0).cumulative(x), x.powf(shape), 1e-12);
        }

        /// The distribution function crosses p within a hair of the quantile.
        #[test]
        fn quantiles_invert(p in 0.001..0.999f64, a in -6.0..6.0f64, b in -6.0..6.0f64) {
            let beta = Beta::new(10f64.powf(a), 10f64.powf(b));
            let x = beta.quantile(p);
            prop_assert!((0.0..=1.0).contains(&x));
            prop_assert!(beta.cumulative(x - 1e-12) <= p + 1e-7, "{x}");
            prop_assert!(beta.cumulative(x + 1e-12) >= p - 1e-7, "{x}");
        }
    }
}
