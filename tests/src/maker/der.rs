//! Writes DER, one element at a time, without judging what is written.
//!
//! Every function returns the bytes of one element: tag, length, content. Nothing here checks that
//! the content fits the tag, so that certificates can be made which no library would encode.

/// Any element: `tag`, the length of `content`, `content`.
pub fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![tag];
    if content.len() < 0x80 {
        bytes.push(content.len() as u8);
    } else {
        let length = content.len().to_be_bytes();
        let skip = length.iter().take_while(|byte| **byte == 0).count();
        bytes.push(0x80 | (length.len() - skip) as u8);
        bytes.extend_from_slice(&length[skip..]);
    }
    bytes.extend_from_slice(content);
    bytes
}

/// SEQUENCE of the given elements, in order.
pub fn sequence<Item: AsRef<[u8]>>(items: &[Item]) -> Vec<u8> {
    element(0x30, &concatenate(items))
}

/// SET of the given elements, in the order that DER demands.
pub fn set<Item: AsRef<[u8]>>(items: &[Item]) -> Vec<u8> {
    let mut sorted: Vec<&[u8]> = items.iter().map(AsRef::as_ref).collect();
    sorted.sort_unstable();
    element(0x31, &concatenate(&sorted))
}

/// `[number] EXPLICIT` around one element.
pub fn explicit(number: u8, inner: &[u8]) -> Vec<u8> {
    element(0xa0 | number, inner)
}

/// `[number] IMPLICIT` of a primitive type, from its content.
pub fn implicit(number: u8, content: &[u8]) -> Vec<u8> {
    element(0x80 | number, content)
}

/// INTEGER from its content bytes, exactly as given.
pub fn integer_bytes(content: &[u8]) -> Vec<u8> {
    element(0x02, content)
}

/// INTEGER that is not negative, from big-endian bytes of any length.
pub fn unsigned(bytes: &[u8]) -> Vec<u8> {
    let skip = bytes.iter().take_while(|byte| **byte == 0).count();
    let digits = &bytes[skip..];
    let mut content = Vec::with_capacity(digits.len() + 1);
    if digits.first().is_none_or(|first| *first >= 0x80) {
        content.push(0);
    }
    content.extend_from_slice(digits);
    integer_bytes(&content)
}

/// INTEGER of a small number.
pub fn number(value: u32) -> Vec<u8> {
    unsigned(&value.to_be_bytes())
}

/// BOOLEAN.
pub fn boolean(value: bool) -> Vec<u8> {
    element(0x01, &[if value { 0xff } else { 0x00 }])
}

/// NULL.
pub fn null() -> Vec<u8> {
    element(0x05, &[])
}

/// OCTET STRING.
pub fn octet_string(content: &[u8]) -> Vec<u8> {
    element(0x04, content)
}

/// BIT STRING of whole bytes.
pub fn bit_string(content: &[u8]) -> Vec<u8> {
    element(0x03, &[&[0], content].concat())
}

/// BIT STRING of named bits, bit 0 first, without trailing zero bits.
pub fn named_bits(bits: &[u8]) -> Vec<u8> {
    let Some(highest) = bits.iter().max() else {
        return element(0x03, &[0]);
    };
    let mut content = vec![7 - highest % 8];
    content.resize(2 + usize::from(highest / 8), 0);
    for bit in bits {
        content[1 + usize::from(bit / 8)] |= 0x80 >> (bit % 8);
    }
    element(0x03, &content)
}

/// UTF8String.
pub fn utf8_string(text: &str) -> Vec<u8> {
    element(0x0c, text.as_bytes())
}

/// PrintableString; the characters are not checked.
pub fn printable_string(text: &str) -> Vec<u8> {
    element(0x13, text.as_bytes())
}

/// IA5String; the characters are not checked.
pub fn ia5_string(text: &str) -> Vec<u8> {
    element(0x16, text.as_bytes())
}

/// OBJECT IDENTIFIER from its dotted form.
///
/// # Panics
///
/// Where the text is not at least two numbers with dots between them.
pub fn object_identifier(dotted: &str) -> Vec<u8> {
    let arcs: Vec<u64> = dotted
        .split('.')
        .map(|arc| arc.parse().unwrap_or_else(|_| panic!("not an object identifier: {dotted}")))
        .collect();
    assert!(arcs.len() >= 2, "not an object identifier: {dotted}");
    let mut content = Vec::new();
    push_base_128(&mut content, arcs[0] * 40 + arcs[1]);
    for arc in &arcs[2..] {
        push_base_128(&mut content, *arc);
    }
    element(0x06, &content)
}

fn push_base_128(bytes: &mut Vec<u8>, value: u64) {
    let groups = (64 - (value | 1).leading_zeros()).div_ceil(7);
    for group in (0..groups).rev() {
        let more = if group > 0 { 0x80 } else { 0 };
        bytes.push(((value >> (7 * group)) & 0x7f) as u8 | more);
    }
}

fn concatenate<Item: AsRef<[u8]>>(items: &[Item]) -> Vec<u8> {
    items.iter().flat_map(|item| item.as_ref()).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_have_the_bytes_of_the_standard() {
        assert_eq!(element(0x04, &[7; 200])[..3], [0x04, 0x81, 200]);
        assert_eq!(element(0x04, &[7; 300])[..4], [0x04, 0x82, 1, 44]);
        assert_eq!(number(0), [2, 1, 0]);
        assert_eq!(number(128), [2, 2, 0, 128]);
        assert_eq!(named_bits(&[0, 2]), [3, 2, 5, 0xa0]);
        assert_eq!(named_bits(&[8]), [3, 3, 7, 0, 0x80]);
        assert_eq!(object_identifier("1.2.840.113549"), [6, 6, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d]);
        assert_eq!(set(&[number(2), number(1)]), [0x31, 6, 2, 1, 1, 2, 1, 2]);
    }
}
