//! Real certificates for tables about paths, signed with Ed25519 keys that are made from names.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha256};

use super::{der, name, purpose};
use crate::certificate::Certificate;

/// What stands in a certificate that is to be made. Its key is that of its subject's name, and it
/// is signed with the key of its issuer's name, unless said otherwise.
#[derive(Clone)]
pub(crate) struct Sketch {
    subject: String,
    issuer: String,
    key: String,
    signed_with: String,
    serial: u8,
    validity: [String; 2],
    extensions: Vec<Vec<u8>>,
    algorithm: &'static [u8],
    outer_algorithm: Option<&'static [u8]>,
    version: u8,
}

/// A leaf with the purposes named, as [`super::leaf`] names them.
pub(crate) fn issued(purposes: &str, subject: &str, issuer: &str) -> Sketch {
    let sketch = Sketch {
        subject: subject.to_owned(),
        issuer: issuer.to_owned(),
        key: subject.to_owned(),
        signed_with: issuer.to_owned(),
        serial: 1,
        validity: ["260101".to_owned(), "270101".to_owned()],
        extensions: Vec::new(),
        algorithm: ED25519,
        outer_algorithm: None,
        version: 3,
    };
    let list = match purposes {
        "absent" => return sketch,
        "empty" => der(0x30, &[]),
        "unreadable" => der(0x04, &[]),
        listed => {
            let ids = listed.split(' ').flat_map(|word| der(6, purpose(word)));
            der(0x30, &Vec::from_iter(ids))
        }
    };
    sketch.extension(37, list)
}

/// A CA without limits; `absent` leaves every purpose.
pub(crate) fn authority(purposes: &str, subject: &str, issuer: &str) -> Sketch {
    issued(purposes, subject, issuer).constraints(&der(1, &[0xff]))
}

impl Sketch {
    /// A CA with at most so many intermediates below it.
    pub(crate) fn path_length(mut self, length: u8) -> Self {
        self.extensions.retain(|extension| extension[2..7] != [6, 3, 0x55, 0x1d, 19]);
        self.constraints(&[der(1, &[0xff]), der(2, &[length])].concat())
    }

    /// Key usage with these eight bits.
    pub(crate) fn key_usage(self, bits: u8) -> Self {
        self.extension(15, der(3, &[0, bits]))
    }

    /// Valid between two days, written `270101`.
    pub(crate) fn valid(self, from: &str, to: &str) -> Self {
        Self { validity: [from.to_owned(), to.to_owned()], ..self }
    }

    pub(crate) fn serial(self, serial: u8) -> Self {
        Self { serial, ..self }
    }

    /// With the key of another name.
    pub(crate) fn key(self, of: &str) -> Self {
        Self { key: of.to_owned(), ..self }
    }

    /// Signed with the key of another name.
    pub(crate) fn signed_with(self, of: &str) -> Self {
        Self { signed_with: of.to_owned(), ..self }
    }

    /// Signed with an algorithm that nobody knows.
    pub(crate) fn unknown_algorithm(self) -> Self {
        Self { algorithm: &[0x2b, 0x65, 0x7f], ..self }
    }

    /// Another algorithm beside the signature than in what is signed.
    pub(crate) fn other_algorithm_outside(self) -> Self {
        Self { outer_algorithm: Some(&[0x2b, 0x65, 0x7f]), ..self }
    }

    /// Of version 1, without extensions.
    pub(crate) fn version_1(self) -> Self {
        Self { version: 1, extensions: Vec::new(), ..self }
    }

    pub(crate) fn subject_key_id(self, id: &str) -> Self {
        self.extension(14, der(4, id.as_bytes()))
    }

    pub(crate) fn authority_key_id(self, id: &str) -> Self {
        self.extension(35, der(0x30, &der(0x80, id.as_bytes())))
    }

    pub(crate) fn authority_serial(self, serial: u8) -> Self {
        self.extension(35, der(0x30, &der(0x82, &[serial])))
    }

    /// Names the issuer's own issuer.
    pub(crate) fn authority_issuer(self, of: &str) -> Self {
        let directory = der(0xa4, name(&[("CN", of)]).der());
        self.extension(35, der(0x30, &der(0xa1, &directory)))
    }

    fn constraints(self, content: &[u8]) -> Self {
        self.extension(19, der(0x30, content))
    }

    fn extension(mut self, arc: u8, value: Vec<u8>) -> Self {
        let id = der(6, &[0x55, 0x1d, arc]);
        self.extensions.push(der(0x30, &[id, der(4, &value)].concat()));
        self
    }

    /// The certificate.
    pub(crate) fn made(&self) -> Arc<Certificate> {
        let algorithm = der(0x30, &der(6, self.algorithm));
        let [from, to] = self.validity.each_ref().map(|day| {
            let instant = [day.as_bytes(), b"000000Z"].concat();
            der(0x17, &instant)
        });
        let public = key(&self.key).verifying_key().to_bytes();
        let version = match self.version {
            1 => Vec::new(),
            version => der(0xa0, &der(2, &[version - 1])),
        };
        let mut parts = Vec::from([
            version,
            der(2, &[self.serial]),
            algorithm.clone(),
            name(&[("CN", &self.issuer)]).der().to_vec(),
            der(0x30, &[from, to].concat()),
            name(&[("CN", &self.subject)]).der().to_vec(),
            der(0x30, &[der(0x30, &der(6, ED25519)), bits(&public)].concat()),
        ]);
        if !self.extensions.is_empty() {
            parts.push(der(0xa3, &der(0x30, &self.extensions.concat())));
        }
        let body = der(0x30, &parts.concat());
        let signature = key(&self.signed_with).sign(&body).to_bytes();
        let outer = self.outer_algorithm.map_or(algorithm, |id| der(0x30, &der(6, id)));
        let whole = der(0x30, &[body, outer, bits(&signature)].concat());
        Arc::new(Certificate::from_der(&whole).unwrap())
    }
}

/// The test key of a name: known to everybody.
fn key(of: &str) -> SigningKey {
    SigningKey::from_bytes(&Sha256::digest(of).into())
}

fn bits(content: &[u8]) -> Vec<u8> {
    der(3, &[&[0], content].concat())
}

/// RFC 8410 section 3.
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
