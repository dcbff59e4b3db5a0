//! The graph behind a case: petgraph as the engine, and a frozen index for what must be fast.
//!
//! This is the one file that names petgraph.

use fixedbitset::FixedBitSet;
use petgraph::Direction;
use petgraph::algo::articulation_points::articulation_points as articulation_nodes;
use petgraph::algo::{kosaraju_scc, maximum_flow};
use petgraph::graph::{DiGraph, EdgeReference, NodeIndex, UnGraph};
use petgraph::visit::{Dfs, EdgeFiltered, EdgeRef, IntoNeighbors, Reversed, Visitable};

use super::relation::RelationKind;

/// A claim as the network sees it: an edge, or a classification where `object` is `None`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub(crate) subject: u32,
    pub(crate) object: Option<(RelationKind, u32)>,
    /// Whether the claim is asserted and speaks of what has come about, so that traversals may follow it.
    pub(crate) holds: bool,
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    relation: RelationKind,
    holds: bool,
}

/// Nodes `0..n` joined by claims, immutable once built.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    graph: DiGraph<(), Edge, u32>,
    outgoing: Index,
    incoming: Index,
}

/// Claims of each node, sorted by slot (relation, classifications last) and then by claim.
#[derive(Clone, Debug)]
struct Index {
    offsets: Box<[u32]>,
    claims: Box<[u32]>,
    slots: Box<[u8]>,
}

/// How many steps a traversal takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    One,
    Any,
}

/// The slot of classifications, behind every relation.
const CLASSIFICATION: u8 = RelationKind::ALL.len() as u8;

impl Index {
    /// Two stable counting sorts, by slot and then by node. O(nodes + claims).
    fn build(nodes: usize, entries: &(impl Iterator<Item = Entry> + Clone)) -> Self {
        let (_, by_slot) = place(usize::from(CLASSIFICATION) + 1, entries, |entry| usize::from(entry.1));
        let (offsets, sorted) = place(nodes, &by_slot.into_iter(), |entry| entry.0 as usize);
        let claims = sorted.iter().map(|entry| entry.2).collect();
        let slots = sorted.iter().map(|entry| entry.1).collect();
        Self { offsets, claims, slots }
    }

    fn of(&self, node: u32) -> (&[u32], &[u8]) {
        let range = self.offsets[node as usize] as usize..self.offsets[node as usize + 1] as usize;
        (&self.claims[range.clone()], &self.slots[range])
    }

    fn in_slot(&self, node: u32, slot: u8) -> &[u32] {
        let (claims, slots) = self.of(node);
        let start = slots.partition_point(|&other| other < slot);
        let length = slots[start..].partition_point(|&other| other == slot);
        &claims[start..start + length]
    }
}

type Entry = (u32, u8, u32);

/// Sorts entries stably by a small key; gives where each key starts, and the sorted entries.
fn place(
    keys: usize,
    entries: &(impl Iterator<Item = Entry> + Clone),
    key: impl Fn(&Entry) -> usize,
) -> (Box<[u32]>, Vec<Entry>) {
    let mut offsets = vec![0u32; keys + 1];
    for entry in entries.clone() {
        offsets[key(&entry) + 1] += 1;
    }
    for k in 0..keys {
        offsets[k + 1] += offsets[k];
    }
    let mut next = offsets.clone();
    let mut sorted = vec![(0, 0, 0); offsets[keys] as usize];
    for entry in entries.clone() {
        let slot = &mut next[key(&entry)];
        sorted[*slot as usize] = entry;
        *slot += 1;
    }
    (offsets.into_boxed_slice(), sorted)
}

impl Network {
    /// Builds graph and index. O(nodes + claims); nodes and claims must number fewer than 2³² − 1.
    pub(crate) fn build(nodes: usize, links: &[Link]) -> Self {
        let numbered = || (0u32..).zip(links);
        let mut graph = DiGraph::with_capacity(nodes, links.len());
        for _ in 0..nodes {
            graph.add_node(());
        }
        for link in links {
            if let Some((relation, object)) = link.object {
                let edge = Edge { relation, holds: link.holds };
                graph.add_edge(NodeIndex::new(link.subject as usize), NodeIndex::new(object as usize), edge);
            }
        }
        let slot = |link: &Link| link.object.map_or(CLASSIFICATION, |(relation, _)| relation as u8);
        let outgoing = Index::build(nodes, &numbered().map(|(claim, link)| (link.subject, slot(link), claim)));
        let incoming = Index::build(
            nodes,
            &numbered()
                .filter_map(|(claim, link)| link.object.map(|(relation, object)| (object, relation as u8, claim))),
        );
        Self { graph, outgoing, incoming }
    }

