//! Coders, codes and texts of several files, matched.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::CodedFile;
use crate::refi::guid::Guid;
use crate::refi::loss::{LossKind, Losses};
use crate::refi::project::{CoderFrom, Coding, Place, Project, Source, Target, User};

/// One coding of a text.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) coder: usize,
    pub(super) code: usize,
    /// In bytes of the text; `None` for the text as a whole.
    pub(super) range: Option<Range<usize>>,
}

/// A text that one file or several have.
#[derive(Debug)]
pub(super) struct Shared<'p> {
    pub(super) name: String,
    pub(super) content: Cow<'p, str>,
    pub(super) files: BTreeSet<usize>,
    pub(super) marks: Vec<Mark>,
}

/// Everything that is compared.
#[derive(Debug, Default)]
pub(super) struct Matched<'p> {
    pub(super) coders: Vec<Box<str>>,
    pub(super) codes: Vec<Box<str>>,
    pub(super) texts: Vec<Shared<'p>>,
    /// In which files each coder coded.
    pub(super) files_of: Vec<BTreeSet<usize>>,
    pub(super) losses: Losses,
}

/// Names in the order in which they come up.
#[derive(Default)]
struct Names {
    names: Vec<Box<str>>,
    places: BTreeMap<Box<str>, usize>,
}

impl Names {
    fn place(&mut self, name: &str) -> usize {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        self.places.insert(name.into(), self.names.len());
        self.names.push(name.into());
        self.names.len() - 1
    }
}

/// Numbers names that come up again: `Ann`, `Ann (2)`.
#[derive(Default)]
struct Numbered(BTreeMap<String, usize>);

impl Numbered {
    fn name(&mut self, name: &str, losses: Option<&mut Losses>) -> String {
        let count = self.0.entry(name.to_owned()).or_default();
        *count += 1;
        let (count, numbered) = (*count, format!("{name} ({count})"));
        if count == 1 {
            return name.to_owned();
        }
        if let Some(losses) = losses {
            losses.note(LossKind::NameTwice, || numbered.clone());
        }
        // The number may make a name that somebody else has.
        self.name(&numbered, None)
    }
}

impl<'p> Matched<'p> {
    pub(super) fn of(files: &[CodedFile<'p>]) -> Self {
        let mut matched = Self::default();
        let (mut coders, mut codes) = (Names::default(), Names::default());
        let mut labels = Labels::default();
        let mut texts = Texts::default();
        let mut defined: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (number, file) in files.iter().enumerate() {
            let users = labels.users(file.project, &mut matched.losses);
            let paths = code_labels(file.project, &mut matched.losses);
            let paths: Vec<usize> = paths.iter().map(|path| codes.place(path)).collect();
            for (_, place) in file.project.codes.iter().zip(&paths).filter(|(code, _)| code.codable) {
                defined.entry(*place).or_default().insert(number);
            }
            let mut reading = Reading { file, number, users: &users, paths: &paths, coders: &mut coders };
            texts.begin_file();
            for source in &file.project.sources {
                reading.source(source, &mut texts, &mut matched);
            }
        }
        matched.texts = texts.texts;
        matched.name_texts(files.len());
        for (code, found) in defined.iter().filter(|(_, found)| found.len() < files.len()) {
            matched.losses.note(LossKind::CodeUnmatched, || {
                let number = found.iter().next().map_or(0, |file| file + 1);
                format!("\"{}\" (file {number})", codes.names[*code])
            });
        }
        (matched.coders, matched.codes) = (coders.names, codes.names);
        matched
    }

    fn name_texts(&mut self, files: usize) {
        let mut numbered = Numbered::default();
        for text in &mut self.texts {
            text.name = numbered.name(&text.name, None);
            if text.files.len() < files {
                let number = text.files.iter().next().map_or(0, |file| file + 1);
                self.losses.note(LossKind::SourceUnmatched, || format!("\"{}\" (file {number})", text.name));
            }
        }
    }
}

/// What coders are called, across files.
#[derive(Default)]
struct Labels {
    of_guid: BTreeMap<Guid, String>,
    /// Labels of the files before.
    before: BTreeSet<String>,
}

impl Labels {
    fn users(&mut self, project: &Project, losses: &mut Losses) -> Vec<String> {
        let (mut numbered, mut labels) = (Numbered::default(), Vec::new());
        for user in &project.users {
            let label = match self.of_guid.get(&user.guid) {
                Some(label) => label.clone(),
                None => self.by_name(user, &mut numbered, losses),
            };
            labels.push(label);
        }
        self.of_guid.extend(project.users.iter().map(|user| user.guid.clone()).zip(labels.iter().cloned()));
        self.before.extend(labels.iter().cloned());
        labels
    }

