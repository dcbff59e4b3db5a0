//! The structure of a case: its nodes by kind and id, their codes, and the network of its claims.

use std::sync::Arc;

use super::code::Code;
use super::handle::{Handle, Tag};
use super::ids::Ids;
use super::network::{Link, Network};
use super::node::{Kind, NodeKind};

/// Nodes `0..n` with kinds, ids and codes, joined by a network.
#[derive(Clone, Debug)]
pub(crate) struct Structure {
    pub(crate) tag: Tag,
    pub(crate) kinds: Arc<[NodeKind]>,
    ids: Box<[Box<str>]>,
    places: Ids,
    codes: Box<[(Code, u32)]>,
    pub(crate) network: Network,
}

impl Structure {
    /// Freezes a structure. `codes` are those of asserted classifications. O(nodes + claims).
    pub(crate) fn build(
        tag: Tag,
        kinds: Vec<NodeKind>,
        ids: Vec<Box<str>>,
        places: Ids,
        mut codes: Vec<(Code, u32)>,
        links: &[Link],
    ) -> Self {
        codes.sort_unstable();
        codes.dedup();
        let network = Network::build(kinds.len(), links);
        Self { tag, kinds: kinds.into(), ids: ids.into(), places, codes: codes.into(), network }
    }

    /// Whether both have the same ids in the same order.
    pub(crate) fn same_ids(&self, other: &Self) -> bool {
        self.ids == other.ids
    }

    /// The places of the ids.
    pub(crate) fn places(&self) -> &Ids {
        &self.places
    }

    pub(crate) fn id(&self, node: u32) -> &str {
        &self.ids[node as usize]
    }

    pub(crate) fn kind(&self, node: u32) -> NodeKind {
        self.kinds[node as usize]
    }

    /// Where the node with this id stands. O(1).
    pub(crate) fn position(&self, id: &str) -> Option<u32> {
        self.places.find(id, |node| self.id(node))
    }

    pub(crate) fn handle<K: Kind>(&self, node: u32) -> Handle<K> {
        Handle::new(self.tag, node)
    }

    /// The nodes with this code, in order. O(log codes + found).
    pub(crate) fn coded(&self, code: Code) -> impl Iterator<Item = u32> + '_ {
        let start = self.codes.partition_point(|(other, _)| *other < code);
        self.codes[start..].iter().take_while(move |(other, _)| *other == code).map(|(_, node)| *node)
    }

    /// Whether the node has this code. O(log codes).
    pub(crate) fn has_code(&self, node: u32, code: Code) -> bool {
        self.codes.binary_search(&(code, node)).is_ok()
    }

    /// The nodes of one kind, in order. O(nodes).
    pub(crate) fn of_kind(&self, kind: NodeKind) -> impl Iterator<Item = u32> + '_ {
        (0u32..).zip(self.kinds.iter()).filter(move |(_, other)| **other == kind).map(|(node, _)| node)
    }
}
