//! Whether the signature of one certificate verifies with the key of another.
//!
//! Entry point: [`verify`]. RSA (PKCS#1 v1.5 and PSS), ECDSA over P-224, P-256, P-384 and P-521, and
//! Ed25519, with RustCrypto's implementations; SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512. What
//! is none of these is [`SignatureCheck::NotChecked`], never taken for right or wrong. As in OpenSSL,
//! a certificate whose two places name different algorithms has no valid signature, and a key for
//! PSS alone keeps its restrictions. [`key`] reads keys, [`named`] says what keys and algorithms are called. Names, validity and extensions are
//! [`crate::chain`]'s.
//!
//! With the feature `fast-signatures`, for native builds, AWS-LC is asked first and its yes counts;
//! everything else stays RustCrypto's to answer (`fast.rs`). [`verify_with`] asks one of both.

#[cfg(feature = "fast-signatures")]
mod fast;
pub mod key;
pub mod named;

use const_oid::ObjectIdentifier;
use der::asn1::BitStringRef;
use der::{Decode, Reader, SliceReader};
use ed25519_dalek::Verifier;
use rsa::{Pkcs1v15Sign, Pss};
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use x509_cert::spki::AlgorithmIdentifierRef;

use crate::certificate::{Certificate, Deviation, Fields};
use key::{KeyKind, PssParameters, PublicKey};

/// What came of verifying a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignatureCheck {
    /// It was made with this key.
    Verifies,
    /// It was not made with this key.
    DoesNotVerify,
    /// The algorithm or the key is of a kind that this program cannot verify.
    NotChecked,
}

/// Whether the signature of `certificate` verifies with the key of `issuer`.
#[must_use]
pub fn verify(certificate: &Certificate, issuer: &Certificate) -> SignatureCheck {
    IssuerKey::default().verify(certificate, issuer)
}

/// Libraries that verify signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// AWS-LC: its yes counts, and what is no yes tells nothing. `NotChecked` in a build without it.
    AwsLc,
    /// RustCrypto: it answers everything.
    RustCrypto,
}

/// What one of the libraries says, to hold them against each other. [`verify`] asks both.
#[must_use]
pub fn verify_with(
    library: Library,
    certificate: &Certificate,
    issuer: &Certificate,
) -> SignatureCheck {
    IssuerKey::default().ask(&[library], certificate, issuer)
}

/// The key of an issuer, kept for all certificates that it may have signed.
#[derive(Clone, Debug, Default)]
pub struct IssuerKey {
    #[cfg(feature = "fast-signatures")]
    fast: fast::Keys,
}

impl IssuerKey {
    /// Whether the signature of `certificate` verifies with the key of `issuer`, the same at each call.
    pub fn verify(&mut self, certificate: &Certificate, issuer: &Certificate) -> SignatureCheck {
        self.ask(&[Library::AwsLc, Library::RustCrypto], certificate, issuer)
    }

    fn ask(
        &mut self,
        libraries: &[Library],
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> SignatureCheck {
        let Ok(signed) = Signed::of(certificate) else {
            return SignatureCheck::NotChecked;
        };
        if !signed.is_whole_bytes
            || certificate.deviations.contains(&Deviation::SignatureAlgorithmsDiffer)
        {
            return SignatureCheck::DoesNotVerify;
        }
        match self.check(libraries, &signed, issuer.public_key()) {
            Some(true) => SignatureCheck::Verifies,
            Some(false) => SignatureCheck::DoesNotVerify,
            None => SignatureCheck::NotChecked,
        }
    }

    /// `None` for what cannot be verified here.
    fn check(&mut self, libraries: &[Library], signed: &Signed<'_>, info: &[u8]) -> Option<bool> {
        let algorithm = Algorithm::of(&signed.algorithm)?;
        if !algorithm.fits(key::kind(info)?) {
            return Some(false);
        }
        #[cfg(feature = "fast-signatures")]
        if libraries.contains(&Library::AwsLc) && self.fast.verify(&algorithm, signed, info) {
            return Some(true);
        }
        libraries.contains(&Library::RustCrypto).then(|| check(&algorithm, signed, info))?
    }
}

impl Certificate {
    /// Whether its signature verifies with its own key; equal names alone do not make it so.
    /// `None` where the algorithm cannot be verified here.
    #[must_use]
    pub fn self_signed(&self) -> Option<bool> {
        if !self.names_itself() {
            return Some(false);
        }
        match verify(self, self) {
            SignatureCheck::Verifies => Some(true),
            SignatureCheck::DoesNotVerify => Some(false),
            SignatureCheck::NotChecked => None,
        }
    }
}

/// Whether a certificate's algorithm is one of its own kind of key, which OpenSSL asks of what it
/// takes for self-signed; `None` where the algorithm is not known.
pub(crate) fn fits_own_key(certificate: &Certificate) -> Option<bool> {
    let fields = Fields::from_der(certificate.definite()).ok()?;
    let named = AlgorithmIdentifierRef::from_der(fields.named_algorithm).ok()?;
    let algorithm = Algorithm::of(&named)?;
    Some(key::kind(fields.public_key).is_some_and(|key| algorithm.fits(key)))
}

/// The digest of a certificate's signature, where OpenSSL refuses it at its security level 1 or 2.
#[must_use]
pub fn weak_digest(certificate: &Certificate) -> Option<&'static str> {
    Algorithm::of(&Signed::of(certificate).ok()?.algorithm)?.digest.weakness()
}

