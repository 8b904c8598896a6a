//! The deployment: two nodes, their releases, peers and stores, and the far ends they talk to.
//!
//! Entry point: [`Deployment`]. What cannot exist cannot be written: a peer has one store or two,
//! and [`Node::new`] refuses peers, settings and releases that do not belong together. The model
//! holds what is; it does not judge. Certificates are shared, so a deployment is cheap to copy
//! and change, which is how plans are tried.

mod far_end;
mod name;
mod release;

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use crate::certificate::Certificate;

pub use far_end::{ClientEkuCheck, FarEnd, FarEndError, Initiates, Protocol, Slug, TlsVerify};
pub use name::VerifyName;
pub use release::{Generation, Release, ReleaseError};

/// A whole deployment.
#[derive(Clone, Debug, PartialEq)]
pub struct Deployment {
    /// Expressway-C, inside.
    pub core: Node,
    /// Expressway-E, outside.
    pub edge: Node,
    /// Other TLS peers, in the order in which they were described; slugs are unique.
    pub far_ends: Vec<FarEnd>,
    /// How the peers of one node verify each other, where that was described.
    pub cluster: Option<Cluster>,
    /// The services to judge; `None` for all of them.
    pub services: Option<Vec<Service>>,
}

impl Deployment {
    /// A deployment of two nodes and nothing else.
    ///
    /// # Errors
    ///
    /// [`DeploymentError::NodesSwapped`] unless the first is a Core and the second an Edge.
    pub fn new(core: Node, edge: Node) -> Result<Self, DeploymentError> {
        if core.name != NodeName::Core || edge.name != NodeName::Edge {
            return Err(DeploymentError::NodesSwapped);
        }
        Ok(Self { core, edge, far_ends: Vec::new(), cluster: None, services: None })
    }

    /// One of the two nodes.
    #[must_use]
    pub fn node(&self, name: NodeName) -> &Node {
        match name {
            NodeName::Core => &self.core,
            NodeName::Edge => &self.edge,
        }
    }

    /// One of the two nodes, to be changed.
    pub fn node_mut(&mut self, name: NodeName) -> &mut Node {
        match name {
            NodeName::Core => &mut self.core,
            NodeName::Edge => &mut self.edge,
        }
    }

    /// What a store holds; [`Store::Empty`] for a store that the deployment does not have.
    #[must_use]
    pub fn store(&self, id: &StoreId) -> &Store {
        let peers = self.node(id.node).peers();
        match peers.iter().find(|peer| peer.name == id.peer) {
            Some(peer) => match id.kind {
                StoreKind::Server => peer.stores.server(),
                StoreKind::Client => peer.stores.client(),
            },
            None => &Store::Empty,
        }
    }
}

/// Which of the two nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeName {
    /// Expressway-C.
    Core,
    /// Expressway-E.
    Edge,
}

impl NodeName {
    /// Both, in the order of every report.
    pub const ALL: [Self; 2] = [Self::Core, Self::Edge];

    /// The identifier, `core` or `edge`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Edge => "edge",
        }
    }

    /// The name that people read, `Core` or `Edge`.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Core => "Core",
            Self::Edge => "Edge",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Core => Self::Edge,
            Self::Edge => Self::Core,
        }
    }
}

impl fmt::Display for NodeName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

/// One node: its release, its settings and its peers.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    name: NodeName,
    release: Release,
    eku_check: Option<EkuCheck>,
    server_eku_upload: bool,
    peers: Vec<Peer>,
    /// The trusted CA list, where it was given.
    pub trusted_cas: Option<TrustedCas>,
    /// The names that this node looks for in the other's certificate; one must be there.
    pub verify_names: Vec<VerifyName>,
}

