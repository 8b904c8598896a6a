//! Texts where a name contradicts the store that it is in.

use eku_engine::deployment::StoreKind;

use crate::state::Doubt;

/// Both nodes have what belongs to the other.
pub const EXCHANGED: &str = "These look swapped: the names on Core suggest Edge, and the reverse.";
/// The button that mends it.
pub const EXCHANGE: &str = "Swap Core and Edge";

/// What speaks against a store, as one or two sentences; the certificate's name as it is shown.
#[must_use]
pub fn sentence(doubt: &Doubt, name: &str) -> String {
    let mut said = Vec::new();
    if doubt.name.is_some() {
        let node = doubt.to.node.title();
        said.push(format!("Wrong server? The subject name suggests {node}: {name}."));
    }
    let kind = doubt.file.kind.map(|kind| match kind {
        StoreKind::Client => "client store",
        StoreKind::Server => "server store",
    });
    match (doubt.file.node.map(|node| node.title()), kind) {
        (Some(node), Some(kind)) => {
            said.push(format!("The file name suggests the {kind} of {node}."));
        }
        (None, Some(kind)) => said.push(format!("The file name suggests the {kind}.")),
        (Some(what), None) => {
            said.push(format!("The file name suggests {what}."));
        }
        (None, None) => {}
    }
    said.join(" ")
}

/// The button that mends it.
#[must_use]
pub fn mend(place: &str, swaps: bool) -> String {
    if swaps { format!("Swap with {place}") } else { format!("Move to {place}") }
}
