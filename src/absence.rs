//! How few actors carry half of what is contributed: one measure for whoever counts contributions.

/// Slack for sums that would be equal but for rounding.
const ROUNDING: f64 = 1e-12;

/// The smallest number of members who together contribute at least half of the whole; none if nobody contributes.
///
/// From 1 to the number of members. The amounts 5, 3, 1, 1 give 1; 2, 2, 2, 2 give 2. An amount that is not a finite
/// number above 0 counts as nothing. O(members · log members).
///
/// The absence factor (bus factor, truck factor) of CHAOSS: <https://chaoss.community/kb/metric-bus-factor/>.
pub(crate) fn contributor_absence_factor(amounts: &[f64]) -> Option<usize> {
    let mut amounts: Vec<f64> = amounts.iter().copied().filter(|amount| amount.is_finite() && *amount > 0.0).collect();
    amounts.sort_by(|a, b| b.total_cmp(a));
    let half = amounts.iter().map(|amount| amount / 2.0).sum::<f64>() * (1.0 - ROUNDING);
    let mut sum = 0.0;
    let reached = amounts.iter().position(|amount| {
        sum += amount;
        sum >= half
    });
    reached.map(|before| before + 1)
}

#[cfg(test)]
mod tests {
    use super::contributor_absence_factor;
    use proptest::prelude::*;

    #[test]
    fn half_of_the_whole_by_hand() {
        for (amounts, expected) in [
            (vec![], None),
            (vec![0.0, 0.0], None),
            (vec![5.0, 3.0, 1.0, 1.0], Some(1)),
            (vec![1.0, 3.0, 1.0, 4.0], Some(2)),
            (vec![2.0; 4], Some(2)),
            (vec![0.1; 10], Some(5)),
            // The example of the CHAOSS page.
            (vec![1000.0, 202.0, 90.0, 33.0, 332.0, 343.0, 42.0, 433.0], Some(2)),
            (vec![1.0; 5], Some(3)),
            (vec![f64::NAN, 1.0, -3.0], Some(1)),
            (vec![f64::MAX; 4], Some(2)),
        ] {
            assert_eq!(contributor_absence_factor(&amounts), expected, "{amounts:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

        /// All subsets: no smaller one reaches half, and one of this size does.
        #[test]
        fn the_fewest_members_reach_half(amounts in prop::collection::vec(0..9u32, 1..9)) {
            let whole: u32 = amounts.iter().sum();
            let reaches = |set: &u32| {
                let chosen = amounts.iter().enumerate().filter(|(nth, _)| set & (1 << nth) != 0);
                2 * chosen.map(|(_, amount)| amount).sum::<u32>() >= whole
            };
            let fewest = (1..1u32 << amounts.len()).filter(reaches).map(u32::count_ones).min();
            let amounts: Vec<f64> = amounts.iter().map(|amount| f64::from(*amount)).collect();
            let expected = fewest.filter(|_| whole > 0).map(|count| count as usize);
            prop_assert_eq!(contributor_absence_factor(&amounts), expected);
        }
    }
}
