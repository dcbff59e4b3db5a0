//! The case document: the file format as its own types.
//!
//! A document is plain data with public fields, the same in JSON and TOML, versioned, with unknown fields refused. It is
//! written in the order of the case, so that a case always gives the same bytes. The format page in the project's
//! documentation describes every field.

use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::evidence::{Basis, Modality, Polarity, Sign};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::EvidenceKind;

/// The version of the format that this crate reads and writes.
pub const VERSION: u32 = 1;

macro_rules! by_key {
    ($($name:ty: $what:literal, $key:expr, $from:expr, $keys:expr;)+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($key(*self))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Key;

                impl de::Visitor<'_> for Key {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($what)
                    }

                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        $from(text).ok_or_else(|| {
                            let keys: Vec<&str> = $keys.collect();
                            let text: String = text.chars().take(40).flat_map(char::escape_debug).collect();
                            E::custom(format!("`{text}` is not {}; it would be one of {}", $what, keys.join(", ")))
                        })
                    }
                }

                deserializer.deserialize_str(Key)
            }
        }
    )+};
}

by_key! {
    NodeKind: "a kind of node", |k: NodeKind| k.row().key, NodeKind::from_key, NodeKind::ALL.iter().map(|k| k.row().key);
    RelationKind: "a relation", |r: RelationKind| r.row().key, RelationKind::from_key, RelationKind::ALL.iter().map(|r| r.row().key);
    Polarity: "a polarity", Polarity::key, Polarity::from_key, Polarity::ALL.iter().map(|c| c.key());
    Modality: "a modality", Modality::key, Modality::from_key, Modality::ALL.iter().map(|c| c.key());
    Basis: "a basis", Basis::key, Basis::from_key, Basis::ALL.iter().map(|c| c.key());
    Sign: "a sign", Sign::key, Sign::from_key, Sign::ALL.iter().map(|c| c.key());
    EvidenceKind: "a kind of evidence", |k: EvidenceKind| k.entry().key, EvidenceKind::from_key, EvidenceKind::LIST.entries.iter().map(|e| e.key);
}

/// A value that is written as an object; serde would also take a struct's fields from a list.
pub(super) struct Object<T>(pub(super) T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields<T>(PhantomData<T>);

        impl<'de, T: DeserializeOwned> Visitor<'de> for Fields<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object with named fields")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }

        deserializer.deserialize_map(Fields(PhantomData))
    }
}

fn object<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<T, D::Error> {
    Object::deserialize(deserializer).map(|Object(value)| value)
}

fn optional_object<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer).map(|value| value.map(|Object(value)| value))
}

fn objects<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Vec::deserialize(deserializer).map(|values: Vec<Object<T>>| values.into_iter().map(|Object(value)| value).collect())
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A case as a document.
///
/// ```
/// use cocreation::{Case, Document};
///
/// let text = r#"
/// version = 1
/// id = "a-case"
///
/// [[nodes]]
/// id = "maker"
/// kind = "actor"
/// label = "An engine maker"
/// "#;
/// let document = Document::from_toml(text)?;
/// assert_eq!(&*document.nodes[0].label, "An engine maker");
/// let case = Case::try_from(document.clone())?;
/// assert_eq!(case.document(), document);
/// # Ok::<(), cocreation::case::Problems>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The version of the format: 1.
    pub version: u32,
    /// The id of the case.
    pub id: Box<str>,
    /// What the case is called.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: Option<Box<str>>,
    /// Who, what, when, in a few sentences.
    #[serde(default, skip_serializing_if = "is_default")]
    pub about: Option<Box<str>>,
    /// What the sources say and the case leaves out, with the reason: one sentence each.
    #[serde(default, skip_serializing_if = "is_default")]
    pub left_out: Vec<Box<str>>,
    /// What evidence points into.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sources: Vec<Source>,
    /// Who coded the case.
    #[serde(default, skip_serializing_if = "is_default")]
    pub coders: Vec<Coder>,
    /// Codes of the case's own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub codebooks: Vec<Codebook>,
    /// Pieces of evidence.
    #[serde(default, skip_serializing_if = "is_default")]
    pub evidence: Vec<Evidence>,
    /// The nodes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nodes: Vec<Node>,
    /// Relations and classifications.
    #[serde(default, skip_serializing_if = "is_default")]
    pub claims: Vec<Claim>,
    /// What was looked for, and whether it was found.
    #[serde(default, skip_serializing_if = "is_default")]
    pub searches: Vec<Search>,
}

