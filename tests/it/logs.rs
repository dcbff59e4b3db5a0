//! The example that reads a log of dated events: reading, metrics, and the acts that it makes of them.

#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

#[path = "../../examples/ledger/log.rs"]
mod log;
#[path = "../../examples/ledger/metrics.rs"]
mod metrics;
#[path = "../../examples/ledger/period.rs"]
mod period;
#[path = "../../examples/ledger/score.rs"]
mod score;
#[path = "../../examples/ledger/stream.rs"]
mod stream;

use std::collections::BTreeMap;
use std::path::Path;

use cocreation::spe::Part;
use log::Log;
use metrics::Metrics;
use period::{By, Period};
use score::Counts;
use stream::{Act, Stream};

const HEADER: &str = "date,project,subject,actor_person_hash,actor_org,counterpart_org,weight,evidence,ref";

fn small() -> Log {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ledger/small.csv");
    log::read(&file.to_string_lossy(), "project").unwrap_or_else(|problems| panic!("{problems}"))
}

/// A log of the sphere `s`: of each row all columns but that of the sphere.
fn made(rows: &[&str]) -> Log {
    let rows: Vec<String> = rows.iter().map(|row| row.replacen(',', ",s,", 1)).collect();
    read(&rows.join("\n")).unwrap_or_else(|problems| panic!("{problems}"))
}

fn read(rows: &str) -> Result<Log, String> {
    log::parse(format!("{HEADER}\n{rows}").as_bytes(), "project")
}

fn problems(rows: &str) -> Vec<String> {
    read(rows).expect_err("a bad log").lines().map(|line| line.trim().to_owned()).collect()
}

fn year(year: u16) -> Period {
    Period { year, quarter: None }
}

fn only(log: &Log) -> Metrics {
    let found = metrics::by_period(log, By::Year);
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_values().next().expect("one sphere in one year")
}

/// The acts by sphere, day, weight with its sign, and `giver>receiver`.
fn acts(log: &Log) -> Vec<String> {
    let stream = Stream::of(log);
    let name = |actor: u32| &*stream.actors[actor as usize];
    let participants = |act: &Act| {
        let people = act.participants.iter().map(|one| match one.gives_to {
            Some(receiver) => format!("{}>{}", name(one.actor), name(receiver)),
            None => name(one.actor).to_owned(),
        });
        let mut people: Vec<String> = people.collect();
        people.sort();
        people.join(" ")
    };
    let line = |act: &Act| {
        let (sphere, sign) = (&stream.spheres[act.sphere as usize], if act.negative { "-" } else { "" });
        format!("{sphere} {} {sign}{} {}", act.day, act.weight, participants(act))
    };
    stream.acts.iter().map(line).collect()
}

/// The reference was computed by other people with other code.
#[test]
fn the_metrics_of_two_projects_are_those_of_the_reference() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/golden/logs");
    let Ok(text) = std::fs::read_to_string(folder.join("metrics_ref.csv")) else {
        println!("skipped: there is no {}", folder.display());
        return;
    };
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let rows: Vec<BTreeMap<&str, &str>> = lines.map(|row| header.iter().copied().zip(row).collect()).collect();
    for project in ["opensbi", "optee_os"] {
        check_project(project, &folder.join(format!("dev-{project}.csv.gz")), &rows);
    }
    assert_eq!(rows.len(), 22);
}

fn check_project(project: &str, file: &Path, rows: &[BTreeMap<&str, &str>]) {
    let log = log::read(&file.to_string_lossy(), "project").unwrap_or_else(|problems| panic!("{problems}"));
    let found = metrics::by_period(&log, By::Year);
    let rows: Vec<_> = rows.iter().filter(|row| row["project"] == project).collect();
    assert_eq!(rows.len(), found.len());
    for row in rows {
        let place = (project, year(row["year"].parse().expect("a year")));
        let metrics = found[&place];
        let factor = metrics.contributor_absence_factor.map(|factor| factor as f64);
        check_cell(factor, row["contributor_absence_factor"], &place);
        check_cell(metrics.evenness, row["evenness"], &place);
        check_cell(metrics.cross_organisation_share, row["cross_org_share"], &place);
    }
}

/// The reference has four digits behind the point, and nothing where nothing is known.
fn check_cell(value: Option<f64>, printed: &str, place: &(&str, Period)) {
    match (value, printed.parse::<f64>()) {
        (Some(value), Ok(printed)) => {
            assert!((value - printed).abs() <= 0.5e-4 + 1e-12, "{place:?}: {value}, {printed}")
        }
        (value, _) => assert!(value.is_none() && printed.is_empty(), "{place:?}: {value:?}, {printed:?}"),
    }
}

