//! The engine's table of look-alikes, made from the crate `unicode-security`.
//!
//! [`source`] writes it; [`file()`] is where it stands.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use eku_engine::disguise;
use unicode_script::{Script, UnicodeScript};
use unicode_security::UNICODE_VERSION;
use unicode_security::confusable_detection::skeleton;

/// Where the table stands.
pub fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/eku-engine/src/disguise/look_alikes.rs")
}

/// Every look-alike of the crate, with what it looks like.
pub fn all() -> BTreeMap<char, char> {
    let plain = BTreeMap::from_iter(PLAIN.chars().map(|plain| (plain, skeleton_of(plain))));
    // What is not assigned looks like nothing.
    let assigned = ('\u{80}'..=char::MAX).filter(|letter| letter.script() != Script::Unknown);
    let seen = assigned.filter(|letter| !disguise::is_hidden(*letter));
    seen.filter_map(|letter| Some((letter, look_alike(letter, &plain)?))).collect()
}

/// The ASCII character that a character outside of ASCII looks like, as the crate has it: the one
/// with the same skeleton (Unicode Technical Standard 39, section 4).
fn look_alike(letter: char, plain: &BTreeMap<char, String>) -> Option<char> {
    let skeleton = skeleton_of(letter);
    if !skeleton.is_ascii() {
        return None;
    }
    let in_order = PLAIN.chars().filter(|seen| plain.get(seen) == Some(&skeleton));
    // Several have one skeleton: a capital I, a small l and the digit 1.
    let kinds: [fn(char) -> bool; 2] =
        [|plain| plain.is_ascii_digit(), |plain| plain.is_ascii_uppercase()];
    let kind = [letter.is_numeric(), letter.is_uppercase()];
    let mut seen = Vec::from_iter(in_order);
    for (is_of_kind, wanted) in kinds.into_iter().zip(kind) {
        let (of_kind, others): (Vec<char>, Vec<char>) =
            seen.iter().copied().partition(|plain| is_of_kind(*plain));
        let chosen = if wanted { of_kind } else { others };
        if !chosen.is_empty() {
            seen = chosen;
        }
    }
    seen.first().copied()
}

fn skeleton_of(letter: char) -> String {
    skeleton(letter.encode_utf8(&mut [0; 4])).collect()
}

/// The table as Rust source.
pub fn source() -> String {
    let mut rows: BTreeMap<char, String> = BTreeMap::new();
    for (letter, plain) in all() {
        if disguise::by_formula(letter).is_none() {
            rows.entry(plain).or_default().push(letter);
        }
    }
    let (major, minor, update) = (UNICODE_VERSION.0, UNICODE_VERSION.1, UNICODE_VERSION.2);
    let mut text = String::from(HEAD);
    writeln!(
        text,
        "/// The version of Unicode whose data this is.\npub const UNICODE_VERSION: &str = \
         \"{major}.{minor}.{update}\";\n\n{DOC}\npub static LOOK_ALIKES: [(char, &str); {}] = [",
        rows.len()
    )
    .expect("a string");
    for (plain, letters) in rows {
        // Escaped: some of them would turn the order of the line around.
        writeln!(text, "    ({plain:?}, \"{}\"),", letters.escape_unicode()).expect("a string");
    }
    text.push_str("];\n");
    text
}

/// What names of machines are written with.
const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";

const HEAD: &str = "//! What looks like ASCII letters, digits, hyphen and full stop.
//!
//! Made by `cargo xtask look-alikes` from the crate `unicode-security` 0.1.3 (MIT or Apache-2.0),
//! which carries the data of Unicode Technical Standard 39; do not edit.

";

const DOC: &str = "/// An ASCII character, and what looks like it and is not found by formula.
#[rustfmt::skip]";
