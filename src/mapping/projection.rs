//! Which capabilities share practices, and which practices share capabilities, against chance.

use std::fmt;

use serde::Serialize;

use super::bits::where_true;
use super::false_discovery::adjusted;
use super::rewiring::Links;
use super::term::key;
use super::text::{clip, wrap};
use super::{Cell, Mapping, Term};
use crate::error::{Error, ErrorKind};
use crate::theory::typology::{InteractionCapability, PracticeKind};

/// How many pairs of a side a report lists, the most surprising first.
const LISTED: usize = 12;

/// Projects the map onto its capabilities and onto its practices, each shared link held against chance.
///
/// It answers: do two capabilities support the same practices more than two capabilities with so many links would anyway?
/// A plain projection joins everything that is busy with everything else that is busy; therefore there is none here without
/// its null model.
///
/// The links are the cells with a link in at least one case. The *null model* is the set of all graphs in which every
/// capability and every practice has as many links as in the map, and in which links lie only on cells at which some case
/// looked; each graph is equally likely. For a pair, *expected* is the mean number of shared ends over these graphs, and p
/// the part of them in which the pair shares as many as in the map, or more. Pairs in which one has no link are left out;
/// q is p adjusted by Benjamini and Hochberg over the pairs of the side.
///
/// Up to 100 000 graphs are counted one by one, and the answer is exact. More are sampled: `draws` of them, from the seed,
/// with p = (1 + as many or more) / (1 + draws). Sampling needs every cell to have been looked at; if some were not, and
/// the graphs are too many to count, [`NullModel::OutOfReach`] says so and there are no pairs.
///
/// O(graphs × pairs).
///
/// # Errors
///
/// [`ErrorKind::Setting`] if `draws` is 0.
///
/// ```
/// use cocreation::Case;
/// use cocreation::case::Search;
/// use cocreation::graph::{node::{Capability, Practice}, relation::{Enables, RelationKind}};
/// use cocreation::mapping::{self, NullModel, Prior};
///
/// // Ethical and concerted share embedding and coordination; nothing else was found.
/// let mut case = Case::builder("a-case");
/// let rules = case.add("rules", Practice::embedding("Rules"));
/// let steering = case.add("steering", Practice::coordination("Steering"));
/// let fair = case.add("fair", Capability::ethical("Fairness"));
/// let concert = case.add("concert", Capability::concerted("Concertation"));
/// for capability in [fair, concert] {
///     case.relate(capability, Enables, rules);
///     case.relate(capability, Enables, steering);
/// }
/// case.search(Search::not_found("any other link").relation(RelationKind::Enables));
/// let map = mapping::map([&case.build()?], &Prior::literature());
///
/// // With two links for each of the four, there is no other way to lay them: sharing both is no surprise at all.
/// let projections = mapping::project(&map, 1_000, 42)?;
/// assert_eq!(projections.null_model, NullModel::Exact { graphs: 1 });
/// let pair = &projections.capabilities[0];
/// assert_eq!((pair.shared, pair.expected, pair.p), (2, 2.0, 1.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn project<C: Term, P: Term>(map: &Mapping<C, P>, draws: u32, seed: u64) -> Result<Projections<C, P>, Error> {
    if draws == 0 {
        return Err(Error::new(ErrorKind::Setting, "0 draws: at least one is needed"));
    }
    let set = |cells: &[Cell<C, P>], test: fn(&Cell<C, P>) -> bool| where_true(cells.iter().map(test));
    let links = Links {
        rows: map.rows().map(|(_, cells)| set(cells, |cell| cell.cases_with > 0)).collect(),
        places: map.rows().map(|(_, cells)| set(cells, |cell| cell.cases_searched > 0)).collect(),
        columns: map.practices().len(),
    };
    let empty = Tallies::of(&links);
    let mut tallies = empty.clone();
    if let Some(graphs) = links.every(|rows| tallies.add(rows)) {
        return Ok(tallies.projections(map, NullModel::Exact { graphs }));
    }
    if !links.everywhere() {
        return Ok(Projections { null_model: NullModel::OutOfReach, capabilities: Vec::new(), practices: Vec::new() });
    }
    tallies = empty;
    links.sample(draws, seed, |rows| tallies.add(rows));
    Ok(tallies.projections(map, NullModel::Sampled { draws, seed }))
}

/// The two one-mode projections of a map; made by [`project`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Projections<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// What chance is.
    pub null_model: NullModel,
    /// The pairs of capabilities that have links, in the order of the map.
    pub capabilities: Vec<SharedBy<C>>,
    /// The pairs of practices that have links, in the order of the map.
    pub practices: Vec<SharedBy<P>>,
}

/// How the graphs of the null model were gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NullModel {
    /// One by one.
    Exact {
        /// How many there are, that of the map included.
        graphs: u64,
    },
    /// By drawing some at random.
    Sampled {
        /// How many were drawn.
        draws: u32,
        /// From which seed.
        seed: u64,
    },
    /// Not at all: too many to count, and not every cell was looked at.
    OutOfReach,
}

