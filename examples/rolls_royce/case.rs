//! Rolls-Royce TotalCare, encoded from Marcos-Cuevas, Nätti, Palo and Baumann (2016): §5.1, Table 2 and §6.
//!
//! An engine maker and the airlines that fly its engines move from selling engines to keeping them flying. Each claim
//! rests on a place in the paper, told in our own words. What the paper does not say is not here: no dates, and no
//! performers for most items of Table 2. What a coder read out of it is marked as inferred.

use std::error::Error;

use cocreation::Case;
use cocreation::case::{
    CaseBuilder, Codebook, Crosswalk, Draft, EvidenceDraft, EvidenceHandle, OwnCode, Pattern, Search, SourceHandle,
};
use cocreation::evidence::{Measure, Sign, Source};
use cocreation::graph::node::{
    Act, Actor, Capability, Event, Institution, Judgement, NodeKind, Offering, Practice, Purpose, Resource, Sphere,
    Value,
};
use cocreation::graph::relation::{
    Advances, Affords, Bears, BelongsTo, Constitutes, Enables, Enacts, Gains, Governs, Holds, IdentifiesWith,
    Integrates, Judges, LeadsTo, Offers, PartOf, PartyTo, Performs, Possesses, Produces, Proposes, Realizes,
    RelationKind, Seizes, Senses, Serves, Shapes, Succeeds, TakesPartIn, TakesStance, Triggers, Underpins, Within,
};
use cocreation::graph::{Code, Handle};
use cocreation::theory::typology::{
    ActorForm, EventTrigger, InstitutionForm, InteractionCapability, PurposeScope, Role,
};

/// The case of Rolls-Royce TotalCare.
pub(crate) fn case() -> Case {
    encode().expect("the example case is sound")
}

fn encode() -> Result<Case, Box<dyn Error>> {
    let mut case = Case::builder("rolls-royce-totalcare");
    about(&mut case);
    let title = "Value co-creation practices and capabilities: Sustained purposeful engagement across B2B systems";
    let paper = case.source(Source::new("mc16", title).published("2016".parse()?).work("MC16"));

    let told_in = told_in(&mut case);
    let said = said(&mut case, paper, told_in);
    let who = who(&mut case, &said);
    let what = what(&mut case, &said, &who);
    let table = table_2(&mut case, &said);

    compelling_events(&mut case, &said, &who, &what);
    let values = benefits(&mut case, &said, &who, &what);
    benefits_of_practices(&mut case, &table, &values);
    engine_data(&mut case, &said, &who, &what, &table);
    flying(&mut case, &said, &who, &table, &values);
    collaboration(&mut case, &said, &who, &what, &table, &values);
    voice_of_the_customer(&mut case, &said, &who, &what, &table);
    engineering(&mut case, &said, &who, &table);
    programmes(&mut case, &said, &who)?;
    payment(&mut case, &said, &who, &values);
    institutions(&mut case, &said, &who);
    revenue(&mut case, &said, &who);
    capabilities(&mut case, &said, &who);
    judgements(&mut case, &said, &who, &what)?;
    Ok(case.build()?)
}

fn about(case: &mut CaseBuilder) {
    case.title("Rolls-Royce TotalCare");
    case.about(
        "Rolls-Royce, an engine maker, and airlines co-create a service for aero-engines, TotalCare, which began when \
         key customers asked for maintenance on the wing. Engine data, advice to pilots, meetings of teams and payment \
         by the engine hour tie the two together. The paper gives no dates, only that some programmes span decades.",
    );
    case.left_out(
        "That TotalCare was a success, is innovative and is widely known (§4, §5.1) is left out: it is praise, and no \
         construct carries it.",
    );
    case.left_out("That TotalCare evolves all the time (§5.1) is left out: the paper tells no versions of it apart.");
    case.left_out(
        "The counts of meetings, workshops, interviews and documents (§4) are left out: they are for the four cases \
         together, and no statement on Rolls-Royce says which of them it rests on.",
    );
    case.left_out(
        "What §4 and §6 say of all four cases without telling how it showed at Rolls-Royce is left out (blurred \
         boundaries, trust and ties, mutual appreciation of technical communities, readiness, mutual dependence, \
         signs of engagement): it would be the same in each of them.",
    );
    case.left_out(
        "That the concerted capability opened the way to co-diagnosing, co-valuation and co-ideation (§6) is left out: \
         it is said across the cases, and here no practice is named.",
    );
    case.left_out(
        "The advice to managers (§6.1) and the limits of the study (§6.2) are left out: they report no case.",
    );
}

/// Where the paper tells of a practice. By these codes the items of Table 2 are counted apart from practices of the text.
struct ToldIn {
    table: Code,
    text: Code,
}

fn told_in(case: &mut CaseBuilder) -> ToldIn {
    let table = OwnCode::new("table", "An item of the table").definition(
        "An item of the table of practices that the paper gives for the case; its kind is that of its column.",
    );
    let text = OwnCode::new("text", "Told in the text")
        .definition("A practice that the text of the paper names by its kind, beside the items of the table.");
    let book = Codebook::new("told-in").title("Where the paper tells of a practice");
    let book = book.code(table.crosswalk(Crosswalk::NoEquivalent)).code(text.crosswalk(Crosswalk::NoEquivalent));
    let codes = case.codebook(book);
    ToldIn { table: codes[0], text: codes[1] }
}

/// The paper, and what it says at places on which claims of several themes rest.
struct Said {
    paper: SourceHandle,
    told_in: ToldIn,
    asked_for: EvidenceHandle,
    demand: EvidenceHandle,
    monitoring: EvidenceHandle,
    benefits: EvidenceHandle,
    by_the_hour: EvidenceHandle,
    collaboration: EvidenceHandle,
    engine_life: EvidenceHandle,
    adviser: EvidenceHandle,
    voice: EvidenceHandle,
    shift: EvidenceHandle,
    engineers: EvidenceHandle,
}

