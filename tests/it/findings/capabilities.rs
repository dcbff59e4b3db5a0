//! F1, F5 and F11 on made-up cases.

use cocreation::findings::Outcome::{NotSupported, NotTestable, Supported};
use cocreation::theory::Typology;
use cocreation::theory::typology::{InteractionCapability, PracticeKind};

use super::{case, check};

const BOTH_SOUGHT: &str = "
    seek capability:interaction-capability/relational enables practice: @text
    seek capability:interaction-capability/ethical enables practice:";

#[test]
fn f1_rests_on_searches_for_both_capabilities_in_every_case() {
    let sought = case("sought", BOTH_SOUGHT);
    check("F1", &[&sought], Supported);
    let by_authors = case("by-authors", &BOTH_SOUGHT.replace("practice:", "practice: @authors").replace("@text", ""));
    check("F1", &[&by_authors], NotTestable);
    check("F1", &[&sought, &by_authors], NotTestable);
    let one = case("one", BOTH_SOUGHT.trim().lines().next().expect("a line"));
    check("F1", &[&one], NotTestable);
    check("F1", &[], NotTestable);
}

#[test]
fn f1_is_not_supported_where_an_ethical_capability_enables_a_practice() {
    let lines = "
        capability fair interaction-capability/ethical
        practice talks practice/co-design
        fair enables talks";
    let linked = case("linked", &format!("{lines} @interview"));
    check("F1", &[&linked], NotSupported);
    check("F1", &[&linked, &case("sought", BOTH_SOUGHT)], NotSupported);
    // The authors' word alone ties nothing, and neither does a link that is denied.
    check("F1", &[&case("by-authors", &format!("{lines} @authors"))], NotTestable);
    check("F1", &[&case("denied", &lines.replace("enables", "!enables"))], NotTestable);
}

/// A search in a part of the case, or for one practice, does not show that there is none.
#[test]
fn f1_needs_searches_of_the_whole_case() {
    let narrow = BOTH_SOUGHT.replace("practice:", "practice:practice/co-design");
    check("F1", &[&case("narrow", &narrow)], NotTestable);
    let nodes = BOTH_SOUGHT.replace(" enables practice:", "");
    check("F1", &[&case("no-such-capability", &nodes)], Supported);
}

const CONCERTED: &str = "
    capability concerted interaction-capability/concerted
    practice diagnosis practice/co-diagnosis
    practice ideation practice/co-ideation
    practice valuation practice/co-valuation";

#[test]
fn f5_takes_the_three_links_from_wherever_they_are() {
    let two = case("two", &format!("{CONCERTED}\nconcerted enables diagnosis\nconcerted enables ideation @interview"));
    let third = case("third", &format!("{CONCERTED}\nconcerted enables valuation @text @authors"));
    check("F5", &[&two, &third], Supported);
    check("F5", &[&two], NotTestable);
    let claimed = case("claimed", &format!("{CONCERTED}\nconcerted enables valuation @authors"));
    check("F5", &[&two, &claimed], NotTestable);
}

#[test]
fn f5_is_not_supported_where_a_link_is_denied_or_sought_in_vain_everywhere() {
    let denied = case("denied", &format!("{CONCERTED}\nconcerted !enables valuation"));
    let sought = case("sought", "seek capability:interaction-capability/concerted enables practice:");
    check("F5", &[&denied], NotSupported);
    check("F5", &[&denied, &sought], NotSupported);
    check("F5", &[&denied, &case("silent", CONCERTED)], NotTestable);
}

fn full_map(except: &[PracticeKind]) -> String {
    let capabilities = InteractionCapability::ALL.iter().map(|kind| kind.entry().key);
    let mut lines: String =
        capabilities.clone().map(|key| format!("capability {key} interaction-capability/{key}\n")).collect();
    for kind in PracticeKind::ALL {
        let key = kind.entry().key;
        lines += &format!("practice {key} practice/{key}\n");
        let linked = capabilities.clone().filter(|_| !except.contains(kind));
        lines.extend(linked.map(|capability| format!("{capability} enables {key}\n")));
    }
    lines
}

#[test]
fn f11_wants_two_links_of_every_capability_and_every_practice() {
    check("F11", &[&case("full", &full_map(&[]))], Supported);
    let without = full_map(&[PracticeKind::Embedding]);
    check("F11", &[&case("without-embedding", &without)], NotTestable);
    let one_link = format!("{without}concerted enables embedding\n");
    check("F11", &[&case("one-link", &one_link)], NotTestable);
    let sought: String = InteractionCapability::ALL
        .iter()
        .filter(|kind| **kind != InteractionCapability::Concerted)
        .map(|kind| {
            format!("seek capability:interaction-capability/{} enables practice:practice/embedding\n", kind.entry().key)
        })
        .collect();
    check("F11", &[&case("one-at-most", &format!("{one_link}{sought}"))], NotSupported);
}
