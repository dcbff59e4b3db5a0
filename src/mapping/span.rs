//! Whether a capability is tied to single practices or carries all of them alike.

use std::fmt;

use serde::Serialize;

use super::term::key;
use super::text::{clip, list, wrap};
use super::{Cell, Mapping, Term};
use crate::beta::log_beta;
use crate::theory::typology::{InteractionCapability, PracticeKind};

/// What is assumed of a rate before any count: Jeffreys' ½ on either side.
const JEFFREYS: f64 = 0.5;

/// From this Bayes factor on, the evidence for a model is "positive" on the scale of Kass and Raftery (1995), "Bayes
/// factors", Journal of the American Statistical Association 90(430).
const POSITIVE: f64 = 3.0;

/// One edge may stand for several links, not for one.
const FEWEST_LINKED: usize = 2;

/// Compares for each capability a model in which its links depend on the practice with one in which they do not.
///
/// It answers: should a picture of the map draw single edges from this capability to practices, or one edge to the system
/// of practices? Of a capability, let k of n cases that looked have the link, practice by practice. Two models of these
/// counts compete:
///
/// - *by practice*: each practice has a rate of its own, and each rate is Beta(½, ½) beforehand;
/// - *main effect*: one rate, Beta(½, ½) beforehand, holds for all practices.
///
/// The criterion is the log predictive (marginal) likelihood of the counts, in which the rates are integrated out; it
/// charges the model by practice for its many rates, as BIC does by approximation. The *main effect wins* if it makes the
/// counts at least three times as likely as the other model; the model *by practice wins* the other way round; in between
/// the counts are *undecided*. Practices at which no case looked take no part.
///
/// If the main effect wins, and at least two practices are linked, one [`Edge::ToSystem`] takes the place of all edges to
/// practices: the capability cuts across. If a source says that it underpins, it has one edge to the system, too, instead
/// of one to each practice; a link that a claim states keeps its own edge beside it.
///
/// O(cells).
///
/// Source: T27, Marcos-Cuevas et al. 2016, §6; the models and the criterion are this crate's.
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::{node::{Capability, Sphere}, relation::Underpins};
/// use cocreation::mapping::{self, Edge, Prior, Verdict};
///
/// let mut case = Case::builder("a-case");
/// let ties = case.add("ties", Capability::relational("Ties"));
/// let joint = case.add("joint", Sphere::joint("Joint"));
/// case.relate(ties, Underpins, joint);
/// let spans = mapping::span(&mapping::map([&case.build()?], &Prior::literature()));
///
/// let relational = &spans.capabilities[1];
/// assert_eq!((relational.verdict, relational.underpinned_in), (Verdict::NotLinked, 1));
/// assert_eq!(relational.edges.len(), 1, "one edge, not eight");
/// assert!(matches!(relational.edges[0], Edge::ToSystem { .. }));
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn span<C: Term, P: Term>(map: &Mapping<C, P>) -> Spans<C, P> {
    let span = |(capability, cells): (&C, &[Cell<C, P>])| {
        let underpinned_in = map.underpinnings.iter().filter(|found| found.capability == *capability).count();
        Span::of(capability, cells, underpinned_in)
    };
    Spans { capabilities: map.rows().map(span).collect() }
}

/// How far each capability reaches; made by [`span`](span()).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Spans<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// The capabilities, in the order of the map.
    pub capabilities: Vec<Span<C, P>>,
}

/// How far one capability reaches.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Span<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// The capability.
    #[serde(serialize_with = "key")]
    pub capability: C,
    /// How many practices it is linked to.
    pub linked: usize,
    /// At how many practices some case looked.
    pub looked_at: usize,
    /// In how many cases a claim says that it underpins.
    pub underpinned_in: usize,
    /// The natural logarithm of how likely the counts are if every practice has a rate of its own.
    pub log_by_practice: f64,
    /// The natural logarithm of how likely they are if one rate holds for all.
    pub log_main_effect: f64,
    /// Which model wins.
    pub verdict: Verdict,
    /// The edges to draw.
    pub edges: Vec<Edge<P>>,
}

/// What the counts say of a capability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Its links depend on the practice.
    ByPractice,
    /// It is linked to practices alike: the main effect wins.
    CrossCutting,
    /// Neither model is three times as likely as the other.
    Undecided,
    /// It is linked to one practice only, and one edge needs no other to stand for it.
    OneLink,
    /// It is linked to no practice.
    NotLinked,
}

