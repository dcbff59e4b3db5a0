//! Compelling events: who sensed and seized them, what they started, and after how many days.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::Case;
use crate::case::attestation::{Fit, entries_of, keys, names, sought_relation, text_if_any};
use crate::case::{Attestation, Claim, ClaimId, Gap, Node};
use crate::evidence::{Certainty, Date, Period};
use crate::graph::node::Event;
use crate::graph::relation::RelationKind;
use crate::theory::typology::EventTrigger;

/// An event, who noticed it, who acted upon it, and what it started.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompellingEvent {
    /// The event.
    pub event: Box<str>,
    /// When it was, if the case says.
    #[serde(serialize_with = "text_if_any")]
    pub period: Option<Period>,
    /// What sort of trigger it is coded as, in the register's order.
    #[serde(serialize_with = "keys")]
    pub triggers: Vec<EventTrigger>,
    /// Whether somebody noticed it.
    pub sensed: Attestation,
    /// The actors who did.
    pub sensed_by: Vec<Box<str>>,
    /// Whether somebody acted upon it.
    pub seized: Attestation,
    /// The actors who did.
    pub seized_by: Vec<Box<str>>,
    /// Whether it started or reinforced something.
    pub answered: Attestation,
    /// Each noticing, each acting upon it and each thing started, with its lag, in the order of the schema and the case.
    pub responses: Vec<Response>,
    /// The lag of the first response: of what was done or started, noticing apart. `None` if there is no response on record.
    pub first: Option<Lag>,
}

/// One response to an event.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Response {
    /// `senses` or `seizes` by an actor, or `triggers` of a practice, an act, a purpose or an offering.
    #[serde(serialize_with = "as_text")]
    pub relation: RelationKind,
    /// The actor, or what was started.
    pub node: Box<str>,
    /// How long after the event.
    pub lag: Lag,
    /// The claim that says so.
    pub claim: ClaimId,
}

/// How many days lie between the start of an event and the start of a response.
///
/// Vague dates give bounds: the lag is certainly no shorter than the one and no longer than the other, and possibly
/// anything between. A bound is `None` where a date is missing or open. Below zero, the response began before the event,
/// which may be, as events reinforce what is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Lag {
    /// From the last day on which the event may have begun to the first day of the response.
    pub shortest: Option<i32>,
    /// From the first day on which the event may have begun to the last day on which the response may have.
    pub longest: Option<i32>,
}

impl Lag {
    /// The lag between two periods, each of which may be unknown. O(1).
    ///
    /// ```
    /// use cocreation::evidence::Certainty;
    /// use cocreation::readiness::Lag;
    ///
    /// let (event, answer) = ("2012-01".parse()?, "2012-03-01/..".parse()?);
    /// let lag = Lag::between(Some(&event), Some(&answer));
    /// assert_eq!((lag.shortest, lag.longest), (Some(30), Some(60)));
    /// assert_eq!(lag.within(60), Certainty::Certain);
    /// assert_eq!(lag.within(45), Certainty::Possible);
    /// assert_eq!(lag.within(29), Certainty::Impossible);
    /// assert_eq!(Lag::between(Some(&event), None).within(60), Certainty::Possible);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn between(event: Option<&Period>, response: Option<&Period>) -> Self {
        let days = |from: Option<Date>, to: Option<Date>| Some(from?.days_until(to?));
        Self {
            shortest: days(event.and_then(Period::latest_start), response.and_then(Period::earliest_start)),
            longest: days(event.and_then(Period::earliest_start), response.and_then(Period::latest_start)),
        }
    }

    /// Whether the response came within this many days, early ones included. O(1).
    pub fn within(self, days: i32) -> Certainty {
        match (self.shortest, self.longest) {
            (_, Some(longest)) if longest <= days => Certainty::Certain,
            (Some(shortest), _) if shortest > days => Certainty::Impossible,
            (Some(_) | None, Some(_) | None) => Certainty::Possible,
        }
    }

    /// The lag of whichever comes first: a response without a date may have come before all others.
    fn first(self, other: Self) -> Self {
        let longest = [self.longest, other.longest].into_iter().flatten().min();
        Self { shortest: self.shortest.zip(other.shortest).map(|(a, b)| a.min(b)), longest }
    }
}

