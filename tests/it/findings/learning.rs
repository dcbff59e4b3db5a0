//! F16 to F19 on made-up cases.

use cocreation::findings::Outcome::{NotSupported, NotTestable, Supported};

use super::{case, check};

const STAFF: &str = "
    purpose mission purpose-scope/organisational
    purpose good purpose-scope/personal
    actor ann role/employee actor-form/person
    ann takes-stance good sign=+ @interview
    good aligns-with mission sign=+ @interview";

#[test]
fn f16_asks_of_everybody_who_was_interviewed() {
    check("F16", &[&case("ann", STAFF)], Supported);
    let with = |more: &str| case("two", &format!("{STAFF}\nactor bob role/employee actor-form/person\n{more}"));
    check("F16", &[&with("")], Supported); // Bob was not interviewed.
    check("F16", &[&with("bob takes-stance mission sign=+ @interview")], NotTestable);
    check("F16", &[&with("bob takes-stance good sign=+ @interview")], Supported);
    let odds =
        "purpose money purpose-scope/personal\nbob takes-stance money @interview\nmission aligns-with money sign=-";
    check("F16", &[&with(odds)], NotSupported);
    check(
        "F16",
        &[&case("claimed", &STAFF.replace("mission sign=+ @interview", "mission sign=+ @authors"))],
        NotTestable,
    );
    check("F16", &[&case("nobody", &STAFF.replace("@interview", "@text"))], NotTestable);
}

const CAPITAL: &str = "
    resource trust capital/social
    practice design practice/co-design
    design integrates trust @text";

#[test]
fn f17_wants_growth_where_the_capital_is_used() {
    check("F17", &[&case("grows", &format!("{CAPITAL}\ndesign grows trust @text"))], Supported);
    check("F17", &[&case("claimed", &format!("{CAPITAL}\ndesign grows trust @authors"))], NotTestable);
    check("F17", &[&case("silent", CAPITAL)], NotTestable);
    check("F17", &[&case("depletes", &format!("{CAPITAL}\ndesign depletes trust"))], NotSupported);
    check("F17", &[&case("denied", &format!("{CAPITAL}\ndesign !grows trust"))], NotSupported);
    let elsewhere = format!("{CAPITAL}\npractice talk practice/co-ideation\ntalk grows trust");
    check("F17", &[&case("elsewhere", &elsewhere)], NotTestable);
}

const SPHERE: &str = "
    sphere joint sphere/joint
    actor maker role/provider
    actor buyer role/customer
    maker belongs-to joint
    buyer belongs-to joint";

#[test]
fn f18_wants_somebody_beside_providers_and_customers() {
    check("F18", &[&case("two-sides", SPHERE)], NotSupported);
    let rival = format!("{SPHERE}\nactor rival role/competitor\nrival belongs-to joint");
    check("F18", &[&case("rival", &rival)], Supported);
    check("F18", &[&case("claimed", &format!("{rival} @authors"))], NotSupported);
    let unnamed = format!("{SPHERE}\nactor other\nother belongs-to joint");
    check("F18", &[&case("unnamed", &unnamed)], NotTestable);
    check("F18", &[&case("no-sphere", "actor rival role/competitor")], NotTestable);
}

#[test]
fn f19_wants_all_four() {
    let stages = "
        practice scouting absorptive-stage/acquisition@text
        act sharing absorptive-stage/assimilation
        capability turning absorptive-stage/transformation
        practice selling absorptive-stage/exploitation@interview";
    check("F19", &[&case("all", stages)], Supported);
    check("F19", &[&case("claimed", &stages.replace("@text", "@authors"))], NotTestable);
    let three = stages.replace("absorptive-stage/assimilation", "");
    check("F19", &[&case("three", &three)], NotTestable);
    check("F19", &[&case("sought", &format!("{three}\nseek :absorptive-stage/assimilation"))], NotSupported);
}
