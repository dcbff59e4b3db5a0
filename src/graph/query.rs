//! Queries as values, and the sets of nodes that they resolve to.

use std::fmt;
use std::sync::Arc;

use fixedbitset::FixedBitSet;

use super::code::Code;
use super::handle::{Handle, Tag};
use super::network::Reach;
use super::node::{Kind, NodeKind};
use super::relation::RelationKind;
use super::structure::Structure;

/// A question for a set of nodes, asked of a case by [`Case::resolve`](crate::Case::resolve).
///
/// A query is a plain value: build it once, ask it of many cases. Steps follow only claims that are asserted and speak of
/// what has come about; violated, expected and feared claims are reached through the claims themselves.
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::{Query, node::{Actor, NodeKind, Practice}, relation::{Performs, RelationKind}};
///
/// let mut case = Case::builder("a-case");
/// let maker = case.add("maker", Actor::provider("Maker"));
/// let airline = case.add("airline", Actor::customer("Airline"));
/// let design = case.add("design", Practice::co_design("Packages agreed together"));
/// case.relate(maker, Performs, design);
/// let case = case.build()?;
///
/// let performers = Query::kind(NodeKind::Practice).against(RelationKind::Performs);
/// let idle = Query::kind(NodeKind::Actor).minus(performers);
/// assert_eq!(case.resolve(&idle).handles::<Actor>().collect::<Vec<_>>(), [airline]);
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query(Form);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    All,
    Kind(NodeKind),
    Coded(Code),
    Ids(Vec<Box<str>>),
    Step { from: Box<Query>, relation: RelationKind, along: bool, reach: Reach },
    And(Box<Query>, Box<Query>),
    Or(Box<Query>, Box<Query>),
    Minus(Box<Query>, Box<Query>),
}

impl Query {
    /// Every node.
    pub fn all() -> Self {
        Self(Form::All)
    }

    /// Every node of a kind.
    pub fn kind(kind: NodeKind) -> Self {
        Self(Form::Kind(kind))
    }

    /// Every node that an asserted claim classifies so.
    pub fn coded(code: impl Into<Code>) -> Self {
        Self(Form::Coded(code.into()))
    }

    /// The nodes with these ids; ids that a case does not have stand for nothing in it.
    pub fn ids<I: Into<Box<str>>>(ids: impl IntoIterator<Item = I>) -> Self {
        Self(Form::Ids(ids.into_iter().map(Into::into).collect()))
    }

    /// The objects of the relation, where these nodes are its subjects.
    #[must_use]
    pub fn along(self, relation: RelationKind) -> Self {
        self.step(relation, true, Reach::One)
    }

    /// The subjects of the relation, where these nodes are its objects.
    #[must_use]
    pub fn against(self, relation: RelationKind) -> Self {
        self.step(relation, false, Reach::One)
    }

    /// These nodes and all that is reached along the relation in any number of steps.
    #[must_use]
    pub fn all_along(self, relation: RelationKind) -> Self {
        self.step(relation, true, Reach::Any)
    }

    /// These nodes and all that is reached against the relation in any number of steps.
    #[must_use]
    pub fn all_against(self, relation: RelationKind) -> Self {
        self.step(relation, false, Reach::Any)
    }

    fn step(self, relation: RelationKind, along: bool, reach: Reach) -> Self {
        Self(Form::Step { from: Box::new(self), relation, along, reach })
    }

    /// The nodes in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(Form::And(Box::new(self), Box::new(other)))
    }

    /// The nodes in either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(Form::Or(Box::new(self), Box::new(other)))
    }

    /// The nodes in this one and not in the other.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(Form::Minus(Box::new(self), Box::new(other)))
    }
}

impl Structure {
    /// The nodes that the query asks for. O(nodes + claims) for each step of the query.
    pub(crate) fn resolve(&self, query: &Query) -> NodeSet {
        NodeSet { tag: self.tag, kinds: Arc::clone(&self.kinds), bits: self.bits(query) }
    }

    fn bits(&self, query: &Query) -> FixedBitSet {
        match &query.0 {
            Form::All => (0..self.kinds.len()).collect(),
            Form::Kind(kind) => self.marked((0u32..).zip(&*self.kinds).filter(|(_, k)| *k == kind).map(|(at, _)| at)),
            Form::Coded(code) => self.marked(self.coded(*code)),
            Form::Ids(ids) => self.marked(ids.iter().filter_map(|id| self.position(id))),
            Form::Step { from, relation, along, reach } => {
                self.network.follow(&self.bits(from), *relation, *along, *reach)
            }
            Form::And(a, b) => &self.bits(a) & &self.bits(b),
            Form::Or(a, b) => &self.bits(a) | &self.bits(b),
            Form::Minus(a, b) => {
                let mut left = self.bits(a);
                left.difference_with(&self.bits(b));
                left
            }
        }
    }

    fn marked(&self, nodes: impl Iterator<Item = u32>) -> FixedBitSet {
        let mut bits = FixedBitSet::with_capacity(self.kinds.len());
        nodes.for_each(|node| bits.insert(node as usize));
        bits
    }
}

/// A set of nodes of one case, iterated in the case's order.
#[derive(Clone, PartialEq, Eq)]
pub struct NodeSet {
    tag: Tag,
    kinds: Arc<[NodeKind]>,
    bits: FixedBitSet,
}

/// # What is in it
impl NodeSet {
    /// How many nodes are in the set. O(nodes of the case / 64).
    pub fn len(&self) -> usize {
        self.bits.count_ones(..)
    }

    /// Whether no node is in the set.
    pub fn is_empty(&self) -> bool {
        self.bits.is_clear()
    }

    /// Whether the node is in the set. O(1).
    ///
    /// # Panics
    ///
    /// On a handle of another case.
    pub fn contains<K: Kind>(&self, node: Handle<K>) -> bool {
        self.bits.contains(node.index_in(self.tag) as usize)
    }

    /// The nodes of one kind in the set, in the case's order.
    pub fn handles<K: Kind>(&self) -> impl Iterator<Item = Handle<K>> + '_ {
        self.bits.ones().filter(|&node| self.kinds[node] == K::KIND).map(|node| Handle::new(self.tag, node as u32))
    }
}

/// # Sets from sets
impl NodeSet {
    /// The nodes in either set.
    ///
    /// # Panics
    ///
    /// On a set of another case, as for the two methods below.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.combine(other, FixedBitSet::union_with)
    }

    /// The nodes in both sets.
    ///
    /// # Panics
    ///
    /// On a set of another case.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self.combine(other, FixedBitSet::intersect_with)
    }

    /// The nodes in this set and not in the other.
    ///
    /// # Panics
    ///
    /// On a set of another case.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        self.combine(other, FixedBitSet::difference_with)
    }

    fn combine(&self, other: &Self, operation: impl Fn(&mut FixedBitSet, &FixedBitSet)) -> Self {
        assert!(self.tag == other.tag, "sets of two different cases were combined");
        let mut bits = self.bits.clone();
        operation(&mut bits, &other.bits);
        Self { tag: self.tag, kinds: Arc::clone(&self.kinds), bits }
    }
}

impl fmt::Debug for NodeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.bits.ones().map(|node| (self.kinds[node], node))).finish()
    }
}
