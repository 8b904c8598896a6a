//! How much room a text takes in a drawing, without a browser: a careful estimate.
//!
//! Entry points: [`width`], [`shortened`], [`wrapped`]. Letters are as wide as those of the widest
//! system typefaces, so that what fits by this estimate fits on every screen; what no table of
//! Latin letters knows counts as a full square. Lengths are in the drawing's units.

use eku_engine::disguise::visible;

/// The width of a text at a size, never too small.
#[must_use]
pub fn width(text: &str, size: i32) -> i32 {
    let hundredths: i32 = text.chars().map(hundredths).sum();
    (hundredths.saturating_mul(size) + 99) / 100
}

/// The text, hidden characters made visible, cut to a width with an ellipsis where it is longer.
#[must_use]
pub fn shortened(text: &str, size: i32, room: i32) -> String {
    // What is longer than this never fits; a name may have 10,000 characters.
    let start: String = text.chars().take(MOST_LETTERS).collect();
    let shown = visible(&start);
    if start.len() == text.len() && width(&shown, size) <= room {
        return shown;
    }
    let room = room - width(ELLIPSIS, size);
    let mut used = 0;
    let mut cut = String::new();
    for letter in shown.chars() {
        used += hundredths(letter) * size;
        if used > room * 100 {
            break;
        }
        cut.push(letter);
    }
    cut.truncate(cut.trim_end().len());
    cut + ELLIPSIS
}

/// The text in at most so many lines, broken between words; the last is shortened.
#[must_use]
pub fn wrapped(text: &str, size: i32, room: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    for word in words.by_ref() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        let last = lines.len() + 1 >= most;
        if last || line.is_empty() || width(&visible(&longer), size) <= room {
            line = longer;
        } else {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        }
        if line.len() > MOST_LETTERS * 4 {
            break;
        }
    }
    lines.push(line);
    lines.iter().map(|line| shortened(line, size, room)).collect()
}

/// The width of a letter in hundredths of its size, after the widest of the usual typefaces.
fn hundredths(letter: char) -> i32 {
    match letter {
        'i' | 'j' | 'l' | '|' | '\'' | '.' | ',' | ':' | ';' | '!' | '·' => 36,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 43,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 105,
        'A'..='Z' => 78,
        ' '..='~' => 66,
        '\u{a1}'..='\u{24f}' => 80,
        _ => 110,
    }
}

const ELLIPSIS: &str = "…";

/// More letters than fit anywhere.
const MOST_LETTERS: usize = 200;

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn what_is_shortened_fits_and_what_fits_is_left_alone() {
        for (text, room, expected) in [
            ("Webex", 120, "Webex"),
            ("Unified Communications Manager", 120, "Unified Com…"),
            ("a\u{202e}b", 120, "a\\u{202e}b"),
            ("", 120, ""),
        ] {
            assert_eq!(shortened(text, 14, room), expected, "{text}");
        }
        for text in ["W".repeat(10_000), "\u{202e}".repeat(10_000), "漢".repeat(40)] {
            let shown = shortened(&text, 14, 100);
            assert!(shown.ends_with('…') && width(&shown, 14) <= 100, "{shown}");
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn lines_break_between_words_and_the_last_is_shortened() {
        for (text, expected) in [
            ("Webex", vec!["Webex"]),
            ("Cisco Unified Manager", vec!["Cisco Unified", "Manager"]),
            ("one two three four five six seven", vec!["one two three", "four five six…"]),
            ("Donaudampfschifffahrt", vec!["Donaudampf…"]),
        ] {
            assert_eq!(wrapped(text, 14, 120, 2), expected, "{text}");
        }
    }
}
