//! Names and phrases: what identifiers are called.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Verdict, joined};
use crate::connection::{CertificateId, ConnectionId, Party};
use crate::deployment::{Deployment, Role, Service, Slug, StoreId, StoreKind};
use crate::eku::{ExtendedKeyUsage, Purpose};
use crate::issuer::IssuerKind;
pub use crate::number::thousands;
use crate::rule::Outcome;
use crate::verdict::NotChecked;

/// A service as people call it.
#[must_use]
pub fn service_name(deployment: &Deployment, service: &Service) -> String {
    match service {
        Service::UcTraversalZone => "Unified Communications traversal zone".into(),
        Service::SshTunnels => "SSH tunnels (port 2222)".into(),
        Service::Mra => "Mobile and Remote Access".into(),
        Service::WebRtcProxy => "WebRTC proxy (CMS)".into(),
        Service::TraversalZone(slug) => zone_name(deployment, slug),
        Service::ClusterDatabase => "Cluster replication".into(),
        Service::FarEnd(slug) => far_end_name(deployment, slug),
    }
}

/// A service inside a sentence.
pub(super) fn service_in_sentence(deployment: &Deployment, service: &Service) -> String {
    match service {
        Service::UcTraversalZone => "the UC traversal zone".into(),
        Service::SshTunnels => "the SSH tunnels".into(),
        Service::Mra => "Mobile and Remote Access".into(),
        Service::WebRtcProxy => "the WebRTC proxy".into(),
        Service::TraversalZone(slug) => zone_name(deployment, slug),
        Service::ClusterDatabase => "cluster replication".into(),
        Service::FarEnd(slug) => far_end_name(deployment, slug),
    }
}

/// Whether a service is spoken of in the plural.
pub(super) fn is_plural(service: &Service) -> bool {
    *service == Service::SshTunnels
}

/// Whether these services are spoken of in the plural.
pub(super) fn are_plural<'s>(mut services: impl Iterator<Item = &'s Service>) -> bool {
    match (services.next(), services.next()) {
        (Some(only), None) => is_plural(only),
        (None | Some(_), _) => true,
    }
}

/// A connection as people call it.
pub(super) fn connection_name(deployment: &Deployment, id: &ConnectionId) -> String {
    match id {
        ConnectionId::UcTraversalZone => "UC traversal zone, SIP TLS, 7001 and up".into(),
        ConnectionId::SshTunnels => "SSH tunnels, 2222".into(),
        ConnectionId::SipServiceMessage => "Edge's certificate in the SIP SERVICE message".into(),
        ConnectionId::TraversalZone(slug) => {
            let port = deployment.traversal_zones.named(slug).and_then(|zone| zone.port);
            let port = port.map(|port| format!(", {port}")).unwrap_or_default();
            format!("Traversal zone {}, SIP TLS{port}", zone_name(deployment, slug))
        }
        ConnectionId::ClusterDatabase(None) => "Cluster replication between peers".into(),
        ConnectionId::ClusterDatabase(Some(node)) => {
            alloc::format!("Cluster replication between peers of {}", node.title())
        }
        ConnectionId::FarEndOut(slug) => {
            alloc::format!("Calls out to {}", far_end_name(deployment, slug))
        }
        ConnectionId::FarEndIn(slug) => {
            alloc::format!("Calls in from {}", far_end_name(deployment, slug))
        }
    }
}

/// A connection inside a sentence.
pub(super) fn connection_in_sentence(deployment: &Deployment, id: &ConnectionId) -> String {
    match id {
        ConnectionId::UcTraversalZone => "the UC traversal zone".into(),
        ConnectionId::SshTunnels => "the SSH tunnels".into(),
        ConnectionId::SipServiceMessage => "the SIP SERVICE message".into(),
        ConnectionId::TraversalZone(slug) => {
            format!("the traversal zone {}", zone_name(deployment, slug))
        }
        ConnectionId::ClusterDatabase(None) => "cluster replication".into(),
        ConnectionId::ClusterDatabase(Some(node)) => {
            alloc::format!("the cluster replication of {}", node.title())
        }
        ConnectionId::FarEndOut(slug) => {
            alloc::format!("the connection out to {}", far_end_name(deployment, slug))
        }
        ConnectionId::FarEndIn(slug) => {
            alloc::format!("the connection in from {}", far_end_name(deployment, slug))
        }
    }
}

