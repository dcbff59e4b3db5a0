//! Where resources do not become value, and what passes between practices.

use super::routes::Routes;
use super::{Capital, Finding, Translation, is_doing, name, objects, subjects};
use crate::case::{Case, Claim, ClaimId, Node, PatternView, SearchId, SearchView};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::typology::CapitalForm;

/// Who integrates a node.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Integrating {
    Nobody,
    One(u32),
    Several,
}

/// Who integrates each node. O(nodes + claims).
pub(super) fn integrating(case: &Case) -> Vec<Integrating> {
    let of = |node| {
        subjects(case, node, RelationKind::Integrates).fold(Integrating::Nobody, |so_far, held| match so_far {
            Integrating::Nobody => Integrating::One(held.node),
            Integrating::One(node) if node == held.node => so_far,
            Integrating::One(_) | Integrating::Several => Integrating::Several,
        })
    };
    (0..case.structure.kinds.len() as u32).map(of).collect()
}

pub(super) fn latent(case: &Case, integrating: &[Integrating]) -> Vec<Finding> {
    let searches = Searches::of(case, &[RelationKind::Integrates], End::Object);
    let resources = case.structure.of_kind(NodeKind::Resource);
    let latent = resources.filter(|&node| integrating[node as usize] == Integrating::Nobody);
    latent.map(|node| searches.finding(node, denied(case, node, &[RelationKind::Integrates]))).collect()
}

pub(super) fn stalled(case: &Case, integrating: &[Integrating], routes: &Routes) -> Vec<Finding> {
    let resources = case.structure.of_kind(NodeKind::Resource);
    let integrated = resources.filter(|&node| integrating[node as usize] != Integrating::Nobody);
    let stalled = integrated.filter(|&node| !routes.reaches(node));
    let claims = |node| ids(subjects(case, node, RelationKind::Integrates).map(|held| held.claim));
    stalled.map(|node| Finding { node: name(case, node), claims: claims(node), searches: Vec::new() }).collect()
}

pub(super) fn values_without_beneficiary(case: &Case) -> Vec<Finding> {
    const ACCRUING: [RelationKind; 2] = [RelationKind::Gains, RelationKind::Bears];
    let searches = Searches::of(case, &ACCRUING, End::Object);
    let accrues = |&node: &u32| ACCRUING.iter().any(|&relation| subjects(case, node, relation).next().is_some());
    let values = case.structure.of_kind(NodeKind::Value).filter(|node| !accrues(node));
    values.map(|node| searches.finding(node, denied(case, node, &ACCRUING))).collect()
}

pub(super) fn unrealised_propositions(case: &Case) -> Vec<Finding> {
    let come_about = come_about(case);
    let searches = Searches::of(case, &[RelationKind::Realizes], End::Object);
    let values = case.structure.of_kind(NodeKind::Value).filter(|&node| !come_about[node as usize]);
    let proposals = values.map(|node| (node, ids(subjects(case, node, RelationKind::Proposes).map(|held| held.claim))));
    proposals.filter(|(_, claims)| !claims.is_empty()).map(|(node, claims)| searches.finding(node, claims)).collect()
}

/// Which values come about: those realised, those to which events lead, and those to which such values lead.
fn come_about(case: &Case) -> Vec<bool> {
    let mut found = vec![false; case.structure.kinds.len()];
    let begins = |&node: &u32| {
        let mut causes = subjects(case, node, RelationKind::LeadsTo);
        subjects(case, node, RelationKind::Realizes).next().is_some()
            || causes.any(|held| case.structure.kind(held.node) == NodeKind::Event)
    };
    let mut open: Vec<u32> = case.structure.of_kind(NodeKind::Value).filter(begins).collect();
    while let Some(node) = open.pop() {
        if !std::mem::replace(&mut found[node as usize], true) {
            open.extend(objects(case, node, RelationKind::LeadsTo).map(|held| held.node));
        }
    }
    found
}

/// What a practice or act gives whose use is not asked for here.
const USED_AS_SUCH: [RelationKind; 5] = [
    RelationKind::Realizes,
    RelationKind::Feeds,
    RelationKind::Institutes,
    RelationKind::Develops,
    RelationKind::Coordinates,
];

const GIVING: [RelationKind; 3] = [RelationKind::Produces, RelationKind::Grows, RelationKind::Shapes];

pub(super) fn unused(case: &Case, integrating: &[Integrating]) -> Vec<Finding> {
    let kinds = || (0u32..).zip(case.structure.kinds.iter());
    let used: Vec<bool> = kinds().map(|(node, &kind)| is_doing(kind) && is_used(case, node, integrating)).collect();
    let joined = |node| {
        let practices = objects(case, node, RelationKind::Enacts);
        practices.chain(subjects(case, node, RelationKind::Enacts)).any(|held| used[held.node as usize])
    };
    let unused = kinds().filter(|&(node, &kind)| is_doing(kind) && !used[node as usize] && !joined(node));
    let searches = Searches::of(case, &[&GIVING[..], &[RelationKind::Realizes]].concat(), End::Subject);
    let claims = |node| ids(GIVING.iter().flat_map(|&relation| objects(case, node, relation)).map(|held| held.claim));
    unused.map(|(node, _)| searches.finding(node, claims(node))).collect()
}

