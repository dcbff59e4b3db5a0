//! Figures that may be known only within bounds, and the reasons why.

use std::fmt;

use serde::{Serialize, Serializer};

use super::interval::{Interval, Reasons};

/// A figure in [0, 1] by partial identification: bounds that hold whatever the unknown turns out to be.
///
/// The point estimate, where there is one, uses what is known only.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// No smaller than this.
    pub low: f64,
    /// No larger than this.
    pub high: f64,
    /// The figure on what is known, `None` where nothing is.
    pub point: Option<f64>,
    /// What keeps it from being exact.
    pub gaps: Vec<Gap>,
}

/// Something that is not known, and the nodes that it is not known of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Why it is not known.
    pub reason: Reason,
    /// Of which nodes, by id: at most [`Gap::SHOWN`] of them.
    pub nodes: Vec<Box<str>>,
    /// Of how many nodes or pairs.
    pub count: usize,
}

impl Gap {
    /// How many nodes a gap names at most.
    pub const SHOWN: usize = 6;

    pub(super) fn about<'a>(reason: Reason, nodes: impl ExactSizeIterator<Item = &'a str>) -> Self {
        let count = nodes.len();
        Self { reason, nodes: nodes.take(Self::SHOWN).map(Into::into).collect(), count }
    }
}

macro_rules! reasons {
    ($($name:ident $key:literal $meaning:literal $remedy:literal;)+) => {
        /// Why a figure is not, or not exactly, known.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Reason {
            $(#[doc = $meaning] $name,)+
        }

        impl Reason {
            const ROWS: &'static [(&'static str, &'static str, &'static str)] = &[$(($key, $meaning, $remedy)),+];

            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The reason as a key, in kebab case.
            pub const fn key(self) -> &'static str {
                Self::ROWS[self as usize].0
            }

            /// What is not known.
            pub const fn meaning(self) -> &'static str {
                Self::ROWS[self as usize].1
            }

            /// Which evidence would settle it.
            pub const fn remedy(self) -> &'static str {
                Self::ROWS[self as usize].2
            }
        }
    };
}

reasons! {
    TooFewActors "too-few-actors" "Fewer than two actors are said to belong to the sphere." "who is inside the sphere's boundary";
    NotJoint "not-joint" "All actors are of one organisation and one sphere of origin: this is not a joint sphere." "an actor of another organisation inside the boundary";
    NoActs "no-acts" "No act is said to take place within the sphere." "who did what within the sphere";
    NoContributions "no-contributions" "Acts are known, a contribution of a member is not, and nobody looked for one." "who contributed to the acts, or a search that found nobody";
    MayBeLater "may-be-later" "Acts may lie after the as-of date." "a date for these acts, or the date of the source that reports them";
    TimesUnknown "times-unknown" "It is not known how often some acts took place in the window." "from when to when these routines go on, and dates of the acts that may lie before the window";
    NoDyad "no-dyad" "No two actors share an act or depend on each other." "a joint act, or who depends on whom";
    StancesUnknown "stances-unknown" "For some pairs it is not known whether both endorse the outcomes that one of them took a stance on." "where each actor of the pair stands on the outcomes";
    RoadmapUnknown "roadmap-unknown" "For some pairs it is not known whether they share a roadmap." "which actors accept a common roadmap, or a search that found none";
    MechanismUnknown "mechanism-unknown" "For some pairs it is not known whether they agreed how to share risk and benefit." "which actors are party to an agreed sharing of risk and benefit, or a search that found none";
    DependenceUnknown "dependence-unknown" "For some pairs the mutual dependence that weighs them is not known." "how strongly each actor of the pair depends on the other";
    AdvanceUnknown "advance-unknown" "For some joint acts it is not known which purpose they advance." "which purpose the joint acts advance";
    EndorsementUnknown "endorsement-unknown" "For some joint acts it is not known whether all participants endorse the purpose advanced." "whether each participant endorses the purpose that the act advances";
    ReceiversUnknown "receivers-unknown" "Some contributions name nobody to whom they are given." "to whom the contributions are given";
    DirectionNotSearched "direction-not-searched" "Giving is known in one direction only, and the other was not looked for." "what these actors give and what they are given, or a search in the missing direction";
    NoGiving "no-giving" "No contribution is known to be given to another member, and nobody looked for giving." "who gives what to whom, or a search that found no giving";
    FewDated "few-dated" "Fewer than three joint contributions are dated." "dates, even rough ones, of at least three joint contributions";
    FewBins "few-bins" "The window has fewer than three bins." "a longer window, or shorter bins";
    OneBin "one-bin" "All dated joint contributions fall into one bin." "dated joint contributions in a second bin";
    FewDyads "few-dyads" "Fewer than three pairs were ever active." "joint contributions of further pairs";
    VagueDates "vague-dates" "Some joint contributions are undated, or dated too roughly for one bin." "closer dates of these joint contributions";
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl Estimate {
    /// A figure with the names of what it lacks.
    pub(super) fn of(value: Interval, gaps: Vec<Gap>) -> Self {
        Self { low: value.low, high: value.high, point: value.point, gaps }
    }

    fn interval(&self) -> Interval {
        Interval { low: self.low, high: self.high, point: self.point, reasons: Reasons::default() }
    }

    /// Whether it is known exactly.
    pub fn is_exact(&self) -> bool {
        self.interval().is_exact()
    }

    /// Whether nothing at all is known of it.
    pub fn is_unknown(&self) -> bool {
        self.interval().is_unknown()
    }

    /// How far the bounds lie apart, from 0 (exact) to 1 (nothing known).
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}

impl fmt::Display for Estimate {
    /// `0.71 [0.40, 0.90]`, `0.71` where it is exact, `unknown [0.00, 1.00]` where nothing is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.interval().fmt(f)
    }
}
