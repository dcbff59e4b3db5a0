//! F4, F6, F7, F9 and F10 on made-up cases.

use cocreation::findings::Outcome::{NotSupported, NotTestable, Supported};

use super::{case, check};

const EVENT: &str = "
    event demand trigger/customer-demand period=2010
    practice design practice/co-design
    act talks period=2012
    talks enacts design";

#[test]
fn f4_takes_a_trigger_or_dates() {
    check("F4", &[&case("later", EVENT)], Supported);
    check("F4", &[&case("earlier", &EVENT.replace("2012", "2008"))], NotSupported);
    let undated = EVENT.replace(" period=2012", "");
    check("F4", &[&case("undated", &undated)], NotTestable);
    check("F4", &[&case("same-year", &EVENT.replace("2012", "2010"))], NotTestable);
    check("F4", &[&case("triggered", &format!("{undated}\ndemand triggers design @interview"))], Supported);
    check("F4", &[&case("act-triggered", &format!("{undated}\ndemand triggers talks"))], Supported);
    check("F4", &[&case("claimed", &format!("{undated}\ndemand triggers design @authors"))], NotTestable);
    check("F4", &[&case("sought", &format!("{undated}\nseek event: triggers : @text"))], NotSupported);
}

#[test]
fn f4_is_to_be_so_in_every_case() {
    let [later, earlier] = [case("later", EVENT), case("earlier", &EVENT.replace("2012", "2008"))];
    check("F4", &[&later, &earlier], NotSupported);
    check("F4", &[&later, &case("silent", "actor firm")], NotTestable);
}

/// Three actors endorse one purpose, or the last opposes it, and work on it in a joint sphere, year after year.
fn engaged(of_the_last: char) -> String {
    let mut lines = "
        sphere joint sphere/joint
        purpose aim
        institution plan institution/roadmap
        institution deal institution/risk-and-benefit-sharing
        plan governs joint
        deal governs joint
        practice ideas practice/co-ideation
        practice design practice/co-design
        practice launch practice/co-launching
    "
    .to_owned();
    let years = 2010..2015;
    for year in years.clone() {
        lines += &format!("act a{year} period={year}-06-30\na{year} within joint\na{year} advances aim\n");
    }
    for (actor, sign) in [("maker", '+'), ("supplier", '+'), ("customer", of_the_last)] {
        lines += &format!("actor {actor}\n{actor} belongs-to joint\n{actor} takes-stance aim sign={sign}\n");
        lines += &format!("{actor} party-to plan sign={sign}\n{actor} party-to deal sign={sign}\n");
        lines.extend(years.clone().map(|year| format!("{actor} takes-part-in a{year}\n")));
    }
    lines
}

#[test]
fn f6_follows_linking_in_time_where_engagement_is_sustained_and_purposeful() {
    let engaged = engaged('+');
    let first = format!("{engaged}a2010 enacts ideas\n");
    check("F6", &[&case("first-only", &first)], NotTestable);
    let designed = format!("{first}a2012 enacts design\n");
    check("F6", &[&case("designed", &designed)], NotTestable);
    let launched = case("launched", &format!("{designed}a2013 enacts launch\n"));
    check("F6", &[&launched], Supported);
    check("F6", &[&case("no-linking", &engaged), &launched], NotTestable);
    let never = format!("{designed}seek act: enacts practice:practice/co-launching @text\n");
    check("F6", &[&case("never-launched", &never)], NotSupported);
    check("F6", &[&launched, &case("never-launched", &never)], NotSupported);
}

#[test]
fn f6_takes_what_feeds_what() {
    let fed = format!("{}ideas feeds design\nideas feeds launch @interview\n", engaged('+'));
    check("F6", &[&case("fed", &fed)], Supported);
    check("F6", &[&case("claimed", &fed.replace("@interview", "@authors"))], NotTestable);
    check("F6", &[&case("denied", &fed.replace("ideas feeds launch", "ideas !feeds launch"))], NotSupported);
}

/// Opposed purposes make a sphere that the finding is not about; it neither helps nor hurts.
#[test]
fn f6_is_about_sustained_and_purposeful_engagement_only() {
    let at_odds = engaged('-');
    let at_odds = case("at-odds", &format!("{at_odds}seek act: enacts practice:practice/co-launching\n"));
    check("F6", &[&at_odds], NotTestable);
    let fed = case("fed", &format!("{}ideas feeds design\nideas feeds launch\n", engaged('+')));
    check("F6", &[&at_odds, &fed], Supported);
    check("F6", &[&case("silent", "sphere joint sphere/joint"), &fed], NotTestable);
    // Whether or not it is engaged, what goes on does not speak against; but alone it may be no case in point.
    let on = "sphere joint sphere/joint\npractice ideas practice/co-ideation\npractice design practice/co-design
        practice launch practice/co-launching\nideas feeds design\nideas feeds launch";
    check("F6", &[&case("on", on), &fed], Supported);
    check("F6", &[&case("on", on)], NotTestable);
    let never = "sphere joint sphere/joint\nseek act: enacts practice:practice/co-launching";
    check("F6", &[&case("never", never)], NotTestable);
    check("F6", &[&case("never", never), &fed], NotTestable);
}

const TIES: &str = "actor a\nactor b\na tied-to b facet=trust @text\n";
const NO_TIES: &str = "seek actor: tied-to actor: @text\n";
const VALUE: &str = "act work\nvalue gain\nwork realizes gain @text\n";
const NO_VALUE: &str = "seek : realizes value: @text\n";