/// What two of a kind share.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct SharedBy<T: Term> {
    /// The one that comes first in the map.
    #[serde(serialize_with = "key")]
    pub one: T,
    /// The other one.
    #[serde(serialize_with = "key")]
    pub other: T,
    /// How many ends they share: practices that both capabilities support, capabilities that support both practices.
    pub shared: u32,
    /// How many they share in the null model on average.
    pub expected: f64,
    /// The chance of sharing as many or more in the null model.
    pub p: f64,
    /// p adjusted by Benjamini and Hochberg over the pairs of the side.
    pub q: f64,
}

/// What has been counted for the pairs of both sides.
#[derive(Clone)]
struct Tallies {
    columns: usize,
    capabilities: Vec<Tally>,
    practices: Vec<Tally>,
    graphs: u64,
}

#[derive(Clone)]
struct Tally {
    pair: (usize, usize),
    observed: u32,
    sum: u64,
    as_many: u64,
}

fn tallies(sets: &[u64]) -> Vec<Tally> {
    let linked = || (0..sets.len()).filter(|&at| sets[at] != 0);
    let pairs = linked().flat_map(|one| linked().filter(move |other| one < *other).map(move |other| (one, other)));
    pairs.map(|pair| Tally { pair, observed: shared(sets, pair), sum: 0, as_many: 0 }).collect()
}

fn shared(sets: &[u64], (one, other): (usize, usize)) -> u32 {
    (sets[one] & sets[other]).count_ones()
}

impl Tallies {
    fn of(links: &Links) -> Self {
        let turned = Links::transposed(&links.rows, links.columns);
        Self { columns: links.columns, capabilities: tallies(&links.rows), practices: tallies(&turned), graphs: 0 }
    }

    fn add(&mut self, rows: &[u64]) {
        let turned = Links::transposed(rows, self.columns);
        for (sets, tallies) in [(rows, &mut self.capabilities), (&turned, &mut self.practices)] {
            for tally in tallies {
                let shared = shared(sets, tally.pair);
                tally.sum += u64::from(shared);
                tally.as_many += u64::from(shared >= tally.observed);
            }
        }
        self.graphs += 1;
    }

    fn projections<C: Term, P: Term>(&self, map: &Mapping<C, P>, null_model: NullModel) -> Projections<C, P> {
        // A sample is taken together with the map itself, so that no p is 0.
        let own = u64::from(matches!(null_model, NullModel::Sampled { .. }));
        Projections {
            null_model,
            capabilities: pairs(&self.capabilities, map.capabilities(), self.graphs, own),
            practices: pairs(&self.practices, map.practices(), self.graphs, own),
        }
    }
}

fn pairs<T: Term>(tallies: &[Tally], terms: &[T], graphs: u64, own: u64) -> Vec<SharedBy<T>> {
    let p: Vec<f64> = tallies.iter().map(|tally| (tally.as_many + own) as f64 / (graphs + own) as f64).collect();
    let pair = |(tally, (p, q)): (&Tally, (&f64, f64))| SharedBy {
        one: terms[tally.pair.0].clone(),
        other: terms[tally.pair.1].clone(),
        shared: tally.observed,
        expected: tally.sum as f64 / graphs as f64,
        p: *p,
        q,
    };
    tallies.iter().zip(p.iter().zip(adjusted(&p))).map(pair).collect()
}

impl fmt::Display for NullModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact { graphs: 1 } => f.write_str("the one graph with these degrees"),
            Self::Exact { graphs } => write!(f, "all {graphs} graphs with the same degrees"),
            Self::Sampled { draws, seed } => write!(f, "{draws} graphs with the same degrees, drawn from seed {seed}"),
            Self::OutOfReach => f.write_str("none: too many graphs to count, and not every cell was looked at"),
        }
    }
}

impl<C: Term, P: Term> fmt::Display for Projections<C, P> {
    /// The null model, and the pairs of either side, the most surprising first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Null model: {}", self.null_model)?;
        side(f, "Practices shared by capabilities", &self.capabilities)?;
        side(f, "Capabilities shared by practices", &self.practices)?;
        wrap(f, "p: the part of the graphs in which the pair shares as many or more. q: p adjusted for many pairs.")
    }
}

fn side<T: Term>(f: &mut fmt::Formatter<'_>, heading: &str, pairs: &[SharedBy<T>]) -> fmt::Result {
    writeln!(f, "\n{heading:<44}{:>8}{:>10}{:>9}{:>9}", "shared", "expected", "p", "q")?;
    let mut order: Vec<&SharedBy<T>> = pairs.iter().collect();
    order.sort_by(|a, b| a.p.total_cmp(&b.p));
    for SharedBy { one, other, shared, expected, p, q } in order.iter().take(LISTED) {
        let name = format!("  {}, {}", clip(one.label(), 19), clip(other.label(), 19));
        writeln!(f, "{name:<44}{shared:>8}{expected:>10.2}{p:>9.4}{q:>9.4}")?;
    }
    match pairs.len().saturating_sub(LISTED) {
        0 => Ok(()),
        more => writeln!(f, "  and {more} more"),
    }
}
