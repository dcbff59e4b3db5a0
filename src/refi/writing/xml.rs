//! XML as text: elements, attributes, and the characters that they can carry.

use super::super::loss::{LossKind, Losses};

/// XML that is being written: each element begins on a line of its own.
#[derive(Debug)]
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
    /// Whether the last tag still takes attributes.
    in_tag: bool,
    pub(super) losses: Losses,
}

impl Xml {
    pub(super) fn new() -> Self {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        Self { text, open: Vec::new(), in_tag: false, losses: Losses::default() }
    }

    pub(super) fn open(&mut self, name: &'static str) -> &mut Self {
        self.end_tag();
        self.text.push('<');
        self.text.push_str(name);
        self.open.push(name);
        self.in_tag = true;
        self
    }

    pub(super) fn close(&mut self) {
        let Some(name) = self.open.pop() else { return };
        if std::mem::take(&mut self.in_tag) {
            self.text.push_str("/>\n");
        } else {
            self.text.push_str("</");
            self.text.push_str(name);
            self.text.push_str(">\n");
        }
    }

    fn end_tag(&mut self) {
        if std::mem::take(&mut self.in_tag) {
            self.text.push_str(">\n");
        }
    }

    pub(super) fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        self.escaped(value, true);
        self.text.push('"');
        self
    }

    /// An attribute where there is something to say.
    pub(super) fn optional(&mut self, name: &'static str, value: Option<&str>) -> &mut Self {
        if let Some(value) = value {
            self.attribute(name, value);
        }
        self
    }

    /// An element that holds text and nothing else.
    pub(super) fn element(&mut self, name: &'static str, content: &str) {
        self.open(name);
        self.in_tag = false;
        self.text.push('>');
        self.escaped(content, false);
        self.close();
    }

    pub(super) fn finish(mut self) -> (String, Losses) {
        while !self.open.is_empty() {
            self.close();
        }
        (self.text, self.losses)
    }

    /// A reader turns a bare line end of an attribute into a space and `CR LF` into `LF`; as numbers they stay.
    fn escaped(&mut self, value: &str, in_attribute: bool) {
        for character in value.chars() {
            match character {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '\r' => self.text.push_str("&#13;"),
                '"' if in_attribute => self.text.push_str("&quot;"),
                '\n' if in_attribute => self.text.push_str("&#10;"),
                '\t' if in_attribute => self.text.push_str("&#9;"),
                character if carries(character) => self.text.push(character),
                character => {
                    let name = self.open.last().copied().unwrap_or_default();
                    let code = u32::from(character);
                    self.losses.note(LossKind::Characters, || format!("U+{code:04X} in {name}"));
                }
            }
        }
    }
}

/// Whether XML 1.0 can carry the character.
pub(super) fn carries(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}
