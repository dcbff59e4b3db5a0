//! The practice profile: counts by hand, the two levels of shares, and a slow twin.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use std::collections::BTreeSet;

use cocreation::Case;
use cocreation::case::Claim;
use cocreation::evidence::Source;
use cocreation::graph::Code;
use cocreation::graph::node::{Act, Actor, NodeKind, Practice};
use cocreation::graph::relation::{Enacts, Feeds, Performs, RelationKind, TakesPartIn};
use cocreation::profile::{Portion, Profile, Shares, profile};
use cocreation::theory::Typology;
use cocreation::theory::typology::{DialoguingPractice, Dimension, PracticeKind};
use proptest::prelude::*;

/// Two practices of co-diagnosis, one of them of co-ideation as well; one of co-design; one of coordination; one of no
/// kind. Acts: `visit` (weight 1) enacts both of the first, `talk` (weight 2.5) the second, `draft` (weight 0.5) the
/// co-design, `chat` the one of no kind. Evidence: e1 on the classification of `advice`, e2 on its being enacted and on
/// its being performed, e3 on what it feeds, e4 on the participation in an act, e5 on a denied and e6 on a hoped-for
/// relation.
fn sample() -> Case {
    let mut case = Case::builder("sample");
    let paper = case.source(Source::new("paper", "Paper"));
    let [e1, e2, e3, e4, e5, e6] =
        ["1", "2", "3", "4", "5", "6"].map(|place| case.evidence(paper.at(place).reported("as said")));
    let advice = case.add("advice", Practice::co_diagnosis("Advice").evidence(e1)); // c1
    let both = case.add("both", Practice::co_diagnosis("Both").coded(PracticeKind::CoIdeation)); // c2, c3
    let design = case.add("design", Practice::co_design("Design")); // c4
    case.add("steering", Practice::coordination("Steering")); // c5
    let talk_about = case.add("dialogue", Practice::new("Dialogue").coded(DialoguingPractice::WhoWeAre)); // c6
    let maker = case.add("maker", Actor::new("Maker"));
    let visit = case.add("visit", Act::standing("Visit"));
    let talk = case.add("talk", Act::new("Talk").weight(2.5));
    let draft = case.add("draft", Act::new("Draft").weight(0.5));
    let chat = case.add("chat", Act::new("Chat"));
    case.relate(visit, Enacts, advice).evidence(e2); // c7
    case.relate(visit, Enacts, both); // c8
    case.relate(talk, Enacts, both); // c9
    case.relate(draft, Enacts, design); // c10
    case.relate(chat, Enacts, talk_about); // c11
    case.relate(maker, Performs, advice).evidence(e2); // c12
    case.relate(advice, Feeds, design).evidence(e3); // c13
    case.relate(maker, TakesPartIn, visit).evidence(e4); // c14
    case.relate(talk, Enacts, design).evidence(e5).violated(); // c15
    case.relate(maker, Performs, design).evidence(e6).expected(); // c16
    case.build().unwrap()
}

fn texts(portion: &Portion) -> (Vec<&str>, Vec<String>) {
    (portion.nodes.iter().map(|id| &**id).collect(), portion.claims.iter().map(ToString::to_string).collect())
}

#[test]
fn practices_are_counted_by_hand() {
    let profile = profile(&sample());
    let counts = |kind: PracticeKind| {
        (profile[kind].nodes.len(), profile[kind].acts, profile[kind].weight, profile[kind].evidence)
    };
    assert_eq!(counts(PracticeKind::CoDiagnosis), (2, 2, 3.5, 3)); // visit once though it enacts both; e1, e2, e3
    assert_eq!(counts(PracticeKind::CoIdeation), (1, 2, 3.5, 0));
    assert_eq!(counts(PracticeKind::CoDesign), (1, 1, 0.5, 1)); // e3, which the two share
    assert_eq!(counts(PracticeKind::Coordination), (1, 0, 0.0, 0));
    assert_eq!(counts(PracticeKind::Embedding), (0, 0, 0.0, 0));
    let (nodes, claims) = texts(&profile[PracticeKind::CoDiagnosis]);
    assert_eq!((nodes, claims.join(" ")), (vec!["advice", "both"], "c1 c2 c7 c8 c9 c12 c13".to_owned()));
    assert_eq!(texts(&profile[PracticeKind::CoDesign]).1, ["c4", "c10", "c13"]);
    assert_eq!(profile.without_kind, ["dialogue".into()]);
    assert_eq!(profile.several_kinds, ["both".into()]);
}

