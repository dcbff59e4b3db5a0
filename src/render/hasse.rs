//! The Hasse diagram of a concept lattice.

use std::fmt::Write;

use super::dot;
use super::layers::{Item, Layers};
use super::svg::{Escaped, Picture, Px};
use super::{counted, lines, listed};
use crate::lattice::Lattice;

/// How many concepts are shown.
const SHOWN: usize = 40;

/// How many letters of a list of names the descriptions have.
const LETTERS: usize = 300;

const WIDTH: f64 = 860.0;
const MARGIN: f64 = 24.0;
const RADIUS: f64 = 8.0;
const SIZE: f64 = 12.0;
const LINE: f64 = 15.0;
/// How many lines a label has at most.
const LABEL_LINES: usize = 3;
/// The room of a node between its neighbours, at least and at most, and that of a line that passes.
const SLOT: (f64, f64) = (92.0, 150.0);
const PASSING: f64 = 26.0;
/// The room of a node without labels.
const PLAIN: f64 = 44.0;
/// Between the labels of a level and those of the next.
const GAP: f64 = 44.0;

const LEGEND: &str = "An attribute stands above the most general concept that has it, whose upper half is filled; an object \
    below the most special one, whose lower half is filled. An object has the attributes on all ways up from it.";

/// Draws a concept lattice: more general concepts above, a line from each to those right below.
///
/// It answers at a glance: what is shared by whom, and what is a special case of what? Every attribute and every object has
/// one label. A concept's extent is all objects on the ways down from it, its intent all attributes on the ways up.
/// Of a large lattice the forty concepts with the most objects are drawn, and it is said how many there are.
///
/// Concepts stand in levels by the longest way from the top; lines are straightened by going through the levels a fixed
/// number of times. O(sweeps × lines + concepts × log concepts).
///
/// ```
/// use cocreation::lattice::{self, Incidence, Reading, Table};
/// use cocreation::render;
///
/// // ann sews and knits, bob knits and sings, eve knits.
/// let cells = ["110", "011", "010"];
/// let table = Table::new(["ann", "bob", "eve"], ["sews", "knits", "sings"], |object, attribute| {
///     if cells[object].as_bytes()[attribute] == b'1' { Incidence::Has } else { Incidence::Lacks }
/// });
/// let context = table.context(Reading::Lower);
/// let lattice = lattice::build(&context, 100)?;
/// let diagram = render::hasse(&lattice);
/// assert_eq!(diagram.svg().matches("data-concept=").count(), 4);
/// assert!(diagram.dot().contains("c0 -> c1") && diagram.dot().contains("knits"));
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn hasse<'l, 'c>(lattice: &'l Lattice<'c>) -> Hasse<'l, 'c> {
    let mut shown: Vec<usize> = (0..lattice.len()).collect();
    // Whatever lies above a concept has more objects: no way between two that are shown is lost.
    shown.sort_by_key(|place| std::cmp::Reverse(lattice.concepts()[*place].extent.len()));
    shown.truncate(SHOWN);
    shown.sort_unstable();
    let nodes = shown.into_iter().map(|place| Shown { place, attributes: Vec::new(), objects: Vec::new() });
    let mut hasse = Hasse { lattice, nodes: nodes.collect() };
    let table = lattice.context().table();
    for (attribute, name) in table.attributes().enumerate() {
        hasse.label(lattice.of_attribute(attribute), |node| node.attributes.push(name));
    }
    for (object, name) in table.objects().enumerate() {
        hasse.label(lattice.of_object(object), |node| node.objects.push(name));
    }
    hasse
}

/// A lattice to be drawn as a Hasse diagram; made by [`hasse`].
#[derive(Clone, Debug)]
pub struct Hasse<'l, 'c> {
    lattice: &'l Lattice<'c>,
    nodes: Vec<Shown<'l>>,
}

/// A concept that is shown, with its labels.
#[derive(Clone, Debug)]
struct Shown<'l> {
    place: usize,
    attributes: Vec<&'l str>,
    objects: Vec<&'l str>,
}

