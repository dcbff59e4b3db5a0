//! Queries: what they find on a small case, and their laws on many.

use std::collections::BTreeSet;

use cocreation::graph::node::{
    Act, Actor, Capability, Event, Institution, Judgement, Kind, NodeKind, Offering, Practice, Purpose, Resource,
    Sphere, Value,
};
use cocreation::graph::relation::{BelongsTo, Develops, Enables, Enacts, PartOf, RelationKind, TakesPartIn, Within};
use cocreation::graph::{Code, NodeSet, Query};
use cocreation::theory::typology::{PracticeKind, Role};
use cocreation::{Case, Document};
use proptest::prelude::*;

use crate::generate::documents;

/// Two firms, a person of one of them, a workshop, what it enacts and where it takes place.
fn small() -> Case {
    let mut case = Case::builder("small");
    let maker = case.add("maker", Actor::provider("Maker"));
    let design = case.add("design", Practice::co_design("Design"));
    let airline = case.add("airline", Actor::customer("Airline"));
    let engineer = case.add("engineer", Actor::person("Engineer"));
    let lab = case.add("lab", Actor::new("Laboratory"));
    let workshop = case.add("workshop", Act::new("Workshop"));
    let talk = case.add("talk", Act::new("Talk"));
    let joint = case.add("joint", Sphere::joint("Joint"));
    let skill = case.add("skill", Capability::concerted("Skill"));
    case.relate(engineer, PartOf, lab);
    case.relate(lab, PartOf, maker);
    case.relate(talk, PartOf, workshop);
    case.relate(maker, BelongsTo, joint);
    case.relate(airline, BelongsTo, joint);
    case.relate(engineer, TakesPartIn, workshop);
    case.relate(airline, TakesPartIn, workshop);
    case.relate(airline, TakesPartIn, talk);
    case.relate(maker, TakesPartIn, talk).violated();
    case.relate(lab, TakesPartIn, talk).expected();
    case.relate(workshop, Enacts, design);
    case.relate(workshop, Within, joint);
    case.relate(skill, Enables, design);
    case.relate(design, Develops, skill);
    case.classify(lab, Role::Supplier).feared();
    case.classify(airline, Role::Partner);
    case.classify(airline, Role::Partner).violated();
    case.build().unwrap_or_else(|problems| panic!("{problems}"))
}

/// The ids in a set, in the set's own order within each kind.
fn ids_of_kind<K: Kind>(case: &Case, set: &NodeSet) -> Vec<String> {
    set.handles::<K>().map(|handle| case.view(handle).id().to_owned()).collect()
}

/// The ids in a set, whatever their kinds.
fn ids(case: &Case, set: &NodeSet) -> BTreeSet<String> {
    let of_kinds = [
        ids_of_kind::<Actor>,
        ids_of_kind::<Resource>,
        ids_of_kind::<Practice>,
        ids_of_kind::<Capability>,
        ids_of_kind::<Sphere>,
        ids_of_kind::<Act>,
        ids_of_kind::<Event>,
        ids_of_kind::<Purpose>,
        ids_of_kind::<Offering>,
        ids_of_kind::<Value>,
        ids_of_kind::<Institution>,
        ids_of_kind::<Judgement>,
    ];
    of_kinds.iter().flat_map(|of_kind| of_kind(case, set)).collect()
}

#[track_caller]
fn check(query: &Query, expected: &str) {
    let case = small();
    let set = case.resolve(query);
    let expected: BTreeSet<String> = expected.split_whitespace().map(str::to_owned).collect();
    assert_eq!(ids(&case, &set), expected, "{query:?}");
    assert_eq!((set.len(), set.is_empty()), (expected.len(), expected.is_empty()), "{query:?}");
}

#[test]
fn a_start_finds_nodes_by_kind_code_and_id() {
    check(&Query::all(), "maker design airline engineer lab workshop talk joint skill");
    check(&Query::kind(NodeKind::Actor), "maker airline engineer lab");
    check(&Query::kind(NodeKind::Value), "");
    check(&Query::ids(["talk", "nobody", "maker", "talk", ""]), "maker talk");
    check(&Query::ids([""; 0]), "");
    check(&Query::coded(PracticeKind::CoDesign), "design");
    check(&Query::coded(Code::of(Role::Customer)), "airline");
}

#[test]
fn a_code_counts_where_some_claim_of_it_holds() {
    check(&Query::coded(Role::Partner), "airline");
    check(&Query::coded(Role::Supplier), "");
    check(&Query::coded(PracticeKind::CoTesting), "");
}

