//! The capability–practice map: shares and intervals, statuses, searches, and a slow twin.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use std::collections::BTreeSet;

use cocreation::case::{CaseBuilder, Claim, ClaimId, Claiming, Pattern, PatternView, Search, SourceHandle};
use cocreation::evidence::{Basis, Modality, Polarity, Sign, Source};
use cocreation::graph::node::{Act, Actor, Capability, NodeKind, Practice, Sphere};
use cocreation::graph::relation::{
    Develops, Enables, Enacts, Holds, Performs, Relation, RelationKind, TakesPartIn, Underpins,
};
use cocreation::graph::{Code, Handle};
use cocreation::mapping::{CaseCell, Cell, Mapping, Prior, Share, Status, map};
use cocreation::theory::Typology;
use cocreation::theory::typology::InteractionCapability::{
    self, Concerted, Developmental, Empowered, Ethical, Relational,
};
use cocreation::theory::typology::PracticeKind::{
    self, CoDesign, CoDiagnosis, CoIdeation, CoTesting, CoValuation, Embedding,
};
use cocreation::theory::typology::{EvidenceKind, LearningMode};
use cocreation::{Case, ErrorKind};
use proptest::prelude::*;

/// A case in which the developmental capability enables co-diagnosis: c1 and c2 are the classifications, c3 the link.
fn with_link(id: &str) -> Case {
    let mut case = Case::builder(id);
    let develop = case.add("develop", Capability::developmental("Development"));
    let advice = case.add("advice", Practice::co_diagnosis("Advice"));
    case.relate(develop, Enables, advice);
    case.build().unwrap()
}

/// A case in which that link was looked for and not found.
fn without_link(id: &str) -> Case {
    let mut case = Case::builder(id);
    case.search(
        Search::not_found("development behind diagnosis")
            .subject(Pattern::default().coded(Developmental))
            .relation(RelationKind::Enables)
            .object(Pattern::default().coded(CoDiagnosis)),
    );
    case.build().unwrap()
}

fn cases(with: usize, searched: usize) -> Vec<Case> {
    (0..searched).map(|n| if n < with { with_link(&format!("c{n}")) } else { without_link(&format!("c{n}")) }).collect()
}

fn cell_of(map: &Mapping) -> &Cell {
    &map[(Developmental, CoDiagnosis)]
}

fn only_cell(case: &Case, capability: InteractionCapability, practice: PracticeKind) -> CaseCell {
    map([case], &Prior::literature())[(capability, practice)].by_case[0].clone()
}

#[track_caller]
fn near(found: Share, value: f64, low: f64, high: f64) {
    for (found, expected) in [(found.value, value), (found.low, low), (found.high, high)] {
        assert!((found - expected).abs() < 1e-10, "{found} is not {expected}");
    }
}

/// Means by hand, (4 × 0.3 + k) / (4 + n); interval ends are `scipy.stats.beta.ppf([0.05, 0.95], 1.2 + k, 2.8 + n − k)`,
/// SciPy 1.17.1, NumPy 2.4.6.
#[test]
fn posterior_agrees_with_scipy() {
    for (k, n, mean, low, high) in [
        (0, 0, 1.2 / 4.0, 0.031_678_917_663_018_49, 0.689_418_131_556_502_6),
        (1, 1, 2.2 / 5.0, 0.122_815_782_603_213_4, 0.786_657_129_511_563_4),
        (2, 2, 3.2 / 6.0, 0.216_603_321_316_769_93, 0.836_518_635_025_468_1),
        (2, 4, 3.2 / 8.0, 0.146_497_227_239_679_95, 0.683_531_385_626_722_2),
        (0, 4, 1.2 / 8.0, 0.013_413_936_476_512_775, 0.386_924_475_904_897_9),
    ] {
        let map = map(&cases(k, n), &Prior::uniform(0.3, 4.0).unwrap());
        let cell = cell_of(&map);
        assert_eq!((cell.cases_with, cell.cases_searched), (k, n));
        near(cell.posterior, mean, low, high);
    }
}

/// Check values worked out by hand, to two decimals.
#[test]
fn posterior_means_are_those_of_the_specification() {
    for (k, n, mean) in [(2, 2, "0.53"), (2, 4, "0.40"), (0, 4, "0.15")] {
        let map = map(&cases(k, n), &Prior::uniform(0.3, 4.0).unwrap());
        assert_eq!(format!("{:.2}", cell_of(&map).posterior.value), mean, "{k}/{n}");
    }
}

