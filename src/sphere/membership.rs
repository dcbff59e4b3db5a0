//! Who belongs to a sphere and when, and in which roles.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::At;
use crate::case::boundary::Boundary;
use crate::case::{Claim, ClaimId, Node, SearchId, SearchView};
use crate::evidence::{Certainty, Date, Period};
use crate::graph::Code;
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::Role;

/// Whether an actor belongs to a sphere on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// Some period covers the day, whichever days are meant.
    Certain,
    /// Some period may cover the day.
    Possible,
    /// No period covers the day, and some claim says that it belongs without saying when.
    Undated,
    /// It belongs at other times only.
    Absent,
}

/// An actor that belongs to the sphere at some time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Member {
    /// The actor, or who has taken its place.
    pub actor: Box<str>,
    /// Whether it belongs on the day.
    pub presence: Presence,
    /// When it belongs, one spell for each claim.
    pub spells: Vec<Spell>,
}

/// One membership as one claim has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spell {
    /// When; `None` where the claim does not say.
    #[serde(serialize_with = "text")]
    pub period: Option<Period>,
    /// The claim.
    pub claim: ClaimId,
}

fn text<S: Serializer>(period: &Option<Period>, serializer: S) -> Result<S::Ok, S::Error> {
    period.map(|period| period.to_string()).serialize(serializer)
}

/// How many belong to the sphere from a day on, until the next that is listed. Undated memberships are in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Size {
    /// The first day; `None` where it has been so from before any day on record.
    pub from: Option<Date>,
    /// How many certainly belong.
    pub certain: usize,
    /// How many more possibly belong.
    pub possible: usize,
}

/// Who belongs when.
pub(super) struct Roster {
    pub(super) members: Vec<Member>,
    pub(super) sizes: Vec<Size>,
    pub(super) denials: Vec<ClaimId>,
    /// Who is present on the day, as nodes in the case's order.
    pub(super) present: Vec<u32>,
}

/// O(claims · log claims).
pub(super) fn read(at: &At<'_>, boundary: &Boundary<'_>) -> Roster {
    let belonging = at.case.structure.network.incoming_by(at.sphere, RelationKind::BelongsTo);
    let (held, denied): (Vec<Claim<'_>>, Vec<Claim<'_>>) =
        belonging.iter().map(|&claim| at.claim(claim)).partition(Claim::holds);
    let mut spells: BTreeMap<u32, Vec<Spell>> = BTreeMap::new();
    for claim in held {
        let spell = Spell { period: claim.period().copied(), claim: claim.id() };
        spells.entry(boundary.successor(claim.subject().index)).or_default().push(spell);
    }
    let sizes = sizes(&spells);
    let on_the_day = |spell: &Spell| match spell.presence(at.day) {
        Presence::Undated if !at.has_begun(at.claim(spell.claim.0)) => Presence::Absent,
        presence => presence,
    };
    let presence = |spells: &[Spell]| spells.iter().map(on_the_day).min();
    let rows = spells.into_iter().map(|(node, spells)| (node, presence(&spells).unwrap_or(Presence::Absent), spells));
    let (mut members, mut present) = (Vec::new(), Vec::new());
    for (node, presence, spells) in rows {
        present.extend((presence != Presence::Absent).then_some(node));
        members.push(Member { actor: at.id(node), presence, spells });
    }
    Roster { members, sizes, denials: denied.iter().map(Claim::id).collect(), present }
}

impl Spell {
    fn presence(&self, day: Date) -> Presence {
        match self.period.map(|period| period.covers_day(day)) {
            Some(Certainty::Certain) => Presence::Certain,
            Some(Certainty::Possible) => Presence::Possible,
            Some(Certainty::Impossible) => Presence::Absent,
            None => Presence::Undated,
        }
    }
}

/// The days on which a period may begin or cease to be possible or certain: between them nothing changes.
fn turns(period: &Period) -> impl Iterator<Item = Date> {
    let after = |day: Option<Date>| day.and_then(|day| day.plus_days(1).ok());
    let begins = [period.earliest_start(), period.latest_start()];
    begins.into_iter().chain([after(period.earliest_end()), after(period.latest_end())]).flatten()
}

/// How many spells of one member are certain, and how many possible.
#[derive(Clone, Copy, Default)]
struct Held {
    certain: usize,
    possible: usize,
}

impl Held {
    fn of(&mut self, presence: Presence) -> Option<&mut usize> {
        match presence {
            Presence::Certain => Some(&mut self.certain),
            Presence::Possible => Some(&mut self.possible),
            Presence::Undated | Presence::Absent => None,
        }
    }

    fn is(self, presence: Presence) -> bool {
        match presence {
            Presence::Certain => self.certain > 0,
            Presence::Possible => self.certain == 0 && self.possible > 0,
            Presence::Undated | Presence::Absent => false,
        }
    }
}

