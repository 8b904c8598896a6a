//! Bytes to facts about one certificate.
//!
//! Entry points: [`Certificate::from_der`], which keeps what the engine needs, and [`Fields`], which
//! only borrows. Both read what OpenSSL reads, BER alone is left to the first. A certificate states facts only and judges nothing. What deviates from RFC 5280 and can still be
//! read is read and reported as a [`Deviation`]; what cannot be read is a [`ReadError`] with its
//! position. It does not read PEM (see [`crate::bundle`]) and verifies no signature.

mod attributes;
mod ber;
mod canonical;
mod date;
mod distinguished;
mod error;
mod extensions;
mod fields;
mod identity;
mod other_names;
mod purposes;
mod request;
mod template;
mod usage;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use sha1::Sha1;
use sha2::{Digest, Sha256};
use x509_cert::certificate::Version;

pub use date::{DateField, DateRead};
pub use error::{ReadError, ReadErrorKind};
pub use fields::{Extension, Fields, NameField};
pub use identity::{IpAddress, Name, SerialNumber};
pub use other_names::{OtherName, OtherNameKind};
pub use request::CertificateRequest;
pub use usage::{BasicConstraints, KeyUsage, NetscapeType};

use crate::eku::ExtendedKeyUsage;
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
    /// The names of every other kind in the SAN, in the certificate's order. Expressway looks for
    /// none of them.
    pub other_names: Vec<OtherName>,
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
    /// Whether it is still to be issued: a plan made it, alone or from the one before it.
    pub is_imagined: bool,
    pub(crate) der: Arc<[u8]>,
    /// Its fields as DER, where `der` is none.
    pub(crate) definite: Option<Arc<[u8]>>,
}

/// What a date says, and how it deviates; `None` where it is none.
fn instant(
    date: &DateField<'_>,
    is_end: bool,
    deviations: &mut Vec<Deviation>,
) -> Option<Timestamp> {
    let text = || {
        let text = String::from_utf8_lossy(date.text);
        crate::secret::quoted(&text).into_owned()
    };
    match date.read() {
        DateRead::Instant(instant) => {
            if date.is_generalized && instant < GENERALIZED_FROM {
                deviations.push(Deviation::GeneralizedTimeBefore2050);
            }
            Some(instant)
        }
        DateRead::Before1970 => {
            deviations.push(Deviation::DateBefore1970 { text: text() });
            Some(Timestamp::default())
        }
        DateRead::NoDate => {
            deviations.push(Deviation::NoDate { is_end, text: text() });
            None
        }
    }
}

/// From here on dates are written as GeneralizedTime (RFC 5280 section 4.1.2.5).
const GENERALIZED_FROM: Timestamp = Timestamp::of_date(2050, 1, 1);

impl Certificate {
    /// Reads one DER certificate.
    ///
    /// # Errors
    ///
    /// [`ReadError`] with the kind and the byte where reading stopped.
    pub fn from_der(bytes: &[u8]) -> Result<Self, ReadError> {
        match Fields::from_der(bytes) {
            Ok(fields) => {
                let behind = bytes.len() - fields.whole.len();
                Ok(Self::of_fields(&fields, fields.whole.into(), None, behind))
            }
            Err(error) => {
                let Some(rewritten) = ber::rewrite(bytes) else { return Err(error.into()) };
                let Ok(fields) = Fields::from_der(&rewritten.definite) else {
                    return Err(error.into());
                };
                // Where what is signed is DER, both are the same.
                let differs = rewritten.definite != rewritten.whole;
                let definite = differs.then(|| Arc::from(&*rewritten.definite));
                let mut certificate =
                    Self::of_fields(&fields, rewritten.whole.into(), definite, rewritten.behind);
                certificate.deviations.push(Deviation::Ber);
                Ok(certificate)
            }
        }
    }

    fn of_fields(
        fields: &Fields<'_>,
        der: Arc<[u8]>,
        definite: Option<Arc<[u8]>>,
        behind: usize,
    ) -> Self {
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
        let begins = instant(&fields.not_before, false, &mut deviations);
        let ends = instant(&fields.not_after, true, &mut deviations);
        if begins.zip(ends).is_some_and(|(begins, ends)| ends < begins) {
            deviations.push(Deviation::ValidityEndsBeforeItBegins);
        }
        // What is no date is never reached, or long past.
        let (not_before, not_after) = (begins.unwrap_or(Timestamp::LAST), ends.unwrap_or_default());
        if fields.is_version_unknown {
            deviations.push(Deviation::VersionUnknown);
        }
        if behind > 0 {
            deviations.push(Deviation::BytesBehind { count: behind });
        }
        let read = definite.as_ref().unwrap_or(&der);
        Self {
            subject: Name::new(&fields.subject, read),
            issuer: Name::new(&fields.issuer, read),
            serial,
            not_before,
            not_after,
            eku: extensions.eku,
            key_usage: extensions.key_usage,
            netscape_type: extensions.netscape_type,
            basic_constraints: extensions.basic_constraints,
            dns_names: extensions.dns_names,
            ip_addresses: extensions.ip_addresses,
            other_names: extensions.other_names,
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
            is_imagined: false,
            der,
            definite,
        }
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
            other_names: Vec::new(),
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
            is_imagined: true,
            der: Arc::from([]),
            definite: None,
        }
    }

    /// The bytes that it was read from, in BER as OpenSSL writes it; none for a certificate that a plan
    /// imagines.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Its public key: the DER of subjectPublicKeyInfo; empty for what a plan imagines.
    #[must_use]
    pub fn public_key(&self) -> &[u8] {
        Fields::from_der(self.definite()).map(|fields| fields.public_key).unwrap_or_default()
    }

    /// Its fields as DER.
    pub(crate) fn definite(&self) -> &[u8] {
        self.definite.as_deref().unwrap_or(&self.der)
    }

    /// What is signed, as it stood there; `None` where that is what [`Self::definite`] holds.
    pub(crate) fn signed(&self) -> Option<&[u8]> {
        self.definite.as_ref().and_then(|_| ber::signed(&self.der))
    }

    /// SHA-1 of its DER, by which older tools tell certificates apart.
    #[must_use]
    pub fn sha1(&self) -> [u8; 20] {
        Sha1::digest(&self.der).into()
    }

    /// SHA-256 of its DER.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.der).into()
    }

    /// Every name that stands in it as text: the attributes of its subject, the names of its SAN but
    /// for addresses, the attributes of its issuer.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut names = self.subject.texts();
        names.extend(self.dns_names.iter().cloned());
        names.extend(self.other_names.iter().map(|name| name.text.clone()));
        names.extend(self.issuer.texts());
        let mut seen = alloc::collections::BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    }

    /// Whether it names itself as its issuer.
    #[must_use]
    pub fn names_itself(&self) -> bool {
        self.subject.is_same(&self.issuer)
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
    /// A date lies before 1970, and counts as the first second of 1970.
    DateBefore1970 {
        /// What stands there.
        text: String,
    },
    /// A date is none: OpenSSL reads the certificate, and refuses it when it verifies.
    NoDate {
        /// Whether it is notAfter.
        is_end: bool,
        /// What stands there.
        text: String,
    },
    /// It is written in BER, not DER.
    Ber,
    /// The number of its version is unknown; it is read as one of version 3.
    VersionUnknown,
    /// There are bytes after the certificate.
    BytesBehind {
        /// How many.
        count: usize,
    },
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
