//! What the coefficients read: the rows of a table, each so many times.

/// The cell of a coder who did not see the unit.
pub(super) const MISSING: u32 = u32::MAX;

/// Up to so many categories, a unit is counted by a histogram over all of them; beyond, by sorting its row.
const HISTOGRAM: usize = 64;

/// How often each category was given to one unit, in the order of the categories.
pub(super) type Profile = [(u32, u32)];

/// A table, or the distinct rows of a resampled one with their numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample<'t, V> {
    pub(super) categories: &'t [V],
    pub(super) coders: usize,
    /// Row by row.
    pub(super) cells: &'t [u32],
    /// How often each row stands in the table; `None` for once.
    pub(super) times: Option<&'t [u64]>,
    /// The profiles of the rows, if they are at hand.
    pub(super) profiles: Option<&'t Profiles>,
}

/// The profiles of many rows, one after the other.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    entries: Vec<(u32, u32)>,
    ends: Vec<usize>,
}

impl<V> Sample<'_, V> {
    /// Every row that occurs, with the number of times, in the order of the table.
    pub(super) fn each_row(&self, mut visit: impl FnMut(&[u32], u64)) {
        for (at, row) in self.cells.chunks_exact(self.coders).enumerate() {
            match self.times(at) {
                0 => {}
                times => visit(row, times),
            }
        }
    }

    fn times(&self, row: usize) -> u64 {
        self.times.map_or(1, |times| times[row])
    }

    /// The profile of every row that occurs, with the number of times, in the order of the table.
    pub(super) fn each_profile(&self, mut visit: impl FnMut(&Profile, u64)) {
        if let Some(profiles) = self.profiles {
            let mut start = 0;
            for (at, &end) in profiles.ends.iter().enumerate() {
                match self.times(at) {
                    0 => {}
                    times => visit(&profiles.entries[start..end], times),
                }
                start = end;
            }
        } else if self.categories.len() <= HISTOGRAM {
            self.by_histogram(visit);
        } else {
            self.by_sorting(visit);
        }
    }

    fn by_histogram(&self, mut visit: impl FnMut(&Profile, u64)) {
        let known = self.categories.len();
        // One place more for cells without a value, so that counting does not branch; nor does gathering.
        let (mut counts, mut profile) = ([0_u32; HISTOGRAM + 1], [(0, 0); HISTOGRAM + 1]);
        self.each_row(|row, times| {
            for &cell in row {
                counts[(cell as usize).min(known)] += 1;
            }
            let mut length = 0;
            for (category, count) in (0..).zip(&mut counts[..known]) {
                profile[length] = (category, *count);
                length += usize::from(*count > 0);
                *count = 0;
            }
            counts[known] = 0;
            visit(&profile[..length], times);
        });
    }

    fn by_sorting(&self, mut visit: impl FnMut(&Profile, u64)) {
        let (mut sorted, mut profile) = (Vec::new(), Vec::new());
        self.each_row(|row, times| {
            sorted.clear();
            sorted.extend(row.iter().filter(|cell| **cell != MISSING));
            sorted.sort_unstable();
            profile.clear();
            profile.extend(sorted.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)));
            visit(&profile, times);
        });
    }

    /// The profiles of all rows, to be visited again and again.
    pub(super) fn profiles(&self) -> Profiles {
        let mut profiles = Profiles::default();
        self.each_profile(|profile, _| {
            profiles.entries.extend(profile);
            profiles.ends.push(profiles.entries.len());
        });
        profiles
    }
}

/// How many values a unit has.
pub(super) fn size(profile: &Profile) -> u64 {
    profile.iter().map(|(_, count)| u64::from(*count)).sum()
}
