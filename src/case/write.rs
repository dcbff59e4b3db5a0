//! From a case to its document, and from a document to text.

use super::codebook::{Codebook, Crosswalk};
use super::document::{self as doc, Document};
use super::record::{self, ClaimRecord, PatternRecord, SearchRecord};
use super::{Case, Node};
#[cfg(any(feature = "json", feature = "toml"))]
use crate::error::{Error, ErrorKind};
use crate::evidence::{Evidence, Measure};

impl Case {
    /// The case as a document. Reading it back gives an equal case. O(case).
    pub fn document(&self) -> Document {
        let parts = &self.parts;
        Document {
            version: doc::VERSION,
            id: parts.id.clone(),
            title: parts.title.clone(),
            about: parts.about.clone(),
            left_out: parts.left_out.clone(),
            sources: parts.sources.iter().map(source).collect(),
            coders: parts.coders.iter().map(|c| doc::Coder { id: c.id.clone(), name: c.name.clone() }).collect(),
            codebooks: parts.codebooks.iter().map(codebook).collect(),
            evidence: parts.evidence.iter().map(|evidence| self.evidence_item(evidence)).collect(),
            nodes: self.nodes().map(node).collect(),
            claims: parts.claims.iter().map(|claim| self.claim_item(claim)).collect(),
            searches: parts.searches.iter().map(|search| self.search_item(search)).collect(),
        }
    }

    fn node_id(&self, node: u32) -> Box<str> {
        self.structure.id(node).into()
    }

    fn node_ids(&self, nodes: &[u32]) -> Vec<Box<str>> {
        nodes.iter().map(|&node| self.node_id(node)).collect()
    }

    fn evidence_ids(&self, evidence: &[u32]) -> Vec<Box<str>> {
        evidence.iter().map(|&at| self.parts.evidence[at as usize].id.clone()).collect()
    }

    fn coder_id(&self, coder: Option<u32>) -> Option<Box<str>> {
        coder.map(|at| self.parts.coders[at as usize].id.clone())
    }

    fn evidence_item(&self, evidence: &Evidence) -> doc::Evidence {
        doc::Evidence {
            id: evidence.id.clone(),
            source: self.parts.sources[evidence.source as usize].id.clone(),
            at: evidence.locator.clone(),
            kind: evidence.kind,
            paraphrase: evidence.paraphrase.clone(),
        }
    }

    fn claim_item(&self, claim: &ClaimRecord) -> doc::Claim {
        let rare = claim.rare.as_deref();
        let (relation, object, code, sign, facet) = match claim.assertion {
            record::Assertion::Code(code) => (None, None, Some(self.code_key(code).into()), None, None),
            record::Assertion::Relation { relation, object, sign, facet } => {
                let list = relation.row().facet;
                let facet = facet.and_then(|at| list.map(|list| list.entries[usize::from(at)].key.into()));
                (Some(relation), Some(self.node_id(object)), None, sign, facet)
            }
        };
        doc::Claim {
            subject: self.node_id(claim.subject),
            relation,
            object,
            code,
            giving_to: self.node_ids(self.parts.receivers_of(claim)),
            sign,
            degree: claim.degree.map(|degree| degree.value()),
            facet,
            polarity: claim.polarity,
            modality: claim.modality,
            basis: claim.basis,
            measure: rare.and_then(|rare| rare.measure.as_ref()).map(measure),
            period: rare.and_then(|rare| rare.period.as_ref()).map(text),
            during: rare.and_then(|rare| rare.during).map(|act| self.node_id(act)),
            coder: self.coder_id(rare.and_then(|rare| rare.coder)),
            confidence: rare.and_then(|rare| rare.confidence).map(|confidence| confidence.value()),
            note: rare.and_then(|rare| rare.note.clone()),
            evidence: self.evidence_ids(self.parts.grounds_of(claim)),
        }
    }

