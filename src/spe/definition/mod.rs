//! The definition: from the record of a sphere to its score. Nothing here knows where a record was read.

pub(super) mod engagement;
pub(super) mod occasions;
pub(super) mod purpose;
pub(super) mod record;
pub(super) mod restrict;
pub(super) mod sustained;
mod weighted;

use std::ops::Index;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Spec;
use super::estimate::Reason;
use super::interval::{Interval, Mean, power_mean};
use record::{Act, Amount, Record, Recovered};

macro_rules! parts {
    ($($name:ident $key:literal $meaning:literal $above:tt;)+) => {
        /// A figure of the definition.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Part {
            $(#[doc = concat!("`", $key, "`: ", $meaning, ".")] $name,)+
        }

        impl Part {
            const ROWS: &'static [(&'static str, &'static str, Option<Part>)] = &[$(($key, $meaning, parts!(@ $above))),+];

            /// Every figure, each after what it is made from.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
    (@ -) => { None };
    (@ $above:ident) => { Some(Part::$above) };
}

parts! {
    SharedOutcomes "shared outcomes" "share of outcomes that both endorse" Declared;
    SharedRoadmap "shared roadmap" "share of pairs that both accept a roadmap" Declared;
    SharedMechanism "shared mechanism" "share of pairs that share risk and benefit" Declared;
    Declared "P_decl" "what the actors declare to share, weighted by mutual dependence" Purpose;
    Enacted "P_enact" "share of joint acts for a purpose that all in them endorse" Purpose;
    Purpose "P" "actors share and enact a view of the outcomes" Positive;
    Evenness "e_part" "evenness of contributions over all members" Engagement;
    Reciprocity "e_rec" "share of giving that comes back, in a ring or in pairs" Engagement;
    Jointness "e_joint" "share that joins different organisations or spheres" Engagement;
    Engagement "E" "actors contribute resources jointly and reciprocally" Positive;
    Coverage "s_cov" "share of time bins with a joint contribution" Sustained;
    Retention "s_pers" "share of pairs that stay active from bin to bin" Sustained;
    Recency "s_now" "recency, halved with every half-life" Sustained;
    Sustained "S" "actors keep contributing jointly over the window" Positive;
    Positive "SPE+" "the mean of P, E and S" Headline;
    Destruction "D" "share of misuse and withholding that was not made good" Headline;
    Headline "SPE" "sustained purposeful engagement: SPE+ less the share destroyed" -;
}

impl Part {
    /// P, E and S.
    pub const COMPONENTS: [Self; 3] = [Self::Purpose, Self::Engagement, Self::Sustained];

    /// The profile first, then the number, as an assessment prints them.
    pub const PROFILE: [Self; 6] =
        [Self::Purpose, Self::Engagement, Self::Sustained, Self::Positive, Self::Destruction, Self::Headline];

    /// Its name in the definition.
    pub const fn name(self) -> &'static str {
        Self::ROWS[self as usize].0
    }

    /// What it tells.
    pub const fn meaning(self) -> &'static str {
        Self::ROWS[self as usize].1
    }

    /// The figure that it is a part of; `None` for the headline.
    pub const fn above(self) -> Option<Self> {
        Self::ROWS[self as usize].2
    }

    /// How it is made from its parts: shared goals can stand in for other mechanisms, all else is essential.
    pub(super) fn mean(self) -> Mean {
        if self == Self::Declared { Mean::Arithmetic } else { Mean::Geometric }
    }

    /// The figures that it is made from; none where it rests on claims.
    pub fn parts(self) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |part| part.above() == Some(self))
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// All figures of one sphere as plain numbers.
///
/// ```
/// use cocreation::spe::Part;
///
/// let parts: Vec<_> = Part::Engagement.parts().collect();
/// assert_eq!(parts, [Part::Evenness, Part::Reciprocity, Part::Jointness]);
/// assert_eq!(Part::Headline.name(), "SPE");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score([Interval; Part::ALL.len()]);

impl Index<Part> for Score {
    type Output = Interval;

