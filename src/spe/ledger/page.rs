//! The cells of neighbouring spheres, and what is rare in them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::cell::{Cell, Key, SPHERES};
use super::event::Event;
use super::facts::Facts;
use super::pattern::{Pattern, Patterns};
use super::reading::{self, Frame};
use crate::spe::Spec;
use crate::spe::definition::{self, Score};

/// So many rows are gathered where each act writes: few enough that those of all pages stay in the processor's cache.
const FRESH: usize = 32;
/// So many rows wait at least before they are folded into the cells; of a page with more cells, as many rows as it has
/// cells, so that folding costs each row a constant and what waits a bounded share of the memory.
const WAITING: usize = 64;
/// Neighbouring spheres: sorted cells, and rows that wait to be folded into them all at once, while they are in the cache.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    cells: Vec<Cell>,
    fresh: Vec<Cell>,
    waiting: Vec<Cell>,
    patterns: Patterns,
    scratch: Pattern,
    pub(super) dossiers: BTreeMap<u32, Dossier>,
}

/// What is rare in a sphere: facts, and misuse that may yet be made good.
#[derive(Clone, Debug, Default)]
pub(super) struct Dossier {
    pub(super) facts: Facts,
    /// Acts of −1 that nothing has made good, by id.
    open: BTreeMap<u64, Vec<Cell>>,
    /// Recoveries of acts that were not recorded yet: by the act's id, the bin.
    recoveries: BTreeMap<u64, i32>,
}

impl Page {
    /// Amortised O(log rows that wait) for an act of two; for others O(participants) more.
    pub(super) fn record(&mut self, event: &Event<'_>, (bin, day): (i32, u16), weight: u64) {
        let pattern = Key::inline(event).unwrap_or_else(|| {
            self.scratch.read(event);
            Key::interned(self.patterns.number(&self.scratch))
        });
        let (key, count) = (pattern.at(event.sphere, bin), 1);
        match event.id.filter(|_| event.is_destructive()) {
            Some(id) => self.keep(event.sphere, id, Cell { key, weight, count, first: day, last: day }),
            None => self.push(Cell { key, weight, count, first: day, last: day }),
        }
    }

    /// Keeps an act of −1 until it is made good.
    fn keep(&mut self, sphere: u32, id: u64, cell: Cell) {
        let dossier = self.dossiers.entry(sphere).or_default();
        match dossier.recoveries.remove(&id) {
            Some(bin) => self.make_good(cell, bin),
            None => {
                let cells = dossier.open.entry(id).or_default();
                cells.push(cell);
                cells.sort_unstable_by_key(|cell| (cell.key, cell.weight, cell.last));
            }
        }
    }

    /// An act was made good, known by now or not. O(log open acts).
    pub(super) fn recover(&mut self, sphere: u32, id: u64, bin: i32) {
        let dossier = self.dossiers.entry(sphere).or_default();
        match dossier.open.remove(&id) {
            Some(cells) => cells.into_iter().for_each(|cell| self.make_good(cell, bin)),
            None => {
                let earliest = dossier.recoveries.entry(id).or_insert(bin);
                *earliest = bin.min(*earliest);
            }
        }
    }

    fn make_good(&mut self, cell: Cell, bin: i32) {
        cell.key.decode(|number| self.patterns.get(number), &mut self.scratch);
        self.scratch.made_good = Some(bin);
        let key = Key::interned(self.patterns.number(&self.scratch)).at(cell.key.sphere(), cell.key.bin());
        self.push(Cell { key, ..cell });
    }

    /// Inline, so that a row is written where it waits and not copied there.
    #[inline]
    fn push(&mut self, cell: Cell) {
        self.fresh.push(cell);
        if self.fresh.len() >= FRESH {
            self.gather();
        }
    }

    fn gather(&mut self) {
        self.waiting.append(&mut self.fresh);
        if self.waiting.len() >= WAITING.max(self.cells.len()) {
            fold(&mut self.cells, &mut self.waiting);
        }
    }

