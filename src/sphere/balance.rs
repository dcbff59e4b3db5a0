//! Signed ties, and whether triads of them are balanced.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{At, SphereStructure};
use crate::case::ClaimId;
use crate::case::boundary::Boundary;
use crate::evidence::Sign;
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;

/// What the claims on a tie say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieSign {
    /// A tie, and nothing against it.
    Positive,
    /// A broken or hostile one, and nothing for it.
    Negative,
    /// Neither is said: the parties are indifferent.
    Neutral,
    /// One claim speaks for it and another against.
    Mixed,
}

/// The tie of two actors that are present.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tie {
    /// The two, in the case's order.
    pub between: [Box<str>; 2],
    /// Its sign.
    pub sign: TieSign,
    /// The claims that say so.
    pub claims: Vec<ClaimId>,
}

/// How many triads of those present are balanced. The six counts add up to all triads.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Balance {
    /// Every tie that is on record.
    pub ties: Vec<Tie>,
    /// Balanced: three positive ties.
    pub all_positive: u64,
    /// Balanced: one positive tie, and two negative ones to the same third.
    pub two_negative: u64,
    /// Unbalanced: two positive ties and a negative one.
    pub one_negative: u64,
    /// Unbalanced: three negative ties. (In the weaker sense of Davis 1967 it is balanced.)
    pub all_negative: u64,
    /// All three ties are on record, and one of them is neutral or mixed.
    pub undecided: u64,
    /// Some tie is not on record: what it is, is unknown.
    pub unknown: u64,
    #[serde(skip)]
    by_place: BTreeMap<(u32, u32), usize>,
}

impl Balance {
    /// How many triads are balanced.
    pub fn balanced(&self) -> u64 {
        self.all_positive + self.two_negative
    }

    /// How many triads are unbalanced.
    pub fn unbalanced(&self) -> u64 {
        self.one_negative + self.all_negative
    }

    /// The share of balanced triads among those that are balanced or unbalanced, from 0 to 1; `None` where there are none.
    pub fn share(&self) -> Option<f64> {
        let known = self.balanced() + self.unbalanced();
        (known > 0).then(|| self.balanced() as f64 / known as f64)
    }

    /// The ties by the places of the two among those present.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&(u32, u32), &Tie)> {
        self.by_place.iter().map(|(places, &nth)| (places, &self.ties[nth]))
    }
}

/// Reads the ties and counts the triads. O(actors + ties · most ties of a member).
pub(super) fn read(at: &At<'_>, boundary: &mut Boundary<'_>, present: &[u32]) -> Balance {
    let mut said: BTreeMap<(u32, u32), Vec<(Sign, ClaimId)>> = BTreeMap::new();
    let structure = &at.case.structure;
    for actor in structure.of_kind(NodeKind::Actor) {
        for &index in structure.network.outgoing_by(actor, RelationKind::TiedTo) {
            let claim = at.claim(index);
            let Some(object) = claim.object().filter(|_| at.may_hold(claim)) else { continue };
            let mut place = |node| {
                let place = boundary.member(node)?;
                let member = boundary.members[place as usize];
                present.binary_search(&member).ok().map(|place| place as u32)
            };
            let (Some(one), Some(other)) = (place(actor), place(object.index)) else { continue };
            if one != other {
                let sign = claim.sign().unwrap_or_default();
                said.entry((one.min(other), one.max(other))).or_default().push((sign, claim.id()));
            }
        }
    }
    let name = |place: u32| at.id(present[place as usize]);
    let tie = |(&(one, other), said): (&(u32, u32), &Vec<(Sign, ClaimId)>)| {
        let mut claims: Vec<ClaimId> = said.iter().map(|(_, claim)| *claim).collect();
        claims.sort_unstable();
        Tie { between: [name(one), name(other)], sign: sign(said), claims }
    };
    let ties = said.iter().map(tie).collect();
    let by_place = said.keys().copied().zip(0..).collect();
    counted(Balance { ties, by_place, ..Balance::default() }, present.len())
}

fn sign(said: &[(Sign, ClaimId)]) -> TieSign {
    let says = |wanted| said.iter().any(|(sign, _)| *sign == wanted);
    match (says(Sign::Positive), says(Sign::Negative)) {
        (true, false) => TieSign::Positive,
        (false, true) => TieSign::Negative,
        (false, false) => TieSign::Neutral,
        (true, true) => TieSign::Mixed,
    }
}

