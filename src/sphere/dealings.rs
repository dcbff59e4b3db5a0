//! Who deals with whom: the parts of the sphere, and whose exit splits it.

use fixedbitset::FixedBitSet;
use serde::Serialize;

use super::balance::{Balance, TieSign};
use super::deeds::Deeds;
use super::membership::roles;
use super::{At, SphereStructure};
use crate::case::ClaimId;
use crate::case::boundary::Boundary;
use crate::graph::network::{articulation_points, vertex_cut};
use crate::theory::typology::Role;

/// Those present, joined by acts and ties. An act is a node of its own, so that an act of many needs no pair for each two
/// of them; only the members can leave.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dealings {
    names: Vec<Box<str>>,
    /// How many nodes there are: those present, and the acts that join two or more of them.
    nodes: usize,
    edges: Vec<(u32, u32)>,
    /// By member, the claims by which it deals with others.
    claims: Vec<Vec<ClaimId>>,
    providers: Vec<u32>,
    customers: Vec<u32>,
}

/// An actor whose exit splits a part of the sphere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Articulation {
    /// The actor.
    pub actor: Box<str>,
    /// The claims by which it deals with others.
    pub claims: Vec<ClaimId>,
}

/// A smallest set of actors whose exit breaks every path.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cut {
    /// The actors; of several smallest sets the one nearest to the providers. Nobody, where there is no path anyway.
    pub exits: Vec<Box<str>>,
    /// The claims by which they deal with others.
    pub claims: Vec<ClaimId>,
}

/// What keeps a provider and a customer in touch, themselves apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Separation {
    /// The provider.
    pub provider: Box<str>,
    /// The customer.
    pub customer: Box<str>,
    /// The smallest set of others whose exit leaves no path between the two; `None` where they deal with each other
    /// directly, so that nobody else can break it.
    pub cut: Option<Cut>,
}

impl Dealings {
    /// O(those present + deeds + ties, and a logarithm for sorting).
    pub(super) fn of(at: &At<'_>, present: &[u32], boundary: &Boundary<'_>, deeds: &Deeds, balance: &Balance) -> Self {
        let mut dealings = Self {
            names: present.iter().map(|&node| at.id(node)).collect(),
            nodes: present.len(),
            edges: Vec::new(),
            claims: vec![Vec::new(); present.len()],
            providers: with_role(at, present, Role::Provider),
            customers: with_role(at, present, Role::Customer),
        };
        // Who has left is in the boundary still, and was part of earlier acts.
        let place = |node: &u32| present.binary_search(node).ok().map(|place| place as u32);
        let places: Vec<Option<u32>> = boundary.members.iter().map(place).collect();
        for deed in &deeds.rows {
            let concerned: Vec<u32> = deed.concerned.iter().filter_map(|&member| places[member as usize]).collect();
            if concerned.len() < 2 {
                continue;
            }
            let act = dealings.nodes as u32;
            dealings.nodes += 1;
            dealings.edges.extend(concerned.into_iter().map(|member| (member, act)));
            for &(member, claim) in &deed.participations {
                places[member as usize].into_iter().for_each(|member| dealings.claims[member as usize].push(claim));
            }
        }
        for (&(one, other), tie) in balance.pairs().filter(|(_, tie)| tie.sign == TieSign::Positive) {
            dealings.edges.push((one, other));
            for member in [one, other] {
                dealings.claims[member as usize].extend(&tie.claims);
            }
        }
        dealings.claims.iter_mut().for_each(|claims| claims.sort_unstable());
        dealings
    }

    fn name(&self, member: u32) -> Box<str> {
        self.names[member as usize].clone()
    }

    /// The members that deal with others, in parts, without one of them; the largest part first. O(nodes + edges).
    pub(super) fn parts(&self, without: Option<u32>) -> Vec<Vec<Box<str>>> {
        let neighbours = self.neighbours();
        let mut seen = FixedBitSet::with_capacity(self.nodes);
        without.into_iter().for_each(|member| seen.insert(member as usize));
        let mut parts = Vec::new();
        for start in (0..self.names.len() as u32).filter(|&member| !neighbours[member as usize].is_empty()) {
            let (mut part, mut open) = (Vec::new(), vec![start]);
            while let Some(node) = open.pop() {
                if !seen.put(node as usize) {
                    part.extend(((node as usize) < self.names.len()).then_some(node));
                    open.extend(&neighbours[node as usize]);
                }
            }
            part.sort_unstable();
            parts.extend((!part.is_empty()).then_some(part));
        }
        parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
        parts.into_iter().map(|part| part.into_iter().map(|member| self.name(member)).collect()).collect()
    }

    fn neighbours(&self) -> Vec<Vec<u32>> {
        let mut neighbours = vec![Vec::new(); self.nodes];
        for &(one, other) in &self.edges {
            neighbours[one as usize].push(other);
            neighbours[other as usize].push(one);
        }
        neighbours
    }

    /// Those of whom no dealing is on record.
    pub(super) fn apart(&self) -> Vec<Box<str>> {
        let alone = self.claims.iter().zip(&self.names).filter(|(claims, _)| claims.is_empty());
        alone.map(|(_, name)| name.clone()).collect()
    }

    /// O(nodes + edges).
    pub(super) fn articulations(&self) -> Vec<Articulation> {
        let found = articulation_points(self.nodes, self.edges.iter().copied());
        let members = found.into_iter().take_while(|&node| (node as usize) < self.names.len());
        members
            .map(|member| Articulation { actor: self.name(member), claims: self.claims[member as usize].clone() })
            .collect()
    }

