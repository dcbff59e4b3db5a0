//! All acts of one pattern in one bin of a sphere, in 32 bytes.

use super::event::Event;
use super::pattern::Pattern;
use crate::evidence::Sign;

/// How many neighbouring spheres share a page.
pub(super) const SPHERES: u32 = 1 << SPHERE_BITS;

const SPHERE_BITS: u32 = 6;
/// A bin is at least a day, and the days of the years 0001 to 9999 are fewer than 2^22.
const BIN_BITS: u32 = 23;
const PURPOSE_BITS: u32 = 28;
const GIFT_BITS: u32 = 2;
const SIGN_BITS: u32 = 4;

const PURPOSE: u32 = BIN_BITS;
const GIFTS: u32 = PURPOSE + PURPOSE_BITS;
const SIGNS: u32 = GIFTS + GIFT_BITS;
const SECOND: u32 = SIGNS + SIGN_BITS;
const FIRST: u32 = SECOND + 32;
const INTERNED: u32 = FIRST + 32;
const SPHERE: u32 = INTERNED + 1;

/// Stands for no purpose; that number and greater ones do not fit.
const NO_PURPOSE: u32 = (1 << PURPOSE_BITS) - 1;
/// The code of an actor that is only given to, and of no second actor; the three signs follow.
const ABSENT: u8 = 0;
const CONTRIBUTES: u8 = Sign::Positive as u8 + 1;

/// Which acts are summed in a cell: the sphere's place in its page, the pattern, and the bin, so that the bins of one
/// pattern lie side by side.
///
/// A pattern of at most two actors and one purpose stands in the key itself; of any other the key has the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u128);

impl Key {
    /// The pattern of an act, if it is small enough to stand in the key.
    pub(super) fn inline(event: &Event<'_>) -> Option<Self> {
        let purpose = match event.purposes {
            [] => NO_PURPOSE,
            [purpose, rest @ ..] if *purpose < NO_PURPOSE && rest.iter().all(|other| other == purpose) => *purpose,
            [..] => return None,
        };
        Some(Self(Two::read(event)? | u128::from(purpose) << PURPOSE))
    }

    /// A pattern by its number.
    pub(super) fn interned(number: u32) -> Self {
        Self(1 << INTERNED | u128::from(number) << FIRST)
    }

    /// The same pattern in a sphere and a bin.
    pub(super) fn at(self, sphere: u32, bin: i32) -> Self {
        let biased = (bin + (1 << (BIN_BITS - 1))) as u32;
        Self(self.pattern().0 | u128::from(sphere % SPHERES) << SPHERE | u128::from(biased))
    }

    /// Whether both are of one sphere and one pattern.
    pub(super) fn differs_by_bin(self, other: Self) -> bool {
        (self.0 ^ other.0) >> BIN_BITS == 0
    }

    /// Whoever takes part according to the key itself.
    pub(super) fn actors(self) -> impl Iterator<Item = u32> {
        let takes_part = move |nth: u32| self.bits(SIGNS + 2 * nth, 2) != u32::from(ABSENT);
        let [first, second] = self.two();
        takes_part(0).then_some(first).into_iter().chain(takes_part(1).then_some(second))
    }

    /// The numbers of the two that stand in the key; of one alone and a blank.
    fn two(self) -> [u32; 2] {
        [self.bits(FIRST, 32), self.bits(SECOND, 32)]
    }

    fn bits(self, from: u32, count: u32) -> u32 {
        (self.0 >> from) as u32 & (u32::MAX >> (32 - count))
    }

    pub(super) fn bin(self) -> i32 {
        self.bits(0, BIN_BITS) as i32 - (1 << (BIN_BITS - 1))
    }

    /// The place of the sphere in its page.
    pub(super) fn sphere(self) -> u32 {
        self.bits(SPHERE, SPHERE_BITS)
    }

    /// The key without sphere and bin.
    pub(super) fn pattern(self) -> Self {
        Self(self.0 & ((1 << SPHERE) - 1) >> BIN_BITS << BIN_BITS)
    }

    /// The number of its pattern, if it does not stand in the key.
    pub(super) fn number(self) -> Option<u32> {
        (self.bits(INTERNED, 1) == 1).then(|| self.bits(FIRST, 32))
    }

    /// The same with another number, if the pattern has one.
    pub(super) fn renumbered(self, new: impl FnOnce(u32) -> u32) -> Self {
        self.number()
            .map_or(self, |number| Self(self.0 & !(u128::from(u32::MAX) << FIRST) | u128::from(new(number)) << FIRST))
    }

