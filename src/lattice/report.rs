//! How lattices, bases and rules print and serialise: with names in place of places.

use std::fmt::{self, Display, Formatter};

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::basis::Basis;
use super::context::Context;
use super::measure::{Estimate, Validity};
use super::order::Lattice;
use super::rules::Rules;
use super::table::{Incidence, Table};

/// How many concepts, implications and rules are printed before it is only said how many more there are.
const LISTED: usize = 40;

/// How many names of a set are printed.
const NAMED: usize = 12;

pub(super) fn names(names: &[Box<str>]) -> Vec<&str> {
    names.iter().map(|name| &**name).collect()
}

/// `a, b, c`; the first few of many, and how many more there are.
pub(super) fn list(f: &mut Formatter<'_>, names: &[&str]) -> fmt::Result {
    if names.is_empty() {
        return f.write_str("(nothing)");
    }
    f.write_str(&names[..names.len().min(NAMED)].join(", "))?;
    if names.len() > NAMED { write!(f, " and {} more", names.len() - NAMED) } else { Ok(()) }
}

/// `a, b → c`
pub(super) fn arrow(f: &mut Formatter<'_>, premise: &[&str], conclusion: &[&str]) -> fmt::Result {
    list(f, premise)?;
    f.write_str(" → ")?;
    list(f, conclusion)
}

fn more(f: &mut Formatter<'_>, count: usize) -> fmt::Result {
    if count > LISTED { writeln!(f, "and {} more", count - LISTED) } else { Ok(()) }
}

fn objects(count: Estimate<usize>) -> &'static str {
    if count.high == 1 { "object" } else { "objects" }
}

impl Display for Table {
    /// A line for each object, its cells before its name (`x` has, `.` lacks, `?` unknown), then the attributes.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (object, name) in self.objects().enumerate().take(LISTED) {
            writeln!(f, "{}  {name}", self.row(object).map(sign).collect::<String>())?;
        }
        more(f, self.objects().len())?;
        write!(f, "Attributes: ")?;
        list(f, &self.attributes().collect::<Vec<_>>())?;
        writeln!(f)
    }
}

const fn sign(cell: Incidence) -> char {
    match cell {
        Incidence::Has => 'x',
        Incidence::Lacks => '.',
        Incidence::Unknown => '?',
    }
}

impl Serialize for Table {
    /// Objects, attributes, and the cells of each object.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = (0..self.objects().len()).map(|object| self.row(object).collect::<Vec<_>>());
        let mut out = serializer.serialize_struct("Table", 3)?;
        out.serialize_field("objects", &self.objects().collect::<Vec<_>>())?;
        out.serialize_field("attributes", &self.attributes().collect::<Vec<_>>())?;
        out.serialize_field("rows", &rows.collect::<Vec<_>>())?;
        out.end()
    }
}

impl Display for Lattice<'_> {
    /// Size, then a line for each concept: place, the places right below, extent and intent.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let table = self.context().table();
        let (rows, columns) = (table.objects().len(), table.attributes().len());
        let count = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let of = format!("{} and {}", count(rows, "object"), count(columns, "attribute"));
        writeln!(f, "{} of {of}", count(self.len(), "concept"))?;
        self.context().remark().map_or(Ok(()), |remark| writeln!(f, "{remark}"))?;
        for (place, concept) in self.concepts().iter().enumerate().take(LISTED) {
            write!(f, "{place:>4} > {:?}: ", self.lower(place))?;
            list(f, &table.object_names(&concept.extent))?;
            f.write_str(" | ")?;
            list(f, &table.attribute_names(&concept.intent))?;
            writeln!(f)?;
        }
        more(f, self.len())
    }
}

impl Display for Basis<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let table = self.context.table();
        for one in self.implications.iter().take(LISTED) {
            arrow(f, &table.attribute_names(&one.premise), &table.attribute_names(&one.conclusion))?;
            write!(f, " [{} {}", one.support, objects(one.support))?;
            if table.unknown() > 0 {
                write!(f, ", {}", one.validity)?;
            }
            writeln!(f, "]")?;
        }
        more(f, self.implications.len())?;
        if self.whole { Ok(()) } else { writeln!(f, "the search stopped at its limit: there may be more") }
    }
}

impl Display for Rules<'_, '_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let table = self.lattice.context().table();
        for rule in self.rules.iter().take(LISTED) {
            arrow(f, &table.attribute_names(&rule.premise), &table.attribute_names(&rule.conclusion))?;
            write!(f, " [{} {}", rule.support, objects(rule.support))?;
            rule.confidence.map_or(Ok(()), |confidence| write!(f, ", {confidence}"))?;
            writeln!(f, "]")?;
        }
        more(f, self.rules.len())
    }
}

impl Serialize for Context {
    /// Objects, attributes, how unknown cells were read, and who was left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Context", 5)?;
        out.serialize_field("objects", &self.table().objects().collect::<Vec<_>>())?;
        out.serialize_field("attributes", &self.table().attributes().collect::<Vec<_>>())?;
        out.serialize_field("unknown", &self.unknown())?;
        out.serialize_field("reading", &self.reading())?;
        out.serialize_field("left_out", &self.left_out().collect::<Vec<_>>())?;
        out.end()
    }
}

/// A concept as JSON has it.
#[derive(Serialize)]
struct Row<'l> {
    extent: Vec<&'l str>,
    intent: Vec<&'l str>,
    lower: &'l [u32],
    upper: &'l [u32],
}

impl Serialize for Lattice<'_> {
    /// The context, and each concept with the names of its extent and intent and the places of its neighbours.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let table = self.context().table();
        let rows = self.concepts().iter().enumerate().map(|(place, concept)| Row {
            extent: table.object_names(&concept.extent),
            intent: table.attribute_names(&concept.intent),
            lower: self.lower(place),
            upper: self.upper(place),
        });
        let mut out = serializer.serialize_struct("Lattice", 2)?;
        out.serialize_field("context", self.context())?;
        out.serialize_field("concepts", &rows.collect::<Vec<_>>())?;
        out.end()
    }
}

/// An implication or a rule as JSON has it.
#[derive(Serialize)]
struct Line<'t> {
    premise: Vec<&'t str>,
    conclusion: Vec<&'t str>,
    support: Estimate<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    validity: Option<Validity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<Estimate<f64>>,
}

impl Serialize for Basis<'_> {
    /// The implications, and whether they are all.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let table = self.context.table();
        let lines = self.implications.iter().map(|one| Line {
            premise: table.attribute_names(&one.premise),
            conclusion: table.attribute_names(&one.conclusion),
            support: one.support,
            validity: Some(one.validity),
            confidence: None,
        });
        let mut out = serializer.serialize_struct("Basis", 2)?;
        out.serialize_field("implications", &lines.collect::<Vec<_>>())?;
        out.serialize_field("whole", &self.whole)?;
        out.end()
    }
}

impl Serialize for Rules<'_, '_> {
    /// A list of the rules.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let table = self.lattice.context().table();
        serializer.collect_seq(self.rules.iter().map(|rule| Line {
            premise: table.attribute_names(&rule.premise),
            conclusion: table.attribute_names(&rule.conclusion),
            support: rule.support,
            validity: None,
            confidence: rule.confidence,
        }))
    }
}
