//! Alignment of purposes: positions, pairs and levels by hand, slow twins, and the encoded cases.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use std::path::Path;

use cocreation::Case;
use cocreation::alignment::{self, Alignment, Stance};
use cocreation::case::{ClaimId, Pattern, Search, Standing};
use cocreation::evidence::Sign;
use cocreation::graph::node::{Actor, Institution, NodeKind, Purpose};
use cocreation::graph::relation::{AlignsWith, Governs, PartOf, RelationKind, TakesStance};
use cocreation::theory::Typology;
use cocreation::theory::typology::PurposeScope::{self, Organisational, Personal, Stakeholder};
use proptest::prelude::*;

fn encoded(name: &str) -> Case {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/cases/{name}.toml"));
    let text = std::fs::read_to_string(path).unwrap();
    Case::from_toml(&text).unwrap_or_else(|problems| panic!("{name}\n{problems}"))
}

/// The claims as they print: in a case that is encoded anew they get other ids.
fn said(case: &Case, claims: &[ClaimId]) -> Vec<String> {
    claims.iter().map(|&id| case.claim(id).unwrap().to_string()).collect()
}

fn texts<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

fn of_actor(alignment: &Alignment, actor: &str) -> Vec<String> {
    alignment.actors.iter().filter(|line| &*line.actor == actor).map(ToString::to_string).collect()
}

/// Ann wants growth, which is at odds with thrift; Bob is for thrift and against growth, and of two minds about safety.
#[test]
fn who_is_aligned_with_what_is_told_by_hand() {
    let mut case = Case::builder("firm");
    let [ann, bob] = ["ann", "bob"].map(|id| case.add(id, Actor::new(id)));
    let growth = case.add("growth", Purpose::new("Growth").coded(Personal)); // c1
    let thrift = case.add("thrift", Purpose::new("Thrift").coded(Organisational)); // c2
    let safety = case.add("safety", Purpose::new("Safety"));
    let logic = case.add("logic", Institution::new("Logic"));
    case.relate(ann, TakesStance, growth); // c3
    case.relate(bob, TakesStance, thrift); // c4
    case.relate(bob, TakesStance, growth).stance(Sign::Negative); // c5
    case.relate(bob, TakesStance, safety).stance(Sign::Neutral); // c6
    case.relate(bob, TakesStance, safety); // c7
    case.relate(ann, TakesStance, safety).expected(); // c8
    case.relate(thrift, AlignsWith, growth).alignment(Sign::Negative); // c9
    case.relate(growth, AlignsWith, safety); // c10
    case.relate(safety, AlignsWith, growth).violated(); // c11
    case.relate(logic, Governs, thrift); // c12
    let found = alignment::across_levels(&case.build().unwrap());
    let ann = [
        "ann with growth [c3]",
        "ann with safety through growth [c3, c10]",
        "ann against thrift through growth [c3, c9]",
    ];
    assert_eq!(of_actor(&found, "ann"), ann);
    let bob = [
        "bob against growth [c5]",
        "bob against growth through thrift [c4, c9]",
        "bob divided about safety [c6, c7]",
        "bob with thrift [c4]",
    ];
    assert_eq!(of_actor(&found, "bob"), bob);
    let pairs: Vec<String> = found
        .pairs
        .iter()
        .map(|pair| format!("{}: {} / {}", pair.purposes.join("–"), pair.aligned, pair.at_odds))
        .collect();
    let by_hand =
        ["growth–thrift: not searched / stated [c9]", "growth–safety: stated [c10]; against: [c11] / not searched"];
    assert_eq!(pairs, by_hand);
    assert_eq!(found.purposes[1].carried.to_string(), "stated [c12]");
    let level = &found[(Organisational, Personal)];
    assert_eq!((level.pairs, level.aligned, level.at_odds, level.unsaid), (1, 0, 1, 0));
    let gaps = texts(&found.gaps);
    assert_eq!(gaps, ["Stakeholder purposes: not searched", "safety, its scope: not searched"]);
}

/// Two of one firm make no joint purpose; a firm and a customer do, and so do two firms of one group only without it.
#[test]
fn a_purpose_is_joint_if_no_organisation_has_all_who_endorse_it() {
    let joint = |endorsers: &[&str]| {
        let mut case = Case::builder("a-case");
        let ids = ["group", "firm", "sister", "ann", "bob", "customer"];
        let [group, firm, sister, ann, bob, customer] = ids.map(|id| case.add(id, Actor::new(id)));
        for (part, whole) in [(firm, group), (sister, group), (ann, firm), (bob, firm)] {
            case.relate(part, PartOf, whole);
        }
        let safety = case.add("safety", Purpose::new("Safety"));
        for (id, actor) in ids.into_iter().zip([group, firm, sister, ann, bob, customer]) {
            let sign = if endorsers.contains(&id) { Sign::Positive } else { Sign::Negative };
            case.relate(actor, TakesStance, safety).stance(sign);
        }
        alignment::across_levels(&case.build().unwrap()).purposes[0].joint
    };
    assert!(!joint(&[]) && !joint(&["customer"]));
    assert!(!joint(&["ann", "bob"]) && !joint(&["ann", "firm"]) && !joint(&["ann", "sister"]));
    assert!(joint(&["ann", "customer"]) && joint(&["ann", "sister", "customer"]));
}

