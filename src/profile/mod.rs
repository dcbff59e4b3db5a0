//! The practice profile: on which practices and dimensions a case lays its weight, when, and for whom.
//!
//! [`profile`] counts, for each of the eight practices and the three dimensions of Table 1 of Marcos-Cuevas et al.
//! (2016) (T15 to T18), the practices that a case records, the acts that enact them, and the evidence behind them; of
//! the whole case, of one actor ([`actor_profile`]) or of a period ([`period_profile`]). Coordination, which belongs to
//! no dimension, stands apart. The counts say what the case *records*: a practice with little evidence may have been
//! little done or little reported, and a practice that is not there is not known to have been absent.
//!
//! Beside the counts, [`emphasis()`] sets the cases of a pool against each other, [`order()`] says what came before or
//! beside what (T19), [`conversion()`] whether linking went on into materialising, and [`mediation()`] who spoke for
//! whom.
//!
//! # When an act was
//!
//! An act is dated as [`View::when`](crate::case::View::when) says: by itself, or by the occasion that it is part of.
//! `sequence` dates nothing, because a sequence may be that of a text.

mod conversion;
mod count;
mod emphasis;
mod mediation;
mod order;
mod reading;
mod report;

pub use conversion::{Conversion, Converted, LinkingAct, Share, Unit, Untestable, conversion};
pub use emphasis::{Accent, Accents, CaseEmphasis, Emphasis, Lean, emphasis};
pub use mediation::{Mediated, Mediation, Presence, Voice, mediation};
pub use order::{Order, Span, Timing, order};

use std::ops::Index;

use serde::{Serialize, Serializer};

use crate::Case;
use crate::case::ClaimId;
use crate::evidence::Period;
use crate::graph::Handle;
use crate::graph::node::Actor;
use crate::theory::Typology;
use crate::theory::typology::{Dimension, PracticeKind};
use count::Extent;

/// Profiles a case by practice and by dimension.
///
/// It answers: which practices does this case speak of, how much is done in them, and how much of the evidence is about
/// them? Only claims that hold are counted. The rules of counting:
///
/// - A practice node counts for a kind if a classification gives it that kind. A node with several kinds counts for
///   each of them, and is named in [`several_kinds`](Profile::several_kinds); one with none of the eight counts for
///   none, and is named in [`without_kind`](Profile::without_kind).
/// - Within one row nothing counts twice: a dimension counts a node, act or piece of evidence once, also where it
///   belongs to two practices of the dimension. The row of a dimension may therefore be less than the sum of its
///   practices.
/// - Shares are over the sum of the rows of the same level: the eight practices on one level, the three dimensions and
///   coordination on the other. They add up to 1 on either level.
///
/// O(nodes + claims + evidence), and a logarithm for sorting.
///
/// Source: the practices are those of Marcos-Cuevas et al. 2016, Table 1; the counts are this crate's.
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::{node::{Act, Practice}, relation::Enacts};
/// use cocreation::profile::profile;
/// use cocreation::theory::typology::{Dimension, PracticeKind};
///
/// let mut case = Case::builder("advice");
/// let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
/// let design = case.add("design", Practice::co_design("Packages agreed together"));
/// for (id, practice) in [("visit-1", advice), ("visit-2", advice), ("talks", design)] {
///     let act = case.add(id, Act::new("Something done together"));
///     case.relate(act, Enacts, practice);
/// }
/// let case = case.build()?;
///
/// let profile = profile(&case);
/// assert_eq!(profile[PracticeKind::CoDiagnosis].acts, 2);
/// assert_eq!(profile[Dimension::Linking].shares.acts, Some(2.0 / 3.0));
/// assert_eq!(profile[Dimension::Institutionalising].shares.acts, Some(0.0));
/// assert_eq!(profile[PracticeKind::CoDesign].shares.evidence, None); // the case gives no evidence at all
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
pub fn profile(case: &Case) -> Profile {
    within(case, Scope::Case, &Extent::Case)
}