fn said(case: &mut CaseBuilder, paper: SourceHandle, told_in: ToldIn) -> Said {
    let (drivers, service) = ("§5.1, paragraph 2", "§5.1, paragraph 3");
    Said {
        paper,
        told_in,
        asked_for: case.evidence(paper.at(drivers).reported(
            "TotalCare came about because key customers, American Airlines among them, wanted contracts for service \
             on the wing",
        )),
        demand: case.evidence(paper.at("§6, paragraph 5, sentence 4").claimed(
            "American Airlines, a key customer, unexpectedly demanded services around the engine that would make \
             things less complex and more predictable; for Rolls-Royce this was an opportunity",
        )),
        monitoring: case.evidence(paper.at(drivers).reported(
            "TotalCare grew to include engine health monitoring: ACARS picks up live data on how engines perform, \
             radio or satellite brings them to service centres, and Rolls-Royce spots anomalies and plans repairs \
             ahead",
        )),
        benefits: case.evidence(paper.at(service).reported(
            "What TotalCare brings its customers: more predictability, namely in how operations perform, so that fewer \
             shop visits come unplanned; durability, efficiency, reliability, and assets that keep their value",
        )),
        by_the_hour: case.evidence(paper.at(service).reported(
            "TotalCare lets customers choose to pay by the hour that an engine runs; this makes cash flow more \
             predictable and gives Rolls-Royce and its customers the same interest",
        )),
        collaboration: case.evidence(paper.at(service).reported(
            "Rolls-Royce and its customers work together very closely, on the strength of its empowered and concerted \
             capabilities, in order to understand an airline's operations, network and use of aircraft",
        )),
        engine_life: case.evidence(paper.at(service).reported(
            "Service contracts look at the life of the engine, on which, among other things, the flying of pilots \
             bears; Rolls-Royce encourages pilots to use thrust so that engines last longer",
        )),
        adviser: case.evidence(paper.at(service).reported(
            "A Flight Operations Advisor of Rolls-Royce works at close quarters with airlines and sits with pilots to \
             advise them on flying more efficiently, which also saves fuel: developmental capability with \
             co-diagnosing",
        )),
        voice: case.evidence(paper.at("§5.1, paragraph 4").reported(
            "At Rolls-Royce's own, frequent Voice of the Customer events customer teams visit engineering, service \
             operations, marketing and sales; both sides tell of their experience, come to understand each other's \
             organisation, and turn to specific operational benefits",
        )),
        shift: case.evidence(paper.at("§5.1, paragraph 4").claimed(
            "With TotalCare the stress moves from the sale of an engine to a partnership for the long term in \
             which risk is shared and value co-created",
        )),
        engineers: case.evidence(paper.at("§6, paragraph 9, sentences 1 and 3").claimed(
            "Like professional cultures ease common purpose: engineers of Rolls-Royce, of airlines and of aircraft \
             manufacturers together assess new developments and deal with engine problems",
        )),
    }
}

/// The actors to whom claims of several themes come back, and the sphere that they share.
struct Who {
    maker: Handle<Actor>,
    adviser: Handle<Actor>,
    service_centres: Handle<Actor>,
    maker_teams: Handle<Actor>,
    maker_engineers: Handle<Actor>,
    airlines: Handle<Actor>,
    key_customers: Handle<Actor>,
    american: Handle<Actor>,
    pilots: Handle<Actor>,
    customer_teams: Handle<Actor>,
    airline_engineers: Handle<Actor>,
    manufacturers: Handle<Actor>,
    manufacturer_engineers: Handle<Actor>,
    totalcare: Handle<Sphere>,
}

fn who(case: &mut CaseBuilder, said: &Said) -> Who {
    let firm = case.evidence(
        said.paper
            .at("§5.1, paragraph 1")
            .reported("Rolls-Royce is a global firm that employs 55 000 people and sells in over 120 countries"),
    );
    let maker = case.add("rolls-royce", Actor::organisation("Rolls-Royce").size(55_000).evidence(firm));
    let reach = Measure::new("customers in more than", 120.0).unit("countries");
    case.classify(maker, Role::Provider).measure(reach).evidence(firm);
    let airlines = Actor::aggregate("Airlines").coded(Role::Customer).evidence(said.collaboration);
    let key_customers = Actor::aggregate("Key customers").coded(Role::Customer).evidence(said.asked_for);
    let american = Actor::organisation("American Airlines").coded(Role::Customer);
    let totalcare = Sphere::joint("The TotalCare partnership").evidence(said.collaboration).evidence(said.shift);
    let who = Who {
        maker,
        adviser: case.add("flight-adviser", Actor::person("Flight Operations Advisor").evidence(said.adviser)),
        service_centres: case.add("service-centres", Actor::new("Service centres of Rolls-Royce")),
        maker_teams: case.add("maker-teams", group("Teams of Rolls-Royce", said.voice)),
        maker_engineers: case.add("maker-engineers", group("Engineers of Rolls-Royce", said.engineers)),
        airlines: case.add("airlines", airlines),
        key_customers: case.add("key-customers", key_customers),
        american: case.add("american-airlines", american.evidence(said.asked_for).evidence(said.demand)),
        pilots: case.add("pilots", Actor::aggregate("Airline pilots").evidence(said.engine_life)),
        customer_teams: case.add("customer-teams", group("Teams of customers", said.voice)),
        airline_engineers: case.add("airline-engineers", group("Engineers of airlines", said.engineers)),
        manufacturers: case
            .add("aircraft-manufacturers", Actor::aggregate("Aircraft manufacturers").evidence(said.engineers)),
        manufacturer_engineers: case
            .add("manufacturer-engineers", group("Engineers of aircraft manufacturers", said.engineers)),
        totalcare: case.add("totalcare", totalcare),
    };
    belonging(case, said, &who);
    who
}

