//! To whom, and to what, a score is owed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::definition::record::Record;
use super::definition::restrict::Kept;
use super::definition::{self, Part, Score};
use super::interval::power_mean;
use super::reading::Reading;
use super::{Interval, Spec};
use crate::case::Case;
use crate::error::{Error, ErrorKind};
use crate::graph::Handle;
use crate::graph::node::Sphere;
use crate::random::Generator;

/// The profile against which a score is attributed, stated by the caller: what a sphere without these actors would be.
///
/// It has to be stated because a split of a geometric mean from zero gives equal shares whatever the values.
///
/// ```
/// use cocreation::spe::Reference;
///
/// let reference = Reference::profile([0.5, 0.5, 0.5]).sampled(2_000, 7);
/// assert_eq!((reference.destruction, reference.permutations), (0.0, 2_000));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reference {
    /// P, E and S, each above 0 and at most 1.
    pub profile: [f64; 3],
    /// D, from 0 to less than 1.
    pub destruction: f64,
    /// How many orders of the actors are drawn where there are more than [`Reference::EXACT`]: 1 000 by default.
    pub permutations: u32,
    /// Where these draws begin.
    pub seed: u64,
}

impl Reference {
    /// Up to this many actors every coalition is looked at.
    pub const EXACT: usize = 16;

    /// A reference without destruction.
    pub fn profile(profile: [f64; 3]) -> Self {
        Self { profile, destruction: 0.0, permutations: 1_000, seed: 0 }
    }

    /// The share destroyed in the reference.
    #[must_use]
    pub fn destruction(self, destruction: f64) -> Self {
        Self { destruction, ..self }
    }

    /// How many orders of the actors are drawn, and from which seed.
    #[must_use]
    pub fn sampled(self, permutations: u32, seed: u64) -> Self {
        Self { permutations, seed, ..self }
    }

    fn check(&self) -> Result<(), Error> {
        let fault = if !self.profile.iter().all(|&value| value > 0.0 && value <= 1.0) {
            "P, E and S of the reference lie above 0 and are at most 1"
        } else if !(0.0..1.0).contains(&self.destruction) {
            "the share destroyed in the reference lies from 0 to less than 1"
        } else if self.permutations == 0 {
            "at least one order of the actors has to be drawn"
        } else {
            return Ok(());
        };
        Err(Error::new(ErrorKind::Setting, fault))
    }
}

/// What is owed to whom.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attribution {
    /// The stated reference.
    pub reference: Reference,
    /// The headline of the reference.
    pub of_reference: f64,
    /// The headline's point of the sphere, components of which nothing is known taken from the reference.
    pub of_sphere: f64,
    /// Each actor's share, in the case's order. The Shapley values add up to the difference between the two.
    pub actors: Vec<ActorShare>,
    /// Whether every coalition was looked at.
    pub exact: bool,
    /// What each component adds to the logarithm of the headline against that of the reference: these add up exactly.
    /// `None` where the mean is not geometric, or some point is missing or 0.
    pub components: Option<[LogShare; 4]>,
}

/// What is owed to one actor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActorShare {
    /// The actor's id.
    pub actor: Box<str>,
    /// The headline of the sphere without the actor and what it did.
    pub without: Interval,
    /// By how much the headline's point is higher with the actor than without; `None` where one has no point.
    pub left_out: Option<f64>,
    /// The actor's Shapley value: what it adds to the headline, averaged over every order in which actors could join.
    pub shapley: f64,
    /// With 95 % confidence the Shapley value is no further off than this, by Hoeffding's inequality; 0 where it is exact.
    pub bound: f64,
    /// The standard error of the Shapley value; 0 where it is exact.
    pub error: f64,
}

/// What one component adds to the logarithm of the headline.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LogShare {
    /// P, E, S or D.
    pub part: Part,
    /// Its point.
    pub value: f64,
    /// Its value in the reference.
    pub reference: f64,
    /// The weighted logarithm of their ratio; for D of what is kept, 1 − D.
    pub share: f64,
}

