//! The connections of the two nodes.

use super::*;
use crate::deployment::{Node, Peer, Stores, Switch, TlsVerify};
use crate::testing::deployments::{
    check_off, connections as verdicts, holds, ids, judged, list, nodes, older, reasons,
    verify_names, with_zone,
};

#[test]
fn the_initiator_presents_its_client_store_and_the_responder_its_server_store() {
    for (core, edge, expected) in [
        ("X15.5", "X15.5", "core -> edge, core.client, edge.server"),
        ("X15.4", "X15.4", "core -> edge, core.server, edge.server"),
        ("X14", "X14", "core -> edge, core.server, edge.server"),
        ("X15.5", "X15.3", "core -> edge, core.client, edge.server"),
        ("X15.3", "X15.5", "core -> edge, core.server, edge.server"),
    ] {
        let deployment = nodes(core, &[["S C"; 2]], edge, &[["S C"; 2]]);
        for id in ["uc-traversal-zone", "ssh-tunnels"] {
            assert_eq!(sides(&found(&deployment, id)), expected, "{core} {edge} {id}");
        }
    }
}

#[test]
fn each_peer_presents_its_own_certificate() {
    let deployment = nodes("X15.5", &[["S C", "S"]; 2], "X15.4", &[["S"; 2]; 3]);
    let tunnels = found(&deployment, "ssh-tunnels");
    assert_eq!(
        asked(&tunnels),
        [
            "core[one].client to edge: ClientAuth documented",
            "core[two].client to edge: ClientAuth documented",
            "edge[one].server to core: ServerAuth inferred",
            "edge[two].server to core: ServerAuth inferred",
            "edge[three].server to core: ServerAuth inferred",
        ]
    );
    assert_eq!(sides(&tunnels), "core -> edge, core.client, edge.server");
}

#[test]
fn a_peer_is_named_where_it_is_the_only_one() {
    let node = |name| {
        let stores = Stores::Two { server: holds("S"), client: holds("S C") };
        Node::new(name, Release::X15_5, [Peer::named("one", stores)].into()).unwrap()
    };
    let deployment = Deployment::new(node(NodeName::Core), node(NodeName::Edge)).unwrap();
    let tunnels = found(&deployment, "ssh-tunnels");
    assert_eq!(sides(&tunnels), "core -> edge, core[one].client, edge[one].server");
}

#[test]
fn what_the_zone_and_the_tunnels_ask_for() {
    let current = x15_5(["S C", "S"], ["S", "S"]);
    let off = check_off(current.clone(), NodeName::Edge);
    let old = older("X15.4", "S C", "S");
    for (deployment, client, zone, tunnels) in [
        (&current, "core.client", "ClientAuth documented", "ClientAuth documented"),
        (&off, "core.client", "EkuCheckOff documented", "ClientAuth documented"),
        (&old, "core.server", "ClientAuth inferred", "ClientAuth documented"),
    ] {
        assert_eq!(
            asked(&found(deployment, "uc-traversal-zone")),
            [
                format!("{client} to edge: {zone}"),
                "edge.server to core: ServerAuth documented".into()
            ]
        );
        assert_eq!(
            asked(&found(deployment, "ssh-tunnels")),
            [
                format!("{client} to edge: {tunnels}"),
                "edge.server to core: ServerAuth inferred".into()
            ]
        );
    }
}

#[test]
fn names_are_looked_for_in_the_zone_and_trust_everywhere() {
    let mut deployment = x15_5(["S C", "S"], ["S", "S"]);
    let both = |deployment: &Deployment, id| {
        let connection = found(deployment, id);
        let both: Vec<_> = connection.presentations.iter().map(besides).collect();
        both.join("; ")
    };
    for id in ["uc-traversal-zone", "ssh-tunnels"] {
        assert_eq!(both(&deployment, id), "validity, names?, trust?; validity, names?, trust?");
    }
    deployment.core.verify_names = verify_names(&["edge"]);
    deployment.edge.trusted_cas = Some(list(&[]));
    let zone = "validity, names?, trust; validity, names, trust?";
    assert_eq!(both(&deployment, "uc-traversal-zone"), zone);
    let tunnels = "validity, names?, trust; validity, names?, trust?";
    assert_eq!(both(&deployment, "ssh-tunnels"), tunnels);
    deployment.edge.verify_names = verify_names(&["core"]);
    let zone = "validity, names, trust; validity, names, trust?";
    assert_eq!(both(&deployment, "uc-traversal-zone"), zone);
}

