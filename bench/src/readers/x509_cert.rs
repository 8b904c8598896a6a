//! `x509-cert` alone: its own certificate and its own extension types.

use x509_cert::certificate::{CertificateInner, Raw};
use x509_cert::der::{Decode, Encode};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, SubjectAltName,
    SubjectKeyIdentifier,
};
use x509_cert::name::Name;

use super::{Names, Reader, Record};

pub(super) const READER: Reader = Reader {
    name: "x509-cert alone",
    pass: |bytes, names| super::pass(read(bytes, names)),
    record: |bytes| read(bytes, Names::Der),
};

fn read(bytes: &[u8], names: Names) -> Option<Record> {
    let certificate = CertificateInner::<Raw>::from_der(bytes).ok()?;
    let body = certificate.tbs_certificate();
    let name = |name: &Name| match names {
        Names::Text => Some(name.to_string().into_bytes()),
        Names::Der => name.to_der().ok(),
    };
    let seconds = |time: x509_cert::time::Time| time.to_unix_duration().as_secs() as i64;
    let mut record = Record {
        subject: name(body.subject())?,
        issuer: name(body.issuer())?,
        serial: super::without_zeroes(body.serial_number().as_bytes()),
        not_before: seconds(body.validity().not_before),
        not_after: seconds(body.validity().not_after),
        ..Record::default()
    };
    if let Ok(Some((_, names))) = body.get_extension::<SubjectAltName>() {
        for name in names.0 {
            match name {
                GeneralName::DnsName(name) => record.dns_names.push(name.as_str().to_owned()),
                GeneralName::IpAddress(address) => {
                    record.addresses.push(address.as_bytes().to_vec());
                }
                _ => {}
            }
        }
    }
    if let Ok(Some((_, usage))) = body.get_extension::<ExtendedKeyUsage>() {
        record.purposes = usage.0.iter().map(|id| id.as_bytes().to_vec()).collect();
    }
    if let Ok(Some((_, constraints))) = body.get_extension::<BasicConstraints>() {
        record.is_ca = constraints.ca;
    }
    if let Ok(Some((_, id))) = body.get_extension::<SubjectKeyIdentifier>() {
        record.subject_key_id = Some(id.0.as_bytes().to_vec());
    }
    if let Ok(Some((_, id))) = body.get_extension::<AuthorityKeyIdentifier>() {
        record.authority_key_id = id.key_identifier.map(|id| id.as_bytes().to_vec());
    }
    Some(record)
}