fn group(label: &str, evidence: EvidenceHandle) -> Draft<Actor> {
    Actor::new(label).coded(ActorForm::Group).evidence(evidence)
}

fn belonging(case: &mut CaseBuilder, said: &Said, who: &Who) {
    for (part, whole, evidence) in [
        (who.adviser, who.maker, said.adviser),
        (who.service_centres, who.maker, said.monitoring),
        (who.maker_teams, who.maker, said.voice),
        (who.maker_engineers, who.maker, said.engineers),
        (who.american, who.key_customers, said.asked_for),
        (who.pilots, who.airlines, said.engine_life),
        (who.customer_teams, who.airlines, said.voice),
        (who.airline_engineers, who.airlines, said.engineers),
        (who.manufacturer_engineers, who.manufacturers, said.engineers),
    ] {
        case.relate(part, PartOf, whole).evidence(evidence);
    }
    let key = case.relate(who.key_customers, PartOf, who.airlines).inferred();
    key.note("Of these customers only American Airlines is named.").evidence(said.asked_for);
    for party in [who.maker, who.airlines] {
        case.relate(party, BelongsTo, who.totalcare).evidence(said.collaboration);
    }
    let manufacturers = case.relate(who.manufacturers, BelongsTo, who.totalcare).inferred();
    manufacturers.note("TotalCare is not named where they are.").evidence(said.engineers);
}

/// What is offered, and to what end.
struct What {
    service: Handle<Offering>,
    predictable: Handle<Purpose>,
    no_remote_issues: Handle<Purpose>,
    operational_benefits: Handle<Purpose>,
}

fn what(case: &mut CaseBuilder, said: &Said, who: &Who) -> What {
    let vision = case.evidence(
        said.paper
            .at("§5.1, paragraph 1")
            .reported("The people of Rolls-Royce are committed to its vision, better power for a changing world"),
    );
    let focus = case.evidence(said.paper.at("§5.1, paragraph 2").reported(
        "Over the years TotalCare came to aim at no remote site issues: no breakdowns in far-off places, where \
         to fetch an engine by air for repair is expensive and the disrupted network costs airlines dear",
    ));
    let better_power = Purpose::new("Better power for a changing world").coded(PurposeScope::Organisational);
    let better_power = case.add("better-power", better_power.evidence(vision));
    let stands = case.relate(who.maker, TakesStance, better_power).stance(Sign::Positive).inferred();
    stands.note("Said of its work force.").evidence(vision);
    let what = What {
        service: service(case, said, who),
        predictable: case.add("predictable-and-simple", Purpose::new("More predictability, less complexity")),
        no_remote_issues: case.add("no-remote-site-issues", Purpose::new("No remote site issues")),
        operational_benefits: case.add("operational-benefits", Purpose::new("Specific operational benefits")),
    };
    case.relate(who.american, TakesStance, what.predictable).stance(Sign::Positive).evidence(said.demand);
    let disruption = case.add("disruption-cost", Value::new("Cost of a disrupted network"));
    let fewer = case.add("fewer-remote-breakdowns", Value::new("Fewer breakdowns in remote places"));
    case.relate(who.airlines, Bears, disruption).evidence(focus);
    case.relate(fewer, Serves, what.no_remote_issues).evidence(focus);
    case.relate(what.service, Proposes, fewer).evidence(focus);
    case.relate(who.airlines, Gains, fewer).expected().inferred().evidence(focus);
    what
}

fn service(case: &mut CaseBuilder, said: &Said, who: &Who) -> Handle<Offering> {
    let markets = case.evidence(said.paper.at("§5.1, paragraph 1").reported(
        "Four markets buy power systems and the services for them from Rolls-Royce: civil aerospace, defence, marine \
         and energy",
    ));
    let menu = case.evidence(
        said.paper.at("§5.1, paragraph 1").reported("TotalCare lets customers choose among equipment and services"),
    );
    let suite = case.evidence(said.paper.at("§5.1, paragraph 1").reported(
        "The services of Rolls-Royce are many: overhaul, reliability improvements, and add-ons from records and \
         transport of engines to line maintenance, all on the strength of specialist maintenance",
    ));
    let power = case.add("power-systems", Offering::new("Power systems and services"));
    let service = case.add("totalcare-service", Offering::new("TotalCare"));
    case.relate(who.maker, Offers, power).evidence(markets);
    case.relate(who.maker, Offers, service).evidence(menu);
    let maintenance = case.add("maintenance", Capability::new("Specialist maintenance"));
    case.relate(who.maker, Holds, maintenance).evidence(suite);
    let equipment = case.add("original-equipment", Offering::new("Original equipment"));
    case.relate(equipment, PartOf, service).evidence(menu);
    for (id, label) in [
        ("engine-overhaul", "Full engine overhaul"),
        ("reliability-improvements", "Engine reliability improvements"),
        ("technical-records", "Add-on: management of technical records"),
        ("engine-transport", "Add-on: transport of engines"),
        ("spare-engines", "Add-on: support with spare engines"),
        ("more-overhaul", "Add-on: additional overhaul coverage"),
        ("line-maintenance", "Add-on: line maintenance at the customer's initiative"),
    ] {
        let part = case.add(id, Offering::new(label));
        let of_totalcare = case.relate(part, PartOf, service).inferred();
        of_totalcare.note("Said of the suite of Rolls-Royce; the menu names no service.").evidence(suite);
    }
    let monitoring = case.add("health-monitoring", Offering::new("Engine health monitoring"));
    case.relate(monitoring, PartOf, service).evidence(said.monitoring);
    service
}

/// An item of Table 2: the practice, and the evidence for whatever else the item says.
struct Item {
    practice: Handle<Practice>,
    said: EvidenceHandle,
}

