//! Quantiles of a sample.

/// The value below which lies the share p of a sample in ascending order, with linear interpolation between neighbours:
/// type 7 of Hyndman & Fan (1996, The American Statistician 50), the default of R and of NumPy.
///
/// `None` for an empty sample, p outside [0, 1], and neighbours whose values or distance are not finite. Constant time.
pub(crate) fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1).filter(|_| (0.0..=1.0).contains(&p))?;
    let position = p * last as f64;
    let at = position as usize;
    let (lower, upper) = (sorted[at], sorted[last.min(at + 1)]);
    let value = lower + (position - at as f64) * (upper - lower);
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::quantile;

    /// The positions are 4 p: 15 + 0.2 · 5 = 16 for p = 0.05, 20 + 0.6 · 15 = 29 for 0.4, 40 + 0.8 · 10 = 48 for 0.95.
    #[test]
    fn quantiles_by_hand() {
        let sorted = [15.0, 20.0, 35.0, 40.0, 50.0];
        let found = [0.0, 0.05, 0.4, 0.95, 1.0].map(|p| quantile(&sorted, p));
        assert_eq!(found, [15.0, 16.0, 29.0, 48.0, 50.0].map(Some));
        assert_eq!(quantile(&[7.0], 0.3), Some(7.0));
        assert_eq!([quantile(&[], 0.5), quantile(&sorted, -0.1), quantile(&sorted, 1.1)], [None; 3]);
        assert_eq!([quantile(&sorted, f64::NAN), quantile(&[f64::NEG_INFINITY, 1.0], 0.0)], [None; 2]);
    }
}
