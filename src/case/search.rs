//! Searches: what was looked for, within which scope, and whether it was found.

use super::builder::CoderHandle;
use super::draft::{Grounds, SourceHandle};
use super::record::PatternRecord;
use crate::evidence::Period;
use crate::graph::node::{Kind, NodeKind};
use crate::graph::relation::RelationKind;
use crate::graph::{Code, Handle, Tag};

/// A search on its way into a case. What was never looked for is simply absent: unknown, which is not zero.
///
/// ```
/// use cocreation::Case;
/// use cocreation::case::{Pattern, Search};
/// use cocreation::graph::{Code, node::{Act, NodeKind}, relation::RelationKind};
/// use cocreation::theory::typology::Role;
///
/// let mut case = Case::builder("a-workshop");
/// let workshop = case.add("workshop", Act::new("A workshop of partners"));
/// case.search(
///     Search::not_found("a customer who takes part in the workshop")
///         .subject(Pattern::kind(NodeKind::Actor).coded(Code::of(Role::Customer)))
///         .relation(RelationKind::TakesPartIn)
///         .object(Pattern::node(workshop)),
/// );
/// assert_eq!(case.build()?.searches().len(), 1);
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
#[derive(Clone, Debug)]
pub struct Search {
    pub(super) about: Box<str>,
    pub(super) subject: Pattern,
    pub(super) relation: Option<RelationKind>,
    pub(super) object: Pattern,
    pub(super) found: bool,
    pub(super) scope: Vec<(Tag, u32)>,
    pub(super) sources: Vec<SourceHandle>,
    pub(super) period: Option<Period>,
    pub(super) coder: Option<CoderHandle>,
    pub(super) grounds: Vec<Grounds>,
}

/// Which nodes a search looked for; an empty pattern fits every node.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pattern {
    node: Option<(Tag, u32)>,
    kind: Option<NodeKind>,
    code: Option<Code>,
}

impl Search {
    fn new(about: impl Into<Box<str>>, found: bool) -> Self {
        Self {
            about: about.into(),
            subject: Pattern::default(),
            relation: None,
            object: Pattern::default(),
            found,
            scope: Vec::new(),
            sources: Vec::new(),
            period: None,
            coder: None,
            grounds: Vec::new(),
        }
    }

    /// It was looked for and not found.
    pub fn not_found(about: impl Into<Box<str>>) -> Self {
        Self::new(about, false)
    }

    /// It was looked for, and what was found is in the case.
    pub fn found(about: impl Into<Box<str>>) -> Self {
        Self::new(about, true)
    }

    /// The nodes that were looked for, or the subjects of the relation.
    #[must_use]
    pub fn subject(self, pattern: Pattern) -> Self {
        Self { subject: pattern, ..self }
    }

    /// The relation that was looked for.
    #[must_use]
    pub fn relation(self, relation: RelationKind) -> Self {
        Self { relation: Some(relation), ..self }
    }

    /// The objects of the relation.
    #[must_use]
    pub fn object(self, pattern: Pattern) -> Self {
        Self { object: pattern, ..self }
    }

    /// A node within which it was looked for; call it once for each. Without any, the scope is the whole case.
    #[must_use]
    pub fn within<K: Kind>(mut self, node: Handle<K>) -> Self {
        self.scope.push(node.parts());
        self
    }

    /// A source in which it was looked for; call it once for each. Without any, it was looked for in all.
    #[must_use]
    pub fn in_source(mut self, source: SourceHandle) -> Self {
        self.sources.push(source);
        self
    }

    /// The period for which it was looked for.
    #[must_use]
    pub fn period(self, period: impl Into<Period>) -> Self {
        Self { period: Some(period.into()), ..self }
    }

    /// Who looked.
    #[must_use]
    pub fn coder(self, coder: CoderHandle) -> Self {
        Self { coder: Some(coder), ..self }
    }

    /// What the result rests on; call it once for each piece of evidence.
    #[must_use]
    pub fn evidence(mut self, grounds: impl Into<Grounds>) -> Self {
        self.grounds.push(grounds.into());
        self
    }
}

impl Pattern {
    /// One node.
    pub fn node<K: Kind>(node: Handle<K>) -> Self {
        Self { node: Some(node.parts()), ..Self::default() }
    }

    /// Every node of a kind.
    pub fn kind(kind: NodeKind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }

    /// Those of them that have a code.
    #[must_use]
    pub fn coded(self, code: impl Into<Code>) -> Self {
        Self { code: Some(code.into()), ..self }
    }

    pub(super) fn record(self, tag: Tag) -> PatternRecord {
        let node = self.node.map(|(of, index)| {
            assert!(of == tag, "a handle was used on a case that it does not belong to");
            index
        });
        PatternRecord { node, kind: self.kind, code: self.code }
    }
}