impl fmt::Display for Lag {
    /// `30 days`, `30 to 60 days`, `at least 30 days`, `at most 60 days` or `unknown`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.shortest, self.longest) {
            (Some(shortest), Some(longest)) if shortest == longest => write!(f, "{shortest} days"),
            (Some(shortest), Some(longest)) => write!(f, "{shortest} to {longest} days"),
            (Some(shortest), None) => write!(f, "at least {shortest} days"),
            (None, Some(longest)) => write!(f, "at most {longest} days"),
            (None, None) => f.write_str("unknown"),
        }
    }
}

fn as_text<S: Serializer>(relation: &RelationKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(relation)
}

/// Every event of the case. O(claims of events + events × searches).
pub(super) fn all(case: &Case) -> Vec<CompellingEvent> {
    case.all::<Event>().map(|event| CompellingEvent::of(case, *event)).collect()
}

impl CompellingEvent {
    fn of(case: &Case, event: Node<'_>) -> Self {
        let noticed = |relation| {
            let sought = sought_relation(case, relation, |from, to| Fit::anything(from).and(Fit::node(to, event)));
            Attestation::of(event.incoming_by(relation)).sought(sought)
        };
        let by = |relation| names(event.incoming_by(relation).filter(Claim::holds).map(|claim| claim.subject()));
        let triggers = RelationKind::Triggers;
        let sought = sought_relation(case, triggers, |from, to| Fit::node(from, event).and(Fit::anything(to)));
        let responses = responses(event);
        let done = responses.iter().filter(|response| response.relation != RelationKind::Senses);
        Self {
            event: event.id().into(),
            period: event.period().copied(),
            triggers: entries_of(event),
            sensed: noticed(RelationKind::Senses),
            sensed_by: by(RelationKind::Senses),
            seized: noticed(RelationKind::Seizes),
            seized_by: by(RelationKind::Seizes),
            answered: Attestation::of(event.outgoing_by(triggers)).sought(sought),
            first: done.map(|response| response.lag).reduce(Lag::first),
            responses,
        }
    }

    pub(super) fn gaps(&self) -> Vec<Gap> {
        let named = |what: &str| format!("{}, {what}", self.event);
        let undated = self.period.is_none().then(|| Gap::unsearched(named("its date")));
        let unknown = self.first.filter(|lag| self.period.is_some() && lag.shortest.is_none() && lag.longest.is_none());
        let unanswered = unknown.map(|_| Gap::unsearched(named("the dates of the responses")));
        let [sensed, seized] = [self.sensed.gap(named("sensed")), self.seized.gap(named("seized"))];
        let answered = self.answered.gap(named("what it started"));
        [sensed, seized, answered, undated, unanswered].into_iter().flatten().collect()
    }
}

/// The holding claims of noticing, acting and starting.
fn responses(event: Node<'_>) -> Vec<Response> {
    let by_actors = [RelationKind::Senses, RelationKind::Seizes];
    let by_actors = by_actors.into_iter().flat_map(|relation| event.incoming_by(relation));
    let by_actors = by_actors.map(|claim| (claim, claim.subject(), None));
    let started = event.outgoing_by(RelationKind::Triggers);
    let started = started.filter_map(|claim| claim.object().map(|object| (claim, object, object.period())));
    let response = |(claim, node, own): (Claim<'_>, Node<'_>, Option<&Period>)| Response {
        relation: claim.relation().unwrap_or(RelationKind::Triggers),
        node: node.id().into(),
        lag: Lag::between(event.period(), held(claim).or(own)),
        claim: claim.id(),
    };
    by_actors.chain(started).filter(|(claim, ..)| claim.holds()).map(response).collect()
}

/// When the claim held: by its own period, or that of the act in which it was so.
fn held(claim: Claim<'_>) -> Option<&Period> {
    claim.period().or_else(|| claim.during().and_then(|act| act.period()))
}
