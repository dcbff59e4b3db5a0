//! Competitive outcomes as judged.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use std::path::Path;

use cocreation::Case;
use cocreation::evidence::Source;
use cocreation::graph::node::{Actor, Judgement};
use cocreation::graph::relation::Judges;
use cocreation::outcome::{Gap, outcomes};
use cocreation::theory::ConstructId;
use cocreation::theory::typology::CompetitiveOutcome::{Failure, Parity};
use cocreation::theory::typology::EvidenceKind;

fn encoded(name: &str) -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/cases/{name}.toml"));
    Case::from_toml(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The page of facts: two judgements on T45, of none of the four outcomes, and none elsewhere.
#[test]
fn the_encoded_cases_give_no_outcome_of_the_four() {
    let found = outcomes(&encoded("greenco"));
    let ids: Vec<&str> = found.judgements.iter().map(|judged| &*judged.judgement).collect();
    assert_eq!(ids, ["market-leader", "proud-standing"]);
    assert!(
        found.judgements.iter().all(|judged| judged.outcomes.is_empty() && judged.gaps.contains(&Gap::Unclassified))
    );
    assert!(found.judgements.iter().all(|judged| judged.grounds.iter().all(|ground| &*ground.source == "lrn")));
    let silent = outcomes(&encoded("combitech"));
    assert!(silent.judgements.is_empty() && silent.to_string().contains("which is not a failure"));
}

#[test]
fn judgements_that_do_not_agree_stand_side_by_side() {
    let mut case = Case::builder("contested");
    let paper = case.source(Source::new("paper", "Paper"));
    let t45 = ConstructId::new(45).unwrap();
    let firm = case.add("firm", Actor::provider("Firm"));
    let claimed = case.evidence(paper.at("§1").claimed("on a par"));
    let told = case.evidence(paper.at("§2").of_kind(EvidenceKind::Interview, "it failed"));
    let parity =
        case.add("parity", Judgement::on(t45, "On a par", "as good as others").coded(Parity).evidence(claimed));
    // Judges another construct, and is classified all the same; the parity is denied by a second coder.
    let failure = Judgement::on(ConstructId::new(39).unwrap(), "It failed", "behind").coded(Failure).evidence(told);
    let failure = case.add("failure", failure);
    let denied = case.classify(failure, Parity).violated().id();
    case.relate(parity, Judges, firm).evidence(claimed);
    case.relate(failure, Judges, firm).evidence(told);
    case.relate(failure, Judges, firm).evidence(told);
    let found = outcomes(&case.build().unwrap());
    let [parity, failure] = &found.judgements[..] else { panic!("two judgements") };
    assert_eq!((&parity.outcomes[..], &parity.gaps[..]), (&[Parity][..], &[Gap::OnlyAuthorsClaims, Gap::NoPeriod][..]));
    assert_eq!((&failure.outcomes[..], &failure.gaps[..]), (&[Failure][..], &[Gap::NoPeriod][..]));
    assert_eq!((failure.of.len(), failure.grounds.len()), (1, 1), "said twice is said once");
    assert!(!failure.claims.contains(&denied));
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["judgements"][1]["outcomes"][0], "failure");
    assert_eq!(json["judgements"][1]["grounds"][0]["kind"], "interview");
    assert!(found.to_string().contains("failure of firm: Failure, \"behind\" [paper §2]; no period"), "{found}");
}
