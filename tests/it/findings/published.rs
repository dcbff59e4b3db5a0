//! The verdicts on the published cases, their page, and the laws.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use cocreation::Case;
use cocreation::case::EvidenceView;
use cocreation::case::document::Document;
use cocreation::findings::Outcome::{NotSupported, NotTestable, Supported};
use cocreation::findings::{ALL, Finding, Grounds, Outcome, Verdict};
use cocreation::theory::typology::EvidenceKind;
use cocreation::theory::work;

/// C1 to C8.
const CASES: [&str; 8] =
    ["rolls_royce", "sap", "unilever", "bekaert", "competence_management", "consultancy_group", "combitech", "greenco"];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn published(id: &str) -> Case {
    let number: usize = id.strip_prefix('C').and_then(|number| number.parse().ok()).expect("C1 to C8");
    let text =
        std::fs::read_to_string(path(&format!("examples/cases/{}.toml", CASES[number - 1]))).expect("a document");
    Case::from_toml(&text).expect("sound")
}

fn cases_of(finding: &Finding) -> Vec<Case> {
    finding.published.iter().map(|id| published(id)).collect()
}

/// Today's verdicts. One that changes is to be understood before it is changed here: a case or a rule says something else.
const VERDICTS: [(&str, Outcome, &str); 19] = [
    ("F1", NotTestable, "that none was found is said by the authors alone; nobody else looked"),
    ("F2", NotSupported, "Bekaert has 3 of 8 materialising items, less than any of the others"),
    ("F3", NotSupported, "SAP has 8 of 14 items, 57.1 %; the others together have 22 of 38, 57.9 %"),
    ("F4", NotTestable, "only Bekaert's patent is told to have led to a practice; no event is dated"),
    ("F5", NotTestable, "where concerted capability is named, it is of the engagement as a whole"),
    ("F6", NotTestable, "too few acts are dated to tell how sustained engagement was"),
    (
        "F7",
        NotTestable,
        "all four realise value; ties and trust are the authors' word, and nobody looked for a lack of them",
    ),
    (
        "F8",
        Supported,
        "Rolls-Royce's table is fullest in materialising, Bekaert's in linking (against F2); all realise value",
    ),
    ("F9", NotTestable, "that professions are shared stands in the discussion alone"),
    ("F10", NotTestable, "nothing is told of who depends on whom"),
    ("F11", NotTestable, "three links between a capability and a practice are told in all"),
    ("F12", Supported, "three in either workshop, and all five in both together"),
    ("F13", Supported, "tasks are handed out by experience; quotations and reports hold no search for synergy"),
    ("F14", NotTestable, "no customer is there; in the second workshop only the authors say who speaks for them"),
    (
        "F15",
        NotTestable,
        "no sacrifice is told of one who takes to the tool; what is market knowledge is the author's word",
    ),
    ("F16", NotTestable, "ten were interviewed, and of two a personal purpose in line is told"),
    ("F17", NotTestable, "that capital grows with use is said by the authors alone"),
    ("F18", Supported, "suppliers, competitors and university researchers are inside, by interviews"),
    ("F19", NotTestable, "three are seen in the case; of assimilation there is the authors' word alone"),
];

#[test]
fn the_verdicts_on_the_published_cases_are_these() {
    assert_eq!(ALL.iter().map(|finding| finding.id).collect::<Vec<_>>(), VERDICTS.map(|(id, _, _)| id));
    for (finding, (_, outcome, reason)) in ALL.iter().zip(VERDICTS) {
        let verdict = finding.check(&cases_of(finding));
        assert_eq!(verdict.outcome, outcome, "pinned because {reason}\n{verdict}");
    }
}

/// What the rules say of numbers, by hand from Tables 2 to 5 of Marcos-Cuevas et al. (2016): linking, materialising and
/// institutionalising items of Rolls-Royce (6, 7, 3), SAP (6, 6, 2), Unilever (6, 6, 2) and Bekaert (4, 3, 1).
#[test]
fn the_items_of_the_four_tables_are_counted() {
    for (id, shares) in
        [("F2", ["3 of 8", "7 of 16", "6 of 14", "6 of 14"]), ("F3", ["5 of 8", "9 of 16", "8 of 14", "8 of 14"])]
    {
        let finding = ALL.iter().find(|finding| finding.id == id).expect("a finding");
        let verdict = finding.check(&cases_of(finding));
        for (case, share) in verdict.cases.iter().zip(shares) {
            assert!(case.says.contains(&format!("{share} items of tables")), "{verdict}");
        }
    }
}

