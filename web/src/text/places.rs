//! What the places that take certificates are called.

use eku_engine::deployment::{NodeName, StoreKind};
use eku_engine::report::capitalised;

use crate::place::{Slot, TrustList};

/// The page as a place.
pub const THE_PAGE: &str = "the page";

/// The heading of a store.
#[must_use]
pub const fn store_title(kind: StoreKind, only_one: bool) -> &'static str {
    match (kind, only_one) {
        (StoreKind::Client, _) => "Client store",
        (StoreKind::Server, false) => "Server store",
        (StoreKind::Server, true) => "Server store, the only one",
    }
}

/// The store with its node, and with its machine in a cluster.
#[must_use]
pub fn slot_name(slot: Slot, peer: Option<&str>) -> String {
    of_node(slot, peer, "store")
}

/// The store's certificate, in a list of what is missing.
#[must_use]
pub fn slot_certificate(slot: Slot, peer: Option<&str>) -> String {
    of_node(slot, peer, "certificate")
}

fn of_node(slot: Slot, peer: Option<&str>, what: &str) -> String {
    let kind = match slot.kind {
        StoreKind::Client => "client",
        StoreKind::Server => "server",
    };
    let node = slot.node.title();
    match peer {
        Some(peer) => format!("{node}'s {kind} {what} on {peer}"),
        None => format!("{node}'s {kind} {what}"),
    }
}

/// What a store is for.
#[must_use]
pub const fn store_want(slot: Slot) -> &'static str {
    match (slot.node, slot.kind) {
        (NodeName::Core, StoreKind::Client) => {
            "What Core presents to Edge and Unified CM when it calls them."
        }
        (NodeName::Core, StoreKind::Server) => "What Core presents to those who call it.",
        (NodeName::Edge, StoreKind::Client) => {
            "What Edge presents to Webex and partners when it calls them."
        }
        (NodeName::Edge, StoreKind::Server) => {
            "What Edge presents to Core, phones and partners who call it."
        }
    }
}

/// A trusted CA list in a sentence.
#[must_use]
pub const fn trust_name(list: TrustList) -> &'static str {
    match list {
        TrustList::Core => "Core's trusted CA list",
        TrustList::Edge => "Edge's trusted CA list",
        TrustList::Both => "the trusted CA lists of both nodes",
    }
}

/// The heading of a trusted CA list.
#[must_use]
pub const fn trust_title(list: TrustList) -> &'static str {
    match list {
        TrustList::Core => "Core",
        TrustList::Edge => "Edge",
        TrustList::Both => "Both nodes",
    }
}

/// A place where a certificate can be moved to.
#[must_use]
pub fn target(place: &str, swaps: bool) -> String {
    let place = capitalised(place);
    if swaps { format!("{place} (change places)") } else { place }
}
