//! From codings to a case: what codes mean, what is drafted from them, and what may be claimed besides.

mod draft;
mod map;
mod proposal;

pub use draft::{Drafted, Ignored, Unmapped, draft};
pub use map::{CodeMap, MapProblem, MapProblems, Meaning};
pub use proposal::{Candidate, Overlap, Proposal};
