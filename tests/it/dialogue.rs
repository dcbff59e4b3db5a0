//! Dialogue: sequences, answers and turning points by hand, and the talk of the encoded cases.

#![expect(clippy::unwrap_used, reason = "cases are built from parts that are valid")]

use std::path::Path;

use cocreation::Case;
use cocreation::case::{CaseBuilder, ClaimId, Pattern, Search, Standing};
use cocreation::dialogue::{self, Sequence, Turn};
use cocreation::evidence::Sign;
use cocreation::graph::Handle;
use cocreation::graph::node::{Act, Actor, Event, NodeKind, Practice, Resource};
use cocreation::graph::relation::{
    Constitutes, Enacts, PartOf, Recovers, RelationKind, RespondsTo, TakesPartIn, TakesStance,
};
use cocreation::theory::Typology;
use cocreation::theory::typology::{DialogueQuality, DialoguingPractice};
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

fn answered(sequence: &Sequence, from: &str, to: &str) -> Option<usize> {
    let mut answers = sequence.answers.iter();
    answers.find(|answer| (&*answer.from, &*answer.to) == (from, to)).map(|answer| answer.acts.len())
}

/// Acts `u1`, `u2` … of a meeting, at these places.
fn meeting(case: &mut CaseBuilder, places: &[u32]) -> Vec<Handle<Act>> {
    let whole = case.add("meeting", Act::new("A meeting"));
    let mut acts = Vec::new();
    for (nth, &place) in places.iter().enumerate() {
        let act = case.add(format!("u{}", nth + 1), Act::new("Something said").sequence(place));
        case.relate(act, PartOf, whole);
        acts.push(act);
    }
    acts
}

/// Three practices over the places 1, 2, 2, 3, 5: two acts at once, and nothing at place 4.
#[test]
fn transitions_lead_from_place_to_place() {
    let mut case = Case::builder("talk");
    let acts = meeting(&mut case, &[1, 2, 2, 3, 5]);
    let [customer, steps] = [DialoguingPractice::AboutTheCustomer, DialoguingPractice::StepsRequired]
        .map(|practice| case.add(practice.entry().key, Practice::new(practice.entry().label).coded(practice)));
    for (act, practice) in [(0, customer), (1, customer), (2, steps), (4, steps)] {
        case.relate(acts[act], Enacts, practice);
    }
    case.relate(acts[3], Enacts, steps).violated();
    let found = dialogue::analyse(&case.build().unwrap());
    let talk = &found.sequences[0];
    let transitions = ["About the customer → About the customer: 1", "About the customer → Steps required: 1"];
    assert_eq!(texts(&talk.transitions), transitions);
    assert_eq!(talk.transitions[1].steps, [("u1".into(), "u3".into())]);
    assert_eq!(talk.uncoded, 2, "from each act of place 2 to the one of place 3");
    assert_eq!(talk.missing, [(4, 4)]);
    let gaps = texts(&found.gaps);
    for gap in ["who answers whom", "who speaks in some of its acts", "the acts at some of its places"] {
        assert!(gaps.contains(&format!("meeting, {gap}: not searched")), "{gap}: {gaps:?}");
    }
}

/// An act of two speakers is an answer of each; what answers without a place counts; nobody on record is said apart.
#[test]
fn answers_join_speakers() {
    let mut case = Case::builder("talk");
    let acts = meeting(&mut case, &[1, 2, 3]);
    let [ann, bob, cid] = ["ann", "bob", "cid"].map(|id| case.add(id, Actor::new(id)));
    let laughter = case.add("laughter", Act::new("Laughter"));
    for (speaker, act) in [(ann, acts[0]), (bob, acts[1]), (cid, acts[1]), (cid, laughter)] {
        case.relate(speaker, TakesPartIn, act); // c4 to c7
    }
    case.relate(acts[1], RespondsTo, acts[0]); // c8
    case.relate(acts[1], RespondsTo, acts[0]).inferred(); // c9
    case.relate(laughter, RespondsTo, acts[1]); // c10
    case.relate(acts[2], RespondsTo, acts[1]); // c11: nobody says it
    case.relate(acts[2], RespondsTo, acts[0]).violated(); // c12
    let found = dialogue::analyse(&case.build().unwrap());
    let talk = &found.sequences[0];
    let answers = [
        "bob answers ann: 1 [c4, c5, c8, c9]",
        "cid answers ann: 1 [c4, c6, c8, c9]",
        "cid answers bob: 1 [c5, c7, c10]",
        "cid answers cid: 1 [c6, c7, c10]",
    ];
    let mut printed = texts(&talk.answers);
    printed.sort();
    assert_eq!(printed, answers);
    assert_eq!(texts(&talk.unattributed), ["c11"]);
    assert_eq!(talk.utterances[1].speakers, ["bob".into(), "cid".into()]);
    assert_eq!(texts(&talk.answering.against), ["c12"]);
}

