//! Lengths of time stated without dates.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use super::date::{not_read, quoted};
use crate::error::{Error, ErrorKind};

/// How long something lasted, stated without dates: "ten years", "about three hours", "over decades".
///
/// Each limit is one [`Length`], written as in ISO 8601 with a single unit. That two may be joined by `/` in the manner
/// of an EDTF interval, and marked with `~`, is this crate's own convention.
///
/// | Text | Says |
/// |---|---|
/// | `P10Y` | ten years |
/// | `P10Y~` | about ten years |
/// | `P20Y/..` | twenty years or more |
/// | `../P2D` | two days or less |
/// | `P10Y/P20Y` | ten to twenty years |
///
/// How far "about" reaches is known to nobody, so an approximate duration has no limits; what it states is still there
/// in [`lower`](Self::lower) and [`upper`](Self::upper). Each value has exactly one text.
///
/// ```
/// use cocreation::evidence::Duration;
///
/// let over_decades: Duration = "P20Y/..".parse()?;
/// assert_eq!(over_decades.shortest_days(), 7305.0);
/// assert_eq!(over_decades.longest_days(), None);
/// # Ok::<(), cocreation::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration(Stated);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Stated {
    Exactly(Length),
    About(Length),
    AtLeast(Length),
    AtMost(Length),
    Between(Length, Length),
}

impl Duration {
    /// This long.
    ///
    /// ```
    /// use cocreation::evidence::{Duration, Length, Unit};
    ///
    /// let duration = Duration::exactly(Length::new(2, Unit::Week)?);
    /// assert_eq!(duration.longest_days(), Some(14.0));
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn exactly(length: Length) -> Self {
        Self(Stated::Exactly(length))
    }

    /// About this long.
    ///
    /// ```
    /// use cocreation::evidence::{Duration, Length, Unit};
    ///
    /// let duration = Duration::about(Length::new(10, Unit::Year)?);
    /// assert_eq!(duration.to_string(), "P10Y~");
    /// assert_eq!((duration.shortest_days(), duration.longest_days()), (0.0, None));
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn about(length: Length) -> Self {
        Self(Stated::About(length))
    }

    /// This long or longer.
    ///
    /// ```
    /// use cocreation::evidence::{Duration, Length, Unit};
    ///
    /// assert_eq!(Duration::at_least(Length::new(20, Unit::Year)?).to_string(), "P20Y/..");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn at_least(length: Length) -> Self {
        Self(Stated::AtLeast(length))
    }

    /// This long or shorter.
    ///
    /// ```
    /// use cocreation::evidence::{Duration, Length, Unit};
    ///
    /// let duration = Duration::at_most(Length::new(2, Unit::Day)?);
    /// assert_eq!((duration.shortest_days(), duration.longest_days()), (0.0, Some(2.0)));
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn at_most(length: Length) -> Self {
        Self(Stated::AtMost(length))
    }

    /// At least the one and at most the other.
    ///
    /// ```
    /// use cocreation::evidence::{Duration, Length, Unit};
    ///
    /// let duration = Duration::between(Length::new(6, Unit::Month)?, Length::new(1, Unit::Year)?)?;
    /// assert_eq!(duration.shortest_days(), 182.625);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ImpossiblePeriod`](ErrorKind::ImpossiblePeriod) if the second is shorter than the first, counted as
    /// [`Length::days`] counts.
    pub fn between(least: Length, most: Length) -> Result<Self, Error> {
        if most.minutes() < least.minutes() {
            let message = format!("\"{least}/{most}\" is no range: the shorter length comes first");
            return Err(Error::new(ErrorKind::ImpossiblePeriod, message));
        }
        Ok(Self(Stated::Between(least, most)))
    }

    /// The lower limit, or the length itself if only that is stated; `None` for "at most".
    ///
    /// ```
    /// use cocreation::evidence::{Duration, Length, Unit};
    ///
    /// assert_eq!("P10Y~".parse::<Duration>()?.lower(), Some(Length::new(10, Unit::Year)?));
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn lower(self) -> Option<Length> {
        match self.0 {
            Stated::Exactly(length) | Stated::About(length) | Stated::AtLeast(length) => Some(length),
            Stated::Between(least, _) => Some(least),
            Stated::AtMost(_) => None,
        }
    }

    /// The upper limit, or the length itself if only that is stated; `None` for "at least".
    ///
    /// ```
    /// use cocreation::evidence::{Duration, Length, Unit};
    ///
    /// assert_eq!("P10Y/P20Y".parse::<Duration>()?.upper(), Some(Length::new(20, Unit::Year)?));
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn upper(self) -> Option<Length> {
        match self.0 {
            Stated::Exactly(length) | Stated::About(length) | Stated::AtMost(length) => Some(length),
            Stated::Between(_, most) => Some(most),
            Stated::AtLeast(_) => None,
        }
    }

    /// Whether it is stated as "about".
    pub fn is_approximate(self) -> bool {
        matches!(self.0, Stated::About(_))
    }

    /// The fewest days that may be meant, counted as [`Length::days`] counts; 0 where no lower limit is known.
    ///
    /// ```
    /// use cocreation::evidence::Duration;
    ///
    /// assert_eq!("PT12H".parse::<Duration>()?.shortest_days(), 0.5);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn shortest_days(self) -> f64 {
        self.lower().filter(|_| !self.is_approximate()).map_or(0.0, Length::days)
    }

    /// The most days that may be meant, counted as [`Length::days`] counts; `None` where no upper limit is known.
    ///
    /// ```
    /// use cocreation::evidence::Duration;
    ///
    /// assert_eq!("../P3D".parse::<Duration>()?.longest_days(), Some(3.0));
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn longest_days(self) -> Option<f64> {
        self.upper().filter(|_| !self.is_approximate()).map(Length::days)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Stated::Exactly(length) => write!(f, "{length}"),
            Stated::About(length) => write!(f, "{length}~"),
            Stated::AtLeast(least) => write!(f, "{least}/.."),
            Stated::AtMost(most) => write!(f, "../{most}"),
            Stated::Between(least, most) => write!(f, "{least}/{most}"),
        }
    }
}

