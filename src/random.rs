//! Random numbers from the caller's seed: the same seed gives the same numbers, to the bit, on every platform.
//!
//! Nothing here asks the system for randomness, and nothing is fit for secrets.

/// The odd number nearest to 2⁶⁴ divided by the golden ratio: the step of [`SplitMix`].
const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// The distance between neighbouring numbers of 53 bits in [0, 1): 2⁻⁵³.
const UNIT_STEP: f64 = 1.0 / (1_u64 << 53) as f64;

/// `SplitMix64`: Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA, with the mixing
/// constants of Stafford's variant 13. Each output is a one-to-one function of the state. It only makes seeds here.
#[derive(Debug)]
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN_GAMMA);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// A generator of random numbers: xoshiro256++ of Blackman & Vigna (2021), "Scrambled linear pseudorandom number
/// generators", ACM Transactions on Mathematical Software 47(4), with period 2²⁵⁶ − 1.
///
/// Its state is filled by four outputs of `SplitMix64`, as its authors advise. They cannot all be 0, which is the one
/// state that the generator never leaves.
#[derive(Debug)]
pub(crate) struct Generator([u64; 4]);

impl Generator {
    /// The generator of a seed. Any seed will do, 0 too; near seeds give unlike numbers.
    pub(crate) fn new(seed: u64) -> Self {
        let mut filler = SplitMix(seed);
        Self(std::array::from_fn(|_| filler.next()))
    }

    /// One of 2⁶⁴ generators that belong to a seed, each with numbers of its own.
    ///
    /// What is drawn from one stream does not move another, so that draw `i` of factor `f` can be had without the draws
    /// before it: `stream(stream(seed, f).next(), i)`. No two streams of a seed start from one state, because every
    /// step of the mixing is one-to-one; seed and number are not interchangeable.
    pub(crate) fn stream(seed: u64, stream: u64) -> Self {
        let key = SplitMix(seed).next();
        Self::new(SplitMix(key ^ stream).next())
    }

