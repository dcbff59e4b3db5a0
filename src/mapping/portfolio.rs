//! Which sets of capabilities support a set of practices.

use std::fmt;

use serde::Serialize;

use super::bits::{bits, where_true};
use super::term::keys;
use super::text::{list, wrap};
use super::{Mapping, Term};
use crate::error::{Error, ErrorKind};
use crate::theory::typology::{InteractionCapability, PracticeKind};

/// The most capabilities among which sets are sought: 2²⁰ sets are some million.
const MOST_CANDIDATES: usize = 20;

/// How many sets a report lists before it only says how many more there are.
const LISTED: usize = 12;

/// Finds all smallest and all cheapest sets of capabilities that support every target practice.
///
/// It answers: which capabilities would one build to carry these practices, as far as the cases show? A set supports a
/// practice if one of its capabilities is linked to it in at least one case. Where several sets are equally small, or
/// equally cheap, all are given; there is no telling between them. A cost is a whole number above 0 in a unit of the
/// caller's (days, thousands of euros), so that ties are ties.
///
/// If no capability supports some of the targets, no set does; the targets are named in
/// [`unsupported`](Portfolios::unsupported), and there are no sets. For no targets there is one set, the empty one.
///
/// Every subset of the capabilities that support a target is looked at: O(2^capabilities). With the six it is 64.
///
/// # Errors
///
/// [`ErrorKind::UnknownName`] for a target that is not a practice of the map, [`ErrorKind::OutOfRange`] for a cost of 0,
/// [`ErrorKind::Setting`] if more than 20 capabilities support some target, which own codes may come to.
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::{node::{Capability, Practice}, relation::Enables};
/// use cocreation::mapping::{self, Prior};
/// use cocreation::theory::typology::InteractionCapability::{Concerted, Developmental, Empowered};
/// use cocreation::theory::typology::PracticeKind::{CoDiagnosis, CoIdeation};
///
/// let mut case = Case::builder("a-case");
/// let advice = case.add("advice", Practice::co_diagnosis("Advice"));
/// let ideas = case.add("ideas", Practice::co_ideation("Ideas"));
/// let concert = case.add("concert", Capability::concerted("Concertation"));
/// let develop = case.add("develop", Capability::developmental("Development"));
/// let empower = case.add("empower", Capability::empowered("Empowerment"));
/// for (capability, practice) in [(concert, advice), (concert, ideas), (develop, advice), (empower, ideas)] {
///     case.relate(capability, Enables, practice);
/// }
/// let map = mapping::map([&case.build()?], &Prior::literature());
///
/// let cost = |capability: &_| if *capability == Concerted { 5 } else { 2 };
/// let found = mapping::portfolios(&map, &[CoDiagnosis, CoIdeation], cost)?;
/// assert_eq!(found.smallest.len(), 1);
/// assert_eq!((&found.smallest[0].capabilities[..], found.smallest[0].cost), (&[Concerted][..], 5));
/// assert_eq!((&found.cheapest[0].capabilities[..], found.cheapest[0].cost), (&[Empowered, Developmental][..], 4));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn portfolios<C: Term, P: Term>(
    map: &Mapping<C, P>,
    targets: &[P],
    cost: impl Fn(&C) -> u64,
) -> Result<Portfolios<C, P>, Error> {
    let stray = targets.iter().find(|target| !map.practices().contains(target));
    if let Some(stray) = stray {
        let message = format!("`{}` is not a practice of the map", stray.key());
        return Err(Error::new(ErrorKind::UnknownName, message));
    }
    let wanted = where_true(map.practices().iter().map(|practice| targets.contains(practice)));
    let candidates = candidates(map, wanted, cost)?;
    let covered = candidates.iter().fold(0, |covered, candidate| covered | candidate.supports);
    let sets = if covered == wanted { supporting(&candidates, wanted) } else { Vec::new() };
    Ok(Portfolios {
        targets: bits(wanted).map(|at| map.practices()[at].clone()).collect(),
        unsupported: bits(wanted & !covered).map(|at| map.practices()[at].clone()).collect(),
        smallest: least(&candidates, &sets, |set| u128::from(set.count_ones())),
        cheapest: least(&candidates, &sets, |set| total(&candidates, set)),
    })
}

