//! Percent, α, AC1, marginals and disagreements side by side.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use serde::Serialize;

use super::alpha::{Alpha, Metric, alpha, alpha_per_code};
use super::chance::{Kappa, Weights, cohen, gwet, percent};
use super::figure::Figure;
use super::ratings::Ratings;
use super::sample::MISSING;

/// From this share of agreement on, one expects a high coefficient.
const HIGH_AGREEMENT: f64 = 0.8;

/// Below this, Krippendorff advises against even tentative conclusions.
const LOW_ALPHA: f64 = 0.667;

/// From this share on, one category prevails.
const PREVALENT: f64 = 0.8;

/// How many rows of a list are printed.
const SHOWN: usize = 12;

/// Compares what the coders gave.
///
/// It answers: how far do they agree, beyond chance in two senses, on which codes and units do they not, and who differs from
/// whom? α is by the metric given, and nominal for each category by itself; percent and AC1 are plain, so that a
/// near miss counts as a miss. Where nearly all agree and α is low all the same because one category prevails, the
/// [paradox](Prevalence) is explained.
///
/// O(cells · (coders + categories)), and what [`alpha`](super::alpha()) takes.
///
/// ```
/// use cocreation::agreement::{self, Metric, Ratings};
///
/// let mut table = Ratings::builder(["ann", "bob", "eve"]);
/// table.row("s1", ["trust", "trust", "trust"]);
/// table.row("s2", ["doubt", "trust", "doubt"]);
/// table.row("s3", ["doubt", "doubt", ""]); // eve did not see s3
/// let found = agreement::assess(&table.build()?, Metric::Nominal);
///
/// assert_eq!(found.disagreements[0].to_string(), "s2: ann doubt, bob trust, eve doubt");
/// let confusion = &found.confusions[0]; // ann and eve said doubt where bob said trust
/// assert_eq!((&*confusion.one, &*confusion.other, confusion.count), ("doubt", "trust", 2));
/// # Ok::<(), cocreation::agreement::Faults>(())
/// ```
pub fn assess<V: Ord + Clone + Display>(ratings: &Ratings<V>, metric: Metric<'_, V>) -> Agreement {
    let names: Vec<Box<str>> = ratings.categories.iter().map(|category| category.to_string().into()).collect();
    let (alpha, ac1) = (alpha(ratings, metric), gwet(ratings, Weights::Identity));
    let marginals = marginals(ratings, &names);
    Agreement {
        units: ratings.units.len(),
        coders: ratings.coders.clone(),
        cut: ratings.cut.clone(),
        metric: metric.to_string().into(),
        percent: percent(ratings),
        prevalence: Prevalence::bites(&ac1, &alpha, &marginals),
        alpha,
        ac1,
        marginals,
        per_category: per_category(ratings, &names),
        pairs: pairs(ratings, &names),
        confusions: confusions(ratings, &names),
        disagreements: disagreements(ratings, &names),
    }
}

/// How far coders agree, and where not; made by [`assess`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Agreement {
    /// How many units the table has.
    pub units: usize,
    /// The coders.
    pub coders: Vec<Box<str>>,
    /// How the units were made, if they were cut from a continuum.
    pub cut: Option<Box<str>>,
    /// The metric of α.
    pub metric: Box<str>,
    /// The share of units on which two coders agree, as the mean over pairs of coders.
    pub percent: Figure,
    /// Krippendorff's α.
    pub alpha: Alpha,
    /// Gwet's AC1; its observed agreement is the share of pairs that agree, as the mean over units.
    pub ac1: Kappa,
    /// How often each category was given, in the order of the categories.
    pub marginals: Vec<Marginal>,
    /// Nominal α of each category against all others.
    pub per_category: Vec<(Box<str>, Figure)>,
    /// Each pair of coders.
    pub pairs: Vec<PairAgreement>,
    /// Which two categories stand against each other in how many pairs of values, the most frequent first.
    pub confusions: Vec<Confusion>,
    /// The units on which not all agree, in the order of the table.
    pub disagreements: Vec<Disagreement>,
    /// Why α is low where nearly all agree, if that is so.
    pub prevalence: Option<Prevalence>,
}

/// How often a category was given.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Marginal {
    /// The category.
    pub category: Box<str>,
    /// By all coders.
    pub count: u64,
    /// Its share in all values; `None` if there are none.
    pub share: Option<f64>,
    /// By each coder, in their order.
    pub by_coder: Vec<u64>,
}

/// Two coders on the units that both saw.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairAgreement {
    /// One of them.
    pub one: Box<str>,
    /// The other.
    pub other: Box<str>,
    /// How many units both saw.
    pub units: usize,
    /// On which share of them they agree.
    pub percent: Figure,
    /// Cohen's κ.
    pub cohen: Figure,
    /// What the one said, what the other said, and on how many units; the most frequent first.
    pub against: Vec<(Box<str>, Box<str>, u64)>,
}