/// Interval ends are `scipy.stats.beta.ppf([0.05, 0.95], k + 0.5, n − k + 0.5)`, SciPy 1.17.1, NumPy 2.4.6, with the end
/// closed at 0 or 1 where nothing or everything was found.
#[test]
fn raw_share_has_the_jeffreys_interval() {
    for (k, n, low, high) in [
        (0, 1, 0.0, 0.771_480_186_193_671_1),
        (1, 1, 0.228_519_813_806_328_77, 1.0),
        (1, 2, 0.097_308_181_739_940_1, 0.902_691_818_260_059_8),
        (2, 4, 0.165_280_266_655_658, 0.834_719_733_344_344_1),
        (4, 4, 0.637_513_187_235_506_1, 1.0),
        (0, 4, 0.0, 0.362_486_812_764_493_85),
        (3, 10, 0.117_329_376_680_210_19, 0.558_126_766_484_634),
    ] {
        let map = map(&cases(k, n), &Prior::literature());
        near(cell_of(&map).raw.unwrap(), k as f64 / n as f64, low, high);
    }
    assert_eq!(cell_of(&map([], &Prior::literature())).raw, None);
}

/// 2/4 is not [0.16, 0.84]: the exact ends are 0.1653 and 0.8347, which print as 0.17 and 0.83.
#[test]
fn jeffreys_check_values_print_as_they_should() {
    for (k, n, text) in [(2, 4, "0.50 [0.17, 0.83]"), (4, 4, "1.00 [0.64, 1.00]"), (0, 4, "0.00 [0.00, 0.36]")] {
        let map = map(&cases(k, n), &Prior::literature());
        assert_eq!(cell_of(&map).raw.unwrap().to_string(), text);
    }
}

#[test]
fn literature_speaks_of_five_cells() {
    let prior = Prior::literature();
    let map = map([], &prior);
    for cell in map.cells() {
        let sourced = matches!(
            (cell.capability, cell.practice),
            (Developmental, CoIdeation | CoDesign) | (Concerted, CoDiagnosis | CoIdeation | CoValuation)
        );
        assert_eq!(cell.prior, prior[(cell.capability, cell.practice)]);
        assert_eq!(cell.prior.mean, if sourced { 0.5 } else { 0.3 });
        assert_eq!(cell.prior.source.is_some(), sourced);
        assert_eq!(cell.status(), if sourced { Status::Theoretical } else { Status::NotSearched });
        assert_eq!((cell.cases_with, cell.cases_searched, cell.by_case.len()), (0, 0, 0));
    }
    assert_eq!(map.case_ids().len(), 0);
}

#[test]
fn priors_that_are_none_are_refused() {
    for (mean, strength, kind) in [
        (-0.1, 4.0, ErrorKind::OutOfRange),
        (1.1, 4.0, ErrorKind::OutOfRange),
        (f64::NAN, 4.0, ErrorKind::OutOfRange),
        (0.3, -1.0, ErrorKind::OutOfRange),
        (0.3, f64::NAN, ErrorKind::OutOfRange),
        (0.3, f64::INFINITY, ErrorKind::OutOfRange),
        (0.0, 4.0, ErrorKind::Setting),
        (1.0, 4.0, ErrorKind::Setting),
        (0.3, 0.0, ErrorKind::Setting),
    ] {
        assert_eq!(Prior::uniform(mean, strength).unwrap_err().kind(), kind, "{mean}, {strength}");
    }
}

#[test]
fn cells_come_in_the_order_of_the_register() {
    let map = map([], &Prior::literature());
    let pairs: Vec<_> = map.cells().map(|cell| (cell.capability.index(), cell.practice.index())).collect();
    assert_eq!(pairs.len(), 48);
    assert_eq!((pairs[0], pairs[7], pairs[8], pairs[47]), ((0, 0), (0, 7), (1, 0), (5, 7)));
    assert!(pairs.is_sorted());
}

#[test]
fn a_stated_link_is_stronger_than_an_inferred_one() {
    let mut case = Case::builder("a-case");
    let empower = case.add("empower", Capability::empowered("Empowerment"));
    let ideas = case.add("ideas", Practice::co_ideation("Ideas"));
    let tests = case.add("tests", Practice::co_testing("Tests"));
    let read = case.relate(empower, Enables, ideas).inferred().id();
    let stated = case.relate(empower, Enables, ideas).id();
    let alone = case.relate(empower, Enables, tests).inferred().id();
    let case = case.build().unwrap();
    let cell = only_cell(&case, Empowered, CoIdeation);
    assert_eq!((cell.status, cell.claims), (Status::Evidenced, vec![read, stated]));
    let cell = only_cell(&case, Empowered, CoTesting);
    assert_eq!((cell.status, cell.claims), (Status::Inferred, vec![alone]));
    let texts: Vec<_> = cell.codings.iter().map(|&id| case.claim(id).unwrap().to_string()).collect();
    assert_eq!(texts, ["empower is interaction-capability/empowered", "tests is practice/co-testing"]);
}

#[test]
fn a_link_that_is_denied_too_is_contested() {
    let mut case = Case::builder("a-case");
    let fair = case.add("fair", Capability::ethical("Fairness"));
    let rules = case.add("rules", Practice::embedding("Rules"));
    let denied = case.relate(fair, Enables, rules).violated().id();
    let stated = case.relate(fair, Enables, rules).id();
    let case = case.build().unwrap();
    let cell = only_cell(&case, Ethical, Embedding);
    assert_eq!((cell.status, cell.contested, cell.claims), (Status::Evidenced, true, vec![denied, stated]));
}

