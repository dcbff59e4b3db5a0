//! What a stream reports: dated acts with their participants.

use crate::evidence::{Date, Sign};

/// An act of a stream: on a day, in a sphere, by participants.
///
/// Numbers are the caller's own: of spheres, of actors (and their organisations), of purposes. They mean nothing beyond
/// being equal or not; spheres whose numbers lie close together are kept close together.
///
/// ```
/// use cocreation::spe::{Event, Party};
///
/// let parties = [Party::contributes(1).to(&[2]), Party::indifferent(2)];
/// let visit = Event::new(7, "2020-03-14".parse()?, &parties).weight(2.0).advances(&[40]);
/// assert_eq!((visit.sphere, visit.parties.len(), visit.purposes), (7, 2, &[40][..]));
/// # Ok::<(), cocreation::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event<'a> {
    /// The sphere in which it took place.
    pub sphere: u32,
    /// The day.
    pub on: Date,
    /// How much it counts, finite and above 0; 1 by default. Only ratios of weights matter.
    pub weight: f64,
    /// What a recovery names it by, where it may have to be made good. Each act of a sphere has another.
    pub id: Option<u64>,
    /// Who took part, in any order; at least one. Of several participations of one actor the worst counts.
    pub parties: &'a [Party<'a>],
    /// The purposes that it advances.
    pub purposes: &'a [u32],
}

impl<'a> Event<'a> {
    /// An act of weight 1 that advances no known purpose.
    pub fn new(sphere: u32, on: Date, parties: &'a [Party<'a>]) -> Self {
        Self { sphere, on, weight: 1.0, id: None, parties, purposes: &[] }
    }

    /// How much it counts.
    #[must_use]
    pub fn weight(self, weight: f64) -> Self {
        Self { weight, ..self }
    }

    /// What a recovery will name it by. An act in which nobody misuses or withholds needs none.
    #[must_use]
    pub fn id(self, id: u64) -> Self {
        Self { id: Some(id), ..self }
    }

    /// The purposes that it advances.
    #[must_use]
    pub fn advances(self, purposes: &'a [u32]) -> Self {
        Self { purposes, ..self }
    }

    /// What keeps it from being recorded.
    pub(super) fn fault(&self) -> Option<&'static str> {
        if !(self.weight.is_finite() && self.weight > 0.0) {
            Some("the weight of an act is finite and above 0")
        } else if self.parties.is_empty() {
            Some("somebody takes part in an act")
        } else {
            None
        }
    }

    pub(super) fn is_destructive(&self) -> bool {
        self.parties.iter().any(|party| party.sign == Sign::Negative)
    }
}

/// What an actor does in an act.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Party<'a> {
    /// The actor.
    pub actor: u32,
    /// +1 contribution, 0 indifferent, −1 misuse or withholding.
    pub sign: Sign,
    /// To whom it gives, as far as that is known; only contributions are given.
    pub gives_to: &'a [u32],
}

impl<'a> Party<'a> {
    /// It contributes, nobody knows to whom.
    pub fn contributes(actor: u32) -> Self {
        Self { actor, sign: Sign::Positive, gives_to: &[] }
    }

    /// It takes part and does not care.
    pub fn indifferent(actor: u32) -> Self {
        Self { actor, sign: Sign::Neutral, gives_to: &[] }
    }

    /// It misuses or withholds.
    pub fn withholds(actor: u32) -> Self {
        Self { actor, sign: Sign::Negative, gives_to: &[] }
    }

    /// To whom it gives.
    #[must_use]
    pub fn to(self, receivers: &'a [u32]) -> Self {
        Self { gives_to: receivers, ..self }
    }
}