#[test]
fn a_finding_is_stated_whole() {
    for finding in ALL {
        assert!(work(finding.source.work).is_some(), "{finding:?}");
        assert!(finding.published.iter().all(|id| !published(id).id().is_empty()));
        for sentence in [finding.statement, finding.rule] {
            assert!(sentence.ends_with('.') && !sentence.contains("  "), "{sentence:?}");
        }
        assert!(finding.needs.ends_with('.') && !finding.needs.contains("  "), "{:?}", finding.needs);
    }
}

/// Everything but ids and what is told with them.
fn decided(verdict: &Verdict) -> (Outcome, &str, Vec<[usize; 4]>) {
    let sizes = verdict.cases.iter().map(|case| {
        let (so, not) = (&case.supporting, &case.opposing);
        [so.claims.len(), so.searches.len(), not.claims.len(), not.searches.len()]
    });
    let mut sizes: Vec<_> = sizes.collect();
    sizes.sort_unstable();
    (verdict.outcome, &verdict.why, sizes)
}

fn changed(case: &Case, change: impl FnOnce(&mut Document)) -> Case {
    let mut document = case.document();
    change(&mut document);
    Case::try_from(document).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The same case with all ids of nodes written backwards behind a letter that none begins with.
fn relabelled(case: &Case) -> Case {
    let other = |id: &str| -> Box<str> { format!("Z{}", id.chars().rev().collect::<String>()).into() };
    changed(case, |document| {
        document.id = other(&document.id);
        document.nodes.iter_mut().for_each(|node| node.id = other(&node.id));
        for claim in &mut document.claims {
            claim.subject = other(&claim.subject);
            claim.object = claim.object.as_deref().map(other);
            claim.during = claim.during.as_deref().map(other);
            claim.giving_to.iter_mut().for_each(|id| *id = other(id));
        }
        for search in &mut document.searches {
            for pattern in [&mut search.subject, &mut search.object] {
                pattern.node = pattern.node.as_deref().map(other);
            }
            search.scope.iter_mut().for_each(|id| *id = other(id));
        }
    })
}

fn every_case() -> Vec<Case> {
    (1..=8).map(|number| published(&format!("C{number}"))).collect()
}

#[test]
fn the_order_of_the_cases_changes_nothing() {
    let cases = every_case();
    for finding in ALL {
        let verdict = finding.check(&cases);
        assert_eq!(finding.check(cases.iter().rev()), verdict);
        assert_eq!(finding.check(cases[3..].iter().chain(&cases[..3])), verdict);
    }
}

#[test]
fn other_ids_change_nothing() {
    let cases = every_case();
    let others: Vec<Case> = cases.iter().map(relabelled).collect();
    for finding in ALL {
        let (verdict, other) = (finding.check(&cases), finding.check(&others));
        assert_eq!(decided(&verdict), decided(&other), "{}", finding.id);
        for (case, other) in cases.iter().zip(&others) {
            assert_eq!(decided(&finding.check([case])), decided(&finding.check([other])), "{}", finding.id);
        }
    }
}

/// The same case without the claims and searches that rest on the authors' own claims alone.
fn without_authors(case: &Case) -> Case {
    let authors = |piece: EvidenceView<'_>| piece.kind() == Some(EvidenceKind::AuthorsClaim);
    let claims: Vec<bool> =
        case.claims().map(|claim| claim.evidence().len() == 0 || !claim.evidence().all(authors)).collect();
    let searches: Vec<bool> =
        case.searches().map(|search| search.evidence().len() == 0 || !search.evidence().all(authors)).collect();
    assert!(claims.contains(&false), "{} has claims of the authors", case.id());
    changed(case, |document| {
        let mut kept = claims.into_iter();
        document.claims.retain(|_| kept.next().expect("one for each"));
        let mut kept = searches.into_iter();
        document.searches.retain(|_| kept.next().expect("one for each"));
    })
}

#[test]
fn no_finding_rests_on_what_the_authors_merely_claim() {
    let cases = every_case();
    let others: Vec<Case> = cases.iter().map(without_authors).collect();
    for finding in ALL {
        assert_eq!(decided(&finding.check(&cases)), decided(&finding.check(&others)), "{}", finding.id);
        for (case, other) in cases.iter().zip(&others) {
            assert_eq!(decided(&finding.check([case])), decided(&finding.check([other])), "{}", finding.id);
        }
    }
}

/// What a verdict rests on is in its case, and counts.
#[test]
fn every_ground_is_a_claim_or_search_that_counts() {
    for finding in ALL {
        let cases = cases_of(finding);
        for ground in finding.check(&cases).cases {
            let case = cases.iter().find(|case| *case.id() == *ground.case).expect("one of them");
            for side in [&ground.supporting, &ground.opposing] {
                for &id in &side.claims {
                    let evidence = case.claim(id).expect("a claim").evidence();
                    assert!(
                        evidence.map(|piece| piece.kind()).any(|kind| kind != Some(EvidenceKind::AuthorsClaim)),
                        "{id}"
                    );
                }
                assert!(side.searches.iter().all(|&id| case.search(id).is_some_and(|search| !search.found())));
            }
        }
    }
}

#[test]
fn a_verdict_is_plain_data() {
    let finding = &ALL[12];
    let json = serde_json::to_value(finding.check(&cases_of(finding))).expect("plain data");
    assert_eq!((json["finding"].as_str(), json["outcome"].as_str()), (Some("F13"), Some("supported")));
    assert!(json["needs"].is_null());
    assert!(json["cases"][0]["supporting"]["searches"][0].as_str().is_some_and(|id| id.starts_with('s')));
}

/// `; for: 3 claims, 1 search`, or nothing.
fn grounds(side: &str, grounds: &Grounds) -> String {
    let count = |number: usize, one: &str, more: &str| format!("{number} {}", if number == 1 { one } else { more });
    let claims = (!grounds.claims.is_empty()).then(|| count(grounds.claims.len(), "claim", "claims"));
    let searches = (!grounds.searches.is_empty()).then(|| count(grounds.searches.len(), "search", "searches"));
    let parts: Vec<String> = claims.into_iter().chain(searches).collect();
    if parts.is_empty() { String::new() } else { format!("; {side}: {}", parts.join(", ")) }
}

/// The table of the page, and a section for each finding.
fn tables() -> [(&'static str, String); 2] {
    let mut table = String::from("| id | finding | source | cases | verdict |\n| --- | --- | --- | --- | --- |\n");
    let mut sections = String::new();
    for (finding, (_, _, reason)) in ALL.iter().zip(VERDICTS) {
        let cases = cases_of(finding);
        let verdict = finding.check(&cases);
        let Finding { id, statement, source, .. } = finding;
        let (place, about) = (format!("{} {}", source.work, source.locator), finding.published.join(", "));
        writeln!(table, "| {id} | {statement} | {place} | {about} | **{}** |", verdict.outcome).expect("written");
        write!(sections, "### {id}: {}\n\n{statement} ({place})\n\n", verdict.outcome).expect("written");
        write!(sections, "*Rule.* {}\n\n*Why.* In short: {reason}. {}\n\n", finding.rule, verdict.why)
            .expect("written");
        for (number, case) in finding.published.iter().zip(&cases) {
            let told = verdict.cases.iter().find(|told| *told.case == *case.id()).expect("one for each");
            let (so, not) = (grounds("for", &told.supporting), grounds("against", &told.opposing));
            writeln!(sections, "- {number} ({}): {}{so}{not}", told.case, told.says).expect("written");
        }
        sections += "\n";
        if let Some(needs) = verdict.needs {
            write!(sections, "*What would make it testable:* {needs}\n\n").expect("written");
        }
    }
    [("verdicts", table), ("findings", sections)]
}

#[test]
fn the_page_of_findings_tells_the_verdicts() {
    let page = path("docs/FINDINGS.md");
    let text = std::fs::read_to_string(&page).expect("the page is part of the project");
    let wanted = super::rewritten(&text, &tables());
    if std::env::var_os("COCREATION_REWRITE").is_some() {
        std::fs::write(page, &wanted).expect("the page can be written");
    }
    assert!(text == wanted, "docs/FINDINGS.md is behind the cases; run the tests with COCREATION_REWRITE=1");
}
