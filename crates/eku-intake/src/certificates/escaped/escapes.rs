//! What stands for single characters.

use super::{Text, contains, room_for};

/// Without characters that do not show; what looks like a hyphen or a blank is one.
pub(super) fn invisible(text: &[u8]) -> Option<Text> {
    if text.is_ascii() {
        return None;
    }
    let mut plain = room_for(text);
    let mut rest = text;
    while let Some((first, behind)) = rest.split_first() {
        let known = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign));
        let (kept, behind) = match known {
            Some((sign, stands_for)) => (*stands_for, rest.get(sign.len()..).unwrap_or_default()),
            None => (core::slice::from_ref(first), behind),
        };
        plain.extend_from_slice(kept);
        rest = behind;
    }
    (plain.len() < text.len()).then_some(plain)
}

/// Without the percent signs of a URL (RFC 3986 section 2.1), in a form with `+` for a blank.
pub(super) fn percent(text: &[u8]) -> Option<Text> {
    if !ESCAPED_IN_URLS.iter().any(|escape| contains(text, escape)) {
        return None;
    }
    let is_form = contains(text, b"BEGIN+");
    let mut plain = room_for(text);
    let mut rest = text;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        match first {
            b'+' if is_form => plain.push(b' '),
            b'%' if let Some((byte, behind)) = pair(behind) => {
                plain.push(byte);
                rest = behind;
            }
            other => plain.push(*other),
        }
    }
    Some(plain)
}

/// Without the equals signs of quoted-printable mail (RFC 2045 section 6.7).
pub(super) fn quoted_printable(text: &[u8]) -> Option<Text> {
    if !ESCAPED_IN_MAIL.iter().any(|escape| contains(text, escape)) && !has_soft_end(text) {
        return None;
    }
    let mut plain = room_for(text);
    let mut rest = text;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        match (first, behind) {
            (b'=', [b'\n', behind @ ..] | [b'\r', b'\n', behind @ ..]) => rest = behind,
            (b'=', _) if let Some((byte, behind)) = pair(behind) => {
                plain.push(byte);
                rest = behind;
            }
            (other, _) => plain.push(*other),
        }
    }
    Some(plain)
}

/// Whether two lines, one after the other, end in an equals sign: in base64 the last one may.
fn has_soft_end(text: &[u8]) -> bool {
    let mut ends =
        text.split(|byte| *byte == b'\n').map(|line| line.trim_ascii_end().ends_with(b"="));
    let mut before = false;
    ends.any(|is_soft| core::mem::replace(&mut before, is_soft) && is_soft)
}

/// Without the backslashes of a string in JSON or source code: `\u002B`, `\x2b`, `\/`, `\n`.
pub(super) fn backslashes(text: &[u8]) -> Option<Text> {
    if !ESCAPED_IN_STRINGS.iter().any(|escape| contains(text, escape)) {
        return None;
    }
    let mut plain = room_for(text);
    let mut rest = text;
    while let Some((first, behind)) = rest.split_first() {
        let (byte, after) = match (first, behind) {
            (b'\\', [b'u', b'0', b'0', behind @ ..] | [b'x' | b'X', behind @ ..])
                if let Some(found) = pair(behind) =>
            {
                found
            }
            (b'\\', [b'n', behind @ ..]) => (b'\n', behind),
            (b'\\', [b'r', behind @ ..]) => (b'\r', behind),
            (b'\\', [b't', behind @ ..]) => (b'\t', behind),
            (b'\\', [escaped @ (b'/' | b'"' | b'\'' | b'\\'), behind @ ..]) => (*escaped, behind),
            (other, behind) => (*other, behind),
        };
        plain.push(byte);
        rest = after;
    }
    Some(plain)
}

/// Without the entities and tags of HTML or XML. A tag that ends a line on the screen is a line end.
pub(super) fn markup(text: &[u8]) -> Option<Text> {
    let has_tags = contains(text, b"<br") || contains(text, b"</");
    let has_entities = text.contains(&b'&') && text.contains(&b';');
    if !has_tags && !has_entities {
        return None;
    }
    let mut plain = room_for(text);
    let mut rest = text;
    while let Some((first, behind)) = rest.split_first() {
        let (byte, after) = match first {
            b'&' => {
                entity(behind).map_or((Some(*first), behind), |(byte, after)| (Some(byte), after))
            }
            b'<' if has_tags => tag(behind).unwrap_or((Some(*first), behind)),
            other => (Some(*other), behind),
        };
        plain.extend(byte);
        rest = after;
    }
    (plain.len() < text.len()).then_some(plain)
}

