//! What the places that take certificates, and what is in them, are called.

use eku_engine::deployment::{NodeName, Release, Service, StoreId, StoreKind};
use eku_engine::disguise;
use eku_engine::report::capitalised;

use crate::place::{Slot, TrustList, kind_id};

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

/// The store with its node, and with its peer in a cluster.
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
        (NodeName::Core, StoreKind::Client) => "Sent when Core connects to Edge or Unified CM.",
        (NodeName::Core, StoreKind::Server) => "Sent when another system connects to Core.",
        (NodeName::Edge, StoreKind::Client) => "Sent when Edge connects to Webex or a partner.",
        (NodeName::Edge, StoreKind::Server) => {
            "Sent when Core, a phone or a partner connects to Edge."
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
    if swaps { format!("{place} (swap)") } else { place }
}

/// The problem of a file for a store that the release does not have.
#[must_use]
pub fn store_not_there(release: Release) -> (String, String) {
    (
        format!("{release} has no client store"),
        "drop the file on the server store, or choose release X15.5".to_owned(),
    )
}

/// The services that may need a far end.
pub const SERVICES: [(&str, &str, Service); 2] = [
    ("mra", "Mobile and Remote Access", Service::Mra),
    ("webrtc-proxy", "WebRTC proxy", Service::WebRtcProxy),
];

/// A far end's certificate, in a sentence.
#[must_use]
pub fn certificate_of(name: &str) -> String {
    format!("{name}'s certificate")
}

/// A far end's trusted CA list, in a sentence.
#[must_use]
pub fn trusted_of(name: &str) -> String {
    format!("{name}'s trusted CA list")
}

/// Where something already is, and from which other file.
#[must_use]
pub fn is_in(place: &str, other: Option<&str>) -> String {
    let other = other.map(|other| format!(", from {}", disguise::cut(other, LONGEST_FILE_NAME)));
    format!("in {place}{}", other.unwrap_or_default())
}

/// Where something already is that nobody gave a place.
pub const WAITS: &str = "waiting for a store";

/// Up to how many characters of a name are said.
pub const LONGEST_FILE_NAME: usize = 80;

/// What a message about the whole deployment is about.
pub const DEPLOYMENT: &str = "The deployment";

/// A store, as a lane calls it.
#[must_use]
pub fn short_name(store: &StoreId) -> String {
    let (node, kind) = (store.node.title(), kind_id(store.kind));
    match &store.peer {
        Some(peer) => format!("{node} {kind} on {peer}"),
        None => format!("{node} {kind}"),
    }
}

/// A certificate that stands for one to be issued, in a word.
pub const IMAGINED: &str = "placeholder";

/// The common name in an RFC 4514 name, or the whole name where it has none.
#[must_use]
pub fn common_name(name: &str) -> &str {
    attribute(name, "CN=").unwrap_or(name)
}

/// An attribute in an RFC 4514 name.
#[must_use]
pub fn attribute<'n>(name: &'n str, key: &str) -> Option<&'n str> {
    let mut rest = name;
    while !rest.is_empty() {
        let end = unescaped_comma(rest);
        let part = &rest[..end];
        if let Some(value) = part.trim_start().strip_prefix(key) {
            return Some(value);
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    None
}

fn unescaped_comma(text: &str) -> usize {
    let mut escaped = false;
    for (index, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ',' => return index,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn the_common_name_is_found_wherever_it_stands() {
        for (name, expected) in [
            ("CN=core.example.com,O=Example", "core.example.com"),
            ("C=GB,O=Example\\, Ltd,CN=core", "core"),
            ("O=Example\\,CN=no", "O=Example\\,CN=no"),
            ("CN=a\\,b,O=c", "a\\,b"),
            ("", ""),
        ] {
            assert_eq!(common_name(name), expected, "{name}");
        }
    }
}
