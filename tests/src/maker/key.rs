//! Fixed test keys and the signatures that they make.
//!
//! **No key of this module is secret.** Each is derived from a label that stands in this
//! repository, by SHA-256, so that the same fixture has the same bytes on every machine; for the
//! same reason no signature uses randomness (RFC 6979 for ECDSA, a fixed salt for RSA-PSS).

mod private;
mod rsa;

use md5::Md5;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::signature::hazmat::PrehashSigner;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use super::der;

/// A test key: the private and the public half.
#[derive(Clone, Debug)]
pub struct Key {
    label: String,
    secret: Secret,
    /// The SubjectPublicKeyInfo, where it is not the usual one.
    info: Option<Vec<u8>>,
}

#[derive(Clone, Debug)]
enum Secret {
    P224(p224::ecdsa::SigningKey),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
    Ed25519(Box<ed25519_dalek::SigningKey>),
    Rsa(rsa::TestKey),
}

/// How a certificate is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum SignatureAlgorithm {
    EcdsaSha1,
    EcdsaSha224,
    EcdsaSha256,
    EcdsaSha384,
    EcdsaSha512,
    Ed25519,
    RsaMd5,
    RsaSha1,
    RsaSha224,
    RsaSha256,
    RsaSha384,
    RsaSha512,
    /// `RsaSha256`, named without the NULL that belongs to its identifier.
    RsaSha256WithoutNull,
    RsaPssSha1,
    RsaPssSha256,
    RsaPssSha512,
    /// `RsaPssSha256` with a salt of 20 bytes.
    RsaPssShortSalt,
    /// An algorithm that nobody knows; the signature is that of `EcdsaSha256`.
    Unknown,
}

/// A hash, by its object identifier and its digest of a message.
pub(super) struct Hash {
    pub(super) kind: &'static str,
    pub(super) digest: fn(&[u8]) -> Vec<u8>,
}

const MD5: Hash =
    Hash { kind: "1.2.840.113549.2.5", digest: |message| Md5::digest(message).to_vec() };
const SHA1: Hash = Hash { kind: "1.3.14.3.2.26", digest: |message| Sha1::digest(message).to_vec() };
const SHA224: Hash =
    Hash { kind: "2.16.840.1.101.3.4.2.4", digest: |message| Sha224::digest(message).to_vec() };
const SHA256: Hash =
    Hash { kind: "2.16.840.1.101.3.4.2.1", digest: |message| Sha256::digest(message).to_vec() };
const SHA384: Hash =
    Hash { kind: "2.16.840.1.101.3.4.2.2", digest: |message| Sha384::digest(message).to_vec() };
const SHA512: Hash =
    Hash { kind: "2.16.840.1.101.3.4.2.3", digest: |message| Sha512::digest(message).to_vec() };

impl Key {
    /// The P-224 key of a label.
    pub fn p224(label: &str) -> Key {
        let bytes = expand(&format!("p224 {label}"), 28);
        let secret = p224::ecdsa::SigningKey::from_slice(&bytes).expect("a scalar of P-224");
        Key::new(label, Secret::P224(secret))
    }

    /// The P-256 key of a label.
    pub fn p256(label: &str) -> Key {
        let bytes = expand(&format!("p256 {label}"), 32);
        let secret = p256::ecdsa::SigningKey::from_slice(&bytes).expect("a scalar of P-256");
        Key::new(label, Secret::P256(secret))
    }

    /// The P-384 key of a label.
    pub fn p384(label: &str) -> Key {
        let bytes = expand(&format!("p384 {label}"), 48);
        let secret = p384::ecdsa::SigningKey::from_slice(&bytes).expect("a scalar of P-384");
        Key::new(label, Secret::P384(secret))
    }

    /// The P-521 key of a label.
    pub fn p521(label: &str) -> Key {
        let mut bytes = expand(&format!("p521 {label}"), 66);
        bytes[0] = 0;
        let secret = p521::ecdsa::SigningKey::from_slice(&bytes).expect("a scalar of P-521");
        Key::new(label, Secret::P521(secret))
    }

    /// The Ed25519 key of a label.
    pub fn ed25519(label: &str) -> Key {
        let bytes = expand(&format!("ed25519 {label}"), 32);
        let secret = ed25519_dalek::SigningKey::from_bytes(&bytes.try_into().expect("32 bytes"));
        Key::new(label, Secret::Ed25519(Box::new(secret)))
    }

    /// One of the RSA keys: 1024 bits (numbers 1 and 2), 2048 (1 to 5), 3072 (1) or
    /// 4096 (1).
    ///
    /// # Panics
    ///
    /// Where there is no such key.
    pub fn rsa(bits: usize, number: usize) -> Key {
        Key::new(&format!("rsa-{bits}-{number}"), Secret::Rsa(rsa::test_key(bits, number)))
    }

