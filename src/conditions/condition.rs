//! Conditions: a name, and how a case is read by it.

use std::fmt;
use std::sync::Arc;

use super::judged::{of_construct, of_outcomes};
use super::reading::Reading;
use crate::Case;
use crate::case::attestation::{Attestation, Fit, sought_kind, sought_relation};
use crate::case::{Claim, ClaimId, Feature};
use crate::error::Error;
use crate::evidence::Sign;
use crate::graph::Handle;
use crate::graph::node::{NodeKind, Sphere};
use crate::graph::relation::RelationKind;
use crate::qca::{Calibration, Membership};
use crate::spe::{self, Assessment, Part, Spec, Step};
use crate::theory::typology::{CompetitiveOutcome, EventTrigger, SphereKind, TieKind};
use crate::theory::{ConstructId, Typology};

type Read = dyn Fn(&Case) -> Result<Reading, Error> + Send + Sync;

/// A named way of reading a membership off a case.
///
/// Every condition has a name from the start, in capitals, and [`named`](Self::named) gives it another; in a table no two may
/// have the same.
///
/// ```
/// use cocreation::conditions::Condition;
/// use cocreation::theory::typology::PracticeKind;
///
/// assert_eq!(Condition::presence(PracticeKind::CoDesign).name(), "CO_DESIGN");
/// assert_eq!(Condition::presence(PracticeKind::CoDesign).named("DESIGN").name(), "DESIGN");
/// ```
#[derive(Clone)]
pub struct Condition {
    name: Box<str>,
    read: Arc<Read>,
    calibration: Option<Calibration>,
}

