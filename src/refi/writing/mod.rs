//! Writing: projects as `.qdpx`, codebooks as `.qdc`, valid against the schemas of the standard.

mod archive;
mod sources;
mod xml;

use uuid::Uuid;

use self::archive::Files;
use self::xml::Xml;
use super::guid::Guid;
use super::loss::{LossKind, Losses};
use super::project::{
    Authorship, Case, Code, CodeIndex, Codebook, Direction, Item, Link, NoteIndex, Project, Set, Target, UserIndex,
    Value, VariableKind, VariableValue,
};
use crate::error::{Error, ErrorKind};

/// The family of the GUIDs that this crate makes.
const FAMILY: Uuid = Uuid::from_u128(0x8d0c_4a7e_51f3_5b0b_9c8e_2f7a_6e1d_4b93);

/// The GUID of what has this name: the same name always gives the same GUID.
pub(super) fn guid_of(name: &str) -> Guid {
    Guid::from_bytes(Uuid::new_v5(&FAMILY, name.as_bytes()).into_bytes())
}

/// A file as bytes, and what it could not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// What was lost or changed.
    pub losses: Losses,
}

/// Writes a project as `.qdpx`.
///
/// The file is valid against the schema of the standard: UTF-8 without byte order mark, positions in code points with the
/// end behind the last character, ids in lower case, texts with a [path](super::Text::path) in `sources/`. What the project
/// says comes out again when the file is read; what a file cannot hold is in the [losses](Written::losses). The same
/// project always gives the same bytes. O(project).
///
/// # Errors
///
/// [`ErrorKind::Write`] where the archive would be larger than an archive can be.
///
/// ```
/// use cocreation::refi::{self, Code, Coding, Guid, Project, Selection, Source, Target, User};
///
/// let mut project = Project::default();
/// let ann = project.add_user(User::new(Guid::new("c2a3ea3b-d35b-528c-96a7-27e7171ac020"), "Ann"));
/// let trust = project.add_code(Code::new(Guid::new("e8e89f7f-95b4-5281-af59-2ea48aa2712a"), "trust"));
/// let mut source = Source::of_text(Guid::new("293f8be4-44d1-5f14-9172-49a2ba5b64ce"), "interview", "We trust them.");
/// let mut part = Selection::of_text(Guid::new("17c2cac2-6902-5c47-a3bd-ddb6a7b5e917"), 3..8);
/// part.codings.push(Coding::new(Guid::new("b7835004-7d62-5dbd-9646-be843f81fb02"), Target::Code(trust)).by(ann));
/// source.selections.push(part);
/// project.add_source(source);
///
/// let written = refi::write(&project)?;
/// assert_eq!(written.losses.iter().count(), 0);
/// assert_eq!(refi::write(&project)?.bytes, written.bytes);
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn write(project: &Project) -> Result<Written, Error> {
    let (xml, files, losses) = ProjectWriter::new(project).finish();
    Ok(Written { bytes: archive::pack(&xml, &files)?, losses })
}

/// Writes a codebook as `.qdc`. O(codebook).
///
/// # Errors
///
/// [`ErrorKind::Write`] where there is no code: the standard asks for one.
pub fn write_codebook(codebook: &Codebook) -> Result<Written, Error> {
    if codebook.codes.is_empty() {
        return Err(Error::new(ErrorKind::Write, "a codebook without codes; the standard asks for one at least"));
    }
    let mut xml = Xml::new();
    xml.open("CodeBook").attribute("xmlns", "urn:QDA-XML:codebook:1.0");
    xml.optional("origin", codebook.origin.as_deref());
    codes(&mut xml, &codebook.codes, |_, _| {});
    group(&mut xml, "Sets", &codebook.sets, |xml, (nth, set)| {
        head(xml, "Set", &set.guid, ("set", nth)).attribute("name", &set.name);
        describe(xml, set.description.as_deref());
        for target in &set.codes {
            match target {
                Target::Code(code) if code.get() < codebook.codes.len() => {
                    xml.open("MemberCode").attribute("guid", &code_id(&codebook.codes, *code));
                    xml.close();
                }
                Target::Code(_) | Target::Case(_) => xml.losses.note(LossKind::Reference, || set.name.clone()),
            }
        }
        xml.close();
    });
    let (text, losses) = xml.finish();
    Ok(Written { bytes: text.into_bytes(), losses })
}

