//! From positions as a file counts them to bytes of its texts.

use super::build::Draft;
use super::detect::{self, Marked};
use super::offsets::{OffsetConvention, Ruler};
use super::project::{Place, Selection, Transcript};
use super::report::{ChosenBy, Element, NoticeCode, Positions, Report};

/// Chooses how positions are counted, from all texts of the file.
pub(super) fn understand<'a>(
    drafts: impl Iterator<Item = &'a Draft>,
    origin: Option<&str>,
    asked: Option<OffsetConvention>,
    report: &mut Report,
) -> OffsetConvention {
    let marked: Vec<Marked<'_>> = drafts.filter_map(marked).collect();
    let positions = detect::choose(&marked, origin, asked);
    let convention = positions.convention;
    if let Some(message) = doubt(&positions) {
        report.note(NoticeCode::UncertainConvention, None, || message);
    }
    report.positions = Some(positions);
    convention
}

fn marked(draft: &Draft) -> Option<Marked<'_>> {
    let text = &draft.source.text.as_ref()?.content;
    let mut ranges: Vec<_> = draft.source.selections.iter().filter_map(raw).collect();
    // Neighbours in the text one after another: many are looked up in many ways, and it keeps memory near.
    ranges.sort_by_key(|(raw, _)| (raw.start, raw.end));
    (!ranges.is_empty()).then(|| Marked { text, ruler: Ruler::new(text, draft.marked), ranges })
}

fn raw(selection: &Selection) -> Option<(std::ops::Range<usize>, Option<&str>)> {
    match &selection.place {
        Place::Text(raw) => Some((raw.clone(), selection.name.as_deref())),
        Place::Area { .. } | Place::Time { .. } | Place::Transcript { .. } => None,
    }
}

/// What a reader should know where the choice is not clear: another way does as well, or leads by little.
fn doubt(positions: &Positions) -> Option<String> {
    let (fit, other) = (positions.fit?, positions.runner_up?);
    let lead = (fit.boundaries - other.boundaries) * 2.0 * positions.ranges as f64;
    let unclear = match positions.chosen_by {
        ChosenBy::Snippets => false,
        ChosenBy::Boundaries => lead < 1.5,
        ChosenBy::Option => lead < 0.0 && fit.snippets <= other.snippets,
        ChosenBy::Origin | ChosenBy::Default => true,
    };
    unclear.then(|| {
        format!(
            "positions were read as: {}; read as: {}, they fit as well or nearly, and mean other text; say which is right",
            fit.convention, other.convention
        )
    })
}

/// Puts every selection of a source at its place; those that have none are skipped.
pub(super) fn settle(draft: &mut Draft, convention: OffsetConvention, report: &mut Report) {
    for transcript in &mut draft.source.transcripts {
        time(transcript, convention, draft.line, report);
    }
    let text = draft.source.text.take();
    let any = draft.source.selections.iter().any(|selection| raw(selection).is_some());
    let ruler = text.as_ref().filter(|_| any).map(|text| Ruler::new(&text.content, draft.marked));
    let mut lines = draft.lines.iter();
    let (transcripts, mut lost) = (&draft.source.transcripts, 0);
    draft.source.selections.retain_mut(|selection| {
        let line = lines.next().copied();
        let kept = match (&mut selection.place, &ruler) {
            (Place::Text(raw), Some(ruler)) => match ruler.range(raw, convention) {
                Ok(range) => {
                    *raw = range;
                    Ok(())
                }
                Err(wrong) => Err(Some(format!("its positions are {} to {}: {wrong}", raw.start, raw.end))),
            },
            (Place::Text(_), None) => Err(None),
            (Place::Transcript { transcript, from, to, range }, _) => {
                *range = transcripts.get(*transcript).and_then(|it| stretch(it, *from, *to));
                Ok(())
            }
            (Place::Area { .. } | Place::Time { .. }, _) => Ok(()),
        };
        let Err(wrong) = kept else { return true };
        skip(selection, report);
        match wrong {
            Some(wrong) => report.note(NoticeCode::Position, line, || {
                format!(
                    "the selection {} is skipped, with {} codings: {wrong}",
                    selection.guid,
                    selection.codings.len()
                )
            }),
            None => lost += 1,
        }
        false
    });
    draft.source.text = text;
    if lost > 0 {
        let name = super::refusal::clipped(&draft.source.name);
        let message = || format!("{lost} selections of {name} are skipped, as its text could not be read");
        report.note(NoticeCode::NoPlace, Some(draft.line), message);
    }
}

fn skip(selection: &Selection, report: &mut Report) {
    report.counted(Element::Selections).skipped += 1;
    report.counted(Element::Codings).skipped += selection.codings.len() as u64;
}

/// Turns the positions of a transcript's points into bytes.
fn time(transcript: &mut Transcript, convention: OffsetConvention, line: u32, report: &mut Report) {
    let ruler = transcript.text.as_ref().map(|text| Ruler::new(&text.content, false));
    for point in &mut transcript.sync_points {
        let Some(raw) = point.byte else { continue };
        point.byte = ruler.as_ref().and_then(|ruler| ruler.byte(raw, convention).ok());
        if point.byte.is_none() {
            report.counted(Element::SyncPoints).repaired += 1;
            let message = || format!("the sync point {} stands at no place of its text: {raw}", point.guid);
            report.note(NoticeCode::Position, Some(line), message);
        }
    }
}

/// The bytes between two points of a transcript that lie in this order.
fn stretch(transcript: &Transcript, from: Option<usize>, to: Option<usize>) -> Option<std::ops::Range<usize>> {
    let byte = |point: Option<usize>| transcript.sync_points.get(point?)?.byte;
    let (from, to) = (byte(from)?, byte(to)?);
    (from <= to).then_some(from..to)
}
