//! A node: its release, its settings and its peers.

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{
    ClusterTlsVerify, DeploymentError, NodeName, Peer, Release, Role, Store, StoreId, StoreKind,
    Stores, Switch, TrustedCas, VerifyName,
};
use crate::secret;

/// One node: its release, its settings and its peers.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    name: NodeName,
    release: Release,
    eku_check: Option<EkuCheck>,
    server_eku_upload: bool,
    peers: Vec<Peer>,
    /// The places of the peers by their names.
    places: Arc<BTreeMap<Option<Arc<str>>, usize>>,
    /// The trusted CA list, where it was given.
    pub trusted_cas: Option<TrustedCas>,
    /// The names that this node looks for in the other's certificate; one must be there.
    pub verify_names: Vec<VerifyName>,
    /// How its peers verify each other, where that was described.
    pub cluster: Option<ClusterTlsVerify>,
}

impl Node {
    /// A node with default settings: the EKU check On where the release has it.
    ///
    /// # Errors
    ///
    /// - [`DeploymentError::NoPeer`] for an empty list of peers;
    /// - [`DeploymentError::PeerName`] where several peers lack names or share one;
    /// - [`DeploymentError::PeerNameIsKey`] where a name is a private key;
    /// - [`DeploymentError::Stores`] where a peer has a client store and the release has none, or
    ///   the other way round.
    pub fn new(
        name: NodeName,
        release: Release,
        peers: Vec<Peer>,
    ) -> Result<Self, DeploymentError> {
        let places = Arc::new(check_peers(name, release, &peers)?);
        let eku_check = release.has(Switch::EkuCheck, name).then_some(EkuCheck::On);
        Ok(Self {
            name,
            release,
            eku_check,
            server_eku_upload: false,
            peers,
            places,
            trusted_cas: None,
            verify_names: Vec::new(),
            cluster: None,
        })
    }

    /// Which node it is.
    #[must_use]
    pub fn name(&self) -> NodeName {
        self.name
    }

    /// The release that it runs.
    #[must_use]
    pub fn release(&self) -> Release {
        self.release
    }

    /// Its peers, one or more.
    #[must_use]
    pub fn peers(&self) -> &[Peer] {
        &self.peers
    }

    /// The peer with a name.
    #[must_use]
    pub fn peer(&self, name: &Option<Arc<str>>) -> Option<&Peer> {
        self.places.get(name).and_then(|place| self.peers.get(*place))
    }

    /// The EKU check of inbound SIP TLS; `None` where the release has no such setting.
    #[must_use]
    pub fn eku_check(&self) -> Option<EkuCheck> {
        self.eku_check
    }

    /// Sets the EKU check.
    ///
    /// # Errors
    ///
    /// [`DeploymentError::NoEkuCheck`] where the release has none.
    pub fn set_eku_check(&mut self, check: EkuCheck) -> Result<(), DeploymentError> {
        if !self.release.has(Switch::EkuCheck, self.name) {
            return Err(DeploymentError::NoEkuCheck { node: self.name, release: self.release });
        }
        self.eku_check = Some(check);
        Ok(())
    }

    /// Whether `EnableServerEkuUpload` is On.
    #[must_use]
    pub fn server_eku_upload(&self) -> bool {
        self.server_eku_upload
    }

    /// Sets `EnableServerEkuUpload`.
    ///
    /// # Errors
    ///
    /// [`DeploymentError::NoServerEkuUpload`] where the node or release has none.
    pub fn set_server_eku_upload(&mut self, on: bool) -> Result<(), DeploymentError> {
        if !self.release.has(Switch::ServerEkuUpload, self.name) {
            return Err(DeploymentError::NoServerEkuUpload {
                node: self.name,
                release: self.release,
            });
        }
        self.server_eku_upload = on;
        Ok(())
    }

    /// Replaces what one store holds; nothing happens where there is no such store.
    pub fn replace(&mut self, id: &StoreId, store: Store) {
        if id.node != self.name {
            return;
        }
        let place = self.places.get(&id.peer).copied();
        if let Some(peer) = place.and_then(|place| self.peers.get_mut(place)) {
            match (&mut peer.stores, id.kind) {
                (Stores::One(server) | Stores::Two { server, .. }, StoreKind::Server) => {
                    *server = store.clone();
                }
                (Stores::Two { client, .. }, StoreKind::Client) => *client = store.clone(),
                (Stores::One(_), StoreKind::Client) => {}
            }
        }
    }

    /// The same node after an upgrade to X15.5: where there was one store, its certificate is
    /// copied into the client store (document 225693), and the EKU check is On.
    #[must_use]
    pub fn upgraded(&self, release: Release) -> Self {
        let mut node = self.clone();
        node.release = release;
        node.server_eku_upload = false;
        if release.has(Switch::EkuCheck, self.name) {
            node.eku_check = Some(self.eku_check.unwrap_or(EkuCheck::On));
        }
        if release.has_client_store() {
            for peer in &mut node.peers {
                if let Stores::One(server) = &peer.stores {
                    peer.stores = Stores::Two { server: server.clone(), client: server.clone() };
                }
            }
        }
        node
    }

    /// The store from which each peer presents, in the peers' order: as TLS client the client
    /// store where there is one, else the one store.
    pub fn presented(&self, role: Role) -> impl Iterator<Item = (StoreId, &Store)> {
        self.peers.iter().map(move |peer| {
            let kind = match (&peer.stores, role) {
                (Stores::Two { .. }, Role::Initiator) => StoreKind::Client,
                _ => StoreKind::Server,
            };
            let store = match kind {
                StoreKind::Server => peer.stores.server(),
                StoreKind::Client => peer.stores.client(),
            };
            (StoreId { node: self.name, peer: peer.name.clone(), kind }, store)
        })
    }

    /// Every store of the node, in the order of every report.
    pub fn stores(&self) -> impl Iterator<Item = (StoreId, &Store)> {
        self.peers.iter().flat_map(move |peer| {
            let id = |kind| StoreId { node: self.name, peer: peer.name.clone(), kind };
            let server = (id(StoreKind::Server), peer.stores.server());
            let client = match &peer.stores {
                Stores::One(_) => None,
                Stores::Two { client, .. } => Some((id(StoreKind::Client), client)),
            };
            core::iter::once(server).chain(client)
        })
    }
}

/// The state of `xConfiguration SIP TLS Certificate ExtendedKeyUsage Checking Mode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum EkuCheck {
    /// Inbound SIP TLS needs client authentication.
    On,
    /// Inbound SIP TLS is not asked for client authentication.
    Off,
}

/// Whether these peers can be a node's; their places by name.
fn check_peers(
    name: NodeName,
    release: Release,
    peers: &[Peer],
) -> Result<BTreeMap<Option<Arc<str>>, usize>, DeploymentError> {
    if peers.is_empty() {
        return Err(DeploymentError::NoPeer { node: name });
    }
    let mut places = BTreeMap::new();
    for (place, peer) in peers.iter().enumerate() {
        if matches!(peer.stores, Stores::Two { .. }) != release.has_client_store() {
            return Err(DeploymentError::Stores { node: name, release });
        }
        if peer.name.as_deref().is_some_and(secret::is_key) {
            return Err(DeploymentError::PeerNameIsKey { node: name });
        }
        let repeated = places.insert(peer.name.clone(), place).is_some();
        if repeated || (peers.len() > 1 && peer.name.is_none()) {
            let peer = peer.name.as_deref().unwrap_or_default().to_string();
            return Err(DeploymentError::PeerName { node: name, name: peer });
        }
    }
    Ok(places)
}
