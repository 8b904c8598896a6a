//! Which connection of a deployment an observation speaks of.

use alloc::string::String;

use super::known::Known;
use super::{Observation, Seen, ZoneKind};
use crate::connection::ConnectionId;
use crate::deployment::{FarEnd, NodeName, Role};

/// The connection that an observation speaks of; `None` where it is no connection of the deployment,
/// or could be several.
///
/// Between the nodes it is found by port (7001 and up for the traversal zone, 2222 for the tunnels),
/// which Core opens and Edge answers; between the peers of a node by the name of the other peer, or
/// by the ports of cluster replication; with a far end by its name or address alone, because any
/// stranger comes in on its ports.
pub(super) fn connection(known: &Known<'_>, seen: &Observation) -> Option<ConnectionId> {
    match &seen.seen {
        Seen::Tunnel { .. } => Some(ConnectionId::SshTunnels),
        Seen::Zone { kind: ZoneKind::UnifiedCommunications, .. } => {
            Some(ConnectionId::UcTraversalZone)
        }
        Seen::Zone { name, .. } => {
            let far_end = known.named(seen.node, name)?;
            with(far_end, Role::Initiator).or_else(|| with(far_end, Role::Responder))
        }
        Seen::Alarm { id, .. } => match *id {
            TUNNEL_FAILURE | TUNNEL_NOTIFICATION_FAILURE => Some(ConnectionId::SshTunnels),
            _ => None,
        },
        Seen::TlsFailure { role, .. } | Seen::Handshake { role, .. } => {
            tls_connection(known, seen, *role)
        }
    }
}

fn tls_connection(known: &Known<'_>, seen: &Observation, role: Role) -> Option<ConnectionId> {
    if let Some(far_end) = known.met(seen.node, names(seen)) {
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
    let node = known.deployment.node(seen.node);
    let both = known.deployment.node(seen.node.other()).cluster().is_some();
    let replicates = node.cluster().is_some()
        && (CLUSTER.contains(&port) || known.is_peer(seen.node, names(seen)));
    replicates.then_some(ConnectionId::ClusterDatabase(both.then_some(seen.node)))
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

/// What the other side is called.
fn names(seen: &Observation) -> impl Iterator<Item = &String> {
    seen.remote.iter().chain(&seen.remote_name)
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
