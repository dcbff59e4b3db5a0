//! The plain-text report of a sphere's structure.

use std::fmt::{self, Display, Formatter};

use super::{
    Balance, Contribution, Cut, Mediation, Mediator, Member, Presence, RoleHolders, RolledUp, Size, Spell,
    SphereStructure, Unit,
};
use crate::theory::Typology;

/// How many items of a list are printed.
const SHOWN: usize = 12;

impl Display for SphereStructure {
    /// Who is present, then each finding with the claims behind it; lists are cut after 12 items.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "Structure of {} on {}", self.sphere, self.as_of)?;
        let count = |presence| self.members.iter().filter(|member| member.presence == presence).count();
        let [certain, possible, undated, absent] =
            [Presence::Certain, Presence::Possible, Presence::Undated, Presence::Absent].map(count);
        writeln!(f, "members    {certain} certain, {possible} possible, {undated} undated, {absent} at other times")?;
        writeln!(f, "acts       {}, {} of them undated or too roughly dated", self.acts, self.roughly_dated)?;
        writeln!(f, "absence    {}", self.absence())?;
        writeln!(f, "cut        {}", self.cut.as_ref().map_or_else(no_ends, cut))?;
        balance(f, &self.balance)?;
        list(f, "Members", self.members.iter().map(member))?;
        list(f, "How many belonged from when on", self.sizes.iter().map(size))?;
        list(f, "Roles", self.expansion.roles.iter().map(role))?;
        list(f, "Beyond provider and customer", self.expansion.beyond.iter().map(ToString::to_string))?;
        list(f, "Of no role on record", self.expansion.without_role.iter().map(ToString::to_string))?;
        list(f, "Between this sphere and others", self.mediators.iter().map(mediator))?;
        list(f, "Parts that deal with each other", self.parts.iter().map(|part| listed(part)))?;
        list(f, "Of no dealing on record", self.apart.iter().map(ToString::to_string))?;
        let contributing = self.contributions.iter().filter(|row| row.acts > 0).collect::<Vec<_>>();
        list(f, "Contributions", contributing.into_iter().map(contribution))?;
        let splits = self.articulations.iter().map(|split| format!("{} {}", split.actor, cited(&split.claims)));
        list(f, "Articulation actors: their exit splits a part", splits)?;
        self.levels.iter().try_for_each(|level| rolled_up(f, level))
    }
}

impl SphereStructure {
    fn absence(&self) -> String {
        let factor = self.contributor_absence_factor;
        factor.map_or_else(|| "no contribution on record".to_owned(), |k| format!("{k} members carry half of the acts"))
    }
}

fn no_ends() -> String {
    "no provider or no customer on record".to_owned()
}

fn cut(cut: &Cut) -> String {
    match cut.exits.len() {
        0 => "no path from a provider to a customer on record".to_owned(),
        exits => format!("{exits} exits break every path from provider to customer: {}", listed(&cut.exits)),
    }
}

fn balance(f: &mut Formatter<'_>, balance: &Balance) -> fmt::Result {
    let (balanced, unbalanced) = (balance.balanced(), balance.unbalanced());
    let Balance { ties, undecided, unknown, .. } = balance;
    writeln!(
        f,
        "triads     {balanced} balanced, {unbalanced} unbalanced, {undecided} undecided, {unknown} unknown; {} ties",
        ties.len()
    )
}

fn member(member: &Member) -> String {
    let presence = match member.presence {
        Presence::Certain => "certain",
        Presence::Possible => "possible",
        Presence::Undated => "undated",
        Presence::Absent => "at other times",
    };
    let spell = |spell: &Spell| {
        let period = spell.period.map_or_else(|| "no period".to_owned(), |period| period.to_string());
        format!("{period} [{}]", spell.claim)
    };
    let spells: Vec<String> = member.spells.iter().take(SHOWN).map(spell).collect();
    format!("{}: {presence}; {}", member.actor, spells.join(", "))
}

fn size(size: &Size) -> String {
    let from = size.from.map_or_else(|| "ever".to_owned(), |day| day.to_string());
    format!("{from:<10} {} certain, {} more possible", size.certain, size.possible)
}

fn role(role: &RoleHolders) -> String {
    let label = role.role.entry().label;
    let searches: Vec<String> = role.searches.iter().map(ToString::to_string).collect();
    match role.actors.is_empty() {
        true => format!("{label}: searched, not found [{}]", searches.join(", ")),
        false => format!("{label}: {} {}", listed(&role.actors), cited(&role.claims)),
    }
}

fn mediator(mediator: &Mediator) -> String {
    let Mediator { actor, sphere, claims, .. } = mediator;
    let sole = if mediator.sole { ", nobody else" } else { "" };
    let by = match &mediator.by {
        Mediation::Presence => "is in both".to_owned(),
        Mediation::Voice(actors) => format!("speaks for {}", listed(actors)),
    };
    format!("{sphere}: {actor} {by}{sole} {}", cited(claims))
}

fn contribution(row: &Contribution) -> String {
    format!("{}: {} acts, {:.0} % of all", row.member, row.acts, 100.0 * row.share)
}

fn rolled_up(f: &mut Formatter<'_>, level: &RolledUp) -> fmt::Result {
    let unit = |unit: &Unit| format!("{}: {} actors, {} acts", unit.actor, unit.actors, unit.acts);
    list(f, &format!("{} level", level.level.entry().label), level.units.iter().map(unit))?;
    match level.without.len() {
        0 => Ok(()),
        _ => writeln!(f, "  without anybody at this level: {}", listed(&level.without)),
    }
}

fn listed(actors: &[Box<str>]) -> String {
    let more = if actors.len() > SHOWN { format!(", {} more", actors.len() - SHOWN) } else { String::new() };
    format!("{}{more}", actors[..actors.len().min(SHOWN)].join(", "))
}

fn cited(claims: &[impl Display]) -> String {
    let shown: Vec<String> = claims.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = if claims.len() > SHOWN { format!(", {} more", claims.len() - SHOWN) } else { String::new() };
    format!("[{}{more}]", shown.join(", "))
}

/// A titled list, left out where it is empty.
fn list(f: &mut Formatter<'_>, title: &str, items: impl ExactSizeIterator<Item = String>) -> fmt::Result {
    let more = items.len().saturating_sub(SHOWN);
    if items.len() > 0 {
        writeln!(f, "\n{title}")?;
    }
    for item in items.take(SHOWN) {
        writeln!(f, "  {item}")?;
    }
    if more > 0 { writeln!(f, "  … and {more} more") } else { Ok(()) }
}
