//! Spans on a continuum: where coders mark units themselves.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use serde::Serialize;

use super::fault::{Fault, FaultKind, Faults};
use super::figure::{Figure, Undefined};
use super::ratings::Ratings;
use super::sets::CodeSet;
use crate::faults::{Place, bad_names};

/// A continuum, such as a text of so many characters, with the spans that each coder marked and coded on it.
///
/// Spans are half-open: the span 3..5 is the two characters at 3 and 4. Those of one coder do not overlap, whatever their
/// codes; where codes may overlap, make a continuum for each code. What a coder left unmarked is a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Continuum<C = Box<str>> {
    coders: Vec<Box<str>>,
    extent: Range<u32>,
    codes: Vec<C>,
    /// For each coder, in the order of their starts.
    spans: Vec<Vec<Span>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Span {
    start: u32,
    end: u32,
    code: usize,
}

impl Span {
    fn length(self) -> u128 {
        u128::from(self.end - self.start)
    }
}

/// Takes in spans; made by [`Continuum::builder`].
#[derive(Clone, Debug)]
pub struct ContinuumBuilder<C = Box<str>> {
    coders: Vec<Box<str>>,
    extent: Range<u32>,
    spans: Vec<(Box<str>, Range<u32>, C)>,
}

impl<C: Ord + Clone> Continuum<C> {
    /// Starts a continuum. Coders who marked nothing are coders too: name them all.
    pub fn builder(coders: impl IntoIterator<Item = impl Into<Box<str>>>, extent: Range<u32>) -> ContinuumBuilder<C> {
        ContinuumBuilder { coders: coders.into_iter().map(Into::into).collect(), extent, spans: Vec::new() }
    }
}

impl<C: Ord + Clone> ContinuumBuilder<C> {
    /// Adds a span.
    pub fn span(&mut self, coder: impl Into<Box<str>>, span: Range<u32>, code: C) -> &mut Self {
        self.spans.push((coder.into(), span, code));
        self
    }

    /// The continuum. O(spans · log spans).
    ///
    /// # Errors
    ///
    /// Everything that is wrong, by the number of the span: an unknown coder, a span without length or beyond the
    /// continuum, spans of one coder that overlap; and no coders, or a coder named twice or not at all.
    pub fn build(self) -> Result<Continuum<C>, Faults> {
        let mut faults = self.coder_faults();
        let codes: BTreeSet<&C> = self.spans.iter().map(|(.., code)| code).collect();
        let codes: Vec<C> = codes.into_iter().cloned().collect();
        let mut spans: Vec<Vec<(Span, usize)>> = vec![Vec::new(); self.coders.len()];
        for (number, (coder, range, code)) in (1..).zip(&self.spans) {
            let fault = |kind| span_fault(number, coder, kind);
            let column = self.coders.iter().position(|name| name == coder);
            if column.is_none() {
                faults.push(fault(FaultKind::UnknownCoder));
            }
            if range.is_empty() {
                faults.push(fault(FaultKind::Empty));
            } else if range.start < self.extent.start || range.end > self.extent.end {
                faults.push(fault(FaultKind::Outside));
            } else if let Some(column) = column {
                let code = codes.binary_search(code).unwrap_or_default();
                spans[column].push((Span { start: range.start, end: range.end, code }, number));
            }
        }
        for (coder, spans) in self.coders.iter().zip(&mut spans) {
            spans.sort_by_key(|(span, number)| (span.start, *number));
            faults.extend(overlaps(spans).map(|(number, other)| span_fault(number, coder, FaultKind::Overlaps(other))));
        }
        if let Some(faults) = Faults::found(faults) {
            return Err(faults);
        }
        let spans = spans.into_iter().map(|spans| spans.into_iter().map(|(span, _)| span).collect()).collect();
        Ok(Continuum { coders: self.coders, extent: self.extent, codes, spans })
    }

    fn coder_faults(&self) -> Vec<Fault> {
        let none = self.coders.is_empty().then_some(Fault { row: None, column: None, kind: FaultKind::NoCoders });
        let named = bad_names(&self.coders).into_iter().map(|(at, bad)| {
            let column = Some(Place::at(at, &self.coders));
            Fault { row: None, column, kind: bad.into() }
        });
        none.into_iter().chain(named).collect()
    }
}

