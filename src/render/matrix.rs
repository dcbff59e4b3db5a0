//! The case matrix: what a case records of each of the eight practices.

use std::fmt::Write;

use super::cartwheel::colour;
use super::svg::{Escaped, Picture};
use super::{counted, lines, listed, markdown};
use crate::Case;
use crate::case::{Claim, Node, SearchView};
use crate::evidence::{Basis, Modality, Polarity};
use crate::graph::Code;
use crate::graph::node::{NodeKind, Practice};
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{Dimension, PracticeKind};

/// How many letters of a label a picture has for those who point at it or do not see it.
const LETTERS: usize = 300;

/// How many practices of one kind are shown.
const SHOWN: usize = 10;

/// Lays a case out by the eight practices, in their dimensions.
///
/// It answers: what does this case tell of each practice? A cell lists the practices of the case that a classification
/// gives the kind, in the case's order, the first ten of them, each with the number of acts that enact it. What is
/// inferred, contested (claimed and denied), denied, expected or feared is said in words. A practice of several kinds
/// stands in the cell of each. An empty cell says what was looked for and not found, if a search without result was for
/// practices, or for practices of the kind; otherwise nothing is recorded, which does not mean that nothing was done.
///
/// Coordination stands beside linking and materialising, across which it runs. O(practices + their claims + searches).
///
/// Source: the arrangement of Tables 2 to 5 of Marcos-Cuevas et al. 2016, turned so that long labels have room.
///
/// ```
/// use cocreation::case::{Pattern, Search};
/// use cocreation::graph::{node::{Act, Practice}, relation::Enacts};
/// use cocreation::theory::typology::PracticeKind::Embedding;
/// use cocreation::{Case, render};
///
/// let mut case = Case::builder("advice");
/// let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
/// let visits = case.add("visits", Act::standing("Advisers spend time with pilots"));
/// case.relate(visits, Enacts, advice);
/// case.search(Search::not_found("a rule that lasts").subject(Pattern::default().coded(Embedding)));
///
/// let table = render::matrix(&case.build()?).markdown();
/// assert!(table.contains("| Linking | Co-diagnosis | Advice to pilots (1 act) |"));
/// assert!(table.contains("| Linking | Co-ideation | *nothing recorded* |"));
/// assert!(table.contains("| Institutionalising | Embedding | *looked for, not found: a rule that lasts* |"));
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn matrix(case: &Case) -> Matrix {
    let name = case.title().unwrap_or(case.id());
    let mut cells: Vec<_> = PracticeKind::ALL.iter().map(|&practice| Column::new(case, practice)).collect();
    let mut without_kind = Vec::new();
    for practice in case.all::<Practice>() {
        let mut claims: Vec<_> = kinds(*practice).collect();
        if claims.is_empty() {
            without_kind.push(practice.label().into());
        }
        // In the order of the claims, each kind once with all its claims.
        while let Some(&(kind, _)) = claims.first() {
            let (of_kind, others) = claims.into_iter().partition::<Vec<_>, _>(|(other, _)| *other == kind);
            cells[kind.index()].add(*practice, of_kind.into_iter().map(|(_, claim)| claim));
            claims = others;
        }
    }
    Matrix { name: name.into(), cells, without_kind }
}

/// A case laid out as a [`matrix`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    name: Box<str>,
    cells: Vec<Column>,
    without_kind: Vec<Box<str>>,
}

/// What the case records of one kind of practice.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    practice: PracticeKind,
    items: Vec<String>,
    more: usize,
    not_found: Vec<Box<str>>,
}

/// Every claim, whatever it says, that the node is of one of the eight kinds.
fn kinds(node: Node<'_>) -> impl Iterator<Item = (PracticeKind, Claim<'_>)> {
    node.classifications().filter_map(|claim| Some((claim.code()?.entry()?, claim)))
}

impl Column {
    fn new(case: &Case, practice: PracticeKind) -> Self {
        let searches = case.searches().filter(|search| looked_for(*search, practice));
        Self { practice, items: Vec::new(), more: 0, not_found: searches.map(|search| search.about().into()).collect() }
    }

