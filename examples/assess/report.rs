//! What the analyses find in a case, as text and as JSON, each figure with the evidence that it rests on.

use std::collections::BTreeSet;
use std::fmt::Write;

use cocreation::case::{Claim, ClaimId, EvidenceView, SearchId};
use cocreation::evidence::Date;
use cocreation::graph::node::Sphere;
use cocreation::mapping::{Mapping, Prior};
use cocreation::profile::Profile;
use cocreation::realization::{Path, Realization};
use cocreation::spe::Assessment;
use cocreation::theory::typology::SphereKind;
use cocreation::{Case, mapping, profile, realization, spe};
use serde::Serialize;

/// How many paths are printed; a case may have more than anybody would read.
const PATHS: usize = 40;

/// Everything that the analyses find in one case.
#[derive(Serialize)]
pub(crate) struct Report {
    case: Box<str>,
    warnings: Vec<String>,
    mapping: Mapping,
    profile: Profile,
    assessments: Vec<Assessment>,
    realization: Realization,
    paths: Vec<Path>,
    claims: Vec<Statement>,
    evidence: Vec<Piece>,
}

/// A claim that some figure rests on.
#[derive(Serialize)]
struct Statement {
    id: ClaimId,
    says: String,
    evidence: Vec<Box<str>>,
}

/// A piece of evidence that some figure rests on.
#[derive(Serialize)]
struct Piece {
    id: Box<str>,
    source: Box<str>,
    at: Box<str>,
    kind: Option<&'static str>,
    paraphrase: Box<str>,
}

impl Report {
    /// Analyses a case as of a date.
    pub(crate) fn of(case: &Case, as_of: Date) -> Result<Self, cocreation::Error> {
        let mapping = mapping::map([case], &Prior::literature());
        let profile = profile::profile(case);
        let joint = case.all::<Sphere>().filter(|sphere| sphere.has_code(SphereKind::Joint));
        let assessments =
            joint.map(|sphere| spe::assess(case, sphere.handle(), as_of)).collect::<Result<Vec<_>, _>>()?;
        let realization = realization::paths(case);
        let paths: Vec<Path> = realization.paths().take(PATHS).collect();
        let mut used: BTreeSet<ClaimId> = mapping.links().flat_map(|(_, cell)| &cell.claims).copied().collect();
        used.extend(paths.iter().flat_map(|path| &path.steps).flat_map(|step| &step.claims));
        used.extend(assessments.iter().flat_map(claims_of));
        used.extend(PracticeClaims(&profile).claims());
        let searches = assessments.iter().flat_map(|assessment| &assessment.searches).copied().collect();
        let (claims, evidence) = grounds(case, &used, &searches);
        let warnings = case.warnings().iter().map(ToString::to_string).collect();
        Ok(Self {
            case: case.id().into(),
            warnings,
            mapping,
            profile,
            assessments,
            realization,
            paths,
            claims,
            evidence,
        })
    }
}

struct PracticeClaims<'a>(&'a Profile);

impl PracticeClaims<'_> {
    fn claims(&self) -> impl Iterator<Item = ClaimId> + '_ {
        use cocreation::theory::Typology;
        use cocreation::theory::typology::PracticeKind;
        PracticeKind::ALL.iter().flat_map(|&kind| &self.0[kind].claims).copied()
    }
}

fn claims_of(assessment: &Assessment) -> Vec<ClaimId> {
    assessment.trace().iter().flat_map(|step| &step.figure.claims).copied().collect()
}

fn grounds(case: &Case, used: &BTreeSet<ClaimId>, searches: &BTreeSet<SearchId>) -> (Vec<Statement>, Vec<Piece>) {
    let claims: Vec<Claim<'_>> = used.iter().filter_map(|&id| case.claim(id)).collect();
    let looked: Vec<&str> = case
        .searches()
        .filter(|search| searches.contains(&search.id()))
        .flat_map(|search| search.evidence())
        .map(|piece| piece.id())
        .collect();
    let cited: BTreeSet<&str> =
        claims.iter().flat_map(|claim| claim.evidence()).map(|piece| piece.id()).chain(looked).collect();
    let statement = |claim: &Claim<'_>| Statement {
        id: claim.id(),
        says: claim.to_string(),
        evidence: claim.evidence().map(|piece| piece.id().into()).collect(),
    };
    let piece = |piece: EvidenceView<'_>| Piece {
        id: piece.id().into(),
        source: piece.source().id.clone(),
        at: piece.locator().into(),
        kind: piece.kind().map(|kind| cocreation::theory::Typology::entry(kind).key),
        paraphrase: piece.paraphrase().into(),
    };
    let pieces = case.evidence().filter(|view| cited.contains(view.id())).map(piece).collect();
    (claims.iter().map(statement).collect(), pieces)
}

