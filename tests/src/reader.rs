//! The reader of `x509-cert` as the judge of the engine's.
//!
//! Entry point: [`judge`]. The engine borrows what `x509-cert` copies; both take the same
//! certificates, find the same in them, and refuse the same bytes for the same reason at the same
//! place.

use const_oid::ObjectIdentifier;
use der::{Decode, Encode};
use eku_engine::certificate::{Certificate, Fields, NameField, ReadError};
use x509_cert::certificate::{CertificateInner, Raw};
use x509_cert::name::Name;

/// Holds the engine's reader and that of `x509-cert` equal for these bytes.
///
/// # Panics
///
/// Where they differ.
pub fn judge(bytes: &[u8]) {
    let read = Certificate::from_der(bytes);
    match (Fields::from_der(bytes), CertificateInner::<Raw>::from_der(bytes)) {
        (Ok(fields), Ok(whole)) => {
            same(&fields, &whole);
            let certificate = read.expect("what has the fields of a certificate is one");
            assert_eq!(certificate.subject.der(), encoded(whole.tbs_certificate().subject()));
            assert_eq!(certificate.issuer.der(), encoded(whole.tbs_certificate().issuer()));
            assert_eq!(certificate.public_key(), fields.public_key);
        }
        (Err(found), Err(expected)) => {
            assert_eq!(found, expected);
            assert_eq!(read.expect_err("it was refused"), ReadError::from(expected));
        }
        (Ok(_), Err(expected)) => panic!("x509-cert refuses it: {expected}"),
        (Err(found), Ok(_)) => panic!("x509-cert takes it: {found}"),
    }
}

fn same(fields: &Fields<'_>, whole: &CertificateInner<Raw>) {
    let body = whole.tbs_certificate();
    assert_eq!(fields.version, body.version());
    assert_eq!(fields.serial, body.serial_number().as_bytes());
    assert_eq!(fields.named_algorithm, encoded(body.signature()));
    assert_name(&fields.issuer, body.issuer());
    assert_eq!(&fields.validity, body.validity());
    assert_name(&fields.subject, body.subject());
    assert_eq!(fields.public_key, encoded(body.subject_public_key_info()));
    assert_eq!(fields.signature_algorithm, encoded(whole.signature_algorithm()));
    assert_eq!(fields.signature, whole.signature().raw_bytes());
    assert_eq!(fields.extensions.is_some(), body.extensions().is_some());
    let found = fields.extensions.iter().flatten();
    let found = found.map(|extension| {
        let id = ObjectIdentifier::from_bytes(extension.id).expect("an object identifier");
        (id, extension.critical, extension.value)
    });
    let expected = body.extensions().into_iter().flatten();
    let expected = expected
        .map(|extension| (extension.extn_id, extension.critical, extension.extn_value.as_bytes()));
    assert_eq!(Vec::from_iter(found), Vec::from_iter(expected));
}

fn assert_name(found: &NameField<'_>, expected: &Name) {
    assert_eq!(found.der(), encoded(expected));
}

fn encoded(value: &impl Encode) -> Vec<u8> {
    value.to_der().expect("what was decoded can be encoded")
}
