//! Qualitative Comparative Analysis against reference software, slow twins, and by hand.

mod bounds;
mod by_hand;
mod cells;
mod differences;
mod golden;
mod laws;
mod pictures;
mod robustness;
mod theory;
mod twin;
