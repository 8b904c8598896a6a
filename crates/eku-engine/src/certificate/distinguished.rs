//! Distinguished names as text, RFC 4514.
//!
//! Entry point: [`text`]. The attributes' short names stand in one table here: the database of
//! `const-oid`, by which `x509-cert` shows names, would add 80 KB to the page.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use der::Tag;

use super::canonical;
use super::fields::{Elements, OBJECT_IDENTIFIER, usual};
use crate::eku::dotted;

/// A name's DER as text, the most specific part first (RFC 4514 section 2.1). An attribute
/// without a short name, and a value that is no text, stand as `1.2.3=#hex` (section 2.4).
///
/// # Errors
///
/// Where the bytes are not the structure of a name.
pub(super) fn text(name: &[u8]) -> der::Result<String> {
    let parts = Elements::of_sequence(name)?.collect::<der::Result<Vec<_>>>()?;
    let mut text = String::with_capacity(name.len());
    for (place, (_, part)) in parts.iter().rev().enumerate() {
        if place > 0 {
            text.push(',');
        }
        add_part(part, &mut text)?;
    }
    Ok(text)
}

fn add_part(part: &[u8], text: &mut String) -> der::Result<()> {
    for (place, attribute) in Elements(part).enumerate() {
        if place > 0 {
            text.push('+');
        }
        let (_, attribute) = attribute?;
        let mut fields = Elements(attribute);
        let Some((OBJECT_IDENTIFIER, kind)) = fields.next().transpose()? else {
            return Err(Tag::ObjectIdentifier.value_error().into());
        };
        add_attribute(kind, fields.0, text)?;
    }
    Ok(())
}

fn add_attribute(kind: &[u8], value: &[u8], text: &mut String) -> der::Result<()> {
    let short = SHORT_NAMES.iter().find(|(known, _)| *known == kind).map(|(_, short)| *short);
    if let (Some(short), Some(plain)) = (short, plain(value)) {
        text.extend([short, "=", plain]);
        return Ok(());
    }
    let element = Elements(value).next().transpose()?.unwrap_or_default();
    match (short, canonical::text(element)) {
        (Some(short), Some(shown)) => {
            text.extend([short, "="]);
            add_escaped(&shown, text);
        }
        _ => {
            text.push_str(&dotted(kind));
            text.push_str("=#");
            for byte in value {
                // Writing to a string does not fail.
                let _ = write!(text, "{byte:02x}");
            }
        }
    }
    Ok(())
}

/// A string of ASCII that is shown as it is; `None` for anything else.
fn plain(value: &[u8]) -> Option<&str> {
    let (UTF8_STRING | PRINTABLE_STRING | IA5_STRING, content, []) = usual::element(value)? else {
        return None;
    };
    let at_an_end = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'#'));
    let is_plain = |byte: &u8| {
        let escaped = matches!(byte, b'"' | b'+' | b',' | b';' | b'<' | b'>' | b'\\');
        matches!(byte, b' '..=b'~') && !escaped
    };
    let ends = at_an_end(content.first()) || at_an_end(content.last());
    let is_plain = !ends && content.iter().all(is_plain);
    is_plain.then(|| core::str::from_utf8(content).ok())?
}

/// RFC 4514 section 2.4. Control characters are escaped as well, as the RFC allows.
fn add_escaped(value: &str, text: &mut String) {
    let mut letters = value.chars().enumerate().peekable();
    while let Some((place, letter)) = letters.next() {
        let at_an_end = place == 0 || letters.peek().is_none();
        match letter {
            '#' if place == 0 => text.push_str("\\#"),
            ' ' if at_an_end => text.push_str("\\ "),
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => text.extend(['\\', letter]),
            '\0'..='\u{1f}' | '\u{7f}' => {
                let _ = write!(text, "\\{:02x}", u32::from(letter));
            }
            _ => text.push(letter),
        }
    }
}

const UTF8_STRING: u8 = 12;
const PRINTABLE_STRING: u8 = 19;
const IA5_STRING: u8 = 22;

/// Object identifiers, as they are encoded, and the names that are registered for them (RFC 4514
/// section 3, RFC 4519 section 2; IANA, Object Identifier Descriptors).
const SHORT_NAMES: [(&[u8], &str); 24] = [
    (&[0x55, 4, 3], "CN"),
    (&[0x55, 4, 4], "SN"),
    (&[0x55, 4, 5], "SERIALNUMBER"),
    (&[0x55, 4, 6], "C"),
    (&[0x55, 4, 7], "L"),
    (&[0x55, 4, 8], "ST"),
    (&[0x55, 4, 9], "STREET"),
    (&[0x55, 4, 10], "O"),
    (&[0x55, 4, 11], "OU"),
    (&[0x55, 4, 12], "TITLE"),
    (&[0x55, 4, 13], "DESCRIPTION"),
    (&[0x55, 4, 15], "BUSINESSCATEGORY"),
    (&[0x55, 4, 16], "POSTALADDRESS"),
    (&[0x55, 4, 17], "POSTALCODE"),
    (&[0x55, 4, 20], "TELEPHONENUMBER"),
    (&[0x55, 4, 41], "NAME"),
    (&[0x55, 4, 42], "GN"),
    (&[0x55, 4, 43], "INITIALS"),
    (&[0x55, 4, 44], "GENERATIONQUALIFIER"),
    (&[0x55, 4, 46], "DNQUALIFIER"),
    (&[0x55, 4, 65], "PSEUDONYM"),
    // 1.2.840.113549.1.9.1, 0.9.2342.19200300.100.1.25 and .1.
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1], "EMAILADDRESS"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25], "DC"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1], "UID"),
];

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use crate::testing::name;

    #[test]
    fn the_most_specific_part_comes_first_and_what_would_mislead_is_escaped() {
        for (parts, expected) in [
            (&[][..], ""),
            (
                &[("C", "GB"), ("O", "Example, Ltd"), ("CN", "core")],
                "CN=core,O=Example\\, Ltd,C=GB",
            ),
            (&[("CN", "#1 \"a\"+b;<c>\\")], "CN=\\#1 \\\"a\\\"\\+b\\;\\<c\\>\\\\"),
            (&[("CN", " both ends ")], "CN=\\ both ends\\ "),
            (&[("CN", "line\nend\u{7f}")], "CN=line\\0aend\\7f"),
            (&[("CN", " ")], "CN=\\ "),
            (&[("CN", "Zürich")], "CN=Zürich"),
        ] {
            assert_eq!(name(parts).to_string(), expected);
        }
    }
}
