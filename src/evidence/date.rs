//! Civil days, and dates stated no more precisely than their source states them.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, civil};

use crate::error::{Error, ErrorKind};

/// One day of the civil (proleptic Gregorian) calendar, in the years 0001 to 9999.
///
/// Its text is the ISO 8601 calendar date, four digits, two and two, and nothing else is read.
///
/// ```
/// use cocreation::evidence::Date;
///
/// let date: Date = "2012-02-28".parse()?;
/// assert_eq!(date.plus_days(2)?.to_string(), "2012-03-01");
/// assert!("2012-2-28".parse::<Date>().is_err());
/// # Ok::<(), cocreation::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

const EPOCH: civil::Date = civil::date(1970, 1, 1);

impl Date {
    /// The earliest day, 0001-01-01.
    pub const MIN: Self = Self(civil::date(1, 1, 1));
    /// The latest day, 9999-12-31.
    pub const MAX: Self = Self(civil::date(9999, 12, 31));

    /// The day of this year, month (1 to 12) and day of the month (from 1).
    ///
    /// ```
    /// use cocreation::{ErrorKind, evidence::Date};
    ///
    /// assert_eq!(Date::new(2013, 5, 17)?.to_string(), "2013-05-17");
    /// assert_eq!(Date::new(2013, 2, 29).unwrap_err().kind(), ErrorKind::ImpossibleDate);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`OutOfRange`](ErrorKind::OutOfRange) for a year outside 0001 to 9999,
    /// [`ImpossibleDate`](ErrorKind::ImpossibleDate) for a month or a day that the year or the month does not have.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, Error> {
        let year = checked_year(year)?;
        let month = checked_month(year, month)?;
        calendar_day(year, month, day).map(Self).ok_or_else(|| {
            let (_, last) = month_bounds(month_index(year, month), 1);
            let right = format!("the days of that month are 01 to {}", last.day());
            Error::new(ErrorKind::ImpossibleDate, format!("\"{year:04}-{month:02}-{day:02}\" is no day: {right}"))
        })
    }

    /// The day this many days after 1970-01-01, or before it if negative.
    ///
    /// ```
    /// use cocreation::evidence::Date;
    ///
    /// assert_eq!(Date::from_day_number(-1)?.to_string(), "1969-12-31");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`OutOfRange`](ErrorKind::OutOfRange) outside the years 0001 to 9999.
    pub fn from_day_number(number: i32) -> Result<Self, Error> {
        Self(EPOCH).plus_days(number)
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> u16 {
        self.0.year().unsigned_abs()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// How many days it lies after 1970-01-01; negative before. O(1).
    ///
    /// ```
    /// use cocreation::evidence::Date;
    ///
    /// assert_eq!(Date::new(1971, 1, 2)?.day_number(), 366);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn day_number(self) -> i32 {
        // Years from March on, so that the leap day is a year's last; 719 468 days lie between 0000-03-01 and 1970.
        // `jiff` gives a duration in seconds for this, which costs what a whole act may cost in an assessment.
        let (year, month, day) = (i32::from(self.0.year()), i32::from(self.0.month()), i32::from(self.0.day()));
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let leap_days = year / 4 - year / 100 + year / 400;
        year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
    }

    /// The day this many days later, or earlier if negative. O(1).
    ///
    /// ```
    /// use cocreation::evidence::Date;
    ///
    /// assert_eq!(Date::new(2013, 1, 1)?.plus_days(-1)?, Date::new(2012, 12, 31)?);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`OutOfRange`](ErrorKind::OutOfRange) outside the years 0001 to 9999.
    pub fn plus_days(self, days: i32) -> Result<Self, Error> {
        self.shifted(days).ok_or_else(|| {
            let message = format!("{self} plus {days} days is out of range: days lie in the years 0001 to 9999");
            Error::new(ErrorKind::OutOfRange, message)
        })
    }

    /// How many days later the other day is; negative if it is earlier. O(1).
    ///
    /// ```
    /// use cocreation::evidence::Date;
    ///
    /// assert_eq!(Date::new(2013, 1, 1)?.days_until(Date::new(2014, 1, 1)?), 365);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn days_until(self, other: Self) -> i32 {
        other.day_number() - self.day_number()
    }

    fn shifted(self, days: i32) -> Option<Self> {
        // Counted from 1970, because `jiff` adds no more days than lie between 1970 and the rim of its own calendar.
        let number = self.day_number().checked_add(days)?;
        let day = EPOCH.checked_add(SignedDuration::from_hours(i64::from(number) * 24)).ok()?;
        Some(Self(day)).filter(|day| *day >= Self::MIN)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        read_day(text.as_bytes()).unwrap_or_else(|| Err(not_read(text, "a day", "a day is written as 2013-05-17")))
    }
}

