//! What an exchange file cannot hold, and what a comparison leaves out, as values.

use std::fmt;

use serde::Serialize;

use super::coded::coded;

coded! {
    /// What was lost or changed on the way into an exchange file, or left out of a comparison of coders.
    LossKind:
    Characters "characters" "Characters that XML cannot carry were taken out of a name, a comment or a value.";
    ForeignId "foreign-id" "An id that is no GUID was replaced by a GUID that is made from it.";
    Color "color" "A colour that is not of the form `#rgb` or `#rrggbb` was left out.";
    Moment "moment" "A date or a time that is not written as XML Schema asks was left out.";
    Number "number" "A number that is not finite was left out.";
    Place "place" "A selection was left out, with its codings: its source cannot have such a place.";
    Reference "reference" "A reference that leads nowhere was left out.";
    Circle "circle" "A code that stands above itself was written at the root.";
    UnlistedName "unlisted-name" "Somebody who is not among the users has a name; only the id was written.";
    TextFile "text-file" "A text was written as a file of its own, as XML cannot carry every character of it.";
    TextPath "text-path" "A text was written under another path than the project says.";
    Medium "medium" "A picture, a document or a recording is not in the archive; its path was written.";
    StandIn "stand-in" "The words of a source are not in the case: paraphrases, one a paragraph, stand for its text.";
    Unplaced "unplaced" "Evidence whose locator is no range of the given text stands in a source of paraphrases.";
    Qualifier "qualifier" "What a claim says beyond its link's name: period, act, basis, confidence or note.";
    Classification "classification" "A classification without evidence, or one that is denied, expected or feared.";
    NodeField "node-field" "A field of a node other than id, label and note.";
    Search "search" "What was looked for, and whether it was found.";
    LeftOut "left-out" "What the case says that it leaves out of its sources.";
    Crosswalk "crosswalk" "What a code of one's own corresponds to; it stands as text in the description of the code.";
    UnknownCoder "unknown-coder" "A coding whose coder is not known was left out.";
    SelectionCoder "selection-coder" "Who coded is not said; who made the selection was taken for it.";
    CoderByName "coder-by-name" "A coder of two files was taken for one by name alone.";
    NameTwice "name-twice" "A name that is borne twice in a file was numbered.";
    WholeSource "whole-source" "A coding of a source as a whole was left out, as units are smaller.";
    AboutCase "about-case" "A coding with a case rather than a code was left out.";
    OtherPlace "other-place" "A coding of an area, a time or a transcript was left out: it lies on no text.";
    NoText "no-text" "A source without a text was left out.";
    SourceUnmatched "source-unmatched" "A source is not in every file.";
    CodeUnmatched "code-unmatched" "A code is not in every file.";
    NotSeenByAll "not-seen-by-all" "A source that not every coder has seen was left out of the continuum.";
}

/// One kind of loss: how often, and the first places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Loss {
    /// What was lost or changed.
    pub kind: LossKind,
    /// How many times.
    pub count: u64,
    /// Where, for the first of them.
    pub places: Vec<String>,
}

/// How many places are named for each kind of loss.
const NAMED: usize = 20;

/// Everything that was lost, changed or left out, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Losses(Vec<Loss>);

impl Losses {
    /// The kinds that occur, in the order of [`LossKind`].
    pub fn iter(&self) -> std::slice::Iter<'_, Loss> {
        self.0.iter()
    }

    /// How often something was lost in this way.
    pub fn count(&self, kind: LossKind) -> u64 {
        self.iter().find(|loss| loss.kind == kind).map_or(0, |loss| loss.count)
    }

    pub(crate) fn note(&mut self, kind: LossKind, place: impl FnOnce() -> String) {
        let at = self.0.binary_search_by_key(&kind, |loss| loss.kind).unwrap_or_else(|at| {
            self.0.insert(at, Loss { kind, count: 0, places: Vec::new() });
            at
        });
        let loss = &mut self.0[at];
        loss.count += 1;
        if loss.places.len() < NAMED {
            loss.places.push(place());
        }
    }

    /// Adds what was lost further on.
    pub(crate) fn extend(&mut self, later: Self) {
        for Loss { kind, count, places } in later.0 {
            let unnamed = count - places.len() as u64;
            places.into_iter().for_each(|place| self.note(kind, || place));
            if let Some(loss) = self.0.iter_mut().find(|loss| loss.kind == kind) {
                loss.count += unnamed;
            }
        }
    }
}

impl<'a> IntoIterator for &'a Losses {
    type Item = &'a Loss;
    type IntoIter = std::slice::Iter<'a, Loss>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Loss {
    /// `[place] 2: A selection was left out …: selection 1 of "notes", …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 3;
        write!(f, "[{}] {} × {}", self.kind, self.count, self.kind.meaning())?;
        let places: Vec<&str> = self.places.iter().take(SHOWN).map(String::as_str).collect();
        let more = if self.count as usize > SHOWN { ", …" } else { "" };
        write!(f, " {}{more}", places.join(", "))
    }
}

impl fmt::Display for Losses {
    /// A line for each kind.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|loss| writeln!(f, "{loss}"))
    }
}
