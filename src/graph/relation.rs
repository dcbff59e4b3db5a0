//! The relations: one table, from which come the types that a program writes, the check that a reader runs, and the
//! documentation.
//!
//! Each relation is a unit struct that implements [`Relation<From, To>`] for the pairs of kinds it may join, so that a
//! wrong pair does not compile:
//!
//! ```compile_fail,E0277
//! use cocreation::Case;
//! use cocreation::graph::{node::{Act, Practice}, relation::Enacts};
//!
//! let mut case = Case::builder("a-case");
//! let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
//! let visit = case.add("visit", Act::standing("Advisers spend time with pilots"));
//! case.relate(advice, Enacts, visit); // an act enacts a practice, not the other way round
//! ```
//!
//! The same two nodes the right way round do:
//!
//! ```
//! # use cocreation::Case;
//! # use cocreation::graph::{node::{Act, Practice}, relation::Enacts};
//! # let mut case = Case::builder("a-case");
//! # let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
//! # let visit = case.add("visit", Act::standing("Advisers spend time with pilots"));
//! case.relate(visit, Enacts, advice);
//! assert_eq!(case.build()?.claims().len(), 2); // the practice's kind, and that the act enacts it
//! # Ok::<(), cocreation::case::Problems>(())
//! ```

use std::fmt;

use super::node::{
    Act, Actor, Capability, Event, Institution, Judgement, Kind, NodeKind, Offering, Practice, Purpose, Resource,
    Sphere, Value,
};
use crate::sealed::Sealed;
use crate::theory::typology::{
    DependenceBasis, List, OfferingLevel, PracticeAnatomy, ResourceRoutine, TieKind, Typology,
};
use crate::theory::{ConstructId, t};

/// A relation that may join a node of kind `From` to one of kind `To`.
///
/// Sealed: the pairs are those of the [`SCHEMA`].
#[diagnostic::on_unimplemented(
    message = "the relation `{Self}` does not go from `{From}` to `{To}`",
    label = "no such pair in the schema",
    note = "the pairs that each relation may join stand in its documentation and in `cocreation::graph::SCHEMA`"
)]
pub trait Relation<From: Kind, To: Kind>: Sealed + Copy {
    /// The relation as a value.
    const RELATION: RelationKind;
}

/// What the schema says of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RelationRow {
    /// The relation.
    pub relation: RelationKind,
    /// How a case document writes it.
    pub key: &'static str,
    /// What is claimed when it is claimed.
    pub meaning: &'static str,
    /// The constructs of the register that it carries.
    pub constructs: &'static [ConstructId],
    /// The pairs of kinds that it may join.
    pub pairs: &'static [(NodeKind, NodeKind)],
    /// What a sign means on it, where it has one.
    pub sign: Option<&'static str>,
    /// What a degree in [0, 1] means on it, where it has one.
    pub degree: Option<&'static str>,
    /// The closed list that says which sort of it is meant, where there is one.
    pub facet: Option<&'static List>,
    /// Whether it may name receivers: the actors to whom something is given.
    pub receivers: bool,
}

impl RelationRow {
    /// Whether the relation may join these two kinds. O(pairs).
    pub fn allows(&self, from: NodeKind, to: NodeKind) -> bool {
        self.pairs.contains(&(from, to))
    }
}

macro_rules! option {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}

