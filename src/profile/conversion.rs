//! Whether linking practices went on into materialising ones.

use std::collections::BTreeMap;
use std::fmt;

use hashbrown::{HashMap, HashSet};
use serde::{Serialize, Serializer};

use super::order::feeds;
use super::reading::{self, ids, sorted};
use crate::Case;
use crate::case::{Claim, ClaimId, Node};
use crate::evidence::{Certainty, Period};
use crate::graph::relation::RelationKind;
use crate::theory::typology::{Dimension, PracticeKind};

/// Finds out which linking acts were followed by materialising ones, for each sphere, actor or pair of actors.
///
/// Marcos-Cuevas et al. (2016, §6) let linking practices go on into co-design and co-launching where engagement is
/// sustained and purposeful. This is an *effect* to hold a score against: it enters no score, and a score that
/// contained it would predict itself. A linking act is
///
/// - *followed* if a materialising act of the same unit started after it had ended;
/// - *accompanied* if a materialising act of the same unit shares a day with it, or is the same act: linking and
///   materialising may go on together (T19), which is told apart from following.
///
/// Both are certain, possible or impossible for the days that the dates allow, and unknown without dates; a
/// materialising act without a date may be the one that followed. The dates are those of [this module](super): what
/// happened on one and the same day is not ordered by them, nor is it by `sequence`. Acts count for an actor if it
/// takes part in them other than by misusing or withholding, and for a pair if both do.
///
/// Nothing follows the last acts of a record, and what is not recorded is not known to be absent: a low share may be
/// that of a record that ends too early. A unit without any materialising act is therefore [not
/// testable](Untestable::NoMaterialisingAct); whoever knows the record to be complete may read it as 0.
///
/// O(nodes + claims) and, within each unit, the product of the numbers of linking acts and of different periods of
/// materialising ones; for pairs the square of the number of participants of each act.
///
/// ```
/// use cocreation::Case;
/// use cocreation::evidence::Period;
/// use cocreation::graph::{node::{Act, Practice, Sphere}, relation::{Enacts, Within}};
/// use cocreation::profile::{Unit, conversion};
///
/// let mut case = Case::builder("a-case");
/// let joint = case.add("joint", Sphere::new("Joint"));
/// let talks = case.add("talks", Practice::co_ideation("Talks"));
/// let design = case.add("design", Practice::co_design("Design"));
/// for (id, when, practice) in [("first", "2004", talks), ("second", "2006", talks), ("draft", "2005/2006", design)] {
///     let act = case.add(id, Act::on("Something done together", when.parse::<Period>()?));
///     case.relate(act, Enacts, practice);
///     case.relate(act, Within, joint);
/// }
/// let found = conversion(&case.build()?, Unit::Sphere);
/// // The first talk was followed by the draft. The second was not: the draft had begun in 2005.
/// let share = found.units[0].share.expect("all is dated");
/// assert_eq!((share.low, share.high), (0.5, 0.5));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn conversion(case: &Case, unit: Unit) -> Conversion {
    let dimensions = [Dimension::Linking, Dimension::Materialising];
    let [linking, materialising] = dimensions.map(|dimension| reading::practices(case, dimension.practices()));
    let (mut units, mut apart) = (BTreeMap::<Vec<u32>, Acts<'_>>::new(), [Vec::new(), Vec::new()]);
    for (side, dimension) in dimensions.iter().enumerate() {
        for act in reading::acts(case, dimension.practices()) {
            let members = unit.members(act);
            apart[side].extend(members.is_empty().then_some(act));
            for (members, claims) in members {
                let acts = units.entry(members).or_default();
                acts.sides[side].push(act);
                acts.placing.extend(claims);
            }
        }
    }
    let [linking_apart, materialising_apart] = apart.map(ids);
    Conversion {
        case: case.id().into(),
        unit,
        units: units.into_iter().map(|(members, acts)| Converted::of(case, &members, acts)).collect(),
        feeds: feeds(&linking, &materialising),
        linking_apart,
        materialising_apart,
    }
}

/// The linking and the materialising acts of a unit, and the claims that put them there.
#[derive(Default)]
struct Acts<'g> {
    sides: [Vec<Node<'g>>; 2],
    placing: Vec<u32>,
}

/// Within what a linking act and a materialising one belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Within a sphere.
    Sphere,
    /// With an actor who takes part in both.
    Actor,
    /// With two actors who both take part in both.
    Dyad,
}

impl Unit {
    /// The units to which an act belongs, each by its nodes, with the claims that put the act there.
    fn members(self, act: Node<'_>) -> Vec<(Vec<u32>, Vec<u32>)> {
        let single = self.single(act);
        match self {
            Self::Sphere | Self::Actor => single.into_iter().map(|(node, claims)| (vec![node], claims)).collect(),
            Self::Dyad => {
                let joined = |(one, its): &(u32, Vec<u32>), (other, others): &(u32, Vec<u32>)| {
                    (vec![*one, *other], [&its[..], others].concat())
                };
                let later = |n: usize| single[n + 1..].iter().map(move |other| (n, other));
                (0..single.len()).flat_map(later).map(|(n, other)| joined(&single[n], other)).collect()
            }
        }
    }