#[test]
fn one_step_leads_to_the_other_end_and_only_there() {
    check(&Query::ids(["airline"]).along(RelationKind::TakesPartIn), "workshop talk");
    check(&Query::ids(["airline"]).against(RelationKind::TakesPartIn), "");
    check(&Query::ids(["workshop"]).against(RelationKind::TakesPartIn), "engineer airline");
    check(&Query::ids(["engineer"]).along(RelationKind::PartOf), "lab");
    check(&Query::ids(["maker"]).against(RelationKind::PartOf), "lab");
    check(&Query::ids(["joint"]).against(RelationKind::BelongsTo), "maker airline");
    check(&Query::all().along(RelationKind::PartOf), "lab maker workshop");
    check(&Query::all().along(RelationKind::Succeeds), "");
    check(&Query::ids(["skill"]).along(RelationKind::Enables).along(RelationKind::Develops), "skill");
}

#[test]
fn any_number_of_steps_counts_the_start_in() {
    check(&Query::ids(["engineer"]).all_along(RelationKind::PartOf), "engineer lab maker");
    check(&Query::ids(["maker"]).all_against(RelationKind::PartOf), "engineer lab maker");
    check(&Query::ids(["maker", "talk"]).all_along(RelationKind::PartOf), "maker talk workshop");
    check(&Query::ids(["joint"]).all_along(RelationKind::PartOf), "joint");
    check(&Query::ids(["nobody"]).all_along(RelationKind::PartOf), "");
}

#[test]
fn steps_follow_only_what_holds() {
    check(&Query::ids(["talk"]).against(RelationKind::TakesPartIn), "airline");
    check(&Query::ids(["maker", "lab"]).along(RelationKind::TakesPartIn), "");
    check(&Query::ids(["talk"]).all_against(RelationKind::TakesPartIn), "talk airline");
}

#[test]
fn sets_are_joined_cut_and_taken_away() {
    let in_workshop = || Query::ids(["workshop"]).against(RelationKind::TakesPartIn);
    let in_joint = || Query::ids(["joint"]).against(RelationKind::BelongsTo);
    check(&in_workshop().intersection(in_joint()), "airline");
    check(&in_workshop().union(in_joint()), "airline engineer maker");
    check(&in_workshop().difference(in_joint()), "engineer");
    check(&in_joint().difference(in_workshop()), "maker");
    check(&Query::kind(NodeKind::Actor).difference(Query::all()), "");
}

#[test]
fn a_set_is_iterated_in_the_order_of_the_case() {
    let case = small();
    let actors = case.resolve(&Query::ids(["lab", "engineer", "airline", "maker", "joint"]));
    assert_eq!(ids_of_kind::<Actor>(&case, &actors), ["maker", "airline", "engineer", "lab"]);
    assert_eq!(ids_of_kind::<Sphere>(&case, &actors), ["joint"]);
    assert_eq!(ids_of_kind::<Act>(&case, &actors), [""; 0]);
}

#[test]
fn a_query_is_a_value_that_any_case_can_be_asked() {
    let query = Query::kind(NodeKind::Actor).along(RelationKind::TakesPartIn);
    assert_eq!(query, query.clone());
    assert_ne!(query, Query::kind(NodeKind::Actor).against(RelationKind::TakesPartIn));
    let empty = Case::builder("empty").build().unwrap();
    assert!(empty.resolve(&query).is_empty());
    assert_eq!(empty.resolve(&Query::all()).len(), 0);
}

#[test]
fn a_chain_as_long_as_memory_is_walked() {
    const LONG: usize = 50_000;
    let mut case = Case::builder("long");
    let nodes: Vec<_> = (0..LONG).map(|at| case.add(format!("n{at}"), Offering::new("N"))).collect();
    for pair in nodes.windows(2) {
        case.relate(pair[0], PartOf, pair[1]);
    }
    let case = case.build().unwrap();
    let (first, last) = (Query::ids(["n0"]), Query::ids([format!("n{}", LONG - 1)]));
    assert_eq!(case.resolve(&first.clone().all_along(RelationKind::PartOf)).len(), LONG);
    assert_eq!(case.resolve(&last.all_against(RelationKind::PartOf)).len(), LONG);
    assert_eq!(ids_of_kind::<Offering>(&case, &case.resolve(&first.along(RelationKind::PartOf))), ["n1"]);
}

/// A question in a form that both the crate and the slow twin can be asked.
#[derive(Clone, Debug)]
enum Question {
    All,
    Kind(NodeKind),
    Coded(usize),
    Ids(Vec<prop::sample::Index>),
    Step(Box<Question>, RelationKind, bool, bool),
    And(Box<Question>, Box<Question>),
    Or(Box<Question>, Box<Question>),
    Minus(Box<Question>, Box<Question>),
}