/// Attributes the headline of a sphere to its actors and components, against a stated reference.
///
/// Answers: who carries the engagement, and which component lifts or lowers it? The worth of a coalition is the headline
/// of the sphere with only these actors inside; a component of which nothing is known then, and a coalition of fewer than
/// two, has the reference's value.
///
/// Cost: 2ⁿ scores up to [`Reference::EXACT`] actors, n per order drawn beyond.
///
/// # Errors
///
/// [`ErrorKind::Setting`](crate::ErrorKind::Setting) if the specification or the reference cannot be used.
///
/// # Panics
///
/// On a handle of another case.
///
/// ```
/// use cocreation::{Case, spe};
/// use cocreation::evidence::{Date, VagueDate};
/// use cocreation::graph::{node::{Act, Actor, Sphere}, relation::{BelongsTo, TakesPartIn, Within}};
/// use cocreation::spe::Reference;
///
/// let mut case = Case::builder("two-alike");
/// let [a, b] = [case.add("a", Actor::new("A")), case.add("b", Actor::new("B"))];
/// let joint = case.add("joint", Sphere::joint("What they do together"));
/// let act = case.add("act", Act::on("They meet", VagueDate::year(2010)?));
/// case.relate(act, Within, joint);
/// for (one, other) in [(a, b), (b, a)] {
///     case.relate(one, BelongsTo, joint);
///     case.relate(one, TakesPartIn, act).giving_to(other);
/// }
/// let case = case.build()?;
/// let found = spe::attribute(&case, joint, Date::new(2012, 1, 1)?, &Reference::profile([0.5; 3]))?;
/// // P and S are not known, so they have the reference's 0.5; E is 1: the two share alike what that adds.
/// let gain = 0.25_f64.cbrt() - 0.5;
/// assert!(found.actors.iter().all(|share| (share.shapley - gain / 2.0).abs() < 1e-12));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[track_caller]
pub fn attribute(
    case: &Case,
    sphere: Handle<Sphere>,
    spec: impl Into<Spec>,
    reference: &Reference,
) -> Result<Attribution, Error> {
    let spec = spec.into();
    reference.check()?;
    let reading = Reading::of(case, sphere, &spec)?;
    let game = Game { reading: &reading, spec: &spec, reference };
    let members = reading.members.len();
    let exact = members <= Reference::EXACT;
    let values = if exact { game.exact() } else { game.sampled() };
    let whole = definition::score(&reading.record, &spec, &mut ());
    let actors = values.into_iter().zip(0..).map(|(value, member)| game.share(member, value, &whole)).collect();
    let (of_reference, of_sphere) = (game.of_reference(), game.worth(&whole, members));
    let components = components(&whole, &spec, reference);
    Ok(Attribution { reference: reference.clone(), of_reference, of_sphere, actors, exact, components })
}

fn components(score: &Score, spec: &Spec, reference: &Reference) -> Option<[LogShare; 4]> {
    if spec.exponent != 0.0 {
        return None;
    }
    let total: f64 = spec.weights.iter().sum();
    let mut shares = [LogShare { part: Part::Destruction, value: 0.0, reference: 0.0, share: 0.0 }; 4];
    for (nth, part) in Part::COMPONENTS.into_iter().enumerate() {
        let value = score[part].point.filter(|&value| value > 0.0)?;
        let reference = reference.profile[nth];
        shares[nth] =
            LogShare { part, value, reference, share: spec.weights[nth] / total * libm::log(value / reference) };
    }
    let value = score[Part::Destruction].point.filter(|&value| value < 1.0)?;
    shares[3].value = value;
    shares[3].reference = reference.destruction;
    shares[3].share = libm::log((1.0 - value) / (1.0 - reference.destruction));
    Some(shares)
}

/// The game whose players are the actors.
struct Game<'a> {
    reading: &'a Reading<'a>,
    spec: &'a Spec,
    reference: &'a Reference,
}

/// A Shapley value, its Hoeffding bound and its standard error.
#[derive(Clone, Copy, Default)]
struct Shapley {
    value: f64,
    bound: f64,
    error: f64,
}

