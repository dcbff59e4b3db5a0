//! Dialogue: its qualities, what is talked about, and sequences of utterances.
//!
//! [`analyse`] says which qualities of dialogue (T21) and which dialoguing practices (T20) a case attests, and reads each
//! sequence of acts (T54): who spoke, who answered whom, how the talk passed from one practice to another, and where it
//! turned.
//!
//! Sources: the dialogue chapter, Table 8.3; Serbin Wikner 2009, §6.1. What counts as a turning point is this crate's.

mod report;
mod sequence;
mod turn;

pub use sequence::{Answer, Sequence, Transition, Utterance};
pub use turn::{Turn, TurningPoint};

use serde::Serialize;

use crate::Case;
use crate::case::attestation::{Fit, by_entry, codings, key, names, sought_code, sought_relation};
use crate::case::{Attestation, Attested, Claim, ClaimId, Gap, View};
use crate::graph::node::{Judgement, NodeKind, Practice};
use crate::graph::relation::RelationKind;
use crate::theory::typology::{DialogueQuality, DialoguingPractice};
use crate::theory::{Typology, t};

/// Analyses the dialogue that a case records.
///
/// Answers: which qualities does the talk show, and on what evidence? What is talked about, and in which acts? In each
/// sequence, who answers whom, which practice follows which, and where does the talk turn?
///
/// A sequence is made of the acts with a place in a sequence (`sequence`) that are part of the same act, in the order of
/// their places; those that are part of none make one by themselves. Whether such acts are talk, the case does not say.
///
/// O(nodes + claims + searches), with a logarithm for sorting; transitions and answers are as many as pairs of practices
/// and of speakers of neighbouring and of answering acts.
///
/// ```
/// use cocreation::evidence::Sign;
/// use cocreation::graph::node::{Act, Actor, Practice, Resource};
/// use cocreation::graph::relation::{Enacts, PartOf, RespondsTo, TakesPartIn, TakesStance};
/// use cocreation::theory::typology::DialoguingPractice::{AboutTheCustomer, StepsRequired};
/// use cocreation::{Case, dialogue};
///
/// let mut case = Case::builder("a-meeting");
/// let [ann, bob] = [case.add("ann", Actor::new("Ann")), case.add("bob", Actor::new("Bob"))];
/// let customer = case.add("customer", Practice::new("Talk about the customer").coded(AboutTheCustomer)); // c1
/// let steps = case.add("steps", Practice::new("Talk about steps").coded(StepsRequired)); // c2
/// let tool = case.add("tool", Resource::new("A tool"));
/// let meeting = case.add("meeting", Act::new("A meeting"));
/// let said = [(ann, customer), (bob, customer), (bob, steps)];
/// let mut acts = Vec::new();
/// for (nth, (speaker, practice)) in (1..).zip(said) {
///     let act = case.add(format!("u{nth}"), Act::new("Something said").sequence(nth));
///     case.relate(act, PartOf, meeting); // c3, c6, c9
///     case.relate(speaker, TakesPartIn, act); // c4, c7, c10
///     case.relate(act, Enacts, practice); // c5, c8, c11
///     acts.push(act);
/// }
/// case.relate(acts[1], RespondsTo, acts[0]); // c12
/// case.relate(bob, TakesStance, tool).stance(Sign::Negative).during(acts[1]); // c13
/// case.relate(bob, TakesStance, tool).during(acts[2]); // c14
/// let found = dialogue::analyse(&case.build()?);
///
/// let talk = &found.sequences[0];
/// assert_eq!((talk.whole.as_deref(), talk.utterances.len()), (Some("meeting"), 3));
/// let steps: Vec<String> = talk.transitions.iter().map(ToString::to_string).collect();
/// assert_eq!(steps, ["About the customer → About the customer: 1", "About the customer → Steps required: 1"]);
/// assert_eq!(talk.answers[0].to_string(), "bob answers ann: 1 [c4, c7, c12]");
/// assert_eq!(talk.turning_points[0].to_string(), "u3: bob on tool, from - to + [c13, c14]");
/// # Ok::<(), cocreation::Problems>(())
/// ```
pub fn analyse(case: &Case) -> Dialogue {
    let kinds = [NodeKind::Act, NodeKind::Practice, NodeKind::Judgement];
    let found = Dialogue {
        case: case.id().into(),
        qualities: by_entry(case, &kinds),
        judgements: judgements(case),
        practices: DialoguingPractice::ALL.iter().map(|&practice| Dialoguing::of(case, practice)).collect(),
        sequences: sequence::all(case),
        gaps: Vec::new(),
    };
    Dialogue { gaps: found.find_gaps(), ..found }
}

