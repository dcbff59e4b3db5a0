//! The XY plot of memberships in a condition and in an outcome.

use std::collections::BTreeMap;

use super::svg::{Escaped, Picture, Px};
use super::{counted, lines, listed};
use crate::error::Error;
use crate::qca::{Expression, Necessity, Sufficiency, Table, necessity, sufficiency};

/// How many marks are drawn, and how many of them have a label.
const MARKS: usize = 400;
const LABELS: usize = 40;

/// How many letters a label, a name and a list of names have.
const LABEL: usize = 28;
const LETTERS: usize = 300;

const WIDTH: f64 = 860.0;
const MARGIN: f64 = 24.0;
const LEFT: f64 = 64.0;
const TOP: f64 = 96.0;
const SIDE: f64 = 500.0;
const ASIDE: f64 = 600.0;
const RADIUS: f64 = 5.0;
const SIZE: f64 = 12.0;
const LINE: f64 = 18.0;

/// Draws the memberships of cases in a condition, to the right, and in an outcome, upwards.
///
/// It answers: is the condition sufficient for the outcome (all cases on or above the diagonal), is it necessary (all on or
/// below it), and which cases speak against either? Any expressions will do. The fit is that of the cases that are drawn;
/// those of which a membership is not known are named below, with its bounds where it has any. Cases in one place share a
/// mark. Of many cases those are drawn and named first that have the condition and not the outcome.
///
/// O(cases × (terms + log places)); marks and labels are bounded.
///
/// # Errors
///
/// As for [`Expression::evaluate`].
///
/// ```
/// use cocreation::qca::Table;
/// use cocreation::render;
///
/// let mut table = Table::new(["TIES", "VALUE"])?;
/// for (case, row) in [("a", [0.9, 0.8]), ("b", [0.3, 0.7]), ("c", [0.8, 0.2])] {
///     table.add(case, row)?;
/// }
/// table.add("d", [None, Some(0.4)])?;
/// let plot = render::xy(&table, &"TIES".parse()?, &"VALUE".parse()?)?.svg();
/// assert_eq!(plot.matches("data-cases=").count(), 3);
/// assert!(plot.contains("c: 0.80 in TIES, 0.20 in VALUE"));
/// assert!(plot.contains("Not drawn, for a membership is not known: d"));
/// assert!(plot.contains("inclS 0.650")); // (0.8 + 0.3 + 0.2) / (0.9 + 0.3 + 0.8)
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn xy(table: &Table, condition: &Expression, outcome: &Expression) -> Result<Xy, Error> {
    let bounds = condition.bounds(table)?.into_iter().zip(outcome.bounds(table)?);
    let mut plot = Xy {
        names: [condition, outcome].map(|expression| lines::clipped(&expression.to_string(), LETTERS)),
        marks: Vec::new(),
        cases: 0,
        unknown: Vec::new(),
        sufficiency: sufficiency(&[], &[]),
        necessity: necessity(&[], &[]),
    };
    // By the bits of the memberships, which are neither negative nor undefined, so that equal places are equal keys.
    let mut marks: BTreeMap<[u64; 2], Mark> = BTreeMap::new();
    let (mut xs, mut ys) = (Vec::new(), Vec::new());
    for (case, (x, y)) in table.cases().iter().zip(bounds) {
        if x.0 < x.1 || y.0 < y.1 {
            plot.unknown.push(plot.open(case, x, y));
            continue;
        }
        let at = (x.0, y.0);
        let mark = marks.entry([at.0.to_bits(), at.1.to_bits()]);
        mark.or_insert_with(|| Mark { at, sort: Sort::of(at), cases: Vec::new() }).cases.push(case.clone());
        xs.push(at.0);
        ys.push(at.1);
    }
    plot.cases = xs.len();
    (plot.sufficiency, plot.necessity) = (sufficiency(&xs, &ys), necessity(&xs, &ys));
    plot.marks = marks.into_values().collect();
    plot.marks.sort_by_key(|mark| mark.sort);
    Ok(plot)
}

/// Cases to be drawn as an [`xy`] plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Xy {
    /// Of the condition and of the outcome.
    names: [String; 2],
    marks: Vec<Mark>,
    cases: usize,
    unknown: Vec<String>,
    sufficiency: Sufficiency,
    necessity: Necessity,
}

