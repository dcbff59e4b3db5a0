//! The plain-text report of dynamic capabilities.

use std::fmt::{self, Display};

use super::{AbsorptiveChain, DynamicCapabilities, Routines};
use crate::case::Attested;
use crate::case::attestation::{listed, said, write_gaps};
use crate::theory::Typology;

impl Display for DynamicCapabilities {
    /// The grid line by line, the chain, what else is attested, and gaps.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Dynamic capabilities of {}", self.case)?;
        for cell in &self.cells {
            writeln!(f, "  {}, {}: {}", cell.phase, cell.domain, said(&cell.nodes, &cell.attestation))?;
        }
        rows(f, "Phases without a domain", &self.without_domain)?;
        rows(f, "Domains, resources included", &self.domains)?;
        write!(f, "\n{}", self.chain)?;
        rows(f, "Dynamic marketing capability", &self.marketing.capabilities)?;
        for basis in &self.marketing.bases {
            writeln!(f, "  {}: {}; used: {}", basis.basis, said(&basis.nodes, &basis.present), basis.used)?;
        }
        rows(f, "Orders of capability", &self.orders)?;
        rows(f, "Enablers", &self.enablers)?;
        write!(f, "\n{}", self.routines)?;
        write_gaps(f, &self.gaps)
    }
}

fn rows<T: Typology>(f: &mut fmt::Formatter<'_>, title: &str, rows: &[Attested<T>]) -> fmt::Result {
    writeln!(f, "\n{title}")?;
    rows.iter().try_for_each(|row| writeln!(f, "  {}: {}", row.entry.entry().label, said(&row.nodes, &row.attestation)))
}

impl Display for AbsorptiveChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.broken_at().map_or_else(|| "whole".to_owned(), |at| format!("missing: {at}"));
        writeln!(f, "Absorptive capacity, {end}")?;
        for stage in &self.stages {
            let processes: Vec<&str> = stage.processes.iter().map(|process| process.entry().key).collect();
            let levels: Vec<&str> = stage.levels.iter().map(|level| level.entry().key).collect();
            let words = [&levels[..], &processes].concat().join(", ");
            let words = if words.is_empty() { words } else { format!(" ({words})") };
            writeln!(f, "  {}{words}: {}", stage.stage, said(&stage.nodes, &stage.attestation))?;
        }
        self.links.iter().try_for_each(|link| writeln!(f, "  {} → {}: {}", link.from, link.to, link.attestation))
    }
}

impl Display for Routines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Resource routines")?;
        for routine in &self.routines {
            let uses: Vec<String> = routine.uses.iter().map(|(by, what)| format!("{by} of {what}")).collect();
            writeln!(f, "  {}: {}", routine.routine, said(&uses, &routine.attestation))?;
        }
        if self.unsorted.is_empty() {
            return Ok(());
        }
        writeln!(f, "  by no named routine: [{}]", listed(&self.unsorted))
    }
}
