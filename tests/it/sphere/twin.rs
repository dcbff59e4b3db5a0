//! Slow twins of the structure of a sphere: pairs, subsets and triples, tried one by one.

use std::collections::{BTreeMap, BTreeSet};

use cocreation::Case;
use cocreation::evidence::{Date, Sign};
use cocreation::graph::node::{Act, Actor, Sphere};
use cocreation::graph::relation::{BelongsTo, PartOf, SpeaksFor, TakesPartIn, TiedTo, Within};
use cocreation::sphere::{self, Mediation, Presence, SphereStructure, TieSign};
use cocreation::theory::Typology;
use cocreation::theory::typology::{ActorForm, Level, Role};
use proptest::prelude::*;

use super::{day, period};

/// How many actors a random case has.
const ACTORS: usize = 7;

/// Periods of memberships; the twin reads the years itself.
const PERIODS: [&str; 9] =
    ["2004/2008", "2006/..", "../2005", "2004/", "/2006", "2006", "2004-01-01/..", "../..", "2006/2007"];

#[derive(Clone, Debug)]
struct Deed {
    /// The year in which it was done.
    year: Option<u16>,
    /// Whether it is in the sphere that is asked about or in the other.
    here: bool,
    parts: Vec<(usize, Sign)>,
}

#[derive(Clone, Debug)]
struct Drawn {
    /// By membership, who and when.
    spells: Vec<(usize, Option<usize>)>,
    /// By actor, of which later one it is part.
    wholes: Vec<Option<usize>>,
    roles: Vec<(usize, Role)>,
    acts: Vec<Deed>,
    /// Who belongs to another sphere.
    elsewhere: Vec<usize>,
    /// Who speaks for whom.
    voices: Vec<(usize, usize)>,
    forms: Vec<Option<ActorForm>>,
    ties: Vec<(usize, usize, Sign)>,
    day: Date,
}

fn sign() -> impl Strategy<Value = Sign> {
    prop_oneof![6 => Just(Sign::Positive), 1 => Just(Sign::Neutral), 1 => Just(Sign::Negative)]
}

fn tie_sign() -> impl Strategy<Value = Sign> {
    prop_oneof![3 => Just(Sign::Positive), 1 => Just(Sign::Neutral), 3 => Just(Sign::Negative)]
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let spells = prop::collection::vec((0..ACTORS, prop::option::weighted(0.4, 0..PERIODS.len())), 3..10);
    let wholes = prop::collection::vec(prop::option::weighted(0.3, 1..ACTORS), ACTORS);
    let roles = prop_oneof![3 => Just(Role::Provider), 3 => Just(Role::Customer), 1 => Just(Role::Partner)];
    let roles = prop::collection::vec((0..ACTORS, roles), 0..6);
    let part = (0..ACTORS, sign());
    let deed = (prop::option::of(2003u16..2009), prop::bool::weighted(0.8), prop::collection::vec(part, 1..4));
    let acts = prop::collection::vec(deed.prop_map(|(year, here, parts)| Deed { year, here, parts }), 0..7);
    let elsewhere = prop::collection::vec(0..ACTORS, 0..3);
    let voices = prop::collection::vec((0..ACTORS, 0..ACTORS), 0..4);
    let forms = prop::collection::vec(prop::option::of(prop::sample::select(ActorForm::ALL)), ACTORS);
    let ties = prop::collection::vec((0..ACTORS, 0..ACTORS, tie_sign()), 0..12);
    let date = (2003u16..2010, prop::sample::select(vec![(1, 1), (6, 30), (12, 31)]));
    let day = date.prop_map(|(year, (month, of_month))| day(year, month, of_month));
    (spells, wholes, roles, acts, ties, day, elsewhere, voices, forms).prop_map(
        |(spells, wholes, roles, acts, ties, day, elsewhere, voices, forms)| Drawn {
            spells,
            wholes,
            roles,
            acts,
            ties,
            day,
            elsewhere,
            voices,
            forms,
        },
    )
}

impl Drawn {
    /// The whole of an actor: a later one, so that no chain comes back.
    fn whole(&self, actor: usize) -> Option<usize> {
        self.wholes[actor].map(|step| actor + step).filter(|&whole| whole < ACTORS)
    }

