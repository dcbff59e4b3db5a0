//! Readiness to co-create: opportunities sensed and seized, capabilities deployed, ties, and how fast events are answered.
//!
//! Co-creation readiness (T33) is the ability to sense and to seize chances to co-create, and to deploy the capabilities
//! that build and sustain strong ties; it rests on culture and on social capital. [`profile`] gives it as a profile, line by
//! line with the claims behind each, and never as one number: what the lines are worth against each other, no source says.
//!
//! A score that somebody else gave (a DART questionnaire, a survey) is recorded as a judgement on T33 and shown beside the
//! profile, with who gave it, when, how many they were and how reliable it is ([`Rating`]).
//!
//! Source: Marcos-Cuevas et al. 2016, §6; compelling events (T38) and underpinning capabilities (T27) from the same.

mod deployment;
mod event;
mod rating;
mod report;

pub use deployment::{Deployment, Ties};
pub use event::{CompellingEvent, Lag, Response};
pub use rating::{Rater, Rating};

use serde::Serialize;

use crate::Case;
use crate::case::attestation::by_entry;
use crate::case::{Attested, Gap};
use crate::graph::node::NodeKind;
use crate::theory::typology::{CapabilityFamily, CapitalForm, InstitutionForm};

/// Profiles the readiness to co-create that a case shows.
///
/// Answers: which compelling events did who sense and seize, and how long did the response take? Which capabilities are
/// held, and which are deployed in practices? By what are the actors tied? On what does it rest, and what is not known?
///
/// O(nodes + claims), with a logarithm for sorting, and O(events + capabilities) × O(searches).
///
/// ```
/// use cocreation::case::Standing;
/// use cocreation::graph::{node::{Act, Actor, Event}, relation::{Senses, Triggers}};
/// use cocreation::{Case, readiness};
///
/// let mut case = Case::builder("engine-care");
/// let maker = case.add("maker", Actor::provider("Engine maker"));
/// let demand = case.add("demand", Event::new("A customer asks for more").period("2012-01".parse::<cocreation::evidence::Period>()?));
/// let visit = case.add("visit", Act::on("A first visit", "2012-03-01".parse::<cocreation::evidence::Date>()?));
/// let sensed = case.relate(maker, Senses, demand).id();
/// case.relate(demand, Triggers, visit);
/// let readiness = readiness::profile(&case.build()?);
///
/// let event = &readiness.events[0];
/// assert_eq!((&event.sensed.claims[..], event.seized.standing), (&[sensed][..], Standing::NotSearched));
/// // The customer asked between 1 and 31 January, so that the visit came 30 to 60 days later (2012 is a leap year).
/// assert_eq!(event.first.unwrap().to_string(), "30 to 60 days");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn profile(case: &Case) -> Readiness {
    let capabilities = deployment::by_capability(case);
    let other_capabilities = deployment::others(case);
    let families = by_entry::<CapabilityFamily>(case, &[NodeKind::Capability]);
    let capital = by_entry::<CapitalForm>(case, &[NodeKind::Resource]);
    let institutions = by_entry::<InstitutionForm>(case, &[NodeKind::Institution]);
    let readiness = Readiness {
        case: case.id().into(),
        named: families.into_iter().filter(|row| row.entry == CapabilityFamily::CoCreationReadiness).collect(),
        events: event::all(case),
        capabilities,
        other_capabilities,
        ties: deployment::ties(case),
        social_capital: capital.into_iter().filter(|row| row.entry == CapitalForm::Social).collect(),
        culture: institutions.into_iter().filter(|row| CULTURE.contains(&row.entry)).collect(),
        ratings: rating::all(case),
        gaps: Vec::new(),
    };
    Readiness { gaps: readiness.find_gaps(), ..readiness }
}

/// The institutions by which a culture shows.
const CULTURE: [InstitutionForm; 4] =
    [InstitutionForm::Norm, InstitutionForm::Symbol, InstitutionForm::Meaning, InstitutionForm::DominantLogic];

/// The readiness that a case shows, line by line; made by [`profile`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Readiness {
    /// The id of the case.
    pub case: Box<str>,
    /// The capabilities that the case itself calls co-creation readiness: one line.
    pub named: Vec<Attested<CapabilityFamily>>,
    /// Every event of the case, in its order.
    pub events: Vec<CompellingEvent>,
    /// The six interaction capabilities, in the register's order.
    pub capabilities: Vec<Deployment>,
    /// The capabilities that are none of the six, each by itself, in the case's order.
    pub other_capabilities: Vec<Deployment>,
    /// Ties by their kind, in the register's order, and at last those of no stated kind.
    pub ties: Vec<Ties>,
    /// Social capital, on which readiness rests: one line.
    pub social_capital: Vec<Attested<CapitalForm>>,
    /// The institutions by which a culture shows: norms, symbols, meanings and dominant logics. That these four stand for
    /// culture is this crate's reading.
    pub culture: Vec<Attested<InstitutionForm>>,
    /// The scores that somebody gave on T33, in the case's order.
    pub ratings: Vec<Rating>,
    /// What is missing, searched in vain or never searched.
    pub gaps: Vec<Gap>,
}

impl Readiness {
    fn find_gaps(&self) -> Vec<Gap> {
        let events = self.events.iter().flat_map(CompellingEvent::gaps);
        let events = events.chain(self.events.is_empty().then(|| Gap::unsearched("compelling events")));
        let capabilities = self.capabilities.iter().chain(&self.other_capabilities).flat_map(Deployment::gaps);
        let ties = self.ties.iter().filter(|ties| ties.kind.is_some());
        let ties = ties.filter_map(|ties| ties.attestation.gap(ties.name()));
        let capital = self.social_capital.iter().filter_map(|row| row.attestation.gap("social capital"));
        let culture = self.culture.iter().filter_map(|row| row.attestation.gap(format!("culture, {}", row.entry)));
        let ratings = self.ratings.iter().flat_map(Rating::gaps);
        events.chain(capabilities).chain(ties).chain(capital).chain(culture).chain(ratings).collect()
    }
}
