//! The deployment: two nodes, their releases, peers and stores, the traversal zones between them, and the
//! far ends they talk to.
//!
//! Entry point: [`Deployment`]. What cannot exist cannot be written: a peer has one store or two,
//! and [`Node::new`] refuses peers, settings and releases that do not belong together. The model
//! holds what is; it does not judge. Certificates are shared, so a deployment is cheap to copy
//! and change, which is how plans are tried.

mod by_slug;
mod error;
mod far_end;
mod name;
mod node;
mod release;
mod service;
mod slug;
mod stores;
mod switch;
mod traversal_zone;

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use crate::certificate::Certificate;

pub use by_slug::{BySlug, HasSlug};
pub use error::DeploymentError;
pub use far_end::{ClientEkuCheck, FarEnd, FarEndError, Initiates, Protocol, ReadyMade, TlsVerify};
pub use name::VerifyName;
pub use node::{EkuCheck, Node};
pub use release::{Capabilities, Known, Release, ReleaseError};
pub use service::Service;
pub use slug::Slug;
pub use stores::{Peer, Presented, Store, Stores};
pub use switch::{Switch, SwitchForm, SwitchRow, Switches};
pub use traversal_zone::{TraversalZone, ZoneEnd};

/// A whole deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// Expressway-C, inside.
    pub core: Node,
    /// Expressway-E, outside.
    pub edge: Node,
    /// Traversal zones between the nodes beside the one for Unified Communications, in the order in which
    /// they were described; slugs are unique.
    pub traversal_zones: BySlug<TraversalZone>,
    /// Other TLS peers, in the order in which they were described; slugs are unique.
    pub far_ends: BySlug<FarEnd>,
    /// The services to judge; `None` for all of them.
    pub services: Option<Vec<Service>>,
}

impl Deployment {
    /// Refuses a deployment that is too large to be judged.
    ///
    /// # Errors
    ///
    /// [`DeploymentError::TooLarge`] where it has more than [`MOST_PAIRS`].
    pub fn check_size(&self) -> Result<(), DeploymentError> {
        let peers = |node: NodeName| self.node(node).peers().len();
        let of_far_ends = self.far_ends.iter().map(|far_end| peers(far_end.node));
        let of_zones = self.traversal_zones.iter().flat_map(|_| NodeName::ALL).map(peers);
        let pairs = of_far_ends.chain(of_zones).fold(0, usize::saturating_add);
        if pairs > MOST_PAIRS { Err(DeploymentError::TooLarge { pairs }) } else { Ok(()) }
    }

    /// A deployment of two nodes and nothing else.
    ///
    /// # Errors
    ///
    /// [`DeploymentError::NodesSwapped`] unless the first is a Core and the second an Edge.
    pub fn new(core: Node, edge: Node) -> Result<Self, DeploymentError> {
        if core.name() != NodeName::Core || edge.name() != NodeName::Edge {
            return Err(DeploymentError::NodesSwapped);
        }
        Ok(Self {
            core,
            edge,
            traversal_zones: BySlug::default(),
            far_ends: BySlug::default(),
            services: None,
        })
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

    /// The same deployment after an upgrade to X15.5 of both nodes together: to one release, the
    /// newer of the two where that is X15.5 already. What each node copies is
    /// [`Node::upgraded`]'s.
    #[must_use]
    pub fn upgraded(&self) -> Self {
        let release = self.core.release().max(self.edge.release()).max(Release::X15_5);
        let mut upgraded = self.clone();
        for name in NodeName::ALL {
            *upgraded.node_mut(name) = self.node(name).upgraded(release);
        }
        upgraded
    }

    /// The nodes whose peers replicate, and how these verify each other.
    pub fn clusters(&self) -> impl Iterator<Item = (&Node, ClusterTlsVerify)> {
        [&self.core, &self.edge].into_iter().filter_map(|node| Some((node, node.cluster()?)))
    }

    /// What a store holds; [`Store::Empty`] for a store that the deployment does not have.
    #[must_use]
    pub fn store(&self, id: &StoreId) -> &Store {
        match self.node(id.node).peer(&id.peer) {
            Some(peer) => match id.kind {
                StoreKind::Server => peer.stores.server(),
                StoreKind::Client => peer.stores.client(),
            },
            None => &Store::Empty,
        }
    }
}

/// So many pairs of a peer and a far end of its node, or a traversal zone, are judged. Cisco's clusters have six peers.
pub const MOST_PAIRS: usize = 100_000;

/// Which of the two nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
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

/// A trusted CA list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedCas {
    /// The certificates in it.
    pub certificates: Vec<Arc<Certificate>>,
    /// Whether a part of it could not be read.
    pub incomplete: bool,
    /// Canonical names of CAs that a plan takes to be in it as well.
    pub assumed: Vec<Vec<u8>>,
}

impl TrustedCas {
    /// A list of these certificates; `incomplete` where a part of it could not be read.
    #[must_use]
    pub fn new(certificates: Vec<Arc<Certificate>>, incomplete: bool) -> Self {
        Self { certificates, incomplete, assumed: Vec::new() }
    }
}

/// The TLS verify mode between the peers of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ClusterTlsVerify {
    /// Nothing in the certificates is verified.
    Permissive,
    /// Certificates are verified.
    Enforcing,
}

/// TLS client or TLS server of one connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
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
