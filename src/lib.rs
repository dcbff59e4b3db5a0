//! Value co-creation made computable: encode a case once, and ask it which capabilities went with which practices, how
//! far the engagement was sustained and purposeful, and how resources became value.
//!
//! A *case* is a graph of actors, resources, practices, capabilities, spheres, acts and what follows from them. Every
//! statement in it is a claim that rests on evidence, and every figure that comes out can be traced back to that
//! evidence. What the evidence does not say stays unknown, which is not zero.
//!
//! ```
//! use cocreation::evidence::{Date, Source};
//! use cocreation::graph::node::{Act, Actor, Capability, Practice, Sphere};
//! use cocreation::graph::relation::{BelongsTo, Enables, Enacts, Holds, TakesPartIn, Within};
//! use cocreation::mapping::{self, Prior, Status};
//! use cocreation::theory::typology::{InteractionCapability, PracticeKind};
//! use cocreation::{Case, spe};
//!
//! // Encode: handles are typed, relations are types, and a wrong relation does not compile.
//! let mut case = Case::builder("engine-care");
//! let paper = Source::new("paper", "A published case").published("2016".parse()?);
//! let paper = case.source(paper);
//! let maker = case.add("maker", Actor::provider("Engine maker"));
//! let airline = case.add("airline", Actor::customer("Airline"));
//! let joint = case.add("care", Sphere::joint("Engine care"));
//! let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
//! let visits = case.add("visits", Act::standing("Advisers fly with pilots"));
//! let develop = case.add("develop", Capability::developmental("Teaching pilots"));
//!
//! case.relate(maker, BelongsTo, joint);
//! case.relate(airline, BelongsTo, joint);
//! let flying = case.evidence(paper.at("§5").reported("advisers fly along, pilots take it up"));
//! case.relate(maker, TakesPartIn, visits).giving_to(airline).evidence(flying);
//! case.relate(airline, TakesPartIn, visits).evidence(flying);
//! case.relate(visits, Within, joint);
//! case.relate(visits, Enacts, advice);
//! case.relate(maker, Holds, develop);
//! case.relate(develop, Enables, advice).evidence(paper.at("§5").reported("named together"));
//! let case = case.build()?; // or every problem at once
//!
//! // Ask: the map, with the claims behind each cell.
//! let map = mapping::map([&case], &Prior::literature());
//! let cell = &map[(InteractionCapability::Developmental, PracticeKind::CoDiagnosis)];
//! assert_eq!(cell.status(), Status::Evidenced);
//!
//! // Ask: the engagement. Both contribute, so evenness is 1; nothing is dated, so who can
//! // say how sustained it was?
//! let assessment = spe::assess(&case, joint, Date::new(2016, 12, 31)?)?;
//! assert_eq!(assessment.engagement.parts[0].value.point, Some(1.0));
//! assert!(assessment.sustained.value.is_unknown());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The main nouns
//!
//! - [`Case`]: built once, then only read. It comes from a [builder](Case::builder) or from a [`Document`] in JSON or TOML
//!   ([`Case::from_json`], [`Case::from_toml`]), and passes the same checks either way.
//! - [`graph::node`] and [`graph::relation`]: the twelve kinds of node and the relations that may join them. The
//!   [schema](graph::SCHEMA) is one table; types, checks and documentation come from it.
//! - [`case::Claim`] and [`evidence`]: what is claimed, how it is meant, and what it rests on.
//! - [`mapping`], [`profile`], [`spe`], [`sphere`], [`realization`], [`readiness`], [`dynamic_capabilities`], [`alignment`],
//!   [`ambidexterity`], [`dialogue`], [`offering`], [`balance`], [`outcome`], [`effort`]: the analyses. Each takes a case
//!   and gives a value that prints itself, serialises, and names the claims behind every figure.
//! - [`qca`]: which combinations of conditions go with an outcome, across cases, from any table of memberships.
//! - [`conditions`]: from encoded cases to such a table, by named conditions, with what each cell rests on.
//! - [`lattice`]: Formal Concept Analysis of cases or of any table: concepts, their lattice, implications, rules.
//! - [`render`]: pictures of a case, of a map, of a lattice and of a truth table, as SVG, Markdown, Graphviz and Mermaid.
//! - [`agreement`]: how far coders agree, on a plain table or on spans of a text; it needs no case.
//! - `refi`, with the feature `refi-qda`: projects and codebooks of other programs, read and written; codings become cases
//!   and ratings.
//! - [`findings`]: what the sources found, each finding as a rule that can be asked of any cases.
//! - [`theory`]: the constructs of the theory with definitions, aliases and sources.
//!
//! # What it does not do
//!
//! It reads no files, knows no clock and draws no random numbers but from a seed: text, dates and seeds come from the
//! caller, and the same input gives the same output on every platform. It does not find co-creation in texts; people code the texts. It
//! computes no verdict where the evidence carries none: it gives an interval, or says why there is none.
//!
//! # Features
//!
//! - `json`, `toml` (both on by default): reading and writing case documents. Without them, cases are built in code.
//! - `refi-qda`: reading and writing projects and codebooks of programs for qualitative analysis (the module `refi`).
//! - `cases`: the published cases on which the crate was built, ready to be asked (`cases::rolls_royce()`).
//!
//! # More
//!
//! The pages in [`_documentation`] tell why things are as they are, how the crate is laid out, what a case document looks
//! like, and how the sources of the theory became types. Whoever has a paper and wants a case begins with
//! [the encoding guide](_documentation::encoding).

pub mod _documentation;
mod absence;
pub mod agreement;
pub mod alignment;
pub mod ambidexterity;
pub mod balance;
mod beta;
pub mod case;
#[cfg(feature = "cases")]
pub mod cases;
pub mod conditions;
pub mod dialogue;
pub mod dynamic_capabilities;
pub mod effort;
mod error;
pub mod evidence;
pub mod faults;
pub mod findings;
pub mod graph;
pub mod lattice;
pub mod mapping;
pub mod offering;
pub mod outcome;
pub mod profile;
pub mod qca;
mod quantile;
mod random;
pub mod readiness;
pub mod realization;
#[cfg(feature = "refi-qda")]
pub mod refi;
pub mod render;
pub mod spe;
pub mod sphere;
pub mod theory;

pub use case::document::Document;
pub use case::{Case, CaseBuilder, Problem, Problems};
pub use error::{Error, ErrorKind};

mod sealed {
    #[expect(unnameable_types, reason = "a private supertrait seals the traits that nobody outside should implement")]
    pub trait Sealed {}
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