/// The labels of a concept in lines, and where it stands.
struct Node<'h> {
    shown: &'h Shown<'h>,
    above: Vec<String>,
    below: Vec<String>,
    at: (f64, f64),
}

impl<'l> Hasse<'l, '_> {
    fn label(&mut self, place: usize, note: impl FnOnce(&mut Shown<'l>)) {
        if let Ok(nth) = self.nodes.binary_search_by_key(&place, |node| node.place) {
            note(&mut self.nodes[nth]);
        }
    }

    /// The lines between the concepts that are shown, by their numbers among these.
    fn lines(&self) -> Vec<(usize, usize)> {
        let number = |place: &u32| self.nodes.binary_search_by_key(&(*place as usize), |node| node.place).ok();
        let below = |(nth, node): (usize, &Shown<'_>)| {
            let lower = self.lattice.lower(node.place).iter().filter_map(number);
            lower.map(|lower| (nth, lower)).collect::<Vec<_>>()
        };
        self.nodes.iter().enumerate().flat_map(below).collect()
    }

    /// The diagram as an SVG document: 860 wide, or as wide as its widest level needs.
    ///
    /// A concept is a `g` with the attribute `data-concept`, its place in the lattice, whose `title`, which browsers show on
    /// pointing, has the extent and the intent.
    pub fn svg(&self) -> String {
        let lines = self.lines();
        // How many stand side by side is known once they are laid out; their widths do not change their order.
        let labelled: Vec<bool> =
            self.nodes.iter().map(|node| !node.attributes.is_empty() || !node.objects.is_empty()).collect();
        let widths = |slot| labelled.iter().map(|has| if *has { slot } else { PLAIN }).collect::<Vec<f64>>();
        let levels = Layers::new(&widths(SLOT.0), &lines, PASSING).levels;
        let named = |level: &Vec<usize>| level.iter().filter(|at| labelled.get(**at) == Some(&true)).count();
        let slot =
            ((WIDTH - 2.0 * MARGIN) / levels.iter().map(named).max().unwrap_or(0).max(1) as f64).clamp(SLOT.0, SLOT.1);
        let layers = Layers::new(&widths(slot), &lines, PASSING);
        let (least, most) = layers.reach();
        let width = (most - least + slot + 2.0 * MARGIN).max(WIDTH);
        let notes = self.notes(width);
        let shift = width / 2.0 - (least + most) / 2.0;
        let (nodes, tops, bottom) = self.nodes_at(&layers, shift, slot - 10.0);
        let height = bottom + 14.0 + (LINE + 3.0) * notes.len() as f64;
        let mut picture = Picture::new(width, height, &self.title(), &self.description());
        picture.text((MARGIN, 36.0), 19.0, r#"font-weight="600""#, "Concept lattice");
        picture.text((MARGIN, 56.0), 13.0, r#"class="faint""#, &self.size());
        let at = |one: usize| {
            let placed = &layers.placed[one];
            (placed.x + shift, tops[placed.level], placed.item == Item::Bend)
        };
        for (nth, from) in layers.placed.iter().enumerate() {
            from.lower.iter().for_each(|lower| line(&mut picture, at(nth), at(*lower)));
        }
        nodes.iter().for_each(|node| self.node(&mut picture, node));
        for (nth, note) in notes.iter().enumerate() {
            picture.text((MARGIN, bottom + (LINE + 3.0) * (nth as f64 + 0.5)), 13.0, r#"class="faint""#, note);
        }
        picture.finish()
    }

    /// The labels broken for their room, the height of each level, and where the lowest ends.
    fn nodes_at(&self, layers: &Layers, shift: f64, room: f64) -> (Vec<Node<'_>>, Vec<f64>, f64) {
        let mut nodes: Vec<Node<'_>> = self.nodes.iter().map(|shown| Node::new(shown, room)).collect();
        let (mut tops, mut y) = (Vec::new(), 78.0);
        for level in &layers.levels {
            let here = || {
                level
                    .iter()
                    .filter_map(|at| if let Item::Node(nth) = layers.placed[*at].item { Some(nth) } else { None })
            };
            let most = |count: fn(&Node<'_>) -> usize| here().map(|nth| count(&nodes[nth])).max().unwrap_or(0) as f64;
            let (above, below) = (most(|node| node.above.len()), most(|node| node.below.len()));
            let middle = y + LINE * above + RADIUS + 4.0;
            y = middle + RADIUS + 4.0 + LINE * below + GAP;
            tops.push(middle);
            for nth in here().collect::<Vec<_>>() {
                nodes[nth].at = (layers.placed[nth].x + shift, middle);
            }
        }
        (nodes, tops, y - GAP + 18.0)
    }

    fn node(&self, picture: &mut Picture, node: &Node<'_>) {
        let ((x, y), r) = (node.at, Px(RADIUS));
        let text = lines::clipped(&self.words(node.shown.place), 2 * LETTERS);
        picture.draw(format_args!(r#"<g data-concept="{}"><title>{}</title>"#, node.shown.place, Escaped(&text)));
        picture.draw(format_args!(r#"<circle class="ground" cx="{}" cy="{}" r="{r}"/>"#, Px(x), Px(y)));
        let half = |sweep: u8| {
            let from = Px(x - RADIUS);
            format!(r#"<path d="M{from} {}a{r} {r} 0 0 {sweep} {} 0z" fill="currentColor"/>"#, Px(y), Px(2.0 * RADIUS))
        };
        // Two halves would leave a hair between them.
        let fill = match (node.above.is_empty(), node.below.is_empty()) {
            (false, false) => "currentColor",
            (false, true) => {
                picture.draw(format_args!("{}", half(1)));
                "none"
            }
            (true, false) => {
                picture.draw(format_args!("{}", half(0)));
                "none"
            }
            (true, true) => "none",
        };
        picture.draw(format_args!(
            r#"<circle cx="{}" cy="{}" r="{r}" fill="{fill}" stroke="currentColor" stroke-width="1.5"/>"#,
            Px(x),
            Px(y)
        ));
        let top = y - RADIUS - 5.0 - LINE * (node.above.len().max(1) - 1) as f64;
        for (nth, text) in node.above.iter().enumerate() {
            let style = r#"class="halo" text-anchor="middle" font-weight="600""#;
            picture.text((x, top + LINE * nth as f64), SIZE, style, text);
        }
        for (nth, text) in node.below.iter().enumerate() {
            let style = r#"class="halo" text-anchor="middle""#;
            picture.text((x, y + RADIUS + 14.0 + LINE * nth as f64), SIZE, style, text);
        }
        picture.draw(format_args!("</g>"));
    }

    /// The diagram in the DOT language: `dot -Tsvg` draws it.
    ///
    /// Concepts are named by their places (`c0`, `c1` …); extents and intents are in tooltips.
    pub fn dot(&self) -> String {
        let mut text = String::from(DOT);
        let notes = [Some(self.size()), self.rest(), self.lattice.context().remark()];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        // Writing to a string does not fail.
        let _ = writeln!(text, "  label=\"Concept lattice\\n{}\"", dot::Broken(&notes));
        for shown in &self.nodes {
            let node = Node::new(shown, 14.0 * SIZE);
            let parts = [dot::Broken(&node.above), dot::Broken(&node.below)].map(|part| part.to_string());
            let (place, tooltip) = (shown.place, lines::clipped(&self.words(shown.place), 2 * LETTERS));
            let tooltip = dot::Escaped(&tooltip);
            let _ = writeln!(text, "  c{place} [label=\"{}\\n—\\n{}\" tooltip=\"{tooltip}\"]", parts[0], parts[1]);
        }
        for (upper, lower) in self.lines() {
            let _ = writeln!(text, "  c{} -> c{}", self.nodes[upper].place, self.nodes[lower].place);
        }
        text.push_str("}\n");
        text
    }

    fn title(&self) -> String {
        format!("Concept lattice of {}", self.size())
    }

    fn size(&self) -> String {
        let table = self.lattice.context().table();
        let (objects, attributes) =
            (counted(table.objects().len(), "object"), counted(table.attributes().len(), "attribute"));
        format!("{objects}, {attributes}, {}", counted(self.lattice.len(), "concept"))
    }

    /// What is not shown.
    fn rest(&self) -> Option<String> {
        let left = self.lattice.len() - self.nodes.len();
        (left > 0)
            .then(|| format!("Shown are the {} concepts with the most objects; {left} more are not.", self.nodes.len()))
    }

    fn notes(&self, width: f64) -> Vec<String> {
        let notes = [Some(LEGEND.to_owned()), self.rest(), self.lattice.context().remark()];
        let wrapped = |note: String| lines::wrapped(&note, width - 2.0 * MARGIN, 13.0, 4);
        notes.into_iter().flatten().flat_map(wrapped).collect()
    }

    /// A concept in words.
    fn words(&self, place: usize) -> String {
        let (concept, table) = (&self.lattice.concepts()[place], self.lattice.context().table());
        let named = |set: &crate::lattice::Set, names: Vec<&str>| {
            let names: Vec<&str> = set.iter().map(|place| names[place]).collect();
            if names.is_empty() { "none".to_owned() } else { lines::clipped(&listed(names.into_iter()), LETTERS) }
        };
        let objects = named(&concept.extent, table.objects().collect());
        let attributes = named(&concept.intent, table.attributes().collect());
        format!("Concept {place}: {} ({objects}) with {attributes}", counted(concept.extent.len(), "object"))
    }

    /// The lattice in words.
    fn description(&self) -> String {
        let concepts = self.nodes.iter().map(|node| format!("{}.", self.words(node.place)));
        let notes = [self.rest(), self.lattice.context().remark()].into_iter().flatten();
        concepts.chain(notes).collect::<Vec<_>>().join(" ")
    }
}

const DOT: &str = "digraph {
  bgcolor=white rankdir=TB nodesep=0.3 ranksep=0.5 fontname=\"Helvetica,Arial,sans-serif\" fontsize=18 labelloc=t
  node [shape=box style=\"rounded,filled\" fillcolor=\"#f1f4f8\" color=\"#41566e\" fontcolor=\"#16202b\" fontsize=12 fontname=\"Helvetica,Arial,sans-serif\"]
  edge [color=\"#41566e\" dir=none]
";

impl<'h> Node<'h> {
    fn new(shown: &'h Shown<'h>, room: f64) -> Self {
        let broken = |names: &[&str]| match names {
            [] => Vec::new(),
            names => lines::wrapped(&listed(names.iter().copied()), room, SIZE, LABEL_LINES),
        };
        Self { shown, above: broken(&shown.attributes), below: broken(&shown.objects), at: (0.0, 0.0) }
    }
}

/// A line from one end to the next, which passes upright where it goes on.
fn line(picture: &mut Picture, (x, y, from_bend): (f64, f64, bool), (to_x, to_y, to_bend): (f64, f64, bool)) {
    let (right, down) = (to_x - x, to_y - y);
    let (c, d) = (if from_bend { x } else { x + right / 3.0 }, if to_bend { to_x } else { to_x - right / 3.0 });
    let (upper, lower) = (Px(y + down / 3.0), Px(to_y - down / 3.0));
    let (x, y, to_x, to_y, c, d) = (Px(x), Px(y), Px(to_x), Px(to_y), Px(c), Px(d));
    let way = format_args!("M{x} {y}C{c} {upper} {d} {lower} {to_x} {to_y}").to_string();
    picture.draw(format_args!(r#"<path class="faint" d="{way}" fill="none" stroke="currentColor"/>"#));
}
