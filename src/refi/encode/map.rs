//! The table that says what codes mean in a case.

use std::fmt;

use serde::Serialize;

use crate::graph::Code;
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;

/// What a code of a project means in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// Text with this code speaks of a node.
    Node {
        /// The kind of the node.
        kind: NodeKind,
        /// The id that the node is to have; several codes may mean one node.
        id: Box<str>,
        /// What it is called; the name of the code, where nothing is said.
        label: Option<Box<str>>,
        /// What it is classified as: keys of the closed lists, as `practice/co-design`.
        classes: Vec<Box<str>>,
    },
    /// Text with this code is evidence that two nodes of the table are in a relation.
    Claim {
        /// The relation.
        relation: RelationKind,
        /// The id of the node that the claim is about.
        subject: Box<str>,
        /// The id of the node that the relation leads to.
        object: Box<str>,
    },
    /// The code names a relation and leaves open between whom: where it lies on the overlap of two nodes, that relation
    /// and no other is proposed.
    Relation(RelationKind),
    /// The code is not for the case, and why.
    Ignored(Box<str>),
}

impl Meaning {
    /// A node of this kind and id.
    pub fn node(kind: NodeKind, id: impl Into<Box<str>>) -> Self {
        Self::Node { kind, id: id.into(), label: None, classes: Vec::new() }
    }

    /// A claim that two nodes are in a relation.
    pub fn claim(subject: impl Into<Box<str>>, relation: RelationKind, object: impl Into<Box<str>>) -> Self {
        Self::Claim { relation, subject: subject.into(), object: object.into() }
    }

    /// The same node with a label; nothing else has one.
    #[must_use]
    pub fn labelled(mut self, text: impl Into<Box<str>>) -> Self {
        if let Self::Node { label, .. } = &mut self {
            *label = Some(text.into());
        }
        self
    }

    /// The same node, classified; nothing else is.
    #[must_use]
    pub fn coded(mut self, code: impl Into<Code>) -> Self {
        if let Self::Node { classes, .. } = &mut self {
            classes.push(code.into().to_string().into());
        }
        self
    }
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The path or the GUID of the code.
    pub(super) code: Box<str>,
    pub(super) meaning: Meaning,
    pub(super) line: Option<u32>,
}

/// What codes of a project mean in a case, as a table that a person writes.
///
/// A code is named by its path, as `Actors/Airline`, or by its GUID. In TOML:
///
/// ```toml
/// [[codes]]
/// code = "Actors/Airline"
/// kind = "actor"
/// id = "airline"
/// as = ["role/customer"]          # entries of the closed lists; optional
/// label = "The airline"           # optional
///
/// [[codes]]
/// code = "Help/Maker helps airline"
/// relation = "depends-on"
/// subject = "airline"
/// object = "maker"                # left out, both: whatever the code overlaps with
///
/// [[codes]]
/// code = "Nice quotes"
/// ignore = "kept for the slides"
/// ```
///
/// In code:
///
/// ```
/// use cocreation::graph::{node::NodeKind, relation::RelationKind};
/// use cocreation::refi::{CodeMap, Meaning};
/// use cocreation::theory::typology::Role;
///
/// let map = CodeMap::default()
///     .entry("Actors/Airline", Meaning::node(NodeKind::Actor, "airline").coded(Role::Customer))
///     .entry("Help/Maker helps airline", Meaning::claim("airline", RelationKind::DependsOn, "maker"))
///     .entry("Nice quotes", Meaning::Ignored("kept for the slides".into()));
/// assert_eq!(map.len(), 3);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeMap {
    pub(super) entries: Vec<Entry>,
}

impl CodeMap {
    /// The table with one more row. Whether it fits a project is checked by [`draft`](super::draft::draft).
    #[must_use]
    pub fn entry(mut self, code: impl Into<Box<str>>, meaning: Meaning) -> Self {
        self.entries.push(Entry { code: code.into(), meaning, line: None });
        self
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// One thing that is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MapProblem {
    /// The line of the text, from 1, where the table was read from a text.
    pub line: Option<u32>,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for MapProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.line.map_or(Ok(()), |line| write!(f, "line {line}: "))?;
        f.write_str(&self.message)
    }
}

/// Everything that is wrong with a table, by line; never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize)]
pub struct MapProblems(Vec<MapProblem>);

impl MapProblems {
    pub(super) fn found(mut problems: Vec<MapProblem>) -> Result<(), Self> {
        problems.sort_by_key(|problem| problem.line);
        if problems.is_empty() { Ok(()) } else { Err(Self(problems)) }
    }

    /// The problems, by line.
    pub fn iter(&self) -> std::slice::Iter<'_, MapProblem> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a MapProblems {
    type Item = &'a MapProblem;
    type IntoIter = std::slice::Iter<'a, MapProblem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for MapProblems {
    /// A line for each problem, at most 100 of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 100;
        let lines: Vec<String> = self.0.iter().take(SHOWN).map(MapProblem::to_string).collect();
        f.write_str(&lines.join("\n"))?;
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "\n… and {more} more"),
        }
    }
}

#[cfg(feature = "toml")]
mod reading {
    use serde::Deserialize;
    use serde::de::value::{Error, StrDeserializer};
    use toml::Spanned;
    use toml::de::{DeTable, DeValue, ValueDeserializer};

    use super::{CodeMap, Entry, MapProblem, MapProblems, Meaning};

