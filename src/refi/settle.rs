//! From numbers of GUIDs to positions in lists, once the whole file is read.

use std::collections::HashSet;

use super::guid::Guid;
use super::ids::{Ids, Named};
use super::project::{
    Authorship, CaseIndex, CodeIndex, CoderFrom, Coding, Item, NoteIndex, Project, SelectionIndex, SetIndex, Source,
    SourceIndex, Target, User, UserIndex, VariableIndex, VariableValue,
};
use super::report::{Element, NoticeCode, Report};

/// Resolves all references of a project. Those to nothing are skipped; but somebody who is named and not listed becomes a
/// user without a name, so that who coded what is kept.
pub(super) fn settle(project: &mut Project, ids: &mut Ids, report: &mut Report) {
    name_all(project, ids, report);
    let users = std::mem::take(&mut project.users);
    let mut settling = Settling { ids, users, report };
    settling.project(project);
    settling.tell();
    project.users = settling.users;
    count(project, report);
}

/// Says for each GUID that is referred to what it names.
fn name_all(project: &Project, ids: &mut Ids, report: &mut Report) {
    let Project { users, codes, variables, cases, sources, notes, sets, .. } = project;
    let mut name = |what: &str, guids: &mut dyn Iterator<Item = &Guid>, set: fn(&mut Named, usize)| {
        let mut seen = HashSet::new();
        for (at, guid) in guids.enumerate() {
            if !seen.insert(guid) && *guid != Guid::new("") {
                let message = || format!("two {what} have the id {guid}; what refers to it means the first");
                report.note(NoticeCode::DuplicateId, None, message);
            } else if let Some(named) = ids.named(guid) {
                set(named, at);
            }
        }
    };
    name("users", &mut users.iter().map(|it| &it.guid), |named, at| named.user = Some(UserIndex::new(at)));
    name("codes", &mut codes.iter().map(|it| &it.guid), |named, at| named.code = Some(CodeIndex::new(at)));
    name("variables", &mut variables.iter().map(|it| &it.guid), |named, at| {
        named.variable = Some(VariableIndex::new(at));
    });
    name("cases", &mut cases.iter().map(|it| &it.guid), |named, at| named.case = Some(CaseIndex::new(at)));
    name("sources", &mut sources.iter().map(|it| &it.guid), |named, at| named.source = Some(SourceIndex::new(at)));
    name("notes", &mut notes.iter().map(|it| &it.guid), |named, at| named.note = Some(NoteIndex::new(at)));
    name("sets", &mut sets.iter().map(|it| &it.guid), |named, at| named.set = Some(SetIndex::new(at)));
    name_selections(sources, ids);
}

/// One GUID may be that of two selections, an area of a page and the words on it; the first is meant.
fn name_selections(sources: &[Source], ids: &mut Ids) {
    for (source, selections) in sources.iter().map(|source| &source.selections).enumerate() {
        for (selection, guid) in selections.iter().map(|selection| &selection.guid).enumerate() {
            if let Some(named) = ids.named(guid) {
                named.selection.get_or_insert(SelectionIndex { source: SourceIndex::new(source), selection });
            }
        }
    }
}

struct Settling<'a> {
    ids: &'a mut Ids,
    users: Vec<User>,
    report: &'a mut Report,
}