    /// The spheres or participants of an act, in the case's order, each with its claims.
    fn single(self, act: Node<'_>) -> Vec<(u32, Vec<u32>)> {
        let mut single = BTreeMap::<u32, Vec<u32>>::new();
        match self {
            Self::Sphere => {
                let claims = act.outgoing_by(RelationKind::Within).filter(Claim::holds);
                let spheres = claims.filter_map(|claim| Some((claim.object()?, claim)));
                spheres.for_each(|(sphere, claim)| single.entry(sphere.index).or_default().push(claim.index));
            }
            Self::Actor | Self::Dyad => reading::participations(act)
                .for_each(|claim| single.entry(claim.subject().index).or_default().push(claim.index)),
        }
        single.into_iter().collect()
    }

    fn plural(self) -> &'static str {
        match self {
            Self::Sphere => "spheres",
            Self::Actor => "actors",
            Self::Dyad => "pairs of actors",
        }
    }
}

/// Whether linking acts were followed by materialising ones, unit by unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conversion {
    /// The id of the case.
    pub case: Box<str>,
    /// What the units are.
    pub unit: Unit,
    /// Each unit that has a linking or a materialising act, in the case's order.
    pub units: Vec<Converted>,
    /// The claims that a linking practice feeds a materialising one: what the sources say of it, without a date and
    /// without a unit.
    pub feeds: Vec<ClaimId>,
    /// The ids of linking acts that are of no unit.
    pub linking_apart: Vec<Box<str>>,
    /// The ids of materialising acts that are of no unit.
    pub materialising_apart: Vec<Box<str>>,
}

/// Whether the linking acts of one unit were followed by materialising ones.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Converted {
    /// The ids of the sphere, the actor, or the two actors.
    pub of: Vec<Box<str>>,
    /// Each linking act, in the case's order.
    pub linking: Vec<LinkingAct>,
    /// The ids of the materialising acts, in the case's order.
    pub materialising: Vec<Box<str>>,
    /// The share of the linking acts that were followed, or why it cannot be told.
    #[serde(serialize_with = "share_or_reason")]
    pub share: Result<Share, Untestable>,
    /// The claims that make these acts linking and materialising, and acts of the unit, in the case's order.
    pub claims: Vec<ClaimId>,
}

/// A linking act and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkingAct {
    /// The act's id.
    pub act: Box<str>,
    /// Whether a materialising act started after it had ended; `None` if that cannot be told.
    pub followed: Option<Certainty>,
    /// Whether a materialising act shares a day with it, or is the same act; `None` if that cannot be told.
    pub accompanied: Option<Certainty>,
}

/// The share of the linking acts of a unit that were followed by a materialising one: a single number only where the
/// dates tell of each.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// The share of those that certainly were.
    pub low: f64,
    /// The share of those that certainly or possibly were, or of which it is not known.
    pub high: f64,
}

/// Why it cannot be told whether linking went on into materialising.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Untestable {
    /// No linking act of the unit is on record.
    NoLinkingAct,
    /// No materialising act of the unit is on record, or none but the one linking act itself.
    NoMaterialisingAct,
    /// Nothing dates the linking acts, or nothing the materialising ones.
    DatesMissing,
}

impl Converted {
    fn of(case: &Case, members: &[u32], Acts { sides: [linking, materialising], placing }: Acts<'_>) -> Self {
        let later = Materialising::of(&materialising);
        let found: Vec<LinkingAct> = linking.iter().map(|&act| later.after(act)).collect();
        let enacting = linking.iter().chain(&materialising).flat_map(|&act| enactments(act));
        let claims = sorted(enacting.map(|claim| claim.index).chain(placing));
        Self {
            of: ids(members.iter().map(|&index| Node { case, index })),
            share: share(&found, later.beside(&linking)),
            linking: found,
            materialising: ids(materialising),
            claims: claims.into_iter().map(ClaimId).collect(),
        }
    }
}

