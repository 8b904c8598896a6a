//! What in a text may be a private key, so that no message, name or report repeats it.
//!
//! Entry points: [`is_key`] for a text that is to become a name, [`begins_key`] where a mistake would
//! cost more, [`shown`] for a text that is shown as a whole, and [`quoted`] for what a message says
//! of its input: no more than a name. A key is
//! known by how PEM, PuTTY and OpenSSH call it, and by runs of base64 or hexadecimal digits. Of a
//! run two things tell: what it decodes to begins a key, or it looks drawn at random. So a line from
//! the middle of a key is found too. Nothing is decoded but the first few bytes of a run.
//!
//! Fingerprints, identifiers and names of machines are no keys. Names of 20 and more mixed letters
//! and digits without a separator are taken for one: they lose their place in a message, no more.

mod runs;

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;

/// Whether a text may be a private key, or hold a part of one: too much to be a name.
#[must_use]
pub fn is_key(text: &str) -> bool {
    called_key(text).is_some() || runs::secrets(text.as_bytes()).next().is_some()
}

/// Whether a private key begins in a text. Nothing else is taken for one, however random it looks.
#[must_use]
pub fn begins_key(text: &str) -> bool {
    is_called_key(text) || runs::secrets(text.as_bytes()).any(|secret| secret.is_certain)
}

fn is_called_key(text: &str) -> bool {
    MARKS.iter().any(|mark| text.contains(mark))
}

/// Where a text calls something a key.
fn called_key(text: &str) -> Option<usize> {
    MARKS.iter().chain(&CALLED).filter_map(|mark| text.find(mark)).min()
}

/// A text as it may be shown: with [`NOT_SHOWN`] in the place of whatever may be a key, and of all that
/// follows where a key is called one.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    // What is called a key may be in pieces that are too short to know.
    if let Some(before) = called_key(text).and_then(|place| text.get(..place)) {
        return Cow::Owned(format!("{}{NOT_SHOWN}", shown(before)));
    }
    let mut secrets = runs::secrets(text.as_bytes()).peekable();
    if secrets.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut end = 0;
    for secret in secrets {
        // Runs are of ASCII, so they begin and end between characters.
        shown.push_str(text.get(end..secret.at.start).unwrap_or_default());
        shown.push_str(NOT_SHOWN);
        end = secret.at.end;
    }
    shown.push_str(text.get(end..).unwrap_or_default());
    Cow::Owned(shown)
}

/// What a message says of a text of its input: all of it where it is as short as a name, and
/// nothing of a key.
#[must_use]
pub fn quoted(text: &str) -> Cow<'_, str> {
    // What may be a key is looked for before the cut, which could leave too little to know it by.
    let looked_at = text.floor_char_boundary(LOOKED_AT);
    match shown(text.get(..looked_at).unwrap_or(text)) {
        shown if shown.len() <= LONGEST_NAME => shown,
        shown => match shown.char_indices().nth(LONGEST_NAME - 1) {
            Some((end, _)) => Cow::Owned(format!("{}\u{2026}", &shown[..end])),
            None => shown,
        },
    }
}

/// What stands in the place of a key.
pub const NOT_SHOWN: &str = "(looks like a private key)";

/// So many characters of its input a message shows at a time: a label of the domain name system has
/// no more (RFC 1035 section 2.3.4).
pub const LONGEST_NAME: usize = 63;

/// Bytes of a text in which a key is looked for before it is cut.
const LOOKED_AT: usize = 4096;

/// How PEM, PuTTY and OpenSSH call a private key.
const MARKS: [&str; 4] =
    ["PRIVATE KEY-", "PRIVATE KEY BLOCK-", "PuTTY-User-Key-File-", "openssh-key-v1"];

/// How any key is called, also where hyphens, blanks and letters were escaped.
const CALLED: [&str; 4] = ["KEY--", "KEY\u{2014}", "KEY%2D", "KEY BLOCK-"];

#[cfg(test)]
mod tests;