/// Over the practices: 5 nodes, 5 acts, weight 7.5, 4 pieces of evidence.
#[test]
fn shares_are_over_the_counted_items() {
    let profile = profile(&sample());
    let shares = |kind: PracticeKind| profile[kind].shares;
    let expected =
        Shares { nodes: Some(2.0 / 5.0), acts: Some(2.0 / 5.0), weight: Some(3.5 / 7.5), evidence: Some(3.0 / 4.0) };
    assert_eq!(shares(PracticeKind::CoDiagnosis), expected);
    let nothing = Shares { nodes: Some(0.0), acts: Some(0.0), weight: Some(0.0), evidence: Some(0.0) };
    assert_eq!(shares(PracticeKind::Embedding), nothing);
}

/// Over the dimensions and coordination: 4 nodes, 3 acts, weight 4, 4 pieces of evidence.
#[test]
fn a_dimension_counts_nothing_twice() {
    let profile = profile(&sample());
    let linking = &profile[Dimension::Linking];
    assert_eq!((linking.nodes.len(), linking.acts, linking.weight, linking.evidence), (2, 2, 3.5, 3));
    assert_eq!(texts(linking).1.join(" "), "c1 c2 c3 c7 c8 c9 c12 c13");
    let expected =
        Shares { nodes: Some(2.0 / 4.0), acts: Some(2.0 / 3.0), weight: Some(3.5 / 4.0), evidence: Some(3.0 / 4.0) };
    assert_eq!(linking.shares, expected);
    assert_eq!(profile.coordination.nodes, ["steering".into()]);
    assert_eq!(profile.coordination.shares.nodes, Some(1.0 / 4.0));
    assert_eq!(profile[PracticeKind::Coordination].shares.nodes, Some(1.0 / 5.0));
    assert_eq!(profile[Dimension::Institutionalising].shares.weight, Some(0.0));
}

#[test]
fn nothing_counted_has_no_shares() {
    let empty = profile(&Case::builder("empty").build().unwrap());
    for portion in rows(&empty) {
        assert_eq!(portion, &Portion::default());
    }
    let mut case = Case::builder("nameless");
    case.add("dialogue", Practice::new("Dialogue"));
    let nameless = profile(&case.build().unwrap());
    assert_eq!((nameless.without_kind.len(), nameless[PracticeKind::CoDesign].shares.nodes), (1, None));
    assert!(!nameless.to_string().contains("NaN"));
}

#[test]
fn a_kind_that_is_denied_is_none() {
    let mut case = Case::builder("a-case");
    let design = case.add("design", Practice::co_design("Design"));
    case.classify(design, PracticeKind::CoTesting).violated();
    let other = case.add("other", Practice::new("Other"));
    case.classify(other, PracticeKind::CoTesting).expected();
    let profile = profile(&case.build().unwrap());
    assert_eq!(
        profile[PracticeKind::CoTesting],
        Portion { shares: profile[PracticeKind::CoTesting].shares, ..Portion::default() }
    );
    assert_eq!((profile.several_kinds.len(), profile.without_kind), (0, vec!["other".into()]));
}

