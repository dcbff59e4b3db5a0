//! The value balance: what an actor gains and what it sacrifices, and how both change.
//!
//! The value that somebody perceives weighs benefits against sacrifices, and each actor weighs for itself (T46). A case
//! says so with [`gains`](crate::graph::relation::Gains) and [`bears`](crate::graph::relation::Bears). [`balance`] puts
//! the two sides next to each other, actor by actor. It draws no sum: time lost and trust won have no common unit.
//!
//! That there was *no change*, because somebody looked and says so, is told apart from *not observed*: nobody says
//! anything. What is only expected or feared is neither.

mod report;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::Case;
use crate::case::{Claim, ClaimId, Node, SearchId, SearchView};
use crate::evidence::{Certainty, Modality, Period, Polarity};
use crate::graph::node::{Actor, NodeKind};
use crate::graph::relation::RelationKind;

/// Puts the benefits and the sacrifices of each actor next to each other, over the whole case and in each of the
/// periods.
///
/// An item is a value on one side of one actor. Claims say of it that it is there (they hold, and give no degree or one
/// above 0), that there is none (they are violated, or give the degree 0), or that it is expected or feared. The date
/// of a claim is [its own](Claim::when), or that of the value. A period is meant as [widely](Period::widest) as it can
/// be, and a claim counts in it if it certainly shares a day with it; those that may, but need not, are named apart,
/// and so are those without a date.
///
/// O(nodes + claims), for each item the searches, and for each item the product of its claims and the periods.
///
/// Source: T46 of the register (Serbin Wikner 2009, §7); the reading in time is this crate's.
///
/// ```
/// use cocreation::Case;
/// use cocreation::balance::{Course, State, balance};
/// use cocreation::evidence::Period;
/// use cocreation::graph::{node::{Actor, Value}, relation::{Bears, Gains}};
///
/// let mut case = Case::builder("a-tool");
/// let seller = case.add("seller", Actor::person("A seller"));
/// let overview = case.add("overview", Value::in_use("All about a customer at a glance"));
/// let effort = case.add("effort", Value::in_use("Writing things down"));
/// let [before, after]: [Period; 2] = ["2008".parse()?, "2009".parse()?];
/// case.relate(seller, Gains, overview).period(before).degree(0.5);
/// case.relate(seller, Gains, overview).period(after).degree(0.5);
/// case.relate(seller, Bears, effort).period(before).degree(0.2);
///
/// let balance = balance(&case.build()?, &[before, after]);
/// let seller = &balance.actors[0];
/// assert_eq!(seller.benefits[0].courses, [Course::NoChange]); // as much as before
/// assert_eq!(seller.sacrifices[0].readings[1].state, State::NotObserved);
/// assert_eq!(seller.sacrifices[0].courses, [Course::NotObserved]); // nobody says how it went on
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn balance(case: &Case, periods: &[Period]) -> Balance {
    let mut items: BTreeMap<u32, BTreeMap<(Side, u32), Vec<Claim<'_>>>> = BTreeMap::new();
    for (actor, side, value, claim) in stated(case).chain(looked_for(case)) {
        items.entry(actor).or_default().entry((side, value)).or_default().extend(claim);
    }
    let widest: Vec<Period> = periods.iter().map(Period::widest).collect();
    let searches: Vec<SearchView<'_>> = case.searches().filter(|search| !search.found()).collect();
    let actor = |(&actor, items): (&u32, &BTreeMap<(Side, u32), Vec<Claim<'_>>>)| {
        let [benefits, sacrifices] = Side::BOTH.map(|side| {
            let of_side = items.iter().filter(|((of, _), _)| *of == side);
            of_side
                .map(|((_, value), claims)| Item::of(case, (actor, side, *value), claims, &widest, &searches))
                .collect()
        });
        ActorBalance { actor: case.structure.id(actor).into(), benefits, sacrifices }
    };
    let silent = case.all::<Actor>().filter(|actor| !items.contains_key(&actor.index));
    Balance {
        case: case.id().into(),
        periods: periods.to_vec(),
        actors: items.iter().map(actor).collect(),
        not_observed: silent.map(|actor| actor.id().into()).collect(),
    }
}

