//! Advisories, in sentences.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::certificates::extension;
use super::days::day;
use super::names::{look_alike, mixed_scripts, quoted};
use super::words::{counted, far_end_name, machine_words, party, store_place, store_words};
use super::{AdvisoryReport, joined, joined_few, source, thousands};
use crate::advisory::{AdvisedPlace, Advisory, AdvisoryKind, ChromeDistrust, MOST_OF_A_KIND};
use crate::deployment::{Deployment, StoreId};
use crate::signature::key::{KeyTrouble, WeakKey};

/// An advisory as it is shown.
pub(super) fn advisory(deployment: &Deployment, advisory: &Advisory) -> AdvisoryReport {
    AdvisoryReport {
        id: advisory.kind.id(),
        is_look_alike: matches!(advisory.kind, AdvisoryKind::NamesLookAlike { .. }),
        certificate: advisory.place.clone(),
        confidence: advisory.kind.confidence(),
        text: sentence(deployment, &advisory.place, &advisory.kind),
        source: source(advisory.kind.citation()),
    }
}

/// That OpenSSL may refuse what the verdict says works; empty where nothing says so.
pub(super) fn caution(deployment: &Deployment, advisories: &[Advisory]) -> String {
    let mut seen = BTreeSet::new();
    let mut subjects = Vec::new();
    for advisory in advisories.iter().filter(|advisory| advisory.kind.may_refuse()) {
        for place in advisory.places() {
            let subject = subject(deployment, place);
            if seen.insert(subject.clone()) {
                subjects.push(subject);
            }
        }
    }
    if subjects.is_empty() {
        return String::new();
    }
    format!(
        "OpenSSL may reject {} for a reason that the result does not cover. See \"Worth knowing\".",
        joined_few(&subjects)
    )
}

fn subject(deployment: &Deployment, place: &AdvisedPlace) -> String {
    match place {
        AdvisedPlace::Store(store) => store_words(deployment, store),
        AdvisedPlace::TrustedCas(node) => format!("{}'s trusted CA list", node.title()),
        AdvisedPlace::FarEnd(slug) => format!("{}'s certificate", far_end_name(deployment, slug)),
        AdvisedPlace::Deployment => "the deployment".into(),
    }
}

/// The store itself, where it is one.
fn place_words(deployment: &Deployment, place: &AdvisedPlace) -> String {
    match place {
        AdvisedPlace::Store(store) => store_place(deployment, store),
        AdvisedPlace::TrustedCas(_) | AdvisedPlace::FarEnd(_) | AdvisedPlace::Deployment => {
            subject(deployment, place)
        }
    }
}

