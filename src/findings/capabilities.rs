//! Findings on capabilities and the practices that they make possible (F1, F5, F11).

use std::collections::BTreeSet;

use super::counted::{Wanted, coding, denied, entries, not_found, so};
use super::verdict::{CaseGrounds, Judged, Outcome, counted, listed};
use crate::Case;
use crate::case::{Claim, SearchView};
use crate::graph::node::NodeKind;
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{Dimension, InteractionCapability, PracticeKind};

const UNDERPINNING: [InteractionCapability; 2] = [InteractionCapability::Relational, InteractionCapability::Ethical];

/// F1: the relational and the ethical capability were looked for in each case, and enable no practice.
pub(super) fn no_practice_of_the_underpinning(cases: &[&Case]) -> Judged {
    Judged::each(cases, underpinning_alone)
}

fn underpinning_alone(case: &Case) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    let (mut linked, mut unsearched) = (Vec::new(), Vec::new());
    for kind in UNDERPINNING {
        let links = so(case, RelationKind::Enables).filter(|claim| coding(claim.subject(), kind).is_some());
        if here.claims(false, links.flat_map(|claim| [Some(claim), coding(claim.subject(), kind)]).flatten()) {
            linked.push(kind);
        }
        if !here.searches(true, searches(case, kind, None)) {
            unsearched.push(kind);
        }
    }
    let outcome = Outcome::of(unsearched.is_empty(), !linked.is_empty());
    let says = match outcome {
        Outcome::NotSupported => format!("enabling a practice: {}", listed(&linked)),
        Outcome::Supported => "both were looked for, and no practice was found".to_owned(),
        Outcome::NotTestable => format!("nobody but the authors looked for: {}", listed(&unsearched)),
    };
    here.saying(outcome, says)
}

/// The searches that found no practice, of one kind or of any, which the capability enables.
fn searches(
    case: &Case,
    capability: InteractionCapability,
    practice: Option<PracticeKind>,
) -> impl Iterator<Item = SearchView<'_>> {
    let practice = Wanted { kind: Some(NodeKind::Practice), code: practice.map(Into::into) };
    not_found(case, Wanted::coded(NodeKind::Capability, capability), RelationKind::Enables, practice)
}

/// One of the six capabilities with one of the eight practices.
type Cell = (InteractionCapability, PracticeKind);

/// The cells that a claim of a capability enabling a practice fills, by the counted codes of either.
fn cells(claim: &Claim<'_>) -> Vec<Cell> {
    let capabilities = entries(claim.subject()).map(|(kind, _)| kind);
    let practices = || claim.object().into_iter().flat_map(entries).map(|(kind, _)| kind);
    capabilities.flat_map(|capability| practices().map(move |practice| (capability, practice))).collect()
}

fn links<'g>(case: &'g Case, wanted: impl Fn(Cell) -> bool) -> impl Iterator<Item = (Claim<'g>, Vec<Cell>)> {
    so(case, RelationKind::Enables).filter_map(move |claim| {
        let cells: Vec<Cell> = cells(&claim).into_iter().filter(|&cell| wanted(cell)).collect();
        (!cells.is_empty()).then_some((claim, cells))
    })
}

/// Which of the wanted cells are linked in some case, and which were ruled out in every case and linked in none.
struct Links {
    known: BTreeSet<Cell>,
    excluded: BTreeSet<Cell>,
    cases: Vec<CaseGrounds>,
}

impl Links {
    fn of(cases: &[&Case], wanted: &[Cell]) -> Self {
        let mut known = BTreeSet::new();
        let mut excluded: BTreeSet<Cell> =
            if cases.is_empty() { BTreeSet::new() } else { wanted.iter().copied().collect() };
        let mut grounds = Vec::new();
        for case in cases {
            let mut here = CaseGrounds::of(case);
            let found = links(case, |cell| wanted.contains(&cell));
            let (claims, cells): (Vec<_>, Vec<_>) = found.unzip();
            here.claims(true, claims);
            let cells: BTreeSet<Cell> = cells.into_iter().flatten().collect();
            let ruled_out: BTreeSet<Cell> =
                wanted.iter().copied().filter(|&cell| rule_out(case, cell, &mut here)).collect();
            excluded.retain(|cell| ruled_out.contains(cell));
            let linked = cells.iter().map(|(capability, practice)| format!("{capability} with {practice}"));
            let says = format!("linked: {}", listed(linked));
            known.extend(cells);
            grounds.push(here.saying(None, says));
        }
        excluded.retain(|cell| !known.contains(cell));
        Self { known, excluded, cases: grounds }
    }
}

/// Whether the case was searched for the cell in vain, or denies it; the grounds are noted.
fn rule_out(case: &Case, cell: Cell, here: &mut CaseGrounds) -> bool {
    let searched = here.searches(false, searches(case, cell.0, Some(cell.1)));
    let denying = denied(case, RelationKind::Enables).filter(|claim| cells(claim).contains(&cell));
    here.claims(false, denying) || searched
}

/// F5: links from the concerted capability to each of the three linking practices.
pub(super) fn concerted_with_linking(cases: &[&Case]) -> Judged {
    let kinds = Dimension::Linking.practices();
    let wanted: Vec<Cell> = kinds.iter().map(|&kind| (InteractionCapability::Concerted, kind)).collect();
    let links = Links::of(cases, &wanted);
    let of = |cell: &Cell| Outcome::of(links.known.contains(cell), links.excluded.contains(cell));
    let outcome = Outcome::all(wanted.iter().map(of));
    let names = |outcome| listed(wanted.iter().filter(|cell| of(cell) == outcome).map(|cell| cell.1));
    let why = format!(
        "Concerted enables: {}; ruled out: {}; open: {}.",
        names(Outcome::Supported),
        names(Outcome::NotSupported),
        names(Outcome::NotTestable)
    );
    Judged { outcome, why, cases: links.cases }
}

/// F11: two links or more for each capability and for each practice.
pub(super) fn many_to_many(cases: &[&Case]) -> Judged {
    let row = |capability| PracticeKind::ALL.iter().map(move |&practice| (capability, practice));
    let wanted: Vec<Cell> = InteractionCapability::ALL.iter().flat_map(|&capability| row(capability)).collect();
    let links = Links::of(cases, &wanted);
    let several = |of_kind: &dyn Fn(&Cell) -> bool| {
        let count = |cells: &mut dyn Iterator<Item = &Cell>| cells.filter(|cell| of_kind(cell)).count();
        let possible = count(&mut wanted.iter()) - count(&mut links.excluded.iter());
        Outcome::of(count(&mut links.known.iter()) >= 2, possible < 2)
    };
    let capabilities: Vec<Outcome> =
        InteractionCapability::ALL.iter().map(|&kind| several(&|cell| cell.0 == kind)).collect();
    let practices: Vec<Outcome> = PracticeKind::ALL.iter().map(|&kind| several(&|cell| cell.1 == kind)).collect();
    let outcome = Outcome::all(capabilities.iter().chain(&practices).copied());
    let so = |outcomes: &[Outcome]| outcomes.iter().filter(|&&outcome| outcome == Outcome::Supported).count();
    let why = format!(
        "{} between the two; {} of 6 capabilities with two practices or more, {} of 8 practices with two capabilities or \
         more.",
        counted(links.known.len(), "link"),
        so(&capabilities),
        so(&practices)
    );
    Judged { outcome, why, cases: links.cases }
}