/// The claims that the act enacts a linking or materialising practice, and that the practice is one.
fn enactments(act: Node<'_>) -> Vec<Claim<'_>> {
    let enacting = act.outgoing_by(RelationKind::Enacts).filter(Claim::holds);
    let with_codings = enacting.map(|claim| (claim, claim.object().map(codings).unwrap_or_default()));
    let ours = with_codings.filter(|(_, codings)| !codings.is_empty());
    ours.flat_map(|(claim, codings)| [vec![claim], codings].concat()).collect()
}

/// The claims that make the practice a linking or materialising one.
fn codings(practice: Node<'_>) -> Vec<Claim<'_>> {
    let dimensions = [Dimension::Linking, Dimension::Materialising];
    let ours = |kind: &PracticeKind| dimensions.iter().any(|dimension| dimension.practices().contains(kind));
    reading::kinds(practice).filter(|(kind, _)| ours(kind)).map(|(_, claim)| claim).collect()
}

fn share(found: &[LinkingAct], materialising: bool) -> Result<Share, Untestable> {
    let count = |wanted: Option<Certainty>| found.iter().filter(|act| act.followed == wanted).count() as f64;
    let all = found.len() as f64;
    if found.is_empty() {
        Err(Untestable::NoLinkingAct)
    } else if !materialising {
        Err(Untestable::NoMaterialisingAct)
    } else if count(None) == all {
        Err(Untestable::DatesMissing)
    } else {
        let never = count(Some(Certainty::Impossible));
        Ok(Share { low: count(Some(Certainty::Certain)) / all, high: (all - never) / all })
    }
}

/// The materialising acts of a unit: which they are, and when.
struct Materialising {
    acts: HashSet<u32>,
    /// How many of them are of each period.
    periods: HashMap<Period, usize>,
    undated: usize,
}

impl Materialising {
    fn of(acts: &[Node<'_>]) -> Self {
        let mut periods = HashMap::new();
        acts.iter().filter_map(|&act| reading::date(act)).for_each(|period| *periods.entry(period).or_insert(0) += 1);
        let undated = acts.len() - periods.values().sum::<usize>();
        Self { acts: acts.iter().map(|act| act.index).collect(), periods, undated }
    }

    /// Whether any linking act has one beside itself.
    fn beside(&self, linking: &[Node<'_>]) -> bool {
        self.acts.len() > 1 || (self.acts.len() == 1 && linking.iter().any(|act| !self.acts.contains(&act.index)))
    }

    fn after(&self, act: Node<'_>) -> LinkingAct {
        let itself = self.acts.contains(&act.index);
        let date = reading::date(act);
        let any = |date: Period, holds: &dyn Fn(&Period) -> Certainty| self.any(itself.then_some(date), holds);
        let accompanied = date.and_then(|date| any(date, &|period| date.overlaps(period)));
        LinkingAct {
            act: act.id().into(),
            followed: date.and_then(|date| any(date, &|period| date.before(period))),
            accompanied: if itself { Some(Certainty::Certain) } else { accompanied },
        }
    }

    /// Whether it holds of any act but the one itself, whose period is given if it is among them. Of an act without a
    /// date it may hold; `None` if there are others and none is dated.
    fn any(&self, itself: Option<Period>, holds: &dyn Fn(&Period) -> Certainty) -> Option<Certainty> {
        let alone = |period: &Period, count: usize| count == 1 && itself == Some(*period);
        let others = || self.periods.iter().filter(|(period, count)| !alone(period, **count));
        let found = |wanted| others().any(|(period, _)| holds(period) == wanted);
        if others().next().is_none() && self.undated > 0 {
            None
        } else if found(Certainty::Certain) {
            Some(Certainty::Certain)
        } else if self.undated > 0 || found(Certainty::Possible) {
            Some(Certainty::Possible)
        } else {
            Some(Certainty::Impossible)
        }
    }
}

fn share_or_reason<S: Serializer>(share: &Result<Share, Untestable>, serializer: S) -> Result<S::Ok, S::Error> {
    match share {
        Ok(share) => share.serialize(serializer),
        Err(why) => serializer.collect_map([("not-testable", why)]),
    }
}

impl fmt::Display for Conversion {
    /// Each unit with its share, or why there is none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "From linking to materialising in {}, by {}\n", self.case, self.unit.plural())?;
        self.units.iter().try_for_each(|unit| writeln!(f, "{unit}"))?;
        let claims: Vec<String> = self.feeds.iter().map(ToString::to_string).collect();
        if !claims.is_empty() {
            writeln!(f, "Stated without a date, linking feeds materialising: {}", claims.join(", "))?;
        }
        let apart = [("linking", &self.linking_apart), ("materialising", &self.materialising_apart)];
        let mut apart = apart.iter().filter(|(_, acts)| !acts.is_empty());
        apart.try_for_each(|(what, acts)| writeln!(f, "{} {what} acts of no unit: {}", acts.len(), acts.join(", ")))
    }
}

impl fmt::Display for Converted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (linking, materialising) = (self.linking.len(), self.materialising.len());
        write!(f, "{}: {linking} linking, {materialising} materialising; ", self.of.join(" – "))?;
        match self.share {
            Ok(Share { low, high }) => write!(f, "followed {low:.2} to {high:.2}"),
            Err(why) => write!(f, "not testable: {why}"),
        }
    }
}

impl fmt::Display for Untestable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::NoLinkingAct => "no linking act is on record",
            Self::NoMaterialisingAct => "no further materialising act is on record",
            Self::DatesMissing => "the acts are not dated",
        })
    }
}
