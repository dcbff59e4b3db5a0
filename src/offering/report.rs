//! The offerings as plain text.

use std::fmt;

use super::{Change, Drift, Level, Offerings, Versioned};
use crate::evidence::Certainty;
use crate::theory::Typology;

impl fmt::Display for Offerings {
    /// Each offering with what it proposes, the levels, and the drifts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Offerings of {}\n", self.case)?;
        self.offerings.iter().try_for_each(|offering| write!(f, "{offering}"))?;
        section(f, "Levels", &self.levels)?;
        section(f, "From augmented to expected", &self.drifts)?;
        if self.customers_without_level.is_empty() {
            return Ok(());
        }
        writeln!(f, "\nCustomers for whom no level is on record: {}", self.customers_without_level.join(", "))
    }
}

fn section(f: &mut fmt::Formatter<'_>, title: &str, items: &[impl fmt::Display]) -> fmt::Result {
    if items.is_empty() {
        return writeln!(f, "\n{title}: nothing on record");
    }
    writeln!(f, "\n{title}")?;
    items.iter().try_for_each(|item| writeln!(f, "  {item}"))
}

impl fmt::Display for Versioned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.offering)?;
        self.version.as_ref().map_or(Ok(()), |version| write!(f, " ({version})"))?;
        self.period.as_ref().map_or(Ok(()), |period| write!(f, ", {period}"))?;
        let proposes = if self.proposes.is_empty() { "nothing on record".into() } else { self.proposes.join(", ") };
        writeln!(f, ": proposes {proposes}")?;
        self.changes.iter().try_for_each(|change| writeln!(f, "  {change}"))?;
        if self.differs { writeln!(f, "  at different levels for different actors") } else { Ok(()) }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "after {}:", self.from)?;
        let parts = [("added", &self.added), ("kept", &self.kept), ("dropped", &self.dropped)];
        let parts = parts.map(|(what, values)| format!(" {} {what}", values.len())).join(",");
        f.write_str(&parts)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = self.level.map_or("level unknown", |level| level.entry().label);
        let when = self.period.map_or_else(|| "undated".to_owned(), |period| period.to_string());
        write!(f, "{} for {}: {level}, {when} [{}]", self.offering, self.actor, self.claim)
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let order = self.order.map_or("unknown", Certainty::key);
        let [augmented, expected] = self.claims;
        write!(f, "{}: {} then {}: {order} [{augmented}, {expected}]", self.actor, self.augmented, self.expected)
    }
}
