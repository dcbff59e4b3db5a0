//! Slow twins of what is asked of a map: every table, every set, every graph, one by one.

use cocreation::Case;
use cocreation::mapping::{self, CodeName, Forecaster, Mapping, NullModel, Scores, map};
use proptest::prelude::*;

use crate::mapping_analyses::{own_case, own_prior};

/// What one case has at each cell: a link, none, or unknown.
type Outcomes = Vec<Vec<Option<bool>>>;

fn outcomes(height: usize, width: usize) -> impl Strategy<Value = Outcomes> {
    let outcome = prop_oneof![3 => Just(Some(true)), 3 => Just(Some(false)), 1 => Just(None)];
    prop::collection::vec(prop::collection::vec(outcome, width), height)
}

fn built(outcomes: &[Outcomes]) -> Vec<Case> {
    outcomes.iter().enumerate().map(|(nth, outcomes)| own_case(&format!("case-{nth}"), outcomes)).collect()
}

fn mapped(outcomes: &[Outcomes]) -> Mapping<CodeName, CodeName> {
    map(&built(outcomes), &own_prior(outcomes[0].len(), outcomes[0][0].len(), 0.3, 4.0))
}

/// Every way to lay links on the places of a case: one bit for each place.
fn fillings(outcomes: &Outcomes) -> impl Iterator<Item = Outcomes> + '_ {
    let places: Vec<(usize, usize)> = (0..outcomes.len())
        .flat_map(|row| (0..outcomes[0].len()).map(move |column| (row, column)))
        .filter(|&(row, column)| outcomes[row][column].is_some())
        .collect();
    (0..1_u32 << places.len()).map(move |filling| {
        let mut filled = outcomes.clone();
        for (bit, &(row, column)) in places.iter().enumerate() {
            filled[row][column] = Some(filling >> bit & 1 == 1);
        }
        filled
    })
}

fn links<'o>(outcomes: impl IntoIterator<Item = &'o Option<bool>>) -> usize {
    outcomes.into_iter().filter(|outcome| **outcome == Some(true)).count()
}

/// Links in the row, in the column, and in all.
fn margins(outcomes: &Outcomes, row: usize, column: usize) -> [usize; 3] {
    let in_column = links(outcomes.iter().map(|cells| &cells[column]));
    [links(&outcomes[row]), in_column, links(outcomes.iter().flatten())]
}

fn degrees(outcomes: &Outcomes) -> Vec<usize> {
    let columns = (0..outcomes[0].len()).map(|column| links(outcomes.iter().map(|cells| &cells[column])));
    outcomes.iter().map(links).chain(columns).collect()
}

/// The part of the fillings with the same margins that have the link.
fn chance(outcomes: &Outcomes, row: usize, column: usize) -> Option<f64> {
    outcomes[row][column]?;
    let own = margins(outcomes, row, column);
    let tables: Vec<Outcomes> = fillings(outcomes).filter(|filled| margins(filled, row, column) == own).collect();
    let with = tables.iter().filter(|filled| filled[row][column] == Some(true)).count();
    Some(with as f64 / tables.len() as f64)
}

