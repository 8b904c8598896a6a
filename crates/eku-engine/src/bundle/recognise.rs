//! What a file or block is when it is no certificate.
//!
//! Only the outline is looked at: tags and the first bytes. Nothing is decoded or copied, because
//! what is recognised may be a private key.

use der::{Decode, Header, Reader, SliceReader, Tag};

/// Tells that a web page is a report of this program.
pub(crate) const REPORT_MARK: &str = "<meta name=\"generator\" content=\"Expressway EKU Check\">\n";

/// Something known that is no certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// A private key, encrypted or not, in PEM or DER.
    PrivateKey,
    /// A certificate signing request.
    CertificateRequest,
    /// A certificate revocation list.
    RevocationList,
    /// PKCS#7 (`.p7b`, `.p7c`).
    Pkcs7,
    /// PKCS#7 of another kind than signed data, or without a certificate in it.
    Pkcs7WithoutCertificate,
    /// An attribute certificate or another thing that PKCS#7 may hold beside certificates.
    OtherCertificate,
    /// PKCS#12 (`.p12`, `.pfx`), which holds a private key.
    Pkcs12,
    /// A Java keystore.
    JavaKeystore,
    /// A public key alone.
    PublicKey,
    /// Parameters of a key.
    Parameters,
    /// Text in UTF-16.
    Utf16Text,
    /// A web page.
    WebPage,
    /// A report of this program, in any of its formats.
    Report,
    /// A certificate as decoded text, without its PEM.
    DecodedText,
    /// An archive or a compressed file.
    Archive,
    /// A capture of network packets.
    Capture,
}

/// Recognises a whole file that has no PEM block.
pub(super) fn recognise(bytes: &[u8]) -> Option<Recognised> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if begins_der(bytes) {
        return recognise_der(bytes);
    }
    if starts(&[0xff, 0xfe]) || starts(&[0xfe, 0xff]) || is_utf16_without_mark(bytes) {
        return Some(Recognised::Utf16Text);
    }
    if is_private_key_text(bytes) {
        return Some(Recognised::PrivateKey);
    }
    if starts(&[0xfe, 0xed, 0xfe, 0xed]) || starts(&[0xce, 0xce, 0xce, 0xce]) {
        return Some(Recognised::JavaKeystore);
    }
    if ARCHIVES.iter().any(|magic| starts(magic)) || bytes.get(257..262) == Some(b"ustar") {
        return Some(Recognised::Archive);
    }
    if PACKET_CAPTURES.iter().any(|magic| starts(magic)) {
        return Some(Recognised::Capture);
    }
    let has = |needle: &[u8]| contains(head(bytes), needle);
    let is_text_report = || has(b"\nNot checked: ") && has(b"\nCheck date: ");
    let is_json_report = || has(b"\"schema\": \"eku/") && !has(b"\"eku/case/");
    if has(REPORT_MARK.as_bytes()) || is_json_report() || is_text_report() {
        return Some(Recognised::Report);
    }
    if has(b"<html") || has(b"<!doctype html") {
        return Some(Recognised::WebPage);
    }
    if has(b"Signature Algorithm:") && has(b"Validity") {
        return Some(Recognised::DecodedText);
    }
    None
}

/// Whether the bytes begin with a SEQUENCE, and not with text that begins with the digit 0.
pub(super) fn begins_der(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(32)];
    let is_text = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    bytes.first() == Some(&0x30) && !head.iter().all(is_text)
}

/// Recognises a PEM block by its label.
pub(super) fn recognise_label(label: &[u8]) -> Option<Recognised> {
    if contains(label, b"PRIVATE KEY") {
        return Some(Recognised::PrivateKey);
    }
    match label {
        b"CERTIFICATE REQUEST" | b"NEW CERTIFICATE REQUEST" => Some(Recognised::CertificateRequest),
        b"X509 CRL" => Some(Recognised::RevocationList),
        b"PKCS7" | b"CMS" | b"PKCS #7 SIGNED DATA" => Some(Recognised::Pkcs7),
        b"PKCS12" => Some(Recognised::Pkcs12),
        b"PUBLIC KEY" | b"RSA PUBLIC KEY" => Some(Recognised::PublicKey),
        b"DH PARAMETERS" | b"EC PARAMETERS" | b"X9.42 DH PARAMETERS" => {
            Some(Recognised::Parameters)
        }
        _ => None,
    }
}

