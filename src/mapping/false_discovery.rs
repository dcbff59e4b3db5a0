//! Many tests at once: which small p-values are small because there are many.

/// The p-values adjusted by Benjamini and Hochberg (1995), "Controlling the false discovery rate", Journal of the Royal
/// Statistical Society B 57(1): the least rate of false discoveries at which each would be one. O(n log n).
pub(super) fn adjusted(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[b].total_cmp(&p[a]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    for (nth, at) in order.into_iter().enumerate() {
        let rank = p.len() - nth;
        least = least.min(p[at] * p.len() as f64 / rank as f64);
        adjusted[at] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::adjusted;

    /// By hand, five tests: 0.01 × 5/1, 0.02 × 5/2, 0.03 × 5/3 are all 0.05; 0.04 × 5/4 is, too; 0.5 × 5/5 is 0.5.
    #[test]
    fn adjusted_by_hand() {
        let found = adjusted(&[0.5, 0.01, 0.04, 0.02, 0.03]);
        let expected = [0.5, 0.05, 0.05, 0.05, 0.05];
        assert!(found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-15), "{found:?}");
    }

    /// A greater p-value never has a smaller adjusted one: 0.02 × 3/2 = 0.03 takes 0.0225 × 3/3 = 0.0225 from below.
    #[test]
    fn a_step_down_is_carried_up() {
        let found = adjusted(&[0.02, 0.0225, 0.001]);
        assert!((found[0] - 0.0225).abs() < 1e-15 && (found[1] - 0.0225).abs() < 1e-15, "{found:?}");
        assert!((found[2] - 0.003).abs() < 1e-15);
        assert!(adjusted(&[]).is_empty());
    }
}
