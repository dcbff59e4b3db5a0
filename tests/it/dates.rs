//! Dates, periods and durations: texts, bounds and relations.

#![expect(clippy::unwrap_used, reason = "strategies and twins build from ranges that are valid")]

use std::fmt::{Debug, Display};
use std::str::FromStr;

use cocreation::evidence::{Bound, Certainty, Date, Duration, Length, Period, Precision, Season, Unit, VagueDate};
use cocreation::{Error, ErrorKind};
use proptest::prelude::*;

#[track_caller]
fn read<T: FromStr<Err = Error>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

#[track_caller]
fn refused<T: FromStr<Err = Error> + Debug>(text: &str) -> Error {
    text.parse::<T>().expect_err(text)
}

#[track_caller]
fn check_kinds<T: FromStr<Err = Error> + Debug>(kind: ErrorKind, texts: &[&str]) {
    for text in texts {
        assert_eq!(refused::<T>(text).kind(), kind, "{text:?}");
    }
}

fn text_of(date: Option<Date>) -> String {
    date.map_or_else(|| "-".to_owned(), |date| date.to_string())
}

#[test]
fn a_day_has_one_text() {
    for text in ["0001-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2012-02-29", "2013-05-17", "9999-12-31"] {
        assert_eq!(read::<Date>(text).to_string(), text);
    }
    check_kinds::<Date>(
        ErrorKind::DateSyntax,
        &[
            "",
            "2013",
            "2013-05",
            "2013-5-17",
            "2013-05-17~",
            " 2013-05-17",
            "2013-05-17 ",
            "+2013-05-1",
            "20130517",
            "2013/05/17",
            "2013-05-17T00:00",
            "-013-05-17",
            "2013-05-1٣",
            "２013-05-17",
        ],
    );
    check_kinds::<Date>(
        ErrorKind::ImpossibleDate,
        &[
            "2013-02-30",
            "2013-02-29",
            "1900-02-29",
            "2013-04-31",
            "2013-13-01",
            "2013-00-01",
            "2013-01-00",
            "2013-21-01",
        ],
    );
    check_kinds::<Date>(ErrorKind::OutOfRange, &["0000-01-01"]);
}

#[test]
fn days_are_counted_by_the_gregorian_rule() {
    // 1969 years, 477 of them leap years (492 divisible by 4, less 19 by 100, plus 4 by 400), before 1970.
    let mut number = -(1969 * 365 + 477);
    for year in 1..=9999_u16 {
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        for (month, length) in (1..).zip(lengths) {
            let first = Date::new(year, month, 1).unwrap();
            assert_eq!(first.day_number(), number, "{first}");
            assert_eq!(Date::from_day_number(number).unwrap(), first);
            assert_eq!(VagueDate::month(year, month).unwrap().latest().day(), length);
            assert!(Date::new(year, month, length + 1).is_err(), "{first}");
            number += i32::from(length);
        }
    }
    assert_eq!(Date::MAX.day_number(), number - 1);
    assert_eq!(Date::MIN.plus_days(3_652_058).unwrap(), Date::MAX);
    assert_eq!(Date::MAX.plus_days(-3_652_058).unwrap(), Date::MIN);
    assert_eq!((Date::MIN.year(), Date::MIN.month(), Date::MIN.day()), (1, 1, 1));
}

#[test]
fn days_beyond_the_calendar_are_refused() {
    let refusals = [
        Date::MAX.plus_days(1),
        Date::MIN.plus_days(-1),
        Date::MAX.plus_days(i32::MAX),
        Date::MIN.plus_days(i32::MIN),
        Date::from_day_number(i32::MAX),
        Date::from_day_number(i32::MIN),
        Date::new(0, 1, 1),
        Date::new(10000, 1, 1),
        Date::new(u16::MAX, 1, 1),
    ];
    for refusal in refusals {
        assert_eq!(refusal.unwrap_err().kind(), ErrorKind::OutOfRange);
    }
    assert_eq!(Date::new(2013, 255, 1).unwrap_err().kind(), ErrorKind::ImpossibleDate);
    assert_eq!(Date::new(2013, 1, 255).unwrap_err().kind(), ErrorKind::ImpossibleDate);
}

