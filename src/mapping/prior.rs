//! What is assumed of each cell before any case is read.

use std::ops::Index;

use serde::{Serialize, Serializer};

use super::term::Frame;
use super::{CodeName, Pair, Term, place};
use crate::error::{Error, ErrorKind};
use crate::theory::Citation;
use crate::theory::typology::{InteractionCapability, PracticeKind};

/// The prior mean of a cell of which no source speaks. A choice of this crate, not a published value.
const NEUTRAL_MEAN: f64 = 0.3;

/// The prior mean where a source speaks of a cell. A choice of this crate, not a published value.
const SOURCED_MEAN: f64 = 0.5;

/// How many cases the prior weighs as much as. A choice of this crate, not a published value.
const STRENGTH: f64 = 4.0;

/// MC16 §3: co-ideation and co-design (Russo-Spena and Mele, 2012) arguably resemble the developmental capability (Karpen
/// et al., 2011).
const OVERLAPS: [Pair; 2] = [
    (InteractionCapability::Developmental, PracticeKind::CoIdeation),
    (InteractionCapability::Developmental, PracticeKind::CoDesign),
];
const OVERLAP_SOURCE: Citation = Citation { work: "MC16", locator: "§3" };

/// MC16 §6: over its four cases, and of none of them in particular, the concerted capability gave occasion for these three.
const ACROSS_CASES: [Pair; 3] = [
    (InteractionCapability::Concerted, PracticeKind::CoDiagnosis),
    (InteractionCapability::Concerted, PracticeKind::CoIdeation),
    (InteractionCapability::Concerted, PracticeKind::CoValuation),
];
const ACROSS_SOURCE: Citation = Citation { work: "MC16", locator: "§6" };

/// A strength beyond any number of cases; the quantiles are computed in good precision up to it.
const GREATEST_STRENGTH: f64 = 1e6;

/// A pseudo-count below this would rule the link, or its absence, out before any case is read.
const LEAST_PSEUDO_COUNT: f64 = 1e-6;

/// What is assumed of each cell before any case is read: of each of the 48, or of each pair of codes of one's own.
///
/// It says which capabilities and which practices span the map.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Prior<C: Term = InteractionCapability, P: Term = PracticeKind> {
    #[serde(flatten)]
    pub(super) frame: Frame<C, P>,
    pub(super) cells: Vec<PriorCell>,
}

/// What is assumed of one cell.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PriorCell {
    /// π: the expected share of cases with a link, above 0 and below 1.
    pub mean: f64,
    /// m: how many cases the assumption weighs as much as, above 0.
    pub strength: f64,
    /// The source that speaks of this cell; `None` where none does and the mean is the neutral value.
    #[serde(serialize_with = "citation")]
    pub source: Option<Citation>,
}

impl Prior {
    /// What the literature leads one to expect: almost nothing, and it says so cell by cell.
    ///
    /// Five cells have a source, and the mean 0.5. MC16 §3 finds that co-ideation and co-design, as Russo-Spena and Mele
    /// (2012) have them, resemble the developmental capability of Karpen et al. (2011): an overlap of *concepts*, not an
    /// observed link. MC16 §6 says of its four cases together, and of none in particular, that the concerted capability went
    /// with co-diagnosis, co-ideation and co-valuation. Every other cell has the neutral mean 0.3 and no source. All weigh
    /// as much as 4 cases. Who maps those four cases meets their summary again in the prior of three cells; a
    /// [`uniform`](Self::uniform) prior keeps them apart.
    ///
    /// The figures 0.3, 0.5 and 4 are this crate's stated choice; no source publishes them. Whether a reading depends on
    /// them shows in a [`sweep`](super::sweep()) over strengths, and when it is repeated with [`uniform`](Self::uniform)
    /// priors of other means.
    ///
    /// ```
    /// use cocreation::mapping::Prior;
    /// use cocreation::theory::typology::{InteractionCapability, PracticeKind};
    ///
    /// let prior = Prior::literature();
    /// let overlap = prior[(InteractionCapability::Developmental, PracticeKind::CoDesign)];
    /// assert_eq!((overlap.mean, overlap.strength), (0.5, 4.0));
    /// assert_eq!(overlap.source.map(|source| (source.work, source.locator)), Some(("MC16", "§3")));
    /// let neutral = prior[(InteractionCapability::Ethical, PracticeKind::Embedding)];
    /// assert_eq!((neutral.mean, neutral.source), (0.3, None));
    /// ```
    pub fn literature() -> Self {
        let cell = |(&capability, &practice): (&InteractionCapability, &PracticeKind)| {
            let is_in = |pairs: &[Pair]| pairs.contains(&(capability, practice));
            let sourced = [(is_in(&OVERLAPS), OVERLAP_SOURCE), (is_in(&ACROSS_CASES), ACROSS_SOURCE)];
            let source = sourced.into_iter().find(|(speaks, _)| *speaks).map(|(_, source)| source);
            let mean = if source.is_some() { SOURCED_MEAN } else { NEUTRAL_MEAN };
            PriorCell { mean, strength: STRENGTH, source }
        };
        let frame = Frame::closed();
        Self { cells: frame.pairs().map(cell).collect(), frame }
    }

