//! Truth tables as a chart and as Markdown.

use std::fmt::Write;

use super::svg::{Escaped, Picture, Px};
use super::{counted, lines, listed, markdown};
use crate::qca::{Output, Row, TruthTable};

/// How many rows are drawn.
const SHOWN: usize = 60;

/// How many letters a list of names has.
const LETTERS: usize = 300;

const WIDTH: f64 = 860.0;
const MARGIN: f64 = 24.0;
const SIZE: f64 = 13.0;
const LINE: f64 = 17.0;
const ROW: f64 = 26.0;
const RADIUS: f64 = 6.0;
/// The room of the number of a row, of each figure, and of the names of cases.
const NUMBER: f64 = 92.0;
const FIGURE: f64 = 58.0;
const CASES: f64 = 260.0;
/// The room of a condition, at least and at most, and how many lines its name has.
const CONDITION: (f64, f64) = (44.0, 120.0);
const NAME_LINES: usize = 3;

const LEGEND: &str =
    "● there, ○ not there. Output 1: sufficient for the outcome; 0: not; C: between two cuts; ?: too few cases.";

/// Lays a truth table out: a row for each combination that cases belong to, with its output, its fit and its cases.
///
/// It answers at a glance: which combinations are there, and which of them go with the outcome? A filled mark is a condition
/// that is there, an empty one a condition that is not; levels of more than two are numbers. Of many rows those with most
/// cases are shown, and it is said how many there are.
///
/// ```
/// use cocreation::qca::{Cuts, Table, truth_table};
/// use cocreation::render;
///
/// let mut table = Table::new(["TIES", "TRUST", "VALUE"])?;
/// for (case, row) in [("a", [1.0, 1.0, 1.0]), ("b", [1.0, 0.0, 0.0])] {
///     table.add(case, row)?;
/// }
/// let truth = truth_table(&table, &["TIES", "TRUST"], "VALUE", &Cuts::inclusion(0.8))?;
/// let chart = render::truth_table(&truth);
/// assert!(chart.markdown().contains("| 4 | ● | ● | 1 | 1 | 1.000 | 1.000 | a |"));
/// assert_eq!(chart.svg().matches("data-row=").count(), 2);
/// # Ok::<(), cocreation::Error>(())
/// ```
pub fn truth_table(truth: &TruthTable) -> TruthTableChart<'_> {
    let mut rows: Vec<&Row> = truth.rows.iter().collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.n), row.number));
    rows.truncate(SHOWN);
    rows.sort_by_key(|row| row.number);
    TruthTableChart { truth, rows }
}

/// A truth table to be drawn; made by [`truth_table`].
#[derive(Clone, Debug)]
pub struct TruthTableChart<'t> {
    truth: &'t TruthTable,
    rows: Vec<&'t Row>,
}

