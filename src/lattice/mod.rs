//! Formal Concept Analysis: which objects share which attributes, and what follows from what.
//!
//! A *formal concept* is a group of objects with all that they share: no other object has all of it, and they share
//! nothing more. The concepts of a table form a lattice, from the most general to the most special. Objects and attributes
//! can be anything; of encoded cases they are cases and what the cases say, or capabilities and practices within a case.
//!
//! - [`Table`]: any objects and attributes, from memberships by thresholds ([`Table::fuzzy`]), from text
//!   ([`Table::read_marks`]), from cases ([`by_feature`]), or from within a case ([`capabilities_by_practice`]).
//! - [`concepts()`]: all formal concepts, one after the other.
//! - [`build`]: the concept lattice, with what covers what. [`render::hasse`](crate::render::hasse) draws it.
//! - [`basis`]: the fewest implications from which all others follow.
//! - [`rules`]: association rules, with support and confidence.
//! - [`indices`]: how stable a concept is, and how it stands out.
//! - [`Exploration`]: asks somebody who knows more than the table.
//!
//! # Unknown is not absent
//!
//! A cell of a table is *has*, *lacks* or *unknown*. The concepts of a table with unknown cells are not one thing; the
//! caller reads the table as a [`Context`] in one of three ways ([`Reading`]): as if whoever is not known to have an
//! attribute lacked it (lower), as if everybody had what they may have (upper), or without the objects of which something is
//! unknown. Each implication then says whether it holds for certain, that is, for every way in which the cells may turn
//! out, or only possibly ([`Validity`]), and every support and confidence comes with its least and greatest value
//! ([`Estimate`]).
//!
//! ```
//! use cocreation::lattice::{self, Incidence, Reading, Table};
//!
//! // Which creature does what? `1` has, `0` lacks, `?` nobody knows.
//! let cells = ["110", "101", "1?1"];
//! let table = Table::new(["carp", "hare", "otter"], ["breathes", "swims", "runs"], |object, attribute| {
//!     match cells[object].as_bytes()[attribute] {
//!         b'1' => Incidence::Has,
//!         b'0' => Incidence::Lacks,
//!         _ => Incidence::Unknown,
//!     }
//! });
//! let context = table.context(Reading::Lower);
//!
//! // All breathe; two run; the carp swims; none surely does everything.
//! let extents: Vec<usize> = lattice::concepts(&context).map(|concept| concept.extent.len()).collect();
//! assert_eq!(extents, [3, 2, 1, 0]);
//! assert_eq!(lattice::basis(&context, 100).to_string(), "(nothing) → breathes [3 objects, certain]\n");
//! // If the otter does swim, somebody does everything.
//! let upper = table.context(Reading::Upper);
//! assert_eq!(lattice::concepts(&upper).last().map(|concept| concept.extent.len()), Some(1));
//! ```

mod basis;
mod cells;
mod closure;
mod concepts;
mod context;
mod encoded;
mod exploration;
mod indices;
mod measure;
mod order;
mod report;
mod rules;
mod set;
mod table;

pub use basis::{Basis, Implication, basis};
pub use cells::{Fault, FaultKind, Faults};
pub use concepts::{Concept, Concepts, concepts};
pub use context::{Context, Reading};
pub use encoded::{Encoded, by_feature, capabilities_by_practice};
pub use exploration::{Conjecture, Exploration};
pub use indices::{Indices, indices};
pub use measure::{Estimate, Rule, Validity};
pub use order::{Lattice, build};
pub use rules::{Rules, rules};
pub use set::Set;
pub use table::{Incidence, Table};
