//! Findings that the sources state, checked on encoded cases.
//!
//! The works from which the published cases come state what they found: that concerted capability goes with co-ideation,
//! that no customer took part, and so on. Each of the nineteen [findings](ALL) is a rule that can be asked of any set of
//! cases, and answers *supported*, *not supported* or *not testable*, with the claims and searches that decided it.
//!
//! # What counts
//!
//! - **No finding proves itself.** A claim or search all of whose evidence is the authors' own claim counts neither for nor
//!   against. One that rests on anything else, or on nothing, counts.
//! - **Unknown is not zero.** That there is no instance, or that nobody takes part, rests on a search that looked for it and
//!   did not find it. Where the claims and searches say too little, the finding is not testable, and the verdict says
//!   which evidence would make it so.
//! - **Not supported is a result.** It stands where the cases say otherwise.
//! - **Any set of cases.** A finding about certain firms knows them by what the source says of them and not by their names;
//!   [`Finding::published`] says which published cases it was stated of.
//!
//! ```
//! use cocreation::Case;
//! use cocreation::evidence::Source;
//! use cocreation::findings::{self, Outcome};
//! use cocreation::graph::{node::{Capability, Practice}, relation::Enables};
//!
//! let concerted_goes_with_linking = findings::find("F5").expect("one of them");
//! let mut case = Case::builder("engine-care");
//! let paper = case.source(Source::new("paper", "A published case"));
//! let concerted = case.add("concerted", Capability::concerted("All departments in step"));
//! let practices = [Practice::co_ideation("Ideas"), Practice::co_valuation("Worth"), Practice::co_diagnosis("Needs")];
//! for (nth, practice) in (1..).zip(practices) {
//!     let practice = case.add(format!("practice-{nth}"), practice);
//!     case.relate(concerted, Enables, practice).evidence(paper.at("§5").reported("told of a meeting"));
//! }
//! let case = case.build()?;
//!
//! let verdict = concerted_goes_with_linking.check([&case]);
//! assert_eq!(verdict.outcome, Outcome::Supported);
//! assert_eq!(verdict.cases[0].supporting.claims.len(), 3);
//!
//! // Nobody asked about ties and trust, so nobody can say whether they are necessary.
//! let verdict = findings::find("F7").expect("one of them").check([&case]);
//! assert_eq!(verdict.outcome, Outcome::NotTestable);
//! println!("{verdict}"); // with what it would take
//! # Ok::<(), cocreation::Problems>(())
//! ```
//!
//! The verdicts on the published cases stand in [a page of the documentation](crate::_documentation::findings).

mod capabilities;
mod counted;
mod dialogue;
mod engagement;
mod focus;
mod learning;
mod tool;
mod verdict;

pub use verdict::{CaseGrounds, Grounds, Outcome, Verdict};

use crate::Case;
use crate::theory::Citation;
use verdict::Judged;

/// A finding of one of the sources, as a rule for encoded cases.
#[derive(Clone, Copy, Debug)]
pub struct Finding {
    /// `F1` to `F19`.
    pub id: &'static str,
    /// What the source found, in this crate's own words.
    pub statement: &'static str,
    /// Where it says so.
    pub source: Citation,
    /// The published cases that it is about, by their ids (`C1` to `C8`).
    pub published: &'static [&'static str],
    /// When it is supported, when it is not, and by which unit that is told.
    pub rule: &'static str,
    /// Which evidence makes it testable.
    pub needs: &'static str,
    judge: fn(&[&Case]) -> Judged,
}

impl Finding {
    /// Checks the finding on cases, published or not.
    ///
    /// The verdict depends neither on the order of the cases nor on the ids in them. O(claims²) in each case at worst, for
    /// rules that compare acts, actors or pairs, and nearly O(claims) for the others; F6 assesses the joint spheres.
    pub fn check<'c>(&self, cases: impl IntoIterator<Item = &'c Case>) -> Verdict {
        let cases: Vec<&Case> = cases.into_iter().collect();
        Verdict::of(self.id, self.needs, (self.judge)(&cases))
    }
}

/// The finding with this id, if there is one.
///
/// ```
/// use cocreation::findings;
///
/// assert_eq!(findings::find("F14").map(|finding| finding.published), Some(&["C5", "C6"][..]));
/// assert!(findings::find("F20").is_none());
/// ```
pub fn find(id: &str) -> Option<&'static Finding> {
    ALL.iter().find(|finding| finding.id == id)
}

const FIRMS: &[&str] = &["C1", "C2", "C3", "C4"];

macro_rules! findings {
    ($($id:ident $judge:path, $work:literal $at:literal, $published:expr, $statement:literal, $rule:literal, $needs:literal;)+) => {
        /// Every finding, in the order of their ids.
        pub const ALL: &[Finding] = &[$(Finding {
            id: stringify!($id),
            statement: $statement,
            source: Citation { work: $work, locator: $at },
            published: $published,
            rule: $rule,
            needs: $needs,
            judge: $judge,
        }),+];
    };
}

