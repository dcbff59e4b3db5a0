//! The plain-text report of readiness.

use std::fmt::{self, Display};

use super::{CompellingEvent, Deployment, Rating, Readiness, Response, Ties};
use crate::case::attestation::{listed, said, write_gaps};
use crate::graph::relation::RelationKind;
use crate::theory::Typology;

impl Display for Readiness {
    /// Events, capabilities, ties, what readiness rests on, scores given, and gaps.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Readiness to co-create: {}", self.case)?;
        self.named.iter().try_for_each(|row| writeln!(f, "named so: {}", row.attestation))?;
        self.events.iter().try_for_each(|event| write!(f, "\n{event}"))?;
        writeln!(f, "\nCapabilities")?;
        self.capabilities.iter().chain(&self.other_capabilities).try_for_each(|one| writeln!(f, "  {one}"))?;
        writeln!(f, "\nTies")?;
        self.ties.iter().try_for_each(|ties| writeln!(f, "  {ties}"))?;
        writeln!(f, "\nWhat it rests on")?;
        self.social_capital.iter().try_for_each(|row| writeln!(f, "  social capital: {}", row.attestation))?;
        self.culture.iter().try_for_each(|row| writeln!(f, "  {}: {}", row.entry, row.attestation))?;
        self.ratings.iter().try_for_each(|rating| write!(f, "\n{rating}"))?;
        write_gaps(f, &self.gaps)
    }
}

impl Display for CompellingEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let triggers: Vec<&str> = self.triggers.iter().map(|trigger| trigger.entry().key).collect();
        let triggers = if triggers.is_empty() { String::new() } else { format!(" ({})", triggers.join(", ")) };
        let period = self.period.map_or_else(|| "no date".to_owned(), |period| period.to_string());
        writeln!(f, "Event {}{triggers}, {period}", self.event)?;
        writeln!(f, "  sensed: {}", said(&self.sensed_by, &self.sensed))?;
        writeln!(f, "  seized: {}", said(&self.seized_by, &self.seized))?;
        self.responses.iter().filter(|one| one.relation == RelationKind::Triggers).try_for_each(|response| {
            let Response { node, lag, claim, .. } = response;
            writeln!(f, "  started {node} [{claim}], lag {lag}")
        })?;
        self.first.map_or(Ok(()), |lag| writeln!(f, "  first response after: {lag}"))
    }
}

impl Display for Deployment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: held: {}", self.name(), said(&self.held_by, &self.held))?;
        write!(f, "; deployed: {}", said(&self.practices, &self.deployed))?;
        if self.underpins.is_attested() { write!(f, "; underpins: {}", self.underpins) } else { Ok(()) }
    }
}

impl Display for Ties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}, {}", self.name(), self.ties.len(), self.attestation)?;
        if self.broken.is_attested() { write!(f, "; broken: {}", self.broken) } else { Ok(()) }
    }
}

impl Display for Rating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = self.scale.as_ref().map_or_else(String::new, |scale| format!(" on {scale}"));
        let date = self.date.map_or_else(String::new, |date| format!(", {date}"));
        writeln!(
            f,
            "Given: {} {}{scale}{date}, of {} [{}]",
            self.label,
            self.value,
            listed(&self.about),
            listed(&self.claims)
        )?;
        self.figures.iter().try_for_each(|figure| writeln!(f, "  {figure}"))?;
        self.raters.iter().try_for_each(|rater| {
            let size = rater.size.map_or_else(String::new, |size| format!(", n = {size}"));
            let reliability = rater.reliability.as_ref().map_or_else(String::new, |measure| format!(", {measure}"));
            writeln!(f, "  by {}{size}{reliability}", rater.actor)
        })
    }
}