    fn structure(&self) -> SphereStructure {
        let mut case = Case::builder("random");
        let [joint, other] = ["joint", "other"].map(|id| case.add(id, Sphere::provider(id)));
        let actors: Vec<_> = (0..ACTORS).map(|nth| case.add(format!("a{nth}"), Actor::new("x"))).collect();
        for &(actor, when) in &self.spells {
            let claim = case.relate(actors[actor], BelongsTo, joint);
            if let Some(when) = when {
                claim.period(period(PERIODS[when]));
            }
        }
        for actor in 0..ACTORS {
            if let Some(whole) = self.whole(actor) {
                case.relate(actors[actor], PartOf, actors[whole]);
            }
        }
        for &(actor, role) in &self.roles {
            case.classify(actors[actor], role);
        }
        for (nth, deed) in self.acts.iter().enumerate() {
            let draft = deed.year.map_or_else(|| Act::new("x"), |year| Act::on("x", period(&year.to_string())));
            let act = case.add(format!("act{nth}"), draft);
            case.relate(act, Within, if deed.here { joint } else { other });
            for &(actor, sign) in &deed.parts {
                case.relate(actors[actor], TakesPartIn, act).valence(sign);
            }
        }
        for &actor in &self.elsewhere {
            case.relate(actors[actor], BelongsTo, other);
        }
        for &(one, other) in self.voices.iter().filter(|(one, other)| one != other) {
            case.relate(actors[one], SpeaksFor, actors[other]);
        }
        for (&actor, form) in actors.iter().zip(&self.forms) {
            form.map(|form| case.classify(actor, form));
        }
        for &(one, other, sign) in self.ties.iter().filter(|(one, other, _)| one != other) {
            case.relate(actors[one], TiedTo, actors[other]).sign(sign);
        }
        sphere::structure(&case.build().unwrap(), joint, self.day)
    }
}

/// The days that an end of a period may mean: the outermost of its date and one between, or whatever comes near.
fn choices(bound: &str, on: Date, open: Date) -> Vec<Date> {
    let near = |days: i32| on.plus_days(days).unwrap();
    match (bound, bound.len()) {
        ("..", _) => vec![open],
        ("", _) => vec![Date::MIN, near(-1), on, near(1), Date::MAX],
        (year, 4) => {
            let year = year.parse().unwrap();
            vec![day(year, 1, 1), day(year, 6, 30), day(year, 12, 31)]
        }
        (exact, _) => vec![exact.parse().unwrap()],
    }
}

/// Whether a membership covers the day for all choices of its days, and for some.
fn covered(text: &str, day: Date) -> (bool, bool) {
    let (start, end) = text.split_once('/').unwrap_or((text, text));
    let mut pairs = Vec::new();
    for from in choices(start, day, Date::MIN) {
        pairs.extend(choices(end, day, Date::MAX).into_iter().filter(|to| from <= *to).map(|to| (from, to)));
    }
    let covers = |(from, to): &(Date, Date)| *from <= day && day <= *to;
    (pairs.iter().all(covers), pairs.iter().any(covers))
}

/// The obvious twin: pairs, subsets and triples, tried one by one.
struct Twin<'d> {
    drawn: &'d Drawn,
    present: Vec<usize>,
    joined: BTreeSet<(usize, usize)>,
}

impl<'d> Twin<'d> {
    fn new(drawn: &'d Drawn) -> Self {
        let presence = |actor| presence(drawn, actor, drawn.day);
        let present: Vec<usize> = (0..ACTORS).filter(|&actor| presence(actor) != Presence::Absent).collect();
        let mut twin = Self { drawn, present, joined: BTreeSet::new() };
        for contributors in twin.deeds() {
            let pairs = contributors.iter().flat_map(|&one| contributors.iter().map(move |&other| (one, other)));
            let both_here = pairs.filter(|(one, other)| one != other && twin.is_here(*one) && twin.is_here(*other));
            let both_here: Vec<_> = both_here.collect();
            twin.joined.extend(both_here);
        }
        for (one, other) in
            twin.pairs().filter(|&(one, other)| twin.tie(one, other) == Some(TieSign::Positive)).collect::<Vec<_>>()
        {
            twin.joined.extend([(one, other), (other, one)]);
        }
        twin
    }

