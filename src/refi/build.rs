//! From elements to values. References are numbers of GUIDs until the whole file is read, and positions are as the file
//! counts them until its texts are there.

use super::guid::Guid;
use super::ids::Ids;
use super::project::{
    Authorship, Case, Code, CodeIndex, CoderFrom, Coding, Direction, Link, NoteIndex, Place, Project, Selection,
    SelectionIndex, Set, Source, SourceIndex, SourceKind, SyncPoint, Target, Text, Transcript, User, UserIndex, Value,
    Variable, VariableIndex, VariableKind, VariableValue,
};
use super::refusal::clipped;
use super::report::{Element, NoticeCode, Report};
use super::schema::{self, Node, Reference, Shape};
use super::xml::{Attributes, Listener};

/// A source with what is known of it besides.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) source: Source,
    pub(super) line: u32,
    /// The line of each selection.
    pub(super) lines: Vec<u32>,
    /// Whether its text began with a byte order mark.
    pub(super) marked: bool,
    /// Selections whose words stand in a file of their own.
    pub(super) words: Vec<(usize, String)>,
}

/// What has been read of a file.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    pub(super) report: &'a mut Report,
    /// All but the sources and the notes.
    pub(super) project: Project,
    pub(super) sources: Vec<Draft>,
    pub(super) notes: Vec<Draft>,
    pub(super) ids: Ids,
    root: Node,
    stack: Vec<Node>,
    /// The codes that are open, the outermost first.
    codes: Vec<usize>,
    text_bytes: u64,
    source: Option<Draft>,
    /// The first selection of the transcript that is open.
    transcript_from: usize,
    selection: Option<Marking>,
    coding: Option<Given>,
    value: (Option<VariableIndex>, Option<Value>),
    words: String,
}

/// A selection that is being read.
#[derive(Debug)]
struct Marking {
    selection: Selection,
    line: u32,
    /// Why it cannot be kept.
    wrong: Option<String>,
    words_path: Option<String>,
}

/// A coding that is being read, with the codes that it names.
#[derive(Debug)]
struct Given {
    coding: Coding,
    codes: Vec<usize>,
    line: u32,
}

impl<'a> Builder<'a> {
    pub(super) fn new(root: Node, text_bytes: u64, report: &'a mut Report) -> Self {
        Self {
            report,
            project: Project::default(),
            sources: Vec::new(),
            notes: Vec::new(),
            ids: Ids::default(),
            root,
            stack: Vec::new(),
            codes: Vec::new(),
            text_bytes,
            source: None,
            transcript_from: 0,
            selection: None,
            coding: None,
            value: (None, None),
            words: String::new(),
        }
    }

    fn node(&mut self, name: Option<&str>, line: u32) -> Node {
        let Some(parent) = self.stack.last().copied() else { return self.root };
        if let Some(node) = name.and_then(|name| schema::child(parent, name)) {
            return node;
        }
        if parent != Node::Ignored {
            self.report.counted(Element::Foreign).skipped += 1;
            let name = name.map_or_else(|| "of another namespace".to_owned(), clipped);
            self.report.note(NoticeCode::UnknownElement, Some(line), || format!("the element {name} is ignored"));
        }
        Node::Ignored
    }

