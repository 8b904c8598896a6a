//! RSA test keys: their primes, PKCS #1 v1.5 and PSS with a fixed salt.
//!
//! The primes of a key are the first ones at or after a number that follows from the key's label.
//! Only the distance is written down, so it can be seen that nothing is hidden in them.

use rsa::hazmat::rsa_decrypt_and_check;
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use rsa::{BoxedUint, PrivateKey};
use sha2::{Digest, Sha256};

use super::{Hash, SignatureAlgorithm, expand};
use crate::maker::der;

const PUBLIC_EXPONENT: u32 = 65_537;

/// Bits, number, and how far behind their starting points the two primes stand.
const KEYS: &[(usize, usize, u64, u64)] = &[
    (1024, 1, 58, 90),
    (1024, 2, 354, 212),
    (2048, 1, 258, 956),
    (2048, 2, 652, 130),
    (2048, 3, 1516, 76),
    (2048, 4, 3162, 136),
    (2048, 5, 1236, 248),
    (3072, 1, 566, 24),
    (4096, 1, 5436, 1082),
];

/// An RSA key.
#[derive(Clone, Debug)]
pub(super) struct TestKey {
    inner: Box<PrivateKey>,
}

/// The key of the table; panics where there is none.
pub(super) fn test_key(bits: usize, number: usize) -> TestKey {
    let (_, _, to_p, to_q) = KEYS
        .iter()
        .find(|key| (key.0, key.1) == (bits, number))
        .unwrap_or_else(|| panic!("there is no RSA test key number {number} of {bits} bits"));
    let inner = PrivateKey::from_p_q(
        prime(bits, number, 'p', *to_p),
        prime(bits, number, 'q', *to_q),
        BoxedUint::from(PUBLIC_EXPONENT),
    );
    TestKey { inner: Box::new(inner.expect("the table holds primes")) }
}

fn prime(bits: usize, number: usize, which: char, distance: u64) -> BoxedUint {
    let mut bytes = expand(&format!("rsa-{bits}-{number} {which}"), bits / 16);
    bytes[0] |= 0xc0;
    bytes[bits / 16 - 1] |= 1;
    BoxedUint::from_be_slice_vartime(&bytes).wrapping_add(BoxedUint::from(distance))
}

impl TestKey {
    pub(super) fn bits(&self) -> usize {
        self.inner.size() * 8
    }

    /// RSAPublicKey.
    pub(super) fn public_key(&self) -> Vec<u8> {
        der::sequence(&[der::unsigned(&self.inner.n_bytes()), der::number(PUBLIC_EXPONENT)])
    }

    /// RSAPrivateKey (PKCS #1).
    pub(super) fn private_key(&self) -> Vec<u8> {
        let key = &self.inner;
        let coefficient = key.qinv().expect("computed").retrieve();
        let big = |number: &BoxedUint| der::unsigned(&number.to_be_bytes());
        der::sequence(&[
            der::number(0),
            der::unsigned(&key.n_bytes()),
            der::number(PUBLIC_EXPONENT),
            big(key.d()),
            big(&key.primes()[0]),
            big(&key.primes()[1]),
            big(key.dp().expect("computed")),
            big(key.dq().expect("computed")),
            big(&coefficient),
        ])
    }

    pub(super) fn sign(&self, algorithm: SignatureAlgorithm, message: &[u8]) -> Vec<u8> {
        let hash = algorithm.hash();
        let digest = (hash.digest)(message);
        let padded = match algorithm.salt() {
            None => self.pad(&digest, hash.kind),
            Some(salt) => self.pad_with_salt(&digest, &hash, salt),
        };
        let precision = self.inner.n_bits_precision();
        let number = BoxedUint::from_be_slice(&padded, precision).expect("as long as the modulus");
        let signature = rsa_decrypt_and_check::<NoRandomness>(self.inner.as_ref(), None, &number)
            .expect("a padded digest is smaller than the modulus")
            .to_be_bytes();
        signature[signature.len() - self.inner.size()..].to_vec()
    }

    /// EMSA-PKCS1-v1_5 (RFC 8017 section 9.2).
    fn pad(&self, digest: &[u8], hash: &str) -> Vec<u8> {
        let info = der::sequence(&[
            der::sequence(&[der::object_identifier(hash), der::null()]),
            der::octet_string(digest),
        ]);
        let filling = vec![0xff; self.inner.size() - info.len() - 3];
        [&[0, 1], filling.as_slice(), &[0], &info].concat()
    }

    /// EMSA-PSS (RFC 8017 section 9.1) with a salt that follows from the digest.
    fn pad_with_salt(&self, digest: &[u8], hash: &Hash, salt: usize) -> Vec<u8> {
        let seed = Sha256::digest([b"salt", digest].concat());
        let salt: Vec<u8> = seed.iter().copied().cycle().take(salt).collect();
        let own = (hash.digest)(&[&[0; 8], digest, &salt].concat());
        let length = self.inner.size() - own.len() - 1;
        let mut block = vec![0; length - salt.len() - 1];
        block.push(1);
        block.extend_from_slice(&salt);
        let mask = (0_u32..)
            .flat_map(|counter| (hash.digest)(&[own.as_slice(), &counter.to_be_bytes()].concat()));
        for (byte, mask) in block.iter_mut().zip(mask) {
            *byte ^= mask;
        }
        block[0] &= 0x7f;
        [block.as_slice(), &own, &[0xbc]].concat()
    }
}

/// Stands where a random number generator could be given, and never is.
enum NoRandomness {}

impl TryRng for NoRandomness {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        match *self {}
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        match *self {}
    }

    fn try_fill_bytes(&mut self, _bytes: &mut [u8]) -> Result<(), Self::Error> {
        match *self {}
    }
}

impl TryCryptoRng for NoRandomness {}