#[test]
fn a_denial_counts_as_a_search_and_contests_the_link_of_another_case() {
    let mut case = Case::builder("denying");
    let develop = case.add("develop", Capability::developmental("Development"));
    let advice = case.add("advice", Practice::co_diagnosis("Advice"));
    let denied = case.relate(develop, Enables, advice).violated().id();
    let denying = case.build().unwrap();
    let cell = only_cell(&denying, Developmental, CoDiagnosis);
    assert_eq!((cell.status, cell.contested, cell.claims), (Status::Violated, false, vec![denied]));
    let map = map([&denying, &with_link("linking")], &Prior::literature());
    let cell = cell_of(&map);
    assert_eq!((cell.status(), cell.contested), (Status::Evidenced, true));
    assert_eq!((cell.cases_with, cell.cases_searched), (1, 2));
    assert_eq!(map.case_ids().collect::<Vec<_>>(), ["denying", "linking"]);
    assert_eq!(map.links().map(|(_, in_case)| &*in_case.case).collect::<Vec<_>>(), ["linking"]);
}

#[test]
fn hopes_and_fears_count_for_nothing() {
    let mut case = Case::builder("a-case");
    let develop = case.add("develop", Capability::developmental("Development"));
    let advice = case.add("advice", Practice::co_diagnosis("Advice"));
    let sphere = case.add("joint", Sphere::joint("Joint"));
    case.relate(develop, Enables, advice).expected();
    case.relate(develop, Enables, advice).feared();
    case.relate(develop, Enables, advice).expected().violated();
    case.relate(develop, Underpins, sphere).expected();
    case.relate(advice, Develops, develop);
    let cell = only_cell(&case.build().unwrap(), Developmental, CoDiagnosis);
    assert_eq!((cell.status, cell.claims.len(), cell.is_searched()), (Status::NotSearched, 0, false));
}

/// Two actors hold the capability: one takes part in an act, the other only performs; a third takes part without it.
#[test]
fn co_occurrence_names_one_path_for_each_actor() {
    let mut case = Case::builder("a-case");
    let concert = case.add("concert", Capability::concerted("Concertation"));
    let design = case.add("design", Practice::co_design("Design"));
    let [one, two, three] = ["one", "two", "three"].map(|id| case.add(id, Actor::new(id)));
    let [first, second] = ["first", "second"].map(|id| case.add(id, Act::new(id)));
    let holds = [case.relate(one, Holds, concert).id(), case.relate(two, Holds, concert).id()];
    let part = case.relate(one, TakesPartIn, first).id();
    case.relate(one, TakesPartIn, second);
    case.relate(three, TakesPartIn, second);
    let enacts = case.relate(first, Enacts, design).id();
    case.relate(second, Enacts, design);
    let performs = case.relate(two, Performs, design).id();
    let case = case.build().unwrap();
    let cell = only_cell(&case, Concerted, CoDesign);
    assert_eq!(cell.status, Status::CoOccurring);
    assert_eq!(cell.claims, [holds[0], holds[1], part, enacts, performs]);
    assert!(!cell.is_searched());
    assert_eq!(only_cell(&case, Concerted, CoTesting).status, Status::NotSearched);
}

#[test]
fn whoever_withholds_or_is_denied_does_not_co_occur() {
    let mut case = Case::builder("a-case");
    let concert = case.add("concert", Capability::concerted("Concertation"));
    let design = case.add("design", Practice::co_design("Design"));
    let [withholds, lacks] = ["withholds", "lacks"].map(|id| case.add(id, Actor::new(id)));
    let act = case.add("act", Act::new("Act"));
    case.relate(act, Enacts, design);
    case.relate(withholds, Holds, concert);
    case.relate(withholds, TakesPartIn, act).valence(Sign::Negative);
    case.relate(lacks, Holds, concert).violated();
    case.relate(lacks, TakesPartIn, act);
    assert_eq!(only_cell(&case.build().unwrap(), Concerted, CoDesign).status, Status::NotSearched);
}

#[test]
fn underpinning_is_for_every_practice_without_a_link() {
    let mut case = Case::builder("a-case");
    let ties = case.add("ties", Capability::relational("Ties"));
    let joint = case.add("joint", Sphere::joint("Joint"));
    let advice = case.add("advice", Practice::co_diagnosis("Advice"));
    let underpins = case.relate(ties, Underpins, joint).id();
    let link = case.relate(ties, Enables, advice).id();
    let case = case.build().unwrap();
    for &practice in PracticeKind::ALL {
        let expected =
            if practice == CoDiagnosis { (Status::Evidenced, link) } else { (Status::Underpinning, underpins) };
        let cell = only_cell(&case, Relational, practice);
        assert_eq!((cell.status, cell.claims), (expected.0, vec![expected.1]), "{practice}");
    }
    assert_eq!(only_cell(&case, Ethical, CoDesign).status, Status::NotSearched);
}

