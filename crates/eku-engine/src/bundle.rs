//! A file's bytes to the certificates in it.
//!
//! Entry point: [`read`]. A file is PEM (one or more blocks, prose around them allowed) or one DER
//! certificate. What is something else is recognised by its content and named; a broken block
//! costs no other block. The contents of a private key are never decoded or copied. Archives,
//! PKCS#7 and other containers are not read here: they are recognised and named.

mod pem;
mod recognise;

use alloc::string::String;
use alloc::vec::Vec;

use crate::certificate::{Certificate, ReadError};

pub use recognise::Recognised;

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// The certificates that could be read, in the file's order.
    pub certificates: Vec<Certificate>,
    /// What could not be used, in the file's order.
    pub problems: Vec<InputProblem>,
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

    fn add(&mut self, place: Place, read: Result<Certificate, InputProblemKind>) {
        match read {
            Ok(certificate) => self.certificates.push(certificate),
            Err(kind) => {
                let of_a_certificate = !matches!(kind, InputProblemKind::NotACertificate(_));
                self.first_unreadable |= of_a_certificate && self.certificates.is_empty();
                self.problems.push(InputProblem { kind, place });
            }
        }
    }
}

/// Something in a file that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputProblem {
    /// What is wrong.
    pub kind: InputProblemKind,
    /// Where.
    pub place: Place,
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
    /// The certificate in it could not be read.
    Certificate(ReadError),
    /// A PEM block of a kind that is not known.
    UnknownBlock {
        /// Its label, shortened.
        label: String,
    },
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
}

/// Reads every certificate in `bytes`.
///
/// Never fails as a whole: what cannot be used is a problem beside the certificates that can.
#[must_use]
pub fn read(bytes: &[u8]) -> Bundle {
    let mut bundle = Bundle::default();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        bundle.add(Place::File, Err(InputProblemKind::Empty));
        return bundle;
    }
    let mut blocks = pem::blocks(bytes).peekable();
    if blocks.peek().is_none() {
        bundle.add(Place::File, read_without_armour(bytes));
        return bundle;
    }
    for block in blocks {
        let (place, read) = block.certificate();
        bundle.add(place, read);
    }
    bundle
}

fn read_without_armour(bytes: &[u8]) -> Result<Certificate, InputProblemKind> {
    if let Some(recognised) = recognise::recognise(bytes) {
        return Err(InputProblemKind::NotACertificate(recognised));
    }
    if bytes.first() != Some(&0x30) {
        return Err(InputProblemKind::NoCertificate);
    }
    read_der(bytes)
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
