//! Texts about the machines of a node and how they verify each other.

use eku_engine::deployment::NodeName;

use eku_deployment::NameProblem;

/// Adds a machine.
pub const ADD: &str = "Add a machine";
/// Takes a machine away.
pub const REMOVE: &str = "Remove this machine";

/// What a reader of the button alone needs to know.
#[must_use]
pub fn add_to(node: NodeName) -> String {
    format!("to {}, which then is a cluster", node.title())
}

/// The label of a machine's name.
#[must_use]
pub fn label(node: NodeName, number: usize) -> String {
    format!("{}, machine {number}", node.title())
}

/// What is wrong with a machine's name, and what it is called until then.
#[must_use]
pub fn name_problem(problem: NameProblem, name: &str) -> String {
    let what = match problem {
        NameProblem::Empty => "In a cluster each machine needs a name.",
        NameProblem::Repeated => "Another machine of this node has this name.",
    };
    format!("{what} Until it has one of its own, it is called {name}.")
}

/// The label of how the machines verify each other.
#[must_use]
pub fn cluster_label(node: NodeName) -> String {
    format!("How {}'s machines verify each other", node.title())
}

/// The ways in which machines verify each other: identifier, words.
pub const CLUSTER_MODES: [(&str, &str, Option<bool>); 3] = [
    ("not-described", "Not described", None),
    ("permissive", "Permissive: not at all", Some(false)),
    ("enforcing", "Enforcing: certificates count", Some(true)),
];

/// What is chosen and what it is for.
pub const CLUSTER_NOTE: &str = "The TLS verify mode of System > Clustering. With it, replication is judged too. \
    A machine name with a dot, such as a host name, is then looked for in its certificate.";
