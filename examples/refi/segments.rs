//! What was coded, by place and coder.

use std::collections::BTreeMap;

use cocreation::refi::{Coding, Guid, Place, Project, Target};
use serde::Serialize;

/// A code with its path.
#[derive(Serialize)]
pub(crate) struct Code {
    path: String,
    guid: Guid,
    codable: bool,
}

/// What one coder gave to one place.
#[derive(Serialize)]
pub(crate) struct Segment<'p> {
    source: &'p str,
    /// In the text of the source; none where the place is no range of it.
    bytes: Option<[usize; 2]>,
    quote: Option<&'p str>,
    coder: Option<&'p str>,
    codes: Vec<String>,
}

pub(crate) fn codes(project: &Project) -> Vec<Code> {
    let codes = project.code_indices().zip(&project.codes);
    codes
        .map(|(at, code)| Code { path: project.code_path(at), guid: code.guid.clone(), codable: code.codable })
        .collect()
}

/// Programs write a selection for each code, or one for all: here it is one for each place and coder.
pub(crate) fn segments(project: &Project) -> Vec<Segment<'_>> {
    let mut places = BTreeMap::new();
    let mut segments: Vec<Segment<'_>> = Vec::new();
    for (source, part, coding) in project.codings() {
        let from = &project.sources[source.get()];
        let selection = part.map(|part| &from.selections[part.selection]);
        let bytes = selection.and_then(|selection| match &selection.place {
            Place::Text(range) => Some([range.start, range.end]),
            Place::Area { .. } | Place::Time { .. } | Place::Transcript { .. } => None,
        });
        // What has no range in the text is a place of its own.
        let own = if bytes.is_none() { part.map(|part| part.selection) } else { None };
        let at = *places.entry((source, bytes, own, coding.coder)).or_insert_with(|| {
            let quote = selection.and_then(|selection| from.quote(selection));
            let coder = coding.coder.and_then(|coder| project.users[coder.get()].name.as_deref());
            segments.push(Segment { source: &from.name, bytes, quote, coder, codes: Vec::new() });
            segments.len() - 1
        });
        segments[at].codes.push(name(project, coding));
    }
    segments
}

fn name(project: &Project, coding: &Coding) -> String {
    match coding.target {
        Target::Code(code) => project.code_path(code),
        Target::Case(case) => format!("case {}", project.cases[case.get()].name),
    }
}

pub(crate) fn text(coders: &[&str], codes: &[Code], segments: &[Segment<'_>]) -> String {
    let paths: Vec<&str> = codes.iter().filter(|code| code.codable).map(|code| code.path.as_str()).collect();
    let mut text = format!("coders: {}\ncodes: {}\nsegments\n", coders.join(", "), paths.join(", "));
    for Segment { source, bytes, quote, coder, codes } in segments {
        let place = bytes.map(|[start, end]| format!(" {start}..{end}")).unwrap_or_default();
        let (coder, quote) = (coder.unwrap_or("somebody"), quote.unwrap_or("(no words)"));
        text.push_str(&format!("  {source}{place}, {coder}: {}: {quote:?}\n", codes.join(" and ")));
    }
    text
}
