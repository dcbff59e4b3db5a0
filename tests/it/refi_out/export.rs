//! Cases as projects.

use std::io::Cursor;

use cocreation::Case;
use cocreation::case::Codebook;
use cocreation::case::OwnCode;
use cocreation::evidence::{Coder, Source};
use cocreation::graph::node::{Act, Actor, NodeKind};
use cocreation::graph::relation::TakesPartIn;
use cocreation::refi::{
    CodeMap, ExportOptions, LossKind, Meaning, ReadOptions, Target, codebook, draft, export, project, read_project,
};
use cocreation::theory::typology::{LISTS, Role};

use super::{Coded, read};

/// Advisers visit: two coders, evidence that two claims share, and a source without evidence.
fn advice() -> Case {
    let mut case = Case::builder("advice");
    case.title("Advice").about("Pilots and advisers.").left_out("The price.");
    let paper = case.source(Source::new("paper", "A published case").published("2016".parse().expect("a date")));
    case.source(Source::new("unused", "Another"));
    let ann = case.coder(Coder::new("ann").name("Ann"));
    let bob = case.coder(Coder::new("bob"));
    let trusted = case.codebook(Codebook::new("mine").code(OwnCode::new("trusted", "Trusted")))[0];
    let maker = case.add("maker", Actor::new("Engine maker").note("of engines"));
    let pilots = case.add("pilots", Actor::aggregate("Pilots").size(40));
    let visits = case.add("visits", Act::standing("Visits"));
    let flying = case.evidence(paper.at("§5").reported("Advisers fly along"));
    case.relate(maker, TakesPartIn, visits).giving_to(pilots).evidence(flying).coder(ann).confidence(0.5);
    case.classify(maker, Role::Provider).evidence(flying).coder(bob);
    case.classify(maker, trusted).evidence(paper.at("§6").reported("“We trust them.”"));
    case.build().expect("a sound case")
}

#[test]
fn evidence_becomes_coded_text() {
    let (exported, losses) = project(&advice(), &ExportOptions::default());
    assert_eq!(exported.name, "Advice");
    let text = exported.sources[0].text.as_ref().expect("a text");
    assert_eq!(text.content, "Advisers fly along\n“We trust them.”\n");
    assert!(exported.sources[0].description.as_ref().expect("one").contains("Not the source's own words"));
    let rows: Vec<_> = exported
        .codings()
        .map(|(_, part, coding)| {
            let Target::Code(code) = coding.target else { panic!("a case") };
            let coder = coding.coder.map_or("", |coder| exported.users[coder.get()].id.as_deref().unwrap_or_default());
            (exported.quote(part.expect("a part")).expect("a quote"), exported.code_path(code), coder)
        })
        .collect();
    let expected = [
        ("Advisers fly along", "actors/Engine maker", "ann"),
        ("Advisers fly along", "actors/Engine maker", "bob"),
        ("Advisers fly along", "actors/Pilots", "ann"),
        ("Advisers fly along", "acts/Visits", "ann"),
        ("Advisers fly along", "theory/role/Provider", "bob"),
        ("Advisers fly along", "relations/takes-part-in", "ann"),
        ("“We trust them.”", "actors/Engine maker", ""),
        ("“We trust them.”", "mine/Trusted", ""),
    ];
    assert_eq!(rows, expected.map(|(quote, path, coder)| (quote, path.to_owned(), coder)));
    let parts = &exported.sources[0].selections;
    assert_eq!(parts.len(), 2, "one for each place");
    assert_eq!(
        (parts[0].name.as_deref(), parts[0].description.as_deref()),
        (Some("Advisers fly along"), Some("e1: §5"))
    );
    assert_eq!(exported.links[0].name.as_deref(), Some("maker takes-part-in visits, giving to pilots"));
    let lost = |kind| losses.count(kind);
    // Two sources by paraphrase; the confidence; `pilots is actor-form/aggregate` has no evidence; `size` and `standing`.
    assert_eq!((lost(LossKind::StandIn), lost(LossKind::Qualifier), lost(LossKind::Classification)), (2, 1, 1));
    assert_eq!((lost(LossKind::NodeField), lost(LossKind::LeftOut), lost(LossKind::Search)), (2, 1, 0));
}