/// The id of an item as it is written: its own, or one that is made from what stands in its place.
fn id(guid: &Guid, (list, nth): (&str, usize)) -> String {
    let foreign = guid.to_string();
    match (guid.is_uuid(), foreign.as_str()) {
        (true, _) => foreign,
        // Items without an id are told apart by their places.
        (false, "") => guid_of(&format!("{list} {nth}")).to_string(),
        (false, text) => guid_of(&format!("foreign {text}")).to_string(),
    }
}

fn code_id(codes: &[Code], code: CodeIndex) -> String {
    id(&codes[code.get()].guid, ("code", code.get()))
}

/// Opens an element and gives it its id.
fn head<'x>(xml: &'x mut Xml, name: &'static str, guid: &Guid, place: (&str, usize)) -> &'x mut Xml {
    if !guid.is_uuid() {
        xml.losses.note(LossKind::ForeignId, || format!("{name} \"{guid}\""));
    }
    xml.open(name).attribute("guid", &id(guid, place))
}

/// An element around a list, unless the list is empty: the schema asks for one item at least.
fn group<T>(xml: &mut Xml, name: &'static str, items: &[T], mut each: impl FnMut(&mut Xml, (usize, &T))) {
    if !items.is_empty() {
        xml.open(name);
        items.iter().enumerate().for_each(|item| each(xml, item));
        xml.close();
    }
}

fn describe(xml: &mut Xml, description: Option<&str>) {
    if let Some(description) = description {
        xml.element("Description", description);
    }
}

/// The tree of codes, parents before their children; `inside` writes what a project has in a code and a codebook has not.
fn codes(xml: &mut Xml, codes: &[Code], mut inside: impl FnMut(&mut Xml, &Code)) {
    let children = children(xml, codes);
    xml.open("Codes");
    // A code to open, or the end of one.
    let mut todo: Vec<Option<usize>> = children[codes.len()].iter().rev().copied().map(Some).collect();
    while let Some(step) = todo.pop() {
        let Some(nth) = step else {
            xml.close();
            continue;
        };
        let code = &codes[nth];
        head(xml, "Code", &code.guid, ("code", nth)).attribute("name", &code.name);
        xml.attribute("isCodable", if code.codable { "true" } else { "false" });
        color(xml, code.color.as_deref());
        describe(xml, code.description.as_deref());
        inside(xml, code);
        todo.push(None);
        todo.extend(children[nth].iter().rev().copied().map(Some));
    }
    xml.close();
}

/// For each code its children, and behind them the roots.
fn children(xml: &mut Xml, codes: &[Code]) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); codes.len() + 1];
    // How it is known that a chain of parents ends: nothing yet, on the way, or it does.
    let mut seen = vec![0u8; codes.len()];
    for (nth, code) in codes.iter().enumerate() {
        let mut way = Vec::new();
        let mut at = Some(nth);
        while let Some(here) = at.filter(|here| *here < codes.len() && seen[*here] == 0) {
            seen[here] = 1;
            way.push(here);
            at = codes[here].parent.map(CodeIndex::get);
        }
        let comes_back = at.is_some_and(|here| here < codes.len() && seen[here] == 1);
        way.iter().for_each(|here| seen[*here] = 2);
        if let Some(root) = at.filter(|_| comes_back) {
            xml.losses.note(LossKind::Circle, || code.name.clone());
            // The code at which the circle closes loses its parent.
            seen[root] = 3;
        }
    }
    for (nth, code) in codes.iter().enumerate() {
        let parent = code.parent.map(CodeIndex::get).filter(|parent| *parent < codes.len() && seen[nth] != 3);
        children[parent.unwrap_or(codes.len())].push(nth);
    }
    children
}

fn color(xml: &mut Xml, color: Option<&str>) {
    let sound = |color: &&str| {
        let digits = color.strip_prefix('#').unwrap_or_default();
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    };
    if let Some(color) = color.filter(|color| !sound(color)) {
        xml.losses.note(LossKind::Color, || color.to_owned());
    }
    xml.optional("color", color.filter(sound));
}