    fn open(&mut self, node: Node, attributes: &Attributes<'_>, line: u32) {
        match node {
            Node::Project => self.open_project(attributes, line),
            Node::Codebook => self.open_codebook(attributes, line),
            Node::User => self.add_user(attributes, line),
            Node::Code => self.open_code(attributes, line),
            Node::Variable => self.add_variable(attributes, line),
            Node::Case => self.add_case(attributes, line),
            Node::Set => self.add_set(attributes, line),
            Node::Link => self.add_link(attributes, line),
            Node::Graph => self.skip_graph(attributes, line),
            Node::Source(kind) => self.open_source(kind, attributes, line),
            Node::Representation => self.open_representation(attributes),
            Node::Transcript => self.open_transcript(attributes, line),
            Node::SyncPoint => self.add_sync_point(attributes, line),
            Node::Selection(shape) => self.open_selection(shape, attributes, line),
            Node::SelectionWords => self.open_selection_words(attributes),
            Node::Coding => self.open_coding(attributes, line),
            Node::VariableValue => self.value = (None, None),
            Node::Description | Node::PlainText | Node::Value(_) => self.words.clear(),
            Node::Reference(reference) => self.refer(reference, attributes, line),
            Node::Users
            | Node::Codes
            | Node::Variables
            | Node::Cases
            | Node::Sources
            | Node::Notes
            | Node::Links
            | Node::Sets
            | Node::Graphs
            | Node::Ignored => {}
        }
    }

    fn close(&mut self, node: Node) {
        match node {
            Node::Code => drop(self.codes.pop()),
            Node::Source(_) => self.close_source(),
            Node::Transcript => self.close_transcript(),
            Node::Selection(_) => self.close_selection(),
            Node::Coding => self.close_coding(),
            Node::VariableValue => self.close_value(),
            Node::Description => self.close_description(),
            Node::PlainText => self.close_plain_text(),
            Node::Value(kind) => self.take_value(kind),
            Node::Project
            | Node::Codebook
            | Node::Users
            | Node::User
            | Node::Codes
            | Node::Variables
            | Node::Variable
            | Node::Cases
            | Node::Case
            | Node::Sources
            | Node::Notes
            | Node::Representation
            | Node::SyncPoint
            | Node::SelectionWords
            | Node::Links
            | Node::Link
            | Node::Sets
            | Node::Set
            | Node::Graphs
            | Node::Graph
            | Node::Reference(_)
            | Node::Ignored => {}
        }
    }

    fn open_project(&mut self, attributes: &Attributes<'_>, line: u32) {
        self.project.name = attributes.get("name").unwrap_or_default().to_owned();
        self.project.origin = given(attributes, "origin");
        self.project.base_path = given(attributes, "basePath");
        self.project.authorship = Authorship {
            by: self.user(attributes, "creatingUserGUID", line),
            at: given(attributes, "creationDateTime"),
            modified_by: self.user(attributes, "modifyingUserGUID", line),
            modified_at: given(attributes, "modifiedDateTime"),
        };
    }

    fn open_codebook(&mut self, attributes: &Attributes<'_>, line: u32) {
        if self.stack.is_empty() {
            self.project.origin = given(attributes, "origin");
        }
        if !self.sources.is_empty() {
            let message = "the codebook stands behind the sources; it is read all the same";
            self.report.note(NoticeCode::Order, Some(line), || message.into());
        }
    }

    fn add_user(&mut self, attributes: &Attributes<'_>, line: u32) {
        let guid = self.guid(attributes, line);
        let (name, id) = (given(attributes, "name"), given(attributes, "id"));
        self.project.users.push(User { guid, name, id, listed: true });
    }

    fn open_code(&mut self, attributes: &Attributes<'_>, line: u32) {
        let guid = self.guid(attributes, line);
        let name = attributes.get("name").unwrap_or_default().to_owned();
        let codable = self.codable(attributes.get("isCodable"), &name, line);
        let color = self.color(attributes.get("color"), Element::Codes, line);
        let parent = self.codes.last().copied().map(CodeIndex::new);
        self.codes.push(self.project.codes.len());
        self.project.codes.push(Code { guid, name, parent, codable, color, description: None, notes: Vec::new() });
    }