#[test]
fn before_x15_4_edge_sends_its_certificate_to_core() {
    for (core, edge, sent) in [
        ("X15.3", "X15.3", Some("edge.server to core: Both documented")),
        ("X14", "X15.5", Some("edge.server to core: Both documented")),
        ("X15.4", "X15.3", None),
        ("X15.5", "X15.5", None),
    ] {
        let deployment = nodes(core, &[["S C"; 2]], edge, &[["S C"; 2]]);
        let message = built(&deployment)
            .into_iter()
            .find(|connection| connection.id == ConnectionId::SipServiceMessage);
        let lines = message.as_ref().map(asked).unwrap_or_default();
        assert_eq!(lines, Vec::from_iter(sent), "{core} {edge}");
        if let Some(message) = message {
            assert_eq!(sides(&message), "core -> edge, none, edge.server");
            assert_eq!(besides(&message.presentations[0]), "", "it asks for purposes alone");
        }
    }
}

#[test]
fn only_the_zone_says_that_releases_differ() {
    let mut deployment = nodes("X15.3", &[["S C"; 2]], "X15.4", &[["S C"; 2]]);
    deployment.core.set(Switch::ClusterTlsVerify, true).unwrap();
    let release = |text| Release::parse(text).unwrap();
    let releases = built(&deployment).into_iter().map(|found| found.releases);
    let zone = Some((release("X15.3"), release("X15.4")));
    assert_eq!(Vec::from_iter(releases), [zone, None, None, None]);
}

#[test]
fn peers_of_a_cluster_show_each_other_both_roles() {
    for (release, kind, client) in [
        ("X15.3", "server", "ClientAuth documented"),
        ("X15.4", "server", "Readable documented"),
        ("X15.5", "client", "Readable documented"),
    ] {
        let mut deployment = nodes(release, &[["S C"; 2]], release, &[["S C"; 2]; 2]);
        deployment.edge.set(Switch::ClusterTlsVerify, true).unwrap();
        let replication = found(&deployment, "cluster-database");
        assert_eq!(sides(&replication), format!("edge -> edge, edge.{kind}, edge.server"));
        assert_eq!(
            asked(&replication),
            [
                format!("edge[one].{kind} to edge: {client}"),
                format!("edge[two].{kind} to edge: {client}"),
                "edge[one].server to edge: ServerAuth inferred".into(),
                "edge[two].server to edge: ServerAuth inferred".into(),
            ]
        );
    }
    let mut deployment = x15_5(["S C"; 2], ["S C"; 2]);
    deployment.core.set(Switch::ClusterTlsVerify, false).unwrap();
    let permissive = found(&deployment, "cluster-database");
    assert_eq!(sides(&permissive), "core -> core, core.client, core.server");
    assert!(permissive.presentations.is_empty());
}

#[test]
fn peers_are_looked_for_by_their_host_names_in_both_roles() {
    let peer = |name| Peer::named(name, Stores::One(holds("S C")));
    let peers = ["one.example.com", "two"].map(peer).into();
    let core = Node::new(NodeName::Core, Release::parse("X15.3").unwrap(), peers).unwrap();
    let edge = older("X15.3", "S C", "S C").edge;
    let mut deployment = Deployment::new(core, edge).unwrap();
    deployment.core.set(Switch::ClusterTlsVerify, true).unwrap();
    let replication = found(&deployment, "cluster-database");
    let names = replication.presentations.iter().map(|presentation| {
        let names = presentation.names.checked().unwrap_or_default();
        names.iter().map(ToString::to_string).collect::<String>()
    });
    let first = "one.example.com";
    assert_eq!(Vec::from_iter(names), [first, "", first, ""]);
}

