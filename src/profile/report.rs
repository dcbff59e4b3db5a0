//! The profile as plain text, for a terminal of 100 columns.

use std::fmt;

use super::{Portion, Profile, Scope};
use crate::theory::Typology;
use crate::theory::typology::{Dimension, PracticeKind};

/// How many ids the report lists before it only says how many more there are.
const LISTED: usize = 8;

/// From here on a weight is printed with an exponent, so that it fits its column.
const LONG_WEIGHT: f64 = 1e7;

impl fmt::Display for Profile {
    /// A table by dimension and practice, and the practices that are apart.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Practice profile of {}{}\n", self.case, self.scope)?;
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
        apart(f, "several kinds, counted for each", &self.several_kinds)?;
        self.possible(f)?;
        apart(f, "the acts without a date, not counted", &self.undated)
    }
}

impl Profile {
    /// The acts that may lie in the period, but need not.
    fn possible(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = PracticeKind::ALL.iter().map(|&kind| (kind, self[kind].possible_acts));
        for (kind, acts) in rows.filter(|(_, acts)| *acts > 0) {
            writeln!(f, "{acts} more of {kind} may lie in the period, not counted")?;
        }
        Ok(())
    }
}

impl fmt::Display for Scope {
    /// What is added to the name of the case; nothing for all of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case => Ok(()),
            Self::Actor(actor) => write!(f, ": actor {actor}"),
            Self::Period(period) => write!(f, ": period {period}"),
        }
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