/// Ann is against a tool, says so again, and comes round; Bob never does; then something is made good, which is an event.
#[test]
fn talk_turns_where_a_stance_does() {
    let mut case = Case::builder("talk");
    let acts = meeting(&mut case, &[1, 2, 3, 4]);
    let [ann, bob] = ["ann", "bob"].map(|id| case.add(id, Actor::new(id)));
    let tool = case.add("tool", Resource::new("Tool"));
    let accord = case.add("accord", Event::new("Accord"));
    let said = [(ann, 0, Sign::Negative), (ann, 1, Sign::Negative), (bob, 1, Sign::Positive), (ann, 2, Sign::Positive)];
    for (actor, act, sign) in said {
        case.relate(actor, TakesStance, tool).stance(sign).during(acts[act]); // c5 to c8
    }
    case.relate(bob, TakesStance, tool).stance(Sign::Negative); // c9: not during the talk
    case.relate(acts[3], Recovers, acts[0]); // c10
    case.relate(acts[3], Constitutes, accord); // c11
    let talk = dialogue::analyse(&case.build().unwrap()).sequences.remove(0);
    let turns =
        ["u3: ann on tool, from - to + [c6, c8]", "u4: makes good u1 [c10]", "u4: makes the event accord [c11]"];
    assert_eq!(texts(&talk.turning_points), turns);
}

#[test]
fn answers_may_have_been_looked_for_in_vain() {
    let standing = |within: bool, elsewhere: bool| {
        let mut case = Case::builder("talk");
        meeting(&mut case, &[1, 2]);
        let other = case.add("other", Act::new("Another meeting"));
        let mut search = Search::not_found("an answer").relation(RelationKind::RespondsTo);
        if within {
            search = search.subject(Pattern::kind(NodeKind::Act));
        }
        if elsewhere {
            search = search.within(other);
        }
        case.search(search);
        dialogue::analyse(&case.build().unwrap()).sequences[0].answering.to_string()
    };
    assert_eq!(standing(false, false), "searched, not found [s1]");
    assert_eq!(standing(true, false), "searched, not found [s1]");
    assert_eq!(standing(false, true), "not searched", "another meeting was looked at");
}

#[test]
fn talk_about_something_may_have_been_looked_for_in_the_acts() {
    let mut case = Case::builder("talk");
    let steps = case.add("steps", Practice::new("Steps").coded(DialoguingPractice::StepsRequired)); // c1
    let search = Search::not_found("an act about steps").relation(RelationKind::Enacts);
    case.search(search.subject(Pattern::kind(NodeKind::Act)).object(Pattern::node(steps))); // s1
    let found = dialogue::analyse(&case.build().unwrap());
    let of = |practice: DialoguingPractice| found.practices[practice.index()].enacted.to_string();
    assert_eq!(of(DialoguingPractice::StepsRequired), "searched in a part, not found [s1]", "one practice of the kind");
    assert_eq!(of(DialoguingPractice::WhoWeAre), "not searched");
}