/// A denial is not hidden by what surrounds it, and a search that found nothing is kept beside a stronger status.
#[test]
fn weaker_statuses_give_way() {
    let mut case = Case::builder("a-case");
    let ties = case.add("ties", Capability::relational("Ties"));
    let joint = case.add("joint", Sphere::joint("Joint"));
    let design = case.add("design", Practice::co_design("Design"));
    let rules = case.add("rules", Practice::embedding("Rules"));
    let maker = case.add("maker", Actor::new("Maker"));
    case.relate(ties, Underpins, joint);
    case.relate(maker, Holds, ties);
    case.relate(maker, Performs, design);
    case.relate(maker, Performs, rules);
    case.relate(ties, Enables, rules).violated();
    case.search(Search::not_found("relational").subject(Pattern::default().coded(Relational)));
    let case = case.build().unwrap();
    let statuses = [Embedding, CoDesign, CoTesting].map(|practice| only_cell(&case, Relational, practice).status);
    assert_eq!(statuses, [Status::Violated, Status::CoOccurring, Status::Underpinning]);
    let map = map([&case], &Prior::literature());
    let cell = &map[(Relational, CoTesting)];
    assert_eq!((cell.cases_with, cell.cases_searched, cell.by_case[0].searches.len()), (0, 1, 1));
}

/// A node with two kinds links in both columns; a kind that is denied of a node does not.
#[test]
fn a_node_counts_for_each_code_that_holds() {
    let mut case = Case::builder("a-case");
    let develop = case.add("develop", Capability::developmental("Development"));
    let both = case.add("both", Practice::co_diagnosis("Both").coded(CoIdeation));
    case.classify(both, CoDesign).violated();
    case.relate(develop, Enables, both);
    let case = case.build().unwrap();
    let statuses = [CoDiagnosis, CoIdeation, CoDesign].map(|practice| only_cell(&case, Developmental, practice).status);
    assert_eq!(statuses, [Status::Evidenced, Status::Evidenced, Status::NotSearched]);
}

#[test]
fn links_on_the_authors_word_alone_are_marked() {
    let claimed = |also: Option<EvidenceKind>, bare: bool| {
        let mut case = Case::builder("a-case");
        let paper = case.source(Source::new("paper", "Paper"));
        let develop = case.add("develop", Capability::developmental("Development"));
        let advice = case.add("advice", Practice::co_diagnosis("Advice"));
        let link = case.relate(develop, Enables, advice).evidence(paper.at("§6").claimed("it is so"));
        if let Some(kind) = also {
            link.evidence(paper.at("§5").of_kind(kind, "we saw it"));
        }
        if bare {
            case.relate(develop, Enables, advice).inferred();
        }
        let case = case.build().unwrap();
        let map = map([&case], &Prior::literature());
        let cell = cell_of(&map);
        assert_eq!((cell.status(), cell.cases_with), (Status::Evidenced, 1));
        assert_eq!(cell.only_authors_claims, cell.by_case[0].only_authors_claims);
        cell.only_authors_claims
    };
    assert!(claimed(None, false));
    assert!(claimed(Some(EvidenceKind::AuthorsClaim), false));
    assert!(!claimed(Some(EvidenceKind::Interview), false));
    assert!(!claimed(None, true), "a claim without evidence does not rest on the authors' word");
}

/// A search, and of the six capabilities × eight practices the cells that it covers: (how many, whether the cell
/// developmental × co-diagnosis is among them).
#[test]
fn searches_cover_what_they_looked_for() {
    let (develop, advice) = (Pattern::default().coded(Developmental), Pattern::default().coded(CoDiagnosis));
    let any = Pattern::default();
    let [capability, practice] = [NodeKind::Capability, NodeKind::Practice].map(Pattern::kind);
    let enables = Some(RelationKind::Enables);
    for (relation, subject, object, count, here) in [
        (enables, develop, advice, 1, true),
        (enables, develop, any, 8, true),
        (enables, develop, practice, 8, true),
        (enables, capability, advice, 6, true),
        (enables, any, advice, 6, true),
        (enables, any, any, 48, true),
        (enables, capability.coded(Ethical), any, 8, false),
        (None, develop, advice, 1, true),
        (None, develop, any, 8, true),
        (None, capability, any, 48, true),
        (None, any, any, 0, false),
        (None, any, advice, 0, false),
        (None, practice, any, 0, false),
        (enables, develop.coded(LearningMode::Exploration), any, 0, false),
        (enables, develop, practice.coded(LearningMode::Exploration), 0, false),
        (enables, develop, capability, 0, false),
        (Some(RelationKind::Underpins), develop, any, 0, false),
        (Some(RelationKind::Holds), any, develop, 0, false),
    ] {
        let search = Search::not_found("a link").subject(subject).object(object);
        let search = relation.map_or(search.clone(), |relation| search.relation(relation));
        let mut case = Case::builder("a-case");
        case.search(search.clone());
        let case = case.build().unwrap();
        let map = map([&case], &Prior::uniform(0.3, 4.0).unwrap());
        let found: Vec<_> = map.cells().filter(|cell| cell.status() == Status::SearchedNotFound).collect();
        assert_eq!((found.len(), found.contains(&cell_of(&map))), (count, here), "{search:?}");
        assert!(found.iter().all(|cell| (cell.cases_with, cell.cases_searched) == (0, 1)));
    }
}

