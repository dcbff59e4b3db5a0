//! From a case to the record of one of its spheres, and the claims that each figure rests on.

mod acts;
mod purposes;
mod ties;

use std::collections::{BTreeMap, BTreeSet};

use crate::case::boundary::Boundary;
use crate::case::{Case, ClaimId, Node, SearchId, SearchView};
use crate::error::Error;
use crate::evidence::{Date, Period, Sign};
use crate::graph::Handle;
use crate::graph::node::Sphere;
use crate::graph::relation::RelationKind;
use crate::theory::typology::InstitutionForm;

use super::Spec;
use super::definition::Part;
use super::definition::occasions::{Doing, Occasions};
use super::definition::record::{Acts, Pair, Record, Searched, Side};
use super::definition::restrict::Kept;
use acts::{ActClaims, OfAct};
use purposes::Purposes;

/// A sphere of a case as the definition reads it, and where each part of it stands in the case.
pub(super) struct Reading<'g> {
    pub(super) case: &'g Case,
    pub(super) sphere: u32,
    pub(super) occasions: Occasions,
    pub(super) record: Record,
    /// The members as nodes, in the case's order.
    pub(super) members: Vec<u32>,
    pub(super) completed: Option<Date>,
    /// T: the as-of date, or the end of an endeavour that was completed before it.
    pub(super) last: i32,
    pub(super) searches: Vec<SearchId>,
    pub(super) claims: Claims,
    boundary: Boundary<'g>,
}

/// The claims that the figures rest on.
pub(super) struct Claims {
    pub(super) acts: ActClaims,
    /// The member, the purpose, and the claim of a stance.
    pub(super) stances: Vec<(Pair, ClaimId)>,
    /// The claims of each agreement.
    pub(super) roadmaps: Vec<Vec<ClaimId>>,
    pub(super) mechanisms: Vec<Vec<ClaimId>>,
    dependences: Vec<ClaimId>,
}

impl<'g> Reading<'g> {
    /// Reads a sphere. O(actors, claims on the acts, stances, agreements and dependences).
    #[track_caller]
    pub(super) fn of(case: &'g Case, sphere: Handle<Sphere>, spec: &Spec) -> Result<Self, Error> {
        spec.check()?;
        let sphere = case.view(sphere).index;
        let as_of = spec.as_of.day_number();
        let completed = completion(case, sphere).filter(|end| end.day_number() < as_of);
        let last = completed.map_or(as_of, Date::day_number);
        let mut boundary = Boundary::read(case, sphere, last);
        let purposes = Purposes::read(case, &boundary, last);
        let (stances, stance_claims) = purposes.stances(&mut boundary);
        let (occasions, mut act_claims) = acts::read(case, sphere, spec, last, &mut boundary, &purposes);
        let (roadmaps, roadmap_claims) = purposes::agreements(case, InstitutionForm::Roadmap, &mut boundary);
        let (mechanisms, mechanism_claims) =
            purposes::agreements(case, InstitutionForm::RiskAndBenefitSharing, &mut boundary);
        let (dependences, dependence_claims) = purposes::dependences(case, &mut boundary);
        let (searched, searches) = searched(case, sphere);
        let members = boundary.sides().map(|(organisation, origin)| Side { organisation, origin }).collect();
        let purposes = purposes.rows;
        let mut record = Record {
            members,
            acts: Acts::default(),
            purposes,
            stances,
            roadmaps,
            mechanisms,
            dependences,
            searched,
            window: None,
            adrift: false,
        };
        record.enact(&occasions, spec, last);
        act_claims.keep(&record.acts);
        let claims = Claims {
            acts: act_claims,
            stances: stance_claims,
            roadmaps: roadmap_claims,
            mechanisms: mechanism_claims,
            dependences: dependence_claims,
        };
        Ok(Self {
            case,
            sphere,
            occasions,
            record,
            members: boundary.members.clone(),
            completed,
            last,
            searches,
            claims,
            boundary,
        })
    }

    /// The member for which an actor acts.
    pub(super) fn member_of(&mut self, actor: u32) -> Option<u32> {
        self.boundary.member(actor)
    }

    /// Leaves out the acts without such participants.
    pub(super) fn keep_acts(&mut self, spec: &Spec, takes_part: impl Fn(&[Doing]) -> bool) {
        self.occasions = self.occasions.with(takes_part);
        self.enact(spec);
    }

    /// Leaves out the other members and what they did.
    pub(super) fn keep_members(&mut self, spec: &Spec, keep: impl Fn(u32) -> bool) {
        let kept = Kept::new(self.members.len(), &keep);
        self.occasions = self.occasions.among(&kept);
        self.record = self.record.among(&kept);
        let members = self.members.iter().zip(0..).filter(|(_, member)| keep(*member));
        self.members = members.map(|(node, _)| *node).collect();
        self.enact(spec);
    }

    fn enact(&mut self, spec: &Spec) {
        self.record.enact(&self.occasions, spec, self.last);
        self.claims.acts.keep(&self.record.acts);
    }

