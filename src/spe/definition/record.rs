//! What the definition reads of a sphere: members and purposes as numbers, acts as flat lists. A case and a stream are
//! both read into it.

use std::ops::Range;

use hashbrown::HashMap;

use super::occasions::Occasions;
use super::sustained::Grid;
use crate::evidence::{Certainty, Date};
use crate::spe::Spec;

/// An unordered pair of members, the smaller first; or from one member to another.
pub(in crate::spe) type Pair = (u32, u32);

/// No weight counts as more medians than this, so that no sum of weights overflows where the median is not known.
const HEAVIEST: f64 = 1e200;

/// One sphere, as far as it is known at the as-of date.
#[derive(Clone, Debug, Default)]
pub(in crate::spe) struct Record {
    /// For each member, where it comes from.
    pub(in crate::spe) members: Vec<Side>,
    pub(in crate::spe) acts: Acts,
    /// From t0 to T; `None` where nothing dates the beginning.
    pub(in crate::spe) window: Option<Window>,
    /// Whether the window begins with a contribution of which the day is not known, so that every bin moves with it.
    pub(in crate::spe) adrift: bool,
    pub(in crate::spe) purposes: Vec<Purpose>,
    pub(in crate::spe) stances: Stances,
    pub(in crate::spe) roadmaps: Vec<Agreement>,
    pub(in crate::spe) mechanisms: Vec<Agreement>,
    /// From, on: how strongly, `None` where the dependence is stated without a degree.
    pub(in crate::spe) dependences: HashMap<Pair, Option<f64>>,
    pub(in crate::spe) searched: Searched,
}

/// From when to when a purpose may be held, in days, and whether it is held at the as-of date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::spe) struct Purpose {
    pub(in crate::spe) first: i32,
    pub(in crate::spe) last: i32,
    pub(in crate::spe) current: bool,
}

impl Purpose {
    /// Whether it was held when an act took place, its period taken as wide as it can be.
    pub(in crate::spe) fn held(&self, when: When) -> Certainty {
        let (first, last) = match when {
            When::Undated => (i32::MIN, i32::MAX),
            When::Once(first, last) => (first, last),
            When::Standing { .. } => return Certainty::Certain,
        };
        if self.first <= first && last <= self.last {
            Certainty::Certain
        } else if self.first <= last && first <= self.last {
            Certainty::Possible
        } else {
            Certainty::Impossible
        }
    }
}

/// # Time
impl Record {
    /// The same record with other acts, in the window that ends on the last day. O(acts log acts).
    pub(in crate::spe) fn enact(&mut self, occasions: &Occasions, spec: &Spec, last: i32) {
        self.acts = occasions.acts(&self.purposes);
        self.place(spec.from.map(Date::day_number), last, spec.bins[0]);
        self.acts.cut_weights(spec.cap);
    }

    /// Draws the window from t0, or from the earliest day that a contribution may have, to the last day; sets apart the
    /// acts that certainly lie before it, and counts how often the others took place in it.
    ///
    /// A standing activity counts once for each bin of the given length. O(acts).
    pub(in crate::spe) fn place(&mut self, from: Option<i32>, last: i32, bin: u32) {
        let (first, adrift) = from.map_or_else(|| self.beginning(), |from| (Some(from), false));
        self.adrift = adrift;
        let window = first.map(|first| Window { first, last });
        self.window = window.filter(|window| window.first <= window.last);
        let grid = self.window.map(|window| Grid::new(window, bin));
        let acts = self.acts.acts.iter_mut().chain(&mut self.acts.maybe_later);
        let adrift = self.adrift.then_some(bin);
        acts.for_each(|act| {
            act.times = Times::of(act.when, from, grid.as_ref(), adrift);
            if self.adrift && !act.contributes() {
                // The window begins with a contribution: of anything else some may lie before it.
                act.times.least = act.times.least.min(1);
            }
        });
        let in_window = |act: &mut Act| act.times.most > 0;
        self.acts.earlier = self.acts.acts.extract_if(.., |act| !in_window(act)).collect();
        self.acts.earlier.retain(Act::is_joint_contribution);
        self.acts.maybe_later.retain_mut(in_window);
    }

