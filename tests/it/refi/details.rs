//! What the standard has besides coded texts, and what programs do to it.

use std::io::Cursor;

use cocreation::refi::{
    CoderFrom, Direction, Element, Guid, Item, NoticeCode, Place, ReadOptions, SourceKind, Target, Value, VariableKind,
    read_codebook, read_project,
};

use super::{CODE, USER, archive, guid, project, project_xml, quotes, read};

/// The middle of a project with one of everything. `#7#` stands for a GUID, `#c#` for the code, `#u#` for the user. The case
/// is 1, the variable 2, sources are from 16, notes from 32, selections from 48, codings from 64.
const EVERYTHING: &str = "
<Variables><Variable guid='#2#' name='size' typeOfVariable='Integer'/></Variables>
<Cases><Case guid='#1#' name='Acme'><CodeRef targetGUID='#c#'/>
  <VariableValue><VariableRef targetGUID='#2#'/><DateValue>2026-10-01</DateValue></VariableValue>
  <SourceRef targetGUID='#16#'/><SelectionRef targetGUID='#48#'/></Case></Cases>
<Sources>
<TextSource guid='#16#' name='text' creatingUser='#u#'><Description>d</Description>
  <PlainTextContent>one two three</PlainTextContent>
  <PlainTextSelection guid='#48#' startPosition='0' endPosition='3' creatingUser='#90#'>
    <Coding guid='#64#'><CodeRef targetGUID='#c#'/></Coding><Coding guid='#65#'><CodeRef targetGUID='#1#'/></Coding>
  </PlainTextSelection>
  <Coding guid='#66#'><CodeRef targetGUID='#c#'/></Coding><NoteRef targetGUID='#32#'/>
  <VariableValue><VariableRef targetGUID='#2#'/><IntegerValue>7</IntegerValue></VariableValue></TextSource>
<PictureSource guid='#17#' name='picture' path='internal://a.png'>
  <TextDescription guid='#18#'><PlainTextContent>a lorry</PlainTextContent></TextDescription>
  <PictureSelection guid='#49#' firstX='1' firstY='2' secondX='30' secondY='40'>
    <Coding guid='#67#'><CodeRef targetGUID='#c#'/></Coding></PictureSelection></PictureSource>
<PDFSource guid='#19#' name='pdf' path='internal://a.pdf'>
  <PDFSelection guid='#50#' page='0' firstX='1' firstY='-2' secondX='3' secondY='4'>
    <Representation guid='#51#'><PlainTextContent>said here</PlainTextContent></Representation>
    <Coding guid='#68#'><CodeRef targetGUID='#c#'/></Coding></PDFSelection>
  <Representation guid='#20#' plainTextPath='internal://pdf.txt'>
    <PlainTextSelection guid='#50#' startPosition='5' endPosition='9'>
      <Coding guid='#69#'><CodeRef targetGUID='#c#'/></Coding></PlainTextSelection></Representation></PDFSource>
<AudioSource guid='#21#' name='talk' path='absolute:///C:/talk.mp3'>
  <Transcript guid='#22#' name='t'><PlainTextContent>hello you</PlainTextContent>
    <SyncPoint guid='#23#' timeStamp='0' position='0'/><SyncPoint guid='#24#' timeStamp='900' position='5'/>
    <TranscriptSelection guid='#52#' fromSyncPoint='#23#' toSyncPoint='#24#'>
      <Coding guid='#70#'><CodeRef targetGUID='#c#'/></Coding></TranscriptSelection></Transcript>
  <AudioSelection guid='#53#' begin='10' end='20'>
    <Coding guid='#71#'><CodeRef targetGUID='#c#'/></Coding></AudioSelection></AudioSource>
</Sources>
<Notes><Note guid='#32#' name='memo'><PlainTextContent>think</PlainTextContent></Note></Notes>
<Links><Link guid='#80#' name='because' direction='OneWay' color='#ABC' originGUID='#32#' targetGUID='#48#'/></Links>
<Sets><Set guid='#81#' name='group'>
  <MemberCode targetGUID='#c#'/><MemberSource targetGUID='#17#'/><MemberNote targetGUID='#32#'/></Set></Sets>
<Graphs><Graph guid='#82#' name='g'><Vertex guid='#83#' firstX='1' firstY='1'/></Graph></Graphs>
<Description>all of it</Description><NoteRef targetGUID='#32#'/>";

/// A project with one of everything, as XML.
pub(super) fn everything() -> String {
    let numbered = (1..100).fold(EVERYTHING.replace("#c#", CODE).replace("#u#", USER), |text, number| {
        text.replace(&format!("#{number}#"), &guid(number))
    });
    project_xml("test", &numbered)
}

