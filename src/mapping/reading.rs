//! What one case says of each cell.

use std::collections::BTreeMap;

use super::bits::{bits, first};
use super::term::Frame;
use super::{CaseCell, Status, Term};
use crate::Case;
use crate::case::{Claim, ClaimId, Node, PatternView, SearchId, SearchView};
use crate::evidence::{Basis, Modality, Polarity, Sign};
use crate::graph::Code;
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::typology::EvidenceKind;

/// What one case says of the cells, in the order of the frame, and which of its claims make each capability an
/// underpinning one.
pub(super) struct CaseReading {
    pub(super) cells: Vec<CaseCell>,
    pub(super) underpinnings: Vec<Vec<ClaimId>>,
}

/// Reads a case. O(nodes + claims + cells × searches).
pub(super) fn read<C: Term, P: Term>(case: &Case, frame: &Frame<C, P>) -> CaseReading {
    let (rows, columns) = (codes(case, &frame.capabilities), codes(case, &frame.practices));
    let mut reading = Reading {
        case,
        capabilities: marks(case, &rows),
        practices: marks(case, &columns),
        underpinnings: vec![Vec::new(); rows.len()],
        findings: vec![Finding::default(); frame.len()],
        rows,
        columns,
    };
    reading.links();
    reading.underpinnings();
    reading.developments();
    reading.co_occurrences();
    reading.searches();
    let Reading { findings, rows, columns, underpinnings, .. } = reading;
    let cells = pairs(&rows, &columns).zip(findings).map(|(pair, finding)| finding.into_cell(case, pair)).collect();
    CaseReading { cells, underpinnings: underpinnings.into_iter().map(in_order).collect() }
}

/// The codes of a cell in one case; `None` for a code that the case does not declare.
type Codes = (Option<Code>, Option<Code>);

fn pairs(rows: &[Option<Code>], columns: &[Option<Code>]) -> impl Iterator<Item = Codes> {
    rows.iter().flat_map(move |&row| columns.iter().map(move |&column| (row, column)))
}

fn codes<T: Term>(case: &Case, terms: &[T]) -> Vec<Option<Code>> {
    terms.iter().map(|term| term.code_in(case)).collect()
}

struct Reading<'c> {
    case: &'c Case,
    rows: Vec<Option<Code>>,
    columns: Vec<Option<Code>>,
    capabilities: Vec<u64>,
    practices: Vec<u64>,
    underpinnings: Vec<Vec<ClaimId>>,
    findings: Vec<Finding>,
}

/// The claims that speak of a cell, by the status that they give it, and the searches that cover it.
#[derive(Clone, Default)]
struct Finding {
    claims: [Vec<ClaimId>; CLAIMED],
    develops: Vec<ClaimId>,
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

/// For each node, one bit for each of the codes that an asserted classification gives it. A side has at most 64. A code of
/// one's own may classify any kind; the relations that are read join capabilities and practices only.
fn marks(case: &Case, codes: &[Option<Code>]) -> Vec<u64> {
    let mut marks = vec![0; case.nodes().len()];
    for (bit, code) in codes.iter().enumerate() {
        let coded = code.iter().flat_map(|code| case.structure.coded(*code));
        coded.for_each(|node| marks[node as usize] |= 1 << bit);
    }
    marks
}

fn holding<'g>(claims: impl Iterator<Item = Claim<'g>>) -> impl Iterator<Item = Claim<'g>> {
    claims.filter(Claim::holds)
}

impl<'c> Reading<'c> {
    /// The nodes with a capability of the map, and which.
    fn capable(&self) -> Vec<(Node<'c>, u64)> {
        let marked = self.case.nodes().filter(|node| self.capabilities[node.index as usize] != 0);
        marked.map(|node| (node, self.capabilities[node.index as usize])).collect()
    }

    /// Which practices the object of the claim is.
    fn practices_of(&self, claim: Claim<'_>) -> u64 {
        claim.object().map_or(0, |object| self.practices[object.index as usize])
    }

    fn note(&mut self, status: Status, capabilities: u64, practices: u64, claims: &[ClaimId]) {
        self.at(capabilities, practices, |finding| finding.claims[status as usize].extend_from_slice(claims));
    }

