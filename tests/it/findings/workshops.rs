//! F12 to F15 on made-up cases.

use cocreation::findings::Outcome::{NotSupported, NotTestable, Supported};

use super::{case, check};

const DIALOGUE: [&str; 5] =
    ["about-the-customer", "who-we-are", "using-varied-expertise", "steps-required", "need-for-customer-perspective"];

fn talk(practices: &[&str]) -> String {
    let one = |key: &&str| format!("practice {key} dialoguing/{key}\nact talk-{key}\ntalk-{key} enacts {key} @text\n");
    practices.iter().map(one).collect()
}

#[test]
fn f12_takes_the_workshops_together() {
    let [first, second] = [case("first", &talk(&DIALOGUE[..3])), case("second", &talk(&DIALOGUE[2..]))];
    check("F12", &[&first, &second], Supported);
    check("F12", &[&first], NotTestable);
    let claimed = case("claimed", &talk(&DIALOGUE[2..]).replace("@text", "@authors"));
    check("F12", &[&first, &claimed], NotTestable);
    let seek = "seek act: enacts practice:dialoguing/steps-required @text\n";
    let without = case("without", &(talk(&DIALOGUE[..3]) + seek));
    check("F12", &[&without], NotSupported);
    check("F12", &[&without, &first], NotTestable);
    check("F12", &[&without, &second], Supported);
}

const TASKS: &str = "
    actor john
    resource skills
    purpose gains label=Synergy
    act tasks
    act visit
    john possesses skills
    tasks integrates skills @text
    john ?takes-part-in visit during=tasks
    seek act: advances =gains @text";

#[test]
fn f13_wants_tasks_from_experience_and_a_search_for_synergy() {
    check("F13", &[&case("tasks", TASKS)], Supported);
    check("F13", &[&case("claimed", &TASKS.replace("@text", "@authors"))], NotTestable);
    check("F13", &[&case("no-task", &TASKS.replace("?takes-part-in", "takes-part-in"))], NotTestable);
    check("F13", &[&case("no-experience", &TASKS.replace("john possesses skills", ""))], NotTestable);
    check("F13", &[&case("never-sought", &TASKS.replace("seek act: advances =gains @text", ""))], NotTestable);
    check("F13", &[&case("other-purpose", &TASKS.replace("label=Synergy", "label=Sales"))], NotTestable);
    check("F13", &[&case("synergy", &format!("{TASKS}\ntasks advances gains"))], NotSupported);
}

const WORKSHOP: &str = "
    actor partner role/partner
    actor customer role/customer
    practice talk dialoguing/about-the-customer
    act workshop
    act word
    word part-of workshop
    word enacts talk
    partner takes-part-in word
    seek actor:role/customer takes-part-in =workshop @text";

#[test]
fn f14_wants_an_empty_search_and_somebody_who_speaks_for_customers() {
    check("F14", &[&case("workshop", WORKSHOP)], Supported);
    check("F14", &[&case("claimed", &WORKSHOP.replace("@text", "@authors"))], NotTestable);
    let silent = WORKSHOP.replace("word enacts talk", "");
    check("F14", &[&case("silent", &silent)], NotTestable);
    check("F14", &[&case("spokesman", &format!("{silent}\npartner speaks-for customer"))], Supported);
    check("F14", &[&case("said-so", &format!("{silent}\npartner speaks-for customer @authors"))], NotTestable);
    check("F14", &[&case("present", &format!("{WORKSHOP}\ncustomer takes-part-in word"))], NotSupported);
    let elsewhere = format!("{WORKSHOP}\nact fair\ncustomer takes-part-in fair");
    check("F14", &[&case("elsewhere", &elsewhere)], Supported);
    check("F14", &[&case("narrow", &WORKSHOP.replace("=workshop", "=word"))], NotTestable);
}

const TOOL: &str = "
    actor head
    actor keen
    resource crm
    resource knowledge dynamic-domain/market
    value effort
    value calls
    act meeting
    act first sequence=1
    act turn sequence=2
    act after sequence=3
    first part-of meeting
    turn part-of meeting
    after part-of meeting
    head takes-stance crm sign=-
    keen takes-stance crm sign=+
    head takes-stance crm sign=+ during=turn
    head bears effort
    head ?bears calls @text
    keen bears effort @interview
    seek act: integrates resource:dynamic-domain/market @text";

#[test]
fn f15_compares_sacrifices_and_looks_before_the_turning_point() {
    check("F15", &[&case("tool", TOOL)], Supported);
    // As many sacrifices on either side: those who resist do not bear most.
    check(
        "F15",
        &[&case("equal", &TOOL.replace("keen bears effort", "keen bears calls\nkeen bears effort"))],
        NotSupported,
    );
    check("F15", &[&case("not-known", &TOOL.replace("@interview", "@authors"))], NotTestable);
    check("F15", &[&case("early", &format!("{TOOL}\nfirst integrates knowledge"))], NotSupported);
    check("F15", &[&case("late", &format!("{TOOL}\nafter integrates knowledge"))], Supported);
    check("F15", &[&case("no-turn", &TOOL.replace("during=turn", ""))], NotTestable);
    let one = TOOL.replace("resource:dynamic-domain/market @text", "=knowledge @text");
    check("F15", &[&case("the-only-one", &one)], Supported);
    check("F15", &[&case("one-of-two", &format!("{one}\nresource more dynamic-domain/market"))], NotTestable);
}