    fn add<'g>(&mut self, practice: Node<'g>, claims: impl Iterator<Item = Claim<'g>>) {
        if self.items.len() < SHOWN {
            self.items.push(item(practice, &claims.collect::<Vec<_>>()));
        } else {
            self.more += 1;
        }
    }

    /// What stands in the cell where there is no practice.
    fn silence(&self) -> String {
        match self.not_found.is_empty() {
            true => "nothing recorded".to_owned(),
            false => format!("looked for, not found: {}", listed(self.not_found.iter().map(|about| &**about))),
        }
    }

    /// What stands in the cell, and whether it is of practices.
    fn entries(&self) -> (Vec<String>, bool) {
        let mut entries = self.items.clone();
        entries.extend((self.more > 0).then(|| format!("and {} more", self.more)));
        match entries.is_empty() {
            true => (vec![self.silence()], false),
            false => (entries, true),
        }
    }
}

fn looked_for(search: SearchView<'_>, practice: PracticeKind) -> bool {
    let subject = search.subject();
    let of_kind = subject.code == Some(Code::of(practice));
    let of_any = subject.code.is_none() && subject.kind == Some(NodeKind::Practice);
    !search.found() && search.relation().is_none() && subject.node.is_none() && (of_kind || of_any)
}

/// The label with what there is to say of it: `Advice to pilots (2 acts, inferred)`.
fn item(practice: Node<'_>, claims: &[Claim<'_>]) -> String {
    let acts = practice.incoming_by(RelationKind::Enacts).filter(Claim::holds);
    let mut acts: Vec<_> = acts.map(|claim| claim.subject().index).collect();
    acts.sort_unstable();
    acts.dedup();
    let acts = (!acts.is_empty()).then(|| counted(acts.len(), "act"));
    let remarks: Vec<String> = acts.into_iter().chain(standing(claims).map(str::to_owned)).collect();
    let label = practice.label();
    if remarks.is_empty() { label.into() } else { format!("{label} ({})", remarks.join(", ")) }
}

