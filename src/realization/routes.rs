//! The graph of steps, its condensation, and the number of paths from each component.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::{Cycle, Held, PathCount, Realised, is_doing, name, objects, subjects};
use crate::case::{Case, ClaimId};
use crate::graph::Code;
use crate::graph::network::components;
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::typology::SphereKind;

/// A step of the grammar: the claims that it follows, in which direction, and between which places.
struct Rule {
    relation: RelationKind,
    along: bool,
    leaves: Side,
    enters: Side,
}

/// A practice or act has two places, so that at most one step by enacting lies between taking in and giving out; every
/// other node has one place, which is both.
#[derive(Clone, Copy)]
enum Side {
    Taking,
    Giving,
}

const fn rule(relation: RelationKind, along: bool, leaves: Side, enters: Side) -> Rule {
    Rule { relation, along, leaves, enters }
}

const GRAMMAR: [Rule; 11] = [
    rule(RelationKind::Integrates, false, Side::Giving, Side::Taking),
    rule(RelationKind::Enacts, true, Side::Taking, Side::Giving),
    rule(RelationKind::Enacts, false, Side::Taking, Side::Giving),
    rule(RelationKind::Feeds, true, Side::Giving, Side::Taking),
    rule(RelationKind::Produces, true, Side::Giving, Side::Taking),
    rule(RelationKind::Shapes, true, Side::Giving, Side::Taking),
    rule(RelationKind::Proposes, true, Side::Giving, Side::Taking),
    rule(RelationKind::Realizes, true, Side::Giving, Side::Taking),
    rule(RelationKind::LeadsTo, true, Side::Giving, Side::Taking),
    rule(RelationKind::Gains, false, Side::Giving, Side::Taking),
    rule(RelationKind::Bears, false, Side::Giving, Side::Taking),
];

/// Everything that enumerating paths needs, apart from the case.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Routes {
    places: Places,
    /// The hops that leave each place, by where they lead.
    hops: Grouped<Hop>,
    /// The claims of all hops, in the order of the hops.
    claims: Box<[ClaimId]>,
    /// The component of each place.
    component: Box<[u32]>,
    /// The places of each component.
    members: Grouped<u32>,
    /// The ways out of each component that lead to a value.
    exits: Grouped<Exit>,
    /// Where a path can start: the places of the realised resources.
    pub(super) starts: Box<[u32]>,
    /// Claims that an act lies within a joint sphere, by the place where the act takes in.
    joint: Box<[(u32, ClaimId)]>,
}

/// The places of the nodes: two for a practice or act, one for what else the grammar names, none for other kinds.
#[derive(Clone, Debug, PartialEq)]
struct Places {
    first: Box<[u32]>,
    nodes: Box<[u32]>,
    names: Box<[Box<str>]>,
    kinds: Arc<[NodeKind]>,
}

/// A step from place to place; without a relation, from taking in to giving out at the same node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hop {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) via: Option<RelationKind>,
    first_claim: u32,
}

/// A way out of a component: by a hop, or by ending at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Exit {
    By(u32),
    EndAt(u32),
}

/// Items in groups `0..n`, each group in the order in which its items were given.
#[derive(Clone, Debug, PartialEq)]
struct Grouped<T> {
    offsets: Box<[u32]>,
    items: Box<[T]>,
}

impl<T: Copy> Grouped<T> {
    /// A stable counting sort by group. O(groups + items).
    fn new(groups: usize, items: &[T], group: impl Fn(&T) -> u32) -> Self {
        let mut offsets = vec![0; groups + 1];
        for item in items {
            offsets[group(item) as usize + 1] += 1;
        }
        for at in 0..groups {
            offsets[at + 1] += offsets[at];
        }
        let mut next = offsets.clone();
        let mut order = vec![0u32; items.len()];
        for (at, item) in (0u32..).zip(items) {
            let slot = &mut next[group(item) as usize];
            order[*slot as usize] = at;
            *slot += 1;
        }
        Self { offsets: offsets.into(), items: order.into_iter().map(|at| items[at as usize]).collect() }
    }

    fn range(&self, group: u32) -> std::ops::Range<usize> {
        self.offsets[group as usize] as usize..self.offsets[group as usize + 1] as usize
    }

    fn of(&self, group: u32) -> &[T] {
        &self.items[self.range(group)]
    }

    fn groups(&self) -> u32 {
        self.offsets.len() as u32 - 1
    }
}

