//! The practice profile: on which practices and dimensions a case lays its weight.
//!
//! [`profile`] counts, for each of the eight practices and the three dimensions of Table 1 of Marcos-Cuevas et al. (2016)
//! (T15 to T18), the practices that a case records, the acts that enact them, and the evidence behind them. Coordination,
//! which belongs to no dimension, stands apart. The counts say what the case *records*: a practice with little evidence
//! may have been little done or little reported, and a practice that is not there is not known to have been absent.

use std::fmt;
use std::ops::Index;

use serde::{Serialize, Serializer};

use crate::Case;
use crate::case::{Claim, ClaimId, Node, View};
use crate::graph::Code;
use crate::graph::node::{Act, Practice};
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{Dimension, PracticeKind};

/// Profiles a case by practice and by dimension.
///
/// It answers: which practices does this case speak of, how much is done in them, and how much of the evidence is about
/// them? Only claims that hold are counted. The rules of counting:
///
/// - A practice node counts for a kind if a classification gives it that kind. A node with several kinds counts for each
///   of them, and is named in [`several_kinds`](Profile::several_kinds); one with none of the eight counts for none, and
///   is named in [`without_kind`](Profile::without_kind).
/// - Within one row nothing counts twice: a dimension counts a node, act or piece of evidence once, also where it belongs
///   to two practices of the dimension. The row of a dimension may therefore be less than the sum of its practices.
/// - Shares are over the sum of the rows of the same level: the eight practices on one level, the three dimensions and
///   coordination on the other. They add up to 1 on either level.
///
/// O(nodes + claims + evidence), and a logarithm for sorting.
///
/// Source: the practices are those of Marcos-Cuevas et al. 2016, Table 1; the counts are this crate's.
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::{node::{Act, Practice}, relation::Enacts};
/// use cocreation::profile::profile;
/// use cocreation::theory::typology::{Dimension, PracticeKind};
///
/// let mut case = Case::builder("advice");
/// let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
/// let design = case.add("design", Practice::co_design("Packages agreed together"));
/// for (id, practice) in [("visit-1", advice), ("visit-2", advice), ("talks", design)] {
///     let act = case.add(id, Act::new("Something done together"));
///     case.relate(act, Enacts, practice);
/// }
/// let case = case.build()?;
///
/// let profile = profile(&case);
/// assert_eq!(profile[PracticeKind::CoDiagnosis].acts, 2);
/// assert_eq!(profile[Dimension::Linking].shares.acts, Some(2.0 / 3.0));
/// assert_eq!(profile[Dimension::Institutionalising].shares.acts, Some(0.0));
/// assert_eq!(profile[PracticeKind::CoDesign].shares.evidence, None); // the case gives no evidence at all
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
pub fn profile(case: &Case) -> Profile {
    let practices: Vec<_> = PracticeKind::ALL.iter().map(|&kind| count(case, &[kind])).collect();
    let dimensions: Vec<_> = Dimension::ALL.iter().map(|dimension| count(case, dimension.practices())).collect();
    let coordination = count(case, &[PracticeKind::Coordination]);
    let of_practices = Whole::of(practices.iter());
    let of_dimensions = Whole::of(dimensions.iter().chain([&coordination]));
    Profile {
        case: case.id().into(),
        practices: practices.into_iter().map(|row| of_practices.shared(row)).collect(),
        dimensions: dimensions.into_iter().map(|row| of_dimensions.shared(row)).collect(),
        coordination: of_dimensions.shared(coordination),
        without_kind: named(case, |kinds| kinds == 0),
        several_kinds: named(case, |kinds| kinds > 1),
    }
}