/// The character that an entity stands for, where it is one of ASCII; `rest` follows the ampersand.
fn entity(rest: &[u8]) -> Option<(u8, &[u8])> {
    let end = rest.iter().take(LONGEST_ENTITY).position(|byte| *byte == b';')?;
    let (name, after) = (rest.get(..end)?, rest.get(end + 1..)?);
    let name = core::str::from_utf8(name).ok()?;
    let byte = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => u8::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((if byte == NO_BREAK { b' ' } else { byte }, after))
}

/// What a tag stands for, a line end or nothing; `rest` follows its beginning.
fn tag(rest: &[u8]) -> Option<(Option<u8>, &[u8])> {
    let is_tag = matches!(rest.first(), Some(b'/' | b'!' | b'a'..=b'z' | b'A'..=b'Z'));
    let end = rest.iter().take(LONGEST_TAG).position(|byte| *byte == b'>').filter(|_| is_tag)?;
    let name = rest.get(..end)?.trim_ascii_start();
    let name = name.strip_prefix(b"/").unwrap_or(name);
    let name = name.split(|byte| !byte.is_ascii_alphanumeric()).next().unwrap_or_default();
    let ends_line = LINES.iter().any(|line| name.eq_ignore_ascii_case(line));
    Some((ends_line.then_some(b'\n'), rest.get(end + 1..)?))
}

/// The byte that two hexadecimal digits are.
fn pair(text: &[u8]) -> Option<(u8, &[u8])> {
    let [high, low, rest @ ..] = text else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some((digit(*high)? << 4 | digit(*low)?, rest))
}

/// What does not show, or looks like something of ASCII, and what it stands for.
const SIGNS: [(&[u8], &[u8]); 18] = [
    ("\u{ad}".as_bytes(), b""),
    ("\u{200b}".as_bytes(), b""),
    ("\u{200c}".as_bytes(), b""),
    ("\u{200d}".as_bytes(), b""),
    ("\u{200e}".as_bytes(), b""),
    ("\u{200f}".as_bytes(), b""),
    ("\u{2060}".as_bytes(), b""),
    ("\u{feff}".as_bytes(), b""),
    ("\u{a0}".as_bytes(), b" "),
    ("\u{2007}".as_bytes(), b" "),
    ("\u{202f}".as_bytes(), b" "),
    ("\u{2010}".as_bytes(), b"-"),
    ("\u{2011}".as_bytes(), b"-"),
    ("\u{2012}".as_bytes(), b"-"),
    // What word processors make of two hyphens and of three.
    ("\u{2013}".as_bytes(), b"--"),
    ("\u{2014}".as_bytes(), b"---"),
    ("\u{2028}".as_bytes(), b"\n"),
    ("\u{2212}".as_bytes(), b"-"),
];

const ESCAPED_IN_URLS: [&[u8]; 5] = [b"%0A", b"%20", b"%2B", b"%2F", b"%3D"];
const ESCAPED_IN_MAIL: [&[u8]; 4] = [b"=3D", b"=2B", b"=0A", b"=20"];
const ESCAPED_IN_STRINGS: [&[u8]; 5] = [b"\\u00", b"\\x2", b"\\/", b"\\\\n", b"\\\\r"];

const ENTITIES: [(&str, u8); 10] = [
    ("amp", b'&'),
    ("lt", b'<'),
    ("gt", b'>'),
    ("quot", b'"'),
    ("apos", b'\''),
    ("nbsp", b' '),
    ("plus", b'+'),
    ("sol", b'/'),
    ("equals", b'='),
    ("NewLine", b'\n'),
];
const NO_BREAK: u8 = 0xa0;

/// Elements that stand on lines of their own.
const LINES: [&[u8]; 8] = [b"br", b"p", b"div", b"li", b"tr", b"pre", b"span", b"td"];

const LONGEST_ENTITY: usize = 10;
const LONGEST_TAG: usize = 400;
