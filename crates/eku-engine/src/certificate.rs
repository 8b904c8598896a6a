//! Bytes to facts about one certificate.
//!
//! Entry point: [`Certificate::from_der`]. It reads with `x509-cert` and keeps what the engine
//! needs; it states facts only and judges nothing. What deviates from RFC 5280 and can still be
//! read is read and reported as a [`Deviation`]; what cannot be read is a [`ReadError`] with its
//! position. It does not read PEM (see [`crate::bundle`]) and verifies no signature.

mod attributes;
mod canonical;
mod extensions;

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use der::{Decode, Encode, ErrorKind};
use sha2::{Digest, Sha256};
use x509_cert::certificate::{CertificateInner, Raw, Version};
use x509_cert::time::Time;

use crate::eku::ExtendedKeyUsage;
use crate::signature::{SignatureCheck, verify};
use crate::time::Timestamp;

/// What is known of one certificate.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Who it is about.
    pub subject: Name,
    /// Who issued it.
    pub issuer: Name,
    /// The serial number.
    pub serial: SerialNumber,
    /// The first second of its validity.
    pub not_before: Timestamp,
    /// The end of its validity: this second no longer belongs to it.
    pub not_after: Timestamp,
    /// What it may be used for.
    pub eku: ExtendedKeyUsage,
    /// Which operations its key may be used for; `None` where there is no extension.
    pub key_usage: Option<KeyUsage>,
    /// The Netscape certificate type, a predecessor of extended key usage that OpenSSL still
    /// obeys; `None` where there is no extension.
    pub netscape_type: Option<NetscapeType>,
    /// Whether it is a CA certificate, and how long a path below it may be; `None` where there is
    /// no extension.
    pub basic_constraints: Option<BasicConstraints>,
    /// SAN dNSNames, in the certificate's order, as they stand there.
    pub dns_names: Vec<String>,
    /// SAN iPAddresses, in the certificate's order.
    pub ip_addresses: Vec<IpAddress>,
    /// The identifier of its own key, where it states one.
    pub subject_key_id: Option<Box<[u8]>>,
    /// How its issuer's certificate is to be found, where it says so.
    pub authority_key_id: Option<AuthorityKeyId>,
    /// The first policy of the CA/Browser Forum that it states.
    pub forum_policy: Option<ForumPolicy>,
    /// Whether timestamps of certificate transparency logs are embedded (RFC 6962 section 3.3).
    pub log_timestamps: bool,
    /// How far it deviates from the standard.
    pub deviations: Vec<Deviation>,
    pub(crate) der: Arc<[u8]>,
}

impl Certificate {
    /// Reads one DER certificate.
    ///
    /// # Errors
    ///
    /// [`ReadError`] with the kind and the byte where reading stopped.
    pub fn from_der(bytes: &[u8]) -> Result<Self, ReadError> {
        let certificate = CertificateInner::<Raw>::from_der(bytes)?;
        let body = certificate.tbs_certificate();
        let mut deviations = Vec::new();
        let extensions = extensions::read(
            body.extensions().map_or(&[][..], |extensions| extensions),
            &mut deviations,
        );
        if body.version() != Version::V3 && body.extensions().is_some() {
            deviations.push(Deviation::ExtensionsBeforeVersion3);
        }
        if certificate.signature_algorithm() != body.signature() {
            deviations.push(Deviation::SignatureAlgorithmsDiffer);
        }
        let serial = SerialNumber(body.serial_number().as_bytes().into());
        deviations.extend(serial.deviation());
        let validity = body.validity();
        let mut instant = |time: Time| {
            let calendar = time.to_date_time();
            if matches!(time, Time::GeneralTime(_)) && calendar.year() < 2050 {
                deviations.push(Deviation::GeneralizedTimeBefore2050);
            }
            Timestamp::from(calendar)
        };
        let (not_before, not_after) = (instant(validity.not_before), instant(validity.not_after));
        if not_after < not_before {
            deviations.push(Deviation::ValidityEndsBeforeItBegins);
        }
        Ok(Self {
            subject: Name::new(body.subject())?,
            issuer: Name::new(body.issuer())?,
            serial,
            not_before,
            not_after,
            eku: extensions.eku,
            key_usage: extensions.key_usage,
            netscape_type: extensions.netscape_type,
            basic_constraints: extensions.basic_constraints,
            dns_names: extensions.dns_names,
            ip_addresses: extensions.ip_addresses,
            subject_key_id: extensions.subject_key_id,
            authority_key_id: extensions.authority_key_id,
            forum_policy: extensions.forum_policy,
            log_timestamps: extensions.log_timestamps,
            deviations,
            der: bytes.into(),
        })
    }