    /// The claims whose subject the node is, in the order of the schema's relations and then of the case. O(1).
    pub(crate) fn outgoing(&self, node: u32) -> &[u32] {
        self.outgoing.of(node).0
    }

    /// The relation claims whose object the node is, ordered likewise. O(1).
    pub(crate) fn incoming(&self, node: u32) -> &[u32] {
        self.incoming.of(node).0
    }

    /// The claims of one relation whose subject the node is. O(log of the node's claims).
    pub(crate) fn outgoing_by(&self, node: u32, relation: RelationKind) -> &[u32] {
        self.outgoing.in_slot(node, relation as u8)
    }

    /// The claims of one relation whose object the node is. O(log of the node's claims).
    pub(crate) fn incoming_by(&self, node: u32, relation: RelationKind) -> &[u32] {
        self.incoming.in_slot(node, relation as u8)
    }

    /// The classification claims of the node. O(log of the node's claims).
    pub(crate) fn classifications(&self, node: u32) -> &[u32] {
        self.outgoing.in_slot(node, CLASSIFICATION)
    }

    /// The nodes that the relation leads to from `start`, along it or against it; with [`Reach::Any`], `start` included.
    /// O(nodes + edges).
    pub(crate) fn follow(&self, start: &FixedBitSet, relation: RelationKind, along: bool, reach: Reach) -> FixedBitSet {
        let follows = self.following(relation);
        match (reach, along) {
            (Reach::One, true) => one_step(&follows, start),
            (Reach::One, false) => one_step(Reversed(&follows), start),
            (Reach::Any, true) => any_steps(&follows, start),
            (Reach::Any, false) => any_steps(Reversed(&follows), start),
        }
    }

    fn following<'a>(&'a self, relation: RelationKind) -> Following<'a, impl Fn(EdgeReference<'a, Edge>) -> bool> {
        EdgeFiltered::from_fn(&self.graph, move |edge: EdgeReference<'a, Edge>| {
            edge.weight().holds && edge.weight().relation == relation
        })
    }
}

type Following<'a, F> = EdgeFiltered<&'a DiGraph<(), Edge, u32>, F>;

fn one_step<G>(graph: G, start: &FixedBitSet) -> FixedBitSet
where
    G: IntoNeighbors<NodeId = NodeIndex> + Visitable<NodeId = NodeIndex, Map = FixedBitSet>,
{
    let mut found = graph.visit_map();
    found.extend(start.ones().flat_map(|node| graph.neighbors(NodeIndex::new(node))).map(NodeIndex::index));
    found
}

fn any_steps<G>(graph: G, start: &FixedBitSet) -> FixedBitSet
where
    G: IntoNeighbors<NodeId = NodeIndex> + Visitable<NodeId = NodeIndex, Map = FixedBitSet>,
{
    let mut search = Dfs::empty(graph);
    for node in start.ones().map(NodeIndex::new) {
        search.move_to(node);
        while search.next(graph).is_some() {}
    }
    search.discovered
}

/// The strongly connected components of a directed graph on nodes `0..n`, each before those it has edges to.
///
/// Kosaraju's algorithm, since petgraph's Tarjan recurses as deep as the graph. O(nodes + edges).
pub(crate) fn components(nodes: usize, edges: impl Iterator<Item = (u32, u32)>) -> Vec<Vec<u32>> {
    let mut graph = DiGraph::<(), (), u32>::with_capacity(nodes, 0);
    for _ in 0..nodes {
        graph.add_node(());
    }
    for (from, to) in edges {
        graph.add_edge(NodeIndex::new(from as usize), NodeIndex::new(to as usize), ());
    }
    let mut components: Vec<Vec<u32>> = kosaraju_scc(&graph)
        .into_iter()
        .map(|component| component.into_iter().map(|node| node.index() as u32).collect())
        .collect();
    components.reverse();
    components.iter_mut().for_each(|component| component.sort_unstable());
    components
}

