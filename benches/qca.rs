//! Explaining an outcome: all prime implicants, one model, and all models.
//!
//! `cargo bench --bench qca` runs criterion and then prints a table for random outcomes and for outcomes that follow
//! `A*B + C*~D + ~E*F*G` but for one in twenty; 8 to 20 conditions, 30 to 200 observed rows, seeds 1 to 3. The peer of the
//! same run is Quine's and McCluskey's method, which goes through all 3^k terms; the two must find as many prime
//! implicants. `COCREATION_SIZES=12x100,16x200` sets the sizes of the table.

#![expect(clippy::print_stdout, reason = "the ratios are what the bench is for")]

use std::collections::HashSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use cocreation::qca::{Cuts, Models, Search, Solution, Table, TruthTable, parsimonious, truth_table};
use criterion::{BenchmarkId, Criterion};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const SIZES: &str = "8x30,8x100,8x200,12x30,12x100,12x200,16x30,16x100,16x200,20x30,20x100,20x200";
/// How many conditions the peer can take: above that its terms need gigabytes.
const PEER: usize = 16;

/// A generator of its own, so that the tables are the same everywhere (the constants are Knuth's).
struct Numbers(u64);

impl Numbers {
    fn new(seed: u64) -> Self {
        let mut numbers = Self(seed);
        numbers.step();
        numbers
    }

    fn step(&mut self) {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    }

