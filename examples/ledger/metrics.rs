//! Three figures by which open projects describe who carries them, per sphere and period.

use std::collections::BTreeMap;

use serde::Serialize;

use super::log::{Log, Organisation, Row};
use super::period::{By, Period};

/// The figures of one sphere in one period; each is `None` where nothing in the log bears on it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Metrics {
    /// The smallest number of people who wrote at least half of what was written, whoever they act for.
    pub(crate) contributor_absence_factor: Option<usize>,
    /// The entropy of the named organisations' shares of what was written, over the entropy of equal shares: 0 to 1.
    /// `None` for fewer than two organisations.
    pub(crate) evenness: Option<f64>,
    /// Of the rows between named organisations, committing and undoing among them, the share that joins two.
    pub(crate) cross_organisation_share: Option<f64>,
}

/// The figures of each sphere in each period in which the log has a row of it.
pub(crate) fn by_period(log: &Log, by: By) -> BTreeMap<(&str, Period), Metrics> {
    let mut parts: BTreeMap<(&str, Period), Vec<&Row>> = BTreeMap::new();
    for row in &log.rows {
        parts.entry((&row.sphere, by.period(row.date))).or_default().push(row);
    }
    parts.into_iter().map(|(part, rows)| (part, Metrics::of(&rows))).collect()
}

impl Metrics {
    fn of(rows: &[&Row]) -> Self {
        Self {
            contributor_absence_factor: half(written(rows, |row| Some(&*row.person).filter(|_| is_human(row)))),
            evenness: evenness(&written(rows, |row| row.organisation.name())),
            cross_organisation_share: cross_organisation_share(rows),
        }
    }
}

fn is_human(row: &Row) -> bool {
    row.organisation != Organisation::Bot
}

/// How much each of those who wrote anything wrote.
fn written<'r>(rows: &[&'r Row], who: impl Fn(&'r Row) -> Option<&'r str>) -> Vec<f64> {
    let mut amounts: BTreeMap<&str, f64> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.authored) {
        if let Some(who) = who(row) {
            *amounts.entry(who).or_default() += row.weight;
        }
    }
    amounts.into_values().filter(|&amount| amount > 0.0).collect()
}

/// How many of the greatest amounts make up half of all.
fn half(mut amounts: Vec<f64>) -> Option<usize> {
    amounts.sort_unstable_by(|a, b| b.total_cmp(a));
    // Weights such as 0.1 have no exact sum; without a margin, exactly half might count as less.
    let enough = amounts.iter().sum::<f64>() * (0.5 - 1e-12);
    let mut sum = 0.0;
    let reaches = |amount: &f64| {
        sum += amount;
        sum >= enough
    };
    amounts.iter().position(reaches).map(|place| place + 1)
}

/// Pielou's evenness: H / ln n.
fn evenness(amounts: &[f64]) -> Option<f64> {
    let total: f64 = amounts.iter().sum();
    let entropy: f64 = amounts.iter().map(|amount| amount / total).map(|share| -share * libm::log(share)).sum();
    (amounts.len() > 1).then(|| entropy / libm::log(amounts.len() as f64))
}

fn cross_organisation_share(rows: &[&Row]) -> Option<f64> {
    let sides = rows.iter().filter_map(|row| Some((row.organisation.name()?, row.counterpart.as_ref()?.name()?)));
    let (all, across) = sides.fold((0u32, 0u32), |(all, across), (a, b)| (all + 1, across + u32::from(a != b)));
    (all > 0).then(|| f64::from(across) / f64::from(all))
}
