//! Text in which certificates were escaped, quoted or numbered on their way.
//!
//! Entry point: [`plain`], which undoes that: characters that do not show, percent signs of a URL,
//! quoted-printable mail, escapes of JSON, entities and tags of HTML, and what stands before or
//! around each line of a block in source code, a comment, a patch or a listing with line numbers.
//! Nothing is read here. What was undone may be a private key, so every copy is wiped.

mod escapes;
mod lines;

use zeroize::Zeroizing;

use super::contains;

/// Text that may hold a private key.
type Text = Zeroizing<Vec<u8>>;

/// The text as it was before it was escaped; `None` where nothing of it was.
pub(super) fn plain(text: &[u8]) -> Option<Text> {
    let mut plain = None;
    for undo in STAGES {
        let undone = undo(plain.as_deref().map_or(text, Vec::as_slice));
        plain = undone.or(plain);
    }
    plain
}

/// Gives the text without one kind of writing, or nothing where it is not written so.
type Stage = fn(&[u8]) -> Option<Text>;

/// One after the other.
const STAGES: [Stage; 7] = [
    escapes::invisible,
    escapes::percent,
    escapes::quoted_printable,
    // What was escaped in JSON inside JSON was escaped twice.
    escapes::backslashes,
    escapes::backslashes,
    escapes::markup,
    lines::bare,
];

/// An empty text with room for another one, which none of these makes longer.
fn room_for(text: &[u8]) -> Text {
    Zeroizing::new(Vec::with_capacity(text.len()))
}
