//! What is to be certified ([`Template`]) and what was ([`Certificate`]).

use sha2::{Digest, Sha256};

use super::extension::in_hex;
use super::{AlternativeName, Extension, Key, KeyUsage, Name, SignatureAlgorithm, Time};
use super::{der, oid, pem};
use crate::ber::{self, Looseness};

/// Everything that stands in a certificate, before an [`Authority`](super::Authority) signs it.
///
/// Start with [`Template::leaf`] or [`Template::authority`], then change what matters.
#[derive(Clone, Debug)]
pub struct Template {
    pub(super) version: u8,
    pub(super) serial: Option<Vec<u8>>,
    pub(super) subject: Name,
    pub(super) issuer: Option<Name>,
    pub(super) not_before: Time,
    pub(super) not_after: Time,
    pub(super) key: Key,
    pub(super) extensions: Vec<Extension>,
    pub(super) key_identifiers: bool,
    pub(super) algorithm: Option<SignatureAlgorithm>,
    pub(super) damaged: bool,
    pub(super) extensions_in_any_version: bool,
    pub(super) outer_algorithm: Option<SignatureAlgorithm>,
    pub(super) unused_bits: u8,
    pub(super) looseness: Option<Looseness>,
    pub(super) behind: Vec<u8>,
}

/// A certificate with the key that belongs to it.
#[derive(Clone, Debug)]
pub struct Certificate {
    template: Template,
    issuer: Name,
    serial: Vec<u8>,
    algorithm: SignatureAlgorithm,
    bytes: Vec<u8>,
}

impl Template {
    /// A TLS leaf: P-256 key of the common name, valid from 2026-06-01 to 2027-06-01, not a CA,
    /// digital signature and key encipherment; no names and **no extended key usage** yet.
    pub fn leaf(common_name: &str) -> Template {
        Template::new(common_name)
            .valid("2026-06-01T00:00:00Z", "2027-06-01T00:00:00Z")
            .with(Extension::not_an_authority())
            .key_usage(&[KeyUsage::DigitalSignature, KeyUsage::KeyEncipherment])
    }

    /// A CA: P-256 key of the common name, valid from 2020-01-01 to 2045-01-01, no path length,
    /// signs certificates and revocation lists; no extended key usage.
    pub fn authority(common_name: &str) -> Template {
        Template::new(common_name)
            .valid("2020-01-01T00:00:00Z", "2045-01-01T00:00:00Z")
            .with(Extension::authority(None))
            .key_usage(&[KeyUsage::KeyCertSign, KeyUsage::CrlSign])
    }

    fn new(common_name: &str) -> Template {
        Template {
            version: 3,
            serial: None,
            subject: Name::common(common_name),
            issuer: None,
            not_before: Time::new("2026-06-01T00:00:00Z"),
            not_after: Time::new("2027-06-01T00:00:00Z"),
            key: Key::p256(common_name),
            extensions: Vec::new(),
            key_identifiers: true,
            algorithm: None,
            damaged: false,
            extensions_in_any_version: false,
            outer_algorithm: None,
            unused_bits: 0,
            looseness: None,
            behind: Vec::new(),
        }
    }

    /// Replaces the subject; the key stays that of the common name.
    #[must_use]
    pub fn subject(self, subject: Name) -> Template {
        Template { subject, ..self }
    }

    /// Writes another issuer than the one that signs.
    #[must_use]
    pub fn issuer(self, issuer: Name) -> Template {
        Template { issuer: Some(issuer), ..self }
    }

    /// The content of the serial INTEGER, exactly. Unless set, 16 bytes that follow from the rest.
    #[must_use]
    pub fn serial(self, content: &[u8]) -> Template {
        Template { serial: Some(content.to_vec()), ..self }
    }

    /// Both dates, such as `2026-06-01T00:00:00Z`, in the type that the standard demands.
    #[must_use]
    pub fn valid(self, not_before: &str, not_after: &str) -> Template {
        self.not_before(Time::new(not_before)).not_after(Time::new(not_after))
    }

    /// The start of validity.
    #[must_use]
    pub fn not_before(self, not_before: Time) -> Template {
        Template { not_before, ..self }
    }

    /// The end of validity.
    #[must_use]
    pub fn not_after(self, not_after: Time) -> Template {
        Template { not_after, ..self }
    }

    /// The key that is certified.
    #[must_use]
    pub fn key(self, key: Key) -> Template {
        Template { key, ..self }
    }

    /// The version as people count: below 3 there are no extensions, and none are written.
    #[must_use]
    pub fn version(self, version: u8) -> Template {
        Template { version, ..self }
    }

