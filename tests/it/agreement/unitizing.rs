//! Spans on a continuum.

use cocreation::agreement::{
    Blank, Continuum, Cut, Metric, Undefined, alpha, alpha_per_code, assess, unitizing_alpha_2016,
};
use serde_json::Value;

use super::{folder, json, plain, same};

fn continuum(name: &str, reference: &Value) -> Continuum {
    let length = reference["L"].as_u64().expect("a length") as u32;
    let mut spans = Continuum::builder(["c1", "c2"], 0..length);
    let path = folder().join("inputs").join(format!("unit_{name}.csv"));
    for record in csv::Reader::from_path(path).expect("an input file").records() {
        let record = record.expect("a row");
        let at = |place: usize| record[place].parse().expect("a position");
        spans.span(&record[0], at(1)..at(2), Box::from(&record[3]));
    }
    spans.build().expect("sound spans")
}

#[test]
fn the_family_of_2016_is_that_of_the_references() {
    let references = json("unitizing.json");
    let mut count = 0;
    for (name, reference) in references.as_object().expect("continua") {
        let Some(family) = reference.get("A_family2016") else { continue };
        let continuum = continuum(name, reference);
        let found = unitizing_alpha_2016(&continuum);
        same(found.any, &family["u_alpha"], 1e-12, name);
        same(found.valued, &family["bar_u_alpha"], 1e-12, name);
        same(found.codes, &family["cu_alpha"], 1e-12, name);
        if let Some(coverage) = family["cu_coverage"].as_f64() {
            assert!((found.codes_rest_on.expect("pairs") - coverage).abs() < 1e-15, "{name}");
        }
        for (code, alpha) in family["ku_alpha"].as_object().into_iter().flatten() {
            let (_, figure) = found.each.iter().find(|(name, _)| &**name == code).expect("a code");
            same(*figure, alpha, 1e-12, code);
        }
        // Nominal α over single characters is another coefficient, by another way.
        let characters = continuum.ratings(&Cut::Positions, Blank::Counted);
        same(alpha(&characters, Metric::Nominal).figure, &reference["char_level_nominal_alpha"], 1e-12, name);
        count += 1;
    }
    assert_eq!(count, 8);
}

#[test]
fn segments_of_length_1_give_the_ordinary_alpha() {
    let reference = &json("unitizing.json")["unit_length_segments"];
    let found = unitizing_alpha_2016(&continuum("unit_length_segments", reference));
    let table = plain("kripp2011_B_nominal");
    let ordinary = alpha(&table, Metric::Nominal).figure.value().expect("defined");
    for figure in [found.any, found.codes] {
        assert!((figure.value().expect("defined") - ordinary).abs() < 1e-12);
    }
    let codes = alpha_per_code(&table, table.categories(), |value, code| value == *code);
    for ((code, figure), (_, binary)) in found.each.iter().zip(codes) {
        let binary = binary.figure.value().expect("defined");
        assert!((figure.value().expect("defined") - binary).abs() < 1e-12, "{code}");
    }
    assert_eq!(found.valued.reason(), Some(Undefined::NoVariation));
}