    /// The same assumption for every cell, without a source: a mean π and a strength m, in cases.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::OutOfRange`] if the mean is not a number from 0 to 1, or the strength not one from 0 to 10⁶.
    /// [`ErrorKind::Setting`] if m·π or m·(1 − π) is below 10⁻⁶: such a prior has made up its mind.
    ///
    /// ```
    /// use cocreation::{ErrorKind, mapping::Prior};
    ///
    /// assert!(Prior::uniform(0.3, 8.0).is_ok());
    /// assert_eq!(Prior::uniform(1.3, 8.0).unwrap_err().kind(), ErrorKind::OutOfRange);
    /// assert_eq!(Prior::uniform(1.0, 8.0).unwrap_err().kind(), ErrorKind::Setting);
    /// ```
    pub fn uniform(mean: f64, strength: f64) -> Result<Self, Error> {
        Self::over(Frame::closed(), mean, strength)
    }
}

impl Prior<CodeName, CodeName> {
    /// The same assumption for every pair of these codes, without a source: it spans a map over codes of one's own.
    ///
    /// A code is named as a case document writes it: `codebook/code` for a code of a [codebook](crate::case::Codebook)
    /// that some of the cases declare, `list/entry` for an entry of a closed list, so that own capabilities can be set
    /// against the eight practices. Each side has its order from here. Crosswalks are not followed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnknownName`] for a name that is none, [`ErrorKind::Setting`] if a side has none, more than 64, or
    /// one twice, and the errors of [`uniform`](Prior::uniform).
    ///
    /// ```
    /// use cocreation::Case;
    /// use cocreation::case::{Codebook, OwnCode};
    /// use cocreation::graph::{node::{Capability, Practice}, relation::Enables};
    /// use cocreation::mapping::{self, Prior, Status};
    ///
    /// let mut case = Case::builder("a-studio");
    /// let codes = case.codebook(Codebook::new("studio").code(OwnCode::new("listening", "Listening")));
    /// let listening = case.add("listening", Capability::new("Listening to users").coded(codes[0]));
    /// let design = case.add("design", Practice::co_design("Sketching together"));
    /// case.relate(listening, Enables, design);
    ///
    /// let prior = Prior::of_codes(&["studio/listening"], &["practice/co-design", "practice/co-testing"], 0.3, 4.0)?;
    /// let map = mapping::map([&case.build()?], &prior);
    /// let cell = map.find("studio/listening", "practice/co-design").expect("on both sides");
    /// assert_eq!((cell.status(), cell.cases_with), (Status::Evidenced, 1));
    /// assert_eq!(map.find("studio/listening", "practice/co-testing").map(|cell| cell.cases_searched), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_codes(capabilities: &[&str], practices: &[&str], mean: f64, strength: f64) -> Result<Self, Error> {
        Self::over(Frame::of_codes(capabilities, practices)?, mean, strength)
    }
}

impl<C: Term, P: Term> Prior<C, P> {
    fn over(frame: Frame<C, P>, mean: f64, strength: f64) -> Result<Self, Error> {
        let cell = PriorCell { mean, strength, source: None };
        cell.check()?;
        Ok(Self { cells: vec![cell; frame.len()], frame })
    }

    /// The same prior but for one cell, told by its keys: how one's own reading of the literature enters, with its source.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnknownName`] if the map has no such cell, and the errors of [`uniform`](Prior::uniform).
    ///
    /// ```
    /// use cocreation::mapping::{Prior, PriorCell};
    /// use cocreation::theory::Citation;
    /// use cocreation::theory::typology::{InteractionCapability::Concerted, PracticeKind::Coordination};
    ///
    /// let source = Some(Citation { work: "MC16", locator: "§3" });
    /// let prior = Prior::literature().with("concerted", "coordination", PriorCell { mean: 0.6, strength: 2.0, source })?;
    /// assert_eq!(prior[(Concerted, Coordination)].source, source);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn with(mut self, capability: &str, practice: &str, cell: PriorCell) -> Result<Self, Error> {
        cell.check()?;
        let Some(place) = self.frame.place(capability, practice) else {
            let message = format!("`{capability}` and `{practice}` are not a capability and a practice of the map");
            return Err(Error::new(ErrorKind::UnknownName, message));
        };
        self.cells[place] = cell;
        Ok(self)
    }
}

impl PriorCell {
    fn check(&self) -> Result<(), Error> {
        let Self { mean, strength, .. } = *self;
        within("prior mean", mean, 1.0)?;
        within("prior strength", strength, GREATEST_STRENGTH)?;
        if strength * mean < LEAST_PSEUDO_COUNT || strength * (1.0 - mean) < LEAST_PSEUDO_COUNT {
            let message = format!("mean {mean} with strength {strength}: a prior leaves room for both yes and no");
            return Err(Error::new(ErrorKind::Setting, message));
        }
        Ok(())
    }
}

fn within(what: &str, value: f64, greatest: f64) -> Result<(), Error> {
    if (0.0..=greatest).contains(&value) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::OutOfRange, format!("{value}: a {what} is a number from 0 to {greatest}")))
}

impl Index<Pair> for Prior {
    type Output = PriorCell;

    fn index(&self, pair: Pair) -> &PriorCell {
        &self.cells[place(pair)]
    }
}

fn citation<S: Serializer>(source: &Option<Citation>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Cited {
        work: &'static str,
        locator: &'static str,
    }
    source.map(|Citation { work, locator }| Cited { work, locator }).serialize(serializer)
}