/// A place with its cases.
#[derive(Clone, Debug, PartialEq)]
struct Mark {
    at: (f64, f64),
    sort: Sort,
    cases: Vec<Box<str>>,
}

/// What a case says of "the condition is sufficient for the outcome", the strongest objection first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    DeviantInKind,
    DeviantInDegree,
    Consistent,
}

impl Sort {
    const ALL: [Self; 3] = [Self::DeviantInKind, Self::DeviantInDegree, Self::Consistent];

    fn of((x, y): (f64, f64)) -> Self {
        match (x > y, x > 0.5 && y < 0.5) {
            (true, true) => Self::DeviantInKind,
            (true, false) => Self::DeviantInDegree,
            (false, _) => Self::Consistent,
        }
    }

    fn says(self) -> &'static str {
        match self {
            Self::DeviantInKind => "condition without outcome",
            Self::DeviantInDegree => "outcome lower than condition",
            Self::Consistent => "outcome at least as high",
        }
    }
}

/// The sides of a rectangle: left, top, right, bottom.
type Box4 = [f64; 4];

fn apart(a: &Box4, b: &Box4) -> bool {
    a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3]
}

impl Xy {
    /// A case that is not drawn, with what is known of it.
    fn open(&self, case: &str, x: (f64, f64), y: (f64, f64)) -> String {
        let told = [x, y].into_iter().zip(&self.names).filter(|((least, most), _)| (*least, *most) != (0.0, 1.0));
        let told: Vec<String> = told.map(|((least, most), name)| format!("{} in {name}", range(least, most))).collect();
        if told.is_empty() { case.to_owned() } else { format!("{case} ({})", told.join(", ")) }
    }

