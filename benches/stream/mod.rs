//! A generated stream: acts in time order, spheres with heavy tails, skewed actors, bursts.
//!
//! Spheres are one for every 200 acts, with sizes of a Pareto distribution (1.3), 3 to 50 actors, a beginning and a length
//! of their own within ten years; weights are lognormal. One seed, plain arithmetic: every run measures the same stream.

use cocreation::evidence::Date;

const DAYS: f64 = 3650.0;

#[derive(Clone, Copy)]
pub(crate) struct Act {
    pub(crate) sphere: u32,
    pub(crate) actor: u32,
    pub(crate) counterpart: u32,
    pub(crate) on: Date,
    pub(crate) weight: f64,
}

pub(crate) struct Stream {
    pub(crate) acts: Vec<Act>,
}

/// The first day on which an act can lie.
pub(crate) fn start() -> Date {
    Date::new(2010, 1, 1).expect("a day")
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// In [0, 1).
    fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, limit: f64) -> f64 {
        (self.unit() * limit).floor()
    }

    /// Box and Muller.
    fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        mean + deviation * radius * (std::f64::consts::TAU * self.unit()).cos()
    }
}

impl Stream {
    pub(crate) fn generate(count: usize) -> Self {
        let mut random = Random(20_260_101);
        let spheres = (count / 200).max(1);
        let population = (count / 5).max(1_000) as f64;
        let sizes: Vec<f64> = (0..spheres).map(|_| size(&mut random)).collect();
        let scale = count as f64 / sizes.iter().sum::<f64>();
        let days: Vec<Date> = (0..DAYS as i32).map(|day| start().plus_days(day).expect("a day")).collect();
        let mut rows: Vec<(u32, u64, Act)> = Vec::with_capacity(count + spheres);
        for (sphere, size) in sizes.iter().enumerate() {
            let size = (size * scale).ceil();
            let shape = Shape::new(&mut random, size, population);
            for _ in 0..size as usize {
                let (day, actor, counterpart) = shape.act(&mut random);
                let weight = f64::from(random.normal(0.0, 0.8).exp() as f32);
                let act = Act { sphere: sphere as u32, actor, counterpart, on: days[day], weight };
                rows.push((day as u32, random.bits(), act));
            }
        }
        rows.sort_unstable_by_key(|row| (row.0, row.1));
        let mut acts: Vec<Act> = rows.into_iter().map(|row| row.2).collect();
        acts.truncate(count);
        Self { acts }
    }
}

/// Pareto (1.3), cut so that no sphere has more than a small share of the stream.
fn size(random: &mut Random) -> f64 {
    let pareto = (1.0 - random.unit()).powf(-1.0 / 1.3) - 1.0;
    (8.0 + pareto * 40.0).min(10_000.0)
}

/// How the acts of a sphere are spread.
struct Shape {
    population: f64,
    actors: f64,
    base: f64,
    stride: f64,
    start: f64,
    duration: f64,
    bursts: f64,
}

impl Shape {
    fn new(random: &mut Random, size: f64, population: f64) -> Self {
        let actors = (random.normal(1.9, 0.6).exp() * (size / 80.0).powf(0.25)).round().clamp(3.0, 50.0);
        let (base, start) = (random.below(population), random.below(3000.0));
        // Fifty actors at such a stride do not come round to each other.
        let stride = 1.0 + random.below(population / 50.0 - 1.0);
        let duration = (180.0 + random.below(DAYS - 180.0)).min(DAYS - start);
        Self { population, actors, base, stride, start, duration, bursts: 1.0 + random.below(5.0) }
    }

    fn act(&self, random: &mut Random) -> (usize, u32, u32) {
        let rank = (self.actors * random.unit().powi(2)).floor();
        let other = (rank + 1.0 + ((self.actors - 1.0) * random.unit().powf(1.5)).floor()) % self.actors;
        let moment = random.unit();
        let burst = (moment * self.bursts).floor() / self.bursts;
        let moment = if random.unit() < 0.5 { moment } else { burst + (moment - burst) * 0.3 };
        let actor = |rank: f64| ((self.base + rank * self.stride) % self.population) as u32;
        ((self.start + (moment * self.duration).floor()) as usize, actor(rank), actor(other))
    }
}