/// The sets of capabilities that support a set of practices; made by [`portfolios`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "")]
pub struct Portfolios<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// The practices to be supported, each once, in the order of the map.
    #[serde(serialize_with = "keys")]
    pub targets: Vec<P>,
    /// Those of them that no capability of the map supports.
    #[serde(serialize_with = "keys")]
    pub unsupported: Vec<P>,
    /// Every set with the fewest capabilities.
    pub smallest: Vec<Portfolio<C>>,
    /// Every set with the least cost.
    pub cheapest: Vec<Portfolio<C>>,
}

/// A set of capabilities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "")]
pub struct Portfolio<C: Term = InteractionCapability> {
    /// The capabilities, in the order of the map.
    #[serde(serialize_with = "keys")]
    pub capabilities: Vec<C>,
    /// The sum of their costs.
    pub cost: u128,
}

/// A capability that supports some of what is wanted.
struct Candidate<'m, C> {
    capability: &'m C,
    supports: u64,
    cost: u64,
}

fn candidates<C: Term, P: Term>(
    map: &Mapping<C, P>,
    wanted: u64,
    cost: impl Fn(&C) -> u64,
) -> Result<Vec<Candidate<'_, C>>, Error> {
    let supports = |cells: &[super::Cell<C, P>]| where_true(cells.iter().map(|cell| cell.cases_with > 0)) & wanted;
    let rows = map.rows().map(|(capability, cells)| (capability, supports(cells)));
    let candidates: Vec<_> = rows
        .filter(|(_, supports)| *supports != 0)
        .map(|(capability, supports)| Candidate { capability, supports, cost: cost(capability) })
        .collect();
    if let Some(free) = candidates.iter().find(|candidate| candidate.cost == 0) {
        let message = format!("`{}` costs 0: a cost is above 0", free.capability.key());
        return Err(Error::new(ErrorKind::OutOfRange, message));
    }
    if candidates.len() > MOST_CANDIDATES {
        let message = format!("{} capabilities: sets are sought among {MOST_CANDIDATES} at most", candidates.len());
        return Err(Error::new(ErrorKind::Setting, message));
    }
    Ok(candidates)
}

/// The subsets that support all that is wanted.
fn supporting<C>(candidates: &[Candidate<'_, C>], wanted: u64) -> Vec<u64> {
    let union = |set: u64| bits(set).fold(0, |union, at| union | candidates[at].supports);
    (0..1 << candidates.len()).filter(|&set| union(set) == wanted).collect()
}

fn total<C>(candidates: &[Candidate<'_, C>], set: u64) -> u128 {
    bits(set).map(|at| u128::from(candidates[at].cost)).sum()
}

/// The sets of the least size, in an order that begins with sets of early capabilities.
fn least<C: Term>(candidates: &[Candidate<'_, C>], sets: &[u64], size: impl Fn(u64) -> u128) -> Vec<Portfolio<C>> {
    let Some(least) = sets.iter().map(|&set| size(set)).min() else { return Vec::new() };
    let portfolio = |set: u64| Portfolio {
        capabilities: bits(set).map(|at| candidates[at].capability.clone()).collect(),
        cost: total(candidates, set),
    };
    let mut sets: Vec<u64> = sets.iter().copied().filter(|&set| size(set) == least).collect();
    sets.sort_by_key(|set| std::cmp::Reverse(set.reverse_bits()));
    sets.into_iter().map(portfolio).collect()
}

impl<C: Term, P: Term> fmt::Display for Portfolios<C, P> {
    /// The targets, and the sets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        wrap(f, &format!("Portfolios for: {}", list(self.targets.iter().map(Term::label))))?;
        if !self.unsupported.is_empty() {
            return wrap(f, &format!("No set: nothing supports {}", list(self.unsupported.iter().map(Term::label))));
        }
        sets(f, "Smallest", &self.smallest)?;
        sets(f, "Cheapest", &self.cheapest)
    }
}

fn sets<C: Term>(f: &mut fmt::Formatter<'_>, heading: &str, sets: &[Portfolio<C>]) -> fmt::Result {
    writeln!(f, "{heading}: {}", sets.len())?;
    for Portfolio { capabilities, cost } in sets.iter().take(LISTED) {
        wrap(f, &format!("  {} (cost {cost})", list(capabilities.iter().map(Term::label))))?;
    }
    match sets.len().saturating_sub(LISTED) {
        0 => Ok(()),
        more => writeln!(f, "  and {more} more"),
    }
}