/// Relations between kinds that generated documents often have, and ones that can be walked more than once.
const WALKED: [RelationKind; 8] = [
    RelationKind::PartOf,
    RelationKind::Succeeds,
    RelationKind::DependsOn,
    RelationKind::Judges,
    RelationKind::TakesPartIn,
    RelationKind::LeadsTo,
    RelationKind::DerivesFrom,
    RelationKind::Integrates,
];

fn questions() -> impl Strategy<Value = Question> {
    let start = prop_oneof![
        Just(Question::All),
        prop::sample::select(NodeKind::ALL).prop_map(Question::Kind),
        (0..8usize).prop_map(Question::Coded),
        prop::collection::vec(any::<prop::sample::Index>(), 0..4).prop_map(Question::Ids),
    ];
    start.prop_recursive(4, 16, 2, |inner| {
        let step = (inner.clone(), prop::sample::select(WALKED.as_slice()), any::<bool>(), any::<bool>());
        let two = (inner.clone(), inner);
        prop_oneof![
            3 => step.prop_map(|(from, relation, along, any)| Question::Step(Box::new(from), relation, along, any)),
            1 => two.clone().prop_map(|(a, b)| Question::And(Box::new(a), Box::new(b))),
            1 => two.clone().prop_map(|(a, b)| Question::Or(Box::new(a), Box::new(b))),
            1 => two.prop_map(|(a, b)| Question::Minus(Box::new(a), Box::new(b))),
        ]
    })
}

/// The codes of a document's claims, from which a question picks one.
fn code_keys(document: &Document) -> Vec<String> {
    document.claims.iter().filter_map(|claim| claim.code.as_deref().map(str::to_owned)).collect()
}

fn picked<T>(items: &[T], at: usize) -> Option<&T> {
    items.get(at % items.len().max(1))
}

fn query(question: &Question, document: &Document, case: &Case) -> Query {
    let of = |question: &Question| query(question, document, case);
    match question {
        Question::All => Query::all(),
        Question::Kind(kind) => Query::kind(*kind),
        Question::Coded(at) => {
            let key = picked(&code_keys(document), *at).cloned();
            let claims = || case.claims().filter_map(|claim| claim.code());
            let code = claims().find(|code| Some(case.code_key(*code)) == key);
            code.map_or_else(|| Query::ids([""; 0]), Query::coded)
        }
        Question::Ids(at) => Query::ids(chosen(at, document)),
        Question::Step(from, relation, along, any) => match (along, any) {
            (true, true) => of(from).all_along(*relation),
            (true, false) => of(from).along(*relation),
            (false, true) => of(from).all_against(*relation),
            (false, false) => of(from).against(*relation),
        },
        Question::And(a, b) => of(a).intersection(of(b)),
        Question::Or(a, b) => of(a).union(of(b)),
        Question::Minus(a, b) => of(a).difference(of(b)),
    }
}

fn chosen(at: &[prop::sample::Index], document: &Document) -> Vec<String> {
    let nodes = &document.nodes;
    at.iter().filter(|_| !nodes.is_empty()).map(|index| String::from(&*index.get(nodes).id)).collect()
}

/// The slow twin: sets of ids, steps by a walk over all claims of the document, reach by repeating until nothing is new.
fn answer(question: &Question, document: &Document) -> BTreeSet<String> {
    let of = |question: &Question| answer(question, document);
    let holding = || {
        document.claims.iter().filter(|claim| claim.polarity.key() == "asserted" && claim.modality.key() == "realised")
    };
    let step = |from: &BTreeSet<String>, relation: RelationKind, along: bool| {
        let pairs = holding().filter(|claim| claim.relation == Some(relation)).filter_map(|claim| {
            let (subject, object) = (String::from(&*claim.subject), String::from(claim.object.as_deref()?));
            Some(if along { (subject, object) } else { (object, subject) })
        });
        pairs.filter(|(start, _)| from.contains(start)).map(|(_, end)| end).collect::<BTreeSet<String>>()
    };
    match question {
        Question::All => document.nodes.iter().map(|node| String::from(&*node.id)).collect(),
        Question::Kind(kind) => {
            document.nodes.iter().filter(|node| node.kind == *kind).map(|node| String::from(&*node.id)).collect()
        }
        Question::Coded(at) => {
            let key = picked(&code_keys(document), *at).cloned();
            let coded = holding().filter(|claim| claim.code.is_some() && claim.code.as_deref() == key.as_deref());
            coded.map(|claim| String::from(&*claim.subject)).collect()
        }
        Question::Ids(at) => chosen(at, document).into_iter().collect(),
        Question::Step(from, relation, along, false) => step(&of(from), *relation, *along),
        Question::Step(from, relation, along, true) => {
            let mut reached = of(from);
            loop {
                let before = reached.len();
                reached.extend(step(&reached, *relation, *along));
                if reached.len() == before {
                    return reached;
                }
            }
        }
        Question::And(a, b) => of(a).intersection(&of(b)).cloned().collect(),
        Question::Or(a, b) => of(a).union(&of(b)).cloned().collect(),
        Question::Minus(a, b) => of(a).difference(&of(b)).cloned().collect(),
    }
}