    fn new(label: &str, secret: Secret) -> Key {
        Key { label: label.into(), secret, info: None }
    }

    /// The same key, with another AlgorithmIdentifier in its SubjectPublicKeyInfo.
    #[must_use]
    pub fn with_algorithm(self, identifier: Vec<u8>) -> Key {
        let info = der::sequence(&[identifier, der::bit_string(&self.public_key())]);
        self.with_public_key_info(info)
    }

    /// The same key, with these bytes as its SubjectPublicKeyInfo.
    #[must_use]
    pub fn with_public_key_info(self, info: Vec<u8>) -> Key {
        Key { info: Some(info), ..self }
    }

    /// The label that the key was derived from.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// For people: `P-256`, `RSA 2048`.
    pub fn kind_in_words(&self) -> String {
        match &self.secret {
            Secret::P224(_) => "P-224".into(),
            Secret::P256(_) => "P-256".into(),
            Secret::P384(_) => "P-384".into(),
            Secret::P521(_) => "P-521".into(),
            Secret::Ed25519(_) => "Ed25519".into(),
            Secret::Rsa(key) => format!("RSA {}", key.bits()),
        }
    }

    /// What this kind of key signs with unless told otherwise.
    pub fn usual_algorithm(&self) -> SignatureAlgorithm {
        match self.secret {
            Secret::P224(_) | Secret::P256(_) => SignatureAlgorithm::EcdsaSha256,
            Secret::P384(_) => SignatureAlgorithm::EcdsaSha384,
            Secret::P521(_) => SignatureAlgorithm::EcdsaSha512,
            Secret::Ed25519(_) => SignatureAlgorithm::Ed25519,
            Secret::Rsa(_) => SignatureAlgorithm::RsaSha256,
        }
    }

    /// The signature of `message`, as it stands in the BIT STRING of a certificate.
    ///
    /// # Panics
    ///
    /// Where the key cannot sign with this algorithm.
    pub fn sign(&self, algorithm: SignatureAlgorithm, message: &[u8]) -> Vec<u8> {
        match (&self.secret, algorithm) {
            (Secret::Ed25519(key), SignatureAlgorithm::Ed25519) => key.sign(message).to_vec(),
            (Secret::Rsa(key), algorithm) => key.sign(algorithm, message),
            (secret, algorithm) => sign_ecdsa(secret, &algorithm.digest(message)),
        }
    }

    /// The SubjectPublicKeyInfo.
    pub fn public_key_info(&self) -> Vec<u8> {
        self.info.clone().unwrap_or_else(|| {
            der::sequence(&[self.algorithm_identifier(), der::bit_string(&self.public_key())])
        })
    }

    /// The key identifier: the first 160 bits of the SHA-256 of the public key (RFC 7093).
    pub fn identifier(&self) -> Vec<u8> {
        Sha256::digest(self.public_key())[..20].to_vec()
    }

    fn algorithm_identifier(&self) -> Vec<u8> {
        let curve = |dotted| {
            der::sequence(&[
                der::object_identifier("1.2.840.10045.2.1"),
                der::object_identifier(dotted),
            ])
        };
        match self.secret {
            Secret::P224(_) => curve("1.3.132.0.33"),
            Secret::P256(_) => curve("1.2.840.10045.3.1.7"),
            Secret::P384(_) => curve("1.3.132.0.34"),
            Secret::P521(_) => curve("1.3.132.0.35"),
            Secret::Ed25519(_) => der::sequence(&[der::object_identifier("1.3.101.112")]),
            Secret::Rsa(_) => {
                der::sequence(&[der::object_identifier("1.2.840.113549.1.1.1"), der::null()])
            }
        }
    }

