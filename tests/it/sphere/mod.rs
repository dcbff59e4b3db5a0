//! The structure of a sphere: by hand, against a slow twin, at sizes that need care, and on a published case.

#![expect(clippy::unwrap_used, reason = "the cases are built from parts that fit")]

mod twin;

use std::collections::BTreeSet;

use cocreation::Case;
use cocreation::case::{CaseBuilder, Pattern, Search};
use cocreation::evidence::{Date, Period, Sign};
use cocreation::graph::node::{Act, Actor, NodeKind, Sphere};
use cocreation::graph::relation::{BelongsTo, PartOf, RelationKind, SpeaksFor, Succeeds, TakesPartIn, TiedTo, Within};
use cocreation::graph::{Code, Handle};
use cocreation::sphere::{self, Mediation, Presence, SphereStructure, TieSign, Unit};
use cocreation::theory::typology::{ActorForm, Level, Role};

fn day(year: u16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap()
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn ids(ids: &[Box<str>]) -> Vec<&str> {
    ids.iter().map(|id| &**id).collect()
}

fn claims(ids: &[cocreation::case::ClaimId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// A case with a joint sphere and some actors in it.
fn joint(names: &[&str]) -> (CaseBuilder, Handle<Sphere>, Vec<Handle<Actor>>) {
    let mut case = Case::builder("joint");
    let joint = case.add("joint", Sphere::joint("Joint"));
    let actors: Vec<_> = names.iter().map(|name| case.add(*name, Actor::new(*name))).collect();
    for &actor in &actors {
        case.relate(actor, BelongsTo, joint);
    }
    (case, joint, actors)
}

fn meet(case: &mut CaseBuilder, joint: Handle<Sphere>, id: &str, actors: &[Handle<Actor>]) -> Handle<Act> {
    let act = case.add(id, Act::new(id));
    case.relate(act, Within, joint);
    for &actor in actors {
        case.relate(actor, TakesPartIn, act);
    }
    act
}

fn read(case: CaseBuilder, sphere: Handle<Sphere>) -> SphereStructure {
    sphere::structure(&case.build().unwrap(), sphere, day(2020, 1, 1))
}

#[test]
fn an_empty_sphere_has_no_figures() {
    let (case, joint, _) = joint(&[]);
    let structure = read(case, joint);
    assert_eq!((&structure.members[..], &structure.parts[..], &structure.sizes[..]), (&[][..], &[][..], &[][..]));
    assert_eq!((structure.cut.clone(), structure.contributor_absence_factor), (None, None));
    assert_eq!(structure.balance.share(), None);
    assert_eq!((structure.separations().next(), structure.triads().next()), (None, None));
    let text = "Structure of joint on 2020-01-01\n\
                members    0 certain, 0 possible, 0 undated, 0 at other times\n\
                acts       0, 0 of them undated or too roughly dated\n\
                absence    no contribution on record\n\
                cut        no provider or no customer on record\n\
                triads     0 balanced, 0 unbalanced, 0 undecided, 0 unknown; 0 ties\n";
    assert_eq!(structure.to_string(), text);
}

/// On 2006-06-30: `since` began in 2004; `vague` ended in 2006, before or after; `gone` in 2005; `later` begins in 2007;
/// nobody says when `silent` belongs; `old` was replaced by `new`.
#[test]
fn who_belongs_when_by_hand() {
    let mut case = Case::builder("times");
    let joint = case.add("joint", Sphere::joint("Joint"));
    let names = ["since", "vague", "gone", "later", "silent", "old", "new", "never"];
    let [since, vague, gone, later, silent, old, new, never] = names.map(|name| case.add(name, Actor::new(name)));
    case.relate(since, BelongsTo, joint).period(period("2004-01-01/..")); // c2
    case.relate(vague, BelongsTo, joint).period(period("2004-01-01/2006"));
    case.relate(gone, BelongsTo, joint).period(period("2003/2005"));
    case.relate(later, BelongsTo, joint).period(period("2007/.."));
    case.relate(silent, BelongsTo, joint);
    case.relate(old, BelongsTo, joint).period(period("2003-01-01/.."));
    case.relate(new, Succeeds, old);
    case.relate(never, BelongsTo, joint).violated();
    let structure = sphere::structure(&case.build().unwrap(), joint, day(2006, 6, 30));
    let presence: Vec<_> = structure.members.iter().map(|member| (&*member.actor, member.presence)).collect();
    let expected = [
        ("since", Presence::Certain),
        ("vague", Presence::Possible),
        ("gone", Presence::Absent),
        ("later", Presence::Absent),
        ("silent", Presence::Undated),
        ("new", Presence::Certain),
    ];
    assert_eq!(presence, expected);
    assert_eq!(claims(&structure.denials), "c9");
    assert_eq!(ids(&structure.apart), ["since", "vague", "silent", "new"]);
    let sizes: Vec<_> =
        structure.sizes.iter().map(|size| (size.from.unwrap().to_string(), size.certain, size.possible)).collect();
    let expected = [
        ("2003-01-01", 1, 1), // new in the place of old; gone may have begun
        ("2003-12-31", 2, 0), // gone has begun by the last day of its year
        ("2004-01-01", 4, 0), // since and vague
        ("2005-01-02", 3, 1), // gone may have ended on the day before
        ("2006-01-01", 3, 0), // gone is gone
        ("2006-01-02", 2, 1), // vague may be gone; when it is for certain, later may have begun
        ("2007-12-31", 3, 0), // later has begun
    ];
    assert_eq!(sizes, expected.map(|(from, certain, possible)| (from.to_owned(), certain, possible)));
}

#[test]
fn a_membership_said_in_a_later_act_is_not_seen() {
    let (mut case, joint, _) = joint(&["maker"]);
    let shop = case.add("shop", Actor::new("Shop"));
    let talk = case.add("talk", Act::on("Talk", period("2021")));
    case.relate(shop, BelongsTo, joint).during(talk);
    let structure = read(case, joint);
    assert_eq!(structure.members[1].presence, Presence::Absent);
}

#[test]
fn roles_beyond_the_dyad_by_hand() {
    let (mut case, joint, actors) = joint(&["maker", "rival", "both", "silent", "former"]);
    let [maker, rival, both, _, former] = actors[..] else { panic!("five") };
    case.classify(maker, Role::Provider); // c7
    case.classify(rival, Role::Competitor); // c8
    case.classify(both, Role::Customer); // c9
    case.classify(both, Role::Partner); // c10
    case.classify(former, Role::Supplier).period(period("2001/2005")); // c11
    case.search(
        Search::not_found("a university in it")
            .subject(Pattern::kind(NodeKind::Actor).coded(Code::of(Role::University)))
            .relation(RelationKind::BelongsTo)
            .object(Pattern::node(joint)),
    );
    let structure = read(case, joint);
    let expansion = &structure.expansion;
    assert_eq!(ids(&expansion.beyond), ["rival"]);
    assert_eq!(ids(&expansion.without_role), ["silent", "former"]);
    let rows: Vec<_> =
        expansion.roles.iter().map(|row| (row.role, ids(&row.actors).join(" "), claims(&row.claims))).collect();
    let expected = [
        (Role::Provider, "maker", "c7"),
        (Role::Customer, "both", "c9"),
        (Role::Partner, "both", "c10"),
        (Role::University, "", ""),
        (Role::Competitor, "rival", "c8"),
    ];
    assert_eq!(rows, expected.map(|(role, who, on)| (role, who.to_owned(), on.to_owned())));
    assert_eq!(expansion.roles[3].searches.len(), 1);
    assert!(structure.to_string().contains("  University: searched, not found [s1]\n"), "{structure}");
}

/// maker – shop – airline by two meetings, and pilots tied to the airline. Without the shop the maker is cut off, without
/// the airline the pilots are.
#[test]
fn exits_by_hand() {
    let (mut case, joint, actors) = joint(&["maker", "shop", "airline", "pilots", "silent"]);
    let [maker, shop, airline, pilots, _] = actors[..] else { panic!("five") };
    case.classify(maker, Role::Provider); // c7
    case.classify(pilots, Role::Customer); // c8
    meet(&mut case, joint, "audit", &[maker, shop]); // c9 to c11
    let repair = meet(&mut case, joint, "repair", &[shop]); // c12, c13
    case.relate(airline, TakesPartIn, repair).valence(Sign::Neutral); // c14
    let visit = meet(&mut case, joint, "visit", &[]); // c15
    case.relate(shop, TakesPartIn, visit).giving_to(airline); // c16
    case.relate(pilots, TiedTo, airline).sign(Sign::Positive); // c17
    let theft = meet(&mut case, joint, "theft", &[pilots, maker]); // c18 to c20
    case.relate(shop, TakesPartIn, theft).valence(Sign::Negative); // c21
    let structure = read(case, joint);
    assert_eq!(
        structure.parts.iter().map(|part| ids(part)).collect::<Vec<_>>(),
        [["maker", "shop", "airline", "pilots"]]
    );
    assert_eq!(ids(&structure.apart), ["silent"]);
    let splits: Vec<_> = structure.articulations.iter().map(|split| (&*split.actor, claims(&split.claims))).collect();
    assert_eq!(splits, [("shop", "c11 c16".to_owned()), ("airline", "c17".to_owned())]);
    assert_eq!(structure.parts_without("shop").iter().map(|part| part.len()).collect::<Vec<_>>(), [2, 1]);
    let cut = structure.cut.as_ref().unwrap();
    assert_eq!(ids(&cut.exits), ["maker"], "the nearest to the provider is the provider");
    let separation = structure.separations().next().unwrap();
    assert_eq!(ids(&separation.cut.unwrap().exits), ["shop"]);
    // audit: maker and shop a half each; repair and visit: the shop alone; theft counts for nobody.
    let shares: Vec<_> = structure.contributions.iter().map(|row| (row.acts, row.share)).collect();
    assert_eq!(shares[..3], [(1, 0.5 / 3.0), (3, 0.5 / 3.0 + 1.0 / 3.0 + 1.0 / 3.0), (0, 0.0)]);
    assert_eq!((structure.contributor_absence_factor, structure.acts, structure.roughly_dated), (Some(1), 4, 4));
}

#[test]
fn who_deals_with_a_customer_directly_cannot_be_cut_off_by_others() {
    let (mut case, joint, actors) = joint(&["maker", "user"]);
    case.classify(actors[0], Role::Provider);
    case.classify(actors[1], Role::Customer);
    case.relate(actors[0], TiedTo, actors[1]);
    let structure = read(case, joint);
    assert_eq!(structure.separations().map(|separation| separation.cut).collect::<Vec<_>>(), [None]);
    assert_eq!(ids(&structure.cut.unwrap().exits), ["maker"]);
}

/// The maker is in its own sphere too; the adviser of the maker acts in both; the shop speaks for the pilots, who are at
/// home in the customer's sphere and not in the joint one.
#[test]
fn mediators_by_hand() {
    let (mut case, joint, actors) = joint(&["maker", "shop"]);
    let own = case.add("own", Sphere::provider("Own"));
    let home = case.add("home", Sphere::customer("Home"));
    let [adviser, pilots] = ["adviser", "pilots"].map(|id| case.add(id, Actor::new(id)));
    case.relate(actors[0], BelongsTo, own); // c6
    case.relate(pilots, BelongsTo, home); // c7
    case.relate(adviser, PartOf, actors[0]); // c8
    meet(&mut case, joint, "visit", &[adviser]); // c9, c10
    meet(&mut case, own, "desk", &[adviser]); // c11, c12
    case.relate(actors[1], SpeaksFor, pilots); // c13
    let structure = read(case, joint);
    let found: Vec<_> =
        structure.mediators.iter().map(|m| (&*m.sphere, &*m.actor, m.sole, claims(&m.claims))).collect();
    let expected = [
        ("own", "maker", false, "c2 c6"),
        ("own", "adviser", false, "c9 c10 c11 c12"),
        ("home", "shop", true, "c3 c7 c13"),
    ];
    assert_eq!(found, expected.map(|(sphere, actor, sole, on)| (sphere, actor, sole, on.to_owned())));
    assert_eq!(structure.mediators[2].by, Mediation::Voice(vec!["pilots".into()]));
}

/// Ann and Bob are in the team, Bob also in the club; team and Eve are in the firm, the firm in the alliance. The crowd has
/// no level. Ann and Bob act once together, Eve once.
#[test]
fn levels_by_hand() {
    let mut case = Case::builder("levels");
    let joint = case.add("joint", Sphere::joint("Joint"));
    let [ann, bob, eve] = ["ann", "bob", "eve"].map(|id| case.add(id, Actor::person(id)));
    let [team, club] = ["team", "club"].map(|id| case.add(id, Actor::new(id).coded(ActorForm::Group)));
    let [firm, alliance] = ["firm", "alliance"].map(|id| case.add(id, Actor::organisation(id)));
    let crowd = case.add("crowd", Actor::aggregate("crowd"));
    let unit = case.add("unit", Actor::organisation("unit").coded(Level::Meso));
    for (part, whole) in
        [(ann, team), (bob, team), (bob, club), (team, firm), (eve, firm), (firm, alliance), (unit, firm)]
    {
        case.relate(part, PartOf, whole);
    }
    for actor in [firm, crowd, unit] {
        case.relate(actor, BelongsTo, joint);
    }
    meet(&mut case, joint, "one", &[ann, bob]);
    meet(&mut case, joint, "two", &[eve]);
    let structure = read(case, joint);
    let rows: Vec<_> = structure
        .levels
        .iter()
        .map(|row| {
            let unit = |unit: &Unit| format!("{} {} {}", unit.actor, unit.actors, unit.acts);
            (row.units.iter().map(unit).collect::<Vec<_>>().join(", "), ids(&row.without).join(" "))
        })
        .collect();
    let expected = [
        ("ann 1 1, bob 1 1, eve 1 1", "firm crowd unit"),
        ("team 2 1, club 1 1, unit 1 0", "eve firm crowd"),
        ("firm 5 2", "crowd"),
    ];
    assert_eq!(rows, expected.map(|(units, without)| (units.to_owned(), without.to_owned())));
}

#[test]
fn signs_of_ties_by_hand() {
    let (mut case, joint, actors) = joint(&["a", "b", "c", "d", "e"]);
    let [a, b, c, d, e] = actors[..] else { panic!("five") };
    case.relate(a, TiedTo, b).sign(Sign::Positive);
    case.relate(b, TiedTo, a).sign(Sign::Neutral);
    case.relate(a, TiedTo, c).sign(Sign::Negative);
    case.relate(c, TiedTo, b).sign(Sign::Negative);
    case.relate(a, TiedTo, d).sign(Sign::Positive);
    case.relate(d, TiedTo, a).sign(Sign::Negative);
    case.relate(b, TiedTo, d).sign(Sign::Neutral);
    case.relate(d, TiedTo, e).period(period("2001/2005"));
    let structure = read(case, joint);
    let ties: Vec<_> = structure.balance.ties.iter().map(|tie| (ids(&tie.between).concat(), tie.sign)).collect();
    let expected = [
        ("ab", TieSign::Positive),
        ("ac", TieSign::Negative),
        ("ad", TieSign::Mixed),
        ("bc", TieSign::Negative),
        ("bd", TieSign::Neutral),
    ];
    assert_eq!(ties, expected.map(|(between, sign)| (between.to_owned(), sign)));
    let balance = &structure.balance;
    // abc: + − −; abd: + mixed neutral; the other eight of ten triads lack a tie.
    assert_eq!((balance.two_negative, balance.undecided, balance.unknown), (1, 1, 8));
    assert_eq!((balance.balanced(), balance.unbalanced(), balance.share()), (1, 0, Some(1.0)));
}

#[test]
fn greenco_reaches_beyond_its_customers() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cases/greenco.toml");
    let case = Case::from_toml(&std::fs::read_to_string(path).unwrap()).unwrap();
    let ecosystem = case.find::<Sphere>("ecosystem").unwrap();
    let structure = sphere::structure(&case, ecosystem, day(2016, 12, 31));
    let beyond: BTreeSet<&str> = structure.expansion.beyond.iter().map(|id| &**id).collect();
    assert!(["competitors", "end-users", "university-researchers"].iter().all(|id| beyond.contains(id)), "{structure}");
    assert!(ids(&structure.expansion.without_role).contains(&"installers"), "they have a code of the case's own");
    let json = serde_json::to_value(&structure).unwrap();
    assert_eq!((json.get("dealings"), json["members"][0]["presence"].as_str()), (None, Some("undated")));
}

const MANY: usize = 20_000;

#[test]
fn a_long_row_needs_no_deep_stack() {
    let names: Vec<String> = (0..MANY).map(|nth| format!("a{nth}")).collect();
    let (mut case, joint, actors) = joint(&names.iter().map(|name| &**name).collect::<Vec<_>>());
    case.classify(actors[0], Role::Provider);
    case.classify(actors[MANY - 1], Role::Customer);
    for pair in actors.windows(2) {
        case.relate(pair[0], TiedTo, pair[1]);
    }
    for pair in actors.windows(2) {
        case.relate(pair[0], PartOf, pair[1]);
    }
    let structure = read(case, joint);
    assert_eq!(structure.articulations.len(), MANY - 2);
    assert_eq!(ids(&structure.separations().next().unwrap().cut.unwrap().exits), ["a1"]);
}

#[test]
fn one_act_of_many_takes_no_pairs() {
    let names: Vec<String> = (0..MANY).map(|nth| format!("a{nth}")).collect();
    let (mut case, joint, actors) = joint(&names.iter().map(|name| &**name).collect::<Vec<_>>());
    meet(&mut case, joint, "fair", &actors);
    let structure = read(case, joint);
    assert_eq!((structure.parts.len(), structure.articulations.len()), (1, 0));
    assert_eq!(structure.contributor_absence_factor, Some(MANY / 2));
}
