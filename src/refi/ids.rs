//! The GUIDs that a file refers to, numbered while it is read: what they name may come later.

use std::collections::HashMap;

use super::guid::Guid;
use super::project::{
    CaseIndex, CodeIndex, Item, NoteIndex, SelectionIndex, SetIndex, SourceIndex, Target, UserIndex, VariableIndex,
};

/// What a GUID names. One GUID may name an item of each kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub(super) user: Option<UserIndex>,
    pub(super) code: Option<CodeIndex>,
    pub(super) variable: Option<VariableIndex>,
    pub(super) case: Option<CaseIndex>,
    pub(super) source: Option<SourceIndex>,
    pub(super) note: Option<NoteIndex>,
    pub(super) set: Option<SetIndex>,
    pub(super) selection: Option<SelectionIndex>,
}

impl Named {
    /// What a coding or a set means by it: a code before a case.
    pub(super) fn target(&self) -> Option<Target> {
        self.code.map(Target::Code).or(self.case.map(Target::Case))
    }

    /// What a link means by it.
    pub(super) fn item(&self) -> Option<Item> {
        self.code
            .map(Item::Code)
            .or(self.case.map(Item::Case))
            .or(self.source.map(Item::Source))
            .or(self.selection.map(Item::Selection))
            .or(self.note.map(Item::Note))
            .or(self.set.map(Item::Set))
            .or(self.variable.map(Item::Variable))
            .or(self.user.map(Item::User))
    }
}

/// A GUID that is referred to.
#[derive(Debug)]
pub(super) struct Referred {
    pub(super) guid: Guid,
    /// The line where it is named first.
    pub(super) line: u32,
    pub(super) named: Named,
    /// How many references to it were skipped because it names nothing.
    pub(super) dangling: u64,
}

/// The GUIDs by number.
#[derive(Debug, Default)]
pub(super) struct Ids {
    numbers: HashMap<Guid, usize>,
    all: Vec<Referred>,
}

impl Ids {
    /// The number of a GUID that is referred to; none for an empty one.
    pub(super) fn refer(&mut self, text: Option<&str>, line: u32) -> Option<usize> {
        let guid = Guid::new(text.filter(|text| !text.trim().is_empty())?);
        if let Some(number) = self.numbers.get(&guid) {
            return Some(*number);
        }
        self.all.push(Referred { guid: guid.clone(), line, named: Named::default(), dangling: 0 });
        self.numbers.insert(guid, self.all.len() - 1);
        Some(self.all.len() - 1)
    }

    /// What is known of a GUID, if anything refers to it.
    pub(super) fn named(&mut self, guid: &Guid) -> Option<&mut Named> {
        let number = *self.numbers.get(guid)?;
        self.all.get_mut(number).map(|referred| &mut referred.named)
    }

    /// The GUID of a number that was given out.
    pub(super) fn get_mut(&mut self, number: usize) -> Option<&mut Referred> {
        self.all.get_mut(number)
    }

    pub(super) fn number(&self, guid: &Guid) -> Option<usize> {
        self.numbers.get(guid).copied()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Referred> {
        self.all.iter()
    }
}
