//! What is assumed of each cell before any case is read.

use std::ops::Index;

use serde::{Serialize, Serializer};

use super::{Pair, pairs, place};
use crate::error::{Error, ErrorKind};
use crate::theory::Citation;
use crate::theory::typology::{InteractionCapability, PracticeKind};

/// The prior mean of a cell of which no source speaks. A choice of this crate, not a published value.
const NEUTRAL_MEAN: f64 = 0.3;

/// The prior mean where a source sees two concepts overlap. A choice of this crate, not a published value.
const OVERLAP_MEAN: f64 = 0.5;

/// How many cases the prior weighs as much as. A choice of this crate, not a published value.
const STRENGTH: f64 = 4.0;

/// MC16 §3: co-ideation and co-design (Russo-Spena and Mele, 2012) arguably resemble the developmental capability (Karpen
/// et al., 2011).
const OVERLAPS: [Pair; 2] = [
    (InteractionCapability::Developmental, PracticeKind::CoIdeation),
    (InteractionCapability::Developmental, PracticeKind::CoDesign),
];
const OVERLAP_SOURCE: Citation = Citation { work: "MC16", locator: "§3" };

/// A strength beyond any number of cases; the quantiles are computed in good precision up to it.
const GREATEST_STRENGTH: f64 = 1e6;

/// A pseudo-count below this would rule the link, or its absence, out before any case is read.
const LEAST_PSEUDO_COUNT: f64 = 1e-6;

/// What is assumed of each of the 48 cells before any case is read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prior {
    cells: Vec<PriorCell>,
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
    /// Two cells have a source. MC16 §3 finds that co-ideation and co-design, as Russo-Spena and Mele (2012) have them,
    /// resemble the developmental capability of Karpen et al. (2011): an overlap of *concepts*, not an observed link.
    /// Their mean is 0.5. Every other cell has the neutral mean 0.3 and no source. All weigh as much as 4 cases.
    ///
    /// The figures 0.3, 0.5 and 4 are this crate's stated choice; no source publishes them. Whether a reading depends on
    /// them shows when it is repeated with [`uniform`](Self::uniform) priors of other means and strengths.
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
        let cell = |pair| {
            let overlaps = OVERLAPS.contains(&pair);
            let mean = if overlaps { OVERLAP_MEAN } else { NEUTRAL_MEAN };
            PriorCell { mean, strength: STRENGTH, source: overlaps.then_some(OVERLAP_SOURCE) }
        };
        Self { cells: pairs().map(cell).collect() }
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
        within("prior mean", mean, 1.0)?;
        within("prior strength", strength, GREATEST_STRENGTH)?;
        if strength * mean < LEAST_PSEUDO_COUNT || strength * (1.0 - mean) < LEAST_PSEUDO_COUNT {
            let message = format!("mean {mean} with strength {strength}: a prior leaves room for both yes and no");
            return Err(Error::new(ErrorKind::Setting, message));
        }
        Ok(Self { cells: pairs().map(|_| PriorCell { mean, strength, source: None }).collect() })
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
