//! Base64 as nearly every PEM block has it: lines of 64 letters, each ended alike.
//!
//! Entry point: [`decode`]. What is laid out in any other way is the other decoders' of
//! [`super::pem`], which say what is wrong with it. No private key comes here, so its time may depend
//! on what it reads.

use alloc::vec::Vec;

use zeroize::Zeroizing;

/// The bytes of a PEM block's body; `None` for all that RFC 7468 section 3 does not ask of writers.
pub(super) fn decode(body: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let body = line_end(body)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(body.len() / 4 * 3));
    let mut rest = body;
    // What is longer than a line has a whole one.
    while rest.len() > LINE {
        let (line, behind) = rest.split_at(LINE);
        rest = line_end(behind)?;
        add(line, rest.is_empty(), &mut bytes)?;
        if rest.is_empty() {
            return Some(bytes);
        }
    }
    let line = rest.strip_suffix(b"\n")?;
    add(line.strip_suffix(b"\r").unwrap_or(line), true, &mut bytes)?;
    Some(bytes)
}

fn line_end(text: &[u8]) -> Option<&[u8]> {
    text.strip_prefix(b"\n").or_else(|| text.strip_prefix(b"\r\n"))
}

/// Adds the bytes of a line, of which only the last may have padding.
fn add(line: &[u8], is_last: bool, bytes: &mut Vec<u8>) -> Option<()> {
    let (groups, []) = line.as_chunks::<4>() else { return None };
    let (last, groups) = match groups.split_last() {
        Some((last, groups)) if is_last => (Some(last), groups),
        Some(_) => (None, groups),
        None => return None,
    };
    let (mut wrong, mut decoded) = (0, [0; LINE / 4 * 3]);
    for (group, three) in groups.iter().zip(decoded.as_chunks_mut::<3>().0) {
        let [first, second, third, fourth] = group.map(value);
        wrong |= first | second | third | fourth;
        *three = [first << 2 | second >> 4, second << 4 | third >> 2, third << 6 | fourth];
    }
    if wrong & NO_LETTER != 0 {
        return None;
    }
    bytes.extend_from_slice(decoded.get(..groups.len() * 3)?);
    let Some(last) = last else { return Some(()) };
    let padding = last.iter().rev().take_while(|letter| **letter == b'=').count();
    let letters = last.get(..4 - padding)?;
    let values = letters.iter().map(|letter| u32::from(value(*letter)));
    let (wrong, number) =
        values.fold((0, 0), |(wrong, number), value| (wrong | value, number << 6 | value));
    let unused = padding * 2;
    if padding > 2 || wrong & u32::from(NO_LETTER) != 0 || number & ((1 << unused) - 1) != 0 {
        return None;
    }
    let [_, decoded @ ..] = (number << (6 * padding)).to_be_bytes();
    bytes.extend_from_slice(decoded.get(..3 - padding)?);
    Some(())
}

fn value(letter: u8) -> u8 {
    VALUES[usize::from(letter)]
}

/// The value of each letter.
static VALUES: [u8; 256] = {
    let mut values = [NO_LETTER; 256];
    let mut value = 0;
    while value < LETTERS.len() {
        values[LETTERS[value] as usize] = value as u8;
        value += 1;
    }
    values
};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A value that no letter has.
const NO_LETTER: u8 = 0x80;

/// Letters of a line.
const LINE: usize = 64;

#[cfg(test)]
mod tests {
    use std::format;
    use std::string::String;

    use super::*;

    fn armoured(bytes: &[u8], end: &str) -> String {
        let ending =
            if end == "\n" { pem_rfc7468::LineEnding::LF } else { pem_rfc7468::LineEnding::CRLF };
        pem_rfc7468::encode_string("A", ending, bytes).unwrap()
    }

    fn body(text: &str) -> &[u8] {
        let text = text.strip_prefix("-----BEGIN A-----").unwrap();
        text.split("-----END").next().unwrap().as_bytes()
    }

    #[test]
    fn what_is_laid_out_as_usual_is_decoded_as_the_library_decodes_it() {
        let bytes = Vec::from_iter((0..=255).cycle().take(1000));
        for length in (1..200).chain([999, 1000]) {
            for end in ["\n", "\r\n"] {
                let text = armoured(&bytes[..length], end);
                let decoded = decode(body(&text)).map(|bytes| bytes.to_vec());
                assert_eq!(decoded.as_deref(), Some(&bytes[..length]), "{length}");
            }
        }
    }

    #[test]
    fn nothing_is_decoded_that_the_library_does_not_decode_to_the_same() {
        let text = armoured(&Vec::from_iter(0..100), "\n");
        for place in "-----BEGIN A-----".len()..text.len() - "-----END A-----\n".len() {
            for letter in ["", "A", "=", "\n", "\r", " ", ">", "-", "\\n", "é", "AAAA"] {
                for behind in [place, place + 1] {
                    let changed = format!("{}{letter}{}", &text[..place], &text[behind..]);
                    let theirs = pem_rfc7468::decode_vec(changed.as_bytes()).ok();
                    let theirs = theirs.as_ref().map(|(_, bytes)| bytes.as_slice());
                    // The library asks for the same end of each line.
                    if let Some(ours) = decode(body(&changed)) {
                        let is_same = theirs == Some(ours.as_slice());
                        assert!(is_same || letter == "\r" && theirs.is_none(), "{changed:?}");
                    }
                }
            }
        }
    }
}
