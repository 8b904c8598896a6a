//! Advisories: what is worth knowing about the certificates and turns no verdict.
//!
//! Entry point: [`advisories`]. They come from Cisco's guides, where a certificate that passes every
//! rule still makes trouble, and from what was measured of OpenSSL and no rule looks at (`openssl`):
//! there a connection may fail of which the verdict says that it works. `names` looks at what can
//! deceive a reader, `machines` at whose certificates stand where. Sentences are the report's. Not
//! modelled: domain certificates that are chosen by server name (multitenant).

mod kind;
pub(crate) mod machines;
mod names;
mod openssl;

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use crate::certificate::Certificate;
use crate::chain::Links;
use crate::connection::CertificateId;
use crate::deployment::{Deployment, NodeName, Slug, StoreId, StoreKind, VerifyName};
use crate::eku::{Holds, Purpose};
use crate::issuer::{ChromeStore, Issuer, IssuerKind};
use crate::policy::chrome_roots::ChromeRoot;
use crate::policy::{LETS_ENCRYPT, TROUBLE_FROM};
use crate::rule::Evidence;
use crate::signature::key;
use crate::time::Timestamp;
use crate::verdict::Judgement;

pub use kind::{ADVISORY_IDS, AdvisoryKind, ChromeDistrust};

/// Something worth knowing about a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advisory {
    /// Where the certificate stands.
    pub place: AdvisedPlace,
    /// What it is.
    pub kind: AdvisoryKind,
}

impl Advisory {
    /// Whether it says that this certificate is a copy of the server certificate.
    pub(crate) fn is_copy(&self, certificate: &CertificateId) -> bool {
        let CertificateId::Store(store) = certificate else { return false };
        self.kind == AdvisoryKind::ClientStoreIsCopy
            && self.place == AdvisedPlace::Store(store.clone())
    }

    /// Every place that it is about.
    pub(crate) fn places(&self) -> &[AdvisedPlace] {
        match &self.kind {
            AdvisoryKind::WeakKeys { places, .. } | AdvisoryKind::WeakSignatures { places, .. } => {
                places
            }
            _ => core::slice::from_ref(&self.place),
        }
    }
}

/// Those that are worth knowing with this judgement, of each kind at most [`MOST_OF_A_KIND`]: the others
/// are counted. That a client store holds a copy without client authentication is worth knowing where
/// a connection asks for its purposes.
#[must_use]
pub fn worth_knowing(mut advisories: Vec<Advisory>, judgement: &Judgement) -> Vec<Advisory> {
    let findings = judgement.connections.iter().flat_map(|one| &one.findings);
    let asked = findings.filter(|one| matches!(one.evidence, Evidence::Purposes { .. }));
    let asked = BTreeSet::from_iter(asked.filter_map(|one| match &one.certificate {
        Some(CertificateId::Store(store)) => Some(store),
        _ => None,
    }));
    advisories.retain(|advisory| match (&advisory.place, &advisory.kind) {
        (AdvisedPlace::Store(store), AdvisoryKind::ClientStoreIsCopy) => asked.contains(store),
        _ => true,
    });
    // So many of a kind, and the first that is left out.
    let mut kinds: BTreeMap<&'static str, (usize, Option<Advisory>)> = BTreeMap::new();
    let mut told = Vec::new();
    for advisory in advisories {
        let (count, left_out) = kinds.entry(advisory.kind.id()).or_default();
        *count += 1;
        if *count <= MOST_OF_A_KIND {
            told.push(advisory);
        } else {
            left_out.get_or_insert(advisory);
        }
    }
    told.extend(kinds.into_values().filter_map(|(count, left_out)| {
        let Advisory { place, kind } = left_out?;
        let kind = AdvisoryKind::More { like: Box::new(kind), count: count - MOST_OF_A_KIND };
        Some(Advisory { place, kind })
    }));
    told
}

/// So many advisories of a kind are told.
pub const MOST_OF_A_KIND: usize = 100;

/// Where a certificate stands that is advised about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdvisedPlace {
    /// A store: its leaf or its chain.
    Store(StoreId),
    /// The trusted CA list of a node.
    TrustedCas(NodeName),
    /// A far end's own certificate: its leaf or its chain.
    FarEnd(Slug),
    /// In several of these places.
    Deployment,
}

impl fmt::Display for AdvisedPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(store) => fmt::Display::fmt(store, formatter),
            Self::TrustedCas(node) => fmt::Display::fmt(node, formatter),
            Self::FarEnd(slug) => write!(formatter, "far-end:{slug}"),
            Self::Deployment => formatter.write_str("deployment"),
        }
    }
}

