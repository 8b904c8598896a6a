//! The engine's reading of a certificate, in the notation of [`Facts`].

use eku_engine::certificate::{Certificate, Deviation, ReadError};
use eku_engine::eku::{ExtendedKeyUsage, Holds, Purpose};

use crate::facts::{Allowed, DistinguishedName, Facts, Purposes};
use crate::maker::oid;

/// What the engine reads in a DER certificate, or why it refuses.
///
/// # Panics
///
/// Where the engine writes a name that is not RFC 4514.
pub fn facts(bytes: &[u8]) -> Result<Facts, ReadError> {
    let certificate = Certificate::from_der(bytes)?;
    let name = |text: &str| DistinguishedName::parse(text).unwrap_or_else(|why| panic!("{why}"));
    Ok(Facts {
        subject: name(certificate.subject.as_str()),
        issuer: name(certificate.issuer.as_str()),
        serial: certificate.serial.to_string(),
        not_before: certificate.not_before.to_string(),
        not_after: certificate.not_after.to_string(),
        dns_names: certificate.dns_names.clone(),
        addresses: certificate
            .ip_addresses
            .iter()
            .map(|address| address.address())
            .collect(),
        purposes: match &certificate.eku {
            ExtendedKeyUsage::Absent => Purposes::Absent,
            ExtendedKeyUsage::Unreadable { .. } => Purposes::Unreadable,
            ExtendedKeyUsage::Empty { critical } => Purposes::Listed(*critical, Vec::new()),
            ExtendedKeyUsage::Present { critical, purposes } => Purposes::Listed(
                *critical,
                purposes.iter().map(ToString::to_string).collect(),
            ),
        },
        is_ca: certificate.is_ca(),
        sha256: certificate
            .sha256()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        client: allowed(
            &certificate,
            Purpose::ClientAuth,
            certificate
                .key_usage
                .is_none_or(|usage| usage.allows_client())
                && certificate
                    .netscape_type
                    .is_none_or(|one| one.allows_client()),
        ),
        server: allowed(
            &certificate,
            Purpose::ServerAuth,
            certificate
                .key_usage
                .is_none_or(|usage| usage.allows_server())
                && certificate
                    .netscape_type
                    .is_none_or(|one| one.allows_server()),
        ),
    })
}

fn allowed(certificate: &Certificate, purpose: Purpose, by_other_extensions: bool) -> Allowed {
    let broken = certificate
        .deviations
        .iter()
        .any(|deviation| match deviation {
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
];
