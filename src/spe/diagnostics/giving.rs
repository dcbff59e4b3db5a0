//! Who gives to whom: whether pairs give back to each other, and how much of that chance alone would bring about.

use std::collections::BTreeMap;

use serde::Serialize;

use super::is_weight;

/// The expectation by chance is not computed for more givings: where no two members are alike it would take too long.
const MOST_GIVINGS: usize = 100_000;

/// Probabilities below this share of the largest are left out; all of them together stay below 1e-17.
const NEGLIGIBLE: f64 = 1e-20;

/// What one member gave to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::spe) struct Giving {
    pub(in crate::spe) giver: u32,
    pub(in crate::spe) receiver: u32,
    pub(in crate::spe) weight: f64,
}

/// To what degree pairs give back to each other, by the number of givings, beside what chance would give.
///
/// Chance means: every giving keeps its giver, and the receivers are dealt out anew over all givings, every order alike.
/// So each member gives and receives as often as before. A giving that falls to its own giver is not given back; where no
/// such giving is observed, the expectation is low among few members: for two who give to each other once, the one other
/// order leaves both with their own, so that 1/2 is expected, 1 is observed, and corrected it is 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DyadicReciprocity {
    /// How many givings there are.
    pub givings: usize,
    /// The share of givings that are given back within the pair, in [0, 1].
    pub observed: f64,
    /// The mean of that share over all orders of the receivers, in [0, 1); exact, not sampled.
    pub expected: Option<f64>,
    /// `(observed − expected) / (1 − expected)`: 1 if all is given back, 0 as by chance, below 0 if less than that.
    pub corrected: Option<f64>,
    /// Why nothing is expected and corrected.
    pub uncorrected: Option<Uncorrected>,
}

/// Why reciprocity is not set against chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Uncorrected {
    /// There are fewer than two givings.
    FewGivings,
    /// There are more than 100 000 givings.
    ManyGivings,
}

/// The share of the weight given that is given back within the pair: `Σ min(w_ij, w_ji) / Σ w` over ordered pairs.
///
/// In [0, 1]: 1 if every pair gives as much as it gets, 0 in a ring of three. With 3 given and 1 given back it is 2/4. A
/// giving to oneself is not given back. A giving whose weight is not a finite number above 0 is none, here and in
/// [`dyadic_reciprocity`]. None without giving. O(givings · log givings).
///
/// After Squartini et al. (2013), Reciprocity of weighted networks, Scientific Reports 3, 2729.
pub(in crate::spe) fn weighted_reciprocity(givings: &[Giving]) -> Option<f64> {
    given_back(real(givings).map(|giving| (giving.giver, giving.receiver, giving.weight)))
}

/// Reciprocity within pairs by the number of givings, corrected for chance; none without giving.
///
/// `E[min(X, Y)]` is added up over pairs {i, j}, where X of the receivers that fall to i's givings are j, and Y the other
/// way round. Let U be how many receivers j fall to j's own givings. Given U, X and Y are independent, as j's givings and
/// the rest are then dealt separately, and all three are hypergeometric:
///
/// ```text
/// U ~ H(N, a_j, o_j)     X | U ~ H(N − o_j, a_j − U, o_i)     Y | U ~ H(N − a_j, a_i, o_j − U)
/// E[min(X, Y)] = Σ_u P(U = u) Σ_{k ≥ 1} P(X ≥ k | u) P(Y ≥ k | u)
/// ```
///
/// where member i gives o_i and receives a_i of N givings, and H(n, m, d) counts the marked among d drawn of n with m
/// marked. Members with the same (o, a) have equal terms. O(givings · log givings + c² u k) time for c different (o, a)
/// and about 20 standard deviations u and k of U, X and Y; at most c = O(N^(2/3)).
pub(in crate::spe) fn dyadic_reciprocity(givings: &[Giving]) -> Option<DyadicReciprocity> {
    let observed = given_back(real(givings).map(|giving| (giving.giver, giving.receiver, 1.0)))?;
    let count = real(givings).count();
    let uncorrected = match count {
        0 | 1 => Some(Uncorrected::FewGivings),
        2..=MOST_GIVINGS => None,
        _ => Some(Uncorrected::ManyGivings),
    };
    let expected = uncorrected.is_none().then(|| expected_by_chance(count, &classes(givings)));
    // Somebody who gives and gets may be dealt an own giving, so that the expectation is below 1.
    let corrected = expected.map(|expected| (observed - expected) / (1.0 - expected));
    Some(DyadicReciprocity { givings: count, observed, expected, corrected, uncorrected })
}