#[test]
fn a_vague_date_reaches_from_its_earliest_to_its_latest_day() {
    use Precision::{Century, Day, Decade, Month, Year};
    let rows = [
        ("2013-05-17", Day, "2013-05-17", "2013-05-17"),
        ("2013-05-17?", Day, "2013-05-17", "2013-05-17"),
        ("2012-03-01~", Day, "2012-02-29", "2012-03-02"),
        ("2013-05", Month, "2013-05-01", "2013-05-31"),
        ("2013-01~", Month, "2012-12-01", "2013-02-28"),
        ("2013-21", Precision::Season, "2013-03-01", "2013-05-31"),
        ("2013-22", Precision::Season, "2013-06-01", "2013-08-31"),
        ("2013-23", Precision::Season, "2013-09-01", "2013-11-30"),
        ("2013-24", Precision::Season, "2013-12-01", "2014-02-28"),
        ("2011-24", Precision::Season, "2011-12-01", "2012-02-29"),
        ("2013-23~", Precision::Season, "2013-06-01", "2014-02-28"),
        ("2013", Year, "2013-01-01", "2013-12-31"),
        ("2013?", Year, "2013-01-01", "2013-12-31"),
        ("2001~", Year, "2000-01-01", "2002-12-31"),
        ("2001%", Year, "2000-01-01", "2002-12-31"),
        ("201X", Decade, "2010-01-01", "2019-12-31"),
        ("201X~", Decade, "2000-01-01", "2029-12-31"),
        ("20XX", Century, "2000-01-01", "2099-12-31"),
        ("20XX%", Century, "1900-01-01", "2199-12-31"),
        ("0001-01-01~", Day, "0001-01-01", "0001-01-02"),
        ("0001-01~", Month, "0001-01-01", "0001-02-28"),
        ("0001~", Year, "0001-01-01", "0002-12-31"),
        ("000X", Decade, "0001-01-01", "0009-12-31"),
        ("000X~", Decade, "0001-01-01", "0019-12-31"),
        ("00XX~", Century, "0001-01-01", "0199-12-31"),
        ("9999-12-31~", Day, "9999-12-30", "9999-12-31"),
        ("9999-24", Precision::Season, "9999-12-01", "9999-12-31"),
        ("9999~", Year, "9998-01-01", "9999-12-31"),
        ("99XX~", Century, "9800-01-01", "9999-12-31"),
    ];
    for (text, precision, earliest, latest) in rows {
        let date: VagueDate = read(text);
        assert_eq!(date.to_string(), text);
        assert_eq!(date.precision(), precision, "{text}");
        assert_eq!((date.earliest(), date.latest()), (read(earliest), read(latest)), "{text}");
        assert_eq!(date.is_approximate(), text.ends_with(['~', '%']), "{text}");
        assert_eq!(date.is_uncertain(), text.ends_with(['?', '%']), "{text}");
    }
}

#[test]
fn a_vague_date_built_is_the_one_read() {
    let day = Date::new(2013, 5, 17).unwrap();
    assert_eq!(VagueDate::from(day).uncertain().approximate(), read("2013-05-17%"));
    assert_eq!(VagueDate::month(2013, 5).unwrap().approximate().approximate(), read("2013-05~"));
    assert_eq!(VagueDate::season(2013, Season::Autumn).unwrap(), read("2013-23"));
    assert_eq!(VagueDate::year(1).unwrap().uncertain(), read("0001?"));
    assert_eq!(VagueDate::month(2013, 13).unwrap_err().kind(), ErrorKind::ImpossibleDate);
    for refusal in [VagueDate::year(0), VagueDate::month(10000, 1), VagueDate::season(0, Season::Spring)] {
        assert_eq!(refusal.unwrap_err().kind(), ErrorKind::OutOfRange);
    }
}

#[test]
fn texts_that_are_no_vague_date_are_refused() {
    check_kinds::<VagueDate>(
        ErrorKind::DateSyntax,
        &[
            "",
            "~",
            "fall 2013",
            "10000",
            "Y10000",
            "-2013",
            "213",
            "2013~~",
            "2013~?",
            "?2013",
            "~2013",
            "2013?-05",
            "2013-5",
            "2013-25",
            "2013-29",
            "2013-33~",
            "2013-41",
            "2013-1X",
            "2013-XX",
            "2XXX",
            "XXXX",
            "20X3",
            "201x",
            "2013-W20",
            "2013-137",
            "2013S2",
            "1E4",
            "20130517",
            "2013-05-17T10:00",
            "2013/2014",
            "..",
            "[2013,2014]",
            "2013\u{0}",
            "２013",
            "201\u{30a2}",
        ],
    );
    check_kinds::<VagueDate>(
        ErrorKind::ImpossibleDate,
        &["2013-13", "2013-00", "2013-20", "2013-42", "2013-99?", "2013-02-30", "2013-21-01"],
    );
    check_kinds::<VagueDate>(ErrorKind::OutOfRange, &["0000", "0000~", "0000-01", "0000-21", "0000-01-01"]);
}

