//! A12, bounded influence: by how much one more act can move each figure.

use std::collections::BTreeMap;

use cocreation::evidence::Sign;
use proptest::prelude::*;

use super::model::{Deed, Model, deed, known_model, large_known_model};
use super::twin::{Counted, Course, every_pair, times};
use super::{Checked, LARGE, NEAR, SMALL, Sketch, cases, day, exactly, value};

/// A sphere in a window that is set, without weights that are cut, and one more act.
fn and_act(model: impl Strategy<Value = Model>) -> impl Strategy<Value = (Model, Deed)> {
    let light = |deed: Deed| Deed { weight: deed.weight.min(2.0), ..deed };
    model.prop_flat_map(move |model| {
        let acts = model.acts.iter().cloned().map(light).collect();
        let more = deed(model.actors.len(), model.purposes(), [1, 6]).prop_map(light);
        (Just(Model { acts, from: Some(model.from.unwrap_or(0)), ..model }), more)
    })
}

/// How far a figure can rise and fall.
#[derive(Clone, Copy, Debug, Default)]
struct Bound {
    up: f64,
    down: f64,
}

impl Bound {
    fn both(bound: f64) -> Self {
        Self { up: bound, down: bound }
    }
}

/// By how much each figure can move, as it is documented.
struct Influence<'a> {
    before: &'a Model,
    after: &'a Model,
    deed: &'a Deed,
}

impl Influence<'_> {
    /// w / (W + w), where w is the weight of the act if it is of a kind, and W that of the acts of the kind before it.
    fn share(&self, kind: impl Fn(&Deed) -> bool) -> f64 {
        let weight = self.deed.weight * times(self.deed, self.after.from, self.after) as f64;
        if weight > 0.0 && kind(self.deed) { weight / (Counted::of(self.before).sum(&kind) + weight) } else { 0.0 }
    }

    /// The entropy of a mixture is no less than the mean of what is mixed, and the Fannes–Audenaert inequality bounds its
    /// change.
    fn of_evenness(&self, t: f64) -> Bound {
        let members = self.after.actors.len() as f64;
        let down = 1.0 - members.powf(-t);
        if t == 1.0 {
            // Before its first contribution a sphere has no shares.
            return Bound { up: 1.0, down };
        }
        let entropy: f64 = [t, 1.0 - t].iter().filter(|&&p| p > 0.0).map(|p| -p * p.ln()).sum();
        let of_entropy = if t <= 1.0 - 1.0 / members { t * (members - 1.0).ln() + entropy } else { members.ln() };
        Bound { up: 1.0 - (-of_entropy).exp(), down }
    }

    /// The share of pairs that are new; none where all pairs state their dependence.
    fn of_declared(&self) -> f64 {
        let [before, after] = [self.before, self.after].map(|model| Counted::of(model).dyads(model).len() as f64);
        if after > before { (after - before) / after } else { 0.0 }
    }

    /// The courses over the bins of each length, each with the number of bins that the act fills.
    fn courses(&self) -> Vec<(Course, usize)> {
        let (counted, first) = (Counted::of(self.after), self.after.from.unwrap_or(0));
        let joint: Vec<&(Deed, f64)> = counted.acts.iter().filter(|(deed, _)| deed.is_joint_contribution()).collect();
        let lengths = self.after.bins.iter();
        let courses = lengths.map(|&length| (Course::of(&joint, first, length), self.deed.bins(first, length).len()));
        courses.filter(|(course, _)| course.bins >= 3).collect()
    }

    /// As many more bins as it fills.
    fn of_coverage(&self) -> f64 {
        let share = |(course, filled): &(Course, usize)| *filled as f64 / f64::from(course.bins);
        mean(&self.courses().iter().map(share).collect::<Vec<_>>())
    }

    /// Two steps for each bin that it fills, at the most all of them.
    fn of_retention(&self) -> f64 {
        let steps = self.courses().into_iter().map(|(course, filled)| (course.retentions().len(), filled));
        let share = |(steps, filled): (usize, usize)| (2.0 * filled as f64 / steps as f64).min(1.0);
        mean(&steps.filter(|&(steps, _)| steps > 0).map(share).collect::<Vec<_>>())
    }

    /// Up to the weight share of the pairs that it touches, and down by the share of what it adds to them.
    fn of_recency(&self) -> Bound {
        let own = every_pair(&self.deed.contributors());
        let weights = |model: &Model, of: &dyn Fn(&(usize, usize)) -> bool| -> f64 {
            let pairs = |deed: &Deed| every_pair(&deed.contributors()).into_iter().filter(of).count() as f64;
            Counted::of(model).ever().map(|(deed, amount)| amount * pairs(deed)).sum()
        };
        let [all_before, all] = [self.before, self.after].map(|model| weights(model, &|_| true));
        let touched = weights(self.after, &|pair| own.contains(pair));
        if all > 0.0 { Bound { up: touched / all, down: (all - all_before) / all } } else { Bound::default() }
    }

    fn bounds(&self) -> BTreeMap<&'static str, Bound> {
        let contributes = |deed: &Deed| !deed.contributors().is_empty();
        let (contribution, declared) = (self.share(contributes), Bound::both(self.of_declared()));
        let joins = self.share(Deed::is_joint_contribution) > 0.0;
        let if_joins = |bound: f64| if joins { bound } else { 0.0 };
        let harms = |deed: &Deed| deed.is_destructive() && !deed.is_made_good();
        let mut bounds: BTreeMap<&'static str, Bound> = BTreeMap::from([
            ("shared outcomes", declared),
            ("shared roadmap", declared),
            ("shared mechanism", declared),
            ("P_decl", declared),
            ("P_enact", Bound::both(self.share(|deed| deed.willing().len() > 1))),
            ("e_part", self.of_evenness(contribution)),
            ("e_rec", Bound { up: 2.0 * contribution, down: contribution }),
            ("e_joint", Bound::both(contribution)),
            ("s_cov", Bound { up: if_joins(self.of_coverage()), down: 0.0 }),
            ("s_pers", Bound::both(if_joins(self.of_retention()))),
            ("s_now", self.of_recency()),
            ("D", Bound::both(self.share(|deed| contributes(deed) || harms(deed)))),
        ]);
        // A product of figures moves by no more than they do together, and a root by no more than the root of that.
        let made: [(&str, &[&str]); 3] = [
            ("P", &["P_decl", "P_enact"]),
            ("E", &["e_part", "e_rec", "e_joint"]),
            ("S", &["s_cov", "s_pers", "s_now"]),
        ];
        for (name, parts) in made {
            let root = |of: fn(&Bound) -> f64| {
                parts.iter().map(|part| of(&bounds[part])).sum::<f64>().powf(1.0 / parts.len() as f64)
            };
            let bound = Bound { up: root(|bound| bound.up), down: root(|bound| bound.down) };
            bounds.insert(name, bound);
        }
        bounds
    }
}

