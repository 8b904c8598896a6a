//! One certificate to what is shown of it.
//!
//! Who issued it is looked for among the certificates of the same source.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::mem;

use super::issuers::issuer_kind;
use super::words::{counted, eku_words};
use super::{CertificateReport, EkuReport, EkuState, names, thousands};
use crate::certificate::{Certificate, Deviation};
use crate::chain::Links;
use crate::eku::{ExtendedKeyUsage, Holds, Purpose};
use crate::issuer::Issuer;

/// What is shown of every certificate read from `source`, in its order.
#[must_use]
pub fn certificates(certificates: &[Arc<Certificate>], source: &str) -> Vec<CertificateReport> {
    let links = Links::among(certificates);
    let numbered = certificates.iter().enumerate();
    numbered.map(|(index, certificate)| one(certificate, &links, source, index)).collect()
}

/// What is shown of a certificate read from `source`, where it was the one at `index` and nothing
/// else is known of that source.
#[must_use]
pub fn certificate(certificate: &Certificate, source: &str, index: usize) -> CertificateReport {
    let shared = Arc::new(certificate.clone());
    one(&shared, &Links::among([&shared]), source, index)
}

pub(super) fn one(
    certificate: &Certificate,
    links: &Links,
    source: &str,
    index: usize,
) -> CertificateReport {
    // The links go by what OpenSSL takes for an issuer; a signature is a fact of its own.
    let self_signed = match links.self_signed(certificate) {
        Some(true) => Some(true),
        _ => certificate.self_signed(),
    };
    let (name_marks, name_marks_left_out) = names::marks(certificate);
    CertificateReport {
        schema: "eku/certificate/1",
        source: source.into(),
        index,
        sha256: hex(&certificate.sha256()),
        subject: certificate.subject.to_string(),
        issuer: certificate.issuer.to_string(),
        serial: certificate.serial.to_string(),
        not_before: certificate.not_before,
        not_after: certificate.not_after,
        dns_names: certificate.dns_names.clone(),
        ip_addresses: certificate.ip_addresses.iter().map(ToString::to_string).collect(),
        is_ca: certificate.is_ca(),
        self_signed,
        eku: eku(&certificate.eku),
        issuer_kind: issuer_kind(&Issuer::of(certificate, links)),
        problems: deviations(&certificate.deviations),
        sent_by: Vec::new(),
        sent_by_left_out: 0,
        name_marks,
        name_marks_left_out,
    }
}

fn eku(eku: &ExtendedKeyUsage) -> EkuReport {
    EkuReport {
        state: match eku {
            ExtendedKeyUsage::Absent => EkuState::Absent,
            ExtendedKeyUsage::Empty { .. } => EkuState::Empty,
            ExtendedKeyUsage::Unreadable { .. } => EkuState::Unreadable,
            ExtendedKeyUsage::Present { .. } => EkuState::Present,
        },
        critical: eku.critical(),
        purposes: eku.purposes().iter().map(ToString::to_string).collect(),
        server_auth: eku.holds(Purpose::ServerAuth) == Holds::Yes,
        client_auth: eku.holds(Purpose::ClientAuth) == Holds::Yes,
        any: eku.lists_any(),
        words: eku_words(eku),
    }
}

/// One sentence a kind, with how many more there are.
fn deviations(deviations: &[Deviation]) -> Vec<String> {
    let mut kinds: Vec<(&Deviation, u64)> = Vec::new();
    for one in deviations {
        let kind = mem::discriminant(one);
        match kinds.iter_mut().find(|(known, _)| mem::discriminant(*known) == kind) {
            Some((_, more)) => *more += 1,
            None => kinds.push((one, 0)),
        }
    }
    let sentence = |(first, more): (&Deviation, u64)| match more {
        0 => deviation(first),
        more => format!("{}, and {} more like it", deviation(first), thousands(more)),
    };
    kinds.into_iter().map(sentence).collect()
}

fn deviation(deviation: &Deviation) -> String {
    match deviation {
        Deviation::SerialNegative => "the serial number is negative".into(),
        Deviation::SerialZero => "the serial number is zero".into(),
        Deviation::SerialTooLong { bytes } => {
            format!("the serial number is {bytes} bytes long, more than 20")
        }
        Deviation::GeneralizedTimeBefore2050 => {
            "a date up to 2049 is written as GeneralizedTime".into()
        }
        Deviation::DateBefore1970 { text } => {
            format!("a date is {text}, before 1970, and counts as the first second of 1970")
        }
        Deviation::NoDate { is_end, text } => {
            let (which, error) = if *is_end { ("notAfter", 14) } else { ("notBefore", 13) };
            format!("{which} is {text}, which is no date: OpenSSL refuses it (error {error})")
        }
        Deviation::Ber => "it is written in BER, which OpenSSL reads, and not in DER".into(),
        Deviation::VersionUnknown => "its version is unknown, and is read as version 3".into(),
        Deviation::BytesBehind { count } => {
            format!("skipped {} after the certificate", counted(*count, "byte", "bytes"))
        }
        Deviation::ValidityEndsBeforeItBegins => "its validity ends before it begins".into(),
        Deviation::ExtensionsBeforeVersion3 => "it has extensions, but is not of version 3".into(),
        Deviation::SignatureAlgorithmsDiffer => {
            "the two places that name the signature algorithm differ".into()
        }
        Deviation::NameUnreadable { of_issuer } => {
            format!("the {} name is no text", if *of_issuer { "issuer's" } else { "subject's" })
        }
        Deviation::ExtensionRepeated { id } => {
            format!("the extension {} stands there more than once", extension(id))
        }
        Deviation::ExtensionUnreadable { id } => {
            format!("the extension {} cannot be decoded", extension(id))
        }
    }
}

/// An extension by its name, where it has one, and its identifier.
pub(super) fn extension(id: &str) -> String {
    let name = match id {
        "2.5.29.14" => "subject key identifier",
        "2.5.29.15" => "key usage",
        "2.5.29.17" => "subject alternative name",
        "2.5.29.19" => "basic constraints",
        "2.5.29.30" => "name constraints",
        "2.5.29.31" => "CRL distribution points",
        "2.5.29.32" => "certificate policies",
        "2.5.29.35" => "authority key identifier",
        "2.5.29.37" => "extended key usage",
        "1.3.6.1.5.5.7.1.7" => "Internet addresses",
        "1.3.6.1.5.5.7.1.8" => "autonomous systems",
        "1.3.6.1.5.5.7.1.14" => "proxy certificate",
        "2.16.840.1.113730.1.1" => "Netscape certificate type",
        other => return other.into(),
    };
    format!("{name} ({id})")
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