/// A kind that two coders give the same node is one kind.
#[test]
fn a_kind_given_twice_counts_once() {
    let mut case = Case::builder("a-case");
    let design = case.add("design", Practice::co_design("Design"));
    case.classify(design, PracticeKind::CoDesign);
    let profile = profile(&case.build().unwrap());
    let portion = &profile[PracticeKind::CoDesign];
    assert_eq!((portion.nodes.len(), portion.claims.len(), profile.several_kinds.len()), (1, 2, 0));
}

#[test]
fn weights_beyond_all_numbers_are_no_numbers() {
    let mut case = Case::builder("heavy");
    for (id, draft) in [("design", Practice::co_design("Design")), ("tests", Practice::co_testing("Tests"))] {
        let practice = case.add(id, draft);
        for n in 0..2 {
            let act = case.add(format!("{id}-{n}"), Act::new("Act").weight(f64::MAX));
            case.relate(act, Enacts, practice);
        }
    }
    let profile = profile(&case.build().unwrap());
    let portion = &profile[PracticeKind::CoDesign];
    assert_eq!((portion.weight, portion.shares.weight, portion.shares.acts), (f64::MAX, None, Some(0.5)));
    assert!(profile.to_string().lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn the_report_is_a_table() {
    let expected = "\
Practice profile of sample

                             practices            acts            weight        evidence
Linking                        2  50 %         2  67 %        3.50  88 %         3  75 %
  Co-diagnosis                 2  40 %         2  40 %        3.50  47 %         3  75 %
  Co-ideation                  1  20 %         2  40 %        3.50  47 %         0   0 %
  Co-valuation                 0   0 %         0   0 %        0.00   0 %         0   0 %
Materialising                  1  25 %         1  33 %        0.50  12 %         1  25 %
  Co-design                    1  20 %         1  20 %        0.50   7 %         1  25 %
  Co-testing                   0   0 %         0   0 %        0.00   0 %         0   0 %
  Co-launching                 0   0 %         0   0 %        0.00   0 %         0   0 %
Institutionalising             0   0 %         0   0 %        0.00   0 %         0   0 %
  Embedding                    0   0 %         0   0 %        0.00   0 %         0   0 %
Coordination (apart)           1  25 %         0   0 %        0.00   0 %         0   0 %
  Coordination                 1  20 %         0   0 %        0.00   0 %         0   0 %

Each count with its share of the level: dimensions and coordination, or, indented, practices.
1 of none of the eight kinds, not counted: dialogue
1 of several kinds, counted for each: both
";
    assert_eq!(profile(&sample()).to_string(), expected);
}

#[test]
fn json_names_practices_and_dimensions() {
    let json = serde_json::to_value(profile(&sample())).unwrap();
    assert_eq!(json["practices"]["co-diagnosis"]["claims"][2], "c7");
    assert_eq!(json["dimensions"]["linking"]["weight"], 3.5);
    assert_eq!(json["coordination"]["nodes"][0], "steering");
    assert_eq!(json["practices"].as_object().unwrap().len(), 8);
}

fn rows(profile: &Profile) -> impl Iterator<Item = &Portion> {
    let practices = PracticeKind::ALL.iter().map(|&kind| &profile[kind]);
    let dimensions = Dimension::ALL.iter().map(|&dimension| &profile[dimension]);
    practices.chain(dimensions).chain([&profile.coordination])
}

/// What is related to what, how it is meant, and which evidence it has.
type Step = (bool, usize, usize, bool, Option<usize>);

fn built(codes: &[(usize, PracticeKind)], weights: &[f64], steps: &[Step]) -> Case {
    let mut case = Case::builder("random");
    let paper = case.source(Source::new("paper", "Paper"));
    let evidence = ["1", "2", "3"].map(|place| case.evidence(paper.at(place).reported("as said")));
    let practices = ["p0", "p1", "p2", "p3"].map(|id| case.add(id, Practice::new(id)));
    let acts: Vec<_> = (0..).zip(weights).map(|(n, &w)| case.add(format!("d{n}"), Act::new("Act").weight(w))).collect();
    for &(node, kind) in codes {
        case.classify(practices[node], kind).evidence(evidence[node % 3]);
    }
    for &(enacts, from, to, violated, grounds) in steps {
        let evidence = grounds.map(|at| evidence[at]);
        if enacts {
            let mut claim = case.relate(acts[from % acts.len()], Enacts, practices[to]);
            claim = if violated { claim.violated() } else { claim };
            evidence.map(|evidence| claim.evidence(evidence));
        } else if from != to {
            let mut claim = case.relate(practices[from], Feeds, practices[to]);
            claim = if violated { claim.violated() } else { claim };
            evidence.map(|evidence| claim.evidence(evidence));
        }
    }
    case.build().unwrap()
}

/// Counts a row by its definition, with no regard for speed.
fn twin(case: &Case, kinds: &[PracticeKind]) -> (Vec<String>, usize, f64, usize) {
    let coded = |claim: &Claim<'_>| claim.code().is_some_and(|code| kinds.iter().any(|&kind| code == Code::of(kind)));
    let holding: Vec<Claim<'_>> = case.claims().filter(Claim::holds).collect();
    let member = |id: &str| holding.iter().any(|claim| claim.subject().id() == id && coded(claim));
    let of_kind = |kind| case.nodes().filter(move |node| node.kind() == kind);
    let nodes = of_kind(NodeKind::Practice).map(|node| node.id().to_owned()).filter(|id| member(id)).collect();
    let enacts =
        |claim: &&Claim<'_>| claim.relation() == Some(RelationKind::Enacts) && member(claim.object().unwrap().id());
    let acts: BTreeSet<&str> = holding.iter().filter(enacts).map(|claim| claim.subject().id()).collect();
    let views = case.all::<Act>().filter(|act| acts.contains(act.id()));
    let weight = views.map(|act| act.weight()).fold(0.0, |sum, weight| sum + weight);
    let about = |claim: &&Claim<'_>| {
        coded(claim) || claim.object().is_some_and(|object| member(object.id()) || member(claim.subject().id()))
    };
    let evidence: BTreeSet<&str> =
        holding.iter().filter(about).flat_map(|claim| claim.evidence()).map(|evidence| evidence.id()).collect();
    (nodes, acts.len(), weight, evidence.len())
}

proptest! {
    #[test]
    fn a_slow_twin_agrees(
        codes in prop::collection::vec((0..4usize, prop::sample::select(PracticeKind::ALL)), 0..8),
        weights in prop::collection::vec(0.1..10.0f64, 1..5),
        steps in prop::collection::vec(
            (any::<bool>(), 0..4usize, 0..4usize, prop::bool::weighted(0.2), prop::option::of(0..3usize)), 0..16),
    ) {
        let case = built(&codes, &weights, &steps);
        let profile = profile(&case);
        let mut wanted: Vec<Vec<PracticeKind>> = PracticeKind::ALL.iter().map(|&kind| vec![kind]).collect();
        wanted.extend(Dimension::ALL.iter().map(|dimension| dimension.practices().to_vec()));
        wanted.push(vec![PracticeKind::Coordination]);
        for (portion, kinds) in rows(&profile).zip(&wanted) {
            let nodes = portion.nodes.iter().map(|id| id.to_string()).collect();
            prop_assert_eq!((nodes, portion.acts, portion.weight, portion.evidence), twin(&case, kinds));
        }
        let portions: Vec<&Portion> = rows(&profile).collect();
        for level in [&portions[..8], &portions[8..]] {
            let takes: [fn(&Shares) -> Option<f64>; 4] = [|s| s.nodes, |s| s.acts, |s| s.weight, |s| s.evidence];
            for take in takes {
                let shares: Vec<f64> = level.iter().filter_map(|portion| take(&portion.shares)).collect();
                prop_assert!(shares.is_empty() || (shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
                prop_assert!(shares.is_empty() || shares.len() == level.len());
            }
        }
    }
}
