//! Attestations: what a case says of one thing, for it and against it, or that it looked and did not find it.

use std::fmt::{self, Display};

use serde::{Serialize, Serializer};

use super::{Case, Claim, ClaimId, Node, PatternView, SearchId, SearchView};
use crate::evidence::{Basis, Modality, Polarity};
use crate::graph::Code;
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::Typology;

/// How a case stands to something that it might say, strongest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// A source states it.
    Stated,
    /// A coder read it out of a source.
    Inferred,
    /// A claim says that it is not so, and none that it is.
    Denied,
    /// It was looked for and not found.
    SearchedNotFound,
    /// No claim speaks of it, and no search that found nothing: unknown, which is not zero.
    #[default]
    NotSearched,
}

impl Standing {
    /// Every standing, strongest first.
    pub const ALL: &'static [Self] =
        &[Self::Stated, Self::Inferred, Self::Denied, Self::SearchedNotFound, Self::NotSearched];

    /// How JSON writes it, in kebab case. O(1).
    pub const fn key(self) -> &'static str {
        const KEYS: [&str; 5] = ["stated", "inferred", "denied", "searched-not-found", "not-searched"];
        KEYS[self as usize]
    }

    /// Whether a holding claim says that it is so: stated or inferred. O(1).
    pub const fn is_attested(self) -> bool {
        matches!(self, Self::Stated | Self::Inferred)
    }
}

impl Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LABELS: [&str; 5] = ["stated", "inferred", "denied", "searched, not found", "not searched"];
        f.pad(LABELS[*self as usize])
    }
}

impl Serialize for Standing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// What a case says of one thing, with the claims and the searches that say it.
///
/// Only claims of what has come about are counted: what is expected or feared neither attests nor denies. Where several
/// claims are needed to say a thing (a code and a relation, say), it is attested only if all of them hold, stated only if
/// all of them are stated, and denied if one of them is denied.
///
/// ```
/// use cocreation::Case;
/// use cocreation::case::Standing;
/// use cocreation::dialogue;
/// use cocreation::graph::node::Practice;
/// use cocreation::theory::typology::DialogueQuality;
///
/// let mut case = Case::builder("a-talk");
/// let talk = case.add("talk", Practice::new("Talk"));
/// let equal = case.classify(talk, DialogueQuality::Equality).id();
/// let qualities = dialogue::analyse(&case.build()?).qualities;
///
/// assert_eq!((qualities[0].attestation.standing, &qualities[0].attestation.claims[..]), (Standing::Stated, &[equal][..]));
/// assert_eq!(qualities[1].attestation.standing, Standing::NotSearched);
/// # Ok::<(), cocreation::Problems>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Attestation {
    /// How the case stands to it.
    pub standing: Standing,
    /// The claims that say that it is so, in the case's order.
    pub claims: Vec<ClaimId>,
    /// The claims that say that it is not so, in the case's order, with those that tell of what they deny it.
    pub against: Vec<ClaimId>,
    /// The searches that looked for it and did not find it, whatever the standing.
    pub searches: Vec<SearchId>,
    /// Whether there are such searches and each of them looked at a part of the case only: at named nodes, a kind of
    /// several, named sources or a period.
    pub searched_in_part: bool,
}

/// A search that found nothing, and whether it looked everywhere.
#[derive(Clone, Copy)]
pub(crate) struct Sought {
    id: SearchId,
    everywhere: bool,
}

