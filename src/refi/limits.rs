//! What a file may ask of the reader.

use serde::Serialize;

/// The bounds within which a file is read. A file that goes beyond one is refused; every bound can be changed.
///
/// They count what is *read*, not what a file says of itself, so that a small file cannot become a large one. The memory that
/// is held at one time is bounded by `xml_bytes`, `total_bytes` and `items`.
///
/// ```
/// use cocreation::refi::Limits;
///
/// let mut limits = Limits::default();
/// limits.xml_bytes = 1 << 30;
/// assert_eq!(limits.depth, 256);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of an archive. By default 2 GiB.
    pub archive_bytes: u64,
    /// Entries of an archive. By default 10 000.
    pub entries: usize,
    /// Bytes of the XML. By default 256 MiB.
    pub xml_bytes: u64,
    /// Bytes of one text. By default 64 MiB.
    pub text_bytes: u64,
    /// Bytes of the XML and all texts together. By default 1 GiB.
    pub total_bytes: u64,
    /// How many times its packed size an entry may become, beyond its first MiB. By default 200; XML packs to a thirtieth.
    pub ratio: u64,
    /// How deep elements may be nested, codes under codes included. By default 256; more than 60 000 has no effect.
    pub depth: usize,
    /// Bytes of one tag with its attributes. By default 1 MiB.
    pub tag_bytes: u64,
    /// Attributes of one element. By default 256.
    pub attributes: usize,
    /// Elements of the XML; each takes some 250 bytes of memory at most, its words apart. By default 5 million.
    pub items: u64,
    /// Notices of one code that the report lists; what is beyond is counted only. By default 100.
    pub notices: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            archive_bytes: 2 << 30,
            entries: 10_000,
            xml_bytes: 256 << 20,
            text_bytes: 64 << 20,
            total_bytes: 1 << 30,
            ratio: 200,
            depth: 256,
            tag_bytes: 1 << 20,
            attributes: 256,
            items: 5_000_000,
            notices: 100,
        }
    }
}
