//! Tags and lengths as OpenSSL reads them (`ASN1_get_object`).

use super::{Result, Undecodable};

/// The head of a value.
pub(in crate::certificate) struct Header {
    /// The two highest bits of the tag.
    pub(in crate::certificate) class: u8,
    /// The number of the tag.
    pub(in crate::certificate) number: u32,
    /// Whether it has parts.
    pub(in crate::certificate) is_constructed: bool,
    /// The length of its content; `None` for an indefinite one.
    pub(in crate::certificate) length: Option<usize>,
    /// The length of the head itself.
    head: usize,
}

impl Header {
    pub(in crate::certificate) fn read(bytes: &[u8]) -> Result<Self> {
        let (first, mut rest) = bytes.split_first().ok_or(Undecodable)?;
        let mut number = u32::from(first & 0x1f);
        if number == 0x1f {
            number = 0;
            loop {
                let (byte, after) = rest.split_first().ok_or(Undecodable)?;
                rest = after;
                number = number << 7 | u32::from(byte & 0x7f);
                if byte & 0x80 == 0 {
                    break;
                }
                if number > MOST_BEFORE_THE_LAST {
                    return Err(Undecodable);
                }
            }
        }
        let is_constructed = first & 0x20 != 0;
        let (byte, after) = rest.split_first().ok_or(Undecodable)?;
        rest = after;
        let length = match byte {
            0x80 if is_constructed => None,
            0x80 => return Err(Undecodable),
            0..=0x7f => Some(usize::from(*byte)),
            // It asks for one byte of content behind them.
            _ if rest.len() <= usize::from(byte & 0x7f) => return Err(Undecodable),
            _ => {
                let (digits, after) =
                    rest.split_at_checked(usize::from(byte & 0x7f)).ok_or(Undecodable)?;
                rest = after;
                let mut length = 0_usize;
                for digit in digits {
                    length = length.checked_mul(256).ok_or(Undecodable)? | usize::from(*digit);
                }
                Some(length)
            }
        };
        if length.is_some_and(|length| length > rest.len()) {
            return Err(Undecodable);
        }
        let head = bytes.len() - rest.len();
        Ok(Self { class: first & 0xc0, number, is_constructed, length, head })
    }

    /// Whether it has this class and number.
    pub(super) fn is(&self, expected: Option<(u8, u8)>) -> bool {
        expected == Some((self.class, u8::try_from(self.number).unwrap_or(u8::MAX)))
    }

    /// How many bytes of the head are the tag.
    pub(in crate::certificate) fn tag_length(&self) -> usize {
        match self.number {
            0..0x1f => 1,
            number => 1 + (u32::BITS - number.leading_zeros()).div_ceil(7) as usize,
        }
    }

    /// The content; with an indefinite length everything that follows the head.
    pub(in crate::certificate) fn content<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        let content = bytes.get(self.head..).unwrap_or_default();
        self.length.map_or(content, |length| content.get(..length).unwrap_or_default())
    }

    /// What follows a value of definite length.
    pub(in crate::certificate) fn behind<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        bytes.get(self.head + self.length.unwrap_or(0)..).unwrap_or_default()
    }
}

/// Takes an end of content at the beginning of the bytes, if there is one.
pub(in crate::certificate) fn end_of_content(bytes: &mut &[u8]) -> bool {
    match bytes {
        [0, 0, rest @ ..] => {
            *bytes = rest;
            true
        }
        _ => false,
    }
}

/// What follows the content of a value of indefinite length (`asn1_find_end`).
pub(in crate::certificate) fn find_end(mut content: &[u8]) -> Result<&[u8]> {
    let mut open = 1_u32;
    while !content.is_empty() {
        if end_of_content(&mut content) {
            open -= 1;
            if open == 0 {
                return Ok(content);
            }
            continue;
        }
        let header = Header::read(content)?;
        if header.length.is_none() {
            open = open.checked_add(1).ok_or(Undecodable)?;
            content = header.content(content);
        } else {
            content = header.behind(content);
        }
    }
    Err(Undecodable)
}

/// The number of a tag is at most `i32::MAX`.
const MOST_BEFORE_THE_LAST: u32 = i32::MAX as u32 >> 7;
