//! What came before, after or beside what: order and overlap of the practices in time.

use std::fmt;

use hashbrown::HashSet;
use serde::Serialize;

use super::reading::{self, ids, sorted};
use crate::Case;
use crate::case::attestation::key;
use crate::case::{Claim, ClaimId, Node};
use crate::evidence::{Certainty, Date, Period};
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{Dimension, PracticeKind};

/// Finds the order and the overlap of practices in time, as far as vague dates tell.
///
/// The three dimensions are no stages (T19): linking and materialising may go on together, and institutionalising never
/// ends. This shows what a case says of it. What is compared are the acts that enact the practices, and the practice
/// nodes that have a period of their own; the dates are those of [this module](super). Of two practices, or dimensions:
///
/// - *before*: each of the first ended before any of the second started;
/// - *after*: the same the other way round;
/// - *overlap*: some of the first and some of the second share a day, or are one act.
///
/// Each is certain, possible or impossible for the days that the dates allow, and `None` where nothing of the one or of
/// the other is dated. What is not dated makes certain order possible order, and impossible overlap possible overlap,
/// for nobody knows where it lies. Overlap is called certain where one pair certainly overlaps.
///
/// O(nodes + claims), and for each pair of practices or dimensions the product of their numbers of different periods.
///
/// Source: Marcos-Cuevas et al. 2016, §3, for T19; the reading is this crate's.
///
/// ```
/// use cocreation::Case;
/// use cocreation::evidence::{Certainty, Period};
/// use cocreation::graph::{node::{Act, Practice}, relation::Enacts};
/// use cocreation::profile::order;
/// use cocreation::theory::typology::Dimension::{Linking, Materialising};
///
/// let mut case = Case::builder("a-case");
/// let talks = case.add("talks", Practice::co_ideation("Talks"));
/// let design = case.add("design", Practice::co_design("Design"));
/// for (id, when, practice) in [("talk", "2004/2008", talks), ("draft", "2006", design), ("plan", "2009", design)] {
///     let act = case.add(id, Act::on("Something done together", when.parse::<Period>()?));
///     case.relate(act, Enacts, practice);
/// }
/// let order = order(&case.build()?);
/// let timing = &order.dimensions[0];
/// assert_eq!((timing.first, timing.second), (Linking, Materialising));
/// assert_eq!((timing.before, timing.overlap), (Some(Certainty::Impossible), Some(Certainty::Certain)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn order(case: &Case) -> Order {
    let practices: Vec<_> = PracticeKind::ALL.iter().map(|&kind| Items::of(case, kind, &[kind])).collect();
    let dimensions: Vec<_> = Dimension::ALL.iter().map(|&kind| Items::of(case, kind, kind.practices())).collect();
    Order {
        case: case.id().into(),
        spans: practices.iter().filter(|items| !items.is_empty()).map(Items::span).collect(),
        practices: timings(&practices),
        dimensions: timings(&dimensions),
    }
}

/// The order and the overlap of the practices of a case in time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Order {
    /// The id of the case.
    pub case: Box<str>,
    /// Each practice of which the case has acts or dated nodes, in the register's order.
    pub spans: Vec<Span>,
    /// Each pair of them.
    pub practices: Vec<Timing<PracticeKind>>,
    /// Each pair of dimensions of which the case has acts or dated practice nodes.
    pub dimensions: Vec<Timing<Dimension>>,
}

/// When a practice went on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Span {
    /// The practice.
    #[serde(serialize_with = "key")]
    pub practice: PracticeKind,
    /// The ids of its nodes with a period and of its dated acts.
    pub dated: Vec<Box<str>>,
    /// The ids of its acts without a date.
    pub undated: Vec<Box<str>>,
    /// The earliest day on which anything dated may have started; `None` if nothing is dated, or if some start is not
    /// known or lies before any day.
    pub earliest: Option<Date>,
    /// The latest day on which anything dated may have ended; `None` likewise.
    pub latest: Option<Date>,
    /// The claims that make them acts and nodes of the practice, in the case's order.
    pub claims: Vec<ClaimId>,
}

/// How two practices, or two dimensions, lie in time; the first comes first in the register.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Timing<T: Typology> {
    /// The one.
    #[serde(serialize_with = "key")]
    pub first: T,
    /// The other.
    #[serde(serialize_with = "key")]
    pub second: T,
    /// Whether all of the first ended before any of the second started; `None` where nothing dates the one or the
    /// other.
    pub before: Option<Certainty>,
    /// Whether all of the second ended before any of the first started.
    pub after: Option<Certainty>,
    /// Whether something of the first and something of the second share a day, or are one act.
    pub overlap: Option<Certainty>,
    /// The ids of the acts and nodes that are of both: they need no date to overlap.
    pub shared: Vec<Box<str>>,
    /// The claims that a practice of the first feeds one of the second: an order of substance, which needs no date.
    pub feeds: Vec<ClaimId>,
    /// The claims that a practice of the second feeds one of the first.
    pub fed_by: Vec<ClaimId>,
}

