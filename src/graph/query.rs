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
/// let idle = Query::kind(NodeKind::Actor).difference(performers);
/// assert_eq!(case.resolve(&idle).handles::<Actor>().collect::<Vec<_>>(), [airline]);
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query(Vec<Operation>);

/// One operation of a query in postfix order, so that a query of any length is evaluated without recursion.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Operation {
    All,
    Kind(NodeKind),
    Coded(Code),
    Ids(Vec<Box<str>>),
    Step { relation: RelationKind, along: bool, reach: Reach },
    Union,
    Intersection,
    Difference,
}

impl Query {
    /// Every node.
    pub fn all() -> Self {
        Self(vec![Operation::All])
    }

    /// Every node of a kind.
    pub fn kind(kind: NodeKind) -> Self {
        Self(vec![Operation::Kind(kind)])
    }

    /// Every node that an asserted claim classifies so.
    pub fn coded(code: impl Into<Code>) -> Self {
        Self(vec![Operation::Coded(code.into())])
    }

    /// The nodes with these ids; ids that a case does not have stand for nothing in it.
    pub fn ids<I: Into<Box<str>>>(ids: impl IntoIterator<Item = I>) -> Self {
        Self(vec![Operation::Ids(ids.into_iter().map(Into::into).collect())])
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

    fn step(mut self, relation: RelationKind, along: bool, reach: Reach) -> Self {
        self.0.push(Operation::Step { relation, along, reach });
        self
    }

    /// The nodes in either.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        self.with(other, Operation::Union)
    }

    /// The nodes in both.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        self.with(other, Operation::Intersection)
    }

    /// The nodes in this one and not in the other.
    #[must_use]
    pub fn difference(self, other: Self) -> Self {
        self.with(other, Operation::Difference)
    }

    fn with(mut self, mut other: Self, operation: Operation) -> Self {
        self.0.append(&mut other.0);
        self.0.push(operation);
        self
    }
}

impl Structure {
    /// The nodes that the query asks for. O(nodes + claims) for each step of the query.
    pub(crate) fn resolve(&self, query: &Query) -> NodeSet {
        NodeSet { tag: self.tag, kinds: Arc::clone(&self.kinds), bits: self.bits(query) }
    }

    fn bits(&self, query: &Query) -> FixedBitSet {
        let mut stack: Vec<FixedBitSet> = Vec::new();
        for operation in &query.0 {
            let result = match operation {
                Operation::All => (0..self.kinds.len()).collect(),
                Operation::Kind(kind) => self.marked(self.of_kind(*kind)),
                Operation::Coded(code) => self.marked(self.coded(*code)),
                Operation::Ids(ids) => self.marked(ids.iter().filter_map(|id| self.position(id))),
                Operation::Step { relation, along, reach } => {
                    let start = stack.pop().unwrap_or_default();
                    self.network.follow(&start, *relation, *along, *reach)
                }
                Operation::Union => combined(&mut stack, FixedBitSet::union_with),
                Operation::Intersection => combined(&mut stack, FixedBitSet::intersect_with),
                Operation::Difference => combined(&mut stack, FixedBitSet::difference_with),
            };
            stack.push(result);
        }
        stack.pop().unwrap_or_default()
    }

    fn marked(&self, nodes: impl Iterator<Item = u32>) -> FixedBitSet {
        let mut bits = FixedBitSet::with_capacity(self.kinds.len());
        nodes.for_each(|node| bits.insert(node as usize));
        bits
    }
}

/// Takes the two sets on top of the stack and combines them.
fn combined(stack: &mut Vec<FixedBitSet>, operation: impl Fn(&mut FixedBitSet, &FixedBitSet)) -> FixedBitSet {
    let right = stack.pop().unwrap_or_default();
    let mut left = stack.pop().unwrap_or_default();
    operation(&mut left, &right);
    left
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

impl NodeSet {
    /// The positions of the nodes in the set, once it is known to be of the case.
    #[track_caller]
    pub(crate) fn positions_in(&self, tag: Tag) -> impl Iterator<Item = u32> + '_ {
        assert!(self.tag == tag, "a set of nodes was used on a case that it does not belong to");
        self.bits.ones().map(|node| node as u32)
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
