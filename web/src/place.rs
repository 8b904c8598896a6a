//! The places of the page that take certificates.
//!
//! A place is known by numbers that never change, so that a machine or far end can be renamed or
//! removed while files are still being read. What people, tests and reports call it depends on
//! the state: see [`crate::state::Named`].

use eku_engine::deployment::{NodeName, StoreKind};

pub use eku_deployment::{FarEndId, PeerId, Slot};

/// A trusted CA list of the nodes.
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

    /// Its identifier, `core.trusted`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        ["core.trusted", "edge.trusted", "trusted"][self.index()]
    }
}

/// Anything that takes drops, files and pasted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A certificate store.
    Slot(Slot),
    /// A trusted CA list of the nodes.
    Trusted(TrustList),
    /// A far end's own certificate.
    FarEnd(FarEndId),
    /// A far end's trusted CA list.
    FarEndTrusted(FarEndId),
    /// The page as a whole, which sorts what it gets.
    Anything,
}

impl Place {
    /// Whether it holds a list of CAs and not one certificate with its chain.
    #[must_use]
    pub const fn is_list(self) -> bool {
        matches!(self, Self::Trusted(_) | Self::FarEndTrusted(_))
    }

    /// The text that stands for it in the document: `core.client`, `core/7.client`,
    /// `far-end/3.trusted`.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Slot(Slot { node, peer, kind }) => {
                let machine = match peer {
                    PeerId::FIRST => String::new(),
                    PeerId(number) => format!("/{number}"),
                };
                format!("{node}{machine}.{}", kind_id(kind))
            }
            Self::Trusted(list) => list.id().to_owned(),
            Self::FarEnd(FarEndId(number)) => format!("far-end/{number}.certificate"),
            Self::FarEndTrusted(FarEndId(number)) => format!("far-end/{number}.trusted"),
            Self::Anything => "anything".to_owned(),
        }
    }

    /// The place for which a text stands.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        if key == "anything" {
            return Some(Self::Anything);
        }
        if let Some(list) = TrustList::ALL.into_iter().find(|list| list.id() == key) {
            return Some(Self::Trusted(list));
        }
        let (holder, what) = key.split_once('.')?;
        let (holder, number) = match holder.split_once('/') {
            Some((holder, number)) => (holder, number.parse().ok()?),
            None => (holder, 0),
        };
        if holder == "far-end" {
            return match what {
                "certificate" => Some(Self::FarEnd(FarEndId(number))),
                "trusted" => Some(Self::FarEndTrusted(FarEndId(number))),
                _ => None,
            };
        }
        let node = NodeName::ALL.into_iter().find(|node| node.id() == holder)?;
        let kind = Slot::KINDS.into_iter().find(|kind| kind_id(*kind) == what)?;
        Some(Self::Slot(Slot::new(node, PeerId(number), kind)))
    }
}

/// The identifier of a kind of store, in keys and reports.
#[must_use]
pub const fn kind_id(kind: StoreKind) -> &'static str {
    match kind {
        StoreKind::Server => "server",
        StoreKind::Client => "client",
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn a_place_is_found_by_its_key() {
        for (key, place) in [
            ("core.client", Some(Place::Slot(Slot::FIRST[0]))),
            ("edge.server", Some(Place::Slot(Slot::FIRST[3]))),
            (
                "edge/12.client",
                Some(Place::Slot(Slot::new(NodeName::Edge, PeerId(12), StoreKind::Client))),
            ),
            ("core.trusted", Some(Place::Trusted(TrustList::Core))),
            ("trusted", Some(Place::Trusted(TrustList::Both))),
            ("far-end/3.certificate", Some(Place::FarEnd(FarEndId(3)))),
            ("far-end/3.trusted", Some(Place::FarEndTrusted(FarEndId(3)))),
            ("anything", Some(Place::Anything)),
            ("core", None),
            ("core/x.client", None),
            ("far-end/3.client", None),
            ("", None),
        ] {
            assert_eq!(Place::from_key(key), place, "{key}");
            if let Some(place) = place {
                assert_eq!(place.key(), key);
            }
        }
    }
}