/// Which attributes say who made and changed an item: those of a project have names of their own.
const OF_PROJECT: [&str; 2] = ["creatingUserGUID", "modifyingUserGUID"];
const OF_ITEM: [&str; 2] = ["creatingUser", "modifyingUser"];

/// A project on its way into XML.
struct ProjectWriter<'p> {
    project: &'p Project,
    xml: Xml,
    files: Files,
}

impl<'p> ProjectWriter<'p> {
    fn new(project: &'p Project) -> Self {
        Self { project, xml: Xml::new(), files: Files::default() }
    }

    fn finish(mut self) -> (String, Files, Losses) {
        let project = self.project;
        self.xml.open("Project").attribute("xmlns", "urn:QDA-XML:project:1.0");
        self.xml.attribute("name", &project.name).optional("origin", project.origin.as_deref());
        self.authorship(&project.authorship, OF_PROJECT);
        self.xml.optional("basePath", project.base_path.as_deref());
        self.users();
        self.codebook();
        self.variables();
        self.cases();
        if !project.sources.is_empty() {
            self.xml.open("Sources");
            (0..project.sources.len()).for_each(|nth| self.source(nth));
            self.xml.close();
        }
        if !project.notes.is_empty() {
            self.xml.open("Notes");
            (0..project.notes.len()).for_each(|nth| self.note(nth));
            self.xml.close();
        }
        self.links();
        self.sets();
        describe(&mut self.xml, project.description.as_deref());
        self.notes(&project.project_notes);
        let (xml, losses) = self.xml.finish();
        (xml, self.files, losses)
    }

    /// Users who are not listed are named by their ids where they coded.
    fn users(&mut self) {
        let listed = self.project.users.iter().enumerate().filter(|(_, user)| user.listed);
        group(&mut self.xml, "Users", &listed.collect::<Vec<_>>(), |xml, (_, (nth, user))| {
            head(xml, "User", &user.guid, ("user", *nth));
            xml.optional("name", user.name.as_deref()).optional("id", user.id.as_deref()).close();
        });
        for user in self.project.users.iter().filter(|user| !user.listed && user.name.is_some()) {
            self.xml.losses.note(LossKind::UnlistedName, || user.guid.to_string());
        }
    }

    fn codebook(&mut self) {
        let project = self.project;
        if !project.codes.is_empty() {
            self.xml.open("CodeBook");
            codes(&mut self.xml, &project.codes, |xml, code| note_references(xml, project, &code.notes));
            self.xml.close();
        }
    }

    fn variables(&mut self) {
        group(&mut self.xml, "Variables", &self.project.variables, |xml, (nth, variable)| {
            head(xml, "Variable", &variable.guid, ("variable", nth)).attribute("name", &variable.name);
            xml.attribute("typeOfVariable", variable_kind(variable.kind));
            describe(xml, variable.description.as_deref());
            xml.close();
        });
    }

    fn cases(&mut self) {
        let project = self.project;
        if project.cases.is_empty() {
            return;
        }
        self.xml.open("Cases");
        for (nth, case) in project.cases.iter().enumerate() {
            self.case(nth, case);
        }
        self.xml.close();
    }

    fn case(&mut self, nth: usize, case: &Case) {
        head(&mut self.xml, "Case", &case.guid, ("case", nth)).optional("name", said(&case.name));
        describe(&mut self.xml, case.description.as_deref());
        case.codes.iter().for_each(|code| self.reference("CodeRef", Item::Code(*code)));
        self.values(&case.values);
        case.sources.iter().for_each(|source| self.reference("SourceRef", Item::Source(*source)));
        case.selections.iter().for_each(|part| self.reference("SelectionRef", Item::Selection(*part)));
        self.xml.close();
    }

    fn links(&mut self) {
        let project = self.project;
        if project.links.is_empty() {
            return;
        }
        self.xml.open("Links");
        for (nth, link) in project.links.iter().enumerate() {
            self.link(nth, link);
        }
        self.xml.close();
    }

