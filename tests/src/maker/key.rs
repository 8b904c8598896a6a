//! Fixed test keys and the signatures that they make.
//!
//! **No key of this module is secret.** Each is derived from a label that stands in this
//! repository, by SHA-256, so that the same fixture has the same bytes on every machine; for the
//! same reason no signature uses randomness (RFC 6979 for ECDSA, a fixed salt for RSA-PSS).

mod private;
mod rsa;

use p256::ecdsa::signature::Signer;
use p256::ecdsa::signature::hazmat::PrehashSigner;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::der;

/// A test key: the private and the public half.
#[derive(Clone, Debug)]
pub struct Key {
    label: String,
    secret: Secret,
}

#[derive(Clone, Debug)]
enum Secret {
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
    EcdsaSha256,
    EcdsaSha384,
    EcdsaSha512,
    Ed25519,
    RsaSha256,
    RsaSha384,
    RsaSha512,
    RsaPssSha256,
    /// An algorithm that nobody knows; the signature is that of `EcdsaSha256`.
    Unknown,
}

impl Key {
    /// The P-256 key of a label.
    pub fn p256(label: &str) -> Key {
        let bytes = expand(&format!("p256 {label}"), 32);
        let secret = p256::ecdsa::SigningKey::from_slice(&bytes).expect("a scalar of P-256");
        Key { label: label.into(), secret: Secret::P256(secret) }
    }

    /// The P-384 key of a label.
    pub fn p384(label: &str) -> Key {
        let bytes = expand(&format!("p384 {label}"), 48);
        let secret = p384::ecdsa::SigningKey::from_slice(&bytes).expect("a scalar of P-384");
        Key { label: label.into(), secret: Secret::P384(secret) }
    }

    /// The P-521 key of a label.
    pub fn p521(label: &str) -> Key {
        let mut bytes = expand(&format!("p521 {label}"), 66);
        bytes[0] = 0;
        let secret = p521::ecdsa::SigningKey::from_slice(&bytes).expect("a scalar of P-521");
        Key { label: label.into(), secret: Secret::P521(secret) }
    }

    /// The Ed25519 key of a label.
    pub fn ed25519(label: &str) -> Key {
        let bytes = expand(&format!("ed25519 {label}"), 32);
        let secret = ed25519_dalek::SigningKey::from_bytes(&bytes.try_into().expect("32 bytes"));
        Key { label: label.into(), secret: Secret::Ed25519(Box::new(secret)) }
    }

    /// One of the RSA keys: 2048 bits (numbers 1 to 5), 3072 (1) or 4096 (1).
    ///
    /// # Panics
    ///
    /// Where there is no such key.
    pub fn rsa(bits: usize, number: usize) -> Key {
        Key {
            label: format!("rsa-{bits}-{number}"),
            secret: Secret::Rsa(rsa::test_key(bits, number)),
        }
    }

    /// The label that the key was derived from.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// For people: `P-256`, `RSA 2048`.
    pub fn kind_in_words(&self) -> String {
        match &self.secret {
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
            Secret::P256(_) => SignatureAlgorithm::EcdsaSha256,
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
        der::sequence(&[self.algorithm_identifier(), der::bit_string(&self.public_key())])
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
        let with_null = |dotted| der::sequence(&[der::object_identifier(dotted), der::null()]);
        match self {
            SignatureAlgorithm::EcdsaSha256 => plain("1.2.840.10045.4.3.2"),
            SignatureAlgorithm::EcdsaSha384 => plain("1.2.840.10045.4.3.3"),
            SignatureAlgorithm::EcdsaSha512 => plain("1.2.840.10045.4.3.4"),
            SignatureAlgorithm::Ed25519 => plain("1.3.101.112"),
            SignatureAlgorithm::Unknown => plain("1.3.6.1.4.1.55555.2"),
            SignatureAlgorithm::RsaSha256 => with_null("1.2.840.113549.1.1.11"),
            SignatureAlgorithm::RsaSha384 => with_null("1.2.840.113549.1.1.12"),
            SignatureAlgorithm::RsaSha512 => with_null("1.2.840.113549.1.1.13"),
            SignatureAlgorithm::RsaPssSha256 => {
                let hash = with_null("2.16.840.1.101.3.4.2.1");
                let mask = der::sequence(&[&der::object_identifier("1.2.840.113549.1.1.8"), &hash]);
                let parameters = der::sequence(&[
                    der::explicit(0, &hash),
                    der::explicit(1, &mask),
                    der::explicit(2, &der::number(32)),
                ]);
                der::sequence(&[der::object_identifier("1.2.840.113549.1.1.10"), parameters])
            }
        }
    }

    fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            SignatureAlgorithm::EcdsaSha256
            | SignatureAlgorithm::RsaSha256
            | SignatureAlgorithm::RsaPssSha256
            | SignatureAlgorithm::Unknown => Sha256::digest(message).to_vec(),
            SignatureAlgorithm::EcdsaSha384 | SignatureAlgorithm::RsaSha384 => {
                Sha384::digest(message).to_vec()
            }
            SignatureAlgorithm::EcdsaSha512 | SignatureAlgorithm::RsaSha512 => {
                Sha512::digest(message).to_vec()
            }
            SignatureAlgorithm::Ed25519 => panic!("Ed25519 signs messages, not digests"),
        }
    }
}

fn sign_ecdsa(secret: &Secret, digest: &[u8]) -> Vec<u8> {
    match secret {
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
