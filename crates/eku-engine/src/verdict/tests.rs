//! Tables of deployments: the seed's conditions, every release, clusters, and what was not checked.

mod not_checked;
mod releases;

use alloc::format;
use alloc::string::ToString;
use alloc::vec;

use super::*;
use crate::deployment::EkuCheck;
use crate::rule::Evidence;
use crate::testing::deployments::{
    check_off, connections as verdicts, judged, nodes, older, reasons, services as services_of,
    x15_5,
};

#[test]
fn the_conditions_of_the_seed() {
    // Core's client and server store, Edge's client and server store, Edge's EKU check.
    let (works, fails) = (Verdict::Works, Verdict::Fails);
    for (condition, core, edge, check, zone, others) in [
        ("2, test 1", ["S", "S"], ["S", "S"], EkuCheck::On, fails, fails),
        ("2, test 2", ["S", "S"], ["S", "S"], EkuCheck::Off, works, fails),
        ("2.1, On", ["S C", "S"], ["S", "S"], EkuCheck::On, works, works),
        ("2.1, Off", ["S C", "S"], ["S", "S"], EkuCheck::Off, works, works),
        ("3, On", ["S C", "S C"], ["S C", "S C"], EkuCheck::On, works, works),
        ("3, Off", ["S C", "S C"], ["S C", "S C"], EkuCheck::Off, works, works),
        ("4, On", ["S C", "S C"], ["S", "S"], EkuCheck::On, works, works),
        ("4, Off", ["S C", "S C"], ["S", "S"], EkuCheck::Off, works, works),
    ] {
        let mut deployment = x15_5(core, edge);
        deployment.edge.set_eku_check(check).unwrap();
        let judgement = judged(&deployment);
        let expected = [
            format!("uc-traversal-zone {zone}"),
            format!("ssh-tunnels {others}"),
            format!("mra {others}"),
            format!("webrtc-proxy {others}"),
        ];
        assert_eq!(services_of(&judgement), expected, "{condition}");
        assert_eq!(judgement.verdict(), others, "{condition}");
    }
}

#[test]
fn cores_own_eku_check_and_edges_client_store_do_not_matter_between_the_nodes() {
    for edge_client in ["S", "C", "absent", "none", "unreadable"] {
        let deployment = x15_5(["S C", "S"], [edge_client, "S"]);
        assert_eq!(judged(&deployment).verdict(), Verdict::Works, "{edge_client}");
    }
    let deployment = check_off(x15_5(["S", "S"], ["S", "S"]), NodeName::Core);
    assert_eq!(judged(&deployment).verdict(), Verdict::Fails);
    let deployment = x15_5(["S C", "none"], ["S", "S"]);
    assert_eq!(judged(&deployment).verdict(), Verdict::Works, "Core presents no server role");
}

#[test]
fn a_certificate_that_is_missing_is_undecided_and_hides_nothing_that_fails() {
    for (core, edge, expected) in [
        ("none", "S", "undecided"),
        ("S C", "none", "undecided"),
        ("none", "none", "undecided"),
        ("S", "none", "fails"),
        ("none", "C", "fails"),
        ("absent", "C", "fails"),
        ("absent", "absent", "undecided"),
        ("S C", "absent", "works"),
        ("unreadable", "none", "fails"),
    ] {
        let judgement = judged(&x15_5([core, "S"], ["S", edge]));
        for service in &judgement.services {
            assert_eq!(service.verdict.to_string(), expected, "{core}, {edge}");
        }
        assert_eq!(judgement.verdict().id(), expected, "{core}, {edge}");
    }
}

#[test]
fn reasons_stand_in_the_order_of_the_rules_each_once() {
    let judgement = judged(&x15_5(["S", "S"], ["S", "C"]));
    assert_eq!(
        reasons(&judgement, "ssh-tunnels"),
        [
            "client-auth-required of core.client fails, documented",
            "server-auth-required of edge.server fails, inferred",
        ]
    );
    let judgement = judged(&x15_5(["none", "S"], ["S", "any"]));
    assert_eq!(
        reasons(&judgement, "uc-traversal-zone"),
        [
            "server-auth-required of edge.server fails, measured",
            "certificate-missing of core.client undecided, documented",
        ]
    );
}

#[test]
fn with_the_check_off_the_zone_looks_for_server_authentication_alone() {
    for (core, zone, tunnels) in [
        ("S", "works", "fails"),
        ("S C", "works", "works"),
        ("C", "undecided", "works"),
        ("empty", "undecided", "fails"),
        ("any", "undecided", "fails"),
        ("absent", "works", "undecided"),
        ("unreadable", "fails", "fails"),
    ] {
        let deployment = check_off(x15_5([core, "S"], ["S", "S"]), NodeName::Edge);
        assert_eq!(
            verdicts(&judged(&deployment)),
            [format!("uc-traversal-zone {zone}"), format!("ssh-tunnels {tunnels}")],
            "{core}"
        );
    }
}

