//! Texts about the peers of a node and how they verify each other.

use eku_engine::deployment::NodeName;

use eku_deployment::NameProblem;

/// Adds a peer.
pub const ADD: &str = "Add peer";
/// Removes a peer.
pub const REMOVE: &str = "Remove peer";

/// What a reader of the button alone needs to know.
#[must_use]
pub fn add_to(node: NodeName) -> String {
    format!("to {} (makes a cluster)", node.title())
}

/// The label of a peer's name.
#[must_use]
pub fn label(number: usize) -> String {
    format!("Peer {number}")
}

/// What a reader of the label alone needs to know.
#[must_use]
pub fn of_node(node: NodeName) -> String {
    format!(" of {}", node.title())
}

/// What is wrong with a peer's name, and what it is called until then.
#[must_use]
pub fn name_problem(problem: NameProblem, name: &str) -> String {
    let what = match problem {
        NameProblem::Empty => "Enter a name for each peer of the cluster.",
        NameProblem::Repeated => "Another peer of this node has the same name.",
    };
    format!("{what} Until then, the name is {name}.")
}

/// The label of how the peers verify each other.
#[must_use]
pub fn cluster_label(node: NodeName) -> String {
    format!("Cluster TLS verification on {}", node.title())
}

/// The ways in which peers verify each other: identifier, words.
pub const CLUSTER_MODES: [(&str, &str, Option<bool>); 3] = [
    ("not-described", "Unknown", None),
    ("permissive", "Permissive (certificates not verified)", Some(false)),
    ("enforcing", "Enforcing (certificates verified)", Some(true)),
];

/// What is chosen and what it is for.
pub const CLUSTER_NOTE: &str = "TLS verify mode of System > Clustering. Choose a mode to check replication too. \
    If the name of a peer is an FQDN, its certificate must contain that name.";
