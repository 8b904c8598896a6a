use std::string::ToString;
use std::{format, vec};

use super::*;
use crate::certificate::Certificate;
use crate::deployment::{
    ClientEkuCheck, Initiates, Node, Peer, Release, Service, Store, Stores, Switch,
};
use crate::report::{Reason, Report, html, markdown, text};
use crate::testing::deployments::{holds, verify_names, with_far_end};
use crate::testing::{at, leaf};

/// Peers `core1`, `core2` and so on of an X15.5 node, by the purposes of their client and server
/// certificates.
fn node(name: NodeName, peers: &[[&str; 2]]) -> Node {
    let peers = peers.iter().enumerate().map(|(place, [client, server])| {
        let stores = Stores::Two { server: holds(server), client: holds(client) };
        Peer::named(&format!("{name}{}", place + 1), stores)
    });
    Node::new(name, Release::X15_5, peers.collect()).unwrap()
}

/// So many good ones, then so many bad ones.
fn cores(good: usize, bad: usize) -> Vec<[&'static str; 2]> {
    [vec![["S C", "S"]; good], vec![["S", "S"]; bad]].concat()
}

fn edges(good: usize, bad: usize) -> Vec<[&'static str; 2]> {
    [vec![["S", "S"]; good], vec![["S", "C"]; bad]].concat()
}

fn deployment(core: &[[&str; 2]], edge: &[[&str; 2]]) -> Deployment {
    Deployment::new(node(NodeName::Core, core), node(NodeName::Edge, edge)).unwrap()
}

fn check(deployment: &Deployment) -> Report {
    crate::check(deployment, at("2026-11-23"))
}

fn reasons<'r>(report: &'r Report, id: &str) -> &'r [Reason] {
    let connection = report.connections.iter().find(|one| one.id.to_string() == id);
    &connection.unwrap().because
}

#[test]
fn the_headline_says_how_many_peers_of_which_node_are_affected() {
    for (core, edge, expected) in [
        ((4, 2), (1, 0), "fails on 2 of 6 Core peers."),
        ((5, 1), (3, 0), "fails on 1 of 6 Core peers."),
        ((0, 3), (1, 0), "fails."),
        ((1, 1), (1, 0), "fails on 1 of 2 Core peers."),
        ((0, 1), (2, 0), "fails."),
        ((1, 0), (1, 2), "fails on 2 of 3 Edge peers."),
        ((4, 2), (2, 1), "fails on 2 of 6 Core peers and 1 of 3 Edge peers."),
        ((4, 2), (0, 3), "fails."),
        ((1, 999), (1, 0), "fails on 999 of 1,000 Core peers."),
    ] {
        let report = check(&deployment(&cores(core.0, core.1), &edges(edge.0, edge.1)));
        assert_eq!(report.headline, format!("Mobile and Remote Access {expected}"));
        let mra = report.services.iter().find(|one| one.id.to_string() == "mra").unwrap();
        let on_tunnels = |one: &&Reason| one.on == Some(ConnectionId::SshTunnels);
        let reason = mra.because.iter().find(on_tunnels).unwrap();
        let expected = expected.replacen("fails", "The SSH tunnels fail", 1);
        assert_eq!(reason.on_does, expected);
        assert!(reason.text.starts_with(expected.trim_end_matches('.')));
        assert!(text::report(&report, &text::plain).contains(&report.why(mra)));
    }
}

