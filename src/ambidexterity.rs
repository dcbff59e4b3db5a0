//! Ambidexterity: the balance of exploration and exploitation that a case records.
//!
//! Exploration searches for what is new, exploitation makes better use of what is known; the two are at odds, and an
//! ambidextrous organisation balances them (T24, Raisch et al. 2009). [`balance`] counts what the case classifies as the one,
//! the other or both, over all, by kind of node and by level. The counts say what is *recorded*; a share is given only where
//! the case settles both modes, since a mode that nobody looked for is not known to be absent.

use std::fmt::{self, Display};

use serde::{Serialize, Serializer};

use crate::Case;
use crate::case::attestation::{by_entry, listed, names, nodes_of, said, write_gaps};
use crate::case::{Attested, Claim, Gap, Node};
use crate::graph::node::{Act, NodeKind};
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{LearningMode, Level};

/// The kinds of node that a learning mode classifies.
const KINDS: [NodeKind; 5] =
    [NodeKind::Actor, NodeKind::Practice, NodeKind::Capability, NodeKind::Act, NodeKind::Institution];

/// Weighs exploration against exploitation in a case.
///
/// Answers: what is recorded as exploration, what as exploitation, what as both? Do acts, and the several levels, lean one
/// way? An act counts by its own codes and by those of the practices that it enacts.
///
/// O(nodes + claims + searches). Source: T24; the counts and the share are this crate's.
///
/// ```
/// use cocreation::{Case, ambidexterity};
/// use cocreation::graph::node::{Actor, Practice};
/// use cocreation::theory::typology::LearningMode::{Exploitation, Exploration};
///
/// let mut case = Case::builder("a-firm");
/// case.add("research", Practice::new("Research").coded(Exploration));
/// case.add("teams", Practice::new("Work in teams").coded(Exploration).coded(Exploitation));
/// let open = ambidexterity::balance(&case.build()?);
///
/// // One explores, one does both, none only exploits: (1 + 1/2) / 2.
/// assert_eq!((open.all.exploring, open.all.both, open.all.exploiting), (1, 1, 0));
/// assert_eq!(open.all.exploration(), Some(0.75));
/// assert_eq!(open.share, Some(0.75));
///
/// // With exploration alone nobody knows: exploitation was not looked for.
/// let mut case = Case::builder("another-firm");
/// case.add("firm", Actor::new("A firm").coded(Exploration));
/// let unknown = ambidexterity::balance(&case.build()?);
/// assert_eq!((unknown.all.exploring, unknown.share), (1, None));
/// assert_eq!(unknown.gaps[0].to_string(), "Exploitation: not searched");
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn balance(case: &Case) -> Balance {
    let modes = by_entry::<LearningMode>(case, &KINDS);
    let coded: Vec<Coded<'_>> =
        nodes_of(case, &KINDS).map(|node| (node, own(node))).filter(|(_, two)| two != &NONE).collect();
    let all = Tally::of(coded.iter().map(|(_, two)| *two));
    let settled = modes.iter().all(|row| row.attestation.is_settled());
    let both = coded.iter().filter(|(_, two)| *two == [true, true]).map(|(node, _)| *node);
    Balance {
        case: case.id().into(),
        share: all.exploration().filter(|_| settled),
        all,
        both: names(both),
        by_kind: KINDS.iter().map(|&kind| KindTally { kind, tally: of_kind(&coded, kind) }).collect(),
        acts: Tally::of(case.all::<Act>().map(|act| with_practices(*act))),
        by_level: levels().map(|level| LevelTally { level, tally: of_level(&coded, level) }).collect(),
        gaps: modes.iter().filter_map(|row| row.attestation.gap(row.entry.entry().label)).collect(),
        modes,
    }
}

/// The balance of exploration and exploitation; made by [`balance`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Balance {
    /// The id of the case.
    pub case: Box<str>,
    /// Exploration and exploitation, each with its nodes and claims.
    pub modes: Vec<Attested<LearningMode>>,
    /// What is coded both: ambidextrous in itself.
    pub both: Vec<Box<str>>,
    /// Over all coded nodes.
    pub all: Tally,
    /// The share of exploration over all coded nodes, from 0 to 1. `None` where a mode is not settled: neither attested nor
    /// denied, nor searched for in the whole case.
    pub share: Option<f64>,
    /// By kind of node.
    pub by_kind: Vec<KindTally>,
    /// Over the acts, by their own codes and those of the practices that they enact.
    pub acts: Tally,
    /// By level, in the register's order, and at last those of no stated level. A node of several levels counts for each.
    pub by_level: Vec<LevelTally>,
    /// What is missing, searched in vain or never searched.
    pub gaps: Vec<Gap>,
}