    /// The next number, uniform over all of 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        let Self([a, b, c, d]) = self;
        let result = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        result
    }

    /// A number in [0, 1), uniform over the multiples of 2⁻⁵³.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 * UNIT_STEP
    }

    /// A number in 0..n, each exactly as likely as any other; 0 for n = 0.
    ///
    /// Lemire (2019), "Fast random integer generation in an interval", ACM TOMACS 29(1): the upper half of a product,
    /// drawn again where the lower half falls below 2³² mod n. It draws less than twice on average, whatever n is.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        let mut product = self.product(n);
        // The lower half is compared with n first, which nearly always spares the division; at n = 0 it is never less.
        while (product as u32) < n && (product as u32) < n.wrapping_neg() % n {
            product = self.product(n);
        }
        (product >> 32) as u32
    }

    /// The product of n with 32 random bits: the better, upper ones.
    fn product(&mut self, n: u32) -> u64 {
        (self.next() >> 32) * u64::from(n)
    }

    /// A number from the exponential distribution of mean 1, by inversion: finite and above 0, at most 53 ln 2 ≈ 36.7.
    ///
    /// Divided by their sum, k of them are weights uniform over the simplex: Dirichlet(1, …, 1), those of the Bayesian
    /// bootstrap.
    pub(crate) fn exponential(&mut self) -> f64 {
        // The midpoints of 2⁵² cells: neither 0, whose logarithm is infinite, nor 1, whose logarithm is 0.
        let inside = ((self.next() >> 12) as f64 + 0.5) * (2.0 * UNIT_STEP);
        -libm::log(inside)
    }

    /// Puts the items into an order, each as likely as any other: Fisher & Yates, from the end. Up to 2³² − 1 items.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let choices = u32::try_from(last + 1).unwrap_or(u32::MAX);
            items.swap(last, self.below(choices) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Generator, SplitMix};
    use proptest::prelude::*;

    /// Pearson's statistic of counts against the shares that are expected of them.
    fn chi_square(counts: &[u32], shares: &[f64]) -> f64 {
        let total = f64::from(counts.iter().sum::<u32>());
        counts
            .iter()
            .zip(shares)
            .map(|(&count, share)| (f64::from(count) - total * share).powi(2) / (total * share))
            .sum()
    }

    /// Counts 40 000 draws by cell and holds them against equal shares; `bound` is the 99.9 % point of χ² (tables).
    #[track_caller]
    fn uniform<const CELLS: usize>(bound: f64, mut draw: impl FnMut(u64) -> usize) {
        let mut counts = [0; CELLS];
        (0..40_000).for_each(|nth| counts[draw(nth)] += 1);
        let statistic = chi_square(&counts, &[1.0 / CELLS as f64; CELLS]);
        assert!(statistic < bound, "{statistic}: {counts:?}");
    }

    /// The first outputs for this seed as Rosetta Code has them ("Pseudo-random numbers/Splitmix64").
    #[test]
    fn split_mix_gives_the_published_numbers() {
        let mut filler = SplitMix(1_234_567);
        let published = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!([(); 3].map(|()| filler.next()), published);
    }

    /// The outputs of the authors' `xoshiro256plusplus.c` for this state, as `rand_xoshiro` tests them. The first is
    /// (5 ≪ 23) + 1.
    #[test]
    fn xoshiro_gives_the_published_numbers() {
        let mut generator = Generator([1, 2, 3, 4]);
        let found = [(); 10].map(|()| generator.next());
        assert_eq!(found[..4], [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386]);
        assert_eq!(found[8..], [15_849_039_046_786_891_736, 10_450_023_813_501_588_000]);
    }

    /// `Xoshiro256PlusPlus::seed_from_u64` of `rand_xoshiro` 0.6.0.
    #[test]
    fn seeding_agrees_with_rand_xoshiro() {
        let first = |seed| Generator::new(seed).next();
        assert_eq!([first(0), first(42)], [5_987_356_902_031_041_503, 15_021_278_609_987_233_951]);
    }

    /// From a program in C that seeds with the first output of `SplitMix64` for (its first for the seed) ^ stream.
    #[test]
    fn streams_are_the_same_everywhere() {
        let first = |seed, stream| Generator::stream(seed, stream).next();
        assert_eq!([first(42, 0), first(42, 7)], [16_952_325_622_244_263_635, 17_521_142_179_037_300_447]);
        assert_eq!([first(7, 42), first(u64::MAX, u64::MAX)], [714_532_490_285_697_850, 3_542_450_987_967_566_554]);
    }

    #[test]
    fn units_are_uniform_within_one_stream_and_across_streams() {
        let mut generator = Generator::new(1);
        uniform::<16>(37.70, |_| (generator.unit() * 16.0) as usize);
        uniform::<16>(37.70, |nth| (Generator::stream(1, nth).unit() * 16.0) as usize);
        // Neighbouring streams, and the same stream of neighbouring seeds, in pairs: 4 × 4 cells.
        let quarter = |seed, stream| (Generator::stream(seed, stream).unit() * 4.0) as usize;
        uniform::<16>(37.70, |nth| 4 * quarter(1, 2 * nth) + quarter(1, 2 * nth + 1));
        uniform::<16>(37.70, |nth| 4 * quarter(2 * nth, 3) + quarter(2 * nth + 1, 3));
    }

    /// Without rejection, one of the three remainders for n = 3 · 2³⁰ would come up twice as often as another.
    #[test]
    fn whole_numbers_are_uniform() {
        let mut generator = Generator::new(2);
        uniform::<3>(13.82, |_| generator.below(3 << 30) as usize % 3);
        uniform::<6>(20.52, |_| generator.below(6) as usize);
        assert_eq!([generator.below(0), generator.below(1)], [0, 0]);
    }

    /// Half of an exponential distribution lies below ln 2, half of the rest below 2 ln 2, and so on; its mean is 1.
    #[test]
    fn exponentials_halve_at_every_ln_2() {
        let mut generator = Generator::new(3);
        let (mut counts, mut sum) = ([0; 8], 0.0);
        for _ in 0..40_000 {
            let drawn = generator.exponential();
            counts[((drawn / std::f64::consts::LN_2) as usize).min(7)] += 1;
            sum += drawn;
        }
        let shares = [1, 2, 3, 4, 5, 6, 7, 7].map(|halvings| 0.5_f64.powi(halvings));
        assert!(chi_square(&counts, &shares) < 24.32, "{counts:?}");
        assert!((sum / 40_000.0 - 1.0).abs() < 4.0 / 200.0, "four standard errors: {sum}");
    }

    /// A state whose next output is known puts the extremes within reach: with a = 0, the output is d rotated by 23.
    #[test]
    fn the_ends_of_the_range_are_where_they_should_be() {
        let next_is = |output: u64| Generator([0, 1, 2, output.rotate_right(23)]);
        assert_eq!(next_is(0).unit(), 0.0);
        assert_eq!(next_is(u64::MAX).unit(), 1.0 - f64::EPSILON / 2.0);
        assert!((next_is(0).exponential() - 53.0 * std::f64::consts::LN_2).abs() < 1e-13);
        assert!((next_is(u64::MAX).exponential() - f64::EPSILON / 2.0).abs() < 1e-30);
        assert_eq!(next_is(u64::MAX << 32).below(7), 6);
    }

    /// An order of four items is known by its rank among the 24.
    #[test]
    fn every_order_is_as_likely_as_any_other() {
        let mut generator = Generator::new(4);
        uniform::<24>(49.73, |_| {
            let mut items = [0, 1, 2, 3];
            generator.shuffle(&mut items);
            let smaller = |at: usize| items[at + 1..].iter().filter(|later| **later < items[at]).count();
            6 * smaller(0) + 2 * smaller(1) + smaller(2)
        });
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_shuffle_is_a_permutation(seed: u64, items: Vec<u8>) {
            let (mut shuffled, mut sorted) = (items.clone(), items);
            Generator::new(seed).shuffle(&mut shuffled);
            shuffled.sort_unstable();
            sorted.sort_unstable();
            prop_assert_eq!(shuffled, sorted);
        }

        #[test]
        fn draws_stay_in_their_range(seed: u64, stream: u64, n in 1..=u32::MAX) {
            let mut generator = Generator::stream(seed, stream);
            prop_assert!((0.0..1.0).contains(&generator.unit()));
            prop_assert!(generator.below(n) < n);
            prop_assert!((f64::MIN_POSITIVE..36.8).contains(&generator.exponential()));
        }

        #[test]
        fn streams_of_a_seed_start_apart(seed: u64, one: u64, other: u64) {
            prop_assume!(one != other);
            prop_assert_ne!(Generator::stream(seed, one).0, Generator::stream(seed, other).0);
        }
    }
}