impl Node {
    /// A node with default settings: the EKU check On where the release has it.
    ///
    /// # Errors
    ///
    /// - [`DeploymentError::NoPeer`] for an empty list of peers;
    /// - [`DeploymentError::PeerName`] where several peers lack names or share one;
    /// - [`DeploymentError::Stores`] where a peer has a client store and the release has none, or
    ///   the other way round.
    pub fn new(
        name: NodeName,
        release: Release,
        peers: Vec<Peer>,
    ) -> Result<Self, DeploymentError> {
        check_peers(name, release, &peers)?;
        let eku_check = release.has_eku_check().then_some(EkuCheck::On);
        Ok(Self {
            name,
            release,
            eku_check,
            server_eku_upload: false,
            peers,
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

    /// The EKU check of inbound SIP TLS; `None` where the release has no such setting.
    #[must_use]
    pub fn eku_check(&self) -> Option<EkuCheck> {
        self.eku_check
    }

    /// Sets the EKU check.
    ///
    /// # Errors
    ///
    /// [`DeploymentError::NoEkuCheck`] before X15.5.
    pub fn set_eku_check(&mut self, check: EkuCheck) -> Result<(), DeploymentError> {
        if !self.release.has_eku_check() {
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
    /// [`DeploymentError::NoServerEkuUpload`] on Core, or outside X15.4.
    pub fn set_server_eku_upload(&mut self, on: bool) -> Result<(), DeploymentError> {
        if self.name == NodeName::Core || self.release.generation() != Generation::X15_4 {
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
        for peer in self.peers.iter_mut().filter(|peer| peer.name == id.peer) {
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
        if release.has_eku_check() {
            node.eku_check = Some(self.eku_check.unwrap_or(EkuCheck::On));
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
pub enum EkuCheck {
    /// Inbound SIP TLS needs client authentication.
    On,
    /// Inbound SIP TLS is not asked for client authentication.
    Off,
}

/// One machine of a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Peer {
    /// Its name; `None` where the node has one peer only and nobody named it.
    pub name: Option<Arc<str>>,
    /// Its certificates.
    pub stores: Stores,
    /// The name by which the other peers of a cluster verify it, where its name is one: a label
    /// such as `edge1` is not what peers call each other.
    pub host_name: Option<VerifyName>,
}

impl Peer {
    /// The only peer of a node.
    #[must_use]
    pub fn only(stores: Stores) -> Self {
        Self { name: None, stores, host_name: None }
    }

    /// One of a node's peers. A name with a dot, or an address, is taken to be the name by which
    /// the others verify it.
    #[must_use]
    pub fn named(name: &str, stores: Stores) -> Self {
        let host_name = VerifyName::new(name).filter(|host| match host {
            VerifyName::Dns(name) => name.contains('.'),
            VerifyName::Address(_) => true,
        });
        Self { name: Some(name.into()), stores, host_name }
    }
}

/// The certificate stores of one peer.
#[derive(Clone, Debug, PartialEq)]
pub enum Stores {
    /// Before X15.5: one certificate for both roles.
    One(Store),
    /// From X15.5 on: one for each role.
    Two {
        /// What it presents as TLS server.
        server: Store,
        /// What it presents as TLS client.
        client: Store,
    },
}

impl Stores {
    /// What is presented as TLS server.
    #[must_use]
    pub fn server(&self) -> &Store {
        match self {
            Self::One(store) | Self::Two { server: store, .. } => store,
        }
    }

    /// What is presented as TLS client.
    #[must_use]
    pub fn client(&self) -> &Store {
        match self {
            Self::One(store) | Self::Two { client: store, .. } => store,
        }
    }
}

/// What a store holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Store {
    /// Nothing was given for it.
    #[default]
    Empty,
    /// A certificate, and what stood in its file beside it.
    Holds(Presented),
}

/// A certificate as a TLS peer presents it.
#[derive(Clone, Debug, PartialEq)]
pub struct Presented {
    /// The certificate itself.
    pub leaf: Arc<Certificate>,
    /// The rest of its file: what it may be chained through.
    pub chain: Vec<Arc<Certificate>>,
    /// Whether a part of its file could not be read.
    pub incomplete: bool,
}

impl Presented {
    /// Every certificate of the file.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Certificate>> {
        core::iter::once(&self.leaf).chain(&self.chain)
    }
}

impl Store {
    /// A store that holds these certificates, the leaf first; empty where there are none.
    #[must_use]
    pub fn of(certificates: Vec<Certificate>, incomplete: bool) -> Self {
        let mut certificates = certificates.into_iter().map(Arc::new);
        match certificates.next() {
            Some(leaf) => {
                Self::Holds(Presented { leaf, chain: certificates.collect(), incomplete })
            }
            None => Self::Empty,
        }
    }

    /// What it presents.
    #[must_use]
    pub fn presented(&self) -> Option<&Presented> {
        match self {
            Self::Empty => None,
            Self::Holds(presented) => Some(presented),
        }
    }
}

/// A trusted CA list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrustedCas {
    /// The certificates in it.
    pub certificates: Vec<Arc<Certificate>>,
    /// Whether a part of it could not be read.
    pub incomplete: bool,
    /// Canonical names of CAs that a plan takes to be in it as well.
    pub(crate) assumed: Vec<Vec<u8>>,
}

impl TrustedCas {
    /// A list of these certificates; `incomplete` where a part of it could not be read.
    #[must_use]
    pub fn new(certificates: Vec<Arc<Certificate>>, incomplete: bool) -> Self {
        Self { certificates, incomplete, assumed: Vec::new() }
    }
}

/// How the peers of one node verify each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The node whose peers replicate.
    pub node: NodeName,
    /// The TLS verify mode between them.
    pub tls_verify: ClusterTlsVerify,
}

/// The TLS verify mode between the peers of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusterTlsVerify {
    /// Nothing in the certificates is verified.
    Permissive,
    /// Certificates are verified.
    Enforcing,
}

/// TLS client or TLS server of one connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Opens the connection: TLS client.
    Initiator,
    /// Answers it: TLS server.
    Responder,
}

/// Which certificate of a peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StoreKind {
    /// The server store; before X15.5 the one store.
    Server,
    /// The client store.
    Client,
}

/// The identifier of a store: `core.client`, or `core[name].client` in a cluster.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoreId {
    /// The node.
    pub node: NodeName,
    /// The peer; `None` where the node's only peer has no name.
    pub peer: Option<Arc<str>>,
    /// Which of the peer's stores.
    pub kind: StoreKind,
}

impl fmt::Display for StoreId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.node.id())?;
        if let Some(peer) = &self.peer {
            write!(formatter, "[{peer}]")?;
        }
        formatter.write_str(match self.kind {
            StoreKind::Server => ".server",
            StoreKind::Client => ".client",
        })
    }
}