/// # As text
impl Report {
    /// The report for a terminal.
    pub(crate) fn text(&self, case: &Case) -> String {
        let mut text = String::new();
        self.write(case, &mut text).expect("a string takes everything");
        text
    }

    fn write(&self, case: &Case, out: &mut String) -> std::fmt::Result {
        heading(out, case.title().unwrap_or(case.id()))?;
        case.about().map_or(Ok(()), |about| writeln!(out, "{}", wrapped(about, "")))?;
        heading(out, "Capability–practice map")?;
        writeln!(out, "{}", self.mapping)?;
        for (cell, found) in self.mapping.links() {
            writeln!(out, "{} with {} rests on {}", cell.capability, cell.practice, evidence_of(case, &found.claims))?;
        }
        heading(out, "Practice profile")?;
        writeln!(out, "{}", self.profile)?;
        self.practices(case, out)?;
        for assessment in &self.assessments {
            heading(out, "Sustained purposeful engagement")?;
            write!(out, "{assessment}")?;
            engagement_grounds(case, assessment, out)?;
        }
        if self.assessments.is_empty() {
            heading(out, "Sustained purposeful engagement")?;
            writeln!(out, "not assessable: the case has no joint sphere")?;
        }
        heading(out, "From resources to value")?;
        writeln!(out, "{}", self.realization)?;
        self.paths(case, out)?;
        heading(out, "Evidence")?;
        for piece in &self.evidence {
            let kind = piece.kind.unwrap_or("kind not stated");
            let text = format!("{} {} ({kind}): {}", piece.source, piece.at, piece.paraphrase);
            writeln!(out, "{:<5} {}", piece.id, wrapped(&text, "      "))?;
        }
        heading(out, "Remarks on the case")?;
        self.warnings.iter().try_for_each(|warning| writeln!(out, "{}", wrapped(warning, "  ")))
    }

    fn paths(&self, case: &Case, out: &mut String) -> std::fmt::Result {
        writeln!(out, "Paths, {} of {}", self.paths.len(), self.realization.count)?;
        for path in &self.paths {
            let claims: Vec<ClaimId> = path.steps.iter().flat_map(|step| &step.claims).copied().collect();
            writeln!(out, "  {}", wrapped(&path.to_string(), "      "))?;
            writeln!(out, "      rests on {}", evidence_of(case, &claims))?;
        }
        Ok(())
    }

    fn practices(&self, case: &Case, out: &mut String) -> std::fmt::Result {
        use cocreation::theory::Typology;
        use cocreation::theory::typology::PracticeKind;
        for &kind in PracticeKind::ALL {
            let claims = &self.profile[kind].claims;
            if !claims.is_empty() {
                writeln!(out, "{kind} rests on {}", evidence_of(case, claims))?;
            }
        }
        Ok(())
    }
}

fn engagement_grounds(case: &Case, assessment: &Assessment, out: &mut String) -> std::fmt::Result {
    for step in assessment.trace().iter().filter(|step| !step.figure.claims.is_empty()) {
        writeln!(out, "{} rests on {}", step.figure.name, evidence_of(case, &step.figure.claims))?;
    }
    for search in case.searches().filter(|search| assessment.searches.contains(&search.id())) {
        let pieces: Vec<&str> = search.evidence().map(|piece| piece.id()).collect();
        writeln!(out, "{search:?} rests on {}", pieces.join(" "))?;
    }
    Ok(())
}

/// The ids of the evidence behind claims, each once, in the case's order.
fn evidence_of(case: &Case, claims: &[ClaimId]) -> String {
    let cited: BTreeSet<&str> = claims
        .iter()
        .filter_map(|&id| case.claim(id))
        .flat_map(|claim| claim.evidence())
        .map(|piece| piece.id())
        .collect();
    let ids: Vec<&str> = case.evidence().map(|piece| piece.id()).filter(|id| cited.contains(id)).collect();
    if ids.is_empty() { "no evidence".to_owned() } else { wrapped(&ids.join(" "), "    ") }
}

fn heading(out: &mut String, title: &str) -> std::fmt::Result {
    writeln!(out, "\n{title}\n{}", "=".repeat(title.chars().count()))
}

/// Breaks a text into lines of at most 100 columns, the later ones indented.
fn wrapped(text: &str, indent: &str) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + length >= 100 - indent.len() {
            let _ = write!(out, "\n{indent}");
            column = 0;
        } else if column > 0 {
            out.push(' ');
        }
        out.push_str(word);
        column += length + 1;
    }
    out
}