/// The chance that so many of the cases or more have the link, over every combination of them.
fn tail(chances: &[f64], least: u32) -> f64 {
    (0..1_u32 << chances.len())
        .filter(|combination| combination.count_ones() >= least)
        .map(|combination| {
            let each = chances.iter().enumerate();
            each.map(|(nth, q)| if combination >> nth & 1 == 1 { *q } else { 1.0 - q }).product::<f64>()
        })
        .sum()
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

/// p-values adjusted by the definition: the least of p(j) n / j over all greater ranks.
fn adjusted(p: &[f64]) -> Vec<f64> {
    let rank = |value: f64| p.iter().filter(|other| **other <= value).count() as f64;
    let raw = |value: f64| value * p.len() as f64 / rank(value);
    p.iter().map(|own| p.iter().filter(|other| *other >= own).map(|other| raw(*other)).fold(1.0, f64::min)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn association_is_that_of_all_tables(cases in prop::collection::vec(outcomes(3, 3), 6..10)) {
        let association = mapping::associate(&mapped(&cases));
        for (at, cell) in association.cells.iter().enumerate() {
            let chances: Vec<f64> = cases.iter().filter_map(|outcomes| chance(outcomes, at / 3, at % 3)).collect();
            let observed = cases.iter().filter(|outcomes| outcomes[at / 3][at % 3] == Some(true)).count();
            prop_assert_eq!((cell.observed, cell.searched), (observed, chances.len()));
            near(cell.expected, chances.iter().sum());
            prop_assert_eq!(cell.telling, chances.iter().filter(|q| **q > 0.0 && **q < 1.0).count());
            prop_assert_eq!(cell.test.is_ok(), chances.len() >= 7);
            prop_assert_eq!(cell.lift.is_some(), cell.telling > 0);
            if let Some(lift) = cell.lift {
                let telling: Vec<_> = cases.iter().filter_map(|outcomes| {
                    let q = chance(outcomes, at / 3, at % 3).filter(|q| *q > 0.0 && *q < 1.0)?;
                    Some((q, outcomes[at / 3][at % 3] == Some(true)))
                }).collect();
                let observed = telling.iter().filter(|(_, linked)| *linked).count();
                near(lift.value, (observed as f64 + 0.5) / (telling.iter().map(|(q, _)| q).sum::<f64>() + 0.5));
                prop_assert!(lift.low <= lift.value && lift.value <= lift.high);
            }
            if let Ok(test) = cell.test {
                near(test.p, tail(&chances, observed as u32));
                let greatest = chances.iter().filter(|q| **q > 0.0).count();
                near(test.smallest_p, tail(&chances, greatest as u32));
                prop_assert!(test.smallest_p <= test.p + 1e-12 && test.p <= test.q + 1e-12 && test.q <= 1.0);
            }
        }
        let tests: Vec<_> = association.cells.iter().filter_map(|cell| cell.test.ok()).collect();
        let expected = adjusted(&tests.iter().map(|test| test.p).collect::<Vec<_>>());
        tests.iter().zip(expected).for_each(|(test, q)| near(test.q, q));
    }

    #[test]
    fn portfolios_are_those_of_all_sets(
        outcomes in outcomes(6, 4),
        wanted in prop::collection::vec(any::<bool>(), 4),
        costs in prop::collection::vec(1..4_u64, 6),
    ) {
        let map = mapped(std::slice::from_ref(&outcomes));
        let targets: Vec<CodeName> =
            map.practices().iter().zip(&wanted).filter(|(_, wanted)| **wanted).map(|(practice, _)| practice.clone()).collect();
        let cost = |capability: &CodeName| costs[map.capabilities().iter().position(|own| own == capability).unwrap()];
        let found = mapping::portfolios(&map, &targets, cost).unwrap();
        let supports = |set: u32, practice: usize| (0..6).any(|row| set >> row & 1 == 1 && outcomes[row][practice] == Some(true));
        let sets: Vec<u32> = (0..64).filter(|&set| (0..4).all(|practice| !wanted[practice] || supports(set, practice))).collect();
        let total = |set: u32| (0..6).filter(|row| set >> row & 1 == 1).map(|row| costs[row]).sum::<u64>();
        let of = |sets: &[mapping::Portfolio<CodeName>]| {
            let bit = |capability: &CodeName| 1 << map.capabilities().iter().position(|own| own == capability).unwrap();
            let mut sets: Vec<u32> = sets.iter().map(|set| set.capabilities.iter().map(bit).sum()).collect();
            sets.sort_unstable();
            sets
        };
        let least = |size: &dyn Fn(u32) -> u64| -> Vec<u32> {
            let least = sets.iter().map(|set| size(*set)).min();
            sets.iter().copied().filter(|set| Some(size(*set)) == least).collect()
        };
        prop_assert_eq!(of(&found.smallest), least(&|set| u64::from(set.count_ones())));
        prop_assert_eq!(of(&found.cheapest), least(&total));
        for set in &found.cheapest {
            prop_assert_eq!(set.cost, u128::from(set.capabilities.iter().map(cost).sum::<u64>()));
        }
        prop_assert_eq!(found.unsupported.is_empty(), !sets.is_empty());
    }

    #[test]
    fn projections_are_held_against_all_graphs(outcomes in outcomes(3, 4)) {
        let found = mapping::project(&mapped(std::slice::from_ref(&outcomes)), 10, 1).unwrap();
        let graphs: Vec<Outcomes> = fillings(&outcomes).filter(|filled| degrees(filled) == degrees(&outcomes)).collect();
        prop_assert_eq!(found.null_model, NullModel::Exact { graphs: graphs.len() as u64 });
        let place = |name: &CodeName| name.to_string()[5..].parse::<usize>().unwrap();
        let both = |a: Option<bool>, b: Option<bool>| a == Some(true) && b == Some(true);
        for pair in &found.capabilities {
            let (one, other) = (place(&pair.one), place(&pair.other));
            let shared = |graph: &Outcomes| (0..4).filter(|&column| both(graph[one][column], graph[other][column])).count();
            against(pair.shared, pair.expected, pair.p, shared(&outcomes), &graphs.iter().map(shared).collect::<Vec<_>>());
        }
        for pair in &found.practices {
            let (one, other) = (place(&pair.one), place(&pair.other));
            let shared = |graph: &Outcomes| (0..3).filter(|&row| both(graph[row][one], graph[row][other])).count();
            against(pair.shared, pair.expected, pair.p, shared(&outcomes), &graphs.iter().map(shared).collect::<Vec<_>>());
        }
        let linked = |degrees: &[usize]| degrees.iter().filter(|degree| **degree > 0).count();
        let pairs = |count: usize| count * count.saturating_sub(1) / 2;
        let degrees = degrees(&outcomes);
        prop_assert_eq!(found.capabilities.len(), pairs(linked(&degrees[..3])));
        prop_assert_eq!(found.practices.len(), pairs(linked(&degrees[3..])));
    }

    /// The chance that the map gives is the posterior mean of a map without the case; the others are rates counted anew.
    #[test]
    fn forecasts_come_from_the_other_cases(cases in prop::collection::vec(outcomes(2, 3), 1..6)) {
        let forecast = mapping::hold_out(&mapped(&cases));
        let cases_built = built(&cases);
        let mut foretold: Vec<(bool, [f64; 6])> = Vec::new();
        let mut looked = 0;
        for (held, outcomes) in cases.iter().enumerate() {
            let others: Vec<&Outcomes> = (0..cases.len()).filter(|nth| *nth != held).map(|nth| &cases[nth]).collect();
            let rest = (0..cases.len()).filter(|nth| *nth != held).map(|nth| &cases_built[nth]);
            let rest = map(rest, &own_prior(2, 3, 0.3, 4.0));
            looked += usize::from(outcomes.iter().flatten().any(Option::is_some));
            for (at, cell) in rest.cells().enumerate() {
                let (row, column) = (at / 3, at % 3);
                let Some(linked) = outcomes[row][column] else { continue };
                let rate = |cells: Vec<Option<bool>>| {
                    let known = cells.iter().flatten().count() as f64;
                    (links(&cells) as f64 + 0.5) / (known + 1.0)
                };
                let by_row = rate(others.iter().flat_map(|case| case[row].clone()).collect());
                let by_column = rate(others.iter().flat_map(|case| case.iter().map(|cells| cells[column])).collect());
                let all = rate(others.iter().flat_map(|case| case.iter().flatten().copied()).collect());
                let odds = |rate: f64| rate / (1.0 - rate);
                let both = odds(by_row) * odds(by_column) / odds(all);
                foretold.push((linked, [cell.posterior.value, 0.5, 0.3, by_row, by_column, both / (1.0 + both)]));
            }
        }
        prop_assert_eq!((forecast.cases, forecast.forecasts), (looked, foretold.len()));
        prop_assert_eq!(forecast.map.is_some(), looked >= 2);
        let expected = |by: usize| {
            let n = foretold.len() as f64;
            let given = |(linked, chances): &(bool, [f64; 6])| if *linked { chances[by] } else { 1.0 - chances[by] };
            let log = foretold.iter().map(|one| given(one).ln()).sum::<f64>() / n;
            (log, foretold.iter().map(|one| (1.0 - given(one)).powi(2)).sum::<f64>() / n)
        };
        if let Some(Scores { log, brier }) = forecast.map {
            let own = expected(0);
            near(log, own.0);
            near(brier, own.1);
            for baseline in &forecast.baselines {
                let by = expected(baseline.by as usize);
                near(baseline.scores.log, by.0);
                near(baseline.scores.brier, by.1);
                let clear = (own.0 - by.0).abs() > 1e-9 && (own.1 - by.1).abs() > 1e-9;
                prop_assert!(!clear || baseline.beaten == (own.0 > by.0 && own.1 < by.1));
            }
            let order: Vec<Forecaster> = forecast.baselines.iter().map(|baseline| baseline.by).collect();
            prop_assert_eq!(order, Forecaster::BASELINES);
        }
    }

    /// Over each margin, links and places are those of the cases; each shrunk share lies between its case and the pool.
    #[test]
    fn pooling_counts_and_shrinks(cases in prop::collection::vec(outcomes(2, 3), 1..6)) {
        let pooling = mapping::pool(&mapped(&cases));
        for (outcomes, share) in cases.iter().zip(&pooling.overall.by_case) {
            prop_assert_eq!(share.links, links(outcomes.iter().flatten()));
            prop_assert_eq!(share.places, outcomes.iter().flatten().flatten().count());
            if let (Some(shrunk), Some(rate)) = (share.shrunk, pooling.overall.rate) {
                let own = share.raw.map_or(rate, |raw| raw.value);
                prop_assert!(shrunk.value >= own.min(rate) - 1e-12 && shrunk.value <= own.max(rate) + 1e-12);
            }
        }
        let several = cases.iter().filter(|outcomes| outcomes.iter().flatten().flatten().count() > 1).count();
        let outcomes: Vec<bool> = cases.iter().flatten().flatten().flatten().copied().collect();
        let varied = outcomes.contains(&true) && outcomes.contains(&false);
        prop_assert_eq!(pooling.overall.strength.is_some(), several >= 2 && varied);
        for (row, of) in pooling.capabilities.iter().enumerate() {
            for (outcomes, share) in cases.iter().zip(&of.margin.by_case) {
                prop_assert_eq!(share.links, links(&outcomes[row]));
            }
        }
        let cases = built(&cases);
        for (held, _) in cases.iter().enumerate() {
            let rest = (0..cases.len()).filter(|nth| *nth != held).map(|nth| &cases[nth]);
            let rest = map(rest, &own_prior(2, 3, 0.3, 4.0));
            for (cell, other) in pooling.cells.iter().zip(rest.cells()) {
                near(cell.by_case[held].others, other.posterior.value);
            }
        }
    }
}

/// What a pair shares in the map and in each graph of the null model.
#[track_caller]
fn against(shared: u32, expected: f64, p: f64, own: usize, graphs: &[usize]) {
    assert_eq!(shared as usize, own);
    near(expected, graphs.iter().sum::<usize>() as f64 / graphs.len() as f64);
    near(p, graphs.iter().filter(|graph| **graph >= own).count() as f64 / graphs.len() as f64);
}
