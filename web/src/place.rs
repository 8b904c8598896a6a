//! The places of the page that take certificates, and what tests, labels and the engine call them.

use eku_engine::deployment::{NodeName, StoreKind};

/// One certificate store of one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The node.
    pub node: NodeName,
    /// Which of its stores.
    pub kind: StoreKind,
}

impl Slot {
    /// All four, in the order of the page.
    pub const ALL: [Self; 4] = [
        Self::new(NodeName::Core, StoreKind::Client),
        Self::new(NodeName::Core, StoreKind::Server),
        Self::new(NodeName::Edge, StoreKind::Client),
        Self::new(NodeName::Edge, StoreKind::Server),
    ];

    /// The store of this kind on this node.
    #[must_use]
    pub const fn new(node: NodeName, kind: StoreKind) -> Self {
        Self { node, kind }
    }

    /// Its place in [`Slot::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        match (self.node, self.kind) {
            (NodeName::Core, StoreKind::Client) => 0,
            (NodeName::Core, StoreKind::Server) => 1,
            (NodeName::Edge, StoreKind::Client) => 2,
            (NodeName::Edge, StoreKind::Server) => 3,
        }
    }

    /// The store's identifier in reports, `core.client`.
    #[must_use]
    pub const fn store(self) -> &'static str {
        ["core.client", "core.server", "edge.client", "edge.server"][self.index()]
    }
}

/// A trusted CA list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrustList {
    /// The list of Core.
    Core,
    /// The list of Edge.
    Edge,
    /// Certificates that are in both lists.
    Both,
}

impl TrustList {
    /// All three, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Core, Self::Edge, Self::Both];

    /// Its place in [`TrustList::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Core => 0,
            Self::Edge => 1,
            Self::Both => 2,
        }
    }
}

/// Anything that takes drops, files and pasted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A certificate store.
    Slot(Slot),
    /// A trusted CA list.
    Trusted(TrustList),
    /// The page as a whole, which sorts what it gets.
    Anything,
}

impl Place {
    /// Every place.
    pub const ALL: [Self; 8] = [
        Self::Slot(Slot::ALL[0]),
        Self::Slot(Slot::ALL[1]),
        Self::Slot(Slot::ALL[2]),
        Self::Slot(Slot::ALL[3]),
        Self::Trusted(TrustList::Core),
        Self::Trusted(TrustList::Edge),
        Self::Trusted(TrustList::Both),
        Self::Anything,
    ];

    /// The `id` of its file input.
    #[must_use]
    pub const fn input_id(self) -> &'static str {
        match self {
            Self::Slot(slot) => {
                ["core-client", "core-server", "edge-client", "edge-server"][slot.index()]
            }
            Self::Trusted(list) => ["core-trusted", "edge-trusted", "trusted"][list.index()],
            Self::Anything => "anything",
        }
    }

    /// The value of its `data-store`.
    #[must_use]
    pub const fn data(self) -> &'static str {
        match self {
            Self::Slot(slot) => slot.store(),
            Self::Trusted(list) => ["core.trusted", "edge.trusted", "trusted"][list.index()],
            Self::Anything => "anything",
        }
    }

    /// The place with this `data-store`.
    #[must_use]
    pub fn from_data(data: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.data() == data)
    }
}
