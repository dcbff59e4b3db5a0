//! The checks that every case passes, however it was made.

use std::collections::{HashMap, HashSet};

use super::assemble::{NOWHERE, quoted};
use super::codebook::Crosswalk;
use super::problem::{Locus, Problem, ProblemCode, Section};
use super::record::{Assertion, ClaimRecord, NodeRecord, Parts, Rare};
use crate::evidence::Measure;
use crate::graph::network::components;
use crate::graph::node::{Field, NodeKind};
use crate::graph::relation::{RelationKind, RelationRow};
use crate::graph::{Code, Tag, kinds_of};
use crate::theory;
use crate::theory::typology::{LISTS, SphereKind};

/// Finds every problem in the parts. O(parts).
pub(super) fn check(parts: &Parts, problems: &mut Vec<Problem>) {
    let mut checks = Checks { parts, problems, tag: Tag::of(&parts.id) };
    checks.sizes();
    checks.head();
    checks.sources();
    checks.codebooks();
    checks.evidence();
    for (place, node) in parts.nodes.iter().enumerate() {
        checks.node(place, node);
    }
    for (place, claim) in parts.claims.iter().enumerate() {
        checks.claim(place, claim);
    }
    checks.searches();
    checks.circles();
    checks.participation();
    checks.grounds();
}

struct Checks<'a> {
    parts: &'a Parts,
    problems: &'a mut Vec<Problem>,
    tag: Tag,
}

/// # Ids and texts
impl Checks<'_> {
    fn report(&mut self, code: ProblemCode, locus: Locus, message: impl Into<String>) {
        self.problems.push(Problem::new(code, locus, message));
    }

    /// Positions are 32 bits wide, and the last one stands for nothing.
    fn sizes(&mut self) {
        let parts = self.parts;
        let sizes = [
            (Section::Evidence, parts.evidence.len().max(parts.grounds.len())),
            (Section::Nodes, parts.nodes.len()),
            (Section::Claims, parts.claims.len().max(parts.receivers.len())),
        ];
        for (section, size) in sizes {
            if size >= NOWHERE as usize {
                let message = format!("{size} items are more than can be numbered; split the case");
                self.report(ProblemCode::TooLarge, Locus::head(section.key()), message);
            }
        }
    }

    fn head(&mut self) {
        if let Some(message) = bad_id(&self.parts.id) {
            self.report(ProblemCode::BadId, Locus::head("id"), message);
        }
    }

    fn sources(&mut self) {
        let parts = self.parts;
        self.ids(Section::Sources, parts.sources.iter().map(|source| &*source.id));
        self.ids(Section::Coders, parts.coders.iter().map(|coder| &*coder.id));
        for (place, source) in parts.sources.iter().enumerate() {
            self.text(Section::Sources, place, "title", &source.title);
            if let Some(key) = source.work.as_deref().filter(|key| theory::work(key).is_none()) {
                let message = format!("{} is not the key of a work that the theory cites; leave it out", quoted(key));
                self.report(ProblemCode::UnknownWork, Locus::item(Section::Sources, place, "work"), message);
            }
        }
    }

    fn codebooks(&mut self) {
        let parts = self.parts;
        self.ids(Section::Codebooks, parts.codebooks.iter().map(|book| &*book.id));
        for (place, book) in parts.codebooks.iter().enumerate() {
            if LISTS.iter().any(|list| *list.key == *book.id) {
                let message = format!("`{}` is the key of a closed list; choose another id", book.id);
                self.report(ProblemCode::CodebookClash, Locus::item(Section::Codebooks, place, "id"), message);
            }
            let mut seen = HashSet::new();
            for (nth, code) in book.codes.iter().enumerate() {
                let locus = |field: &str| Locus::item(Section::Codebooks, place, format!("codes[{nth}].{field}"));
                if let Some(message) = bad_id(&code.id) {
                    self.report(ProblemCode::BadId, locus("id"), message);
                }
                if !seen.insert(&*code.id) {
                    let message = format!("{} is the id of an earlier code too", quoted(&code.id));
                    self.report(ProblemCode::DuplicateId, locus("id"), message);
                }
                self.text(Section::Codebooks, place, &format!("codes[{nth}].label"), &code.label);
                self.crosswalk(place, nth, &code.crosswalk);
            }
        }
    }

    fn crosswalk(&mut self, place: usize, nth: usize, crosswalk: &Crosswalk) {
        let Crosswalk::To(codes) = crosswalk else { return };
        for (at, _) in codes.iter().enumerate().filter(|(_, code)| code.closed().is_none()) {
            let locus = Locus::item(Section::Codebooks, place, format!("codes[{nth}].equivalents[{at}]"));
            self.report(ProblemCode::UnknownCode, locus, "a crosswalk leads to entries of closed lists only");
        }
    }

    /// Codes of another case's codebooks can only come from a program, which forgot to build the codebook here.
    fn own_code(&mut self, code: Code, locus: impl FnOnce() -> Locus) {
        let Some((case, book, nth)) = code.own_place() else { return };
        let codes = self.parts.codebooks.get(book as usize).map_or(0, |book| book.codes.len());
        if case != self.tag || nth as usize >= codes {
            let message = "the code is of no codebook of this case; add its codebook";
            self.report(ProblemCode::UnknownCode, locus(), message);
        }
    }

    fn evidence(&mut self) {
        let parts = self.parts;
        for (place, evidence) in parts.evidence.iter().enumerate() {
            self.id(Section::Evidence, place, &evidence.id);
            self.text(Section::Evidence, place, "at", &evidence.locator);
            self.text(Section::Evidence, place, "paraphrase", &evidence.paraphrase);
        }
    }

    fn id(&mut self, section: Section, place: usize, id: &str) {
        if let Some(message) = bad_id(id) {
            self.report(ProblemCode::BadId, Locus::item(section, place, "id"), message);
        }
    }

    /// Each id well formed, and each borne once; where things are looked up by id, the look-up has seen to the second.
    fn ids<'b>(&mut self, section: Section, ids: impl Iterator<Item = &'b str>) {
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (place, id) in ids.enumerate() {
            self.id(section, place, id);
            if let Some(earlier) = first.insert(id, place) {
                self.problems.push(duplicate(section, place, id, earlier));
            }
        }
    }

    fn text(&mut self, section: Section, place: usize, field: &str, text: &str) {
        if text.chars().all(char::is_whitespace) {
            let message = format!("`{field}` is empty; say what it is");
            self.report(ProblemCode::EmptyText, Locus::item(section, place, field), message);
        }
    }
}

