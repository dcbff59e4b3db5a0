//! Closing sets of attributes under implications, and going through closed sets in lectic order.

use super::set::{self, Set};

/// The smallest set that has these attributes and, with each premise, its conclusion.
///
/// O(implications² × attributes / 64) at worst; two passes are the common case.
pub(super) fn closed<'i>(attributes: &Set, implications: &(impl Iterator<Item = (&'i Set, &'i Set)> + Clone)) -> Set {
    let mut closed = attributes.clone();
    let mut grows = true;
    while grows {
        grows = false;
        for (premise, conclusion) in implications.clone() {
            if premise.is_subset(&closed) && !conclusion.is_subset(&closed) {
                set::unite(closed.words_mut(), conclusion.words());
                grows = true;
            }
        }
    }
    closed
}

/// The next closed set in lectic order; none after the set of all.
///
/// Source: Ganter's NextClosure (Ganter & Wille 1999, §2.1).
pub(super) fn next_closed(after: &Set, close: impl Fn(&Set) -> Set) -> Option<Set> {
    let mut kept = after.clone();
    for place in (0..after.side()).rev() {
        if kept.contains(place) {
            set::remove(kept.words_mut(), place);
            continue;
        }
        let mut more = kept.clone();
        set::insert(more.words_mut(), place);
        let more = close(&more);
        if more.difference(&kept).iter().next() == Some(place) {
            return Some(more);
        }
    }
    None
}
