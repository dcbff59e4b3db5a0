//! Which claims and searches count: all but those that rest on the authors' own claims alone.

use crate::Case;
use crate::case::{Claim, EvidenceView, Node, PatternView, SearchView};
use crate::evidence::{Modality, Polarity, Sign};
use crate::graph::Code;
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::EvidenceKind;

/// Whether there is evidence, and all of it is the authors' own claim. What rests on nothing rests on no author.
fn only_authors<'g>(evidence: impl Iterator<Item = EvidenceView<'g>>) -> bool {
    let mut kinds = evidence.map(|piece| piece.kind()).peekable();
    kinds.peek().is_some() && kinds.all(|kind| kind == Some(EvidenceKind::AuthorsClaim))
}

/// Whether the claim counts when a finding is checked.
pub(super) fn counts(claim: &Claim<'_>) -> bool {
    !only_authors(claim.evidence())
}

/// Whether the search counts when a finding is checked.
pub(super) fn search_counts(search: &SearchView<'_>) -> bool {
    !only_authors(search.evidence())
}

/// Whether it counts and says of what has come about that it is so.
pub(super) fn is_so(claim: &Claim<'_>) -> bool {
    claim.holds() && counts(claim)
}

/// Whether it counts and says that it is not so.
pub(super) fn is_denied(claim: &Claim<'_>) -> bool {
    claim.polarity() == Polarity::Violated && claim.modality() == Modality::Realised && counts(claim)
}

/// The claims of a relation that count and are so, in the case's order.
pub(super) fn so(case: &Case, relation: RelationKind) -> impl Iterator<Item = Claim<'_>> {
    case.claims().filter(move |claim| claim.relation() == Some(relation) && is_so(claim))
}

/// The claims of a relation that count and say that it is not so, in the case's order.
pub(super) fn denied(case: &Case, relation: RelationKind) -> impl Iterator<Item = Claim<'_>> {
    case.claims().filter(move |claim| claim.relation() == Some(relation) && is_denied(claim))
}

/// The entries of a list that counted claims give the node, each with its claim.
pub(super) fn entries<T: Typology>(node: Node<'_>) -> impl Iterator<Item = (T, Claim<'_>)> {
    let codings = node.classifications().filter(is_so);
    codings.filter_map(|claim| Some((claim.code()?.entry()?, claim)))
}

/// The counted claim that the node is what the entry says, if there is one.
pub(super) fn coding<T: Typology>(node: Node<'_>, entry: T) -> Option<Claim<'_>> {
    entries::<T>(node).find(|(found, _)| *found == entry).map(|(_, claim)| claim)
}

/// The object of a relation with the counted claim that it is what the entry says.
pub(super) fn coded_object<'g>(claim: &Claim<'g>, entry: impl Typology) -> Option<(Node<'g>, Claim<'g>)> {
    let object = claim.object()?;
    Some((object, coding(object, entry)?))
}

/// Whether the claim speaks for: where no sign is given, that of the relation does.
pub(super) fn is_positive(claim: &Claim<'_>) -> bool {
    claim.sign().is_none_or(|sign| sign == Sign::Positive)
}

/// Nodes that a finding asks for: a kind, or any, and a code, or any.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) kind: Option<NodeKind>,
    pub(super) code: Option<Code>,
}

impl Wanted {
    pub(super) const ANY: Self = Self { kind: None, code: None };

    pub(super) fn kind(kind: NodeKind) -> Self {
        Self { kind: Some(kind), code: None }
    }

    pub(super) fn coded(kind: NodeKind, code: impl Into<Code>) -> Self {
        Self { kind: Some(kind), code: Some(code.into()) }
    }

    /// Whether who looked for the pattern looked for all that is wanted.
    pub(super) fn is_within(self, pattern: PatternView<'_>) -> bool {
        pattern.node.is_none()
            && pattern.kind.is_none_or(|kind| self.kind == Some(kind))
            && pattern.code.is_none_or(|code| self.code == Some(code))
    }
}

/// The counted searches that looked in the whole case for such a relation, or for its subject, and found nothing.
pub(super) fn not_found(
    case: &Case,
    subject: Wanted,
    relation: RelationKind,
    object: Wanted,
) -> impl Iterator<Item = SearchView<'_>> {
    let looked = move |search: &SearchView<'_>| {
        let pattern = search.subject();
        // A search in words alone has no pattern, and says nothing that could be compared.
        let said = search.relation().is_some() || pattern.kind.is_some() || pattern.code.is_some();
        said && search.relation().is_none_or(|looked_for| looked_for == relation)
            && subject.is_within(pattern)
            && object.is_within(search.object())
    };
    empty_searches(case).filter(move |search| is_of_whole_case(case, search) && looked(search))
}

/// The counted searches that looked in the whole case for such a node and found none.
pub(super) fn absent(case: &Case, node: Wanted) -> impl Iterator<Item = SearchView<'_>> {
    let looked = move |search: &SearchView<'_>| {
        let pattern = search.subject();
        search.relation().is_none() && (pattern.kind.is_some() || pattern.code.is_some()) && node.is_within(pattern)
    };
    empty_searches(case).filter(move |search| is_of_whole_case(case, search) && looked(search))
}

/// The counted searches that found nothing.
pub(super) fn empty_searches(case: &Case) -> impl Iterator<Item = SearchView<'_>> {
    case.searches().filter(|search| !search.found() && search_counts(search))
}

/// Whether the search left out no part of the case, no source and no time.
fn is_of_whole_case(case: &Case, search: &SearchView<'_>) -> bool {
    let every_source = search.sources().len() == 0
        || case.sources().iter().all(|source| search.sources().any(|other| other == source));
    search.scope().len() == 0 && search.period().is_none() && every_source
}
