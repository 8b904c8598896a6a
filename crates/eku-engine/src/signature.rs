//! Whether the signature of one certificate verifies with the key of another.
//!
//! Entry point: [`verify`]. RSA (PKCS#1 v1.5 and PSS), ECDSA over P-256, P-384 and P-521, and
//! Ed25519, with RustCrypto's implementations; SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512. What
//! is none of these is [`SignatureCheck::NotChecked`], never taken for right or wrong. It does not
//! look at names, validity or extensions: that is [`crate::chain`]'s.

use const_oid::ObjectIdentifier;
use der::asn1::{Any, BitStringRef};
use der::{Decode, Reader, SliceReader};
use ed25519_dalek::Verifier;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::pkcs1::{DecodeRsaPublicKey, RsaPssParams};
use rsa::{Pkcs1v15Sign, Pss, PublicKey};
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use x509_cert::spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

use crate::certificate::Certificate;

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
    let Ok(signed) = Signed::of(certificate.der()) else {
        return SignatureCheck::NotChecked;
    };
    let Ok(key) = SubjectPublicKeyInfoRef::from_der(issuer.public_key()) else {
        return SignatureCheck::NotChecked;
    };
    match check(&signed, &key) {
        Some(true) => SignatureCheck::Verifies,
        Some(false) => SignatureCheck::DoesNotVerify,
        None => SignatureCheck::NotChecked,
    }
}

/// The signed part of a certificate, and its signature (RFC 5280 section 4.1.1).
struct Signed<'c> {
    body: &'c [u8],
    algorithm: AlgorithmIdentifierRef<'c>,
    signature: &'c [u8],
}

impl<'c> Signed<'c> {
    fn of(certificate: &'c [u8]) -> der::Result<Self> {
        SliceReader::new(certificate)?.sequence(|reader| {
            let body = reader.tlv_bytes()?;
            let algorithm = AlgorithmIdentifierRef::decode(reader)?;
            let signature = BitStringRef::decode(reader)?.raw_bytes();
            Ok(Self { body, algorithm, signature })
        })
    }
}

/// `None` for what cannot be verified here.
fn check(signed: &Signed<'_>, key: &SubjectPublicKeyInfoRef<'_>) -> Option<bool> {
    let bits = key.subject_public_key.as_bytes()?;
    let key_kind = key.algorithm.oid;
    match signed.algorithm.oid {
        ED25519 => {
            if key_kind != ED25519 {
                return Some(false);
            }
            let key = ed25519_dalek::VerifyingKey::from_bytes(bits.try_into().ok()?).ok()?;
            let Ok(signature) = ed25519_dalek::Signature::from_slice(signed.signature) else {
                return Some(false);
            };
            Some(key.verify(signed.body, &signature).is_ok())
        }
        RSA_PSS => {
            if !matches!(key_kind, RSA | RSA_PSS) {
                return Some(false);
            }
            let key = PublicKey::from_pkcs1_der(bits).ok()?;
            let (hash, salt) = pss_parameters(signed)?;
            let digest = hash.digest(signed.body);
            Some(hash.verify_pss(&key, salt, digest.as_bytes(), signed.signature))
        }
        algorithm => {
            let (family, hash) = known_algorithm(algorithm)?;
            let digest = hash.digest(signed.body);
            match family {
                Family::Rsa if key_kind == RSA => {
                    let key = PublicKey::from_pkcs1_der(bits).ok()?;
                    Some(key.verify(hash.pkcs1(), digest.as_bytes(), signed.signature).is_ok())
                }
                Family::Ecdsa if key_kind == ELLIPTIC_CURVE => {
                    let curve = key.algorithm.parameters?.decode_as().ok()?;
                    elliptic_curve(curve, bits, digest.as_bytes(), signed.signature)
                }
                Family::Rsa | Family::Ecdsa => Some(false),
            }
        }
    }
}

fn elliptic_curve(
    curve: ObjectIdentifier,
    key: &[u8],
    digest: &[u8],
    signature: &[u8],
) -> Option<bool> {
    macro_rules! verify {
        ($curve:ident) => {{
            let key = $curve::ecdsa::VerifyingKey::from_sec1_bytes(key).ok()?;
            match $curve::ecdsa::Signature::from_der(signature) {
                Ok(signature) => Some(key.verify_prehash(digest, &signature).is_ok()),
                Err(_) => Some(false),
            }
        }};
    }
    match curve {
        P256 => verify!(p256),
        P384 => verify!(p384),
        // The implementation refuses digests shorter than half of the field.
        P521 if digest.len() < 33 => None,
        P521 => verify!(p521),
        _ => None,
    }
}

/// The hash and the salt's length of RSASSA-PSS (RFC 4055 section 3.1). The mask generation has to
/// use the same hash.
fn pss_parameters(signed: &Signed<'_>) -> Option<(Hash, usize)> {
    let parameters: RsaPssParams<Any> = signed.algorithm.parameters?.decode_as().ok()?;
    let hash = Hash::of(parameters.hash.oid)?;
    let mask_hash = parameters.mask_gen.parameters?.oid;
    (Hash::of(mask_hash)? == hash).then_some((hash, usize::from(parameters.salt_len)))
}

/// How a digest is signed.
#[derive(Clone, Copy)]
enum Family {
    Rsa,
    Ecdsa,
}

#[derive(Clone, Copy, PartialEq, Eq)]
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

    fn verify_pss(self, key: &PublicKey, salt: usize, digest: &[u8], signature: &[u8]) -> bool {
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

/// The algorithms of RFC 5912, by their identifiers.
fn known_algorithm(id: ObjectIdentifier) -> Option<(Family, Hash)> {
    use const_oid::db::rfc5912;
    Some(match id {
        rfc5912::SHA_1_WITH_RSA_ENCRYPTION => (Family::Rsa, Hash::Sha1),
        rfc5912::SHA_224_WITH_RSA_ENCRYPTION => (Family::Rsa, Hash::Sha224),
        rfc5912::SHA_256_WITH_RSA_ENCRYPTION => (Family::Rsa, Hash::Sha256),
        rfc5912::SHA_384_WITH_RSA_ENCRYPTION => (Family::Rsa, Hash::Sha384),
        rfc5912::SHA_512_WITH_RSA_ENCRYPTION => (Family::Rsa, Hash::Sha512),
        ECDSA_WITH_SHA_1 => (Family::Ecdsa, Hash::Sha1),
        rfc5912::ECDSA_WITH_SHA_224 => (Family::Ecdsa, Hash::Sha224),
        rfc5912::ECDSA_WITH_SHA_256 => (Family::Ecdsa, Hash::Sha256),
        rfc5912::ECDSA_WITH_SHA_384 => (Family::Ecdsa, Hash::Sha384),
        rfc5912::ECDSA_WITH_SHA_512 => (Family::Ecdsa, Hash::Sha512),
        _ => return None,
    })
}

const RSA: ObjectIdentifier = const_oid::db::rfc5912::RSA_ENCRYPTION;
const RSA_PSS: ObjectIdentifier = const_oid::db::rfc5912::ID_RSASSA_PSS;
const ELLIPTIC_CURVE: ObjectIdentifier = const_oid::db::rfc5912::ID_EC_PUBLIC_KEY;
const ECDSA_WITH_SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.1");
const P256: ObjectIdentifier = const_oid::db::rfc5912::SECP_256_R_1;
const P384: ObjectIdentifier = const_oid::db::rfc5912::SECP_384_R_1;
const P521: ObjectIdentifier = const_oid::db::rfc5912::SECP_521_R_1;
const ED25519: ObjectIdentifier = const_oid::db::rfc8410::ID_ED_25519;