/// That an item has the id of an earlier one.
pub(super) fn duplicate(section: Section, place: usize, id: &str, earlier: usize) -> Problem {
    let message = format!("{} is the id of {}[{earlier}] too", quoted(id), section.key());
    Problem::new(ProblemCode::DuplicateId, Locus::item(section, place, "id"), message)
}

fn bad_id(id: &str) -> Option<String> {
    let fault = if id.is_empty() {
        "is empty"
    } else if id.len() > 200 {
        "is longer than 200 bytes"
    } else if id.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'/') {
        return None;
    } else if id.chars().any(|c| c.is_whitespace() || c.is_control() || c == '/') {
        "has white space, a control character or a slash"
    } else {
        return None;
    };
    Some(format!("the id {} {fault}; an id is a short word such as `rolls-royce`", quoted(id)))
}

/// # Nodes
impl Checks<'_> {
    fn node(&mut self, place: usize, node: &NodeRecord) {
        self.id(Section::Nodes, place, &node.id);
        self.text(Section::Nodes, place, "label", &node.label);
        let filled = node.attributes.iter().flat_map(|attributes| attributes.filled());
        for field in filled.filter(|field| !node.kind.row().fields.contains(field)) {
            let message = format!("a node of kind `{}` has no `{}`; leave it out", node.kind, field.key());
            self.report(ProblemCode::FieldNotAllowed, Locus::item(Section::Nodes, place, field.key()), message);
        }
        let attributes = node.attributes.as_deref();
        if let Some(weight) = attributes.and_then(|a| a.weight).filter(|w| !(w.is_finite() && *w > 0.0)) {
            let message = format!("{weight}: a weight is a finite number above 0");
            self.report(ProblemCode::OutOfRange, Locus::item(Section::Nodes, place, "weight"), message);
        }
        if node.kind == NodeKind::Judgement {
            let value = attributes.and_then(|a| a.value.as_deref()).unwrap_or_default();
            self.judgement(place, attributes.is_some_and(|a| a.construct.is_some()), value);
        }
    }

    fn judgement(&mut self, place: usize, has_construct: bool, value: &str) {
        if !has_construct {
            let message = "a judgement names the construct that it judges, T1 to T54";
            let locus = Locus::item(Section::Nodes, place, Field::Construct.key());
            self.report(ProblemCode::UnknownConstruct, locus, message);
        }
        self.text(Section::Nodes, place, Field::Value.key(), value);
    }

    fn kind(&self, node: u32) -> NodeKind {
        self.parts.nodes[node as usize].kind
    }

    fn node_id(&self, node: u32) -> &str {
        &self.parts.nodes[node as usize].id
    }
}

