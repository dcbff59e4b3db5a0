//! The score of one actor, of one pair, and of several spheres.

use std::fmt;

use serde::Serialize;

use super::definition::occasions::Doing;
use super::definition::{Part, Score};
use super::reading::Reading;
use super::{Assessment, Spec};
use crate::case::Case;
use crate::error::{Error, ErrorKind};
use crate::graph::Handle;
use crate::graph::node::{Actor, Sphere};

/// Assesses the engagement in a sphere as one actor has part in it: the same figures, from the acts in which the actor
/// takes part.
///
/// Evenness then tells how evenly all members contribute where the actor is present, not how much the actor does.
///
/// # Errors
///
/// [`ErrorKind::Setting`] if the specification cannot be used, or the actor is not inside the sphere's boundary.
///
/// # Panics
///
/// On a handle of another case.
#[track_caller]
pub fn assess_actor(
    case: &Case,
    sphere: Handle<Sphere>,
    actor: Handle<Actor>,
    spec: impl Into<Spec>,
) -> Result<Assessment, Error> {
    let spec = spec.into();
    let mut reading = Reading::of(case, sphere, &spec)?;
    let member = member(&mut reading, actor)?;
    reading.keep_acts(&spec, |doings| takes_part(doings, member));
    Ok(Assessment::of(&reading, spec))
}

/// Assesses the engagement of two actors of a sphere with each other: the same figures, with these two alone inside the
/// boundary, from the acts in which both take part.
///
/// # Errors
///
/// [`ErrorKind::Setting`] if the specification cannot be used, or the two are not two members of the sphere.
///
/// # Panics
///
/// On a handle of another case.
#[track_caller]
pub fn assess_dyad(
    case: &Case,
    sphere: Handle<Sphere>,
    (one, other): (Handle<Actor>, Handle<Actor>),
    spec: impl Into<Spec>,
) -> Result<Assessment, Error> {
    let spec = spec.into();
    let mut reading = Reading::of(case, sphere, &spec)?;
    let (one, other) = (member(&mut reading, one)?, member(&mut reading, other)?);
    if one == other {
        return Err(Error::new(ErrorKind::Setting, "a pair needs two different members of the sphere"));
    }
    reading.keep_acts(&spec, |doings| takes_part(doings, one) && takes_part(doings, other));
    reading.keep_members(&spec, |member| member == one || member == other);
    Ok(Assessment::of(&reading, spec))
}

fn takes_part(doings: &[Doing], member: u32) -> bool {
    doings.iter().any(|doing| doing.member == member)
}

#[track_caller]
fn member(reading: &mut Reading<'_>, actor: Handle<Actor>) -> Result<u32, Error> {
    let actor = reading.case.view(actor);
    let outside = || format!("actor `{}` is not inside the boundary of the sphere", actor.id());
    reading.member_of(actor.index).ok_or_else(|| Error::new(ErrorKind::Setting, outside()))
}

/// Assesses several spheres of a case under one specification, each for itself; none is averaged away.
///
/// Scores of spheres whose boundaries are of different kinds cannot be compared: an actor may be a person in one and a
/// firm in another.
///
/// # Errors
///
/// [`ErrorKind::Setting`] if the specification cannot be used.
///
/// # Panics
///
/// On a handle of another case.
///
/// ```
/// use cocreation::{Case, spe};
/// use cocreation::graph::node::Sphere;
///
/// let mut case = Case::builder("two-spheres");
/// let spheres = [case.add("north", Sphere::joint("North")), case.add("south", Sphere::joint("South"))];
/// let case = case.build()?;
/// let panel = spe::assess_all(&case, spheres, "2020-12-31".parse::<cocreation::evidence::Date>()?)?;
/// assert_eq!(panel.spheres.len(), 2);
/// assert_eq!(panel.range(spe::Part::Headline), None); // nothing is known of either
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[track_caller]
pub fn assess_all(
    case: &Case,
    spheres: impl IntoIterator<Item = Handle<Sphere>>,
    spec: impl Into<Spec>,
) -> Result<Panel, Error> {
    let spec = spec.into();
    let assess = |sphere| super::assess(case, sphere, &spec);
    Ok(Panel { spheres: spheres.into_iter().map(assess).collect::<Result<_, _>>()? })
}

/// The assessments of several spheres.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Panel {
    /// One assessment for each sphere, in the order asked for.
    pub spheres: Vec<Assessment>,
}

impl Panel {
    /// The least and the greatest point of a figure among the spheres that have one.
    pub fn range(&self, part: Part) -> Option<(f64, f64)> {
        let points = self.spheres.iter().filter_map(|sphere| sphere.score()[part].point);
        points.map(|point| (point, point)).reduce(|(low, high), (point, _)| (low.min(point), high.max(point)))
    }
}

impl fmt::Display for Panel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.spheres.iter().map(|sphere| sphere.sphere.chars().count()).max().unwrap_or(0).max(6);
        write!(f, "{:<width$}", "sphere")?;
        Part::PROFILE.iter().try_for_each(|part| write!(f, "  {:<17}", part.name()))?;
        writeln!(f)?;
        for sphere in &self.spheres {
            let score: &Score = sphere.score();
            let row: String = Part::PROFILE.iter().map(|&part| format!("  {:<17}", score[part].to_string())).collect();
            writeln!(f, "{:<width$}{}", sphere.sphere, row.trim_end())?;
        }
        Ok(())
    }
}
