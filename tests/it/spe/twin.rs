//! A slow twin of the score: every figure of a sphere of which everything is known, by the formulas of the definition.

use std::collections::{BTreeMap, BTreeSet};

use cocreation::evidence::Sign;
use proptest::prelude::*;

use super::model::{Deed, LAST, Model, Place, When, known_model, large_known_model};
use super::{Checked, LARGE, SMALL, cases, near, value};

/// The cap and the half-life of the specification that the models are assessed by.
const CAP: f64 = 10.0;
const HALF_LIFE: f64 = 365.0;

type Dyad = (usize, usize);
type Row = (&'static str, Option<f64>);

/// The acts of a sphere that count, each with its weight as often as it took place.
pub(super) struct Counted {
    /// The first day of the window; `None` where nothing dates it.
    pub(super) first: Option<i32>,
    pub(super) acts: Vec<(Deed, f64)>,
    /// Joint contributions before the window, each once: they tell which pairs were ever active.
    pub(super) earlier: Vec<(Deed, f64)>,
}

impl Counted {
    pub(super) fn of(model: &Model) -> Self {
        let contributions = model.acts.iter().filter(|deed| !deed.contributors().is_empty());
        let first = model.from.or_else(|| contributions.map(|deed| deed.days().0).min());
        let times = |deed: &Deed| times(deed, first, model);
        let (inside, before): (Vec<&Deed>, Vec<&Deed>) = model.acts.iter().partition(|deed| times(deed) > 0);
        let contribute = inside.iter().filter(|deed| !deed.contributors().is_empty());
        let mut weights: Vec<f64> = contribute.map(|deed| deed.weight).collect();
        weights.sort_by(f64::total_cmp);
        let median = weights.get(weights.len() / 2).copied().unwrap_or(f64::INFINITY);
        let cut = |deed: &Deed, times: usize| (deed.clone(), deed.weight.min(CAP * median) * times as f64);
        Self {
            first,
            acts: inside.into_iter().map(|deed| cut(deed, times(deed))).collect(),
            earlier: before.into_iter().filter(|deed| deed.is_joint_contribution()).map(|deed| cut(deed, 1)).collect(),
        }
    }

    /// The joint contributions in the window and before it.
    pub(super) fn ever(&self) -> impl Iterator<Item = &(Deed, f64)> {
        self.acts.iter().chain(&self.earlier).filter(|(deed, _)| deed.is_joint_contribution())
    }

    pub(super) fn sum(&self, of: impl Fn(&Deed) -> bool) -> f64 {
        self.acts.iter().filter(|(deed, _)| of(deed)).map(|(_, amount)| amount).sum()
    }

    /// The pairs with a joint act, and all pairs where dependences are stated.
    pub(super) fn dyads(&self, model: &Model) -> BTreeSet<Dyad> {
        match model.degrees {
            Some(_) => every_pair(&(0..model.actors.len()).collect::<Vec<_>>()),
            None => self.acts.iter().flat_map(|(deed, _)| every_pair(&deed.willing())).collect(),
        }
    }
}

/// How often an act counts: an occasion once, a routine once for each bin of the first length; not at all before a first
/// day that was set. In a window that begins with the first contribution, each act counts once at least.
pub(super) fn times(deed: &Deed, first: Option<i32>, model: &Model) -> usize {
    let inside = match (deed.when, first) {
        (When::Standing(..), Some(first)) => deed.bins(first, model.bins[0]).len(),
        (_, Some(first)) => usize::from(first <= deed.days().0),
        (_, None) => 1,
    };
    if model.from.is_none() { inside.max(1) } else { inside }
}

/// `None` where the edges of the definition leave a figure unknown.
pub(super) fn twin(model: &Model) -> BTreeMap<&'static str, Option<f64>> {
    let counted = Counted::of(model);
    let mut all = BTreeMap::new();
    all.extend(purpose(model, &counted));
    all.extend(engagement(model, &counted));
    all.extend(sustained(model, &counted));
    let good = counted.sum(|deed| !deed.contributors().is_empty());
    let bad = counted.sum(|deed| deed.is_destructive() && !deed.is_made_good());
    all.insert("D", (good + bad > 0.0).then(|| bad / (good + bad)));
    // Nought times what is not known is nought: every component is essential.
    let product = |all: &BTreeMap<&str, Option<f64>>, names: &[&str]| -> Option<f64> {
        let parts = names.iter().map(|name| all[name]);
        if parts.clone().any(|part| part == Some(0.0)) { Some(0.0) } else { parts.product() }
    };
    let decl = ["shared outcomes", "shared roadmap", "shared mechanism"].map(|name| all[name]);
    all.insert("P_decl", decl.into_iter().sum::<Option<f64>>().map(|sum| sum / 3.0));
    all.insert("P", product(&all, &["P_decl", "P_enact"]).map(f64::sqrt));
    all.insert("E", product(&all, &["e_part", "e_rec", "e_joint"]).map(f64::cbrt));
    all.insert("S", product(&all, &["s_cov", "s_pers", "s_now"]).map(f64::cbrt));
    all.insert("SPE+", product(&all, &["P", "E", "S"]).map(f64::cbrt));
    all.insert("kept", all["D"].map(|destroyed| 1.0 - destroyed));
    all.insert("SPE", product(&all, &["SPE+", "kept"]));
    all.remove("kept");
    all
}

