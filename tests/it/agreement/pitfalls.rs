//! What other software gets wrong, or decides without saying.

use cocreation::agreement::{
    Metric, Ratings, Undefined, Weights, alpha, assess, brennan_prediger, cohen, fleiss, fleiss_general, gwet, light,
    percent, scott,
};

use super::{plain, table_of};

#[test]
fn where_only_one_category_can_be_compared_nothing_is_known() {
    let one = plain("degen_one_category");
    assert_eq!(alpha(&one, Metric::Nominal).figure.reason(), Some(Undefined::NoVariation));
    assert_eq!(fleiss(&one).figure.reason(), Some(Undefined::NoVariation));
    assert_eq!(brennan_prediger(&one, Weights::Identity).figure.reason(), Some(Undefined::NoVariation));
    assert_eq!(gwet(&one, Weights::Identity).figure.reason(), Some(Undefined::OneCategory));
    assert_eq!(light(&one, Weights::Identity).reason(), Some(Undefined::UndefinedPair));
    assert_eq!(percent(&one).value(), Some(1.0));
    // A second category occurs, where nothing can be compared with it.
    let single = plain("degen_single_unit_agree");
    for metric in [Metric::Nominal, Metric::Ordinal, Metric::Interval(&super::number), Metric::Ratio(&super::number)] {
        assert_eq!(alpha(&single, metric).figure.reason(), Some(Undefined::NoVariation), "{metric}");
    }
    for empty in ["degen_all_missing", "degen_no_pairs"] {
        assert_eq!(alpha(&plain(empty), Metric::Nominal).figure.reason(), Some(Undefined::NoPairs));
        assert_eq!(cohen(&plain(empty), Weights::Identity).figure.reason(), Some(Undefined::NoPairs));
        assert_eq!(percent(&plain(empty)).reason(), Some(Undefined::NoPairs));
    }
}

#[test]
fn coefficients_for_other_tables_are_refused() {
    let three = plain("kripp2018_p306");
    assert_eq!(cohen(&three, Weights::Identity).figure.reason(), Some(Undefined::NotTwoCoders));
    assert_eq!(scott(&three, Weights::Identity).figure.reason(), Some(Undefined::NotTwoCoders));
    let missing = plain("kripp2011_C_4x12");
    assert_eq!(fleiss(&missing).figure.reason(), Some(Undefined::UnequalCounts));
    assert!(fleiss_general(&missing, Weights::Identity).figure.value().is_some());
}

#[test]
fn cells_that_look_blank_are_blank() {
    let mut table = Ratings::builder(["a", "b"]);
    table.row("1", ["x ", " x"]).row("2", ["\t", "x"]).row("3", ["    ", ""]).row("4", ["y", "x"]);
    let table = table.build().expect("sound");
    assert_eq!(table.categories(), ["x".into(), "y".into()]);
    assert_eq!([table.value(1, 0), table.value(2, 1)], [None, None]);
    assert_eq!(alpha(&table, Metric::Nominal).units, 2);
}

/// Places by default; numbers where they are given. By numbers, 2 and 3 nearly agree and 999 is far away.
#[test]
fn weights_take_places_or_numbers_as_told() {
    let rows = [[2, 2], [2, 3], [3, 3], [99, 3], [99, 99], [2, 2]].map(Vec::from);
    let table = table_of(&rows);
    let grade = |value: &i8| f64::from(*value);
    let rank = |value: &i8| if *value == 99 { 2.0 } else { f64::from(*value - 2) };
    let [places, ranks, numbers] =
        [Weights::Linear, Weights::LinearOn(&rank), Weights::LinearOn(&grade)].map(|weights| cohen(&table, weights));
    assert_eq!(places, ranks);
    // Σ distances observed: 1 + 96; by chance Σ n_i. n_.j |i − j| / 6, with n_i. = 3, 1, 2 and n_.j = 2, 3, 1 for 2, 3, 99:
    // 3·(3·1 + 1·97) + 1·(2·1 + 1·96) + 2·(2·97 + 3·96) = 300 + 98 + 964.
    let by_hand = 1.0 - 6.0 * 97.0 / 1362.0;
    assert!((numbers.figure.value().expect("defined") - by_hand).abs() < 1e-15);
    assert!(numbers.figure.value() < places.figure.value());
}

#[test]
fn declared_categories_count_where_they_should() {
    let build = |declared: &[i8]| {
        let mut table = Ratings::builder(["a", "b"]);
        table.categories(declared.iter().copied());
        for (nth, (one, other)) in [(1, 1), (2, 2), (1, 2), (3, 3), (3, 1)].into_iter().enumerate() {
            table.unit(nth.to_string(), [Some(one), Some(other)]);
        }
        table.build().expect("sound")
    };
    let (used, more) = (build(&[1, 2, 3]), build(&[1, 2, 3, 4]));
    for metric in [Metric::Nominal, Metric::Ordinal] {
        assert_eq!(alpha(&used, metric), alpha(&more, metric));
    }
    assert_eq!(cohen(&used, Weights::Identity), cohen(&more, Weights::Identity));
    // k is 4 and not 3: S = (0.6 − 1/4) / (3/4).
    let s = brennan_prediger(&more, Weights::Identity).figure.value().expect("defined");
    assert!((s - 0.35 / 0.75).abs() < 1e-15, "{s}");
    assert_ne!(gwet(&used, Weights::Identity).figure, gwet(&more, Weights::Identity).figure);
    // The order is the declared one, not that of the values.
    let shuffled = build(&[2, 1, 3]);
    assert_ne!(alpha(&used, Metric::Ordinal).figure, alpha(&shuffled, Metric::Ordinal).figure);
}

