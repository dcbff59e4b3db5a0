//! Where a case, or an analysis of cases, says something of each construct of the register.

use super::code::kinds_of;
use super::node::NodeKind;
use super::relation::{RelationKind, SCHEMA};
use crate::theory::ConstructId;
use crate::theory::typology::{Dimension, EvidenceKind, LISTS, List, Typology};

/// One way in which a construct of the register is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expression {
    /// Nodes of this kind carry it.
    Node(NodeKind),
    /// Claims of this relation carry it.
    Relation(RelationKind),
    /// Entries of this list say it of a node, outright or, as a practice its dimension, by what they belong to.
    Classification(&'static List),
    /// The facet of this relation says which sort of it is meant.
    Facet(RelationKind),
    /// It is a matter of how the case was made: the section or field of a case document that records it.
    Evidence(&'static str),
    /// Nobody claims it; it is computed. The name is that of the module that does so.
    Analysis(&'static str),
}

/// What is recorded about the making of a case: the constructs and where a document keeps them.
const METHOD: &[(u8, &str)] = &[(51, "codebooks"), (52, "coders"), (53, "id")];

/// What is computed: the constructs and the module that computes them.
const ANALYSES: &[(u8, &str)] = &[
    (1, "sphere"),
    (4, "sphere"),
    (5, "sphere"),
    (9, "realization"),
    (10, "realization"),
    (11, "realization"),
    (12, "dynamic_capabilities"),
    (19, "profile"),
    (20, "dialogue"),
    (21, "dialogue"),
    (24, "ambidexterity"),
    (26, "mapping"),
    (27, "mapping"),
    (28, "dynamic_capabilities"),
    (29, "dynamic_capabilities"),
    (30, "dynamic_capabilities"),
    (31, "dynamic_capabilities"),
    (32, "dynamic_capabilities"),
    (33, "readiness"),
    (34, "spe"),
    (35, "spe"),
    (36, "spe"),
    (37, "spe"),
    (39, "spe"),
    (40, "alignment"),
    (42, "offering"),
    (46, "balance"),
    (53, "mapping"),
    (54, "dialogue"),
];

/// Every way in which the construct is said: by kinds of node, relations, closed lists, facets, the record of how the
/// case was made, and analyses, in this order. O(schema + lists).
///
/// No construct of the register is without one. Most are claimed; a few, as sustained purposeful engagement, are never
/// claimed and only computed.
///
/// ```
/// use cocreation::graph::{Expression, expressed_by, node::NodeKind, relation::RelationKind};
/// use cocreation::theory::ConstructId;
///
/// let compelling_events = expressed_by(ConstructId::new(38)?);
/// assert!(compelling_events.contains(&Expression::Node(NodeKind::Event)));
/// assert!(compelling_events.contains(&Expression::Relation(RelationKind::Triggers)));
///
/// let sustained_purposeful_engagement = expressed_by(ConstructId::new(34)?);
/// assert_eq!(sustained_purposeful_engagement, [Expression::Analysis("spe")]);
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn expressed_by(construct: ConstructId) -> Vec<Expression> {
    let kinds = NodeKind::ALL.iter().filter(|kind| kind.row().constructs.contains(&construct));
    let relations = SCHEMA.iter().filter(|row| row.constructs.contains(&construct));
    let lists = LISTS.iter().copied().filter(|list| list.constructs.contains(&construct));
    let facets = SCHEMA.iter().filter(|row| row.facet.is_some_and(|list| list.constructs.contains(&construct)));
    let recorded = METHOD.iter().filter(|(number, _)| *number == construct.number());
    let computed = ANALYSES.iter().filter(|(number, _)| *number == construct.number());
    kinds
        .map(|kind| Expression::Node(*kind))
        .chain(relations.map(|row| Expression::Relation(row.relation)))
        .chain(lists.filter_map(said_by))
        .chain(facets.map(|row| Expression::Facet(row.relation)))
        .chain(recorded.map(|(_, place)| Expression::Evidence(place)))
        .chain(computed.map(|(_, module)| Expression::Analysis(module)))
        .collect()
}

/// How the entries of a list are said, beside their use as facets.
fn said_by(list: &'static List) -> Option<Expression> {
    if list == EvidenceKind::LIST {
        Some(Expression::Evidence("evidence.kind"))
    } else if list == Dimension::LIST || !kinds_of(list).is_empty() {
        Some(Expression::Classification(list))
    } else {
        None
    }
}
