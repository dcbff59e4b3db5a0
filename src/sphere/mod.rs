//! The structure of a sphere: who belongs to it and when, who holds it together, and how far it reaches.
//!
//! Value arises in a provider sphere, a customer sphere and the joint sphere that they make by interacting, which further
//! actors of a network may widen (T1, T4). [`structure`] reads such a sphere off a case as of a day.
//!
//! # Rules
//!
//! *Members.* An actor is a member while a claim that it [`BelongsTo`](crate::graph::relation::BelongsTo) the sphere
//! [holds](crate::case::Claim::holds), in the claim's period. A vague period makes a membership
//! [possible](Presence::Possible); a claim without a period says that the actor belongs and not when, and is kept apart as
//! [undated](Presence::Undated), unless it was said in an act after the day. An actor whose place one other has taken
//! stands under its successor. *Present* is who belongs for certain, possibly or undated on the day.
//!
//! *Dealings.* Two of those present deal with each other if both contribute to an act within the sphere or are given
//! something in it, or if their tie is positive. Somebody who acts counts for the
//! nearest whole of which they are part and that is a member, as in [`spe`](crate::spe). An act in which a member misuses
//! or withholds holds nobody together. An act counts unless it certainly began later. Members of whom no dealing is on
//! record stand apart: that they deal with nobody is not known, and no figure is made of them.
//!
//! *Exit.* An articulation actor is one without whom those who deal with each other fall into more parts. All who
//! contribute to one act deal with each other, so that the exit of one of them does not part the rest.
//!
//! *Signed ties.* The tie of two members is positive, negative, neutral or mixed by the signs of all claims of
//! [`TiedTo`](crate::graph::relation::TiedTo) between them, either way round, that hold on the day or have no period. A
//! triad is balanced if the product of its three signs is positive (Cartwright and Harary 1956). Where a tie is not on
//! record, the triad is unknown and not balanced.
//!
//! *Levels.* An actor is at the level that it is coded as: micro for individuals, meso for teams and groups, macro for
//! organisations and systems of them (T5). Without such a code its form decides: a person is micro, a group meso, an
//! organisation macro; an aggregate has no level. Figures are rolled up along
//! [`PartOf`](crate::graph::relation::PartOf): from each actor every way up is followed to the first whole at the level.
//!
//! # Sources
//!
//! T1 (Grönroos and Voima 2013; Nätti et al. 2014), T4, T5 (Storbacka et al. 2016); structural balance: Heider (1946),
//! Cartwright and Harary (1956); vertex cuts: Menger (1927); contributor absence: CHAOSS.

mod balance;
mod dealings;
mod deeds;
mod levels;
mod mediation;
mod membership;
mod report;

pub use balance::{Balance, Tie, TieSign, Triad, Triads};
pub use dealings::{Articulation, Cut, Separation, Separations};
pub use levels::{RolledUp, Unit};
pub use mediation::{Mediation, Mediator};
pub use membership::{Expansion, Member, Presence, RoleHolders, Size, Spell};

use serde::Serialize;

use crate::absence::contributor_absence_factor;
use crate::case::boundary::{Boundary, claim_begin};
use crate::case::{Case, Claim, ClaimId};
use crate::evidence::{Certainty, Date, Period};
use crate::graph::Handle;
use crate::graph::node::Sphere;
use dealings::Dealings;
use deeds::Deeds;

/// Finds the structure of a sphere on a day.
///
/// It answers: who belongs when, who widens the sphere beyond provider and customer, who goes between spheres, whose exit
/// splits it, how few carry half of what is done, what there is at each level, and whether the ties are balanced.
///
/// O(actors + claims on them and on the acts of the sphere) but for these: sorting; O(units on the ways up) for each actor
/// in rolling up; O(ties × most ties of a member) for triads; and one flow for the cut, O(members + dealings) for each of
/// its paths and phases.
///
/// # Panics
///
/// On a handle of another case.
///
/// ```
/// use cocreation::{Case, sphere};
/// use cocreation::evidence::Date;
/// use cocreation::graph::node::{Act, Actor, Sphere};
/// use cocreation::graph::relation::{BelongsTo, TakesPartIn, Within};
/// use cocreation::theory::typology::Role;
///
/// let mut case = Case::builder("engine-care");
/// let maker = case.add("maker", Actor::provider("Engine maker"));
/// let shop = case.add("shop", Actor::new("Repair shop").coded(Role::Partner));
/// let airline = case.add("airline", Actor::customer("Airline"));
/// let joint = case.add("care", Sphere::joint("Engine care"));
/// for actor in [maker, shop, airline] {
///     case.relate(actor, BelongsTo, joint);
/// }
/// for (id, one, other) in [("audit", maker, shop), ("repair", shop, airline)] {
///     let act = case.add(id, Act::new("They work together"));
///     case.relate(act, Within, joint);
///     case.relate(one, TakesPartIn, act);
///     case.relate(other, TakesPartIn, act);
/// }
/// let case = case.build()?;
/// let structure = sphere::structure(&case, joint, Date::new(2020, 1, 1)?);
///
/// assert_eq!(structure.expansion.beyond, ["shop".into()]); // neither provider nor customer
/// assert_eq!(&*structure.articulations[0].actor, "shop"); // maker and airline meet nobody else
/// let cut = structure.cut.as_ref().expect("there are both providers and customers");
/// assert_eq!(cut.exits.len(), 1); // any one of the three breaks the only path
/// assert_eq!(structure.contributor_absence_factor, Some(1)); // the shop has a half of each act
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[track_caller]
pub fn structure(case: &Case, sphere: Handle<Sphere>, as_of: Date) -> SphereStructure {
    let view = case.view(sphere);
    let at = At { case, sphere: view.index, day: as_of };
    let mut boundary = Boundary::read(case, at.sphere, as_of.day_number());
    let roster = membership::read(&at, &boundary);
    let deeds = deeds::read(&at, &mut boundary);
    let balance = balance::read(&at, &mut boundary, &roster.present);
    let dealings = Dealings::of(&at, &roster.present, &boundary, &deeds, &balance);
    let contributions = contributions(&at, &boundary, &deeds);
    let shares: Vec<f64> = contributions.iter().map(|row| row.share).collect();
    SphereStructure {
        sphere: view.id().into(),
        as_of,
        expansion: membership::expansion(&at, &roster.present),
        sizes: roster.sizes,
        members: roster.members,
        denials: roster.denials,
        mediators: mediation::read(&at, &roster.present),
        parts: dealings.parts(None),
        apart: dealings.apart(),
        articulations: dealings.articulations(),
        cut: dealings.cut(),
        contributor_absence_factor: contributor_absence_factor(&shares),
        contributions,
        levels: levels::read(&at, &roster.present, &deeds),
        balance,
        acts: deeds.rows.len(),
        roughly_dated: deeds.roughly_dated,
        dealings,
    }
}

