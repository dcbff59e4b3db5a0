//! What if? A case is changed, assessed again, and the differences are told; candidate changes are ranked by them.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;

use serde::{Serialize, Serializer};

use super::draws::{Factor, Plan, paired};
use super::reading::Reading;
use super::{Assessment, Estimate, Figure, Part, Score, Spec};
use crate::case::{Case, CaseBuilder, Draft};
use crate::error::{Error, ErrorKind};
use crate::evidence::{Date, VagueDate};
use crate::graph::Handle;
use crate::graph::node::{Act, Actor, Institution, Practice, Purpose, Sphere};
use crate::graph::relation::{
    Advances, BelongsTo, Enacts, Governs, PartyTo, Recovers, RelationKind, TakesPartIn, TakesStance, Within,
};
use crate::quantile::quantile;
use crate::theory::Typology;
use crate::theory::typology::{InstitutionForm, Lever};

/// Ranks changes by what each of them, alone, would do to the engagement in a sphere.
///
/// Answers: had this been so, what would the definition have said, and which of the changes would have moved the
/// headline most? It computes what follows from the definition, and predicts nothing. The first has the greatest rise of
/// the headline's point; a change without a point before or after comes last. Between equals the greater rise of the low
/// bound goes first, then the name. The case stays as it is; an act that is supposed after the as-of date moves nothing.
///
/// P, E and S are essential to each other: where one of them is 0, only a package of changes ([`Change::and`]) can move
/// the headline. Cost: O(case) and an assessment for each change.
///
/// # Errors
///
/// [`ErrorKind::Setting`] if the specification cannot be used. [`ErrorKind::Change`] for a change that leaves a case with
/// errors: the message names it, and all problems are the [source](std::error::Error::source) of the error.
///
/// # Panics
///
/// On a handle of another case.
///
/// ```
/// use cocreation::evidence::{Date, Sign};
/// use cocreation::graph::{node::{Act, Actor, Sphere}, relation::{BelongsTo, TakesPartIn, Within}};
/// use cocreation::{Case, spe, spe::Change};
///
/// // On one visit both contribute and give to each other; a delay is a misuse by the maker.
/// let mut case = Case::builder("engine-care");
/// let [maker, airline] = [case.add("maker", Actor::provider("Maker")), case.add("airline", Actor::customer("Airline"))];
/// let care = case.add("care", Sphere::joint("Engine care"));
/// let day = Date::new(2012, 6, 1)?;
/// let [visit, delay] = [case.add("visit", Act::on("Visit", day)), case.add("delay", Act::on("Delay", day))];
/// for member in [maker, airline] { case.relate(member, BelongsTo, care); }
/// for act in [visit, delay] { case.relate(act, Within, care); }
/// case.relate(maker, TakesPartIn, visit).giving_to(airline);
/// case.relate(airline, TakesPartIn, visit).giving_to(maker);
/// case.relate(maker, TakesPartIn, delay).valence(Sign::Negative);
/// let case = case.build()?;
///
/// let changes = [Change::risk_and_benefit_sharing([maker, airline]), Change::recovers(delay, day)];
/// let ranked = spe::what_if(&case, care, day, &changes)?;
/// // D falls from 1/2 to 0. E is 1 and nothing is known of P and S, so that the point of SPE rises from 1/2 to 1.
/// assert_eq!(&*ranked[0].name, "a misuse is made good");
/// assert_eq!(ranked[0].differences[4].rise(), Some(-0.5));
/// assert_eq!(ranked[0].headline().rise(), Some(0.5));
/// // To share the risk makes a part of P known, and settles nothing: nobody knows which purpose the visit served.
/// assert_eq!(ranked[1].headline().rise(), Some(0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[track_caller]
pub fn what_if(
    case: &Case,
    sphere: Handle<Sphere>,
    spec: impl Into<Spec>,
    changes: &[Change],
) -> Result<Vec<Effect>, Error> {
    rank(case, sphere, &spec.into(), changes, None)
}

/// Ranks changes as [`what_if`] does, and draws each effect: the case as it is and the changed case are turned alike in
/// every source of uncertainty, so that only what the change does is left.
///
/// Cost: that of [`what_if`], and for each change that of `plan.evaluations` scores.
///
/// # Errors
///
/// As [`what_if`], and [`ErrorKind::Setting`] if the plan cannot be used.
///
/// # Panics
///
/// On a handle of another case.
#[track_caller]
pub fn what_if_drawn(
    case: &Case,
    sphere: Handle<Sphere>,
    spec: impl Into<Spec>,
    changes: &[Change],
    plan: &Plan,
) -> Result<Vec<Effect>, Error> {
    plan.check()?;
    rank(case, sphere, &spec.into(), changes, Some(plan))
}