/// The number of members over time: each spell is looked at again on its own few turns only.
fn sizes(spells: &BTreeMap<u32, Vec<Spell>>) -> Vec<Size> {
    let dated = spells.values().zip(0usize..).flat_map(|(spells, member)| {
        spells.iter().filter_map(move |spell| Some((member, spell.period.as_ref()?, spell)))
    });
    let dated: Vec<(usize, &Period, &Spell)> = dated.collect();
    let mut changes: Vec<(Option<Date>, usize)> = (0..dated.len()).map(|nth| (None, nth)).collect();
    changes
        .extend(dated.iter().zip(0..).flat_map(|((_, period, _), nth)| turns(period).map(move |day| (Some(day), nth))));
    changes.sort_unstable();
    let mut held = vec![Held::default(); spells.len()];
    let (mut so_far, mut size) = (vec![Presence::Absent; dated.len()], Size { from: None, certain: 0, possible: 0 });
    let mut sizes: Vec<Size> = Vec::new();
    for of_day in changes.chunk_by(|one, other| one.0 == other.0) {
        size.from = of_day[0].0;
        for &(day, nth) in of_day {
            let (member, _, spell) = dated[nth];
            let now = spell.presence(day.unwrap_or(Date::MIN));
            let before = std::mem::replace(&mut so_far[nth], now);
            let was = held[member];
            held[member].of(before).into_iter().for_each(|count| *count -= 1);
            held[member].of(now).into_iter().for_each(|count| *count += 1);
            let is = held[member];
            let change = |count: usize, presence| count + usize::from(is.is(presence)) - usize::from(was.is(presence));
            size.certain = change(size.certain, Presence::Certain);
            size.possible = change(size.possible, Presence::Possible);
        }
        let last = sizes.last().map_or((0, 0), |last| (last.certain, last.possible));
        sizes.extend((last != (size.certain, size.possible)).then_some(size));
    }
    sizes
}

/// Who is present in which role, and who widens the sphere beyond provider and customer (T4).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Expansion {
    /// The roles that somebody present has, or that were looked for, in the register's order. An actor may have several.
    pub roles: Vec<RoleHolders>,
    /// Those present whose roles are neither provider nor customer.
    pub beyond: Vec<Box<str>>,
    /// Those present of whom no role of the closed list is on record: whether they are beyond is not known.
    pub without_role: Vec<Box<str>>,
}

/// Who is present in a role.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoleHolders {
    /// The role.
    #[serde(serialize_with = "key")]
    pub role: Role,
    /// Who has it.
    pub actors: Vec<Box<str>>,
    /// The claims that say so.
    pub claims: Vec<ClaimId>,
    /// The searches for somebody in this role in the sphere that found nobody. Where nobody has it and there are none, it
    /// is unknown whether anybody looked.
    pub searches: Vec<SearchId>,
}

fn key<S: Serializer>(role: &Role, serializer: S) -> Result<S::Ok, S::Error> {
    role.entry().key.serialize(serializer)
}

/// The roles that the node may have on the day, with the claims.
pub(super) fn roles<'g>(at: &At<'g>, node: u32) -> impl Iterator<Item = (Role, Claim<'g>)> {
    let codings = Node { case: at.case, index: node }.classifications().filter(|claim| at.may_hold(*claim));
    let roles: Vec<_> = codings.filter_map(|claim| Some((claim.code()?.entry::<Role>()?, claim))).collect();
    roles.into_iter()
}

/// O(classifications of those present + roles × searches).
pub(super) fn expansion(at: &At<'_>, present: &[u32]) -> Expansion {
    let holders = |role| RoleHolders { role, actors: Vec::new(), claims: Vec::new(), searches: searches(at, role) };
    let mut by_role: Vec<RoleHolders> = Role::ALL.iter().map(|&role| holders(role)).collect();
    let (mut beyond, mut without_role) = (Vec::new(), Vec::new());
    for &node in present {
        let (mut some, mut of_the_dyad) = (false, false);
        for (role, claim) in roles(at, node) {
            some = true;
            of_the_dyad |= matches!(role, Role::Provider | Role::Customer);
            let row = &mut by_role[role.index()];
            row.claims.push(claim.id());
            row.actors.push(at.id(node));
            row.actors.dedup();
        }
        beyond.extend((some && !of_the_dyad).then(|| at.id(node)));
        without_role.extend((!some).then(|| at.id(node)));
    }
    by_role.retain(|row| !row.actors.is_empty() || !row.searches.is_empty());
    by_role.iter_mut().for_each(|row| row.claims.sort_unstable());
    Expansion { roles: by_role, beyond, without_role }
}

/// The searches for an actor in the role that belongs to the sphere, without a find.
fn searches(at: &At<'_>, role: Role) -> Vec<SearchId> {
    let sphere = Node { case: at.case, index: at.sphere };
    let fits = |search: &SearchView<'_>| {
        let subject = search.subject();
        let in_role = subject.node.is_none() && subject.code == Some(Code::of(role));
        let in_sphere = search.relation() == Some(RelationKind::BelongsTo) && search.object().fits(sphere);
        in_role && in_sphere && search.covers(sphere) && !search.found()
    };
    at.case.searches().filter(fits).map(|search| search.id()).collect()
}