    /// Adds what another page of the same spheres has. O(cells of both).
    pub(super) fn merge(&mut self, other: &Self) {
        let numbers: Vec<u32> =
            (0..other.patterns.len()).map(|n| self.patterns.number(other.patterns.get(n))).collect();
        let renumbered = |cell: &Cell| Cell { key: cell.key.renumbered(|number| numbers[number as usize]), ..*cell };
        self.waiting.append(&mut self.fresh);
        self.waiting.extend(other.rows().map(renumbered));
        fold(&mut self.cells, &mut self.waiting);
        for (&sphere, dossier) in &other.dossiers {
            self.dossiers.entry(sphere).or_default().facts.join(&dossier.facts);
            for (&id, cells) in &dossier.open {
                cells.iter().for_each(|cell| self.keep(sphere, id, renumbered(cell)));
            }
            dossier.recoveries.iter().for_each(|(&id, &bin)| self.recover(sphere, id, bin));
        }
    }

    /// The cells of the spheres between two numbers, both included, and their open acts, in an order that depends on what
    /// was recorded and not on when.
    ///
    /// O(cells + rows that wait log rows); where patterns are kept by number O(cells log cells).
    fn sorted(&self, spheres: &RangeInclusive<u32>, with_open: bool) -> Sorted<'_> {
        let order = self.patterns.order();
        let mut ranks = vec![0; order.len()];
        order.iter().zip(0..).for_each(|(&number, rank)| ranks[number as usize] = rank);
        let places = spheres.start() % SPHERES..=spheres.end() % SPHERES;
        let of = |cell: &&Cell| places.contains(&cell.key.sphere());
        let dossiers = self.dossiers.range(spheres.clone()).filter(|_| with_open);
        let open = dossiers.flat_map(|(_, dossier)| dossier.open.values().flatten());
        let ranked = |cell: &Cell| Cell { key: cell.key.renumbered(|number| ranks[number as usize]), ..*cell };
        let rows = self.waiting.iter().chain(&self.fresh).chain(open).filter(of);
        let (mut cells, mut rows): (Vec<Cell>, Vec<Cell>) = if ranks.is_empty() {
            (self.cells.iter().filter(of).copied().collect(), rows.copied().collect())
        } else {
            let mut cells = self.cells.iter().filter(of).map(ranked).collect();
            sort(&mut cells);
            (cells, rows.map(ranked).collect())
        };
        fold(&mut cells, &mut rows);
        Sorted { cells, patterns: order.into_iter().map(|number| self.patterns.get(number)).collect() }
    }

    /// All rows, in no order.
    fn rows(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().chain(&self.waiting).chain(&self.fresh)
    }

    /// The score of each sphere of the page between two numbers, both included, in order.
    pub(super) fn scores(&self, between: &RangeInclusive<u32>, frame: &Frame, spec: &Spec) -> Vec<(u32, Score)> {
        let sorted = self.sorted(between, true);
        let first = between.start() / SPHERES * SPHERES;
        let mut spheres: Vec<u32> = sorted.spheres().map(|cells| first + cells[0].key.sphere()).collect();
        let rare = self.dossiers.range(between.clone()).filter(|(_, rare)| !rare.is_empty());
        spheres.extend(rare.map(|(sphere, _)| *sphere));
        spheres.sort_unstable();
        spheres.dedup();
        let mut of_spheres = sorted.spheres().peekable();
        let score = |sphere: u32| {
            let cells = of_spheres.next_if(|cells| cells[0].key.sphere() == sphere % SPHERES).unwrap_or_default();
            let facts = self.dossiers.get(&sphere).map(|dossier| &dossier.facts);
            (sphere, definition::score(&reading::record(frame, cells, &sorted, facts), spec, &mut ()))
        };
        spheres.into_iter().map(score).collect()
    }

    /// How many cells are occupied.
    pub(super) fn occupied(&self) -> usize {
        self.sorted(&(0..=SPHERES - 1), false).cells.len()
    }

    /// How many acts are open.
    pub(super) fn open(&self) -> usize {
        self.dossiers.values().flat_map(|dossier| dossier.open.values()).map(Vec::len).sum()
    }

    /// Whether nothing was recorded in it.
    pub(super) fn is_empty(&self) -> bool {
        self.rows().next().is_none() && self.dossiers.values().all(Dossier::is_empty)
    }

    /// Every cell and open act (with its id), written out and in order.
    fn contents(&self) -> Vec<Content> {
        let sorted = self.sorted(&(0..=SPHERES - 1), false);
        let cells = sorted.cells.iter().map(|cell| (cell.key.sphere(), None, sorted.pattern(cell.key), *cell));
        let open = self.dossiers.iter().flat_map(|(&sphere, dossier)| {
            let rows = dossier.open.iter().flat_map(|(&id, cells)| cells.iter().map(move |cell| (id, cell)));
            rows.map(move |(id, cell)| (sphere % SPHERES, Some(id), self.pattern(cell.key), *cell))
        });
        let content = |(sphere, id, pattern, cell): (u32, Option<u64>, Pattern, Cell)| {
            (sphere, id, pattern, cell.key.bin(), cell.weight, cell.count, cell.first, cell.last)
        };
        let mut contents: Vec<Content> = cells.chain(open).map(content).collect();
        contents.sort_unstable();
        contents
    }

    fn pattern(&self, key: Key) -> Pattern {
        let mut pattern = Pattern::default();
        key.decode(|number| self.patterns.get(number), &mut pattern);
        pattern
    }
}

