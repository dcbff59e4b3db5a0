//! The graph of the system: nodes and relations of a case, boxed by sphere, before it is written in a language.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::Case;
use crate::case::{Claim, ClaimId, Node};
use crate::evidence::{Basis, Modality, Polarity};
use crate::graph::NodeSet;
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;

/// How many nodes are shown: about what a page holds.
const MOST_NODES: usize = 30;

/// How many lines are shown. Mermaid by itself draws no more than 500.
const MOST_LINES: usize = 80;

/// Draws the actors, resources, practices and what else is in a case, and the relations between them.
///
/// It answers: who and what is in this system, and what holds it together? The rules:
///
/// - **Boxes.** A sphere is a box. In it stands an actor that belongs to it, an act within it, and a practice that such an
///   act enacts, unless a second sphere has the same claim to the node: then it stands outside. A claim that the box
///   shows is not drawn again. A line to the sphere ends in a small node inside of the box.
/// - **Lines.** The relations between two nodes that are meant in the same manner are one line. It is solid for what a
///   source states, dashed for what a coder inferred, dotted for what is expected or feared, and crossed for what is
///   denied; all but the first is also said in words. Classifications are not drawn.
/// - **Size.** Of more than 30 nodes the closest-knit are shown: the node with the fewest relations to the others goes, the
///   last in the case where equal, until 30 are left. Of more than 80 lines those of stated claims are shown first, then
///   those of inferred ones, each in the case's order. The title says how many are left out. To see others, choose:
///   [`system_of`].
///
/// O(nodes + claims), and a logarithm for sorting.
///
/// ```
/// use cocreation::graph::{node::{Actor, Sphere}, relation::{BelongsTo, DependsOn}};
/// use cocreation::{Case, render};
///
/// let mut case = Case::builder("engine-care");
/// let [maker, airline] = [case.add("maker", Actor::new("Maker")), case.add("airline", Actor::new("Airline"))];
/// let care = case.add("care", Sphere::joint("Engine care"));
/// case.relate(maker, BelongsTo, care);
/// case.relate(airline, BelongsTo, care);
/// let depends = case.relate(maker, DependsOn, airline).id();
///
/// let dot = render::system(&case.build()?).dot();
/// assert!(dot.contains("subgraph cluster_n2 {\n    label=\"sphere: Engine care\""));
/// assert!(dot.contains("n0 -> n1 [label=\"depends on\"") && dot.contains(&depends.to_string()));
/// assert!(!dot.contains("belongs to"), "the box says so");
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn system(case: &Case) -> System {
    System::new(case, case.nodes().collect())
}

/// Draws some nodes of a case, and the relations between these, by the rules of [`system`].
///
/// ```
/// use cocreation::graph::{Query, node::{Actor, NodeKind, Practice, Resource}, relation::{Integrates, Performs}};
/// use cocreation::{Case, render};
///
/// let mut case = Case::builder("advice");
/// let maker = case.add("maker", Actor::provider("Maker"));
/// let data = case.add("data", Resource::new("Engine data"));
/// let advice = case.add("advice", Practice::co_diagnosis("Advice"));
/// case.relate(maker, Performs, advice);
/// case.relate(advice, Integrates, data);
/// let case = case.build()?;
///
/// let people = Query::kind(NodeKind::Actor).union(Query::kind(NodeKind::Practice));
/// let mermaid = render::system_of(&case, &case.resolve(&people)).mermaid();
/// assert!(mermaid.contains("n0 -->|\"performs\"| n2") && !mermaid.contains("Engine data"));
/// # Ok::<(), cocreation::Problems>(())
/// ```
///
/// # Panics
///
/// On a set of another case.
#[track_caller]
pub fn system_of(case: &Case, nodes: &NodeSet) -> System {
    System::new(case, case.nodes_in(nodes).collect())
}

/// A case, or a part of it, to be drawn as a [`system`]: as a Graphviz or a Mermaid document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    pub(super) title: String,
    pub(super) nodes: Vec<Shown>,
    pub(super) lines: Vec<Line>,
    /// How many nodes and relations there are to show, and how many relations are shown.
    nodes_in_all: usize,
    relations: usize,
    relations_shown: usize,
}

