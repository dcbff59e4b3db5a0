//! Pictures: well-formed, complete, legible by estimate, safe with any text, bounded, and the same each time.

use std::collections::BTreeSet;
use std::path::Path;

use cocreation::case::{Assertion, Node, Pattern, Search};
use cocreation::graph::node::{Act, Actor, Capability, Event, NodeKind, Practice, Purpose, Resource, Sphere, Value};
use cocreation::graph::relation::{
    BelongsTo, Enables, Enacts, Gains, Integrates, Performs, Realizes, RelationKind, TakesPartIn, TakesStance,
    Triggers, Underpins, Within,
};
use cocreation::graph::{Handle, Query};
use cocreation::mapping::{self, Mapping, Prior, Status};
use cocreation::theory::Typology;
use cocreation::theory::typology::{InteractionCapability, PracticeKind};
use cocreation::{Case, render};
use proptest::prelude::*;
use roxmltree::Document;

use crate::generate::documents;

const CASES: [&str; 8] =
    ["rolls_royce", "sap", "unilever", "bekaert", "competence_management", "consultancy_group", "combitech", "greenco"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn published(name: &str) -> Case {
    let text = std::fs::read_to_string(root().join(format!("examples/cases/{name}.toml"))).expect("a case");
    Case::from_toml(&text).unwrap_or_else(|problems| panic!("{name}\n{problems}"))
}

fn map<'c>(cases: impl IntoIterator<Item = &'c Case>) -> Mapping {
    mapping::map(cases, &Prior::literature())
}

fn all_published() -> Mapping {
    map(&CASES.map(published))
}

/// A case with something of everything that pictures tell apart.
fn small() -> Case {
    let mut case = Case::builder("engine-care");
    let maker = case.add("maker", Actor::provider("Engine maker"));
    let airline = case.add("airline", Actor::customer("Airline"));
    let care = case.add("care", Sphere::joint("Engine care"));
    let visits = case.add("visits", Act::standing("Advisers fly with pilots"));
    let advice = case.add("advice", Practice::co_diagnosis("Advice to pilots"));
    let ideas = case.add("ideas", Practice::co_ideation("Ideas for new services"));
    let design = case.add("design", Practice::new("Packages agreed together"));
    case.classify(design, PracticeKind::CoDesign).inferred();
    case.classify(advice, PracticeKind::CoDesign).violated();
    case.add("talk", Practice::new("Talk of the day"));
    let develop = case.add("develop", Capability::developmental("Growing the customer's skill"));
    let ethical = case.add("ethical", Capability::ethical("Fair dealing"));
    let fuel = case.add("fuel", Value::new("Less fuel burn"));
    let data = case.add("data", Resource::new("Engine data"));
    let goal = case.add("goal", Purpose::new("Predictable operation"));
    let call = case.add("call", Event::new("A customer calls"));
    case.relate(maker, BelongsTo, care);
    case.relate(airline, BelongsTo, care);
    case.relate(visits, Within, care);
    case.relate(visits, Enacts, advice);
    case.relate(maker, TakesPartIn, visits);
    case.relate(airline, TakesPartIn, visits).inferred();
    case.relate(airline, Performs, advice);
    case.relate(airline, Performs, ideas);
    case.relate(develop, Enables, advice);
    case.relate(develop, Enables, ideas).violated();
    case.relate(ethical, Underpins, care);
    case.relate(advice, Integrates, data);
    case.relate(advice, Realizes, fuel).expected();
    case.relate(airline, Gains, fuel);
    case.relate(airline, TakesStance, goal);
    case.relate(call, Triggers, advice);
    case.search(Search::not_found("a rule that lasts").subject(Pattern::default().coded(PracticeKind::Embedding)));
    case.build().expect("sound")
}