impl Order {
    /// Whether the dimensions followed each other as stages: all linking before any materialising, and that before any
    /// institutionalising.
    ///
    /// Impossible as soon as one of the two steps is; else `None` if the dates do not tell, or if a dimension is not on
    /// record. What is possible step by step is called possible.
    ///
    /// ```
    /// use cocreation::Case;
    /// use cocreation::evidence::{Certainty, Period};
    /// use cocreation::graph::node::Practice;
    /// use cocreation::profile::order;
    ///
    /// let mut case = Case::builder("a-case");
    /// case.add("talks", Practice::co_ideation("Talks").period("2004".parse::<Period>()?));
    /// case.add("design", Practice::co_design("Design").period("2005/2007".parse::<Period>()?));
    /// case.add("standards", Practice::embedding("Standards").period("2008/..".parse::<Period>()?));
    /// assert_eq!(order(&case.build()?).in_stages(), Some(Certainty::Certain));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn in_stages(&self) -> Option<Certainty> {
        let before = |first, second| {
            let timing = self.dimensions.iter().find(|timing| (timing.first, timing.second) == (first, second));
            timing.and_then(|timing| timing.before)
        };
        let steps = [
            before(Dimension::Linking, Dimension::Materialising),
            before(Dimension::Materialising, Dimension::Institutionalising),
        ];
        match steps {
            [Some(Certainty::Impossible), _] | [_, Some(Certainty::Impossible)] => Some(Certainty::Impossible),
            [Some(Certainty::Certain), Some(Certainty::Certain)] => Some(Certainty::Certain),
            [Some(_), Some(_)] => Some(Certainty::Possible),
            [None, _] | [_, None] => None,
        }
    }
}

/// What of a case is of one practice or dimension.
struct Items<'g, T> {
    kind: T,
    practices: Vec<Node<'g>>,
    dated: Vec<Node<'g>>,
    undated: Vec<Node<'g>>,
    /// The different periods of what is dated.
    periods: Vec<Period>,
}

impl<'g, T: Typology> Items<'g, T> {
    fn of(case: &'g Case, kind: T, wanted: &[PracticeKind]) -> Self {
        let practices = reading::practices(case, wanted);
        let nodes = practices.iter().copied().filter(|node| node.period().is_some());
        let (acts, undated): (Vec<_>, Vec<_>) =
            reading::acts(case, wanted).into_iter().partition(|&act| reading::date(act).is_some());
        let dated: Vec<Node<'_>> = nodes.chain(acts).collect();
        let mut seen = HashSet::new();
        let periods = dated.iter().filter_map(|&node| reading::date(node)).filter(|&period| seen.insert(period));
        Self { kind, periods: periods.collect(), practices, dated, undated }
    }

    fn is_empty(&self) -> bool {
        self.dated.is_empty() && self.undated.is_empty()
    }

    fn all(&self) -> impl Iterator<Item = Node<'g>> {
        self.dated.iter().chain(&self.undated).copied()
    }
}

impl Items<'_, PracticeKind> {
    fn span(&self) -> Span {
        let days = |bound: fn(&Period) -> Option<Date>| self.periods.iter().map(bound).collect::<Option<Vec<Date>>>();
        let codings =
            self.practices.iter().flat_map(|&node| reading::kinds(node)).filter(|(kind, _)| *kind == self.kind);
        let enacting = self.practices.iter().flat_map(|&node| reading::enacting(node));
        let claims = sorted(codings.map(|(_, claim)| claim).chain(enacting).map(|claim| claim.index));
        Span {
            practice: self.kind,
            dated: ids(self.dated.iter().copied()),
            undated: ids(self.undated.iter().copied()),
            earliest: days(Period::earliest_start).and_then(|days| days.into_iter().min()),
            latest: days(Period::latest_end).and_then(|days| days.into_iter().max()),
            claims: claims.into_iter().map(ClaimId).collect(),
        }
    }
}

