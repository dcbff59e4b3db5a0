//! The table of ratings: who gave which value to which unit.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::fault::{Fault, FaultKind, Faults};
use super::sample::{MISSING, Sample};
use crate::faults::{Place, bad_names};

/// Units × coders, with one value or none in each cell.
///
/// The values are of any ordered type: labels, numbers, `bool`, [sets of codes](super::CodeSet). A cell without a value says
/// that the coder did not see the unit; "saw it and gave no code" is a value. The *categories* are the declared list in its
/// order or, if none is declared, the values that occur, in theirs. Ordinal α and weights go by that order. Only
/// coefficients that say so depend on categories that nobody used.
///
/// A table takes four bytes a cell, and what the names take.
///
/// ```
/// use cocreation::agreement::Ratings;
///
/// let mut table = Ratings::builder(["ann", "bob"]);
/// table.categories(["low", "mid", "high"].map(Box::from));
/// table.row("s1", ["low", " low "]); // blanks around a label are no part of it
/// table.row("s2", ["high", "   "]); // bob did not see s2
/// table.row("s3", ["hi", "low", "low"]);
/// let faults = table.build().unwrap_err().to_string();
/// assert_eq!(faults, "row 3 (s3): 3 cells for 2 coders\nrow 3 (s3), column 1 (ann): \"hi\" is not a declared category");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Ratings<V = Box<str>> {
    pub(super) coders: Vec<Box<str>>,
    pub(super) units: Vec<Box<str>>,
    pub(super) categories: Vec<V>,
    /// Row by row: positions in the categories, or [`MISSING`].
    pub(super) cells: Vec<u32>,
    /// For each unit, the number of its source; 0 if none was named.
    pub(super) sources: Vec<u32>,
    pub(super) source_count: usize,
    /// How the units were made, if they were cut from a continuum.
    pub(super) cut: Option<Box<str>>,
}

/// Takes in a table unit by unit; made by [`Ratings::builder`].
#[derive(Clone, Debug)]
pub struct RatingsBuilder<V = Box<str>> {
    coders: Vec<Box<str>>,
    units: Vec<Box<str>>,
    declared: Option<Vec<V>>,
    /// The values, each with the order in which it came up.
    seen: BTreeMap<V, u32>,
    cells: Vec<u32>,
    sources: Vec<u32>,
    source_names: BTreeMap<Box<str>, u32>,
    source: u32,
    cut: Option<Box<str>>,
    faults: Vec<Fault>,
}

impl<V: Ord + Clone + fmt::Debug> Ratings<V> {
    /// Starts a table of these coders.
    pub fn builder(coders: impl IntoIterator<Item = impl Into<Box<str>>>) -> RatingsBuilder<V> {
        RatingsBuilder {
            coders: coders.into_iter().map(Into::into).collect(),
            units: Vec::new(),
            declared: None,
            seen: BTreeMap::new(),
            cells: Vec::new(),
            sources: Vec::new(),
            source_names: BTreeMap::new(),
            source: 0,
            cut: None,
            faults: Vec::new(),
        }
    }
}

impl<V: Ord + Clone + fmt::Debug> RatingsBuilder<V> {
    /// Declares the categories, in their order. Any other value is then a fault.
    pub fn categories(&mut self, categories: impl IntoIterator<Item = V>) -> &mut Self {
        self.declared = Some(categories.into_iter().collect());
        self
    }

    /// Names the source, such as an interview, of the units that follow: they are not independent of each other. Units
    /// before the first name are one source, too.
    pub fn source(&mut self, name: impl Into<Box<str>>) -> &mut Self {
        let next = self.source_names.len() as u32 + 1;
        self.source = *self.source_names.entry(name.into()).or_insert(next);
        self
    }

    /// Says how the units were made from something larger, such as a text, for the report.
    pub fn units_are(&mut self, how: impl Into<Box<str>>) -> &mut Self {
        self.cut = Some(how.into());
        self
    }