/// # Claims
impl Checks<'_> {
    fn claim(&mut self, place: usize, claim: &ClaimRecord) {
        if claim.subject != NOWHERE {
            match claim.assertion {
                Assertion::Code(code) => self.classification(place, claim, code),
                Assertion::Relation { object: NOWHERE, .. } => {}
                Assertion::Relation { relation, object, .. } => self.relation(place, claim, relation, object),
            }
        }
        for (nth, &receiver) in self.parts.receivers_of(claim).iter().enumerate() {
            self.expect_kind(place, receiver, NodeKind::Actor, || format!("giving_to[{nth}]"));
        }
        if let Some(rare) = &claim.rare {
            self.rare(place, rare);
        }
    }

    fn classification(&mut self, place: usize, claim: &ClaimRecord, code: Code) {
        self.own_code(code, || Locus::item(Section::Claims, place, "code"));
        let kind = self.kind(claim.subject);
        if !code.classifies(kind) {
            let allowed = code.closed().map_or(&[][..], |(list, _)| kinds_of(list));
            let message = format!("`{code}` does not classify a node of kind `{kind}`, only {}", listed(allowed));
            self.report(ProblemCode::CodeNotAllowed, Locus::item(Section::Claims, place, "code"), message);
        }
        if claim.degree.is_some() {
            self.not_allowed(place, "degree", "a classification");
        }
        if !claim.receivers.is_empty() {
            self.not_allowed(place, "giving_to", "a classification");
        }
    }

    fn relation(&mut self, place: usize, claim: &ClaimRecord, relation: RelationKind, object: u32) {
        let row = relation.row();
        let (from, to) = (self.kind(claim.subject), self.kind(object));
        if !row.allows(from, to) {
            let message = format!("`{relation}` does not go from `{from}` to `{to}`; it goes {}", pairs(row));
            self.report(ProblemCode::RelationNotAllowed, Locus::item(Section::Claims, place, "relation"), message);
        }
        if claim.subject == object {
            let message = format!("`{relation}` joins {} to itself; name another object", quoted(self.node_id(object)));
            self.report(ProblemCode::SelfClaim, Locus::item(Section::Claims, place, "object"), message);
        }
        let Assertion::Relation { sign, .. } = claim.assertion else { return };
        let on = format!("`{relation}`");
        if sign.is_some() && row.sign.is_none() {
            self.not_allowed(place, "sign", &on);
        }
        if claim.degree.is_some() && row.degree.is_none() {
            self.not_allowed(place, "degree", &on);
        }
        if !row.receivers && !claim.receivers.is_empty() {
            self.not_allowed(place, "giving_to", &on);
        }
    }

    fn not_allowed(&mut self, place: usize, field: &str, on: &str) {
        let message = format!("{on} has no `{field}`; leave it out");
        self.report(ProblemCode::QualifierNotAllowed, Locus::item(Section::Claims, place, field), message);
    }

    fn rare(&mut self, place: usize, rare: &Rare) {
        if let Some(act) = rare.during {
            self.expect_kind(place, act, NodeKind::Act, || "during".to_owned());
        }
        if let Some(measure) = &rare.measure {
            self.measure(place, measure);
        }
    }

    fn expect_kind(&mut self, place: usize, node: u32, kind: NodeKind, field: impl FnOnce() -> String) {
        if node != NOWHERE && self.kind(node) != kind {
            let message =
                format!("{} is of kind `{}`; this takes a `{kind}`", quoted(self.node_id(node)), self.kind(node));
            self.report(ProblemCode::WrongKind, Locus::item(Section::Claims, place, field()), message);
        }
    }

    fn measure(&mut self, place: usize, measure: &Measure) {
        self.text(Section::Claims, place, "measure.quantity", &measure.quantity);
        if !measure.value.is_finite() {
            let message = format!("{}: a measure is a finite number", measure.value);
            self.report(ProblemCode::OutOfRange, Locus::item(Section::Claims, place, "measure.value"), message);
        }
    }

    fn searches(&mut self) {
        let parts = self.parts;
        for (place, search) in parts.searches.iter().enumerate() {
            self.text(Section::Searches, place, "about", &search.about);
            for (field, pattern) in [("subject.code", search.subject), ("object.code", search.object)] {
                if let Some(code) = pattern.code {
                    self.own_code(code, || Locus::item(Section::Searches, place, field));
                }
            }
        }
    }
}

fn listed(kinds: &[NodeKind]) -> String {
    let keys: Vec<&str> = kinds.iter().map(|kind| kind.row().key).collect();
    if keys.is_empty() { "relations or evidence".to_owned() } else { keys.join(", ") }
}

fn pairs(row: &RelationRow) -> String {
    let pairs: Vec<String> = row.pairs.iter().map(|(from, to)| format!("{from} → {to}")).collect();
    pairs.join(", ")
}

