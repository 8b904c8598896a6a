//! OpenSSL, by the crate of that name. The purposes are asked of the library itself: the crate has
//! no way to them.

use foreign_types::ForeignTypeRef;
use openssl::asn1::{Asn1Object, Asn1ObjectRef, Asn1Time, Asn1TimeRef};
use openssl::stack::Stack;
use openssl::x509::{X509, X509NameRef, X509Ref};

use super::{Names, Reader, Record};

pub(super) const READER: Reader = Reader {
    name: "OpenSSL",
    pass: |bytes, names| super::pass(read(bytes, names)),
    record: |bytes| read(bytes, Names::Der),
};

fn read(bytes: &[u8], names: Names) -> Option<Record> {
    let certificate = X509::from_der(bytes).ok()?;
    let name = |name: &X509NameRef| match names {
        Names::Text => text(name),
        Names::Der => name.to_der().ok(),
    };
    let mut record = Record {
        subject: name(certificate.subject_name())?,
        issuer: name(certificate.issuer_name())?,
        serial: certificate.serial_number().to_bn().ok()?.to_vec(),
        not_before: seconds(certificate.not_before())?,
        not_after: seconds(certificate.not_after())?,
        purposes: purposes(&certificate),
        is_ca: is_ca(&certificate),
        subject_key_id: certificate.subject_key_id().map(|id| id.as_slice().to_vec()),
        authority_key_id: certificate.authority_key_id().map(|id| id.as_slice().to_vec()),
        ..Record::default()
    };
    for name in certificate.subject_alt_names().into_iter().flatten() {
        record.dns_names.extend(name.dnsname().map(str::to_owned));
        record.addresses.extend(name.ipaddress().map(<[u8]>::to_vec));
    }
    Some(record)
}

fn text(name: &X509NameRef) -> Option<Vec<u8>> {
    let mut text = String::new();
    for entry in name.entries() {
        let separator = if text.is_empty() { "" } else { "," };
        text.push_str(separator);
        text.push_str(entry.object().nid().short_name().unwrap_or("?"));
        text.push('=');
        match entry.data().to_string() {
            Ok(value) => text.push_str(&value),
            Err(_) => text.push('?'),
        }
    }
    Some(text.into_bytes())
}

fn seconds(time: &Asn1TimeRef) -> Option<i64> {
    thread_local! {
        static EPOCH: Asn1Time = Asn1Time::from_unix(0).expect("a time");
    }
    let since = EPOCH.with(|epoch| epoch.diff(time)).ok()?;
    Some(i64::from(since.days) * 86_400 + i64::from(since.secs))
}

fn purposes(certificate: &X509Ref) -> Vec<Vec<u8>> {
    // SAFETY: the list of object identifiers belongs to the caller, who gives it to a stack.
    let list: Option<Stack<Asn1Object>> = unsafe {
        let found = openssl_sys::X509_get_ext_d2i(
            certificate.as_ptr(),
            openssl_sys::NID_ext_key_usage,
            std::ptr::null_mut(),
            std::ptr::null_mut(),
        );
        (!found.is_null()).then(|| foreign_types::ForeignType::from_ptr(found.cast()))
    };
    // SAFETY: the object identifier has so many bytes.
    let content = |id: &Asn1ObjectRef| unsafe {
        let length = usize::try_from(openssl_sys::OBJ_length(id.as_ptr())).unwrap_or(0);
        std::slice::from_raw_parts(openssl_sys::OBJ_get0_data(id.as_ptr()), length).to_vec()
    };
    list.map(|list| list.iter().map(content).collect()).unwrap_or_default()
}

fn is_ca(certificate: &X509Ref) -> bool {
    // SAFETY: the certificate is there.
    let flags = unsafe { openssl_sys::X509_get_extension_flags(certificate.as_ptr()) };
    flags & openssl_sys::EXFLAG_CA != 0
}