#[test]
fn messages_quote_the_text_and_say_what_would_be_right() {
    let message = |text: &str| refused::<Period>(text).to_string();
    assert_eq!(message("2013-02-30"), "\"2013-02-30\" is no day: the days of that month are 01 to 28");
    assert_eq!(message("2013-13"), "\"2013-13\" is no month: months are 01 to 12");
    assert_eq!(message("0000"), "year \"0000\" is out of range: years are 0001 to 9999");
    assert_eq!(message("2013/2012"), "\"2013/2012\" ends before it starts: the earlier date comes first");
    assert_eq!(message("2013-25"), "\"2013-25\" is not a date read here: seasons are 21 (spring) to 24 (winter)");
    assert!(message("fall\n2013").starts_with("\"fall\\n2013\" is not a date: a date is written as 2013,"));
    let length = |text: &str| refused::<Length>(text).to_string();
    assert_eq!(length("P0Y"), "\"P0Y\" is out of range: a length counts 1 to 4294967295 of its unit");
    assert!(length("20 years").starts_with("\"20 years\" is not a length of time: one whole number of one unit"));
    assert_eq!(refused::<Duration>("P2Y/P1Y").to_string(), "\"P2Y/P1Y\" is no range: the shorter length comes first");
}

#[test]
fn messages_stay_short_and_printable() {
    let long = "é".repeat(1_000_000);
    let digits = format!("P{}Y", "9".repeat(1_000_000));
    let slashes = "/".repeat(1_000_000);
    let errors = [
        refused::<Date>(&long),
        refused::<VagueDate>(&long),
        refused::<Bound>(&long),
        refused::<Period>(&long),
        refused::<Period>(&slashes),
        refused::<Duration>(&long),
        refused::<Duration>(&slashes),
        refused::<Duration>(&digits),
        refused::<Length>(&digits),
        refused::<Length>("P\u{0}\u{1b}[31m\r\n\u{202e}Y"),
    ];
    for error in errors {
        let message = error.to_string();
        assert!(message.chars().count() < 400, "{message}");
        assert!(!message.chars().any(|c| c.is_control() || c == '\u{202e}'), "{message:?}");
    }
    let quoted = |count: usize| refused::<Date>(&"é".repeat(count)).to_string();
    assert!(quoted(40).starts_with(&format!("\"{}\" is", "é".repeat(40))));
    assert!(quoted(41).starts_with(&format!("\"{}…\" is", "é".repeat(40))));
}

#[test]
fn a_period_has_bounds_in_days() {
    let rows = [
        ("2013", "2013-01-01", "2013-12-31", "2013-01-01", "2013-12-31"),
        ("2004/2008", "2004-01-01", "2004-12-31", "2008-01-01", "2008-12-31"),
        ("2004/..", "2004-01-01", "2004-12-31", "-", "-"),
        ("../2008", "-", "-", "2008-01-01", "2008-12-31"),
        ("2004/", "2004-01-01", "2004-12-31", "2004-01-01", "-"),
        ("/2008", "-", "2008-12-31", "2008-01-01", "2008-12-31"),
        ("/", "-", "-", "-", "-"),
        ("../..", "-", "-", "-", "-"),
        ("../", "-", "-", "-", "-"),
        ("/..", "-", "-", "-", "-"),
        ("2013/2013-05", "2013-01-01", "2013-05-31", "2013-05-01", "2013-05-31"),
        ("2013-05/2013", "2013-05-01", "2013-05-31", "2013-05-01", "2013-12-31"),
        ("2013/2012~", "2013-01-01", "2013-12-31", "2013-01-01", "2013-12-31"),
        ("2001~/2001-06-05?", "2000-01-01", "2001-06-05", "2001-06-05", "2001-06-05"),
    ];
    for (text, earliest_start, latest_start, earliest_end, latest_end) in rows {
        let period: Period = read(text);
        assert_eq!(period.to_string(), text);
        let start = [period.earliest_start(), period.latest_start()].map(text_of);
        let end = [period.earliest_end(), period.latest_end()].map(text_of);
        assert_eq!(
            (start, end),
            ([earliest_start, latest_start].map(str::to_owned), [earliest_end, latest_end].map(str::to_owned)),
            "{text}"
        );
    }
}