/// The benefits and the sacrifices of the actors of a case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Balance {
    /// The id of the case.
    pub case: Box<str>,
    /// The periods, as they were given.
    pub periods: Vec<Period>,
    /// Each actor of whom something is said or was looked for, in the case's order.
    pub actors: Vec<ActorBalance>,
    /// The ids of the other actors: nobody says what they gain or bear.
    pub not_observed: Vec<Box<str>>,
}

/// The two sides of one actor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActorBalance {
    /// The id of the actor.
    pub actor: Box<str>,
    /// What it gains, value by value and in the case's order.
    pub benefits: Vec<Item>,
    /// What it sacrifices, likewise.
    pub sacrifices: Vec<Item>,
}

/// A value on one side of one actor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// The id of the value.
    pub value: Box<str>,
    /// What is said of it over the whole case, dated or not.
    pub overall: Reading,
    /// What is said of it in each period, as the periods were given.
    pub readings: Vec<Reading>,
    /// How it went on from each period to the next one given: one fewer than there are periods.
    pub courses: Vec<Course>,
    /// The claims without a date, which count in no period.
    pub undated: Vec<ClaimId>,
    /// The searches for it that found nothing.
    pub searches: Vec<SearchId>,
}

/// What is said of an item, over the whole case or in a period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// What it comes to.
    pub state: State,
    /// How much of it there is, from 0 to 1: what the claims that it is there give, if they all give the same, and 0
    /// where there is none; `None` otherwise.
    pub degree: Option<f64>,
    /// The claims that count here, in the case's order.
    pub claims: Vec<ClaimId>,
    /// The claims that may lie in the period, but need not.
    pub possible: Vec<ClaimId>,
}

/// What is said of a benefit or a sacrifice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is there.
    Observed,
    /// It was looked at, and there is none.
    NoChange,
    /// Some claims say that it is there, and others that there is none; over the whole case perhaps at different times.
    Contested,
    /// It is only expected or feared.
    Prospective,
    /// Over the whole case only: nothing is said of it, and a search for it found nothing.
    NotFound,
    /// Nothing is said of it: unknown, which is not none.
    NotObserved,
}

/// How an item went on from one period to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Course {
    /// There was more of it than before.
    More,
    /// There was less of it than before.
    Less,
    /// There was as much of it as before, or none both times.
    NoChange,
    /// It was there both times, and nobody says how much.
    HowMuchUnknown,
    /// In one of the periods it was not observed, or is contested.
    NotObserved,
}

/// The two sides of a balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Benefit,
    Sacrifice,
}

impl Side {
    const BOTH: [Self; 2] = [Self::Benefit, Self::Sacrifice];

    fn relation(self) -> RelationKind {
        match self {
            Self::Benefit => RelationKind::Gains,
            Self::Sacrifice => RelationKind::Bears,
        }
    }
}

type Stated<'g> = (u32, Side, u32, Option<Claim<'g>>);

/// What is claimed, of which actor and value and on which side.
fn stated(case: &Case) -> impl Iterator<Item = Stated<'_>> {
    case.all::<Actor>().flat_map(|actor| {
        Side::BOTH.into_iter().flat_map(move |side| {
            let claims = actor.outgoing_by(side.relation());
            claims.filter_map(move |claim| Some((actor.index, side, claim.object()?.index, Some(claim))))
        })
    })
}

/// What was looked for and not found, where actor and value are named.
fn looked_for(case: &Case) -> impl Iterator<Item = Stated<'_>> {
    case.searches().filter(|search| !search.found()).filter_map(|search| {
        let side = Side::BOTH.into_iter().find(|side| search.relation() == Some(side.relation()))?;
        let actor = search.subject().node.filter(|node| node.kind() == NodeKind::Actor)?;
        let value = search.object().node.filter(|node| node.kind() == NodeKind::Value)?;
        Some((actor.index, side, value.index, None))
    })
}

