//! Findings on which practices a case puts its weight (F2, F3, F8).
//!
//! The unit is the item of a cell of a table: a counted claim that a practice is one of the eight, with evidence that stands
//! in a table. Beside it stands what acts told outside the tables would give.

use std::collections::BTreeSet;

use super::counted::{Wanted, coding, entries, not_found, so};
use super::verdict::{CaseGrounds, Judged, Outcome, counted, listed};
use crate::Case;
use crate::case::{Claim, EvidenceView, SearchView};
use crate::graph::node::{Actor, Event, NodeKind, Practice};
use crate::graph::relation::RelationKind;
use crate::theory::Typology;
use crate::theory::typology::{Dimension, EventTrigger, EvidenceKind, PracticeKind, Role};

/// How many units there are of each dimension, and how many in all.
#[derive(Clone, Copy, Default)]
struct Weight {
    dimensions: [u64; Dimension::ALL.len()],
    whole: u64,
}

impl Weight {
    /// Counts the different units of each dimension; those of none (coordination) are a part of the whole.
    fn of(units: &BTreeSet<(Option<Dimension>, u32)>) -> Self {
        let mut weight = Self::default();
        for (dimension, _) in units {
            weight.whole += 1;
            if let Some(dimension) = dimension {
                weight.dimensions[dimension.index()] += 1;
            }
        }
        weight
    }

    fn plus(self, other: Self) -> Self {
        let mut sum = self;
        sum.dimensions.iter_mut().zip(other.dimensions).for_each(|(own, more)| *own += more);
        sum.whole += other.whole;
        sum
    }

    fn part(&self, of: &[Dimension]) -> u64 {
        of.iter().map(|dimension| self.dimensions[dimension.index()]).sum()
    }

    /// Whether the share of these dimensions is the greater one. Both have units. Whole numbers keep it exact.
    fn is_above(&self, other: &Self, of: &[Dimension]) -> bool {
        u128::from(self.part(of)) * u128::from(other.whole) > u128::from(other.part(of)) * u128::from(self.whole)
    }

    /// The dimensions with the most units; none where there are no units.
    fn focus(&self) -> Vec<Dimension> {
        let most = self.dimensions.iter().copied().max().filter(|&most| most > 0);
        let of = |dimension: &&Dimension| Some(self.dimensions[dimension.index()]) == most;
        Dimension::ALL.iter().filter(of).copied().collect()
    }
}

/// Whether the evidence stands in a table and is no claim of the authors.
fn is_in_table(piece: &EvidenceView<'_>) -> bool {
    piece.locator().starts_with("Table") && piece.kind() != Some(EvidenceKind::AuthorsClaim)
}

/// The items of the cells of tables.
fn table_items(case: &Case) -> (Weight, Vec<Claim<'_>>) {
    let codings = case.all::<Practice>().flat_map(|practice| entries::<PracticeKind>(*practice));
    let items = codings.filter(|(_, claim)| claim.evidence().any(|piece| is_in_table(&piece)));
    weighed(items.map(|(kind, claim)| (kind.dimension(), claim.index, claim)))
}

/// The acts that enact practices, as told outside the tables.
fn narrative_acts(case: &Case) -> (Weight, Vec<Claim<'_>>) {
    let told = |claim: &Claim<'_>| claim.evidence().len() == 0 || claim.evidence().any(|piece| !is_in_table(&piece));
    let enacting = so(case, RelationKind::Enacts).filter(told);
    let units = enacting.flat_map(|claim| {
        let kinds = claim.object().into_iter().flat_map(entries::<PracticeKind>);
        kinds.map(move |(kind, _)| (kind.dimension(), claim.subject().index, claim)).collect::<Vec<_>>()
    });
    weighed(units)
}

fn weighed<'g>(units: impl Iterator<Item = (Option<Dimension>, u32, Claim<'g>)>) -> (Weight, Vec<Claim<'g>>) {
    let (units, claims): (BTreeSet<_>, Vec<_>) =
        units.map(|(dimension, unit, claim)| ((dimension, unit), claim)).unzip();
    (Weight::of(&units), claims)
}

/// What sets the cases apart that are said to stand out: the claims that say so, none for the others.
type Mark = fn(&Case) -> Vec<Claim<'_>>;

/// Cases set off by an untapped resource, such as a patent.
fn set_off_by_an_untapped_resource(case: &Case) -> Vec<Claim<'_>> {
    case.all::<Event>().filter_map(|event| coding(*event, EventTrigger::UntappedResource)).collect()
}

/// Cases that draw universities or public bodies in.
fn with_universities_or_public_bodies(case: &Case) -> Vec<Claim<'_>> {
    let actors = case.all::<Actor>();
    actors.filter_map(|actor| coding(*actor, Role::University).or_else(|| coding(*actor, Role::PublicBody))).collect()
}

/// F2: where an untapped resource set co-creation off, materialising has a greater share than in any other case.
pub(super) fn most_materialising(cases: &[&Case]) -> Judged {
    stand_out(cases, set_off_by_an_untapped_resource, &[Dimension::Materialising], Against::Each)
}

/// F3: where universities or public bodies are drawn in, linking and institutionalising have a greater share than in the
/// other cases taken together.
pub(super) fn linking_and_institutionalising(cases: &[&Case]) -> Judged {
    let dimensions = [Dimension::Linking, Dimension::Institutionalising];
    stand_out(cases, with_universities_or_public_bodies, &dimensions, Against::Together)
}

