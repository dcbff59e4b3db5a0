//! What the analyses find in a case, as text and as JSON, each figure with the evidence that it rests on.

use std::collections::BTreeSet;
use std::fmt::Write;

use cocreation::case::{Claim, ClaimId, EvidenceView, SearchId, SearchView};
use cocreation::evidence::Date;
use cocreation::graph::node::Sphere;
use cocreation::mapping::{Mapping, Prior};
use cocreation::profile::Profile;
use cocreation::realization::{Path, Realization};
use cocreation::spe::Assessment;
use cocreation::theory::Typology;
use cocreation::theory::typology::{PracticeKind, SphereKind};
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
    searches: Vec<Statement>,
    evidence: Vec<Piece>,
}

/// A claim or a search that some figure rests on.
#[derive(Serialize)]
struct Statement {
    id: String,
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
        let mut cited = Cited::default();
        cited.mapping(&mapping);
        cited.profile(&profile);
        cited.realization(&realization, &paths);
        assessments.iter().for_each(|assessment| cited.assessment(assessment));
        let (claims, searches, evidence) = grounds(case, &cited);
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
            searches,
            evidence,
        })
    }
}

/// The claims and searches that the figures rest on.
#[derive(Default)]
struct Cited {
    claims: BTreeSet<ClaimId>,
    searches: BTreeSet<SearchId>,
}

impl Cited {
    fn mapping(&mut self, mapping: &Mapping) {
        for cell in mapping.cells().flat_map(|cell| &cell.by_case) {
            self.claims.extend(cell.claims.iter().chain(&cell.codings).chain(&cell.develops));
            self.searches.extend(&cell.searches);
        }
        self.claims.extend(mapping.underpinnings().iter().flat_map(|found| &found.claims));
    }

    fn profile(&mut self, profile: &Profile) {
        self.claims.extend(PracticeKind::ALL.iter().flat_map(|&kind| &profile[kind].claims));
    }

    fn assessment(&mut self, assessment: &Assessment) {
        self.claims.extend(assessment.trace().iter().flat_map(|step| &step.figure.claims));
        self.searches.extend(&assessment.searches);
    }

    fn realization(&mut self, found: &Realization, paths: &[Path]) {
        let lists = [
            &found.latent,
            &found.stalled,
            &found.unused,
            &found.values_without_beneficiary,
            &found.unrealised_propositions,
        ];
        for finding in lists.into_iter().flatten() {
            self.claims.extend(&finding.claims);
            self.searches.extend(&finding.searches);
        }
        self.claims.extend(found.translations.iter().flat_map(|translation| &translation.claims));
        self.claims.extend(found.cycles.iter().flat_map(|cycle| &cycle.claims));
        self.claims.extend(found.capital.iter().flat_map(|capital| &capital.claims));
        let steps = paths.iter().flat_map(|path| &path.steps).flat_map(|step| &step.claims);
        self.claims.extend(steps.chain(paths.iter().flat_map(|path| &path.joint)));
    }
}

fn grounds(case: &Case, cited: &Cited) -> (Vec<Statement>, Vec<Statement>, Vec<Piece>) {
    let claims: Vec<Claim<'_>> = cited.claims.iter().filter_map(|&id| case.claim(id)).collect();
    let searches: Vec<SearchView<'_>> = cited.searches.iter().filter_map(|&id| case.search(id)).collect();
    let behind_claims = claims.iter().flat_map(|claim| claim.evidence());
    let behind = behind_claims.chain(searches.iter().flat_map(|search| search.evidence()));
    let pieces: BTreeSet<&str> = behind.map(|piece| piece.id()).collect();
    let ids = |evidence: &mut dyn Iterator<Item = EvidenceView<'_>>| evidence.map(|piece| piece.id().into()).collect();
    let claim = |claim: &Claim<'_>| Statement {
        id: claim.id().to_string(),
        says: claim.to_string(),
        evidence: ids(&mut claim.evidence()),
    };
    let search = |search: &SearchView<'_>| Statement {
        id: search.id().to_string(),
        says: search.to_string(),
        evidence: ids(&mut search.evidence()),
    };
    let piece = |piece: EvidenceView<'_>| Piece {
        id: piece.id().into(),
        source: piece.source().id.clone(),
        at: piece.locator().into(),
        kind: piece.kind().map(|kind| kind.entry().key),
        paraphrase: piece.paraphrase().into(),
    };
    (
        claims.iter().map(claim).collect(),
        searches.iter().map(search).collect(),
        case.evidence().filter(|view| pieces.contains(view.id())).map(piece).collect(),
    )
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
        heading(out, "Claims and searches")?;
        for statement in self.claims.iter().chain(&self.searches) {
            let text = format!("{} [{}]", statement.says, statement.evidence.join(" "));
            writeln!(out, "{:<5} {}", statement.id, wrapped(&text, "      "))?;
        }
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
        writeln!(out, "{} {search} rests on {}", search.id(), pieces.join(" "))?;
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