fn real(givings: &[Giving]) -> impl Iterator<Item = &Giving> {
    givings.iter().filter(|giving| is_weight(giving.weight))
}

/// The share that is given back; the terms are added by size, so that the numbers of the members do not matter.
fn given_back(givings: impl Iterator<Item = (u32, u32, f64)>) -> Option<f64> {
    let mut given: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let mut total = 0.0;
    for (giver, receiver, weight) in givings {
        *given.entry((giver, receiver)).or_default() += weight;
        total += weight;
    }
    let forth = given.iter().filter(|((giver, receiver), _)| giver < receiver);
    let mut terms: Vec<f64> =
        forth.filter_map(|(&(giver, receiver), forth)| Some(forth.min(*given.get(&(receiver, giver))?))).collect();
    terms.sort_by(f64::total_cmp);
    let share = 2.0 * (terms.iter().sum::<f64>() / total);
    (total > 0.0 && total.is_finite()).then(|| share.clamp(0.0, 1.0))
}

/// Members who give and receive equally often.
#[derive(Clone, Copy, Debug)]
struct Class {
    given: u64,
    received: u64,
    members: u64,
}

impl Class {
    /// How many pairs have one member here and the other there.
    fn pairs(&self, other: &Self, same: bool) -> f64 {
        let (here, there) = (self.members as f64, other.members as f64);
        if same { here * (here - 1.0) / 2.0 } else { here * there }
    }
}

/// The classes of members who both give and receive, those who are dealt few of their own first.
fn classes(givings: &[Giving]) -> Vec<Class> {
    let mut counts: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
    for giving in real(givings) {
        counts.entry(giving.giver).or_default().0 += 1;
        counts.entry(giving.receiver).or_default().1 += 1;
    }
    let mut members: BTreeMap<(u64, u64), u64> = BTreeMap::new();
    for (given, received) in counts.into_values().filter(|(given, received)| given * received > 0) {
        *members.entry((given, received)).or_default() += 1;
    }
    let class = |((given, received), members)| Class { given, received, members };
    let mut classes: Vec<Class> = members.into_iter().map(class).collect();
    classes.sort_by_key(|class| class.given * class.received);
    classes
}

/// The mean share of givings that are given back, over all orders of the receivers.
fn expected_by_chance(givings: usize, classes: &[Class]) -> f64 {
    let mut tables = Tables::default();
    let mut sum = 0.0;
    for nth in 0..classes.len() {
        sum += expected_with_first(givings as u64, &classes[nth..], &mut tables);
    }
    2.0 * sum / givings as f64
}

/// `Σ E[min(X, Y)]` over the pairs whose one member j is of the first class.
fn expected_with_first(total: u64, classes: &[Class], tables: &mut Tables) -> f64 {
    let Some(own) = classes.first() else { return 0.0 };
    let pairs = classes.iter().enumerate().map(|(nth, other)| (own.pairs(other, nth == 0), other));
    // A member alone in its class makes no pair with itself, and the urns of such a pair would not add up.
    let partners: Vec<(f64, &Class)> = pairs.filter(|(pairs, _)| *pairs > 0.0).collect();
    let (least, masses) = hypergeometric(Urn { total, marked: own.received, drawn: own.given });
    let mut sum = 0.0;
    for (kept, probability) in (least..).zip(masses) {
        tables.deal(total, own, kept, &partners);
        sum += probability * partners.iter().map(|(pairs, other)| pairs * tables.mean_min(other)).sum::<f64>();
    }
    sum
}