impl Places {
    fn of(case: &Case) -> Self {
        let kinds = &case.structure.kinds;
        let (mut first, mut nodes) = (Vec::with_capacity(kinds.len() + 1), Vec::new());
        for (node, &kind) in (0u32..).zip(kinds.iter()) {
            first.push(nodes.len() as u32);
            nodes.extend(std::iter::repeat_n(node, places_of(kind)));
        }
        first.push(nodes.len() as u32);
        let names = (0..kinds.len() as u32).map(|node| match places_of(case.structure.kind(node)) {
            0 => Box::default(),
            _ => name(case, node),
        });
        Self { first: first.into(), names: names.collect(), nodes: nodes.into(), kinds: Arc::clone(kinds) }
    }

    fn len(&self) -> usize {
        self.nodes.len()
    }

    fn at(&self, node: u32, side: Side) -> Option<u32> {
        let (start, end) = (self.first[node as usize], self.first[node as usize + 1]);
        let place = match side {
            Side::Taking => start,
            Side::Giving => end.wrapping_sub(1),
        };
        (start < end).then_some(place)
    }
}

fn places_of(kind: NodeKind) -> usize {
    match kind {
        NodeKind::Practice | NodeKind::Act => 2,
        NodeKind::Resource | NodeKind::Offering | NodeKind::Value | NodeKind::Actor => 1,
        NodeKind::Capability
        | NodeKind::Sphere
        | NodeKind::Event
        | NodeKind::Purpose
        | NodeKind::Institution
        | NodeKind::Judgement => 0,
    }
}

/// A hop as one claim has it.
#[derive(Clone, Copy)]
struct Raw {
    from: u32,
    to: u32,
    via: Option<RelationKind>,
    claim: u32,
}

/// One hop for each claim, ordered by the node that it leads to, so that grouping by where they come from brings the
/// claims of one step together.
fn raw_hops(case: &Case, places: &Places) -> Vec<Raw> {
    let mut raw = Vec::new();
    for (node, &kind) in (0u32..).zip(case.structure.kinds.iter()) {
        if is_doing(kind) {
            let from = places.first[node as usize];
            raw.push(Raw { from, to: from + 1, via: None, claim: 0 });
        }
        for rule in &GRAMMAR {
            let Some(to) = places.at(node, rule.enters) else { break };
            let hop = |held: Held| {
                let from = places.at(held.node, rule.leaves)?;
                Some(Raw { from, to, via: Some(rule.relation), claim: held.claim })
            };
            match rule.along {
                true => raw.extend(subjects(case, node, rule.relation).filter_map(hop)),
                false => raw.extend(objects(case, node, rule.relation).filter_map(hop)),
            }
        }
    }
    raw
}

/// Makes one hop of all claims for the same step.
fn merge(places: usize, raw: &[Raw]) -> (Grouped<Hop>, Box<[ClaimId]>) {
    let sorted = Grouped::new(places, raw, |raw| raw.from);
    let (mut hops, mut claims) = (Vec::new(), Vec::new());
    for step in sorted.items.chunk_by(|a, b| (a.from, a.to, a.via) == (b.from, b.to, b.via)) {
        let Raw { from, to, via, .. } = step[0];
        hops.push(Hop { from, to, via, first_claim: claims.len() as u32 });
        claims.extend(step.iter().filter(|raw| raw.via.is_some()).map(|raw| ClaimId(raw.claim)));
    }
    (Grouped::new(places, &hops, |hop| hop.from), claims.into())
}

/// What is counted of the paths from a component.
#[derive(Clone, Copy, Default)]
struct Tally {
    paths: u128,
    /// How many of them end with somebody who gains the value.
    gained: u128,
    /// Whether one of them goes through no proposition.
    kept: bool,
    /// How often one of them is taken in, at most.
    chain: u32,
}

impl Tally {
    fn add(&mut self, further: Self) {
        self.paths = self.paths.saturating_add(further.paths);
        self.gained = self.gained.saturating_add(further.gained);
        self.kept |= further.kept;
        self.chain = self.chain.max(further.chain);
    }

    fn of(self, resource: &str) -> Realised {
        Realised {
            resource: resource.into(),
            paths: PathCount::saturated(self.paths),
            to_beneficiary: PathCount::saturated(self.gained),
            only_promised: !self.kept,
            longest_chain: self.chain,
        }
    }
}

