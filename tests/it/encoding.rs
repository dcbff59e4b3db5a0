//! The encoding guide: every document on the page is sound, and every figure beside one is what the crate computes.

use std::path::Path;

use cocreation::case::ProblemCode;
use cocreation::evidence::Date;
use cocreation::graph::node::Sphere;
use cocreation::mapping::{self, Prior};
use cocreation::spe::{self, Assessment, Part, Probe, Spec};
use cocreation::theory::typology::{InteractionCapability::Developmental, PracticeKind::CoDiagnosis};
use cocreation::{Case, realization};

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ENCODING.md");
    std::fs::read_to_string(path).expect("the page is part of the project")
}

/// The part of the page under a heading of the second level.
fn section(heading: &str) -> String {
    let page = page();
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no section {heading}"));
    rest.split("\n## ").next().expect("a first part").to_owned()
}

/// The first block of a language after a place in the text.
fn block<'t>(text: &'t str, after: &str, language: &str) -> &'t str {
    let (_, rest) = text.split_once(after).unwrap_or_else(|| panic!("no {after}"));
    let (_, rest) = rest.split_once(&format!("```{language}\n")).expect("a block");
    rest.split_once("```").expect("an end").0
}

fn right(section: &str) -> Case {
    Case::from_toml(block(section, "", "toml")).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The document with the wrong lines in the place of the right ones.
fn wrong(section: &str) -> Case {
    let swapped = |line: &str| match (line.strip_suffix(" # wrong"), line.ends_with(" # right")) {
        (Some(wrong), _) => Some(wrong.trim_start_matches('#').to_owned()),
        (None, true) => None,
        (None, false) => Some(line.to_owned()),
    };
    let lines: Vec<String> = block(section, "", "toml").lines().filter_map(swapped).collect();
    Case::from_toml(&lines.join("\n")).unwrap_or_else(|problems| panic!("{problems}"))
}

fn assess(case: &Case, year: u16) -> Assessment {
    let sphere = case.all::<Sphere>().next().expect("one sphere").handle();
    let spec = Spec::as_of(Date::new(year, 12, 31).expect("a day"));
    spe::assess(case, sphere, spec).expect("a sound specification")
}

/// A figure as the page prints it.
fn figure(case: &Case, year: u16, part: Part) -> String {
    let value = assess(case, year).score()[part];
    if value.is_exact() { format!("{:.2}", value.low) } else { format!("{:.2} to {:.2}", value.low, value.high) }
}

/// Computes the figure on both documents of a section, and looks it up in the text beside them.
#[track_caller]
fn check(heading: &str, name: &str, of: impl Fn(&Case) -> String, by_hand: [&str; 2]) {
    let section = section(heading);
    assert_eq!([of(&right(&section)), of(&wrong(&section))], by_hand, "{heading}");
    let [right, wrong] = by_hand;
    let said = format!("{name}: right {right}, wrong {wrong}");
    assert!(section.contains(&said), "{heading} does not say: {said}");
}

#[test]
fn every_document_of_the_page_is_sound() {
    let page = page();
    let blocks: Vec<&str> = page.split("```toml\n").skip(1).collect();
    assert_eq!(blocks.len(), DECISIONS + 1);
    for block in blocks {
        let text = block.split_once("```").expect("an end").0;
        let case = Case::from_toml(text).unwrap_or_else(|problems| panic!("{text}\n{problems}"));
        // The worked case has two others, which the page shows and defends.
        let spared = |code| code == ProblemCode::ClaimWithoutEvidence || case.id() == "carding-spikes";
        assert!(case.warnings().iter().all(|warning| spared(warning.code)), "{text}\n{:?}", case.warnings());
    }
}

/// How many decisions the page has: one document each.
const DECISIONS: usize = 15;

fn worked(marked: bool) -> Case {
    let page = page();
    let lines = block(&page, "<!-- worked -->", "toml").lines();
    let kept: Vec<&str> = lines.filter(|line| marked || !line.ends_with("# paragraph 4")).collect();
    Case::from_toml(&kept.join("\n")).unwrap_or_else(|problems| panic!("{problems}"))
}

#[track_caller]
fn shows(case: &Case, mark: &str) {
    let report = format!("{}{}", assess(case, 2016), realization::paths(case));
    for line in block(&page(), mark, "text").lines() {
        assert!(report.lines().any(|printed| printed == line), "{line:?} is not in\n{report}");
    }
}

#[test]
fn the_worked_case_says_what_the_page_shows() {
    let (first, both) = (worked(false), worked(true));
    shows(&first, "<!-- report of paragraph 3 -->");
    shows(&both, "<!-- report of both paragraphs -->");
    let warnings: String = both.warnings().iter().map(|warning| format!("{warning}\n")).collect();
    assert_eq!(warnings, block(&page(), "## 6.", "text"));
    assert!(both.claims().all(|claim| claim.coder().is_some() && claim.evidence().len() > 0));
}

#[test]
fn an_actor_in_two_roles_is_one_member() {
    // Shares of 1/2, 1/4 and 1/4: D₁ = exp(½ ln 2 + ½ ln 4) = 2√2, of three members.
    check("One actor in two roles", "`e_part`", |case| figure(case, 2016, Part::Evenness), ["1.00", "0.94"]);
}

#[test]
fn an_undated_act_stays_undated() {
    check("Undated acts", "`s_cov`", |case| figure(case, 2016, Part::Coverage), ["0.00 to 1.00", "0.43"]);
    // Without the day of the source nothing says that the hand-over is not later.
    let section = section("Undated acts");
    let undated = block(&section, "", "toml").replace(", published = \"2016\"", "");
    let undated = Case::from_toml(&undated).expect("sound");
    assert_eq!((assess(&right(&section), 2016).counts.maybe_later, assess(&undated, 2016).counts.maybe_later), (0, 1));
}

#[test]
fn a_rejected_idea_destroys_and_realises_nothing() {
    check("A rejected idea", "`D`", |case| figure(case, 2016, Part::Destruction), ["0.00", "0.50"]);
    check("A rejected idea", "`paths`", |case| realization::paths(case).count.to_string(), ["0", "1"]);
    let found = realization::paths(&right(&section("A rejected idea")));
    assert_eq!(&*found.unrealised_propositions[0].node, "quick-help");
}

#[test]
fn an_exit_stays_in_sight() {
    check("An exit", "`e_part`", |case| figure(case, 2016, Part::Evenness), ["0.87", "1.00"]);
}

#[test]
fn a_failed_pilot_is_no_misuse() {
    let heading = "A co-destructive act";
    check(heading, "`D`", |case| figure(case, 2016, Part::Destruction), ["0.00", "0.50"]);
    let section = section(heading);
    let lines = block(&section, "", "toml").lines().filter(|line| !line.contains("\"recovers\""));
    let unmended = Case::from_toml(&lines.collect::<Vec<_>>().join("\n")).expect("sound");
    assert_eq!(figure(&unmended, 2016, Part::Destruction), "0.33");
    assert!(section.contains("Without the `recovers` claim it is 0.33"));
}

#[test]
fn conflicting_sources_are_seen_to_conflict() {
    let contested = |case: &Case| {
        let map = mapping::map([case], &Prior::literature());
        map[(Developmental, CoDiagnosis)].contested.to_string()
    };
    check("Sources that conflict", "`contested`", contested, ["true", "false"]);
}

#[test]
fn a_crowd_is_one_member() {
    check("A crowd", "`e_part`", |case| figure(case, 2016, Part::Evenness), ["1.00", "0.87"]);
}

#[test]
fn a_venture_is_nobodys_department_and_not_there_before_it_was_founded() {
    let heading = "An organisation born inside the case";
    check(heading, "`e_part` as of 2013", |case| figure(case, 2013, Part::Evenness), ["1.00", "0.67"]);
    check(heading, "`e_joint` as of 2016", |case| figure(case, 2016, Part::Jointness), ["1.00", "0.67"]);
}

#[test]
fn colleagues_are_one_party() {
    check("A person inside a firm", "`e_joint`", |case| figure(case, 2016, Part::Jointness), ["0.50", "1.00"]);
}

#[test]
fn a_person_with_two_hats_acts_for_the_organisation_that_is_named() {
    check("A person with two hats", "`e_part`", |case| figure(case, 2016, Part::Evenness), ["1.00", "0.50"]);
}

#[test]
fn provider_and_customer_of_one_house_are_two_parties() {
    let jointness = |case: &Case| figure(case, 2016, Part::Jointness);
    check("Provider and customer in one house", "`e_joint`", jointness, ["1.00", "0.00 to 1.00"]);
}

#[test]
fn a_meeting_is_not_counted_again_in_its_utterances() {
    let evenness = |case: &Case| figure(case, 2016, Part::Evenness);
    check("A meeting and what was said in it", "`e_part`", evenness, ["1.00", "0.78"]);
}

#[test]
fn a_replaced_purpose_is_no_agreement() {
    check(
        "A purpose that is replaced",
        "`shared outcomes`",
        |case| figure(case, 2016, Part::SharedOutcomes),
        ["0.00", "0.50"],
    );
}

#[test]
fn a_shock_is_nobodys_misuse() {
    check("An external shock", "`D`", |case| figure(case, 2021, Part::Destruction), ["0.00", "0.33"]);
    let events = |case: &Case| {
        let sphere = case.all::<Sphere>().next().expect("one sphere").handle();
        let spec = Spec::as_of(Date::new(2021, 12, 31).expect("a day"));
        let found = spe::diagnose(case, sphere, spec, Probe::seeded(1)).expect("a sound specification");
        found.renewal.map_or(0, |renewal| renewal.events).to_string()
    };
    check("An external shock", "`events`", events, ["1", "0"]);
}

#[test]
fn silence_is_no_zero() {
    check("Nothing is said of it", "`e_rec`", |case| figure(case, 2016, Part::Reciprocity), ["0.00 to 1.00", "0.00"]);
}