macro_rules! relations {
    ($(
        $name:ident $key:literal [$($construct:literal)+] $meaning:literal {$($from:ident => $($to:ident)|+),+}
        $(sign $sign:literal)? $(degree $degree:literal)? $(facet $facet:ident)? $(receivers $receivers:literal)?;
    )+) => {
        /// A relation, as a value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RelationKind {
            $(#[doc = $meaning] $name,)+
        }

        $(
            #[doc = $meaning]
            #[doc = ""]
            #[doc = "It joins"]
            #[doc = ""]
            $($(#[doc = concat!("- [`", stringify!($from), "`] to [`", stringify!($to), "`]")])+)+
            $(#[doc = ""] #[doc = concat!("Its sign: ", $sign, ".")])?
            $(#[doc = ""] #[doc = concat!("Its degree: ", $degree, ".")])?
            $(#[doc = ""] #[doc = concat!("Its sorts: [`", stringify!($facet), "`].")])?
            $(#[doc = ""] #[doc = concat!("It may name receivers: ", $receivers, ".")])?
            #[doc = ""]
            #[doc = concat!("Constructs of the register:", $(" T", $construct),+, ".")]
            #[derive(Clone, Copy, Debug)]
            pub struct $name;

            impl Sealed for $name {}

            $($(
                impl Relation<$from, $to> for $name {
                    const RELATION: RelationKind = RelationKind::$name;
                }
            )+)+
        )+

        /// The schema: every relation with the pairs of kinds that it may join, and what may be said of it.
        ///
        /// The builder's types, the reader's checks and the format's documentation all come from this table.
        ///
        /// ```
        /// use cocreation::graph::{SCHEMA, node::NodeKind, relation::RelationKind};
        ///
        /// let enacts = SCHEMA.iter().find(|row| row.relation == RelationKind::Enacts).expect("in the schema");
        /// assert!(enacts.allows(NodeKind::Act, NodeKind::Practice));
        /// assert!(!enacts.allows(NodeKind::Practice, NodeKind::Act));
        /// ```
        pub const SCHEMA: &[RelationRow] = &[$(RelationRow {
            relation: RelationKind::$name,
            key: $key,
            meaning: $meaning,
            constructs: &[$(t($construct)),+],
            pairs: &[$($((NodeKind::$from, NodeKind::$to)),+),+],
            sign: option!($($sign)?),
            degree: option!($($degree)?),
            facet: option!($($facet::LIST)?),
            receivers: false $(|| $receivers)?,
        }),+];

        impl RelationKind {
            /// Every relation, in the order of the schema.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// What the schema says of this relation. O(1).
            pub const fn row(self) -> &'static RelationRow {
                &SCHEMA[self as usize]
            }

            /// The relation that a case document writes so, if there is one.
            pub fn from_key(key: &str) -> Option<Self> {
                match key {
                    $($key => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

relations! {
    PartOf "part-of" [5 54] "The first belongs to the second as a part of it: a person to a firm, an utterance to a meeting."
        {Actor => Actor, Act => Act, Offering => Offering, Resource => Resource, Institution => Institution, Capability => Capability, Practice => Practice, Sphere => Sphere};
    Succeeds "succeeds" [37 40 43] "The first takes the place of the second: a rename, a take-over, a new version, a purpose that replaces another."
        {Actor => Actor, Offering => Offering, Purpose => Purpose, Institution => Institution};
    BelongsTo "belongs-to" [1 4] "The actor is inside the declared boundary of the sphere."
        {Actor => Sphere};
    DependsOn "depends-on" [35] "The actor depends on the other to reach what it wants."
        {Actor => Actor} degree "how strongly, from not at all to wholly" facet DependenceBasis;
    TiedTo "tied-to" [39 9 49] "The actor is tied to the other by trust, sociability or agreement."
        {Actor => Actor} sign "+ a tie, − a broken or hostile one" degree "how strong the tie is" facet TieKind;
    SpeaksFor "speaks-for" [4] "The actor brings in the view of another, present or absent."
        {Actor => Actor};
    Contests "contests" [23 49] "The actor disputes what the other says or what the institution lays down."
        {Actor => Actor | Institution};
    IdentifiesWith "identifies-with" [35 9] "The actor sees itself in a profession, a slogan or a logic."
        {Actor => Institution};
    Holds "holds" [25 28 33] "The actor has the capability."
        {Actor => Capability};
    Possesses "possesses" [8 48] "The actor has the resource at hand."
        {Actor => Resource};
    PartyTo "party-to" [35 44 47] "The actor has taken a position on the agreement, roadmap or rule."
        {Actor => Institution} sign "+ accepts, − rejects";
    TakesStance "takes-stance" [35 36 46] "The actor wants or does not want it."
        {Actor => Purpose | Practice | Resource | Offering | Act | Institution | Value} sign "+ endorses, 0 is undecided, − opposes" degree "how much it matters to the actor";
    Performs "performs" [7 13 14] "The actor takes part in the practice as a rule; what it knows, follows or wants in doing so is the facet."
        {Actor => Practice} facet PracticeAnatomy;
    Offers "offers" [42 43] "The actor puts the offering forward."
        {Actor => Offering};
    Perceives "perceives" [42] "The offering reaches this level for the actor."
        {Actor => Offering} facet OfferingLevel;
    Senses "senses" [28 33] "The actor notices the event as an opportunity or a threat."
        {Actor => Event};
    Seizes "seizes" [28 33] "The actor acts upon the event."
        {Actor => Event};
    Gains "gains" [2 46] "The value is a benefit to the actor."
        {Actor => Value} degree "how much of it";
    Bears "bears" [46] "The value is a sacrifice that the actor makes."
        {Actor => Value} degree "how much of it";
    TakesPartIn "takes-part-in" [7 36 54] "The actor does something in the act, possibly for named others."
        {Actor => Act} sign "+ contributes (also where no sign is given), 0 is indifferent, − misuses or withholds" receivers true;
    Enacts "enacts" [7] "The act is an instance of the practice."
        {Act => Practice};
    Within "within" [1 6] "The act takes place in the sphere."
        {Act => Sphere};
    Advances "advances" [35 36] "It serves the purpose."
        {Act => Purpose, Practice => Purpose};
    Recovers "recovers" [36] "The act makes good an act that withheld or misused."
        {Act => Act};
    RespondsTo "responds-to" [54 20] "The act answers the other."
        {Act => Act};
    Constitutes "constitutes" [38] "The act is, or is part of, the event."
        {Act => Event};
    Integrates "integrates" [10 12] "The resource goes into it."
        {Practice => Resource, Act => Resource} facet ResourceRoutine;
    Produces "produces" [10 11] "The resource comes out of it."
        {Practice => Resource, Act => Resource};
    Grows "grows" [9] "The resource becomes more by it."
        {Practice => Resource, Act => Resource};
    Depletes "depletes" [9] "The resource becomes less by it."
        {Practice => Resource, Act => Resource};
    Shapes "shapes" [3 42] "The offering is formed or changed by it."
        {Practice => Offering, Act => Offering};
    Realizes "realizes" [2 10] "The value comes about in it."
        {Practice => Value, Act => Value};
    Affords "affords" [2] "It makes the value possible."
        {Resource => Value, Institution => Value};
    DerivesFrom "derives-from" [11] "The first is made from the second."
        {Resource => Resource, Offering => Resource};
    Yields "yields" [38 9] "It brings the resource."
        {Event => Resource, Institution => Resource, Purpose => Resource};
    LeadsTo "leads-to" [2] "The first brings the second about."
        {Value => Value, Event => Event, Event => Value};
    Proposes "proposes" [43] "The offering promises the value."
        {Offering => Value};
    Serves "serves" [2 40] "The value is what the purpose looks for."
        {Value => Purpose};
    Enables "enables" [26] "The capability makes the practice possible."
        {Capability => Practice};
    Underpins "underpins" [27] "The capability carries others, or the sphere as a whole, rather than one practice."
        {Capability => Capability | Sphere};
    Develops "develops" [26] "The practice builds the capability."
        {Practice => Capability};
    RestsOn "rests-on" [29 31 33] "The capability needs the other capability or the resource."
        {Capability => Resource | Capability | Institution};
    Coordinates "coordinates" [18] "The practice keeps the other together."
        {Practice => Practice};
    Feeds "feeds" [11 19] "What the first brings forth goes into the second."
        {Practice => Practice};
    Triggers "triggers" [38] "The event starts or reinforces it."
        {Event => Practice | Act | Purpose | Offering};
    Institutes "institutes" [17 44] "The practice sets the rule, norm, standard or structure up."
        {Practice => Institution, Act => Institution};
    Governs "governs" [44 40] "The institution orders the sphere, the purpose or the actor."
        {Institution => Sphere | Purpose | Actor};
    Regulates "regulates" [44] "The institution orders the practice."
        {Institution => Practice};
    AlignsWith "aligns-with" [40] "The two purposes point the same way."
        {Purpose => Purpose} sign "+ aligned, − at odds";
    Judges "judges" [21 32 33 39 41 45 48 49] "The judgement speaks of it."
        {Judgement => Actor | Resource | Practice | Capability | Sphere | Act | Event | Purpose | Offering | Value | Institution};
    Rates "rates" [33] "The actor gave the judgement; a measure on the claim says how reliable the rating is."
        {Actor => Judgement};
}

impl fmt::Display for RelationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.row().key)
    }
}