fn item(case: &mut CaseBuilder, said: &Said, id: &str, practice: Draft<Practice>, cell: EvidenceDraft) -> Item {
    let cell = case.evidence(cell);
    Item { practice: case.add(id, practice.coded(said.told_in.table).evidence(cell)), said: cell }
}

/// The items of Table 2 of which more is claimed than that they are practices.
struct Table {
    alignment: Item,
    voice: Item,
    understanding: Item,
    planning: Item,
    analysis: Item,
    techniques: Item,
    packages: Item,
    research: Item,
    teams: Item,
    economics: Item,
    use_of_engines: Item,
    assets: Item,
}

fn table_2(case: &mut CaseBuilder, said: &Said) -> Table {
    let (alignment, voice) = co_ideation(case, said);
    let understanding = co_valuation(case, said);
    let planning = co_diagnosing(case, said);
    let (analysis, techniques) = co_testing(case, said);
    let packages = co_design(case, said);
    let (research, teams) = co_launching(case, said);
    let (economics, use_of_engines, assets) = embedding(case, said);
    Table {
        alignment,
        voice,
        understanding,
        planning,
        analysis,
        techniques,
        packages,
        research,
        teams,
        economics,
        use_of_engines,
        assets,
    }
}

/// The first row of the table has no item on co-diagnosing, the second has items on this and on co-valuation alone.
const SECOND_ROW: &str = "Second row of the table; the column is read by position.";

fn co_ideation(case: &mut CaseBuilder, said: &Said) -> (Item, Item) {
    let first = said.paper.at("Table 2, Co-ideation, item 1").reported(
        "Finding out and aligning interests with the customer, so that more becomes predictable and less is complex",
    );
    let second =
        said.paper.at("Table 2, Co-ideation, item 2").reported("Voice of the Customer events to share experience");
    (
        item(case, said, "interest-alignment", Practice::co_ideation("Finding and aligning interests"), first),
        item(case, said, "voice-events", Practice::co_ideation("Voice of the Customer events"), second),
    )
}

fn co_valuation(case: &mut CaseBuilder, said: &Said) -> Item {
    let at = |nth| said.paper.at(format!("Table 2, Co-valuation, item {nth}"));
    let first = at(1).reported("Thorough grasp of how the customer operates its airline, and its usage");
    let second = at(2).reported("Teams from commerce, engineering and service support chart opportunities");
    let third = at(3).reported("Finding out what each customer could do better and what its operation requires");
    let understanding = Practice::co_valuation("Understanding customer processes and usage");
    let opportunities = Practice::co_valuation("Cross-functional teams chart opportunities").note(SECOND_ROW);
    let requirements = Practice::co_valuation("Finding improvements and requirements").note(SECOND_ROW);
    let understanding = item(case, said, "process-understanding", understanding, first);
    let opportunities = item(case, said, "opportunity-mapping", opportunities, second);
    let teams = Actor::new("Cross-functional engagement teams").coded(ActorForm::Group).evidence(opportunities.said);
    let teams = case.add("engagement-teams", teams);
    case.relate(teams, Performs, opportunities.practice).evidence(opportunities.said);
    item(case, said, "requirement-finding", requirements, third);
    understanding
}

fn co_diagnosing(case: &mut CaseBuilder, said: &Said) -> Item {
    let only = said
        .paper
        .at("Table 2, Co-diagnosing, item 1")
        .reported("Planning operations together makes the best costs and the least disruption possible");
    item(case, said, "joint-planning", Practice::co_diagnosis("Joint operational planning").note(SECOND_ROW), only)
}

fn co_testing(case: &mut CaseBuilder, said: &Said) -> (Item, Item) {
    const BESIDE: &str = "The column is read by position; the cell of co-diagnosing beside it is empty in this row.";
    let at = |nth| said.paper.at(format!("Table 2, Co-testing, item {nth}"));
    let first =
        at(1).reported("Live data on how engines perform are analysed, and the work that they call for is scoped");
    let second = at(2).reported("Finding techniques by which pilots fly more effectively");
    let analysis = Practice::co_testing("Analysing engine data and scoping work").note(BESIDE);
    let techniques = Practice::co_testing("Finding better flying techniques").note(BESIDE);
    (item(case, said, "data-analysis", analysis, first), item(case, said, "flying-techniques", techniques, second))
}

fn co_design(case: &mut CaseBuilder, said: &Said) -> Item {
    let at = |nth| said.paper.at(format!("Table 2, Co-design, item {nth}"));
    let first = at(1).reported("Service packages, very adaptable, are discussed and agreed jointly");
    let second = at(2).reported(
        "Abilities are built up for new offerings that are co-created, among them a service that uses data to \
         optimise the performance of aircraft",
    );
    let third = at(3).reported("The service can be extended");
    let packages =
        item(case, said, "package-agreement", Practice::co_design("Discussing and agreeing service packages"), first);
    let building =
        item(case, said, "capability-building", Practice::co_design("Building capability for new offerings"), second);
    let optimisation =
        case.add("performance-optimisation", Offering::new("Data-driven optimisation of aircraft performance"));
    case.relate(building.practice, Shapes, optimisation).evidence(building.said);
    item(case, said, "service-extensions", Practice::co_design("Service extensions"), third);
    packages
}

fn co_launching(case: &mut CaseBuilder, said: &Said) -> (Item, Item) {
    let at = |nth| said.paper.at(format!("Table 2, Co-launching, item {nth}"));
    let first = at(1).reported("Long-term investment in research and development with aircraft manufacturers");
    let second =
        at(2).reported("Engineers of the airline and of Rolls-Royce, in joint teams, put TotalCare into effect");
    (
        item(
            case,
            said,
            "joint-research",
            Practice::co_launching("Long-term R&D investment with manufacturers"),
            first,
        ),
        item(case, said, "joint-teams", Practice::co_launching("Joint engineering teams implement TotalCare"), second),
    )
}

