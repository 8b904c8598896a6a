//! `x509-parser`, which borrows; what the record asks for is copied out of it.

use x509_parser::prelude::*;

use super::{Names, Reader, Record};

pub(super) const READER: Reader = Reader {
    name: "x509-parser",
    pass: |bytes, names| super::pass(read(bytes, names)),
    record: |bytes| read(bytes, Names::Der),
};

fn read(bytes: &[u8], names: Names) -> Option<Record> {
    let (_, certificate) = X509Certificate::from_der(bytes).ok()?;
    let name = |name: &X509Name<'_>| match names {
        Names::Text => name.to_string().into_bytes(),
        Names::Der => name.as_raw().to_vec(),
    };
    let mut record = Record {
        subject: name(certificate.subject()),
        issuer: name(certificate.issuer()),
        serial: super::without_zeroes(certificate.raw_serial()),
        not_before: certificate.validity().not_before.timestamp(),
        not_after: certificate.validity().not_after.timestamp(),
        ..Record::default()
    };
    for extension in certificate.extensions() {
        match extension.parsed_extension() {
            ParsedExtension::SubjectAlternativeName(names) => {
                for name in &names.general_names {
                    match name {
                        GeneralName::DNSName(name) => record.dns_names.push((*name).to_owned()),
                        GeneralName::IPAddress(address) => record.addresses.push(address.to_vec()),
                        _ => {}
                    }
                }
            }
            ParsedExtension::ExtendedKeyUsage(usage) => {
                let known: [(bool, &[u8]); 7] = [
                    (usage.any, &[0x55, 0x1d, 0x25, 0]),
                    (usage.server_auth, &[0x2b, 6, 1, 5, 5, 7, 3, 1]),
                    (usage.client_auth, &[0x2b, 6, 1, 5, 5, 7, 3, 2]),
                    (usage.code_signing, &[0x2b, 6, 1, 5, 5, 7, 3, 3]),
                    (usage.email_protection, &[0x2b, 6, 1, 5, 5, 7, 3, 4]),
                    (usage.time_stamping, &[0x2b, 6, 1, 5, 5, 7, 3, 8]),
                    (usage.ocsp_signing, &[0x2b, 6, 1, 5, 5, 7, 3, 9]),
                ];
                let known = known.iter().filter(|(has, _)| *has).map(|(_, id)| id.to_vec());
                record.purposes.extend(known);
                record.purposes.extend(usage.other.iter().map(|id| id.as_bytes().to_vec()));
            }
            ParsedExtension::BasicConstraints(constraints) => record.is_ca = constraints.ca,
            ParsedExtension::SubjectKeyIdentifier(id) => {
                record.subject_key_id = Some(id.0.to_vec());
            }
            ParsedExtension::AuthorityKeyIdentifier(id) => {
                record.authority_key_id = id.key_identifier.as_ref().map(|id| id.0.to_vec());
            }
            _ => {}
        }
    }
    Some(record)
}