    /// Adds a unit with the values of the coders, in the order of the coders; `None` where a coder did not see it.
    pub fn unit(&mut self, name: impl Into<Box<str>>, values: impl IntoIterator<Item = Option<V>>) -> &mut Self {
        let (start, coders) = (self.cells.len(), self.coders.len());
        self.units.push(name.into());
        self.sources.push(self.source);
        for value in values {
            let code = value.map_or(MISSING, |value| self.code(value));
            self.cells.push(code);
        }
        let cells = self.cells.len() - start;
        if cells != coders {
            self.fault(Some(self.units.len() - 1), None, FaultKind::Width { cells, coders });
            self.cells.resize(start + coders, MISSING);
        }
        self
    }

    fn code(&mut self, value: V) -> u32 {
        if let Some(&code) = self.seen.get(&value) {
            return code;
        }
        let next = self.seen.len() as u32;
        self.seen.insert(value, next);
        next
    }

    fn fault(&mut self, row: Option<usize>, column: Option<usize>, kind: FaultKind) {
        let (row, column) = (row.map(|at| Place::at(at, &self.units)), column.map(|at| Place::at(at, &self.coders)));
        self.faults.push(Fault { row, column, kind });
    }

    /// The table. O(cells · log categories + names · log names).
    ///
    /// # Errors
    ///
    /// Everything that is wrong, with row and column: no coders, a coder or a unit without a name or named twice, a row
    /// of another width, a category declared twice, a value that is not declared.
    pub fn build(mut self) -> Result<Ratings<V>, Faults> {
        self.check_names();
        let categories = self.declared.take().unwrap_or_else(|| self.seen.keys().cloned().collect());
        let final_codes = self.final_codes(&categories);
        self.check_values(&final_codes);
        if let Some(faults) = Faults::found(self.faults) {
            return Err(faults);
        }
        for cell in self.cells.iter_mut().filter(|cell| **cell != MISSING) {
            *cell = final_codes[*cell as usize].unwrap_or(MISSING);
        }
        Ok(Ratings {
            coders: self.coders,
            units: self.units,
            categories,
            cells: self.cells,
            sources: self.sources,
            source_count: self.source_names.len() + 1,
            cut: self.cut,
        })
    }

    /// The table of what was cut from a continuum: nothing can be wrong with it.
    pub(super) fn cut(self, cut: Box<str>) -> Ratings<V> {
        let categories: Vec<V> = self.seen.keys().cloned().collect();
        let mut places = vec![MISSING; categories.len()];
        (0..).zip(self.seen.values()).for_each(|(place, code)| places[*code as usize] = place);
        let cells = self.cells.iter().map(|cell| places[*cell as usize]).collect();
        let Self { coders, units, sources, .. } = self;
        Ratings { coders, units, categories, cells, sources, source_count: 1, cut: Some(cut) }
    }

    fn check_names(&mut self) {
        if self.coders.is_empty() {
            self.fault(None, None, FaultKind::NoCoders);
        }
        for (at, bad) in bad_names(&self.coders) {
            self.fault(None, Some(at), bad.into());
        }
        for (at, bad) in bad_names(&self.units) {
            self.fault(Some(at), None, bad.into());
        }
    }

    /// For each value in the order in which it came up, its place among the categories.
    fn final_codes(&mut self, categories: &[V]) -> Vec<Option<u32>> {
        let mut places = BTreeMap::new();
        for (place, category) in (0..).zip(categories) {
            if places.insert(category, place).is_some() {
                self.faults.push(Fault {
                    row: None,
                    column: None,
                    kind: FaultKind::CategoryTwice(format!("{category:?}").into()),
                });
            }
        }
        let mut codes = vec![None; self.seen.len()];
        for (value, &code) in &self.seen {
            codes[code as usize] = places.get(value).copied();
        }
        codes
    }

    fn check_values(&mut self, final_codes: &[Option<u32>]) {
        if final_codes.iter().all(Option::is_some) {
            return;
        }
        let mut names: Vec<Box<str>> = vec!["".into(); final_codes.len()];
        for (value, &code) in &self.seen {
            names[code as usize] = format!("{value:?}").into();
        }
        let coders = self.coders.len();
        for at in 0..self.cells.len() {
            let cell = self.cells[at] as usize;
            if final_codes.get(cell).is_some_and(Option::is_none) {
                self.fault(Some(at / coders), Some(at % coders), FaultKind::Undeclared(names[cell].clone()));
            }
        }
    }
}

