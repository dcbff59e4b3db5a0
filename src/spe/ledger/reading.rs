//! From the cells and facts of a sphere to the record that the definition reads.

use std::ops::Range;

use super::cell::{Cell, weight};
use super::declarations;
use super::facts::Facts;
use super::insiders::Insiders;
use super::page::Sorted;
use super::pattern::Pattern;
use crate::evidence::Date;
use crate::spe::definition::occasions::{Doing, Occasion, Occasions};
use crate::spe::definition::record::{Record, Recovered, When};

/// Which cells are read, and as of when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The day on which bin 0 begins, and the length of the bins.
    pub(super) start: i32,
    pub(super) length: i32,
    /// The first day of the window and the as-of date: the first of a bin, and the last of a bin.
    pub(super) first: i32,
    pub(super) last: i32,
    /// The first length of the grid.
    pub(super) bin: u32,
}

/// The record of one sphere. O(cells log participants + facts log facts).
pub(super) fn record(frame: &Frame, cells: &[Cell], sorted: &Sorted<'_>, facts: Option<&Facts>) -> Record {
    let last = facts.and_then(|facts| completion(facts, frame.last)).unwrap_or(frame.last);
    let frame = Frame { last, ..*frame };
    let insiders = Insiders::read(facts, last, || took_part(&frame, cells, sorted));
    // Whether a purpose was held has to be asked of each cell.
    let together = facts.is_none_or(|facts| facts.purposes.is_empty());
    // Most cells are acts of two of which one gives.
    let occasions = Occasions {
        rows: Vec::with_capacity(cells.len()),
        doings: Vec::with_capacity(2 * cells.len()),
        receivers: Vec::with_capacity(cells.len()),
        days: Vec::with_capacity(cells.len()),
        aims: Vec::new(),
    };
    let pattern = Pattern::default();
    let mut reader =
        Reader { frame, sorted, insiders: &insiders, together, occasions, pattern, recent: Recent([(None, None); 32]) };
    same_pattern(cells).for_each(|cells| reader.read(cells));
    let mut occasions = reader.occasions;
    let known = declarations::read(facts, last, &insiders, &mut occasions.aims);
    let mut record = Record { acts: occasions.acts(&known.purposes), ..known };
    // Only whether a purpose was held depends on the first of the days that a row stands for.
    record.acts.acts.iter_mut().for_each(|act| act.when = last_day(act.when));
    record.place(Some(frame.first), last, frame.bin);
    record
}

fn last_day(when: When) -> When {
    match when {
        When::Once(_, last) => When::Once(last, last),
        When::Undated | When::Standing { .. } => when,
    }
}

/// The last day before T on which the endeavour was reported as completed.
fn completion(facts: &Facts, last: i32) -> Option<i32> {
    let days = facts.completed.iter().filter_map(|(on, ())| on.map(Date::day_number));
    days.filter(|&day| day < last).max()
}

impl Frame {
    fn bin(&self, day: i32) -> i32 {
        (day - self.start).div_euclid(self.length)
    }

    /// The first and the last day of a cell.
    fn days(&self, cell: &Cell) -> (i32, i32) {
        let start = self.start + cell.key.bin() * self.length;
        (start + i32::from(cell.first), start + i32::from(cell.last))
    }
}

/// The bins of one pattern after the other.
fn same_pattern(cells: &[Cell]) -> impl Iterator<Item = &[Cell]> {
    cells.chunk_by(|one, other| one.key.differs_by_bin(other.key))
}

/// Everybody who took part by the last day.
fn took_part(frame: &Frame, cells: &[Cell], sorted: &Sorted<'_>) -> Vec<u32> {
    let mut actors = Vec::with_capacity(cells.len());
    for cells in same_pattern(cells).filter(|cells| frame.days(&cells[0]).0 <= frame.last) {
        match sorted.interned(cells[0].key) {
            Some(pattern) => actors.extend(pattern.doings.iter().map(|(actor, _)| *actor)),
            None => actors.extend(cells[0].key.actors()),
        }
    }
    actors
}

/// Reads cells into occasions.
struct Reader<'a> {
    frame: Frame,
    sorted: &'a Sorted<'a>,
    insiders: &'a Insiders,
    /// Whether the cells of one pattern are read as one act that stands for several.
    together: bool,
    /// Their purposes are named by the caller's numbers.
    occasions: Occasions,
    pattern: Pattern,
    recent: Recent,
}

/// For whom some actors act, who were asked for lately: few actors are in most patterns of a sphere.
struct Recent([(Option<u32>, Option<u32>); 32]);

impl Recent {
    fn member(&mut self, insiders: &Insiders, actor: u32) -> Option<u32> {
        let known = &mut self.0[actor as usize % 32];
        if known.0 != Some(actor) {
            *known = (Some(actor), insiders.member(actor));
        }
        known.1
    }
}

impl Reader<'_> {
    /// Cells of one pattern: those before the window, and those in it.
    fn read(&mut self, cells: &[Cell]) {
        let frame = self.frame;
        let cells = &cells[..cells.partition_point(|cell| frame.days(cell).0 <= frame.last)];
        let earlier = cells.partition_point(|cell| frame.days(cell).1 < frame.first);
        let Some(first) = cells.first() else { return };
        self.sorted.read(first.key, &mut self.pattern);
        let (doings, aims) = (self.doings(), self.aims());
        for cells in <[_; 2]>::from(cells.split_at(earlier)) {
            let size = if self.together { cells.len().max(1) } else { 1 };
            cells.chunks(size).for_each(|cells| self.add(cells, doings.clone(), aims.clone()));
        }
    }

    /// Cells that are read as one act; of several the days on which each was last done.
    fn add(&mut self, cells: &[Cell], doings: Range<u32>, aims: Range<u32>) {
        let Some((latest, others)) = cells.split_last() else { return };
        let (frame, start) = (self.frame, self.occasions.days.len() as u32);
        self.occasions.days.extend(others.iter().map(|cell| frame.days(cell).1));
        let (first, last) = frame.days(latest);
        let made_good = self.pattern.made_good.is_some_and(|bin| bin <= frame.bin(frame.last));
        self.occasions.rows.push(Occasion {
            node: 0,
            weight: weight(cells.iter().fold(0, |sum, cell| cell.weight.saturating_add(sum))),
            count: cells.iter().fold(0, |sum, cell| cell.count.saturating_add(sum)),
            when: When::Once(first, last.min(frame.last)),
            days: start..self.occasions.days.len() as u32,
            maybe_later: false,
            recovered: if made_good { Recovered::Yes } else { Recovered::No },
            doings,
            aims,
        });
    }

    fn doings(&mut self) -> Range<u32> {
        let start = self.occasions.doings.len() as u32;
        for &(actor, sign) in &self.pattern.doings {
            let Some(member) = self.recent.member(self.insiders, actor) else { continue };
            let first = self.occasions.receivers.len() as u32;
            let given = self.pattern.gifts.iter().filter(|(giver, _)| *giver == actor);
            let members = given.filter_map(|(_, receiver)| self.recent.member(self.insiders, *receiver));
            self.occasions.receivers.extend(members);
            let receivers = first..self.occasions.receivers.len() as u32;
            self.occasions.doings.push(Doing { member, sign, receivers });
        }
        start..self.occasions.doings.len() as u32
    }

    fn aims(&mut self) -> Range<u32> {
        let start = self.occasions.aims.len() as u32;
        self.occasions.aims.extend_from_slice(&self.pattern.purposes);
        start..self.occasions.aims.len() as u32
    }
}
