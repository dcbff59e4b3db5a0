//! What no link reaches: practices that no capability supports, and capabilities that support nothing.

use std::fmt;

use serde::Serialize;

use super::term::key;
use super::text::{clip, wrap};
use super::{Cell, Mapping, Term};
use crate::theory::typology::{InteractionCapability, PracticeKind};

/// Finds the practices that no capability supports, and the capabilities that support no practice.
///
/// It answers: where does the map have holes, and are they holes in the world or in what was looked at? To *support* is to
/// be linked in at least one case, by a source or by a coder; to underpin, or to be there at the same time, is not. Each
/// gap says at how many of its cells some case looked: a practice at whose cells nobody looked is not known to be without
/// support.
///
/// O(cells).
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::{node::{Capability, Practice}, relation::Enables};
/// use cocreation::mapping::{self, Prior};
/// use cocreation::theory::typology::{InteractionCapability, PracticeKind};
///
/// let mut case = Case::builder("advice");
/// let develop = case.add("develop", Capability::developmental("Helping pilots to learn"));
/// let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
/// case.relate(develop, Enables, advice);
/// let coverage = mapping::cover(&mapping::map([&case.build()?], &Prior::literature()));
///
/// assert_eq!((coverage.unsupported.len(), coverage.idle.len()), (7, 5));
/// assert_eq!(coverage.unsupported[0].term, PracticeKind::CoIdeation);
/// assert_eq!((coverage.unsupported[0].looked_at, coverage.unsupported[0].cells), (0, 6));
/// assert!(coverage.idle.iter().all(|gap| gap.term != InteractionCapability::Developmental));
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn cover<C: Term, P: Term>(map: &Mapping<C, P>) -> Coverage<C, P> {
    let practices = map.practices().iter().enumerate();
    Coverage {
        unsupported: practices.filter_map(|(at, practice)| gap(practice, map.column(at))).collect(),
        idle: map.rows().filter_map(|(capability, cells)| gap(capability, cells.iter())).collect(),
    }
}

/// What no link reaches; made by [`cover`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "")]
pub struct Coverage<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// The practices that no capability supports, in the order of the map.
    pub unsupported: Vec<Gap<P>>,
    /// The capabilities that support no practice, in the order of the map.
    pub idle: Vec<Gap<C>>,
}

/// A capability or a practice without a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "")]
pub struct Gap<T: Term> {
    /// The capability or the practice.
    #[serde(serialize_with = "key")]
    pub term: T,
    /// At how many of its cells some case looked, without finding a link.
    pub looked_at: usize,
    /// How many cells it has.
    pub cells: usize,
}

fn gap<'m, T: Term, C: Term + 'm, P: Term + 'm>(
    term: &T,
    cells: impl Iterator<Item = &'m Cell<C, P>> + Clone,
) -> Option<Gap<T>> {
    let linked = cells.clone().any(|cell| cell.cases_with > 0);
    let looked_at = cells.clone().filter(|cell| cell.cases_searched > 0).count();
    (!linked).then(|| Gap { term: term.clone(), looked_at, cells: cells.count() })
}

impl<C: Term, P: Term> fmt::Display for Coverage<C, P> {
    /// Two lists, each gap with how much of it was looked at.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        gaps(f, "Practices that no capability supports", &self.unsupported)?;
        gaps(f, "Capabilities that support no practice", &self.idle)?;
        wrap(f, "A cell at which no case looked is unknown, not empty.")
    }
}

fn gaps<T: Term>(f: &mut fmt::Formatter<'_>, heading: &str, gaps: &[Gap<T>]) -> fmt::Result {
    writeln!(f, "{heading}: {}", gaps.len())?;
    gaps.iter().try_for_each(|Gap { term, looked_at, cells }| {
        writeln!(f, "  {:<24} looked at in {looked_at} of {cells} cells", clip(term.label(), 24))
    })
}