/// Compares a picture that is kept as a file, or writes it anew.
pub(crate) fn keep(path: &str, picture: &str) {
    let path = root().join(path);
    if std::env::var_os("COCREATION_REWRITE").is_some() {
        std::fs::write(&path, picture).expect("the picture can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == picture, "{} is behind the code; run the tests with COCREATION_REWRITE=1", path.display());
}

#[test]
fn the_pictures_that_are_kept_are_those_of_the_crate() {
    keep("docs/cartwheel.svg", &render::cartwheel(&all_published()).svg());
    keep("docs/matrix.svg", &render::matrix(&published("rolls_royce")).svg());
    let case = small();
    let map = map([&case]);
    keep("tests/pictures/cartwheel.svg", &render::cartwheel(&map).svg());
    keep("tests/pictures/cartwheel.md", &render::cartwheel(&map).markdown());
    keep("tests/pictures/matrix.svg", &render::matrix(&case).svg());
    keep("tests/pictures/matrix.md", &render::matrix(&case).markdown());
    keep("tests/pictures/system.dot", &render::system(&case).dot());
    keep("tests/pictures/system.mmd", &render::system(&case).mermaid());
}

/// What is drawn of the 48 cells, by capability, practice and status.
fn links(svg: &str) -> Vec<(String, String, String)> {
    let document = Document::parse(svg).expect("well-formed");
    let paths = document.descendants().filter(|node| node.has_attribute("data-status"));
    let attribute = |node: roxmltree::Node<'_, '_>, name| node.attribute(name).expect("given").to_owned();
    paths
        .map(|path| {
            (attribute(path, "data-capability"), attribute(path, "data-practice"), attribute(path, "data-status"))
        })
        .collect()
}

fn check_cartwheel(map: &Mapping) {
    let svg = render::cartwheel(map).svg();
    let mut drawn = links(&svg);
    drawn.sort();
    let as_line = |status| !matches!(status, Status::Underpinning | Status::NotSearched);
    let cells = map.cells().filter(|cell| as_line(cell.status()));
    let key = |cell: &mapping::Cell| {
        let (capability, practice) = (cell.capability.entry().key, cell.practice.entry().key);
        (capability.to_owned(), practice.to_owned(), cell.status().row().key.to_owned())
    };
    let mut wanted: Vec<_> = cells.map(key).collect();
    wanted.sort();
    assert_eq!(drawn, wanted, "every cell that is a line is drawn once");
    let count = |status| map.cells().filter(|cell| cell.status() == status).count();
    for &status in Status::ALL {
        assert_eq!(svg.matches(&format!(">{status} ({})</text>", count(status))).count(), 1, "{status}");
    }
}

#[test]
fn each_cell_of_the_map_is_drawn_or_counted_once() {
    CASES.map(published).iter().for_each(|case| check_cartwheel(&map([case])));
    check_cartwheel(&all_published());
    check_cartwheel(&map([]));
}

/// One status, one way of drawing, the colours left aside: the samples of the legend tell all lines apart.
#[test]
fn a_status_shows_without_its_colour() {
    let svg = render::cartwheel(&map([])).svg();
    let samples: Vec<&str> = svg.lines().filter(|line| line.starts_with("<path d=\"M24 ")).collect();
    let strip = |line: &str| {
        let (path, mark) = line.split_once("/>").expect("a path");
        let dashes = path.split_once("stroke-dasharray=").map_or("", |(_, dashes)| dashes).to_owned();
        (dashes, mark.split_once("\">").map(|(_, mark)| mark.to_owned()))
    };
    let lines: Vec<_> = samples.iter().map(|line| strip(line)).filter(|(_, mark)| mark.is_some()).collect();
    assert_eq!(lines.len(), 6, "{samples:?}");
    for place in 0..2 {
        let part =
            |(dashes, mark): &(String, Option<String>)| if place == 0 { dashes.clone() } else { format!("{mark:?}") };
        assert_eq!(lines.iter().map(part).collect::<BTreeSet<_>>().len(), 6, "{lines:?}");
    }
}

/// The width of a line says in how many cases the link is.
#[test]
fn support_is_width() {
    let with_link = |id: &str| {
        let mut case = Case::builder(id);
        let develop = case.add("develop", Capability::developmental("Growing skill"));
        let advice = case.add("advice", Practice::co_diagnosis("Advice"));
        case.relate(develop, Enables, advice);
        case.build().expect("sound")
    };
    let cases: Vec<Case> = (0..25).map(|nth| with_link(&format!("case-{nth}"))).collect();
    for (count, width) in [(1, "2.5"), (4, "5"), (9, "7.5"), (16, "10"), (25, "10")] {
        let svg = render::cartwheel(&map(&cases[..count])).svg();
        let document = Document::parse(&svg).expect("well-formed");
        let link = document.descendants().find(|node| node.attribute("data-status") == Some("evidenced"));
        assert_eq!(link.expect("one link").attribute("stroke-width"), Some(width), "{count} cases");
    }
}

#[test]
fn the_matrix_has_each_practice_once_with_all_that_the_case_records() {
    for case in CASES.map(published).into_iter().chain([small()]) {
        let svg = render::matrix(&case).svg();
        let document = Document::parse(&svg).expect("well-formed");
        for &kind in PracticeKind::ALL {
            let coded = |node: &Node<'_>| {
                let code = Assertion::Classification(kind.into());
                node.classifications().any(|claim| claim.assertion() == code)
            };
            let labels: Vec<&str> = case
                .nodes()
                .filter(|node| node.kind() == NodeKind::Practice && coded(node))
                .map(|n| n.label())
                .collect();
            let cells = document.descendants().filter(|node| node.attribute("data-practice") == Some(kind.entry().key));
            let cells: Vec<_> = cells.collect();
            assert_eq!(cells.len(), 1, "{} {kind}", case.id());
            let titles: Vec<_> = cells[0].children().filter_map(|entry| entry.first_element_child()?.text()).collect();
            assert_eq!(titles.len(), labels.len().max(1), "{} {kind}: {titles:?}", case.id());
            assert!(titles.iter().zip(&labels).all(|(title, label)| title.starts_with(label)), "{titles:?} {labels:?}");
        }
    }
}

/// A box around each text, by an estimate of the width of its letters that is on the large side.
fn boxes(svg: &str) -> Vec<(String, [f64; 4])> {
    let document = Document::parse(svg).expect("well-formed");
    let number =
        |node: roxmltree::Node<'_, '_>, name| node.attribute(name).expect("given").parse::<f64>().expect("a number");
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    let boxed = |node: roxmltree::Node<'_, '_>| {
        let text = node.text().unwrap_or("").to_owned();
        let (x, y, size) = (number(node, "x"), number(node, "y"), number(node, "font-size"));
        let letter = |c: char| if "fijlrtI .,;:'()-".contains(c) { 0.4 } else { 0.62 };
        let width = size * text.chars().map(letter).sum::<f64>();
        let left = match node.attribute("text-anchor") {
            Some("end") => x - width,
            Some("middle") => x - width / 2.0,
            _ => x,
        };
        (text, [left, y - 0.75 * size, left + width, y + 0.22 * size])
    };
    texts.map(boxed).collect()
}

pub(crate) fn check_legible(svg: &str) {
    let document = Document::parse(svg).expect("well-formed");
    let frame = document.root_element().attribute("viewBox").expect("a frame");
    let frame: Vec<f64> = frame.split(' ').map(|number| number.parse().expect("a number")).collect();
    let boxes: Vec<_> = boxes(svg).into_iter().filter(|(text, _)| !text.chars().all(|c| "!*".contains(c))).collect();
    for (nth, (text, a)) in boxes.iter().enumerate() {
        assert!(
            a[0] >= 0.0 && a[1] >= 0.0 && a[2] <= frame[2] && a[3] <= frame[3],
            "`{text}` leaves the picture: {a:?}"
        );
        for (other, b) in &boxes[..nth] {
            let apart = a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3];
            assert!(apart, "`{text}` lies on `{other}`: {a:?} {b:?}");
        }
    }
}