    /// A certificate that does not exist, for a plan: a subject, a validity and purposes, and key
    /// usage that allows both roles.
    pub(crate) fn imagined(
        subject: &str,
        not_before: Timestamp,
        not_after: Timestamp,
        eku: ExtendedKeyUsage,
    ) -> Self {
        Self {
            subject: Name { text: subject.into(), der: Box::default() },
            issuer: Name { text: String::new(), der: Box::default() },
            serial: SerialNumber(Box::default()),
            not_before,
            not_after,
            eku,
            key_usage: Some(KeyUsage::Allows(DIGITAL_SIGNATURE | KEY_ENCIPHERMENT)),
            netscape_type: None,
            basic_constraints: None,
            dns_names: Vec::new(),
            ip_addresses: Vec::new(),
            subject_key_id: None,
            authority_key_id: None,
            forum_policy: None,
            log_timestamps: false,
            deviations: Vec::new(),
            der: Arc::from([]),
        }
    }

    /// The bytes that it was read from; none for a certificate that a plan imagines.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Its public key: the DER of subjectPublicKeyInfo; empty for what a plan imagines.
    #[must_use]
    pub fn public_key(&self) -> Vec<u8> {
        CertificateInner::<Raw>::from_der(&self.der)
            .and_then(|certificate| {
                certificate.tbs_certificate().subject_public_key_info().to_der()
            })
            .unwrap_or_default()
    }

    /// SHA-256 of its DER.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.der).into()
    }

    /// Whether its signature verifies with its own key; equal names alone do not make it so.
    /// `None` where the algorithm cannot be verified here.
    #[must_use]
    pub fn self_signed(&self) -> Option<bool> {
        if self.subject.canonical() != self.issuer.canonical() {
            return Some(false);
        }
        match verify(self, self) {
            SignatureCheck::Verifies => Some(true),
            SignatureCheck::DoesNotVerify => Some(false),
            SignatureCheck::NotChecked => None,
        }
    }

    /// Whether BasicConstraints say that it is a CA.
    #[must_use]
    pub fn is_ca(&self) -> bool {
        self.basic_constraints.is_some_and(|constraints| constraints.ca)
    }

    /// Where `at` lies: in the validity, before it or after it. OpenSSL refuses the second of
    /// notAfter, so that second lies after it.
    #[must_use]
    pub fn validity_at(&self, at: Timestamp) -> ValidityAt {
        if at >= self.not_after {
            ValidityAt::Expired
        } else if at < self.not_before {
            ValidityAt::NotYetValid
        } else {
            ValidityAt::Valid
        }
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Certificate({}, {})", self.subject, self.serial)
    }
}

/// A distinguished name: its text and its bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    text: String,
    der: Box<[u8]>,
}

impl Name {
    fn new(name: &x509_cert::name::Name) -> der::Result<Self> {
        Ok(Self { text: name.to_string(), der: name.to_der()?.into() })
    }

    #[cfg(test)]
    pub(crate) fn from_der(bytes: &[u8]) -> der::Result<Self> {
        Self::new(&x509_cert::name::Name::from_der(bytes)?)
    }

