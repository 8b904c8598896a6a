//! The contents of primitive types, as OpenSSL checks them (`asn1_ex_c2i`), and strings in parts.

use alloc::vec::Vec;

use super::header::{Header, end_of_content};
use super::{Result, Undecodable};

/// Gathers the parts of a string (`asn1_collect`). With an indefinite length `rest` also holds what
/// follows the string, and is moved behind its end.
pub(in crate::certificate) fn collect(
    rest: &mut &[u8],
    is_indefinite: bool,
    depth: u8,
    collected: &mut Vec<u8>,
) -> Result<()> {
    let mut is_open = is_indefinite;
    while !rest.is_empty() {
        if end_of_content(rest) {
            if !is_open {
                return Err(Undecodable);
            }
            is_open = false;
            break;
        }
        let header = Header::read(rest)?;
        let mut content = header.content(rest);
        if header.is_constructed {
            if depth >= DEEPEST {
                return Err(Undecodable);
            }
            collect(&mut content, header.length.is_none(), depth + 1, collected)?;
        } else {
            collected.extend_from_slice(content);
        }
        *rest = if header.length.is_none() { content } else { header.behind(rest) };
    }
    if is_open { Err(Undecodable) } else { Ok(()) }
}

/// Whether a content fits the number of its universal tag. Those in names are compared as text, so
/// they have to be text.
pub(super) fn check(number: u32, content: &[u8], in_name: bool) -> Result<()> {
    let fits = match number {
        1 => content.len() == 1,
        2 | 10 => is_integer(content),
        3 => content.first().is_some_and(|unused| *unused <= 7),
        5 => content.is_empty(),
        6 => is_object_identifier(content),
        12 if in_name => core::str::from_utf8(content).is_ok(),
        28 => {
            let (letters, rest) = content.as_chunks::<4>();
            let is_letter =
                |letter: &[u8; 4]| char::from_u32(u32::from_be_bytes(*letter)).is_some();
            rest.is_empty() && (!in_name || letters.iter().all(is_letter))
        }
        30 => {
            let (units, rest) = content.as_chunks::<2>();
            // Not even in pairs.
            let is_surrogate = |unit: &[u8; 2]| (0xd8..=0xdf).contains(&unit[0]);
            rest.is_empty() && (!in_name || !units.iter().any(is_surrogate))
        }
        _ => true,
    };
    if fits { Ok(()) } else { Err(Undecodable) }
}

/// Whether it is an INTEGER without needless bytes at its beginning.
fn is_integer(content: &[u8]) -> bool {
    match content {
        [] => false,
        [_] => true,
        [0, second, ..] => second & 0x80 != 0,
        // A byte of ones is needed where nothing but zeros follows.
        [0xff, rest @ ..] => rest[0] & 0x80 == 0 || rest.iter().all(|byte| *byte == 0),
        _ => true,
    }
}

/// Whether it is an object identifier, of any size.
fn is_object_identifier(content: &[u8]) -> bool {
    let mut begins = true;
    for byte in content {
        if begins && *byte == 0x80 {
            return false;
        }
        begins = byte & 0x80 == 0;
    }
    !content.is_empty() && begins
}

/// `ASN1_MAX_STRING_NEST`.
const DEEPEST: u8 = 5;

/// The universal tags of values in names, one bit each: BIT STRING, UTF8String, SEQUENCE,
/// NumericString, PrintableString, T61String, IA5String, UniversalString, BMPString, and those that
/// OpenSSL does not know.
pub(super) const ATTRIBUTE_VALUES: u32 =
    bits(&[3, 12, 16, 18, 19, 20, 22, 28, 30]) | bits(&[7, 8, 9, 11, 13, 14, 15, 29]);

/// Those of `DirectoryString`.
pub(super) const DIRECTORY_STRINGS: u32 = bits(&[12, 19, 20, 28, 30]);

const fn bits(numbers: &[u32]) -> u32 {
    match numbers {
        [] => 0,
        [first, rest @ ..] => 1 << *first | bits(rest),
    }
}
