//! What a claim rests on, how it is meant, and when it held.
//!
//! A claim is *asserted* or *violated* ([`Polarity`]); it speaks of what has been realised, is expected or is feared
//! ([`Modality`]); it is stated by the source or a coder's reading ([`Basis`]). It may carry a [`Degree`], a [`Measure`]
//! and a [`Period`], and it rests on pieces of evidence, each a place in a [`Source`] with a paraphrase.
//!
//! Dates are a documented subset of EDTF (ISO 8601-2): a source that says "fall 2013" gives `2013-23`, one that says
//! "since about 1990" gives `1990~/..`, and one that says "over decades" gives the [`Duration`] `P20Y/..`.
//!
//! ```
//! use cocreation::evidence::Period;
//!
//! let fall: Period = "2013-23".parse()?;
//! assert_eq!(fall.earliest_start(), Some("2013-09-01".parse()?));
//! assert_eq!(fall.latest_end(), Some("2013-11-30".parse()?));
//! # Ok::<(), cocreation::Error>(())
//! ```

mod claim;
mod date;
mod duration;
mod period;
mod source;

pub use claim::{Basis, Degree, Measure, Modality, Polarity, Sign};
pub use date::{Date, Precision, Season, VagueDate};
pub use duration::{Duration, Length, Unit};
pub use period::{Bound, Certainty, Period};
pub(crate) use source::Evidence;
pub use source::{Coder, Source};