/// The distributions of X and of Y for one j and one U, by what i gives and by what i receives.
#[derive(Debug, Default)]
struct Tables {
    by_given: BTreeMap<u64, Tail>,
    by_received: BTreeMap<u64, Tail>,
}

impl Tables {
    fn deal(&mut self, total: u64, own: &Class, kept: u64, partners: &[(f64, &Class)]) {
        self.by_given.clear();
        self.by_received.clear();
        for (_, other) in partners {
            let elsewhere = |drawn| Urn { total: total - own.given, marked: own.received - kept, drawn };
            let here = |marked| Urn { total: total - own.received, marked, drawn: own.given - kept };
            self.by_given.entry(other.given).or_insert_with_key(|given| Tail::of(elsewhere(*given)));
            self.by_received.entry(other.received).or_insert_with_key(|received| Tail::of(here(*received)));
        }
    }

    fn mean_min(&self, other: &Class) -> f64 {
        self.by_given[&other.given].mean_min(&self.by_received[&other.received])
    }
}

/// So many are drawn from a total of which so many are marked.
#[derive(Clone, Copy, Debug)]
struct Urn {
    total: u64,
    marked: u64,
    drawn: u64,
}

impl Urn {
    /// The number of marked ones among the drawn that is most likely.
    fn mode(self) -> u64 {
        ((self.drawn + 1) * (self.marked + 1) / (self.total + 2)).clamp(self.least(), self.most())
    }

    fn least(self) -> u64 {
        (self.drawn + self.marked).saturating_sub(self.total)
    }

    fn most(self) -> u64 {
        self.drawn.min(self.marked)
    }

    /// How much likelier one more is than so many, for numbers from the least to below the most.
    fn step(self, count: u64) -> f64 {
        let more = (self.marked - count) as f64 * (self.drawn - count) as f64;
        let fewer = (count + 1) as f64 * (self.total + count + 1 - self.marked - self.drawn) as f64;
        more / fewer
    }
}

/// The least number of marked ones and the probabilities of it and those that follow.
///
/// Steps away from the mode in both directions, so that nothing grows and no logarithm loses digits.
fn hypergeometric(urn: Urn) -> (u64, Vec<f64>) {
    let mode = urn.mode();
    let counts = |relative: &f64| *relative > NEGLIGIBLE;
    let down = (urn.least()..mode).rev().scan(1.0, |relative, count| {
        *relative /= urn.step(count);
        Some(*relative)
    });
    let up = (mode..urn.most()).scan(1.0, |relative, count| {
        *relative *= urn.step(count);
        Some(*relative)
    });
    let mut masses: Vec<f64> = down.take_while(counts).collect();
    let least = mode - masses.len() as u64;
    masses.reverse();
    masses.push(1.0);
    masses.extend(up.take_while(counts));
    let sum: f64 = masses.iter().sum();
    masses.iter_mut().for_each(|mass| *mass /= sum);
    (least, masses)
}

/// The probabilities to draw at least so many marked ones: 1 up to `least`, then as listed, then 0.
#[derive(Debug)]
struct Tail {
    least: u64,
    at_least: Vec<f64>,
}

impl Tail {
    fn of(urn: Urn) -> Self {
        let (least, mut at_least) = hypergeometric(urn);
        let mut sum = 0.0;
        for mass in at_least.iter_mut().rev() {
            sum += *mass;
            *mass = sum;
        }
        Self { least, at_least }
    }

    fn most(&self) -> u64 {
        self.least + self.at_least.len() as u64 - 1
    }

    fn at_least(&self, count: u64) -> f64 {
        if count <= self.least { 1.0 } else { self.at_least[(count - self.least) as usize] }
    }