/// The traversal zone of [`with_zone`].
const PLAIN: &str = "traversal-zone:zone-1";

#[test]
fn a_traversal_zone_asks_what_the_zone_for_unified_communications_asks() {
    let current = x15_5(["S C", "S"], ["S", "S"]);
    for (deployment, client) in [
        (current.clone(), "core.client to edge: ClientAuth documented"),
        (check_off(current, NodeName::Edge), "core.client to edge: EkuCheckOff documented"),
        (older("X15.4", "S C", "S"), "core.server to edge: ClientAuth documented"),
    ] {
        let deployment = with_zone(deployment, |zone| {
            zone.edge.verify_names = verify_names(&["core"]);
        });
        let connection = found(&deployment, PLAIN);
        let server = "edge.server to core: ServerAuth inferred";
        assert_eq!(asked(&connection), [client, server]);
        let besides = Vec::from_iter(connection.presentations.iter().map(besides));
        assert_eq!(besides, ["validity, names, trust?", "validity, names?, trust?"]);
        assert_eq!(sides(&connection), sides(&found(&deployment, "uc-traversal-zone")));
    }
}

#[test]
fn traversal_zones_stand_between_the_nodes_and_their_clusters() {
    let mut deployment = with_zone(x15_5(["S C"; 2], ["S C"; 2]), |_| {});
    deployment.core.set(Switch::ClusterTlsVerify, true).unwrap();
    let deployment = with_zone(deployment, |_| {});
    let built = built(&deployment).into_iter().map(|one| one.id.to_string());
    let expected =
        ["uc-traversal-zone", "ssh-tunnels", PLAIN, "traversal-zone:zone-2", "cluster-database"];
    assert_eq!(Vec::from_iter(built), expected);
}

#[test]
fn the_tls_verify_mode_of_each_end_decides_what_becomes_of_the_others_certificate() {
    use TlsVerify::{Off, On, Unknown};
    let client = "client-auth-required of core.client";
    let server = "server-auth-required of edge.server";
    let both = [format!("{client} fails, documented"), format!("{server} fails, inferred")];
    for (core, edge, verdict, expected) in [
        (On, On, "fails", Vec::from(both.clone())),
        (On, Off, "fails", vec![both[1].clone()]),
        (Off, On, "fails", vec![both[0].clone()]),
        (Off, Off, "works", vec![]),
        (Off, Unknown, "undecided", vec![format!("{client} undecided, documented")]),
        (Unknown, Off, "undecided", vec![format!("{server} undecided, inferred")]),
    ] {
        let deployment = with_zone(x15_5(["S", "S"], ["S", "C"]), |zone| {
            (zone.core.tls_verify, zone.edge.tls_verify) = (core, edge);
        });
        let judged = judged(&deployment);
        assert_eq!(reasons(&judged, PLAIN), expected, "{core:?} {edge:?}");
        assert!(verdicts(&judged).contains(&format!("{PLAIN} {verdict}")), "{core:?} {edge:?}");
        // The zone for Unified Communications always verifies.
        assert_eq!(reasons(&judged, "uc-traversal-zone").len(), 2, "{core:?} {edge:?}");
    }
    let off = with_zone(x15_5(["none", "S"], ["S", "S"]), |zone| zone.edge.tls_verify = Off);
    let judged = judged(&off);
    let zone = judged.connections.iter().find(|one| one.id.to_string() == PLAIN).unwrap();
    assert_eq!(zone.verdict, crate::verdict::Verdict::Works);
    let listed = ids(&zone.not_checked);
    assert!(listed.contains(&"client-auth-required") && listed.contains(&"certificate-expired"));
}
