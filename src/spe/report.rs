//! An assessment as text: profile first, then the number.

use std::fmt;

use super::{Assessment, Figure, Narrowing};

impl fmt::Display for Assessment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.heading(f)?;
        for component in self.components() {
            line(f, 0, component)?;
            for part in &component.parts {
                line(f, 1, part)?;
                part.parts.iter().try_for_each(|part| line(f, 2, part))?;
            }
        }
        [&self.positive, &self.destruction, &self.headline].into_iter().try_for_each(|figure| line(f, 0, figure))?;
        if !self.is_assessable() {
            writeln!(f, "not assessable: nothing is known of P, E and S")?;
        }
        writeln!(f, "bracket: arithmetic mean {}, minimum {}", self.mean(), self.minimum())?;
        if let Some([p, e, s]) = self.marginal_rates() {
            writeln!(f, "marginal rates at the point: P {p:.2}, E {e:.2}, S {s:.2}")?;
        }
        self.unknowns(f)
    }
}

impl Assessment {
    fn heading(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.counts;
        writeln!(f, "sphere {}, as of {}", self.sphere, self.spec.as_of)?;
        writeln!(f, "members ({}): {}", counts.members, self.members.join(", "))?;
        match (self.window, self.completed) {
            (Some((first, last)), None) => writeln!(f, "window {first} to {last}")?,
            (Some((first, last)), Some(_)) => {
                writeln!(f, "window {first} to {last}, when the endeavour was completed")?
            }
            (None, _) => writeln!(f, "window: nothing dates its beginning")?,
        }
        writeln!(
            f,
            "acts {}: contributions {}, joint {} ({} dated), destructive {} ({} made good), left out {}",
            counts.acts,
            counts.contributions,
            counts.joint,
            counts.dated,
            counts.destructive,
            counts.recovered,
            counts.maybe_later
        )
    }

    fn unknowns(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gaps = &self.headline.value.gaps;
        if !gaps.is_empty() {
            writeln!(f, "not known:")?;
        }
        for gap in gaps {
            writeln!(f, "  {}", gap.reason.meaning())?;
            if !gap.nodes.is_empty() {
                let more = if gap.count > gap.nodes.len() { " …" } else { "" };
                writeln!(f, "    {}: {}{more}", gap.count, gap.nodes.join(", "))?;
            }
        }
        if !self.narrowing.is_empty() {
            writeln!(f, "what would narrow the interval most (width now {:.2}):", self.headline.value.width())?;
        }
        self.narrowing.iter().enumerate().try_for_each(|(nth, narrowing)| writeln!(f, "  {}. {narrowing}", nth + 1))
    }
}

impl fmt::Display for Narrowing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (width {:.2})", self.gap.reason.remedy(), self.width_after)
    }
}

fn line(f: &mut fmt::Formatter<'_>, depth: usize, figure: &Figure) -> fmt::Result {
    let name = format!("{:indent$}{}", "", figure.name, indent = depth * 2);
    writeln!(f, "{name:<22}{:<24}{}", figure.value, figure.meaning)
}