#[track_caller]
fn rank(
    case: &Case,
    sphere: Handle<Sphere>,
    spec: &Spec,
    changes: &[Change],
    plan: Option<&Plan>,
) -> Result<Vec<Effect>, Error> {
    let reading = Reading::of(case, sphere, spec)?;
    let before = Assessment::of(&reading, spec.clone());
    let mut effects = Vec::with_capacity(changes.len());
    for change in changes {
        let changed = change.apply(case)?;
        let after = Reading::of(&changed, sphere, spec)?;
        let mut effect = Effect::of(change, &before, Assessment::of(&after, spec.clone()));
        effect.drawn = plan.and_then(|plan| Drawn::of(&paired((&reading, spec), (&after, spec), Factor::ALL, plan)));
        effects.push(effect);
    }
    effects.sort_by(Effect::rank);
    Ok(effects)
}

/// Something that could have been otherwise, as a change of a case.
///
/// Each of the [levers](Lever) for managers (Marcos-Cuevas et al., 2016, §6.1) is a ready-made change:
/// [an outcome-based contract](Self::outcome_based_contract), [sharing risk and benefit](Self::risk_and_benefit_sharing),
/// [early, aligned sales](Self::early_aligned_sales), [learning customer needs](Self::learning_customer_needs), and an
/// occasion of a [social fabric](Self::joint_act). The definition of SPE has a place for the second and the last; the others
/// suppose what the lever is meant to bring about, at its best. If you expect something else of it, say so in a
/// [`Change::new`] or in a [package](Self::and), and name the lever ([`Change::lever`]).
///
/// What a change adds is marked as supposed: its claims are inferred, rest on no evidence unless the change brings some,
/// and bear the remark `what if: …` with the name of the change, as the nodes do, where they have none of their own. The
/// ready-made changes give their nodes ids that the case does not use; [`CaseBuilder::free_id`] finds one for yours.
pub struct Change {
    /// What would be otherwise.
    pub name: Box<str>,
    /// The managerial lever that it stands for, if it stands for one.
    pub lever: Option<Lever>,
    make: Box<Make>,
}

type Make = dyn Fn(&Case, &mut CaseBuilder) + Send + Sync;

