//! Figures that may be known only within bounds, and the reasons why.

use std::fmt;

use serde::{Serialize, Serializer};

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

    pub(super) fn new(reason: Reason) -> Self {
        Self { reason, nodes: Vec::new(), count: 0 }
    }

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
    /// A figure that is known.
    pub(super) fn exact(value: f64) -> Self {
        Self::between(value, value, Some(value), Vec::new())
    }

    /// A figure of which nothing is known.
    pub(super) fn unknown(gap: Gap) -> Self {
        Self { low: 0.0, high: 1.0, point: None, gaps: vec![gap] }
    }

    /// A figure between bounds, rounding errors cut off at the ends of the range.
    pub(super) fn between(low: f64, high: f64, point: Option<f64>, gaps: Vec<Gap>) -> Self {
        // Adding zero turns a negative zero into a plain one.
        let cut = |value: f64| value.clamp(0.0, 1.0) + 0.0;
        Self { low: cut(low), high: cut(high), point: point.map(cut), gaps }
    }

    /// The same figure, of which anything could be true for one more reason.
    pub(super) fn unsettled(mut self, gap: Gap) -> Self {
        (self.low, self.high) = (0.0, 1.0);
        self.gaps.push(gap);
        self
    }

    /// Whether it is known exactly.
    pub fn is_exact(&self) -> bool {
        self.point.is_some() && self.low == self.high
    }

    /// Whether nothing at all is known of it.
    pub fn is_unknown(&self) -> bool {
        self.point.is_none() && self.low == 0.0 && self.high == 1.0
    }

    /// How far the bounds lie apart, from 0 (exact) to 1 (nothing known).
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// Combines figures by a function that rises in each of them; the point takes the figures that have one.
    pub(super) fn combine(parts: &[&Self], rising: impl Fn(&[f64]) -> f64) -> Self {
        let all = |of: fn(&Self) -> f64| rising(&parts.iter().map(|part| of(part)).collect::<Vec<_>>());
        let points: Vec<f64> = parts.iter().filter_map(|part| part.point).collect();
        let point = (!points.is_empty()).then(|| rising(&points));
        let mut gaps: Vec<Gap> = Vec::new();
        for gap in parts.iter().flat_map(|part| &part.gaps) {
            if !gaps.contains(gap) {
                gaps.push(gap.clone());
            }
        }
        Self::between(all(|part| part.low), all(|part| part.high), point, gaps)
    }
}

/// How figures are made from their parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mean {
    /// Parts can stand in for each other.
    Arithmetic,
    /// Each part is essential: zero where any figure is zero.
    Geometric,
}

impl Mean {
    pub(super) fn of(self, values: &[f64]) -> f64 {
        match self {
            Self::Arithmetic => values.iter().sum::<f64>() / values.len() as f64,
            Self::Geometric => power_mean(values, &vec![1.0; values.len()], 0.0),
        }
    }
}

/// The weighted power mean with an exponent from −1 (harmonic) to 0 (geometric); zero where any figure is zero.
pub(super) fn power_mean(values: &[f64], weights: &[f64], exponent: f64) -> f64 {
    if values.contains(&0.0) {
        return 0.0;
    }
    // Only ratios of weights matter; by the greatest, no sum of them overflows.
    let greatest = weights.iter().copied().fold(0.0, f64::max);
    let total: f64 = weights.iter().map(|weight| weight / greatest).sum();
    let mean = |of: &dyn Fn(f64) -> f64| {
        values.iter().zip(weights).map(|(&value, weight)| weight / greatest * of(value)).sum::<f64>() / total
    };
    let geometric = mean(&libm::log);
    if exponent == 0.0 {
        return libm::exp(geometric);
    }
    // About the geometric mean, so that exponents near 0 lose no digits: v^p − 1 = expm1(p·ln v).
    let about = mean(&|value| libm::expm1(exponent * (libm::log(value) - geometric)));
    libm::exp(geometric + libm::log1p(about) / exponent)
}

impl fmt::Display for Estimate {
    /// `0.71 [0.40, 0.90]`, `0.71` where it is exact, `unknown [0, 1]` where nothing is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.point {
            Some(point) if self.is_exact() => format!("{point:.2}"),
            Some(point) => format!("{point:.2} [{:.2}, {:.2}]", self.low, self.high),
            None => format!("unknown [{:.2}, {:.2}]", self.low, self.high),
        };
        f.pad(&text)
    }
}
