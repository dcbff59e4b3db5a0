//! What is written is valid against the schemas of the standard, as `xmllint` says.

#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use cocreation::case::Codebook;
use cocreation::refi::{ExportOptions, codebook, export, project, write, write_codebook};
use cocreation::{Case, Document};

use super::writing::everything;
use super::{entries, read, sample};

/// Set where the check may not be left out.
const REQUIRED: &str = "COCREATION_XMLLINT";

/// Whether a document is valid; `None` where there is no `xmllint`.
fn valid(schema: &str, document: &str) -> Option<Result<(), String>> {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/refi/xsd").join(schema);
    let mut command = Command::new("xmllint");
    command.args(["--noout", "--nonet", "--schema"]).arg(schema).arg("-");
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        assert!(std::env::var_os(REQUIRED).is_none(), "there is no xmllint; the package is called libxml2-utils");
        println!("skipped: there is no xmllint");
        return None;
    };
    let mut input = child.stdin.take().expect("it is piped");
    input.write_all(document.as_bytes()).expect("it is read");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    Some(if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) })
}

fn assert_valid(name: &str, archive: &[u8]) {
    let project = &entries(archive)[0];
    assert_eq!(project.0, "project.qde");
    if let Some(verdict) = valid("Project.xsd", &project.1) {
        assert_eq!(verdict, Ok(()), "{name}");
    }
}

#[test]
fn the_check_can_fail() {
    let wrong = r#"<Project xmlns="urn:QDA-XML:project:1.0"/>"#;
    assert!(valid("Project.xsd", wrong).is_none_or(|verdict| verdict.is_err()));
}

#[test]
fn projects_are_valid() {
    assert_valid("everything", &write(&everything()).expect("it is small").bytes);
    assert_valid("nothing", &write(&Default::default()).expect("it is small").bytes);
    for name in
        ["qualcoder-git__two-coders-lf.qdpx", "pyrefiqda-0.3.1__two-coders.qdpx", "synthetic_nvivo_win_like.qdpx"]
    {
        assert_valid(name, &write(&sample(name)).expect("it is small").bytes);
    }
}

#[test]
fn exported_cases_are_valid_and_come_back() {
    for file in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/cases")).expect("cases") {
        let text = std::fs::read_to_string(file.expect("a case").path()).expect("a text");
        let case = Case::from_toml(&text).expect("a case");
        let written = export(&case, &ExportOptions::default()).expect("it is small");
        assert_valid(case.id(), &written.bytes);
        assert_eq!(read(&written.bytes), project(&case, &ExportOptions::default()).0, "{}", case.id());
    }
    let empty = Case::try_from(Document::empty("empty")).expect("a case of nothing");
    assert_valid("empty", &export(&empty, &ExportOptions::default()).expect("it is small").bytes);
}

#[test]
fn codebooks_are_valid() {
    let own = Codebook::new("own").code(cocreation::case::OwnCode::new("a", "A & <b>").definition("c\u{0}"));
    let written = write_codebook(&codebook(&[own]).0).expect("it has codes");
    let text = String::from_utf8(written.bytes).expect("UTF-8");
    if let Some(verdict) = valid("Codebook.xsd", &text) {
        assert_eq!(verdict, Ok(()));
    }
}