fn sentence(deployment: &Deployment, place: &AdvisedPlace, kind: &AdvisoryKind) -> String {
    let subject = &subject(deployment, place);
    match kind {
        AdvisoryKind::NamesOfAnotherMachine { name, server_name, elsewhere } => {
            another_machine(deployment, place, [name, server_name], elsewhere.as_ref())
        }
        AdvisoryKind::OnBothNodes { elsewhere } => format!(
            "{} has the same certificate as {}. Each peer has its own certificate. Is one of the \
             two the wrong file?",
            place_words(deployment, place),
            store_place(deployment, elsewhere)
        ),
        AdvisoryKind::ClientStoreIsCopy => format!(
            "{} has the server certificate, which has no client authentication. It is likely a \
             copy: the client store's own page rejects such certificates. The upgrade to X15.5 \
             makes this copy. So does \"Upload server certificate file as client certificate\" at \
             a renewal. It overwrites the client certificate.",
            place_words(deployment, place)
        ),
        AdvisoryKind::WildcardName { name } => {
            format!("{subject} has the name {name}. Expressway does not support wildcards.")
        }
        AdvisoryKind::NameNotInSan { common_name: None } => format!(
            "{subject} has no host name or address in its subject alternative name. The common \
             name is not checked."
        ),
        AdvisoryKind::NameNotInSan { common_name: Some(name) } => format!(
            "{subject} has {name} only as its common name. Only names in the subject alternative \
             name are checked."
        ),
        AdvisoryKind::UnknownNameAttribute { kind, of_issuer } => {
            let name = if *of_issuer { "issuer" } else { "subject" };
            format!(
                "The {name} of {subject} has the unknown attribute {kind}. Unknown attributes \
                 break the SSH tunnels."
            )
        }
        AdvisoryKind::LargeKey { bits } => format!(
            "The key of {subject} has {bits} bits. With 8192-bit keys, zones may not become \
             active."
        ),
        AdvisoryKind::ExpiresLate => {
            format!("{subject} expires in 2050 or later, which is known to cause problems.")
        }
        AdvisoryKind::CaWithoutBasicConstraints { subject: ca } => format!(
            "{subject}: the CA certificate {ca} has no basic constraints. Expressway requires \
             them in CA certificates."
        ),
        AdvisoryKind::ClientLacksNames { names } => format!(
            "{subject} lacks {}, which the server certificate has. It must contain the name that \
             Edge verifies, the cluster name and the phone security profile names.",
            joined(names)
        ),
        AdvisoryKind::PrivateEdgeServer => format!(
            "{subject} is not from a public CA. External clients see a certificate warning unless \
             they trust the issuer. Cisco advises against it."
        ),
        AdvisoryKind::ChromeDistrusts(ChromeDistrust::Root) => format!(
            "The root of {subject} is not in Chrome's store. Browsers of WebRTC guests may reject \
             the certificate."
        ),
        AdvisoryKind::ChromeDistrusts(ChromeDistrust::IssuedFrom(from)) => format!(
            "Chrome does not trust certificates that this root issued from {} on, such as \
             {subject}. Browsers of WebRTC guests may reject the certificate.",
            day(*from)
        ),
        AdvisoryKind::ChromeDistrusts(ChromeDistrust::RenewedFrom(from)) => format!(
            "{subject} works in Chrome until it expires. A renewal from {} on under the same root \
             does not. Browsers of WebRTC guests may reject that renewal. Ask the CA for another \
             root.",
            day(*from)
        ),
        AdvisoryKind::ClientOnly => format!(
            "{subject} has client authentication without server authentication. The client store \
             accepts that by design, but no published test confirms that it works."
        ),
        AdvisoryKind::EdgeClientServerOnly => format!(
            "{subject} has no client authentication. Far ends that check client authentication \
             reject Edge. Edge works only with far ends that ignore it."
        ),
        AdvisoryKind::PeerAddressIsIp { address } => format!(
            "The TLS verify name {address} is an IP address. Cisco asks for a name from the \
             certificate's subject alternative name."
        ),
        AdvisoryKind::CasOfOneCommonName { name, count } => format!(
            "{} CA certificates in {subject} have the common name {}. Logins through an external \
             identity provider may fail.",
            thousands(*count as u64),
            quoted(name)
        ),
        AdvisoryKind::NoCommonName => format!(
            "{subject} has no common name. Mobile and Remote Access and the web proxy may fail."
        ),
        AdvisoryKind::AutomaticRenewal => format!(
            "{subject} is from Let's Encrypt. An automatic renewal by Expressway removes client \
             authentication without warning: the profile no longer includes it."
        ),
        AdvisoryKind::HiddenCharacters { name } => format!(
            "{subject}: the name {} contains hidden characters. Programs compare more than you \
             see.",
            quoted(name)
        ),
        AdvisoryKind::LookAlikeName { name, plain, scripts } => {
            format!(
                "{subject}: {}. Programs treat them as different names.",
                look_alike(&quoted(name), plain, scripts)
            )
        }
        AdvisoryKind::MixedScripts { name, word, scripts } => {
            format!("{subject}: {}.", mixed_scripts(&quoted(name), word, scripts))
        }
        AdvisoryKind::NamesLookAlike { name, other, elsewhere } => {
            let elsewhere = elsewhere.as_ref().map_or_else(
                || "a TLS verify name".into(),
                |place| format!("a name in {}", self::subject(deployment, place)),
            );
            format!(
                "{subject}: the name {} looks like {}, {elsewhere}, but is a different name.",
                quoted(name),
                quoted(other)
            )
        }
        AdvisoryKind::CriticalExtensionUnknown { ca, id } => format!(
            "{} a critical extension that OpenSSL does not know, {id}. OpenSSL rejects such a \
             certificate (error 34), even where the result here is Works.",
            has(subject, ca.as_deref())
        ),
        AdvisoryKind::ExtensionUnreadable { ca, id } => format!(
            "{} an extension that is unreadable or appears twice, {}. OpenSSL does not use such a \
             certificate, even where the result here is Works.",
            has(subject, ca.as_deref()),
            extension(id)
        ),
        AdvisoryKind::NameUnreadable { ca, of_issuer } => format!(
            "{} a name of its {} that is not text. OpenSSL cannot read such a certificate.",
            has(subject, ca.as_deref()),
            if *of_issuer { "issuer" } else { "subject" }
        ),
        AdvisoryKind::ProxyCertificate { ca } => format!(
            "{} the extension of a proxy certificate (RFC 3820). OpenSSL rejects proxy certificates \
             (error 40).",
            has(subject, ca.as_deref())
        ),
        AdvisoryKind::SignatureAlgorithmsDiffer { ca } => format!(
            "{} two different names for its signature algorithm. OpenSSL rejects such signatures \
             (error 7).",
            has(subject, ca.as_deref())
        ),
        AdvisoryKind::KeyRefused { ca, trouble: KeyTrouble::CurveWrittenOut } => format!(
            "{} a key whose elliptic curve is written out instead of named. OpenSSL rejects such \
             keys (error 94).",
            has(subject, ca.as_deref())
        ),
        AdvisoryKind::KeyRefused { ca, trouble: KeyTrouble::NotRead } => format!(
            "{} a key that this tool cannot read. OpenSSL rejects unreadable keys (error 1).",
            has(subject, ca.as_deref())
        ),
        AdvisoryKind::InternetResources => format!(
            "{subject} claims Internet addresses or autonomous systems (RFC 3779). OpenSSL \
             requires the same claims in every CA above (error 46). This tool does not check \
             that."
        ),
        AdvisoryKind::WeakKeys { keys, .. } => {
            let listed = Vec::from_iter(keys.iter().map(|(name, key)| match key {
                WeakKey::Rsa { bits } => format!("{name} (RSA, {bits} bits)"),
                WeakKey::EllipticCurve { bits } => {
                    format!("{name} (elliptic curve, {bits} bits)")
                }
            }));
            format!(
                "{}: {}. OpenSSL rejects weak keys at security level 1 or 2 (errors 66 and 67). \
                 Which level Expressway sets is not documented.",
                counted(keys.len(), "certificate has a weak key", "certificates have weak keys"),
                shortened(&listed)
            )
        }
        AdvisoryKind::WeakSignatures { signatures, .. } => {
            let listed = signatures.iter().map(|(name, digest)| format!("{name} ({digest})"));
            format!(
                "{}: {}. OpenSSL rejects weak signatures at security level 1 or 2 (error 68). \
                 Which level Expressway sets is not documented.",
                counted(
                    signatures.len(),
                    "certificate has a weak signature",
                    "certificates have weak signatures"
                ),
                shortened(&Vec::from_iter(listed))
            )
        }
        AdvisoryKind::NameConstraints { ca } => format!(
            "The CA {ca} in the chain of {subject} has name constraints. OpenSSL rejects names \
             outside the constraints (error 47). This tool does not check that."
        ),
        AdvisoryKind::ExpiredCopyInList { verifier, ca } => format!(
            "{subject} comes with a valid certificate of the CA {ca}. The trusted CA list of {} \
             has only an expired or not yet valid certificate of this CA. OpenSSL prefers the one \
             in the list and rejects it (error 10), even where the result here is Works. Replace \
             it in the list.",
            party(deployment, verifier)
        ),
        AdvisoryKind::More { count: 1, .. } => {
            format!("There is 1 more like the {MOST_OF_A_KIND} above, for {subject}.")
        }
        AdvisoryKind::More { count, .. } => format!(
            "There are {} more like the {MOST_OF_A_KIND} above. The first of these is for \
             {subject}.",
            thousands(*count as u64)
        ),
        AdvisoryKind::IssuersOfOneName { verifier, ca: None } => format!(
            "There are more certificates above {subject} than this tool checks. OpenSSL may \
             choose one that does not lead to a root that {} trusts. Remove the certificates that \
             do not belong there.",
            party(deployment, verifier)
        ),
        AdvisoryKind::IssuersOfOneName { verifier, ca: Some(ca) } => format!(
            "There are several certificates of the CA {ca} for {subject}. Not all of them lead to \
             a root that {} trusts. OpenSSL tries only the first. Remove the certificates that do \
             not belong there.",
            party(deployment, verifier)
        ),
    }
}

