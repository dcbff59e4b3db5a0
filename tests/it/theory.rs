//! The register, the works and the closed lists: complete, in order, without doubles, and sayable in a case.

#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::collections::BTreeSet;
use std::path::Path;

use cocreation::ErrorKind;
use cocreation::graph::{CLASSIFICATIONS, Code, Expression, SCHEMA, expressed_by};
use cocreation::theory::typology::{
    AbsorptiveProcess, AbsorptiveStage, ActorForm, CapabilityFamily, CapabilityOrder, CapitalForm, CompetitiveOutcome,
    CreationMode, DependenceBasis, DialogueQuality, DialoguingPractice, Dimension, DynamicDomain, DynamicPhase,
    EffectualPrinciple, EffortFactor, Enabler, EngagementSign, EventTrigger, EvidenceKind, InstitutionForm,
    InstitutionalLogic, InteractionCapability, LISTS, LearningMode, Level, Lever, MarketingBasis, MentalModel,
    OfferingLevel, PowerAspect, PracticeAnatomy, PracticeElement, PracticeKind, PurposeScope, RelationalDomain,
    ResourceNature, ResourceRoutine, Role, SenseMaking, SphereKind, TieKind, ValueForm,
};
use cocreation::theory::{CONSTRUCTS, ConstructId, Typology, WORKS, construct, work};

/// The source documents, in the order of the register's own list of them.
const FIVE: [&str; 5] = ["MC16", "DIA", "SEN", "DYN", "LRN"];

#[track_caller]
fn check_no_doubles<'a>(what: &str, items: impl IntoIterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for item in items {
        assert!(seen.insert(item.to_lowercase()), "{what}: `{item}` stands twice");
    }
}

/// One or more sentences: no padding, no double space, a full stop (or a question's mark) at the end.
#[track_caller]
fn check_prose(what: &str, text: &str) {
    assert!(text.chars().next().is_some_and(|first| first.is_uppercase() || first == '"'), "{what}: {text:?}");
    assert!(text.ends_with('.'), "{what} does not end with a full stop: {text:?}");
    assert!(!text.ends_with(".."), "{what}: {text:?}");
    assert!(!text.contains("  ") && !text.contains('\n'), "{what} has doubled white space: {text:?}");
}

#[track_caller]
fn check_key(key: &str) {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    assert!(key.split('-').all(word), "`{key}` is not in kebab case");
}

#[test]
fn the_register_runs_from_t1_to_t54_in_order() {
    let ids: Vec<String> = CONSTRUCTS.iter().map(|row| row.id.to_string()).collect();
    let expected: Vec<String> = (1..=54).map(|number| format!("T{number}")).collect();
    assert_eq!(ids, expected);
    assert_eq!(ConstructId::COUNT, 54);
    for row in CONSTRUCTS {
        assert_eq!(construct(row.id).label, row.label);
        assert_eq!(row.id.to_string().parse::<ConstructId>().ok(), Some(row.id));
    }
}

#[test]
fn no_other_text_names_a_construct() {
    for text in ["", "T", "T0", "T55", "T256", "T01", "T+1", " T1", "T1 ", "t1", "1", "T1.0", "T-1", "T٣"] {
        let error = text.parse::<ConstructId>().expect_err(text);
        assert_eq!(error.kind(), ErrorKind::UnknownConstruct, "{text:?}");
    }
    for number in [0, 55, u8::MAX] {
        assert_eq!(ConstructId::new(number).expect_err("outside the register").kind(), ErrorKind::UnknownConstruct);
    }
}

#[test]
fn the_register_agrees_with_the_one_that_the_sources_were_read_into() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/theory/register.md");
    let Ok(register) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no {}", path.display());
        return;
    };
    let rows = register.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| T")?.split('|').map(str::trim);
        Some((format!("T{}", cells.next()?), cells.next()?.to_owned()))
    });
    let rows: Vec<(String, String)> = rows.collect();
    let ids: Vec<&str> = rows.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, CONSTRUCTS.iter().map(|row| row.id.to_string()).collect::<Vec<_>>());
    assert_eq!(ids.len(), usize::from(ConstructId::COUNT));
}

#[test]
fn every_construct_has_a_label_of_its_own_and_is_defined_in_sentences() {
    check_no_doubles("labels", CONSTRUCTS.iter().map(|row| row.label));
    for row in CONSTRUCTS {
        check_prose(&row.id.to_string(), row.definition);
        if let Some(disagreement) = row.disagreement {
            check_prose(&row.id.to_string(), disagreement);
        }
        check_no_doubles(row.label, row.aliases.iter().copied());
        assert!(!row.aliases.contains(&row.label), "{}: an alias is another name", row.id);
    }
}

#[test]
fn every_construct_is_sourced_from_one_of_the_five_first() {
    for row in CONSTRUCTS {
        let first = row.sources.first().unwrap_or_else(|| panic!("{} has no source", row.id));
        assert!(FIVE.contains(&first.work), "{}: {} is none of the five documents", row.id, first.work);
        let mut seen = BTreeSet::new();
        for citation in row.sources {
            assert!(work(citation.work).is_some(), "{} cites `{}`, which is no work", row.id, citation.work);
            assert!(seen.insert((citation.work, citation.locator)), "{} cites {citation:?} twice", row.id);
        }
    }
}