    fn is_here(&self, actor: usize) -> bool {
        self.present.contains(&actor)
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        self.present.iter().flat_map(|&one| self.present.iter().map(move |&other| (one, other))).filter(|(a, b)| a < b)
    }

    /// The member for which an actor acts: somebody who had begun to belong, present or not.
    fn member(&self, actor: usize) -> Option<usize> {
        let begun = |actor: usize| {
            let spells = self.drawn.spells.iter().filter(|spell| spell.0 == actor);
            spells.into_iter().any(|(_, when)| when.is_none_or(|when| begun(PERIODS[when], self.drawn.day)))
        };
        if begun(actor) { Some(actor) } else { self.drawn.whole(actor).and_then(|whole| self.member(whole)) }
    }

    /// The members that contribute to each act that may have begun.
    fn deeds(&self) -> Vec<BTreeSet<usize>> {
        let members = |doers: BTreeSet<usize>| doers.into_iter().filter_map(|actor| self.member(actor)).collect();
        self.doers_of_deeds().into_iter().map(members).collect()
    }

    /// Who contributes to each act, for whomever, unless a member misuses or withholds in it.
    fn doers_of_deeds(&self) -> Vec<BTreeSet<usize>> {
        let spoils = |part: &(usize, Sign)| part.1 == Sign::Negative && self.member(part.0).is_some();
        let contributing = |deed: &Deed| doing(&deed.parts).filter(|_| !deed.parts.iter().any(spoils)).collect();
        self.begun(true).map(contributing).collect()
    }

    /// The acts of one of the spheres that may have begun.
    fn begun(&self, here: bool) -> impl Iterator<Item = &Deed> {
        let of_sphere = self.drawn.acts.iter().filter(move |deed| deed.here == here);
        of_sphere.filter(|deed| deed.year.is_none_or(|year| day(year, 1, 1) <= self.drawn.day))
    }

    /// Who contributes to the acts of one of the spheres, for whomever.
    fn doers(&self, here: bool) -> BTreeSet<usize> {
        self.begun(here).flat_map(|deed| doing(&deed.parts)).collect()
    }

    /// The first at the level on the way up from an actor.
    fn unit(&self, actor: usize, level: Level) -> Option<usize> {
        let form = match level {
            Level::Micro => ActorForm::Person,
            Level::Meso => ActorForm::Group,
            Level::Macro => ActorForm::Organisation,
        };
        let whole = || self.drawn.whole(actor).and_then(|whole| self.unit(whole, level));
        if self.drawn.forms[actor] == Some(form) { Some(actor) } else { whole() }
    }

    fn tie(&self, one: usize, other: usize) -> Option<TieSign> {
        let members = |tie: &&(usize, usize, Sign)| {
            let ends = (self.member(tie.0), self.member(tie.1));
            ends == (Some(one), Some(other)) || ends == (Some(other), Some(one))
        };
        let signs: BTreeSet<Sign> =
            self.drawn.ties.iter().filter(|tie| tie.0 != tie.1).filter(members).map(|tie| tie.2).collect();
        let (plus, minus) = (signs.contains(&Sign::Positive), signs.contains(&Sign::Negative));
        let sign = match (plus, minus) {
            (true, true) => TieSign::Mixed,
            (true, false) => TieSign::Positive,
            (false, true) => TieSign::Negative,
            (false, false) => TieSign::Neutral,
        };
        (!signs.is_empty()).then_some(sign)
    }

    /// Whom an actor reaches without those who left.
    fn reached(&self, from: usize, gone: &[usize]) -> BTreeSet<usize> {
        let mut reached: BTreeSet<usize> = [from].into_iter().filter(|actor| !gone.contains(actor)).collect();
        loop {
            let next = self.joined.iter().filter(|(one, other)| reached.contains(one) && !gone.contains(other));
            let more: BTreeSet<usize> = reached.iter().copied().chain(next.map(|pair| pair.1)).collect();
            if more == reached {
                return reached;
            }
            reached = more;
        }
    }

