//! Why a deployment cannot exist.

use alloc::string::String;
use core::fmt;

use super::{MOST_PAIRS, NodeName, Release, Switch};
use crate::number::thousands;
use crate::secret;

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
    /// A peer's name is a private key.
    PeerNameIsKey {
        /// The node.
        node: NodeName,
    },
    /// It has more pairs of a peer and a far end or traversal zone than [`super::MOST_PAIRS`].
    TooLarge {
        /// How many it has.
        pairs: usize,
    },
    /// A peer's stores are not those of the release.
    Stores {
        /// The node.
        node: NodeName,
        /// Its release.
        release: Release,
    },
    /// The node or release does not have a switch.
    NoSwitch {
        /// The node.
        node: NodeName,
        /// Its release.
        release: Release,
        /// The switch.
        switch: Switch,
    },
}

impl DeploymentError {
    /// What helps, where it is the same whoever described the deployment.
    #[must_use]
    pub const fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::TooLarge { .. } => {
                Some("split the far ends and traversal zones into several deployments")
            }
            Self::NodesSwapped
            | Self::NoPeer { .. }
            | Self::PeerName { .. }
            | Self::PeerNameIsKey { .. }
            | Self::Stores { .. }
            | Self::NoSwitch { .. } => None,
        }
    }
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
                write!(formatter, "{node} has two peers with the name {:?}", secret::quoted(name))
            }
            Self::PeerNameIsKey { node } => {
                write!(formatter, "a peer name of {node} looks like a private key")
            }
            Self::TooLarge { pairs } => write!(
                formatter,
                "there are {} pairs of a peer and a far end or traversal zone (limit {})",
                thousands(*pairs as u64),
                thousands(MOST_PAIRS as u64)
            ),
            Self::Stores { node, release } if release.has_client_store() => {
                write!(formatter, "{node} runs {release}, which has a server and a client store")
            }
            Self::Stores { node, release } => {
                write!(formatter, "{node} runs {release}, which has no client store")
            }
            Self::NoSwitch { node, release, switch } => {
                write!(formatter, "{node} runs {release}, which has no {}", switch.row().name)
            }
        }
    }
}

impl core::error::Error for DeploymentError {}
