//! The graph of the system in the language of Graphviz.

use std::fmt::{self, Display, Formatter, Write};

use super::lines;
use super::system::{Line, Manner, Shown, System};
use crate::graph::node::NodeKind;

const LOOKS: &str = "  \
  bgcolor=white rankdir=LR nodesep=0.25 ranksep=0.6 fontname=\"Helvetica,Arial,sans-serif\" fontsize=18 labelloc=t
  node [shape=box style=filled fillcolor=\"#f1f4f8\" color=\"#41566e\" fontcolor=\"#16202b\" fontsize=12 fontname=\"Helvetica,Arial,sans-serif\"]
  edge [color=\"#41566e\" fontcolor=\"#526375\" fontsize=10 fontname=\"Helvetica,Arial,sans-serif\"]
";

/// The width of a label in letters of one point, and how many lines it has at most.
const ROOM: (f64, usize) = (14.0, 3);

impl System {
    /// The graph in the DOT language: `dot -Tsvg` draws it.
    ///
    /// Nodes are named by their places in the case (`n0`, `n1` …); ids of nodes and claims are in tooltips.
    pub fn dot(&self) -> String {
        let mut text = format!("digraph {{\n{LOOKS}");
        let note = self.note().map(|note| format!("\\n{}", Escaped(&note))).unwrap_or_default();
        let title = lines::wrapped(&self.title, 60.0, 1.0, 2);
        // Writing to a string does not fail.
        let _ = writeln!(text, "  label=\"{}{note}\"", Broken(&title));
        for sphere in self.spheres() {
            self.cluster(&mut text, sphere);
        }
        self.within(None).for_each(|shown| node(&mut text, "  ", shown));
        self.lines.iter().for_each(|line| edge(&mut text, line));
        text.push_str("}\n");
        text
    }

    fn cluster(&self, text: &mut String, sphere: &Shown) {
        let label = lines::wrapped(&format!("sphere: {}", sphere.label), 40.0, 1.0, 2);
        let _ = writeln!(text, "  subgraph cluster_n{} {{\n    label=\"{}\"", sphere.place, Broken(&label));
        text.push_str("    style=\"rounded,dashed\" color=\"#8f5200\" fontcolor=\"#8f5200\" fontsize=14 margin=14\n");
        if self.is_end(sphere.place) {
            let tooltip = Escaped(&sphere.id);
            let _ = writeln!(text, "    n{} [label=\"the sphere\" tooltip=\"{tooltip}\" shape=oval]", sphere.place);
        }
        self.within(Some(sphere.place)).for_each(|shown| node(text, "    ", shown));
        text.push_str("  }\n");
    }
}

fn node(text: &mut String, indent: &str, shown: &Shown) {
    let label = lines::wrapped(&shown.label, ROOM.0, 1.0, ROOM.1);
    let _ = writeln!(
        text,
        "{indent}n{} [label=\"{}\\n{}\" tooltip=\"{}\" {}]",
        shown.place,
        shown.kind,
        Broken(&label),
        Escaped(&shown.id),
        shape(shown.kind)
    );
}

fn edge(text: &mut String, line: &Line) {
    let claims: Vec<String> = line.claims.iter().map(ToString::to_string).collect();
    let style = match line.manner {
        Manner::Stated => "",
        Manner::Inferred => " style=dashed",
        Manner::Denied => " arrowhead=tee color=\"#a3262b\"",
        Manner::Expected | Manner::Feared => " style=dotted",
    };
    let (from, to, label) = (line.from, line.to, line.label());
    let _ = writeln!(
        text,
        "  n{from} -> n{to} [label=\"{label}\" tooltip=\"{}\"{style}]",
        super::listed(claims.iter().map(|id| &**id))
    );
}

const fn shape(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Actor => "shape=ellipse",
        NodeKind::Resource => "shape=cylinder",
        NodeKind::Practice => "shape=box",
        NodeKind::Capability => "shape=hexagon",
        NodeKind::Sphere => "shape=oval",
        NodeKind::Act => "shape=box style=\"rounded,filled\"",
        NodeKind::Event => "shape=octagon",
        NodeKind::Purpose => "shape=house",
        NodeKind::Offering => "shape=folder",
        NodeKind::Value => "shape=box3d",
        NodeKind::Institution => "shape=tab",
        NodeKind::Judgement => "shape=note",
    }
}

/// A text between quotes. Graphviz reads escapes after a backslash and, unlike its grammar says, entities of HTML.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '"' | '\\' => write!(f, "\\{c}"),
            '&' => f.write_str("&amp;"),
            c if c.is_control() => f.write_char(' '),
            c => f.write_char(c),
        })
    }
}

/// Lines of text between quotes.
pub(super) struct Broken<'t>(pub(super) &'t [String]);

impl Display for Broken<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (nth, line) in self.0.iter().enumerate() {
            write!(f, "{}{}", if nth > 0 { "\\n" } else { "" }, Escaped(line))?;
        }
        Ok(())
    }
}
