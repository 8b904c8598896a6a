//! A node: its release, its settings and its peers.

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{
    ClusterTlsVerify, DeploymentError, NodeName, Peer, Release, Role, Store, StoreId, StoreKind,
    Stores, Switch, Switches, TrustedCas, VerifyName,
};
use crate::secret;

/// One node: its release, its settings and its peers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    name: NodeName,
    release: Release,
    switches: Switches<bool>,
    peers: Vec<Peer>,
    /// The places of the peers by their names.
    places: Arc<BTreeMap<Option<Arc<str>>, usize>>,
    /// The trusted CA list, where it was given.
    pub trusted_cas: Option<TrustedCas>,
    /// The names that this node looks for in the other's certificate; one must be there.
    pub verify_names: Vec<VerifyName>,
}

impl Node {
    /// A node with default settings: the switches that the release has as they are assumed.
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
        Ok(Self {
            name,
            release,
            switches: switches(name, release, &Switches::default()),
            peers,
            places,
            trusted_cas: None,
            verify_names: Vec::new(),
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
        let on = self.switches[Switch::EkuCheck]?;
        Some(if on { EkuCheck::On } else { EkuCheck::Off })
    }

    /// Sets the EKU check.
    ///
    /// # Errors
    ///
    /// Those of [`Node::set`].
    pub fn set_eku_check(&mut self, check: EkuCheck) -> Result<(), DeploymentError> {
        self.set(Switch::EkuCheck, check == EkuCheck::On)
    }

    /// Whether `EnableServerEkuUpload` is On.
    #[must_use]
    pub fn server_eku_upload(&self) -> bool {
        self.switches[Switch::ServerEkuUpload] == Some(true)
    }

    /// How its peers verify each other, where that was described.
    #[must_use]
    pub fn cluster(&self) -> Option<ClusterTlsVerify> {
        let on = self.switches[Switch::ClusterTlsVerify]?;
        Some(if on { ClusterTlsVerify::Enforcing } else { ClusterTlsVerify::Permissive })
    }

    /// How its switches stand; `None` for what it does not have and for what nobody described.
    #[must_use]
    pub fn switches(&self) -> &Switches<bool> {
        &self.switches
    }

    /// Sets a switch.
    ///
    /// # Errors
    ///
    /// [`DeploymentError::NoSwitch`] where the node or release has none.
    pub fn set(&mut self, switch: Switch, on: bool) -> Result<(), DeploymentError> {
        let (node, release) = (self.name, self.release);
        if !release.has(switch, node) {
            return Err(DeploymentError::NoSwitch { node, release, switch });
        }
        self.switches[switch] = Some(on);
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

    /// The same node after an upgrade: where there was one store and are two, its certificate is
    /// copied into the client store (document 225693). New switches stand as they are assumed.
    #[must_use]
    pub fn upgraded(&self, release: Release) -> Self {
        let mut node = self.clone();
        node.release = release;
        node.switches = switches(self.name, release, &self.switches);
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

/// The switches of a release, as they stand or else are assumed.
fn switches(name: NodeName, release: Release, known: &Switches<bool>) -> Switches<bool> {
    let mut switches = Switches::default();
    for switch in Switch::ALL.into_iter().filter(|switch| release.has(*switch, name)) {
        switches[switch] = known[switch].or(switch.row().assumed);
    }
    switches
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
