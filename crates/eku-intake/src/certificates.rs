//! Certificates in any encoding.
//!
//! Entry point: [`read`]. The engine reads PEM and DER (`eku_engine::bundle`); here is what people
//! have beside them: text in UTF-16, PKCS#7, base64 or digits without armour, these inside JSON, XML,
//! prose, source code or the configuration of a router, and text that was escaped. A private key in any of them is recognised by its first bytes and
//! refused; where text had to be decoded to find that out, the copy is wiped.
//!
//! Nothing is read but certificates: archives are opened by [`crate::archive`].

mod bare;
mod escaped;
mod pkcs7;
mod utf16;

use std::io::{self, BufRead};

use eku_engine::bundle::{
    self, Bundle, InputProblem, InputProblemKind, LARGEST_PKCS7, Place, Recognised,
};
use memchr::memmem;
use zeroize::Zeroizing;

/// Reads every certificate in `bytes`, whatever they are wrapped in.
///
/// Never fails as a whole: what cannot be used is a problem beside the certificates that can, with
/// the line where it stands in the text as it was given. The certificates keep the input's order,
/// except that of the certificates in PKCS#7, which is a set, the leaf comes first.
///
/// Memory: the certificates, and where text has to be decoded a copy of it, of at most 3/2 of
/// [`LARGEST_UTF16`] or [`LARGEST_BARE`].
#[must_use]
pub fn read(bytes: &[u8]) -> Bundle {
    let Some(order) = utf16::order(bytes) else {
        return read_plain(bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes));
    };
    if bytes.len() > LARGEST_UTF16 {
        let mut bundle = Bundle::default();
        let kind = InputProblemKind::TextTooLarge { bytes: bytes.len(), most: LARGEST_UTF16 };
        bundle.add_problem(Place::File, kind);
        return bundle;
    }
    read_plain(&utf16::to_utf8(bytes, order))
}

/// Whether bytes are text in UTF-16.
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    utf16::order(bytes).is_some()
}

/// Text in UTF-16 as UTF-8; `None` where it is none, or too large.
pub(crate) fn of_utf16(bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let order = utf16::order(bytes).filter(|_| bytes.len() <= LARGEST_UTF16)?;
    Some(utf16::to_utf8(bytes, order))
}

/// Reads every certificate in a stream; `None` where it is larger than [`LARGEST_FILE`].
///
/// # Errors
///
/// Where the stream fails.
pub fn read_from(content: &mut dyn BufRead) -> io::Result<Option<Bundle>> {
    Ok(whole(content)?.map(|bytes| read(&bytes)))
}

/// The whole content; `None` where it is larger than certificates are.
pub(crate) fn whole(content: &mut dyn BufRead) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    match beginning(content) {
        (bytes, Ended::Whole) => Ok(Some(bytes)),
        (_, Ended::TooLarge) => Ok(None),
        (_, Ended::Stopped(error)) => Err(error),
    }
}

/// How reading the beginning of content ended.
pub(crate) enum Ended {
    /// It is all of it.
    Whole,
    /// There is more.
    TooLarge,
    /// The stream failed.
    Stopped(io::Error),
}

/// What content begins with: no more than the largest file of certificates.
pub(crate) fn beginning(content: &mut dyn BufRead) -> (Zeroizing<Vec<u8>>, Ended) {
    let mut bytes = Zeroizing::new(Vec::new());
    loop {
        let chunk = match content.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) => return (bytes, Ended::Stopped(error)),
        };
        if chunk.is_empty() {
            return (bytes, Ended::Whole);
        }
        if bytes.len() + chunk.len() > LARGEST_FILE {
            return (bytes, Ended::TooLarge);
        }
        let length = chunk.len();
        make_room(&mut bytes, length);
        bytes.extend_from_slice(chunk);
        content.consume(length);
    }
}

/// Makes room for so many more bytes. What is too small is replaced, so that no copy of what it held
/// is left behind.
fn make_room(bytes: &mut Zeroizing<Vec<u8>>, more: usize) {
    if bytes.capacity() < bytes.len() + more {
        let mut larger = Zeroizing::new(Vec::with_capacity((bytes.len() + more) * 2));
        larger.extend_from_slice(bytes);
        *bytes = larger;
    }
}

/// Whether a text holds a word, in letters of either case.
pub(crate) fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word))
}