    /// Writes down the pattern that stands in the key, or that has its number.
    pub(super) fn decode<'p>(self, get: impl FnOnce(u32) -> &'p Pattern, pattern: &mut Pattern) {
        match self.number() {
            Some(number) => pattern.copy(get(number)),
            None => self.spell(pattern),
        }
    }

    fn spell(self, pattern: &mut Pattern) {
        pattern.clear();
        let actors = self.two();
        let (signs, gifts) = (self.bits(SIGNS, SIGN_BITS), self.bits(GIFTS, GIFT_BITS));
        for (nth, actor) in actors.into_iter().enumerate() {
            let sign = [None, Some(Sign::Positive), Some(Sign::Neutral), Some(Sign::Negative)]
                [(signs >> (2 * nth) & 3) as usize];
            pattern.doings.extend(sign.map(|sign| (actor, sign)));
            if gifts >> nth & 1 == 1 {
                pattern.gifts.push((actor, actors[1 - nth]));
            }
        }
        let purpose = self.bits(PURPOSE, PURPOSE_BITS);
        pattern.purposes.extend((purpose != NO_PURPOSE).then_some(purpose));
    }
}

/// One or two actors and what they do, in plain variables: this is done for each act.
struct Two {
    first: u32,
    second: Option<u32>,
}

impl Two {
    /// The place of an actor among the two: 0 or 1, if there is room.
    fn place(&mut self, actor: u32) -> Option<u32> {
        if actor == self.first { Some(0) } else { (*self.second.get_or_insert(actor) == actor).then_some(1) }
    }

    /// Actors, signs and gifts as they stand in a key, the smaller actor first; `None` where more than two take part or
    /// receive.
    fn read(event: &Event<'_>) -> Option<u128> {
        let mut two = Self { first: event.parties.first()?.actor, second: None };
        let (mut signs, mut gifts) = ((ABSENT, ABSENT), (false, false));
        for party in event.parties {
            // The code of the worst sign is the greatest.
            let code = party.sign as u8 + 1;
            let (own, other) = if two.place(party.actor)? == 0 { (code, ABSENT) } else { (ABSENT, code) };
            signs = (own.max(signs.0), other.max(signs.1));
        }
        for party in event.parties {
            let is_first = party.actor == two.first;
            if (if is_first { signs.0 } else { signs.1 }) == CONTRIBUTES {
                for &receiver in party.gives_to {
                    let to_other = two.place(receiver)? != u32::from(!is_first);
                    gifts = (gifts.0 | (to_other & is_first), gifts.1 | (to_other & !is_first));
                }
            }
        }
        let second = two.second.unwrap_or_default();
        if two.second.is_some_and(|second| second < two.first) {
            Some(spelt((second, two.first), (signs.1, signs.0), (gifts.1, gifts.0)))
        } else {
            Some(spelt((two.first, second), signs, gifts))
        }
    }
}

fn spelt(actors: (u32, u32), signs: (u8, u8), gifts: (bool, bool)) -> u128 {
    u128::from(actors.0) << FIRST
        | u128::from(actors.1) << SECOND
        | u128::from(signs.0 | signs.1 << (SIGN_BITS / 2)) << SIGNS
        | u128::from(u8::from(gifts.0) | u8::from(gifts.1) << (GIFT_BITS / 2)) << GIFTS
}

/// How many units make the typical weight.
const UNITS: f64 = (1u64 << 32) as f64;

/// The weight of an act as a multiple of the typical one, in units: to the nearest, but never nothing.
pub(super) fn units(multiple: f64) -> u64 {
    // What is too great for the type becomes its greatest value.
    ((multiple * UNITS + 0.5) as u64).max(1)
}

/// A number of units as a multiple of the typical weight.
pub(super) fn weight(units: u64) -> f64 {
    units as f64 / UNITS
}

/// All acts of one pattern in one bin. Adding cells is associative and commutative to the bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) key: Key,
    /// The sum of the weights, in 2^-32 of the typical weight.
    pub(super) weight: u64,
    pub(super) count: u32,
    /// The first and the last day, from the beginning of the bin.
    pub(super) first: u16,
    pub(super) last: u16,
}

impl Cell {
    pub(super) fn add(&mut self, other: &Self) {
        self.weight = self.weight.saturating_add(other.weight);
        self.count = self.count.saturating_add(other.count);
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
    }
}
