//! What is asked of a capability–practice map: values by hand, from reference software, and from the core source.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use std::collections::BTreeSet;
use std::fmt::Display;
use std::path::Path;

use cocreation::case::{Codebook, OwnCode, Pattern, Search};
use cocreation::graph::node::{Actor, Capability, NodeKind, Practice, Sphere};
use cocreation::graph::relation::{Develops, Enables, Holds, Performs, RelationKind, Underpins};
use cocreation::mapping::{
    self, CodeName, Edge, Forecaster, Leaning, Mapping, NoTest, NullModel, Prior, PriorCell, Robustness, Status, Term,
    Verdict, map,
};
use cocreation::theory::typology::InteractionCapability::{
    self, Concerted, Developmental, Empowered, Ethical, Individuated, Relational,
};
use cocreation::theory::typology::PracticeKind::{self, CoDesign, CoDiagnosis, CoIdeation, CoValuation};
use cocreation::theory::{Citation, Typology};
use cocreation::{Case, ErrorKind};
use serde::Serialize;

/// A case with these links that looked for every other one, too.
fn all_looked_at(id: &str, links: &[(InteractionCapability, PracticeKind)]) -> Case {
    let mut case = Case::builder(id);
    for (nth, &(capability, practice)) in links.iter().enumerate() {
        let from = case.add(format!("k{nth}"), Capability::new("Capability").coded(capability));
        let to = case.add(format!("p{nth}"), Practice::new("Practice").coded(practice));
        case.relate(from, Enables, to);
    }
    case.search(Search::not_found("any other link").relation(RelationKind::Enables));
    case.build().unwrap()
}

fn repeated(count: usize, links: &[(InteractionCapability, PracticeKind)]) -> Vec<Case> {
    (0..count).map(|nth| all_looked_at(&format!("case-{nth}"), links)).collect()
}

/// A case with a codebook of capabilities `own/k0` … and practices `own/p0` …, in which each outcome that is given is
/// linked, or was looked for and not found.
pub(crate) fn own_case(id: &str, outcomes: &[Vec<Option<bool>>]) -> Case {
    let width = outcomes[0].len();
    let names = (0..outcomes.len()).map(|nth| format!("k{nth}")).chain((0..width).map(|nth| format!("p{nth}")));
    let mut case = Case::builder(id);
    let codes = case.codebook(names.fold(Codebook::new("own"), |book, name| book.code(OwnCode::new(name, "A code"))));
    let (rows, columns) = codes.split_at(outcomes.len());
    let from: Vec<_> =
        (0..).zip(rows).map(|(nth, &code)| case.add(format!("k{nth}"), Capability::new("K").coded(code))).collect();
    let to: Vec<_> =
        (0..).zip(columns).map(|(nth, &code)| case.add(format!("p{nth}"), Practice::new("P").coded(code))).collect();
    for (row, outcomes) in outcomes.iter().enumerate() {
        for (column, outcome) in outcomes.iter().enumerate() {
            match outcome {
                Some(true) => drop(case.relate(from[row], Enables, to[column])),
                Some(false) => {
                    let subject = Pattern::default().coded(rows[row]);
                    let object = Pattern::default().coded(columns[column]);
                    case.search(
                        Search::not_found("it").subject(subject).relation(RelationKind::Enables).object(object),
                    );
                }
                None => {}
            }
        }
    }
    case.build().unwrap()
}

pub(crate) fn own_prior(height: usize, width: usize, mean: f64, strength: f64) -> Prior<CodeName, CodeName> {
    let rows: Vec<String> = (0..height).map(|nth| format!("own/k{nth}")).collect();
    let columns: Vec<String> = (0..width).map(|nth| format!("own/p{nth}")).collect();
    let borrowed = |names: &[String]| names.iter().map(|name| name.clone().leak() as &str).collect::<Vec<_>>();
    Prior::of_codes(&borrowed(&rows), &borrowed(&columns), mean, strength).unwrap()
}

fn published() -> Vec<Case> {
    ["rolls_royce", "sap", "unilever", "bekaert", "competence_management", "combitech", "greenco"]
        .iter()
        .map(|name| {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/cases/{name}.toml"));
            Case::from_toml(&std::fs::read_to_string(path).unwrap()).unwrap()
        })
        .collect()
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-10, "{found} is not {expected}");
}

#[track_caller]
fn narrow(report: &impl Display) {
    let text = report.to_string();
    for line in text.lines() {
        assert!(line.chars().count() <= 100, "{} characters: {line}", line.chars().count());
    }
    assert!(!text.contains("NaN") && !text.contains("inf "), "{text}");
}

// What the core source supports