    /// The mean of the smaller of two independent numbers.
    fn mean_min(&self, other: &Self) -> f64 {
        let certain = self.least.min(other.least);
        let open = certain + 1..=self.most().min(other.most());
        certain as f64 + open.map(|count| self.at_least(count) * other.at_least(count)).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn near(value: f64, expected: f64, tolerance: f64) {
        assert!((value - expected).abs() <= tolerance, "{value} is not {expected}");
    }

    fn givings(pairs: &[(u32, u32)]) -> Vec<Giving> {
        pairs.iter().map(|&(giver, receiver)| Giving { giver, receiver, weight: 1.0 }).collect()
    }

    /// Two members who gave to each other so often.
    fn two(forth: usize, back: usize) -> Vec<Giving> {
        givings(&[vec![(0, 1); forth], vec![(1, 0); back]].concat())
    }

    /// The share of givings given back, counted off a table of all ordered pairs.
    fn counted(givers: &[u32], receivers: &[u32]) -> f64 {
        let given = |a: u32, b: u32| givers.iter().zip(receivers).filter(|pair| pair == &(&a, &b)).count();
        let members = 1 + givers.iter().chain(receivers).max().unwrap();
        let pairs = (0..members).flat_map(|a| (0..members).map(move |b| (a, b))).filter(|(a, b)| a != b);
        pairs.map(|(a, b)| given(a, b).min(given(b, a))).sum::<usize>() as f64 / givers.len() as f64
    }

    /// The mean of `counted` over all orders of the receivers, one after another by Heap's algorithm.
    fn enumerated(givings: &[Giving]) -> f64 {
        let givers: Vec<u32> = givings.iter().map(|giving| giving.giver).collect();
        let mut receivers: Vec<u32> = givings.iter().map(|giving| giving.receiver).collect();
        let (mut sum, mut orders) = (counted(&givers, &receivers), 1);
        let (mut turns, mut at) = (vec![0; receivers.len()], 1);
        while at < receivers.len() {
            if turns[at] < at {
                receivers.swap(if at.is_multiple_of(2) { 0 } else { turns[at] }, at);
                (sum, orders) = (sum + counted(&givers, &receivers), orders + 1);
                turns[at] += 1;
                at = 1;
            } else {
                turns[at] = 0;
                at += 1;
            }
        }
        assert_eq!(orders, (1..=receivers.len()).product::<usize>());
        sum / orders as f64
    }

    /// C(n, k), exact for the small numbers of the tests.
    fn choose(n: u64, k: u64) -> f64 {
        (0..k).map(|i| (n - i) as f64 / (k - i) as f64).product()
    }

    /// Two members only: i's givings get x times j and `forth − x` times i, so that j's givings get the rest of the i.
    fn expected_of_two(forth: u64, back: u64) -> f64 {
        let total = forth + back;
        let mean = (0..=forth)
            .filter(|x| forth - x <= back)
            .map(|x| {
                let probability = choose(forth, x) * choose(back, forth - x) / choose(total, forth);
                let returned = back - (forth - x);
                probability * x.min(returned) as f64
            })
            .sum::<f64>();
        2.0 * mean / total as f64
    }

    #[test]
    fn weights_given_back_by_hand() {
        let three_for_one = [
            Giving { giver: 7, receiver: 2, weight: 2.0 },
            Giving { giver: 2, receiver: 7, weight: 1.0 },
            Giving { giver: 7, receiver: 2, weight: 1.0 },
        ];
        assert_eq!(weighted_reciprocity(&three_for_one), Some(0.5));
        assert_eq!(weighted_reciprocity(&givings(&[(0, 1), (1, 2), (2, 0)])), Some(0.0));
        assert_eq!(weighted_reciprocity(&givings(&[(0, 1), (1, 0), (4, 4), (4, 4)])), Some(0.5));
        assert_eq!(weighted_reciprocity(&[]), None);
    }

    #[test]
    fn what_is_no_weight_is_no_giving() {
        for weight in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let none = [Giving { giver: 0, receiver: 1, weight }];
            assert_eq!(weighted_reciprocity(&none), None);
            assert_eq!(dyadic_reciprocity(&none), None);
        }
        let huge = [(0, 1), (1, 0)].map(|(giver, receiver)| Giving { giver, receiver, weight: f64::MAX });
        assert_eq!(weighted_reciprocity(&huge), None);
    }