/// A far end's own name.
pub(super) fn far_end_name(deployment: &Deployment, slug: &Slug) -> String {
    let far_end = deployment.far_ends.named(slug);
    far_end.map_or_else(|| slug.to_string(), |far_end| far_end.name.clone())
}

/// A traversal zone's own name.
pub(super) fn zone_name(deployment: &Deployment, slug: &Slug) -> String {
    let zone = deployment.traversal_zones.named(slug);
    zone.map_or_else(|| slug.to_string(), |zone| zone.name.clone())
}

/// A side of a connection inside a sentence.
pub(super) fn party(deployment: &Deployment, party: &Party) -> String {
    match party {
        Party::Node(node) => node.title().into(),
        Party::FarEnd(slug) => far_end_name(deployment, slug),
    }
}

/// A certificate inside a sentence: `Core's client certificate`.
pub(super) fn certificate(deployment: &Deployment, id: &CertificateId) -> String {
    match id {
        CertificateId::Store(store) => store_words(deployment, store),
        CertificateId::FarEnd(slug) => {
            alloc::format!("{}'s certificate", far_end_name(deployment, slug))
        }
    }
}

/// What a store holds, whatever machine it is of.
pub(super) fn kind_words(deployment: &Deployment, store: &StoreId) -> &'static str {
    match store.kind {
        StoreKind::Client => "client certificate",
        StoreKind::Server if deployment.node(store.node).release().has_client_store() => {
            "server certificate"
        }
        StoreKind::Server => "certificate",
    }
}

/// A store's certificate inside a sentence.
pub(super) fn store_words(deployment: &Deployment, store: &StoreId) -> String {
    let kind = kind_words(deployment, store);
    let node = store.node.title();
    match &store.peer {
        Some(peer) => alloc::format!("{node}'s {kind} on peer {peer}"),
        None => alloc::format!("{node}'s {kind}"),
    }
}

/// A machine: `Core`, `Core peer core2`.
pub(super) fn machine_words(store: &StoreId) -> String {
    let node = store.node.title();
    match &store.peer {
        Some(peer) => alloc::format!("{node} peer {peer}"),
        None => node.into(),
    }
}

/// A store inside a sentence: `Core's client store`, `Core's store` where it has one only.
pub(super) fn store_place(deployment: &Deployment, store: &StoreId) -> String {
    alloc::format!("{}'s {}", machine_words(store), store_kind(deployment, store))
}

/// A store as a heading: `Core, server store`.
pub(super) fn store_title(deployment: &Deployment, store: &StoreId) -> String {
    alloc::format!("{}, {}", machine_words(store), store_kind(deployment, store))
}

fn store_kind(deployment: &Deployment, store: &StoreId) -> &'static str {
    match store.kind {
        StoreKind::Client => "client store",
        StoreKind::Server if deployment.node(store.node).release().has_client_store() => {
            "server store"
        }
        StoreKind::Server => "store",
    }
}

/// Who stands at an end of a connection and what is presented there: `Core, which presents its
/// client certificate`.
pub(super) fn side(
    deployment: &Deployment,
    who: &Party,
    presents: &Option<CertificateId>,
) -> String {
    let name = party(deployment, who);
    let presented = match presents {
        Some(CertificateId::Store(store)) => {
            let kind = kind_words(deployment, store);
            match &store.peer {
                Some(peer) => alloc::format!("the {kind} of peer {peer}"),
                None => alloc::format!("its {kind}"),
            }
        }
        Some(CertificateId::FarEnd(_)) => "its certificate".into(),
        None => return name,
    };
    alloc::format!("{name}, which presents {presented}")
}

