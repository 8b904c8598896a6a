//! Certificates read in WebAssembly, called without any glue.
//!
//! The page asks for memory ([`reserve`]), puts the corpus there, each certificate after its length
//! in four bytes, and has it read ([`read`]).

use std::hint::black_box;

use eku_engine::certificate::Certificate;
use x509_cert::certificate::{CertificateInner, Raw};
use x509_cert::der::{Decode, Encode};
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, SubjectAltName,
    SubjectKeyIdentifier,
};

/// Memory for a corpus; it is never given back.
#[unsafe(no_mangle)]
pub extern "C" fn reserve(length: usize) -> *mut u8 {
    vec![0_u8; length].leak().as_mut_ptr()
}

/// Reads every certificate of a corpus and answers how many could be read: by the engine with names
/// as text (0) or as bytes (1), or by `x509-cert` alone with names as bytes (2).
///
/// # Safety
///
/// The memory is that of [`reserve`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn read(corpus: *const u8, length: usize, reader: u32) -> u32 {
    // SAFETY: the caller says so.
    let mut rest = unsafe { std::slice::from_raw_parts(corpus, length) };
    let mut count = 0;
    while let Some((size, after)) = rest.split_first_chunk() {
        let Some((bytes, after)) = after.split_at_checked(u32::from_le_bytes(*size) as usize)
        else {
            break;
        };
        rest = after;
        count += u32::from(match reader {
            0 => engine(bytes, true),
            1 => engine(bytes, false),
            _ => alone(bytes).is_some(),
        });
    }
    count
}

fn engine(bytes: &[u8], text: bool) -> bool {
    let Ok(certificate) = Certificate::from_der(bytes) else { return false };
    if text {
        black_box((certificate.subject.to_string(), certificate.issuer.to_string()));
    }
    black_box(certificate);
    true
}

fn alone(bytes: &[u8]) -> Option<()> {
    let certificate = CertificateInner::<Raw>::from_der(bytes).ok()?;
    let body = certificate.tbs_certificate();
    black_box((
        body.subject().to_der().ok()?,
        body.issuer().to_der().ok()?,
        body.serial_number().as_bytes().to_vec(),
        body.validity().not_before.to_unix_duration(),
        body.validity().not_after.to_unix_duration(),
        body.get_extension::<SubjectAltName>().ok(),
        body.get_extension::<ExtendedKeyUsage>().ok(),
        body.get_extension::<BasicConstraints>().ok(),
        body.get_extension::<SubjectKeyIdentifier>().ok(),
        body.get_extension::<AuthorityKeyIdentifier>().ok(),
    ));
    Some(())
}
