//! Whole documents at random: valid, with every field in use, and as awkward as the format allows.

use cocreation::case::document::{
    Claim, Codebook, Coder, Document, Evidence, Measure, Node, OwnCode, Pattern, Search, Source, VERSION,
};
use cocreation::evidence::{Basis, Modality, Polarity, Sign};
use cocreation::graph::node::{Field, NodeKind};
use cocreation::graph::relation::RelationKind;
use cocreation::graph::{CLASSIFICATIONS, SCHEMA};
use cocreation::theory::typology::{EvidenceKind, LISTS};
use cocreation::theory::{Typology, WORKS};
use proptest::prelude::*;

/// Texts that have tripped readers and writers before: quotes, escapes, line ends, marks, and both text formats.
const AWKWARD: [&str; 20] = [
    "\"",
    "'''",
    "\"\"\"",
    "\\",
    "\\u0000",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{202e}",
    "[[nodes]]",
    "{\"id\":",
    "# no comment",
    "e\u{301}👩‍🔧",
    " ",
];

/// Texts of which each is the one text of its date, as the pages on dates list them.
const DATES: [&str; 8] = ["2013", "2013~", "1990?", "200X%", "2013-23", "0001-01", "9999-12-31", "2012-02-29~"];
const PERIODS: [&str; 8] = ["2013", "2004/2008", "2004/..", "../2008", "2004/", "/2008", "/", "1990~/.."];
const DURATIONS: [&str; 6] = ["P10Y", "P10Y~", "P20Y/..", "../P2D", "PT3H", "P4294967295Y"];

/// Numbers at the edges of what an `f64` holds, and ones that few decimals do not give exactly.
const FLOATS: [f64; 10] =
    [1.0, 0.1, 5e-324, f64::MIN_POSITIVE, f64::MAX, f64::EPSILON, 1.0 / 3.0, 1e300, 0.3, 9_007_199_254_740_993.0];

/// A stretch of decisions, from which an item is made; shrinking makes every decision the first of its choices.
#[derive(Clone, Debug)]
struct Dice {
    rolls: Vec<u16>,
    texts: Vec<String>,
    at: usize,
}

impl Dice {
    fn roll(&mut self) -> usize {
        let roll = self.rolls[self.at % self.rolls.len()];
        self.at += 1;
        usize::from(roll)
    }

    fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.roll() % choices.len()].clone()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.roll() % 2 == 1).then(|| make(self))
    }

    /// Any text, the empty one included.
    fn text(&mut self) -> Box<str> {
        let at = self.roll() % self.texts.len();
        self.texts[at].as_str().into()
    }

    /// A text with something to read in it.
    fn words(&mut self) -> Box<str> {
        let text = self.text();
        if text.trim().is_empty() { format!("{text}x").into() } else { text }
    }

    fn some_of(&mut self, ids: &[Box<str>]) -> Vec<Box<str>> {
        if ids.is_empty() {
            return Vec::new();
        }
        let count = self.roll() % 3;
        (0..count).map(|_| self.one_of(ids)).collect()
    }

    fn float(&mut self) -> f64 {
        self.one_of(&FLOATS)
    }

    fn degree(&mut self) -> f64 {
        self.one_of(&[0.0, 1.0, 0.5, 0.1, 1.0 / 3.0, 5e-324, 0.999_999_999_999_999_9])
    }

    fn fixed(&mut self, texts: &[&str]) -> Box<str> {
        self.one_of(texts).into()
    }
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(|c| c.to_string()),
        prop::sample::select(AWKWARD.as_slice()).prop_map(str::to_owned),
        "[a-z ]{1,8}",
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn dice() -> impl Strategy<Value = Dice> {
    let rolls = prop::collection::vec(any::<u16>(), 24..40);
    (rolls, prop::collection::vec(texts(), 3..5)).prop_map(|(rolls, texts)| Dice { rolls, texts, at: 0 })
}

fn several(most: usize) -> impl Strategy<Value = Vec<Dice>> {
    prop::collection::vec(dice(), 0..=most)
}

/// Ids that differ by their last part, short words and odd ones alike.
fn ids(dice: &mut [Dice]) -> Vec<Box<str>> {
    let id = |(place, dice): (usize, &mut Dice)| {
        let odd = |c: &char| !c.is_whitespace() && !c.is_control() && *c != '/';
        let stem: String = dice.text().chars().filter(odd).take(12).collect();
        format!("{stem}-{place}").into()
    };
    dice.iter_mut().enumerate().map(id).collect()
}

/// The ids by which the items of a document name each other.
struct Names {
    sources: Vec<Box<str>>,
    coders: Vec<Box<str>>,
    evidence: Vec<Box<str>>,
    nodes: Vec<Box<str>>,
    kinds: Vec<NodeKind>,
    codes: Vec<Box<str>>,
}

impl Names {
    fn of_kind(&self, kind: NodeKind) -> Vec<Box<str>> {
        self.nodes.iter().zip(&self.kinds).filter(|(_, other)| **other == kind).map(|(id, _)| id.clone()).collect()
    }