    fn search_item(&self, search: &SearchRecord) -> doc::Search {
        doc::Search {
            about: search.about.clone(),
            subject: self.pattern_item(&search.subject),
            relation: search.relation,
            object: self.pattern_item(&search.object),
            found: search.found,
            scope: self.node_ids(&search.scope),
            sources: search.sources.iter().map(|&at| self.parts.sources[at as usize].id.clone()).collect(),
            period: search.period.as_ref().map(text),
            coder: self.coder_id(search.coder),
            evidence: self.evidence_ids(&search.evidence),
        }
    }

    fn pattern_item(&self, pattern: &PatternRecord) -> doc::Pattern {
        doc::Pattern {
            node: pattern.node.map(|node| self.node_id(node)),
            kind: pattern.kind,
            code: pattern.code.map(|code| self.code_key(code).into()),
        }
    }
}

fn text(value: impl ToString + Copy) -> Box<str> {
    value.to_string().into()
}

fn source(source: &crate::evidence::Source) -> doc::Source {
    doc::Source {
        id: source.id.clone(),
        title: source.title.clone(),
        published: source.published.map(text),
        work: source.work.clone(),
    }
}

fn codebook(book: &Codebook) -> doc::Codebook {
    let code = |code: &super::OwnCode| doc::OwnCode {
        id: code.id.clone(),
        label: code.label.clone(),
        definition: code.definition.clone(),
        equivalents: match &code.crosswalk {
            Crosswalk::Unknown => None,
            Crosswalk::NoEquivalent => Some(Vec::new()),
            Crosswalk::To(codes) => Some(codes.iter().map(text).collect()),
        },
    };
    doc::Codebook { id: book.id.clone(), title: book.title.clone(), codes: book.codes.iter().map(code).collect() }
}

fn measure(measure: &Measure) -> doc::Measure {
    doc::Measure {
        quantity: measure.quantity.clone(),
        value: measure.value,
        unit: measure.unit.clone(),
        date: measure.date.map(text),
    }
}

fn node(node: Node<'_>) -> doc::Node {
    let record = node.record();
    let attributes = record.attributes.as_deref();
    doc::Node {
        id: node.id().into(),
        kind: record.kind,
        label: record.label.clone(),
        note: record.note.clone(),
        period: attributes.and_then(|a| a.period.as_ref()).map(text),
        duration: attributes.and_then(|a| a.duration.as_ref()).map(text),
        sequence: attributes.and_then(|a| a.sequence),
        weight: attributes.and_then(|a| a.weight),
        standing: attributes.is_some_and(|a| a.standing),
        size: attributes.and_then(|a| a.size),
        version: attributes.and_then(|a| a.version.clone()),
        construct: attributes.and_then(|a| a.construct).map(text),
        value: attributes.and_then(|a| a.value.clone()),
        scale: attributes.and_then(|a| a.scale.clone()),
    }
}

impl Document {
    /// The document as JSON, two spaces of indentation, a line feed at the end.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Write`] if it holds a number that JSON cannot write.
    #[cfg(feature = "json")]
    pub fn to_json(&self) -> Result<String, Error> {
        if let Some(number) = self.numbers().find(|number| !number.is_finite()) {
            let message = format!("JSON cannot write the number {number}; a number is finite");
            return Err(Error::new(ErrorKind::Write, message));
        }
        let written = serde_json::to_string_pretty(self);
        written.map(|text| text + "\n").map_err(|error| Error::caused(ErrorKind::Write, "not written as JSON", error))
    }

    #[cfg(feature = "json")]
    fn numbers(&self) -> impl Iterator<Item = f64> + '_ {
        let in_claim = |claim: &doc::Claim| [claim.degree, claim.confidence, claim.measure.as_ref().map(|m| m.value)];
        let weights = self.nodes.iter().map(|node| node.weight);
        weights.chain(self.claims.iter().flat_map(in_claim)).flatten()
    }

    /// The document as TOML.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Write`] if it holds a number that TOML cannot write.
    #[cfg(feature = "toml")]
    pub fn to_toml(&self) -> Result<String, Error> {
        toml::to_string(self).map_err(|error| Error::caused(ErrorKind::Write, "not written as TOML", error))
    }
}