    /// The version as people count, with extensions whatever it is.
    #[must_use]
    pub fn version_with_extensions(self, version: u8) -> Template {
        Template { version, extensions_in_any_version: true, ..self }
    }

    /// Names another algorithm beside the signature than inside of what is signed.
    #[must_use]
    pub fn outer_algorithm(self, algorithm: SignatureAlgorithm) -> Template {
        Template { outer_algorithm: Some(algorithm), ..self }
    }

    /// How the issuer signs, where it is not the usual algorithm of its key.
    #[must_use]
    pub fn signed_with(self, algorithm: SignatureAlgorithm) -> Template {
        Template { algorithm: Some(algorithm), ..self }
    }

    /// Flips the last bit of the signature.
    #[must_use]
    pub fn damaged(self) -> Template {
        Template { damaged: true, ..self }
    }

    /// Says that so many bits at the end of the signature are unused.
    #[must_use]
    pub fn unused_bits(self, unused_bits: u8) -> Template {
        Template { unused_bits, ..self }
    }

    /// Extended key usage with these purposes, in this order.
    #[must_use]
    pub fn purposes(self, purposes: &[&str]) -> Template {
        self.with(Extension::extended_key_usage(purposes))
    }

    /// Key usage.
    #[must_use]
    pub fn key_usage(self, usages: &[KeyUsage]) -> Template {
        self.with(Extension::key_usage(usages))
    }

    /// Subject alternative names that are all dNSName.
    #[must_use]
    pub fn dns(self, names: &[&str]) -> Template {
        let names: Vec<AlternativeName> =
            names.iter().map(|name| AlternativeName::Dns((*name).into())).collect();
        self.names(&names)
    }

    /// Subject alternative names.
    #[must_use]
    pub fn names(self, names: &[AlternativeName]) -> Template {
        self.with(Extension::alternative_names(names))
    }

    /// Adds an extension, or replaces the one of its kind in its place.
    #[must_use]
    pub fn with(mut self, extension: Extension) -> Template {
        match self.extensions.iter_mut().find(|other| other.kind == extension.kind) {
            Some(place) => *place = extension,
            None => self.extensions.push(extension),
        }
        self
    }

    /// Adds an extension behind all others, even where one of its kind is there.
    #[must_use]
    pub fn and(mut self, extension: Extension) -> Template {
        self.extensions.push(extension);
        self
    }

    /// Removes the extensions of a kind.
    #[must_use]
    pub fn without(mut self, kind: &str) -> Template {
        self.extensions.retain(|extension| extension.kind != kind);
        self
    }

    /// The extensions as they are so far, to be put into another order or changed.
    pub fn extensions_mut(&mut self) -> &mut Vec<Extension> {
        &mut self.extensions
    }

    /// Leaves out the subject and authority key identifiers, which are added otherwise.
    #[must_use]
    pub fn without_key_identifiers(self) -> Template {
        Template { key_identifiers: false, ..self }
    }

    /// Writes what is signed as BER.
    #[must_use]
    pub fn loosened(self, how: Looseness) -> Template {
        Template { looseness: Some(how), ..self }
    }

    /// Puts bytes behind the certificate.
    #[must_use]
    pub fn followed_by(self, bytes: &[u8]) -> Template {
        Template { behind: bytes.into(), ..self }
    }

    /// Signs with `key` as the issuer `name`.
    pub(super) fn sign(mut self, name: &Name, key: &Key) -> Certificate {
        if self.key_identifiers && self.has_extensions() {
            self.extensions.push(Extension::subject_key_identifier(&self.key.identifier()));
            self.extensions.push(Extension::authority_key_identifier(&key.identifier()));
        }
        let issuer = self.issuer.clone().unwrap_or_else(|| name.clone());
        let algorithm = self.algorithm.unwrap_or_else(|| key.usual_algorithm());
        let rest = self.encode_rest(&issuer, algorithm);
        let serial = self.serial.clone().unwrap_or_else(|| usual_serial(&rest));
        let mut content = Vec::new();
        if self.version > 1 {
            content.push(der::explicit(0, &der::integer_bytes(&[self.version - 1])));
        }
        content.push(der::integer_bytes(&serial));
        content.push(rest);
        let loosened = |der: Vec<u8>| match self.looseness {
            Some(how) => ber::loosened(&der, how),
            None => der,
        };
        let to_be_signed = loosened(der::sequence(&content));
        let mut signature = key.sign(algorithm, &to_be_signed);
        if self.damaged {
            *signature.last_mut().expect("a signature has bytes") ^= 1;
        }
        let mut bytes = der::sequence(&[
            to_be_signed,
            self.outer_algorithm.unwrap_or(algorithm).encode(),
            der::element(0x03, &[&[self.unused_bits], signature.as_slice()].concat()),
        ]);
        bytes.extend_from_slice(&self.behind);
        Certificate { template: self, issuer, serial, algorithm, bytes }
    }