/// Everything worth knowing at an instant: what OpenSSL may refuse first, then what
/// stands in the wrong place or deceives, then by store and by
/// trusted CA list.
#[must_use]
pub fn advisories(deployment: &Deployment, links: &Links, at: Timestamp) -> Vec<Advisory> {
    let mut found = openssl::advisories(deployment, links, at);
    found.extend(machines::advisories(deployment));
    found.extend(names::advisories(deployment));
    found.extend(addresses(deployment));
    for name in NodeName::ALL {
        let node = deployment.node(name);
        for (id, store) in node.stores() {
            let Some(presented) = store.presented() else {
                continue;
            };
            let mut kinds = of_leaf(&presented.leaf);
            kinds.extend(of_store(deployment, &id, &presented.leaf, links));
            kinds.extend(presented.chain.iter().filter_map(|ca| of_ca(ca)));
            let place = AdvisedPlace::Store(id);
            found.extend(kinds.into_iter().map(|kind| Advisory { place: place.clone(), kind }));
        }
        let trusted = node.trusted_cas.iter().flat_map(|list| &list.certificates);
        let of_one_name = of_one_common_name(trusted.clone().map(Arc::as_ref));
        let place = AdvisedPlace::TrustedCas(name);
        found.extend(
            trusted
                .filter_map(|ca| of_ca(ca))
                .chain(of_one_name)
                .map(|kind| Advisory { place: place.clone(), kind }),
        );
    }
    found
}

/// What is looked for, where it is an address.
fn addresses(deployment: &Deployment) -> Vec<Advisory> {
    let nodes = NodeName::ALL.into_iter();
    let nodes = nodes.map(|name| (AdvisedPlace::Deployment, &deployment.node(name).verify_names));
    let far_ends = deployment.far_ends.iter();
    let far_ends = far_ends.map(|one| (AdvisedPlace::FarEnd(one.slug.clone()), &one.verify_names));
    let zones = deployment.traversal_zones.iter().flat_map(|zone| [&zone.core, &zone.edge]);
    let zones = zones.map(|end| (AdvisedPlace::Deployment, &end.verify_names));
    let advisories = nodes.chain(zones).chain(far_ends).filter_map(|(place, names)| {
        let address = names.iter().find(|name| matches!(name, VerifyName::Address(_)))?;
        let kind = AdvisoryKind::PeerAddressIsIp { address: address.to_string() };
        Some(Advisory { place, kind })
    });
    advisories.collect()
}

/// The common name that most CA certificates of a list have, where that are several.
fn of_one_common_name<'c>(list: impl Iterator<Item = &'c Certificate>) -> Option<AdvisoryKind> {
    let mut names: BTreeMap<String, BTreeSet<&[u8]>> = BTreeMap::new();
    for ca in list {
        if let Some(name) = ca.subject.common_name() {
            names.entry(name).or_default().insert(ca.der());
        }
    }
    let (name, alike) = names.into_iter().max_by_key(|(_, alike)| alike.len())?;
    let count = alike.len();
    (count > 1).then_some(AdvisoryKind::CasOfOneCommonName { name, count })
}

/// What a leaf shows by itself.
fn of_leaf(leaf: &Certificate) -> Vec<AdvisoryKind> {
    let wildcard = leaf.dns_names.iter().find(|name| name.starts_with("*."));
    let mut kinds =
        Vec::from_iter(wildcard.map(|name| AdvisoryKind::WildcardName { name: name.clone() }));
    let common_name = leaf.subject.common_name();
    // What a plan imagines has no subject.
    let unnamed = common_name.is_none() && !leaf.der().is_empty();
    kinds.extend(unnamed.then_some(AdvisoryKind::NoCommonName));
    let in_san = |name: &String| {
        leaf.dns_names.iter().any(|other| other.eq_ignore_ascii_case(name))
            || leaf.ip_addresses.iter().any(|address| alloc::format!("{address}") == *name)
    };
    if leaf.dns_names.is_empty() && leaf.ip_addresses.is_empty() {
        kinds.push(AdvisoryKind::NameNotInSan { common_name: None });
    } else if let Some(name) = common_name.filter(|name| name.contains('.') && !in_san(name)) {
        kinds.push(AdvisoryKind::NameNotInSan { common_name: Some(name) });
    }
    for (name, of_issuer) in [(&leaf.subject, false), (&leaf.issuer, true)] {
        let unknown = name.attribute_kinds().into_iter().find(|kind| !is_known_attribute(kind));
        kinds.extend(unknown.map(|kind| AdvisoryKind::UnknownNameAttribute { kind, of_issuer }));
    }
    let bits = key::rsa_bits(leaf.public_key()).filter(|bits| *bits >= 8192);
    kinds.extend(bits.map(|bits| AdvisoryKind::LargeKey { bits }));
    kinds.extend((leaf.not_after >= TROUBLE_FROM).then_some(AdvisoryKind::ExpiresLate));
    kinds
}