impl RatingsBuilder<Box<str>> {
    /// Adds a unit with labels as they stand in a text file: blanks around a label are no part of it, and a cell of blanks
    /// is one without a value.
    pub fn row<'c>(&mut self, name: impl Into<Box<str>>, cells: impl IntoIterator<Item = &'c str>) -> &mut Self {
        let label = |cell: &'c str| Some(cell.trim()).filter(|label| !label.is_empty()).map(Box::from);
        self.unit(name, cells.into_iter().map(label))
    }
}

impl<V> Ratings<V> {
    /// The coders, in the order of the columns.
    pub fn coders(&self) -> &[Box<str>] {
        &self.coders
    }

    /// The units, in the order of the rows.
    pub fn units(&self) -> &[Box<str>] {
        &self.units
    }

    /// The categories, in their order.
    pub fn categories(&self) -> &[V] {
        &self.categories
    }

    /// How the units were made, if they were [cut](super::Continuum::ratings) from a continuum or [somebody
    /// says](RatingsBuilder::units_are).
    pub fn cut(&self) -> Option<&str> {
        self.cut.as_deref()
    }

    /// What a coder gave to a unit, both counted from 0; `None` if there is no value, or no such unit or coder.
    pub fn value(&self, unit: usize, coder: usize) -> Option<&V> {
        let row = self.cells.chunks_exact(self.coders.len()).nth(unit)?;
        self.categories.get(*row.get(coder)? as usize)
    }

    /// The table of two coders, counted from 0, with the units that both gave a value to; `None` if there are no such coders.
    ///
    /// It keeps the categories. O(units).
    pub fn pair(&self, one: usize, other: usize) -> Option<Self>
    where
        V: Clone,
    {
        let coders = vec![self.coders.get(one)?.clone(), self.coders.get(other)?.clone()];
        let mut pair = Self { coders, units: Vec::new(), cells: Vec::new(), sources: Vec::new(), ..self.bare() };
        for (unit, row) in self.cells.chunks_exact(self.coders.len()).enumerate() {
            let both = [row[one], row[other]];
            if !both.contains(&MISSING) {
                pair.units.push(self.units[unit].clone());
                pair.sources.push(self.sources[unit]);
                pair.cells.extend(both);
            }
        }
        Some(pair)
    }

    /// The categories without the rows.
    fn bare(&self) -> Self
    where
        V: Clone,
    {
        Self {
            coders: Vec::new(),
            units: Vec::new(),
            categories: self.categories.clone(),
            cells: Vec::new(),
            sources: Vec::new(),
            source_count: self.source_count,
            cut: self.cut.clone(),
        }
    }

    /// The table with other values, such as numbers for labels, or `true` and `false` for one code against all others.
    ///
    /// The categories are what the old ones become, in the order of the new values. O(cells + categories · log categories).
    pub fn map<W: Ord + Clone>(&self, mut to: impl FnMut(&V) -> W) -> Ratings<W> {
        let mapped: Vec<W> = self.categories.iter().map(&mut to).collect();
        let categories: Vec<W> = mapped.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let place = |value| categories.binary_search(value).map_or(MISSING, |place| place as u32);
        let places: Vec<u32> = mapped.iter().map(place).collect();
        let cell = |cell: &u32| places.get(*cell as usize).copied().unwrap_or(MISSING);
        Ratings {
            coders: self.coders.clone(),
            units: self.units.clone(),
            cells: self.cells.iter().map(cell).collect(),
            categories,
            sources: self.sources.clone(),
            source_count: self.source_count,
            cut: self.cut.clone(),
        }
    }

    pub(super) fn sample(&self) -> Sample<'_, V> {
        Sample {
            categories: &self.categories,
            coders: self.coders.len(),
            cells: &self.cells,
            times: None,
            profiles: None,
        }
    }
}