    fn codable(&mut self, said: Option<&str>, name: &str, line: u32) -> bool {
        let exact = match said.map(str::trim) {
            Some("true" | "1") => Some(true),
            Some("false" | "0") => Some(false),
            Some(_) | None => None,
        };
        let codable = exact.unwrap_or_else(|| !said.is_some_and(|said| said.trim().eq_ignore_ascii_case("false")));
        if exact.is_none() {
            self.report.counted(Element::Codes).repaired += 1;
            self.report.note(NoticeCode::Codable, Some(line), || {
                let said = said
                    .map_or("does not say `isCodable`".to_owned(), |said| format!("says isCodable={}", clipped(said)));
                format!(
                    "the code {} {said}; `true` or `false` would be right, and it is read as {codable}",
                    clipped(name)
                )
            });
        }
        codable
    }

    fn color(&mut self, said: Option<&str>, element: Element, line: u32) -> Option<String> {
        let said = said.map(str::trim).filter(|said| !said.is_empty())?;
        let digits = said.strip_prefix('#').filter(|digits| matches!(digits.len(), 3 | 6));
        if digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit())) {
            return Some(said.to_ascii_lowercase());
        }
        self.report.counted(element).repaired += 1;
        self.report.note(NoticeCode::Color, Some(line), || {
            format!("the colour {} is dropped; `#rgb` or `#rrggbb` would be right", clipped(said))
        });
        None
    }

    fn add_variable(&mut self, attributes: &Attributes<'_>, line: u32) {
        let guid = self.guid(attributes, line);
        let name = attributes.get("name").unwrap_or_default().to_owned();
        let said = attributes.get("typeOfVariable").unwrap_or_default().trim();
        let kind = KINDS.iter().find(|(word, _)| *word == said).map(|(_, kind)| *kind);
        if kind.is_none() {
            self.report.counted(Element::Variables).repaired += 1;
            self.report.note(NoticeCode::BadValue, Some(line), || {
                format!("the variable {} is of the type {}; it is read as Text", clipped(&name), clipped(said))
            });
        }
        let kind = kind.unwrap_or(VariableKind::Text);
        self.project.variables.push(Variable { guid, name, kind, description: None });
    }

    fn add_case(&mut self, attributes: &Attributes<'_>, line: u32) {
        let guid = self.guid(attributes, line);
        let name = attributes.get("name").unwrap_or_default().to_owned();
        let (codes, values, sources, selections) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        self.project.cases.push(Case { guid, name, description: None, codes, values, sources, selections });
    }

    fn add_set(&mut self, attributes: &Attributes<'_>, line: u32) {
        let guid = self.guid(attributes, line);
        let name = attributes.get("name").unwrap_or_default().to_owned();
        let (codes, sources, notes) = (Vec::new(), Vec::new(), Vec::new());
        self.project.sets.push(Set { guid, name, description: None, codes, sources, notes });
    }

    fn add_link(&mut self, attributes: &Attributes<'_>, line: u32) {
        let guid = self.guid(attributes, line);
        let color = self.color(attributes.get("color"), Element::Links, line);
        let direction = match attributes.get("direction") {
            Some("Associative") => Some(Direction::Associative),
            Some("OneWay") => Some(Direction::OneWay),
            Some("Bidirectional") => Some(Direction::Bidirectional),
            Some(_) | None => None,
        };
        // Ends are numbers of GUIDs until everything that they may name is read.
        let end = |number: Option<usize>| number.map(|number| super::project::Item::Note(NoteIndex::new(number)));
        let origin = end(self.ids.refer(attributes.get("originGUID"), line));
        let target = end(self.ids.refer(attributes.get("targetGUID"), line));
        let name = given(attributes, "name");
        self.project.links.push(Link { guid, name, direction, color, origin, target, notes: Vec::new() });
    }

    fn skip_graph(&mut self, attributes: &Attributes<'_>, line: u32) {
        self.report.counted(Element::Graphs).skipped += 1;
        let name = clipped(attributes.get("name").unwrap_or_default());
        self.report.note(NoticeCode::NotSupported, Some(line), || format!("the drawing {name} is not read"));
    }

    fn open_source(&mut self, kind: SourceKind, attributes: &Attributes<'_>, line: u32) {
        let guid = self.guid(attributes, line);
        let path = match kind {
            SourceKind::Text => given(attributes, "richTextPath"),
            SourceKind::Picture | SourceKind::Pdf | SourceKind::Audio | SourceKind::Video => given(attributes, "path"),
        };
        let text = match kind {
            SourceKind::Text => file(attributes),
            SourceKind::Picture | SourceKind::Pdf | SourceKind::Audio | SourceKind::Video => None,
        };
        let source = Source {
            text,
            path: path.or_else(|| given(attributes, "currentPath")),
            authorship: self.authorship(attributes, line),
            ..Source::new(guid, attributes.get("name").unwrap_or_default(), kind)
        };
        self.source = Some(Draft { source, line, lines: Vec::new(), marked: false, words: Vec::new() });
    }

    fn close_source(&mut self) {
        let Some(draft) = self.source.take() else { return };
        match self.stack.last() {
            Some(Node::Notes) => self.notes.push(draft),
            Some(_) | None => self.sources.push(draft),
        }
    }

    fn open_representation(&mut self, attributes: &Attributes<'_>) {
        if let Some(draft) = &mut self.source {
            draft.source.text = file(attributes);
        }
    }

    fn open_transcript(&mut self, attributes: &Attributes<'_>, line: u32) {
        let guid = self.guid(attributes, line);
        let authorship = self.authorship(attributes, line);
        let Some(draft) = &mut self.source else { return };
        self.transcript_from = draft.source.selections.len();
        draft.source.transcripts.push(Transcript {
            guid,
            name: given(attributes, "name"),
            text: file(attributes),
            sync_points: Vec::new(),
            description: None,
            notes: Vec::new(),
            authorship,
        });
    }

    fn add_sync_point(&mut self, attributes: &Attributes<'_>, line: u32) {
        let guid = self.guid(attributes, line);
        let (time, position) = (attributes.get("timeStamp"), attributes.get("position"));
        let time_ms = time.and_then(|time| self.natural(time, line)).map(|time| time as u64);
        let byte = position.and_then(|position| self.natural(position, line));
        if let Some(transcript) = self.source.as_mut().and_then(|draft| draft.source.transcripts.last_mut()) {
            transcript.sync_points.push(SyncPoint { guid, time_ms, byte });
        }
    }

    fn natural(&mut self, text: &str, line: u32) -> Option<usize> {
        let number = natural(text);
        if number.is_none() {
            self.report.counted(Element::SyncPoints).repaired += 1;
            self.bad_value(text, "a whole number from 0", line);
        }
        number
    }

    fn bad_value(&mut self, text: &str, right: &str, line: u32) {
        let code = NoticeCode::BadValue;
        self.report
            .note(code, Some(line), || format!("the value {} is dropped; {right} would be right", clipped(text)));
    }

    /// The points of a transcript are known at its end; its selections name them by GUID until then.
    fn close_transcript(&mut self) {
        let Some(draft) = &mut self.source else { return };
        let Some(transcript) = draft.source.transcripts.last() else { return };
        let points: std::collections::HashMap<usize, usize> = transcript
            .sync_points
            .iter()
            .enumerate()
            .rev()
            .filter_map(|(at, point)| Some((self.ids.number(&point.guid)?, at)))
            .collect();
        let own = draft.source.selections.iter_mut().skip(self.transcript_from);
        for place in own.map(|selection| &mut selection.place) {
            if let Place::Transcript { from, to, .. } = place {
                for end in [from, to] {
                    *end = end.and_then(|number| points.get(&number).copied());
                }
            }
        }
    }

    fn open_selection(&mut self, shape: Shape, attributes: &Attributes<'_>, line: u32) {
        let guid = self.guid(attributes, line);
        let authorship = self.authorship(attributes, line);
        let place = match shape {
            Shape::Text => span(attributes, "startPosition", "endPosition").map(|(from, to)| Place::Text(from..to)),
            Shape::Time => span(attributes, "begin", "end").and_then(|(begin, end)| match begin <= end {
                true => Ok(Place::Time { begin_ms: begin as u64, end_ms: end as u64 }),
                false => Err("the end lies before the beginning".into()),
            }),
            Shape::Area | Shape::Page => area(shape, attributes),
            Shape::Transcript => Ok(self.between(attributes, line)),
        };
        let (place, wrong) = match place {
            Ok(place) => (place, None),
            Err(wrong) => (Place::Text(0..0), Some(wrong)),
        };
        let name = given(attributes, "name");
        let (codings, notes) = (Vec::new(), Vec::new());
        let selection = Selection { guid, name, place, words: None, codings, description: None, notes, authorship };
        self.selection = Some(Marking { selection, line, wrong, words_path: None });
    }

    fn between(&mut self, attributes: &Attributes<'_>, line: u32) -> Place {
        let transcripts = self.source.as_ref().map_or(0, |draft| draft.source.transcripts.len());
        let from = self.ids.refer(attributes.get("fromSyncPoint"), line);
        let to = self.ids.refer(attributes.get("toSyncPoint"), line);
        Place::Transcript { transcript: transcripts.saturating_sub(1), from, to, range: None }
    }

    fn open_selection_words(&mut self, attributes: &Attributes<'_>) {
        if let Some(marking) = &mut self.selection {
            marking.words_path = given(attributes, "plainTextPath");
        }
    }

    fn close_selection(&mut self) {
        let (Some(marking), Some(draft)) = (self.selection.take(), &mut self.source) else { return };
        if let Some(wrong) = marking.wrong {
            let codings = marking.selection.codings.len() as u64;
            let id = marking.selection.guid;
            self.report.counted(Element::Selections).skipped += 1;
            self.report.counted(Element::Codings).skipped += codings;
            return self.report.note(NoticeCode::Position, Some(marking.line), || {
                format!("the selection {id} is skipped, with {codings} codings: {wrong}")
            });
        }
        if let Some(path) = marking.words_path.filter(|_| marking.selection.words.is_none()) {
            draft.words.push((draft.source.selections.len(), path));
        }
        draft.source.selections.push(marking.selection);
        draft.lines.push(marking.line);
    }

    fn open_coding(&mut self, attributes: &Attributes<'_>, line: u32) {
        let guid = self.guid(attributes, line);
        let coder = self.user(attributes, "creatingUser", line);
        let coding = Coding {
            guid,
            target: Target::Code(CodeIndex::new(0)),
            coder,
            coder_from: if coder.is_some() { CoderFrom::Coding } else { CoderFrom::Unknown },
            at: given(attributes, "creationDateTime"),
            notes: Vec::new(),
        };
        self.coding = Some(Given { coding, codes: Vec::new(), line });
    }

    fn close_coding(&mut self) {
        let Some(Given { coding, codes, line }) = self.coding.take() else { return };
        if codes.len() != 1 {
            let element = self.report.counted(Element::Codings);
            *(if codes.is_empty() { &mut element.skipped } else { &mut element.repaired }) += 1;
            self.report.note(NoticeCode::CodesOfCoding, Some(line), || match codes.len() {
                0 => format!("the coding {} names no code; it is skipped", coding.guid),
                many => format!("the coding {} names {many} codes; it is read as {many} codings", coding.guid),
            });
        }
        let codings = match (&mut self.selection, &mut self.source) {
            (Some(marking), _) => &mut marking.selection.codings,
            (None, Some(draft)) => &mut draft.source.codings,
            (None, None) => return,
        };
        codings.extend(
            codes.into_iter().map(|code| Coding { target: Target::Code(CodeIndex::new(code)), ..coding.clone() }),
        );
    }

    fn refer(&mut self, reference: Reference, attributes: &Attributes<'_>, line: u32) {
        let mut guid = attributes.get("targetGUID");
        if reference == Reference::MemberCode {
            // A codebook writes `guid` where a project writes `targetGUID`, and programs mix them up.
            let (right, other) =
                if self.root == Node::Codebook { ("guid", "targetGUID") } else { ("targetGUID", "guid") };
            guid = attributes.get(right).or_else(|| attributes.get(other));
            if attributes.get(right).is_none() && guid.is_some() {
                self.report.counted(Element::References).repaired += 1;
                let message = || format!("a member of a set is named by `{other}`; here `{right}` would be right");
                self.report.note(NoticeCode::MemberAttribute, Some(line), message);
            }
        }
        let Some(number) = self.ids.refer(guid, line) else {
            self.report.counted(Element::References).skipped += 1;
            return self.report.note(NoticeCode::DanglingReference, Some(line), || "a reference names nothing".into());
        };
        self.point(reference, number);
    }

    /// Puts the number of a GUID where the element around says.
    fn point(&mut self, reference: Reference, number: usize) {
        let (case, set) = (self.project.cases.last_mut(), self.project.sets.last_mut());
        match (reference, self.stack.last(), case, set) {
            (Reference::Code, Some(Node::Coding), _, _) => {
                self.coding.iter_mut().for_each(|given| given.codes.push(number));
            }
            (Reference::Code, _, Some(case), _) => case.codes.push(CodeIndex::new(number)),
            (Reference::Source, _, Some(case), _) => case.sources.push(SourceIndex::new(number)),
            (Reference::Selection, _, Some(case), _) => {
                case.selections.push(SelectionIndex { source: SourceIndex::new(0), selection: number });
            }
            (Reference::MemberCode, _, _, Some(set)) => set.codes.push(Target::Code(CodeIndex::new(number))),
            (Reference::MemberSource, _, _, Some(set)) => set.sources.push(SourceIndex::new(number)),
            (Reference::MemberNote, _, _, Some(set)) => set.notes.push(NoteIndex::new(number)),
            (Reference::Variable, _, _, _) => self.value.0 = Some(VariableIndex::new(number)),
            (Reference::Note, Some(around), _, _) => {
                let around = *around;
                self.notes_of(around).into_iter().for_each(|notes| notes.push(NoteIndex::new(number)));
            }
            (
                Reference::Code
                | Reference::Note
                | Reference::Source
                | Reference::Selection
                | Reference::MemberCode
                | Reference::MemberSource
                | Reference::MemberNote,
                _,
                _,
                _,
            ) => {}
        }
    }

    /// The notes of the element that is open.
    fn notes_of(&mut self, node: Node) -> Option<&mut Vec<NoteIndex>> {
        match node {
            Node::Project => Some(&mut self.project.project_notes),
            Node::Code => {
                self.codes.last().and_then(|code| self.project.codes.get_mut(*code)).map(|code| &mut code.notes)
            }
            Node::Link => self.project.links.last_mut().map(|link| &mut link.notes),
            Node::Coding => self.coding.as_mut().map(|given| &mut given.coding.notes),
            Node::Selection(_) => self.selection.as_mut().map(|marking| &mut marking.selection.notes),
            Node::Transcript => self.source.as_mut()?.source.transcripts.last_mut().map(|it| &mut it.notes),
            Node::Source(_) | Node::Representation => self.source.as_mut().map(|draft| &mut draft.source.notes),
            Node::Codebook
            | Node::Users
            | Node::User
            | Node::Codes
            | Node::Variables
            | Node::Variable
            | Node::Cases
            | Node::Case
            | Node::Sources
            | Node::Notes
            | Node::SyncPoint
            | Node::SelectionWords
            | Node::VariableValue
            | Node::Links
            | Node::Sets
            | Node::Set
            | Node::Graphs
            | Node::Graph
            | Node::Description
            | Node::PlainText
            | Node::Value(_)
            | Node::Reference(_)
            | Node::Ignored => None,
        }
    }

    fn close_description(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.trim().is_empty() {
            return;
        }
        let place = match self.stack.last() {
            Some(Node::Project) => Some(&mut self.project.description),
            Some(Node::Code) => {
                self.codes.last().and_then(|code| self.project.codes.get_mut(*code)).map(|code| &mut code.description)
            }
            Some(Node::Variable) => self.project.variables.last_mut().map(|it| &mut it.description),
            Some(Node::Case) => self.project.cases.last_mut().map(|it| &mut it.description),
            Some(Node::Set) => self.project.sets.last_mut().map(|it| &mut it.description),
            Some(Node::Selection(_)) => self.selection.as_mut().map(|it| &mut it.selection.description),
            Some(Node::Transcript) => {
                self.source.as_mut().and_then(|it| it.source.transcripts.last_mut()).map(|it| &mut it.description)
            }
            Some(_) | None => self.source.as_mut().map(|it| &mut it.source.description),
        };
        if let Some(place) = place {
            *place = Some(words);
        }
    }

    fn close_plain_text(&mut self) {
        let content = std::mem::take(&mut self.words);
        if let (Some(Node::SelectionWords), Some(marking)) = (self.stack.last(), &mut self.selection) {
            marking.selection.words = Some(content);
            return;
        }
        let in_transcript = self.stack.last() == Some(&Node::Transcript);
        let Some(source) = self.source.as_mut().map(|draft| &mut draft.source) else { return };
        let text = match in_transcript {
            true => source.transcripts.last_mut().map(|it| &mut it.text),
            false => Some(&mut source.text),
        };
        let Some(text) = text else { return };
        let path = text.take().and_then(|text| text.path);
        *text = Some(Text { content, path });
    }

    fn take_value(&mut self, kind: VariableKind) {
        let words = std::mem::take(&mut self.words);
        let value = value(kind, &words);
        if value.is_none() && !words.trim().is_empty() {
            let line = None;
            self.report.counted(Element::Values).repaired += 1;
            self.report.note(NoticeCode::BadValue, line, || {
                format!("the value {} is dropped: it is no {kind:?}", clipped(&words))
            });
        }
        self.value.1 = value;
    }

    fn close_value(&mut self) {
        let (Some(variable), value) = std::mem::take(&mut self.value) else {
            self.report.counted(Element::Values).skipped += 1;
            return self.report.note(NoticeCode::BadValue, None, || "a value of no variable is skipped".into());
        };
        let value = VariableValue { variable, value };
        let values = match self.stack.last() {
            Some(Node::Case) => self.project.cases.last_mut().map(|it| &mut it.values),
            Some(_) | None => self.source.as_mut().map(|it| &mut it.source.values),
        };
        if let Some(values) = values {
            values.push(value);
        }
    }

    fn guid(&mut self, attributes: &Attributes<'_>, line: u32) -> Guid {
        let guid = Guid::new(attributes.get("guid").unwrap_or_default());
        if guid == Guid::new("") {
            self.report.note(NoticeCode::MissingId, Some(line), || "an item without a `guid`".into());
        } else if !guid.is_uuid() {
            let message = || format!("the id {} is no GUID; it is kept as it stands", clipped(&guid.to_string()));
            self.report.note(NoticeCode::ForeignId, Some(line), message);
        }
        guid
    }

    fn user(&mut self, attributes: &Attributes<'_>, name: &str, line: u32) -> Option<UserIndex> {
        self.ids.refer(attributes.get(name), line).map(UserIndex::new)
    }

    fn authorship(&mut self, attributes: &Attributes<'_>, line: u32) -> Authorship {
        Authorship {
            by: self.user(attributes, "creatingUser", line),
            at: given(attributes, "creationDateTime"),
            modified_by: self.user(attributes, "modifyingUser", line),
            modified_at: given(attributes, "modifiedDateTime"),
        }
    }
}

