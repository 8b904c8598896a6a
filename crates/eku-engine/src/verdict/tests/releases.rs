//! What each release checks between the nodes.

use super::*;
use crate::deployment::Switch;
use crate::testing::deployments::verify_names;

#[test]
fn before_two_stores_the_one_certificate_does_both() {
    for (release, core, edge, zone, tunnels, message) in [
        ("X14.0", "S C", "S C", "works", "works", Some("works")),
        ("X14.3.7", "S C", "S", "works", "works", Some("fails")),
        ("X15.0", "S", "S C", "fails", "fails", Some("works")),
        ("X15.3.2", "S C", "C", "fails", "fails", Some("fails")),
        ("X15.3", "S C", "absent", "works", "works", Some("undecided")),
        ("X15.3", "S C", "any", "fails", "fails", Some("fails")),
        ("X15.3", "S C", "unreadable", "fails", "fails", Some("fails")),
        ("X15.3", "absent", "S C", "undecided", "undecided", Some("works")),
        ("X15.4", "S C", "S", "works", "works", None),
        ("X15.4", "S", "S", "fails", "fails", None),
        ("X15.4", "C", "S", "works", "works", None),
        ("X15.4", "empty", "S", "fails", "fails", None),
    ] {
        let judgement = judged(&older(release, core, edge));
        let mut expected =
            Vec::from([format!("uc-traversal-zone {zone}"), format!("ssh-tunnels {tunnels}")]);
        expected.extend(message.map(|verdict| format!("sip-service-message {verdict}")));
        assert_eq!(verdicts(&judgement), expected, "{release} {core} {edge}");
    }
}

#[test]
fn how_well_founded_a_reason_is_depends_on_the_release() {
    let judgement = judged(&older("X15.4", "S", "C"));
    assert_eq!(
        reasons(&judgement, "uc-traversal-zone"),
        [
            "client-auth-required of core.server fails, inferred",
            "server-auth-required of edge.server fails, documented",
        ]
    );
    assert_eq!(
        reasons(&judgement, "ssh-tunnels"),
        [
            "client-auth-required of core.server fails, documented",
            "server-auth-required of edge.server fails, inferred",
        ]
    );
    let judgement = judged(&older("X15.3", "S C", "S"));
    assert_eq!(
        reasons(&judgement, "sip-service-message"),
        ["both-purposes-required of edge.server fails, documented"]
    );
}

#[test]
fn releases_that_differ_leave_the_zone_undecided_and_each_node_keeps_its_rules() {
    let wrong = [["S", "S"]];
    let right = [["S C", "S"]];
    let both = [["S C", "S C"]];
    for (core, core_holds, edge, edge_holds, expected) in [
        ("X15.5", right, "X15.5.1", right, ["undecided", "works", "none"]),
        ("X15.5", right, "X15.4", wrong, ["undecided", "works", "none"]),
        ("X15.4", both, "X15.5", right, ["undecided", "works", "none"]),
        ("X15.4", wrong, "X15.5", right, ["fails", "fails", "none"]),
        ("X15.3", both, "X15.5", right, ["undecided", "works", "fails"]),
        ("X15.3", both, "X15.4", both, ["undecided", "works", "works"]),
        ("X15.5", right, "X15.3", wrong, ["undecided", "works", "none"]),
    ] {
        let judgement = judged(&nodes(core, &core_holds, edge, &edge_holds));
        let verdict = |id| judgement.connection(&id).map_or("none", |found| found.verdict.id());
        let found = [
            ConnectionId::UcTraversalZone,
            ConnectionId::SshTunnels,
            ConnectionId::SipServiceMessage,
        ];
        assert_eq!(found.map(verdict), expected, "{core} {edge}");
    }
    let judgement = judged(&nodes("X15.5", &right, "X15.4", &wrong));
    assert_eq!(reasons(&judgement, "uc-traversal-zone"), ["releases-differ undecided, documented"]);
}

#[test]
fn cluster_replication_by_release_and_mode() {
    let (enforcing, permissive) = (true, false);
    for (release, purposes, mode, expected) in [
        ("X15.3", "S", permissive, "works"),
        ("X15.3", "unreadable", permissive, "works"),
        ("X15.3", "none", permissive, "works"),
        ("X15.3", "S C", enforcing, "works"),
        ("X15.3", "S", enforcing, "fails"),
        ("X15.3", "C", enforcing, "fails"),
        ("X15.3", "absent", enforcing, "undecided"),
        ("X15.4", "S", enforcing, "works"),
        ("X15.4", "C", enforcing, "fails"),
        ("X15.4", "absent", enforcing, "works"),
        ("X15.4", "none", enforcing, "undecided"),
        ("X15.5", "S", enforcing, "works"),
        ("X15.5", "empty", enforcing, "fails"),
        ("X15.5", "unreadable", enforcing, "fails"),
    ] {
        for node in NodeName::ALL {
            let clustered = [[purposes; 2], ["S C"; 2]];
            let single = [["S C"; 2]];
            let mut deployment = match node {
                NodeName::Core => nodes(release, &clustered, release, &single),
                NodeName::Edge => nodes(release, &single, release, &clustered),
            };
            deployment.node_mut(node).set(Switch::ClusterTlsVerify, mode).unwrap();
            let judgement = judged(&deployment);
            let service = judgement.service(&Service::ClusterDatabase).unwrap();
            assert_eq!(service.verdict.id(), expected, "{release} {purposes} {mode:?} {node}");
        }
    }
}

#[test]
fn from_x15_4_on_replication_still_reads_the_client_certificate() {
    let mut deployment = nodes("X15.5", &[["S C"; 2]], "X15.5", &[["unreadable", "S"], ["S", "S"]]);
    deployment.edge.set(Switch::ClusterTlsVerify, true).unwrap();
    assert_eq!(
        reasons(&judged(&deployment), "cluster-database"),
        ["eku-unreadable of edge[one].client fails, measured"]
    );
}

#[test]
fn each_node_looks_for_its_own_name_in_the_zone_and_nowhere_else() {
    for (core_looks_for, edge_looks_for, reason) in [
        (vec![], vec![], None),
        (vec!["absent.example.com"], vec![], Some("edge.server")),
        (vec![], vec!["absent.example.com"], Some("core.client")),
    ] {
        let mut deployment = x15_5(["S C", "S"], ["S", "S"]);
        deployment.core.verify_names = verify_names(&core_looks_for);
        deployment.edge.verify_names = verify_names(&edge_looks_for);
        let judgement = judged(&deployment);
        let expected = reason.map(|store| format!("name-mismatch of {store} fails, documented"));
        assert_eq!(reasons(&judgement, "uc-traversal-zone"), Vec::from_iter(expected));
        assert!(reasons(&judgement, "ssh-tunnels").is_empty());
    }
}
