//! The value balance as plain text.

use std::fmt;

use super::{ActorBalance, Balance, Course, Item, Reading, State};

impl fmt::Display for Balance {
    /// Each actor with its two sides, period by period.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Value balance in {}", self.case)?;
        let periods: Vec<String> = self.periods.iter().map(ToString::to_string).collect();
        if !periods.is_empty() {
            writeln!(f, "periods: {}", periods.join(", "))?;
        }
        self.actors.iter().try_for_each(|actor| write!(f, "{actor}"))?;
        if self.not_observed.is_empty() {
            return Ok(());
        }
        writeln!(f, "\nNot observed: {}", self.not_observed.join(", "))
    }
}

impl fmt::Display for ActorBalance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}", self.actor)?;
        self.benefits.iter().try_for_each(|item| writeln!(f, "  benefit   {item}"))?;
        self.sacrifices.iter().try_for_each(|item| writeln!(f, "  sacrifice {item}"))
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.value, self.overall)?;
        if self.readings.is_empty() {
            return Ok(());
        }
        let readings: Vec<String> = self.readings.iter().map(|reading| reading.state.to_string()).collect();
        write!(f, "; {}", readings.join(" → "))?;
        let courses: Vec<String> = self.courses.iter().map(ToString::to_string).collect();
        if courses.is_empty() { Ok(()) } else { write!(f, " ({})", courses.join(", ")) }
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let degree =
            self.degree.filter(|degree| *degree > 0.0).map(|degree| format!(" {degree:.2}")).unwrap_or_default();
        let claims: Vec<String> = self.claims.iter().map(ToString::to_string).collect();
        write!(f, "{}{degree} [{}]", self.state, claims.join(", "))
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Observed => "observed",
            Self::NoChange => "none, as is said",
            Self::Contested => "contested",
            Self::Prospective => "expected or feared",
            Self::NotFound => "searched, not found",
            Self::NotObserved => "not observed",
        })
    }
}

impl fmt::Display for Course {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::More => "more",
            Self::Less => "less",
            Self::NoChange => "no change",
            Self::HowMuchUnknown => "how much unknown",
            Self::NotObserved => "not observed",
        })
    }
}