impl TruthTableChart<'_> {
    /// The rows as a Markdown table, with what a reader should know below.
    pub fn markdown(&self) -> String {
        let mut text = format!("**{}**\n\n", markdown::Escaped(&self.title()));
        let conditions = self.truth.conditions.iter().map(|name| markdown::Escaped(name).to_string());
        let figures = ["out", "n", "inclS", "PRI", "cases"].map(str::to_owned);
        let head: Vec<String> = ["row".to_owned()].into_iter().chain(conditions).chain(figures).collect();
        markdown::head(&mut text, &head.iter().map(String::as_str).collect::<Vec<_>>());
        for row in &self.rows {
            let levels = (0..row.levels.len()).map(|at| self.level(row, at));
            let figures = [row.output.to_string(), row.n.to_string(), row.inclusion.to_string(), row.pri.to_string()];
            let cases = markdown::Escaped(&names(&row.cases)).to_string();
            let cells = [row.number.to_string()].into_iter().chain(levels).chain(figures).chain([cases]);
            markdown::row(&mut text, cells);
        }
        for note in self.notes() {
            // Writing to a string does not fail.
            let _ = write!(text, "\n{}\n", markdown::Escaped(&note));
        }
        text
    }

    /// How the level of a condition is written in a row.
    fn level(&self, row: &Row, at: usize) -> String {
        match (self.truth.levels[at], row.levels[at]) {
            (2, 0) => "○".to_owned(),
            (2, _) => "●".to_owned(),
            (_, level) => level.to_string(),
        }
    }

    /// The chart as an SVG document: 860 wide, or as wide as its conditions need.
    ///
    /// A row is a `g` with the attributes `data-row`, its number, and `data-output`; its `title`, which browsers show on
    /// pointing, says it in words.
    pub fn svg(&self) -> String {
        let slot = self.slot();
        let across = NUMBER + slot * self.truth.conditions.len() as f64 + 4.0 * FIGURE + CASES;
        let width = WIDTH.max(across + 2.0 * MARGIN);
        let wrapped = |note: String| lines::wrapped(&note, width - 2.0 * MARGIN, SIZE, 4);
        let notes: Vec<String> = self.notes().into_iter().flat_map(wrapped).collect();
        let top = 64.0 + LINE * self.names(slot).iter().map(Vec::len).max().unwrap_or(1) as f64;
        let bottom = top + ROW * self.rows.len() as f64;
        let height = bottom + 40.0 + LINE * notes.len() as f64;
        let mut picture = Picture::new(width, height, &self.title(), &self.description());
        let title = lines::wrapped(&self.title(), width - 2.0 * MARGIN, 19.0, 1).concat();
        picture.text((MARGIN, 36.0), 19.0, r#"font-weight="600""#, &title);
        self.head(&mut picture, slot, top - 10.0);
        for (nth, row) in self.rows.iter().enumerate() {
            let y = top + ROW * nth as f64;
            picture.draw(format_args!(r#"<path class="rule" d="M{MARGIN} {}h{}"/>"#, Px(y), Px(width - 2.0 * MARGIN)));
            self.row(&mut picture, row, slot, (y + ROW / 2.0, width - MARGIN));
        }
        for (nth, note) in notes.iter().enumerate() {
            picture.text((MARGIN, bottom + 26.0 + LINE * nth as f64), SIZE, r#"class="faint""#, note);
        }
        picture.finish()
    }

    /// The room of a condition: that of the longest name, within bounds.
    fn slot(&self) -> f64 {
        let widest = self.truth.conditions.iter().map(|name| 1.25 * lines::width(name, SIZE)).fold(0.0, f64::max);
        (widest + 12.0).clamp(CONDITION.0, CONDITION.1)
    }

    /// The names of the conditions, broken for their room.
    fn names(&self, slot: f64) -> Vec<Vec<String>> {
        let names = self.truth.conditions.iter();
        names.map(|name| lines::wrapped(name, (slot - 8.0) / 1.25, SIZE, NAME_LINES)).collect()
    }

    fn head(&self, picture: &mut Picture, slot: f64, y: f64) {
        let style = r#"font-weight="600" text-anchor="middle""#;
        picture.text((MARGIN, y), SIZE, r#"font-weight="600""#, "row");
        let mut x = MARGIN + NUMBER;
        for broken in self.names(slot) {
            for (nth, line) in broken.iter().rev().enumerate() {
                picture.text((x + slot / 2.0, y - LINE * nth as f64), SIZE, style, line);
            }
            x += slot;
        }
        for name in ["out", "n", "inclS", "PRI"] {
            picture.text((x + FIGURE / 2.0, y), SIZE, style, name);
            x += FIGURE;
        }
        picture.text((x + 12.0, y), SIZE, r#"font-weight="600""#, "cases");
    }

    fn row(&self, picture: &mut Picture, row: &Row, slot: f64, (middle, right): (f64, f64)) {
        let words = Escaped(&self.words(row)).to_string();
        let (number, output) = (row.number, row.output);
        picture.draw(format_args!(r#"<g data-row="{number}" data-output="{output}"><title>{words}</title>"#));
        let (y, style) = (middle + 4.5, r#"text-anchor="middle""#);
        picture.text((MARGIN, y), SIZE, "", &lines::wrapped(&number.to_string(), NUMBER - 8.0, SIZE, 1).concat());
        let mut x = MARGIN + NUMBER;
        for at in 0..row.levels.len() {
            match self.truth.levels[at] {
                2 => mark(picture, (x + slot / 2.0, middle), row.levels[at] > 0),
                _ => picture.text((x + slot / 2.0, y), SIZE, style, &row.levels[at].to_string()),
            }
            x += slot;
        }
        let bold = r#"text-anchor="middle" font-weight="600""#;
        let output_style = if row.output == Output::Positive { bold } else { style };
        picture.text((x + FIGURE / 2.0, y), SIZE, output_style, &output.to_string());
        for (nth, figure) in [row.n.to_string(), row.inclusion.to_string(), row.pri.to_string()].iter().enumerate() {
            picture.text((x + FIGURE * (nth as f64 + 1.5), y), SIZE, style, figure);
        }
        x += 4.0 * FIGURE + 12.0;
        let cases = lines::wrapped(&names(&row.cases), (right - x) / 1.25, SIZE, 1).concat();
        picture.text((x, y), SIZE, "", &cases);
        picture.draw(format_args!("</g>"));
    }

    fn title(&self) -> String {
        let (conditions, cases) = (self.truth.conditions.join(", "), counted(self.truth.cases, "case"));
        let title = format!("Truth table for {}, {cases}: {conditions}", self.truth.outcome);
        lines::clipped(&title, LETTERS)
    }

    /// A row in words.
    fn words(&self, row: &Row) -> String {
        let level = |at: usize| match (self.truth.levels[at], row.levels[at]) {
            (2, 0) => format!("~{}", self.truth.conditions[at]),
            (2, _) => self.truth.conditions[at].to_string(),
            (_, level) => format!("{}[{level}]", self.truth.conditions[at]),
        };
        let levels: Vec<String> = (0..row.levels.len()).map(level).collect();
        let (levels, cases) = (lines::clipped(&levels.join("*"), LETTERS), names(&row.cases));
        format!("Row {}: {levels} has output {}, inclS {}, {cases}", row.number, row.output, row.inclusion)
    }

    fn description(&self) -> String {
        self.rows.iter().map(|row| format!("{}.", self.words(row))).chain(self.notes()).collect::<Vec<_>>().join(" ")
    }

    /// What is not in the rows, and what a reader should know before trusting them.
    fn notes(&self) -> Vec<String> {
        let truth = self.truth;
        let hidden = truth.rows.len() - self.rows.len();
        let hidden = (hidden > 0).then(|| format!("Shown are the rows with most cases; {hidden} more are not."));
        let half = |list: Vec<&str>| (!list.is_empty()).then(|| lines::clipped(&listed(list.into_iter()), LETTERS));
        let ambiguous = half(truth.ambiguous.iter().map(|case| &*case.case).collect());
        let left_out: Vec<String> =
            truth.left_out.iter().map(|case| format!("{} ({})", case.case, case.unknown.join(", "))).collect();
        let left_out = half(left_out.iter().map(String::as_str).collect());
        let cuts = &truth.cuts;
        let lower = cuts.contradiction.map_or(String::new(), |lower| format!(", of contradictions {lower}"));
        let notes = [
            Some(LEGEND.to_owned()),
            Some(format!("Cuts: inclS {}{lower}, n {}, PRI {}.", cuts.inclusion, cuts.n, cuts.pri)),
            hidden,
            ambiguous.map(|names| format!("With a membership of exactly 0.5: {names}.")),
            left_out.map(|names| format!("Left out, for a membership is not known: {names}.")),
        ];
        let warnings = truth.warnings.iter().take(SHOWN).map(|warning| format!("Warning: {warning}."));
        notes.into_iter().flatten().chain(warnings).collect()
    }
}

fn names(cases: &[Box<str>]) -> String {
    lines::clipped(&listed(cases.iter().map(|case| &**case)), LETTERS)
}

/// A disc for what is there, a ring for what is not.
fn mark(picture: &mut Picture, (x, y): (f64, f64), there: bool) {
    let fill = if there { "currentColor" } else { "none" };
    let (x, y, r) = (Px(x), Px(y), Px(RADIUS));
    picture.draw(format_args!(
        r#"<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" stroke="currentColor" stroke-width="1.5"/>"#
    ));
}