/// The definition, pair of segments by pair of segments, with gaps as segments: ℓ and ε as matrices.
fn slowly(length: u32, coders: &[Vec<(u32, u32, usize)>], codes: usize) -> Option<f64> {
    let (m, gap) = (coders.len() as f64, codes);
    let filled: Vec<Vec<(u32, u32, usize)>> = coders
        .iter()
        .map(|spans| {
            let (mut all, mut at) = (Vec::new(), 0);
            for &(start, end, code) in spans {
                all.extend([(at, start, gap), (start, end, code)]);
                at = end;
            }
            all.push((at, length, gap));
            all.into_iter().filter(|(start, end, _)| start < end).collect()
        })
        .collect();
    let mut observed = vec![vec![0.0; codes + 1]; codes + 1];
    let mut own = vec![0.0; codes + 1];
    for (i, one) in filled.iter().enumerate() {
        for &(start, end, c) in one {
            let extent = f64::from(end - start);
            own[c] += if c == gap { extent } else { extent * extent };
            for other in filled.iter().enumerate().filter(|(j, _)| *j != i).flat_map(|(_, other)| other) {
                observed[c][other.2] += f64::from(end.min(other.1).saturating_sub(start.max(other.0))) / (m - 1.0);
            }
        }
    }
    let margins: Vec<f64> = observed.iter().map(|row| row.iter().sum()).collect();
    let whole: f64 = margins.iter().sum();
    let all_own: f64 = own.iter().sum();
    let expected = |c: usize| whole * (margins[c] * margins[c] - own[c]) / (whole * whole - all_own);
    let unlike = whole - (0..=codes).map(|c| observed[c][c]).sum::<f64>();
    let by_chance = whole - (0..=codes).map(expected).sum::<f64>();
    (by_chance > 1e-9).then(|| 1.0 - unlike / by_chance)
}

/// cuα and (k)uα by the definition: the same matrices over what two coders marked both.
fn codes_slowly(coders: &[Vec<(u32, u32, usize)>], codes: usize) -> (f64, Vec<f64>) {
    let m = coders.len() as f64;
    let (mut observed, mut own) = (vec![vec![0.0; codes]; codes], vec![0.0; codes]);
    for (i, one) in coders.iter().enumerate() {
        for (_, other) in coders.iter().enumerate().filter(|(j, _)| *j != i) {
            for a in one {
                for b in other {
                    let common = f64::from(a.1.min(b.1).saturating_sub(a.0.max(b.0))) / (m - 1.0);
                    observed[a.2][b.2] += common;
                    own[a.2] += common * common * (m - 1.0);
                }
            }
        }
    }
    let margins: Vec<f64> = observed.iter().map(|row| row.iter().sum()).collect();
    let (whole, all_own) = (margins.iter().sum::<f64>(), own.iter().sum::<f64>());
    let expected = |c: usize, k: usize| {
        let own = if c == k { own[c] } else { 0.0 };
        whole * (margins[c] * margins[k] - own) / (whole * whole - all_own)
    };
    let same = |of: &dyn Fn(usize) -> f64| (0..codes).map(of).sum::<f64>();
    let all = 1.0 - (whole - same(&|c| observed[c][c])) / (whole - same(&|c| expected(c, c)));
    let each = (0..codes).map(|k| {
        let by_chance = expected(k, k) / (0..codes).map(|c| expected(k, c)).sum::<f64>();
        1.0 - (1.0 - observed[k][k] / margins[k]) / (1.0 - by_chance)
    });
    (all, each.collect())
}

#[test]
fn three_coders_as_the_definition_has_it() {
    let spans = [vec![(2, 9, 0), (9, 14, 1), (20, 26, 0)], vec![(1, 8, 0), (10, 15, 1)], vec![(3, 13, 1), (21, 30, 0)]];
    let mut text = Continuum::builder(["a", "b", "c"], 0..30);
    for (coder, spans) in ["a", "b", "c"].into_iter().zip(&spans) {
        spans.iter().for_each(|&(start, end, code)| {
            text.span(coder, start..end, code);
        });
    }
    let found = unitizing_alpha_2016(&text.build().expect("sound"));
    let alike = spans.clone().map(|spans| spans.into_iter().map(|(start, end, _)| (start, end, 0)).collect());
    let (codes, each) = codes_slowly(&spans, 2);
    let expected = [slowly(30, &spans, 2), slowly(30, &alike, 1), Some(codes), Some(each[0]), Some(each[1])];
    let figures = [found.any, found.valued, found.codes, found.each[0].1, found.each[1].1];
    for (figure, expected) in figures.into_iter().zip(expected) {
        let (figure, expected) = (figure.value().expect("defined"), expected.expect("defined"));
        assert!((figure - expected).abs() < 1e-12, "{figure}, not {expected}");
    }
}

