//! Steps that more than one runbook has.
//!
//! A step is a verb, a place and a value, with what is seen when it has worked. What no source says
//! has no source, and reads as inferred.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::citation::Citation;
use crate::citation::authorities::{GUIDES_X14_REQUEST, UNIFIED_CM_TRUST};
use crate::deployment::{Node, StoreKind};
use crate::report::{Field, Step, source};

impl Step {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(super) fn running(self, command: impl Into<String>) -> Self {
        Self { command: Some(command.into()), ..self }
    }

    pub(super) fn entering(self, fields: Vec<Field>) -> Self {
        Self { fields, ..self }
    }

    pub(super) fn showing(self, result: impl Into<String>) -> Self {
        Self { result: Some(result.into()), ..self }
    }

    pub(super) fn said_by(self, citation: &'static Citation) -> Self {
        Self { source: Some(source(citation)), ..self }
    }
}

/// A backup of one machine or several.
pub(super) fn backup(on: &str) -> Step {
    Step::new(format!("Create a system backup of {on}: {BACKUP_PAGE}."))
        .showing("The browser has saved the backup file.")
}

/// How a change that a backup precedes is taken back.
pub(super) fn restore(on: &str) -> Step {
    Step::new(format!(
        "Restore the backup of {on}: {BACKUP_PAGE}. The old certificate file alone is not enough, \
         because its private key stays on the node."
    ))
    .said_by(&GUIDES_X14_REQUEST)
}

/// What only a backup keeps, and what it cannot promise.
pub(super) fn backup_risk(kind: StoreKind) -> String {
    let kept = "A private key cannot be downloaded, so only a system backup keeps it.";
    match kind {
        StoreKind::Server => kept.into(),
        StoreKind::Client => format!(
            "{kept} Cisco does not document whether the backup contains the client certificate. \
             If it does not, request a new certificate."
        ),
    }
}

/// What a restart takes down.
pub(super) fn restart_risk(node: &Node) -> String {
    let title = node.name().title();
    format!(
        "The restart drops calls and registrations through {title}. How long a restart takes is \
         not documented. Use a maintenance window, or warn your users."
    )
}

/// How every change of a node ends.
pub(super) fn finish(node: &Node) -> [Step; 2] {
    let title = node.name().title();
    let restart = if node.peers().len() > 1 {
        restart(&format!("{title}, each peer of the cluster in turn")).showing(
            "The web interface is back, and Status > Zones shows the zones. System > Clustering \
             shows the cluster database status as Active. Then restart the next peer.",
        )
    } else {
        restart(title)
    };
    [restart, traversal_test()]
}

/// A restart of one machine or several.
pub(super) fn restart(on: &str) -> Step {
    Step::new(format!("Restart {on}: Maintenance > Restart options, Restart."))
        .showing("The web interface is back, and Status > Zones shows the zones.")
}

/// Whether the two nodes reach each other.
pub(super) fn traversal_test() -> Step {
    Step::new(
        "On Core, run Maintenance > Security > Secure traversal test. Then sign in one external \
         client.",
    )
    .showing(
        "The test succeeds. Status > Zones shows the traversal zones as Active. Status > Unified \
         Communications shows the SSH tunnels as Active.",
    )
}

/// A command on the command line of a node.
pub(super) fn on_command_line(node: &str, command: impl Into<String>) -> Step {
    Step::new(format!("Log in to {node} by SSH as admin, and run this command."))
        .running(command)
        .showing(
            "The same command without its value shows the new value, on each peer of a cluster.",
        )
}

/// The certificates of a CA into the list of both nodes.
pub(super) fn trust_on_both_nodes() -> Step {
    Step::new(
        "On Core and on Edge, open Maintenance > Security > Trusted CA certificate. Choose Append \
         CA certificate for the CA's root, and for each intermediate.",
    )
    .showing(
        "The list on both nodes has the root and every intermediate. An intermediate alone is not \
         enough.",
    )
}

/// What the restarts in Unified CM take down.
pub(super) const UNIFIED_CM_RISK: &str = "Restarting Cisco CallManager drops phones until they \
    register again. Restarting Cisco Tomcat ends web sessions. Skip both Unified CM steps if the \
    CA is already in both trust stores.";

/// The certificates of a CA into the trust stores of Unified CM, and the services that read them.
pub(super) fn trust_in_unified_cm() -> [Step; 2] {
    [
        Step::new(
            "On the Unified CM publisher, open Cisco Unified OS Administration > Security > \
             Certificate Management. Choose Upload Certificate/Certificate chain, and upload the \
             root and each intermediate as tomcat-trust. Do the same as CallManager-trust. Note \
             which services the page asks you to restart.",
        )
        .showing("The certificate list shows them under tomcat-trust and CallManager-trust.")
        .said_by(&UNIFIED_CM_TRUST),
        Step::new(
            "Restart Cisco Tomcat on each Unified CM node from its command line. Then restart \
             Cisco CallManager and Cisco TFTP: Cisco Unified Serviceability > Tools > Control \
             Center - Feature Services. If the upload page named other services, restart those.",
        )
        .running("utils service restart Cisco Tomcat")
        .showing("The services show Started. Phones register again."),
    ]
}

const BACKUP_PAGE: &str = "Maintenance > Backup and restore";
