//! What bears on how much effort a customer makes.
//!
//! Not every customer wants strong collaboration. Three factors bear on its effort (T41): how clear its own goal is,
//! how much the service matters to that goal, and how its dealings with the staff turn out. [`factors`] gathers what a
//! case records of them, customer by customer, and beside it where the customer stands on what is done together.

use std::fmt;
use std::ops::Index;

use serde::{Serialize, Serializer};

use crate::Case;
use crate::case::{Claim, ClaimId, Node, SearchId, SearchView, View};
use crate::evidence::{Modality, Polarity, Sign};
use crate::graph::Code;
use crate::graph::node::{Actor, Judgement, NodeKind};
use crate::graph::relation::RelationKind;
use crate::theory::typology::{EffortFactor, Role};
use crate::theory::{ConstructId, Typology, t};

/// How a value comes to an actor.
const ACCRUING: [RelationKind; 2] = [RelationKind::Gains, RelationKind::Bears];

/// The construct of the register that the factors belong to.
const CUSTOMER_EFFORT: ConstructId = t(41);

/// Gathers the factors of customer effort, customer by customer.
///
/// The customers are the actors in the role of customer or end user. A factor is on record for a customer if a
/// judgement of that factor judges it, or if it gains or bears a value of that factor. What is judged of it stands in
/// the judgement's words, since the theory gives no scale. A customer's stance on a practice or an act says whether it
/// wants to take part; it is not part of any factor.
///
/// O(nodes + claims), and the searches for each actor and factor.
///
/// Source: T41 of the register (Aggarwal et al. 2014, as Staszewska reports it).
///
/// ```
/// use cocreation::Case;
/// use cocreation::effort::{State, factors};
/// use cocreation::evidence::Sign;
/// use cocreation::graph::{node::{Actor, Judgement, Practice}, relation::{Judges, TakesStance}};
/// use cocreation::theory::{ConstructId, typology::EffortFactor::{PersonalGoalClarity, ServiceRelevance}};
///
/// let mut case = Case::builder("a-case");
/// let tenant = case.add("tenant", Actor::customer("Tenant"));
/// let clear = Judgement::on(ConstructId::new(41)?, "Knows what she wants", "clear").coded(PersonalGoalClarity);
/// let clear = case.add("clear", clear);
/// let council = case.add("council", Practice::co_ideation("Tenants' council"));
/// case.relate(clear, Judges, tenant);
/// case.relate(tenant, TakesStance, council).stance(Sign::Negative);
///
/// let factors = factors(&case.build()?);
/// let tenant = &factors.customers[0];
/// assert_eq!(tenant[PersonalGoalClarity].state, State::OnRecord);
/// assert_eq!(&*tenant[PersonalGoalClarity].judged[0], "clear");
/// assert_eq!(tenant[ServiceRelevance].state, State::NotSearched); // unknown, which is not low
/// assert_eq!(tenant.stances[0].sign, Some(Sign::Negative));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn factors(case: &Case) -> Factors {
    let is_customer = |actor: &Node<'_>| actor.has_code(Role::Customer) || actor.has_code(Role::EndUser);
    let actors = case.all::<Actor>().map(|actor| *actor);
    let (customers, others): (Vec<Node<'_>>, Vec<Node<'_>>) = actors.partition(is_customer);
    let told = |&actor: &Node<'_>| EffortFactor::ALL.iter().any(|&factor| !evidence(actor, factor).is_empty());
    Factors {
        case: case.id().into(),
        customers: customers.into_iter().map(CustomerFactors::of).collect(),
        others: others.into_iter().filter(told).map(CustomerFactors::of).collect(),
        unattached: judgements(case, |node| is_factor(node) && !judges_actor(node)),
        unclassified: judgements(case, |node| node.construct() == CUSTOMER_EFFORT && !is_factor(node)),
    }
}

/// What a case records of the factors of customer effort.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Factors {
    /// The id of the case.
    pub case: Box<str>,
    /// Each customer and end user, in the case's order.
    pub customers: Vec<CustomerFactors>,
    /// The other actors of whom something is said of a factor, in the case's order.
    pub others: Vec<CustomerFactors>,
    /// The ids of the judgements of a factor that judge no actor: whose factor is it?
    pub unattached: Vec<Box<str>>,
    /// The ids of the judgements on customer effort that no classification gives one of the factors.
    pub unclassified: Vec<Box<str>>,
}

