//! A file's bytes to the certificates in it.
//!
//! Entry points: [`read`], and [`read_with`] for callers that can open PKCS#7. A file is PEM (one
//! or more blocks, prose around them allowed) or DER, one certificate or several on end. What is
//! something else is recognised by its content and named; a broken block costs no other block. The
//! contents of a private key are never decoded or copied. Archives and other containers are not
//! read here: they are recognised and named.

mod base64;
mod edited;
mod pem;
mod recognise;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::mem;

use zeroize::Zeroizing;

use crate::certificate::{Certificate, CertificateRequest, ReadError};

pub(crate) use recognise::REPORT_MARK;
pub use recognise::{Recognised, recognise_der};

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// The certificates that could be read, in the file's order.
    pub certificates: Vec<Certificate>,
    /// What could not be used: one entry a kind, in the order in which the kinds were met.
    pub problems: Vec<InputProblem>,
    /// So many PEM blocks and runs of base64 were looked at.
    pub blocks: usize,
    /// Whether the file's first certificate is among what could not be read, so that the first
    /// of `certificates` is not the leaf.
    pub first_unreadable: bool,
}

impl Bundle {
    /// Whether a private key was found: the caller clears what it was read from.
    #[must_use]
    pub fn has_private_key(&self) -> bool {
        self.problems.iter().any(|problem| {
            matches!(problem.kind, InputProblemKind::NotACertificate(Recognised::PrivateKey))
        })
    }

    /// Adds the certificate in `der`, or what is wrong with it.
    pub fn add_der(&mut self, place: Place, der: &[u8]) {
        self.add(place, found_in_der(der));
    }

    /// Adds something that could not be used. What is like something that was added before is
    /// counted there.
    pub fn add_problem(&mut self, place: Place, kind: InputProblemKind) {
        let of_a_certificate = !matches!(
            kind,
            InputProblemKind::NotACertificate(_)
                | InputProblemKind::CertificateRequest(_)
                | InputProblemKind::TooMany
        );
        self.first_unreadable |= of_a_certificate && self.certificates.is_empty();
        self.count_problems(InputProblem { kind, place, count: 1 });
    }

    /// Adds what another bundle of the same file holds.
    pub fn append(&mut self, other: Self) {
        self.first_unreadable |= other.first_unreadable && self.certificates.is_empty();
        self.certificates.extend(other.certificates);
        for problem in other.problems {
            self.count_problems(problem);
        }
    }

    /// How many certificates and other things were found so far.
    #[must_use]
    pub fn found(&self) -> usize {
        self.certificates.len() + self.problems.iter().map(|problem| problem.count).sum::<usize>()
    }

    /// Whether there is as much in it as is read of one file.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.found() >= MOST_PARTS
    }

    fn count_problems(&mut self, problem: InputProblem) {
        match self.problems.iter_mut().find(|known| known.kind.is_like(&problem.kind)) {
            // However often that is met, one list was too long.
            Some(known) if known.kind == InputProblemKind::TooMany => {}
            Some(known) => known.count += problem.count,
            None => self.problems.push(problem),
        }
    }

    fn add(&mut self, place: Place, found: BlockContent) {
        match found {
            BlockContent::Certificate(certificate) => self.certificates.push(*certificate),
            BlockContent::Problem(kind) => self.add_problem(place, kind),
            BlockContent::Pkcs7(_) => {
                self.add_problem(place, InputProblemKind::NotACertificate(Recognised::Pkcs7));
            }
        }
    }
}

/// What stands in one block or one part of a file.
enum BlockContent {
    Certificate(Box<Certificate>),
    Problem(InputProblemKind),
    Pkcs7(Zeroizing<Vec<u8>>),
}

/// Something in a file that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputProblem {
    /// What is wrong.
    pub kind: InputProblemKind,
    /// Where; the first place where there are several.
    pub place: Place,
    /// How often.
    pub count: usize,
}

/// What is wrong with a part of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputProblemKind {
    /// There are no bytes, or only white space.
    Empty,
    /// It is recognised as something that is no certificate.
    NotACertificate(Recognised),
    /// It is neither PEM nor DER nor anything that is recognised.
    NoCertificate,
    /// A block begins and does not end.
    BlockWithoutEnd,
    /// A block's body is not base64.
    NotBase64,
    /// A block or file is larger than any certificate.
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Text that had to be decoded first is larger than any list of certificates.
    TextTooLarge {
        /// Its size.
        bytes: usize,
        /// The most that is read.
        most: usize,
    },
    /// There are more blocks than in any list of certificates; those behind are not read.
    TooMany,
    /// A certificate signing request.
    CertificateRequest(Box<CertificateRequest>),
    /// PKCS#7 whose structure cannot be followed.
    Pkcs7Broken,
    /// DER that a text editor, or a transfer as text, has changed.
    ThroughEditor,
    /// The certificate in it could not be read.
    Certificate(ReadError),
    /// A PEM block of a kind that is not known.
    UnknownBlock {
        /// Its label, shortened.
        label: String,
    },
}

impl InputProblemKind {
    /// Whether it is a private key, or a container of one.
    #[must_use]
    pub fn is_key(&self) -> bool {
        use Recognised::{JavaKeystore, Pkcs12, PrivateKey};
        matches!(self, Self::NotACertificate(PrivateKey | Pkcs12 | JavaKeystore))
    }