    /// The earliest day that a contribution may have, and whether it is not known that the window begins with it.
    fn beginning(&self) -> (Option<i32>, bool) {
        let contributions = || self.acts.acts.iter().filter(|act| act.contributes()).map(Act::begin);
        let latest = contributions().map(|(_, latest)| latest).min();
        let earliest = contributions().filter_map(|(earliest, _)| earliest).min();
        (earliest, contributions().any(|(earliest, _)| earliest.is_none()) || earliest < latest)
    }
}

/// What was looked for in the sphere, whatever came out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::spe) struct Searched {
    /// Who took part in its acts and who was given what.
    pub(in crate::spe) participation: bool,
    /// A roadmap that actors accept: looked for in vain.
    pub(in crate::spe) no_roadmap: bool,
    /// An agreed sharing of risk and benefit: looked for in vain.
    pub(in crate::spe) no_mechanism: bool,
}

/// Where a member comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::spe) struct Side {
    pub(in crate::spe) organisation: u32,
    pub(in crate::spe) origin: Option<u32>,
}

/// The window from t0 to T, in days, both included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::spe) struct Window {
    pub(in crate::spe) first: i32,
    pub(in crate::spe) last: i32,
}

/// When an act took place, in days, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::spe) enum When {
    /// Nothing is known but that it lies no later than the as-of date.
    Undated,
    /// Once, no earlier than the first day and no later than the second.
    Once(i32, i32),
    /// Again and again: certainly between two days, if at all; possibly from a day (or from ever) to another.
    Standing { certain: Option<(i32, i32)>, possible: (Option<i32>, i32) },
}

/// An act within the sphere that lies no later than the as-of date.
#[derive(Clone, Debug)]
pub(in crate::spe) struct Act {
    /// What names it where it was read.
    pub(in crate::spe) node: u32,
    /// Its weight, cut at the cap; for several acts that are alike, their sum. Within bounds where it is not known which
    /// acts the median is taken of.
    pub(in crate::spe) weight: Amount,
    /// For how many acts it stands.
    pub(in crate::spe) count: u32,
    /// How often it took place in the window.
    pub(in crate::spe) times: Times,
    /// Of several, when the last took place.
    pub(in crate::spe) when: When,
    /// Where the days of the others stand among [`Acts::days`].
    pub(in crate::spe) days: Range<u32>,
    /// Where its willing participants stand among [`Acts::people`]: first those who contributed.
    pub(in crate::spe) people: Range<u32>,
    pub(in crate::spe) contributors: u32,
    /// Whether a member misused or withheld.
    pub(in crate::spe) destructive: bool,
    /// Whether such a misuse was made good.
    pub(in crate::spe) recovered: Recovered,
    /// Where its giving stands among [`Acts::gifts`].
    pub(in crate::spe) gifts: Range<u32>,
    /// Where the purposes that it advances stand among [`Acts::aims`].
    pub(in crate::spe) aims: Range<u32>,
}

/// How often an act took place in the window: a standing activity once in each bin that it fills, an occasion once, or
/// perhaps not at all where it may lie before t0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::spe) struct Times {
    pub(in crate::spe) least: u32,
    pub(in crate::spe) most: u32,
    pub(in crate::spe) point: u32,
}

impl Times {
    pub(in crate::spe) const ONCE: Self = Self { least: 1, most: 1, point: 1 };

    const NEVER: Self = Self { least: 0, most: 0, point: 0 };