#[test]
fn a_period_built_is_the_one_read() {
    let year = VagueDate::year(2013).unwrap();
    assert_eq!(Period::occasion(year), read("2013"));
    assert_eq!(Period::from(year), read("2013"));
    assert_eq!(Period::from(Date::MIN), read("0001-01-01"));
    assert_eq!(Period::since(year), read("2013/.."));
    assert_eq!(Period::between(Bound::Unknown, Bound::At(year)).unwrap(), read("/2013"));
    let period: Period = read("../2013");
    assert_eq!((period.start(), period.end(), period.is_occasion()), (Bound::Open, Bound::At(year), false));
    let period: Period = read("2013");
    assert_eq!((period.start(), period.end(), period.is_occasion()), (Bound::At(year), Bound::At(year), true));
    assert_ne!(period, read("2013/2013"));
}

#[test]
fn texts_that_are_no_period_are_refused() {
    check_kinds::<Period>(
        ErrorKind::DateSyntax,
        &[
            "",
            "..",
            "...",
            "2013/2014/2015",
            "//",
            "2013--2014",
            "2013..",
            "2013/...",
            "2013/open",
            "2013 / 2014",
            "/ ",
        ],
    );
    check_kinds::<Period>(
        ErrorKind::ImpossiblePeriod,
        &["2013/2012", "2013-05-18/2013-05-17", "2013-06/2013-05?", "2014/2012~", "21XX/20XX", "2014-03/2013-24"],
    );
    check_kinds::<Period>(ErrorKind::ImpossibleDate, &["2013-13/2014", "2013/2014-02-30", "2013-00"]);
    check_kinds::<Period>(ErrorKind::OutOfRange, &["0000/2013", "../0000"]);
}

#[test]
fn a_duration_has_limits_in_days() {
    let rows = [
        ("P20Y", 7305.0, Some(7305.0)),
        ("P6M", 182.625, Some(182.625)),
        ("P2W", 14.0, Some(14.0)),
        ("P3D", 3.0, Some(3.0)),
        ("PT3H", 0.125, Some(0.125)),
        ("PT36M", 0.025, Some(0.025)),
        ("P10Y~", 0.0, None),
        ("P20Y/..", 7305.0, None),
        ("../P2D", 0.0, Some(2.0)),
        ("P10Y/P20Y", 3652.5, Some(7305.0)),
        ("P12M/P1Y", 365.25, Some(365.25)),
        ("PT24H/P1D", 1.0, Some(1.0)),
        ("P4294967295Y", 1_568_736_804_498.75, Some(1_568_736_804_498.75)),
    ];
    for (text, shortest, longest) in rows {
        let duration: Duration = read(text);
        assert_eq!(duration.to_string(), text);
        assert_eq!((duration.shortest_days(), duration.longest_days()), (shortest, longest), "{text}");
        assert_eq!(duration.is_approximate(), text.ends_with('~'), "{text}");
    }
    let limits = |text| {
        let duration: Duration = read(text);
        [duration.lower(), duration.upper()].map(|limit| limit.map_or_else(String::new, |length| length.to_string()))
    };
    assert_eq!(limits("P10Y~"), ["P10Y", "P10Y"]);
    assert_eq!(limits("P10Y/.."), ["P10Y", ""]);
    assert_eq!(limits("../P10Y"), ["", "P10Y"]);
    assert_eq!(limits("P10Y/P20Y"), ["P10Y", "P20Y"]);
}

#[test]
fn texts_that_are_no_duration_are_refused() {
    check_kinds::<Duration>(
        ErrorKind::DateSyntax,
        &[
            "",
            "P",
            "PY",
            "PT",
            "P20",
            "20Y",
            "P20y",
            "P020Y",
            "P00Y",
            "P+2Y",
            "P-2Y",
            "-P2Y",
            "P1.5Y",
            "P1Y6M",
            "P1DT2H",
            "PT3D",
            "P3H",
            "PT3S",
            "P2Y?",
            "P2Y%",
            "P2Y~~",
            "P2Y~/..",
            "P2Y/P3Y~",
            "P2Y/",
            "/P2Y",
            "../..",
            "/",
            "P1Y/P2Y/P3Y",
            "P٢Y",
            "2004/P2Y",
        ],
    );
    check_kinds::<Duration>(ErrorKind::OutOfRange, &["P0Y", "PT0M", "P4294967296D", "../P0D"]);
    check_kinds::<Duration>(ErrorKind::ImpossiblePeriod, &["P2Y/P1Y", "P1Y/P365D", "P1M/P30D", "PT61M/PT1H"]);
    assert_eq!(Length::new(0, Unit::Hour).unwrap_err().kind(), ErrorKind::OutOfRange);
}

