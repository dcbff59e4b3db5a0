//! The capability–practice map: which interaction capability enables which practice, in how many cases, on what evidence.
//!
//! The six interaction capabilities of Karpen, Bove and Lukas (2011) are set against the eight practices of Table 1 of
//! Marcos-Cuevas et al. (2016), whose Figure 1 lets each capability inform each practice (T25, T26). [`map`] reads one
//! case or many and gives a [`Mapping`] of 48 [`Cell`]s. A cell is never a bare number. It has a [`Status`], the cases
//! behind it with their claims and searches, and three shares side by side:
//!
//! - *raw*: of the cases that looked for the link, how many have it: k/n, with the Jeffreys interval;
//! - *prior*: what was assumed before any case was read, with its source ([`Prior`]);
//! - *posterior*: the two together, Beta(m·π + k, m·(1 − π) + n − k), with its interval.
//!
//! Cases are counted, not mentions: mentions within one case are not independent of each other. A case that neither has
//! the link nor looked for it is not a zero; it counts nowhere.

mod beta;
mod prior;
mod reading;
mod report;
mod status;

pub use prior::{Prior, PriorCell};
pub use status::{Status, StatusRow};

use std::ops::Index;

use serde::{Serialize, Serializer};

use crate::Case;
use crate::case::{ClaimId, SearchId};
use crate::theory::Typology;
use crate::theory::typology::{InteractionCapability, PracticeKind};
use beta::Beta;

type Pair = (InteractionCapability, PracticeKind);

/// How much of the distribution lies inside an interval, half of the rest on each side.
const COVERAGE: f64 = 0.9;

/// Maps the six interaction capabilities onto the eight practices, over any number of cases.
///
/// It answers: which capability enables which practice, how sure is that, and where does it stand? Each item of `cases`
/// counts as one case. In a case, a cell is
///
/// - *evidenced* or *inferred* if an `enables` claim that holds joins a node coded with the capability to a node coded
///   with the practice, stated by the source or read out of it by a coder;
/// - *violated* if such a claim is violated;
/// - *co-occurring* if an actor that holds the capability performs the practice, or takes part (other than by misusing
///   or withholding) in an act that enacts it;
/// - *underpinning* if an `underpins` claim about the capability holds; it then is so for all eight practices;
/// - *searched, not found* if a search without result covers it: one for `enables`, or for no relation in particular,
///   whose subject takes in the capability and whose object takes in the practice, whatever its scope. A subject is open
///   only if the relation is given;
/// - *not searched* otherwise.
///
/// Where several apply, the strongest is the status ([`Status`] has the order). Claims that are expected or feared count
/// for nothing; nodes count by the classifications that hold, and a node with several codes counts for each.
///
/// O(nodes + claims + searches) over all cases.
///
/// Source: Marcos-Cuevas et al. 2016, §3, §5, §6 and Figure 1.
///
/// ```
/// use cocreation::Case;
/// use cocreation::graph::{node::{Capability, Practice}, relation::Enables};
/// use cocreation::mapping::{self, Prior, Status};
/// use cocreation::theory::typology::{InteractionCapability::Developmental, PracticeKind::{CoDesign, CoDiagnosis}};
///
/// let mut case = Case::builder("advice");
/// let develop = case.add("develop", Capability::developmental("Helping pilots to learn"));
/// let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
/// let link = case.relate(develop, Enables, advice).id();
/// let case = case.build()?;
///
/// let map = mapping::map([&case], &Prior::literature());
/// let cell = &map[(Developmental, CoDiagnosis)];
/// assert_eq!(cell.status(), Status::Evidenced);
/// assert_eq!((cell.cases_with, cell.cases_searched), (1, 1));
/// assert_eq!(cell.by_case[0].claims, [link]);
/// // One case of one, and a prior that weighs as much as four cases: (4 × 0.3 + 1) / (4 + 1).
/// assert_eq!(format!("{:.2}", cell.posterior.value), "0.44");
/// assert_eq!(map[(Developmental, CoDesign)].status(), Status::Theoretical);
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
pub fn map<'c>(cases: impl IntoIterator<Item = &'c Case>, prior: &Prior) -> Mapping {
    let mut ids = Vec::new();
    let mut by_cell = vec![Vec::new(); pairs().count()];
    for case in cases {
        ids.push(case.id().into());
        by_cell.iter_mut().zip(reading::read(case)).for_each(|(cell, by_case)| cell.push(by_case));
    }
    let cells = pairs().zip(by_cell).map(|(pair, by_case)| Cell::new(pair, by_case, prior[pair])).collect();
    Mapping { cases: ids, cells }
}

/// Every cell, in the register's order: capability by capability, practice by practice.
fn pairs() -> impl Iterator<Item = Pair> {
    let practices = |&capability| PracticeKind::ALL.iter().map(move |&practice| (capability, practice));
    InteractionCapability::ALL.iter().flat_map(practices)
}