impl FromStr for Duration {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text.split_once('/') {
            Some((least, "..")) => Ok(Self::at_least(least.parse()?)),
            Some(("..", most)) => Ok(Self::at_most(most.parse()?)),
            Some((least, most)) => Self::between(least.parse()?, most.parse()?),
            None => match text.strip_suffix('~') {
                Some(length) => Ok(Self::about(length.parse()?)),
                None => Ok(Self::exactly(text.parse()?)),
            },
        }
    }
}

/// A number of one [`Unit`] of time, such as `P20Y` or `PT3H`; never zero.
///
/// ```
/// use cocreation::evidence::{Length, Unit};
///
/// let length: Length = "PT20M".parse()?;
/// assert_eq!((length.count(), length.unit()), (20, Unit::Minute));
/// assert!("P1Y6M".parse::<Length>().is_err());
/// # Ok::<(), cocreation::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Length {
    count: NonZeroU32,
    unit: Unit,
}

impl Length {
    /// So many of a unit.
    ///
    /// ```
    /// use cocreation::evidence::{Length, Unit};
    ///
    /// assert_eq!(Length::new(6, Unit::Month)?.to_string(), "P6M");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`OutOfRange`](ErrorKind::OutOfRange) if the number is 0.
    pub fn new(count: u32, unit: Unit) -> Result<Self, Error> {
        let (prefix, letter, _) = unit.data();
        match NonZeroU32::new(count) {
            Some(count) => Ok(Self { count, unit }),
            None => Err(out_of_range(&format!("{prefix}0{letter}"))),
        }
    }

    /// How many of the unit.
    pub fn count(self) -> u32 {
        self.count.get()
    }

    /// Of which unit.
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// The length in days, with a year of 365.25 days and a month of a twelfth of that, 30.4375.
    ///
    /// ```
    /// use cocreation::evidence::{Length, Unit};
    ///
    /// assert_eq!(Length::new(4, Unit::Year)?.days(), 1461.0);
    /// assert_eq!(Length::new(360, Unit::Minute)?.days(), 0.25);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn days(self) -> f64 {
        self.minutes() as f64 / DAY as f64
    }

    fn minutes(self) -> u64 {
        let (_, _, minutes) = self.unit.data();
        u64::from(self.count()) * minutes
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (prefix, letter, _) = self.unit.data();
        write!(f, "{prefix}{}{letter}", self.count)
    }
}

impl FromStr for Length {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let Some((digits, unit)) = Unit::ALL.into_iter().find_map(|unit| Some((unit.digits(text)?, unit))) else {
            return Err(not_read(text, "a length of time", FORMS));
        };
        let count = digits.parse().map_err(|_| out_of_range(text))?;
        Self::new(count, unit)
    }
}

const FORMS: &str = "one whole number of one unit is written as P20Y, P6M, P2W, P3D, PT3H or PT20M; a duration may \
                     have ~ after it for about, /.. after it for at least, ../ before it for at most, or a / between \
                     two";

fn out_of_range(text: &str) -> Error {
    let message = format!("{} is out of range: a length counts 1 to {} of its unit", quoted(text), u32::MAX);
    Error::new(ErrorKind::OutOfRange, message)
}

/// The unit of a [`Length`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Sixty seconds.
    Minute,
    /// Sixty minutes.
    Hour,
    /// 24 hours.
    Day,
    /// Seven days.
    Week,
    /// A twelfth of a year.
    Month,
    /// 365.25 days.
    Year,
}

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;
const YEAR: u64 = 365 * DAY + 6 * HOUR;

impl Unit {
    const ALL: [Self; 6] = [Self::Minute, Self::Hour, Self::Day, Self::Week, Self::Month, Self::Year];

    /// What stands before the number, what after it, and the minutes in one.
    fn data(self) -> (&'static str, char, u64) {
        match self {
            Self::Minute => ("PT", 'M', 1),
            Self::Hour => ("PT", 'H', HOUR),
            Self::Day => ("P", 'D', DAY),
            Self::Week => ("P", 'W', 7 * DAY),
            Self::Month => ("P", 'M', YEAR / 12),
            Self::Year => ("P", 'Y', YEAR),
        }
    }

    /// The number in a length of this unit, written without leading zeros.
    fn digits(self, text: &str) -> Option<&str> {
        let (prefix, letter, _) = self.data();
        let digits = text.strip_prefix(prefix)?.strip_suffix(letter)?;
        let plain = digits == "0" || !digits.is_empty() && !digits.starts_with('0');
        (plain && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
    }
}
