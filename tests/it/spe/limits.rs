//! What the score does not claim to be, and that it is not volume in disguise.

#![expect(clippy::print_stdout, reason = "a test reports what it measured")]

use cocreation::evidence::Sign;
use cocreation::graph::node::Actor;
use cocreation::graph::relation::BelongsTo;
use cocreation::spe::Assessment;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::edges::known;
use super::model::{Deed, Doing, LAST, Model, Place, When, known_model, large_known_model, model};
use super::{SMALL, Sketch, cases, day, exactly, near, until, value};

/// Acts of a and b on one day each, each given to the other.
fn taking_turns(of_a: i32, of_b: i32) -> Assessment {
    let (mut sketch, [a, b]) = Sketch::of(["a", "b"]);
    for (giver, receiver, acts) in [(a, b, of_a), (b, a, of_b)] {
        for offset in 0..acts {
            let act = sketch.on(offset);
            sketch.gives(giver, act, &[receiver]);
        }
    }
    sketch.assess(day(10))
}

/// One more act by the dominant actor lowers evenness and reciprocity.
#[test]
fn not_monotone_in_the_number_of_acts() {
    exactly(&taking_turns(3, 3), "e_part", 1.0);
    // Shares 3/4 and 1/4: D₁ = 4 / 3^(3/4), over two members; then 4/5 and 1/5: 5 / 4^(4/5).
    exactly(&taking_turns(3, 1), "e_part", 2.0 / 3.0_f64.powf(0.75));
    exactly(&taking_turns(4, 1), "e_part", 2.5 / 4.0_f64.powf(0.8));
    let evenness = |of_a, of_b| value(&taking_turns(of_a, of_b), "e_part").low;
    assert!(evenness(4, 1) < evenness(3, 1) && evenness(3, 2) > evenness(3, 1));
    // What the other does not return is not reciprocal either: 2 of 5 units in place of 2 of 4.
    exactly(&taking_turns(3, 1), "e_rec", 0.5);
    exactly(&taking_turns(4, 1), "e_rec", 0.4);
}

/// The same acts score otherwise where three who look on are declared to belong to the sphere.
#[test]
fn not_comparable_across_boundaries_of_different_kinds() {
    let assess = |observers: i32| {
        let mut sketch = known();
        for nth in 0..observers {
            let observer = sketch.case.add(format!("observer-{nth}"), Actor::new("Looks on"));
            sketch.case.relate(observer, BelongsTo, sketch.joint);
        }
        sketch.assess(until(1460))
    };
    let (narrow, wide) = (assess(0), assess(3));
    for spe in [&narrow, &wide] {
        assert_eq!((spe.counts.contributions, value(spe, "S").low), (4, value(&narrow, "S").low));
    }
    // Three of three contribute evenly, or three of six: E falls by the third root of 1/2, and SPE by the ninth.
    exactly(&narrow, "e_part", 1.0);
    exactly(&wide, "e_part", 0.5);
    exactly(&wide, "SPE", value(&narrow, "SPE").low * 0.5_f64.powf(1.0 / 9.0));
}

proptest! {
    #![proptest_config(cases(SMALL))]

    /// More of the same acts on the same days change no figure that was known.
    #[test]
    fn volume_alone_changes_nothing(model in known_model(), times in 2..6usize) {
        let more = Model { acts: vec![model.acts.clone(); times].concat(), ..model.clone() };
        let (one, many) = (model.assess(), more.assess());
        for step in one.trace().iter().filter(|step| step.figure.value.is_exact()) {
            let (once, often) = (&step.figure.value, value(&many, step.figure.name));
            prop_assert!(near(once.low, often.low) && often.is_exact(), "{}: {once} {often}", step.figure.name);
        }
    }
}

/// How the actors of a sphere go about it, whatever the number of their acts.
#[derive(Clone, Debug)]
struct Habits {
    actors: usize,
    /// Between which shares of the window they act.
    begin: f64,
    end: f64,
    /// How unevenly they act: at 0 all alike.
    skew: f64,
    /// How often they contribute jointly, give to more than the first actor, act on the common purpose, and misuse.
    joint: f64,
    generous: f64,
    aimed: f64,
    ill: f64,
    agreed: bool,
}

fn habits() -> impl Strategy<Value = Habits> {
    (
        3..=8usize,
        0.0..0.5f64,
        0.5..1.0f64,
        0.0..3.0f64,
        0.2..1.0f64,
        0.0..1.0f64,
        0.1..1.0f64,
        0.0..0.3f64,
        any::<bool>(),
    )
        .prop_map(|(actors, begin, end, skew, joint, generous, aimed, ill, agreed)| Habits {
            actors,
            begin,
            end,
            skew,
            joint,
            generous,
            aimed,
            ill,
            agreed,
        })
}

