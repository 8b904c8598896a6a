//! The machines of the nodes, and their stores.

use std::rc::Rc;

use eku_engine::deployment::{Cluster, ClusterTlsVerify, NodeName, StoreKind};

use super::names::{self, GivenName};
use super::{Held, State};
use crate::place::{PeerId, Place, Slot};

/// One machine of a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Peer {
    /// Tells it from others.
    pub id: PeerId,
    /// Its name, as it was typed. A node's only machine needs none.
    pub name: String,
    /// What its client store holds.
    pub client: Option<Rc<Held>>,
    /// What its server store holds; before X15.5 its only one.
    pub server: Option<Rc<Held>>,
}

impl Peer {
    /// A node's only machine.
    #[must_use]
    pub(super) const fn first() -> Self {
        Self { id: PeerId::FIRST, name: String::new(), client: None, server: None }
    }

    fn store(&self, kind: StoreKind) -> Option<&Rc<Held>> {
        match kind {
            StoreKind::Client => self.client.as_ref(),
            StoreKind::Server => self.server.as_ref(),
        }
    }

    pub(super) fn store_mut(&mut self, kind: StoreKind) -> &mut Option<Rc<Held>> {
        match kind {
            StoreKind::Client => &mut self.client,
            StoreKind::Server => &mut self.server,
        }
    }
}

impl State {
    /// A node's machines.
    #[must_use]
    pub fn peers(&self, node: NodeName) -> &[Peer] {
        &self.peers[node as usize]
    }

    /// Whether a node is a cluster.
    #[must_use]
    pub fn is_cluster(&self, node: NodeName) -> bool {
        self.peers(node).len() > 1
    }

    /// What the node's machines are called; nothing is wrong with the name of an only one.
    #[must_use]
    pub fn peer_names(&self, node: NodeName) -> &[GivenName] {
        self.peers[node as usize].given(|all| {
            let typed: Vec<&str> = all.iter().map(|peer| peer.name.as_str()).collect();
            if let [only] = typed[..] {
                let (name, key) = (only.trim().to_owned(), String::new());
                return vec![GivenName { name, key, problem: None }];
            }
            names::distinct(&typed, peer_key, |place| format!("{node}{place}"))
        })
    }

    /// What one machine of a cluster is called; `None` for a node's only machine.
    #[must_use]
    pub fn peer_name(&self, node: NodeName, peer: PeerId) -> Option<String> {
        let place = self.peers(node).iter().position(|other| other.id == peer)?;
        let given = self.peer_names(node).get(place)?;
        self.is_cluster(node).then(|| given.name.clone())
    }

    /// Every store that the page has, in its order.
    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        NodeName::ALL.into_iter().flat_map(|node| {
            self.peers(node).iter().flat_map(move |peer| {
                Slot::KINDS.into_iter().map(move |kind| Slot::new(node, peer.id, kind))
            })
        })
    }

    /// What a store holds.
    #[must_use]
    pub fn held(&self, slot: Slot) -> Option<&Rc<Held>> {
        self.peers(slot.node).iter().find(|peer| peer.id == slot.peer)?.store(slot.kind)
    }

    /// Whether the node's release has this store.
    #[must_use]
    pub fn has_store(&self, slot: Slot) -> bool {
        slot.kind == StoreKind::Server || self.node(slot.node).parsed().has_client_store()
    }

    /// The stores that the releases have and that nothing was given for.
    pub fn missing(&self) -> impl Iterator<Item = Slot> {
        self.slots().filter(|slot| self.has_store(*slot) && self.held(*slot).is_none())
    }

    pub(super) fn add_peer(&mut self, node: NodeName) {
        let id = PeerId(self.fresh_id());
        let peers = &mut self.peers[node as usize];
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
        let peers = &mut self.peers[node as usize];
        if peers.len() > 1 {
            peers.retain(|peer| peer.id != id);
        }
        if !self.is_cluster(node) {
            self.cluster = self.cluster.filter(|cluster| cluster.node != node);
        }
        self.forget_alerts_of_what_is_gone();
    }

    pub(super) fn name_peer(&mut self, node: NodeName, id: PeerId, name: String) {
        if let Some(peer) = self.peers[node as usize].iter_mut().find(|peer| peer.id == id) {
            peer.name = name;
        }
    }

    pub(super) fn describe_cluster(&mut self, node: NodeName, mode: Option<ClusterTlsVerify>) {
        match mode {
            Some(tls_verify) => self.cluster = Some(Cluster { node, tls_verify }),
            None => self.cluster = self.cluster.filter(|cluster| cluster.node != node),
        }
    }

    pub(super) fn same_as_server(&mut self, node: NodeName, id: PeerId) {
        if let Some(peer) = self.peers[node as usize].iter_mut().find(|peer| peer.id == id) {
            peer.client = peer.server.clone();
        }
    }

    pub(super) fn forget_alerts_of_what_is_gone(&mut self) {
        let mut alerts = std::mem::take(&mut self.alerts);
        alerts.retain(|alert| alert.place == Place::Anything || self.exists(alert.place));
        self.alerts = alerts;
    }
}

/// Two machines of a node share a name where this is equal.
fn peer_key(name: &str) -> Option<String> {
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_ascii_lowercase())
}
