//! The score from a stream of dated acts.

mod cell;
mod declarations;
mod event;
mod facts;
mod insiders;
mod page;
mod pattern;
mod reading;

use std::ops::{RangeBounds, RangeInclusive};

use hashbrown::HashMap;

use super::Spec;
use super::definition::Score;
use crate::error::{Error, ErrorKind};
use crate::evidence::Date;
pub use event::{Event, Party};
pub use facts::{AgreementForm, Fact};
use page::Page;
use reading::Frame;

/// Sums of a stream of acts, from which the score of any sphere at any bin end can be had.
///
/// A platform reports acts ([`Event`]) and facts ([`Fact`]) in any order, in as many ledgers as it likes, and merges them:
/// the score is the same to the bit. It is the score that [`assess`](super::assess()) gives a case with the same acts and
/// facts, by the same code.
///
/// # What it keeps
///
/// Time is cut into bins of a fixed length, anchored at t0. All acts of one sphere and bin that are of one *pattern* — who
/// took part with which sign, who gave to whom, for which purposes, made good in which bin — are one cell of 32 bytes (up
/// to 64 with what waits to be sorted in, 45 measured; patterns of more than two actors or one purpose are kept once more
/// beside). So memory grows with occupied cells, with acts of −1 that were not made good and carry an id, with recoveries whose act
/// was not recorded yet, and with facts; never with acts.
///
/// # What is exact, and what is agreed beforehand
///
/// - Scores are exact at bin ends. Bins of a [`Spec`] are multiples of the ledger's; calendar years, which differ in length,
///   are not supported.
/// - A case cuts weights at a multiple of their median, which nobody knows of a stream without keeping its acts: a ledger
///   is made with a *typical* weight instead. A weight is kept in 2^-32 of it, at least one, and sums stop at 2^32.
/// - An act is recorded once, its id names no other act of the sphere, and it is made good once. Of several recoveries that
///   are recorded before their act, the earliest counts.
/// - Of an endeavour that was completed within a bin, acts of the same bin and pattern as one before the completion count
///   as done before it.
/// - Acts before the window are kept: they tell who is inside and which pairs were ever active. A window may begin with any
///   bin, also before t0.
///
/// ```
/// use cocreation::evidence::Date;
/// use cocreation::spe::{AgreementForm, Event, Fact, Ledger, Part, Party, Spec};
///
/// // The platform's numbers: a sphere, two firms, what they pursue, what they signed.
/// let (deal, maker, airline, uptime, contract) = (1, 10, 20, 5, 7);
/// let first = |year, month| Date::new(year, month, 1);
/// let end_of = |year| Date::new(year, 12, 31);
///
/// // Bins of 73 days: five of them make a year of 365 days.
/// let mut ledger = Ledger::new(first(2021, 1)?, 73)?;
/// for actor in [maker, airline] {
///     ledger.learn(deal, Fact::Stance { actor, purpose: uptime, endorses: true }, first(2021, 1)?)?;
///     ledger.learn(deal, Fact::Position { agreement: contract, actor, accepts: true }, first(2023, 1)?)?;
/// }
/// let form = AgreementForm::RiskAndBenefitSharing;
/// ledger.learn(deal, Fact::Agreement { agreement: contract, form }, None)?;
///
/// // In the first and the third year they meet, and each gives to the other.
/// let (to_maker, to_airline) = ([maker], [airline]);
/// let both = [Party::contributes(maker).to(&to_airline), Party::contributes(airline).to(&to_maker)];
/// for on in [first(2021, 2)?, first(2021, 5)?, first(2023, 3)?] {
///     ledger.record(&Event::new(deal, on, &both).advances(&[uptime]))?;
/// }
/// // In the second the airline withholds data, which it makes good in the third.
/// ledger.record(&Event::new(deal, first(2022, 4)?, &[Party::withholds(airline)]).id(404))?;
/// ledger.recover(deal, 404, first(2023, 4)?);
///
/// let score = ledger.score(deal, end_of(2022)?)?.expect("something was recorded");
/// // Two acts contribute and one withholds.
/// assert!((score[Part::Destruction].low - 1.0 / 3.0).abs() < 1e-15);
/// // Nothing is known of a contract yet.
/// assert!(score[Part::SharedMechanism].is_unknown());
///
/// let score = ledger.score(deal, end_of(2023)?)?.expect("something was recorded");
/// assert_eq!(score[Part::Destruction].point, Some(0.0));
/// assert_eq!(score[Part::SharedMechanism].point, Some(1.0));
/// // Both contribute alike, give what they get, and are of two firms; all is done for what both want.
/// assert_eq!(score[Part::Engagement].point, Some(1.0));
/// assert_eq!(score[Part::Enacted].point, Some(1.0));
/// // In two of three years they did something together.
/// assert!((score[Part::Coverage].low - 2.0 / 3.0).abs() < 1e-15);
/// // One pair is too few to ask which pairs stay.
/// assert!(score[Part::Retention].is_unknown());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ledger {
    start: i32,
    length: i32,
    typical: f64,
    cap: f64,
    /// Where the page of neighbouring spheres stands, by its number.
    places: HashMap<u32, u32>,
    pages: Vec<(u32, Page)>,
}

