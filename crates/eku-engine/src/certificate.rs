//! Bytes to facts about one certificate.
//!
//! Entry points: [`Certificate::from_der`], which keeps what the engine needs, and [`Fields`], which
//! only borrows. Both read what `x509-cert` reads. A certificate states facts only and judges nothing. What deviates from RFC 5280 and can still be
//! read is read and reported as a [`Deviation`]; what cannot be read is a [`ReadError`] with its
//! position. It does not read PEM (see [`crate::bundle`]) and verifies no signature.

mod attributes;
mod canonical;
mod distinguished;
mod error;
mod extensions;
mod fields;
mod identity;
mod request;
mod template;
mod usage;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use sha2::{Digest, Sha256};
use x509_cert::certificate::Version;
use x509_cert::time::Time;

pub use error::{ReadError, ReadErrorKind};
pub(crate) use extensions::listed_identifiers;
pub(crate) use fields::usual;
pub use fields::{Extension, Fields, NameField};
pub use identity::{IpAddress, Name, SerialNumber};
pub use request::CertificateRequest;
pub use usage::{BasicConstraints, KeyUsage, NetscapeType};

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
    /// no extension. One that cannot be read makes no CA.
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
    /// The critical extensions that OpenSSL does not know, as object identifiers in dotted form.
    pub unknown_critical: Vec<String>,
    /// Whether it constrains the names of what is issued below it (RFC 5280 section 4.2.1.10).
    pub name_constraints: bool,
    /// Whether it is a proxy certificate (RFC 3820).
    pub is_proxy: bool,
    /// Whether it claims addresses or autonomous systems of the Internet (RFC 3779).
    pub internet_resources: bool,
    /// Whether it is of version 1, which has no extensions.
    pub is_version_1: bool,
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
        let fields = Fields::from_der(bytes)?;
        let mut deviations = Vec::new();
        let extensions =
            extensions::read(fields.extensions.as_deref().unwrap_or_default(), &mut deviations);
        if fields.version != Version::V3 && fields.extensions.is_some() {
            deviations.push(Deviation::ExtensionsBeforeVersion3);
        }
        if fields.signature_algorithm != fields.named_algorithm {
            deviations.push(Deviation::SignatureAlgorithmsDiffer);
        }
        for (name, of_issuer) in [(&fields.subject, false), (&fields.issuer, true)] {
            if !template::decodes(&template::extensions::NAME, &name.der()) {
                deviations.push(Deviation::NameUnreadable { of_issuer });
            }
        }
        let serial = SerialNumber::new(fields.serial);
        deviations.extend(serial.deviation());
        let mut instant = |time: Time| {
            let calendar = time.to_date_time();
            if matches!(time, Time::GeneralTime(_)) && calendar.year() < 2050 {
                deviations.push(Deviation::GeneralizedTimeBefore2050);
            }
            Timestamp::from(calendar)
        };
        let validity = &fields.validity;
        let (not_before, not_after) = (instant(validity.not_before), instant(validity.not_after));
        if not_after < not_before {
            deviations.push(Deviation::ValidityEndsBeforeItBegins);
        }
        let der: Arc<[u8]> = bytes.into();
        Ok(Self {
            subject: Name::new(&fields.subject, &der),
            issuer: Name::new(&fields.issuer, &der),
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
            unknown_critical: extensions.unknown_critical,
            name_constraints: extensions.name_constraints,
            is_proxy: extensions.is_proxy,
            internet_resources: extensions.internet_resources,
            is_version_1: fields.version == Version::V1,
            deviations,
            der,
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
            subject: Name::imagined(subject),
            issuer: Name::imagined(""),
            serial: SerialNumber::new(&[]),
            not_before,
            not_after,
            eku,
            key_usage: Some(KeyUsage::OF_BOTH_ROLES),
            netscape_type: None,
            basic_constraints: None,
            dns_names: Vec::new(),
            ip_addresses: Vec::new(),
            subject_key_id: None,
            authority_key_id: None,
            forum_policy: None,
            log_timestamps: false,
            unknown_critical: Vec::new(),
            name_constraints: false,
            is_proxy: false,
            internet_resources: false,
            is_version_1: false,
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
    pub fn public_key(&self) -> &[u8] {
        Fields::from_der(&self.der).map(|fields| fields.public_key).unwrap_or_default()
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

    /// Every name that stands in it as text: the attributes of its subject, its SAN dNSNames, the
    /// attributes of its issuer.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut names = self.subject.texts();
        names.extend(self.dns_names.iter().cloned());
        names.extend(self.issuer.texts());
        let mut seen = alloc::collections::BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    }

    /// Whether BasicConstraints say that it is a CA.
    #[must_use]
    pub fn is_ca(&self) -> bool {
        self.basic_constraints.is_some_and(|constraints| constraints.ca)
    }

    /// Whether OpenSSL lets it be a root that says nothing of whether it is a CA: it is of version 1,
    /// or has key usage, or is of Netscape's type for CAs.
    #[must_use]
    pub fn may_be_old_root(&self) -> bool {
        let is_of_old_kind = self.is_version_1
            || self.key_usage.is_some()
            || self.netscape_type.is_some_and(NetscapeType::allows_authority);
        self.basic_constraints.is_none() && is_of_old_kind
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

/// The authorityKeyIdentifier extension (RFC 5280 section 4.2.1.1), as far as issuers are chosen by
/// it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuthorityKeyId {
    /// The identifier of the issuer's key.
    pub key: Option<Box<[u8]>>,
    /// The name of the issuer's own issuer, in the form in which names are compared.
    pub issuer: Option<Vec<u8>>,
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
    /// The name of its subject, or of its issuer, is no text.
    NameUnreadable {
        /// Whether it is the issuer's.
        of_issuer: bool,
    },
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