impl Listener for Builder<'_> {
    fn begin(&mut self, name: Option<&str>, attributes: &Attributes<'_>, line: u32) {
        let node = self.node(name, line);
        if node != Node::Ignored {
            let known = schema::attributes(node);
            for name in attributes.names().filter(|name| !known.contains(name)) {
                let message = || format!("the attribute {} is ignored", clipped(name));
                self.report.note(NoticeCode::UnknownAttribute, Some(line), message);
            }
        }
        self.open(node, attributes, line);
        self.stack.push(node);
    }

    fn words(&mut self, words: &str) -> Result<(), String> {
        if let Some(Node::Description | Node::PlainText | Node::Value(_)) = self.stack.last() {
            if (self.words.len() + words.len()) as u64 > self.text_bytes {
                return Err(format!("a text of more than {} bytes, which is the limit for one text", self.text_bytes));
            }
            self.words.push_str(words);
        }
        Ok(())
    }

    fn end(&mut self) {
        if let Some(node) = self.stack.pop() {
            self.close(node);
        }
    }
}

const KINDS: [(&str, VariableKind); 6] = [
    ("Text", VariableKind::Text),
    ("Boolean", VariableKind::Boolean),
    ("Integer", VariableKind::Integer),
    ("Float", VariableKind::Float),
    ("Date", VariableKind::Date),
    ("DateTime", VariableKind::DateTime),
];