#[test]
fn one_wrong_peer_of_a_cluster_fails_and_is_named() {
    let good = ["S C", "S"];
    for (core, edge, expected) in [
        (vec![good, good, good], vec![good, good], None),
        (vec![good, ["S", "S"], good], vec![good, good], Some("core[two].client")),
        (vec![good, good], vec![good, good, ["S C", "C"]], Some("edge[three].server")),
    ] {
        let judgement = judged(&nodes("X15.5", &core, "X15.5", &edge));
        let named = judgement.connections.iter().flat_map(|connection| {
            connection.findings.iter().filter_map(|finding| finding.certificate.as_ref())
        });
        let named = Vec::from_iter(named.map(ToString::to_string));
        let expected: Vec<_> = expected.into_iter().flat_map(|id| [id, id]).collect();
        assert_eq!(named, expected);
    }
}

#[test]
fn a_service_says_on_what_it_depends() {
    let depends = |deployment: &Deployment, service| {
        let judgement = judged(deployment);
        let service = judgement.service(&service).unwrap();
        let findings = service.findings.iter().map(|finding| {
            assert_eq!(finding.rule.id, "depends-on");
            let Evidence::Needed(needed) = &finding.evidence else { panic!() };
            format!("{} {}", needed.connection, Verdict::from(finding.outcome))
        });
        Vec::from_iter(findings)
    };
    let failing = x15_5(["S", "S"], ["S", "S"]);
    assert_eq!(depends(&failing, Service::Mra), ["uc-traversal-zone fails", "ssh-tunnels fails"]);
    let off = check_off(failing, NodeName::Edge);
    assert_eq!(depends(&off, Service::Mra), ["ssh-tunnels fails"]);
    assert!(depends(&off, Service::UcTraversalZone).is_empty());
    let missing = x15_5(["none", "S"], ["S", "S"]);
    assert_eq!(
        depends(&missing, Service::WebRtcProxy),
        ["uc-traversal-zone undecided", "ssh-tunnels undecided"]
    );
    let old = older("X15.3", "S C", "S");
    assert_eq!(depends(&old, Service::Mra), ["sip-service-message fails"]);
    assert!(depends(&old, Service::WebRtcProxy).is_empty());
}

#[test]
fn a_service_or_connection_is_found_by_its_identifier() {
    let judgement = judged(&x15_5(["S", "S"], ["S", "S"]));
    for service in [Service::SshTunnels, Service::Mra, Service::WebRtcProxy] {
        assert_eq!(judgement.service(&service).unwrap().service, service);
    }
    assert!(judgement.service(&Service::ClusterDatabase).is_none());
    let tunnels = ConnectionId::SshTunnels;
    assert_eq!(judgement.connection(&tunnels).unwrap().id, tunnels);
    assert!(judgement.connection(&ConnectionId::SipServiceMessage).is_none());
}

#[test]
fn services_that_are_named_limit_what_is_judged() {
    for (services, expected) in [
        (vec![Service::SshTunnels], vec!["ssh-tunnels fails"]),
        (vec![Service::UcTraversalZone], vec!["uc-traversal-zone works"]),
        (vec![], vec![]),
    ] {
        let mut deployment = check_off(x15_5(["S", "S"], ["S", "S"]), NodeName::Edge);
        deployment.services = Some(services);
        let judgement = judged(&deployment);
        assert_eq!(services_of(&judgement), expected);
        assert_eq!(verdicts(&judgement), expected, "connections");
    }
    let mut deployment = x15_5(["S C", "S"], ["S", "S"]);
    deployment.services = Some(vec![Service::Mra]);
    assert_eq!(
        services_of(&judged(&deployment)),
        ["uc-traversal-zone works", "ssh-tunnels works", "mra works"]
    );
}

#[test]
fn verdicts_are_ordered_from_works_to_fails_and_have_stable_words() {
    let all = [Verdict::Works, Verdict::Undecided, Verdict::Fails];
    assert!(all.is_sorted());
    assert_eq!(all.map(Verdict::id), ["works", "undecided", "fails"]);
    assert_eq!(all.map(|verdict| format!("{verdict:>9}").len()), [9; 3]);
    assert_eq!(format!("{}", Verdict::Undecided), "undecided");
    assert_eq!(Verdict::of(&[]), Verdict::Works);
    assert_eq!(Verdict::from(Outcome::Undecided), Verdict::Undecided);
    assert_eq!(Verdict::from(Outcome::Fails), Verdict::Fails);
}
