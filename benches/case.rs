//! Reading, building and assessing generated cases.
//!
//! `cargo bench --bench case` runs criterion and then prints ratios measured in one run, with the peak memory of reading.
//! `COCREATION_ACTS` sets how many acts the large document has (50 000 by default: about 50 000 nodes and 200 000 claims,
//! each with evidence, some 40 MB of JSON).

#![expect(clippy::print_stdout, reason = "the ratios are what the bench is for")]

mod generate;

use std::hint::black_box;
use std::time::{Duration, Instant};

use cocreation::evidence::Date;
use cocreation::mapping::Prior;
use cocreation::{Case, Document, mapping, profile, realization, spe};
use criterion::{BenchmarkId, Criterion, Throughput};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn large() -> u32 {
    std::env::var("COCREATION_ACTS").ok().and_then(|text| text.parse().ok()).unwrap_or(50_000)
}

fn json(acts: u32) -> String {
    let case = generate::acts(acts, true).case.build().expect("the generated case is sound");
    serde_json::to_string(&case.document()).expect("a document is plain data")
}

fn reading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for acts in [1_000, 10_000] {
        let text = json(acts);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::new("bare document", acts), &text, |b, text| {
            b.iter(|| serde_json::from_str::<Document>(text).expect("well-formed"));
        });
        group.bench_with_input(BenchmarkId::new("checked case", acts), &text, |b, text| {
            b.iter(|| Case::from_json(text).expect("sound"));
        });
    }
}

fn building(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("build");
    group.throughput(Throughput::Elements(4 * 10_000));
    group.bench_function("40 000 claims with evidence", |b| {
        b.iter(|| generate::acts(10_000, true).case.build().expect("sound"));
    });
}

fn assessing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("assess");
    let date = Date::new(2020, 12, 31).expect("a day");
    for acts in [1_000, 10_000, 100_000] {
        let stage = generate::acts(acts, false);
        let joint = stage.joint;
        let case = stage.case.build().expect("sound");
        group.throughput(Throughput::Elements(u64::from(acts)));
        group.bench_with_input(BenchmarkId::new("spe", acts), &case, |b, case| {
            b.iter(|| spe::assess(case, joint, date).expect("a plain date"));
        });
    }
}

/// The best of three runs.
fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    };
    (0..3).map(time).min().expect("three runs")
}

fn ratios() {
    let text = json(large());
    let megabytes = text.len() as f64 / 1e6;
    let bare = best(|| serde_json::from_str::<Document>(&text).expect("well-formed"));
    let checked = best(|| Case::from_json(&text).expect("sound"));
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let case = Case::from_json(&text).expect("sound");
    let peak = (MEMORY.peak_usage() - before) as f64 / 1e6;
    let (nodes, claims) = (case.nodes().len(), case.claims().len());
    drop(case);
    println!("reading {megabytes:.1} MB of JSON, {nodes} nodes, {claims} claims");
    println!(
        "  bare document {bare:.0?}, checked case {checked:.0?}: ratio {:.2}",
        checked.as_secs_f64() / bare.as_secs_f64()
    );
    println!("  peak beside the text {peak:.0} MB; with the text {:.2} times its size", (peak + megabytes) / megabytes);
    let built = best(|| generate::acts(large(), true).case.build().expect("sound"));
    println!("building it in code: {:.2} million claims per second", claims as f64 / built.as_secs_f64() / 1e6);
    for acts in [1_000, 10_000, 100_000, 1_000_000] {
        let stage = generate::acts(acts, false);
        let joint = stage.joint;
        let case = stage.case.build().expect("sound");
        let date = Date::new(2020, 12, 31).expect("a day");
        let spe = best(|| spe::assess(&case, joint, date).expect("a plain date"));
        println!("assessing {acts} acts: {spe:.2?}, {:.0} ns per act", spe.as_nanos() as f64 / f64::from(acts));
        let map = best(|| mapping::map([&case], &Prior::literature()));
        let profile = best(|| profile::profile(&case));
        let realization = best(|| realization::paths(&case));
        println!("  map {map:.2?}, profile {profile:.2?}, realisation {realization:.2?}");
    }
}

/// Ten thousand evaluations of a sphere of fifty actors and a thousand acts, each with evidence of its own.
fn drawing() {
    let stage = generate::acts(1_000, true);
    let joint = stage.joint;
    let case = stage.case.build().expect("sound");
    let date = Date::new(2020, 12, 31).expect("a day");
    let plan = spe::Plan::seeded(1).disagreement(0.05);
    let draws = spe::draw(&case, joint, date, &plan).expect("a sound plan");
    let time = best(|| spe::draw(&case, joint, date, &plan).expect("a sound plan"));
    let each = time.as_secs_f64() * 1e6 / draws.evaluations as f64;
    println!("drawing {} scores of 1000 acts: {time:.2?}, {each:.0} µs each", draws.evaluations);
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    reading(&mut criterion);
    building(&mut criterion);
    assessing(&mut criterion);
    criterion.final_summary();
    if !std::env::args().any(|argument| argument == "--test") {
        ratios();
        drawing();
    }
}