impl Settling<'_> {
    fn project(&mut self, project: &mut Project) {
        self.authorship(&mut project.authorship);
        self.notes(&mut project.project_notes);
        project.codes.iter_mut().for_each(|code| self.notes(&mut code.notes));
        for source in project.sources.iter_mut().chain(&mut project.notes) {
            self.source(source);
        }
        for case in &mut project.cases {
            self.keep(&mut case.codes, Element::References, |code| code.get(), |code, named| set(code, named.code));
            self.keep(&mut case.sources, Element::References, |it| it.get(), |it, named| set(it, named.source));
            self.keep(
                &mut case.selections,
                Element::References,
                |it| it.selection,
                |it, named| set(it, named.selection),
            );
            self.values(&mut case.values);
        }
        for it in &mut project.sets {
            self.keep(
                &mut it.codes,
                Element::References,
                |code| number(*code),
                |code, named| set(code, named.target()),
            );
            self.keep(&mut it.sources, Element::References, |it| it.get(), |it, named| set(it, named.source));
            self.notes(&mut it.notes);
        }
        for link in &mut project.links {
            self.end(&mut link.origin);
            self.end(&mut link.target);
            self.notes(&mut link.notes);
        }
    }

    fn source(&mut self, source: &mut Source) {
        self.authorship(&mut source.authorship);
        self.notes(&mut source.notes);
        self.values(&mut source.values);
        self.codings(&mut source.codings, None);
        for transcript in &mut source.transcripts {
            self.authorship(&mut transcript.authorship);
            self.notes(&mut transcript.notes);
        }
        for selection in &mut source.selections {
            self.authorship(&mut selection.authorship);
            self.notes(&mut selection.notes);
            self.codings(&mut selection.codings, selection.authorship.by);
        }
    }

    /// The coder is the one whom the coding names, or else the one who made the selection; nobody is invented.
    fn codings(&mut self, codings: &mut Vec<Coding>, marked_by: Option<UserIndex>) {
        self.keep(codings, Element::Codings, |it| number(it.target), |it, named| set(&mut it.target, named.target()));
        for coding in codings {
            self.notes(&mut coding.notes);
            match coding.coder {
                Some(coder) => coding.coder = Some(self.user(coder)),
                None if marked_by.is_some() => (coding.coder, coding.coder_from) = (marked_by, CoderFrom::Selection),
                None => {}
            }
        }
    }

    fn notes(&mut self, notes: &mut Vec<NoteIndex>) {
        self.keep(notes, Element::References, |note| note.get(), |note, named| set(note, named.note));
    }

    fn values(&mut self, values: &mut Vec<VariableValue>) {
        self.keep(values, Element::Values, |it| it.variable.get(), |it, named| set(&mut it.variable, named.variable));
    }

    /// Keeps what refers to something, and turns its number into a position.
    fn keep<T>(
        &mut self,
        items: &mut Vec<T>,
        element: Element,
        number: impl Fn(&T) -> usize,
        set: impl Fn(&mut T, &Named) -> bool,
    ) {
        items.retain_mut(|item| {
            let Some(referred) = self.ids.get_mut(number(item)) else { return false };
            let kept = set(item, &referred.named);
            if !kept {
                referred.dangling += 1;
                self.report.counted(element).skipped += 1;
            }
            kept
        });
    }

    fn end(&mut self, end: &mut Option<Item>) {
        let Some(Item::Note(number)) = *end else { return };
        let Some(referred) = self.ids.get_mut(number.get()) else { return };
        *end = referred.named.item();
        if end.is_none() {
            referred.dangling += 1;
            self.report.counted(Element::References).skipped += 1;
        }
    }

    fn authorship(&mut self, authorship: &mut Authorship) {
        for user in [&mut authorship.by, &mut authorship.modified_by] {
            *user = user.map(|user| self.user(user));
        }
    }

    fn user(&mut self, number: UserIndex) -> UserIndex {
        let Some(referred) = self.ids.get_mut(number.get()) else { return number };
        *referred.named.user.get_or_insert_with(|| {
            let guid = referred.guid.clone();
            self.report.counted(Element::Users).repaired += 1;
            self.report.note(NoticeCode::UnlistedUser, Some(referred.line), || {
                format!("{guid} is named as a user and is not among the users; the name is not known")
            });
            self.users.push(User { guid, name: None, id: None, listed: false });
            UserIndex::new(self.users.len() - 1)
        })
    }

    /// One notice for each GUID that names nothing, however often it is referred to.
    fn tell(&mut self) {
        for referred in self.ids.iter().filter(|referred| referred.dangling > 0) {
            self.report.note(NoticeCode::DanglingReference, Some(referred.line), || {
                format!("{} names nothing of the kind; {} references are skipped", referred.guid, referred.dangling)
            });
        }
    }
}

fn set<T: Copy>(place: &mut T, named: Option<T>) -> bool {
    named.map(|named| *place = named).is_some()
}

/// The number of a GUID that stands where a target will be.
fn number(target: Target) -> usize {
    match target {
        Target::Code(number) => number.get(),
        Target::Case(number) => number.get(),
    }
}

/// Counts what is left.
fn count(project: &Project, report: &mut Report) {
    let Project { users, codes, variables, cases, sources, notes, links, sets, .. } = project;
    let texts = || sources.iter().chain(notes);
    let selections = || texts().flat_map(|source| &source.selections);
    let transcripts = || texts().flat_map(|source| &source.transcripts);
    let codings =
        texts().map(|it| it.codings.len()).sum::<usize>() + selections().map(|it| it.codings.len()).sum::<usize>();
    let values = texts().map(|it| it.values.len()).chain(cases.iter().map(|it| it.values.len())).sum();
    for (element, read) in [
        (Element::Users, users.len()),
        (Element::Codes, codes.len()),
        (Element::Variables, variables.len()),
        (Element::Cases, cases.len()),
        (Element::Sources, sources.len()),
        (Element::Transcripts, transcripts().count()),
        (Element::SyncPoints, transcripts().map(|it| it.sync_points.len()).sum()),
        (Element::Selections, selections().count()),
        (Element::Codings, codings),
        (Element::Values, values),
        (Element::Notes, notes.len()),
        (Element::Links, links.len()),
        (Element::Sets, sets.len()),
    ] {
        report.counted(element).read = read as u64;
    }
    if codes.is_empty() {
        report.note(NoticeCode::NoCodes, None, || "there is no code".into());
    }
}