/// The slow obvious twin: a period as the list of all its concrete intervals, on a time line cut to days 0 to 9 that
/// lie around January 1970. The days 1 to 5 are stated; the others stand for all that unknown bounds may reach.
mod twin {
    pub(super) const ALWAYS: i32 = -100;
    pub(super) const FOREVER: i32 = 100;
    pub(super) const FIRST: i32 = -1;
    pub(super) const LAST: i32 = 8;
    pub(super) const STATED: std::ops::RangeInclusive<i32> = 1..=5;

    /// Texts of a bound with the days that it allows.
    fn dates() -> Vec<(String, Vec<i32>)> {
        let plain = STATED.map(|day| (format!("1970-01-{day:02}"), vec![day]));
        let about = STATED.map(|day| (format!("1970-01-{day:02}~"), vec![day - 1, day, day + 1]));
        plain.chain(about).collect()
    }

    fn bounds(open: i32) -> Vec<(String, Vec<i32>)> {
        let others = [("..".to_owned(), vec![open]), (String::new(), (FIRST..=LAST).collect())];
        dates().into_iter().chain(others).collect()
    }

    fn intervals(starts: &[i32], ends: &[i32]) -> Vec<(i32, i32)> {
        starts.iter().flat_map(|s| ends.iter().map(|e| (*s, *e))).filter(|(s, e)| s <= e).collect()
    }

    /// Every period that can be stated on the small time line, also the impossible ones, which have no interval.
    pub(super) fn periods() -> Vec<(String, Vec<(i32, i32)>)> {
        let occasions = dates().into_iter().map(|(text, days)| (text, intervals(&days, &days)));
        let ends = bounds(FOREVER);
        let between = bounds(ALWAYS).into_iter().flat_map(|(start, starts)| {
            ends.iter().map(move |(end, ends)| (format!("{start}/{end}"), intervals(&starts, ends))).collect::<Vec<_>>()
        });
        occasions.chain(between).collect()
    }
}

fn certainty(a: &[(i32, i32)], b: &[(i32, i32)], holds: impl Fn((i32, i32), (i32, i32)) -> bool) -> Certainty {
    let mut outcomes = a.iter().flat_map(|a| b.iter().map(|b| holds(*a, *b)));
    let first = outcomes.next().expect("a possible period has an interval");
    if outcomes.any(|outcome| outcome != first) {
        return Certainty::Possible;
    }
    if first { Certainty::Certain } else { Certainty::Impossible }
}

#[test]
fn the_twin_agrees_on_what_is_impossible() {
    let periods = twin::periods();
    assert_eq!(periods.len(), 10 + 12 * 12);
    for (text, intervals) in periods {
        let kind = text.parse::<Period>().map_err(|error| error.kind()).err();
        assert_eq!(kind, intervals.is_empty().then_some(ErrorKind::ImpossiblePeriod), "{text}");
    }
}

#[test]
fn the_twin_agrees_on_the_bounds() {
    let day =
        |day: Option<i32>| day.filter(|day| (0..=6).contains(day)).map(|day| Date::from_day_number(day - 1).unwrap());
    for (text, intervals) in twin::periods().into_iter().filter(|(_, intervals)| !intervals.is_empty()) {
        let period: Period = read(&text);
        let (starts, ends) = (intervals.iter().map(|i| i.0), intervals.iter().map(|i| i.1));
        assert_eq!(period.earliest_start(), day(starts.clone().min()), "{text}");
        assert_eq!(period.latest_start(), day(starts.max()), "{text}");
        assert_eq!(period.earliest_end(), day(ends.clone().min()), "{text}");
        assert_eq!(period.latest_end(), day(ends.max()), "{text}");
    }
}

