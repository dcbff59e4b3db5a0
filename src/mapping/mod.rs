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
//!
//! A map over codes of one's own is spanned by [`Prior::of_codes`] and read by the same functions.
//!
//! # What to ask a map
//!
//! - [`sweep`](sweep()): does the reading of a cell depend on how heavy the prior is?
//! - [`associate`]: does a capability go with a practice beyond what both do anyway, tested from seven cases on?
//! - [`cover`]: which practices does nothing support, and which capabilities support nothing?
//! - [`portfolios`]: which smallest, and which cheapest, sets of capabilities support these practices?
//! - [`rotate`] and [`profiles`]: the two wheels of Figure 1 turned against each other, and either side by itself.
//! - [`span`](span()): is a capability tied to single practices, or to all of them alike?
//! - [`project`]: which capabilities share practices, and which practices capabilities, more than their degrees let expect?
//! - [`hold_out`]: does the map foretell a case that it has not seen better than simpler guesses do?
//! - [`pool`]: what does each case say by itself, and drawn towards the others?

mod association;
mod bits;
mod coverage;
mod false_discovery;
mod forecast;
mod pooling;
mod portfolio;
mod prior;
mod profiles;
mod projection;
mod reading;
mod report;
mod rewiring;
mod span;
mod status;
mod sweep;
mod term;
mod text;
mod wheel;

pub use association::{Association, Lift, NoTest, Test, associate};
pub use coverage::{Coverage, Gap, cover};
pub use forecast::{Baseline, Forecast, Forecaster, Scores, hold_out};
pub use pooling::{CaseShare, Margin, PooledCase, PooledCell, Pooling, TermMargin, pool};
pub use portfolio::{Portfolio, Portfolios, portfolios};
pub use prior::{Prior, PriorCell};
pub use profiles::{Profiles, Side, Spoke, profiles};
pub use projection::{NullModel, Projections, SharedBy, project};
pub use span::{Edge, Span, Spans, Verdict, span};
pub use status::{Status, StatusRow};
pub use sweep::{Leaning, Posterior, Reading, Robustness, Sweep, sweep};
pub use term::{CodeName, Term};
pub use wheel::{Alignment, Rotation, Rotations, rotate};

use std::ops::Index;

use serde::Serialize;

use crate::Case;
use crate::beta::Beta;
use crate::case::{ClaimId, SearchId};
use crate::theory::Typology;
use crate::theory::typology::{InteractionCapability, PracticeKind};
use term::{Frame, key};

type Pair = (InteractionCapability, PracticeKind);

/// How much of the distribution lies inside an interval, half of the rest on each side.
const COVERAGE: f64 = 0.9;

/// Maps the six interaction capabilities onto the eight practices, or own codes onto own codes, over any number of cases.
///
/// What spans the map is what the prior speaks of. It answers: which capability enables which practice, how sure is that, and where does it stand? Each item of `cases`
/// counts as one case. In a case, a cell is
///
/// - *evidenced* or *inferred* if an `enables` claim that holds joins a node coded with the capability to a node coded
///   with the practice, stated by the source or read out of it by a coder;
/// - *violated* if such a claim is violated;
/// - *co-occurring* if an actor that holds the capability performs the practice, or takes part (other than by misusing
///   or withholding) in an act that enacts it;
/// - *underpinning* if an `underpins` claim about the capability holds; it then is so for all practices;
/// - *searched, not found* if a search without result covers it: one for `enables`, or for no relation in particular,
///   whose subject takes in the capability and whose object takes in the practice, whatever its scope. A subject is open
///   only if the relation is given;
/// - *not searched* otherwise.
///
/// Where several apply, the strongest is the status ([`Status`] has the order). Claims that are expected or feared count
/// for nothing; nodes count by the classifications that hold, and a node with several codes counts for each. That a
/// practice `develops` a capability is kept beside the status and is none.
///
/// A case that does not declare a code of one's own says nothing of it, unless it records that it looked for any
/// capability, or any practice, at all. A code that no case declares is in [`undeclared`](Mapping::undeclared).
///
/// O(nodes + claims + cells × searches) over all cases.
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
pub fn map<'c, C: Term, P: Term>(cases: impl IntoIterator<Item = &'c Case>, prior: &Prior<C, P>) -> Mapping<C, P> {
    let frame = prior.frame.clone();
    let mut map =
        Mapping { cases: Vec::new(), undeclared: Vec::new(), underpinnings: Vec::new(), cells: Vec::new(), frame };
    let mut by_cell = vec![Vec::new(); map.frame.len()];
    let mut declared = [vec![false; map.frame.capabilities.len()], vec![false; map.frame.practices.len()]];
    for case in cases {
        map.cases.push(case.id().into());
        note_declared(case, &map.frame.capabilities, &mut declared[0]);
        note_declared(case, &map.frame.practices, &mut declared[1]);
        let read = reading::read(case, &map.frame);
        by_cell.iter_mut().zip(read.cells).for_each(|(cell, by_case)| cell.push(by_case));
        map.underpin(case, read.underpinnings);
    }
    let cells = map.frame.pairs().zip(by_cell).zip(&prior.cells);
    map.cells = cells.map(|((pair, by_case), prior)| Cell::new(pair, by_case, *prior)).collect();
    map.undeclared = undeclared(&map.frame, &declared);
    map
}