/// Marcos-Cuevas et al. 2016: the links that it supports, and in which of its encoded cases each of them is.
///
/// Four links are tied to a case (§5); all four cases of the source are encoded, and the fourth names no capability. Three
/// more are said across the cases (§6) and of none in particular, so that no case has them; they are in the prior, as are two
/// overlaps of concepts (§3).
#[test]
fn the_encoded_cases_have_the_links_that_the_source_supports_and_no_others() {
    let tied = [
        (Empowered, CoDiagnosis, "sap-co-innovation"),
        (Empowered, CoIdeation, "sap-co-innovation"),
        (Empowered, CoIdeation, "unilever-foodsolutions"),
        (Developmental, CoDiagnosis, "rolls-royce-totalcare"),
    ];
    let across = [(Concerted, CoDiagnosis), (Concerted, CoIdeation), (Concerted, CoValuation)];
    let overlaps = [(Developmental, CoIdeation), (Developmental, CoDesign)];

    let cases = published();
    let map = map(&cases, &Prior::literature());
    let found: Vec<_> = map.links().map(|(cell, of)| (cell.capability, cell.practice, &*of.case)).collect();
    assert_eq!(found, tied);
    assert!(map.links().all(|(_, of)| of.status == Status::Evidenced));

    assert!(across.iter().all(|&pair| !map[pair].status().is_link() && map[pair].cases_searched == 0));
    let sourced: Vec<_> = map.cells().filter(|cell| cell.prior.source.is_some()).collect();
    let pairs: Vec<_> = sourced.iter().map(|cell| (cell.capability, cell.practice)).collect();
    assert_eq!(pairs, [&overlaps[..], &across].concat());
    // A holder of the capability performs the practice, or it underpins them all: more than theory, and no link.
    let known = |cell: &&mapping::Cell| [Status::CoOccurring, Status::Underpinning].contains(&cell.status());
    assert!(sourced.iter().all(|cell| known(cell) && cell.cases_searched == 0));
    let silent = map.cells().filter(|cell| cell.capability == Individuated);
    assert!(silent.into_iter().all(|cell| cell.status() == Status::NotSearched), "individuated has no instance");
    let unlinked = map.cells().filter(|cell| [Relational, Ethical].contains(&cell.capability));
    assert!(
        unlinked.into_iter().all(|cell| (cell.cases_with, cell.cases_searched) == (0, 4)),
        "looked for in all four"
    );
    let linking = [CoDiagnosis, CoIdeation, CoValuation];
    assert!(map.links().all(|(cell, _)| linking.contains(&cell.practice)), "every link is to a linking practice");
}

/// §5 and §6: in the first case empowered and concerted, in the third developmental, concerted and empowered are said of the
/// organisation without a practice; relational and ethical underpin in all. Links that are stated keep their edges.
#[test]
fn what_underpins_in_the_encoded_cases_has_one_edge_to_the_system() {
    let spans = mapping::span(&map(&published(), &Prior::literature()));
    let found: Vec<_> =
        spans.capabilities.iter().map(|span| (span.capability, span.underpinned_in, span.edges.len())).collect();
    let expected = [
        (Individuated, 0, 0),
        (Relational, 4, 1),
        (Ethical, 4, 1),
        (Empowered, 2, 3),
        (Developmental, 1, 2),
        (Concerted, 2, 1),
    ];
    assert_eq!(found, expected);
    let systems = spans.capabilities.iter().flat_map(|span| &span.edges);
    let systems = systems.filter(|edge| **edge == Edge::ToSystem { by_counts: false, by_source: true });
    assert_eq!(systems.count(), 5);
}

// Codes of one's own

#[test]
fn own_codes_are_one_code_across_cases() {
    let case = |id: &str, before: &[&str]| {
        let mut case = Case::builder(id);
        for name in before {
            case.codebook(Codebook::new(*name).code(OwnCode::new("other", "Other")));
        }
        let book = Codebook::new("studio").code(OwnCode::new("listening", "L")).code(OwnCode::new("sketching", "S"));
        let codes = case.codebook(book);
        let listen = case.add("listen", Capability::new("Listening").coded(codes[0]));
        let sketch = case.add("sketch", Practice::new("Sketching").coded(codes[1]));
        case.relate(listen, Enables, sketch);
        case.build().unwrap()
    };
    let (first, second) = (case("first", &[]), case("second", &["a", "b"]));
    let without = Case::builder("without").build().unwrap();
    let prior = Prior::of_codes(&["studio/listening"], &["studio/sketching", "studio/skteching"], 0.3, 4.0).unwrap();
    let map = map([&first, &second, &without], &prior);
    let cell = map.find("studio/listening", "studio/sketching").unwrap();
    assert_eq!((cell.status(), cell.cases_with, cell.cases_searched), (Status::Evidenced, 2, 2));
    assert_eq!(cell.by_case[2].status, Status::NotSearched);
    near(cell.posterior.value, (4.0 * 0.3 + 2.0) / 6.0);
    assert_eq!(map.undeclared().collect::<Vec<_>>(), ["studio/skteching"]);
    assert!(map.to_string().contains("No case declares: studio/skteching"));
    assert!(map.find("studio/sketching", "studio/listening").is_none());
    let json = serde_json::to_value(&map).unwrap();
    assert_eq!(json["cells"][0]["capability"], "studio/listening");
}