/// What is to be said of a classification that is not plainly stated.
fn standing(claims: &[Claim<'_>]) -> Option<&'static str> {
    let holding = || claims.iter().filter(|claim| claim.holds());
    let denied = claims.iter().any(|claim| claim.polarity() == Polarity::Violated);
    let meant = |modality| claims.iter().any(|claim| claim.modality() == modality);
    match (holding().next().is_some(), denied) {
        (true, true) => Some("contested"),
        (true, false) => holding().all(|claim| claim.basis() == Basis::Inferred).then_some("inferred"),
        (false, true) => Some("denied"),
        (false, false) => Some(if meant(Modality::Expected) { "expected" } else { "feared" }),
    }
}

const WIDTH: f64 = 860.0;
const MARGIN: f64 = 24.0;
const GAP: f64 = 12.0;
const SIDE: f64 = 228.0;
const NAME: f64 = 126.0;
const PAD: f64 = 12.0;
const SIZE: f64 = 14.0;
const LINE: f64 = 18.5;
const HEAD: f64 = 30.0;

const SUBTITLE: &str = "What the case records of the eight co-creation practices";

/// How many lines a label may have.
const LABEL_LINES: usize = 3;

/// One entry of a cell, whole and as the lines that are shown of it.
struct Entry {
    text: String,
    lines: Vec<String>,
}

/// A cell broken into lines for its width, whether its entries are practices, and the height that they need.
struct Laid {
    practice: PracticeKind,
    entries: Vec<Entry>,
    listed: bool,
    height: f64,
}

impl Laid {
    fn new(column: &Column, width: f64) -> Self {
        let (entries, listed) = column.entries();
        let room = width - 2.0 * PAD - if listed { 14.0 } else { 0.0 };
        let entry = |text: String| Entry { lines: lines::wrapped(&text, room, SIZE, LABEL_LINES), text };
        let entries: Vec<Entry> = entries.into_iter().map(entry).collect();
        let count: usize = entries.iter().map(|entry| entry.lines.len()).sum();
        let height = 2.0 * PAD - 3.0 + LINE * count as f64 + 4.0 * (entries.len() - 1) as f64;
        Self { practice: column.practice, entries, listed, height }
    }

    fn draw(&self, picture: &mut Picture, (x, top): (f64, f64)) {
        let key = self.practice.entry().key;
        picture.draw(format_args!(r#"<g data-practice="{key}" data-entries="{}">"#, self.entries.len()));
        let mut y = top + PAD + 10.5;
        for entry in &self.entries {
            picture.draw(format_args!("<g><title>{}</title>", Escaped(&lines::clipped(&entry.text, LETTERS))));
            if self.listed {
                picture.text((x + PAD, y), SIZE, &format!(r#"class="{}""#, colour(self.practice)), "•");
            }
            let (indent, style) = if self.listed { (14.0, "") } else { (0.0, r#"class="faint" font-style="italic""#) };
            for line in &entry.lines {
                picture.text((x + PAD + indent, y), SIZE, style, line);
                y += LINE;
            }
            picture.draw(format_args!("</g>"));
            y += 4.0;
        }
        picture.draw(format_args!("</g>"));
    }
}

impl Matrix {
    /// The matrix as an SVG document: 860 wide, as high as it needs.
    ///
    /// A cell is a `g` with the attribute `data-practice`; a label too long for its three lines is whole in its `title`,
    /// which browsers show on pointing.
    pub fn svg(&self) -> String {
        let title = lines::wrapped(&self.name, WIDTH - 2.0 * MARGIN, 19.0, 2);
        let top = 36.0 + 24.0 * (title.len() - 1) as f64 + 36.0;
        let main = WIDTH - 2.0 * MARGIN - SIDE - GAP;
        let (groups, side) = (self.groups(main), self.lay(PracticeKind::Coordination, SIDE));
        let heights = groups.iter().take(2).map(|(_, cells)| HEAD + cells.iter().map(|cell| cell.height).sum::<f64>());
        let across = (heights.sum::<f64>() + GAP).max(HEAD + 22.0 + side.height);
        let last: f64 = groups.iter().skip(2).flat_map(|(_, cells)| cells).map(|cell| cell.height).sum();
        let notes = self.notes();
        let below = top + across + GAP + HEAD + last;
        let height = below + 20.0 + LINE * notes.len() as f64;
        let mut picture = Picture::new(WIDTH, height, &self.title(), &self.description());
        for (nth, line) in title.iter().enumerate() {
            picture.text((MARGIN, 36.0 + 24.0 * nth as f64), 19.0, r#"font-weight="600""#, line);
        }
        picture.text((MARGIN, top - 16.0), 13.0, r#"class="faint""#, SUBTITLE);
        let mut y = top;
        for (nth, (dimension, cells)) in groups.iter().enumerate() {
            let wide = if nth < 2 { main } else { WIDTH - 2.0 * MARGIN };
            if nth == 2 {
                y = top + across + GAP;
            }
            y = group(&mut picture, *dimension, cells, (y, wide)) + GAP;
        }
        aside(&mut picture, &side, (MARGIN + main + GAP, top), across);
        for (nth, note) in notes.iter().enumerate() {
            picture.text((MARGIN, below + 24.0 + LINE * nth as f64), 13.0, r#"class="faint""#, note);
        }
        picture.finish()
    }

    /// The matrix as a table: a row for each practice.
    pub fn markdown(&self) -> String {
        let mut text = format!("**Practices in {}**\n\n", markdown::Escaped(&self.name));
        markdown::head(&mut text, &["Dimension", "Practice", "What the case records"]);
        for column in &self.cells {
            let dimension = column.practice.dimension().map_or("Across", |dimension| dimension.entry().label);
            let (entries, listed) = column.entries();
            let entries: Vec<_> = entries.iter().map(|entry| markdown::Escaped(entry).to_string()).collect();
            let entries = if listed { entries.join("<br>") } else { format!("*{}*", entries.concat()) };
            markdown::row(&mut text, [dimension, column.practice.entry().label, &entries]);
        }
        if let Some(apart) = self.apart() {
            // Writing to a string does not fail.
            let _ = write!(text, "\n{}\n", markdown::Escaped(&apart));
        }
        text
    }

    fn lay(&self, practice: PracticeKind, width: f64) -> Laid {
        Laid::new(&self.cells[practice.index()], width)
    }

    /// The cells of each dimension; the last one has the whole width.
    fn groups(&self, main: f64) -> Vec<(Dimension, Vec<Laid>)> {
        let width = |dimension| match dimension {
            Dimension::Linking | Dimension::Materialising => main - NAME,
            Dimension::Institutionalising => WIDTH - 2.0 * MARGIN - NAME,
        };
        let lay = |&dimension: &Dimension| {
            let cells = dimension.practices().iter().map(|&practice| self.lay(practice, width(dimension)));
            (dimension, cells.collect())
        };
        Dimension::ALL.iter().map(lay).collect()
    }

    /// The practices that are in no cell.
    fn apart(&self) -> Option<String> {
        let labels = || listed(self.without_kind.iter().map(|label| &**label));
        let count = counted(self.without_kind.len(), "practice");
        (!self.without_kind.is_empty())
            .then(|| format!("In no row, for no claim gives one of these kinds: {count} ({})", labels()))
    }

    fn notes(&self) -> Vec<String> {
        self.apart().map(|text| lines::wrapped(&text, WIDTH - 2.0 * MARGIN, 13.0, 4)).unwrap_or_default()
    }

    fn title(&self) -> String {
        lines::clipped(&format!("Practices in {}", self.name), LETTERS)
    }

    /// The matrix in words.
    fn description(&self) -> String {
        let clipped = |entry: String| lines::clipped(&entry, LETTERS);
        let words = |column: &Column| column.entries().0.into_iter().map(clipped).collect::<Vec<_>>().join("; ");
        let cells = self.cells.iter().map(|column| format!("{}: {}.", column.practice, words(column)));
        let cells: Vec<String> = cells.chain(self.apart().map(clipped)).collect();
        cells.join(" ")
    }
}

/// Draws the practices of a dimension below its name, and gives back where it ends.
fn group(picture: &mut Picture, dimension: Dimension, cells: &[Laid], (top, width): (f64, f64)) -> f64 {
    let height = HEAD + cells.iter().map(|cell| cell.height).sum::<f64>();
    panel(picture, dimension.entry().key, (MARGIN, top), (width, height));
    let name = format!("{} practices", dimension.entry().label);
    let style = format!(r#"class="{}" font-weight="600""#, dimension.entry().key);
    picture.text((MARGIN + PAD, top + 21.0), SIZE, &style, &name);
    let mut y = top + HEAD;
    for cell in cells {
        picture.draw(format_args!(r#"<path class="rule" d="M{MARGIN} {y}h{width}"/>"#));
        let name = cell.practice.entry().label;
        picture.text((MARGIN + PAD, y + PAD + 10.5), SIZE, r#"font-weight="600""#, name);
        cell.draw(picture, (MARGIN + NAME, y));
        y += cell.height;
    }
    y
}

/// Draws coordination beside the dimensions across which it runs.
fn aside(picture: &mut Picture, cell: &Laid, (x, top): (f64, f64), height: f64) {
    panel(picture, colour(cell.practice), (x, top), (SIDE, height));
    let style = format!(r#"class="{}" font-weight="600""#, colour(cell.practice));
    picture.text((x + PAD, top + 21.0), SIZE, &style, cell.practice.entry().label);
    picture.text((x + PAD, top + 38.0), 12.0, r#"class="faint""#, "across linking and materialising");
    cell.draw(picture, (x, top + HEAD + 18.0));
}

fn panel(picture: &mut Picture, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
    picture.draw(format_args!(r#"<rect class="panel" x="{x}" y="{y}" width="{width}" height="{height}"/>"#));
    picture.draw(format_args!(
        r#"<rect class="{class}" x="{x}" y="{y}" width="4" height="{height}" fill="currentColor"/>"#
    ));
}
