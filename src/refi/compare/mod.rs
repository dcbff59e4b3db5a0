//! From codings to agreement: files of coders, matched, as a table of units or as spans.

mod matching;
mod pieces;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::fmt;
use std::ops::Range;

use self::matching::{Matched, Shared};
use super::loss::{LossKind, Losses};
use super::project::Project;
use super::steps::Steps;
use crate::agreement::{Blank, CodeSet, Continuum, Faults, Ratings};

/// A project in which somebody coded.
#[derive(Clone, Debug)]
pub struct CodedFile<'p> {
    project: &'p Project,
    coder: Option<Box<str>>,
}

impl<'p> CodedFile<'p> {
    /// A project that says itself who coded what.
    pub fn new(project: &'p Project) -> Self {
        Self { project, coder: None }
    }

    /// A project of one coder, whatever it says itself.
    pub fn by(coder: impl Into<Box<str>>, project: &'p Project) -> Self {
        Self { project, coder: Some(coder.into()) }
    }
}

/// What one unit is. There is no default: it decides the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Units {
    /// Each character of a text.
    Characters,
    /// Each sentence: up to `.`, `!`, `?` or `…` before white space, or up to the end of a line.
    Sentences,
    /// Each line that is not empty.
    Paragraphs,
    /// Each piece between two ends of anybody's segments, from the first to the last of them.
    Segments,
    /// Each source as a whole; codings of whole sources count here, and here only.
    Sources,
}

impl fmt::Display for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Characters => "characters",
            Self::Sentences => "sentences",
            Self::Paragraphs => "paragraphs",
            Self::Segments => "pieces between the ends of all segments",
            Self::Sources => "sources",
        })
    }
}

/// What it means that a coder has no code in a source. The file format does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Absence {
    /// The coder has not seen the source: values are missing.
    #[default]
    NotSeen,
    /// The coder has seen it and found nothing, if a file of the coder has the source.
    NothingFound,
}

impl fmt::Display for Absence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::NotSeen => "a coder without codes in a source has not seen it",
            Self::NothingFound => "a coder without codes in a source found nothing",
        })
    }
}

/// A table of what coders gave, and what was left out of it; made by [`ratings`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Compared {
    /// Units and coders, with sets of codes; the sources are the sources of the units.
    pub ratings: Ratings<CodeSet>,
    /// What could not be matched or has no place in the table.
    pub losses: Losses,
}

