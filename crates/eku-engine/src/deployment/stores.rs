//! The machines of a node, their stores, and what a store holds.

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::VerifyName;
use crate::certificate::Certificate;

/// One machine of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Store {
    /// Nothing was given for it.
    #[default]
    Empty,
    /// A certificate, and what stood in its file beside it.
    Holds(Presented),
}

/// A certificate as a TLS peer presents it.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        Self::shared(certificates.into_iter().map(Arc::new).collect(), incomplete)
    }

    /// The same of certificates that are shared already.
    #[must_use]
    pub fn shared(certificates: Vec<Arc<Certificate>>, incomplete: bool) -> Self {
        let mut certificates = certificates.into_iter();
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