findings! {
    F1 capabilities::no_practice_of_the_underpinning, "MC16" "§6", FIRMS,
        "No practice is tied directly to the relational or the ethical capability.",
        "Supported if in each case both capabilities were looked for in the whole case and no practice that they enable was \
         found. Not supported if one of them enables a practice in some case. That practices build a capability, or that it \
         underpins a sphere, ties no practice to it.",
        "a search of the coders' own in each case, for a practice that the relational capability enables and for one that \
         the ethical capability enables.";
    F2 focus::most_materialising, "MC16" "§6", FIRMS,
        "The firm that opened a patent up to its customers has the most pronounced share of materialising practices.",
        "The case is known by its compelling event, an untapped resource. Counted are the items of the cells of tables: \
         claims that a practice is one of the eight, with evidence located in a table. Supported if the share of materialising \
         items is greater than in every other case, else not supported. What acts told outside the tables would give \
         stands beside it.",
        "cases with tables of practices, one of them set off by an untapped resource.";
    F3 focus::linking_and_institutionalising, "MC16" "§6", FIRMS,
        "The firm that draws universities and governments in leans more than the others towards linking and institutionalising.",
        "The case is known by an actor that is a university or a public body. Counted are the items of the cells of tables, \
         as for F2. Supported if the share of linking and institutionalising items is greater than in the other cases taken \
         together, else not supported. What acts told outside the tables would give stands beside it.",
        "cases with tables of practices, some with universities or public bodies and some without.";
    F4 engagement::practices_follow_events, "MC16" "§6", FIRMS,
        "There is a compelling event, and practices of co-creation follow it or are reinforced by it.",
        "Supported if in each case an event triggers one of the eight practices or an act that enacts one, or a compelling \
         event lies certainly before such an act. Not supported if in some case nothing that an event triggers was found \
         in the whole case, or all dates are known and no act can be later than any event.",
        "in each case, dates of the compelling event and of acts, or an informant who says which practices the event set \
         off; that an event changed the offering does not tell.";
    F5 capabilities::concerted_with_linking, "MC16" "§6", FIRMS,
        "Concerted capability goes with co-ideation, co-valuation and co-diagnosis.",
        "Supported if a concerted capability enables a practice of each of the three kinds in some case. Not supported if one \
         of the three was looked for in vain, or denied, in every case.",
        "claims or searches that tie a concerted capability to single practices rather than to an engagement as a whole.";
    F6 engagement::linking_goes_on, "MC16" "§6", FIRMS,
        "Where engagement is sustained and purposeful, linking practices go on into co-design and co-launching.",
        "The unit is the case. It is ENGAGED if P and S of a joint sphere, as this crate defines them, are known to be at least \
         0.5 on the day of the last dated act, and not if one of them is below 0.5 in every such sphere. Linking GOES_ON if for \
         each of the two kinds a linking practice feeds a practice of it, or an act of it answers or certainly follows an act \
         of linking; not if of one kind no act was found in the whole case, or that linking feeds it is denied. Decided by \
         inclS of ENGAGED for GOES_ON over all cases, bounded over what is not known: supported if it is 1 whatever the \
         unknown turns out to be, not supported if it is below 1 in any event.",
        "dated acts, so that it can be told how sustained the engagement was and what came after what.";
    F7 engagement::ties_necessary_not_sufficient, "MC16" "§6", FIRMS,
        "Ties and trust are necessary for value to be realised, and not sufficient.",
        "The unit is the case. It has TIES that are social, of trust or unspecified, not formal alone, or was searched for ties \
         in vain; VALUE is realised or gained, or was searched for in vain. Decided by the fit of TIES for VALUE over the cases \
         known in both: supported if inclN is 1 (no value without ties), RoN at least 0.5 (ties are not nearly everywhere) and \
         inclS below 1 (ties without value). Not supported if inclN is below 1, or if RoN is at least 0.5 and inclS is 1: then \
         ties suffice.",
        "cases that were searched for ties or for value in vain beside cases that have them.";
    F8 focus::focus_differs, "MC16" "§6", FIRMS,
        "The focus of practice differs between the cases, while each realises value.",
        "The focus of a case is the dimension, or are the dimensions, with most items of the cells of tables, as for F2. \
         Supported if two cases have no focus in common and in each case value is realised or gained. Not supported if any \
         two cases have a focus in common, or if a case was searched for value in vain. What acts told outside the tables \
         would give stands beside it.",
        "cases with tables of practices, and value realised or looked for in each.";
    F9 engagement::shared_profession, "MC16" "§6", FIRMS,
        "A common purpose is eased by a professional identity that actors share.",
        "Supported if in each case two actors, neither a part of the other, identify with one profession, and it governs a \
         purpose or a sphere. Not supported if in some case no actor who identifies with a profession was found in the \
         whole case, or it is denied and nobody shares one.",
        "what the people concerned say of the profession that they share with the other side.";
    F10 engagement::dependence_and_purpose, "MC16" "§6", FIRMS,
        "Common purpose is stronger where actors depend on each other.",
        "The unit is a pair of actors. It is DEPENDENT if each depends on the other, and not if that is denied or of degree 0 on \
         one side; a purpose is SHARED if both endorse one, and not if they do not although the stances of both on some \
         purpose are known. Decided over the pairs known in both: supported if inclS of DEPENDENT for SHARED is above inclS of \
         ~DEPENDENT for SHARED, else not supported.",
        "who depends on whom and who does not, with the stances of both on a purpose.";
    F11 capabilities::many_to_many, "MC16" "§5, Figure 1", FIRMS,
        "Each capability can inform several practices, and each practice is informed by several capabilities.",
        "Over all cases together: supported if each of the six capabilities enables at least two of the eight practices and \
         each practice is enabled by at least two. Not supported if for one of them at most one can be left, because \
         the others were looked for in vain, or denied, in every case.",
        "more claims that tie a capability to a single practice.";
    F12 dialogue::all_dialoguing_practices, "DIA" "Table 8.3", &["C5", "C6"],
        "All five practices of dialogue occur over the two workshops taken together.",
        "Supported if for each of the five there is an act in some case that enacts it. Not supported if one of them was \
         looked for in the whole of every case and not found.",
        "utterances coded to the practices of dialogue.";
    F13 dialogue::tasks_without_synergies, "DIA" "Table 8.3", &["C5"],
        "What participants have experienced serves to hand out tasks, and nobody searches for synergies.",
        "Supported if in each case an act in which somebody is said to do something later draws on a resource that an actor \
         possesses, and a search for talk that serves a purpose of synergy (told by its label) found none. Not supported if \
         an act or practice serves such a purpose.",
        "in each case, talk in which tasks are handed out, with the resources that it draws on, and a search for synergy.";
    F14 dialogue::customers_are_spoken_for, "DIA" "Tables 8.1 to 8.3", &["C5", "C6"],
        "No customer takes part; the partners bring the customers' perspective in.",
        "Supported if in each case a search for customers who take part in the session found none, and somebody who is no \
         customer speaks for one or takes part in talk about the customer or the customer perspective. Not supported if a \
         customer takes part in a session or in an act of one.",
        "in each case, a search for customers in the session, and utterances that bring their view in.";
    F15 tool::sacrifice_and_resistance, "DYN" "§7", &["C7"],
        "Those who see most sacrifice in the tool resist it, and no knowledge of the market goes in before the turning point.",
        "The tool is a resource or offering that somebody opposes and somebody endorses. Supported if in each case, of those \
         with a stance on it and known sacrifices, one who opposes bears more of them than any who endorses only, and a search \
         found no act that integrates market knowledge. Not supported if one who only endorses bears as many, or if an \
         act before the turning point, in which an opponent comes to endorse, integrates market knowledge.",
        "the sacrifices of somebody who takes to the tool, and resources known to be knowledge of the market.";
    F16 learning::purposes_align, "LRN" "Organisational and Personal Purpose", &["C8"],
        "For every member of staff who was interviewed, personal purpose and that of the organisation are in line.",
        "The unit is a person of the staff with evidence from an interview. Supported if in each case every one of them endorses \
         a personal purpose that aligns with one of the organisation. Not supported if a personal purpose of one is at odds \
         with it.",
        "a personal purpose of each person interviewed, in his or her words, and how it stands to that of the organisation.";
    F17 learning::capital_grows, "LRN" "Value Co-Creation", &["C8"],
        "Intangible capital grows along the practices that use it.",
        "Supported if in each case a practice or act that integrates a resource of intangible capital also grows it. Not \
         supported if one that integrates such a resource depletes it, or its growth is denied.",
        "observations of trust, commitment or creativity before and after a practice that draws on it.";
    F18 learning::beyond_customers, "LRN" "Value Co-Creation", &["C8"],
        "The joint sphere reaches beyond customers: to competitors, universities, installers, end users.",
        "Supported if in each case an actor with a role beside provider, employee and customer belongs to a joint sphere; which \
         roles is reported. Not supported if all that belong to one have those three roles alone.",
        "who is inside the joint sphere, and in which role.";
    F19 learning::four_absorptive_capacities, "LRN" "The Learning Organization as a Multilevel Context", &["C8"],
        "All four absorptive capacities are evidenced: acquisition, assimilation, transformation, exploitation.",
        "Supported if in each case a capability, practice or act is classified as each of the four. Not supported if one of \
         them was looked for in the whole of some case and not found.",
        "acts or practices of the case in which each of the four can be seen.";
}
