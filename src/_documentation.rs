//! The pages of the project's `docs` folder, as part of the documentation, so that their links and snippets are checked.

#[doc = include_str!("../docs/DESIGN.md")]
pub mod design {}

#[doc = include_str!("../docs/ARCHITECTURE.md")]
pub mod architecture {}

#[doc = include_str!("../docs/FORMAT.md")]
pub mod format {}

#[doc = include_str!("../docs/THEORY.md")]
pub mod theory {}

#[doc = include_str!("../CHANGELOG.md")]
pub mod changelog {}