    fn link(&mut self, nth: usize, link: &Link) {
        let [origin, target] = [link.origin, link.target].map(|item| item.and_then(|item| self.id_of(item)));
        head(&mut self.xml, "Link", &link.guid, ("link", nth)).optional("name", link.name.as_deref());
        self.xml.optional("direction", link.direction.map(direction));
        color(&mut self.xml, link.color.as_deref());
        self.xml.optional("originGUID", origin.as_deref()).optional("targetGUID", target.as_deref());
        self.notes(&link.notes);
        self.xml.close();
    }

    fn sets(&mut self) {
        let project = self.project;
        if project.sets.is_empty() {
            return;
        }
        self.xml.open("Sets");
        for (nth, set) in project.sets.iter().enumerate() {
            self.set(nth, set);
        }
        self.xml.close();
    }

    fn set(&mut self, nth: usize, set: &Set) {
        head(&mut self.xml, "Set", &set.guid, ("set", nth)).attribute("name", &set.name);
        describe(&mut self.xml, set.description.as_deref());
        for target in &set.codes {
            self.reference("MemberCode", item_of(*target));
        }
        set.sources.iter().for_each(|source| self.reference("MemberSource", Item::Source(*source)));
        set.notes.iter().for_each(|note| self.reference("MemberNote", Item::Note(*note)));
        self.xml.close();
    }

    fn notes(&mut self, notes: &[NoteIndex]) {
        note_references(&mut self.xml, self.project, notes);
    }

    fn values(&mut self, values: &[VariableValue]) {
        for VariableValue { variable, value } in values {
            if self.id_of(Item::Variable(*variable)).is_none() {
                self.dangling("VariableRef");
                continue;
            }
            self.xml.open("VariableValue");
            self.reference("VariableRef", Item::Variable(*variable));
            if let Some((name, text)) = value.as_ref().and_then(|value| written(&mut self.xml, value)) {
                self.xml.element(name, &text);
            }
            self.xml.close();
        }
    }

    fn authorship(&mut self, authorship: &Authorship, [made, changed]: [&'static str; 2]) {
        let Authorship { by, at, modified_by, modified_at } = authorship;
        let [by, modified_by] = [by, modified_by].map(|user| user.and_then(|user| self.user(user)));
        self.xml.optional(made, by.as_deref());
        self.moment("creationDateTime", at.as_deref());
        self.xml.optional(changed, modified_by.as_deref());
        self.moment("modifiedDateTime", modified_at.as_deref());
    }

    fn user(&mut self, user: UserIndex) -> Option<String> {
        let id = self.id_of(Item::User(user));
        if id.is_none() {
            self.dangling("user");
        }
        id
    }

    fn moment(&mut self, name: &'static str, at: Option<&str>) {
        if let Some(at) = at.filter(|at| !is_moment(at)) {
            self.xml.losses.note(LossKind::Moment, || at.to_owned());
        }
        self.xml.optional(name, at.filter(|at| is_moment(at)));
    }

    fn reference(&mut self, name: &'static str, item: Item) {
        match self.id_of(item) {
            Some(id) => self.xml.open(name).attribute("targetGUID", &id).close(),
            None => self.dangling(name),
        }
    }

    fn dangling(&mut self, what: &str) {
        self.xml.losses.note(LossKind::Reference, || what.to_owned());
    }

    fn id_of(&self, item: Item) -> Option<String> {
        let project = self.project;
        let (guid, list, nth) = match item {
            Item::User(at) => (&project.users.get(at.get())?.guid, "user", at.get()),
            Item::Code(at) => (&project.codes.get(at.get())?.guid, "code", at.get()),
            Item::Variable(at) => (&project.variables.get(at.get())?.guid, "variable", at.get()),
            Item::Case(at) => (&project.cases.get(at.get())?.guid, "case", at.get()),
            Item::Source(at) => (&project.sources.get(at.get())?.guid, "source", at.get()),
            Item::Note(at) => (&project.notes.get(at.get())?.guid, "note", at.get()),
            Item::Set(at) => (&project.sets.get(at.get())?.guid, "set", at.get()),
            Item::Selection(at) => {
                let selection = project.sources.get(at.source.get())?.selections.get(at.selection)?;
                let list = format!("selection of source {}", at.source.get());
                return Some(id(&selection.guid, (&list, at.selection)));
            }
        };
        Some(id(guid, (list, nth)))
    }
}

fn note_references(xml: &mut Xml, project: &Project, notes: &[NoteIndex]) {
    for note in notes {
        match project.notes.get(note.get()) {
            Some(found) => {
                xml.open("NoteRef").attribute("targetGUID", &id(&found.guid, ("note", note.get())));
                xml.close();
            }
            None => xml.losses.note(LossKind::Reference, || "NoteRef".to_owned()),
        }
    }
}

/// A name that says something.
fn said(name: &str) -> Option<&str> {
    Some(name).filter(|name| !name.is_empty())
}

fn item_of(target: Target) -> Item {
    match target {
        Target::Code(code) => Item::Code(code),
        Target::Case(case) => Item::Case(case),
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Associative => "Associative",
        Direction::OneWay => "OneWay",
        Direction::Bidirectional => "Bidirectional",
    }
}

fn variable_kind(kind: VariableKind) -> &'static str {
    match kind {
        VariableKind::Text => "Text",
        VariableKind::Boolean => "Boolean",
        VariableKind::Integer => "Integer",
        VariableKind::Float => "Float",
        VariableKind::Date => "Date",
        VariableKind::DateTime => "DateTime",
    }
}

