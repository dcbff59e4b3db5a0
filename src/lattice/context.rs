//! Formal contexts: tables of which every cell is read as having or lacking, and the two derivations.

use std::fmt::{self, Display};

use serde::{Serialize, Serializer};

use super::set::{self, Matrix, Set};
use super::table::Table;

/// How the unknown cells of a [`Table`] are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// The lower context: an object has what it surely has. An extent has the objects that surely share the intent.
    Lower,
    /// The upper context: an object has what it may have. An extent has the objects that may share the intent.
    Upper,
    /// Only the objects without an unknown cell; the others are named in [`Context::left_out`].
    Complete,
}

impl Reading {
    /// Every reading.
    pub const ALL: &'static [Self] = &[Self::Lower, Self::Upper, Self::Complete];

    /// How JSON writes it. O(1).
    pub const fn key(self) -> &'static str {
        const KEYS: [&str; 3] = ["lower", "upper", "complete"];
        KEYS[self as usize]
    }
}

impl Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LABELS: [&str; 3] = ["read as lacking", "read as having", "left out with their objects"];
        f.pad(LABELS[*self as usize])
    }
}

impl Serialize for Reading {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// A formal context: objects, attributes, and which object has which; made by [`Table::context`].
///
/// It keeps the table that it was read from, without the objects that the reading leaves out. Four bits for each cell.
///
/// ```
/// use cocreation::lattice::{Incidence, Reading, Set, Table};
///
/// let table = Table::new(["one", "two"], ["round", "red"], |object, attribute| match (object, attribute) {
///     (1, 1) => Incidence::Unknown,
///     (0, 1) => Incidence::Lacks,
///     _ => Incidence::Has,
/// });
/// // Is everything red? Surely nothing is, perhaps `two`; of what is wholly known, nothing.
/// let red = Set::of(2, [1]);
/// assert_eq!(table.context(Reading::Lower).extent(&red).len(), 0);
/// assert_eq!(table.context(Reading::Upper).extent(&red).len(), 1);
/// assert!(table.context(Reading::Complete).left_out().eq(["two"]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    pub(super) table: Table,
    reading: Reading,
    left_out: Vec<Box<str>>,
    unknown: usize,
    /// Which objects have each attribute.
    columns: Matrix,
}

impl Context {
    pub(super) fn new(table: &Table, reading: Reading) -> Self {
        let known = |object: &usize| table.sure.row(*object) == table.possible.row(*object);
        let (kept, left): (Vec<usize>, Vec<usize>) =
            (0..table.objects.len()).partition(|object| reading != Reading::Complete || known(object));
        let left_out = left.iter().map(|&object| table.objects[object].clone()).collect();
        let unknown = table.unknown();
        let table = table.of_objects(&kept);
        let columns = Self::incidences(&table, reading).transposed();
        Self { table, reading, left_out, unknown, columns }
    }

    fn incidences(table: &Table, reading: Reading) -> &Matrix {
        match reading {
            Reading::Lower | Reading::Complete => &table.sure,
            Reading::Upper => &table.possible,
        }
    }

    /// Which attributes each object has.
    pub(super) fn rows(&self) -> &Matrix {
        Self::incidences(&self.table, self.reading)
    }

    /// Which objects have each attribute.
    pub(super) fn columns(&self) -> &Matrix {
        &self.columns
    }

    /// The table that it was read from, without the objects that are left out.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// How unknown cells were read.
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// The names of the objects that were left out for an unknown cell, in order.
    pub fn left_out(&self) -> impl ExactSizeIterator<Item = &str> {
        self.left_out.iter().map(|name| &**name)
    }

    /// How many cells of the whole table were unknown.
    pub fn unknown(&self) -> usize {
        self.unknown
    }

    /// The objects that have all these attributes: A′. O(attributes × objects / 64).
    pub fn extent(&self, attributes: &Set) -> Set {
        let mut extent = Set::full(self.table.objects.len());
        let own = attributes.iter().filter(|attribute| *attribute < self.table.attributes.len());
        own.for_each(|attribute| set::intersect(extent.words_mut(), self.columns.row(attribute)));
        extent
    }

    /// The attributes that all these objects have: B′. O(objects × attributes / 64).
    pub fn intent(&self, objects: &Set) -> Set {
        let mut intent = Set::full(self.table.attributes.len());
        let own = objects.iter().filter(|object| *object < self.table.objects.len());
        own.for_each(|object| set::intersect(intent.words_mut(), self.rows().row(object)));
        intent
    }

    /// All attributes that whoever has these has: A″. O(cells / 64).
    ///
    /// ```
    /// use cocreation::lattice::{Incidence, Reading, Set, Table};
    ///
    /// let table = Table::new(["frog", "carp"], ["swims", "hops"], |object, attribute| {
    ///     if object == 0 || attribute == 0 { Incidence::Has } else { Incidence::Lacks }
    /// });
    /// let context = table.context(Reading::Lower);
    /// assert_eq!(context.closure(&Set::empty(2)), Set::of(2, [0]), "all of them swim");
    /// assert_eq!(context.closure(&Set::of(2, [1])), Set::full(2), "what hops swims");
    /// ```
    pub fn closure(&self, attributes: &Set) -> Set {
        self.intent(&self.extent(attributes))
    }

    /// What the cells that nobody knows became, in words; none if all are known.
    pub fn remark(&self) -> Option<String> {
        let (noun, left) = (if self.unknown == 1 { "cell" } else { "cells" }, self.left_out.len());
        let left = if left > 0 { format!(" ({left})") } else { String::new() };
        (self.unknown > 0).then(|| format!("{} unknown {noun}, {}{left}", self.unknown, self.reading))
    }
}
