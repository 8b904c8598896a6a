//! The engine's reading of a certificate, in the notation of [`Facts`].

use eku_engine::certificate::{Certificate, Deviation, ReadError};
use eku_engine::eku::{Holds, Purpose};
use eku_engine::report::EkuState;
use eku_engine::report::{self, CertificateFacts, EkuReport};

use crate::facts::{Allowed, DistinguishedName, Facts, Purposes, Uses};
use crate::maker::oid;

/// What the engine shows of a DER certificate, or why it refuses.
///
/// # Panics
///
/// Where the engine writes a name that is not RFC 4514, an address that is none, or says one thing
/// of the purposes in one field and another in the next.
pub fn facts(bytes: &[u8]) -> Result<Facts, ReadError> {
    Certificate::from_der(bytes).map(|certificate| shown(&certificate))
}

/// What the engine shows of a certificate.
///
/// # Panics
///
/// As [`facts`].
pub fn shown(certificate: &Certificate) -> Facts {
    let shown = report::certificate(certificate, "", 0);
    let named = shown.facts;
    let uses = uses_of(&named);
    let name = |text: &str| DistinguishedName::parse(text).unwrap_or_else(|why| panic!("{why}"));
    Facts {
        subject: name(&named.subject),
        issuer: name(&named.issuer),
        serial: named.serial,
        not_before: named.not_before.to_string(),
        not_after: named.not_after.to_string(),
        uses,
        key_bits: named.key.and_then(|key| key.bits),
        signature_algorithm: named.signature_algorithm,
        dns_names: named.dns_names,
        addresses: named
            .ip_addresses
            .iter()
            .map(|address| address.parse().expect("an address"))
            .collect(),
        sha256: named.sha256,
        client: allowed(
            certificate,
            Purpose::ClientAuth,
            certificate.key_usage.is_none_or(|usage| usage.allows_client())
                && certificate.netscape_type.is_none_or(|one| one.allows_client()),
        ),
        server: allowed(
            certificate,
            Purpose::ServerAuth,
            certificate.key_usage.is_none_or(|usage| usage.allows_server())
                && certificate.netscape_type.is_none_or(|one| one.allows_server()),
        ),
    }
}

/// What the engine shows of the uses of a certificate.
pub fn uses(certificate: &Certificate) -> Uses {
    uses_of(&report::certificate(certificate, "", 0).facts)
}

fn uses_of(shown: &CertificateFacts) -> Uses {
    Uses {
        names: shown.dns_names.len() + shown.ip_addresses.len() + shown.other_names.len(),
        key_usage: shown
            .key_usage
            .as_ref()
            .map(|usage| usage.iter().map(ToString::to_string).collect()),
        purposes: purposes(&shown.eku),
        is_ca: shown.is_ca,
    }
}

fn purposes(shown: &EkuReport) -> Purposes {
    let lists = |purpose: &str| shown.purposes.iter().any(|listed| listed == purpose);
    assert_eq!(shown.server_auth, lists(oid::SERVER_AUTH));
    assert_eq!(shown.client_auth, lists(oid::CLIENT_AUTH));
    assert_eq!(shown.any, lists(oid::ANY_PURPOSE));
    assert_eq!(shown.state == EkuState::Present, !shown.purposes.is_empty());
    match shown.state {
        EkuState::Absent => Purposes::Absent,
        EkuState::Unreadable => Purposes::Unreadable,
        EkuState::Empty | EkuState::Present => {
            Purposes::Listed(shown.critical, shown.purposes.clone())
        }
    }
}

fn allowed(certificate: &Certificate, purpose: Purpose, by_other_extensions: bool) -> Allowed {
    let broken = certificate.deviations.iter().any(|deviation| match deviation {
        Deviation::ExtensionUnreadable { id } | Deviation::ExtensionRepeated { id } => {
            READ_BEFORE_USE.contains(&id.as_str())
        }
        _ => false,
    });
    if broken {
        Allowed::Broken
    } else if certificate.eku.holds(purpose) != Holds::No && by_other_extensions {
        Allowed::Yes
    } else {
        Allowed::No
    }
}

/// The extensions that OpenSSL reads before it uses a certificate for anything.
const READ_BEFORE_USE: &[&str] = &[
    oid::BASIC_CONSTRAINTS,
    oid::KEY_USAGE,
    oid::EXTENDED_KEY_USAGE,
    oid::NETSCAPE_CERTIFICATE_TYPE,
    oid::SUBJECT_ALTERNATIVE_NAME,
    oid::SUBJECT_KEY_IDENTIFIER,
    oid::AUTHORITY_KEY_IDENTIFIER,
    "2.5.29.30",
    "2.5.29.31",
];
