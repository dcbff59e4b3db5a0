//! Recording a stream of acts, and scoring all its spheres.
//!
//! `cargo bench --bench ledger` runs criterion and then prints a table with ratios to a plain sort-and-group of the same
//! acts in the same run, and the memory for each occupied cell. `COCREATION_EVENTS` sets how many acts there are: by
//! default 10^6 for criterion and 10^7 in 50 000 spheres for the table.

#![expect(clippy::print_stdout, reason = "the ratios are what the bench is for")]

mod stream;

use std::hint::black_box;
use std::time::{Duration, Instant};

use cocreation::spe::{Event, Ledger, Party, Spec};
use criterion::{Criterion, Throughput};
use peak_alloc::PeakAlloc;
use stream::Stream;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Four bins make 364 days.
const BIN: u32 = 91;
const BATCH: usize = 512;

fn events(default: usize) -> usize {
    std::env::var("COCREATION_EVENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn empty() -> Ledger {
    Ledger::new(stream::start(), BIN).expect("a plain setting")
}

/// The last bin end of the ten years: 41 bins.
fn spec() -> Spec {
    let last = stream::start().plus_days(41 * BIN as i32 - 1).expect("a day");
    Spec::as_of(last).bins([4 * BIN])
}

/// One gives to the other, who contributes too.
fn parties<'a>(act: &stream::Act, receiver: &'a [u32; 1]) -> [Party<'a>; 2] {
    [Party::contributes(act.actor).to(receiver), Party::contributes(act.counterpart)]
}

fn event<'a>(act: &stream::Act, parties: &'a [Party<'a>; 2]) -> Event<'a> {
    Event::new(act.sphere, act.on, parties).weight(act.weight)
}

fn record_each(stream: &Stream) -> Ledger {
    let mut ledger = empty();
    for act in &stream.acts {
        let receiver = [act.counterpart];
        ledger.record(&event(act, &parties(act, &receiver))).expect("a sound act");
    }
    ledger
}

/// Batches as they come from columns: the time has the making of the events in it.
fn record_batches(stream: &Stream) -> Ledger {
    let mut ledger = empty();
    for acts in stream.acts.chunks(BATCH) {
        let receivers: Vec<[u32; 1]> = acts.iter().map(|act| [act.counterpart]).collect();
        let parties: Vec<[Party<'_>; 2]> = acts.iter().zip(&receivers).map(|(act, to)| parties(act, to)).collect();
        let event = |(act, parties)| event(act, parties);
        let events: Vec<Event<'_>> = acts.iter().zip(&parties).map(event).collect();
        ledger.record_all(&events).expect("sound acts");
    }
    ledger
}

/// What one would write without a ledger: sort all acts, then add up those that are alike.
fn sort_and_group(stream: &Stream) -> Vec<(u32, u32, u32, i32, f64)> {
    let start = stream::start().day_number();
    let row = |act: &stream::Act| {
        let bin = (act.on.day_number() - start) / BIN as i32;
        (act.sphere, act.actor, act.counterpart, bin, act.weight)
    };
    let mut rows: Vec<_> = stream.acts.iter().map(row).collect();
    rows.sort_unstable_by_key(|row| (row.0, row.1, row.2, row.3));
    rows.dedup_by(|next, kept| {
        let same = (next.0, next.1, next.2, next.3) == (kept.0, kept.1, kept.2, kept.3);
        if same {
            kept.4 += next.4;
        }
        same
    });
    rows
}

fn score_all(ledger: &Ledger) -> usize {
    ledger.scores(spec()).expect("a plain specification").map(|(_, score)| usize::from(score.is_assessable())).sum()
}

/// Each of two threads takes the spheres of one half of the numbers.
fn score_all_on_two(ledger: &Ledger, spheres: u32) -> usize {
    let half = spheres / 2;
    let score = |numbers: std::ops::Range<u32>| {
        let scores = ledger.scores_of(numbers, spec()).expect("a plain specification");
        scores.map(|(_, score)| usize::from(score.is_assessable())).sum::<usize>()
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| score(half..spheres));
        score(0..half) + other.join().expect("no panic")
    })
}

fn recording(criterion: &mut Criterion, stream: &Stream) {
    let mut group = criterion.benchmark_group("ledger");
    group.throughput(Throughput::Elements(stream.acts.len() as u64));
    group.bench_function("record, one by one", |b| b.iter(|| record_each(stream)));
    group.bench_function("record, in batches", |b| b.iter(|| record_batches(stream)));
    group.bench_function("sort and group", |b| b.iter(|| sort_and_group(stream)));
    let ledger = record_batches(stream);
    group.bench_function("score all spheres", |b| b.iter(|| score_all(&ledger)));
    group.bench_function("merge into an empty one", |b| {
        b.iter(|| {
            let mut merged = empty();
            merged.merge(&ledger).expect("the same settings");
            merged
        });
    });
}

/// The best of five runs.
fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        let made = black_box(run());
        let time = start.elapsed();
        drop(made);
        time
    };
    (0..5).map(time).min().expect("five runs")
}

fn table() {
    let stream = Stream::generate(events(10_000_000));
    let count = stream.acts.len() as f64;
    let grouped = sort_and_group(&stream).len();
    let baseline = best(|| sort_and_group(&stream));
    let batches = best(|| record_batches(&stream));
    let each = best(|| record_each(&stream));
    let before = MEMORY.current_usage();
    let ledger = record_batches(&stream);
    let kept = (MEMORY.current_usage() - before) as f64;
    let (cells, spheres) = (ledger.cells(), ledger.scores(spec()).expect("plain").count());
    assert_eq!(cells, grouped, "cells and groups are the same");
    let scores = best(|| score_all(&ledger));
    let on_two = best(|| score_all_on_two(&ledger, spheres as u32));
    println!("{count} acts in {spheres} spheres, {cells} cells of {:.1} bytes", kept / cells as f64);
    for (name, time) in [("sort and group", baseline), ("in batches", batches), ("one by one", each)] {
        let ratio = time.as_secs_f64() / baseline.as_secs_f64();
        println!(
            "  {name}: {time:.2?}, {:.1} million a second, {ratio:.2} of sort and group",
            count / time.as_secs_f64() / 1e6
        );
    }
    for (name, time) in [("all scores", scores), ("all scores, on two threads", on_two)] {
        let (each, ratio) = (time.as_nanos() as f64 / cells as f64, time.as_secs_f64() / baseline.as_secs_f64());
        println!("  {name}: {time:.2?}, {each:.0} ns a cell, {ratio:.2} of sort and group");
    }
}

fn main() {
    let test = std::env::args().any(|argument| argument == "--test");
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    recording(&mut criterion, &Stream::generate(if test { 2_000 } else { events(1_000_000) }));
    criterion.final_summary();
    if !test {
        table();
    }
}
