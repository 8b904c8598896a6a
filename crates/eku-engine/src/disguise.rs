//! What in a name can deceive a person who reads it.
//!
//! Entry points: [`disguises`] for one name, [`reading_key`] to hold two names against each other,
//! [`visible`] and [`runs`] for whoever lays text out. It goes by Unicode Technical Standard 39
//! with small tables of its own: those of the crate `unicode-security` weigh more than everything else
//! that is shown here. The look-alikes are made from that crate by `cargo xtask look-alikes`, and
//! the tests hold every table equal to the crates. What is honest in many languages is no
//! disguise: letters of one script, accents, and a dash in an organisation's name.

mod look_alikes;
mod punycode;
mod scripts;

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

pub use look_alikes::{LOOK_ALIKES, UNICODE_VERSION};
pub use scripts::{Script, is_right_to_left};

/// A way in which a name can deceive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disguise {
    /// It holds characters that are not seen: controls, what has no width, what reorders text.
    Hidden,
    /// It holds letters that are read from right to left.
    RightToLeft,
    /// More marks stand on one letter than any language needs.
    PiledMarks,
    /// It looks like a name in ASCII.
    LooksLike {
        /// That name.
        plain: String,
        /// The scripts of the letters that only look like ASCII.
        scripts: Vec<Script>,
    },
    /// One word has Latin letters and look-alikes of another script.
    MixedScripts {
        /// The word.
        word: String,
        /// The other scripts.
        scripts: Vec<Script>,
    },
    /// It is encoded for the domain name system (`xn--`, RFC 3492).
    Encoded {
        /// What it stands for; `None` where it cannot be decoded.
        shown: Option<String>,
    },
    /// It is longer than any name in the domain name system.
    Long {
        /// How many characters it has.
        characters: usize,
    },
}

impl Disguise {
    /// The stable identifier.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Hidden => "hidden-characters",
            Self::RightToLeft => "right-to-left-letters",
            Self::PiledMarks => "piled-marks",
            Self::LooksLike { .. } => "look-alike-name",
            Self::MixedScripts { .. } => "mixed-scripts",
            Self::Encoded { .. } => "encoded-name",
            Self::Long { .. } => "long-name",
        }
    }
}

/// Every way in which a name can deceive; none for the usual name.
#[must_use]
pub fn disguises(name: &str) -> Vec<Disguise> {
    let mut found = Vec::new();
    if name.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && name.len() <= LONGEST
        && !is_encoded(name)
    {
        return found;
    }
    let decoded = decode(name);
    let shown = decoded.as_deref().unwrap_or(name);
    if shown.chars().any(is_hidden) {
        found.push(Disguise::Hidden);
    }
    if shown.chars().any(is_right_to_left) {
        found.push(Disguise::RightToLeft);
    }
    if has_piled_marks(shown) {
        found.push(Disguise::PiledMarks);
    }
    let start = &shown[..shown.char_indices().nth(LOOKED_AT).map_or(shown.len(), |(end, _)| end)];
    match (looks_like(start), mixed_word(start)) {
        (Some(plain), _) => {
            let letters = start.chars().filter(|letter| look_alike(*letter).is_some());
            found.push(Disguise::LooksLike { plain, scripts: scripts_of(letters) });
        }
        (None, Some(word)) => {
            let scripts = scripts_of(word.chars().filter(|letter| !is_latin(*letter)));
            found.push(Disguise::MixedScripts { word: word.into(), scripts });
        }
        (None, None) => {}
    }
    if is_encoded(name) {
        found.push(Disguise::Encoded { shown: decoded });
    }
    let characters = name.chars().count();
    if characters > LONGEST {
        found.push(Disguise::Long { characters });
    }
    found
}

/// What a name of the domain name system is shown as: encoded labels decoded. `None` where none is
/// encoded, or one cannot be decoded.
#[must_use]
pub fn decode(name: &str) -> Option<String> {
    if !is_encoded(name) {
        return None;
    }
    let mut shown = String::new();
    for (place, label) in name.split('.').enumerate() {
        if place > 0 {
            shown.push('.');
        }
        match encoded_part(label) {
            Some(encoded) => shown.push_str(&punycode::decode(encoded)?),
            None => shown.push_str(label),
        }
    }
    Some(shown)
}

/// What a name reads like at a glance. Two different names with one key look alike.
#[must_use]
pub fn reading_key(name: &str) -> String {
    let decoded = decode(name);
    let shown = decoded.as_deref().unwrap_or(name);
    let mut key = String::with_capacity(shown.len());
    for letter in shown.chars().filter(|letter| !is_hidden(*letter)) {
        let plain = match look_alike(letter).unwrap_or(letter) {
            // A capital I looks like a small l, which 1 does as well.
            '1' | 'I' | '|' => 'l',
            '0' => 'o',
            'm' | 'M' => {
                key.push('r');
                'n'
            }
            other => other,
        };
        key.push(plain.to_ascii_lowercase());
    }
    key
}

/// The ASCII letter, digit, hyphen or full stop that a character outside of ASCII looks like.
#[must_use]
pub fn look_alike(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return None;
    }
    by_formula(letter).or_else(|| {
        let row = LOOK_ALIKES.iter().find(|(_, letters)| letters.contains(letter));
        row.map(|(plain, _)| *plain)
    })
}