fn embedding(case: &mut CaseBuilder, said: &Said) -> (Item, Item, Item) {
    let at = |nth| said.paper.at(format!("Table 2, Embedding, item {nth}"));
    let first = at(1).reported("Costs are cut and more revenue is made in ways that are integrated");
    let second = at(2).reported("Engines are used in the best way, so that they last longer and burn less fuel");
    let third = at(3).reported("Assets keep their value as long as the product lives");
    (
        item(
            case,
            said,
            "integrated-economics",
            Practice::embedding("Integrated ways to cut costs and earn more"),
            first,
        ),
        item(case, said, "optimal-use", Practice::embedding("Using engines in the best way"), second),
        item(case, said, "asset-care", Practice::embedding("Keeping the value of assets"), third),
    )
}

fn compelling_events(case: &mut CaseBuilder, said: &Said, who: &Who, what: &What) {
    let informants =
        case.evidence(said.paper.at("§6, paragraph 5, sentence 3").claimed(
            "Informants pointed to such events as significant: they set off co-creation or gave it new force",
        ));
    let threat = case.evidence(said.paper.at("§5.1, paragraph 2").reported(
        "Third parties came into the aftermarket for parts; under this threat Rolls-Royce developed further services",
    ));

    // Section 5 and section 6 tell the demand differently: who asked, and what for. Both stand.
    let demand = Event::new("Key customers ask for service").coded(EventTrigger::CustomerDemand);
    let demand = case.add("customer-demand", demand.evidence(said.asked_for).evidence(said.demand));
    let on_wing = case.add("asking-for-on-wing-service", Act::new("Key customers ask for service on the wing"));
    let simpler =
        case.add("asking-for-engine-services", Act::new("American Airlines asks for services around the engine"));
    case.relate(who.american, TakesPartIn, on_wing).evidence(said.asked_for);
    case.relate(who.key_customers, TakesPartIn, on_wing).evidence(said.asked_for);
    case.relate(who.american, TakesPartIn, simpler).evidence(said.demand);
    case.relate(on_wing, Constitutes, demand).evidence(said.asked_for);
    case.relate(simpler, Constitutes, demand).evidence(said.demand);
    case.relate(demand, Triggers, what.service).evidence(said.asked_for).evidence(informants);
    case.relate(who.maker, Senses, demand).evidence(said.demand);
    case.relate(who.maker, Seizes, demand).evidence(said.asked_for);

    let entry = case.add("aftermarket-entry", Event::new("Third parties enter the aftermarket for parts"));
    let entering = case.add("entering-the-aftermarket", Act::new("Third parties enter the aftermarket for parts"));
    let third_parties = Actor::aggregate("Third parties in the parts business").evidence(threat);
    let third_parties = case.add("third-parties", third_parties);
    let services = case.add("further-services", Offering::new("Further new services"));
    case.relate(third_parties, TakesPartIn, entering).evidence(threat);
    case.relate(entering, Constitutes, entry).evidence(threat);
    case.relate(who.maker, Senses, entry).evidence(threat);
    case.relate(who.maker, Seizes, entry).evidence(threat);
    case.relate(entry, Triggers, services).evidence(threat);
    case.relate(who.maker, Offers, services).evidence(threat);
}

fn engine_data(case: &mut CaseBuilder, said: &Said, who: &Who, what: &What, table: &Table) {
    let variance = case.evidence(said.paper.at("§5.1, paragraph 3").reported(
        "Rolls-Royce has very much data on how engines perform, sees deviations fast and deals with what may follow",
    ));
    let data = case.add("engine-data", Resource::new("Engine performance data"));
    let acars = case.add("acars", Resource::new("Aircraft Communications Addressing and Reporting System"));
    let plans = case.add("planned-repairs", Resource::new("Repairs foreseen and planned"));
    let monitoring = case.add("engine-monitoring", Act::standing("Engine health is monitored"));
    case.relate(who.maker, Possesses, data).evidence(variance);
    case.relate(who.service_centres, Possesses, data).evidence(said.monitoring);
    case.relate(who.maker, TakesPartIn, monitoring).evidence(said.monitoring).evidence(variance);
    case.relate(monitoring, Within, who.totalcare).inferred().evidence(said.monitoring);
    case.relate(monitoring, Integrates, data).evidence(said.monitoring).evidence(variance);
    case.relate(monitoring, Integrates, acars).evidence(said.monitoring);
    case.relate(monitoring, Produces, plans).evidence(said.monitoring);
    let shapes = case.relate(monitoring, Shapes, what.service).inferred();
    shapes.note("Health monitoring is said to be a part of TotalCare.").evidence(said.monitoring);
    case.relate(monitoring, Enacts, table.analysis.practice).inferred().evidence(said.monitoring);

    let work = case.add("scoped-work", Resource::new("Scope of the work needed"));
    case.relate(table.analysis.practice, Integrates, data).evidence(table.analysis.said);
    case.relate(table.analysis.practice, Produces, work).evidence(table.analysis.said);
}