fn place((capability, practice): Pair) -> usize {
    capability.index() * PracticeKind::ALL.len() + practice.index()
}

/// What a set of cases says of the 48 pairs of capability and practice.
///
/// It is indexed by a pair, and prints as a table with the links beneath.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mapping {
    cases: Vec<Box<str>>,
    cells: Vec<Cell>,
}

/// What a set of cases says of one capability and one practice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cell {
    /// The capability.
    #[serde(serialize_with = "key")]
    pub capability: InteractionCapability,
    /// The practice.
    #[serde(serialize_with = "key")]
    pub practice: PracticeKind,
    status: Status,
    /// Whether a claim of some case links the two and a claim of some case, the same or another, denies the link.
    pub contested: bool,
    /// Whether there are cases with a link, and every claim of a link in them rests on the authors' own claims alone.
    pub only_authors_claims: bool,
    /// k: in how many cases a link is evidenced or inferred. A case that also denies it is among them.
    pub cases_with: usize,
    /// n: in how many cases the link is claimed, denied, or was looked for and not found.
    pub cases_searched: usize,
    /// k/n with the 90 % Jeffreys interval, the quantiles of Beta(k + ½, n − k + ½), closed at 0 if k = 0 and at 1 if
    /// k = n: what the cases say by themselves. `None` if no case looked.
    pub raw: Option<Share>,
    /// What was assumed before any case was read.
    pub prior: PriorCell,
    /// The mean and the equal-tailed 90 % interval of Beta(m·π + k, m·(1 − π) + n − k): in what share of cases like
    /// these the link is to be expected.
    pub posterior: Share,
    /// Each case, in the order in which the cases were given.
    pub by_case: Vec<CaseCell>,
}

/// What one case says of one capability and one practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseCell {
    /// The id of the case.
    pub case: Box<str>,
    /// What the case says; never [`Status::Theoretical`], which is about cases that say nothing.
    pub status: Status,
    /// Whether claims of this case both link the two and deny the link. The status then is that of the link.
    pub contested: bool,
    /// Whether there is a link, and every claim of it rests on evidence, all of which is the authors' own claim.
    pub only_authors_claims: bool,
    /// The relation claims that the status rests on, in the case's order: of a link every claim for and against it; of a
    /// co-occurrence, for each actor that holds the capability, one way in which it takes part in the practice.
    pub claims: Vec<ClaimId>,
    /// The classifications that make the nodes of those claims the capability and the practice.
    pub codings: Vec<ClaimId>,
    /// The searches without result that cover the cell, whatever the status.
    pub searches: Vec<SearchId>,
}

/// A share from 0 to 1 with its 90 % interval.
///
/// The mean of a very lopsided distribution may lie outside the interval, which leaves out as much on either side.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// The share itself: a proportion, or the mean of a distribution.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

impl Mapping {
    /// The ids of the cases, in the order in which they were given: over what does the map speak?
    ///
    /// ```
    /// use cocreation::{Case, mapping::{self, Prior}};
    ///
    /// let (first, second) = (Case::builder("first").build()?, Case::builder("second").build()?);
    /// let map = mapping::map([&first, &second], &Prior::literature());
    /// assert!(map.case_ids().eq(["first", "second"]));
    /// # Ok::<(), cocreation::case::Problems>(())
    /// ```
    pub fn case_ids(&self) -> impl ExactSizeIterator<Item = &str> {
        self.cases.iter().map(|id| &**id)
    }

    /// Every cell, in the register's order: capability by capability, practice by practice.
    ///
    /// ```
    /// use cocreation::mapping::{self, Prior, Status};
    ///
    /// let empty = mapping::map([], &Prior::literature());
    /// assert_eq!(empty.cells().len(), 48);
    /// assert_eq!(empty.cells().filter(|cell| cell.status() == Status::Theoretical).count(), 2);
    /// ```
    pub fn cells(&self) -> impl ExactSizeIterator<Item = &Cell> {
        self.cells.iter()
    }

    /// Every link, evidenced or inferred: the cell, and a case that has it, with the claims for it and against it.
    ///
    /// It answers: what may a reader check? Each claim leads to its evidence:
    ///
    /// ```
    /// use cocreation::Case;
    /// use cocreation::evidence::Source;
    /// use cocreation::graph::{node::{Capability, Practice}, relation::Enables};
    /// use cocreation::mapping::{self, Prior};
    ///
    /// let mut case = Case::builder("advice");
    /// let paper = case.source(Source::new("paper", "A published case"));
    /// let develop = case.add("develop", Capability::developmental("Helping pilots to learn"));
    /// let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
    /// case.relate(develop, Enables, advice).evidence(paper.at("§5").reported("named together"));
    /// let case = case.build()?;
    ///
    /// let map = mapping::map([&case], &Prior::literature());
    /// let (cell, in_case) = map.links().next().expect("one link");
    /// let claim = case.claim(in_case.claims[0]).expect("a claim of this case");
    /// let evidence = claim.evidence().next().expect("one piece");
    /// assert_eq!(
    ///     format!("{} × {}: {evidence}", cell.capability, cell.practice),
    ///     "Developmental × Co-diagnosis: paper §5: named together",
    /// );
    /// # Ok::<(), cocreation::case::Problems>(())
    /// ```
    pub fn links(&self) -> impl Iterator<Item = (&Cell, &CaseCell)> {
        let in_cell = |cell| cases_with(cell).map(move |in_case| (cell, in_case));
        self.cells.iter().flat_map(in_cell)
    }
}