#[test]
fn a_constant_coder_and_two_coders_who_never_agree() {
    let values = |name: &str| {
        let table = plain(name);
        let kappas =
            [cohen(&table, Weights::Identity), scott(&table, Weights::Identity), gwet(&table, Weights::Identity)];
        (kappas.map(|kappa| kappa.figure.value().expect("defined")), alpha(&table, Metric::Nominal).figure.value())
    };
    let ([kappa, pi, ac1], by_alpha) = values("degen_constant_coder");
    assert_eq!((kappa, pi, by_alpha), (0.0, -0.25, Some(-0.125)));
    assert!((ac1 - 7.0 / 17.0).abs() < 1e-15);
    let ([_, pi, _], by_alpha) = values("degen_perfect_disagreement");
    assert_eq!((pi, by_alpha), (-1.0, Some(-0.75)));
    // One unit, two values, no agreement: α is 0, exactly, and π −1.
    let one = table_of(&[vec![1, 2]]);
    assert_eq!(alpha(&one, Metric::Nominal).figure.value(), Some(0.0));
    assert_eq!(scott(&one, Weights::Identity).figure.value(), Some(-1.0));
}

#[test]
fn distances_that_are_none_are_refused() {
    let table = table_of(&[vec![1, 2], vec![2, 3]]);
    let refused = |metric| alpha(&table, metric).figure.reason() == Some(Undefined::NoDistance);
    assert!(refused(Metric::Interval(&|_| f64::NAN)));
    assert!(refused(Metric::Ratio(&|value| f64::from(*value) - 2.0)), "below 0");
    assert!(refused(Metric::Distance(&|_, _| f64::INFINITY)));
    assert!(refused(Metric::Distance(&|_, _| -1.0)));
    assert!(refused(Metric::Distance(&|_, _| f64::NAN)));
    assert!(refused(Metric::Interval(&|value| f64::from(*value) * 1e200)), "beyond the numbers");
    let endless = cohen(&table, Weights::LinearOn(&|_| f64::INFINITY));
    assert_eq!(endless.figure.reason(), Some(Undefined::NoDistance));
    // A ratio of two zeros is no distance; a value that nobody can compare does not matter.
    let zeros = table_of(&[vec![0, 0], vec![1, 1], vec![5, -1]]);
    let ratio = |value: &i8| if *value == 5 { -5.0 } else { f64::from(*value) };
    assert_eq!(alpha(&zeros, Metric::Ratio(&ratio)).figure.value(), Some(1.0));
}

/// Two coders, 108 units: 102 times no and no, three times each who alone says yes.
#[test]
fn the_prevalence_paradox_is_explained_where_it_bites() {
    let mut rows = vec![vec![0, 0]; 102];
    rows.extend(vec![vec![1, 0]; 3]);
    rows.extend(vec![vec![0, 1]; 3]);
    let found = assess(&table_of(&rows), Metric::Nominal);
    // 17 of 18 agree. n = 216, 6 of them 1: α = 1 − 215 · 12 / (2 · 6 · 210).
    assert_eq!(found.percent.to_string(), "0.944");
    assert!((found.alpha.figure.value().expect("defined") - (1.0 - 215.0 / 210.0)).abs() < 1e-15);
    assert_eq!(found.ac1.figure.to_string(), "0.941");
    let prevalence = found.prevalence.as_ref().expect("it bites");
    assert_eq!((&*prevalence.category, prevalence.rare), ("0", 6));
    assert!((prevalence.by_chance - (210.0_f64.powi(2) + 36.0) / 216.0_f64.powi(2)).abs() < 1e-15);
    let text = found.to_string();
    assert!(text.contains("97.2 % of the values are 0") && text.contains("the 6 other values"), "{text}");
    // Low agreement, or high agreement on two even categories, is no paradox.
    assert_eq!(assess(&plain("kripp2011_A_binary"), Metric::Nominal).prevalence, None);
    assert_eq!(assess(&table_of(&[[0, 0], [1, 1], [0, 0], [1, 1]].map(Vec::from)), Metric::Nominal).prevalence, None);
}

/// α is 0 where it is 0, and not some 10⁻¹⁷.
#[test]
fn a_zero_is_a_zero() {
    // n = 4 with three 0 and one 1: 1 − 3 · 2 / (2 · 3 · 1).
    assert_eq!(alpha(&table_of(&[vec![0, 0], vec![0, 1]]), Metric::Nominal).figure.value(), Some(0.0));
}
