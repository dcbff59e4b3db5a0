//! The data of a case as it is stored: ids resolved to positions, rare parts set apart.

use super::codebook::Codebook;
use super::draft::Attributes;
use crate::evidence::{Basis, Coder, Degree, Evidence, Measure, Modality, Period, Polarity, Sign, Source};
use crate::graph::Code;
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;

/// Everything that a case consists of, before it is checked and frozen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Parts {
    pub(crate) id: Box<str>,
    pub(crate) title: Option<Box<str>>,
    pub(crate) about: Option<Box<str>>,
    pub(crate) left_out: Vec<Box<str>>,
    pub(crate) sources: Vec<Source>,
    pub(crate) coders: Vec<Coder>,
    pub(crate) codebooks: Vec<Codebook>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) nodes: Vec<NodeRecord>,
    pub(crate) claims: Vec<ClaimRecord>,
    /// What the claims rest on, one claim after the other: positions in `evidence`.
    pub(crate) grounds: Vec<u32>,
    /// To whom something is given, one claim after the other: positions in `nodes`.
    pub(crate) receivers: Vec<u32>,
    pub(crate) searches: Vec<SearchRecord>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NodeRecord {
    pub(crate) id: Box<str>,
    pub(crate) kind: NodeKind,
    pub(crate) label: Box<str>,
    pub(crate) note: Option<Box<str>>,
    pub(crate) attributes: Option<Box<Attributes>>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ClaimRecord {
    pub(crate) subject: u32,
    pub(crate) assertion: Assertion,
    pub(crate) polarity: Polarity,
    pub(crate) modality: Modality,
    pub(crate) basis: Basis,
    pub(crate) degree: Option<Degree>,
    pub(crate) grounds: Span,
    pub(crate) receivers: Span,
    pub(crate) rare: Option<Box<Rare>>,
}

/// A stretch of a list that all claims share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The empty stretch at the end of a list.
    pub(crate) fn at_end(list: &[u32]) -> Self {
        Self { start: list.len() as u32, end: list.len() as u32 }
    }

    /// Lengthens the last stretch of a list by one.
    pub(crate) fn push(&mut self, list: &mut Vec<u32>, value: u32) {
        list.push(value);
        self.end += 1;
    }

    pub(crate) fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub(crate) fn of(self, list: &[u32]) -> &[u32] {
        &list[self.start as usize..self.end as usize]
    }

    /// The same stretch at the end of another list.
    fn copied(self, from: &[u32], to: &mut Vec<u32>) -> Self {
        let start = to.len() as u32;
        to.extend_from_slice(self.of(from));
        Self { start, end: to.len() as u32 }
    }
}

/// What a claim says of its subject.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Assertion {
    Relation { relation: RelationKind, object: u32, sign: Option<Sign>, facet: Option<u8> },
    Code(Code),
}

/// What few claims carry.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rare {
    pub(crate) measure: Option<Measure>,
    pub(crate) period: Option<Period>,
    pub(crate) during: Option<u32>,
    pub(crate) coder: Option<u32>,
    pub(crate) confidence: Option<Degree>,
    pub(crate) note: Option<Box<str>>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SearchRecord {
    pub(crate) about: Box<str>,
    pub(crate) subject: PatternRecord,
    pub(crate) relation: Option<RelationKind>,
    pub(crate) object: PatternRecord,
    pub(crate) found: bool,
    pub(crate) scope: Vec<u32>,
    pub(crate) sources: Vec<u32>,
    pub(crate) period: Option<Period>,
    pub(crate) coder: Option<u32>,
    pub(crate) evidence: Box<[u32]>,
}

/// Which nodes a search looked for; an empty pattern fits every node.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct PatternRecord {
    pub(crate) node: Option<u32>,
    pub(crate) kind: Option<NodeKind>,
    pub(crate) code: Option<Code>,
}

impl Parts {
    /// What the claim rests on.
    pub(crate) fn grounds_of(&self, claim: &ClaimRecord) -> &[u32] {
        claim.grounds.of(&self.grounds)
    }

    /// To whom the claim says that something is given.
    pub(crate) fn receivers_of(&self, claim: &ClaimRecord) -> &[u32] {
        claim.receivers.of(&self.receivers)
    }

    /// Takes out the claims at these places, which are in order. O(claims).
    pub(super) fn drop_claims(&mut self, dropped: &[u32]) {
        let (grounds, receivers) = (std::mem::take(&mut self.grounds), std::mem::take(&mut self.receivers));
        let mut place = 0;
        self.claims.retain_mut(|claim| {
            let kept = dropped.binary_search(&place).is_err();
            if kept {
                claim.grounds = claim.grounds.copied(&grounds, &mut self.grounds);
                claim.receivers = claim.receivers.copied(&receivers, &mut self.receivers);
            }
            place += 1;
            kept
        });
    }
}

impl ClaimRecord {
    /// Whether it asserts something that has come about.
    pub(crate) fn holds(&self) -> bool {
        self.polarity == Polarity::Asserted && self.modality == Modality::Realised
    }

    pub(crate) fn sign(&self) -> Option<Sign> {
        match self.assertion {
            Assertion::Relation { sign, .. } => sign,
            Assertion::Code(_) => None,
        }
    }

    pub(crate) fn relation(&self) -> Option<(RelationKind, u32)> {
        match self.assertion {
            Assertion::Relation { relation, object, .. } => Some((relation, object)),
            Assertion::Code(_) => None,
        }
    }
}