#[test]
fn searches_for_nodes_cover_the_codes_of_the_nodes() {
    let mut case = Case::builder("a-case");
    let develop = case.add("develop", Capability::developmental("Development").coded(Empowered));
    let advice = case.add("advice", Practice::co_diagnosis("Advice"));
    case.search(
        Search::not_found("a link")
            .subject(Pattern::node(develop))
            .relation(RelationKind::Enables)
            .object(Pattern::node(advice)),
    );
    case.search(Search::found("something").subject(Pattern::node(develop)).relation(RelationKind::Enables));
    let case = case.build().unwrap();
    let map = map([&case], &Prior::literature());
    let searched: Vec<_> = map.cells().filter(|cell| cell.cases_searched == 1).collect();
    let pairs: Vec<_> = searched.iter().map(|cell| (cell.capability, cell.practice)).collect();
    assert_eq!(pairs, [(Empowered, CoDiagnosis), (Developmental, CoDiagnosis)]);
    assert!(searched.iter().all(|cell| cell.by_case[0].searches.len() == 1), "a search with a result covers nothing");
}

/// A case with a link counts in k and in n, also where a search did not find it.
#[test]
fn a_link_outweighs_a_search() {
    let mut case = Case::builder("a-case");
    let develop = case.add("develop", Capability::developmental("Development"));
    let advice = case.add("advice", Practice::co_diagnosis("Advice"));
    case.relate(develop, Enables, advice);
    case.search(Search::not_found("a link").relation(RelationKind::Enables));
    let case = case.build().unwrap();
    let map = map([&case], &Prior::literature());
    let cell = cell_of(&map);
    assert_eq!((cell.status(), cell.cases_with, cell.cases_searched), (Status::Evidenced, 1, 1));
    assert_eq!((cell.contested, cell.by_case[0].searches.len()), (false, 1));
}

#[test]
fn a_search_says_more_than_theory() {
    let mut case = Case::builder("a-case");
    case.search(
        Search::not_found("a link")
            .subject(Pattern::default().coded(Developmental))
            .object(Pattern::default().coded(CoDesign)),
    );
    let case = case.build().unwrap();
    let map = map([&case], &Prior::literature());
    assert_eq!(map[(Developmental, CoDesign)].status(), Status::SearchedNotFound);
    assert_eq!(map[(Developmental, CoIdeation)].status(), Status::Theoretical);
    assert_eq!(map[(Developmental, CoIdeation)].by_case[0].status, Status::NotSearched);
}

#[test]
fn the_report_shows_table_legend_and_links() {
    let mut case = Case::builder("rolls-royce"); // c1 to c4 are classifications
    let paper = case.source(Source::new("mc16", "Paper"));
    let develop = case.add("develop", Capability::developmental("Development"));
    let ties = case.add("ties", Capability::relational("Ties"));
    let joint = case.add("joint", Sphere::joint("Joint"));
    let advice = case.add("advice", Practice::co_diagnosis("Advice"));
    case.relate(develop, Enables, advice).evidence(paper.at("§6").claimed("it is so"));
    case.relate(develop, Enables, advice).evidence(paper.at("§6").claimed("it is not so")).violated();
    case.relate(ties, Underpins, joint);
    let first = case.build().unwrap();
    let map = map([&first, &without_link("bekaert")], &Prior::literature());
    let expected = "\
Capability–practice map of 2 cases: rolls-royce, bekaert

              Co-       Co-       Co-       Co-       Co-       Co-
              diagnosis ideation  valuation design    testing   launching Embedding Coordination
Individuated  ·         ·         ·         ·         ·         ·         ·         ·
Relational    ┴         ┴         ┴         ┴         ┴         ┴         ┴         ┴
Ethical       ·         ·         ·         ·         ·         ·         ·         ·
Empowered     ·         ·         ·         ·         ·         ·         ·         ·
Developmental ●!* 1/2   §         ·         §         ·         ·         ·         ·
Concerted     §         §         §         ·         ·         ·         ·         ·

● evidenced           A source states that the capability enables the practice.
◐ inferred            A coder read out of a source that the capability enables the practice.
× violated            A claim says that the capability does not enable the practice.
○ co-occurring        An actor with the capability takes part in the practice; no link is claimed.
┴ underpinning        The capability carries others or a sphere; no link to the practice is claimed.
∅ searched, not found The link was looked for and not found.
§ theoretical         The prior names a source that speaks of it; no case says anything.
· not searched        No case says anything, and none records that it looked: unknown.
! contested           Claims both link the two and deny the link.
* authors' claims     Every link rests on claims of the authors alone, not on an observation.
k/n: of n cases that claim, deny or looked for the link, k have it. Intervals hold 90 %.

Developmental × Co-diagnosis: evidenced, contested, on authors' claims only
  raw 1/2 = 0.50 [0.10, 0.90]   prior 0.30, weight 4   posterior 0.37 [0.10, 0.69]
  rolls-royce: evidenced, contested, on authors' claims only; c5, c6
";
    assert_eq!(map.to_string(), expected);
    assert!(expected.lines().all(|line| line.chars().count() <= 100));
    assert_eq!(cell_of(&map).by_case[1].to_string(), "bekaert: searched, not found; not found by s1");
}

