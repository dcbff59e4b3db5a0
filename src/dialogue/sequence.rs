//! Sequences of acts: who spoke, what followed what, and who answered whom.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::turn::{Stances, TurningPoint};
use crate::Case;
use crate::case::attestation::{Fit, key, keys, names, sought_within};
use crate::case::{Attestation, Claim, ClaimId, Gap, Node, PatternView, View};
use crate::graph::node::Act;
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::DialoguingPractice;

/// Acts in a sequence, such as the utterances of a meeting.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sequence {
    /// The act that they are part of, if there is one.
    pub whole: Option<Box<str>>,
    /// The acts by their places, and in the case's order where they share one.
    pub utterances: Vec<Utterance>,
    /// Which dialoguing practice follows which, in the register's order: from each act to those at the next place.
    pub transitions: Vec<Transition>,
    /// Steps between neighbouring places that are in no transition, as one side has no dialoguing practice.
    pub uncoded: usize,
    /// The places that no act has, between the first and the last: first and last of each stretch. No step leads over them.
    pub missing: Vec<(u32, u32)>,
    /// Who answers whom, in the case's order of the actors.
    pub answers: Vec<Answer>,
    /// The claims of answers in which one side has nobody on record.
    pub unattributed: Vec<ClaimId>,
    /// Whether anything answers anything in it.
    pub answering: Attestation,
    /// Where the talk turns, by place.
    pub turning_points: Vec<TurningPoint>,
}

/// One act of a sequence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Utterance {
    /// The act.
    pub act: Box<str>,
    /// Its place.
    pub place: u32,
    /// Who takes part in it.
    pub speakers: Vec<Box<str>>,
    /// The dialoguing practices that it is an instance of.
    #[serde(serialize_with = "keys")]
    pub practices: Vec<DialoguingPractice>,
    /// The resources that it draws on.
    pub resources: Vec<Box<str>>,
    /// The acts that it answers.
    pub answers: Vec<Box<str>>,
    /// The claims that say so, in the case's order.
    pub claims: Vec<ClaimId>,
}

/// That the talk went on from one dialoguing practice to another, or stayed with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Transition {
    /// The practice of the earlier act.
    #[serde(serialize_with = "key")]
    pub from: DialoguingPractice,
    /// That of the later one.
    #[serde(serialize_with = "key")]
    pub to: DialoguingPractice,
    /// The acts on either side, once for each step.
    pub steps: Vec<(Box<str>, Box<str>)>,
}

/// That one actor answers another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Who answers.
    pub from: Box<str>,
    /// Who is answered.
    pub to: Box<str>,
    /// The answering and the answered act, once for each pair. An act of several speakers is an answer of each.
    pub acts: Vec<(Box<str>, Box<str>)>,
    /// The claims that say so, in the case's order.
    pub claims: Vec<ClaimId>,
}

/// The sequences of the case.
pub(super) fn all(case: &Case) -> Vec<Sequence> {
    let mut groups: BTreeMap<(bool, u32), Vec<View<'_, Act>>> = BTreeMap::new();
    for act in case.all::<Act>().filter(|act| act.sequence().is_some()) {
        let wholes: BTreeSet<u32> = targets(*act, RelationKind::PartOf).map(|(_, whole)| whole.index).collect();
        let alone = wholes.is_empty().then_some((true, 0));
        for group in wholes.into_iter().map(|whole| (false, whole)).chain(alone) {
            groups.entry(group).or_default().push(act);
        }
    }
    let whole = |(alone, index): (bool, u32)| (!alone).then_some(Node { case, index });
    let stances = Stances::of(case);
    groups.into_iter().map(|(group, acts)| Sequence::of(case, whole(group), &acts, &stances)).collect()
}

/// The objects of the holding claims of a relation.
fn targets<'g>(node: Node<'g>, relation: RelationKind) -> impl Iterator<Item = (Claim<'g>, Node<'g>)> {
    node.outgoing_by(relation).filter(Claim::holds).filter_map(|claim| Some((claim, claim.object()?)))
}

fn speaking<'g>(act: Node<'g>) -> impl Iterator<Item = Claim<'g>> {
    act.incoming_by(RelationKind::TakesPartIn).filter(Claim::holds)
}

/// The acts at one place of a sequence.
pub(super) struct At<'g> {
    pub(super) place: u32,
    pub(super) acts: Vec<Node<'g>>,
}

fn by_place<'g>(acts: &[View<'g, Act>]) -> Vec<At<'g>> {
    let mut places: BTreeMap<u32, Vec<Node<'g>>> = BTreeMap::new();
    for act in acts {
        places.entry(act.sequence().unwrap_or_default()).or_default().push(**act);
    }
    places.into_iter().map(|(place, acts)| At { place, acts }).collect()
}