/// The illustration has 23 utterances by its dashes, and a turning point after them. The manager answers the developer in
/// the 2nd, 14th, 16th, 18th, 20th and 22nd, the developer the manager in the 15th, 17th, 19th, 21st and 23rd; the 19th is
/// given to another speaker, too.
#[test]
fn combitech_is_a_sequence_that_turns_at_its_end() {
    let case = encoded("combitech");
    let found = dialogue::analyse(&case);
    assert_eq!(found.sequences.len(), 1);
    let talk = &found.sequences[0];
    assert_eq!((talk.whole.as_deref(), talk.utterances.len(), talk.missing.len()), (Some("sales-meeting"), 24, 0));
    assert_eq!((talk.transitions.len(), talk.uncoded), (0, 23), "the source codes no dialoguing practice");
    let [manager, developer] = ["business-area-manager", "senior-business-developer"];
    assert_eq!(answered(talk, manager, developer), Some(6));
    assert_eq!(answered(talk, developer, manager), Some(5));
    assert_eq!(answered(talk, "senior-business-manager", manager), Some(1));
    assert_eq!(answered(talk, developer, "junior-business-developer"), None);
    let [turn] = &talk.turning_points[..] else { panic!("{:?}", talk.turning_points) };
    assert_eq!(turn.place, 24);
    let stances = ["-", "+"].map(|sign| format!("{manager} takes-stance shared-point ({sign})"));
    assert_eq!(said(&case, &turn.claims), stances);
    let by_hand = Turn::Stance {
        actor: manager.into(),
        on: "shared-point".into(),
        from: vec![Sign::Negative],
        to: vec![Sign::Positive],
    };
    assert_eq!(turn.turn, by_hand);
    assert!(found.practices.iter().all(|row| row.enacted.standing == Standing::NotSearched));
    assert!(found.qualities.iter().all(|row| row.attestation.standing == Standing::NotSearched));
}

/// The 14 acts of the workshop: three about the customer, five on expertise, six on the customer's perspective.
#[test]
fn competence_management_passes_from_practice_to_practice() {
    let case = encoded("competence_management");
    let found = dialogue::analyse(&case);
    let talk = &found.sequences[0];
    assert_eq!((found.sequences.len(), talk.utterances.len(), talk.uncoded), (1, 14, 0));
    let transitions = [
        "About the customer → About the customer: 2",
        "About the customer → Using varied expertise: 1",
        "Using varied expertise → Using varied expertise: 4",
        "Using varied expertise → Need for a customer perspective: 1",
        "Need for a customer perspective → Need for a customer perspective: 5",
    ];
    assert_eq!(texts(&talk.transitions), transitions);
    assert_eq!(answered(talk, "haley", "thomasina"), Some(2));
    assert_eq!(answered(talk, "sarah", "facilitator"), Some(2));
    assert_eq!(answered(talk, "thomasina", "haley"), None);
    let nobody = ["tasks-accepted responds-to thomasina-tasks", "facilitator-networks responds-to closeness-talk"];
    assert_eq!(said(&case, &talk.unattributed), nobody, "by whom the tasks were accepted is not said");
    assert_eq!(talk.turning_points, []);
    assert!(found.practices.iter().all(|row| row.enacted.is_attested()), "both workshops showed all five");
    let equality = &found.qualities[DialogueQuality::Equality.index()];
    assert_eq!(said(&case, &equality.attestation.claims), ["equal-partners is dialogue-quality/equality"]);
    assert_eq!(equality.attestation.standing, Standing::Stated);
    assert_eq!(found.qualities[DialogueQuality::Respect.index()].attestation.standing, Standing::NotSearched);
    let judged: Vec<&str> = found.judgements.iter().map(|one| &*one.judgement).collect();
    assert_eq!(judged, ["equal-partners", "assumptions"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every step between neighbouring places is in transitions, once for each pair of practices, or is counted as uncoded.
    #[test]
    fn no_step_is_lost(said in prop::collection::vec((1..6u32, prop::collection::vec(any::<bool>(), 5)), 0..8)) {
        let mut case = Case::builder("any");
        let places: Vec<u32> = said.iter().map(|(place, _)| *place).collect();
        let acts = meeting(&mut case, &places);
        let practices: Vec<_> = DialoguingPractice::ALL.iter()
            .map(|&practice| case.add(practice.entry().key, Practice::new(practice.entry().label).coded(practice)))
            .collect();
        for ((_, own), &act) in said.iter().zip(&acts) {
            own.iter().zip(&practices).filter(|(has, _)| **has).for_each(|(_, &practice)| { case.relate(act, Enacts, practice); });
        }
        let found = dialogue::analyse(&case.build().unwrap());
        let (mut uncoded, mut coded) = (0, 0);
        for (place, own) in &said {
            for (_, next) in said.iter().filter(|(next, _)| *next == place + 1) {
                let pairs = own.iter().filter(|has| **has).count() * next.iter().filter(|has| **has).count();
                uncoded += usize::from(pairs == 0);
                coded += pairs;
            }
        }
        let talk = found.sequences.first();
        prop_assert_eq!(talk.map_or(0, |talk| talk.uncoded), uncoded);
        prop_assert_eq!(talk.map_or(0, |talk| talk.transitions.iter().map(|one| one.steps.len()).sum()), coded);
    }
}