fn span_fault(number: usize, coder: &str, kind: FaultKind) -> Fault {
    Fault { row: Some(Place { number, name: coder.into() }), column: None, kind }
}

/// The numbers of spans that begin before an earlier one ends, each with that one.
fn overlaps(sorted: &[(Span, usize)]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut furthest: Option<(Span, usize)> = None;
    sorted.iter().filter_map(move |&(span, number)| {
        let overlapped = furthest.filter(|(before, _)| span.start < before.end);
        if furthest.is_none_or(|(before, _)| span.end > before.end) {
            furthest = Some((span, number));
        }
        overlapped.map(|(_, other)| (number, other))
    })
}

/// What one unit is, where spans are made into a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Each position of the continuum, such as a character.
    Positions,
    /// The pieces between these positions, such as the starts of sentences; the ends of the continuum need not be named.
    At(Vec<u32>),
    /// The pieces between all starts and ends of anybody's spans.
    Boundaries,
}

/// Whether units in which nobody marked anything are part of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// They are: all coders gave the empty set.
    Counted,
    /// They are left out.
    LeftOut,
}

impl<C: Ord + Clone + fmt::Debug> Continuum<C> {
    /// The table of the codes that each coder's spans give to each unit; the empty set where there is none.
    ///
    /// What a unit is decides the result, and so does whether blank text counts; there is no default for either, and the
    /// report of the table says what was chosen. Units are named by their positions, as in `10..20`. O(units · coders + spans).
    pub fn ratings(&self, cut: &Cut, blank: Blank) -> Ratings<CodeSet<C>> {
        let mut table = Ratings::builder(self.coders.clone());
        let mut next = vec![0; self.coders.len()];
        for unit in self.units(cut) {
            let sets: Vec<CodeSet<C>> =
                self.spans.iter().zip(&mut next).map(|(spans, next)| self.codes_in(spans, next, &unit)).collect();
            if blank == Blank::Counted || sets.iter().any(|set| set.iter().len() > 0) {
                table.unit(format!("{}..{}", unit.start, unit.end), sets.into_iter().map(Some));
            }
        }
        let units = match cut {
            Cut::Positions => "positions",
            Cut::At(_) => "pieces between given positions",
            Cut::Boundaries => "pieces between the ends of all spans",
        };
        let blank = match blank {
            Blank::Counted => "blank units counted",
            Blank::LeftOut => "blank units left out",
        };
        table.cut(format!("units are {units}; {blank}").into())
    }

    fn units(&self, cut: &Cut) -> Vec<Range<u32>> {
        let Range { start, end } = self.extent;
        let inside = |at: &u32| (start..end).contains(at);
        let mut bounds: Vec<u32> = match cut {
            Cut::Positions => (start..end).collect(),
            Cut::At(positions) => positions.iter().copied().filter(inside).collect(),
            Cut::Boundaries => self.spans.iter().flatten().flat_map(|span| [span.start, span.end]).collect(),
        };
        bounds.extend([start, end]);
        bounds.sort_unstable();
        bounds.dedup();
        bounds.windows(2).map(|ends| ends[0]..ends[1]).collect()
    }

    /// `next` is the first span that does not end before the unit; units come in order.
    fn codes_in(&self, spans: &[Span], next: &mut usize, unit: &Range<u32>) -> CodeSet<C> {
        while spans.get(*next).is_some_and(|span| span.end <= unit.start) {
            *next += 1;
        }
        let touching = spans[*next..].iter().take_while(|span| span.start < unit.end);
        touching.map(|span| self.codes[span.code].clone()).collect()
    }
}

/// The coefficients of the 2016 family; made by [`unitizing_alpha_2016`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct UnitizingAlpha2016<C = Box<str>> {
    /// L: the length of the continuum. More blank text changes [`any`](Self::any) and [`valued`](Self::valued).
    pub length: u32,
    /// The share of the continuum that a coder marked, as the mean over the coders.
    pub marked: Option<f64>,
    /// uα: where are units, and which codes have they?
    pub any: Figure,
    /// |uα: where are units, whatever their codes?
    pub valued: Figure,
    /// cuα: where two coders marked units, do the codes agree?
    pub codes: Figure,
    /// The share of the continuum on which cuα rests, as the mean over pairs of coders.
    pub codes_rest_on: Option<f64>,
    /// (k)uα: cuα of each code by itself.
    pub each: Vec<(C, Figure)>,
}