/// By hand: ann, bob and cal wrote one patch each in 2020, so two of them make up half; alder and birch are even; of three
/// rows between named organisations two join alder and birch. In 2021 ann alone wrote, and the one such row is a revert.
#[test]
fn the_metrics_of_the_small_log_can_be_counted() {
    let log = small();
    let metrics = |factor, evenness, share| Metrics {
        contributor_absence_factor: Some(factor),
        evenness,
        cross_organisation_share: Some(share),
    };
    let expected =
        [(("madeup", year(2020)), metrics(2, Some(1.0), 2.0 / 3.0)), (("madeup", year(2021)), metrics(1, None, 1.0))];
    assert_eq!(metrics::by_period(&log, By::Year), BTreeMap::from(expected));
}

#[test]
fn the_acts_of_the_small_log_can_be_read_off() {
    let expected = [
        "madeup 2020-01-10 1 alder.example birch.example>alder.example",
        "madeup 2020-02-01 1 alder.example>birch.example birch.example",
        "madeup 2020-05-05 1 alder.example>individual:cal individual:cal",
        "madeup 2021-03-01 1 alder.example>individual:cal",
        "madeup 2021-04-01 -1 birch.example>alder.example",
    ];
    assert_eq!(acts(&small()), expected);
}

/// By hand. In three acts of two alder has three halves, birch one, cal one half: 1/2, 1/3 and 1/6 of all, whose entropy
/// is ln 2 / 2 + ln 3 / 3 + ln 6 / 6. From 10 January on 2020 has six bins of 61 days, of which the first has two of the
/// acts and the second the third. In 2021 one patch stands against one revert.
#[test]
fn the_scores_of_the_small_log_can_be_computed() {
    let log = small();
    let last = "2021-04-01".parse().expect("a day");
    let scores = score::by_period(&Stream::of(&log), By::Year, last).expect("a sound stream");
    let [first, second] = [2020, 2021].map(|one| &scores[&(0, Some(year(one)))]);
    let entropy = 2f64.ln() / 2.0 + 3f64.ln() / 3.0 + 6f64.ln() / 6.0;
    for (scored, part, expected) in [
        (first, Part::Evenness, entropy.exp() / 3.0),
        (first, Part::Jointness, 1.0),
        (first, Part::Coverage, 2.0 / 6.0),
        (first, Part::Destruction, 0.0),
        (second, Part::Destruction, 0.5),
        (&scores[&(0, None)], Part::Destruction, 0.2),
    ] {
        let value = scored.score[part];
        assert!(value.is_exact() && (value.low - expected).abs() < 1e-12, "{part}: {value:?}, expected {expected}");
    }
    // Authors give to nobody known, and a log does not say what anybody wants.
    assert!(!first.score[Part::Reciprocity].is_exact() && first.score[Part::Purpose].is_unknown());
    assert_eq!(first.counts, Counts { acts: 3, joint_acts: 3, negative_acts: 0 });
}

#[test]
fn a_period_has_a_first_and_a_last_day() {
    let days = |quarter| {
        let period = Period { year: 2024, quarter };
        format!("{} {}", period.first(), period.last())
    };
    assert_eq!(days(None), "2024-01-01 2024-12-31");
    assert_eq!(days(Some(1)), "2024-01-01 2024-03-31");
    assert_eq!(days(Some(4)), "2024-10-01 2024-12-31");
    assert_eq!(Period { year: 9999, quarter: None }.last().to_string(), "9999-12-31");
}

/// Three quarters and one: H = 2 − 3/4 log₂ 3 bits of one bit, 0.8113 to four digits.
#[test]
fn evenness_is_entropy_over_that_of_equal_shares() {
    let log = made(&["2020-01-01,p,ann,a,,0.75,author:code,", "2020-01-01,q,bob,b,,0.25,author:code,"]);
    let evenness = only(&log).evenness.expect("two organisations");
    assert!((evenness - (2.0 - 0.75 * 3f64.log2())).abs() < 1e-12, "{evenness}");
}

/// 0.7 + 0.4 + 0.3 is more than 1.4 in binary; 0.7 is half of it all the same.
#[test]
fn exactly_half_is_enough() {
    let log = made(&[
        "2020-01-01,p,ann,a,,0.7,author:code,",
        "2020-01-01,q,bob,b,,0.4,author:code,",
        "2020-01-01,r,cal,b,,0.3,author:code,",
    ]);
    assert_eq!(only(&log).contributor_absence_factor, Some(1));
}

#[test]
fn a_year_without_authors_and_organisations_has_no_figures() {
    let log =
        made(&["2020-01-01,p,ann,individual,individual,1,trailer:acked-by,", "2020-01-01,p,,bot,a,1,author:code,"]);
    let none = Metrics { contributor_absence_factor: None, evenness: None, cross_organisation_share: None };
    assert_eq!(only(&log), none);
}