fn timings<T: Typology>(items: &[Items<'_, T>]) -> Vec<Timing<T>> {
    let later = |n: usize| items[n + 1..].iter();
    let pairs = (0..items.len()).flat_map(|n| later(n).map(move |second| (&items[n], second)));
    pairs.filter(|(first, second)| !first.is_empty() && !second.is_empty()).map(|(a, b)| timing(a, b)).collect()
}

fn timing<T: Typology>(first: &Items<'_, T>, second: &Items<'_, T>) -> Timing<T> {
    let members: HashSet<u32> = first.all().map(|node| node.index).collect();
    let shared = ids(second.all().filter(|node| members.contains(&node.index)));
    Timing {
        first: first.kind,
        second: second.kind,
        before: before(first, second, &shared),
        after: before(second, first, &shared),
        overlap: overlap(first, second, &shared),
        shared,
        feeds: feeds(&first.practices, &second.practices),
        fed_by: feeds(&second.practices, &first.practices),
    }
}

/// Whether all of the one ended before any of the other started. Each item is dated independently of the others, so
/// that what is possible for every pair is possible for all together.
fn before<T>(first: &Items<'_, T>, second: &Items<'_, T>, shared: &[Box<str>]) -> Option<Certainty> {
    if !shared.is_empty() {
        return Some(Certainty::Impossible);
    }
    let mut found = if all_dated(first, second) { Certainty::Certain } else { Certainty::Possible };
    for (one, other) in pairs(first, second) {
        match one.before(other) {
            Certainty::Certain => {}
            Certainty::Possible => found = Certainty::Possible,
            Certainty::Impossible => return Some(Certainty::Impossible),
        }
    }
    comparable(first, second).then_some(found)
}

fn overlap<T>(first: &Items<'_, T>, second: &Items<'_, T>, shared: &[Box<str>]) -> Option<Certainty> {
    if !shared.is_empty() {
        return Some(Certainty::Certain);
    }
    let mut found = if all_dated(first, second) { Certainty::Impossible } else { Certainty::Possible };
    for (one, other) in pairs(first, second) {
        match one.overlaps(other) {
            Certainty::Certain => return Some(Certainty::Certain),
            Certainty::Possible => found = Certainty::Possible,
            Certainty::Impossible => {}
        }
    }
    comparable(first, second).then_some(found)
}

fn pairs<'a, T>(first: &'a Items<'_, T>, second: &'a Items<'_, T>) -> impl Iterator<Item = (&'a Period, &'a Period)> {
    first.periods.iter().flat_map(|one| second.periods.iter().map(move |other| (one, other)))
}

fn all_dated<T>(first: &Items<'_, T>, second: &Items<'_, T>) -> bool {
    first.undated.is_empty() && second.undated.is_empty()
}

fn comparable<T>(first: &Items<'_, T>, second: &Items<'_, T>) -> bool {
    !first.periods.is_empty() && !second.periods.is_empty()
}

/// The claims that one of the practices feeds one of the others.
pub(super) fn feeds(from: &[Node<'_>], into: &[Node<'_>]) -> Vec<ClaimId> {
    let into: HashSet<u32> = into.iter().map(|node| node.index).collect();
    let claims = from.iter().flat_map(|node| node.outgoing_by(RelationKind::Feeds)).filter(Claim::holds);
    let claims = claims.filter(|claim| claim.object().is_some_and(|fed| into.contains(&fed.index)));
    sorted(claims.map(|claim| claim.index)).into_iter().map(ClaimId).collect()
}

impl fmt::Display for Order {
    /// What is dated, and each pair with what is known of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Order of practices in {}\n", self.case)?;
        self.spans.iter().try_for_each(|span| writeln!(f, "{span}"))?;
        writeln!(f)?;
        self.dimensions.iter().try_for_each(|timing| writeln!(f, "{timing}"))?;
        self.practices.iter().try_for_each(|timing| writeln!(f, "{timing}"))?;
        let stages = self.in_stages().map_or("unknown", Certainty::key);
        writeln!(f, "\nLinking, materialising, institutionalising one after the other: {stages}")
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |day: Option<Date>| day.map_or_else(|| "?".to_owned(), |day| day.to_string());
        let (from, to) = (day(self.earliest), day(self.latest));
        let (dated, undated) = (self.dated.len(), self.undated.len());
        write!(f, "{:<20}{from:>12} to {to:<12}{dated} dated, {undated} undated", self.practice.entry().label)
    }
}

impl<T: Typology> fmt::Display for Timing<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = |certainty: Option<Certainty>| certainty.map_or("unknown", Certainty::key);
        let pair = format!("{} – {}", self.first.entry().label, self.second.entry().label);
        let timing = [("before", self.before), ("after", self.after), ("overlap", self.overlap)];
        let timing = timing.map(|(name, certainty)| format!("{name} {}", known(certainty))).join(", ");
        write!(f, "{pair:<36}{timing}")?;
        let feeds = [(&self.feeds, "feeds"), (&self.fed_by, "is fed by")];
        let stated = feeds.into_iter().filter(|(claims, _)| !claims.is_empty());
        stated.into_iter().try_for_each(|(claims, what)| write!(f, "; {what} ({})", claims.len()))
    }
}
