//! Memberships from judgements, by what the caller says that words stand for.

use super::condition::spread;
use super::reading::Reading;
use crate::Case;
use crate::case::{Claim, ClaimId};
use crate::graph::node::Judgement;
use crate::outcome::outcomes;
use crate::theory::typology::CompetitiveOutcome;
use crate::theory::{ConstructId, Typology};

/// What was judged, the membership that it stands for, and the claims behind it.
struct Said {
    word: String,
    membership: Option<f64>,
    claims: Vec<ClaimId>,
}

/// The competitive outcome, by the four.
pub(super) fn of_outcomes(case: &Case, memberships: &[(CompetitiveOutcome, f64)]) -> Reading {
    let of =
        |outcome: CompetitiveOutcome| memberships.iter().find(|(other, _)| *other == outcome).map(|(_, value)| *value);
    let judged = outcomes(case).judgements.into_iter().flat_map(|judged| {
        let said = |outcome: &CompetitiveOutcome| Said {
            word: outcome.entry().label.to_owned(),
            membership: of(*outcome),
            claims: judged.claims.clone(),
        };
        let open = || Said { word: judged.judgement.to_string(), membership: None, claims: judged.claims.clone() };
        let mut found: Vec<Said> = judged.outcomes.iter().map(said).collect();
        found.extend(judged.outcomes.is_empty().then(open));
        found
    });
    reading(&judged.collect::<Vec<_>>())
}

/// Judgements on a construct, by the words in which they judge.
pub(super) fn of_construct(case: &Case, construct: ConstructId, words: &[(Box<str>, f64)]) -> Reading {
    let judgements = case.all::<Judgement>().filter(|judgement| judgement.construct() == construct);
    let said = judgements.map(|judgement| Said {
        word: judgement.value().unwrap_or(judgement.id()).to_owned(),
        membership: words.iter().find(|(word, _)| Some(&**word) == judgement.value()).map(|(_, value)| *value),
        claims: judgement.outgoing().filter(Claim::holds).map(|claim| claim.id()).collect(),
    });
    reading(&said.collect::<Vec<_>>())
}

fn reading(found: &[Said]) -> Reading {
    let words: Vec<String> = found.iter().map(|said| format!("`{}`", said.word)).collect();
    let claims: Vec<ClaimId> = found.iter().flat_map(|said| said.claims.iter().copied()).collect();
    let known: Vec<f64> = found.iter().filter_map(|said| said.membership).collect();
    let reading = match found.iter().find(|said| said.membership.is_none()) {
        None if found.is_empty() => Reading::unknown("no judgement is on record"),
        None => Reading::new(spread(known.into_iter()), format!("judged {}", words.join(", "))),
        Some(open) => {
            Reading::unknown(format!("judged {}; no membership is given for `{}`", words.join(", "), open.word))
        }
    };
    reading.claims(claims)
}
