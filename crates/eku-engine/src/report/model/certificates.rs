//! One certificate.

use alloc::string::String;
use alloc::vec::Vec;

use crate::connection::CertificateId;
use crate::deployment::Role;
use crate::issuer::IssuerKind;
use crate::time::Timestamp;

/// One certificate as it is shown (`eku/certificate/1`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificateReport {
    /// `eku/certificate/1`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = "eku/certificate/1")))]
    pub schema: &'static str,
    /// The file it was read from.
    pub source: String,
    /// Its place among the certificates read from that source, from 0.
    pub index: usize,
    /// What stands in it.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub facts: CertificateFacts,
    /// Deviations from the standard that were read over.
    pub problems: Vec<String>,
    /// Who sent it in a capture; not there for a certificate of a file.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub sent_by: Vec<SenderReport>,
    /// How many more sent it than are listed; not there where all are.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_zero"))]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub sent_by_left_out: usize,
    /// What can deceive a reader of its names; not there where nothing can.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub name_marks: Vec<NameMarkReport>,
    /// How many more there are than are listed; not there where all are.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_zero"))]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub name_marks_left_out: usize,
}

/// What stands in one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificateFacts {
    /// SHA-256 of its DER, lower-case hex.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[0-9a-f]{64}$")))]
    pub sha256: String,
    /// SHA-1 of its DER, lower-case hex.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[0-9a-f]{40}$")))]
    pub sha1: String,
    /// Subject, RFC 4514.
    pub subject: String,
    /// Issuer, RFC 4514.
    pub issuer: String,
    /// Serial number, `46:df:76:aa`.
    pub serial: String,
    /// Start of validity, RFC 3339.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    pub not_before: Timestamp,
    /// End of validity, RFC 3339.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date-time")))]
    pub not_after: Timestamp,
    /// SAN dNSNames, in the certificate's order.
    pub dns_names: Vec<String>,
    /// SAN iPAddresses, in the certificate's order.
    pub ip_addresses: Vec<String>,
    /// The names of every other kind in its SAN, in the certificate's order.
    pub other_names: Vec<OtherNameReport>,
    /// Whether BasicConstraints say CA.
    pub is_ca: bool,
    /// Whether its signature verifies with its own key; `None` where that cannot be verified.
    pub self_signed: Option<bool>,
    /// Its key; `None` where nothing can be read of it.
    pub key: Option<KeyReport>,
    /// What its key may be used for, by the names of RFC 5280 section 4.2.1.3, in its order; `None`
    /// where it has no such extension. None of them where the extension cannot be read.
    pub key_usage: Option<Vec<&'static str>>,
    /// What its signature was made with, as OpenSSL names it, or an object identifier in dotted form.
    pub signature_algorithm: String,
    /// Its extended key usage.
    pub eku: EkuReport,
    /// Who issued it.
    pub issuer_kind: IssuerReport,
}

/// A certificate that stores of the deployment hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeldCertificateReport {
    /// The stores that hold it as their leaf.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub stores: Vec<CertificateId>,
    /// The stores in words.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub stores_words: String,
    /// What stands in it.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub facts: CertificateFacts,
}

/// A name in a SAN that is neither a host's nor an address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OtherNameReport {
    /// `email`, `uri`, `directory-name`, `registered-id`, `x400-address`, `edi-party-name`, `address` (of a
    /// wrong length), `srv-name`, `xmpp-address`, `smtp-mailbox`, `nai-realm`, `user-principal-name`, or an
    /// object identifier in dotted form.
    pub kind: String,
    /// The name; what is no text as `#` and hexadecimal.
    pub name: String,
    /// The kind and the name, as OpenSSL prints them: `SRVName:_sips._tcp.example.com`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub words: String,
}

/// A key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyReport {
    /// `RSA`, `RSA-PSS`, `EC`, `DSA`, `Ed25519` and others, or an object identifier in dotted form.
    #[cfg_attr(feature = "serde", serde(rename = "type"))]
    pub kind: String,
    /// Its size: of RSA the modulus, of EC the curve; `None` where it is not known.
    pub bits: Option<usize>,
    /// The curve of an EC key: `P-256`, or its object identifier in dotted form.
    pub curve: Option<String>,
    /// In words.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub words: String,
}

#[cfg(feature = "serde")]
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Who sent a certificate in a TLS handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SenderReport {
    /// `client` or `server` of TLS.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["client", "server"])))]
    pub role: TlsRole,
    /// Its address and port: `198.51.100.2:7001`, `[2001:db8::2]:7001`.
    pub address: String,
    /// The packet that begins its first connection, from 1.
    pub packet: u64,
}

/// A certificate that one side presented in a handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PresentedReport {
    /// `client` or `server` of TLS.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["client", "server"])))]
    pub role: TlsRole,
    /// SHA-256 of its DER, lower-case hex.
    #[cfg_attr(feature = "schema", schemars(extend("pattern" = "^[0-9a-f]{64}$")))]
    pub sha256: String,
    /// Its serial number, `46:df:76:aa`.
    pub serial: String,
    /// Its first names, of hosts and addresses.
    pub names: Vec<String>,
    /// Every place of the deployment that holds it.
    pub held_by: Vec<CertificateId>,
}

/// A side of a TLS connection, as people call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsRole {
    /// It opened the connection.
    Client,
    /// It answered.
    Server,
}

impl TlsRole {
    /// The stable word.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
        }
    }
}

impl From<Role> for TlsRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Initiator => Self::Client,
            Role::Responder => Self::Server,
        }
    }
}

/// A name that can deceive who reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NameMarkReport {
    /// `hidden-characters`, `right-to-left-letters`, `piled-marks`, `look-alike-name`,
    /// `mixed-scripts`, `encoded-name` or `long-name`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["hidden-characters", "right-to-left-letters", "piled-marks", "look-alike-name", "mixed-scripts", "encoded-name", "long-name"])))]
    pub id: &'static str,
    /// The name, as it is in the certificate.
    pub name: String,
    /// What an encoded name (`xn--`) means.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub shown: Option<String>,
    /// The name in ASCII that it looks like.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub looks_like: Option<String>,
    /// All of it in words, without a full stop.
    pub text: String,
}

/// Who issued a certificate, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IssuerReport {
    /// `public`, `private`, `self-signed` or `unknown`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["public", "private", "self-signed", "unknown"])))]
    pub kind: IssuerKind,
    /// What shows it, in sentences.
    pub evidence: Vec<String>,
}

/// What there is of the extended key usage extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EkuState {
    /// There is none.
    Absent,
    /// It lists purposes.
    Present,
    /// It lists none.
    Empty,
    /// It cannot be read.
    Unreadable,
}

impl EkuState {
    /// The stable word.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Present => "present",
            Self::Empty => "empty",
            Self::Unreadable => "unreadable",
        }
    }
}

/// The extended key usage of a certificate, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EkuReport {
    /// `absent`, `present`, `empty` or `unreadable`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["absent", "present", "empty", "unreadable"])))]
    pub state: EkuState,
    /// Whether the extension is critical.
    pub critical: bool,
    /// The EKUs as OIDs, in the certificate's order.
    pub purposes: Vec<String>,
    /// Whether serverAuth is among them.
    pub server_auth: bool,
    /// Whether clientAuth is among them.
    pub client_auth: bool,
    /// Whether anyExtendedKeyUsage is among them.
    pub any: bool,
    /// In words, for people: `server and client authentication`.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub words: String,
}