    /// RFC 4514, the most specific part first: `CN=core.example.com,O=Example`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The DER, as it stands in the certificate.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The form in which OpenSSL compares names (`X509_NAME_cmp`): text of any string type in
    /// lower case, white space at the ends dropped and runs of it made one space. Two names are
    /// equal where their forms are.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        canonical::form(&self.der).unwrap_or_else(|_| self.der.to_vec())
    }

    /// A name that stands in no certificate, for what a plan imagines.
    pub(crate) fn imagined(text: &str) -> Self {
        Self { text: text.into(), der: text.as_bytes().into() }
    }

    /// Whether it has no part at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// A serial number: the bytes of the INTEGER.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SerialNumber(Box<[u8]>);

impl SerialNumber {
    /// The INTEGER's bytes, without a leading zero byte added for the sign.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match &*self.0 {
            [0, rest @ ..] if !rest.is_empty() => rest,
            all => all,
        }
    }

    /// RFC 5280 section 4.1.2.2: positive, at most 20 bytes.
    fn deviation(&self) -> Option<Deviation> {
        match &*self.0 {
            [first, ..] if first & 0x80 != 0 => Some(Deviation::SerialNegative),
            bytes if bytes.iter().all(|byte| *byte == 0) => Some(Deviation::SerialZero),
            bytes if bytes.len() > 20 => Some(Deviation::SerialTooLong { bytes: bytes.len() }),
            _ => None,
        }
    }
}

impl fmt::Display for SerialNumber {
    /// Lower-case hex pairs joined by colons, `46:df:76:aa`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.as_bytes().iter().enumerate() {
            let separator = if place == 0 { "" } else { ":" };
            write!(formatter, "{separator}{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for SerialNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// An address in a SAN: 4 or 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IpAddress(core::net::IpAddr);

impl IpAddress {
    fn from_octets(octets: &[u8]) -> Option<Self> {
        if let Ok(four) = <[u8; 4]>::try_from(octets) {
            return Some(Self(four.into()));
        }
        <[u8; 16]>::try_from(octets).ok().map(|sixteen| Self(sixteen.into()))
    }

    /// The address.
    #[must_use]
    pub fn address(self) -> core::net::IpAddr {
        self.0
    }
}

impl fmt::Display for IpAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, formatter)
    }
}

/// The keyUsage extension (RFC 5280 section 4.2.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUsage {
    /// The extension cannot be decoded, or names no operation.
    Unreadable,
    /// The operations named, the first eight as in the encoding: digitalSignature is 0x80.
    Allows(u8),
}

impl KeyUsage {
    /// Whether it allows what a TLS client's key does: digitalSignature or keyAgreement.
    #[must_use]
    pub fn allows_client(self) -> bool {
        self.allows(DIGITAL_SIGNATURE | KEY_AGREEMENT)
    }

    /// Whether it allows what a TLS server's key does: digitalSignature, keyAgreement or
    /// keyEncipherment.
    #[must_use]
    pub fn allows_server(self) -> bool {
        self.allows(DIGITAL_SIGNATURE | KEY_AGREEMENT | KEY_ENCIPHERMENT)
    }

    /// Whether it allows signing certificates.
    #[must_use]
    pub fn allows_certificate_signing(self) -> bool {
        self.allows(KEY_CERT_SIGN)
    }

    fn allows(self, any_of: u8) -> bool {
        matches!(self, Self::Allows(bits) if bits & any_of != 0)
    }
}

/// The Netscape certificate type extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetscapeType {
    /// The extension cannot be decoded.
    Unreadable,
    /// The uses named, as in the encoding: SSL client is 0x80.
    Uses(u8),
}

impl NetscapeType {
    /// Whether SSL client is among the uses.
    #[must_use]
    pub fn allows_client(self) -> bool {
        matches!(self, Self::Uses(bits) if bits & 0x80 != 0)
    }

    /// Whether SSL server is among the uses.
    #[must_use]
    pub fn allows_server(self) -> bool {
        matches!(self, Self::Uses(bits) if bits & 0x40 != 0)
    }
}

/// The basicConstraints extension (RFC 5280 section 4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicConstraints {
    /// Whether it is a CA.
    pub ca: bool,
    /// How many intermediate certificates may follow below it.
    pub path_length: Option<u8>,
}

