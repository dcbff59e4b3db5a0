//! Periods between vague dates, and how surely one stands in a relation to another.

use std::fmt;
use std::str::FromStr;

use super::date::{Date, VagueDate};
use crate::error::{Error, ErrorKind};

/// One end of a [`Period`].
///
/// ```
/// use cocreation::evidence::{Bound, VagueDate};
///
/// assert_eq!("2013-05".parse::<Bound>()?, Bound::At(VagueDate::month(2013, 5)?));
/// assert_eq!("..".parse::<Bound>()?, Bound::Open);
/// assert_eq!("".parse::<Bound>()?, Bound::Unknown);
/// # Ok::<(), cocreation::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// On a day within this date.
    At(VagueDate),
    /// Nowhere, written `..`: the period goes on without end, or went on before any day.
    Open,
    /// Somewhere, written as nothing at all: there is an end (or a start), but it is not stated.
    Unknown,
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(date) => write!(f, "{date}"),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl FromStr for Bound {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "" => Ok(Self::Unknown),
            ".." => Ok(Self::Open),
            date => date.parse().map(Self::At),
        }
    }
}

/// How surely a relation holds between things that are known vaguely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// It holds whichever of the possible days are meant.
    Certain,
    /// It holds for some of the possible days and not for others.
    Possible,
    /// It holds for none of the possible days.
    Impossible,
}

impl Certainty {
    fn of(always: bool, sometimes: bool) -> Self {
        match (always, sometimes) {
            (true, _) => Self::Certain,
            (false, true) => Self::Possible,
            (false, false) => Self::Impossible,
        }
    }

    /// How reports name it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Possible => "possible",
            Self::Impossible => "impossible",
        }
    }
}

impl fmt::Display for Certainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.key())
    }
}

impl serde::Serialize for Certainty {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// When something was done or went on: an occasion within one vague date, or an interval between two bounds.
///
/// Written as in EDTF (ISO 8601-2:2019), with the dates of [`VagueDate`]:
///
/// | Text | Says |
/// |---|---|
/// | `2013` | on some day, or on several in a row, in 2013 |
/// | `2004/2008` | from some day of 2004 to some day of 2008 |
/// | `2004/..` | since 2004, and going on |
/// | `../2008` | until 2008, and from before any day |
/// | `2004/` | since 2004, until a day that is not stated |
/// | `/2008` | until 2008, since a day that is not stated |
/// | `/`, `../..`, `/..`, `../` | the bounds alone |
///
/// Each value has exactly one text.
///
/// # What may be meant
///
/// A period stands for every pair of a first and a last day that its bounds allow and that are in order. A vague date
/// allows each of its days, an open bound only the day before (or after) all others, and an unknown bound every day but
/// those two. An occasion allows every such pair within its date, a single day included.
///
/// Two periods are chosen from independently, even if they are equal: two acts of 2013 need not be simultaneous.
///
/// ```
/// use cocreation::evidence::{Certainty, Period};
///
/// let workshop: Period = "2013-05".parse()?;
/// let project: Period = "2012/2013-05-17".parse()?;
/// assert_eq!(workshop.within(&project), Certainty::Possible);
/// assert_eq!(workshop.within(&"2013/..".parse()?), Certainty::Possible);
/// assert_eq!(workshop.within(&"2012/..".parse()?), Certainty::Certain);
/// # Ok::<(), cocreation::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period(Stated);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Stated {
    Occasion(VagueDate),
    Interval(Bound, Bound),
}

impl Period {
    /// Something that happened within this date.
    ///
    /// ```
    /// use cocreation::evidence::{Period, VagueDate};
    ///
    /// assert_eq!(Period::occasion(VagueDate::year(2013)?).to_string(), "2013");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn occasion(date: VagueDate) -> Self {
        Self(Stated::Occasion(date))
    }

    /// Something that went on from one bound to the other.
    ///
    /// ```
    /// use cocreation::{ErrorKind, evidence::{Bound, Period, VagueDate}};
    ///
    /// let (y2012, y2013) = (Bound::At(VagueDate::year(2012)?), Bound::At(VagueDate::year(2013)?));
    /// assert_eq!(Period::between(y2012, y2013)?.to_string(), "2012/2013");
    /// assert_eq!(Period::between(y2013, y2012).unwrap_err().kind(), ErrorKind::ImpossiblePeriod);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ImpossiblePeriod`](ErrorKind::ImpossiblePeriod) if the latest day of the end lies before the earliest of the
    /// start.
    pub fn between(start: Bound, end: Bound) -> Result<Self, Error> {
        if let (Bound::At(from), Bound::At(to)) = (start, end)
            && to.latest() < from.earliest()
        {
            let message = format!("\"{start}/{end}\" ends before it starts: the earlier date comes first");
            return Err(Error::new(ErrorKind::ImpossiblePeriod, message));
        }
        Ok(Self(Stated::Interval(start, end)))
    }

    /// Something that began then and goes on.
    ///
    /// ```
    /// use cocreation::evidence::{Period, VagueDate};
    ///
    /// assert_eq!(Period::since(VagueDate::year(2009)?).to_string(), "2009/..");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn since(start: VagueDate) -> Self {
        Self(Stated::Interval(Bound::At(start), Bound::Open))
    }

    /// The stated start; of an occasion its date.
    pub fn start(&self) -> Bound {
        match self.0 {
            Stated::Occasion(date) => Bound::At(date),
            Stated::Interval(start, _) => start,
        }
    }

    /// The stated end; of an occasion its date.
    pub fn end(&self) -> Bound {
        match self.0 {
            Stated::Occasion(date) => Bound::At(date),
            Stated::Interval(_, end) => end,
        }
    }

    /// Whether it is an occasion rather than an interval.
    pub fn is_occasion(&self) -> bool {
        matches!(self.0, Stated::Occasion(_))
    }
}