fn flying(case: &mut CaseBuilder, said: &Said, who: &Who, table: &Table, values: &Values) {
    let advice = case.add(
        "flight-advice",
        Practice::co_diagnosis("Advice on flying").coded(said.told_in.text).evidence(said.adviser),
    );
    let advising = case.add("advising-pilots", Act::standing("The adviser spends time with pilots"));
    let methods = case.add("efficient-flying", Resource::new("More efficient ways of flying"));
    let developmental = case.add("developmental", Capability::developmental("Developmental").evidence(said.adviser));
    case.relate(who.maker, Holds, developmental).evidence(said.adviser);
    case.relate(developmental, Enables, advice).evidence(said.adviser);
    case.relate(who.adviser, TakesPartIn, advising).giving_to(who.pilots).evidence(said.adviser);
    case.relate(who.pilots, TakesPartIn, advising).evidence(said.adviser);
    case.relate(who.airlines, TakesPartIn, advising).evidence(said.adviser);
    case.relate(advising, Within, who.totalcare).evidence(said.adviser);
    case.relate(advising, Enacts, advice).evidence(said.adviser);
    case.relate(advising, Enacts, table.techniques.practice).inferred().evidence(said.adviser);
    case.relate(advising, Integrates, methods).evidence(said.adviser);
    case.relate(methods, Affords, values.fuel).evidence(said.adviser);

    let thrust = case.add("thrust-guidance", Act::standing("Pilots are encouraged to manage thrust"));
    case.relate(who.maker, TakesPartIn, thrust).giving_to(who.pilots).evidence(said.engine_life);
    case.relate(thrust, Within, who.totalcare).inferred().evidence(said.engine_life);
    case.relate(thrust, Realizes, values.durability).expected().evidence(said.engine_life);
}

/// §5.1 tells how packages are designed, Table 2 that they are discussed and agreed.
const DESIGN_OF_PACKAGES: &str = "Said of the design of packages; that the item of the table means it is read.";

fn collaboration(case: &mut CaseBuilder, said: &Said, who: &Who, what: &What, table: &Table, values: &Values) {
    let design = case.evidence(said.paper.at("§5.1, paragraph 3").reported(
        "The packages of TotalCare are designed from knowing how airlines operate their aircraft, for more efficiency",
    ));
    let working = case.add("close-collaboration", Act::standing("Rolls-Royce and airlines work closely together"));
    let knowledge = case.add("operations-knowledge", Resource::new("Knowledge of airline operations"));
    case.relate(who.maker, TakesPartIn, working).evidence(said.collaboration);
    case.relate(who.airlines, TakesPartIn, working).evidence(said.collaboration);
    case.relate(working, Within, who.totalcare).evidence(said.collaboration);
    case.relate(working, Produces, knowledge).expected().evidence(said.collaboration);
    case.relate(working, Enacts, table.understanding.practice).inferred().evidence(said.collaboration);
    let informed = case.relate(table.packages.practice, Integrates, knowledge).inferred();
    informed.note(DESIGN_OF_PACKAGES).evidence(design);
    case.relate(table.packages.practice, Shapes, what.service).evidence(table.packages.said);
    let gain = case.relate(table.packages.practice, Realizes, values.efficiency).expected().inferred();
    gain.note(DESIGN_OF_PACKAGES).evidence(design);

    case.relate(table.alignment.practice, Advances, what.predictable).evidence(table.alignment.said);
    for party in [who.maker, who.airlines] {
        case.relate(party, Performs, table.alignment.practice).evidence(table.alignment.said);
        let wants = case.relate(party, TakesStance, what.predictable).stance(Sign::Positive);
        wants.inferred().note("Read from what the alignment is to bring.").evidence(table.alignment.said);
    }
}

fn voice_of_the_customer(case: &mut CaseBuilder, said: &Said, who: &Who, what: &What, table: &Table) {
    let events = case.add("voice-of-the-customer", Act::standing("Voice of the Customer events"));
    let experience = case.add("experience", Resource::new("Experience of both sides"));
    let understanding = case.add("mutual-understanding", Resource::new("Understanding of each other's organisation"));
    case.relate(who.customer_teams, TakesPartIn, events).giving_to(who.maker_teams).evidence(said.voice);
    case.relate(who.maker_teams, TakesPartIn, events).giving_to(who.customer_teams).evidence(said.voice);
    case.relate(events, Enacts, table.voice.practice).evidence(said.voice).evidence(table.voice.said);
    case.relate(events, Within, who.totalcare).evidence(said.voice);
    case.relate(events, Integrates, experience).evidence(said.voice).evidence(table.voice.said);
    case.relate(events, Produces, understanding).evidence(said.voice);
    case.relate(events, Advances, what.operational_benefits).evidence(said.voice);
}

fn engineering(case: &mut CaseBuilder, said: &Said, who: &Who, table: &Table) {
    let joint = case.add("joint-engineering", Act::standing("Engineers assess developments and deal with problems"));
    let profession = Institution::new("Engineering as a profession").coded(InstitutionForm::Profession);
    let profession = case.add("engineering-profession", profession.evidence(said.engineers));
    for engineers in [who.maker_engineers, who.airline_engineers, who.manufacturer_engineers] {
        case.relate(engineers, TakesPartIn, joint).evidence(said.engineers);
        case.relate(engineers, IdentifiesWith, profession).evidence(said.engineers);
    }
    let within = case.relate(joint, Within, who.totalcare).inferred();
    within.note("TotalCare is not named here.").evidence(said.engineers);
    for engineers in [who.maker_engineers, who.airline_engineers] {
        case.relate(engineers, Performs, table.teams.practice).evidence(table.teams.said);
    }
    for investor in [who.maker, who.manufacturers] {
        case.relate(investor, Performs, table.research.practice).evidence(table.research.said);
    }
}

fn programmes(case: &mut CaseBuilder, said: &Said, who: &Who) -> Result<(), Box<dyn Error>> {
    let decades = case.evidence(said.paper.at("§6, paragraph 7, sentence 5").claimed(
        "Some of the new engines of Rolls-Royce, and of its programmes with customers to improve existing ones, go on \
         for decades",
    ));
    let span = "Decades are two at least; an upper bound is not said.";
    let engines = Act::standing("New engines").lasting("P20Y/..".parse()?).note(span);
    let engines = case.add("new-engines", engines);
    case.relate(who.maker, TakesPartIn, engines).evidence(decades);

    let improving = Act::standing("Programmes to improve existing engines").lasting("P20Y/..".parse()?).note(span);
    let improving = case.add("improvement-programmes", improving);
    case.relate(who.maker, TakesPartIn, improving).evidence(decades);
    let airlines = case.relate(who.airlines, TakesPartIn, improving).inferred();
    airlines.note("Said of customers.").evidence(decades);
    case.relate(improving, Within, who.totalcare).inferred().evidence(decades);
    Ok(())
}

