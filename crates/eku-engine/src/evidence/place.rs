//! Which connection of a deployment an observation speaks of.

use alloc::string::String;

use super::known::Known;
use super::{Observation, Seen, SeenCertificate, ZoneKind};
use crate::connection::ConnectionId;
use crate::deployment::{FarEnd, NodeName, Role};

/// The connection of which an observation speaks, and whether it was opened the way that is described.
pub(super) struct Joined {
    pub(super) id: ConnectionId,
    pub(super) as_described: bool,
}

/// The connection that an observation speaks of; `None` where it is no connection of the deployment,
/// could be several, or nothing tells where it was seen.
///
/// Between the nodes it is found by port (its own for a traversal zone that is described, else 7001 and up for
/// the one for Unified Communications, 2222 for the tunnels),
/// which Core opens and Edge answers; between the peers of a node by the name of the other peer, or
/// by the ports of cluster replication; with a far end by its name or address, because any
/// stranger comes in on its ports, by the port that a traversal zone has for itself, or because it is the
/// only one that Core reaches over HTTPS.
pub(super) fn connection(known: &Known<'_>, seen: &Observation) -> Option<Joined> {
    let described = |id| Joined { id, as_described: true };
    match &seen.seen {
        Seen::Tunnel { .. } => Some(described(ConnectionId::SshTunnels)),
        Seen::Zone { kind: ZoneKind::UnifiedCommunications, .. } => {
            Some(described(ConnectionId::UcTraversalZone))
        }
        Seen::Zone { name, .. } => {
            let far_end = seen.node.and_then(|node| known.named(node, name));
            if let Some(far_end) = far_end {
                return with(far_end, Role::Initiator)
                    .or_else(|| with(far_end, Role::Responder))
                    .map(described);
            }
            let zone = known.zone_named(name)?;
            Some(described(ConnectionId::TraversalZone(zone.slug.clone())))
        }
        Seen::Alarm { id, .. } => match *id {
            TUNNEL_FAILURE | TUNNEL_NOTIFICATION_FAILURE => {
                Some(described(ConnectionId::SshTunnels))
            }
            _ => None,
        },
        Seen::TlsFailure { role, .. } => {
            tls_connection(known, seen, Side { node: seen.node?, role: *role })
        }
        Seen::Handshake { role, .. } => {
            let side = side(known, seen, *role)?;
            tls_connection(known, seen, side)
        }
    }
}

/// Where a connection was seen.
#[derive(Clone, Copy)]
struct Side {
    node: NodeName,
    role: Role,
}

/// The side on which the node stood: as it was seen, else as the certificates of the two sides show, or
/// the port, where Core opens and Edge answers.
fn side(known: &Known<'_>, seen: &Observation, role: Option<Role>) -> Option<Side> {
    if let Some((node, role)) = seen.node.zip(role) {
        return Some(Side { node, role });
    }
    let may_be = |side: &Side| {
        seen.node.is_none_or(|node| node == side.node) && role.is_none_or(|role| role == side.role)
    };
    let presented = [Role::Initiator, Role::Responder].into_iter().filter_map(|role| {
        let node = known.node_of(&certificate(seen, role)?.sha256)?;
        Some(Side { node, role })
    });
    let of_other_side = || {
        let node = seen.node?;
        [Role::Initiator, Role::Responder].into_iter().find(|role| {
            let other = certificate(seen, other(*role));
            other.is_some_and(|other| known.met(node, other.names.iter()).is_some())
        })
    };
    presented.into_iter().find(may_be).or_else(|| {
        let node = seen.node?;
        let role = match seen.port? {
            port if is_between_nodes(known, node, port) => match node {
                NodeName::Core => Role::Initiator,
                NodeName::Edge => Role::Responder,
            },
            _ => of_other_side()?,
        };
        Some(Side { node, role })
    })
}

fn other(role: Role) -> Role {
    match role {
        Role::Initiator => Role::Responder,
        Role::Responder => Role::Initiator,
    }
}

