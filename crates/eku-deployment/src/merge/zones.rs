//! The two ends of a traversal zone that archives show become one zone.

use std::collections::{BTreeMap, BTreeSet};

use eku_engine::deployment::{Initiates, NodeName};

use crate::description::{Description, FarEnd, FarEndId, TraversalZone, TraversalZoneId, ZoneEnd};

impl Description {
    /// Makes one zone of two ends whose ports match, where a peer address of Core's is Edge. What matches
    /// nothing stays a far end, and so does one of which a person said more.
    pub(super) fn pair_zones(&mut self) {
        let mut servers: BTreeMap<u16, FarEndId> = BTreeMap::new();
        for far_end in self.far_ends.iter().rev() {
            let end = self.loose_ends.ends.get(&far_end.id);
            if let Some(end) = end.filter(|_| may_be_end(far_end, NodeName::Edge)) {
                servers.insert(end.port, far_end.id);
            }
        }
        let mut pairs = Vec::new();
        for far_end in self.far_ends.iter().filter(|one| may_be_end(one, NodeName::Core)) {
            let Some(end) = self.loose_ends.ends.get(&far_end.id) else { continue };
            let edge = &self.loose_ends.names[NodeName::Edge as usize];
            if end.peers.iter().any(|peer| edge.contains(&peer.key()))
                && let Some(server) = servers.remove(&end.port)
            {
                pairs.push(([far_end.id, server], end.port));
            }
        }
        if pairs.is_empty() {
            return;
        }
        let ids = BTreeSet::from_iter(pairs.iter().flat_map(|(ids, _)| *ids));
        let (paired, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut *self.far_ends).into_iter().partition(|one| ids.contains(&one.id));
        *self.far_ends = others;
        self.loose_ends.ends.retain(|id, _| !ids.contains(id));
        let mut paired: BTreeMap<FarEndId, FarEnd> =
            paired.into_iter().map(|far_end| (far_end.id, far_end)).collect();
        for ([core, edge], port) in pairs {
            let (Some(core), Some(edge)) = (paired.remove(&core), paired.remove(&edge)) else {
                continue;
            };
            let id = TraversalZoneId(self.fresh_id());
            let mut zone = TraversalZone::of_name(id, own_name(&core));
            zone.port = Some(port);
            zone.ends = [core, edge].map(of_far_end);
            self.traversal_zones.push(zone);
        }
    }
}

/// Whether a far end is what archives say of this node's end of a traversal zone, and nothing more.
fn may_be_end(far_end: &FarEnd, node: NodeName) -> bool {
    let initiates = match node {
        NodeName::Core => Initiates::Expressway,
        NodeName::Edge => Initiates::FarEnd,
    };
    far_end.node == node
        && far_end.initiates == initiates
        && far_end.certificate.is_none()
        && far_end.trusted.is_none()
        && far_end.used_by.is_empty()
}

/// The zone's name on Core, without what told it from a far end of Edge, unless a person gave it another.
fn own_name(core: &FarEnd) -> String {
    let own = core.from.as_ref().map(|from| from.value.clone());
    own.filter(|own| core.name.starts_with(own)).unwrap_or_else(|| core.name.clone())
}

fn of_far_end(far_end: FarEnd) -> ZoneEnd {
    let FarEnd { tls_verify, verify_names, from, .. } = far_end;
    ZoneEnd { tls_verify, verify_names, from }
}
