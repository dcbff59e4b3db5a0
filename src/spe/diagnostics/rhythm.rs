//! How joint contributions are spread over time: in bursts or evenly, with which gaps, more or less as time goes on, and
//! whether they follow upon compelling events.
//!
//! Days are numbers. A list of active days is sorted and names each day once; a window holds its first and its last day.

use serde::Serialize;

use super::is_weight;

/// Below this number of intervals burstiness and memory say more about chance than about the rhythm.
const FEWEST_INTERVALS: usize = 8;

/// A trend needs as many bins.
const FEWEST_BINS: i64 = 3;

/// A trend is not computed over more bins: they would be kept in memory even where nothing happened.
const MOST_BINS: i64 = 1_000_000;

/// The longest stretches of the window without a joint contribution, each as a number of whole days.
///
/// What lies before the first and after the last active day is cut off by the window: the silence may be longer. With
/// the active days 3, 4 and 9 in a window from 1 to 10, two days come before, four (5 to 8) lie between, one comes after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Gaps {
    /// Days of the window before the first active day.
    pub before: u32,
    /// Days without a joint contribution between two neighbouring active days, at most.
    pub between: u32,
    /// Days of the window after the last active day.
    pub after: u32,
}

/// How often a compelling event was followed by joint contributions, and how often a random date was.
///
/// An event is answered if an active day lies within τ days after it; its own day does not count. An event whose τ days
/// reach beyond the window is left out, answered or not: to count it only where it was answered would lift the share above
/// that of the random dates, whose τ days all lie in the window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Renewal {
    /// Events in the window.
    pub events: usize,
    /// Those that were answered, of the events that are not censored.
    pub answered: usize,
    /// Those whose τ days reach beyond the window: they are left out of the share, whatever became of them.
    pub censored: usize,
    /// `answered / (events − censored)`, in [0, 1]; none where no event is left.
    pub share: Option<f64>,
    /// The same share for random dates whose τ days lie in the window; none where no date was drawn.
    pub placebo: Option<f64>,
    /// How many random dates were drawn: as many as asked for, or 0 where the window is not longer than τ.
    pub placebo_dates: u32,
}

/// Whether joint contributions come in bursts: −1 at even intervals, 0 as by chance, towards 1 in ever sharper bursts.
///
/// With r the standard deviation over the mean of the n intervals between neighbouring active days (both over n, not
/// n − 1), it is `(√(n+1) r − √(n−1)) / ((√(n+1) − 2) r + √(n−1))`. Seven intervals of 1 day and one of 9 have
/// r = √7 / 2 and the burstiness 1/3. None below 8 intervals.
///
/// That n counts intervals and not active days follows from the formula: only so does the largest r that n intervals
/// can have, √(n−1), give 1, and √((n−1)/(n+1)), their r where a stretch is cut at random places, give 0. Intervals
/// are at least a day, so that days drawn by chance stay below 0 where most days are active. O(days).
///
/// Kim & Jo (2016), Measuring burstiness for finite event sequences, Phys. Rev. E 94, 032311.
pub(in crate::spe) fn burstiness(active_days: &[i32]) -> Option<f64> {
    let intervals = intervals(active_days)?;
    let mean = mean(&intervals);
    if mean <= 0.0 {
        return None;
    }
    let count = intervals.len() as f64;
    let spread = (squares(&intervals, mean) / count).sqrt() / mean;
    let (wide, narrow) = ((count + 1.0).sqrt(), (count - 1.0).sqrt());
    Some(((wide * spread - narrow) / ((wide - 2.0) * spread + narrow)).clamp(-1.0, 1.0))
}

