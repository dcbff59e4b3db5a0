//! Agreement between coders, on a plain table of units and coders or on spans of a continuum.
//!
//! It needs no case: whoever has two or three coders and what each of them gave to each unit makes a [`Ratings`] table and
//! asks [`assess`] for everything side by side, or for one coefficient.
//!
//! ```
//! use cocreation::agreement::{self, Metric, Ratings, Weights};
//!
//! // Two coders, eight statements, two codes.
//! let mut table = Ratings::builder(["ann", "bob"]);
//! for (unit, ann, bob) in [
//!     ("s1", "trust", "trust"),
//!     ("s2", "trust", "trust"),
//!     ("s3", "trust", "doubt"),
//!     ("s4", "trust", "trust"),
//!     ("s5", "doubt", "doubt"),
//!     ("s6", "doubt", "doubt"),
//!     ("s7", "trust", "trust"),
//!     ("s8", "doubt", ""), // bob did not see s8
//! ] {
//!     table.row(unit, [ann, bob]);
//! }
//! let ratings = table.build()?; // or everything that is wrong, with row and column
//!
//! // They agree on six of the seven that both saw. Nine of fourteen values are trust:
//! // D_o = 1/7, D_e = 2 · 9 · 5 / (14 · 13).
//! assert_eq!(agreement::percent(&ratings).value(), Some(1.0 - 1.0 / 7.0));
//! let alpha = agreement::alpha(&ratings, Metric::Nominal);
//! assert_eq!(alpha.figure.to_string(), format!("{:.3}", 1.0 - 26.0 / 90.0));
//! // Ann alone gives trust to five, Bob to four: by chance (5 · 4 + 2 · 3) / 49 agree.
//! let kappa = agreement::cohen(&ratings, Weights::Identity);
//! assert_eq!(kappa.figure.value(), Some(1.0 - 7.0 / 23.0));
//!
//! let found = agreement::assess(&ratings, Metric::Nominal); // prints itself
//! assert_eq!(found.disagreements[0].to_string(), "s3: ann trust, bob doubt");
//! # Ok::<(), agreement::Faults>(())
//! ```
//!
//! # Which coefficient
//!
//! | | coders | values missing | chance comes from |
//! | --- | --- | --- | --- |
//! | [`percent`] | any | each pair on the units that both saw | – |
//! | [`alpha`](alpha()) | any | units with two values or more | the values that can be compared |
//! | [`cohen`] | two | units that both saw | the marginals of each coder |
//! | [`scott`] | two | units that both saw | the marginals of both |
//! | [`fleiss`] | any | refused | the marginals of all |
//! | [`fleiss_general`] | any | as Gwet | the marginals of all |
//! | [`conger`] | any | as Gwet | the marginals of each coder |
//! | [`light`] | any | each pair on the units that both saw | the marginals of each coder |
//! | [`brennan_prediger`] | any | as Gwet | the number of declared categories |
//! | [`gwet`] | any | as Gwet | how hard the units are to rate |
//!
//! A coder may give several codes to a unit ([`CodeSet`], with [`jaccard`], [`masi`] or [`dice`] as
//! [`Metric::Distance`]), and may mark the units as spans ([`Continuum`], [`unitizing_alpha_2016`]). [`alpha_per_code`] tells
//! which code is the trouble. Intervals: [`bootstrap`], [`bootstrap_sources`], [`krippendorff_bootstrap`].
//!
//! # Undefined
//!
//! Where all values that can be compared are of one category, nobody knows whether the coders can tell categories
//! apart. Software gives 1, not-a-number or an error there; here a [`Figure`] says why there is none. No figure is
//! clamped.

mod alpha;
mod chance;
mod fault;
mod figure;
mod ratings;
mod report;
mod resampling;
mod sample;
mod sets;
mod unitizing;

pub use alpha::{Alpha, Metric, alpha, alpha_per_code};
pub use chance::{
    Coefficient, Kappa, Weights, brennan_prediger, cohen, conger, fleiss, fleiss_general, gwet, light, percent, scott,
};
pub use fault::{Fault, FaultKind, Faults};
pub use figure::{Figure, Undefined};
pub use ratings::{Ratings, RatingsBuilder};
pub use report::{Agreement, Confusion, Disagreement, Marginal, PairAgreement, Prevalence, assess};
pub use resampling::{Bootstrap, Drawn, Draws, bootstrap, bootstrap_sources, krippendorff_bootstrap};
pub use sets::{CodeSet, dice, jaccard, masi};
pub use unitizing::{Blank, Continuum, ContinuumBuilder, Cut, UnitizingAlpha2016, unitizing_alpha_2016};
