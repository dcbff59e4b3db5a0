//! Codes: what a classification claim says a node is, and which closed list may say it of which kind.

use std::fmt;

use super::handle::Tag;
use super::node::{
    Act, Actor, Capability, Event, Institution, Judgement, Kind, NodeKind, Offering, Practice, Purpose, Resource,
    Sphere, Value,
};
use crate::sealed::Sealed;
use crate::theory::Typology;
use crate::theory::typology::{
    AbsorptiveProcess, AbsorptiveStage, ActorForm, CapabilityFamily, CapabilityOrder, CapitalForm, CompetitiveOutcome,
    CreationMode, DialogueQuality, DialoguingPractice, DynamicDomain, DynamicPhase, EffectualPrinciple, EffortFactor,
    Enabler, EngagementSign, Entry, EventTrigger, InstitutionForm, InstitutionalLogic, InteractionCapability, LISTS,
    LearningMode, Level, Lever, List, MarketingBasis, MentalModel, OfferingLevel, PowerAspect, PracticeElement,
    PracticeKind, PurposeScope, RelationalDomain, ResourceNature, Role, SenseMaking, SphereKind, ValueForm,
};

/// An entry of a closed list, or a code of one of the case's own codebooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(Repr);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Repr {
    Closed { list: u8, entry: u8 },
    Own { case: Tag, codebook: u32, code: u32 },
}

impl Code {
    /// The code of an entry of a closed list.
    pub fn of<T: Typology>(entry: T) -> Self {
        Self(Repr::Closed { list: T::POSITION as u8, entry: entry.index() as u8 })
    }

    /// The code that a case document writes `list/entry`, if a closed list has it. O(lists + entries).
    ///
    /// ```
    /// use cocreation::graph::Code;
    /// use cocreation::theory::typology::PracticeKind;
    ///
    /// assert_eq!(Code::from_key("practice/co-design"), Some(Code::of(PracticeKind::CoDesign)));
    /// assert_eq!(Code::from_key("practice/co-nothing"), None);
    /// ```
    pub fn from_key(key: &str) -> Option<Self> {
        let (list_key, entry_key) = key.split_once('/')?;
        let list = LISTS.iter().position(|list| list.key == list_key)?;
        let entry = LISTS[list].entries.iter().position(|entry| entry.key == entry_key)?;
        Some(Self(Repr::Closed { list: list as u8, entry: entry as u8 }))
    }

    pub(crate) fn own(case: Tag, codebook: u32, code: u32) -> Self {
        Self(Repr::Own { case, codebook, code })
    }

    /// The case of a code of one's own, and the positions of the codebook and of the code in it.
    pub(crate) fn own_place(self) -> Option<(Tag, u32, u32)> {
        match self.0 {
            Repr::Own { case, codebook, code } => Some((case, codebook, code)),
            Repr::Closed { .. } => None,
        }
    }

    /// The closed list and the entry, unless the code is of the case's own codebooks. O(1).
    pub fn closed(self) -> Option<(&'static List, &'static Entry)> {
        match self.0 {
            Repr::Closed { list, entry } => {
                let list = LISTS[usize::from(list)];
                Some((list, &list.entries[usize::from(entry)]))
            }
            Repr::Own { .. } => None,
        }
    }

    /// The entry as a value of its enum, if the code is of that list. O(1).
    ///
    /// ```
    /// use cocreation::graph::Code;
    /// use cocreation::theory::typology::{PracticeKind, Role};
    ///
    /// let code = Code::of(PracticeKind::CoTesting);
    /// assert_eq!(code.entry::<PracticeKind>(), Some(PracticeKind::CoTesting));
    /// assert_eq!(code.entry::<Role>(), None);
    /// ```
    pub fn entry<T: Typology>(self) -> Option<T> {
        match self.0 {
            Repr::Closed { list, entry } if usize::from(list) == T::POSITION => T::ALL.get(usize::from(entry)).copied(),
            Repr::Closed { .. } | Repr::Own { .. } => None,
        }
    }

