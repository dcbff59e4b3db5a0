//! F2, F3 and F8 on made-up cases.

use cocreation::findings;
use cocreation::findings::Outcome::{NotSupported, NotTestable, Supported};

use super::{case, check};

/// Practices of three dimensions with so many items of a table each.
fn table(linking: usize, materialising: usize, institutionalising: usize) -> String {
    let rows = [("co-ideation", linking), ("co-testing", materialising), ("embedding", institutionalising)];
    let items = rows.iter().flat_map(|(key, count)| (0..*count).map(move |nth| (key, nth)));
    items.map(|(key, nth)| format!("practice {key}-{nth} practice/{key}@table\n")).collect()
}

const PATENT: &str = "event patent trigger/untapped-resource@text\n";
const UNIVERSITY: &str = "actor university role/university@text\n";

#[test]
fn f2_compares_the_shares_of_items_and_not_their_numbers() {
    let patent = case("patent", &(table(1, 2, 0) + PATENT)); // 2 of 3
    let larger = case("larger", &table(3, 5, 1)); // 5 of 9
    check("F2", &[&patent, &larger], Supported);
    check("F2", &[&patent, &larger, &case("equal", &table(2, 4, 0))], NotSupported);
    check("F2", &[&patent, &larger, &case("without-a-table", UNIVERSITY)], NotTestable);
    check("F2", &[&patent], NotTestable);
    check("F2", &[&larger, &case("other", &table(1, 1, 1))], NotTestable);
}

#[test]
fn f2_knows_its_case_by_more_than_the_authors_word() {
    let claimed = case("claimed", &(table(1, 2, 0) + &PATENT.replace("@text", "@authors")));
    check("F2", &[&claimed, &case("larger", &table(3, 5, 1))], NotTestable);
}

#[test]
fn f3_compares_with_the_others_taken_together() {
    let open = case("open", &(table(2, 1, 1) + UNIVERSITY)); // 3 of 4
    let others = [case("a", &table(1, 0, 0)), case("b", &table(1, 3, 0))]; // 2 of 5, though 1 of 1 in the first
    check("F3", &[&open, &others[0], &others[1]], Supported);
    check("F3", &[&open, &others[0]], NotSupported);
    check("F3", &[&open], NotTestable);
}

/// What stands outside the tables decides nothing and is told beside the verdict.
#[test]
fn acts_outside_the_tables_stand_beside() {
    let acts = "act trial\ntrial enacts co-testing-0 @text\nact rule\nrule enacts embedding-0 @table\n";
    let patent = case("patent", &(table(3, 1, 1) + PATENT + acts)); // 1 of 5 items, but all that is told outside
    let other = case("other", &(table(1, 1, 0) + "act idea\nidea enacts co-ideation-0 @text\n"));
    let verdict = findings::find("F2").expect("a finding").check([&patent, &other]);
    assert_eq!(verdict.outcome, NotSupported);
    assert!(verdict.why.ends_with("Acts told outside the tables alone would give: supported."), "{verdict}");
    assert!(verdict.cases[1].says.contains("1 of 5 items of tables, 1 of 1 by acts"), "{verdict}");
    // Items that raise the share speak for it, the others against; in the other case it is the other way round.
    assert_eq!((verdict.cases[1].supporting.claims.len(), verdict.cases[1].opposing.claims.len()), (2, 4));
    assert_eq!((verdict.cases[0].supporting.claims.len(), verdict.cases[0].opposing.claims.len()), (1, 1));
}

const VALUE: &str = "value gain\nactor firm\nfirm gains gain @text\n";

#[test]
fn f8_wants_foci_apart_and_value_in_every_case() {
    let linking = case("linking", &(table(2, 1, 0) + VALUE));
    let materialising = case("materialising", &(table(1, 2, 0) + VALUE));
    let both = case("both", &(table(2, 2, 0) + VALUE));
    check("F8", &[&linking, &materialising, &both], Supported);
    check("F8", &[&linking, &both], NotSupported);
    check("F8", &[&linking], NotTestable);
    let silent = case("silent", &table(1, 2, 0));
    check("F8", &[&linking, &silent], NotTestable);
    let none = case("none", &(table(1, 2, 0) + "seek : realizes value:\n"));
    check("F8", &[&linking, &none], NotSupported);
}