impl Change {
    /// A change of your own. The handles of the case, and the ids of its claims, are good for the builder; it begins with
    /// the whole case ([`Case::revise`]).
    ///
    /// ```
    /// # use cocreation::{Case, spe::Change, graph::{node::Actor, relation::DependsOn}};
    /// # let mut case = Case::builder("engine-care");
    /// # let [maker, airline] = [case.add("maker", Actor::new("Maker")), case.add("airline", Actor::new("Airline"))];
    /// let locked_in = case.relate(airline, DependsOn, maker).degree(0.9).id();
    /// let case = case.build()?;
    /// let freer = Change::new("freer to choose", move |case| {
    ///     case.retract(locked_in);
    ///     case.relate(airline, DependsOn, maker).degree(0.5);
    /// });
    /// let freer = freer.apply(&case)?;
    /// assert_eq!(freer.claims().next().and_then(|claim| claim.note()), Some("what if: freer to choose"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(name: impl Into<Box<str>>, make: impl Fn(&mut CaseBuilder) + Send + Sync + 'static) -> Self {
        Self::of_case(name, move |_, case| make(case))
    }

    fn of_case(name: impl Into<Box<str>>, make: impl Fn(&Case, &mut CaseBuilder) + Send + Sync + 'static) -> Self {
        Self { name: name.into(), lever: None, make: Box::new(make) }
    }

    /// All these actors are party to one agreed sharing of risk and benefit. It can move P, by the shared mechanism.
    ///
    /// It stands for [`Lever::RiskAndBenefitSharing`].
    pub fn risk_and_benefit_sharing(parties: impl IntoIterator<Item = Handle<Actor>>) -> Self {
        let form = InstitutionForm::RiskAndBenefitSharing;
        Self::agreement("a sharing of risk and benefit", form, parties).lever(Lever::RiskAndBenefitSharing)
    }

    /// All these actors accept one roadmap. It can move P, by the shared roadmap. It stands for no lever.
    pub fn roadmap(parties: impl IntoIterator<Item = Handle<Actor>>) -> Self {
        Self::agreement("a common roadmap", InstitutionForm::Roadmap, parties)
    }

    fn agreement(name: &'static str, form: InstitutionForm, parties: impl IntoIterator<Item = Handle<Actor>>) -> Self {
        let parties: Vec<Handle<Actor>> = parties.into_iter().collect();
        Self::new(name, move |case| {
            let agreement = case.add(case.free_id(form.entry().key), Institution::new(name).coded(form));
            for &party in &parties {
                case.relate(party, PartyTo, agreement);
            }
        })
    }

    /// All these actors are party to one contract that pays for the outcome, and endorse the purpose that it pays for, as
    /// [`endorses`](Self::endorses) has it. It can move P, by the endorsements.
    ///
    /// It stands for [`Lever::OutcomeBasedContract`], at its best: that the parties come to pull the same way is supposed.
    pub fn outcome_based_contract(parties: impl IntoIterator<Item = Handle<Actor>>, purpose: Handle<Purpose>) -> Self {
        let parties: BTreeSet<Handle<Actor>> = parties.into_iter().collect();
        let lever = Lever::OutcomeBasedContract;
        let change = Self::of_case("an outcome-based contract", move |before, case| {
            let contract = Institution::new("an outcome-based contract").coded(InstitutionForm::Contract).coded(lever);
            let contract = case.add(case.free_id(lever.entry().key), contract);
            case.relate(contract, Governs, purpose);
            for &party in &parties {
                case.relate(party, PartyTo, contract);
                endorse(before, case, party, purpose);
            }
        });
        change.lever(lever)
    }

    /// The actor endorses the purpose, in place of every stance that it took on it. It can move P.
    ///
    /// The stances of others that act for the same member stay, and for a member to endorse, all of them must. It stands
    /// for no lever of its own; an [outcome-based contract](Self::outcome_based_contract) is meant to bring it about.
    pub fn endorses(actor: Handle<Actor>, purpose: Handle<Purpose>) -> Self {
        Self::of_case("an actor endorses a purpose", move |before, case| endorse(before, case, actor, purpose))
    }

    /// An actor of the case is inside the boundary of the sphere. It can move everything, by what the actor and its parts
    /// did and said. It stands for no lever of its own; of sales it is a part of
    /// [early, aligned sales](Self::early_aligned_sales).
    pub fn joins(actor: Handle<Actor>, sphere: Handle<Sphere>) -> Self {
        Self::new("an actor joins", move |case| {
            case.relate(actor, BelongsTo, sphere);
        })
    }

    /// An actor that the case does not have is inside the boundary of the sphere, and does nothing yet: it lowers E, and can
    /// make a sphere joint that was not. What it is to do and to say is for a [`Change::new`]. It stands for no lever.
    pub fn newcomer(actor: Draft<Actor>, sphere: Handle<Sphere>) -> Self {
        Self::new("a newcomer joins", move |case| {
            let newcomer = case.add(case.free_id("newcomer"), actor.clone());
            case.relate(newcomer, BelongsTo, sphere);
        })
    }

    /// On the date an act makes good the one that misused or withheld. It can move D. It stands for no lever.
    pub fn recovers(misuse: Handle<Act>, date: Date) -> Self {
        Self::new("a misuse is made good", move |case| {
            let recovery = case.add(case.free_id("recovery"), Act::on("a recovery", VagueDate::day(date)));
            case.relate(recovery, Recovers, misuse);
        })
    }

    /// On the date all these members contribute to one act within the sphere, each giving to all others, for the purpose
    /// if there is one. It can move everything: D too, as destruction is weighed against contributions.
    ///
    /// It stands for an occasion of [`Lever::SocialFabric`], at its best.
    pub fn joint_act(
        members: impl IntoIterator<Item = Handle<Actor>>,
        sphere: Handle<Sphere>,
        date: Date,
        purpose: Option<Handle<Purpose>>,
    ) -> Self {
        let members: Vec<Handle<Actor>> = members.into_iter().collect();
        let change = Self::new("a joint act", move |case| {
            meet(case, &members, sphere, date, purpose);
        });
        change.lever(Lever::SocialFabric)
    }

    /// Sales is inside the boundary of the sphere and, on the date, works with these partners (research, operations, the
    /// supply chain, the customer) as in a [joint act](Self::joint_act). It can move everything.
    ///
    /// It stands for [`Lever::EarlyAlignedSales`], at its best; early means a date before there is a solution.
    pub fn early_aligned_sales(
        sales: Handle<Actor>,
        partners: impl IntoIterator<Item = Handle<Actor>>,
        sphere: Handle<Sphere>,
        date: Date,
        purpose: Option<Handle<Purpose>>,
    ) -> Self {
        let all = std::iter::once(sales).chain(partners.into_iter().filter(|&partner| partner != sales));
        let together = Self::joins(sales, sphere).and(Self::joint_act(all, sphere, date, purpose));
        together.named("early, aligned sales").lever(Lever::EarlyAlignedSales)
    }

    /// On the date the customer and those who learn from it diagnose together what the customer needs, as in a
    /// [joint act](Self::joint_act) that enacts co-diagnosis. It can move everything.
    ///
    /// It stands for [`Lever::LearningCustomerNeeds`], at its best.
    pub fn learning_customer_needs(
        customer: Handle<Actor>,
        learners: impl IntoIterator<Item = Handle<Actor>>,
        sphere: Handle<Sphere>,
        date: Date,
        purpose: Option<Handle<Purpose>>,
    ) -> Self {
        let learners = learners.into_iter().filter(|&learner| learner != customer);
        let members: Vec<Handle<Actor>> = std::iter::once(customer).chain(learners).collect();
        let lever = Lever::LearningCustomerNeeds;
        let change = Self::new("learning customer needs", move |case| {
            let practice = Practice::co_diagnosis("learning customer needs").coded(lever);
            let practice = case.add(case.free_id(lever.entry().key), practice);
            let act = meet(case, &members, sphere, date, purpose);
            case.relate(act, Enacts, practice);
        });
        change.lever(lever)
    }

    /// The change under another name.
    #[must_use]
    pub fn named(self, name: impl Into<Box<str>>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// The change as a use of this lever.
    #[must_use]
    pub fn lever(self, lever: Lever) -> Self {
        Self { lever: Some(lever), ..self }
    }

    /// Both changes as one. The lever is that of the first, if it has one.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let (name, lever) = (format!("{} and {}", self.name, other.name), self.lever.or(other.lever));
        let both = Self::of_case(name, move |before, case| {
            (self.make)(before, case);
            (other.make)(before, case);
        });
        Self { lever, ..both }
    }

    /// The case as it would have been. O(case).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Change`] if it would have errors; they are the source of the error, with the warnings.
    ///
    /// # Panics
    ///
    /// On a handle of another case, in the change.
    pub fn apply(&self, case: &Case) -> Result<Case, Error> {
        let mut changed = case.revise();
        changed.suppose(&format!("what if: {}", self.name), |changed| (self.make)(case, changed));
        changed.build().map_err(|problems| {
            let message = format!("the change `{}` leaves a case with errors", self.name);
            Error::caused(ErrorKind::Change, message, problems)
        })
    }
}

