//! Structure: kinds of node, typed relations, the schema, handles and queries.
//!
//! Twelve kinds of node ([`node`]) are joined by relations ([`relation`]) and classified by codes ([`Code`]). What may
//! be joined and classified how stands in one table each, [`SCHEMA`] and [`CLASSIFICATIONS`]: the types of the builder,
//! the checks of the reader and the documentation of the format are made from them. A [`Query`] is a value that resolves
//! to a [`NodeSet`] on a case.

mod code;
mod expression;
mod handle;
mod ids;
pub(crate) mod network;
pub mod node;
mod query;
pub mod relation;
mod structure;

pub use code::{CLASSIFICATIONS, Classifies, Code, kinds_of};
pub use expression::{Expression, expressed_by};
pub use handle::Handle;
pub(crate) use handle::Tag;
pub(crate) use ids::Ids;
pub use query::{NodeSet, Query};
pub use relation::{Relation, RelationRow, SCHEMA};
pub(crate) use structure::Structure;
