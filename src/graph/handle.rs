//! Typed handles: how a program points at the nodes of a case.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use super::node::Kind;

/// Which case a handle belongs to: derived from the case's id, so that the same case gives the same handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Tag(u64);

impl Tag {
    /// FNV-1a over the id.
    pub(crate) fn of(case_id: &str) -> Self {
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(case_id.bytes().fold(0xcbf2_9ce4_8422_2325, mix))
    }
}

/// A typed pointer to a node of one case: small, `Copy`, and checked when it is used.
///
/// A builder gives it when a node is added; a built case gives it for an id ([`Case::find`](crate::Case::find)). It
/// carries the mark of its case; the methods that take handles panic on a handle of another case. The mark comes from the
/// case's id: cases of one id are taken for versions of one case, and a handle reaches the node at the same place.
pub struct Handle<K> {
    tag: Tag,
    index: u32,
    kind: PhantomData<fn() -> K>,
}

impl<K: Kind> Handle<K> {
    pub(crate) fn new(tag: Tag, index: u32) -> Self {
        Self { tag, index, kind: PhantomData }
    }

    pub(crate) fn parts(self) -> (Tag, u32) {
        (self.tag, self.index)
    }

    /// The node's index, once the case is known to be the handle's own.
    #[track_caller]
    pub(crate) fn index_in(self, tag: Tag) -> u32 {
        assert!(self.tag == tag, "a handle was used on a case that it does not belong to");
        self.index
    }
}

impl<K> Clone for Handle<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Handle<K> {}

impl<K> PartialEq for Handle<K> {
    fn eq(&self, other: &Self) -> bool {
        (self.tag, self.index) == (other.tag, other.index)
    }
}

impl<K> Eq for Handle<K> {}

impl<K> PartialOrd for Handle<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for Handle<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.tag, self.index).cmp(&(other.tag, other.index))
    }
}

impl<K> Hash for Handle<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.tag, self.index).hash(state);
    }
}

impl<K: Kind> fmt::Debug for Handle<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", K::KIND, self.index)
    }
}