    /// `from` is t0 where it was set; a window that begins with the first contribution holds them all, and where the day of
    /// that is not known (`adrift`, with the length of bins), the bins may begin on any day.
    fn of(when: When, from: Option<i32>, grid: Option<&Grid>, adrift: Option<u32>) -> Self {
        let t0 = from.unwrap_or(i32::MIN);
        if from.is_some() && grid.is_none() {
            // The window that was set ends before it begins: all acts lie before it.
            return Self::NEVER;
        }
        match when {
            When::Undated => Self { least: u32::from(from.is_none()), ..Self::ONCE },
            When::Once(first, last) => {
                let middle = (i64::from(first) + i64::from(last)).div_euclid(2);
                let counts = |inside: bool| u32::from(inside);
                Self { least: counts(t0 <= first), most: counts(t0 <= last), point: counts(i64::from(t0) <= middle) }
            }
            When::Standing { certain, possible } => {
                let Some(grid) = grid else { return Self { most: u32::MAX, ..Self::ONCE } };
                let (surely, most) = (grid.certain(when).len() as u32, grid.possible(when).len() as u32);
                // What is reported as going on took place at least once, though perhaps before a t0 that was set.
                let least = if from.is_none() { surely.max(1) } else { surely };
                let times = Self { least, most: most.max(least), point: surely.max(1).min(most.max(1)) };
                adrift.map_or(times, |bin| times.adrift(certain, possible, i64::from(bin)))
            }
        }
    }

    /// Bins that may begin on any day: d days lie in no fewer than d / bin of them, and in one more than (d − 1) / bin at
    /// most, both rounded up.
    fn adrift(self, certain: Option<(i32, i32)>, possible: (Option<i32>, i32), bin: i64) -> Self {
        let bins = |days: i64| ((days.max(0) + bin - 1) / bin).min(i64::from(u32::MAX) - 1) as u32;
        let days = |first: i32, last: i32| i64::from(last) - i64::from(first) + 1;
        let least = certain.map_or(1, |(first, last)| bins(days(first, last)).max(1));
        let most = possible.0.map_or(u32::MAX, |first| bins(days(first, possible.1) - 1) + 1);
        Self { least: self.least.min(least), most: self.most.max(most), ..self }
    }

    /// Whether it is known how often the act took place in the window.
    pub(in crate::spe) fn is_known(self) -> bool {
        self.least == self.most
    }
}

/// Whether a misuse was made good by the as-of date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::spe) enum Recovered {
    No,
    /// By an act that may lie after the as-of date.
    Maybe,
    Yes,
}

/// A purpose that an act advances, and whether it was held when the act took place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::spe) struct Aim {
    pub(in crate::spe) purpose: u32,
    pub(in crate::spe) held: Certainty,
}

/// The acts of a sphere.
#[derive(Clone, Debug, Default)]
pub(in crate::spe) struct Acts {
    pub(in crate::spe) acts: Vec<Act>,
    /// Joint contributions before the window: they tell which pairs were ever active, and nothing else.
    pub(in crate::spe) earlier: Vec<Act>,
    /// Acts that may lie after the as-of date. They count for nothing and make uncertain what they could change.
    pub(in crate::spe) maybe_later: Vec<Act>,
    /// Who took part without withholding, one act after the other.
    pub(in crate::spe) people: Vec<u32>,
    /// Giver, receiver: contributions to other members, one act after the other.
    pub(in crate::spe) gifts: Vec<Pair>,
    pub(in crate::spe) aims: Vec<Aim>,
    /// Days on which acts that are alike took place, beside the last.
    pub(in crate::spe) days: Vec<i32>,
}

fn slice<'a, T>(list: &'a [T], range: &Range<u32>) -> &'a [T] {
    &list[range.start as usize..range.end as usize]
}

impl Acts {
    /// Members who contributed to the act, in order.
    pub(in crate::spe) fn contributors(&self, act: &Act) -> &[u32] {
        &self.willing(act)[..act.contributors as usize]
    }

