//! Public keys: what a signature is verified with, how strong it is, and what OpenSSL refuses of it.
//!
//! Entry points: `PublicKey::read`, `kind`, `weakness` and `trouble`, each of a
//! subjectPublicKeyInfo in DER.

use const_oid::ObjectIdentifier;
use der::asn1::Any;
use der::{Decode, Tag, Tagged};
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::BoxedUint;
use rsa::pkcs1::{RsaPssParams, RsaPublicKeyRef};
use x509_cert::spki::SubjectPublicKeyInfoRef;

use super::Hash;

/// A key that signatures are verified with here.
pub(super) enum PublicKey {
    Rsa(rsa::PublicKey),
    /// For RSASSA-PSS alone, and with restrictions where it states some.
    RsaPss(rsa::PublicKey, Option<PssParameters>),
    P224(p224::ecdsa::VerifyingKey),
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    P521(p521::ecdsa::VerifyingKey),
    Ed25519(ed25519_dalek::VerifyingKey),
}

/// The kind of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyKind {
    Rsa,
    RsaPss,
    EllipticCurve,
    Ed25519,
}

/// What OpenSSL refuses of a key, or may refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyTrouble {
    /// An elliptic curve that is written out instead of named (error 94).
    CurveWrittenOut,
    /// The key is of a kind that is not known here, or damaged.
    NotRead,
}

/// A key that OpenSSL refuses at its security level 2, or below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WeakKey {
    /// An RSA key of so many bits, fewer than 2048.
    Rsa {
        /// Its size.
        bits: usize,
    },
    /// A key on an elliptic curve of so many bits, fewer than 224.
    EllipticCurve {
        /// The size of the curve, in whole bytes.
        bits: usize,
    },
}

/// The parameters of RSASSA-PSS (RFC 4055 section 3.1), where the mask generation uses the same hash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct PssParameters {
    pub(super) hash: Hash,
    pub(super) salt: usize,
}

impl PssParameters {
    pub(super) fn read(parameters: der::asn1::AnyRef<'_>) -> Option<Self> {
        let read: RsaPssParams<Any> = parameters.decode_as().ok()?;
        let hash = Hash::of(read.hash.oid)?;
        let same = read.mask_gen.oid == MASK_GENERATION
            && Hash::of(read.mask_gen.parameters?.oid)? == hash;
        same.then_some(Self { hash, salt: usize::from(read.salt_len) })
    }
}

impl PublicKey {
    /// `None` for what signatures are not verified with here.
    pub(super) fn read(info: &[u8]) -> Option<Self> {
        let info = SubjectPublicKeyInfoRef::from_der(info).ok()?;
        let bits = info.subject_public_key.as_bytes()?;
        let parameters = info.algorithm.parameters;
        Some(match info.algorithm.oid {
            RSA => Self::Rsa(rsa_key(bits)?),
            RSA_PSS => {
                let restriction = match parameters {
                    Some(parameters) => Some(PssParameters::read(parameters)?),
                    None => None,
                };
                Self::RsaPss(rsa_key(bits)?, restriction)
            }
            ELLIPTIC_CURVE => match parameters?.decode_as().ok()? {
                P224 => Self::P224(p224::ecdsa::VerifyingKey::from_sec1_bytes(bits).ok()?),
                P256 => Self::P256(p256::ecdsa::VerifyingKey::from_sec1_bytes(bits).ok()?),
                P384 => Self::P384(p384::ecdsa::VerifyingKey::from_sec1_bytes(bits).ok()?),
                P521 => Self::P521(p521::ecdsa::VerifyingKey::from_sec1_bytes(bits).ok()?),
                _ => return None,
            },
            ED25519 if parameters.is_none() => {
                let key = bits.try_into().ok()?;
                Self::Ed25519(ed25519_dalek::VerifyingKey::from_bytes(key).ok()?)
            }
            _ => return None,
        })
    }

    /// Whether a signature of ECDSA over a digest verifies; `None` for a key of another kind.
    pub(super) fn verify_ecdsa(&self, digest: &[u8], signature: &[u8]) -> Option<bool> {
        macro_rules! verify {
            ($key:ident, $curve:ident) => {
                $curve::ecdsa::Signature::from_der(signature)
                    .is_ok_and(|signature| $key.verify_prehash(digest, &signature).is_ok())
            };
        }
        Some(match self {
            Self::P224(key) => verify!(key, p224),
            Self::P256(key) => verify!(key, p256),
            Self::P384(key) => verify!(key, p384),
            Self::P521(key) => verify!(key, p521),
            Self::Rsa(_) | Self::RsaPss(..) | Self::Ed25519(_) => return None,
        })
    }
}

