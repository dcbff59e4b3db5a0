//! Finding concepts, and building a lattice and its implications.
//!
//! `cargo bench --bench lattice` runs criterion and then prints, for contexts of 1 000 objects and 60 attributes of several
//! densities, how many concepts come in a second, as a ratio to Ganter's NextClosure on the same context in the same run,
//! and what memory the search takes at most.

#![expect(clippy::print_stdout, reason = "the ratios are what the bench is for")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use cocreation::lattice::{self, Context, Incidence, Reading, Set, Table};
use criterion::{Criterion, Throughput};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const OBJECTS: usize = 1_000;
const ATTRIBUTES: usize = 60;
/// How many concepts of a context are gone through at most.
const MOST: usize = 1_000_000;

/// A generator of its own, so that the contexts are the same everywhere (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// Each cell is had with so many chances in a hundred.
fn random(objects: usize, attributes: usize, percent: u64) -> Context {
    let mut numbers = Numbers(percent);
    let names = |count: usize| (0..count).map(|nth| nth.to_string()).collect::<Vec<_>>();
    let table = Table::new(names(objects), names(attributes), |_, _| {
        if numbers.next() % 100 < percent { Incidence::Has } else { Incidence::Lacks }
    });
    table.context(Reading::Lower)
}

/// The textbook way to the next intent: try every attribute, the last one first, and close anew.
fn next_closure(context: &Context, after: &Set) -> Option<Set> {
    let mut kept = after.clone();
    for attribute in (0..ATTRIBUTES).rev() {
        let one = Set::of(ATTRIBUTES, [attribute]);
        if kept.contains(attribute) {
            kept = kept.difference(&one);
            continue;
        }
        let closed = context.closure(&kept.union(&one));
        if closed.difference(&kept).iter().next() == Some(attribute) {
            return Some(closed);
        }
    }
    None
}

fn by_next_closure(context: &Context, most: usize) -> usize {
    let first = context.closure(&Set::empty(ATTRIBUTES));
    std::iter::successors(Some(first), |intent| next_closure(context, intent)).take(most).count()
}

fn group(criterion: &mut Criterion, most: usize) {
    let mut group = criterion.benchmark_group("lattice");
    let context = random(OBJECTS, ATTRIBUTES, 20);
    group.throughput(Throughput::Elements(lattice::concepts(&context).take(most).count() as u64));
    group
        .bench_function("concepts of 1 000 × 60, 20 %", |b| b.iter(|| lattice::concepts(&context).take(most).count()));
    let small = random(60, 20, 30);
    let concepts = lattice::concepts(&small).count();
    group.throughput(Throughput::Elements(concepts as u64));
    group.bench_function("lattice of 60 × 20, 30 %", |b| b.iter(|| lattice::build(&small, concepts).expect("enough")));
    let built = lattice::build(&small, concepts).expect("enough");
    group.bench_function("its stabilities", |b| b.iter(|| lattice::indices(&built)));
    group.bench_function("its basis", |b| b.iter(|| lattice::basis(&small, usize::MAX)));
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = black_box(run());
    (made, start.elapsed())
}

fn best<T>(runs: usize, mut run: impl FnMut() -> T) -> (T, Duration) {
    (0..runs).map(|_| timed(&mut run)).min_by_key(|(_, time)| *time).expect("at least one run")
}

fn table() {
    println!("{OBJECTS} objects, {ATTRIBUTES} attributes, up to {MOST} concepts");
    for percent in [5, 10, 20, 30, 50, 80] {
        let context = random(OBJECTS, ATTRIBUTES, percent);
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        let (count, time) = best(3, || lattice::concepts(&context).take(MOST).count());
        let memory = (MEMORY.peak_usage() - before) as f64 / 1024.0;
        // The textbook way is slow: both go through the same first ones.
        let few = count.min(20_000);
        let (_, own) = best(3, || lattice::concepts(&context).take(few).count());
        let (_, textbook) = best(3, || by_next_closure(&context, few));
        let (rate, ratio) = (count as f64 / time.as_secs_f64(), textbook.as_secs_f64() / own.as_secs_f64());
        println!(
            "  {percent} %: {count} concepts in {time:.2?}, {rate:.0} a second, NextClosure {ratio:.1} × as long, {memory:.0} kB"
        );
    }
    let context = random(OBJECTS, ATTRIBUTES, 10);
    let before = MEMORY.current_usage();
    let (built, time) = timed(|| lattice::build(&context, MOST).expect("some ten thousand"));
    let (bytes, count) = ((MEMORY.current_usage() - before) as f64, built.len());
    let each = bytes / count as f64;
    println!(
        "  lattice at 10 %: {count} concepts, {} covers in {time:.2?}, {each:.0} bytes a concept",
        built.cover_count()
    );
}

fn main() {
    let test = std::env::args().any(|argument| argument == "--test");
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    group(&mut criterion, if test { 1_000 } else { 100_000 });
    criterion.final_summary();
    if !test {
        table();
    }
}