/// The codes that each coder gave to each unit.
///
/// The coders may be in one file, or each in a file of their own. Sources are matched by their text, line ends aside; codes by
/// their path, letter case and white space aside; coders by their ids, then by their names. What is only in some of the
/// files is [told](Compared::losses). A code belongs to every unit that a segment touches, be it by one character.
///
/// O(files + units · (coders + codes on a unit) + codings · log codings).
///
/// # Errors
///
/// No coder is known: then no coding names one.
///
/// ```
/// use cocreation::agreement::{self, Blank, Metric, masi};
/// use cocreation::refi::{self, Absence, Code, CodedFile, Coding, Guid, Project, Selection, Source, Target, Units, User};
///
/// let guid = |n: u8| Guid::from_bytes([n; 16]);
/// let coded_by = |name: &str, ranges: &[std::ops::Range<usize>]| {
///     let mut project = Project::default();
///     let coder = project.add_user(User::new(guid(name.len() as u8), name));
///     let trust = project.add_code(Code::new(guid(9), "trust"));
///     let mut source = Source::of_text(guid(10), "Interview", "We trust them. They come by. It works.");
///     for (n, range) in (11..).zip(ranges) {
///         let mut part = Selection::of_text(guid(n), range.clone());
///         part.codings.push(Coding::new(guid(n + 50), Target::Code(trust)).by(coder));
///         source.selections.push(part);
///     }
///     project.add_source(source);
///     project
/// };
/// let (ann, robert) = (coded_by("Ann", &[3..8, 15..27]), coded_by("Robert", &[0..14]));
/// let files = [CodedFile::new(&ann), CodedFile::new(&robert)];
/// let found = refi::ratings(&files, Units::Sentences, Blank::Counted, Absence::NotSeen)?;
///
/// // Both find trust in the first sentence, Ann alone in the second, nobody in the third.
/// let report = agreement::assess(&found.ratings, Metric::Distance(&masi));
/// assert_eq!((report.units, report.percent.value()), (3, Some(1.0 - 1.0 / 3.0)));
/// assert_eq!(report.disagreements[0].to_string(), "Interview, 2: They come by.: Ann {trust}, Robert {}");
/// assert_eq!(found.losses.iter().count(), 0);
/// # Ok::<(), agreement::Faults>(())
/// ```
pub fn ratings(files: &[CodedFile<'_>], units: Units, blank: Blank, absence: Absence) -> Result<Compared, Faults> {
    let mut matched = Matched::of(files);
    let mut table = Ratings::builder(matched.coders.iter().cloned());
    let blanks = match blank {
        Blank::Counted => "blank units counted",
        Blank::LeftOut => "blank units left out",
    };
    table.units_are(format!("units are {units}; {blanks}; {absence}"));
    for text in &matched.texts {
        let seen = matched.seen(text, absence);
        let mut sweeps = sweeps(text, matched.coders.len(), units);
        table.source(&*text.name);
        for (nth, unit) in pieces_of(text, units).into_iter().enumerate() {
            let codes: Vec<BTreeSet<usize>> = sweeps.iter_mut().map(|sweep| sweep.codes_in(&unit)).collect();
            if blank == Blank::LeftOut && codes.iter().all(BTreeSet::is_empty) {
                continue;
            }
            let label = |code: &usize| matched.codes[*code].clone();
            let values = codes.iter().zip(&seen).map(|(codes, seen)| seen.then(|| codes.iter().map(label).collect()));
            table.unit(unit_name(text, units, nth, &unit), values);
        }
    }
    if units != Units::Sources {
        matched.note_whole_sources();
    }
    Ok(Compared { ratings: table.build()?, losses: matched.losses })
}

/// What coders marked, as continua for the unitizing coefficients; made by [`spans`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Spans {
    /// All codes on one continuum; none where spans of one coder overlap, which it cannot hold.
    pub all: Option<Continuum>,
    /// A continuum for each code.
    pub each: Vec<(Box<str>, Continuum)>,
    /// What could not be matched or has no place on a continuum.
    pub losses: Losses,
}

/// The spans that each coder marked: the texts that all coders have seen, one behind the other, in characters.
///
/// Files are matched as by [`ratings`]. Spans of one coder and one code that overlap are one span. O(codings · log codings +
/// texts).
///
/// # Errors
///
/// No coder is known.
pub fn spans(files: &[CodedFile<'_>], absence: Absence) -> Result<Spans, Faults> {
    let mut matched = Matched::of(files);
    let mut marked = BTreeMap::new();
    let mut start = 0;
    for nth in 0..matched.texts.len() {
        let text = &matched.texts[nth];
        if matched.seen(text, absence).contains(&false) {
            matched.losses.note(LossKind::NotSeenByAll, || matched.texts[nth].name.clone());
            continue;
        }
        let steps = Steps::of(&text.content);
        for mark in &text.marks {
            let positions = mark.range.as_ref().and_then(|range| steps.range(range)).filter(|range| !range.is_empty());
            if let Some(Range { start: from, end }) = positions {
                marked.entry((mark.code, mark.coder)).or_insert_with(Vec::new).push(start + from..start + end);
            }
        }
        start += steps.at(text.content.len()).unwrap_or_default();
    }
    marked.values_mut().for_each(joined);
    matched.note_whole_sources();
    let all = matched.continuum(start, marked.iter());
    if matched.coders.is_empty() {
        all.clone()?;
    }
    let codes: BTreeSet<usize> = marked.keys().map(|(code, _)| *code).collect();
    let each = codes.into_iter().map(|code| {
        let own = marked.range((code, 0)..=(code, usize::MAX));
        matched.continuum(start, own).map(|continuum| (matched.codes[code].clone(), continuum))
    });
    let each = each.collect::<Result<_, _>>()?;
    Ok(Spans { all: all.ok(), each, losses: matched.losses })
}

/// Spans that overlap become one; spans that only touch are two judgements.
fn joined(spans: &mut Vec<Range<usize>>) {
    spans.sort_by_key(|span| (span.start, span.end));
    spans.dedup_by(|next, kept| {
        let joins = next.start < kept.end;
        if joins {
            kept.end = kept.end.max(next.end);
        }
        joins
    });
}

impl Matched<'_> {
    /// For each coder, whether the text was seen.
    fn seen(&self, text: &Shared<'_>, absence: Absence) -> Vec<bool> {
        let mut seen = vec![false; self.coders.len()];
        text.marks.iter().for_each(|mark| seen[mark.coder] = true);
        if absence == Absence::NothingFound {
            for (seen, files) in seen.iter_mut().zip(&self.files_of) {
                *seen |= !files.is_disjoint(&text.files);
            }
        }
        seen
    }

    fn note_whole_sources(&mut self) {
        for text in &self.texts {
            for _ in text.marks.iter().filter(|mark| mark.range.is_none()) {
                self.losses.note(LossKind::WholeSource, || text.name.clone());
            }
        }
    }

    fn continuum<'s>(
        &self,
        length: usize,
        marked: impl Iterator<Item = (&'s (usize, usize), &'s Vec<Range<usize>>)>,
    ) -> Result<Continuum, Faults> {
        let position = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut continuum = Continuum::builder(self.coders.iter().cloned(), 0..position(length));
        for ((code, coder), spans) in marked {
            for span in spans {
                let span = position(span.start)..position(span.end);
                continuum.span(self.coders[*coder].clone(), span, self.codes[*code].clone());
            }
        }
        continuum.build()
    }
}