fn payment(case: &mut CaseBuilder, said: &Said, who: &Who, values: &Values) {
    let agreed_sharing = case.evidence(said.paper.at("§6, paragraph 9, sentence 7").claimed(
        "In the cases agreed ways to share what co-creation risks and yields made common purpose easier, most of all \
         where much had to be invested",
    ));
    let by_the_hour = case.add("payment-by-the-hour", Institution::new("Payment by the engine hour"));
    let sharing = case.classify(by_the_hour, InstitutionForm::RiskAndBenefitSharing).inferred();
    sharing
        .note("Paragraph 4 calls the partnership risk-sharing; that payment by the hour is the means is read.")
        .evidence(said.by_the_hour)
        .evidence(said.shift)
        .evidence(agreed_sharing);
    let governs = case.relate(by_the_hour, Governs, who.totalcare).inferred();
    governs.note("It is said to give both the same interest.").evidence(said.by_the_hour);
    case.relate(by_the_hour, Affords, values.cash_flow).evidence(said.by_the_hour);
    let airlines = case.relate(who.airlines, PartyTo, by_the_hour).position(Sign::Positive).expected();
    airlines.note("Customers may opt in; how many do is not said.").evidence(said.by_the_hour);
    let maker = case.relate(who.maker, PartyTo, by_the_hour).position(Sign::Positive).inferred();
    maker.note("The choice is part of what it offers.").evidence(said.by_the_hour);
}

fn institutions(case: &mut CaseBuilder, said: &Said, who: &Who) {
    let shared_roadmaps = case.evidence(said.paper.at("§6, paragraph 9, sentence 8").claimed(
        "In all four cases those on the buying side, those who supply or distribute, and partners understood alike, \
         and clearly, the roadmaps to excellent technology and service",
    ));
    let engine_life = case.add("engine-life-approach", Institution::new("Contracts by engine life"));
    case.relate(who.maker, PartyTo, engine_life).position(Sign::Positive).evidence(said.engine_life);

    let sale = case.add("stress-on-the-sale", Institution::new("Stress on the sale of an engine"));
    let partnership = case.add("stress-on-partnership", Institution::new("Stress on a long-term partnership"));
    case.relate(partnership, Succeeds, sale).evidence(said.shift);
    case.relate(partnership, Governs, who.totalcare).inferred().evidence(said.shift);

    let roadmaps = Institution::new("Roadmaps for technology and service").coded(InstitutionForm::Roadmap);
    let roadmaps = case.add("roadmaps", roadmaps.evidence(shared_roadmaps));
    for party in [who.maker, who.airlines] {
        let party_to = case.relate(party, PartyTo, roadmaps).inferred();
        party_to.note("A shared understanding is what is said, of all four cases.").evidence(shared_roadmaps);
    }
}

/// The values that TotalCare brings about and that practices or institutions bring about too.
struct Values {
    durability: Handle<Value>,
    efficiency: Handle<Value>,
    asset_value: Handle<Value>,
    fuel: Handle<Value>,
    cash_flow: Handle<Value>,
}

/// One value for two places of §5.1.
const WHOSE_EFFICIENCY: &str =
    "The efficiency of customers, and the gains from the design of packages; whose these are is not said.";

fn benefits(case: &mut CaseBuilder, said: &Said, who: &Who, what: &What) -> Values {
    let resale = case.evidence(
        said.paper.at("§5.1, paragraph 3").reported("Modern equipment under TotalCare fetches more when it is sold on"),
    );
    let beyond = case.evidence(
        said.paper.at("§5.1, paragraph 3").claimed("What is valued is created together far past the product as such"),
    );
    let predictability = case.add("predictability", Value::new("Predictability of operation"));
    let reliability = case.add("reliability", Value::new("Reliability"));
    let shop_visits = case.add("fewer-shop-visits", Value::new("Fewer unplanned shop visits"));
    let cash_flow = case.add("predictable-cash-flow", Value::new("Predictable cash flow"));
    let resale_value = case.add("resale-value", Value::new("Higher resale value"));
    let values = Values {
        durability: case.add("durability", Value::new("Durability of engines")),
        efficiency: case.add("efficiency", Value::new("Efficiency").note(WHOSE_EFFICIENCY)),
        asset_value: case.add("asset-value", Value::new("Maintained value of assets")),
        fuel: case.add("less-fuel-burn", Value::new("Less fuel burn")),
        cash_flow,
    };
    for value in [predictability, reliability, values.durability, values.efficiency, values.asset_value] {
        case.relate(what.service, Proposes, value).evidence(said.benefits);
        case.relate(who.airlines, Gains, value).evidence(said.benefits);
    }
    case.relate(predictability, LeadsTo, shop_visits).evidence(said.benefits);
    case.relate(predictability, Serves, what.predictable).inferred().evidence(said.benefits).evidence(said.demand);
    case.relate(who.airlines, Gains, shop_visits).evidence(said.benefits);
    case.relate(what.service, Proposes, values.cash_flow).evidence(said.by_the_hour);
    case.relate(what.service, Proposes, resale_value).evidence(resale).evidence(beyond);
    values
}

/// One value for two items of Table 2.
const WHICH_COSTS: &str = "The best costs by planning jointly, and costs cut in integrated ways; whose is not said.";

