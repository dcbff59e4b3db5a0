//! The null model of the projections: every way to lay the same links, each term keeping how many it has.

use super::bits::{bits, first};
use crate::random::Generator;

/// The most graphs that are counted one by one.
const MOST_GRAPHS: u64 = 100_000;

/// The most steps of the search for them; most end in no graph if the degrees leave little room.
const MOST_STEPS: u64 = 4_000_000;

/// Trades before the first draw and between two, for each row.
const BURN_IN: usize = 100;
const BETWEEN: usize = 10;

/// Links between rows and columns, and the places at which a link could be; both as sets of columns, row by row.
#[derive(Clone, Debug)]
pub(super) struct Links {
    pub(super) rows: Vec<u64>,
    pub(super) places: Vec<u64>,
    pub(super) columns: usize,
}

impl Links {
    /// For each column the set of its rows.
    pub(super) fn transposed(rows: &[u64], columns: usize) -> Vec<u64> {
        let mut turned = vec![0; columns];
        for (row, &set) in rows.iter().enumerate() {
            bits(set).for_each(|column| turned[column] |= 1 << row);
        }
        turned
    }

    /// Whether every pair is a place.
    pub(super) fn everywhere(&self) -> bool {
        self.places.iter().all(|&places| places == first(self.columns))
    }

    /// Visits every graph with the same degrees whose links lie on the places, and says how many there are; `None` if they
    /// are too many to be counted, some of them having been visited.
    pub(super) fn every(&self, mut visit: impl FnMut(&[u64])) -> Option<u64> {
        let mut search = Search::new(self);
        let (mut found, mut link) = (0, true);
        for _ in 0..MOST_STEPS {
            if search.is_complete() {
                found += 1;
                if found > MOST_GRAPHS {
                    return None;
                }
                visit(&search.rows);
            } else if search.may(link) {
                search.take(link);
                link = true;
                continue;
            } else if link {
                link = false;
                continue;
            }
            if !search.turn_back() {
                return Some(found);
            }
            link = false;
        }
        None
    }

    /// Visits so many graphs with the same degrees, drawn at random, where every pair is a place.
    ///
    /// Strona et al. (2014), "A fast and unbiased procedure to randomize ecological binary matrices with fixed row and
    /// column totals", Nature Communications 5: two rows pool the columns that only one of them has and deal them out anew.
    /// Carstens (2015), Physical Review E 91, shows that all graphs come up equally often in the long run.
    pub(super) fn sample(&self, draws: u32, seed: u64, mut visit: impl FnMut(&[u64])) {
        let mut rows = self.rows.clone();
        let mut generator = Generator::new(seed);
        let mut trade =
            |rows: &mut [u64], times: usize| (0..times * rows.len()).for_each(|_| deal(rows, &mut generator));
        trade(&mut rows, BURN_IN);
        for _ in 0..draws {
            trade(&mut rows, BETWEEN);
            visit(&rows);
        }
    }
}

/// One trade between two rows that are not the same.
fn deal(rows: &mut [u64], generator: &mut Generator) {
    let count = rows.len() as u32;
    if count < 2 {
        return;
    }
    let one = generator.below(count) as usize;
    let other = (one + 1 + generator.below(count - 1) as usize) % rows.len();
    let common = rows[one] & rows[other];
    let mut pooled: Vec<usize> = bits(rows[one] ^ rows[other]).collect();
    generator.shuffle(&mut pooled);
    let own = (rows[one] & !common).count_ones() as usize;
    let set = |columns: &[usize]| columns.iter().fold(common, |set, column| set | 1 << column);
    (rows[one], rows[other]) = (set(&pooled[..own]), set(&pooled[own..]));
}

/// A walk over the places, each of which is decided one way and then the other.
struct Search {
    places: Vec<(usize, usize)>,
    decided: Vec<bool>,
    rows: Vec<u64>,
    in_rows: Vec<Room>,
    in_columns: Vec<Room>,
}

/// Links still to be laid, and places still to lay them.
#[derive(Clone, Copy, Default)]
struct Room {
    links: u32,
    places: u32,
}

