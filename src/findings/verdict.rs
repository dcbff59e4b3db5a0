//! What a check found, and the claims and searches that decided it.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::Case;
use crate::case::{Claim, ClaimId, SearchId, SearchView};
use crate::conditions::Reading;

/// Whether the cases bear a finding out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// They do, by the rule of the finding.
    Supported,
    /// They say otherwise: a result, not a defect.
    NotSupported,
    /// They say too little; what is not known counts neither for nor against.
    NotTestable,
}

impl Outcome {
    /// The outcome as a key, in kebab case.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::NotSupported => "not-supported",
            Self::NotTestable => "not-testable",
        }
    }

    /// A single thing known to be so, known not to be so, or not known.
    pub(super) fn of(so: bool, otherwise: bool) -> Self {
        match (so, otherwise) {
            (_, true) => Self::NotSupported,
            (true, false) => Self::Supported,
            (false, false) => Self::NotTestable,
        }
    }

    /// Of several things that must all be so: one that is not decides; without any, nothing is known.
    pub(super) fn all(outcomes: impl IntoIterator<Item = Self>) -> Self {
        let (mut any, mut open) = (false, false);
        for outcome in outcomes {
            match outcome {
                Self::NotSupported => return outcome,
                Self::Supported => any = true,
                Self::NotTestable => open = true,
            }
        }
        Self::of(any && !open, false)
    }
}

impl fmt::Display for Outcome {
    /// `supported`, `not supported`, `not testable`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Supported => "supported",
            Self::NotSupported => "not supported",
            Self::NotTestable => "not testable",
        })
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// Claims and searches of one case that point the same way, in the case's order.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Grounds {
    /// The claims.
    pub claims: Vec<ClaimId>,
    /// The searches.
    pub searches: Vec<SearchId>,
}

impl Grounds {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty() && self.searches.is_empty()
    }

    fn in_order(&mut self) {
        self.claims.sort_unstable();
        self.claims.dedup();
        self.searches.sort_unstable();
        self.searches.dedup();
    }
}

/// What one case contributes to a verdict.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CaseGrounds {
    /// The id of the case.
    pub case: Box<str>,
    /// What the case says taken alone; `None` where only several cases together say anything.
    pub alone: Option<Outcome>,
    /// What was found in it, in words.
    pub says: String,
    /// What speaks for the finding.
    pub supporting: Grounds,
    /// What speaks against it.
    pub opposing: Grounds,
}

impl CaseGrounds {
    pub(super) fn of(case: &Case) -> Self {
        Self {
            case: case.id().into(),
            alone: None,
            says: String::new(),
            supporting: Grounds::default(),
            opposing: Grounds::default(),
        }
    }

    /// Sets claims on one side; gives whether there were any.
    pub(super) fn claims<'g>(&mut self, supports: bool, claims: impl IntoIterator<Item = Claim<'g>>) -> bool {
        let side = &mut self.side(supports).claims;
        let before = side.len();
        side.extend(claims.into_iter().map(|claim| claim.id()));
        side.len() > before
    }

    /// Sets what a cell of a table rests on on one side.
    pub(super) fn reading(&mut self, supports: bool, reading: &Reading) {
        let side = self.side(supports);
        side.claims.extend(&reading.claims);
        side.searches.extend(&reading.searches);
    }

    /// Sets searches on one side; gives whether there were any.
    pub(super) fn searches<'g>(&mut self, supports: bool, found: impl IntoIterator<Item = SearchView<'g>>) -> bool {
        let side = &mut self.side(supports).searches;
        let before = side.len();
        side.extend(found.into_iter().map(|search| search.id()));
        side.len() > before
    }

    fn side(&mut self, supports: bool) -> &mut Grounds {
        if supports { &mut self.supporting } else { &mut self.opposing }
    }

    pub(super) fn saying(mut self, alone: impl Into<Option<Outcome>>, says: impl Into<String>) -> Self {
        (self.alone, self.says) = (alone.into(), says.into());
        self
    }
}

/// The verdict on a finding for a set of cases.
///
/// It is the same in whatever order the cases are given. `Display` prints the outcome, why, what would make the finding
/// testable where it is not, and then a line for each case with the ids of the claims and searches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The id of the finding.
    pub finding: &'static str,
    /// Whether the cases bear it out.
    pub outcome: Outcome,
    /// What decided, in words.
    pub why: String,
    /// Which evidence would make it testable, where it is not.
    pub needs: Option<&'static str>,
    /// What each case contributes, by the id of the case.
    pub cases: Vec<CaseGrounds>,
}

impl Verdict {
    pub(super) fn of(finding: &'static str, needs: &'static str, judged: Judged) -> Self {
        let Judged { outcome, why, mut cases } = judged;
        for case in &mut cases {
            case.supporting.in_order();
            case.opposing.in_order();
        }
        cases.sort_unstable();
        let needs = (outcome == Outcome::NotTestable).then_some(needs);
        Self { finding, outcome, why, needs, cases }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}. {}", self.finding, self.outcome, self.why)?;
        if let Some(needs) = self.needs {
            writeln!(f, "  It would take: {needs}")?;
        }
        for case in &self.cases {
            write!(f, "  {}: {}", case.case, case.says)?;
            write_grounds(f, "for", &case.supporting)?;
            write_grounds(f, "against", &case.opposing)?;
            writeln!(f)?;
        }
        Ok(())
    }
}

/// ` [for c3 c9 s1]`, or nothing.
fn write_grounds(f: &mut fmt::Formatter<'_>, side: &str, grounds: &Grounds) -> fmt::Result {
    if grounds.is_empty() {
        return Ok(());
    }
    write!(f, " [{side}")?;
    grounds.claims.iter().try_for_each(|claim| write!(f, " {claim}"))?;
    grounds.searches.iter().try_for_each(|search| write!(f, " {search}"))?;
    f.write_str("]")
}

/// A verdict before it is put in order.
pub(super) struct Judged {
    pub(super) outcome: Outcome,
    pub(super) why: String,
    pub(super) cases: Vec<CaseGrounds>,
}

impl Judged {
    /// No table could be made: nothing is decided.
    pub(super) fn open(cases: &[&Case]) -> Self {
        let why = "The cases could not be brought into a table.".to_owned();
        let open = |case: &&Case| CaseGrounds::of(case).saying(None, "not in a table");
        Self { outcome: Outcome::NotTestable, why, cases: cases.iter().map(open).collect() }
    }

    /// Each case is looked at alone, and the finding is to be so in all of them.
    pub(super) fn each(cases: &[&Case], look: fn(&Case) -> CaseGrounds) -> Self {
        let cases: Vec<_> = cases.iter().map(|case| look(case)).collect();
        let outcome = Outcome::all(cases.iter().filter_map(|case| case.alone));
        let count = |outcome| cases.iter().filter(|case| case.alone == Some(outcome)).count();
        let why = format!(
            "Of {}: so in {}, not so in {}, open in {}.",
            counted(cases.len(), "case"),
            count(Outcome::Supported),
            count(Outcome::NotSupported),
            count(Outcome::NotTestable)
        );
        Self { outcome, why, cases }
    }
}

/// `1 case`, `2 cases`.
pub(super) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// `a, b and c`; `none` where there are none.
pub(super) fn listed<T: fmt::Display>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    match items.split_last() {
        None => "none".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