    fn by_name(&self, user: &User, numbered: &mut Numbered, losses: &mut Losses) -> String {
        let name = user.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let label = numbered.name(name.unwrap_or(&user.guid.to_string()), Some(losses));
        if self.before.contains(&label) {
            losses.note(LossKind::CoderByName, || label.clone());
        }
        label
    }
}

/// The paths of codes as they are compared: without differences in letter case and white space.
fn code_labels(project: &Project, losses: &mut Losses) -> Vec<String> {
    let mut numbered = Numbered::default();
    let path = |index| {
        let path = project.code_path(index).to_lowercase();
        path.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    project.code_indices().map(|index| numbered.name(&path(index), Some(losses))).collect()
}

/// The texts of all files: one that several files have is one, and the second of two equal ones in a file is the second in
/// the others.
#[derive(Default)]
struct Texts<'p> {
    texts: Vec<Shared<'p>>,
    places: BTreeMap<(Cow<'p, str>, usize), usize>,
    /// How often each text came up in the file.
    in_file: BTreeMap<Cow<'p, str>, usize>,
}

impl<'p> Texts<'p> {
    fn begin_file(&mut self) {
        self.in_file.clear();
    }

    fn place(&mut self, name: &str, content: Cow<'p, str>) -> usize {
        let nth = self.in_file.entry(content.clone()).or_default();
        *nth += 1;
        *self.places.entry((content.clone(), *nth)).or_insert_with(|| {
            let name = name.to_owned();
            self.texts.push(Shared { name, content, files: BTreeSet::new(), marks: Vec::new() });
            self.texts.len() - 1
        })
    }
}

/// A file that is being read.
struct Reading<'a, 'p> {
    file: &'a CodedFile<'p>,
    number: usize,
    users: &'a [String],
    paths: &'a [usize],
    coders: &'a mut Names,
}

impl<'p> Reading<'_, 'p> {
    fn source(&mut self, source: &'p Source, texts: &mut Texts<'p>, matched: &mut Matched<'p>) {
        let Some(text) = &source.text else {
            let name = || format!("\"{}\" (file {})", source.name, self.number + 1);
            return matched.losses.note(LossKind::NoText, name);
        };
        let (content, dropped) = unix(&text.content);
        let place = texts.place(&source.name, content);
        let shared = &mut texts.texts[place];
        shared.files.insert(self.number);
        let whole = source.codings.iter().map(|coding| (None, coding));
        let parts =
            source.selections.iter().flat_map(|part| part.codings.iter().map(move |coding| (Some(part), coding)));
        for (part, coding) in whole.chain(parts) {
            let range = match part.map(|part| &part.place) {
                None => None,
                Some(Place::Text(range)) if text.content.get(range.clone()).is_some() => Some(moved(range, &dropped)),
                Some(Place::Text(_) | Place::Area { .. } | Place::Time { .. } | Place::Transcript { .. }) => {
                    matched.losses.note(LossKind::OtherPlace, || source.name.clone());
                    continue;
                }
            };
            if let Some((coder, code)) = self.who_and_what(coding, &source.name, matched) {
                shared.marks.push(Mark { coder, code, range });
            }
        }
    }

    fn who_and_what(&mut self, coding: &Coding, source: &str, matched: &mut Matched<'p>) -> Option<(usize, usize)> {
        let code = match coding.target {
            Target::Code(code) => *self.paths.get(code.get())?,
            Target::Case(_) => {
                matched.losses.note(LossKind::AboutCase, || source.to_owned());
                return None;
            }
        };
        let by = self.file.coder.as_deref();
        let known = coding.coder.and_then(|coder| self.users.get(coder.get())).map(String::as_str);
        let Some(label) = by.or(known) else {
            matched.losses.note(LossKind::UnknownCoder, || source.to_owned());
            return None;
        };
        if by.is_none() && coding.coder_from == CoderFrom::Selection {
            matched.losses.note(LossKind::SelectionCoder, || source.to_owned());
        }
        let coder = self.coders.place(label);
        if matched.files_of.len() <= coder {
            matched.files_of.resize(coder + 1, BTreeSet::new());
        }
        matched.files_of[coder].insert(self.number);
        Some((coder, code))
    }
}

/// A text with `LF` for `CR LF`, which programs change on the way, and the bytes that this drops.
fn unix(text: &str) -> (Cow<'_, str>, Vec<usize>) {
    let dropped: Vec<usize> = text.match_indices("\r\n").map(|(at, _)| at).collect();
    if dropped.is_empty() {
        return (Cow::Borrowed(text), dropped);
    }
    (Cow::Owned(text.replace("\r\n", "\n")), dropped)
}

fn moved(range: &Range<usize>, dropped: &[usize]) -> Range<usize> {
    let before = |at: usize| at - dropped.partition_point(|drop| *drop < at);
    before(range.start)..before(range.end)
}