    fn at(&mut self, capabilities: u64, practices: u64, mut change: impl FnMut(&mut Finding)) {
        for capability in bits(capabilities) {
            for practice in bits(practices) {
                change(&mut self.findings[capability * self.columns.len() + practice]);
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
                bits(capabilities).for_each(|row| self.underpinnings[row].push(claim.id()));
                let all = first(self.columns.len());
                self.note(Status::Underpinning, capabilities, all, &[claim.id()]);
            }
        }
    }

    fn developments(&mut self) {
        for (node, capabilities) in self.capable() {
            for claim in holding(node.incoming_by(RelationKind::Develops)) {
                let practices = self.practices[claim.subject().index as usize];
                self.at(capabilities, practices, |finding| finding.develops.push(claim.id()));
            }
        }
    }

    fn co_occurrences(&mut self) {
        let mut held: BTreeMap<u32, Vec<(ClaimId, u64)>> = BTreeMap::new();
        for (node, capabilities) in self.capable() {
            for claim in holding(node.incoming_by(RelationKind::Holds)) {
                held.entry(claim.subject().index).or_default().push((claim.id(), capabilities));
            }
        }
        for (actor, held) in held {
            let paths = self.paths(Node { case: self.case, index: actor });
            for (holds, capabilities) in held {
                for (practice, path) in (0..).zip(&paths).filter_map(|(at, path)| Some((at, (*path)?))) {
                    let claims = [Some(holds), Some(path.first), path.then];
                    let claims: Vec<ClaimId> = claims.into_iter().flatten().collect();
                    self.note(Status::CoOccurring, capabilities, 1 << practice, &claims);
                }
            }
        }
    }

    /// The first way in which the actor takes part in each practice. One is enough to co-occur, and an actor of a large
    /// case takes part in a great many acts.
    fn paths(&self, actor: Node<'c>) -> Vec<Option<Path>> {
        let performed = holding(actor.outgoing_by(RelationKind::Performs));
        let performed = performed.map(|claim| (claim, Path { first: claim.id(), then: None }));
        let enacted = holding(actor.outgoing_by(RelationKind::TakesPartIn))
            .filter(|claim| claim.sign() != Some(Sign::Negative))
            .filter_map(|claim| Some((claim, claim.object()?)))
            .flat_map(|(claim, act)| {
                let enacts = holding(act.outgoing_by(RelationKind::Enacts));
                enacts.map(move |then| (then, Path { first: claim.id(), then: Some(then.id()) }))
            });
        let mut paths = vec![None; self.columns.len()];
        for (last, path) in performed.chain(enacted) {
            for practice in bits(self.practices_of(last)) {
                paths[practice].get_or_insert(path);
            }
        }
        paths
    }

    fn searches(&mut self) {
        for search in self.case.searches().filter(|search| !search.found()) {
            for (pair, finding) in pairs(&self.rows, &self.columns).zip(&mut self.findings) {
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
fn covers(search: SearchView<'_>, (capability, practice): Codes) -> bool {
    let subject = search.subject();
    let about_capabilities = match search.relation() {
        Some(relation) => relation == RelationKind::Enables,
        None => subject != OPEN,
    };
    about_capabilities
        && fits(subject, NodeKind::Capability, capability)
        && fits(search.object(), NodeKind::Practice, practice)
}

/// Whether the pattern takes in nodes of that kind and code. A pattern with another code is narrower, and does not.
///
/// A search for any capability, or any practice, takes in a code that the case does not declare, too.
fn fits(pattern: PatternView<'_>, kind: NodeKind, code: Option<Code>) -> bool {
    pattern.kind.is_none_or(|wanted| wanted == kind)
        && pattern.code.is_none_or(|wanted| Some(wanted) == code)
        && pattern.node.is_none_or(|node| code.is_some_and(|code| node.has_code(code)))
}

impl Finding {
    fn into_cell(self, case: &Case, pair: Codes) -> CaseCell {
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
            develops: in_order(self.develops),
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
fn codings(case: &Case, claims: &[ClaimId], (capability, practice): Codes) -> Vec<ClaimId> {
    let wanted = [capability, practice];
    let ends = claims.iter().filter_map(|&id| case.claim(id));
    let ends = ends.flat_map(|claim| [Some(claim.subject()), claim.object()]).flatten();
    let codings = ends.flat_map(|node| holding(node.classifications()));
    in_order(
        codings
            .filter(|coding| coding.code().is_some_and(|code| wanted.contains(&Some(code))))
            .map(|c| c.id())
            .collect(),
    )
}
