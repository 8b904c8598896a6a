//! What people send in place of a certificate, or around one: requests, revocation lists,
//! PKCS #7 and PKCS #12.

use super::{Authority, Certificate, Extension, Key, Name, Time, der, oid};

const DATA: &str = "1.2.840.113549.1.7.1";
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";

/// A certification request (PKCS #10) that asks for extensions.
pub fn request(subject: &Name, key: &Key, extensions: &[Extension]) -> Vec<u8> {
    let extensions: Vec<Vec<u8>> = extensions.iter().map(Extension::encode).collect();
    let attribute = der::sequence(&[
        der::object_identifier("1.2.840.113549.1.9.14"),
        der::set(&[der::sequence(&extensions)]),
    ]);
    let info = der::sequence(&[
        der::number(0),
        subject.encode(),
        key.public_key_info(),
        der::explicit(0, &attribute),
    ]);
    signed(key, info)
}

/// A revocation list with one revoked serial number.
pub fn revocation_list(authority: &Authority, serial: &[u8]) -> Vec<u8> {
    let entry = der::sequence(&[
        der::integer_bytes(serial),
        Time::new("2026-07-01T00:00:00Z").encode().to_vec(),
    ]);
    let list = der::sequence(&[
        der::number(1),
        authority.key().usual_algorithm().encode(),
        authority.name().encode(),
        Time::new("2026-07-01T00:00:00Z").encode().to_vec(),
        Time::new("2026-08-01T00:00:00Z").encode().to_vec(),
        der::sequence(&[entry]),
    ]);
    signed(authority.key(), list)
}

/// PKCS #7 signed data without a signer: a bag of certificates.
pub fn pkcs7(certificates: &[&Certificate]) -> Vec<u8> {
    let certificates: Vec<u8> =
        certificates.iter().flat_map(|certificate| certificate.der()).copied().collect();
    signed_data(&certificates, der::element)
}

/// PKCS #7 signed data with these bytes as its certificates. `element` makes what is constructed.
pub fn signed_data(certificates: &[u8], element: impl Fn(u8, &[u8]) -> Vec<u8>) -> Vec<u8> {
    let data = element(0x30, &der::object_identifier(DATA));
    let signed = [
        der::number(1),
        der::set::<Vec<u8>>(&[]),
        data,
        element(0xa0, certificates),
        der::set::<Vec<u8>>(&[]),
    ];
    let signed = element(0xa0, &element(0x30, &signed.concat()));
    let kind = der::object_identifier(SIGNED_DATA);
    element(0x30, &[kind, signed].concat())
}

/// PKCS #12 with certificates in the clear, the key of the first one encrypted, and no MAC.
pub fn pkcs12(certificates: &[&Certificate], password: &str) -> Vec<u8> {
    let mut bags: Vec<Vec<u8>> = certificates
        .iter()
        .map(|certificate| {
            let inner = der::sequence(&[
                der::object_identifier("1.2.840.113549.1.9.22.1"),
                der::explicit(0, &der::octet_string(certificate.der())),
            ]);
            bag("1.2.840.113549.1.12.10.1.3", &inner)
        })
        .collect();
    if let Some(first) = certificates.first() {
        bags.push(bag("1.2.840.113549.1.12.10.1.2", &first.key().encrypted_pkcs8(password)));
    }
    let safe = der::sequence(&[data(&der::sequence(&bags))]);
    der::sequence(&[der::number(3), data(&safe)])
}

/// The extensions that an Expressway asks for in its requests: names, both purposes, key usage.
pub fn usual_request_extensions(dns_names: &[&str]) -> Vec<Extension> {
    use super::{AlternativeName, KeyUsage};
    let names: Vec<AlternativeName> =
        dns_names.iter().map(|name| AlternativeName::Dns((*name).into())).collect();
    vec![
        Extension::key_usage(&[KeyUsage::DigitalSignature, KeyUsage::KeyEncipherment]),
        Extension::extended_key_usage(&[oid::SERVER_AUTH, oid::CLIENT_AUTH]),
        Extension::alternative_names(&names),
    ]
}

fn bag(kind: &str, inner: &[u8]) -> Vec<u8> {
    der::sequence(&[der::object_identifier(kind), der::explicit(0, inner)])
}

fn data(content: &[u8]) -> Vec<u8> {
    der::sequence(&[der::object_identifier(DATA), der::explicit(0, &der::octet_string(content))])
}

fn signed(key: &Key, content: Vec<u8>) -> Vec<u8> {
    let algorithm = key.usual_algorithm();
    let signature = key.sign(algorithm, &content);
    der::sequence(&[content, algorithm.encode(), der::bit_string(&signature)])
}
