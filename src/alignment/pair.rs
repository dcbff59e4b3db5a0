//! Pairs of purposes, and pairs of the scopes that they are of.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::Case;
use crate::case::attestation::{Fit, entries_of, sought_relation};
use crate::case::{Attestation, Claim, Gap, Node};
use crate::evidence::Sign;
use crate::graph::node::Purpose;
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::PurposeScope;

/// Two purposes of which it is said that they point the same way, or that they do not.
///
/// A claim of the sign 0 says neither, and stands in neither list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PurposePair {
    /// The two, in the case's order.
    pub purposes: [Box<str>; 2],
    /// Whether they are aligned.
    pub aligned: Attestation,
    /// Whether they are at odds.
    pub at_odds: Attestation,
}

/// The pairs of purposes of which something is said, whichever way round.
pub(super) fn all(case: &Case) -> Vec<PurposePair> {
    let mut by_pair: BTreeMap<(u32, u32), Vec<Claim<'_>>> = BTreeMap::new();
    let claims = case.all::<Purpose>().flat_map(|purpose| purpose.outgoing_by(RelationKind::AlignsWith));
    for (claim, object) in claims.filter_map(|claim| Some((claim, claim.object()?))) {
        let (a, b) = (claim.subject().index, object.index);
        by_pair.entry((a.min(b), a.max(b))).or_default().push(claim);
    }
    let pair = |((a, b), claims): ((u32, u32), Vec<Claim<'_>>)| {
        let [a, b] = [a, b].map(|index| Node { case, index });
        let sought = sought_relation(case, RelationKind::AlignsWith, |left, right| {
            let either = (left.fits(a) && right.fits(b)) || (left.fits(b) && right.fits(a));
            if either { Fit::Whole } else { Fit::None }
        });
        let signed = |sign| claims.iter().copied().filter(move |claim| claim.sign().unwrap_or_default() == sign);
        PurposePair {
            purposes: [a.id().into(), b.id().into()],
            aligned: Attestation::of(signed(Sign::Positive)).sought(sought),
            at_odds: Attestation::of(signed(Sign::Negative)),
        }
    };
    by_pair.into_iter().map(pair).collect()
}

/// What is said of the pairs of purposes, one of the one scope and one of the other.
///
/// A purpose of several scopes is counted with each. A pair counts once for the same two scopes; one that is both aligned
/// and at odds counts for both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScopePair {
    /// The two scopes, in the register's order.
    #[serde(serialize_with = "both")]
    pub scopes: (PurposeScope, PurposeScope),
    /// How many pairs there are.
    pub pairs: usize,
    /// How many are aligned.
    pub aligned: usize,
    /// How many are at odds.
    pub at_odds: usize,
    /// Of how many nothing of the kind is attested: unknown.
    pub unsaid: usize,
    /// Searches for such an alignment that found none, and the standing that they give.
    pub searched: Attestation,
}

fn both<S: serde::Serializer>(scopes: &(PurposeScope, PurposeScope), serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq([scopes.0.entry().key, scopes.1.entry().key])
}

impl ScopePair {
    /// Pairs of scopes with purposes to compare, of which nothing is said.
    pub(super) fn gap(&self) -> Option<Gap> {
        let (a, b) = self.scopes;
        let silent = self.pairs > 0 && self.unsaid == self.pairs;
        self.searched.gap(format!("alignment of {a} with {b} purposes")).filter(|_| silent)
    }
}

/// Every pair of scopes, the first no later in the register than the second.
fn scope_pairs() -> impl Iterator<Item = (PurposeScope, PurposeScope)> {
    let from = |&a: &PurposeScope| PurposeScope::ALL[a.index()..].iter().map(move |&b| (a, b));
    PurposeScope::ALL.iter().flat_map(from)
}

/// Where the pair of scopes stands among all.
pub(super) fn place(a: PurposeScope, b: PurposeScope) -> usize {
    scope_pairs().position(|pair| pair == (a, b)).unwrap_or_default()
}

/// What is said of each pair of scopes. O(purposes + pairs + searches).
pub(super) fn levels(case: &Case, pairs: &[PurposePair]) -> Vec<ScopePair> {
    let scopes: Vec<Vec<PurposeScope>> = case.all::<Purpose>().map(|purpose| entries_of(*purpose)).collect();
    let said: Vec<_> =
        pairs.iter().map(|pair| (pair, pair.purposes.each_ref().map(|id| scopes_of(case, id)))).collect();
    scope_pairs().map(|(a, b)| level(case, (a, b), &scopes, &said)).collect()
}

fn scopes_of(case: &Case, id: &str) -> Vec<PurposeScope> {
    case.node(id).map_or_else(Vec::new, entries_of)
}

type Said<'p> = (&'p PurposePair, [Vec<PurposeScope>; 2]);

fn level(
    case: &Case,
    (a, b): (PurposeScope, PurposeScope),
    scopes: &[Vec<PurposeScope>],
    said: &[Said<'_>],
) -> ScopePair {
    let joins = |(_, [left, right]): &&Said<'_>| {
        (left.contains(&a) && right.contains(&b)) || (left.contains(&b) && right.contains(&a))
    };
    let count = |test: fn(&PurposePair) -> bool| said.iter().filter(joins).filter(|(pair, _)| test(pair)).count();
    let pairs = possible(scopes, a, b);
    let any = count(|pair| pair.aligned.is_attested() || pair.at_odds.is_attested());
    let sought = sought_relation(case, RelationKind::AlignsWith, |left, right| {
        let straight = Fit::coded(left, a).and(Fit::coded(right, b));
        if straight == Fit::None { Fit::coded(left, b).and(Fit::coded(right, a)) } else { straight }
    });
    ScopePair {
        scopes: (a, b),
        pairs,
        aligned: count(|pair| pair.aligned.is_attested()),
        at_odds: count(|pair| pair.at_odds.is_attested()),
        unsaid: pairs.saturating_sub(any),
        searched: Attestation::default().sought(sought),
    }
}

/// How many pairs of two different purposes have the one scope on one side and the other on the other.
fn possible(scopes: &[Vec<PurposeScope>], a: PurposeScope, b: PurposeScope) -> usize {
    let count = |test: &dyn Fn(&[PurposeScope]) -> bool| scopes.iter().filter(|own| test(own)).count();
    let (of_a, of_b) = (count(&|own| own.contains(&a)), count(&|own| own.contains(&b)));
    let of_both = count(&|own| own.contains(&a) && own.contains(&b));
    // A purpose does not pair with itself, and two that have both scopes would be counted from either side.
    of_a * of_b - of_both - of_both * of_both.saturating_sub(1) / 2
}