    pub(super) fn cut(&self) -> Option<Cut> {
        let everybody = (0..self.names.len()).collect();
        let known = !self.providers.is_empty() && !self.customers.is_empty();
        known.then(|| self.smallest([&self.providers, &self.customers], &everybody)).flatten()
    }

    fn smallest(&self, ends: [&[u32]; 2], may_go: &FixedBitSet) -> Option<Cut> {
        let mut may_go = may_go.clone();
        may_go.grow(self.nodes);
        let exits = vertex_cut(self.nodes, &self.edges, ends, &may_go)?;
        let mut claims: Vec<ClaimId> = exits.iter().flat_map(|&exit| &self.claims[exit as usize]).copied().collect();
        claims.sort_unstable();
        claims.dedup();
        Some(Cut { exits: exits.into_iter().map(|exit| self.name(exit)).collect(), claims })
    }

    fn separation(&self, provider: u32, customer: u32) -> Separation {
        let mut others: FixedBitSet = (0..self.names.len()).collect();
        for end in [provider, customer] {
            others.remove(end as usize);
        }
        let cut = self.smallest([&[provider], &[customer]], &others);
        Separation { provider: self.name(provider), customer: self.name(customer), cut }
    }
}

fn with_role(at: &At<'_>, present: &[u32], wanted: Role) -> Vec<u32> {
    let has = |node: u32| roles(at, node).any(|(role, _)| role == wanted);
    (0u32..).zip(present).filter(|(_, node)| has(**node)).map(|(place, _)| place).collect()
}

/// # Exits
impl SphereStructure {
    /// Into which parts those who deal with each other fall without this actor, the largest first; with an actor that is
    /// not present, the parts as they are. O(those present + their dealings).
    ///
    /// ```
    /// use cocreation::{Case, sphere};
    /// use cocreation::evidence::{Date, Sign};
    /// use cocreation::graph::{node::{Actor, Sphere}, relation::{BelongsTo, TiedTo}};
    ///
    /// let mut case = Case::builder("a-star");
    /// let joint = case.add("joint", Sphere::joint("Joint"));
    /// let hub = case.add("hub", Actor::new("Hub"));
    /// case.relate(hub, BelongsTo, joint);
    /// for id in ["one", "two", "three"] {
    ///     let spoke = case.add(id, Actor::new(id));
    ///     case.relate(spoke, BelongsTo, joint);
    ///     case.relate(spoke, TiedTo, hub).sign(Sign::Positive);
    /// }
    /// let structure = sphere::structure(&case.build()?, joint, Date::new(2020, 1, 1)?);
    /// assert_eq!(structure.parts.len(), 1);
    /// assert_eq!(structure.parts_without("hub").len(), 3);
    /// assert_eq!(structure.parts_without("one").len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parts_without(&self, actor: &str) -> Vec<Vec<Box<str>>> {
        let place = self.dealings.names.iter().position(|name| **name == *actor);
        self.dealings.parts(place.map(|place| place as u32))
    }

    /// For each provider and each other actor that is a customer, who keeps the two in touch: lazily, in the case's order,
    /// one flow of O(those present + their dealings) for each path and phase. Bound it with `take`.
    ///
    /// ```
    /// use cocreation::{Case, sphere};
    /// use cocreation::evidence::{Date, Sign};
    /// use cocreation::graph::{node::{Actor, Sphere}, relation::{BelongsTo, TiedTo}};
    ///
    /// let mut case = Case::builder("two-dealers");
    /// let joint = case.add("joint", Sphere::joint("Joint"));
    /// let maker = case.add("maker", Actor::provider("Maker"));
    /// let user = case.add("user", Actor::customer("User"));
    /// let dealers = ["north", "south"].map(|id| case.add(id, Actor::new(id)));
    /// for actor in [maker, user].into_iter().chain(dealers) {
    ///     case.relate(actor, BelongsTo, joint);
    /// }
    /// for dealer in dealers {
    ///     case.relate(maker, TiedTo, dealer).sign(Sign::Positive);
    ///     case.relate(dealer, TiedTo, user).sign(Sign::Positive);
    /// }
    /// let structure = sphere::structure(&case.build()?, joint, Date::new(2020, 1, 1)?);
    /// let separation = structure.separations().next().expect("one pair");
    /// assert_eq!(separation.cut.expect("they meet only through dealers").exits, ["north".into(), "south".into()]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn separations(&self) -> Separations<'_> {
        Separations { dealings: &self.dealings, next: (0, 0) }
    }
}

/// The separations of a [`SphereStructure`], one after another.
#[derive(Clone, Debug)]
pub struct Separations<'s> {
    dealings: &'s Dealings,
    next: (usize, usize),
}

impl Iterator for Separations<'_> {
    type Item = Separation;

    fn next(&mut self) -> Option<Separation> {
        loop {
            let (provider, customer) = self.next;
            let provider = *self.dealings.providers.get(provider)?;
            let Some(&customer) = self.dealings.customers.get(customer) else {
                self.next = (self.next.0 + 1, 0);
                continue;
            };
            self.next.1 += 1;
            if provider != customer {
                return Some(self.dealings.separation(provider, customer));
            }
        }
    }
}

impl std::iter::FusedIterator for Separations<'_> {}