#[test]
fn an_export_reads_as_what_was_exported_and_gives_the_same_bytes_again() {
    let case = advice();
    let written = export(&case, &ExportOptions::default()).expect("it is small");
    assert_eq!(read(&written.bytes), project(&case, &ExportOptions::default()).0);
    assert_eq!(export(&advice(), &ExportOptions::default()).expect("again").bytes, written.bytes);
}

/// Without being told how positions are counted, by the snippets that the export writes.
#[test]
fn positions_of_an_export_are_found() {
    let mut case = Case::builder("emoji");
    let paper = case.source(Source::new("paper", "A paper"));
    let maker = case.add("maker", Actor::new("Maker"));
    for nth in 0..20 {
        let told = format!("🤝🤝 piece {nth} of the evidence, told at some length 🚚");
        case.classify(maker, Role::Provider).evidence(paper.at(format!("§{nth}")).reported(told));
    }
    let case = case.build().expect("a sound case");
    let written = export(&case, &ExportOptions::default()).expect("it is small");
    let read = read_project(Cursor::new(&written.bytes), &ReadOptions::new()).expect("a project");
    let quotes = |project: &cocreation::refi::Project| -> Vec<String> {
        project.codings().filter_map(|(_, part, _)| project.quote(part?).map(str::to_owned)).collect()
    };
    assert_eq!(quotes(&read.project), quotes(&project(&case, &ExportOptions::default()).0));
}

/// From codings to a case and back: with the texts, every segment stands where it stood, by the same coder.
#[test]
fn a_drafted_case_goes_back_to_the_places_it_came_from() {
    let text = "Ann: the maker visits us 🤝.\nBob: and the pilots fly.";
    let mut coded = Coded::new(0, &["Ann", "Bob"], &["maker", "pilots"], &[text]);
    coded.code(0, 5..14, Some(0), 0);
    coded.code(0, 5..14, Some(1), 0);
    coded.code(0, 43..53, Some(1), 1);
    let map = CodeMap::default()
        .entry("maker", Meaning::node(NodeKind::Actor, "maker"))
        .entry("pilots", Meaning::node(NodeKind::Actor, "pilots"));
    let case = draft("back", &coded.project, &map).expect("a sound table").case().expect("a sound case");
    let source = case.sources()[0].id.clone();
    let (exported, losses) = project(&case, &ExportOptions::default().text(source, text));
    assert_eq!((losses.count(LossKind::StandIn), losses.count(LossKind::Unplaced)), (0, 0));
    assert_eq!(exported.sources[0].text.as_ref().expect("a text").content, text);
    let rows = |project: &cocreation::refi::Project, under: &str| -> Vec<(String, String)> {
        let of = |coding: &cocreation::refi::Coding| match coding.target {
            Target::Code(code) => project.code_path(code),
            Target::Case(_) => String::new(),
        };
        let codings = project.codings().filter(|(.., coding)| of(coding).starts_with(under));
        let row = |(_, part, coding): (_, Option<cocreation::refi::SelectionIndex>, &cocreation::refi::Coding)| {
            let coder = project.users[coding.coder.expect("known").get()].name.clone().expect("a name");
            (project.quote(part.expect("a part")).expect("a quote").to_owned(), coder)
        };
        codings.map(row).collect()
    };
    assert_eq!(rows(&exported, "actors/"), rows(&coded.project, ""));
}

#[test]
fn the_theory_is_a_codebook_with_every_entry() {
    let (book, losses) = codebook(&[]);
    assert_eq!(losses.iter().count(), 0);
    let entries: usize = LISTS.iter().map(|list| list.entries.len() + 1).sum();
    assert_eq!(book.codes.len(), 1 + entries);
    let mut guids: Vec<_> = book.codes.iter().map(|code| &code.guid).collect();
    guids.sort();
    guids.dedup();
    assert_eq!(guids.len(), book.codes.len(), "each has an id of its own");
    // A code of the theory is the same in an exported case.
    let (exported, _) = project(&advice(), &ExportOptions::default());
    let provider = exported.codes.iter().find(|code| code.name == "Provider").expect("it is used");
    let same = book.codes.iter().find(|code| code.guid == provider.guid).expect("the same id");
    assert_eq!((&same.name, &same.description), (&provider.name, &provider.description));
}