    #[test]
    fn chance_by_hand() {
        // Both give once: of two orders one is given back.
        let once = dyadic_reciprocity(&two(1, 1)).unwrap();
        assert_eq!((once.givings, once.observed), (2, 1.0));
        assert_eq!((once.expected, once.corrected), (Some(0.5), Some(1.0)));
        // A ring of three: of six orders the three swaps leave one member alone and join two, who make up 2 of 3.
        let ring = dyadic_reciprocity(&givings(&[(0, 1), (1, 2), (2, 0)])).unwrap();
        near(ring.expected.unwrap(), 1.0 / 3.0, 1e-15);
        near(ring.corrected.unwrap(), -0.5, 1e-15);
        // Nobody who gives also gets: nothing is given back, whoever gets what.
        let star = dyadic_reciprocity(&givings(&[(0, 1), (0, 2), (0, 3)])).unwrap();
        assert_eq!((star.observed, star.expected, star.corrected), (0.0, Some(0.0), Some(0.0)));
    }

    #[test]
    fn too_few_and_too_many_are_said() {
        let lone = dyadic_reciprocity(&givings(&[(0, 1)])).unwrap();
        assert_eq!((lone.observed, lone.expected, lone.uncorrected), (0.0, None, Some(Uncorrected::FewGivings)));
        let most = dyadic_reciprocity(&two(MOST_GIVINGS / 2, MOST_GIVINGS / 2)).unwrap();
        assert_eq!(most.uncorrected, None);
        let many = dyadic_reciprocity(&two(MOST_GIVINGS / 2, MOST_GIVINGS / 2 + 1)).unwrap();
        assert_eq!((many.corrected, many.uncorrected), (None, Some(Uncorrected::ManyGivings)));
    }

    /// By exact fractions in another order: first what falls to i's givings, j and i at once, then what falls to j's.
    #[test]
    fn unequal_members_agree_with_exact_fractions() {
        for (given, received, expected) in [
            (&[30, 20, 10][..], &[12, 18, 30][..], 0.299_869_404_963_442_05),
            (&[3, 1, 4, 1, 5, 9, 2, 6], &[2, 7, 1, 8, 2, 8, 1, 2], 0.189_119_337_764_474_1),
            (&[90, 5, 40, 1, 64], &[20, 80, 10, 60, 30], 0.149_242_235_917_003_09),
        ] {
            let numbers = |counts: &[usize]| (0..).zip(counts).flat_map(|(nth, n)| vec![nth; *n]).collect::<Vec<u32>>();
            let pairs: Vec<(u32, u32)> = numbers(given).into_iter().zip(numbers(received)).collect();
            near(dyadic_reciprocity(&givings(&pairs)).unwrap().expected.unwrap(), expected, 1e-14);
        }
    }

    /// Two members who give n times each: E[min(x, x)] is n/2, so that half is expected, however large n is.
    #[test]
    fn large_numbers_stay_exact() {
        for half in [10, 1_000, MOST_GIVINGS / 2] {
            near(dyadic_reciprocity(&two(half, half)).unwrap().expected.unwrap(), 0.5, 1e-12);
        }
    }

    /// Every member gives to every other so often that X and Y are nearly independent Poisson numbers of mean 1.
    #[test]
    fn many_members_come_near_to_poisson() {
        let members = 100;
        let pairs: Vec<_> =
            (0..members).flat_map(|a| (0..members).map(move |b| (a, b))).filter(|(a, b)| a != b).collect();
        let result = dyadic_reciprocity(&givings(&pairs)).unwrap();
        // Σ_{k ≥ 1} P(X ≥ k)² for Poisson(1): 0.632121² + 0.264241² + 0.080301² + 0.018988² + 0.003660² + 0.000594².
        near(result.expected.unwrap(), 0.476_223, 0.01);
        assert_eq!(result.observed, 1.0);
    }

