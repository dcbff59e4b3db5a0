//! Tables of objects and attributes, some of whose cells nobody knows.

use std::fmt::{self, Display};

use serde::{Serialize, Serializer};

use super::context::{Context, Reading};
use super::set::{Matrix, Set};
use crate::error::{Error, ErrorKind};

/// Whether an object has an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Incidence {
    /// It has it.
    Has,
    /// It has it not.
    Lacks,
    /// Nobody knows: this is not the same as having it not.
    Unknown,
}

impl Incidence {
    /// How JSON writes it. O(1).
    pub const fn key(self) -> &'static str {
        const KEYS: [&str; 3] = ["has", "lacks", "unknown"];
        KEYS[self as usize]
    }
}

impl Display for Incidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

impl Serialize for Incidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// Which objects have which attributes, as far as anybody knows: an *incomplete context*.
///
/// Every cell is one of three: has, lacks, unknown. Formal Concept Analysis proper knows two, so a table is first read as
/// a [`Context`], and how its unknown cells are read is the caller's choice ([`Reading`]). The table stays with the
/// context: whatever is computed from it says how far it depends on cells that nobody knows.
///
/// Two bits for each cell.
///
/// Source: Burmeister & Holzer 2005, "Treating incomplete knowledge in formal concept analysis", LNAI 3626.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub(super) objects: Vec<Box<str>>,
    pub(super) attributes: Vec<Box<str>>,
    /// What each object surely has.
    pub(super) sure: Matrix,
    /// What each object may have: what it surely has, and what nobody knows.
    pub(super) possible: Matrix,
}

impl Table {
    /// A table of any objects and attributes; `incidence` is asked for every cell, object by object.
    ///
    /// Names need not differ, but only the first of several with one name is found by it. O(cells).
    ///
    /// ```
    /// use cocreation::lattice::{Incidence, Reading, Table};
    ///
    /// // Two objects, two attributes: `1` has, `0` lacks, `?` unknown.
    /// let cells = ["10", "1?"];
    /// let table = Table::new(["one", "two"], ["round", "red"], |object, attribute| {
    ///     match cells[object].as_bytes()[attribute] {
    ///         b'1' => Incidence::Has,
    ///         b'0' => Incidence::Lacks,
    ///         _ => Incidence::Unknown,
    ///     }
    /// });
    /// assert_eq!((table.unknown(), table.incidence(1, 1)), (1, Some(Incidence::Unknown)));
    /// ```
    pub fn new<O: Into<Box<str>>, A: Into<Box<str>>>(
        objects: impl IntoIterator<Item = O>,
        attributes: impl IntoIterator<Item = A>,
        mut incidence: impl FnMut(usize, usize) -> Incidence,
    ) -> Self {
        let attributes: Vec<Box<str>> = attributes.into_iter().map(Into::into).collect();
        let (sure, possible) = (Matrix::new(0, attributes.len()), Matrix::new(0, attributes.len()));
        let mut table = Self { objects: Vec::new(), attributes, sure, possible };
        for (object, name) in objects.into_iter().enumerate() {
            let row: Vec<Incidence> =
                (0..table.attributes.len()).map(|attribute| incidence(object, attribute)).collect();
            table.push(name.into(), &row);
        }
        table
    }

