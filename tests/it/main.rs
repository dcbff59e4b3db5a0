//! The integration tests of the crate, as one binary.

mod dates;
mod mapping;
mod profile;
mod realization;