    fn dealing(&self) -> Vec<usize> {
        self.present.iter().copied().filter(|&actor| self.joined.iter().any(|pair| pair.0 == actor)).collect()
    }

    fn parts(&self, gone: &[usize]) -> BTreeSet<BTreeSet<usize>> {
        self.dealing()
            .into_iter()
            .filter(|actor| !gone.contains(actor))
            .map(|actor| self.reached(actor, gone))
            .collect()
    }

    fn holders(&self, role: Role) -> Vec<usize> {
        self.present.iter().copied().filter(|&actor| self.drawn.roles.contains(&(actor, role))).collect()
    }

    /// The size of the smallest set of those who may go that separates all from all, by trying every set.
    fn cut(&self, from: &[usize], to: &[usize], may_go: &[usize]) -> Option<usize> {
        let sets = (0..1usize << may_go.len()).map(|set| {
            (0..may_go.len()).filter(|nth| set & (1 << nth) != 0).map(|nth| may_go[nth]).collect::<Vec<_>>()
        });
        sets.filter(|gone| self.is_cut(from, to, gone)).map(|gone| gone.len()).min()
    }

    fn is_cut(&self, from: &[usize], to: &[usize], gone: &[usize]) -> bool {
        from.iter().all(|&one| self.reached(one, gone).iter().all(|other| !to.contains(other)))
    }
}

fn doing(parts: &[(usize, Sign)]) -> impl Iterator<Item = usize> {
    parts.iter().filter(|part| part.1 == Sign::Positive).map(|part| part.0)
}

fn begun(text: &str, day: Date) -> bool {
    let (start, _) = text.split_once('/').unwrap_or((text, text));
    choices(start, day, Date::MIN).into_iter().min().unwrap() <= day
}

fn presence(drawn: &Drawn, actor: usize, day: Date) -> Presence {
    let spells: Vec<Option<usize>> =
        drawn.spells.iter().filter(|spell| spell.0 == actor).map(|spell| spell.1).collect();
    let covered: Vec<(bool, bool)> = spells.iter().flatten().map(|&when| covered(PERIODS[when], day)).collect();
    match () {
        () if covered.iter().any(|covered| covered.0) => Presence::Certain,
        () if covered.iter().any(|covered| covered.1) => Presence::Possible,
        () if spells.contains(&None) => Presence::Undated,
        () => Presence::Absent,
    }
}

fn number(id: &str) -> usize {
    id[1..].parse().unwrap()
}

