//! What is written and read again is the same, to the byte.

use cocreation::refi::{
    Case, Code, Codebook, Coding, Direction, Guid, Item, Link, LossKind, Place, Project, ReadOptions, Selection, Set,
    Source, SourceKind, SyncPoint, Target, Text, Transcript, User, Value, Variable, VariableKind, VariableValue,
    read_codebook, write, write_codebook,
};
use proptest::prelude::*;

use super::{border, entries, guid, read, sample};

/// A project with something of everything that a file can hold.
pub(super) fn everything() -> Project {
    let mut project = Project::default();
    (project.name, project.origin) = ("All & <everything> \"here\"".into(), Some("by hand".into()));
    (project.base_path, project.description) = (Some("/somewhere".into()), Some("two\nlines".into()));
    let ann = project.add_user(User::new(guid(1), "Ann"));
    let mut bob = User::new(guid(2), "");
    (bob.name, bob.id) = (None, Some("b".into()));
    let bob = project.add_user(bob);
    project.authorship.by = Some(ann);
    project.authorship.at = Some("2024-02-29T23:59:59.5+01:00".into());
    let folder = project.add_code(Code::new(guid(3), "a/b").folder().description(" spaces "));
    let mut below = Code::new(guid(4), "tab\tand\nline").below(folder);
    below.color = Some("#a0b1c2".into());
    let below = project.add_code(below);
    let root = project.add_code(Code::new(guid(5), "tab\tand\nline"));
    for (nth, (kind, _)) in values().into_iter().enumerate() {
        let mut variable = Variable::new(guid(10 + nth as u32), format!("v{nth}"), kind);
        variable.description = Some("what it means".into());
        project.add_variable(variable);
    }
    let mut text = Source::of_text(guid(20), "an interview", "One 🤝 two\r\nthree\rfour\n]]> &amp; end");
    text.description = Some("first".into());
    let mut part = Selection::of_text(guid(21), 4..16);
    part.name = Some("🤝 two".into());
    part.description = Some("a comment".into());
    part.authorship.by = Some(bob);
    part.codings.push(Coding::new(guid(22), Target::Code(below)).by(ann));
    let mut inherited = Coding::new(guid(23), Target::Code(root)).by(bob);
    inherited.coder_from = cocreation::refi::CoderFrom::Selection;
    part.codings.push(inherited);
    text.selections.push(part);
    text.selections.push(Selection::of_text(guid(24), 0..0));
    text.codings.push(Coding::new(guid(25), Target::Code(root)));
    let text = project.add_source(text);
    more_sources(&mut project);
    let note = project.add_note(Source::of_text(guid(60), "a note", "Noted."));
    project.project_notes.push(note);
    project.codes[root.get()].notes.push(note);
    project.sources[text.get()].notes.push(note);
    let mut case = Case::new(guid(61), "a firm");
    (case.codes, case.sources) = (vec![root], vec![text]);
    case.selections.push(cocreation::refi::SelectionIndex { source: text, selection: 0 });
    for (nth, (_, value)) in values().into_iter().enumerate() {
        case.values.push(value_of(nth, Some(value)));
    }
    case.values.push(value_of(0, None));
    let case = project.add_case(case);
    project.sources[text.get()].codings.push(Coding::new(guid(62), Target::Case(case)).by(ann));
    let mut set = Set::new(guid(63), "a set");
    (set.codes, set.sources, set.notes) = (vec![Target::Code(below), Target::Case(case)], vec![text], vec![note]);
    let set = project.add_set(set);
    let mut link = Link::new(guid(64));
    (link.name, link.direction, link.color) = (Some("why".into()), Some(Direction::OneWay), Some("#fff".into()));
    (link.origin, link.target) = (Some(Item::Code(below)), Some(Item::Set(set)));
    project.links.push(link);
    project
}

fn values() -> [(VariableKind, Value); 6] {
    [
        (VariableKind::Text, Value::Text("free".into())),
        (VariableKind::Boolean, Value::Boolean(true)),
        (VariableKind::Integer, Value::Integer(-7)),
        (VariableKind::Float, Value::Float(0.1)),
        (VariableKind::Date, Value::Date("2024-02-29".into())),
        (VariableKind::DateTime, Value::DateTime("2024-02-29T00:00:00Z".into())),
    ]
}

/// The position of a variable, which only a project gives.
fn value_of(nth: usize, value: Option<Value>) -> VariableValue {
    let mut stand_in = Project::default();
    let mut at = stand_in.add_variable(Variable::new(guid(0), "", VariableKind::Text));
    for _ in 0..nth {
        at = stand_in.add_variable(Variable::new(guid(0), "", VariableKind::Text));
    }
    VariableValue::new(at, value)
}