#[test]
fn texts_stand_apart_and_inside() {
    for case in CASES.map(published).iter().chain([&small()]) {
        check_legible(&render::matrix(case).svg());
        check_legible(&render::cartwheel(&map([case])).svg());
    }
    check_legible(&render::cartwheel(&all_published()).svg());
}

/// A page that has the picture in it keeps its looks: rules of style are below the root's class, and there are no ids.
#[test]
fn a_picture_keeps_to_itself() {
    for svg in [render::cartwheel(&all_published()).svg(), render::matrix(&small()).svg()] {
        let document = Document::parse(&svg).expect("well-formed");
        assert_eq!(document.root_element().attribute("role"), Some("img"));
        assert!(document.descendants().all(|node| !node.has_attribute("id")));
        let style = document.descendants().find(|node| node.has_tag_name("style")).and_then(|node| node.text());
        let rules = style.expect("a style").lines().filter(|line| !["", "}"].contains(&line.trim()));
        assert!(rules.into_iter().all(|rule| rule.starts_with(".cocreation") || rule.starts_with("@media")));
        let names: Vec<_> = document.root_element().children().filter(|node| node.is_element()).take(2).collect();
        assert!(names[0].has_tag_name("title") && names[1].has_tag_name("desc"));
        assert!(names.iter().all(|node| node.text().is_some_and(|text| text.len() > 10)));
    }
}

/// The places of the nodes that a DOT document shows.
fn shown(dot: &str) -> BTreeSet<usize> {
    let place = |line: &str| {
        let line = line.trim_start();
        let name = line.strip_prefix("subgraph cluster_").unwrap_or(line).strip_prefix('n')?;
        let (digits, rest) = name.split_at(name.find(|c: char| !c.is_ascii_digit())?);
        (rest.starts_with(" [label") || rest.starts_with(" {")).then(|| digits.parse().ok())?
    };
    dot.lines().filter_map(place).collect()
}

