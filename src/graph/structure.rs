//! The structure of a case: its nodes by kind and id, their codes, and the network of its claims.

use std::sync::Arc;

use super::code::Code;
use super::handle::{Handle, Tag};
use super::network::{Link, Network};
use super::node::{Kind, NodeKind};

/// Nodes `0..n` with kinds, ids and codes, joined by a network.
#[derive(Clone, Debug)]
pub(crate) struct Structure {
    pub(crate) tag: Tag,
    pub(crate) kinds: Arc<[NodeKind]>,
    ids: Box<[Box<str>]>,
    by_id: Box<[u32]>,
    codes: Box<[(Code, u32)]>,
    pub(crate) network: Network,
}

impl Structure {
    /// Freezes a structure. `codes` are those of asserted classifications. O(claims + nodes log nodes).
    pub(crate) fn build(
        tag: Tag,
        kinds: Vec<NodeKind>,
        ids: Vec<Box<str>>,
        mut codes: Vec<(Code, u32)>,
        links: &[Link],
    ) -> Self {
        let mut by_id: Box<[u32]> = (0..ids.len() as u32).collect();
        by_id.sort_unstable_by(|&a, &b| ids[a as usize].cmp(&ids[b as usize]));
        codes.sort_unstable();
        codes.dedup();
        let network = Network::build(kinds.len(), links);
        Self { tag, kinds: kinds.into(), ids: ids.into(), by_id, codes: codes.into(), network }
    }

    /// Whether both have the same ids in the same order.
    pub(crate) fn same_ids(&self, other: &Self) -> bool {
        self.ids == other.ids
    }

    pub(crate) fn id(&self, node: u32) -> &str {
        &self.ids[node as usize]
    }

    pub(crate) fn kind(&self, node: u32) -> NodeKind {
        self.kinds[node as usize]
    }

    /// Where the node with this id stands. O(log nodes).
    pub(crate) fn position(&self, id: &str) -> Option<u32> {
        let found = self.by_id.binary_search_by(|&node| self.id(node).cmp(id));
        found.ok().map(|at| self.by_id[at])
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