impl Search {
    fn new(links: &Links) -> Self {
        let room = |links: &u64, places: &u64| Room { links: links.count_ones(), places: places.count_ones() };
        let rooms = |links: &[u64], places: &[u64]| links.iter().zip(places).map(|(l, p)| room(l, p)).collect();
        let turned = |rows: &[u64]| Links::transposed(rows, links.columns);
        let places = links.places.iter().enumerate().flat_map(|(row, &set)| bits(set).map(move |column| (row, column)));
        Self {
            places: places.collect(),
            decided: Vec::new(),
            rows: vec![0; links.rows.len()],
            in_rows: rooms(&links.rows, &links.places),
            in_columns: rooms(&turned(&links.rows), &turned(&links.places)),
        }
    }

    fn is_complete(&self) -> bool {
        self.decided.len() == self.places.len()
    }

    /// Whether the next place can have, or be without, a link, as far as its row and its column tell.
    fn may(&self, link: bool) -> bool {
        let (row, column) = self.places[self.decided.len()];
        let rooms = [self.in_rows[row], self.in_columns[column]];
        rooms.iter().all(|room| if link { room.links > 0 } else { room.links < room.places })
    }

    fn take(&mut self, link: bool) {
        let (row, column) = self.places[self.decided.len()];
        for room in [&mut self.in_rows[row], &mut self.in_columns[column]] {
            room.links -= u32::from(link);
            room.places -= 1;
        }
        self.rows[row] |= u64::from(link) << column;
        self.decided.push(link);
    }

    /// Takes decisions back up to the last link, which is to be left out next; false if there is none.
    fn turn_back(&mut self) -> bool {
        while let Some(link) = self.decided.pop() {
            let (row, column) = self.places[self.decided.len()];
            for room in [&mut self.in_rows[row], &mut self.in_columns[column]] {
                room.links += u32::from(link);
                room.places += 1;
            }
            self.rows[row] &= !(1 << column);
            if link {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::Links;
    use std::collections::BTreeMap;

    /// Rows with 2, 1, 1 links, columns with 2, 1, 1: by hand, five matrices.
    fn small() -> Links {
        Links { rows: vec![0b011, 0b001, 0b100], places: vec![0b111; 3], columns: 3 }
    }

    #[test]
    fn every_graph_is_visited_once() {
        let mut seen = BTreeMap::new();
        let count = small().every(|rows| *seen.entry(rows.to_vec()).or_insert(0) += 1);
        assert_eq!((count, seen.len()), (Some(5), 5));
        assert!(seen.values().all(|times| *times == 1));
        for rows in seen.keys() {
            let degrees: Vec<u32> = rows.iter().map(|row| row.count_ones()).collect();
            assert_eq!(degrees, [2, 1, 1]);
            let degrees: Vec<u32> = Links::transposed(rows, 3).iter().map(|column| column.count_ones()).collect();
            assert_eq!(degrees, [2, 1, 1]);
        }
    }

    /// Where the second row may not have the second column, one of the five is out: {0, 2}, {1}, {0} — and {0, 2}, {0}, {1}
    /// stays.
    #[test]
    fn links_lie_on_places_only() {
        let links = Links { places: vec![0b111, 0b101, 0b111], ..small() };
        let mut seen = Vec::new();
        assert_eq!(links.every(|rows| seen.push(rows.to_vec())), Some(4));
        assert!(seen.contains(&vec![0b101, 0b001, 0b010]) && !seen.contains(&vec![0b101, 0b010, 0b001]));
        assert!(!links.everywhere() && small().everywhere());
    }

    /// 64 × 64 with 32 links in each row has more graphs than anyone can count.
    #[test]
    fn too_many_are_not_counted() {
        let links = Links { rows: vec![u64::MAX >> 32; 64], places: vec![u64::MAX; 64], columns: 64 };
        assert_eq!(links.every(|_| {}), Some(1), "32 full columns and 32 empty ones: there is one way");
        let rows = (0..64).map(|row| u64::from(u32::MAX).rotate_left(row)).collect();
        assert_eq!(Links { rows, ..links }.every(|_| {}), None);
    }

    /// The five graphs are equally likely: χ² with four degrees of freedom, 99.9 % point 18.47 (tables).
    #[test]
    fn drawn_graphs_are_uniform() {
        let mut seen = BTreeMap::new();
        small().sample(5_000, 7, |rows| *seen.entry(rows.to_vec()).or_insert(0) += 1);
        assert_eq!(seen.len(), 5);
        let statistic: f64 = seen.values().map(|&times| (f64::from(times) - 1_000.0).powi(2) / 1_000.0).sum();
        assert!(statistic < 18.47, "{statistic}: {seen:?}");
    }
}