/// The element of a value, and what it holds.
fn written(xml: &mut Xml, value: &Value) -> Option<(&'static str, String)> {
    let (name, text, sound) = match value {
        Value::Text(text) => ("TextValue", text.clone(), true),
        Value::Boolean(value) => ("BooleanValue", value.to_string(), true),
        Value::Integer(value) => ("IntegerValue", value.to_string(), true),
        Value::Float(value) => ("FloatValue", value.to_string(), value.is_finite()),
        Value::Date(date) => ("DateValue", date.clone(), is_date(date)),
        Value::DateTime(at) => ("DateTimeValue", at.clone(), is_moment(at)),
    };
    if !sound {
        let kind = if matches!(value, Value::Float(_)) { LossKind::Number } else { LossKind::Moment };
        xml.losses.note(kind, || text.clone());
    }
    sound.then_some((name, text))
}

/// Whether the text is an `xsd:dateTime`.
fn is_moment(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else { return false };
    let (clock, zone) = time.split_at(time.find(['Z', '+', '-']).unwrap_or(time.len()));
    let (seconds, fraction) = clock.split_at(clock.find('.').unwrap_or(clock.len()));
    let fraction = fraction.strip_prefix('.').map_or(fraction.is_empty(), is_digits);
    let clock = numbers(seconds, ':', &[(2, 0..=23), (2, 0..=59), (2, 0..=59)]);
    is_day(date) && clock && fraction && is_zone(zone)
}

/// Whether the text is an `xsd:date`.
fn is_date(text: &str) -> bool {
    text.get(..10).is_some_and(is_day) && text.get(10..).is_some_and(is_zone)
}

fn is_day(text: &str) -> bool {
    numbers(text, '-', &[(4, 1..=9999), (2, 1..=12), (2, 1..=31)]) && text.parse::<crate::evidence::Date>().is_ok()
}

fn is_zone(text: &str) -> bool {
    let offset = text.strip_prefix(['+', '-']);
    matches!(text, "" | "Z") || offset.is_some_and(|offset| numbers(offset, ':', &[(2, 0..=13), (2, 0..=59)]))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text is numbers of these widths and ranges, with the mark between them.
fn numbers(text: &str, between: char, of: &[(usize, std::ops::RangeInclusive<u32>)]) -> bool {
    let parts: Vec<&str> = text.split(between).collect();
    let fits = |(part, (width, range)): (&&str, &(usize, std::ops::RangeInclusive<u32>))| {
        part.len() == *width && is_digits(part) && part.parse().is_ok_and(|number: u32| range.contains(&number))
    };
    parts.len() == of.len() && parts.iter().zip(of).all(fits)
}