impl Document {
    /// A document of a case of which nothing is told yet.
    pub fn empty(id: impl Into<Box<str>>) -> Self {
        Self {
            version: VERSION,
            id: id.into(),
            title: None,
            about: None,
            left_out: Vec::new(),
            sources: Vec::new(),
            coders: Vec::new(),
            codebooks: Vec::new(),
            evidence: Vec::new(),
            nodes: Vec::new(),
            claims: Vec::new(),
            searches: Vec::new(),
        }
    }
}

/// An entry of `sources`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The id by which evidence names it.
    pub id: Box<str>,
    /// What it is, as a reference list would say.
    pub title: Box<str>,
    /// When it was published or made, as a date.
    #[serde(default, skip_serializing_if = "is_default")]
    pub published: Option<Box<str>>,
    /// The key of the work that it is, if the theory cites it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub work: Option<Box<str>>,
}

/// An entry of `coders`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coder {
    /// The id by which claims name the coder.
    pub id: Box<str>,
    /// The coder's name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub name: Option<Box<str>>,
}

/// An entry of `codebooks`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codebook {
    /// The id.
    pub id: Box<str>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: Option<Box<str>>,
    /// Its codes.
    #[serde(deserialize_with = "objects")]
    pub codes: Vec<OwnCode>,
}

/// A code of a codebook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnCode {
    /// The id.
    pub id: Box<str>,
    /// What it is called.
    pub label: Box<str>,
    /// What it means.
    #[serde(default, skip_serializing_if = "is_default")]
    pub definition: Option<Box<str>>,
    /// Entries of the closed lists that it corresponds to; an empty list says that nothing corresponds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equivalents: Option<Vec<Box<str>>>,
}

/// An entry of `evidence`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The id by which claims name it.
    pub id: Box<str>,
    /// The source.
    pub source: Box<str>,
    /// Where in the source.
    pub at: Box<str>,
    /// What kind of evidence it is; left out where the source does not say.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: Option<EvidenceKind>,
    /// What stands there, in the coder's words.
    pub paraphrase: Box<str>,
}

/// An entry of `nodes`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// The id by which claims name it.
    pub id: Box<str>,
    /// The kind.
    pub kind: NodeKind,
    /// What it is called.
    pub label: Box<str>,
    /// A remark for readers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: Option<Box<str>>,
    /// When it was, held or was valid, as a period.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: Option<Box<str>>,
    /// How long it took or lasted, as a duration.
    #[serde(default, skip_serializing_if = "is_default")]
    pub duration: Option<Box<str>>,
    /// The place of an act in a sequence.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sequence: Option<u32>,
    /// How much an act counts.
    #[serde(default, skip_serializing_if = "is_default")]
    pub weight: Option<f64>,
    /// Whether an act is a standing activity.
    #[serde(default, skip_serializing_if = "is_default")]
    pub standing: bool,
    /// How many an actor stands for or has.
    #[serde(default, skip_serializing_if = "is_default")]
    pub size: Option<u64>,
    /// Which version of an offering it is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub version: Option<Box<str>>,
    /// The construct that a judgement judges, `T1` to `T54`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub construct: Option<Box<str>>,
    /// What was judged.
    #[serde(default, skip_serializing_if = "is_default")]
    pub value: Option<Box<str>>,
    /// The scale on which it was judged.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scale: Option<Box<str>>,
}

impl Node {
    /// A node of which nothing is said but what it is and what it is called.
    ///
    /// ```
    /// use cocreation::case::document::Node;
    /// use cocreation::graph::node::NodeKind;
    ///
    /// let year = Node { period: Some("2013".into()), ..Node::bare("launch", NodeKind::Act, "The launch") };
    /// assert_eq!((&*year.id, year.weight), ("launch", None));
    /// ```
    pub fn bare(id: impl Into<Box<str>>, kind: NodeKind, label: impl Into<Box<str>>) -> Self {
        Self {
            id: id.into(),
            kind,
            label: label.into(),
            note: None,
            period: None,
            duration: None,
            sequence: None,
            weight: None,
            standing: false,
            size: None,
            version: None,
            construct: None,
            value: None,
            scale: None,
        }
    }
}

