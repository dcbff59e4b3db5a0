//! Qualitative Comparative Analysis: which combinations of conditions go with an outcome, across cases.
//!
//! "Ties are necessary but not sufficient", "different combinations of practices still lead to value": claims of this kind
//! are about sets. QCA (Ragin 1987, 2008; Schneider & Wagemann 2012; Dusa 2019) tests them on a [`Table`] of cases with
//! their memberships, from whatever source.
//!
//! # The way of an analysis
//!
//! 1. [`Calibration`] turns raw figures into memberships in [0, 1], or into levels.
//! 2. [`single_conditions`] and [`supersets`] ask what is *necessary*, with RoN against what is so trivially.
//! 3. [`truth_table`] gathers the cases in rows and says which rows are *sufficient* by the [`Cuts`].
//! 4. [`conservative`], [`intermediate`], [`parsimonious`] and [`enhanced`] explain the positive rows, each with other
//!    remainders. *All* models are found, and a [`Solution`] says how many there are, whether the list is whole, and what
//!    is proven. The negated outcome is an analysis of its own; ask for `~VALUE`.
//! 5. [`cut_range`] and [`threshold_ranges`] tell how far the choices that were made may move until the models become
//!    others; [`robustness`] tells what of a model withstands alternative ones, in fit and case by case.
//! 6. [`evaluate_theory`] sets what was expected against what was found.
//!
//! ```
//! use cocreation::qca::{Cuts, Search, Table, parsimonious, truth_table};
//!
//! let mut table = Table::new(["TIES", "TRUST", "POWER", "VALUE"])?;
//! for (case, row) in [
//!     ("a", [0.9, 0.8, 0.2, 0.9]),
//!     ("b", [0.2, 0.9, 0.1, 0.8]),
//!     ("c", [0.8, 0.1, 0.7, 0.2]),
//!     ("d", [0.1, 0.2, 0.9, 0.1]),
//! ] {
//!     table.add(case, row)?;
//! }
//! let truth = truth_table(&table, &["TIES", "TRUST", "POWER"], "VALUE", &Cuts::inclusion(0.8))?;
//! let solution = parsimonious(&truth, &Search::default())?;
//! // Trust, or the absence of power: the cases do not choose between them.
//! let models: Vec<String> = solution.models.iter().map(ToString::to_string).collect();
//! assert_eq!(models, ["TRUST", "~POWER"]);
//! # Ok::<(), cocreation::Error>(())
//! ```
//!
//! # Unknown, ambiguous, undefined
//!
//! A membership that is not known is not 0. A case with one in a condition or in the outcome is left out of the analysis
//! and named. Where it is known within bounds the table keeps them ([`Membership`]): [`Expression::bounds`] tells what its
//! membership may be, and [`fit_bounds`] what inclusion and coverage may be, whatever the unknown turns out to be. A membership of exactly 0.5 puts a case into no row,
//! and it is named, too. A [`Figure`] whose denominator is 0 is undefined, with the reason.
//!
//! # How models are found, and within what
//!
//! Remainders are never listed. The prime implicants through a positive row are the minimal hitting sets of its
//! differences from the rows to be excluded; models are covers of the positive rows by prime implicants, found by branch
//! and bound. Up to 64 conditions, 64 levels each, 1024 positive rows that must be covered one by one, and a million prime
//! implicants with ten million rows between them; a question beyond is refused and not half answered. [`Search`] states the
//! time and the memory within which a search ends.
//!
//! Agreement with the R package QCA, and each deliberate difference, is in the page `compare` of
//! [the documentation](crate::_documentation).

mod bits;
mod calibration;
mod cells;
mod counterfactual;
mod cover;
mod expression;
mod factoring;
mod fault;
mod fit;
mod fit_bounds;
mod implicants;
mod membership;
mod necessity;
mod overlap;
mod prices;
mod region;
mod report;
mod robustness;
mod sample;
mod search;
mod sensitivity;
mod solution;
mod table;
mod theory;
mod truth_table;
mod warning;

pub use calibration::{Calibration, IDM, IDM_FSQCA};
pub use counterfactual::{Intermediate, intermediate};
pub use expression::{Conjunction, Expression, Literal};
pub use factoring::{Factored, Factorings};
pub use fault::{Fault, FaultKind, Faults, Remark, RemarkKind};
pub use fit::{Figure, Necessity, Sufficiency, Undefined, necessity, sufficiency};
pub use fit_bounds::{FigureBounds, FitBounds, fit_bounds};
pub use membership::Membership;
pub use necessity::{NecessityCuts, Single, Superset, Supersets, single_conditions, supersets};
pub use region::Region;
pub use robustness::{Alternative, CaseRank, RobustCase, RobustType, Robustness, SingleTest, robustness};
pub use sample::LeftOut;
pub use search::{ModelCount, Models, Proof, Search};
pub use sensitivity::{Analysis, Bound, Cut, Raw, SensitivityRange, Stepping, cut_range, threshold_ranges};
pub use solution::{Kind, Model, PrimeImplicant, Solution, Term, conservative, enhanced, parsimonious};
pub use table::{Levels, Table};
pub use theory::{Area, AreaEvaluation, TheoryEvaluation, evaluate_theory};
pub use truth_table::{Ambiguous, Cuts, Output, Row, TruthTable, truth_table};
pub use warning::Warning;
