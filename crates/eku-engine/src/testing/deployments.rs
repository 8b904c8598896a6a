//! Deployments and what came of them, in words.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{at, leaf, store};
use crate::certificate::Certificate;
use crate::chain::Links;
use crate::deployment::{
    Deployment, EkuCheck, FarEnd, Initiates, Node, NodeName, Peer, Presented, Release, Store,
    Stores, TraversalZone, TrustedCas, VerifyName,
};
use crate::rule::Finding;
use crate::verdict::{ConnectionVerdict, Judgement, NotChecked, Verdict, judge};

/// A store with a leaf of these purposes, as [`leaf`] names them; `none` leaves it empty.
pub(crate) fn holds(purposes: &str) -> Store {
    if purposes == "none" { Store::Empty } else { store(leaf(purposes)) }
}

/// Two X15.5 nodes: Core's client and server store, then Edge's.
pub(crate) fn x15_5(core: [&str; 2], edge: [&str; 2]) -> Deployment {
    nodes("X15.5", &[core], "X15.5", &[edge])
}

/// Two nodes of an older release, with one store each.
pub(crate) fn older(release: &str, core: &str, edge: &str) -> Deployment {
    nodes(release, &[[core; 2]], release, &[[edge; 2]])
}

/// Two nodes of any release: for each peer the client and the server store, of which releases with
/// one store have the server's. Several peers are called `one`, `two` and so on.
pub(crate) fn nodes(
    core_release: &str,
    core: &[[&str; 2]],
    edge_release: &str,
    edge: &[[&str; 2]],
) -> Deployment {
    let node = |name, release, peers: &[[&str; 2]]| {
        let release = Release::parse(release).unwrap();
        let several = peers.len() > 1;
        let peers = peers.iter().zip(["one", "two", "three"]).map(|([client, server], name)| {
            let stores = if release.has_client_store() {
                Stores::Two { server: holds(server), client: holds(client) }
            } else {
                Stores::One(holds(server))
            };
            if several { Peer::named(name, stores) } else { Peer::only(stores) }
        });
        Node::new(name, release, peers.collect()).unwrap()
    };
    let core = node(NodeName::Core, core_release, core);
    Deployment::new(core, node(NodeName::Edge, edge_release, edge)).unwrap()
}

/// The same with the EKU check of a node Off.
pub(crate) fn check_off(mut deployment: Deployment, node: NodeName) -> Deployment {
    deployment.node_mut(node).set_eku_check(EkuCheck::Off).unwrap();
    deployment
}

/// The same with a far end, described further by `describe`.
pub(crate) fn with_far_end(
    mut deployment: Deployment,
    node: NodeName,
    initiates: Initiates,
    describe: impl FnOnce(&mut FarEnd),
) -> Deployment {
    let name = format!("Far {}", deployment.far_ends.len() + 1);
    let mut far_end = FarEnd::new(name, node, initiates).unwrap();
    describe(&mut far_end);
    deployment.far_ends.push(far_end);
    deployment
}

/// The same with a traversal zone called `Zone 1` and so on, described further by `describe`.
pub(crate) fn with_zone(
    mut deployment: Deployment,
    describe: impl FnOnce(&mut TraversalZone),
) -> Deployment {
    let name = format!("Zone {}", deployment.traversal_zones.len() + 1);
    let mut zone = TraversalZone::new(name).unwrap();
    describe(&mut zone);
    deployment.traversal_zones.push(zone);
    deployment
}

/// A leaf and the rest of its file.
pub(crate) fn file(leaf: &Arc<Certificate>, chain: &[&Arc<Certificate>]) -> Presented {
    let chain = chain.iter().map(|certificate| Arc::clone(certificate)).collect();
    Presented { leaf: Arc::clone(leaf), chain, incomplete: false }
}

/// A trusted CA list.
pub(crate) fn list(certificates: &[&Arc<Certificate>]) -> TrustedCas {
    TrustedCas::new(certificates.iter().map(|ca| Arc::clone(ca)).collect(), false)
}

pub(crate) fn verify_names(names: &[&str]) -> Vec<VerifyName> {
    names.iter().filter_map(|name| VerifyName::new(name)).collect()
}

/// Judged on 2026-11-23.
pub(crate) fn judged(deployment: &Deployment) -> Judgement {
    judge(deployment, &Links::of(deployment), at("2026-11-23"))
}

/// Each service and its verdict: `mra fails`.
pub(crate) fn services(judgement: &Judgement) -> Vec<String> {
    let services = judgement.services.iter();
    services.map(|service| format!("{} {}", service.service, service.verdict)).collect()
}

/// Each connection and its verdict.
pub(crate) fn connections(judgement: &Judgement) -> Vec<String> {
    let connections = judgement.connections.iter();
    connections.map(|connection| format!("{} {}", connection.id, connection.verdict)).collect()
}

/// One connection.
pub(crate) fn connection<'j>(judgement: &'j Judgement, id: &str) -> &'j ConnectionVerdict {
    judgement.connections.iter().find(|connection| connection.id.to_string() == id).unwrap()
}

/// Why a connection does not work: `client-auth-required of core.client fails, documented`.
pub(crate) fn reasons(judgement: &Judgement, id: &str) -> Vec<String> {
    connection(judgement, id).findings.iter().map(reason).collect()
}

fn reason(finding: &Finding) -> String {
    let outcome = Verdict::from(finding.outcome);
    let of = finding.certificate.as_ref().map(|id| format!(" of {id}")).unwrap_or_default();
    format!("{}{of} {outcome}, {}", finding.rule.id, finding.confidence)
}

/// The identifiers of what was not checked.
pub(crate) fn ids(not_checked: &[NotChecked]) -> Vec<&'static str> {
    not_checked.iter().map(|check| check.id()).collect()
}