/// What a case records of the factors of one customer's effort; indexed by [`EffortFactor`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CustomerFactors {
    /// The customer's id.
    pub customer: Box<str>,
    #[serde(serialize_with = "by_factor")]
    factors: Vec<Factor>,
    /// Where it stands on practices and acts, in the case's order.
    pub stances: Vec<Stance>,
}

/// What a case records of one factor and one customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Factor {
    /// Whether anything is on record: the strongest that any claim says.
    pub state: State,
    /// The words of the judgements that say so, in the case's order.
    pub judged: Vec<Box<str>>,
    /// The claims that say so, in the case's order: those that join the judgement or value with the customer, and those
    /// that make it one of this factor.
    pub claims: Vec<ClaimId>,
    /// The searches that found nothing.
    pub searches: Vec<SearchId>,
}

/// Whether a factor is on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// A claim that holds says something of it.
    OnRecord,
    /// Only what is expected or feared says something of it.
    Prospective,
    /// Only a denial says something of it.
    Denied,
    /// It was looked for and not found.
    NotFound,
    /// Nobody looked: unknown.
    NotSearched,
}

/// Where a customer stands on something that is done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stance {
    /// The id of the practice or act.
    pub on: Box<str>,
    /// For, against or undecided; `None` where the case does not say.
    #[serde(serialize_with = "maybe_key")]
    pub sign: Option<Sign>,
    /// How much it matters to the customer, from 0 to 1, where the case says.
    pub salience: Option<f64>,
    /// The claim.
    pub claim: ClaimId,
}

impl Index<EffortFactor> for CustomerFactors {
    type Output = Factor;

    fn index(&self, factor: EffortFactor) -> &Factor {
        &self.factors[factor.index()]
    }
}

impl CustomerFactors {
    fn of(customer: Node<'_>) -> Self {
        let stances = customer.outgoing_by(RelationKind::TakesStance).filter(Claim::holds);
        Self {
            customer: customer.id().into(),
            factors: EffortFactor::ALL.iter().map(|&factor| Factor::of(customer, factor)).collect(),
            stances: stances.filter_map(Stance::of).collect(),
        }
    }
}

impl Stance {
    fn of(claim: Claim<'_>) -> Option<Self> {
        let on = claim.object().filter(|node| matches!(node.kind(), NodeKind::Practice | NodeKind::Act))?;
        let salience = claim.degree().map(|degree| degree.value());
        Some(Self { on: on.id().into(), sign: claim.sign(), salience, claim: claim.id() })
    }
}

/// The claims that join the customer with a judgement or value of the factor, whether they hold or not.
fn evidence(customer: Node<'_>, factor: EffortFactor) -> Vec<Claim<'_>> {
    let judging = customer.incoming_by(RelationKind::Judges).filter(|claim| claim.subject().has_code(factor));
    let accruing = ACCRUING.into_iter().flat_map(|relation| customer.outgoing_by(relation));
    let accruing = accruing.filter(|claim| claim.object().is_some_and(|value| value.has_code(factor)));
    judging.chain(accruing).collect()
}

impl Factor {
    fn of(customer: Node<'_>, factor: EffortFactor) -> Self {
        let claims = evidence(customer, factor);
        let searches = searches(customer, factor);
        let silent = if searches.is_empty() { State::NotSearched } else { State::NotFound };
        let state = claims.iter().map(State::said_by).min().unwrap_or(silent);
        let mut claims: Vec<Claim<'_>> = claims.into_iter().filter(|claim| State::said_by(claim) == state).collect();
        claims.sort_unstable_by_key(Claim::id);
        let mut behind: Vec<ClaimId> = claims.iter().flat_map(|claim| codings(bearer(claim), factor)).collect();
        behind.extend(claims.iter().map(Claim::id));
        behind.sort_unstable();
        behind.dedup();
        Self { state, judged: claims.iter().filter_map(words).collect(), claims: behind, searches }
    }
}

impl State {
    fn said_by(claim: &Claim<'_>) -> Self {
        match (claim.polarity(), claim.modality()) {
            (Polarity::Violated, _) => Self::Denied,
            (Polarity::Asserted, Modality::Realised) => Self::OnRecord,
            (Polarity::Asserted, Modality::Expected | Modality::Feared) => Self::Prospective,
        }
    }
}

/// The judgement or value of a claim: what bears the factor.
fn bearer<'g>(claim: &Claim<'g>) -> Node<'g> {
    let subject = claim.subject();
    if subject.kind() == NodeKind::Judgement { subject } else { claim.object().unwrap_or(subject) }
}

