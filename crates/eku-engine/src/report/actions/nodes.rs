//! Settings and releases of nodes, worded.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::Words;
use super::steps::{on_command_line, traversal_test};
use crate::citation::{P_SAME_RELEASE, S_CHECK_MODE, S_TUNNELS, S_UPGRADE};
use crate::deployment::{Deployment, NodeName, Release, Switch};
use crate::report::{Step, joined};

/// The EKU check Off.
pub(super) fn turn_off(node: NodeName) -> Words {
    let title = node.title();
    let reach = match node {
        NodeName::Core => "",
        NodeName::Edge => ", including from the Internet",
    };
    Words {
        risks: Vec::from([
            format!(
                "{title} then skips the EKU check on all inbound SIP TLS connections{reach}. \
                 Names and trust are still verified. Turn the check back on once every inbound \
                 peer presents a certificate with client authentication."
            ),
            "The SSH tunnels stay down. They always require client authentication, even with the \
             EKU check Off. Replace the client certificate to fix them."
                .into(),
            NO_SOURCE_FOR_RESTART.into(),
        ]),
        steps: Vec::from([check_mode(node, false), look_at_zones()]),
        back: Vec::from([check_mode(node, true)]),
        citation: &S_TUNNELS,
    }
}

/// The EKU check On.
pub(super) fn turn_on(node: NodeName) -> Words {
    let title = node.title();
    Words {
        risks: Vec::from([
            format!(
                "{title} then rejects inbound SIP TLS connections if the certificate's EKU lacks \
                 client authentication. First check which systems call in."
            ),
            NO_SOURCE_FOR_RESTART.into(),
        ]),
        steps: Vec::from([check_mode(node, true), look_at_zones()]),
        back: Vec::from([check_mode(node, false)]),
        citation: &S_CHECK_MODE,
    }
}

fn check_mode(node: NodeName, on: bool) -> Step {
    let command = Switch::EkuCheck.command(on).unwrap_or_default();
    on_command_line(node.title(), command).said_by(&S_CHECK_MODE)
}

fn look_at_zones() -> Step {
    Step::new(
        "Open Status > Zones. If a zone stays down, restart the node: Maintenance > Restart \
         options, each peer of a cluster in turn. A restart drops calls and registrations.",
    )
    .showing("The zones with correct certificates show Active.")
}

/// The release that both nodes run after an upgrade: X15.5, or the higher of the two.
pub(super) fn upgrade_target(deployment: &Deployment) -> Release {
    Release::X15_5.max(deployment.core.release()).max(deployment.edge.release())
}

/// Both nodes on the release that has two stores.
pub(super) fn upgrade(deployment: &Deployment) -> Words {
    let target = upgrade_target(deployment);
    let nodes = [&deployment.core, &deployment.edge];
    let moving = nodes.iter().filter(|node| node.release() != target);
    let moves = moving.clone().map(|node| node.name().title().to_string());
    let moves = joined(&Vec::from_iter(moves));
    let from = moving.map(|node| format!("{} from {}", node.name().title(), node.release()));
    let from = joined(&Vec::from_iter(from));
    let mut risks = Vec::from([
        format!(
            "Core and Edge must run the same release. Upgrade {moves} in one maintenance window."
        ),
        format!(
            "Not every release upgrades in one step. Check the upgrade path in the release notes \
             ({from})."
        ),
        "The upgrade drops calls and registrations while each node restarts. The release notes \
         may say for how long."
            .into(),
    ]);
    if nodes.iter().any(|node| !node.release().has_client_store()) {
        risks.push(
            "The upgrade copies the server certificate and key into the new client store, once. \
             Renewing the server certificate later does not renew the copy. Renew both."
                .into(),
        );
    }
    Words {
        risks,
        steps: Vec::from([
            Step::new("Back up both nodes: Maintenance > Backup and restore, on each peer of a cluster.")
                .showing("You have a backup file of each peer."),
            Step::new(format!(
                "Upgrade {moves} to {target}: Maintenance > Upgrade, the primary peer of a cluster first."
            ))
            .showing(format!("Status > System > Information shows {target} on each peer."))
            .said_by(&P_SAME_RELEASE),
            Step::new(
                "On each peer, open Maintenance > Security > Server certificate, and then Client \
                 certificate.",
            )
            .showing("Both pages show a certificate.")
            .said_by(&S_UPGRADE),
            traversal_test(),
        ]),
        back: Vec::from([Step::new(
            "Return to the old release as its release notes say. Then restore the backup of each \
             peer: Maintenance > Backup and restore.",
        )]),
        citation: &S_UPGRADE,
    }
}

const NO_SOURCE_FOR_RESTART: &str = "Cisco does not document whether the setting needs a restart. Check the zones after the \
     change.";
