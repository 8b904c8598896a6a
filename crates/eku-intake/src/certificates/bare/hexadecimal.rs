//! DER as hexadecimal digits: plain, in pairs with colons, commas or spaces between them, and with
//! `0x` or `\x` before each pair.

use zeroize::Zeroizing;

/// Whether the whole text is hexadecimal digits, of a SEQUENCE of some length.
pub(super) fn is_der(text: &[u8]) -> bool {
    let mut digits = 0_usize;
    for letter in letters(text) {
        match (digits, letter) {
            (0, Some(3)) | (1, Some(0)) => {}
            (0 | 1, _) | (_, None) => return false,
            _ => {}
        }
        digits += 1;
    }
    digits >= FEWEST && digits.is_multiple_of(2)
}

/// The first `most` bytes.
pub(super) fn decode(text: &[u8], most: usize) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(most.min(text.len() / 2 + 1)));
    let mut high = None;
    for digit in letters(text).map_while(|letter| letter) {
        match high.take() {
            _ if bytes.len() == most => break,
            None => high = Some(digit),
            Some(high) => bytes.push(high << 4 | digit),
        }
    }
    bytes
}

/// The digits, `None` for what is neither a digit nor stands between digits.
fn letters(text: &[u8]) -> impl Iterator<Item = Option<u8>> {
    text.iter().enumerate().filter_map(|(place, letter)| {
        let next = text.get(place + 1);
        let before = place.checked_sub(1).and_then(|before| text.get(before));
        match letter {
            b'0' if matches!(next, Some(b'x' | b'X')) => None,
            b'x' | b'X' if matches!(before, Some(b'0' | b'\\')) => None,
            b'\\' if next == Some(&b'x') => None,
            b'0'..=b'9' => Some(Some(letter - b'0')),
            b'a'..=b'f' => Some(Some(letter - b'a' + 10)),
            b'A'..=b'F' => Some(Some(letter - b'A' + 10)),
            b':' | b',' | b'-' | b'"' | b'{' | b'}' | b';' => None,
            _ if letter.is_ascii_whitespace() => None,
            _ => Some(None),
        }
    })
}

/// Digits of the shortest thing that is worth a look: a private key of 46 bytes.
const FEWEST: usize = 80;