fn codings(node: Node<'_>, factor: EffortFactor) -> impl Iterator<Item = ClaimId> {
    let ours = move |claim: &Claim<'_>| claim.holds() && claim.code() == Some(Code::of(factor));
    node.classifications().filter(ours).map(|claim| claim.id())
}

/// What the judgement of the claim, if it is one, says.
fn words(claim: &Claim<'_>) -> Option<Box<str>> {
    let judgement = claim.subject().handle_as::<Judgement>()?;
    claim.case.view(judgement).value().map(Into::into)
}

/// The searches without result for a judgement or a value of the factor that take in the customer.
fn searches(customer: Node<'_>, factor: EffortFactor) -> Vec<SearchId> {
    let about = |search: &SearchView<'_>| {
        let (subject, object) = (search.subject(), search.object());
        let coded = |code: Option<Code>| code == Some(Code::of(factor));
        let of = |relations: &[RelationKind]| search.relation().is_none_or(|relation| relations.contains(&relation));
        let judging = of(&[RelationKind::Judges]) && coded(subject.code) && object.fits(customer);
        let accruing = of(&ACCRUING) && coded(object.code) && subject.fits(customer);
        !search.found() && search.covers(customer) && (judging || accruing)
    };
    customer.case.searches().filter(about).map(|search| search.id()).collect()
}

fn judgements(case: &Case, wanted: fn(&View<'_, Judgement>) -> bool) -> Vec<Box<str>> {
    case.all::<Judgement>().filter(wanted).map(|node| node.id().into()).collect()
}

fn is_factor(node: &View<'_, Judgement>) -> bool {
    EffortFactor::ALL.iter().any(|&factor| node.has_code(factor))
}

fn judges_actor(node: &View<'_, Judgement>) -> bool {
    let mut judged = node.outgoing_by(RelationKind::Judges).filter_map(|claim| claim.object());
    judged.any(|object| object.kind() == NodeKind::Actor)
}

fn by_factor<S: Serializer>(factors: &[Factor], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(EffortFactor::ALL.iter().map(|factor| factor.entry().key).zip(factors))
}

fn maybe_key<S: Serializer>(sign: &Option<Sign>, serializer: S) -> Result<S::Ok, S::Error> {
    sign.map(Sign::key).serialize(serializer)
}

impl fmt::Display for Factors {
    /// Each customer with the state of each factor and its stances.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Factors of customer effort in {}", self.case)?;
        self.customers.iter().chain(&self.others).try_for_each(|customer| write!(f, "{customer}"))?;
        let gaps = [
            ("Judgements of a factor that judge no actor", &self.unattached),
            ("Judgements on customer effort of none of the factors", &self.unclassified),
        ];
        let mut gaps = gaps.into_iter().filter(|(_, ids)| !ids.is_empty());
        gaps.try_for_each(|(what, ids)| writeln!(f, "\n{what}: {}", ids.join(", ")))
    }
}

impl fmt::Display for CustomerFactors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}", self.customer)?;
        for &factor in EffortFactor::ALL {
            let Factor { state, judged, .. } = &self[factor];
            let judged = if judged.is_empty() { String::new() } else { format!(": {}", judged.join("; ")) };
            writeln!(f, "  {:<24}{state}{judged}", factor.entry().label)?;
        }
        self.stances.iter().try_for_each(|stance| writeln!(f, "  {stance}"))
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = self.sign.map_or("?", Sign::key);
        write!(f, "stance on {}: {sign} [{}]", self.on, self.claim)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::OnRecord => "on record",
            Self::Prospective => "expected or feared",
            Self::Denied => "denied",
            Self::NotFound => "searched, not found",
            Self::NotSearched => "not searched",
        })
    }
}
