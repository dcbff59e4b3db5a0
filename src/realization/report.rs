//! The plain-text report of a realisation.

use std::fmt::{self, Display};

use super::{Capital, Cycle, Finding, Realised, Realization, Translation};
use crate::theory::Typology;

/// How many items of a list are printed.
const SHOWN: usize = 12;

/// How many columns a line has.
const COLUMNS: usize = 100;

impl Display for Realization {
    /// Counts, latent resources, what passes between practices, and gaps; with `{:#}` the first 12 paths too. Lines of
    /// 100 columns at most, but for ids that are longer.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.counts(f)?;
        list(f, "Latent resources: no practice and no act integrates them", self.latent.iter().map(finding))?;
        if f.alternate() {
            self.first_paths(f)?;
        }
        list(f, "Realised resources, with the number of paths", self.realised.iter().map(realised))?;
        list(f, "Translations: what one brings forth another takes in", self.translations.iter().map(translation))?;
        list(f, "Cycles: nodes that reach each other, counted as one step", self.cycles.iter().map(cycle))?;
        list(f, "Intangible capital", self.capital.iter().map(capital))?;
        list(f, "Integrated, but on no path to a value", self.stalled.iter().map(finding))?;
        list(f, "Practices and acts that give nothing that anyone uses", self.unused.iter().map(finding))?;
        list(f, "Values that nobody gains or bears", self.values_without_beneficiary.iter().map(finding))?;
        list(f, "Propositions never realised", self.unrealised_propositions.iter().map(finding))
    }
}

impl Realization {
    fn counts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (latent, stalled, realised) = (self.latent.len(), self.stalled.len(), self.realised.len());
        let resources = latent + stalled + realised;
        writeln!(f, "Realisation of {}: how resources become value", self.case)?;
        writeln!(
            f,
            "resources  {resources}: {realised} realised, {stalled} integrated without a path, {latent} latent"
        )?;
        writeln!(f, "paths      {}", self.count)?;
        writeln!(f, "cycles     {}", self.cycles.len())
    }

    fn first_paths(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.paths().take(SHOWN).map(|path| {
            let mut words: Vec<String> = path.steps.iter().map(ToString::to_string).collect();
            words.extend(path.crosses_joint_sphere().then(|| format!("[joint sphere: {}]", joined(&path.joint, ", "))));
            words
        });
        let all = self.count.bound() <= SHOWN as u128;
        let title = if all { "Paths".to_owned() } else { format!("Paths, the first {SHOWN} of {}", self.count) };
        section(f, &title, shown, 0)
    }
}

fn finding(finding: &Finding) -> Vec<String> {
    let mut words = vec![finding.node.to_string()];
    words.extend(cited(&finding.claims));
    words.extend(finding.searches.iter().map(|search| format!("[searched, not found: {search}]")));
    words
}

fn realised(realised: &Realised) -> Vec<String> {
    let mut words = vec![realised.resource.to_string(), format!("{},", realised.paths)];
    words.push(format!("{} to somebody who gains,", realised.to_beneficiary));
    words.push(format!("chains of up to {}", realised.longest_chain));
    words.extend(realised.only_promised.then(|| "(only promised)".to_owned()));
    words
}

fn translation(translation: &Translation) -> Vec<String> {
    let mut words = listed(&translation.from);
    words.push(
        translation.resource.as_ref().map_or_else(|| "→(feeds)".to_owned(), |resource| format!("→ {resource} →")),
    );
    words.extend(listed(&translation.into));
    words.extend(cited(&translation.claims));
    words
}

fn cycle(cycle: &Cycle) -> Vec<String> {
    let mut words = listed(&cycle.nodes);
    words.extend(cited(&cycle.claims));
    words
}

fn capital(capital: &Capital) -> Vec<String> {
    let forms: Vec<&str> = capital.forms.iter().map(|form| form.entry().key).collect();
    let mut words = vec![capital.resource.to_string(), format!("({})", forms.join(", "))];
    for (by, nodes) in [("grown by", &capital.grown_by), ("depleted by", &capital.depleted_by)] {
        words.push(format!("{by}:"));
        words.extend(if nodes.is_empty() { vec!["nobody on record".to_owned()] } else { listed(nodes) });
    }
    words.extend(cited(&capital.claims));
    words
}

/// The first items, with a comma behind all but the last.
fn listed(nodes: &[Box<str>]) -> Vec<String> {
    let more = nodes.len().saturating_sub(SHOWN);
    let shown = nodes.iter().take(SHOWN).map(ToString::to_string);
    let mut words: Vec<String> = shown.chain((more > 0).then(|| format!("{more} more"))).collect();
    let last = words.len().saturating_sub(1);
    words[..last].iter_mut().for_each(|word| word.push(','));
    words
}

fn cited(claims: &[impl Display]) -> Option<String> {
    let more = claims.len().saturating_sub(SHOWN);
    let shown = joined(&claims[..claims.len().min(SHOWN)], ", ");
    let more = if more > 0 { format!(", {more} more") } else { String::new() };
    (!claims.is_empty()).then(|| format!("[{shown}{more}]"))
}

fn joined(items: &[impl Display], separator: &str) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(separator)
}

fn list(f: &mut fmt::Formatter<'_>, title: &str, items: impl ExactSizeIterator<Item = Vec<String>>) -> fmt::Result {
    let more = items.len().saturating_sub(SHOWN);
    section(f, title, items.take(SHOWN), more)
}

/// A titled list, left out where it is empty.
fn section(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    items: impl Iterator<Item = Vec<String>>,
    more: usize,
) -> fmt::Result {
    let mut items = items.peekable();
    if items.peek().is_some() {
        writeln!(f, "\n{title}")?;
    }
    for words in items {
        wrapped(f, &words)?;
    }
    if more > 0 {
        writeln!(f, "  … and {more} more")?;
    }
    Ok(())
}

/// Words with spaces between them, on as many lines as they need.
fn wrapped(f: &mut fmt::Formatter<'_>, words: &[String]) -> fmt::Result {
    let mut column = 0;
    for word in words {
        let width = word.chars().count();
        let breaks = column > 0 && column + 1 + width > COLUMNS;
        let before = match (column, breaks) {
            (0, _) => "  ",
            (_, true) => "\n      ",
            (_, false) => " ",
        };
        f.write_str(before)?;
        f.write_str(word)?;
        column = if breaks { 6 + width } else { column + before.len() + width };
    }
    writeln!(f)
}
