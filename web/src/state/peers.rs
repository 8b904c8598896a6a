//! The machines of the nodes, and their stores, as they are changed by hand.

use eku_deployment::{GivenName, Peer, PeerId, Slot, peer_key, typed};
use eku_engine::deployment::{NodeName, Release, Switch};

use super::{CertificateFile, State};
use crate::place::Place;

use std::sync::Arc;

impl State {
    /// The release that a node is judged by.
    #[must_use]
    pub fn release(&self, node: NodeName) -> Release {
        self.description.release(node)
    }

    /// A node's machines.
    #[must_use]
    pub fn peers(&self, node: NodeName) -> &[Peer] {
        &self.description.node(node).peers
    }

    /// Whether a node is a cluster.
    #[must_use]
    pub fn is_cluster(&self, node: NodeName) -> bool {
        self.peers(node).len() > 1
    }

    /// What the node's machines are called.
    #[must_use]
    pub fn peer_names(&self, node: NodeName) -> &[GivenName] {
        self.description.peer_names(node)
    }

    /// What one machine of a cluster is called; `None` for a node's only machine.
    #[must_use]
    pub fn peer_name(&self, node: NodeName, peer: PeerId) -> Option<String> {
        self.description.peer_name(node, peer)
    }

    /// Every store that the page has, in its order.
    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        self.description.slots()
    }

    /// What a store holds.
    #[must_use]
    pub fn held(&self, slot: Slot) -> Option<&Arc<CertificateFile>> {
        self.description.held(slot)
    }

    /// Whether the node's release has this store.
    #[must_use]
    pub fn has_store(&self, slot: Slot) -> bool {
        self.description.has_store(slot)
    }

    /// The stores that the releases have and that nothing was given for.
    pub fn missing(&self) -> impl Iterator<Item = Slot> {
        self.slots().filter(|slot| self.has_store(*slot) && self.held(*slot).is_none())
    }

    pub(super) fn add_peer(&mut self, node: NodeName) {
        let id = PeerId(self.fresh_id());
        let peers = &mut self.description.node_mut(node).peers;
        peers.push(Peer { id, ..Peer::first() });
        for place in 0..peers.len() {
            if peers[place].name.trim().is_empty() {
                let name = (1..)
                    .map(|number: usize| format!("{node}{number}"))
                    .find(|name| !peers.iter().any(|peer| peer_key(&peer.name) == peer_key(name)));
                peers[place].name = name.unwrap_or_default();
            }
        }
    }

    pub(super) fn remove_peer(&mut self, node: NodeName, id: PeerId) {
        let described = self.description.node_mut(node);
        if described.peers.len() > 1 {
            described.peers.retain(|peer| peer.id != id);
        }
        if described.peers.len() == 1 {
            described.switches[Switch::ClusterTlsVerify] = None;
        }
        self.forget_alerts_of_what_is_gone();
    }

    pub(super) fn name_peer(&mut self, node: NodeName, id: PeerId, name: String) {
        let mut peers = self.description.node_mut(node).peers.iter_mut();
        if let Some(peer) = peers.find(|peer| peer.id == id) {
            peer.name = typed(name);
        }
    }

    pub(super) fn same_as_server(&mut self, node: NodeName, id: PeerId) {
        let mut peers = self.description.node_mut(node).peers.iter_mut();
        if let Some(peer) = peers.find(|peer| peer.id == id) {
            peer.client = peer.server.clone();
        }
    }

    pub(super) fn forget_alerts_of_what_is_gone(&mut self) {
        let mut alerts = std::mem::take(&mut self.alerts);
        alerts.retain(|alert| alert.place == Place::Anything || self.exists(alert.place));
        self.alerts = alerts;
    }
}