/// Whether a long interval follows a long one (towards 1) or a short one (towards −1).
///
/// Pearson's correlation of each interval between active days with the next; intervals of 1, 2, 1, 2, … days give −1.
/// None below 8 intervals, and where all intervals but the last, or all but the first, are equal. O(days).
///
/// Goh & Barabási (2008), Burstiness and memory in complex systems, EPL 81, 48002.
pub(in crate::spe) fn memory(active_days: &[i32]) -> Option<f64> {
    let intervals = intervals(active_days)?;
    let (earlier, later) = (&intervals[..intervals.len() - 1], &intervals[1..]);
    let (mean_earlier, mean_later) = (mean(earlier), mean(later));
    let product: f64 = earlier.iter().zip(later).map(|(a, b)| (a - mean_earlier) * (b - mean_later)).sum();
    let squares = squares(earlier, mean_earlier) * squares(later, mean_later);
    (squares > 0.0).then(|| (product / squares.sqrt()).clamp(-1.0, 1.0))
}

/// The longest stretches without a joint contribution; none where the window has no active day. O(days).
pub(in crate::spe) fn gaps(active_days: &[i32], window: (i32, i32)) -> Option<Gaps> {
    let start = active_days.partition_point(|day| *day < window.0);
    let end = active_days.partition_point(|day| *day <= window.1);
    let inside = active_days.get(start..end)?;
    let between = inside.windows(2).map(|pair| pair[0].abs_diff(pair[1]).saturating_sub(1)).max();
    Some(Gaps {
        before: window.0.abs_diff(*inside.first()?),
        between: between.unwrap_or(0),
        after: window.1.abs_diff(*inside.last()?),
    })
}

/// Whether joint contributions grow (towards 1) or fade (towards −1) over the window.
///
/// Kendall's τ-b of the weight per bin against the number of the bin, over bins of `bin_days` days from the first day of
/// the window; days at its end that fill no bin are left out, and so is a weight that is not a finite number above 0.
/// The weights 1, 1, 2 give 2 / √(3 · 2): of three pairs two rise and one is tied. None below 3 bins, above a million,
/// and where all bins weigh the same. O(contributions + bins · log bins).
///
/// Kendall (1945), The treatment of ties in ranking problems, Biometrika 33(3), 239–251.
pub(in crate::spe) fn trend(contributions: &[(i32, f64)], window: (i32, i32), bin_days: u32) -> Option<f64> {
    let length = i64::from(bin_days);
    let days = i64::from(window.1) - i64::from(window.0) + 1;
    let count = days.checked_div(length).filter(|bins| (FEWEST_BINS..=MOST_BINS).contains(bins))?;
    let mut bins = vec![0.0; count as usize];
    for &(day, weight) in contributions.iter().filter(|(day, weight)| *day >= window.0 && is_weight(*weight)) {
        let bin = (i64::from(day) - i64::from(window.0)) / length;
        if let Some(sum) = bins.get_mut(bin as usize) {
            *sum += weight;
        }
    }
    bins.iter_mut().for_each(|sum| *sum = coarse(*sum));
    kendall(bins)
}

/// How often compelling events, and as many random dates as asked for, were followed by joint contributions.
///
/// `below(n)` draws a number from 0 to n − 1, each alike; it is called once for each date. Days outside the window are
/// not seen. O((events + dates) · log days).
pub(in crate::spe) fn renewal(
    events: &[i32],
    active_days: &[i32],
    window: (i32, i32),
    tau: u32,
    dates: u32,
    mut below: impl FnMut(u32) -> u32,
) -> Renewal {
    let (first, last, tau) = (i64::from(window.0), i64::from(window.1), i64::from(tau));
    let answered = |day: i64| is_active(active_days, day, day + tau);
    let inside = || events.iter().map(|day| i64::from(*day)).filter(|day| (first..=last).contains(day));
    let over = || inside().filter(|day| day + tau <= last);
    let (events, decided, hits) = (inside().count(), over().count(), over().filter(|day| answered(*day)).count());
    let starts = u32::try_from(last - tau - first + 1).unwrap_or(0);
    let dates = if starts == 0 { 0 } else { dates };
    let found = (0..dates).filter(|_| answered(first + i64::from(below(starts)))).count();
    Renewal {
        events,
        answered: hits,
        censored: events - decided,
        share: share(hits, decided),
        placebo: share(found, dates as usize),
        placebo_dates: dates,
    }
}