pub(super) fn every_pair(of: &[usize]) -> BTreeSet<Dyad> {
    of.iter().flat_map(|&a| of.iter().filter(move |&&b| a < b).map(move |&b| (a, b))).collect()
}

fn purpose(model: &Model, counted: &Counted) -> [Row; 4] {
    let dyads = counted.dyads(model);
    let mutual =
        |&(a, b): &Dyad| model.degrees.as_ref().map_or(1.0, |degrees| degrees[a][b].unwrap() + degrees[b][a].unwrap());
    let none = dyads.iter().map(mutual).sum::<f64>() == 0.0;
    let weight = |dyad: &Dyad| if none { 1.0 } else { mutual(dyad) };
    let total: f64 = dyads.iter().map(weight).sum();
    let mean = |of: &dyn Fn(usize, usize) -> f64| {
        let sum: f64 = dyads.iter().map(|dyad| weight(dyad) * of(dyad.0, dyad.1)).sum();
        (!dyads.is_empty()).then(|| sum / total)
    };
    let endorses = |actor: usize, purpose: usize| model.stances[actor][purpose] == Some(Sign::Positive);
    let outcomes = |a: usize, b: usize| {
        let both = (0..model.purposes()).filter(|&purpose| endorses(a, purpose) && endorses(b, purpose)).count();
        both as f64 / model.purposes() as f64
    };
    let share = |agreement: &Option<Vec<Option<bool>>>| {
        mean(&|a, b| {
            let accepts = |actor: usize| agreement.as_ref().is_some_and(|positions| positions[actor].unwrap());
            f64::from(u8::from(accepts(a) && accepts(b)))
        })
    };
    let joint = |deed: &Deed| deed.willing().len() > 1;
    let serves = |deed: &Deed| {
        let common = |&purpose: &usize| deed.willing().iter().all(|&actor| endorses(actor, purpose));
        joint(deed) && !deed.contributors().is_empty() && deed.advances.iter().any(common)
    };
    let all = counted.sum(joint);
    [
        ("shared outcomes", mean(&outcomes)),
        ("shared roadmap", share(&model.roadmap)),
        ("shared mechanism", share(&model.mechanism)),
        ("P_enact", (all > 0.0).then(|| counted.sum(serves) / all)),
    ]
}

/// Whether two come from different organisations, or from different known spheres of origin.
fn differ(one: Place, two: Place) -> bool {
    let organisation = one.organisation.is_none() || one.organisation != two.organisation;
    organisation || one.origin.is_some() && two.origin.is_some() && one.origin != two.origin
}

fn engagement(model: &Model, counted: &Counted) -> [Row; 3] {
    let names = ["e_part", "e_rec", "e_joint"];
    let contributions: Vec<&(Deed, f64)> =
        counted.acts.iter().filter(|(deed, _)| !deed.contributors().is_empty()).collect();
    if contributions.is_empty() {
        return names.map(|name| (name, Some(0.0)));
    }
    let actors = model.actors.len();
    let (mut given, mut received) = (vec![0.0; actors], vec![0.0; actors]);
    for (deed, amount) in &contributions {
        let share = amount / deed.contributors().len() as f64;
        for doing in deed.doings.iter().filter(|doing| doing.sign == Sign::Positive) {
            given[doing.actor] += share;
            for &receiver in &doing.receivers {
                received[receiver] += share / doing.receivers.len() as f64;
            }
        }
    }
    let total: f64 = given.iter().sum();
    let power: f64 = given.iter().filter(|&&x| x > 0.0).map(|x| (x / total).powf(x / total)).product();
    let returned: f64 = (0..actors).map(|actor| given[actor].min(received[actor])).sum();
    let joins = |of: &[usize]| every_pair(of).into_iter().any(|(a, b)| differ(model.actors[a], model.actors[b]));
    let all = counted.sum(|deed| !deed.contributors().is_empty());
    let joint = joins(&(0..actors).collect::<Vec<_>>());
    [
        (names[0], Some(1.0 / power / actors as f64)),
        (names[1], Some(returned / total)),
        (names[2], joint.then(|| counted.sum(|deed| joins(&deed.contributors())) / all)),
    ]
}