#[test]
fn the_twin_agrees_on_every_relation() {
    let periods: Vec<(Period, Vec<(i32, i32)>)> = twin::periods()
        .into_iter()
        .filter(|(_, intervals)| !intervals.is_empty())
        .map(|(text, intervals)| (read(&text), intervals))
        .collect();
    for (a, all_a) in &periods {
        for (b, all_b) in &periods {
            let expected = [
                certainty(all_a, all_b, |(_, end), (start, _)| end < start),
                certainty(all_a, all_b, |a, b| a.0 <= b.1 && b.0 <= a.1),
                certainty(all_a, all_b, |a, b| b.0 <= a.0 && a.1 <= b.1),
                certainty(all_a, all_b, |a, b| a.0 <= b.0 && b.1 <= a.1),
                certainty(all_a, all_b, |a, b| a == b),
            ];
            assert_eq!([a.before(b), a.overlaps(b), a.within(b), a.contains(b), a.same_as(b)], expected, "{a} and {b}");
        }
        for number in 0..=6 {
            let expected = certainty(all_a, &[(number, number)], |a, b| a.0 <= b.0 && b.1 <= a.1);
            assert_eq!(a.covers_day(Date::from_day_number(number - 1).unwrap()), expected, "{a} and day {number}");
        }
    }
}

#[test]
fn relations_at_the_rim_of_the_calendar() {
    let relation = |a: &str, of: fn(&Period, &Period) -> Certainty, b: &str| of(&read(a), &read(b));
    assert_eq!(relation("../0001-01-01", Period::within, "/.."), Certainty::Impossible);
    assert_eq!(relation("/..", Period::within, "../.."), Certainty::Certain);
    assert_eq!(relation("../..", Period::same_as, "../.."), Certainty::Certain);
    assert_eq!(relation("/0001-01-01", Period::same_as, "0001-01-01"), Certainty::Possible);
    assert_eq!(relation("/", Period::before, "0001-01-01"), Certainty::Possible);
    assert_eq!(relation("9999-12-31", Period::before, "/"), Certainty::Possible);
    assert_eq!(relation("2004/..", Period::before, "/"), Certainty::Impossible);
    assert_eq!(relation("2004/..", Period::overlaps, "1990/.."), Certainty::Certain);
}

fn vague_dates() -> impl Strategy<Value = VagueDate> {
    let year = 1..=9999_u16;
    let seasons = prop::sample::select(vec![Season::Spring, Season::Summer, Season::Autumn, Season::Winter]);
    let stated = prop_oneof![
        (Date::MIN.day_number()..=Date::MAX.day_number()).prop_map(|day| Date::from_day_number(day).unwrap().into()),
        (year.clone(), 1..=12_u8).prop_map(|(year, month)| VagueDate::month(year, month).unwrap()),
        (year.clone(), seasons).prop_map(|(year, season)| VagueDate::season(year, season).unwrap()),
        year.prop_map(|year| VagueDate::year(year).unwrap()),
        (0..1000).prop_map(|decade| read(&format!("{decade:03}X"))),
        (0..100).prop_map(|century| read(&format!("{century:02}XX"))),
    ];
    (stated, any::<(bool, bool)>()).prop_map(|(date, (approximate, uncertain))| {
        let date = if approximate { date.approximate() } else { date };
        if uncertain { date.uncertain() } else { date }
    })
}

fn bounds() -> impl Strategy<Value = Bound> {
    prop_oneof![3 => vague_dates().prop_map(Bound::At), 1 => Just(Bound::Open), 1 => Just(Bound::Unknown)]
}

fn periods() -> impl Strategy<Value = Period> {
    prop_oneof![
        vague_dates().prop_map(Period::occasion),
        (bounds(), bounds()).prop_map(|(a, b)| Period::between(a, b).or_else(|_| Period::between(b, a)).unwrap()),
    ]
}

fn lengths() -> impl Strategy<Value = Length> {
    let units = vec![Unit::Minute, Unit::Hour, Unit::Day, Unit::Week, Unit::Month, Unit::Year];
    (prop_oneof![1..100_u32, 1..=u32::MAX], prop::sample::select(units))
        .prop_map(|(count, unit)| Length::new(count, unit).unwrap())
}

fn durations() -> impl Strategy<Value = Duration> {
    prop_oneof![
        lengths().prop_map(Duration::exactly),
        lengths().prop_map(Duration::about),
        lengths().prop_map(Duration::at_least),
        lengths().prop_map(Duration::at_most),
        (lengths(), lengths()).prop_map(|(a, b)| Duration::between(a, b).or_else(|_| Duration::between(b, a)).unwrap()),
    ]
}