#[test]
fn every_work_is_cited_or_is_one_of_the_five() {
    check_no_doubles("works", WORKS.iter().map(|work| work.key));
    assert_eq!(WORKS[..5].iter().map(|work| work.key).collect::<Vec<_>>(), FIVE);
    let cited: BTreeSet<&str> = CONSTRUCTS.iter().flat_map(|row| row.sources).map(|citation| citation.work).collect();
    for (place, found) in WORKS.iter().enumerate() {
        assert_eq!(work(found.key), Some(found));
        assert_eq!(found.cited_in.is_empty(), place < 5, "{} is cited in {:?}", found.key, found.cited_in);
        assert!(found.cited_in.iter().all(|key| FIVE.contains(key)), "{} is cited in {:?}", found.key, found.cited_in);
        assert!(place < 5 || cited.contains(found.key), "no construct cites {}", found.key);
        assert!(place < 5 || !found.authors.is_empty(), "{} has no authors", found.key);
        assert!(found.year.is_none_or(|year| (1800..=2026).contains(&year)), "{} is of {:?}", found.key, found.year);
    }
    let further: Vec<&str> = WORKS[5..].iter().map(|work| work.key).collect();
    assert!(further.is_sorted(), "works stand in the order of their keys");
    assert_eq!(work("Nobody1900"), None);
}

#[test]
fn a_construct_and_a_work_that_it_cites_name_the_same_documents() {
    for row in CONSTRUCTS {
        for citation in row.sources.iter().filter(|citation| !FIVE.contains(&citation.work)) {
            let cited_in = work(citation.work).map_or(&[][..], |work| work.cited_in);
            let documents: Vec<&str> =
                row.sources.iter().map(|c| c.work).filter(|key| FIVE.contains(key) && cited_in.contains(key)).collect();
            assert!(!documents.is_empty(), "{}: none of its documents cites {}", row.id, citation.work);
        }
    }
}

#[test]
fn every_construct_is_sayable() {
    for row in CONSTRUCTS {
        assert_ne!(expressed_by(row.id), [], "{} {} has no place in a case or an analysis", row.id, row.label);
    }
}

#[test]
fn every_closed_list_classifies_or_is_a_facet_or_is_implied_or_sorts_evidence() {
    for list in LISTS {
        let classifies = CLASSIFICATIONS.iter().any(|(key, _)| *key == list.key);
        let facet = SCHEMA.iter().any(|row| row.facet == Some(list));
        let elsewhere = *list == Dimension::LIST || *list == EvidenceKind::LIST;
        assert!(classifies || facet || elsewhere, "nothing can be said with `{}`", list.key);
        assert!(!(classifies && elsewhere), "`{}` has a place of its own", list.key);
        for construct in list.constructs {
            let said = expressed_by(*construct);
            let here = said.iter().any(|expression| match expression {
                Expression::Classification(other) => other == list,
                Expression::Facet(relation) => relation.row().facet == Some(list),
                Expression::Evidence(place) => *list == EvidenceKind::LIST && *place == "evidence.kind",
                Expression::Node(_) | Expression::Relation(_) | Expression::Analysis(_) => false,
            });
            assert!(here, "{construct} is not said by `{}`, which carries it: {said:?}", list.key);
        }
    }
}

#[test]
fn closed_lists_have_keys_of_their_own_and_say_what_they_sort() {
    check_no_doubles("lists", LISTS.iter().map(|list| list.key));
    for list in LISTS {
        check_key(list.key);
        assert!(list.entries.len() >= 2, "`{}` leaves no choice", list.key);
        assert!(!list.meaning.is_empty() && !list.meaning.ends_with('.'), "{:?}", list.meaning);
        check_no_doubles(list.key, list.entries.iter().map(|entry| entry.key));
        check_no_doubles(list.key, list.entries.iter().map(|entry| entry.label));
        for entry in list.entries {
            check_key(entry.key);
            check_prose(entry.key, entry.definition);
            assert!(!entry.aliases.contains(&entry.label), "{}: an alias is another name", entry.label);
            let code = Code::from_key(&format!("{}/{}", list.key, entry.key)).expect("an entry has a code");
            assert_eq!(code.closed(), Some((*list, entry)));
            assert_eq!(code.to_string(), format!("{}/{}", list.key, entry.key));
        }
    }
}

#[test]
fn no_other_text_names_an_entry() {
    for key in
        ["", "/", "practice", "practice/", "/co-design", "practice/co-design/", "Practice/co-design", "role/co-design"]
    {
        assert_eq!(Code::from_key(key), None, "{key:?}");
    }
}