#[test]
fn a_search_covers_the_pairs_of_its_scopes() {
    let mut case = Case::builder("a-case");
    for (id, scope) in [("own", Personal), ("firm", Organisational), ("world", Stakeholder)] {
        case.add(id, Purpose::new(id).coded(scope));
    }
    let of = |scope| Pattern::kind(NodeKind::Purpose).coded(scope);
    let search = Search::not_found("alignment").relation(RelationKind::AlignsWith);
    case.search(search.subject(of(Organisational)).object(of(Personal))); // s1
    case.search(Search::not_found("who wants it").relation(RelationKind::TakesStance)); // s2
    let found = alignment::across_levels(&case.build().unwrap());
    assert_eq!(found[(Personal, Organisational)].searched.standing, Standing::SearchedNotFound);
    assert_eq!(found[(Personal, Stakeholder)].searched.standing, Standing::NotSearched);
    let gaps = texts(&found.gaps);
    assert!(gaps.contains(&"alignment of Personal with Organisational purposes: searched, not found [s1]".to_owned()));
    assert!(gaps.contains(&"world, who stands how to it: searched, not found [s2]".to_owned()), "{gaps:?}");
}

/// By the text: the staff as a whole, and two of those quoted, want what goes with the mission; of doing good work for a good
/// cause, and of helping customers honestly, it is not said. That the second of the two agrees was read from what the firm did.
#[test]
fn greenco_personal_purposes_go_with_the_mission() {
    let case = encoded("greenco");
    let found = alignment::across_levels(&case);
    let level = &found[(Personal, Organisational)];
    assert_eq!((level.pairs, level.aligned, level.at_odds, level.unsaid), (5, 3, 0, 2));
    assert_eq!(found[(Personal, Stakeholder)].unsaid, 5);
    let of = |id: &str| found.purposes.iter().find(|line| &*line.purpose == id).unwrap();
    assert!(of("mission").joint, "staff and outside stakeholders share it");
    assert!(of("mission").carried_by.contains(&"dominant-logic".into()));
    assert!(!of("good-cause").joint && !of("personal-q2").joint);
    assert_eq!(of("profit-only").positions[0].stance, Stance::Against);
    let through = found.actors.iter().find(|line| &*line.actor == "staff-q2" && line.through.is_some()).unwrap();
    assert_eq!((&*through.purpose, through.stance), ("mission", Stance::With));
    let claims = ["staff-q2 takes-stance personal-q2 (+)", "personal-q2 aligns-with mission (+)"];
    assert_eq!(said(&case, &through.claims), claims);
    let q5 = found.pairs.iter().find(|pair| &*pair.purposes[1] == "personal-q5").unwrap();
    assert_eq!(q5.aligned.standing, Standing::Inferred);
    assert!(texts(&found.gaps).contains(&"alignment of Personal with Stakeholder purposes: not searched".to_owned()));
}

/// The other cases state purposes and who wants them, and say of no two of them that they are aligned.
#[test]
fn alignment_is_unknown_where_no_case_speaks_of_it() {
    for name in ["combitech", "bekaert", "rolls_royce", "competence_management"] {
        let case = encoded(name);
        let found = alignment::across_levels(&case);
        assert!(found.pairs.is_empty() && !found.purposes.is_empty(), "{name}");
        assert!(found.levels().all(|level| level.unsaid == level.pairs), "{name}");
        assert!(found.actors.iter().all(|line| line.through.is_none()), "{name}");
    }
}

type Rough = (Vec<Vec<bool>>, Vec<(usize, usize, bool)>);

/// Purposes by the scopes that they have, and claims that two are aligned (or at odds).
fn rough() -> impl Strategy<Value = Rough> {
    (1..7usize).prop_flat_map(|count| {
        let scopes = prop::collection::vec(prop::collection::vec(any::<bool>(), 3), count);
        (scopes, prop::collection::vec((0..count, 0..count, any::<bool>()), 0..8))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The counts of each pair of scopes are those of going through all pairs of purposes one by one.
    #[test]
    fn pairs_of_scopes_are_counted_as_one_by_one((scopes, said) in rough()) {
        let mut case = Case::builder("any");
        let mut purposes = Vec::new();
        for (nth, own) in scopes.iter().enumerate() {
            let purpose = case.add(format!("p{nth}"), Purpose::new("A purpose"));
            PurposeScope::ALL.iter().zip(own).filter(|(_, has)| **has).for_each(|(&scope, _)| { case.classify(purpose, scope); });
            purposes.push(purpose);
        }
        let said: Vec<_> = said.into_iter().filter(|(a, b, _)| a != b).collect();
        for &(a, b, aligned) in &said {
            let sign = if aligned { Sign::Positive } else { Sign::Negative };
            case.relate(purposes[a], AlignsWith, purposes[b]).alignment(sign);
        }
        let found = alignment::across_levels(&case.build().unwrap());
        for level in found.levels() {
            let (left, right) = (level.scopes.0.index(), level.scopes.1.index());
            let joins = |a: usize, b: usize| (scopes[a][left] && scopes[b][right]) || (scopes[b][left] && scopes[a][right]);
            let (mut pairs, mut aligned, mut at_odds, mut unsaid) = (0, 0, 0, 0);
            for a in 0..scopes.len() {
                for b in (a + 1..scopes.len()).filter(|&b| joins(a, b)) {
                    let is = |wanted| said.iter().any(|&(x, y, sign)| (x.min(y), x.max(y)) == (a, b) && sign == wanted);
                    pairs += 1;
                    aligned += usize::from(is(true));
                    at_odds += usize::from(is(false));
                    unsaid += usize::from(!is(true) && !is(false));
                }
            }
            prop_assert_eq!((level.pairs, level.aligned, level.at_odds, level.unsaid), (pairs, aligned, at_odds, unsaid));
        }
    }
}
