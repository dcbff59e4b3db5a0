//! Paths, enumerated one at a time.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use super::Realization;
use super::routes::{Exit, Routes};
use crate::case::ClaimId;
use crate::graph::relation::RelationKind;

/// A way from a resource to a value and, where somebody is said to gain or bear it, to that actor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Path {
    /// The nodes with the relations that lead to them; the first is the resource.
    pub steps: Vec<Step>,
    /// The claims that acts on the path lie within a joint sphere.
    pub joint: Vec<ClaimId>,
}

/// A node on a path, and how the path comes to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The node.
    pub node: Box<str>,
    /// The relation by which the path comes here, whichever end of it the node is; `None` at the start.
    #[serde(serialize_with = "key")]
    pub via: Option<RelationKind>,
    /// The claims for this step, in the order of the case.
    pub claims: Vec<ClaimId>,
}

fn key<S: Serializer>(via: &Option<RelationKind>, serializer: S) -> Result<S::Ok, S::Error> {
    via.map(|relation| relation.row().key).serialize(serializer)
}

impl Path {
    /// Whether an act on the path lies within a sphere that is coded as joint. O(1).
    ///
    /// `false` says that no such claim is on record, not that the path stays outside: a practice without acts lies in no
    /// sphere that anybody could name, and the spheres of acts of which an act is part are not looked up.
    ///
    /// ```
    /// use cocreation::{Case, realization};
    /// use cocreation::graph::node::{Act, Resource, Sphere, Value};
    /// use cocreation::graph::relation::{Integrates, Realizes, Within};
    ///
    /// let mut case = Case::builder("visits");
    /// let data = case.add("data", Resource::new("Engine data"));
    /// let visits = case.add("visits", Act::standing("Advisers visit pilots"));
    /// let fuel = case.add("fuel-saved", Value::in_use("Less fuel"));
    /// let joint = case.add("totalcare", Sphere::joint("TotalCare"));
    /// case.relate(visits, Integrates, data);
    /// case.relate(visits, Realizes, fuel);
    /// case.relate(visits, Within, joint);
    ///
    /// let realization = realization::paths(&case.build()?);
    /// assert!(realization.paths().all(|path| path.crosses_joint_sphere()));
    /// # Ok::<(), cocreation::case::Problems>(())
    /// ```
    pub fn crosses_joint_sphere(&self) -> bool {
        !self.joint.is_empty()
    }
}

impl fmt::Display for Path {
    /// `engine-data →(integrates) advice →(realizes) fuel-saved →(gains) airline`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.steps.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { " " })?;
            step.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Step {
    /// `→(integrates) advice`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.via.map_or(Ok(()), |relation| write!(f, "→({relation}) "))?;
        f.write_str(&self.node)
    }
}

/// # Enumerating paths
impl Realization {
    /// Every path, lazily: by the resource that it starts at and then depth first, always in the same order.
    ///
    /// As many paths as [`count`](Self::count) says, each once; bound it with `take`. Each path takes O(its length) plus,
    /// for each cycle that it enters, O(c log c) for a cycle of c nodes. Memory: O(longest path, with the cycles on it).
    ///
    /// ```
    /// use cocreation::{Case, realization};
    /// use cocreation::graph::{node::{Actor, Practice, Resource, Value}, relation::{Gains, Integrates, Realizes}};
    ///
    /// let mut case = Case::builder("two-ways");
    /// let data = case.add("data", Resource::new("Engine data"));
    /// let fuel = case.add("fuel-saved", Value::in_use("Less fuel"));
    /// for practice in ["advice", "training"] {
    ///     let practice = case.add(practice, Practice::new(practice));
    ///     case.relate(practice, Integrates, data);
    ///     case.relate(practice, Realizes, fuel);
    /// }
    /// let realization = realization::paths(&case.build()?);
    /// let practices: Vec<_> = realization.paths().take(12).map(|path| path.steps[1].node.clone()).collect();
    /// assert_eq!(practices, ["advice".into(), "training".into()]);
    /// # Ok::<(), cocreation::case::Problems>(())
    /// ```
    pub fn paths(&self) -> Paths<'_> {
        Paths::new(&self.routes, &self.routes.starts)
    }

    /// The paths that start at the resource; none for a node that is no realised resource. O(resources) to begin with,
    /// then as [`paths`](Self::paths).
    ///
    /// ```
    /// use cocreation::{Case, realization};
    /// use cocreation::graph::{node::{Practice, Resource, Value}, relation::{Integrates, Realizes}};
    ///
    /// let mut case = Case::builder("two-resources");
    /// let advice = case.add("advice", Practice::co_diagnosis("Advice"));
    /// let fuel = case.add("fuel-saved", Value::in_use("Less fuel"));
    /// case.relate(advice, Realizes, fuel);
    /// for resource in ["data", "trust"] {
    ///     let resource = case.add(resource, Resource::new(resource));
    ///     case.relate(advice, Integrates, resource);
    /// }
    /// let realization = realization::paths(&case.build()?);
    /// let paths: Vec<_> = realization.paths_from("trust").map(|path| path.to_string()).collect();
    /// assert_eq!(paths, ["trust →(integrates) advice →(realizes) fuel-saved"]);
    /// # Ok::<(), cocreation::case::Problems>(())
    /// ```
    pub fn paths_from(&self, resource: &str) -> Paths<'_> {
        let starts = &self.routes.starts;
        let at = starts.iter().position(|&place| self.routes.name(place) == resource);
        Paths::new(&self.routes, at.map_or(&[], |at| &starts[at..=at]))
    }
}