impl Attestation {
    /// Of a thing that each of these claims says by itself. O(claims log claims).
    pub(crate) fn of<'g>(claims: impl IntoIterator<Item = Claim<'g>>) -> Self {
        Self::of_groups(claims.into_iter().map(|claim| [claim]))
    }

    /// Of a thing that each of these groups of claims says, all claims of the group together. O(claims log claims).
    pub(crate) fn of_groups<'g, const N: usize>(groups: impl IntoIterator<Item = [Claim<'g>; N]>) -> Self {
        let mut found = Self::default();
        for group in groups.into_iter().filter(|group| group.iter().all(|c| c.modality() == Modality::Realised)) {
            let ids = group.iter().map(Claim::id);
            if group.iter().any(|claim| claim.polarity() == Polarity::Violated) {
                found.against.extend(ids);
                found.standing = found.standing.min(Standing::Denied);
            } else {
                let stated = group.iter().all(|claim| claim.basis() == Basis::Stated);
                found.claims.extend(ids);
                found.standing = found.standing.min(if stated { Standing::Stated } else { Standing::Inferred });
            }
        }
        found.sorted()
    }

    fn sorted(mut self) -> Self {
        for claims in [&mut self.claims, &mut self.against] {
            claims.sort_unstable();
            claims.dedup();
        }
        self
    }

    /// The same, with the searches that looked for it in vain.
    pub(crate) fn sought(mut self, sought: impl IntoIterator<Item = Sought>) -> Self {
        let mut sought: Vec<Sought> = sought.into_iter().collect();
        sought.sort_unstable_by_key(|sought| sought.id);
        sought.dedup_by_key(|sought| sought.id);
        self.searched_in_part = !sought.is_empty() && sought.iter().all(|sought| !sought.everywhere);
        self.searches = sought.iter().map(|sought| sought.id).collect();
        if !self.searches.is_empty() {
            self.standing = self.standing.min(Standing::SearchedNotFound);
        }
        self
    }

    /// Whether a holding claim says that it is so. O(1).
    pub fn is_attested(&self) -> bool {
        self.standing.is_attested()
    }

    /// Whether some claims say that it is so and others that it is not; on a line about several nodes, perhaps of another
    /// node. O(1).
    pub fn is_contested(&self) -> bool {
        self.is_attested() && !self.against.is_empty()
    }

    /// Whether the case settles it: a claim says that it is so or is not so, or the whole case was searched in vain. O(1).
    pub fn is_settled(&self) -> bool {
        match self.standing {
            Standing::Stated | Standing::Inferred | Standing::Denied => true,
            Standing::SearchedNotFound => !self.searched_in_part,
            Standing::NotSearched => false,
        }
    }

    /// Whether it is so: `Some(true)` if it is attested, `Some(false)` if the case settles it otherwise, `None` if that is
    /// not known. O(1).
    pub fn presence(&self) -> Option<bool> {
        (self.is_attested() || self.is_settled()).then(|| self.is_attested())
    }

    /// The gap that it leaves under this name; none where a claim speaks of it.
    pub(crate) fn gap(&self, what: impl Into<Box<str>>) -> Option<Gap> {
        let silent = matches!(self.standing, Standing::SearchedNotFound | Standing::NotSearched);
        let (standing, searches) = (self.standing, self.searches.clone());
        silent.then(|| Gap { what: what.into(), standing, searches, searched_in_part: self.searched_in_part })
    }
}

impl Display for Attestation {
    /// `stated [c1, c4]; against: [c7]`, or `searched in a part, not found [s5]`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        standing(f, self.standing, self.searched_in_part, &self.searches)?;
        if self.is_attested() {
            write!(f, " [{}]", listed(&self.claims))?;
        }
        match self.against.is_empty() {
            true => Ok(()),
            false => write!(f, "; against: [{}]", listed(&self.against)),
        }
    }
}

/// Something that a report would need and the case does not say: looked for in vain, or never looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// What is missing.
    pub what: Box<str>,
    /// [`Standing::SearchedNotFound`] or [`Standing::NotSearched`].
    pub standing: Standing,
    /// The searches that looked for it.
    pub searches: Vec<SearchId>,
    /// Whether all of them looked at a part of the case only.
    pub searched_in_part: bool,
}

impl Gap {
    /// A gap that nobody is known to have looked into.
    pub(crate) fn unsearched(what: impl Into<Box<str>>) -> Self {
        Self { what: what.into(), standing: Standing::NotSearched, searches: Vec::new(), searched_in_part: false }
    }
}

impl Display for Gap {
    /// `sensing: not searched`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.what)?;
        standing(f, self.standing, self.searched_in_part, &self.searches)
    }
}

fn standing(f: &mut fmt::Formatter<'_>, standing: Standing, in_part: bool, searches: &[SearchId]) -> fmt::Result {
    match standing {
        Standing::SearchedNotFound if in_part => write!(f, "searched in a part, not found [{}]", listed(searches)),
        Standing::SearchedNotFound => write!(f, "{standing} [{}]", listed(searches)),
        Standing::Stated | Standing::Inferred | Standing::Denied | Standing::NotSearched => standing.fmt(f),
    }
}

/// Writes the gaps of a report under a heading; nothing where there are none.
pub(crate) fn write_gaps(f: &mut fmt::Formatter<'_>, gaps: &[Gap]) -> fmt::Result {
    if !gaps.is_empty() {
        writeln!(f, "\nGaps")?;
    }
    gaps.iter().try_for_each(|gap| writeln!(f, "  {gap}"))
}

