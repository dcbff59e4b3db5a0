//! What a stream reports beside acts: who belongs where, who wants what, who agreed to what.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::evidence::Date;

/// Something that is so in a sphere, from a day on or as far back as anybody knows.
///
/// Numbers are the caller's own, as in an [`Event`](super::Event). A fact that is reported twice is one fact, and the order
/// in which facts are reported makes no difference.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub enum Fact {
    /// The actor is inside the boundary. Where no member is declared, all that took part in an act by the as-of date are.
    Member {
        /// Who.
        actor: u32,
    },
    /// An actor is part of another, such as a unit or a person of an organisation: it acts for the nearest member, and its
    /// organisation is the top. Of several wholes the smallest number leads to the top.
    PartOf {
        /// Who.
        actor: u32,
        /// Of whom.
        whole: u32,
    },
    /// The actor comes from a provider or customer sphere; of several the smallest number counts.
    Origin {
        /// Who.
        actor: u32,
        /// From where: any number but that of another origin.
        origin: u32,
    },
    /// Another took the actor's place: a take-over is not an exit. If two or more did, nobody knows which one follows.
    Succession {
        /// Who takes the place.
        successor: u32,
        /// Whose place is taken.
        predecessor: u32,
    },
    /// A purpose can be held from the fact's day on, until a day if it ends. A purpose without this fact can always be held.
    /// If told several times, the earliest beginning and the latest known end count.
    Purpose {
        /// Which.
        purpose: u32,
        /// Its last day.
        until: Option<Date>,
    },
    /// A purpose takes the place of another, which is no longer held.
    Replacement {
        /// The purpose that takes the place.
        new: u32,
        /// The purpose whose place is taken.
        old: u32,
    },
    /// An actor endorses a purpose, or does not. Its latest stance counts; of two on a day the one against it.
    Stance {
        /// Who.
        actor: u32,
        /// On what.
        purpose: u32,
        /// Whether it endorses it.
        endorses: bool,
    },
    /// There is an agreement.
    Agreement {
        /// Which.
        agreement: u32,
        /// Of what kind.
        form: AgreementForm,
    },
    /// An actor accepts an agreement or rejects it. If it ever rejected it, it does not accept it.
    Position {
        /// Which.
        agreement: u32,
        /// Who.
        actor: u32,
        /// Whether it accepts it.
        accepts: bool,
    },
    /// An actor depends on another. The strongest degree that is known counts.
    Dependence {
        /// Who depends.
        actor: u32,
        /// On whom.
        on: u32,
        /// How strongly, from 0 to 1, if that is known.
        degree: Option<f64>,
    },
    /// Who took part, and who was given what, was looked for: what is not there did not happen.
    Searched,
    /// An agreement that actors accept was looked for in vain.
    NoAgreement {
        /// Of what kind.
        form: AgreementForm,
    },
    /// The endeavour was completed on the fact's day: for later dates, that day is T. The last such day before T counts.
    Completed,
}

/// What members agree on, as far as the definition asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum AgreementForm {
    /// A shared roadmap.
    Roadmap,
    /// A shared mechanism for risk and benefit.
    RiskAndBenefitSharing,
}

impl Fact {
    /// What keeps it from being kept.
    pub(super) fn fault(&self, since: Option<Date>) -> Option<&'static str> {
        match self {
            Self::Dependence { degree: Some(degree), .. } if !(0.0..=1.0).contains(degree) => {
                Some("a degree is a number from 0 to 1")
            }
            Self::Purpose { until: Some(until), .. } if since.is_some_and(|since| since > *until) => {
                Some("a purpose ends no earlier than it begins")
            }
            Self::Completed if since.is_none() => Some("an endeavour is completed on a day"),
            Self::Member { .. }
            | Self::PartOf { .. }
            | Self::Origin { .. }
            | Self::Succession { .. }
            | Self::Purpose { .. }
            | Self::Replacement { .. }
            | Self::Stance { .. }
            | Self::Agreement { .. }
            | Self::Position { .. }
            | Self::Dependence { .. }
            | Self::Searched
            | Self::NoAgreement { .. }
            | Self::Completed => None,
        }
    }
}

