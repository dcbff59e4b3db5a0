//! How far a resource reaches.

use serde::Serialize;

use super::Realization;
use super::routes::{Hop, Routes};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;

/// What the steps of the grammar lead to from a resource, in any number: each node once, in the order of the case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reach {
    /// The practices and acts that take it in, or take in what comes of it, and those joined to them by enacting.
    pub doings: Vec<Box<str>>,
    /// The resources that come of it; the resource itself only where a cycle leads back to it.
    pub resources: Vec<Box<str>>,
    /// The offerings that it goes into.
    pub offerings: Vec<Box<str>>,
    /// The values that it leads to, promised ones included.
    pub values: Vec<Box<str>>,
    /// The actors that gain one of them.
    pub gaining: Vec<Box<str>>,
    /// The actors that bear one of them.
    pub bearing: Vec<Box<str>>,
}

impl Realization {
    /// How far a resource reaches in the network, whether or not it comes to a value; `None` for what is no resource of the
    /// case. A latent resource reaches nothing. O(nodes + claims).
    ///
    /// ```
    /// use cocreation::{Case, realization};
    /// use cocreation::graph::{node::{Actor, Practice, Resource, Value}, relation::{Gains, Integrates, Produces, Realizes}};
    ///
    /// let mut case = Case::builder("chain");
    /// let [data, report] = ["data", "report"].map(|id| case.add(id, Resource::new(id)));
    /// let [monitoring, advice] = ["monitoring", "advice"].map(|id| case.add(id, Practice::new(id)));
    /// let fuel = case.add("fuel-saved", Value::in_use("Less fuel"));
    /// let airline = case.add("airline", Actor::customer("Airline"));
    /// case.relate(monitoring, Integrates, data);
    /// case.relate(monitoring, Produces, report);
    /// case.relate(advice, Integrates, report);
    /// case.relate(advice, Realizes, fuel);
    /// case.relate(airline, Gains, fuel);
    /// let realization = realization::paths(&case.build()?);
    ///
    /// let reach = realization.reach_of("data").expect("a resource of the case");
    /// assert_eq!(reach.doings, ["monitoring".into(), "advice".into()]);
    /// assert_eq!((&*reach.resources[0], &*reach.gaining[0]), ("report", "airline"));
    /// assert_eq!(realization.reach_of("airline"), None);
    /// # Ok::<(), cocreation::case::Problems>(())
    /// ```
    pub fn reach_of(&self, resource: &str) -> Option<Reach> {
        let hops = self.routes.onward(self.routes.resource(resource)?);
        let of = |wanted: fn(NodeKind, Option<RelationKind>) -> bool| reached(&self.routes, &hops, wanted);
        Some(Reach {
            doings: of(|kind, _| super::is_doing(kind)),
            resources: of(|kind, _| kind == NodeKind::Resource),
            offerings: of(|kind, _| kind == NodeKind::Offering),
            values: of(|kind, _| kind == NodeKind::Value),
            gaining: of(|_, via| via == Some(RelationKind::Gains)),
            bearing: of(|_, via| via == Some(RelationKind::Bears)),
        })
    }
}

fn reached(routes: &Routes, hops: &[Hop], wanted: fn(NodeKind, Option<RelationKind>) -> bool) -> Vec<Box<str>> {
    let wanted = hops.iter().filter(|hop| wanted(routes.node(hop.to).1, hop.via)).map(|hop| hop.to);
    let mut places: Vec<u32> = wanted.collect();
    // The two places of a practice or act follow each other, so that the places are in the order of the nodes.
    places.sort_unstable();
    places.dedup_by_key(|place| routes.node(*place).0);
    places.into_iter().map(|place| routes.name(place).into()).collect()
}