#[test]
fn long_lists_are_cut_in_print_and_whole_in_the_data() {
    let cases = cases(12, 12);
    let map = map(&cases, &Prior::literature());
    let text = map.to_string();
    let first = text.lines().next().unwrap();
    assert_eq!(first, "Capability–practice map of 12 cases: c0, c1, c2, c3, c4, c5, c6, c7 and 4 more");
    assert_eq!((map.case_ids().len(), map.links().count()), (12, 12));
}

#[test]
fn json_traces_each_number() {
    let map = map([&with_link("a-case")], &Prior::literature());
    let json = serde_json::to_value(&map).unwrap();
    let cell = &json["cells"][32];
    assert_eq!((&cell["capability"], &cell["practice"]), (&"developmental".into(), &"co-diagnosis".into()));
    assert_eq!((&cell["status"], &cell["by_case"][0]["claims"][0]), (&"evidenced".into(), &"c3".into()));
    assert_eq!((&json["cells"][33]["status"], &json["cells"][33]["raw"]), (&"theoretical".into(), &().into()));
    assert_eq!(json["cells"][33]["prior"]["source"], serde_json::json!({"work": "MC16", "locator": "§3"}));
}

/// How a random claim is meant.
type Meant = (bool, bool, bool, Option<EvidenceKind>);

#[derive(Clone, Debug)]
enum Step {
    Capable(usize, InteractionCapability, bool),
    Practised(usize, PracticeKind, bool),
    Related(usize, usize, usize, Meant),
    Searched(Option<RelationKind>, Ends, Ends, bool),
}

/// Node, whether the kind is given, code.
type Ends = (Option<usize>, bool, Option<usize>);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let evidence = prop_oneof![Just(None), Just(Some(EvidenceKind::AuthorsClaim)), Just(Some(EvidenceKind::Interview))];
    let meant = (prop::bool::weighted(0.2), prop::bool::weighted(0.15), any::<bool>(), evidence);
    let ends = || (prop::option::weighted(0.3, 0..3usize), any::<bool>(), prop::option::weighted(0.4, 0..4usize));
    let relation = prop_oneof![Just(None), Just(Some(RelationKind::Enables)), Just(Some(RelationKind::Develops))];
    let capability = prop::sample::select(&InteractionCapability::ALL[2..5]);
    let practice = prop::sample::select(&PracticeKind::ALL[..3]);
    let step = prop_oneof![
        2 => (0..3usize, capability, prop::bool::weighted(0.2)).prop_map(|(n, c, no)| Step::Capable(n, c, no)),
        2 => (0..3usize, practice, prop::bool::weighted(0.2)).prop_map(|(n, c, no)| Step::Practised(n, c, no)),
        6 => (0..6usize, 0..3usize, 0..3usize, meant).prop_map(|(r, a, b, how)| Step::Related(r, a, b, how)),
        1 => (relation, ends(), ends(), prop::bool::weighted(0.2)).prop_map(|(r, a, b, f)| Step::Searched(r, a, b, f)),
    ];
    prop::collection::vec(step, 0..40)
}

struct Nodes {
    capabilities: [Handle<Capability>; 3],
    practices: [Handle<Practice>; 3],
    actors: [Handle<Actor>; 3],
    acts: [Handle<Act>; 3],
    sphere: Handle<Sphere>,
    paper: SourceHandle,
}

fn built(steps: &[Step]) -> Case {
    let mut case = Case::builder("random");
    let nodes = Nodes {
        capabilities: ["k0", "k1", "k2"].map(|id| case.add(id, Capability::new(id))),
        practices: ["p0", "p1", "p2"].map(|id| case.add(id, Practice::new(id))),
        actors: ["a0", "a1", "a2"].map(|id| case.add(id, Actor::new(id))),
        acts: ["d0", "d1", "d2"].map(|id| case.add(id, Act::new(id))),
        sphere: case.add("joint", Sphere::joint("Joint")),
        paper: case.source(Source::new("paper", "Paper")),
    };
    steps.iter().for_each(|step| nodes.take(&mut case, step));
    case.build().unwrap()
}

fn meant<R>(claim: Claiming<'_, R>, (violated, expected, inferred, kind): Meant, paper: SourceHandle) {
    let claim = if violated { claim.violated() } else { claim };
    let claim = if expected { claim.expected() } else { claim };
    let claim = if inferred { claim.inferred() } else { claim };
    if let Some(kind) = kind {
        claim.evidence(paper.at("§1").of_kind(kind, "so it is"));
    }
}

