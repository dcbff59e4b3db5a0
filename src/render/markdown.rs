//! Tables as GitHub-flavoured Markdown has them.

use std::fmt::{self, Display, Formatter, Write};

/// What Markdown may read as markup inside a line; what only means something at the start of one is never put there.
const MARKUP: [char; 8] = ['\\', '`', '*', '_', '[', ']', '|', '~'];

/// One row of a table; its cells are Markdown already.
pub(super) fn row(out: &mut String, cells: impl IntoIterator<Item = impl Display>) {
    out.push('|');
    for cell in cells {
        // Writing to a string does not fail.
        let _ = write!(out, " {cell} |");
    }
    out.push('\n');
}

/// The headings of a table, and the line beneath them.
pub(super) fn head(out: &mut String, cells: &[&str]) {
    row(out, cells);
    row(out, cells.iter().map(|_| "---"));
}

/// A text that reads as what it is, in a cell of a table or behind other text, on one line.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '$' => f.write_str("&#36;"),
            c if c.is_whitespace() || c.is_control() => f.write_char(' '),
            c if MARKUP.contains(&c) => write!(f, "\\{c}"),
            c => f.write_char(c),
        })
    }
}