/// The rule word by word, in quadratic time.
fn closest_knit(case: &Case) -> BTreeSet<usize> {
    let ids: Vec<&str> = case.nodes().map(|node| node.id()).collect();
    let place = |node: Node<'_>| ids.iter().position(|id| *id == node.id()).expect("a node of the case");
    let relations = case.claims().filter_map(|claim| Some((place(claim.subject()), place(claim.object()?))));
    let relations: Vec<_> = relations.collect();
    let mut left: BTreeSet<usize> = (0..ids.len()).collect();
    while left.len() > 30 {
        let ends = |node: &usize| {
            let inside = relations.iter().filter(|(from, to)| left.contains(from) && left.contains(to));
            inside.map(|(from, to)| usize::from(from == node) + usize::from(to == node)).sum::<usize>()
        };
        let gone = *left.iter().rev().min_by_key(|node| ends(node)).expect("more than thirty");
        left.remove(&gone);
    }
    left
}

#[test]
fn the_closest_knit_nodes_are_shown() {
    for case in CASES.map(published).into_iter().chain([small()]) {
        let dot = render::system(&case).dot();
        assert_eq!(shown(&dot), closest_knit(&case), "{}", case.id());
    }
}

#[test]
fn a_part_of_the_case_is_drawn_by_the_same_rules() {
    let case = published("rolls_royce");
    let acting = Query::kind(NodeKind::Actor).along(RelationKind::TakesPartIn);
    let chosen = case.resolve(&Query::kind(NodeKind::Sphere).union(acting));
    let wanted = case.nodes_in(&chosen).map(|node| node.id()).collect::<BTreeSet<_>>();
    let dot = render::system_of(&case, &chosen).dot();
    let ids: Vec<&str> = case.nodes().map(|node| node.id()).collect();
    assert_eq!(shown(&dot).into_iter().map(|place| ids[place]).collect::<BTreeSet<_>>(), wanted);
    assert!(
        !dot.contains("closest-knit") && !dot.contains(" relations\""),
        "nothing is left out, and nothing says so: {dot}"
    );
}

/// In two spheres at once is in neither box, and both claims are lines.
#[test]
fn who_belongs_to_two_spheres_stands_outside() {
    let mut case = Case::builder("two");
    let maker = case.add("maker", Actor::provider("Maker"));
    let own: Handle<Sphere> = case.add("own", Sphere::provider("Own"));
    let joint = case.add("joint", Sphere::joint("Joint"));
    case.relate(maker, BelongsTo, own);
    case.relate(maker, BelongsTo, joint);
    let airline = case.add("airline", Actor::customer("Airline"));
    case.relate(airline, BelongsTo, joint);
    let dot = render::system(&case.build().expect("sound")).dot();
    assert!(dot.contains("\n  n0 [label=\"actor\\nMaker\""), "{dot}");
    assert!(dot.contains("n0 -> n1 [label=\"belongs to\"") && dot.contains("n0 -> n2 [label=\"belongs to\""), "{dot}");
}

#[test]
fn pictures_of_a_large_case_are_small_and_say_what_is_missing() {
    let mut case = Case::builder("large");
    let joint = case.add("joint", Sphere::joint("Joint"));
    let actors: Vec<_> = (0..300).map(|nth| case.add(format!("actor-{nth}"), Actor::new("Somebody"))).collect();
    for nth in 0..3_000 {
        let kind = PracticeKind::ALL[nth % 8];
        let practice = case.add(format!("practice-{nth}"), Practice::new("x".repeat(2_000)));
        case.classify(practice, kind);
        for &actor in actors.iter().cycle().skip(nth * 7).take(5) {
            case.relate(actor, Performs, practice);
        }
    }
    for &actor in &actors {
        case.relate(actor, BelongsTo, joint);
    }
    let case = case.build().expect("sound");
    let (matrix, system) = (render::matrix(&case), render::system(&case));
    for picture in [matrix.svg(), system.dot(), system.mermaid(), render::cartwheel(&map([&case])).svg()] {
        assert!(picture.len() < 100_000, "{} bytes", picture.len());
    }
    assert_eq!(matrix.svg().matches("<title>and 365 more</title>").count(), 8); // 3000 / 8 = 375, of which ten are shown
    assert!(system.dot().contains("30 of 3301 nodes"), "{}", &system.dot()[..2000]);
    assert!(system.mermaid().contains("30 of 3301 nodes"));
}

/// What is left of a text in a graph language when what stands between double quotes is taken out.
fn unquoted(text: &str, escape: Option<char>) -> String {
    let (mut inside, mut letters, mut left) = (false, text.chars(), String::new());
    while let Some(c) = letters.next() {
        match c {
            '"' => inside = !inside,
            c if inside && Some(c) == escape => drop(letters.next()),
            c if !inside => left.push(c),
            _ => {}
        }
    }
    assert!(!inside, "a quote is not closed: {text}");
    left
}

