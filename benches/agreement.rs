//! Krippendorff's α and its bootstrap on a large table.
//!
//! `cargo bench --bench agreement` runs criterion on 10 coders × 100 000 units × 7 categories with a tenth of the values
//! missing, and then prints times of single runs, and the memory of the table and of what is asked of it. The data come from
//! a linear congruential generator that any language can rebuild; their checksum is checked.

#![expect(clippy::print_stdout, reason = "the figures are what the bench is for")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use cocreation::agreement::{Coefficient, Draws, Metric, Ratings, alpha, bootstrap};
use criterion::Criterion;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const CODERS: usize = 10;
const UNITS: usize = 100_000;

/// Of the full table: Σ value · (1 + unit mod 97).
const CHECKSUM: u64 = 132_289_735;
/// The nominal α of the full table in exact fractions, rounded once. Sums of floats unit by unit are off by some 10⁻¹⁴: with
/// numpy, krippendorff 0.9.0 gives 0.44265215778041234.
const ALPHA: f64 = 0.442_652_157_780_431_43;

/// x ← x · 6364136223846793005 + 1442695040888963407 (mod 2⁶⁴), of which the upper 31 bits are taken.
struct Congruential(u64);

impl Congruential {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn value(&mut self, truth: u8) -> Option<u8> {
        match self.next() % 1000 {
            0..100 => None,
            100..700 => Some(truth),
            _ => Some((self.next() % 7) as u8),
        }
    }
}

fn table(units: usize) -> Ratings<u8> {
    let (mut generator, mut checksum) = (Congruential(42), 0);
    let mut table = Ratings::builder((0..CODERS).map(|coder| format!("coder {coder}")));
    for unit in 0..units {
        let truth = (generator.next() % 7) as u8;
        let values: Vec<Option<u8>> = (0..CODERS).map(|_| generator.value(truth)).collect();
        let sum: u64 = values.iter().flatten().map(|value| u64::from(*value)).sum();
        checksum += sum * (1 + unit as u64 % 97);
        table.unit(unit.to_string(), values);
    }
    if units == UNITS {
        assert_eq!(checksum, CHECKSUM, "the data are those of the reference");
    }
    table.build().expect("a sound table")
}

fn number(value: &u8) -> f64 {
    f64::from(*value)
}

fn metrics() -> [Metric<'static, u8>; 4] {
    [Metric::Nominal, Metric::Ordinal, Metric::Interval(&number), Metric::Ratio(&number)]
}

fn point(criterion: &mut Criterion, table: &Ratings<u8>) {
    for metric in metrics() {
        criterion
            .bench_function(&format!("alpha {metric}"), |bencher| bencher.iter(|| alpha(black_box(table), metric)));
    }
}

/// The best of five runs.
fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    };
    (0..5).map(time).min().expect("five runs")
}

fn figures(table: &Ratings<u8>, resamples: u32) {
    let used = |run: &dyn Fn()| {
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        run();
        MEMORY.peak_usage().saturating_sub(before) as f64 / 1e6
    };
    for metric in metrics() {
        let found = alpha(table, metric).figure.value().expect("defined");
        let time = best(|| alpha(table, metric));
        println!("alpha {metric}: {found:?} in {time:.2?}, {:.3} MB", used(&|| _ = black_box(alpha(table, metric))));
    }
    for metric in metrics() {
        let draws = Draws::new(resamples, 42);
        let run = || bootstrap(table, Coefficient::Alpha(metric), draws);
        println!("{metric} {}: in {:.2?}, {:.1} MB", run(), best(run), used(&|| _ = black_box(run())));
    }
}

fn main() {
    let test = std::env::args().any(|argument| argument == "--test");
    let before = MEMORY.current_usage();
    let table = table(if test { 500 } else { UNITS });
    let kept = (MEMORY.current_usage() - before) as f64 / 1e6;
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    point(&mut criterion, &table);
    criterion.final_summary();
    println!("the table: {kept:.1} MB");
    figures(&table, if test { 10 } else { 1000 });
    if !test {
        let found = alpha(&table, Metric::Nominal).figure.value().expect("defined");
        assert_eq!(found, ALPHA);
    }
}