/// An entry of `claims`: a relation with an object, or a code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The node that the claim is about.
    pub subject: Box<str>,
    /// The relation.
    #[serde(default, skip_serializing_if = "is_default")]
    pub relation: Option<RelationKind>,
    /// The node that the relation leads to.
    #[serde(default, skip_serializing_if = "is_default")]
    pub object: Option<Box<str>>,
    /// The code, `list/entry` or `codebook/code`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub code: Option<Box<str>>,
    /// To whom something is given, on `takes-part-in`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub giving_to: Vec<Box<str>>,
    /// The sign, on relations that have one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sign: Option<Sign>,
    /// The degree, on relations that have one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub degree: Option<f64>,
    /// Which sort of the relation is meant, on relations that have sorts.
    #[serde(default, skip_serializing_if = "is_default")]
    pub facet: Option<Box<str>>,
    /// Whether the claim says that it is so (left out) or that it is not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub polarity: Polarity,
    /// Whether it speaks of what is (left out), is expected or is feared.
    #[serde(default, skip_serializing_if = "is_default")]
    pub modality: Modality,
    /// Whether the source states it (left out) or a coder inferred it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub basis: Basis,
    /// A figure that the source gives.
    #[serde(default, deserialize_with = "optional_object", skip_serializing_if = "is_default")]
    pub measure: Option<Measure>,
    /// When it held, as a period.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: Option<Box<str>>,
    /// The act in which it was said or held.
    #[serde(default, skip_serializing_if = "is_default")]
    pub during: Option<Box<str>>,
    /// Who coded it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub coder: Option<Box<str>>,
    /// How sure the coder is, from 0 to 1.
    #[serde(default, skip_serializing_if = "is_default")]
    pub confidence: Option<f64>,
    /// A remark for readers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: Option<Box<str>>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub evidence: Vec<Box<str>>,
}

impl Claim {
    /// A claim about a node that neither says anything yet nor qualifies it: asserted, realised, stated.
    ///
    /// ```
    /// use cocreation::case::document::Claim;
    ///
    /// let claim = Claim { code: Some("practice/co-design".into()), ..Claim::bare("sketches") };
    /// assert!(claim.relation.is_none() && claim.evidence.is_empty());
    /// ```
    pub fn bare(subject: impl Into<Box<str>>) -> Self {
        Self {
            subject: subject.into(),
            relation: None,
            object: None,
            code: None,
            giving_to: Vec::new(),
            sign: None,
            degree: None,
            facet: None,
            polarity: Polarity::default(),
            modality: Modality::default(),
            basis: Basis::default(),
            measure: None,
            period: None,
            during: None,
            coder: None,
            confidence: None,
            note: None,
            evidence: Vec::new(),
        }
    }
}

/// A figure that a source gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// What was measured.
    pub quantity: Box<str>,
    /// The figure.
    pub value: f64,
    /// The unit.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unit: Option<Box<str>>,
    /// When it held, as a date.
    #[serde(default, skip_serializing_if = "is_default")]
    pub date: Option<Box<str>>,
}

/// An entry of `searches`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// What was looked for, in words.
    pub about: Box<str>,
    /// The nodes that were looked for, or the subjects of the relation.
    #[serde(default, deserialize_with = "object", skip_serializing_if = "is_default")]
    pub subject: Pattern,
    /// The relation that was looked for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub relation: Option<RelationKind>,
    /// The objects of the relation.
    #[serde(default, deserialize_with = "object", skip_serializing_if = "is_default")]
    pub object: Pattern,
    /// Whether it was found.
    pub found: bool,
    /// The nodes (spheres, acts …) within which it was looked for; none means the whole case.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scope: Vec<Box<str>>,
    /// The sources in which it was looked for; none means all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sources: Vec<Box<str>>,
    /// The period for which it was looked for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub period: Option<Box<str>>,
    /// Who looked.
    #[serde(default, skip_serializing_if = "is_default")]
    pub coder: Option<Box<str>>,
    /// What the result rests on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub evidence: Vec<Box<str>>,
}

/// Which nodes a search looked for; what is left out fits every node.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// One node.
    #[serde(default, skip_serializing_if = "is_default")]
    pub node: Option<Box<str>>,
    /// A kind of node.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: Option<NodeKind>,
    /// A code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub code: Option<Box<str>>,
}
