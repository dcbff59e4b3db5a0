//! The definitions of Formal Concept Analysis, word for word and slow: sets of attributes are numbers, everything is tried.

use std::collections::BTreeSet;

/// Which attributes each object has, one bit each; the first attribute is bit 0.
#[derive(Clone, Debug)]
pub(super) struct Twin {
    pub(super) rows: Vec<u32>,
    pub(super) attributes: u32,
}

impl Twin {
    pub(super) fn all(&self) -> u32 {
        (1 << self.attributes) - 1
    }

    pub(super) fn extent(&self, attributes: u32) -> u32 {
        let having = self.rows.iter().enumerate().filter(|(_, row)| attributes & !**row == 0);
        having.fold(0, |extent, (object, _)| extent | 1 << object)
    }

    pub(super) fn intent(&self, objects: u32) -> u32 {
        let rows = self.rows.iter().enumerate().filter(|(object, _)| objects >> object & 1 == 1);
        rows.fold(self.all(), |intent, (_, row)| intent & row)
    }

    pub(super) fn closure(&self, attributes: u32) -> u32 {
        self.intent(self.extent(attributes))
    }

    /// Of two sets the one with the first attribute at which they differ is the greater: a binary number read from there.
    pub(super) fn lectic(&self, attributes: u32) -> u32 {
        (0..self.attributes).fold(0, |number, bit| number << 1 | (attributes >> bit & 1))
    }

    /// Every intent, in lectic order: all subsets are closed.
    pub(super) fn intents(&self) -> Vec<u32> {
        let found: BTreeSet<u32> = (0..=self.all()).map(|set| self.closure(set)).collect();
        let mut intents: Vec<u32> = found.into_iter().collect();
        intents.sort_by_key(|intent| self.lectic(*intent));
        intents
    }

    /// The pairs of intents with nothing between, the smaller one first.
    pub(super) fn covers(&self) -> Vec<(u32, u32)> {
        let intents = self.intents();
        let within = |a: u32, b: u32| a != b && a & !b == 0;
        let pairs = intents.iter().flat_map(|a| intents.iter().map(move |b| (*a, *b))).filter(|(a, b)| within(*a, *b));
        pairs.filter(|(a, b)| !intents.iter().any(|c| within(*a, *c) && within(*c, *b))).collect()
    }

    /// The pseudo-intents by their recursive definition: not closed, and with the closure of every smaller pseudo-intent
    /// within.
    pub(super) fn pseudo_intents(&self) -> Vec<u32> {
        let mut sets: Vec<u32> = (0..=self.all()).collect();
        sets.sort_by_key(|set| set.count_ones());
        let mut found: Vec<u32> = Vec::new();
        for set in sets {
            let smaller = found.iter().filter(|other| **other != set && **other & !set == 0);
            if self.closure(set) != set && smaller.map(|other| self.closure(*other)).all(|closure| closure & !set == 0)
            {
                found.push(set);
            }
        }
        found.sort_by_key(|set| self.lectic(*set));
        found
    }

    /// What share of the subsets of the extent has the intent.
    pub(super) fn stability(&self, intent: u32) -> f64 {
        let extent = self.extent(intent);
        let subsets = (0..1u32 << self.rows.len()).filter(|set| set & !extent == 0);
        let having = subsets.filter(|set| self.intent(*set) == intent).count();
        having as f64 / f64::from(1u32 << extent.count_ones())
    }

    /// What share of the subsets of the intent has the extent.
    pub(super) fn extensional_stability(&self, intent: u32) -> f64 {
        let extent = self.extent(intent);
        let having = (0..=self.all()).filter(|set| set & !intent == 0 && self.extent(*set) == extent).count();
        having as f64 / f64::from(1u32 << intent.count_ones())
    }

    /// Incidences in rows and columns of the concept, and those in both.
    pub(super) fn separation(&self, intent: u32) -> Option<f64> {
        let extent = self.extent(intent);
        let (mut both, mut either) = (0, 0);
        for (object, row) in self.rows.iter().enumerate() {
            for attribute in (0..self.attributes).filter(|attribute| row >> attribute & 1 == 1) {
                let (inside, within) = (extent >> object & 1 == 1, intent >> attribute & 1 == 1);
                either += u32::from(inside || within);
                both += u32::from(inside && within);
            }
        }
        (either > 0).then(|| f64::from(both) / f64::from(either))
    }
}

/// The smallest set with these attributes that no implication leads out of.
pub(super) fn closed(mut set: u32, implications: &[(u32, u32)]) -> u32 {
    loop {
        let more =
            implications.iter().filter(|(premise, _)| premise & !set == 0).fold(set, |more, (_, new)| more | new);
        if more == set {
            return set;
        }
        set = more;
    }
}

/// Every way of filling the unknown cells: rows of what is sure and of what is possible.
pub(super) fn completions(sure: &[u32], possible: &[u32], attributes: u32) -> Vec<Twin> {
    let mut all = vec![Vec::new()];
    for (sure, possible) in sure.iter().zip(possible) {
        let fillings = (0..1u32 << attributes).filter(|row| sure & !row == 0 && row & !possible == 0);
        let fillings: Vec<u32> = fillings.collect();
        let longer = |rows: &Vec<u32>| fillings.iter().map(|row| [&rows[..], &[*row]].concat()).collect::<Vec<_>>();
        all = all.iter().flat_map(longer).collect();
    }
    all.into_iter().map(|rows| Twin { rows, attributes }).collect()
}