fn check_texts(case: &Case) -> Result<(), TestCaseError> {
    let map = map([case]);
    let (wheel, matrix, system) = (render::cartwheel(&map), render::matrix(case), render::system(case));
    for svg in [wheel.svg(), matrix.svg()] {
        let document = Document::parse(&svg);
        prop_assert!(document.is_ok(), "{document:?}");
        let document = document.expect("checked");
        let elements = document.descendants().filter(|node| node.is_element());
        let known = ["svg", "title", "desc", "style", "rect", "path", "g", "text", "circle"];
        for element in elements {
            prop_assert!(known.contains(&element.tag_name().name()), "{element:?}");
        }
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf\""));
    }
    for (table, pipes, rows) in [(matrix.markdown(), 4, 10), (wheel.markdown(), 10, 8)] {
        let lines: Vec<&str> = table.lines().filter(|line| line.starts_with('|')).collect();
        prop_assert_eq!(lines.len(), rows, "{}", table);
        for line in lines {
            let bare = line.replace("\\\\", "").replace("\\|", "");
            prop_assert_eq!(bare.matches('|').count(), pipes, "{}", line);
            prop_assert!(!bare.replace("<br>", "").contains('<'), "{}", line);
        }
    }
    let dot = unquoted(&system.dot(), Some('\\'));
    prop_assert!(dot.chars().all(|c| c.is_ascii_alphanumeric() || " \n_-=.[]{}>".contains(c)), "{}", dot);
    let mermaid = system.mermaid();
    let (head, body) = mermaid.split_once("\n---\n").expect("a title");
    prop_assert_eq!(head.lines().count(), 2);
    prop_assert!(!body.contains("%%") && !body.contains('`') && !body.contains("&"), "{}", body);
    prop_assert!(!body.replace("<br>", "").contains('<'), "{}", body);
    let (caption, body) =
        body.split_once("\n  accTitle: ").and_then(|(_, rest)| rest.split_once('\n')).unwrap_or((body, ""));
    prop_assert!(!caption.contains('"'));
    let body = unquoted(body, None);
    prop_assert!(body.chars().all(|c| c.is_ascii_alphanumeric() || " \n-.>|[](){}/\\".contains(c)), "{}", body);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    /// Whatever a label or a title says, it stays a text in each of the languages.
    #[test]
    fn any_text_is_only_text(label in "\\PC{0,30}|[\"\\\\<>&|`*_%{}#;:\\[\\]\n-]{1,30}", title in any::<String>()) {
        let mut case = Case::builder("texts");
        case.title(title);
        let actor = case.add("\"];<b>%%{x}%%", Actor::new(label.as_str()));
        let sphere = case.add("end", Sphere::joint(label.as_str()));
        let advice = case.add("--x", Practice::co_diagnosis(label.as_str()));
        case.add("no-kind", Practice::new(label.as_str()));
        case.relate(actor, BelongsTo, sphere);
        case.relate(actor, Performs, advice);
        let about = Search::not_found(label.as_str()).subject(Pattern::default().coded(PracticeKind::Embedding));
        case.search(about);
        if let Ok(case) = case.build() {
            check_texts(&case)?;
        }
    }

    /// Every case has its pictures, and a case that is equal has the same ones.
    #[test]
    fn any_case_has_its_pictures(document in documents()) {
        if let (Ok(case), Ok(twin)) = (Case::try_from(document.clone()), Case::try_from(document)) {
            check_texts(&case)?;
            check_cartwheel(&map([&case]));
            prop_assert_eq!(render::matrix(&case).svg(), render::matrix(&twin).svg());
            prop_assert_eq!(render::system(&case).dot(), render::system(&twin).dot());
            prop_assert_eq!(shown(&render::system(&case).dot()), closest_knit(&case));
        }
    }
}

/// The picture in words names each link.
#[test]
fn the_description_names_the_links() {
    let svg = render::cartwheel(&map([&small()])).svg();
    let document = Document::parse(&svg).expect("well-formed");
    let description = document.descendants().find(|node| node.has_tag_name("desc")).and_then(|node| node.text());
    let description = description.expect("described");
    assert!(description.contains("evidenced: 1, namely Developmental × Co-diagnosis (1 of 1 case)"), "{description}");
    assert!(description.contains("underpinning: 8, namely Ethical."), "{description}");
    assert_eq!(InteractionCapability::ALL.len() * PracticeKind::ALL.len(), 48);
}