    fn index(&self, part: Part) -> &Interval {
        &self.0[part as usize]
    }
}

impl Score {
    /// P, E and S.
    pub fn components(&self) -> [Interval; 3] {
        Part::COMPONENTS.map(|part| self[part])
    }

    /// Whether anything is known of P, E or S.
    pub fn is_assessable(&self) -> bool {
        !self.components().iter().all(Interval::is_unknown)
    }

    /// The arithmetic mean of P, E and S: with the minimum it brackets SPE⁺.
    pub fn mean(&self) -> Interval {
        Interval::combine(self.components(), |values| Mean::Arithmetic.of(values))
    }

    /// The least of P, E and S.
    pub fn minimum(&self) -> Interval {
        Interval::combine(self.components(), |values| values.iter().copied().fold(1.0, f64::min))
    }

    pub(super) fn set(&mut self, part: Part, value: Interval) {
        self.0[part as usize] = value;
    }

    /// Everything above the parts that rest on claims.
    pub(super) fn rise(&mut self, spec: &Spec) {
        use Part::{
            Coverage, Declared, Enacted, Engagement, Evenness, Jointness, Purpose, Recency, Reciprocity, Retention,
            SharedMechanism, SharedOutcomes, SharedRoadmap, Sustained,
        };
        self.make(Declared, [SharedOutcomes, SharedRoadmap, SharedMechanism]);
        self.make(Purpose, [Declared, Enacted]);
        self.make(Engagement, [Evenness, Reciprocity, Jointness]);
        self.make(Sustained, [Coverage, Retention, Recency]);
        self.set(Part::Positive, positive(self.components(), spec));
        self.set(Part::Headline, less_destroyed(self[Part::Positive], self[Part::Destruction]));
    }

    fn make<const N: usize>(&mut self, part: Part, from: [Part; N]) {
        let mean = part.mean();
        self.set(part, Interval::combine(from.map(|part| self[part]), |values| mean.of(values)));
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(Part::ALL.len()))?;
        Part::ALL.iter().try_for_each(|&part| map.serialize_entry(&part, &self[part]))?;
        map.end()
    }
}

/// SPE⁺: the mean of P, E and S.
fn positive(components: [Interval; 3], spec: &Spec) -> Interval {
    let mut weights = spec.weights;
    let all = Interval::combine(components, |values| {
        if values.len() == 3 { power_mean(values, &spec.weights, spec.exponent) } else { 0.0 }
    });
    let mut known = 0;
    for (component, weight) in components.iter().zip(spec.weights) {
        if component.point.is_some() {
            weights[known] = weight;
            known += 1;
        }
    }
    let mut points = [0.0; 3];
    components
        .iter()
        .filter_map(|component| component.point)
        .zip(&mut points)
        .for_each(|(value, point)| *point = value);
    let point = (known > 0).then(|| power_mean(&points[..known], &weights[..known], spec.exponent));
    Interval { reasons: all.reasons, ..Interval::between(all.low, all.high, point) }
}

/// SPE = SPE⁺ · (1 − D).
fn less_destroyed(positive: Interval, destruction: Interval) -> Interval {
    let point = positive.point.map(|point| point * (1.0 - destruction.point.unwrap_or(0.0)));
    let (low, high) = (positive.low * (1.0 - destruction.high), positive.high * (1.0 - destruction.low));
    let both = Interval::combine([positive, destruction], |_| 0.0);
    Interval { reasons: both.reasons, ..Interval::between(low, high, point) }
}

/// Where the reasons of a gap are written down with what they are about.
pub(super) trait Notes {
    /// A figure lacks something; of these acts, by what names them.
    fn acts(&mut self, part: Part, reason: Reason, nodes: impl Iterator<Item = u32>);

    /// A figure lacks something; of these members, in any order and perhaps more than once.
    fn members(&mut self, part: Part, reason: Reason, members: impl Iterator<Item = u32>);

    /// A figure lacks something.
    fn plain(&mut self, part: Part, reason: Reason) {
        self.acts(part, reason, std::iter::empty());
    }
}