fn counted(mut balance: Balance, present: usize) -> Balance {
    let ties = balance.clone();
    let mut on_record = 0;
    for triad in Triads::new(&ties) {
        on_record += 1;
        *match triad.negative() {
            Some(0) => &mut balance.all_positive,
            Some(1) => &mut balance.one_negative,
            Some(2) => &mut balance.two_negative,
            Some(_) => &mut balance.all_negative,
            None => &mut balance.undecided,
        } += 1;
    }
    let n = present as u128;
    let all = n * n.saturating_sub(1) * n.saturating_sub(2) / 6;
    balance.unknown = u64::try_from(all - on_record).unwrap_or(u64::MAX);
    balance
}

/// Three actors whose ties are all on record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Triad<'s> {
    /// The ties of the first and second, first and third, second and third, in the case's order.
    pub ties: [&'s Tie; 3],
}

impl<'s> Triad<'s> {
    /// The three.
    pub fn actors(&self) -> [&'s str; 3] {
        let [first, _, last] = self.ties;
        [&first.between[0], &first.between[1], &last.between[1]]
    }

    fn negative(&self) -> Option<usize> {
        let decided = self.ties.iter().all(|tie| matches!(tie.sign, TieSign::Positive | TieSign::Negative));
        decided.then(|| self.ties.iter().filter(|tie| tie.sign == TieSign::Negative).count())
    }

    /// Whether the product of its signs is positive; `None` where a tie is neutral or mixed.
    pub fn is_balanced(&self) -> Option<bool> {
        self.negative().map(|negative| negative % 2 == 0)
    }
}

impl SphereStructure {
    /// The triads whose ties are all on record, lazily, in the case's order.
    ///
    /// ```
    /// use cocreation::{Case, sphere};
    /// use cocreation::evidence::{Date, Sign};
    /// use cocreation::graph::{node::{Actor, Sphere}, relation::{BelongsTo, TiedTo}};
    ///
    /// let mut case = Case::builder("rivals");
    /// let joint = case.add("joint", Sphere::joint("Joint"));
    /// let [user, old, new] = ["user", "old", "new"].map(|id| case.add(id, Actor::new(id)));
    /// for actor in [user, old, new] {
    ///     case.relate(actor, BelongsTo, joint);
    /// }
    /// case.relate(user, TiedTo, old).sign(Sign::Positive);
    /// case.relate(user, TiedTo, new).sign(Sign::Positive);
    /// case.relate(old, TiedTo, new).sign(Sign::Negative);
    /// let structure = sphere::structure(&case.build()?, joint, Date::new(2020, 1, 1)?);
    ///
    /// let triad = structure.triads().next().expect("three ties");
    /// assert_eq!((triad.actors(), triad.is_balanced()), (["user", "old", "new"], Some(false)));
    /// assert_eq!(structure.balance.share(), Some(0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn triads(&self) -> Triads<'_> {
        Triads::new(&self.balance)
    }
}

/// The triads of a [`SphereStructure`], one after another.
#[derive(Clone, Debug)]
pub struct Triads<'s> {
    balance: &'s Balance,
    /// The pair whose third is looked for, and the third from which on.
    pairs: std::collections::btree_map::Iter<'s, (u32, u32), usize>,
    pair: Option<((u32, u32), usize)>,
    third: u32,
}

impl<'s> Triads<'s> {
    fn new(balance: &'s Balance) -> Self {
        let mut pairs = balance.by_place.iter();
        let pair = pairs.next().map(|(places, nth)| (*places, *nth));
        Self { balance, pairs, pair, third: 0 }
    }
}

impl<'s> Iterator for Triads<'s> {
    type Item = Triad<'s>;

    fn next(&mut self) -> Option<Triad<'s>> {
        loop {
            let ((one, two), nth) = self.pair?;
            let from = self.third.max(two + 1);
            for (&(_, third), &of_two) in self.balance.by_place.range((two, from)..=(two, u32::MAX)) {
                if let Some(&of_one) = self.balance.by_place.get(&(one, third)) {
                    self.third = third + 1;
                    let ties = [nth, of_one, of_two].map(|nth| &self.balance.ties[nth]);
                    return Some(Triad { ties });
                }
            }
            self.pair = self.pairs.next().map(|(places, nth)| (*places, *nth));
            self.third = 0;
        }
    }
}

impl std::iter::FusedIterator for Triads<'_> {}