/// How many items of a list are printed.
const LISTED: usize = 8;

/// The first few items, with the number of those left out.
pub(crate) fn listed<T: Display>(items: &[T]) -> String {
    let mut words: Vec<String> = items.iter().take(LISTED).map(ToString::to_string).collect();
    words.extend((items.len() > LISTED).then(|| format!("{} more", items.len() - LISTED)));
    words.join(", ")
}

/// What is attested, before the attestation: `ann, bob, stated [c1]`, or the attestation alone where nothing is.
pub(crate) fn said<T: Display>(items: &[T], attestation: &Attestation) -> String {
    let items = if items.is_empty() { String::new() } else { format!("{}, ", listed(items)) };
    format!("{items}{attestation}")
}

/// An entry of a closed list, the nodes that a case classifies so, and what that rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(bound = "")]
pub struct Attested<T: Typology> {
    /// The entry.
    #[serde(serialize_with = "key")]
    pub entry: T,
    /// The nodes for which it is attested, in the case's order.
    pub nodes: Vec<Box<str>>,
    /// The claims that classify nodes so or deny it, and the searches for such nodes.
    pub attestation: Attestation,
}

/// Each entry of a list with the nodes of these kinds that the case classifies so, in the register's order.
/// O(nodes + claims of these nodes + entries × searches).
pub(crate) fn by_entry<T: Typology>(case: &Case, kinds: &[NodeKind]) -> Vec<Attested<T>> {
    let mut claims: Vec<Vec<Claim<'_>>> = vec![Vec::new(); T::ALL.len()];
    for (entry, claim) in nodes_of(case, kinds).flat_map(codings::<T>) {
        claims[entry.index()].push(claim);
    }
    let attested = |(&entry, claims): (&T, Vec<Claim<'_>>)| Attested {
        entry,
        nodes: names(claims.iter().filter(|claim| claim.holds()).map(Claim::subject)),
        attestation: Attestation::of(claims).sought(sought_code(case, entry, kinds)),
    };
    T::ALL.iter().zip(claims).map(attested).collect()
}

/// The nodes of these kinds, in the case's order.
pub(crate) fn nodes_of<'g>(case: &'g Case, kinds: &[NodeKind]) -> impl Iterator<Item = Node<'g>> {
    case.nodes().filter(move |node| kinds.contains(&node.kind()))
}

/// The claims, whatever their polarity and modality, that classify the node by the list.
pub(crate) fn codings<'g, T: Typology>(node: Node<'g>) -> impl Iterator<Item = (T, Claim<'g>)> {
    node.classifications().filter_map(|claim| Some((claim.code()?.entry()?, claim)))
}

/// The entries of the list that holding claims give the node, in the register's order.
pub(crate) fn entries_of<T: Typology>(node: Node<'_>) -> Vec<T> {
    T::ALL.iter().copied().filter(|&entry| node.has_code(entry)).collect()
}

/// The ids of the nodes, each once and in the case's order.
pub(crate) fn names<'g>(nodes: impl IntoIterator<Item = Node<'g>>) -> Vec<Box<str>> {
    let mut nodes: Vec<Node<'g>> = nodes.into_iter().collect();
    nodes.sort_unstable_by_key(|node| node.index);
    nodes.dedup();
    nodes.iter().map(|node| node.id().into()).collect()
}

const OPEN: PatternView<'static> = PatternView { node: None, kind: None, code: None };

/// The searches that looked in vain for nodes of these kinds with this code, and for nothing that relates them.
pub(crate) fn sought_code(case: &Case, code: impl Into<Code>, kinds: &[NodeKind]) -> Vec<Sought> {
    let code = code.into();
    let of_kinds = |wanted: PatternView<'_>| {
        wanted.kind.is_none_or(|kind| kinds.contains(&kind)) && wanted.node.is_none_or(|n| kinds.contains(&n.kind()))
    };
    let about = move |search: &SearchView<'_>| {
        let wanted = search.subject();
        search.relation().is_none() && search.object() == OPEN && wanted.code == Some(code) && of_kinds(wanted)
    };
    let whole = |wanted: PatternView<'_>| wanted.node.is_none() && (wanted.kind.is_none() || kinds.len() == 1);
    in_vain(case).filter(about).map(|search| sought(search, whole(search.subject()))).collect()
}