/// The paths of a [`Realization`], one after another.
#[derive(Clone, Debug)]
pub struct Paths<'r> {
    routes: &'r Routes,
    starts: std::slice::Iter<'r, u32>,
    start: u32,
    frames: Vec<Frame>,
    /// The hops from the start to where the search stands.
    trail: Vec<u32>,
}

/// A component on the way, and how far its exits have been tried.
#[derive(Clone, Debug)]
struct Frame {
    entry: u32,
    tried: usize,
    /// How many hops lead to the entry.
    depth: usize,
    /// The last hop of the shortest way from the entry to each other place of the component.
    ways: BTreeMap<u32, u32>,
}

impl<'r> Paths<'r> {
    fn new(routes: &'r Routes, starts: &'r [u32]) -> Self {
        Self { routes, starts: starts.iter(), start: 0, frames: Vec::new(), trail: Vec::new() }
    }

    fn enter(&mut self, entry: u32) {
        let ways = self.routes.ways_from(entry);
        self.frames.push(Frame { entry, tried: 0, depth: self.trail.len(), ways });
    }

    /// Goes from the entry of the last component to the next of its exits, if one is left.
    fn next_exit(&mut self) -> Option<Exit> {
        let frame = self.frames.last_mut()?;
        let exits = self.routes.exits_of(self.routes.component_of(frame.entry));
        let &exit = exits.get(frame.tried)?;
        frame.tried += 1;
        self.trail.truncate(frame.depth);
        let mut place = self.routes.leaves(exit);
        while let Some(&hop) = frame.ways.get(&place) {
            self.trail.push(hop);
            place = self.routes.hop(hop).from;
        }
        self.trail[frame.depth..].reverse();
        Some(exit)
    }

    fn path(&self) -> Path {
        let steps = self.trail.iter().filter_map(|&hop| {
            let via = self.routes.hop(hop).via?;
            Some((self.routes.hop(hop).to, Some(via), self.routes.claims_of(hop)))
        });
        let steps = std::iter::once((self.start, None, &[][..])).chain(steps);
        let (mut path, mut claims) = (Path { steps: Vec::new(), joint: Vec::new() }, Vec::new());
        for (place, via, of_step) in steps {
            path.steps.push(Step { node: self.routes.name(place).into(), via, claims: of_step.to_vec() });
            claims.extend(self.routes.joint_at(place));
        }
        claims.sort_unstable();
        claims.dedup();
        Path { joint: claims, ..path }
    }
}

impl Iterator for Paths<'_> {
    type Item = Path;

    fn next(&mut self) -> Option<Path> {
        loop {
            if self.frames.is_empty() {
                self.start = *self.starts.next()?;
                self.trail.clear();
                self.enter(self.start);
            }
            match self.next_exit() {
                None => drop(self.frames.pop()),
                Some(Exit::EndAt(_)) => return Some(self.path()),
                Some(Exit::By(hop)) => {
                    self.trail.push(hop);
                    self.enter(self.routes.hop(hop).to);
                }
            }
        }
    }
}

impl std::iter::FusedIterator for Paths<'_> {}