fn more_sources(project: &mut Project) {
    let code = project.code_indices().last().expect("a code");
    let mut pdf = Source::new(guid(30), "a paper", SourceKind::Pdf);
    pdf.text = Some(Text::new("Words of the paper."));
    let mut area = Selection::new(guid(31), Place::Area { page: Some(0), first: (1, -2), second: (30, 40) });
    area.words = Some("Words".into());
    area.codings.push(Coding::new(guid(32), Target::Code(code)));
    pdf.selections = vec![area, Selection::of_text(guid(33), 0..5)];
    project.add_source(pdf);
    let mut picture = Source::new(guid(34), "a picture", SourceKind::Picture);
    picture.selections = vec![Selection::new(guid(35), Place::Area { page: None, first: (0, 0), second: (10, 10) })];
    project.add_source(picture);
    for (at, kind) in [(40, SourceKind::Audio), (50, SourceKind::Video)] {
        let mut recording = Source::new(guid(at), "a recording", kind);
        let mut words = Transcript::new(guid(at + 1), "é One two");
        words.sync_points = vec![SyncPoint::new(guid(at + 2), 0, 3), SyncPoint::new(guid(at + 3), 900, 6)];
        recording.transcripts.push(words);
        let said = Place::Transcript { transcript: 0, from: Some(0), to: Some(1), range: Some(3..6) };
        recording.selections = vec![
            Selection::new(guid(at + 4), said),
            Selection::new(guid(at + 5), Place::Time { begin_ms: 5, end_ms: 800 }),
        ];
        project.add_source(recording);
    }
}

#[test]
fn a_project_with_everything_comes_back() {
    let project = everything();
    let written = write(&project).expect("it is small");
    assert_eq!(written.losses.iter().count(), 0, "{}", written.losses);
    assert_eq!(read(&written.bytes), project);
    assert_eq!(write(&read(&written.bytes)).expect("again").bytes, written.bytes);
}

#[test]
fn a_codebook_comes_back() {
    let mut book = Codebook::default();
    book.origin = Some("by hand".into());
    let project = everything();
    book.codes = project.codes.clone();
    book.codes.iter_mut().for_each(|code| code.notes.clear());
    let mut set = Set::new(guid(70), "some");
    set.codes = project.sets[0].codes[..1].to_vec();
    book.sets.push(set);
    let written = write_codebook(&book).expect("it has codes");
    assert_eq!(written.losses.iter().count(), 0, "{}", written.losses);
    assert_eq!(read_codebook(&*written.bytes, &ReadOptions::new()).expect("a codebook").codebook, book);
    assert!(write_codebook(&Codebook::default()).is_err(), "the schema asks for a code");
}

/// Projects of others: ids and order stay, and a second round changes nothing.
#[test]
fn what_others_wrote_is_stable_after_one_round() {
    for name in
        ["qualcoder-git__two-coders-lf.qdpx", "pyrefiqda-0.3.1__two-coders.qdpx", "synthetic_nvivo_win_like.qdpx"]
    {
        let project = sample(name);
        let written = write(&project).expect("it is small");
        let again = read(&written.bytes);
        let quotes = |project: &Project| -> Vec<(Option<String>, Coding)> {
            let quote = |(_, part, coding): (_, Option<_>, &Coding)| {
                (part.and_then(|part| project.quote(part)).map(str::to_owned), coding.clone())
            };
            project.codings().map(quote).collect()
        };
        assert_eq!(quotes(&again), quotes(&project), "{name}");
        assert_eq!(
            (&again.codes, &again.users, &again.cases),
            (&project.codes, &project.users, &project.cases),
            "{name}"
        );
        assert_eq!(write(&again).expect("again").bytes, written.bytes, "{name}");
    }
}

#[test]
fn texts_in_files_have_no_mark_of_their_own_and_keep_what_they_have() {
    let mut project = Project::default();
    let mut plain = Source::of_text(guid(1), "plain", "One\r\ntwo");
    plain.text = plain.text.map(|mut text| {
        text.path = Some(format!("internal://{}.txt", guid(1)));
        text
    });
    project.add_source(plain);
    let mut marked = Source::of_text(guid(2), "marked", "\u{FEFF}One\u{1}");
    marked.selections.push(Selection::of_text(guid(3), 3..6));
    project.add_source(marked);
    let written = write(&project).expect("it is small");
    let entries = entries(&written.bytes);
    let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["project.qde", &format!("sources/{}.txt", guid(1)), &format!("sources/{}.txt", guid(2))]);
    assert_eq!(entries[1].1, "One\r\ntwo");
    assert!(!entries[0].1.starts_with('\u{FEFF}') && !entries[0].1.contains("&#1;"));
    // XML cannot carry U+0001, and would lose it; a file does.
    assert_eq!(written.losses.count(LossKind::TextFile), 1);
    let again = read(&written.bytes);
    let text = |nth: usize| again.sources[nth].text.as_ref().map(|text| text.content.as_str());
    assert_eq!((text(0), text(1)), (Some("One\r\ntwo"), Some("\u{FEFF}One\u{1}")));
    assert_eq!(again.sources[1].quote(&again.sources[1].selections[0]), Some("One"));
}

