//! The map from either side: each practice with its capabilities, each capability with its practices.

use std::fmt;

use serde::Serialize;

use super::term::key;
use super::text::{clip, wrap};
use super::{Cell, Mapping, Status, Term};
use crate::theory::typology::{InteractionCapability, PracticeKind};

/// Profiles each capability by its practices and each practice by its capabilities.
///
/// It answers: what does this practice live on, and where does this capability go? Links are counted by case: a capability
/// that is linked to a practice in three cases has three links there. The share of a spoke is its part of all the links of
/// its hub; it says where the links that are recorded lie, and a practice that is looked at more often has more of them.
///
/// O(cells).
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::{node::{Capability, Practice}, relation::Enables};
/// use cocreation::mapping::{self, Prior};
///
/// let mut case = Case::builder("a-case");
/// let concert = case.add("concert", Capability::concerted("Concertation"));
/// let advice = case.add("advice", Practice::co_diagnosis("Advice"));
/// let ideas = case.add("ideas", Practice::co_ideation("Ideas"));
/// case.relate(concert, Enables, advice);
/// case.relate(concert, Enables, ideas);
/// let profiles = mapping::profiles(&mapping::map([&case.build()?], &Prior::literature()));
///
/// let concerted = &profiles.capabilities[5];
/// assert_eq!((concerted.links, concerted.spokes[0].share), (2, Some(0.5)));
/// let diagnosis = &profiles.practices[0];
/// assert_eq!((diagnosis.links, diagnosis.spokes[5].share), (1, Some(1.0)));
/// assert_eq!(profiles.practices[2].spokes[5].share, None, "no links, no shares");
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn profiles<C: Term, P: Term>(map: &Mapping<C, P>) -> Profiles<C, P> {
    let by_capability = |(capability, cells): (&C, &[Cell<C, P>])| {
        Side::of(capability, cells.iter().map(|cell| (cell.practice.clone(), Counts::of(cell))))
    };
    let by_practice = |(at, practice): (usize, &P)| {
        Side::of(practice, map.column(at).map(|cell| (cell.capability.clone(), Counts::of(cell))))
    };
    Profiles {
        capabilities: map.rows().map(by_capability).collect(),
        practices: map.practices().iter().enumerate().map(by_practice).collect(),
    }
}

/// The map from either side; made by [`profiles`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Profiles<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// Each capability with its practices.
    pub capabilities: Vec<Side<C, P>>,
    /// Each practice with its capabilities.
    pub practices: Vec<Side<P, C>>,
}

/// A capability or a practice with all of the other kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Side<H: Term, T: Term> {
    /// The capability or practice itself.
    #[serde(serialize_with = "key")]
    pub hub: H,
    /// The sum of k over its cells.
    pub links: usize,
    /// The sum of n over its cells.
    pub searched: usize,
    /// Its cells, in the order of the map.
    pub spokes: Vec<Spoke<T>>,
}

/// One cell, as part of a side.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Spoke<T: Term> {
    /// The other end.
    #[serde(serialize_with = "key")]
    pub to: T,
    /// What the cases say of the two.
    pub status: Status,
    /// k: in how many cases the link is.
    pub cases_with: usize,
    /// n: how many cases looked for it.
    pub cases_searched: usize,
    /// Which part of the links of the hub it has; `None` if there are none.
    pub share: Option<f64>,
}

#[derive(Clone, Copy)]
struct Counts {
    status: Status,
    with: usize,
    searched: usize,
}

impl Counts {
    fn of<C: Term, P: Term>(cell: &Cell<C, P>) -> Self {
        Self { status: cell.status(), with: cell.cases_with, searched: cell.cases_searched }
    }
}

impl<H: Term, T: Term> Side<H, T> {
    fn of(hub: &H, cells: impl Iterator<Item = (T, Counts)> + Clone) -> Self {
        let links = cells.clone().map(|(_, counts)| counts.with).sum();
        let share = |with: usize| (links > 0).then(|| with as f64 / links as f64);
        let spoke = |(to, Counts { status, with, searched })| Spoke {
            to,
            status,
            cases_with: with,
            cases_searched: searched,
            share: share(with),
        };
        Self {
            hub: hub.clone(),
            links,
            searched: cells.clone().map(|(_, counts)| counts.searched).sum(),
            spokes: cells.map(spoke).collect(),
        }
    }
}

impl<C: Term, P: Term> fmt::Display for Profiles<C, P> {
    /// Both sides, each with the spokes that say anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Capabilities by practice")?;
        self.capabilities.iter().try_for_each(|side| write!(f, "{side}"))?;
        writeln!(f, "\nPractices by capability")?;
        self.practices.iter().try_for_each(|side| write!(f, "{side}"))?;
        wrap(f, "\nk/n by cell; in percent, the part of the links that are recorded.")
    }
}

impl<H: Term, T: Term> fmt::Display for Side<H, T> {
    /// The hub, and its spokes at which a case looked.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spoke = |spoke: &Spoke<T>| {
            let share = spoke.share.map_or_else(String::new, |share| format!(" ({:.0} %)", 100.0 * share));
            format!("{} {}/{}{share}", clip(spoke.to.label(), 24), spoke.cases_with, spoke.cases_searched)
        };
        let looked = self.spokes.iter().filter(|spoke| spoke.cases_searched > 0).map(spoke);
        let spokes = super::text::list(looked);
        wrap(f, &format!("  {}: {} of {}: {spokes}", clip(self.hub.label(), 24), self.links, self.searched))
    }
}