/// Facts of one kind with the day from which on each holds; in order, so that a union of sets is all that merging takes.
pub(super) type Since<T> = BTreeSet<(Option<Date>, T)>;

/// The facts of a sphere.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Facts {
    pub(super) members: Since<u32>,
    /// Actor, whole.
    pub(super) wholes: Since<(u32, u32)>,
    /// Actor, origin.
    pub(super) origins: Since<(u32, u32)>,
    /// Predecessor, successor.
    pub(super) successions: Since<(u32, u32)>,
    /// Purpose, its last day.
    pub(super) purposes: Since<(u32, Option<Date>)>,
    /// New, old.
    pub(super) replacements: Since<(u32, u32)>,
    /// Actor, purpose, whether it does *not* endorse it.
    pub(super) stances: Since<(u32, u32, bool)>,
    pub(super) agreements: Since<(AgreementForm, u32)>,
    /// Agreement, actor, whether it accepts.
    pub(super) positions: Since<(u32, u32, bool)>,
    /// Who, on whom, how strongly: of numbers from 0 on the bits have their order.
    pub(super) dependences: Since<(u32, u32, Option<u64>)>,
    pub(super) searched: Since<()>,
    pub(super) searched_in_vain: Since<AgreementForm>,
    pub(super) completed: Since<()>,
}

/// What holds on a day.
pub(super) fn on<T: Copy>(facts: &Since<T>, day: i32) -> impl Iterator<Item = T> + '_ {
    // In the order of the dates, those of unknown age first.
    facts
        .iter()
        .take_while(move |(since, _)| since.is_none_or(|since| since.day_number() <= day))
        .map(|(_, fact)| *fact)
}

impl Facts {
    /// O(log facts).
    pub(super) fn insert(&mut self, since: Option<Date>, fact: Fact) {
        match fact {
            Fact::Member { actor } => self.members.insert((since, actor)),
            Fact::PartOf { actor, whole } => self.wholes.insert((since, (actor, whole))),
            Fact::Origin { actor, origin } => self.origins.insert((since, (actor, origin))),
            Fact::Succession { successor, predecessor } => self.successions.insert((since, (predecessor, successor))),
            Fact::Purpose { purpose, until } => self.purposes.insert((since, (purpose, until))),
            Fact::Replacement { new, old } => self.replacements.insert((since, (new, old))),
            Fact::Stance { actor, purpose, endorses } => self.stances.insert((since, (actor, purpose, !endorses))),
            Fact::Agreement { agreement, form } => self.agreements.insert((since, (form, agreement))),
            Fact::Position { agreement, actor, accepts } => self.positions.insert((since, (agreement, actor, accepts))),
            Fact::Dependence { actor, on, degree } => {
                // Adding zero turns a negative zero into a plain one.
                self.dependences.insert((since, (actor, on, degree.map(|degree| (degree + 0.0).to_bits()))))
            }
            Fact::Searched => self.searched.insert((since, ())),
            Fact::NoAgreement { form } => self.searched_in_vain.insert((since, form)),
            Fact::Completed => self.completed.insert((since, ())),
        };
    }

    /// O(facts of the other log facts).
    pub(super) fn join(&mut self, other: &Self) {
        self.members.extend(&other.members);
        self.wholes.extend(&other.wholes);
        self.origins.extend(&other.origins);
        self.successions.extend(&other.successions);
        self.purposes.extend(&other.purposes);
        self.replacements.extend(&other.replacements);
        self.stances.extend(&other.stances);
        self.agreements.extend(&other.agreements);
        self.positions.extend(&other.positions);
        self.dependences.extend(&other.dependences);
        self.searched.extend(&other.searched);
        self.searched_in_vain.extend(&other.searched_in_vain);
        self.completed.extend(&other.completed);
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
