//! Pictures of a case, of a map, of a lattice and of a set-theoretic analysis: cartwheel, case matrix, graph of the system,
//! Hasse diagram, XY plot, truth table, solution.
//!
//! A picture is drawn from what a case or an analysis says, then written in the format that a page, a report or another
//! program takes. Each comes as a `String`, equal to the byte for equal input; where it goes is the caller's business.
//!
//! | picture | drawn from | written as |
//! | --- | --- | --- |
//! | [`cartwheel`]: two wheels, capabilities and practices, and the links between them | a [`Mapping`](crate::mapping::Mapping) | SVG, Markdown |
//! | [`matrix`]: what a case records of each of the eight practices | a [`Case`](crate::Case) | SVG, Markdown |
//! | [`hasse`]: the concepts of a table and what covers what | a [`Lattice`](crate::lattice::Lattice) | SVG, Graphviz DOT |
//! | [`xy`]: memberships of cases in a condition and in an outcome | a [table](crate::qca::Table) and two expressions | SVG |
//! | [`truth_table()`]: combinations of conditions, their output, fit and cases | a [`TruthTable`](crate::qca::TruthTable) | SVG, Markdown |
//! | [`solution()`]: terms by conditions, with their fit | a [`Solution`](crate::qca::Solution) | Markdown |
//! | [`system`]: nodes and relations, boxed by sphere | a [`Case`](crate::Case), or [some of its nodes](system_of) | Graphviz DOT, Mermaid |
//!
//! ```
//! use cocreation::graph::{node::{Actor, Capability, Practice}, relation::{Enables, Performs}};
//! use cocreation::mapping::{self, Prior};
//! use cocreation::{Case, render};
//!
//! let mut case = Case::builder("advice");
//! let maker = case.add("maker", Actor::provider("Engine maker"));
//! let develop = case.add("develop", Capability::developmental("Helping pilots to learn"));
//! let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
//! case.relate(develop, Enables, advice);
//! case.relate(maker, Performs, advice);
//! let case = case.build()?;
//!
//! let map = mapping::map([&case], &Prior::literature());
//! let wheel = render::cartwheel(&map).svg();      // for std::fs::write("cartwheel.svg", wheel)
//! assert!(wheel.starts_with("<svg ") && wheel.contains("<title>Developmental × Co-diagnosis: evidenced"));
//!
//! let table = render::matrix(&case).markdown();   // for a report
//! assert!(table.contains("| Linking | Co-diagnosis | Advice to pilots |"));
//!
//! let graph = render::system(&case).mermaid();    // for a page that draws Mermaid
//! assert!(graph.contains("flowchart") && graph.contains("Engine maker"));
//! # Ok::<(), cocreation::Problems>(())
//! ```
//!
//! # What the pictures keep to
//!
//! - **Unknown is not zero.** What nobody looked for is told apart from what was looked for and not found.
//! - **Never by colour alone.** Status is a line style and a mark; the manner of a claim is a word.
//! - **Light and dark.** An SVG has a ground of its own and follows the reader's `prefers-color-scheme`.
//! - **Text is text.** It can be searched, read aloud and translated; `title` and `desc` say what the picture says. The
//!   width of letters is estimated, generously, since the fonts are the reader's.
//! - **Bounded.** However large the case, a picture shows what a reader can take in, and says how much it leaves out.
//! - **Any text is safe.** Ids and labels are escaped for each format, and no id of a case becomes an identifier in it.

mod cartwheel;
mod dot;
mod hasse;
mod layers;
mod lines;
mod markdown;
mod matrix;
mod mermaid;
mod solution;
mod svg;
mod system;
mod truth_table;
mod xy;

pub use cartwheel::{Cartwheel, cartwheel};
pub use hasse::{Hasse, hasse};
pub use matrix::{Matrix, matrix};
pub use solution::{SolutionChart, solution};
pub use system::{System, system, system_of};
pub use truth_table::{TruthTableChart, truth_table};
pub use xy::{Xy, xy};

/// How many things a text lists before it only says how many more there are.
const LISTED: usize = 8;

/// `a; b; c; and 4 more`: labels have commas of their own.
fn listed<'t>(items: impl ExactSizeIterator<Item = &'t str>) -> String {
    let more = items.len().saturating_sub(LISTED);
    let shown = items.take(LISTED).collect::<Vec<_>>().join("; ");
    if more > 0 { format!("{shown}; and {more} more") } else { shown }
}

/// `1 case`, `2 cases`.
fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