/// The nodes of an undirected graph on `0..n` without which it falls into more components, in order.
///
/// Hopcroft and Tarjan's algorithm; petgraph's keeps a stack of its own and does not recurse. O(nodes + edges).
pub(crate) fn articulation_points(nodes: usize, edges: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
    let mut graph = UnGraph::<(), (), u32>::with_capacity(nodes, 0);
    for _ in 0..nodes {
        graph.add_node(());
    }
    for (one, other) in edges {
        graph.add_edge(NodeIndex::new(one as usize), NodeIndex::new(other as usize), ());
    }
    let mut found: Vec<u32> = articulation_nodes(&graph).into_iter().map(|node| node.index() as u32).collect();
    found.sort_unstable();
    found
}

/// A network of one flow: each node is two, joined by an edge that holds as much as the node lets through.
struct Flow {
    graph: DiGraph<(), u64, u32>,
    unlimited: u64,
}

impl Flow {
    /// Where what enters the node arrives; it leaves from the next.
    fn entry(node: u32) -> NodeIndex<u32> {
        NodeIndex::new(2 * node as usize)
    }

    fn exit(node: u32) -> NodeIndex<u32> {
        NodeIndex::new(2 * node as usize + 1)
    }

    fn build(nodes: usize, edges: &[(u32, u32)], may_go: &FixedBitSet) -> Self {
        let mut graph = DiGraph::with_capacity(2 * nodes + 2, nodes + 2 * edges.len());
        for _ in 0..2 * nodes + 2 {
            graph.add_node(());
        }
        let unlimited = nodes as u64 + 1;
        for node in 0..nodes as u32 {
            let lets_through = if may_go.contains(node as usize) { 1 } else { unlimited };
            graph.add_edge(Self::entry(node), Self::exit(node), lets_through);
        }
        for &(one, other) in edges {
            graph.add_edge(Self::exit(one), Self::entry(other), unlimited);
            graph.add_edge(Self::exit(other), Self::entry(one), unlimited);
        }
        Self { graph, unlimited }
    }

    /// Which places are reached from the source by what the flow leaves over.
    fn reached(&self, source: NodeIndex<u32>, flows: &[u64]) -> FixedBitSet {
        let mut reached = FixedBitSet::with_capacity(self.graph.node_count());
        let mut open = vec![source];
        reached.insert(source.index());
        while let Some(place) = open.pop() {
            let onward = self.graph.edges(place).filter(|edge| flows[edge.id().index()] < *edge.weight());
            let back = self.graph.edges_directed(place, Direction::Incoming);
            let back = back.filter(|edge| flows[edge.id().index()] > 0).map(|edge| edge.source());
            for next in onward.map(|edge| edge.target()).chain(back) {
                if !reached.put(next.index()) {
                    open.push(next);
                }
            }
        }
        reached
    }
}

/// The smallest set of nodes, of those that may go, without which no path of an undirected graph on `0..n` leads from a
/// source to a sink; of several the one nearest to the sources. `None` where all that may go do not suffice.
///
/// By Menger's theorem its size is the greatest flow that passes each node once, here by Dinic's algorithm. A node that
/// is source and sink is a path by itself. O(nodes + edges) for each path of the flow and each of its phases, of which
/// there are O(√nodes).
pub(crate) fn vertex_cut(
    nodes: usize,
    edges: &[(u32, u32)],
    [sources, sinks]: [&[u32]; 2],
    may_go: &FixedBitSet,
) -> Option<Vec<u32>> {
    let mut flow = Flow::build(nodes, edges, may_go);
    let (source, sink) = (NodeIndex::new(2 * nodes), NodeIndex::new(2 * nodes + 1));
    for &node in sources {
        flow.graph.add_edge(source, Flow::entry(node), flow.unlimited);
    }
    for &node in sinks {
        flow.graph.add_edge(Flow::exit(node), sink, flow.unlimited);
    }
    let (size, flows) = maximum_flow::dinics(&flow.graph, source, sink);
    if size >= flow.unlimited {
        return None;
    }
    let reached = flow.reached(source, &flows);
    let is_cut =
        |&node: &u32| reached.contains(Flow::entry(node).index()) && !reached.contains(Flow::exit(node).index());
    Some((0..nodes as u32).filter(is_cut).collect())
}