#[test]
fn quarters_begin_with_january_april_july_and_october() {
    let dates = ["2020-03-31", "2020-04-01", "2020-06-30", "2020-07-01", "2020-09-30", "2020-10-01"];
    let names = dates.map(|date| By::Quarter.period(date.parse().expect("a day")).to_string());
    assert_eq!(names, ["2020-Q1", "2020-Q2", "2020-Q2", "2020-Q3", "2020-Q3", "2020-Q4"]);
    assert_eq!(By::Year.period("2020-03-31".parse().expect("a day")).to_string(), "2020");
}

/// A subject of two spheres is two acts, each with the weight that its author has there; the order is that of the days.
#[test]
fn an_act_is_a_subject_within_a_sphere() {
    let rows = "2020-02-01,x,p,ann,a,,0.75,author:code,\n2020-01-01,y,p,ann,a,,0.25,author:test,\n\
                2020-01-05,x,p,bob,b,a,1,trailer:reviewed-by,";
    let log = read(rows).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(acts(&log), ["y 2020-01-01 0.25 a", "x 2020-01-05 0.75 a b>a"]);
}

/// Two people without an organisation wrote it: the log does not say to whom the review goes. A bot neither gives nor gets.
#[test]
fn a_receiver_whom_the_log_does_not_tell_is_left_open() {
    let log = made(&[
        "2020-01-01,p,ann,individual,,0.5,author:code,",
        "2020-01-01,p,bob,individual,,0.5,author:code,",
        "2020-01-01,p,cal,c,individual,1,trailer:reviewed-by,",
        "2020-01-02,q,,bot,,1,author:code,",
        "2020-01-02,q,cal,c,bot,1,trailer:reviewed-by,",
    ]);
    assert_eq!(acts(&log), ["s 2020-01-01 1 c individual:ann individual:bob", "s 2020-01-02 1 c"]);
}

/// Who agrees to a revert takes part in it, for the one who made it.
#[test]
fn a_revert_is_a_negative_act_of_all_who_take_part() {
    let log =
        made(&["2020-01-01,q,ann,individual,b,-1,revert,p", "2020-01-02,q,cal,c,individual,0.5,trailer:acked-by,"]);
    assert_eq!(acts(&log), ["s 2020-01-01 -1 c>individual:ann individual:ann>b"]);
}

#[test]
fn who_gives_to_several_takes_part_for_each_and_nobody_gives_to_himself() {
    let log = made(&[
        "2020-01-01,p,ann,a,,1,author:code,",
        "2020-01-01,p,ann,a,b,1,fixes,o",
        "2020-01-01,p,ann,a,c,1,fixes,n",
        "2020-01-01,p,abe,a,a,1,trailer:reviewed-by,",
    ]);
    assert_eq!(acts(&log), ["s 2020-01-01 1 a>b a>c"]);
}

/// Line 3 is blank, line 6 ends a field of two lines.
#[test]
fn every_bad_row_is_named_with_its_line_and_column() {
    let rows = "2020-01-01,s,p,ann,a,,1,author:code,\r\n\r\n2020-02-30,s,p,ann,a,,1,author:code,\r\n\
                2020-01-01,s,\"p\nq\",ann,a,,none,author:code,\r\n2020-01-01,s,p,,individual,,1,author:code,\r\n\
                2020-01-01,s,p,ann,a,,0,author:code,\r\n2020-01-01,s,p";
    let found = problems(rows);
    let expected = [
        "5 bad rows",
        "line 4, column 1 (`date`)",
        "line 5, column 7 (`weight`)",
        "line 7, column 4 (`actor_person_hash`)",
        "line 8, column 7 (`weight`)",
        "line 9, 3 columns where the header has 9",
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}");
    }
}

#[test]
fn of_many_bad_rows_twenty_are_shown() {
    let found = problems(&"2020-01-01,s,p,ann,,,1,author:code,\n".repeat(23));
    assert_eq!((found.len(), &*found[0], &*found[21]), (22, "23 bad rows", "and 3 more"));
}

#[test]
fn columns_that_are_missing_or_double_are_named() {
    let problem = |header: &str| log::parse(header.as_bytes(), "component").expect_err("a bad header");
    let missing = problem(&HEADER.replace("weight,", ""));
    assert_eq!(missing, "the header has no column `weight`, `component`");
    let double = problem(&format!("{HEADER},component,ref"));
    assert_eq!(double, "the header has more than one column `ref`");
}

#[test]
fn a_row_without_a_sphere_is_counted_and_left_out() {
    let log = read("2020-01-01,,p,ann,a,,1,author:code,").unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!((log.rows.len(), log.outside), (0, 1));
}