    /// Members who took part in the act without withholding: contributors, then the indifferent, each in order.
    pub(in crate::spe) fn willing(&self, act: &Act) -> &[u32] {
        slice(&self.people, &act.people)
    }

    /// Giver, receiver: what contributors gave to other members in the act, in order.
    pub(in crate::spe) fn gifts(&self, act: &Act) -> &[Pair] {
        slice(&self.gifts, &act.gifts)
    }

    /// When the act took place; of several, each of them.
    pub(in crate::spe) fn whens(&self, act: &Act) -> impl Iterator<Item = When> + '_ {
        let others = slice(&self.days, &act.days).iter().map(|&day| When::Once(day, day));
        others.chain([act.when])
    }

    /// Weights become multiples of the median weight of contributions, and are cut at the cap; other acts must not move the
    /// median. Only ratios of weights matter, and as multiples no sum of them overflows.
    ///
    /// With contributions that may lie before the window the median is known within bounds: of n that certainly count and
    /// k that may, no fewer than n/2 lie below it, and no more than n/2 + k. O(n log n).
    pub(in crate::spe) fn cut_weights(&mut self, cap: f64) {
        let contributions = || self.acts.iter().filter(|act| act.contributes());
        let mut weights: Vec<f64> = contributions().map(|act| act.weight.point).collect();
        weights.sort_unstable_by(f64::total_cmp);
        let certain = contributions().filter(|act| act.times.least > 0).count();
        let perhaps = weights.len() - certain;
        let all = || self.acts.iter().chain(&self.earlier).chain(&self.maybe_later).map(|act| act.weight.point);
        let heaviest = || all().fold(f64::MIN_POSITIVE, f64::max);
        let of = |at: usize| weights.get(at.min(weights.len().saturating_sub(1))).copied().unwrap_or_else(heaviest);
        let (unit, least, most) = (of(weights.len() / 2), of(certain / 2), of(certain / 2 + perhaps));
        let all = self.acts.iter_mut().chain(&mut self.earlier).chain(&mut self.maybe_later);
        all.for_each(|act| {
            let cut = |median: f64| (act.weight.point / unit).min(cap * (median / unit)).min(HEAVIEST);
            act.weight = Amount { low: cut(least), high: cut(most), point: cut(unit) };
        });
    }

    /// The purposes that the act advances and that may have been held when it took place.
    pub(in crate::spe) fn aims(&self, act: &Act) -> &[Aim] {
        slice(&self.aims, &act.aims)
    }
}

/// The weight of an act, or of several, as far as it is known how often they took place in the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::spe) struct Amount {
    pub(in crate::spe) low: f64,
    pub(in crate::spe) high: f64,
    pub(in crate::spe) point: f64,
}

impl Amount {
    pub(in crate::spe) fn exact(value: f64) -> Self {
        Self { low: value, high: value, point: value }
    }

    pub(in crate::spe) fn add(&mut self, other: Self) {
        *self = Self { low: self.low + other.low, high: self.high + other.high, point: self.point + other.point };
    }

    pub(in crate::spe) fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor, point: self.point * factor }
    }

    pub(in crate::spe) fn is_exact(self) -> bool {
        self.low == self.high
    }
}

impl Act {
    /// Whether some member contributed.
    pub(in crate::spe) fn contributes(&self) -> bool {
        self.contributors > 0
    }

    /// Whether two or more members contributed.
    pub(in crate::spe) fn is_joint_contribution(&self) -> bool {
        self.contributors > 1
    }

    /// The earliest day on which it may have begun, if that is known, and the latest.
    fn begin(&self) -> (Option<i32>, i32) {
        match self.when {
            When::Undated => (None, i32::MAX),
            When::Once(first, last) => (Some(first), last),
            When::Standing { certain, possible } => (possible.0, certain.map_or(possible.1, |(start, _)| start)),
        }
    }

