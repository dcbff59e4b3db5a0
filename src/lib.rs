//! Value co-creation made computable.

pub mod case;
pub mod error;
pub mod evidence;
pub mod graph;
pub mod mapping;
pub mod profile;
pub mod realization;
pub mod spe;
pub mod theory;

pub use case::Case;
pub use case::document::Document;
pub use error::{Error, ErrorKind};

mod sealed {
    #[expect(unnameable_types, reason = "a private supertrait seals the traits that nobody outside should implement")]
    pub trait Sealed {}
}
