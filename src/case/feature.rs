//! Features: what a case may say, named so that cases can be compared by it.

use std::fmt::{self, Display};

use super::attestation::{Attestation, Fit, Standing, sought_code, sought_kind, sought_relation};
use super::{Case, Claim};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::graph::{Code, Expression, expressed_by, kinds_of};
use crate::theory::typology::{Dimension, PracticeKind};
use crate::theory::{ConstructId, Typology};

/// Something that a case may say: a kind of node, a relation or a code, as comparisons of cases name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feature {
    /// There is a node of this kind.
    Kind(NodeKind),
    /// Some node is so related to another.
    Relation(RelationKind),
    /// Some node is classified so; a practice also by its dimension.
    Code(Code),
}

impl Feature {
    /// The ways in which a case says a construct of the register: kinds of node, relations, and every entry of its lists.
    /// A construct that is only computed, or that is about how cases are made, has none. O(schema + entries).
    ///
    /// ```
    /// use cocreation::case::Feature;
    /// use cocreation::theory::ConstructId;
    ///
    /// let events = Feature::of_construct(ConstructId::new(38)?);
    /// let names: Vec<String> = events.iter().map(ToString::to_string).collect();
    /// assert_eq!(names[0], "event");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn of_construct(construct: ConstructId) -> Vec<Self> {
        let mut features = Vec::new();
        for expression in expressed_by(construct) {
            match expression {
                Expression::Node(kind) => features.push(Self::Kind(kind)),
                Expression::Relation(relation) | Expression::Facet(relation) => features.push(Self::Relation(relation)),
                Expression::Classification(list) => {
                    let keys = list.entries.iter().map(|entry| format!("{}/{}", list.key, entry.key));
                    features.extend(keys.filter_map(|key| Code::from_key(&key)).map(Self::Code));
                }
                Expression::Evidence(_) | Expression::Analysis(_) => {}
            }
        }
        features.sort_unstable();
        features.dedup();
        features
    }

    /// What the case says of it: that it is there, that it is not, or that it was looked for.
    ///
    /// A node needs no claim to be there; a practice is also found by its dimension. O(nodes + claims + searches).
    ///
    /// ```
    /// use cocreation::Case;
    /// use cocreation::case::Feature;
    /// use cocreation::graph::node::{Event, NodeKind};
    ///
    /// let mut case = Case::builder("a-case");
    /// case.add("call", Event::new("A customer calls"));
    /// let case = case.build()?;
    /// assert_eq!(Feature::Kind(NodeKind::Event).attestation(&case).presence(), Some(true));
    /// assert_eq!(Feature::Kind(NodeKind::Purpose).attestation(&case).presence(), None); // nobody looked
    /// # Ok::<(), cocreation::Problems>(())
    /// ```
    pub fn attestation(self, case: &Case) -> Attestation {
        match self {
            Self::Kind(kind) => there_is(case, kind),
            Self::Relation(relation) => {
                let claims = case.claims().filter(|claim| claim.relation() == Some(relation));
                let fits = |subject, object| Fit::anything(subject).and(Fit::anything(object));
                Attestation::of(claims).sought(sought_relation(case, relation, fits))
            }
            Self::Code(code) => match code.entry::<Dimension>() {
                Some(dimension) => Attestation::of(coded(case, |code| in_dimension(code, dimension))),
                None => {
                    let kinds = code.closed().map_or(NodeKind::ALL, |(list, _)| kinds_of(list));
                    Attestation::of(coded(case, |other| other == code)).sought(sought_code(case, code, kinds))
                }
            },
        }
    }
}

impl From<NodeKind> for Feature {
    fn from(kind: NodeKind) -> Self {
        Self::Kind(kind)
    }
}

impl From<RelationKind> for Feature {
    fn from(relation: RelationKind) -> Self {
        Self::Relation(relation)
    }
}

impl From<Code> for Feature {
    fn from(code: Code) -> Self {
        Self::Code(code)
    }
}

impl<T: Typology> From<T> for Feature {
    fn from(entry: T) -> Self {
        Self::Code(Code::of(entry))
    }
}

impl Display for Feature {
    /// As a case document writes it: `event`, `enables`, `practice/co-design`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => kind.fmt(f),
            Self::Relation(relation) => relation.fmt(f),
            Self::Code(code) => code.fmt(f),
        }
    }
}

/// The claims that classify some node by a code that is wanted.
fn coded(case: &Case, wanted: impl Fn(Code) -> bool) -> impl Iterator<Item = Claim<'_>> {
    case.claims().filter(move |claim| claim.code().is_some_and(&wanted))
}

fn in_dimension(code: Code, dimension: Dimension) -> bool {
    code.entry::<PracticeKind>().is_some_and(|practice| practice.dimension() == Some(dimension))
}

/// A node needs no claim to be there.
fn there_is(case: &Case, kind: NodeKind) -> Attestation {
    if case.nodes().any(|node| node.kind() == kind) {
        return Attestation { standing: Standing::Stated, ..Attestation::default() };
    }
    Attestation::default().sought(sought_kind(case, kind))
}