fn benefits_of_practices(case: &mut CaseBuilder, table: &Table, values: &Values) {
    let costs = case.add("lower-costs", Value::new("Reduced or optimised costs").note(WHICH_COSTS));
    let disruption = case.add("less-disruption", Value::new("Less disruption"));
    let income = case.add("more-revenue", Value::new("More revenue"));
    for value in [costs, disruption] {
        case.relate(table.planning.practice, Realizes, value).expected().evidence(table.planning.said);
    }
    for (item, value) in [
        (&table.economics, costs),
        (&table.economics, income),
        (&table.use_of_engines, values.durability),
        (&table.use_of_engines, values.fuel),
        (&table.assets, values.asset_value),
    ] {
        case.relate(item.practice, Realizes, value).evidence(item.said);
    }
}

fn revenue(case: &mut CaseBuilder, said: &Said, who: &Who) {
    let half = case.evidence(said.paper.at("§5.1, paragraph 2").reported(
        "TotalCare, with further advanced services, brings in more than half of the revenue of Rolls-Royce civil \
         aerospace today",
    ));
    let division = case.add("civil-aerospace", Actor::new("Rolls-Royce civil aerospace"));
    let revenue = case.add("service-revenue", Value::new("Revenue from TotalCare, with further advanced services"));
    let share = Measure::new("share of revenue, more than", 50.0).unit("%");
    case.relate(division, PartOf, who.maker).evidence(half);
    case.relate(division, Gains, revenue).measure(share).evidence(half);
}

fn capabilities(case: &mut CaseBuilder, said: &Said, who: &Who) {
    let interests = case.evidence(said.paper.at("§5.1, paragraph 4").reported(
        "Rolls-Royce built refined processes and capabilities by which it understands the interests of airlines better",
    ));
    let no_instance = case.evidence(said.paper.at("§6, paragraph 4, sentence 1, first part").claimed(
        "The analysis of the four cases found no specific instance of the relational or the ethical capability at work",
    ));
    let carrying = case.evidence(said.paper.at("§6, paragraph 4, sentence 1, second part").claimed(
        "The relational and the ethical capability are read as carrying the practices and holding them together",
    ));
    let empowered = case.add("empowered", Capability::empowered("Empowered").evidence(said.collaboration));
    let concerted = case.add("concerted", Capability::concerted("Concerted").evidence(said.collaboration));
    for capability in [empowered, concerted] {
        case.relate(who.maker, Holds, capability).evidence(said.collaboration);
        case.relate(capability, Underpins, who.totalcare).evidence(said.collaboration);
    }
    let interests_capability =
        case.add("understanding-interests", Capability::new("Understanding airlines' interests"));
    case.relate(who.maker, Holds, interests_capability).evidence(interests);

    let relational = case.add("relational", Capability::relational("Relational").evidence(carrying));
    let ethical = case.add("ethical", Capability::ethical("Ethical").evidence(carrying));
    for (capability, kind, about) in [
        (relational, InteractionCapability::Relational, "a practice that the relational capability enables"),
        (ethical, InteractionCapability::Ethical, "a practice that the ethical capability enables"),
    ] {
        let underpins = case.relate(capability, Underpins, who.totalcare).inferred();
        underpins.note("Suggested of all four cases.").evidence(carrying);
        case.search(
            Search::not_found(about)
                .subject(Pattern::kind(NodeKind::Capability).coded(Code::of(kind)))
                .relation(RelationKind::Enables)
                .object(Pattern::kind(NodeKind::Practice))
                .evidence(no_instance),
        );
    }
}

fn judgements(case: &mut CaseBuilder, said: &Said, who: &Who, what: &What) -> Result<(), Box<dyn Error>> {
    let adaptable = case.evidence(said.paper.at("§5.1, paragraph 1").reported(
        "TotalCare is led by the customer and its service levels differ a little from one to the next, so that it \
         adapts well",
    ));
    let required = case.evidence(said.paper.at("§5.1, paragraph 3").claimed(
        "For these benefits Rolls-Royce has to engage deeply with the airline and to know its purpose and how it works",
    ));
    let ties = case.evidence(said.paper.at("§6, paragraph 3, sentence 5").claimed(
        "Close ties, fellowship and confidence, thanks to which information flows freely, were seen at Bekaert and, in \
         like manner, in how Rolls-Royce creates together and carries out complex aerospace programmes",
    ));
    let engagement = case.evidence(said.paper.at("§6, paragraph 7, sentence 4").claimed(
        "Sustained purposeful engagement let Rolls-Royce form services for a new generation of jet engines, because it \
         made all willing to put in resources",
    ));
    let in_all_four = case.evidence(said.paper.at("Abstract, sentence 6").claimed(
        "In the four organisations sustained purposeful engagement carries the ability to create value together and \
         to capture it",
    ));
    let customised = Judgement::on("T42".parse()?, "How far TotalCare adapts to the customer", "highly");
    let customised = case.add("adaptability", customised);
    case.relate(customised, Judges, what.service).evidence(adaptable);
    let needed = Judgement::on("T39".parse()?, "Whether the benefits need deep engagement", "required");
    let needed = case.add("engagement-required", needed);
    case.relate(needed, Judges, who.totalcare).evidence(required);
    let strong = case.add("ties", Judgement::on("T39".parse()?, "How strong the ties are", "strong"));
    let of_programmes = case.relate(strong, Judges, who.totalcare).inferred();
    of_programmes.note("Said of complex aerospace programmes.").evidence(ties);

    let services = case.add("new-engine-services", Offering::new("Services for new-generation jet engines"));
    let sustained = Judgement::on("T34".parse()?, "Sustained purposeful engagement", "present");
    let sustained = case.add("sustained-purposeful-engagement", sustained);
    let offers = case.relate(who.maker, Offers, services).inferred();
    offers.note("They were formulated, the source says.").evidence(engagement);
    let of_totalcare = case.relate(sustained, Judges, who.totalcare).inferred();
    of_totalcare.note("Said of the four organisations.").evidence(in_all_four);
    case.relate(sustained, Judges, services).evidence(engagement);
    Ok(())
}
