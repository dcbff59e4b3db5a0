//! The 54 constructs of the theory, `T1` to `T54`, each defined in this crate's own words.

use super::{Citation, Construct, t};

/// A row's citation, short enough to keep the table readable.
const fn cite(work: &'static str, locator: &'static str) -> Citation {
    Citation { work, locator }
}

/// Every construct of the theory, in the order of its id: the row at index `n` is `T(n + 1)`.
///
/// Locators are the section, table or figure numbers of the source document, or its headings where it numbers none.
pub const CONSTRUCTS: &[Construct] = &[
    Construct {
        id: t(1),
        label: "Value spheres",
        definition: "The places where value comes about: one is the provider's, one is the customer's, and a joint \
                     one exists wherever the two interact. Further actors of the network who join in, as mediators \
                     for example, widen the joint sphere.",
        aliases: &["value creation spheres"],
        sources: &[cite("MC16", "§2, Figure 1"), cite("GronroosVoima2013", ""), cite("Natti2014", "")],
        disagreement: Some(
            "MC16 §2 counts at least three spheres and lets the network widen the joint one, while §3 describes the \
             joint sphere as that of two parties.",
        ),
    },
    Construct {
        id: t(2),
        label: "Forms of value",
        definition: "Value shows itself as what something fetches in an exchange (value-in-exchange), as what a \
                     beneficiary gets out of using it (value-in-use), and as what a person lives through, past and \
                     expected experience included (value in the experience). It depends on its context, differs \
                     between beneficiaries, changes in time, and is judged against the offers of competitors.",
        aliases: &["customer value"],
        sources: &[
            cite("MC16", "§2"),
            cite("DYN", "§1"),
            cite("Helkkula2012", ""),
            cite("Heinonen2010", ""),
            cite("AndersonNarus1998", ""),
        ],
        disagreement: Some(
            "MC16 §2 sees value come about with the customer or between actors, in use and in experience; DYN §1 \
             means the value that a supplier creates for a customer and has to make visible in its offering and in \
             negotiation.",
        ),
    },
    Construct {
        id: t(3),
        label: "Co-creation and co-production",
        definition: "Co-production means taking part in the making of the core offering or of the value \
                     proposition, and value-in-use is what the beneficiary realises. Co-creation reaches further: \
                     it embraces both, and with them every way in which several actors integrate their resources.",
        aliases: &["value co-creation", "joint value creation"],
        sources: &[
            cite("MC16", "§2"),
            cite("LRN", "Value Co-Creation and the Learning Organization"),
            cite("RanjanRead2016", ""),
            cite("LuschVargo2006", ""),
            cite("VargoLusch2008", ""),
        ],
        disagreement: Some(
            "MC16 §2 first follows service-dominant logic, which sets co-creation apart from co-production and lets \
             it happen without the supplier; it then confines itself to direct interaction and counts co-production \
             in. What is co-produced differs as well: the core offering (MC16, after Lusch and Vargo 2006) or the \
             value proposition (LRN, after Ranjan and Read 2016).",
        ),
    },
    Construct {
        id: t(4),
        label: "Actor roles",
        definition: "The part that an actor plays: provider, customer, or another member of the network (supplier, \
                     reseller, distributor, partner, mediator or other intermediary, competitor, end user, \
                     university, public body, facilitator, employee or other practitioner). Parts blur, and an \
                     actor may play several at once.",
        aliases: &[],
        sources: &[
            cite("MC16", "§2, §4, §5.2"),
            cite("LRN", "What Differentiates GreenCo in the Market?"),
            cite("SEN", "Abstract"),
            cite("DIA", "Tables 8.1 and 8.2"),
            cite("Natti2014", ""),
            cite("Heiko2010", ""),
        ],
        disagreement: Some(
            "SEN (after Heiko et al. 2010) and MC16 §6 see the lines between the parties blur, while the spheres of \
             MC16 §2 and the client and provider domains of LRN presuppose that the parties can be told apart.",
        ),
    },
    Construct {
        id: t(5),
        label: "Levels",
        definition: "The scale at which something happens: micro (an individual), meso (a team or group), macro (an \
                     organisation or ecosystem). Levels lie inside one another and depend on one another, so that \
                     whatever changes on one of them bears on the rest.",
        aliases: &["micro, meso and macro levels", "multilevel model"],
        sources: &[
            cite("LRN", "The Learning Organization as a Multilevel Context for Value Co-Creation"),
            cite("MC16", "§6"),
            cite("Storbacka2016", ""),
            cite("FelinFossPloyhart2015", ""),
        ],
        disagreement: Some(
            "LRN's macro level is the organisation, yet LRN also calls co-creation an undertaking of the whole \
             ecosystem, for which it names no level. After Storbacka et al. (2016) it holds the macro level to be \
             beyond direct observation, while it describes practices on that level.",
        ),
    },
    Construct {
        id: t(6),
        label: "Relational domains",
        definition: "The three domains of a relationship: one's own (\"I\"), that of the opposite party \
                     (\"Other\"), and their overlap (\"We\"). Co-creation, and the dealings between persons that it \
                     needs, happen in the overlap.",
        aliases: &["\"I\", \"Other\" and \"We\" domains", "relationality framework"],
        sources: &[
            cite("LRN", "Value Co-Creation and the Learning Organization"),
            cite("LRN", "The Nature of Learning within the Learning Organization"),
            cite("FitzPatrick2015", ""),
        ],
        disagreement: None,
    },
    Construct {
        id: t(7),
        label: "Practitioner – praxis – practice",
        definition: "Who acts (practitioner), what is done on an actual occasion (praxis), and the routine, shared \
                     with others and carrying norms and procedures, that is drawn upon in doing it (practice).",
        aliases: &["practitioners, praxis and practices"],
        sources: &[cite("DYN", "§4"), cite("DIA", "The strategy-as-practice approach"), cite("Whittington2006", "")],
        disagreement: Some(
            "DYN §4 keeps the occasion and the routine apart; DIA calls a workshop, which is an occasion, both a \
             practice and an episode of praxis.",
        ),
    },
    Construct {
        id: t(8),
        label: "Operant / operand resources",
        definition: "Operant resources, such as trust, skill or knowledge, do something to other resources of \
                     either kind. Operand resources, such as equipment or material, have something done to them.",
        aliases: &["operant and operand resources"],
        sources: &[
            cite("LRN", "Leadership Practices within the Learning Organization"),
            cite("VargoLusch2016", ""),
            cite("VargoLusch2008", ""),
        ],
        disagreement: None,
    },
    Construct {
        id: t(9),
        label: "Intangible capital",
        definition: "Immaterial resources that live in relationships and in a common purpose: social capital (trust \
                     above all), morale capital (above all commitment), conceptual capital (above all creativity) \
                     and identity. Use makes them grow; it does not wear them out.",
        aliases: &["intangible capital resources", "relational capital", "relationship-based resources"],
        sources: &[
            cite("LRN", "Leadership Practices within the Learning Organization"),
            cite("LRN", "The Learning Organization as a Multilevel Context for Value Co-Creation"),
            cite("Dovey2009", ""),
            cite("AllenDovey2016", ""),
        ],
        disagreement: Some(
            "LRN names three capitals (social, morale, conceptual) where it introduces the notion, adds identity \
             resources only later, and lists trust, commitment and resilience elsewhere.",
        ),
    },
    Construct {
        id: t(10),
        label: "Latent to realised",
        definition: "By itself a resource creates nothing of value. It stays latent until a practice integrates it, \
                     and only then can an outcome or a value result.",
        aliases: &["resource integration"],
        sources: &[
            cite("DIA", "Social construction of strategy"),
            cite("MC16", "§6"),
            cite("LuschVargoTanniru2010", ""),
            cite("Skalen2015", ""),
        ],
        disagreement: Some(
            "DIA ascribes the step from latent to realised to the practice that integrates the resource; MC16 §6 \
             ascribes it to sustained purposeful engagement, as the force behind what it there calls \
             capabilities.",
        ),
    },
    Construct {
        id: t(11),
        label: "Translation",
        definition: "What comes out of one practice goes into another one as a resource. In this way practices form \
                     chains through their effects.",
        aliases: &[],
        sources: &[cite("MC16", "§3"), cite("Nicolini2009", "")],
        disagreement: None,
    },
    Construct {
        id: t(12),
        label: "Resource routines",
        definition: "Routines that change what an organisation has to work with: integration (bringing different \
                     skills together), reconfiguration (copying and recombining), allocation (distributing what is \
                     scarce), co-evolution (new collaborations that yield synergies), patching (realigning \
                     businesses to market opportunities), gain (creating knowledge, allying, acquiring) and release \
                     (exit).",
        aliases: &["organisational and strategic routines"],
        sources: &[cite("DYN", "§2"), cite("EisenhardtMartin2000", "")],
        disagreement: Some(
            "The definition by Eisenhardt and Martin that DYN §2 quotes names four processes; the enumeration in \
             DYN numbers six, with gain and release as one. Counted singly they are seven.",
        ),
    },
    Construct {
        id: t(13),
        label: "Practice",
        definition: "A way of doing things that has become routine, is performed by actors, and rests on \
                     capabilities. Materials, meanings and competences make it up, and it lasts because it is \
                     performed again and again.",
        aliases: &["routinised way of doing", "co-creative practice", "value co-creation practice"],
        sources: &[
            cite("MC16", "§3"),
            cite("DIA", "The strategy-as-practice approach"),
            cite("Reckwitz2002", ""),
            cite("ShovePantzar2005", ""),
            cite("Schatzki2006", ""),
            cite("Gherardi2011", ""),
            cite("JarzabkowskiSpee2009", ""),
        ],
        disagreement: Some(
            "MC16 §3 composes a practice of materials, meanings and competences, DIA of understandings, procedures \
             and engagements. LRN (after Jarzabkowski and Spee 2009) warns against treating it as a static thing, \
             and DIA (after Gherardi 2011) against taking recurrence for sameness.",
        ),
    },
    Construct {
        id: t(14),
        label: "Anatomy of a practice",
        definition: "What each actor brings to a practice: understandings (what it knows and is able to do), \
                     procedures (the rules, principles and norms that it follows) and engagements (what it wants \
                     and is committed to, its goals and purposes).",
        aliases: &["characteristics of practices"],
        sources: &[
            cite("DIA", "The strategy-as-practice approach"),
            cite("SchauMunizArnold2009", ""),
            cite("Kowalkowski2012", ""),
        ],
        disagreement: Some(
            "Engagement is here one part of a practice; in MC16 §6 it is an actor's interest in the whole \
             endeavour. DIA itself adds a broader view, in which a practice is embodied and mediated by material \
             things (after Reckwitz 2002).",
        ),
    },
    Construct {
        id: t(15),
        label: "Linking practices",
        definition: "Practices that connect people, mobilise their networks, and let knowledge and ideas circulate, \
                     ideally without pause. They are co-diagnosis (gathering and ordering information so that all \
                     can use it), co-ideation (bringing up, sharing and spreading ideas) and co-valuation \
                     (commenting on ideas and choosing among them).",
        aliases: &["linking", "co-valuation", "co-evaluation", "co-diagnosing"],
        sources: &[
            cite("MC16", "Table 1, §3"),
            cite("RussoSpenaMele2012", ""),
            cite("BallantyneVarey2006", ""),
            cite("McCollKennedy2012", ""),
            cite("AarikkaStenroosJaakkola2012", ""),
            cite("Gronroos2011", ""),
            cite("SampsonSpring2012", ""),
        ],
        disagreement: Some(
            "MC16 spells one of the three co-evaluation in Table 1 and §5.4, and co-valuation in §3, §6 and Tables \
             2-5; another is co-diagnosis in Table 1 and co-diagnosing in Tables 2-5. Table 1 puts co-diagnosis \
             first, Tables 2-5 put it last.",
        ),
    },
    Construct {
        id: t(16),
        label: "Materialising practices",
        definition: "Operational practices from which the offering, and the objects that make it tangible, come \
                     forth. They are co-design (working out concepts and knowledge), co-testing (prototyping, \
                     improving, giving feedback) and co-launching (creating, managing and spreading information \
                     about the offering, advertising and marketing it).",
        aliases: &["materializing practices", "materialising", "materializing"],
        sources: &[cite("MC16", "Table 1, §3"), cite("RussoSpenaMele2012", ""), cite("AarikkaStenroosJalkala2012", "")],
        disagreement: Some(
            "MC16 Table 1 describes co-launching as marketing and the spreading of information; Tables 2-5 also \
             file long-term investment in R&D (Rolls-Royce) and the use of new technology (Bekaert) under it. Table \
             1 has co-design before co-testing, Tables 2-5 have them the other way round, and the sentence of §6 on \
             how linking develops further names co-design and co-launching only. Table 1 cites Aarikka-Stenroos and \
             Jalkala (2012), whom the reference list lacks; it has Aarikka-Stenroos and Jaakkola (2012).",
        ),
    },
    Construct {
        id: t(17),
        label: "Institutionalising practices",
        definition: "Practices that shape institutions and structures so that the value created is caught and kept. \
                     One is named: embedding, the making of rules, norms and standards.",
        aliases: &["institutionalizing practices", "institutionalising", "institutionalizing"],
        sources: &[cite("MC16", "Table 1, §3"), cite("Edvardsson2014b", "")],
        disagreement: Some(
            "MC16 Table 1 describes embedding as the making of rules, norms and standards, but no embedding cell of \
             Tables 2-5 names one: they hold results and moves, such as upheld asset value, acquisitions, sponsored \
             events and patents.",
        ),
    },
    Construct {
        id: t(18),
        label: "Coordination",
        definition: "The continuous work of keeping actors and activities in step. It runs across the linking and \
                     the materialising practices and is interwoven with both, so that it forms no set of its own.",
        aliases: &["co-ordination", "coordination practices"],
        sources: &[cite("MC16", "Table 1, §3"), cite("Edvardsson2014b", "")],
        disagreement: Some(
            "MC16 §3 makes coordination the way in which institutionalising is embedded in the other two sets, and \
             then a practice interwoven with these two. Table 1 prints it in the linking row, Tables 2-5 as a band \
             of their own under the practice names. DIA (after Lusch and Vargo 2014) gives the coordinating role to \
             institutions.",
        ),
    },
    Construct {
        id: t(19),
        label: "No fixed order",
        definition: "Linking, materialising and institutionalising are not stages that follow each other. The first \
                     two may happen at once, and the third goes on all the time.",
        aliases: &[],
        sources: &[cite("MC16", "§3")],
        disagreement: Some(
            "MC16 §3 denies a linear order, yet it calls the practices of Russo-Spena and Mele (2012) stages, if \
             intertwined ones, and §6 has linking practices develop further into co-design and co-launching, which \
             suggests a sequence.",
        ),
    },
    Construct {
        id: t(20),
        label: "Dialoguing practices",
        definition: "Ways of talking in which partners make a joint strategy. Their subjects are the customer; who \
                     the partners are and what they do; how to put their varied expertise to use in working with \
                     customers; which steps the future requires; and the need to see things as a customer does.",
        aliases: &["dialoguing"],
        sources: &[cite("DIA", "Table 8.3"), cite("DozKosonen2010", "")],
        disagreement: Some(
            "The method section of DIA names four categories of coding, one of them talk of one's own background \
             and expertise; its findings list five practices, which put that category differently and add the need \
             for a customer's perspective. DIA grants that the customer's perspective is present only indirectly, \
             through the eyes of the partners.",
        ),
    },
    Construct {
        id: t(21),
        label: "Qualities of dialogue",
        definition: "What makes talk a dialogue: the parties are equals and respond to each other, respect what \
                     others think, are ready to doubt their own premises, tend to action, are willing to learn, and \
                     look for a solution that every one of them can accept.",
        aliases: &["dialogue", "true dialogue"],
        sources: &[
            cite("DIA", "Social construction of strategy"),
            cite("DIA", "Discussion and conclusions"),
            cite("EllinorGerard1998", ""),
            cite("HeikkilaHeikkila2001", ""),
            cite("PrahaladRamaswamy2004", ""),
        ],
        disagreement: Some(
            "DIA calls its participants equal and independent, but reports different power structures in its two \
             workshops; in one of them an owner-manager talks with employees and contracted sellers.",
        ),
    },
    Construct {
        id: t(22),
        label: "Sense-making",
        definition: "People give meaning to what they have experienced, together with others and with a view to \
                     what is to come. Co-creation has this activity at its core, and boundaries between sectors and \
                     between cultures get in its way.",
        aliases: &["sensemaking", "sense-making process"],
        sources: &[cite("SEN", "Abstract"), cite("Weick1995", ""), cite("TyttiHalme2015", "")],
        disagreement: Some(
            "SEN puts sense-making at the core of co-creation, DIA calls dialogue an essential element of it, and \
             MC16 §7 places sustained purposeful engagement at its heart. Within SEN sense-making is collective and \
             prospective (after Tytti and Halme 2015) but also an individual's fitting of information into notions \
             held before (after Weick 1995).",
        ),
    },
    Construct {
        id: t(23),
        label: "Conflict in co-creation",
        definition: "Co-creating is something done together and fought over at the same time. That interests \
                     compete and positions are disputed belongs to it.",
        aliases: &["collective-conflictual perspective"],
        sources: &[
            cite("SEN", "Abstract"),
            cite("LRN", "The Learning Organization as a Multilevel Context for Value Co-Creation"),
            cite("LaamanenSkalen2015", ""),
            cite("FitzPatrick2015", ""),
            cite("SalvatoVassolo2017", ""),
        ],
        disagreement: Some(
            "SEN and LRN hold conflict to be part of co-creation; MC16 §6 stresses collegiality, trust and a widely \
             shared view, and DIA a solution that everybody can accept.",
        ),
    },
    Construct {
        id: t(24),
        label: "Exploration / exploitation",
        definition: "Two ways of learning that pull against each other: exploration looks for what is new, \
                     exploitation makes more of what is already there. An organisation that holds the two in \
                     balance is ambidextrous.",
        aliases: &["exploratory and exploitative learning", "ambidexterity"],
        sources: &[
            cite("LRN", "Introduction"),
            cite("LRN", "The Learning Organization as a Multilevel Context for Value Co-Creation"),
            cite("Raisch2009", ""),
            cite("BennerTushman2015", ""),
            cite("KangMorrisSnell2007", ""),
        ],
        disagreement: Some(
            "LRN uses the word exploitation also for the last step of the absorptive-capacity chain, where it means \
             realising value from new capabilities, whichever way of learning they came from.",
        ),
    },
    Construct {
        id: t(25),
        label: "Six interaction capabilities",
        definition: "Six capabilities through which the parties integrate their resources both ways: individuated \
                     (grasping a customer's spoken and latent needs, its processes and the value it looks for), \
                     relational (tending social and emotional ties, with empathy) and ethical (dealing fairly, \
                     without opportunism, so that trust grows). The others are empowered (letting the customer \
                     shape what is done and how, and carrying its voice inside), developmental (helping the \
                     customer to know more and to become more competent) and concerted (coordinating departments \
                     and partners throughout the network, and involving the customer in what they do).",
        aliases: &["strategic interaction capabilities", "interaction capabilities"],
        sources: &[cite("MC16", "§3"), cite("Karpen2011", "")],
        disagreement: Some(
            "MC16 §6 found no instance of relational and ethical in its four cases and notes that this differs from \
             Karpen et al.; §5 does not name individuated either, and credits the in-depth understanding of \
             airlines to empowered and concerted, where the definitions of §3 point to individuated. MC16 §3 itself \
             sees co-ideation and co-design overlap with developmental.",
        ),
    },
    Construct {
        id: t(26),
        label: "Capability as integrative mechanism",
        definition: "A capability lends practices coherence, so that together they amount to more than they would \
                     one by one. Each capability may feed into each practice: Figure 1 of MC16 draws the two sets \
                     as cartwheels, and either can be turned.",
        aliases: &["integrative mechanism", "cartwheels"],
        sources: &[cite("MC16", "§3, §5, Figure 1")],
        disagreement: Some(
            "MC16 §3 describes a capability as a habitual pattern, as skills together with resources, and as an \
             integrative mechanism; §6 lets practices emerge from capabilities, and then speaks of linking, \
             materialising and institutionalising capabilities where these are otherwise practices. What connects \
             and integrates is the capability in §3 and sustained purposeful engagement in §6.",
        ),
    },
    Construct {
        id: t(27),
        label: "Underpinning capabilities",
        definition: "The relational and the ethical capability could not be seen at work as such in the four cases \
                     of MC16. They are read as lying beneath the rest and lending it coherence.",
        aliases: &[],
        sources: &[cite("MC16", "§6"), cite("Karpen2011", "")],
        disagreement: Some(
            "Karpen et al. have these two stand beside the other four. MC16 §6 reports trust and social and \
             emotional ties throughout the networks, which is what its definitions of the two are about, and still \
             finds no instance of them.",
        ),
    },
    Construct {
        id: t(28),
        label: "Dynamic capabilities",
        definition: "Capabilities to change with, or ahead of, the environment: sensing opportunities and threats, \
                     seizing them by deciding where to invest, and transforming the firm's assets. Each has a \
                     market side and a technology side.",
        aliases: &["sensing, seizing and transforming", "dynamic capabilities view"],
        sources: &[
            cite("DYN", "§2"),
            cite("Teece2007", ""),
            cite("TeecePisanoShuen1997", ""),
            cite("ZolloWinter2002", ""),
            cite("Helfat2007", ""),
            cite("EasterbySmith2009", ""),
            cite("EisenhardtMartin2000", ""),
        ],
        disagreement: Some(
            "DYN §2 lines up definitions that differ in kind: an ability (Teece, Pisano and Shuen 1997), a pattern \
             of activity (Zollo and Winter 2002), processes (Eisenhardt and Martin 2000), a capacity (Helfat et al. \
             2007), higher-level capabilities (Easterby-Smith et al. 2009). It faults Teece (2007) for leaving out \
             actors outside the firm, on whom MC16 centres.",
        ),
    },
    Construct {
        id: t(29),
        label: "Orders of capability",
        definition: "Zero-order capabilities run the daily operation; first-order ones change the scale, the \
                     market, the product or how it is made; higher-order ones explain and change those beneath. \
                     There is no last order, since behind each a higher one can be found: an infinite regress.",
        aliases: &[
            "zero-level and first-order capabilities",
            "metacapability",
            "higher-level capability",
            "infinite regress",
        ],
        sources: &[cite("DYN", "§2"), cite("Winter2003", ""), cite("Collis1994", "")],
        disagreement: Some(
            "Winter (2003) tells orders apart and Collis (1994) argues that they have no end; DYN §2 finds zero and \
             first order intertwined in practice, and sets orders aside in favour of sensing, seizing and \
             transforming.",
        ),
    },
    Construct {
        id: t(30),
        label: "Absorptive-capacity chain",
        definition: "New knowledge turns into value in four steps, each with a level and a process: acquisition \
                     (individual to group; intuition and interpretation), assimilation (group; interpretation), \
                     transformation (group to organisation; integration) and exploitation (organisation; \
                     institutionalisation).",
        aliases: &["absorptive capacity"],
        sources: &[
            cite("LRN", "The Learning Organization as a Multilevel Context for Value Co-Creation"),
            cite("SunAnderson2010", ""),
        ],
        disagreement: Some(
            "Transformation and exploitation are steps of this chain; the first word is also close to the third \
             dynamic capability of DYN, and the second names a way of learning elsewhere in LRN.",
        ),
    },
    Construct {
        id: t(31),
        label: "Dynamic marketing capability",
        definition: "A dynamic capability whose matter is market knowledge, which it develops, releases and \
                     integrates. It stems from the cognition of managers and from human and social capital.",
        aliases: &["dynamic marketing capabilities"],
        sources: &[cite("DYN", "§2, §4"), cite("SeveriBruniVerona2009", "")],
        disagreement: Some(
            "The definition that DYN §4 quotes has both market knowledge and the resources of marketing created, \
             used and integrated; the aim that DYN then reports has the knowledge developed, released and \
             integrated, and leaves the resources out.",
        ),
    },
    Construct {
        id: t(32),
        label: "Enablers",
        definition: "What lets dynamic capabilities take effect: the role that managers play, and the fit of \
                     strategy, structure and processes with one another.",
        aliases: &["strategic fit"],
        sources: &[cite("DYN", "§2"), cite("Teece2007", "")],
        disagreement: None,
    },
    Construct {
        id: t(33),
        label: "Co-creation readiness",
        definition: "An organisation's ability to sense and to seize chances for co-creation, and to bring to bear \
                     the capabilities with which strong ties are built and kept. Culture and social capital carry \
                     it, and not every organisation has these.",
        aliases: &["readiness to co-create"],
        sources: &[cite("MC16", "§6"), cite("Gebauer2013", "")],
        disagreement: Some(
            "Readiness shares sensing and seizing with the dynamic capabilities of DYN but not transforming; in its \
             place stands the deployment of capabilities for building relationships.",
        ),
    },
    Construct {
        id: t(34),
        label: "Sustained purposeful engagement",
        definition: "The overarching mechanism that ties capabilities, practices and resources together across \
                     actors: by it, in the long run, resources that were latent become outcomes and value is \
                     realised. It unites purpose, engagement and persistence in the joint sphere.",
        aliases: &["SPE"],
        sources: &[cite("MC16", "§6"), cite("MC16", "§1, §7")],
        disagreement: Some(
            "MC16 makes it a mechanism and a force (§6), the ground on which organisations co-create value and \
             capture it (abstract), a firm's aim that capabilities put into effect (§5.3), and a planned response \
             to triggering events (§7). It sustains capabilities in §6, while §7 has it come about only through the \
             calibration of capabilities and practices: cause in one place, effect in the other.",
        ),
    },
    Construct {
        id: t(35),
        label: "Purpose",
        definition: "A view, widely shared, of the outcomes that the endeavour is meant to bring. It comes more \
                     easily with common technical knowledge, professional cultures and identities that resemble \
                     each other, an agreement on how risk and benefit are shared, and shared roadmaps; mutual \
                     dependence makes it stronger.",
        aliases: &["common purpose", "shared purpose", "shared end goal"],
        sources: &[cite("MC16", "§6"), cite("MC16", "§1")],
        disagreement: Some(
            "MC16 §1 calls it an end goal, §6 a view of outcomes. In MC16 it emerges among the actors; in LRN it \
             may go back to a founder and is institutionalised by leaders; the partners in DIA begin with differing \
             goals and have yet to find a common vision.",
        ),
    },
    Construct {
        id: t(36),
        label: "Engagement",
        definition: "The interest that an actor takes in the endeavour. It shows in contributions to practices all \
                     the way from co-ideation to co-launching, in being open to what could be possible, and in the \
                     drive to make the possible feasible.",
        aliases: &["actor engagement"],
        sources: &[cite("MC16", "§6"), cite("MC16", "§1")],
        disagreement: Some(
            "MC16 §1 means continued involvement that widens the scope and nature of collaboration, §6 the interest \
             of individual actors. In DIA (after Schau, Muñiz and Arnold 2009) engagements are the wants and goals \
             inside a practice.",
        ),
    },
    Construct {
        id: t(37),
        label: "Sustained",
        definition: "For a long time actors stay active in their joint sphere, and their involvement persists and \
                     broadens.",
        aliases: &[],
        sources: &[cite("MC16", "§1, §6"), cite("MC16", "§7")],
        disagreement: Some(
            "MC16 refers the word to the time that actors operate together (§1), to the medium or long term in \
             which a product or service materialises (§6), and to the duration of the response to an event (§7). No \
             length is given.",
        ),
    },
    Construct {
        id: t(38),
        label: "Compelling events",
        definition: "Happenings that those involved perceive as significant and that start co-creation or give it \
                     new force, such as a demand by a key customer, an acquisition, a market that becomes \
                     commoditised, or a resource that nobody has tapped.",
        aliases: &["triggering events", "triggers"],
        sources: &[cite("MC16", "§6"), cite("MC16", "§7")],
        disagreement: Some(
            "The accounts of single events differ within MC16: for Rolls-Royce §5.1 adds to the key customer's \
             demand of §6 that third parties threatened the business, and for SAP §5.2 dates CAS and Dacos earliest \
             where §6 names Steeb and CAS as the first major acquisitions. The heart of the matter is these events \
             for the growth of capability (§6) and sustained purposeful engagement for co-creation (§7).",
        ),
    },
    Construct {
        id: t(39),
        label: "Necessary, not sufficient",
        definition: "Co-creation requires trust, collegiality, strong ties and much interaction, yet all of these \
                     together do not produce it by themselves.",
        aliases: &[],
        sources: &[cite("MC16", "§6")],
        disagreement: Some(
            "MC16 §6 treats strong ties as a condition. LRN ranks trust as the most critical resource on every \
             level, and SEN holds that some customers do not wish to collaborate closely.",
        ),
    },
    Construct {
        id: t(40),
        label: "Purpose alignment across levels",
        definition: "What a person works for, what the organisation is there for, and what stakeholders outside it \
                     seek may agree or disagree. The purpose is carried by a dominant logic, a way of thinking that \
                     has become institutional.",
        aliases: &["purpose alignment"],
        sources: &[
            cite("LRN", "Organisational and Personal Purpose"),
            cite("LRN", "Leadership Practices within the Learning Organization"),
            cite("LRN", "The Learning Organization as a Multilevel Context for Value Co-Creation"),
            cite("KorMesko2013", ""),
            cite("PrahaladBettis1986", ""),
        ],
        disagreement: None,
    },
    Construct {
        id: t(41),
        label: "Factors of customer effort",
        definition: "What influences how much effort a customer makes: the clarity of its personal goal, the \
                     relevance of the service, and its interactions with employees. Close collaboration is not what \
                     all customers are after.",
        aliases: &["customer effort"],
        sources: &[cite("SEN", "Abstract"), cite("Aggarwal2014", "")],
        disagreement: Some(
            "SEN warns managers against presuming that all customers seek close collaboration, and DYN §3 (after \
             Levitt 1980) reports customers who would rather have a lower price; MC16 §4 studies only firms whose \
             customers are fully engaged and §6.1 advises fostering engagement.",
        ),
    },
    Construct {
        id: t(42),
        label: "Four-level offering",
        definition: "An offering has four levels: generic (the basic thing that is sold), expected (a customer's \
                     minimal conditions), augmented (what goes beyond them) and potential (all that may hold the \
                     customer). Levels are relative to the customer, so that what augments the offering for one is \
                     merely expected by another.",
        aliases: &["total product concept"],
        sources: &[cite("DYN", "§3"), cite("Levitt1980", "")],
        disagreement: Some(
            "DYN §3 reports that every level adds value for the customer, and also that some customers do not want \
             anything added to the expected level or cannot enjoy it.",
        ),
    },
    Construct {
        id: t(43),
        label: "Value proposition",
        definition: "What value is held out, and to whom. It takes shape between the parties rather than with the \
                     supplier alone, and it may concern something immaterial.",
        aliases: &[],
        sources: &[
            cite("MC16", "§6.1"),
            cite("SEN", "Abstract"),
            cite("LRN", "Value Co-Creation and the Learning Organization"),
            cite("Frow2014", ""),
        ],
        disagreement: Some(
            "MC16 §6.1 locates it in the interaction of the network's key players, and LRN has it co-produced. In \
             DIA partners search for words in which to convey it to customers who are not in the room, and SEN \
             speaks of an industry that has to formulate it.",
        ),
    },
    Construct {
        id: t(44),
        label: "Institutions",
        definition: "Rules, norms, standards, contracts, symbols and meanings by which co-creation is coordinated, \
                     together with an organisation's dominant logic. The logics of institutions are of three kinds: \
                     regulative, normative and cognitive.",
        aliases: &["institutional logics", "dominant logic"],
        sources: &[
            cite("DIA", "Social construction of strategy"),
            cite("MC16", "§3"),
            cite("LRN", "Leadership Practices within the Learning Organization"),
            cite("LuschVargo2014", ""),
            cite("Edvardsson2014b", ""),
            cite("Edvardsson2014a", ""),
            cite("KorMesko2013", ""),
        ],
        disagreement: Some(
            "In DIA institutions coordinate co-creation; in MC16 §3 they shape it and are themselves developed in \
             it; in LRN leaders institutionalise them. MC16 cites Edvardsson et al. (2014b) for institutional \
             logics, but its reference list gives the paper with that title as 2014a and one on critical waves in \
             relationships as 2014b.",
        ),
    },
    Construct {
        id: t(45),
        label: "Competitive outcome",
        definition: "How a firm comes out against its competitors: with a sustainable advantage, with a temporary \
                     advantage, at parity, or in failure. Either advantage means superior value for the customer.",
        aliases: &["competitive advantage"],
        sources: &[cite("DYN", "§2"), cite("AmbrosiniBowman2009", "")],
        disagreement: Some(
            "DYN §2 reports from Collis (1994) that capabilities may explain an advantage but differently by \
             industry, place and time, and concludes itself that capabilities of every order are necessary for \
             it.",
        ),
    },
    Construct {
        id: t(46),
        label: "Benefits and sacrifices",
        definition: "How valuable a tool or an offering seems is what its benefits weigh against its sacrifices, \
                     and every actor weighs for itself.",
        aliases: &["perceived value"],
        sources: &[cite("DYN", "§7")],
        disagreement: None,
    },
    Construct {
        id: t(47),
        label: "Managerial levers",
        definition: "What managers can do for co-creation: agree on flexible contracts tied to outcomes, share risk \
                     and benefit, and weave a social fabric among the people of all parties. They can also involve \
                     sales ahead of the solution and align it with R&D, supply chain and operations, and learn \
                     customer needs by other means than the standard needs analysis.",
        aliases: &["managerial implications"],
        sources: &[
            cite("MC16", "§6.1"),
            cite("Ng2013", ""),
            cite("Storbacka2011", ""),
            cite("Sharma2008", ""),
            cite("Macdonald2011", ""),
            cite("PenalozaMish2011", ""),
        ],
        disagreement: None,
    },
    Construct {
        id: t(48),
        label: "Effectual logic",
        definition: "Begin with who one is and with the means at hand, not with a goal. Put at stake only what one \
                     can afford to lose, experiment, stay flexible, and win early commitments from partners.",
        aliases: &["effectuation"],
        sources: &[
            cite("DIA", "Social construction of strategy"),
            cite("DIA", "Discussion and conclusions"),
            cite("Sarasvathy2001", ""),
            cite("Chandler2011", ""),
            cite("Dew2009", ""),
        ],
        disagreement: Some(
            "DIA calls making strategy together highly effectual, with goals found on the way, yet one of its \
             workshops starts from a vision of the future. MC16 §7 describes engagement as purposefully planned, \
             with the purpose as its driver (§6).",
        ),
    },
    Construct {
        id: t(49),
        label: "Power and mental models",
        definition: "Power, structural or agentic, is present in every relationship and helps or hinders learning; \
                     transparency and mutual accountability put it to good use. Mental models are tacit assumptions \
                     about oneself, about others and about how the world works, and they open the way to learning \
                     or block it.",
        aliases: &["mental models", "working with power"],
        sources: &[
            cite("LRN", "Leadership Practices within the Learning Organization"),
            cite("LRN", "The Learning Organization as a Multilevel Context for Value Co-Creation"),
            cite("Senge1990", ""),
            cite("Rouse2007", ""),
            cite("SalvatoVassolo2017", ""),
            cite("GuietteVandenbempt2013", ""),
        ],
        disagreement: Some(
            "LRN has systemic power work through an institutionalised dominant logic and, after Rouse (2007), \
             denies that structural power is a capacity at all: it is how actions depend on one another. DIA notes \
             power structures that affect the talk; MC16 does not deal with power.",
        ),
    },
    Construct {
        id: t(50),
        label: "Kinds of evidence",
        definition: "What a claim rests on: an observed meeting, a workshop, an interview, an archival document, a \
                     field note, a photograph or flipchart, or the author's own statement. Setting several kinds \
                     against each other is triangulation.",
        aliases: &["data sources", "triangulation"],
        sources: &[
            cite("MC16", "§4"),
            cite("DIA", "Tables 8.1 and 8.2"),
            cite("DYN", "§5"),
            cite("LRN", "Introduction"),
            cite("SEN", "Abstract"),
            cite("Patton2002", ""),
        ],
        disagreement: Some(
            "The researchers of MC16 §4 took an active part in what they observed, while those of DIA mainly \
             observed and took notes. DIA has its workshops facilitated by researchers in one place and by an \
             independent expert in another, and counts one researcher in Table 8.1 but two in the text. Shadowing \
             (MC16, DYN) and a focus group (SEN) are not singled out here: they are forms of observation and \
             interview.",
        ),
    },
    Construct {
        id: t(51),
        label: "Coding",
        definition: "Segments of text are labelled with codes, which are free at first and are gathered into themes \
                     later. On the way codes are revised, merged and split.",
        aliases: &["thematic content analysis"],
        sources: &[
            cite("MC16", "§4"),
            cite("DIA", "Data collection and analysis"),
            cite("DYN", "§5"),
            cite("Patton2002", ""),
            cite("MilesHuberman1994", ""),
        ],
        disagreement: Some(
            "MC16 §4 lets themes emerge without codes set in advance, yet picks two cases to see whether practices \
             from the literature hold and reports in a matrix of those practices. DIA has a framework from the \
             literature guide its analysis.",
        ),
    },
    Construct {
        id: t(52),
        label: "Two coders",
        definition: "Two researchers go through the same material, each alone, and put their results side by side \
                     afterwards.",
        aliases: &["independent coding"],
        sources: &[cite("DIA", "Data collection and analysis")],
        disagreement: Some(
            "DIA compares in order to collect many readings and nuances and reports no measure of agreement. MC16 \
             §4 reports a comparison of data sources but none of coders.",
        ),
    },
    Construct {
        id: t(53),
        label: "Within-case, then cross-case",
        definition: "Every case is first grasped as a whole; after that, practices are compared from case to case, \
                     in matrices.",
        aliases: &["within-case analysis", "cross-case analysis"],
        sources: &[
            cite("DIA", "Data collection and analysis"),
            cite("MC16", "Tables 2-5, §6"),
            cite("Eisenhardt1989", ""),
        ],
        disagreement: Some(
            "DIA describes the two steps, the second as a search for practices that recur in both workshops. MC16 \
             gives one matrix per case and no matrix across cases; it compares in the text of §6.",
        ),
    },
    Construct {
        id: t(54),
        label: "Utterances",
        definition: "Each thing that was said, with its speaker, the speaker's role and its place in the sequence. \
                     Codes tie it to practices and to the resource or expertise that it draws on.",
        aliases: &["transcript excerpts"],
        sources: &[cite("DIA", "Table 8.3"), cite("DYN", "§6.1")],
        disagreement: Some(
            "Roles of speakers shift within a source: in DIA Thomasina is owner-manager and CEO and Sarah customer \
             manager and sales manager; in DYN the words on a real CRM system are the senior business developer's \
             in §6.1 and the senior business manager's in §7. DIA orders what was said by practice, DYN by time.",
        ),
    },
];