/// A generated document with few kinds of node and many relations that can be walked more than once.
fn walkable() -> impl Strategy<Value = Document> {
    let edge = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<bool>(), 0..6u8);
    (2..9usize, prop::collection::vec(edge, 0..30)).prop_map(|(count, edges)| {
        let mut document = Document::from_json("{\"version\": 1, \"id\": \"walk\"}").expect("a document");
        let actor = |at: usize| cocreation::case::document::Node::bare(format!("n{at}"), NodeKind::Actor, "N");
        document.nodes = (0..count).map(actor).collect();
        for (from, to, depends, manner) in edges {
            let (from, to) = (from.index(count), to.index(count));
            if from == to {
                continue;
            }
            let mut claim = cocreation::case::document::Claim::bare(format!("n{from}"));
            claim.relation = Some(if depends { RelationKind::DependsOn } else { RelationKind::TiedTo });
            claim.object = Some(format!("n{to}").into());
            if manner == 0 {
                claim.polarity = cocreation::evidence::Polarity::Violated;
            }
            document.claims.push(claim);
        }
        document
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_query_finds_what_the_slow_twin_finds(
        document in prop_oneof![documents(), walkable()],
        questions in prop::collection::vec(questions(), 1..6),
    ) {
        let case = Case::try_from(document.clone()).unwrap();
        for question in &questions {
            let set = case.resolve(&query(question, &document, &case));
            let expected = answer(question, &document);
            prop_assert_eq!(set.len(), expected.len(), "{:?}", question);
            prop_assert_eq!(ids(&case, &set), expected, "{:?}", question);
        }
    }

    #[test]
    fn walks_through_circles_end_and_find_what_can_be_reached(document in walkable(), start in any::<prop::sample::Index>()) {
        let case = Case::try_from(document.clone()).unwrap();
        for (along, relation) in [(true, RelationKind::DependsOn), (false, RelationKind::DependsOn), (true, RelationKind::TiedTo)] {
            let question = Question::Step(Box::new(Question::Ids(vec![start])), relation, along, true);
            let set = case.resolve(&query(&question, &document, &case));
            prop_assert_eq!(ids(&case, &set), answer(&question, &document));
        }
    }

    #[test]
    fn sets_combine_as_the_queries_that_give_them(document in documents(), a in questions(), b in questions()) {
        let case = Case::try_from(document.clone()).unwrap();
        let (first, second) = (query(&a, &document, &case), query(&b, &document, &case));
        let (left, right) = (case.resolve(&first), case.resolve(&second));
        prop_assert_eq!(left.union(&right), case.resolve(&first.clone().union(second.clone())));
        prop_assert_eq!(left.intersection(&right), case.resolve(&first.clone().intersection(second.clone())));
        prop_assert_eq!(left.difference(&right), case.resolve(&first.difference(second)));
        let (x, y) = (answer(&a, &document), answer(&b, &document));
        prop_assert_eq!(ids(&case, &left.union(&right)), x.union(&y).cloned().collect());
        prop_assert_eq!(ids(&case, &left.difference(&right)), x.difference(&y).cloned().collect());
        prop_assert_eq!(left.difference(&right).union(&left.intersection(&right)), left);
    }

    #[test]
    fn iteration_keeps_the_order_of_the_case_and_contains_agrees(document in documents(), question in questions()) {
        let case = Case::try_from(document.clone()).unwrap();
        let set = case.resolve(&query(&question, &document, &case));
        let expected = answer(&question, &document);
        let in_order: Vec<&str> = document
            .nodes
            .iter()
            .filter(|node| node.kind == NodeKind::Actor && expected.contains(&*node.id))
            .map(|node| &*node.id)
            .collect();
        prop_assert_eq!(ids_of_kind::<Actor>(&case, &set), in_order);
        for actor in case.all::<Actor>() {
            prop_assert_eq!(set.contains(actor.handle()), expected.contains(actor.id()));
        }
    }
}
