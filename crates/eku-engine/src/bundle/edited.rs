//! DER that was taken for text on its way: a text editor replaced its bytes, or a transfer its line ends.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::LARGEST_CERTIFICATE;
use crate::certificate::Certificate;

/// Whether bytes that are no text were replaced: the second byte of a certificate is one of them.
pub(super) fn has_replaced(bytes: &[u8]) -> bool {
    // As U+FFFD, or as the letter that the byte is in Latin-1.
    matches!(bytes, [0x30, 0xef, 0xbf, 0xbd, ..] | [0x30, 0xc2, 0x80..=0x9f, ..])
}

/// Whether DER is longer or shorter than it says because line ends were changed in it.
pub(super) fn has_other_line_ends(bytes: &[u8]) -> bool {
    let Some(length) = declared_length(bytes).filter(|_| bytes.len() <= LARGEST_CERTIFICATE) else {
        return false;
    };
    let has_both = bytes.windows(2).any(|pair| pair == b"\r\n");
    if length > bytes.len() {
        // Those that are gone leave no trace but their number.
        let ends = bytes.iter().filter(|byte| **byte == b'\n').count();
        return !has_both && length - bytes.len() <= ends;
    }
    if !has_both || length == bytes.len() {
        return false;
    }
    let mut before = Zeroizing::new(Vec::with_capacity(bytes.len()));
    for (place, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(place + 1) != Some(&b'\n') {
            before.push(*byte);
        }
    }
    Certificate::from_der(&before).is_ok()
}

/// How long DER says it is, with its header.
fn declared_length(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [0x30, 0x81, one, ..] => Some(3 + usize::from(*one)),
        [0x30, 0x82, one, two, ..] => Some(4 + usize::from(u16::from_be_bytes([*one, *two]))),
        _ => None,
    }
}
