//! The plain-text report of dialogue.

use std::fmt::{self, Display};

use super::{Answer, Dialogue, Sequence, Transition, Turn, TurningPoint};
use crate::case::attestation::{listed, said, write_gaps};

impl Display for Dialogue {
    /// Qualities, dialoguing practices, sequences and gaps.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Dialogue: {}\n\nQualities", self.case)?;
        for row in &self.qualities {
            writeln!(f, "  {}: {}", row.entry, said(&row.nodes, &row.attestation))?;
        }
        for one in &self.judgements {
            writeln!(f, "  judged of {}: {} [{}]", listed(&one.about), one.value, listed(&one.claims))?;
        }
        writeln!(f, "\nDialoguing practices")?;
        for row in &self.practices {
            writeln!(f, "  {}: {} acts, {}", row.practice, row.acts.len(), row.enacted)?;
        }
        self.sequences.iter().try_for_each(|sequence| write!(f, "\n{sequence}"))?;
        write_gaps(f, &self.gaps)
    }
}

impl Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.whole.as_deref().unwrap_or("acts that are part of none");
        writeln!(f, "Sequence {whole}: {} acts", self.utterances.len())?;
        self.transitions.iter().try_for_each(|transition| writeln!(f, "  {transition}"))?;
        if self.uncoded > 0 {
            writeln!(f, "  steps without a dialoguing practice on both sides: {}", self.uncoded)?;
        }
        self.answers.iter().try_for_each(|answer| writeln!(f, "  {answer}"))?;
        if !self.unattributed.is_empty() {
            writeln!(f, "  answers from or to nobody on record: [{}]", listed(&self.unattributed))?;
        }
        self.turning_points.iter().try_for_each(|point| writeln!(f, "  turning point {point}"))
    }
}

impl Display for Transition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} → {}: {}", self.from, self.to, self.steps.len())
    }
}

impl Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} answers {}: {} [{}]", self.from, self.to, self.acts.len(), listed(&self.claims))
    }
}

impl Display for TurningPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", listed(&self.acts))?;
        match &self.turn {
            Turn::Stance { actor, on, from, to } => {
                write!(f, "{actor} on {on}, from {} to {}", listed(from), listed(to))?;
            }
            Turn::Recovery(act) => write!(f, "makes good {act}")?,
            Turn::Event(event) => write!(f, "makes the event {event}")?,
        }
        write!(f, " [{}]", listed(&self.claims))
    }
}
