//! Weighted means of what is known within bounds, by weights that are known within bounds.

use super::record::Amount;

/// A value and its weight, each within bounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) low: f64,
    pub(super) high: f64,
    /// The value on what is known.
    pub(super) point: Option<f64>,
    pub(super) weight: Amount,
}

/// The weighted mean of the values that are known, `None` where none is.
pub(super) fn mean(rows: &[Row]) -> Option<f64> {
    let (mut sum, mut total) = (0.0, 0.0);
    for row in rows {
        if let Some(point) = row.point {
            sum += row.weight.point * point;
            total += row.weight.point;
        }
    }
    (total > 0.0).then(|| sum / total)
}

/// The least and the greatest weighted mean. O(n log n), O(n) where all values are alike.
pub(super) fn bounds(rows: &[Row]) -> (f64, f64) {
    match rows.first() {
        // Whatever the weights.
        Some(first) if rows.iter().all(|row| (row.low, row.high) == (first.low, first.high)) => (first.low, first.high),
        Some(_) | None => (extreme(rows, false), extreme(rows, true)),
    }
}

/// The least or greatest weighted mean that the bounds allow.
///
/// The mean is a ratio of sums that are linear in each weight, so at the extreme the rows with the best values have the
/// greatest weights and the others the least: only the place of the change has to be found.
fn extreme(rows: &[Row], greatest: bool) -> f64 {
    let value = |row: &Row| if greatest { row.high } else { row.low };
    let mut sorted: Vec<(f64, Amount)> = rows.iter().map(|row| (value(row), row.weight)).collect();
    sorted.sort_unstable_by(|a, b| if greatest { b.0.total_cmp(&a.0) } else { a.0.total_cmp(&b.0) });
    let (mut sum, mut total) =
        sorted.iter().fold((0.0, 0.0), |(sum, total), (value, weight)| (sum + value * weight.low, total + weight.low));
    let mut best = (total > 0.0).then(|| sum / total);
    for (value, weight) in &sorted {
        sum += value * (weight.high - weight.low);
        total += weight.high - weight.low;
        if total > 0.0 {
            let mean = sum / total;
            best = Some(best.map_or(mean, |best: f64| if greatest { best.max(mean) } else { best.min(mean) }));
        }
    }
    best.unwrap_or(if greatest { 1.0 } else { 0.0 })
}