#[test]
fn one_of_everything_is_read() {
    let file = archive(&[("project.qde", everything().as_bytes()), ("sources/pdf.txt", "what they meant".as_bytes())]);
    let read = read(&file);
    let (project, report) = (&read.project, &read.report);

    let kinds: Vec<SourceKind> = project.sources.iter().map(|source| source.kind).collect();
    assert_eq!(kinds, [SourceKind::Text, SourceKind::Picture, SourceKind::Pdf, SourceKind::Audio]);
    let quoted = |source: usize| -> Vec<Option<&str>> {
        let source = &project.sources[source];
        source.selections.iter().map(|selection| source.quote(selection)).collect()
    };
    assert_eq!(quoted(0), [Some("one")]);
    assert_eq!(quoted(1), [None]);
    assert_eq!(quoted(2), [Some("said here"), Some("they")]);
    assert_eq!(quoted(3), [Some("hello"), None]);
    let places: Vec<&Place> = project.sources.iter().flat_map(|it| &it.selections).map(|it| &it.place).collect();
    assert_eq!(*places[1], Place::Area { page: None, first: (1, 2), second: (30, 40) });
    assert_eq!(*places[2], Place::Area { page: Some(0), first: (1, -2), second: (3, 4) });
    assert_eq!(*places[5], Place::Time { begin_ms: 10, end_ms: 20 });

    let text = &project.sources[0];
    let targets: Vec<Target> = text.selections[0].codings.iter().map(|coding| coding.target).collect();
    assert!(matches!(targets[..], [Target::Code(code), Target::Case(case)] if code.get() == 0 && case.get() == 0));
    assert_eq!((text.codings.len(), text.codings[0].coder, text.codings[0].coder_from), (1, None, CoderFrom::Unknown));
    assert_eq!((text.notes[0].get(), text.values[0].value.clone()), (0, Some(Value::Integer(7))));
    // Nobody is named in the coding: the one who made the selection, who is not among the users.
    let coding = &text.selections[0].codings[0];
    let coder = &project.users[coding.coder.expect("a coder").get()];
    assert_eq!((coding.coder_from, coder.listed, &coder.guid), (CoderFrom::Selection, false, &Guid::new(&guid(90))));

    let case = &project.cases[0];
    assert_eq!((case.codes[0].get(), case.sources[0].get(), case.selections[0].selection), (0, 0, 0));
    assert_eq!(case.values[0].value, Some(Value::Date("2026-10-01".into())));
    assert_eq!(project.variables[0].kind, VariableKind::Integer);
    let link = &project.links[0];
    assert_eq!((link.direction, link.color.as_deref()), (Some(Direction::OneWay), Some("#abc")));
    assert!(matches!((link.origin, link.target), (Some(Item::Note(_)), Some(Item::Selection(_)))));
    let set = &project.sets[0];
    assert_eq!((set.codes.len(), set.sources[0].get(), set.notes[0].get()), (1, 1, 0));
    assert_eq!((project.description.as_deref(), project.project_notes.len()), (Some("all of it"), 1));
    assert_eq!(project.notes[0].text.as_ref().map(|text| text.content.as_str()), Some("think"));

    let read = |element: Element| report.count(element).read;
    assert_eq!((read(Element::Codings), read(Element::Selections), read(Element::Texts)), (8, 6, 5));
    assert_eq!(report.count(Element::Graphs).skipped, 1);
    let codes: Vec<NoticeCode> = report.notices.iter().map(|notice| notice.code).collect();
    assert_eq!(codes, [NoticeCode::NotSupported, NoticeCode::UnlistedUser], "{report}");
}

#[test]
fn a_value_serialises_and_a_report_prints() {
    let read = read(&archive(&[("project.qde", everything().as_bytes())]));
    let value = serde_json::to_value(&read).expect("JSON");
    assert_eq!(value["project"]["codes"][0]["guid"], CODE);
    assert_eq!(value["report"]["counts"]["codings"]["read"], 7);
    let text = read.report.to_string();
    for line in
        ["written by test", "codings: 7 read, 1 skipped, 0 repaired", "positions: code points, CR LF counts two"]
    {
        assert!(text.contains(line), "{text}");
    }
}

