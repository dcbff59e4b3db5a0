//! The map of the source and its invariants, read from the files as text.

#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cocreation::graph::node::NodeKind;
use cocreation::graph::relation::RelationKind;
use cocreation::graph::{Expression, expressed_by};
use cocreation::theory::CONSTRUCTS;

/// Each part of the source with the other parts of the crate that it may name. `sealed` stands in the root itself.
const LAYERS: [(&str, &[&str]); 5] = [
    ("error", &[]),
    ("theory", &["error", "sealed"]),
    ("evidence", &["error", "sealed", "theory"]),
    ("graph", &["error", "sealed", "theory"]),
    ("case", &["error", "sealed", "theory", "evidence", "graph", "Case", "Document", "Error", "ErrorKind"]),
];

/// What reads cases and is read by nobody: none of these may name another.
const ANALYSES: [&str; 17] = [
    "agreement",
    "alignment",
    "ambidexterity",
    "balance",
    "dialogue",
    "dynamic_capabilities",
    "effort",
    "lattice",
    "mapping",
    "offering",
    "outcome",
    "profile",
    "qca",
    "readiness",
    "realization",
    "spe",
    "sphere",
];

/// Layers above the analyses, with what each names of them and of one another: what it reads, draws, or rests on.
const ABOVE: [(&str, &[&str]); 4] = [
    ("conditions", &["lattice", "outcome", "qca", "spe"]),
    ("render", &["lattice", "mapping", "qca"]),
    ("findings", &["conditions", "qca", "spe"]),
    ("refi", &["agreement"]),
];

/// What the library leaves to its caller: files, the network, the surroundings, the clock, and printing.
const FORBIDDEN: [&str; 14] = [
    "std::fs",
    "std::io",
    "std::net",
    "std::env",
    "std::process",
    "std::time",
    "SystemTime",
    "Instant::",
    "Zoned::now",
    "Timestamp::now",
    "println!",
    "print!(",
    "eprint",
    "thread_local!",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file by its path below `src`, in order.
fn sources() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the source is there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).expect("below src").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).expect("text"));
            }
        }
    }
    assert!(found.len() >= 30 && found.contains_key("graph/network.rs"), "{:?}", found.keys());
    found
}

/// The part of the crate that a file belongs to: its folder, or its name in the root.
fn part(file: &str) -> &str {
    file.split_once('/').map_or_else(|| file.trim_end_matches(".rs"), |(folder, _)| folder)
}

/// The code of a file, without comments and without the tests at its end: what the library's users run.
fn code(text: &str) -> String {
    let library = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    library.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The first steps of every path into the crate: `graph` for `crate::graph::node`, and both for `crate::{graph, case}`.
fn named(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let behind = &code[at + "crate::".len()..];
        let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        let Some(group) = behind.strip_prefix('{') else {
            names.push(word(behind));
            continue;
        };
        let (mut depth, mut start) = (0, true);
        for (offset, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                c if start && c.is_alphabetic() => {
                    names.push(word(&group[offset..]));
                    start = false;
                }
                _ => {}
            }
        }
    }
    names
}

#[test]
fn paths_into_the_crate_are_found_in_every_form() {
    let text =
        "use crate::graph::node;\nuse crate::{case::{Case, View}, evidence, theory::t};\nfn f() -> crate::Error {}";
    assert_eq!(named(text), ["graph", "case", "evidence", "theory", "Error"]);
}

/// Paths by `super` that leave a layer would pass by the check of its names: none may climb out of its folder.
#[test]
fn no_path_climbs_out_of_its_folder() {
    for (file, text) in sources() {
        let folders = file.matches('/').count() - usize::from(file.ends_with("/mod.rs"));
        for (count, line) in code(&text).lines().enumerate() {
            let climbs = line.matches("super::").count();
            // Within a nested private module one step more may stay inside; no file of the layers has such a module.
            let deepest = (0..=climbs).rev().find(|n| line.contains(&"super::".repeat(*n))).unwrap_or(0);
            assert!(deepest <= folders, "{file}, code line {count}: {line}");
        }
    }
}

#[test]
fn a_layer_names_only_the_layers_above_it() {
    let sources = sources();
    for (layer, allowed) in LAYERS {
        let files: Vec<_> = sources.iter().filter(|(file, _)| part(file) == layer).collect();
        assert!(!files.is_empty(), "there is no layer `{layer}`");
        for (file, text) in files {
            for name in named(&code(text)).iter().filter(|name| *name != layer) {
                assert!(allowed.contains(&name.as_str()), "{file} names `{name}`, which is not above `{layer}`");
            }
        }
    }
}

#[test]
fn no_layer_below_an_analysis_or_what_is_above_names_one_and_no_analysis_names_another() {
    for (file, text) in sources() {
        let own = part(&file).to_owned();
        if own == "lib" {
            continue;
        }
        for name in named(&code(&text)) {
            let foreign = ANALYSES.contains(&name.as_str()) || ABOVE.iter().any(|(above, _)| name == *above);
            let read = ABOVE.iter().any(|(above, analyses)| own == *above && analyses.contains(&name.as_str()));
            assert!(!foreign || read || name == own, "{file} names `{name}`");
        }
    }
}

