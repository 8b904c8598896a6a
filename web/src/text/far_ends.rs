//! Texts about far ends.

use eku_deployment::NameProblem;
use eku_engine::deployment::{ClientEkuCheck, Initiates, NodeName, Protocol, TlsVerify};

pub use crate::names::{SERVICES, certificate_of, trusted_of};

/// Heading.
pub const TITLE: &str = "Far ends (optional)";
/// What far ends are, and why they matter.
pub const WANT: &str = "Add other systems to check their TLS connections.";
/// Label of the list of what can be added.
pub const KIND: &str = "Add a far end";
/// A traversal zone.
pub const ZONE: &str = "Traversal zone (Core to Edge)";
/// One that is not in the list.
pub const OTHER: &str = "Other system";
/// Adds what was chosen.
pub const ADD: &str = "Add";
/// What a reader of the button alone needs to know.
pub const ADD_WHAT: &str = "the chosen far end";
/// What one is called that has no name.
pub const UNNAMED: &str = "Far end";
/// Takes one away.
pub const REMOVE: &str = "Remove";
/// Opens the properties.
pub const PROPERTIES: &str = "All settings";
/// Opens what is known.
pub const KNOWN: &str = "Known behavior";

/// Label of the name.
pub const NAME: &str = "Name";
/// Label of the node.
pub const NODE: &str = "Connects with";
/// Label of who calls.
pub const INITIATES: &str = "Direction";
/// Label of what it makes of our client certificate.
pub const CLIENT_EKU_CHECK: &str = "Client authentication";
/// Label of what we make of its certificate.
pub const TLS_VERIFY: &str = "TLS verify mode";
/// Label of the protocol.
pub const PROTOCOL: &str = "Protocol";
/// Label of the services.
pub const USED_BY: &str = "Needed by";
/// Label of the names that are looked for.
pub const VERIFY_NAME: &str = "TLS verify name";
/// Heading of its certificate.
pub const CERTIFICATE: &str = "Certificate";
/// What its certificate is for.
pub const CERTIFICATE_WANT: &str = "Needed where the far end connects to Expressway.";
/// Heading of its trusted CA list.
pub const TRUSTED: &str = "Trusted CA list";

/// What it makes of our client certificate.
pub const CLIENT_EKU_CHECKS: [(&str, &str, ClientEkuCheck); 4] = [
    ("unknown", "Unknown", ClientEkuCheck::Unknown),
    ("on", "Required", ClientEkuCheck::On),
    ("off", "Ignored", ClientEkuCheck::Off),
    ("not-requested", "No certificate requested", ClientEkuCheck::NotRequested),
];

/// What our node makes of its certificate.
pub const TLS_VERIFIES: [(&str, &str, TlsVerify); 3] = [
    ("on", "On", TlsVerify::On),
    ("off", "Off", TlsVerify::Off),
    ("unknown", "Unknown", TlsVerify::Unknown),
];

/// The protocols.
pub const PROTOCOLS: [(&str, &str, Protocol); 3] = [
    ("sip", "SIP", Protocol::Sip),
    ("xmpp", "XMPP", Protocol::Xmpp),
    ("https", "HTTPS", Protocol::Https),
];

/// The nodes.
pub const NODES: [(&str, &str, NodeName); 2] =
    [("core", "Core", NodeName::Core), ("edge", "Edge", NodeName::Edge)];

/// Who calls.
#[must_use]
pub const fn initiates(node: NodeName) -> [(&'static str, &'static str, Initiates); 3] {
    let [out, into] = match node {
        NodeName::Core => ["Core to far end", "Far end to Core"],
        NodeName::Edge => ["Edge to far end", "Far end to Edge"],
    };
    [
        ("expressway", out, Initiates::Expressway),
        ("far-end", into, Initiates::FarEnd),
        ("both", "Both directions", Initiates::Both),
    ]
}

/// Label of the port of a traversal zone.
pub const ZONE_PORT: &str = "Port on Edge";

/// Label of what a node makes of the other's certificate on a traversal zone.
#[must_use]
pub fn zone_verify(node: NodeName) -> String {
    format!("TLS verify mode on {}", node.title())
}

/// The field of the same.
#[must_use]
pub const fn zone_verify_key(node: NodeName) -> &'static str {
    match node {
        NodeName::Core => "core_tls_verify",
        NodeName::Edge => "edge_tls_verify",
    }
}

/// The field of the names that a node looks for on a traversal zone.
#[must_use]
pub const fn zone_names_key(node: NodeName) -> &'static str {
    match node {
        NodeName::Core => "core_verify_name",
        NodeName::Edge => "edge_verify_name",
    }
}

/// Label of the names that a node looks for on a traversal zone.
#[must_use]
pub fn zone_looks_for(node: NodeName) -> String {
    format!("TLS verify name for {} (set on {})", node.other().title(), node.title())
}

/// What is wrong with the name of a traversal zone, and what it is called until then.
#[must_use]
pub fn zone_name_problem(problem: NameProblem, name: &str) -> String {
    let what = match problem {
        NameProblem::Empty => "Enter a name with a letter (a to z) or a digit.",
        NameProblem::Repeated => "Another traversal zone has the same name.",
    };
    until_then(what, name)
}

/// What is wrong with a name, and what it is called until then.
#[must_use]
pub fn name_problem(problem: NameProblem, name: &str) -> String {
    let what = match problem {
        NameProblem::Empty => "Enter a name with a letter (a to z) or a digit.",
        NameProblem::Repeated => "Another far end has the same name.",
    };
    until_then(what, name)
}

fn until_then(what: &str, name: &str) -> String {
    format!("{what} Until then, the name is {name}.")
}