/// # Bounds in days
///
/// `None` where the period is unbounded on that side or its bound is not known. The bounds agree with one another: no
/// start later than the latest end counts, and no end earlier than the earliest start.
impl Period {
    /// The earliest day on which it may start.
    ///
    /// ```
    /// use cocreation::evidence::{Date, Period};
    ///
    /// let period: Period = "2004~/2008".parse()?;
    /// assert_eq!(period.earliest_start(), Some(Date::new(2003, 1, 1)?));
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn earliest_start(&self) -> Option<Date> {
        self.range().first_start.date()
    }

    /// The latest day on which it may start.
    ///
    /// ```
    /// use cocreation::evidence::{Date, Period};
    ///
    /// let period: Period = "2013/2013-05-17".parse()?;
    /// assert_eq!(period.latest_start(), Some(Date::new(2013, 5, 17)?));
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn latest_start(&self) -> Option<Date> {
        self.range().last_start.date()
    }

    /// The earliest day on which it may end.
    ///
    /// ```
    /// use cocreation::evidence::{Date, Period};
    ///
    /// assert_eq!("2004/".parse::<Period>()?.earliest_end(), Some(Date::new(2004, 1, 1)?));
    /// assert_eq!("2004/..".parse::<Period>()?.earliest_end(), None);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn earliest_end(&self) -> Option<Date> {
        self.range().first_end.date()
    }

    /// The latest day on which it may end.
    ///
    /// ```
    /// use cocreation::evidence::{Date, Period};
    ///
    /// assert_eq!("../1996".parse::<Period>()?.latest_end(), Some(Date::new(1996, 12, 31)?));
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn latest_end(&self) -> Option<Date> {
        self.range().last_end.date()
    }

    /// All the days that may be meant, as one period: from the earliest start to the latest end.
    ///
    /// An occasion within 2004 lies on some day of it; whoever asks for what was done in 2004 asks about all of the
    /// year. A bound that is not known becomes open.
    ///
    /// ```
    /// use cocreation::evidence::{Certainty, Period};
    ///
    /// let year: Period = "2004".parse()?;
    /// assert_eq!(year.widest().to_string(), "2004-01-01/2004-12-31");
    /// assert_eq!(year.within(&year), Certainty::Possible);
    /// assert_eq!(year.within(&year.widest()), Certainty::Certain);
    /// assert_eq!("2004~/".parse::<Period>()?.widest().to_string(), "2003-01-01/..");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    #[must_use]
    pub fn widest(&self) -> Self {
        let bound = |day: Option<Date>| day.map_or(Bound::Open, |day| Bound::At(VagueDate::day(day)));
        Self(Stated::Interval(bound(self.earliest_start()), bound(self.latest_end())))
    }

    fn range(&self) -> Range {
        let (first_start, last_start) = match self.start() {
            Bound::At(date) => (Point::Day(date.earliest()), Point::Day(date.latest())),
            Bound::Open => (Point::Always, Point::Always),
            Bound::Unknown => (Point::LongAgo, Point::FarOff),
        };
        let (first_end, last_end) = match self.end() {
            Bound::At(date) => (Point::Day(date.earliest()), Point::Day(date.latest())),
            Bound::Open => (Point::Forever, Point::Forever),
            Bound::Unknown => (Point::LongAgo, Point::FarOff),
        };
        Range { first_start, last_start: last_start.min(last_end), first_end: first_end.max(first_start), last_end }
    }
}