    /// Whether both are of one kind, whatever they say of the one thing that they are about. There
    /// are a few dozen kinds.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::NotACertificate(one), Self::NotACertificate(other)) => one == other,
            (Self::Certificate(one), Self::Certificate(other)) => one.kind == other.kind,
            _ => mem::discriminant(self) == mem::discriminant(other),
        }
    }
}

/// Where in a file a problem stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    File,
    /// One PEM block.
    Block {
        /// Its number among the file's blocks, from 1.
        number: usize,
        /// The line, from 1: of its first line, or of what is wrong in it.
        line: usize,
    },
    /// One of several elements of DER that follow one another.
    Part {
        /// Its number, from 1.
        number: usize,
        /// The byte that it begins at, from 0.
        byte: usize,
    },
}

/// Reads every certificate in `bytes`.
///
/// Never fails as a whole: what cannot be used is a problem beside the certificates that can.
/// PKCS#7 is such a problem.
#[must_use]
pub fn read(bytes: &[u8]) -> Bundle {
    read_with(bytes, &mut |_, place, bundle| {
        bundle.add_problem(place, InputProblemKind::NotACertificate(Recognised::Pkcs7));
    })
}

/// Takes the content of PKCS#7 and its place, and adds what is in it to the bundle.
pub type OpenPkcs7<'o> = dyn FnMut(&[u8], Place, &mut Bundle) + 'o;

/// Reads every certificate in `bytes` as [`read`] does, and has PKCS#7 opened by `open`.
#[must_use]
pub fn read_with(bytes: &[u8], open: &mut OpenPkcs7<'_>) -> Bundle {
    let mut bundle = Bundle::default();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        bundle.add_problem(Place::File, InputProblemKind::Empty);
        return bundle;
    }
    let mut blocks = pem::blocks(bytes).peekable();
    if blocks.peek().is_none() {
        read_without_armour(bytes, open, &mut bundle);
        return bundle;
    }
    for block in blocks {
        let (place, found) = block.content();
        if bundle.is_full() {
            bundle.add_problem(place, InputProblemKind::TooMany);
            break;
        }
        bundle.blocks += 1;
        match found {
            BlockContent::Pkcs7(der) => open(&der, place, &mut bundle),
            other => bundle.add(place, other),
        }
    }
    bundle
}

fn read_without_armour(bytes: &[u8], open: &mut OpenPkcs7<'_>, bundle: &mut Bundle) {
    if edited::has_replaced(bytes) {
        bundle.add_problem(Place::File, InputProblemKind::ThroughEditor);
        return;
    }
    if !recognise::begins_der(bytes) {
        let kind = recognise::recognise(bytes)
            .map_or(InputProblemKind::NoCertificate, InputProblemKind::NotACertificate);
        bundle.add_problem(Place::File, kind);
        return;
    }
    let mut byte = 0;
    for number in 1.. {
        let rest = bytes.get(byte..).unwrap_or_default();
        let (first, after) = recognise::split(rest);
        let goes_on = after.first() == Some(&0x30);
        let ends = after.iter().all(u8::is_ascii_whitespace);
        // Bytes that begin no further element belong to this one's problem.
        let part = if goes_on || ends { first } else { rest };
        let alone = number == 1 && !goes_on;
        let place = if alone { Place::File } else { Place::Part { number, byte } };
        if bundle.is_full() {
            bundle.add_problem(place, InputProblemKind::TooMany);
            break;
        }
        if number == 1 || !recognise::is_trust_data(part) {
            match recognise_der(part) {
                Some(Recognised::Pkcs7) => open(part, place, bundle),
                _ => bundle.add_der(place, part),
            }
        }
        if !goes_on {
            break;
        }
        byte += first.len();
    }
    let unread = |one: &InputProblem| matches!(one.kind, InputProblemKind::Certificate(_));
    if bundle.certificates.is_empty()
        && bundle.problems.iter().all(unread)
        && edited::has_other_line_ends(bytes)
    {
        *bundle = Bundle::default();
        bundle.add_problem(Place::File, InputProblemKind::ThroughEditor);
    }
}

/// What one element of DER is. PKCS#7 is recognised and not opened.
fn found_in_der(der: &[u8]) -> BlockContent {
    BlockContent::Problem(match recognise_der(der) {
        Some(Recognised::CertificateRequest) => CertificateRequest::from_der(der)
            .map_or(InputProblemKind::NotACertificate(Recognised::CertificateRequest), |request| {
                InputProblemKind::CertificateRequest(Box::new(request))
            }),
        Some(recognised) => InputProblemKind::NotACertificate(recognised),
        None => match read_der(der) {
            Ok(certificate) => return BlockContent::Certificate(Box::new(certificate)),
            Err(kind) => kind,
        },
    })
}

fn read_der(bytes: &[u8]) -> Result<Certificate, InputProblemKind> {
    if bytes.len() > LARGEST_CERTIFICATE {
        return Err(InputProblemKind::TooLarge { bytes: bytes.len() });
    }
    Certificate::from_der(bytes).map_err(InputProblemKind::Certificate)
}

/// No certificate is larger: OpenSSL's own limit for a TLS certificate message is 100 KiB for the
/// whole chain (`SSL_MAX_CERT_LIST_DEFAULT`); this leaves room for odd ones.
pub const LARGEST_CERTIFICATE: usize = 1024 * 1024;

/// No bag of certificates in PKCS#7 is larger: every root that browsers know is 130 kB.
pub const LARGEST_PKCS7: usize = 16 * 1024 * 1024;

/// Certificates of one file, and other things in it, that are looked at: the longest lists of CAs
/// have a few hundred.
pub const MOST_PARTS: usize = 10_000;
