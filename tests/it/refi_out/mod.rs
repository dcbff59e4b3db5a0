//! From projects of other programs to cases and to agreement, and back: writing, drafting, comparing.

mod agreement;
mod drafting;
mod export;
mod schema;
mod writing;

use std::fs;
use std::io::{Cursor, Read};
use std::ops::Range;
use std::path::Path;

use cocreation::refi::{
    Code, CodeIndex, Coding, Guid, NoticeCode, OffsetConvention, Project, ReadOptions, Selection, Source, Target, User,
    UserIndex, read_project,
};

/// A project that another program wrote.
fn sample(name: &str) -> Project {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/refi/samples").join(name);
    let bytes = fs::read(path).expect("a sample");
    read_project(Cursor::new(bytes), &ReadOptions::new()).expect("a project").project
}

/// Reads what this crate wrote.
fn read(bytes: &[u8]) -> Project {
    let options = ReadOptions::new().offsets(OffsetConvention::default());
    let read = read_project(Cursor::new(bytes), &options).expect("what was written can be read");
    // These say something of what was written, and nothing of how.
    let of_content = [NoticeCode::UncertainConvention, NoticeCode::NoCodes, NoticeCode::UnlistedUser];
    let other = read.report.notices.iter().find(|notice| !of_content.contains(&notice.code));
    assert!(other.is_none(), "{}", read.report);
    read.project
}

/// The names and the contents of an archive's entries.
fn entries(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut entries = Vec::new();
    for nth in 0..archive.len() {
        let mut file = archive.by_index(nth).expect("an entry");
        let mut content = String::new();
        file.read_to_string(&mut content).expect("a text");
        entries.push((file.name().expect("a name").into_owned(), content));
    }
    entries
}

fn guid(number: u32) -> Guid {
    Guid::new(&format!("00000000-0000-4000-8000-{number:012x}"))
}

/// A project of texts that grows coding by coding; `salt` makes its ids differ from another's.
struct Coded {
    project: Project,
    users: Vec<UserIndex>,
    codes: Vec<CodeIndex>,
    next: u32,
}

impl Coded {
    fn new(salt: u32, users: &[&str], codes: &[&str], texts: &[&str]) -> Self {
        let (mut project, mut next) = (Project::default(), salt);
        let mut id = || {
            next += 1;
            guid(next)
        };
        let users = users.iter().map(|name| project.add_user(User::new(id(), *name))).collect();
        let codes = codes.iter().map(|name| project.add_code(Code::new(id(), *name))).collect();
        for (nth, text) in texts.iter().enumerate() {
            project.add_source(Source::of_text(id(), format!("text {nth}"), *text));
        }
        Self { project, users, codes, next }
    }

    /// A segment of its own for each coding, as some programs write it.
    fn code(&mut self, source: usize, range: Range<usize>, user: Option<usize>, code: usize) {
        self.next += 2;
        let coding = Coding::new(guid(self.next - 1), Target::Code(self.codes[code]));
        let mut part = Selection::of_text(guid(self.next), range);
        part.codings.push(user.map_or(coding.clone(), |user| coding.by(self.users[user])));
        self.project.sources[source].selections.push(part);
    }
}

/// The byte at a share of a text, at the border of a character.
fn border(text: &str, share: f64) -> usize {
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    borders[((borders.len() - 1) as f64 * share) as usize]
}