    /// The id of a member.
    pub(super) fn member(&self, member: u32) -> &'g str {
        self.node(self.members[member as usize])
    }

    /// The id of a node.
    pub(super) fn node(&self, node: u32) -> &'g str {
        self.case.structure.id(node)
    }

    /// The pieces of evidence of a claim.
    pub(super) fn grounds(&self, claim: ClaimId) -> &'g [u32] {
        let parts = &self.case.parts;
        parts.grounds_of(&parts.claims[claim.0 as usize])
    }

    /// The source of a piece of evidence.
    pub(super) fn source(&self, piece: u32) -> u32 {
        self.case.parts.evidence[piece as usize].source
    }

    /// The rate at which two coders who coded the same participation, stance or position gave it different signs; `None`
    /// where no two did.
    pub(super) fn disagreement(&self) -> Option<f64> {
        let claims = &self.claims;
        let agreements = claims.roadmaps.iter().chain(&claims.mechanisms).flatten();
        let participation = claims.acts.participation.iter().map(|(_, claim)| claim);
        let mut coded: BTreeMap<(u32, u32), BTreeMap<u32, Sign>> = BTreeMap::new();
        for claim in participation.chain(claims.stances.iter().map(|(_, claim)| claim)).chain(agreements) {
            let record = &self.case.parts.claims[claim.0 as usize];
            let coder = record.rare.as_deref().and_then(|rare| rare.coder);
            if let (Some(coder), Some((_, object))) = (coder, record.relation()) {
                coded.entry((record.subject, object)).or_default().insert(coder, record.sign().unwrap_or_default());
            }
        }
        let (mut pairs, mut differing) = (0u32, 0u32);
        for signs in coded.values() {
            let signs: Vec<Sign> = signs.values().copied().collect();
            for (nth, one) in signs.iter().enumerate() {
                pairs += (signs.len() - nth - 1) as u32;
                differing += signs[nth + 1..].iter().filter(|other| *other != one).count() as u32;
            }
        }
        (pairs > 0).then(|| f64::from(differing) / f64::from(pairs))
    }

    /// The claims that a figure rests on, where it is not made from other figures.
    pub(super) fn claims(&self, part: Part) -> Vec<ClaimId> {
        let claims = &self.claims;
        let stances = || claims.stances.iter().map(|(_, claim)| claim);
        let of_acts = |claims: &'_ [OfAct]| claims.iter().map(|(_, claim)| *claim).collect::<Vec<ClaimId>>();
        let participation = || of_acts(&claims.acts.participation);
        match part {
            Part::SharedOutcomes => stances().chain(&claims.dependences).copied().collect(),
            Part::SharedRoadmap => claims.roadmaps.iter().flatten().chain(&claims.dependences).copied().collect(),
            Part::SharedMechanism => claims.mechanisms.iter().flatten().chain(&claims.dependences).copied().collect(),
            Part::Enacted => {
                let acts = participation().into_iter().chain(of_acts(&claims.acts.advances));
                stances().copied().chain(acts).collect()
            }
            Part::Evenness | Part::Reciprocity | Part::Jointness | Part::Coverage | Part::Retention | Part::Recency => {
                participation().into_iter().chain(self.boundary.claims.iter().copied()).collect()
            }
            Part::Destruction => of_acts(&claims.acts.destruction),
            Part::Declared | Part::Purpose | Part::Engagement | Part::Sustained | Part::Positive | Part::Headline => {
                Vec::new()
            }
        }
    }
}

/// The reported end of the endeavour: the known end of the sphere's period.
fn completion(case: &Case, sphere: u32) -> Option<Date> {
    let period: &Period = case.parts.nodes[sphere as usize].attributes.as_ref()?.period.as_ref()?;
    period.latest_end()
}

/// A search of some sources or of one period says nothing of the others.
fn is_unlimited(case: &Case, search: SearchView<'_>) -> bool {
    let named: BTreeSet<&str> = search.sources().map(|source| &*source.id).collect();
    search.period().is_none() && (named.is_empty() || named.len() == case.sources().len())
}

/// What was looked for in the sphere, and the searches that say so.
fn searched(case: &Case, sphere: u32) -> (Searched, Vec<SearchId>) {
    let (mut searched, mut searches) = (Searched::default(), Vec::new());
    let sphere = Node { case, index: sphere };
    for search in case.searches().filter(|search| search.covers(sphere) && is_unlimited(case, *search)) {
        let (subject, object) = (search.subject(), search.object());
        let open = subject.node.is_none() && subject.code.is_none() && object.node.is_none();
        let form = |form: InstitutionForm| open && !search.found() && object.code == Some(form.into());
        let before = searched;
        match search.relation() {
            Some(RelationKind::TakesPartIn) if open && object.code.is_none() => searched.participation = true,
            Some(RelationKind::PartyTo) => {
                searched.no_roadmap |= form(InstitutionForm::Roadmap);
                searched.no_mechanism |= form(InstitutionForm::RiskAndBenefitSharing);
            }
            _ => {}
        }
        if before != searched {
            searches.push(search.id());
        }
    }
    (searched, searches)
}