fn is_used(case: &Case, doing: u32, integrating: &[Integrating]) -> bool {
    let integrated_by_another = |resource: u32| match integrating[resource as usize] {
        Integrating::Nobody => false,
        Integrating::One(node) => node != doing,
        Integrating::Several => true,
    };
    let gives = |relation| objects(case, doing, relation).map(|held| held.node);
    let proposes = |offering| objects(case, offering, RelationKind::Proposes).next().is_some();
    USED_AS_SUCH.iter().any(|&relation| gives(relation).next().is_some())
        || gives(RelationKind::Shapes).any(proposes)
        || gives(RelationKind::Produces).chain(gives(RelationKind::Grows)).any(integrated_by_another)
}

pub(super) fn translations(case: &Case) -> Vec<Translation> {
    let nodes = 0..case.structure.kinds.len() as u32;
    nodes.filter_map(|node| passed_on(case, node).or_else(|| fed(case, node))).collect()
}

/// What passes through a resource, unless from a practice or act to itself alone.
fn passed_on(case: &Case, resource: u32) -> Option<Translation> {
    let produced = ends(subjects(case, resource, RelationKind::Produces));
    let integrated = ends(subjects(case, resource, RelationKind::Integrates));
    let to_itself = produced.nodes.len() == 1 && produced.nodes == integrated.nodes;
    let passes = !produced.nodes.is_empty() && !integrated.nodes.is_empty() && !to_itself;
    passes.then(|| Translation {
        resource: Some(name(case, resource)),
        from: produced.names(case),
        into: integrated.names(case),
        claims: ids(produced.claims.into_iter().chain(integrated.claims)),
    })
}

fn fed(case: &Case, practice: u32) -> Option<Translation> {
    let fed = ends(objects(case, practice, RelationKind::Feeds));
    (!fed.nodes.is_empty()).then(|| Translation {
        resource: None,
        from: vec![name(case, practice)],
        into: fed.names(case),
        claims: ids(fed.claims),
    })
}

pub(super) fn capital(case: &Case) -> Vec<Capital> {
    case.structure.of_kind(NodeKind::Resource).filter_map(|resource| capital_of(case, resource)).collect()
}

fn capital_of(case: &Case, resource: u32) -> Option<Capital> {
    let codes = case.structure.network.classifications(resource).iter().filter_map(|&claim| {
        let claim = Claim { case, index: claim };
        Some((claim.code()?.entry::<CapitalForm>().filter(|_| claim.holds())?, claim.id().0))
    });
    let (mut forms, coding): (Vec<CapitalForm>, Vec<u32>) = codes.unzip();
    forms.sort_unstable();
    forms.dedup();
    let by = |relation| ends(subjects(case, resource, relation));
    let [integrated, grown, depleted] = [RelationKind::Integrates, RelationKind::Grows, RelationKind::Depletes].map(by);
    (!forms.is_empty()).then(|| Capital {
        resource: name(case, resource),
        forms,
        integrated_by: integrated.names(case),
        grown_by: grown.names(case),
        depleted_by: depleted.names(case),
        claims: ids([coding, integrated.claims, grown.claims, depleted.claims].into_iter().flatten()),
    })
}

/// The other ends of claims, each node once and in the case's order, and the claims.
struct Ends {
    nodes: Vec<u32>,
    claims: Vec<u32>,
}

fn ends(held: impl Iterator<Item = super::Held>) -> Ends {
    let (mut nodes, claims): (Vec<u32>, Vec<u32>) = held.map(|held| (held.node, held.claim)).unzip();
    nodes.sort_unstable();
    nodes.dedup();
    Ends { nodes, claims }
}

impl Ends {
    fn names(&self, case: &Case) -> Vec<Box<str>> {
        self.nodes.iter().map(|&node| name(case, node)).collect()
    }
}

fn ids(claims: impl IntoIterator<Item = u32>) -> Vec<ClaimId> {
    let mut ids: Vec<ClaimId> = claims.into_iter().map(ClaimId).collect();
    ids.sort_unstable();
    ids
}

/// The claims of these relations to the node that do not hold.
fn denied(case: &Case, node: u32, relations: &[RelationKind]) -> Vec<ClaimId> {
    let claims = relations.iter().flat_map(|&relation| case.structure.network.incoming_by(node, relation));
    ids(claims.copied().filter(|&claim| !case.parts.claims[claim as usize].holds()))
}

/// The searches for some relations that found nothing, to be asked about nodes at one end.
struct Searches<'g> {
    case: &'g Case,
    end: End,
    searches: Vec<SearchView<'g>>,
}

#[derive(Clone, Copy)]
enum End {
    Subject,
    Object,
}

impl<'g> Searches<'g> {
    fn of(case: &'g Case, relations: &[RelationKind], end: End) -> Self {
        let fits = |search: &SearchView<'_>| {
            let anybody = pattern(search, end.other()).node.is_none();
            anybody && !search.found() && search.relation().is_some_and(|relation| relations.contains(&relation))
        };
        Self { case, end, searches: case.searches().filter(fits).collect() }
    }

    /// A finding about the node, with the searches that covered it.
    fn finding(&self, node: u32, claims: Vec<ClaimId>) -> Finding {
        let view = Node { case: self.case, index: node };
        let covering = self.searches.iter().filter(|search| pattern(search, self.end).fits(view));
        let searches: Vec<SearchId> = covering.map(SearchView::id).collect();
        Finding { node: name(self.case, node), claims, searches }
    }
}

impl End {
    fn other(self) -> Self {
        match self {
            Self::Subject => Self::Object,
            Self::Object => Self::Subject,
        }
    }
}

fn pattern<'g>(search: &SearchView<'g>, end: End) -> PatternView<'g> {
    match end {
        End::Subject => search.subject(),
        End::Object => search.object(),
    }
}