/// Krippendorff's α for unitizing, in the family of 2016: uα, |uα, cuα and (k)uα.
///
/// ```text
/// ℓ_ck = Σ_{i≠j} |S_i^c ∩ S_j^k| / (m − 1)        observed, with gaps as code φ; ℓ = mL
/// ε_ck = ℓ (ℓ_c ℓ_k − [c=k] s_c) / (ℓ² − Σ s)     expected; s_c = Σ |S|² over the spans of c, s_φ = Σ |S| over gaps
/// uα  = 1 − (ℓ − Σ ℓ_cc) / (ε − Σ ε_cc)
/// |uα = the same with all codes but φ taken as one
/// cuα = the same over what two coders marked only; s_c = Σ |intersection|² / (m − 1)
/// (k)uα = 1 − (1 − ℓ_kk / ℓ_k) / (1 − ε_kk / ε_k) in the matrices of cuα
/// ```
///
/// A span is one judgement, however long; positions of a gap are judged one by one. Segments of length 1 without gaps give
/// the ordinary nominal α. The published α_U of 1995 and 2004 is another coefficient, not comparable with these.
///
/// Sums are whole numbers; figures are exact to rounding while m·L is below 9 · 10⁷. O(coders² · spans).
///
/// Krippendorff, Mathet, Bouvry & Widlöcher 2016, doi:10.1007/s11135-015-0266-1, with its erratum.
///
/// ```
/// use cocreation::agreement::{Continuum, unitizing_alpha_2016};
///
/// let mut text = Continuum::builder(["ann", "bob"], 0..24);
/// text.span("ann", 2..10, "trust").span("ann", 14..20, "trust");
/// text.span("bob", 4..8, "trust").span("bob", 15..17, "trust");
/// let found = unitizing_alpha_2016(&text.build()?);
/// // Of 48 positions, 16 disagree; 20 are marked, in spans with Σ L² = 120, and 28 are not:
/// // by chance 48 · 2 · 20 · 28 / (48² − 120 − 28) disagree.
/// assert_eq!(found.any.value(), Some(1.0 - 16.0 / (48.0 * 1120.0 / 2156.0)));
/// assert_eq!(found.codes.value(), None); // one code cannot be mistaken for another
/// # Ok::<(), cocreation::agreement::Faults>(())
/// ```
pub fn unitizing_alpha_2016<C: Ord + Clone>(continuum: &Continuum<C>) -> UnitizingAlpha2016<C> {
    let (marks, shared) = (Marks::of(continuum), Shared::of(continuum));
    let coders = continuum.coders.len() as f64;
    let length = continuum.extent.end.saturating_sub(continuum.extent.start);
    let whole = coders * f64::from(length);
    let pairs = whole * (coders - 1.0);
    UnitizingAlpha2016 {
        length,
        marked: (whole > 0.0).then(|| marks.all() / whole),
        any: marks.alpha(whole, coders, shared.alike.iter().sum(), &shared, true),
        valued: marks.alpha(whole, coders, shared.total, &shared, false),
        codes: shared.alpha(coders),
        codes_rest_on: (pairs > 0.0).then(|| shared.total as f64 / pairs),
        each: continuum.codes.iter().cloned().enumerate().map(|(code, c)| (c, shared.alpha_of(code, coders))).collect(),
    }
}

/// By code, what the coders marked.
struct Marks {
    lengths: Vec<u128>,
    /// Σ |S|² over all spans.
    squares: u128,
}

impl Marks {
    fn of<C>(continuum: &Continuum<C>) -> Self {
        let mut marks = Self { lengths: vec![0; continuum.codes.len()], squares: 0 };
        for span in continuum.spans.iter().flatten() {
            marks.lengths[span.code] += span.length();
            marks.squares += span.length() * span.length();
        }
        marks
    }

