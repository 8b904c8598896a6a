//! What a key and a signature are called.
//!
//! Entry points: [`key`] for a certificate's key, [`algorithm`] for what its signature was made with.
//! Nothing here verifies: what is shown may be of a kind that no signature is verified with here.

use alloc::format;
use alloc::string::String;

use der::Decode;
use x509_cert::spki::SubjectPublicKeyInfoRef;

use super::key::rsa_bits;
use crate::certificate::{Certificate, Fields};
use crate::eku::dotted;

/// What kind of key a certificate has, and how large it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedKey {
    /// `RSA`, `RSA-PSS`, `EC`, `DSA`, `Ed25519` and others; an object identifier in dotted form where
    /// the kind is not known.
    pub kind: String,
    /// Its size in bits, where that is known: of RSA the modulus, of EC the curve.
    pub bits: Option<usize>,
    /// Of EC the curve: `P-256`, or its object identifier in dotted form.
    pub curve: Option<String>,
}

impl NamedKey {
    /// In words: `RSA, 2048 bits`, `EC, P-256`.
    #[must_use]
    pub fn words(&self) -> String {
        match (&self.curve, self.bits) {
            (Some(curve), _) => format!("{}, {curve}", self.kind),
            (None, Some(bits)) => format!("{}, {bits} bits", self.kind),
            (None, None) => self.kind.clone(),
        }
    }
}

/// A certificate's key; `None` for what a plan imagines, and where nothing can be read of it.
#[must_use]
pub fn key(certificate: &Certificate) -> Option<NamedKey> {
    let der = certificate.public_key();
    let info = SubjectPublicKeyInfoRef::from_der(der).ok()?;
    let id = info.algorithm.oid.as_bytes();
    let kind = name(&KEYS, id);
    if id != EC {
        return Some(NamedKey { kind, bits: rsa_bits(der), curve: None });
    }
    let curve = info.algorithm.parameters.and_then(|curve| {
        curve.decode_as::<const_oid::ObjectIdentifier>().ok().map(|curve| curve.as_bytes().to_vec())
    });
    let known = CURVES.iter().find(|(known, ..)| Some(*known) == curve.as_deref());
    let shown = match (known, &curve) {
        (Some((_, name, _)), _) => (*name).into(),
        (None, Some(curve)) => dotted(curve),
        (None, None) => "an explicit curve".into(),
    };
    Some(NamedKey { kind, bits: known.map(|(.., bits)| *bits), curve: Some(shown) })
}

/// What a certificate's signature was made with, as OpenSSL names it; an object identifier in dotted
/// form where that is not known. Empty for what a plan imagines.
#[must_use]
pub fn algorithm(certificate: &Certificate) -> String {
    let Ok(fields) = Fields::from_der(certificate.definite()) else { return String::new() };
    // The identifier is the first element in a SEQUENCE.
    let id = der::asn1::AnyRef::from_der(fields.signature_algorithm).ok().and_then(|algorithm| {
        let (id, _) = der::asn1::AnyRef::from_der_partial(algorithm.value()).ok()?;
        Some(id.value())
    });
    id.map(|id| name(&ALGORITHMS, id)).unwrap_or_default()
}

fn name(names: &[(&[u8], &str)], id: &[u8]) -> String {
    let known = names.iter().find(|(known, _)| *known == id);
    known.map_or_else(|| dotted(id), |(_, name)| (*name).into())
}

/// 1.2.840.10045.2.1.
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];

/// Kinds of keys: RFC 3279, 4055, 5480, 8410, 9881.
const KEYS: [(&[u8], &str); 11] = [
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1], "RSA"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10], "RSA-PSS"),
    (EC, "EC"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1], "DSA"),
    (&[0x2b, 0x65, 0x6e], "X25519"),
    (&[0x2b, 0x65, 0x6f], "X448"),
    (&[0x2b, 0x65, 0x70], "Ed25519"),
    (&[0x2b, 0x65, 0x71], "Ed448"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 17], "ML-DSA-44"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 18], "ML-DSA-65"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 19], "ML-DSA-87"),
];

/// Curves, with their sizes: SEC 2 version 2.0, RFC 5639.
const CURVES: [(&[u8], &str, usize); 9] = [
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 1], "P-192", 192),
    (&[0x2b, 0x81, 4, 0, 33], "P-224", 224),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7], "P-256", 256),
    (&[0x2b, 0x81, 4, 0, 34], "P-384", 384),
    (&[0x2b, 0x81, 4, 0, 35], "P-521", 521),
    (&[0x2b, 0x81, 4, 0, 10], "secp256k1", 256),
    (&[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 7], "brainpoolP256r1", 256),
    (&[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 11], "brainpoolP384r1", 384),
    (&[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 13], "brainpoolP512r1", 512),
];

/// Signature algorithms by OpenSSL's names: RFC 3279, 4055, 5758, 8410, 8702, 9881.
const ALGORITHMS: [(&[u8], &str); 22] = [
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 2], "md2WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 4], "md5WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5], "sha1WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10], "rsassaPss"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11], "sha256WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 12], "sha384WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 13], "sha512WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 14], "sha224WithRSAEncryption"),
    (&[0x2b, 0x0e, 3, 2, 29], "sha1WithRSA"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 1], "ecdsa-with-SHA1"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 1], "ecdsa-with-SHA224"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2], "ecdsa-with-SHA256"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3], "ecdsa-with-SHA384"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4], "ecdsa-with-SHA512"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x38, 4, 3], "dsaWithSHA1"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 1], "dsa_with_SHA224"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 2], "dsa_with_SHA256"),
    (&[0x2b, 0x65, 0x70], "ED25519"),
    (&[0x2b, 0x65, 0x71], "ED448"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 17], "ML-DSA-44"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 18], "ML-DSA-65"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 19], "ML-DSA-87"),
];
