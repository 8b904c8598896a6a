//! The form in which distinguished names are compared.
//!
//! OpenSSL compares names by a canonical encoding (`x509_name_canon`): the text of every string
//! type is taken as UTF-8, ASCII letters are made lower case, white space at both ends is dropped
//! and runs of white space are made one space. Other values are compared as they are.

use alloc::vec::Vec;

use super::fields::Elements;

/// The canonical form of a name's DER. Only compared, never decoded.
pub(super) fn form(name: &[u8]) -> der::Result<Vec<u8>> {
    let mut form = Vec::with_capacity(2 * name.len());
    for part in Elements::of_sequence(name)? {
        let part = part?.1;
        let count = Elements(part).try_fold(0, |count, attribute| attribute.map(|_| count + 1))?;
        form.extend(length(count));
        if count == 1 {
            for attribute in Elements(part) {
                add_attribute(attribute?.1, &mut form)?;
            }
            continue;
        }
        let mut attributes = Vec::new();
        for attribute in Elements(part) {
            let mut form = Vec::new();
            add_attribute(attribute?.1, &mut form)?;
            attributes.push(form);
        }
        // The members of a set have no order of their own.
        attributes.sort_by(|one, other| one.get(4..).cmp(&other.get(4..)));
        form.extend(attributes.into_iter().flatten());
    }
    Ok(form)
}

/// Adds the form of an attribute, behind its length.
fn add_attribute(attribute: &[u8], form: &mut Vec<u8>) -> der::Result<()> {
    let start = form.len();
    form.extend(length(0));
    let mut fields = Elements(attribute);
    fields.next().transpose()?;
    let value = fields.0;
    form.extend_from_slice(attribute.strip_suffix(value).unwrap_or_default());
    match fields.next().transpose()? {
        Some((PRINTABLE_STRING | UTF8_STRING | IA5_STRING, text)) if text.is_ascii() => {
            form.push(0);
            add_folded(text, form);
        }
        Some(element) => match text(element) {
            Some(text) => {
                form.push(0);
                add_folded(text.as_bytes(), form);
            }
            None => {
                form.push(1);
                form.extend_from_slice(value);
            }
        },
        None => {}
    }
    let added = length(form.len() - start - 4);
    if let Some(place) = form.get_mut(start..start + 4) {
        place.copy_from_slice(&added);
    }
    Ok(())
}

fn length(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
}

/// The text of the string types that OpenSSL folds.
pub(super) fn text((tag, bytes): (u8, &[u8])) -> Option<alloc::string::String> {
    match tag {
        UTF8_STRING => Some(core::str::from_utf8(bytes).ok()?.into()),
        PRINTABLE_STRING | IA5_STRING | VISIBLE_STRING | TELETEX_STRING => {
            Some(bytes.iter().map(|byte| char::from(*byte)).collect())
        }
        BMP_STRING => {
            let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).collect::<Result<_, _>>().ok()
        }
        UNIVERSAL_STRING => {
            let (units, []) = bytes.as_chunks::<4>() else { return None };
            units.iter().map(|unit| char::from_u32(u32::from_be_bytes(*unit))).collect()
        }
        _ => None,
    }
}

const UTF8_STRING: u8 = 12;
const PRINTABLE_STRING: u8 = 19;
const TELETEX_STRING: u8 = 20;
const IA5_STRING: u8 = 22;
const VISIBLE_STRING: u8 = 26;
const UNIVERSAL_STRING: u8 = 28;
const BMP_STRING: u8 = 30;

/// Adds text in UTF-8 with its ASCII letters made lower case and its white space folded.
fn add_folded(text: &[u8], form: &mut Vec<u8>) {
    let words = text.split(|byte| byte.is_ascii_whitespace() || *byte == 0x0b);
    for (place, word) in words.filter(|word| !word.is_empty()).enumerate() {
        if place > 0 {
            form.push(b' ');
        }
        let start = form.len();
        form.extend_from_slice(word);
        if let Some(word) = form.get_mut(start..) {
            word.make_ascii_lowercase();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name of one attribute, CN, with a value of `tag`.
    fn name(tag: u8, value: &[u8]) -> Vec<u8> {
        let wrap = |tag: u8, content: &[u8]| {
            [&[tag, u8::try_from(content.len()).unwrap()], content].concat()
        };
        let attribute = wrap(0x30, &[&wrap(6, &[0x55, 4, 3])[..], &wrap(tag, value)].concat());
        wrap(0x30, &wrap(0x31, &attribute))
    }

    #[test]
    fn case_white_space_and_string_type_do_not_tell_names_apart() {
        let plain = form(&name(12, b"Example CA")).unwrap();
        for other in [
            name(19, b"Example CA"),
            name(19, b"EXAMPLE ca"),
            name(12, b"  Example \t CA "),
            name(22, b"example CA"),
            name(30, b"\0E\0x\0a\0m\0p\0l\0e\0 \0C\0A"),
        ] {
            assert_eq!(form(&other).unwrap(), plain);
        }
        for other in [name(12, b"ExampleCA"), name(12, b"Example CB"), name(4, b"Example CA")] {
            assert_ne!(form(&other).unwrap(), plain);
        }
    }
}
