//! From encoded cases to a table for comparison: named conditions, each with what every cell rests on.
//!
//! "Firms with ties and trust realise value": to compare cases by such a sentence, each case needs a membership in `TIES` and
//! in `VALUE`. A [`Condition`] is a name and a way of reading a case; [`table`] reads all cases by all conditions and gives
//! the [`qca::Table`](crate::qca::Table) together with the claims, the searches or the gaps behind each cell.
//!
//! | condition | membership |
//! | --- | --- |
//! | [`Condition::presence`]: a kind of node, a relation, a code | 1 if attested, 0 if denied or sought in vain in the whole case |
//! | [`Condition::compelling_event`]: an event of a kind that sets co-creation off | 1 if attested, 0 if no event was found |
//! | [`Condition::ties`]: ties of some kinds between actors | 1 if attested, 0 if sought in vain in the whole case |
//! | [`Condition::value`]: value realised or gained | 1 if attested, 0 if sought in vain in the whole case |
//! | [`Condition::engagement`]: a figure of [`spe`](crate::spe), such as P, S or the headline | the figure, or its bounds |
//! | [`Condition::degree`]: the degree that claims of a relation state | the degree, or its bounds |
//! | [`Condition::outcome`], [`Condition::judgement`]: what was judged | what the caller says that the words stand for |
//! | [`Condition::by`]: anything else | what the caller's function says |
//!
//! # What is not known
//!
//! A cell is 0 only where the case settles it. A case that is silent is *unknown*, an interval of `spe` keeps its bounds
//! ([`Membership`](crate::qca::Membership)), and no word is given a number by this crate. An analysis then leaves the case out and
//! says so, or takes the bounds ([`qca::fit_bounds`](crate::qca::fit_bounds)).
//!
//! ```
//! use cocreation::Case;
//! use cocreation::case::{Pattern, Search};
//! use cocreation::conditions::{self, Condition};
//! use cocreation::graph::{node::{Act, Actor, NodeKind, Value}, relation::{Realizes, RelationKind, TiedTo}};
//! use cocreation::qca::{NecessityCuts, single_conditions};
//! use cocreation::theory::typology::TieKind;
//!
//! let firm = |id: &str, ties: bool, value: bool| {
//!     let mut case = Case::builder(id);
//!     let [maker, buyer] = [case.add("maker", Actor::provider("Maker")), case.add("buyer", Actor::customer("Buyer"))];
//!     let (work, gain) = (case.add("work", Act::new("Work")), case.add("gain", Value::new("Gain")));
//!     let anybody = Pattern::kind(NodeKind::Actor);
//!     if ties {
//!         case.relate(maker, TiedTo, buyer).kind(TieKind::Trust);
//!     } else {
//!         case.search(Search::not_found("ties").subject(anybody).relation(RelationKind::TiedTo).object(anybody));
//!     }
//!     if value {
//!         case.relate(work, Realizes, gain);
//!     } else {
//!         case.search(Search::not_found("value").relation(RelationKind::Realizes));
//!     }
//!     case.build()
//! };
//! let cases = [firm("a", true, true)?, firm("b", true, false)?, firm("c", false, false)?, Case::builder("d").build()?];
//! let encoded = conditions::table(&cases, [Condition::ties([TieKind::Trust]), Condition::value()])?;
//! assert_eq!(encoded.table.membership(2, "TIES")?, Some(0.0));
//! assert_eq!(encoded.table.membership(3, "TIES")?, None); // nobody looked
//! assert_eq!(encoded.reading(0, "TIES").map(|cell| cell.claims.len()), Some(1));
//!
//! let ties = &single_conditions(&encoded.table, &["TIES"], "VALUE")?[1];
//! let cuts = NecessityCuts { coverage: 0.0, relevance: 0.5, ..NecessityCuts::default() };
//! assert!(ties.is_necessary_but_not_sufficient(&cuts, 0.8)); // in the three cases that are known
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod condition;
mod encoded;
mod judged;
mod reading;

pub use condition::Condition;
pub use encoded::{Encoded, table};
pub use reading::Reading;