/// An attribute that says something.
fn given(attributes: &Attributes<'_>, name: &str) -> Option<String> {
    attributes.get(name).filter(|value| !value.is_empty()).map(str::to_owned)
}

/// The text that lies in a file, to be read later.
fn file(attributes: &Attributes<'_>) -> Option<Text> {
    given(attributes, "plainTextPath").map(|path| Text { content: String::new(), path: Some(path) })
}

fn natural(text: &str) -> Option<usize> {
    text.trim().parse().ok()
}

/// Two whole numbers that are not negative.
fn span(attributes: &Attributes<'_>, from: &str, to: &str) -> Result<(usize, usize), String> {
    let number = |name: &str| {
        let text = attributes.get(name).ok_or_else(|| format!("it has no `{name}`"))?;
        natural(text).ok_or_else(|| format!("{name}={}, where a whole number from 0 would be right", clipped(text)))
    };
    Ok((number(from)?, number(to)?))
}

fn area(shape: Shape, attributes: &Attributes<'_>) -> Result<Place, String> {
    let number = |name: &str| {
        let text = attributes.get(name).ok_or_else(|| format!("it has no `{name}`"))?;
        let whole = text.trim().parse::<i64>();
        whole.map_err(|_| format!("{name}={}, where a whole number would be right", clipped(text)))
    };
    let page = match shape {
        Shape::Page => Some(u32::try_from(number("page")?).map_err(|_| "there is no such page".to_owned())?),
        Shape::Text | Shape::Area | Shape::Time | Shape::Transcript => None,
    };
    let (first, second) = ((number("firstX")?, number("firstY")?), (number("secondX")?, number("secondY")?));
    Ok(Place::Area { page, first, second })
}

fn value(kind: VariableKind, words: &str) -> Option<Value> {
    let word = words.trim();
    match kind {
        VariableKind::Text => Some(Value::Text(words.to_owned())),
        VariableKind::Boolean => match word.to_ascii_lowercase().as_str() {
            "true" | "1" => Some(Value::Boolean(true)),
            "false" | "0" => Some(Value::Boolean(false)),
            _ => None,
        },
        VariableKind::Integer => word.parse().ok().map(Value::Integer),
        VariableKind::Float => word.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Float),
        VariableKind::Date => (!word.is_empty()).then(|| Value::Date(word.to_owned())),
        VariableKind::DateTime => (!word.is_empty()).then(|| Value::DateTime(word.to_owned())),
    }
}