    /// The codes that may classify a kind: entries of the closed lists, and every code of the case's own.
    fn codes_for(&self, kind: NodeKind) -> Vec<Box<str>> {
        let lists = CLASSIFICATIONS.iter().filter(|(_, kinds)| kinds.contains(&kind)).map(|(key, _)| *key);
        let entries = lists.flat_map(entry_keys);
        entries.chain(self.codes.iter().cloned()).collect()
    }
}

fn entry_keys(list_key: &str) -> Vec<Box<str>> {
    let lists = LISTS.iter().filter(|list| list.key == list_key);
    lists.flat_map(|list| list.entries.iter().map(|entry| format!("{}/{}", list.key, entry.key).into())).collect()
}

fn source(id: Box<str>, dice: &mut Dice) -> Source {
    let works: Vec<&str> = WORKS.iter().map(|work| work.key).collect();
    Source {
        id,
        title: dice.words(),
        published: dice.maybe(|dice| dice.fixed(&DATES)),
        work: dice.maybe(|dice| dice.fixed(&works)),
    }
}

fn codebook(id: Box<str>, dice: &mut Dice) -> Codebook {
    let code = |place: usize, dice: &mut Dice| OwnCode {
        id: format!("code-{place}").into(),
        label: dice.words(),
        definition: dice.maybe(Dice::text),
        equivalents: dice.maybe(|dice| dice.some_of(&entry_keys("practice"))),
    };
    let count = dice.roll() % 4;
    Codebook { id, title: dice.maybe(Dice::text), codes: (0..count).map(|place| code(place, dice)).collect() }
}

fn evidence(id: Box<str>, dice: &mut Dice, sources: &[Box<str>]) -> Evidence {
    Evidence {
        id,
        source: dice.one_of(sources),
        at: dice.words(),
        kind: dice.maybe(|dice| dice.one_of(EvidenceKind::ALL)),
        paraphrase: dice.words(),
    }
}

fn node(id: &str, kind: NodeKind, dice: &mut Dice) -> Node {
    let has = |field: Field| kind.row().fields.contains(&field);
    let judges = kind == NodeKind::Judgement;
    Node {
        note: dice.maybe(Dice::text),
        period: dice.maybe(|dice| dice.fixed(&PERIODS)).filter(|_| has(Field::Period)),
        duration: dice.maybe(|dice| dice.fixed(&DURATIONS)).filter(|_| has(Field::Duration)),
        sequence: dice.maybe(|dice| dice.one_of(&[0, 1, u32::MAX])).filter(|_| has(Field::Sequence)),
        weight: dice.maybe(Dice::float).filter(|_| has(Field::Weight)),
        standing: has(Field::Standing) && dice.roll() % 2 == 1,
        size: dice.maybe(|dice| dice.one_of(&[0, 55_000, u64::MAX])).filter(|_| has(Field::Size)),
        version: dice.maybe(Dice::text).filter(|_| has(Field::Version)),
        construct: judges.then(|| format!("T{}", 1 + dice.roll() % 54).into()),
        value: judges.then(|| dice.words()),
        scale: dice.maybe(Dice::text).filter(|_| has(Field::Scale)),
        ..Node::bare(id, kind, dice.words())
    }
}

fn measure(dice: &mut Dice) -> Measure {
    let value = dice.float();
    Measure {
        quantity: dice.words(),
        value: if dice.roll() % 2 == 1 { -value } else { value },
        unit: dice.maybe(Dice::text),
        date: dice.maybe(|dice| dice.fixed(&DATES)),
    }
}

fn claim(dice: &mut Dice, names: &Names) -> Claim {
    let (from, to) = (dice.roll() % names.nodes.len(), dice.roll() % names.nodes.len());
    let kinds = (names.kinds[from], names.kinds[to]);
    let acts = names.of_kind(NodeKind::Act);
    let claim = Claim {
        polarity: dice.one_of(Polarity::ALL),
        modality: dice.one_of(Modality::ALL),
        basis: dice.one_of(Basis::ALL),
        measure: dice.maybe(measure),
        period: dice.maybe(|dice| dice.fixed(&PERIODS)),
        during: dice.maybe(|dice| (!acts.is_empty()).then(|| dice.one_of(&acts))).flatten(),
        coder: dice.maybe(|dice| (!names.coders.is_empty()).then(|| dice.one_of(&names.coders))).flatten(),
        confidence: dice.maybe(Dice::degree),
        note: dice.maybe(Dice::text),
        evidence: dice.some_of(&names.evidence),
        ..Claim::bare(&*names.nodes[from])
    };
    // Chains run from earlier nodes to later ones, so that none comes back to where it started.
    let fits: Vec<RelationKind> =
        SCHEMA.iter().filter(|row| row.allows(kinds.0, kinds.1)).map(|row| row.relation).collect();
    if from >= to || fits.is_empty() {
        return Claim { code: Some(dice.one_of(&names.codes_for(kinds.0))), ..claim };
    }
    let row = dice.one_of(&fits).row();
    let actors = names.of_kind(NodeKind::Actor);
    Claim {
        relation: Some(row.relation),
        object: Some(names.nodes[to].clone()),
        giving_to: if row.receivers { dice.some_of(&actors) } else { Vec::new() },
        sign: dice.maybe(|dice| dice.one_of(Sign::ALL)).filter(|_| row.sign.is_some()),
        degree: dice.maybe(Dice::degree).filter(|_| row.degree.is_some()),
        facet: row.facet.and_then(|list| dice.maybe(|dice| dice.one_of(list.entries).key.into())),
        ..claim
    }
}