impl Ledger {
    /// The greatest length of a bin, in days.
    pub const LONGEST_BIN: u32 = u16::MAX as u32;

    /// An empty ledger with bins of so many days from t0 on. The typical weight is 1, and weights are cut at 10.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] unless the length is from 1 to [`LONGEST_BIN`](Self::LONGEST_BIN).
    pub fn new(t0: Date, bin: u32) -> Result<Self, Error> {
        Self::weighing(t0, bin, 1.0, 10.0)
    }

    /// An empty ledger for acts of a typical weight, in the caller's unit; weights are cut at that multiple of it, which
    /// must be the [`cap`](Spec::cap) of every specification.
    ///
    /// ```
    /// use cocreation::spe::Ledger;
    ///
    /// let hours = Ledger::weighing("2020-01-01".parse()?, 91, 7.5, 10.0)?;
    /// assert!(Ledger::weighing("2020-01-01".parse()?, 91, 0.0, 10.0).is_err());
    /// assert_eq!(hours.cells(), 0);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] unless the length is from 1 to [`LONGEST_BIN`](Self::LONGEST_BIN), the weight finite and above
    /// 0, and the multiple finite and at least 1.
    pub fn weighing(t0: Date, bin: u32, typical: f64, cap: f64) -> Result<Self, Error> {
        let fault = if !(1..=Self::LONGEST_BIN).contains(&bin) {
            "a bin has 1 to 65535 days"
        } else if !(typical.is_finite() && typical > 0.0) {
            "the typical weight is finite and above 0"
        } else if !(cap.is_finite() && cap >= 1.0) {
            "weights are cut at a finite multiple of the typical weight, at least 1"
        } else {
            let (start, length) = (t0.day_number(), bin as i32);
            return Ok(Self { start, length, typical, cap, places: HashMap::new(), pages: Vec::new() });
        };
        Err(Error::new(ErrorKind::Setting, fault))
    }

    /// Records an act. Amortised O(log cells that wait) for an act of two; O(participants and receivers) more for others.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::OutOfRange`] if the weight is not finite and above 0, or nobody takes part.
    pub fn record(&mut self, event: &Event<'_>) -> Result<(), Error> {
        match event.fault() {
            None => self.add(event),
            Some(fault) => return Err(Error::new(ErrorKind::OutOfRange, fault)),
        }
        Ok(())
    }

