//! Text in UTF-16 to UTF-8.
//!
//! Line ends stay what they are, so lines are counted alike in both.

use zeroize::Zeroizing;

/// Which byte of a unit comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ByteOrder {
    Little,
    Big,
}

/// The byte order of text in UTF-16: by its mark, or, for Latin text without one, by where the
/// zero bytes stand. `None` where it is no such text.
pub(super) fn order(bytes: &[u8]) -> Option<ByteOrder> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(ByteOrder::Little),
        [0xfe, 0xff, ..] => return Some(ByteOrder::Big),
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(64) & !1)?;
    let zero = |place: usize| head.iter().skip(place).step_by(2).all(|byte| *byte == 0);
    match (head.len() >= 16, zero(0), zero(1)) {
        (true, false, true) => Some(ByteOrder::Little),
        (true, true, false) => Some(ByteOrder::Big),
        _ => None,
    }
}

/// The text without its mark; what is no character becomes U+FFFD. Allocates once, so that no copy
/// is left behind by growing.
pub(super) fn to_utf8(bytes: &[u8], order: ByteOrder) -> Zeroizing<Vec<u8>> {
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair.first().copied().unwrap_or(0), pair.last().copied().unwrap_or(0)];
        match order {
            ByteOrder::Little => u16::from_le_bytes(pair),
            ByteOrder::Big => u16::from_be_bytes(pair),
        }
    });
    // A unit of two bytes becomes at most three.
    let mut text = Zeroizing::new(Vec::with_capacity(bytes.len() / 2 * 3));
    for character in char::decode_utf16(units.skip_while(|unit| *unit == MARK)) {
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
    text
}

const MARK: u16 = 0xfeff;
