//! Settings and releases of nodes, worded.

use alloc::format;
use alloc::vec::Vec;

use super::{TRAVERSAL_TEST, Words};
use crate::citation::{S_CHECK_MODE, S_TUNNELS, S_UPGRADE};
use crate::deployment::{Deployment, NodeName, Release, Switch};
use crate::report::joined;

pub(super) fn turn_off(node: NodeName) -> Words {
    let title = node.title();
    let reach = match node {
        NodeName::Core => "",
        NodeName::Edge => ", connections from the Internet among them",
    };
    Words {
        warnings: Vec::from([
            format!(
                "{title} then verifies extended key usage for no inbound SIP TLS connection{reach}. \
                 Names and trust are still verified."
            ),
            "It does not repair the SSH tunnels: these require client authentication whatever it \
             says."
                .into(),
            "Turn it On again as soon as those who call in present client authentication.".into(),
            "No source says whether the setting needs a restart.".into(),
        ]),
        steps: Vec::from([
            format!("Log in to {title} on the command line, as admin, and run the command below."),
            "Look at Status > Zones: the zone should become active. If it does not, restart the \
             node (Maintenance > Restart options), each peer of a cluster in turn; that interrupts \
             the calls and registrations through it."
                .into(),
        ]),
        commands: Switch::EkuCheck.command(false).into_iter().collect(),
        citation: &S_TUNNELS,
    }
}

pub(super) fn turn_on(node: NodeName) -> Words {
    let title = node.title();
    Words {
        warnings: Vec::from([
            format!(
                "{title} then refuses every inbound SIP TLS connection whose certificate lists \
                 purposes without client authentication."
            ),
            "No source says whether the setting needs a restart.".into(),
        ]),
        steps: Vec::from([
            format!("Log in to {title} on the command line, as admin, and run the command below."),
            "Look at Status > Zones: the zones should stay active.".into(),
        ]),
        commands: Switch::EkuCheck.command(true).into_iter().collect(),
        citation: &S_CHECK_MODE,
    }
}

/// The release that both nodes run after an upgrade: X15.5, or the higher of the two.
pub(super) fn upgrade_target(deployment: &Deployment) -> Release {
    Release::X15_5.max(deployment.core.release()).max(deployment.edge.release())
}

pub(super) fn upgrade(deployment: &Deployment) -> Words {
    let target = upgrade_target(deployment);
    let nodes = [&deployment.core, &deployment.edge];
    let from = nodes
        .iter()
        .filter(|node| node.release() != target)
        .map(|node| format!("{} from {}", node.name().title(), node.release()));
    let from = joined(&Vec::from_iter(from));
    let mut warnings = Vec::from([
        "Upgrade in a maintenance window, both nodes together where both move: Core and Edge have \
         to run the same release."
            .into(),
        format!("Check the supported upgrade path in the release notes ({from})."),
    ]);
    if nodes.iter().any(|node| !node.release().has_client_store()) {
        warnings.push(
            "The upgrade copies the server certificate and key into the new client store, once: \
             renewing the server certificate later does not renew the copy."
                .into(),
        );
    }
    Words {
        warnings,
        steps: Vec::from([
            "Back up both nodes: Maintenance > Backup and restore, each peer of a cluster.".into(),
            "Upgrade each node: Maintenance > Upgrade, the primary peer of a cluster first.".into(),
            "Check Maintenance > Security > Server certificate and Client certificate on each peer."
                .into(),
            TRAVERSAL_TEST.into(),
        ]),
        commands: Vec::new(),
        citation: &S_UPGRADE,
    }
}
