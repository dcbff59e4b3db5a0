//! Reads a log of who did what with whom: plain CSV, or CSV packed with gzip.

use std::fmt;
use std::io::Read;

use cocreation::evidence::Date;
use csv::ByteRecord;
use flate2::read::MultiGzDecoder;

/// How many bad rows are shown; the others are counted.
const SHOWN: usize = 20;

/// The columns that are read besides that of the spheres.
const COLUMNS: [&str; 8] =
    ["date", "subject", "actor_person_hash", "actor_org", "counterpart_org", "weight", "evidence", "ref"];

/// The sound rows of a log, in its order.
#[derive(Debug)]
pub(crate) struct Log {
    pub(crate) rows: Vec<Row>,
    /// How many rows name no sphere; they are left out.
    pub(crate) outside: usize,
}

/// What one actor did on one day for one subject, such as a patch.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) sphere: Box<str>,
    pub(crate) date: Date,
    pub(crate) subject: Box<str>,
    /// Empty for a bot only.
    pub(crate) person: Box<str>,
    pub(crate) organisation: Organisation,
    pub(crate) counterpart: Option<Organisation>,
    /// Negative for what undoes the work of the counterpart; never 0.
    pub(crate) weight: f64,
    /// Whether the row states authorship.
    pub(crate) authored: bool,
    /// The earlier subject that this one mends or undoes.
    pub(crate) mends: Option<Box<str>>,
}

/// For whom somebody acts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Organisation {
    Named(Box<str>),
    /// A person of whom no organisation is known.
    Individual,
    /// A program.
    Bot,
}

impl Organisation {
    fn of(text: &str) -> Option<Self> {
        match text {
            "" => None,
            "individual" => Some(Self::Individual),
            "bot" => Some(Self::Bot),
            name => Some(Self::Named(name.into())),
        }
    }

    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Individual | Self::Bot => None,
        }
    }
}

/// Reads a file, which is unpacked if its name ends in `.gz`; the spheres are what the given column names.
pub(crate) fn read(file: &str, sphere: &str) -> Result<Log, String> {
    let bytes = unpacked(file).map_err(|error| format!("{file}: {error}"))?;
    parse(&bytes, sphere).map_err(|problems| format!("{file}: {problems}"))
}

fn unpacked(file: &str) -> std::io::Result<Vec<u8>> {
    let packed = std::fs::read(file)?;
    if !file.ends_with(".gz") {
        return Ok(packed);
    }
    let mut bytes = Vec::new();
    MultiGzDecoder::new(&*packed).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a log, or says everything that is wrong with it.
pub(crate) fn parse(bytes: &[u8], sphere: &str) -> Result<Log, String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = Header::of(reader.byte_headers().map_err(|error| error.to_string())?, sphere)?;
    let (mut log, mut problems) = (Log { rows: Vec::new(), outside: 0 }, Problems::default());
    for record in reader.into_byte_records() {
        let record = record.map_err(|error| error.to_string())?;
        match header.row(&record) {
            Ok(Some(row)) => log.rows.push(row),
            Ok(None) => log.outside += 1,
            Err(wrong) => problems.add(&wrong, || line(bytes, &record)),
        }
    }
    if problems.count == 0 { Ok(log) } else { Err(problems.to_string()) }
}

/// The line on which a record begins, from 1. O(bytes).
///
/// The reader's own count stands before the line feeds, and before the blank lines, that precede the record.
fn line(bytes: &[u8], record: &ByteRecord) -> usize {
    let before = record.position().map_or(0, csv::Position::byte) as usize;
    let breaks = bytes[before..].iter().take_while(|byte| b"\r\n".contains(byte)).count();
    1 + bytes[..before + breaks].iter().filter(|byte| **byte == b'\n').count()
}

/// Where each column stands.
struct Header {
    width: usize,
    sphere: Cell,
    cells: [Cell; COLUMNS.len()],
}

/// A column: its name and its place, from 0.
#[derive(Clone)]
struct Cell {
    name: Box<str>,
    place: usize,
}