/// The full-width forms and the mathematical alphabets repeat ASCII in its order, with gaps; what
/// stands in a gap, or looks like something else, is listed in [`LOOK_ALIKES`].
#[must_use]
pub fn by_formula(letter: char) -> Option<char> {
    let code = u32::from(letter);
    let plain = match code {
        0xff10..=0xff19 | 0xff21..=0xff3a | 0xff41..=0xff5a => code - 0xff10 + 0x30,
        0x1d400..=0x1d6a3 => match (code - 0x1d400) % 52 {
            capital @ 0..=25 => 0x41 + capital,
            small => 0x61 + small - 26,
        },
        0x1d7ce..=0x1d7ff => 0x30 + (code - 0x1d7ce) % 10,
        _ => return None,
    };
    char::from_u32(plain)
}

/// Whether a character shows nothing of itself, or moves what stands around it: the controls, the
/// bidirectional controls, the default ignorables of Unicode, blanks that are no space, and what is
/// no character.
#[must_use]
pub fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || letter as u32 & 0xfffe == 0xfffe
        || matches!(letter,
            '\u{fdd0}'..='\u{fdef}' |
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether the character is a mark that stands on the one before it (the blocks of combining
/// marks).
#[must_use]
pub fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// How many marks may stand on one letter: some languages need three.
pub const MOST_MARKS: usize = 3;

/// Text with characters that could change what a reader sees made visible.
///
/// Control characters, the bidirectional controls, what has no width (Unicode's
/// Default_Ignorable_Code_Point), what is no character, and marks that pile up on a letter are
/// written as `\u{…}`.
#[must_use]
pub fn visible(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len());
    let mut marks = 0;
    for letter in text.chars() {
        marks = if is_mark(letter) { marks + 1 } else { 0 };
        if is_hidden(letter) || marks > MOST_MARKS {
            // Writing to a String does not fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(letter));
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// The text in pieces: those that are read from right to left, each to be laid out for itself, and
/// what stands around them.
pub fn runs(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    core::iter::from_fn(move || {
        let start = rest.find(is_right_to_left).unwrap_or(rest.len());
        let (end, to_the_left) = match start {
            0 if !rest.is_empty() => (end_of_run(rest), true),
            0 => return None,
            start => (start, false),
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some((piece, to_the_left))
    })
}

/// Where a run ends that begins with a letter from right to left: after its last such letter,
/// before the first letter from left to right and before what separates names.
fn end_of_run(text: &str) -> usize {
    let mut end = 0;
    for (place, letter) in text.char_indices() {
        if is_right_to_left(letter) {
            end = place + letter.len_utf8();
        } else if letter.is_ascii_alphabetic() || matches!(letter, ',' | ';' | '"' | '=') {
            break;
        }
    }
    end
}

/// The ASCII name that a name looks like, where it looks like one throughout.
fn looks_like(name: &str) -> Option<String> {
    // In a sentence or an organisation's name a dash and a letter of another Latin alphabet are
    // honest; in the name of a machine they are not to be expected.
    let of_a_machine = name.contains('.') && !name.contains(' ');
    let mut plain = String::with_capacity(name.len());
    let mut disguised = false;
    for letter in name.chars().filter(|letter| !is_hidden(*letter)) {
        if letter.is_ascii() {
            plain.push(letter);
            continue;
        }
        let seen = look_alike(letter)?;
        if !of_a_machine && (is_latin(letter) || !seen.is_ascii_alphanumeric()) {
            return None;
        }
        disguised = true;
        plain.push(seen);
    }
    disguised.then_some(plain)
}

/// The first word with Latin letters and letters of a script that has look-alikes of them.
fn mixed_word(name: &str) -> Option<&str> {
    let is_other = |letter| Script::of(letter).is_some_and(Script::resembles_latin);
    let mut words = name.split(|letter: char| letter.is_ascii() && !letter.is_ascii_alphabetic());
    words.find(|word| word.contains(is_latin) && word.contains(is_other))
}

/// Whether it is a Latin letter, of ASCII or of the blocks that extend it.
fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic()
        || matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
            && !matches!(letter, '\u{d7}' | '\u{f7}')
}

fn scripts_of(letters: impl Iterator<Item = char>) -> Vec<Script> {
    let mut scripts = Vec::new();
    for script in letters.map(|letter| Script::of(letter).unwrap_or(Script::Other)) {
        if !scripts.contains(&script) {
            scripts.push(script);
        }
    }
    scripts.sort();
    scripts
}

fn has_piled_marks(name: &str) -> bool {
    let mut marks = 0;
    name.chars().any(|letter| {
        marks = if is_mark(letter) { marks + 1 } else { 0 };
        marks > MOST_MARKS
    })
}

fn is_encoded(name: &str) -> bool {
    name.split('.').any(|label| encoded_part(label).is_some())
}

/// What follows `xn--` in a label.
fn encoded_part(label: &str) -> Option<&str> {
    let (prefix, rest) = label.split_at_checked(4)?;
    prefix.eq_ignore_ascii_case("xn--").then_some(rest)
}

/// A text cut to a number of characters, with an ellipsis where it is longer.
#[must_use]
pub fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(alloc::format!("{}\u{2026}", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// The longest name of the domain name system, in characters (RFC 1035 section 2.3.4).
pub const LONGEST: usize = 253;

/// How many characters are held against the look-alikes; a disguise that begins after them
/// deceives nobody.
const LOOKED_AT: usize = 1_000;

#[cfg(test)]
mod tests;
