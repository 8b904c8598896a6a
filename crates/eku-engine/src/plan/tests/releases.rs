//! Plans for older releases and for releases that differ.

use super::*;
use crate::testing::deployments::{nodes, older};

const UPGRADE_AND_SERVER: &str =
    "complete: upgrade-to-x15.5 deployment + install-public-server-certificate edge.server";
const COMBINED: &str = "complete: install-combined-eku-certificate edge.server";
const UPGRADE: &str = "complete: upgrade-to-x15.5 deployment";
const UPGRADE_AND_INSTALL: &str = "complete: upgrade-to-x15.5 deployment + \
                                   install-private-client-certificate core.client";
const UPGRADE_AND_TURN_OFF: &str =
    "uc-traversal-zone: upgrade-to-x15.5 deployment + turn-off-eku-check edge";

#[test]
fn before_two_stores_core_gets_a_private_certificate_or_both_nodes_an_upgrade() {
    for (case, deployment, expected) in [
        (
            "X15.4, server only",
            older("X15.4", "S", "S"),
            &[
                "complete: install-private-client-certificate core.server",
                UPGRADE_AND_INSTALL,
                UPGRADE_AND_TURN_OFF,
            ][..],
        ),
        // Edge's certificate for the service message is never a private one.
        (
            "X15.3, server only",
            older("X15.3", "S", "S"),
            &[
                "complete: install-private-client-certificate core.server + \
                 install-combined-eku-certificate edge.server",
                UPGRADE_AND_INSTALL,
                "uc-traversal-zone ssh-tunnels webrtc-proxy: install-private-client-certificate \
                 core.server",
                UPGRADE_AND_TURN_OFF,
            ],
        ),
        ("X15.3, Edge server only", older("X15.3", "S C", "S"), &[COMBINED, UPGRADE]),
        ("X15.3, Edge client only", older("X15.3", "S C", "C"), &[COMBINED, UPGRADE_AND_SERVER]),
        ("X15.4, Edge server only", older("X15.4", "S C", "S"), &[]),
        (
            "X15.4, a key that may encipher only",
            put(older("X15.4", "S C", "S"), NodeName::Core, StoreKind::Server, encipherment("S C")),
            &[
                "complete: install-private-client-certificate core.server",
                UPGRADE_AND_INSTALL,
                UPGRADE_AND_TURN_OFF,
            ],
        ),
        (
            "X15.4, Edge's one certificate expired",
            put(older("X15.4", "S C", "S"), NodeName::Edge, StoreKind::Server, expired("S")),
            &["complete: renew-certificate edge.server", COMBINED],
        ),
    ] {
        assert_eq!(lines(&deployment), expected, "{case}");
        keeps_its_promise(&deployment);
    }
}

#[test]
fn an_upgrade_brings_both_nodes_to_one_release() {
    let one = [["S C", "S C"]];
    for (core, edge) in [("X15.5", "X15.5.1"), ("X15.5.2", "X15.5"), ("X15.4", "X15.5")] {
        let deployment = nodes(core, &one, edge, &one);
        assert_eq!(lines(&deployment), [UPGRADE], "{core} {edge}");
        keeps_its_promise(&deployment);
    }
}
