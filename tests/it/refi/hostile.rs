//! Odd and hostile files: each gets the verdict of the manifest, in little time and memory.

use std::fmt::Write as _;
use std::io::Cursor;

use cocreation::ErrorKind;
use cocreation::refi::{
    Element, Limits, NoticeCode, OffsetConvention, ReadOptions, Report, Unit, read_codebook, read_project, utf16,
};

use super::{CODE, archive, bytes, golden, guid, json, project, project_xml, quotes, read};

enum Verdict {
    Accept,
    /// Accepted with a notice of this code.
    Notice(NoticeCode),
    /// Refused; the message has these words.
    Refuse(ErrorKind, &'static str),
}

use Verdict::{Accept, Notice, Refuse};

const VERDICTS: &[(&str, Verdict)] = &[
    ("Sources_uppercase.qdpx", Accept),
    ("bad_crc.qdpx", Refuse(ErrorKind::Read, "damaged")),
    ("billion_laughs.qdpx", Refuse(ErrorKind::Read, "line 2: a DOCTYPE")),
    ("bom.qdc", Accept),
    ("bom_text.qdpx", Accept),
    ("bomb_200MB.qdpx", Refuse(ErrorKind::Limit, "ratio")),
    ("cdata_text.qdpx", Accept),
    ("codebook_after_sources.qdpx", Notice(NoticeCode::Order)),
    ("color_rgb.qdc", Notice(NoticeCode::Color)),
    ("color_rgba8.qdc", Notice(NoticeCode::Color)),
    ("crlf_text.qdpx", Accept),
    ("dangling_code.qdpx", Notice(NoticeCode::DanglingReference)),
    ("doctype_only.qdpx", Refuse(ErrorKind::Read, "DOCTYPE")),
    ("duplicate_qde.qdpx", Refuse(ErrorKind::Read, "two entries of one name")),
    ("entity_in_text.qdpx", Accept),
    ("foreign_elements.qdpx", Notice(NoticeCode::UnknownElement)),
    ("guid_duplicate.qdpx", Notice(NoticeCode::DuplicateId)),
    ("guid_not_uuid.qdpx", Notice(NoticeCode::ForeignId)),
    ("inline_only.qdpx", Accept),
    ("invalid_utf8_qde.qdpx", Refuse(ErrorKind::Read, "not UTF-8")),
    ("iscodable_True.qdc", Notice(NoticeCode::Codable)),
    ("iscodable_missing.qdc", Notice(NoticeCode::Codable)),
    ("lying_size.qdpx", Refuse(ErrorKind::Read, "damaged")),
    ("lzma.qdpx", Refuse(ErrorKind::Read, "only `store` and `deflate`")),
    ("many_attrs.qdpx", Refuse(ErrorKind::Limit, "more than 256 attributes")),
    ("named_qde.qdpx", Notice(NoticeCode::ProjectName)),
    ("no_codes.qdc", Notice(NoticeCode::NoCodes)),
    ("no_qde.qdpx", Refuse(ErrorKind::Read, "no `project.qde`")),
    ("not_a_zip.qdpx", Refuse(ErrorKind::Read, "no ZIP archive")),
    ("ns_0_4.qdc", Notice(NoticeCode::Namespace)),
    ("ns_foreign.qdpx", Refuse(ErrorKind::Read, "urn:something-else")),
    ("ns_prefix.qdpx", Accept),
    ("ok.qdc", Accept),
    ("overlap_2000x10MB.qdpx", Refuse(ErrorKind::Read, "overlap")),
    ("path_absolute_source.qdpx", Notice(NoticeCode::ExternalText)),
    ("path_relative_source.qdpx", Notice(NoticeCode::ExternalText)),
    ("path_traversal_source.qdpx", Notice(NoticeCode::UnsafePath)),
    ("path_with_folder.qdpx", Notice(NoticeCode::SourcePath)),
    ("pos_beyond_end.qdpx", Notice(NoticeCode::Position)),
    ("pos_float.qdpx", Notice(NoticeCode::Position)),
    ("pos_inside_surrogate.qdpx", Accept),
    ("pos_negative.qdpx", Notice(NoticeCode::Position)),
    ("pos_overflow.qdpx", Notice(NoticeCode::Position)),
    ("pos_reversed.qdpx", Notice(NoticeCode::Position)),
    ("pos_spaces.qdpx", Accept),
    ("set_membercode_targetguid.qdc", Notice(NoticeCode::MemberAttribute)),
    ("source_bomb_200MB.qdpx", Refuse(ErrorKind::Limit, "ratio")),
    ("truncated.qdpx", Refuse(ErrorKind::Read, "damaged")),
    ("two_codings_one_selection.qdpx", Accept),
    ("undeclared_entity.qdpx", Refuse(ErrorKind::Read, "`nbsp`")),
    ("unknown_user.qdpx", Notice(NoticeCode::UnlistedUser)),
    ("utf16_qde.qdpx", Refuse(ErrorKind::Read, "UTF-16")),
    ("utf16_text.qdpx", Notice(NoticeCode::Encoding)),
    ("xxe_file.qdpx", Refuse(ErrorKind::Read, "DOCTYPE")),
    ("zipslip.qdpx", Notice(NoticeCode::UnsafeEntry)),
];

fn report(file: &str, options: &ReadOptions<'_>) -> Result<Report, cocreation::Error> {
    let bytes = bytes(&format!("hostile/{file}"));
    if file.ends_with(".qdc") {
        return read_codebook(&*bytes, options).map(|read| read.report);
    }
    read_project(Cursor::new(bytes), options).map(|read| read.report)
}

#[test]
fn every_file_gets_its_verdict() {
    for (file, verdict) in VERDICTS {
        let found = report(file, &ReadOptions::new());
        match (verdict, &found) {
            (Accept, Ok(_)) => {}
            (Notice(code), Ok(report)) => assert!(report.notices_of(*code) > 0, "{file}:\n{report}"),
            (Refuse(kind, words), Err(error)) => {
                assert_eq!(error.kind(), *kind, "{file}: {error}");
                assert!(error.to_string().contains(words), "{file}: {error}");
            }
            (Accept | Notice(_), Err(error)) => panic!("{file}: {error}"),
            (Refuse(..), Ok(report)) => panic!("{file} was read:\n{report}"),
        }
    }
}

/// The table above says what the manifest says, and names every file.
#[test]
fn the_verdicts_are_those_of_the_manifest() {
    let manifest = json("hostile/manifest.json");
    for (file, entry) in manifest.as_object().expect("files") {
        if file == "many_selections_300000.qdpx" {
            continue;
        }
        let expect = entry["expect"].as_str().expect("a text");
        let (_, verdict) = VERDICTS.iter().find(|(name, _)| name == file).unwrap_or_else(|| panic!("{file}"));
        let agrees = match verdict {
            Accept => !expect.starts_with("reject"),
            Notice(_) => {
                ["warning", "report", "ignore", "kept as guid", "reject source"].iter().any(|it| expect.contains(it))
                    || expect == "accept"
            }
            Refuse(..) => expect.contains("reject"),
        };
        assert!(agrees, "{file}: {expect}");
        assert!(golden(&format!("hostile/{file}")).exists());
    }
    assert_eq!(VERDICTS.len() + 1, manifest.as_object().expect("files").len());
}

#[test]
fn what_is_accepted_is_read_right() {
    let quote = |file: &str| {
        let read = read(&bytes(&format!("hostile/{file}")));
        quotes(&read.project).into_iter().map(|(_, quote, _, _)| quote).collect::<Vec<_>>()
    };
    for file in ["bom_text.qdpx", "pos_spaces.qdpx", "Sources_uppercase.qdpx", "ns_prefix.qdpx", "zipslip.qdpx"] {
        assert_eq!(quote(file), ["Anna"], "{file}");
    }
    for file in ["codebook_after_sources.qdpx", "foreign_elements.qdpx", "named_qde.qdpx", "path_with_folder.qdpx"] {
        assert_eq!(quote(file), ["Anna"], "{file}");
    }
    let text = |file: &str| {
        let read = read(&bytes(&format!("hostile/{file}")));
        read.project.sources[0].text.as_ref().expect("a text").content.clone()
    };
    assert_eq!(text("cdata_text.qdpx"), "Anna <b> & co tail");
    // XML makes CR LF one LF; only a CR by number stays.
    assert_eq!(text("inline_only.qdpx"), "Anna 🤝\r\nsays");
    let code = read(&bytes("hostile/entity_in_text.qdpx")).project.codes.swap_remove(0);
    assert_eq!((code.name.as_str(), code.description.as_deref()), ("R&D <x> 🤝", Some("a & b é")));
    let foreign = read(&bytes("hostile/foreign_elements.qdpx"));
    assert_eq!(foreign.project.codes.len(), 1);
}

#[test]
fn coders_are_kept() {
    let two = read(&bytes("hostile/two_codings_one_selection.qdpx")).project;
    let coders: Vec<_> = quotes(&two).into_iter().map(|(_, _, coder, _)| coder).collect();
    assert_eq!((coders, two.sources[0].selections.len()), (vec!["A".to_owned(), "B".to_owned()], 1));
    let unknown = read(&bytes("hostile/unknown_user.qdpx")).project;
    let (_, _, coding) = unknown.codings().next().expect("a coding");
    let coder = &unknown.users[coding.coder.expect("a coder").get()];
    assert!(!coder.listed && coder.name.is_none() && coder.guid.is_uuid());
}

#[test]
fn a_selection_without_a_place_costs_only_itself() {
    for file in ["pos_beyond_end", "pos_float", "pos_negative", "pos_overflow", "pos_reversed"] {
        let read = read(&bytes(&format!("hostile/{file}.qdpx")));
        assert_eq!(read.report.count(Element::Selections).skipped, 1, "{file}");
        assert_eq!(read.report.count(Element::Codings).skipped, 1, "{file}");
        assert_eq!(read.project.sources.len(), 1, "{file}");
    }
    let utf16 = OffsetConvention { unit: Unit::Utf16, ..OffsetConvention::default() };
    let inside = report("pos_inside_surrogate.qdpx", &ReadOptions::new().offsets(utf16)).expect("a project");
    assert!(inside.notices.iter().any(|it| it.message.contains("inside a character")), "{inside}");
}

#[test]
fn nothing_outside_is_opened_unless_the_caller_opens_it() {
    use std::cell::RefCell;
    let asked = RefCell::new(Vec::new());
    let resolver = |path: &str| {
        asked.borrow_mut().push(path.to_owned());
        Some("Anna 🤝 says".as_bytes().to_vec())
    };
    let options = ReadOptions::new().external(&resolver);
    for file in ["path_absolute_source.qdpx", "path_relative_source.qdpx", "path_traversal_source.qdpx"] {
        let read = read_project(Cursor::new(bytes(&format!("hostile/{file}"))), &options).expect("a project");
        let quoted: Vec<_> = quotes(&read.project).into_iter().map(|it| it.1).collect();
        let traversal = file.starts_with("path_traversal");
        assert_eq!(quoted, if traversal { vec![] } else { vec!["Anna".to_owned()] }, "{file}\n{}", read.report);
    }
    let asked = asked.into_inner();
    assert_eq!(asked.len(), 2);
    assert!(asked[0].starts_with("absolute://") && asked[1].starts_with("relative://"), "{asked:?}");
}

#[test]
fn a_text_in_utf16_is_read_only_by_a_decoder() {
    let without = report("utf16_text.qdpx", &ReadOptions::new()).expect("a project");
    assert_eq!((without.count(Element::Texts).skipped, without.count(Element::Selections).skipped), (1, 1));
    let with = report("utf16_text.qdpx", &ReadOptions::new().decoder(&utf16)).expect("a project");
    assert_eq!((with.count(Element::Texts).repaired, with.count(Element::Selections).read), (1, 1));
}

#[test]
fn limits_can_be_set() {
    let refused = |limits: &Limits, bytes: &[u8]| {
        let error = read_project(Cursor::new(bytes), &ReadOptions::new().limits(limits.clone())).expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
        error.to_string()
    };
    let deep = project(&format!(
        "<CodeBook><Codes>{}{}</Codes></CodeBook>",
        format!("<Code guid='{CODE}' name='d' isCodable='1'>").repeat(50_000),
        "</Code>".repeat(50_000)
    ));
    assert!(refused(&Limits::default(), &deep).contains("more than 256 deep"));
    let mut limits = Limits::default();
    limits.depth = 60_000;
    let read = read_project(Cursor::new(&*deep), &ReadOptions::new().limits(limits)).expect("a project");
    assert_eq!(read.project.codes.len(), 50_001);
    let copy = read.project.clone();
    assert!(copy == read.project && format!("{copy:?}").len() > 1_000_000);

    let plain = bytes("hostile/bom_text.qdpx");
    type Change = fn(&mut Limits);
    let changes: [(Change, &str); 6] = [
        (|it| it.archive_bytes = 100, "bytes; at most 100"),
        (|it| it.entries = 1, "2 entries; at most 1"),
        (|it| it.xml_bytes = 100, "the limit for XML"),
        (|it| it.text_bytes = 3, "limit for one text"),
        (|it| it.total_bytes = 700, "all that is read"),
        (|it| it.items = 5, "more than 5 elements"),
    ];
    for (change, words) in changes {
        let mut limits = Limits::default();
        change(&mut limits);
        let message = refused(&limits, &plain);
        assert!(message.contains(words), "{message}");
    }
    let mut limits = Limits::default();
    limits.attributes = 30_000;
    assert!(report("many_attrs.qdpx", &ReadOptions::new().limits(limits)).is_ok());
}

#[test]
fn notices_are_listed_up_to_their_limit_and_counted_beyond() {
    let code = |number: usize| format!("<Code guid='{}' name='d'/>", guid(number));
    let many = project(&format!("<CodeBook><Codes>{}</Codes></CodeBook>", (1..=500).map(code).collect::<String>()));
    let report = read(&many).report;
    assert_eq!((report.notices_of(NoticeCode::Codable), report.more_notices), (100, 400));
    assert_eq!(report.count(Element::Codes).repaired, 500);
}

/// As large as the largest project that anybody is likely to have.
#[test]
fn many_selections_are_read() {
    const COUNT: usize = 30_000;
    let mut selections = String::new();
    for number in 0..COUNT {
        let (selection, coding) = (guid(2 * number), guid(2 * number + 1));
        let start = 5 * (number % 100);
        let end = start + 4;
        write!(
            selections,
            "<PlainTextSelection guid='{selection}' startPosition='{start}' endPosition='{end}'><Coding guid='{coding}'>\
             <CodeRef targetGUID='{CODE}'/></Coding></PlainTextSelection>"
        )
        .expect("a string grows");
    }
    let text = "Anna ".repeat(100);
    let middle = format!(
        "<Sources><TextSource guid='{CODE}' name='t'><PlainTextContent>{text}</PlainTextContent>{selections}</TextSource></Sources>"
    );
    let read = read(&archive(&[("project.qde", project_xml("test", &middle).as_bytes())]));
    assert_eq!(read.report.count(Element::Codings).read, COUNT as u64);
    assert!(quotes(&read.project).iter().all(|(_, quote, _, _)| quote == "Anna"));
}