/// Profiles what one actor does: on which practices does it lay its weight, as far as the case records?
///
/// An act counts if the actor takes part in it other than by misusing or withholding; a practice node if such an act
/// enacts it or the actor performs it. The claims, and so the evidence, are those of the actor's part: that it performs
/// the practice, that it takes part in the act, that the act enacts the practice, and the classifications of the
/// practice. What parts of the actor do is not counted for it. For the rest the rules are those of [`profile`].
///
/// O(nodes + claims + evidence), and a logarithm for sorting.
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::{node::{Act, Actor, Practice}, relation::{Enacts, TakesPartIn}};
/// use cocreation::profile::actor_profile;
/// use cocreation::theory::typology::PracticeKind::CoDiagnosis;
///
/// let mut case = Case::builder("advice");
/// let pilots = case.add("pilots", Actor::aggregate("Pilots"));
/// let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
/// let design = case.add("design", Practice::co_design("Packages agreed together"));
/// for (id, practice) in [("visit-1", advice), ("visit-2", advice), ("talks", design)] {
///     let act = case.add(id, Act::new("Something done together"));
///     case.relate(act, Enacts, practice);
///     if id != "visit-2" {
///         case.relate(pilots, TakesPartIn, act);
///     }
/// }
/// // Two of the three acts are theirs, one of each practice.
/// let theirs = actor_profile(&case.build()?, pilots);
/// assert_eq!((theirs[CoDiagnosis].acts, theirs[CoDiagnosis].shares.acts), (1, Some(0.5)));
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
///
/// # Panics
///
/// On a handle of another case.
#[track_caller]
pub fn actor_profile(case: &Case, actor: Handle<Actor>) -> Profile {
    let actor = case.view(actor);
    within(case, Scope::Actor(actor.id().into()), &Extent::actor(*actor))
}

/// Profiles what was done in a period: on which practices did the weight lie then?
///
/// The period is meant as [widely](Period::widest) as it can be: `2004` is all of the year. An act counts if it
/// certainly shares a day with it. Acts that may do so, but need not, are counted beside it
/// ([`Portion::possible_acts`]) and enter no share; acts without a date are named ([`Profile::undated`]). Other
/// relations of a practice count if they are dated themselves, or by the act during which they held, and certainly
/// share a day with the period. A practice node counts if something of it does, or if its own period certainly shares a
/// day. For the rest the rules are those of [`profile`], and the dates those of [this module](self).
///
/// O(nodes + claims + evidence), a logarithm for sorting, and for each act the length of its chain of wholes.
///
/// ```
/// use cocreation::Case;
/// use cocreation::evidence::Period;
/// use cocreation::graph::{node::{Act, Practice}, relation::Enacts};
/// use cocreation::profile::period_profile;
/// use cocreation::theory::typology::PracticeKind::CoDesign;
///
/// let mut case = Case::builder("design");
/// let design = case.add("design", Practice::co_design("Design"));
/// for (id, when) in [("kick-off", "2004-03"), ("talks", "2004"), ("review", "2008")] {
///     let act = case.add(id, Act::on("Something done together", when.parse::<Period>()?));
///     case.relate(act, Enacts, design);
/// }
/// let spring = period_profile(&case.build()?, &"2004-03/2004-05".parse()?);
/// // The talks of 2004 may have been in spring; nobody knows.
/// assert_eq!((spring[CoDesign].acts, spring[CoDesign].possible_acts), (1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn period_profile(case: &Case, period: &Period) -> Profile {
    within(case, Scope::Period(*period), &Extent::Period(period.widest()))
}

fn within(case: &Case, scope: Scope, extent: &Extent) -> Profile {
    let row = |kinds: &[PracticeKind]| count::count(case, kinds, extent);
    let practices: Vec<_> = PracticeKind::ALL.iter().map(|&kind| row(&[kind])).collect();
    let dimensions: Vec<_> = Dimension::ALL.iter().map(|dimension| row(dimension.practices())).collect();
    let coordination = row(&[PracticeKind::Coordination]);
    let of_practices = Whole::of(practices.iter());
    let of_dimensions = Whole::of(dimensions.iter().chain([&coordination]));
    Profile {
        case: case.id().into(),
        scope,
        practices: practices.into_iter().map(|row| of_practices.shared(row)).collect(),
        dimensions: dimensions.into_iter().map(|row| of_dimensions.shared(row)).collect(),
        coordination: of_dimensions.shared(coordination),
        without_kind: count::named(case, |kinds| kinds == 0),
        several_kinds: count::named(case, |kinds| kinds > 1),
        undated: extent.undated(case),
    }
}

/// What of a case a profile speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// All of it.
    Case,
    /// The part of the actor with this id.
    Actor(Box<str>),
    /// What was done in this period.
    Period(Period),
}