/// What a case records of each practice and of each dimension.
///
/// It is indexed by [`PracticeKind`] and by [`Dimension`], and prints as a table.
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::node::Practice;
/// use cocreation::profile::profile;
/// use cocreation::theory::typology::PracticeKind;
///
/// let mut case = Case::builder("a-case");
/// case.add("steering", Practice::coordination("Steering group"));
/// case.add("advice", Practice::co_diagnosis("Advice").coded(PracticeKind::CoIdeation));
/// let profile = profile(&case.build()?);
///
/// // Two kinds of linking practice in one node are one linking practice.
/// assert_eq!(profile.coordination.shares.nodes, Some(1.0 / 2.0));
/// assert_eq!(profile[PracticeKind::Coordination].shares.nodes, Some(1.0 / 3.0));
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Profile {
    /// The id of the case.
    pub case: Box<str>,
    #[serde(serialize_with = "by_key::<PracticeKind, _>")]
    practices: Vec<Portion>,
    #[serde(serialize_with = "by_key::<Dimension, _>")]
    dimensions: Vec<Portion>,
    /// Coordination beside the three dimensions; its shares are those of that level.
    pub coordination: Portion,
    /// The ids of the practice nodes that no classification gives one of the eight kinds: in no row.
    pub without_kind: Vec<Box<str>>,
    /// The ids of the practice nodes with two kinds or more: in the row of each.
    pub several_kinds: Vec<Box<str>>,
}

/// What a case records of one practice or dimension.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Portion {
    /// The ids of its practice nodes: which practices of this kind does the case tell apart?
    pub nodes: Vec<Box<str>>,
    /// How many acts enact them, standing activities included: how often is it done, as far as the case records?
    pub acts: usize,
    /// The sum of the weights of these acts, in the case's order; an act without a weight weighs 1.
    pub weight: f64,
    /// How many different pieces of evidence stand behind them: those of the classifications that give the nodes this
    /// kind, and of the relations with one of the nodes as subject or object. Evidence on an act is counted only where
    /// it is given for the claim that the act enacts the practice.
    pub evidence: usize,
    /// Its shares of the case.
    pub shares: Shares,
    /// The claims that all this rests on, in the case's order: those classifications and those relations.
    pub claims: Vec<ClaimId>,
}

/// Shares of the sum over all rows of a level, each from 0 to 1; `None` where that sum is 0, or too great to be a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Shares {
    /// Of the practice nodes.
    pub nodes: Option<f64>,
    /// Of the acts.
    pub acts: Option<f64>,
    /// Of the weight of the acts.
    pub weight: Option<f64>,
    /// Of the evidence.
    pub evidence: Option<f64>,
}

impl Index<PracticeKind> for Profile {
    type Output = Portion;

    fn index(&self, practice: PracticeKind) -> &Portion {
        &self.practices[practice.index()]
    }
}

impl Index<Dimension> for Profile {
    type Output = Portion;

    fn index(&self, dimension: Dimension) -> &Portion {
        &self.dimensions[dimension.index()]
    }
}

/// The kinds that classifications give the node, and the claims that give them.
fn kinds<'g>(node: Node<'g>) -> impl Iterator<Item = (PracticeKind, Claim<'g>)> {
    let codings = node.classifications().filter(Claim::holds);
    codings.filter_map(|claim| Some((claim.code()?.entry()?, claim)))
}

fn named(case: &Case, wanted: fn(usize) -> bool) -> Vec<Box<str>> {
    let kinds = |node: Node<'_>| PracticeKind::ALL.iter().filter(|&&kind| node.has_code(kind)).count();
    case.all::<Practice>().filter(|node| wanted(kinds(**node))).map(|node| node.id().into()).collect()
}

/// Counts what is of any of the kinds, all but the shares.
fn count(case: &Case, wanted: &[PracticeKind]) -> Portion {
    let nodes = sorted(wanted.iter().flat_map(|&kind| case.structure.coded(Code::of(kind))));
    let nodes: Vec<Node<'_>> = nodes.into_iter().map(|index| Node { case, index }).collect();
    let codings = nodes.iter().flat_map(|&node| kinds(node).filter(|(kind, _)| wanted.contains(kind)));
    let relations = nodes.iter().flat_map(|node| node.outgoing().filter(|claim| claim.relation().is_some()));
    let relations = relations.chain(nodes.iter().flat_map(Node::incoming)).filter(Claim::holds);
    let claims = sorted(codings.map(|(_, claim)| claim.index).chain(relations.map(|claim| claim.index)));
    let claims: Vec<Claim<'_>> = claims.into_iter().map(|index| Claim { case, index }).collect();
    let acts = acts(case, &nodes);
    Portion {
        nodes: nodes.iter().map(|node| node.id().into()).collect(),
        acts: acts.len(),
        weight: acts.iter().fold(0.0, |sum, act| sum + act.weight()).min(f64::MAX),
        evidence: sorted(claims.iter().flat_map(Claim::evidence).map(|evidence| evidence.index)).len(),
        shares: Shares::default(),
        claims: claims.iter().map(Claim::id).collect(),
    }
}