impl Game<'_> {
    fn players(&self) -> usize {
        self.reading.members.len()
    }

    fn of_reference(&self) -> f64 {
        power_mean(&self.reference.profile, &self.spec.weights, self.spec.exponent) * (1.0 - self.reference.destruction)
    }

    fn score(&self, keep: impl Fn(u32) -> bool) -> Score {
        let kept = Kept::new(self.players(), keep);
        let mut record: Record = self.reading.record.among(&kept);
        record.enact(&self.reading.occasions.among(&kept), self.spec, self.reading.last);
        definition::score(&record, self.spec, &mut ())
    }

    /// The headline, with the reference's values for what is not known.
    fn worth(&self, score: &Score, actors: usize) -> f64 {
        if actors < 2 {
            return self.of_reference();
        }
        let mut profile = self.reference.profile;
        for (value, component) in profile.iter_mut().zip(score.components()) {
            *value = component.point.unwrap_or(*value);
        }
        let destroyed = score[Part::Destruction].point.unwrap_or(self.reference.destruction);
        power_mean(&profile, &self.spec.weights, self.spec.exponent) * (1.0 - destroyed)
    }

    fn worth_of(&self, actors: usize, keep: impl Fn(u32) -> bool) -> f64 {
        if actors < 2 { self.of_reference() } else { self.worth(&self.score(keep), actors) }
    }

    /// Σ over coalitions without the player of |S|! (n − |S| − 1)! / n! · (v(S + player) − v(S)).
    fn exact(&self) -> Vec<Shapley> {
        let players = self.players();
        let worth: Vec<f64> = (0..1u32 << players)
            .map(|coalition| self.worth_of(coalition.count_ones() as usize, |member| coalition >> member & 1 == 1))
            .collect();
        // 1 / (n · C(n − 1, s)), from one size to the next.
        let mut weights = vec![1.0 / players.max(1) as f64; players];
        for size in 1..players {
            weights[size] = weights[size - 1] * size as f64 / (players - size) as f64;
        }
        let value = |player: usize| {
            let without = (0..worth.len()).filter(|coalition| coalition >> player & 1 == 0);
            let gain = |coalition: usize| worth[coalition | 1 << player] - worth[coalition];
            without.map(|coalition| weights[coalition.count_ones() as usize] * gain(coalition)).sum()
        };
        (0..players).map(|player| Shapley { value: value(player), ..Shapley::default() }).collect()
    }

    /// The mean gain over orders drawn at random (Castro, Gómez & Tejada 2009).
    fn sampled(&self) -> Vec<Shapley> {
        let players = self.players();
        let mut sums = vec![(0.0, 0.0); players];
        let mut order: Vec<u32> = (0..players as u32).collect();
        let mut place = vec![0; players];
        for permutation in 0..self.reference.permutations {
            Generator::stream(self.reference.seed, u64::from(permutation)).shuffle(&mut order);
            order.iter().enumerate().for_each(|(nth, &player)| place[player as usize] = nth);
            let mut before = self.of_reference();
            for (nth, &player) in order.iter().enumerate() {
                let worth = self.worth_of(nth + 1, |member| place[member as usize] <= nth);
                let gain = worth - before;
                let (sum, squares) = sums[player as usize];
                sums[player as usize] = (sum + gain, squares + gain * gain);
                before = worth;
            }
        }
        let drawn = f64::from(self.reference.permutations);
        // A gain lies from −1 to 1.
        let bound = 2.0 * libm::sqrt(libm::log(2.0 / 0.05) / (2.0 * drawn));
        let shapley = |(sum, squares): (f64, f64)| {
            let value: f64 = sum / drawn;
            let variance = (squares / drawn - value * value).max(0.0) / (drawn - 1.0).max(1.0);
            Shapley { value, bound, error: libm::sqrt(variance) }
        };
        sums.into_iter().map(shapley).collect()
    }

    fn share(&self, member: u32, shapley: Shapley, whole: &Score) -> ActorShare {
        let without = self.score(|other| other != member)[Part::Headline];
        let left_out = whole[Part::Headline].point.zip(without.point).map(|(with, without)| with - without);
        let Shapley { value, bound, error } = shapley;
        ActorShare { actor: self.reading.member(member).into(), without, left_out, shapley: value, bound, error }
    }
}

impl Attribution {
    /// The actors by their Shapley value, greatest first.
    pub fn ranked(&self) -> Vec<&ActorShare> {
        let mut ranked: Vec<&ActorShare> = self.actors.iter().collect();
        ranked.sort_by(|one, other| other.shapley.total_cmp(&one.shapley));
        ranked
    }

    /// The Shapley values by actor.
    pub fn shapley(&self) -> BTreeMap<&str, f64> {
        self.actors.iter().map(|share| (&*share.actor, share.shapley)).collect()
    }
}
