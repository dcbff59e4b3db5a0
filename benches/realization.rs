//! How resources become value on a large generated case, beside petgraph's own traversal of the same graph.
//!
//! `cargo bench --bench realization` runs criterion and then prints a table measured in one run: the time per claim at three
//! sizes, which stays level where the analysis is linear, and the ratio to a traversal that only visits the graph.
//! `COCREATION_NODES` sets how many nodes the largest case of the table has (1 000 000 by default, with 5 000 000 claims).

#![expect(clippy::print_stdout, reason = "the ratios are what the bench is for")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use cocreation::case::{CaseBuilder, EvidenceHandle};
use cocreation::evidence::Source;
use cocreation::graph::Handle;
use cocreation::graph::node::{Act, Actor, Practice, Resource, Value};
use cocreation::graph::relation::{Bears, Enacts, Gains, Integrates, LeadsTo, Possesses, Produces, Realizes};
use cocreation::{Case, realization};
use criterion::{BenchmarkId, Criterion, Throughput};
use peak_alloc::PeakAlloc;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, VisitMap};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn largest() -> usize {
    std::env::var("COCREATION_NODES").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000)
}

/// Number `n` mixed, so that neighbours differ; the same on every run.
fn mixed(n: usize) -> usize {
    let n = (n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((n ^ (n >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33) as usize
}

struct Stage {
    case: CaseBuilder,
    grounds: EvidenceHandle,
    resources: Vec<Handle<Resource>>,
}

impl Stage {
    /// A resource a little before or after a place in the row; past either end it is the last one there.
    fn near(&self, place: usize, choice: usize, after: bool) -> Handle<Resource> {
        let step = 1 + mixed(choice) % 64;
        let place = if after { place + step } else { place.saturating_sub(step) };
        self.resources[place.min(self.resources.len() - 1)]
    }
}

/// A case of about this many nodes and five times as many claims: a row of resources along which practices and acts lead
/// from earlier ones to later ones, now and then back, so that chains are long and cycles are many and small. Every claim
/// rests on one piece of evidence.
fn generated(nodes: usize) -> Case {
    let (fourth, eighth) = (nodes / 4, nodes / 8);
    let mut case = Case::builder("generated");
    let source = case.source(Source::new("log", "A generated log"));
    let grounds = case.evidence(source.at("rows").reported("what goes in and what comes out"));
    let resources = (0..fourth).map(|n| case.add(format!("r{n}"), Resource::new("Resource"))).collect();
    let practices: Vec<_> = (0..fourth).map(|n| case.add(format!("p{n}"), Practice::new("Practice"))).collect();
    let acts: Vec<_> = (0..fourth).map(|n| case.add(format!("d{n}"), Act::new("Act"))).collect();
    let values: Vec<_> = (0..eighth).map(|n| case.add(format!("v{n}"), Value::new("Value"))).collect();
    let actors: Vec<_> = (0..eighth).map(|n| case.add(format!("a{n}"), Actor::new("Actor"))).collect();
    let mut stage = Stage { case, grounds, resources };
    for (n, &practice) in practices.iter().enumerate() {
        for k in 0..4 {
            let (from, to) = (stage.near(n, 8 * n + k, false), stage.near(n, 8 * n + 4 + k, n % 500 != 0));
            stage.case.relate(practice, Integrates, from).evidence(stage.grounds);
            stage.case.relate(practice, Produces, to).evidence(stage.grounds);
        }
    }
    for (n, &act) in acts.iter().enumerate() {
        stage.case.relate(act, Enacts, practices[n]).evidence(stage.grounds);
        stage.case.relate(act, Realizes, values[n % eighth]).evidence(stage.grounds);
        for k in 0..3 {
            let (from, to) = (stage.near(n, 6 * n + k, false), stage.near(n, 6 * n + 3 + k, true));
            stage.case.relate(act, Integrates, from).evidence(stage.grounds);
            stage.case.relate(act, Produces, to).evidence(stage.grounds);
        }
    }
    for (n, &value) in values.iter().enumerate() {
        stage.case.relate(actors[n], Gains, value).evidence(stage.grounds);
        stage.case.relate(actors[mixed(n) % eighth], Gains, value).evidence(stage.grounds);
        stage.case.relate(actors[mixed(n + 1) % eighth], Bears, value).evidence(stage.grounds);
        stage.case.relate(value, LeadsTo, values[if n + 1 < eighth { n + 1 } else { 0 }]).evidence(stage.grounds);
        for k in 0..4 {
            let at_hand = stage.near(2 * n, 4 * n + k, true);
            stage.case.relate(actors[n], Possesses, at_hand).evidence(stage.grounds);
        }
    }
    stage.case.build().expect("the generated case is sound")
}

/// The claims of a case as a bare graph of petgraph's.
fn bare(case: &Case) -> DiGraph<(), (), u32> {
    let mut graph = DiGraph::with_capacity(case.nodes().len(), case.claims().len());
    let places: std::collections::HashMap<&str, NodeIndex<u32>> =
        case.nodes().map(|node| (node.id(), graph.add_node(()))).collect();
    for claim in case.claims() {
        if let Some(object) = claim.object() {
            graph.add_edge(places[claim.subject().id()], places[object.id()], ());
        }
    }
    graph
}

/// Visits every node and edge, depth first.
fn visited(graph: &DiGraph<(), (), u32>) -> usize {
    let mut search = Dfs::empty(graph);
    let mut count = 0;
    for node in graph.node_indices() {
        if !search.discovered.is_visited(&node) {
            search.move_to(node);
            while search.next(graph).is_some() {
                count += 1;
            }
        }
    }
    count
}

fn finding(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("realization");
    for nodes in [1_000, 10_000] {
        let case = generated(nodes);
        let graph = bare(&case);
        group.throughput(Throughput::Elements(case.claims().len() as u64));
        group.bench_with_input(BenchmarkId::new("paths", nodes), &case, |b, case| b.iter(|| realization::paths(case)));
        group
            .bench_with_input(BenchmarkId::new("petgraph visits", nodes), &graph, |b, graph| b.iter(|| visited(graph)));
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

fn row(nodes: usize) {
    let start = Instant::now();
    let case = generated(nodes);
    let (built, held) = (start.elapsed(), MEMORY.current_usage_as_mb());
    let claims = case.claims().len();
    let each = |time: Duration| time.as_nanos() as f64 / claims as f64;
    let graph = bare(&case);
    let paths = best(|| realization::paths(&case));
    let (visits, components) = (best(|| visited(&graph)), best(|| kosaraju_scc(&graph).len()));
    let ratio = |time: Duration| paths.as_secs_f64() / time.as_secs_f64();
    println!("{} nodes, {claims} claims (built in {built:.1?}, {held:.0} MB)", case.nodes().len());
    println!("  realisation {paths:.1?}, {:.0} ns a claim", each(paths));
    println!("  petgraph visits all {visits:.1?}, {:.0} ns a claim: ratio {:.1}", each(visits), ratio(visits));
    println!(
        "  petgraph's components {components:.1?}, {:.0} ns a claim: ratio {:.1}",
        each(components),
        ratio(components)
    );
    let found = realization::paths(&case);
    let first = best(|| found.paths().take(1_000).map(|path| path.steps.len()).sum::<usize>());
    let reach = best(|| found.reach_of("r0"));
    println!(
        "  {} paths, {} cycles; the first 1000 in {first:.1?}; reach of one resource {reach:.1?}",
        found.count,
        found.cycles.len()
    );
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    finding(&mut criterion);
    criterion.final_summary();
    if !std::env::args().any(|argument| argument == "--test") {
        for share in [100, 10, 1] {
            row(largest() / share);
        }
    }
}
