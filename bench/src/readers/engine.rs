//! The engine. Its certificate holds more than the record: key usage, policies, deviations, and its
//! own DER.

use std::hint::black_box;

use eku_engine::certificate::{Certificate, IpAddress};
use eku_engine::eku::PurposeId;
use eku_engine::time::Timestamp;
use x509_cert::der::asn1::ObjectIdentifier;

use super::{Names, Reader, Record};

pub(super) const READER: Reader = Reader { name: "the engine", pass, record };

fn pass(bytes: &[u8], names: Names) -> bool {
    let Ok(certificate) = Certificate::from_der(bytes) else { return false };
    match names {
        Names::Text => {
            black_box((certificate.subject.to_string(), certificate.issuer.to_string()));
        }
        Names::Der => {
            black_box((certificate.subject.der(), certificate.issuer.der()));
        }
    }
    black_box(certificate);
    true
}

fn record(bytes: &[u8]) -> Option<Record> {
    let certificate = Certificate::from_der(bytes).ok()?;
    let seconds = |instant: Timestamp| i64::try_from(instant.unix_seconds()).unwrap_or_default();
    let octets = |address: &IpAddress| match address.address() {
        std::net::IpAddr::V4(four) => four.octets().to_vec(),
        std::net::IpAddr::V6(six) => six.octets().to_vec(),
    };
    let content = |id: &PurposeId| {
        let id = ObjectIdentifier::new(&id.to_string()).ok();
        id.map(|id| id.as_bytes().to_vec()).unwrap_or_default()
    };
    Some(Record {
        subject: certificate.subject.der().to_vec(),
        issuer: certificate.issuer.der().to_vec(),
        serial: super::without_zeroes(certificate.serial.as_bytes()),
        not_before: seconds(certificate.not_before),
        not_after: seconds(certificate.not_after),
        dns_names: certificate.dns_names.clone(),
        addresses: certificate.ip_addresses.iter().map(octets).collect(),
        purposes: certificate.eku.purposes().iter().map(content).collect(),
        is_ca: certificate.is_ca(),
        subject_key_id: certificate.subject_key_id.as_deref().map(Into::into),
        authority_key_id: certificate
            .authority_key_id
            .as_ref()
            .and_then(|id| id.key.as_deref())
            .map(Into::into),
    })
}
