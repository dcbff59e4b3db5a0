//! The twelve kinds of node, each a marker type for typed handles and views.
//!
//! A marker has no values; it carries the constructors of its kind, which give a [`Draft`](crate::case::Draft) to add
//! to a case:
//!
//! ```
//! use cocreation::Case;
//! use cocreation::graph::node::Actor;
//!
//! let mut case = Case::builder("a-case");
//! let maker = case.add("maker", Actor::provider("An engine maker"));
//! let case = case.build()?;
//! assert_eq!(case.view(maker).label(), "An engine maker");
//! # Ok::<(), cocreation::case::Problems>(())
//! ```

use std::fmt;

use crate::sealed::Sealed;
use crate::theory::{ConstructId, t};

/// A kind of node, as a type.
///
/// Sealed: the kinds are those of the schema.
pub trait Kind: Sealed + 'static {
    /// The kind as a value.
    const KIND: NodeKind;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $key:literal $plural:literal [$($construct:literal)+] [$($field:ident)*];)+) => {
        /// A kind of node, as a value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum NodeKind {
            $($(#[$doc])* $name,)+
        }

        $(
            $(#[$doc])*
            #[derive(Debug)]
            pub enum $name {}

            impl Sealed for $name {}

            impl Kind for $name {
                const KIND: NodeKind = NodeKind::$name;
            }
        )+

        impl NodeKind {
            /// Every kind, in the order of the schema.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// What the schema says of this kind. O(1).
            pub const fn row(self) -> &'static KindRow {
                const ROWS: &[KindRow] = &[$(KindRow {
                    key: $key,
                    plural: $plural,
                    constructs: &[$(t($construct)),+],
                    fields: &[$(Field::$field),*],
                }),+];
                &ROWS[self as usize]
            }

            /// The kind that a case document writes so, if there is one.
            pub fn from_key(key: &str) -> Option<Self> {
                match key {
                    $($key => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

/// What the schema says of a kind of node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindRow {
    /// How a case document writes the kind.
    pub key: &'static str,
    /// How a text speaks of several.
    pub plural: &'static str,
    /// The constructs of the register that nodes of this kind carry.
    pub constructs: &'static [ConstructId],
    /// The fields that a node of this kind may have beside id, label and note.
    pub fields: &'static [Field],
}

/// A field that only some kinds of node have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// When it was, held or was valid.
    Period,
    /// How long it took or lasted, stated without dates.
    Duration,
    /// The place of an act or event in a sequence, such as an utterance in a meeting.
    Sequence,
    /// How much one act counts (1 where nothing is said).
    Weight,
    /// Whether an act is a standing activity rather than an occasion.
    Standing,
    /// How many an aggregate actor stands for, or how many belong to it.
    Size,
    /// Which version of an offering this is.
    Version,
    /// The construct that a judgement judges.
    Construct,
    /// What was judged.
    Value,
    /// The scale on which it was judged.
    Scale,
}

impl Field {
    /// How a case document writes the field.
    pub const fn key(self) -> &'static str {
        const KEYS: [&str; 10] =
            ["period", "duration", "sequence", "weight", "standing", "size", "version", "construct", "value", "scale"];
        KEYS[self as usize]
    }
}

kinds! {
    /// A person, group or organisation, or an aggregate spoken of as one ("the airlines").
    Actor "actor" "actors" [4 5 7] [Period Size];
    /// What can be integrated; whether it is latent or realised is computed, never stored.
    Resource "resource" "resources" [8 9 10 11] [Period];
    /// A routinised way of doing things together.
    Practice "practice" "practices" [13 15 16 17 18 20 26] [Period Duration];
    /// What gives practices coherence.
    Capability "capability" "capabilities" [25 26 28 29 30 31] [Period];
    /// A provider, customer or joint sphere. A known end of its period is the reported completion of the endeavour.
    Sphere "sphere" "spheres" [1] [Period Duration];
    /// Praxis: something done on an occasion, or a standing activity reported as going on.
    Act "act" "acts" [7 36 54] [Period Duration Sequence Weight Standing];
    /// A compelling event or an external shock.
    Event "event" "events" [38] [Period Sequence];
    /// A view of an outcome that an endeavour is to bring about; its period is its validity.
    Purpose "purpose" "purposes" [35 40] [Period];
    /// A version of an offering or a value proposition.
    Offering "offering" "offerings" [42 43] [Period Version];
    /// A value outcome.
    Value "value" "values" [2 46] [Period];
    /// A rule, norm, contract, standard, roadmap, agreed sharing of risk and benefit, dominant logic or profession.
    Institution "institution" "institutions" [44 35] [Period];
    /// A recorded judgement on a construct that no relation carries.
    Judgement "judgement" "judgements" [21 32 33 39 41 45 48 49] [Period Construct Value Scale];
}

impl fmt::Display for NodeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.row().key)
    }
}
