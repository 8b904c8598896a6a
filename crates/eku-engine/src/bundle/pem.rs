//! PEM blocks in text that may hold anything else beside them.
//!
//! RFC 7468 is strict about lines; what people paste is not. Blocks are found here wherever they
//! stand. A body that is laid out as nearly all are is decoded at once; any other is laid out anew as
//! the RFC asks, and `pem-rfc7468` decodes it; the marks of quoted mail (`> `) and line ends that were
//! written out (`\n`) are left out of it. The body of a private key is passed over and never copied.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::recognise::{Recognised, recognise_der, recognise_label, split};
use super::{BlockContent, InputProblemKind, LARGEST_CERTIFICATE, LARGEST_PKCS7, Place};

/// One block as it stands in the text.
pub(super) struct Block<'t> {
    /// From its begin on.
    text: &'t [u8],
    label: &'t [u8],
    body: Option<&'t [u8]>,
    number: usize,
    line: usize,
}

/// The blocks of `text`, in order. A block without an end reaches to the next one's begin.
pub(super) fn blocks(text: &[u8]) -> Blocks<'_> {
    Blocks { text, offset: 0, number: 0, line: 1 }
}

/// Iterator over the blocks of a text.
pub(super) struct Blocks<'t> {
    text: &'t [u8],
    offset: usize,
    number: usize,
    line: usize,
}

impl<'t> Iterator for Blocks<'t> {
    type Item = Block<'t>;

    fn next(&mut self) -> Option<Block<'t>> {
        let (begin, label, body_start) = boundary(self.text, self.offset, BEGIN)?;
        self.line += lines(&self.text[self.offset..begin]);
        self.number += 1;
        let line = self.line;
        // Whichever comes first: the end of this block, or the begin of another.
        let next = find_either(self.text, body_start, END, BEGIN);
        let (body, after) = match next {
            Some(end) if self.text[end..].starts_with(END) => {
                (Some(&self.text[body_start..end]), end + END.len())
            }
            next => (None, next.unwrap_or(self.text.len())),
        };
        self.line += lines(&self.text[begin..after]);
        self.offset = after;
        Some(Block { text: &self.text[begin..], label, body, number: self.number, line })
    }
}

impl Block<'_> {
    /// What the block holds, and the place that a problem would be reported at.
    pub(super) fn content(&self) -> (Place, BlockContent) {
        let place = Place::Block { number: self.number, line: self.line };
        let refused = |kind| (place, BlockContent::Problem(kind));
        let recognised = recognise_label(self.label);
        let most = match recognised {
            Some(Recognised::Pkcs7) => LARGEST_PKCS7,
            Some(Recognised::CertificateRequest) => LARGEST_CERTIFICATE,
            Some(other) => return refused(InputProblemKind::NotACertificate(other)),
            None if CERTIFICATE_LABELS.contains(&self.label) => LARGEST_CERTIFICATE,
            None => {
                let label = String::from_utf8_lossy(&self.label[..self.label.len().min(40)]);
                return refused(InputProblemKind::UnknownBlock { label: label.into_owned() });
            }
        };
        let Some(body) = self.body else {
            return refused(InputProblemKind::BlockWithoutEnd);
        };
        match self.decode_strictly(body, most).map_or_else(|| decode(body, most), Ok) {
            Ok(der) => (place, self.found(recognised, der)),
            Err(DecodeError::TooLarge) => {
                refused(InputProblemKind::TooLarge { bytes: body.len() / 4 * 3 })
            }
            Err(DecodeError::NotBase64 { offset }) => {
                let line = self.line + lines(&body[..offset]);
                let place = Place::Block { number: self.number, line };
                (place, BlockContent::Problem(InputProblemKind::NotBase64))
            }
        }
    }

    /// Decodes a block that stands there as RFC 7468 asks, as nearly every block does; `None` for
    /// any other, whatever is wrong with it.
    fn decode_strictly(&self, body: &[u8], most: usize) -> Option<Zeroizing<Vec<u8>>> {
        if body.len() > most {
            return None;
        }
        if let Some(der) = super::base64::decode(body) {
            return Some(der);
        }
        let before_body = BEGIN.len() + self.label.len() + DASHES.len();
        let length = before_body + body.len() + END.len() + self.label.len() + DASHES.len();
        pem_rfc7468::decode_vec(self.text.get(..length)?).ok().map(|(_, der)| Zeroizing::new(der))
    }

    fn found(&self, by_label: Option<Recognised>, der: Zeroizing<Vec<u8>>) -> BlockContent {
        match by_label.or_else(|| recognise_der(&der)) {
            Some(Recognised::Pkcs7) => BlockContent::Pkcs7(der),
            None if self.label == TRUSTED_CERTIFICATE => super::found_in_der(split(&der).0),
            _ => super::found_in_der(&der),
        }
    }
}

enum DecodeError {
    TooLarge,
    NotBase64 { offset: usize },
}

