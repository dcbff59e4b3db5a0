//! The pages of the project's `docs` folder, as part of the documentation, so that their links and snippets are checked.

#[doc = include_str!("../docs/DESIGN.md")]
pub mod design {}

#[doc = include_str!("../docs/ARCHITECTURE.md")]
pub mod architecture {}

#[doc = include_str!("../docs/FORMAT.md")]
pub mod format {}

#[doc = include_str!("../docs/ENCODING.md")]
pub mod encoding {}

#[doc = include_str!("../docs/ENGAGEMENT.md")]
pub mod engagement {}

#[doc = include_str!("../docs/FINDINGS.md")]
pub mod findings {}

#[doc = include_str!("../docs/COVERAGE.md")]
pub mod coverage {}

#[doc = include_str!("../docs/REFI.md")]
pub mod refi {}

#[doc = include_str!("../docs/COMPARE.md")]
pub mod compare {}

#[doc = include_str!("../docs/THEORY.md")]
pub mod theory {}

/// Where every fact of the encoded texts goes, or why it has no place: one page for each case.
pub mod facts {
    #[doc = include_str!("../docs/facts/rolls_royce.md")]
    pub mod rolls_royce {}

    #[doc = include_str!("../docs/facts/sap.md")]
    pub mod sap {}

    #[doc = include_str!("../docs/facts/unilever.md")]
    pub mod unilever {}

    #[doc = include_str!("../docs/facts/bekaert.md")]
    pub mod bekaert {}

    #[doc = include_str!("../docs/facts/competence_management.md")]
    pub mod competence_management {}

    #[doc = include_str!("../docs/facts/consultancy_group.md")]
    pub mod consultancy_group {}

    #[doc = include_str!("../docs/facts/combitech.md")]
    pub mod combitech {}

    #[doc = include_str!("../docs/facts/greenco.md")]
    pub mod greenco {}
}

#[doc = include_str!("../CHANGELOG.md")]
pub mod changelog {}