    fn below(&mut self, share: f64) -> bool {
        self.step();
        ((self.0 >> 33) as f64) < share * 2_f64.powi(31)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Random,
    Structured,
}

/// Different rows, as bits, each with its outcome.
fn rows(outcome: Outcome, (conditions, count): (usize, usize), seed: u64) -> Vec<(Vec<bool>, bool)> {
    let kind = if outcome == Outcome::Random { 0 } else { 5 };
    let mut numbers = Numbers::new(seed * 1_000_003 + conditions as u64 * 101 + count as u64 * 7 + kind);
    let (mut rows, mut seen) = (Vec::new(), HashSet::new());
    while rows.len() < count {
        let row: Vec<bool> = (0..conditions).map(|_| numbers.below(0.5)).collect();
        if !seen.insert(row.clone()) {
            continue;
        }
        let positive = match outcome {
            Outcome::Random => numbers.below(0.5),
            Outcome::Structured => {
                let rule = (row[0] && row[1]) || (row[2] && !row[3]) || (!row[4] && row[5] && row[6]);
                rule != numbers.below(0.05)
            }
        };
        rows.push((row, positive));
    }
    rows
}

fn truth(rows: &[(Vec<bool>, bool)]) -> TruthTable {
    let names: Vec<String> = ('A'..'Y').take(rows[0].0.len()).map(String::from).collect();
    let mut table = Table::new(names.iter().map(String::as_str).chain(["OUT"])).expect("names");
    for (nth, (row, positive)) in rows.iter().enumerate() {
        let memberships = row.iter().chain([positive]).map(|&bit| f64::from(u8::from(bit)));
        table.add(nth.to_string(), memberships).expect("a case");
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    truth_table(&table, &names, "OUT", &Cuts::inclusion(1.0)).expect("a truth table")
}

fn solved(truth: &TruthTable, models: Models, listed: usize) -> Solution {
    parsimonious(truth, &Search { models, listed, ..Search::default() }).expect("within the limits")
}

/// The search for prime implicants and no more than that: with the fewest steps, to one in fifty, that do for them.
fn primes_only(truth: &TruthTable) -> Search {
    let within = |steps| Search { models: Models::One, listed: 0, steps, ..Search::default() };
    let (mut few, mut enough) = (1, 16);
    while parsimonious(truth, &within(enough)).is_err() {
        (few, enough) = (enough, 2 * enough);
    }
    while enough - few > enough / 50 {
        let middle = few.midpoint(enough);
        let refused = parsimonious(truth, &within(middle)).is_err();
        (few, enough) = if refused { (middle, enough) } else { (few, middle) };
    }
    within(enough)
}

/// Quine's and McCluskey's method: which of all terms cover no negative row, from the rows up by levels; then which of
/// these can lose no condition, and how many of them cover a positive row. A digit of a term is 2 where it says nothing.
fn quine_mccluskey(rows: &[(Vec<bool>, bool)]) -> usize {
    let conditions = rows[0].0.len();
    let places: Vec<usize> = (0..conditions).map(|at| 3_usize.pow(at as u32)).collect();
    let digit = |term: usize, at: usize| term / places[at] % 3;
    let number = |row: &[bool]| row.iter().zip(&places).map(|(&bit, place)| usize::from(bit) * place).sum::<usize>();
    let mut allowed = vec![true; 3_usize.pow(conditions as u32)];
    rows.iter().filter(|(_, positive)| !positive).for_each(|(row, _)| allowed[number(row)] = false);
    for term in 0..allowed.len() {
        if let Some(place) = (0..conditions).find(|&at| digit(term, at) == 2).map(|at| places[at]) {
            allowed[term] = allowed[term - place] && allowed[term - 2 * place];
        }
    }
    let longer = |term: usize, at: usize| term + (2 - digit(term, at)) * places[at];
    let prime = |term: usize| (0..conditions).all(|at| digit(term, at) == 2 || !allowed[longer(term, at)]);
    let agrees = |term: usize, row: &[bool]| {
        (0..conditions).all(|at| digit(term, at) == 2 || digit(term, at) == usize::from(row[at]))
    };
    let covers = |term: usize| rows.iter().any(|(row, positive)| *positive && agrees(term, row));
    (0..allowed.len()).filter(|&term| allowed[term] && prime(term) && covers(term)).count()
}

fn group(criterion: &mut Criterion, test: bool) {
    let mut group = criterion.benchmark_group("qca");
    let sizes: &[(usize, usize)] = if test { &[(8, 30)] } else { &[(8, 30), (12, 30), (12, 100), (16, 100)] };
    for &size in sizes {
        let rows = rows(Outcome::Random, size, 1);
        let (truth, name) = (truth(&rows), format!("{} × {}", size.0, size.1));
        let primes = primes_only(&truth);
        let id = |what: &str| BenchmarkId::new(what, &name);
        group.bench_function(id("prime implicants"), |b| b.iter(|| parsimonious(&truth, &primes)));
        group.bench_function(id("one model"), |b| b.iter(|| solved(&truth, Models::One, 1)));
        if size.0 <= 12 {
            group.bench_function(id("all models, counted"), |b| b.iter(|| solved(&truth, Models::Fewest, 0)));
            group.bench_function(id("Quine–McCluskey"), |b| b.iter(|| quine_mccluskey(&rows)));
        }
    }
}

/// The best of five runs, or of fewer if they are long.
fn best<T>(mut run: impl FnMut() -> T) -> (T, Duration) {
    let mut timed = || {
        let start = Instant::now();
        let made = black_box(run());
        (made, start.elapsed())
    };
    let first = timed();
    let more = if first.1 < Duration::from_millis(500) { 4 } else { 0 };
    (0..more).map(|_| timed()).chain([first]).min_by_key(|(_, time)| *time).expect("one run at least")
}

fn line(outcome: Outcome, size: (usize, usize), seed: u64) {
    let rows = rows(outcome, size, seed);
    let truth = truth(&rows);
    let search = primes_only(&truth);
    let (primes, time) = best(|| parsimonious(&truth, &search).expect("enough steps").prime_implicants.len());
    let (one, one_time) = best(|| solved(&truth, Models::One, 1));
    let (counted, count_time) = best(|| solved(&truth, Models::Fewest, 0));
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let (listed, list_time) = best(|| solved(&truth, Models::Fewest, 100));
    let memory = (MEMORY.peak_usage() - before) as f64 / 1e6;
    let name = if outcome == Outcome::Random { "random" } else { "structured" };
    println!("  {name} {} × {}, seed {seed}: {primes} prime implicants in {time:.2?}", size.0, size.1);
    if size.0 <= PEER && seed == 1 {
        let (found, peer) = best(|| quine_mccluskey(&rows));
        assert_eq!(found, primes, "the same prime implicants");
        println!("    Quine–McCluskey {peer:.2?}, {:.1} × as long", peer.as_secs_f64() / time.as_secs_f64());
    }
    let rate = |solution: &Solution, time: Duration| solution.steps as f64 / time.as_secs_f64() / 1e6;
    println!(
        "    one model of {} terms, {}: {one_time:.2?}, {} steps, {:.1} million a second",
        one.models[0].terms.len(),
        one.proof,
        one.steps,
        rate(&one, one_time)
    );
    println!(
        "    models {}: counted in {count_time:.2?}, {} steps; {} listed, too, in {list_time:.2?}, {memory:.1} MB at most",
        counted.count,
        counted.steps,
        listed.models.len()
    );
}

fn table() {
    let sizes = std::env::var("COCREATION_SIZES").unwrap_or_else(|_| SIZES.to_owned());
    let number = |text: &str| text.parse().expect("a number");
    for size in sizes.split(',').map(|size| size.split_once('x').expect("conditions x rows")) {
        let size = (number(size.0), number(size.1));
        for outcome in [Outcome::Random, Outcome::Structured] {
            (1..=3).for_each(|seed| line(outcome, size, seed));
        }
    }
}

fn main() {
    let test = std::env::args().any(|argument| argument == "--test");
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    group(&mut criterion, test);
    criterion.final_summary();
    if !test {
        table();
    }
}