/// What a side presented in a handshake.
fn certificate(seen: &Observation, role: Role) -> Option<&SeenCertificate> {
    match (&seen.seen, role) {
        (Seen::Handshake { initiator, .. }, Role::Initiator) => initiator.as_ref(),
        (Seen::Handshake { responder, .. }, Role::Responder) => responder.as_ref(),
        _ => None,
    }
}

/// Whether Edge answers on a port, and Core asks there.
fn is_between_nodes(known: &Known<'_>, node: NodeName, port: u16) -> bool {
    port == TUNNELS
        || (FIRST_ZONE..AFTER_ZONES).contains(&port)
        || known.zone_on(port).is_some()
        || known.traversal_end(node, port).is_some()
}

fn tls_connection(known: &Known<'_>, seen: &Observation, side: Side) -> Option<Joined> {
    let Side { node, role } = side;
    let described = |id| Some(Joined { id, as_described: true });
    let of_other = certificate(seen, other(role)).into_iter().flat_map(|one| &one.names);
    if let Some(far_end) = known.met(node, names(seen, role).chain(of_other)) {
        return match with(far_end, role) {
            Some(id) => described(id),
            None => with(far_end, other(role)).map(|id| Joined { id, as_described: false }),
        };
    }
    if let Some(far_end) = over_https(known, seen, side) {
        return with(far_end, role).and_then(described);
    }
    let between_nodes = matches!(
        (node, role),
        (NodeName::Core, Role::Initiator) | (NodeName::Edge, Role::Responder)
    );
    let port = seen.port?;
    if between_nodes && port == TUNNELS {
        return described(ConnectionId::SshTunnels);
    }
    if let Some(zone) = known.zone_on(port).filter(|_| between_nodes) {
        return described(ConnectionId::TraversalZone(zone.slug.clone()));
    }
    if let Some(far_end) = known.traversal_end(node, port).filter(|_| between_nodes) {
        return with(far_end, role).and_then(described);
    }
    if between_nodes && (FIRST_ZONE..AFTER_ZONES).contains(&port) {
        return described(ConnectionId::UcTraversalZone);
    }
    let both = known.deployment.node(node.other()).cluster().is_some();
    let replicates = known.deployment.node(node).cluster().is_some()
        && (CLUSTER.contains(&port) || known.is_peer(node, names(seen, role)));
    described(ConnectionId::ClusterDatabase(both.then_some(node))).filter(|_| replicates)
}

/// The only far end that Core reaches over HTTPS, where nothing says that another was meant: the traffic
/// server gives no port, and may name Core itself.
fn over_https<'d>(known: &Known<'d>, seen: &Observation, side: Side) -> Option<&'d FarEnd> {
    let reached = matches!(side, Side { node: NodeName::Core, role: Role::Initiator })
        && seen.port.is_none_or(|port| UNIFIED_CM.contains(&port));
    let far_end = known.only_over_https.filter(|_| reached)?;
    let may_be_it =
        far_end.verify_names.is_empty() || known.is_peer(NodeName::Core, seen.remote_name.iter());
    may_be_it.then_some(far_end)
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

/// What the other side is called. Where a capture does not show which side this is, what it calls the
/// other one is the responder.
fn names(seen: &Observation, role: Role) -> impl Iterator<Item = &String> {
    let opened_by = match &seen.seen {
        Seen::Handshake { opened_by, .. } => opened_by.as_ref(),
        _ => None,
    };
    let (one, other) = match opened_by.filter(|_| role == Role::Responder) {
        Some(initiator) => (Some(initiator), None),
        None => (seen.remote.as_ref(), seen.remote_name.as_ref()),
    };
    one.into_iter().chain(other)
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

/// Where Core reaches Unified CM: HTTPS, and the files of phones.
const UNIFIED_CM: [u16; 2] = [8443, 6972];

/// Cluster database replication over TLS. Inferred: no document at hand names the ports.
const CLUSTER: [u16; 2] = [4371, 4372];