/// How many explore, exploit, and do both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Exploration alone.
    pub exploring: usize,
    /// Both.
    pub both: usize,
    /// Exploitation alone.
    pub exploiting: usize,
}

/// The tally of one kind of node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct KindTally {
    /// The kind.
    #[serde(serialize_with = "kind_key")]
    pub kind: NodeKind,
    /// The counts.
    pub tally: Tally,
}

/// The tally of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LevelTally {
    /// The level; `None` for what has no stated level.
    #[serde(serialize_with = "crate::case::attestation::key_if_any")]
    pub level: Option<Level>,
    /// The counts.
    pub tally: Tally,
}

fn kind_key<S: Serializer>(kind: &NodeKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.row().key)
}

/// Whether something explores, and whether it exploits.
type Two = [bool; 2];

type Coded<'g> = (Node<'g>, Two);

const NONE: Two = [false, false];

impl Tally {
    fn of(all: impl Iterator<Item = Two>) -> Self {
        all.fold(Self::default(), |sum, two| match two {
            [true, true] => Self { both: sum.both + 1, ..sum },
            [true, false] => Self { exploring: sum.exploring + 1, ..sum },
            [false, true] => Self { exploiting: sum.exploiting + 1, ..sum },
            [false, false] => sum,
        })
    }

    /// The share of exploration among what is counted, from 0 to 1, what does both counting half; `None` if nothing is
    /// counted. Whether the case looked for both modes is not asked here. O(1).
    pub fn exploration(self) -> Option<f64> {
        let count = self.exploring + self.both + self.exploiting;
        (count > 0).then(|| (self.exploring as f64 + self.both as f64 / 2.0) / count as f64)
    }
}

fn own(node: Node<'_>) -> Two {
    [LearningMode::Exploration, LearningMode::Exploitation].map(|mode| node.has_code(mode))
}

fn with_practices(act: Node<'_>) -> Two {
    let practices = act.outgoing_by(RelationKind::Enacts).filter(Claim::holds).filter_map(|claim| claim.object());
    practices.map(own).fold(own(act), |[a, b], [c, d]| [a || c, b || d])
}

fn of_kind(coded: &[Coded<'_>], kind: NodeKind) -> Tally {
    Tally::of(coded.iter().filter(|(node, _)| node.kind() == kind).map(|(_, two)| *two))
}

fn levels() -> impl Iterator<Item = Option<Level>> {
    Level::ALL.iter().copied().map(Some).chain([None])
}

fn of_level(coded: &[Coded<'_>], level: Option<Level>) -> Tally {
    let is = |node: &Node<'_>| match level {
        Some(level) => node.has_code(level),
        None => !Level::ALL.iter().any(|&level| node.has_code(level)),
    };
    Tally::of(coded.iter().filter(|(node, _)| is(node)).map(|(_, two)| *two))
}

impl Display for Balance {
    /// The two modes, the counts, and gaps.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Exploration and exploitation: {}", self.case)?;
        self.modes.iter().try_for_each(|row| writeln!(f, "  {}: {}", row.entry, said(&row.nodes, &row.attestation)))?;
        writeln!(f, "  both: {}", listed(&self.both))?;
        let share = self.share.map_or_else(|| "unknown".to_owned(), |share| format!("{share:.2}"));
        writeln!(
            f,
            "  share of exploration {share}\n\n{:<24}{:>12}{:>6}{:>12}",
            "", "exploring", "both", "exploiting"
        )?;
        row(f, "all", self.all)?;
        self.by_kind.iter().try_for_each(|line| row(f, line.kind.row().plural, line.tally))?;
        row(f, "acts by practice, too", self.acts)?;
        self.by_level.iter().try_for_each(|line| {
            row(f, line.level.map_or("no stated level", |level| level.entry().label), line.tally)
        })?;
        write_gaps(f, &self.gaps)
    }
}

fn row(f: &mut fmt::Formatter<'_>, name: &str, tally: Tally) -> fmt::Result {
    writeln!(f, "{name:<24}{:>12}{:>6}{:>12}", tally.exploring, tally.both, tally.exploiting)
}