/// The signed part of a certificate, and its signature (RFC 5280 section 4.1.1).
struct Signed<'c> {
    body: &'c [u8],
    algorithm: AlgorithmIdentifierRef<'c>,
    signature: &'c [u8],
    is_whole_bytes: bool,
}

impl<'c> Signed<'c> {
    fn of(certificate: &'c Certificate) -> der::Result<Self> {
        SliceReader::new(certificate.definite())?.sequence(|reader| {
            let body = reader.tlv_bytes()?;
            let body = certificate.signed().unwrap_or(body);
            let algorithm = AlgorithmIdentifierRef::decode(reader)?;
            let bits = BitStringRef::decode(reader)?;
            let is_whole_bytes = bits.unused_bits() == 0;
            Ok(Self { body, algorithm, signature: bits.raw_bytes(), is_whole_bytes })
        })
    }
}

/// What RustCrypto says; `None` for what cannot be verified here.
fn check(algorithm: &Algorithm, signed: &Signed<'_>, info: &[u8]) -> Option<bool> {
    let key = PublicKey::read(info)?;
    let (body, signature) = (signed.body, signed.signature);
    let hash = || match algorithm.digest {
        Hashed::By(hash) => Some(hash),
        Hashed::Otherwise(_) => None,
    };
    match (algorithm.family, &key) {
        (Family::Ed25519, PublicKey::Ed25519(key)) => {
            let Ok(signature) = ed25519_dalek::Signature::from_slice(signature) else {
                return Some(false);
            };
            Some(key.verify(body, &signature).is_ok())
        }
        (Family::Pss, PublicKey::Rsa(rsa) | PublicKey::RsaPss(rsa, _)) => {
            let used = PssParameters::read(signed.algorithm.parameters?)?;
            if let PublicKey::RsaPss(_, Some(asked)) = &key
                && (used.hash != asked.hash || used.salt < asked.salt)
            {
                return Some(false);
            }
            let digest = used.hash.digest(body);
            Some(used.hash.verify_pss(rsa, used.salt, digest.as_bytes(), signature))
        }
        (Family::Rsa, PublicKey::Rsa(key)) => {
            let hash = hash()?;
            let digest = hash.digest(body);
            Some(key.verify(hash.pkcs1(), digest.as_bytes(), signature).is_ok())
        }
        (Family::Ecdsa, key) => key.verify_ecdsa(hash()?.digest(body).as_bytes(), signature),
        _ => Some(false),
    }
}

/// An algorithm that is known here.
struct Algorithm {
    family: Family,
    digest: Hashed,
}

/// How a digest is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Rsa,
    Pss,
    Ecdsa,
    Ed25519,
}

/// How what is signed is hashed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hashed {
    By(Hash),
    /// By what is not verified here: the name of a digest that is weak; `None` for another.
    Otherwise(Option<&'static str>),
}

impl Algorithm {
    fn of(algorithm: &AlgorithmIdentifierRef<'_>) -> Option<Self> {
        use const_oid::db::rfc5912;
        let (family, digest) = match algorithm.oid {
            const_oid::db::rfc8410::ID_ED_25519 => (Family::Ed25519, Hashed::Otherwise(None)),
            rfc5912::ID_RSASSA_PSS => {
                let parameters = algorithm.parameters.and_then(PssParameters::read);
                let hashed = parameters.map(|parameters| Hashed::By(parameters.hash));
                (Family::Pss, hashed.unwrap_or(Hashed::Otherwise(None)))
            }
            rfc5912::SHA_1_WITH_RSA_ENCRYPTION => (Family::Rsa, Hashed::By(Hash::Sha1)),
            rfc5912::SHA_224_WITH_RSA_ENCRYPTION => (Family::Rsa, Hashed::By(Hash::Sha224)),
            rfc5912::SHA_256_WITH_RSA_ENCRYPTION => (Family::Rsa, Hashed::By(Hash::Sha256)),
            rfc5912::SHA_384_WITH_RSA_ENCRYPTION => (Family::Rsa, Hashed::By(Hash::Sha384)),
            rfc5912::SHA_512_WITH_RSA_ENCRYPTION => (Family::Rsa, Hashed::By(Hash::Sha512)),
            ECDSA_WITH_SHA_1 => (Family::Ecdsa, Hashed::By(Hash::Sha1)),
            rfc5912::ECDSA_WITH_SHA_224 => (Family::Ecdsa, Hashed::By(Hash::Sha224)),
            rfc5912::ECDSA_WITH_SHA_256 => (Family::Ecdsa, Hashed::By(Hash::Sha256)),
            rfc5912::ECDSA_WITH_SHA_384 => (Family::Ecdsa, Hashed::By(Hash::Sha384)),
            rfc5912::ECDSA_WITH_SHA_512 => (Family::Ecdsa, Hashed::By(Hash::Sha512)),
            rfc5912::MD_2_WITH_RSA_ENCRYPTION => (Family::Rsa, Hashed::Otherwise(Some("MD2"))),
            MD_4_WITH_RSA_ENCRYPTION => (Family::Rsa, Hashed::Otherwise(Some("MD4"))),
            rfc5912::MD_5_WITH_RSA_ENCRYPTION => (Family::Rsa, Hashed::Otherwise(Some("MD5"))),
            RIPEMD_160_WITH_RSA => (Family::Rsa, Hashed::Otherwise(Some("RIPEMD-160"))),
            // SHA-512/224, SHA-512/256, and the four of SHA-3.
            oid if RSA_WITH_OTHERS.contains(&oid) => (Family::Rsa, Hashed::Otherwise(None)),
            oid if ECDSA_WITH_SHA_3.contains(&oid) => (Family::Ecdsa, Hashed::Otherwise(None)),
            _ => return None,
        };
        Some(Self { family, digest })
    }