/// With what the share of a case is compared.
#[derive(Clone, Copy)]
enum Against {
    /// With each of the other cases.
    Each,
    /// With the other cases as one.
    Together,
}

fn stand_out(cases: &[&Case], mark: Mark, dimensions: &[Dimension], against: Against) -> Judged {
    let marked: Vec<bool> = cases.iter().map(|case| !mark(case).is_empty()).collect();
    let weigh = |unit: for<'g> fn(&'g Case) -> (Weight, Vec<Claim<'g>>)| {
        let weights: Vec<Weight> = cases.iter().map(|case| unit(case).0).collect();
        compared(&marked, &weights, dimensions, against)
    };
    let (outcome, beside) = (weigh(table_items), weigh(narrative_acts));
    let marked_cases = marked.iter().filter(|marked| **marked).count();
    let why = format!(
        "By items of tables, with {marked_cases} of {} said to stand out: {outcome}. Acts told outside the tables alone would \
         give: {beside}.",
        counted(cases.len(), "case")
    );
    let cases = cases.iter().map(|case| weight_of(case, mark, dimensions)).collect();
    Judged { outcome, why, cases }
}

/// Whether the share of every marked case is above that of the others; a case without units is not known.
fn compared(marked: &[bool], weights: &[Weight], dimensions: &[Dimension], against: Against) -> Outcome {
    let of =
        |side: bool| marked.iter().zip(weights).filter(move |(marked, _)| **marked == side).map(|(_, weight)| *weight);
    let others: Vec<Weight> = match against {
        Against::Each => of(false).collect(),
        Against::Together => of(false).reduce(Weight::plus).into_iter().collect(),
    };
    let complete = of(false).all(|weight| weight.whole > 0);
    let pair = |own: Weight, other: &Weight| match own.whole > 0 && other.whole > 0 {
        true => Outcome::of(own.is_above(other, dimensions), !own.is_above(other, dimensions)),
        false => Outcome::NotTestable,
    };
    let outcome = Outcome::all(of(true).flat_map(|own| others.iter().map(move |other| pair(own, other))));
    if matches!(against, Against::Together) && !complete { Outcome::NotTestable } else { outcome }
}

fn weight_of(case: &Case, mark: Mark, dimensions: &[Dimension]) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    let (items, claims) = table_items(case);
    let (acts, _) = narrative_acts(case);
    let stands_out = here.claims(true, mark(case));
    // An item of these dimensions speaks for the finding where it raises the share that is to be the greater one.
    let is_of = |claim: &Claim<'_>| dimension_of(claim).is_some_and(|dimension| dimensions.contains(&dimension));
    let (inside, outside): (Vec<_>, Vec<_>) = claims.into_iter().partition(is_of);
    here.claims(stands_out, inside);
    here.claims(!stands_out, outside);
    let says = format!(
        "{}{} of {} items of tables, {} of {} by acts told outside them",
        if stands_out { "said to stand out; " } else { "" },
        items.part(dimensions),
        items.whole,
        acts.part(dimensions),
        acts.whole
    );
    here.saying(None, says)
}

fn dimension_of(coding: &Claim<'_>) -> Option<Dimension> {
    coding.code()?.entry::<PracticeKind>()?.dimension()
}

/// F8: two cases have no focus in common, and value is realised in every case.
pub(super) fn focus_differs(cases: &[&Case]) -> Judged {
    let foci = |unit: for<'g> fn(&'g Case) -> (Weight, Vec<Claim<'g>>)| {
        differ(&cases.iter().map(|case| unit(case).0.focus()).collect::<Vec<_>>())
    };
    let (focus, beside) = (foci(table_items), foci(narrative_acts));
    let cases: Vec<CaseGrounds> =
        cases.iter().map(|case| focus_and_value(case, focus != Outcome::NotSupported)).collect();
    let value = Outcome::all(cases.iter().filter_map(|case| case.alone));
    let why = format!(
        "That the focus differs: {focus} by items of tables, {beside} by acts told outside them alone. That value is realised \
         in every case: {value}."
    );
    Judged { outcome: Outcome::all([focus, value]), why, cases }
}

/// Whether some two have nothing in common; that none have is known only where all foci are.
fn differ(foci: &[Vec<Dimension>]) -> Outcome {
    let known = || foci.iter().filter(|focus| !focus.is_empty());
    let disjoint = |a: &Vec<Dimension>, b: &Vec<Dimension>| a.iter().all(|dimension| !b.contains(dimension));
    let apart = known().any(|a| known().any(|b| disjoint(a, b)));
    let all_known = foci.len() >= 2 && known().count() == foci.len();
    Outcome::of(apart, all_known && !apart)
}

fn focus_and_value(case: &Case, foci_differ: bool) -> CaseGrounds {
    let mut here = CaseGrounds::of(case);
    let (items, claims) = table_items(case);
    here.claims(foci_differ, claims);
    let realized = so(case, RelationKind::Realizes).chain(so(case, RelationKind::Gains));
    let valued = here.claims(true, realized);
    let searched = here.searches(false, no_value(case));
    let value = Outcome::of(valued, searched && !valued);
    let focus = listed(items.focus());
    here.saying(value, format!("focus by items of tables: {focus}; value realised: {value}"))
}

/// The searches that found no value realised in the whole case.
pub(super) fn no_value(case: &Case) -> impl Iterator<Item = SearchView<'_>> {
    not_found(case, Wanted::ANY, RelationKind::Realizes, Wanted::kind(NodeKind::Value))
}
