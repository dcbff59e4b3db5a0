//! The integration tests of the crate, as one binary.

mod architecture;
mod case;
mod cases;
mod dates;
mod diagnostics;
mod document;
mod draws;
mod format;
mod generate;
mod ledger;
mod logs;
mod mapping;
mod mapping_analyses;
mod mapping_twins;
mod profile;
mod query;
mod realization;
mod render;
mod revise;
mod rolls_royce;
mod schema;
mod size;
mod spe;
mod sphere;
mod theory;
mod what_if;