/// Texts that come close to being read.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9X~?%/.PTYMWDH-]{0,12}",
        "[0-2][0-9]{2}[0-9X](-[0-9]{2}){0,2}[~?%]?",
        "P(T?[0-9]{1,3}[YMWDH]){1,2}"
    ]
}

#[track_caller]
fn reads_back<T: FromStr<Err = Error> + Display + PartialEq + Debug>(value: &T) {
    assert_eq!(read::<T>(&value.to_string()), *value);
}

/// Reading never panics, and what is read prints as it was written.
fn prints_back<T: FromStr<Err = Error> + Display>(text: &str) {
    if let Ok(value) = text.parse::<T>() {
        assert_eq!(value.to_string(), text);
    }
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(
        date in vague_dates(),
        bound in bounds(),
        period in periods(),
        duration in durations(),
    ) {
        reads_back(&date.earliest());
        reads_back(&date);
        reads_back(&bound);
        reads_back(&period);
        reads_back(&duration);
    }

    /// The widest period takes in what may be meant, and is known to the day or open; it cannot be widened.
    #[test]
    fn the_widest_period_takes_in_what_may_be_meant(period in periods()) {
        let widest = period.widest();
        prop_assert_eq!(period.within(&widest), Certainty::Certain);
        prop_assert_eq!(widest.same_as(&widest), Certainty::Certain);
        prop_assert_eq!(widest.widest(), widest);
    }

    #[test]
    fn what_is_read_is_printed_back(text in texts()) {
        prints_back::<Date>(&text);
        prints_back::<VagueDate>(&text);
        prints_back::<Bound>(&text);
        prints_back::<Period>(&text);
        prints_back::<Length>(&text);
        prints_back::<Duration>(&text);
    }

    #[test]
    fn earliest_is_no_later_than_latest(date in vague_dates(), duration in durations()) {
        prop_assert!(date.earliest() <= date.latest());
        let about = date.approximate();
        prop_assert!(about.earliest() <= date.earliest() && date.latest() <= about.latest());
        prop_assert!(duration.longest_days().is_none_or(|longest| duration.shortest_days() <= longest));
    }

    #[test]
    fn bounds_of_a_period_are_in_order(period in periods()) {
        let bounds = [period.earliest_start(), period.latest_start(), period.earliest_end(), period.latest_end()];
        let in_order = |a: usize, b: usize| bounds[a].zip(bounds[b]).is_none_or(|(a, b)| a <= b);
        prop_assert!(in_order(0, 1) && in_order(2, 3) && in_order(0, 2) && in_order(1, 3));
    }

    #[test]
    fn days_add_up(a in vague_dates(), b in vague_dates()) {
        let (a, b) = (a.earliest(), b.latest());
        prop_assert_eq!(a.plus_days(a.days_until(b)).unwrap(), b);
        prop_assert_eq!(a.days_until(b), b.day_number() - a.day_number());
        prop_assert_eq!(a.cmp(&b), a.day_number().cmp(&b.day_number()));
    }

    #[test]
    fn relations_agree_with_one_another(a in periods(), b in periods()) {
        prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
        prop_assert_eq!(a.same_as(&b), b.same_as(&a));
        prop_assert_eq!(a.within(&b), b.contains(&a));
        // Of two periods, exactly one holds: one is before the other, or they overlap.
        let alternatives = [a.before(&b), a.overlaps(&b), b.before(&a)];
        let certain = alternatives.iter().filter(|c| **c == Certainty::Certain).count();
        let impossible = alternatives.iter().filter(|c| **c == Certainty::Impossible).count();
        prop_assert_eq!(certain == 1, impossible == 2);
        prop_assert!(certain <= 1);
        if a.within(&b) != Certainty::Impossible {
            prop_assert_ne!(a.overlaps(&b), Certainty::Impossible);
        }
        if a.same_as(&b) == Certainty::Certain {
            prop_assert_eq!([a.within(&b), b.within(&a)], [Certainty::Certain; 2]);
        }
    }

    #[test]
    fn a_period_may_be_the_same_as_itself(period in periods()) {
        prop_assert_ne!(period.same_as(&period), Certainty::Impossible);
        prop_assert_ne!(period.within(&period), Certainty::Impossible);
        prop_assert_ne!(period.before(&period), Certainty::Certain);
    }
}