    fn all(&self) -> f64 {
        self.lengths.iter().sum::<u128>() as f64
    }

    /// uα, or |uα if codes are not told apart; `alike` is what two coders marked alike, for each ordered pair of coders.
    fn alpha(&self, whole: f64, coders: f64, alike: u128, shared: &Shared, codes: bool) -> Figure {
        if coders < 2.0 || whole == 0.0 {
            return Figure::Undefined(Undefined::NoPairs);
        }
        let (others, marked) = (coders - 1.0, self.all());
        let gaps = whole - marked;
        // A position is a gap of both unless one of the two marked it.
        let both_gaps = whole * others - 2.0 * others * marked + shared.total as f64;
        let observed = whole - (alike as f64 + both_gaps) / others;
        let squares: f64 =
            if codes { self.lengths.iter().map(|length| square(*length)).sum() } else { marked * marked };
        let rest = whole * whole - self.squares as f64 - gaps;
        Figure::beyond_chance(observed, whole * (whole * whole - squares - gaps * gaps) / rest)
    }
}

/// What two coders marked both, summed over the ordered pairs of coders.
struct Shared {
    total: u128,
    /// By code of the first: with any code of the other, with the same code, and Σ |intersection|².
    any: Vec<u128>,
    alike: Vec<u128>,
    squares: Vec<u128>,
}

impl Shared {
    fn of<C>(continuum: &Continuum<C>) -> Self {
        let none = vec![0; continuum.codes.len()];
        let mut shared = Self { total: 0, any: none.clone(), alike: none.clone(), squares: none };
        for (one, spans) in continuum.spans.iter().enumerate() {
            for (_, others) in continuum.spans.iter().enumerate().filter(|(other, _)| *other != one) {
                shared.add(spans, others);
            }
        }
        shared
    }

    fn add(&mut self, spans: &[Span], others: &[Span]) {
        let (mut one, mut other) = (spans.iter().peekable(), others.iter().peekable());
        while let (Some(&&a), Some(&&b)) = (one.peek(), other.peek()) {
            let common = u128::from(a.end.min(b.end).saturating_sub(a.start.max(b.start)));
            self.total += common;
            self.any[a.code] += common;
            self.alike[a.code] += if a.code == b.code { common } else { 0 };
            self.squares[a.code] += common * common;
            if a.end <= b.end {
                one.next()
            } else {
                other.next()
            };
        }
    }

    fn alpha(&self, coders: f64) -> Figure {
        if self.total == 0 {
            return Figure::Undefined(Undefined::NoPairs);
        }
        let total = self.total as f64;
        let unlike = total - self.alike.iter().sum::<u128>() as f64;
        let own = (coders - 1.0) * self.squares.iter().sum::<u128>() as f64;
        let chance = total * total - self.any.iter().map(|length| square(*length)).sum::<f64>();
        Figure::beyond_chance(unlike * (total * total - own), total * chance)
    }

    fn alpha_of(&self, code: usize, coders: f64) -> Figure {
        let [any, alike, squares] = [&self.any, &self.alike, &self.squares].map(|sums| sums[code] as f64);
        if any == 0.0 {
            return Figure::Undefined(Undefined::NoPairs);
        }
        let total = self.total as f64;
        Figure::beyond_chance((any - alike) * (any * total - (coders - 1.0) * squares), any * any * (total - any))
    }
}

fn square(length: u128) -> f64 {
    length as f64 * length as f64
}

impl<C: fmt::Display> fmt::Display for UnitizingAlpha2016<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share =
            |share: Option<f64>| share.map_or_else(|| "nothing".into(), |share| format!("{:.1} %", 100.0 * share));
        writeln!(f, "Unitizing alpha (Krippendorff et al. 2016), continuum of length {}", self.length)?;
        writeln!(f, "  marked by a coder on average: {}", share(self.marked))?;
        writeln!(f, "  uα   units and codes     {}", self.any)?;
        writeln!(f, "  |uα  units               {}", self.valued)?;
        writeln!(f, "  cuα  codes, on {} {}", share(self.codes_rest_on), self.codes)?;
        self.each.iter().try_for_each(|(code, figure)| writeln!(f, "  ({code})uα {figure}"))
    }
}