/// Exporters without a scheme, with a folder, or with another case; a text that is in no archive.
#[test]
fn texts_are_found_under_the_paths_that_programs_write() {
    let source = |path: &str| {
        let id = guid(9);
        format!(
            "<Sources><TextSource guid='{id}' name='t' plainTextPath='{path}'><PlainTextSelection guid='{id}' startPosition='0' endPosition='4'><Coding guid='{id}' creatingUser='{USER}'><CodeRef targetGUID='{CODE}'/></Coding></PlainTextSelection></TextSource></Sources>"
        )
    };
    let found = |entry: &str, path: &str| {
        let xml = project_xml("test", &source(path));
        let read = read(&archive(&[("project.qde", xml.as_bytes()), (entry, b"Anna says")]));
        quotes(&read.project).len()
    };
    for (entry, path) in [
        ("sources/a.txt", "internal://a.txt"),
        ("Sources/A.TXT", "internal://a.txt"),
        ("sources\\a.txt", "INTERNAL://a.txt"),
        ("sources/a.txt", "a.txt"),
        ("sources/a.txt", "Sources/a.txt"),
        ("a.txt", "internal://a.txt"),
    ] {
        assert_eq!(found(entry, path), 1, "{entry} {path}");
    }
    for path in [
        "internal://b.txt",
        "internal:///a.txt",
        "/a.txt",
        "C:\\a.txt",
        "\\\\host\\a.txt",
        "file:///a.txt",
        "internal://x/../a.txt",
    ] {
        assert_eq!(found("sources/a.txt", path), 0, "{path}");
    }
}

#[test]
fn names_that_differ_in_case_only_are_refused() {
    let xml = project_xml("test", "");
    let file = archive(&[("project.qde", xml.as_bytes()), ("Project.QDE", b"")]);
    let error = read_project(Cursor::new(file), &ReadOptions::new()).expect_err("refused");
    assert!(error.to_string().contains("upper and lower case"), "{error}");
}

#[test]
fn the_wrong_reader_says_which_is_right() {
    let book = "<CodeBook xmlns='urn:QDA-XML:codebook:1.0'><Codes/></CodeBook>";
    let error = read_project(Cursor::new(archive(&[("project.qde", book.as_bytes())])), &ReadOptions::new());
    assert!(error.expect_err("refused").to_string().contains("read_codebook"));
    let error = read_codebook(project_xml("x", "").as_bytes(), &ReadOptions::new()).expect_err("refused");
    assert!(error.to_string().contains("read_project"), "{error}");
}

#[test]
fn what_xml_does_not_allow_is_refused() {
    let body = |inside: &str| format!("<CodeBook xmlns='urn:QDA-XML:codebook:1.0'>{inside}</CodeBook>");
    let code = |name: &str| body(&format!("<Codes><Code guid='{CODE}' name='{name}' isCodable='true'/></Codes>"));
    for (text, words) in [
        (code("&#1;"), "U+0001"),
        (code("a\u{1}"), "U+0001"),
        (code("&nbsp;"), "nbsp"),
        (body("<Codes><Code guid='a' guid='b'/></Codes>"), "twice"),
        (body("<Codes>"), "not well-formed"),
        (body("") + "<b/>", "second root"),
        (body("") + "x", "outside the root"),
        ("<CodeBook xmlns='urn:QDA-XML:codebook:1.0'>".into(), "cut off"),
        ("<?xml version='1.0' encoding='iso-8859-1'?>".to_owned() + &body(""), "iso-8859-1"),
        (String::new(), "cut off"),
    ] {
        let error = read_codebook(text.as_bytes(), &ReadOptions::new()).expect_err("refused");
        assert!(error.to_string().contains(words), "{text}: {error}");
    }
}

/// A coding with two codes, one with none, and one that names a code nobody has.
#[test]
fn codings_are_repaired_or_counted() {
    let id = guid;
    let text = |codings: &str| {
        project(&format!(
            "<Sources><TextSource guid='{}' name='t'><PlainTextContent>Anna</PlainTextContent><PlainTextSelection guid='{}' \
             startPosition='0' endPosition='4'>{codings}</PlainTextSelection></TextSource></Sources>",
            id(5),
            id(6)
        ))
    };
    let reference = format!("<CodeRef targetGUID='{CODE}'/>");
    let file = text(&format!(
        "<Coding guid='{}'>{reference}{reference}</Coding><Coding guid='{}'/><Coding guid='{}'><CodeRef targetGUID='{}'/></Coding>",
        id(7),
        id(8),
        id(9),
        id(10)
    ));
    let report = read(&file).report;
    let count = report.count(Element::Codings);
    assert_eq!((count.read, count.skipped, count.repaired), (2, 2, 1), "{report}");
    assert_eq!(
        (report.notices_of(NoticeCode::CodesOfCoding), report.notices_of(NoticeCode::DanglingReference)),
        (2, 1)
    );
}