/// The searches that looked in vain for any node of this kind, whatever its code and relations.
pub(crate) fn sought_kind(case: &Case, kind: NodeKind) -> Vec<Sought> {
    let any = PatternView { kind: Some(kind), ..OPEN };
    let about = move |search: &SearchView<'_>| {
        search.relation().is_none() && search.subject() == any && search.object() == OPEN
    };
    in_vain(case).filter(about).map(|search| sought(search, true)).collect()
}

/// The searches that looked in vain for this relation between nodes of which the patterns may speak: `fits` is given the
/// subjects and the objects that were looked for, and says whether that takes in what is asked for.
pub(crate) fn sought_relation<'g>(
    case: &'g Case,
    relation: RelationKind,
    fits: impl Fn(PatternView<'g>, PatternView<'g>) -> Fit,
) -> Vec<Sought> {
    let fitting = |search: SearchView<'g>| match fits(search.subject(), search.object()) {
        Fit::Whole => Some(sought(search, true)),
        Fit::Part => Some(sought(search, false)),
        Fit::None => None,
    };
    in_vain(case).filter(|search| search.relation() == Some(relation)).filter_map(fitting).collect()
}

/// As [`sought_relation`], of what may be found within this node: a search within it looked everywhere, one within others
/// did not look here.
pub(crate) fn sought_within<'g>(
    case: &'g Case,
    whole: Option<Node<'g>>,
    relation: RelationKind,
    fits: impl Fn(PatternView<'g>, PatternView<'g>) -> Fit,
) -> Vec<Sought> {
    let here = |search: &SearchView<'g>| search.scope().len() == 0 || whole.is_some_and(|whole| search.covers(whole));
    let fitting = |search: SearchView<'g>| {
        let fit = fits(search.subject(), search.object());
        let unlimited = search.sources().len() == 0 && search.period().is_none();
        (fit != Fit::None).then(|| Sought { id: search.id(), everywhere: fit == Fit::Whole && unlimited })
    };
    let searches = in_vain(case).filter(|search| search.relation() == Some(relation));
    searches.filter(here).filter_map(fitting).collect()
}

/// How much of what is asked for a search takes in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    Whole,
    Part,
    None,
}

impl Fit {
    /// Of a pattern, to anything at all at that end of a relation.
    pub(crate) fn anything(pattern: PatternView<'_>) -> Self {
        if pattern.node.is_none() && pattern.code.is_none() { Self::Whole } else { Self::Part }
    }

    /// Of a pattern, to the nodes with a code at that end of a relation.
    pub(crate) fn coded(pattern: PatternView<'_>, code: impl Into<Code>) -> Self {
        let code = code.into();
        match (pattern.node, pattern.code) {
            (Some(node), _) if !node.has_code(code) => Self::None,
            (_, Some(other)) if other != code => Self::None,
            (Some(_), _) => Self::Part,
            (None, _) => Self::Whole,
        }
    }

    /// Of a pattern, to one node.
    pub(crate) fn node(pattern: PatternView<'_>, node: Node<'_>) -> Self {
        if pattern.fits(node) { Self::Whole } else { Self::None }
    }

    /// Of both patterns together.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, _) | (_, Self::None) => Self::None,
            (Self::Whole, Self::Whole) => Self::Whole,
            (Self::Part, _) | (_, Self::Part) => Self::Part,
        }
    }
}

fn in_vain(case: &Case) -> impl Iterator<Item = SearchView<'_>> {
    case.searches().filter(|search| !search.found())
}

fn sought(search: SearchView<'_>, whole: bool) -> Sought {
    let unlimited = search.scope().len() == 0 && search.sources().len() == 0 && search.period().is_none();
    Sought { id: search.id(), everywhere: whole && unlimited }
}

/// Serialises an entry of a closed list by its key.
pub(crate) fn key<T: Typology, S: Serializer>(entry: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(entry.entry().key)
}

/// Serialises entries of a closed list by their keys.
pub(crate) fn keys<T: Typology, S: Serializer>(entries: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(entries.iter().map(|entry| entry.entry().key))
}

/// Serialises an entry of a closed list, if there is one, by its key.
pub(crate) fn key_if_any<T: Typology, S: Serializer>(entry: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    entry.map(|entry| entry.entry().key).serialize(serializer)
}

/// Serialises something that is there or not as it prints.
pub(crate) fn text_if_any<T: Display, S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(ToString::to_string).serialize(serializer)
}
