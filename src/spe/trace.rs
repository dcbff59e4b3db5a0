//! A score opened down to the claims and evidence behind it, as a value.

use std::fmt;

use serde::Serialize;

use super::{Assessment, Estimate, Figure};
use crate::case::{Case, Claim, EvidenceView};

/// A figure, with what it is made from or what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explained {
    /// Its name in the definition.
    pub name: &'static str,
    /// What it tells.
    pub meaning: &'static str,
    /// Its value, as far as it is known.
    pub value: Estimate,
    /// The figures that it is made from.
    pub parts: Vec<Explained>,
    /// The claims that it rests on, where it is not made from other figures.
    pub claims: Vec<Opened>,
}

/// A claim behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Opened {
    /// The claim's id.
    pub claim: String,
    /// What it says, in the case's ids.
    pub says: String,
    /// What it rests on; nothing where the claim has no evidence.
    pub grounds: Vec<Ground>,
}

/// A piece of evidence behind a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ground {
    /// The id of the piece of evidence.
    pub evidence: Box<str>,
    /// The id of its source.
    pub source: Box<str>,
    /// Where in the source it stands.
    pub locator: Box<str>,
    /// What stands there, in the coder's words.
    pub paraphrase: Box<str>,
}

impl Assessment {
    /// The headline opened down to claims and evidence: what [`trace`](Self::trace) names, with its grounds.
    ///
    /// `case` is the case that was assessed; claims that it does not have are passed over. O(claims behind the figures).
    ///
    /// ```
    /// use cocreation::{Case, spe};
    /// use cocreation::evidence::{Date, Source};
    /// use cocreation::graph::{node::{Act, Actor, Sphere}, relation::{BelongsTo, TakesPartIn, Within}};
    ///
    /// let mut case = Case::builder("one-meeting");
    /// let log = case.source(Source::new("log", "A log"));
    /// let joint = case.add("joint", Sphere::joint("Joint"));
    /// let day = Date::new(2012, 6, 1)?;
    /// let meeting = case.add("meeting", Act::on("They meet", day));
    /// case.relate(meeting, Within, joint);
    /// for id in ["maker", "airline"] {
    ///     let actor = case.add(id, Actor::new(id));
    ///     case.relate(actor, BelongsTo, joint);
    ///     case.relate(actor, TakesPartIn, meeting).evidence(log.at("row 1").reported("both came"));
    /// }
    /// let case = case.build()?;
    /// let explained = spe::assess(&case, joint, day)?.explain(&case);
    ///
    /// // From SPE down to the row of the log on which the evenness of contributions rests.
    /// let evenness = explained.find("e_part").expect("a figure of the definition");
    /// assert_eq!(evenness.value.point, Some(1.0));
    /// assert_eq!(evenness.claims[0].says, "maker takes-part-in meeting");
    /// assert_eq!(&*evenness.claims[0].grounds[0].locator, "row 1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self, case: &Case) -> Explained {
        let open = |figure: &Figure| Explained::of(figure, case);
        let mut positive = open(&self.positive);
        positive.parts = self.components().map(open).into();
        Explained { parts: vec![positive, open(&self.destruction)], ..open(&self.headline) }
    }
}

impl Explained {
    /// Figures are at most three deep, so that recursion is bounded by the definition.
    fn of(figure: &Figure, case: &Case) -> Self {
        Self {
            name: figure.name,
            meaning: figure.meaning,
            value: figure.value.clone(),
            parts: figure.parts.iter().map(|part| Self::of(part, case)).collect(),
            claims: figure.claims.iter().filter_map(|&claim| case.claim(claim)).map(Opened::of).collect(),
        }
    }

    /// The figure of this name, here or below.
    pub fn find(&self, name: &str) -> Option<&Self> {
        if self.name == name { Some(self) } else { self.parts.iter().find_map(|part| part.find(name)) }
    }
}

impl Opened {
    fn of(claim: Claim<'_>) -> Self {
        let grounds = claim.evidence().map(Ground::of).collect();
        Self { claim: claim.id().to_string(), says: claim.to_string(), grounds }
    }
}

impl Ground {
    fn of(evidence: EvidenceView<'_>) -> Self {
        Self {
            evidence: evidence.id().into(),
            source: evidence.source().id.clone(),
            locator: evidence.locator().into(),
            paraphrase: evidence.paraphrase().into(),
        }
    }
}

impl fmt::Display for Explained {
    /// One line for each figure, claim and piece of evidence, each below what it belongs to.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

impl Explained {
    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        writeln!(f, "{:width$}{} {}", "", self.name, self.value, width = depth * 2)?;
        for claim in &self.claims {
            writeln!(f, "{:width$}{}: {}", "", claim.claim, claim.says, width = depth * 2 + 2)?;
            for ground in &claim.grounds {
                let Ground { evidence, source, locator, .. } = ground;
                writeln!(f, "{:width$}{evidence}, {source} {locator}", "", width = depth * 2 + 4)?;
            }
        }
        self.parts.iter().try_for_each(|part| part.write(f, depth + 1))
    }
}