/// A date as precise, and as sure, as its source states it.
///
/// Field reports say "2005", "fall 2013", "about 2001". A vague date keeps that, and answers with the earliest and the
/// latest day that are meant. It is written in a subset of EDTF (ISO 8601-2:2019):
///
/// | Text | Precision | Days |
/// |---|---|---|
/// | `2013-05-17` | day | that day |
/// | `2013-05` | month | its days |
/// | `2013-21` | season: 21 spring, 22 summer, 23 autumn, 24 winter | those of [`Season`] |
/// | `2013` | year | its days |
/// | `201X` | decade | 2010-01-01 to 2019-12-31 |
/// | `20XX` | century | 2000-01-01 to 2099-12-31 |
///
/// One mark may follow:
///
/// - `~`, *approximate*: the source says "about". The standard leaves open how far that reaches. This crate's reading
///   is one unit of the stated precision on each side, so `2001~` means the years 2000 to 2002.
/// - `?`, *uncertain*: someone doubts that the source is right. A doubt has no width, so the days stay as they are.
/// - `%`, both.
///
/// Years go from 0001 to 9999, and days beyond them are cut off. Each value has exactly one text.
///
/// Other EDTF is refused, in particular times of day, southern seasons (29 to 32), quarters, other unspecified digits
/// (`2013-XX`), marks before or within a date, sets, exponents and years outside 0001 to 9999.
///
/// ```
/// use cocreation::evidence::VagueDate;
///
/// let about: VagueDate = "2001~".parse()?;
/// assert_eq!(about.earliest().to_string(), "2000-01-01");
/// assert_eq!(about.latest().to_string(), "2002-12-31");
///
/// let fall: VagueDate = "2013-23".parse()?;
/// assert_eq!(fall.latest().to_string(), "2013-11-30");
/// # Ok::<(), cocreation::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VagueDate {
    stated: Stated,
    approximate: bool,
    uncertain: bool,
}

/// What a vague date states; decades and centuries by their first year, which may be 0 (`000X`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Stated {
    Day(Date),
    Month(u16, u8),
    Season(u16, Season),
    Year(u16),
    Decade(u16),
    Century(u16),
}

/// How finely a [`VagueDate`] is stated, from finest to coarsest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A quarter of the year by its [`Season`].
    Season,
    /// A year.
    Year,
    /// Ten years that differ in their last digit only.
    Decade,
    /// A hundred years that differ in their last two digits only.
    Century,
}

/// A season of the northern hemisphere, as three whole months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    #[doc(alias = "fall")]
    Autumn,
    /// December to February of the next year.
    Winter,
}

impl Season {
    fn first_month(self) -> u8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }

    fn code(self) -> u8 {
        20 + self.first_month() / 3
    }
}

