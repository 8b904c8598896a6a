//! Texts about archives and dumps: reading them, what was in them, what was seen.

use eku_engine::deployment::NodeName;
use eku_engine::evidence::Standing;
use eku_engine::report::TlsRole;
use eku_intake::collection::NodeSign;

use crate::state::Reading;

/// Heading of what was read.
pub const READ_FROM: &str = "Read from";
/// Heading of the settings.
pub const SETTINGS: &str = "Settings found";
/// Heading of the files.
pub const FILES: &str = "Files";
/// Heading of the servers.
pub const MACHINES: &str = "Peers";
/// Heading of what was seen.
pub const SEEN: &str = "Logs and captures";
/// What evidence is.
pub const SEEN_WHY: &str =
    "Logs, status dumps and captures do not change a verdict. Contradictions are marked.";
/// What stands behind how many were seen of which it is not known what they are of.
pub const NOT_JOINED: &str = " not matched to a connection";
/// Takes a certificate that a capture shows.
pub const USE_CERTIFICATE: &str = "Use this certificate";

/// Whose certificate it is.
pub fn presented(role: TlsRole, name: &str) -> String {
    match role {
        TlsRole::Client => format!("{name}, sent by the TLS client"),
        TlsRole::Server => format!("{name}, sent by the TLS server"),
    }
}

/// A file that was used.
pub const USED: &str = "used";
/// A file that was not.
pub const SET_ASIDE: &str = "ignored";
/// Ends reading.
pub const CANCEL: &str = "Cancel";
/// Heading of a server that waits.
pub const CORE_OR_EDGE: &str = "Core or Edge?";
/// Why it waits.
pub const CORE_OR_EDGE_WHY: &str = "The files do not show whether this is Core or Edge.";
/// Throws it away.
pub const DISCARD: &str = "Discard";

/// What is being read.
#[must_use]
pub fn reading(reading: &Reading) -> String {
    let files = match reading.files {
        1 => "1 file".to_owned(),
        several => format!("{several} files"),
    };
    let megabytes = |bytes: u64| format!("{}.{}", bytes / 1_000_000, bytes / 100_000 % 10);
    let (read, total) = (megabytes(reading.read), megabytes(reading.total));
    format!("Reading {files}: {read} of {total} MB")
}

/// How many files were used and set aside.
#[must_use]
pub fn counted(used: usize, set_aside: usize) -> String {
    match set_aside {
        0 => format!("{used} used"),
        set_aside => format!("{used} used, {set_aside} ignored"),
    }
}

/// Makes it one of the node's peers.
#[must_use]
pub fn assign(node: NodeName) -> String {
    format!("This is {}", node.title())
}

/// What shows which node it is of.
#[must_use]
pub fn sign(sign: Option<&NodeSign>) -> String {
    match sign {
        None => "you chose this".to_owned(),
        Some(NodeSign::Setting { line, text, .. }) => {
            format!("line {line} of the settings: {text}")
        }
        Some(NodeSign::Product { .. }) => "product name in the status".to_owned(),
        Some(NodeSign::Zones { .. }) => "traversal zones in the status".to_owned(),
        Some(NodeSign::Name(name)) => format!("the name {name}"),
    }
}

/// The last part of a path, which tells files apart; the list of files has the whole of it.
#[must_use]
pub fn last(path: &str) -> &str {
    path.rsplit(['!', '/']).next().unwrap_or(path)
}

/// Whether evidence agrees with a verdict.
#[must_use]
pub const fn agreement(agrees: Standing) -> &'static str {
    match agrees {
        Standing::Agrees => "Agrees",
        Standing::Contradicts => "Contradicts",
        Standing::Unrelated => "Not related to a verdict",
    }
}