/// Puts an endorsement in place of every stance that the actor took on the purpose.
fn endorse(before: &Case, case: &mut CaseBuilder, actor: Handle<Actor>, purpose: Handle<Purpose>) {
    let stances = before.view(actor).outgoing_by(RelationKind::TakesStance);
    let own = stances.filter(|claim| claim.object() == Some(*before.view(purpose)));
    own.for_each(|claim| case.retract(claim.id()));
    case.relate(actor, TakesStance, purpose);
}

/// Adds an act within the sphere in which each member gives to all others.
fn meet(
    case: &mut CaseBuilder,
    members: &[Handle<Actor>],
    sphere: Handle<Sphere>,
    date: Date,
    purpose: Option<Handle<Purpose>>,
) -> Handle<Act> {
    let act = case.add(case.free_id("joint-act"), Act::on("a joint act", VagueDate::day(date)));
    case.relate(act, Within, sphere);
    for &member in members {
        let others = members.iter().filter(|&&other| other != member);
        others.fold(case.relate(member, TakesPartIn, act), |claim, &other| claim.giving_to(other));
    }
    if let Some(purpose) = purpose {
        case.relate(act, Advances, purpose);
    }
    act
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change").field("name", &self.name).field("lever", &self.lever).finish_non_exhaustive()
    }
}