    /// Records acts: all of them, or none if any cannot be recorded.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::OutOfRange`] as for [`record`](Self::record); the message lists the places of the first such acts.
    pub fn record_all(&mut self, events: &[Event<'_>]) -> Result<(), Error> {
        let faults = || events.iter().enumerate().filter_map(|(nth, event)| Some((nth, event.fault()?)));
        let count = faults().count();
        if count > 0 {
            let listed: Vec<String> = faults().take(LISTED).map(|(nth, fault)| format!("{nth}: {fault}")).collect();
            let more = if count > LISTED { "; …" } else { "" };
            let message = format!("{count} of {} acts cannot be recorded: {}{more}", events.len(), listed.join("; "));
            return Err(Error::new(ErrorKind::OutOfRange, message));
        }
        events.iter().for_each(|event| self.add(event));
        Ok(())
    }

    fn add(&mut self, event: &Event<'_>) {
        let days = event.on.day_number() - self.start;
        let bin = days.div_euclid(self.length);
        let when = (bin, (days - bin * self.length) as u16);
        let weight = cell::units((event.weight / self.typical).min(self.cap));
        self.page(event.sphere).record(event, when, weight);
    }

    /// An act of −1 that was or will be recorded with this id is made good on a day. O(log open acts of the sphere).
    pub fn recover(&mut self, sphere: u32, id: u64, on: Date) {
        let bin = (on.day_number() - self.start).div_euclid(self.length);
        self.page(sphere).recover(sphere, id, bin);
    }

    /// A fact of a sphere, from a day on; `None` if it holds as far back as anybody knows. O(log facts of the sphere).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::OutOfRange`] for a degree outside [0, 1], a purpose that ends before it begins, or a completion without
    /// a day.
    pub fn learn(&mut self, sphere: u32, fact: Fact, since: impl Into<Option<Date>>) -> Result<(), Error> {
        let since = since.into();
        if let Some(fault) = fact.fault(since) {
            return Err(Error::new(ErrorKind::OutOfRange, fault));
        }
        self.page(sphere).dossiers.entry(sphere).or_default().facts.insert(since, fact);
        Ok(())
    }

    fn page(&mut self, sphere: u32) -> &mut Page {
        let number = sphere / cell::SPHERES;
        let place = *self.places.entry(number).or_insert_with(|| {
            self.pages.push((number, Page::default()));
            self.pages.len() as u32 - 1
        });
        &mut self.pages[place as usize].1
    }

    /// Adds everything that another ledger recorded. Merging is associative and commutative, to the bit of every score.
    /// O(cells of both + facts log facts).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] unless both have the same t0, bins, typical weight and cap; nothing is changed then.
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        if !self.is_alike(other) {
            let message = "ledgers to be merged have the same t0, length of bins, typical weight and cap";
            return Err(Error::new(ErrorKind::Setting, message));
        }
        for (number, page) in &other.pages {
            self.page(number * cell::SPHERES).merge(page);
        }
        Ok(())
    }

    fn is_alike(&self, other: &Self) -> bool {
        let settings = |ledger: &Self| (ledger.start, ledger.length, ledger.typical, ledger.cap);
        settings(self) == settings(other)
    }

    /// How many cells are occupied: what the memory grows with. O(cells).
    pub fn cells(&self) -> usize {
        self.pages.iter().map(|(_, page)| page.occupied()).sum()
    }

    /// How many acts of −1 with an id were not made good yet. O(those acts + spheres with facts).
    pub fn open(&self) -> usize {
        self.pages.iter().map(|(_, page)| page.open()).sum()
    }

    /// The score of a sphere, `None` if nothing was recorded of it.
    ///
    /// The specification's date is the last day of a bin. The window begins at t0, or with the bin that begins on
    /// [`Spec::from`]. A date alone stands for the default specification, whose bins of 365 days are a multiple of bins of
    /// 1, 5, 73 or 365 days.
    ///
    /// O(cells of the page + the sphere's cells and facts), and what [`assess`](super::assess()) costs for as many acts.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] if the specification cannot be used, or not with the ledger's bins and cap.
    pub fn score(&self, sphere: u32, spec: impl Into<Spec>) -> Result<Option<Score>, Error> {
        let spec = spec.into();
        let frame = self.frame(&spec)?;
        let Some(&place) = self.places.get(&(sphere / cell::SPHERES)) else { return Ok(None) };
        let page = &self.pages[place as usize].1;
        Ok(page.scores(&(sphere..=sphere), &frame, &spec).pop().map(|(_, score)| score))
    }