#[test]
fn one_file_names_petgraph() {
    let naming: Vec<String> =
        sources().into_iter().filter(|(_, text)| code(text).contains("petgraph")).map(|(file, _)| file).collect();
    assert_eq!(naming, ["graph/network.rs"]);
}

/// What reads from a caller's reader names the traits for that, and nothing that opens one.
#[test]
fn the_library_touches_neither_files_nor_clock_nor_screen() {
    for (file, text) in sources() {
        for word in FORBIDDEN.iter().filter(|word| **word != "std::io" || part(&file) != "refi") {
            assert!(!code(&text).contains(word), "{file} has `{word}`");
        }
        assert!(!code(&text).contains("stdin") && !code(&text).contains("stdout"), "{file} reads or prints");
    }
}

#[test]
fn no_number_stands_for_an_undefined_one() {
    for (file, text) in sources() {
        assert!(!code(&text).contains("NAN"), "{file} names not-a-number");
        // A hand-written `PartialOrd` is the one place for `partial_cmp`; calling it on floats is what is meant.
        assert!(!code(&text).replace("fn partial_cmp(", "").contains("partial_cmp("), "{file} compares in part");
    }
}

/// Functions whose last bits differ between platforms come from `libm`; a square root is exact everywhere.
#[test]
fn transcendental_functions_are_not_those_of_the_platform() {
    for (file, text) in sources() {
        for word in
            [".powf(", ".powi(", ".exp()", ".exp_m1(", ".ln()", ".ln_1p(", ".log2(", ".log10(", ".sin()", ".cos()"]
        {
            assert!(!code(&text).contains(word), "{file} has `{word}`");
        }
    }
}

#[test]
fn a_file_is_one_concept_with_a_name_of_its_own() {
    for (file, text) in sources() {
        let name = file.rsplit('/').next().unwrap_or(&file).trim_end_matches(".rs").to_owned();
        let empty = ["util", "utils", "helper", "helpers", "common", "misc", "manager", "service", "engine", "core"];
        assert!(!empty.contains(&name.as_str()), "{file} is named after nothing");
        // Long tables are data; code is what is counted.
        let table = ["theory/constructs.rs", "theory/works.rs", "theory/typology.rs"].contains(&file.as_str());
        let lines = text.lines().count();
        assert!(lines < 800 || table, "{file} has {lines} lines");
        assert!(text.starts_with("//! "), "{file} does not say what it is for");
    }
}

#[test]
fn no_unsafe_code_and_no_silenced_lint() {
    let manifest = fs::read_to_string(root().join("../Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("unsafe_code = \"forbid\""));
    for (file, text) in sources() {
        for word in ["#[allow(", "#![allow(", "unsafe ", "todo!(", "unimplemented!(", "dbg!("] {
            assert!(!code(&text).contains(word), "{file} has `{word}`");
        }
    }
}

/// A construct that is said to be computed is computed by a module that is there.
#[test]
fn an_analysis_that_expresses_a_construct_is_a_module() {
    let sources = sources();
    for construct in CONSTRUCTS {
        for expression in expressed_by(construct.id) {
            if let Expression::Analysis(module) = expression {
                let there =
                    sources.contains_key(&format!("{module}/mod.rs")) || sources.contains_key(&format!("{module}.rs"));
                assert!(there, "{} is said to be computed by `{module}`, which is not there", construct.id);
            }
        }
    }
}

/// The page on the format has a row for each relation, with its pairs, and names each kind.
#[test]
fn the_format_page_has_every_kind_and_relation() {
    let path = root().join("../docs/FORMAT.md");
    let Ok(page) = fs::read_to_string(&path) else {
        println!("skipped: there is no {}", path.display());
        return;
    };
    for kind in NodeKind::ALL {
        assert!(page.contains(&format!("`{kind}`")), "the page does not name `{kind}`");
    }
    for relation in RelationKind::ALL {
        let start = format!("| `{relation}` |");
        let rows: Vec<&str> = page.lines().filter(|line| line.starts_with(&start)).collect();
        assert_eq!(rows.len(), 1, "{relation}: {rows:?}");
        for (from, to) in relation.row().pairs {
            assert!(rows[0].contains(from.row().key) && rows[0].contains(to.row().key), "{relation}: {}", rows[0]);
        }
    }
}

#[test]
fn every_file_is_part_of_the_crate() {
    let sources = sources();
    for file in sources.keys().filter(|file| *file != "lib.rs") {
        let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let above = if folder.is_empty() { "lib.rs".into() } else { format!("{folder}/mod.rs") };
        let declares = sources[&above].lines().any(|line| line.trim_end().ends_with(&format!("mod {name};")));
        assert!(declares, "{above} does not declare {file}");
    }
}