/// The structure of a sphere on a day; made by [`structure`].
///
/// Actors are given by their ids, in the order of the case. What can be long is enumerated when it is asked for and not
/// part of what is serialised: [`separations`](Self::separations), [`parts_without`](Self::parts_without),
/// [`triads`](Self::triads).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SphereStructure {
    /// The sphere.
    pub sphere: Box<str>,
    /// The day.
    pub as_of: Date,
    /// Whoever belongs to the sphere at any time.
    pub members: Vec<Member>,
    /// How many belonged from which day on.
    pub sizes: Vec<Size>,
    /// The claims that somebody does not belong to the sphere, or is expected or feared to.
    pub denials: Vec<ClaimId>,
    /// Who is present beyond provider and customer.
    pub expansion: Expansion,
    /// Who goes between this sphere and another.
    pub mediators: Vec<Mediator>,
    /// How many acts within the sphere were read.
    pub acts: usize,
    /// How many of these may have begun later than the day, as far as their own dates say: undated ones, and rough dates.
    pub roughly_dated: usize,
    /// Those present who deal with each other, in parts that do not: the largest first.
    pub parts: Vec<Vec<Box<str>>>,
    /// Those present of whom no dealing with another is on record.
    pub apart: Vec<Box<str>>,
    /// The articulation actors: whose exit splits a part.
    pub articulations: Vec<Articulation>,
    /// The smallest set of actors, providers and customers among them, whose exit leaves no path of dealings from a
    /// provider to a customer. `None` where no provider or no customer is on record among those present.
    pub cut: Option<Cut>,
    /// What each member contributes to the acts that were read.
    pub contributions: Vec<Contribution>,
    /// The smallest number of members that carry half of the acts, each act shared by those who contribute to it.
    /// [`spe::diagnose`](crate::spe::diagnose) gives the same measure of the weights that the score counts.
    pub contributor_absence_factor: Option<usize>,
    /// Who is present or contributes, rolled up to each level: micro, meso, macro.
    pub levels: Vec<RolledUp>,
    /// The signed ties of those present, and the balance of their triads.
    pub balance: Balance,
    #[serde(skip)]
    dealings: Dealings,
}

/// What a member contributes to the acts of the sphere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contribution {
    /// The member; one that has left may have contributed before.
    pub member: Box<str>,
    /// To how many acts it contributes.
    pub acts: usize,
    /// Its share of all acts that anybody contributes to, each shared alike by its contributors: from 0 to 1.
    pub share: f64,
    /// The claims that it, or whoever acts for it, takes part in them.
    pub claims: Vec<ClaimId>,
}

fn contributions(at: &At<'_>, boundary: &Boundary<'_>, deeds: &Deeds) -> Vec<Contribution> {
    let row = |&node: &u32| Contribution { member: at.id(node), acts: 0, share: 0.0, claims: Vec::new() };
    let mut rows: Vec<Contribution> = boundary.members.iter().map(row).collect();
    let contributed = deeds.rows.iter().filter(|deed| !deed.contributors.is_empty()).count() as f64;
    for deed in &deeds.rows {
        for &place in &deed.contributors {
            rows[place as usize].acts += 1;
            rows[place as usize].share += 1.0 / deed.contributors.len() as f64 / contributed;
        }
        for &(place, claim) in &deed.participations {
            rows[place as usize].claims.push(claim);
        }
    }
    for row in &mut rows {
        row.share = row.share.min(1.0);
        row.claims.sort_unstable();
    }
    rows
}

/// A sphere of a case on a day.
struct At<'g> {
    case: &'g Case,
    sphere: u32,
    day: Date,
}

impl<'g> At<'g> {
    fn id(&self, node: u32) -> Box<str> {
        self.case.structure.id(node).into()
    }

    fn claim(&self, index: u32) -> Claim<'g> {
        Claim { case: self.case, index }
    }

    /// Whether the claim holds and had begun to hold by the day, as far as is known.
    fn has_begun(&self, claim: Claim<'_>) -> bool {
        claim.holds() && claim_begin(self.case, claim.index).is_none_or(|begin| begin <= self.day)
    }

    /// Whether the claim holds and may still have done so on the day: its period may cover the day, if it has one.
    fn may_hold(&self, claim: Claim<'_>) -> bool {
        let covers = |period: &Period| period.covers_day(self.day) != Certainty::Impossible;
        claim.period().map_or_else(|| self.has_begun(claim), |period| claim.holds() && covers(period))
    }
}