/// What it means where it stands.
fn of_store(
    deployment: &Deployment,
    id: &StoreId,
    leaf: &Certificate,
    links: &Links,
) -> Vec<AdvisoryKind> {
    let mut kinds = Vec::new();
    let server = StoreId { kind: StoreKind::Server, ..id.clone() };
    let issuer = Issuer::of(leaf, links);
    if id.kind == StoreKind::Client {
        let server = deployment.store(&server).presented();
        let names = server.iter().flat_map(|server| &server.leaf.dns_names);
        let own = BTreeSet::from_iter(&leaf.dns_names);
        let names = Vec::from_iter(names.filter(|name| !own.contains(name)).cloned());
        if id.node == NodeName::Core && !names.is_empty() {
            kinds.push(AdvisoryKind::ClientLacksNames { names });
        }
        let client_only = leaf.eku.holds(Purpose::ClientAuth) == Holds::Yes
            && leaf.eku.holds(Purpose::ServerAuth) == Holds::No;
        kinds.extend(client_only.then_some(AdvisoryKind::ClientOnly));
        let refused = id.node == NodeName::Edge && leaf.eku.holds(Purpose::ClientAuth) == Holds::No;
        kinds.extend(refused.then_some(AdvisoryKind::EdgeClientServerOnly));
    } else if id.node == NodeName::Edge {
        kinds.extend(match issuer.kind {
            IssuerKind::Private | IssuerKind::SelfSigned => Some(AdvisoryKind::PrivateEdgeServer),
            IssuerKind::Public => {
                chrome_distrust(leaf, issuer.chrome).map(AdvisoryKind::ChromeDistrusts)
            }
            IssuerKind::Unknown => None,
        });
    }
    let automatic = issuer.kind == IssuerKind::Public
        && issuer.authority.is_some_and(|authority| authority.name == LETS_ENCRYPT)
        && leaf.eku.holds(Purpose::ClientAuth) == Holds::Yes;
    kinds.extend(automatic.then_some(AdvisoryKind::AutomaticRenewal));
    kinds
}

/// What Chrome does not trust of the root above a certificate, where it concerns the certificate or its
/// renewal.
fn chrome_distrust(leaf: &Certificate, chrome: ChromeStore) -> Option<ChromeDistrust> {
    match chrome {
        ChromeStore::HasNot => Some(ChromeDistrust::Root),
        ChromeStore::Has(ChromeRoot { distrusted_from: Some(from) }) => {
            if leaf.not_before >= from {
                Some(ChromeDistrust::IssuedFrom(from))
            } else {
                (leaf.not_after >= from).then_some(ChromeDistrust::RenewedFrom(from))
            }
        }
        ChromeStore::Has(ChromeRoot { distrusted_from: None }) | ChromeStore::NotKnown => None,
    }
}

fn of_ca(ca: &Certificate) -> Option<AdvisoryKind> {
    let subject = ca.subject.in_sentence();
    ca.basic_constraints.is_none().then_some(AdvisoryKind::CaWithoutBasicConstraints { subject })
}

/// Whether the SSH tunnels take an attribute of this kind: what RFC 5280 and X.520 name, and the
/// jurisdiction attributes of extended validation.
fn is_known_attribute(kind: &str) -> bool {
    kind.starts_with("2.5.4.") || KNOWN_ATTRIBUTES.contains(&kind)
}

/// Outside of X.520: user id, domain component, e-mail address, unstructured name, and the three of
/// extended validation.
const KNOWN_ATTRIBUTES: &[&str] = &[
    "0.9.2342.19200300.100.1.1",
    "0.9.2342.19200300.100.1.25",
    "1.2.840.113549.1.9.1",
    "1.2.840.113549.1.9.2",
    "1.3.6.1.4.1.311.60.2.1.1",
    "1.3.6.1.4.1.311.60.2.1.2",
    "1.3.6.1.4.1.311.60.2.1.3",
];

#[cfg(test)]
mod tests;