/// The six and the eight named one by one span the same map, cell for cell.
#[test]
fn names_of_closed_entries_give_the_same_map() {
    let capabilities: Vec<String> =
        InteractionCapability::ALL.iter().map(|entry| format!("interaction-capability/{}", entry.key())).collect();
    let practices: Vec<String> = PracticeKind::ALL.iter().map(|entry| format!("practice/{}", entry.key())).collect();
    let names = |names: &[String]| names.iter().map(|name| name.clone().leak() as &str).collect::<Vec<_>>();
    let prior = Prior::of_codes(&names(&capabilities), &names(&practices), 0.3, 4.0).unwrap();
    let cases = published();
    let (by_name, closed) = (map(&cases, &prior), map(&cases, &Prior::uniform(0.3, 4.0).unwrap()));
    for (own, cell) in by_name.cells().zip(closed.cells()) {
        assert_eq!((own.status(), own.posterior, &own.by_case), (cell.status(), cell.posterior, &cell.by_case));
        assert_eq!(own.practice.label(), cell.practice.key());
    }
    assert_eq!(by_name.undeclared().len(), 0);
    assert_eq!(map([], &prior).undeclared().len(), 0);
}

/// A code of one's own may classify any kind; only capabilities enable, and only practices are enabled.
#[test]
fn own_codes_on_other_kinds_do_not_count() {
    let mut case = Case::builder("a-case");
    let codes = case.codebook(Codebook::new("own").code(OwnCode::new("k", "K")).code(OwnCode::new("p", "P")));
    let maker = case.add("maker", Actor::new("Maker").coded(codes[1]));
    case.add("tool", cocreation::graph::node::Resource::new("A tool").coded(codes[0]));
    let skill = case.add("skill", Capability::new("A skill").coded(codes[1]));
    let work = case.add("work", Practice::new("Work").coded(codes[1]));
    case.relate(maker, Holds, skill);
    case.relate(maker, Performs, work);
    let prior = Prior::of_codes(&["own/k"], &["own/p"], 0.3, 4.0).unwrap();
    let map = map([&case.build().unwrap()], &prior);
    assert_eq!(map.cells().next().unwrap().status(), Status::NotSearched);
}

/// A search for any capability takes in every code; one for a code of the case takes in that one.
#[test]
fn searches_cover_own_codes() {
    let mut case = Case::builder("a-case");
    let codes = case.codebook(Codebook::new("own").code(OwnCode::new("k0", "K")).code(OwnCode::new("p0", "P")));
    let subject = Pattern::default().coded(codes[0]);
    case.search(Search::not_found("k0").subject(subject).relation(RelationKind::Enables));
    let narrow = case.build().unwrap();
    let mut case = Case::builder("another");
    case.search(Search::not_found("anything").subject(Pattern::kind(NodeKind::Capability)));
    let wide = case.build().unwrap();
    let map = map([&narrow, &wide], &own_prior(2, 1, 0.3, 4.0));
    let counts: Vec<Vec<_>> =
        map.cells().map(|cell| cell.by_case.iter().map(|case| case.outcome()).collect()).collect();
    assert_eq!(counts, [vec![Some(false), Some(false)], vec![None, Some(false)]]);
}

