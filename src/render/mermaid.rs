//! The graph of the system in the language of Mermaid.

use std::fmt::{self, Display, Formatter, Write};

use super::lines;
use super::system::{Line, Manner, Shown, System};
use crate::graph::node::NodeKind;

/// The width of a label in letters of one em, and how many lines it has at most.
const ROOM: (f64, usize) = (14.0, 3);

impl System {
    /// The graph as a Mermaid flowchart, version 10 or later.
    ///
    /// Nodes are named by their places in the case (`n0`, `n1` …). It keeps within the size that Mermaid draws unasked.
    pub fn mermaid(&self) -> String {
        let title = lines::wrapped(&self.title, 120.0, 1.0, 1).concat();
        let title = self.note().map(|note| format!("{title} ({note})")).unwrap_or(title);
        let mut text = format!("---\ntitle: \"{}\"\n---\nflowchart LR\n", Scalar(&title));
        // Writing to a string does not fail.
        let _ = writeln!(text, "  accTitle: {}", Escaped(&title));
        for sphere in self.spheres() {
            let label = lines::wrapped(&format!("sphere: {}", sphere.label), 40.0, 1.0, 1).concat();
            let _ = writeln!(text, "  subgraph s{}[\"{}\"]", sphere.place, Escaped(&label));
            if self.is_end(sphere.place) {
                let _ = writeln!(text, "    n{}((\"the sphere\"))", sphere.place);
            }
            self.within(Some(sphere.place)).for_each(|shown| node(&mut text, "    ", shown));
            text.push_str("  end\n");
        }
        self.within(None).for_each(|shown| node(&mut text, "  ", shown));
        self.lines.iter().for_each(|line| edge(&mut text, line));
        text
    }
}

fn node(text: &mut String, indent: &str, shown: &Shown) {
    let (open, close) = shape(shown.kind);
    let label = lines::wrapped(&shown.label, ROOM.0, 1.0, ROOM.1);
    let label: Vec<String> = label.iter().map(|line| Escaped(line).to_string()).collect();
    let _ = writeln!(text, "{indent}n{}{open}\"{}<br>{}\"{close}", shown.place, shown.kind, label.join("<br>"));
}

fn edge(text: &mut String, line: &Line) {
    let arrow = match line.manner {
        Manner::Stated => "-->",
        Manner::Inferred => "-.->",
        Manner::Denied => "--x",
        Manner::Expected | Manner::Feared => "-.-o",
    };
    let _ = writeln!(text, "  n{} {arrow}|\"{}\"| n{}", line.from, line.label(), line.to);
}

const fn shape(kind: NodeKind) -> (&'static str, &'static str) {
    match kind {
        NodeKind::Actor => ("([", "])"),
        NodeKind::Resource => ("[(", ")]"),
        NodeKind::Practice => ("[", "]"),
        NodeKind::Capability => ("{{", "}}"),
        NodeKind::Sphere => ("((", "))"),
        NodeKind::Act => ("(", ")"),
        NodeKind::Event => ("[/", "\\]"),
        NodeKind::Purpose => ("[\\", "/]"),
        NodeKind::Offering => ("[[", "]]"),
        NodeKind::Value => (">", "]"),
        NodeKind::Institution => ("[/", "/]"),
        NodeKind::Judgement => ("[\\", "\\]"),
    }
}

/// Whether a letter means nothing to Mermaid, wherever it stands.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || " .,-()/'".contains(c)
}

/// A text between quotes or to the end of a line. Mermaid looks for directives, comments, HTML and keywords before it
/// parses, even between quotes, so that whatever is not plain is written by its number.
struct Escaped<'t>(&'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            c if is_plain(c) => f.write_char(c),
            c if c.is_control() || c.is_whitespace() => f.write_char(' '),
            c => write!(f, "#{};", u32::from(c)),
        })
    }
}

/// A text between the double quotes of YAML, of which the title of a Mermaid document is made.
struct Scalar<'t>(&'t str);

impl Display for Scalar<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            c if is_plain(c) => f.write_char(c),
            c => write!(f, "\\U{:08X}", u32::from(c)),
        })
    }
}
