//! Draws the pictures of any case document: `cargo run --example draw -- FILE FOLDER`
//!
//! FILE is a case document in JSON or TOML, by its ending. Into FOLDER, which is made if it is not there, go the cartwheel
//! and the case matrix as SVG and Markdown, and the graph of the system for Graphviz and for Mermaid.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

use std::path::Path;
use std::process::ExitCode;

use cocreation::mapping::{self, Prior};
use cocreation::{Case, render};

const USAGE: &str = "usage: draw FILE.json|FILE.toml FOLDER";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, folder] = &arguments[..] else { return Err(USAGE.to_owned()) };
    let case = read(file)?;
    let map = mapping::map([&case], &Prior::literature());
    let (wheel, matrix, system) = (render::cartwheel(&map), render::matrix(&case), render::system(&case));
    std::fs::create_dir_all(folder).map_err(|error| format!("{folder}: {error}"))?;
    for (name, text) in [
        ("cartwheel.svg", wheel.svg()),
        ("cartwheel.md", wheel.markdown()),
        ("matrix.svg", matrix.svg()),
        ("matrix.md", matrix.markdown()),
        ("system.dot", system.dot()),
        ("system.mmd", system.mermaid()),
    ] {
        let path = Path::new(folder).join(name);
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}

fn read(file: &str) -> Result<Case, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let case = match file.rsplit_once('.').map(|(_, ending)| ending) {
        Some("json") => Case::from_json(&text),
        Some("toml") => Case::from_toml(&text),
        _ => return Err(format!("{file}: a case document ends in .json or .toml")),
    };
    case.map_err(|problems| format!("{file}: not a sound case\n{problems}"))
}