fn note_declared<T: Term>(case: &Case, terms: &[T], declared: &mut [bool]) {
    declared.iter_mut().zip(terms).for_each(|(declared, term)| *declared |= term.code_in(case).is_some());
}

/// The terms that need a codebook and that no case has.
fn undeclared<C: Term, P: Term>(frame: &Frame<C, P>, declared: &[Vec<bool>; 2]) -> Vec<Box<str>> {
    let rows = frame.capabilities.iter().map(|term| (term.key(), term.codebook()));
    let columns = frame.practices.iter().map(|term| (term.key(), term.codebook()));
    let terms = rows.chain(columns).zip(declared.iter().flatten());
    terms.filter(|((_, book), declared)| book.is_some() && !**declared).map(|((key, _), _)| key.into()).collect()
}

fn place((capability, practice): Pair) -> usize {
    capability.index() * PracticeKind::ALL.len() + practice.index()
}

/// What a set of cases says of each pair of capability and practice: of the 48, or of those of one's own codes.
///
/// The map of the 48 is indexed by a pair; any map is asked by keys ([`find`](Self::find)). It prints as a table with the
/// links beneath.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Mapping<C: Term = InteractionCapability, P: Term = PracticeKind> {
    cases: Vec<Box<str>>,
    undeclared: Vec<Box<str>>,
    underpinnings: Vec<Underpinning<C>>,
    cells: Vec<Cell<C, P>>,
    #[serde(skip)]
    frame: Frame<C, P>,
}

/// That a case says of a capability that it carries others or a sphere, whatever else it says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "")]
pub struct Underpinning<C: Term = InteractionCapability> {
    /// The capability.
    #[serde(serialize_with = "key")]
    pub capability: C,
    /// The id of the case.
    pub case: Box<str>,
    /// The claims that say so, in the case's order.
    pub claims: Vec<ClaimId>,
}

/// What a set of cases says of one capability and one practice.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Cell<C: Term = InteractionCapability, P: Term = PracticeKind> {
    /// The capability.
    #[serde(serialize_with = "key")]
    pub capability: C,
    /// The practice.
    #[serde(serialize_with = "key")]
    pub practice: P,
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
    /// The claims by which the practice develops the capability: the way back, which is no link and has no status.
    pub develops: Vec<ClaimId>,
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

impl<C: Term, P: Term> Mapping<C, P> {
    fn underpin(&mut self, case: &Case, by_capability: Vec<Vec<ClaimId>>) {
        let found = self.frame.capabilities.iter().zip(by_capability).filter(|(_, claims)| !claims.is_empty());
        let found = found.map(|(capability, claims)| Underpinning {
            capability: capability.clone(),
            case: case.id().into(),
            claims,
        });
        self.underpinnings.extend(found);
    }

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
    /// assert_eq!(empty.cells().filter(|cell| cell.status() == Status::Theoretical).count(), 5);
    /// ```
    pub fn cells(&self) -> impl ExactSizeIterator<Item = &Cell<C, P>> {
        self.cells.iter()
    }

    /// The capabilities that span the map, in its order.
    pub fn capabilities(&self) -> &[C] {
        &self.frame.capabilities
    }

    /// The practices that span the map, in its order.
    pub fn practices(&self) -> &[P] {
        &self.frame.practices
    }