impl Header {
    fn of(names: &ByteRecord, sphere: &str) -> Result<Self, String> {
        let needed = || COLUMNS.iter().copied().chain((!COLUMNS.contains(&sphere)).then_some(sphere));
        let count = |name: &str| names.iter().filter(|other| *other == name.as_bytes()).count();
        let listed = |of: &dyn Fn(usize) -> bool| {
            let listed: Vec<String> = needed().filter(|name| of(count(name))).map(|name| format!("`{name}`")).collect();
            listed.join(", ")
        };
        let (missing, doubled) = (listed(&|count| count == 0), listed(&|count| count > 1));
        if !missing.is_empty() {
            return Err(format!("the header has no column {missing}"));
        }
        if !doubled.is_empty() {
            return Err(format!("the header has more than one column {doubled}"));
        }
        let place = |name: &str| names.iter().position(|other| other == name.as_bytes()).unwrap_or_default();
        let cell = |name: &str| Cell { name: name.into(), place: place(name) };
        Ok(Self { width: names.len(), sphere: cell(sphere), cells: COLUMNS.map(cell) })
    }

    /// The row; `None` where it is in no sphere.
    fn row(&self, record: &ByteRecord) -> Result<Option<Row>, String> {
        if record.len() != self.width {
            return Err(format!("{} columns where the header has {}", record.len(), self.width));
        }
        let [date, subject, person, organisation, counterpart, weight, evidence, mends] = &self.cells;
        let sphere = self.sphere.text(record)?;
        let actor = Organisation::of(organisation.filled(record)?).ok_or_else(|| organisation.wrong("is empty"))?;
        let person = if actor == Organisation::Bot { person.text(record)? } else { person.filled(record)? };
        let row = Row {
            sphere: sphere.into(),
            date: date.text(record)?.parse().map_err(|error| date.wrong(error))?,
            subject: subject.filled(record)?.into(),
            person: person.into(),
            organisation: actor,
            counterpart: Organisation::of(counterpart.text(record)?),
            weight: weight.weight(record)?,
            authored: evidence.filled(record)?.starts_with("author:"),
            mends: Some(mends.text(record)?).filter(|text| !text.is_empty()).map(Box::from),
        };
        Ok(Some(row).filter(|row| !row.sphere.is_empty()))
    }
}

impl Cell {
    fn text<'r>(&self, record: &'r ByteRecord) -> Result<&'r str, String> {
        std::str::from_utf8(&record[self.place]).map_err(|_| self.wrong("is not UTF-8"))
    }

    fn filled<'r>(&self, record: &'r ByteRecord) -> Result<&'r str, String> {
        let text = self.text(record)?;
        if text.is_empty() { Err(self.wrong("is empty")) } else { Ok(text) }
    }

    fn weight(&self, record: &ByteRecord) -> Result<f64, String> {
        let text = self.text(record)?;
        let weight = text.parse().ok().filter(|weight: &f64| weight.is_finite() && *weight != 0.0);
        weight.ok_or_else(|| self.wrong(format!("\"{text}\" is no number other than 0")))
    }

    fn wrong(&self, what: impl fmt::Display) -> String {
        format!("column {} (`{}`): {what}", self.place + 1, self.name)
    }
}

/// What is wrong with the rows: the first of them in words, all of them counted.
#[derive(Default)]
struct Problems {
    shown: Vec<String>,
    count: usize,
}

impl Problems {
    fn add(&mut self, what: &str, line: impl Fn() -> usize) {
        self.count += 1;
        if self.shown.len() < SHOWN {
            self.shown.push(format!("line {}, {what}", line()));
        }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bad {}", self.count, if self.count == 1 { "row" } else { "rows" })?;
        self.shown.iter().try_for_each(|problem| write!(f, "\n  {problem}"))?;
        let more = self.count - self.shown.len();
        if more > 0 { write!(f, "\n  and {more} more") } else { Ok(()) }
    }
}
