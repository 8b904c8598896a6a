//! One certificate to what is shown of it.
//!
//! Who issued it is looked for among the certificates of the same source.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::mem;

use super::issuers::issuer_kind;
use super::words::{counted, eku_words, issuer_kind_words, store_words};
use super::{
    CertificateFacts, CertificateReport, EkuReport, EkuState, HeldCertificateReport, IssuerReport,
    KeyReport, OtherNameReport, joined_few, names, thousands,
};
use crate::certificate::{Certificate, Deviation, KeyUsage, OtherName};
use crate::chain::Links;
use crate::connection::CertificateId;
use crate::deployment::{Deployment, NodeName, StoreId};
use crate::eku::{ExtendedKeyUsage, Holds, Purpose};
use crate::issuer::Issuer;
use crate::signature::named;

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

fn one(certificate: &Certificate, links: &Links, source: &str, index: usize) -> CertificateReport {
    one_by(&Issuer::of(certificate, links), certificate, links, source, index)
}

/// The same, where it is known who issued it.
pub(super) fn one_by(
    issuer: &Issuer,
    certificate: &Certificate,
    links: &Links,
    source: &str,
    index: usize,
) -> CertificateReport {
    let (name_marks, name_marks_left_out) = names::marks(certificate);
    CertificateReport {
        problems: deviations(&certificate.deviations),
        name_marks,
        name_marks_left_out,
        ..of_facts(facts(issuer, certificate, links), source, index)
    }
}

/// The same without what no table has a column for: that is left empty.
pub(super) fn row(
    issuer: &Issuer,
    certificate: &Certificate,
    links: &Links,
    source: &str,
    index: usize,
) -> CertificateReport {
    of_facts(columns(issuer, certificate, links), source, index)
}

fn of_facts(facts: CertificateFacts, source: &str, index: usize) -> CertificateReport {
    CertificateReport {
        schema: "eku/certificate/1",
        source: source.into(),
        index,
        facts,
        problems: Vec::new(),
        sent_by: Vec::new(),
        sent_by_left_out: 0,
        name_marks: Vec::new(),
        name_marks_left_out: 0,
    }
}

/// Whether a certificate signed itself; `None` where that was not, or cannot be, verified.
fn self_signed(certificate: &Certificate, links: &Links) -> Option<bool> {
    if !links.are_verified() {
        return (!certificate.names_itself()).then_some(false);
    }
    // The links go by what OpenSSL takes for an issuer; a signature is a fact of its own.
    match links.self_signed(certificate) {
        Some(true) => Some(true),
        _ => certificate.self_signed(),
    }
}

/// What stands in a certificate.
fn facts(issuer: &Issuer, certificate: &Certificate, links: &Links) -> CertificateFacts {
    let key = named::key(certificate).map(|key| {
        let words = key.words();
        KeyReport { kind: key.kind, bits: key.bits, curve: key.curve, words }
    });
    let mut facts = columns(issuer, certificate, links);
    facts.eku.words = eku_words(&certificate.eku);
    CertificateFacts {
        sha1: hex(&certificate.sha1()),
        ip_addresses: certificate.ip_addresses.iter().map(ToString::to_string).collect(),
        other_names: certificate.other_names.iter().map(other_name).collect(),
        key,
        key_usage: certificate.key_usage.map(KeyUsage::operations),
        signature_algorithm: named::algorithm(certificate),
        issuer_kind: issuer_kind(issuer),
        ..facts
    }
}

/// What stands in a certificate, as far as tables have columns for it.
fn columns(issuer: &Issuer, certificate: &Certificate, links: &Links) -> CertificateFacts {
    CertificateFacts {
        sha256: hex(&certificate.sha256()),
        sha1: String::new(),
        subject: certificate.subject.to_string(),
        issuer: certificate.issuer.to_string(),
        serial: certificate.serial.to_string(),
        not_before: certificate.not_before,
        not_after: certificate.not_after,
        dns_names: certificate.dns_names.clone(),
        ip_addresses: Vec::new(),
        other_names: Vec::new(),
        is_ca: certificate.is_ca(),
        self_signed: self_signed(certificate, links),
        key: None,
        key_usage: None,
        signature_algorithm: String::new(),
        eku: eku(&certificate.eku),
        issuer_kind: IssuerReport { kind: issuer.kind, evidence: Vec::new() },
    }
}