/// An edge of the picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "", rename_all = "kebab-case")]
pub enum Edge<P: Term = PracticeKind> {
    /// To one practice.
    ToPractice {
        /// The practice.
        #[serde(serialize_with = "key")]
        practice: P,
        /// k: in how many cases the link is.
        cases_with: usize,
        /// n: how many cases looked for it.
        cases_searched: usize,
    },
    /// To the system of practices as a whole.
    ToSystem {
        /// Whether the counts say so.
        by_counts: bool,
        /// Whether claims that it underpins say so.
        by_source: bool,
    },
}

impl<C: Term, P: Term> Span<C, P> {
    fn of(capability: &C, cells: &[Cell<C, P>], underpinned_in: usize) -> Self {
        let looked: Vec<&Cell<C, P>> = cells.iter().filter(|cell| cell.cases_searched > 0).collect();
        let linked = looked.iter().filter(|cell| cell.cases_with > 0).count();
        let counts = || looked.iter().map(|cell| (cell.cases_with, cell.cases_searched));
        let log_by_practice = counts().fold(0.0, |sum, (k, n)| sum + log_likelihood(k, n));
        let pooled = counts().fold((0, 0), |sum, (k, n)| (sum.0 + k, sum.1 + n));
        let log_main_effect = log_likelihood(pooled.0, pooled.1);
        let verdict = Verdict::of(linked, log_main_effect - log_by_practice);
        Self {
            capability: capability.clone(),
            linked,
            looked_at: looked.len(),
            underpinned_in,
            log_by_practice,
            log_main_effect,
            verdict,
            edges: edges(&looked, verdict == Verdict::CrossCutting, underpinned_in > 0),
        }
    }
}

/// The chance of k links in n cases, in one order, with the rate integrated out: B(½ + k, ½ + n − k) / B(½, ½).
///
/// The order of the cases is the same in both models, and cancels.
fn log_likelihood(with: usize, searched: usize) -> f64 {
    let (k, n) = (with as f64, searched as f64);
    log_beta(JEFFREYS + k, JEFFREYS + n - k) - log_beta(JEFFREYS, JEFFREYS)
}

impl Verdict {
    fn of(linked: usize, log_factor: f64) -> Self {
        let positive = libm::log(POSITIVE);
        match linked {
            0 => Self::NotLinked,
            some if some < FEWEST_LINKED => Self::OneLink,
            _ if log_factor >= positive => Self::CrossCutting,
            _ if log_factor <= -positive => Self::ByPractice,
            _ => Self::Undecided,
        }
    }
}

fn edges<C: Term, P: Term>(cells: &[&Cell<C, P>], by_counts: bool, by_source: bool) -> Vec<Edge<P>> {
    let system = (by_counts || by_source).then_some(Edge::ToSystem { by_counts, by_source });
    let linked = cells.iter().filter(|cell| cell.cases_with > 0 && !by_counts);
    let practices = linked.map(|cell| Edge::ToPractice {
        practice: cell.practice.clone(),
        cases_with: cell.cases_with,
        cases_searched: cell.cases_searched,
    });
    system.into_iter().chain(practices).collect()
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::ByPractice => "by practice",
            Self::CrossCutting => "cross-cutting",
            Self::Undecided => "undecided",
            Self::OneLink => "one link",
            Self::NotLinked => "not linked",
        })
    }
}

impl<P: Term> fmt::Display for Edge<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ToPractice { practice, cases_with, cases_searched } => {
                write!(f, "{} {cases_with}/{cases_searched}", clip(practice.label(), 30))
            }
            Self::ToSystem { by_counts: true, by_source: false } => f.write_str("all practices (by the counts)"),
            Self::ToSystem { by_counts: false, .. } => f.write_str("all practices (a source says it underpins)"),
            Self::ToSystem { by_counts: true, by_source: true } => f.write_str("all practices (counts and source)"),
        }
    }
}

impl<C: Term, P: Term> fmt::Display for Spans<C, P> {
    /// A line for each capability: the two models, the verdict, and the edges.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "How far each capability reaches\n")?;
        writeln!(f, "{:<18}{:>8}{:>14}{:>14}  verdict", "", "linked", "by practice", "main effect")?;
        for span in &self.capabilities {
            let Span { linked, looked_at, log_by_practice, log_main_effect, verdict, .. } = span;
            let name = clip(span.capability.label(), 17);
            let linked = format!("{linked}/{looked_at}");
            writeln!(f, "{name:<18}{linked:>8}{log_by_practice:>14.2}{log_main_effect:>14.2}  {verdict}")?;
            wrap(f, &format!("  → {}", list(&span.edges)))?;
        }
        wrap(f, "The models are given by the logarithm of how likely they make the counts; log 3 = 1.10 more decides.")
    }
}
