//! The closed lists of the theory, each an exhaustive enum whose data is one const table.
//!
//! A classification claim ties a node to an entry of one of these lists, or to a code of the user's own codebook. In a
//! case document an entry is written `list/entry`, such as `practice/co-diagnosis`.

use std::fmt::Debug;
use std::hash::Hash;

use super::{ConstructId, t};
use crate::sealed::Sealed;

/// One entry of a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// How a case document writes it, in kebab case.
    pub key: &'static str,
    /// How a table or a picture names it.
    pub label: &'static str,
    /// What it is, in this crate's own words.
    pub definition: &'static str,
    /// Other names for the same thing in the literature.
    pub aliases: &'static [&'static str],
}

/// A closed list as data, for readers, writers and documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List {
    /// How a case document writes the list, in kebab case.
    pub key: &'static str,
    /// What the list sorts.
    pub meaning: &'static str,
    /// The constructs of the register that it carries.
    pub constructs: &'static [ConstructId],
    /// Its entries, in the register's order.
    pub entries: &'static [Entry],
}

/// A closed list of the theory.
///
/// Sealed: what the literature closes is closed here; lists of your own are codebooks of a case.
pub trait Typology: Sealed + Copy + Ord + Hash + Debug + 'static {
    /// The list as data.
    const LIST: &'static List;
    /// Its position in [`LISTS`].
    const POSITION: usize;
    /// Every entry, in the register's order.
    const ALL: &'static [Self];

    /// The position of this entry in [`ALL`](Self::ALL).
    fn index(self) -> usize;

    /// The data of this entry. O(1).
    fn entry(self) -> &'static Entry {
        &Self::LIST.entries[self.index()]
    }

    /// The entry with this key, if the list has one. O(entries).
    fn from_key(key: &str) -> Option<Self> {
        Self::LIST.entries.iter().position(|entry| entry.key == key).map(|index| Self::ALL[index])
    }
}

macro_rules! typologies {
    ($(
        $(#[$doc:meta])*
        $name:ident $key:literal $meaning:literal [$($construct:literal)+] {
            $($variant:ident $entry:literal $label:literal $definition:literal [$($alias:literal),*])+
        }
    )+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub enum $name {
                $(
                    #[doc = $definition]
                    $(#[doc(alias = $alias)])*
                    $variant,
                )+
            }

            impl Sealed for $name {}

            impl Typology for $name {
                const LIST: &'static List = &List {
                    key: $key,
                    meaning: $meaning,
                    constructs: &[$(t($construct)),+],
                    entries: &[$(Entry {
                        key: $entry,
                        label: $label,
                        definition: $definition,
                        aliases: &[$($alias),*],
                    }),+],
                };
                const POSITION: usize = Position::$name as usize;
                const ALL: &'static [Self] = &[$(Self::$variant),+];

                fn index(self) -> usize {
                    self as usize
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.pad(self.entry().label)
                }
            }
        )+

        /// The lists in their order, to number them.
        enum Position {
            $($name),+
        }

        /// Every closed list of the theory, in the order of the register.
        pub const LISTS: &[&List] = &[$($name::LIST),+];
    };
}