    /// A table of memberships from 0 to 1: an object has an attribute if its membership is at least the threshold.
    ///
    /// Each attribute comes with the thresholds at which to cut it. With one, the attribute keeps its name; with several,
    /// it becomes one attribute for each (`trust ≥ 0.5`, `trust ≥ 0.8`), where whoever has the higher one has the lower.
    /// A membership of `None` is unknown at every threshold. O(cells × thresholds).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::OutOfRange`] for a membership outside [0, 1] and for a threshold that is not above 0 and at most 1;
    /// [`ErrorKind::Setting`] for an attribute without a threshold.
    ///
    /// ```
    /// use cocreation::lattice::{Incidence::{Has, Lacks, Unknown}, Table};
    ///
    /// let memberships = [[Some(0.6), Some(1.0)], [Some(0.5), None]];
    /// let attributes = [("trust", &[0.5, 0.6][..]), ("ties", &[0.8])];
    /// let table = Table::fuzzy(["ann", "bob"], attributes, |object, attribute| memberships[object][attribute])?;
    ///
    /// assert!(table.attributes().eq(["trust ≥ 0.5", "trust ≥ 0.6", "ties"]));
    /// let bob = [0, 1, 2].map(|attribute| table.incidence(1, attribute));
    /// assert_eq!(bob, [Some(Has), Some(Lacks), Some(Unknown)]);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn fuzzy<'t, O: Into<Box<str>>>(
        objects: impl IntoIterator<Item = O>,
        attributes: impl IntoIterator<Item = (&'t str, &'t [f64])>,
        mut membership: impl FnMut(usize, usize) -> Option<f64>,
    ) -> Result<Self, Error> {
        Self::bounded(objects, attributes, |object, attribute| {
            membership(object, attribute).map_or((0.0, 1.0), |membership| (membership, membership))
        })
    }

    /// As [`fuzzy`](Self::fuzzy), of memberships that are known to lie between two others, both included: a cell is unknown
    /// only at the thresholds between them. O(cells × thresholds).
    ///
    /// # Errors
    ///
    /// As for [`fuzzy`](Self::fuzzy), and [`ErrorKind::OutOfRange`] for bounds out of order.
    ///
    /// ```
    /// use cocreation::lattice::{Incidence::{Has, Lacks, Unknown}, Table};
    ///
    /// let table = Table::bounded(["ann"], [("trust", &[0.3, 0.5, 0.9][..])], |_, _| (0.4, 0.7))?;
    /// let ann = [0, 1, 2].map(|attribute| table.incidence(0, attribute));
    /// assert_eq!(ann, [Some(Has), Some(Unknown), Some(Lacks)]);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn bounded<'t, O: Into<Box<str>>>(
        objects: impl IntoIterator<Item = O>,
        attributes: impl IntoIterator<Item = (&'t str, &'t [f64])>,
        mut bounds: impl FnMut(usize, usize) -> (f64, f64),
    ) -> Result<Self, Error> {
        let cuts =
            attributes.into_iter().map(|(name, thresholds)| sound(name, thresholds)).collect::<Result<Vec<_>, _>>()?;
        let names = cuts.iter().flat_map(|(name, cuts)| cuts.iter().map(|cut| cut_name(name, *cut, cuts.len())));
        let mut table = Self::new([] as [&str; 0], names, |_, _| Incidence::Unknown);
        for (object, name) in objects.into_iter().enumerate() {
            let mut row = Vec::with_capacity(table.attributes.len());
            for (attribute, (_, cuts)) in cuts.iter().enumerate() {
                let bounds = checked(bounds(object, attribute))?;
                row.extend(cuts.iter().map(|cut| cut_between(bounds, *cut)));
            }
            table.push(name.into(), &row);
        }
        Ok(table)
    }

    /// Adds an object.
    pub(super) fn push(&mut self, name: Box<str>, row: &[Incidence]) {
        let side = self.attributes.len();
        let having = |wanted: fn(Incidence) -> bool| {
            Set::of(side, row.iter().enumerate().filter(|(_, cell)| wanted(**cell)).map(|(place, _)| place))
        };
        self.objects.push(name);
        self.sure.push(having(|cell| cell == Incidence::Has).words());
        self.possible.push(having(|cell| cell != Incidence::Lacks).words());
    }

    /// The names of the objects, in order.
    pub fn objects(&self) -> impl ExactSizeIterator<Item = &str> {
        self.objects.iter().map(|name| &**name)
    }

    /// The names of the attributes, in order.
    pub fn attributes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.attributes.iter().map(|name| &**name)
    }

    /// Whether the object has the attribute; `None` if the table has no such cell. O(1).
    pub fn incidence(&self, object: usize, attribute: usize) -> Option<Incidence> {
        if object >= self.objects.len() || attribute >= self.attributes.len() {
            return None;
        }
        Some(match (self.sure.contains(object, attribute), self.possible.contains(object, attribute)) {
            (true, _) => Incidence::Has,
            (false, true) => Incidence::Unknown,
            (false, false) => Incidence::Lacks,
        })
    }

    /// The cells of an object, in order.
    pub(super) fn row(&self, object: usize) -> impl Iterator<Item = Incidence> {
        (0..self.attributes.len()).filter_map(move |attribute| self.incidence(object, attribute))
    }

    /// How many cells are unknown. O(cells / 64).
    pub fn unknown(&self) -> usize {
        let count = |matrix: &Matrix| matrix.rows().map(super::set::count).sum::<usize>();
        count(&self.possible) - count(&self.sure)
    }

    /// The set of the attributes with these names. O(names × attributes).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::UnknownName`] for a name that no attribute has.
    pub fn attribute_set(&self, names: &[&str]) -> Result<Set, Error> {
        let place =
            |name: &&str| self.attributes.iter().position(|other| **other == **name).ok_or_else(|| stranger(name));
        Ok(Set::of(self.attributes.len(), names.iter().map(place).collect::<Result<Vec<_>, _>>()?))
    }

    /// The table as a formal context, its unknown cells read so. O(cells).
    pub fn context(&self, reading: Reading) -> Context {
        Context::new(self, reading)
    }

    /// The table of some of the objects.
    pub(super) fn of_objects(&self, kept: &[usize]) -> Self {
        let rows = |matrix: &Matrix| {
            let mut rows = Matrix::new(0, matrix.side());
            kept.iter().for_each(|row| rows.push(matrix.row(*row)));
            rows
        };
        let objects = kept.iter().map(|object| self.objects[*object].clone()).collect();
        let attributes = self.attributes.clone();
        Self { objects, attributes, sure: rows(&self.sure), possible: rows(&self.possible) }
    }

    pub(super) fn object_names<'t>(&'t self, set: &Set) -> Vec<&'t str> {
        set.iter().map(|place| &*self.objects[place]).collect()
    }

    pub(super) fn attribute_names<'t>(&'t self, set: &Set) -> Vec<&'t str> {
        set.iter().map(|place| &*self.attributes[place]).collect()
    }
}

