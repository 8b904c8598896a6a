//! Private test keys in the forms in which people keep them: PKCS #8, SEC 1, PKCS #1, encrypted.

use aes::Aes256;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use sha2::{Digest, Sha256};

use super::{Key, Secret, expand};
use crate::maker::{der, pem};

const ROUNDS: u32 = 2048;

impl Key {
    /// PrivateKeyInfo (PKCS #8).
    pub fn pkcs8(&self) -> Vec<u8> {
        let inner = match &self.secret {
            Secret::Ed25519(key) => der::octet_string(key.as_bytes()),
            Secret::Rsa(key) => key.private_key(),
            _ => self.sec1_with(None),
        };
        der::sequence(&[der::number(0), self.algorithm_identifier(), der::octet_string(&inner)])
    }

    /// PEM of [`Key::pkcs8`], for example for the server of a test.
    pub fn pkcs8_pem(&self) -> String {
        pem::encode("PRIVATE KEY", &self.pkcs8())
    }

    /// ECPrivateKey (SEC 1), with the curve.
    ///
    /// # Panics
    ///
    /// Where the key is not on a NIST curve.
    pub fn sec1(&self) -> Vec<u8> {
        let curve = match &self.secret {
            Secret::P224(_) => "1.3.132.0.33",
            Secret::P256(_) => "1.2.840.10045.3.1.7",
            Secret::P384(_) => "1.3.132.0.34",
            Secret::P521(_) => "1.3.132.0.35",
            _ => panic!("only keys on NIST curves have this form"),
        };
        self.sec1_with(Some(curve))
    }

    /// RSAPrivateKey (PKCS #1).
    ///
    /// # Panics
    ///
    /// Where it is no RSA key.
    pub fn pkcs1(&self) -> Vec<u8> {
        match &self.secret {
            Secret::Rsa(key) => key.private_key(),
            _ => panic!("only RSA keys have this form"),
        }
    }

    /// EncryptedPrivateKeyInfo: PBES2 with PBKDF2 (HMAC-SHA-256) and AES-256-CBC.
    pub fn encrypted_pkcs8(&self, password: &str) -> Vec<u8> {
        let salt = expand(&format!("salt {}", self.label), 16);
        let start: [u8; 16] =
            expand(&format!("start {}", self.label), 16).try_into().expect("16 bytes");
        let key = derive(password.as_bytes(), &salt);
        let hash = der::sequence(&[der::object_identifier("1.2.840.113549.2.9"), der::null()]);
        let derivation = der::sequence(&[
            der::object_identifier("1.2.840.113549.1.5.12"),
            der::sequence(&[der::octet_string(&salt), der::number(ROUNDS), hash]),
        ]);
        let cipher = der::sequence(&[
            der::object_identifier("2.16.840.1.101.3.4.1.42"),
            der::octet_string(&start),
        ]);
        let algorithm = der::sequence(&[
            der::object_identifier("1.2.840.113549.1.5.13"),
            der::sequence(&[derivation, cipher]),
        ]);
        let encrypted = encrypt(&key, start, self.pkcs8());
        der::sequence(&[algorithm, der::octet_string(&encrypted)])
    }

    fn sec1_with(&self, curve: Option<&str>) -> Vec<u8> {
        let secret = match &self.secret {
            Secret::P224(key) => key.to_bytes().to_vec(),
            Secret::P256(key) => key.to_bytes().to_vec(),
            Secret::P384(key) => key.to_bytes().to_vec(),
            Secret::P521(key) => key.to_bytes().to_vec(),
            Secret::Ed25519(_) | Secret::Rsa(_) => panic!("not on a NIST curve"),
        };
        let mut content = vec![der::number(1), der::octet_string(&secret)];
        content.extend(curve.map(|dotted| der::explicit(0, &der::object_identifier(dotted))));
        content.push(der::explicit(1, &der::bit_string(&self.public_key())));
        der::sequence(&content)
    }
}

/// PBKDF2 with HMAC-SHA-256: one block, 32 bytes.
fn derive(password: &[u8], salt: &[u8]) -> [u8; 32] {
    let mut round = authenticate(password, &[salt, &1_u32.to_be_bytes()].concat());
    let mut sum = round;
    for _ in 1..ROUNDS {
        round = authenticate(password, &round);
        sum.iter_mut().zip(round).for_each(|(byte, other)| *byte ^= other);
    }
    sum
}

/// HMAC-SHA-256 with a key of at most 64 bytes.
fn authenticate(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut inner = [0x36; 64];
    let mut outer = [0x5c; 64];
    for (place, byte) in key.iter().enumerate() {
        inner[place] ^= byte;
        outer[place] ^= byte;
    }
    let digest = Sha256::new().chain_update(inner).chain_update(message).finalize();
    Sha256::new().chain_update(outer).chain_update(digest).finalize().into()
}

/// AES-256-CBC with the padding of PKCS #7.
fn encrypt(key: &[u8; 32], start: [u8; 16], mut message: Vec<u8>) -> Vec<u8> {
    let filling = 16 - message.len() % 16;
    message.resize(message.len() + filling, filling as u8);
    let cipher = Aes256::new(key.into());
    let mut previous = start;
    for block in message.chunks_mut(16) {
        for (byte, before) in previous.iter_mut().zip(block.iter()) {
            *byte ^= before;
        }
        let mut array = previous.into();
        cipher.encrypt_block(&mut array);
        previous = array.into();
        block.copy_from_slice(&previous);
    }
    message
}