/// The same marks in more blank text are another result: length and coverage are part of it.
#[test]
fn blank_text_counts_and_is_shown() {
    let of = |length| {
        let mut text = Continuum::builder(["a", "b"], 0..length);
        text.span("a", 2..10, "x").span("b", 4..8, "x");
        unitizing_alpha_2016(&text.build().expect("sound"))
    };
    let (short, long) = (of(12), of(1000));
    assert_ne!(short.any, long.any);
    assert_eq!((short.length, short.marked), (12, Some(0.5)));
    assert!(long.to_string().contains("length 1000") && long.to_string().contains("0.6 %"), "{long}");
}

#[test]
fn what_a_unit_is_must_be_said_and_is_shown() {
    let mut text = Continuum::builder(["a", "b"], 0..30);
    text.span("a", 2..10, "x").span("b", 4..8, "x").span("b", 8..12, "y");
    let text = text.build().expect("sound");
    let shapes = [
        (Cut::Positions, Blank::Counted, 30),
        (Cut::Positions, Blank::LeftOut, 10),
        (Cut::At(vec![10, 20, 99]), Blank::Counted, 3),
        (Cut::At(vec![10, 20]), Blank::LeftOut, 2),
        (Cut::Boundaries, Blank::Counted, 6),
    ];
    let mut alphas = Vec::new();
    for (cut, blank, units) in shapes {
        let table = text.ratings(&cut, blank);
        assert_eq!(table.units().len(), units, "{cut:?} {blank:?}");
        let report = assess(&table, Metric::Nominal);
        assert!(report.to_string().contains("units are "), "{report}");
        alphas.push(report.alpha.figure.to_string());
    }
    alphas.sort();
    alphas.dedup();
    assert!(alphas.len() >= 4, "{alphas:?}");
    let pieces = text.ratings(&Cut::At(vec![10, 20]), Blank::Counted);
    let [ann, bob] = [0, 1].map(|coder| pieces.value(0, coder).expect("seen").to_string());
    assert_eq!((&*pieces.units()[0], &*ann, &*bob), ("0..10", "{x}", "{x, y}"));
}

#[test]
fn bad_spans_come_out_all_at_once() {
    let mut text = Continuum::builder(["a", "b"], 10..30);
    text.span("a", 9..12, "x").span("a", 12..12, "x").span("c", 12..14, "x");
    text.span("b", 12..25, "x").span("b", 13..14, "y").span("b", 24..26, "y").span("b", 26..30, "y");
    let faults = text.build().expect_err("bad spans").to_string();
    let expected = [
        "row 1 (a): the span leaves the continuum",
        "row 2 (a): the span has no length",
        "row 3 (c): the coder is not on the list",
        "row 5 (b): overlaps span 4 of the same coder; run such codes one by one",
        "row 6 (b): overlaps span 4 of the same coder; run such codes one by one",
    ];
    assert_eq!(faults, expected.join("\n"));
    // The published example has overlapping codes; code by code it is sound.
    let reference = &json("unitizing.json")["kripp2004_p254"];
    assert_eq!(reference["B_alphaU_1995"]["per_category"]["k"]["alpha"], 1.0);
    let mut only = Continuum::builder(["c1", "c2"], 150..450);
    only.span("c1", 180..240, "k").span("c1", 300..350, "k").span("c2", 180..240, "k").span("c2", 300..350, "k");
    assert_eq!(unitizing_alpha_2016(&only.build().expect("sound")).any.value(), Some(1.0));
    let nothing = Continuum::<Box<str>>::builder(["a", "b"], 5..5).build().expect("an empty text");
    assert_eq!(unitizing_alpha_2016(&nothing).any.reason(), Some(Undefined::NoPairs));
}