/// The dialogue of a case; made by [`analyse`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Dialogue {
    /// The id of the case.
    pub case: Box<str>,
    /// The seven qualities, in the register's order.
    pub qualities: Vec<Attested<DialogueQuality>>,
    /// The judgements on the qualities of dialogue (T21), in the case's order.
    pub judgements: Vec<QualityJudgement>,
    /// The five dialoguing practices, in the register's order.
    pub practices: Vec<Dialoguing>,
    /// The sequences, in the case's order of what they are part of; what is part of nothing comes last.
    pub sequences: Vec<Sequence>,
    /// What is missing, searched in vain or never searched.
    pub gaps: Vec<Gap>,
}

/// A judgement on the qualities of dialogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QualityJudgement {
    /// The judgement.
    pub judgement: Box<str>,
    /// What was judged, in words.
    pub value: Box<str>,
    /// Of what it speaks.
    pub about: Vec<Box<str>>,
    /// The claims that say so, in the case's order.
    pub claims: Vec<ClaimId>,
}

/// One dialoguing practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dialoguing {
    /// Which one.
    #[serde(serialize_with = "key")]
    pub practice: DialoguingPractice,
    /// The practices coded so.
    pub nodes: Vec<Box<str>>,
    /// What that rests on.
    pub attestation: Attestation,
    /// The acts that enact them, in the case's order.
    pub acts: Vec<Box<str>>,
    /// Whether any act does.
    pub enacted: Attestation,
}

fn judgements(case: &Case) -> Vec<QualityJudgement> {
    let on_dialogue = case.all::<Judgement>().filter(|judgement| judgement.construct() == t(21));
    let of = |judgement: View<'_, Judgement>| {
        let claims: Vec<Claim<'_>> = judgement.outgoing_by(RelationKind::Judges).filter(Claim::holds).collect();
        QualityJudgement {
            judgement: judgement.id().into(),
            value: judgement.value().unwrap_or_default().into(),
            about: names(claims.iter().filter_map(Claim::object)),
            claims: claims.iter().map(Claim::id).collect(),
        }
    };
    on_dialogue.map(of).collect()
}

impl Dialoguing {
    fn of(case: &Case, practice: DialoguingPractice) -> Self {
        let codings: Vec<Claim<'_>> = case
            .all::<Practice>()
            .flat_map(|node| codings::<DialoguingPractice>(*node))
            .filter(|(entry, _)| *entry == practice)
            .map(|(_, claim)| claim)
            .collect();
        let enacting: Vec<[Claim<'_>; 2]> = codings
            .iter()
            .flat_map(|&coding| coding.subject().incoming_by(RelationKind::Enacts).map(move |claim| [coding, claim]))
            .collect();
        let done = enacting.iter().filter(|pair| pair.iter().all(Claim::holds));
        let sought = || sought_code(case, practice, &[NodeKind::Practice]);
        let in_acts =
            sought_relation(case, RelationKind::Enacts, |act, of| Fit::anything(act).and(Fit::coded(of, practice)));
        Self {
            practice,
            nodes: names(codings.iter().filter(|claim| claim.holds()).map(Claim::subject)),
            acts: names(done.map(|[_, claim]| claim.subject())),
            attestation: Attestation::of(codings).sought(sought()),
            enacted: Attestation::of_groups(enacting).sought(sought().into_iter().chain(in_acts)),
        }
    }
}

impl Dialogue {
    fn find_gaps(&self) -> Vec<Gap> {
        let qualities = self.qualities.iter().filter_map(|row| row.attestation.gap(row.entry.entry().label));
        let practices = self.practices.iter().filter_map(|row| row.enacted.gap(format!("talk: {}", row.practice)));
        let sequences = self.sequences.iter().flat_map(Sequence::gaps);
        let sequences = sequences.chain(self.sequences.is_empty().then(|| Gap::unsearched("a sequence of utterances")));
        qualities.chain(practices).chain(sequences).collect()
    }
}