/// Reads DER or text, and where something in the text could not be used, the text without escapes.
fn read_plain(bytes: &[u8]) -> Bundle {
    let as_given = read_text(bytes, true);
    let may_be_escaped = |problem: &InputProblem| {
        matches!(
            problem.kind,
            InputProblemKind::NoCertificate
                | InputProblemKind::NotBase64
                | InputProblemKind::BlockWithoutEnd
                | InputProblemKind::UnknownBlock { .. }
                | InputProblemKind::Certificate(_)
                | InputProblemKind::Pkcs7Broken
                | InputProblemKind::NotACertificate(Recognised::WebPage)
        )
    };
    let is_text = !matches!(bytes, [0x30, 0x80..=0xff, ..]) && bytes.len() <= LARGEST_ESCAPED;
    if !is_text || !as_given.problems.iter().any(may_be_escaped) {
        return as_given;
    }
    let Some(plain) = escaped::plain(bytes) else { return as_given };
    let mut undone = read_text(&plain, true);
    // Places are those of the text as it was given.
    let place = as_given.problems.first().map_or(Place::File, |problem| problem.place);
    undone.problems.iter_mut().for_each(|problem| problem.place = place);
    if understood(&undone) > understood(&as_given) { undone } else { as_given }
}

/// How much of it is known for what it is.
fn understood(bundle: &Bundle) -> usize {
    let is_known = |problem: &&InputProblem| match &problem.kind {
        InputProblemKind::NotACertificate(kind) => {
            !matches!(kind, Recognised::WebPage | Recognised::Report)
        }
        kind => matches!(kind, InputProblemKind::CertificateRequest(_)),
    };
    let known = bundle.problems.iter().filter(is_known).map(|problem| problem.count);
    bundle.certificates.len() + known.sum::<usize>()
}

/// Reads DER, or text in ASCII or UTF-8; base64 in it may hold such text once more.
fn read_text(bytes: &[u8], and_inside: bool) -> Bundle {
    let mut bundle = bundle::read_with(bytes, &mut pkcs7::open);
    if bundle.problems.is_empty() && is_armour_alone(bytes) {
        return bundle;
    }
    let is_bare = match bundle.problems.as_slice() {
        [InputProblem { kind, place: Place::File, .. }] if may_be_bare(kind) => true,
        [InputProblem { place: Place::File, .. }] => return bundle,
        _ if matches!(bytes, [0x30, 0x80..=0xff, ..]) => return bundle,
        [InputProblem { place: Place::Part { .. }, .. }, ..] => return bundle,
        _ => false,
    };
    let whole = if is_bare { bundle.problems.pop() } else { None };
    if is_bare {
        bundle.first_unreadable = false;
    }
    bare::read(bytes, is_bare, and_inside, &mut bundle);
    if let Some(InputProblem { kind, place, .. }) = whole
        && bundle.certificates.is_empty()
        && bundle.problems.is_empty()
    {
        bundle.add_problem(place, kind);
    }
    bundle
}

/// Whether a text is PEM blocks of certificates and white space: nothing stands beside them.
fn is_armour_alone(text: &[u8]) -> bool {
    let mut rest = text.trim_ascii_start();
    while let Some(body) = rest.strip_prefix(BEGIN) {
        let end = memmem::find(body, DASHES).and_then(|end| body.get(end..));
        let Some(behind) = end.and_then(|end| end.strip_prefix(END)) else { return false };
        rest = behind.trim_ascii_start();
    }
    rest.is_empty()
}

/// Whether a file without PEM may still hold certificates as base64 or hexadecimal digits.
fn may_be_bare(kind: &InputProblemKind) -> bool {
    matches!(
        kind,
        InputProblemKind::NoCertificate
            | InputProblemKind::NotACertificate(Recognised::WebPage | Recognised::DecodedText)
    )
}

const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";
const END: &[u8] = b"-----END CERTIFICATE-----";
const DASHES: &[u8] = b"-----";

/// The byte order mark of UTF-8.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// A larger file is no certificate and no list of them: Mozilla's whole store is 250 kB.
pub const LARGEST_FILE: usize = 16 << 20;

/// Text from which escapes are undone: what is escaped is a mail, a page or a piece of source code.
pub const LARGEST_ESCAPED: usize = 4 << 20;

/// Text in UTF-16 that is decoded; larger text is refused.
pub const LARGEST_UTF16: usize = 32 * 1024 * 1024;

/// What base64 or hexadecimal digits without armour may come to in bytes, once decoded.
pub const LARGEST_BARE: usize = LARGEST_PKCS7;