impl VagueDate {
    /// A date stated to the day.
    ///
    /// ```
    /// use cocreation::evidence::{Date, VagueDate};
    ///
    /// let date = VagueDate::day(Date::new(2013, 5, 17)?).uncertain();
    /// assert_eq!(date.to_string(), "2013-05-17?");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn day(day: Date) -> Self {
        Stated::Day(day).into()
    }

    /// A date stated to the month (1 to 12).
    ///
    /// ```
    /// use cocreation::evidence::VagueDate;
    ///
    /// assert_eq!(VagueDate::month(2012, 2)?.latest().to_string(), "2012-02-29");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`OutOfRange`](ErrorKind::OutOfRange) for a year outside 0001 to 9999,
    /// [`ImpossibleDate`](ErrorKind::ImpossibleDate) for another month.
    pub fn month(year: u16, month: u8) -> Result<Self, Error> {
        let year = checked_year(year)?;
        Ok(Stated::Month(year, checked_month(year, month)?).into())
    }

    /// A date stated to the season; winter is the one that begins in this year.
    ///
    /// ```
    /// use cocreation::evidence::{Season, VagueDate};
    ///
    /// let winter = VagueDate::season(2013, Season::Winter)?;
    /// assert_eq!(winter.to_string(), "2013-24");
    /// assert_eq!(winter.latest().to_string(), "2014-02-28");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`OutOfRange`](ErrorKind::OutOfRange) for a year outside 0001 to 9999.
    pub fn season(year: u16, season: Season) -> Result<Self, Error> {
        Ok(Stated::Season(checked_year(year)?, season).into())
    }

    /// A date stated to the year.
    ///
    /// ```
    /// use cocreation::evidence::VagueDate;
    ///
    /// assert_eq!(VagueDate::year(2005)?.latest().to_string(), "2005-12-31");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`OutOfRange`](ErrorKind::OutOfRange) for a year outside 0001 to 9999.
    pub fn year(year: u16) -> Result<Self, Error> {
        Ok(Stated::Year(checked_year(year)?).into())
    }

    /// The same date, stated as "about".
    ///
    /// ```
    /// use cocreation::evidence::VagueDate;
    ///
    /// assert_eq!(VagueDate::year(2001)?.approximate().earliest().to_string(), "2000-01-01");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    #[must_use]
    pub fn approximate(self) -> Self {
        Self { approximate: true, ..self }
    }

    /// The same date, with a doubt whether the source is right.
    ///
    /// ```
    /// use cocreation::evidence::VagueDate;
    ///
    /// assert_eq!(VagueDate::year(2001)?.approximate().uncertain().to_string(), "2001%");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    #[must_use]
    pub fn uncertain(self) -> Self {
        Self { uncertain: true, ..self }
    }

    /// How finely it is stated.
    ///
    /// ```
    /// use cocreation::evidence::{Precision, VagueDate};
    ///
    /// assert_eq!("201X".parse::<VagueDate>()?.precision(), Precision::Decade);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn precision(self) -> Precision {
        match self.stated {
            Stated::Day(_) => Precision::Day,
            Stated::Month(..) => Precision::Month,
            Stated::Season(..) => Precision::Season,
            Stated::Year(_) => Precision::Year,
            Stated::Decade(_) => Precision::Decade,
            Stated::Century(_) => Precision::Century,
        }
    }

    /// Whether it is stated as "about".
    pub fn is_approximate(self) -> bool {
        self.approximate
    }

    /// Whether someone doubts that the source is right.
    pub fn is_uncertain(self) -> bool {
        self.uncertain
    }

    /// The first day that may be meant. O(1).
    ///
    /// ```
    /// use cocreation::evidence::VagueDate;
    ///
    /// assert_eq!("2013-01~".parse::<VagueDate>()?.earliest().to_string(), "2012-12-01");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn earliest(self) -> Date {
        self.bounds().0
    }

    /// The last day that may be meant. O(1).
    ///
    /// ```
    /// use cocreation::evidence::VagueDate;
    ///
    /// assert_eq!("19XX".parse::<VagueDate>()?.latest().to_string(), "1999-12-31");
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    pub fn latest(self) -> Date {
        self.bounds().1
    }

    fn bounds(self) -> (Date, Date) {
        let margin = i32::from(self.approximate);
        let (first, months) = match self.stated {
            Stated::Day(day) if !self.approximate => return (day, day),
            Stated::Day(day) => {
                return (day.shifted(-margin).unwrap_or(Date::MIN), day.shifted(margin).unwrap_or(Date::MAX));
            }
            Stated::Month(year, month) => (month_index(year, month), 1),
            Stated::Season(year, season) => (month_index(year, season.first_month()), 3),
            Stated::Year(year) => (month_index(year, 1), 12),
            Stated::Decade(year) => (month_index(year, 1), 120),
            Stated::Century(year) => (month_index(year, 1), 1200),
        };
        month_bounds(first - margin * months, months * (1 + 2 * margin))
    }
}

impl From<Stated> for VagueDate {
    fn from(stated: Stated) -> Self {
        Self { stated, approximate: false, uncertain: false }
    }
}

impl From<Date> for VagueDate {
    fn from(day: Date) -> Self {
        Self::day(day)
    }
}

impl fmt::Display for VagueDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.stated {
            Stated::Day(day) => write!(f, "{day}"),
            Stated::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Stated::Season(year, season) => write!(f, "{year:04}-{}", season.code()),
            Stated::Year(year) => write!(f, "{year:04}"),
            Stated::Decade(year) => write!(f, "{:03}X", year / 10),
            Stated::Century(year) => write!(f, "{:02}XX", year / 100),
        }?;
        f.write_str(match (self.approximate, self.uncertain) {
            (false, false) => "",
            (true, false) => "~",
            (false, true) => "?",
            (true, true) => "%",
        })
    }
}

