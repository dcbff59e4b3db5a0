//! What one case says of each cell.

use std::collections::BTreeMap;

use super::{CaseCell, Pair, Status, pairs};
use crate::Case;
use crate::case::{Claim, ClaimId, Node, PatternView, SearchId, SearchView};
use crate::evidence::{Basis, Modality, Polarity, Sign};
use crate::graph::Code;
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{EvidenceKind, InteractionCapability, PracticeKind};

/// What the case says of each cell, in the register's order. O(nodes + claims + searches), up to the constant of 48.
pub(super) fn read(case: &Case) -> Vec<CaseCell> {
    let mut reading = Reading {
        case,
        capabilities: marks::<InteractionCapability>(case),
        practices: marks::<PracticeKind>(case),
        findings: vec![Finding::default(); pairs().count()],
    };
    reading.links();
    reading.underpinnings();
    reading.co_occurrences();
    reading.searches();
    pairs().zip(reading.findings).map(|(pair, finding)| finding.into_cell(case, pair)).collect()
}

struct Reading<'c> {
    case: &'c Case,
    capabilities: Vec<u8>,
    practices: Vec<u8>,
    findings: Vec<Finding>,
}

/// The claims that speak of a cell, by the status that they give it, and the searches that cover it.
#[derive(Clone, Default)]
struct Finding {
    claims: [Vec<ClaimId>; CLAIMED],
    searches: Vec<SearchId>,
}

/// The statuses that rest on claims are the first ones.
const CLAIMED: usize = Status::Underpinning as usize + 1;

/// How an actor takes part in a practice: it performs it, or it takes part in an act that enacts it.
#[derive(Clone, Copy)]
struct Path {
    first: ClaimId,
    then: Option<ClaimId>,
}

/// For each node, one bit for each entry of the list that an asserted classification gives it.
fn marks<T: Typology>(case: &Case) -> Vec<u8> {
    let mut marks = vec![0; case.nodes().len()];
    for &entry in T::ALL {
        case.structure.coded(Code::of(entry)).for_each(|node| marks[node as usize] |= 1 << entry.index());
    }
    marks
}

fn bits(mask: u8) -> impl Iterator<Item = usize> + Clone {
    (0..u8::BITS as usize).filter(move |bit| mask >> bit & 1 == 1)
}

fn holding<'g>(claims: impl Iterator<Item = Claim<'g>>) -> impl Iterator<Item = Claim<'g>> {
    claims.filter(Claim::holds)
}

impl<'c> Reading<'c> {
    /// The nodes with an interaction capability, and which.
    fn capable(&self) -> Vec<(Node<'c>, u8)> {
        let marked = self.case.nodes().filter(|node| self.capabilities[node.index as usize] != 0);
        marked.map(|node| (node, self.capabilities[node.index as usize])).collect()
    }

    /// Which practices the object of the claim is.
    fn practices_of(&self, claim: Claim<'_>) -> u8 {
        claim.object().map_or(0, |object| self.practices[object.index as usize])
    }

    fn note(&mut self, status: Status, capabilities: u8, practices: u8, claims: &[ClaimId]) {
        for capability in bits(capabilities) {
            for practice in bits(practices) {
                let finding = &mut self.findings[capability * PracticeKind::ALL.len() + practice];
                finding.claims[status as usize].extend_from_slice(claims);
            }
        }
    }

    fn links(&mut self) {
        for (node, capabilities) in self.capable() {
            let realised = |claim: &Claim<'_>| claim.modality() == Modality::Realised;
            for claim in node.outgoing_by(RelationKind::Enables).filter(realised) {
                let status = match (claim.polarity(), claim.basis()) {
                    (Polarity::Violated, _) => Status::Violated,
                    (Polarity::Asserted, Basis::Stated) => Status::Evidenced,
                    (Polarity::Asserted, Basis::Inferred) => Status::Inferred,
                };
                self.note(status, capabilities, self.practices_of(claim), &[claim.id()]);
            }
        }
    }

    fn underpinnings(&mut self) {
        for (node, capabilities) in self.capable() {
            for claim in holding(node.outgoing_by(RelationKind::Underpins)) {
                self.note(Status::Underpinning, capabilities, u8::MAX, &[claim.id()]);
            }
        }
    }

    fn co_occurrences(&mut self) {
        let mut held: BTreeMap<u32, Vec<(ClaimId, u8)>> = BTreeMap::new();
        for (node, capabilities) in self.capable() {
            for claim in holding(node.incoming_by(RelationKind::Holds)) {
                held.entry(claim.subject().index).or_default().push((claim.id(), capabilities));
            }
        }
        for (actor, held) in held {
            let paths = self.paths(Node { case: self.case, index: actor });
            for (holds, capabilities) in held {
                for (practice, path) in (0..).zip(paths).filter_map(|(at, path)| Some((at, path?))) {
                    let claims = [Some(holds), Some(path.first), path.then];
                    let claims: Vec<ClaimId> = claims.into_iter().flatten().collect();
                    self.note(Status::CoOccurring, capabilities, 1 << practice, &claims);
                }
            }
        }
    }