#[test]
fn sides_that_are_none_are_refused() {
    let many: Vec<String> = (0..65).map(|nth| format!("own/k{nth}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let practices: &[&str] = &["practice/co-design"];
    for (capabilities, kind) in [
        (&[][..], ErrorKind::Setting),
        (&many[..], ErrorKind::Setting),
        (&["own/k", "own/k"], ErrorKind::Setting),
        (&["k"], ErrorKind::UnknownName),
        (&["/k"], ErrorKind::UnknownName),
        (&["own/"], ErrorKind::UnknownName),
        (&["interaction-capability/friendly"], ErrorKind::UnknownName),
    ] {
        let refused = Prior::of_codes(capabilities, practices, 0.3, 4.0).unwrap_err();
        assert_eq!(refused.kind(), kind, "{capabilities:?}");
    }
    assert_eq!(Prior::of_codes(&["own/k"], practices, 1.3, 4.0).unwrap_err().kind(), ErrorKind::OutOfRange);
    assert!(Prior::of_codes(&many[..64], practices, 0.3, 4.0).is_ok());
}

#[test]
fn a_prior_of_ones_own_names_its_source() {
    let source = Some(Citation { work: "MC16", locator: "§5" });
    let cell = PriorCell { mean: 0.8, strength: 2.0, source };
    let prior = Prior::literature().with("empowered", "co-ideation", cell).unwrap();
    let map = map([], &prior);
    assert_eq!(map[(Empowered, CoIdeation)].status(), Status::Theoretical);
    near(map[(Empowered, CoIdeation)].posterior.value, 0.8);
    let refused = |key: &str, cell| Prior::literature().with(key, "co-ideation", cell).unwrap_err().kind();
    assert_eq!(refused("friendly", cell), ErrorKind::UnknownName);
    assert_eq!(refused("empowered", PriorCell { mean: 1.0, ..cell }), ErrorKind::Setting);
    assert_eq!(refused("empowered", PriorCell { mean: 2.0, ..cell }), ErrorKind::OutOfRange);
}

#[test]
fn what_a_practice_develops_is_kept_beside_the_status() {
    let mut case = Case::builder("a-case");
    let develop = case.add("develop", Capability::developmental("Development"));
    let advice = case.add("advice", Practice::co_diagnosis("Advice"));
    let back = case.relate(advice, Develops, develop).id();
    case.relate(advice, Develops, develop).expected();
    let map = map([&case.build().unwrap()], &Prior::literature());
    let in_case = &map[(Developmental, CoDiagnosis)].by_case[0];
    assert_eq!((in_case.status, &in_case.develops[..]), (Status::NotSearched, &[back][..]));
    assert_eq!(in_case.to_string(), "a-case: not searched; developed by it in c3");
    assert!(map.cells().filter(|cell| !cell.by_case[0].develops.is_empty()).count() == 1);
}

#[test]
fn what_underpins_is_known_also_where_every_cell_has_a_link() {
    let mut case = Case::builder("a-case");
    let ties = case.add("ties", Capability::relational("Ties"));
    let joint = case.add("joint", Sphere::joint("Joint"));
    let underpins = case.relate(ties, Underpins, joint).id();
    for &practice in PracticeKind::ALL {
        let node = case.add(format!("p-{}", practice.key()), Practice::new("P").coded(practice));
        case.relate(ties, Enables, node);
    }
    let map = map([&case.build().unwrap()], &Prior::literature());
    assert!(map.cells().all(|cell| cell.status() != Status::Underpinning));
    let [found] = map.underpinnings() else { panic!("one") };
    assert_eq!((found.capability, &*found.case, &found.claims[..]), (Relational, "a-case", &[underpins][..]));
    // Eight links in one case look alike: log B(8.5, 0.5) − log B(0.5, 0.5) > 8 log ½ + log 3, so that one edge is left.
    let span = &mapping::span(&map).capabilities[1];
    assert_eq!((span.verdict, span.linked), (Verdict::CrossCutting, 8));
    assert_eq!(span.edges, [Edge::ToSystem { by_counts: true, by_source: true }]);
}

// Sweep

/// Check values worked out by hand at m = 4; the interval ends at every strength are `scipy.stats.beta.ppf([0.05,
/// 0.95], 0.3 m + k, 0.7 m + n − k)`, SciPy 1.17.1, NumPy 2.4.6, to four decimals.
#[test]
fn sweep_agrees_with_scipy() {
    for (k, n, mean, ends) in [
        (2, 2, "0.53", [(0.4422, 0.9999), (0.3340, 0.9944), (0.2592, 0.9490), (0.2166, 0.8365), (0.2005, 0.6938)]),
        (2, 4, "0.40", [(0.1355, 0.8323), (0.1364, 0.8033), (0.1393, 0.7545), (0.1465, 0.6835), (0.1600, 0.5996)]),
        (0, 4, "0.15", [(0.0000, 0.1889), (0.0000, 0.2696), (0.0011, 0.3392), (0.0134, 0.3869), (0.0500, 0.4084)]),
    ] {
        let cases = counted(k, n);
        let sweep = mapping::sweep(&map(&cases, &Prior::uniform(0.3, 4.0).unwrap()));
        let cell = &sweep.cells[0];
        assert_eq!((cell.cases_with, cell.cases_searched), (k, n));
        assert_eq!(format!("{:.2}", cell.posteriors[3].share.value), mean);
        let strengths: Vec<f64> = cell.posteriors.iter().map(|posterior| posterior.strength).collect();
        assert_eq!(strengths, [0.5, 1.0, 2.0, 4.0, 8.0]);
        for (posterior, (low, high)) in cell.posteriors.iter().zip(ends) {
            let found = (posterior.share.low, posterior.share.high);
            assert!((found.0 - low).abs() < 6e-5 && (found.1 - high).abs() < 6e-5, "{k}/{n}: {found:?}");
            near(posterior.share.value, (0.3 * posterior.strength + k as f64) / (posterior.strength + n as f64));
        }
    }
}

/// Cases of which k have the link of the first cell, individuated × co-diagnosis.
fn counted(k: usize, n: usize) -> Vec<Case> {
    let links: &[(InteractionCapability, PracticeKind)] = &[(Individuated, CoDiagnosis)];
    (0..n).map(|nth| all_looked_at(&format!("case-{nth}"), if nth < k { links } else { &[] })).collect()
}

/// With 4 of 4, the interval lies above ½ under weak priors (0.673 and 0.564) and holds it under strong ones; with 12 of 12
/// it lies above under all five (0.547 at the strongest), from SciPy as above.
#[test]
fn a_reading_is_robust_if_all_strengths_agree() {
    let robustness = |k, n| {
        let sweep = mapping::sweep(&map(&counted(k, n), &Prior::uniform(0.3, 4.0).unwrap()));
        sweep.cells[0].robustness
    };
    assert_eq!(robustness(4, 4), Robustness::Depends);
    assert_eq!(robustness(12, 12), Robustness::Robust(Leaning::Most));
    assert_eq!(robustness(0, 4), Robustness::Robust(Leaning::Few));
    assert_eq!(robustness(2, 4), Robustness::Robust(Leaning::Open));
    assert_eq!(robustness(0, 0), Robustness::PriorAlone);
}

// Association

#[test]
fn below_seven_cases_no_test_is_run() {
    let links = [(Ethical, CoDesign), (Concerted, CoIdeation)];
    for (count, tested) in [(6, false), (7, true)] {
        let association = mapping::associate(&map(&repeated(count, &links), &Prior::literature()));
        assert!(association.cells.iter().all(|cell| cell.test.is_ok() == tested), "{count}");
        assert!(tested || association.cells.iter().all(|cell| cell.test == Err(NoTest::TooFewCases)));
    }
    let json = serde_json::to_value(mapping::associate(&map(&repeated(1, &links), &Prior::literature()))).unwrap();
    assert_eq!(json["cells"][0]["test"], "too-few-cases");
}

/// Eight cases with two links each. In six, ethical goes with co-design and concerted with co-ideation; in two, it is the
/// other way round. q is ½ in each, so that p is `scipy.stats.binom.sf(5, 8, 0.5)` = 37/256, and at best 1/256; the lift is
/// (6 + ½) / (4 + ½), its interval from `scipy.stats.beta.ppf([0.05, 0.95], 6.5, 2.5)`, SciPy 1.17.1.
#[test]
fn association_by_hand() {
    let straight = [(Ethical, CoDesign), (Concerted, CoIdeation)];
    let crossed = [(Ethical, CoIdeation), (Concerted, CoDesign)];
    let cases: Vec<Case> =
        (0..8).map(|nth| all_looked_at(&format!("c{nth}"), if nth < 6 { &straight } else { &crossed })).collect();
    let association = mapping::associate(&map(&cases, &Prior::literature()));
    let cell = |c, p| association.cells.iter().find(|cell| (cell.capability, cell.practice) == (c, p)).unwrap();
    for (c, p) in straight {
        let cell = cell(c, p);
        assert_eq!((cell.observed, cell.searched, cell.telling, cell.expected), (6, 8, 8, 4.0));
        let lift = cell.lift.unwrap();
        near(lift.value, 6.5 / 4.5);
        near(lift.low, (8.0 * 0.462_186_208_664_769_56 + 0.5) / 4.5);
        near(lift.high, (8.0 * 0.923_685_014_168_192_7 + 0.5) / 4.5);
        let test = cell.test.unwrap();
        near(test.p, 37.0 / 256.0);
        near(test.smallest_p, 1.0 / 256.0);
        // 48 tests: two have 37/256, all the others more than 24 times as much.
        near(test.q, 1.0);
    }
    let test = cell(Ethical, CoIdeation).test.unwrap();
    near(test.p, 1.0 - 9.0 / 256.0);
    let none = cell(Relational, CoDesign);
    assert_eq!((none.observed, none.telling, none.expected), (0, 0, 0.0));
    assert_eq!((none.lift, none.test.unwrap().p, none.test.unwrap().smallest_p), (None, 1.0, 1.0));
}

/// A capability that is linked to everything, and a practice to which everything is linked, meet in every case, which is no
/// association: the margins force it.
#[test]
fn what_the_margins_force_is_no_association() {
    let cross: Vec<_> = PracticeKind::ALL.iter().map(|&practice| (Ethical, practice)).collect();
    let association = mapping::associate(&map(&repeated(9, &cross), &Prior::literature()));
    for cell in &association.cells {
        let test = cell.test.unwrap();
        assert_eq!((cell.telling, test.p, test.smallest_p, test.q), (0, 1.0, 1.0, 1.0));
        assert_eq!((cell.lift, cell.expected), (None, cell.observed as f64));
    }
}

// Coverage, portfolios, wheels, profiles

#[test]
fn gaps_tell_what_was_looked_at() {
    let map = map(&published(), &Prior::literature());
    let coverage = mapping::cover(&map);
    let unsupported: Vec<_> = coverage.unsupported.iter().map(|gap| gap.term).collect();
    assert_eq!(unsupported, PracticeKind::ALL[2..]);
    assert!(coverage.unsupported.iter().all(|gap| (gap.looked_at, gap.cells) == (2, 6)));
    let idle: Vec<_> = coverage.idle.iter().map(|gap| (gap.term, gap.looked_at)).collect();
    assert_eq!(idle, [(Individuated, 0), (Relational, 8), (Ethical, 8), (Concerted, 0)]);
}

#[test]
fn all_smallest_and_all_cheapest_portfolios_are_given() {
    let links = [(Ethical, CoDesign), (Ethical, CoIdeation), (Concerted, CoIdeation), (Concerted, CoDesign)];
    let links = [&links[..], &[(Empowered, CoDesign), (Developmental, CoIdeation)]].concat();
    let map = map(&repeated(1, &links), &Prior::literature());
    let cost = |capability: &InteractionCapability| match capability {
        Ethical | Concerted => 4,
        Empowered => 1,
        Individuated | Relational | Developmental => 3,
    };
    let found = mapping::portfolios(&map, &[CoIdeation, CoDesign, CoDesign], cost).unwrap();
    let sets = |sets: &[mapping::Portfolio]| sets.iter().map(|set| set.capabilities.clone()).collect::<Vec<_>>();
    assert_eq!(found.targets, [CoIdeation, CoDesign]);
    assert_eq!(sets(&found.smallest), [vec![Ethical], vec![Concerted]]);
    assert_eq!(sets(&found.cheapest), [vec![Ethical], vec![Empowered, Developmental], vec![Concerted]]);
    assert!(found.cheapest.iter().all(|set| set.cost == 4));

    let none = mapping::portfolios(&map, &[CoIdeation, CoDiagnosis], cost).unwrap();
    assert_eq!((none.unsupported, none.smallest, none.cheapest), (vec![CoDiagnosis], vec![], vec![]));
    let empty = mapping::portfolios(&map, &[], cost).unwrap();
    assert_eq!((sets(&empty.smallest), empty.cheapest[0].cost), (vec![vec![]], 0));
    assert_eq!(mapping::portfolios(&map, &[CoDesign], |_| 0).unwrap_err().kind(), ErrorKind::OutOfRange);
    let huge = mapping::portfolios(&map, &[CoIdeation, CoDesign], |_| u64::MAX).unwrap();
    assert_eq!(huge.cheapest.len(), 2, "sums beyond 64 bits are sums");
}

#[test]
fn portfolios_are_bounded() {
    let outcomes = vec![vec![Some(true)]; 21];
    let case = own_case("a-case", &outcomes);
    let map = map([&case], &own_prior(21, 1, 0.3, 4.0));
    let refused = mapping::portfolios(&map, map.practices(), |_| 1).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Setting);
    let stray: CodeName = "own/p9".parse().unwrap();
    assert_eq!(mapping::portfolios(&map, &[stray], |_| 1).unwrap_err().kind(), ErrorKind::UnknownName);
}

/// Over the rotations every cell is aligned once, also where capabilities are more than practices.
#[test]
fn every_cell_is_aligned_once() {
    for (height, width) in [(6, 8), (5, 3), (1, 1), (3, 7)] {
        let case = own_case("a-case", &vec![vec![Some(true); width]; height]);
        let map = map([&case], &own_prior(height, width, 0.3, 4.0));
        let rotations = mapping::rotate(&map).rotations;
        assert_eq!(rotations.len(), width);
        let pairs: BTreeSet<_> = rotations
            .iter()
            .flat_map(|rotation| &rotation.pairs)
            .map(|pair| (&pair.capability, &pair.practice))
            .collect();
        assert_eq!(pairs.len(), height * width);
        assert!(rotations.iter().all(|rotation| (rotation.supported, rotation.cases_searched) == (height, height)));
        let second = &rotations[1 % width].pairs[0];
        assert_eq!(second.practice, map.practices()[1 % width]);
    }
}

#[test]
fn profiles_add_up_on_either_side() {
    let links = [(Ethical, CoDesign), (Concerted, CoIdeation), (Concerted, CoDesign)];
    let cases = [repeated(2, &links), vec![Case::builder("silent").build().unwrap()]].concat();
    let profiles = mapping::profiles(&map(&cases, &Prior::literature()));
    let design = &profiles.practices[CoDesign.index()];
    assert_eq!((design.hub, design.links, design.searched), (CoDesign, 4, 12));
    assert_eq!(design.spokes[Ethical.index()].share, Some(0.5));
    let concerted = &profiles.capabilities[Concerted.index()];
    assert_eq!((concerted.links, concerted.spokes[CoIdeation.index()].share), (4, Some(0.5)));
    assert_eq!(concerted.spokes[CoDiagnosis.index()].share, Some(0.0));
    assert_eq!(profiles.practices.iter().map(|side| side.links).sum::<usize>(), 6);
    assert_eq!(profiles.capabilities.iter().map(|side| side.links).sum::<usize>(), 6);
}

// Cross-cutting

/// Logarithms from `scipy.special.betaln`, SciPy 1.17.1: eight practices with 3 of 4; four with 6 of 6 and four with 0 of 6;
/// one with 2 of 2 and one with 1 of 2.
#[test]
fn main_effect_against_practices() {
    let case = |id: usize, outcomes: &[Option<bool>]| own_case(&format!("case-{id}"), &[outcomes.to_vec()]);
    let verdict = |cases: &[Case], width: usize| {
        let spans = mapping::span(&map(cases, &own_prior(1, width, 0.3, 4.0)));
        spans.capabilities[0].clone()
    };
    let alike: Vec<Case> = (0..4).map(|nth| case(nth, &[Some(nth != 0); 8])).collect();
    let span = verdict(&alike, 8);
    near(span.log_main_effect, -19.962_927_558_494_176);
    near(span.log_by_practice, -25.940_738_811_884_13);
    assert_eq!(span.verdict, Verdict::CrossCutting);
    assert_eq!(span.edges, [Edge::ToSystem { by_counts: true, by_source: false }]);

    let halves: Vec<_> = (0..8).map(|practice| Some(practice < 4)).collect();
    let apart: Vec<Case> = (0..6).map(|nth| case(nth, &halves)).collect();
    let span = verdict(&apart, 8);
    near(span.log_main_effect, -35.437_664_481_745_13);
    near(span.log_by_practice, -11.912_432_760_621_275);
    assert_eq!((span.verdict, span.edges.len()), (Verdict::ByPractice, 4));

    let few = [case(0, &[Some(true), Some(true)]), case(1, &[Some(true), Some(false)])];
    let span = verdict(&few, 2);
    near(span.log_main_effect, -3.242_592_351_485_516_4);
    near(span.log_by_practice, -3.060_270_794_691_562);
    assert_eq!((span.verdict, span.edges.len()), (Verdict::Undecided, 2));

    let mut one = vec![Some(false); 8];
    one[3] = Some(true);
    assert_eq!(verdict(&[case(0, &one)], 8).verdict, Verdict::OneLink);
    assert_eq!(verdict(&[case(0, &[None, None])], 2).verdict, Verdict::NotLinked);
}

// Projections

/// One row with two links and two with one each: five graphs, told by hand in the null model's own test.
#[test]
fn projection_by_hand() {
    let outcomes = [
        vec![Some(true), Some(true), Some(false)],
        vec![Some(true), Some(false), Some(false)],
        vec![Some(false), Some(false), Some(true)],
    ];
    let map = map([&own_case("a-case", &outcomes)], &own_prior(3, 3, 0.3, 4.0));
    let found = mapping::project(&map, 10, 1).unwrap();
    assert_eq!(found.null_model, NullModel::Exact { graphs: 5 });
    // The first row is {0, 1} or {0, 2} in two graphs each and {1, 2} in one. Beside {0, 1}, one of the other rows has
    // column 0 and one has column 2: the second shares column 0 in one of the two graphs. So for {0, 2}. Beside {1, 2},
    // both have column 0 and share nothing with the first.
    let pair = &found.capabilities[0];
    assert_eq!((pair.shared, pair.expected, pair.p), (1, 0.4, 0.4));
    assert_eq!(mapping::project(&map, 0, 1).unwrap_err().kind(), ErrorKind::Setting);
}

#[test]
fn projections_need_a_null_model() {
    let dense = |unknown: usize| {
        let outcome = |at: usize| if at < unknown { None } else { Some((at * 7 + at / 8).is_multiple_of(3)) };
        let outcomes: Vec<Vec<_>> =
            (0..12).map(|row| (0..12).map(|column| outcome(12 * row + column)).collect()).collect();
        map([&own_case("a-case", &outcomes)], &own_prior(12, 12, 0.3, 4.0))
    };
    let sampled = mapping::project(&dense(0), 200, 5).unwrap();
    assert_eq!(sampled.null_model, NullModel::Sampled { draws: 200, seed: 5 });
    assert_eq!(sampled, mapping::project(&dense(0), 200, 5).unwrap(), "the same seed, the same numbers");
    assert!(sampled.capabilities.iter().all(|pair| pair.p >= 1.0 / 201.0 && pair.p <= 1.0 && pair.q >= pair.p));
    let none = mapping::project(&dense(5), 200, 5).unwrap();
    assert_eq!((none.null_model, none.capabilities.len(), none.practices.len()), (NullModel::OutOfReach, 0, 0));
    narrow(&none);
}

// Honesty

#[test]
fn a_map_that_foretells_nothing_says_so() {
    // Each case has one link, and never where another has: what the others have is no help.
    let cases: Vec<Case> = InteractionCapability::ALL
        .iter()
        .zip(PracticeKind::ALL)
        .map(|(&capability, &practice)| all_looked_at(capability.key(), &[(capability, practice)]))
        .collect();
    // A prior that is exactly the rate of links cannot be bettered by shifting it away from where the next link will be.
    let forecast = mapping::hold_out(&map(&cases, &Prior::uniform(1.0 / 48.0, 1.0).unwrap()));
    let prior = forecast.baselines.iter().find(|baseline| baseline.by == Forecaster::Prior).unwrap();
    assert!(!prior.beaten);
    // One case has every link and the other none: each foretells the opposite of the other.
    let all: Vec<_> = InteractionCapability::ALL
        .iter()
        .flat_map(|&capability| PracticeKind::ALL.iter().map(move |&practice| (capability, practice)))
        .collect();
    let opposed = [all_looked_at("all", &all), all_looked_at("none", &[])];
    let forecast = mapping::hold_out(&map(&opposed, &Prior::uniform(0.5, 0.01).unwrap()));
    assert!(!forecast.beats_any() && forecast.baselines.len() == 5);
    assert!(forecast.to_string().contains("No baseline is beaten"));
}

#[test]
fn one_case_is_no_test() {
    let forecast = mapping::hold_out(&map(&counted(1, 1), &Prior::literature()));
    assert_eq!((forecast.cases, forecast.map, forecast.baselines.len()), (1, None, 0));
    let two = [counted(1, 1), vec![Case::builder("silent").build().unwrap()]].concat();
    assert!(mapping::hold_out(&map(&two, &Prior::literature())).map.is_none(), "a silent case foretells nothing");
}

// Pooling

/// Three cases with 8, 5 and 1 links on eight places each: of ½, 1, 2 … 64, M = 1 makes them most likely, by
/// `scipy.stats.betabinom.logpmf(k, 8, M μ, M (1 − μ))` with μ = 14.5/25, SciPy 1.17.1 (−6.31 against −6.43 for M = 2).
#[test]
fn cases_are_drawn_to_the_pool() {
    let case = |id: &str, links: usize| own_case(id, &[(0..8).map(|practice| Some(practice < links)).collect()]);
    let cases = [case("a", 8), case("b", 5), case("c", 1), Case::builder("silent").build().unwrap()];
    let pooling = mapping::pool(&map(&cases, &own_prior(1, 8, 0.3, 4.0)));
    let overall = &pooling.overall;
    assert_eq!((overall.rate, overall.strength), (Some(14.5 / 25.0), Some(1.0)));
    let shrunk: Vec<f64> = overall.by_case.iter().map(|case| case.shrunk.unwrap().value).collect();
    for (found, links) in shrunk.iter().zip([8.0, 5.0, 1.0]) {
        near(*found, (0.58 + links) / 9.0);
    }
    near(shrunk[3], 0.58);
    assert_eq!((overall.by_case[3].places, overall.by_case[3].raw), (0, None));
    assert_eq!(pooling.capabilities[0].margin, *overall);
    assert_eq!(
        pooling.practices[0].margin.strength, None,
        "one place in each case does not tell how far they lie apart"
    );
    // To the first cell of the second case, the others say (1.2 + 2) / 6; with its own link (4 × that + 1) / 5.
    let cell = &pooling.cells[0].by_case[1];
    near(cell.others, 3.2 / 6.0);
    near(cell.shrunk.value, (4.0 * 3.2 / 6.0 + 1.0) / 5.0);
    let alike = mapping::pool(&map(&repeated(4, &[]), &Prior::literature()));
    assert_eq!((alike.overall.strength, alike.overall.by_case[0].places), (None, 48), "nowhere a link: how far apart?");
    let json = serde_json::to_value(&pooling).unwrap();
    assert_eq!(
        (&json["capabilities"][0]["term"], &json["capabilities"][0]["strength"]),
        (&"own/k0".into(), &1.0.into())
    );
}

// Every report

/// Every report of a map, printed and as JSON: nothing wider than a terminal, and no number that is none.
#[track_caller]
fn every_report<C: Term, P: Term>(map: &Mapping<C, P>) {
    fn both(report: &(impl Display + Serialize)) {
        narrow(report);
        serde_json::to_string(report).unwrap();
    }
    both(map);
    both(&mapping::sweep(map));
    both(&mapping::associate(map));
    both(&mapping::cover(map));
    both(&mapping::portfolios(map, map.practices(), |_| 7).unwrap());
    both(&mapping::portfolios(map, &map.practices()[..1], |_| 7).unwrap());
    both(&mapping::rotate(map));
    both(&mapping::profiles(map));
    both(&mapping::span(map));
    both(&mapping::project(map, 50, 3).unwrap());
    both(&mapping::hold_out(map));
    both(&mapping::pool(map));
}

#[test]
fn reports_of_no_case_of_one_and_of_many_fit() {
    every_report(&map([], &Prior::literature()));
    every_report(&map(&published()[..1], &Prior::literature()));
    every_report(&map(&published(), &Prior::literature()));
    let links = [(Ethical, CoDesign), (Developmental, CoDiagnosis), (Developmental, CoValuation)];
    every_report(&map(&repeated(30, &links), &Prior::uniform(0.999_999, 1e6).unwrap()));
}

#[test]
fn reports_over_long_names_fit() {
    let long = |stem: &str, nth: usize| format!("{stem}-{nth}-{}", "längliche-bezeichnung-".repeat(4));
    let codes: Vec<String> = (0..20).map(|nth| long("code", nth)).collect();
    let cases: Vec<Case> = (0..15)
        .map(|nth| {
            let mut case = Case::builder(&long("case", nth));
            let book =
                codes.iter().fold(Codebook::new("own"), |book, id| book.code(OwnCode::new(id.clone(), "A code")));
            let codes = case.codebook(book);
            for (at, pair) in codes.chunks(2).enumerate() {
                let from = case.add(format!("k{at}"), Capability::new("K").coded(pair[0]));
                let to = case.add(format!("p{at}"), Practice::new("P").coded(pair[1]));
                case.relate(from, Enables, to);
            }
            case.search(Search::not_found("any other").relation(RelationKind::Enables));
            case.build().unwrap()
        })
        .collect();
    let names: Vec<String> = codes.iter().map(|code| format!("own/{code}")).collect();
    let side = |start: usize| names.iter().skip(start).step_by(2).map(String::as_str).collect::<Vec<_>>();
    let map = map(&cases, &Prior::of_codes(&side(0), &side(1), 0.3, 4.0).unwrap());
    assert_eq!(map.links().count(), 150);
    every_report(&map);
}