/// What a case records of each practice and of each dimension.
///
/// It is indexed by [`PracticeKind`] and by [`Dimension`], and prints as a table.
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::node::Practice;
/// use cocreation::profile::profile;
/// use cocreation::theory::typology::PracticeKind;
///
/// let mut case = Case::builder("a-case");
/// case.add("steering", Practice::coordination("Steering group"));
/// case.add("advice", Practice::co_diagnosis("Advice").coded(PracticeKind::CoIdeation));
/// let profile = profile(&case.build()?);
///
/// // Two kinds of linking practice in one node are one linking practice.
/// assert_eq!(profile.coordination.shares.nodes, Some(1.0 / 2.0));
/// assert_eq!(profile[PracticeKind::Coordination].shares.nodes, Some(1.0 / 3.0));
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Profile {
    /// The id of the case.
    pub case: Box<str>,
    /// What of the case is profiled.
    pub scope: Scope,
    #[serde(serialize_with = "by_key::<PracticeKind, _>")]
    practices: Vec<Portion>,
    #[serde(serialize_with = "by_key::<Dimension, _>")]
    dimensions: Vec<Portion>,
    /// Coordination beside the three dimensions; its shares are those of that level.
    pub coordination: Portion,
    /// The ids of the practice nodes of the case that no classification gives one of the eight kinds: in no row.
    pub without_kind: Vec<Box<str>>,
    /// The ids of the practice nodes of the case with two kinds or more: in the row of each, if they count.
    pub several_kinds: Vec<Box<str>>,
    /// In the profile of a period, the ids of the acts of the eight kinds that nothing dates: in no row, though any of
    /// them may belong there.
    pub undated: Vec<Box<str>>,
}

/// What a case records of one practice or dimension.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Portion {
    /// The ids of its practice nodes: which practices of this kind does the case tell apart?
    pub nodes: Vec<Box<str>>,
    /// How many acts enact them, standing activities included: how often is it done, as far as the case records?
    pub acts: usize,
    /// In the profile of a period, how many more acts may lie in it, but need not: they are in no other figure.
    pub possible_acts: usize,
    /// The sum of the weights of these acts, in the case's order; an act without a weight weighs 1.
    pub weight: f64,
    /// How many different pieces of evidence stand behind them: those of the classifications that give the nodes this
    /// kind, and of the relations with one of the nodes as subject or object. Evidence on an act is counted only where
    /// it is given for the claim that the act enacts the practice.
    pub evidence: usize,
    /// Its shares of the case.
    pub shares: Shares,
    /// The claims that all this rests on, in the case's order: those classifications and those relations, or those of
    /// them that the profile of an actor or a period counts.
    pub claims: Vec<ClaimId>,
}

/// Shares of the sum over all rows of a level, each from 0 to 1; `None` where that sum is 0, or too great to be a
/// number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Shares {
    /// Of the practice nodes.
    pub nodes: Option<f64>,
    /// Of the acts.
    pub acts: Option<f64>,
    /// Of the weight of the acts.
    pub weight: Option<f64>,
    /// Of the evidence.
    pub evidence: Option<f64>,
}

impl Index<PracticeKind> for Profile {
    type Output = Portion;

    fn index(&self, practice: PracticeKind) -> &Portion {
        &self.practices[practice.index()]
    }
}

impl Index<Dimension> for Profile {
    type Output = Portion;

    fn index(&self, dimension: Dimension) -> &Portion {
        &self.dimensions[dimension.index()]
    }
}

/// What the rows of one level sum to.
struct Whole {
    nodes: usize,
    acts: usize,
    weight: f64,
    evidence: usize,
}

impl Whole {
    fn of<'p>(rows: impl Iterator<Item = &'p Portion>) -> Self {
        let empty = Self { nodes: 0, acts: 0, weight: 0.0, evidence: 0 };
        rows.fold(empty, |sum, row| Self {
            nodes: sum.nodes + row.nodes.len(),
            acts: sum.acts + row.acts,
            weight: sum.weight + row.weight,
            evidence: sum.evidence + row.evidence,
        })
    }

    fn shared(&self, row: Portion) -> Portion {
        let shares = Shares {
            nodes: share(row.nodes.len() as f64, self.nodes as f64),
            acts: share(row.acts as f64, self.acts as f64),
            weight: share(row.weight, self.weight),
            evidence: share(row.evidence as f64, self.evidence as f64),
        };
        Portion { shares, ..row }
    }
}

fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0 && whole.is_finite()).then(|| part / whole)
}

fn by_key<T: Typology, S: Serializer>(rows: &[Portion], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(T::ALL.iter().map(|entry| entry.entry().key).zip(rows))
}
