//! The plain-text report of alignment.

use std::fmt::{self, Display};

use super::{Alignment, PurposeLine};
use crate::case::attestation::{said, write_gaps};
use crate::theory::Typology;

impl Display for Alignment {
    /// Purposes, scopes against scopes, who is aligned with what, and gaps.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Alignment of purposes: {}", self.case)?;
        self.purposes.iter().try_for_each(|line| writeln!(f, "  {line}"))?;
        writeln!(f, "\nPairs of purposes by scope: aligned, at odds, unsaid")?;
        for level in &self.levels {
            let (a, b) = level.scopes;
            let name = format!("{a} – {b}");
            writeln!(f, "  {name:<32}{:>6}{:>6}{:>6}", level.aligned, level.at_odds, level.unsaid)?;
        }
        writeln!(f, "\nWho is aligned with what")?;
        self.actors.iter().try_for_each(|line| writeln!(f, "  {line}"))?;
        write_gaps(f, &self.gaps)
    }
}

impl Display for PurposeLine {
    /// `mission (organisational, joint): with ann, bob; carried by logic, stated [c9]`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words: Vec<&str> = self.scopes.iter().map(|scope| scope.entry().key).collect();
        words.extend(self.scopes.is_empty().then_some("scope unknown"));
        words.extend(self.joint.then_some("joint"));
        let positions: Vec<String> = self.positions.iter().map(|one| format!("{} {}", one.actor, one.stance)).collect();
        write!(f, "{} ({}): {}", self.purpose, words.join(", "), said(&positions, &self.held))?;
        if self.carried.is_attested() {
            write!(f, "; carried by {}", said(&self.carried_by, &self.carried))?;
        }
        Ok(())
    }
}
