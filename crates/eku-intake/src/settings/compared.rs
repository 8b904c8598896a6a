//! Whether one dump of a machine says anything that another does not.

use eku_engine::deployment::Switch;

use super::{Setting, Settings, Zone};

impl Settings {
    /// Whether everything that it says stands in another, too.
    #[must_use]
    pub fn says_no_more(&self, other: &Self) -> bool {
        let server = |server: &super::Server| {
            other.servers.iter().any(|known| {
                known.kind == server.kind && known.address.value == server.address.value
            })
        };
        let zone = |zone: &Zone| {
            let place = other.zones.binary_search_by_key(&zone.index, |known| known.index);
            place
                .is_ok_and(|place| other.zones.get(place).is_some_and(|one| zone.says_no_more(one)))
        };
        within(&self.system_name, &other.system_name)
            && within(&self.host_name, &other.host_name)
            && within(&self.domain, &other.domain)
            && within(&self.release, &other.release)
            && within(&self.product, &other.product)
            && within(&self.sip_tls_port, &other.sip_tls_port)
            && within(&self.collaboration_edge, &other.collaboration_edge)
            && within(&self.verify_origin_server, &other.verify_origin_server)
            && within(&self.cluster_name, &other.cluster_name)
            && Switch::ALL.iter().all(|one| within(&self.switches[*one], &other.switches[*one]))
            && all_within(&self.cluster_peers, &other.cluster_peers)
            && self.servers.iter().all(server)
            && self.zones.iter().all(zone)
    }
}

impl Zone {
    fn says_no_more(&self, other: &Self) -> bool {
        within(&self.name, &other.name)
            && within(&self.kind, &other.kind)
            && within(&self.sip, &other.sip)
            && within(&self.port, &other.port)
            && within(&self.transport, &other.transport)
            && within(&self.tls_verify, &other.tls_verify)
            && within(&self.verify_name, &other.verify_name)
            && within(&self.unified_communications, &other.unified_communications)
            && within(&self.authentication, &other.authentication)
            && within(&self.profile, &other.profile)
            && all_within(&self.peers, &other.peers)
    }
}

fn within<T: PartialEq>(one: &Option<Setting<T>>, other: &Option<Setting<T>>) -> bool {
    one.as_ref().is_none_or(|one| other.as_ref().is_some_and(|other| one.value == other.value))
}

fn all_within(some: &[Setting<String>], others: &[Setting<String>]) -> bool {
    some.iter().all(|one| others.iter().any(|other| one.value == other.value))
}
