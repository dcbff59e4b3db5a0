//! Scores on readiness that somebody gave, as a case records them.

use serde::{Serialize, Serializer};

use crate::Case;
use crate::case::attestation::{names, text_if_any};
use crate::case::{Claim, ClaimId, Gap, View};
use crate::evidence::{Measure, Period};
use crate::graph::node::{Actor, Judgement};
use crate::graph::relation::RelationKind;
use crate::theory::t;

/// A score on readiness that somebody gave: one scale of a DART questionnaire, an item of a survey.
///
/// It is recorded, never computed and never mixed with the rest of the profile. In a case it is a judgement on T33: its
/// value and scale in words, its period the date, a measure on what it `judges` the figure; who gave it are the actors that
/// it is rated by (`rates`), their size says how many they are, and a measure on that claim how reliable it is.
///
/// ```
/// use cocreation::evidence::{Date, Measure};
/// use cocreation::graph::{node::{Actor, Judgement}, relation::{Judges, Rates}};
/// use cocreation::theory::ConstructId;
/// use cocreation::{Case, readiness};
///
/// let mut case = Case::builder("survey");
/// let maker = case.add("maker", Actor::provider("Maker"));
/// let respondents = case.add("respondents", Actor::aggregate("Customers who answered").size(120));
/// let dialogue = Judgement::on(ConstructId::new(33)?, "DART: dialogue", "3.8").scale("1 to 5");
/// let dialogue = case.add("dart-dialogue", dialogue.period(Date::new(2014, 5, 1)?));
/// case.relate(dialogue, Judges, maker).measure(Measure::new("mean score", 3.8));
/// case.relate(respondents, Rates, dialogue).measure(Measure::new("Cronbach's alpha", 0.83));
///
/// let readiness = readiness::profile(&case.build()?);
/// let rating = &readiness.ratings[0];
/// assert_eq!((&*rating.about[0], rating.figures[0].value), ("maker", 3.8));
/// assert_eq!((&*rating.raters[0].actor, rating.raters[0].size), ("respondents", Some(120)));
/// assert_eq!(rating.raters[0].reliability.as_ref().unwrap().to_string(), "Cronbach's alpha 0.83");
/// assert!(!readiness.gaps.iter().any(|gap| gap.what.contains("dart-dialogue")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rating {
    /// The judgement.
    pub judgement: Box<str>,
    /// What it is called.
    pub label: Box<str>,
    /// The value, as the source has it.
    pub value: Box<str>,
    /// On which scale.
    pub scale: Option<Box<str>>,
    /// When it was given.
    #[serde(serialize_with = "text_if_any")]
    pub date: Option<Period>,
    /// Of whom or what it speaks.
    pub about: Vec<Box<str>>,
    /// The figures that are given for it.
    #[serde(serialize_with = "texts")]
    pub figures: Vec<Measure>,
    /// Who gave it.
    pub raters: Vec<Rater>,
    /// The claims that say all this, in the case's order.
    pub claims: Vec<ClaimId>,
}

/// Somebody who gave a score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rater {
    /// The actor.
    pub actor: Box<str>,
    /// How many they are.
    pub size: Option<u64>,
    /// How reliable the rating is: a coefficient with its name.
    #[serde(serialize_with = "text_if_any")]
    pub reliability: Option<Measure>,
}

fn texts<S: Serializer>(measures: &[Measure], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(measures.iter().map(ToString::to_string))
}

/// The judgements on T33, in the case's order.
pub(super) fn all(case: &Case) -> Vec<Rating> {
    case.all::<Judgement>()
        .filter(|judgement| judgement.construct() == t(33))
        .map(|one| Rating::of(case, one))
        .collect()
}

impl Rating {
    fn of(case: &Case, judgement: View<'_, Judgement>) -> Self {
        let judging: Vec<Claim<'_>> = judgement.outgoing_by(RelationKind::Judges).filter(Claim::holds).collect();
        let rating: Vec<Claim<'_>> = judgement.incoming_by(RelationKind::Rates).filter(Claim::holds).collect();
        let mut claims: Vec<ClaimId> = judging.iter().chain(&rating).map(Claim::id).collect();
        claims.sort_unstable();
        let rater = |claim: &Claim<'_>| Rater {
            actor: claim.subject().id().into(),
            size: claim.subject().handle_as::<Actor>().and_then(|actor| case.view(actor).size()),
            reliability: claim.measure().cloned(),
        };
        Self {
            judgement: judgement.id().into(),
            label: judgement.label().into(),
            value: judgement.value().unwrap_or_default().into(),
            scale: judgement.scale().map(Into::into),
            date: judgement.period().copied(),
            about: names(judging.iter().filter_map(Claim::object)),
            figures: judging.iter().filter_map(|claim| claim.measure().cloned()).collect(),
            raters: rating.iter().map(rater).collect(),
            claims,
        }
    }

    pub(super) fn gaps(&self) -> Vec<Gap> {
        let missing = [
            ("its scale", self.scale.is_none()),
            ("its date", self.date.is_none()),
            ("who gave it", self.raters.is_empty()),
            ("how many gave it", self.raters.is_empty() || self.raters.iter().any(|rater| rater.size.is_none())),
            ("its reliability", !self.raters.iter().any(|rater| rater.reliability.is_some())),
        ];
        let missing = missing.into_iter().filter(|(_, missing)| *missing);
        missing.map(|(what, _)| Gap::unsearched(format!("{}, {what}", self.judgement))).collect()
    }
}
