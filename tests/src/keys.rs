//! Private keys in every form in which people have them, and what finds a trace of one.
//!
//! Entry points: [`forms`], files that hold a key each, and [`Traces`], which says whether 16 bytes
//! of a secret stand anywhere in a text, however they are written. [`texts`] are the forms that fit
//! into a value or onto a command line.

mod files;
mod traces;

use crate::encodings;
use crate::maker::{Key, der, pem};

pub use files::forms;
pub use traces::Traces;

/// A file with a private key in it.
#[derive(Clone, Debug)]
pub struct Form {
    /// What it is, in words.
    pub what: String,
    /// What the file is called.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What nothing may show.
    pub secret: Vec<u8>,
}

/// A private key: what it is, its PEM label and DER, and what in it is secret.
#[derive(Clone, Debug)]
struct Bare {
    what: &'static str,
    label: &'static str,
    der: Vec<u8>,
    secret: Vec<u8>,
}

impl Bare {
    fn pem(&self) -> String {
        pem::encode(self.label, &self.der)
    }
}

/// Keys of each algorithm in each structure.
fn bare() -> Vec<Bare> {
    let (rsa, ec, edwards) = (Key::rsa(2048, 4), Key::p256("forms"), Key::ed25519("forms"));
    // What follows the modulus and the exponent, which the certificate shows to anyone.
    let of_rsa = rsa.pkcs1()[280..].to_vec();
    let of_ec = ec.sec1()[7..39].to_vec();
    let of_edwards = edwards.pkcs8()[16..].to_vec();
    let encrypted = |key: &Key| {
        let der = key.encrypted_pkcs8("secret");
        let secret = der[der.len() / 2..].to_vec();
        Bare { what: "encrypted PKCS#8", label: "ENCRYPTED PRIVATE KEY", der, secret }
    };
    let of = |what, label, der, secret: &[u8]| Bare { what, label, der, secret: secret.into() };
    vec![
        of("RSA in PKCS#8", "PRIVATE KEY", rsa.pkcs8(), &of_rsa),
        of("RSA in PKCS#1", "RSA PRIVATE KEY", rsa.pkcs1(), &of_rsa),
        of("EC in PKCS#8", "PRIVATE KEY", ec.pkcs8(), &of_ec),
        of("EC in SEC1", "EC PRIVATE KEY", ec.sec1(), &of_ec),
        of("Ed25519 in PKCS#8", "PRIVATE KEY", edwards.pkcs8(), &of_edwards),
        encrypted(&rsa),
        encrypted(&ec),
    ]
}

/// Keys as a text that can be a value, a name or an argument: what, the text, and what is secret.
#[must_use]
pub fn texts() -> Vec<(String, String, Vec<u8>)> {
    let mut texts = Vec::new();
    for key in bare() {
        let base64 = pem::base64(&key.der);
        let (der, middle) = (&key.der, base64.len() / 2);
        for (form, text) in [
            ("PEM", key.pem()),
            ("PEM on one line", key.pem().replace('\n', "")),
            ("base64", base64.clone()),
            ("base64url", base64.replace('+', "-").replace('/', "_").replace('=', "")),
            ("base64 in lines", encodings::base64_lines(der)),
            ("the middle of base64", base64[middle - 32..middle + 32].to_owned()),
            ("hexadecimal", encodings::hexadecimal(der, "", "")),
            ("hexadecimal with colons", encodings::hexadecimal(der, "", ":").to_uppercase()),
            ("hexadecimal for C", encodings::hexadecimal(der, "0x", ", ")),
            ("hexadecimal with blanks", encodings::hexadecimal(der, "", " ")),
        ] {
            texts.push((format!("{} as {form}", key.what), text, key.secret.clone()));
        }
    }
    texts
}

/// OpenSSH's own form of an Ed25519 key, without armour.
fn openssh(key: &Key) -> Vec<u8> {
    let text = |bytes: &[u8]| [&(bytes.len() as u32).to_be_bytes(), bytes].concat();
    let (secret, public) = (key.pkcs8()[16..].to_vec(), key.public_key_info()[12..].to_vec());
    let shown = [text(b"ssh-ed25519"), text(&public)].concat();
    let both = text(&[secret, public].concat());
    let hidden = [b"\x12\x34\x56\x78\x12\x34\x56\x78".to_vec(), shown.clone(), both].concat();
    let hidden = [hidden, text(b"a@b"), vec![1, 2, 3]].concat();
    [
        b"openssh-key-v1\0".to_vec(),
        text(b"none"),
        text(b"none"),
        text(b""),
        1_u32.to_be_bytes().to_vec(),
        text(&shown),
        text(&hidden),
    ]
    .concat()
}

/// A PuTTY file.
fn putty(key: &Key) -> String {
    let secret = &key.pkcs8()[16..];
    format!(
        "PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\nComment: a\r\nPublic-Lines: 1\r\n\
         {}\r\nPrivate-Lines: 1\r\n{}\r\nPrivate-MAC: {}\r\n",
        pem::base64(&key.public_key_info()),
        pem::base64(secret),
        "0a".repeat(32)
    )
}

/// The outline of PKCS#12, with an encrypted key in it.
fn pkcs12(encrypted: &[u8]) -> Vec<u8> {
    let data = der::object_identifier("1.2.840.113549.1.7.1");
    let content = der::explicit(0, &der::octet_string(encrypted));
    der::sequence(&[der::number(3), der::sequence(&[data, content])])
}

/// A Java keystore with one entry, as `keytool` lays it out.
fn java_keystore(magic: [u8; 4], encrypted: &[u8]) -> Vec<u8> {
    let algorithm =
        der::sequence(&[der::object_identifier("1.3.6.1.4.1.42.2.17.1.1"), der::null()]);
    let key = der::sequence(&[algorithm, der::octet_string(encrypted)]);
    [
        &magic[..],
        b"\0\0\0\x02\0\0\0\x01\0\0\0\x01\0\x05mykey\0\0\x01\x90\0\0\0\0",
        &(key.len() as u32).to_be_bytes(),
        &key,
        b"\0\0\0\0",
        &[7; 20],
    ]
    .concat()
}