impl Habits {
    fn act(&self, [when, who, joins, more, gives, aims, fails]: [f64; 7]) -> Deed {
        let first = (self.actors as f64 * who.powf(1.0 + self.skew)) as usize;
        let other = (first + 1 + (more * (self.actors - 1) as f64) as usize) % self.actors;
        let people = if joins < self.joint { vec![first, other] } else { vec![first] };
        let sign = if fails < self.ill { Sign::Negative } else { Sign::Positive };
        let doing = |&actor: &usize| {
            let to = if gives < self.generous { (actor + 1) % self.actors } else { usize::from(actor == 0) };
            Doing { actor, sign, receivers: if sign == Sign::Positive { vec![to] } else { Vec::new() } }
        };
        let when = When::On((f64::from(LAST) * (self.begin + when * (self.end - self.begin))) as i32);
        let advances = vec![usize::from(aims >= self.aimed)];
        Deed { when, weight: 1.0, doings: people.iter().map(doing).collect(), advances, amends: None }
    }

    /// All endorse the first of two purposes, and oppose the second.
    fn model(&self, acts: Vec<Deed>) -> Model {
        let agreement = self.agreed.then(|| vec![Some(true); self.actors]);
        Model {
            actors: vec![Place { organisation: None, origin: None }; self.actors],
            acts,
            stances: vec![vec![Some(Sign::Positive), Some(Sign::Negative)]; self.actors],
            roadmap: agreement.clone(),
            mechanism: agreement,
            degrees: None,
            searched: true,
            published: true,
            from: Some(0),
            bins: vec![365],
        }
    }
}

/// Spheres of 10 to 200 acts, evenly on the logarithm, whose habits do not depend on how much they do.
fn spheres() -> impl Strategy<Value = Model> {
    let chance = || 0.0..1.0f64;
    let act = [chance(), chance(), chance(), chance(), chance(), chance(), chance()];
    (habits(), 10.0_f64.ln()..200.0_f64.ln()).prop_flat_map(move |(habits, acts)| {
        let acts = prop::collection::vec(act.clone(), acts.exp() as usize);
        acts.prop_map(move |acts| habits.model(acts.into_iter().map(|chances| habits.act(chances)).collect()))
    })
}

/// Pearson's correlation.
fn correlation(rows: &[(f64, f64)]) -> f64 {
    let mean = |of: fn(&(f64, f64)) -> f64| rows.iter().map(of).sum::<f64>() / rows.len() as f64;
    let (x, y) = (mean(|row| row.0), mean(|row| row.1));
    let product = |of: &dyn Fn(f64, f64) -> f64| rows.iter().map(|row| of(row.0 - x, row.1 - y)).sum::<f64>();
    product(&|dx, dy| dx * dy) / (product(&|dx, _| dx * dx) * product(&|_, dy| dy * dy)).sqrt()
}

/// The correlation of a figure's point with the logarithm of the number of acts, over the first spheres of a fixed seed.
struct Volume(Vec<(f64, Assessment)>);

impl Volume {
    fn of(spheres: impl Strategy<Value = Model>, count: usize) -> Self {
        let mut runner = TestRunner::deterministic();
        let models = (0..count).map(|_| spheres.new_tree(&mut runner).unwrap().current());
        let acting = models.filter(|model| !model.acts.is_empty());
        Self(acting.map(|model| ((model.acts.len() as f64).ln(), model.assess())).collect())
    }

    fn correlation(&self, name: &str) -> f64 {
        let points = self.0.iter().filter_map(|(acts, spe)| Some((*acts, value(spe, name).point?)));
        let rows: Vec<(f64, f64)> = points.collect();
        let r = correlation(&rows);
        println!("{name}: r = {r:.3} with the logarithm of the number of acts, over {} spheres", rows.len());
        r
    }
}

/// Over the spheres on which the axioms are tested the number of acts explains less than a tenth of the variance of the
/// headline: |r| is below 0.3, up to which Cohen calls a correlation small. Measured: 0.16 over spheres that are known in
/// part, 0.18 over those that are known in full. What is left is spread: of random acts the next is often by somebody who
/// did nothing yet.
#[test]
fn the_score_is_not_volume_in_disguise() {
    for spheres in [Volume::of(model(), 1_000), Volume::of(known_model(), 1_000)] {
        let r = spheres.correlation("SPE");
        assert!(r.abs() < 0.3, "{r}");
    }
}

/// Measured: 10 to 200 acts of 3 to 8 actors who turn to each other by chance reach the same pairs again the more of them
/// there are, which correlates with S at 0.56 and so with SPE at 0.46; P, E and D stay below 0.1. Of 1 to 80 acts of 20 to
/// 200 actors more reach more actors: E 0.58, SPE 0.56.
#[test]
fn not_free_of_volume_where_acts_are_scattered() {
    let few = Volume::of(spheres(), 400);
    assert!(["P", "E", "D"].into_iter().all(|name| few.correlation(name).abs() < 0.2));
    assert!(few.correlation("S") > 0.3 && few.correlation("SPE") > 0.3);
    let many = Volume::of(large_known_model(), 200);
    assert!(many.correlation("E") > 0.3 && many.correlation("SPE") > 0.3);
}