    /// The plot as an SVG document, 860 wide.
    ///
    /// A mark is a `g` with the attribute `data-cases`, the number of its cases, whose `title`, which browsers show on
    /// pointing, names them with their memberships.
    pub fn svg(&self) -> String {
        let shown = &self.marks[..self.marks.len().min(MARKS)];
        let labels = labels(shown);
        let notes = self.notes(shown, labels.len());
        let height = TOP + SIDE + 76.0 + LINE * notes.len() as f64;
        let mut picture = Picture::new(WIDTH, height, &self.title(), &self.description());
        let title = lines::wrapped(&self.title(), WIDTH - 2.0 * MARGIN, 19.0, 1).concat();
        picture.text((MARGIN, 36.0), 19.0, r#"font-weight="600""#, &title);
        self.frame(&mut picture);
        shown.iter().for_each(|mark| self.mark(&mut picture, mark));
        for label in &labels {
            let style = format!(r#"class="halo" text-anchor="{}""#, label.anchor);
            picture.text(label.at, SIZE, &style, &label.text);
        }
        self.aside(&mut picture);
        for (nth, note) in notes.iter().enumerate() {
            let y = TOP + SIDE + 78.0 + LINE * nth as f64;
            picture.text((MARGIN, y), 13.0, r#"class="faint""#, note);
        }
        picture.finish()
    }

    /// The field with its lines, and what its sides and quarters are.
    fn frame(&self, picture: &mut Picture) {
        let (bottom, middle) = (TOP + SIDE, SIDE / 2.0);
        picture.draw(format_args!(
            r#"<rect class="panel" x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}"/><path class="faint" d="M{LEFT} {bottom}l{SIDE} -{SIDE}" fill="none" stroke="currentColor"/><path class="faint" d="M{LEFT} {}h{SIDE}M{} {TOP}v{SIDE}" fill="none" stroke="currentColor" stroke-dasharray="3 4"/>"#,
            TOP + middle,
            LEFT + middle
        ));
        for (at, tick) in [(0.0, "0"), (0.5, "0.5"), (1.0, "1")] {
            let style = r#"class="faint" text-anchor="end""#;
            picture.text((LEFT - 10.0, bottom - at * SIDE + 4.0), SIZE, style, tick);
            let style = r#"class="faint" text-anchor="middle""#;
            picture.text((LEFT + at * SIDE, bottom + 20.0), SIZE, style, tick);
        }
        let quarters = [("outcome alone", 0.25, TOP - 10.0), ("both", 0.75, TOP - 10.0)];
        let lower = [("neither", 0.25, bottom + 20.0), ("condition alone", 0.75, bottom + 20.0)];
        for (name, at, y) in quarters.into_iter().chain(lower) {
            let style = r#"class="faint" text-anchor="middle" font-style="italic""#;
            picture.text((LEFT + at * SIDE, y), SIZE, style, name);
        }
        let name =
            |arrow: &str, name: &str| lines::wrapped(&format!("{arrow} membership in {name}"), SIDE, 13.0, 1).concat();
        picture.text((MARGIN, TOP - 32.0), 13.0, "", &name("↑", &self.names[1]));
        let style = r#"text-anchor="end""#;
        picture.text((LEFT + SIDE, bottom + 44.0), 13.0, style, &name("→", &self.names[0]));
    }

    fn mark(&self, picture: &mut Picture, mark: &Mark) {
        let text = Escaped(&self.words(mark)).to_string();
        picture.draw(format_args!(r#"<g data-cases="{}"><title>{text}</title>"#, mark.cases.len()));
        sign(picture, place(mark.at), mark.sort);
        picture.draw(format_args!("</g>"));
    }

    /// The fit, and what the marks stand for.
    fn aside(&self, picture: &mut Picture) {
        let (s, n) = (&self.sufficiency, &self.necessity);
        let figures = [
            ("sufficient?", [("inclS", s.inclusion), ("PRI", s.pri), ("covS", s.coverage)]),
            ("necessary?", [("inclN", n.inclusion), ("covN", n.coverage), ("RoN", n.relevance)]),
        ];
        let mut y = TOP + 12.0;
        for (question, figures) in figures {
            picture.text((ASIDE, y), 13.0, r#"font-weight="600""#, &format!("Is the condition {question}"));
            for (name, figure) in figures {
                y += LINE + 2.0;
                picture.text((ASIDE, y), 13.0, "", &format!("{name} {figure}"));
                let reason = figure.reason().map(|reason| lines::wrapped(&reason.to_string(), 230.0, 11.0, 2));
                for line in reason.into_iter().flatten() {
                    y += LINE - 3.0;
                    picture.text((ASIDE, y), 11.0, r#"class="faint""#, &line);
                }
            }
            y += 2.0 * LINE;
        }
        for sort in Sort::ALL {
            sign(picture, (ASIDE + RADIUS, y - 4.0), sort);
            picture.text((ASIDE + 20.0, y), SIZE, "", sort.says());
            y += LINE + 4.0;
        }
    }

    fn title(&self) -> String {
        let title = format!("{} and {}, {}", self.names[0], self.names[1], counted(self.cases, "case"));
        lines::clipped(&title, LETTERS)
    }

    /// A mark in words.
    fn words(&self, mark: &Mark) -> String {
        let names = lines::clipped(&listed(mark.cases.iter().map(|case| &**case)), LETTERS);
        format!("{names}: {:.2} in {}, {:.2} in {}", mark.at.0, self.names[0], mark.at.1, self.names[1])
    }

    /// The plot in words: the fit, the cases that speak against sufficiency in kind, and who is not drawn.
    fn description(&self) -> String {
        let (s, n) = (&self.sufficiency, &self.necessity);
        let fit = format!(
            "inclS {}, PRI {}, covS {}; inclN {}, covN {}, RoN {}.",
            s.inclusion, s.pri, s.coverage, n.inclusion, n.coverage, n.relevance
        );
        let count = |wanted: Sort| self.marks.iter().filter(|m| m.sort == wanted).map(|m| m.cases.len()).sum::<usize>();
        let sorts = Sort::ALL.map(|sort| format!("{}: {}.", sort.says(), counted(count(sort), "case")));
        let against = self.marks.iter().filter(|mark| mark.sort == Sort::DeviantInKind).take(LABELS);
        let against = against.map(|mark| format!("{}.", self.words(mark)));
        [fit].into_iter().chain(sorts).chain(against).chain(self.open_cases()).collect::<Vec<_>>().join(" ")
    }

    fn open_cases(&self) -> Option<String> {
        let names = || lines::clipped(&listed(self.unknown.iter().map(String::as_str)), 2 * LETTERS);
        (!self.unknown.is_empty()).then(|| format!("Not drawn, for a membership is not known: {}.", names()))
    }

    fn notes(&self, shown: &[Mark], labels: usize) -> Vec<String> {
        let hidden: usize = self.marks[shown.len()..].iter().map(|mark| mark.cases.len()).sum();
        let notes = [
            self.open_cases(),
            (labels < shown.len()).then(|| format!("{} without a label.", counted(shown.len() - labels, "mark"))),
            (hidden > 0).then(|| format!("{} more not drawn, for want of room.", counted(hidden, "case"))),
        ];
        let wrapped = |note: String| lines::wrapped(&note, WIDTH - 2.0 * MARGIN, 13.0, 5);
        notes.into_iter().flatten().flat_map(wrapped).collect()
    }
}

fn range(least: f64, most: f64) -> String {
    if least == most { format!("{least:.2}") } else { format!("{least:.2} to {most:.2}") }
}

fn place((x, y): (f64, f64)) -> (f64, f64) {
    (LEFT + x * SIDE, TOP + (1.0 - y) * SIDE)
}

/// A disc, a ring, or a ring with a cross in it.
fn sign(picture: &mut Picture, (x, y): (f64, f64), sort: Sort) {
    let fill = if sort == Sort::Consistent { r#"fill="currentColor""# } else { r#"class="ground""# };
    let (px, py, r) = (Px(x), Px(y), Px(RADIUS));
    picture
        .draw(format_args!(r#"<circle {fill} cx="{px}" cy="{py}" r="{r}" stroke="currentColor" stroke-width="1.5"/>"#));
    if sort == Sort::DeviantInKind {
        let (left, top, side) = (Px(x - 3.5), Px(y - 3.5), Px(7.0));
        picture.draw(format_args!(
            r#"<path d="M{left} {top}l{side} {side}m-{side} 0l{side} -{side}" fill="none" stroke="currentColor" stroke-width="1.5"/>"#
        ));
    }
}

/// A text beside its mark, and the room that it takes.
struct Label {
    text: String,
    anchor: &'static str,
    at: (f64, f64),
    room: Box4,
}

impl Label {
    /// A text that begins, ends or has its middle at a point; its room is generous, since narrow letters differ most between
    /// faces.
    fn new(text: &str, anchor: &'static str, (x, y): (f64, f64)) -> Self {
        let wide = 1.25 * lines::width(text, SIZE) + 4.0;
        let left = match anchor {
            "start" => x,
            "end" => x - wide,
            _ => x - wide / 2.0,
        };
        Self { text: text.to_owned(), anchor, at: (x, y), room: [left, y - 11.0, left + wide, y + 4.0] }
    }

    /// Beside a mark: right, left, above, below, and at the four corners.
    fn beside((x, y): (f64, f64), text: &str) -> [Self; 8] {
        let (right, left) = (x + RADIUS + 4.0, x - RADIUS - 4.0);
        let (above, level, below) = (y - RADIUS - 6.0, y + 4.0, y + RADIUS + 13.0);
        [
            Self::new(text, "start", (right, level)),
            Self::new(text, "end", (left, level)),
            Self::new(text, "middle", (x, above)),
            Self::new(text, "middle", (x, below)),
            Self::new(text, "start", (right, above)),
            Self::new(text, "start", (right, below)),
            Self::new(text, "end", (left, above)),
            Self::new(text, "end", (left, below)),
        ]
    }

    fn is_inside(&self) -> bool {
        let [left, top, right, bottom] = self.room;
        left >= LEFT && top >= TOP && right <= LEFT + SIDE && bottom <= TOP + SIDE
    }
}

/// The labels of the first marks, each in a place of its own beside its mark; one for which there is no room has none.
fn labels(marks: &[Mark]) -> Vec<Label> {
    let around = |(x, y): (f64, f64)| [x - RADIUS - 1.0, y - RADIUS - 1.0, x + RADIUS + 1.0, y + RADIUS + 1.0];
    let drawn: Vec<Box4> = marks.iter().map(|mark| around(place(mark.at))).collect();
    let mut labels: Vec<Label> = Vec::new();
    for (nth, mark) in marks.iter().enumerate() {
        if labels.len() == LABELS {
            break;
        }
        let text = lines::clipped(&listed(mark.cases.iter().map(|case| &**case)), LABEL);
        let is_free = |label: &Label| {
            let others = drawn.iter().enumerate().filter(|(other, _)| *other != nth).map(|(_, other)| other);
            others.chain(labels.iter().map(|other| &other.room)).all(|other| apart(&label.room, other))
        };
        let found = Label::beside(place(mark.at), &text).into_iter().find(|label| label.is_inside() && is_free(label));
        labels.extend(found);
    }
    labels
}