fn other_name(name: &OtherName) -> OtherNameReport {
    OtherNameReport {
        kind: name.kind.id().into(),
        name: name.text.clone(),
        words: name.to_string(),
    }
}

/// The certificates that the stores of a deployment's nodes hold, in the order of the stores, each
/// once.
pub(super) fn held(deployment: &Deployment, links: &Links) -> Vec<HeldCertificateReport> {
    let mut held: Vec<(&Arc<Certificate>, Vec<StoreId>)> = Vec::new();
    let mut places = BTreeMap::new();
    let nodes = NodeName::ALL.map(|node| deployment.node(node));
    let stores = nodes.iter().flat_map(|node| node.stores());
    let presented = stores.filter_map(|(id, store)| Some((id, store.presented()?)));
    for (store, presented) in presented {
        let place = *places.entry(presented.leaf.der()).or_insert_with(|| {
            held.push((&presented.leaf, Vec::new()));
            held.len() - 1
        });
        if let Some((_, stores)) = held.get_mut(place) {
            stores.push(store);
        }
    }
    let report = |(certificate, stores): (&Arc<Certificate>, Vec<StoreId>)| {
        let words = stores.iter().map(|store| store_words(deployment, store));
        let stores_words = joined_few(&Vec::from_iter(words));
        let issuer = Issuer::of(certificate, links);
        let stores = stores.into_iter().map(CertificateId::Store).collect();
        HeldCertificateReport { stores_words, stores, facts: facts(&issuer, certificate, links) }
    };
    held.into_iter().map(report).collect()
}

/// What stands in a certificate, by its label. Nothing is there twice, and nothing is empty.
pub(super) fn fields(facts: &CertificateFacts) -> Vec<(&'static str, String)> {
    let or_none = |value: String| {
        if value.is_empty() { "(none)".into() } else { value }
    };
    let mut purposes = facts.eku.words.clone();
    if !facts.eku.purposes.is_empty() {
        purposes = format!("{purposes} ({})", facts.eku.purposes.join(", "));
    }
    if facts.eku.critical {
        purposes.push_str(", critical");
    }
    let others = Vec::from_iter(facts.other_names.iter().map(|name| name.words.clone()));
    let key_usage = facts.key_usage.as_ref().map(|operations| match operations.is_empty() {
        true => "cannot be read".into(),
        false => operations.join(", "),
    });
    let kind = issuer_kind_words(facts.issuer_kind.kind);
    let evidence = facts.issuer_kind.evidence.join(" ");
    let fields = [
        ("subject", or_none(facts.subject.clone())),
        ("issuer", or_none(facts.issuer.clone())),
        ("serial", facts.serial.clone()),
        ("valid", format!("{} to {}", facts.not_before, facts.not_after)),
        ("DNS names", or_none(facts.dns_names.join(", "))),
        ("addresses", facts.ip_addresses.join(", ")),
        ("other names", others.join(", ")),
        ("purposes", purposes),
        ("key usage", key_usage.unwrap_or_default()),
        ("CA", if facts.is_ca { "yes".into() } else { "no".into() }),
        ("key", facts.key.as_ref().map(|key| key.words.clone()).unwrap_or_default()),
        ("signature", facts.signature_algorithm.clone()),
        (
            "issuer type",
            if evidence.is_empty() { kind.into() } else { format!("{kind}: {evidence}") },
        ),
        ("SHA-1", facts.sha1.clone()),
        ("SHA-256", facts.sha256.clone()),
    ];
    fields.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// Without its words.
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
        words: String::new(),
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
            format!("{which} is {text}, which is not a date: OpenSSL rejects it (error {error})")
        }
        Deviation::Ber => "the encoding is BER, which OpenSSL reads, not DER".into(),
        Deviation::VersionUnknown => "the version is unknown and is read as version 3".into(),
        Deviation::BytesBehind { count } => {
            format!("skipped {} after the certificate", counted(*count, "byte", "bytes"))
        }
        Deviation::ValidityEndsBeforeItBegins => "the validity ends before it starts".into(),
        Deviation::ExtensionsBeforeVersion3 => "it has extensions but is not version 3".into(),
        Deviation::SignatureAlgorithmsDiffer => {
            "the two places that name the signature algorithm differ".into()
        }
        Deviation::NameUnreadable { of_issuer } => {
            format!("the {} name is not text", if *of_issuer { "issuer's" } else { "subject's" })
        }
        Deviation::ExtensionRepeated { id } => {
            format!("the extension {} appears more than once", extension(id))
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
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