impl FromStr for VagueDate {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (stated, approximate, uncertain) = match text.as_bytes() {
            [stated @ .., b'~'] => (stated, true, false),
            [stated @ .., b'?'] => (stated, false, true),
            [stated @ .., b'%'] => (stated, true, true),
            stated => (stated, false, false),
        };
        let stated = read_stated(stated).unwrap_or_else(|| Err(not_read(text, "a date", FORMS)))?;
        Ok(Self { stated, approximate, uncertain })
    }
}

const FORMS: &str = "a date is written as 2013, 2013-05, 2013-05-17, 2013-21 (spring) to 2013-24 (winter), 201X or \
                     20XX, with ~ after it for about, ? for doubtful or % for both";

/// `None` if the text has none of the forms, an error if it has one but states no date.
fn read_stated(text: &[u8]) -> Option<Result<Stated, Error>> {
    Some(match *text {
        [a, b, b'X', b'X'] => Ok(Stated::Century(four_digits([a, b, b'0', b'0'])?)),
        [a, b, c, b'X'] => Ok(Stated::Decade(four_digits([a, b, c, b'0'])?)),
        [a, b, c, d] => checked_year(four_digits([a, b, c, d])?).map(Stated::Year),
        [a, b, c, d, b'-', e, f] => month_or_season(four_digits([a, b, c, d])?, two_digits([e, f])?),
        _ => read_day(text)?.map(Stated::Day),
    })
}

fn read_day(text: &[u8]) -> Option<Result<Date, Error>> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = *text else { return None };
    Some(Date::new(four_digits([a, b, c, d])?, two_digits([e, f])?, two_digits([g, h])?))
}

fn month_or_season(year: u16, code: u8) -> Result<Stated, Error> {
    let year = checked_year(year)?;
    let season = match code {
        21 => Season::Spring,
        22 => Season::Summer,
        23 => Season::Autumn,
        24 => Season::Winter,
        25..=41 => {
            return Err(not_read(
                &format!("{year:04}-{code}"),
                "a date read here",
                "seasons are 21 (spring) to 24 (winter)",
            ));
        }
        _ => return checked_month(year, code).map(|month| Stated::Month(year, month)),
    };
    Ok(Stated::Season(year, season))
}

fn four_digits([a, b, c, d]: [u8; 4]) -> Option<u16> {
    Some(u16::from(two_digits([a, b])?) * 100 + u16::from(two_digits([c, d])?))
}

fn two_digits(pair: [u8; 2]) -> Option<u8> {
    let [tens, ones] = pair;
    pair.iter().all(u8::is_ascii_digit).then(|| (tens - b'0') * 10 + (ones - b'0'))
}

fn checked_year(year: u16) -> Result<u16, Error> {
    if (1..=9999).contains(&year) {
        return Ok(year);
    }
    Err(Error::new(ErrorKind::OutOfRange, format!("year \"{year:04}\" is out of range: years are 0001 to 9999")))
}

fn checked_month(year: u16, month: u8) -> Result<u8, Error> {
    if (1..=12).contains(&month) {
        return Ok(month);
    }
    Err(Error::new(ErrorKind::ImpossibleDate, format!("\"{year:04}-{month:02}\" is no month: months are 01 to 12")))
}

fn calendar_day(year: u16, month: u8, day: u8) -> Option<civil::Date> {
    civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// Months since January of the year 0000.
fn month_index(year: u16, month: u8) -> i32 {
    i32::from(year) * 12 + i32::from(month) - 1
}

/// The first and the last day of a run of months, cut off at the years 0001 and 9999.
fn month_bounds(first: i32, months: i32) -> (Date, Date) {
    let last = month_start(first + months - 1).last_of_month();
    (Date(month_start(first)), Date(last))
}

fn month_start(index: i32) -> civil::Date {
    let index = index.clamp(month_index(1, 1), month_index(9999, 12));
    civil::date((index / 12) as i16, (index % 12 + 1) as i8, 1)
}

/// The error for text that has none of the forms read here.
pub(super) fn not_read(text: &str, what: &str, right: &str) -> Error {
    Error::new(ErrorKind::DateSyntax, format!("{} is not {what}: {right}", quoted(text)))
}

/// The first 40 characters of a text between quotation marks, control characters escaped.
pub(super) fn quoted(text: &str) -> String {
    let (head, rest) = text.char_indices().nth(40).map_or((text, ""), |(end, _)| text.split_at(end));
    let ellipsis = if rest.is_empty() { "" } else { "…" };
    format!("\"{}{ellipsis}\"", head.escape_debug())
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
