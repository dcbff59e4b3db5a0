//! The competitive outcome, as somebody judged it: never computed, and never read off a score.
//!
//! How a firm ends up against its competitors (T45: sustainable advantage, temporary advantage, parity, failure) is
//! what sources judge, and a case records as a [`Judgement`]. [`outcomes`] collects these judgements with who says so.
//! It adds nothing: a case with much engagement may have failed, and only a source can say.

use std::fmt;

use serde::Serialize;

use crate::Case;
use crate::case::attestation::{key_if_any, keys, names};
use crate::case::{Claim, ClaimId, EvidenceView, View};
use crate::evidence::Period;
use crate::graph::node::Judgement;
use crate::graph::relation::RelationKind;
use crate::theory::typology::{CompetitiveOutcome, EvidenceKind};
use crate::theory::{ConstructId, Typology, t};

/// The construct of the register that these judgements judge.
const COMPETITIVE_OUTCOME: ConstructId = t(45);

/// Collects what the sources judge of the competitive outcome.
///
/// A judgement counts if it judges T45 or is classified as one of the four outcomes by a claim that holds. What is
/// missing is named for each, and judgements that do not agree stand side by side.
///
/// O(nodes + claims), and a logarithm for sorting.
///
/// Source: T45 of the register (Ambrosini and Bowman 2009, as Serbin Wikner 2009, §2, reports it).
///
/// ```
/// use cocreation::Case;
/// use cocreation::evidence::Source;
/// use cocreation::graph::{node::{Actor, Judgement}, relation::Judges};
/// use cocreation::outcome::{Gap, outcomes};
/// use cocreation::theory::{ConstructId, typology::CompetitiveOutcome};
///
/// let mut case = Case::builder("a-case");
/// let paper = case.source(Source::new("paper", "A published case"));
/// let maker = case.add("maker", Actor::provider("Maker"));
/// let lead = Judgement::on(ConstructId::new(45)?, "It leads", "ahead of its rivals");
/// let lead = case.add("lead", lead.coded(CompetitiveOutcome::TemporaryAdvantage));
/// case.relate(lead, Judges, maker).evidence(paper.at("§6").reported("it leads"));
/// case.add("loss", Judgement::on(ConstructId::new(45)?, "It lost", "behind"));
///
/// let outcomes = outcomes(&case.build()?);
/// let (lead, loss) = (&outcomes.judgements[0], &outcomes.judgements[1]);
/// assert_eq!((lead.outcomes[0], &*lead.grounds[0].locator), (CompetitiveOutcome::TemporaryAdvantage, "§6"));
/// assert_eq!(loss.gaps, [Gap::Unclassified, Gap::OfNobody, Gap::NoSource, Gap::NoPeriod]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn outcomes(case: &Case) -> Outcomes {
    let judgements = case.all::<Judgement>().filter(|&judgement| is_outcome(judgement));
    Outcomes { case: case.id().into(), judgements: judgements.map(Judged::of).collect() }
}

fn is_outcome(judgement: View<'_, Judgement>) -> bool {
    let coded = CompetitiveOutcome::ALL.iter().any(|&outcome| judgement.has_code(outcome));
    coded || judgement.construct() == COMPETITIVE_OUTCOME
}

/// What the sources of a case judge of the competitive outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcomes {
    /// The id of the case.
    pub case: Box<str>,
    /// Each judgement, in the case's order; none is not a failure.
    pub judgements: Vec<Judged>,
}

/// One recorded judgement of a competitive outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// The id of the judgement.
    pub judgement: Box<str>,
    /// What it was classified as, in the register's order; more than one if coders do not agree.
    #[serde(serialize_with = "keys")]
    pub outcomes: Vec<CompetitiveOutcome>,
    /// What was judged, in the words of the case.
    pub value: Option<Box<str>>,
    /// The scale on which it was judged.
    pub scale: Option<Box<str>>,
    /// The ids of those whose outcome it is, in the case's order.
    pub of: Vec<Box<str>>,
    /// When it held.
    pub period: Option<Period>,
    /// Who says so, piece of evidence by piece of evidence and in the case's order.
    pub grounds: Vec<Ground>,
    /// What is missing.
    pub gaps: Vec<Gap>,
    /// The claims of which it is the subject and that hold, in the case's order.
    pub claims: Vec<ClaimId>,
}

