//! The cartwheel: two wheels, one of capabilities and one of practices, and the links between them.

use std::fmt::Write;

use super::markdown;
use super::svg::{Escaped, Picture, Px};
use super::{counted, lines, listed};
use crate::mapping::{Cell, Mapping, Status};
use crate::theory::Typology;
use crate::theory::typology::{InteractionCapability, PracticeKind};

/// Draws a map as a cartwheel: the six capabilities are the inner wheel, the eight practices the outer one.
///
/// It answers at a glance: which capabilities go with which practices, on what ground, and where is nothing known? A link
/// is a line from capability to practice. Its style and the mark at its end are the [`Status`] of the cell, its colour is
/// the dimension of the practice, and its width grows with the root of the number of cases that have the link, up to 16
/// cases. A capability that underpins has a thick rim, since it is tied to no practice in particular. A cell that
/// nobody searched is left empty; the legend counts it. `!` marks a contested link, `*` one on authors' claims alone.
///
/// Every link has a place of its own, so that two cartwheels can be laid side by side. That a practice stands next to a
/// capability means nothing: the wheels are in the register's order.
///
/// Source: Figure 1 of Marcos-Cuevas et al. 2016, in a drawing of this crate's own.
///
/// ```
/// use cocreation::{mapping::{self, Prior}, render};
///
/// let nothing = mapping::map([], &Prior::literature());
/// let wheel = render::cartwheel(&nothing);
/// // The prior speaks of five cells; nobody has looked for the other 43.
/// assert_eq!(wheel.svg().matches("data-status=\"theoretical\"").count(), 5);
/// assert!(wheel.svg().contains("not searched (43)"));
/// assert!(wheel.markdown().contains("| Developmental | · | § |"));
/// ```
pub fn cartwheel(map: &Mapping) -> Cartwheel<'_> {
    Cartwheel { map }
}

/// A map to be drawn as a [`cartwheel`].
#[derive(Clone, Copy, Debug)]
pub struct Cartwheel<'m> {
    map: &'m Mapping,
}

const WIDTH: f64 = 860.0;
const CENTRE: (f64, f64) = (430.0, 404.0);
const HUB: f64 = 36.0;
const INNER: f64 = 148.0;
const OUTER: f64 = 276.0;
const BAND: f64 = 14.0;

/// Where links begin and end, and where the mark at the end is.
const LINK: (f64, f64) = (INNER + 7.0, OUTER - 10.0);

/// How far inward of the mark the signs beside it are.
const SIGN: f64 = 17.0;

/// Degrees that the practices are turned by, so that their names stand at the sides.
const TURN: f64 = 22.5;

/// How many degrees the links of one capability, and those of one practice, spread over.
const SPREAD: (f64, f64) = (46.0, 34.0);

const LEGEND: f64 = 762.0;
const LEGEND_ROW: f64 = 24.0;

const ACROSS: &str = "across the dimensions";