    /// Whether the schema lets this code classify nodes of that kind; codes of one's own may classify any. O(lists).
    pub fn classifies(self, kind: NodeKind) -> bool {
        self.closed().is_none_or(|(list, _)| kinds_of(list).contains(&kind))
    }
}

/// The kinds of node that a list may classify; empty for lists that only sort relations or evidence. O(lists).
pub fn kinds_of(list: &List) -> &'static [NodeKind] {
    CLASSIFICATIONS.iter().find(|(key, _)| *key == list.key).map_or(&[], |(_, kinds)| kinds)
}

impl<T: Typology> From<T> for Code {
    fn from(entry: T) -> Self {
        Self::of(entry)
    }
}

impl fmt::Display for Code {
    /// As a case document writes it; a code of the case's own by its positions, since only the case knows its name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.closed(), self.0) {
            (Some((list, entry)), _) => write!(f, "{}/{}", list.key, entry.key),
            (None, Repr::Own { codebook, code, .. }) => write!(f, "#{codebook}/{code}"),
            (None, Repr::Closed { .. }) => Ok(()),
        }
    }
}

/// Something that can classify nodes of kind `K`: an entry of a list that fits the kind, or a code of one's own.
///
/// Sealed: which list fits which kind is part of the schema. A practice is not classified by a role:
///
/// ```compile_fail,E0277
/// use cocreation::Case;
/// use cocreation::graph::node::Practice;
/// use cocreation::theory::typology::Role;
///
/// let mut case = Case::builder("a-case");
/// let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
/// case.classify(advice, Role::Provider);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not classify a node of kind `{K}`",
    note = "which list classifies which kind stands in `cocreation::graph::CLASSIFICATIONS`"
)]
pub trait Classifies<K: Kind>: Sealed {
    /// The code.
    fn code(self) -> Code;
}

impl Sealed for Code {}

/// Codes of the case's own codebooks classify any kind; that a closed entry fits is checked when the case is built.
impl<K: Kind> Classifies<K> for Code {
    fn code(self) -> Code {
        self
    }
}

macro_rules! classifications {
    ($($list:ident: $($kind:ident)+;)+) => {
        /// Which closed list classifies which kinds of node: list key and kinds.
        pub const CLASSIFICATIONS: &[(&str, &[NodeKind])] = &[$(($list::LIST.key, &[$(NodeKind::$kind),+])),+];

        $(
            $(
                impl Classifies<$kind> for $list {
                    fn code(self) -> Code {
                        Code::of(self)
                    }
                }
            )+
        )+
    };
}

classifications! {
    InteractionCapability: Capability;
    CapabilityFamily: Capability;
    PracticeKind: Practice;
    DialoguingPractice: Practice;
    PracticeElement: Resource Institution;
    DialogueQuality: Act Practice Judgement;
    SenseMaking: Act Practice Judgement;
    LearningMode: Practice Act Actor Institution Capability;
    SphereKind: Sphere;
    ValueForm: Value;
    CreationMode: Practice Act;
    Role: Actor;
    ActorForm: Actor;
    Level: Actor Practice Capability Institution Act;
    RelationalDomain: Practice Act Sphere;
    ResourceNature: Resource;
    CapitalForm: Resource;
    MarketingBasis: Resource;
    DynamicPhase: Capability Practice Act;
    DynamicDomain: Capability Practice Act Resource;
    CapabilityOrder: Capability;
    AbsorptiveStage: Capability Practice Act;
    AbsorptiveProcess: Capability Practice Act;
    Enabler: Judgement Actor Institution;
    EventTrigger: Event;
    PurposeScope: Purpose;
    EffortFactor: Judgement Value;
    EngagementSign: Act;
    OfferingLevel: Offering;
    InstitutionForm: Institution;
    InstitutionalLogic: Institution;
    CompetitiveOutcome: Judgement;
    Lever: Practice Act Institution Offering;
    EffectualPrinciple: Act Practice Judgement;
    PowerAspect: Judgement Institution Practice;
    MentalModel: Judgement Institution Resource;
}