impl Item {
    fn of(
        case: &Case,
        (actor, side, value): (u32, Side, u32),
        claims: &[Claim<'_>],
        periods: &[Period],
        searches: &[SearchView<'_>],
    ) -> Self {
        let node = |index| Node { case, index };
        let about = |search: &&SearchView<'_>| {
            let fits = search.subject().fits(node(actor)) && search.object().fits(node(value));
            fits && search.relation() == Some(side.relation())
                && (search.covers(node(actor)) || search.covers(node(value)))
        };
        let searches: Vec<SearchId> = searches.iter().filter(about).map(SearchView::id).collect();
        let silent = if searches.is_empty() { State::NotObserved } else { State::NotFound };
        let readings: Vec<Reading> = periods.iter().map(|period| Reading::during(claims, period)).collect();
        Self {
            value: case.structure.id(value).into(),
            overall: Reading::new(claims, Vec::new(), silent),
            courses: readings.windows(2).map(|pair| Course::between(&pair[0], &pair[1])).collect(),
            readings,
            undated: claims.iter().filter(|claim| date(claim).is_none()).map(Claim::id).collect(),
            searches,
        }
    }
}

/// When a claim held: as it is dated itself, or its value.
fn date<'g>(claim: &Claim<'g>) -> Option<&'g Period> {
    claim.when().or_else(|| claim.object().and_then(|value| value.period()))
}

impl Reading {
    fn during(claims: &[Claim<'_>], period: &Period) -> Self {
        let lies = |claim: &Claim<'_>| date(claim).map(|date| date.overlaps(period));
        let those = |wanted| claims.iter().filter(move |claim| lies(claim) == Some(wanted));
        let certain: Vec<Claim<'_>> = those(Certainty::Certain).copied().collect();
        Self::new(&certain, those(Certainty::Possible).map(Claim::id).collect(), State::NotObserved)
    }

    fn new(claims: &[Claim<'_>], possible: Vec<ClaimId>, silent: State) -> Self {
        let said: Vec<Said> = claims.iter().map(Said::of).collect();
        let [there, none] = [said.iter().any(|said| matches!(said, Said::There(_))), said.contains(&Said::None)];
        let state = match (there, none) {
            (true, true) => State::Contested,
            (true, false) => State::Observed,
            (false, true) => State::NoChange,
            (false, false) if claims.is_empty() => silent,
            (false, false) => State::Prospective,
        };
        Self { state, degree: degree(state, &said), claims: claims.iter().map(Claim::id).collect(), possible }
    }
}

/// How much there is, if every claim that it is there gives the same.
fn degree(state: State, said: &[Said]) -> Option<f64> {
    match state {
        State::NoChange => Some(0.0),
        State::Observed => {
            let mut degrees = said.iter().filter_map(|said| match said {
                Said::There(degree) => Some(*degree),
                Said::None | Said::Ahead => None,
            });
            let first = degrees.next()?;
            first.filter(|_| degrees.all(|degree| degree == first))
        }
        State::Contested | State::Prospective | State::NotFound | State::NotObserved => None,
    }
}

/// What one claim says of an item.
#[derive(Clone, Copy, PartialEq)]
enum Said {
    There(Option<f64>),
    None,
    Ahead,
}

impl Said {
    fn of(claim: &Claim<'_>) -> Self {
        let degree = claim.degree().map(|degree| degree.value());
        match (claim.modality(), claim.polarity()) {
            (Modality::Expected | Modality::Feared, _) => Self::Ahead,
            (Modality::Realised, Polarity::Violated) => Self::None,
            (Modality::Realised, Polarity::Asserted) if degree == Some(0.0) => Self::None,
            (Modality::Realised, Polarity::Asserted) => Self::There(degree),
        }
    }
}

impl Course {
    fn between(before: &Reading, after: &Reading) -> Self {
        let told = |reading: &Reading| matches!(reading.state, State::Observed | State::NoChange);
        if !told(before) || !told(after) {
            return Self::NotObserved;
        }
        // What is there, however much, is more than none.
        match (before.degree, after.degree) {
            (Some(before), Some(after)) if before < after => Self::More,
            (Some(before), Some(after)) if before > after => Self::Less,
            (Some(_), Some(_)) => Self::NoChange,
            (Some(0.0), None) => Self::More,
            (None, Some(0.0)) => Self::Less,
            (Some(_) | None, None) | (None, Some(_)) => Self::HowMuchUnknown,
        }
    }
}
