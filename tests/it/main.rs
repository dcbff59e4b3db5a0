//! The integration tests of the crate, as one binary.

mod dates;
mod format;
mod mapping;
mod profile;
mod realization;
mod rolls_royce;
mod spe;