impl Nodes {
    fn take(&self, case: &mut CaseBuilder, step: &Step) {
        match *step {
            Step::Capable(node, code, denied) => {
                meant(case.classify(self.capabilities[node], code), (denied, false, false, None), self.paper);
            }
            Step::Practised(node, code, denied) => {
                meant(case.classify(self.practices[node], code), (denied, false, false, None), self.paper);
            }
            Step::Related(0, a, b, how) => self.relate(case, self.capabilities[a], Enables, self.practices[b], how),
            Step::Related(1, a, _, how) => self.relate(case, self.capabilities[a], Underpins, self.sphere, how),
            Step::Related(2, a, b, how) => self.relate(case, self.actors[a], Holds, self.capabilities[b], how),
            Step::Related(3, a, b, how) => self.relate(case, self.actors[a], Performs, self.practices[b], how),
            Step::Related(4, a, b, how) => self.relate(case, self.acts[a], Enacts, self.practices[b], how),
            Step::Related(_, a, b, how) => {
                let sign = if how.2 { Sign::Negative } else { Sign::Positive };
                meant(case.relate(self.actors[a], TakesPartIn, self.acts[b]).valence(sign), how, self.paper);
            }
            Step::Searched(relation, subject, object, found) => {
                let search = if found { Search::found("a link") } else { Search::not_found("a link") };
                let search = relation.map_or(search.clone(), |relation| search.relation(relation));
                let capabilities: Vec<Code> =
                    InteractionCapability::ALL[2..].iter().map(|&code| Code::of(code)).collect();
                let practices: Vec<Code> = PracticeKind::ALL.iter().map(|&code| Code::of(code)).collect();
                let subject = ends(subject, self.capabilities, NodeKind::Capability, &capabilities);
                let object = ends(object, self.practices, NodeKind::Practice, &practices);
                case.search(search.subject(subject).object(object));
            }
        }
    }

    fn relate<F, R, T>(&self, case: &mut CaseBuilder, from: Handle<F>, relation: R, to: Handle<T>, how: Meant)
    where
        F: cocreation::graph::node::Kind,
        T: cocreation::graph::node::Kind,
        R: Relation<F, T>,
    {
        meant(case.relate(from, relation, to), how, self.paper);
    }
}

fn ends<K: cocreation::graph::node::Kind>(
    (node, kinded, code): Ends,
    nodes: [Handle<K>; 3],
    kind: NodeKind,
    codes: &[Code],
) -> Pattern {
    let pattern = match (node, kinded) {
        (Some(node), _) => Pattern::node(nodes[node]),
        (None, true) => Pattern::kind(kind),
        (None, false) => Pattern::default(),
    };
    code.map_or(pattern, |code| pattern.coded(codes[code]))
}

/// The definitions of the cell, read off the list of claims with no regard for speed.
struct Twin<'c> {
    case: &'c Case,
    capability: Code,
    practice: Code,
}

impl Twin<'_> {
    fn coded(&self, id: &str, code: Code) -> bool {
        self.case.claims().any(|claim| claim.holds() && claim.subject().id() == id && claim.code() == Some(code))
    }

    fn related(&self, relation: RelationKind) -> Vec<Claim<'_>> {
        self.case.claims().filter(|claim| claim.relation() == Some(relation)).collect()
    }

    fn links(&self, polarity: Polarity, basis: Option<Basis>) -> BTreeSet<ClaimId> {
        let links = self.related(RelationKind::Enables).into_iter();
        links
            .filter(|link| link.modality() == Modality::Realised && link.polarity() == polarity)
            .filter(|link| basis.is_none_or(|basis| link.basis() == basis))
            .filter(|link| self.coded(link.subject().id(), self.capability))
            .filter(|link| self.coded(link.object().unwrap().id(), self.practice))
            .map(|link| link.id())
            .collect()
    }

    fn co_occurs(&self) -> bool {
        let all = |relation| self.related(relation).into_iter().filter(Claim::holds).collect::<Vec<_>>();
        let practised = |claim: &Claim<'_>| self.coded(claim.object().unwrap().id(), self.practice);
        let takes_part = |actor: &str| {
            all(RelationKind::Performs).iter().any(|claim| claim.subject().id() == actor && practised(claim))
                || all(RelationKind::TakesPartIn).iter().any(|part| {
                    part.subject().id() == actor
                        && part.sign() != Some(Sign::Negative)
                        && all(RelationKind::Enacts)
                            .iter()
                            .any(|enacts| Some(enacts.subject()) == part.object() && practised(enacts))
                })
        };
        all(RelationKind::Holds)
            .iter()
            .any(|holds| self.coded(holds.object().unwrap().id(), self.capability) && takes_part(holds.subject().id()))
    }

    fn underpins(&self) -> bool {
        let claims = self.related(RelationKind::Underpins);
        claims.iter().any(|claim| claim.holds() && self.coded(claim.subject().id(), self.capability))
    }

    fn looked_for(&self) -> bool {
        let fits = |pattern: PatternView<'_>, code: Code| {
            let by_node = pattern.node.is_none_or(|node| self.coded(node.id(), code));
            by_node && (pattern.code.is_none() || pattern.code == Some(code))
        };
        let open =
            |pattern: PatternView<'_>| pattern.node.is_none() && pattern.kind.is_none() && pattern.code.is_none();
        self.case.searches().any(|search| {
            let relation_fits = match search.relation() {
                None => !open(search.subject()),
                Some(relation) => relation == RelationKind::Enables,
            };
            !search.found()
                && relation_fits
                && fits(search.subject(), self.capability)
                && fits(search.object(), self.practice)
        })
    }

    fn status(&self) -> Status {
        if !self.links(Polarity::Asserted, Some(Basis::Stated)).is_empty() {
            Status::Evidenced
        } else if !self.links(Polarity::Asserted, None).is_empty() {
            Status::Inferred
        } else if !self.links(Polarity::Violated, None).is_empty() {
            Status::Violated
        } else if self.co_occurs() {
            Status::CoOccurring
        } else if self.underpins() {
            Status::Underpinning
        } else if self.looked_for() {
            Status::SearchedNotFound
        } else {
            Status::NotSearched
        }
    }

    fn on_authors_word(&self) -> bool {
        let links = self.links(Polarity::Asserted, None);
        let only = |id: &ClaimId| {
            let evidence: Vec<_> = self.case.claim(*id).unwrap().evidence().map(|evidence| evidence.kind()).collect();
            !evidence.is_empty() && evidence.iter().all(|kind| *kind == Some(EvidenceKind::AuthorsClaim))
        };
        !links.is_empty() && links.iter().all(only)
    }
}