fn sustained(model: &Model, counted: &Counted) -> [Row; 3] {
    let names = ["s_cov", "s_pers", "s_now"];
    let joint: Vec<&(Deed, f64)> = counted.acts.iter().filter(|(deed, _)| deed.is_joint_contribution()).collect();
    let dated: usize = joint.iter().map(|(deed, _)| times(deed, counted.first, model)).sum();
    let first = counted.first.filter(|_| dated >= 3);
    let courses: Vec<Course> = first.map_or(Vec::new(), |first| {
        model.bins.iter().map(|&length| Course::of(&joint, first, length)).filter(|course| course.bins >= 3).collect()
    });
    if courses.is_empty() {
        return names.map(|name| (name, None));
    }
    let mut last: BTreeMap<Dyad, (f64, i32)> = BTreeMap::new();
    for (deed, amount) in counted.ever() {
        for pair in every_pair(&deed.contributors()) {
            let entry = last.entry(pair).or_insert((0.0, i32::MIN));
            *entry = (entry.0 + amount, entry.1.max(deed.days().1));
        }
    }
    let mean = |of: Vec<f64>| (!of.is_empty()).then(|| of.iter().sum::<f64>() / of.len() as f64);
    let covered = courses.iter().map(|course| course.active.len() as f64 / f64::from(course.bins)).collect();
    let kept = mean(courses.iter().filter_map(|course| mean(course.retentions())).collect());
    let weight: f64 = last.values().map(|(weight, _)| weight).sum();
    let fresh: f64 = last.values().map(|(weight, on)| weight * 0.5_f64.powf(f64::from(LAST - on) / HALF_LIFE)).sum();
    [(names[0], mean(covered)), (names[1], kept.filter(|_| last.len() >= 3)), (names[2], Some(fresh / weight))]
}

/// The pairs that contribute jointly in each bin of one length that has any.
pub(super) struct Course {
    pub(super) bins: i32,
    pub(super) active: BTreeMap<i32, BTreeSet<Dyad>>,
}

impl Course {
    pub(super) fn of(joint: &[&(Deed, f64)], first: i32, length: u32) -> Self {
        let mut active: BTreeMap<i32, BTreeSet<Dyad>> = BTreeMap::new();
        for (deed, _) in joint {
            for bin in deed.bins(first, length) {
                active.entry(bin).or_default().extend(every_pair(&deed.contributors()));
            }
        }
        Self { bins: (LAST - first) / length as i32 + 1, active }
    }

    /// The share of pairs that stay, from each bin that has any to the next.
    pub(super) fn retentions(&self) -> Vec<f64> {
        let filled: Vec<&BTreeSet<Dyad>> = self.active.values().collect();
        filled.windows(2).map(|two| two[0].intersection(two[1]).count() as f64 / two[0].len() as f64).collect()
    }
}

fn agrees_with_the_twin(model: &Model) -> Checked {
    let spe = model.assess();
    for (name, expected) in twin(model) {
        let value = value(&spe, name);
        match expected {
            Some(expected) => {
                prop_assert!(value.is_exact() && near(value.low, expected), "{name}: {value:?}, not {expected}");
            }
            None => prop_assert!(value.low < value.high, "{name}: {value:?}, not unknown"),
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(SMALL))]

    /// A sphere of which everything is known has the values of the formulas, each of them exact.
    #[test]
    fn known_spheres_have_the_values_of_the_formulas(model in known_model()) {
        agrees_with_the_twin(&model)?;
    }
}

proptest! {
    #![proptest_config(cases(LARGE))]

    #[test]
    fn known_large_spheres_have_the_values_of_the_formulas(model in large_known_model()) {
        agrees_with_the_twin(&model)?;
    }
}
