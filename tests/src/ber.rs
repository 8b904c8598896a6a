//! DER written as BER that means the same.
//!
//! Entry point: [`loosened`].

/// How BER departs from DER.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looseness {
    /// What has parts has an indefinite length.
    IndefiniteLengths,
    /// Every length is written in more bytes than it needs.
    LongLengths,
    /// Strings are in two parts.
    StringsInParts,
}

impl Looseness {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::IndefiniteLengths, Self::LongLengths, Self::StringsInParts];
}

/// Elements of DER that follow one another, written loosely throughout.
///
/// # Panics
///
/// Where they are no DER.
#[must_use]
pub fn loosened(mut elements: &[u8], how: Looseness) -> Vec<u8> {
    let mut output = Vec::new();
    while let [tag, rest @ ..] = elements {
        let (length, behind) = length(rest);
        let (content, behind) = behind.split_at(length);
        elements = behind;
        let has_parts = tag & 0x20 != 0;
        // A BIT STRING counts its unused bits in its first byte, so it stays in one part.
        let is_string = matches!(tag, 0x04 | 0x0c | 0x13 | 0x16);
        let content = match how {
            _ if has_parts => loosened(content, how),
            Looseness::StringsInParts if is_string => {
                let (first, second) = content.split_at(content.len() / 2);
                [first, second].map(|part| element(*tag, part, how)).concat()
            }
            _ => content.to_vec(),
        };
        let tag = match how {
            Looseness::StringsInParts if is_string => tag | 0x20,
            _ => *tag,
        };
        output.extend(element(tag, &content, how));
    }
    output
}

fn element(tag: u8, content: &[u8], how: Looseness) -> Vec<u8> {
    let is_indefinite = how == Looseness::IndefiniteLengths && tag & 0x20 != 0;
    let mut output = vec![tag];
    if is_indefinite {
        output.push(0x80);
    } else if content.is_empty() {
        // OpenSSL takes no other form of this one.
        output.push(0);
    } else {
        let length = u32::try_from(content.len()).expect("small").to_be_bytes();
        output.push(0x84);
        output.extend(length);
    }
    output.extend_from_slice(content);
    output.extend_from_slice(if is_indefinite { &[0, 0] } else { &[] });
    output
}

fn length(bytes: &[u8]) -> (usize, &[u8]) {
    match bytes.split_first().expect("a length") {
        (short @ 0..=0x7f, rest) => (usize::from(*short), rest),
        (long, rest) => {
            let (digits, rest) = rest.split_at(usize::from(long & 0x7f));
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
    }
}