/// # Building
impl Routes {
    /// The routes, and the resources from which they lead to a value. O(nodes + claims).
    pub(super) fn build(case: &Case) -> (Self, Vec<Realised>) {
        let places = Places::of(case);
        let (hops, claims) = merge(places.len(), &raw_hops(case, &places));
        let condensed = components(places.len(), hops.items.iter().map(|hop| (hop.from, hop.to)));
        let mut component = vec![0; places.len()].into_boxed_slice();
        for (at, members) in (0u32..).zip(&condensed) {
            members.iter().for_each(|&place| component[place as usize] = at);
        }
        let all: Vec<u32> = (0..places.len() as u32).collect();
        let members = Grouped::new(condensed.len(), &all, |&place| component[place as usize]);
        let (exits, joint) = (Grouped::new(condensed.len(), &[], |_| 0), joint(case, &places));
        let mut routes = Self { places, hops, claims, component, members, exits, starts: Box::default(), joint };
        let realised = routes.count(case);
        (routes, realised)
    }

    /// Counts paths, keeps the exits that lead to a value, and gives the resources that have paths.
    fn count(&mut self, case: &Case) -> Vec<Realised> {
        let mut tallies = vec![Tally::default(); self.members.groups() as usize];
        let mut exits = Vec::new();
        for component in (0..self.members.groups()).rev() {
            for exit in self.ways_out(case, component) {
                let further = self.beyond(exit, &tallies);
                tallies[component as usize].add(further);
                exits.extend((further.paths > 0).then_some(exit));
            }
        }
        self.exits = Grouped::new(tallies.len(), &exits, |&exit| self.component_of(self.leaves(exit)));
        let start = |&place: &u32| {
            let tally = tallies[self.component_of(place) as usize];
            let is_start = case.structure.kind(self.places.nodes[place as usize]) == NodeKind::Resource;
            (is_start && tally.paths > 0).then(|| tally.of(self.name(place)))
        };
        let (starts, realised): (Vec<u32>, Vec<Realised>) =
            (0..self.places.len() as u32).filter_map(|place| Some((place, start(&place)?))).unzip();
        self.starts = starts.into();
        realised
    }

    /// The ways out of a component, whether or not they lead to a value, by the places that they leave.
    fn ways_out(&self, case: &Case, component: u32) -> impl Iterator<Item = Exit> {
        self.members.of(component).iter().flat_map(move |&place| {
            let hops = self.hops.range(place).map(|hop| hop as u32);
            let leaving = hops.filter(move |&hop| self.component_of(self.hop(hop).to) != component);
            leaving.map(Exit::By).chain(self.ends_at(case, place).then_some(Exit::EndAt(place)))
        })
    }

    /// Whether paths end at the place: it is an actor, or a value that nobody is said to gain or bear.
    fn ends_at(&self, case: &Case, place: u32) -> bool {
        let kind = case.structure.kind(self.places.nodes[place as usize]);
        let accrues = |hop: &Hop| matches!(hop.via, Some(RelationKind::Gains | RelationKind::Bears));
        kind == NodeKind::Actor || kind == NodeKind::Value && !self.hops.of(place).iter().any(accrues)
    }

    /// What is counted of the paths that go on by the exit.
    fn beyond(&self, exit: Exit, tallies: &[Tally]) -> Tally {
        let Exit::By(hop) = exit else { return Tally { paths: 1, kept: true, ..Tally::default() } };
        let hop = self.hop(hop);
        let next = tallies[self.component_of(hop.to) as usize];
        let takes_in = matches!(hop.via, Some(RelationKind::Integrates | RelationKind::Feeds));
        Tally {
            paths: next.paths,
            gained: if hop.via == Some(RelationKind::Gains) { next.paths } else { next.gained },
            kept: next.kept && hop.via != Some(RelationKind::Proposes),
            chain: next.chain + u32::from(takes_in && next.paths > 0),
        }
    }
}

/// The claims that an act lies within a joint sphere.
fn joint(case: &Case, places: &Places) -> Box<[(u32, ClaimId)]> {
    let is_joint = |held: &Held| case.structure.has_code(held.node, Code::of(SphereKind::Joint));
    let acts = case.structure.of_kind(NodeKind::Act);
    let within = acts.flat_map(|act| {
        let claims = objects(case, act, RelationKind::Within).filter(is_joint);
        claims.map(move |held| (places.first[act as usize], ClaimId(held.claim)))
    });
    within.collect()
}

/// # Reading
impl Routes {
    pub(super) fn hop(&self, hop: u32) -> Hop {
        self.hops.items[hop as usize]
    }