fn numbers(ids: &[Box<str>]) -> Vec<usize> {
    ids.iter().map(|id| number(id)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn members_are_those_of_the_twin(drawn in drawn()) {
        let structure = drawn.structure();
        let found: Vec<_> = structure.members.iter().map(|member| (number(&member.actor), member.presence)).collect();
        let whoever: BTreeSet<usize> = drawn.spells.iter().map(|spell| spell.0).collect();
        let expected: Vec<_> = whoever.iter().map(|&actor| (actor, presence(&drawn, actor, drawn.day))).collect();
        prop_assert_eq!(found, expected);
        for year in 2002..2011 {
            for on in [day(year, 1, 1), day(year, 5, 5), day(year, 12, 31)] {
                let count = |wanted| {
                    whoever.iter().filter(|&&actor| presence(&drawn, actor, on) == wanted).count()
                };
                let size = structure.sizes.iter().rev().find(|size| size.from.is_none_or(|from| from <= on));
                let found = size.map_or((0, 0), |size| (size.certain, size.possible));
                prop_assert_eq!(found, (count(Presence::Certain), count(Presence::Possible)), "on {}", on);
            }
        }
    }

    #[test]
    fn exits_are_those_of_the_twin(drawn in drawn()) {
        let (structure, twin) = (drawn.structure(), Twin::new(&drawn));
        let as_sets = |parts: &[Vec<Box<str>>]| -> BTreeSet<BTreeSet<usize>> {
            parts.iter().map(|part| numbers(part).into_iter().collect()).collect()
        };
        prop_assert_eq!(as_sets(&structure.parts), twin.parts(&[]));
        let whole = twin.parts(&[]).len();
        let splits: Vec<usize> =
            twin.dealing().into_iter().filter(|&actor| twin.parts(&[actor]).len() > whole).collect();
        let found: Vec<usize> = structure.articulations.iter().map(|split| number(&split.actor)).collect();
        prop_assert_eq!(found, splits);
        for &actor in &twin.present {
            prop_assert_eq!(as_sets(&structure.parts_without(&format!("a{actor}"))), twin.parts(&[actor]));
        }
    }

    #[test]
    fn cuts_are_those_of_the_twin(drawn in drawn()) {
        let (structure, twin) = (drawn.structure(), Twin::new(&drawn));
        let (from, to) = (twin.holders(Role::Provider), twin.holders(Role::Customer));
        let known = !from.is_empty() && !to.is_empty();
        let expected = known.then(|| twin.cut(&from, &to, &twin.present).unwrap());
        prop_assert_eq!(structure.cut.as_ref().map(|cut| cut.exits.len()), expected);
        prop_assert!(structure.cut.iter().all(|cut| twin.is_cut(&from, &to, &numbers(&cut.exits))));
        let mut pairs = 0;
        for separation in structure.separations() {
            pairs += 1;
            let (one, other) = (number(&separation.provider), number(&separation.customer));
            let others: Vec<usize> = twin.present.iter().copied().filter(|&a| a != one && a != other).collect();
            let size = separation.cut.as_ref().map(|cut| cut.exits.len());
            prop_assert_eq!(size, twin.cut(&[one], &[other], &others), "{} from {}", one, other);
            prop_assert!(separation.cut.iter().all(|cut| twin.is_cut(&[one], &[other], &numbers(&cut.exits))));
        }
        let both = from.iter().filter(|actor| to.contains(actor)).count();
        prop_assert_eq!(pairs, from.len() * to.len() - both);
    }

    #[test]
    fn triads_are_those_of_the_twin(drawn in drawn()) {
        let (structure, twin) = (drawn.structure(), Twin::new(&drawn));
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        let mut listed = Vec::new();
        for (nth, &a) in twin.present.iter().enumerate() {
            for (mth, &b) in twin.present.iter().enumerate().skip(nth + 1) {
                for &c in &twin.present[mth + 1..] {
                    let ties = [twin.tie(a, b), twin.tie(a, c), twin.tie(b, c)];
                    let product = ties.iter().map(|tie| match tie {
                        Some(TieSign::Positive) => 1,
                        Some(TieSign::Negative) => -1,
                        Some(TieSign::Neutral | TieSign::Mixed) | None => 0,
                    });
                    let (product, sum) = (product.clone().product::<i32>(), product.sum::<i32>());
                    let kind = match (ties.contains(&None), product, sum) {
                        (true, ..) => "unknown",
                        (_, 1, 3) => "+++",
                        (_, 1, _) => "+--",
                        (_, -1, -3) => "---",
                        (_, -1, _) => "++-",
                        _ => "undecided",
                    };
                    *counts.entry(kind).or_default() += 1;
                    let balanced = (product != 0).then_some(product > 0);
                    listed.extend((kind != "unknown").then_some(([a, b, c], balanced)));
                }
            }
        }
        let count = |kind| counts.get(kind).copied().unwrap_or(0);
        let balance = &structure.balance;
        let found = [balance.all_positive, balance.two_negative, balance.one_negative, balance.all_negative];
        prop_assert_eq!(found, ["+++", "+--", "++-", "---"].map(count));
        prop_assert_eq!([balance.undecided, balance.unknown], ["undecided", "unknown"].map(count));
        let found: Vec<_> = structure.triads().map(|triad| (triad.actors().map(number), triad.is_balanced())).collect();
        prop_assert_eq!(found, listed);
    }

    #[test]
    fn levels_are_those_of_the_twin(drawn in drawn()) {
        let (structure, twin) = (drawn.structure(), Twin::new(&drawn));
        let deeds = twin.doers_of_deeds();
        let counted: BTreeSet<usize> = twin.present.iter().copied().chain(deeds.iter().flatten().copied()).collect();
        for row in &structure.levels {
            let unit = |actor: &usize| twin.unit(*actor, row.level);
            let counts = |one: usize| {
                let actors = counted.iter().filter(|actor| unit(actor) == Some(one)).count();
                let acts = deeds.iter().filter(|doers| doers.iter().any(|actor| unit(actor) == Some(one))).count();
                (actors > 0).then_some((one, actors, acts))
            };
            let expected: Vec<_> = (0..ACTORS).filter_map(counts).collect();
            let found: Vec<_> = row.units.iter().map(|unit| (number(&unit.actor), unit.actors, unit.acts)).collect();
            prop_assert_eq!(found, expected);
            let without: Vec<usize> = counted.iter().copied().filter(|actor| unit(actor).is_none()).collect();
            prop_assert_eq!(numbers(&row.without), without);
        }
    }

    #[test]
    fn mediators_are_those_of_the_twin(drawn in drawn()) {
        let (structure, twin) = (drawn.structure(), Twin::new(&drawn));
        let here: BTreeSet<usize> = twin.present.iter().copied().chain(twin.doers(true)).collect();
        let there: BTreeSet<usize> = drawn.elsewhere.iter().copied().chain(twin.doers(false)).collect();
        let only_there: BTreeSet<usize> = there.difference(&here).copied().collect();
        let voices = |actor: usize| -> BTreeSet<usize> {
            let of = drawn.voices.iter().filter(|voice| voice.0 == actor && voice.1 != actor);
            of.map(|voice| voice.1).filter(|other| only_there.contains(other)).collect()
        };
        let by = |actor: usize| if there.contains(&actor) { BTreeSet::new() } else { voices(actor) };
        let goes = |actor: &usize| there.contains(actor) || !voices(*actor).is_empty();
        let expected: Vec<_> = here.iter().copied().filter(goes).map(|actor| (actor, by(actor))).collect();
        let spoken_for = |by: &Mediation| match by {
            Mediation::Presence => BTreeSet::new(),
            Mediation::Voice(voices) => numbers(voices).into_iter().collect(),
        };
        let found: Vec<_> = structure.mediators.iter().map(|row| (number(&row.actor), spoken_for(&row.by))).collect();
        prop_assert_eq!(&found, &expected);
        prop_assert!(structure.mediators.iter().all(|mediator| mediator.sole == (expected.len() == 1)));
    }

    #[test]
    fn roles_are_those_of_the_twin(drawn in drawn()) {
        let (structure, twin) = (drawn.structure(), Twin::new(&drawn));
        let has = |actor: usize, role| drawn.roles.contains(&(actor, role));
        let dyad = |actor| has(actor, Role::Provider) || has(actor, Role::Customer);
        let of = |wanted: &dyn Fn(usize) -> bool| -> Vec<usize> {
            twin.present.iter().copied().filter(|&actor| wanted(actor)).collect()
        };
        prop_assert_eq!(numbers(&structure.expansion.beyond), of(&|actor| has(actor, Role::Partner) && !dyad(actor)));
        let silent = of(&|actor| !has(actor, Role::Partner) && !dyad(actor));
        prop_assert_eq!(numbers(&structure.expansion.without_role), silent);
        for row in &structure.expansion.roles {
            prop_assert_eq!(numbers(&row.actors), twin.holders(row.role));
        }
    }

    /// Half of the acts by every set of members, each act cut into as many parts as it has contributors.
    #[test]
    fn the_fewest_members_carry_half_of_the_acts(drawn in drawn()) {
        let (structure, twin) = (drawn.structure(), Twin::new(&drawn));
        let acts: Vec<BTreeSet<usize>> = twin.deeds().into_iter().filter(|act| !act.is_empty()).collect();
        // 12 parts of an act can be shared by one to four.
        let carried = |set: usize| acts.iter().map(|act| {
            act.iter().filter(|actor| set & (1 << **actor) != 0).count() * 12 / act.len()
        }).sum::<usize>();
        let fewest = (0..1usize << ACTORS).filter(|&set| 2 * carried(set) >= 12 * acts.len()).map(usize::count_ones).min();
        let expected = fewest.filter(|_| !acts.is_empty()).map(|fewest| fewest as usize);
        prop_assert_eq!(structure.contributor_absence_factor, expected);
    }
}