impl Sequence {
    fn of<'g>(case: &'g Case, whole: Option<Node<'g>>, acts: &[View<'g, Act>], stances: &Stances<'g>) -> Self {
        let places = by_place(acts);
        let said = places.iter().flat_map(|at| at.acts.iter().map(|&act| Utterance::of(act, at.place)));
        let utterances: Vec<Utterance> = said.collect();
        let (transitions, uncoded) = transitions(&utterances);
        let (answers, unattributed) = answers(acts);
        let answering = acts.iter().flat_map(|act| act.incoming_by(RelationKind::RespondsTo));
        let within = |pattern: PatternView<'_>| match acts.iter().filter(|act| pattern.fits(***act)).count() {
            0 => Fit::None,
            fitting if fitting == acts.len() => Fit::Whole,
            _ => Fit::Part,
        };
        let sought = sought_within(case, whole, RelationKind::RespondsTo, |from, to| within(from).and(within(to)));
        Self {
            whole: whole.map(|whole| whole.id().into()),
            missing: missing(&places),
            transitions,
            uncoded,
            answers,
            unattributed,
            answering: Attestation::of(answering).sought(sought),
            turning_points: stances.turning_points(&places),
            utterances,
        }
    }

    pub(super) fn gaps(&self) -> Vec<Gap> {
        let whole = self.whole.as_deref().unwrap_or("acts that are part of none");
        let unsearched = |missing: bool, what: &str| missing.then(|| Gap::unsearched(format!("{whole}, {what}")));
        let speechless = self.utterances.iter().any(|one| one.speakers.is_empty());
        let uncoded = self.utterances.iter().any(|one| one.practices.is_empty());
        let gaps = [
            self.answering.gap(format!("{whole}, who answers whom")),
            unsearched(speechless, "who speaks in some of its acts"),
            unsearched(uncoded, "the dialoguing practices of some of its acts"),
            unsearched(!self.missing.is_empty(), "the acts at some of its places"),
        ];
        gaps.into_iter().flatten().collect()
    }
}

impl Utterance {
    fn of(act: Node<'_>, place: u32) -> Self {
        let speaking: Vec<Claim<'_>> = speaking(act).collect();
        let [enacted, drawn, answered] = [RelationKind::Enacts, RelationKind::Integrates, RelationKind::RespondsTo]
            .map(|relation| targets(act, relation).collect::<Vec<_>>());
        let objects = |pairs: &[(Claim<'_>, Node<'_>)]| names(pairs.iter().map(|(_, node)| *node));
        let others = [&enacted, &drawn, &answered].into_iter().flatten().map(|(claim, _)| claim);
        let mut claims: Vec<ClaimId> = speaking.iter().chain(others).map(Claim::id).collect();
        claims.sort_unstable();
        let is = |practice: &DialoguingPractice| enacted.iter().any(|(_, node)| node.has_code(*practice));
        Self {
            act: act.id().into(),
            place,
            speakers: names(speaking.iter().map(Claim::subject)),
            practices: DialoguingPractice::ALL.iter().copied().filter(is).collect(),
            resources: objects(&drawn),
            answers: objects(&answered),
            claims,
        }
    }
}

/// Two acts, the later of which follows or answers, by their ids.
type Step = (Box<str>, Box<str>);

/// The transitions between neighbouring places, and the number of steps without one.
fn transitions(utterances: &[Utterance]) -> (Vec<Transition>, usize) {
    let mut found: BTreeMap<(DialoguingPractice, DialoguingPractice), Vec<Step>> = BTreeMap::new();
    let mut uncoded = 0;
    let places: Vec<&[Utterance]> = utterances.chunk_by(|a, b| a.place == b.place).collect();
    let pairs = places.iter().zip(places.iter().skip(1));
    let steps = pairs.flat_map(|(here, next)| here.iter().flat_map(|a| next.iter().map(move |b| (a, b))));
    for (a, b) in steps.filter(|(a, b)| a.place.checked_add(1) == Some(b.place)) {
        uncoded += usize::from(a.practices.is_empty() || b.practices.is_empty());
        for pair in a.practices.iter().flat_map(|&from| b.practices.iter().map(move |&to| (from, to))) {
            found.entry(pair).or_default().push((a.act.clone(), b.act.clone()));
        }
    }
    let transition = |((from, to), steps)| Transition { from, to, steps };
    (found.into_iter().map(transition).collect(), uncoded)
}

fn missing(places: &[At<'_>]) -> Vec<(u32, u32)> {
    let pairs = places.iter().zip(places.iter().skip(1)).map(|(a, b)| (a.place, b.place));
    pairs.filter(|(a, b)| b - a > 1).map(|(a, b)| (a + 1, b - 1)).collect()
}

/// Who answers whom: whatever responds to an act of the sequence, whether or not it has a place in it.
fn answers(acts: &[View<'_, Act>]) -> (Vec<Answer>, Vec<ClaimId>) {
    let mut found: BTreeMap<(u32, u32), Found<'_>> = BTreeMap::new();
    let mut unattributed = Vec::new();
    let answering =
        acts.iter().flat_map(|act| act.incoming_by(RelationKind::RespondsTo).map(move |claim| (claim, **act)));
    for (claim, act) in answering.filter(|(claim, _)| claim.holds()) {
        let pairs = speaking(claim.subject()).flat_map(|from| speaking(act).map(move |to| [from, to]));
        let mut pairs = pairs.peekable();
        unattributed.extend(pairs.peek().is_none().then(|| claim.id()));
        for [from, to] in pairs {
            let ends = [from.subject(), to.subject()];
            let new = || Found { ends, acts: BTreeMap::new(), claims: Vec::new() };
            let answer = found.entry((ends[0].index, ends[1].index)).or_insert_with(new);
            answer.acts.insert((claim.subject().index, act.index), (claim.subject(), act));
            answer.claims.extend([claim.id(), from.id(), to.id()]);
        }
    }
    unattributed.sort_unstable();
    (found.into_values().map(Found::answer).collect(), unattributed)
}

struct Found<'g> {
    ends: [Node<'g>; 2],
    acts: BTreeMap<(u32, u32), (Node<'g>, Node<'g>)>,
    claims: Vec<ClaimId>,
}

impl Found<'_> {
    fn answer(mut self) -> Answer {
        self.claims.sort_unstable();
        self.claims.dedup();
        let [from, to] = self.ends.map(|actor| actor.id().into());
        let acts = self.acts.into_values().map(|(a, b)| (a.id().into(), b.id().into())).collect();
        Answer { from, to, acts, claims: self.claims }
    }
}