/// # The case as a whole
impl Checks<'_> {
    /// The claims of one relation that hold, as pairs of nodes.
    fn joined(&self, relation: RelationKind) -> impl Iterator<Item = (u32, u32)> + '_ {
        let holding = self.parts.claims.iter().filter(|claim| claim.holds() && claim.subject != NOWHERE);
        holding.filter_map(move |claim| match claim.relation() {
            Some((other, object)) if other == relation && object != NOWHERE => Some((claim.subject, object)),
            _ => None,
        })
    }

    fn circles(&mut self) {
        for relation in [RelationKind::PartOf, RelationKind::Succeeds] {
            let edges: Vec<(u32, u32)> = self.joined(relation).collect();
            if edges.is_empty() {
                continue;
            }
            let circles = components(self.parts.nodes.len(), edges.into_iter());
            for circle in circles.iter().filter(|members| members.len() > 1) {
                let ids: Vec<&str> = circle.iter().take(8).map(|&node| self.node_id(node)).collect();
                let more = if circle.len() > 8 { " …" } else { "" };
                let message = format!("`{relation}` runs in a circle through {}{more}; break it", ids.join(", "));
                self.report(ProblemCode::Circle, Locus::item(Section::Nodes, circle[0] as usize, ""), message);
            }
        }
    }

    fn participation(&mut self) {
        let nodes = self.parts.nodes.len();
        let participants = partners(nodes, self.joined(RelationKind::TakesPartIn).map(|(actor, act)| (act, actor)));
        let members = partners(nodes, self.joined(RelationKind::BelongsTo).map(|(actor, sphere)| (sphere, actor)));
        let mut performed = vec![false; nodes];
        let enacted = self.joined(RelationKind::Enacts).filter(|(act, _)| participants[*act as usize] > 0);
        self.joined(RelationKind::Performs)
            .chain(enacted)
            .for_each(|(_, practice)| performed[practice as usize] = true);
        let joint: HashSet<u32> = self.coded(Code::of(SphereKind::Joint)).collect();
        let mut idle_acts = Vec::new();
        for (place, node) in self.parts.nodes.iter().enumerate() {
            let at = place as u32;
            match node.kind {
                NodeKind::Sphere => self.sphere(place, members[place], joint.contains(&at)),
                NodeKind::Practice if !performed[place] => {
                    let message = format!("nobody performs `{}`, and no act with a participant enacts it", node.id);
                    let locus = Locus::item(Section::Nodes, place, "");
                    self.report(ProblemCode::PracticeNobodyPerforms, locus, message);
                }
                NodeKind::Act if participants[place] == 0 => idle_acts.push(place),
                _ => {}
            }
        }
        self.summary(ProblemCode::ActWithoutParticipants, Section::Nodes, &idle_acts, "acts without a participant");
    }

    fn coded(&self, code: Code) -> impl Iterator<Item = u32> + '_ {
        let holding = self.parts.claims.iter().filter(|claim| claim.holds() && claim.subject != NOWHERE);
        holding.filter(move |claim| claim.assertion == Assertion::Code(code)).map(|claim| claim.subject)
    }

    fn sphere(&mut self, place: usize, members: u32, joint: bool) {
        let locus = Locus::item(Section::Nodes, place, "");
        let id = &self.parts.nodes[place].id;
        if members == 0 {
            let message = format!("no actor belongs to `{id}`; say who is inside with `belongs-to`");
            self.report(ProblemCode::SphereWithoutActors, locus, message);
        } else if members == 1 && joint {
            let message = format!("a single actor belongs to the joint sphere `{id}`; it takes two");
            self.report(ProblemCode::JointSphereOfOne, locus, message);
        }
    }

    fn grounds(&mut self) {
        let claims = self.parts.claims.iter().enumerate();
        let bare: Vec<usize> = claims.filter(|(_, claim)| claim.grounds.is_empty()).map(|(place, _)| place).collect();
        self.summary(ProblemCode::ClaimWithoutEvidence, Section::Claims, &bare, "claims without evidence");
        let mut used = vec![false; self.parts.evidence.len()];
        let searched = self.parts.searches.iter().flat_map(|search| &search.evidence);
        for &evidence in self.parts.grounds.iter().chain(searched).filter(|&&evidence| evidence != NOWHERE) {
            used[evidence as usize] = true;
        }
        let unused: Vec<usize> = used.iter().enumerate().filter(|(_, used)| !**used).map(|(place, _)| place).collect();
        self.summary(ProblemCode::UnusedEvidence, Section::Evidence, &unused, "evidence that carries no claim");
    }

    /// One warning for many places, at the first of them.
    fn summary(&mut self, code: ProblemCode, section: Section, places: &[usize], what: &str) {
        if let Some(&first) = places.first() {
            let message = format!("{what}: {} in all, this the first", places.len());
            self.report(code, Locus::item(section, first, ""), message);
        }
    }
}

/// How many different partners each of `nodes` nodes has.
fn partners(nodes: usize, pairs: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
    let mut pairs: Vec<(u32, u32)> = pairs.collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut counts = vec![0; nodes];
    pairs.iter().for_each(|(node, _)| counts[*node as usize] += 1);
    counts
}