/// Nobody wants to know.
impl Notes for () {
    fn acts(&mut self, _: Part, _: Reason, _: impl Iterator<Item = u32>) {}

    fn members(&mut self, _: Part, _: Reason, _: impl Iterator<Item = u32>) {}
}

/// A figure of which nothing is known, noted.
fn unknown(notes: &mut impl Notes, part: Part, reason: Reason) -> Interval {
    notes.plain(part, reason);
    Interval::unknown(reason)
}

/// The score of a record.
///
/// O(pairs of contributors of each act) for the acts; O(pairs ever active × bins) time and a bit for each; O(pairs ×
/// purposes and agreements).
pub(super) fn score(record: &Record, spec: &Spec, notes: &mut impl Notes) -> Score {
    let mut score = Score([Interval::exact(0.0); Part::ALL.len()]);
    if record.members.len() < 2 {
        for part in Part::ALL.iter().copied().filter(|part| part.parts().next().is_none()) {
            score.set(part, unknown(notes, part, Reason::TooFewActors));
        }
    } else {
        purpose::score(record, notes, &mut score);
        engagement::score(record, notes, &mut score);
        sustained::score(record, spec, notes, &mut score);
    }
    let destroyed = destroyed(record, notes);
    score.set(Part::Destruction, settle(destroyed, Part::Destruction, record, notes));
    score.rise(spec);
    score
}

/// Acts that may lie after the as-of date could change a figure in any way; those of ill will enter D alone.
fn settle(value: Interval, part: Part, record: &Record, notes: &mut impl Notes) -> Interval {
    let may_change = |act: &&Act| !record.acts.willing(act).is_empty();
    let mut open = record.acts.maybe_later.iter().filter(may_change).map(|act| act.node).peekable();
    if open.peek().is_none() {
        return value;
    }
    notes.acts(part, Reason::MayBeLater, open);
    value.unsettled(Reason::MayBeLater)
}

/// D, between what is certain to have been destroyed and what may have been.
fn destroyed(record: &Record, notes: &mut impl Notes) -> Interval {
    let (acts, later) = (&record.acts.acts, &record.acts.maybe_later);
    let total = |acts: &mut dyn Iterator<Item = &Act>| {
        acts.fold(Amount::default(), |mut sum, act| {
            sum.add(act.amount());
            sum
        })
    };
    let open = |act: &&Act| act.destructive && act.recovered != Recovered::Yes;
    let perhaps = |act: &&Act| open(act) && act.recovered == Recovered::Maybe;
    let good = total(&mut acts.iter().filter(|act| act.contributes()));
    let bad = total(&mut acts.iter().filter(open));
    let least = total(&mut acts.iter().filter(|act| open(act) && act.recovered == Recovered::No)).low;
    let most = bad.high + total(&mut later.iter().filter(open)).high;
    if good.high + most == 0.0 {
        return unknown(notes, Part::Destruction, Reason::NoActs);
    }
    let share = |bad: f64, good: f64| (good + bad > 0.0).then(|| bad / (good + bad));
    let high = share(most, good.low).unwrap_or(1.0);
    let value = Interval::between(share(least, good.high).unwrap_or(0.0), high, share(bad.point, good.point));
    let mut unsure = acts.iter().filter(perhaps).chain(later.iter().filter(open)).map(|act| act.node).peekable();
    let value = if unsure.peek().is_some() {
        notes.acts(Part::Destruction, Reason::MayBeLater, unsure);
        value.because(Reason::MayBeLater)
    } else {
        value
    };
    if good.is_exact() && bad.is_exact() { value } else { times_unknown(value, Part::Destruction, record, notes) }
}

/// A figure that depends on how often acts took place in the window.
fn times_unknown(value: Interval, part: Part, record: &Record, notes: &mut impl Notes) -> Interval {
    if value.is_exact() {
        return value;
    }
    let unsettled = record.acts.acts.iter().filter(|act| !act.times.is_known());
    notes.acts(part, Reason::TimesUnknown, unsettled.map(|act| act.node));
    value.because(Reason::TimesUnknown)
}