/// Adds rows in any order to sorted cells, and takes them away. O(cells + rows log rows).
fn fold(cells: &mut Vec<Cell>, rows: &mut Vec<Cell>) {
    sort(rows);
    let mut merged = Vec::with_capacity(cells.len() + rows.len());
    let mut old = cells.iter().peekable();
    for row in rows.drain(..) {
        while let Some(cell) = old.next_if(|cell| cell.key <= row.key) {
            push(&mut merged, *cell);
        }
        push(&mut merged, row);
    }
    old.for_each(|cell| push(&mut merged, *cell));
    merged.shrink_to_fit();
    *cells = merged;
}

/// Cells come in order: those of one key become one.
fn push(cells: &mut Vec<Cell>, next: Cell) {
    match cells.last_mut() {
        Some(last) if last.key == next.key => last.add(&next),
        Some(_) | None => cells.push(next),
    }
}

/// Sorts rows, first into one place for each sphere, so that what is left is many short lists.
fn sort(rows: &mut Vec<Cell>) {
    let place = |row: &Cell| row.key.sphere() as usize;
    let mut ends = [0; SPHERES as usize];
    rows.iter().for_each(|row| ends[place(row)] += 1);
    let mut end = 0;
    for count in &mut ends {
        end += *count;
        *count = end;
    }
    let mut sorted = rows.clone();
    for row in rows.iter().rev() {
        let next = &mut ends[place(row)];
        *next -= 1;
        sorted[*next] = *row;
    }
    let of_spheres = sorted.chunk_by_mut(|one, other| place(one) == place(other));
    of_spheres.for_each(|rows| rows.sort_unstable_by_key(|row| row.key));
    *rows = sorted;
}

/// Sphere, id if it is open, pattern, bin, and what the cell sums.
type Content = (u32, Option<u64>, Pattern, i32, u64, u32, u16, u16);

/// By what was recorded, in whatever order.
impl PartialEq for Page {
    fn eq(&self, other: &Self) -> bool {
        let kept = |page: &'_ Self| page.dossiers.iter().filter(|(_, rare)| !rare.is_empty()).count();
        let same = |(sphere, rare): (&u32, &Dossier)| {
            let theirs = other.dossiers.get(sphere);
            rare.is_empty() || theirs.is_some_and(|it| it.facts == rare.facts && it.recoveries == rare.recoveries)
        };
        kept(self) == kept(other) && self.dossiers.iter().all(same) && self.contents() == other.contents()
    }
}

impl Dossier {
    fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.open.is_empty() && self.recoveries.is_empty()
    }
}

/// The cells of a page in order.
pub(super) struct Sorted<'a> {
    pub(super) cells: Vec<Cell>,
    patterns: Vec<&'a Pattern>,
}

impl Sorted<'_> {
    /// The cells of one sphere after the other.
    fn spheres(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunk_by(|one, other| one.key.sphere() == other.key.sphere())
    }

    /// The pattern of a cell, if it does not stand in the key.
    pub(super) fn interned(&self, key: Key) -> Option<&Pattern> {
        key.number().map(|rank| self.patterns[rank as usize])
    }

    /// Writes down the pattern of a cell.
    pub(super) fn read(&self, key: Key, pattern: &mut Pattern) {
        key.decode(|rank| self.patterns[rank as usize], pattern);
    }

    fn pattern(&self, key: Key) -> Pattern {
        let mut pattern = Pattern::default();
        self.read(key, &mut pattern);
        pattern
    }
}