/// Lays the body out as RFC 7468 section 3 asks and decodes it.
fn decode(body: &[u8], most: usize) -> Result<Zeroizing<Vec<u8>>, DecodeError> {
    // Base64 of so many bytes, with an ending after every 64 letters.
    if body.len() > most / 3 * 4 / 64 * 66 + 66 {
        return Err(DecodeError::TooLarge);
    }
    let mut strict = Zeroizing::new(Vec::with_capacity(body.len() + body.len() / 32 + 64));
    strict.extend_from_slice(b"-----BEGIN CERTIFICATE-----\n");
    let (mut column, mut line_begins, mut escaped) = (0, true, false);
    for (offset, byte) in body.iter().copied().enumerate() {
        let written_out = byte == b'\\' && matches!(body.get(offset + 1), Some(b'n' | b'r'));
        if core::mem::replace(&mut escaped, written_out) || written_out {
            continue;
        }
        if byte.is_ascii_whitespace() || (line_begins && byte == b'>') {
            line_begins |= byte == b'\n' || byte == b'\r';
            continue;
        }
        line_begins = false;
        if !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')) {
            return Err(DecodeError::NotBase64 { offset });
        }
        strict.push(byte);
        column += 1;
        if column == 64 {
            strict.push(b'\n');
            column = 0;
        }
    }
    if column > 0 {
        strict.push(b'\n');
    }
    strict.extend_from_slice(b"-----END CERTIFICATE-----\n");
    match pem_rfc7468::decode_vec(&strict) {
        Ok((_, der)) => Ok(Zeroizing::new(der)),
        Err(_) => Err(DecodeError::NotBase64 { offset: 0 }),
    }
}

/// The next boundary of a kind from `from` on: where it starts, its label, where its line goes on.
fn boundary<'t>(text: &'t [u8], from: usize, kind: &[u8]) -> Option<(usize, &'t [u8], usize)> {
    let mut from = from;
    loop {
        let start = find(text, from, kind)?;
        let label_start = start + kind.len();
        let longest = &text[label_start..text.len().min(label_start + LONGEST_LABEL)];
        if let Some(length) = find(longest, 0, DASHES)
            && !longest[..length].contains(&b'\n')
        {
            let label = longest[..length].trim_ascii();
            return Some((start, label, label_start + length + DASHES.len()));
        }
        from = label_start;
    }
}

fn find(text: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut offset = from;
    while let Some(rest) = text.get(offset..) {
        let step = memchr::memchr(first, rest)?;
        if rest[step..].starts_with(needle) {
            return Some(offset + step);
        }
        offset += step + 1;
    }
    None
}

/// The first place from `from` on where one of two markers stands. Both begin with dashes.
fn find_either(text: &[u8], from: usize, one: &[u8], other: &[u8]) -> Option<usize> {
    let mut offset = from;
    loop {
        let place = find(text, offset, DASHES)?;
        let rest = text.get(place..)?;
        if rest.starts_with(one) || rest.starts_with(other) {
            return Some(place);
        }
        offset = place + 1;
    }
}

fn lines(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text).count()
}

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";
const LONGEST_LABEL: usize = 80;

/// RFC 7468 section 5.1: parsers may take X509 CERTIFICATE for CERTIFICATE.
const CERTIFICATE_LABELS: [&[u8]; 3] = [b"CERTIFICATE", b"X509 CERTIFICATE", TRUSTED_CERTIFICATE];

/// OpenSSL's own: a certificate, and behind it what it is trusted for.
const TRUSTED_CERTIFICATE: &[u8] = b"TRUSTED CERTIFICATE";

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Vec<(String, usize, bool)> {
        blocks(text.as_bytes())
            .map(|block| {
                let label = String::from_utf8_lossy(block.label).into_owned();
                (label, block.line, block.body.is_some())
            })
            .collect()
    }

    #[test]
    fn blocks_are_found_between_prose_and_on_one_line() {
        let text = "Hello\r\n  -----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\nmore\n\
                    -----BEGIN A-----BBBB-----END A----------BEGIN C-----\nCC\n";
        assert_eq!(
            outline(text),
            [("CERTIFICATE".into(), 2, true), ("A".into(), 6, true), ("C".into(), 6, false)]
        );
    }

    #[test]
    fn a_begin_inside_a_block_ends_it_unfinished() {
        let text = "-----BEGIN A-----\nAAAA\n-----BEGIN B-----\nBBBB\n-----END B-----\n";
        assert_eq!(outline(text), [("A".into(), 1, false), ("B".into(), 3, true)]);
    }

    #[test]
    fn what_only_looks_like_a_boundary_is_no_block() {
        for text in
            ["-----BEGIN ", "-----BEGIN CERT\n-----", "----BEGIN A-----", "-----BEGIN A----"]
        {
            assert_eq!(outline(text), [], "{text}");
        }
    }
}