fn mean(of: &[f64]) -> f64 {
    of.iter().sum::<f64>() / of.len().max(1) as f64
}

fn one_act_moves_no_figure_further(before: &Model, deed: &Deed) -> Checked {
    let mut after = before.clone();
    after.acts.push(deed.clone());
    let bounds = Influence { before, after: &after, deed }.bounds();
    let (one, two) = (before.assess(), after.assess());
    for (name, bound) in bounds {
        let (one, two) = (value(&one, name), value(&two, name));
        if one.is_exact() && two.is_exact() {
            let moved = two.low - one.low;
            let within = -bound.down - NEAR <= moved && moved <= bound.up + NEAR;
            prop_assert!(within, "{name} moved by {moved}, {bound:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(SMALL))]

    #[test]
    fn a12_bounded_influence_of_one_act((model, deed) in and_act(known_model())) {
        one_act_moves_no_figure_further(&model, &deed)?;
    }
}

proptest! {
    #![proptest_config(cases(LARGE))]

    #[test]
    fn a12_bounded_influence_of_one_act_when_large((model, deed) in and_act(large_known_model())) {
        one_act_moves_no_figure_further(&model, &deed)?;
    }
}

/// No bound of a share can be lower: one act of four moves each of these by all that it may.
#[test]
fn a12_bounds_that_one_act_reaches() {
    let assess = |joint: bool, misuse: bool| {
        let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
        for _ in 0..3 {
            let act = sketch.on(0);
            sketch.gives(a, act, &[b]);
        }
        if joint {
            sketch.together(0, &[a, b]);
        }
        if misuse {
            let act = sketch.on(0);
            sketch.takes_part(b, act, Sign::Negative);
        }
        sketch.assess(day(10))
    };
    // Of four units one joins, or is destroyed.
    exactly(&assess(false, false), "e_joint", 0.0);
    exactly(&assess(true, false), "e_joint", 1.0 / 4.0);
    exactly(&assess(false, false), "D", 0.0);
    exactly(&assess(false, true), "D", 1.0 / 4.0);
    // a gave three units and gets the fourth: one given and one received find their counterparts, of four.
    let reciprocity = |back: bool| {
        let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
        let gifts = [(a, b), (a, b), (a, b), (b, a)];
        for (giver, receiver) in &gifts[..if back { 4 } else { 3 }] {
            let act = sketch.on(0);
            sketch.gives(*giver, act, &[*receiver]);
        }
        sketch.searched();
        sketch.assess(day(10))
    };
    exactly(&reciprocity(false), "e_rec", 0.0);
    exactly(&reciprocity(true), "e_rec", 2.0 / 4.0);
}