/// The marks of one coder, read unit by unit.
#[derive(Default)]
struct Sweep {
    /// With their codes, in the order of their starts.
    marks: Vec<(Range<usize>, usize)>,
    next: usize,
    /// How many marks that have begun and not ended have each code, and where they end.
    open: BTreeMap<usize, usize>,
    ends: BinaryHeap<Reverse<(usize, usize)>>,
}

fn sweeps(text: &Shared<'_>, coders: usize, units: Units) -> Vec<Sweep> {
    let mut sweeps: Vec<Sweep> = (0..coders).map(|_| Sweep::default()).collect();
    for mark in &text.marks {
        let whole = (units == Units::Sources).then_some(0..usize::MAX);
        if let Some(range) = mark.range.clone().filter(|range| !range.is_empty()).or(whole) {
            sweeps[mark.coder].marks.push((range, mark.code));
        }
    }
    for sweep in &mut sweeps {
        sweep.marks.sort_by_key(|(range, _)| range.start);
    }
    sweeps
}

impl Sweep {
    /// Units come in order and do not overlap.
    fn codes_in(&mut self, unit: &Range<usize>) -> BTreeSet<usize> {
        while let Some((range, code)) = self.marks.get(self.next).filter(|(range, _)| range.start < unit.end) {
            *self.open.entry(*code).or_default() += 1;
            self.ends.push(Reverse((range.end, *code)));
            self.next += 1;
        }
        while let Some(Reverse((_, code))) = self.ends.peek().copied().filter(|Reverse((end, _))| *end <= unit.start) {
            self.ends.pop();
            let count = self.open.entry(code).or_default();
            *count -= 1;
            if *count == 0 {
                self.open.remove(&code);
            }
        }
        self.open.keys().copied().collect()
    }
}

fn pieces_of(text: &Shared<'_>, units: Units) -> Vec<Range<usize>> {
    match units {
        Units::Characters => pieces::characters(&text.content),
        Units::Sentences => pieces::sentences(&text.content),
        Units::Paragraphs => pieces::paragraphs(&text.content),
        Units::Segments => {
            pieces::cut(text.marks.iter().filter_map(|mark| mark.range.clone()).flat_map(|r| [r.start, r.end]))
        }
        Units::Sources => pieces::whole(&text.content),
    }
}

/// Where a unit is and how it begins, for the list of disagreements.
fn unit_name(text: &Shared<'_>, units: Units, nth: usize, unit: &Range<usize>) -> String {
    const SHOWN: usize = 40;
    let (name, number) = (&text.name, nth + 1);
    match units {
        Units::Sources => name.clone(),
        Units::Characters => format!("{name}, {number}"),
        Units::Sentences | Units::Paragraphs | Units::Segments => {
            let words = &text.content[unit.clone()];
            let more = if words.chars().nth(SHOWN).is_some() { "…" } else { "" };
            let start: String = words.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
            format!("{name}, {number}: {start}{more}")
        }
    }
}

impl fmt::Display for Compared {
    /// What was left out; the table itself is for [`assess`](crate::agreement::assess).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.losses.fmt(f)
    }
}