typologies! {
    /// The six interaction capabilities of Karpen, Bove and Lukas (2011), as MC16 (§3) reports them.
    InteractionCapability "interaction-capability" "what gives co-creation practices coherence" [25] {
        Individuated "individuated" "Individuated"
            "Grasping what a customer needs, says and does, and the value it looks for, spoken or not." []
        Relational "relational" "Relational"
            "Cultivating social and emotional ties with the other party, and empathy in dealing with it." []
        Ethical "ethical" "Ethical"
            "Dealing fairly and without taking advantage, so that the parties can trust each other." []
        Empowered "empowered" "Empowered"
            "Letting the customer shape what is done and how, and carrying its voice into one's own organisation." []
        Developmental "developmental" "Developmental"
            "Helping the customer to learn and to grow the competence that it needs to put resources to use." []
        Concerted "concerted" "Concerted"
            "Bringing departments and network partners into step with the customer, and the customer into their work."
            []
    }

    /// The capability concepts of the five sources, side by side: MC16 (§3, §6), DYN (§2, §4) and LRN.
    CapabilityFamily "capability-family" "which strand of theory a capability belongs to" [25 28 30 31 33] {
        Interaction "interaction" "Interaction"
            "A capability for dealing with other actors so that each can integrate the resources of the other."
            ["interaction capability"]
        Dynamic "dynamic" "Dynamic"
            "A capability to renew what an organisation has and does as its surroundings change." ["dynamic capability"]
        Absorptive "absorptive" "Absorptive"
            "A capability to take in knowledge from outside and to turn it into something of use."
            ["absorptive capacity"]
        DynamicMarketing "dynamic-marketing" "Dynamic marketing"
            "A dynamic capability that works on knowledge of the market: building, sharing and combining it."
            ["dynamic marketing capability"]
        CoCreationReadiness "co-creation-readiness" "Co-creation readiness"
            "The ability to notice chances to co-create, to take them up, and to build ties that keep it going." []
    }

    /// The practices of Table 1 of MC16, most of them after Russo-Spena and Mele (2012).
    PracticeKind "practice" "what actors routinely do together to co-create value" [15 16 17 18] {
        CoDiagnosis "co-diagnosis" "Co-diagnosis"
            "Gathering and ordering information together, so that the parties see what is needed." ["co-diagnosing"]
        CoIdeation "co-ideation" "Co-ideation"
            "Coming up with ideas together, voicing them, passing them on and drawing others in." []
        CoValuation "co-valuation" "Co-valuation"
            "Weighing ideas together: remarking on them and choosing those to pursue." ["co-evaluation"]
        CoDesign "co-design" "Co-design"
            "Working ideas out together into concepts and into the knowledge that carries them." ["co-designing"]
        CoTesting "co-testing" "Co-testing"
            "Trying out prototypes together and bettering the offering through what each party reports back." []
        CoLaunching "co-launching" "Co-launching"
            "Bringing the offering to its market together, by creating and spreading word of it." []
        Embedding "embedding" "Embedding"
            "Setting rules, norms and standards that capture what was created and keep it." []
        Coordination "coordination" "Coordination"
            "Keeping linking and materialising work aligned between actors, across both and all the while."
            ["co-ordination"]
    }

    /// The three dimensions of co-creation practices of MC16 (Table 1).
    Dimension "dimension" "the sets into which co-creation practices fall" [15 16 17] {
        Linking "linking" "Linking"
            "Practices that connect people and set networks in motion." []
        Materialising "materialising" "Materialising"
            "Practices of operation in which a co-created offering takes shape." ["materializing"]
        Institutionalising "institutionalising" "Institutionalising"
            "Practices that give lasting form to co-creation, so that its value is captured and not lost."
            ["institutionalizing"]
    }

    /// The five dialoguing practices of DIA (Table 8.3).
    DialoguingPractice "dialoguing" "what partners talk about as they build a strategy together" [20] {
        AboutTheCustomer "about-the-customer" "About the customer"
            "Talking over which customers matter: the present ones, the ones to win, and how to treat both." []
        WhoWeAre "who-we-are" "Who we are and what we do"
            "Talking over the partners' own identity, strengths and business, to find a shared picture."
            ["who we are and what we do"]
        UsingVariedExpertise "using-varied-expertise" "Using varied expertise"
            "Talking over how the differing know-how of the partners can serve the work with customers."
            ["utilization of varied expertise"]
        StepsRequired "steps-required" "Steps required"
            "Talking over what has to be done next to get from the present to the shared aim."
            ["required steps regarding the future"]
        NeedForCustomerPerspective "need-for-customer-perspective" "Need for a customer perspective"
            "Talking over why and how to see things through the customer's eyes." []
    }

    /// The elements of a practice, after Shove and Pantzar (2005), as MC16 (§3) reports them.
    PracticeElement "practice-element" "what a practice is made of" [13] {
        Material "material" "Material"
            "The things, tools and technology that a practice uses." ["materials"]
        Meaning "meaning" "Meaning"
            "What a practice signifies to those who take part in it, and why it is worth doing." ["meanings"]
        Competence "competence" "Competence"
            "The skill and know-how that it takes to perform a practice." ["competences"]
    }

    /// The anatomy of a practice, after Schau, Muñiz and Arnold (2009), as DIA reports it.
    PracticeAnatomy "practice-anatomy" "what each actor brings to a practice" [14] {
        Understanding "understanding" "Understanding"
            "What an actor knows, can do and has lived through that bears on the practice." ["understandings"]
        Procedure "procedure" "Procedure"
            "How an actor holds that the practice should go, by rule, by principle or by the norms of its culture."
            ["procedures"]
        Engagement "engagement" "Engagement"
            "What an actor wants from the practice: the needs, goals and purposes that it stands by." ["engagements"]
    }

    /// The qualities of dialogue that DIA names, drawing on Ellinor and Gerard (1998) and Heikkilä and Heikkilä (2001).
    DialogueQuality "dialogue-quality" "what makes talk a dialogue" [21] {
        Equality "equality" "Equality"
            "No voice counts for more than another, and even topic and aim may be discussed." []
        Reciprocity "reciprocity" "Reciprocity"
            "Everybody both gives and takes in the exchange." []
        Respect "respect" "Respect"
            "What others think is heard and taken seriously." []
        QuestioningOwnPremises "questioning-own-premises" "Questioning one's own premises"
            "Everybody is prepared to doubt the opinions and assumptions that they came with." []
        PropensityToAct "propensity-to-act" "Propensity to act"
            "The talk leans towards doing something about what it is about." []
        WillingnessToLearn "willingness-to-learn" "Willingness to learn"
            "Everybody is open to learning from the others." []
        AcceptableToAll "acceptable-to-all" "A solution acceptable to all"
            "The talk looks for an outcome that every participant can live with." []
    }

    /// Features of sense-making and the boundaries that hamper it, as SEN names them.
    SenseMaking "sense-making" "how people make sense together, and what stands in the way" [22] {
        Collective "collective" "Collective"
            "Meaning is worked out among several people and not by each alone." []
        Prospective "prospective" "Prospective"
            "Meaning is sought for what is yet to come and not only for what has been." []
        SectoralBoundary "sectoral-boundary" "Sectoral boundary"
            "A divide between sectors, such as public and private, that makes a shared meaning hard to reach." []
        CulturalBoundary "cultural-boundary" "Cultural boundary"
            "A divide between cultures that makes a shared meaning hard to reach." []
    }

    /// The two modes of learning of an ambidextrous organisation (Raisch et al., 2009), as LRN reports them.
    LearningMode "learning-mode" "what learning is for" [24] {
        Exploration "exploration" "Exploration"
            "Learning that searches for what is new, in the service of innovation." ["exploratory learning"]
        Exploitation "exploitation" "Exploitation"
            "Learning that makes better use of what is known, in the service of efficiency." ["exploitative learning"]
    }

    /// The spheres of value creation of Grönroos and Voima (2013), as MC16 (§2) reports them.
    SphereKind "sphere" "where value arises" [1] {
        Provider "provider" "Provider sphere"
            "Where the provider works on its own and makes possible what others may later turn into value." []
        Customer "customer" "Customer sphere"
            "Where the customer creates value by itself, out of resources that it has obtained." []
        Joint "joint" "Joint sphere"
            "Where provider and customer meet and interact, and which further actors of the network may widen." []
    }

    /// The forms of value that MC16 (§2) sets out.
    ValueForm "value-form" "where value is said to reside" [2] {
        InExchange "in-exchange" "Value in exchange"
            "Value held to lie in what is sold, and to show in what is given for it." ["value-in-exchange"]
        InUse "in-use" "Value in use"
            "Value that comes about as a beneficiary puts something to use in its own context." ["value-in-use"]
        InTheExperience "in-the-experience" "Value in the experience"
            "Value as a person lives it, past and expected experience and the wider life included."
            ["value-in-the-experience"]
    }

    /// The two sides of co-creation in LRN (after Ranjan and Read, 2016), and in MC16 (§2).
    CreationMode "creation-mode" "what is created jointly" [3] {
        CoProduction "co-production" "Co-production"
            "Sharing in the work on the core offering itself, or on the value proposition." []
        ValueInUse "value-in-use" "Value-in-use"
            "Bringing about the value that the beneficiary itself realises." ["co-creation of value-in-use"]
    }

    /// The roles of actors that MC16, LRN, SEN, DIA and DYN name; an actor may hold several.
    Role "role" "the part that an actor plays towards others" [4] {
        Provider "provider" "Provider"
            "Offers goods, services or solutions to others." ["seller", "service provider"]
        Customer "customer" "Customer"
            "Obtains an offering and integrates it into its own processes." ["buyer", "client"]
        Supplier "supplier" "Supplier"
            "Delivers goods, services or knowledge that another actor builds on." []
        Distributor "distributor" "Distributor"
            "Passes an offering on to its markets under an agreement with the one who makes it." []
        Reseller "reseller" "Reseller"
            "Buys an offering in order to sell it on." []
        Partner "partner" "Partner"
            "Joins in an endeavour by agreement and contributes resources of its own." []
        Mediator "mediator" "Mediator"
            "Stands between other actors and helps value to come about among them." ["intermediary"]
        University "university" "University"
            "Contributes research and teaching to what others create." []
        PublicBody "public-body" "Public body"
            "Acts on behalf of the public, such as a government, an authority or an agency." ["government"]
        Competitor "competitor" "Competitor"
            "Vies for the same customers, and may still take part in creating value." []
        EndUser "end-user" "End user"
            "Uses the offering in the end, whether or not it was the one who bought it." ["consumer"]
        Employee "employee" "Employee"
            "Does the work inside an organisation and carries its practices." ["practitioner"]
        Facilitator "facilitator" "Facilitator"
            "Guides the exchange of others, in a workshop for example, without being a party to it." []
    }

    /// The forms in which the sources speak of actors, gathered by this crate.
    ActorForm "actor-form" "what kind of entity an actor is" [4 7] {
        Person "person" "Person"
            "A single human being." ["individual"]
        Group "group" "Group"
            "Some people who act together, such as a team, a department or a set of partners." ["team"]
        Organisation "organisation" "Organisation"
            "A firm, an institution or an association that acts as one." ["organization", "firm"]
        Aggregate "aggregate" "Aggregate"
            "Many actors spoken of as one, such as the airlines or a crowd." []
    }

    /// The levels of the micro-foundational model of Storbacka et al. (2016), as LRN reports it.
    Level "level" "how wide a circle something belongs to" [5] {
        Micro "micro" "Micro"
            "The level of the individual." []
        Meso "meso" "Meso"
            "The level of the team or group." []
        Macro "macro" "Macro"
            "The level of the whole organisation or of the ecosystem around it." []
    }

    /// The relational domains of FitzPatrick et al. (2015), as LRN reports them.
    RelationalDomain "domain" "from whose side a relation is seen" [6] {
        I "i" "I"
            "The domain of the one who learns or is served, and who integrates what the other offers." []
        Other "other" "Other"
            "The domain of the one who shares knowledge or renders a service." []
        We "we" "We"
            "The domain in which the two overlap, and in which value is created together." []
    }

    /// The two natures of resources of Vargo and Lusch, as LRN reports them.
    ResourceNature "resource-nature" "whether a resource acts or is acted on" [8] {
        Operant "operant" "Operant"
            "A resource that works on other resources to bring something about, such as knowledge, skill or trust." []
        Operand "operand" "Operand"
            "A resource that something is done to or with, such as material or equipment." []
    }

    /// The forms of intangible capital of Dovey (2009); LRN adds identity after Allen and Dovey (2016).
    CapitalForm "capital" "the intangible resources that live in relationships and grow with use" [9] {
        Social "social" "Social"
            "What relationships make available, above all trust." ["social capital"]
        Morale "morale" "Morale"
            "The spirit in which people give themselves to a purpose, above all commitment." ["morale capital"]
        Conceptual "conceptual" "Conceptual"
            "The capacity to think of what is not there yet, above all creativity." ["conceptual capital"]
        Identity "identity" "Identity"
            "What comes of recognising oneself in others and others in oneself." ["identity resources"]
    }

    /// The bases of dynamic marketing capabilities of Severi Bruni and Verona (2009), as DYN (§4) reports them.
    MarketingBasis "marketing-basis" "what a dynamic marketing capability is built on" [31] {
        HumanCapital "human-capital" "Human capital"
            "The knowledge, skill and experience of the people who work with market knowledge." []
        SocialCapital "social-capital" "Social capital"
            "The relationships through which market knowledge reaches those people and travels among them." []
        Cognition "cognition" "Cognition"
            "The ways in which managers perceive the market and think about it." []
    }

    /// The resource routines of Eisenhardt and Martin (2000), as DYN (§2) reports them.
    ResourceRoutine "resource-routine" "what an organisation does to its resources" [12] {
        Integration "integration" "Integration"
            "Combining differing skills and functions so that value can come of them." []
        Reconfiguration "reconfiguration" "Reconfiguration"
            "Copying resources within the firm and putting them together anew." []
        Allocation "allocation" "Allocation"
            "Deciding which part of the firm gets how much of what is scarce." []
        CoEvolution "co-evolution" "Co-evolution"
            "Forming new links inside the firm so that its resources reinforce each other." ["co-evolving"]
        Patching "patching" "Patching"
            "Regrouping businesses and what belongs to them as market opportunities come up." []
        Gain "gain" "Gain"
            "Getting new resources, by creating knowledge, through an alliance or through an acquisition." []
        Release "release" "Release"
            "Letting go of resources that are no longer wanted." ["exit routines"]
    }

    /// The phases of dynamic capability of Teece (2007), as DYN (§2) reports them.
    DynamicPhase "dynamic-phase" "the steps from noticing an opportunity to living up to it" [28] {
        Sensing "sensing" "Sensing"
            "Scanning the surroundings for opportunities and threats, and making out what they mean." []
        Seizing "seizing" "Seizing"
            "Choosing what to invest in, and fitting business models and structures to that choice." []
        Transforming "transforming" "Transforming"
            "Changing what the organisation owns and does so that the choice takes effect." ["managing"]
    }

    /// The two domains in which DYN (§2) looks at dynamic capabilities.
    DynamicDomain "dynamic-domain" "what a dynamic capability is directed at" [28] {
        Market "market" "Market"
            "Customers, their needs and their innovations, and the competition for them." []
        Technology "technology" "Technology"
            "Technical developments and the openings that they bring." []
    }

    /// The orders of capability of Winter (2003), with what Collis (1994) puts above them, as DYN (§2) reports both.
    CapabilityOrder "capability-order" "what a capability works on: operation, change, or other capabilities" [29] {
        Zero "zero" "Zero-order"
            "A capability to run the business from day to day." ["zero-level"]
        First "first" "First-order"
            "A capability to change the product, how or at what scale it is made, or whom it is for." ["first-level"]
        Higher "higher" "Higher-order"
            "A capability from which other capabilities arise, without there being a last one." ["metacapability"]
    }

    /// The four absorptive capacities of Sun and Anderson (2010), as LRN reports them.
    AbsorptiveStage "absorptive-stage" "how far knowledge from outside has come on its way to value" [30] {
        Acquisition "acquisition" "Acquisition"
            "Finding outside knowledge that the intended value calls for, by individuals and in groups." []
        Assimilation "assimilation" "Assimilation"
            "Joining new knowledge to what the organisation knows, through dialogue in groups." []
        Transformation "transformation" "Transformation"
            "Turning the joined knowledge into new capabilities and practices, between group and organisation." []
        Exploitation "exploitation" "Exploitation"
            "Putting the new capabilities to work, so that the organisation delivers the value it promised." []
    }

    /// The processes behind the absorptive capacities of Sun and Anderson (2010), as LRN reports them.
    AbsorptiveProcess "absorptive-process" "what happens in and between people as knowledge is absorbed" [30] {
        Intuition "intuition" "Intuition"
            "Having a hunch that something new matters before one can say why." ["intuiting"]
        Interpretation "interpretation" "Interpretation"
            "Putting into words, for oneself and with others, what new knowledge means." ["interpreting"]
        Integration "integration" "Integration"
            "Arriving at a joint understanding and at joint ways to act on it." ["integrating"]
        Institutionalisation "institutionalisation" "Institutionalisation"
            "Building what was learned into the routines and structures of the organisation."
            ["institutionalization", "institutionalizing"]
    }

    /// The enablers of dynamic capabilities that DYN (§2) takes from Teece (2007).
    Enabler "enabler" "what helps dynamic capabilities to work" [32] {
        RoleOfManagers "role-of-managers" "Role of managers"
            "What managers do to bring the process about and to keep it moving." []
        StrategicFit "strategic-fit" "Strategic fit"
            "How well strategy, structure and processes suit one another." []
    }

    /// The kinds of compelling events that MC16 (§6) found, one in each of its four cases.
    EventTrigger "trigger" "what sets co-creation off or gives it new force" [38] {
        CustomerDemand "customer-demand" "Customer demand"
            "An important customer asks for something that was not expected." []
        Acquisition "acquisition" "Acquisition"
            "One firm takes over another, and its key players and resources with it." []
        Commoditisation "commoditisation" "Commoditisation"
            "Offerings in a market become interchangeable, so that growth is at risk." ["commoditization"]
        UntappedResource "untapped-resource" "Untapped resource"
            "A resource that lay idle, such as a patent, is opened up for joint use." []
    }

    /// Whose purpose it is, as LRN tells the cases of purpose apart.
    PurposeScope "purpose-scope" "whose purpose it is" [40] {
        Personal "personal" "Personal"
            "A person's own reason for the work." ["personal purpose"]
        Organisational "organisational" "Organisational"
            "The reason for which an organisation exists, as its members see it."
            ["organizational", "organisational purpose"]
        Stakeholder "stakeholder" "Stakeholder"
            "The reason for which an outside party takes an interest." []
    }

    /// The factors of customer effort of Aggarwal et al. (2014), as SEN reports them.
    EffortFactor "effort-factor" "what bears on how much effort a customer makes" [41] {
        PersonalGoalClarity "personal-goal-clarity" "Personal goal clarity"
            "How clearly the customer sees what it wants to attain." []
        ServiceRelevance "service-relevance" "Service relevance"
            "How much the service matters to what the customer wants." []
        EmployeeInteractions "employee-interactions" "Employee interactions"
            "How the customer's dealings with the staff turn out." []
    }

    /// The signs of engagement that MC16 (§6) observed.
    EngagementSign "engagement-sign" "how an actor's interest shows" [36] {
        Contribution "contribution" "Contribution"
            "The actor adds something of its own to the practices." []
        Openness "openness" "Openness"
            "The actor is prepared to look at options that it had not thought of." []
        PushToFeasible "push-to-feasible" "Push to the feasible"
            "The actor does not rest until what could be done can in fact be done." []
    }

    /// What may bind actors to each other; MC16 (§6) speaks of mutual dependence, the three bases are this crate's.
    DependenceBasis "dependence" "on what account one actor depends on another" [35] {
        Goal "goal" "Goal"
            "One actor reaches its goal only if the other reaches its own." ["goal interdependence"]
        Task "task" "Task"
            "One actor can do its part only when the other has done its part." ["task interdependence"]
        Resource "resource" "Resource"
            "One actor needs something that the other has." ["resource dependence"]
    }

    /// What ties actors: trust and social ties as in MC16 (§6), and, for its contracts and agreements, formal ones.
    TieKind "tie" "what holds two actors together" [39] {
        Trust "trust" "Trust"
            "One actor counts on the other to act well by it." []
        Social "social" "Social"
            "People on both sides know, like and feel for one another." ["social and emotional ties"]
        Formal "formal" "Formal"
            "A contract, an agreement or ownership links the actors." []
    }

    /// The levels of the total product of Levitt (1980), as DYN (§3) reports them.
    OfferingLevel "offering-level" "how much of an offering a customer takes for granted" [42] {
        Generic "generic" "Generic"
            "The bare thing for sale, without which there is nothing to offer." ["generic product"]
        Expected "expected" "Expected"
            "What a customer asks for at the least before it will buy." ["expected product"]
        Augmented "augmented" "Augmented"
            "What is given over and above what that customer counts on." ["augmented product"]
        Potential "potential" "Potential"
            "Whatever else could be done to win the customer over and keep it." ["potential product"]
    }

    /// The institutions that DIA, MC16 and LRN name as coordinating co-creation or carrying its purpose.
    InstitutionForm "institution" "what coordinates actors beyond a single occasion" [44 35 40] {
        Norm "norm" "Norm"
            "A shared expectation of how one ought to behave." []
        Rule "rule" "Rule"
            "A stated prescription of what must, may or must not be done." []
        Symbol "symbol" "Symbol"
            "A sign that stands for something that the actors share." []
        Meaning "meaning" "Meaning"
            "A shared reading of what something is and what it matters for." []
        Contract "contract" "Contract"
            "A binding agreement on what the parties owe each other." []
        Standard "standard" "Standard"
            "An agreed specification that makes contributions fit together." []
        Roadmap "roadmap" "Roadmap"
            "A shared plan of which developments are to come when." []
        RiskAndBenefitSharing "risk-and-benefit-sharing" "Sharing of risk and benefit"
            "An agreed way to divide what may be lost and what may be won." []
        DominantLogic "dominant-logic" "Dominant logic"
            "The mindset by which an organisation sees its business and settles what matters." []
        Profession "profession" "Profession"
            "A common professional culture and identity, such as that of engineers or chefs." ["professional culture"]
    }

    /// The institutional logics that MC16 (§3) names after Edvardsson et al. (2014).
    InstitutionalLogic "institutional-logic" "by what force an institution works" [44] {
        Regulative "regulative" "Regulative"
            "It works by rules that are laid down and enforced." []
        Normative "normative" "Normative"
            "It works by what is held to be right and proper." []
        Cognitive "cognitive" "Cognitive"
            "It works by what is taken for granted and how things are understood." []
    }

    /// The outcomes of dynamic capabilities of Ambrosini and Bowman (2009), as DYN (§2) reports them.
    CompetitiveOutcome "competitive-outcome" "how a firm ends up against its competitors" [45] {
        SustainableAdvantage "sustainable-advantage" "Sustainable advantage"
            "Customers get superior value from the firm, and lastingly so." ["sustainable competitive advantage"]
        TemporaryAdvantage "temporary-advantage" "Temporary advantage"
            "Customers get superior value from the firm, but only for a time." ["temporary competitive advantage"]
        Parity "parity" "Parity"
            "Customers get about as much value from the firm as from its competitors." ["competitive parity"]
        Failure "failure" "Failure"
            "The firm falls behind its competitors in the value it creates." []
    }

    /// The levers for managers in MC16 (§6.1).
    Lever "lever" "what managers can do to further co-creation" [47] {
        OutcomeBasedContract "outcome-based-contract" "Outcome-based contract"
            "Agreeing on a flexible contract that pays for results, so that the parties pull the same way."
            ["outcome-based agreement"]
        RiskAndBenefitSharing "risk-and-benefit-sharing" "Sharing of risk and benefit"
            "Devising new ways to split what a joint venture may cost and bring." []
        EarlyAlignedSales "early-aligned-sales" "Early, aligned sales"
            "Involving sales before there is a solution, and tying it to R&D, operations and supply chain." []
        LearningCustomerNeeds "learning-customer-needs" "Learning customer needs"
            "Finding out with the customer what it needs, by more than the usual needs analysis." []
        SocialFabric "social-fabric" "Social fabric"
            "Giving people of all parties occasions to meet, so that they come to know one another." []
    }

    /// The principles of effectuation (Sarasvathy, 2001; Chandler et al., 2011), as DIA reports them.
    EffectualPrinciple "effectual" "how to act when the future cannot be forecast" [48] {
        MeansAtHand "means-at-hand" "Means at hand"
            "Beginning with who one is and what one has, and letting goals follow from that." []
        AffordableLoss "affordable-loss" "Affordable loss"
            "Putting in no more than one can bear to lose." []
        Experimentation "experimentation" "Experimentation"
            "Trying things out to see which strategy or business model works." []
        Flexibility "flexibility" "Flexibility"
            "Staying ready to change course when something unforeseen turns up." []
        PreCommitment "pre-commitment" "Pre-commitment"
            "Getting partners to commit themselves early, so that less is left uncertain." []
    }

    /// The aspects of power that LRN names in what it says about learning and leadership.
    PowerAspect "power" "how power is held, seen and answered for" [49] {
        Structural "structural" "Structural"
            "Power that lies in arrangements and in how one action changes the situation for others." ["systemic power"]
        Agentic "agentic" "Agentic"
            "Power that people exercise through what they themselves do together." ["agency"]
        Transparency "transparency" "Transparency"
            "What is done and what comes of it can be seen by all concerned." []
        MutualAccountability "mutual-accountability" "Mutual accountability"
            "All concerned answer to one another for what they do." []
    }

    /// The kinds of mental models that LRN tells apart.
    MentalModel "mental-model" "what a tacit assumption is about" [49] {
        OfSelf "of-self" "Of self"
            "What a person takes for granted about who they themselves are." []
        OfOthers "of-others" "Of others"
            "What a person takes for granted about other people." []
        OfTheWorld "of-the-world" "Of the world"
            "What a person takes for granted about how things in general go." []
    }

    /// The kinds of evidence that MC16 (§4), DIA and DYN (§5) work with, and the claims that authors make themselves.
    EvidenceKind "evidence" "what a claim about a case rests on" [50] {
        ObservedMeeting "observed-meeting" "Observed meeting"
            "A meeting that a researcher attended and watched." ["participant observation"]
        Workshop "workshop" "Workshop"
            "A session of joint work that was observed, recorded or noted." []
        Interview "interview" "Interview"
            "A conversation in which a researcher asked and somebody answered." []
        ArchivalDocument "archival-document" "Archival document"
            "A text or record that was made for some other use than the research." ["archival data"]
        FieldNote "field-note" "Field note"
            "What a researcher wrote down on the spot." []
        Photograph "photograph" "Photograph"
            "A picture taken on site, of a flipchart for example." []
        AuthorsClaim "authors-claim" "Author's claim"
            "A statement of the authors for which they show no observation of its own." []
    }
}