/// A service that people use, by which a verdict is asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// The Unified Communications traversal zone.
    UcTraversalZone,
    /// The SSH tunnels on port 2222.
    SshTunnels,
    /// Mobile and Remote Access.
    Mra,
    /// The WebRTC proxy for CMS.
    WebRtcProxy,
    /// Replication between the peers of one node.
    ClusterDatabase,
    /// The connections with one far end.
    FarEnd(Slug),
}

impl Service {
    /// The services that a deployment may have without any far end, in the order of every report.
    pub const NAMED: [Self; 5] = [
        Self::UcTraversalZone,
        Self::SshTunnels,
        Self::Mra,
        Self::WebRtcProxy,
        Self::ClusterDatabase,
    ];

    /// The service with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        match id.strip_prefix("far-end:") {
            Some(slug) => Slug::new(slug).filter(|made| made.as_str() == slug).map(Self::FarEnd),
            None => Self::NAMED.into_iter().find(|service| service.to_string() == id),
        }
    }
}

impl fmt::Display for Service {
    /// The stable identifier.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UcTraversalZone => formatter.write_str("uc-traversal-zone"),
            Self::SshTunnels => formatter.write_str("ssh-tunnels"),
            Self::Mra => formatter.write_str("mra"),
            Self::WebRtcProxy => formatter.write_str("webrtc-proxy"),
            Self::ClusterDatabase => formatter.write_str("cluster-database"),
            Self::FarEnd(slug) => write!(formatter, "far-end:{slug}"),
        }
    }
}

/// Why a deployment cannot exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeploymentError {
    /// The first node is not a Core, or the second not an Edge.
    NodesSwapped,
    /// A node has no peer.
    NoPeer {
        /// The node.
        node: NodeName,
    },
    /// Several peers lack names, or share one.
    PeerName {
        /// The node.
        node: NodeName,
        /// The name that stands there twice; empty where one is missing.
        name: String,
    },
    /// A peer's stores are not those of the release.
    Stores {
        /// The node.
        node: NodeName,
        /// Its release.
        release: Release,
    },
    /// The release has no EKU check.
    NoEkuCheck {
        /// The node.
        node: NodeName,
        /// Its release.
        release: Release,
    },
    /// The node or release has no `EnableServerEkuUpload`.
    NoServerEkuUpload {
        /// The node.
        node: NodeName,
        /// Its release.
        release: Release,
    },
}

impl fmt::Display for DeploymentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NodesSwapped => formatter.write_str("the two nodes are not a Core and an Edge"),
            Self::NoPeer { node } => write!(formatter, "{node} has no peer"),
            Self::PeerName { node, name } if name.is_empty() => {
                write!(formatter, "{node} has several peers and one of them has no name")
            }
            Self::PeerName { node, name } => {
                write!(formatter, "{node} has two peers with the name {name:?}")
            }
            Self::Stores { node, release } if release.has_client_store() => {
                write!(formatter, "{node} runs {release}, which has a server and a client store")
            }
            Self::Stores { node, release } => {
                write!(formatter, "{node} runs {release}, which has no client store")
            }
            Self::NoEkuCheck { node, release } => {
                write!(formatter, "{node} runs {release}, which has no EKU check setting")
            }
            Self::NoServerEkuUpload { node, release } => {
                write!(formatter, "{node} runs {release}, which has no EnableServerEkuUpload")
            }
        }
    }
}

impl core::error::Error for DeploymentError {}

fn check_peers(name: NodeName, release: Release, peers: &[Peer]) -> Result<(), DeploymentError> {
    if peers.is_empty() {
        return Err(DeploymentError::NoPeer { node: name });
    }
    for (place, peer) in peers.iter().enumerate() {
        if matches!(peer.stores, Stores::Two { .. }) != release.has_client_store() {
            return Err(DeploymentError::Stores { node: name, release });
        }
        let repeated = peers[..place].iter().any(|earlier| earlier.name == peer.name);
        if repeated || (peers.len() > 1 && peer.name.is_none()) {
            let peer = peer.name.as_deref().unwrap_or_default().to_string();
            return Err(DeploymentError::PeerName { node: name, name: peer });
        }
    }
    Ok(())
}