/// A verdict as people read it.
#[must_use]
pub const fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Works => "Works",
        Verdict::Undecided => "Unknown",
        Verdict::Fails => "Fails",
    }
}

/// What is found of something, as the end of a sentence.
pub(super) const fn outcome_words(outcome: Outcome, plural: bool) -> &'static str {
    match (outcome, plural) {
        (Outcome::Undecided, _) => "may fail",
        (Outcome::Fails, false) => "fails",
        (Outcome::Fails, true) => "fail",
    }
}

/// What was not checked, in words.
#[must_use]
pub const fn not_checked_words(check: NotChecked) -> &'static str {
    match check {
        NotChecked::ClientPurposes => "client authentication of unverified certificates",
        NotChecked::Purposes => "server authentication of unverified certificates",
        NotChecked::ChainPurposes => "EKUs in the CA chain",
        NotChecked::Validity => "validity of unverified certificates",
        NotChecked::Trust => "trust",
        NotChecked::Names => "names",
        NotChecked::FarEnds => "far ends",
        NotChecked::UnifiedCm => "Unified CM",
    }
}

/// The same of several, with commas.
#[must_use]
pub fn not_checked_list(checks: &[NotChecked]) -> String {
    Vec::from_iter(checks.iter().map(|check| not_checked_words(*check))).join(", ")
}

/// Extended key usage in words: `server and client authentication`.
#[must_use]
pub fn eku_words(eku: &ExtendedKeyUsage) -> String {
    match eku {
        ExtendedKeyUsage::Absent => "no EKU extension".into(),
        ExtendedKeyUsage::Empty { .. } => "an empty EKU extension".into(),
        ExtendedKeyUsage::Unreadable { .. } => "an unreadable EKU extension".into(),
        ExtendedKeyUsage::Present { purposes, .. } => {
            let [server, client] = [Purpose::ServerAuth, Purpose::ClientAuth]
                .map(|purpose| purposes.iter().any(|id| id.is(purpose)));
            let others = purposes
                .iter()
                .filter(|id| !id.is(Purpose::ServerAuth) && !id.is(Purpose::ClientAuth))
                .map(|id| id.name().map_or_else(|| id.to_string(), Into::into));
            let others = Vec::from_iter(others);
            match (server, client, others.is_empty()) {
                (true, true, true) => "server and client authentication".into(),
                (true, false, true) => "server authentication only".into(),
                (false, true, true) => "client authentication only".into(),
                (false, false, false) if others.len() == 1 => format!("{} only", joined(&others)),
                (server, client, _) => {
                    let server = server.then(|| "server authentication".into());
                    let client = client.then(|| "client authentication".into());
                    joined(&Vec::from_iter(server.into_iter().chain(client).chain(others)))
                }
            }
        }
    }
}

/// Which kind of CA issued a certificate.
#[must_use]
pub const fn issuer_kind_words(kind: IssuerKind) -> &'static str {
    match kind {
        IssuerKind::Public => "public CA",
        IssuerKind::Private => "private CA",
        IssuerKind::SelfSigned => "self-signed",
        IssuerKind::Unknown => "unknown",
    }
}

/// A purpose in words.
pub(super) const fn purpose_words(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::ServerAuth => "server authentication",
        Purpose::ClientAuth => "client authentication",
    }
}

/// What a role's key serves as.
pub(super) fn role_words(role: Role) -> &'static str {
    match role {
        Role::Initiator => "a TLS client",
        Role::Responder => "a TLS server",
    }
}

/// `1 file`, `1,000 files`.
#[must_use]
pub fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{} {}", thousands(count as u64), if count == 1 { one } else { several })
}
