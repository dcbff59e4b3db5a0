//! Sustained purposeful engagement (SPE): to what degree the actors of a joint sphere share and enact a purpose,
//! contribute jointly and reciprocally, and keep doing so.
//!
//! Marcos-Cuevas et al. (2016, §6) name SPE as the mechanism that connects capabilities, practices and resources, and
//! define it in words; no published scale exists. This module computes an operational definition of it, built for this
//! crate. SPE is a *process* property of a sphere: it is neither an outcome nor a capability nor the volume of activity.
//!
//! # The definition
//!
//! For a joint sphere with n ≥ 2 actors inside its declared boundary, a window [t0, T] and an as-of date T, every figure
//! in [0, 1]:
//!
//! ```text
//! P = sqrt(P_decl · P_enact)              E = (e_part · e_rec · e_joint)^(1/3)      S = (s_cov · s_pers · s_now)^(1/3)
//!
//! P_decl  = mean of: outcomes that a pair both endorse, roadmap that both accept, sharing of risk and benefit that both
//!           are party to; each a mean over pairs weighted by mutual dependence d_ab + d_ba
//! P_enact = weight share of joint acts that contribute to a purpose which all their participants endorse
//! e_part  = exp(−Σ p ln p) / n over the actors' shares p of contributions
//! e_rec   = Σ_i min(given_i, received_i) / Σ given
//! e_joint = weight share of contributions that join actors of different organisations or spheres of origin
//! s_cov   = share of time bins with a joint contribution, averaged over the grid of bins
//! s_pers  = mean over neighbouring non-empty bins of the share of active pairs that stay active
//! s_now   = weighted mean over pairs of 2^(−(T − t_last) / half-life)
//!
//! SPE⁺ = (P · E · S)^(1/3)                 D = Σ w(−, not recovered) / (Σ w(+) + Σ w(−, not recovered))
//! SPE  = SPE⁺ · (1 − D)
//! ```
//!
//! # What is not known
//!
//! A part that the case does not know runs over all that it could be, and every figure made from it is an interval
//! ([`Estimate`]) with the reasons ([`Reason`]). Where nothing is known of P, E and S the sphere is not assessable. A
//! point estimate, where there is one, uses what is known only. [`Assessment::narrowing`] says which evidence would
//! narrow the interval most.
//!
//! ```
//! use cocreation::{Case, spe};
//! use cocreation::evidence::{Date, Period, Source, VagueDate};
//! use cocreation::graph::{node::{Act, Actor, Sphere}, relation::{BelongsTo, TakesPartIn, Within}};
//!
//! let mut case = Case::builder("three-meetings");
//! let [maker, airline] = [case.add("maker", Actor::provider("Maker")), case.add("airline", Actor::customer("Airline"))];
//! let joint = case.add("joint", Sphere::joint("What they do together"));
//! case.relate(maker, BelongsTo, joint);
//! case.relate(airline, BelongsTo, joint);
//! for year in [2010, 2011, 2012] {
//!     let day = Date::new(year, 6, 30)?;
//!     let meeting = case.add(format!("meeting-{year}"), Act::on("They meet", VagueDate::day(day)));
//!     case.relate(meeting, Within, joint);
//!     case.relate(maker, TakesPartIn, meeting).giving_to(airline);
//!     case.relate(airline, TakesPartIn, meeting).giving_to(maker);
//! }
//! let case = case.build()?;
//! let spe = spe::assess(&case, joint, Date::new(2012, 6, 30)?)?;
//!
//! // Both contribute alike, each gives what it gets, and they are of two organisations.
//! assert_eq!(spe.engagement.value.point, Some(1.0));
//! assert!(spe.engagement.value.is_exact());
//! // Nobody said what they pursue: P could be anything, and the score says so.
//! assert!(spe.purpose.value.is_unknown());
//! assert_eq!(spe.headline.value.low, 0.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assessment;
mod attribution;
mod comparison;
mod definition;
mod diagnostics;
mod draws;
mod estimate;
mod interval;
mod ledger;
mod narrowing;
mod reading;
mod report;
mod spec;
mod trace;
mod views;
mod what_if;

pub use assessment::{Assessment, Counts, Figure, Step};
pub use attribution::{ActorShare, Attribution, LogShare, Reference, attribute};
pub use comparison::{Comparison, ENOUGH, Side, Verdict, compare};
pub use definition::{Part, Score};
pub use diagnostics::{
    Contribution, Diagnostics, DyadicReciprocity, Gaps, Imbalance, Probe, Renewal, Uncorrected, diagnose,
};
pub use draws::{Draws, Factor, Limit, Plan, Share, Spread, Total, draw};
pub use estimate::{Estimate, Gap, Reason};
pub use interval::{Interval, Reasons};
pub use ledger::{AgreementForm, Event, Fact, Ledger, Party};
pub use narrowing::Narrowing;
pub use spec::Spec;
pub use trace::{Explained, Ground, Opened};
pub use views::{Panel, assess_actor, assess_all, assess_dyad};
pub use what_if::{Change, Difference, Drawn, Effect, what_if, what_if_drawn};

use crate::case::Case;
use crate::error::Error;
use crate::graph::Handle;
use crate::graph::node::Sphere;
use reading::Reading;

/// Assesses the engagement in a sphere at a date.
///
/// Answers: to what degree did the actors of the sphere, up to the date, share and enact a purpose, contribute jointly,
/// and keep doing so? What happened later is not seen. A date is a specification; [`Spec`] sets everything else.
///
/// Cost: O(actors) for the boundary; for the acts O(claims on them + pairs of contributors of each); for S O(pairs ever
/// active × bins) time, and a bit of memory for each; for P O(pairs × purposes and agreements). An actor that is part of
/// several wholes costs O(its wholes).
///
/// # Errors
///
/// [`ErrorKind::Setting`](crate::ErrorKind::Setting) if the specification cannot be used. That too little is known is no
/// error: the result says so.
///
/// # Panics
///
/// On a handle of another case.
#[track_caller]
pub fn assess(case: &Case, sphere: Handle<Sphere>, spec: impl Into<Spec>) -> Result<Assessment, Error> {
    let spec = spec.into();
    let reading = Reading::of(case, sphere, &spec)?;
    Ok(Assessment::of(&reading, spec))
}