/// Two categories that stand against each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// The first in the order of the categories.
    pub one: Box<str>,
    /// The other.
    pub other: Box<str>,
    /// In how many pairs of values.
    pub count: u64,
    /// In which units, in the order of the table.
    pub units: Vec<Box<str>>,
}

/// A unit on which not all agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// The unit.
    pub unit: Box<str>,
    /// Who gave what.
    pub values: Vec<(Box<str>, Box<str>)>,
}

/// The prevalence paradox: coders agree on nearly everything, and α is low because one category prevails.
///
/// It is said to bite where 80 % of the pairs agree, α is below 0.667, and a category has 80 % of the values; the first and
/// the last are this crate's thresholds. Feinstein & Cicchetti 1990, doi:10.1016/0895-4356(90)90158-L.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prevalence {
    /// The category that prevails.
    pub category: Box<str>,
    /// Its share in the values.
    pub share: f64,
    /// The share of pairs that agree.
    pub observed: f64,
    /// The share that would agree if values were drawn from the marginals.
    pub by_chance: f64,
    /// How many values are of any other category.
    pub rare: u64,
}

impl Prevalence {
    fn bites(ac1: &Kappa, alpha: &Alpha, marginals: &[Marginal]) -> Option<Self> {
        let (observed, low) = (ac1.observed?, alpha.figure.value()?);
        let top = marginals.iter().rev().max_by_key(|marginal| marginal.count)?;
        let share = top.share?;
        let shares = marginals.iter().filter_map(|marginal| marginal.share);
        let bites = observed >= HIGH_AGREEMENT && low < LOW_ALPHA && share >= PREVALENT;
        bites.then(|| Self {
            category: top.category.clone(),
            share,
            observed,
            by_chance: shares.map(|share| share * share).sum(),
            rare: marginals.iter().map(|marginal| marginal.count).sum::<u64>() - top.count,
        })
    }
}

fn marginals<V>(ratings: &Ratings<V>, names: &[Box<str>]) -> Vec<Marginal> {
    let mut counts = vec![vec![0; ratings.coders.len()]; names.len()];
    for (at, &cell) in ratings.cells.iter().enumerate().filter(|(_, cell)| **cell != MISSING) {
        counts[cell as usize][at % ratings.coders.len()] += 1;
    }
    let all: u64 = counts.iter().flatten().sum();
    let marginal = |category: &str, by_coder: Vec<u64>| {
        let count = by_coder.iter().sum::<u64>();
        let share = (all > 0).then(|| count as f64 / all as f64);
        Marginal { category: category.into(), count, share, by_coder }
    };
    names.iter().zip(counts).map(|(category, by_coder)| marginal(category, by_coder)).collect()
}

fn per_category<V: Ord>(ratings: &Ratings<V>, names: &[Box<str>]) -> Vec<(Box<str>, Figure)> {
    let found = alpha_per_code(ratings, &ratings.categories, |value, category| value == *category);
    names.iter().cloned().zip(found.into_iter().map(|(_, alpha)| alpha.figure)).collect()
}

fn pairs<V: Ord + Clone>(ratings: &Ratings<V>, names: &[Box<str>]) -> Vec<PairAgreement> {
    let coders = ratings.coders.len();
    let numbers = (0..coders).flat_map(|one| (one + 1..coders).map(move |other| (one, other)));
    numbers.filter_map(|(one, other)| ratings.pair(one, other)).map(|pair| pair_agreement(&pair, names)).collect()
}

fn pair_agreement<V>(pair: &Ratings<V>, names: &[Box<str>]) -> PairAgreement {
    let mut counts = BTreeMap::<(u32, u32), u64>::new();
    for row in pair.cells.chunks_exact(2).filter(|row| row[0] != row[1]) {
        *counts.entry((row[0], row[1])).or_default() += 1;
    }
    let name = |category: u32| names[category as usize].clone();
    let mut against: Vec<_> = counts.into_iter().map(|((a, b), count)| (name(a), name(b), count)).collect();
    against.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
    PairAgreement {
        one: pair.coders[0].clone(),
        other: pair.coders[1].clone(),
        units: pair.units.len(),
        percent: percent(pair),
        cohen: cohen(pair, Weights::Identity).figure,
        against,
    }
}

fn confusions<V>(ratings: &Ratings<V>, names: &[Box<str>]) -> Vec<Confusion> {
    let mut found = BTreeMap::<(u32, u32), (u64, Vec<Box<str>>)>::new();
    let mut units = ratings.units.iter();
    ratings.sample().each_profile(|profile, _| {
        let unit = units.next();
        for (at, &(one, count)) in profile.iter().enumerate() {
            for &(other, others) in &profile[at + 1..] {
                let (pairs, units) = found.entry((one, other)).or_default();
                *pairs += u64::from(count) * u64::from(others);
                units.extend(unit.cloned());
            }
        }
    });
    let name = |category: u32| names[category as usize].clone();
    let confusion = |((one, other), (count, units))| Confusion { one: name(one), other: name(other), count, units };
    let mut confusions: Vec<Confusion> = found.into_iter().map(confusion).collect();
    confusions.sort_by_key(|confusion| std::cmp::Reverse(confusion.count));
    confusions
}

