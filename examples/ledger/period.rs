//! The periods into which a log is cut.

use std::fmt;

use cocreation::evidence::Date;

/// How long a period is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum By {
    Year,
    Quarter,
}

/// A calendar year, or a quarter of one; in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Period {
    pub(crate) year: u16,
    /// 1 to 4.
    pub(crate) quarter: Option<u8>,
}

impl Period {
    /// Its first day.
    pub(crate) fn first(self) -> Date {
        // A period in which a date lies begins on a day.
        Date::new(self.year, self.quarter.map_or(1, |quarter| 3 * quarter - 2), 1).unwrap_or(Date::MIN)
    }

    /// Its last day.
    pub(crate) fn last(self) -> Date {
        let next = match self.quarter {
            Some(quarter @ 1..=3) => Date::new(self.year, 3 * quarter + 1, 1),
            Some(_) | None => Date::new(self.year + 1, 1, 1),
        };
        next.and_then(|next| next.plus_days(-1)).unwrap_or(Date::MAX)
    }
}

impl By {
    /// How many days are a bin: some six in a year, three in a quarter.
    pub(crate) fn bin(self) -> u32 {
        match self {
            Self::Year => 61,
            Self::Quarter => 31,
        }
    }

    /// The period in which a day lies.
    pub(crate) fn period(self, date: Date) -> Period {
        let quarter = match self {
            Self::Year => None,
            Self::Quarter => Some(date.month().div_ceil(3)),
        };
        Period { year: date.year(), quarter }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.quarter.map_or(Ok(()), |quarter| write!(f, "-Q{quarter}"))
    }
}