fn stranger(name: &str) -> Error {
    let shown: String = name.chars().take(40).flat_map(char::escape_debug).collect();
    Error::new(ErrorKind::UnknownName, format!("`{shown}` is not an attribute of the table"))
}

/// The thresholds in order, each once.
fn sound<'t>(name: &'t str, thresholds: &[f64]) -> Result<(&'t str, Vec<f64>), Error> {
    if let Some(wrong) = thresholds.iter().find(|cut| !(**cut > 0.0 && **cut <= 1.0)) {
        let message = format!("{wrong} as a threshold of `{name}`: one is above 0 and at most 1");
        return Err(Error::new(ErrorKind::OutOfRange, message));
    }
    if thresholds.is_empty() {
        return Err(Error::new(ErrorKind::Setting, format!("`{name}` has no threshold: at least one is needed")));
    }
    let mut cuts = thresholds.to_vec();
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    Ok((name, cuts))
}

fn checked((least, most): (f64, f64)) -> Result<(f64, f64), Error> {
    let refuse = |message: String| Err(Error::new(ErrorKind::OutOfRange, message));
    match [least, most].into_iter().find(|bound| !(0.0..=1.0).contains(bound)) {
        Some(wrong) => refuse(format!("{wrong} as a membership: one is from 0 to 1")),
        None if least > most => refuse(format!("between {least} and {most} nothing lies")),
        None => Ok((least, most)),
    }
}

pub(super) fn cut_name(name: &str, cut: f64, cuts: usize) -> Box<str> {
    if cuts == 1 { name.into() } else { format!("{name} ≥ {cut}").into() }
}

pub(super) fn cut_at(membership: Option<f64>, cut: f64) -> Incidence {
    match membership {
        None => Incidence::Unknown,
        Some(membership) if membership >= cut => Incidence::Has,
        Some(_) => Incidence::Lacks,
    }
}

/// Unknown only where the bounds lie on different sides of the cut.
fn cut_between((least, most): (f64, f64), cut: f64) -> Incidence {
    let (lower, upper) = (cut_at(Some(least), cut), cut_at(Some(most), cut));
    if lower == upper { lower } else { Incidence::Unknown }
}