#[test]
fn f7_needs_cases_with_and_without() {
    let [both, ties, neither] = [("both", TIES, VALUE), ("ties", TIES, NO_VALUE), ("neither", NO_TIES, NO_VALUE)]
        .map(|(id, ties, value)| case(id, &format!("{ties}{value}")));
    check("F7", &[&both, &ties, &neither], Supported);
    check("F7", &[&both, &ties], NotTestable);
    check("F7", &[&both, &case("also", &format!("{TIES}{VALUE}"))], NotTestable);
    // Ties and value go together throughout: they suffice, as far as these cases tell.
    check("F7", &[&both, &neither], NotSupported);
    let value = case("value", &format!("{NO_TIES}{VALUE}"));
    check("F7", &[&both, &ties, &neither, &value], NotSupported);
}

/// Ties nearly everywhere are necessary for anything: that three cases with ties have no value, and one without has none
/// either, leaves RoN at 1/4. Six cases more without ties bring it to 7/10.
#[test]
fn f7_is_not_told_by_ties_that_are_nearly_everywhere() {
    let many = |id: &str, number: usize, text: &str| -> Vec<cocreation::Case> {
        (0..number).map(|nth| case(&format!("{id}-{nth}"), text)).collect()
    };
    let mut cases = vec![case("both", &format!("{TIES}{VALUE}")), case("neither", &format!("{NO_TIES}{NO_VALUE}"))];
    cases.extend(many("ties", 3, &format!("{TIES}{NO_VALUE}")));
    check("F7", &cases.iter().collect::<Vec<_>>(), NotTestable);
    cases.extend(many("more", 6, &format!("{NO_TIES}{NO_VALUE}")));
    check("F7", &cases.iter().collect::<Vec<_>>(), Supported);
    let verdict = cocreation::findings::find("F7").expect("a finding").check(&cases);
    let told = "Of 11 cases, 11 known in both: inclN 1.000, RoN 0.700, inclS 0.250 of TIES for VALUE.";
    assert_eq!(verdict.why, told);
    // One case of value without ties is enough against it, however many there are.
    cases.push(case("value", &format!("{NO_TIES}{VALUE}")));
    check("F7", &cases.iter().collect::<Vec<_>>(), NotSupported);
}

#[test]
fn f7_leaves_out_what_is_not_known_and_says_so() {
    let [both, ties, neither, open] =
        [("both", TIES, VALUE), ("ties", TIES, NO_VALUE), ("neither", NO_TIES, NO_VALUE), ("open", TIES, "")]
            .map(|(id, ties, value)| case(id, &format!("{ties}{value}")));
    check("F7", &[&both, &ties, &neither, &open], Supported);
    let verdict = cocreation::findings::find("F7").expect("a finding").check([&open]);
    assert_eq!(verdict.why, "Of 1 case, 0 known in both.");
}

#[test]
fn f7_takes_neither_contracts_nor_the_authors_word_for_ties() {
    let [ties, neither] = [("ties", TIES, NO_VALUE), ("neither", NO_TIES, NO_VALUE)]
        .map(|(id, ties, value)| case(id, &format!("{ties}{value}")));
    for weaker in [TIES.replace("trust", "formal"), TIES.replace("@text", "@authors")] {
        let both = case("both", &format!("{weaker}{VALUE}"));
        check("F7", &[&both, &ties, &neither], NotTestable);
    }
}

const PROFESSION: &str = "
    actor our-chefs
    actor their-chefs
    institution cooks institution/profession
    purpose menus
    our-chefs identifies-with cooks @interview
    their-chefs identifies-with cooks
    cooks governs menus";

#[test]
fn f9_wants_two_parties_of_one_profession_and_what_it_eases() {
    check("F9", &[&case("shared", PROFESSION)], Supported);
    check("F9", &[&case("one", &PROFESSION.replace("@interview", "@authors"))], NotTestable);
    check("F9", &[&case("part", &format!("{PROFESSION}\nour-chefs part-of their-chefs"))], NotTestable);
    check("F9", &[&case("idle", &PROFESSION.replace("cooks governs menus", ""))], NotTestable);
    check("F9", &[&case("denied", &PROFESSION.replace("their-chefs id", "their-chefs !id"))], NotSupported);
    let sought = case("sought", "seek actor: identifies-with institution:institution/profession @text");
    check("F9", &[&sought], NotSupported);
    check("F9", &[&sought, &case("shared", PROFESSION)], NotSupported);
}

const PAIRS: &str = "
    actor a
    actor b
    actor c
    purpose aim
    a takes-stance aim sign=+
    b takes-stance aim sign=+
    c takes-stance aim sign=-
    a depends-on b
    b depends-on a degree=0.4
    a !depends-on c";

#[test]
fn f10_compares_pairs_that_depend_with_pairs_that_do_not() {
    check("F10", &[&case("pairs", PAIRS)], Supported);
    check("F10", &[&case("all-share", &PAIRS.replace("sign=-", "sign=+"))], NotSupported);
    check("F10", &[&case("one-way", &PAIRS.replace("b depends-on a degree=0.4", ""))], NotTestable);
    check("F10", &[&case("unknown", &PAIRS.replace("a !depends-on c", ""))], NotTestable);
    check("F10", &[&case("nil", &PAIRS.replace("a !depends-on c", "a depends-on c degree=0"))], Supported);
    let verdict = cocreation::findings::find("F10").expect("a finding").check([&case("pairs", PAIRS)]);
    let told = "inclS of DEPENDENT for SHARED over 1 pair: 1.000; of ~DEPENDENT over 1 pair: 0.000.";
    assert_eq!(verdict.why, told);
    // The two groups may come from different cases.
    let dependent = case("dependent", &PAIRS.replace("a !depends-on c", ""));
    let apart = case("apart", &PAIRS.replace("b depends-on a degree=0.4", ""));
    check("F10", &[&dependent, &apart], Supported);
}