proptest! {
    #[test]
    fn a_slow_twin_agrees(steps in steps()) {
        let case = built(&steps);
        let map = map([&case], &Prior::uniform(0.3, 4.0).unwrap());
        for cell in map.cells() {
            let twin = Twin { case: &case, capability: cell.capability.into(), practice: cell.practice.into() };
            let in_case = &cell.by_case[0];
            prop_assert_eq!(in_case.status, twin.status());
            prop_assert_eq!(cell.status(), in_case.status);
            let (links, denials) = (twin.links(Polarity::Asserted, None), twin.links(Polarity::Violated, None));
            prop_assert_eq!(in_case.contested, !links.is_empty() && !denials.is_empty());
            prop_assert_eq!(in_case.only_authors_claims, twin.on_authors_word());
            prop_assert_eq!(cell.cases_with, usize::from(!links.is_empty()));
            let searched = !links.is_empty() || !denials.is_empty() || twin.looked_for();
            prop_assert_eq!(cell.cases_searched, usize::from(searched));
            if !links.is_empty() || in_case.status == Status::Violated {
                let both: Vec<ClaimId> = links.union(&denials).copied().collect();
                prop_assert_eq!(&in_case.claims, &both);
            }
            prop_assert_eq!(in_case.claims.is_empty(), in_case.status >= Status::SearchedNotFound);
            prop_assert!(in_case.claims.is_sorted());
        }
    }

    /// Counts over several cases are sums of counts over each, and the order of the cases does not change the numbers.
    #[test]
    fn cases_add_up(first in steps(), second in steps()) {
        let (one, two) = (built(&first), built(&second));
        let prior = Prior::literature();
        let [a, b] = [&one, &two].map(|case| map([case], &prior));
        let (both, turned) = (map([&one, &two], &prior), map([&two, &one], &prior));
        for (((cell, other), a), b) in both.cells().zip(turned.cells()).zip(a.cells()).zip(b.cells()) {
            prop_assert_eq!(cell.cases_with, a.cases_with + b.cases_with);
            prop_assert_eq!(cell.cases_searched, a.cases_searched + b.cases_searched);
            prop_assert_eq!(cell.status(), a.status().min(b.status()));
            prop_assert_eq!((cell.raw, cell.posterior, cell.contested), (other.raw, other.posterior, other.contested));
        }
    }

    /// Every interval holds its share, lies in [0, 1], and one more case with a link raises the expectation.
    #[test]
    fn shares_lie_in_their_intervals(k in 0..6usize, more in 0..6usize, mean in 0.2..0.8f64, strength in 2.0..8.0f64) {
        let prior = Prior::uniform(mean, strength).unwrap();
        let before = map(&cases(k, k + more), &prior);
        let after = map(&cases(k + 1, k + more + 1), &prior);
        let cell = cell_of(&before);
        for estimate in cell.raw.into_iter().chain([cell.posterior]) {
            prop_assert!(0.0 <= estimate.low && estimate.low <= estimate.value, "{estimate:?}");
            prop_assert!(estimate.value <= estimate.high && estimate.high <= 1.0, "{estimate:?}");
        }
        prop_assert!(cell_of(&after).posterior.value > cell.posterior.value);
    }
}