/// A piece of evidence behind a judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ground {
    /// Its id.
    pub evidence: Box<str>,
    /// The id of its source.
    pub source: Box<str>,
    /// Where in the source.
    pub locator: Box<str>,
    /// What kind of evidence it is; `None` where the case does not say.
    #[serde(serialize_with = "key_if_any")]
    pub kind: Option<EvidenceKind>,
}

/// What a recorded judgement lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// Nobody has said which of the four outcomes it is.
    Unclassified,
    /// It is not said whose outcome it is.
    OfNobody,
    /// No evidence stands behind it.
    NoSource,
    /// Evidence stands behind it, and all of it is what the authors claim.
    OnlyAuthorsClaims,
    /// It is not said when it held.
    NoPeriod,
}

impl Judged {
    fn of(judgement: View<'_, Judgement>) -> Self {
        let mut claims: Vec<Claim<'_>> = judgement.outgoing().filter(Claim::holds).collect();
        claims.sort_unstable_by_key(Claim::id);
        let classified = CompetitiveOutcome::ALL.iter().copied().filter(|&outcome| judgement.has_code(outcome));
        let found = Self {
            judgement: judgement.id().into(),
            outcomes: classified.collect(),
            value: judgement.value().map(Into::into),
            scale: judgement.scale().map(Into::into),
            of: judged(judgement),
            period: judgement.period().copied(),
            grounds: grounds(&claims),
            gaps: Vec::new(),
            claims: claims.iter().map(Claim::id).collect(),
        };
        Self { gaps: found.missing(), ..found }
    }

    fn missing(&self) -> Vec<Gap> {
        let only_authors = self.grounds.iter().all(|ground| ground.kind == Some(EvidenceKind::AuthorsClaim));
        let gaps = [
            (Gap::Unclassified, self.outcomes.is_empty()),
            (Gap::OfNobody, self.of.is_empty()),
            (Gap::NoSource, self.grounds.is_empty()),
            (Gap::OnlyAuthorsClaims, !self.grounds.is_empty() && only_authors),
            (Gap::NoPeriod, self.period.is_none()),
        ];
        gaps.into_iter().filter(|(_, missing)| *missing).map(|(gap, _)| gap).collect()
    }
}

/// The ids of what it judges, each once.
fn judged(judgement: View<'_, Judgement>) -> Vec<Box<str>> {
    let judging = judgement.outgoing_by(RelationKind::Judges).filter(Claim::holds);
    names(judging.filter_map(|claim| claim.object()))
}

fn grounds(claims: &[Claim<'_>]) -> Vec<Ground> {
    let mut pieces: Vec<EvidenceView<'_>> = claims.iter().flat_map(Claim::evidence).collect();
    pieces.sort_unstable_by_key(|piece| piece.index);
    pieces.dedup();
    pieces.into_iter().map(Ground::of).collect()
}

impl Ground {
    fn of(piece: EvidenceView<'_>) -> Self {
        let (evidence, source) = (piece.id().into(), piece.source().id.clone());
        Self { evidence, source, locator: piece.locator().into(), kind: piece.kind() }
    }
}

impl fmt::Display for Outcomes {
    /// Each judgement, whose it is, who says so, and what is missing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Competitive outcome in {}, as judged", self.case)?;
        if self.judgements.is_empty() {
            writeln!(f, "no judgement is on record, which is not a failure")?;
        }
        self.judgements.iter().try_for_each(|judged| writeln!(f, "{judged}"))
    }
}

impl fmt::Display for Judged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.judgement)?;
        if !self.of.is_empty() {
            write!(f, " of {}", self.of.join(", "))?;
        }
        let outcomes: Vec<&str> = self.outcomes.iter().map(|outcome| outcome.entry().label).collect();
        let value = self.value.iter().map(|value| format!("\"{value}\""));
        let said: Vec<String> = outcomes.into_iter().map(str::to_owned).chain(value).collect();
        write!(f, ": {}", said.join(", "))?;
        self.period.as_ref().map_or(Ok(()), |period| write!(f, ", {period}"))?;
        self.grounds.iter().try_for_each(|ground| write!(f, " [{} {}]", ground.source, ground.locator))?;
        self.gaps.iter().try_for_each(|gap| write!(f, "; {gap}"))
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Unclassified => "none of the four outcomes is given",
            Self::OfNobody => "whose outcome is not said",
            Self::NoSource => "no source",
            Self::OnlyAuthorsClaims => "only the authors claim it",
            Self::NoPeriod => "no period",
        })
    }
}
