//! The same sphere with fewer members or fewer acts.

use super::occasions::{Doing, Occasion, Occasions};
use super::record::{Agreement, Record, Stances};

impl Record {
    /// The record without its acts, among the members that are kept. O(members + stances + agreements + dependences).
    pub(in crate::spe) fn among(&self, kept: &Kept) -> Self {
        let members = self.members.iter().zip(&kept.numbers).filter(|(_, number)| number.is_some());
        let members: Vec<_> = members.map(|(side, _)| *side).collect();
        let stances = (0..self.members.len() as u32)
            .filter_map(|member| Some((kept.number(member)?, self.stances.of(member))))
            .flat_map(|(number, stances)| stances.iter().map(move |stance| (number, *stance)));
        let agreements = |agreements: &[Agreement]| agreements.iter().map(|one| one.among(kept)).collect();
        let dependences = self
            .dependences
            .iter()
            .filter_map(|(&(from, on), &degree)| Some(((kept.number(from)?, kept.number(on)?), degree)));
        Self {
            stances: Stances::new(members.len(), stances),
            roadmaps: agreements(&self.roadmaps),
            mechanisms: agreements(&self.mechanisms),
            dependences: dependences.collect(),
            purposes: self.purposes.clone(),
            searched: self.searched,
            members,
            ..Self::default()
        }
    }

    /// The record without its acts.
    pub(in crate::spe) fn frame(&self) -> Self {
        self.among(&Kept::all(self.members.len()))
    }
}

impl Agreement {
    fn among(&self, kept: &Kept) -> Self {
        let position = |&(member, accepts): &(u32, bool)| Some((kept.number(member)?, accepts));
        Self { positions: self.positions.iter().filter_map(position).collect(), weight: self.weight }
    }
}

/// Which members are kept, and their numbers among those.
pub(in crate::spe) struct Kept {
    numbers: Vec<Option<u32>>,
}

impl Kept {
    pub(in crate::spe) fn all(members: usize) -> Self {
        Self::new(members, |_| true)
    }

    pub(in crate::spe) fn new(members: usize, keep: impl Fn(u32) -> bool) -> Self {
        let mut next = 0;
        let number = |member: u32| {
            keep(member).then(|| {
                next += 1;
                next - 1
            })
        };
        Self { numbers: (0..members as u32).map(number).collect() }
    }

    fn number(&self, member: u32) -> Option<u32> {
        self.numbers[member as usize]
    }
}

impl Occasions {
    /// The acts as far as the kept members took part in them: what others did is not seen. O(participations).
    pub(in crate::spe) fn among(&self, kept: &Kept) -> Self {
        let mut among = Self { aims: self.aims.clone(), days: self.days.clone(), ..Self::default() };
        for row in &self.rows {
            let start = among.doings.len() as u32;
            for doing in self.doings_of(row) {
                let Some(member) = kept.number(doing.member) else { continue };
                let first = among.receivers.len() as u32;
                let receivers = &self.receivers[doing.receivers.start as usize..doing.receivers.end as usize];
                among.receivers.extend(receivers.iter().filter_map(|&receiver| kept.number(receiver)));
                let receivers = first..among.receivers.len() as u32;
                among.doings.push(Doing { member, sign: doing.sign, receivers });
            }
            among.rows.push(Occasion { doings: start..among.doings.len() as u32, ..row.clone() });
        }
        among
    }

    /// The acts in which somebody like this took part.
    pub(in crate::spe) fn with(&self, takes_part: impl Fn(&[Doing]) -> bool) -> Self {
        let rows = self.rows.iter().filter(|row| takes_part(self.doings_of(row))).cloned().collect();
        Self { rows, ..self.clone() }
    }

    pub(in crate::spe) fn doings_of(&self, row: &Occasion) -> &[Doing] {
        &self.doings[row.doings.start as usize..row.doings.end as usize]
    }
}
