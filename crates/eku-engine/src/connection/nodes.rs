//! The connections between the nodes, and between the peers of one node.

use alloc::vec::Vec;

use super::{
    Asked, CertificateId, Connection, ConnectionId, Demand, Party, Presentation, PurposeDemand,
    Severity,
};
use crate::citation::Confidence::{self, Documented, Inferred};
use crate::citation::{
    Citation, P_CLUSTER, P_SIP_SERVICE, P_ZONE, P_ZONE_SERVER, S_CHECK_MODE, S_SUCCESS, S_TUNNELS,
    S_ZONE_CHECK_ON,
};
use crate::deployment::{
    ClusterTlsVerify, Deployment, EkuCheck, Node, NodeName, Role, StoreId, StoreKind, TlsVerify,
    TraversalZone, VerifyName, ZoneEnd,
};
use crate::time::Timestamp;

/// The connections of the two nodes with each other, and of a cluster.
pub(super) fn connections(deployment: &Deployment, at: Timestamp) -> Vec<Connection<'_>> {
    let Deployment { core, edge, .. } = deployment;
    let mut connections =
        Vec::from([unified_communications(core, edge, at), tunnels(core, edge, at)]);
    if core.release().capabilities().checks_service_message {
        connections.push(service_message(core, edge, at));
    }
    let zones = deployment.traversal_zones.iter();
    connections.extend(zones.map(|zone| plain_zone(zone, core, edge, at)));
    let both = deployment.clusters().count() == NodeName::ALL.len();
    connections.extend(deployment.clusters().map(|(node, tls_verify)| {
        let id = ConnectionId::ClusterDatabase(both.then_some(node.name()));
        replication(id, node, tls_verify, at)
    }));
    connections
}

/// The traversal zone for Unified Communications. It always verifies.
fn unified_communications<'d>(core: &'d Node, edge: &'d Node, at: Timestamp) -> Connection<'d> {
    let end = |node: &'d Node| End { node, names: &node.verify_names, tls_verify: TlsVerify::On };
    let mut connection = traversal_zone(
        Zone {
            id: ConnectionId::UcTraversalZone,
            core: end(core),
            edge: end(edge),
            check_on: demand(Demand::ClientAuth, Documented, &S_ZONE_CHECK_ON),
            // Document 225482 both lists the zone among what needs client authentication and says
            // that Edge is content with less; the stricter reading is taken.
            no_check: demand(Demand::ClientAuth, Inferred, &P_ZONE),
            server: demand(Demand::ServerAuth, Documented, &P_ZONE_SERVER),
        },
        at,
    );
    connection.releases = Some((core.release(), edge.release()));
    connection
}

/// Another traversal zone. Document 225482 lists one with mutual TLS among what needs client authentication,
/// as FN74362 does; that Edge's certificate is verified as in the zone for Unified Communications is
/// inferred.
fn plain_zone<'d>(
    zone: &'d TraversalZone,
    core: &'d Node,
    edge: &'d Node,
    at: Timestamp,
) -> Connection<'d> {
    let end = |node: &'d Node| {
        let ZoneEnd { tls_verify, verify_names } = zone.end(node.name());
        End { node, names: verify_names, tls_verify: *tls_verify }
    };
    let client = demand(Demand::ClientAuth, Documented, &P_ZONE);
    traversal_zone(
        Zone {
            id: ConnectionId::TraversalZone(zone.slug.clone()),
            core: end(core),
            edge: end(edge),
            check_on: client,
            no_check: client,
            server: demand(Demand::ServerAuth, Inferred, &P_ZONE_SERVER),
        },
        at,
    )
}

/// A traversal zone, and what is asked on it.
struct Zone<'d> {
    id: ConnectionId,
    core: End<'d>,
    edge: End<'d>,
    /// What Edge asks while its EKU check is On.
    check_on: PurposeDemand,
    /// What Edge asks on a release without the check.
    no_check: PurposeDemand,
    /// What Core asks.
    server: PurposeDemand,
}

/// A node at its end of a traversal zone.
struct End<'d> {
    node: &'d Node,
    /// What it looks for in the other's certificate.
    names: &'d [VerifyName],
    tls_verify: TlsVerify,
}

/// Edge verifies Core's client role by its EKU check, Core verifies Edge's server role, and both
/// verify names, each under the TLS verify mode of its end.
fn traversal_zone<'d>(zone: Zone<'d>, at: Timestamp) -> Connection<'d> {
    let Zone { id, core, edge, check_on, no_check, server } = zone;
    let client = match edge.node.eku_check() {
        Some(EkuCheck::On) => check_on,
        Some(EkuCheck::Off) => demand(Demand::EkuCheckOff, Documented, &S_CHECK_MODE),
        None => no_check,
    };
    let mut connection = between_nodes(id, core.node, edge.node);
    connection.presentations = Vec::from_iter(
        presented(&connection.id, core.node, Role::Initiator, edge.node, client, at)
            .chain(presented(&connection.id, edge.node, Role::Responder, core.node, server, at))
            .map(|presentation| {
                let End { names, tls_verify, .. } = match presentation.role {
                    Role::Initiator => &edge,
                    Role::Responder => &core,
                };
                Presentation { names: asked_names(names), ..presentation }.under(*tls_verify)
            }),
    );
    connection
}