/// The authorityKeyIdentifier extension (RFC 5280 section 4.2.1.1), as far as issuers are chosen by
/// it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthorityKeyId {
    /// The identifier of the issuer's key.
    pub key: Option<Box<[u8]>>,
    /// The serial number of the issuer's certificate.
    pub serial: Option<SerialNumber>,
}

/// A policy of the CA/Browser Forum for TLS servers (Baseline Requirements section 7.1.6.1). Every
/// publicly trusted TLS server certificate states one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForumPolicy {
    /// 2.23.140.1.2.1.
    DomainValidated,
    /// 2.23.140.1.2.2.
    OrganizationValidated,
    /// 2.23.140.1.2.3.
    IndividualValidated,
    /// 2.23.140.1.1.
    ExtendedValidation,
}

impl ForumPolicy {
    /// Its object identifier, in dotted form.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::DomainValidated => "2.23.140.1.2.1",
            Self::OrganizationValidated => "2.23.140.1.2.2",
            Self::IndividualValidated => "2.23.140.1.2.3",
            Self::ExtendedValidation => "2.23.140.1.1",
        }
    }
}

/// Where an instant lies in a validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValidityAt {
    /// Before its first second.
    NotYetValid,
    /// In it.
    Valid,
    /// At or after its end.
    Expired,
}

/// A way in which a certificate deviates from RFC 5280 and can still be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deviation {
    /// The serial number is negative (section 4.1.2.2).
    SerialNegative,
    /// The serial number is zero (section 4.1.2.2).
    SerialZero,
    /// The serial number is longer than 20 bytes (section 4.1.2.2).
    SerialTooLong {
        /// Its length.
        bytes: usize,
    },
    /// A date up to 2049 is written as GeneralizedTime (section 4.1.2.5).
    GeneralizedTimeBefore2050,
    /// notAfter lies before notBefore.
    ValidityEndsBeforeItBegins,
    /// It has extensions, but is not of version 3 (section 4.1.2.9).
    ExtensionsBeforeVersion3,
    /// The two places that name the signature algorithm differ (section 4.1.1.2).
    SignatureAlgorithmsDiffer,
    /// An extension stands there more than once (section 4.2).
    ExtensionRepeated {
        /// Its object identifier.
        id: String,
    },
    /// An extension that this program uses cannot be decoded.
    ExtensionUnreadable {
        /// Its object identifier.
        id: String,
    },
}

/// Why a certificate could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// What was wrong.
    pub kind: ReadErrorKind,
    /// The byte of the DER where reading stopped, from 0, where that is known.
    pub position: Option<u32>,
}

/// What was wrong with a certificate's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadErrorKind {
    /// The bytes end before the certificate does.
    Truncated,
    /// The bytes go on after the certificate.
    TrailingBytes,
    /// A date is not one that can be read; `der` starts in 1970.
    Date,
    /// The bytes are not the structure of a certificate.
    Structure,
}

impl From<der::Error> for ReadError {
    fn from(error: der::Error) -> Self {
        let kind = match error.kind() {
            ErrorKind::Incomplete { .. } => ReadErrorKind::Truncated,
            ErrorKind::TrailingData { .. } => ReadErrorKind::TrailingBytes,
            ErrorKind::DateTime
            | ErrorKind::Value { tag: der::Tag::UtcTime | der::Tag::GeneralizedTime } => {
                ReadErrorKind::Date
            }
            _ => ReadErrorKind::Structure,
        };
        Self { kind, position: error.position().map(u32::from) }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            ReadErrorKind::Truncated => "certificate cut off",
            ReadErrorKind::TrailingBytes => "bytes after the certificate",
            ReadErrorKind::Date => "unreadable date in the certificate",
            ReadErrorKind::Structure => "not a certificate",
        })?;
        match self.position {
            Some(position) => write!(formatter, " at byte {position}"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for ReadError {}

const DIGITAL_SIGNATURE: u8 = 0x80;
const KEY_ENCIPHERMENT: u8 = 0x20;
const KEY_AGREEMENT: u8 = 0x08;
const KEY_CERT_SIGN: u8 = 0x04;
