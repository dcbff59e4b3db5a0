//! Awkward shapes at sizes where anything worse than about linear would not come back. Nothing here is timed.

use cocreation::case::{Codebook, OwnCode};
use cocreation::evidence::{Date, VagueDate};
use cocreation::graph::node::{Act, Actor, NodeKind, Sphere};
use cocreation::graph::relation::{BelongsTo, PartOf, RelationKind, Succeeds, TakesPartIn, Within};
use cocreation::graph::{Handle, Query};
use cocreation::{Case, spe};

const DEEP: usize = 20_000;

fn day() -> Date {
    Date::new(2020, 1, 1).expect("a day")
}

/// A sphere of two members in which the last actor of a row meets the second member.
fn meeting(row: impl FnOnce(&mut cocreation::CaseBuilder, Handle<Actor>) -> Handle<Actor>) -> spe::Assessment {
    let mut case = Case::builder("deep");
    let firm = case.add("firm", Actor::organisation("Firm"));
    let other = case.add("other", Actor::organisation("Other"));
    let joint = case.add("joint", Sphere::joint("Joint"));
    case.relate(other, BelongsTo, joint);
    let last = row(&mut case, firm);
    case.relate(firm, BelongsTo, joint);
    let meeting = case.add("meeting", Act::on("They meet", VagueDate::day(day())));
    case.relate(meeting, Within, joint);
    case.relate(last, TakesPartIn, meeting);
    case.relate(other, TakesPartIn, meeting);
    spe::assess(&case.build().expect("sound"), joint, day()).expect("a plain date")
}

fn add(case: &mut cocreation::CaseBuilder, id: String) -> Handle<Actor> {
    case.add(id, Actor::person("Somebody"))
}

#[test]
fn somebody_deep_inside_a_firm_acts_for_it() {
    let assessment = meeting(|case, firm| {
        (0..DEEP).fold(firm, |whole, nth| {
            let part = add(case, format!("part-{nth}"));
            case.relate(part, PartOf, whole);
            part
        })
    });
    assert_eq!((assessment.counts.members, assessment.counts.joint), (2, 1));
}

#[test]
fn somebody_under_a_lattice_of_wholes_acts_for_the_firm() {
    let assessment = meeting(|case, firm| {
        let mut layer = [firm, firm];
        for nth in 0..200 {
            let next = [add(case, format!("left-{nth}")), add(case, format!("right-{nth}"))];
            for part in next {
                case.relate(part, PartOf, layer[0]);
                case.relate(part, PartOf, layer[1]);
            }
            layer = next;
        }
        layer[0]
    });
    assert_eq!((assessment.counts.members, assessment.counts.joint), (2, 1));
}

#[test]
fn a_long_line_of_take_overs_is_one_member() {
    let assessment = meeting(|case, firm| {
        (0..DEEP).fold(firm, |former, nth| {
            let next = add(case, format!("owner-{nth}"));
            case.relate(next, Succeeds, former);
            next
        })
    });
    assert_eq!((assessment.counts.members, assessment.counts.joint), (2, 1));
}

#[test]
fn standing_acts_over_many_bins_take_no_more_than_their_pairs() {
    let mut case = Case::builder("standing");
    let joint = case.add("joint", Sphere::joint("Joint"));
    let actors: Vec<_> = (0..3).map(|nth| add(&mut case, format!("a{nth}"))).collect();
    for &actor in &actors {
        case.relate(actor, BelongsTo, joint);
    }
    for nth in 0..2_000 {
        let act = case.add(
            format!("act-{nth}"),
            Act::standing("A routine")
                .period("1950-01-01/..".parse::<cocreation::evidence::Period>().expect("a period")),
        );
        case.relate(act, Within, joint);
        for &actor in &actors {
            case.relate(actor, TakesPartIn, act);
        }
    }
    let case = case.build().expect("sound");
    let spec = spe::Spec::as_of(day()).bins([1]);
    let assessment = spe::assess(&case, joint, spec).expect("a usable specification");
    // All three pairs are active on every day from 1950 on.
    assert_eq!(assessment.sustained.parts[0].value.point, Some(1.0));
    assert_eq!(assessment.sustained.parts[1].value.point, Some(1.0));
}

#[test]
fn a_query_may_be_as_long_as_it_likes() {
    let case = Case::builder("empty").build().expect("sound");
    let long = (0..DEEP * 10).fold(Query::all(), |query, nth| query.union(Query::ids([format!("n{nth}")])));
    let deep = (0..DEEP).fold(long, |query, _| query.along(RelationKind::PartOf));
    assert!(case.resolve(&deep.intersection(Query::kind(NodeKind::Actor))).is_empty());
}

#[test]
fn a_large_codebook_is_looked_up_and_not_searched() {
    let mut case = Case::builder("coded");
    let actor = add(&mut case, "actor".to_owned());
    let book =
        (0..DEEP).fold(Codebook::new("own"), |book, nth| book.code(OwnCode::new(format!("code-{nth}"), "A code")));
    for code in case.codebook(book) {
        case.classify(actor, code);
    }
    let case = case.build().expect("sound");
    let again = Case::from_json(&case.document().to_json().expect("finite")).expect("sound");
    assert_eq!(again, case);
    assert_eq!(again.claims().len(), DEEP + 1);
}