fn cases_with(cell: &Cell) -> impl Iterator<Item = &CaseCell> {
    cell.by_case.iter().filter(|in_case| in_case.status.is_link())
}

impl Index<Pair> for Mapping {
    type Output = Cell;

    fn index(&self, pair: Pair) -> &Cell {
        &self.cells[place(pair)]
    }
}

impl Cell {
    fn new((capability, practice): Pair, by_case: Vec<CaseCell>, prior: PriorCell) -> Self {
        let count = |test: fn(&CaseCell) -> bool| by_case.iter().filter(|in_case| test(in_case)).count();
        let cases_with = count(|in_case| in_case.status.is_link());
        let cases_searched = count(CaseCell::is_searched);
        let denied = count(|in_case| in_case.contested || in_case.status == Status::Violated) > 0;
        let on_more = count(|in_case| in_case.status.is_link() && !in_case.only_authors_claims) > 0;
        Self {
            capability,
            practice,
            status: overall(&by_case, prior),
            contested: cases_with > 0 && denied,
            only_authors_claims: cases_with > 0 && !on_more,
            cases_with,
            cases_searched,
            raw: Share::raw(cases_with, cases_searched),
            prior,
            posterior: Share::posterior(prior, cases_with, cases_searched),
            by_case,
        }
    }

    /// What all cases together say: the strongest status that any of them has, or, if none says anything,
    /// [`Status::Theoretical`] where the prior names a source and [`Status::NotSearched`] where it does not.
    ///
    /// ```
    /// use cocreation::mapping::{self, Prior, Status};
    /// use cocreation::theory::typology::{InteractionCapability::Developmental, PracticeKind::CoDesign};
    ///
    /// let pair = (Developmental, CoDesign);
    /// assert_eq!(mapping::map([], &Prior::literature())[pair].status(), Status::Theoretical);
    /// assert_eq!(mapping::map([], &Prior::uniform(0.5, 2.0)?)[pair].status(), Status::NotSearched);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn status(&self) -> Status {
        self.status
    }
}

fn overall(by_case: &[CaseCell], prior: PriorCell) -> Status {
    let silent = if prior.source.is_some() { Status::Theoretical } else { Status::NotSearched };
    by_case.iter().map(|in_case| in_case.status).min().map_or(silent, |strongest| strongest.min(silent))
}

impl CaseCell {
    /// Whether the case counts in n: it claims the link, denies it, or looked for it and did not find it.
    ///
    /// ```
    /// use cocreation::Case;
    /// use cocreation::case::{Pattern, Search};
    /// use cocreation::mapping::{self, Prior};
    /// use cocreation::theory::typology::InteractionCapability::{Ethical, Relational};
    /// use cocreation::theory::typology::PracticeKind::CoDesign;
    ///
    /// let mut case = Case::builder("a-case");
    /// case.search(Search::not_found("anything ethical").subject(Pattern::default().coded(Ethical)));
    /// let map = mapping::map([&case.build()?], &Prior::literature());
    /// assert!(map[(Ethical, CoDesign)].by_case[0].is_searched());
    /// assert!(!map[(Relational, CoDesign)].by_case[0].is_searched(), "unknown is not zero");
    /// # Ok::<(), cocreation::case::Problems>(())
    /// ```
    pub fn is_searched(&self) -> bool {
        self.status.is_link() || self.status == Status::Violated || !self.searches.is_empty()
    }
}

impl Share {
    fn raw(with: usize, searched: usize) -> Option<Self> {
        if searched == 0 {
            return None;
        }
        let (k, n) = (with as f64, searched as f64);
        let jeffreys = Self::of(Beta::new(k + 0.5, n - k + 0.5));
        let low = if with == 0 { 0.0 } else { jeffreys.low };
        let high = if with == searched { 1.0 } else { jeffreys.high };
        Some(Self { value: k / n, low, high })
    }

    fn posterior(prior: PriorCell, with: usize, searched: usize) -> Self {
        let (k, n) = (with as f64, searched as f64);
        Self::of(Beta::new(prior.strength * prior.mean + k, prior.strength * (1.0 - prior.mean) + n - k))
    }

    fn of(beta: Beta) -> Self {
        let tail = (1.0 - COVERAGE) / 2.0;
        Self { value: beta.mean(), low: beta.quantile(tail), high: beta.quantile(1.0 - tail) }
    }
}

fn key<T: Typology, S: Serializer>(entry: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(entry.entry().key)
}