/// The days between neighbouring active days, if there are enough.
fn intervals(active_days: &[i32]) -> Option<Vec<f64>> {
    let between = active_days.windows(2).map(|pair| f64::from(pair[1]) - f64::from(pair[0]));
    (active_days.len() > FEWEST_INTERVALS).then(|| between.collect())
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn squares(values: &[f64], mean: f64) -> f64 {
    values.iter().map(|value| (value - mean) * (value - mean)).sum()
}

/// A sum cut to 36 binary digits: two bins with the same contributions stay tied in whichever order they were added.
fn coarse(sum: f64) -> f64 {
    f64::from_bits((sum.to_bits() + 0x8000) & !0xffff)
}

/// Kendall's τ-b of values against their positions.
fn kendall(mut values: Vec<f64>) -> Option<f64> {
    let pairs = pairs(values.len());
    let falling = sort_counting(&mut values);
    let tied: f64 = values.chunk_by(|a, b| a == b).map(|run| self::pairs(run.len())).sum();
    let rising = pairs - tied - falling;
    (pairs > tied).then(|| ((rising - falling) / (pairs * (pairs - tied)).sqrt()).clamp(-1.0, 1.0))
}

/// Pairs among so many, exact up to a hundred million.
fn pairs(count: usize) -> f64 {
    let count = count as f64;
    count * (count - 1.0) / 2.0
}

/// Sorts by merging ever longer runs, and counts the pairs whose earlier value is the greater.
fn sort_counting(values: &mut [f64]) -> f64 {
    let (mut falling, mut width) = (0, 1);
    let mut merged = Vec::with_capacity(values.len());
    while width < values.len() {
        for run in values.chunks_mut(2 * width).filter(|run| run.len() > width) {
            falling += merge(run, width, &mut merged);
        }
        width *= 2;
    }
    falling as f64
}

/// Merges the two sorted parts of a run, and counts the pairs in which the value of the first part is the greater.
fn merge(run: &mut [f64], middle: usize, merged: &mut Vec<f64>) -> usize {
    let (mut left, mut right, mut falling) = (0, middle, 0);
    merged.clear();
    while left < middle && right < run.len() {
        if run[left] <= run[right] {
            merged.push(run[left]);
            left += 1;
        } else {
            merged.push(run[right]);
            right += 1;
            falling += middle - left;
        }
    }
    merged.extend_from_slice(&run[left..middle]);
    merged.extend_from_slice(&run[right..]);
    run.copy_from_slice(merged);
    falling
}

/// Whether a day after one and up to another is active.
fn is_active(active_days: &[i32], after: i64, until: i64) -> bool {
    let next = active_days.partition_point(|day| i64::from(*day) <= after);
    active_days.get(next).is_some_and(|day| i64::from(*day) <= until)
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn near(value: f64, expected: f64, tolerance: f64) {
        assert!((value - expected).abs() <= tolerance, "{value} is not {expected}");
    }

    /// Active days with these intervals, from day −3.
    fn days(intervals: &[i32]) -> Vec<i32> {
        let mut days = vec![-3];
        days.extend(intervals.iter().scan(-3, |day, interval| {
            *day += interval;
            Some(*day)
        }));
        days
    }

    #[test]
    fn burstiness_by_hand() {
        assert_eq!(burstiness(&days(&[7; 8])), Some(-1.0));
        assert_eq!(burstiness(&days(&[7; 7])), None);
        assert_eq!(burstiness(&[]), None);
        // Mean 2, variance (7 · 1 + 49) / 8 = 7, r = √7/2: (3 √7/2 − √7) / (√7/2 + √7) = 1/3.
        near(burstiness(&days(&[1, 1, 1, 9, 1, 1, 1, 1])).unwrap(), 1.0 / 3.0, 1e-15);
        // Mean 2, variance 1, r = 1/2, n = 8: (3/2 − √7) / (1/2 + √7).
        let expected = (1.5 - 2.645_751_311_064_590_6) / (0.5 + 2.645_751_311_064_590_6);
        near(burstiness(&days(&[1, 3, 1, 3, 1, 3, 1, 3])).unwrap(), expected, 1e-15);
    }

    /// One long interval among many short ones is as sharp as it gets: r comes near to √(n−1).
    #[test]
    fn burstiness_ends_at_one() {
        let sharpest = burstiness(&days(&[1, 1, 1, 1, 1, 1, 1, 1, 2_000_000_000])).unwrap();
        assert!(sharpest > 0.999_999 && sharpest <= 1.0, "{sharpest}");
        assert!(burstiness(&[i32::MIN, -5, -4, -3, -2, -1, 0, 1, i32::MAX]).is_some());
    }

    #[test]
    fn memory_by_hand() {
        near(memory(&days(&[1, 2, 1, 2, 1, 2, 1, 2])).unwrap(), -1.0, 1e-15);
        near(memory(&days(&[1, 2, 3, 4, 5, 6, 7, 8])).unwrap(), 1.0, 1e-15);
        // 1 1 1 1 3 3 3 | 1 1 1 3 3 3 3: 7 Σab − ΣaΣb = 7 · 33 − 13 · 15 = 36; 7 · 31 − 169 = 48 and 7 · 39 − 225 = 48.
        near(memory(&days(&[1, 1, 1, 1, 3, 3, 3, 3])).unwrap(), 36.0 / 48.0, 1e-15);
        assert_eq!(memory(&days(&[4; 9])), None);
        assert_eq!(memory(&days(&[1, 1, 1, 1, 1, 1, 1, 9])), None);
        assert_eq!(memory(&days(&[1, 2, 1, 2, 1, 2, 1])), None);
    }

    #[test]
    fn gaps_by_hand() {
        let found = gaps(&[3, 4, 9], (1, 10));
        assert_eq!(found, Some(Gaps { before: 2, between: 4, after: 1 }));
        assert_eq!(gaps(&[-50, 5, 80], (0, 10)), Some(Gaps { before: 5, between: 0, after: 5 }));
        assert_eq!(gaps(&[1, 2, 3], (1, 3)), Some(Gaps { before: 0, between: 0, after: 0 }));
        assert_eq!(gaps(&[-5, 20], (0, 10)), None);
        assert_eq!(gaps(&[1, 2], (3, 0)), None);
        let whole = (i32::MIN, i32::MAX);
        let ends = Gaps { before: 0, between: u32::MAX - 1, after: 0 };
        assert_eq!(gaps(&[i32::MIN, i32::MAX], whole), Some(ends));
    }

    #[test]
    fn trend_by_hand() {
        let weights = |weights: [f64; 3]| [(0, weights[0]), (10, weights[1]), (29, weights[2])];
        assert_eq!(trend(&weights([1.0, 2.0, 3.0]), (0, 29), 10), Some(1.0));
        assert_eq!(trend(&weights([3.0, 2.0, 1.0]), (0, 29), 10), Some(-1.0));
        near(trend(&weights([1.0, 1.0, 2.0]), (0, 29), 10).unwrap(), 2.0 / 6f64.sqrt(), 1e-15);
        assert_eq!(trend(&weights([1.0, 1.0, 1.0]), (0, 29), 10), None);
        // Two whole bins, no bins, a window that ends before it begins, too many bins.
        for (window, bin_days) in [((0, 28), 10), ((0, 29), 0), ((29, 0), 10), ((0, 1_000_000), 1)] {
            assert_eq!(trend(&weights([1.0, 2.0, 3.0]), window, bin_days), None);
        }
        // What lies before the window, in the rest at its end, or is no weight changes nothing.
        let noise = [(-1, 9.0), (31, 9.0), (5, f64::NAN), (5, -4.0), (5, f64::INFINITY)];
        let all = [&weights([1.0, 2.0, 3.0])[..], &noise].concat();
        assert_eq!(trend(&all, (0, 31), 10), Some(1.0));
    }

    /// 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in their last digit and are the same contributions.
    #[test]
    fn order_within_a_bin_breaks_no_tie() {
        let contributions = [(0, 0.1), (0, 0.2), (0, 0.3), (1, 0.3), (1, 0.2), (1, 0.1), (2, 0.6)];
        assert_eq!(trend(&contributions, (0, 2), 1), None);
    }

    #[test]
    fn renewal_by_hand() {
        // Day 10 is answered on 12, day 20 by nobody in time, day 30 not by its own day, day 96 is open, day 200 outside.
        let found = renewal(&[10, 20, 30, 96, 200], &[12, 26, 30], (0, 100), 5, 3, |_| 8);
        assert_eq!((found.events, found.answered, found.censored), (4, 1, 1));
        assert_eq!(found.share, Some(1.0 / 3.0));
        assert_eq!((found.placebo, found.placebo_dates), (Some(1.0), 3));
        // The five days after day 95 end with the window. A later event is left out even if it was answered.
        let late = renewal(&[95, 96], &[97, 101], (0, 100), 5, 0, |_| 0);
        assert_eq!((late.events, late.answered, late.censored, late.share), (2, 1, 1, Some(1.0)));
        assert_eq!((late.placebo, late.placebo_dates), (None, 0));
        let later = renewal(&[96, 97], &[98], (0, 100), 5, 0, |_| 0);
        assert_eq!((later.events, later.answered, later.censored, later.share), (2, 0, 2, None));
    }

    #[test]
    fn random_dates_leave_room_for_their_answer() {
        let mut asked = Vec::new();
        let record = |n| {
            asked.push(n);
            n - 1
        };
        // The dates 0 to 95 have their five days within 0 to 100; from the last, 95, the day 100 is in reach.
        let found = renewal(&[], &[100], (0, 100), 5, 2, record);
        assert_eq!((found.share, found.placebo), (None, Some(1.0)));
        assert_eq!(asked, [96, 96]);
        let short = renewal(&[], &[1], (0, 4), 5, 7, |n| n);
        assert_eq!((short.placebo, short.placebo_dates), (None, 0));
        let widest = renewal(&[i32::MIN, i32::MAX], &[], (i32::MIN, i32::MAX), u32::MAX, 1, |n| n - 1);
        assert_eq!((widest.events, widest.censored, widest.placebo), (2, 1, Some(0.0)));
        assert_eq!((widest.answered, widest.share), (0, Some(0.0)));
    }

    /// Every possible date once is the share of dates with an answer.
    #[test]
    fn all_dates_give_the_share_of_covered_days() {
        let mut next = 0..;
        // The days 0 to 29 with (d, d + 3]: 10 is reached from 7, 8, 9 and 20 from 17, 18, 19, out of 0 to 26.
        let found = renewal(&[], &[10, 20], (0, 29), 3, 27, |_| next.next().unwrap());
        near(found.placebo.unwrap(), 6.0 / 27.0, 1e-15);
    }

    /// Pearson's correlation from the sums of the textbook formula, in whole numbers up to the last step.
    fn correlation(a: &[i32], b: &[i32]) -> Option<f64> {
        let sum = |values: &mut dyn Iterator<Item = i64>| values.sum::<i64>();
        let whole = |values: &[i32]| values.iter().map(|v| i64::from(*v)).collect::<Vec<_>>();
        let (a, b, n) = (whole(a), whole(b), a.len() as i64);
        let (sa, sb) = (sum(&mut a.iter().copied()), sum(&mut b.iter().copied()));
        let ab = n * sum(&mut a.iter().zip(&b).map(|(a, b)| a * b)) - sa * sb;
        let aa = n * sum(&mut a.iter().map(|a| a * a)) - sa * sa;
        let bb = n * sum(&mut b.iter().map(|b| b * b)) - sb * sb;
        (aa > 0 && bb > 0).then(|| ab as f64 / ((aa as f64).sqrt() * (bb as f64).sqrt()))
    }

    /// Kendall's τ-b, pair by pair.
    fn pair_by_pair(values: &[i32]) -> Option<f64> {
        let (mut score, mut untied, mut all) = (0, 0, 0);
        for (nth, earlier) in values.iter().enumerate() {
            for later in &values[nth + 1..] {
                all += 1;
                untied += i32::from(earlier != later);
                score += (later - earlier).signum();
            }
        }
        (untied > 0).then(|| f64::from(score) / (f64::from(untied) * f64::from(all)).sqrt())
    }

    fn same(a: Option<f64>, b: Option<f64>) {
        assert_eq!(a.is_some(), b.is_some());
        near(a.unwrap_or(0.0), b.unwrap_or(0.0), 1e-12);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn memory_is_the_correlation_of_neighbours(intervals in prop::collection::vec(1..9i32, 8..40)) {
            same(memory(&days(&intervals)), correlation(&intervals[..intervals.len() - 1], &intervals[1..]));
        }

        #[test]
        fn trend_goes_pair_by_pair(weights in prop::collection::vec(0..6i32, 3..70)) {
            let contributions: Vec<(i32, f64)> = (0..).zip(weights.iter().map(|weight| f64::from(*weight))).collect();
            same(trend(&contributions, (0, weights.len() as i32 - 1), 1), pair_by_pair(&weights));
        }

        /// A longer unit of time changes no figure that has no unit, and neither does a later beginning.
        #[test]
        fn units_of_time_do_not_matter(
            intervals in prop::collection::vec(1..30i32, 1..40),
            weights in prop::collection::vec(1..5u32, 40),
            factor in 1..9i32,
            shift in -500..500i32,
        ) {
            let plain = days(&intervals);
            let scaled: Vec<i32> = plain.iter().map(|day| day * factor + shift).collect();
            same(burstiness(&plain), burstiness(&scaled));
            same(memory(&plain), memory(&scaled));
            let weigh = |days: &[i32]| days.iter().copied().zip(weights.iter().map(|w| f64::from(*w))).collect::<Vec<_>>();
            let scale = |first: i32, last: i32| (first * factor + shift, (last + 1) * factor - 1 + shift);
            let (first, last) = (-10, plain[plain.len() - 1] + 5);
            prop_assert_eq!(
                trend(&weigh(&plain), (first, last), 4),
                trend(&weigh(&scaled), scale(first, last), 4 * factor as u32)
            );
        }

        #[test]
        fn figures_stay_in_range(
            mut active in prop::collection::vec(any::<i32>(), 0..40),
            events in prop::collection::vec(any::<i32>(), 0..9),
            window in any::<(i32, i32)>(),
            tau in any::<u32>(),
        ) {
            active.sort_unstable();
            active.dedup();
            for figure in [burstiness(&active), memory(&active)].into_iter().flatten() {
                prop_assert!((-1.0..=1.0).contains(&figure));
            }
            gaps(&active, window);
            let found = renewal(&events, &active, window, tau, 5, |n| n / 2);
            prop_assert!(found.answered + found.censored <= found.events);
            for share in [found.share, found.placebo].into_iter().flatten() {
                prop_assert!((0.0..=1.0).contains(&share));
            }
        }

        /// Events that come on every day are answered as often as random dates: the end of the window favours neither.
        #[test]
        fn events_on_all_days_are_answered_like_random_dates(
            mut active in prop::collection::vec(0..40i32, 0..12),
            tau in 0..50u32,
        ) {
            active.sort_unstable();
            active.dedup();
            let (all, mut next) = ((0..40).collect::<Vec<i32>>(), 0..);
            let found = renewal(&all, &active, (0, 39), tau, 40u32.saturating_sub(tau), |_| next.next().unwrap());
            prop_assert_eq!(found.share, found.placebo);
        }

        /// Empty days and active days make up the window.
        #[test]
        fn gaps_are_runs_of_empty_days(mut active in prop::collection::vec(0..40i32, 1..12)) {
            active.sort_unstable();
            active.dedup();
            let empty: Vec<bool> = (0..40).map(|day| !active.contains(&day)).collect();
            let runs: Vec<u32> = empty.split(|empty| !empty).map(|run| run.len() as u32).collect();
            let between = runs[1..runs.len() - 1].iter().copied().max().unwrap_or(0);
            let expected = Gaps { before: runs[0], between, after: runs[runs.len() - 1] };
            prop_assert_eq!(gaps(&active, (0, 39)), Some(expected));
        }
    }
}
