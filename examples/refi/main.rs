//! What a project of another program holds, what it is as a case, and how far its coders agree:
//! `cargo run --features refi-qda --example refi -- FILE.qdpx [OTHER.qdpx] [--map MAP.toml] [--units UNITS] [--format text|json]`
//!
//! `--map` drafts a case by a table that says what the codes mean; `map.toml` beside this file is one. `--units` compares the
//! coders, be they in one file or in two: UNITS is `characters`, `sentences`, `paragraphs`, `segments` or `sources`, and there
//! is no default, as the choice decides the result. Blank units are left out; a coder without a code in a source has not seen
//! it. A file or a table that is wrong prints what is wrong and exits with 1.
//!
//! The other way round, `cargo run --features refi-qda --example refi -- --export CASE.toml FOLDER` writes the evidence of a
//! case as `.qdpx` and the codebook of the theory as `.qdc`.

#![expect(clippy::print_stdout, reason = "an example shows its result")]

mod segments;

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;
use std::process::ExitCode;

use cocreation::Case;
use cocreation::agreement::{self, Agreement, Blank, Figure, Metric, UnitizingAlpha2016, masi};
use cocreation::refi::{
    self, Absence, CodeMap, CodedFile, Drafted, ExportOptions, ImportedProject, Losses, ReadOptions, Units,
};
use serde::Serialize;

use segments::{Code, Segment};

const USAGE: &str = "usage: refi FILE.qdpx [OTHER.qdpx] [--map MAP.toml] \
    [--units characters|sentences|paragraphs|segments|sources] [--format text|json]\n       refi --export CASE.toml FOLDER";

#[derive(Default)]
struct Arguments {
    files: Vec<String>,
    map: Option<String>,
    units: Option<Units>,
    json: bool,
    export: bool,
}

/// What is shown.
#[derive(Serialize)]
struct Shown<'p> {
    name: &'p str,
    codes: Vec<Code>,
    coders: Vec<&'p str>,
    segments: Vec<Segment<'p>>,
    /// With the way in which positions were counted, why, and how well it fits.
    report: &'p refi::Report,
    draft: Option<Drafted>,
    agreement: Option<Compared>,
}

/// How far coders agree on units, and on spans of each code.
#[derive(Serialize)]
struct Compared {
    agreement: Agreement,
    /// For each code, whether it was given: what one can act on.
    codes: Vec<(Box<str>, Figure)>,
    spans: Vec<(Box<str>, UnitizingAlpha2016)>,
    left_out: Losses,
}

fn main() -> ExitCode {
    match arguments().and_then(|arguments| run(&arguments)) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> Result<Arguments, String> {
    let mut arguments = Arguments::default();
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--map" => arguments.map = Some(rest.next().ok_or(USAGE)?),
            "--units" => arguments.units = Some(rest.next().as_deref().and_then(units).ok_or(USAGE)?),
            "--format" => {
                arguments.json = match rest.next().as_deref() {
                    Some("json") => true,
                    Some("text") => false,
                    _ => return Err(USAGE.to_owned()),
                }
            }
            "--export" => arguments.export = true,
            file if !file.starts_with("--") => arguments.files.push(file.to_owned()),
            _ => return Err(USAGE.to_owned()),
        }
    }
    match (arguments.files.len(), arguments.export) {
        (2, true) | (1 | 2, false) => Ok(arguments),
        _ => Err(USAGE.to_owned()),
    }
}

fn units(name: &str) -> Option<Units> {
    let all = [
        ("characters", Units::Characters),
        ("sentences", Units::Sentences),
        ("paragraphs", Units::Paragraphs),
        ("segments", Units::Segments),
        ("sources", Units::Sources),
    ];
    all.into_iter().find(|(key, _)| *key == name).map(|(_, units)| units)
}