/// The acts that enact one of the practices, in the case's order.
fn acts<'g>(case: &'g Case, practices: &[Node<'g>]) -> Vec<View<'g, Act>> {
    let enacting = practices.iter().flat_map(|node| node.incoming_by(RelationKind::Enacts)).filter(Claim::holds);
    let acts = sorted(enacting.map(|claim| claim.subject().index));
    acts.into_iter().map(|act| View::new(case, act)).collect()
}

fn sorted(items: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut items: Vec<u32> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}

/// What the rows of one level sum to.
struct Whole {
    nodes: usize,
    acts: usize,
    weight: f64,
    evidence: usize,
}

impl Whole {
    fn of<'p>(rows: impl Iterator<Item = &'p Portion>) -> Self {
        let empty = Self { nodes: 0, acts: 0, weight: 0.0, evidence: 0 };
        rows.fold(empty, |sum, row| Self {
            nodes: sum.nodes + row.nodes.len(),
            acts: sum.acts + row.acts,
            weight: sum.weight + row.weight,
            evidence: sum.evidence + row.evidence,
        })
    }

    fn shared(&self, row: Portion) -> Portion {
        let shares = Shares {
            nodes: share(row.nodes.len() as f64, self.nodes as f64),
            acts: share(row.acts as f64, self.acts as f64),
            weight: share(row.weight, self.weight),
            evidence: share(row.evidence as f64, self.evidence as f64),
        };
        Portion { shares, ..row }
    }
}

fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0 && whole.is_finite()).then(|| part / whole)
}

fn by_key<T: Typology, S: Serializer>(rows: &[Portion], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(T::ALL.iter().map(|entry| entry.entry().key).zip(rows))
}

/// How many ids the report lists before it only says how many more there are.
const LISTED: usize = 8;

/// From here on a weight is printed with an exponent, so that it fits its column.
const LONG_WEIGHT: f64 = 1e7;

impl fmt::Display for Profile {
    /// A table by dimension and practice, and the practices that are apart.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Practice profile of {}\n", self.case)?;
        writeln!(f, "{:<22}{:>16}{:>16}{:>18}{:>16}", "", "practices", "acts", "weight", "evidence")?;
        for &dimension in Dimension::ALL {
            row(f, dimension.entry().label, &self[dimension])?;
            for &kind in dimension.practices() {
                row(f, &format!("  {kind}"), &self[kind])?;
            }
        }
        row(f, "Coordination (apart)", &self.coordination)?;
        row(f, "  Coordination", &self[PracticeKind::Coordination])?;
        writeln!(f, "\nEach count with its share of the level: dimensions and coordination, or, indented, practices.")?;
        apart(f, "none of the eight kinds, not counted", &self.without_kind)?;
        apart(f, "several kinds, counted for each", &self.several_kinds)
    }
}

fn row(f: &mut fmt::Formatter<'_>, label: &str, portion: &Portion) -> fmt::Result {
    let Portion { nodes, acts, weight, evidence, shares, .. } = portion;
    write!(f, "{label:<22}{:>10}{}", nodes.len(), percent(shares.nodes))?;
    write!(f, "{acts:>10}{}", percent(shares.acts))?;
    let weight = if *weight < LONG_WEIGHT { format!("{weight:.2}") } else { format!("{weight:.3e}") };
    write!(f, "{weight:>12}{}", percent(shares.weight))?;
    writeln!(f, "{evidence:>10}{}", percent(shares.evidence))
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| format!("{:>6}", "-"), |share| format!("{:>4.0} %", 100.0 * share))
}

fn apart(f: &mut fmt::Formatter<'_>, what: &str, nodes: &[Box<str>]) -> fmt::Result {
    if nodes.is_empty() {
        return Ok(());
    }
    let more = if nodes.len() > LISTED { " …" } else { "" };
    let listed = &nodes[..nodes.len().min(LISTED)];
    writeln!(f, "{} of {what}: {}{more}", nodes.len(), listed.join(", "))
}
