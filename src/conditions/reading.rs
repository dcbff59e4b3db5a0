//! What a case says of a condition, and what that rests on.

use std::fmt::{self, Display};

use serde::Serialize;

use crate::case::attestation::listed;
use crate::case::{Attestation, ClaimId, SearchId, Standing};
use crate::qca::Membership;
use crate::spe::Gap;

/// A cell of a table of cases: a membership, and why it is this one.
///
/// ```
/// use cocreation::conditions::Reading;
/// use cocreation::qca::Membership;
///
/// let reading = Reading::new(0.6, "three of five interviews say so");
/// assert_eq!(reading.membership, Membership::Known(0.6));
/// assert_eq!(Reading::unknown("nobody was asked").to_string(), "?: nobody was asked");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reading {
    /// The membership, as far as it is known; a raw figure before it is calibrated.
    pub membership: Membership,
    /// Why, in words.
    pub why: Box<str>,
    /// The claims that it rests on, for and against.
    pub claims: Vec<ClaimId>,
    /// The searches that it rests on.
    pub searches: Vec<SearchId>,
    /// What keeps a figure of `spe` from being exact.
    pub gaps: Vec<Gap>,
}

impl Reading {
    /// A membership or a raw figure, and why it is this one.
    pub fn new(membership: impl Into<Membership>, why: impl Into<Box<str>>) -> Self {
        let (membership, why) = (membership.into(), why.into());
        Self { membership, why, claims: Vec::new(), searches: Vec::new(), gaps: Vec::new() }
    }

    /// Nothing is known, and why.
    pub fn unknown(why: impl Into<Box<str>>) -> Self {
        Self::new(Membership::Unknown, why)
    }

    /// The same with claims that it rests on.
    #[must_use]
    pub fn claims(mut self, claims: impl IntoIterator<Item = ClaimId>) -> Self {
        self.claims.extend(claims);
        self.claims.sort_unstable();
        self.claims.dedup();
        self
    }

    /// The same with searches that it rests on.
    #[must_use]
    pub fn searches(mut self, searches: impl IntoIterator<Item = SearchId>) -> Self {
        self.searches.extend(searches);
        self.searches.sort_unstable();
        self.searches.dedup();
        self
    }

    #[must_use]
    pub(super) fn gaps(mut self, gaps: Vec<Gap>) -> Self {
        self.gaps = gaps;
        self
    }

    /// Of something that is so if it is so of anybody: to deny it of one says nothing of the others, so that only a search
    /// of the whole case settles that there is none.
    pub(super) fn of_any(said: &Attestation) -> Self {
        let nowhere = !said.searches.is_empty() && !said.searched_in_part;
        let membership = match (said.is_attested(), nowhere) {
            (true, _) => Membership::Known(1.0),
            (false, true) => Membership::Known(0.0),
            (false, false) => Membership::Unknown,
        };
        Self { membership, ..Self::from(said) }
    }
}

impl From<&Attestation> for Reading {
    /// 1 if it is attested, 0 if the case settles it otherwise, unknown if not.
    fn from(said: &Attestation) -> Self {
        let membership = said.presence().map(|there| f64::from(u8::from(there)));
        let claims = said.claims.iter().chain(&said.against).copied();
        let part =
            if said.standing == Standing::SearchedNotFound && said.searched_in_part { ", in a part only" } else { "" };
        let contested = if said.is_contested() { ", and denied" } else { "" };
        Self::new(membership, format!("{}{part}{contested}", said.standing))
            .claims(claims)
            .searches(said.searches.iter().copied())
    }
}

impl Display for Reading {
    /// `1: stated [c4]`, `0.40–0.70: S 0.55 [0.40, 0.70] in joint [c1, c2]; vague-dates (2)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.membership, self.why)?;
        let claims = self.claims.iter().map(ToString::to_string);
        let grounds: Vec<String> = claims.chain(self.searches.iter().map(ToString::to_string)).collect();
        if !grounds.is_empty() {
            write!(f, " [{}]", listed(&grounds))?;
        }
        self.gaps.iter().try_for_each(|gap| match gap.count {
            0 => write!(f, "; {}", gap.reason),
            count => write!(f, "; {} ({count})", gap.reason),
        })
    }
}