    fn public_key(&self) -> Vec<u8> {
        match &self.secret {
            Secret::P224(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Secret::P256(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Secret::P384(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Secret::P521(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Secret::Ed25519(key) => key.verifying_key().as_bytes().to_vec(),
            Secret::Rsa(key) => key.public_key(),
        }
    }
}

impl SignatureAlgorithm {
    /// The AlgorithmIdentifier.
    pub fn encode(self) -> Vec<u8> {
        let plain = |dotted| der::sequence(&[der::object_identifier(dotted)]);
        match self {
            SignatureAlgorithm::EcdsaSha1 => plain("1.2.840.10045.4.1"),
            SignatureAlgorithm::EcdsaSha224 => plain("1.2.840.10045.4.3.1"),
            SignatureAlgorithm::EcdsaSha256 => plain("1.2.840.10045.4.3.2"),
            SignatureAlgorithm::EcdsaSha384 => plain("1.2.840.10045.4.3.3"),
            SignatureAlgorithm::EcdsaSha512 => plain("1.2.840.10045.4.3.4"),
            SignatureAlgorithm::Ed25519 => plain("1.3.101.112"),
            SignatureAlgorithm::Unknown => plain("1.3.6.1.4.1.55555.2"),
            SignatureAlgorithm::RsaMd5 => with_null("1.2.840.113549.1.1.4"),
            SignatureAlgorithm::RsaSha1 => with_null("1.2.840.113549.1.1.5"),
            SignatureAlgorithm::RsaSha224 => with_null("1.2.840.113549.1.1.14"),
            SignatureAlgorithm::RsaSha256 => with_null("1.2.840.113549.1.1.11"),
            SignatureAlgorithm::RsaSha384 => with_null("1.2.840.113549.1.1.12"),
            SignatureAlgorithm::RsaSha512 => with_null("1.2.840.113549.1.1.13"),
            SignatureAlgorithm::RsaSha256WithoutNull => plain("1.2.840.113549.1.1.11"),
            SignatureAlgorithm::RsaPssSha1
            | SignatureAlgorithm::RsaPssSha256
            | SignatureAlgorithm::RsaPssSha512
            | SignatureAlgorithm::RsaPssShortSalt => {
                let salt = self.salt().expect("PSS has a salt");
                let hash = with_null(self.hash().kind);
                let mask = der::sequence(&[&der::object_identifier("1.2.840.113549.1.1.8"), &hash]);
                let parameters = der::sequence(&[
                    der::explicit(0, &hash),
                    der::explicit(1, &mask),
                    der::explicit(2, &der::number(salt as u32)),
                ]);
                der::sequence(&[der::object_identifier("1.2.840.113549.1.1.10"), parameters])
            }
        }
    }

    /// The length of the salt, where it is PSS.
    pub(super) fn salt(self) -> Option<usize> {
        match self {
            SignatureAlgorithm::RsaPssSha1 | SignatureAlgorithm::RsaPssShortSalt => Some(20),
            SignatureAlgorithm::RsaPssSha256 => Some(32),
            SignatureAlgorithm::RsaPssSha512 => Some(64),
            _ => None,
        }
    }

    /// How it hashes.
    ///
    /// # Panics
    ///
    /// For Ed25519, which signs messages, not digests.
    pub(super) fn hash(self) -> Hash {
        match self {
            SignatureAlgorithm::RsaMd5 => MD5,
            SignatureAlgorithm::EcdsaSha1
            | SignatureAlgorithm::RsaSha1
            | SignatureAlgorithm::RsaPssSha1 => SHA1,
            SignatureAlgorithm::EcdsaSha224 | SignatureAlgorithm::RsaSha224 => SHA224,
            SignatureAlgorithm::EcdsaSha256
            | SignatureAlgorithm::RsaSha256
            | SignatureAlgorithm::RsaSha256WithoutNull
            | SignatureAlgorithm::RsaPssSha256
            | SignatureAlgorithm::RsaPssShortSalt
            | SignatureAlgorithm::Unknown => SHA256,
            SignatureAlgorithm::EcdsaSha384 | SignatureAlgorithm::RsaSha384 => SHA384,
            SignatureAlgorithm::EcdsaSha512
            | SignatureAlgorithm::RsaSha512
            | SignatureAlgorithm::RsaPssSha512 => SHA512,
            SignatureAlgorithm::Ed25519 => panic!("Ed25519 signs messages, not digests"),
        }
    }

    fn digest(self, message: &[u8]) -> Vec<u8> {
        (self.hash().digest)(message)
    }
}

fn with_null(dotted: &str) -> Vec<u8> {
    der::sequence(&[der::object_identifier(dotted), der::null()])
}

fn sign_ecdsa(secret: &Secret, digest: &[u8]) -> Vec<u8> {
    match secret {
        Secret::P224(key) => {
            let signature: p224::ecdsa::DerSignature = key.sign_prehash(digest).expect("signs");
            signature.as_bytes().to_vec()
        }
        Secret::P256(key) => {
            let signature: p256::ecdsa::DerSignature = key.sign_prehash(digest).expect("signs");
            signature.as_bytes().to_vec()
        }
        Secret::P384(key) => {
            let signature: p384::ecdsa::DerSignature = key.sign_prehash(digest).expect("signs");
            signature.as_bytes().to_vec()
        }
        Secret::P521(key) => {
            let signature: p521::ecdsa::DerSignature = key.sign_prehash(digest).expect("signs");
            signature.as_bytes().to_vec()
        }
        Secret::Ed25519(_) | Secret::Rsa(_) => panic!("this key does not sign with ECDSA"),
    }
}

/// `length` bytes that follow from a label: SHA-256 over the label and a counter.
pub(crate) fn expand(label: &str, length: usize) -> Vec<u8> {
    (0..)
        .flat_map(|counter| Sha256::digest(format!("TEST KEY {label} {counter}")))
        .take(length)
        .collect()
}