impl Condition {
    /// Anything: a function of the case that gives a membership, or a raw figure to be [calibrated](Self::calibrated).
    ///
    /// The name is to be one that an expression can hold: letters, digits, `_` and `.`, not a digit first.
    ///
    /// ```
    /// use cocreation::Case;
    /// use cocreation::conditions::{self, Condition, Reading};
    /// use cocreation::graph::node::Actor;
    /// use cocreation::qca::Calibration;
    ///
    /// let count = |case: &Case| Reading::new(case.all::<Actor>().count() as f64, "actors of the case");
    /// let levels = Calibration::Levels { thresholds: vec![2.0] };
    /// let several = Condition::by("SEVERAL", count).calibrated(levels);
    ///
    /// let mut pair = Case::builder("pair");
    /// pair.add("ann", Actor::new("Ann"));
    /// pair.add("bob", Actor::new("Bob"));
    /// let encoded = conditions::table([&pair.build()?, &Case::builder("nobody").build()?], [several])?;
    /// assert_eq!([0, 1].map(|case| encoded.table.membership(case, "SEVERAL").ok()), [Some(Some(1.0)), Some(Some(0.0))]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn by(name: impl Into<Box<str>>, read: impl Fn(&Case) -> Reading + Send + Sync + 'static) -> Self {
        Self::new(name, move |case| Ok(read(case)))
    }

    fn new(name: impl Into<Box<str>>, read: impl Fn(&Case) -> Result<Reading, Error> + Send + Sync + 'static) -> Self {
        Self { name: name.into(), read: Arc::new(read), calibration: None }
    }

    /// A feature of the case: a kind of node, a relation, or a code such as a practice, a capability or an event.
    ///
    /// 1 if a holding claim says so or a node of the kind is there; 0 if claims deny it and none says it, or if the whole
    /// case was searched for it in vain; else unknown. It is the reading of [`lattice::by_feature`](crate::lattice::by_feature).
    /// The name is the key of the feature in capitals: `EVENT`, `ENABLES`, `CO_DESIGN`.
    pub fn presence(feature: impl Into<Feature>) -> Self {
        let feature = feature.into();
        let key = feature.to_string();
        let last = key.rsplit('/').next().unwrap_or_default();
        Self::by(name_of(last), move |case| Reading::from(&feature.attestation(case)))
    }

    /// `COMPELLING_EVENT`: some event is of a kind that sets co-creation off ([`EventTrigger`]). 0 if no event at all was
    /// found in the whole case.
    pub fn compelling_event() -> Self {
        Self::by("COMPELLING_EVENT", |case| {
            let triggers =
                case.claims().filter(|claim| claim.code().is_some_and(|code| code.entry::<EventTrigger>().is_some()));
            Reading::of_any(&Attestation::of(triggers).sought(sought_kind(case, NodeKind::Event)))
        })
    }

    /// `TIES`: some actor is tied to another by one of these kinds of tie, and the tie is neither broken nor hostile.
    ///
    /// A tie of which nobody said the kind counts where all kinds are asked for. 0 if the whole case was searched for ties in
    /// vain: that a tie of two is denied says nothing of others.
    pub fn ties(kinds: impl IntoIterator<Item = TieKind>) -> Self {
        let kinds: Vec<TieKind> = kinds.into_iter().collect();
        let all = TieKind::ALL.iter().all(|kind| kinds.contains(kind));
        let fits = move |claim: &Claim<'_>| {
            let kind = claim.facet().map_or(all, |facet| kinds.iter().any(|kind| kind.entry() == facet));
            kind && claim.sign().is_none_or(|sign| sign == Sign::Positive)
        };
        Self::by("TIES", move |case| somewhere(case, RelationKind::TiedTo, RelationKind::TiedTo, &fits))
    }

    /// `VALUE`: some value is realised, or gained by somebody. 0 if the whole case was searched for value realised in vain.
    pub fn value() -> Self {
        Self::by("VALUE", |case| somewhere(case, RelationKind::Realizes, RelationKind::Gains, &|_| true))
    }

    /// A figure of sustained purposeful engagement in the one joint sphere of the case, such as `S` or `SPE`.
    ///
    /// It is known where the figure is exact, and keeps its bounds where it is an interval, with the gaps that make it one.
    /// A case without a joint sphere, or with several, is unknown; [`engagement_in`](Self::engagement_in) chooses one.
    ///
    /// ```
    /// use cocreation::conditions::{self, Condition};
    /// use cocreation::evidence::Date;
    /// use cocreation::graph::{node::{Actor, Sphere}, relation::BelongsTo};
    /// use cocreation::qca::Membership;
    /// use cocreation::{Case, spe};
    ///
    /// let mut case = Case::builder("a-case");
    /// let joint = case.add("joint", Sphere::joint("What they do together"));
    /// for name in ["maker", "buyer"] {
    ///     let actor = case.add(name, Actor::new(name));
    ///     case.relate(actor, BelongsTo, joint);
    /// }
    /// let sustained = Condition::engagement(spe::Part::Sustained, Date::new(2020, 12, 31)?);
    /// let encoded = conditions::table([&case.build()?], [sustained])?;
    /// assert_eq!(encoded.table.cell(0, "S")?, Membership::Unknown);
    /// assert!(!encoded.reading(0, "S").expect("a cell").gaps.is_empty()); // no act is known
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn engagement(part: Part, spec: impl Into<Spec>) -> Self {
        let spec = spec.into();
        Self::new(name_of(part.name()), move |case| {
            let mut joint = case.all::<Sphere>().filter(|sphere| sphere.has_code(SphereKind::Joint));
            match (joint.next(), joint.next()) {
                (None, _) => Ok(Reading::unknown("the case names no joint sphere")),
                (Some(_), Some(_)) => Ok(Reading::unknown("the case has several joint spheres, and none was chosen")),
                (Some(only), None) => Ok(assessed(&spe::assess(case, only.handle(), &spec)?, part)),
            }
        })
    }

    /// As [`engagement`](Self::engagement), in the sphere and by the specification that are chosen for each case; unknown
    /// where none is.
    ///
    /// # Panics
    ///
    /// When cases are read: if a sphere of another case is chosen.
    pub fn engagement_in(
        part: Part,
        choose: impl Fn(&Case) -> Option<(Handle<Sphere>, Spec)> + Send + Sync + 'static,
    ) -> Self {
        Self::new(name_of(part.name()), move |case| match choose(case) {
            None => Ok(Reading::unknown("no sphere of the case was chosen")),
            Some((sphere, spec)) => Ok(assessed(&spe::assess(case, sphere, spec)?, part)),
        })
    }

    /// The degree that holding claims of a relation state, such as how strongly actors depend on each other (`DEPENDS_ON`).
    ///
    /// Where they state several, it lies between the least and the greatest; where none does, it is unknown.
    pub fn degree(relation: RelationKind) -> Self {
        Self::by(name_of(relation.row().key), move |case| {
            let claims = case.claims().filter(|claim| claim.relation() == Some(relation) && claim.holds());
            let degrees: Vec<(ClaimId, f64)> =
                claims.filter_map(|claim| Some((claim.id(), claim.degree()?.value()))).collect();
            let why = format!("{} claims state a degree", degrees.len());
            Reading::new(spread(degrees.iter().map(|(_, degree)| *degree)), why)
                .claims(degrees.iter().map(|(claim, _)| *claim))
        })
    }

    /// `OUTCOME`: the competitive outcome as judged, each of the four with the membership that the caller gives it.
    ///
    /// Judgements that do not agree make bounds. Without a judgement, or with one that is none of those with a membership,
    /// it is unknown: nothing is read off a score.
    ///
    /// ```
    /// use cocreation::conditions::{self, Condition};
    /// use cocreation::graph::node::Judgement;
    /// use cocreation::theory::{ConstructId, typology::CompetitiveOutcome::{Failure, SustainableAdvantage, TemporaryAdvantage}};
    /// use cocreation::{Case, qca::Membership};
    ///
    /// let mut case = Case::builder("a-case");
    /// for (id, said) in [("lead", TemporaryAdvantage), ("lasting-lead", SustainableAdvantage)] {
    ///     case.add(id, Judgement::on(ConstructId::new(45)?, id, "ahead").coded(said));
    /// }
    /// let ahead = Condition::outcome([(SustainableAdvantage, 1.0), (TemporaryAdvantage, 0.6), (Failure, 0.0)]);
    /// let encoded = conditions::table([&case.build()?, &Case::builder("silent").build()?], [ahead])?;
    /// assert_eq!(encoded.table.cell(0, "OUTCOME")?, Membership::Between(0.6, 1.0));
    /// assert_eq!(encoded.table.cell(1, "OUTCOME")?, Membership::Unknown);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn outcome(memberships: impl IntoIterator<Item = (CompetitiveOutcome, f64)>) -> Self {
        let memberships: Vec<(CompetitiveOutcome, f64)> = memberships.into_iter().collect();
        Self::by("OUTCOME", move |case| of_outcomes(case, &memberships))
    }

    /// What was judged of a construct, such as power (`T49`), each word with the membership that the caller gives it.
    ///
    /// Judgements that do not agree make bounds; a word without a membership makes the case unknown, and is named.
    ///
    /// ```
    /// use cocreation::conditions::{self, Condition};
    /// use cocreation::graph::node::Judgement;
    /// use cocreation::theory::ConstructId;
    /// use cocreation::{Case, qca::Membership};
    ///
    /// let power = ConstructId::new(49)?;
    /// let judged = |id: &str, word: &str| {
    ///     let mut case = Case::builder(id);
    ///     case.add("power", Judgement::on(power, "Who can insist", word));
    ///     case.build()
    /// };
    /// let even = Condition::judgement(power, [("even", 1.0), ("one-sided", 0.0)]).named("EVEN_POWER");
    /// let encoded = conditions::table([&judged("a", "even")?, &judged("b", "shifting")?], [even])?;
    /// assert_eq!(encoded.table.membership(0, "EVEN_POWER")?, Some(1.0));
    /// assert!(encoded.reading(1, "EVEN_POWER").expect("a cell").why.contains("`shifting`"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn judgement<W: Into<Box<str>>>(construct: ConstructId, words: impl IntoIterator<Item = (W, f64)>) -> Self {
        let words: Vec<(Box<str>, f64)> = words.into_iter().map(|(word, value)| (word.into(), value)).collect();
        Self::by(construct.to_string(), move |case| of_construct(case, construct, &words))
    }

    /// The same under another name.
    #[must_use]
    pub fn named(self, name: impl Into<Box<str>>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// The same with figures turned into memberships.
    ///
    /// Where the curve rises or falls throughout, bounds become bounds. A bell does neither, and the indirect method knows
    /// only the figures that it was fitted to: by these, what is known within bounds becomes unknown.
    #[must_use]
    pub fn calibrated(self, calibration: Calibration) -> Self {
        Self { calibration: Some(calibration), ..self }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads cases, in their order.
    pub(super) fn read(&self, cases: &[&Case]) -> Result<Vec<Reading>, Error> {
        let mut readings = cases.iter().map(|case| (self.read)(case)).collect::<Result<Vec<_>, _>>()?;
        let Some(calibration) = &self.calibration else { return Ok(readings) };
        let raw: Vec<Membership> = readings.iter().map(|reading| reading.membership).collect();
        for (reading, membership) in readings.iter_mut().zip(calibrated(calibration, &raw)?) {
            if let Some((least, most)) = reading.membership.bounds() {
                let raw = if least == most { least.to_string() } else { format!("{least} to {most}") };
                reading.why = format!("{}; {raw} before calibration", reading.why).into();
            }
            reading.membership = membership;
        }
        Ok(readings)
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condition")
            .field("name", &self.name)
            .field("calibration", &self.calibration)
            .finish_non_exhaustive()
    }
}

/// A key in capitals, with `_` for what a name cannot have: `CO_DESIGN`, `SPE_PLUS`.
fn name_of(key: &str) -> String {
    let name: String = key.replace('+', "_plus").to_uppercase();
    let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let digit = name.starts_with(|c: char| !c.is_alphabetic() && c != '_');
    if digit || name.is_empty() { format!("_{name}") } else { name }
}

/// Whether claims of one of two relations fit, or the first was sought in vain.
fn somewhere(case: &Case, relation: RelationKind, other: RelationKind, fits: &dyn Fn(&Claim<'_>) -> bool) -> Reading {
    let of_either = |claim: &Claim<'_>| claim.relation().is_some_and(|own| own == relation || own == other);
    let claims = case.claims().filter(|claim| of_either(claim) && fits(claim));
    let sought = sought_relation(case, relation, |subject, object| Fit::anything(subject).and(Fit::anything(object)));
    Reading::of_any(&Attestation::of(claims).sought(sought))
}

/// One value, or between the least and the greatest. Levels that differ are no interval.
pub(super) fn spread(values: impl Iterator<Item = f64>) -> Membership {
    let both =
        values.map(|value| (value, value)).reduce(|(least, most), (value, _)| (least.min(value), most.max(value)));
    match both {
        None => Membership::Unknown,
        Some((least, most)) if least < most && most > 1.0 => Membership::Unknown,
        Some((least, most)) => Membership::between(least, most),
    }
}

/// A figure of an assessment, with the claims of all that it is made from.
fn assessed(assessment: &Assessment, part: Part) -> Reading {
    let trace = assessment.trace();
    let below = || trace.iter().skip_while(|step| step.figure.part != part);
    let Some(Step { depth, figure }) = below().next() else {
        return Reading::unknown("the assessment has no such figure");
    };
    let made_from = below().skip(1).take_while(|step| step.depth > *depth);
    let claims = made_from.chain(below().take(1)).flat_map(|step| step.figure.claims.iter().copied());
    let why = format!("{} {} in {}", figure.name, figure.value, assessment.sphere);
    let membership = Membership::between(figure.value.low, figure.value.high);
    let searches = assessment.searches.iter().copied();
    Reading::new(membership, why).claims(claims).searches(searches).gaps(figure.value.gaps.clone())
}

/// Calibrates the known figures together, and bounds one by one where that is sound.
fn calibrated(calibration: &Calibration, raw: &[Membership]) -> Result<Vec<Membership>, Error> {
    let known: Vec<f64> = raw.iter().filter_map(|raw| raw.known()).collect();
    let mut members = if known.is_empty() { Vec::new() } else { calibration.calibrate(&known)? }.into_iter();
    let monotone = match calibration {
        Calibration::Logistic { .. } | Calibration::Linear { .. } | Calibration::Levels { .. } => true,
        Calibration::Bell { .. } | Calibration::Indirect { .. } => false,
    };
    let one = |raw: &Membership| match *raw {
        Membership::Known(_) => Ok(Membership::from(members.next())),
        Membership::Between(least, most) if monotone => Ok(spread(calibration.calibrate(&[least, most])?.into_iter())),
        Membership::Between(..) | Membership::Unknown => Ok(Membership::Unknown),
    };
    raw.iter().map(one).collect()
}