/// # Relations
///
/// Each is [`Certain`](Certainty::Certain) if it holds for every pair of days that may be meant on either side, and
/// [`Impossible`](Certainty::Impossible) if it holds for none. All are O(1).
impl Period {
    /// Whether it ends before the other starts, on an earlier day.
    ///
    /// ```
    /// use cocreation::evidence::{Certainty, Period};
    ///
    /// let earlier: Period = "2001~".parse()?;
    /// assert_eq!(earlier.before(&"2003".parse()?), Certainty::Certain);
    /// assert_eq!(earlier.before(&"2002".parse()?), Certainty::Possible);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn before(&self, other: &Self) -> Certainty {
        let (a, b) = (self.range(), other.range());
        Certainty::of(a.last_end < b.first_start, a.first_end < b.last_start)
    }

    /// Whether the two share at least a day.
    ///
    /// ```
    /// use cocreation::evidence::{Certainty, Period};
    ///
    /// let since: Period = "2009/..".parse()?;
    /// assert_eq!(since.overlaps(&"2013".parse()?), Certainty::Certain);
    /// assert_eq!(since.overlaps(&"../1996".parse()?), Certainty::Impossible);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn overlaps(&self, other: &Self) -> Certainty {
        let (a, b) = (self.range(), other.range());
        Certainty::of(
            a.last_start <= b.first_end && b.last_start <= a.first_end,
            a.first_start <= b.last_end && b.first_start <= a.last_end,
        )
    }

    /// Whether each of its days is one of the other's.
    ///
    /// ```
    /// use cocreation::evidence::{Certainty, Period};
    ///
    /// let may: Period = "2013-05".parse()?;
    /// assert_eq!(may.within(&"2012/2014".parse()?), Certainty::Certain);
    /// assert_eq!(may.within(&"2013".parse()?), Certainty::Possible);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn within(&self, other: &Self) -> Certainty {
        let (a, b) = (self.range(), other.range());
        Certainty::of(
            b.last_start <= a.first_start && a.last_end <= b.first_end,
            b.first_start <= a.last_start && a.first_end <= b.last_end,
        )
    }

    /// Whether each of the other's days is one of its own.
    ///
    /// ```
    /// use cocreation::evidence::{Certainty, Period};
    ///
    /// let since: Period = "2009/..".parse()?;
    /// assert_eq!(since.contains(&"2010/2012".parse()?), Certainty::Certain);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn contains(&self, other: &Self) -> Certainty {
        other.within(self)
    }

    /// Whether the two start on the same day and end on the same day.
    ///
    /// Certain only where every day is known: two periods of the same text are two choices.
    ///
    /// ```
    /// use cocreation::evidence::{Certainty, Period};
    ///
    /// let (day, year): (Period, Period) = ("2013-05-17".parse()?, "2013".parse()?);
    /// assert_eq!(day.same_as(&day), Certainty::Certain);
    /// assert_eq!(year.same_as(&year), Certainty::Possible);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn same_as(&self, other: &Self) -> Certainty {
        let (a, b) = (self.range(), other.range());
        Certainty::of(
            a.is_exact() && a == b,
            a.first_start <= b.last_start
                && b.first_start <= a.last_start
                && a.first_end <= b.last_end
                && b.first_end <= a.last_end,
        )
    }

    /// Whether this day is one of its days.
    ///
    /// ```
    /// use cocreation::evidence::{Certainty, Date, Period};
    ///
    /// let day = Date::new(2013, 5, 17)?;
    /// assert_eq!("2009/..".parse::<Period>()?.covers_day(day), Certainty::Certain);
    /// assert_eq!("2013-05".parse::<Period>()?.covers_day(day), Certainty::Possible);
    /// assert_eq!("../1996".parse::<Period>()?.covers_day(day), Certainty::Impossible);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn covers_day(&self, day: Date) -> Certainty {
        self.contains(&day.into())
    }
}

impl From<VagueDate> for Period {
    /// An occasion within the date.
    fn from(date: VagueDate) -> Self {
        Self::occasion(date)
    }
}

impl From<Date> for Period {
    /// An occasion on the day.
    fn from(day: Date) -> Self {
        Self::occasion(day.into())
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Stated::Occasion(date) => write!(f, "{date}"),
            Stated::Interval(start, end) => write!(f, "{start}/{end}"),
        }
    }
}

impl serde::Serialize for Period {
    /// As its text.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for Period {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text.split_once('/') {
            None => text.parse().map(Self::occasion),
            Some((start, end)) => Self::between(start.parse()?, end.parse()?),
        }
    }
}

/// The days between which a period may start and may end, tightened so that each start has an end that fits and each
/// end a start. First start and last end are then always possible together, which is why comparing these four points
/// decides every relation exactly.
#[derive(PartialEq)]
struct Range {
    first_start: Point,
    last_start: Point,
    first_end: Point,
    last_end: Point,
}

impl Range {
    fn is_exact(&self) -> bool {
        self.first_start == self.last_start && self.first_end == self.last_end
    }
}

/// A point of the time line in its order, with what lies beyond every date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Point {
    /// Where open starts lie.
    Always,
    /// The earliest that an unknown bound may be.
    LongAgo,
    Day(Date),
    /// The latest that an unknown bound may be.
    FarOff,
    /// Where open ends lie.
    Forever,
}

impl Point {
    fn date(self) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            Self::Always | Self::LongAgo | Self::FarOff | Self::Forever => None,
        }
    }
}
