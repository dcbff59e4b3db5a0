//! The frame that every SVG of this crate has, and the one way by which text gets into it.

use std::fmt::{self, Display, Formatter, Write};

/// The colours. `color` is what is drawn with: a part of a picture takes it by its class, and shapes by `currentColor`.
///
/// Every rule is below the class of the root, so that a page with the picture in it keeps its own looks.
const STYLE: &str = "\
.cocreation { color: #16202b; font-family: system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif }
.cocreation text { fill: currentColor }
.cocreation .ground { fill: #ffffff }
.cocreation .halo { stroke: #ffffff; stroke-width: 4; paint-order: stroke }
.cocreation .panel { fill: #f1f4f8; stroke: #b9c6d3 }
.cocreation .rule { stroke: #b9c6d3 }
.cocreation .faint { color: #526375 }
.cocreation .linking { color: #1f5fae }
.cocreation .materialising { color: #1f7340 }
.cocreation .institutionalising { color: #80358f }
.cocreation .coordination { color: #8f5200 }
@media (prefers-color-scheme: dark) {
.cocreation { color: #eef3f8 }
.cocreation .ground { fill: #10161d }
.cocreation .halo { stroke: #10161d }
.cocreation .panel { fill: #1c2733; stroke: #4a5b6d }
.cocreation .rule { stroke: #4a5b6d }
.cocreation .faint { color: #a9bacb }
.cocreation .linking { color: #86b6f5 }
.cocreation .materialising { color: #86d39c }
.cocreation .institutionalising { color: #dba6e6 }
.cocreation .coordination { color: #eab35c }
}
";

/// A picture as it is drawn, one element a line.
#[derive(Debug)]
pub(super) struct Picture(String);

impl Picture {
    /// An empty ground with a title and a description for those who do not see it.
    pub(super) fn new(width: f64, height: f64, title: &str, description: &str) -> Self {
        let (width, height) = (Px(width), Px(height));
        let mut picture = Self(String::new());
        picture.draw(format_args!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="cocreation" viewBox="0 0 {width} {height}" role="img">"#
        ));
        picture.draw(format_args!("<title>{}</title>", Escaped(title)));
        picture.draw(format_args!("<desc>{}</desc>", Escaped(description)));
        picture.draw(format_args!("<style>\n{STYLE}</style>"));
        picture.draw(format_args!(r#"<rect class="ground" width="{width}" height="{height}" rx="10"/>"#));
        picture
    }

    /// Adds markup, in which every text from outside is [`Escaped`].
    pub(super) fn draw(&mut self, markup: fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = writeln!(self.0, "{markup}");
    }

    /// Adds a line of text; `style` is more attributes.
    pub(super) fn text(&mut self, (x, y): (f64, f64), size: f64, style: &str, text: &str) {
        let (x, y, size, text) = (Px(x), Px(y), Px(size), Escaped(text));
        let gap = if style.is_empty() { "" } else { " " };
        self.draw(format_args!(r#"<text x="{x}" y="{y}" font-size="{size}"{gap}{style}>{text}</text>"#));
    }

    pub(super) fn finish(mut self) -> String {
        self.draw(format_args!("</svg>"));
        self.0
    }
}

/// A text as XML takes it, between tags or quotes. What XML has no way of writing becomes the replacement character.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            '\t' | '\n' | '\r' => f.write_char(' '),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                f.write_char(char::REPLACEMENT_CHARACTER)
            }
            c => f.write_char(c),
        })
    }
}

/// A coordinate, to a tenth.
#[derive(Clone, Copy)]
pub(super) struct Px(pub(super) f64);

impl Display for Px {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // The sum turns −0 into 0.
        let tenths = (self.0 * 10.0).round() + 0.0;
        write!(f, "{}", tenths / 10.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Escaped, Picture, Px};
    use proptest::prelude::*;

    #[test]
    fn coordinates_are_short() {
        assert_eq!([0.04, -0.04, 1.25, -3.0].map(|x| Px(x).to_string()), ["0", "0", "1.3", "-3"]);
    }

    #[test]
    fn what_means_something_to_xml_is_escaped() {
        let text = Escaped("<a href=\"x\">&'\u{0}\u{ffff}\n").to_string();
        assert_eq!(text, "&lt;a href=&quot;x&quot;&gt;&amp;&#39;\u{fffd}\u{fffd} ");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// A parser reads out what was put in, in an attribute and between tags, and finds no other element.
        #[test]
        fn any_text_comes_back(text in any::<String>()) {
            let mut picture = Picture::new(1.0, 1.0, &text, "");
            picture.draw(format_args!(r#"<g data-text="{}"/>"#, Escaped(&text)));
            let written = picture.finish();
            let document = roxmltree::Document::parse(&written);
            prop_assert!(document.is_ok(), "{document:?}: {written}");
            let document = document.expect("checked");
            let expected: String = text.chars().map(|c| match c {
                '\t' | '\n' | '\r' => ' ',
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => '\u{fffd}',
                c => c,
            }).collect();
            let found = |name: &str| document.descendants().find(|node| node.has_tag_name(name)).expect("drawn");
            prop_assert_eq!(found("title").text().unwrap_or(""), &expected);
            prop_assert_eq!(found("g").attribute("data-text").expect("given"), &expected);
            prop_assert_eq!(document.descendants().filter(roxmltree::Node::is_element).count(), 6);
        }
    }
}
