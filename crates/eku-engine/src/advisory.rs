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
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::certificate::Certificate;
use crate::chain::Links;
use crate::connection::CertificateId;
use crate::deployment::{Deployment, NodeName, Slug, StoreId, StoreKind};
use crate::eku::{Holds, Purpose};
use crate::issuer::{Issuer, IssuerKind};
use crate::policy::{LETS_ENCRYPT, TROUBLE_FROM};
use crate::rule::Evidence;
use crate::signature::key;
use crate::time::Timestamp;
use crate::verdict::Judgement;

pub use kind::{ADVISORY_IDS, AdvisoryKind};

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
        let place = AdvisedPlace::TrustedCas(name);
        found.extend(
            trusted.filter_map(|ca| of_ca(ca)).map(|kind| Advisory { place: place.clone(), kind }),
        );
    }
    found
}

/// What a leaf shows by itself.
fn of_leaf(leaf: &Certificate) -> Vec<AdvisoryKind> {
    let wildcard = leaf.dns_names.iter().find(|name| name.starts_with("*."));
    let mut kinds =
        Vec::from_iter(wildcard.map(|name| AdvisoryKind::WildcardName { name: name.clone() }));
    let common_name = leaf.subject.common_name();
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
    } else if id.node == NodeName::Edge
        && matches!(issuer.kind, IssuerKind::Private | IssuerKind::SelfSigned)
    {
        kinds.push(AdvisoryKind::PrivateEdgeServer);
    }
    let automatic = issuer.kind == IssuerKind::Public
        && issuer.authority.is_some_and(|authority| authority.name == LETS_ENCRYPT)
        && leaf.eku.holds(Purpose::ClientAuth) == Holds::Yes;
    kinds.extend(automatic.then_some(AdvisoryKind::AutomaticRenewal));
    kinds
}

fn of_ca(ca: &Certificate) -> Option<AdvisoryKind> {
    let subject = alloc::format!("{}", ca.subject);
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
