//! Files that other programs wrote: what went in comes out.

use cocreation::refi::{ChosenBy, CoderFrom, Element, NoticeCode, ReadOptions, Unit, Value, read_codebook};

use super::{bytes, json, quotes, read};

/// What the JSON says was coded, in the form of [`quotes`].
fn expected(file: &str) -> Vec<(String, String, String, String)> {
    let truth = json("samples/expected_two_coders.json");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let mut rows: Vec<_> = truth[file]["codings"]
        .as_array()
        .expect("codings")
        .iter()
        .map(|row| {
            let code: Vec<String> = row["code"].as_array().expect("a path").iter().map(text).collect();
            (text(&row["source"]), text(&row["text"]), text(&row["coder"]), code.join("/"))
        })
        .collect();
    rows.sort();
    assert!(!rows.is_empty());
    rows
}

#[test]
fn projects_of_two_coders_give_what_went_in() {
    for file in ["qualcoder-git__two-coders-lf.qdpx", "pyrefiqda-0.3.1__two-coders.qdpx"] {
        let read = read(&bytes(&format!("samples/{file}")));
        let rows = expected(file);
        assert_eq!(quotes(&read.project), rows, "{file}\n{}", read.report);
        assert_eq!(read.report.count(Element::Codings).read, rows.len() as u64);
        assert_eq!(read.report.count(Element::Codings).skipped, 0);
        assert!(read.project.codings().all(|(_, _, coding)| coding.coder_from == CoderFrom::Coding));
    }
}

#[test]
fn qualcoder_s_cases_variables_memos_and_colours_are_there() {
    let project = read(&bytes("samples/qualcoder-git__two-coders-lf.qdpx")).project;
    let acme = &project.cases[0];
    assert_eq!((acme.name.as_str(), acme.description.as_deref()), ("Acme GmbH", Some("case memo")));
    let values: Vec<_> = acme
        .values
        .iter()
        .map(|it| (project.variables[it.variable.get()].name.as_str(), it.value.clone().expect("a value")))
        .collect();
    assert_eq!(values, [("industry", Value::Text("machinery".into())), ("employees", Value::Float(250.0))]);
    let sphere = project.codes.iter().find(|code| code.name == "joint sphere").expect("a code");
    assert_eq!(sphere.color.as_deref(), Some("#0077bb"));
    assert_eq!(sphere.description.as_deref(), Some("definition of joint sphere"));
    assert!(!project.codes.iter().find(|code| code.name == "Sphere").expect("a folder").codable);
    let memo = project.sources[0].selections[0].description.as_deref();
    assert_eq!((memo, project.sources[0].description.as_deref()), (Some("memo on coding"), Some("First interview")));
    assert_eq!(project.authorship.at.as_deref(), Some("2026-10-01T10:00:00Z"));
}

/// The four synthetic files that are kept as files; the tests of positions write all eight.
#[test]
fn synthetic_files_give_the_seven_segments() {
    let truth = json("samples/expected_synthetic.json");
    let mut rows = Vec::new();
    for segment in truth["segments"].as_array().expect("segments") {
        for code in segment["codes"].as_array().expect("codes") {
            let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
            rows.push(("interview".to_owned(), text(&segment["text"]), text(&segment["coder"]), text(code)));
        }
    }
    rows.sort();
    for (name, unit) in [
        ("spec_lf", Unit::CodePoint),
        ("nvivo_win_like", Unit::Utf16),
        ("qualcoder_like_maxqda", Unit::CodePoint),
        ("bom_counted", Unit::CodePoint),
    ] {
        let read = read(&bytes(&format!("samples/synthetic_{name}.qdpx")));
        assert_eq!(quotes(&read.project), rows, "{name}\n{}", read.report);
        let positions = read.report.positions.expect("positions");
        assert_eq!(positions.convention.unit, unit, "{name}: {positions}");
        assert!(matches!(positions.chosen_by, ChosenBy::Boundaries | ChosenBy::Snippets), "{name}: {positions}");
        assert_eq!(positions.fit.expect("a fit").misplaced, 0);
    }
}

#[test]
fn codebooks_of_qualcoder_and_taguette() {
    let read = read_codebook(&*bytes("samples/qualcoder-git__codebook.qdc"), &ReadOptions::new()).expect("a codebook");
    let codes = &read.codebook.codes;
    assert_eq!((codes.len(), read.codebook.origin.as_deref()), (8, Some("QualCoder")));
    let paths: Vec<String> = (0..8)
        .filter_map(|at| codes.iter().filter_map(|code| code.parent).find(|parent| parent.get() == at))
        .map(|parent| read.codebook.code_path(parent))
        .collect();
    assert_eq!(
        paths,
        ["Co-creation", "Co-creation/Resources", "Co-creation/Resources/operant resource", "Co-creation/Sphere"]
    );
    assert_eq!(read.report.notices_of(NoticeCode::ByteOrderMark), 1);

    let read = read_codebook(&*bytes("samples/taguette-1.5.2__codebook.qdc"), &ReadOptions::new()).expect("a codebook");
    let names: Vec<&str> = read.codebook.codes.iter().map(|code| code.name.as_str()).collect();
    assert_eq!(names[2..4], ["resource.operant \"skills\" & knowledge <tacit>", "joint sphere — gemeinsame Sphäre 🤝"]);
    assert_eq!(read.codebook.codes[0].guid.to_string(), "30949fb5-5ab4-5661-b689-f803d41ca812");
    assert!(read.report.notices.is_empty(), "{}", read.report);
}