/// OpenSSL verifies with keys of up to 16384 bits, and at its level 0 with any small ones.
fn rsa_key(bits: &[u8]) -> Option<rsa::PublicKey> {
    let key = RsaPublicKeyRef::from_der(bits).ok()?;
    let number = |bytes: &[u8]| BoxedUint::from_be_slice_vartime(bytes);
    let (modulus, exponent) = (key.modulus.as_bytes(), key.public_exponent.as_bytes());
    rsa::PublicKey::new_with_size_limits(number(modulus), number(exponent), 512..=16_384).ok()
}

/// The kind of a key; `None` for another than those that signatures are verified with here.
pub(super) fn kind(info: &[u8]) -> Option<KeyKind> {
    match SubjectPublicKeyInfoRef::from_der(info).ok()?.algorithm.oid {
        RSA => Some(KeyKind::Rsa),
        RSA_PSS => Some(KeyKind::RsaPss),
        ELLIPTIC_CURVE => Some(KeyKind::EllipticCurve),
        ED25519 => Some(KeyKind::Ed25519),
        _ => None,
    }
}

/// What OpenSSL refuses of a key, or may refuse.
#[must_use]
pub fn trouble(info: &[u8]) -> Option<KeyTrouble> {
    if PublicKey::read(info).is_some() {
        return None;
    }
    let curve = SubjectPublicKeyInfoRef::from_der(info).ok().filter(|info| {
        let parameters = info.algorithm.parameters.map(|parameters| parameters.tag());
        info.algorithm.oid == ELLIPTIC_CURVE && parameters == Some(Tag::Sequence)
    });
    Some(curve.map_or(KeyTrouble::NotRead, |_| KeyTrouble::CurveWrittenOut))
}

/// Whether a key is weaker than OpenSSL's security level 2 asks.
#[must_use]
pub fn weakness(info: &[u8]) -> Option<WeakKey> {
    match kind(info)? {
        KeyKind::Rsa | KeyKind::RsaPss => {
            rsa_bits(info).filter(|bits| *bits < 2048).map(|bits| WeakKey::Rsa { bits })
        }
        KeyKind::EllipticCurve => {
            let info = SubjectPublicKeyInfoRef::from_der(info).ok()?;
            let curve: ObjectIdentifier = info.algorithm.parameters?.decode_as().ok()?;
            let point = info.subject_public_key.as_bytes()?;
            // A point is one byte and one or two coordinates (SEC 1 section 2.3.3).
            let coordinates = if matches!(point.first(), Some(2 | 3)) { 1 } else { 2 };
            let bits = point.len().saturating_sub(1) / coordinates * 8;
            let is_small = bits < 224 && ![P224, P256, P384, P521].contains(&curve);
            is_small.then_some(WeakKey::EllipticCurve { bits })
        }
        KeyKind::Ed25519 => None,
    }
}

/// The size of an RSA key.
#[must_use]
pub fn rsa_bits(info: &[u8]) -> Option<usize> {
    let info = SubjectPublicKeyInfoRef::from_der(info).ok()?;
    if !matches!(info.algorithm.oid, RSA | RSA_PSS) {
        return None;
    }
    let key = RsaPublicKeyRef::from_der(info.subject_public_key.as_bytes()?).ok()?;
    let modulus = key.modulus.as_bytes();
    let unused = modulus.first().map_or(0, |first| first.leading_zeros() as usize);
    Some((modulus.len() * 8).saturating_sub(unused))
}

const RSA: ObjectIdentifier = const_oid::db::rfc5912::RSA_ENCRYPTION;
const RSA_PSS: ObjectIdentifier = const_oid::db::rfc5912::ID_RSASSA_PSS;
const MASK_GENERATION: ObjectIdentifier = const_oid::db::rfc5912::ID_MGF_1;
pub(super) const ELLIPTIC_CURVE: ObjectIdentifier = const_oid::db::rfc5912::ID_EC_PUBLIC_KEY;
const P224: ObjectIdentifier = const_oid::db::rfc5912::SECP_224_R_1;
pub(super) const P256: ObjectIdentifier = const_oid::db::rfc5912::SECP_256_R_1;
pub(super) const P384: ObjectIdentifier = const_oid::db::rfc5912::SECP_384_R_1;
pub(super) const P521: ObjectIdentifier = const_oid::db::rfc5912::SECP_521_R_1;
const ED25519: ObjectIdentifier = const_oid::db::rfc8410::ID_ED_25519;

#[cfg(test)]
mod tests;