#[test]
fn peers_with_one_fault_are_one_reason_that_counts_and_names_them() {
    for (good, bad, expected, names) in [
        (4, 2, "on 2 of 6 peers (core5, core6)", vec!["core5", "core6"]),
        (2, 1, "on 1 of 3 peers (core3)", vec!["core3"]),
        (1, 1, "on 1 of 2 peers (core2)", vec!["core2"]),
        (0, 2, "on both peers", vec!["core1", "core2"]),
        (0, 3, "on all 3 peers", vec!["core1", "core2", "core3"]),
    ] {
        let report = check(&deployment(&cores(good, bad), &edges(1, 0)));
        let [reason] = reasons(&report, "ssh-tunnels") else { panic!("{expected}") };
        let certificate = format!("Core's client certificate {expected}");
        let sentence = format!(
            "{certificate} has server authentication only. The SSH tunnels always require client \
             authentication, even with the EKU check Off."
        );
        assert_eq!(reason.text, sentence);
        assert_eq!(
            (&reason.peers, reason.of),
            (&names.iter().map(ToString::to_string).collect(), Some(good + bad))
        );
        let first = format!("core[{}].client", names[0]);
        assert_eq!(reason.certificate.as_ref().unwrap().to_string(), first);
        assert!(report.headline_reason.starts_with(&sentence), "{}", report.headline_reason);
        for shown in
            [text::report(&report, &text::plain), html::body(&report), markdown::report(&report)]
        {
            assert!(shown.contains(expected), "{shown}");
        }
    }
    let report = check(&deployment(&cores(0, 1), &edges(1, 0)));
    let [reason] = reasons(&report, "ssh-tunnels") else { panic!() };
    assert_eq!((reason.peers.len(), reason.of), (0, None));
}

#[test]
fn of_many_peers_the_first_are_named_and_the_rest_counted() {
    for (bad, expected) in [
        (7, "7 of 10 peers (core4, core5, core6, core7, core8, core9, core10)"),
        (8, "8 of 11 peers (core4, core5, core6, core7, core8, core9 and 2 more)"),
        (2000, "2,000 of 2,003 peers (core4, core5, core6, core7, core8, core9 and 1,994 more)"),
    ] {
        let report = check(&deployment(&cores(3, bad), &edges(1, 0)));
        let [reason] = reasons(&report, "ssh-tunnels") else { panic!("{expected}") };
        assert!(reason.text.contains(expected), "{}", reason.text);
        assert_eq!(reason.peers.len(), bad);
    }
}

#[test]
fn what_differs_from_peer_to_peer_is_not_said_of_all() {
    let (s, c) = ("S", "code");
    let expired = |day: &str| Certificate { not_after: at(day), ..leaf("S C") };
    let issued = |by: &str| expired(by);
    let with = |certificates: &[Certificate]| {
        let mut deployment = deployment(&cores(3, 0), &edges(1, 0));
        for (place, certificate) in certificates.iter().enumerate() {
            let peer = Some(format!("core{}", place + 1).into());
            let store = StoreId { node: NodeName::Core, peer, kind: StoreKind::Client };
            deployment.core.replace(&store, Store::of([certificate.clone()].into(), false));
        }
        deployment
    };
    for (certificates, expected) in [
        (
            vec![leaf(s), leaf(c)],
            "Core's client certificate on 2 of 3 peers (core1, core2) does not list client \
             authentication. The SSH tunnels",
        ),
        (
            vec![expired("2026-01-01"), expired("2025-06-01")],
            "Core's client certificate on 2 of 3 peers (core1, core2) expired between 1 Jun 2025 \
             and 1 Jan 2026. The check date is 23 Nov 2026.",
        ),
        (
            vec![issued("2026-01-01"), issued("2026-01-01")],
            "Core's client certificate on 2 of 3 peers (core1, core2) expired on 1 Jan 2026. The \
             check date is 23 Nov 2026.",
        ),
        (
            vec![
                Certificate {
                    not_before: at("2027-01-01"),
                    not_after: at("2028-01-01"),
                    ..leaf("S C")
                },
                Certificate {
                    not_before: at("2027-02-01"),
                    not_after: at("2028-01-01"),
                    ..leaf("S C")
                },
            ],
            "Core's client certificate on 2 of 3 peers (core1, core2) becomes valid between 1 Jan \
             2027 and 1 Feb 2027. The check date is 23 Nov 2026.",
        ),
    ] {
        let report = check(&with(&certificates));
        let [reason] = reasons(&report, "ssh-tunnels") else { panic!("{expected}") };
        assert!(reason.text.starts_with(expected), "{}", reason.text);
    }
    for (names, expected) in [
        (
            [["a.example.com"], ["a.example.com"]],
            "in Core's client certificate on 2 of 3 peers (core1, core2) and finds no match. Its \
             subject alternative name is a.example.com.",
        ),
        (
            [["a.example.com"], ["b.example.com"]],
            "in Core's client certificate on 2 of 3 peers (core1, core2) and finds no match.",
        ),
    ] {
        let named = |names: [&str; 1]| Certificate {
            dns_names: names.map(Into::into).into(),
            ..leaf("S C")
        };
        let mut deployment =
            with(&[named(names[0]), named(names[1]), named(["cluster.example.com"])]);
        deployment.edge.verify_names = verify_names(&["cluster.example.com"]);
        let report = check(&deployment);
        let [reason] = reasons(&report, "uc-traversal-zone") else { panic!("{expected}") };
        assert_eq!(reason.text, format!("Edge looks for cluster.example.com {expected}"));
    }
    // Two faults are two reasons.
    let report = check(&with(&[leaf("S"), expired("2026-01-01")]));
    let peers = reasons(&report, "ssh-tunnels").iter().map(|reason| reason.peers.join(", "));
    assert_eq!(Vec::from_iter(peers), ["core1", "core2"]);
}

