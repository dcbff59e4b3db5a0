//! The two wheels of Figure 1, turned against each other.

use std::fmt;

use serde::Serialize;

use super::term::key;
use super::text::{clip, wrap};
use super::{Mapping, Status, Term};
use crate::theory::typology::{InteractionCapability, PracticeKind};

/// Turns the wheel of practices against the wheel of capabilities, step by step.
///
/// It answers: when the two wheels of Figure 1 are set against each other in each way, how many of the pairs that come to
/// face each other are linked? Rotation r aligns the capability at place i with the practice at place (i + r) modulo the
/// number of practices, in the order of the map; with the eight practices r runs from 0 to 7. Over all rotations, every
/// cell is aligned exactly once.
///
/// It is an illustration. Which pairs face each other depends on the order in which the lists stand, and that order means
/// nothing: a rotation with much support is no finding.
///
/// O(cells).
///
/// Source: Marcos-Cuevas et al. 2016, Figure 1.
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::{node::{Capability, Practice}, relation::Enables};
/// use cocreation::mapping::{self, Prior};
///
/// let mut case = Case::builder("advice");
/// let develop = case.add("develop", Capability::developmental("Helping pilots to learn"));
/// let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
/// case.relate(develop, Enables, advice);
/// let rotations = mapping::rotate(&mapping::map([&case.build()?], &Prior::literature()));
///
/// // Developmental stands at place 4, co-diagnosis at place 0 = (4 + 4) mod 8.
/// let supported: Vec<usize> = rotations.rotations.iter().map(|rotation| rotation.supported).collect();
/// assert_eq!(supported, [0, 0, 0, 0, 1, 0, 0, 0]);
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn rotate<C: Term, P: Term>(map: &Mapping<C, P>) -> Rotations<C, P> {
    let width = map.practices().len();
    let rotation = |step: usize| {
        let pairs: Vec<_> =
            map.rows().enumerate().map(|(at, (_, cells))| Alignment::of(&cells[(at + step) % width])).collect();
        Rotation {
            step,
            supported: pairs.iter().filter(|pair| pair.status.is_link()).count(),
            cases_with: pairs.iter().map(|pair| pair.cases_with).sum(),
            cases_searched: pairs.iter().map(|pair| pair.cases_searched).sum(),
            pairs,
        }
    };
    Rotations { rotations: (0..width).map(rotation).collect() }
}

/// The wheels in every rotation; made by [`rotate`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "")]
pub struct Rotations<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// One for each practice, from r = 0 on.
    pub rotations: Vec<Rotation<C, P>>,
}

/// One way in which the wheels face each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "")]
pub struct Rotation<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// r: by how many places the practices are turned.
    pub step: usize,
    /// How many of the pairs are linked in at least one case.
    pub supported: usize,
    /// The sum of k over the pairs.
    pub cases_with: usize,
    /// The sum of n over the pairs.
    pub cases_searched: usize,
    /// The pairs, one for each capability.
    pub pairs: Vec<Alignment<C, P>>,
}

/// A capability and the practice that it faces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "")]
pub struct Alignment<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// The capability.
    #[serde(serialize_with = "key")]
    pub capability: C,
    /// The practice.
    #[serde(serialize_with = "key")]
    pub practice: P,
    /// What the cases say of the two.
    pub status: Status,
    /// k: in how many cases the link is.
    pub cases_with: usize,
    /// n: how many cases looked for it.
    pub cases_searched: usize,
}

impl<C: Term, P: Term> Alignment<C, P> {
    fn of(cell: &super::Cell<C, P>) -> Self {
        Self {
            capability: cell.capability.clone(),
            practice: cell.practice.clone(),
            status: cell.status(),
            cases_with: cell.cases_with,
            cases_searched: cell.cases_searched,
        }
    }
}

impl<C: Term, P: Term> fmt::Display for Rotations<C, P> {
    /// A line for each rotation, and beneath it the pairs that are linked.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "The two wheels in each rotation\n")?;
        for Rotation { step, supported, cases_with, cases_searched, pairs } in &self.rotations {
            writeln!(
                f,
                "r = {step}: {supported} of {} pairs linked, k/n = {cases_with}/{cases_searched}",
                pairs.len()
            )?;
            for pair in pairs.iter().filter(|pair| pair.status.is_link()) {
                let (capability, practice) = (clip(pair.capability.label(), 30), clip(pair.practice.label(), 30));
                writeln!(f, "  {capability} × {practice}: {}", pair.status)?;
            }
        }
        wrap(f, "An illustration: what faces what depends on the order of the two lists, which means nothing.")
    }
}