fn search(dice: &mut Dice, names: &Names) -> Search {
    let pattern = |dice: &mut Dice| Pattern {
        node: dice.maybe(|dice| (!names.nodes.is_empty()).then(|| dice.one_of(&names.nodes))).flatten(),
        kind: dice.maybe(|dice| dice.one_of(NodeKind::ALL)),
        code: dice.maybe(|dice| dice.one_of(&names.codes_for(NodeKind::Actor))),
    };
    Search {
        about: dice.words(),
        subject: pattern(dice),
        relation: dice.maybe(|dice| dice.one_of(RelationKind::ALL)),
        object: pattern(dice),
        found: dice.roll() % 2 == 1,
        scope: dice.some_of(&names.nodes),
        sources: dice.some_of(&names.sources),
        period: dice.maybe(|dice| dice.fixed(&PERIODS)),
        coder: dice.maybe(|dice| (!names.coders.is_empty()).then(|| dice.one_of(&names.coders))).flatten(),
        evidence: dice.some_of(&names.evidence),
    }
}

/// A joint sphere takes two: memberships of one that has a single member become expectations.
fn settle_joint_spheres(document: &mut Document) {
    let holds = |claim: &Claim| claim.polarity == Polarity::Asserted && claim.modality == Modality::Realised;
    let spheres: Vec<Box<str>> = document.nodes.iter().map(|node| node.id.clone()).collect();
    for sphere in spheres {
        let inside = |claim: &Claim| {
            claim.relation == Some(RelationKind::BelongsTo) && claim.object.as_ref() == Some(&sphere) && holds(claim)
        };
        let mut members: Vec<&str> = document.claims.iter().filter(|c| inside(c)).map(|c| &*c.subject).collect();
        members.sort_unstable();
        members.dedup();
        if members.len() == 1 {
            document.claims.iter_mut().filter(|c| inside(c)).for_each(|claim| claim.modality = Modality::Expected);
        }
    }
}

type Rolls = ((Dice, Vec<Dice>, Vec<Dice>, Vec<Dice>), (Vec<Dice>, Vec<Dice>, Vec<Dice>, Vec<Dice>));

fn assemble(
    ((mut head, mut sources, mut coders, mut books), (mut pieces, mut nodes, mut claims, mut searches)): Rolls,
) -> Document {
    let kinds: Vec<NodeKind> = nodes.iter_mut().map(|dice| dice.one_of(NodeKind::ALL)).collect();
    let book_ids = ids(&mut books);
    let codebooks: Vec<Codebook> = book_ids.into_iter().zip(&mut books).map(|(id, dice)| codebook(id, dice)).collect();
    let own = codebooks.iter().flat_map(|book| book.codes.iter().map(|code| format!("{}/{}", book.id, code.id).into()));
    let codes = own.collect();
    let source_ids = ids(&mut sources);
    if source_ids.is_empty() {
        pieces.clear();
    }
    let names = Names {
        coders: ids(&mut coders),
        evidence: ids(&mut pieces),
        nodes: ids(&mut nodes),
        sources: source_ids,
        kinds,
        codes,
    };
    if names.nodes.is_empty() {
        claims.clear();
    }
    let node_rows = names.nodes.iter().zip(&names.kinds).zip(&mut nodes);
    let mut document = Document {
        version: VERSION,
        id: ids(std::slice::from_mut(&mut head)).remove(0),
        title: head.maybe(Dice::text),
        about: head.maybe(Dice::text),
        left_out: (0..head.roll() % 3).map(|_| head.text()).collect(),
        sources: names.sources.iter().cloned().zip(&mut sources).map(|(id, dice)| source(id, dice)).collect(),
        coders: names
            .coders
            .iter()
            .cloned()
            .zip(&mut coders)
            .map(|(id, d)| Coder { id, name: d.maybe(Dice::text) })
            .collect(),
        codebooks,
        evidence: names
            .evidence
            .iter()
            .cloned()
            .zip(&mut pieces)
            .map(|(id, d)| evidence(id, d, &names.sources))
            .collect(),
        nodes: node_rows.map(|((id, kind), dice)| node(id, *kind, dice)).collect(),
        claims: claims.iter_mut().map(|dice| claim(dice, &names)).collect(),
        searches: searches.iter_mut().map(|dice| search(dice, &names)).collect(),
    };
    settle_joint_spheres(&mut document);
    document
}

/// Documents that describe a case, with every section and field in use, and texts and numbers at their edges.
pub(crate) fn documents() -> impl Strategy<Value = Document> {
    let front = (dice(), several(3), several(3), several(2));
    (front, (several(5), several(12), several(25), several(3))).prop_map(assemble)
}