    /// A row as it is written.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        code: Option<Box<str>>,
        kind: Option<Spanned<Box<str>>>,
        id: Option<Box<str>>,
        label: Option<Box<str>>,
        #[serde(rename = "as", default)]
        classes: Vec<Box<str>>,
        relation: Option<Spanned<Box<str>>>,
        subject: Option<Box<str>>,
        object: Option<Box<str>>,
        ignore: Option<Box<str>>,
    }

    /// What is wrong, and at which byte.
    type Wrong = (usize, String);

    /// A key of a closed list; what is none is a problem, and stands for no key.
    fn key<'t, K: Deserialize<'t>>(text: &'t Option<Spanned<Box<str>>>, wrong: &mut Vec<Wrong>) -> Option<K> {
        let text = text.as_ref()?;
        let read = K::deserialize(StrDeserializer::<Error>::new(text.get_ref()));
        read.map_err(|error| wrong.push((text.span().start, error.to_string()))).ok()
    }

    impl Row {
        /// What the fields are for, whatever they say; the first thing that is wrong with that.
        fn shape(&self) -> Result<(), &'static str> {
            let of_node = self.id.is_some() || self.label.is_some() || !self.classes.is_empty();
            let ends = (self.subject.is_some(), self.object.is_some());
            match (self.kind.is_some(), self.relation.is_some(), self.ignore.is_some()) {
                (true, false, false) if ends != (false, false) => Err("`subject` and `object` belong to a relation"),
                (true, false, false) if self.id.is_none() => Err("a node needs an `id`"),
                (false, true, false) | (false, false, true) if of_node => {
                    Err("`id`, `label` and `as` belong to a node, which needs a `kind`")
                }
                (false, true, false) if ends.0 != ends.1 => Err("a relation has `subject` and `object`, or neither"),
                (false, false, false) => {
                    Err("a code is a node (`kind`), a `relation`, or there is a reason to `ignore` it")
                }
                (true, true, _) | (true, _, true) | (_, true, true) => {
                    Err("one of `kind`, `relation` and `ignore` is right, not two")
                }
                (true, false, false) | (false, true, false) | (false, false, true) => Ok(()),
            }
        }

        /// The meaning, as far as there is one; every problem goes into the list.
        fn meaning(self, wrong: &mut Vec<Wrong>) -> Option<Meaning> {
            let (kind, relation) = (key(&self.kind, wrong), key(&self.relation, wrong));
            if let Some(kind) = kind {
                return Some(Meaning::Node { kind, id: self.id?, label: self.label, classes: self.classes });
            }
            match (relation, self.subject, self.object) {
                (Some(relation), Some(subject), Some(object)) => Some(Meaning::Claim { relation, subject, object }),
                (Some(relation), ..) => Some(Meaning::Relation(relation)),
                (None, ..) => self.ignore.map(Meaning::Ignored),
            }
        }
    }

    impl CodeMap {
        /// Reads a table from TOML. O(text).
        ///
        /// # Errors
        ///
        /// Everything that is wrong, with its line; text that is not well-formed TOML is a single problem.
        ///
        /// ```
        /// use cocreation::refi::CodeMap;
        ///
        /// let problems = CodeMap::from_toml("[[codes]]\ncode = 'A'\n[[codes]]\ncode = 'B'\nkind = 'ghost'\n").unwrap_err();
        /// let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
        /// assert_eq!(lines, [Some(1), Some(3), Some(5)]); // no meaning; a node without an id; no kind of node
        /// ```
        pub fn from_toml(text: &str) -> Result<Self, MapProblems> {
            let feeds: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
            let line = |at: usize| Some(feeds.partition_point(|feed| *feed < at) as u32 + 1);
            let problem = |at: usize, message: String| MapProblem { line: line(at), message };
            let table = DeTable::parse(text).map_err(|error| {
                let at = error.span().map_or(0, |span| span.start);
                MapProblems(vec![problem(at, error.message().to_owned())])
            })?;
            let (mut map, mut problems) = (Self::default(), Vec::new());
            for (key, value) in table.get_ref() {
                let rows = value.get_ref().as_array().filter(|_| &**key.get_ref() == "codes");
                let Some(rows) = rows else {
                    let message = format!("`{}` is no part of a table of codes; it has `[[codes]]`", key.get_ref());
                    problems.push(problem(key.span().start, message));
                    continue;
                };
                for row in rows {
                    let mut wrong = Vec::new();
                    if let Some((code, meaning)) = entry(row, &mut wrong) {
                        map.entries.push(Entry { code, meaning, line: line(row.span().start) });
                    }
                    problems.extend(wrong.into_iter().map(|(at, message)| problem(at, message)));
                }
            }
            MapProblems::found(problems).map(|()| map)
        }
    }

    /// A row; none, and a problem at least, if it cannot be read.
    fn entry(row: &Spanned<DeValue<'_>>, wrong: &mut Vec<Wrong>) -> Option<(Box<str>, Meaning)> {
        let start = row.span().start;
        let read = Row::deserialize(ValueDeserializer::from(row.clone()));
        let told = |error: toml::de::Error| (error.span().map_or(start, |span| span.start), error.message().to_owned());
        let read = read.map_err(|error| wrong.push(told(error))).ok()?;
        let code = read.code.clone();
        let named = code.as_ref().map_or("a row".to_owned(), |code| format!("code \"{code}\""));
        if code.is_none() {
            wrong.push((start, "a row needs a `code`: its path, or its GUID".to_owned()));
        }
        if let Err(message) = read.shape() {
            wrong.push((start, format!("{named}: {message}")));
        }
        let meaning = read.meaning(wrong);
        code.zip(meaning).filter(|_| wrong.is_empty())
    }
}