/// Recognises DER by the tags of its first two levels, of which the first hundred bytes or so are
/// enough. BER of indefinite length is recognised where it is PKCS#7 or PKCS#12.
#[must_use]
pub fn recognise_der(bytes: &[u8]) -> Option<Recognised> {
    match bytes {
        [0x30, 0x80, 0x06, ..] => return Some(Recognised::Pkcs7),
        [0x30, 0x80, 0x02, 0x01, 0x03, ..] => return Some(Recognised::Pkcs12),
        _ => {}
    }
    let outer = Outline::of(bytes);
    match outer.tags() {
        [Some(Tag::Integer), Some(Tag::Integer), ..]
        | [Some(Tag::Integer), Some(Tag::OctetString), ..] => Some(Recognised::PrivateKey),
        [Some(Tag::Integer), Some(Tag::Sequence), third, _] => {
            let is_key = *third == Some(Tag::OctetString);
            Some(if is_key { Recognised::PrivateKey } else { Recognised::Pkcs12 })
        }
        [Some(Tag::ObjectIdentifier), Some(Tag::ContextSpecific { .. }), ..] => {
            Some(Recognised::Pkcs7)
        }
        [Some(Tag::Sequence), Some(Tag::OctetString), ..] => Some(Recognised::PrivateKey),
        [Some(Tag::Sequence), Some(Tag::BitString), None, _] => Some(Recognised::PublicKey),
        [Some(Tag::Sequence), ..] => match Outline::of(outer.first).tags() {
            [
                Some(Tag::Integer),
                Some(Tag::Sequence),
                Some(Tag::Sequence),
                Some(Tag::ContextSpecific { .. }) | None,
            ] => Some(Recognised::CertificateRequest),
            [
                Some(Tag::Integer),
                Some(Tag::Sequence),
                Some(Tag::Sequence),
                Some(Tag::UtcTime | Tag::GeneralizedTime),
            ]
            | [
                Some(Tag::Sequence),
                Some(Tag::Sequence),
                Some(Tag::UtcTime | Tag::GeneralizedTime),
                _,
            ] => Some(Recognised::RevocationList),
            _ => None,
        },
        _ => None,
    }
}

/// What OpenSSL puts behind a trusted certificate: what it is trusted for, and its alias
/// (`CertAux`, only ever written by OpenSSL).
pub(super) fn is_trust_data(bytes: &[u8]) -> bool {
    let outline = Outline::of(bytes);
    match outline.tags() {
        [None, ..] => bytes == [0x30, 0],
        [Some(Tag::Sequence), ..] => {
            matches!(
                Outline::of(outline.first).tags(),
                [Some(Tag::ObjectIdentifier) | None, Some(Tag::ObjectIdentifier) | None, ..]
            )
        }
        [Some(first), ..] => matches!(
            first,
            Tag::ContextSpecific { constructed: true, .. } | Tag::Utf8String | Tag::OctetString
        ),
    }
}

/// The first element of DER, and what follows it; all of it where there is no whole element.
pub(super) fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    element(bytes).map_or((bytes, &[]), |(_, whole, _, after)| (whole, after))
}

/// The tags of the first four elements of a SEQUENCE, and the first element's bytes, as far as
/// they are there.
struct Outline<'b> {
    tags: [Option<Tag>; 4],
    first: &'b [u8],
}

impl<'b> Outline<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        let mut outline = Self { tags: [None; 4], first: &[] };
        let Some((Tag::Sequence, mut rest)) = element(bytes).map(|(tag, _, value, _)| (tag, value))
        else {
            return outline;
        };
        for (place, tag) in outline.tags.iter_mut().enumerate() {
            let Some((found, whole, _, after)) = element(rest) else {
                break;
            };
            *tag = Some(found);
            if place == 0 {
                outline.first = whole;
            }
            rest = after;
        }
        outline
    }

    fn tags(&self) -> &[Option<Tag>; 4] {
        &self.tags
    }
}

/// An element's tag, its bytes, its value, and what follows it.
type Element<'b> = (Tag, &'b [u8], &'b [u8], &'b [u8]);

/// The first element of `bytes`, cut off where the bytes are.
fn element(bytes: &[u8]) -> Option<Element<'_>> {
    let mut reader = SliceReader::new(bytes).ok()?;
    let header = Header::decode(&mut reader).ok()?;
    let start = usize::try_from(reader.position()).ok()?;
    let length = usize::try_from(header.length()).ok()?;
    let end = start.saturating_add(length).min(bytes.len());
    Some((header.tag(), &bytes[..end], &bytes[start..end], &bytes[end..]))
}

/// A private key in a form of its own: PuTTY's, OpenSSH's without armour, SSH.com's.
fn is_private_key_text(bytes: &[u8]) -> bool {
    let names: [&[u8]; 3] =
        [b"PuTTY-User-Key-File-", b"openssh-key-v1\0", b"BEGIN SSH2 ENCRYPTED PRIVATE KEY"];
    names.iter().any(|name| contains(head(bytes), name))
}

fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(4096)]
}

fn contains(text: &[u8], needle: &[u8]) -> bool {
    text.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle))
}

/// Latin text in UTF-16 without a byte order mark: every other byte is zero.
fn is_utf16_without_mark(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64) & !1];
    let zero = |place: usize| head.iter().skip(place).step_by(2).all(|byte| *byte == 0);
    head.len() >= 16 && (zero(0) != zero(1))
}

/// gzip, zip, bzip2, xz, 7z, RAR, Zstandard.
const ARCHIVES: [&[u8]; 7] = [
    &[0x1f, 0x8b],
    b"PK\x03\x04",
    b"BZh",
    b"\xfd7zXZ\0",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    &[0x28, 0xb5, 0x2f, 0xfd],
];

/// pcap in both byte orders and both resolutions, and pcapng.
const PACKET_CAPTURES: [&[u8]; 5] = [
    &[0xd4, 0xc3, 0xb2, 0xa1],
    &[0xa1, 0xb2, 0xc3, 0xd4],
    &[0x4d, 0x3c, 0xb2, 0xa1],
    &[0xa1, 0xb2, 0x3c, 0x4d],
    &[0x0a, 0x0d, 0x0d, 0x0a],
];
