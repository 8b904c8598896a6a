//! Words about a failure to what they mean.

use eku_engine::evidence::{Alert, TlsFailure};

/// What the words of a log, of OpenSSL or of an alert say about why TLS failed. Capitals do not
/// matter.
#[must_use]
pub fn failure_in(words: &str) -> TlsFailure {
    let words = words.to_ascii_lowercase();
    let number = words.split_once("alert number ").and_then(|(_, number)| {
        number.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
    });
    if let Some(number) = number {
        return TlsFailure::Alert(Alert::of_number(number));
    }
    let found = FAILURES.iter().find(|(part, _)| words.contains(part));
    match found {
        Some((_, failure)) => *failure,
        None if words.contains(" alert ") => TlsFailure::Alert(Alert::Other(None)),
        None => TlsFailure::Other,
    }
}

/// Parts of sentences, the more particular first. Those of OpenSSL stand in its
/// `crypto/x509/x509_txt.c` and `ssl/ssl_err.c`: "unsupported certificate purpose" up to 1.1.1,
/// "unsuitable certificate purpose" from 3.0 on.
const FAILURES: [(&str, TlsFailure); 30] = [
    ("alert unsupported certificate", TlsFailure::Alert(Alert::UnsupportedCertificate)),
    ("alert unknown ca", TlsFailure::Alert(Alert::UnknownCa)),
    ("alert bad certificate", TlsFailure::Alert(Alert::BadCertificate)),
    ("alert certificate expired", TlsFailure::Alert(Alert::CertificateExpired)),
    ("alert certificate revoked", TlsFailure::Alert(Alert::CertificateRevoked)),
    ("alert certificate unknown", TlsFailure::Alert(Alert::CertificateUnknown)),
    ("alert certificate required", TlsFailure::Alert(Alert::CertificateRequired)),
    ("certificate required", TlsFailure::Alert(Alert::CertificateRequired)),
    ("alert handshake failure", TlsFailure::Alert(Alert::HandshakeFailure)),
    ("unsupported certificate purpose", TlsFailure::Purpose),
    ("unsuitable certificate purpose", TlsFailure::Purpose),
    ("self signed certificate", TlsFailure::Untrusted),
    ("self-signed certificate", TlsFailure::Untrusted),
    ("unable to get local issuer", TlsFailure::Untrusted),
    ("unable to get issuer", TlsFailure::Untrusted),
    ("unable to verify the first certificate", TlsFailure::Untrusted),
    ("certificate not trusted", TlsFailure::Untrusted),
    ("untrusted", TlsFailure::Untrusted),
    ("invalid ca certificate", TlsFailure::Untrusted),
    ("certificate is not yet valid", TlsFailure::NotYetValid),
    ("not yet valid", TlsFailure::NotYetValid),
    ("certificate has expired", TlsFailure::Expired),
    ("certificate expired", TlsFailure::Expired),
    ("identity was unacceptable", TlsFailure::Name),
    ("hostname mismatch", TlsFailure::Name),
    ("not in certificate", TlsFailure::Name),
    ("name mismatch", TlsFailure::Name),
    ("did not return a certificate", TlsFailure::NoCertificate),
    ("no peer certificate", TlsFailure::NoCertificate),
    ("no certificate returned", TlsFailure::NoCertificate),
];