    /// The cell of two keys, as JSON writes them; `None` if the map has none. O(terms).
    ///
    /// ```
    /// use cocreation::mapping::{self, Prior};
    ///
    /// let map = mapping::map([], &Prior::literature());
    /// assert!(map.find("developmental", "co-design").is_some_and(|cell| cell.prior.source.is_some()));
    /// assert!(map.find("co-design", "developmental").is_none());
    /// ```
    pub fn find(&self, capability: &str, practice: &str) -> Option<&Cell<C, P>> {
        self.frame.place(capability, practice).map(|place| &self.cells[place])
    }

    /// The keys of own codes that no case declares: misspelt, or of other cases. Their cells say "not searched".
    pub fn undeclared(&self) -> impl ExactSizeIterator<Item = &str> {
        self.undeclared.iter().map(|key| &**key)
    }

    /// What cases say of capabilities that underpin, also where a link is the status of every cell: case by case, in the
    /// order of the capabilities.
    pub fn underpinnings(&self) -> &[Underpinning<C>] {
        &self.underpinnings
    }

    /// The cells of each capability.
    fn rows(&self) -> impl ExactSizeIterator<Item = (&C, &[Cell<C, P>])> {
        self.frame.capabilities.iter().zip(self.cells.chunks(self.frame.practices.len()))
    }

    /// The cells of one practice, by its place.
    fn column(&self, practice: usize) -> impl Iterator<Item = &Cell<C, P>> + Clone {
        self.cells.iter().skip(practice).step_by(self.frame.practices.len())
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
    pub fn links(&self) -> impl Iterator<Item = (&Cell<C, P>, &CaseCell)> {
        let in_cell = |cell| cases_with(cell).map(move |in_case| (cell, in_case));
        self.cells.iter().flat_map(in_cell)
    }
}

fn cases_with<C: Term, P: Term>(cell: &Cell<C, P>) -> impl Iterator<Item = &CaseCell> {
    cell.by_case.iter().filter(|in_case| in_case.status.is_link())
}

impl Index<Pair> for Mapping {
    type Output = Cell;

    fn index(&self, pair: Pair) -> &Cell {
        &self.cells[place(pair)]
    }
}

impl<C: Term, P: Term> Cell<C, P> {
    fn new((capability, practice): (&C, &P), by_case: Vec<CaseCell>, prior: PriorCell) -> Self {
        let count = |test: fn(&CaseCell) -> bool| by_case.iter().filter(|in_case| test(in_case)).count();
        let cases_with = count(|in_case| in_case.status.is_link());
        let cases_searched = count(CaseCell::is_searched);
        let denied = count(|in_case| in_case.contested || in_case.status == Status::Violated) > 0;
        let on_more = count(|in_case| in_case.status.is_link() && !in_case.only_authors_claims) > 0;
        Self {
            capability: capability.clone(),
            practice: practice.clone(),
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

    /// Whether the case has the link, as far as it counts in n; `None` where it says nothing.
    ///
    /// ```
    /// use cocreation::Case;
    /// use cocreation::case::{Pattern, Search};
    /// use cocreation::mapping::{self, Prior};
    /// use cocreation::theory::typology::{InteractionCapability::{Ethical, Relational}, PracticeKind::CoDesign};
    ///
    /// let mut case = Case::builder("a-case");
    /// case.search(Search::not_found("anything ethical").subject(Pattern::default().coded(Ethical)));
    /// let map = mapping::map([&case.build()?], &Prior::literature());
    /// let said = [Ethical, Relational].map(|capability| map[(capability, CoDesign)].by_case[0].outcome());
    /// assert_eq!(said, [Some(false), None]);
    /// # Ok::<(), cocreation::case::Problems>(())
    /// ```
    pub fn outcome(&self) -> Option<bool> {
        self.is_searched().then(|| self.status.is_link())
    }
}

impl Share {
    /// The mean and the interval of Beta(m·μ + k, m·(1 − μ) + n − k).
    fn drawn(mean: f64, strength: f64, with: usize, searched: usize) -> Self {
        let (k, n) = (with as f64, searched as f64);
        Self::of(Beta::new(strength * mean + k, strength * (1.0 - mean) + n - k))
    }

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
        Self::drawn(prior.mean, prior.strength, with, searched)
    }

    fn of(beta: Beta) -> Self {
        let tail = (1.0 - COVERAGE) / 2.0;
        Self { value: beta.mean(), low: beta.quantile(tail), high: beta.quantile(1.0 - tail) }
    }
}