    fn has_extensions(&self) -> bool {
        self.version >= 3 || self.extensions_in_any_version
    }

    /// All that follows the serial number.
    fn encode_rest(&self, issuer: &Name, algorithm: SignatureAlgorithm) -> Vec<u8> {
        let mut rest = algorithm.encode();
        rest.extend(issuer.encode());
        rest.extend(der::sequence(&[self.not_before.encode(), self.not_after.encode()]));
        rest.extend(self.subject.encode());
        rest.extend(self.key.public_key_info());
        if self.has_extensions() && !self.extensions.is_empty() {
            let extensions: Vec<Vec<u8>> = self.extensions.iter().map(Extension::encode).collect();
            rest.extend(der::explicit(3, &der::sequence(&extensions)));
        }
        rest
    }
}

impl Certificate {
    /// The DER bytes.
    pub fn der(&self) -> &[u8] {
        &self.bytes
    }

    /// The PEM block alone.
    pub fn pem(&self) -> String {
        pem::encode("CERTIFICATE", &self.bytes)
    }

    /// The key that it certifies; its private half serves TLS tests.
    pub fn key(&self) -> &Key {
        &self.template.key
    }

    /// The subject.
    pub fn subject(&self) -> &Name {
        &self.template.subject
    }

    /// The issuer that is written in it.
    pub fn issuer(&self) -> &Name {
        &self.issuer
    }

    /// SHA-256 of the DER bytes, lower-case hexadecimal without separators.
    pub fn sha256(&self) -> String {
        in_hex(&Sha256::digest(&self.bytes)).replace(':', "")
    }

    /// Readable text, then the PEM block.
    pub fn described_pem(&self, what: &str) -> String {
        format!("{}{}", self.in_words(what), self.pem())
    }

    /// What the certificate says, for people; `what` says what it is for.
    fn in_words(&self, what: &str) -> String {
        let template = &self.template;
        let mut lines = vec![
            format!("For:        {what}"),
            "Origin:     test certificate, made by cargo xtask fixtures; its key is public".into(),
            format!("Subject:    {}", template.subject.in_words()),
            format!("Issuer:     {}", self.issuer.in_words()),
            format!("Serial:     {}", in_hex(&self.serial)),
            format!("Not before: {}", template.not_before.in_words()),
            format!("Not after:  {}", template.not_after.in_words()),
            format!(
                "Key:        {}, signed with {:?}",
                template.key.kind_in_words(),
                self.algorithm
            ),
        ];
        if template.version != 3 {
            lines.push(format!("Version:    {}", template.version));
        }
        let mut shown =
            vec![("Names:", oid::SUBJECT_ALTERNATIVE_NAME), ("EKU:", oid::EXTENDED_KEY_USAGE)];
        if template.has_extensions() {
            shown.extend([
                ("Key usage:", oid::KEY_USAGE),
                ("Basic:", oid::BASIC_CONSTRAINTS),
                ("Netscape:", oid::NETSCAPE_CERTIFICATE_TYPE),
                ("Policies:", oid::CERTIFICATE_POLICIES),
            ]);
        }
        for (title, kind) in shown {
            lines.extend(self.words_of(kind).iter().map(|words| format!("{title:<11} {words}")));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    /// One text for each extension of a kind.
    fn words_of(&self, kind: &str) -> Vec<String> {
        let usual = matches!(kind, oid::SUBJECT_ALTERNATIVE_NAME | oid::EXTENDED_KEY_USAGE);
        let mut all: Vec<String> = self
            .template
            .extensions
            .iter()
            .filter(|extension| extension.kind == kind && self.template.has_extensions())
            .map(|extension| {
                let critical = if extension.critical { " (critical)" } else { "" };
                format!("{}{critical}", extension.words)
            })
            .collect();
        if all.is_empty() && usual {
            all.push("absent".into());
        }
        all
    }
}

/// 16 bytes that begin with a non-zero digit and no sign.
fn usual_serial(rest: &[u8]) -> Vec<u8> {
    let mut serial = Sha256::digest(rest)[..16].to_vec();
    serial[0] = 0x40 | (serial[0] & 0x3f);
    serial
}