    /// The first way in which the actor takes part in each practice. One is enough to co-occur, and an actor of a large
    /// case takes part in a great many acts.
    fn paths(&self, actor: Node<'c>) -> [Option<Path>; u8::BITS as usize] {
        let performed = holding(actor.outgoing_by(RelationKind::Performs));
        let performed = performed.map(|claim| (claim, Path { first: claim.id(), then: None }));
        let enacted = holding(actor.outgoing_by(RelationKind::TakesPartIn))
            .filter(|claim| claim.sign() != Some(Sign::Negative))
            .filter_map(|claim| Some((claim, claim.object()?)))
            .flat_map(|(claim, act)| {
                let enacts = holding(act.outgoing_by(RelationKind::Enacts));
                enacts.map(move |then| (then, Path { first: claim.id(), then: Some(then.id()) }))
            });
        let mut paths = [None; u8::BITS as usize];
        for (last, path) in performed.chain(enacted) {
            for practice in bits(self.practices_of(last)) {
                paths[practice].get_or_insert(path);
            }
        }
        paths
    }

    fn searches(&mut self) {
        for search in self.case.searches().filter(|search| !search.found()) {
            for (pair, finding) in pairs().zip(&mut self.findings) {
                if covers(search, pair) {
                    finding.searches.push(search.id());
                }
            }
        }
    }
}

const OPEN: PatternView<'static> = PatternView { node: None, kind: None, code: None };

/// Whether the search looked for the link of this cell, or for whatever could be one end of it.
///
/// An open subject may be anything at all, unless the relation leaves only capabilities.
fn covers(search: SearchView<'_>, (capability, practice): Pair) -> bool {
    let subject = search.subject();
    let about_capabilities = match search.relation() {
        Some(relation) => relation == RelationKind::Enables,
        None => subject != OPEN,
    };
    about_capabilities
        && fits(subject, NodeKind::Capability, Code::of(capability))
        && fits(search.object(), NodeKind::Practice, Code::of(practice))
}

/// Whether the pattern takes in nodes of that kind and code. A pattern with another code is narrower, and does not.
fn fits(pattern: PatternView<'_>, kind: NodeKind, code: Code) -> bool {
    pattern.kind.is_none_or(|wanted| wanted == kind)
        && pattern.code.is_none_or(|wanted| wanted == code)
        && pattern.node.is_none_or(|node| node.has_code(code))
}

impl Finding {
    fn into_cell(self, case: &Case, pair: Pair) -> CaseCell {
        let of = |status: Status| &self.claims[status as usize];
        let strongest = self.claims.iter().position(|claims| !claims.is_empty()).map(|at| Status::ALL[at]);
        let silent = if self.searches.is_empty() { Status::NotSearched } else { Status::SearchedNotFound };
        let status = strongest.unwrap_or(silent);
        let links = [&of(Status::Evidenced)[..], of(Status::Inferred)].concat();
        let claims = match strongest {
            Some(status) if status.is_link() => [&links, &of(Status::Violated)[..]].concat(),
            Some(status) => of(status).clone(),
            None => Vec::new(),
        };
        let claims = in_order(claims);
        CaseCell {
            case: case.id().into(),
            status,
            contested: status.is_link() && !of(Status::Violated).is_empty(),
            only_authors_claims: status.is_link() && links.iter().all(|&id| rests_on_authors(case, id)),
            codings: codings(case, &claims, pair),
            claims,
            searches: self.searches,
        }
    }
}

fn in_order(mut claims: Vec<ClaimId>) -> Vec<ClaimId> {
    claims.sort_unstable();
    claims.dedup();
    claims
}

fn rests_on_authors(case: &Case, id: ClaimId) -> bool {
    let kinds = case.claim(id).into_iter().flat_map(|claim| claim.evidence()).map(|evidence| evidence.kind());
    let mut kinds = kinds.peekable();
    kinds.peek().is_some() && kinds.all(|kind| kind == Some(EvidenceKind::AuthorsClaim))
}

/// The classifications that make the ends of these claims nodes of the cell.
fn codings(case: &Case, claims: &[ClaimId], (capability, practice): Pair) -> Vec<ClaimId> {
    let wanted = [Code::of(capability), Code::of(practice)];
    let ends = claims.iter().filter_map(|&id| case.claim(id));
    let ends = ends.flat_map(|claim| [Some(claim.subject()), claim.object()]).flatten();
    let codings = ends.flat_map(|node| holding(node.classifications()));
    in_order(
        codings.filter(|coding| coding.code().is_some_and(|code| wanted.contains(&code))).map(|c| c.id()).collect(),
    )
}
