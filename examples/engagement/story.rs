//! The made-up sphere.

use cocreation::Case;
use cocreation::case::{CaseBuilder, Pattern, Problems, Search};
use cocreation::evidence::{Date, Period, Sign, VagueDate};
use cocreation::graph::node::{Act, Actor, Event, Institution, NodeKind, Purpose, Sphere};
use cocreation::graph::relation::{
    Advances, BelongsTo, DependsOn, PartyTo, Recovers, RelationKind, Succeeds, TakesPartIn, TakesStance, Triggers,
    Within,
};
use cocreation::graph::{Code, Handle};
use cocreation::theory::typology::InstitutionForm;

/// The years in which the sphere is looked at, and what happens in each.
pub(crate) const YEARS: [(u16, &str); 9] = [
    (2011, "two years of maintenance together"),
    (2012, "a compelling event: a flood, and all three repair together"),
    (2013, "the operator is taken over; its people go on under the new name"),
    (2014, "the maker withholds the drawings"),
    (2015, "it makes that good"),
    (2016, "a new purpose replaces the old one; the workshop has not said where it stands"),
    (2017, "the workshop endorses it too"),
    (2018, "the endeavour is completed in June"),
    (2024, "six years later nothing has changed: it was completed, not abandoned"),
];

/// The case, and the parts of it that are asked about.
pub(crate) struct Story {
    pub(crate) case: Case,
    pub(crate) joint: Handle<Sphere>,
    pub(crate) members: [Handle<Actor>; 3],
    pub(crate) first_purpose: Handle<Purpose>,
    pub(crate) withheld: Handle<Act>,
}

type Anything = Box<dyn std::error::Error>;

fn on(year: u16, month: u8) -> Result<VagueDate, cocreation::Error> {
    Ok(VagueDate::day(Date::new(year, month, 15)?))
}

/// Builds the case.
pub(crate) fn tell() -> Result<Story, Anything> {
    let mut case = Case::builder("generated-pumps");
    let joint =
        case.add("joint", Sphere::joint("Keeping pumps running").period("2010-01-01/2018-06-30".parse::<Period>()?));
    let [maker, former, operator, workshop] = [
        ("maker", "A maker of pumps"),
        ("former", "The operator before the take-over"),
        ("operator", "The operator"),
        ("workshop", "A workshop"),
    ]
    .map(|(id, label)| case.add(id, Actor::organisation(label)));
    for member in [maker, former, workshop] {
        case.relate(member, BelongsTo, joint);
    }
    case.relate(operator, Succeeds, former).period("2013-04-01/".parse::<Period>()?);
    for (from, to, degree) in [
        (maker, former, 0.5),
        (former, maker, 0.75),
        (workshop, maker, 0.5),
        (maker, workshop, 0.25),
        (former, workshop, 0.25),
        (workshop, former, 0.5),
    ] {
        case.relate(from, DependsOn, to).degree(degree);
    }
    let old = case.add("uptime", Purpose::new("Pumps that never stop"));
    let new_purpose = case.add("water-saved", Purpose::new("Water saved").period("2016-01-01/".parse::<Period>()?));
    case.relate(new_purpose, Succeeds, old);
    agree(&mut case, [maker, former, workshop], old, new_purpose)?;
    let withheld = acts(&mut case, joint, [maker, former, operator, workshop], [old, new_purpose])?;
    let case = case.build().map_err(|problems: Problems| problems.to_string())?;
    Ok(Story { case, joint, members: [maker, operator, workshop], first_purpose: old, withheld })
}

/// Who wants what, and what they agreed on: a roadmap of all three, and no sharing of risk and benefit.
fn agree(
    case: &mut CaseBuilder,
    [maker, former, workshop]: [Handle<Actor>; 3],
    old: Handle<Purpose>,
    new: Handle<Purpose>,
) -> Result<(), Anything> {
    let roadmap = case.add("roadmap", Institution::new("A plan of overhauls").coded(InstitutionForm::Roadmap));
    for member in [maker, former, workshop] {
        case.relate(member, TakesStance, old);
        case.relate(member, PartyTo, roadmap);
    }
    for (member, since) in [(maker, "2016-01-01/"), (former, "2016-01-01/"), (workshop, "2017-02-01/")] {
        case.relate(member, TakesStance, new).period(since.parse::<Period>()?);
    }
    let open = Pattern::kind(NodeKind::Institution);
    let mechanism = open.coded(Code::of(InstitutionForm::RiskAndBenefitSharing));
    let search = Search::not_found("a sharing of risk and benefit");
    case.search(search.relation(RelationKind::PartyTo).object(mechanism));
    Ok(())
}

/// An overhaul in spring and autumn of each year, and what happens in between. Gives the act of withholding.
fn acts(
    case: &mut CaseBuilder,
    joint: Handle<Sphere>,
    [maker, former, operator, workshop]: [Handle<Actor>; 4],
    [old, new]: [Handle<Purpose>; 2],
) -> Result<Handle<Act>, Anything> {
    for year in 2010..=2018 {
        let operator = if year < 2013 { former } else { operator };
        let purpose = if year < 2016 { old } else { new };
        let spring = [(maker, operator), (operator, maker)];
        let autumn = [(maker, workshop), (workshop, operator), (operator, maker)];
        let name = |season: &str| format!("{season}-{year}");
        contribute(case, joint, &name("spring"), on(year, 4)?, &spring, purpose);
        if year < 2018 {
            contribute(case, joint, &name("autumn"), on(year, 10)?, &autumn, purpose);
        }
    }
    let repair =
        contribute(case, joint, "repair", on(2012, 7)?, &[(maker, former), (former, workshop), (workshop, maker)], old);
    let flood = case.add("flood", Event::new("A flood stops every pump").period(on(2012, 6)?));
    case.relate(flood, Triggers, repair);
    let withheld = case.add("withheld", Act::on("The maker keeps the drawings to itself", on(2014, 5)?).weight(3.0));
    case.relate(withheld, Within, joint);
    case.relate(maker, TakesPartIn, withheld).valence(Sign::Negative);
    let amends = case.add("amends", Act::on("The maker hands the drawings over", on(2015, 3)?));
    case.relate(amends, Recovers, withheld);
    Ok(withheld)
}

/// One act of these givers and receivers for a purpose.
fn contribute(
    case: &mut CaseBuilder,
    joint: Handle<Sphere>,
    id: &str,
    date: VagueDate,
    giving: &[(Handle<Actor>, Handle<Actor>)],
    purpose: Handle<Purpose>,
) -> Handle<Act> {
    let act = case.add(id, Act::on("An overhaul", date));
    case.relate(act, Within, joint);
    case.relate(act, Advances, purpose);
    for &(giver, receiver) in giving {
        case.relate(giver, TakesPartIn, act).giving_to(receiver);
    }
    act
}
