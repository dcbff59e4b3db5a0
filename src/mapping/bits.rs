//! Sets of up to 64 terms of one side of a map, as the bits of a number.

/// The positions in a set, in order.
pub(super) fn bits(set: u64) -> impl Iterator<Item = usize> + Clone {
    let mut rest = set;
    std::iter::from_fn(move || {
        let first = rest.trailing_zeros() as usize;
        rest &= rest.checked_sub(1)?;
        Some(first)
    })
}

/// The positions that pass the test.
pub(super) fn where_true(test: impl IntoIterator<Item = bool>) -> u64 {
    test.into_iter().enumerate().fold(0, |set, (at, holds)| set | u64::from(holds) << at)
}

/// The set of the first so many positions, up to 64.
pub(super) fn first(count: usize) -> u64 {
    where_true((0..count).map(|_| true))
}