/// The tunnels validate client authentication whatever the EKU check says. That Edge's server role
/// needs server authentication is inferred; no source says that names are verified, so that is
/// listed as not checked.
fn tunnels<'d>(core: &'d Node, edge: &'d Node, at: Timestamp) -> Connection<'d> {
    let client = demand(Demand::ClientAuth, Documented, &S_TUNNELS);
    let server = demand(Demand::ServerAuth, Inferred, &S_SUCCESS);
    let mut connection = between_nodes(ConnectionId::SshTunnels, core, edge);
    connection.presentations = Vec::from_iter(
        presented(&connection.id, core, Role::Initiator, edge, client, at).chain(presented(
            &connection.id,
            edge,
            Role::Responder,
            core,
            server,
            at,
        )),
    );
    connection
}

/// Before X15.4, Core validates both purposes of the certificate that Edge sends inside the zone,
/// and nothing else of it.
fn service_message<'d>(core: &'d Node, edge: &'d Node, at: Timestamp) -> Connection<'d> {
    let both = demand(Demand::Both, Documented, &P_SIP_SERVICE);
    let mut connection = between_nodes(ConnectionId::SipServiceMessage, core, edge);
    connection.initiator_certificate = None;
    connection.presentations =
        Vec::from_iter(presented(&connection.id, edge, Role::Responder, core, both, at).map(
            |presentation| Presentation {
                validity: Asked::NotMade,
                names: Asked::NotMade,
                trust: Asked::NotMade,
                ..presentation
            },
        ));
    connection
}

/// Peers of one node verify each other where TLS verify is Enforcing.
fn replication(
    id: ConnectionId,
    node: &Node,
    tls_verify: ClusterTlsVerify,
    at: Timestamp,
) -> Connection<'_> {
    let mut connection = between_nodes(id, node, node);
    if tls_verify == ClusterTlsVerify::Permissive {
        return connection;
    }
    let asked = match node.release().capabilities().cluster_client_auth {
        true => Demand::ClientAuth,
        false => Demand::Readable,
    };
    let client = demand(asked, Documented, &P_CLUSTER);
    let server = demand(Demand::ServerAuth, Inferred, &P_CLUSTER);
    connection.presentations = Vec::from_iter(
        presented(&connection.id, node, Role::Initiator, node, client, at)
            .chain(presented(&connection.id, node, Role::Responder, node, server, at))
            .zip(node.peers().iter().chain(node.peers()))
            .map(|(presentation, peer)| {
                // A label such as "edge1" is not what peers call each other on the wire.
                let host = peer.host_name.as_slice();
                Presentation { names: asked_names(host), ..presentation }
            }),
    );
    connection
}

fn demand(kind: Demand, confidence: Confidence, citation: &'static Citation) -> PurposeDemand {
    PurposeDemand { kind, confidence, citation }
}

pub(super) fn asked_names(names: &[VerifyName]) -> Asked<&[VerifyName]> {
    if names.is_empty() { Asked::NotChecked } else { Asked::Checked(names) }
}

/// A connection of two nodes, without what is presented.
fn between_nodes<'d>(id: ConnectionId, initiator: &Node, responder: &Node) -> Connection<'d> {
    Connection {
        id,
        initiator: Party::Node(initiator.name()),
        responder: Party::Node(responder.name()),
        initiator_certificate: Some(role_certificate(initiator, Role::Initiator)),
        responder_certificate: Some(role_certificate(responder, Role::Responder)),
        presentations: Vec::new(),
        releases: None,
    }
}

/// The store from which a node's peers present in a role, without naming a peer unless the node
/// has only that one.
pub(super) fn role_certificate(node: &Node, role: Role) -> CertificateId {
    let kind = match role {
        Role::Initiator if node.release().has_client_store() => StoreKind::Client,
        _ => StoreKind::Server,
    };
    let peer = match node.peers() {
        [only] => only.name.clone(),
        _ => None,
    };
    CertificateId::Store(StoreId { node: node.name(), peer, kind })
}

/// What every peer of `holder` presents in a role to `verifier`: purposes and validity are
/// checked, trust where the verifier's list was given, names not yet.
fn presented<'d>(
    connection: &ConnectionId,
    holder: &'d Node,
    role: Role,
    verifier: &'d Node,
    purpose: PurposeDemand,
    at: Timestamp,
) -> impl Iterator<Item = Presentation<'d>> {
    let connection = connection.clone();
    let trust = verifier.trusted_cas.as_ref().map_or(Asked::NotChecked, Asked::Checked);
    let verifier = verifier.name();
    holder.presented(role).map(move |(store_id, store)| Presentation {
        connection: connection.clone(),
        certificate: CertificateId::Store(store_id),
        store,
        role,
        verifier: Party::Node(verifier),
        purpose: Asked::Checked(purpose),
        validity: Asked::Checked(()),
        names: Asked::NotChecked,
        trust,
        looked_at: true,
        paths: None,
        needed: true,
        severity: Severity::Fails,
        unreadable: Severity::Fails,
        at,
    })
}