    /// Its weight, as often as it took place.
    pub(in crate::spe) fn amount(&self) -> Amount {
        let (weight, times) = (self.weight, self.times);
        let of = |weight: f64, times: u32| weight * f64::from(times);
        Amount {
            low: of(weight.low, times.least),
            high: of(weight.high, times.most),
            point: of(weight.point, times.point),
        }
    }

    /// Its weight, whether or not it took place in the window: an occasion once.
    pub(in crate::spe) fn ever(&self) -> Amount {
        match self.when {
            When::Undated | When::Once(..) => self.weight,
            When::Standing { .. } if self.times.most == 0 => self.weight,
            When::Standing { .. } => self.amount(),
        }
    }

    /// Whether its weight, as often as it took place, is known.
    pub(in crate::spe) fn is_settled(&self) -> bool {
        self.amount().is_exact()
    }

    /// Whether it took place on a day that is known.
    pub(in crate::spe) fn is_on_one_day(&self) -> bool {
        matches!(self.when, When::Once(first, last) if first == last)
    }

    /// Whether the day on which it was last done is known.
    pub(in crate::spe) fn ends_on_one_day(&self) -> bool {
        match self.when {
            When::Undated => false,
            When::Once(first, last) => first == last,
            When::Standing { certain, possible } => certain.is_some_and(|(_, end)| end == possible.1),
        }
    }

    /// Whether anything dates it.
    pub(in crate::spe) fn is_dated(&self) -> bool {
        !matches!(self.when, When::Undated | When::Standing { certain: None, .. })
    }
}

/// Every unordered pair of the members, smaller first.
pub(in crate::spe) fn pairs(members: &[u32]) -> impl Iterator<Item = Pair> + '_ {
    members.iter().enumerate().flat_map(|(nth, &a)| members[nth + 1..].iter().map(move |&b| (a.min(b), a.max(b))))
}

/// Where a member stands on a purpose, and how much that counts (1 unless evidence is drawn).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::spe) struct Stance {
    pub(in crate::spe) purpose: u32,
    pub(in crate::spe) endorses: bool,
    pub(in crate::spe) weight: f64,
}

/// The stances of each member, one member after the other, each in the order of the purposes.
#[derive(Clone, Debug, Default)]
pub(in crate::spe) struct Stances {
    ends: Vec<u32>,
    pub(in crate::spe) rows: Vec<Stance>,
}

impl Stances {
    /// From rows in the order of member and purpose.
    pub(in crate::spe) fn new(members: usize, rows: impl IntoIterator<Item = (u32, Stance)>) -> Self {
        let mut stances = Self { ends: vec![0; members], rows: Vec::new() };
        for (member, stance) in rows {
            stances.rows.push(stance);
            stances.ends[member as usize] += 1;
        }
        let mut end = 0;
        for count in &mut stances.ends {
            end += *count;
            *count = end;
        }
        stances
    }

    pub(in crate::spe) fn of(&self, member: u32) -> &[Stance] {
        let end_of = |member: usize| self.ends.get(member).map_or(0, |&end| end as usize);
        let start = if member == 0 { 0 } else { end_of(member as usize - 1) };
        &self.rows[start..end_of(member as usize)]
    }

    pub(in crate::spe) fn on(&self, member: u32, purpose: u32) -> Option<bool> {
        let own = self.of(member);
        let at = own.binary_search_by_key(&purpose, |stance| stance.purpose).ok()?;
        Some(own[at].endorses)
    }
}

/// Who accepts an agreement and who rejects it, in the order of the members, and how much that counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::spe) struct Agreement {
    pub(in crate::spe) positions: Vec<(u32, bool)>,
    pub(in crate::spe) weight: f64,
}

impl Agreement {
    pub(in crate::spe) fn position(&self, member: u32) -> Option<bool> {
        let at = self.positions.binary_search_by_key(&member, |(member, _)| *member).ok()?;
        Some(self.positions[at].1)
    }
}