    #[test]
    fn hypergeometric_by_hand() {
        // Of 10 with 4 marked 3 are drawn: C(4, k) C(6, 3 − k) / C(10, 3) = 20, 60, 36, 4 of 120.
        let (least, masses) = hypergeometric(Urn { total: 10, marked: 4, drawn: 3 });
        assert_eq!(least, 0);
        for (mass, expected) in masses.iter().zip([20.0, 60.0, 36.0, 4.0]) {
            near(*mass, expected / 120.0, 1e-15);
        }
        assert_eq!(hypergeometric(Urn { total: 5, marked: 5, drawn: 3 }), (3, vec![1.0]));
        assert_eq!(hypergeometric(Urn { total: 5, marked: 4, drawn: 4 }).0, 3);
        assert_eq!(hypergeometric(Urn { total: 0, marked: 0, drawn: 0 }), (0, vec![1.0]));
    }

    fn few_members() -> impl Strategy<Value = Vec<Giving>> {
        prop::collection::vec((0..4u32, 0..4u32), 2..=7).prop_map(|pairs| givings(&pairs))
    }

    fn weighted() -> impl Strategy<Value = Vec<Giving>> {
        let giving = (0..12u32, 0..12u32, 0.1..9.0f64);
        prop::collection::vec(giving.prop_map(|(giver, receiver, weight)| Giving { giver, receiver, weight }), 1..60)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

        #[test]
        fn the_expectation_is_the_mean_over_all_orders(givings in few_members()) {
            let result = dyadic_reciprocity(&givings).unwrap();
            near(result.expected.unwrap(), enumerated(&givings), 1e-13);
        }

        #[test]
        fn two_members_follow_one_number(forth in 1..40u64, back in 1..40u64) {
            let result = dyadic_reciprocity(&two(forth as usize, back as usize)).unwrap();
            near(result.expected.unwrap(), expected_of_two(forth, back), 1e-13);
        }

        #[test]
        fn numbers_of_members_do_not_matter(givings in weighted(), turn in 1..12u32) {
            let turned: Vec<Giving> = givings
                .iter()
                .map(|g| Giving { giver: (g.giver * 5 + turn) % 12, receiver: (g.receiver * 5 + turn) % 12, ..*g })
                .collect();
            prop_assert_eq!(weighted_reciprocity(&turned), weighted_reciprocity(&givings));
            prop_assert_eq!(dyadic_reciprocity(&turned), dyadic_reciprocity(&givings));
        }

        /// Who gives becomes who gets: what is given back stays the same.
        #[test]
        fn direction_does_not_matter(givings in weighted()) {
            let turned: Vec<Giving> =
                givings.iter().map(|g| Giving { giver: g.receiver, receiver: g.giver, ..*g }).collect();
            near(weighted_reciprocity(&turned).unwrap(), weighted_reciprocity(&givings).unwrap(), 1e-12);
            if let (Some(a), Some(b)) = (dyadic_reciprocity(&turned), dyadic_reciprocity(&givings)) {
                near(a.expected.unwrap_or(0.0), b.expected.unwrap_or(0.0), 1e-12);
            }
        }

        #[test]
        fn shares_stay_in_range(givings in weighted()) {
            let share = weighted_reciprocity(&givings).unwrap();
            let result = dyadic_reciprocity(&givings).unwrap();
            prop_assert!((0.0..=1.0).contains(&share) && (0.0..=1.0).contains(&result.observed));
            prop_assert!(result.expected.is_none_or(|expected| (0.0..1.0).contains(&expected)));
            prop_assert!(result.corrected.is_none_or(|corrected| corrected <= 1.0));
        }
    }
}
