//! A certificate in BER rewritten as OpenSSL would write it.
//!
//! Entry point: [`rewrite`]. OpenSSL takes indefinite and long-form lengths and strings in parts anywhere
//! in a certificate. It keeps the signed part as it stands, because that is what was signed, and
//! writes all else in DER; of that the fingerprint is made. The fields are read from a copy that
//! is DER throughout. The values of extensions are left as they are: [`super::template`] takes BER.

use alloc::vec::Vec;

use super::template::{Header, Undecodable, collect, end_of_content, find_end};

/// One certificate, twice.
pub(super) struct Rewritten {
    /// As OpenSSL writes it: DER, but for what is signed.
    pub(super) whole: Vec<u8>,
    /// With definite lengths throughout.
    pub(super) definite: Vec<u8>,
    /// How many bytes stood behind it.
    pub(super) behind: usize,
}

/// Rewrites the certificate at the beginning of the bytes; `None` where they are no BER.
pub(super) fn rewrite(bytes: &[u8]) -> Option<Rewritten> {
    let mut rest = bytes;
    let mut definite = Vec::new();
    element(&mut rest, 0, &mut definite).ok()?;
    let mut whole = Vec::new();
    let body = signed(bytes)?;
    let behind_body = Header::read(&definite).ok()?;
    let content = behind_body.content(&definite);
    let others = Header::read(content).ok()?.behind(content);
    write(&[SEQUENCE], &[body, others].concat(), &mut whole);
    Some(Rewritten { whole, definite, behind: rest.len() })
}

/// What is signed of a certificate in BER: the first element in it, as it stands.
pub(super) fn signed(bytes: &[u8]) -> Option<&[u8]> {
    let content = Header::read(bytes).ok()?.content(bytes);
    let body = Header::read(content).ok()?;
    let behind = match body.length {
        Some(_) => body.behind(content),
        None => find_end(body.content(content)).ok()?,
    };
    content.get(..content.len() - behind.len())
}

/// Rewrites one element and moves behind it.
fn element(bytes: &mut &[u8], depth: u8, output: &mut Vec<u8>) -> Result<(), Undecodable> {
    let from = *bytes;
    let header = Header::read(from)?;
    let tag = from.get(..header.tag_length()).ok_or(Undecodable)?;
    let mut content = header.content(from);
    if !header.is_constructed {
        write(tag, content, output);
        *bytes = header.behind(from);
        return Ok(());
    }
    if depth >= DEEPEST {
        return Err(Undecodable);
    }
    let is_indefinite = header.length.is_none();
    let mut inner = Vec::new();
    let is_string = header.class == 0 && !matches!(tag, [SEQUENCE | SET]);
    if is_string {
        let [first] = tag else { return Err(Undecodable) };
        collect(&mut content, is_indefinite, 0, &mut inner)?;
        write(&[first & !CONSTRUCTED], &inner, output);
    } else {
        let mut is_open = is_indefinite;
        while !content.is_empty() {
            if is_open && end_of_content(&mut content) {
                is_open = false;
                break;
            }
            element(&mut content, depth + 1, &mut inner)?;
        }
        if is_open {
            return Err(Undecodable);
        }
        write(tag, &inner, output);
    }
    *bytes = if is_indefinite { content } else { header.behind(from) };
    Ok(())
}

/// Writes a tag, the shortest form of a length, and a content.
fn write(tag: &[u8], content: &[u8], output: &mut Vec<u8>) {
    output.extend_from_slice(tag);
    let digits = content.len().to_be_bytes();
    let digits = digits.get(content.len().leading_zeros() as usize / 8..).unwrap_or_default();
    match digits {
        [] => output.push(0),
        [length @ ..=0x7f] => output.push(*length),
        _ => {
            output.push(0x80 | digits.len() as u8);
            output.extend_from_slice(digits);
        }
    }
    output.extend_from_slice(content);
}

const CONSTRUCTED: u8 = 0x20;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;

/// How deep elements are followed; a certificate's own are 8 deep.
const DEEPEST: u8 = 32;
