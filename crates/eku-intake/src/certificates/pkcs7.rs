//! The certificates in PKCS#7 (RFC 2315, RFC 5652).
//!
//! Entry point: [`open`]. Only the way to the certificates is walked, element by element and
//! without copies; so BER of indefinite length, which `openssl smime -stream` writes, and sets that
//! are out of order are read like DER. A certificate in it is DER in any case, since it is signed.

use eku_engine::bundle::{Bundle, InputProblemKind, MOST_PARTS, Place, Recognised};
use eku_engine::certificate::Certificate;

/// Adds the certificates in PKCS#7 to the bundle, the leaf first: the set has no order of its own.
pub(super) fn open(bytes: &[u8], place: Place, bundle: &mut Bundle) {
    let without = InputProblemKind::NotACertificate(Recognised::Pkcs7WithoutCertificate);
    let Some(content) = content(bytes) else {
        bundle.add_problem(place, InputProblemKind::Pkcs7Broken);
        return;
    };
    let Content::SignedData(mut certificates) = content else {
        bundle.add_problem(place, without);
        return;
    };
    let mut bag = Bundle::default();
    let mut broken = false;
    while !certificates.is_finished() {
        if bundle.found() + bag.found() >= MOST_PARTS {
            bag.add_problem(place, InputProblemKind::TooMany);
            break;
        }
        match certificates.next() {
            Some(element) if element.tag == SEQUENCE => bag.add_der(place, element.whole),
            Some(_) => bag.add_problem(
                place,
                InputProblemKind::NotACertificate(Recognised::OtherCertificate),
            ),
            None => {
                broken = true;
                break;
            }
        }
    }
    if broken {
        bag.add_problem(place, InputProblemKind::Pkcs7Broken);
    } else if bag.certificates.is_empty() && bag.problems.is_empty() {
        bag.add_problem(place, without);
    }
    put_leaf_first(&mut bag.certificates);
    bundle.append(bag);
}

enum Content<'b> {
    SignedData(Elements<'b>),
    Other,
}

/// The way to the certificates: `None` where it cannot be followed.
fn content(bytes: &[u8]) -> Option<Content<'_>> {
    let mut information = Elements::of(bytes).expect(SEQUENCE)?;
    let kind = information.next().filter(|element| element.tag == OBJECT_IDENTIFIER)?;
    if kind.content != SIGNED_DATA {
        return Some(Content::Other);
    }
    let mut signed = information.expect(CONTEXT_0)?.expect(SEQUENCE)?;
    for tag in [INTEGER, SET, SEQUENCE] {
        signed.next().filter(|element| element.tag == tag)?;
    }
    if signed.is_finished() {
        return Some(Content::Other);
    }
    match signed.next()? {
        Element { tag: CONTEXT_0, content, .. } => Some(Content::SignedData(Elements::of(content))),
        _ => Some(Content::Other),
    }
}

/// Where exactly one certificate issued no other one of the bag, it is the leaf and comes first;
/// the others keep their order.
fn put_leaf_first(certificates: &mut [Certificate]) {
    let issuers: Vec<Vec<u8>> = certificates
        .iter()
        .filter(|certificate| certificate.subject != certificate.issuer)
        .map(|certificate| certificate.issuer.canonical())
        .collect();
    let issues_none = |certificate: &Certificate| {
        !certificate.is_ca() && !issuers.contains(&certificate.subject.canonical())
    };
    let mut leaves =
        certificates.iter().enumerate().filter(|(_, certificate)| issues_none(certificate));
    // The same leaf may stand there twice.
    if let Some((place, leaf)) = leaves.next()
        && leaves.all(|(_, other)| other == leaf)
        && let Some(to_the_leaf) = certificates.get_mut(..=place)
    {
        to_the_leaf.rotate_right(1);
    }
}

/// An element of BER with a tag of one byte.
struct Element<'b> {
    tag: u8,
    content: &'b [u8],
    whole: &'b [u8],
}

/// The elements of BER, one after the other.
struct Elements<'b> {
    rest: &'b [u8],
}

impl<'b> Elements<'b> {
    fn of(rest: &'b [u8]) -> Self {
        Self { rest }
    }

    fn is_finished(&self) -> bool {
        self.rest.is_empty()
    }

    /// The elements in the next one, where that has this tag.
    fn expect(&mut self, tag: u8) -> Option<Self> {
        let element = self.next().filter(|element| element.tag == tag)?;
        Some(Self::of(element.content))
    }

    fn next(&mut self) -> Option<Element<'b>> {
        let (element, after) = element(self.rest, DEEPEST)?;
        self.rest = after;
        Some(element)
    }
}

fn element(bytes: &[u8], depth: usize) -> Option<(Element<'_>, &[u8])> {
    let (tag, after_tag) = bytes.split_first()?;
    // An end of content where there is none to end would hide what follows it.
    if tag & 0x1f == 0x1f || *tag == 0 {
        return None;
    }
    let (length, after_length) = length(after_tag)?;
    let (content, after) = match length {
        Some(length) => after_length.split_at_checked(length)?,
        None if tag & 0x20 != 0 => until_end_of_content(after_length, depth)?,
        None => return None,
    };
    let whole = bytes.get(..bytes.len() - after.len())?;
    Some((Element { tag: *tag, content, whole }, after))
}

/// A length, `None` inside where it is indefinite, and what follows it.
fn length(bytes: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    match first {
        0..0x80 => Some((Some(usize::from(*first)), rest)),
        0x80 => Some((None, rest)),
        _ => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            let mut length: usize = 0;
            for digit in digits {
                length = length.checked_mul(256)?.checked_add(usize::from(*digit))?;
            }
            Some((Some(length), rest))
        }
    }
}

fn until_end_of_content(bytes: &[u8], depth: usize) -> Option<(&[u8], &[u8])> {
    let depth = depth.checked_sub(1)?;
    let mut rest = bytes;
    loop {
        if let Some(after) = rest.strip_prefix(&END_OF_CONTENT) {
            return Some((bytes.get(..bytes.len() - rest.len())?, after));
        }
        (_, rest) = element(rest, depth)?;
    }
}

const INTEGER: u8 = 0x02;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const CONTEXT_0: u8 = 0xa0;
const END_OF_CONTENT: [u8; 2] = [0, 0];

/// 1.2.840.113549.1.7.2.
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];

/// Elements of indefinite length inside one another; signed data needs six.
const DEEPEST: usize = 32;
