//! Names of files as text.
//!
//! A name is any bytes on most systems, and in archives. What of it is no text is written out as
//! `\xff`, so that two names stay two: a replacement character would make them one.

use std::fmt::Write as _;

/// A name as text: bytes that are not UTF-8, and control characters, are written out.
#[must_use]
pub fn as_text(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        for letter in chunk.valid().chars() {
            if letter.is_control() {
                letter.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| write_out(&mut text, byte));
            } else {
                text.push(letter);
            }
        }
        chunk.invalid().iter().for_each(|byte| write_out(&mut text, *byte));
    }
    text
}

/// Stands between an archive and what is in it.
pub(crate) const MEMBER: char = '!';

/// The file that was given, without its folders, of a path that may lead into an archive.
#[must_use]
pub fn given(path: &str) -> &str {
    let outermost = path.split(MEMBER).next().unwrap_or(path);
    outermost.rsplit(['/', '\\']).next().unwrap_or(outermost)
}

fn write_out(text: &mut String, byte: u8) {
    // Text takes whatever is written to it.
    let _ = write!(text, "\\x{byte:02x}");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::as_text;

    #[test]
    fn names_that_are_not_text_stay_apart() {
        let names: [&[u8]; 9] = [
            b"a.pem",
            b"a\xff.pem",
            b"a\xfe.pem",
            b"a\xff\xfe.pem",
            b"a\xc3.pem",
            b"a\xc3\xa4.pem",
            b"a\n.pem",
            b"a\r.pem",
            b"a\xc2\x85.pem",
        ];
        let texts: BTreeSet<String> = names.iter().map(|name| as_text(name)).collect();
        assert_eq!(texts.len(), names.len(), "{texts:?}");
        assert_eq!(as_text(b"a\xff.pem"), "a\\xff.pem");
        assert_eq!(as_text("ä\u{85}\t.pem".as_bytes()), "ä\\xc2\\x85\\x09.pem");
    }
}