    pub(super) fn claims_of(&self, hop: u32) -> &[ClaimId] {
        let next = self.hops.items.get(hop as usize + 1).map_or(self.claims.len(), |next| next.first_claim as usize);
        &self.claims[self.hop(hop).first_claim as usize..next]
    }

    pub(super) fn component_of(&self, place: u32) -> u32 {
        self.component[place as usize]
    }

    pub(super) fn exits_of(&self, component: u32) -> &[Exit] {
        self.exits.of(component)
    }

    /// The place at which the exit leaves its component.
    pub(super) fn leaves(&self, exit: Exit) -> u32 {
        match exit {
            Exit::By(hop) => self.hop(hop).from,
            Exit::EndAt(place) => place,
        }
    }

    pub(super) fn name(&self, place: u32) -> &str {
        &self.places.names[self.places.nodes[place as usize] as usize]
    }

    /// The claims that put the node of the place within a joint sphere.
    pub(super) fn joint_at(&self, place: u32) -> impl Iterator<Item = ClaimId> {
        let taking = self.places.first[self.places.nodes[place as usize] as usize];
        let start = self.joint.partition_point(|(other, _)| *other < taking);
        self.joint[start..].iter().take_while(move |(other, _)| *other == taking).map(|(_, claim)| *claim)
    }

    /// The place of the resource with this id.
    pub(super) fn resource(&self, id: &str) -> Option<u32> {
        let is_it = |node: &usize| self.places.kinds[*node] == NodeKind::Resource && *self.places.names[*node] == *id;
        let node = (0..self.places.kinds.len()).find(is_it)?;
        self.places.at(node as u32, Side::Taking)
    }

    /// Every hop that some number of steps from a place comes to. O(places + hops).
    pub(super) fn onward(&self, start: u32) -> Vec<Hop> {
        let mut seen = vec![false; self.places.len()];
        let (mut open, mut hops) = (vec![start], Vec::new());
        while let Some(place) = open.pop() {
            if !std::mem::replace(&mut seen[place as usize], true) {
                hops.extend_from_slice(self.hops.of(place));
                open.extend(self.hops.of(place).iter().map(|hop| hop.to));
            }
        }
        hops
    }

    pub(super) fn node(&self, place: u32) -> (u32, NodeKind) {
        let node = self.places.nodes[place as usize];
        (node, self.places.kinds[node as usize])
    }

    /// Whether a path from the node reaches a value.
    pub(super) fn reaches(&self, node: u32) -> bool {
        let place = self.places.at(node, Side::Taking);
        place.is_some_and(|place| !self.exits_of(self.component_of(place)).is_empty())
    }

    /// The shortest ways inside a component: for each place, the last hop from `entry` to it. O(component log component).
    pub(super) fn ways_from(&self, entry: u32) -> BTreeMap<u32, u32> {
        let component = self.component_of(entry);
        let mut last = BTreeMap::new();
        if self.members.of(component).len() == 1 {
            return last;
        }
        let mut queue = VecDeque::from([entry]);
        while let Some(place) = queue.pop_front() {
            for hop in self.hops.range(place) {
                let to = self.hops.items[hop].to;
                if to != entry && self.component_of(to) == component && !last.contains_key(&to) {
                    last.insert(to, hop as u32);
                    queue.push_back(to);
                }
            }
        }
        last
    }

    /// The components in which steps come back, by the first node of each. O(places + hops).
    pub(super) fn cycles(&self) -> Vec<Cycle> {
        let components = (0..self.members.groups()).filter(|&component| self.members.of(component).len() > 1);
        let mut found: Vec<u32> = components.collect();
        found.sort_unstable_by_key(|&component| self.members.of(component)[0]);
        found.into_iter().map(|component| self.cycle(component)).collect()
    }

    fn cycle(&self, component: u32) -> Cycle {
        let members = self.members.of(component);
        let mut nodes: Vec<u32> = members.iter().map(|&place| self.places.nodes[place as usize]).collect();
        nodes.dedup();
        let hops = members.iter().flat_map(|&place| self.hops.range(place));
        let inner = hops.filter(|&hop| self.component_of(self.hops.items[hop].to) == component);
        let mut claims: Vec<ClaimId> = inner.flat_map(|hop| self.claims_of(hop as u32)).copied().collect();
        claims.sort_unstable();
        claims.dedup();
        Cycle { nodes: nodes.into_iter().map(|node| self.places.names[node as usize].clone()).collect(), claims }
    }
}