impl PracticeKind {
    /// The dimension to which this practice belongs. O(1).
    ///
    /// Coordination belongs to none, because it runs across linking and materialising practices and is intertwined
    /// with both (T18).
    ///
    /// ```
    /// use cocreation::theory::typology::{Dimension, PracticeKind};
    ///
    /// assert_eq!(PracticeKind::CoDiagnosis.dimension(), Some(Dimension::Linking));
    /// assert_eq!(PracticeKind::Embedding.dimension(), Some(Dimension::Institutionalising));
    /// assert_eq!(PracticeKind::Coordination.dimension(), None);
    /// ```
    pub const fn dimension(self) -> Option<Dimension> {
        // Read backwards from `Dimension::practices`, the only table, so that the two cannot disagree. A const fn
        // cannot iterate, hence the loops.
        let mut row = 0;
        while row < Dimension::ALL.len() {
            let dimension = Dimension::ALL[row];
            let practices = dimension.practices();
            let mut column = 0;
            while column < practices.len() {
                if practices[column] as usize == self as usize {
                    return Some(dimension);
                }
                column += 1;
            }
            row += 1;
        }
        None
    }
}

impl Dimension {
    /// The practices of this dimension, in the order of Table 1 of MC16. O(1).
    ///
    /// [`Coordination`](PracticeKind::Coordination) is in none of the three (T18).
    ///
    /// ```
    /// use cocreation::theory::typology::{Dimension, PracticeKind};
    ///
    /// let linking = Dimension::Linking.practices();
    /// assert_eq!(linking, [PracticeKind::CoDiagnosis, PracticeKind::CoIdeation, PracticeKind::CoValuation]);
    /// assert!(linking.iter().all(|practice| practice.dimension() == Some(Dimension::Linking)));
    /// ```
    pub const fn practices(self) -> &'static [PracticeKind] {
        match self {
            Self::Linking => &[PracticeKind::CoDiagnosis, PracticeKind::CoIdeation, PracticeKind::CoValuation],
            Self::Materialising => &[PracticeKind::CoDesign, PracticeKind::CoTesting, PracticeKind::CoLaunching],
            Self::Institutionalising => &[PracticeKind::Embedding],
        }
    }
}