    /// The scores of all spheres of which anything was recorded, in the order of their numbers; as [`score`](Self::score).
    ///
    /// # Errors
    ///
    /// As for [`score`](Self::score).
    pub fn scores(&self, spec: impl Into<Spec>) -> Result<impl Iterator<Item = (u32, Score)>, Error> {
        self.scores_of(.., spec)
    }

    /// The scores of the spheres in a range of numbers, as [`scores`](Self::scores): some threads may share the work, each
    /// with a range of its own.
    ///
    /// ```
    /// use cocreation::evidence::Date;
    /// use cocreation::spe::{Event, Ledger, Party};
    ///
    /// let mut ledger = Ledger::new(Date::new(2021, 1, 1)?, 73)?;
    /// for sphere in [3, 70, 900] {
    ///     ledger.record(&Event::new(sphere, Date::new(2021, 5, 1)?, &[Party::contributes(1), Party::contributes(2)]))?;
    /// }
    /// let end = Date::new(2021, 12, 31)?;
    /// let spheres: Vec<u32> = ledger.scores_of(..900, end)?.map(|(sphere, _)| sphere).collect();
    /// assert_eq!(spheres, [3, 70]);
    /// # Ok::<(), cocreation::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`score`](Self::score).
    pub fn scores_of(
        &self,
        spheres: impl RangeBounds<u32>,
        spec: impl Into<Spec>,
    ) -> Result<impl Iterator<Item = (u32, Score)>, Error> {
        let spec = spec.into();
        let frame = self.frame(&spec)?;
        let of_page = move |number: u32| {
            let first = number * cell::SPHERES;
            within(first..=first + (cell::SPHERES - 1), &spheres)
        };
        let mut pages: Vec<_> =
            self.pages.iter().filter_map(|(number, page)| Some((of_page(*number)?, page))).collect();
        pages.sort_unstable_by_key(|(between, _)| *between.start());
        Ok(pages.into_iter().flat_map(move |(between, page)| page.scores(&between, &frame, &spec)))
    }

    /// The window and the bins that a specification asks for.
    fn frame(&self, spec: &Spec) -> Result<Frame, Error> {
        spec.check()?;
        let (first, last) = (spec.from.map_or(self.start, Date::day_number), spec.as_of.day_number());
        let begins_bin = |day: i32| (day - self.start).rem_euclid(self.length) == 0;
        let fault = if !begins_bin(last + 1) {
            "a ledger has scores as of the last day of a bin"
        } else if !begins_bin(first) {
            "the window of a ledger begins with a bin"
        } else if spec.bins.iter().any(|bin| bin % self.length as u32 != 0) {
            "the bins are multiples of the ledger's"
        } else if spec.cap != self.cap {
            "the ledger has cut weights at another multiple"
        } else {
            return Ok(Frame { start: self.start, length: self.length, first, last, bin: spec.bins[0] });
        };
        Err(Error::new(ErrorKind::Setting, fault))
    }
}

/// What of some numbers lies in a range, if any does.
fn within(numbers: RangeInclusive<u32>, range: &impl RangeBounds<u32>) -> Option<RangeInclusive<u32>> {
    let first = numbers.clone().find(|number| range.contains(number))?;
    let last = numbers.rev().find(|number| range.contains(number))?;
    Some(first..=last)
}

/// How many faults an error lists.
const LISTED: usize = 3;

/// By what was recorded, in whatever order.
impl PartialEq for Ledger {
    fn eq(&self, other: &Self) -> bool {
        let occupied = |ledger: &Self| ledger.pages.iter().filter(|(_, page)| !page.is_empty()).count();
        let same = |(number, page): &(u32, Page)| {
            let place = other.places.get(number);
            page.is_empty() || place.is_some_and(|&place| other.pages[place as usize].1 == *page)
        };
        self.is_alike(other) && occupied(self) == occupied(other) && self.pages.iter().all(same)
    }
}
