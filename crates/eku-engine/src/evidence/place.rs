//! Which connection of a deployment an observation speaks of.

use alloc::string::String;

use super::{Observation, Seen, ZoneKind};
use crate::connection::ConnectionId;
use crate::deployment::{Deployment, FarEnd, Node, NodeName, Role, VerifyName};

/// The connection that an observation speaks of; `None` where it is no connection of the deployment,
/// or could be several.
///
/// Between the nodes it is found by port (7001 and up for the traversal zone, 2222 for the tunnels),
/// which Core opens and Edge answers; between the peers of a node by the name of the other peer, or
/// by the ports of cluster replication; with a far end by its name or address alone, because any
/// stranger comes in on its ports.
pub(super) fn connection(deployment: &Deployment, seen: &Observation) -> Option<ConnectionId> {
    match &seen.seen {
        Seen::Tunnel { .. } => Some(ConnectionId::SshTunnels),
        Seen::Zone { kind: ZoneKind::UnifiedCommunications, .. } => {
            Some(ConnectionId::UcTraversalZone)
        }
        Seen::Zone { name, .. } => {
            let far_end = far_ends(deployment, seen.node)
                .find(|far_end| far_end.name.eq_ignore_ascii_case(name))?;
            with(far_end, Role::Initiator).or_else(|| with(far_end, Role::Responder))
        }
        Seen::Alarm { id, .. } => match *id {
            TUNNEL_FAILURE | TUNNEL_NOTIFICATION_FAILURE => Some(ConnectionId::SshTunnels),
            _ => None,
        },
        Seen::TlsFailure { role, .. } | Seen::Handshake { role, .. } => {
            tls_connection(deployment, seen, *role)
        }
    }
}

fn tls_connection(deployment: &Deployment, seen: &Observation, role: Role) -> Option<ConnectionId> {
    if let Some(far_end) = far_ends(deployment, seen.node).find(|far_end| is(far_end, seen)) {
        return with(far_end, role);
    }
    let between_nodes = matches!(
        (seen.node, role),
        (NodeName::Core, Role::Initiator) | (NodeName::Edge, Role::Responder)
    );
    let port = seen.port?;
    if between_nodes && port == TUNNELS {
        return Some(ConnectionId::SshTunnels);
    }
    if between_nodes && (FIRST_ZONE..AFTER_ZONES).contains(&port) {
        return Some(ConnectionId::UcTraversalZone);
    }
    let node = deployment.node(seen.node);
    let both = deployment.node(seen.node.other()).cluster.is_some();
    let replicates = node.cluster.is_some() && (CLUSTER.contains(&port) || is_peer(node, seen));
    replicates.then_some(ConnectionId::ClusterDatabase(both.then_some(seen.node)))
}

fn far_ends(deployment: &Deployment, node: NodeName) -> impl Iterator<Item = &FarEnd> {
    deployment.far_ends.iter().filter(move |far_end| far_end.node == node)
}

/// The far end's connection in which our node has this role, where it has one.
fn with(far_end: &FarEnd, role: Role) -> Option<ConnectionId> {
    use crate::deployment::Initiates::{Both, Expressway, FarEnd};
    let slug = far_end.slug.clone();
    match (role, far_end.initiates) {
        (Role::Initiator, Expressway | Both) => Some(ConnectionId::FarEndOut(slug)),
        (Role::Responder, FarEnd | Both) => Some(ConnectionId::FarEndIn(slug)),
        _ => None,
    }
}

/// Whether the other side is this far end, by its name or one that our node looks for.
fn is(far_end: &FarEnd, seen: &Observation) -> bool {
    names(seen).any(|name| {
        far_end.name.eq_ignore_ascii_case(name)
            || VerifyName::new(name)
                .is_some_and(|name| far_end.verify_names.iter().any(|known| same(known, &name)))
    })
}

fn is_peer(node: &Node, seen: &Observation) -> bool {
    names(seen).filter_map(|name| VerifyName::new(name)).any(|name| {
        node.peers().iter().filter_map(|peer| peer.host_name.as_ref()).any(|host| same(host, &name))
    })
}

fn names(seen: &Observation) -> impl Iterator<Item = &String> {
    seen.remote.iter().chain(&seen.remote_name)
}

fn same(one: &VerifyName, other: &VerifyName) -> bool {
    match (one, other) {
        (VerifyName::Dns(one), VerifyName::Dns(other)) => one.eq_ignore_ascii_case(other),
        (one, other) => one == other,
    }
}

/// Unified Communications SSH tunnel failure (Expressway administrator guide, alarms).
const TUNNEL_FAILURE: u32 = 35013;

/// Unified Communications SSH tunnel notification failure.
const TUNNEL_NOTIFICATION_FAILURE: u32 = 35014;

/// The SSH tunnels, on Edge.
const TUNNELS: u16 = 2222;

/// The first traversal zone, on Edge; each further zone has the next port.
const FIRST_ZONE: u16 = 7001;

/// Where other services begin: XMPP from Core to Edge is 7400.
const AFTER_ZONES: u16 = 7400;

/// Cluster database replication over TLS. Inferred: no document at hand names the ports.
const CLUSTER: [u16; 2] = [4371, 4372];
