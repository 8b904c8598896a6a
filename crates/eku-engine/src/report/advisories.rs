//! Advisories, in sentences.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::certificates::extension;
use super::forecast::day;
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
        "OpenSSL may refuse {} for a reason that no verdict here covers. See what is worth knowing.",
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
            "{} holds the same certificate as {}. Each machine has its own: is one of the two the \
             wrong file?",
            place_words(deployment, place),
            store_place(deployment, elsewhere)
        ),
        AdvisoryKind::ClientStoreIsCopy => format!(
            "{} holds the server certificate, which has no client authentication. It is likely a \
             copy, as the client store's own page refuses such a certificate: the upgrade to X15.5 \
             makes one, and so does the option \"Upload server certificate file as client \
             certificate\" at a renewal, over the client certificate that was there.",
            place_words(deployment, place)
        ),
        AdvisoryKind::WildcardName { name } => {
            format!("{subject} has the name {name}; Expressway does not support wildcards.")
        }
        AdvisoryKind::NameNotInSan { common_name: None } => format!(
            "{subject} has no host name and no address in its subject alternative name; verifiers do not \
             look at the common name."
        ),
        AdvisoryKind::NameNotInSan { common_name: Some(name) } => format!(
            "{subject} has {name} as its common name alone; verifiers look for names in the \
             subject alternative name."
        ),
        AdvisoryKind::UnknownNameAttribute { kind, of_issuer } => {
            let name = if *of_issuer { "issuer" } else { "subject" };
            format!(
                "The {name} of {subject} has an attribute of the kind {kind}; attributes that are \
                 not known break the SSH tunnels."
            )
        }
        AdvisoryKind::LargeKey { bits } => format!(
            "The key of {subject} has {bits} bits; with keys of 8192 bits zones may not become \
             active."
        ),
        AdvisoryKind::ExpiresLate => {
            format!("{subject} expires in 2050 or later, which is known to cause trouble.")
        }
        AdvisoryKind::CaWithoutBasicConstraints { subject: ca } => format!(
            "{subject}: the CA certificate {ca} has no basic constraints, which Expressway needs \
             in CA certificates."
        ),
        AdvisoryKind::ClientLacksNames { names } => format!(
            "{subject} lacks {}, which the server certificate beside it has; the name that Edge \
             verifies, the cluster's name and those of phone security profiles have to be in it.",
            joined(names)
        ),
        AdvisoryKind::PrivateEdgeServer => format!(
            "{subject} is not from a public CA: clients outside see a certificate prompt unless \
             they trust its issuer, and Cisco advises against it."
        ),
        AdvisoryKind::ChromeDistrusts(ChromeDistrust::Root) => format!(
            "Chrome's store does not have the root of {subject}. Browsers of WebRTC guests may \
             refuse it."
        ),
        AdvisoryKind::ChromeDistrusts(ChromeDistrust::IssuedFrom(from)) => format!(
            "Chrome trusts no certificate of its root that was issued from {} on, and {subject} is \
             one. Browsers of WebRTC guests may refuse it.",
            day(*from)
        ),
        AdvisoryKind::ChromeDistrusts(ChromeDistrust::RenewedFrom(from)) => format!(
            "{subject} works in Chrome until it expires. A renewal issued from {} on under the same \
             root does not: browsers of WebRTC guests may refuse it. Ask the CA for another root.",
            day(*from)
        ),
        AdvisoryKind::ClientOnly => format!(
            "{subject} has client authentication without server authentication; the client store \
             accepts that by design, but no published test shows it at work."
        ),
        AdvisoryKind::EdgeClientServerOnly => format!(
            "{subject} has no client authentication. Every far end that checks it refuses Edge, and Edge \
             works only where a far end ignores it."
        ),
        AdvisoryKind::PeerAddressIsIp { address } => format!(
            "{address} is looked for, an IP address. Cisco asks for a name that is in the certificate's \
             subject alternative name."
        ),
        AdvisoryKind::CasOfOneCommonName { name, count } => format!(
            "{} CA certificates in {subject} have the common name {}. Logins through an external \
             identity provider may fail.",
            thousands(*count as u64),
            quoted(name)
        ),
        AdvisoryKind::NoCommonName => format!(
            "{subject} has no common name. Mobile and Remote Access and the web proxy may not work with \
             it."
        ),
        AdvisoryKind::AutomaticRenewal => format!(
            "{subject} is from Let's Encrypt: an automatic renewal by Expressway takes client \
             authentication away without a word, as the profile that it uses dropped it."
        ),
        AdvisoryKind::HiddenCharacters { name } => format!(
            "{subject}: the name {} holds hidden characters. What is seen is not what programs \
             compare.",
            quoted(name)
        ),
        AdvisoryKind::LookAlikeName { name, plain, scripts } => {
            format!(
                "{subject}: {}. Programs take them for different names.",
                look_alike(&quoted(name), plain, scripts)
            )
        }
        AdvisoryKind::MixedScripts { name, word, scripts } => {
            format!("{subject}: {}.", mixed_scripts(&quoted(name), word, scripts))
        }
        AdvisoryKind::NamesLookAlike { name, other, elsewhere } => {
            let elsewhere = elsewhere.as_ref().map_or_else(
                || "which is looked for".into(),
                |place| format!("which stands in {}", self::subject(deployment, place)),
            );
            format!(
                "{subject}: the name {} looks like {}, {elsewhere}, and is another name.",
                quoted(name),
                quoted(other)
            )
        }
        AdvisoryKind::CriticalExtensionUnknown { ca, id } => format!(
            "{} a critical extension that OpenSSL does not know, {id}: OpenSSL refuses such a \
             certificate (error 34), whatever the verdict here says.",
            has(subject, ca.as_deref())
        ),
        AdvisoryKind::ExtensionUnreadable { ca, id } => format!(
            "{} an extension that cannot be read or stands there twice, {}: OpenSSL uses no such \
             certificate, whatever the verdict here says.",
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
            "{} two names for the algorithm of its signature, which differ. OpenSSL rejects such \
             signatures (error 7).",
            has(subject, ca.as_deref())
        ),
        AdvisoryKind::KeyRefused { ca, trouble: KeyTrouble::CurveWrittenOut } => format!(
            "{} a key whose elliptic curve is written out instead of named. OpenSSL rejects such \
             keys (error 94).",
            has(subject, ca.as_deref())
        ),
        AdvisoryKind::KeyRefused { ca, trouble: KeyTrouble::NotRead } => format!(
            "{} a key that this program cannot read. OpenSSL rejects keys that it cannot read \
             (error 1).",
            has(subject, ca.as_deref())
        ),
        AdvisoryKind::InternetResources => format!(
            "{subject} claims Internet addresses or autonomous systems (RFC 3779). OpenSSL requires \
             every CA above it to hold them (error 46). This program does not check that."
        ),
        AdvisoryKind::WeakKeys { keys, .. } => {
            let listed = Vec::from_iter(keys.iter().map(|(name, key)| match key {
                WeakKey::Rsa { bits } => format!("{name} (RSA, {bits} bits)"),
                WeakKey::EllipticCurve { bits } => {
                    format!("{name} (elliptic curve, {bits} bits)")
                }
            }));
            format!(
                "{}: {}. OpenSSL rejects them at its security level 1 or 2 (errors 66 and 67). \
                 Which level Expressway sets is not documented.",
                counted(keys.len(), "certificate has a weak key", "certificates have weak keys"),
                shortened(&listed)
            )
        }
        AdvisoryKind::WeakSignatures { signatures, .. } => {
            let listed = signatures.iter().map(|(name, digest)| format!("{name} ({digest})"));
            format!(
                "{}: {}. OpenSSL rejects them at its security level 1 or 2 (error 68). Which level \
                 Expressway sets is not documented.",
                counted(
                    signatures.len(),
                    "certificate has a weak signature",
                    "certificates have weak signatures"
                ),
                shortened(&Vec::from_iter(listed))
            )
        }
        AdvisoryKind::NameConstraints { ca } => format!(
            "{subject} stands below the CA {ca}, which constrains names: OpenSSL refuses names \
             outside of them (error 47), and that is not checked here."
        ),
        AdvisoryKind::ExpiredCopyInList { verifier, ca } => format!(
            "{subject} comes with a valid certificate of the CA {ca}, but the trusted CA list of {} \
             has only one outside its validity. OpenSSL prefers the list's own and refuses it (error \
             10), whatever the verdict here says: replace it there.",
            party(deployment, verifier)
        ),
        AdvisoryKind::More { count: 1, .. } => format!(
            "There is one more like the {MOST_OF_A_KIND} before: the first that is left out is of \
             {subject}."
        ),
        AdvisoryKind::More { count, .. } => format!(
            "There are {} more like the {MOST_OF_A_KIND} before: the first that is left out is of \
             {subject}.",
            thousands(*count as u64)
        ),
        AdvisoryKind::IssuersOfOneName { verifier, ca: None } => format!(
            "Above {subject} there are more certificates than this program looks at. OpenSSL may \
             take one that does not lead to a root that {} trusts: take those out that do not \
             belong there.",
            party(deployment, verifier)
        ),
        AdvisoryKind::IssuersOfOneName { verifier, ca: Some(ca) } => format!(
            "For {subject} there are several certificates of a CA named {ca}, and not all of them \
             lead to a root that {} trusts. OpenSSL takes the first and tries no other: take those \
             out that do not belong there.",
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
        "{store} holds a certificate of {name}, its server store one of {server_name}, and they \
         share no name. Is each of them {machine}'s own?{elsewhere}"
    )
}

/// The certificate or the CA above it that has something.
fn has(subject: &str, ca: Option<&str>) -> String {
    match ca {
        Some(ca) => format!("{subject} stands below the CA {ca}, which has"),
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