impl Cartwheel<'_> {
    /// The cartwheel as an SVG document: 860 wide, as high as it needs.
    ///
    /// A link is a `path` with the attributes `data-capability`, `data-practice` and `data-status`, whose `title`, which
    /// browsers show on pointing, says how many cases have it.
    pub fn svg(&self) -> String {
        let rows = Status::ALL.len() + usize::from(self.marked().is_some()) + 1;
        let height = LEGEND + LEGEND_ROW * rows as f64 + 14.0;
        let mut picture = Picture::new(WIDTH, height, &self.title(), &self.description());
        picture.text((24.0, 36.0), 19.0, r#"font-weight="600""#, "Capabilities and practices");
        let ids = format!("{}: {}", counted(self.map.case_ids().len(), "case"), listed(self.map.case_ids()));
        for (y, line) in [56.0, 73.0].into_iter().zip(lines::wrapped(&ids, WIDTH - 48.0, 13.0, 2)) {
            picture.text((24.0, y), 13.0, r#"class="faint""#, &line);
        }
        PracticeKind::ALL.iter().for_each(|&practice| outer(&mut picture, practice));
        // The weakest first, so that the strongest lie above them.
        for &status in Status::ALL.iter().rev() {
            self.map.cells().filter(|cell| cell.status() == status).for_each(|cell| link(&mut picture, cell));
        }
        InteractionCapability::ALL.iter().for_each(|&capability| self.inner(&mut picture, capability));
        self.hub(&mut picture);
        self.legend(&mut picture);
        picture.finish()
    }

    /// The same as a table, capabilities down and practices across, with its legend.
    pub fn markdown(&self) -> String {
        let mut text = format!("**{}**\n\n", self.title());
        let practices = PracticeKind::ALL.iter().map(|practice| practice.entry().label);
        markdown::head(&mut text, &[""].into_iter().chain(practices).collect::<Vec<_>>());
        for &capability in InteractionCapability::ALL {
            let cells = PracticeKind::ALL.iter().map(|&practice| in_table(&self.map[(capability, practice)]));
            markdown::row(&mut text, [capability.entry().label.to_owned()].into_iter().chain(cells));
        }
        text.push('\n');
        for &status in Status::ALL {
            let row = status.row();
            // Writing to a string does not fail.
            let _ = writeln!(text, "- {} {} ({}): {}", row.symbol, row.label, self.count(status), row.meaning);
        }
        text.push_str("- k/n: of n cases that claim, deny or looked for the link, k have it\n");
        self.marked().into_iter().for_each(|marked| text.push_str(&format!("- {}\n", markdown::Escaped(marked))));
        let cases = listed(self.map.case_ids());
        let _ = write!(text, "\n{}: {}\n", counted(self.map.case_ids().len(), "case"), markdown::Escaped(&cases));
        text
    }

    fn title(&self) -> String {
        format!("Co-creation capabilities and practices in {}", counted(self.map.case_ids().len(), "case"))
    }

    fn count(&self, status: Status) -> usize {
        self.map.cells().filter(|cell| cell.status() == status).count()
    }

    /// The picture in words: every link, and how many pairs have none.
    fn description(&self) -> String {
        let mut text = String::from("Six capabilities on an inner wheel, eight practices on an outer one.");
        for &status in Status::ALL {
            let cells = || self.map.cells().filter(|cell| cell.status() == status);
            let pair = |cell: &Cell| format!("{} × {}{}", cell.capability, cell.practice, support(cell));
            let mut named: Vec<String> = match end(status) {
                Some(_) => cells().map(pair).collect(),
                None => cells().map(|cell| cell.capability.to_string()).collect(),
            };
            named.dedup();
            if status == Status::NotSearched || named.is_empty() {
                let _ = write!(text, " Pairs {status}: {}.", cells().count());
            } else {
                let _ = write!(text, " Pairs {status}: {}, namely {}.", cells().count(), named.join("; "));
            }
        }
        text
    }

    fn inner(&self, picture: &mut Picture, capability: InteractionCapability) {
        let from = 60.0 * capability.index() as f64 - 30.0;
        let shape = ring(HUB, INNER, from, from + 60.0);
        picture.draw(format_args!(r#"<path class="panel" d="{shape}"/>"#));
        let carries =
            PracticeKind::ALL.iter().any(|&practice| self.map[(capability, practice)].status() == Status::Underpinning);
        if carries {
            let rim = ring(INNER - 5.0, INNER, from + 1.0, from + 59.0);
            picture.draw(format_args!(r#"<path class="faint" d="{rim}" fill="currentColor"/>"#));
        }
        let (x, y) = at(97.0, from + 30.0);
        picture.text((x, y + 4.5), 12.5, r#"text-anchor="middle" font-weight="600""#, capability.entry().label);
    }

    fn hub(&self, picture: &mut Picture) {
        let cases = self.map.case_ids().len();
        let noun = if cases == 1 { "case" } else { "cases" };
        let (x, y) = CENTRE;
        picture.text((x, y + 2.0), 17.0, r#"text-anchor="middle" font-weight="600""#, &cases.to_string());
        picture.text((x, y + 17.0), 12.0, r#"class="faint" text-anchor="middle""#, noun);
    }

    fn legend(&self, picture: &mut Picture) {
        for (row, &status) in Status::ALL.iter().enumerate() {
            let y = LEGEND + LEGEND_ROW * row as f64;
            sample(picture, status, y - 4.5);
            let name = format!("{status} ({})", self.count(status));
            picture.text((92.0, y), 13.5, r#"font-weight="600""#, &name);
            picture.text((284.0, y), 13.0, "", status.row().meaning);
        }
        let y = LEGEND + LEGEND_ROW * Status::ALL.len() as f64;
        widths(picture, y);
        self.marked().into_iter().for_each(|text| picture.text((284.0, y + LEGEND_ROW), 13.0, "", text));
    }

    /// What the signs beside links mean, if there are any.
    fn marked(&self) -> Option<&'static str> {
        let any = |test: fn(&Cell) -> bool| self.map.cells().any(test);
        match (any(|cell| cell.contested), any(|cell| cell.only_authors_claims)) {
            (true, true) => Some("! contested: the link is denied too.   * on authors' claims alone."),
            (true, false) => Some("! contested: the link is denied too."),
            (false, true) => Some("* on authors' claims alone, not on an observation."),
            (false, false) => None,
        }
    }
}

fn signs(cell: &Cell) -> String {
    let signs = [('!', cell.contested), ('*', cell.only_authors_claims)];
    signs.into_iter().filter_map(|(sign, applies)| applies.then_some(sign)).collect()
}

fn support(cell: &Cell) -> String {
    if cell.cases_searched == 0 {
        return String::new();
    }
    format!(" ({} of {})", cell.cases_with, counted(cell.cases_searched, "case"))
}

fn in_table(cell: &Cell) -> String {
    let mut text = format!("{}{}", cell.status().row().symbol, markdown::Escaped(&signs(cell)));
    if cell.cases_searched > 0 {
        let _ = write!(text, " {}/{}", cell.cases_with, cell.cases_searched);
    }
    text
}

/// The point at a distance from the centre, in degrees from the top, clockwise.
fn at(radius: f64, degrees: f64) -> (f64, f64) {
    let angle = degrees.to_radians();
    (CENTRE.0 + radius * libm::sin(angle), CENTRE.1 - radius * libm::cos(angle))
}

/// The outline of a part of a ring.
fn ring(inner: f64, outer: f64, from: f64, to: f64) -> String {
    let corner = |radius, degrees| {
        let (x, y) = at(radius, degrees);
        format!("{} {}", Px(x), Px(y))
    };
    let (a, b, c, d) = (corner(outer, from), corner(outer, to), corner(inner, to), corner(inner, from));
    format!("M{a}A{outer} {outer} 0 0 1 {b}L{c}A{inner} {inner} 0 0 0 {d}Z")
}

fn direction(practice: PracticeKind) -> f64 {
    45.0 * practice.index() as f64 + TURN
}

/// Degrees from the capability clockwise to the practice, between −180 and 180: never either, thanks to the turn.
fn between(capability: InteractionCapability, practice: PracticeKind) -> f64 {
    let degrees = direction(practice) - 60.0 * capability.index() as f64;
    if degrees > 180.0 {
        degrees - 360.0
    } else if degrees < -180.0 {
        degrees + 360.0
    } else {
        degrees
    }
}

/// The class by which a practice takes the colour of its dimension.
pub(super) fn colour(practice: PracticeKind) -> &'static str {
    practice.dimension().map_or(practice.entry().key, |dimension| dimension.entry().key)
}

fn outer(picture: &mut Picture, practice: PracticeKind) {
    let middle = direction(practice);
    let shape = ring(OUTER, OUTER + BAND, middle - 21.7, middle + 21.7);
    picture.draw(format_args!(r#"<path class="{}" d="{shape}" fill="currentColor"/>"#, colour(practice)));
    // Further out above and below, where two lines of text come near the band.
    let (x, y) = at(OUTER + BAND + 12.0 + 14.0 * libm::cos(middle.to_radians()).abs(), middle);
    let anchor = if x > CENTRE.0 { "start" } else { "end" };
    let dimension = practice.dimension().map_or(ACROSS, |dimension| dimension.entry().label);
    picture.text((x, y - 3.0), 15.0, &format!(r#"text-anchor="{anchor}" font-weight="600""#), practice.entry().label);
    let style = format!(r#"class="{}" text-anchor="{anchor}""#, colour(practice));
    picture.text((x, y + 13.0), 12.5, &style, dimension);
}

/// The mark at the end of a line, around the origin; `None` for what is no line.
fn end(status: Status) -> Option<&'static str> {
    match status {
        Status::Evidenced => Some(r#"<circle r="5.5" fill="currentColor"/>"#),
        Status::Inferred => Some(concat!(
            r#"<circle class="ground" r="5" stroke="currentColor" stroke-width="1.5"/>"#,
            r#"<path d="M0 -5A5 5 0 0 0 0 5Z" fill="currentColor"/>"#
        )),
        Status::Violated => Some(r#"<path d="M-5 -5L5 5M-5 5L5 -5" stroke="currentColor" stroke-width="2.5"/>"#),
        Status::CoOccurring => Some(r#"<circle class="ground" r="4.5" stroke="currentColor" stroke-width="1.5"/>"#),
        Status::SearchedNotFound => Some(concat!(
            r#"<circle class="ground" r="4.5" stroke="currentColor" stroke-width="1.3"/>"#,
            r#"<path d="M-5 5L5 -5" stroke="currentColor" stroke-width="1.3"/>"#
        )),
        Status::Theoretical => Some(
            r#"<rect class="ground" x="-4" y="-4" width="8" height="8" stroke="currentColor" stroke-width="1.3"/>"#,
        ),
        Status::Underpinning | Status::NotSearched => None,
    }
}

/// How a line is drawn, beside its width.
fn dashes(status: Status) -> &'static str {
    match status {
        Status::Evidenced | Status::Underpinning | Status::NotSearched => "",
        Status::Inferred => r#" stroke-dasharray="11 5""#,
        Status::Violated => r#" stroke-dasharray="14 4 2 4""#,
        Status::CoOccurring => r#" stroke-dasharray="0.1 5.5" stroke-linecap="round""#,
        Status::SearchedNotFound => r#" stroke-dasharray="1.5 8""#,
        Status::Theoretical => r#" stroke-dasharray="5 6""#,
    }
}

/// Beyond so many cases a line grows no wider.
const WIDEST: usize = 16;

fn stroke(status: Status, cases: usize) -> f64 {
    match status {
        Status::Evidenced | Status::Inferred => 2.5 * libm::sqrt(cases.clamp(1, WIDEST) as f64),
        Status::CoOccurring => 2.6,
        Status::Violated => 2.0,
        Status::Underpinning | Status::SearchedNotFound | Status::Theoretical | Status::NotSearched => 1.4,
    }
}

/// How far from the middle the one of `count` links with this rank begins or ends, from −½ to ½.
fn place(rank: usize, count: usize) -> f64 {
    rank as f64 / (count - 1) as f64 - 0.5
}

/// The way of a link through the space between the wheels, never over the inner one: at each point as (x, y).
///
/// Links leave a capability in the order of the practices around it, and so they arrive.
fn way(capability: InteractionCapability, practice: PracticeKind) -> Vec<(f64, f64)> {
    let turn = between(capability, practice);
    let before = PracticeKind::ALL.iter().filter(|&&other| between(capability, other) < turn).count();
    let after = InteractionCapability::ALL.iter().filter(|&&other| between(other, practice) > turn).count();
    let from = 60.0 * capability.index() as f64 + SPREAD.0 * place(before, PracticeKind::ALL.len());
    let to = 60.0 * capability.index() as f64 + turn + SPREAD.1 * place(after, InteractionCapability::ALL.len());
    let steps = 4 + ((to - from).abs() / 5.0) as usize;
    let step = |nth: usize| {
        let t = nth as f64 / steps as f64;
        at(LINK.0 + (LINK.1 - LINK.0) * t, from + (to - from) * t * t * (3.0 - 2.0 * t))
    };
    (0..=steps).map(step).collect()
}

fn link(picture: &mut Picture, cell: &Cell) {
    let status = cell.status();
    let Some(mark) = end(status) else { return };
    let way = way(cell.capability, cell.practice);
    let path: Vec<String> = way.iter().map(|&(x, y)| format!("{} {}", Px(x), Px(y))).collect();
    let data = format!(
        r#"data-capability="{}" data-practice="{}" data-status="{}""#,
        cell.capability.entry().key,
        cell.practice.entry().key,
        status.row().key
    );
    let (width, dashes) = (Px(stroke(status, cell.cases_with)), dashes(status));
    let title = format!("{} × {}: {status}{}", cell.capability, cell.practice, support(cell));
    picture.draw(format_args!(
        r#"<g class="{}"><path {data} d="M{}" fill="none" stroke="currentColor" stroke-width="{width}"{dashes}><title>{}</title></path>"#,
        colour(cell.practice),
        path.join("L"),
        Escaped(&title)
    ));
    if let Some(&(x, y)) = way.last() {
        picture.draw(format_args!(r#"<g transform="translate({} {})">{mark}</g></g>"#, Px(x), Px(y)));
        let (signs, inward) = (signs(cell), (LINK.1 - SIGN) / LINK.1);
        if !signs.is_empty() {
            let (x, y) = (CENTRE.0 + (x - CENTRE.0) * inward, CENTRE.1 + (y - CENTRE.1) * inward);
            picture.text((x, y + 5.0), 14.0, r#"class="halo" text-anchor="middle" font-weight="700""#, &signs);
        }
    }
}

fn sample(picture: &mut Picture, status: Status, y: f64) {
    let y = Px(y);
    if let Some(mark) = end(status) {
        let (width, dashes) = (Px(stroke(status, 1)), dashes(status));
        picture.draw(format_args!(
            r#"<path d="M24 {y}H76" stroke="currentColor" stroke-width="{width}"{dashes}/><g transform="translate(76 {y})">{mark}</g>"#
        ));
    } else if status == Status::Underpinning {
        picture.draw(format_args!(r#"<path class="faint" d="M24 {y}H80" stroke="currentColor" stroke-width="5"/>"#));
    }
}

/// What the widths of links mean.
fn widths(picture: &mut Picture, y: f64) {
    for (nth, cases) in [1, 4, WIDEST].into_iter().enumerate() {
        let (x, width) = (24.0 + 20.0 * nth as f64, Px(stroke(Status::Evidenced, cases)));
        let y = Px(y - 4.5);
        picture.draw(format_args!(r#"<path d="M{} {y}h16" stroke="currentColor" stroke-width="{width}"/>"#, Px(x)));
    }
    picture.text((92.0, y), 13.5, r#"font-weight="600""#, "width");
    picture.text((284.0, y), 13.0, "", "In 1, 4, and 16 or more cases. Colour: the dimension of the practice.");
}
