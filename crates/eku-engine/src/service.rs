//! Services to the connections that they need.
//!
//! Entry point: [`services`].

#[cfg(test)]
mod tests;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use crate::connection::{Connection, ConnectionId};
use crate::deployment::{Deployment, NodeName, Service, Slug};

/// A service and what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceNeeds {
    /// The service.
    pub service: Service,
    /// The connections that it needs, in the order of every report.
    pub needs: Vec<ConnectionId>,
}

/// Something that a service needs and that does not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// The connection.
    pub connection: ConnectionId,
}

/// The services that a deployment has, in the order of every report, each with what it needs.
///
/// Where the deployment names the services to judge, these and those that cover the connections
/// that they need.
#[must_use]
pub fn services(deployment: &Deployment, connections: &[Connection<'_>]) -> Vec<ServiceNeeds> {
    let has = BTreeSet::from_iter(connections.iter().map(|connection| &connection.id));
    let mut users: BTreeMap<&Service, Vec<&Slug>> = BTreeMap::new();
    for far_end in &deployment.far_ends {
        for service in BTreeSet::from_iter(&far_end.used_by) {
            users.entry(service).or_default().push(&far_end.slug);
        }
    }
    let zones = deployment.traversal_zones.iter();
    let zones = Vec::from_iter(zones.map(|zone| Service::TraversalZone(zone.slug.clone())));
    let all = Service::NAMED
        .into_iter()
        .flat_map(|named| {
            // Traversal zones stand before the replication of clusters.
            let before = if named == Service::ClusterDatabase { &zones[..] } else { &[] };
            before.iter().cloned().chain([named])
        })
        .chain(deployment.far_ends.iter().map(|far_end| Service::FarEnd(far_end.slug.clone())))
        .map(|service| {
            let mut needs = connections_of(&service);
            for slug in users.get(&service).into_iter().flatten() {
                needs.extend(connections_of(&Service::FarEnd((*slug).clone())));
            }
            needs.retain(|id| has.contains(id));
            ServiceNeeds { service, needs }
        })
        .filter(|service| !service.needs.is_empty());
    let all = Vec::from_iter(all);
    let Some(named) = &deployment.services else {
        return all;
    };
    let named = BTreeSet::from_iter(named);
    let wanted = all.iter().filter(|service| named.contains(&service.service));
    let wanted = BTreeSet::from_iter(wanted.flat_map(|service| service.needs.iter().cloned()));
    let is_wanted = |service: &ServiceNeeds| {
        named.contains(&service.service)
            || (is_of_its_own_connections(&service.service)
                && service.needs.iter().all(|id| wanted.contains(id)))
    };
    all.into_iter().filter(is_wanted).collect()
}

/// The connections that a service has by its nature.
fn connections_of(service: &Service) -> Vec<ConnectionId> {
    let zone = ConnectionId::UcTraversalZone;
    let tunnels = ConnectionId::SshTunnels;
    match service {
        Service::UcTraversalZone => [zone].into(),
        Service::SshTunnels => [tunnels].into(),
        Service::Mra => [zone, tunnels, ConnectionId::SipServiceMessage].into(),
        Service::WebRtcProxy => [zone, tunnels].into(),
        Service::TraversalZone(slug) => [ConnectionId::TraversalZone(slug.clone())].into(),
        Service::ClusterDatabase => {
            let of = |node| ConnectionId::ClusterDatabase(node);
            [of(None), of(Some(NodeName::Core)), of(Some(NodeName::Edge))].into()
        }
        Service::FarEnd(slug) => {
            [ConnectionId::FarEndOut(slug.clone()), ConnectionId::FarEndIn(slug.clone())].into()
        }
    }
}

/// The one connection that a service is, by its name; `None` where it is several, or runs over some.
#[must_use]
pub fn own_connection(service: &Service) -> Option<ConnectionId> {
    match service {
        Service::UcTraversalZone => Some(ConnectionId::UcTraversalZone),
        Service::SshTunnels => Some(ConnectionId::SshTunnels),
        Service::TraversalZone(slug) => Some(ConnectionId::TraversalZone(slug.clone())),
        Service::ClusterDatabase => Some(ConnectionId::ClusterDatabase(None)),
        Service::Mra | Service::WebRtcProxy | Service::FarEnd(_) => None,
    }
}

/// Whether the service is its connections, and not something that runs over several.
fn is_of_its_own_connections(service: &Service) -> bool {
    !matches!(service, Service::Mra | Service::WebRtcProxy)
}