/// The typed and the untyped face of a list are the same list, at the place that the type says.
#[track_caller]
fn check_typology<T: Typology>(key: &str, entries: usize) -> &'static str {
    assert_eq!(T::LIST.key, key);
    assert_eq!(LISTS[T::POSITION], T::LIST);
    assert_eq!((T::ALL.len(), T::LIST.entries.len()), (entries, entries), "{key}");
    assert!(T::ALL.is_sorted(), "{key}");
    for (place, (entry, row)) in T::ALL.iter().zip(T::LIST.entries).enumerate() {
        assert_eq!((entry.index(), entry.entry()), (place, row), "{key}");
        assert_eq!(T::from_key(row.key), Some(*entry), "{key}");
        assert_eq!(Code::of(*entry).entry::<T>(), Some(*entry), "{key}");
    }
    assert_eq!(T::from_key(""), None);
    assert_eq!(T::from_key(&T::LIST.entries[0].key.to_uppercase()), None);
    T::LIST.key
}

#[test]
fn a_typed_list_and_its_data_are_the_same_list() {
    let lists = [
        check_typology::<InteractionCapability>("interaction-capability", 6),
        check_typology::<CapabilityFamily>("capability-family", 5),
        check_typology::<PracticeKind>("practice", 8),
        check_typology::<Dimension>("dimension", 3),
        check_typology::<DialoguingPractice>("dialoguing", 5),
        check_typology::<PracticeElement>("practice-element", 3),
        check_typology::<PracticeAnatomy>("practice-anatomy", 3),
        check_typology::<DialogueQuality>("dialogue-quality", 7),
        check_typology::<SenseMaking>("sense-making", 4),
        check_typology::<LearningMode>("learning-mode", 2),
        check_typology::<SphereKind>("sphere", 3),
        check_typology::<ValueForm>("value-form", 3),
        check_typology::<CreationMode>("creation-mode", 2),
        check_typology::<Role>("role", 13),
        check_typology::<ActorForm>("actor-form", 4),
        check_typology::<Level>("level", 3),
        check_typology::<RelationalDomain>("domain", 3),
        check_typology::<ResourceNature>("resource-nature", 2),
        check_typology::<CapitalForm>("capital", 4),
        check_typology::<MarketingBasis>("marketing-basis", 3),
        check_typology::<ResourceRoutine>("resource-routine", 7),
        check_typology::<DynamicPhase>("dynamic-phase", 3),
        check_typology::<DynamicDomain>("dynamic-domain", 2),
        check_typology::<CapabilityOrder>("capability-order", 3),
        check_typology::<AbsorptiveStage>("absorptive-stage", 4),
        check_typology::<AbsorptiveProcess>("absorptive-process", 4),
        check_typology::<Enabler>("enabler", 2),
        check_typology::<EventTrigger>("trigger", 4),
        check_typology::<PurposeScope>("purpose-scope", 3),
        check_typology::<EffortFactor>("effort-factor", 3),
        check_typology::<EngagementSign>("engagement-sign", 3),
        check_typology::<DependenceBasis>("dependence", 3),
        check_typology::<TieKind>("tie", 3),
        check_typology::<OfferingLevel>("offering-level", 4),
        check_typology::<InstitutionForm>("institution", 10),
        check_typology::<InstitutionalLogic>("institutional-logic", 3),
        check_typology::<CompetitiveOutcome>("competitive-outcome", 4),
        check_typology::<Lever>("lever", 5),
        check_typology::<EffectualPrinciple>("effectual", 5),
        check_typology::<PowerAspect>("power", 4),
        check_typology::<MentalModel>("mental-model", 3),
        check_typology::<EvidenceKind>("evidence", 7),
    ];
    assert_eq!(lists.to_vec(), LISTS.iter().map(|list| list.key).collect::<Vec<_>>());
}

#[track_caller]
fn check_labels<T: Typology>(entries: &[T], labels: &[&str]) {
    assert_eq!(entries.iter().map(|entry| entry.entry().label).collect::<Vec<_>>(), labels);
}

/// Table 1 of MC16 is the oracle: three sets of practices, and coordination across two of them.
#[test]
fn the_dimensions_hold_the_practices_of_table_1_and_coordination_is_in_none() {
    check_labels(Dimension::Linking.practices(), &["Co-diagnosis", "Co-ideation", "Co-valuation"]);
    check_labels(Dimension::Materialising.practices(), &["Co-design", "Co-testing", "Co-launching"]);
    check_labels(Dimension::Institutionalising.practices(), &["Embedding"]);
    let without: Vec<PracticeKind> =
        PracticeKind::ALL.iter().copied().filter(|practice| practice.dimension().is_none()).collect();
    check_labels(&without, &["Coordination"]);
    for dimension in Dimension::ALL {
        assert!(dimension.practices().iter().all(|practice| practice.dimension() == Some(*dimension)));
    }
}

/// Karpen, Bove and Lukas (2011), in the order in which MC16 (§3) names them.
#[test]
fn the_interaction_capabilities_are_the_six_of_karpen() {
    check_labels(
        InteractionCapability::ALL,
        &["Individuated", "Relational", "Ethical", "Empowered", "Developmental", "Concerted"],
    );
}