/// A node that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Its place in the case, which makes its identifier in a graph language.
    pub(super) place: u32,
    pub(super) id: Box<str>,
    pub(super) label: Box<str>,
    pub(super) kind: NodeKind,
    /// The place of the sphere in whose box it stands.
    pub(super) home: Option<u32>,
}

/// How the relations of a line are meant, in the order in which lines are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Manner {
    Stated,
    Inferred,
    Denied,
    Expected,
    Feared,
}

/// What claims of one manner say of two nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) manner: Manner,
    pub(super) relations: BTreeSet<RelationKind>,
    pub(super) claims: Vec<ClaimId>,
}

impl Manner {
    fn of(claim: &Claim<'_>) -> Self {
        match (claim.polarity(), claim.modality(), claim.basis()) {
            (Polarity::Violated, ..) => Self::Denied,
            (_, Modality::Expected, _) => Self::Expected,
            (_, Modality::Feared, _) => Self::Feared,
            (_, _, Basis::Inferred) => Self::Inferred,
            (_, _, Basis::Stated) => Self::Stated,
        }
    }

    const fn word(self) -> Option<&'static str> {
        match self {
            Self::Stated => None,
            Self::Inferred => Some("inferred"),
            Self::Denied => Some("denied"),
            Self::Expected => Some("expected"),
            Self::Feared => Some("feared"),
        }
    }
}

impl Line {
    /// `offers, shapes (expected)`
    pub(super) fn label(&self) -> String {
        let relations: Vec<String> =
            self.relations.iter().map(|relation| relation.row().key.replace('-', " ")).collect();
        let manner = self.manner.word().map(|word| format!(" ({word})")).unwrap_or_default();
        relations.join(", ") + &manner
    }
}

fn relations<'g>(case: &'g Case) -> impl Iterator<Item = (Claim<'g>, u32, u32)> {
    case.claims().filter_map(|claim| Some((claim, claim.subject().index, claim.object()?.index)))
}

/// The spheres that claims put the node into, shown or not.
fn spheres(node: Node<'_>) -> BTreeSet<u32> {
    let into = |node: Node<'_>, relation| {
        let claims = node.outgoing_by(relation).filter(Claim::holds);
        claims.filter_map(|claim| Some(claim.object()?.index)).collect::<Vec<_>>()
    };
    // Of these three each kind of node has claims of one at most.
    let acts = node.incoming_by(RelationKind::Enacts).filter(Claim::holds);
    let by_acts = acts.flat_map(|claim| into(claim.subject(), RelationKind::Within));
    let own = [RelationKind::BelongsTo, RelationKind::Within].into_iter().flat_map(|relation| into(node, relation));
    own.chain(by_acts).collect()
}

impl System {
    fn new(case: &Case, nodes: Vec<Node<'_>>) -> Self {
        let wanted: BTreeSet<u32> = nodes.iter().map(|node| node.index).collect();
        let within = relations(case).filter(|(_, from, to)| wanted.contains(from) && wanted.contains(to));
        let within: Vec<_> = within.collect();
        let places = closest_knit(&wanted, within.iter().map(|&(_, from, to)| (from, to)));
        let nodes = nodes.into_iter().filter(|node| places.contains(&node.index));
        let nodes: Vec<Shown> = nodes.map(|node| Shown::new(node, &places)).collect();
        let mut system = Self {
            title: case.title().unwrap_or(case.id()).to_owned(),
            nodes,
            lines: Vec::new(),
            nodes_in_all: wanted.len(),
            relations: within.len(),
            relations_shown: 0,
        };
        system.draw(within.into_iter().filter(|(_, from, to)| places.contains(from) && places.contains(to)));
        system
    }