/// What a change would do to the engagement in a sphere.
///
/// `Display` prints the six figures, each before and after, with the rise of the point.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// The name of the change.
    pub name: Box<str>,
    /// The managerial lever that it stands for, if it stands for one.
    #[serde(serialize_with = "key")]
    pub lever: Option<Lever>,
    /// P, E, S, SPE⁺, D and SPE before and after.
    pub differences: [Difference; 6],
    /// How the rise of the headline's point spreads over paired draws; `None` where nothing was drawn, or no pair of draws
    /// has both points.
    pub drawn: Option<Drawn>,
    /// The whole assessment of the changed case. The ids in it are those of that case ([`Change::apply`] gives it).
    pub after: Assessment,
}

impl Effect {
    fn of(change: &Change, before: &Assessment, after: Assessment) -> Self {
        let (old, new) = (figures(before), figures(&after));
        let value = |figures: [&Figure; 6], nth: usize| figures[nth].value.clone();
        let difference =
            |nth: usize| Difference { name: old[nth].name, before: value(old, nth), after: value(new, nth) };
        let differences = std::array::from_fn(difference);
        Self { name: change.name.clone(), lever: change.lever, differences, drawn: None, after }
    }

    /// The difference of SPE.
    pub fn headline(&self) -> &Difference {
        &self.differences[5]
    }

    /// The order of the ranking.
    fn rank(&self, other: &Self) -> Ordering {
        let (own, others) = (self.headline(), other.headline());
        let by_point = match (own.rise(), others.rise()) {
            (Some(own), Some(others)) => others.total_cmp(&own),
            (own, others) => others.is_some().cmp(&own.is_some()),
        };
        let low = |difference: &Difference| difference.after.low - difference.before.low;
        let by_low = || low(others).total_cmp(&low(own));
        by_point.then_with(by_low).then_with(|| self.name.cmp(&other.name))
    }
}

/// The rise of the headline over paired draws.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Drawn {
    /// The median rise.
    pub median: f64,
    /// The middle 90 % of the rises.
    pub interval: (f64, f64),
    /// The share of the pairs in which the headline rises.
    pub rising: f64,
    /// How many pairs have both points.
    pub pairs: usize,
}

impl Drawn {
    fn of(pairs: &[(Score, Score)]) -> Option<Self> {
        let rise =
            |(before, after): &(Score, Score)| Some(after[Part::Headline].point? - before[Part::Headline].point?);
        let mut rises: Vec<f64> = pairs.iter().filter_map(rise).collect();
        rises.sort_unstable_by(f64::total_cmp);
        let rising = rises.iter().filter(|&&rise| rise > 0.0).count() as f64 / rises.len() as f64;
        let [low, median, high] = [0.05, 0.5, 0.95].map(|p| quantile(&rises, p));
        Some(Self { median: median?, interval: (low?, high?), rising, pairs: rises.len() })
    }
}

fn figures(spe: &Assessment) -> [&Figure; 6] {
    [&spe.purpose, &spe.engagement, &spe.sustained, &spe.positive, &spe.destruction, &spe.headline]
}

fn key<S: Serializer>(lever: &Option<Lever>, serializer: S) -> Result<S::Ok, S::Error> {
    lever.map(|lever| lever.entry().key).serialize(serializer)
}

/// A figure before and after a change.
///
/// The bounds do not subtract to bounds of the difference: what is unknown before is mostly the same unknown after. A
/// point uses what is known only, so that a change that makes something known can lower it; look at the low bound then.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The figure's name in the definition.
    pub name: &'static str,
    /// The figure of the case as it is.
    pub before: Estimate,
    /// The figure of the changed case.
    pub after: Estimate,
}

impl Difference {
    /// By how much the point rises, from −1 to 1; `None` unless there is one before and after.
    pub fn rise(&self) -> Option<f64> {
        Some(self.after.point? - self.before.point?)
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lever = self.lever.map_or_else(String::new, |lever| format!(" (lever: {lever})"));
        writeln!(f, "{}{lever}", self.name)?;
        self.differences.iter().try_for_each(|difference| writeln!(f, "  {difference}"))?;
        self.drawn.map_or(Ok(()), |Drawn { median, interval: (low, high), rising, pairs }| {
            let percent = rising * 100.0;
            writeln!(
                f,
                "  drawn {median:+.2} [{low:+.2}, {high:+.2}], a rise in {percent:.0} % of {pairs} paired draws"
            )
        })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<5}{:<20}-> {}", self.name, self.before, self.after)?;
        self.rise().map_or(Ok(()), |rise| write!(f, ", {rise:+.2}"))
    }
}
