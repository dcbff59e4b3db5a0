//! What the example found in a log, as text and as JSON.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Write};

use cocreation::evidence::Date;
use cocreation::spe::{Interval, Part, Score};
use serde::Serialize;

use super::log::Log;
use super::metrics::{self, Metrics};
use super::period::{By, Period};
use super::score::{self, Counts, Place, Scored};
use super::stream::Stream;

/// What the text shows of a score.
const SHOWN: [Part; 4] = [Part::Purpose, Part::Engagement, Part::Sustained, Part::Destruction];

/// All that was found.
#[derive(Serialize)]
pub(crate) struct Report {
    rows: usize,
    /// Rows that name no sphere.
    outside: usize,
    /// Organisations, and people of whom none is known.
    actors: usize,
    spheres: Vec<SphereReport>,
}

#[derive(Serialize)]
struct SphereReport {
    sphere: Box<str>,
    /// In the order of time, and last the whole course.
    periods: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    /// `None` for the whole course.
    period: Option<String>,
    #[serde(flatten)]
    counts: Counts,
    #[serde(flatten)]
    metrics: Option<Metrics>,
    score: Score,
}

impl Report {
    pub(crate) fn of(log: &Log, by: By) -> Result<Self, Box<dyn Error>> {
        let (stream, metrics) = (Stream::of(log), metrics::by_period(log, by));
        let last = log.rows.iter().map(|row| row.date).max().unwrap_or(Date::MIN);
        let scores = score::by_period(&stream, by, last)?;
        let names = (0..).zip(stream.spheres.iter().map(|name| &**name));
        let spheres = names.map(|(number, name)| SphereReport::of(name, number, &scores, &metrics)).collect();
        Ok(Self { rows: log.rows.len(), outside: log.outside, actors: stream.actors.len(), spheres })
    }

    /// The report for a terminal.
    pub(crate) fn text(&self) -> Result<String, fmt::Error> {
        let mut text = String::new();
        let Self { rows, outside, actors, .. } = self;
        writeln!(text, "{rows} rows by and for {actors} actors; {outside} more name no sphere and are left out")?;
        self.spheres.iter().try_for_each(|sphere| sphere.write(&mut text))?;
        writeln!(
            text,
            "\nP is open: a log of what was done does not say who wants what. E, S and D are of each period alone."
        )?;
        Ok(text)
    }
}

impl SphereReport {
    fn of(
        name: &str,
        number: u32,
        scores: &BTreeMap<Place, Scored>,
        metrics: &BTreeMap<(&str, Period), Metrics>,
    ) -> Self {
        let line = |period: Option<Period>| {
            let Scored { score, counts } = scores.get(&(number, period))?;
            let metrics = period.and_then(|period| metrics.get(&(name, period)).copied());
            Some(Line { period: period.map(|period| period.to_string()), counts: *counts, metrics, score: *score })
        };
        let periods = scores.keys().filter(|(sphere, _)| *sphere == number).filter_map(|(_, period)| *period);
        Self { sphere: name.into(), periods: periods.map(Some).chain([None]).filter_map(line).collect() }
    }

    fn write(&self, out: &mut String) -> fmt::Result {
        writeln!(out, "\n{}\n{}", self.sphere, "=".repeat(self.sphere.chars().count()))?;
        let names = SHOWN.map(|part| format!("{:<20} ", part.name()));
        writeln!(out, "{:<8} {}", "period", names.concat().trim_end())?;
        self.periods.iter().try_for_each(|line| line.write_score(out))?;
        writeln!(
            out,
            "\n{:<8} {:>6} {:>6} {:>8}  {:>14} {:>8} {:>9}",
            "period", "acts", "joint", "negative", "absence factor", "evenness", "cross-org"
        )?;
        self.periods.iter().try_for_each(|line| line.write_metrics(out))
    }
}

impl Line {
    fn period(&self) -> &str {
        self.period.as_deref().unwrap_or("all")
    }

    fn write_score(&self, out: &mut String) -> fmt::Result {
        let figures = SHOWN.map(|part| format!("{:<20} ", figure(&self.score[part])));
        writeln!(out, "{:<8} {}", self.period(), figures.concat().trim_end())
    }

    fn write_metrics(&self, out: &mut String) -> fmt::Result {
        let Counts { acts, joint_acts, negative_acts } = self.counts;
        write!(out, "{:<8} {acts:>6} {joint_acts:>6} {negative_acts:>8}", self.period())?;
        if let Some(metrics) = self.metrics {
            let factor = metrics.contributor_absence_factor.map_or("-".to_owned(), |factor| factor.to_string());
            let (evenness, cross) = (share(metrics.evenness), share(metrics.cross_organisation_share));
            write!(out, "  {factor:>14} {evenness:>8} {cross:>9}")?;
        }
        writeln!(out)
    }
}

fn figure(value: &Interval) -> String {
    if value.is_unknown() { "unknown".to_owned() } else { value.to_string() }
}

fn share(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |value| format!("{value:.4}"))
}
