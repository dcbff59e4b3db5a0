//! Breaking text into lines, by an estimate of how wide its letters are.

/// What stands for the rest of a text.
const ELLIPSIS: char = '…';

/// The width of a letter in ems: generous for the sans-serif faces that systems come with.
fn letter(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.33,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' => 0.43,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 1.0,
        'A'..='Z' => 0.75,
        // Hangul, the ideographs and kana, and pictographs fill a square.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{ffef}' => 1.05,
        '\u{10000}'.. => 1.3,
        _ => 0.63,
    }
}

/// How wide a text is at a size of letters, both in the same unit.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(letter).sum::<f64>() * size
}

/// The text in lines no wider than asked, and no more of them than asked; what is left out ends in an ellipsis.
///
/// It breaks at white space, and within a word only where the word is wider than a line. O(what is shown).
pub(super) fn wrapped(text: &str, room: f64, size: f64, most: usize) -> Vec<String> {
    let room = room / size;
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for word in text.split_whitespace() {
        let wide = word
            .chars()
            .map(letter)
            .scan(0.0, |sum, w| {
                *sum += w;
                Some(*sum)
            })
            .find(|sum| *sum > room);
        let whole = wide.is_none().then(|| width(word, 1.0));
        let joined = whole.is_some_and(|whole| used + letter(' ') + whole <= room);
        let line = lines.last_mut().filter(|line| line.is_empty() || joined || (whole.is_none() && used + 2.0 <= room));
        match line {
            Some(line) if line.is_empty() => {}
            Some(line) => {
                line.push(' ');
                used += letter(' ');
            }
            None => {
                lines.push(String::new());
                used = 0.0;
            }
        }
        spell(word, room, most, &mut lines, &mut used);
        if lines.len() > most {
            return cut(lines, room, most);
        }
    }
    lines
}

/// The first letters of a text, with an ellipsis in place of the rest. O(what is shown).
pub(super) fn clipped(text: &str, most: usize) -> String {
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(most).collect();
    shown.extend(letters.next().map(|_| ELLIPSIS));
    shown
}

/// Adds a word letter by letter, on a new line wherever one is full.
fn spell(word: &str, room: f64, most: usize, lines: &mut Vec<String>, used: &mut f64) {
    for c in word.chars() {
        if *used + letter(c) > room && *used > 0.0 {
            lines.push(String::new());
            *used = 0.0;
        }
        if lines.len() > most {
            return;
        }
        lines.last_mut().into_iter().for_each(|line| line.push(c));
        *used += letter(c);
    }
}

fn cut(mut lines: Vec<String>, room: f64, most: usize) -> Vec<String> {
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        while !last.is_empty() && width(last, 1.0) + letter(ELLIPSIS) > room {
            last.pop();
        }
        last.truncate(last.trim_end().len());
        last.push(ELLIPSIS);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{width, wrapped};
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_spaces_and_the_rest_is_an_ellipsis() {
        // Ten letters of 0.63 em at 10 px are 63 px wide.
        assert_eq!(width("abcdeabcde", 10.0), 63.0);
        assert_eq!(wrapped("abcde abcde", 63.0, 10.0, 2), ["abcde", "abcde"]);
        assert_eq!(wrapped("abcde abcde", 67.0, 10.0, 2), ["abcde abcde"]);
        // Four letters and the ellipsis are 35.2 px wide, five and the ellipsis 41.5.
        assert_eq!(wrapped("abcde abcde abcde", 40.0, 10.0, 2), ["abcde", "abcd…"]);
        assert_eq!(wrapped("abcdeabcdeabcde", 63.0, 10.0, 3), ["abcdeabcde", "abcde"]);
        assert_eq!(wrapped(" \n ", 63.0, 10.0, 3), [""]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// No line is too wide or too many, and nothing is lost without an ellipsis.
        #[test]
        fn lines_fit(text in "\\PC{0,60}|[a-z ]{0,80}", room in 20.0..200.0f64, most in 1usize..5) {
            let lines = wrapped(&text, room, 10.0, most);
            prop_assert!((1..=most).contains(&lines.len()));
            prop_assert!(lines.iter().all(|line| width(line, 10.0) <= room + 1e-9), "{lines:?}");
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            let shown = letters(&lines.concat());
            prop_assert!(shown == letters(&text) || letters(&text).starts_with(shown.trim_end_matches('…')));
            prop_assert!(shown == letters(&text) || shown.ends_with('…'));
        }
    }
}
