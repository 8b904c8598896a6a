//! Signatures verified by AWS-LC, in native builds only (the feature `fast-signatures`).
//!
//! Entry point: `Keys::verify`. Only its yes counts, and only for keys that RustCrypto takes as well:
//! what it refuses or does not know is asked of RustCrypto. So a build with it and one without it
//! give the same answers; `tests/tests/signatures.rs` holds them equal.
//!
//! It is asked about RSA of 1024 to 8192 bits (PKCS#1 v1.5 with SHA-1, SHA-256, SHA-384 and
//! SHA-512; PSS with SHA-2 and a salt of the hash's length) and ECDSA with points in full, over
//! P-256, P-384 and P-521. P-224, SHA-224 with RSA, Ed25519 and all else are RustCrypto's.

use alloc::collections::BTreeMap;

use aws_lc_rs::signature as aws;
use aws_lc_rs::signature::{ParsedPublicKey, VerificationAlgorithm};
use const_oid::ObjectIdentifier;
use der::Decode;
use rsa::pkcs1::RsaPublicKeyRef;
use x509_cert::spki::SubjectPublicKeyInfoRef;

use super::key::{ELLIPTIC_CURVE, P256, P384, P521, PssParameters};
use super::{Algorithm, Family, Hash, Hashed, Signed};

/// One public key, read once for each way to sign with it. `None` where it is not asked about.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys(BTreeMap<(Family, Hash), Option<ParsedPublicKey>>);

impl Keys {
    /// Whether a signature verifies for sure with the key in `info`, which is the same at each call.
    pub(super) fn verify(
        &mut self,
        algorithm: &Algorithm,
        signed: &Signed<'_>,
        info: &[u8],
    ) -> bool {
        let Hashed::By(hash) = algorithm.digest else { return false };
        if algorithm.family == Family::Pss && !has_usual_salt(signed, hash) {
            return false;
        }
        let key = self.0.entry((algorithm.family, hash));
        let key = key.or_insert_with(|| read(algorithm.family, hash, info));
        let (body, signature) = (signed.body, signed.signature);
        key.as_ref().is_some_and(|key| key.verify_sig(body, signature).is_ok())
    }
}

fn read(family: Family, hash: Hash, info: &[u8]) -> Option<ParsedPublicKey> {
    let info = SubjectPublicKeyInfoRef::from_der(info).ok()?;
    let bits = info.subject_public_key.as_bytes()?;
    let algorithm = match family {
        Family::Rsa => pkcs1(hash).filter(|_| rustcrypto_takes(bits, false)),
        // A key for PSS alone may restrict its signatures.
        Family::Pss => {
            let is_for_all = info.algorithm.oid == const_oid::db::rfc5912::RSA_ENCRYPTION;
            pss(hash).filter(|_| is_for_all && rustcrypto_takes(bits, true))
        }
        Family::Ecdsa if info.algorithm.oid == ELLIPTIC_CURVE => {
            let curve = info.algorithm.parameters?.decode_as().ok()?;
            ecdsa(curve, hash).filter(|_| bits.first() == Some(&UNCOMPRESSED))
        }
        Family::Ecdsa | Family::Ed25519 => None,
    }?;
    ParsedPublicKey::new(algorithm, bits).ok()
}

/// Whether RustCrypto verifies with an RSA key, as far as AWS-LC may see that differently: both
/// numbers odd, the exponent from 3 to 2^32. With PSS its size is in whole bytes, too.
fn rustcrypto_takes(bits: &[u8], whole_bytes: bool) -> bool {
    let Ok(key) = RsaPublicKeyRef::from_der(bits) else { return false };
    let (modulus, exponent) = (key.modulus.as_bytes(), key.public_exponent.as_bytes());
    let is_odd = |number: &[u8]| number.last().is_some_and(|last| last & 1 == 1);
    let is_full = modulus.first().is_some_and(|first| first & 0x80 != 0);
    let is_usual = exponent.len() <= 4 && exponent != [1];
    is_odd(modulus) && is_odd(exponent) && is_usual && (is_full || !whole_bytes)
}

fn has_usual_salt(signed: &Signed<'_>, hash: Hash) -> bool {
    let parameters = signed.algorithm.parameters.and_then(PssParameters::read);
    parameters.is_some_and(|used| used.hash == hash && Some(used.salt) == usual_salt(hash))
}

const fn usual_salt(hash: Hash) -> Option<usize> {
    match hash {
        Hash::Sha256 => Some(32),
        Hash::Sha384 => Some(48),
        Hash::Sha512 => Some(64),
        Hash::Sha1 | Hash::Sha224 => None,
    }
}

/// An algorithm of the library.
type Known = &'static dyn VerificationAlgorithm;

fn pkcs1(hash: Hash) -> Option<Known> {
    Some(match hash {
        Hash::Sha1 => &aws::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
        Hash::Sha224 => return None,
        Hash::Sha256 => &aws::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
        Hash::Sha384 => &aws::RSA_PKCS1_2048_8192_SHA384,
        Hash::Sha512 => &aws::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
    })
}

fn pss(hash: Hash) -> Option<Known> {
    Some(match hash {
        Hash::Sha1 | Hash::Sha224 => return None,
        Hash::Sha256 => &aws::RSA_PSS_2048_8192_SHA256,
        Hash::Sha384 => &aws::RSA_PSS_2048_8192_SHA384,
        Hash::Sha512 => &aws::RSA_PSS_2048_8192_SHA512,
    })
}

fn ecdsa(curve: ObjectIdentifier, hash: Hash) -> Option<Known> {
    Some(match (curve, hash) {
        (P256, Hash::Sha1) => &aws::ECDSA_P256_SHA1_ASN1,
        (P256, Hash::Sha256) => &aws::ECDSA_P256_SHA256_ASN1,
        (P256, Hash::Sha384) => &aws::ECDSA_P256_SHA384_ASN1,
        (P256, Hash::Sha512) => &aws::ECDSA_P256_SHA512_ASN1,
        (P384, Hash::Sha256) => &aws::ECDSA_P384_SHA256_ASN1,
        (P384, Hash::Sha384) => &aws::ECDSA_P384_SHA384_ASN1,
        (P384, Hash::Sha512) => &aws::ECDSA_P384_SHA512_ASN1,
        (P521, Hash::Sha1) => &aws::ECDSA_P521_SHA1_ASN1,
        (P521, Hash::Sha224) => &aws::ECDSA_P521_SHA224_ASN1,
        (P521, Hash::Sha256) => &aws::ECDSA_P521_SHA256_ASN1,
        (P521, Hash::Sha384) => &aws::ECDSA_P521_SHA384_ASN1,
        (P521, Hash::Sha512) => &aws::ECDSA_P521_SHA512_ASN1,
        _ => return None,
    })
}

/// What a point begins with that is written in full (SEC 1 section 2.3.3).
const UNCOMPRESSED: u8 = 4;
