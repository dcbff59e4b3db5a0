//! Plain text that stays within a terminal of 100 columns, whatever cases and codes are called.

use std::fmt::{self, Display, Formatter};

/// The width of the terminal.
pub(super) const WIDTH: usize = 100;

/// The text, cut to so many characters; what is cut shows as `…`.
pub(super) fn clip(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// Writes a line; one that is too long goes on below, further in, and a word longer than a line is cut.
pub(super) fn wrap(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    if text.chars().count() <= WIDTH {
        return writeln!(f, "{}", text.trim_end());
    }
    let indent = text.chars().take_while(|c| *c == ' ').count();
    let further = indent + 2;
    let mut line = " ".repeat(indent);
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()).map(|word| clip(word, WIDTH - further)) {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > WIDTH {
            writeln!(f, "{line}")?;
            line = " ".repeat(further);
            used = further;
        } else if used > 0 {
            line.push(' ');
            used += 1;
        } else {
            used = indent;
        }
        line.push_str(&word);
        used += length;
    }
    writeln!(f, "{line}")
}

/// Things with commas between them, or a dash for none.
pub(super) fn list<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    if items.is_empty() { "-".to_owned() } else { items.join(", ") }
}