#[test]
fn what_a_file_cannot_hold_is_told() {
    let mut project = everything();
    project.codes[0].color = Some("rgb(1,2,3)".into());
    project.codes[1].name = "bell\u{7}".into();
    project.codes[2].guid = Guid::new("code-7");
    project.authorship.at = Some("yesterday".into());
    project.cases[0].values.push(value_of(3, Some(Value::Float(f64::INFINITY))));
    project.cases[0].values.push(value_of(40, None));
    project.sources[0].selections.push(Selection::of_text(guid(80), 5..6)); // inside the emoji
    project.sources[0].selections.push(Selection::new(guid(81), Place::Time { begin_ms: 0, end_ms: 1 }));
    project.sources[1].path = Some("internal://paper.pdf".into());
    let losses = write(&project).expect("it is small").losses;
    let expected = [
        (LossKind::Characters, 1),
        (LossKind::ForeignId, 1),
        (LossKind::Color, 1),
        (LossKind::Moment, 1),
        (LossKind::Number, 1),
        (LossKind::Place, 2),
        (LossKind::Reference, 1),
        (LossKind::Medium, 1),
    ];
    let found: Vec<_> = losses.iter().map(|loss| (loss.kind, loss.count)).collect();
    assert_eq!(found, expected);
    assert!(losses.to_string().contains("bell") || losses.to_string().contains("U+0007"));
}

#[test]
fn codes_in_a_circle_are_written_once_each() {
    let mut other = Project::default();
    let positions: Vec<_> = (0..3).map(|nth| other.add_code(Code::new(guid(nth), ""))).collect();
    let mut project = Project::default();
    for nth in 0..3u32 {
        project.add_code(Code::new(guid(nth), format!("c{nth}")).below(positions[(nth as usize + 1) % 3]));
    }
    let written = write(&project).expect("it is small");
    assert_eq!(written.losses.count(LossKind::Circle), 1);
    assert_eq!(read(&written.bytes).codes.len(), 3);
}

/// Deep trees and long lists need no stack.
#[test]
fn a_deep_tree_of_codes_is_written() {
    let mut project = Project::default();
    let mut parent = project.add_code(Code::new(guid(0), "0"));
    for nth in 1..50_000 {
        parent = project.add_code(Code::new(guid(nth), nth.to_string()).below(parent));
    }
    let written = write(&project).expect("it is large, and no more");
    assert_eq!(entries(&written.bytes)[0].1.matches("<Code ").count(), 50_000);
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![Just("\r\n"), Just("\n"), Just("🤝"), Just("é"), Just(" "), Just("]]>"), Just("wort")];
    let any = prop_oneof![piece.prop_map(str::to_owned), "\\PC{0,4}", any::<char>().prop_map(String::from)];
    prop::collection::vec(prop::collection::vec(any, 0..12).prop_map(|pieces| pieces.concat()), 1..4)
}

type Row = (usize, f64, f64, usize, Option<usize>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0usize..4, 0.0..=1.0, 0.0..=1.0, 0usize..5, prop::option::of(0usize..3));
    prop::collection::vec(row, 0..12)
}

/// Three users, five codes in a tree, texts in the XML or in files, codings anywhere.
fn project_of(texts: &[String], rows: &[Row], in_files: bool) -> Project {
    let mut project = Project::default();
    let users: Vec<_> = (0..3).map(|nth| project.add_user(User::new(guid(nth), format!("u{nth}")))).collect();
    let mut codes = vec![project.add_code(Code::new(guid(10), "root"))];
    for (nth, parent) in [(1, Some(0)), (2, Some(1)), (3, Some(0)), (4, None)] {
        let code = Code::new(guid(10 + nth), "again");
        codes.push(project.add_code(parent.map_or(code.clone(), |parent: usize| code.below(codes[parent]))));
    }
    for (nth, text) in (20..).zip(texts) {
        let mut source = Source::of_text(guid(nth), format!("t{nth}"), text.as_str());
        let path = in_files.then(|| format!("internal://{}.txt", guid(nth)));
        source.text.iter_mut().for_each(|text| text.path.clone_from(&path));
        project.add_source(source);
    }
    for (nth, (source, one, other, code, user)) in (100..).step_by(2).zip(rows) {
        let source = &mut project.sources[source % texts.len()];
        let text = source.text.as_ref().expect("a text").content.as_str();
        let range = border(text, one.min(*other))..border(text, one.max(*other));
        let coding = Coding::new(guid(nth), Target::Code(codes[*code]));
        let mut part = Selection::of_text(guid(nth + 1), range);
        part.codings.push(user.map_or(coding.clone(), |user| coding.by(users[user])));
        source.selections.push(part);
    }
    project
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn reading_undoes_writing(texts in texts(), rows in rows(), in_files: bool) {
        let project = project_of(&texts, &rows, in_files);
        let written = write(&project).expect("it is small");
        let mut again = read(&written.bytes);
        if !in_files {
            // A text that XML cannot carry became a file, and that is told.
            let moved = again.sources.iter_mut().filter_map(|source| source.text.as_mut()?.path.take()).count();
            prop_assert_eq!(moved as u64, written.losses.count(LossKind::TextFile));
        }
        prop_assert_eq!(&again, &project);
        prop_assert_eq!(write(&project).expect("again").bytes, written.bytes);
    }
}