/// Whose certificate it may be, as a question.
fn another_machine(
    deployment: &Deployment,
    place: &AdvisedPlace,
    [name, server_name]: [&String; 2],
    elsewhere: Option<&(StoreId, String)>,
) -> String {
    let machine = match place {
        AdvisedPlace::Store(store) => machine_words(store),
        AdvisedPlace::TrustedCas(_) | AdvisedPlace::FarEnd(_) | AdvisedPlace::Deployment => {
            String::new()
        }
    };
    let store = place_words(deployment, place);
    let elsewhere = elsewhere.map_or_else(String::new, |(store, name)| {
        format!(" {name} is also a name in {}.", store_words(deployment, store))
    });
    format!(
        "{store} has a certificate for {name}, and its server store has one for {server_name}. \
         The two share no name. Do both belong to {machine}?{elsewhere}"
    )
}

/// The certificate or the CA above it that has something.
fn has(subject: &str, ca: Option<&str>) -> String {
    match ca {
        Some(ca) => format!("The CA {ca} in the chain of {subject} has"),
        None => format!("{subject} has"),
    }
}

/// The first few of some names, and how many more there are.
fn shortened(names: &[String]) -> String {
    match names {
        [first, second, third, rest @ ..] if rest.len() > 1 => {
            format!("{first}, {second}, {third} and {} others", rest.len())
        }
        names => joined(names),
    }
}