    /// Whether a key of a kind makes such signatures.
    fn fits(&self, key: KeyKind) -> bool {
        matches!(
            (self.family, key),
            (Family::Rsa, KeyKind::Rsa)
                | (Family::Pss, KeyKind::Rsa | KeyKind::RsaPss)
                | (Family::Ecdsa, KeyKind::EllipticCurve)
                | (Family::Ed25519, KeyKind::Ed25519)
        )
    }
}

impl Hashed {
    fn weakness(self) -> Option<&'static str> {
        match self {
            Self::By(Hash::Sha1) => Some("SHA-1"),
            Self::By(_) => None,
            Self::Otherwise(weak) => weak,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Hash {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

/// A digest of any of the hashes.
struct DigestBytes {
    bytes: [u8; 64],
    length: usize,
}

impl DigestBytes {
    fn of<D: Digest>(message: &[u8]) -> Self {
        let digest = D::digest(message);
        let mut bytes = [0; 64];
        for (byte, of_digest) in bytes.iter_mut().zip(digest.iter()) {
            *byte = *of_digest;
        }
        Self { bytes, length: digest.len().min(64) }
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

impl Hash {
    fn of(id: ObjectIdentifier) -> Option<Self> {
        use const_oid::db::rfc5912;
        Some(match id {
            rfc5912::ID_SHA_1 => Self::Sha1,
            rfc5912::ID_SHA_224 => Self::Sha224,
            rfc5912::ID_SHA_256 => Self::Sha256,
            rfc5912::ID_SHA_384 => Self::Sha384,
            rfc5912::ID_SHA_512 => Self::Sha512,
            _ => return None,
        })
    }

    fn digest(self, message: &[u8]) -> DigestBytes {
        match self {
            Self::Sha1 => DigestBytes::of::<Sha1>(message),
            Self::Sha224 => DigestBytes::of::<Sha224>(message),
            Self::Sha256 => DigestBytes::of::<Sha256>(message),
            Self::Sha384 => DigestBytes::of::<Sha384>(message),
            Self::Sha512 => DigestBytes::of::<Sha512>(message),
        }
    }

    fn verify_pss(
        self,
        key: &rsa::PublicKey,
        salt: usize,
        digest: &[u8],
        signature: &[u8],
    ) -> bool {
        match self {
            Self::Sha1 => key.verify(Pss::<Sha1>::new_with_salt(salt), digest, signature),
            Self::Sha224 => key.verify(Pss::<Sha224>::new_with_salt(salt), digest, signature),
            Self::Sha256 => key.verify(Pss::<Sha256>::new_with_salt(salt), digest, signature),
            Self::Sha384 => key.verify(Pss::<Sha384>::new_with_salt(salt), digest, signature),
            Self::Sha512 => key.verify(Pss::<Sha512>::new_with_salt(salt), digest, signature),
        }
        .is_ok()
    }

    fn pkcs1(self) -> Pkcs1v15Sign {
        match self {
            Self::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
            Self::Sha224 => Pkcs1v15Sign::new::<Sha224>(),
            Self::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
            Self::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
            Self::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
        }
    }
}

const ECDSA_WITH_SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.1");
const MD_4_WITH_RSA_ENCRYPTION: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.3");
const RIPEMD_160_WITH_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.36.3.3.1.2");
const RSA_WITH_OTHERS: [ObjectIdentifier; 6] = [
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.15"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.16"),
    ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.13"),
    ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.14"),
    ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.15"),
    ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.16"),
];
const ECDSA_WITH_SHA_3: [ObjectIdentifier; 4] = [
    ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.9"),
    ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.10"),
    ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.11"),
    ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.12"),
];
