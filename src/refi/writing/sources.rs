//! Sources on their way into XML: texts, pictures, documents, recordings, with what was selected in them.

use super::super::loss::LossKind;
use super::super::project::{
    CoderFrom, Coding, Place, Selection, Source, SourceKind, SyncPoint, Text, Transcript, UserIndex,
};
use super::super::steps::Steps;
use super::xml::carries;
use super::{OF_ITEM, ProjectWriter, describe, guid_of, head, id, item_of, said};

/// Where a source stands: its list and its place in it.
type At = (&'static str, usize);

/// What a text is written as.
enum Form<'t> {
    None,
    Inline(&'t str),
    File(String),
}

impl<'p> ProjectWriter<'p> {
    pub(super) fn source(&mut self, nth: usize) {
        let project = self.project;
        let source = &project.sources[nth];
        let at = ("source", nth);
        match source.kind {
            SourceKind::Text => self.text_source("TextSource", source, at),
            SourceKind::Picture => self.picture(source, at),
            SourceKind::Pdf => self.document(source, at),
            SourceKind::Audio => self.recording(source, at, "AudioSource", "AudioSelection"),
            SourceKind::Video => self.recording(source, at, "VideoSource", "VideoSelection"),
        }
    }

    pub(super) fn note(&mut self, nth: usize) {
        let project = self.project;
        self.text_source("Note", &project.notes[nth], ("note", nth));
    }

    fn text_source(&mut self, name: &'static str, source: &Source, at: At) {
        let form = self.form(source.text.as_ref(), &id(&source.guid, at));
        head(&mut self.xml, name, &source.guid, at).optional("name", said(&source.name));
        self.xml.optional("richTextPath", source.path.as_deref());
        self.plain_text_path(&form);
        self.authorship(&source.authorship, OF_ITEM);
        describe(&mut self.xml, source.description.as_deref());
        self.content(&form);
        self.text_selections(source, at, |place| matches!(place, Place::Text(_)));
        self.end_of_source(source);
    }

    /// Reports the thing itself, which is never in the archive; the path is written all the same.
    fn medium(&mut self, name: &'static str, source: &Source, at: At) {
        head(&mut self.xml, name, &source.guid, at).optional("name", said(&source.name));
        self.xml.optional("path", source.path.as_deref());
        if let Some(path) = &source.path {
            self.xml.losses.note(LossKind::Medium, || path.clone());
        }
        self.authorship(&source.authorship, OF_ITEM);
        describe(&mut self.xml, source.description.as_deref());
    }

    fn picture(&mut self, source: &Source, at: At) {
        self.medium("PictureSource", source, at);
        self.representation("TextDescription", source, at);
        self.selections(source, at, |writer, selection, place| {
            let Place::Area { first, second, .. } = selection.place else { return false };
            writer.begin("PictureSelection", selection, place);
            writer.area(first, second);
            writer.body(selection, place);
            true
        });
        self.end_of_source(source);
    }

    fn document(&mut self, source: &Source, at: At) {
        self.medium("PDFSource", source, at);
        self.selections(source, at, |writer, selection, place| {
            let Place::Area { page: Some(page), first, second } = selection.place else { return false };
            writer.begin("PDFSelection", selection, place);
            writer.xml.attribute("page", &page.to_string());
            writer.area(first, second);
            writer.body(selection, place);
            true
        });
        self.representation("Representation", source, at);
        self.end_of_source(source);
    }

    fn recording(&mut self, source: &Source, at: At, name: &'static str, part: &'static str) {
        self.medium(name, source, at);
        for (nth, transcript) in source.transcripts.iter().enumerate() {
            self.transcript(source, at, nth, transcript);
        }
        self.selections(source, at, |writer, selection, place| {
            let Place::Time { begin_ms, end_ms } = selection.place else { return false };
            writer.begin(part, selection, place);
            writer.xml.attribute("begin", &begin_ms.to_string()).attribute("end", &end_ms.to_string());
            writer.body(selection, place);
            true
        });
        self.end_of_source(source);
    }

    /// The words of a picture or a document, with what was selected in them.
    fn representation(&mut self, name: &'static str, source: &Source, at: At) {
        if source.text.is_none() {
            return;
        }
        let guid = guid_of(&format!("text of {}", id(&source.guid, at)));
        let form = self.form(source.text.as_ref(), &guid.to_string());
        head(&mut self.xml, name, &guid, at);
        self.plain_text_path(&form);
        self.content(&form);
        self.text_selections(source, at, |place| matches!(place, Place::Text(_)));
        self.xml.close();
    }

    fn end_of_source(&mut self, source: &Source) {
        source.codings.iter().enumerate().for_each(|coding| self.coding(coding, None, &source.name));
        self.notes(&source.notes);
        self.values(&source.values);
        self.xml.close();
    }

    /// XML loses some characters, and positions would move; a mark at the beginning would be taken for that of a file.
    fn form<'t>(&mut self, text: Option<&'t Text>, stem: &str) -> Form<'t> {
        let Some(Text { content, path }) = text else { return Form::None };
        let inline = content.chars().all(carries) && !content.starts_with('\u{FEFF}');
        if path.is_none() && inline {
            return Form::Inline(content);
        }
        let written = self.files.add(stem, content);
        match path {
            None => self.xml.losses.note(LossKind::TextFile, || written.clone()),
            Some(path) if *path != written => self.xml.losses.note(LossKind::TextPath, || path.clone()),
            Some(_) => {}
        }
        Form::File(written)
    }

    fn plain_text_path(&mut self, form: &Form<'_>) {
        if let Form::File(path) = form {
            self.xml.attribute("plainTextPath", path);
        }
    }

    fn content(&mut self, form: &Form<'_>) {
        if let Form::Inline(content) = form {
            self.xml.element("PlainTextContent", content);
        }
    }

    /// Selections of a text come together; what has another place is written, or reported, elsewhere.
    fn text_selections(&mut self, source: &Source, at: At, own: impl Fn(&Place) -> bool) {
        let steps = source.text.as_ref().map(|text| Steps::of(&text.content));
        for (nth, selection) in source.selections.iter().enumerate().filter(|(_, part)| own(&part.place)) {
            let Place::Text(range) = &selection.place else { continue };
            let Some(positions) = steps.as_ref().and_then(|steps| steps.range(range)) else {
                self.unplaced(source, nth);
                continue;
            };
            let place = (at, nth);
            self.begin("PlainTextSelection", selection, place);
            self.xml.attribute("startPosition", &positions.start.to_string());
            self.xml.attribute("endPosition", &positions.end.to_string());
            self.body(selection, place);
        }
        if source.kind == SourceKind::Text {
            self.strange(source, |place| matches!(place, Place::Text(_)));
        }
    }

    /// Selections of the thing itself; `write` says whether it could write one.
    fn selections(
        &mut self,
        source: &Source,
        at: At,
        mut write: impl FnMut(&mut Self, &Selection, (At, usize)) -> bool,
    ) {
        let elsewhere = |place: &Place| match place {
            Place::Text(_) => source.text.is_some(),
            Place::Transcript { transcript, .. } => *transcript < source.transcripts.len(),
            Place::Area { .. } | Place::Time { .. } => false,
        };
        for (nth, selection) in source.selections.iter().enumerate().filter(|(_, part)| !elsewhere(&part.place)) {
            if !write(self, selection, (at, nth)) {
                self.unplaced(source, nth);
            }
        }
    }

    fn strange(&mut self, source: &Source, own: impl Fn(&Place) -> bool) {
        for (nth, _) in source.selections.iter().enumerate().filter(|(_, part)| !own(&part.place)) {
            self.unplaced(source, nth);
        }
    }

    fn unplaced(&mut self, source: &Source, nth: usize) {
        self.xml.losses.note(LossKind::Place, || format!("selection {} of \"{}\"", nth + 1, source.name));
    }

    fn begin(&mut self, name: &'static str, selection: &Selection, ((list, nth), place): (At, usize)) {
        let list = format!("selection of {list} {nth}");
        head(&mut self.xml, name, &selection.guid, (&list, place)).optional("name", selection.name.as_deref());
    }

    fn area(&mut self, first: (i64, i64), second: (i64, i64)) {
        let corners = [("firstX", first.0), ("firstY", first.1), ("secondX", second.0), ("secondY", second.1)];
        for (name, value) in corners {
            self.xml.attribute(name, &value.to_string());
        }
    }

    /// The rest of a selection, to its end.
    fn body(&mut self, selection: &Selection, ((list, nth), place): (At, usize)) {
        self.authorship(&selection.authorship, OF_ITEM);
        describe(&mut self.xml, selection.description.as_deref());
        if let Some(words) = &selection.words {
            self.words(selection, words, &format!("words of selection {place} of {list} {nth}"));
        }
        let name = selection.name.as_deref().unwrap_or_default();
        let by = selection.authorship.by;
        selection.codings.iter().enumerate().for_each(|coding| self.coding(coding, by, name));
        self.notes(&selection.notes);
        self.xml.close();
    }

    /// Only a selection of a document has a place for its words.
    fn words(&mut self, selection: &Selection, words: &str, name: &str) {
        let Place::Area { page: Some(_), .. } = selection.place else {
            return self.xml.losses.note(LossKind::Place, || name.to_owned());
        };
        let guid = guid_of(&format!("{name} {}", selection.guid));
        head(&mut self.xml, "Representation", &guid, ("words", 0));
        self.xml.element("PlainTextContent", words);
        self.xml.close();
    }

    /// Who coded stands in the coding, unless it was said in the selection alone.
    fn coding(&mut self, (nth, coding): (usize, &Coding), selected_by: Option<UserIndex>, place: &str) {
        let inherited = coding.coder_from == CoderFrom::Selection && coding.coder == selected_by;
        let coder = coding.coder.filter(|_| !inherited).and_then(|coder| self.user(coder));
        let target = item_of(coding.target);
        if self.id_of(target).is_none() {
            return self.dangling("CodeRef");
        }
        head(&mut self.xml, "Coding", &coding.guid, (place, nth)).optional("creatingUser", coder.as_deref());
        self.moment("creationDateTime", coding.at.as_deref());
        self.reference("CodeRef", target);
        self.notes(&coding.notes);
        self.xml.close();
    }

    fn transcript(&mut self, source: &Source, at: At, nth: usize, transcript: &Transcript) {
        let list = format!("transcript of {}", id(&source.guid, at));
        let stem = id(&transcript.guid, (&list, nth));
        let form = self.form(transcript.text.as_ref(), &stem);
        head(&mut self.xml, "Transcript", &transcript.guid, (&list, nth)).optional("name", transcript.name.as_deref());
        self.plain_text_path(&form);
        self.authorship(&transcript.authorship, OF_ITEM);
        describe(&mut self.xml, transcript.description.as_deref());
        self.content(&form);
        let steps = transcript.text.as_ref().map(|text| Steps::of(&text.content));
        for (point, sync) in transcript.sync_points.iter().enumerate() {
            self.sync_point(sync, (&stem, point), steps.as_ref());
        }
        self.transcript_selections(source, at, nth, (&stem, transcript));
        self.notes(&transcript.notes);
        self.xml.close();
    }

    fn sync_point(&mut self, sync: &SyncPoint, place: (&str, usize), steps: Option<&Steps<'_>>) {
        let position = sync.byte.and_then(|byte| steps?.at(byte));
        if sync.byte.is_some() && position.is_none() {
            self.xml.losses.note(LossKind::Place, || format!("sync point {}", place.1 + 1));
        }
        head(&mut self.xml, "SyncPoint", &sync.guid, place);
        self.xml.optional("timeStamp", sync.time_ms.map(|time| time.to_string()).as_deref());
        self.xml.optional("position", position.map(|position| position.to_string()).as_deref());
        self.xml.close();
    }

    fn transcript_selections(&mut self, source: &Source, at: At, nth: usize, (stem, of): (&str, &Transcript)) {
        for (part, selection) in source.selections.iter().enumerate() {
            let Place::Transcript { transcript, from, to, .. } = selection.place else { continue };
            if transcript != nth {
                continue;
            }
            let point = |at: Option<usize>| Some(id(&of.sync_points.get(at?)?.guid, (stem, at?)));
            self.begin("TranscriptSelection", selection, (at, part));
            self.xml.optional("fromSyncPoint", point(from).as_deref()).optional("toSyncPoint", point(to).as_deref());
            self.body(selection, (at, part));
        }
    }
}