#[test]
fn a_far_end_and_both_clusters_say_whose_peers_are_affected() {
    let one = |name, peers: &[&str]| {
        let peers = Vec::from_iter(peers.iter().map(|client| [*client, "S C"]));
        node(name, &peers)
    };
    let (good, bad) = ("S C", "unreadable");
    for (core, edge, headline, reasons_expected) in [
        (
            &[good, good, bad][..],
            &[good, good, good][..],
            "Cluster replication fails on 1 of 3 Core peers.",
            [vec!["core3"], vec![]],
        ),
        // Of two peers there is one pair.
        (&[good, bad], &[good, good, good], "Cluster replication fails.", [vec!["core2"], vec![]]),
        (
            &[good, good, bad, bad],
            &[bad, good, good],
            "Cluster replication fails on 2 of 4 Core peers and 1 of 3 Edge peers.",
            [vec!["core3", "core4"], vec!["edge1"]],
        ),
    ] {
        let mut deployment =
            Deployment::new(one(NodeName::Core, core), one(NodeName::Edge, edge)).unwrap();
        for node in NodeName::ALL {
            deployment.node_mut(node).set(Switch::ClusterTlsVerify, true).unwrap();
        }
        deployment.services = Some(vec![Service::ClusterDatabase]);
        let report = check(&deployment);
        assert_eq!(report.headline, headline);
        for (id, peers) in
            ["cluster-database:core", "cluster-database:edge"].iter().zip(reasons_expected)
        {
            let found = reasons(&report, id).iter().flat_map(|reason| &reason.peers);
            assert_eq!(Vec::from_iter(found), peers, "{id}");
        }
    }
    let deployment = with_far_end(
        deployment(&cores(4, 2), &edges(1, 0)),
        NodeName::Core,
        Initiates::Expressway,
        |far_end| {
            far_end.client_eku_check = ClientEkuCheck::On;
        },
    );
    let report = check(&Deployment {
        services: Service::from_id("far-end:far-1").map(|one| vec![one]),
        ..deployment
    });
    assert_eq!(report.headline, "Far 1 fails on 2 of 6 Core peers.");
}

#[test]
fn what_is_not_given_for_some_peers_leaves_these_undecided() {
    for (core, headline, decided_by) in [
        (
            &[["S C", "S"], ["none", "S"], ["none", "S"]][..],
            "Mobile and Remote Access on 2 of 3 Core peers: cannot tell yet.",
            "Add Core's client certificate on 2 of 3 peers (core2, core3).",
        ),
        (
            &[["none", "S"], ["none", "S"]],
            "Mobile and Remote Access: cannot tell yet.",
            "Add Core's client certificate on both peers.",
        ),
    ] {
        let report = check(&deployment(core, &edges(1, 0)));
        assert_eq!(report.headline, headline);
        let [reason] = reasons(&report, "ssh-tunnels") else { panic!("{headline}") };
        assert_eq!(reason.decided_by, decided_by);
    }
}
