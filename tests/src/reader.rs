//! The reader of `x509-cert` as the judge of the engine's.
//!
//! Entry point: [`judge`]. The engine borrows what `x509-cert` copies. It takes what that takes and finds
//! the same in it. What only the engine takes has one of the faults that OpenSSL reads over
//! (`is_read_over`); all else both refuse.

use const_oid::ObjectIdentifier;
use der::{Decode, Encode, Error, ErrorKind, Tag};
use eku_engine::certificate::{Certificate, DateField, DateRead, Fields, NameField, ReadError};
use eku_engine::time::Timestamp;
use x509_cert::certificate::{CertificateInner, Raw};
use x509_cert::name::Name;
use x509_cert::time::Time;

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
        // Behind a fault that is read over there may be another.
        (_, Err(expected)) if is_read_over(&expected) => {}
        (Err(found), Err(_)) => {
            // In BER it may be one all the same.
            if let Err(error) = read {
                assert_eq!(error, ReadError::from(found));
            }
        }
        (Ok(_), Err(expected)) => panic!("x509-cert refuses it: {expected:?}"),
        // `const-oid` takes an arc that begins with a zero, OpenSSL does not (`ossl_c2i_ASN1_OBJECT`).
        (Err(found), Ok(_)) if found.kind() == ErrorKind::OidMalformed => {}
        (Err(found), Ok(_)) => panic!("x509-cert takes it: {found:?}"),
    }
}

/// Whether `x509-cert` stops at what OpenSSL, and so the engine, reads over: bytes after the certificate,
/// an object identifier that is too large for it, a text that is no date, an unknown version, a TRUE
/// that is not all ones, a UniversalString.
fn is_read_over(error: &Error) -> bool {
    const UNIVERSAL_STRING: u8 = 0x1c;
    match error.kind() {
        ErrorKind::TrailingData { .. } | ErrorKind::OidMalformed | ErrorKind::DateTime => true,
        ErrorKind::TagUnknown { byte } => byte == UNIVERSAL_STRING,
        ErrorKind::Value { tag } | ErrorKind::Length { tag } | ErrorKind::Noncanonical { tag } => {
            matches!(
                tag,
                Tag::ObjectIdentifier
                    | Tag::UtcTime
                    | Tag::GeneralizedTime
                    | Tag::Boolean
                    | Tag::Integer
            )
        }
        _ => false,
    }
}

/// The dates of `x509-cert` are those of the engine.
fn same_date(found: DateField<'_>, expected: Time) {
    let expected = Timestamp::from(expected.to_date_time());
    assert_eq!(found.read(), DateRead::Instant(expected));
}

fn same(fields: &Fields<'_>, whole: &CertificateInner<Raw>) {
    let body = whole.tbs_certificate();
    assert_eq!(fields.version, body.version());
    assert_eq!(fields.serial, body.serial_number().as_bytes());
    assert_eq!(fields.named_algorithm, encoded(body.signature()));
    assert_name(&fields.issuer, body.issuer());
    same_date(fields.not_before, body.validity().not_before);
    same_date(fields.not_after, body.validity().not_after);
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
