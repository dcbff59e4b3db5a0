//! Where actors stand to purposes, and with what they are aligned through what they want.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};

use serde::Serialize;

use super::{PurposeLine, PurposePair};
use crate::Case;
use crate::case::attestation::listed;
use crate::case::{Claim, ClaimId, Node};
use crate::evidence::Sign;
use crate::graph::relation::RelationKind;

/// Where somebody stands to a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// For it.
    With,
    /// Undecided about it.
    Undecided,
    /// Against it.
    Against,
    /// The claims differ: it may have changed, or the sources are of two minds.
    Divided,
}

impl Stance {
    fn of(sign: Sign) -> Self {
        match sign {
            Sign::Positive => Self::With,
            Sign::Neutral => Self::Undecided,
            Sign::Negative => Self::Against,
        }
    }

    fn joined(self, other: Self) -> Self {
        if self == other { self } else { Self::Divided }
    }
}

impl Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::With => "with",
            Self::Undecided => "undecided about",
            Self::Against => "against",
            Self::Divided => "divided about",
        })
    }
}

/// Where one actor stands to a purpose, by all holding claims, whenever they held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// The actor.
    pub actor: Box<str>,
    /// Where it stands.
    pub stance: Stance,
    /// The claims, in the case's order.
    pub claims: Vec<ClaimId>,
}

/// That an actor is aligned, or at odds, with a purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActorAlignment {
    /// The actor.
    pub actor: Box<str>,
    /// The purpose with which it is aligned or at odds.
    pub purpose: Box<str>,
    /// The purpose that it is for and through which it is; `None` where it takes a stance on the purpose itself.
    pub through: Option<Box<str>>,
    /// How it is aligned.
    pub stance: Stance,
    /// The claims that say so, in the case's order.
    pub claims: Vec<ClaimId>,
}

impl Display for ActorAlignment {
    /// `ann with mission through giving-back [c3, c5]`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.actor, self.stance, self.purpose)?;
        self.through.as_ref().map_or(Ok(()), |own| write!(f, " through {own}"))?;
        write!(f, " [{}]", listed(&self.claims))
    }
}

/// The positions of those who take these stances.
pub(super) fn of<'g>(stances: impl Iterator<Item = Claim<'g>>) -> Vec<Position> {
    let mut by_actor: BTreeMap<u32, Position> = BTreeMap::new();
    for claim in stances.filter(Claim::holds) {
        let (actor, stance) = (claim.subject(), Stance::of(claim.sign().unwrap_or_default()));
        let new = || Position { actor: actor.id().into(), stance, claims: Vec::new() };
        let position = by_actor.entry(actor.index).or_insert_with(new);
        position.stance = position.stance.joined(stance);
        position.claims.push(claim.id());
    }
    by_actor.into_values().map(|mut position| (position.claims.sort_unstable(), position).1).collect()
}

/// Whether two or more are for it, and nothing that they belong to, nor any of them, has them all.
pub(super) fn is_joint(case: &Case, positions: &[Position]) -> bool {
    let endorsers = positions.iter().filter(|position| position.stance == Stance::With);
    let wholes = endorsers.filter_map(|position| case.node(&position.actor)).map(wholes);
    // One endorser has itself in common with itself, so that two are asked for by this, too.
    wholes.reduce(|common, next| &common & &next).is_some_and(|common| common.is_empty())
}

/// The actor and all that it is part of, directly or not.
fn wholes(actor: Node<'_>) -> BTreeSet<u32> {
    let (mut found, mut open) = (BTreeSet::from([actor.index]), vec![actor]);
    while let Some(node) = open.pop() {
        let above = node.outgoing_by(RelationKind::PartOf).filter(Claim::holds).filter_map(|claim| claim.object());
        open.extend(above.filter(|whole| found.insert(whole.index)));
    }
    found
}

/// Who is aligned with what.
pub(super) fn aligned(purposes: &[PurposeLine], pairs: &[PurposePair]) -> Vec<ActorAlignment> {
    let mut others: BTreeMap<&str, Vec<(&str, &PurposePair)>> = BTreeMap::new();
    for pair in pairs {
        let [a, b] = &pair.purposes;
        others.entry(a).or_default().push((b, pair));
        others.entry(b).or_default().push((a, pair));
    }
    let mut lines = Vec::new();
    for line in purposes {
        lines.extend(line.positions.iter().map(|position| direct(line, position)));
        let related = others.get(&*line.purpose).into_iter().flatten();
        let wanted = line.positions.iter().filter(|position| position.stance == Stance::With);
        lines.extend(
            related
                .flat_map(|&(to, pair)| wanted.clone().filter_map(move |position| through(line, position, to, pair))),
        );
    }
    lines.sort_by(|a, b| (&a.actor, &a.purpose, &a.through).cmp(&(&b.actor, &b.purpose, &b.through)));
    lines
}

fn direct(line: &PurposeLine, position: &Position) -> ActorAlignment {
    let Position { actor, stance, claims } = position.clone();
    ActorAlignment { actor, purpose: line.purpose.clone(), through: None, stance, claims }
}

fn through(own: &PurposeLine, position: &Position, to: &str, pair: &PurposePair) -> Option<ActorAlignment> {
    let stance = match (pair.aligned.is_attested(), pair.at_odds.is_attested()) {
        (true, true) => Stance::Divided,
        (true, false) => Stance::With,
        (false, true) => Stance::Against,
        (false, false) => return None,
    };
    let mut claims = [&position.claims[..], &pair.aligned.claims, &pair.at_odds.claims].concat();
    claims.sort_unstable();
    let (actor, through) = (position.actor.clone(), Some(own.purpose.clone()));
    Some(ActorAlignment { actor, purpose: to.into(), through, stance, claims })
}