    fn draw<'g>(&mut self, claims: impl Iterator<Item = (Claim<'g>, u32, u32)>) {
        let homes: BTreeMap<u32, Option<u32>> = self.nodes.iter().map(|node| (node.place, node.home)).collect();
        let mut lines: BTreeMap<(u32, u32, Manner), Line> = BTreeMap::new();
        for (claim, from, to) in claims {
            if claim.holds() && is_boxed(&claim) && homes[&from] == Some(to) {
                self.relations_shown += 1;
                continue;
            }
            let manner = Manner::of(&claim);
            let line = || Line { from, to, manner, relations: BTreeSet::new(), claims: Vec::new() };
            let line = lines.entry((from, to, manner)).or_insert_with(line);
            line.relations.extend(claim.relation());
            line.claims.push(claim.id());
        }
        self.lines = lines.into_values().collect();
        self.lines.sort_by_key(|line| (line.manner, line.claims.first().copied()));
        self.lines.truncate(MOST_LINES);
        self.lines.sort_by_key(|line| line.claims.first().copied());
        self.relations_shown += self.lines.iter().map(|line| line.claims.len()).sum::<usize>();
    }

    /// How much is shown, if that is not all.
    pub(super) fn note(&self) -> Option<String> {
        let (nodes, all) = (self.nodes.len(), self.nodes_in_all);
        let (relations, all_relations) = (self.relations_shown, self.relations);
        match (nodes < all, relations < all_relations) {
            (true, _) => {
                Some(format!("{nodes} of {all} nodes, the closest-knit; {relations} of {all_relations} relations"))
            }
            (false, true) => Some(format!("{relations} of {all_relations} relations")),
            (false, false) => None,
        }
    }

    /// The spheres that are shown.
    pub(super) fn spheres(&self) -> impl Iterator<Item = &Shown> {
        self.nodes.iter().filter(|node| node.kind == NodeKind::Sphere)
    }

    /// What stands in the box of a sphere, or, for none, outside of all boxes.
    pub(super) fn within(&self, sphere: Option<u32>) -> impl Iterator<Item = &Shown> {
        self.nodes.iter().filter(move |node| node.kind != NodeKind::Sphere && node.home == sphere)
    }

    /// Whether the box of a sphere needs a node for the sphere itself: a line ends there, or nothing else is in it.
    pub(super) fn is_end(&self, sphere: u32) -> bool {
        let ends = self.lines.iter().any(|line| line.from == sphere || line.to == sphere);
        ends || self.within(Some(sphere)).next().is_none()
    }
}

/// What is left of the nodes when the one with the fewest relations to the rest has gone, again and again, until few enough
/// are left.
fn closest_knit(nodes: &BTreeSet<u32>, relations: impl Iterator<Item = (u32, u32)>) -> BTreeSet<u32> {
    let mut others: BTreeMap<u32, Vec<u32>> = nodes.iter().map(|&place| (place, Vec::new())).collect();
    for (from, to) in relations {
        others.entry(from).or_default().push(to);
        others.entry(to).or_default().push(from);
    }
    let mut degrees: BTreeMap<u32, usize> = others.iter().map(|(&place, others)| (place, others.len())).collect();
    let mut queue: BTreeSet<_> = degrees.iter().map(|(&place, &degree)| (degree, Reverse(place))).collect();
    while queue.len() > MOST_NODES {
        let Some((_, Reverse(gone))) = queue.pop_first() else { break };
        degrees.remove(&gone);
        for &other in &others[&gone] {
            if let Some(degree) = degrees.get_mut(&other) {
                queue.remove(&(*degree, Reverse(other)));
                *degree -= 1;
                queue.insert((*degree, Reverse(other)));
            }
        }
    }
    degrees.into_keys().collect()
}

fn is_boxed(claim: &Claim<'_>) -> bool {
    matches!(claim.relation(), Some(RelationKind::BelongsTo | RelationKind::Within))
}

impl Shown {
    fn new(node: Node<'_>, places: &BTreeSet<u32>) -> Self {
        let spheres = spheres(node);
        let home = spheres.first().filter(|home| spheres.len() == 1 && places.contains(home));
        Self {
            place: node.index,
            id: node.id().into(),
            label: node.label().into(),
            kind: node.kind(),
            home: home.copied(),
        }
    }
}
