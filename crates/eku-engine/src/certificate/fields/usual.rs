//! The usual forms of what a certificate has many of, read without a general reader.
//!
//! `der`'s reader keeps positions and rules that an error needs, and costs several calls for each
//! byte of a header. Names, algorithms and extensions are most of a certificate's headers, and
//! nearly all of them are plain. What is not plain is no error here but `None`: it is then read with
//! `der`, which takes or refuses it. So nothing may be taken here that is refused there.

use alloc::vec::Vec;

use super::Extension;

/// The first element: its tag, its content, and what follows it.
pub(crate) fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, length, rest) = match *bytes {
        [tag, length @ 0..=0x7f, ref rest @ ..] => (tag, usize::from(length), rest),
        [tag, 0x81, length @ 0x80..=0xff, ref rest @ ..] => (tag, usize::from(length), rest),
        [tag, 0x82, high @ 1..=0xff, low, ref rest @ ..] => {
            (tag, usize::from(u16::from_be_bytes([high, low])), rest)
        }
        _ => return None,
    };
    let is_plain = matches!(
        tag,
        1..=6 | 0x0a | 0x0c | 0x13 | 0x14 | 0x16..=0x18 | 0x1a | 0x1c | 0x1e | 0x30 | 0x31
            | 0x80..=0x9e | 0xa0..=0xbe
    );
    let (content, rest) = rest.split_at_checked(length)?;
    is_plain.then_some((tag, content, rest))
}

/// The content of an element of this tag, and what follows it.
fn expect(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    element(bytes).filter(|found| found.0 == tag).map(|(_, content, rest)| (content, rest))
}

/// The bytes of the first element alone.
fn whole<'b>(bytes: &'b [u8], rest: &[u8]) -> &'b [u8] {
    bytes.get(..bytes.len() - rest.len()).unwrap_or_default()
}

/// A name at the beginning of the bytes, and whether its sets are in DER's order.
pub(super) fn name(bytes: &[u8]) -> Option<(&[u8], bool)> {
    let (mut parts, rest) = expect(bytes, SEQUENCE)?;
    let mut is_sorted = true;
    while !parts.is_empty() {
        let (mut attributes, after) = expect(parts, SET)?;
        parts = after;
        let mut last: &[u8] = &[];
        while !attributes.is_empty() {
            let (attribute, after) = expect(attributes, SEQUENCE)?;
            let (_, value) = object_identifier(attribute)?;
            let (_, _, behind) = element(value)?;
            if !behind.is_empty() {
                return None;
            }
            let whole = whole(attributes, after);
            is_sorted &= last <= whole;
            last = whole;
            attributes = after;
        }
    }
    Some((whole(bytes, rest), is_sorted))
}

/// An `AlgorithmIdentifier` at the beginning of the bytes.
pub(super) fn algorithm(bytes: &[u8]) -> Option<&[u8]> {
    let (content, rest) = expect(bytes, SEQUENCE)?;
    let (_, parameters) = object_identifier(content)?;
    let ends = parameters.is_empty() || element(parameters)?.2.is_empty();
    ends.then(|| whole(bytes, rest))
}

/// A list of extensions.
pub(super) fn extensions<'b>(mut list: &'b [u8], found: &mut Vec<Extension<'b>>) -> Option<()> {
    while !list.is_empty() {
        let (extension, after) = expect(list, SEQUENCE)?;
        let (id, mut value) = object_identifier(extension)?;
        let mut critical = false;
        if let [BOOLEAN, 1, 0xff, rest @ ..] = value {
            (critical, value) = (true, rest);
        }
        let (value, behind) = expect(value, OCTET_STRING)?;
        if !behind.is_empty() {
            return None;
        }
        found.push(Extension { id, critical, value });
        list = after;
    }
    Some(())
}

/// An object identifier's content, and what follows it.
fn object_identifier(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (content, rest) = expect(bytes, OBJECT_IDENTIFIER)?;
    is_object_identifier(content).then_some((content, rest))
}

/// Whether this is the content of an object identifier: each arc ends, and none begins with a zero.
pub(super) fn is_object_identifier(content: &[u8]) -> bool {
    let mut is_open = false;
    for byte in content {
        if *byte == 0x80 && !is_open {
            return false;
        }
        is_open = byte & 0x80 != 0;
    }
    !content.is_empty() && !is_open
}

const BOOLEAN: u8 = 1;
const OCTET_STRING: u8 = 4;
const OBJECT_IDENTIFIER: u8 = 6;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