fn run(arguments: &Arguments) -> Result<String, String> {
    if let ([case, folder], true) = (&*arguments.files, arguments.export) {
        return export(case, Path::new(folder));
    }
    let read: Vec<ImportedProject> = arguments.files.iter().map(|file| project(file)).collect::<Result<_, _>>()?;
    let ImportedProject { project, report, .. } = &read[0];
    let shown = Shown {
        name: &project.name,
        codes: segments::codes(project),
        coders: project.users.iter().filter_map(|user| user.name.as_deref()).collect(),
        segments: segments::segments(project),
        report,
        draft: arguments.map.as_ref().map(|map| draft(map, project)).transpose()?,
        agreement: arguments.units.map(|units| compare(&read, units)).transpose()?,
    };
    if arguments.json {
        serde_json::to_string_pretty(&shown).map_err(|error| error.to_string())
    } else {
        Ok(shown.text())
    }
}

fn project(file: &str) -> Result<ImportedProject, String> {
    let opened = File::open(file).map_err(|error| format!("{file}: {error}"))?;
    refi::read_project(BufReader::new(opened), &ReadOptions::new()).map_err(|error| format!("{file}: {error}"))
}

fn draft(map: &str, project: &refi::Project) -> Result<Drafted, String> {
    let text = fs::read_to_string(map).map_err(|error| format!("{map}: {error}"))?;
    let table = CodeMap::from_toml(&text).map_err(|problems| format!("{map}:\n{problems}"))?;
    let drafted = refi::draft("drafted", project, &table).map_err(|problems| format!("{map}:\n{problems}"))?;
    drafted.case().map_err(|problems| format!("{map}: no sound case comes of it\n{problems}"))?;
    Ok(drafted)
}

fn compare(read: &[ImportedProject], units: Units) -> Result<Compared, String> {
    let files: Vec<CodedFile<'_>> = read.iter().map(|read| CodedFile::new(&read.project)).collect();
    let absence = Absence::NotSeen;
    let found = refi::ratings(&files, units, Blank::LeftOut, absence).map_err(|faults| faults.to_string())?;
    let spans = refi::spans(&files, absence).map_err(|faults| faults.to_string())?;
    let mut agreement = agreement::assess(&found.ratings, Metric::Distance(&masi));
    // A distance is a function, which has no name.
    agreement.metric = "masi".into();
    let each = spans.each.iter().map(|(code, marked)| (code.clone(), agreement::unitizing_alpha_2016(marked)));
    let given = agreement::alpha_per_code(&found.ratings, spans.each.iter().map(|(code, _)| code), |set, code| {
        set.contains(*code)
    });
    let codes = given.into_iter().map(|(code, alpha)| (code.clone(), alpha.figure)).collect();
    Ok(Compared { agreement, codes, spans: each.collect(), left_out: found.losses })
}

fn export(case: &str, folder: &Path) -> Result<String, String> {
    let text = fs::read_to_string(case).map_err(|error| format!("{case}: {error}"))?;
    let case = Case::from_toml(&text).map_err(|problems| format!("{case}:\n{problems}"))?;
    let project = refi::export(&case, &ExportOptions::default()).map_err(|error| error.to_string())?;
    let (book, reworded) = refi::codebook(case.codebooks());
    let book = refi::write_codebook(&book).map_err(|error| error.to_string())?;
    let files = [(format!("{}.qdpx", case.id()), &project), (format!("{}.qdc", case.id()), &book)];
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    for (name, written) in &files {
        fs::write(folder.join(name), &written.bytes).map_err(|error| format!("{name}: {error}"))?;
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    Ok(format!("{} in {}\nLost or changed\n{}{}", names.join(", "), folder.display(), project.losses, reworded))
}

impl Shown<'_> {
    fn text(&self) -> String {
        let mut parts = vec![format!("{}\n{}", self.name, self.report)];
        parts.push(segments::text(&self.coders, &self.codes, &self.segments));
        parts.extend(self.draft.as_ref().map(ToString::to_string));
        parts.extend(self.agreement.as_ref().map(Compared::text));
        parts.join("\n")
    }
}

impl Compared {
    fn text(&self) -> String {
        let rows = self.codes.iter().zip(&self.spans).map(|((code, alpha), (_, spans))| {
            format!("  {code}: alpha {alpha}; spans uα {}, |uα {}\n", spans.any, spans.valued)
        });
        let left_out = self.left_out.to_string();
        let left_out =
            if left_out.is_empty() { left_out } else { format!("\nLeft out or matched with care\n{left_out}") };
        format!("{}\nEach code by itself\n{}{left_out}", self.agreement, rows.collect::<String>())
    }
}