fn disagreements<V>(ratings: &Ratings<V>, names: &[Box<str>]) -> Vec<Disagreement> {
    let rows = ratings.units.iter().zip(ratings.cells.chunks_exact(ratings.coders.len()));
    let given = |unit: &str, row: &[u32]| {
        let values = ratings.coders.iter().zip(row).filter(|(_, cell)| **cell != MISSING);
        let values = values.map(|(coder, cell)| (coder.clone(), names[*cell as usize].clone()));
        Disagreement { unit: unit.into(), values: values.collect() }
    };
    let unlike = |row: &[u32]| {
        let mut given = row.iter().filter(|cell| **cell != MISSING);
        let first = given.next();
        given.any(|cell| Some(cell) != first)
    };
    rows.filter(|(_, row)| unlike(row)).map(|(unit, row)| given(unit, row)).collect()
}

impl Display for Agreement {
    /// The coefficients, the paradox if it bites, marginals, pairs of coders and disagreements; lists are cut after 12 rows.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Alpha { figure, units, values, .. } = self.alpha;
        writeln!(f, "Agreement of {} coders on {} units", self.coders.len(), self.units)?;
        self.cut.iter().try_for_each(|cut| writeln!(f, "  {cut}"))?;
        writeln!(f, "  comparable   {units} units with {values} values")?;
        writeln!(f, "  percent      {}", self.percent)?;
        writeln!(f, "  alpha        {figure} ({})", self.metric)?;
        writeln!(f, "  AC1          {}", self.ac1.figure)?;
        self.prevalence.iter().try_for_each(|prevalence| writeln!(f, "\n{prevalence}"))?;
        let (values, alphas) = (self.marginals.iter(), self.per_category.iter());
        let by_category = values.zip(alphas).map(|(marginal, (_, alpha))| format!("{marginal}; alpha {alpha}"));
        list(f, &format!("Values ({})", self.coders.join(", ")), by_category)?;
        list(f, "Pairs of coders", self.pairs.iter().map(ToString::to_string))?;
        list(f, "Codes against each other", self.confusions.iter().map(ToString::to_string))?;
        list(f, "Units on which not all agree", self.disagreements.iter().map(ToString::to_string))
    }
}

fn list(f: &mut fmt::Formatter<'_>, title: &str, rows: impl ExactSizeIterator<Item = String>) -> fmt::Result {
    let more = rows.len().saturating_sub(SHOWN);
    if rows.len() > 0 {
        writeln!(f, "\n{title}")?;
    }
    rows.take(SHOWN).try_for_each(|row| writeln!(f, "  {row}"))?;
    if more > 0 { writeln!(f, "  … and {more} more") } else { Ok(()) }
}

impl Display for Marginal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by_coder: Vec<String> = self.by_coder.iter().map(ToString::to_string).collect();
        let share = self.share.map_or_else(|| "no values".to_owned(), |share| format!("{:.1} %", 100.0 * share));
        write!(f, "{}: {} ({}), {share}", self.category, self.count, by_coder.join(", "))
    }
}

impl Display for PairAgreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { one, other, units, percent, cohen, against } = self;
        write!(f, "{one} and {other}: {units} units, percent {percent}, kappa {cohen}")?;
        if let Some((a, b, count)) = against.first() {
            write!(f, "; most often {one} {a} where {other} {b} ({count})")?;
        }
        Ok(())
    }
}

impl Display for Confusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units: Vec<&str> = self.units.iter().take(SHOWN).map(|unit| &**unit).collect();
        let more = if self.units.len() > SHOWN { ", …" } else { "" };
        write!(f, "{} / {}: {} pairs, in {}{more}", self.one, self.other, self.count, units.join(", "))
    }
}

impl Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values: Vec<String> = self.values.iter().map(|(coder, value)| format!("{coder} {value}")).collect();
        write!(f, "{}: {}", self.unit, values.join(", "))
    }
}

impl Display for Prevalence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [share, observed, by_chance] = [self.share, self.observed, self.by_chance].map(|share| 100.0 * share);
        write!(
            f,
            "Prevalence: {share:.1} % of the values are {}. Pairs agree in {observed:.1} %, and values drawn from these\n\
             marginals would agree in {by_chance:.1} %. What α measures rests on the {} other values: whether the coders\n\
             find the rare categories together. AC1 takes chance as small here. Report both, with the marginals.",
            self.category, self.rare
        )
    }
}
