//! What overlapping segments may say of two nodes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use serde::{Serialize, Serializer};

use crate::case::document::Document;
use crate::graph::SCHEMA;
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;

/// A claim that may be meant where two codings overlap.
///
/// It is not in the case: [`accept`](super::Drafted::accept) takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Proposal {
    /// The id of the coder who coded both.
    pub coder: Box<str>,
    /// Whether a code that names the relation lies there too.
    pub named: bool,
    /// The claims that the schema allows between the two.
    pub candidates: Vec<Candidate>,
    /// Where both codes lie, in the order of the text.
    pub overlaps: Vec<Overlap>,
}

/// One claim that a proposal may stand for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The id of the node that it would be about.
    pub subject: Box<str>,
    /// The relation.
    #[serde(serialize_with = "by_key")]
    pub relation: RelationKind,
    /// The id of the node that the relation would lead to.
    pub object: Box<str>,
}

/// A stretch of text with both codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// The id of the source.
    pub source: Box<str>,
    /// Where, in bytes.
    pub bytes: Range<usize>,
    /// The text.
    pub quote: Box<str>,
}

fn by_key<S: Serializer>(relation: &RelationKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(relation.row().key)
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.subject, self.relation, self.object)
    }
}

impl fmt::Display for Proposal {
    /// `maker takes-part-in visits? (ann, 2 overlaps: "The maker", …)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 3;
        let may_be: Vec<String> = self.candidates.iter().take(SHOWN).map(ToString::to_string).collect();
        let more = if self.candidates.len() > SHOWN { " or …" } else { "" };
        let overlaps = if self.overlaps.len() == 1 { "overlap" } else { "overlaps" };
        write!(f, "{}{more}? ({}, {} {overlaps}", may_be.join(" or "), self.coder, self.overlaps.len())?;
        match self.overlaps.first() {
            Some(first) => write!(f, ": {:?})", crate::refi::export::snippet(&first.quote)),
            None => f.write_str(")"),
        }
    }
}

/// A segment that means a node or a relation, by its places in the lists of the document.
pub(super) struct Coded<'t> {
    pub(super) source: usize,
    pub(super) coder: usize,
    pub(super) node: Option<usize>,
    pub(super) relation: Option<RelationKind>,
    pub(super) range: Range<usize>,
    pub(super) text: &'t str,
}

type Ranges = Vec<Range<usize>>;

/// What one coder did in one source.
#[derive(Default)]
struct Layer<'t> {
    text: &'t str,
    nodes: BTreeMap<usize, Ranges>,
    relations: BTreeMap<RelationKind, Ranges>,
}

/// Two nodes, the coder, and the relations that are named there.
type Key = (usize, usize, usize, BTreeSet<RelationKind>);

pub(super) fn proposals(document: &Document, coded: &[Coded<'_>]) -> Vec<Proposal> {
    let mut found: BTreeMap<Key, Vec<Overlap>> = BTreeMap::new();
    for ((source, coder), layer) in layers(coded) {
        let nodes: Vec<(&usize, &Ranges)> = layer.nodes.iter().collect();
        for (at, &(one, ranges)) in nodes.iter().enumerate() {
            for &(other, others) in &nodes[at + 1..] {
                let kinds = [*one, *other].map(|node| document.nodes[node].kind);
                for bytes in shared(ranges, others) {
                    let named = layer.named(&bytes, kinds);
                    let quote = layer.text.get(bytes.clone()).unwrap_or_default().into();
                    let overlap = Overlap { source: document.sources[source].id.clone(), bytes, quote };
                    found.entry((*one, *other, coder, named)).or_default().push(overlap);
                }
            }
        }
    }
    found.into_iter().filter_map(|(key, overlaps)| proposal(document, key, overlaps)).collect()
}

fn layers<'t>(coded: &[Coded<'t>]) -> BTreeMap<(usize, usize), Layer<'t>> {
    let mut layers: BTreeMap<(usize, usize), Layer<'t>> = BTreeMap::new();
    for segment in coded.iter().filter(|segment| !segment.range.is_empty()) {
        let layer = layers.entry((segment.source, segment.coder)).or_default();
        layer.text = segment.text;
        let of_node = segment.node.map(|node| layer.nodes.entry(node).or_default());
        if let Some(ranges) = of_node {
            ranges.push(segment.range.clone());
        }
        if let Some(relation) = segment.relation {
            layer.relations.entry(relation).or_default().push(segment.range.clone());
        }
    }
    for layer in layers.values_mut() {
        layer.nodes.values_mut().chain(layer.relations.values_mut()).for_each(joined);
    }
    layers
}

/// Overlapping and touching ranges become one, so that what follows takes time in proportion to the text covered.
fn joined(ranges: &mut Ranges) {
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, kept| {
        let joins = next.start <= kept.end;
        if joins {
            kept.end = kept.end.max(next.end);
        }
        joins
    });
}

/// What two lists of ranges have in common, both in order and without overlaps.
fn shared(ranges: &[Range<usize>], others: &[Range<usize>]) -> Ranges {
    let (mut one, mut other) = (ranges.iter().peekable(), others.iter().peekable());
    let mut shared = Vec::new();
    while let (Some(a), Some(b)) = (one.peek(), other.peek()) {
        let common = a.start.max(b.start)..a.end.min(b.end);
        let first_ends = a.end <= b.end;
        if !common.is_empty() {
            shared.push(common);
        }
        if first_ends {
            one.next()
        } else {
            other.next()
        };
    }
    shared
}

impl Layer<'_> {
    /// The relations that the coder named there and that may join the two kinds.
    fn named(&self, bytes: &Range<usize>, [one, other]: [NodeKind; 2]) -> BTreeSet<RelationKind> {
        let lies_there = |ranges: &Ranges| {
            let first = ranges.partition_point(|range| range.end <= bytes.start);
            ranges.get(first).is_some_and(|range| range.start < bytes.end)
        };
        let fits = |relation: RelationKind| relation.row().allows(one, other) || relation.row().allows(other, one);
        let named = self.relations.iter().filter(|(relation, ranges)| fits(**relation) && lies_there(ranges));
        named.map(|(relation, _)| *relation).collect()
    }
}

/// `None` where the schema joins the two kinds by nothing.
fn proposal(document: &Document, (one, other, coder, named): Key, overlaps: Vec<Overlap>) -> Option<Proposal> {
    let candidates: Vec<Candidate> = SCHEMA
        .iter()
        .filter(|row| named.is_empty() || named.contains(&row.relation))
        .flat_map(|row| [(one, other, row), (other, one, row)])
        .filter(|(from, to, row)| row.allows(document.nodes[*from].kind, document.nodes[*to].kind))
        .map(|(from, to, row)| {
            let [subject, object] = [from, to].map(|node| document.nodes[node].id.clone());
            Candidate { subject, relation: row.relation, object }
        })
        .collect();
    let coder = document.coders.get(coder)?.id.clone();
    (!candidates.is_empty()).then_some(Proposal { coder, named: !named.is_empty(), candidates, overlaps })
}
